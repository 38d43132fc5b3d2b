/* SPDX-License-Identifier: MIT */
/* The code pages that are known by number, and the built-in one.
 *
 * The names in the last column are those of iconv implementations, best first where they
 * differ. Where an implementation has the original set and Windows an extension of it,
 * the extension comes first. All numbers of EBCDIC, and UTF-7, are there to be refused.
 */

#include "text_priv.h"

const uint16_t tnefi_cp1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178
};

/* Sorted by number. */
static const struct tnefi_codepage pages[] = {
    { 37, KIND_REFUSED, NULL, { NULL } },
    { 437, KIND_BYTES, "IBM437", { "IBM437", "CP437" } },
    { 500, KIND_REFUSED, NULL, { NULL } },
    { 708, KIND_BYTES, "asmo-708", { "ASMO-708", "ISO-8859-6" } },
    { 720, KIND_BYTES, "dos-720", { "CP720" } },
    { 737, KIND_BYTES, "ibm737", { "CP737", "IBM737" } },
    { 775, KIND_BYTES, "ibm775", { "CP775", "IBM775" } },
    { 850, KIND_BYTES, "ibm850", { "CP850", "IBM850" } },
    { 852, KIND_BYTES, "ibm852", { "CP852", "IBM852" } },
    { 855, KIND_BYTES, "ibm855", { "CP855", "IBM855" } },
    { 857, KIND_BYTES, "ibm857", { "CP857", "IBM857" } },
    { 858, KIND_BYTES, "ibm00858", { "CP858" } },
    { 860, KIND_BYTES, "ibm860", { "CP860", "IBM860" } },
    { 861, KIND_BYTES, "ibm861", { "CP861", "IBM861" } },
    { 862, KIND_BYTES, "dos-862", { "CP862", "IBM862" } },
    { 863, KIND_BYTES, "ibm863", { "CP863", "IBM863" } },
    { 864, KIND_BYTES, "ibm864", { "CP864", "IBM864" } },
    { 865, KIND_BYTES, "ibm865", { "CP865", "IBM865" } },
    { 866, KIND_BYTES, "cp866", { "CP866", "IBM866" } },
    { 869, KIND_BYTES, "ibm869", { "CP869", "IBM869" } },
    { 870, KIND_REFUSED, NULL, { NULL } },
    { 874, KIND_BYTES, "windows-874", { "CP874", "WINDOWS-874", "TIS-620" } },
    { 875, KIND_REFUSED, NULL, { NULL } },
    { 932, KIND_SJIS, "shift_jis", { "CP932", "MS932", "SHIFT_JIS" } },
    { 936, KIND_PAIRS, "gb2312", { "CP936", "GBK", "GB18030" } },
    { 949, KIND_PAIRS, "ks_c_5601-1987", { "CP949", "UHC", "EUC-KR" } },
    { 950, KIND_BIG5, "big5", { "CP950", "BIG5" } },
    { 1026, KIND_REFUSED, NULL, { NULL } },
    { 1047, KIND_REFUSED, NULL, { NULL } },
    { 1140, KIND_REFUSED, NULL, { NULL } },
    { 1141, KIND_REFUSED, NULL, { NULL } },
    { 1142, KIND_REFUSED, NULL, { NULL } },
    { 1143, KIND_REFUSED, NULL, { NULL } },
    { 1144, KIND_REFUSED, NULL, { NULL } },
    { 1145, KIND_REFUSED, NULL, { NULL } },
    { 1146, KIND_REFUSED, NULL, { NULL } },
    { 1147, KIND_REFUSED, NULL, { NULL } },
    { 1148, KIND_REFUSED, NULL, { NULL } },
    { 1149, KIND_REFUSED, NULL, { NULL } },
    { 1200, KIND_UTF16LE, "utf-16le", { NULL } },
    { 1201, KIND_UTF16BE, "utf-16be", { NULL } },
    { 1250, KIND_BYTES, "windows-1250", { "CP1250", "WINDOWS-1250" } },
    { 1251, KIND_BYTES, "windows-1251", { "CP1251", "WINDOWS-1251" } },
    { 1252, KIND_BYTES, "windows-1252", { NULL } },
    { 1253, KIND_BYTES, "windows-1253", { "CP1253", "WINDOWS-1253" } },
    { 1254, KIND_BYTES, "windows-1254", { "CP1254", "WINDOWS-1254" } },
    { 1255, KIND_BYTES, "windows-1255", { "CP1255", "WINDOWS-1255" } },
    { 1256, KIND_BYTES, "windows-1256", { "CP1256", "WINDOWS-1256" } },
    { 1257, KIND_BYTES, "windows-1257", { "CP1257", "WINDOWS-1257" } },
    { 1258, KIND_BYTES, "windows-1258", { "CP1258", "WINDOWS-1258" } },
    { 1361, KIND_PAIRS, "johab", { "JOHAB", "CP1361" } },
    { 10000, KIND_BYTES, "macintosh", { "MACINTOSH", "MAC", "MACROMAN" } },
    { 10001, KIND_SJIS, "x-mac-japanese", { "MACJAPANESE", "SHIFT_JIS" } },
    { 10002, KIND_BIG5, "x-mac-chinesetrad", { "CP950", "BIG5" } },
    { 10003, KIND_PAIRS, "x-mac-korean", { "EUC-KR", "CP949" } },
    { 10004, KIND_BYTES, "x-mac-arabic", { "MACARABIC" } },
    { 10005, KIND_BYTES, "x-mac-hebrew", { "MACHEBREW" } },
    { 10006, KIND_BYTES, "x-mac-greek", { "MACGREEK" } },
    { 10007, KIND_BYTES, "x-mac-cyrillic", { "MAC-CYRILLIC", "MACCYRILLIC" } },
    { 10008, KIND_PAIRS, "x-mac-chinesesimp", { "GBK", "CP936", "GB2312" } },
    { 10010, KIND_BYTES, "x-mac-romanian", { "MACROMANIA" } },
    { 10017, KIND_BYTES, "x-mac-ukrainian", { "MAC-UK", "MACUKRAINE" } },
    { 10021, KIND_BYTES, "x-mac-thai", { "MACTHAI" } },
    { 10029, KIND_BYTES, "x-mac-ce", { "MAC-CENTRALEUROPE", "MACCENTRALEUROPE" } },
    { 10079, KIND_BYTES, "x-mac-icelandic", { "MACICELAND", "MAC-IS" } },
    { 10081, KIND_BYTES, "x-mac-turkish", { "MACTURKISH" } },
    { 10082, KIND_BYTES, "x-mac-croatian", { "MACCROATIAN" } },
    { 12000, KIND_UTF32LE, "utf-32le", { NULL } },
    { 12001, KIND_UTF32BE, "utf-32be", { NULL } },
    { 20127, KIND_ASCII, "us-ascii", { NULL } },
    { 20261, KIND_T61, "x-cp20261", { "T.61-8BIT", "T.61" } },
    { 20273, KIND_REFUSED, NULL, { NULL } },
    { 20277, KIND_REFUSED, NULL, { NULL } },
    { 20278, KIND_REFUSED, NULL, { NULL } },
    { 20280, KIND_REFUSED, NULL, { NULL } },
    { 20284, KIND_REFUSED, NULL, { NULL } },
    { 20285, KIND_REFUSED, NULL, { NULL } },
    { 20290, KIND_REFUSED, NULL, { NULL } },
    { 20297, KIND_REFUSED, NULL, { NULL } },
    { 20420, KIND_REFUSED, NULL, { NULL } },
    { 20423, KIND_REFUSED, NULL, { NULL } },
    { 20424, KIND_REFUSED, NULL, { NULL } },
    { 20833, KIND_REFUSED, NULL, { NULL } },
    { 20838, KIND_REFUSED, NULL, { NULL } },
    { 20866, KIND_BYTES, "koi8-r", { "KOI8-R" } },
    { 20871, KIND_REFUSED, NULL, { NULL } },
    { 20880, KIND_REFUSED, NULL, { NULL } },
    { 20905, KIND_REFUSED, NULL, { NULL } },
    { 20924, KIND_REFUSED, NULL, { NULL } },
    { 20932, KIND_EUC_JP, "euc-jp", { "EUC-JP" } },
    { 20936, KIND_PAIRS, "x-cp20936", { "GB2312", "EUC-CN", "GBK" } },
    { 20949, KIND_PAIRS, "x-cp20949", { "EUC-KR", "CP949" } },
    { 21025, KIND_REFUSED, NULL, { NULL } },
    { 21866, KIND_BYTES, "koi8-u", { "KOI8-U" } },
    { 28591, KIND_BYTES, "iso-8859-1", { NULL } },
    { 28592, KIND_BYTES, "iso-8859-2", { "ISO-8859-2" } },
    { 28593, KIND_BYTES, "iso-8859-3", { "ISO-8859-3" } },
    { 28594, KIND_BYTES, "iso-8859-4", { "ISO-8859-4" } },
    { 28595, KIND_BYTES, "iso-8859-5", { "ISO-8859-5" } },
    { 28596, KIND_BYTES, "iso-8859-6", { "ISO-8859-6" } },
    { 28597, KIND_BYTES, "iso-8859-7", { "ISO-8859-7" } },
    { 28598, KIND_BYTES, "iso-8859-8", { "ISO-8859-8" } },
    { 28599, KIND_BYTES, "iso-8859-9", { "ISO-8859-9" } },
    { 28600, KIND_BYTES, "iso-8859-10", { "ISO-8859-10" } },
    { 28603, KIND_BYTES, "iso-8859-13", { "ISO-8859-13" } },
    { 28605, KIND_BYTES, "iso-8859-15", { "ISO-8859-15" } },
    { 38598, KIND_BYTES, "iso-8859-8-i", { "ISO-8859-8" } },
    { 50220, KIND_JP7, "iso-2022-jp", { "CP932", "MS932", "SHIFT_JIS" } },
    { 50221, KIND_JP7, "csISO2022JP", { "CP932", "MS932", "SHIFT_JIS" } },
    { 50222, KIND_JP7, "iso-2022-jp", { "CP932", "MS932", "SHIFT_JIS" } },
    { 50225, KIND_KR7, "iso-2022-kr", { "CP949", "UHC", "EUC-KR" } },
    { 50227, KIND_CN7, "iso-2022-cn", { "CP936", "GBK", "GB18030" } },
    { 51932, KIND_EUC_JP, "euc-jp", { "EUC-JP" } },
    { 51936, KIND_PAIRS, "euc-cn", { "EUC-CN", "GB2312", "GBK" } },
    { 51949, KIND_PAIRS, "euc-kr", { "EUC-KR", "CP949" } },
    { 51950, KIND_EUC_TW, "x-euc-tw", { "EUC-TW" } },
    { 52936, KIND_HZ, "hz-gb-2312", { "CP936", "GBK", "GB18030" } },
    { 54936, KIND_GB18030, "gb18030", { "GB18030" } },
    { 65000, KIND_REFUSED, NULL, { NULL } },
    { 65001, KIND_UTF8, "utf-8", { NULL } }
};

const struct tnefi_codepage *tnefi_codepage_find(uint32_t number)
{
    size_t low = 0, high = sizeof pages / sizeof pages[0];

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
    const struct tnefi_codepage *page = tnefi_codepage_find(codepage);

    return page != NULL ? page->name : NULL;
}
