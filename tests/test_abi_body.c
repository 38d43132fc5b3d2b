/* SPDX-License-Identifier: MIT */

/* What programs that read bodies were compiled with: numbers, sizes and offsets. A table here is
 * changed by adding to it, never otherwise while the SONAME stays. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/body.h>

static void abi_body_constants_have_their_numbers(void **state)
{
    (void)state;
    assert_int_equal(TNEF_BEST_NONE, 0);
    assert_int_equal(TNEF_BEST_NATIVE, 1);
    assert_int_equal(TNEF_BEST_HTML, 2);
    assert_int_equal(TNEF_BEST_RTF_HTML, 3);
    assert_int_equal(TNEF_BEST_PLAIN_NEWER, 4);
    assert_int_equal(TNEF_BEST_PLAIN, 5);
    assert_int_equal(TNEF_BEST_RTF, 6);
    assert_int_equal(TNEF_BEST_EMPTY, 7);
    assert_int_equal(TNEF_BODY_BEST, 0);
    assert_int_equal(TNEF_BODY_HTML, 1);
    assert_int_equal(TNEF_BODY_TEXT, 2);
    assert_int_equal(TNEF_BODY_RTF, 3);
    assert_int_equal(TNEF_CHARSET_NONE, 0);
    assert_int_equal(TNEF_CHARSET_UNICODE, 1);
    assert_int_equal(TNEF_CHARSET_MARK, 2);
    assert_int_equal(TNEF_CHARSET_PROPERTY, 3);
    assert_int_equal(TNEF_CHARSET_META, 4);
    assert_int_equal(TNEF_CHARSET_UTF8, 5);
    assert_int_equal(TNEF_CHARSET_MESSAGE, 6);
    assert_int_equal(TNEF_CHARSET_DEFAULT, 7);
    assert_int_equal(TNEF_BODIES_FACTS, 1);
    assert_int_equal(TNEF_PART_STRING8, 0x00400000);
}

static void abi_body_sources_have_their_names(void **state)
{
    static const char *const names[] = { "nothing", "property", "rtf-fromhtml", "rtf-fromtext",
                                         "rtf", "?" };

    (void)state;
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(tnef_body_source_name(i), names[i]);
}

#if UINTPTR_MAX == UINT64_MAX
static void abi_body_layout_is_the_same(void **state)
{
    (void)state;
    assert_int_equal(sizeof(tnef_spool), 32);
    assert_int_equal(offsetof(tnef_spool, write), 8);
    assert_int_equal(offsetof(tnef_spool, read), 16);
    assert_int_equal(offsetof(tnef_spool, user), 24);
    assert_int_equal(sizeof(tnef_bodies_config), 40);
    assert_int_equal(offsetof(tnef_bodies_config, spool), 8);
    assert_int_equal(offsetof(tnef_bodies_config, max_memory), 16);
    assert_int_equal(offsetof(tnef_bodies_config, max_bodies), 20);
    assert_int_equal(offsetof(tnef_bodies_config, max_spool), 24);
    assert_int_equal(offsetof(tnef_bodies_config, max_output), 32);
    assert_int_equal(sizeof(tnef_body_choice), 20);
    assert_int_equal(offsetof(tnef_body_choice, form), 8);
    assert_int_equal(offsetof(tnef_body_choice, reason), 16);
    assert_int_equal(sizeof(tnef_body_info), 72);
    assert_int_equal(offsetof(tnef_body_info, length), 24);
    assert_int_equal(offsetof(tnef_body_info, form), 40);
    assert_int_equal(offsetof(tnef_body_info, status), 60);
    assert_int_equal(offsetof(tnef_body_info, charset), 64);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abi_body_constants_have_their_numbers),
        cmocka_unit_test(abi_body_sources_have_their_names),
#if UINTPTR_MAX == UINT64_MAX
        cmocka_unit_test(abi_body_layout_is_the_same),
#endif
    };

    return cmocka_run_group_tests_name("abi_body", tests, NULL, NULL);
}
