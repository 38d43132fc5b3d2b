/* SPDX-License-Identifier: MIT */

/* HTML through the reader, in all ways that must give the same. */

#ifndef TNEF_TESTS_HTML_CHECK_H
#define TNEF_TESTS_HTML_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/html.h>

#include "kept_output.h"

struct html_way {
    uint32_t codepage;
    uint64_t max_output;
    size_t piece;               /* bytes of a call of feed; 0: all                                */
    size_t split;               /* the first call gets so many; 0: like the others                */
    enum kept_takes takes;
};

struct html_result {
    char *out;                  /* ends with a NUL                                                */
    size_t len;
    tnef_status status;
    struct tnef_html_info info;
    tnef_error error;
};

/* To be given back with html_drop(). */
struct html_result html_read(const void *html, size_t len, struct html_way way);
void html_drop(struct html_result *r);

/* The same, compared with what all other ways give, and held against what html.h promises. */
struct html_result html_read_all_ways(const void *html, size_t len, uint32_t codepage);

struct html_row {
    const char *what, *html, *out;
    uint64_t anomalies;
};

void html_check_rows(const struct html_row *rows, size_t count);

#endif
