/* SPDX-License-Identifier: MIT */

/* Attachments: names, contents, kinds, the limit. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "message_log.h"
#include "vectors.h"

#define ATTACHMENT TW_ATTACHMENT

static const char placeholder[] = "This attachment is a MAPI 1.0 embedded message and is not "
                                  "supported by this mail system.";

static tnef_status run(struct tw *w, struct message_log *log, tnef_reader_config *cfg)
{
    size_t len;
    uint8_t *buf = tw_take(w, &len);
    tnef_status status;

    message_log_clear(log);
    status = message_log_run(log, cfg, NULL, buf, len, 0, 0);
    free(buf);
    assert_false(log->broken);
    assert_int_equal(log->begins, log->ends);
    return status;
}

static void expect(const struct message_log *log, const char *text, int found)
{
    if ((strstr(log->text, text) != NULL) != (found != 0)) {
        print_error("%s: %s\nin: %s", found ? "not found" : "found", text, log->text);
        fail();
    }
}

/* ---- Names -------------------------------------------------------------------------------- */

struct name_case {
    const char *long_name, *title, *short_name, *display, *mime, *extension;
    const char *expected;
};

static void part_name_best_of_many(void **state)
{
    static const struct name_case cases[] = {
        {"long.txt", "title.txt", "SHORT~1.TXT", "display", NULL, NULL, " name=\"long.txt\"/1"},
        {"", "title.txt", "SHORT~1.TXT", "display", NULL, NULL, " name=\"title.txt\"/2"},
        {NULL, "TITLE~1.TXT", "SHORT~1.TXT", "display", NULL, NULL, " name=\"SHORT~1.TXT\"/3"},
        {NULL, "untitled attachment", "s.txt", "display", NULL, NULL, " name=\"s.txt\"/3"},
        {NULL, "TITLE~1.TXT", NULL, "display", NULL, NULL, " name=\"TITLE~1.TXT\"/2"},
        {NULL, "", NULL, "display", NULL, NULL, " name=\"display\"/4"},
        {NULL, NULL, NULL, NULL, "image/PNG", NULL, " name=\"attachment-1.png\"/6"},
        {NULL, NULL, NULL, NULL, "image/png", ".gif", " name=\"attachment-1.gif\"/6"},
        {NULL, NULL, NULL, NULL, "x/unknown", "./..", " name=\"attachment-1\"/6"},
        {NULL, NULL, NULL, NULL, NULL, NULL, " name=\"attachment-1\"/6"},
        {"../../etc/passwd", NULL, NULL, NULL, NULL, NULL, " name=\"../../etc/passwd\"/1"},
    };
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers};
    struct message_log log;

    (void)state;
    message_log_init(&log);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct name_case *c = &cases[i];
        struct tw w;

        tw_init(&w);
        tw_head(&w);
        tw_rend_file(&w);
        if (c->title != NULL) {
            tw_attr_string(&w, ATTACHMENT, TW_TITLE, c->title);
        }
        tw_attr(&w, ATTACHMENT, TW_DATA, "x", 1);
        tw_attach_props_begin(&w);
        if (c->long_name != NULL) {
            tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, c->long_name);
        }
        if (c->short_name != NULL) {
            tw_prop_str8(&w, TW_P_ATTACH_NAME, c->short_name);
        }
        if (c->display != NULL) {
            tw_prop_unicode(&w, TW_P_DISPLAY_NAME, c->display);
        }
        if (c->mime != NULL) {
            tw_prop_str8(&w, TW_P_ATTACH_MIME, c->mime);
        }
        if (c->extension != NULL) {
            tw_prop_unicode(&w, TW_P_ATTACH_EXTENSION, c->extension);
        }
        tw_attr_props_end(&w);
        assert_int_equal(run(&w, &log, &cfg), TNEF_OK);
        expect(&log, c->expected, 1);
    }
    message_log_free(&log);
}

static void part_name_of_embedded_message(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers};
    struct message_log log;

    (void)state;
    message_log_init(&log);
    for (int named = 0; named < 3; named++) {
        static const char *const expected[] = {
            " name=\"attachment-1\"/6", " name=\"Subject\"/5", " name=\"Display\"/4"};
        struct tw w;

        tw_init(&w);
        tw_head(&w);
        tw_rend_file(&w);
        tw_attr_string(&w, ATTACHMENT, TW_TITLE, "Untitled Attachment");
        tw_attach_props_begin(&w);
        tw_object_begin(&w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
        tw_head(&w);
        if (named > 0) {
            tw_subject(&w, "Subject");
        }
        tw_object_end(&w);
        if (named > 1) {
            tw_prop_unicode(&w, TW_P_DISPLAY_NAME, "Display");
        }
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 5);
        tw_attr_props_end(&w);
        assert_int_equal(run(&w, &log, &cfg), TNEF_OK);
        expect(&log, expected[named], 1);
        expect(&log, "part_end id=1 kind=6 f=0 ", 1);
    }
    message_log_free(&log);
}

static void part_mime_type_by_syntax(void **state)
{
    static const char *const cases[][2] = {
        {"text/plain", " mime=\"text/plain\""},
        {" Text/X-y ; charset=utf-8", " mime=\"Text/X-y\""},
        {"text", NULL}, {"text/", NULL}, {"/plain", NULL}, {"text/plain\r\nX: y", NULL},
        {"text/pl ain", NULL}, {"a/b/c", NULL}, {"", NULL}, {"te\xFCxt/plain", NULL},
    };
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers};
    struct message_log log;

    (void)state;
    message_log_init(&log);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tw w;

        tw_init(&w);
        tw_head(&w);
        tw_rend_file(&w);
        tw_attach_props_begin(&w);
        tw_prop_str8(&w, TW_P_ATTACH_MIME, cases[i][0]);
        tw_attr_props_end(&w);
        assert_int_equal(run(&w, &log, &cfg), TNEF_OK);
        expect(&log, cases[i][1] != NULL ? cases[i][1] : " mime=", cases[i][1] != NULL);
        expect(&log, " raw_mime=\"", 1);
    }
    message_log_free(&log);
}

/* ---- Contents ----------------------------------------------------------------------------- */

struct content_case {
    int method;                 /* -1: none */
    const char *data;           /* attAttachData */
    const char *binary;         /* PidTagAttachDataBinary */
    const char *object;         /* with IID_IStorage */
    int message;
    const char *expected;
    int anomaly;
};

static void build_contents(struct tw *w, const struct content_case *c)
{
    tw_head(w);
    tw_rend_file(w);
    if (c->data != NULL) {
        size_t len = strlen(c->data);

        tw_attr(w, ATTACHMENT, TW_DATA, c->data, len + (len == 88)); /* NUL of the placeholder */
    }
    tw_attach_props_begin(w);
    if (c->binary != NULL) {
        tw_prop_binary(w, TW_P_ATTACH_DATA, c->binary, strlen(c->binary));
    }
    if (c->object != NULL) {
        tw_prop_object(w, TW_P_ATTACH_DATA, TW_IID_STORAGE, c->object, strlen(c->object));
    }
    if (c->message) {
        tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
        tw_head(w);
        tw_object_end(w);
    }
    if (c->method >= 0) {
        tw_prop_i4(w, TW_P_ATTACH_METHOD, c->method);
    }
    tw_attr_props_end(w);
}

static void part_content_that_counts(void **state)
{
    static const struct content_case cases[] = {
        {1, "abc", NULL, NULL, 0, "kind=4 f=0 size=3 contents=1 counts=0 placeholder=-1", 0},
        {-1, NULL, "abcd", NULL, 0, "kind=4 f=0 size=4 contents=1 counts=0 placeholder=-1", 1},
        {1, NULL, "abcd", NULL, 0, "kind=4 f=0 size=4 contents=1 counts=0 placeholder=-1", 1},
        {1, NULL, NULL, "ole", 0, "kind=5 f=0 size=3 contents=1 counts=0 placeholder=-1", 1},
        {-1, NULL, NULL, "ole", 0, "kind=5 f=0 size=3 contents=1 counts=0 placeholder=-1", 1},
        {1, "abcd", "abcd", NULL, 0, "kind=4 f=0 size=4 contents=2 counts=1 placeholder=-1", 0},
        {1, "abc", "abcd", NULL, 0, "kind=4 f=0 size=4 contents=2 counts=1 placeholder=-1", 1},
        {6, NULL, NULL, "ole", 0, "kind=5 f=0 size=3 contents=1 counts=0 placeholder=-1", 0},
        {6, NULL, "abcd", "ole", 0, "kind=5 f=0 size=3 contents=2 counts=1 placeholder=-1", 1},
        {1, NULL, "abcd", "ole", 0, "kind=4 f=0 size=4 contents=2 counts=0 placeholder=-1", 1},
        {5, placeholder, NULL, NULL, 1, "kind=6 f=0 size=75 contents=2 counts=1 placeholder=0", 0},
        {5, "This", NULL, NULL, 1, "kind=6 f=0 size=75 contents=2 counts=1 placeholder=-1", 1},
        {5, "", NULL, NULL, 1, "kind=6 f=0 size=75 contents=2 counts=1 placeholder=-1", 1},
        {5, "other", NULL, NULL, 1, "kind=6 f=0 size=75 contents=2 counts=1 placeholder=-1", 1},
        {1, "abc", NULL, NULL, 1, "kind=4 f=0 size=3 contents=2 counts=0 placeholder=-1", 1},
        {5, NULL, NULL, NULL, 1, "kind=6 f=0 size=75 contents=1 counts=0 placeholder=-1", 0},
        {5, placeholder, NULL, NULL, 0, "kind=4 f=0 size=89 contents=1 counts=0 placeholder=-1", 0},
        {2, NULL, NULL, NULL, 0, "kind=7 f=0 size=0 contents=0 counts=-1 placeholder=-1", 0},
        {7, NULL, NULL, NULL, 0, "kind=7 f=0 size=0 contents=0 counts=-1 placeholder=-1", 0},
        {1, NULL, NULL, NULL, 0, "kind=4 f=0 size=0 contents=0 counts=-1 placeholder=-1", 0},
        {1, "", NULL, NULL, 0, "kind=4 f=0 size=0 contents=1 counts=0 placeholder=-1", 0},
    };
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers};
    struct message_log log;

    (void)state;
    message_log_init(&log);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tw w;

        tw_init(&w);
        build_contents(&w, &cases[i]);
        assert_int_equal(run(&w, &log, &cfg), TNEF_OK);
        expect(&log, cases[i].expected, 1);
        expect(&log, "anomaly content", cases[i].anomaly);
    }
    message_log_free(&log);
}

static void part_message_outside_of_attachments_is_stray(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers};
    struct message_log log;
    struct tw w;

    (void)state;
    message_log_init(&log);
    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    tw_object_begin(&w, 0x0E12, TW_IID_MESSAGE);
    tw_stream(&w, TW_KEY);
    tw_subject(&w, "inner");
    tw_object_end(&w);
    tw_prop_unicode(&w, TW_P_SUBJECT, "outer");
    tw_attr_props_end(&w);
    tw_sentinel(&w);
    assert_int_equal(run(&w, &log, &cfg), TNEF_OK);
    expect(&log, "part_end id=1 kind=6 f=20000 ", 1);
    expect(&log, "message_begin id=2 parent=1 part=1 depth=1 ", 1);
    expect(&log, " name=\"inner\"/5", 1);
    expect(&log, " subject=\"outer\"", 1);
    expect(&log, "part_end id=2 kind=4 f=0 ", 1);
    message_log_free(&log);
}

/* PidTagAttachDataBinary of a message: only there is the message found when it begins. */
static void part_stray_message_can_be_skipped(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers,
                              .flags = TNEF_DESCEND_DATA};
    struct message_log log;

    (void)state;
    message_log_init(&log);
    log.answer = TNEF_SKIP;
    for (log.answer_at = 1; log.answer_at <= 4; log.answer_at++) {
        struct tw w, inner;
        uint8_t *bytes;
        size_t len;

        tw_init(&inner);
        tw_head(&inner);
        tw_sentinel(&inner);
        bytes = tw_take(&inner, &len);
        tw_init(&w);
        tw_head(&w);
        tw_msg_props_begin(&w);
        tw_prop_binary(&w, TW_P_ATTACH_DATA, bytes, len);
        tw_attr_props_end(&w);
        free(bytes);
        assert_int_equal(run(&w, &log, &cfg), TNEF_OK);
        expect(&log, "message_begin id=2", log.answer_at == 4);
        expect(&log, "name=\"sentinel\"", 0);
    }
    message_log_free(&log);
}

static void part_details_from_everywhere(void **state)
{
    static const uint8_t mac[9] = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 3, 0x0B, 1};
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers};
    struct message_log log;
    struct tw w;

    (void)state;
    message_log_init(&log);
    tw_init(&w);
    tw_head(&w);
    tw_rend(&w, 1, 17, 32, 32, 1);              /* at character 17, MacBinary */
    tw_attr_string(&w, ATTACHMENT, TW_TRANSPORT_NAME, "transport");
    tw_rend(&w, 2, 3, 32, 32, 0);               /* OLE */
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_RENDERING_POSITION, 4);
    tw_prop_binary(&w, 0x3702, mac, sizeof mac);
    tw_prop_i4(&w, TW_P_ATTACH_FLAGS, 4);
    tw_prop_bool(&w, TW_P_HIDDEN, 1);
    tw_prop_unicode(&w, 0x3708, "C:\\short");
    tw_prop_unicode(&w, 0x370D, "https://example.org/long");
    tw_prop_unicode(&w, TW_P_CONTENT_ID, "id@example.org");
    tw_attr_props_end(&w);
    assert_int_equal(run(&w, &log, &cfg), TNEF_OK);
    expect(&log, "part_end id=1 kind=4 f=40000 ", 1);
    expect(&log, " method=1 position=17 rend=1 ", 1);
    expect(&log, " transport=\"transport\"", 1);
    expect(&log, "part_end id=2 kind=5 f=1c0000 ", 1);
    expect(&log, " method=6 flags=4 position=4 rend=2 ", 1);
    expect(&log, " path=\"https://example.org/long\" short_path=\"C:\\5cshort\"", 1);
    expect(&log, " cid=\"id@example.org\"", 1);
    message_log_free(&log);
}

/* ---- Limits and fatal anomalies ----------------------------------------------------------- */

static void part_limit_at_n_and_one_more(void **state)
{
    tnef_reader_limits limits = {.size = sizeof limits};
    tnef_reader_config cfg = {
        .size = sizeof cfg, .handlers = &message_log_handlers, .limits = &limits};
    struct message_log log;

    (void)state;
    message_log_init(&log);
    for (limits.max_attachments = 1; limits.max_attachments <= 4; limits.max_attachments++) {
        struct tw w;
        tnef_status status;

        tw_init(&w);
        tw_head(&w);
        tw_embedded_begin(&w, "one");
        tw_attachment(&w, "two", "x", 1);
        tw_embedded_end(&w);
        tw_embedded_begin(&w, "three");
        tw_embedded_end(&w);
        status = run(&w, &log, &cfg);
        assert_int_equal(status, limits.max_attachments < 3 ? TNEF_E_LIMIT_ATTACHMENTS : TNEF_OK);
        expect(&log, "name=\"two\"", limits.max_attachments >= 2);
        expect(&log, "name=\"three\"", limits.max_attachments >= 3);
        expect(&log, "message_begin id=3", limits.max_attachments >= 3);
        expect(&log, "\nlimit 1\n", limits.max_attachments < 3);
    }
    message_log_free(&log);
}

static void part_fatal_anomaly_of_model(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers,
                              .fatal = UINT64_C(1) << TNEF_A_CONTENT};
    const struct content_case c = {1, "abc", "abcd", NULL, 0, NULL, 1};
    struct message_log log;
    struct tw w;
    uint8_t *buf;
    size_t len;

    (void)state;
    message_log_init(&log);
    tw_init(&w);
    build_contents(&w, &c);
    buf = tw_take(&w, &len);
    assert_int_equal(message_log_run(&log, &cfg, NULL, buf, len, 0, 1), TNEF_E_ANOMALY);
    expect(&log, "anomaly content", 1);
    expect(&log, "part_end id=1 kind=4 f=2 ", 1);   /* incomplete */
    expect(&log, "code=25 ", 1);
    free(buf);
    message_log_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(part_name_best_of_many),
        cmocka_unit_test(part_name_of_embedded_message),
        cmocka_unit_test(part_mime_type_by_syntax),
        cmocka_unit_test(part_content_that_counts),
        cmocka_unit_test(part_message_outside_of_attachments_is_stray),
        cmocka_unit_test(part_stray_message_can_be_skipped),
        cmocka_unit_test(part_details_from_everywhere),
        cmocka_unit_test(part_limit_at_n_and_one_more),
        cmocka_unit_test(part_fatal_anomaly_of_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
