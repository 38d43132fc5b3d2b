/* SPDX-License-Identifier: MIT */
/* What can be made of a message, and tables of properties. */

#include "convert/targets.h"

struct tnefi_convert_class tnefi_convert_class_of(const tnef_message *m)
{
    return tnefi_convert_classify(m->info->message_class.text, m->info->message_class.len);
}

uint32_t tnefi_convert_targets(const tnef_message *m)
{
    switch (tnefi_convert_class_of(m).sort) {
    case TNEFI_CONVERT_CONTACT:
    case TNEFI_CONVERT_GROUP:
        return TNEF_CONVERT_BIT(TNEF_CONVERT_CARD);
    default:
        return 0;
    }
}

int tnefi_convert_step(struct tnef_convert *c)
{
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
