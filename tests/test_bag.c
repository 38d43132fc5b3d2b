/* SPDX-License-Identifier: MIT */

/* What stands in a property bag: one small stream for each rule of tnef/bag.h. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/bag.h>
#include <tnef/mapi.h>

#include "model_fixture.h"

static const uint8_t appointment[16] = TNEF_PSETID_APPOINTMENT_BYTES;
static const uint8_t common[16] = TNEF_PSETID_COMMON_BYTES;
static const uint8_t strings[16] = TNEF_PS_PUBLIC_STRINGS_BYTES;

enum { SUBJECT, PLACE, KEYWORDS, DISPLAY, SENT, FILE_NAME, DATA, BODY, SAME_LID, NULLS };
static const tnef_bag_key wanted[] = {
    TNEF_BAG_ID(TW_P_SUBJECT),
    TNEF_BAG_LID(appointment, 0x8208),
    TNEF_BAG_NAME(strings, "Keywords"),
    TNEF_BAG_ID(TW_P_DISPLAY_NAME << 16 | TW_T_UNICODE),
    TNEF_BAG_ID(TW_P_SUBMIT_TIME),
    TNEF_BAG_ID(TW_P_ATTACH_NAME),
    TNEF_BAG_ID(TW_P_ATTACH_DATA),
    TNEF_BAG_ID(TW_P_BODY),
    TNEF_BAG_LID(common, 0x8208),
    TNEF_BAG_ID(0x6801),
};
static const tnef_bag_config config = {
    .size = sizeof config, .count = sizeof wanted / sizeof wanted[0], .wanted = wanted};

static void begin(struct fixture *f)
{
    fixture_begin(f);
    f->cfg.bag = &config;
}

static void done(struct fixture *f, tnef_status status)
{
    assert_int_equal(f->status, status);
    fixture_end(f);
}

/* ---- Types -------------------------------------------------------------------------------- */

/* One property of the id 0x6801 in a message. */
static void with_one(void (*add)(struct tw *w), const char *expected)
{
    struct fixture f;

    begin(&f);
    tw_msg_props_begin(&f.w);
    add(&f.w);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, expected);
    fixture_end(&f);
}

static void add_i2(struct tw *w) { tw_prop_i2(w, 0x6801, -2); }
static void add_i4(struct tw *w) { tw_prop_i4(w, 0x6801, INT32_MIN); }
static void add_i8(struct tw *w) { tw_prop_i8(w, 0x6801, INT64_MIN); }
static void add_bool(struct tw *w) { tw_prop_bool(w, 0x6801, 0xFFFF); }
static void add_r4(struct tw *w) { tw_prop_r4(w, 0x6801, 0.5F); }
static void add_r8(struct tw *w) { tw_prop_r8(w, 0x6801, -0.25); }
static void add_currency(struct tw *w) { tw_prop_currency(w, 0x6801, -12345); }
static void add_error(struct tw *w) { tw_prop_error(w, 0x6801, 0x8004010F); }
static void add_null(struct tw *w) { tw_prop_null(w, 0x6801); }
static void add_str8(struct tw *w) { tw_prop_str8(w, 0x6801, "Gr\xFC\xDF" "e"); }
static void add_unicode(struct tw *w) { tw_prop_unicode(w, 0x6801, "Gr\xC3\xBC\xF0\x9F\x98\x80"); }
static void add_binary(struct tw *w) { tw_prop_binary(w, 0x6801, "\x00\x01\xFF", 3); }
static void add_nothing(struct tw *w) { tw_prop_binary(w, 0x6801, "", 0); }
static void add_empty(struct tw *w) { tw_prop_unicode(w, 0x6801, ""); }
static void add_guid(struct tw *w) { tw_prop_guid(w, 0x6801, TW_PSETID_COMMON); }
static void add_object(struct tw *w)
{
    tw_prop_object(w, 0x6801, TW_IID_STREAM, "abc", 3);
}

static void bag_values_have_the_types_of_the_stream(void **state)
{
    (void)state;
    with_one(add_i2, "bag[9] 6801.0002 f=0 n=1 bits=fffe number=-2 @");
    with_one(add_i4, "bag[9] 6801.0003 f=0 n=1 bits=80000000 number=-2147483648 @");
    with_one(add_i8, "n=1 bits=8000000000000000 number=-9223372036854775808 @");
    with_one(add_bool, "bag[9] 6801.000b f=0 n=1 bits=ffff number=1 @");
    with_one(add_r4, "bag[9] 6801.0004 f=0 n=1 bits=3f000000 real=0.5 @");
    with_one(add_r8, "bag[9] 6801.0005 f=0 n=1 bits=bfd0000000000000 real=-0.25 @");
    with_one(add_currency, "bag[9] 6801.0006 f=0 n=1 bits=ffffffffffffcfc7 currency=-12345 @");
    with_one(add_error, "bag[9] 6801.000a f=0 n=1 bits=8004010f @");
    with_one(add_null, "bag[9] 6801.0001 f=0 n=0 @");
    with_one(add_str8, "bag[9] 6801.001e f=0 n=1 string=\"Gr\xC3\xBC\xC3\x9F" "e\" @");
    with_one(add_unicode, "bag[9] 6801.001f f=0 n=1 string=\"Gr\xC3\xBC\xF0\x9F\x98\x80\" @");
    with_one(add_binary, "bag[9] 6801.0102 f=0 n=1 bytes=0001ff @");
    with_one(add_nothing, "bag[9] 6801.0102 f=0 n=1 bytes= @");
    with_one(add_empty, "bag[9] 6801.001f f=0 n=1 string=\"\" @");
    with_one(add_guid, "bag[9] 6801.0048 f=0 n=1 guid=0820060000000000c000000000000046 @");
    with_one(add_object, "bag[9] 6801.000d f=0 n=1 bytes=616263 @");
}

static void bag_multi_values_have_all_their_values(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    tw_msg_props_begin(&f.w);
    tw_named_string(&f.w, TW_PS_PUBLIC_STRINGS, "Keywords");
    tw_values_begin(&f.w, TW_T_UNICODE | TW_T_MV, 0x9000);
    tw_value_unicode(&f.w, "Red");
    tw_value_unicode(&f.w, "");
    tw_value_unicode(&f.w, "Bl\xC3\xA4tter");
    tw_values_end(&f.w);
    tw_values_begin(&f.w, TW_T_I2 | TW_T_MV, 0x6801);
    for (uint16_t i = 0; i < 20; i++) {
        tw_value_u16(&f.w, i);
    }
    tw_values_end(&f.w);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "bag 2\nbag[2] 9000.101f f=0 n=3 string=\"Red\" string=\"\" "
                       "string=\"Bl\xC3\xA4tter\" @");
    fixture_expect(&f, "bag[9] 6801.1002 f=0 n=20 bits=0 number=0 bits=1 number=1 ");
    fixture_expect(&f, " bits=13 number=19 @");
    done(&f, TNEF_OK);
}

/* ---- Times -------------------------------------------------------------------------------- */

static void time_is(uint64_t filetime, const char *expected)
{
    struct fixture f;

    begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_time(&f.w, 0x6801, filetime);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, expected);
    fixture_end(&f);
}

static void bag_times_and_those_that_mean_none(void **state)
{
    (void)state;
    time_is(UINT64_C(0x01DA76D8B0148800), "bits=1da76d8b0148800 time=1710507600.0000000 @");
    time_is(UINT64_C(0x01DA76D8B0148801), " time=1710507600.0000001 @");
    time_is(0, " bits=0 @");
    time_is(UINT64_C(0x7FFFFFFFFFFFFFFF), " bits=7fffffffffffffff @");
    time_is(UINT64_MAX, " bits=ffffffffffffffff @");
    time_is(UINT64_C(0x0CB34557A3DD4000), " bits=cb34557a3dd4000 @");
    /* the first and the last that are times */
    time_is(UINT64_C(864000000000) - 1u, " bits=c92a69bfff @");
    time_is(UINT64_C(864000000000), " time=-11644387200.0000000 @");
    time_is((UINT64_C(79839129600) + UINT64_C(11644473600)) * 10000000u - 1u,
            " time=79839129599.9999999 @");
    time_is((UINT64_C(79839129600) + UINT64_C(11644473600)) * 10000000u, " n=1 bits=");
}

static void apptime_is(double days, const char *expected)
{
    struct fixture f;

    begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_apptime(&f.w, 0x6801, days);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, expected);
    fixture_end(&f);
}

static void bag_floating_times_have_no_zone(void **state)
{
    (void)state;
    apptime_is(25569.0, " time=0.0000000? @");                  /* 1970-01-01 */
    apptime_is(45366.5416666667, " time=1710507600.0000000? @");
    apptime_is(-1.25, " time=-2209226400.0000000? @");          /* 1899-12-29 06:00 */
    apptime_is(25569.9999999999, " time=86400.0000000? @");
    apptime_is(1e300, "n=1 bits=7e37e43c8800759c @");
    apptime_is(-1e300, "n=1 bits=fe37e43c8800759c @");
    apptime_is((double)NAN, "n=1 bits=7ff8000000000000 @");
    apptime_is(949998.0, "n=1 bits=412cfddc00000000 @");        /* 4501-01-01 */
}

/* ---- Names -------------------------------------------------------------------------------- */

static void bag_names_keep_their_property_set(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    tw_msg_props_begin(&f.w);
    tw_named_id(&f.w, TW_PSETID_COMMON, 0x8208);
    tw_prop_i4(&f.w, 0x8001, 7);
    tw_named_id(&f.w, TW_PSETID_APPOINTMENT, 0x8208);
    tw_prop_unicode(&f.w, 0x8002, "Room 5");
    tw_named_id(&f.w, TW_PSETID_APPOINTMENT, 0x8209);       /* not wanted */
    tw_prop_unicode(&f.w, 0x8208, "no");
    tw_named_string(&f.w, TW_PSETID_COMMON, "Keywords");    /* wanted of another set */
    tw_prop_unicode(&f.w, 0x8003, "no");
    tw_named_id(&f.w, TW_PS_PUBLIC_STRINGS, 0x37);
    tw_prop_unicode(&f.w, 0x8004, "no");
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "bag 2\nbag[1] 8002.001f f=0 n=1 string=\"Room 5\" @");
    fixture_expect(&f, "bag[8] 8001.0003 f=0 n=1 bits=7 number=7 @");
    done(&f, TNEF_OK);
}

static void name_matches(const char *name, size_t extra, int expected)
{
    struct fixture f;

    begin(&f);
    tw_msg_props_begin(&f.w);
    if (extra == 0) {
        tw_named_string(&f.w, TW_PS_PUBLIC_STRINGS, name);
    } else {
        struct tw raw;                     /* the name with NULs after it */
        size_t len;
        uint8_t *bytes;

        tw_init(&raw);
        tw_bytes(&raw, TW_PS_PUBLIC_STRINGS, 16);
        tw_u32(&raw, 1);
        tw_u32(&raw, (uint32_t)(2 * (strlen(name) + extra)));
        tw_utf16(&raw, name);
        tw_zeros(&raw, 2 * extra);
        tw_zeros(&raw, (4 - 2 * (strlen(name) + extra) % 4) % 4);
        bytes = tw_take(&raw, &len);
        tw_named_raw(&f.w, bytes, len);
        free(bytes);
    }
    tw_prop_i4(&f.w, 0x8003, 1);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, expected ? "bag 1\nbag[2] 8003.0003" : "bag 0\n");
    fixture_end(&f);
}

static void bag_names_match_in_either_case(void **state)
{
    (void)state;
    name_matches("Keywords", 0, 1);
    name_matches("KEYWORDS", 0, 1);
    name_matches("keywordS", 0, 1);
    name_matches("Keyword", 0, 0);
    name_matches("Keywordss", 0, 0);
    name_matches("Keywords ", 0, 0);
    name_matches("\xC5\xAB" "eywords", 0, 0);
    name_matches("Keywords", 1, 1);
    name_matches("Keywords", 4, 1);
}

/* ---- Which value -------------------------------------------------------------------------- */

static void bag_first_value_of_a_name_counts(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_i4(&f.w, 0x6801, 1);
    tw_prop_unicode(&f.w, 0x6801, "2");
    tw_prop_i4(&f.w, 0x6801, 3);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "bag 1\nbag[9] 6801.0003 f=0 n=1 bits=1 number=1 @");
    done(&f, TNEF_OK);
}

static void bag_property_beats_computed_one(void **state)
{
    static const struct tw_date date = {2024, 3, 15, 13, 0, 0, 5};
    struct fixture f;

    (void)state;
    for (int before = 0; before < 2; before++) {
        begin(&f);
        if (before) {
            tw_subject(&f.w, "attribute");
            tw_subject(&f.w, "second");
        }
        tw_msg_props_begin(&f.w);
        tw_prop_unicode(&f.w, TW_P_SUBJECT, "property");
        tw_prop_unicode(&f.w, TW_P_SUBJECT, "second");
        tw_attr_props_end(&f.w);
        if (!before) {
            tw_subject(&f.w, "attribute");
        }
        fixture_run(&f);
        fixture_expect(&f, "bag 1\nbag[0] 0037.001f f=0 n=1 string=\"property\" @");
        fixture_end(&f);
    }
    begin(&f);
    tw_subject(&f.w, "attribute");
    tw_subject(&f.w, "second");
    tw_attr_date(&f.w, TW_MESSAGE, TW_DATE_SENT, date);
    fixture_run(&f);
    fixture_expect(&f, "bag 2\nbag[0] 0037.001e f=1 n=1 string=\"attribute\" @");
    fixture_expect(&f, "bag[4] 0039.0040 f=1 n=1 bits=1da76d8b0148800 time=1710507600.0000000? @");
    fixture_end(&f);
}

static void bag_code_page_may_come_after_the_text(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    fixture_bare(&f);
    tw_subject(&f.w, "\xCF\xF0\xE8\xE2\xE5\xF2");
    tw_codepage(&f.w, 1251, 0);
    fixture_run(&f);
    fixture_expect(&f, "bag[0] 0037.001e f=1 n=1 "
                       "string=\"\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82\" @");
    fixture_end(&f);
}

static void bag_text_that_is_none_is_said(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    tw_msg_props_begin(&f.w);
    tw_values_begin(&f.w, TW_T_UNICODE | TW_T_MV, 0x6801);
    for (int i = 0; i < 100; i++) {                     /* more than can be queued at once */
        tw_value(&f.w, "\x00\xD8\x41\x00\x00\x00", 6);
    }
    tw_values_end(&f.w);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "bag[9] 6801.101f f=0 n=100 string=\"\xEF\xBF\xBD" "A\" string=");
    fixture_expect(&f, "\ntext 100\n");
    {
        const char *at = f.log.text;
        size_t said = 0;

        while ((at = strstr(at, "anomaly text")) != NULL) {
            at++;
            said++;
        }
        assert_int_equal(said, 100);
    }
    done(&f, TNEF_OK);
}

/* ---- Where -------------------------------------------------------------------------------- */

static void bag_each_attachment_and_recipient_has_its_own(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    tw_rows_begin(&f.w);
    tw_recipient(&f.w, 1, "Ann", "SMTP", "ann@example.com", NULL);
    tw_row_begin(&f.w);
    tw_row_end(&f.w);
    tw_recipient(&f.w, 1, "Bob", "SMTP", "bob@example.com", NULL);
    tw_rows_end(&f.w);
    for (int i = 0; i < 2; i++) {
        tw_rend_file(&f.w);
        tw_attr_string(&f.w, TW_ATTACHMENT, TW_TITLE, i == 0 ? "one" : "two");
        tw_attach_props_begin(&f.w);
        tw_prop_unicode(&f.w, TW_P_DISPLAY_NAME, i == 0 ? "first" : "other");
        tw_attr_props_end(&f.w);
        tw_attr(&f.w, TW_ATTACHMENT, TW_DATA, "abc", 3);
    }
    tw_msg_props_begin(&f.w);
    tw_prop_unicode(&f.w, TW_P_DISPLAY_NAME, "message");
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "bag 1\nbag[3] 3001.001f f=0 n=1 string=\"Ann\" @");
    fixture_expect(&f, "bag 0\nrecipient message=1 row=2");
    fixture_expect(&f, "bag 1\nbag[3] 3001.001f f=0 n=1 string=\"Bob\" @");
    fixture_expect(&f, "bag 3\nbag[3] 3001.001f f=0 n=1 string=\"first\" @");
    fixture_expect(&f, "bag 3\nbag[3] 3001.001f f=0 n=1 string=\"other\" @");
    fixture_expect(&f, "bag[5] 3704.001e f=1 n=1 string=\"one\" @");
    fixture_expect(&f, "bag[6] 3701.0102 f=1 n=1 bytes=616263 @");
    fixture_expect(&f, "bag 1\nbag[3] 3001.001f f=0 n=1 string=\"message\" @");
    done(&f, TNEF_OK);
}

static void bag_embedded_message_has_its_own(void **state)
{
    static const uint32_t flags[] = {0, TNEF_RAW_NESTED};
    struct fixture f;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        begin(&f);
        f.cfg.flags = flags[i];
        tw_subject(&f.w, "outer");
        tw_embedded_begin(&f.w, "inner.msg");
        tw_subject(&f.w, "inner");
        tw_embedded_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, "bag 1\nbag[0] 0037.001e f=1 n=1 string=\"inner\" @");
        fixture_expect(&f, "bag 1\nbag[0] 0037.001e f=1 n=1 string=\"outer\" @");
        fixture_expect(&f, "bag[6] 3701.000d f=20000 n=1 bytes= f=20000 @");
        done(&f, TNEF_OK);
    }
}

static void bag_bodies_have_none_but_may_be_wanted(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    tw_attr_text(&f.w, TW_MESSAGE, TW_BODY, "Hello.");
    fixture_run(&f);
    fixture_expect(&f, "bag 1\nbag[7] 1000.001e f=1 n=1 string=\"Hello.\" @");
    fixture_expect(&f, "part_end id=1 kind=1 f=1 size=6 encoding=2/1252\nmessage_end");
    done(&f, TNEF_OK);
}

static void bag_is_absent_where_nothing_is_known(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);                                   /* nothing asked */
    tw_subject(&f.w, "x");
    fixture_run(&f);
    fixture_expect_no(&f, "bag ");
    fixture_end(&f);
    begin(&f);                                           /* skipped */
    f.log.answer_at = 1;
    f.log.answer = TNEF_SKIP;
    tw_subject(&f.w, "x");
    fixture_run(&f);
    fixture_expect_no(&f, "bag ");
    fixture_end(&f);
}

/* ---- Damage ------------------------------------------------------------------------------- */

static void bag_damage_is_flagged(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    tw_attr_begin(&f.w, TW_MESSAGE, TW_PROPS);
    tw_u32(&f.w, 1);
    tw_u16(&f.w, TW_T_BINARY);
    tw_u16(&f.w, 0x6801);
    tw_u32(&f.w, 1);
    tw_u32(&f.w, 100);
    tw_str8(&f.w, "abc");
    tw_attr_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "bag[9] 6801.0102 f=2 n=1 bytes=616263 f=2 @");
    done(&f, TNEF_E_OVERRUN);

    begin(&f);                                           /* three bytes of four */
    tw_attr_begin(&f.w, TW_MESSAGE, TW_PROPS);
    tw_u32(&f.w, 1);
    tw_u16(&f.w, TW_T_MV | TW_T_I4);
    tw_u16(&f.w, 0x6801);
    tw_u32(&f.w, 2);
    tw_u32(&f.w, 5);
    tw_str8(&f.w, "abc");
    tw_attr_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "bag[9] 6801.1003 f=2 n=1 bits=5 number=5 @");
    done(&f, TNEF_E_OVERRUN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bag_values_have_the_types_of_the_stream),
        cmocka_unit_test(bag_multi_values_have_all_their_values),
        cmocka_unit_test(bag_times_and_those_that_mean_none),
        cmocka_unit_test(bag_floating_times_have_no_zone),
        cmocka_unit_test(bag_names_keep_their_property_set),
        cmocka_unit_test(bag_names_match_in_either_case),
        cmocka_unit_test(bag_first_value_of_a_name_counts),
        cmocka_unit_test(bag_property_beats_computed_one),
        cmocka_unit_test(bag_code_page_may_come_after_the_text),
        cmocka_unit_test(bag_text_that_is_none_is_said),
        cmocka_unit_test(bag_each_attachment_and_recipient_has_its_own),
        cmocka_unit_test(bag_embedded_message_has_its_own),
        cmocka_unit_test(bag_bodies_have_none_but_may_be_wanted),
        cmocka_unit_test(bag_is_absent_where_nothing_is_known),
        cmocka_unit_test(bag_damage_is_flagged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
