/* SPDX-License-Identifier: MIT */
/* The encoders: what they make of certain inputs, and of all kinds of others. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "encode_check.h"

#include <stdlib.h>
#include <string.h>

#define B64  TNEF_ENCODE_BASE64
#define BARE TNEF_ENCODE_BASE64_BARE
#define QP   TNEF_ENCODE_QUOTED_PRINTABLE
#define QB   TNEF_ENCODE_QUOTED_BINARY

#define A5  "aaaaa"
#define A25 A5 A5 A5 A5 A5
#define A70 A25 A25 A5 A5 A5 A5
#define A74 A70 "aaaa"
#define A75 A70 A5

static const uint32_t kinds[] = { TNEF_ENCODE_IDENTITY, B64, BARE, QP, QB };
#define KINDS (sizeof kinds / sizeof kinds[0])

static const struct vector {
    uint32_t kind;
    const char *in;
    size_t len;
    const char *out;
} vectors[] = {
#define T(kind, in, out) \
  { \
    kind, in, sizeof in - 1u, out \
  }
    T(TNEF_ENCODE_IDENTITY, "", ""),
    T(TNEF_ENCODE_IDENTITY, "a\n=\xff", "a\n=\xff"),
    T(B64, "", ""),
    T(B64, "f", "Zg==\r\n"),
    T(B64, "fo", "Zm8=\r\n"),
    T(B64, "foo", "Zm9v\r\n"),
    T(B64, "foob", "Zm9vYg==\r\n"),
    T(B64, "\x89PNG", "iVBORw==\r\n"),
    T(B64, "\x00\x10\x83\xff\xff\xff", "ABCD////\r\n"),
    T(B64, "\xfb\xef\xbe", "++++\r\n"),
    T(BARE, "", ""),
    T(BARE, "foob", "Zm9vYg=="),
    T(QP, "", ""),
    T(QP, "Hello Bob.\r\n", "Hello Bob.\r\n"),
    T(QP, "a=b\t!", "a=3Db\t!"),
    T(QP, "a\nb\rc\r\nd\n\re", "a\r\nb\r\nc\r\nd\r\n\r\ne"),
    T(QP, "\r\r\n\n", "\r\n\r\n\r\n"),
    T(QP, "\0\x1b\x7f\x80\xff", "=00=1B=7F=80=FF"),
    T(QB, "a\r\nb\n \r", "a=0D=0Ab=0A =0D"),
    T(QB, ".\n", ".=0A"),
    /* Blanks. */
    T(QP, "a ", "a=20"),
    T(QP, "a\t\r\n", "a=09\r\n"),
    T(QP, "a  \nb", "a =20\r\nb"),
    T(QP, " ", "=20"),
    T(QP, " a", " a"),
    T(QB, "a ", "a=20"),
    T(QB, "a \n", "a =0A"),
    T(QP, "\t \t\n", "\t =09\r\n"),
    T(QP, "a =", "a =3D"),
    T(QP, "a \xc3\xbc", "a =C3=BC"),
    /* Lines that mean something to those who carry mail. */
    T(QP, ".", "=2E"),
    T(QP, ".\r\n.\n.a\n..\n", "=2E\r\n=2E\r\n.a\r\n..\r\n"),
    T(QP, "a\n.", "a\r\n=2E"),
    T(QP, ".=\n", ".=3D\r\n"),
    T(QP, ". \n", ".=20\r\n"),
    T(QP, ".F", ".F"),
    T(QP, "From here on.\r\n", "=46rom here on.\r\n"),
    T(QP, "From\n", "From\r\n"),
    T(QP, "From:", "From:"),
    T(QP, "F", "F"),
    T(QP, "Fr\nFrom", "Fr\r\nFrom"),
    T(QP, "From ", "=46rom=20"),
    T(QP, "From \n", "=46rom=20\r\n"),
    T(QP, "From  a", "=46rom  a"),
    T(QP, "FFrom a", "FFrom a"),
    T(QP, "Fro=m", "Fro=3Dm"),
    T(QP, "aFrom b", "aFrom b"),
    T(QP, "From\tb", "From\tb"),
    T(QB, "From b", "=46rom b"),
    T(QP, "Fr\xc3\xbc", "Fr=C3=BC"),
    /* Soft breaks. */
    T(QP, A75, A75),
    T(QP, A75 "\n", A75 "\r\n"),
    T(QP, A75 "a", A75 "=\r\na"),
    T(QP, A74 "=", A74 "=\r\n=3D"),
    T(QP, A70 "aa=", A70 "aa=3D"),
    T(QP, A70 "aaa=", A70 "aaa=\r\n=3D"),
    T(QP, A74 " ", A74 "=\r\n=20"),
    T(QP, A70 "aa \n", A70 "aa=20\r\n"),
    T(QP, A70 "aaa \n", A70 "aaa=\r\n=20\r\n"),
    T(QP, A75 " b", A75 "=\r\n b"),
    T(QP, A74 "  \n", A74 " =\r\n=20\r\n"),
    T(QP, A75 ".", A75 "=\r\n=2E"),
    T(QP, A75 ".a", A75 "=\r\n.a"),
    T(QP, A75 "From a", A75 "=\r\n=46rom a"),
    T(QP, A75 "From", A75 "=\r\nFrom"),
    T(QP, A75 "F\n", A75 "=\r\nF\r\n"),
    /* A character stays whole. */
    T(QP, A70 "\xc3\xbc", A70 "=\r\n=C3=BC"),
    T(QP, A25 A25 A5 A5 A5 "aaaa\xc3\xbc", A25 A25 A5 A5 A5 "aaaa=C3=BC"),
    T(QP, A25 A25 A5 A5 A5 "a\xe2\x82\xac", A25 A25 A5 A5 A5 "a=E2=82=AC"),
    T(QP, A25 A25 A5 A5 A5 "aa\xe2\x82\xac", A25 A25 A5 A5 A5 "aa=\r\n=E2=82=AC"),
    T(QP, A25 A25 A5 A5 "aaa\xf0\x9f\x98\x80", A25 A25 A5 A5 "aaa=F0=9F=98=80"),
    T(QP, A25 A25 A5 A5 "aaaa\xf0\x9f\x98\x80", A25 A25 A5 A5 "aaaa=\r\n=F0=9F=98=80"),
    T(QP, A70 "aa\x80", A70 "aa=80"),
    T(QP, A70 "aa\xc1", A70 "aa=C1"),
    T(QP, A70 "aa\xf5", A70 "aa=F5"),
#undef T
};

static void makes_what_it_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++)
        FAIL_IF(encode_check(vectors[i].kind, vectors[i].in, vectors[i].len, vectors[i].out));
}

/* Base64 of every length around the ends of lines and of the buffer. */
static void encodes_every_length(void **state)
{
    uint8_t in[1200];

    (void)state;
    transfer_fill(in, sizeof in, 3);
    for (size_t len = 0; len < 180; len++)
        for (size_t k = 0; k < KINDS; k++)
            FAIL_IF(encode_check_fast(kinds[k], in, len));
    for (size_t len = 700; len < sizeof in; len += 31)
        for (size_t k = 0; k < KINDS; k++)
            FAIL_IF(encode_check_fast(kinds[k], in, len));
    for (size_t k = 0; k < KINDS; k++)
        FAIL_IF(encode_check(kinds[k], in, 160, NULL));
}

/* Every byte alone, at each column, and before each other one of those that mean something. */
static void encodes_every_byte(void **state)
{
    static const char special[] = { 'F', '.', ' ', '\t', '\r', '\n', '=', 'a', '\xc3', '\xbc', 0 };
    char in[96];

    (void)state;
    memset(in, 'x', sizeof in);
    for (int b = 0; b < 256; b++) {
        for (size_t column = 0; column < 80; column++) {
            in[column] = (char)b;
            for (size_t s = 0; s < sizeof special; s++) {
                in[column + 1] = special[s];
                FAIL_IF(encode_check_fast(QP, in, column + 2));
            }
            in[column] = 'x';
        }
    }
}

/* Made of a few pieces that get into each other's way, in all orders that a generator finds. */
static void encodes_mixtures(void **state)
{
    static const char *const pieces[] = { "From ",
                                          ".",
                                          "\n",
                                          "\r\n",
                                          "\r",
                                          " ",
                                          "\t",
                                          "=",
                                          "\xc3\xbc",
                                          "\xe2\x82\xac",
                                          "\xf0\x9f\x98\x80",
                                          "\xf0",
                                          "F",
                                          "Fro",
                                          "a",
                                          "abcdefghijklmnop",
                                          A70,
                                          "\x01" };
    uint32_t seed = 7;
    char in[400];

    (void)state;
    for (int round = 0; round < 4000; round++) {
        size_t len = 0;

        for (int i = 0; i < 12; i++) {
            const char *piece;

            seed = seed * 1664525u + 1013904223u;
            piece = pieces[(seed >> 24) % (sizeof pieces / sizeof pieces[0])];
            if (len + strlen(piece) > sizeof in)
                break;
            memcpy(in + len, piece, strlen(piece));
            len += strlen(piece);
        }
        for (size_t k = 0; k < KINDS; k++)
            FAIL_IF(encode_check_fast(kinds[k], in, len));
        if (round % 100 == 0)
            FAIL_IF(encode_check(QP, in, len, NULL));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_what_it_should),
        cmocka_unit_test(encodes_every_length),
        cmocka_unit_test(encodes_every_byte),
        cmocka_unit_test(encodes_mixtures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
