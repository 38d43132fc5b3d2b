/* SPDX-License-Identifier: MIT */
/* VTIMEZONE: RFC 5545, 3.6.5. */

#include "convert/cal.h"
#include "convert/when.h"

#define ONSETS 1970u /* the year of the first onsets                                      */

size_t tnefi_convert_put_offset(char *out, int32_t minutes)
{
    const uint32_t m = minutes < 0 ? (uint32_t)-minutes : (uint32_t)minutes;
    const uint32_t number = m / 60u * 100u + m % 60u;

    out[0] = minutes < 0 ? '-' : '+';
    for (uint32_t i = 4, n = number; i > 0; i--, n /= 10u)
        out[i] = (char)('0' + n % 10u);
    return 5;
}

static const char *const weekdays[7] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

static void put_offset_line(struct tnef_convert *c, const char *name, int32_t minutes)
{
    struct tnefi_lines *l = tnefi_convert_item(c);
    char text[5];

    (void)tnefi_convert_put_offset(text, minutes);
    tnefi_lines_raw(l, name);
    tnefi_lines_bytes(l, text, sizeof text);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

static void write_onset(struct tnef_convert *c, const tnef_zone_part *p)
{
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_raw(l, "DTSTART:");
    tnefi_convert_put_civil(l, &p->onset, TNEFI_CONVERT_LOCAL);
    tnefi_lines_crlf(l);
    if (p->month != 0) {
        tnefi_lines_raw(l, "RRULE:FREQ=YEARLY;BYMONTH=");
        tnefi_lines_number(l, p->month);
        tnefi_lines_raw(l, p->nth < 0 ? ";BYDAY=-" : ";BYDAY=");
        tnefi_lines_number(l, p->nth < 0 ? 1u : (uint64_t)p->nth);
        tnefi_lines_raw(l, weekdays[p->weekday % 7u]);
        tnefi_lines_crlf(l);
    }
    tnefi_convert_item_end(c);
}

static void write_part(struct tnef_convert *c, const char *begin, const char *end, const tnef_zone_part *p)
{
    tnefi_convert_put_word(c, begin);
    write_onset(c, p);
    put_offset_line(c, "TZOFFSETFROM:", p->offset_from);
    put_offset_line(c, "TZOFFSETTO:", p->offset_to);
    tnefi_convert_put_word(c, end);
}

/* The first onsets are before every event. */
static uint32_t first_year(const struct tnefi_convert_event *e)
{
    tnef_civil day = { 0 };

    if (e->start == 0 || !tnef_civil_of_ticks(e->start, &day) || day.year > ONSETS)
        return ONSETS;
    return day.year > 1601u ? day.year - 1u : 1601u;
}

static void write_zone(struct tnef_convert *c, const tnef_zone *zone, const char *name)
{
    const uint32_t year = first_year(&c->live.job.event);
    tnef_zone_part part;
    struct tnefi_lines *l;

    tnefi_convert_put_word(c, "BEGIN:VTIMEZONE\r\n");
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "TZID:");
    tnefi_lines_value(l, TNEFI_LINES_TEXT | TNEFI_LINES_ONE_LINE, name, tnefi_convert_length(name));
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    if (tnef_zone_standard(zone, year, &part))
        write_part(c, "BEGIN:STANDARD\r\n", "END:STANDARD\r\n", &part);
    if (tnef_zone_daylight(zone, year, &part))
        write_part(c, "BEGIN:DAYLIGHT\r\n", "END:DAYLIGHT\r\n", &part);
    tnefi_convert_put_word(c, "END:VTIMEZONE\r\n");
}

void tnefi_convert_write_zones(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    write_zone(c, &e->zone, e->zone_name);
    if (e->has_end_zone)
        write_zone(c, &e->end_zone, e->end_zone_name);
}
