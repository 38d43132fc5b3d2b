/* SPDX-License-Identifier: MIT */

/* The writer against bytes written by hand. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "vectors.h"
#include "writer.h"

/* Ends |w| and compares what it holds. */
static void expect(struct tw *w, const void *bytes, size_t len)
{
    size_t got_len;
    uint8_t *got = tw_take(w, &got_len);

    assert_int_equal(got_len, len);
    assert_memory_equal(got, bytes, len);
    free(got);
}

static void expect_tail(struct tw *w, const void *bytes, size_t len)
{
    assert_true(w->len >= len);
    assert_memory_equal(w->buf + w->len - len, bytes, len);
}

#define EXPECT(w, ...) \
    do { \
        const uint8_t expected_[] = {__VA_ARGS__}; \
        expect((w), expected_, sizeof expected_); \
    } while (0)

static void raw_integers_little_endian(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_u8(&w, 0x01);
    tw_u16(&w, 0x0203);
    tw_u32(&w, 0x04050607);
    tw_u64(&w, 0x08090A0B0C0D0E0F);
    tw_fill(&w, 0xAA, 2);
    tw_zeros(&w, 1);
    tw_str8(&w, "s");
    EXPECT(&w, 0x01, 0x03, 0x02, 0x07, 0x06, 0x05, 0x04, 0x0F, 0x0E, 0x0D, 0x0C, 0x0B,
           0x0A, 0x09, 0x08, 0xAA, 0xAA, 0x00, 's');
}

static void utf16_each_length_of_utf8(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    /* U+0041, U+00E9, U+20AC, U+1F600 */
    tw_utf16(&w, "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    EXPECT(&w, 0x41, 0x00, 0xE9, 0x00, 0xAC, 0x20, 0x3D, 0xD8, 0x00, 0xDE);
}

static void take_nothing_gives_no_bytes(void **state)
{
    struct tw w;
    size_t len = 1;
    uint8_t *buf;

    (void)state;
    tw_init(&w);
    buf = tw_take(&w, &len);
    assert_non_null(buf);
    assert_int_equal(len, 0);
    free(buf);
}

/* The stream printed, byte for byte, in the description of the format. */
static const uint8_t worked_example[274] = {
    /* signature, key 1 */
    0x78, 0x9F, 0x3E, 0x22, 0x01, 0x00,
    /* attTnefVersion: 00010000 */
    0x01, 0x06, 0x90, 0x08, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01,
    0x00,
    /* attOemCodepage: 1252, 0 */
    0x01, 0x07, 0x90, 0x06, 0x00, 0x08, 0x00, 0x00, 0x00, 0xE4, 0x04, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0xE8, 0x00,
    /* attMessageClass */
    0x01, 0x08, 0x80, 0x07, 0x00, 0x18, 0x00, 0x00, 0x00, 'I', 'P', 'M', '.', 'M', 'i',
    'c', 'r', 'o', 's', 'o', 'f', 't', ' ', 'M', 'a', 'i', 'l', '.', 'N', 'o', 't', 'e',
    0x00, 0x31, 0x08,
    /* attMsgProps, 132 bytes: 5 properties */
    0x01, 0x03, 0x90, 0x06, 0x00, 0x84, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00,
    /* Importance, PtypInteger32: 1 */
    0x03, 0x00, 0x17, 0x00, 0x01, 0x00, 0x00, 0x00,
    /* RtfInSync, PtypBoolean: false */
    0x0B, 0x00, 0x1F, 0x0E, 0x00, 0x00, 0x00, 0x00,
    /* Subject, PtypString: 1 value, 6 bytes, 2 of padding */
    0x1F, 0x00, 0x37, 0x00, 0x01, 0x00, 0x00, 0x00, 0x06, 0x00, 0x00, 0x00, 0x48, 0x00,
    0x69, 0x00, 0x00, 0x00, 0x00, 0x00,
    /* PtypBoolean, PSETID_Common, number 8506 (Private): true */
    0x0B, 0x00, 0x00, 0x80, 0x08, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0xC0, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x46, 0x00, 0x00, 0x00, 0x00, 0x06, 0x85, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00,
    /* multi-valued PtypString, PS_PUBLIC_STRINGS, string: */
    0x1F, 0x10, 0x01, 0x80, 0x29, 0x03, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0xC0, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x46, 0x01, 0x00, 0x00, 0x00,
    /* 18 bytes "Keywords" and terminator, 2 of padding */
    0x12, 0x00, 0x00, 0x00, 0x4B, 0x00, 0x65, 0x00, 0x79, 0x00, 0x77, 0x00, 0x6F, 0x00,
    0x72, 0x00, 0x64, 0x00, 0x73, 0x00, 0x00, 0x00, 0x00, 0x00,
    /* 1 value of 4 bytes: "A" */
    0x01, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00,
    /* checksum */
    0x46, 0x09,
    /* attAttachRendData: a file, not in the body, 32 x 32, no flag */
    0x02, 0x02, 0x90, 0x06, 0x00, 0x0E, 0x00, 0x00, 0x00, 0x01, 0x00, 0xFF, 0xFF, 0xFF,
    0xFF, 0x20, 0x00, 0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x3D, 0x04,
    /* attAttachTitle */
    0x02, 0x10, 0x80, 0x01, 0x00, 0x06, 0x00, 0x00, 0x00, 'a', '.', 't', 'x', 't', 0x00,
    0xEF, 0x01,
    /* attAttachData */
    0x02, 0x0F, 0x80, 0x06, 0x00, 0x03, 0x00, 0x00, 0x00, 'h', 'i', 0x0A, 0xDB, 0x00};

static void vector_worked_example_byte_exact(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    vector_worked_example(&w);
    expect(&w, worked_example, sizeof worked_example);
}

static void checksum_published_values(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_class(&w, "IPM.Microsoft Mail.Note");
    expect_tail(&w, "\x31\x08", 2);
    tw_subject(&w, "Simple subject");
    expect_tail(&w, "\x7A\x05", 2);
    tw_codepage(&w, 1252, 0);
    expect_tail(&w, "\xE8\x00", 2);
    tw_version(&w, 0x00010000);
    expect_tail(&w, "\x01\x00", 2);
    tw_free(&w);
}

static void checksum_wraps_at_16_bits(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_attr_begin(&w, TW_ATTACHMENT, TW_DATA);
    tw_fill(&w, 0xFF, 300); /* 76,500 = 10000h + 2AD4h */
    tw_attr_end(&w);
    expect_tail(&w, "\xD4\x2A", 2);
    tw_free(&w);
}

static void attribute_empty_has_checksum_zero(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_attr(&w, TW_MESSAGE, TW_FROM, NULL, 0);
    EXPECT(&w, 1, 0x00, 0x80, 0x00, 0x00, 0, 0, 0, 0, 0, 0);
}

static void attribute_lies_as_told(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_attr_begin(&w, 3, 0x01020304);
    tw_claim(&w, 0xFFFFFFF5);
    tw_attr_checksum(&w, 0xBEEF);
    tw_u8(&w, 7);
    tw_attr_end(&w);
    tw_attr_begin(&w, 1, 0);
    tw_claim_add(&w, -1);
    tw_attr_checksum_add(&w, 1);
    tw_u8(&w, 7);
    tw_attr_end(&w);
    tw_attr_begin(&w, 1, 0);
    tw_attr_no_checksum(&w);
    tw_u8(&w, 7);
    tw_attr_end(&w);
    tw_checksum_bias(&w, 2);
    tw_attr_u8(&w, 1, 0, 7);
    EXPECT(&w, 3, 4, 3, 2, 1, 0xF5, 0xFF, 0xFF, 0xFF, 7, 0xEF, 0xBE, /* fixed */
           1, 0, 0, 0, 0, 0, 0, 0, 0, 7, 8, 0,                       /* off by one */
           1, 0, 0, 0, 0, 1, 0, 0, 0, 7,                             /* none */
           1, 0, 0, 0, 0, 1, 0, 0, 0, 7, 9, 0);                      /* biased */
}

static void attribute_string_counts_terminator(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_attr_string(&w, 1, 0, "a");
    tw_attr_text(&w, 1, 0, "a");
    EXPECT(&w, 1, 0, 0, 0, 0, 2, 0, 0, 0, 'a', 0, 0x61, 0, /* with */
           1, 0, 0, 0, 0, 1, 0, 0, 0, 'a', 0x61, 0);       /* without */
}

static void attribute_forms_byte_exact(void **state)
{
    static const struct tw_date date = {0x07EA, 1, 5, 9, 30, 0, 1};
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_attr_date(&w, 1, 0, date);
    tw_priority(&w, 2);
    tw_pair(&w, TW_OWNER, "A", "S:b");
    EXPECT(&w, 1, 0, 0, 0, 0, 14, 0, 0, 0, 0xEA, 7, 1, 0, 5, 0, 9, 0, 30, 0, 0, 0, 1, 0,
           0x1F, 1, /* sum EA + 7 + 1 + 5 + 9 + 1E + 1 */
           1, 0x0D, 0x80, 4, 0, 2, 0, 0, 0, 2, 0, 2, 0, /* attPriority */
           1, 0, 0, 6, 0, 10, 0, 0, 0, 2, 0, 'A', 0, 4, 0, 'S', ':', 'b', 0, 0x36, 1);
}

static void from_name_made_even(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_from(&w, "ab", "S:c");                        /* 3 bytes of name become 4 */
    EXPECT(&w, 1, 0x00, 0x80, 0, 0, 24, 0, 0, 0,     /* head, 24 bytes */
           4, 0, 24, 0, 4, 0, 4, 0, 'a', 'b', 0, 0,  /* one-off, total, sizes, name */
           'S', ':', 'c', 0, 0, 0, 0, 0, 0, 0, 0, 0, /* address, null triple */
           0xD7, 1);                                 /* 24h + C3h + F0h */
}

static void props_counted_and_padded(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_props_begin(&w);
    tw_prop_i2(&w, 0x0102, -2);
    tw_pad_value(&w, 0x5A);
    tw_prop_binary(&w, 0x0304, "\x01", 1);
    tw_pad_missing(&w, 2);
    tw_prop_str8(&w, 0x0506, "");
    tw_pad_value(&w, 0);
    tw_values_begin(&w, TW_T_MV | TW_T_I2, 0x0708);
    tw_value_u16(&w, 9);
    tw_value_u16(&w, 8);
    tw_values_end(&w);
    tw_prop_null(&w, 0x090A);
    tw_props_end(&w);
    EXPECT(&w, 5, 0, 0, 0,                                          /* count */
           2, 0, 2, 1, 0xFE, 0xFF, 0, 0,                            /* -2 */
           2, 1, 4, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0x5A, 0x5A, 0x5A, /* binary */
           0x1E, 0, 6, 5, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0x5A,          /* "" */
           2, 0x10, 8, 7, 2, 0, 0, 0, 9, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0x0A,
           9); /* MV, Null */
}

static void props_fixed_values_byte_exact(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_prop_r4(&w, 1, 0.5F);
    tw_prop_r8(&w, 2, -0.25);
    tw_prop_apptime(&w, 3, 1.0);
    tw_prop_currency(&w, 4, -1);
    tw_prop_i8(&w, 5, 2);
    tw_prop_error(&w, 6, 0x80040001);
    EXPECT(&w, 4, 0, 1, 0, 0, 0, 0, 0x3F,            /* 3F000000 */
           5, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0xD0, 0xBF, /* BFD0... */
           7, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, /* 3FF0... */
           6, 0, 4, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x14, 0, 5, 0, 2,
           0, 0, 0, 0, 0, 0, 0, 0x0A, 0, 6, 0, 1, 0, 4, 0x80);
}

static void props_claims_stand(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_props_begin(&w);
    tw_claim(&w, 0x80000000);
    tw_values_begin(&w, TW_T_BINARY, 0x0102);
    tw_claim(&w, 3);
    tw_value_begin(&w);
    tw_claim(&w, 0xFFFFFFFD);
    tw_str8(&w, "a");
    tw_value_end(&w);
    tw_values_end(&w);
    tw_props_end(&w);
    EXPECT(&w, 0, 0, 0, 0x80, 2, 1, 2, 1, 3, 0, 0, 0, 0xFD, 0xFF, 0xFF, 0xFF, 'a', 0, 0,
           0);
}

static void object_length_counts_interface(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_prop_object(&w, 0x3701, TW_IID_STREAM, "ab", 2);
    EXPECT(&w, 0x0D, 0, 0x01, 0x37, 1, 0, 0, 0, 18, 0, 0, 0, 0x0C, 0, 0, 0, 0, 0, 0, 0,
           0xC0, 0, 0, 0, 0, 0, 0, 0x46, 'a', 'b', 0, 0);
}

static void rows_counted(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_rows_begin(&w);
    tw_row_begin(&w);
    tw_prop_i4(&w, 0x0C15, 1);
    tw_row_end(&w);
    tw_row_begin(&w);
    tw_row_end(&w);
    tw_rows_end(&w);
    EXPECT(&w, 1, 0x04, 0x90, 6, 0, 20, 0, 0, 0, /* attRecipTable, 20 bytes */
           2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0x15, 0x0C, 1, 0, 0, 0, 0, 0, 0, 0, 0x28, 0);
}

/* The outer checksum is over bytes that were filled in later: lengths, counts, checksums.
 */
static void checksum_of_nested_attributes(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_attr_begin(&w, 1, 0);
    tw_attr_begin(&w, 2, 3);
    tw_fill(&w, 1, 2);
    tw_attr_end(&w);
    tw_set(&w, 9, 4); /* the inner level, when the inner attribute is closed */
    tw_attr_end(&w);
    EXPECT(&w, 1, 0, 0, 0, 0, 13, 0, 0, 0, 4, 3, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2, 0, 13,
           0); /* 4 + 3 + 2 + 1 + 1 + 2 */
}

static void set_outside_of_open_attribute(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_attr_begin(&w, 1, 0);
    tw_u8(&w, 7);
    tw_set(&w, 0, 2); /* the level, which no checksum covers */
    tw_u8(&w, 9);
    tw_truncate(&w, 10); /* and the nine is gone */
    tw_attr_end(&w);
    EXPECT(&w, 2, 0, 0, 0, 0, 1, 0, 0, 0, 7, 7, 0);
}

static uint32_t get_u32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

/* Walks the attributes of a whole stream; false when they do not fill it exactly, or one
 * has a wrong checksum. */
static int stream_is_sound(const uint8_t *p, size_t len)
{
    size_t off = 6;

    if (len < 6 || get_u32(p) != 0x223E9F78) {
        return 0;
    }
    while (off < len) {
        size_t size;
        uint32_t sum = 0;

        if (len - off < 11) {
            return 0;
        }
        size = get_u32(p + off + 5);
        if (size > len - off - 11) {
            return 0;
        }
        for (size_t i = 0; i < size; i++) {
            sum += p[off + 9 + i];
        }
        off += 9 + size;
        if (p[off] != (sum & 0xFF) || p[off + 1] != (sum >> 8 & 0xFF)) {
            return 0;
        }
        off += 2;
    }
    return 1;
}

static void vectors_good_ones_sound(void **state)
{
    size_t count;
    const struct vector *all = vectors(&count);

    (void)state;
    assert_true(vectors_good_count() < count);
    for (size_t i = 0; i < count; i++) {
        struct tw w;

        tw_init(&w);
        all[i].build(&w);
        assert_int_equal(w.depth, 0);
        assert_ptr_equal(vectors_find(all[i].name), &all[i]);
        if (i < vectors_good_count() && !stream_is_sound(w.buf, w.len)) {
            fail_msg("%s is not sound", all[i].name);
        }
        tw_free(&w);
    }
    assert_null(vectors_find("no such vector"));
}

static void deep_sound_and_of_even_growth(void **state)
{
    size_t len[3];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct tw w;

        tw_init(&w);
        tw_deep(&w, i * 50000);
        len[i] = w.len;
        assert_true(stream_is_sound(w.buf, w.len));
        tw_free(&w);
    }
    assert_int_equal(len[2] - len[1], len[1] - len[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(raw_integers_little_endian),
        cmocka_unit_test(utf16_each_length_of_utf8),
        cmocka_unit_test(take_nothing_gives_no_bytes),
        cmocka_unit_test(vector_worked_example_byte_exact),
        cmocka_unit_test(checksum_published_values),
        cmocka_unit_test(checksum_wraps_at_16_bits),
        cmocka_unit_test(attribute_empty_has_checksum_zero),
        cmocka_unit_test(attribute_lies_as_told),
        cmocka_unit_test(attribute_string_counts_terminator),
        cmocka_unit_test(attribute_forms_byte_exact),
        cmocka_unit_test(from_name_made_even),
        cmocka_unit_test(props_counted_and_padded),
        cmocka_unit_test(props_fixed_values_byte_exact),
        cmocka_unit_test(props_claims_stand),
        cmocka_unit_test(object_length_counts_interface),
        cmocka_unit_test(rows_counted),
        cmocka_unit_test(checksum_of_nested_attributes),
        cmocka_unit_test(set_outside_of_open_attribute),
        cmocka_unit_test(vectors_good_ones_sound),
        cmocka_unit_test(deep_sound_and_of_even_growth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
