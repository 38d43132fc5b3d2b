/* SPDX-License-Identifier: MIT */

/* Streams inside of streams, as events and as raw bytes, and streams after garbage: what the flags
 * TNEF_RAW_NESTED, TNEF_DESCEND_DATA and TNEF_RESYNC do. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"
#include "vectors.h"

#include <stdlib.h>
#include <string.h>

struct subject {
    uint8_t *in;
    size_t len;
    struct recording r, other;
};

static void take(struct subject *s, struct tw *w)
{
    s->in = tw_take(w, &s->len);
    recording_init(&s->r);
    recording_init(&s->other);
}

static void take_vector(struct subject *s, const char *name)
{
    s->in = vector_bytes(name, &s->len);
    recording_init(&s->r);
    recording_init(&s->other);
}

static void drop(struct subject *s)
{
    recording_free(&s->r);
    recording_free(&s->other);
    free(s->in);
}

static void run_pieces(struct subject *s, uint32_t flags, size_t piece)
{
    recording_run(&s->r, s->in, s->len, &(struct plan){ .flags = flags, .piece = piece });
    assert_string_equal(s->r.bad, "");
}

static void run(struct subject *s, uint32_t flags)
{
    run_pieces(s, flags, 0);
}

static size_t count_of(const struct recording *r, uint32_t type)
{
    size_t n = 0;

    for (size_t i = 0; i < r->count; i++)
        n += r->records[i].type == type;
    return n;
}

static const struct record *nth(const struct recording *r, uint32_t type, size_t n)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->records[i].type == type && n-- == 0)
            return &r->records[i];
    fail_msg("there is no such event: %s", tnef_event_name(type));
    return NULL;
}

static const struct record *anomaly(const struct recording *r, uint32_t code)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->records[i].type == TNEF_EV_ANOMALY && r->records[i].code == code)
            return &r->records[i];
    fail_msg("no anomaly: %s", tnef_anomaly_name(code));
    return NULL;
}

/* ---- Embedded messages --------------------------------------------------------------------- */

/* The events of the stream whose BEGIN is record |at| are those that its bytes give alone, but for
 * where they stand. */
static void assert_stands_alone(struct subject *s, size_t at, uint64_t raw_bytes)
{
    const struct record *begin = &s->r.records[at];
    uint64_t off = begin->offset;
    size_t i = 0;

    recording_run(&s->other, s->in + off, (size_t)begin->length, &(struct plan){ 0 });
    assert_string_equal(s->other.bad, "");
    assert_int_equal(s->other.status, TNEF_OK);
    while (i < s->other.count) {
        struct record x = s->r.records[at];
        struct record y = s->other.records[i];

        at++;
        if (x.type == RECORD_RAW)
            continue;
        x.offset -= off;
        x.depth -= begin->depth;
        if (i == 0)
            x.length = 0;
        if (memcmp(&x, &y, sizeof x) != 0)
            fail_msg("record %zu differs from that of the embedded bytes alone", at - 1u);
        i++;
    }
    assert_int_equal(raw_bytes, begin->length);
}

/* The raw bytes that are recorded at the end of the value which holds record |at|. */
static const struct record *raw_of(const struct recording *r, size_t at)
{
    uint32_t depth = r->records[at].depth - 1u;

    while (at < r->count && (r->records[at].type != RECORD_RAW || r->records[at].depth != depth))
        at++;
    assert_true(at < r->count);
    return &r->records[at];
}

static void assert_raw(struct subject *s)
{
    size_t met = 0;

    for (size_t i = 0; i < s->r.count; i++) {
        const struct record *b = &s->r.records[i];
        const struct record *raw;

        if (b->type != TNEF_EV_STREAM_BEGIN || b->depth == 0)
            continue;
        met++;
        raw = raw_of(&s->r, i);
        assert_int_equal(raw->flags, TNEF_F_RAW);
        assert_int_equal(raw->offset, b->offset);
        assert_int_equal(raw->len, b->length);
        assert_int_equal(raw->left, 0);
        assert_true(raw->hash == fnv1a(FNV1A_START, s->in + b->offset, (size_t)b->length));
        assert_stands_alone(s, i, raw->len);
    }
    assert_true(met > 0);
    assert_int_equal(count_of(&s->r, RECORD_RAW), met);
}

static void nested_raw_bytes_are_those_of_the_embedded_stream(void **state)
{
    static const char *const cases[] = { "embedded_depth_1", "embedded_depth_2", "embedded_depth_3",
                                         "embedded_side_by_side", "sample" };
    static const size_t pieces[] = { 0, 1, 3, 64 };
    struct subject s;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        take_vector(&s, cases[i]);
        for (size_t k = 0; k < sizeof pieces / sizeof pieces[0]; k++) {
            run_pieces(&s, TNEF_RAW_NESTED, pieces[k]);
            assert_int_equal(s.r.status, TNEF_OK);
            assert_raw(&s);
        }
        run(&s, 0);
        assert_int_equal(count_of(&s.r, RECORD_RAW), 0);
        drop(&s);
    }
}

static void nested_raw_bytes_count_as_output(void **state)
{
    struct subject s;
    uint64_t plain = 0;
    uint64_t raw = 0;

    (void)state;
    take_vector(&s, "embedded_depth_2");
    run(&s, TNEF_RAW_NESTED);
    for (size_t i = 0; i < s.r.count; i++)
        *(s.r.records[i].type == RECORD_RAW ? &raw : &plain) += s.r.records[i].len;
    assert_true(raw > plain);
    for (uint64_t less = 0; less <= 1; less++) {
        const tnef_decoder_limits limits = { .size = sizeof limits, .max_output = plain + raw - less };

        recording_run(&s.other, s.in, s.len,
                      &(struct plan){ .flags = TNEF_RAW_NESTED, .limits = &limits });
        assert_int_equal(s.other.status, less == 0 ? TNEF_OK : TNEF_E_LIMIT_OUTPUT);
    }
    drop(&s);
}

static void nested_message_that_is_none_is_opaque_data(void **state)
{
    struct subject s;
    const struct record *data;

    (void)state;
    take_vector(&s, "embedded_signature_wrong");
    run(&s, TNEF_RAW_NESTED | TNEF_DESCEND_DATA);
    assert_int_equal(s.r.status, TNEF_E_NESTED);
    assert_int_equal(count_of(&s.r, TNEF_EV_STREAM_BEGIN), 1);
    assert_int_equal(count_of(&s.r, RECORD_RAW), 0);
    assert_int_equal(anomaly(&s.r, TNEF_A_SIGNATURE)->status, TNEF_E_NESTED);
    for (size_t i = 0; (data = nth(&s.r, TNEF_EV_DATA, i))->flags != TNEF_F_OPAQUE; i++)
        continue;
    assert_int_equal(data->left, 0);
    assert_true(data->len > 4);
    drop(&s);
}

/* ---- Streams as attachment data ------------------------------------------------------------ */

static const uint8_t inner_head[] = { 0x78, 0x9F, 0x3E, 0x22, 0x34, 0x12 };

/* An attachment whose data are |len| bytes at |data|, as attribute and as property. */
static void two_contents(struct tw *w, const void *data, size_t len)
{
    tw_stream(w, TW_KEY);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, data, len);
    tw_attach_props_begin(w);
    tw_prop_binary(w, TW_P_ATTACH_DATA, data, len);
    tw_prop_binary(w, TW_P_ATTACH_EXTENSION, data, len);    /* not that property */
    tw_prop_bytes(w, TW_T_STR8, TW_P_ATTACH_DATA, data, len); /* of any type */
    tw_attr_props_end(w);
}

static void descend_reads_attachment_data_only_when_asked(void **state)
{
    struct subject s;
    struct tw w;

    (void)state;
    tw_init(&w);
    two_contents(&w, inner_head, sizeof inner_head);
    take(&s, &w);
    run(&s, 0);
    assert_int_equal(count_of(&s.r, TNEF_EV_STREAM_BEGIN), 1);
    run(&s, TNEF_DESCEND_DATA);
    assert_int_equal(s.r.status, TNEF_OK);
    assert_int_equal(count_of(&s.r, TNEF_EV_STREAM_BEGIN), 4);
    assert_int_equal(count_of(&s.r, TNEF_EV_STREAM_END), 4);
    for (size_t i = 1; i <= 3; i++) {
        const struct record *b = nth(&s.r, TNEF_EV_STREAM_BEGIN, i);

        assert_int_equal(b->depth, 1);
        assert_int_equal(b->key, 0x1234);
        assert_int_equal(b->length, sizeof inner_head);
        assert_int_equal(b[-1].type, TNEF_EV_VALUE_BEGIN);
        assert_int_equal(b[-1].flags & TNEF_F_NESTED, 0);   /* not known by an interface id */
        assert_int_equal(b[-1].prop_id, TW_P_ATTACH_DATA);
        assert_int_equal(b[2].type, TNEF_EV_VALUE_END);
        assert_int_equal(b[2].flags & TNEF_F_NESTED, TNEF_F_NESTED);
    }
    drop(&s);
}

/* What only begins like a stream, or ends before it does, is a file as any other. */
static void descend_leaves_other_data_as_it_is(void **state)
{
    static const char *const files[] = { "\x78\x9F\x3E\x22\x01", "\x78\x9F\x3E\x23\x01\x01more",
                                         "x", "\x01\x02\x03\x04\x05\x06\x07" };
    struct subject s;
    struct tw w;
    char why[256];

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        tw_init(&w);
        two_contents(&w, files[i], strlen(files[i]));
        take(&s, &w);
        run(&s, 0);
        recording_run(&s.other, s.in, s.len, &(struct plan){ .flags = TNEF_DESCEND_DATA });
        if (!recording_same(&s.r, &s.other, why))
            fail_msg("file %zu: %s", i, why);
        drop(&s);
    }
}

/* The interface id of a message, and |data|, in values of several types. */
static void wrapped_contents(struct tw *w, const void *data, size_t len, const uint8_t iid[16])
{
    static const uint16_t types[] = { TW_T_BINARY, TW_T_STR8, TW_T_UNICODE };
    uint8_t value[64];

    assert_true(len <= sizeof value - 16u);
    memcpy(value, iid, 16);
    memcpy(value + 16, data, len);
    tw_head(w);
    tw_rend_file(w);
    tw_attach_props_begin(w);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        tw_prop_bytes(w, types[i], TW_P_ATTACH_DATA, value, 16u + len);
    tw_attr_props_end(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, value, 16u + len);
    tw_sentinel(w);
}

static void check_pieces(struct subject *s, uint32_t flags)
{
    char why[256];

    for (size_t piece = 1; piece <= 40u; piece++) {
        recording_run(&s->other, s->in, s->len, &(struct plan){ .flags = flags, .piece = piece });
        if (!recording_same(&s->r, &s->other, why))
            fail_msg("pieces of %zu: %s", piece, why);
    }
}

static void descend_passes_over_an_interface_id(void **state)
{
    struct subject s;
    struct tw w;

    (void)state;
    tw_init(&w);
    wrapped_contents(&w, inner_head, sizeof inner_head, TW_IID_MESSAGE);
    take(&s, &w);
    run(&s, 0);
    assert_int_equal(count_of(&s.r, TNEF_EV_STREAM_BEGIN), 1);
    check_pieces(&s, 0);
    run(&s, TNEF_DESCEND_DATA);
    assert_int_equal(s.r.status, TNEF_OK);
    assert_int_equal(count_of(&s.r, TNEF_EV_STREAM_BEGIN), 5);
    for (size_t i = 1; i <= 4; i++) {
        const struct record *b = nth(&s.r, TNEF_EV_STREAM_BEGIN, i);

        assert_int_equal(b->depth, 1);
        assert_int_equal(b->key, 0x1234);
        assert_int_equal(b->length, sizeof inner_head);
        assert_int_equal(b[-1].type, TNEF_EV_VALUE_BEGIN);
    }
    check_pieces(&s, TNEF_DESCEND_DATA);
    run(&s, TNEF_DESCEND_DATA | TNEF_RAW_NESTED);
    assert_int_equal(count_of(&s.r, TNEF_EV_STREAM_BEGIN), 5);
    drop(&s);
}

/* An id that is another one in its last byte, one after which no stream begins, one that the value
 * ends after, and one beyond the depth are bytes as all others. */
static void descend_leaves_other_ids_as_they_are(void **state)
{
    static const struct {
        size_t iid_byte;
        const char *data;
        size_t len;
    } cases[] = {
        { 15, "\x78\x9F\x3E\x22\x34\x12", 6 }, { 6, "\x78\x9F\x3E\x22\x34\x12", 6 },
        { 16, "\x78\x9F\x3E\x23\x34\x12", 6 }, { 16, "\x78\x9F\x3E\x22\x34", 5 },
        { 16, "", 0 },
    };
    char why[256];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct subject s;
        struct tw w;
        uint8_t iid[17];

        memcpy(iid, TW_IID_MESSAGE, 16);
        iid[cases[i].iid_byte] ^= 1u;
        tw_init(&w);
        wrapped_contents(&w, cases[i].data, cases[i].len, iid);
        take(&s, &w);
        run(&s, 0);
        recording_run(&s.other, s.in, s.len, &(struct plan){ .flags = TNEF_DESCEND_DATA });
        if (!recording_same(&s.r, &s.other, why))
            fail_msg("case %zu: %s", i, why);
        check_pieces(&s, TNEF_DESCEND_DATA);
        drop(&s);
    }
}

static void descend_gives_raw_bytes_too(void **state)
{
    struct subject s;

    (void)state;
    take_vector(&s, "data_holds_stream");
    run(&s, TNEF_DESCEND_DATA | TNEF_RAW_NESTED);
    assert_int_equal(s.r.status, TNEF_OK);
    for (size_t i = 0; i < s.r.count; i++)
        if (s.r.records[i].type == TNEF_EV_STREAM_BEGIN && s.r.records[i].depth == 1) {
            const struct record *raw = raw_of(&s.r, i);

            assert_int_equal(raw->flags, TNEF_F_RAW | TNEF_F_COMPUTED);
            assert_int_equal(raw->len, s.r.records[i].length);
            assert_true(raw->hash == fnv1a(FNV1A_START, s.in + raw->offset, (size_t)raw->len));
        }
    assert_int_equal(count_of(&s.r, RECORD_RAW), 1);
    drop(&s);
}

/* ---- Resynchronization --------------------------------------------------------------------- */

/* A good stream, |count| bytes of |fill| where an attribute should begin, and a title. */
static size_t with_garbage(struct subject *s, uint8_t fill, size_t count)
{
    struct tw w;
    size_t at;

    tw_init(&w);
    tw_stream(&w, TW_KEY);
    tw_rend_file(&w);
    at = w.len;
    tw_fill(&w, fill, count);
    tw_attr_string(&w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    take(s, &w);
    return at;
}

static void assert_title_at(const struct recording *r, uint64_t offset)
{
    const struct record *b = nth(r, TNEF_EV_ATTR_BEGIN, 1);
    const struct record *d = nth(r, TNEF_EV_DATA, count_of(r, TNEF_EV_DATA) - 1u);

    assert_int_equal(b->attr, TW_TITLE);
    assert_int_equal(b->offset, offset);
    assert_int_equal(d->len, 6);
    assert_memory_equal(d->bytes, "a.txt", 6);
}

static void resync_passes_over_garbage_of_any_length(void **state)
{
    struct subject s;

    (void)state;
    for (size_t n = 1; n <= 40; n++) {
        uint64_t at = with_garbage(&s, 0xEE, n);
        const struct record *a;

        for (size_t piece = 0; piece <= 10; piece++) {
            run_pieces(&s, TNEF_RESYNC, piece);
            a = anomaly(&s.r, TNEF_A_RESYNC);
            assert_int_equal(a->offset, at);
            assert_int_equal(a->found, n);
            assert_int_equal(a->status, TNEF_E_TRAILING);
            assert_int_equal(s.r.status, TNEF_E_TRAILING);
            assert_int_equal(s.r.error.offset, at);
            assert_title_at(&s.r, at + n);
            assert_int_equal(count_of(&s.r, TNEF_EV_ANOMALY), 1);
        }
        drop(&s);
    }
}

static void resync_over_mere_filler_loses_nothing(void **state)
{
    static const uint8_t fillers[] = { 0, '\r', '\n', '\t', ' ' };
    struct subject s;

    (void)state;
    for (size_t i = 0; i < sizeof fillers; i++) {
        uint64_t at = with_garbage(&s, fillers[i], 7);

        run(&s, TNEF_RESYNC);
        assert_int_equal(anomaly(&s.r, TNEF_A_RESYNC)->status, TNEF_OK);
        assert_int_equal(anomaly(&s.r, TNEF_A_RESYNC)->found, 7);
        assert_int_equal(s.r.status, TNEF_OK);
        assert_title_at(&s.r, at + 7u);
        drop(&s);
    }
}

static void resync_unasked_everything_behind_garbage_is_trailing(void **state)
{
    struct subject s;
    uint64_t at = with_garbage(&s, 0xEE, 12);
    const struct record *d;

    (void)state;
    run(&s, 0);
    assert_int_equal(count_of(&s.r, TNEF_EV_ATTR_BEGIN), 1);
    assert_int_equal(s.r.status, TNEF_E_TRAILING);
    assert_int_equal(anomaly(&s.r, TNEF_A_TRAILING)->offset, at);
    assert_int_equal(anomaly(&s.r, TNEF_A_TRAILING)->found, s.len - at);
    d = nth(&s.r, TNEF_EV_DATA, count_of(&s.r, TNEF_EV_DATA) - 1u);
    assert_int_equal(d->flags, TNEF_F_TRAILING);
    assert_int_equal(d->offset, at);
    assert_int_equal(d->len, s.len - at);
    drop(&s);
}

/* Level 1 or 2 and a known id are not enough: the length must be within the limit. */
static void resync_refuses_a_header_beyond_the_limit(void **state)
{
    for (uint32_t more = 0; more <= 1; more++) {
        const tnef_decoder_limits limits = { .size = sizeof limits, .max_length = 100 };
        struct subject s;
        struct tw w;

        tw_init(&w);
        tw_stream(&w, TW_KEY);
        tw_fill(&w, 0xEE, 9);
        tw_attr_begin(&w, TW_MESSAGE, TW_SUBJECT);      /* found when its length will do */
        tw_fill(&w, 'x', 100u + more);
        tw_attr_end(&w);
        tw_attr_string(&w, TW_MESSAGE, TW_CLASS, "c");
        take(&s, &w);
        recording_run(&s.r, s.in, s.len,
                      &(struct plan){ .flags = TNEF_RESYNC, .limits = &limits });
        assert_string_equal(s.r.bad, "");
        assert_int_equal(count_of(&s.r, TNEF_EV_ATTR_BEGIN), 2u - more);
        assert_int_equal(anomaly(&s.r, TNEF_A_RESYNC)->found, more == 0 ? 9u : 9u + 9u + 103u);
        drop(&s);
    }
    (void)state;
}

/* In an embedded message nothing beyond its end is taken for one of its attributes. */
static void resync_stays_inside_its_stream(void **state)
{
    struct subject s;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_stream(&w, TW_KEY);
    tw_embedded_begin(&w, "m");
    tw_fill(&w, 0xEE, 9);
    tw_u8(&w, TW_MESSAGE);      /* a header whose length is one more than what is left */
    tw_u32(&w, TW_SUBJECT);
    tw_u32(&w, 4);
    tw_fill(&w, 'x', 3);
    tw_embedded_end(&w);
    tw_sentinel(&w);
    take(&s, &w);
    run(&s, TNEF_RESYNC);
    assert_int_equal(s.r.anomalies[TNEF_A_RESYNC], 0);
    assert_int_equal(anomaly(&s.r, TNEF_A_TRAILING)->depth, 1);
    assert_int_equal(anomaly(&s.r, TNEF_A_TRAILING)->found, 21);
    assert_memory_equal(nth(&s.r, TNEF_EV_DATA, count_of(&s.r, TNEF_EV_DATA) - 1u)->bytes, "S", 1);
    drop(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nested_raw_bytes_are_those_of_the_embedded_stream),
        cmocka_unit_test(nested_raw_bytes_count_as_output),
        cmocka_unit_test(nested_message_that_is_none_is_opaque_data),
        cmocka_unit_test(descend_reads_attachment_data_only_when_asked),
        cmocka_unit_test(descend_leaves_other_data_as_it_is),
        cmocka_unit_test(descend_passes_over_an_interface_id),
        cmocka_unit_test(descend_leaves_other_ids_as_they_are),
        cmocka_unit_test(descend_gives_raw_bytes_too),
        cmocka_unit_test(resync_passes_over_garbage_of_any_length),
        cmocka_unit_test(resync_over_mere_filler_loses_nothing),
        cmocka_unit_test(resync_unasked_everything_behind_garbage_is_trailing),
        cmocka_unit_test(resync_refuses_a_header_beyond_the_limit),
        cmocka_unit_test(resync_stays_inside_its_stream),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
