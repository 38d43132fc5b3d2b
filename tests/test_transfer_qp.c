/* SPDX-License-Identifier: MIT */
/* quoted-printable, as it should be and as it comes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "transfer_check.h"
#include "transfer_writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KIND TNEF_TRANSFER_QUOTED_PRINTABLE
#define CHECK(v) FAIL_IF(transfer_check_all(KIND, v, sizeof(v) / sizeof(v)[0]))

static void decodes_what_rfc_2045_says(void **state)
{
    static const struct transfer_vector v[] = {
        V("", "", 0, TNEF_OK),
        V("abc", "abc", 0, TNEF_OK),
        V("=41=3D=0A=00=FF", "A=\n\0\xFF", 0, TNEF_OK),
        /* the example of 6.7 */
        V("Now's the time =\r\nfor all folk to come=\r\n to the aid of their country.",
          "Now's the time for all folk to come to the aid of their country.", 0, TNEF_OK),
        V("a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n", 0, TNEF_OK),
        V("a b\tc  d", "a b\tc  d", 0, TNEF_OK),
        V("a =20\r\nb=09\r\n", "a  \r\nb\t\r\n", 0, TNEF_OK),
        V("=78=9F>\"", "\x78\x9F\x3E\x22", 0, TNEF_OK),
        V("a=\r\n=\r\nb", "ab", 0, TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void passes_line_ends_as_they_are(void **state)
{
    static const struct transfer_vector v[] = {
        V("a\nb\n", "a\nb\n", A(BARE_LF), TNEF_OK),
        V("a\rb\r", "a\rb\r", A(BARE_CR), TNEF_OK),
        V("a\r\r\nb", "a\r\r\nb", A(BARE_CR), TNEF_OK),
        V("a\n\rb", "a\n\rb", A(BARE_LF) | A(BARE_CR), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void removes_blanks_before_line_ends(void **state)
{
    static const struct transfer_vector v[] = {
        V("a \r\nb\t \t\r\n", "a\r\nb\r\n", A(TRAILING_BLANKS), TNEF_OK),
        V("a \nb", "a\nb", A(TRAILING_BLANKS) | A(BARE_LF), TNEF_OK),
        V("a \rb", "a\rb", A(TRAILING_BLANKS) | A(BARE_CR), TNEF_OK),
        V(" \r\n \r\n", "\r\n\r\n", A(TRAILING_BLANKS), TNEF_OK),
        V("a  ", "a", A(TRAILING_BLANKS), TNEF_OK),
        V("  ", "", A(TRAILING_BLANKS), TNEF_OK),
        V("a =\r\n b", "a  b", 0, TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void knows_soft_breaks_of_every_kind(void **state)
{
    static const struct transfer_vector v[] = {
        V("a= \t \r\nb", "ab", A(SOFT_BLANKS), TNEF_OK),
        V("a=\nb=\rc", "abc", A(BARE_LF) | A(BARE_CR), TNEF_OK),
        V("a= \nb", "ab", A(SOFT_BLANKS) | A(BARE_LF), TNEF_OK),
        V("a=\r\rb", "a\rb", A(BARE_CR), TNEF_OK),
        V("a=\r\n\r\nb", "a\r\nb", 0, TNEF_OK),
        V("a=\r=41", "aA", A(BARE_CR), TNEF_OK),
        V("a=", "a", A(SOFT_END), TNEF_OK),
        V("a= \t", "a", A(SOFT_END) | A(SOFT_BLANKS), TNEF_OK),
        V("a=\r", "a", A(BARE_CR), TNEF_OK),
        V("a=\r\n", "a", 0, TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void passes_what_is_not_hexadecimal(void **state)
{
    static const struct transfer_vector v[] = {
        V("=ff=fF=Ff=3d", "\xFF\xFF\xFF=", A(HEX_LOWER), TNEF_OK),
        V("=zz=4z=G1=", "=zz=4z=G1", A(HEX) | A(SOFT_END), TNEF_OK),
        V("==41", "=A", A(HEX), TNEF_OK),
        V("=4=41", "=4A", A(HEX), TNEF_OK),
        V("=4\r\n", "=4\r\n", A(HEX), TNEF_OK),
        V("=4 \r\n", "=4\r\n", A(HEX) | A(TRAILING_BLANKS), TNEF_OK),
        V("= 41", "= 41", A(HEX), TNEF_OK),
        V("= =\r\n", "= ", A(HEX), TNEF_OK),
        V("a=4", "a=4", A(HEX), TNEF_OK),
        V("=\0", "=\0", A(HEX) | A(RAW), TNEF_OK),
        V("http://x/?a=b&c=d", "http://x/?a=b&c=d", A(HEX), TNEF_OK),
        V("=@=`=/=:=G=g", "=@=`=/=:=G=g", A(HEX), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void notes_what_should_be_encoded(void **state)
{
    static const struct transfer_vector v[] = {
        V("a\xE9z", "a\xE9z", A(RAW), TNEF_OK),
        V("a\0z\x7F", "a\0z\x7F", A(RAW), TNEF_OK),
        V("a \x80 b", "a \x80 b", A(RAW), TNEF_OK),
        V("a\x0C\r\n", "a\x0C\r\n", A(RAW), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

/* Rows of blanks at the bound: what is kept back, and what passes. */
static void keeps_back_so_many_blanks(void **state)
{
    static const struct transfer_plan plan;
    char in[400];

    (void)state;
    for (size_t n = TNEF_TRANSFER_BLANKS - 1u; n <= TNEF_TRANSFER_BLANKS + 1u; n++) {
        bool long_row = n > TNEF_TRANSFER_BLANKS;
        struct transfer_result r;

        memset(in, ' ', sizeof in);
        in[0] = 'a';
        memcpy(in + 1 + n, "\r\n", 2);
        transfer_run(&r, KIND, in, n + 3, &plan);
        assert_int_equal(r.len, long_row ? n + 3 : 3);
        assert_int_equal(r.count[TNEF_TRANSFER_A_TRAILING_BLANKS], !long_row);
        assert_int_equal(r.count[TNEF_TRANSFER_A_BLANKS_KEPT], long_row);
        FAIL_IF(transfer_check_ways(&r, KIND, in, n + 3, &plan));
        transfer_result_free(&r);

        /* the same after = */
        in[1] = '=';
        in[1 + n] = ' ';
        memcpy(in + 2 + n, "\r\nb", 3);
        transfer_run(&r, KIND, in, n + 5, &plan);
        assert_int_equal(r.len, long_row ? n + 5 : 2);
        assert_int_equal(r.count[TNEF_TRANSFER_A_SOFT_BLANKS], !long_row);
        assert_int_equal(r.count[TNEF_TRANSFER_A_HEX], long_row);
        FAIL_IF(transfer_check_ways(&r, KIND, in, n + 5, &plan));
        transfer_result_free(&r);

        /* before text they count, however many */
        in[1] = ' ';
        memcpy(in + 1 + n, "b ", 2);
        transfer_run(&r, KIND, in, n + 3, &plan);
        assert_int_equal(r.len, n + 2);
        assert_int_equal(r.count[TNEF_TRANSFER_A_TRAILING_BLANKS], 1);
        transfer_result_free(&r);
    }
}

static void says_where(void **state)
{
    static const struct transfer_plan plan;
    static const char in[] = "ab \r\n=zz=  \r\n=aa\xFF=4\n=";
    struct transfer_result r;

    (void)state;
    transfer_run(&r, KIND, in, sizeof in - 1, &plan);
    assert_int_equal(r.info.first_code, TNEF_TRANSFER_A_TRAILING_BLANKS);
    assert_int_equal(r.info.first_offset, 3);
    assert_int_equal(r.first[TNEF_TRANSFER_A_HEX], 5);
    assert_int_equal(r.count[TNEF_TRANSFER_A_HEX], 2);
    assert_int_equal(r.first[TNEF_TRANSFER_A_SOFT_BLANKS], 8);
    assert_int_equal(r.first[TNEF_TRANSFER_A_HEX_LOWER], 13);
    assert_int_equal(r.first[TNEF_TRANSFER_A_RAW], 16);
    assert_int_equal(r.first[TNEF_TRANSFER_A_BARE_LF], 19);
    assert_int_equal(r.first[TNEF_TRANSFER_A_SOFT_END], 20);
    transfer_result_free(&r);
}

static void notes_lines_of_more_than_76(void **state)
{
    static const struct transfer_plan plan;
    char in[256];

    (void)state;
    for (size_t line = 75; line <= 78; line++) {
        struct transfer_result r;

        memset(in, 'a', sizeof in);
        memcpy(in + line - 1, "=\r\n", 3);
        transfer_run(&r, KIND, in, line + 12, &plan);
        assert_int_equal(r.count[TNEF_TRANSFER_A_LONG_LINE], line > 76);
        assert_int_equal(r.len, line - 1 + 10);
        transfer_result_free(&r);
    }
}

/* Every byte by itself, and every byte as two digits. */
static void knows_every_byte(void **state)
{
    static const struct transfer_plan plan;

    (void)state;
    for (unsigned b = 0; b < 256; b++) {
        struct transfer_result r;
        char in[8];

        in[0] = 'a';
        in[1] = (char)b;
        in[2] = 'z';
        transfer_run(&r, KIND, in, 3, &plan);
        assert_int_equal(r.len, 3);
        assert_memory_equal(r.out, in, 3);
        assert_int_equal(r.count[TNEF_TRANSFER_A_RAW], (b < 32 && b != '\t' && b != '\r' && b != '\n')
                             || b > 126);
        assert_int_equal(r.count[TNEF_TRANSFER_A_HEX], b == '=');
        transfer_result_free(&r);
        snprintf(in, sizeof in, "=%02X", b);
        transfer_run(&r, KIND, in, 3, &plan);
        assert_int_equal(r.len, 1);
        assert_int_equal(r.out[0], b);
        assert_int_equal(r.info.anomalies, 0);
        transfer_result_free(&r);
    }
}

static void round_trip(size_t len, bool text, bool lower, const char *eol, uint32_t allowed)
{
    uint8_t *in = malloc(len + 1), *encoded = malloc(TRANSFER_ROOM(len));
    size_t encoded_len;

    assert_non_null(in);
    assert_non_null(encoded);
    transfer_fill(in, len, (uint32_t)len);
    for (size_t i = 0; text && i < len; i++)
        in[i] = (uint8_t)"etaoin shrdlu\r\n.=\xE9\t"[in[i] % 19u];
    encoded_len = transfer_qp(encoded, in, len, text, lower, eol);
    FAIL_IF(transfer_check_clean(KIND, encoded, encoded_len, in, len, allowed));
    free(in);
    free(encoded);
}

static void gives_back_what_was_encoded(void **state)
{
    (void)state;
    for (size_t len = 0; len < 200; len++) {
        round_trip(len, false, false, "\r\n", 0);
        round_trip(len, true, false, "\r\n", 0);
    }
    round_trip(100000, false, false, "\r\n", 0);
    round_trip(100000, false, true, "\n", A(HEX_LOWER) | A(BARE_LF));
    round_trip(100000, true, false, "\r\n", 0);
}

static void passes_a_line_of_a_mebibyte(void **state)
{
    size_t len = 1u << 20;
    uint8_t *in = malloc(len);

    (void)state;
    assert_non_null(in);
    memset(in, 'x', len);
    FAIL_IF(transfer_check_clean(KIND, in, len, in, len, A(LONG_LINE)));
    memset(in, ' ', len);
    in[len - 1] = 'x';
    FAIL_IF(transfer_check_clean(KIND, in, len, in, len, A(LONG_LINE) | A(BLANKS_KEPT)));
    free(in);
}

/* Lines that are whole go another way than what is cut. */
static void decodes_the_same_whole_and_cut(void **state)
{
    static const char *const things[] = {
        "a", "What holds for one line", "=41", "=C3=a4", "\r\n", "=\r\n", "\n", "=\n", "\r", " ",
        "\t ", "= ", "=", "=4", "\x80\xFF", "\x7F", "                                        ",
        "text-of-more-than-one-block-of-any-size-that-is-likely,-and-so-of-a-long-line-too",
    };
    static const struct transfer_plan plan = { 0 };
    struct transfer_result whole;
    uint8_t random[64];
    char in[64 * 88];

    (void)state;
    for (uint32_t seed = 0; seed < 40; seed++) {
        size_t len = 0;

        transfer_fill(random, sizeof random, seed);
        for (size_t i = 0; i < sizeof random; i++) {
            const char *thing = things[random[i] % (sizeof things / sizeof things[0])];

            memcpy(in + len, thing, strlen(thing));
            len += strlen(thing);
        }
        transfer_run(&whole, KIND, in, len, &plan);
        FAIL_IF(transfer_check_ways(&whole, KIND, in, len, &plan));
        transfer_result_free(&whole);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_what_rfc_2045_says),
        cmocka_unit_test(passes_line_ends_as_they_are),
        cmocka_unit_test(removes_blanks_before_line_ends),
        cmocka_unit_test(knows_soft_breaks_of_every_kind),
        cmocka_unit_test(passes_what_is_not_hexadecimal),
        cmocka_unit_test(notes_what_should_be_encoded),
        cmocka_unit_test(keeps_back_so_many_blanks),
        cmocka_unit_test(says_where),
        cmocka_unit_test(notes_lines_of_more_than_76),
        cmocka_unit_test(knows_every_byte),
        cmocka_unit_test(gives_back_what_was_encoded),
        cmocka_unit_test(passes_a_line_of_a_mebibyte),
        cmocka_unit_test(decodes_the_same_whole_and_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
