/* SPDX-License-Identifier: MIT */

/* Numbers of <tnef/convert.h> that programs were compiled with. A table here is changed by adding to it,
 * never otherwise while the SONAME stays; the structs are held by scripts/abi. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/convert.h>

static const struct {
    uint32_t given, fixed;
} numbers[] = {
    { TNEF_CONVERT_CALENDAR, 1 },
    { TNEF_CONVERT_CARD, 2 },
    { TNEF_CONVERT_MAIL, 3 },
    { TNEF_CONVERT_BIT(TNEF_CONVERT_MAIL), 8 },
    { TNEF_CONVERT_NO_RULE, 1 },
    { TNEF_CONVERT_NO_ZONE, 2 },
    { TNEF_CONVERT_NO_ORGANIZER, 4 },
    { TNEF_CONVERT_NO_DATE, 8 },
    { TNEF_CONVERT_NO_START, 0x10 },
    { TNEF_CONVERT_LOCAL_TIME, 0x20 },
    { TNEF_CONVERT_MEMBERS, 0x40 },
    { TNEF_CONVERT_PEOPLE, 0x80 },
    { TNEF_CONVERT_EXCEPTIONS, 0x100 },
    { TNEF_CONVERT_TRUNCATED, 0x200 },
    { TNEF_CONVERT_ADDRESS, 0x400 },
    { TNEF_CONVERT_FIRST_DAY, 0x800 },
    { TNEF_CONVERT_PICTURE, 0x1000 },
    { TNEF_CONVERT_REMAINDER, 0x2000 },
    { TNEF_CONVERT_SIGNATURE, 0x4000 },
    { TNEF_CONVERT_FOREIGN, 0x10000 },
    { TNEF_CONVERT_PEOPLE_MAX, 2000 },
    { TNEF_CONVERT_MEMBERS_MAX, 1000 },
    { TNEF_CONVERT_PICTURE_MAX, 0x100000 },
    { TNEF_CONVERT_PUBLISH, 1 },
    { TNEF_CONVERT_RAW_NAMES, 2 },
    { TNEF_CONVERT_STRICT_NAMES, 4 },
    { TNEF_CONVERT_REPORTING_UA, 8 },
    { TNEF_CONVERT_PLAIN_DAYS, 0x10 },
    { TNEF_CONVERT_RETURN_RECEIPT, 0x100 },
    { TNEF_CONVERT_UTF8, 0x200 },
    { TNEF_CONVERT_ORIGINAL_HEADERS, 0x400 },
    { TNEF_CONVERT_ITEMS_AS_MAIL, 0x800 },
    { TNEF_CONVERT_NO_INVITE, 0x1000 },
    { TNEF_CONVERT_ALT_DESC, 0x2000 },
};

static void abi_convert_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        assert_int_equal(numbers[i].given, numbers[i].fixed);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(abi_convert_numbers) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
