/* SPDX-License-Identifier: MIT */

/* Attributes by their ids: by all 32 bits, and by the low 16 alone where those stand for one attribute. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decoder/attrs.h"

/* The index of the one attribute of which all bits of |mask| are those of |id|. */
static uint32_t search(uint32_t id, uint32_t mask)
{
    uint32_t found = TNEFI_ATTR_UNKNOWN;

    for (uint32_t i = TNEFI_ATTR_NULL; i < TNEFI_ATTR_COUNT; i++) {
        if (((tnefi_decoder_attr_info(i)->id ^ id) & mask) != 0)
            continue;
        if (found != TNEFI_ATTR_UNKNOWN)
            return TNEFI_ATTR_UNKNOWN;
        found = i;
    }
    return found;
}

static void attributes_are_found_by_the_low_bits_of_their_id(void **state)
{
    uint32_t found = 0;

    (void)state;
    for (uint32_t low = 0; low <= 0xFFFFu; low++) {
        assert_int_equal(tnefi_decoder_attr_find_low(low), search(low, 0xFFFFu));
        assert_int_equal(tnefi_decoder_attr_find_low(0x7EAD0000u + low), search(low, 0xFFFFu));
        found += tnefi_decoder_attr_find_low(low) != TNEFI_ATTR_UNKNOWN ? 1u : 0u;
    }
    assert_int_equal(found, TNEFI_ATTR_COUNT - 1u - 4u);
}

static void attributes_are_found_by_their_id(void **state)
{
    (void)state;
    for (uint32_t type = 0; type < 16u; type++)
        for (uint32_t low = 0; low <= 0xFFFFu; low++) {
            uint32_t id = type * 65536u + low;

            assert_int_equal(tnefi_decoder_attr_find(id), search(id, UINT32_MAX));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attributes_are_found_by_the_low_bits_of_their_id),
        cmocka_unit_test(attributes_are_found_by_their_id),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
