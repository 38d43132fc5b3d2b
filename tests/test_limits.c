/* SPDX-License-Identifier: MIT */

/* Limits on the whole at n and at n + 1: they end the decoding. The defaults and ceilings of all
 * limits. Inputs beyond 32 bits. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decoder/priv.h"
#include "known.h"
#include "limited.h"
#include "vectors.h"

#include <stdlib.h>
#include <string.h>

static void assert_error(const struct recording *r, tnef_status status, uint64_t offset,
                         uint64_t limit, uint64_t found)
{
    assert_int_equal(r->status, status);
    assert_int_equal(r->error.status, status);
    assert_int_equal(r->error.offset, offset);
    assert_int_equal(r->error.limit, limit);
    assert_int_equal(r->error.found, found);
}

/* ---- On the whole -------------------------------------------------------------------------- */

static void limits_input_counts_every_byte(void **state)
{
    struct limited s;

    (void)state;
    limited_take_vector(&s, "sample");
    limited_run(&s, LIMITS(max_input, s.len));
    assert_int_equal(s.r.status, TNEF_OK);
    limited_run(&s, LIMITS(max_input, s.len - 1u));
    assert_int_equal(s.r.fed, TNEF_E_LIMIT_INPUT);
    assert_int_equal(s.r.taken, s.len - 1u);
    assert_error(&s.r, TNEF_E_LIMIT_INPUT, s.len - 1u, s.len - 1u, s.len);
    limited_drop(&s);
}

static uint64_t delivered(const struct recording *r)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < r->count; i++)
        sum += r->records[i].len;
    return sum;
}

static void limits_output_counts_data_of_every_kind(void **state)
{
    struct limited s;
    uint64_t out;

    (void)state;
    limited_take_vector(&s, "embedded_depth_2");
    limited_run(&s, NULL);
    out = delivered(&s.r);
    assert_true(out > 100);
    limited_run(&s, LIMITS(max_output, out));
    assert_int_equal(s.r.status, TNEF_OK);
    limited_run(&s, LIMITS(max_output, out - 1u));
    assert_int_equal(s.r.fed, TNEF_E_LIMIT_OUTPUT);
    assert_int_equal(s.r.error.limit, out - 1u);
    assert_int_equal(s.r.error.found, out);
    assert_true(delivered(&s.r) < out);
    limited_drop(&s);
}

static void limits_events_count_what_is_delivered(void **state)
{
    struct limited s;
    uint64_t events;
    uint64_t streams;

    (void)state;
    limited_take_vector(&s, "sample");
    limited_run(&s, NULL);
    events = s.r.events;
    limited_run(&s, LIMITS(max_events, events));
    assert_int_equal(s.r.status, TNEF_OK);
    assert_int_equal(s.r.events, events);
    limited_run(&s, LIMITS(max_events, events - 1u));
    assert_int_equal(s.r.events, events - 1u);
    assert_error(&s.r, TNEF_E_LIMIT_EVENTS, s.len, events - 1u, events);
    limited_run(&s, LIMITS(max_events, 1));
    assert_int_equal(s.r.fed, TNEF_E_LIMIT_EVENTS);
    assert_int_equal(s.r.events, 1);

    /* What nobody wanted to hear does not count. */
    limited_run(&s, NULL);
    streams = limited_count(&s.r, TNEF_EV_STREAM_BEGIN);
    recording_run(&s.r, s.in, s.len,
                  &(struct plan){ .limits = LIMITS(max_events, streams), .unchecked = true,
                                  .interest = UINT64_C(1) << TNEF_EV_STREAM_BEGIN });
    assert_int_equal(s.r.status, TNEF_OK);
    limited_drop(&s);
}

static void limits_attributes_count_those_of_embedded_messages(void **state)
{
    struct limited s;
    uint32_t count;
    uint64_t last = 0;

    (void)state;
    limited_take_vector(&s, "embedded_depth_3");
    limited_run(&s, NULL);
    count = (uint32_t)limited_count(&s.r, TNEF_EV_ATTR_BEGIN);
    last = limited_nth(&s.r, TNEF_EV_ATTR_BEGIN, count - 1u)->offset;
    limited_run(&s, LIMITS(max_attributes, count));
    assert_int_equal(s.r.status, TNEF_OK);
    limited_run(&s, LIMITS(max_attributes, count - 1u));
    assert_int_equal(s.r.fed, TNEF_E_LIMIT_ATTRIBUTES);
    assert_int_equal(limited_count(&s.r, TNEF_EV_ATTR_BEGIN), count - 1u);
    assert_error(&s.r, TNEF_E_LIMIT_ATTRIBUTES, last, count - 1u, count);
    limited_drop(&s);
}

/* ---- Defaults and ceilings ----------------------------------------------------------------- */

static int ignore(void *user, const tnef_event *event)
{
    (void)user;
    (void)event;
    return TNEF_CONTINUE;
}

static tnef_status make(struct recording *r, const tnef_decoder_limits *limits)
{
    tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = ignore, .limits = limits };

    return tnef_decoder_init(&r->decoder, r->mem, tnef_decoder_size(), &cfg);
}

static void limits_defaults_are_as_documented(void **state)
{
    const tnef_decoder_limits zero = { .size = sizeof zero };
    struct recording r;

    (void)state;
    recording_init(&r);
    for (int given = 0; given < 2; given++) {
        const struct tnefi_decoder_config *c;

        assert_int_equal(make(&r, given ? &zero : NULL), TNEF_OK);
        c = &r.decoder->cfg;
        assert_int_equal(c->max_depth, 16);
        assert_int_equal(c->max_input, UINT64_C(17179869184));
        assert_int_equal(c->max_output, UINT64_C(68719476736));
        assert_int_equal(c->max_events, UINT64_C(4294967296));
        assert_int_equal(c->max_length, 0x7FFFFFFF);
        assert_int_equal(c->max_attributes, 1000000);
        assert_int_equal(c->max_properties, 65536);
        assert_int_equal(c->max_values, 65536);
        assert_int_equal(c->max_rows, 65536);
        assert_int_equal(c->max_anomalies, 1000);
    }
    recording_free(&r);
}

static void limits_above_a_ceiling_are_refused(void **state)
{
    const uint64_t total = TNEF_TOTAL_CEILING;
    struct recording r;

    (void)state;
    recording_init(&r);
    assert_int_equal(make(&r, LIMITS(max_depth, TNEF_DEPTH_CEILING)), TNEF_OK);
    assert_int_equal(make(&r, LIMITS(max_depth, TNEF_DEPTH_CEILING + 1u)), TNEF_E_ARGUMENT);
    assert_null(r.decoder);
    assert_int_equal(make(&r, LIMITS(max_input, total)), TNEF_OK);
    assert_int_equal(make(&r, LIMITS(max_input, total + 1u)), TNEF_E_ARGUMENT);
    assert_int_equal(make(&r, LIMITS(max_output, total)), TNEF_OK);
    assert_int_equal(make(&r, LIMITS(max_output, total + 1u)), TNEF_E_ARGUMENT);
    assert_int_equal(make(&r, LIMITS(max_events, total)), TNEF_OK);
    assert_int_equal(make(&r, LIMITS(max_events, total + 1u)), TNEF_E_ARGUMENT);
    assert_int_equal(make(&r, LIMITS(max_length, UINT32_MAX)), TNEF_OK);
    recording_free(&r);
}

/* ---- More than 32 bits --------------------------------------------------------------------- */

#define BLOCK (UINT32_C(1) << 20)
#define BLOCKS 1843u /* 1.8 GiB */

struct big {
    uint64_t data;       /* bytes of attachments */
    uint64_t last_begin; /* offset of the last attribute */
    uint64_t wrong;      /* DATA that was not where it should be */
    uint64_t next;
};

static int on_big(void *user, const tnef_event *ev)
{
    struct big *b = user;

    if (ev->type == TNEF_EV_ATTR_BEGIN)
        b->last_begin = ev->offset;
    if (ev->type == TNEF_EV_VALUE_BEGIN && ev->attr == TW_DATA)
        b->next = ev->offset;
    if (ev->type == TNEF_EV_DATA && ev->attr == TW_DATA) {
        b->wrong += ev->offset != b->next;
        b->next += ev->len;
        b->data += ev->len;
    }
    return TNEF_CONTINUE;
}

/* Feeds what stands in |w|, and empties it. */
static void feed_writer(tnef_decoder *d, struct tw *w)
{
    size_t taken;

    assert_int_equal(tnef_decoder_feed(d, w->buf, w->len, &taken), TNEF_OK);
    assert_int_equal(taken, w->len);
    tw_free(w);
    tw_init(w);
}

static void feed_big_attribute(tnef_decoder *d, struct tw *w, const uint8_t *block)
{
    uint32_t sum = 0;
    size_t taken;

    tw_rend_file(w);
    tw_u8(w, TW_ATTACHMENT);
    tw_u32(w, TW_DATA);
    tw_u32(w, BLOCK * BLOCKS);
    feed_writer(d, w);
    for (uint32_t i = 0; i < BLOCK; i++)
        sum += block[i];
    for (uint32_t i = 0; i < BLOCKS; i++) {
        assert_int_equal(tnef_decoder_feed(d, block, BLOCK, &taken), TNEF_OK);
        assert_int_equal(taken, BLOCK);
    }
    tw_u16(w, (uint16_t)(sum * BLOCKS));
}

static void limits_offsets_beyond_4_gib_are_right(void **state)
{
    const uint64_t each = 25u + 9u + (uint64_t)BLOCK * BLOCKS + 2u; /* with its rendering data */
    uint8_t *block = malloc(BLOCK);
    struct big b = { 0 };
    tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_big, .user = &b };
    tnef_decoder *d;
    struct tw w;

    (void)state;
    assert_non_null(block);
    for (uint32_t i = 0; i < BLOCK; i++)
        block[i] = (uint8_t)(i * 7u + i / 251u);
    assert_int_equal(tnef_decoder_new(&d, &cfg, NULL), TNEF_OK);
    tw_init(&w);
    tw_stream(&w, TW_KEY);
    for (int i = 0; i < 3; i++)
        feed_big_attribute(d, &w, block);
    feed_writer(d, &w);
    assert_int_equal(tnef_decoder_finish(d), TNEF_OK);
    assert_int_equal(offset_of_decoder(d), 6u + 3u * each);
    assert_int_equal(b.data, 3u * (uint64_t)BLOCK * BLOCKS);
    assert_int_equal(b.last_begin, 6u + 2u * each + 25u);
    assert_int_equal(b.wrong, 0);
    for (uint32_t code = 0; code < TNEF_A_END; code++)
        assert_int_equal(tnef_decoder_anomalies(d, code), 0);
    tnef_decoder_free(d);
    tw_free(&w);
    free(block);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_input_counts_every_byte),
        cmocka_unit_test(limits_output_counts_data_of_every_kind),
        cmocka_unit_test(limits_events_count_what_is_delivered),
        cmocka_unit_test(limits_attributes_count_those_of_embedded_messages),
        cmocka_unit_test(limits_defaults_are_as_documented),
        cmocka_unit_test(limits_above_a_ceiling_are_refused),
        cmocka_unit_test(limits_offsets_beyond_4_gib_are_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
