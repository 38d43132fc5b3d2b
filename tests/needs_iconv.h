/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TESTS_NEEDS_ICONV_H
#define TNEF_TESTS_NEEDS_ICONV_H
/* NEEDS_ICONV() at the beginning of a cmocka test whose text is in code pages of several bytes: they
 * come from iconv, and without it such a test is skipped, and says why. */

#ifdef TNEF_NO_ICONV
#  define NEEDS_ICONV() \
    do { \
        print_message("%s: skipped: the library is built without iconv\n", __func__); \
        skip(); \
    } while (0)
#else
#  define NEEDS_ICONV() ((void)0)
#endif

#endif
