/* SPDX-License-Identifier: MIT */
/* The list of the code pages: for each number, of what kind it is, its name and its table. (codepage.c
 * converts.) All of EBCDIC, and UTF-7, are there to be refused. */

#include "text/priv.h"

#include "base/touch.h"

#include <stddef.h>

const uint32_t tnefi_text_converter_pages[CONVERTERS] = {
    [CONV_932] = 932,      [CONV_936] = 936,      [CONV_949] = 949,      [CONV_950] = 950,
    [CONV_JOHAB] = 1361,   [CONV_T61] = 20261,    [CONV_6937] = 20269,   [CONV_EUC_JP] = 20932,
    [CONV_GB2312] = 20936, [CONV_EUC_KR] = 20949, [CONV_EUC_TW] = 51950, [CONV_GB18030] = 54936,
};

/* Number, kind, name and what the kind has besides; sorted by number. */
#define PAGES(X) \
  X(37, REFUSED, "", 0) \
  X(437, BYTES, "IBM437", HIGH_437) \
  X(500, REFUSED, "", 0) \
  X(708, BYTES, "asmo-708", HIGH_28596) \
  X(709, NEAREST, "asmo-449", 708) \
  X(710, NEAREST, "x-transparent-arabic", 708) \
  X(720, BYTES, "dos-720", HIGH_720) \
  X(737, BYTES, "ibm737", HIGH_737) \
  X(775, BYTES, "ibm775", HIGH_775) \
  X(850, BYTES, "ibm850", HIGH_850) \
  X(852, BYTES, "ibm852", HIGH_852) \
  X(855, BYTES, "ibm855", HIGH_855) \
  X(857, BYTES, "ibm857", HIGH_857) \
  X(858, BYTES, "ibm00858", HIGH_858) \
  X(860, BYTES, "ibm860", HIGH_860) \
  X(861, BYTES, "ibm861", HIGH_861) \
  X(862, BYTES, "dos-862", HIGH_862) \
  X(863, BYTES, "ibm863", HIGH_863) \
  X(864, BYTES, "ibm864", HIGH_864) \
  X(865, BYTES, "ibm865", HIGH_865) \
  X(866, BYTES, "cp866", HIGH_866) \
  X(869, BYTES, "ibm869", HIGH_869) \
  X(870, REFUSED, "", 0) \
  X(874, BYTES, "windows-874", HIGH_874) \
  X(875, REFUSED, "", 0) \
  X(932, SJIS, "shift_jis", CONV_932) \
  X(936, PAIRS, "gb2312", CONV_936) \
  X(949, PAIRS, "ks_c_5601-1987", CONV_949) \
  X(950, BIG5, "big5", CONV_950) \
  X(951, NEAREST, "big5-hkscs", 950) \
  X(1026, REFUSED, "", 0) \
  X(1047, REFUSED, "", 0) \
  X(1140, REFUSED, "", 0) \
  X(1141, REFUSED, "", 0) \
  X(1142, REFUSED, "", 0) \
  X(1143, REFUSED, "", 0) \
  X(1144, REFUSED, "", 0) \
  X(1145, REFUSED, "", 0) \
  X(1146, REFUSED, "", 0) \
  X(1147, REFUSED, "", 0) \
  X(1148, REFUSED, "", 0) \
  X(1149, REFUSED, "", 0) \
  X(1200, UTF16LE, "utf-16le", 0) \
  X(1201, UTF16BE, "utf-16be", 0) \
  X(1250, BYTES, "windows-1250", HIGH_1250) \
  X(1251, BYTES, "windows-1251", HIGH_1251) \
  X(1252, BYTES, "windows-1252", HIGH_1252) \
  X(1253, BYTES, "windows-1253", HIGH_1253) \
  X(1254, BYTES, "windows-1254", HIGH_1254) \
  X(1255, BYTES, "windows-1255", HIGH_1255) \
  X(1256, BYTES, "windows-1256", HIGH_1256) \
  X(1257, BYTES, "windows-1257", HIGH_1257) \
  X(1258, BYTES, "windows-1258", HIGH_1258) \
  X(1361, PAIRS, "johab", CONV_JOHAB) \
  X(10000, BYTES, "macintosh", HIGH_10000) \
  X(10001, NEAREST, "x-mac-japanese", 932) \
  X(10002, NEAREST, "x-mac-chinesetrad", 950) \
  X(10003, NEAREST, "x-mac-korean", 949) \
  X(10004, BYTES, "x-mac-arabic", HIGH_10004) \
  X(10005, BYTES, "x-mac-hebrew", HIGH_10005) \
  X(10006, BYTES, "x-mac-greek", HIGH_10006) \
  X(10007, BYTES, "x-mac-cyrillic", HIGH_10007) \
  X(10008, NEAREST, "x-mac-chinesesimp", 936) \
  X(10010, BYTES, "x-mac-romanian", HIGH_10010) \
  X(10017, BYTES, "x-mac-ukrainian", HIGH_10017) \
  X(10021, BYTES, "x-mac-thai", HIGH_10021) \
  X(10029, BYTES, "x-mac-ce", HIGH_10029) \
  X(10079, BYTES, "x-mac-icelandic", HIGH_10079) \
  X(10081, BYTES, "x-mac-turkish", HIGH_10081) \
  X(10082, BYTES, "x-mac-croatian", HIGH_10082) \
  X(12000, UTF32LE, "utf-32le", 0) \
  X(12001, UTF32BE, "utf-32be", 0) \
  X(20002, NEAREST, "x-chinese-eten", 950) \
  X(20105, NEAREST, "x-ia5", 20127) \
  X(20106, NEAREST, "x-ia5-german", 20127) \
  X(20107, NEAREST, "x-ia5-swedish", 20127) \
  X(20108, NEAREST, "x-ia5-norwegian", 20127) \
  X(20127, ASCII, "us-ascii", HIGH_1252) \
  X(20261, T61, "x-cp20261", CONV_T61) \
  X(20269, T61, "x-cp20269", CONV_6937) \
  X(20273, REFUSED, "", 0) \
  X(20277, REFUSED, "", 0) \
  X(20278, REFUSED, "", 0) \
  X(20280, REFUSED, "", 0) \
  X(20284, REFUSED, "", 0) \
  X(20285, REFUSED, "", 0) \
  X(20290, REFUSED, "", 0) \
  X(20297, REFUSED, "", 0) \
  X(20420, REFUSED, "", 0) \
  X(20423, REFUSED, "", 0) \
  X(20424, REFUSED, "", 0) \
  X(20833, REFUSED, "", 0) \
  X(20838, REFUSED, "", 0) \
  X(20866, BYTES, "koi8-r", HIGH_20866) \
  X(20871, REFUSED, "", 0) \
  X(20880, REFUSED, "", 0) \
  X(20905, REFUSED, "", 0) \
  X(20924, REFUSED, "", 0) \
  X(20932, EUC_JP, "euc-jp", CONV_EUC_JP) \
  X(20936, PAIRS, "x-cp20936", CONV_GB2312) \
  X(20949, PAIRS, "x-cp20949", CONV_EUC_KR) \
  X(21025, REFUSED, "", 0) \
  X(21866, BYTES, "koi8-u", HIGH_21866) \
  X(28591, BYTES, "iso-8859-1", HIGH_28591) \
  X(28592, BYTES, "iso-8859-2", HIGH_28592) \
  X(28593, BYTES, "iso-8859-3", HIGH_28593) \
  X(28594, BYTES, "iso-8859-4", HIGH_28594) \
  X(28595, BYTES, "iso-8859-5", HIGH_28595) \
  X(28596, BYTES, "iso-8859-6", HIGH_28596) \
  X(28597, BYTES, "iso-8859-7", HIGH_28597) \
  X(28598, BYTES, "iso-8859-8", HIGH_28598) \
  X(28599, BYTES, "iso-8859-9", HIGH_28599) \
  X(28600, BYTES, "iso-8859-10", HIGH_28600) \
  X(28601, NEAREST, "iso-8859-11", 874) \
  X(28603, BYTES, "iso-8859-13", HIGH_28603) \
  X(28604, BYTES, "iso-8859-14", HIGH_28604) \
  X(28605, BYTES, "iso-8859-15", HIGH_28605) \
  X(28606, BYTES, "iso-8859-16", HIGH_28606) \
  X(38598, BYTES, "iso-8859-8-i", HIGH_28598) \
  X(50220, JP7, "iso-2022-jp", CONV_932) \
  X(50221, JP7, "csISO2022JP", CONV_932) \
  X(50222, JP7, "iso-2022-jp", CONV_932) \
  X(50225, KR7, "iso-2022-kr", CONV_949) \
  X(50227, CN7, "iso-2022-cn", CONV_936) \
  X(51932, EUC_JP, "euc-jp", CONV_EUC_JP) \
  X(51936, PAIRS, "euc-cn", CONV_GB2312) \
  X(51949, PAIRS, "euc-kr", CONV_EUC_KR) \
  X(51950, EUC_TW, "x-euc-tw", CONV_EUC_TW) \
  X(52936, HZ, "hz-gb-2312", CONV_936) \
  X(54936, GB18030, "gb18030", CONV_GB18030) \
  X(65000, REFUSED, "", 0) \
  X(65001, UTF8, "utf-8", 0)

/* The names, one after the other. */
#define ROOM(number, kind, name, more) char of_##number[sizeof(name)];
#define NAME(number, kind, name, more) name,
static const struct names {
    PAGES(ROOM)
} names = { PAGES(NAME) };

#define PAGE(number, kind, name, more) { number, more, offsetof(struct names, of_##number), KIND_##kind },
static const struct tnefi_text_codepage pages[] = { PAGES(PAGE) };

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
    const char *name;

    if (page == NULL)
        return NULL;
    name = (const char *)&names + page->name;
    return name[0] != '\0' ? name : NULL;
}
