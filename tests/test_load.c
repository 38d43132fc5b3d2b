/* SPDX-License-Identifier: MIT */

/* Whole messages in memory. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "counting_alloc.h"
#include "message_log.h"
#include "vectors.h"

static uint8_t *build(const char *name, size_t *len)
{
    struct tw w;

    tw_init(&w);
    vectors_find(name)->build(&w);
    return tw_take(&w, len);
}

/* Reads every byte that the tree shows, so that a sanitizer sees what is not there. */
static volatile unsigned touched;

static void touch(const void *data, size_t len)
{
    const uint8_t *p = data;

    for (size_t i = 0; i < len; i++) {
        touched += p[i];
    }
}

static void touch_string(tnef_string s)
{
    assert_true(s.text != NULL || s.len == 0);
    if (s.text != NULL) {
        assert_int_equal(strlen(s.text), s.len);
    }
}

static size_t walk(const tnef_message *m)
{
    size_t messages = 1;

    touch_string(m->info->subject);
    touch_string(m->info->message_class);
    touch_string(m->info->sender.address);
    assert_null(m->info->slot);
    for (size_t i = 0; i < m->body_count; i++) {
        const tnef_body *b = m->bodies[i];

        touch_string(b->part->name);
        assert_null(b->part->slot);
        if (b->data != NULL) {
            touch(b->data, b->len + 2);
            assert_int_equal(b->data[b->len] + b->data[b->len + 1], 0);
        }
    }
    for (size_t i = 0; i < m->recipient_count; i++) {
        touch_string(m->recipients[i]->name);
        touch_string(m->recipients[i]->address);
    }
    for (size_t i = 0; i < m->attachment_count; i++) {
        const tnef_attachment *a = m->attachments[i];

        assert_non_null(a->part);
        touch_string(a->part->name);
        touch_string(a->part->mime_type);
        assert_true((a->part->names == NULL) == (a->part->name_count == 0));
        for (uint32_t n = 0; n < a->part->name_count; n++) {
            touch_string(a->part->names[n].text);
            assert_true(a->part->names[n].text.len > 0);
        }
        touch(a->data, a->len);
        if (a->message != NULL) {
            assert_ptr_equal(a->message->parent, m);
            messages += walk(a->message);
        }
    }
    return messages;
}

static void load_sample_is_whole(void **state)
{
    tnef_message *m;
    uint8_t *buf;
    size_t len;

    (void)state;
    buf = build("sample", &len);
    assert_int_equal(tnef_message_load(&m, buf, len, NULL, NULL), TNEF_OK);
    memset(buf, 0, len);                /* nothing points into it */
    free(buf);
    assert_int_equal(walk(m), 2);
    assert_int_equal(m->status, TNEF_OK);
    assert_int_equal(m->error->status, TNEF_OK);
    assert_string_equal(m->info->subject.text, "Re: Pl\xC3\xA4ne f\xC3\xBCr M\xC3\xA4rz");
    assert_int_equal(m->body_count, 1);
    assert_int_equal(m->bodies[0]->part->kind, TNEF_PART_HTML);
    assert_int_equal(m->bodies[0]->len, m->bodies[0]->part->size);
    assert_int_equal(m->recipient_count, 2);
    assert_string_equal(m->recipients[1]->address.text, "ana@example.net");
    assert_int_equal(m->attachment_count, 3);
    assert_int_equal(m->attachments[0]->len, 30);
    assert_int_equal(m->attachments[0]->content->kind, TNEF_CONTENT_DATA);
    assert_null(m->attachments[0]->message);
    assert_null(m->attachments[2]->data);
    assert_non_null(m->attachments[2]->message);
    assert_int_equal(m->attachments[2]->message->attachment_count, 1);
    assert_int_equal(m->attachments[2]->message->recipient_count, 1);
    assert_string_equal(m->attachments[2]->message->attachments[0]->part->name.text,
                        "notizen.txt");
    tnef_message_free(m);
}

static void load_raw_bytes_of_embedded_message(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .flags = TNEF_RAW_NESTED};
    const tnef_attachment *a;
    tnef_message *m, *inner;
    uint8_t *buf;
    size_t len;

    (void)state;
    buf = build("embedded_depth_2", &len);
    assert_int_equal(tnef_message_load(&m, buf, len, &cfg, NULL), TNEF_OK);
    assert_int_equal(walk(m), 3);
    a = m->attachments[0];
    assert_int_equal(a->content->kind, TNEF_CONTENT_MESSAGE);
    assert_int_equal(a->len, a->part->size);
    assert_memory_equal(a->data, buf + a->content->offset, a->len);
    /* and those bytes are a stream */
    assert_int_equal(tnef_message_load(&inner, a->data, a->len, NULL, NULL), TNEF_OK);
    assert_int_equal(walk(inner), 2);
    assert_string_equal(inner->info->subject.text, a->message->info->subject.text);
    tnef_message_free(inner);
    tnef_message_free(m);
    free(buf);
}

static void load_empty_file_has_data(void **state)
{
    tnef_message *m;
    uint8_t *buf;
    size_t len;

    (void)state;
    buf = build("zero_byte_file", &len);
    assert_int_equal(tnef_message_load(&m, buf, len, NULL, NULL), TNEF_OK);
    assert_non_null(m->attachments[0]->data);
    assert_int_equal(m->attachments[0]->len, 0);
    assert_non_null(m->attachments[0]->content);
    tnef_message_free(m);
    free(buf);
}

static void load_every_vector_cut_everywhere(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .flags = TNEF_RAW_NESTED | TNEF_DESCEND_DATA};
    const struct vector *v;
    size_t count;

    (void)state;
    v = vectors(&count);
    for (size_t i = 0; i < count; i++) {
        size_t len;
        uint8_t *buf = build(v[i].name, &len);

        for (size_t cut = 0; cut <= len; cut++) {
            struct counting_alloc c;
            uint8_t *exact = malloc(cut > 0 ? cut : 1);
            tnef_message *m;
            tnef_status status;

            assert_non_null(exact);
            memcpy(exact, buf, cut);
            counting_alloc_init(&c, 0);
            status = tnef_message_load(&m, exact, cut, &cfg, &c.alloc);
            free(exact);
            if (m != NULL) {
                assert_int_equal(m->status, status);
                assert_int_equal(m->error->status, status);
                walk(m);
            }
            tnef_message_free(m);
            assert_int_equal(c.held, 0);
        }
        free(buf);
    }
}

static void load_every_failing_allocation_is_reported(void **state)
{
    const struct vector *v;
    size_t count;

    (void)state;
    v = vectors(&count);
    for (size_t i = 0; i < count; i++) {
        size_t len;
        uint8_t *buf = build(v[i].name, &len);

        for (uint64_t n = 1;; n++) {
            struct counting_alloc c;
            tnef_message *m;
            tnef_status status;

            counting_alloc_init(&c, n);
            status = tnef_message_load(&m, buf, len, NULL, &c.alloc);
            if (c.calls < n) {
                tnef_message_free(m);
                assert_int_equal(c.held, 0);
                break;
            }
            assert_int_equal(status, TNEF_E_MEMORY);
            assert_null(m);
            assert_int_equal(c.held, 0);
        }
        free(buf);
    }
}

static void load_limit_is_never_passed(void **state)
{
    tnef_reader_limits limits = {.size = sizeof limits};
    tnef_reader_config cfg = {.size = sizeof cfg, .limits = &limits};
    uint64_t least_ok = 0;
    uint8_t *buf;
    size_t len;

    (void)state;
    buf = build("sample", &len);
    for (limits.max_load = 1; limits.max_load < 40000; limits.max_load += 61) {
        struct counting_alloc c;
        tnef_message *m;
        tnef_status status;

        counting_alloc_init(&c, 0);
        status = tnef_message_load(&m, buf, len, &cfg, &c.alloc);
        assert_true(c.peak <= tnef_reader_size(&cfg) + (UINT64_C(1) << 20) + limits.max_load);
        if (status == TNEF_OK) {
            least_ok = least_ok == 0 ? limits.max_load : least_ok;
            assert_int_equal(walk(m), 2);
        } else {
            assert_int_equal(status, TNEF_E_LIMIT_MEMORY);
            assert_int_equal(least_ok, 0);
            if (m != NULL) {
                walk(m);
            }
        }
        tnef_message_free(m);
        assert_int_equal(c.held, 0);
    }
    assert_in_range(least_ok, 1, 9999); /* small blocks where room is short */
    free(buf);
}

/* What is passed over for lack of room must not decide which limit is told: that of the tree comes before
 * others on a part, with the place of what had no room. A limit on the whole comes before it. */
static void load_limit_comes_before_those_of_parts(void **state)
{
    tnef_decoder_limits decoder = {.size = sizeof decoder, .max_length = 300};
    tnef_reader_limits limits = {.size = sizeof limits};
    tnef_reader_config cfg = {.size = sizeof cfg, .limits = &limits, .decoder_limits = &decoder};
    uint64_t last = 0;
    int seen = 0;
    uint8_t *buf;
    size_t len;

    (void)state;
    buf = build("sample", &len);
    for (limits.max_load = 100; limits.max_load < 40000; limits.max_load += 61) {
        tnef_message *m;
        tnef_status status = tnef_message_load(&m, buf, len, &cfg, NULL);

        if (status == TNEF_E_LIMIT_MEMORY && m != NULL) {
            assert_true(seen < 2 && m->error->offset >= last && m->error->offset < len);
            assert_int_equal(m->error->limit, limits.max_load);
            last = m->error->offset;
            seen = 1;
        } else if (m != NULL) {
            assert_int_equal(status, TNEF_E_LIMIT_LENGTH);
            seen = 2;
        }
        tnef_message_free(m);
    }
    assert_true(seen == 2 && last > 0);
    limits.max_load = 8000;
    decoder.max_input = len - 1u;
    {
        tnef_message *m;

        assert_int_equal(tnef_message_load(&m, buf, len, &cfg, NULL), TNEF_E_LIMIT_INPUT);
        tnef_message_free(m);
    }
    free(buf);
}

/* Names of thousands of bytes: the list of them fits where their text does not. */
static void load_limit_leaves_no_name_without_text(void **state)
{
    tnef_reader_limits limits = {.size = sizeof limits};
    tnef_reader_config cfg = {.size = sizeof cfg, .limits = &limits};
    uint32_t counts[3] = {0, 0, 0};
    char name[2][3001];
    struct tw w;
    uint8_t *buf;
    size_t len;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        memset(name[i], 'a' + (int)i, sizeof name[i] - 1);
        name[i][sizeof name[i] - 1] = '\0';
    }
    tw_init(&w);
    tw_head(&w);
    tw_rend_file(&w);
    tw_attr_string(&w, TW_ATTACHMENT, TW_TITLE, name[0]);
    tw_attach_props_begin(&w);
    tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, name[1]);
    tw_attr_props_end(&w);
    buf = tw_take(&w, &len);
    for (limits.max_load = 1; limits.max_load < 60000; limits.max_load += 97) {
        tnef_message *m;

        (void)tnef_message_load(&m, buf, len, &cfg, NULL);
        if (m != NULL && m->attachment_count == 1) {
            walk(m);
            assert_in_range(m->attachments[0]->part->name_count, 0, 2);
            counts[m->attachments[0]->part->name_count]++;
        }
        tnef_message_free(m);
    }
    assert_true(counts[0] > 0 && counts[1] > 0 && counts[2] > 0);
    free(buf);
}

static void load_lying_length_costs_what_is_there(void **state)
{
    struct counting_alloc c;
    tnef_message *m;
    struct tw w;
    uint8_t *buf;
    size_t len;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_rend_file(&w);
    tw_attr_begin(&w, TW_ATTACHMENT, TW_DATA);
    tw_str8(&w, "abc");
    tw_claim(&w, 0x7FFFFFFF);           /* two gigabytes, of which three bytes are there */
    tw_attr_end(&w);
    tw_truncate(&w, w.len - 2);
    buf = tw_take(&w, &len);
    counting_alloc_init(&c, 0);
    assert_int_equal(tnef_message_load(&m, buf, len, NULL, &c.alloc), TNEF_E_TRUNCATED);
    assert_true(c.peak < 200000);
    assert_int_equal(m->attachment_count, 1);
    assert_int_equal(m->attachments[0]->len, 3);
    assert_memory_equal(m->attachments[0]->data, "abc", 3);
    assert_true((m->attachments[0]->part->flags & TNEF_F_INCOMPLETE) != 0);
    tnef_message_free(m);
    free(buf);
}

static void load_refuses_what_it_cannot_use(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers};
    tnef_message *m = (tnef_message *)&cfg;

    (void)state;
    assert_int_equal(tnef_message_load(&m, "x", 1, &cfg, NULL), TNEF_E_ARGUMENT);
    assert_null(m);
    cfg.handlers = NULL;
    assert_int_equal(tnef_message_load(&m, NULL, 1, &cfg, NULL), TNEF_E_ARGUMENT);
    cfg.size = 1;
    assert_int_equal(tnef_message_load(&m, "x", 1, &cfg, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_message_load(&m, "?", 1, NULL, NULL), TNEF_E_SIGNATURE);
    assert_null(m);
    assert_int_equal(tnef_message_load(&m, NULL, 0, NULL, NULL), TNEF_E_TRUNCATED);
    assert_null(m);
    tnef_message_free(NULL);
}

static int counts_events(void *user, const tnef_event *ev)
{
    unsigned *seen = user;

    seen[ev->type]++;
    return TNEF_PAUSE;
}

static void load_calls_handlers_of_events(void **state)
{
    tnef_reader_handlers h = {.size = sizeof h, .property = counts_events, .anomaly = counts_events};
    unsigned seen[16] = {0};
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &h, .user = seen};
    tnef_message *m;
    uint8_t *buf;
    size_t len;

    (void)state;
    buf = build("trailing_garbage", &len);
    assert_int_equal(tnef_message_load(&m, buf, len, &cfg, NULL), TNEF_E_TRAILING);
    assert_int_equal(seen[TNEF_EV_STREAM_BEGIN], 1);
    assert_int_equal(seen[TNEF_EV_STREAM_END], 1);
    assert_int_equal(seen[TNEF_EV_ANOMALY], 1);
    tnef_message_free(m);
    free(buf);
}

static void load_fatal_anomaly_leaves_what_was_good(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .fatal = TNEF_FATAL_ALL};
    tnef_message *m;
    uint8_t *buf;
    size_t len;

    (void)state;
    buf = build("trailing_garbage", &len);
    assert_int_equal(tnef_message_load(&m, buf, len, &cfg, NULL), TNEF_E_ANOMALY);
    assert_non_null(m);
    assert_true((m->info->flags & TNEF_F_INCOMPLETE) != 0);
    assert_int_equal(m->error->code, TNEF_A_TRAILING);
    walk(m);
    tnef_message_free(m);
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(load_sample_is_whole),
        cmocka_unit_test(load_raw_bytes_of_embedded_message),
        cmocka_unit_test(load_empty_file_has_data),
        cmocka_unit_test(load_every_vector_cut_everywhere),
        cmocka_unit_test(load_every_failing_allocation_is_reported),
        cmocka_unit_test(load_limit_is_never_passed),
        cmocka_unit_test(load_limit_comes_before_those_of_parts),
        cmocka_unit_test(load_limit_leaves_no_name_without_text),
        cmocka_unit_test(load_lying_length_costs_what_is_there),
        cmocka_unit_test(load_refuses_what_it_cannot_use),
        cmocka_unit_test(load_calls_handlers_of_events),
        cmocka_unit_test(load_fatal_anomaly_leaves_what_was_good),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
