/* SPDX-License-Identifier: MIT */

/* Corners of lists of people as cards: lists as a stream, members that are too long, texts without a
 * code page. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

static char *card(struct tw *w, uint32_t version, uint32_t *left_out)
{
    const tnef_convert_options o = { .size = sizeof o, .card_version = version };
    char *text = cw_convert(w, TNEF_CONVERT_CARD, &o, left_out);

    assert_non_null(text);
    return text;
}

/* A stream with |count| members of |announced|, each of which is Ann. */
static void list(struct tw *w, uint32_t count, uint32_t announced, uint16_t version)
{
    uint8_t one[512];
    const size_t one_len = cw_one_off(one, "Ann", "SMTP", "ann@example.com");
    struct tw b;
    uint8_t *blob;
    size_t len;

    tw_init(&b);
    tw_u16(&b, version);
    tw_u16(&b, 0);
    tw_zeros(&b, 8);
    tw_u32(&b, announced);
    tw_zeros(&b, 12);
    for (uint32_t i = 0; i < count; i++) {
        tw_u32(&b, (uint32_t)one_len);
        tw_bytes(&b, one, one_len);
        tw_u32(&b, 0);
        tw_u32(&b, 0);
    }
    blob = tw_take(&b, &len);
    tw_free(&b);
    cw_begin(w, "IPM.DistList");
    cw_blob(w, CW_ADDRESS, 0x8064, blob, len);
    cw_end(w);
    free(blob);
}

static void lists_as_a_stream(void **state)
{
    static const struct {
        uint32_t count, announced;
        uint16_t version;
        size_t shown;
        uint32_t left_out;
    } rows[] = {
        { 0, 0, 1, 0, 0 },
        { 2, 2, 1, 2, 0 },
        { 2, 3, 1, 2, TNEF_CONVERT_MEMBERS },
        { 2, 2, 9, 0, TNEF_CONVERT_MEMBERS },
        { TNEF_CONVERT_MEMBERS_MAX, TNEF_CONVERT_MEMBERS_MAX, 1, TNEF_CONVERT_MEMBERS_MAX, 0 },
        { TNEF_CONVERT_MEMBERS_MAX + 1, TNEF_CONVERT_MEMBERS_MAX + 1, 1, TNEF_CONVERT_MEMBERS_MAX,
          TNEF_CONVERT_MEMBERS },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t left_out;
        struct tw w;
        char *text;

        list(&w, rows[i].count, rows[i].announced, rows[i].version);
        text = card(&w, 4, &left_out);
        assert_int_equal(cw_count(text, "MEMBER:mailto:ann@example.com\r\n"), rows[i].shown);
        assert_int_equal(left_out, rows[i].left_out);
        free(text);
    }
}

/* Of two members the second one is longer than any value that is wanted. */
static void a_long_member(void **state)
{
    uint8_t *p = calloc(1, 262145);
    uint32_t left_out;
    struct tw w;
    char *text;

    (void)state;
    assert_non_null(p);
    cw_begin(&w, "IPM.DistList");
    tw_named_id(&w, CW_ADDRESS, 0x8054);
    tw_values_begin(&w, TW_T_BINARY | TW_T_MV, 0x8000);
    tw_value(&w, p, cw_one_off(p, "Ann", "SMTP", "ann@example.com"));
    tw_value(&w, p, 262145);
    tw_values_end(&w);
    cw_end(&w);
    text = card(&w, 4, &left_out);
    assert_int_equal(cw_count(text, "MEMBER:"), 1);
    assert_int_equal(left_out, TNEF_CONVERT_MEMBERS);
    free(text);
    free(p);
}

/* Names and addresses of one byte for a character, in a stream that tells no code page. */
static void without_a_code_page(void **state)
{
    static const char texts[] = "00000000 812b1fa4bea310199d6e00dd010f5402 0000 0000 416e6e00 534d545000"
                                "616e6e406578616d706c652e636f6d00";
    uint8_t one[512];
    const size_t len = cw_bytes(texts, one, sizeof one);
    struct tw w;
    char *text;

    (void)state;
    tw_init(&w);
    tw_stream(&w, TW_KEY);
    tw_version(&w, 0x00010000);
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_MESSAGE_CLASS, "IPM.DistList");
    tw_named_id(&w, CW_ADDRESS, 0x8054);
    tw_values_begin(&w, TW_T_BINARY | TW_T_MV, 0x8000);
    tw_value(&w, one, len);
    tw_values_end(&w);
    tw_attr_props_end(&w);
    text = card(&w, 4, NULL);
    cw_has(text, "MEMBER:mailto:ann@example.com\r\n");
    free(text);
}


int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_as_a_stream),
        cmocka_unit_test(a_long_member),
        cmocka_unit_test(without_a_code_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
