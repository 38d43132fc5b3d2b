/* SPDX-License-Identifier: MIT */
/* The loop that serves the levels: the deepest one that has something to do goes first. */

#include "mail/priv.h"

/* Does one thing that a level has to do. Returns 0 if nothing is left to do. */
static int serve(struct tnefi_mail_level *l)
{
    if (tnefi_mail_inner_waits(l)) {
        tnefi_mail_inner_serve(l);
        return 1;
    }
    if (l->due != DUE_NOTHING) {
        tnefi_mail_level_due(l);
        return 1;
    }
    return 0;
}

tnef_status tnefi_mail_pump(struct tnef_mail *m)
{
    uint32_t index = m->top;

    for (;;) {
        if (m->fatal.status != TNEF_OK)
            return m->fatal.status;
        if (m->paused != 0)
            return TNEF_PAUSED;
        TNEFI_TOUCH(1);
        if (serve(m->level[index]))
            index = m->top;
        else if (index > 0)
            index--;
        else
            return TNEF_OK;
    }
}
