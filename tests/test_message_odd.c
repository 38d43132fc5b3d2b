/* SPDX-License-Identifier: MIT */

/* What is not as it should be, and where nothing may be lost in silence: a name that few look at, a
 * code page that nobody knows, dates of other types, bytes that nobody reads. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/message.h>

#include "model_fixture.h"

static const uint8_t ps_mapi[16] = {0x28, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46};
static const uint8_t iid_storage[16] = {0x0B, 0, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46};

/* ---- Names -------------------------------------------------------------------------------- */

static void put_names(struct tw *w, const char *transport, int as_attribute, const char *display)
{
    tw_rend_file(w);
    if (as_attribute) {
        tw_attr_string(w, TW_ATTACHMENT, TW_TRANSPORT_NAME, transport);
    }
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "x", 1);
    tw_attach_props_begin(w);
    if (!as_attribute) {
        tw_prop_unicode(w, 0x370C, transport);
    }
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, display);
    tw_prop_unicode(w, TW_P_ATTACH_EXTENSION, ".txt");
    tw_attr_props_end(w);
}

/* The name of last resort, and said to be that; made up is what has none. */
static void name_of_transport_alone(void **state)
{
    static const struct {
        const char *transport, *display, *want;
    } rows[] = {
        {"a.txt", "", " name=\"a.txt\"/7"},
        {"a.txt", "b.txt", " name=\"b.txt\"/4"},
        {"", "", " name=\"attachment-1.txt\"/6"},
    };

    (void)state;
    assert_int_equal(TNEF_FROM_TRANSPORT & 15u, 7);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int as_attribute = 0; as_attribute < 2; as_attribute++) {
            struct fixture f;

            fixture_begin(&f);
            put_names(&f.w, rows[i].transport, as_attribute, rows[i].display);
            fixture_run(&f);
            fixture_expect(&f, rows[i].want);
            fixture_expect_no(&f, "anomaly content");
            fixture_end(&f);
        }
    }
}

/* ---- Code pages --------------------------------------------------------------------------- */

/* One that is known wins, wherever it is; that one is not is said, of text that is not ASCII and of
 * other text. */
static void codepage_that_is_known_wins(void **state)
{
    static const struct {
        uint32_t oem, message, internet, page, found;
    } rows[] = {
        {99999, 1251, 0, 1251, 99999}, {99999, 0, 1251, 1251, 99999},
        {65000, 1251, 0, 1251, 65000}, {1200, 0, 1251, 1251, 1200},
        {99999, 1251, 1253, 1251, 99999}, {99999, 99998, 1251, 1251, 99999},
        {0, 99998, 1251, 1251, 99998}, {1251, 99998, 1253, 1251, 0},
        {99999, 1200, 20127, 1252, 99999}, {99999, 99998, 0, 1252, 99999},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;
        char want[64];

        fixture_begin(&f);
        fixture_bare(&f);
        if (rows[i].oem != 0) {
            tw_codepage(&f.w, rows[i].oem, 0);
        }
        tw_msg_props_begin(&f.w);
        tw_prop_i4(&f.w, TW_P_MESSAGE_CODEPAGE, (int32_t)rows[i].message);
        tw_prop_i4(&f.w, TW_P_INTERNET_CODEPAGE, (int32_t)rows[i].internet);
        tw_prop_str8(&f.w, TW_P_SUBJECT, "\xE0");
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, rows[i].page == 1251 ? " subject=\"\xD0\xB0\"" : " subject=\"\xC3\xA0\"");
        (void)snprintf(want, sizeof want, " text_cp=%u ", (unsigned)rows[i].page);
        fixture_expect(&f, want);
        (void)snprintf(want, sizeof want, " found=%u ", (unsigned)rows[i].found);
        if (rows[i].found != 0) {
            fixture_expect(&f, "anomaly codepage");
            fixture_expect(&f, want);
        } else {
            fixture_expect_no(&f, "anomaly codepage");
        }
        fixture_end(&f);
    }
}

/* ---- Dates -------------------------------------------------------------------------------- */

#define NOON UINT64_C(132539328000000000)   /* 2021-01-01 */

enum { TIME, I8, APPTIME, R8, I4, STRING, BINARY, NOTHING, ERROR, TYPES };

static void put_date(struct tw *w, uint16_t id, int type)
{
    switch (type) {
    case TIME:    tw_prop_time(w, id, NOON); break;
    case I8:      tw_prop_i8(w, id, (int64_t)NOON); break;
    case APPTIME: tw_prop_apptime(w, id, 44197.0); break;
    case R8:      tw_prop_r8(w, id, 44197.0); break;
    case I4:      tw_prop_i4(w, id, 1609459200); break;
    case STRING:  tw_prop_unicode(w, id, "2021-01-01"); break;
    case BINARY:  tw_prop_binary(w, id, "\0\0\0\0\0\0\0\1", 8); break;
    case NOTHING: tw_prop_null(w, id); break;
    default:      tw_prop_error(w, id, 0x8004010F); break;
    }
}

/* A date of another type is not read, and that is said; an absent one is only absent. */
static void date_of_another_type(void **state)
{
    static const uint16_t ids[] = {0x0039, 0x0E06, 0x3007, 0x3008};

    (void)state;
    for (size_t i = 0; i < 2 * sizeof ids / sizeof ids[0]; i++) {
        for (int type = 0; type < TYPES; type++) {
            uint16_t id = ids[i / 2];
            struct fixture f;
            int in_attachment = i % 2 == 1;

            if (in_attachment && id < 0x3000) {
                continue;
            }
            fixture_begin(&f);
            if (in_attachment) {
                tw_rend_file(&f.w);
                tw_attach_props_begin(&f.w);
            } else {
                tw_msg_props_begin(&f.w);
            }
            put_date(&f.w, id, type);
            tw_attr_props_end(&f.w);
            fixture_run(&f);
            if (type == TIME) {
                fixture_expect(&f, "=1609459200");
            } else {
                fixture_expect_no(&f, "=1609459200");
            }
            if (type == TIME || type == NOTHING || type == ERROR) {
                fixture_expect_no(&f, "anomaly date");
            } else {
                fixture_expect(&f, "anomaly date");
                fixture_expect(&f, " expected=64 ");
            }
            fixture_end(&f);
        }
    }
}

/* ---- Bytes -------------------------------------------------------------------------------- */

enum { AS_BINARY, AS_STRING, AS_OBJECT, AS_NAMED, AS_SEVERAL, AS_EMPTY, WAYS };

static void put_bytes(struct tw *w, uint16_t id, int way)
{
    switch (way) {
    case AS_BINARY: tw_prop_binary(w, id, "MZpayload", 9); break;
    case AS_STRING: tw_prop_str8(w, id, "MZpayload"); break;
    case AS_OBJECT: tw_prop_object(w, id, iid_storage, "MZpayload", 9); break;
    case AS_NAMED:
        tw_named_id(w, ps_mapi, id);
        tw_prop_binary(w, 0x8002, "MZpayload", 9);
        break;
    case AS_SEVERAL:
        tw_values_begin(w, TW_T_MV | TW_T_STR8, id);
        tw_value_str8(w, "MZpayload");
        tw_values_end(w);
        break;
    default:        tw_prop_binary(w, id, "", 0); break;
    }
}

static int is_said(uint16_t id, int way, const char *data, int32_t method)
{
    struct fixture f;
    int yes;

    fixture_begin(&f);
    tw_rend_file(&f.w);
    if (data != NULL) {
        tw_attr(&f.w, TW_ATTACHMENT, TW_DATA, data, strlen(data));
    }
    tw_attach_props_begin(&f.w);
    tw_prop_i4(&f.w, TW_P_ATTACH_METHOD, method);
    put_bytes(&f.w, id, way);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    yes = strstr(f.log.text, "anomaly content") != NULL;
    fixture_end(&f);
    return yes;
}

/* An attachment whose bytes are where nobody looks for them is not only an empty one. */
static void bytes_that_nobody_reads(void **state)
{
    static const uint16_t ids[] = {0x3700, 0x3706, 0x3709, 0x370F, 0x3715, 0x3720, 0x37FF};

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        for (int way = 0; way < WAYS; way++) {
            assert_int_equal(is_said(ids[i], way, NULL, 1), way != AS_EMPTY);
            assert_int_equal(is_said(ids[i], way, "", 1), way != AS_EMPTY);
            assert_false(is_said(ids[i], way, "x", 1));
            assert_false(is_said(ids[i], way, NULL, 4));
        }
    }
    assert_true(is_said(TW_P_ATTACH_LONG_NAME, AS_OBJECT, NULL, 1));
    assert_false(is_said(TW_P_ATTACH_LONG_NAME, AS_STRING, NULL, 1));
    assert_false(is_said(0x3800, AS_BINARY, NULL, 1));
    assert_false(is_said(0x36FF, AS_BINARY, NULL, 1));
}

/* It is said of its attachment, with the first such property, and not of the next one. */
static void bytes_that_nobody_reads_are_told(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_rend_file(&f.w);
    tw_attach_props_begin(&f.w);
    tw_prop_binary(&f.w, 0x3709, "MZ", 2);
    tw_prop_binary(&f.w, 0x3720, "MZ", 2);
    tw_attr_props_end(&f.w);
    tw_rend_file(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "content 1\n");
    fixture_expect(&f, " found=923336962 ");       /* 0x37090102 */
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(name_of_transport_alone),
        cmocka_unit_test(codepage_that_is_known_wins),
        cmocka_unit_test(date_of_another_type),
        cmocka_unit_test(bytes_that_nobody_reads),
        cmocka_unit_test(bytes_that_nobody_reads_are_told),
    };

    return cmocka_run_group_tests_name("message_odd", tests, NULL, NULL);
}
