/* SPDX-License-Identifier: MIT */
/* The converters of the C library: the hook (tnef_charset_hook) that is used when the caller gives none.
 *
 * Implementations know a code page by different names, or do not know it. So each code page has a
 * list of names, and the first that iconv_open() accepts is taken. No name ever comes from the input. */

#include "text/priv.h"

#if defined(__has_include)
#  if __has_include(<iconv.h>) && !defined(TNEF_NO_ICONV)
#    define USE_ICONV
#  endif
#endif

#ifdef USE_ICONV

#  include <errno.h>
#  include <iconv.h>
#  include <string.h>

#  define NAMES 3

/* Best first where they differ. Where an implementation has both the original set and the extension of
 * it that Windows uses, the extension comes first. */
static const struct {
    uint32_t codepage;
    const char *names[NAMES]; /* NULL: no further */
} known[] = {
    { 932, { "CP932", "MS932", "SHIFT_JIS" } },
    { 936, { "CP936", "GBK", "GB18030" } },
    { 949, { "CP949", "UHC", "EUC-KR" } },
    { 950, { "CP950", "BIG5" } },
    { 1361, { "JOHAB", "CP1361" } },
    { 20261, { "T.61-8BIT", "T.61" } },
    { 20269, { "ISO_6937" } },
    { 20932, { "EUC-JP" } },
    { 20936, { "EUC-CN", "GB2312", "GBK" } },
    { 20949, { "EUC-KR", "CP949" } },
    { 51950, { "EUC-TW" } },
    { 54936, { "GB18030" } },
};

static tnef_status open_names(const char *const *names, void **converter)
{
    for (size_t i = 0; i < NAMES && names[i] != NULL; i++) {
        iconv_t cd;

        errno = 0;
        cd = iconv_open("UTF-8", names[i]);
        if (cd != (iconv_t)-1) {
            *converter = (void *)cd;
            return TNEF_OK;
        }
        if (errno == ENOMEM)
            return TNEF_E_MEMORY;
    }
    return TNEF_E_TYPE;
}

static tnef_status open_iconv(void *user, uint32_t codepage, void **converter)
{
    (void)user;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].codepage == codepage)
            return open_names(known[i].names, converter);
    return TNEF_E_TYPE;
}

/* Makes three calls of iconv at most, whatever it answers, and leaves it in its initial state. */
static size_t convert_by_iconv(void *user, void *converter, const uint8_t *in, size_t len, char *out)
{
    iconv_t cd = (iconv_t)converter;
    char bytes[4];
    char *ip = bytes, *op = out;
    size_t in_left = len, out_left = TNEF_TEXT_ROOM;

    (void)user;
    memcpy(bytes, in, len);
    /* Some keep a letter back, because a mark may follow. The second call makes them write it. */
    if (iconv(cd, &ip, &in_left, &op, &out_left) == (size_t)-1
        || iconv(cd, NULL, NULL, &op, &out_left) == (size_t)-1) {
        (void)iconv(cd, NULL, NULL, NULL, NULL);
        return 0;
    }
    return in_left == 0 ? TNEF_TEXT_ROOM - out_left : 0;
}

static void close_iconv(void *user, void *converter)
{
    (void)user;
    (void)iconv_close((iconv_t)converter);
}

#else

static tnef_status open_iconv(void *user, uint32_t codepage, void **converter)
{
    (void)user;
    (void)codepage;
    (void)converter;
    return TNEF_E_TYPE;
}

/* Nothing was opened, so the other two are not called. */
static size_t convert_by_iconv(void *user, void *converter, const uint8_t *in, size_t len, char *out)
{
    (void)user;
    (void)converter;
    (void)in;
    (void)len;
    (void)out;
    return 0;
}

static void close_iconv(void *user, void *converter)
{
    (void)user;
    (void)converter;
}

#endif

const tnef_charset_hook tnefi_text_iconv = {
    .size = sizeof tnefi_text_iconv,
    .open = open_iconv,
    .convert = convert_by_iconv,
    .close = close_iconv,
};
