/* SPDX-License-Identifier: MIT */
/* Code pages that are not Unicode. Those of the C library are tested with what all known
 * ones have. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "text_check.h"

#if defined(__has_include)
#  if __has_include(<iconv.h>) && !defined(TNEF_NO_ICONV)
#    define HAVE_ICONV 1
#  endif
#endif
#ifndef HAVE_ICONV
#  define HAVE_ICONV 0
#endif

static uint32_t prng(uint32_t *state)
{
    *state = (uint32_t)((*state * UINT64_C(1664525) + 1013904223u) & 0xFFFFFFFFu);
    return *state >> 8;
}

/* ---- Built-in code pages ----------------------------------------------------------- */

static void built_in_pages(void **state)
{
    static const struct vector v[] = {
        V(1252, "caf\xE9 \x80 \x93\x94 \x9F\xFF",
          "caf\xC3\xA9 \xE2\x82\xAC \xE2\x80\x9C\xE2\x80\x9D \xC5\xB8\xC3\xBF", 0, 0),
        V(1252, "\x81\x8D\x8F\x90\x9D", R R R R R, DAMAGED, 5),
        V(28591, "\x80\x9F\xA0\xFF", "\xC2\x80\xC2\x9F\xC2\xA0\xC3\xBF", 0, 0),
        V(20127, "plain", "plain", 0, 0),
        V(20127, "\xE9\x80", "\xC3\xA9\xE2\x82\xAC", GUESSED, 0),
    };
    struct result r;

    (void)state;
    CHECK(v);
    /* NUL is a character like others */
    decode(1252, "a\0b", 3, &r);
    assert_int_equal(r.len, 3);
    assert_memory_equal(r.bytes, "a\0b", 3);
}

static void pages_unknown_fall_back(void **state)
{
    static const uint32_t unknown[] = { 0,     1,     2,     3,           42,         4,
                                        29001, 57002, 65535, 0x80000000u, 0xFFFFFFFFu };
    struct result r;

    (void)state;
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        decode(unknown[i], "plain", 5, &r);
        assert_int_equal(r.flags, TNEF_TEXT_UNKNOWN);
        assert_int_equal(r.codepage, 1252);
        decode(unknown[i], "caf\xE9", 4, &r);
        assert_int_equal(r.flags, TNEF_TEXT_UNKNOWN | GUESSED);
        assert_memory_equal(r.bytes, "caf\xC3\xA9", 5);
        assert_null(tnef_codepage_name(unknown[i]));
    }
}

static void pages_refused_fall_back(void **state)
{
    static const uint32_t refused[] = { 65000, 37,   500,  870,   875,   1026,
                                        1047,  1140, 1149, 20273, 20905, 21025 };
    struct result r;

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        decode(refused[i], "+ADw-script", 11, &r);
        assert_int_equal(r.flags, TNEF_TEXT_REFUSED);
        assert_int_equal(r.codepage, 1252);
        assert_int_equal(r.len, 11);
        assert_memory_equal(r.bytes, "+ADw-script", 11);
        assert_null(tnef_codepage_name(refused[i]));
    }
}

static void names_are_mime(void **state)
{
    static const struct {
        uint32_t codepage;
        const char *name;
    } v[] = { { 437, "IBM437" },        { 932, "shift_jis" },     { 936, "gb2312" },
              { 950, "big5" },          { 1252, "windows-1252" }, { 20127, "us-ascii" },
              { 28605, "iso-8859-15" }, { 54936, "gb18030" },     { 65001, "utf-8" } };

    (void)state;
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++)
        assert_string_equal(tnef_codepage_name(v[i].codepage), v[i].name);
}

/* ---- Code pages of the C library --------------------------------------------------- */

static void pages_without_iconv(void **state)
{
    static const uint32_t v[] = {
        437, 932, 936, 949, 950, 1250, 1251, 20866, 50220, 54936
    };
    struct result r;

    (void)state;
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        decode(v[i], "caf\xE9", 4, &r);
        if (HAVE_ICONV) {
            assert_int_equal(r.flags & TNEF_TEXT_UNKNOWN, 0);
            assert_int_equal(r.codepage, v[i]);
        } else {
            assert_int_equal(r.flags, TNEF_TEXT_UNKNOWN | GUESSED);
            assert_memory_equal(r.bytes, "caf\xC3\xA9", 5);
        }
    }
}

static void single_byte_pages(void **state)
{
    static const struct vector v[] = {
        V(1251, "\xCF\xF0\xE8!\x88", "\xD0\x9F\xD1\x80\xD0\xB8!\xE2\x82\xAC", 0, 0),
        V(1251, "\x98", R, DAMAGED, 1),
        V(866, "\x8F\xE0", "\xD0\x9F\xD1\x80", 0, 0),
        V(20866, "\xF0\xD2", "\xD0\x9F\xD1\x80", 0, 0),
        V(437, "\x82\xE1", "\xC3\xA9\xC3\x9F", 0, 0),
        V(1250, "\x9A", "\xC5\xA1", 0, 0),
        V(28605, "\xA4", "\xE2\x82\xAC", 0, 0),
        /* a letter and its mark, which some iconv hold back to join them */
        V(1255, "\xF9\xD1\xE0", "\xD7\xA9\xD7\x81\xD7\x90", 0, 0),
        V(1258, "e\xEC", "e\xCC\x81", 0, 0),
        V(38598, "\xE0", "\xD7\x90", 0, 0),
    };

    (void)state;
    if (HAVE_ICONV)
        CHECK(v);
}

static void double_byte_pages(void **state)
{
    static const struct vector v[] = {
        /* te su to, backslash, tilde, half-width a, circled one of NEC, IBM extension */
        V(932, "\x83\x65\x83\x58\\~\xB1\x87\x40\xFB\xFC",
          "\xE3\x83\x86\xE3\x82\xB9\\~\xEF\xBD\xB1\xE2\x91\xA0\xE9\xAB\x99", 0, 0),
        V(932, "\x83", R, DAMAGED | CUT, 1),
        V(932, "\xA0\x83\x20x", R R " x", DAMAGED, 2),
        V(936, "\xD6\xD0\xCE\xC4\x80\x81\x40",
          "\xE4\xB8\xAD\xE6\x96\x87\xE2\x82\xAC\xE4\xB8\x82", 0, 0),
        V(936, "\xFF\xD6\x31\xD6", R R "1" R, DAMAGED | CUT, 3),
        /* han geul, and one that only the extension of 949 has */
        V(949, "\xC7\xD1\xB1\xDB\x8C\x63", "\xED\x95\x9C\xEA\xB8\x80\xEB\x98\xA0", 0, 0),
        V(950, "\xA4\xA4\xA4\xE5", "\xE4\xB8\xAD\xE6\x96\x87", 0, 0),
        /* 84 begins nothing: alone. A1 FF: no pair. A1 31: the digit stands */
        V(950, "\x84hx", R "hx", DAMAGED, 1),
        V(950, "\x84\xA4\xA4", R "\xE4\xB8\xAD", DAMAGED, 1),
        V(950, "\xA1\xFF|\xA1\x31", R "|" R "1", DAMAGED, 2),
        V(51932, "\xA4\xA2\x8E\xB1\x8F\xB0\xA1", "\xE3\x81\x82\xEF\xBD\xB1\xE4\xB8\x82",
          0, 0),
        V(51932, "\x8F\xB0x\x8F", R "x" R, DAMAGED | CUT, 2),
        V(51950, "\xC4\xE3\x8E\xA1\xC4\xE3", "\xE4\xB8\xAD\xE4\xB8\xAD", 0, 0),
        V(51949, "\xC7\xD1", "\xED\x95\x9C", 0, 0),
    };

    (void)state;
    if (HAVE_ICONV)
        CHECK(v);
}

static void gb18030_page(void **state)
{
    static const struct vector v[] = {
        V(54936, "\xD6\xD0\x81\x30\x81\x30\x90\x30\x81\x30z",
          "\xE4\xB8\xAD\xC2\x80\xF0\x90\x80\x80z", 0, 0),
        /* four that are none: the digit stands, and what follows is read anew */
        V(54936, "\x81\x30\x41\x42", R "0AB", DAMAGED, 1),
        V(54936, "\x81\x30\xD6\xD0", R "0\xE4\xB8\xAD", DAMAGED, 1),
        V(54936, "\xFE\x39\xFE\x39", R "9" R "9", DAMAGED | CUT, 2),
        V(54936, "x\x81\x30\x81", "x" R "0" R, DAMAGED | CUT, 2),
    };

    (void)state;
    if (HAVE_ICONV)
        CHECK(v);
}

static void seven_bit_pages(void **state)
{
    static const struct vector v[] = {
        /* ni hon, back to ASCII; katakana; a circled one, which is in no standard set */
        V(50220, "a\x1B$B\x46\x7C\x4B\x5C\x1B(Bb",
          "a\xE6\x97\xA5\xE6\x9C\xAC"
          "b",
          0, 0),
        V(50221, "\x1B(I\x31\x1B(J~\x1B$@\x2D\x21", "\xEF\xBD\xB1~\xE2\x91\xA0", 0, 0),
        V(50222,
          "\x0E\x31\x0F"
          "1",
          "\xEF\xBD\xB1"
          "1",
          0, 0),
        V(50220, "\x1B$B\x46\x7C\n\x46\x7C", "\xE6\x97\xA5\n\xE6\x97\xA5", 0, 0),
        /* cells 63 and 64 of an odd and an even row, the rows around 62, the last ones */
        V(50220, "\x1B$B\x21\x5F\x21\x60\x22\x5F\x22\x60\x5E\x21\x5F\x21\x60\x7E\x74\x24",
          "\xC3\x97\xC3\xB7\xE2\x88\x82\xE2\x88\x87\xE6\xB2\xBA\xE6\xBC\xBE\xE7\x8F\xB1"
          "\xE7\x91\xA4",
          0, 0),
        V(50221, "\x1B(I\x5F\x60", "\xEF\xBE\x9F" R, DAMAGED, 1),
        /* an ESC in the middle of a pair still ends the pairs */
        V(50220, "\x1B$B\x46\x1B(Bok", R "ok", DAMAGED, 1),
        V(50220, "\x1B$(D\x30\x21\x1B(Bok", R "ok", DAMAGED, 1),
        V(50220, "\x1B$B\x29\x21\x46\x7C", R "\xE6\x97\xA5", DAMAGED, 1),
        V(50220, "\x1BZ\xE9", R "Z" R, DAMAGED, 2),
        V(50220, "x\x1B$", "x" R "$", DAMAGED | CUT, 1),
        V(50220, "\x1B$B\x46", R, DAMAGED | CUT, 1),
        V(50225,
          "\x1B$)C\x0E\x47\x51\x0F"
          "a",
          "\xED\x95\x9C"
          "a",
          0, 0),
        V(50227,
          "\x1B$)A\x0E\x56\x50\x0F"
          "a\x1B$)G\x0E\x56\x50\x0F",
          "\xE4\xB8\xAD"
          "a" R,
          DAMAGED, 1),
        V(52936, "a~~~{VP~}b~\nc~{VP\nd",
          "a~\xE4\xB8\xAD"
          "bc\xE4\xB8\xAD\nd",
          0, 0),
        V(52936, "~x~", R "x" R, DAMAGED | CUT, 2),
    };

    (void)state;
    if (HAVE_ICONV)
        CHECK(v);
}

/* ---- All code pages ---------------------------------------------------------------- */

/* Random bytes, with what the formats are made of more often than by chance. */
static void noise(uint8_t *p, size_t len, uint32_t *seed)
{
    static const uint8_t special[] = { 0x1B, '$',  'B',  '(',  ')',  'A',  'C',  'I',
                                       '~',  '{',  '}',  0x0E, 0x0F, '\n', '0',  '9',
                                       0x81, 0x8E, 0x8F, 0xD8, 0xDC, 0xFF, 0xFE, 0xEF,
                                       0xBB, 0xBF, 0xF0, 0x9F, 0xE2, 0x80, 0x30, 0x00 };

    for (size_t i = 0; i < len; i++) {
        uint32_t r = prng(seed);

        p[i] = r & 0x100 ? special[r % sizeof special] : (uint8_t)(r >> 9);
    }
}

static void all_pages_take_noise(void **state)
{
    uint32_t seed = 1;
    unsigned known = 0;

    (void)state;
    for (uint32_t cp = 0; cp <= 65535; cp++) {
        tnef_text t;

        if (tnef_codepage_name(cp) == NULL && cp != 65000)
            continue;
        known++;
        assert_int_equal(tnef_text_init(&t, cp), TNEF_OK);
        for (unsigned round = 0; round < 200; round++) {
            uint8_t in[64];
            size_t len = prng(&seed) % (sizeof in + 1),
                   cut = len > 0 ? prng(&seed) % len : 0;
            struct result a, b;

            noise(in, len, &seed);
            tnef_text_reset(&t);
            a.len = 0;
            feed(&t, in, len, 4096, &a);
            finish(&t, 8, &a);
            assert_true(a.len <= TNEF_TEXT_GROWTH * len);
            assert_true((a.damaged > 0) == ((a.flags & DAMAGED) != 0));
            tnef_text_reset(&t);
            b.len = 0;
            feed(&t, in, cut, 8, &b);
            for (size_t i = cut; i < len; i++)
                feed(&t, in + i, 1, 8 + i % 5, &b);
            finish(&t, 4096, &b);
            assert_same(&a, &b);
        }
        tnef_text_close(&t);
    }
    assert_true(known > 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in_pages),
        cmocka_unit_test(pages_unknown_fall_back),
        cmocka_unit_test(pages_refused_fall_back),
        cmocka_unit_test(names_are_mime),
        cmocka_unit_test(pages_without_iconv),
        cmocka_unit_test(single_byte_pages),
        cmocka_unit_test(double_byte_pages),
        cmocka_unit_test(gb18030_page),
        cmocka_unit_test(seven_bit_pages),
        cmocka_unit_test(all_pages_take_noise),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
