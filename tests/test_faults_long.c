/* SPDX-License-Identifier: MIT */

/* Recipes of docs/faults.md whose inputs are long: every prefix of a good file, and what must take
 * linear time and end at a limit. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "recipes.h"
#include "support.h"
#include "vectors.h"

#include <stdlib.h>
#include <string.h>

/* ---- W1: every prefix ---- */

/* Ends of the attributes of the whole file, and how many of them are at or before |len|. */
static size_t attributes_until(const struct recording *r, size_t len, bool *at_end)
{
    size_t n = 0;

    *at_end = len == 6;
    for (size_t i = 0; i < r->count; i++)
        if (r->records[i].type == TNEF_EV_ATTR_END && r->records[i].offset <= len) {
            n++;
            *at_end = *at_end || r->records[i].offset == len;
        }
    return n;
}

static size_t whole_attributes(const struct recording *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->count; i++)
        n += r->records[i].type == TNEF_EV_ATTR_END &&
             (r->records[i].flags & TNEF_F_INCOMPLETE) == 0;
    return n;
}

static void prefix(const struct recording *all, struct recording *part, const uint8_t *in,
                   size_t len, uint32_t flags, size_t piece)
{
    bool at_end;
    size_t n = attributes_until(all, len, &at_end);

    recording_run(part, in, len, &(struct plan){ .flags = flags, .piece = piece });
    assert_string_equal(part->bad, "");
    assert_int_equal(whole_attributes(part), n);
    assert_int_equal(part->status, at_end ? TNEF_OK : TNEF_E_TRUNCATED);
    assert_int_equal(part->anomalies[TNEF_A_TRUNCATED], at_end ? 0 : 1);
    if (!at_end)
        assert_int_equal(part->error.offset, len);
    for (uint32_t i = 0; i < TNEF_A_END; i++)
        if (i != TNEF_A_TRUNCATED)
            assert_int_equal(part->anomalies[i], 0);
}

static void faults_every_prefix(void **state)
{
    static const size_t pieces[] = { 0, 1, 2, 3, 7 };
    struct recording all, part;
    size_t len;
    uint8_t *in = vector_bytes("two_attachments", &len);

    (void)state;
    recording_init(&all);
    recording_init(&part);
    recording_run(&all, in, len, &(struct plan){ 0 });
    assert_int_equal(all.status, TNEF_OK);
    for (size_t n = 0; n <= len; n++)
        for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
            prefix(&all, &part, in, n, 0, pieces[i]);
            prefix(&all, &part, in, n, ALL_FLAGS, pieces[i]);
        }
    recording_free(&all);
    recording_free(&part);
    free(in);
}

/* The model, too, gives what came before the cut, and ends. */
static void faults_every_prefix_in_the_model(void **state)
{
    size_t len;
    uint8_t *in = vector_bytes("two_attachments", &len);

    (void)state;
    for (size_t n = 0; n <= len; n++) {
        struct recipe_model whole, bytes;

        recipe_model_run(&whole, in, n, 0, 0);
        recipe_model_run(&bytes, in, n, 0, 1);
        assert_string_equal(whole.files, bytes.files);
        assert_int_equal(whole.status, bytes.status);
        assert_true(whole.status == TNEF_OK || whole.status == TNEF_E_TRUNCATED);
        recipe_model_free(&whole);
        recipe_model_free(&bytes);
    }
    free(in);
}

/* ---- Long inputs ---- */

/* What was said, without keeping it: the hash does not depend on the cuts of data. */
struct tally {
    uint64_t events[TNEF_EV_ANOMALY + 1], hash, data_hash;
    uint64_t anomalies[TNEF_A_END];
    tnef_status status;
    char last[16]; /* the value that was said last */
    size_t last_len;
};

static int count_event(void *user, const tnef_event *ev)
{
    struct tally *t = user;
    const uint64_t key[] = { ev->type,    ev->offset, ev->attr,
                             ev->prop_id, ev->depth,  ev->code };

    if (ev->type == TNEF_EV_DATA) {
        t->data_hash = fnv1a(t->data_hash, ev->data, ev->len);
        t->last_len = ev->len < sizeof t->last ? ev->len : 0;
        memcpy(t->last, ev->data, t->last_len);
        return TNEF_CONTINUE;
    }
    t->events[ev->type]++;
    t->hash = fnv1a(t->hash, key, sizeof key);
    return TNEF_CONTINUE;
}

static void tally_run(struct tally *t, const uint8_t *in, size_t len, uint32_t flags,
                      size_t piece)
{
    tnef_decoder_config cfg = {
        .size = sizeof cfg, .flags = flags, .on_event = count_event, .user = t
    };
    tnef_decoder *d;
    tnef_status status = TNEF_OK;

    memset(t, 0, sizeof *t);
    t->hash = t->data_hash = FNV1A_START;
    assert_int_equal(tnef_decoder_new(&d, &cfg, NULL), TNEF_OK);
    for (size_t at = 0; at < len && status == TNEF_OK; at += piece)
        status = tnef_decoder_feed(d, in + at, len - at < piece ? len - at : piece, NULL);
    t->status = tnef_decoder_finish(d);
    for (uint32_t i = 0; i < TNEF_A_END; i++)
        t->anomalies[i] = tnef_decoder_anomalies(d, i);
    tnef_decoder_free(d);
}

/* Whole, in pieces, and with resync and descent: the same. Raw bytes are left out: they depend on
 * depth. Takes the bytes of the writer. */
static void long_run(struct tally *t, struct tw *w, size_t least)
{
    static const size_t pieces[] = { 4096, 7, 1 };
    size_t len;
    uint8_t *in = tw_take(w, &len);

    tally_run(t, in, len, 0, len);
    for (size_t i = 0; i < 3 && (i == 0 || len / pieces[i] < least); i++) {
        struct tally other;

        tally_run(&other, in, len, i == 0 ? TNEF_RESYNC | TNEF_DESCEND_DATA : 0,
                  pieces[i]);
        assert_int_equal(other.status, t->status);
        assert_int_equal(other.hash, t->hash);
        assert_int_equal(other.data_hash, t->data_hash);
    }
    free(in);
}
#define PIECES 1000000u /* more are left out */

static void last_is(const struct tally *t, const char *text)
{
    assert_int_equal(t->last_len, strlen(text));
    assert_memory_equal(t->last, text, t->last_len);
}

/* W12: 100,000 attachments of nothing: the decoder has no opinion, the model stops at its limit. */
static void faults_a_hundred_thousand_attachments(void **state)
{
    struct recipe_model m;
    struct tally t;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    for (int i = 0; i < 100000; i++)
        tw_rend_file(&w);
    tw_sentinel(&w);
    recipe_model_run(&m, w.buf, w.len, 0, 4096);
    assert_int_equal(m.status, TNEF_E_LIMIT_ATTACHMENTS);
    assert_int_equal(m.anomalies[TNEF_A_LIMIT], 1);
    assert_non_null(strstr(m.files, "\nattachment-10000="));
    assert_null(strstr(m.files, "attachment-10001"));
    assert_true(m.peak <= m.bound);
    recipe_model_free(&m);
    long_run(&t, &w, PIECES);
    assert_int_equal(t.status, TNEF_OK);
    last_is(&t, "S");
}

/* W13: a million attributes of nothing, of which the first fill the limit with the head. */
static void faults_a_million_attributes(void **state)
{
    struct tally t;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    for (int i = 0; i < 1000000 - 3; i++)
        tw_attr(&w, TW_MESSAGE, TW_UNKNOWN, NULL, 0);
    long_run(&t, &w, 0);
    assert_int_equal(t.status, TNEF_OK);
    assert_int_equal(t.events[TNEF_EV_ATTR_END], 1000000);
    tw_init(&w);
    tw_head(&w);
    for (int i = 0; i < 1000000 - 2; i++)
        tw_attr(&w, TW_MESSAGE, TW_UNKNOWN, NULL, 0);
    long_run(&t, &w, 0);
    assert_int_equal(t.status, TNEF_E_LIMIT_ATTRIBUTES);
    assert_int_equal(t.events[TNEF_EV_ATTR_END], 1000000);
}

/* P3: a list of |count| numbers. */
static void numbers(struct tally *t, uint32_t count)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    for (uint32_t i = 0; i < count; i++)
        tw_prop_i4(&w, (uint16_t)(i % 0x7000u + 1u), (int32_t)i);
    tw_attr_props_end(&w);
    tw_sentinel(&w);
    long_run(t, &w, PIECES);
    last_is(t, "S");
}

static void faults_lists_of_many_properties(void **state)
{
    struct tally t;
    const uint64_t sentinel =
        3 + 1; /* computed: three, and the name and bytes of the sentinel */

    (void)state;
    numbers(&t, 1000);
    assert_int_equal(t.status, TNEF_OK);
    assert_int_equal(t.events[TNEF_EV_PROP_END], 1000 + sentinel);
    numbers(&t, 1001);
    assert_int_equal(t.status, TNEF_OK);
    assert_int_equal(t.events[TNEF_EV_PROP_END], 1001 + sentinel);
    numbers(&t, 100000);
    assert_int_equal(t.status, TNEF_E_LIMIT_PROPERTIES);
    assert_int_equal(t.anomalies[TNEF_A_LIMIT], 1);
    assert_int_equal(t.events[TNEF_EV_PROP_END], 65536 + sentinel);
}

/* R1: rows of no property, four bytes each. */
static void faults_a_hundred_thousand_rows(void **state)
{
    struct tally t;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_rows_begin(&w);
    for (int i = 0; i < 100000; i++) {
        tw_row_begin(&w);
        tw_row_end(&w);
    }
    tw_rows_end(&w);
    tw_sentinel(&w);
    long_run(&t, &w, PIECES);
    assert_int_equal(t.status, TNEF_E_LIMIT_ROWS);
    assert_int_equal(t.anomalies[TNEF_A_LIMIT], 1);
    assert_int_equal(t.events[TNEF_EV_ROW_END], 65536);
    last_is(&t, "S");
}

/* N1: 3,000 and 100,000 messages in messages. The limit is 16; what is deeper is bytes. */
static void faults_very_deep(void **state)
{
    static const size_t levels[] = { 3000, 100000 };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct tally t;
        struct tw w;

        tw_init(&w);
        tw_deep(&w, levels[i]);
        long_run(&t, &w, PIECES);
        assert_int_equal(t.status, TNEF_E_LIMIT_DEPTH);
        assert_int_equal(t.anomalies[TNEF_A_LIMIT], 1);
        assert_int_equal(t.events[TNEF_EV_STREAM_BEGIN], 17);
        assert_int_equal(t.events[TNEF_EV_STREAM_END], 17);
        last_is(&t, "S");
    }
}

/* N3: each message holds 16, four levels of them: 69,905 with the outermost. */
static void children(struct tw *w, int levels)
{
    size_t left[5] = { 0 };
    int at = 0;

    left[0] = 16;
    while (at > 0 || left[0] > 0) {
        if (left[at] == 0) {
            tw_embedded_end(w);
            at--;
        } else {
            left[at]--;
            tw_embedded_begin(w, "child");
            at++;
            left[at] = at < levels ? 16 : 0;
        }
    }
}

static void faults_wide_and_deep(void **state)
{
    struct tally t;
    struct recipe_model m;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    children(&w, 4);
    tw_sentinel(&w);
    recipe_model_run(&m, w.buf, w.len, 0, 4096);
    assert_int_equal(m.status, TNEF_E_LIMIT_ATTACHMENTS);
    assert_true(m.peak <= m.bound);
    recipe_model_free(&m);
    long_run(&t, &w, PIECES);
    assert_int_equal(t.status, TNEF_OK);
    assert_int_equal(t.events[TNEF_EV_STREAM_END], 1 + 16 + 256 + 4096 + 65536);
    last_is(&t, "S");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_every_prefix),
        cmocka_unit_test(faults_every_prefix_in_the_model),
        cmocka_unit_test(faults_a_hundred_thousand_attachments),
        cmocka_unit_test(faults_a_million_attributes),
        cmocka_unit_test(faults_lists_of_many_properties),
        cmocka_unit_test(faults_a_hundred_thousand_rows),
        cmocka_unit_test(faults_very_deep),
        cmocka_unit_test(faults_wide_and_deep),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
