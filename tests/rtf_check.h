/* SPDX-License-Identifier: MIT */

/* Reads RTF in every way in which a caller may feed it and a sink may take it, and holds the results
 * against each other. For cmocka programs. */

#ifndef TNEF_TESTS_RTF_CHECK_H
#define TNEF_TESTS_RTF_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/rtf.h>

/* How the sink takes what it is offered. */
enum rtf_takes { RTF_TAKES_ALL, RTF_PAUSES_FIRST, RTF_PAUSES_EVERY_BYTE, RTF_PAUSES_AFTER };

struct rtf_way {
    uint32_t want;
    size_t split;               /* this many bytes come first                                     */
    size_t piece;               /* 0: the rest at once; else in pieces of this size               */
    enum rtf_takes takes;
    uint64_t max_output;
};

struct rtf_result {
    tnef_status status;         /* of finish                                                      */
    tnef_rtf_info info;
    tnef_error error;
    char *out;                  /* ends with a NUL                                                */
    size_t len, room;
    enum rtf_takes takes;
    int asked;
};

struct rtf_result rtf_read(const void *rtf, size_t len, struct rtf_way way);
void rtf_drop(struct rtf_result *r);

/* Reads it in every way: all splits in two for short input, byte by byte, with pauses. All must agree,
 * and the output is UTF-8 within its bounds. */
struct rtf_result rtf_read_all_ways(const void *rtf, size_t len, uint32_t want);

#endif
