/* SPDX-License-Identifier: MIT */
/* Dates and times as text. */

#include "convert/when.h"

#define UNIX_EPOCH       INT64_C(11644473600) /* seconds from 1601 to 1970                       */
#define TICKS_PER_SECOND UINT64_C(10000000)

/* The first day of 1601 and all from 4500 on stand for "none" in what programs store. */
uint64_t tnefi_convert_ticks(tnef_time time)
{
    uint64_t ticks;

    if ((time.flags & TNEF_TIME_SET) == 0 || time.seconds < -UNIX_EPOCH
        || time.seconds > INT64_C(253402300799))
        return 0;
    ticks = (uint64_t)(time.seconds + UNIX_EPOCH) * TICKS_PER_SECOND + time.ticks;
    return tnef_ticks_are_date(ticks) ? ticks : 0;
}

void tnefi_convert_put_digits(struct tnefi_lines *l, uint32_t number, uint32_t digits)
{
    char text[10];

    for (uint32_t i = digits; i > 0; i--) {
        text[i - 1u] = (char)('0' + number % 10u);
        number /= 10u;
    }
    tnefi_lines_bytes(l, text, digits);
}

void tnefi_convert_put_civil(struct tnefi_lines *l, const tnef_civil *when, enum tnefi_convert_form form)
{
    const int dashed = form == TNEFI_CONVERT_DASHED_DATE || form == TNEFI_CONVERT_DASHED_UTC;

    if (when->year == 0)
        return;
    tnefi_convert_put_digits(l, when->year, 4);
    if (dashed)
        tnefi_lines_raw(l, "-");
    tnefi_convert_put_digits(l, when->month, 2);
    if (dashed)
        tnefi_lines_raw(l, "-");
    tnefi_convert_put_digits(l, when->day, 2);
    if (form == TNEFI_CONVERT_DATE || form == TNEFI_CONVERT_DASHED_DATE)
        return;
    tnefi_lines_raw(l, "T");
    tnefi_convert_put_digits(l, when->hour, 2);
    if (dashed)
        tnefi_lines_raw(l, ":");
    tnefi_convert_put_digits(l, when->minute, 2);
    if (dashed)
        tnefi_lines_raw(l, ":");
    tnefi_convert_put_digits(l, when->second, 2);
    if (form != TNEFI_CONVERT_LOCAL)
        tnefi_lines_raw(l, "Z");
}

void tnefi_convert_put_ticks(struct tnefi_lines *l, uint64_t ticks, enum tnefi_convert_form form)
{
    tnef_civil when;

    if (tnef_civil_of_ticks(ticks, &when))
        tnefi_convert_put_civil(l, &when, form);
}
