/* SPDX-License-Identifier: MIT */
/* A message as mail: its multiparts, and the messages in it. */

#include "convert/mail.h"
#include "convert/card.h"

#include "base/touch.h"

#include <string.h>

struct tnefi_convert_frame *tnefi_convert_top(struct tnef_convert *c)
{
    return &c->mail->frame[c->mail->depth - 1u];
}

int tnefi_convert_is_utf8(const struct tnef_convert *c)
{
    return (c->live.job.options.flags & TNEF_CONVERT_UTF8) != 0;
}

/* ---- A message ----------------------------------------------------------------------------- */

/* Instances of a series that were changed are attachments of it, and the picture of a contact is in its
 * card: both are left out where the calendar or card is written. But files of an instance are in no
 * calendar, and a card has one picture. */
static int is_elsewhere(const struct tnefi_convert_frame *f, size_t index)
{
    const tnef_attachment *a = f->m->attachments[index];

    if (f->has_calendar && (a->part->flags & TNEF_PART_F_HIDDEN) != 0 && a->message != NULL)
        return a->message->attachment_count == 0
               && tnefi_convert_class_of(a->message).sort == TNEFI_CONVERT_EVENT;
    return f->has_card && a == f->picture
           && tnefi_convert_number(a->part->bag, TNEFI_CONVERT_CONTACT_PHOTO, 0) != 0;
}

static size_t count_attached(const struct tnefi_convert_frame *f)
{
    size_t n = 0;

    TNEFI_TOUCH(f->m->attachment_count);
    for (size_t i = 0; i < f->m->attachment_count; i++)
        n += !tnefi_convert_is_inline(f, i) && !is_elsewhere(f, i);
    return n;
}

static void find_multiparts(const struct tnef_convert *c, struct tnefi_convert_frame *f)
{
    size_t inlined = 0;

    tnefi_convert_cid_own(f);
    TNEFI_TOUCH(f->ids);
    for (uint32_t i = 0; i < f->ids; i++)
        inlined += f->id[i].owner != SIZE_MAX && f->id[i].is_shown;
    f->has_card = (tnefi_convert_targets(f->m) & TNEF_CONVERT_BIT(TNEF_CONVERT_CARD)) != 0;
    if (tnefi_convert_class_of(f->m).sort == TNEFI_CONVERT_CONTACT)
        f->picture = tnefi_convert_find_picture(f->m);
    f->has[RELATED] = inlined > 0;
    f->has[ALTERNATIVE] = f->has_calendar || f->has_html;
    f->has[MIXED] = f->has_card || count_attached(f) > 0 || tnefi_convert_report_type(f->m) != NULL
                    || tnefi_convert_has_original(c, f) || tnefi_convert_has_invite(c, f);
}

/* A message without bodies and attachments has an empty one. */
static int has_body(const struct tnefi_convert_frame *f)
{
    return f->has_text || f->has_calendar || !f->has[MIXED] || tnefi_convert_report_type(f->m) != NULL;
}

/* What is before the first leaf. */
static void open_all(struct tnef_convert *c)
{
    find_multiparts(c, tnefi_convert_top(c));
    tnefi_convert_open_multipart(c, MIXED);
    if (!has_body(tnefi_convert_top(c)))
        return;
    tnefi_convert_delimit(c, MIXED);
    tnefi_convert_open_multipart(c, RELATED);
    tnefi_convert_delimit(c, RELATED);
    tnefi_convert_open_multipart(c, ALTERNATIVE);
}

/* The next attachment that is, or is not, inline. */
static int attachments_step(struct tnef_convert *c, int inlined)
{
    struct tnefi_convert_frame *f = tnefi_convert_top(c);

    while (f->at < f->m->attachment_count
           && (tnefi_convert_is_inline(f, f->at) != inlined || is_elsewhere(f, f->at))) {
        TNEFI_TOUCH(1);
        f->at++;
    }
    if (f->at == f->m->attachment_count)
        return DONE;
    if (c->live.job.inside == 0)
        tnefi_convert_delimit(c, inlined ? RELATED : MIXED);
    if (tnefi_convert_mail_part(c, f->at) == AGAIN)
        return AGAIN;
    f->at++;
    c->live.job.inside = 0;
    c->live.job.at = 0;
    return AGAIN;
}

static int phase_step(struct tnef_convert *c, struct tnefi_convert_frame *f)
{
    switch (f->phase) {
    case PHASE_HEADERS:
        return tnefi_convert_mail_fields(c);
    case PHASE_SEALED:
        if (c->live.job.inside == 0)
            tnefi_convert_find_sealed(c);
        return f->seal != TNEFI_CONVERT_NOTE ? tnefi_convert_mail_sealed(c) : DONE;
    case PHASE_SCAN_CALENDAR:
        return tnefi_convert_mail_scan_calendar(c);
    case PHASE_SCAN_TEXT:
        tnefi_convert_mail_choose(c);
        return f->has_text ? tnefi_convert_mail_scan(c, &f->text, 0) : DONE;
    case PHASE_SCAN_HTML:
        return f->has_html ? tnefi_convert_mail_scan(c, &f->html, 1) : DONE;
    case PHASE_OPEN:
        open_all(c);
        return DONE;
    case PHASE_TEXT:
        if (tnefi_convert_takes_text(c))
            return tnefi_convert_mail_beside(c);
        if (!f->has_text && tnefi_convert_report_line(f->m) != NULL)
            return tnefi_convert_mail_line(c, tnefi_convert_report_line(f->m));
        if (!has_body(f))
            return DONE;
        return tnefi_convert_mail_body(c, f->has_text ? &f->text : NULL, &f->text_counts, 0);
    case PHASE_HTML:
        return f->has_html ? tnefi_convert_mail_body(c, &f->html, &f->html_counts, 1) : DONE;
    case PHASE_CALENDAR:
        return tnefi_convert_mail_calendar(c);
    case PHASE_INLINE:
        return attachments_step(c, 1);
    case PHASE_REPORT:
        return tnefi_convert_mail_report(c);
    case PHASE_ATTACHED:
        return attachments_step(c, 0);
    case PHASE_ORIGINAL:
        return tnefi_convert_mail_original(c);
    case PHASE_INVITE:
        return tnefi_convert_mail_invite(c);
    case PHASE_CARD:
        return tnefi_convert_mail_card(c);
    case PHASE_ITEM_SCAN:
        return tnefi_convert_mail_scan_item(c);
    case PHASE_ITEM:
        return tnefi_convert_mail_item(c);
    default:
        return DONE;
    }
}

/* What can be no file after all is a message. */
static enum tnefi_convert_phase next_phase(struct tnef_convert *c, const struct tnefi_convert_frame *f)
{
    if (f->phase == PHASE_ITEM_SCAN) {
        if (f->has_calendar || (tnefi_convert_targets(f->m) & TNEF_CONVERT_BIT(TNEF_CONVERT_CARD)) != 0)
            return PHASE_ITEM;
        tnefi_convert_message_head(c, f->item->part);
        return PHASE_HEADERS;
    }
    if (f->phase == PHASE_ITEM || (f->phase == PHASE_SEALED && f->seal != TNEFI_CONVERT_NOTE))
        return PHASE_CLOSE;
    return f->phase + 1;
}

/* What comes between two phases. */
static void end_phase(struct tnef_convert *c, struct tnefi_convert_frame *f)
{
    if (f->phase == PHASE_CALENDAR)
        tnefi_convert_close_multipart(c, ALTERNATIVE);
    if (f->phase == PHASE_INLINE)
        tnefi_convert_close_multipart(c, RELATED);
    if (f->phase == PHASE_CARD)
        tnefi_convert_close_multipart(c, MIXED);
    f->at = 0;
    f->phase = next_phase(c, f);
    c->live.job.inside = 0;
    c->live.job.item = 0;
    c->live.job.at = 0;
}

void tnefi_convert_push(struct tnef_convert *c, const tnef_message *m)
{
    struct tnefi_convert_frame *f = &c->mail->frame[c->mail->depth++];

    memset(f, 0, sizeof *f);
    TNEFI_TOUCH(sizeof *f);
    f->m = m;
    c->live.job.inside = 0;
    c->live.job.item = 0;
    c->live.job.at = 0;
}

int tnefi_convert_mail_step(struct tnef_convert *c)
{
    struct tnefi_convert_frame *f;

    if (c->mail == NULL) {
        c->mail = c->alloc.alloc(c->alloc.user, sizeof *c->mail);
        if (c->mail == NULL) {
            (void)tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
            return DONE;
        }
        memset(c->mail, 0, offsetof(struct tnefi_convert_mail, frame));
        if (c->live.job.outer != NULL)
            c->mail->boundaries = c->live.job.outer->boundaries;
        tnefi_convert_push(c, c->live.job.message);
        return AGAIN;
    }
    f = tnefi_convert_top(c);
    if (phase_step(c, f) == AGAIN)
        return AGAIN;
    end_phase(c, f);
    if (f->phase != PHASE_CLOSE)
        return AGAIN;
    if (--c->mail->depth == 0)
        return DONE;
    /* The part of the message around it is complete. */
    tnefi_convert_top(c)->at++;
    c->live.job.inside = 0;
    return AGAIN;
}
