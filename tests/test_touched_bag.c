/* SPDX-License-Identifier: MIT */

/* Work of property bags: what a reader with bags touches beyond one without, on the worst inputs that
 * are known, however they are cut. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/bag.h>
#include <tnef/message.h>
#include <tnef/mapi.h>

#include "touched.h"
#include "writer.h"

static const uint8_t strings[16] = TNEF_PS_PUBLIC_STRINGS_BYTES;

#define KEYS TNEF_BAG_CEILING

/* A full list: ids 1 to 1020, and long names. */
static char long_names[4][256];
static tnef_bag_key keys[KEYS];
static tnef_bag_config config = {.size = sizeof config, .count = KEYS, .wanted = keys,
                                 .max_bytes = UINT64_C(1) << 28, .max_values = 65536,
                                 .max_value = 1u << 21};

static void make_keys(void)
{
    for (uint32_t i = 0; i < KEYS; i++) {
        keys[i].number = i + 1u;
    }
    for (uint32_t i = 0; i < 4; i++) {
        memset(long_names[i], 'n', 255);
        long_names[i][254] = (char)('a' + (int)i);
        keys[KEYS - 4 + i] = (tnef_bag_key){strings, long_names[i], 0};
    }
}

/* ---- Inputs ------------------------------------------------------------------------------- */

static void rows_of_null(struct tw *w)
{
    tw_rows_begin(w);
    for (int i = 0; i < 65536; i++) {
        tw_row_begin(w);
        tw_prop_null(w, KEYS - 4);
        tw_row_end(w);
    }
    tw_rows_end(w);
}

static void rows_of_nothing(struct tw *w)
{
    tw_rows_begin(w);
    for (int i = 0; i < 65536; i++) {
        tw_row_begin(w);
        tw_row_end(w);
    }
    tw_rows_end(w);
}

static void rows_of_text(struct tw *w)
{
    tw_rows_begin(w);
    for (int i = 0; i < 20000; i++) {
        tw_row_begin(w);
        tw_prop_str8(w, 1, "");
        tw_prop_unicode(w, 900, "\xC3\xA4");
        tw_row_end(w);
    }
    tw_rows_end(w);
}

static void nulls(struct tw *w)
{
    tw_msg_props_begin(w);
    for (uint32_t i = 0; i < 65536; i++) {
        tw_prop_null(w, (uint16_t)(i % 0x8000u));
    }
    tw_attr_props_end(w);
}

static void wanted_nulls(struct tw *w)
{
    for (int list = 0; list < 60; list++) {
        tw_msg_props_begin(w);
        for (uint16_t i = 1; i <= KEYS - 4; i++) {
            tw_prop_null(w, i);
        }
        tw_attr_props_end(w);
    }
}

static void names(struct tw *w)
{
    tw_msg_props_begin(w);
    for (int i = 0; i < 1500; i++) {
        tw_named_string(w, strings, long_names[i % 4]);
        tw_prop_null(w, 0x8000);
    }
    tw_attr_props_end(w);
}

static void lids(struct tw *w)
{
    tw_msg_props_begin(w);
    for (uint32_t i = 0; i < 30000; i++) {
        tw_named_id(w, strings, i);
        tw_prop_null(w, 0x8000);
    }
    tw_attr_props_end(w);
}

static void numbers(struct tw *w)
{
    tw_msg_props_begin(w);
    for (uint16_t id = 1; id <= 3; id++) {
        tw_values_begin(w, TW_T_I4 | TW_T_MV, id);
        for (uint32_t i = 0; i < 65536; i++) {
            tw_value_u32(w, i);
        }
        tw_values_end(w);
    }
    tw_attr_props_end(w);
}

static void texts(struct tw *w)
{
    tw_msg_props_begin(w);
    for (uint16_t id = 1; id <= 2; id++) {
        tw_values_begin(w, id == 1 ? TW_T_UNICODE | TW_T_MV : TW_T_STR8 | TW_T_MV, id);
        for (uint32_t i = 0; i < 60000; i++) {
            tw_value(w, "a\0", 2);
        }
        tw_values_end(w);
    }
    tw_attr_props_end(w);
}

/* Text of two encodings by turns. */
static void mixed_texts(struct tw *w)
{
    tw_codepage(w, 932, 0);
    tw_msg_props_begin(w);
    for (uint16_t id = 1; id < KEYS - 4; id++) {
        if (id % 2 == 0) {
            tw_prop_str8(w, id, "\x82\xA0");
        } else {
            tw_prop_unicode(w, id, "\xE3\x81\x82");
        }
    }
    tw_attr_props_end(w);
}

static void one_value(struct tw *w)
{
    tw_msg_props_begin(w);
    tw_values_begin(w, TW_T_BINARY | TW_T_MV, 5);
    tw_value_begin(w);
    tw_fill(w, 'x', 1000000);
    tw_value_end(w);
    tw_values_end(w);
    tw_attr_props_end(w);
}

static void one_text(struct tw *w)
{
    tw_msg_props_begin(w);
    tw_values_begin(w, TW_T_UNICODE, 5);
    tw_value_begin(w);
    tw_fill(w, 0xD8, 1000000);          /* nothing but halves of characters */
    tw_value_end(w);
    tw_values_end(w);
    tw_attr_props_end(w);
}

/* Bytes that are no text in any of the usual code pages. */
static void eight_bit(struct tw *w, uint32_t codepage)
{
    tw_codepage(w, codepage, 0);
    tw_msg_props_begin(w);
    tw_values_begin(w, TW_T_STR8, 5);
    tw_value_begin(w);
    tw_fill(w, 0xFF, 300000);
    tw_fill(w, 0x80, 300000);
    tw_value_end(w);
    tw_values_end(w);
    tw_attr_props_end(w);
}

static void no_utf8(struct tw *w)
{
    eight_bit(w, 65001);
}

static void no_1252(struct tw *w)
{
    eight_bit(w, 1252);
}

static void no_932(struct tw *w)
{
    eight_bit(w, 932);
}

static void no_54936(struct tw *w)
{
    eight_bit(w, 54936);
}

static void attachments(struct tw *w)
{
    for (int i = 0; i < 9000; i++) {
        tw_rend_file(w);
        tw_attach_props_begin(w);
        tw_prop_null(w, 1);
        tw_prop_null(w, 900);
        tw_attr_props_end(w);
    }
}

static void messages(struct tw *w)
{
    for (int i = 0; i < 3000; i++) {
        tw_embedded_begin(w, "m");
        tw_msg_props_begin(w);
        tw_prop_null(w, 900);
        tw_attr_props_end(w);
        tw_embedded_end(w);
    }
}

static const struct input {
    const char *name;
    void (*build)(struct tw *w);
    int iconv;
} inputs[] = {
    {"rows_of_null", rows_of_null, 0}, {"rows_of_nothing", rows_of_nothing, 0},
    {"rows_of_text", rows_of_text, 0}, {"nulls", nulls, 0}, {"wanted_nulls", wanted_nulls, 0},
    {"names", names, 0}, {"lids", lids, 0}, {"numbers", numbers, 0}, {"texts", texts, 0},
    {"mixed_texts", mixed_texts, 1}, {"one_value", one_value, 0}, {"one_text", one_text, 0},
    {"no_utf8", no_utf8, 0}, {"no_1252", no_1252, 0}, {"no_932", no_932, 1},
    {"no_54936", no_54936, 1},
    {"attachments", attachments, 0}, {"messages", messages, 0},
};

/* ---- Measuring ---------------------------------------------------------------------------- */

/* What one run touches; |calls| gets the calls of feed and finish. */
static uint64_t run(const tnef_bag_config *bag, const uint8_t *buf, size_t len, size_t piece,
                    uint64_t *calls)
{
    const tnef_reader_config cfg = {.size = sizeof cfg, .bag = bag};
    uint64_t before = touched_now();
    tnef_reader *r;

    *calls = 1;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    for (size_t at = 0; at < len;) {
        size_t n = piece != 0 && piece < len - at ? piece : len - at;

        assert_int_equal(tnef_reader_feed(r, buf + at, n, NULL), TNEF_OK);
        at += n;
        ++*calls;
    }
    (void)tnef_reader_finish(r);
    tnef_reader_free(r);
    return touched_now() - before;
}

static void touched_by_bags_is_bounded(void **state)
{
    (void)state;
    if (!touched_counts()) {
        skip();
    }
    make_keys();
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        struct tw w;
        size_t len;
        uint8_t *buf;

        tw_init(&w);
        tw_stream(&w, TW_KEY);         /* without a code page: some inputs have their own */
        tw_version(&w, 0x00010000);
        inputs[i].build(&w);
        buf = tw_take(&w, &len);
        for (size_t p = 0; p < TOUCHED_PIECES; p++) {
            uint64_t calls;
            uint64_t without = run(NULL, buf, len, touched_pieces[p], &calls);
            uint64_t with = run(&config, buf, len, touched_pieces[p], &calls);

            assert_true(with > without || strcmp(inputs[i].name, "rows_of_nothing") == 0);
            if (getenv("TNEF_TOUCHED_SAY") != NULL) {
                print_message("%s, %zu bytes in pieces of %zu: %.2f for each\n", inputs[i].name, len,
                              touched_pieces[p], (double)(with - without) / (double)len);
            }
            /* but for text that iconv converts it is far less: tnef/bag.h, "Work" */
            if (!inputs[i].iconv && with - without > 32768u + 28u * (uint64_t)len) {
                print_error("%s touches %llu\n", inputs[i].name,
                            (unsigned long long)(with - without));
                fail();
            }
            if (!touched_within("bag", with - without, len, calls)) {
                print_error("%s in pieces of %zu\n", inputs[i].name, touched_pieces[p]);
                fail();
            }
        }
        free(buf);
    }
}

/* Finding costs the key, whatever is in the bag. */
static void touched_by_anomaly_is_bounded(void **state)
{
    const tnef_reader_config cfg = {.size = sizeof cfg, .bag = &config};
    tnef_message *m = NULL;
    struct tw w;
    size_t len;
    uint8_t *buf;

    (void)state;
    if (!touched_counts()) {
        skip();
    }
    make_keys();
    tw_init(&w);
    tw_head(&w);
    wanted_nulls(&w);
    names(&w);
    buf = tw_take(&w, &len);
    assert_int_equal(tnef_message_load(&m, buf, len, &cfg, NULL), TNEF_OK);
    free(buf);
    for (uint32_t i = 0; i < KEYS; i++) {
        uint64_t before = touched_now();

        assert_non_null(tnef_bag_get(m->info->bag, i));
        assert_true(touched_now() - before <= 16);
        before = touched_now();
        assert_non_null(tnef_bag_find(m->info->bag, &keys[i]));
        assert_true(touched_now() - before <= 64u + 8u * 255u);
    }
    tnef_message_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(touched_by_bags_is_bounded),
        cmocka_unit_test(touched_by_anomaly_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
