/* SPDX-License-Identifier: MIT */

/* What the message model makes of properties and attributes: one small stream for each rule. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model_fixture.h"

#define MESSAGE TW_MESSAGE
#define HAPPY_NEW_YEAR UINT64_C(0x01DC7AB192810000)   /* 2026-01-01 00:00:00 UTC */

static void model_subject_property_beats_attribute(void **state)
{
    struct fixture f;

    (void)state;
    for (int before = 0; before < 2; before++) {
        fixture_begin(&f);
        if (before) {
            tw_subject(&f.w, "attribute");
        }
        tw_msg_props_begin(&f.w);
        tw_prop_unicode(&f.w, TW_P_SUBJECT, "property");
        tw_attr_props_end(&f.w);
        if (!before) {
            tw_subject(&f.w, "attribute");
        }
        fixture_run(&f);
        fixture_expect(&f, " subject=\"property\" normalized=\"property\" source=1 ");
        fixture_expect_no(&f, "anomaly duplicate");
        fixture_end(&f);
    }
}

static void model_subject_sources_by_priority(void **state)
{
    static const char *const expected[] = {
        " subject=\"full\" ", " subject=\"Re: bare\" ", " subject=\"topic\" "};
    struct fixture f;

    (void)state;
    for (int first = 0; first < 3; first++) {
        fixture_begin(&f);
        tw_msg_props_begin(&f.w);
        tw_prop_str8(&f.w, 0x0070, "topic");
        if (first < 2) {
            tw_prop_str8(&f.w, TW_P_SUBJECT_PREFIX, "Re: ");
            tw_prop_unicode(&f.w, TW_P_NORMALIZED_SUBJECT, "bare");
        }
        if (first < 1) {
            tw_prop_unicode(&f.w, TW_P_SUBJECT, "full");
        }
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, expected[first]);
        fixture_end(&f);
    }
}

static void model_subject_marker_is_removed(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_unicode(&f.w, TW_P_SUBJECT, "\x01\x05Re: x");
    tw_prop_unicode(&f.w, TW_P_SUBJECT_PREFIX, "Re: ");
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " subject=\"Re: x\" prefix=\"Re: \" normalized=\"x\" source=1");
    fixture_end(&f);
}

static void model_classes_are_mapped(void **state)
{
    struct fixture f;

    (void)state;
    assert_string_equal(tnef_class_map("IPM.Microsoft Mail.Note"), "IPM.Note");
    assert_string_equal(tnef_class_map("ipm.microsoft schedule.mtgrespa"),
                        "IPM.Schedule.Meeting.Resp.Tent");
    assert_string_equal(tnef_class_map("Microsoft Mail v3.0 IPM.Microsoft Schedule.MtgCncl"),
                        "IPM.Schedule.Meeting.Canceled");
    assert_string_equal(tnef_class_map("IPM.Microsoft Mail.Notes"), "IPM.Microsoft Mail.Notes");
    assert_string_equal(tnef_class_map("IPM"), "IPM.Note");
    assert_string_equal(tnef_class_map(""), "");
    fixture_begin(&f);
    tw_class(&f.w, "IPM.Microsoft Schedule.MtgReq");
    tw_attr_string(&f.w, MESSAGE, TW_ORIGINAL_CLASS, "IPM.Microsoft Mail.Note");
    fixture_run(&f);
    fixture_expect(&f, " class=\"IPM.Schedule.Meeting.Request\""
               " raw_class=\"IPM.Microsoft Schedule.MtgReq\" original=\"IPM.Note\"");
    fixture_end(&f);
}

static void model_dates_say_what_they_are(void **state)
{
    static const struct tw_date date = {2026, 1, 1, 0, 0, 0, 4};
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_attr_date(&f.w, MESSAGE, TW_DATE_SENT, date);
    tw_attr_date(&f.w, MESSAGE, TW_DATE_RECD, date);
    tw_msg_props_begin(&f.w);
    tw_prop_time(&f.w, TW_P_SUBMIT_TIME, HAPPY_NEW_YEAR + 7);
    tw_prop_time(&f.w, 0x3007, 0);                              /* unset */
    tw_prop_time(&f.w, 0x3008, UINT64_C(0x0CB34557A3DD4000));   /* none */
    tw_prop_time(&f.w, 0x0060, UINT64_MAX);                     /* year 60056 */
    tw_prop_time(&f.w, 0x0061, 1);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " submitted=1767225600.0000007 delivered=1767225600.0000000? end=-11644473600."
               "0000001 ");
    fixture_expect(&f, "anomaly date ");
    fixture_expect_no(&f, " created=");
    fixture_expect_no(&f, " modified=");
    fixture_expect_no(&f, " start=");
    fixture_end(&f);
}

static void model_numbers_signed_and_masked(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_i4(&f.w, TW_P_PRIORITY, -1);
    tw_prop_i2(&f.w, TW_P_SENSITIVITY, -2);
    tw_prop_u32(&f.w, TW_T_BOOL, TW_P_RTF_IN_SYNC, 0x3F7A0000);  /* false: the rest is padding */
    tw_prop_i4(&f.w, TW_P_IMPORTANCE, 2);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " importance=2 priority=-1 sensitivity=-2 oem=1252 in_sync=0 ");
    fixture_end(&f);
}

static void model_duplicates_first_wins(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_unicode(&f.w, TW_P_SUBJECT, "first");
    tw_prop_unicode(&f.w, TW_P_SUBJECT, "other");
    tw_prop_i4(&f.w, TW_P_IMPORTANCE, 2);
    tw_prop_i4(&f.w, TW_P_IMPORTANCE, 2);       /* the same: no anomaly */
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " subject=\"first\"");
    fixture_expect(&f, "found=3604511 TNEF_OK\n");      /* 0x0037001F */
    fixture_expect(&f, "\nduplicate 1\n");
    fixture_end(&f);
}

static void model_codepage_late_and_changed(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    fixture_bare(&f);
    tw_subject(&f.w, "\xE9");
    tw_codepage(&f.w, 1252, 0);
    tw_codepage(&f.w, 1251, 0);
    fixture_run(&f);
    fixture_expect(&f, " subject=\"\xC3\xA9\"");
    fixture_expect(&f, " text_cp=1252 ");
    fixture_expect(&f, "anomaly codepage");
    fixture_expect(&f, "expected=1252 found=1251");
    fixture_end(&f);
}

static void model_codepage_missing_is_said_once(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    fixture_bare(&f);
    tw_subject(&f.w, "\x80\xE9");
    tw_attachment(&f.w, "\xE9.txt", "x", 1);
    fixture_run(&f);
    fixture_expect(&f, " subject=\"\xE2\x82\xAC\xC3\xA9\"");
    fixture_expect(&f, "\ncodepage 1\n");
    fixture_end(&f);

    fixture_begin(&f);
    fixture_bare(&f);
    tw_subject(&f.w, "plain");
    fixture_run(&f);
    fixture_expect_no(&f, "codepage");
    fixture_end(&f);
}

static void model_codepage_of_configuration_and_of_holder(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    fixture_bare(&f);
    f.cfg.codepage = 1251;
    tw_subject(&f.w, "\xE0");                   /* CYRILLIC SMALL LETTER A */
    fixture_run(&f);
    fixture_expect(&f, " subject=\"\xD0\xB0\"");
    fixture_end(&f);

    fixture_begin(&f);
    fixture_bare(&f);
    tw_codepage(&f.w, 1251, 0);
    tw_embedded_begin(&f.w, "inner");
    tw_subject(&f.w, "\xE0");
    tw_embedded_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "message_end id=2 f=0 subject=\"\xD0\xB0\"");
    fixture_end(&f);
}

static void model_bad_text_is_said_and_replaced(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_bytes(&f.w, TW_T_UNICODE, TW_P_SUBJECT, "a\0\0\xD8" "b\0", 6);  /* half a pair */
    tw_prop_bytes(&f.w, TW_T_UNICODE, TW_P_SENDER_NAME, "a\0\0\0b\0", 6);  /* NUL */
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " subject=\"a\xEF\xBF\xBD" "b\"");
    fixture_expect(&f, " sender.name=\"a\"");
    fixture_expect(&f, "\ntext 1\n");
    fixture_end(&f);
}

static void model_best_body(void **state)
{
    static const struct {
        int native, sync, html, plain;
        const char *expected;
    } cases[] = {
        {0, 0, 1, 1, "bodies=2/3/1 best=3"}, {0, 1, 0, 1, "bodies=2/0/1 best=1"},
        {0, 0, 0, 1, "bodies=2/0/1 best=2"}, {0, 0, 0, 0, "bodies=0/0/1 best=1"},
        {1, 1, 1, 1, "bodies=2/3/1 best=2"}, {2, 0, 1, 1, "bodies=2/3/1 best=1"},
        {4, 0, 1, 1, "bodies=2/3/1 best=3"},
    };
    struct fixture f;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture_begin(&f);
        tw_msg_props_begin(&f.w);
        tw_prop_i4(&f.w, 0x1016, cases[i].native);
        tw_prop_bool(&f.w, TW_P_RTF_IN_SYNC, (uint16_t)cases[i].sync);
        tw_prop_binary(&f.w, TW_P_RTF, "rtf", 3);
        if (cases[i].plain) {
            tw_prop_unicode(&f.w, TW_P_BODY, "plain");
        }
        if (cases[i].html) {
            tw_prop_binary(&f.w, TW_P_HTML, "<p>", 3);
        }
        tw_prop_i4(&f.w, TW_P_INTERNET_CODEPAGE, 65001);
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, cases[i].expected);
        fixture_end(&f);
    }
}

static void model_body_property_beats_attribute(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_attr_text(&f.w, MESSAGE, TW_BODY, "attribute");
    tw_msg_props_begin(&f.w);
    tw_prop_unicode(&f.w, TW_P_BODY, "property");
    tw_prop_unicode(&f.w, TW_P_BODY, "again");
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "part_end id=1 kind=1 f=1 size=9 encoding=2/1252\n");
    fixture_expect(&f, "part_end id=2 kind=1 f=0 size=18 encoding=1/0\n");
    fixture_expect(&f, "bodies=2/0/0 best=2");
    fixture_end(&f);
}

static void model_text_limit_at_n_and_one_more(void **state)
{
    struct fixture f;

    (void)state;
    for (uint32_t max = 10; max <= 11; max++) {
        fixture_begin(&f);
        f.limits.max_text = max;
        f.limits.max_headers = 22 - max;
        tw_msg_props_begin(&f.w);
        tw_prop_str8(&f.w, TW_P_SUBJECT, "1234567890");             /* 11 bytes with its NUL */
        tw_prop_str8(&f.w, TW_P_TRANSPORT_HEADERS, "1234567890");
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, " subject=\"1234567890\"");
        if (max == 10) {
            assert_int_equal(f.status, TNEF_E_LIMIT_MEMORY);
            fixture_expect(&f, "expected=10 found=11 TNEF_E_LIMIT_MEMORY");
            fixture_expect(&f, "\nlimit 1\n");
        } else {
            assert_int_equal(f.status, TNEF_OK);
            fixture_expect_no(&f, "limit 1");
        }
        fixture_end(&f);
    }
}

static void model_identifiers_as_text_or_hex(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_binary(&f.w, 0x007F, "<a@b>\0\xFF", 7);     /* correlation key: text up to its NUL */
    tw_prop_binary(&f.w, 0x300B, "\x01\xAB", 2);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " key=\"01AB\" correlation=\"<a@b>\"");
    fixture_end(&f);

    fixture_begin(&f);
    tw_message_id(&f.w, "00FF");
    tw_msg_props_begin(&f.w);
    tw_prop_binary(&f.w, 0x007F, "a\x01", 2);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " key=\"00FF\" correlation=\"6101\"");
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(model_subject_property_beats_attribute),
        cmocka_unit_test(model_subject_sources_by_priority),
        cmocka_unit_test(model_subject_marker_is_removed),
        cmocka_unit_test(model_classes_are_mapped),
        cmocka_unit_test(model_dates_say_what_they_are),
        cmocka_unit_test(model_numbers_signed_and_masked),
        cmocka_unit_test(model_duplicates_first_wins),
        cmocka_unit_test(model_codepage_late_and_changed),
        cmocka_unit_test(model_codepage_missing_is_said_once),
        cmocka_unit_test(model_codepage_of_configuration_and_of_holder),
        cmocka_unit_test(model_bad_text_is_said_and_replaced),
        cmocka_unit_test(model_best_body),
        cmocka_unit_test(model_body_property_beats_attribute),
        cmocka_unit_test(model_text_limit_at_n_and_one_more),
        cmocka_unit_test(model_identifiers_as_text_or_hex),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
