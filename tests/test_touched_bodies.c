/* SPDX-License-Identifier: MIT */

/* Work of the collector of bodies: bytes touched are within the bound of bodies.h for the bytes passed
 * on and delivered, on the worst that is known, however it is cut. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/bodies.h>

#include "lzfu_writer.h"
#include "touched.h"

static uint64_t made;

static tnef_status nowhere(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)taken;
    made += len;
    return TNEF_OK;
}

/* What is repeated, after what comes once, in a body of a kind; forms that are delivered. */
static const struct { uint32_t kind; const char *once, *again; uint32_t codepage; } rows[] = {
    { TNEF_PART_PLAIN, "", "a", 1252 }, { TNEF_PART_PLAIN, "", "\n", 1252 },
    { TNEF_PART_PLAIN, "", "\r", 1252 }, { TNEF_PART_PLAIN, "", "&", 1252 },
    { TNEF_PART_PLAIN, "", "\xC3\xA9", 65001 }, { TNEF_PART_PLAIN, "", "\xE9", 65001 },
    { TNEF_PART_PLAIN, "", "\x93\xFA", 932 }, { TNEF_PART_PLAIN, "", "\x01", 1252 },
    { TNEF_PART_HTML, "", "<meta charset=", 1252 }, { TNEF_PART_HTML, "", "<meta charset=utf-8>", 1252 },
    { TNEF_PART_HTML, "<meta ", "charset=", 1252 }, { TNEF_PART_HTML, "<meta ", "charset='\n", 1252 },
    { TNEF_PART_HTML, "", "<meta", 1252 }, { TNEF_PART_HTML, "", "<!--", 1252 },
    { TNEF_PART_HTML, "", "<p>a", 1252 }, { TNEF_PART_HTML, "<pre>", "\n", 1252 },
    { TNEF_PART_HTML, "", "\xFF", 65001 }, { TNEF_PART_HTML, "", "&notin", 932 },
    { TNEF_PART_RTF, "{\\rtf1 ", "a", 0 }, { TNEF_PART_RTF, "{\\rtf1 ", "\\b ", 0 },
    { TNEF_PART_RTF, "{\\rtf1 ", "{\\b a}", 0 }, { TNEF_PART_RTF, "{\\rtf1\\fromhtml1 ", "a", 0 },
    { TNEF_PART_RTF, "{\\rtf1\\fromhtml1 ", "{\\*\\htmltag <meta charset=a>}", 0 },
    { TNEF_PART_RTF, "{\\rtf1\\fromhtml1 <ol><blockquote><pre>", "a\n", 0 },
    { TNEF_PART_RTF, "{\\rtf1\\fromhtml1 ", "\\tab\\bullet\\par", 0 },
    { TNEF_PART_RTF, "{\\rtf1\\fromhtml1 <ol><ol><ol><blockquote><blockquote><pre>", "a\\par ", 0 },
    { TNEF_PART_RTF, "{\\rtf1\\ansicpg874\\fromhtml1 ", "\xE0&", 0 },
};

static size_t repeat(uint8_t *out, size_t size, const char *once, const char *again, uint32_t kind)
{
    size_t n = strlen(again);
    size_t head = kind == TNEF_PART_RTF ? 16 : 0;
    size_t len = head + strlen(once);

    memcpy(out + head, once, len - head);
    for (; len + n <= size; len += n)
        memcpy(out + len, again, n);
    if (head > 0) {
        memcpy(out, "\0\0\0\0\0\0\0\0MELA\0\0\0\0", 16);
        for (unsigned i = 0; i < 4; i++) {
            out[i] = (uint8_t)((len - 4) >> (8u * i));
            out[4 + i] = (uint8_t)((len - 16) >> (8u * i));
        }
    }
    return len;
}

static void pass(tnef_bodies *b, const tnef_part *part, const uint8_t *p, size_t len, size_t piece,
                 uint64_t *calls)
{
    piece = piece != 0 ? piece : len;
    assert_int_equal(tnef_bodies_part_begin(b, part), TNEF_CONTINUE);
    for (size_t at = 0; at < len; at += piece, ++*calls)
        assert_int_equal(tnef_bodies_part_data(b, part, p + at, len - at < piece ? len - at : piece),
                         TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_end(b, part), TNEF_CONTINUE);
    *calls += 2;
}

static void bodies_touch_no_more(void **state)
{
    const size_t sizes[] = { 65536, 262144 };
    uint8_t *buf = malloc(262144);
    double worst = 0;
    const char *of = "";

    (void)state;
    if (!touched_counts())
        skip();
    assert_non_null(buf);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < TOUCHED_PIECES; k++) {
            size_t len = repeat(buf, sizes[k == 0], rows[i].once, rows[i].again, rows[i].kind);
            const tnef_part part = { .id = 1, .kind = rows[i].kind, .message = 1,
                                     .encoding = TNEF_ENCODING_CODEPAGE };
            const tnef_message_info m = { .id = 1, .plain = 1, .html = 1, .rtf = 1,
                                          .known = TNEF_KNOWN_OEM_CODEPAGE,
                                          .oem_codepage = rows[i].codepage,
                                          .text_codepage = rows[i].codepage,
                                          .internet_codepage = rows[i].codepage };
            uint64_t before = touched_now(), calls = 0, bytes = len, touched;
            tnef_bodies *b;

            assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
            pass(b, &part, buf, len, touched_pieces[k], &calls);
            assert_int_equal(tnef_bodies_message_end(b, &m), TNEF_CONTINUE);
            made = 0;
            for (uint32_t form = TNEF_BODY_HTML; form <= TNEF_BODY_TEXT; form++, calls++, bytes += len)
                (void)tnef_bodies_deliver(b, 0, form, nowhere, NULL);
            tnef_bodies_free(b);
            touched = touched_now() - before;
            if (!touched_within("bodies", touched, bytes + made, calls))
                fail_msg("%s, then %s", rows[i].once, rows[i].again);
            if (k == 0 && (double)touched / (double)(bytes + made) > worst) {
                worst = (double)touched / (double)(bytes + made);
                of = rows[i].again;
            }
        }
    }
    printf("worst: %.2f for a byte (%s)\n", worst, of);
    free(buf);
}

/* RTF that is compressed to an eighth, passed on and not delivered: what comes after its kind is known is
 * not read, however it is cut. */
static const struct { const char *once, *again; } compressed[] = {
    { "{\\rtf1 ", "{}" }, { "{\\rtf1 ", "{\\b}" }, { "{\\rtf1 ", "a" }, { "{\\rtf1 ", "\\b " },
    { "{\\rtf1{\\*\\x ", "a" }, { "{\\rtf1{\\*\\x ", "{a}" }, { "{\\rtf1{\\*\\x ", "\\'e9" },
    { "{\\rtf1{\\fonttbl ", "{\\f1 A;}" }, { "{\\rtf1{\\fonttbl{\\f1 ", "A" },
    { "{\\rtf1{\\stylesheet ", "{\\s1 a}" }, { "{\\rtf1", "\n" }, { "{\\rtf1", "}" },
    { "{\\rtf1", "\\ansicpg932\\ansicpg936" }, { "{\\rtf1\\fromhtml1 ", "{\\*\\htmltag <p>}" },
    { "{\\rtf1 ", "\\u0" }, { "{\\rtf1 ", "\\bin1 a" }, { "", "a" }, { "", "{" }, { "", "}" },
};

static void compress(struct lzfu_writer *w, const char *once, const char *again)
{
    const size_t size = 262144;
    uint8_t *text = malloc(size);
    size_t n = strlen(once);
    size_t more = strlen(again);
    struct lzfu_header header;

    assert_non_null(text);
    memcpy(text, once, n);
    for (; n + more <= size; n += more)
        memcpy(text + n, again, more);
    lzfu_writer_init(w);
    lzfu_text(w, text, n);
    lzfu_end(w);
    header = lzfu_header_coded(w);
    lzfu_put_header(w, &header);
    free(text);
}

static void compressed_rtf_is_read_until_its_kind_is_known(void **state)
{
    double worst = 0;

    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < sizeof compressed / sizeof *compressed; i++) {
        struct lzfu_writer w;

        compress(&w, compressed[i].once, compressed[i].again);
        for (size_t k = 0; k < TOUCHED_PIECES; k++) {
            const tnef_part part = { .id = 1, .kind = TNEF_PART_RTF, .message = 1 };
            uint64_t before = touched_now(), calls = 0, touched;
            tnef_bodies *b;

            assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
            pass(b, &part, w.bytes, w.len, touched_pieces[k], &calls);
            tnef_bodies_free(b);
            touched = touched_now() - before;
            if (!touched_within("bodies", touched, w.len, calls))
                fail_msg("%s, then %s", compressed[i].once, compressed[i].again);
            if (k == 0 && (double)touched / (double)w.len > worst)
                worst = (double)touched / (double)w.len;
        }
        lzfu_writer_free(&w);
    }
    printf("worst: %.2f for a byte of compressed RTF\n", worst);
}

/* Many messages, each with a small body. */
static void bodies_that_are_many(void **state)
{
    static const struct { uint32_t kind; const char *bytes; size_t len; } small[] = {
        { TNEF_PART_PLAIN, "a", 1 }, { TNEF_PART_HTML, "<meta charset=a charset=b charset=c>", 36 },
        { TNEF_PART_RTF, "\x13\0\0\0\x07\0\0\0MELA\0\0\0\0{\\rtf1}", 23 }, { TNEF_PART_RTF, "", 0 },
    };
    const uint32_t count = 4000;

    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        uint64_t before = touched_now(), calls = 0;
        tnef_bodies *b;

        assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
        for (uint32_t id = 1; id <= count; id++) {
            const tnef_part part = { .id = id, .kind = small[i].kind, .message = id, .depth = 1 };
            const tnef_message_info m = { .id = id, .depth = 1, .plain = id, .html = id, .rtf = id };
            tnef_body_choice choice = { .size = sizeof choice };

            pass(b, &part, (const uint8_t *)small[i].bytes, small[i].len, 0, &calls);
            assert_int_equal(tnef_bodies_message_end(b, &m), TNEF_CONTINUE);
            (void)tnef_bodies_choose(b, TNEF_BODY_BEST, &choice);
            calls += 2;
        }
        tnef_bodies_free(b);
        printf("%zu: %.1f for a call\n", i, (double)(touched_now() - before) / (double)calls);
        if (!touched_within("bodies", touched_now() - before, count * small[i].len, calls))
            fail_msg("row %zu", i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_touch_no_more),
        cmocka_unit_test(compressed_rtf_is_read_until_its_kind_is_known),
        cmocka_unit_test(bodies_that_are_many),
    };

    return cmocka_run_group_tests_name("touched_bodies", tests, NULL, NULL);
}
