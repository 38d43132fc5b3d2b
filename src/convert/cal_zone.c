/* SPDX-License-Identifier: MIT */
/* Time zones: [MS-OXOCAL] 2.2.1.39 to 2.2.1.43, RFC 5545, 3.6.5. */

#include "convert/cal.h"
#include "convert/when.h"
#include "convert/who.h"

#include "base/touch.h"

#include <string.h>

#define NAME_MAX 100u

static int begins(const char *s, const char *with)
{
    size_t n = 0;

    while (with[n] != '\0' && s[n] == with[n])
        n++;
    TNEFI_TOUCH(n);
    return with[n] == '\0';
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
    n += tnefi_convert_put_offset(out + n, -(z->bias + z->standard_bias));
    if ((z->flags & TNEF_ZONE_DAYLIGHT) != 0) {
        n += tnefi_convert_put_offset(out + n, -(z->bias + z->daylight_bias));
        out[n++] = '-';
        n += put_date(out + n, &z->standard);
        out[n++] = '-';
        n += put_date(out + n, &z->daylight);
    }
    out[n] = '\0';
}

/* Cleans a name. Returns its length. */
static size_t clean(char *out, const char *name, size_t len)
{
    const size_t n = tnefi_lines_clean(out, NAME_MAX, name, len, 1);

    out[n] = '\0';
    TNEFI_TOUCH(n);
    return n;
}

/* Cleans a name that the message gives; one that says nothing is replaced. */
static void take_name(char *out, const tnef_zone *z, const char *name, size_t len)
{
    if (clean(out, name, len) == 0 || tnefi_convert_is(out, "Customized Time Zone")
        || begins(out, "tzone://"))
        name_by_rule(z, out);
}

/* Reads a definition and chooses its rule. 0: it is not there, or it is broken, which |is_broken| tells. */
static int choose_rule(struct tnef_convert *c, enum tnefi_convert_key key, uint64_t when,
                       tnef_zone_definition *d, tnef_zone *z, int *is_broken)
{
    tnef_bytes b = tnefi_convert_bytes(tnefi_convert_event_bag(c), key);
    tnef_civil day = { 0 };

    *is_broken = 0;
    if (b.data == NULL)
        return 0;
    (void)tnef_civil_of_ticks(when, &day);
    (void)tnef_zone_definition_read(b.data, b.len, d);
    *is_broken = !tnef_zone_choose(d, day.year, z);
    return !*is_broken;
}

static int read_definition(struct tnef_convert *c, enum tnefi_convert_key key, uint64_t when,
                           tnef_zone_definition *d, tnef_zone *z)
{
    int is_broken;
    const int is_there = choose_rule(c, key, when, d, z, &is_broken);

    if (is_broken)
        tnefi_convert_leave_out(c, TNEF_CONVERT_NO_ZONE);
    return is_there;
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

static void take_definition_name(struct tnef_convert *c, const tnef_zone_definition *d, const tnef_zone *z,
                                 char *out)
{
    char name[4u * NAME_MAX];

    take_name(out, z, name, tnefi_convert_blob_text(c, &d->name, name, sizeof name));
}

static void use_definition(struct tnef_convert *c, const tnef_zone_definition *d, const tnef_zone *z)
{
    struct tnefi_convert_event *e = &c->live.job.event;

    e->zone = *z;
    e->has_zone = 1;
    take_definition_name(c, d, z, e->zone_name);
}

static void use_struct(struct tnef_convert *c, const tnef_zone *z)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    tnef_string text = tnefi_convert_string(tnefi_convert_event_bag(c), TNEFI_CONVERT_CAL_ZONE_TEXT);

    e->zone = *z;
    e->has_zone = 1;
    take_name(e->zone_name, z, text.text, text.len);
}

static int is_utc(const tnef_zone *z, const char *name)
{
    return z->bias + z->standard_bias == 0 && (z->flags & TNEF_ZONE_DAYLIGHT) == 0
           && tnefi_convert_is(name, "UTC");
}

/* UTC needs no zone. */
static void drop_utc(struct tnefi_convert_event *e)
{
    if (e->has_zone && is_utc(&e->zone, e->zone_name))
        e->has_zone = 0;
    e->is_utc = !e->has_zone && e->zone_name[0] != '\0';
}

/* The caller may know a name that more programs know. */
static void rename_zone(struct tnef_convert *c, char *name)
{
    const tnef_convert_options *o = &c->live.job.options;
    char out[TNEFI_CONVERT_ZONE_NAME];
    const char *other;
    size_t n = 0;

    if (o->zone_name == NULL)
        return;
    c->live.busy = 1;
    other = o->zone_name(o->zone_user, name);
    c->live.busy = 0;
    while (other != NULL && n < NAME_MAX && other[n] != '\0')
        n++;
    TNEFI_TOUCH(n);
    if (n > 0 && clean(out, other, n) > 0)
        memcpy(name, out, tnefi_convert_length(out) + 1u);
}

/* An end in another zone keeps that: a flight lands by the clock of where it lands. One whose zone is broken
 * ends by that of its beginning. */
static void find_end_zone(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    tnef_zone_definition d;
    tnef_zone z;
    int is_broken;

    if (!choose_rule(c, TNEFI_CONVERT_CAL_ZONE_END, e->end, &d, &z, &is_broken)
        || tnef_zone_equal(&z, &e->zone))
        return;
    take_definition_name(c, &d, &z, e->end_zone_name);
    e->end_zone = z;
    e->end_is_utc = is_utc(&z, e->end_zone_name);
    e->has_end_zone = !e->end_is_utc;
}

/* Names are the caller's at last; two rules never have one. */
static void settle_names(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;

    if (e->has_zone)
        rename_zone(c, e->zone_name);
    if (!e->has_end_zone)
        return;
    rename_zone(c, e->end_zone_name);
    if (tnefi_convert_is(e->zone_name, e->end_zone_name))
        name_by_rule(&e->end_zone, e->end_zone_name);
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
    if (c->live.job.event.has_zone && has_named && !recurring && c->live.job.event.end != 0)
        find_end_zone(c);
    settle_names(c);
}
