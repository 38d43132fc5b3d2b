/* SPDX-License-Identifier: MIT */
/* What handlers answered, and what the whole comes to. */

#include "mail/priv.h"

#include "base/answer.h"

void tnefi_mail_clear_error(tnef_error *e)
{
    e->size = sizeof *e;
    e->status = TNEF_OK;
    e->offset = e->limit = e->found = 0;
    e->depth = e->attr = e->prop = 0;
    e->code = TNEF_NO_CODE;
    e->user_code = 0;
    e->reserved = 0;
}

void tnefi_mail_fail(struct tnef_mail *m, tnef_status status, int32_t user_code)
{
    if (m->fatal.status != TNEF_OK)
        return;
    m->fatal.status = status;
    m->fatal.offset = m->place;
    m->fatal.user_code = user_code;
}

void tnefi_mail_speaks(struct tnefi_mail_level *l)
{
    struct tnef_mail *m = l->mail;

    m->speaking = l->index > 0 ? m->level[l->index - 1u]->inner.info.number : 0;
}

int tnefi_mail_answered(struct tnef_mail *m, int answer)
{
    int asks = tnefi_base_as_answer(answer);

    if (asks == TNEF_STOP)
        tnefi_mail_fail(m, TNEF_STOPPED, 0);
    else if (asks == TNEF_PAUSE)
        m->paused = 1;
    else if (asks != TNEF_CONTINUE && asks != TNEF_SKIP)
        tnefi_mail_fail(m, TNEF_E_CALLBACK, answer);
    return asks;
}

void tnefi_mail_keep(struct tnef_mail *m, const tnef_error *e)
{
    tnef_error *to = TNEF_IS_LIMIT(e->status) ? &m->limit : &m->damage;

    if (e->status != TNEF_OK && to->status == TNEF_OK)
        *to = *e;
}
