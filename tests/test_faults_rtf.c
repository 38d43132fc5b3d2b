/* SPDX-License-Identifier: MIT */

/* Recipes Z of docs/faults.md: faults in compressed RTF. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "lzfu_check.h"
#include "lzfu_known.h"

#include <stdlib.h>
#include <string.h>

/* In a header: what is right for the contents. */
#define RIGHT (-1)

#define CODED  TNEF_LZFU_TYPE_COMPRESSED
#define STORED TNEF_LZFU_TYPE_STORED

/* Flags that every value has whose header is there. */
#define H  TNEF_LZFU_HEADER
#define HE (TNEF_LZFU_HEADER | TNEF_LZFU_END)
#define HN (TNEF_LZFU_HEADER | LZFU_MET(TNEF_LZFU_A_NO_END))
#define HS (TNEF_LZFU_HEADER | TNEF_LZFU_STORED)

#define BYTES(literal) literal, sizeof(literal) - 1

struct row {
    const char *name;
    const char *contents;
    size_t contents_len;
    uint32_t type;
    int64_t comp_size, raw_size, crc;       /* or RIGHT */
    tnef_status status;
    uint64_t flags;
    const char *text;
    size_t text_len;
};

/* "abc}" and an end marker at place 211. */
#define ABC "\x10" "abc}\x0D\x30"

static const struct row rows[] = {
    { "Z0 CVE-2010-5109 first byte of the dictionary to the last",
      BYTES("\x07\x00\x0D\x0C\xD0"
            "\x0E\x00"),
      CODED, RIGHT, RIGHT, RIGHT, TNEF_OK, HE, BYTES("{\\rtf1\\ansi\\mactx") },
    { "Z0 the line end of the dictionary is CR LF", BYTES("\x03\x0A\x80\x0D\x10"), CODED, RIGHT, RIGHT, RIGHT,
      TNEF_OK, HE, BYTES("\r\n") },

    { "Z2 stored, raw size 60,000, four bytes", BYTES("text"), STORED, RIGHT, 60000, 0, TNEF_OK,
      HS | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("text") },
    { "Z2 stored, raw size 0, four bytes", BYTES("text"), STORED, RIGHT, 0, 0, TNEF_OK,
      HS | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("text") },
    { "Z2 stored, raw size counts the header, as a real writer does", BYTES("text"), STORED, RIGHT, 16, 0,
      TNEF_OK, HS | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("text") },
    { "Z2 stored, nothing", BYTES(""), STORED, RIGHT, 0, 0, TNEF_OK, HS, BYTES("") },
    { "Z2 stored, cut", BYTES("text"), STORED, 17, 5, 0, TNEF_E_TRUNCATED,
      HS | LZFU_MET(TNEF_LZFU_A_RAW_SIZE) | LZFU_MET(TNEF_LZFU_A_CUT), BYTES("text") },
    { "Z2 stored, tail", BYTES("text..."), STORED, 16, 4, 0, TNEF_OK, HS | LZFU_MET(TNEF_LZFU_A_TAIL),
      BYTES("text") },

    { "Z3 CVE-2017-6302 CVE-2026-62641 raw size 7FFFFFF0", BYTES("\0abcdefgh"), CODED, RIGHT, 0x7FFFFFF0,
      RIGHT, TNEF_E_TRUNCATED, HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("abcdefgh") },
    { "Z3 CVE-2017-6302 raw size 80000000", BYTES("\0abcdefgh"), CODED, RIGHT, 0x80000000, RIGHT,
      TNEF_E_TRUNCATED, HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("abcdefgh") },
    { "Z3 CVE-2017-6302 raw size FFFFFF31, 0 with the dictionary", BYTES("\0abcdefgh"), CODED, RIGHT,
      0xFFFFFF31, RIGHT, TNEF_E_TRUNCATED, HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("abcdefgh") },
    { "Z3 CVE-2017-6302 raw size FFFFFFFF", BYTES("\0abcdefgh"), CODED, RIGHT, 0xFFFFFFFF, RIGHT,
      TNEF_E_TRUNCATED, HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("abcdefgh") },
    { "Z3 raw size FFFFFFFF and an end marker", BYTES(ABC), CODED, RIGHT, 0xFFFFFFFF, RIGHT, TNEF_OK,
      HE | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("abc}") },
    { "Z3 raw size 0", BYTES(ABC), CODED, RIGHT, 0, RIGHT, TNEF_OK, HE | LZFU_MET(TNEF_LZFU_A_RAW_SIZE),
      BYTES("abc}") },

    { "Z4 Roundcube 10269 body 01", BYTES("\x01"), CODED, RIGHT, 1000, RIGHT, TNEF_E_TRUNCATED,
      HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("") },
    { "Z4 Roundcube 10269 CVE-2017-9474 body 01 00", BYTES("\x01\x00"), CODED, RIGHT, 1000, RIGHT,
      TNEF_E_TRUNCATED, HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE) | LZFU_MET(TNEF_LZFU_A_CUT_REFERENCE),
      BYTES("") },
    { "Z4 Roundcube 10269 body 00 00", BYTES("\x00\x00"), CODED, RIGHT, 1000, RIGHT, TNEF_E_TRUNCATED,
      HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("\0") },
    { "Z4 body FF", BYTES("\xFF"), CODED, RIGHT, 1000, RIGHT, TNEF_E_TRUNCATED,
      HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("") },
    { "Z4 body 00 41", BYTES("\0A"), CODED, RIGHT, 1000, RIGHT, TNEF_E_TRUNCATED,
      HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("A") },
    { "Z4 CVE-2017-9474 half a reference, though all of the output is there",
      BYTES("\x02"
            "A\x00"),
      CODED, RIGHT, RIGHT, RIGHT, TNEF_E_TRUNCATED, HN | LZFU_MET(TNEF_LZFU_A_CUT_REFERENCE), BYTES("A") },
    { "Z4 no body", BYTES(""), CODED, RIGHT, 1000, RIGHT, TNEF_E_TRUNCATED,
      HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("") },
    { "Z4 no body, and none announced", BYTES(""), CODED, RIGHT, 0, RIGHT, TNEF_OK, HN, BYTES("") },

    { "Z5 CVE-2017-6305 reference FF FF first", BYTES("\x03\xFF\xFF\x0E\x00"), CODED, RIGHT, RIGHT, RIGHT,
      TNEF_OK, HE | LZFU_MET(TNEF_LZFU_A_BAD_REFERENCE), BYTES("\0{\\rtf1\\ansi\\mac\\") },
    { "Z5 end marker at once", BYTES("\x01\x0C\xF0"), CODED, RIGHT, RIGHT, RIGHT, TNEF_OK, HE, BYTES("") },
    { "Z5 end marker at once, of length 17", BYTES("\x01\x0C\xFF"), CODED, RIGHT, RIGHT, RIGHT, TNEF_OK, HE,
      BYTES("") },
    { "Z5 overlapping run",
      BYTES("\x06"
            "a\x0C\xFF\x0E\x10"),
      CODED, RIGHT, RIGHT, RIGHT, TNEF_OK, HE, BYTES("aaaaaaaaaaaaaaaaaa") },
    { "Z5 CVE-2017-6305 one place beyond what is written", BYTES("\x03\x0D\x00\x0D\x10"), CODED, RIGHT, RIGHT,
      RIGHT, TNEF_OK, HE | LZFU_MET(TNEF_LZFU_A_BAD_REFERENCE), BYTES("\0\0") },
    { "Z5 from the last place that is written", BYTES("\x03\x0C\xE1\x0D\x20"), CODED, RIGHT, RIGHT, RIGHT,
      TNEF_OK, HE, BYTES("xxx") },
    { "Z5 CVE-2017-6305 in the middle of nothing", BYTES("\x03\x80\x00\x0D\x10"), CODED, RIGHT, RIGHT, RIGHT,
      TNEF_OK, HE | LZFU_MET(TNEF_LZFU_A_BAD_REFERENCE), BYTES("\0\0") },

    { "Z6 type 00000000", BYTES(ABC), 0, RIGHT, RIGHT, RIGHT, TNEF_E_COMPRESSION, H, BYTES("") },
    { "Z6 type lzfu", BYTES(ABC), 0x75667A6C, RIGHT, RIGHT, RIGHT, TNEF_E_COMPRESSION, H, BYTES("") },
    { "Z6 type uFZL", BYTES(ABC), 0x4C5A4675, RIGHT, RIGHT, RIGHT, TNEF_E_COMPRESSION, H, BYTES("") },
    { "Z6 unknown type, and a size below 12", BYTES(ABC), 1, 0, RIGHT, RIGHT, TNEF_E_COMPRESSION, H,
      BYTES("") },

    { "Z7 comp size 0", BYTES(ABC), CODED, 0, RIGHT, RIGHT, TNEF_OK, HE | LZFU_MET(TNEF_LZFU_A_COMP_SIZE),
      BYTES("abc}") },
    { "Z7 comp size 11", BYTES(ABC), CODED, 11, RIGHT, RIGHT, TNEF_OK, HE | LZFU_MET(TNEF_LZFU_A_COMP_SIZE),
      BYTES("abc}") },
    { "Z7 comp size 0, and raw size 0", BYTES(ABC), CODED, 0, 0, RIGHT, TNEF_E_SIZE, H, BYTES("") },
    { "Z7 comp size 11, and more raw size", BYTES("\0abc}"), CODED, 11, 5, RIGHT, TNEF_E_SIZE,
      HN | LZFU_MET(TNEF_LZFU_A_COMP_SIZE) | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("abc}") },
    { "Z7 stored, comp size 11", BYTES("text"), STORED, 11, 4, 0, TNEF_OK,
      HS | LZFU_MET(TNEF_LZFU_A_COMP_SIZE), BYTES("text") },
    { "Z7 stored, comp size 0", BYTES("text"), STORED, 0, 4, 0, TNEF_OK, HS | LZFU_MET(TNEF_LZFU_A_COMP_SIZE),
      BYTES("text") },
    { "Z7 stored, comp size 0, and raw size 0", BYTES("text"), STORED, 0, 0, 0, TNEF_E_SIZE, H, BYTES("") },
    { "Z7 stored, comp size without the header", BYTES("{\\rtf1 some text}"), STORED, 17, 17, 0, TNEF_OK,
      HS | LZFU_MET(TNEF_LZFU_A_COMP_SIZE), BYTES("{\\rtf1 some text}") },
    { "Z7 stored, comp size without the header, tail", BYTES("{\\rtf1 some text}\0\0"), STORED, 17, 17, 0,
      TNEF_OK, HS | LZFU_MET(TNEF_LZFU_A_COMP_SIZE) | LZFU_MET(TNEF_LZFU_A_TAIL),
      BYTES("{\\rtf1 some text}") },
    { "Z7 stored, comp size without the header, cut", BYTES("{\\rtf1 some"), STORED, 17, 17, 0, TNEF_OK,
      HS | LZFU_MET(TNEF_LZFU_A_COMP_SIZE) | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("{\\rtf1 some") },
    { "Z7 stored, comp size too large, raw size right", BYTES("text"), STORED, 17, 4, 0, TNEF_OK,
      HS | LZFU_MET(TNEF_LZFU_A_COMP_SIZE) | LZFU_MET(TNEF_LZFU_A_CUT), BYTES("text") },
    { "Z7 stored, comp size FFFFFFFF, raw size right", BYTES("text"), STORED, 0xFFFFFFFF, 4, 0, TNEF_OK,
      HS | LZFU_MET(TNEF_LZFU_A_COMP_SIZE) | LZFU_MET(TNEF_LZFU_A_CUT), BYTES("text") },
    { "Z7 comp size 12", BYTES(ABC), CODED, 12, 4, RIGHT, TNEF_OK, HE | LZFU_MET(TNEF_LZFU_A_COMP_SIZE),
      BYTES("abc}") },
    { "Z7 comp size 12, more than raw size", BYTES("\0abcdefgh\0ijklmnop"), CODED, 12, 4, RIGHT, TNEF_OK,
      HN | LZFU_MET(TNEF_LZFU_A_COMP_SIZE) | LZFU_MET(TNEF_LZFU_A_RAW_SIZE) | LZFU_MET(TNEF_LZFU_A_TAIL)
          | LZFU_MET(TNEF_LZFU_A_BAD_CRC),
      BYTES("abcdefg") },
    { "Z7 comp size one too small", BYTES(ABC), CODED, 18, 4, RIGHT, TNEF_OK,
      HE | LZFU_MET(TNEF_LZFU_A_COMP_SIZE), BYTES("abc}") },
    { "Z7 CVE-2017-6802 comp size one too large", BYTES(ABC), CODED, 20, 4, RIGHT, TNEF_OK,
      HE | LZFU_MET(TNEF_LZFU_A_CUT), BYTES("abc}") },
    { "Z7 CVE-2017-6802 comp size FFFFFFFF", BYTES(ABC), CODED, 0xFFFFFFFF, 4, RIGHT, TNEF_OK,
      HE | LZFU_MET(TNEF_LZFU_A_CUT), BYTES("abc}") },
    { "Z7 CVE-2017-6802 comp size FFFFFFFF, no end marker", BYTES("\0abc}"), CODED, 0xFFFFFFFF, 4, RIGHT,
      TNEF_OK, HN | LZFU_MET(TNEF_LZFU_A_CUT) | LZFU_MET(TNEF_LZFU_A_COMP_SIZE), BYTES("abc}") },
    { "Z7 CVE-2017-6802 comp size FFFFFFFF, no end marker, CRC wrong", BYTES("\0abc}"), CODED, 0xFFFFFFFF, 4,
      1, TNEF_E_TRUNCATED, HN | LZFU_MET(TNEF_LZFU_A_CUT) | LZFU_MET(TNEF_LZFU_A_BAD_CRC), BYTES("abc}") },

    { "Z8 CRC wrong", BYTES(ABC), CODED, RIGHT, RIGHT, 0x12345678, TNEF_OK,
      HE | LZFU_MET(TNEF_LZFU_A_BAD_CRC), BYTES("abc}") },
    { "Z8 CRC 0", BYTES(ABC), CODED, RIGHT, RIGHT, 0, TNEF_OK, HE | LZFU_MET(TNEF_LZFU_A_BAD_CRC),
      BYTES("abc}") },
    { "Z8 stored with a CRC", BYTES("text"), STORED, RIGHT, 4, 0xD0BF85D7, TNEF_OK,
      HS | LZFU_MET(TNEF_LZFU_A_STORED_CRC), BYTES("text") },

    { "Z9 end marker missing", BYTES("\0abc}"), CODED, RIGHT, RIGHT, RIGHT, TNEF_OK, HN, BYTES("abc}") },
    { "Z9 end marker missing, and one byte", BYTES("\0abc}"), CODED, RIGHT, 5, RIGHT, TNEF_E_TRUNCATED,
      HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("abc}") },
    { "Z9 end marker missing, more than raw size", BYTES("\0abc}"), CODED, RIGHT, 2, RIGHT, TNEF_OK,
      HN | LZFU_MET(TNEF_LZFU_A_RAW_SIZE), BYTES("abc}") },
    { "Z9 bytes behind the end marker", BYTES(ABC "more"), CODED, RIGHT, RIGHT, RIGHT, TNEF_OK,
      HE | LZFU_MET(TNEF_LZFU_A_AFTER_END), BYTES("abc}") },
    { "Z9 a second value behind the end marker", BYTES(ABC ABC), CODED, RIGHT, RIGHT, RIGHT, TNEF_OK,
      HE | LZFU_MET(TNEF_LZFU_A_AFTER_END), BYTES("abc}") },
    { "Z9 bytes behind the contents", BYTES(ABC "more"), CODED, 19, RIGHT, 0xA1498913, TNEF_OK,
      HE | LZFU_MET(TNEF_LZFU_A_TAIL), BYTES("abc}") },
};

/* ---- Rows ---------------------------------------------------------------------------------- */

static uint32_t given(int64_t field, size_t right)
{
    return field == RIGHT ? (uint32_t)right : (uint32_t)field;
}

static struct lzfu_result replay(const struct row *r)
{
    struct lzfu_result result;
    struct lzfu_header h;
    struct lzfu_writer w;

    lzfu_writer_init(&w);
    lzfu_bytes(&w, r->contents, r->contents_len);
    h.comp_size = given(r->comp_size, r->contents_len + 12);
    h.raw_size = given(r->raw_size, r->text_len);
    h.comp_type = r->type;
    h.crc = given(r->crc, lzfu_crc(w.bytes + LZFU_HEADER, r->contents_len));
    lzfu_put_header(&w, &h);
    result = lzfu_decode_all_ways(w.bytes, w.len, 0, 0);
    lzfu_writer_free(&w);
    return result;
}

static void faults_rtf_rows(void **state)
{
    int bad = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lzfu_result r = replay(&rows[i]);

        if (r.status != rows[i].status || lzfu_known(&r.info) != rows[i].flags
            || r.len != rows[i].text_len
            || (r.len > 0 && memcmp(r.out, rows[i].text, r.len) != 0)) {
            print_error("%s: %s, flags %04X, %u bytes, crc %08X\n", rows[i].name,
                        tnef_status_name(r.status), (unsigned)lzfu_known(&r.info), (unsigned)r.len,
                        (unsigned)r.info.crc_computed);
            bad++;
        }
        lzfu_result_free(&r);
    }
    assert_int_equal(bad, 0);
}

/* What the anomalies count, and where an error is. */
static void faults_rtf_numbers(void **state)
{
    static const struct {
        const char *name;
        uint64_t after_end, tail, offset, limit, found;
    } expected[] = {
        { "Z2 stored, cut", 0, 0, 20, 20, 21 },
        { "Z2 stored, tail", 0, 3, 0, 0, 0 },
        { "Z4 Roundcube 10269 CVE-2017-9474 body 01 00", 0, 0, 17, 1, 2 },
        { "Z4 body 00 41", 0, 0, 18, 1, 1000 },
        { "Z6 type lzfu", 0, 0, 8, 0, 0x75667A6C },
        { "Z7 comp size 0, and raw size 0", 0, 0, 0, 12, 0 },
        { "Z7 comp size 11, and more raw size", 0, 0, 0, 12, 11 },
        { "Z7 comp size 12", 0, 0, 0, 0, 0 },
        { "Z7 stored, comp size without the header, tail", 0, 2, 0, 0, 0 },
        { "Z7 CVE-2017-6802 comp size FFFFFFFF, no end marker, CRC wrong", 0, 0, 21, 21,
          0x100000003 },
        { "Z9 bytes behind the end marker", 4, 0, 0, 0, 0 },
        { "Z9 bytes behind the contents", 0, 4, 0, 0, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        struct lzfu_result r;
        size_t k = 0;

        while (strcmp(rows[k].name, expected[i].name) != 0)
            assert_true(++k < sizeof rows / sizeof rows[0]);
        r = replay(&rows[k]);
        assert_int_equal(r.info.after_end, expected[i].after_end);
        assert_int_equal(r.info.tail, expected[i].tail);
        assert_int_equal(r.error.offset, expected[i].offset);
        assert_int_equal(r.error.limit, expected[i].limit);
        assert_int_equal(r.error.found, expected[i].found);
        lzfu_result_free(&r);
    }
}

/* ---- Families ------------------------------------------------------------------------------ */

/* Z1 CVE-2017-6304 and W1: every prefix of a good value is shorter than it says. */
static void faults_rtf_every_prefix(void **state)
{
    struct lzfu_header h;
    struct lzfu_writer w;

    (void)state;
    lzfu_writer_init(&w);
    lzfu_text(&w, "{\\rtf1\\ansi\\deff0 One and one and one and one.\\par\r\n}", 51);
    lzfu_end(&w);
    h = lzfu_header_coded(&w);
    lzfu_put_header(&w, &h);
    for (size_t len = 0; len < w.len; len++) {
        struct lzfu_result r = lzfu_decode_all_ways(w.bytes, len, 0, 0);

        assert_int_equal(r.fed, TNEF_OK);
        assert_int_equal(r.status, TNEF_E_TRUNCATED);
        assert_int_equal(lzfu_known(&r.info) & TNEF_LZFU_HEADER, len < 16 ? 0 : TNEF_LZFU_HEADER);
        if (len < 16) {
            assert_int_equal(r.error.limit, len);
            assert_int_equal(r.error.found, 16);
            assert_int_equal(r.len, 0);
        }
        lzfu_result_free(&r);
    }
    lzfu_writer_free(&w);
}

static tnef_status count(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)taken;
    *(uint64_t *)user += len;
    return TNEF_OK;
}

/* Groups of eight references of 17 bytes, which is what gives most. */
static void write_bomb(struct lzfu_writer *w, size_t groups)
{
    struct lzfu_header h;

    for (size_t i = 0; i < groups * 8; i++)
        lzfu_reference(w, w->write == 0 ? 1 : 0, LZFU_LONGEST);
    h = lzfu_header_coded(w);
    lzfu_put_header(w, &h);
}

/* Z10 CVE-2026-62641: 8 MiB that give 64 MiB, and the limit in front of one group more. */
static void faults_rtf_bomb(void **state)
{
    const uint64_t max = UINT64_C(64) << 20;
    const size_t groups = (8u << 20) / 17u;
    uint64_t output = 0;
    tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = count, .user = &output };
    struct lzfu_writer w;
    tnef_lzfu *z;

    (void)state;
    assert_int_equal(tnef_lzfu_new(&z, &cfg, NULL), TNEF_OK);
    for (size_t more = 0; more < 2; more++) {
        lzfu_writer_init(&w);
        write_bomb(&w, groups + more);
        output = 0;
        assert_int_equal(tnef_lzfu_feed(z, w.bytes, w.len, NULL),
                         more == 0 ? TNEF_OK : TNEF_E_LIMIT_OUTPUT);
        assert_int_equal(tnef_lzfu_finish(z), more == 0 ? TNEF_OK : TNEF_E_LIMIT_OUTPUT);
        assert_int_equal(output, more == 0 ? TNEF_LZFU_GROWTH * (w.len - LZFU_HEADER) : max);
        assert_int_equal(tnef_lzfu_reset(z), TNEF_OK);
        lzfu_writer_free(&w);
    }
    tnef_lzfu_free(z);
}

/* The bound of lzfu.h is one: nothing can give more than 8 for 1, and one group gives that. */
static void faults_rtf_growth(void **state)
{
    (void)state;
    for (size_t groups = 1; groups <= 40; groups++) {
        struct lzfu_writer w;
        struct lzfu_result r;

        lzfu_writer_init(&w);
        write_bomb(&w, groups);
        r = lzfu_decode_all_ways(w.bytes, w.len, 0, 0);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.len, TNEF_LZFU_GROWTH * (w.len - LZFU_HEADER));
        lzfu_result_free(&r);
        lzfu_writer_free(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_rtf_rows),
        cmocka_unit_test(faults_rtf_numbers),
        cmocka_unit_test(faults_rtf_every_prefix),
        cmocka_unit_test(faults_rtf_bomb),
        cmocka_unit_test(faults_rtf_growth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
