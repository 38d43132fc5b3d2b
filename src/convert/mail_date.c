/* SPDX-License-Identifier: MIT */
/* Header fields of dates (RFC 5322, 3.3). The clock is never asked. */

#include "convert/mail.h"
#include "convert/when.h"

static const char *const weekdays[7] = { "Sun,", "Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat," };
static const char *const months[12] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static size_t put_number(char *out, uint32_t number, uint32_t digits)
{
    for (uint32_t i = digits; i > 0; i--) {
        out[i - 1u] = (char)('0' + number % 10u);
        number /= 10u;
    }
    return digits;
}

/* A field of a time, which is in UTC; "-0000" says that its zone is not known. */
void tnefi_convert_put_date(struct tnef_convert *c, const char *field, tnef_time time)
{
    char day[2], year[4], clock[8];
    struct tnefi_lines *l;
    tnef_civil when;

    if (tnefi_convert_ticks(time) == 0 || !tnefi_convert_wants(c, field))
        return;
    (void)tnef_civil_of_ticks(tnefi_convert_ticks(time), &when);
    (void)put_number(year, when.year, 4);
    (void)put_number(clock, when.hour, 2);
    (void)put_number(clock + 3, when.minute, 2);
    (void)put_number(clock + 6, when.second, 2);
    clock[2] = clock[5] = ':';
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, field);
    tnefi_lines_word(l, weekdays[when.weekday % 7u], NULL);
    tnefi_lines_word_bytes(l, day, put_number(day, when.day, when.day < 10u ? 1 : 2), NULL);
    tnefi_lines_word(l, months[(when.month - 1u) % 12u], NULL);
    tnefi_lines_word_bytes(l, year, sizeof year, NULL);
    tnefi_lines_word_bytes(l, clock, sizeof clock, NULL);
    tnefi_lines_word(l, (time.flags & TNEF_TIME_ZONE) != 0 ? "-0000" : "+0000", NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

int tnefi_convert_mail_date(struct tnef_convert *c)
{
    const tnef_message_info *m = tnefi_convert_top(c)->m->info;
    const tnef_time given = { c->live.job.options.date, 0,
                              c->live.job.options.date != 0 ? TNEF_TIME_SET : 0 };
    const tnef_time times[5] = { m->submitted, m->delivered, m->created, m->modified, given };

    for (uint32_t i = 0; i < 5u; i++) {
        if (tnefi_convert_ticks(times[i]) == 0)
            continue;
        tnefi_convert_put_date(c, "Date", times[i]);
        return DONE;
    }
    tnefi_convert_leave_out(c, TNEF_CONVERT_NO_DATE);
    return DONE;
}

int tnefi_convert_mail_dates(struct tnef_convert *c)
{
    const struct tnef_bag *bag = tnefi_convert_top(c)->m->info->bag;

    tnefi_convert_put_date(c, "Expires", tnefi_convert_time(bag, TNEFI_CONVERT_EXPIRES));
    tnefi_convert_put_date(c, "Reply-By", tnefi_convert_time(bag, TNEFI_CONVERT_REPLY_BY));
    tnefi_convert_put_date(c, "Deferred-Delivery", tnefi_convert_time(bag, TNEFI_CONVERT_DEFERRED));
    return DONE;
}
