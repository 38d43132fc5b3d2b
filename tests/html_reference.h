/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TESTS_HTML_REFERENCE_H
#define TNEF_TESTS_HTML_REFERENCE_H
/* Who reads what charset out of HTML: the prescan and the tokenizer of the HTML standard, written
 * down as they stand there, without a line of the library. Memory that cannot be had ends the
 * program. */

#include <stddef.h>

/* The label of a charset that a reader came to; it ends with a NUL. */
typedef void html_label_fn(void *user, const char *reader, const char *label);

/* Calls |fn| for each declaration that some reader believes or could come to: the prescan (not only
 * in the first 1024 bytes), the tokenizer with scripts and without, and all of them over the same
 * HTML without its NULs, and with blanks for its controls. */
void html_labels(const char *html, size_t len, html_label_fn *fn, void *user);

/* 1 if all of them begin with "utf-8", or are empty: no label of another charset does. */
int html_says_utf8_only(const char *html, size_t len);

#endif
