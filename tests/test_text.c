/* SPDX-License-Identifier: MIT */
/* UTF-8, UTF-16 and UTF-32, and the contract of the conversion of text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "text_check.h"

/* ---- Unicode ----------------------------------------------------------------------- */

static void utf8_table(void **state)
{
    static const struct vector v[] = {
        V(65001, "", "", 0, 0),
        V(65001, "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z",
          "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z", 0, 0),
        /* a byte order mark: only the first */
        V(65001, "\xEF\xBB\xBFx\xEF\xBB\xBF", "x\xEF\xBB\xBF", 0, 0),
        V(65001, "\xEF\xBB\xBF\xEF\xBB\xBF", "\xEF\xBB\xBF", 0, 0),
        /* Unicode, tables 3-8 to 3-11: maximal subparts */
        V(65001, "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", R R R R R R R R "A", DAMAGED, 8),
        V(65001, "\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", R R R R R R R R "A", DAMAGED, 8),
        V(65001, "\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", R R R R R "A" R R "B", DAMAGED,
          7),
        V(65001, "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", R R R R "A", DAMAGED, 4),
        V(65001,
          "a\xF1\x80\x80\xE1\x80\xC2"
          "b\x80"
          "c\x80\xBF"
          "d",
          "a" R R R "b" R "c" R R "d", DAMAGED, 6),
        /* the end inside of a character */
        V(65001, "x\xC3", "x" R, DAMAGED | CUT, 1),
        V(65001, "x\xF0\x9F\x98", "x" R, DAMAGED | CUT, 1),
        V(65001, "x\xE2\x28", "x" R "(", DAMAGED, 1),
    };

    (void)state;
    CHECK(v);
}

static void utf16_table(void **state)
{
    static const struct vector v[] = {
        V(1200, "A\0\xE9\0\xAC\x20\x3D\xD8\x00\xDE",
          "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 0, 0),
        V(1201, "\0A\0\xE9\x20\xAC\xD8\x3D\xDE\x00",
          "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 0, 0),
        V(1200,
          "\xFF\xFE"
          "A\0\xFF\xFE",
          "A\xEF\xBB\xBF", 0, 0),
        V(1201, "\xFE\xFF\0A", "A", 0, 0),
        /* 07FF is the last of two bytes, FFFF the last of three */
        V(1200, "\x7F\0\x80\0\xFF\x07\x00\x08\xFF\xFF",
          "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF", 0, 0),
        /* units whose low or high byte is 0 are not ends */
        V(1200, "\0\x04\x2F\x04", "\xD0\x80\xD0\xAF", 0, 0),
        /* low alone, high alone, two highs before a low, high at the end */
        V(1200,
          "\x00\xDC"
          "A\0",
          R "A", DAMAGED, 1),
        V(1200,
          "\x00\xD8"
          "A\0",
          R "A", DAMAGED, 1),
        V(1200, "\x3D\xD8\x3D\xD8\x00\xDE", R "\xF0\x9F\x98\x80", DAMAGED, 1),
        V(1200, "A\0\x3D\xD8", "A" R, DAMAGED, 1),
        V(1200, "\xFF\xDB\xFF\xDF", "\xF4\x8F\xBF\xBF", 0, 0),
        /* an odd last byte, after a character and after half of one */
        V(1200, "A\0B", "A", CUT, 0),
        V(1200, "A", "", CUT, 0),
        V(1200, "\x3D\xD8\x00", R, DAMAGED | CUT, 1),
    };

    (void)state;
    CHECK(v);
}

static void utf32_table(void **state)
{
    static const struct vector v[] = {
        V(12000,
          "\xFF\xFE\0\0"
          "A\0\0\0\x00\xF6\x01\0",
          "A\xF0\x9F\x98\x80", 0, 0),
        V(12001, "\0\0\0A\0\x01\xF6\x00", "A\xF0\x9F\x98\x80", 0, 0),
        V(12000,
          "\0\0\x11\0\x00\xD8\0\0\xFF\xFF\xFF\xFF"
          "A\0\0\0",
          R R R "A", DAMAGED, 3),
        V(12000, "A\0\0\0B\0\0", "A", CUT, 0),
    };

    (void)state;
    CHECK(v);
}

static size_t reference_put(char *out, uint32_t c)
{
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const uint8_t lead[5] = { 0, 0, 0xC0, 0xE0, 0xF0 };

    for (size_t i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (c & 63));
        c >>= 6;
    }
    out[0] = (char)(lead[n] | c);
    return n;
}

/* Every scalar value, as UTF-8, UTF-16 and UTF-32 of both orders. */
static void unicode_every_scalar_value(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        uint8_t le16[4], be16[4], le32[4], be32[4];
        char expected[4], out[8];
        size_t n, len16 = 2, len;
        uint64_t anomalies;
        uint32_t v = c;

        if ((c >= 0xD800 && c <= 0xDFFF) || c == 0xFEFF)
            continue;
        n = reference_put(expected, c);
        if (c > 0xFFFF) {
            v = 0xD800 + ((c - 0x10000) >> 10);
            le16[2] = be16[3] = (uint8_t)((c - 0x10000) & 0xFF);
            le16[3] = be16[2] = (uint8_t)(0xDC | ((c - 0x10000) >> 8 & 3));
            len16 = 4;
        }
        le16[0] = be16[1] = (uint8_t)v;
        le16[1] = be16[0] = (uint8_t)(v >> 8);
        for (unsigned i = 0; i < 4; i++)
            le32[i] = be32[3 - i] = (uint8_t)(c >> 8 * i);

        const struct {
            uint32_t codepage;
            const void *p;
            size_t len;
        } forms[] = { { 65001, expected, n },
                      { 1200, le16, len16 },
                      { 1201, be16, len16 },
                      { 12000, le32, 4 },
                      { 12001, be32, 4 } };
        for (size_t i = 0; i < 5; i++) {
            assert_int_equal(tnef_text_convert(forms[i].codepage, forms[i].p,
                                               forms[i].len, out, sizeof out, &len,
                                               &anomalies),
                             TNEF_OK);
            assert_int_equal(anomalies, 0);
            assert_int_equal(len, n);
            assert_memory_equal(out, expected, n);
        }
    }
}

/* Every surrogate alone, and every 32-bit number around the bounds, is replaced. */
static void unicode_no_other_value(void **state)
{
    (void)state;
    for (uint32_t c = 0xD800; c <= 0xDFFF; c++) {
        uint8_t unit[4] = { (uint8_t)c, (uint8_t)(c >> 8), 0, 0 };
        struct result r;

        decode(1200, unit, 2, &r);
        assert_int_equal(r.len, 3);
        assert_memory_equal(r.bytes, R, 3);
        decode(12000, unit, 4, &r);
        assert_int_equal(r.len, 3);
        assert_int_equal(r.damaged, 1);
    }
}

/* ---- The contract ------------------------------------------------------------------ */

static void feed_refuses_bad_arguments(void **state)
{
    tnef_text t;
    char out[16];
    size_t taken = 9, written = 9;

    (void)state;
    assert_int_equal(tnef_text_init(&t, 65001), TNEF_OK);
    assert_int_equal(
        tnef_text_feed(&t, "x", 1, &taken, out, TNEF_TEXT_ROOM - 1, &written),
        TNEF_E_ARGUMENT);
    assert_int_equal(taken, 0);
    assert_int_equal(written, 0);
    assert_int_equal(tnef_text_feed(&t, NULL, 1, &taken, out, 16, &written),
                     TNEF_E_ARGUMENT);
    assert_int_equal(tnef_text_finish(&t, out, TNEF_TEXT_ROOM - 1, &written),
                     TNEF_E_ARGUMENT);
    /* nothing of it counted */
    assert_int_equal(tnef_text_feed(&t, NULL, 0, &taken, out, TNEF_TEXT_ROOM, &written),
                     TNEF_OK);
    assert_int_equal(tnef_text_feed(&t, "x", 1, &taken, out, TNEF_TEXT_ROOM, &written),
                     TNEF_OK);
    assert_int_equal(written, 1);
    assert_int_equal(tnef_text_finish(&t, out, 16, &written), TNEF_OK);
    assert_int_equal(tnef_text_finish(&t, out, 16, &written), TNEF_OK);
    assert_int_equal(written, 0);
    assert_int_equal(tnef_text_feed(&t, "x", 1, &taken, out, 16, &written), TNEF_E_STATE);
    tnef_text_reset(&t);
    assert_int_equal(tnef_text_feed(&t, "x", 1, &taken, out, 16, &written), TNEF_OK);
    tnef_text_free(&t);
}

static void feed_pauses_when_full(void **state)
{
    tnef_text t;
    char out[8];
    size_t taken, written;

    (void)state;
    assert_int_equal(tnef_text_init(&t, 65001), TNEF_OK);
    assert_int_equal(tnef_text_feed(&t, "123456789", 9, &taken, out, 8, &written),
                     TNEF_PAUSED);
    assert_int_equal(written, 8);
    assert_memory_equal(out, "12345678", 8);
    assert_in_range(taken, 8, 9);
    assert_int_equal(tnef_text_feed(&t, "9", 9 - taken, &taken, out, 8, &written),
                     TNEF_OK);
    assert_int_equal(written, 1);
    tnef_text_free(&t);
}

static void reset_forgets_the_text_not_the_page(void **state)
{
    static const uint32_t pages[] = { 65001, 1200, 0, 65000, 932, 50220, 1251 };

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct result a, b;
        tnef_text t;

        decode(pages[i], "\x41\xE9\x42\xE9", 4, &a);
        assert_int_equal(tnef_text_init(&t, pages[i]), TNEF_OK);
        b.len = 0;
        feed(&t, (const uint8_t *)"\x1B$B\x46\x1B$B\x46\xFE\x81", 10, 64, &b);
        tnef_text_reset(&t);
        b.len = 0;
        feed(&t, (const uint8_t *)"\x41\xE9\x42\xE9", 4, 64, &b);
        finish(&t, 64, &b);
        assert_same(&a, &b);
        assert_int_equal(t.asked, pages[i]);
        tnef_text_free(&t);
    }
}

/* Every size of output: what fits, at a character, and a NUL. */
static void convert_cuts_at_characters(void **state)
{
    static const char in[] = "a\x00\xE9\x00\xAC\x20\x3D\xD8\x00\xDE"
                             "b"; /* the last byte is odd */
    static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
    static const size_t fits[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10 };
    size_t len;
    uint64_t anomalies;

    (void)state;
    for (size_t room = 0; room <= 12; room++) {
        char *out = malloc(room + 1);
        size_t expected = room >= 10 ? 10 : fits[room];

        assert_non_null(out);
        assert_int_equal(
            tnef_text_convert(1200, in, sizeof in - 1, out, room + 1, &len, &anomalies),
            room >= 10 ? TNEF_OK : TNEF_E_LIMIT_OUTPUT);
        assert_int_equal(len, expected);
        assert_memory_equal(out, text, len);
        assert_int_equal(out[len], 0);
        if (room >= 10)
            assert_int_equal(anomalies, CUT);
        free(out);
    }
}

static void convert_refuses_bad_arguments(void **state)
{
    char out[4] = "xyz";
    size_t len = 7;
    uint64_t anomalies = 7;

    (void)state;
    assert_int_equal(tnef_text_convert(1252, "a", 1, out, 0, &len, &anomalies),
                     TNEF_E_ARGUMENT);
    assert_int_equal(len, 0);
    assert_int_equal(anomalies, 0);
    assert_string_equal(out, "xyz");
    assert_int_equal(tnef_text_convert(1252, NULL, 1, out, 4, &len, NULL),
                     TNEF_E_ARGUMENT);
    assert_string_equal(out, "");
    assert_int_equal(tnef_text_convert(1252, NULL, 0, out, 1, &len, NULL), TNEF_OK);
    assert_int_equal(tnef_text_convert(1252, "abc", 3, out, 4, &len, NULL), TNEF_OK);
    assert_string_equal(out, "abc");
}

/* A long text of two bytes for a character, through the small buffer inside of convert.
 */
static void convert_long_text(void **state)
{
    enum { COUNT = 5000 };
    uint8_t *in = malloc(2 * COUNT);
    char *out = malloc(3 * COUNT + 1);
    size_t len;

    (void)state;
    assert_non_null(in);
    assert_non_null(out);
    for (size_t i = 0; i < COUNT; i++) {
        in[2 * i] = (uint8_t)i;
        in[2 * i + 1] = (uint8_t)(0x30 + (i >> 8));
    }
    assert_int_equal(
        tnef_text_convert(1200, in, 2 * COUNT, out, 3 * COUNT + 1, &len, NULL), TNEF_OK);
    assert_int_equal(len, 3 * COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        char c[4];

        assert_int_equal(reference_put(c, (uint32_t)(0x3000 + i)), 3);
        assert_memory_equal(out + 3 * i, c, 3);
    }
    free(in);
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_table),
        cmocka_unit_test(utf16_table),
        cmocka_unit_test(utf32_table),
        cmocka_unit_test(unicode_every_scalar_value),
        cmocka_unit_test(unicode_no_other_value),
        cmocka_unit_test(feed_refuses_bad_arguments),
        cmocka_unit_test(feed_pauses_when_full),
        cmocka_unit_test(reset_forgets_the_text_not_the_page),
        cmocka_unit_test(convert_cuts_at_characters),
        cmocka_unit_test(convert_refuses_bad_arguments),
        cmocka_unit_test(convert_long_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
