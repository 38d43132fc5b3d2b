/* SPDX-License-Identifier: MIT */
/* Begin lines in blocks of uuencode that are empty still. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "transfer_check.h"
#include "transfer_writer.h"
#include "uu_words.h"

#define MANY   (A(BASE64) | A(BLOCKS))
#define NO_END (A(BASE64) | A(END_MISSING))
#define AROUND (MANY | A(END_MISSING))
#define END    "`\r\nend\r\n"

/* Lines of 16 and 29 bytes: their first characters are of base64, too. */
#define UU_16  "0V%T0V%T0V%T0V%T0P``\r\n"
#define CAT_16 "CatCatCatCatC"
#define UU_29  "=0V%T0V%T0V%T0V%T0V%T0V%T0V%T0V%T0V%T0V$`\r\n"
#define CAT_29 "CatCatCatCatCatCatCatCatCatCa"

/* A begin-base64 line in an empty block, and the block is one of uuencode nevertheless. */
static void belongs_to_the_block_around(void **state)
{
    static const struct transfer_vector v[] = {
        V(BEGIN BASE64 UU_CAT END, "Cat", AROUND, TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "\r\n\r\n" UU_CAT END, "Cat", AROUND, TNEF_E_TRUNCATED),
        V(BEGIN "text\r\n" BASE64 UU_CAT END, "Cat", AROUND | A(JUNK_LINE), TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "0#0V%" UU_16 END, "\x0D\x0D\x85" CAT_16, AROUND, TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "00%V0" UU_16 END, "\x40\x5D\x90" CAT_16, AROUND, TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "00V%T" UU_16 END, "Cat" CAT_16, AROUND, TNEF_E_TRUNCATED),
        V(BEGIN BASE64 UU_29 END, CAT_29, AROUND, TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "a>\r\n" UU_CAT END, "Cat", AROUND | A(JUNK_LINE), TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "\xE9\r\n" UU_CAT END, "Cat", AROUND | A(JUNK_LINE), TNEF_E_TRUNCATED),
        V(BEGIN BASE64 BASE64 UU_CAT END, "Cat", AROUND, TNEF_E_TRUNCATED),
        V(BEGIN BASE64 BEGIN UU_CAT END, "Cat", AROUND, TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "begin again\r\n" UU_CAT END, "Cat", AROUND | A(JUNK_LINE), TNEF_E_TRUNCATED),
        V(BEGIN BASE64 END, "", AROUND, TNEF_E_TRUNCATED),
        V(UU BEGIN BASE64 UU_CAT END BASE64 CAT LAST, "CatCatCat", AROUND, TNEF_E_TRUNCATED),
        /* and here it is not */
        V(BEGIN BASE64 CAT UU_CAT END, "Cat", AROUND | A(AFTER_END), TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "Q\r\n" UU_CAT END, "", AROUND | A(LONE) | A(AFTER_END), TNEF_E_TRUNCATED),
        V(BEGIN BASE64 " \r\n" UU_CAT END, "", AROUND | A(AFTER_END), TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "=\r\n" UU_CAT END, "", AROUND | A(AFTER_END), TNEF_E_TRUNCATED),
        V(BEGIN BASE64 LAST UU_CAT END, "", MANY | A(END_MISSING) | A(AFTER_END), TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "be>\r\n" UU_CAT END, "m", AROUND | A(PADDING_MISSING) | A(BITS) | A(AFTER_END),
          TNEF_E_TRUNCATED),
        V(BEGIN UU_CAT BASE64 UU_CAT END, "Cat", AROUND | A(AFTER_END), TNEF_E_TRUNCATED),
        V(BASE64 UU_CAT END, "", NO_END | A(AFTER_END), TNEF_E_TRUNCATED),
        V(BASE64 BASE64 UU_CAT END, "", AROUND | A(AFTER_END), TNEF_E_TRUNCATED),
        V(UU BASE64 UU_CAT END, "Cat", AROUND | A(AFTER_END), TNEF_E_TRUNCATED),
    };

    (void)state;
    CHECK(v);
}

/* "BEGIN" and a blank: after data it is data. */
#define B_DATA "\x96\x7A\x6E\x01\x65\x14\x03\x80"
#define ZERO_4 "\0\0\0\0"
#define ODD    (A(BLOCKS) | A(END_MISSING) | A(BEGIN_ODD))

static void begins_in_any_case_in_an_empty_block(void **state)
{
    static const struct transfer_vector v[] = {
        V(BEGIN "BEGIN 644 X\r\n" UU_CAT END, "Cat", ODD, TNEF_E_TRUNCATED),
        V(BEGIN "Begin 644 X\r\n" UU_CAT END, "Cat", ODD, TNEF_E_TRUNCATED),
        V(BEGIN "text\r\nBEGIN 644 X\r\n" UU_CAT END, "Cat", ODD | A(JUNK_LINE), TNEF_E_TRUNCATED),
        V(BEGIN "BEGIN-Base64 644 X\r\n" CAT LAST, "Cat", ODD | A(BASE64), TNEF_E_TRUNCATED),
        V(BEGIN "BEGIN-Base64 644 X\r\n" UU_CAT END, "Cat", ODD | A(BASE64), TNEF_E_TRUNCATED),
        V(BEGIN "BEGIN 644 X\r\nBEGIN 644 X\r\n" UU_CAT END, "Cat", ODD, TNEF_E_TRUNCATED),
        V(BEGIN BASE64 "begin x\r\nBEGIN 644 X\r\n" UU_CAT END, "Cat", ODD | A(BASE64) | A(JUNK_LINE),
          TNEF_E_TRUNCATED),
        V(BEGIN "BEGIN X\r\n" UU_CAT END, "Cat", A(JUNK_LINE), TNEF_OK),
        V(BEGIN "BEGIN \r\n" UU_CAT END, "Cat", A(JUNK_LINE), TNEF_OK),
        /* and here it is data */
        V(BEGIN UU_CAT "BEGIN 644 X\r\n" END,
          "Cat" B_DATA "\0\0" ZERO_4 ZERO_4 ZERO_4 ZERO_4 ZERO_4 ZERO_4, A(LINE_SHORT), TNEF_OK),
        V(BEGIN "Be\r\n" END, "\x14\0" ZERO_4 ZERO_4 ZERO_4 ZERO_4 ZERO_4 ZERO_4 ZERO_4 ZERO_4,
          A(LINE_SHORT) | A(JUNK), TNEF_OK),
        V(BEGIN "BEGIN", "\x96\x7A\x6E", A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN "BEG", "\x96", A(END_MISSING), TNEF_E_TRUNCATED),
        V(BEGIN "B", "", A(END_MISSING), TNEF_E_TRUNCATED),
    };

    (void)state;
    CHECK(v);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(belongs_to_the_block_around),
        cmocka_unit_test(begins_in_any_case_in_an_empty_block),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
