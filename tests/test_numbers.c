/* SPDX-License-Identifier: MIT */

/* No number of one enum is a number of another, but 0, wherever a caller could take one for the
 * other: then a mix-up is found by the first call and not by the first customer. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/tnef.h>

#include <stdlib.h>

/* Not here: numbers that are those of a specification (kinds of recipients, methods of
 * attachments), bit numbers, which must be small (events, anomalies, anomalies), kinds of transfer
 * encodings, and GUIDs. */
static const struct group {
    const char *name;
    int number[48];            /* those that are not 0                                            */
} groups[] = {
    { "status_code", { TNEF_OK, TNEF_PAUSED, TNEF_STOPPED, TNEF_E_ARGUMENT, TNEF_E_STATE,
        TNEF_E_MEMORY, TNEF_E_CALLBACK, TNEF_E_SIGNATURE, TNEF_E_TRUNCATED, TNEF_E_OVERRUN,
        TNEF_E_TYPE, TNEF_E_ANOMALY, TNEF_E_TRAILING, TNEF_E_NAME, TNEF_E_NESTED,
        TNEF_E_COMPRESSION, TNEF_E_SIZE, TNEF_E_RTF, TNEF_E_AMBIGUOUS, TNEF_E_LIMIT_INPUT,
        TNEF_E_LIMIT_DEPTH, TNEF_E_LIMIT_ATTRIBUTES, TNEF_E_LIMIT_LENGTH, TNEF_E_LIMIT_EVENTS,
        TNEF_E_LIMIT_PROPERTIES, TNEF_E_LIMIT_VALUES, TNEF_E_LIMIT_ROWS, TNEF_E_LIMIT_NAME,
        TNEF_E_LIMIT_OUTPUT, TNEF_E_LIMIT_MEMORY, TNEF_E_LIMIT_ATTACHMENTS,
        TNEF_E_LIMIT_HEADER, TNEF_E_LIMIT_PARTS, TNEF_E_LIMIT_STREAMS, TNEF_E_LIMIT_PARAMETERS,
        TNEF_E_LIMIT_BOUNDARY } },
    { "answer", { TNEF_CONTINUE, TNEF_SKIP, TNEF_PAUSE, TNEF_STOP } },
    { "subject_source", { TNEF_SUBJECT_NONE, TNEF_SUBJECT_PROPERTY, TNEF_SUBJECT_ATTRIBUTE,
        TNEF_SUBJECT_NORMALIZED, TNEF_SUBJECT_TOPIC } },
    { "part_kind", { TNEF_PART_PLAIN, TNEF_PART_HTML, TNEF_PART_RTF, TNEF_PART_FILE,
        TNEF_PART_OLE, TNEF_PART_EMBEDDED, TNEF_PART_REFERENCE } },
    { "encoding", { TNEF_ENCODING_BINARY, TNEF_ENCODING_UTF16LE, TNEF_ENCODING_CODEPAGE } },
    { "name_source", { TNEF_FROM_NOWHERE, TNEF_FROM_LONG, TNEF_FROM_TITLE, TNEF_FROM_SHORT,
        TNEF_FROM_DISPLAY, TNEF_FROM_SUBJECT, TNEF_FROM_MADE, TNEF_FROM_TRANSPORT } },
    { "content_kind", { TNEF_CONTENT_DATA, TNEF_CONTENT_BINARY, TNEF_CONTENT_OBJECT,
        TNEF_CONTENT_MESSAGE, TNEF_CONTENT_BODY } },
    { "best_reason", { TNEF_BEST_NONE, TNEF_BEST_NATIVE, TNEF_BEST_HTML, TNEF_BEST_RTF_HTML,
        TNEF_BEST_PLAIN_NEWER, TNEF_BEST_PLAIN, TNEF_BEST_RTF, TNEF_BEST_EMPTY } },
    { "body_form", { TNEF_BODY_BEST, TNEF_BODY_HTML, TNEF_BODY_TEXT, TNEF_BODY_RTF } },
    { "body_source", { TNEF_BODY_FROM_NOTHING, TNEF_BODY_FROM_PROPERTY,
        TNEF_BODY_FROM_RTF_HTML, TNEF_BODY_FROM_RTF_TEXT, TNEF_BODY_FROM_RTF } },
    { "charset_source", { TNEF_CHARSET_NONE, TNEF_CHARSET_UNICODE, TNEF_CHARSET_MARK,
        TNEF_CHARSET_PROPERTY, TNEF_CHARSET_META, TNEF_CHARSET_UTF8, TNEF_CHARSET_MESSAGE,
        TNEF_CHARSET_DEFAULT } },
    { "rtf_kind", { TNEF_RTF_UNKNOWN, TNEF_RTF_RICH, TNEF_RTF_FROM_HTML, TNEF_RTF_FROM_TEXT } },
    { "rtf_output", { TNEF_RTF_AUTO, TNEF_RTF_HTML, TNEF_RTF_TEXT } },
    { "scan_kind", { TNEF_SCANNER_LEAF, TNEF_SCANNER_MULTIPART, TNEF_SCANNER_MESSAGE, TNEF_SCANNER_UU,
        TNEF_SCANNER_PRE, TNEF_SCANNER_POST } },
    { "scan_encoding", { TNEF_SCANNER_NONE, TNEF_SCANNER_IDENTITY, TNEF_SCANNER_BASE64, TNEF_SCANNER_QP,
        TNEF_SCANNER_UUENCODE, TNEF_SCANNER_UNKNOWN } },
    { "scan_policy", { TNEF_SCANNER_FIND, TNEF_SCANNER_STRICT } },
};
#define GROUPS (sizeof groups / sizeof groups[0])
#define ROOM   (sizeof groups[0].number / sizeof groups[0].number[0])

static int is_in(const struct group *g, int number)
{
    for (size_t i = 0; i < ROOM; i++)
        if (g->number[i] == number)
            return 1;
    return 0;
}

static void numbers_of_two_enums_are_disjoint(void **state)
{
    (void)state;
    for (size_t a = 0; a < GROUPS; a++)
        for (size_t b = a + 1u; b < GROUPS; b++)
            for (size_t i = 0; i < ROOM; i++)
                if (groups[a].number[i] != 0 && is_in(&groups[b], groups[a].number[i]))
                    fail_msg("%d is in %s and in %s", groups[a].number[i], groups[a].name,
                             groups[b].name);
}

/* Kinds of parts are bits, too (tnef_body_best), and no flag of a part is a kind. */
static void numbers_of_parts_are_bits_and_no_flags(void **state)
{
    static const uint32_t flags[] = { TNEF_PART_F_IMPLICIT, TNEF_PART_F_STRAY, TNEF_PART_F_MACBINARY,
                                      TNEF_PART_F_HIDDEN, TNEF_PART_F_INLINE, TNEF_PART_F_TNEF,
                                      TNEF_PART_F_STRING8 };
    static const uint32_t others[] = { TNEF_BODY_HTML, TNEF_RTF_HTML, TNEF_CONTENT_BODY,
                                       TNEF_METHOD_BY_VALUE, TNEF_RTF_FROM_HTML };

    (void)state;
    for (uint32_t kind = TNEF_PART_PLAIN; kind <= TNEF_PART_REFERENCE; kind++) {
        assert_true(kind < 32u);
        assert_int_equal(TNEF_PART_IS_BODY(kind), kind <= TNEF_PART_RTF);
        for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
            assert_true(kind < flags[i]);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(TNEF_PART_IS_BODY(others[i]));
}

/* ---- Functions that are given the number of another enum ------------------------------------ */

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

static int in_config(const char *group, int number, tnef_status status)
{
    if (status == TNEF_E_ARGUMENT)
        return 1;
    fail_msg("%d of %s is taken: %d", number, group, status);
    return 0;
}

static void check_configs(const struct group *g, int number)
{
    uint32_t n = (uint32_t)number;
    tnef_rtf_config rc = { .size = sizeof rc, .sink = sink, .want = n };
    tnef_transfer_config tc = { .size = sizeof tc, .sink = sink, .kind = n };
    tnef_scanner_config sc = { .size = sizeof sc, .policy = n };
    tnef_mail_config mc = { .size = sizeof mc, .policy = n };
    tnef_rtf *r;
    tnef_transfer *t;
    tnef_scanner *s;
    tnef_mail *m;

    if (number != TNEF_RTF_HTML && number != TNEF_RTF_TEXT)
        in_config(g->name, number, tnef_rtf_new(&r, &rc, NULL));
    if (n > TNEF_TRANSFER_UUENCODE)
        in_config(g->name, number, tnef_transfer_new(&t, &tc, NULL));
    if (number != TNEF_SCANNER_STRICT) {
        in_config(g->name, number, tnef_scanner_new(&s, &sc, NULL));
        in_config(g->name, number, tnef_mail_new(&m, &mc, NULL));
    }
}

static void numbers_of_other_enums_are_refused(void **state)
{
    (void)state;
    for (size_t a = 0; a < GROUPS; a++)
        for (size_t i = 0; i < ROOM; i++)
            if (groups[a].number[i] != 0)
                check_configs(&groups[a], groups[a].number[i]);
}

/* A collector with a body of each kind gives none for a kind of part. */
static void numbers_of_parts_are_no_forms(void **state)
{
    static const uint32_t kinds[] = { TNEF_PART_PLAIN, TNEF_PART_HTML };
    tnef_message_info info = { .id = 1, .plain = 1, .html = 2 };
    tnef_body_choice choice = { .size = sizeof choice };
    tnef_bodies *b;

    (void)state;
    assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
    for (uint32_t i = 0; i < 2u; i++) {
        tnef_part part = { .id = i + 1u, .kind = kinds[i], .message = 1,
                           .encoding = TNEF_ENCODING_CODEPAGE, .codepage = 1252 };

        assert_int_equal(tnef_bodies_part_begin(b, &part), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_part_data(b, &part, "<p>x", 4), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_part_end(b, &part), TNEF_CONTINUE);
    }
    assert_int_equal(tnef_bodies_message_end(b, &info), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_choose(b, TNEF_BODY_HTML, &choice), 1);
    assert_int_equal(choice.form, TNEF_BODY_HTML);
    for (size_t a = 0; a < GROUPS; a++)
        for (size_t i = 0; i < ROOM; i++) {
            int n = groups[a].number[i];

            if (n == 0 || n == TNEF_BODY_HTML || n == TNEF_BODY_TEXT || n == TNEF_BODY_RTF)
                continue;
            assert_int_equal(tnef_bodies_choose(b, (uint32_t)n, &choice), 0);
            assert_int_equal(tnef_bodies_deliver(b, 1, (uint32_t)n, sink, NULL), TNEF_E_ARGUMENT);
        }
    tnef_bodies_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_two_enums_are_disjoint),
        cmocka_unit_test(numbers_of_parts_are_bits_and_no_flags),
        cmocka_unit_test(numbers_of_other_enums_are_refused),
        cmocka_unit_test(numbers_of_parts_are_no_forms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
