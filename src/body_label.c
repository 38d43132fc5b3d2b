/* SPDX-License-Identifier: MIT */
/* Names of charsets in HTML, as the Encoding Standard has them, and some that mail has besides: ISO
 * 8859-1 is 1252 there, and so on. UTF-16 declared in bytes that can be read as ASCII is a mistake,
 * and UTF-7 a danger: neither is here, nor are iso-2022-cn-ext, which no code page is, and
 * x-user-defined. */

#include "body_priv.h"

#include "touch.h"

struct label {
    const char *name;
    uint32_t codepage;
};

static const struct label labels[] = {
    { "utf-8", 65001 }, { "utf8", 65001 }, { "unicode-1-1-utf-8", 65001 },
    { "unicode11utf8", 65001 }, { "unicode20utf8", 65001 }, { "x-unicode20utf8", 65001 },
    { "us-ascii", 20127 }, { "ascii", 20127 }, { "ansi_x3.4-1968", 20127 }, { "iso646-us", 20127 },
    { "windows-1250", 1250 }, { "cp1250", 1250 }, { "x-cp1250", 1250 },
    { "windows-1251", 1251 }, { "cp1251", 1251 }, { "x-cp1251", 1251 },
    { "windows-1252", 1252 }, { "cp1252", 1252 }, { "x-cp1252", 1252 }, { "x-ansi", 1252 },
    { "iso-8859-1", 1252 }, { "iso8859-1", 1252 }, { "iso88591", 1252 }, { "iso_8859-1", 1252 },
    { "iso_8859-1:1987", 1252 }, { "iso-ir-100", 1252 }, { "csisolatin1", 1252 },
    { "latin1", 1252 }, { "l1", 1252 }, { "cp819", 1252 }, { "ibm819", 1252 },
    { "windows-1253", 1253 }, { "cp1253", 1253 }, { "x-cp1253", 1253 },
    { "windows-1254", 1254 }, { "cp1254", 1254 }, { "x-cp1254", 1254 }, { "iso-8859-9", 1254 },
    { "iso8859-9", 1254 }, { "iso88599", 1254 }, { "iso_8859-9", 1254 },
    { "iso_8859-9:1989", 1254 }, { "iso-ir-148", 1254 }, { "csisolatin5", 1254 },
    { "latin5", 1254 }, { "l5", 1254 },
    { "windows-1255", 1255 }, { "cp1255", 1255 }, { "x-cp1255", 1255 },
    { "windows-1256", 1256 }, { "cp1256", 1256 }, { "x-cp1256", 1256 },
    { "windows-1257", 1257 }, { "cp1257", 1257 }, { "x-cp1257", 1257 },
    { "windows-1258", 1258 }, { "cp1258", 1258 }, { "x-cp1258", 1258 },
    { "iso-8859-2", 28592 }, { "iso8859-2", 28592 }, { "iso88592", 28592 }, { "iso_8859-2", 28592 },
    { "iso_8859-2:1987", 28592 }, { "iso-ir-101", 28592 }, { "csisolatin2", 28592 },
    { "latin2", 28592 }, { "l2", 28592 },
    { "iso-8859-3", 28593 }, { "iso8859-3", 28593 }, { "iso88593", 28593 }, { "iso_8859-3", 28593 },
    { "iso_8859-3:1988", 28593 }, { "iso-ir-109", 28593 }, { "csisolatin3", 28593 },
    { "latin3", 28593 }, { "l3", 28593 },
    { "iso-8859-4", 28594 }, { "iso8859-4", 28594 }, { "iso88594", 28594 }, { "iso_8859-4", 28594 },
    { "iso_8859-4:1988", 28594 }, { "iso-ir-110", 28594 }, { "csisolatin4", 28594 },
    { "latin4", 28594 }, { "l4", 28594 },
    { "iso-8859-5", 28595 }, { "iso8859-5", 28595 }, { "iso88595", 28595 }, { "iso_8859-5", 28595 },
    { "iso_8859-5:1988", 28595 }, { "iso-ir-144", 28595 }, { "csisolatincyrillic", 28595 },
    { "cyrillic", 28595 },
    { "iso-8859-6", 28596 }, { "iso8859-6", 28596 }, { "iso88596", 28596 }, { "iso_8859-6", 28596 },
    { "iso_8859-6:1987", 28596 }, { "iso-ir-127", 28596 }, { "csisolatinarabic", 28596 },
    { "arabic", 28596 }, { "asmo-708", 28596 }, { "ecma-114", 28596 }, { "iso-8859-6-e", 28596 },
    { "csiso88596e", 28596 }, { "iso-8859-6-i", 28596 }, { "csiso88596i", 28596 },
    { "iso-8859-7", 28597 }, { "iso8859-7", 28597 }, { "iso88597", 28597 }, { "iso_8859-7", 28597 },
    { "iso_8859-7:1987", 28597 }, { "iso-ir-126", 28597 }, { "csisolatingreek", 28597 },
    { "greek", 28597 }, { "greek8", 28597 }, { "ecma-118", 28597 }, { "elot_928", 28597 },
    { "sun_eu_greek", 28597 },
    { "iso-8859-8", 28598 }, { "iso8859-8", 28598 }, { "iso88598", 28598 }, { "iso_8859-8", 28598 },
    { "iso_8859-8:1988", 28598 }, { "iso-ir-138", 28598 }, { "csisolatinhebrew", 28598 },
    { "hebrew", 28598 }, { "visual", 28598 }, { "iso-8859-8-e", 28598 }, { "csiso88598e", 28598 },
    { "iso-8859-8-i", 38598 }, { "csiso88598i", 38598 }, { "logical", 38598 },
    { "iso-8859-10", 28600 }, { "iso8859-10", 28600 }, { "iso885910", 28600 },
    { "iso-ir-157", 28600 }, { "csisolatin6", 28600 }, { "latin6", 28600 }, { "l6", 28600 },
    { "iso-8859-13", 28603 }, { "iso8859-13", 28603 }, { "iso885913", 28603 },
    { "iso-8859-14", 28604 }, { "iso8859-14", 28604 }, { "iso885914", 28604 },
    { "iso-8859-15", 28605 }, { "iso8859-15", 28605 }, { "iso885915", 28605 },
    { "iso_8859-15", 28605 }, { "csisolatin9", 28605 }, { "latin9", 28605 }, { "latin-9", 28605 },
    { "l9", 28605 }, { "iso-8859-16", 28606 },
    { "windows-874", 874 }, { "dos-874", 874 }, { "tis-620", 874 }, { "iso-8859-11", 874 },
    { "iso8859-11", 874 }, { "iso885911", 874 },
    { "koi8-r", 20866 }, { "koi8", 20866 }, { "koi8_r", 20866 }, { "koi", 20866 },
    { "cskoi8r", 20866 }, { "koi8-u", 21866 }, { "koi8-ru", 21866 },
    { "ibm437", 437 }, { "cp437", 437 }, { "ibm850", 850 }, { "cp850", 850 },
    { "ibm852", 852 }, { "cp852", 852 },
    { "ibm866", 866 }, { "cp866", 866 }, { "csibm866", 866 }, { "866", 866 },
    { "macintosh", 10000 }, { "mac", 10000 }, { "x-mac-roman", 10000 }, { "csmacintosh", 10000 },
    { "x-mac-cyrillic", 10007 }, { "x-mac-ukrainian", 10017 }, { "x-mac-ce", 10029 },
    { "gb2312", 936 }, { "gbk", 936 }, { "gb_2312", 936 }, { "gb_2312-80", 936 }, { "x-gbk", 936 },
    { "cp936", 936 }, { "chinese", 936 }, { "euc-cn", 936 }, { "csgb2312", 936 },
    { "csiso58gb231280", 936 }, { "iso-ir-58", 936 }, { "gb18030", 54936 }, { "hz-gb-2312", 52936 },
    { "big5", 950 }, { "big5-hkscs", 950 }, { "cn-big5", 950 }, { "x-x-big5", 950 },
    { "csbig5", 950 }, { "cp950", 950 },
    { "shift_jis", 932 }, { "shift-jis", 932 }, { "sjis", 932 }, { "x-sjis", 932 },
    { "csshiftjis", 932 }, { "ms_kanji", 932 }, { "windows-31j", 932 }, { "cswindows31j", 932 },
    { "ms932", 932 }, { "cp932", 932 },
    { "euc-jp", 51932 }, { "x-euc-jp", 51932 }, { "cseucpkdfmtjapanese", 51932 },
    { "iso-2022-jp", 50220 }, { "csiso2022jp", 50221 },
    { "euc-kr", 949 }, { "cseuckr", 949 }, { "ks_c_5601-1987", 949 }, { "ks_c_5601-1989", 949 },
    { "csksc56011987", 949 }, { "ksc5601", 949 }, { "ksc_5601", 949 }, { "iso-ir-149", 949 },
    { "korean", 949 }, { "windows-949", 949 }, { "cp949", 949 }, { "johab", 1361 },
    { "iso-2022-kr", 50225 }, { "csiso2022kr", 50225 }, { "iso-2022-cn", 50227 }
};

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

static int is(const char *name, const uint8_t *s, size_t n)
{
    size_t i = 0;

    while (i < n && name[i] != '\0' && (uint8_t)name[i] == lower(s[i]))
        i++;
    TNEFI_TOUCH(i + 1u);
    return i == n && name[i] == '\0';
}

uint32_t tnefi_charset_label(const uint8_t *name, size_t n)
{
    if (n == 0 || n > LABEL_MAX)
        return 0;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (is(labels[i].name, name, n))
            return labels[i].codepage;
    return 0;
}
