/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_WHEN_H
#define TNEFI_CONVERT_WHEN_H
/* Dates and times as text. */

#include "convert/priv.h"

/* How a time is written. */
enum tnefi_convert_form {
    TNEFI_CONVERT_DATE,        /* 20240203                                                        */
    TNEFI_CONVERT_LOCAL,       /* 20240203T030405                                                 */
    TNEFI_CONVERT_UTC,         /* 20240203T030405Z                                                */
    TNEFI_CONVERT_DASHED_DATE, /* 2024-02-03                                                      */
    TNEFI_CONVERT_DASHED_UTC   /* 2024-02-03T03:04:05Z                                            */
};

/* The 100 ns since 1601 of a time; 0: it is absent. */
uint64_t tnefi_convert_ticks(tnef_time time);

/* Writes a time, part of an item of the line writer. A time after the year 9999 writes nothing. */
void tnefi_convert_put_civil(struct tnefi_lines *l, const tnef_civil *when, enum tnefi_convert_form form);
void tnefi_convert_put_ticks(struct tnefi_lines *l, uint64_t ticks, enum tnefi_convert_form form);

/* Writes a number with |digits| digits, at most 10. */
void tnefi_convert_put_digits(struct tnefi_lines *l, uint32_t number, uint32_t digits);

#endif
