/* SPDX-License-Identifier: MIT */
/* Time zones: [MS-OXOCAL] 2.2.1.39 to 2.2.1.43, RFC 5545, 3.6.5. */

#include "convert/cal.h"
#include "convert/when.h"
#include "convert/who.h"

#include "base/touch.h"

#include <string.h>

#define NAME_MAX 100u
#define ONSETS   1970u /* the year of the first onsets                                    */

static int begins(const char *s, const char *with)
{
    size_t n = 0;

    while (with[n] != '\0' && s[n] == with[n])
        n++;
    TNEFI_TOUCH(n);
    return with[n] == '\0';
}

/* Writes a number with a sign as four digits: hours and minutes. */
static size_t put_offset(char *out, int32_t minutes)
{
    const uint32_t m = minutes < 0 ? (uint32_t)-minutes : (uint32_t)minutes;
    const uint32_t number = m / 60u * 100u + m % 60u;

    out[0] = minutes < 0 ? '-' : '+';
    for (uint32_t i = 4, n = number; i > 0; i--, n /= 10u)
        out[i] = (char)('0' + n % 10u);
    return 5;
}

/* Adds a number in hexadecimal digits, so that two rules never have one name. */
static size_t put_hex(char *out, uint32_t number, uint32_t digits)
{
    static const char hex[] = "0123456789ABCDEF";

    for (uint32_t i = digits; i > 0; i--, number /= 16u)
        out[i - 1u] = hex[number % 16u];
    return digits;
}

static size_t put_date(char *out, const tnef_zone_date *d)
{
    size_t n = put_hex(out, d->month, 1);

    n += put_hex(out + n, d->day, 2);
    n += put_hex(out + n, d->weekday, 1);
    n += put_hex(out + n, d->hour, 2);
    n += put_hex(out + n, d->minute, 2);
    return n + put_hex(out + n, d->year, 4);
}

/* A name that says what the rule is, for zones whose own name says nothing. */
static void name_by_rule(const tnef_zone *z, char *out)
{
    size_t n = 0;

    memcpy(out, "TZ", 2);
    n = 2;
    n += put_offset(out + n, -(z->bias + z->standard_bias));
    if ((z->flags & TNEF_ZONE_DAYLIGHT) != 0) {
        n += put_offset(out + n, -(z->bias + z->daylight_bias));
        out[n++] = '-';
        n += put_date(out + n, &z->standard);
        out[n++] = '-';
        n += put_date(out + n, &z->daylight);
    }
    out[n] = '\0';
}

/* Cleans a name that the message gives; one that says nothing is replaced. */
static void take_name(struct tnefi_convert_event *e, const char *name, size_t len)
{
    size_t n = tnefi_lines_clean(e->zone_name, NAME_MAX, name, len, 1);

    e->zone_name[n] = '\0';
    if (n == 0 || tnefi_convert_is(e->zone_name, "Customized Time Zone") || begins(e->zone_name, "tzone://"))
        name_by_rule(&e->zone, e->zone_name);
    TNEFI_TOUCH(n);
}

static int read_definition(struct tnef_convert *c, enum tnefi_convert_key key, uint64_t when,
                           tnef_zone_definition *d, tnef_zone *z)
{
    tnef_bytes b = tnefi_convert_bytes(tnefi_convert_event_bag(c), key);
    tnef_civil day = { 0 };

    if (b.data == NULL)
        return 0;
    (void)tnef_civil_of_ticks(when, &day);
    (void)tnef_zone_definition_read(b.data, b.len, d);
    if (tnef_zone_choose(d, day.year, z))
        return 1;
    tnefi_convert_leave_out(c, TNEF_CONVERT_NO_ZONE);
    return 0;
}

static int read_struct(struct tnef_convert *c, tnef_zone *z)
{
    tnef_bytes b = tnefi_convert_bytes(tnefi_convert_event_bag(c), TNEFI_CONVERT_CAL_ZONE_STRUCT);

    if (b.data == NULL)
        return 0;
    if (tnef_zone_read(b.data, b.len, z) == TNEF_OK && (z->flags & TNEF_ZONE_GOOD) != 0)
        return 1;
    tnefi_convert_leave_out(c, TNEF_CONVERT_NO_ZONE);
    return 0;
}

static void use_definition(struct tnef_convert *c, const tnef_zone_definition *d, const tnef_zone *z)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    char name[4u * NAME_MAX];

    e->zone = *z;
    e->has_zone = 1;
    take_name(e, name, tnefi_convert_blob_text(c, &d->name, name, sizeof name));
}

static void use_struct(struct tnef_convert *c, const tnef_zone *z)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    tnef_string text = tnefi_convert_string(tnefi_convert_event_bag(c), TNEFI_CONVERT_CAL_ZONE_TEXT);

    e->zone = *z;
    e->has_zone = 1;
    take_name(e, text.text, text.len);
}

/* UTC needs no zone. */
static void drop_utc(struct tnefi_convert_event *e)
{
    const tnef_zone *z = &e->zone;

    if (e->has_zone && z->bias + z->standard_bias == 0 && (z->flags & TNEF_ZONE_DAYLIGHT) == 0
        && tnefi_convert_is(e->zone_name, "UTC"))
        e->has_zone = 0;
    e->is_utc = !e->has_zone && e->zone_name[0] != '\0';
}

/* Of a series the structure of 48 bytes counts where the two do not agree. */
void tnefi_convert_find_zone(struct tnef_convert *c, int recurring, uint64_t start)
{
    tnef_zone_definition d;
    tnef_zone named, plain;
    int has_plain = 0, has_named;

    has_named = read_definition(c, recurring ? TNEFI_CONVERT_CAL_ZONE_RECUR : TNEFI_CONVERT_CAL_ZONE_START,
                                start, &d, &named);
    if (recurring || !has_named)
        has_plain = read_struct(c, &plain);
    if (!has_named && !has_plain && recurring)
        has_named = read_definition(c, TNEFI_CONVERT_CAL_ZONE_START, start, &d, &named);
    if (has_named && (!has_plain || tnef_zone_equal(&named, &plain)))
        use_definition(c, &d, &named);
    else if (has_plain)
        use_struct(c, &plain);
    drop_utc(&c->live.job.event);
}

/* ---- VTIMEZONE ----------------------------------------------------------------------------- */

static const char *const weekdays[7] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

static void put_offset_line(struct tnef_convert *c, const char *name, int32_t minutes)
{
    struct tnefi_lines *l = tnefi_convert_item(c);
    char text[5];

    (void)put_offset(text, minutes);
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

void tnefi_convert_write_zone(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    const uint32_t year = first_year(e);
    tnef_zone_part part;
    struct tnefi_lines *l;

    tnefi_convert_put_word(c, "BEGIN:VTIMEZONE\r\n");
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "TZID:");
    tnefi_lines_value(l, TNEFI_LINES_TEXT | TNEFI_LINES_ONE_LINE, e->zone_name,
                      tnefi_convert_length(e->zone_name));
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    if (tnef_zone_standard(&e->zone, year, &part))
        write_part(c, "BEGIN:STANDARD\r\n", "END:STANDARD\r\n", &part);
    if (tnef_zone_daylight(&e->zone, year, &part))
        write_part(c, "BEGIN:DAYLIGHT\r\n", "END:DAYLIGHT\r\n", &part);
    tnefi_convert_put_word(c, "END:VTIMEZONE\r\n");
}
