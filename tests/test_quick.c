/* SPDX-License-Identifier: MIT */

/* What is done by a shorter way comes to what the plain one says: numbers of bytes, the index of an
 * attribute, strings that are ASCII, which no converter sees; and what the model has no use for. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "decoder/attrs.h"
#include "support.h"

#include <tnef/reader.h>
#include <tnef/text.h>

#include <stdlib.h>

/* Each byte counts in its place alone, so that one bit at a time is enough. */
static void numbers_are_the_sums_of_their_bytes(void **state)
{
    (void)state;
    for (uint32_t bit = 0; bit < 64u; bit++) {
        uint64_t n = UINT64_C(1) << bit;
        uint8_t p[8] = { 0 };

        p[bit / 8u] = (uint8_t)(1u << bit % 8u);
        assert_true(tnefi_base_le64(p) == n);
        assert_int_equal(tnefi_base_le32(p), n & 0xFFFFFFFFu);
        assert_int_equal(tnefi_base_le16(p), n & 0xFFFFu);
    }
}

static void attributes_are_found_by_their_ids(void **state)
{
    (void)state;
    for (uint32_t i = TNEFI_ATTR_NULL; i < TNEFI_ATTR_COUNT; i++) {
        uint32_t id = tnefi_decoder_attr_info(i)->id;

        assert_int_equal(tnefi_decoder_attr_find(id), i);
        assert_int_equal(tnefi_decoder_attr_find(id ^ 0x80000000u), TNEFI_ATTR_UNKNOWN);
    }
    assert_int_equal(tnefi_decoder_attr_find(0xFFFFFFFFu), TNEFI_ATTR_UNKNOWN);
    assert_int_equal(tnefi_decoder_attr_info(TNEFI_ATTR_COUNT)->id, 0xFFFFFFFFu);
}

/* ASCII in |page|, with units of |unit| bytes, is itself, and nothing is met. */
static void check_page(uint32_t page, size_t unit)
{
    tnef_text t;
    size_t taken, written;
    char out[8];

    assert_non_null(tnef_codepage_name(page));
    for (int c = 1; c < 0x80; c++) {
        uint8_t in[2] = { (uint8_t)c, 0 };

        assert_int_equal(tnef_text_init(&t, page), TNEF_OK);
        assert_int_equal(tnef_text_feed(&t, in, unit, &taken, out, sizeof out, &written), TNEF_OK);
        assert_int_equal(taken, unit);
        if (written == 0)
            assert_int_equal(tnef_text_finish(&t, out, sizeof out, &written), TNEF_OK);
        assert_int_equal(written, 1);
        assert_int_equal(out[0], c);
        assert_true(t.anomalies == 0);
        tnef_text_free(&t);
    }
}

static void ascii_is_itself_where_it_is_only_copied(void **state)
{
    (void)state;
    for (uint32_t page = 1250; page <= 1258u; page++)
        check_page(page, 1);
    check_page(65001u, 1);
    check_page(1200u, 2);
}

/* ---- Events that the model needs not ------------------------------------------------------- */

static int count(void *user, const tnef_event *ev)
{
    uint64_t *counts = user;

    if (ev->type <= TNEF_EV_ANOMALY)
        counts[ev->type]++;
    return TNEF_CONTINUE;
}

static void ends_of_properties_reach_the_handler(void **state)
{
    uint64_t counts[TNEF_EV_ANOMALY + 1] = { 0 };
    const tnef_reader_handlers handlers = { .size = sizeof handlers, .property = count };
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = counts };
    tnef_reader *r;
    size_t len;
    uint8_t *in = vector_bytes("types_single", &len);

    (void)state;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_feed(r, in, len, NULL), TNEF_OK);
    assert_true(counts[TNEF_EV_PROP_BEGIN] > 0);
    assert_int_equal(counts[TNEF_EV_PROP_END], counts[TNEF_EV_PROP_BEGIN]);
    tnef_reader_free(r);
    free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_the_sums_of_their_bytes),
        cmocka_unit_test(attributes_are_found_by_their_ids),
        cmocka_unit_test(ascii_is_itself_where_it_is_only_copied),
        cmocka_unit_test(ends_of_properties_reach_the_handler),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
