/* SPDX-License-Identifier: MIT */

/* Names of charsets that HTML declares: all labels of the Encoding Standard. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "body_check.h"
#include "needs_iconv.h"

struct label_row {
    uint32_t codepage;
    const char *labels;          /* with blanks between them                                      */
};

/* 0: not used. */
static const struct label_row label_rows[] = {
    { 65001, "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 "
      "x-unicode20utf8" },
    { 20127, "us-ascii ascii ansi_x3.4-1968" },
    { 1250, "windows-1250 cp1250 x-cp1250" },
    { 1251, "windows-1251 cp1251 x-cp1251" },
    { 1252, "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 "
      "iso_8859-1 iso_8859-1:1987 iso-ir-100 csisolatin1 latin1 l1 cp819 "
      "ibm819" },
    { 1253, "windows-1253 cp1253 x-cp1253" },
    { 1254, "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 "
      "iso_8859-9 iso_8859-9:1989 iso-ir-148 csisolatin5 latin5 l5" },
    { 1255, "windows-1255 cp1255 x-cp1255" },
    { 1256, "windows-1256 cp1256 x-cp1256" },
    { 1257, "windows-1257 cp1257 x-cp1257" },
    { 1258, "windows-1258 cp1258 x-cp1258" },
    { 28592, "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 iso-ir-101 "
      "csisolatin2 latin2 l2" },
    { 28593, "iso-8859-3 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 iso-ir-109 "
      "csisolatin3 latin3 l3" },
    { 28594, "iso-8859-4 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 iso-ir-110 "
      "csisolatin4 latin4 l4" },
    { 28595, "iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 iso-ir-144 "
      "csisolatincyrillic cyrillic" },
    { 28596, "iso-8859-6 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 iso-ir-127 "
      "csisolatinarabic arabic asmo-708 ecma-114 iso-8859-6-e csiso88596e "
      "iso-8859-6-i csiso88596i" },
    { 28597, "iso-8859-7 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 iso-ir-126 "
      "csisolatingreek greek greek8 ecma-118 elot_928 sun_eu_greek" },
    { 28598, "iso-8859-8 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 iso-ir-138 "
      "csisolatinhebrew hebrew visual iso-8859-8-e csiso88598e" },
    { 38598, "iso-8859-8-i csiso88598i logical" },
    { 28600, "iso-8859-10 iso8859-10 iso885910 iso-ir-157 csisolatin6 latin6 l6" },
    { 28603, "iso-8859-13 iso8859-13 iso885913" },
    { 28604, "iso-8859-14 iso8859-14 iso885914" },
    { 28605, "iso-8859-15 iso8859-15 iso885915 iso_8859-15 csisolatin9 l9" },
    { 28606, "iso-8859-16" },
    { 874, "windows-874 dos-874 tis-620 iso-8859-11 iso8859-11 iso885911" },
    { 20866, "koi8-r koi8 koi8_r koi cskoi8r" },
    { 21866, "koi8-u koi8-ru" },
    { 866, "ibm866 cp866 csibm866 866" },
    { 10000, "macintosh mac x-mac-roman csmacintosh" },
    { 10007, "x-mac-cyrillic" },
    { 10017, "x-mac-ukrainian" },
    { 936, "gb2312 gbk gb_2312 gb_2312-80 x-gbk chinese csgb2312 "
      "csiso58gb231280 iso-ir-58" },
    { 54936, "gb18030" },
    { 52936, "hz-gb-2312" },
    { 950, "big5 big5-hkscs cn-big5 x-x-big5 csbig5" },
    { 932, "shift_jis shift-jis sjis x-sjis csshiftjis ms_kanji windows-31j "
      "ms932" },
    { 51932, "euc-jp x-euc-jp cseucpkdfmtjapanese" },
    { 50220, "iso-2022-jp" },
    { 50221, "csiso2022jp" },
    { 949, "euc-kr cseuckr ks_c_5601-1987 ks_c_5601-1989 csksc56011987 ksc5601 "
      "ksc_5601 iso-ir-149 korean windows-949" },
    { 50225, "iso-2022-kr csiso2022kr" },
    { 50227, "iso-2022-cn" },
    { 0, "utf-16 utf-16le utf-16be utf-7 iso-2022-cn-ext x-user-defined bogus iso-8859-" },
};

/* Expects that HTML that declares |label| is read as |codepage|, and its last byte as |out|. */
static void expect_label(const char *label, uint32_t codepage, const char *byte, const char *out)
{
    struct body_log log;
    struct tw w;
    char html[128], want[64];

    snprintf(html, sizeof html, "<meta charset=%s>%s", label, byte);
    props_begin(&w, 0);
    tw_prop_binary(&w, TW_P_HTML, html, strlen(html));
    log = props_read(&w);
    snprintf(want, sizeof want, "codepage=%u by=%d", (unsigned)(codepage != 0 ? codepage : 1252u),
             codepage != 0 ? 4 : 7);
    expect_of(&log, label, want);
    if (out != NULL) {
        snprintf(want, sizeof want, "<meta charset=utf-8>%s\"\n", out);
        expect_of(&log, label, want);
    }
    body_log_free(&log);
}

static void body_label_of_the_encoding_standard(void **state)
{
    unsigned seen = 0;

    (void)state;
    for (size_t i = 0; i < sizeof label_rows / sizeof *label_rows; i++) {
        const char *at = label_rows[i].labels;
        char label[32];
        int len = 0;

        for (; sscanf(at, "%31s%n", label, &len) == 1; at += len, seen++) {
            uint32_t codepage = label_rows[i].codepage;

            expect_label(label, codepage == 20127 ? 0 : codepage,
                         codepage == 65001 ? "\xC3\xA9" : "\xFF", NULL);
        }
    }
    assert_true(seen > 220);
}

/* What they are read as. */
static void body_label_is_read(void **state)
{
    static const struct { const char *label; uint32_t codepage; const char *byte, *out; } rows[] = {
        { "ISO-8859-14", 28604, "\xA1", "\xE1\xB8\x82" }, { "iso885914", 28604, "\xDE", "\xC5\xB6" },
        { "ISO-8859-16", 28606, "\xAA", "\xC8\x98" }, { "csKOI8R", 20866, "\xCA", "\xD0\xB9" },
        { "ISO_8859-7:1987", 28597, "\xE1", "\xCE\xB1" },
        { "iso-ir-101", 28592, "\xB1", "\xC4\x85" }, { "866", 866, "\xA0", "\xD0\xB0" },
    };
    static const struct { const char *label; uint32_t codepage; const char *byte, *out; } pairs[] = {
        { "csGB2312", 936, "\xD6\xD0", "\xE4\xB8\xAD" },
        { "iso-ir-58", 936, "\xD6\xD0", "\xE4\xB8\xAD" },
        { "csBig5", 950, "\xA4\xA4", "\xE4\xB8\xAD" }, { "csEUCKR", 949, "\xC7\xD1", "\xED\x95\x9C" },
        { "csShiftJIS", 932, "\x93\xFA", "\xE6\x97\xA5" },
        { "csWindows31J", 932, "\x93\xFA", "\xE6\x97\xA5" },
        { "csISO2022KR", 50225, "\x1B$)C\x0EGQ", "\xED\x95\x9C" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_label(rows[i].label, rows[i].codepage, rows[i].byte, rows[i].out);
    NEEDS_ICONV();
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        expect_label(pairs[i].label, pairs[i].codepage, pairs[i].byte, pairs[i].out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_label_of_the_encoding_standard),
        cmocka_unit_test(body_label_is_read),
    };

    return cmocka_run_group_tests_name("body_label", tests, NULL, NULL);
}
