/* SPDX-License-Identifier: MIT */

/* Contents of what is attached to mail, which may be there more than once or without room, and types. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

static char *converted(struct tw *w, uint32_t *left_out)
{
    char *text = cw_convert(w, TNEF_CONVERT_MAIL, NULL, left_out);

    assert_non_null(text);
    return text;
}

static void has(const char *text, const char *what, int is_there)
{
    if ((strstr(text, what) != NULL) != is_there)
        fail_msg("%s %s\n%s", what, is_there ? "is not in" : "is in", text);
}

static void note(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_end(w);
}

/* ---- Contents that are there more than once ------------------------------------------------ */

static void two_contents(struct tw *w, const char *first, const char *second)
{
    note(w);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, first, strlen(first));
    tw_attr(w, TW_ATTACHMENT, TW_DATA, second, strlen(second));
}

static void other_contents(void **state)
{
    static const struct {
        const char *first, *second;
        uint32_t left_out;
    } rows[] = {
        { "one", "one", 0 },
        { "one", "", 0 },
        { "one", "two", TNEF_CONVERT_TRUNCATED },
        { "one", "three", TNEF_CONVERT_TRUNCATED },
        { "three", "one", TNEF_CONVERT_TRUNCATED },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t left_out;
        struct tw w;

        two_contents(&w, rows[i].first, rows[i].second);
        free(converted(&w, &left_out));
        assert_int_equal(left_out, rows[i].left_out);
    }
}

/* A message that is attached, beside bytes: the placeholder of the message is nothing that is left out,
 * others are, whatever is in them. */
static void messages_beside_bytes(void **state)
{
    static const char placeholder[] = "This attachment is a MAPI 1.0 embedded message and is not "
                                      "supported by this mail system.";
    const char *const beside[] = { NULL, "bytes", placeholder };

    (void)state;
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
        uint32_t left_out;
        char *text;
        struct tw w;

        note(&w);
        tw_rend_file(&w);
        if (beside[i] != NULL)
            tw_attr(&w, TW_ATTACHMENT, TW_DATA, beside[i], strlen(beside[i]) + (i == 2)); /* and its NUL */
        tw_attach_props_begin(&w);
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 5);
        tw_object_begin(&w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
        tw_stream(&w, TW_KEY);
        tw_version(&w, 0x00010000);
        tw_codepage(&w, 1252, 0);
        tw_msg_props_begin(&w);
        tw_prop_unicode(&w, TW_P_MESSAGE_CLASS, "IPM.Note");
        tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
        tw_attr_props_end(&w);
        tw_object_end(&w);
        tw_attr_props_end(&w);
        text = converted(&w, &left_out);
        has(text, "Content-Type: message/rfc822", 1);
        assert_int_equal(left_out, i == 1 ? TNEF_CONVERT_TRUNCATED : 0);
        free(text);
    }
}

/* ---- Contents without room ----------------------------------------------------------------- */

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

static uint32_t left_out_with(struct tw *w, uint32_t max_memory)
{
    const tnef_convert_config cfg = { .size = sizeof cfg, .max_memory = max_memory };
    uint32_t left_out;
    tnef_convert *c;
    size_t len;
    uint8_t *p = tw_take(w, &len);

    assert_int_equal(tnef_convert_new(&c, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_feed(c, p, len, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, sink, NULL), TNEF_OK);
    left_out = tnef_convert_left_out(c);
    tnef_convert_free(c);
    tw_free(w);
    free(p);
    return left_out;
}

/* Contents that were cut are not the same ones, even if the bytes that there was room for are. */
static void cut_contents(void **state)
{
    (void)state;
    {
        struct tw w;

        /* The one that is chosen comes last; of it the bytes of the other one had room. */
        note(&w);
        tw_rend_file(&w);
        tw_attr(&w, TW_ATTACHMENT, TW_DATA, "one", 3);
        tw_attach_props_begin(&w);
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
        tw_prop_binary(&w, TW_P_ATTACH_DATA, "onetwo", 6);
        tw_attr_props_end(&w);
        assert_int_equal(left_out_with(&w, 6), TNEF_CONVERT_TRUNCATED);
    }
    for (uint32_t room = 1; room <= 12; room++) {
        struct tw w;

        two_contents(&w, "onetwo", "onetwo");
        assert_int_equal(left_out_with(&w, room), room < 12 ? TNEF_CONVERT_TRUNCATED : 0);
        two_contents(&w, "one", "onetwo");
        assert_int_equal(left_out_with(&w, room), TNEF_CONVERT_TRUNCATED);
        cw_begin(&w, "IPM.Note.SMIME"); /* what is cut is no whole envelope */
        tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
        cw_end(&w);
        tw_attachment(&w, "smime.p7m", "0123456789ab", 12);
        assert_int_equal(left_out_with(&w, room),
                         room < 12 ? TNEF_CONVERT_SIGNATURE | TNEF_CONVERT_TRUNCATED : 0);
    }
}

/* ---- Types --------------------------------------------------------------------------------- */

/* A type of more than 127 bytes is none: then the name of the file tells it. */
static void long_types(void **state)
{
    (void)state;
    for (size_t n = 127; n <= 128; n++) {
        char type[160] = "x/";
        char *text;
        struct tw w;

        memset(type + 2, 'a', n - 2);
        type[n] = '\0';
        note(&w);
        tw_rend_file(&w);
        tw_attr(&w, TW_ATTACHMENT, TW_DATA, "A", 1);
        tw_attach_props_begin(&w);
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
        tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "a.png");
        tw_prop_unicode(&w, TW_P_ATTACH_MIME, type);
        tw_attr_props_end(&w);
        text = converted(&w, NULL);
        has(text, "Content-Type: image/png;", n == 128);
        has(text, "x/aaaa", n == 127);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_contents),
        cmocka_unit_test(messages_beside_bytes),
        cmocka_unit_test(cut_contents),
        cmocka_unit_test(long_types),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
