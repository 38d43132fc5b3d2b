/* SPDX-License-Identifier: MIT */
/* The list of the code pages: for each number, of what kind it is, its name and its table. (codepage.c
 * converts.) All of EBCDIC, and UTF-7, are there to be refused. */

#include "text/priv.h"

#include "base/touch.h"

const uint32_t tnefi_text_converter_pages[CONVERTERS] = {
    [CONV_932] = 932,      [CONV_936] = 936,      [CONV_949] = 949,      [CONV_950] = 950,
    [CONV_JOHAB] = 1361,   [CONV_T61] = 20261,    [CONV_6937] = 20269,   [CONV_EUC_JP] = 20932,
    [CONV_GB2312] = 20936, [CONV_EUC_KR] = 20949, [CONV_EUC_TW] = 51950, [CONV_GB18030] = 54936,
};

/* Sorted by number. */
static const struct tnefi_text_codepage pages[] = {
    { 37, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 437, KIND_BYTES, "IBM437", tnefi_text_cp437, 0, 0 },
    { 500, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 708, KIND_BYTES, "asmo-708", tnefi_text_cp28596, 0, 0 },
    { 709, KIND_NEAREST, "asmo-449", NULL, 708, 0 },
    { 710, KIND_NEAREST, "x-transparent-arabic", NULL, 708, 0 },
    { 720, KIND_BYTES, "dos-720", tnefi_text_cp720, 0, 0 },
    { 737, KIND_BYTES, "ibm737", tnefi_text_cp737, 0, 0 },
    { 775, KIND_BYTES, "ibm775", tnefi_text_cp775, 0, 0 },
    { 850, KIND_BYTES, "ibm850", tnefi_text_cp850, 0, 0 },
    { 852, KIND_BYTES, "ibm852", tnefi_text_cp852, 0, 0 },
    { 855, KIND_BYTES, "ibm855", tnefi_text_cp855, 0, 0 },
    { 857, KIND_BYTES, "ibm857", tnefi_text_cp857, 0, 0 },
    { 858, KIND_BYTES, "ibm00858", tnefi_text_cp858, 0, 0 },
    { 860, KIND_BYTES, "ibm860", tnefi_text_cp860, 0, 0 },
    { 861, KIND_BYTES, "ibm861", tnefi_text_cp861, 0, 0 },
    { 862, KIND_BYTES, "dos-862", tnefi_text_cp862, 0, 0 },
    { 863, KIND_BYTES, "ibm863", tnefi_text_cp863, 0, 0 },
    { 864, KIND_BYTES, "ibm864", tnefi_text_cp864, 0, 0 },
    { 865, KIND_BYTES, "ibm865", tnefi_text_cp865, 0, 0 },
    { 866, KIND_BYTES, "cp866", tnefi_text_cp866, 0, 0 },
    { 869, KIND_BYTES, "ibm869", tnefi_text_cp869, 0, 0 },
    { 870, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 874, KIND_BYTES, "windows-874", tnefi_text_cp874, 0, 0 },
    { 875, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 932, KIND_SJIS, "shift_jis", NULL, 0, CONV_932 },
    { 936, KIND_PAIRS, "gb2312", NULL, 0, CONV_936 },
    { 949, KIND_PAIRS, "ks_c_5601-1987", NULL, 0, CONV_949 },
    { 950, KIND_BIG5, "big5", NULL, 0, CONV_950 },
    { 951, KIND_NEAREST, "big5-hkscs", NULL, 950, 0 },
    { 1026, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1047, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1140, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1141, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1142, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1143, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1144, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1145, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1146, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1147, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1148, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1149, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 1200, KIND_UTF16LE, "utf-16le", NULL, 0, 0 },
    { 1201, KIND_UTF16BE, "utf-16be", NULL, 0, 0 },
    { 1250, KIND_BYTES, "windows-1250", tnefi_text_cp1250, 0, 0 },
    { 1251, KIND_BYTES, "windows-1251", tnefi_text_cp1251, 0, 0 },
    { 1252, KIND_BYTES, "windows-1252", tnefi_text_cp1252, 0, 0 },
    { 1253, KIND_BYTES, "windows-1253", tnefi_text_cp1253, 0, 0 },
    { 1254, KIND_BYTES, "windows-1254", tnefi_text_cp1254, 0, 0 },
    { 1255, KIND_BYTES, "windows-1255", tnefi_text_cp1255, 0, 0 },
    { 1256, KIND_BYTES, "windows-1256", tnefi_text_cp1256, 0, 0 },
    { 1257, KIND_BYTES, "windows-1257", tnefi_text_cp1257, 0, 0 },
    { 1258, KIND_BYTES, "windows-1258", tnefi_text_cp1258, 0, 0 },
    { 1361, KIND_PAIRS, "johab", NULL, 0, CONV_JOHAB },
    { 10000, KIND_BYTES, "macintosh", tnefi_text_cp10000, 0, 0 },
    { 10001, KIND_NEAREST, "x-mac-japanese", NULL, 932, 0 },
    { 10002, KIND_NEAREST, "x-mac-chinesetrad", NULL, 950, 0 },
    { 10003, KIND_NEAREST, "x-mac-korean", NULL, 949, 0 },
    { 10004, KIND_BYTES, "x-mac-arabic", tnefi_text_cp10004, 0, 0 },
    { 10005, KIND_BYTES, "x-mac-hebrew", tnefi_text_cp10005, 0, 0 },
    { 10006, KIND_BYTES, "x-mac-greek", tnefi_text_cp10006, 0, 0 },
    { 10007, KIND_BYTES, "x-mac-cyrillic", tnefi_text_cp10007, 0, 0 },
    { 10008, KIND_NEAREST, "x-mac-chinesesimp", NULL, 936, 0 },
    { 10010, KIND_BYTES, "x-mac-romanian", tnefi_text_cp10010, 0, 0 },
    { 10017, KIND_BYTES, "x-mac-ukrainian", tnefi_text_cp10017, 0, 0 },
    { 10021, KIND_BYTES, "x-mac-thai", tnefi_text_cp10021, 0, 0 },
    { 10029, KIND_BYTES, "x-mac-ce", tnefi_text_cp10029, 0, 0 },
    { 10079, KIND_BYTES, "x-mac-icelandic", tnefi_text_cp10079, 0, 0 },
    { 10081, KIND_BYTES, "x-mac-turkish", tnefi_text_cp10081, 0, 0 },
    { 10082, KIND_BYTES, "x-mac-croatian", tnefi_text_cp10082, 0, 0 },
    { 12000, KIND_UTF32LE, "utf-32le", NULL, 0, 0 },
    { 12001, KIND_UTF32BE, "utf-32be", NULL, 0, 0 },
    { 20002, KIND_NEAREST, "x-chinese-eten", NULL, 950, 0 },
    { 20105, KIND_NEAREST, "x-ia5", NULL, 20127, 0 },
    { 20106, KIND_NEAREST, "x-ia5-german", NULL, 20127, 0 },
    { 20107, KIND_NEAREST, "x-ia5-swedish", NULL, 20127, 0 },
    { 20108, KIND_NEAREST, "x-ia5-norwegian", NULL, 20127, 0 },
    { 20127, KIND_ASCII, "us-ascii", NULL, 0, 0 },
    { 20261, KIND_T61, "x-cp20261", NULL, 0, CONV_T61 },
    { 20269, KIND_T61, "x-cp20269", NULL, 0, CONV_6937 },
    { 20273, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20277, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20278, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20280, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20284, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20285, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20290, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20297, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20420, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20423, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20424, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20833, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20838, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20866, KIND_BYTES, "koi8-r", tnefi_text_cp20866, 0, 0 },
    { 20871, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20880, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20905, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20924, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 20932, KIND_EUC_JP, "euc-jp", NULL, 0, CONV_EUC_JP },
    { 20936, KIND_PAIRS, "x-cp20936", NULL, 0, CONV_GB2312 },
    { 20949, KIND_PAIRS, "x-cp20949", NULL, 0, CONV_EUC_KR },
    { 21025, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 21866, KIND_BYTES, "koi8-u", tnefi_text_cp21866, 0, 0 },
    { 28591, KIND_BYTES, "iso-8859-1", tnefi_text_cp28591, 0, 0 },
    { 28592, KIND_BYTES, "iso-8859-2", tnefi_text_cp28592, 0, 0 },
    { 28593, KIND_BYTES, "iso-8859-3", tnefi_text_cp28593, 0, 0 },
    { 28594, KIND_BYTES, "iso-8859-4", tnefi_text_cp28594, 0, 0 },
    { 28595, KIND_BYTES, "iso-8859-5", tnefi_text_cp28595, 0, 0 },
    { 28596, KIND_BYTES, "iso-8859-6", tnefi_text_cp28596, 0, 0 },
    { 28597, KIND_BYTES, "iso-8859-7", tnefi_text_cp28597, 0, 0 },
    { 28598, KIND_BYTES, "iso-8859-8", tnefi_text_cp28598, 0, 0 },
    { 28599, KIND_BYTES, "iso-8859-9", tnefi_text_cp28599, 0, 0 },
    { 28600, KIND_BYTES, "iso-8859-10", tnefi_text_cp28600, 0, 0 },
    { 28601, KIND_NEAREST, "iso-8859-11", NULL, 874, 0 },
    { 28603, KIND_BYTES, "iso-8859-13", tnefi_text_cp28603, 0, 0 },
    { 28604, KIND_BYTES, "iso-8859-14", tnefi_text_cp28604, 0, 0 },
    { 28605, KIND_BYTES, "iso-8859-15", tnefi_text_cp28605, 0, 0 },
    { 28606, KIND_BYTES, "iso-8859-16", tnefi_text_cp28606, 0, 0 },
    { 38598, KIND_BYTES, "iso-8859-8-i", tnefi_text_cp28598, 0, 0 },
    { 50220, KIND_JP7, "iso-2022-jp", NULL, 0, CONV_932 },
    { 50221, KIND_JP7, "csISO2022JP", NULL, 0, CONV_932 },
    { 50222, KIND_JP7, "iso-2022-jp", NULL, 0, CONV_932 },
    { 50225, KIND_KR7, "iso-2022-kr", NULL, 0, CONV_949 },
    { 50227, KIND_CN7, "iso-2022-cn", NULL, 0, CONV_936 },
    { 51932, KIND_EUC_JP, "euc-jp", NULL, 0, CONV_EUC_JP },
    { 51936, KIND_PAIRS, "euc-cn", NULL, 0, CONV_GB2312 },
    { 51949, KIND_PAIRS, "euc-kr", NULL, 0, CONV_EUC_KR },
    { 51950, KIND_EUC_TW, "x-euc-tw", NULL, 0, CONV_EUC_TW },
    { 52936, KIND_HZ, "hz-gb-2312", NULL, 0, CONV_936 },
    { 54936, KIND_GB18030, "gb18030", NULL, 0, CONV_GB18030 },
    { 65000, KIND_REFUSED, NULL, NULL, 0, 0 },
    { 65001, KIND_UTF8, "utf-8", NULL, 0, 0 }
};

const struct tnefi_text_codepage *tnefi_text_codepage_find(uint32_t number)
{
    size_t low = 0, high = sizeof pages / sizeof pages[0];

    TNEFI_TOUCH(8); /* halvings of |pages| */
    /* Ends: high - low falls, since low <= mid < high. */
    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (pages[mid].number == number)
            return &pages[mid];
        if (pages[mid].number < number)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const char *tnef_codepage_name(uint32_t codepage)
{
    const struct tnefi_text_codepage *page = tnefi_text_codepage_find(codepage);

    return page != NULL ? page->name : NULL;
}
