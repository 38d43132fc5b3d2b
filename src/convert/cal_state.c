/* SPDX-License-Identifier: MIT */
/* The state of an event: sequence, status, how busy it makes. */

#include "convert/cal.h"

/* PidLidAppointmentStateFlags: [MS-OXOCAL] 2.2.1.10. */
#define STATE_CANCELED 4

int tnefi_convert_cal_sequence(struct tnef_convert *c)
{
    const int64_t n = tnefi_convert_number(tnefi_convert_event_bag(c), TNEFI_CONVERT_CAL_SEQUENCE, -1);
    struct tnefi_lines *l;

    if (n < 0 && c->live.job.event.method == TNEFI_CONVERT_METHOD_NONE)
        return DONE;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "SEQUENCE:");
    tnefi_lines_number(l, n > 0 && n <= INT64_C(0x7FFFFFFF) ? (uint64_t)n : 0);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}

/* How busy the instance or the series makes; -1: it is not known. */
static int64_t busy_of(const struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    if (e->is_moved && (e->moved.flags & TNEF_EXCEPTION_BUSY) != 0)
        return e->moved.busy <= 4u ? (int64_t)e->moved.busy : -1;
    return tnefi_convert_number(tnefi_convert_event_bag(c), TNEFI_CONVERT_CAL_BUSY, -1);
}

int tnefi_convert_cal_status(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const int64_t state = tnefi_convert_number(tnefi_convert_event_bag(c), TNEFI_CONVERT_CAL_STATE, 0);

    switch (e->method) {
    case TNEFI_CONVERT_METHOD_REPLY:
    case TNEFI_CONVERT_METHOD_COUNTER:
        break;
    case TNEFI_CONVERT_METHOD_REQUEST:
        tnefi_convert_put_word(c, (state & STATE_CANCELED) != 0 ? "STATUS:CANCELLED\r\n"
                                                                : "STATUS:CONFIRMED\r\n");
        break;
    case TNEFI_CONVERT_METHOD_CANCEL:
        tnefi_convert_put_word(c, "STATUS:CANCELLED\r\n");
        break;
    default:
        if ((state & STATE_CANCELED) != 0)
            tnefi_convert_put_word(c, "STATUS:CANCELLED\r\n");
        else if (busy_of(c) == 1)
            tnefi_convert_put_word(c, "STATUS:TENTATIVE\r\n");
    }
    return DONE;
}

static void write_transparency(struct tnef_convert *c, int64_t intended)
{
    const enum tnefi_convert_method method = c->live.job.event.method;
    int64_t busy = busy_of(c);

    if (method == TNEFI_CONVERT_METHOD_REQUEST && intended >= 0 && intended <= 4)
        busy = intended;
    if (method == TNEFI_CONVERT_METHOD_CANCEL)
        busy = 0;
    if (busy == 0 || busy == 4)
        tnefi_convert_put_word(c, "TRANSP:TRANSPARENT\r\n");
    else if (busy >= 1 && busy <= 3)
        tnefi_convert_put_word(c, "TRANSP:OPAQUE\r\n");
}

static void write_level(struct tnef_convert *c, const char *name, int64_t level)
{
    static const char *const names[5] = { "FREE", "TENTATIVE", "BUSY", "OOF", "WORKINGELSEWHERE" };
    struct tnefi_lines *l;

    if (level < 0 || level > 4)
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, name);
    tnefi_lines_raw(l, names[level]);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

int tnefi_convert_cal_busy(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    const int64_t intended = tnefi_convert_number(bag, TNEFI_CONVERT_CAL_INTENDED, -1);

    if (e->method == TNEFI_CONVERT_METHOD_REPLY || e->method == TNEFI_CONVERT_METHOD_COUNTER)
        return DONE;
    write_transparency(c, intended);
    write_level(c, "X-MICROSOFT-CDO-BUSYSTATUS:", busy_of(c));
    if (busy_of(c) >= 0)
        write_level(c, "X-MICROSOFT-CDO-INTENDEDSTATUS:", intended);
    if (e->times == TNEFI_CONVERT_TIMES_DAYS)
        tnefi_convert_put_word(c, "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n");
    if (tnefi_convert_number(bag, TNEFI_CONVERT_CAL_NO_PROPOSALS, 0) != 0)
        tnefi_convert_put_word(c, "X-MICROSOFT-DISALLOW-COUNTER:TRUE\r\n");
    return DONE;
}
