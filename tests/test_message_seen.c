/* SPDX-License-Identifier: MIT */

/* What others see of an attachment: contents of any type and place, bytes of no structure, paths.
 * Nothing that carries bytes ends as an empty file with nothing said. */

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

static const uint8_t ps_mapi[16] = {0x28, 0x03, 0x02, 0, 0, 0, 0, 0,
                                    0xC0, 0, 0, 0, 0, 0, 0, 0x46};

#define PAYLOAD "EVILPAYLOAD"

/* ---- Contents ----------------------------------------------------------------------------- */

static void file_begin(struct fixture *f)
{
    fixture_begin(f);
    tw_rend_file(&f->w);
    tw_attach_props_begin(&f->w);
    tw_prop_i4(&f->w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(&f->w, TW_P_ATTACH_LONG_NAME, "evil.exe");
}

static void content_of_every_type(void **state)
{
    static const uint16_t types[] = {
        TW_T_I2, TW_T_I4, TW_T_R4, TW_T_R8, TW_T_CURRENCY, TW_T_APPTIME, TW_T_BOOL, TW_T_I8,
        TW_T_STR8, TW_T_UNICODE, TW_T_TIME, TW_T_GUID
    };

    (void)state;
    for (size_t named = 0; named < 2; named++) {
        for (size_t i = 0; i < 2 * sizeof types / sizeof types[0]; i++) {
            uint16_t type = types[i / 2];
            struct fixture f;

            if (i % 2 == 1) {
                if (type == TW_T_BOOL) {
                    continue;
                }
                type |= TW_T_MV;
            }
            file_begin(&f);
            if (named == 1) {
                tw_named_id(&f.w, i % 3 == 0 ? TW_PSETID_COMMON : ps_mapi, TW_P_ATTACH_DATA);
            }
            tw_prop_any(&f.w, type, named == 1 ? 0x8000 : TW_P_ATTACH_DATA);
            tw_attr_props_end(&f.w);
            fixture_run(&f);
            fixture_expect(&f, "content_begin part=1 index=0 kind=2 ");
            fixture_expect(&f, "part_data part=1 content=0 ");
            fixture_expect(&f, "anomaly content ");
            fixture_expect(&f, " counts=0 ");
            fixture_expect_no(&f, "part_end id=1 kind=4 f=0 size=0 ");
            fixture_end(&f);
        }
    }
}

/* Those types have no value. */
static void content_of_no_type(void **state)
{
    struct fixture f;

    (void)state;
    file_begin(&f);
    tw_prop_error(&f.w, TW_P_ATTACH_DATA, 0x8007000E);
    tw_prop_null(&f.w, TW_P_ATTACH_DATA);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect_no(&f, "content_begin");
    fixture_end(&f);
}

static void content_values_are_contents(void **state)
{
    struct fixture f;
    tnef_message *m = NULL;
    uint8_t *buf;
    size_t len;

    (void)state;
    file_begin(&f);
    tw_values_begin(&f.w, TW_T_MV | TW_T_BINARY, TW_P_ATTACH_DATA);
    tw_value(&f.w, PAYLOAD, 11);
    tw_value(&f.w, "second", 6);
    tw_value(&f.w, "", 0);
    tw_values_end(&f.w);
    tw_attr_props_end(&f.w);
    buf = tw_take(&f.w, &len);
    assert_int_equal(tnef_message_load(&m, buf, len, NULL, NULL), TNEF_OK);
    assert_int_equal(m->attachment_count, 1);
    assert_int_equal(m->attachments[0]->content_count, 3);
    assert_int_equal(m->attachments[0]->len, 11);
    assert_memory_equal(m->attachments[0]->data, PAYLOAD, 11);
    assert_memory_equal(m->attachments[0]->contents[1]->data, "second", 6);
    assert_int_equal(m->attachments[0]->contents[1]->len, 6);
    assert_int_equal(m->attachments[0]->contents[1]->content->value, 1);
    assert_int_equal(m->attachments[0]->contents[1]->content->type, 0x1102);
    assert_int_equal(m->attachments[0]->contents[2]->len, 0);
    tnef_message_free(m);
    free(buf);
    fixture_end(&f);
}

/* What is empty does not count where something is not. */
static void content_empty_ones_do_not_count(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct fixture f;

        fixture_begin(&f);
        tw_rend_file(&f.w);
        tw_attr(&f.w, TW_ATTACHMENT, TW_DATA, PAYLOAD, i == 1 || i == 2 ? 11 : 0);
        tw_attach_props_begin(&f.w);
        if (i == 0) {
            tw_prop_binary(&f.w, TW_P_ATTACH_DATA, PAYLOAD, 11);
        } else if (i == 1) {
            tw_prop_object(&f.w, TW_P_ATTACH_DATA, TW_IID_STREAM, "", 0);
        } else if (i == 2) {
            tw_prop_binary(&f.w, TW_P_ATTACH_DATA, "", 0);
        } else {
            tw_prop_binary(&f.w, TW_P_ATTACH_DATA, "", 0);
            tw_prop_binary(&f.w, TW_P_ATTACH_DATA, PAYLOAD, 11);
        }
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, " f=0 size=11 contents=");
        fixture_expect(&f, "anomaly content ");
        fixture_end(&f);
    }
}

/* An attribute that nobody knows, without attAttachRendData too. */
static void content_of_unknown_attribute(void **state)
{
    (void)state;
    for (int rend = 0; rend < 2; rend++) {
        struct fixture f;

        fixture_begin(&f);
        if (rend == 1) {
            tw_rend_file(&f.w);
        }
        tw_attr(&f.w, TW_ATTACHMENT, TW_UNKNOWN, PAYLOAD, 11);
        tw_attr(&f.w, TW_MESSAGE, TW_UNKNOWN, PAYLOAD, 11);
        fixture_run(&f);
        fixture_expect(&f, "content_begin part=1 index=0 kind=7 ");
        fixture_expect(&f, " size=11 contents=1 counts=0 ");
        fixture_expect(&f, "anomaly content ");
        fixture_end(&f);
    }
}

/* Where no attachment is, one is made. */
static void content_outside_of_attachments(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_binary(&f.w, TW_P_ATTACH_DATA, PAYLOAD, 11);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "part_end id=1 kind=4 f=20000 size=11 ");
    fixture_expect(&f, "anomaly content ");
    fixture_end(&f);
}

/* ---- Bodies ------------------------------------------------------------------------------- */

static void body_in_every_disguise(void **state)
{
    static const uint16_t ids[] = {TW_P_BODY, TW_P_HTML, TW_P_RTF};
    static const uint16_t types[] = {TW_T_MV | TW_T_STR8, TW_T_MV | TW_T_UNICODE,
                                     TW_T_MV | TW_T_BINARY};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 6; k++) {
            struct fixture f;
            char want[64];

            fixture_begin(&f);
            tw_msg_props_begin(&f.w);
            if (k < 3) {
                tw_values_begin(&f.w, types[k], ids[i]);
                tw_value(&f.w, "shown", 5);
                tw_values_end(&f.w);
            } else if (k == 5) {
                tw_prop_object(&f.w, ids[i], TW_IID_STREAM, "shown", 5);
            } else {
                tw_named_id(&f.w, k == 3 ? ps_mapi : TW_PSETID_COMMON, ids[i]);
                tw_prop_binary(&f.w, 0x8001, "shown", 5);
            }
            tw_attr_props_end(&f.w);
            fixture_run(&f);
            (void)snprintf(want, sizeof want, "part_begin id=1 kind=%u ", (unsigned)i + 1u);
            fixture_expect(&f, want);
            fixture_expect(&f, "part_data part=1 content=0 len=5 ");
            fixture_expect(&f, "anomaly content ");
            fixture_end(&f);
        }
    }
}

/* PidTagReportText is a body where there is no other; a PtypString beats a PtypString8. */
static void body_that_counts(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_str8(&f.w, 0x1001, "Your message did not reach some recipients.");
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "part_begin id=1 kind=1 message=1 index=0 f=800000 ");
    fixture_expect(&f, " bodies=1/0/0 best=1");
    fixture_end(&f);

    fixture_begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_str8(&f.w, 0x1001, "report");
    tw_prop_str8(&f.w, TW_P_BODY, "text");
    tw_prop_unicode(&f.w, TW_P_BODY, "text");
    tw_attr_props_end(&f.w);
    tw_attr_string(&f.w, TW_MESSAGE, TW_BODY, "text");
    fixture_run(&f);
    fixture_expect(&f, " bodies=3/0/0 best=3");
    fixture_expect_no(&f, "anomaly duplicate");
    fixture_end(&f);
}

/* ---- Remainders --------------------------------------------------------------------------- */

static void remainder_of_list_and_stream(void **state)
{
    struct fixture f;
    tnef_message *m = NULL;
    uint8_t *buf;
    size_t len;

    (void)state;
    fixture_begin(&f);
    tw_rend_file(&f.w);
    tw_attach_props_begin(&f.w);
    tw_prop_binary(&f.w, TW_P_ATTACH_DATA, PAYLOAD, 11);
    tw_claim(&f.w, 0);
    tw_attr_props_end(&f.w);
    tw_str8(&f.w, "\r\n trailing bytes\r\n");
    buf = tw_take(&f.w, &len);
    assert_int_equal(tnef_message_load(&m, buf, len, NULL, NULL), TNEF_E_TRAILING);
    assert_int_equal(m->remainder_count, 2);
    assert_int_equal(m->attachment_count, 1);
    assert_int_equal(m->info->remainders, 2);
    assert_int_equal(m->remainders[0]->part->kind, TNEF_PART_REMAINDER);
    assert_int_equal(m->remainders[0]->part->attachment, m->attachments[0]->part->id);
    assert_string_equal(m->remainders[0]->part->name.text, "remainder-1.bin");
    assert_string_equal(m->remainders[1]->part->name.text, "remainder-2.bin");
    assert_int_equal(m->remainders[0]->len, 24);
    assert_memory_equal(m->remainders[0]->data + 12, PAYLOAD, 11);
    assert_string_equal((const char *)m->remainders[1]->data, "trailing bytes\r\n");
    tnef_message_free(m);
    free(buf);
    fixture_end(&f);
}

static void remainder_limit_at_n_and_one_more(void **state)
{
    (void)state;
    for (uint32_t n = 1; n <= 3; n++) {
        struct fixture f;

        fixture_begin(&f);
        f.limits.max_attachments = n;
        for (int i = 0; i < 2; i++) {
            tw_msg_props_begin(&f.w);
            tw_prop_i4(&f.w, TW_P_IMPORTANCE, 1);
            tw_claim(&f.w, 0);
            tw_attr_props_end(&f.w);
        }
        fixture_run(&f);
        assert_int_equal(f.status, n < 2 ? TNEF_E_LIMIT_ATTACHMENTS : TNEF_E_TRAILING);
        fixture_expect(&f, "name=\"remainder-1.bin\"");
        if (n < 2) {
            fixture_expect_no(&f, "name=\"remainder-2.bin\"");
        } else {
            fixture_expect(&f, "name=\"remainder-2.bin\"");
        }
        fixture_end(&f);
    }
}

/* Filler alone is no remainder. */
static void remainder_of_filler(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_bytes(&f.w, "\r\n\t \0\0\0\0\0\0\0", 11);
    fixture_run(&f);
    assert_int_equal(f.status, TNEF_OK);
    fixture_expect_no(&f, "part_begin");
    fixture_end(&f);
}

/* ---- References --------------------------------------------------------------------------- */

static void reference_by_method_or_path(void **state)
{
    /* method (-1: none), where the path is, bytes in attAttachData (-1: no attribute), kind */
    static const struct {
        int method;
        uint16_t path;
        int bytes;
        unsigned kind;
    } cases[] = {
        {2, 0x3708, -1, TNEF_PART_REFERENCE},  {3, 0x370D, -1, TNEF_PART_REFERENCE},
        {4, 0x3708, 0, TNEF_PART_REFERENCE},   {7, 0x370D, 0, TNEF_PART_REFERENCE},
        {0, 0x370D, 0, TNEF_PART_REFERENCE},   {-1, 0x370D, 0, TNEF_PART_REFERENCE},
        {-1, 0x3708, -1, TNEF_PART_REFERENCE}, {1, 0x3708, 0, TNEF_PART_FILE},
        {4, 0x3708, 3, TNEF_PART_FILE},        {-1, 0x3708, 3, TNEF_PART_FILE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture f;
        char want[64];

        fixture_begin(&f);
        tw_rend_file(&f.w);
        if (cases[i].bytes >= 0) {
            tw_attr(&f.w, TW_ATTACHMENT, TW_DATA, "abc", (size_t)cases[i].bytes);
        }
        tw_attach_props_begin(&f.w);
        if (cases[i].method >= 0) {
            tw_prop_i4(&f.w, TW_P_ATTACH_METHOD, cases[i].method);
        }
        tw_prop_unicode(&f.w, cases[i].path, "\\\\host\\share\\a.txt");
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        (void)snprintf(want, sizeof want, "part_end id=1 kind=%u ", cases[i].kind & 15u);
        fixture_expect(&f, want);
        fixture_expect(&f, " path=\"\\5c\\5chost\\5cshare\\5ca.txt\"");
        if (cases[i].method == 4 && cases[i].bytes > 0) {
            fixture_expect(&f, "anomaly content ");
        }
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_of_every_type),
        cmocka_unit_test(content_of_no_type),
        cmocka_unit_test(content_values_are_contents),
        cmocka_unit_test(content_empty_ones_do_not_count),
        cmocka_unit_test(content_of_unknown_attribute),
        cmocka_unit_test(content_outside_of_attachments),
        cmocka_unit_test(body_in_every_disguise),
        cmocka_unit_test(body_that_counts),
        cmocka_unit_test(remainder_of_list_and_stream),
        cmocka_unit_test(remainder_limit_at_n_and_one_more),
        cmocka_unit_test(remainder_of_filler),
        cmocka_unit_test(reference_by_method_or_path),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
