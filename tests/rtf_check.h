/* SPDX-License-Identifier: MIT */

/* Reads RTF in every way in which a caller may feed it and a sink may take it, and holds the
 * results against each other. For cmocka programs. */

#ifndef TNEF_TESTS_RTF_CHECK_H
#define TNEF_TESTS_RTF_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/rtf.h>

#include "kept_output.h"

struct rtf_way {
    uint32_t want;
    size_t split;               /* this many bytes come first                                     */
    size_t piece;               /* 0: the rest at once; else in pieces of this size               */
    enum kept_takes takes;
    uint64_t max_output;
};

struct rtf_result {
    tnef_status status;         /* of finish                                                      */
    struct tnef_rtf_info info;
    tnef_error error;
    char *out;                  /* ends with a NUL                                                */
    size_t len;
};

struct rtf_result rtf_read(const void *rtf, size_t len, struct rtf_way way);
void rtf_drop(struct rtf_result *r);

/* U+FFFD. */
#define RTF_BAD "\xEF\xBF\xBD"

/* What stands around the simple HTML. */
#define RTF_PAGE_HEAD "<!DOCTYPE html>\r\n<html><head><meta charset=\"utf-8\">" \
    "<style>div,li{white-space:pre-wrap}</style></head>\r\n<body>\r\n"
#define RTF_PAGE_END "</body></html>\r\n"

/* Reads it in every way: all splits in two for short input, byte by byte, with pauses. All must
 * agree, and the output is UTF-8 within its bounds. */
struct rtf_result rtf_read_all_ways(const void *rtf, size_t len, uint32_t want);

/* What reading costs, counted. */
struct rtf_work {
    uint64_t bytes, steps, output;
    size_t largest;             /* output of one step                                             */
    uint32_t converters;        /* that were opened                                               */
    uint32_t fonts;             /* that have a place                                              */
};

/* Steps of the reader over |len| bytes in pieces of |piece|, each of which must take a byte and
 * make no more output than it may. */
struct rtf_work rtf_count(const void *rtf, size_t len, uint32_t want, size_t piece);

struct rtf_row {
    const char *what;
    const char *rtf;            /* what stands between the head and the last brace                */
    const char *out;
    uint64_t anomalies;
};

/* Reads head, row and brace in every way, and compares. */
void rtf_check_rows(const char *head, uint32_t want, const struct rtf_row *rows, size_t count);

#define RTF_CHECK_ROWS(head, want, rows) \
    rtf_check_rows(head, want, rows, sizeof rows / sizeof *rows)

#endif
