/* SPDX-License-Identifier: MIT */

/* The reader of lines that may be a boundary, alone: what its essays promise, in every split; the hold at n
 * and n + 1; what it finds, and about what. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "recipes.h"
#include "scan/line.h"
#include "scan_log.h"
#include "touched.h"

#include <stdlib.h>
#include <string.h>

/* ---- What is around it --------------------------------------------------------------------- */

static struct tnefi_scan_entry entries[BOUNDARIES];
static uint8_t pool[POOL_MAX], links[LINKS_OF(BOUNDARIES, 1)];
static struct tnefi_scan_boundaries table;

/* Adds a boundary of the multipart |frame|. */
static void add(const char *text, size_t len, uint32_t frame)
{
    struct tnefi_scan_findings found = { .refused = 0 };

    assert_true(tnefi_scan_boundary_begin(&table, frame, 0, &found));
    for (size_t i = 0; i < len; i++)
        tnefi_scan_boundary_byte(&table, (uint8_t)text[i]);
    tnefi_scan_boundary_end(&table, table.count, 0, 0, &found);
}

/* The table has "b" of multipart 0, "bb" of 1, "a b" of 2, and "late" of 9, which does not count. */
static void fill(void)
{
    table = (struct tnefi_scan_boundaries){ .max = BOUNDARIES, .pool_size = POOL_MAX, .entry = entries,
                                            .pool = pool, .link = links };
    tnefi_scan_boundaries_init(&table, 1);
    add("b", 1, 0);
    add("bb", 2, 1);
    add("a b", 3, 2);
    add("late", 4, 9);
}

/* ---- One line ------------------------------------------------------------------------------ */

/* What a line is read with: |before| is the line end before it. All zero: in multiparts that have shown their
 * parts. */
struct plan {
    const char *before;
    struct tnefi_scan_line_around around;
};

static void line_start(struct tnefi_scan_line *l, const struct plan *plan, int blanks)
{
    const char *before = plan->before != NULL ? plan->before : "";

    memset(l, 0xFF, sizeof *l);
    l->findings.refused = 0;
    tnefi_scan_findings_clear(&l->findings);
    tnefi_scan_line_drop(l);
    if (before[0] != 0)
        tnefi_scan_line_ended(l, 100u - strlen(before), (uint8_t)before[0]);
    if (before[0] != 0 && before[1] != 0)
        tnefi_scan_line_ended_lf(l);
    tnefi_scan_line_begin(l, 100, blanks);
}

/* What LINE_GUESSED and LINE_OTHER ask for: the innermost multipart is 2. */
static void becomes(struct lines *log, struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    uint32_t entry = l->best;

    lines_add(log, l->outcome == LINE_OTHER ? "other " : "guessed ");
    if (entry == NO_ENTRY) {
        lines_add(log, "'%.*s' ", (int)(l->to - l->from), (const char *)l->hold + l->from);
        entry = table.count;
        add((const char *)l->hold + l->from, l->to - l->from, 2);
    }
    tnefi_scan_line_is(l, a, entry);
}

/* Feeds |n| bytes, from a block of exactly their size, until it is decided. Returns how many were taken. */
static size_t line_feed(struct lines *log, struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a,
                        const char *text, size_t n)
{
    uint8_t *p = malloc(n > 0 ? n : 1);
    size_t i = 0;

    assert_non_null(p);
    memcpy(p, text, n);
    while (i < n && l->outcome == LINE_GOES_ON) {
        size_t taken = tnefi_scan_line_step(l, a, p + i, n - i);

        assert_true(taken <= n - i && l->hold_len <= HOLD_SIZE);
        i += taken;
        if (l->outcome == LINE_GUESSED || l->outcome == LINE_OTHER)
            becomes(log, l, a);
    }
    free(p);
    return i;
}

/* What the line is, of which |taken| bytes were taken. */
static void line_says(struct lines *log, const struct tnefi_scan_line *l, size_t taken)
{
    if (l->outcome == LINE_TEXT) {
        lines_add(log, "text %u", l->hold_len - l->keep);
        if (l->keep > 0)
            lines_add(log, "+%u", l->keep);
        lines_add(log, " from %u", l->from);
    } else {
        assert_int_equal(l->outcome, LINE_BOUNDARY);
        lines_add(log, "%s %u%s", l->end != 0 ? "end" : "part", l->frame, l->cr != 0 ? " cr" : "");
        if (l->field != 0)
            lines_add(log, " field '%.*s'", (int)(l->hold_len - l->look_at),
                      (const char *)l->hold + l->look_at);
    }
    lines_add(log, " taken %u : %s%s", (unsigned)taken, l->of_leaf != 0 ? "leaf " : "",
              scan_anomalies(l->findings.anomalies));
}

/* Reads |text|, whose first |cut| bytes and each of the others, if |bytes|, come alone. */
static void read_line(struct lines *log, const char *text, size_t len, const struct plan *plan, size_t cut,
                      int bytes)
{
    struct tnefi_scan_line_around a = plan->around;
    struct tnefi_scan_line l;
    size_t taken;

    fill();
    a.boundaries = &table;
    if (a.frames == 0)
        a.frames = 9;
    line_start(&l, plan, text[0] == ' ' || text[0] == '\t');
    taken = line_feed(log, &l, &a, text, cut);
    for (size_t i = cut; bytes && i < len && l.outcome == LINE_GOES_ON; i++)
        taken += line_feed(log, &l, &a, text + i, 1);
    if (!bytes && l.outcome == LINE_GOES_ON)
        taken += line_feed(log, &l, &a, text + cut, len - cut);
    for (int i = 0; i < 3 && l.outcome == LINE_GOES_ON; i++) {
        tnefi_scan_line_eof(&l, &a);
        if (l.outcome == LINE_GUESSED || l.outcome == LINE_OTHER)
            becomes(log, &l, &a);
    }
    line_says(log, &l, taken);
}

struct row {
    const char *text;
    const char *says;
};

static void check(const char *text, size_t len, const char *says, const struct plan *plan)
{
    for (size_t cut = 0; cut <= len; cut++)
        for (int bytes = 0; bytes < 2; bytes++) {
            struct lines log = { 0 };

            read_line(&log, text, len, plan, cut, bytes);
            if (strcmp(log.text, says) != 0)
                print_error("cut at %zu of: %s\n", cut, text);
            assert_string_equal(log.text, says);
            free(log.text);
        }
}

#define CHECK(rows, plan) \
    do { \
        for (size_t i = 0; i < sizeof(rows) / sizeof(rows)[0]; i++) \
            check((rows)[i].text, strlen((rows)[i].text), (rows)[i].says, plan); \
    } while (0)

static const struct plan bare = { 0 };
static const struct plan after_crlf = { .before = "\r\n" };
static const struct plan in_stream = { .before = "\r\n", .around = { .delivering = 1 } };
static const struct plan no_name = { .before = "\r\n", .around = { .guess = 1, .has_room = 1 } };
static const struct plan no_part = { .before = "\r\n", .around = { .without_part = 1, .has_room = 1 } };

/* ---- line.c -------------------------------------------------------------------------------- */

static void lines_are_boundaries(void **state)
{
    static const struct row rows[] = {
        { "--b\r\nx", "part 0 taken 5 : " },
        { "--b--\r\nx", "end 0 taken 7 : " },
        { "--b \t\r\n", "part 0 taken 7 : boundary_blanks" },
        { "--b-- \r\n", "end 0 taken 8 : boundary_blanks" },
        { "--bJUNK\r\n", "part 0 taken 9 : boundary_junk" },
        { "--b--JUNK\r\n", "end 0 taken 11 : boundary_junk" },
        { "--bb\r\n", "part 1 taken 6 : " },
        { "--bb--\r\n", "end 1 taken 8 : " },
        { "--a b\r\n", "part 2 taken 7 : " },
        { "--b", "part 0 taken 3 : " },
        { "--b--", "end 0 taken 5 : " },
    };

    (void)state;
    CHECK(rows, &bare);
    CHECK(rows, &after_crlf);
}

static void lines_are_text(void **state)
{
    static const struct row rows[] = {
        { "-b\r\n", "text 1 from 0 taken 1 : " },     { "-", "text 1 from 0 taken 1 : " },
        { "--", "text 2 from 0 taken 2 : " },         { "--\r\n", "text 2 from 0 taken 2 : " },
        { " --b\r\n", "part 0 taken 6 : " },          { "  x\r\n", "text 2 from 0 taken 2 : " },
        { " ", "text 1 from 0 taken 1 : " },          { "--B\r\n", "text 3 from 0 taken 3 : " },
        { "--late\r\n", "text 6 from 0 taken 6 : " }, { "--a\r\n", "text 3 from 0 taken 3 : " },
    };
    static const struct row after[] = {
        { "-b\r\n", "text 3 from 2 taken 1 : " },
        { "--x\r\n", "text 5 from 2 taken 3 : " },
    };

    (void)state;
    CHECK(rows, &bare);
    CHECK(after, &after_crlf);
}

static void line_ends_are_found(void **state)
{
    static const struct plan after_lf = { .before = "\n" }, after_cr = { .before = "\r" };
    static const struct row rows[] = {
        { "--b\nx", "part 0 taken 4 : bare_lf" },     { "--b\rx", "part 0 taken 4 : bare_cr" },
        { "--b\r\r\n", "part 0 taken 6 : bare_cr" },  { "--b\r\rx", "part 0 cr taken 5 : bare_cr" },
        { "--b\r\r\r\n", "part 0 cr taken 5 : bare_cr" }, { "--b\r", "part 0 taken 4 : " },
    };
    static const struct row lf[] = { { "--b\r\n", "part 0 taken 5 : bare_lf" } };
    static const struct row cr[] = { { "--b\r\n", "part 0 taken 5 : bare_cr" } };

    (void)state;
    CHECK(rows, &bare);
    CHECK(lf, &after_lf);
    CHECK(cr, &after_cr);
}

/* A boundary of a header block that is being read has no multipart yet. */
static void numbers_above_count_if_they_are_asked_for(void **state)
{
    static const struct plan all = { .around = { .frames = UINT32_MAX } };
    static const struct plan two = { .around = { .frames = 1 } };
    static const struct row late[] = { { "--late\r\n", "part 9 taken 8 : " } };
    static const struct row few[] = { { "--bb\r\n", "part 0 taken 6 : boundary_junk" } };

    (void)state;
    CHECK(late, &all);
    CHECK(few, &two);
}

static void a_line_is_guessed(void **state)
{
    static const struct row rows[] = {
        { "--x\r\n", "guessed 'x' part 2 taken 5 : " },
        { "--x-- \r\n", "guessed 'x--' part 2 taken 8 : boundary_blanks" },
        { "--x", "guessed 'x' part 2 taken 3 : " },
        { "--b\r\n", "part 0 taken 5 : " },
        { "-- x\r\n", "text 6 from 2 taken 4 : " },
        { "--\r\n", "text 4 from 2 taken 2 : " },
        { " --x\r\n", "text 6 from 2 taken 4 : " },
    };
    struct plan other = no_name;
    static const struct row none[] = { { "--x\r\n", "text 5 from 2 taken 3 : " } };

    (void)state;
    CHECK(rows, &no_name);
    other.around.has_room = 0;
    CHECK(none, &other);
    other.around.has_room = other.around.delivering = 1;
    CHECK(none, &other);
}

/* ---- look.c -------------------------------------------------------------------------------- */

static void the_next_line_decides_in_a_stream(void **state)
{
    static const struct row rows[] = {
        { "--b\r\n", "part 0 taken 5 : " },
        { "--bJUNK\r\nName: x", "part 0 field 'Name' taken 13 : boundary_junk" },
        { "--b--JUNK\r\nName: x", "end 0 field 'Name' taken 15 : boundary_junk" },
        { "--bJUNK\r\nQUJD\r\n", "text 15 from 11 taken 13 : leaf boundary_junk" },
        { "--bJUNK\r\n\r\n", "text 9+2 from 2 taken 9 : leaf boundary_junk" },
        { "--bJUNK\r\n--b\r\n", "text 9+2 from 2 taken 9 : leaf boundary_junk" },
        { "--bJUNK\r\n: x", "text 9+2 from 2 taken 9 : leaf boundary_junk" },
        { "--bJUNK\nx y", "text 11 from 10 taken 9 : leaf boundary_junk" },
        { "--bJUNK\rx y", "text 11 from 10 taken 9 : leaf boundary_junk" },
        { "--bJUNK\r\nend", "text 14 from 11 taken 12 : leaf boundary_junk" },
        { "--bJUNK\r\n", "text 11 from 2 taken 9 : leaf boundary_junk" },
        { "--bJUNK", "text 9 from 2 taken 7 : leaf boundary_junk" },
        { "--x\r\nName: x", "text 5 from 2 taken 3 : " },
    };

    (void)state;
    CHECK(rows, &in_stream);
}

static void a_line_is_a_boundary_in_another_form(void **state)
{
    static const struct row rows[] = {
        { "--x\r\nContent-Type: y", "other 'x' part 2 field 'Content-Type' taken 17 : " },
        { "--x \r\nMIME-Version: 1", "other 'x' part 2 field 'MIME-Version' taken 18 : " },
        { "--B\ncontent-id:", "other 'B' part 2 field 'content-id' taken 14 : " },
        { " --b\r\nContent-Type: y", "other part 0 field 'Content-Type' taken 18 : " },
        { " --b\r\nNote: y", "text 12 from 8 taken 10 : " },
        { "--x\r\nNote: y", "text 11 from 7 taken 9 : " },
        { "--x\r\nContent-: y", "text 15 from 7 taken 13 : " },
        { "--x\r\nContent: y", "text 14 from 7 taken 12 : " },
        { "--x\r\n\r\n", "text 5+2 from 2 taken 5 : " },
        { "--x\r\n", "text 7 from 2 taken 5 : " },
        { "--b\r\nContent-Type: y", "part 0 taken 5 : " },
    };
    struct plan stream = no_part;
    static const struct row none[] = { { "--x\r\nContent-Type: y", "text 5 from 2 taken 3 : " } };

    (void)state;
    CHECK(rows, &no_part);
    stream.around.delivering = 1;
    CHECK(none, &stream);
}

/* ---- The hold ------------------------------------------------------------------------------ */

/* Makes a line of "--b", |n| letters, and |end|. */
static char *long_line(size_t n, const char *end)
{
    char *text = malloc(n + 16u);

    assert_non_null(text);
    memcpy(text, "--b", 3);
    memset(text + 3, 'x', n);
    strcpy(text + 3 + n, end);
    return text;
}

static void check_long(size_t n, const char *end, const char *says, const struct plan *plan)
{
    char *text = long_line(n, end);
    size_t len = strlen(text);
    struct lines log = { 0 };

    for (size_t cut = 0; cut <= len; cut += cut < 8 || cut + 16 > len ? 1 : 97) {
        log.text = NULL;
        memset(&log, 0, sizeof log);
        read_line(&log, text, len, plan, cut, cut % 2u != 0);
        assert_string_equal(log.text, says);
        free(log.text);
    }
    free(text);
}

/* A line as long as the hold is held, and one that is longer is not. */
static void the_hold_is_full(void **state)
{
    (void)state;
    check_long(HOLD_SIZE - 3u, "\r\n", "part 0 taken 1026 : boundary_junk", &bare);
    check_long(HOLD_SIZE - 2u, "\r\n", "part 0 taken 1027 : boundary_junk", &bare);
    check_long(HOLD_SIZE, "-- \r\n", "end 0 taken 1032 : boundary_junk", &bare);
    check_long(HOLD_SIZE, "--", "end 0 taken 1029 : boundary_junk", &bare);
    check_long(HOLD_SIZE, "- -\r\n", "end 0 taken 1032 : boundary_junk", &bare);
    check_long(HOLD_SIZE - 9u, "\r\nab", "text 1024 from 1022 taken 1022 : leaf boundary_junk", &in_stream);
    check_long(HOLD_SIZE - 9u, "\r\nabc", "text 1024 from 1022 taken 1022 : leaf boundary_junk", &in_stream);
    check_long(HOLD_SIZE - 9u, "\r\nab:", "part 0 field 'ab' taken 1022 : boundary_junk", &in_stream);
    check_long(HOLD_SIZE - 9u, "\r\nabc:", "text 1024 from 1022 taken 1022 : leaf boundary_junk", &in_stream);
    check_long(HOLD_SIZE - 5u, "\r\nA: x", "text 1024 from 1025 taken 1022 : leaf boundary_junk", &in_stream);
    check_long(HOLD_SIZE, "\r\nA: x", "text 1024 from 2 taken 1022 : leaf boundary_junk", &in_stream);
}

static void what_is_kept_begins_the_hold(void **state)
{
    struct tnefi_scan_line l;

    (void)state;
    line_start(&l, &after_crlf, 0);
    assert_int_equal(l.hold_at, 98);
    l.hold[HOLD_SIZE - 2u] = 'y';
    l.hold[HOLD_SIZE - 1u] = 'z';
    tnefi_scan_line_keep(&l, HOLD_SIZE - 2u, 2);
    assert_int_equal(l.hold_len, 2);
    assert_int_equal(l.eol_len, 2);
    assert_int_equal(l.hold_at, 98u + HOLD_SIZE - 2u);
    assert_memory_equal(l.hold, "yz", 2);
    tnefi_scan_line_keep(&l, 2, 0);
    assert_int_equal(l.hold_len, 0);
}

/* Blanks before a line are held, too, as far as there is room. */
static void blanks_fill_the_hold(void **state)
{
    char text[HOLD_SIZE + 8u];

    (void)state;
    for (int i = 0; i < 4; i++) {
        struct lines log = { 0 };

        memset(text, ' ', sizeof text);
        strcpy(text + HOLD_SIZE, i < 2 ? "--b\r\n" : "  --b");
        read_line(&log, text, strlen(text), &bare, 0, i % 2);
        assert_string_equal(log.text, "text 1024 from 0 taken 1024 : ");
        free(log.text);
    }
}

/* Reads "--", |first|, 900 times |rest|, and |end|, byte by byte. All of it is looked at three times at most,
 * as the proof has it (line.h), and a few entries of the table are. */
static void check_touched(char first, char rest, const char *end, const struct plan *plan)
{
    char *text = long_line(900, end);
    size_t len = strlen(text);
    struct lines log = { 0 };
    uint64_t before = touched_now(), fills;

    text[2] = first;
    memset(text + 3, rest, 900);
    fill();
    fills = touched_now() - before;
    before = touched_now() + fills;
    read_line(&log, text, len, plan, 0, 1);
    assert_in_range(touched_now() - before, 900, 3u * len + 64u);
    free(log.text);
    free(text);
}

static void little_is_looked_at(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    check_touched('b', 'x', "\r\n", &bare);
    check_touched('b', ' ', "\r\n", &bare);
    check_touched('b', ' ', "x\r\nA:", &in_stream);
    check_touched('x', ' ', "\r\n", &no_name);
    check_touched('x', ' ', "\r\nContent-A:", &no_part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_boundaries),
        cmocka_unit_test(lines_are_text),
        cmocka_unit_test(line_ends_are_found),
        cmocka_unit_test(numbers_above_count_if_they_are_asked_for),
        cmocka_unit_test(a_line_is_guessed),
        cmocka_unit_test(the_next_line_decides_in_a_stream),
        cmocka_unit_test(a_line_is_a_boundary_in_another_form),
        cmocka_unit_test(the_hold_is_full),
        cmocka_unit_test(blanks_fill_the_hold),
        cmocka_unit_test(what_is_kept_begins_the_hold),
        cmocka_unit_test(little_is_looked_at),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
