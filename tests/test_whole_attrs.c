/* SPDX-License-Identifier: MIT */

/* Each attribute that there is, sound and odd, read at once where it lies whole in the buffer, and step by
 * step: ways.h tells how they are compared. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "ways.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>

struct attr {
    uint32_t id;
    uint8_t level;
    const char *data;
    size_t len;
};

/* Bytes of a string literal, without its NUL. */
#define B(literal) literal, sizeof(literal) - 1u

#define DATE "\xD3\7\2\0\x1D\0\x17\0\x3B\0\x3B\0\3\0" /* no leap year: the day is odd */
#define DAY  "\xD4\7\2\0\x1D\0\x17\0\x3B\0\x3B\0\0\0"

/* In the order in which they are sound together. */
static const struct attr sound[] = {
    { TW_VERSION, 1, B("\0\0\1\0") },
    { TW_CODEPAGE, 1, B("\xE4\4\0\0\0\0\0\0") },
    { TW_CLASS, 1, B("IPM.Note\0") },
    { TW_FROM, 1, B("from") },
    { TW_SUBJECT, 1, B("A subject\0") },
    { TW_DATE_SENT, 1, B(DAY) },
    { TW_DATE_RECD, 1, B("\0\0\0\0\0\0\7\0\0\0\0\0\0\0") }, /* not set */
    { TW_STATUS, 1, B("\xA7") },
    { TW_MESSAGE_ID, 1, B("0123456789ABCDEF0123456789abcdef\0") },
    { TW_PARENT_ID, 1, B("0A\0") },
    { TW_CONVERSATION_ID, 1, B("00112233\0") },
    { TW_UNKNOWN, 1, B("x") },
    { TW_UNKNOWN, 1, B("again") },
    { 0x00110006, 1, B("of two with these low bits") },
    { TW_NULL, 1, B("null") },
    { TW_BODY, 1, B("A body that does not end with a NUL") },
    { TW_PRIORITY, 1, B("\1\0") },
    { TW_DATE_MODIFIED, 1, B(DAY) },
    { TW_ORIGINAL_CLASS, 1, B("IPM\0") },
    { TW_ORIGINAL_CLASS_SPEC, 1, B("IPM\0") },
    { TW_OWNER, 1, B("\1\0o\0\1\0o\0") },
    { TW_SENT_FOR, 1, B("sent for") },
    { TW_DELEGATE, 1, B("delegate") },
    { TW_DATE_START, 1, B(DAY) },
    { TW_DATE_END, 1, B(DAY) },
    { TW_AID_OWNER, 1, B("\1\2\3\x84") },
    { TW_REQUEST_RES, 1, B("\1\0") },
    { TW_REND, 2, B("\1\0\xFF\xFF\xFF\xFF\0\0\0\0\1\0\0\0") }, /* of MacBinary: three properties */
    { TW_DATA, 2, B("\x78\x9F\x3E\x22\1\0") },                  /* a stream, if it may be one */
    { TW_TITLE, 2, B("a.txt\0") },
    { TW_METAFILE, 2, B("metafile") },
    { TW_CREATE_DATE, 2, B(DAY) },
    { TW_MODIFY_DATE, 2, B(DAY) },
    { TW_TRANSPORT_NAME, 2, B("A.TXT\0") },
    { TW_UNKNOWN, 2, B("y") },
    { TW_REND, 2, B("\2\0\0\0\0\0\0\0\0\0\0\0\0\0") },
    { TW_TITLE, 2, B("b.txt\0") },
};

static const struct attr odd[] = {
    { TW_VERSION, 1, B("\1\0\1\0") },
    { TW_VERSION, 1, B("\0\0\1") },
    { TW_CODEPAGE, 1, B("\xE4\4\0\0") },
    { TW_CLASS, 1, B("IPM.Note") },
    { TW_SUBJECT, 1, B("A subject") },
    { TW_SUBJECT, 1, NULL, 0 },
    { TW_NULL, 1, NULL, 0 },
    { TW_UNKNOWN, 1, NULL, 0 },
    { TW_UNKNOWN, 3, B("x") },
    { TW_SUBJECT, 2, B("A subject\0") },
    { TW_TITLE, 1, B("a.txt\0") },
    { TW_SUBJECT ^ 0x70000u, 1, B("A subject\0") },
    { TW_DATE_SENT, 1, B(DATE) },
    { TW_DATE_SENT, 1, B("\xD4\7\2\0\x1D\0\x17\0\x3B\0\x3B\0\0") },
    { TW_STATUS, 1, B("\xA7\0") },
    { TW_MESSAGE_ID, 1, B("012\0") },
    { TW_MESSAGE_ID, 1, B("0123") },
    { TW_MESSAGE_ID, 1, B("0x\0") },
    { TW_MESSAGE_ID, 1, B("0123456789ABCDEF0123456789abcdef01\0") },
    { TW_PRIORITY, 1, B("\4\0") },
    { TW_PRIORITY, 1, B("\0\0") },
    { TW_REQUEST_RES, 1, B("\2\0") },
    { TW_AID_OWNER, 1, B("\1\2\3") },
    { TW_REND, 2, B("\4\0\xFF\xFF\xFF\xFF\0\0\0\0\1\0\0\0") },
    { TW_REND, 2, B("\1\0\xFF\xFF\xFF\xFF\0\0\0\0\1\0\0") },
    { TW_REND, 1, B("\1\0\xFF\xFF\xFF\xFF\0\0\0\0\1\0\0\0") },
    { TW_TITLE, 2, B("a.txt") },
    { TW_PROPS, 1, B("\1\0\0\0\3\0\x17\0\2\0\0\0") },
    { TW_PROPS, 1, B("\1\0\0\0\3\0\x17\0\2\0\0") },
    { TW_RECIPIENTS, 1, B("\1\0\0\0\1\0\0\0\3\0\x17\0\2\0\0\0") },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static void write_attr(struct tw *w, const struct attr *a)
{
    tw_attr(w, a->level, a->id, a->data, a->len);
}

static void finish_stream(struct ways *s, struct tw *w)
{
    s->in = tw_take(w, &s->len);
}

/* The attribute between others, and after the head of an attachment if it is of one, once with its checksum
 * wrong by |bias| and once more. */
static void write_one(struct ways *s, const struct attr *a, uint16_t bias)
{
    struct tw w;

    tw_init(&w);
    tw_stream(&w, TW_KEY);
    tw_attr(&w, TW_MESSAGE, TW_UNKNOWN, "before", 6);
    if (a->level == TW_ATTACHMENT && a->id != TW_REND)
        tw_rend_file(&w);
    tw_checksum_bias(&w, bias);
    write_attr(&w, a);
    tw_checksum_bias(&w, 0);
    write_attr(&w, a);
    tw_attr(&w, a->level, TW_UNKNOWN, "after", 5);
    finish_stream(s, &w);
}

/* Compares all ways of the stream, and frees it. */
static void all_ways(struct ways *s)
{
    static const uint32_t flags[] = { 0, ALL_FLAGS };

    for (size_t f = 0; f < COUNT(flags); f++) {
        ways_cut(s, flags[f]);
        ways_answer(s, flags[f]);
        ways_mask(s, flags[f]);
        ways_limit(s, flags[f]);
        ways_state(s, flags[f]);
    }
    free(s->in);
}

static void each_of(const struct attr *table, size_t count, uint16_t bias)
{
    struct ways s;
    char name[64];

    recording_init(&s.steps);
    recording_init(&s.whole);
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(name, sizeof name, "attribute %zu: %08x", i, (unsigned)table[i].id);
        s.name = name;
        write_one(&s, &table[i], bias);
        all_ways(&s);
    }
    recording_free(&s.steps);
    recording_free(&s.whole);
}

static void attributes_that_are_sound_are_the_same_both_ways(void **state)
{
    (void)state;
    each_of(sound, COUNT(sound), 0);
}

static void attributes_with_a_wrong_checksum_are_the_same_both_ways(void **state)
{
    (void)state;
    each_of(sound, COUNT(sound), 1);
}

static void attributes_that_are_odd_are_the_same_both_ways(void **state)
{
    (void)state;
    each_of(odd, COUNT(odd), 0);
}

static void write_all(struct ways *s)
{
    struct tw w;

    tw_init(&w);
    tw_stream(&w, TW_KEY);
    for (size_t i = 0; i < COUNT(sound); i++)
        write_attr(&w, &sound[i]);
    finish_stream(s, &w);
}

/* The tests would be worth nothing if nothing were said at once: the sound ones take a step, all together. */
static void attributes_are_said_at_once(void **state)
{
    struct ways s = { .name = "all that are sound" };

    (void)state;
    recording_init(&s.steps);
    recording_init(&s.whole);
    write_all(&s);
    ways_compare(&s, (struct plan){ 0 }, "whole", 0);
    assert_int_equal(s.steps.status, TNEF_OK);
    for (uint32_t code = 0; code < TNEF_A_END; code++)
        assert_int_equal(s.steps.anomalies[code], 0);
    assert_in_range(s.whole.steps, 1, 6);
    all_ways(&s);
    recording_free(&s.steps);
    recording_free(&s.whole);
}

/* Each byte of all of them changed: lengths, ids, levels, data, checksums. */
static void attributes_with_any_byte_changed_are_the_same_both_ways(void **state)
{
    static const uint8_t changes[] = { 1, 0x80, 0xFF };
    struct ways s = { .name = "changed" };

    (void)state;
    recording_init(&s.steps);
    recording_init(&s.whole);
    write_all(&s);
    for (size_t i = 6; i < s.len; i++)
        for (size_t k = 0; k < COUNT(changes); k++) {
            s.in[i] ^= changes[k];
            ways_compare(&s, (struct plan){ 0 }, "at", i);
            ways_compare(&s, (struct plan){ .flags = ALL_FLAGS, .pause = true }, "paused, at", i);
            ways_compare(&s, (struct plan){ .flags = ALL_FLAGS, .piece = 97 }, "in pieces, at", i);
            s.in[i] ^= changes[k];
        }
    free(s.in);
    recording_free(&s.steps);
    recording_free(&s.whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attributes_that_are_sound_are_the_same_both_ways),
        cmocka_unit_test(attributes_with_a_wrong_checksum_are_the_same_both_ways),
        cmocka_unit_test(attributes_that_are_odd_are_the_same_both_ways),
        cmocka_unit_test(attributes_are_said_at_once),
        cmocka_unit_test(attributes_with_any_byte_changed_are_the_same_both_ways),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
