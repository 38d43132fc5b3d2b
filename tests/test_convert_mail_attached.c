/* SPDX-License-Identifier: MIT */

/* What is attached to mail, and is or is not written elsewhere: instances of series, messages in files,
 * contents that are there more than once. */

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

/* A meeting of an hour, of which the properties are open. */
static void meeting_begin(struct tw *w, const char *message_class)
{
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_MESSAGE_CLASS, message_class);
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_date(w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 4, 9, 0, 0));
    cw_date(w, TW_PSETID_APPOINTMENT, 0x820E, cw_time(2024, 3, 4, 10, 0, 0));
}

static void meeting(struct tw *w)
{
    tw_init(w);
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    meeting_begin(w, "IPM.Appointment");
    cw_end(w);
}

/* A message of a class that is attached; |hidden| is a property of the attachment. */
static void attached(struct tw *w, const char *message_class, int hidden)
{
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 5);
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, "inner");
    if (hidden)
        tw_prop_bool(w, TW_P_HIDDEN, 1);
    tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    meeting_begin(w, message_class);
    tw_attr_props_end(w);
}

static void attached_end(struct tw *w)
{
    tw_object_end(w);
    tw_attr_props_end(w);
}

/* Of what is hidden in a series only instances are in the calendar. */
static void hidden_in_a_series(void **state)
{
    static const struct {
        const char *message_class;
        int hidden, is_there;
    } rows[] = {
        { "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}", 1, 0 },
        { "IPM.Appointment", 1, 0 },
        { "IPM.Appointment", 0, 1 },
        { "IPM.Note", 1, 1 },
        { "IPM.Contact", 1, 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;
        char *text;

        meeting(&w);
        attached(&w, rows[i].message_class, rows[i].hidden);
        attached_end(&w);
        text = converted(&w, NULL);
        has(text, "Content-Type: text/calendar;", 1);
        has(text, "Content-Type: message/rfc822", rows[i].is_there);
        free(text);
        /* The same in a file: it would lack what is not in the calendar, and so it stays a message. */
        note(&w);
        attached(&w, "IPM.Appointment", 0);
        attached(&w, rows[i].message_class, rows[i].hidden);
        attached_end(&w);
        attached_end(&w);
        text = converted(&w, NULL);
        has(text, "filename=\"inner.ics\"", !rows[i].is_there);
        has(text, "Content-Type: message/rfc822", rows[i].is_there);
        free(text);
    }
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

/* A message that is attached, beside bytes: the placeholder of the message is nothing that is left out, others
 * are, whatever is in them. */
static void messages_beside_bytes(void **state)
{
    static const char placeholder[] = "This attachment is a MAPI 1.0 embedded message and is not supported by "
                                      "this mail system.";
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
        attached_end(&w);
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

/* ---- Files of other kinds ------------------------------------------------------------------ */

/* A file that is hidden in a meeting is a file; a picture of a contact by its name only is in the card and
 * once more as a file, which not all programs look for there. */
static void files_elsewhere(void **state)
{
    char *text;
    struct tw w;

    (void)state;
    meeting(&w);
    tw_rend_file(&w);
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, "A", 1);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "a.txt");
    tw_prop_bool(&w, TW_P_HIDDEN, 1);
    tw_attr_props_end(&w);
    text = converted(&w, NULL);
    has(text, "filename=\"a.txt\"\r\n\r\nQQ==\r\n", 1);
    free(text);
    for (int flag = 0; flag <= 1; flag++) {
        cw_begin(&w, "IPM.Contact");
        tw_prop_unicode(&w, TW_P_DISPLAY_NAME, "Zoe");
        cw_end(&w);
        tw_rend_file(&w);
        tw_attr(&w, TW_ATTACHMENT, TW_DATA, "\xFF\xD8\xFF\xE0", 4);
        tw_attach_props_begin(&w);
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
        tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "ContactPicture.jpg");
        if (flag)
            tw_prop_bool(&w, 0x7FFF, 1);
        tw_attr_props_end(&w);
        text = converted(&w, NULL);
        has(text, "filename=\"contact.vcf\"", 1);
        has(text, "filename=\"ContactPicture.jpg\"", !flag);
        free(text);
    }
}

/* A contact or a list that is attached is a card, unless it has something that the card would lack. */
static void cards_with_files(void **state)
{
    static const struct {
        const char *message_class;
        int flag, is_card;
    } rows[] = {
        { "IPM.Contact", 1, 1 },
        { "IPM.Contact", 0, 0 },
        { "IPM.DistList", 1, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text;
        struct tw w;

        note(&w);
        attached(&w, rows[i].message_class, 0);
        tw_rend_file(&w);
        tw_attr(&w, TW_ATTACHMENT, TW_DATA, "\xFF\xD8\xFF\xE0", 4);
        tw_attach_props_begin(&w);
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
        if (rows[i].flag)
            tw_prop_bool(&w, 0x7FFF, 1);
        tw_attr_props_end(&w);
        attached_end(&w);
        text = converted(&w, NULL);
        has(text, "filename=\"inner.vcf\"", rows[i].is_card);
        has(text, "Content-Type: message/rfc822", !rows[i].is_card);
        free(text);
    }
}

/* A file that is elsewhere may have contents that are empty: it is a reference all the same. */
static void empty_references(void **state)
{
    char *text;
    struct tw w;

    (void)state;
    note(&w);
    tw_rend_file(&w);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 4);
    tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "a.png");
    tw_prop_unicode(&w, 0x370D, "http://x.example/a");
    tw_prop_binary(&w, TW_P_ATTACH_DATA, "", 0);
    tw_attr_props_end(&w);
    text = converted(&w, NULL);
    has(text, "filename=\"a.png.url.txt\"\r\n\r\nYS5wbmcNCmh0dHA6Ly94LmV4YW1wbGUvYQ0K\r\n", 1);
    free(text);
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
        cmocka_unit_test(hidden_in_a_series), cmocka_unit_test(other_contents),
        cmocka_unit_test(messages_beside_bytes), cmocka_unit_test(cut_contents),
        cmocka_unit_test(files_elsewhere),       cmocka_unit_test(cards_with_files),
        cmocka_unit_test(empty_references),      cmocka_unit_test(long_types),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
