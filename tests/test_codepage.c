/* SPDX-License-Identifier: MIT */
/* Code pages that are not Unicode. Those of the C library are tested with what all known
 * ones have, and those that are built in held against it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "text_check.h"
#include "text/priv.h"

#if defined(__has_include)
#  if __has_include(<iconv.h>) && !defined(TNEF_NO_ICONV)
#    include <iconv.h>
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
        assert_int_equal(r.anomalies, TNEF_ANOMALY_BIT(TNEF_TEXT_A_UNKNOWN));
        assert_int_equal(r.codepage, 1252);
        decode(unknown[i], "caf\xE9", 4, &r);
        assert_int_equal(r.anomalies, TNEF_ANOMALY_BIT(TNEF_TEXT_A_UNKNOWN) | GUESSED);
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
        assert_int_equal(r.anomalies, TNEF_ANOMALY_BIT(TNEF_TEXT_A_REFUSED));
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
    static const uint32_t v[] = { 932, 936, 949, 950, 50220, 54936 };
    struct result r;

    (void)state;
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        decode(v[i], "cafe", 4, &r);
        assert_int_equal(r.anomalies, 0);
        assert_int_equal(r.codepage, v[i]);
        decode(v[i], "caf\xE9", 4, &r);
        if (HAVE_ICONV) {
            assert_int_equal(r.anomalies & TNEF_ANOMALY_BIT(TNEF_TEXT_A_UNKNOWN), 0);
            assert_int_equal(r.codepage, v[i]);
        } else {
            assert_int_equal(r.anomalies, TNEF_ANOMALY_BIT(TNEF_TEXT_A_UNKNOWN) | GUESSED);
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
        V(720, "\xA0\xA6", "\xD8\xA8\xD8\xAE", 0, 0),
        V(858, "\xD5", "\xE2\x82\xAC", 0, 0),
        V(28604, "\xA1", "\xE1\xB8\x82", 0, 0),
        V(28606, "\xAA", "\xC8\x98", 0, 0),
        /* of the Macintosh: salam; shalom; a with accent; thai; yumusak g and dotted I */
        V(10000, "caf\x8E", "caf\xC3\xA9", 0, 0),
        V(10004, "\xD3\xE4\xC7\xE5\xAC\xB1",
          "\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85\xD8\x8C\xD9\xA1", 0, 0),
        V(10005, "\xF9\xEC\xE5\xED\xA6", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D\xE2\x82\xAA", 0, 0),
        V(10006, "\xE1\xB0\xC0", "\xCE\xB1\xCE\x91\xCE\xAC", 0, 0),
        V(10021, "\xE4\xB7\xC2\x88", "\xE0\xB9\x84\xE0\xB8\x97\xE0\xB8\xA2\xE0\xB9\x88", 0, 0),
        V(10081, "\xDA\xDC\x8E", "\xC4\x9E\xC4\xB0\xC3\xA9", 0, 0),
        V(10010, "\xAF\xDE", "\xC8\x98\xC8\x9A", 0, 0),
        V(10082, "\xA9\xE8", "\xC5\xA0\xC4\x8D", 0, 0),
        /* capital and small y with acute, eth; dashes; circumflex, tilde; increment, lozenge, euro */
        V(10079, "\xA0\xDC\xDD\xE0", "\xC3\x9D\xC3\x90\xC3\xB0\xC3\xBD", 0, 0),
        V(10079, "\xD0\xD1\xF6\xF7", "\xE2\x80\x93\xE2\x80\x94\xCB\x86\xCB\x9C", 0, 0),
        V(10079, "\xC6\xD7\xDB", "\xE2\x88\x86\xE2\x97\x8A\xE2\x82\xAC", 0, 0),
    };

    (void)state;
    CHECK(v);
}

/* Read as the nearest one that is known. */
static void pages_that_are_nearest(void **state)
{
    static const struct {
        uint32_t codepage, used;
        const char *in, *out;
    } v[] = {
        { 709, 708, "\xC7", "\xD8\xA7" }, { 710, 708, "\xC7", "\xD8\xA7" },
        { 20105, 20127, "a", "a" }, { 20108, 20127, "a", "a" },
        { 28601, 874, "\xA1", "\xE0\xB8\x81" },
        { 10001, 932, "\x83\x65", "\xE3\x83\x86" },
        { 10002, 950, "\xA4\xA4", "\xE4\xB8\xAD" },
        { 10003, 949, "\xC7\xD1", "\xED\x95\x9C" },
        { 10008, 936, "\xD6\xD0", "\xE4\xB8\xAD" },
        { 951, 950, "\xA4\xA4", "\xE4\xB8\xAD" },
        { 20002, 950, "\xA4\xA4", "\xE4\xB8\xAD" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        struct result r;

        if (!HAVE_ICONV && v[i].used < 951 && v[i].used != 874)
            continue;
        decode(v[i].codepage, v[i].in, strlen(v[i].in), &r);
        assert_int_equal(r.anomalies, TNEF_ANOMALY_BIT(TNEF_TEXT_A_NEAREST));
        assert_int_equal(r.codepage, v[i].used);
        assert_int_equal(r.len, strlen(v[i].out));
        assert_memory_equal(r.bytes, v[i].out, r.len);
        assert_non_null(tnef_codepage_name(v[i].codepage));
    }
}

#if HAVE_ICONV

static int is_of_one_byte(const tnef_text *t)
{
    return t->kind == KIND_BYTES;
}

/* What the C library says that a byte is, or nothing. */
static size_t by_iconv(iconv_t cd, uint8_t byte, char *out)
{
    char in = (char)byte;
    char *ip = &in, *op = out;
    size_t in_left = 1, out_left = 8;

    (void)iconv(cd, NULL, NULL, NULL, NULL);
    if (iconv(cd, &ip, &in_left, &op, &out_left) == (size_t)-1 ||
        iconv(cd, NULL, NULL, &op, &out_left) == (size_t)-1)
        return 0;
    return 8 - out_left;
}

/* The tables say what the C library says, wherever it knows the code page; but for Icelandic of the
 * Macintosh (10079), which glibc has wrong: see single_byte_pages. */
static void tables_are_those_of_iconv(void **state)
{
    unsigned held = 0;

    (void)state;
    for (uint32_t cp = 0; cp < 65536; cp++) {
        const char *name = tnef_codepage_name(cp);
        char cp_name[16];
        tnef_text t;
        iconv_t cd;

        (void)tnef_text_init(&t, cp);
        if (name == NULL || t.asked != t.codepage || !is_of_one_byte(&t) || cp == 10079)
            continue;
        snprintf(cp_name, sizeof cp_name, "CP%u", (unsigned)cp);
        cd = iconv_open("UTF-8", strncmp(name, "x-", 2) == 0 ? cp_name : name);
        if (cd == (iconv_t)-1)
            continue;
        held++;
        for (unsigned byte = 0x80; byte < 0x100; byte++) {
            uint8_t in = (uint8_t)byte;
            char out[8];
            struct result r;
            size_t n = by_iconv(cd, in, out);

            decode(cp, &in, 1, &r);
            if (n > 0 && (r.len != n || memcmp(r.bytes, out, n) != 0))
                fail_msg("code page %u: %02X is %.*s, iconv says %.*s", (unsigned)cp, byte,
                         (int)r.len, r.bytes, (int)n, out);
        }
        iconv_close(cd);
    }
    assert_true(held >= 20);
}

#else

static void tables_are_those_of_iconv(void **state)
{
    (void)state;
    skip();
}

#endif

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
        /* four that do not exist: the digit stands, and what follows is read anew */
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

/* ---- Converters -------------------------------------------------------------------- */

static unsigned opened(const tnef_text *t)
{
    unsigned n = 0;

    for (size_t i = 0; i < TNEF_TEXT_CONVERTERS; i++)
        n += t->opened >> i & 1u;
    return n;
}

/* Only what is not ASCII opens one, and it stays. */
static void converters_are_opened_when_needed(void **state)
{
    static const struct {
        uint32_t codepage;
        const char *without, *with;
        unsigned more;
    } v[] = {
        { 1251, "a\xE0", "\xFF", 0 },
        { 932, "plain ~\\ \x1B\x0E", "\x83", 1 },
        { 50220, "plain ~", "\x1B", 0 }, /* the same converter */
        { 936, "plain", "\xD6", 1 },
        { 52936, "plain {", "~", 0 },
        { 50225, "plain", "\x0E", 1 },
        { 949, "plain", "\xC7", 0 },
        { 54936, "plain", "\x81", 1 },
        { 932, "plain", "\x83", 0 },
    };
    unsigned expected = 0;
    tnef_text t;

    (void)state;
    assert_int_equal(tnef_text_init(&t, 65001), TNEF_OK);
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        struct result r = { .len = 0 };

        tnef_text_change(&t, v[i].codepage);
        feed(&t, (const uint8_t *)v[i].without, strlen(v[i].without), 64, &r);
        assert_int_equal(opened(&t), expected);
        feed(&t, (const uint8_t *)v[i].with, strlen(v[i].with), 64, &r);
        expected += HAVE_ICONV ? v[i].more : 0;
        assert_int_equal(opened(&t), expected);
    }
    tnef_text_reset(&t);
    assert_int_equal(opened(&t), expected);
    tnef_text_free(&t);
    assert_int_equal(opened(&t), 0);
}

/* An object that was changed gives what a fresh one gives. */
static void change_forgets_everything(void **state)
{
    static const uint32_t pages[] = { 0, 42, 932, 936, 949, 950, 1200, 1251, 10004, 10001, 20127,
                                      28591, 37, 50220, 52936, 54936, 65000, 65001, 51950 };
    static const uint8_t in[] = "a\xE9\x1B$B\x46\x7C~{VP\xEF\xBB\xBF\xA4\xA4";
    tnef_text t;
    uint32_t seed = 7;

    (void)state;
    assert_int_equal(tnef_text_init(&t, 50220), TNEF_OK);
    for (unsigned round = 0; round < 400; round++) {
        uint32_t page = pages[prng(&seed) % (sizeof pages / sizeof pages[0])];
        size_t len = prng(&seed) % sizeof in;
        struct result a, b = { .len = 0 };

        tnef_text_change(&t, page);
        feed(&t, in, len, 64, &b);
        if (round % 3 == 0)
            continue; /* not even finished */
        finish(&t, 64, &b);
        decode(page, in, len, &a);
        assert_same(&a, &b);
        assert_int_equal(t.codepage, a.codepage);
        assert_int_equal(t.asked, page);
    }
    tnef_text_free(&t);
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
            assert_true((a.damaged > 0) == ((a.anomalies & DAMAGED) != 0));
            tnef_text_reset(&t);
            b.len = 0;
            feed(&t, in, cut, 8, &b);
            for (size_t i = cut; i < len; i++)
                feed(&t, in + i, 1, 8 + i % 5, &b);
            finish(&t, 4096, &b);
            assert_same(&a, &b);
        }
        tnef_text_free(&t);
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
        cmocka_unit_test(pages_that_are_nearest),
        cmocka_unit_test(tables_are_those_of_iconv),
        cmocka_unit_test(double_byte_pages),
        cmocka_unit_test(gb18030_page),
        cmocka_unit_test(seven_bit_pages),
        cmocka_unit_test(converters_are_opened_when_needed),
        cmocka_unit_test(change_forgets_everything),
        cmocka_unit_test(all_pages_take_noise),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
