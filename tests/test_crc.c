/* SPDX-License-Identifier: MIT */

/* The built-in checksum of compressed RTF, for builds without zlib, gives what the library's gives. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "lzfu/crc.h"

/* The file once more, without zlib, under another name. */
#undef TNEF_NO_ZLIB
#define TNEF_NO_ZLIB
uint32_t built_in_crc(uint32_t crc, const uint8_t *p, size_t n);
#define tnefi_lzfu_crc built_in_crc
#include "lzfu/crc.c"
#undef tnefi_lzfu_crc

static void crc_built_in_is_the_other_one(void **state)
{
    static uint8_t bytes[40000];
    uint32_t random = 1;

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        random = random * 1664525u + 1013904223u;
        bytes[i] = (uint8_t)(random >> 24);
    }
    for (size_t n = 0; n < sizeof bytes; n += n < 40 ? 1 : 997) {
        assert_int_equal(built_in_crc(0, bytes, n), tnefi_lzfu_crc(0, bytes, n));
        assert_int_equal(built_in_crc(random, bytes, n), tnefi_lzfu_crc(random, bytes, n));
    }
    /* The check value of CRC-32, which is inverted at both ends. */
    assert_int_equal(built_in_crc(0xFFFFFFFFu, (const uint8_t *)"123456789", 9), 0xCBF43926u ^ 0xFFFFFFFFu);
}

static void crc_goes_on_over_pieces(void **state)
{
    static const uint8_t bytes[] = "a checksum goes on where it was, however the bytes are cut";

    (void)state;
    for (size_t cut = 0; cut <= sizeof bytes; cut++) {
        uint32_t first = built_in_crc(0, bytes, cut);

        assert_int_equal(built_in_crc(first, bytes + cut, sizeof bytes - cut),
                         built_in_crc(0, bytes, sizeof bytes));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crc_built_in_is_the_other_one),
        cmocka_unit_test(crc_goes_on_over_pieces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
