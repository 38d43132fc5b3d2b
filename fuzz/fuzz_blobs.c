/* SPDX-License-Identifier: MIT */

/* What binary properties hold: whatever the bytes, every reader ends, no view leaves the bytes, a fault lies
 * within them, what a cursor finds is as much as was counted, days that are left out are sorted and there
 * once, and work is what blobs.h promises. Times come back from what they were converted to. */

#include "promise.h"

#include <stdlib.h>
#include <string.h>

#include <tnef/blobs.h>

#include "../tests/touched.h"

static const uint8_t *bytes;
static size_t length;

static void check_view(const uint8_t *data, size_t len)
{
    CHECK(data != NULL || len == 0);
    if (length == 0)
        return;
    CHECK(data == NULL || (data >= bytes && data <= bytes + length));
    CHECK(data == NULL || len <= (size_t)(bytes + length - data));
}

static void check_text(tnef_blob_text text)
{
    check_view(text.data, text.len);
    CHECK(text.codepage == TNEF_BLOB_8BIT || (text.codepage == TNEF_BLOB_UTF16 && text.len % 2 == 0));
}

static void check_status(tnef_status status, tnef_status same, size_t fault)
{
    CHECK(status == same && fault <= length);
    CHECK(status == TNEF_OK ? fault == 0 : TNEF_IS_MALFORMED(status) || status == TNEF_E_LIMIT_VALUES);
}

/* Reads by |reads| into |view|, and looks at the status when it is stored. */
#define READ(reads, view) \
    do { \
        tnef_status status_ = reads(bytes, length, &(view)); \
        check_status(status_, (view).status, (view).fault); \
    } while (0)

/* The calls that were made since the work was counted last. */
static void check_work(uint64_t *before, uint64_t calls)
{
    CHECK(touched_within("blobs", touched_now() - *before, length, calls));
    *before = touched_now();
}

/* ---- Recurrence ------------------------------------------------------------------------------ */

static void check_rule(const tnef_recur *recur)
{
    for (uint32_t options = 0; options < 2; options++) {
        tnef_rule rule;
        int is = tnef_rule_of(recur, options, &rule);

        CHECK(is == (rule.why == TNEF_RULE_IS) && is == (rule.frequency != 0));
        if (!is)
            continue;
        CHECK(rule.frequency <= TNEF_FREQUENCY_YEARLY && rule.interval > 0 && rule.by_month <= 12);
        CHECK(rule.by_month_days <= 4 && rule.by_day <= 127 && rule.count <= TNEF_RULE_COUNT_MAX);
        CHECK(rule.count == 0 || rule.until == 0);
        CHECK(rule.by_day_nth == 0 || (rule.by_day & (rule.by_day - 1)) == 0);
        for (uint32_t i = 0; i < rule.by_month_days; i++)
            CHECK(rule.by_month_day[i] == -1 || (rule.by_month_day[i] >= 1 && rule.by_month_day[i] <= 31));
    }
}

static void check_exdates(const tnef_recur *recur)
{
    size_t room = recur->deleted_count, count;
    uint32_t *days = malloc(room > 0 ? room * sizeof *days : 1);

    CHECK(days != NULL);
    CHECK(tnef_recur_exdates(recur, days, room, &count) == TNEF_OK && count <= room);
    for (size_t i = 0; i < count; i++)
        CHECK(tnef_minutes_are_date(days[i]) && days[i] % TNEF_MINUTES_PER_DAY == 0
              && (i == 0 || days[i - 1] < days[i]));
    free(days);
}

static void check_recur(void)
{
    uint64_t before = touched_now();
    tnef_recur_cursor at = { 0 };
    tnef_exception x;
    tnef_recur recur;
    uint32_t n = 0;

    READ(tnef_recur_read, recur);
    CHECK(recur.deleted_count <= length / 4 && recur.modified_count <= length / 4);
    CHECK(recur.extended <= recur.exceptions && recur.exceptions <= recur.announced);
    check_rule(&recur);
    while (tnef_recur_next(&recur, &at, &x)) {
        check_text(x.subject);
        check_text(x.location);
        CHECK(x.start <= x.end && ((x.flags & TNEF_EXCEPTION_EXTENDED) != 0) == (n < recur.extended));
        n++;
    }
    CHECK(n == recur.exceptions);
    check_work(&before, n + 4u);
    if ((recur.flags & TNEF_RECUR_HAS_PATTERN) != 0)
        check_exdates(&recur);
    check_work(&before, n + 1u);
    READ(tnef_recur_read_task, recur);
    check_rule(&recur);
}

/* ---- Time zones ------------------------------------------------------------------------------ */

/* Local times come back, but for the hours around a change of the clocks: then what comes is as local. */
static void check_times(const tnef_zone *zone)
{
    tnef_zone_part part;
    uint64_t local, utc, again;

    CHECK(tnef_zone_standard(zone, 2024, &part) == ((zone->flags & TNEF_ZONE_GOOD) != 0));
    CHECK(tnef_zone_daylight(zone, 2024, &part) == ((zone->flags & TNEF_ZONE_DAYLIGHT) != 0));
    for (uint64_t month = 0; month < 12; month++) {
        const uint64_t now = UINT64_C(133485408000000000) + month * UINT64_C(26298000000000);

        if (!tnef_zone_to_local(zone, now, &local)) {
            CHECK((zone->flags & TNEF_ZONE_GOOD) == 0);
            return;
        }
        CHECK(tnef_zone_to_utc(zone, local, &utc));
        CHECK(tnef_zone_to_local(zone, utc, &again));
    }
}

static void check_zones(void)
{
    uint64_t before = touched_now();
    tnef_zone_definition d;
    tnef_zone zone;
    size_t at = 0;
    uint32_t n = 0;

    READ(tnef_zone_read, zone);
    check_times(&zone);
    READ(tnef_zone_definition_read, d);
    check_text(d.name);
    check_view(d.guid.data, d.guid.len);
    CHECK(d.rules <= TNEF_ZONE_RULES_MAX);
    while (n < d.rules && tnef_zone_definition_next(&d, &at, &zone)) {
        check_times(&zone);
        n++;
    }
    CHECK(d.status != TNEF_OK || n == d.rules);
    if (tnef_zone_choose(&d, 2024, &zone))
        CHECK((zone.flags & TNEF_ZONE_GOOD) != 0 && d.status == TNEF_OK);
    check_work(&before, n + 4u);
}

/* ---- Ids ------------------------------------------------------------------------------------- */

static void check_entryid(const uint8_t *p, size_t len)
{
    tnef_entryid id;
    tnef_status status = tnef_entryid_read(p, len, &id);

    CHECK(status == id.status && id.fault <= len);
    check_text(id.name);
    check_text(id.type);
    check_text(id.address);
    check_view(id.content.data, id.content.len);
}

static void check_lists(void)
{
    uint64_t before = touched_now();
    tnef_entrylist list;
    tnef_members members;
    tnef_member member;
    tnef_bytes entry;
    tnef_entryid id;
    uint64_t calls = 2;

    READ(tnef_entrylist_read, list);
    for (; tnef_entrylist_next(&list, &entry); calls += 2) {
        check_view(entry.data, entry.len);
        check_entryid(entry.data, entry.len);
    }
    CHECK(list.index <= length / 4);
    READ(tnef_members_read, members);
    for (; tnef_members_next(&members, &member); calls += 3) {
        check_view(member.entry.data, member.entry.len);
        check_view(member.one_off.data, member.one_off.len);
        check_view(member.extra.data, member.extra.len);
        CHECK(!tnef_member_read(&member, &id) || id.address.len > 0);
    }
    CHECK(members.index <= length / 12);
    check_work(&before, calls);
}

static void check_ids(void)
{
    uint64_t before = touched_now();
    tnef_conversation c;
    tnef_blob_text type, address;
    tnef_goid g;
    uint64_t ticks;
    char *hex = malloc(length > 0 ? 2 * length : 1);

    CHECK(hex != NULL);
    READ(tnef_goid_read, g);
    check_view(g.content.data, g.content.len);
    check_view(g.uid.data, g.uid.len);
    CHECK(tnef_goid_hex(&g, hex, 2 * length) == 2 * length);
    free(hex);
    check_entryid(bytes, length);
    (void)tnef_searchkey_read(bytes, length, &type, &address);
    check_text(type);
    check_text(address);
    READ(tnef_conversation_read, c);
    CHECK(c.replies <= length / 5 && !tnef_conversation_reply(&c, c.replies, &ticks));
    check_work(&before, 6);
}

/* ---- Times ----------------------------------------------------------------------------------- */

static void check_date(void)
{
    uint64_t ticks = 0, again;
    uint32_t minutes;
    tnef_civil c;

    for (size_t i = 0; i < 8 && i < length; i++)
        ticks = ticks * 256u + bytes[i];
    if (tnef_civil_of_ticks(ticks, &c))
        CHECK(tnef_ticks_of_civil(&c, &again) && again == ticks);
    if (tnef_day_of_ticks(ticks, &minutes))
        CHECK(minutes % TNEF_MINUTES_PER_DAY == 0);
    minutes = (uint32_t)(ticks & UINT32_MAX);
    CHECK(tnef_civil_of_minutes(minutes, &c) && tnef_minutes_of_civil(&c, &minutes));
    CHECK(minutes == (uint32_t)(ticks & UINT32_MAX));
    if (tnef_civil_of_packed_date(minutes, &c))
        CHECK(tnef_ticks_of_civil(&c, &again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);

    CHECK(copy != NULL);
    if (size > 0)
        memcpy(copy, data, size);
    bytes = copy;
    length = size;
    check_recur();
    check_zones();
    check_lists();
    check_ids();
    check_date();
    free(copy);
    return 0;
}
