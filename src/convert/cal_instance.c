/* SPDX-License-Identifier: MIT */
/* Instances of a series that were changed have a message of their own, attached to that of the series, with
 * what the structure has no room for: [MS-OXOCAL] 2.2.10. */

#include "convert/cal.h"
#include "convert/when.h"

#include "base/touch.h"

/* Whether a time in UTC is on the day on which the instance that is written would have been. A day has one at
 * most, and the time of day is not the same in all that writes it. */
static int is_its_day(const struct tnefi_convert_event *e, tnef_time time)
{
    const uint64_t ticks = tnefi_convert_ticks(time);
    uint64_t local = ticks;
    uint32_t minutes;

    if (ticks == 0 || !(e->has_zone || e->is_utc))
        return 0;
    if (e->has_zone && !tnef_zone_to_local(&e->zone, ticks, &local))
        return 0;
    return tnef_minutes_of_ticks(local, &minutes)
           && minutes / TNEF_MINUTES_PER_DAY == e->moved.original / TNEF_MINUTES_PER_DAY;
}

/* Without a zone the two cannot be compared, and none is better than that of another instance. */
const tnef_message *tnefi_convert_find_instance(const struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const tnef_message *m = e->item;

    TNEFI_TOUCH(m->attachment_count);
    for (size_t i = 0; i < m->attachment_count; i++) {
        const tnef_attachment *a = m->attachments[i];

        if (a->message == NULL || tnefi_convert_class_of(a->message).sort != TNEFI_CONVERT_EVENT)
            continue;
        if (is_its_day(e, tnefi_convert_time(a->message->info->bag, TNEFI_CONVERT_CAL_REPLACE))
            || is_its_day(e, tnefi_convert_time(a->part->bag, TNEFI_CONVERT_EXCEPTION_REPLACE)))
            return a->message;
    }
    return NULL;
}

const tnef_message *tnefi_convert_text_of(const struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    return e->instance != NULL && e->instance->body_count > 0 ? e->instance : e->item;
}

const tnef_message *tnefi_convert_categories_of(const struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    return e->instance != NULL && tnefi_convert_has(e->instance->info->bag, TNEFI_CONVERT_KEYWORDS)
               ? e->instance
               : e->item;
}

const tnef_message *tnefi_convert_people_of(const struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    return e->instance != NULL && e->instance->recipient_count > 0 ? e->instance : e->mail;
}
