/* SPDX-License-Identifier: MIT */
/* uuencode, as it should be and as it comes. */
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

#define KIND TNEF_TRANSFER_UUENCODE
#define CHECK(v) FAIL_IF(transfer_check_all(KIND, v, sizeof(v) / sizeof(v)[0]))

/* "Cat" is #0V%T; the line of 45 zeros is M and 60 zeros. */
#define BEGIN "begin 644 cat.txt\r\n"
#define CAT   "#0V%T\r\n"
#define ZERO  "`\r\n"
#define END   "end\r\n"

static void decodes_a_file(void **state)
{
    static const struct transfer_vector v[] = {
        V(BEGIN CAT ZERO END, "Cat", 0, TNEF_OK),
        V(BEGIN CAT " \r\n" END, "Cat", 0, TNEF_OK),
        V("begin 0644 cat.txt\r\n" CAT ZERO END, "Cat", 0, TNEF_OK),
        V(BEGIN ZERO END, "", 0, TNEF_OK),
        V("Dear all,\r\n\r\nbeginning now\r\n" BEGIN CAT ZERO END, "Cat", 0, TNEF_OK),
        V(BEGIN CAT ZERO END "\r\n  \r\n", "Cat", 0, TNEF_OK),
        V(BEGIN CAT ZERO "end", "Cat", 0, TNEF_OK),
        V(BEGIN CAT ZERO "end  \r\n", "Cat", 0, TNEF_OK),
        V(BEGIN CAT CAT ZERO END, "CatCat", 0, TNEF_OK),
        /* both zeros: spaces and ` */
        V(BEGIN "#    \r\n#````\r\n" ZERO END, "\0\0\0\0\0\0", 0, TNEF_OK),
        V(BEGIN "$>)\\^(@\r\n" ZERO END, "\x78\x9F\x3E\x22", 0, TNEF_OK),
        V(BEGIN "$>)\\^(@``\r\n" ZERO END, "\x78\x9F\x3E\x22", 0, TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

/* A last group as short as its bytes allow is whole; blanks that were lost are zeros. */
static void pads_short_lines(void **state)
{
    static const struct transfer_vector v[] = {
        V(BEGIN "!00\r\n" ZERO END, "A", 0, TNEF_OK),
        V(BEGIN "\"00\r\n" ZERO END, "A\0", A(LINE_SHORT), TNEF_OK),
        V(BEGIN "\"04(\r\n" ZERO END, "AB", 0, TNEF_OK),
        V(BEGIN "#0V%\r\n" ZERO END, "Ca@", A(LINE_SHORT), TNEF_OK),
        V(BEGIN "#0V\r\n" ZERO END, "C`\0", A(LINE_SHORT), TNEF_OK),
        V(BEGIN "#0\r\n" ZERO END, "@\0\0", A(LINE_SHORT), TNEF_OK),
        V(BEGIN "#\r\n" ZERO END, "\0\0\0", A(LINE_SHORT), TNEF_OK),
        V(BEGIN "&0V%T\r\n" ZERO END, "Cat\0\0\0", A(LINE_SHORT), TNEF_OK),
        V(BEGIN "M\r\n" ZERO END,
          "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
          "\0\0", A(LINE_SHORT), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void ignores_what_is_too_much(void **state)
{
    static const struct transfer_vector v[] = {
        V(BEGIN "#0V%TX\r\n" ZERO END, "Cat", A(LINE_EXTRA), TNEF_OK),
        V(BEGIN "#0V%T  \t\r\n" ZERO END, "Cat", 0, TNEF_OK),
        V(BEGIN CAT "` \r\n" END, "Cat", 0, TNEF_OK),
        V(BEGIN CAT "`x\r\n" END, "Cat", A(LINE_EXTRA), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void reads_lines_of_more_than_45(void **state)
{
    static const struct transfer_vector v[] = {
        V(BEGIN "M5555555555555555555555555555555555555555555555555555555555555\r\n" ZERO END,
          "UUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUU", A(LINE_EXTRA), TNEF_OK),
        V(BEGIN "N55555555555555555555555555555555555555555555555555555555555555``\r\n" ZERO END,
          "UUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUU", A(LENGTH), TNEF_OK),
        V(BEGIN "_555555555555555555555555555555555555555555555555555555555555555555555555555555555"
          "555\r\n" ZERO END,
          "UUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUU", A(LENGTH), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void knows_begin_lines(void **state)
{
    static const struct transfer_vector v[] = {
        V("begin 7 x\r\n" CAT ZERO END, "Cat", A(BEGIN_ODD), TNEF_OK),
        V("begin 64 x\r\n" CAT ZERO END, "Cat", A(BEGIN_ODD), TNEF_OK),
        V("begin 100644 x\r\n" CAT ZERO END, "Cat", A(BEGIN_ODD), TNEF_OK),
        V("begin  644 x\r\n" CAT ZERO END, "Cat", A(BEGIN_ODD), TNEF_OK),
        V("begin\t644\tx\r\n" CAT ZERO END, "Cat", A(BEGIN_ODD), TNEF_OK),
        V("begin 644  x\r\n" CAT ZERO END, "Cat", A(BEGIN_ODD), TNEF_OK),
        V("begin 644 \r\n" CAT ZERO END, "Cat", A(BEGIN_ODD), TNEF_OK),
        V("begin 644\r\n" CAT ZERO END, "Cat", A(BEGIN_ODD), TNEF_OK),
        V("begin 12345670 x\r\n" CAT ZERO END, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin 648 x\r\n" CAT ZERO END, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin x\r\n" CAT ZERO END, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin\r\n" CAT ZERO END, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin \r\n" CAT ZERO END, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin-644 x\r\n" CAT ZERO END, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V(" begin 644 x\r\n" CAT ZERO END, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("bbegin 644 x\r\n" CAT ZERO END, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("xbegin 644 x\r\n" CAT ZERO END, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V(CAT ZERO END, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("", "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin 644", "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin 644 x", "", A(END_MISSING), TNEF_E_TRUNCATED),
    };

    (void)state;
    CHECK(v);
}

static void knows_ends(void **state)
{
    static const struct transfer_vector v[] = {
        V(BEGIN CAT END, "Cat", A(ZERO_MISSING), TNEF_OK),
        V(BEGIN CAT "\r\n" END, "Cat", 0, TNEF_OK),
        V(BEGIN CAT ZERO, "Cat", A(END_MISSING), TNEF_OK),
        V(BEGIN CAT "`", "Cat", A(END_MISSING), TNEF_OK),
        V(BEGIN CAT, "Cat", A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN CAT "\r\n", "Cat", A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN CAT "en", "Cat", A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN CAT ZERO "endless\r\n", "Cat", A(END_MISSING) | A(JUNK_LINE), TNEF_OK),
        V(BEGIN CAT ZERO CAT ZERO END, "CatCat", A(ZERO_MIDDLE), TNEF_OK),
        V(BEGIN CAT "\r\n" CAT ZERO END, "CatCat", A(ZERO_MIDDLE), TNEF_OK),
        V(BEGIN CAT ZERO END "-- \r\nJoe\r\n", "Cat", A(AFTER_END), TNEF_OK),
        V(BEGIN CAT ZERO END " x y\r\n", "Cat", A(AFTER_END), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

/* What is there is given, and what is not is not made up. */
static void is_cut(void **state)
{
    static const struct transfer_vector v[] = {
        V(BEGIN CAT "#0V%", "CatCa", A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN CAT "#0V", "CatC", A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN CAT "#0", "Cat", A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN CAT "#", "Cat", A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN CAT "!00", "CatA", A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN CAT "!00``", "CatA", A(END_MISSING), TNEF_E_TRUNCATED),
    };

    (void)state;
    CHECK(v);
}

static void reads_bytes_that_are_no_data(void **state)
{
    static const struct transfer_vector v[] = {
        V(BEGIN "#0v%t\r\n" ZERO END, "AaT", A(JUNK), TNEF_OK),
        V(BEGIN "#0V%\xD4\r\n" ZERO END, "Cat", A(JUNK), TNEF_OK),
        V(BEGIN "page 2\r\n\x01\r\nboo\r\n" CAT ZERO END, "Cat", A(JUNK_LINE), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void knows_line_ends_of_every_kind(void **state)
{
    static const struct transfer_vector v[] = {
        V("begin 644 x\n#0V%T\n`\nend\n", "Cat", A(BARE_LF), TNEF_OK),
        V("begin 644 x\r#0V%T\r`\rend\r", "Cat", A(BARE_CR), TNEF_OK),
        V("begin 644 x\n#0V%T\r\n`\rend", "Cat", A(BARE_LF) | A(BARE_CR), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void decodes_each_block(void **state)
{
    static const struct transfer_vector v[] = {
        V(BEGIN CAT ZERO END "begin 600 b\r\n" CAT ZERO END, "CatCat", A(BLOCKS), TNEF_OK),
        V(BEGIN CAT ZERO "begin 600 b\r\n" CAT ZERO END, "CatCat", A(BLOCKS) | A(END_MISSING),
          TNEF_OK),
        V(BEGIN CAT "begin 600 b\r\n" CAT ZERO END, "CatCat", A(BLOCKS) | A(END_MISSING),
          TNEF_E_TRUNCATED),
        V(BEGIN CAT "begin again\r\n" CAT ZERO END, "CatCat", A(JUNK_LINE), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

/* ---- What is told besides the bytes --------------------------------------------------------- */

static void tells_whose_bytes_they_are(void **state)
{
    static const char in[] = BEGIN CAT CAT ZERO END "text\r\nbegin 0755 a b.c \r\n" CAT
        "begin x\r\n" CAT "begin 777 d\r\n" CAT;
    struct transfer_blocks b = { .transfer = NULL };
    tnef_transfer_config cfg = {
        .size = sizeof cfg, .kind = KIND, .sink = transfer_log_block, .user = &b,
    };

    (void)state;
    assert_int_equal(tnef_transfer_new(&b.transfer, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_transfer_feed(b.transfer, in, sizeof in - 1, NULL), TNEF_OK);
    assert_string_equal(b.log, "1 644 cat.txt:CatCat;2 755 a b.c :Cat;2 755 a b.c :Cat;3 777 d:"
                               "Cat;");
    tnef_transfer_free(b.transfer);
}

static void cuts_long_names(void **state)
{
    static const struct transfer_plan plan;

    (void)state;
    for (size_t n = TNEF_TRANSFER_NAME; n <= TNEF_TRANSFER_NAME + 2u; n++) {
        char in[600] = "begin 644 ";
        struct transfer_result r;
        size_t kept = n < TNEF_TRANSFER_NAME ? n : TNEF_TRANSFER_NAME;

        for (size_t i = 0; i < n; i++)
            in[10 + i] = (char)('a' + i % 26);
        memcpy(in + 10 + n, "\r\n" CAT ZERO END, 2 + 7 + 3 + 5);
        transfer_run(&r, KIND, in, 10 + n + 17, &plan);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.len, 3);
        assert_int_equal(r.info.name_len, kept);
        assert_memory_equal(r.name, in + 10, kept);
        assert_int_equal(r.count[TNEF_TRANSFER_A_NAME_CUT], n > TNEF_TRANSFER_NAME);
        FAIL_IF(transfer_check_ways(&r, KIND, in, 10 + n + 17, &plan));
        transfer_result_free(&r);
    }
}

static void says_where(void **state)
{
    static const struct transfer_plan plan;
    static const char in[] = "text\r\nbegin  644 x\r\n#0v%TX\r\n#0V\nfoo\r\n`\r\n#0V%";
    struct transfer_result r;

    (void)state;
    transfer_run(&r, KIND, in, sizeof in - 1, &plan);
    assert_int_equal(r.first[TNEF_TRANSFER_A_BEGIN_ODD], 6);
    assert_int_equal(r.first[TNEF_TRANSFER_A_JUNK], 22);
    assert_int_equal(r.first[TNEF_TRANSFER_A_LINE_EXTRA], 25);
    assert_int_equal(r.first[TNEF_TRANSFER_A_LINE_SHORT], 31);
    assert_int_equal(r.first[TNEF_TRANSFER_A_BARE_LF], 31);
    assert_int_equal(r.first[TNEF_TRANSFER_A_JUNK_LINE], 32);
    assert_int_equal(r.first[TNEF_TRANSFER_A_ZERO_MIDDLE], 40);
    assert_int_equal(r.first[TNEF_TRANSFER_A_END_MISSING], sizeof in - 1);
    assert_int_equal(r.info.first_code, TNEF_TRANSFER_A_BEGIN_ODD);
    assert_int_equal(r.error.status, TNEF_E_TRUNCATED);
    assert_int_equal(r.error.offset, sizeof in - 1);
    assert_int_equal(r.error.limit, 2);
    assert_int_equal(r.error.found, 3);
    transfer_result_free(&r);
}

/* ---- Round trips ---------------------------------------------------------------------------- */

static void round_trip(size_t len, size_t line, char zero, const char *eol, uint32_t allowed)
{
    uint8_t *in = malloc(len + 1), *text = malloc(TRANSFER_ROOM(len));
    size_t text_len;

    assert_non_null(in);
    assert_non_null(text);
    transfer_fill(in, len, (uint32_t)len);
    text_len = transfer_uu(text, in, len, line, zero, "winmail.dat", eol);
    FAIL_IF(transfer_check_clean(KIND, text, text_len, in, len, allowed));
    /* Spaces at the ends of lines are lost on the way. */
    if (zero == ' ') {
        size_t out = 0;

        for (size_t i = 0; i < text_len; i++) {
            if (text[i] == '\r')
                while (out > 0 && text[out - 1] == ' ')
                    out--;
            text[out++] = text[i];
        }
        FAIL_IF(transfer_check_clean(KIND, text, out, in, len, allowed | A(LINE_SHORT)));
    }
    free(in);
    free(text);
}

static void gives_back_what_was_encoded(void **state)
{
    (void)state;
    for (size_t len = 0; len < 200; len++) {
        round_trip(len, 45, '`', "\r\n", 0);
        round_trip(len, 45, ' ', "\r\n", 0);
    }
    for (size_t line = 1; line <= 63; line++)
        round_trip(1000, line, '`', "\r\n", line > 45 ? A(LENGTH) : 0);
    round_trip(100000, 45, '`', "\r\n", 0);
    round_trip(100000, 45, ' ', "\r\n", 0);
    round_trip(100000, 45, '`', "\n", A(BARE_LF));
}

/* Lines of a mebibyte, where they are longest. */
static void survives_long_lines(void **state)
{
    static const struct transfer_plan plan, bytes = { .piece = 1 };
    size_t len = 1u << 20;
    char *in = malloc(len);
    static const char *const heads[] = { "", "begin 644 ", BEGIN, BEGIN "#", BEGIN CAT ZERO END };

    (void)state;
    assert_non_null(in);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        struct transfer_result r, s;

        memset(in, 'A', len);
        memcpy(in, heads[i], strlen(heads[i]));
        transfer_run(&r, KIND, in, len, &plan);
        transfer_run(&s, KIND, in, len, &bytes);
        assert_true(r.len <= 63 && r.len == s.len && r.status == s.status);
        assert_int_equal(r.info.anomalies, s.info.anomalies);
        transfer_result_free(&r);
        transfer_result_free(&s);
    }
    free(in);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_a_file),
        cmocka_unit_test(pads_short_lines),
        cmocka_unit_test(ignores_what_is_too_much),
        cmocka_unit_test(reads_lines_of_more_than_45),
        cmocka_unit_test(knows_begin_lines),
        cmocka_unit_test(knows_ends),
        cmocka_unit_test(is_cut),
        cmocka_unit_test(reads_bytes_that_are_no_data),
        cmocka_unit_test(knows_line_ends_of_every_kind),
        cmocka_unit_test(decodes_each_block),
        cmocka_unit_test(tells_whose_bytes_they_are),
        cmocka_unit_test(cuts_long_names),
        cmocka_unit_test(says_where),
        cmocka_unit_test(gives_back_what_was_encoded),
        cmocka_unit_test(survives_long_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
