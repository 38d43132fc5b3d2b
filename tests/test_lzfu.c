/* SPDX-License-Identifier: MIT */

/* Compressed RTF as it should be: the samples of the specification, every form of reference, the
 * window, both types of contents, limits. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "lzfu_check.h"
#include "lzfu_known.h"

#include <stdlib.h>
#include <string.h>

#define GOOD (TNEF_LZFU_HEADER | TNEF_LZFU_END)

static void expect(struct lzfu_result r, tnef_status status, uint64_t flags, const void *text,
                   size_t len)
{
    assert_int_equal(r.status, status);
    assert_int_equal(lzfu_known(&r.info), flags);
    assert_int_equal(r.len, len);
    if (len > 0)
        assert_memory_equal(r.out, text, len);
    lzfu_result_free(&r);
}

static struct lzfu_result run(const struct lzfu_writer *w)
{
    return lzfu_decode_all_ways(w->bytes, w->len, 0, 0);
}

static void close_coded(struct lzfu_writer *w)
{
    struct lzfu_header h;

    lzfu_end(w);
    h = lzfu_header_coded(w);
    lzfu_put_header(w, &h);
}

/* ---- The specification --------------------------------------------------------------------- */

/* [MS-OXRTFCP] 4.1 */
static void lzfu_first_sample(void **state)
{
    static const uint8_t in[] = {
        0x2D, 0x00, 0x00, 0x00, 0x2B, 0x00, 0x00, 0x00, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7,
        0xA7, 0x03, 0x00, 0x0A, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A,
        0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D,
        0x0A, 0x80, 0x0F, 0xA0,
    };
    static const char text[] = "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n";
    struct lzfu_result r = lzfu_decode_all_ways(in, sizeof in, 0, 0);

    (void)state;
    assert_int_equal(r.info.comp_size, 45);
    assert_int_equal(r.info.raw_size, 43);
    assert_int_equal(r.info.comp_type, TNEF_LZFU_TYPE_COMPRESSED);
    assert_int_equal(r.info.crc, 0xA7C7C5F1u);
    assert_int_equal(r.info.crc_computed, 0xA7C7C5F1u);
    assert_int_equal(r.info.input, sizeof in);
    assert_int_equal(r.info.after_end, 0);
    assert_int_equal(r.info.tail, 0);
    expect(r, TNEF_OK, GOOD, text, strlen(text));
}

/* [MS-OXRTFCP] 4.2: a reference into what it writes */
static void lzfu_second_sample(void **state)
{
    static const uint8_t in[] = {
        0x1A, 0x00, 0x00, 0x00, 0x1C, 0x00, 0x00, 0x00, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B,
        0x51, 0x41, 0x00, 0x04, 0x20, 0x57, 0x58, 0x59, 0x5A, 0x0D, 0x6E, 0x7D, 0x01, 0x0E, 0xB0,
    };
    static const char text[] = "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}";

    (void)state;
    expect(lzfu_decode_all_ways(in, sizeof in, 0, 0), TNEF_OK, GOOD, text, strlen(text));
}

/* ---- References ---------------------------------------------------------------------------- */

/* All of the dictionary, out of references to it. Other decoders have LF CR for its line end. */
static void lzfu_preloaded_dictionary(void **state)
{
    static const char text[] =
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
        "\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl"
        "\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
    struct lzfu_writer w;

    (void)state;
    assert_int_equal(strlen(text), LZFU_PRELOAD);
    lzfu_writer_init(&w);
    for (uint32_t at = 0; at + 9 <= LZFU_PRELOAD; at += 9)
        lzfu_reference(&w, at, 9);
    close_coded(&w);
    expect(run(&w), TNEF_OK, GOOD, text, LZFU_PRELOAD);
    lzfu_writer_free(&w);
}

/* Every length at every distance up to it, and a bit more: 1 is a run of one byte. */
static void lzfu_overlapping_references(void **state)
{
    (void)state;
    for (uint32_t gap = 1; gap <= 20; gap++) {
        struct lzfu_writer w;
        char text[512];
        size_t len = 0;

        lzfu_writer_init(&w);
        for (uint32_t n = 2; n <= LZFU_LONGEST; n++) {
            for (uint32_t i = 0; i < gap; i++) {
                text[len++] = (char)('a' + (i + n) % 26u);
                lzfu_literal(&w, (uint8_t)text[len - 1]);
            }
            lzfu_reference(&w, w.write - gap, n);
            for (uint32_t i = 0; i < n; i++, len++)
                text[len] = text[len - gap];
        }
        close_coded(&w);
        expect(run(&w), TNEF_OK, GOOD, text, len);
        lzfu_writer_free(&w);
    }
}

/* Adds a token that is what |bit| says: the next literal, or a reference of the next distance and length,
 * near and far. |text| is what all tokens stand for. */
static void add_token(struct lzfu_writer *w, bool bit, uint8_t *text, size_t *len)
{
    uint32_t gap = 1u + w->output * 7u % (*len < 40u ? 8u : 40u);
    uint32_t n = 2u + w->output % 16u;

    if (!bit) {
        text[*len] = (uint8_t)(33u + *len % 90u);
        lzfu_literal(w, text[*len]);
        ++*len;
        return;
    }
    lzfu_reference(w, (w->write + LZFU_DICT - gap) % LZFU_DICT, n);
    for (uint32_t i = 0; i < n; i++, ++*len)
        text[*len] = text[*len - gap];
}

/* Whole, and byte by byte, which is another way through the decoder. */
static void expect_both(const struct lzfu_writer *w, uint64_t flags, const uint8_t *text, size_t len)
{
    struct lzfu_way way = { .piece = 0 };

    expect(lzfu_decode(w->bytes, w->len, &way), TNEF_OK, flags, text, len);
    way.piece = 1;
    expect(lzfu_decode(w->bytes, w->len, &way), TNEF_OK, flags, text, len);
}

/* Groups of every control byte, until the window has gone round: literals and references in every order. */
static void lzfu_every_control_byte(void **state)
{
    static uint8_t text[3 * LZFU_DICT];

    (void)state;
    for (unsigned control = 0; control < 256u; control++) {
        struct lzfu_writer w;
        size_t len = 0;

        lzfu_writer_init(&w);
        while (len < 8u)
            add_token(&w, false, text, &len);
        while (len < 2u * LZFU_DICT)
            for (unsigned bit = 0; bit < 8u; bit++)
                add_token(&w, (control >> bit & 1u) != 0, text, &len);
        close_coded(&w);
        expect_both(&w, GOOD, text, len);
        lzfu_writer_free(&w);
    }
}

/* The end marker as each token of a group, after literals or references, and with bytes after it, as
 * many as are looked at for a group and more. */
static void lzfu_end_in_every_place(void **state)
{
    static uint8_t text[512];

    (void)state;
    for (unsigned k = 0; k < 8u * 2u * 40u; k++) {
        unsigned place = k % 8u, kind = k / 8u % 2u, after = k / 16u;
        struct lzfu_writer w;
        struct lzfu_header h;
        size_t len = 0;

        lzfu_writer_init(&w);
        while (len < 8u)
            add_token(&w, false, text, &len);
        for (unsigned i = 0; i < place; i++)
            add_token(&w, kind != 0, text, &len);
        lzfu_end(&w);
        for (unsigned i = 0; i < after; i++)
            lzfu_bytes(&w, "\xFF", 1);
        h = lzfu_header_coded(&w);
        lzfu_put_header(&w, &h);
        expect_both(&w, GOOD | (after > 0 ? LZFU_MET(TNEF_LZFU_A_AFTER_END) : 0), text, len);
        lzfu_writer_free(&w);
    }
}

/* Contents that end, as COMPSIZE says, within a group, at each of its bytes: what is there of it counts,
 * and no more. That all ways have the same result is asserted for each. */
static void lzfu_end_within_a_group(void **state)
{
    static uint8_t text[512];
    struct lzfu_writer w;
    size_t len = 0;

    (void)state;
    lzfu_writer_init(&w);
    while (len < 8u)
        add_token(&w, false, text, &len);
    for (unsigned i = 0; i < 16u; i++)
        add_token(&w, i % 5u != 0, text, &len);
    for (size_t cut = LZFU_HEADER; cut <= w.len; cut++) {
        struct lzfu_header h = lzfu_header_coded(&w);
        struct lzfu_result r;

        h.comp_size = (uint32_t)cut - 4u;
        h.crc = lzfu_crc(w.bytes + LZFU_HEADER, cut - LZFU_HEADER);
        lzfu_put_header(&w, &h);
        r = lzfu_decode_all_ways(w.bytes, cut, 0, 0);
        assert_int_equal(r.status, cut < w.len ? TNEF_E_TRUNCATED : TNEF_OK);
        assert_int_equal(r.info.input, cut);
        assert_true(cut < w.len ? r.len < len : r.len == len);
        assert_memory_equal(r.out, text, r.len);
        lzfu_result_free(&r);
    }
    lzfu_writer_free(&w);
}

/* References to what was not written yet: the first one behind the window's first bytes, and those to the
 * last byte that is written and to the one after it. After the window has gone round there are none. */
static void lzfu_references_to_nothing(void **state)
{
    (void)state;
    for (unsigned k = 0; k < 4u; k++) {
        static uint8_t text[2 * LZFU_DICT];
        uint64_t flags = GOOD | (k == 1 || k == 2 ? LZFU_MET(TNEF_LZFU_A_BAD_REFERENCE) : 0);
        struct lzfu_writer w;
        size_t len = 0;

        lzfu_writer_init(&w);
        while (len < 64u || (k == 3 && len < LZFU_DICT))
            add_token(&w, false, text, &len);
        lzfu_reference(&w, k == 0 ? 0 : k == 1 ? w.write + 1u : LZFU_DICT - 17u, 3);
        for (unsigned i = 0; i < 3u; i++)
            text[len++] = w.dict[(w.write - 3u + i) % LZFU_DICT];
        for (unsigned i = 0; i < 40u; i++)
            add_token(&w, false, text, &len);
        close_coded(&w);
        expect_both(&w, flags, text, len);
        lzfu_writer_free(&w);
    }
}

/* Text that does not repeat soon. */
static uint8_t *make_text(size_t len)
{
    uint8_t *text = malloc(len);
    uint32_t random = 1;

    assert_non_null(text);
    for (size_t i = 0; i < len; i++) {
        random = random * 1664525u + 1013904223u;
        text[i] = (uint8_t)(random / 65536u % 250u);
    }
    return text;
}

/* References that begin and end at, before and after the end of the window, at writing places that
 * do the same, when it has gone round once and when it has gone round twice. */
static void lzfu_references_round_the_window(void **state)
{
    static const uint32_t places[] = { 4070, 4079, 4080, 4088, 4095, 0, 1, 9, 17 };
    enum { PLACES = sizeof places / sizeof places[0] };
    uint8_t *text = make_text(3 * LZFU_DICT);

    (void)state;
    for (size_t i = 0; i < PLACES * PLACES * 2u; i++) {
        uint32_t to = places[i % PLACES], from = places[i / PLACES % PLACES];
        size_t fill = (i / PLACES / PLACES + 1) * LZFU_DICT - LZFU_PRELOAD + to, len = fill;
        struct lzfu_way way = { .piece = 61 };
        struct lzfu_writer w;
        uint8_t *out;

        if (from == to)
            continue;
        lzfu_writer_init(&w);
        for (size_t k = 0; k < fill; k++)
            lzfu_literal(&w, text[k]);
        out = malloc(fill + 19);
        assert_non_null(out);
        memcpy(out, text, fill);
        lzfu_reference(&w, from, 17);
        lzfu_reference(&w, (from + 1u) % LZFU_DICT == w.write ? 77 : (from + 1u) % LZFU_DICT, 2);
        for (uint32_t k = 0; k < 19; k++)
            out[len++] = w.dict[(to + k) % LZFU_DICT];
        close_coded(&w);
        expect(lzfu_decode(w.bytes, w.len, &way), TNEF_OK, GOOD, out, len);
        way.piece = 0;
        way.takes = LZFU_PAUSES_FIRST;
        expect(lzfu_decode(w.bytes, w.len, &way), TNEF_OK, GOOD, out, len);
        free(out);
        lzfu_writer_free(&w);
    }
    free(text);
}

/* ---- Round trips --------------------------------------------------------------------------- */

static void round_trip(const uint8_t *text, size_t len)
{
    struct lzfu_writer w;

    lzfu_writer_init(&w);
    lzfu_text(&w, text, len);
    assert_int_equal(w.output, len);
    close_coded(&w);
    expect(run(&w), TNEF_OK, GOOD, text, len);
    lzfu_writer_free(&w);
}

static void lzfu_round_trips(void **state)
{
    uint8_t *noise = make_text(20000);
    uint8_t *text = malloc(20000);

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < 20000; i++)      /* words that come again, near and far */
        text[i] = noise[noise[i / 11] % 40u * 11u + i % 11u];
    for (size_t len = 0; len < 40; len++)
        round_trip(text, len);
    round_trip(text, 20000);
    round_trip(noise, 9000);
    memset(text, 'x', 20000);
    round_trip(text, 20000);
    free(text);
    free(noise);
}

/* ---- Stored and plain ---------------------------------------------------------------------- */

static void lzfu_stored(void **state)
{
    uint8_t *text = make_text(10000);

    (void)state;
    for (size_t len = 0; len <= 10000; len = len * 10 + 1) {
        struct lzfu_writer w;
        struct lzfu_header h;

        lzfu_writer_init(&w);
        lzfu_bytes(&w, text, len);
        h = lzfu_header_stored(&w);
        lzfu_put_header(&w, &h);
        expect(run(&w), TNEF_OK, TNEF_LZFU_HEADER | TNEF_LZFU_STORED, text, len);
        lzfu_writer_free(&w);
    }
    free(text);
}

/* Values that are RTF without any header, shorter than one and longer. */
static void lzfu_plain(void **state)
{
    static const char text[] = "{\\rtf1\\ansi\\deff0 A text that has no header at all.\\par}";

    (void)state;
    for (size_t len = 5; len <= strlen(text); len++)
        expect(lzfu_decode_all_ways((const uint8_t *)text, len, 0, 0), TNEF_OK,
               TNEF_LZFU_PLAIN, text, len);
    expect(lzfu_decode_all_ways((const uint8_t *)text, 4, 0, 0), TNEF_E_TRUNCATED, 0, "", 0);
}

/* A COMPTYPE that is known counts for more than a COMPSIZE and a RAWSIZE that look like RTF. */
static void lzfu_type_before_plain(void **state)
{
    static const char head[] = "{\\rtf1\\aMELA\0\0\0\0text";

    (void)state;
    expect(lzfu_decode_all_ways((const uint8_t *)head, 20, 0, 0), TNEF_E_TRUNCATED,
           TNEF_LZFU_HEADER | TNEF_LZFU_STORED | LZFU_MET(TNEF_LZFU_A_RAW_SIZE) | LZFU_MET(TNEF_LZFU_A_CUT),
           "text", 4);
}

/* ---- Limits -------------------------------------------------------------------------------- */

static void check_output_limit(const uint8_t *in, size_t in_len, const uint8_t *text, size_t len)
{
    for (size_t max = 1; max <= len + 1; max++) {
        struct lzfu_result r = lzfu_decode_all_ways(in, in_len, max, 0);

        assert_int_equal(r.status, max < len ? TNEF_E_LIMIT_OUTPUT : TNEF_OK);
        assert_int_equal(r.fed, lzfu_known(&r.info) == TNEF_LZFU_PLAIN && len < 16 ? TNEF_OK : r.status);
        assert_int_equal(r.len, max < len ? max : len);
        assert_memory_equal(r.out, text, r.len);
        assert_int_equal(r.error.limit, max < len ? max : 0);
        assert_int_equal(r.error.found, max < len ? max + 1 : 0);
        lzfu_result_free(&r);
    }
}

static void lzfu_output_limit(void **state)
{
    static const char plain[] = "{\\rtf1 This is short.}";
    uint8_t text[64];
    struct lzfu_writer w;
    struct lzfu_header h;

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (uint8_t)("abcabcabcabcabcab-+*"[i % 20]);
    lzfu_writer_init(&w);
    lzfu_text(&w, text, sizeof text);
    close_coded(&w);
    check_output_limit(w.bytes, w.len, text, sizeof text);
    lzfu_writer_free(&w);
    lzfu_writer_init(&w);
    lzfu_bytes(&w, text, sizeof text);
    h = lzfu_header_stored(&w);
    lzfu_put_header(&w, &h);
    check_output_limit(w.bytes, w.len, text, sizeof text);
    lzfu_writer_free(&w);
    check_output_limit((const uint8_t *)plain, strlen(plain), (const uint8_t *)plain,
                       strlen(plain));
    check_output_limit((const uint8_t *)plain, 12, (const uint8_t *)plain, 12);
}

/* The limit where the window ends: the last byte that fits in it, and the next one. */
static void lzfu_output_limit_at_the_window(void **state)
{
    uint8_t *text = make_text(5000);
    struct lzfu_writer w;

    (void)state;
    lzfu_writer_init(&w);
    lzfu_text(&w, text, 5000);
    close_coded(&w);
    for (uint64_t max = 3885; max <= 3893; max++) {
        struct lzfu_way way = { .max_output = max };
        struct lzfu_result r = lzfu_decode(w.bytes, w.len, &way);

        expect(r, TNEF_E_LIMIT_OUTPUT, TNEF_LZFU_HEADER, text, (size_t)max);
    }
    lzfu_writer_free(&w);
    free(text);
}

static void lzfu_input_limit(void **state)
{
    struct lzfu_writer w;

    (void)state;
    lzfu_writer_init(&w);
    lzfu_literals(&w, "all of it");
    close_coded(&w);
    for (size_t max = 1; max <= w.len + 1; max++) {
        struct lzfu_result r = lzfu_decode_all_ways(w.bytes, w.len, 0, max);

        assert_int_equal(r.fed, max < w.len ? TNEF_E_LIMIT_INPUT : TNEF_OK);
        assert_int_equal(r.status, r.fed);
        assert_int_equal(r.info.input, max < w.len ? max : w.len);
        assert_int_equal(r.error.limit, max < w.len ? max : 0);
        lzfu_result_free(&r);
    }
    lzfu_writer_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lzfu_first_sample),
        cmocka_unit_test(lzfu_second_sample),
        cmocka_unit_test(lzfu_preloaded_dictionary),
        cmocka_unit_test(lzfu_overlapping_references),
        cmocka_unit_test(lzfu_every_control_byte),
        cmocka_unit_test(lzfu_end_in_every_place),
        cmocka_unit_test(lzfu_end_within_a_group),
        cmocka_unit_test(lzfu_references_to_nothing),
        cmocka_unit_test(lzfu_references_round_the_window),
        cmocka_unit_test(lzfu_round_trips),
        cmocka_unit_test(lzfu_stored),
        cmocka_unit_test(lzfu_plain),
        cmocka_unit_test(lzfu_type_before_plain),
        cmocka_unit_test(lzfu_output_limit),
        cmocka_unit_test(lzfu_output_limit_at_the_window),
        cmocka_unit_test(lzfu_input_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
