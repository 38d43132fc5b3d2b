/* SPDX-License-Identifier: MIT */

/* How much work the worst inputs make: steps of the decoder and events, counted, at n, 2n and 4n
 * bytes. Never time. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decoder/priv.h"
#include "support.h"
#include "writer.h"

#include <stdlib.h>

/* decoder/proof.h has the bound that is proved, 750 steps for a byte (P_COST), loose so that a
 * prover can follow. The same argument, counted closer, with a measure that every step lowers:
 *
 *     64 * B + 64 * (L + V) + rank + notes
 *
 * PER_BYTE: a byte that is taken gives 64. What bytes open adds 64 to L + V, but takes more bytes
 * than things are opened: at the least 4 for a property, a value or a row, 9 for an attribute with
 * up to 3 properties to be made of it, 6 for a stream. So n bytes pay for 64 * n steps.
 *
 * BASE: before the first byte one stream is waited for: 64; a rank is at most 9 and at most
 * NOTES_SIZE notes wait: 17; the end of the input takes one step: in all less than 128.
 *
 * A call of feed that finds nothing to do makes one more step, and a pause may make one more. */
#define STEPS_BASE     128u
#define STEPS_PER_BYTE 64u

/* What the worst inputs known need, in hundredths for a byte. The constants above leave room for
 * what is not known; these find a change that makes anything worse, or better. */
struct worst {
    uint64_t steps_whole, steps_single, events_whole, events_single;
};

static const struct worst worst_known[2] = {
    { 175, 250, 109, 136 },    /* numbers_computed: 21 steps and 13 events for 12 bytes           */
    { 622, 3022, 91, 2896 },   /* TNEF_RAW_NESTED, at the greatest depth: deep_attributes         */
};

struct work {
    uint64_t n, steps, events, calls;
};

typedef void (*builder)(struct tw *w, size_t count);

static struct work measure(builder build, size_t count, uint32_t flags, size_t piece)
{
    /* All limits out of the way: the work is to end by itself. */
    const tnef_decoder_limits limits = { .size = sizeof limits,
                                 .max_attributes = UINT32_MAX,
                                 .max_properties = UINT32_MAX,
                                 .max_values = UINT32_MAX,
                                 .max_rows = UINT32_MAX,
                                 .max_anomalies = UINT32_MAX,
                                 .max_depth = TNEF_DEPTH_CEILING };
    struct recording r;
    struct work k;
    struct tw w;
    uint8_t *in;
    size_t len;

    tw_init(&w);
    build(&w, count);
    in = tw_take(&w, &len);
    recording_init(&r);
    recording_run(&r, in, len, &(struct plan){ .flags = flags, .limits = &limits, .piece = piece });
    assert_string_equal(r.bad, "");
    assert_int_equal(r.taken, len);
    k = (struct work){ .n = len, .steps = r.steps, .events = r.events, .calls = r.calls };
    recording_free(&r);
    free(in);
    return k;
}

/* ---- Inputs -------------------------------------------------------------------------------- */

/* Eleven bytes each, all of them wrong: the wrong level, after an attachment, twice, empty, the
 * type in its id unknown, a wrong checksum; and a property is made of it nevertheless. */
static void zero_attributes(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_rend_file(w);
    tw_checksum_bias(w, 1);
    for (size_t i = 0; i < count; i++)
        tw_attr(w, TW_ATTACHMENT, TW_SUBJECT ^ 0x70000u, NULL, 0);
}

/* 25 bytes each for three properties and every anomaly it can have. */
static void rend_attributes(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_checksum_bias(w, 1);
    for (size_t i = 0; i < count; i++)
        tw_attr(w, TW_MESSAGE, TW_REND ^ 0x70000u, "\1\0\0\0\0\0\0\0\0\0\1\0\0\0", 14);
}

static void null_properties(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_msg_props_begin(w);
    for (size_t i = 0; i < count; i++)
        tw_prop_null(w, TW_P_SUBJECT);
    tw_attr_props_end(w);
}

/* Eight bytes for a property of no value, which is one anomaly. */
static void properties_of_no_value(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_msg_props_begin(w);
    for (size_t i = 0; i < count; i++) {
        tw_values_begin(w, TW_T_STR8, TW_P_SUBJECT);
        tw_values_end(w);
    }
    tw_attr_props_end(w);
}

/* One property with |count| values of four bytes: the length of nothing. */
static void empty_values(struct tw *w, uint16_t type, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_msg_props_begin(w);
    tw_values_begin(w, type, TW_P_SUBJECT);
    for (size_t i = 0; i < count; i++)
        tw_value(w, NULL, 0);
    tw_claim(w, UINT32_MAX);
    tw_values_end(w);
    tw_claim(w, UINT32_MAX);
    tw_attr_props_end(w);
}

static void empty_strings(struct tw *w, size_t count)
{
    empty_values(w, TW_T_MV | TW_T_STR8, count);
}

static void empty_objects(struct tw *w, size_t count)
{
    empty_values(w, TW_T_MV | TW_T_OBJECT, count);
}

/* Four bytes for a value and an anomaly. */
static void padded_numbers(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_msg_props_begin(w);
    tw_pad_value(w, 0xFF);
    tw_values_begin(w, TW_T_MV | TW_T_I2, TW_P_SUBJECT);
    for (size_t i = 0; i < count; i++)
        tw_value_u16(w, 1);
    tw_claim(w, UINT32_MAX);
    tw_values_end(w);
    tw_attr_props_end(w);
}

/* Eight bytes for a property, its value and an anomaly. */
static void padded_properties(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_msg_props_begin(w);
    for (size_t i = 0; i < count; i++)
        tw_prop_u32(w, TW_T_I2, TW_P_SUBJECT, 0xFFFF0001u);
    tw_claim(w, UINT32_MAX);
    tw_attr_props_end(w);
}

static void empty_rows(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_rows_begin(w);
    for (size_t i = 0; i < count; i++) {
        tw_row_begin(w);
        tw_row_end(w);
    }
    tw_claim(w, UINT32_MAX);
    tw_rows_end(w);
}

/* Messages of six bytes, each the value of a property. */
static void empty_messages(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_msg_props_begin(w);
    for (size_t i = 0; i < count; i++)
        tw_prop_object(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE, "\x78\x9F\x3E\x22\0\0", 6);
    tw_attr_props_end(w);
}

/* Chains of messages as deep as is allowed, one after the other. */
static void deep_messages(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < TNEF_DEPTH_CEILING; k++)
            tw_embedded_begin(w, "");
        for (size_t k = 0; k < TNEF_DEPTH_CEILING; k++)
            tw_embedded_end(w);
    }
}

/* The same cut in the innermost, so that the end of the input closes everything. */
static void deep_messages_cut(struct tw *w, size_t count)
{
    deep_messages(w, count);
    tw_rend_file(w);
    for (size_t k = 0; k < TNEF_DEPTH_CEILING; k++)
        tw_embedded_begin(w, "");
    tw_u8(w, 1);
    for (size_t k = 0; k < TNEF_DEPTH_CEILING; k++)
        tw_embedded_end(w);
    tw_truncate(w, w->len - TNEF_DEPTH_CEILING * 10u);
}

/* Level bytes without an end to them, and no id after any. */
static void false_levels(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_u8(w, 0xEE);
    tw_fill(w, 1, count);
}

/* Headers that are right up to the length, which is beyond every limit. */
static void false_headers(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_u8(w, 0xEE);
    for (size_t i = 0; i < count; i++) {
        tw_u8(w, 2);
        tw_u32(w, TW_REND);
        tw_u32(w, UINT32_MAX);
    }
}

/* An attribute that is found after a byte that begins none, again and again. */
static void garbage_between(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_rend_file(w);
    tw_checksum_bias(w, 1);
    for (size_t i = 0; i < count; i++) {
        tw_u8(w, 0xEE);
        tw_attr(w, TW_ATTACHMENT, TW_SUBJECT, NULL, 0);
    }
}

/* Bytes at the bottom of the deepest chain, each delivered raw by every message around. */
static void deep_bytes(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    for (size_t k = 0; k < TNEF_DEPTH_CEILING; k++)
        tw_embedded_begin(w, "");
    tw_attr_begin(w, TW_MESSAGE, TW_BODY);
    tw_fill(w, 'x', count);
    tw_attr_end(w);
    for (size_t k = 0; k < TNEF_DEPTH_CEILING; k++)
        tw_embedded_end(w);
}

/* The worst attributes there. None is said at once, since no checksum is right. */
static void deep_attributes(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_checksum_bias(w, 1);
    for (size_t k = 0; k < TNEF_DEPTH_CEILING; k++)
        tw_embedded_begin(w, "");
    tw_rend_file(w);
    for (size_t i = 0; i < count; i++)
        tw_attr(w, TW_ATTACHMENT, TW_SUBJECT ^ 0x70000u, NULL, 0);
    for (size_t k = 0; k < TNEF_DEPTH_CEILING; k++)
        tw_embedded_end(w);
}

/* Messages of six bytes in a value that should be but bytes. */
static void empty_messages_in_data(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_attach_props_begin(w);
    tw_values_begin(w, TW_T_BINARY, TW_P_ATTACH_DATA);
    for (size_t i = 0; i < count; i++)
        tw_value(w, "\x78\x9F\x3E\x22\0\0", 6);
    tw_values_end(w);
    tw_attr_props_end(w);
}

/* Objects that say that they are messages, and are too short for one. */
static void messages_of_nothing(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_msg_props_begin(w);
    tw_values_begin(w, TW_T_MV | TW_T_OBJECT, TW_P_ATTACH_DATA);
    for (size_t i = 0; i < count; i++)
        tw_value(w, TW_IID_MESSAGE, 16);
    tw_values_end(w);
    tw_attr_props_end(w);
}

/* Twelve bytes for a row and a property, both of nothing. */
static void rows_of_nulls(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_rows_begin(w);
    for (size_t i = 0; i < count; i++) {
        tw_row_begin(w);
        tw_prop_null(w, TW_P_SUBJECT);
        tw_row_end(w);
    }
    tw_rows_end(w);
}

/* The shortest attribute of which a number is made, with every anomaly that it can have. */
static void numbers_computed(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_rend_file(w);
    tw_checksum_bias(w, 1);
    for (size_t i = 0; i < count; i++)
        tw_attr(w, TW_ATTACHMENT, TW_STATUS ^ 0x70000u, "\xFF", 1);
}

/* Tables of one byte: closed, given up and delivered as what was left. */
static void lists_given_up(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_rend_file(w);
    tw_checksum_bias(w, 1);
    for (size_t i = 0; i < count; i++)
        tw_attr(w, TW_ATTACHMENT, TW_RECIPIENTS ^ 0x70000u, "\xFF", 1);
}

static void plain_bytes(struct tw *w, size_t count)
{
    tw_stream(w, TW_KEY);
    tw_attr_begin(w, TW_MESSAGE, TW_BODY);
    tw_fill(w, 'x', count);
    tw_attr_end(w);
}

/* Names of nothing but their terminator and its padding, which is wrong. */
static void empty_names(struct tw *w, size_t count)
{
    /* property set, kind 1, length 2, NUL, padding */
    static const char name[] = "0123456789abcdef\1\0\0\0\2\0\0\0\0\0\xFF";

    tw_stream(w, TW_KEY);
    tw_msg_props_begin(w);
    for (size_t i = 0; i < count; i++) {
        tw_named_raw(w, name, sizeof name);
        tw_prop_null(w, 0x8000);
    }
    tw_attr_props_end(w);
}

static const struct {
    const char *name;
    builder build;
    uint32_t flags;
    uint32_t large;         /* how many times larger than the others one of it is */
    uint32_t steps;         /* hundredths for a byte, whole */
} inputs[] = {
    { "zero_attributes", zero_attributes, 0, 1, 164 },
    { "rend_attributes", rend_attributes, 0, 1, 148 },
    { "null_properties", null_properties, 0, 1, 100 },
    { "properties_of_no_value", properties_of_no_value, 0, 1, 75 },
    { "empty_strings", empty_strings, 0, 1, 125 },
    { "empty_objects", empty_objects, 0, 1, 150 },
    { "padded_numbers", padded_numbers, 0, 1, 150 },
    { "padded_properties", padded_properties, 0, 1, 125 },
    { "empty_rows", empty_rows, 0, 1, 75 },
    { "empty_messages", empty_messages, 0, 1, 42 },
    { "deep_messages", deep_messages, 0, 60, 61 },
    { "deep_messages_cut", deep_messages_cut, 0, 60, 61 },
    { "false_levels", false_levels, TNEF_RESYNC, 1, 12 },
    { "false_headers", false_headers, TNEF_RESYNC, 1, 12 },
    { "garbage_between", garbage_between, TNEF_RESYNC, 1, 167 },
    { "deep_bytes", deep_bytes, TNEF_RAW_NESTED, 1, 251 },
    { "deep_attributes", deep_attributes, TNEF_RAW_NESTED, 1, 622 },
    { "deep_messages, raw", deep_messages, TNEF_RAW_NESTED, 60, 321 },
    { "empty_messages_in_data", empty_messages_in_data, TNEF_DESCEND_DATA | TNEF_RAW_NESTED, 1,
      92 },
    { "messages_of_nothing", messages_of_nothing, 0, 1, 36 },
    { "rows_of_nulls", rows_of_nulls, 0, 1, 88 },
    { "numbers_computed", numbers_computed, 0, 1, 175 },
    { "lists_given_up", lists_given_up, 0, 1, 109 },
    { "plain_bytes", plain_bytes, 0, 1, 2 },
    { "empty_names", empty_names, 0, 1, 29 },
};
#define INPUTS (sizeof inputs / sizeof inputs[0])

/* ---- Bounds -------------------------------------------------------------------------------- */

static void assert_bounded(const char *name, struct work k, uint32_t flags)
{
    /* Raw bytes of each level around, in each call. */
    uint64_t raw = (flags & TNEF_RAW_NESTED) != 0 ? k.calls * TNEF_DEPTH_CEILING : 0;

    if (k.steps > STEPS_BASE + STEPS_PER_BYTE * k.n + k.calls)
        fail_msg("%s: %llu steps for %llu bytes", name, (unsigned long long)k.steps,
                 (unsigned long long)k.n);
    if (k.events > TNEF_EVENTS_BASE + TNEF_EVENTS_PER_BYTE * k.n + k.calls + raw)
        fail_msg("%s: %llu events for %llu bytes", name, (unsigned long long)k.events,
                 (unsigned long long)k.n);
}

/* From n to 2n the work grows as from 2n to 4n, by half: no more and no less. The few steps at
 * both ends stay as they are. */
static void assert_linear(const char *name, uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t first = b - a;
    uint64_t second = c - b;
    uint64_t off = second > 2u * first ? second - 2u * first : 2u * first - second;

    if (off > 4u)
        fail_msg("%s: %llu, %llu, %llu is not linear", name, (unsigned long long)a,
                 (unsigned long long)b, (unsigned long long)c);
}

#define COUNT 60u /* of what the input has many of */

static void work_is_linear_and_bounded(void **state)
{
    static const size_t pieces[] = { 0, 1, 7 };

    (void)state;
    for (size_t i = 0; i < INPUTS; i++)
        for (size_t p = 0; p < sizeof pieces / sizeof pieces[0]; p++) {
            struct work k[3];

            for (size_t j = 0; j < 3u; j++) {
                k[j] = measure(inputs[i].build, (COUNT / inputs[i].large) << j, inputs[i].flags,
                               pieces[p]);
                assert_bounded(inputs[i].name, k[j], inputs[i].flags);
            }
            if (pieces[p] == 7u)
                continue;       /* where the cuts fall differs */
            assert_linear(inputs[i].name, k[0].steps, k[1].steps, k[2].steps);
            assert_linear(inputs[i].name, k[0].events, k[1].events, k[2].events);
        }
}

static void worsen(uint64_t *worst, const char *what, const char *name, uint64_t work, uint64_t n,
                   uint64_t bound)
{
    uint64_t now = (work * 100u + n - 1u) / n;

    if (now > bound)
        fail_msg("%s: %llu %s for %llu bytes", name, (unsigned long long)work, what,
                 (unsigned long long)n);
    if (now > *worst)
        *worst = now;
}

/* With many of them what begins and ends the stream does not count any more. */
static void work_of_the_worst_inputs_known(void **state)
{
    struct worst found[2] = { { 0, 0, 0, 0 }, { 0, 0, 0, 0 } };

    (void)state;
    for (size_t i = 0; i < INPUTS; i++) {
        size_t count = 20u * COUNT / inputs[i].large;
        size_t raw = (inputs[i].flags & TNEF_RAW_NESTED) != 0;
        const struct worst *known = &worst_known[raw];
        struct worst *w = &found[raw];
        const char *name = inputs[i].name;
        struct work k = measure(inputs[i].build, count, inputs[i].flags, 0);

        worsen(&w->steps_whole, "steps", name, k.steps, k.n, inputs[i].steps);
        worsen(&w->events_whole, "events", name, k.events, k.n, known->events_whole);
        k = measure(inputs[i].build, count, inputs[i].flags, 1);
        worsen(&w->steps_single, "steps, one by one,", name, k.steps, k.n, known->steps_single);
        worsen(&w->events_single, "events, one by one,", name, k.events, k.n,
               known->events_single);
    }
    for (size_t raw = 0; raw < 2; raw++) {
        assert_int_equal(found[raw].steps_whole, worst_known[raw].steps_whole);
        assert_int_equal(found[raw].steps_single, worst_known[raw].steps_single);
        assert_int_equal(found[raw].events_whole, worst_known[raw].events_whole);
        assert_int_equal(found[raw].events_single, worst_known[raw].events_single);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_is_linear_and_bounded),
        cmocka_unit_test(work_of_the_worst_inputs_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
