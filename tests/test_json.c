/* SPDX-License-Identifier: MIT */

/* What is in a stream as JSON: the same as winmail lists, whatever the strings are, however the input is
 * cut and the sink takes it; limits, memory and misuse. */

#define _POSIX_C_SOURCE 200809L

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/json.h>

#include "counting_alloc.h"
#include "json_check.h"
#include "kept_output.h"
#include "support.h"
#include "vectors.h"

/* ---- One way to write it ------------------------------------------------------------------- */

struct way {
    size_t piece;                /* of the input; 0: whole                                        */
    enum kept_takes takes;
    uint64_t max_output;
    const tnef_allocator *alloc;
    const tnef_decoder_limits *limits;
};

static tnef_status run(tnef_json *json, const uint8_t *buf, size_t len, size_t piece)
{
    tnef_status status = TNEF_OK;

    for (size_t at = 0; at < len && status == TNEF_OK; at += piece) {
        size_t n = piece < len - at ? piece : len - at;
        size_t taken;

        status = tnef_json_feed(json, buf + at, n, &taken);
        assert_int_equal(taken, status == TNEF_OK ? n : 0);
    }
    if (status != TNEF_OK)
        return status;
    do
        status = tnef_json_finish(json);
    while (status == TNEF_PAUSED);
    return status;
}

static tnef_status write_it(struct kept_output *out, const uint8_t *buf, size_t len, struct way way)
{
    const tnef_json_config cfg = { .size = sizeof cfg, .sink = kept_sink, .user = out,
                                   .max_output = way.max_output, .decoder_limits = way.limits };
    struct tnef_json_info info = { .size = sizeof info };
    tnef_json *json;
    tnef_status status;

    kept_begin(out, way.takes);
    status = tnef_json_new(&json, &cfg, way.alloc);
    if (status != TNEF_OK) {
        assert_null(json);
        return status;
    }
    status = run(json, buf, len, way.piece != 0 ? way.piece : len);
    tnef_json_info(json, &info);
    assert_int_equal(info.output, out->len);
    if (status == TNEF_OK) {
        assert_true(json_is_line(out->out, out->len));
        assert_int_equal(info.held, 0);
        assert_int_equal(tnef_json_finish(json), TNEF_OK);
        assert_int_equal(info.output, out->len);
    } else {
        assert_int_equal(out->len, 0);
    }
    tnef_json_free(json);
    return status;
}

static uint8_t *taken(struct tw *w, size_t *len)
{
    uint8_t *buf = tw_take(w, len);

    tw_free(w);
    return buf;
}

static void expect_in(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no %s in\n%s", part, text);
}

/* ---- As winmail lists ---------------------------------------------------------------------- */

/* In these winmail finds no stream. */
static int differs(const char *name)
{
    return strcmp(name, "no_bytes") == 0 || strcmp(name, "signature_cut") == 0;
}

/* What winmail prints of a file, from its status on. */
static void listed(struct kept_output *out, const char *folder, const char *name)
{
    char command[4096];
    char buf[4096];
    const char *from;
    FILE *f;
    size_t n;

    snprintf(command, sizeof command, "'%s' list --json '%s/%s.tnef' 2>/dev/null", getenv("WINMAIL"),
             folder, name);
    f = popen(command, "r");
    assert_non_null(f);
    kept_begin(out, TAKES_ALL);
    while ((n = fread(buf, 1, sizeof buf, f)) > 0) {
        size_t all = n;

        assert_int_equal(kept_sink(out, buf, n, &all), TNEF_OK);
    }
    pclose(f);
    from = strstr(out->out, "\"status\":");
    assert_non_null(from);
    out->len -= (size_t)(from - out->out);
    memmove(out->out, from, out->len + 1);
}

static void json_is_what_winmail_lists(void **state)
{
    size_t count;
    const struct vector *all = vectors(&count);
    size_t same = 0;

    (void)state;
    if (getenv("WINMAIL") == NULL || getenv("TNEF_SAMPLES") == NULL)
        skip();
    for (size_t i = 0; i < count; i++) {
        struct kept_output ours, theirs;
        size_t len;
        uint8_t *buf;

        if (differs(all[i].name))
            continue;
        buf = vector_bytes(all[i].name, &len);
        assert_int_equal(write_it(&ours, buf, len, (struct way){ 0 }), TNEF_OK);
        listed(&theirs, getenv("TNEF_SAMPLES"), all[i].name);
        assert_int_equal(ours.out[0], '{');
        assert_string_equal(ours.out + 1, theirs.out);
        same++;
        free(ours.out);
        free(theirs.out);
        free(buf);
    }
    assert_true(same > 100);
}

static void json_tells_what_is_no_stream(void **state)
{
    struct kept_output k;

    (void)state;
    assert_int_equal(write_it(&k, (const uint8_t *)"no TNEF", 7, (struct way){ 0 }), TNEF_OK);
    assert_string_equal(k.out, "{\"status\":\"TNEF_E_SIGNATURE\",\"offset\":0,\"message\":null,"
                               "\"anomalies\":[]}\n");
    free(k.out);
    assert_int_equal(write_it(&k, NULL, 0, (struct way){ 0 }), TNEF_OK);
    expect_in(k.out, "{\"status\":\"TNEF_E_TRUNCATED\",");
    free(k.out);
}

static void expect_listed(const char *ours, const uint8_t *buf, size_t len)
{
    FILE *f;
    struct kept_output theirs;

    if (getenv("WINMAIL") == NULL)
        return;
    f = fopen("test_json.tnef", "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(buf, 1, len, f), len);
    fclose(f);
    listed(&theirs, ".", "test_json");
    remove("test_json.tnef");
    assert_string_equal(ours + 1, theirs.out);
    free(theirs.out);
}

/* A remainder ends while the attachment is open that has a message: the message is not the remainder's. */
static void json_message_is_that_of_its_attachment(void **state)
{
    struct kept_output k;
    struct tw w;
    size_t len;
    uint8_t *buf;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_rend_file(&w);
    tw_attach_props_begin(&w);
    tw_object_begin(&w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    tw_stream(&w, TW_KEY);
    tw_subject(&w, "inner");
    tw_object_end(&w);
    tw_props_end(&w);
    tw_bytes(&w, "what remains", 12);
    tw_attr_end(&w);
    buf = taken(&w, &len);
    assert_int_equal(write_it(&k, buf, len, (struct way){ 0 }), TNEF_OK);
    expect_in(k.out, "\"message\":null,\"kind\":\"remainder\"");
    expect_in(k.out, "\"subject\":\"inner\"");
    assert_true(strstr(k.out, "\"subject\":\"inner\"") > strstr(k.out, "\"kind\":\"remainder\""));
    expect_listed(k.out, buf, len);
    free(k.out);
    free(buf);
}

static void json_is_the_same_however_it_is_cut(void **state)
{
    static const struct way ways[] = {
        { .piece = 1 }, { .piece = 7, .takes = PAUSES_FIRST }, { .takes = PAUSES_EVERY_BYTE },
        { .piece = 1000, .takes = PAUSES_AFTER },
    };
    size_t count;
    const struct vector *all = vectors(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct kept_output whole, cut;
        size_t len;
        uint8_t *buf = vector_bytes(all[i].name, &len);

        assert_int_equal(write_it(&whole, buf, len, (struct way){ 0 }), TNEF_OK);
        for (size_t k = 0; k < sizeof ways / sizeof ways[0]; k++) {
            assert_int_equal(write_it(&cut, buf, len, ways[k]), TNEF_OK);
            assert_string_equal(cut.out, whole.out);
            free(cut.out);
        }
        free(whole.out);
        free(buf);
    }
}

/* ---- Values -------------------------------------------------------------------------------- */

static void expect_subject(const void *utf16, size_t bytes, const char *json)
{
    struct tw w;
    struct kept_output k;
    char member[512];
    size_t len;
    uint8_t *buf;

    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    tw_prop_bytes(&w, TW_T_UNICODE, TW_P_SUBJECT, utf16, bytes);
    tw_attr_props_end(&w);
    buf = taken(&w, &len);
    assert_int_equal(write_it(&k, buf, len, (struct way){ .piece = 3 }), TNEF_OK);
    snprintf(member, sizeof member, ",\"subject\":\"%s\",\"codepage\":", json);
    expect_in(k.out, member);
    expect_listed(k.out, buf, len);
    free(k.out);
    free(buf);
}

#define SUBJECT(utf16, json) expect_subject(utf16, sizeof(utf16) - 1u, json)

static void json_escapes_what_is_hostile(void **state)
{
    (void)state;
    SUBJECT("a\0\"\0\\\0/\0", "a\\\"\\\\/");
    SUBJECT("x\0\x01\0\x1B\0\x1F\0\x7F\0\x85\0\x9F\0", "x\\u0001\\u001b\\u001f\\u007f\\u0085\\u009f");
    SUBJECT("a\0\n\0\r\0\t\0b\0", "a\\n\\r\\tb");
    SUBJECT("a\0\x28\x20\x29\x20" "b\0", "a\\u2028\\u2029b");
    SUBJECT("\x2E\x20\x66\x20\x0B\x20\xFF\xFE\xFE\xFF", "\\u202e\\u2066\\u200b\\ufeff\\ufffe");
    SUBJECT("\x3D\xD8\x00\xDE", "\xF0\x9F\x98\x80");
    SUBJECT("\x40\xDB\x01\xDC", "\\udb40\\udc01");
    SUBJECT("a\0\x00\xD8" "b\0", "a\xEF\xBF\xBD" "b");
    SUBJECT("\x00\xDC\x00\xD8", "\xEF\xBF\xBD\xEF\xBF\xBD");
    SUBJECT("\xE4\0\xAD\0\xAC\x20", "\xC3\xA4\\u00ad\xE2\x82\xAC");
}

static void json_dates_are_those_of_the_calendar(void **state)
{
    static const struct { uint64_t time; const char *text; } rows[] = {
        { UINT64_C(116444736000000000), "\"1970-01-01T00:00:00Z\"" },
        { UINT64_C(116444735990000000), "\"1969-12-31T23:59:59Z\"" },
        { UINT64_C(125963424000000000), "\"2000-03-01T00:00:00Z\"" },
        { UINT64_C(10000000), "\"1601-01-01T00:00:01Z\"" },
        { UINT64_C(0), "null" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;
        struct kept_output k;
        char member[128];
        size_t len;
        uint8_t *buf;

        tw_init(&w);
        tw_head(&w);
        tw_msg_props_begin(&w);
        tw_prop_time(&w, TW_P_SUBMIT_TIME, rows[i].time);
        tw_attr_props_end(&w);
        buf = taken(&w, &len);
        assert_int_equal(write_it(&k, buf, len, (struct way){ 0 }), TNEF_OK);
        snprintf(member, sizeof member, "\"dates\":{\"sent\":%s,", rows[i].text);
        expect_in(k.out, member);
        free(k.out);
        free(buf);
    }
}

static void json_counts_anomalies_that_it_does_not_list(void **state)
{
    const tnef_decoder_limits few = { .size = sizeof few, .max_anomalies = 2 };
    struct kept_output k;
    struct tw w;
    size_t len;
    uint8_t *buf;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_checksum_bias(&w, 1);
    for (int i = 0; i < 1007; i++)
        tw_attr(&w, TW_MESSAGE, TW_UNKNOWN, "x", 1);
    buf = taken(&w, &len);
    assert_int_equal(write_it(&k, buf, len, (struct way){ 0 }), TNEF_OK);
    expect_in(k.out, ",\"more_anomalies\":");
    expect_listed(k.out, buf, len);
    free(k.out);
    assert_int_equal(write_it(&k, buf, len, (struct way){ .limits = &few }), TNEF_OK);
    expect_in(k.out, ",\"more_anomalies\":");
    free(k.out);
    free(buf);
}

/* ---- Limits and memory --------------------------------------------------------------------- */

static void json_is_whole_or_not_at_all(void **state)
{
    static const char *const names[] = { "sample", "embedded_depth_3", "embedded_side_by_side", "no_bytes",
                                         "triple_damaged", "recipients" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct kept_output whole, cut;
        size_t len;
        uint8_t *buf = vector_bytes(names[i], &len);

        assert_int_equal(write_it(&whole, buf, len, (struct way){ 0 }), TNEF_OK);
        assert_int_equal(write_it(&cut, buf, len, (struct way){ .max_output = whole.len }), TNEF_OK);
        assert_string_equal(cut.out, whole.out);
        free(cut.out);
        for (size_t max = 1; max < whole.len; max += max < 40 || max + 40 > whole.len ? 1 : 39) {
            assert_int_equal(write_it(&cut, buf, len, (struct way){ .piece = 11, .max_output = max }),
                             TNEF_E_LIMIT_OUTPUT);
            free(cut.out);
        }
        free(whole.out);
        free(buf);
    }
}

static void json_limit_says_what_it_is(void **state)
{
    struct kept_output k;
    const tnef_json_config cfg = { .size = sizeof cfg, .sink = kept_sink, .user = &k, .max_output = 20 };
    tnef_error e = { .size = sizeof e };
    tnef_json *json;

    (void)state;
    kept_begin(&k, TAKES_ALL);
    assert_int_equal(tnef_json_new(&json, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_json_finish(json), TNEF_E_LIMIT_OUTPUT);
    tnef_json_error(json, &e);
    assert_int_equal(e.status, TNEF_E_LIMIT_OUTPUT);
    assert_int_equal(e.limit, 20);
    assert_int_equal(e.found, 21);
    assert_int_equal(e.offset, 20);
    assert_int_equal(e.code, TNEF_NO_CODE);
    assert_int_equal(k.len, 0);
    tnef_json_free(json);
    free(k.out);
}

static void json_every_allocation_can_fail(void **state)
{
    static const char *const names[] = { "sample", "embedded_side_by_side", "body_rtf" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t len;
        uint8_t *buf = vector_bytes(names[i], &len);
        int well = 0;

        for (uint64_t at = 1; !well; at++) {
            struct counting_alloc c;
            struct kept_output k;
            tnef_status status;

            counting_alloc_init(&c, at);
            status = write_it(&k, buf, len, (struct way){ .alloc = &c.alloc });
            well = c.calls < at;
            assert_int_equal(status, well ? TNEF_OK : TNEF_E_MEMORY);
            assert_int_equal(c.held, 0);
            free(k.out);
        }
        free(buf);
    }
}

/* Messages in messages, next to each other, with little in them: what wastes most. */
static void json_memory_is_bounded(void **state)
{
    const tnef_json_config cfg = { .size = sizeof cfg, .sink = kept_sink };
    struct counting_alloc c;
    struct kept_output k;
    struct tw w;
    size_t len;
    uint8_t *buf;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    for (int i = 0; i < 200; i++) {
        for (int d = 0; d < i % 12; d++)
            tw_embedded_begin(&w, "m");
        for (int d = 0; d < i % 12; d++)
            tw_embedded_end(&w);
        tw_attachment(&w, "a", "x", 1);
    }
    buf = taken(&w, &len);
    counting_alloc_init(&c, 0);
    assert_int_equal(write_it(&k, buf, len, (struct way){ .alloc = &c.alloc }), TNEF_OK);
    assert_true(k.len > 500000);
    assert_true(c.peak <= tnef_json_size(&cfg) + 65536u + 4u * k.len);
    assert_int_equal(c.held, 0);
    free(k.out);
    free(buf);
}

/* ---- Sinks and misuse ---------------------------------------------------------------------- */

struct answering {
    tnef_json *json;
    tnef_status answer, inside;
    unsigned calls;
};

static tnef_status answer(void *user, const void *buf, size_t len, size_t *taken_)
{
    struct answering *a = user;

    (void)buf;
    assert_int_equal(*taken_, len);
    a->calls++;
    if (a->json != NULL)
        a->inside = tnef_json_finish(a->json);
    return a->answer;
}

static tnef_status answered(tnef_status with, tnef_error *e)
{
    struct answering a = { .answer = with };
    const tnef_json_config cfg = { .size = sizeof cfg, .sink = answer, .user = &a };
    tnef_status status;
    tnef_json *json;

    assert_int_equal(tnef_json_new(&json, &cfg, NULL), TNEF_OK);
    status = tnef_json_finish(json);
    assert_int_equal(tnef_json_finish(json), status);
    e->size = sizeof *e;
    tnef_json_error(json, e);
    assert_int_equal(a.calls, 1);
    assert_int_equal(tnef_json_feed(json, "x", 1, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_json_reset(json), TNEF_OK);
    assert_int_equal(tnef_json_feed(json, "x", 1, NULL), TNEF_OK);
    tnef_json_free(json);
    return status;
}

static void json_sinks_stop_and_fail(void **state)
{
    tnef_error e;

    (void)state;
    assert_int_equal(answered(TNEF_STOPPED, &e), TNEF_STOPPED);
    assert_int_equal(answered(TNEF_STOP, &e), TNEF_STOPPED);
    assert_int_equal(answered(-77, &e), TNEF_E_CALLBACK);
    assert_int_equal(e.status, TNEF_E_CALLBACK);
    assert_int_equal(e.user_code, -77);
}

static void json_misuse_is_told(void **state)
{
    struct answering a = { .answer = TNEF_OK };
    const tnef_json_config cfg = { .size = sizeof cfg, .sink = answer, .user = &a };
    const tnef_allocator none = { NULL, NULL, NULL };
    size_t n = 5;

    (void)state;
    assert_int_equal(tnef_json_write(NULL, 1, &cfg, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_json_write(NULL, 0, NULL, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_json_write(NULL, 0, &cfg, &none), TNEF_E_ARGUMENT);
    assert_int_equal(a.calls, 0);
    assert_int_equal(tnef_json_write(NULL, 0, &cfg, NULL), TNEF_OK);
    assert_int_equal(a.calls, 1);
    assert_int_equal(tnef_json_new(&a.json, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_json_finish(a.json), TNEF_E_STATE);
    assert_int_equal(a.inside, TNEF_E_STATE);
    assert_int_equal(tnef_json_reset(a.json), TNEF_OK);
    assert_int_equal(tnef_json_feed(a.json, NULL, 0, &n), TNEF_OK);
    assert_int_equal(n, 0);
    assert_int_equal(tnef_json_feed(a.json, NULL, 1, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_json_finish(a.json), TNEF_E_ARGUMENT);
    assert_int_equal(a.calls, 2);
    tnef_json_free(a.json);
    tnef_json_free(NULL);
}

static void json_is_as_new_after_reset(void **state)
{
    struct kept_output once, k;
    const tnef_json_config cfg = { .size = sizeof cfg, .sink = kept_sink, .user = &k };
    struct tnef_json_info info = { .size = sizeof info };
    size_t len;
    uint8_t *buf = vector_bytes("embedded_depth_3", &len);
    tnef_json *json;

    (void)state;
    assert_int_equal(write_it(&once, buf, len, (struct way){ 0 }), TNEF_OK);
    kept_begin(&k, TAKES_ALL);
    assert_int_equal(tnef_json_new(&json, &cfg, NULL), TNEF_OK);
    for (size_t cut = 0; cut < len; cut += 13) {
        assert_int_equal(tnef_json_feed(json, buf, cut, NULL), TNEF_OK);
        tnef_json_info(json, &info);
        assert_int_equal(info.input, cut);
        assert_int_equal(tnef_json_reset(json), TNEF_OK);
    }
    assert_int_equal(run(json, buf, len, len), TNEF_OK);
    assert_string_equal(k.out, once.out);
    tnef_json_free(json);
    free(once.out);
    free(k.out);
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_what_winmail_lists),
        cmocka_unit_test(json_tells_what_is_no_stream),
        cmocka_unit_test(json_message_is_that_of_its_attachment),
        cmocka_unit_test(json_is_the_same_however_it_is_cut),
        cmocka_unit_test(json_escapes_what_is_hostile),
        cmocka_unit_test(json_dates_are_those_of_the_calendar),
        cmocka_unit_test(json_counts_anomalies_that_it_does_not_list),
        cmocka_unit_test(json_is_whole_or_not_at_all),
        cmocka_unit_test(json_limit_says_what_it_is),
        cmocka_unit_test(json_every_allocation_can_fail),
        cmocka_unit_test(json_memory_is_bounded),
        cmocka_unit_test(json_sinks_stop_and_fail),
        cmocka_unit_test(json_misuse_is_told),
        cmocka_unit_test(json_is_as_new_after_reset),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
