/* SPDX-License-Identifier: MIT */

/* Numbers of <tnef/blobs.h> that programs were compiled with. A table here is changed by adding to it, never
 * otherwise while the SONAME stays; the structs are held by scripts/abi. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/blobs.h>

static const struct {
    uint32_t given, fixed;
} numbers[] = {
    { TNEF_BLOB_UTF16, 1200 },
    { TNEF_BLOB_8BIT, 0 },
    { TNEF_MINUTES_NEVER, 0x5AE980DF },
    { TNEF_MINUTES_NONE, 0x5AE980E0 },
    { TNEF_RECUR_DAY, 0 },
    { TNEF_RECUR_WEEK, 1 },
    { TNEF_RECUR_MONTH, 2 },
    { TNEF_RECUR_MONTH_NTH, 3 },
    { TNEF_RECUR_MONTH_END, 4 },
    { TNEF_RECUR_HIJRI_MONTH, 10 },
    { TNEF_RECUR_HIJRI_NTH, 11 },
    { TNEF_RECUR_HIJRI_END, 12 },
    { TNEF_RECUR_UNTIL, 0x2021 },
    { TNEF_RECUR_COUNT, 0x2022 },
    { TNEF_RECUR_NEVER, 0x2023 },
    { TNEF_RECUR_HAS_PATTERN, 1 },
    { TNEF_RECUR_HAS_TIMES, 2 },
    { TNEF_RECUR_COMPLETE, 4 },
    { TNEF_RECUR_ODD_PERIOD, 0x10 },
    { TNEF_RECUR_ODD_END, 0x20 },
    { TNEF_RECUR_ODD_FIRST_DAY, 0x40 },
    { TNEF_RECUR_ODD_COUNTS, 0x80 },
    { TNEF_RECUR_ODD_TIMES, 0x100 },
    { TNEF_EXCEPTION_SUBJECT, 1 },
    { TNEF_EXCEPTION_MEETING, 2 },
    { TNEF_EXCEPTION_REMINDER, 4 },
    { TNEF_EXCEPTION_REMINDS, 8 },
    { TNEF_EXCEPTION_LOCATION, 0x10 },
    { TNEF_EXCEPTION_BUSY, 0x20 },
    { TNEF_EXCEPTION_ATTACHMENTS, 0x40 },
    { TNEF_EXCEPTION_ALL_DAY, 0x80 },
    { TNEF_EXCEPTION_COLOR, 0x100 },
    { TNEF_EXCEPTION_BODY, 0x200 },
    { TNEF_EXCEPTION_EXTENDED, 0x10000 },
    { TNEF_EXCEPTION_NO_DATE, 0x20000 },
    { TNEF_FREQUENCY_DAILY, 1 },
    { TNEF_FREQUENCY_WEEKLY, 2 },
    { TNEF_FREQUENCY_MONTHLY, 3 },
    { TNEF_FREQUENCY_YEARLY, 4 },
    { TNEF_RULE_IS, 0 },
    { TNEF_RULE_NO_PATTERN, 1 },
    { TNEF_RULE_NO_CALENDAR, 2 },
    { TNEF_RULE_NO_SERIES, 3 },
    { TNEF_RULE_NO_DAY, 4 },
    { TNEF_RULE_NO_COUNT, 5 },
    { TNEF_RULE_NO_START, 6 },
    { TNEF_RULE_ENDS_BEFORE, 7 },
    { TNEF_RULE_PLAIN_DAYS, 1 },
    { TNEF_RULE_CAPPED, 1 },
    { TNEF_RULE_STARTS_OFF, 2 },
    { TNEF_RULE_COUNT_MAX, 999999 },
    { TNEF_ZONE_GOOD, 1 },
    { TNEF_ZONE_DAYLIGHT, 2 },
    { TNEF_ZONE_RECURRING, 0x100 },
    { TNEF_ZONE_EFFECTIVE, 0x200 },
    { TNEF_ZONE_RULES_MAX, 1024 },
    { TNEF_GOID_KNOWN, 1 },
    { TNEF_GOID_DATE, 2 },
    { TNEF_GOID_VCAL, 4 },
    { TNEF_ENTRYID_UNKNOWN, 0 },
    { TNEF_ENTRYID_ONE_OFF, 1 },
    { TNEF_ENTRYID_EX, 2 },
    { TNEF_ENTRYID_CONTACT, 3 },
    { TNEF_ENTRYID_WRAPPED, 4 },
    { TNEF_ENTRYID_IN_WRAPPER, 1 },
};

static void abi_blobs_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        assert_int_equal(numbers[i].given, numbers[i].fixed);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(abi_blobs_numbers) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
