/* SPDX-License-Identifier: MIT */
#ifndef TNEF_FAILING_ICONV_H
#define TNEF_FAILING_ICONV_H
/* An iconv_open() of the program's own, that counts and has no memory. For one file of a program; it
 * is not there, and HAS_ICONV not defined, where the library is built without iconv. */

#if defined(__has_include) && !defined(TNEF_NO_ICONV)
#  if __has_include(<iconv.h>)
#    include <iconv.h>
#    define HAS_ICONV 1
#  endif
#endif

#ifdef HAS_ICONV

#include <errno.h>

static unsigned opened;

iconv_t iconv_open(const char *to, const char *from)
{
    (void)to;
    (void)from;
    opened++;
    errno = ENOMEM;
    return (iconv_t)-1;
}

#endif

#endif
