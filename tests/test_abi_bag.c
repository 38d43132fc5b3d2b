/* SPDX-License-Identifier: MIT */

/* What programs that read property bags were compiled with: numbers, sizes and offsets. A table here is
 * changed by adding to it, never otherwise while the SONAME stays. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/bag.h>

static void abi_bag_constants_have_their_numbers(void **state)
{
    (void)state;
    assert_int_equal(TNEF_BAG_CEILING, 1024);
    assert_int_equal(TNEF_BAG_CUT, 0x00010000);
    assert_int_equal(TNEF_BAG_NESTED, 0x00020000);
}

#if UINTPTR_MAX == UINT64_MAX
static void abi_bag_layout_is_the_same(void **state)
{
    (void)state;
    assert_int_equal(sizeof(tnef_bag_key), 24);
    assert_int_equal(offsetof(tnef_bag_key, guid), 0);
    assert_int_equal(offsetof(tnef_bag_key, name), 8);
    assert_int_equal(offsetof(tnef_bag_key, number), 16);
    assert_int_equal(sizeof(tnef_bag_config), 32);
    assert_int_equal(offsetof(tnef_bag_config, size), 0);
    assert_int_equal(offsetof(tnef_bag_config, count), 4);
    assert_int_equal(offsetof(tnef_bag_config, wanted), 8);
    assert_int_equal(offsetof(tnef_bag_config, max_bytes), 16);
    assert_int_equal(offsetof(tnef_bag_config, max_value), 24);
    assert_int_equal(offsetof(tnef_bag_config, max_values), 28);
    assert_int_equal(sizeof(tnef_bag_item), 24);
    assert_int_equal(offsetof(tnef_bag_item, wanted), 0);
    assert_int_equal(offsetof(tnef_bag_item, flags), 4);
    assert_int_equal(offsetof(tnef_bag_item, count), 8);
    assert_int_equal(offsetof(tnef_bag_item, type), 12);
    assert_int_equal(offsetof(tnef_bag_item, id), 14);
    assert_int_equal(offsetof(tnef_bag_item, offset), 16);
    assert_int_equal(sizeof(tnef_bytes), 16);
    assert_int_equal(offsetof(tnef_bytes, data), 0);
    assert_int_equal(offsetof(tnef_bytes, len), 8);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abi_bag_constants_have_their_numbers),
#if UINTPTR_MAX == UINT64_MAX
        cmocka_unit_test(abi_bag_layout_is_the_same),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
