/* SPDX-License-Identifier: MIT */
/* Mails in attachments: found by their beginning, handed to the next level, bounded together. */

#include "mail/priv.h"

#include <string.h>

/* ---- Bytes --------------------------------------------------------------------------------- */

/* Whether a content may hold a mail. Bodies are not attachments, and an embedded message is read by the
 * reader itself. */
static int is_looked_into(const tnef_part *part, const tnef_content *content)
{
    return !TNEF_PART_IS_BODY(part->kind) && content->kind != TNEF_CONTENT_MESSAGE;
}

static int is_ours(const struct tnefi_mail_inner *in, const tnef_part *part, const tnef_content *content)
{
    return in->look != LOOK_NONE && in->part == part->id && in->index == content->index;
}

void tnefi_mail_inner_begins(struct tnefi_mail_level *l, const tnef_part *part, const tnef_content *content)
{
    struct tnefi_mail_inner *in = &l->inner;

    if (in->look == LOOK_BEGIN || in->look == LOOK_MAIL || !is_looked_into(part, content))
        return;
    in->look = LOOK_FIRST;
    in->part = part->id;
    in->index = content->index;
    in->at = in->len = 0;
    in->more = in->ends = in->cut = 0;
    in->info.message = part->message;
    in->info.part = part->id;
    in->info.content = content->index;
    tnefi_mail_look_begin(&in->first);
}

static void looked(struct tnefi_mail_inner *in, const void *data, size_t len)
{
    int mail = tnefi_mail_looks(&in->first, data, len);

    if (mail > 0)
        in->look = LOOK_BEGIN;
    else if (mail < 0)
        in->look = LOOK_NONE;
}

/* The first bytes are kept until it is known whether they are mail. */
int tnefi_mail_inner_data(struct tnefi_mail_level *l, const tnef_part *part, const tnef_content *content,
                          const void *data, size_t len)
{
    struct tnefi_mail_inner *in = &l->inner;

    if (!is_ours(in, part, content))
        return 0;
    if (in->look == LOOK_FIRST && !is_looked_into(part, content))
        in->look = LOOK_NONE; /* a message has begun in it */
    if (in->look == LOOK_FIRST)
        looked(in, data, len);
    if (in->look == LOOK_NONE)
        return 0;
    if (len > sizeof in->buf - in->len) { /* INNER_BUFFER rules it out; bytes must not be lost unseen */
        in->ends = in->cut = 1;
        return 1;
    }
    memcpy(in->buf + in->len, data, len);
    TNEFI_TOUCH(len);
    in->len += (uint32_t)len;
    return in->look != LOOK_FIRST;
}

int tnefi_mail_inner_ends(struct tnefi_mail_level *l, const tnef_part *part, const tnef_content *content)
{
    struct tnefi_mail_inner *in = &l->inner;

    if (!is_ours(in, part, content))
        return 0;
    tnefi_mail_inner_lost(l);
    return tnefi_mail_inner_waits(l);
}

void tnefi_mail_inner_lost(struct tnefi_mail_level *l)
{
    if (l->inner.look == LOOK_FIRST)
        l->inner.look = LOOK_NONE;
    l->inner.ends = 1;
}

int tnefi_mail_inner_waits(const struct tnefi_mail_level *l)
{
    const struct tnefi_mail_inner *in = &l->inner;

    return in->look == LOOK_BEGIN
           || (in->look == LOOK_MAIL && (in->at < in->len || in->more != 0 || in->ends != 0));
}

/* ---- Begin and end ------------------------------------------------------------------------- */

static struct tnefi_mail_level *next_of(const struct tnefi_mail_level *l)
{
    return l->mail->level[l->index + 1u];
}

static void set_error(struct tnefi_mail_level *l, tnef_status status, uint64_t limit, uint64_t found)
{
    tnef_error *e = &l->inner.error;

    e->status = status;
    e->offset = l->inner.info.size;
    e->limit = limit;
    e->found = found;
}

/* Makes the level |index| ready for another mail. It is made when it is needed first, and kept. */
static tnef_status level_for(struct tnef_mail *m, uint32_t index)
{
    struct tnefi_mail_level *l = m->level[index];
    tnef_status status;

    if (l != NULL) {
        (void)tnef_scanner_reset(l->scanner);
        tnefi_mail_level_start(l);
        return TNEF_OK;
    }
    l = m->alloc.alloc(m->alloc.user, sizeof *l);
    if (l == NULL)
        return TNEF_E_MEMORY;
    l->index = index;
    status = tnefi_mail_level_make(m, l);
    if (status != TNEF_OK) {
        tnefi_mail_level_end(l);
        m->alloc.release(m->alloc.user, l, sizeof *l);
        return status;
    }
    m->level[index] = l;
    return TNEF_OK;
}

static void opens(struct tnefi_mail_level *l)
{
    struct tnef_mail *m = l->mail;
    uint32_t index = l->index + 1u;
    tnef_status status;

    if (index > m->set.max_inner) {
        set_error(l, TNEF_E_LIMIT_DEPTH, m->set.max_inner, index);
        l->inner.cut = 1;
        return;
    }
    status = level_for(m, index);
    if (status != TNEF_OK) {
        set_error(l, status, 0, 0);
        l->inner.cut = 1;
        return;
    }
    m->top = index;
}

static void begins(struct tnefi_mail_level *l)
{
    struct tnef_mail *m = l->mail;
    tnef_mail_inner *info = &l->inner.info;
    int answer = TNEF_CONTINUE;

    m->inners++;
    info->number = m->inners;
    info->depth = l->index + 1u;
    info->stream = l->stream.number;
    info->status = TNEF_OK;
    info->error = &l->inner.error;
    info->size = 0;
    tnefi_mail_clear_error(&l->inner.error);
    l->inner.look = LOOK_MAIL;
    m->speaking = info->number;
    if (m->set.handlers.mail_begin != NULL)
        answer = tnefi_mail_answered(m, m->set.handlers.mail_begin(m->set.user, info));
    if (answer == TNEF_SKIP)
        l->inner.cut = 1;
    else if (m->fatal.status == TNEF_OK)
        opens(l);
}

static void ends(struct tnefi_mail_level *l)
{
    struct tnef_mail *m = l->mail;
    struct tnefi_mail_inner *in = &l->inner;

    if (m->top > l->index) {
        m->anomalies |= tnefi_mail_anomalies_of(next_of(l));
        m->top = l->index;
    }
    in->look = LOOK_NONE;
    in->info.status = in->error.status;
    tnefi_mail_keep(m, &in->error);
    m->speaking = in->info.number;
    if (m->set.handlers.mail_end != NULL)
        (void)tnefi_mail_answered(m, m->set.handlers.mail_end(m->set.user, &in->info));
}

/* ---- Reading ------------------------------------------------------------------------------- */

/* What ended the scanner comes before a limit, such as that at which the mail was cut: only the first of them
 * tells that parts have no end. */
static void keep_scanner_error(struct tnefi_mail_level *l)
{
    tnef_error e = { .size = sizeof e };

    tnef_scanner_error(next_of(l)->scanner, &e);
    if (l->inner.error.status == TNEF_OK
        || (TNEF_IS_LIMIT(l->inner.error.status) && e.status != TNEF_OK && !TNEF_IS_LIMIT(e.status)))
        l->inner.error = e;
}

/* The scanner of the next level has failed. The stream that it was delivering ends, and all that is in it. */
static void fails(struct tnefi_mail_level *l)
{
    struct tnefi_mail_level *next = next_of(l);

    keep_scanner_error(l);
    next->lost = 1;
    next->due = next->open != 0 ? DUE_FINISH : DUE_NOTHING;
    l->inner.cut = 1;
}

static void feeds(struct tnefi_mail_level *l)
{
    struct tnef_mail *m = l->mail;
    struct tnefi_mail_inner *in = &l->inner;
    size_t n = in->len - in->at;
    size_t taken = 0;
    tnef_status status;

    /* Only the bytes of level 1 count against the limit: those of deeper mails are among them. If they were
     * counted as well, how the input was cut would decide which mail meets the limit. */
    if (l->index == 0 && m->set.max_inner_bytes - m->inner_bytes < n)
        n = (size_t)(m->set.max_inner_bytes - m->inner_bytes);
    status = tnef_scanner_feed(next_of(l)->scanner, in->buf + in->at, n, &taken);
    in->at += (uint32_t)taken;
    in->info.size += taken;
    if (l->index == 0)
        m->inner_bytes += taken;
    in->more = status == TNEF_PAUSED;
    if (m->fatal.status != TNEF_OK || status == TNEF_PAUSED)
        return;
    if (status != TNEF_OK) {
        fails(l);
    } else if (in->at < in->len) {
        set_error(l, TNEF_E_LIMIT_TOTAL, m->set.max_inner_bytes, m->set.max_inner_bytes + 1u);
        in->cut = 1;
    } else {
        in->at = in->len = 0;
    }
}

/* Ends the mail of the next level, with all that is open in it, also if it was cut. */
static void finishes(struct tnefi_mail_level *l)
{
    struct tnefi_mail_level *next = next_of(l);
    tnef_status status = tnef_scanner_finish(next->scanner);

    if (l->mail->fatal.status != TNEF_OK || status == TNEF_PAUSED)
        return;
    if (next->open != 0) {
        fails(l); /* else it would have ended its stream */
        return;
    }
    keep_scanner_error(l);
    ends(l);
}

void tnefi_mail_inner_serve(struct tnefi_mail_level *l)
{
    struct tnefi_mail_inner *in = &l->inner;

    if (in->look == LOOK_BEGIN) {
        begins(l);
        return;
    }
    if (in->cut != 0) {
        in->at = in->len = 0;
        in->more = 0;
    }
    if (in->at < in->len || in->more != 0)
        feeds(l);
    else if (in->ends != 0 && l->mail->top > l->index)
        finishes(l);
    else if (in->ends != 0)
        ends(l);
}
