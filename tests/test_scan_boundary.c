/* SPDX-License-Identifier: MIT */

/* The table of boundaries alone: what it has room for, what it finds, and how much it looks at. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/boundary.h"
#include "touched.h"

#include <string.h>

#define LEVELS 3u

static struct tnefi_scan_entry entries[BOUNDARIES];
static uint8_t pool[POOL_MAX], newest[LEVELS * LENGTHS];
static struct tnefi_scan_boundaries table;
static struct tnefi_scan_findings found;

static void begin(uint32_t max, uint32_t pool_size)
{
    memset(newest, 0xFF, sizeof newest);
    table = (struct tnefi_scan_boundaries){ .max = max, .pool_size = pool_size, .entry = entries,
                                            .pool = pool, .newest = newest };
    tnefi_scan_boundaries_init(&table, LEVELS);
    found.refused = 0;
    tnefi_scan_findings_clear(&found);
}

static int start(void **state)
{
    (void)state;
    begin(BOUNDARIES, POOL_MAX);
    return 0;
}

static uint32_t hash_of(const char *text, size_t len)
{
    uint32_t hash = 0;

    for (size_t i = 0; i < len; i++)
        hash = tnefi_scan_hash_byte(hash, (uint8_t)text[i]);
    return hash;
}

/* Adds a boundary of the multipart |frame|, which has |own|; returns whether there was room. */
static int add(const char *text, size_t len, uint32_t frame, uint32_t own, uint32_t level)
{
    uint32_t from = table.count - own;

    if (!tnefi_scan_boundary_begin(&table, frame, own, &found))
        return 0;
    for (size_t i = 0; i < len; i++)
        tnefi_scan_boundary_byte(&table, (uint8_t)text[i]);
    tnefi_scan_boundary_end(&table, from < table.count ? from : table.count, level, 0, &found);
    return 1;
}

static uint32_t find(const char *text, size_t len, uint32_t level, uint32_t frames)
{
    return tnefi_scan_boundary_find(&table, level, (const uint8_t *)text, (uint32_t)len,
                                    hash_of(text, len), frames);
}

static int met(uint32_t code)
{
    return (found.anomalies & TNEF_ANOMALY_BIT(code)) != 0;
}

/* A boundary of |len| characters, of which none is like that of another |number|. */
static const char *text_of(uint32_t number, size_t len)
{
    static char text[4096];

    memset(text, 'x', sizeof text);
    text[0] = (char)('a' + number % 26u);
    text[1] = (char)('a' + number / 26u);
    return len < sizeof text ? text : NULL;
}

static void one_is_found(void **state)
{
    (void)state;
    assert_true(add("abc", 3, 0, 0, 1));
    assert_int_equal(table.count, 1);
    assert_int_equal(find("abc", 3, 1, 1), 0);
    assert_int_equal(find("abd", 3, 1, 1), NO_ENTRY);
    assert_int_equal(find("ab", 2, 1, 1), NO_ENTRY);
    assert_int_equal(find("abcd", 4, 1, 1), NO_ENTRY);
    assert_int_equal(find("abc", 3, 0, 1), NO_ENTRY);
    assert_int_equal(find("abc", 3, 2, 1), NO_ENTRY);
    assert_int_equal(find("abc", 3, 1, 0), NO_ENTRY);
    assert_int_equal(found.anomalies, 0);
    assert_int_equal(found.status, TNEF_OK);
}

static void nothing_is_no_entry(void **state)
{
    (void)state;
    assert_true(add("", 0, 0, 0, 0));
    assert_int_equal(table.count, 0);
    assert_int_equal(found.anomalies, 0);
}

/* As many as there is room for, and one more. */
static void the_table_is_full(void **state)
{
    (void)state;
    begin(8, POOL_MAX);
    for (uint32_t i = 0; i < 8; i++)
        assert_true(add(text_of(i, 5), 5, i, 0, 0));
    assert_int_equal(found.anomalies, 0);
    assert_false(add(text_of(8, 5), 5, 8, 0, 0));
    assert_int_equal(table.count, 8);
    assert_true(met(TNEF_SCANNER_A_BOUNDARY_CUT));
    assert_int_equal(found.status, TNEF_E_LIMIT_BOUNDARY);
    assert_int_equal(found.limit, 8);
    assert_int_equal(found.found, 1);
    /* One that belongs to the last multipart takes the place of the last. */
    assert_true(add(text_of(9, 5), 5, 7, 1, 0));
    assert_int_equal(table.count, 8);
    assert_int_equal(find(text_of(7, 5), 5, 0, 8), NO_ENTRY);
    assert_int_equal(find(text_of(9, 5), 5, 0, 8), 7);
    assert_int_equal(find(text_of(6, 5), 5, 0, 8), 6);
}

static void all_of_the_table_is_used(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < BOUNDARIES; i++)
        assert_true(add(text_of(i, 4), 4, i, 0, 0));
    assert_int_equal(table.count, BOUNDARIES);
    for (uint32_t i = 0; i < BOUNDARIES; i++)
        assert_int_equal(find(text_of(i, 4), 4, 0, UINT32_MAX), i);
    assert_false(add(text_of(300, 4), 4, 255, 0, 0));
    tnefi_scan_boundaries_drop(&table, 0, 0);
    for (uint32_t i = 0; i < sizeof newest; i++)
        assert_int_equal(newest[i], 0);
}

/* Of one multipart the first three and the last are kept. */
static void each_has_four(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < EACH; i++)
        assert_true(add(text_of(i, 6), 6, 0, i, 0));
    assert_int_equal(found.anomalies, 0);
    for (uint32_t i = EACH; i < 7; i++)
        assert_true(add(text_of(i, 6), 6, 0, EACH, 0));
    assert_int_equal(table.count, EACH);
    assert_true(met(TNEF_SCANNER_A_BOUNDARY_CUT));
    assert_int_equal(found.limit, EACH);
    assert_int_equal(found.found, EACH + 1);
    assert_int_equal(find(text_of(2, 6), 6, 0, 1), 2);
    assert_int_equal(find(text_of(3, 6), 6, 0, 1), NO_ENTRY);
    assert_int_equal(find(text_of(5, 6), 6, 0, 1), NO_ENTRY);
    assert_int_equal(find(text_of(6, 6), 6, 0, 1), 3);
    assert_int_equal(table.pool_len, EACH * 6);
}

/* What has no room in the pool is found by its hash. */
static void the_pool_is_full(void **state)
{
    (void)state;
    begin(8, 10);
    assert_true(add(text_of(0, 6), 6, 0, 0, 0));
    assert_int_equal(found.anomalies, 0);
    assert_true(add(text_of(1, 6), 6, 1, 0, 0));
    assert_int_equal(table.pool_len, 10);
    assert_int_equal(entries[1].kept, 4);
    assert_true(met(TNEF_SCANNER_A_BOUNDARY_CUT));
    assert_true(add(text_of(2, 6), 6, 2, 0, 0));
    assert_int_equal(entries[2].kept, 0);
    assert_int_equal(find(text_of(1, 6), 6, 0, 3), 1);
    assert_int_equal(find(text_of(2, 6), 6, 0, 3), 2);
    assert_int_equal(find(text_of(3, 6), 6, 0, 3), NO_ENTRY);
}

static void twice_is_one(void **state)
{
    (void)state;
    assert_true(add("abc", 3, 0, 0, 0));
    assert_true(add("abc", 3, 0, 1, 0));
    assert_int_equal(table.count, 1);
    assert_int_equal(table.pool_len, 3);
    assert_true(add("abcd", 4, 0, 1, 0));
    assert_int_equal(table.count, 2);
    assert_int_equal(entries[1].alike, 3);
    /* Of another multipart it is another. */
    assert_true(add("abc", 3, 1, 0, 0));
    assert_int_equal(table.count, 3);
    assert_int_equal(found.anomalies, 0);
}

static int prefix(const char *outer, const char *inner)
{
    begin(BOUNDARIES, POOL_MAX);
    (void)add("zzz", 3, 0, 0, 0);
    (void)add(outer, strlen(outer), 1, 0, 0);
    (void)add(inner, strlen(inner), 2, 0, 0);
    tnefi_scan_boundaries_prefix(&table, 0, 2, 3, &found);
    return met(TNEF_SCANNER_A_BOUNDARY_PREFIX);
}

static void one_begins_with_the_other(void **state)
{
    (void)state;
    assert_true(prefix("abc", "abc"));
    assert_true(prefix("abc", "abcd"));
    assert_true(prefix("abcd", "abc"));
    assert_false(prefix("abcd", "abce"));
    assert_false(prefix("abc", "xabc"));
    assert_true(prefix("abc", "zz"));
    assert_true(prefix("abc", "zzzz"));
    assert_false(prefix("abc", "zzx"));
}

static void of_equals_the_open_one_counts(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 3; i++)
        assert_true(add("same", 4, i, 0, 0));
    assert_int_equal(find("same", 4, 0, 3), 2);
    assert_int_equal(find("same", 4, 0, 2), 1);
    tnefi_scan_boundaries_ended(&table, 2, 3, 1);
    assert_int_equal(find("same", 4, 0, 3), 1);
    tnefi_scan_boundaries_ended(&table, 0, 2, 1);
    assert_int_equal(find("same", 4, 0, 3), 2);
    /* One more of an ended multipart has ended, too. */
    assert_true(add("other", 5, 2, 1, 0));
    assert_int_equal(entries[3].ended, 1);
    tnefi_scan_boundaries_ended(&table, 1, 2, 0);
    assert_int_equal(find("same", 4, 0, 3), 1);
    assert_true(add("other", 5, 3, 0, 0));
    assert_int_equal(entries[4].ended, 0);
}

static void they_move_to_another_level(void **state)
{
    (void)state;
    assert_true(add("same", 4, 0, 0, 0));
    assert_true(add("same", 4, 1, 0, 0));
    assert_true(add("sam", 3, 1, 1, 0));
    tnefi_scan_boundaries_move(&table, 1, 2);
    assert_int_equal(find("same", 4, 0, 2), 0);
    assert_int_equal(find("same", 4, 2, 2), 1);
    assert_int_equal(find("sam", 3, 0, 2), NO_ENTRY);
    assert_int_equal(find("sam", 3, 2, 2), 2);
    tnefi_scan_boundaries_move(&table, 3, 1);
    tnefi_scan_boundaries_drop(&table, 1, 4);
    assert_int_equal(find("same", 4, 2, 2), NO_ENTRY);
    assert_int_equal(find("same", 4, 0, 2), 0);
    tnefi_scan_boundaries_drop(&table, 1, 4);
    assert_int_equal(table.count, 1);
    /* Two of one length, of which one leads to the other. */
    assert_true(add("some", 4, 0, 1, 0));
    tnefi_scan_boundaries_move(&table, 0, 1);
    assert_int_equal(find("same", 4, 0, 2), NO_ENTRY);
    assert_int_equal(find("some", 4, 0, 2), NO_ENTRY);
    assert_int_equal(find("same", 4, 1, 2), 0);
    assert_int_equal(find("some", 4, 1, 2), 1);
}

/* What is long is kept in part, and told. */
static void long_ones(void **state)
{
    static const struct { size_t len; int is_long, cut; uint32_t kept, match; } rows[] = {
        { 1, 0, 0, 1, 1 },
        { 70, 0, 0, 70, 70 },
        { 71, 1, 0, 71, 71 },
        { 256, 1, 0, 256, 256 },
        { 257, 1, 1, 256, 257 },
        { 1016, 1, 1, 256, 1016 },
        { 1017, 1, 1, 256, 1016 },
        { 2000, 1, 1, 256, 1016 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin(BOUNDARIES, POOL_MAX);
        assert_true(add(text_of(1, rows[i].len), rows[i].len, 0, 0, 0));
        assert_int_equal(met(TNEF_SCANNER_A_BOUNDARY_LONG), rows[i].is_long);
        assert_int_equal(met(TNEF_SCANNER_A_BOUNDARY_CUT), rows[i].cut);
        assert_int_equal(found.found, rows[i].cut ? rows[i].len : 0);
        assert_int_equal(entries[0].kept, rows[i].kept);
        assert_int_equal(entries[0].match_len, rows[i].match);
        assert_int_equal(entries[0].full_len, rows[i].len);
        assert_int_equal(entries[0].cut, rows[i].match < rows[i].len);
        assert_int_equal(find(text_of(1, rows[i].len), rows[i].match, 0, 1), 0);
        if (rows[i].len > 1)
            assert_int_equal(find(text_of(2, rows[i].len), rows[i].match, 0, 1), NO_ENTRY);
    }
}

/* Of what STRICT refuses the first counts, and of limits the first. */
static void the_first_finding_counts(void **state)
{
    (void)state;
    found.refused = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BOUNDARY_CUT);
    assert_true(add(text_of(1, 300), 300, 0, 0, 0));
    assert_int_equal(found.first, TNEF_SCANNER_A_BOUNDARY_CUT);
    assert_true(add(text_of(2, 400), 400, 1, 0, 0));
    assert_int_equal(found.found, 300);
}

/* Each byte of a line is looked up among the boundaries of that length only. The worst that a table can hold
 * is all of one length, and even then an entry is compared in full only if its hash is the same. */
static void little_is_looked_at(void **state)
{
    const char *line;
    uint64_t before;
    uint32_t hash = 0;

    (void)state;
    if (!touched_counts())
        skip();
    for (uint32_t i = 0; i < BOUNDARIES; i++)
        assert_true(add(text_of(i, 2u + i), 2u + i, i, 0, 0));
    line = text_of(300, 1020);
    before = touched_now();
    for (uint32_t len = 1; len <= 1020; len++) {
        hash = tnefi_scan_hash_byte(hash, (uint8_t)line[len - 1u]);
        assert_int_equal(tnefi_scan_boundary_find(&table, 0, (const uint8_t *)line, len, hash, UINT32_MAX),
                         NO_ENTRY);
    }
    assert_in_range(touched_now() - before, BOUNDARIES, 1020);
    begin(BOUNDARIES, POOL_MAX);
    for (uint32_t i = 0; i < BOUNDARIES; i++)
        assert_true(add(text_of(i, 100), 100, i, 0, 0));
    line = text_of(7, 100);
    before = touched_now();
    for (uint32_t len = 1; len <= 100; len++)
        (void)find(line, len, 0, UINT32_MAX);
    assert_in_range(touched_now() - before, 100, BOUNDARIES + 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(one_is_found, start),
        cmocka_unit_test_setup(nothing_is_no_entry, start),
        cmocka_unit_test_setup(the_table_is_full, start),
        cmocka_unit_test_setup(all_of_the_table_is_used, start),
        cmocka_unit_test_setup(each_has_four, start),
        cmocka_unit_test_setup(the_pool_is_full, start),
        cmocka_unit_test_setup(twice_is_one, start),
        cmocka_unit_test_setup(one_begins_with_the_other, start),
        cmocka_unit_test_setup(of_equals_the_open_one_counts, start),
        cmocka_unit_test_setup(they_move_to_another_level, start),
        cmocka_unit_test_setup(long_ones, start),
        cmocka_unit_test_setup(the_first_finding_counts, start),
        cmocka_unit_test_setup(little_is_looked_at, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
