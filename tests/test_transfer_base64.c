/* SPDX-License-Identifier: MIT */
/* base64, as it should be and as it comes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "transfer_check.h"
#include "transfer_writer.h"

#include <stdlib.h>
#include <string.h>

#define KIND TNEF_TRANSFER_BASE64
#define CHECK(v) FAIL_IF(transfer_check_all(KIND, v, sizeof(v) / sizeof(v)[0]))

static void decodes_the_vectors_of_rfc_4648(void **state)
{
    static const struct transfer_vector v[] = {
        V("", "", 0, TNEF_OK),
        V("Zg==", "f", 0, TNEF_OK),
        V("Zm8=", "fo", 0, TNEF_OK),
        V("Zm9v", "foo", 0, TNEF_OK),
        V("Zm9vYg==", "foob", 0, TNEF_OK),
        V("Zm9vYmE=", "fooba", 0, TNEF_OK),
        V("Zm9vYmFy", "foobar", 0, TNEF_OK),
        V("Zm9v\r\nYmFy\r\n", "foobar", 0, TNEF_OK),
        V("eJ8+IgAA\r\n", "\x78\x9F\x3E\x22\0\0", 0, TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void skips_what_is_not_in_the_alphabet(void **state)
{
    static const struct transfer_vector v[] = {
        V("Zm 9v\tYmFy ", "foobar", A(BLANK), TNEF_OK),
        V("Zm!9vYm-_FyLg==", "foobar.", A(JUNK), TNEF_OK),
        V("\0Zm9v\xFF\x80", "foo", A(JUNK), TNEF_OK),
        V("Z\r\nm\r\n9\r\nv\r\nY\r\nm\r\nF\r\ny\r\n", "foobar", 0, TNEF_OK),
        /* of a comment a letter is left, and moves all that follows */
        V("(c) Zm9v", "\x71\x99\xBD", A(JUNK) | A(BLANK) | A(LONE), TNEF_E_TRUNCATED),
        V(">Zm9v\r\n>YmFy\r\n", "foobar", A(JUNK), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void goes_on_after_padding(void **state)
{
    static const struct transfer_vector v[] = {
        V("Zg==Zm8=Zm9v", "ffofoo", A(PADDING_MIDDLE), TNEF_OK),
        V("Zg==\r\nZm9v\r\n", "ffoo", A(PADDING_MIDDLE), TNEF_OK),
        V("Zg=Zm9v", "ffoo", A(PADDING_MIDDLE) | A(PADDING_MISSING), TNEF_OK),
        V("Z=m9v", "\x9B\xDB", A(LONE) | A(PADDING_MIDDLE) | A(PADDING_MISSING) | A(BITS),
          TNEF_OK),
        V("=Zm9v", "foo", A(PADDING_EXTRA) | A(PADDING_MIDDLE), TNEF_OK),
        V("Zm9v=YmFy", "foobar", A(PADDING_EXTRA) | A(PADDING_MIDDLE), TNEF_OK),
        V("Zm9v====", "foo", A(PADDING_EXTRA), TNEF_OK),
        V("Zg===", "f", A(PADDING_EXTRA), TNEF_OK),
        V("Zg=\r\n=", "f", 0, TNEF_OK),
        V("====", "", A(PADDING_EXTRA), TNEF_OK),
        V("Zg==\r\n--boundary", "f\x6E\x8B\xA7\x75\xAA\xF2", A(PADDING_MIDDLE) | A(JUNK), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void does_without_final_padding(void **state)
{
    static const struct transfer_vector v[] = {
        V("Zg", "f", A(PADDING_MISSING), TNEF_OK),
        V("Zg=", "f", A(PADDING_MISSING), TNEF_OK),
        V("Zm8", "fo", A(PADDING_MISSING), TNEF_OK),
        V("Zm8\r\n", "fo", A(PADDING_MISSING), TNEF_OK),
        V("Zm9vY", "foo", A(LONE), TNEF_E_TRUNCATED),
        V("Z", "", A(LONE), TNEF_E_TRUNCATED),
    };

    (void)state;
    CHECK(v);
}

static void notes_bits_that_belong_to_nothing(void **state)
{
    static const struct transfer_vector v[] = {
        V("Zh==", "f", A(BITS), TNEF_OK),
        V("Zm9=", "fo", A(BITS), TNEF_OK),
        V("Zh", "f", A(BITS) | A(PADDING_MISSING), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void notes_line_ends(void **state)
{
    static const struct transfer_vector v[] = {
        V("Zm9v\nYmFy\n", "foobar", A(BARE_LF), TNEF_OK),
        V("Zm9v\rYmFy\r", "foobar", A(BARE_CR), TNEF_OK),
        V("Zm9v\r\r\nYmFy", "foobar", A(BARE_CR), TNEF_OK),
        V("\n\r", "", A(BARE_LF) | A(BARE_CR), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void says_where(void **state)
{
    static const struct transfer_plan plan;
    static const char in[] = "Zm9v!Zg==\nZm\r9v Z";
    struct transfer_result r;

    (void)state;
    transfer_run(&r, KIND, in, sizeof in - 1, &plan);
    assert_int_equal(r.status, TNEF_E_TRUNCATED);
    assert_int_equal(r.info.first_code, TNEF_TRANSFER_A_JUNK);
    assert_int_equal(r.info.first_offset, 4);
    assert_int_equal(r.first[TNEF_TRANSFER_A_BARE_LF], 9);
    assert_int_equal(r.first[TNEF_TRANSFER_A_PADDING_MIDDLE], 10);
    assert_int_equal(r.first[TNEF_TRANSFER_A_BARE_CR], 12);
    assert_int_equal(r.first[TNEF_TRANSFER_A_BLANK], 15);
    assert_int_equal(r.first[TNEF_TRANSFER_A_LONE], 17);
    assert_int_equal(r.error.status, TNEF_E_TRUNCATED);
    assert_int_equal(r.error.offset, 17);
    assert_int_equal(r.error.limit, 1);
    assert_int_equal(r.error.found, 2);
    transfer_result_free(&r);
}

static void notes_lines_of_more_than_76(void **state)
{
    static const struct transfer_plan plan;
    char in[256];

    (void)state;
    for (size_t line = 75; line <= 78; line++) {
        for (int ended = 0; ended <= 1; ended++) {
            struct transfer_result r;

            memset(in, 'A', sizeof in);
            memcpy(in + 4, "\r\n", 2);
            memcpy(in + 6 + line, "\r\n", 2);
            transfer_run(&r, KIND, in, 6 + line + (ended ? 2 : 0), &plan);
            assert_int_equal(r.count[TNEF_TRANSFER_A_LONG_LINE], line > 76);
            assert_int_equal(r.first[TNEF_TRANSFER_A_LONG_LINE], line > 76 ? 6 : 0);
            transfer_result_free(&r);
        }
    }
}

/* Each character in each place of a quantum, and each byte that is no character. */
static void knows_every_character(void **state)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static const struct transfer_plan plan;

    (void)state;
    for (unsigned b = 0; b < 256; b++) {
        const char *found = b != 0 ? strchr(alphabet, (int)b) : NULL;

        for (unsigned place = 0; place < 4; place++) {
            char in[9] = "AAAAAAAA";
            struct transfer_result r;
            uint32_t v = 0;

            in[4 + place] = (char)b;
            transfer_run(&r, KIND, in, 8, &plan);
            if (found != NULL) {
                v = (uint32_t)(found - alphabet) << (18 - 6 * place);
                assert_int_equal(r.len, 6);
                assert_int_equal(r.out[3], v >> 16);
                assert_int_equal(r.out[4], v >> 8 & 255);
                assert_int_equal(r.out[5], v & 255);
                assert_int_equal(r.info.anomalies, 0);
            } else {
                bool blank = b == ' ' || b == '\t';
                bool end = b == '\r' || b == '\n';

                assert_true(b == '=' || r.len == 5);
                assert_int_equal(r.count[TNEF_TRANSFER_A_BLANK], blank);
                assert_int_equal(r.count[TNEF_TRANSFER_A_JUNK], !blank && !end && b != '=');
            }
            transfer_result_free(&r);
        }
    }
}

static void round_trip(size_t len, size_t line, const char *eol, uint32_t allowed)
{
    uint8_t *in = malloc(len + 1), *text = malloc(TRANSFER_ROOM(len));
    size_t text_len;

    assert_non_null(in);
    assert_non_null(text);
    transfer_fill(in, len, (uint32_t)len);
    text_len = transfer_base64(text, in, len, line, eol);
    FAIL_IF(transfer_check_clean(KIND, text, text_len, in, len, allowed));
    free(in);
    free(text);
}

static void gives_back_what_was_encoded(void **state)
{
    (void)state;
    for (size_t len = 0; len < 200; len++)
        round_trip(len, 76, "\r\n", 0);
    for (size_t line = 1; line <= 76; line++)
        round_trip(1000, line, "\r\n", 0);
    round_trip(100000, 76, "\r\n", 0);
    round_trip(100000, 76, "\n", A(BARE_LF));
    round_trip(100000, 61, "\r", A(BARE_CR));
    /* one line of 1 MiB */
    round_trip(786432, 0, "\r\n", A(LONG_LINE));
}

static void keeps_every_byte(void **state)
{
    uint8_t in[256], text[TRANSFER_ROOM(256)];
    size_t len;

    (void)state;
    for (unsigned i = 0; i < 256; i++)
        in[i] = (uint8_t)i;
    len = transfer_base64(text, in, sizeof in, 76, "\r\n");
    FAIL_IF(transfer_check_clean(KIND, text, len, in, sizeof in, 0));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_the_vectors_of_rfc_4648),
        cmocka_unit_test(skips_what_is_not_in_the_alphabet),
        cmocka_unit_test(goes_on_after_padding),
        cmocka_unit_test(does_without_final_padding),
        cmocka_unit_test(notes_bits_that_belong_to_nothing),
        cmocka_unit_test(notes_line_ends),
        cmocka_unit_test(says_where),
        cmocka_unit_test(notes_lines_of_more_than_76),
        cmocka_unit_test(knows_every_character),
        cmocka_unit_test(gives_back_what_was_encoded),
        cmocka_unit_test(keeps_every_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
