/* SPDX-License-Identifier: MIT */

/* What programs that read bodies were compiled with: numbers, sizes and offsets. A table here is
 * changed by adding to it, never otherwise while the SONAME stays. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/bodies.h>

static void abi_body_constants_have_their_numbers(void **state)
{
    (void)state;
    assert_int_equal(TNEF_BEST_NONE, 0);
    assert_int_equal(TNEF_BEST_NATIVE, 0x81);
    assert_int_equal(TNEF_BEST_HTML, 0x82);
    assert_int_equal(TNEF_BEST_RTF_HTML, 0x83);
    assert_int_equal(TNEF_BEST_PLAIN_NEWER, 0x84);
    assert_int_equal(TNEF_BEST_PLAIN, 0x85);
    assert_int_equal(TNEF_BEST_RTF, 0x86);
    assert_int_equal(TNEF_BEST_EMPTY, 0x87);
    assert_int_equal(TNEF_BODY_BEST, 0);
    assert_int_equal(TNEF_BODY_HTML, 0x61);
    assert_int_equal(TNEF_BODY_TEXT, 0x62);
    assert_int_equal(TNEF_BODY_RTF, 0x63);
    assert_int_equal(TNEF_CHARSET_NONE, 0);
    assert_int_equal(TNEF_CHARSET_UNICODE, 0x91);
    assert_int_equal(TNEF_CHARSET_MARK, 0x92);
    assert_int_equal(TNEF_CHARSET_PROPERTY, 0x93);
    assert_int_equal(TNEF_CHARSET_META, 0x94);
    assert_int_equal(TNEF_CHARSET_UTF8, 0x95);
    assert_int_equal(TNEF_CHARSET_MESSAGE, 0x96);
    assert_int_equal(TNEF_CHARSET_DEFAULT, 0x97);
    assert_int_equal(TNEF_CHARSET_NOT_UTF8, 0x98);
    assert_int_equal(TNEF_ANOMALY_BIT(TNEF_BODIES_A_DAMAGED), 0x01);
    assert_int_equal(TNEF_ANOMALY_BIT(TNEF_BODIES_A_CODEPAGE), 0x02);
    assert_int_equal(TNEF_ANOMALY_BIT(TNEF_BODIES_A_DEEP), 0x04);
    assert_int_equal(TNEF_ANOMALY_BIT(TNEF_BODIES_A_FONTS), 0x08);
    assert_int_equal(TNEF_ANOMALY_BIT(TNEF_BODIES_A_LINK), 0x10);
    assert_int_equal(TNEF_ANOMALY_BIT(TNEF_BODIES_A_TRAILING), 0x20);
    assert_int_equal(TNEF_ANOMALY_BIT(TNEF_BODIES_A_SCRIPT), 0x40);
    assert_int_equal(TNEF_ANOMALY_BIT(TNEF_BODIES_A_CONTROL), 0x80);
    assert_int_equal(TNEF_ANOMALY_BIT(TNEF_BODIES_A_NOT_UTF8), 0x100);
    assert_int_equal(TNEF_E_LIMIT_TOTAL, -82);
    assert_int_equal(TNEF_BODIES_FACTS, 1);
    assert_int_equal(TNEF_PART_F_STRING8, 0x00400000);
}

static void abi_body_sources_have_their_names(void **state)
{
    static const char *const names[] = { "nothing", "property", "rtf-fromhtml", "rtf-fromtext",
                                         "rtf", "html-text", "text-html", "?" };

    (void)state;
    assert_string_equal(tnef_body_source_name(TNEF_BODY_FROM_NOTHING), names[0]);
    for (uint32_t i = 1; i < sizeof names / sizeof *names; i++)
        assert_string_equal(tnef_body_source_name(TNEF_BODY_FROM_PROPERTY + i - 1u), names[i]);
    assert_string_equal(tnef_body_source_name(1), "?");
}

#if UINTPTR_MAX == UINT64_MAX
static void abi_body_layout_is_the_same(void **state)
{
    (void)state;
    assert_int_equal(sizeof(tnef_spool), 32);
    assert_int_equal(offsetof(tnef_spool, write), 8);
    assert_int_equal(offsetof(tnef_spool, read), 16);
    assert_int_equal(offsetof(tnef_spool, user), 24);
    assert_int_equal(sizeof(tnef_bodies_config), 56);
    assert_int_equal(offsetof(tnef_bodies_config, charsets), 48);
    assert_int_equal(offsetof(tnef_bodies_config, max_total), 40);
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
