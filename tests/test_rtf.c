/* SPDX-License-Identifier: MIT */

/* The RTF reader: tokens, groups, code pages, encapsulated HTML and text. Rows of input and output,
 * each read in every way. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/rtf.h>

#include "rtf_check.h"
#include "needs_iconv.h"

#define BAD RTF_BAD

/* ---- Encapsulated HTML ([MS-OXRTFEX] 2.1.3) ------------------------------------------------ */

#define HTML_HEAD "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0" \
    "{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}{\\f1\\fcharset128 Mincho;}" \
    "{\\f2\\fcharset2 Symbol;}{\\f3\\fcharset204 Cyr;}{\\f4\\cpg1253 Greek;}" \
    "{\\f5\\fcharset238\\cpg1251 Both;}}{\\colortbl\\red0\\green0\\blue0;}\\uc1 "

static void html_comes_back(void **state)
{
    static const struct rtf_row rows[] = {
        { "a tag, as it stands", "{\\*\\htmltag64 <p class=\"a&b\">}", "<p class=\"a&b\">", 0 },
        { "the number means nothing", "{\\*\\htmltag <i>}{\\*\\htmltag241 </i>}", "<i></i>", 0 },
        { "text outside is escaped", "a < b & c > d", "a &lt; b &amp; c &gt; d", 0 },
        { "references stay", "a&amp;b &lt;&#38;&#x26;&#X2F;&copy; &Aacute1;",
          "a&amp;b &lt;&#38;&#x26;&#X2F;&copy; &Aacute1;", 0 },
        { "and what is no reference does not become one",
          "&; &#; &#x; &#xg; &#12a; &#1#; &1a; &amp &amp, &&amp;& AT&T &a-b; &",
          "&amp;; &amp;#; &amp;#x; &amp;#xg; &amp;#12a; &amp;#1#; &amp;1a; &amp;amp &amp;amp, "
          "&amp;&amp;&amp; AT&amp;T &amp;a-b; &amp;",
          0 },
        { "a reference in pieces", "&{\\b am}\\'70\\u59 ?&\\u35 ?3\\'38;", "&amp;&#38;", 0 },
        { "what ends one that was begun", "&am\\par p;&am{\\*\\htmltag <i>}p;&am\\'e9p;&am<p;",
          "&amp;am\r\np;&amp;am<i>p;&amp;am\xC3\xA9p;&amp;am&lt;p;", 0 },
        { "around what is left out", "&am\\htmlrtf x;\\htmlrtf0 p;", "&amp;", 0 },
        { "the longest name, and one letter more",
          "&abcdefghijklmnopqrstuvwxyzabcdefghi;&abcdefghijklmnopqrstuvwxyzabcdefghij;",
          "&abcdefghijklmnopqrstuvwxyzabcdefghi;&amp;abcdefghijklmnopqrstuvwxyzabcdefghij;", 0 },
        { "a tag has its own", "{\\*\\htmltag <a href=\"?a&b\">}&{\\*\\htmltag amp;}",
          "<a href=\"?a&b\">&amp;amp;", 0 },
        { "the same in Unicode counts", "a{\\upr{b\\u66 ?{c}}{\\*\\ud{d\\u8364 ?}e}}f",
          "ad\xE2\x82\xAC"
          "ef",
          0 },
        { "in Unicode without the other is unread", "a{\\*\\ud b}{\\*\\no{\\upr{b}{\\*\\ud c}}}d", "ad", 0 },
        { "of several \\u none is lost", "{\\uc5 hi\\u8226\\u8226\\'A0\\bin3 {}hello}",
          "hi\xE2\x80\xA2\xE2\x80\xA2o", 0 },
        { "htmlrtf is left out", "a\\htmlrtf b{\\*\\htmltag64 <p>}\\htmlrtf0 c", "ac", 0 },
        { "htmlrtf ends with its group", "a{\\htmlrtf b}c", "ac", 0 },
        { "htmlrtf1 too", "a\\htmlrtf1 b\\htmlrtf0 c", "ac", 0 },
        { "fonts count in htmlrtf", "\\htmlrtf\\f3\\htmlrtf0\\'e0", "\xD0\xB0", 0 },
        { "uc counts in htmlrtf", "\\htmlrtf\\uc2\\htmlrtf0\\u8364 ??x", "\xE2\x82\xACx", 0 },
        { "half of a character before an instruction", "\\f1\\'83{\\*\\fldinst A}A", BAD "A",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "mhtmltag is left out", "a{\\*\\mhtmltag64 <img src=x>}b", "ab", 0 },
        { "par and line", "a\\par b\\line c", "a\r\nb\r\nc", 0 },
        { "par in a tag", "{\\*\\htmltag1 \\par }{\\*\\htmltag84 x\\par y}", "\r\nx\r\ny", 0 },
        { "tab", "a\\tab b\tc\\\td", "a\tb\tc\td", 0 },
        { "a backslash at the end of a line", "a\\\r\nb\\\nc{\\*\\htmltag \\\r}", "a\r\nb\r\nc\r\n", 0 },
        { "quotes", "\\lquote a\\rquote\\ldblquote b\\rdblquote ",
          "\xE2\x80\x98"
          "a\xE2\x80\x99\xE2\x80\x9C"
          "b\xE2\x80\x9D",
          0 },
        { "dashes and bullet", "\\bullet\\endash\\emdash ", "\xE2\x80\xA2\xE2\x80\x93\xE2\x80\x94", 0 },
        { "blanks", "\\~\\_\\-x",
          "\xC2\xA0\xC2\xAD\xC2\xAD"
          "x",
          0 },
        { "wide blanks", "\\enspace\\emspace\\qmspace ", "\xE2\x80\x82\xE2\x80\x83\xE2\x80\x85", 0 },
        { "joiners and marks", "\\zwj\\zwnj\\ltrmark\\rtlmark ",
          "\xE2\x80\x8D\xE2\x80\x8C\xE2\x80\x8E\xE2\x80\x8F", 0 },
        { "braces and backslash", "\\{\\}\\\\", "{}\\", 0 },
        { "a list's bullet stands beside", "a{\\pntext\\f2 \\'b7\\tab}b{\\listtext 1.}", "ab", 0 },
        { "unknown destinations are unread", "a{\\*\\nonsense b{c}}d", "ad", 0 },
        { "unknown words change nothing", "a\\nonsense-12 b\\nonsense c", "abc", 0 },
        { "formatting is ignored", "\\b a\\b0\\i b\\cf1\\fs20 c", "abc", 0 },
        { "a picture is unread", "a{\\pict\\wmetafile8 0102}b", "ab", 0 },
        { "a placeholder and its blank", "a\\objattph  b\\objattph\\'20c", "abc", 0 },
        { "CR and LF are nothing", "a\r\nb{\\*\\htmltag <\r\np>}", "ab<p>", 0 },
        { "bin is passed over", "a\\bin3 }{\\b", "ab", 0 },
        { "charset", "{\\*\\htmltag <meta charset=\"windows-1252\">}", "<meta charset=\"utf-8\">", 0 },
        { "charset in content",
          "{\\*\\htmltag <META http-equiv=Content-Type content=\"text/html; charset=koi8-r\">}",
          "<META http-equiv=Content-Type content=\"text/html; charset=utf-8\">", 0 },
        { "charset without quotes, over two tags", "{\\*\\htmltag <meta charset=}{\\*\\htmltag iso-8859-1>x}",
          "<meta charset=utf-8>x", 0 },
        { "charset with blanks", "{\\*\\htmltag <meta charset = \"x\">}", "<meta charset = \"utf-8\">", 0 },
        { "charset without a value", "{\\*\\htmltag <meta charset x='y'><meta charset>z=1}",
          "<meta charset x='y'><meta charset>z=1", 0 },
        { "empty charset", "{\\*\\htmltag <meta charset=''>}", "<meta charset='utf-8'>", 0 },
        { "encoding of XML", "{\\*\\htmltag <?xml version=\"1.0\" encoding='cp1251'?>}",
          "<?xml version=\"1.0\" encoding='utf-8'?>", 0 },
        { "an unread group is no border", "a{\\*\\no{\\*\\htmltag b}}{\\*\\htmltag c}", "ac", 0 },
        { "characters of a tag", "{\\*\\htmltag <p title=\\u8364 ?\\'e9\\emdash>}",
          "<p title=\xE2\x82\xAC\xC3\xA9\xE2\x80\x94>", 0 },
        { "a tag without a star", "{\\htmltag64 <p>}", "<p>", 0 },
        { "an attachment in what is left out does not count", "{\\*\\no\\objattph}\\htmlrtf x\\htmlrtf0", "",
          0 },
        { "charset elsewhere", "{\\*\\htmltag <script charset=koi8-r>}charset=x",
          "<script charset=koi8-r>charset=x", 0 },
    };

    (void)state;
    NEEDS_ICONV();
    RTF_CHECK_ROWS(HTML_HEAD, TNEF_RTF_AUTO, rows);
}

/* ---- Characters ---------------------------------------------------------------------------- */

static void characters(void **state)
{
    static const struct rtf_row rows[] = {
        { "a byte of the document's page", "\\'e9", "\xC3\xA9", 0 },
        { "an 8-bit byte as it is", "\xE9", "\xC3\xA9", 0 },
        { "upper case digits", "\\'E9", "\xC3\xA9", 0 },
        { "of a font's page", "\\f3\\'c0\\f0\\'c0", "\xD0\x90\xC3\x80", 0 },
        { "cpg without fcharset", "\\f4\\'e1", "\xCE\xB1", 0 },
        { "fcharset beats cpg", "\\f5\\'e8", "\xC4\x8D", 0 },
        { "plain goes back to deff", "\\f3\\plain\\'e9", "\xC3\xA9", 0 },
        { "a group gives the font back", "{\\f3\\'c0}\\'e9", "\xD0\x90\xC3\xA9", 0 },
        { "a pair in two tokens", "\\f1\\'82\\'a0", "\xE3\x81\x82", 0 },
        { "a pair with a letter as its second byte", "\\f1\\'83A", "\xE3\x82\xA2", 0 },
        { "a pair with a backslash", "\\f1\\'83\\\\", "\xE3\x82\xBD", 0 },
        { "the same in hex", "\\f1\\'83\\'5c", "\xE3\x82\xBD", 0 },
        { "a pair with a brace", "\\f1\\'83\\}", "\xE3\x83\x9E", 0 },
        { "a word that writes nothing between", "\\f1\\'82\\b\\'a0", "\xE3\x81\x82", 0 },
        { "associated fonts are not this one", "\\loch\\af1\\hich\\af1\\dbch\\af1\\'e9", "\xC3\xA9",
          0 },
        { "the font of East Asian text", "\\loch\\f0\\hich\\f0\\dbch\\f1\\'82\\'a0", "\xE3\x81\x82",
          0 },
        { "a lead byte alone", "\\f1\\'82\\par x", BAD "\r\nx", TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "a lead byte at a font's end", "\\f1\\'82\\f0 x", BAD "x", TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "HTML is in the document's page", "\\f3{\\*\\htmltag84 \\'e9}", "\xC3\xA9", 0 },
        { "a bullet of a symbol font", "\\f2\\'b7", "\xE2\x80\xA2", 0 },
        { "a bullet as a symbol font's private character", "\\u-3913 ?\\u61623 ?",
          "\xE2\x80\xA2\xE2\x80\xA2", 0 },
        { "u and what stands for it", "\\u8364 ?x", "\xE2\x82\xACx", 0 },
        { "u below zero", "\\u-10179 ?\\u-8704 ?", "\xF0\x9F\x98\x80", 0 },
        { "a pair over braces", "\\u-10179 ?{\\b\\u-8704 ?}{\\u-10179 ?}\\u-8704 ?",
          "\xF0\x9F\x98\x80\xF0\x9F\x98\x80", 0 },
        { "a pair around what is not read",
          "\\u-10179 ?{\\*\\no x\\u8364 ?}\\htmlrtf\\par y\\u65?\\htmlrtf0\\u-8704 ?",
          "\xF0\x9F\x98\x80", 0 },
        { "half of a pair before a tag", "\\u-10179 ?{\\*\\htmltag x}\\u-8704 ?", BAD "x" BAD,
          TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "half of a pair twice", "\\u-10179 ?\\u-10179 ?\\u-8704 ?", BAD "\xF0\x9F\x98\x80",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "half of a pair", "\\u-10179 ?x", BAD "x", TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "the other half", "\\u-8704 ?x", BAD "x", TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "hex stands for u", "\\u8364\\'80x", "\xE2\x82\xACx", 0 },
        { "a word stands for u", "\\u8364\\emdash x", "\xE2\x82\xACx", 0 },
        { "uc0", "\\uc0\\u8364 x", "\xE2\x82\xACx", 0 },
        { "uc2", "\\uc2\\u20013 \\'d6\\'d0x", "\xE4\xB8\xADx", 0 },
        { "uc ends with its group", "{\\uc0\\u8364}\\u8364?x", "\xE2\x82\xAC\xE2\x82\xACx", 0 },
        { "a brace ends what stands for u", "{\\uc3\\u8364 a}b", "\xE2\x82\xAC" "b", 0 },
        { "bin stands for u, with its bytes", "\\u8364\\bin3 }{\\x", "\xE2\x82\xACx", 0 },
        { "a symbol stands for u", "\\u8364\\~x", "\xE2\x82\xACx", 0 },
        { "three of all kinds", "\\uc3\\u8364 a\\'62\\b c", "\xE2\x82\xAC" "c", 0 },
        { "an opening brace ends it too", "\\uc2\\u8364 a{b}c", "\xE2\x82\xAC" "bc", 0 },
        { "a brace stands for nothing", "\\u8364{?}x", "\xE2\x82\xAC?x", 0 },
        { "uc below zero", "\\uc-1\\u8364 x", "\xE2\x82\xACx", 0 },
        { "uc1 again", "{\\uc0{\\uc1\\u8364 ?}\\u8364}", "\xE2\x82\xAC\xE2\x82\xAC", 0 },
        { "line ends do not stand for u", "\\u8364\r\n?x", "\xE2\x82\xACx", 0 },
        { "u stands for itself in between", "\\uc2\\u8364 ?\\u8364 ??x",
          "\xE2\x82\xAC\xE2\x82\xACx", 0 },
        { "u too large wraps: 65536 + 8364", "\\u73900?x", "\xE2\x82\xACx", 0 },
        { "u far below zero: 131072 - 99999", "\\u-99999 ?x", "\xE7\xA5\xA1x", 0 },
        { "u of eleven digits", "\\u00000008364 ?x", "\xE2\x82\xACx", 0 },
        { "u as large as numbers go: 2^31 - 1", "\\u99999999999999 ?x", "\xEF\xBF\xBFx", 0 },
        { "u without a number", "a\\u?b", "ab", 0 },
        { "what is not hex", "a\\'zzb", "azzb", 0 },
        { "hex at the end", "a\\'e", "a", 0 },
        { "a hyphen behind a word", "a\\emdash-b", "a\xE2\x80\x94-b", 0 },
        { "a long word", "a\\aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee b", "ab", 0 },
        { "a long number", "a\\nonsense12345678901234567890 b", "ab", 0 },
    };

    (void)state;
    NEEDS_ICONV();
    RTF_CHECK_ROWS(HTML_HEAD, TNEF_RTF_AUTO, rows);
}

static void code_pages_of_documents(void **state)
{
    static const struct { const char *head, *text, *out; uint32_t flags;
    } rows[] = {
        { "\\ansi\\ansicpg1250\\fromhtml1 ", "\\'e8", "\xC4\x8D", 0 },
        { "\\ansi\\ansicpg65001\\fromhtml1 ", "\\'c4\\'8d", "\xC4\x8D", 0 },
        { "\\ansi\\ansicpg0\\fromhtml1 ", "\\'e9", "\xC3\xA9", 0 },
        { "\\mac\\fromhtml1 ", "\\'8e", "\xC3\xA9", 0 },
        { "\\pc\\fromhtml1 ", "\\'82", "\xC3\xA9", 0 },
        { "\\pca\\fromhtml1 ", "\\'82", "\xC3\xA9", 0 },
        { "\\ansi\\ansicpg932\\fromhtml1 ", "\\'82\\'a0", "\xE3\x81\x82", 0 },
        { "\\ansi\\ansicpg1200\\fromhtml1 ", "\\'e9", "\xC3\xA9", TNEF_ANOMALY_BIT(TNEF_RTF_A_CODEPAGE) },
        { "\\ansi\\ansicpg4711\\fromhtml1 ", "\\'e9", "\xC3\xA9", TNEF_ANOMALY_BIT(TNEF_RTF_A_CODEPAGE) },
        { "\\ansi\\ansicpg65000\\fromhtml1 ", "+AD\\'e9", "+AD\xC3\xA9",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_CODEPAGE) },
        { "\\ansi\\ansicpg50220\\fromhtml1 ", "a\\'1b$B$\"\\'24\\'22\\'1b(Bb",
          "a\xE3\x81\x82\xE3\x81\x82"
          "b",
          0 },
        { "\\ansi\\fromhtml1{\\fonttbl\\fcharset204 A;}", "\\'e9", "\xC3\xA9", 0 },
        { "\\ansicpg1251\\ansi\\fromhtml1 ", "\\'e0", "\xD0\xB0", 0 },
        { "\\ansi\\fromhtml1{\\*\\no\\ansicpg1251\\deff1}", "\\'e9", "\xC3\xA9", 0 },
        { "\\ansi\\ansicpg65001\\fromhtml1 ", "\\'a0\\'c4\\'a0x", "\xC2\xA0\xC4\xA0x", 0 },
        { "\\ansi\\ansicpg65001\\fromhtml1 ", "\\'c4x", BAD "x", TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "\\ansi\\ansicpg932\\fromhtml1 ", "\\'82{\\b\\'a0}{\\b\\'82}\\'a0", "\xE3\x81\x82\xE3\x81\x82", 0 },
        { "\\ansi\\ansicpg932\\fromhtml1 ", "\\'82{\\*\\no x}\\htmlrtf x\\par\\htmlrtf0\\'a0", "\xE3\x81\x82",
          0 },
        { "\\ansi\\ansicpg932\\fromhtml1 ", "\\'83{\\*\\htmltag A}", BAD "A",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "\\ansi\\ansicpg932\\fromhtml1 ", "{\\*\\htmltag \\'83}A", BAD "A",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "\\ansi\\ansicpg932\\fromhtml1 ", "{\\*\\htmltag \\'82\\'a0\\'83\\'5c\\'83\\\\}",
          "\xE3\x81\x82\xE3\x82\xBD\xE3\x82\xBD", 0 },
        { "\\ansi\\fromhtml1{\\fonttbl{\\f1\\fcharset136 M;}}", "\\f1\\'a4\\'a4\\'84\\'68",
          "\xE4\xB8\xAD" BAD, TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "\\ansi\\fromhtml1{\\fonttbl{\\f1\\fcharset136 M;}}", "\\f1\\'84h\\'84\\'68\\'68", BAD "h" BAD "h",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "\\ansi\\fromhtml1{\\fonttbl{\\f1\\fcharset128 M;}}", "\\f1\\'82\\'20\\'82\\'a0",
          BAD "\xE3\x81\x82", TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED) },
        { "\\ansi\\fromhtml1{\\fonttbl{\\fcharset204 A;\\f1}{\\f2 B;}}", "\\f1\\'e0\\f2\\'e0",
          "\xD0\xB0\xC3\xA0", 0 },
        { "\\ansi\\fromhtml1{\\fonttbl{\\cpg1253\\fcharset204 A;\\f1}{\\fcharset161 B;}{\\f2 C;}}",
          "\\f1\\'e0\\f2\\'e0", "\xD0\xB0\xC3\xA0", 0 },
        { "\\ansi\\fromhtml1{\\fonttbl\\f1\\fnil{\\*\\panose 02}\\fcharset204 A;\\f2 B;}",
          "\\f1\\'e0\\f2\\'e0", "\xD0\xB0\xC3\xA0", 0 },
        { "\\ansi\\fromhtml1{\\fonttbl{\\f1\\fnil{\\*\\panose 02}\\fcharset204 A;}}", "\\f1\\'e0", "\xD0\xB0",
          0 },
        { "\\ansi\\fromhtml1{\\fonttbl{\\f1\\fcharset84 A;}{\\f2\\fcharset86 B;}}", "\\f1\\'d3\\f2\\'da",
          "\xD8\xB3\xC4\x9E", 0 },
        { "\\ansi\\ansicpg10001\\fromhtml1", "\\'82\\'a0", "\xE3\x81\x82",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_CODEPAGE) },
        { "\\ansi\\fromhtml1{\\fonttbl{\\f1 A;}}\\fcharset204\\f1 ", "\\'e9", "\xC3\xA9", 0 },
        { "\\ansi\\fromhtml1{\\fonttbl{\\f1\\cpg1253\\fcharset204 A;}}\\f1 ", "\\'e0", "\xD0\xB0", 0 },
        { "\\ansi\\fromhtml1{\\fonttbl{\\f1\\fcharset1\\cpg1253 A;}}\\f1 ", "\\'e1", "\xCE\xB1", 0 },
        { "\\ansi\\fromhtml1{\\fonttbl{\\f1\\cpg1200 A;}}\\f1 ", "\\'e9", "\xC3\xA9",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_CODEPAGE) },
        { "\\ansi\\fromhtml1{\\fonttbl\\f1\\fcharset204 A;\\f2\\fcharset161 B;}\\f1 ", "\\'e0\\f2\\'e1",
          "\xD0\xB0\xCE\xB1", 0 },
        { "\\ansi\\fromhtml1\\deff1{\\fonttbl{\\f1\\fcharset204 A;}}", "\\'e0\\f0\\'e0\\plain\\'e0",
          "\xD0\xB0\xC3\xA0\xD0\xB0", 0 },
    };

    (void)state;
    NEEDS_ICONV();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char head[128];
        struct rtf_row row = { rows[i].head, rows[i].text, rows[i].out, rows[i].flags };

        snprintf(head, sizeof head, "{\\rtf1%s", rows[i].head);
        rtf_check_rows(head, TNEF_RTF_AUTO, &row, 1);
    }
}

/* ---- Encapsulated text --------------------------------------------------------------------- */

#define TEXT_HEAD "{\\rtf1\\ansi\\ansicpg1252\\fromtext \\deff0{\\fonttbl{\\f0 A;}}"
static void text_comes_back(void **state)
{
    static const struct rtf_row rows[] = {
        { "lines, the last one too", "a\\par b\\line c\\par ", "a\r\nb\r\nc\r\n", 0 },
        { "a last line without an end", "a\\par b", "a\r\nb", 0 },
        { "empty lines at the end", "a\\par\\par ", "a\r\n\r\n", 0 },
        { "nothing is escaped", "a<b>&c", "a<b>&c", 0 },
        { "places of attachments are not part of the text", "a\\objattph\\'20b\\objattph  c", "abc",
          0 },
        { "blanks stay", "a     b\\tab c", "a     b\tc", 0 },
    };

    (void)state;
    RTF_CHECK_ROWS(TEXT_HEAD, TNEF_RTF_AUTO, rows);
}

/* [MS-OXRTFEX] 2.1.1: among the first ten tokens. */
static void where_the_kind_is_said(void **state)
{
    static const struct { const char *rtf; uint32_t kind; const char *out; } rows[] = {
        { "{\\rtf1\\a\\a\\a\\a\\a\\a\\a\\fromhtml1 a<}", TNEF_RTF_FROM_HTML, "a&lt;" },
        { "{\\rtf1\\a\\a\\a\\a\\a\\a\\a\\a\\fromhtml1 a<}", TNEF_RTF_RICH, "a<" },
        { "{\\rtf1\\a\\a\\a\\a\\a\\a\\a\\fromtext a\\par}", TNEF_RTF_FROM_TEXT, "a\r\n" },
        { "{\\rtf1\\a\\a\\a\\a\\a\\a\\a\\a\\fromtext a\\par}", TNEF_RTF_RICH, "a\r\n" },
        { "{\\rtf1{\\*\\a}{\\*\\b}{\\*\\c}\\d\\fromhtml1 a<}", TNEF_RTF_FROM_HTML, "a&lt;" },
        { "{\\rtf1{\\*\\a}{\\*\\b}{\\*\\c}{\\d}\\fromhtml1 a<}", TNEF_RTF_RICH, "a<" },
        { "{\\rtf1\r\n \\ansi  \\fromhtml1 a<}", TNEF_RTF_FROM_HTML, "a&lt;" },
        { "{\\rtf1{\\*\\generator W\\'e9\\u8364 ?\\par;}\\fromhtml1 a<}", TNEF_RTF_FROM_HTML,
          "a&lt;" },
        { "{\\rtf1 x\\fromhtml1 a<}", TNEF_RTF_RICH, "xa<" },
        { "{\\rtf1\\tab\\fromhtml1 a<}", TNEF_RTF_RICH, "\ta<" },
        { "{\\rtf1{\\fonttbl}\\fromhtml1 a<}", TNEF_RTF_RICH, "a<" },
        { "{\\rtf1\\fromhtml a<}", TNEF_RTF_FROM_HTML, "a&lt;" },
        { "{\\rtf1\\fromhtml0 a<}", TNEF_RTF_RICH, "a<" },
        { "{\\rtf1\\fromhtml1\\fromtext a<}", TNEF_RTF_FROM_HTML, "a&lt;" },
        { "{\\rtf\\fromhtml1 a<}", TNEF_RTF_FROM_HTML, "a&lt;" },
        { "{\\rtf1}", TNEF_RTF_RICH, "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rtf_result r = rtf_read_all_ways(rows[i].rtf, strlen(rows[i].rtf), TNEF_RTF_AUTO);

        if (r.info.kind != rows[i].kind || strcmp(r.out, rows[i].out) != 0)
            print_error("%s: %u \"%s\"\n", rows[i].rtf, r.info.kind, r.out);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.info.kind, rows[i].kind);
        assert_string_equal(r.out, rows[i].out);
        rtf_drop(&r);
    }
}

static void the_kind_can_be_overruled(void **state)
{
    static const struct rtf_row html[] = {
        { "text as HTML", "a<\\par ", RTF_PAGE_HEAD "<div>a&lt;</div>\r\n" RTF_PAGE_END, 0 },
    };
    static const struct rtf_row text[] = {
        { "HTML as text", "{\\*\\htmltag <p>}a\\htmlrtf \\par\\htmlrtf0 {\\*\\htmltag <p>}b",
          "a\r\nb", 0 },
    };

    (void)state;
    RTF_CHECK_ROWS(TEXT_HEAD, TNEF_RTF_HTML, html);
    RTF_CHECK_ROWS(HTML_HEAD, TNEF_RTF_TEXT, text);
}

/* ---- Broken documents ---------------------------------------------------------------------- */

static void broken_documents(void **state)
{
    static const struct {
        const char *rtf, *out;
        tnef_status status;
        uint32_t flags;
    } rows[] = {
        { "", "", TNEF_E_TRUNCATED, TNEF_ANOMALY_BIT(TNEF_RTF_A_CUT) },
        { "  {\\rtf1 a}", "a", TNEF_OK, 0 },
        { "x{\\rtf1 a}", "", TNEF_E_RTF, 0 },
        { "{\\rtx1 a}", "", TNEF_E_RTF, 0 },
        { "{\\rt", "", TNEF_E_TRUNCATED, TNEF_ANOMALY_BIT(TNEF_RTF_A_CUT) },
        { "{\\rtf1 a", "a", TNEF_E_TRUNCATED, TNEF_ANOMALY_BIT(TNEF_RTF_A_CUT) },
        { "{\\rtf1 a{b", "ab", TNEF_E_TRUNCATED, TNEF_ANOMALY_BIT(TNEF_RTF_A_CUT) },
        { "{\\rtf1 a}}b", "a", TNEF_OK, TNEF_ANOMALY_BIT(TNEF_RTF_A_TRAILING) },
        { "{\\rtf1 a}\r\n ", "a", TNEF_OK, 0 },
        { "{\\rtf1 a\\par", "a\r\n", TNEF_E_TRUNCATED, TNEF_ANOMALY_BIT(TNEF_RTF_A_CUT) },
        { "{\\rtf1 a\\'", "a", TNEF_E_TRUNCATED, TNEF_ANOMALY_BIT(TNEF_RTF_A_CUT) },
        { "{\\rtf1 a\\bin2147483647 bc", "a", TNEF_E_TRUNCATED, TNEF_ANOMALY_BIT(TNEF_RTF_A_CUT) },
        { "{\\rtf1 a\\bin-1 bc}", "abc", TNEF_OK, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rtf_result r = rtf_read_all_ways(rows[i].rtf, strlen(rows[i].rtf), TNEF_RTF_AUTO);

        if (r.status != rows[i].status || strcmp(r.out, rows[i].out) != 0)
            print_error("%s: %d \"%s\"\n", rows[i].rtf, r.status, r.out);
        assert_int_equal(r.status, rows[i].status);
        assert_string_equal(r.out, rows[i].out);
        assert_int_equal(r.info.anomalies, rows[i].flags);
        rtf_drop(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_comes_back),
        cmocka_unit_test(characters),
        cmocka_unit_test(code_pages_of_documents),
        cmocka_unit_test(text_comes_back),
        cmocka_unit_test(where_the_kind_is_said),
        cmocka_unit_test(the_kind_can_be_overruled),
        cmocka_unit_test(broken_documents),
    };

    return cmocka_run_group_tests_name("rtf", tests, NULL, NULL);
}
