/* SPDX-License-Identifier: MIT */

/* The stack of open multiparts and messages alone: its limits, its paths, whose boundaries are whose, and
 * what it finds. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/frames.h"

#include <stdio.h>
#include <string.h>

#define LEVELS 2u
#define MOST   TNEF_SCANNER_DEPTH_CEILING

static struct tnefi_scan_frame array[MOST];
static struct tnefi_scan_entry entries[BOUNDARIES];
static uint8_t pool[POOL_MAX], links[LINKS_OF(BOUNDARIES, LEVELS)];
static struct tnefi_scan_boundaries table;
static struct tnefi_scan_frames frames;
static struct tnefi_scan_findings found;

static void begin(uint32_t max, uint32_t max_entries)
{
    memset(array, 0xFF, sizeof array);
    table = (struct tnefi_scan_boundaries){ .max = max_entries, .pool_size = POOL_MAX, .entry = entries,
                                            .pool = pool, .link = links };
    tnefi_scan_boundaries_init(&table, LEVELS);
    frames = (struct tnefi_scan_frames){ .frame = array, .boundaries = &table, .max = (int32_t)max };
    tnefi_scan_frames_clear(&frames);
    found.refused = 0;
    tnefi_scan_findings_clear(&found);
}

static int start(void **state)
{
    (void)state;
    begin(MOST, BOUNDARIES);
    return 0;
}

static int met(uint32_t code)
{
    return (found.anomalies & TNEF_ANOMALY_BIT(code)) != 0;
}

/* Adds a boundary for the frame that is pushed next, as a header block does. */
static void add(const char *text, uint32_t own)
{
    assert_true(tnefi_scan_boundary_begin(&table, tnefi_scan_frames_count(&frames), own, &found));
    for (const char *c = text; *c != 0; c++)
        tnefi_scan_boundary_byte(&table, (uint8_t)*c);
    tnefi_scan_boundary_end(&table, table.count - own, 0, 0, &found);
}

/* Opens a multipart with that boundary, or, if it is NULL, a message. */
static struct tnefi_scan_frame *open_with(const char *text)
{
    uint32_t entry0 = table.count;
    struct tnefi_scan_frame *f;

    if (text != NULL)
        add(text, 0);
    f = tnefi_scan_frames_push(&frames, tnefi_scan_frames_next(&frames), entry0, 0);
    f->kind = text != NULL ? TNEF_SCANNER_MULTIPART : TNEF_SCANNER_MESSAGE;
    return f;
}

/* The number of the frame whose boundary |text| is in that level; NO_ENTRY if it is none. */
static uint32_t frame_in(uint32_t level, const char *text)
{
    struct tnefi_scan_walk walk = { 0, 0, 0, 0 };
    uint32_t entry = NO_ENTRY;

    for (const char *c = text; *c != 0; c++)
        entry = tnefi_scan_tree_step(&table, level, &walk, (uint8_t)*c, tnefi_scan_frames_count(&frames));
    return entry == NO_ENTRY ? NO_ENTRY : entries[entry].frame;
}

static uint32_t frame_of(const char *text)
{
    return frame_in(0, text);
}

/* ---- The stack ----------------------------------------------------------------------------- */

static void there_is_room_for_as_many_as_are_allowed(void **state)
{
    static const uint32_t most[] = { 1, 2, MOST };

    (void)state;
    for (size_t i = 0; i < sizeof most / sizeof most[0]; i++) {
        begin(most[i], BOUNDARIES);
        for (uint32_t n = 0; n < most[i]; n++) {
            assert_int_equal(frames.count, n);
            assert_false(tnefi_scan_frames_full(&frames));
            assert_ptr_equal(open_with(NULL), &array[n]);
        }
        assert_true(tnefi_scan_frames_full(&frames));
        tnefi_scan_frames_pop(&frames);
        assert_false(tnefi_scan_frames_full(&frames));
    }
}

static void a_frame_is_new(void **state)
{
    const struct tnefi_scan_frame *f;

    (void)state;
    f = open_with(NULL);
    assert_int_equal(f->number, 1);
    assert_int_equal(f->state, IN_PREAMBLE);
    assert_int_equal(f->children + f->anomalies, 0);
    assert_int_equal(f->own + f->holders, 0);
    assert_int_equal(f->leaf + f->digest + f->guess, 0);
}

static void the_innermost_is_one_of_its_level(void **state)
{
    (void)state;
    assert_null(tnefi_scan_frames_innermost(&frames, 0));
    open_with(NULL);
    open_with(NULL);
    assert_ptr_equal(tnefi_scan_frames_innermost(&frames, 0), &array[1]);
    assert_ptr_equal(tnefi_scan_frames_innermost(&frames, 1), &array[1]);
    assert_null(tnefi_scan_frames_innermost(&frames, 2));
    assert_null(tnefi_scan_frames_innermost(&frames, UINT32_MAX));
}

/* ---- Paths --------------------------------------------------------------------------------- */

static void numbers_are_those_of_the_parts(void **state)
{
    (void)state;
    assert_int_equal(tnefi_scan_frames_next(&frames), 1);
    open_with("a");
    assert_int_equal(tnefi_scan_frames_next(&frames), 1);
    assert_int_equal(tnefi_scan_frames_next(&frames), 2);
    open_with("b");
    assert_string_equal(frames.path, "1.3");
    assert_int_equal(tnefi_scan_frames_path(&frames, 1), 1);
    assert_string_equal(frames.path, "1");
    assert_int_equal(tnefi_scan_frames_path_add(&frames, 1, UINT32_MAX), 12);
    assert_string_equal(frames.path, "1.4294967295");
    assert_int_equal(tnefi_scan_frames_path(&frames, 0), 0);
    assert_string_equal(frames.path, "");
    array[1].children = UINT32_MAX;
    assert_int_equal(tnefi_scan_frames_next(&frames), UINT32_MAX);
}

/* The longest path that there can be has room, and one that is longer is cut. */
static void a_path_has_its_room(void **state)
{
    uint32_t at;

    (void)state;
    for (uint32_t i = 0; i < MOST; i++)
        tnefi_scan_frames_push(&frames, UINT32_MAX, 0, 0);
    at = tnefi_scan_frames_path(&frames, MOST);
    assert_int_equal(at, MOST * 11u - 1u);
    at = tnefi_scan_frames_path_add(&frames, at, UINT32_MAX);
    at = tnefi_scan_frames_path_add(&frames, at, UINT32_MAX);
    assert_int_equal(at, (MOST + 2u) * 11u - 1u);
    assert_int_equal(strlen(frames.path), at);
    for (uint32_t i = 0; i < 9; i++)
        at = tnefi_scan_frames_path_add(&frames, at, UINT32_MAX);
    assert_int_equal(at, TNEF_SCANNER_PATH_SIZE - 1u);
    assert_int_equal(strlen(frames.path), at);
}

/* ---- Boundaries ---------------------------------------------------------------------------- */

static void boundaries_go_with_their_frame(void **state)
{
    (void)state;
    open_with("outer");
    open_with("inner");
    assert_int_equal(frame_of("outer"), 0);
    assert_int_equal(frame_of("inner"), 1);
    tnefi_scan_frames_pop(&frames);
    assert_int_equal(frame_of("outer"), 0);
    assert_int_equal(frame_of("inner"), NO_ENTRY);
    assert_int_equal(table.pool_len, 5);
    open_with(NULL);
    open_with("third");
    assert_int_equal(frame_of("third"), 2);
    tnefi_scan_frames_clear(&frames);
    assert_int_equal(frames.count, 0);
    assert_int_equal(table.count + table.pool_len, 0);
}

static void a_part_after_the_end_is_found(void **state)
{
    (void)state;
    open_with("b");
    tnefi_scan_frames_part(&frames, 0, &found);
    assert_int_equal(array[0].state, IN_PARTS);
    tnefi_scan_frames_end(&frames, 0);
    assert_int_equal(array[0].state, IN_EPILOGUE);
    assert_int_equal(entries[0].ended, 1);
    assert_int_equal(found.anomalies, 0);
    tnefi_scan_frames_part(&frames, 0, &found);
    assert_int_equal(array[0].state, IN_PARTS);
    assert_int_equal(entries[0].ended, 0);
    assert_int_equal(found.anomalies, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_AFTER_END));
}

static void an_end_that_is_missing_is_found(void **state)
{
    (void)state;
    open_with("b");
    tnefi_scan_frames_closes(&frames, 1, &found);
    assert_int_equal(found.anomalies, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_INNER_END));
    tnefi_scan_findings_clear(&found);
    tnefi_scan_frames_part(&frames, 0, &found);
    tnefi_scan_frames_closes(&frames, 0, &found);
    assert_int_equal(found.anomalies, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_END));
    tnefi_scan_findings_clear(&found);
    tnefi_scan_frames_end(&frames, 0);
    tnefi_scan_frames_closes(&frames, 0, &found);
    open_with(NULL);
    tnefi_scan_frames_closes(&frames, 1, &found);
    open_with(NULL)->kind = TNEF_SCANNER_MULTIPART; /* without a boundary there is no end of it */
    tnefi_scan_frames_closes(&frames, 1, &found);
    assert_int_equal(found.anomalies, 0);
}

static void a_line_may_become_a_boundary_once_or_until_a_part_shows(void **state)
{
    (void)state;
    assert_false(tnefi_scan_frames_without_part(&frames, 0) || tnefi_scan_frames_guess(&frames, 0));
    open_with("b");
    assert_true(tnefi_scan_frames_without_part(&frames, 0));
    assert_false(tnefi_scan_frames_without_part(&frames, 1));
    assert_false(tnefi_scan_frames_guess(&frames, 0));
    array[0].guess = 1;
    assert_false(tnefi_scan_frames_without_part(&frames, 0));
    assert_true(tnefi_scan_frames_guess(&frames, 0));
    assert_false(tnefi_scan_frames_guess(&frames, 1));
    array[0].guess = 0;
    tnefi_scan_frames_part(&frames, 0, &found);
    assert_false(tnefi_scan_frames_without_part(&frames, 0));
}

/* One multipart has EACH boundaries, and the table as many as it has room for. */
static void a_frame_gets_more_boundaries(void **state)
{
    static const char *const names[] = { "n0", "n1", "n2", "n3", "n4" };

    (void)state;
    assert_false(tnefi_scan_frames_has_room(&frames));
    open_with("b");
    for (uint32_t i = 1; i < EACH; i++) {
        assert_true(tnefi_scan_frames_has_room(&frames));
        assert_int_equal(tnefi_scan_frames_name(&frames, (const uint8_t *)names[i], 2, 0, &found), i);
        assert_int_equal(frame_of(names[i]), 0);
    }
    assert_int_equal(array[0].own, EACH);
    assert_false(tnefi_scan_frames_has_room(&frames));
    begin(MOST, 2);
    open_with("b");
    assert_true(tnefi_scan_frames_has_room(&frames));
    assert_int_equal(tnefi_scan_frames_name(&frames, (const uint8_t *)"c", 1, 0, &found), 1);
    assert_false(tnefi_scan_frames_has_room(&frames));
    tnefi_scan_frames_pop(&frames);
    assert_int_equal(table.count, 0);
}

static void one_begins_with_another(void **state)
{
    (void)state;
    open_with("b");
    tnefi_scan_frames_prefix(&frames, 0, 0, &found);
    open_with("c");
    tnefi_scan_frames_prefix(&frames, 0, 0, &found);
    assert_int_equal(found.anomalies, 0);
    open_with("bb");
    tnefi_scan_frames_prefix(&frames, 1, 1, &found);
    assert_int_equal(found.anomalies, 0);
    tnefi_scan_frames_prefix(&frames, 0, 0, &found);
    assert_true(met(TNEF_SCANNER_A_BOUNDARY_PREFIX));
}

static void they_are_looked_for_in_another_level(void **state)
{
    (void)state;
    open_with("a");
    open_with("b");
    tnefi_scan_frames_move(&frames, 1);
    assert_int_equal(frame_of("a"), 0);
    assert_int_equal(frame_of("b"), NO_ENTRY);
    assert_int_equal(frame_in(1, "b"), 1);
    tnefi_scan_frames_pop(&frames);
    assert_int_equal(frame_of("a"), 0);
}

/* ---- Leaves that hold a mail --------------------------------------------------------------- */

static void holders_show(void **state)
{
    (void)state;
    open_with("a");
    assert_false(tnefi_scan_frames_in_holder(&frames));
    tnefi_scan_frames_show(&frames, &found);
    assert_int_equal(found.anomalies, 0);
    open_with(NULL);
    tnefi_scan_frames_holds(&frames);
    open_with("b");
    assert_true(tnefi_scan_frames_in_holder(&frames));
    open_with(NULL);
    tnefi_scan_frames_holds(&frames);
    assert_int_equal(array[3].holders, 2);
    tnefi_scan_frames_show(&frames, &found);
    assert_true(met(TNEF_SCANNER_A_MAIL_AS_FILE));
    assert_int_equal(array[0].anomalies + array[2].anomalies, 0);
    assert_int_equal(array[1].anomalies, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_MAIL_AS_FILE));
    assert_int_equal(array[3].anomalies, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_MAIL_AS_FILE));
    tnefi_scan_frames_pop(&frames);
    tnefi_scan_frames_pop(&frames);
    assert_true(tnefi_scan_frames_in_holder(&frames));
    tnefi_scan_frames_pop(&frames);
    assert_false(tnefi_scan_frames_in_holder(&frames));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(there_is_room_for_as_many_as_are_allowed, start),
        cmocka_unit_test_setup(a_frame_is_new, start),
        cmocka_unit_test_setup(the_innermost_is_one_of_its_level, start),
        cmocka_unit_test_setup(numbers_are_those_of_the_parts, start),
        cmocka_unit_test_setup(a_path_has_its_room, start),
        cmocka_unit_test_setup(boundaries_go_with_their_frame, start),
        cmocka_unit_test_setup(a_part_after_the_end_is_found, start),
        cmocka_unit_test_setup(an_end_that_is_missing_is_found, start),
        cmocka_unit_test_setup(a_line_may_become_a_boundary_once_or_until_a_part_shows, start),
        cmocka_unit_test_setup(a_frame_gets_more_boundaries, start),
        cmocka_unit_test_setup(one_begins_with_another, start),
        cmocka_unit_test_setup(they_are_looked_for_in_another_level, start),
        cmocka_unit_test_setup(holders_show, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
