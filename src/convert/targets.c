/* SPDX-License-Identifier: MIT */
/* What can be made of a message, and tables of properties. */

#include "convert/cal.h"

struct tnefi_convert_class tnefi_convert_class_of(const tnef_message *m)
{
    return tnefi_convert_classify(m->info->message_class.text, m->info->message_class.len);
}

/* What there is beside the mail. */
static uint32_t special(const tnef_message *m)
{
    switch (tnefi_convert_class_of(m).sort) {
    case TNEFI_CONVERT_CONTACT:
    case TNEFI_CONVERT_GROUP:
        return TNEF_CONVERT_BIT(TNEF_CONVERT_CARD);
    case TNEFI_CONVERT_MEETING:
    case TNEFI_CONVERT_EVENT:
    case TNEFI_CONVERT_TASK:
    case TNEFI_CONVERT_JOURNAL:
    case TNEFI_CONVERT_STICKY:
        return TNEF_CONVERT_BIT(TNEF_CONVERT_CALENDAR);
    case TNEFI_CONVERT_TASK_MAIL:
        return tnefi_convert_find_task(m) != NULL ? TNEF_CONVERT_BIT(TNEF_CONVERT_CALENDAR) : 0;
    default:
        return 0;
    }
}

uint32_t tnefi_convert_targets(const tnef_message *m)
{
    return special(m) | TNEF_CONVERT_BIT(TNEF_CONVERT_MAIL);
}

int tnefi_convert_step(struct tnef_convert *c)
{
    if (c->live.job.kind == TNEF_CONVERT_MAIL)
        return tnefi_convert_mail_step(c);
    if (c->live.job.kind == TNEF_CONVERT_CALENDAR)
        return tnefi_convert_calendar_step(c);
    if (tnefi_convert_class_of(c->live.job.message).sort == TNEFI_CONVERT_GROUP)
        return tnefi_convert_group_step(c);
    return tnefi_convert_card_step(c);
}

int tnefi_convert_row_step(struct tnef_convert *c, const tnefi_convert_row *rows, uint32_t count)
{
    struct tnefi_convert_job *j = &c->live.job;

    if (rows[j->row](c) == AGAIN)
        return AGAIN;
    j->row++;
    j->inside = 0;
    j->item = 0;
    j->at = 0;
    return j->row < count ? AGAIN : DONE;
}
