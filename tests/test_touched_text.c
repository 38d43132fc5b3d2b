/* SPDX-License-Identifier: MIT */

/* What conversions of text and names of files cost at most, in bytes touched. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <tnef/text.h>

#include "touched.h"

#define SIZE (128u * 1024u)

/* |again| over and over. */
static uint8_t *build(const char *again, size_t len, size_t size)
{
    uint8_t *p = malloc(size);

    assert_non_null(p);
    for (size_t i = 0; i < size; i++)
        p[i] = (uint8_t)again[i % len];
    return p;
}

static void convert(tnef_text *t, const uint8_t *p, size_t len, size_t piece, size_t room,
                    uint64_t *calls)
{
    char *out = malloc(room);
    tnef_status status = TNEF_OK;
    size_t taken, written;

    assert_non_null(out);
    for (size_t at = 0; at < len || status == TNEF_PAUSED; at += taken, ++*calls) {
        size_t end = at - at % piece + piece < len ? at - at % piece + piece : len;

        status = tnef_text_feed(t, p + at, end - at, &taken, out, room, &written);
        assert_true(status == TNEF_OK || status == TNEF_PAUSED);
    }
    do
        ++*calls;
    while (tnef_text_finish(t, out, room, &written) == TNEF_PAUSED);
    free(out);
}

static const struct { uint32_t codepage; const char *again; size_t len; } texts[] = {
    { 65001, "\xF0\x9F\x98\x80", 4 }, { 65001, "\xFF", 1 }, { 65001, "\xF0\x9F\x98", 3 },
    { 65001, "\xEF\xBB\xBF", 3 }, { 65001, "plain", 5 }, { 1200, "\x3D\xD8", 2 }, { 1200, "a\0", 2 },
    { 12000, "\xFF\xFF\xFF\xFF", 4 }, { 1252, "\x81\xE9", 2 }, { 1251, "\xE0", 1 }, { 42, "\xFF", 1 },
    { 932, "\x83\x65", 2 }, { 932, "\x83", 1 }, { 932, "\xFF", 1 }, { 932, "\xB1", 1 },
    { 936, "\x81\x30", 2 }, { 950, "\x84h", 2 }, { 949, "\xFF", 1 }, { 54936, "\x81\x30\x81\x41", 4 },
    { 54936, "\xFE\x39\xFE\x39", 4 }, { 51932, "\x8F", 1 }, { 51950, "\x8E", 1 }, { 20261, "\xC1", 1 },
    { 50220, "\x1B", 1 }, { 50220, "\x1B$", 2 }, { 50220, "\x1B$(", 3 }, { 50220, "\x1B$B!!", 5 },
    { 50221, "\x1B(I1", 4 }, { 50225, "\x0E\x21\x20", 3 }, { 50227, "\x0E\x0F", 2 },
    { 50220, "$\x1B", 2 }, { 50225, "\x1B$", 2 }, { 50225, "\x1B$)", 3 }, { 50227, "\x1B$)", 3 },
    { 950, "\x81", 1 }, { 52936, "~{", 2 }, { 52936, "~", 1 }, { 52936, "~{!", 3 },
};

/* Bytes touched for |len| bytes at p. */
static uint64_t cost(uint32_t codepage, const uint8_t *p, size_t len, size_t piece, size_t room,
                     uint64_t *calls)
{
    uint64_t before = touched_now();
    tnef_text t;

    *calls = 0;
    assert_int_equal(tnef_text_init(&t, codepage), TNEF_OK);
    convert(&t, p, len, piece != 0 ? piece : len, room, calls);
    tnef_text_free(&t);
    return touched_now() - before;
}

/* The whole, and what the second half of it adds. */
static void texts_cost_no_more_than_is_said(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint32_t codepage = texts[i].codepage;
        uint8_t *p = build(texts[i].again, texts[i].len, SIZE);

        for (size_t k = 0; k < TOUCHED_PIECES; k++)
            for (size_t room = TNEF_TEXT_ROOM; room <= 4096; room *= 512) {
                uint64_t few, calls;
                uint64_t half = cost(codepage, p, SIZE / 2u, touched_pieces[k], room, &few);
                uint64_t whole = cost(codepage, p, SIZE, touched_pieces[k], room, &calls);

                if (!touched_within("text", whole, SIZE, calls)
                    || !touched_grows_within("text", whole - half, SIZE / 2u, calls - few))
                    fail_msg("code page %u, row %zu", (unsigned)codepage, i);
            }
        free(p);
    }
}

/* One object for many short texts, each in another code page than the one before. */
static void rotating_code_pages_open_each_converter_once(void **state)
{
    uint64_t before = touched_now();
    uint64_t bytes = 0, calls = 0;
    tnef_text t;

    (void)state;
    if (!touched_counts())
        skip();
    assert_int_equal(tnef_text_init(&t, 0), TNEF_OK);
    for (unsigned round = 0; round < 20; round++)
        for (uint32_t codepage = 0; codepage < 65536; codepage++) {
            if (tnef_codepage_name(codepage) == NULL)
                continue;
            tnef_text_change(&t, codepage);
            convert(&t, (const uint8_t *)"\x1B$B~{\xB0\xA1\x8E\xA1\xC1\xE1", 11, 11, 4096, &calls);
            bytes += 11;
            calls++;
        }
    tnef_text_free(&t);
    calls += 20u * 65536u;              /* those that only look for a name */
    assert_true(touched_within("text", touched_now() - before, bytes, calls));
}

static void names_cost_no_more_than_is_said(void **state)
{
    static const struct { const char *again; size_t len;
    } names[] = {
        { "a", 1 },
        { "/", 1 },
        { "a/", 2 },
        { ".", 1 },
        { " ", 1 },
        { "\0", 1 },
        { "\x80", 1 },
        { "\xFF", 1 },
        { "\xE2\x80\x8D", 3 },
        { "\xF0\x9F\x98\x80", 4 },
        { "\xF3\xA0\x81\x81", 4 },
        { "a.", 2 },
        { "CON", 3 },
        { "\xE3\x80\x80", 3 },
        { "\xF3\xA0\x81", 3 },
        { ".a ", 3 },
        { "\xCC", 1 },
    };

    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t tail = 0; tail < 3; tail++) {
            static const char *const tails[] = { "", "x", ".exe" };
            uint8_t *p = build(names[i].again, names[i].len, SIZE);
            char out[TNEF_SAFE_NAME_SIZE];
            uint64_t before = touched_now();

            memcpy(p + SIZE - strlen(tails[tail]), tails[tail], strlen(tails[tail]));
            (void)tnef_safe_name((const char *)p, SIZE, NULL, out, sizeof out);
            if (!touched_within("safe_name", touched_now() - before, SIZE, 1))
                fail_msg("row %zu", i);
            free(p);
        }
}

static uint64_t work_of_name(const char *name, uint32_t number)
{
    char out[TNEF_SAFE_NAME_SIZE];
    uint64_t before = touched_now();

    (void)tnef_safe_name_numbered(name, number, out, sizeof out);
    return touched_now() - before;
}

/* What is moved counts: all of a name of a device, and what stands after a number. */
static void bytes_of_names_that_are_moved_count(void **state)
{
    static const char device[] = "con.456789012345678901234567890123456789012345678901234567890";
    static const char other[] = "cox.456789012345678901234567890123456789012345678901234567890";
    static const char extension[] = "a.3456789", none[] = "a_3456789";

    (void)state;
    if (!touched_counts())
        skip();
    assert_true(work_of_name(device, 0) >= work_of_name(other, 0) + sizeof device - 1u);
    assert_true(work_of_name(extension, 2) - work_of_name(extension, 0)
                >= work_of_name(none, 2) - work_of_name(none, 0) + 8u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_cost_no_more_than_is_said),
        cmocka_unit_test(rotating_code_pages_open_each_converter_once),
        cmocka_unit_test(names_cost_no_more_than_is_said),
        cmocka_unit_test(bytes_of_names_that_are_moved_count),
    };

    return cmocka_run_group_tests_name("touched_text", tests, NULL, NULL);
}
