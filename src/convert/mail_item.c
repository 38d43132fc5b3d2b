/* SPDX-License-Identifier: MIT */
/* Calendars and cards as files. An entry, a task or a contact that is attached to a note is what programs
 * know as an .ics or .vcf file, and as a message nobody could open it. As files calendars have no METHOD:
 * nobody sent them to whoever opens them. */

#include "convert/mail.h"

#include "base/touch.h"

static int is_card(const tnef_message *m)
{
    return (tnefi_convert_targets(m) & TNEF_CONVERT_BIT(TNEF_CONVERT_CARD)) != 0;
}

/* Whether it is in the file of |m|: a task in a mail about it, an instance of a series that was changed, the
 * picture of a contact. */
static int is_inside(const tnef_message *m, const tnef_attachment *a)
{
    const enum tnefi_convert_sort sort = tnefi_convert_class_of(m).sort;
    const enum tnefi_convert_sort in =
        a->message != NULL ? tnefi_convert_class_of(a->message).sort : TNEFI_CONVERT_NOTE;

    if (sort == TNEFI_CONVERT_EVENT)
        return in == TNEFI_CONVERT_EVENT && (a->part->flags & TNEF_PART_F_HIDDEN) != 0;
    if (sort == TNEFI_CONVERT_TASK_MAIL)
        return in == TNEFI_CONVERT_TASK;
    return sort == TNEFI_CONVERT_CONTACT
           && tnefi_convert_number(a->part->bag, TNEFI_CONVERT_CONTACT_PHOTO, 0) != 0;
}

/* Whether something is attached that a file would lack. */
static int has_more(const tnef_message *m)
{
    TNEFI_TOUCH(m->attachment_count);
    for (size_t i = 0; i < m->attachment_count; i++)
        if (!is_inside(m, m->attachments[i]))
            return 1;
    return m->remainder_count > 0;
}

int tnefi_convert_is_item(const struct tnef_convert *c, const tnef_attachment *a)
{
    if ((c->live.job.options.flags & TNEF_CONVERT_ITEMS_AS_MAIL) != 0
        || tnefi_convert_class_of(c->mail->frame[c->mail->depth - 1u].m).sort != TNEFI_CONVERT_NOTE)
        return 0;
    switch (tnefi_convert_class_of(a->message).sort) {
    case TNEFI_CONVERT_EVENT:
    case TNEFI_CONVERT_CONTACT:
    case TNEFI_CONVERT_GROUP:
    case TNEFI_CONVERT_TASK_MAIL:
    case TNEFI_CONVERT_TASK:
    case TNEFI_CONVERT_JOURNAL:
    case TNEFI_CONVERT_STICKY:
        return tnefi_convert_targets(a->message) != TNEF_CONVERT_BIT(TNEF_CONVERT_MAIL)
               && !has_more(a->message);
    default:
        return 0;
    }
}

/* A card can always be written. An entry without a time cannot: it stays a message. */
int tnefi_convert_mail_scan_item(struct tnef_convert *c)
{
    return is_card(tnefi_convert_top(c)->m) ? DONE : tnefi_convert_mail_scan_calendar(c);
}

int tnefi_convert_mail_item(struct tnef_convert *c)
{
    const struct tnefi_convert_frame *f = tnefi_convert_top(c);

    if (c->mail->tap == TNEFI_CONVERT_TAP_NONE) {
        tnefi_convert_item_head(c, f->item->part, is_card(f->m) ? "text/vcard" : "text/calendar",
                                is_card(f->m) ? ".vcf" : ".ics");
        tnefi_convert_inner_begin(c, TNEFI_CONVERT_TAP_ENCODE);
        c->live.job.without_method = 1;
    }
    return tnefi_convert_inner_encoded(c);
}

/* ---- Invitations --------------------------------------------------------------------------- */

int tnefi_convert_has_invite(const struct tnef_convert *c, const struct tnefi_convert_frame *f)
{
    return f->has_calendar && (c->live.job.options.flags & TNEF_CONVERT_NO_INVITE) == 0
           && (f->method == TNEFI_CONVERT_METHOD_REQUEST || f->method == TNEFI_CONVERT_METHOD_CANCEL);
}

int tnefi_convert_mail_invite(struct tnef_convert *c)
{
    if (!tnefi_convert_has_invite(c, tnefi_convert_top(c)))
        return DONE;
    if (c->mail->tap == TNEFI_CONVERT_TAP_NONE) {
        tnefi_convert_inner_file(c, "application/ics", NULL, "name=\"invite.ics\"",
                                 "filename=\"invite.ics\"");
        c->live.job.without_method = 1;
    }
    return tnefi_convert_inner_encoded(c);
}
