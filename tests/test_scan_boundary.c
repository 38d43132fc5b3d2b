/* SPDX-License-Identifier: MIT */

/* The table of boundaries alone: what it has room for, what it finds, and how much it looks at. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/boundary.h"
#include "touched.h"

#include <stdio.h>
#include <string.h>

#define LEVELS 3u

static struct tnefi_scan_entry entries[BOUNDARIES];
static uint8_t pool[POOL_MAX], links[LINKS_OF(BOUNDARIES, LEVELS)];
static struct tnefi_scan_boundaries table;
static struct tnefi_scan_findings found;

static void begin(uint32_t max, uint32_t pool_size)
{
    memset(links, 0xFF, sizeof links);
    table = (struct tnefi_scan_boundaries){ .max = max, .pool_size = pool_size, .entry = entries,
                                            .pool = pool, .link = links };
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

/* The entry that a line is, when its last byte has come. */
static uint32_t find(const char *text, size_t len, uint32_t level, uint32_t frames)
{
    struct tnefi_scan_walk walk = { 0, 0, 0, 0 };
    uint32_t entry = NO_ENTRY;

    for (size_t i = 0; i < len; i++)
        entry = tnefi_scan_tree_step(&table, level, &walk, (uint8_t)text[i], frames);
    return entry;
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
    for (uint32_t i = 0; i < LEVELS; i++)
        assert_int_equal(links[LINKS_OF(BOUNDARIES, i)], 0);
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

/* What has no room in the pool is found by its first bytes and its hash; what RFC 2046 allows has room. */
static void the_pool_is_full(void **state)
{
    (void)state;
    begin(8, 8 * RFC_MOST + 20);
    assert_true(add(text_of(0, 80), 80, 0, 0, 0));
    assert_false(met(TNEF_SCANNER_A_BOUNDARY_CUT));
    assert_true(add(text_of(1, 81), 81, 1, 0, 0));
    assert_int_equal(entries[1].kept, 80);
    assert_true(met(TNEF_SCANNER_A_BOUNDARY_CUT));
    assert_int_equal(found.found, 81);
    for (uint32_t i = 2; i < 8; i++) {
        assert_true(add(text_of(i, 69 + i), 69 + i, i, 0, 0));
        assert_int_equal(entries[i].kept, RFC_MOST);
    }
    assert_int_equal(table.pool_len, table.pool_size);
    for (uint32_t i = 0; i < 8; i++) {
        uint32_t len = entries[i].full_len;

        assert_int_equal(find(text_of(i, len), len, 0, 8), i);
        assert_int_equal(find(text_of(i, len + 1), len + 1, 0, 8), NO_ENTRY);
        assert_int_equal(find(text_of(9, len), len, 0, 8), NO_ENTRY);
    }
    /* Of one with fewer bytes the rest is free. */
    begin(2, 2 * RFC_MOST);
    assert_true(add(text_of(0, 10), 10, 0, 0, 0));
    assert_true(add(text_of(1, 130), 130, 1, 0, 0));
    assert_int_equal(entries[1].kept, 130);
    assert_int_equal(found.status, TNEF_OK);
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
    tnefi_scan_boundaries_prefix(&table, 0, 2, 3, 0, &found);
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

/* Those that are not kept whole, and begin in the same way, are told apart by what follows. */
static void long_ones_with_one_beginning(void **state)
{
    static const uint32_t len[] = { 300, 280, 310, 300, 290, 257 };
    char text[320];

    (void)state;
    for (uint32_t i = 0; i < 6u; i++) {
        memset(text, 'x', sizeof text);
        text[200] = (char)('a' + i);
        assert_true(add(text, len[i], i, 0, 0));
    }
    for (uint32_t i = 0; i < 6u; i++) {
        text[200] = (char)('a' + i);
        assert_int_equal(find(text, len[i], 0, 6), i);
        assert_int_equal(find(text, len[i], 0, i), NO_ENTRY);
        assert_int_equal(find(text, len[i] + 1u, 0, 6), NO_ENTRY);
    }
    tnefi_scan_boundaries_leave(&table, 3);
    text[200] = 'a';
    assert_int_equal(find(text, 300, 0, 6), 0);
    text[200] = 'd';
    assert_int_equal(find(text, 300, 0, 6), NO_ENTRY);
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

/* ---- As by somebody who compares all ---------------------------------------------------------- */

static uint32_t seed;

static uint32_t any(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* The texts of the entries, and of each its length. */
static char texts[BOUNDARIES][320];
static uint32_t lens[BOUNDARIES];

/* What counts of those that are the |len| bytes. */
static uint32_t find_slow(const char *text, uint32_t len, uint32_t level0, uint32_t frames)
{
    uint32_t best = NO_ENTRY;

    for (uint32_t i = level0; i < table.count; i++)
        if (lens[i] == len && memcmp(texts[i], text, len) == 0 && entries[i].frame < frames
            && (best == NO_ENTRY || entries[i].ended == 0 || entries[best].ended != 0))
            best = i;
    return best;
}

static int alike_slow(uint32_t from, uint32_t own)
{
    for (uint32_t i = own; i < table.count; i++)
        for (uint32_t k = from; k < own; k++)
            if (memcmp(texts[i], texts[k], lens[i] < lens[k] ? lens[i] : lens[k]) == 0)
                return 1;
    return 0;
}

/* A text that shares its beginning with others: of few letters, and now and then a long one. */
static uint32_t any_text(char *text)
{
    static const char letters[] = "aab\x01q";
    uint32_t len = 1u + (any(6) == 0 ? any(260) : any(6));

    for (uint32_t i = 0; i < len; i++)
        text[i] = i > 4u && i < 68u ? 'z' : letters[any(sizeof letters - 1u)];
    return len;
}

/* A multipart of one to three boundaries, all others than those that it has. */
static void any_multipart(uint32_t frame, uint32_t level, uint32_t level0)
{
    uint32_t own = table.count;
    uint32_t n = 1u + any(3);

    for (uint32_t i = 0; i < n && table.count < 60; i++) {
        char text[320];
        uint32_t len = any_text(text);
        uint32_t at = table.count;

        if (find_slow(text, len, own, UINT32_MAX) != NO_ENTRY)
            continue;
        memcpy(texts[at], text, len);
        lens[at] = len;
        assert_true(add(text, len, frame, at - own, level));
        assert_int_equal(table.count, at + 1u);
    }
    tnefi_scan_findings_clear(&found);
    tnefi_scan_boundaries_prefix(&table, level0, own, table.count, level, &found);
    assert_int_equal(met(TNEF_SCANNER_A_BOUNDARY_PREFIX), alike_slow(level0, own));
    if (any(4) == 0)
        tnefi_scan_boundaries_ended(&table, own, table.count, 1);
}

static void lines_are_compared(uint32_t level, uint32_t level0, uint32_t frames)
{
    for (int n = 0; n < 20; n++) {
        struct tnefi_scan_walk walk = { 0, 0, 0, 0 };
        char text[320];
        uint32_t len = any_text(text);

        if (n % 2 == 0 && table.count > level0) {
            uint32_t i = level0 + any(table.count - level0);

            memcpy(text, texts[i], lens[i]);
            len = lens[i];
        }
        for (uint32_t i = 0; i < len; i++)
            assert_int_equal(tnefi_scan_tree_step(&table, level, &walk, (uint8_t)text[i], frames),
                             find_slow(text, i + 1u, level0, frames));
    }
}

static void as_if_all_were_compared(void **state)
{
    (void)state;
    for (seed = 1; seed < 300; seed += 7) {
        uint32_t level = seed % LEVELS;
        uint32_t level0 = 0;
        uint32_t frame = 0;

        begin(60, POOL_MAX);
        for (int n = 0; n < 60; n++) {
            if (any(5) == 0) {
                tnefi_scan_boundaries_leave(&table, level0 + any(table.count - level0 + 1u));
                frame = table.count > 0 ? entries[table.count - 1u].frame + 1u : 0;
            } else if (any(20) == 0 && level + 1u < LEVELS) {
                level++;
                level0 = table.count - any(table.count - level0 + 1u);
                tnefi_scan_boundaries_move(&table, level0, level);
            } else {
                any_multipart(frame, level, level0);
                frame++;
            }
            lines_are_compared(level, level0, any(3) == 0 ? frame - (frame > 0) : UINT32_MAX);
        }
    }
}

/* ---- Work ------------------------------------------------------------------------------------- */

/* What a line of |len| bytes costs. */
static uint64_t touched_by(const char *text, uint32_t len)
{
    uint64_t before = touched_now();

    (void)find(text, len, 0, UINT32_MAX);
    return touched_now() - before;
}

/* However the boundaries were chosen, a byte of a line looks at three of them at most, and at each long one
 * once. */
static void little_is_looked_at(void **state)
{
    char text[1024];

    (void)state;
    if (!touched_counts())
        skip();
    /* Of all lengths, each with the next one's beginning. */
    memset(text, 'x', sizeof text);
    for (uint32_t i = 0; i < BOUNDARIES; i++)
        assert_true(add(text, 1u + i, i, 0, 0));
    assert_in_range(touched_by(text, 1000), BOUNDARIES, 4u * 1000u);
    /* Of one length, a byte. */
    begin(BOUNDARIES, POOL_MAX);
    for (uint32_t i = 0; i < BOUNDARIES; i++) {
        text[0] = (char)i;
        assert_true(add(text, 1, i, 0, 0));
    }
    assert_in_range(touched_by("y", 1), 1, 3);
    /* All the same. */
    begin(BOUNDARIES, POOL_MAX);
    for (uint32_t i = 0; i < BOUNDARIES; i++)
        assert_true(add("same", 4, i, 0, 0));
    assert_in_range(touched_by("same", 4), 1, 12);
    /* A fork at each half of a byte. */
    begin(BOUNDARIES, POOL_MAX);
    memset(text, 'x', sizeof text);
    for (uint32_t i = 0; i < BOUNDARIES; i++) {
        text[i / 2u] = i % 2u == 0 ? 'y' : 'h';
        assert_true(add(text, 1u + i / 2u, i, 0, 0));
        text[i / 2u] = 'x';
    }
    assert_in_range(touched_by(text, 130), 130, 4u * 130u);
    /* Too long to be kept, all with the same beginning. */
    begin(BOUNDARIES, POOL_MAX);
    for (uint32_t i = 0; i < BOUNDARIES; i++) {
        (void)snprintf(text + 270, 8, "%u", i);
        assert_true(add(text, 280, i, 0, 0));
        text[273] = text[271] = text[272] = 'x';
    }
    assert_in_range(touched_by(text, 1000), BOUNDARIES, 4u * 1000u);
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
        cmocka_unit_test_setup(long_ones_with_one_beginning, start),
        cmocka_unit_test_setup(the_first_finding_counts, start),
        cmocka_unit_test_setup(as_if_all_were_compared, start),
        cmocka_unit_test_setup(little_is_looked_at, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
