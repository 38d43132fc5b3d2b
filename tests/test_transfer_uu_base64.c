/* SPDX-License-Identifier: MIT */
/* Blocks of base64 in uuencode, and begin lines in every form. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "transfer_check.h"
#include "transfer_writer.h"
#include "uu_words.h"

#include "transfer/transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void decodes_base64(void **state)
{
    static const struct transfer_vector v[] = {
        V(BASE64 CAT LAST, "Cat", A(BASE64), TNEF_OK),
        V(BASE64 LAST, "", A(BASE64), TNEF_OK),
        V(BASE64 CAT CAT LAST, "CatCat", A(BASE64), TNEF_OK),
        V(BASE64 "Q2F0Q2E=\r\n" LAST, "CatCa", A(BASE64), TNEF_OK),
        V(BASE64 "Q2F0Qw==\r\n" LAST, "CatC", A(BASE64), TNEF_OK),
        V("Dear all,\r\n\r\n" BASE64 CAT LAST "\r\n  \r\n", "Cat", A(BASE64), TNEF_OK),
        V(BASE64 "Q\r\n2\r\nF\r\n0\r\n" LAST, "Cat", A(BASE64), TNEF_OK),
        V(BASE64 "Q2E\r\n=\r\n" LAST, "Ca", A(BASE64), TNEF_OK),
        V(BASE64 "Qw=\r\n=\r\n" LAST, "C", A(BASE64), TNEF_OK),
        V(BASE64 "Q2E\r\n" LAST, "Ca", A(BASE64), TNEF_OK),
        V(BASE64 "Q2E=\r\n  \r\n" LAST, "Ca", A(BASE64), TNEF_OK),
        V(BASE64 CAT "====", "Cat", A(BASE64), TNEF_OK),
        V(BASE64 CAT "==== \t", "Cat", A(BASE64), TNEF_OK),
        V(BASE64 CAT "====\t  \r\n", "Cat", A(BASE64), TNEF_OK),
        V(BASE64 "\r\n\r\n" CAT LAST, "Cat", A(BASE64), TNEF_OK),
        V(BASE64 " Q 2\tF0 \r\n \t\r\n\tQ2E= \r\n" LAST, "CatCa", A(BASE64), TNEF_OK),
        V(BASE64 CAT LAST "x\r\n", "Cat", A(BASE64) | A(AFTER_END), TNEF_OK),
        V("begin-base64 644 x\nQ2F0\nQ2E=\n====\n", "CatCa", A(BASE64) | A(BARE_LF), TNEF_OK),
        V("begin-base64 644 x\rQ2F0\rQ2E=\r====\r", "CatCa", A(BASE64) | A(BARE_CR), TNEF_OK),
        V(BASE64 "Q2F=\r\n" LAST, "Ca", A(BASE64) | A(BITS), TNEF_OK),
        V(BASE64 "Q2F0Q=\r\n" LAST, "Cat", A(BASE64) | A(LONE), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

#define NO_END (A(BASE64) | A(END_MISSING))

static void ends_before_what_is_no_base64(void **state)
{
    static const struct transfer_vector v[] = {
        V(BASE64, "", NO_END, TNEF_E_TRUNCATED),
        V(BASE64 "\r\n", "", NO_END, TNEF_E_TRUNCATED),
        V(BASE64 "Q2F0", "Cat", NO_END, TNEF_E_TRUNCATED),
        V(BASE64 CAT "\r\n", "Cat", NO_END, TNEF_E_TRUNCATED),
        V(BASE64 CAT "\r\n" CAT LAST, "Cat", NO_END | A(AFTER_END), TNEF_E_TRUNCATED),
        V(BASE64 "Q2E=", "Ca", NO_END, TNEF_OK),
        V(BASE64 "Q2E=\r\n", "Ca", NO_END, TNEF_OK),
        V(BASE64 "Q2E=\r\n\r\n", "Ca", NO_END, TNEF_OK),
        V(BASE64 "Q2E", "Ca", NO_END | A(PADDING_MISSING), TNEF_E_TRUNCATED),
        V(BASE64 "Q2E\r\n\r\n", "Ca", NO_END | A(PADDING_MISSING), TNEF_E_TRUNCATED),
        V(BASE64 "Q2F0Q", "Cat", NO_END | A(LONE), TNEF_E_TRUNCATED),
        V(BASE64 CAT "=", "Cat", NO_END, TNEF_OK),
        V(BASE64 CAT "===\r\n", "Cat", NO_END, TNEF_OK),
        V(BASE64 CAT "=====\r\n", "Cat", NO_END, TNEF_OK),
        V(BASE64 CAT "== ==\r\n", "Cat", NO_END, TNEF_OK),
        V(BASE64 CAT " ====\r\n", "Cat", NO_END, TNEF_OK),
        V(BASE64 CAT "==== =\r\n", "Cat", NO_END, TNEF_OK),
        V(BASE64 "Q2E=====\r\n", "Ca", NO_END, TNEF_OK),
        V(BASE64 "Q2E=Q2F0\r\nx\r\n", "Ca", NO_END | A(AFTER_END), TNEF_OK),
        V(BASE64 "Q2E=\r\nQ2F0\r\n", "Ca", NO_END | A(AFTER_END), TNEF_OK),
        V(BASE64 "Q2E= Q2F0\r\n", "Ca", NO_END, TNEF_OK),
        V(BASE64 CAT "====x\r\n", "Cat", NO_END, TNEF_OK),
        V(BASE64 CAT "-- \r\nJoe\r\n", "Cat", NO_END | A(AFTER_END), TNEF_E_TRUNCATED),
        V(BASE64 "Q2F0, it says\r\n", "Cat", NO_END, TNEF_E_TRUNCATED),
        V(BASE64 "Q2F0\x80Q2F0\r\n", "Cat", NO_END, TNEF_E_TRUNCATED),
        V(BASE64 "Q2E!\r\n", "Ca", NO_END | A(PADDING_MISSING), TNEF_E_TRUNCATED),
        V(BASE64 "Q2F0Q\xFF\r\n", "Cat", NO_END | A(LONE), TNEF_E_TRUNCATED),
        V(BASE64 "_\r\n", "", NO_END | A(AFTER_END), TNEF_E_TRUNCATED),
    };

    (void)state;
    CHECK(v);
}

/* Lines that begin as "begin" does are data, unless the word is complete. */
static void tells_words_from_data(void **state)
{
    static const struct transfer_vector v[] = {
        V(BASE64 "begi\r\n" LAST, "\x6D\xE8\x22", A(BASE64), TNEF_OK),
        V(BASE64 "begi\r\nb\r\negi\r\n" LAST, "\x6D\xE8\x22\x6D\xE8\x22", A(BASE64), TNEF_OK),
        V(BASE64 "Q\r\nbegiQ2F\r\n" LAST, "\x41\xB7\xA0\x89\x0D\x85", A(BASE64), TNEF_OK),
        V(BASE64 "beginnen\r\n" LAST, "\x6D\xE8\x22\x9E\x77\xA7", A(BASE64), TNEF_OK),
        V(BASE64 "begi+begi\r\n" LAST, "\x6D\xE8\x22\xF9\xB7\xA0", A(BASE64) | A(LONE), TNEF_OK),
        V(BASE64 "begin===\r\n" LAST, "\x6D\xE8\x22", A(BASE64) | A(LONE), TNEF_OK),
        V(BASE64 "be\r\n" LAST, "\x6D", A(BASE64) | A(BITS), TNEF_OK),
        V(BASE64 "begi", "\x6D\xE8\x22", NO_END, TNEF_E_TRUNCATED),
        V(BASE64 "begin", "\x6D\xE8\x22", NO_END | A(LONE), TNEF_E_TRUNCATED),
        V(BASE64 "beg!", "\x6D\xE8", NO_END | A(PADDING_MISSING), TNEF_E_TRUNCATED),
        V(BASE64 " begi\r\n" LAST, "\x6D\xE8\x22", A(BASE64), TNEF_OK),
        V(BASE64 "BEGIN 644 x\r\n" LAST, "\x04\x41\x88\x37\xAE\x38",
          A(BASE64) | A(LONE), TNEF_OK),
        V(BASE64 CAT "begin again\r\n", "Cat", NO_END | A(AFTER_END), TNEF_E_TRUNCATED),
        V(BASE64 CAT "begin-at\r\n", "Cat", NO_END | A(AFTER_END), TNEF_E_TRUNCATED),
    };

    (void)state;
    CHECK(v);
}

#define MANY (A(BASE64) | A(BLOCKS))

static void decodes_blocks_of_both_kinds(void **state)
{
    static const struct transfer_vector v[] = {
        V(BASE64 CAT LAST UU, "CatCat", MANY, TNEF_OK),
        V(UU BASE64 CAT LAST, "CatCat", MANY, TNEF_OK),
        V(BASE64 CAT LAST BASE64 "Q2E=\r\n" LAST UU, "CatCaCat", MANY, TNEF_OK),
        V(BASE64 LAST UU BASE64 LAST UU, "CatCat", MANY, TNEF_OK),
        V(BASE64 CAT UU, "CatCat", MANY | A(END_MISSING), TNEF_E_TRUNCATED),
        V(BASE64 CAT BASE64 CAT LAST, "CatCat", MANY | A(END_MISSING), TNEF_E_TRUNCATED),
        V(BASE64 "Q2E=\r\n" BASE64 CAT LAST, "CaCat", MANY | A(END_MISSING), TNEF_OK),
        V(BASE64 "Q2E=\r\n" UU, "CaCat", MANY | A(END_MISSING), TNEF_OK),
        V(BASE64 "Q2E=\r\nBegin 644 x\r\n" UU_CAT "`\r\nend\r\n", "CaCat",
          MANY | A(END_MISSING) | A(BEGIN_ODD), TNEF_OK),
        V(BASE64 BASE64 CAT LAST, "Cat", MANY | A(END_MISSING), TNEF_E_TRUNCATED),
        V(BASE64 "Q2E\r\n" UU, "CaCat", MANY | A(END_MISSING) | A(PADDING_MISSING),
          TNEF_E_TRUNCATED),
        V(BASE64 "Q2F0!\r\n" UU, "CatCat", MANY | A(END_MISSING), TNEF_E_TRUNCATED),
        V(BASE64 CAT "\r\n" UU, "CatCat", MANY | A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN UU_CAT BASE64 CAT LAST, "CatCat", MANY | A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN UU_CAT "begin-base64 x\r\n" UU_CAT "`\r\nend\r\n", "CatCat", A(JUNK_LINE), TNEF_OK),
        /* in a block of uuencode a line that begins with B is data */
        V(BEGIN "BEGIN\r\n`\r\nend\r\n", "\x96\x7A\x6E\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
          "\0\0\0\0\0\0\0", A(LINE_SHORT), TNEF_OK),
    };

    (void)state;
    CHECK(v);
}

static void knows_begin_lines(void **state)
{
    static const struct transfer_vector v[] = {
        V("Begin 644 x\r\n" UU_CAT "`\r\nend\r\n", "Cat", A(BEGIN_ODD), TNEF_OK),
        V("BEGIN 644 x\r\n" UU_CAT "`\r\nend\r\n", "Cat", A(BEGIN_ODD), TNEF_OK),
        V("beGin 644 x\r\n" UU_CAT "`\r\nend\r\n", "Cat", A(BEGIN_ODD), TNEF_OK),
        V("bEGIN\t1 x\r\n" UU_CAT "`\r\nend\r\n", "Cat", A(BEGIN_ODD), TNEF_OK),
        V("begin 64 x\r\n" UU_CAT "`\r\nend\r\n", "Cat", A(BEGIN_ODD), TNEF_OK),
        V("begin 00644 x\r\n" UU_CAT "`\r\nend\r\n", "Cat", A(BEGIN_ODD), TNEF_OK),
        V("BEGIN 644 x\r\n" UU_CAT "`\r\nend\r\n" UU, "CatCat", A(BEGIN_ODD) | A(BLOCKS), TNEF_OK),
        V("begin-base64 0644 x\r\n" CAT LAST, "Cat", A(BASE64), TNEF_OK),
        V("Begin-Base64 644 x\r\n" CAT LAST, "Cat", A(BASE64) | A(BEGIN_ODD), TNEF_OK),
        V("BEGIN-BASE64 644 x\r\n" CAT LAST, "Cat", A(BASE64) | A(BEGIN_ODD), TNEF_OK),
        V("begin-base64 7 x\r\n" CAT LAST, "Cat", A(BASE64) | A(BEGIN_ODD), TNEF_OK),
        V("begin-base64 100644 x\r\n" CAT LAST, "Cat", A(BASE64) | A(BEGIN_ODD), TNEF_OK),
        V("begin-base64\t644 x\r\n" CAT LAST, "Cat", A(BASE64) | A(BEGIN_ODD), TNEF_OK),
        V("begin-base64  644 x\r\n" CAT LAST, "Cat", A(BASE64) | A(BEGIN_ODD), TNEF_OK),
        V("begin-base64 644 \r\n" CAT LAST, "Cat", A(BASE64) | A(BEGIN_ODD), TNEF_OK),
        V("begin-base64 644\r\n" CAT LAST, "Cat", A(BASE64) | A(BEGIN_ODD), TNEF_OK),
        V("begin-base6 644 x\r\n" CAT LAST, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin-base644 644 x\r\n" CAT LAST, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin-base64\r\n" CAT LAST, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin-base64 x\r\n" CAT LAST, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin- 644 x\r\n" CAT LAST, "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin-base64 644", "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
        V("begin-base64 644 x", "", NO_END, TNEF_E_TRUNCATED),
        V("xBegin 644 x\r\n", "", A(BEGIN_MISSING), TNEF_E_TRUNCATED),
    };

    (void)state;
    CHECK(v);
}

/* The limits are those of other blocks. */
static void keeps_to_limits(void **state)
{
    static const char in[] = BASE64 "beginbegi\r\nbegi\r\nQ2F0\r\n" LAST UU;
    static const struct transfer_plan all;
    struct transfer_result r;

    (void)state;
    transfer_run(&r, KIND, in, sizeof in - 1u, &all);
    for (size_t n = 1; n <= r.len; n++) {
        struct transfer_plan plan = { .max_output = n };
        struct transfer_result s;

        transfer_run(&s, KIND, in, sizeof in - 1u, &plan);
        assert_int_equal(s.status, n < r.len ? TNEF_E_LIMIT_OUTPUT : TNEF_OK);
        assert_int_equal(s.len, n);
        assert_memory_equal(s.out, r.out, n);
        FAIL_IF(transfer_check_ways(&s, KIND, in, sizeof in - 1u, &plan));
        transfer_result_free(&s);
    }
    for (size_t n = 1; n < sizeof in - 1u; n++) {
        struct transfer_plan plan = { .max_input = n };
        struct transfer_result s;

        transfer_run(&s, KIND, in, sizeof in - 1u, &plan);
        assert_int_equal(s.status, TNEF_E_LIMIT_INPUT);
        transfer_result_free(&s);
    }
    transfer_result_free(&r);
}

static void says_where(void **state)
{
    static const struct transfer_plan plan;
    static const char in[] = "text\r\nBegin-base64 644 x\r\nQ2F0\r\nQ!\r\nfoo\r\n" BASE64 "Q2E=\r\n\r\n" UU;
    struct transfer_result r;

    (void)state;
    transfer_run(&r, KIND, in, sizeof in - 1u, &plan);
    assert_int_equal(r.first[TNEF_TRANSFER_A_BASE64], 6);
    assert_int_equal(r.first[TNEF_TRANSFER_A_BEGIN_ODD], 6);
    assert_int_equal(r.first[TNEF_TRANSFER_A_LONE], 33);
    assert_int_equal(r.first[TNEF_TRANSFER_A_END_MISSING], 33);
    assert_int_equal(r.first[TNEF_TRANSFER_A_AFTER_END], 36);
    assert_int_equal(r.first[TNEF_TRANSFER_A_BLOCKS], 41);
    assert_int_equal(r.count[TNEF_TRANSFER_A_BASE64], 2);
    assert_int_equal(r.count[TNEF_TRANSFER_A_END_MISSING], 2);
    assert_int_equal(r.info.blocks, 3);
    assert_int_equal(r.info.mode, 0644);
    assert_int_equal(r.info.name_len, 7);
    assert_int_equal(r.error.status, TNEF_E_TRUNCATED);
    assert_int_equal(r.error.offset, 34);
    assert_int_equal(r.error.limit, 1);
    assert_int_equal(r.error.found, 2);
    transfer_result_free(&r);
}

/* ---- Without a begin line ------------------------------------------------------------------- */

static void must_feed(struct transfer_blocks *b, const char *text)
{
    assert_int_equal(tnef_transfer_feed(b->transfer, text, strlen(text), NULL), TNEF_OK);
}

/* Decodes |before|, then base64 in which |begin| stands for its begin line (NULL: without one). */
static void decode(struct transfer_blocks *b, struct tnef_transfer_info *info, const char *before,
                   const char *begin)
{
    tnef_transfer_config cfg = { .size = sizeof cfg, .kind = KIND, .sink = transfer_log_block, .user = b };

    b->log[0] = 0;
    assert_int_equal(tnef_transfer_new(&b->transfer, &cfg, NULL), TNEF_OK);
    must_feed(b, before);
    if (begin != NULL)
        must_feed(b, begin);
    else
        tnefi_transfer_uu_begin_base64(b->transfer);
    must_feed(b, CAT "Q2E=\r\n" LAST "text\r\n" UU);
    assert_int_equal(tnef_transfer_finish(b->transfer), TNEF_OK);
    info->size = sizeof *info;
    tnef_transfer_info(b->transfer, info);
    info->name = NULL;
    tnef_transfer_free(b->transfer);
}

static void begins_without_a_line(void **state)
{
    static const char *const before[] = { "", "text\r\n", "text\r\nbe\r\n", UU, BASE64 CAT LAST,
                                          "begin-base64 x\r\n", UU "\r\n" UU "x\r\n" };

    (void)state;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        static const char line[] = "begin-base64 644 \r\n";
        struct transfer_blocks a, b;
        struct tnef_transfer_info with, without;
        uint64_t base64;

        decode(&a, &with, before[i], line);
        decode(&b, &without, before[i], NULL);
        assert_string_equal(a.log, b.log);
        assert_non_null(strstr(a.log, " 644 :CatCa;"));
        /* Without a begin line that of begin-base64 is not met, unless there is another one. */
        base64 = strstr(before[i], BASE64) != NULL ? 0 : TNEF_ANOMALY_BIT(TNEF_TRANSFER_A_BASE64);
        assert_int_equal(with.anomalies, without.anomalies | base64);
        assert_int_equal(without.anomalies & base64, 0);
        assert_int_equal(with.blocks, without.blocks);
        assert_int_equal(with.input, without.input + sizeof line - 1u);
        assert_int_equal(with.output, without.output);
    }
}

/* Whether it is between blocks after base64 without a begin line, and then |text|. */
static int is_outside_after(const char *before, const char *text)
{
    struct transfer_blocks b;
    tnef_transfer_config cfg = { .size = sizeof cfg, .kind = KIND, .sink = transfer_log_block, .user = &b };
    int outside;

    b.log[0] = 0;
    assert_int_equal(tnef_transfer_new(&b.transfer, &cfg, NULL), TNEF_OK);
    must_feed(&b, before);
    if (before[0] == 0)
        tnefi_transfer_uu_begin_base64(b.transfer);
    must_feed(&b, text);
    outside = tnefi_transfer_uu_outside(b.transfer);
    tnef_transfer_free(b.transfer);
    return outside;
}

static void ends_with_padding_without_a_line(void **state)
{
    (void)state;
    assert_true(is_outside_after("", "Q2E=\r"));
    assert_true(is_outside_after("", "Q2E=\r\n"));
    assert_true(is_outside_after("", "Q2F0\nQw==\n"));
    assert_true(is_outside_after("", "Q2E= \n"));
    assert_false(is_outside_after("", "Q2F0\n"));
    assert_false(is_outside_after("", "Q2E="));
    assert_false(is_outside_after(BASE64, "Q2E=\n"));
    assert_true(is_outside_after(BASE64, "Q2E=\n====\n"));
}

/* A line that only begins like that of a block changes nothing in the one that is open. */
static void is_in_base64_only_in_a_block(void **state)
{
    struct transfer_blocks b;
    tnef_transfer_config cfg = { .size = sizeof cfg, .kind = KIND, .sink = transfer_log_block, .user = &b };

    (void)state;
    b.log[0] = 0;
    assert_int_equal(tnef_transfer_new(&b.transfer, &cfg, NULL), TNEF_OK);
    must_feed(&b, BEGIN "begin-base64 was cold\r\n");
    assert_false(tnefi_transfer_uu_in_base64(b.transfer));
    must_feed(&b, BASE64);
    assert_true(tnefi_transfer_uu_in_base64(b.transfer));
    must_feed(&b, UU_CAT);
    assert_false(tnefi_transfer_uu_in_base64(b.transfer));
    tnef_transfer_free(b.transfer);
}

/* ---- Much of it ----------------------------------------------------------------------------- */

static void round_trip(size_t len, size_t line, const char *eol, uint64_t allowed)
{
    uint8_t *in = malloc(len + 1), *text = malloc(TRANSFER_ROOM(len));
    size_t n;

    assert_non_null(in);
    assert_non_null(text);
    transfer_fill(in, len, (uint32_t)(len + line));
    n = (size_t)sprintf((char *)text, "begin-base64 644 cat%s", eol);
    n += transfer_base64(text + n, in, len, line, eol);
    n += (size_t)sprintf((char *)text + n, "====%s", eol);
    FAIL_IF(transfer_check_clean(KIND, text, n, in, len, (uint32_t)(allowed | A(BASE64))));
    free(in);
    free(text);
}

static void gives_back_what_was_encoded(void **state)
{
    (void)state;
    for (size_t len = 0; len < 200; len++)
        round_trip(len, 60, "\r\n", 0);
    for (size_t line = 1; line <= 90; line++)
        round_trip(1000, line, "\r\n", 0);
    round_trip(100000, 60, "\r\n", 0);
    round_trip(100000, 60, "\n", A(BARE_LF));
    round_trip(100000, 60, "\r", A(BARE_CR));
    round_trip(100000, 0, "\r\n", 0);
}

/* Lines of a mebibyte, where they are longest. */
static void survives_long_lines(void **state)
{
    static const struct transfer_plan plan, bytes = { .piece = 1 };
    static const char *const heads[] = { "begin-base64 ", "begin-base64 644 ", BASE64, BASE64 "Q2F0",
                                         BASE64 "Q2E=", BASE64 CAT LAST };
    size_t len = 1u << 20;
    char *in = malloc(len);

    (void)state;
    assert_non_null(in);
    for (size_t i = 0; i < 4u * (sizeof heads / sizeof *heads); i++) {
        const char *head = heads[i / 4u];
        struct transfer_result r, s;

        memset(in, "A= b"[i % 4u], len);
        memcpy(in, head, strlen(head));
        transfer_run(&r, KIND, in, len, &plan);
        transfer_run(&s, KIND, in, len, &bytes);
        assert_true(r.len == s.len && r.status == s.status);
        assert_memory_equal(r.out != NULL ? r.out : (uint8_t *)"", s.out != NULL ? s.out : (uint8_t *)"",
                            r.len);
        assert_int_equal(r.info.anomalies, s.info.anomalies);
        transfer_result_free(&r);
        transfer_result_free(&s);
    }
    free(in);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_base64),
        cmocka_unit_test(ends_before_what_is_no_base64),
        cmocka_unit_test(tells_words_from_data),
        cmocka_unit_test(decodes_blocks_of_both_kinds),
        cmocka_unit_test(knows_begin_lines),
        cmocka_unit_test(keeps_to_limits),
        cmocka_unit_test(says_where),
        cmocka_unit_test(begins_without_a_line),
        cmocka_unit_test(ends_with_padding_without_a_line),
        cmocka_unit_test(is_in_base64_only_in_a_block),
        cmocka_unit_test(gives_back_what_was_encoded),
        cmocka_unit_test(survives_long_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
