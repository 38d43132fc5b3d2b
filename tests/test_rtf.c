/* SPDX-License-Identifier: MIT */

/* The RTF reader: tokens, groups, code pages, encapsulated HTML and text, and the simple HTML and
 * text of RTF that is meant. Rows of input and output, each read in every way. */

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

#define BAD "\xEF\xBF\xBD"      /* U+FFFD */

struct row {
    const char *what;
    const char *rtf;            /* what stands between the head and the last brace                */
    const char *out;
    uint32_t flags;
};

static void check_rows(const char *head, uint32_t want, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char rtf[2048];
        int len = snprintf(rtf, sizeof rtf, "%s%s}", head, rows[i].rtf);
        struct rtf_result r;

        assert_true(len > 0 && (size_t)len < sizeof rtf);
        r = rtf_read_all_ways(rtf, (size_t)len, want);
        if (strcmp(r.out, rows[i].out) != 0)
            print_error("%s:\n got \"%s\"\nwant \"%s\"\n", rows[i].what, r.out, rows[i].out);
        assert_string_equal(r.out, rows[i].out);
        assert_int_equal(r.status, TNEF_OK);
        if (r.info.flags != rows[i].flags)
            print_error("%s: flags %x\n", rows[i].what, r.info.flags);
        assert_int_equal(r.info.flags, rows[i].flags);
        rtf_drop(&r);
    }
}

#define CHECK(head, want, rows) check_rows(head, want, rows, sizeof rows / sizeof *rows)

/* ---- Encapsulated HTML ([MS-OXRTFEX] 2.1.3) ------------------------------------------------ */

#define HTML_HEAD "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0" \
    "{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}{\\f1\\fcharset128 Mincho;}" \
    "{\\f2\\fcharset2 Symbol;}{\\f3\\fcharset204 Cyr;}{\\f4\\cpg1253 Greek;}" \
    "{\\f5\\fcharset238\\cpg1251 Both;}}{\\colortbl\\red0\\green0\\blue0;}\\uc1 "

static void html_comes_back(void **state)
{
    static const struct row rows[] = {
        { "a tag, as it stands", "{\\*\\htmltag64 <p class=\"a&b\">}", "<p class=\"a&b\">", 0 },
        { "the number means nothing", "{\\*\\htmltag <i>}{\\*\\htmltag241 </i>}", "<i></i>", 0 },
        { "text outside is escaped", "a < b & c > d", "a &lt; b &amp; c &gt; d", 0 },
        { "htmlrtf is left out", "a\\htmlrtf b{\\*\\htmltag64 <p>}\\htmlrtf0 c", "ac", 0 },
        { "htmlrtf ends with its group", "a{\\htmlrtf b}c", "ac", 0 },
        { "htmlrtf1 too", "a\\htmlrtf1 b\\htmlrtf0 c", "ac", 0 },
        { "fonts count in htmlrtf", "\\htmlrtf\\f3\\htmlrtf0\\'e0", "\xD0\xB0", 0 },
        { "mhtmltag is left out", "a{\\*\\mhtmltag64 <img src=x>}b", "ab", 0 },
        { "par and line", "a\\par b\\line c", "a\r\nb\r\nc", 0 },
        { "par in a tag", "{\\*\\htmltag1 \\par }{\\*\\htmltag84 x\\par y}", "\r\nx\r\ny", 0 },
        { "tab", "a\\tab b\tc", "a\tb\tc", 0 },
        { "quotes", "\\lquote a\\rquote\\ldblquote b\\rdblquote ",
          "\xE2\x80\x98" "a\xE2\x80\x99\xE2\x80\x9C" "b\xE2\x80\x9D", 0 },
        { "dashes and bullet", "\\bullet\\endash\\emdash ",
          "\xE2\x80\xA2\xE2\x80\x93\xE2\x80\x94", 0 },
        { "blanks", "\\~\\_\\-x", "\xC2\xA0\xC2\xAD" "x", 0 },
        { "wide blanks", "\\enspace\\emspace\\qmspace ",
          "\xE2\x80\x82\xE2\x80\x83\xE2\x80\x85", 0 },
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
        { "charset", "{\\*\\htmltag <meta charset=\"windows-1252\">}", "<meta charset=\"utf-8\">",
          0 },
        { "charset in content",
          "{\\*\\htmltag <META http-equiv=Content-Type content=\"text/html; charset=koi8-r\">}",
          "<META http-equiv=Content-Type content=\"text/html; charset=utf-8\">", 0 },
        { "charset without quotes, over two tags",
          "{\\*\\htmltag <meta charset=}{\\*\\htmltag iso-8859-1>x}", "<meta charset=utf-8>x", 0 },
        { "empty charset", "{\\*\\htmltag <meta charset=''>}", "<meta charset='utf-8'>", 0 },
        { "encoding of XML", "{\\*\\htmltag <?xml version=\"1.0\" encoding='cp1251'?>}",
          "<?xml version=\"1.0\" encoding='utf-8'?>", 0 },
        { "charset elsewhere", "{\\*\\htmltag <script charset=koi8-r>}charset=x",
          "<script charset=koi8-r>charset=x", 0 },
    };

    (void)state;
    CHECK(HTML_HEAD, TNEF_RTF_AUTO, rows);
}

/* ---- Characters ---------------------------------------------------------------------------- */

static void characters(void **state)
{
    static const struct row rows[] = {
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
        { "a lead byte alone", "\\f1\\'82\\par x", BAD "\r\nx", TNEF_RTF_DAMAGED },
        { "a lead byte at a font's end", "\\f1\\'82\\f0 x", BAD "x", TNEF_RTF_DAMAGED },
        { "HTML is in the document's page", "\\f3{\\*\\htmltag84 \\'e9}", "\xC3\xA9", 0 },
        { "a bullet of a symbol font", "\\f2\\'b7", "\xE2\x80\xA2", 0 },
        { "u and what stands for it", "\\u8364 ?x", "\xE2\x82\xACx", 0 },
        { "u below zero", "\\u-10179 ?\\u-8704 ?", "\xF0\x9F\x98\x80", 0 },
        { "half of a pair", "\\u-10179 ?x", BAD "x", TNEF_RTF_DAMAGED },
        { "the other half", "\\u-8704 ?x", BAD "x", TNEF_RTF_DAMAGED },
        { "hex stands for u", "\\u8364\\'80x", "\xE2\x82\xACx", 0 },
        { "a word stands for u", "\\u8364\\emdash x", "\xE2\x82\xACx", 0 },
        { "uc0", "\\uc0\\u8364 x", "\xE2\x82\xACx", 0 },
        { "uc2", "\\uc2\\u20013 \\'d6\\'d0x", "\xE4\xB8\xADx", 0 },
        { "uc ends with its group", "{\\uc0\\u8364}\\u8364?x", "\xE2\x82\xAC\xE2\x82\xACx", 0 },
        { "a brace ends what stands for u", "{\\uc3\\u8364 a}b", "\xE2\x82\xAC" "b", 0 },
        { "line ends do not stand for u", "\\u8364\r\n?x", "\xE2\x82\xACx", 0 },
        { "u stands for itself in between", "\\uc2\\u8364 ?\\u8364 ??x",
          "\xE2\x82\xAC\xE2\x82\xACx", 0 },
        { "u too large wraps: 65536 + 8364", "\\u73900?x", "\xE2\x82\xACx", 0 },
        { "hex that is none", "a\\'zzb", "azzb", 0 },
        { "hex at the end", "a\\'e", "a", 0 },
        { "a hyphen behind a word", "a\\emdash-b", "a\xE2\x80\x94-b", 0 },
        { "a long word", "a\\aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee b", "ab", 0 },
        { "a long number", "a\\nonsense12345678901234567890 b", "ab", 0 },
    };

    (void)state;
    CHECK(HTML_HEAD, TNEF_RTF_AUTO, rows);
}

static void code_pages_of_documents(void **state)
{
    static const struct { const char *head, *text, *out; uint32_t flags; } rows[] = {
        { "\\ansi\\ansicpg1250\\fromhtml1 ", "\\'e8", "\xC4\x8D", 0 },
        { "\\ansi\\ansicpg65001\\fromhtml1 ", "\\'c4\\'8d", "\xC4\x8D", 0 },
        { "\\ansi\\ansicpg0\\fromhtml1 ", "\\'e9", "\xC3\xA9", 0 },
        { "\\mac\\fromhtml1 ", "\\'8e", "\xC3\xA9", 0 },
        { "\\pc\\fromhtml1 ", "\\'82", "\xC3\xA9", 0 },
        { "\\pca\\fromhtml1 ", "\\'82", "\xC3\xA9", 0 },
        { "\\ansi\\ansicpg932\\fromhtml1 ", "\\'82\\'a0", "\xE3\x81\x82", 0 },
        { "\\ansi\\ansicpg1200\\fromhtml1 ", "\\'e9", "\xC3\xA9", TNEF_RTF_CODEPAGE },
        { "\\ansi\\ansicpg4711\\fromhtml1 ", "\\'e9", "\xC3\xA9", TNEF_RTF_CODEPAGE },
        { "\\ansi\\ansicpg65000\\fromhtml1 ", "+AD\\'e9", "+AD\xC3\xA9", TNEF_RTF_CODEPAGE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char head[128];
        struct row row = { rows[i].head, rows[i].text, rows[i].out, rows[i].flags };

        snprintf(head, sizeof head, "{\\rtf1%s", rows[i].head);
        check_rows(head, TNEF_RTF_AUTO, &row, 1);
    }
}

/* ---- Encapsulated text, and RTF that is meant ---------------------------------------------- */

#define TEXT_HEAD "{\\rtf1\\ansi\\ansicpg1252\\fromtext \\deff0{\\fonttbl{\\f0 A;}}"
#define RICH_HEAD "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 A;}{\\f1\\fcharset2 Symbol;}}" \
    "{\\colortbl;\\red255\\green0\\blue16;}"
#define PAGE_HEAD "<!DOCTYPE html>\r\n<html><head><meta charset=\"utf-8\">" \
    "<style>div{white-space:pre-wrap}</style></head>\r\n<body>\r\n"
#define PAGE_END "</body></html>\r\n"

static void text_comes_back(void **state)
{
    static const struct row rows[] = {
        { "lines, without the last break", "a\\par b\\line c\\par ", "a\r\nb\r\nc", 0 },
        { "nothing is escaped", "a<b>&c", "a<b>&c", 0 },
        { "blanks stay", "a     b\\tab c", "a     b\tc", 0 },
    };

    (void)state;
    CHECK(TEXT_HEAD, TNEF_RTF_AUTO, rows);
}

static void rich_text_as_text(void **state)
{
    static const struct row rows[] = {
        { "paragraphs", "a\\par b\\par ", "a\r\nb\r\n", 0 },
        { "form is lost", "{\\b a}\\i b", "ab", 0 },
        { "a list's text is read", "{\\pntext\\f1\\'b7\\tab}a", "\xE2\x80\xA2\ta", 0 },
        { "a table", "\\trowd a\\cell b\\cell\\row c", "a\tb\t\r\nc", 0 },
        { "a link's text",
          "{\\field{\\*\\fldinst{HYPERLINK \"http://x/\"}}{\\fldrslt{\\ul link}}} x", "link x", 0 },
        { "hidden text is hidden", "a{\\v b}c\\v d\\v0 e", "ace", 0 },
        { "headers and notes are beside", "{\\header h}a{\\*\\annotation n}{\\info{\\title t}}",
          "a", 0 },
        { "a hyphen that stays", "a\\_b", "a\xE2\x80\x91" "b", 0 },
    };

    (void)state;
    CHECK(RICH_HEAD, TNEF_RTF_AUTO, rows);
}

static void rich_text_as_html(void **state)
{
    static const struct row rows[] = {
        { "a paragraph", "a\\par b", PAGE_HEAD "<div>a</div>\r\n<div>b</div>\r\n" PAGE_END, 0 },
        { "an empty one", "\\par", PAGE_HEAD "<div><br></div>\r\n" PAGE_END, 0 },
        { "form", "{\\b a{\\i b}}\\ul c\\ulnone d\\strike e",
          PAGE_HEAD "<div><b>a</b><b><i>b</i></b><u>c</u>d<s>e</s></div>\r\n" PAGE_END, 0 },
        { "raised and lowered", "{\\super a}{\\sub b}\\super c\\nosupersub d",
          PAGE_HEAD "<div><sup>a</sup><sub>b</sub><sup>c</sup>d</div>\r\n" PAGE_END, 0 },
        { "color and size", "{\\cf1\\fs25 a}{\\cf0 b}{\\cf9 c}",
          PAGE_HEAD "<div><span style=\"color:#ff0010;font-size:12.5pt;\">a</span>bc</div>\r\n"
          PAGE_END, 0 },
        { "a color that is defined while it is used", "{\\cf2 a{\\colortbl;\\red1;}b}c",
          PAGE_HEAD "<div>abc</div>\r\n" PAGE_END, 0 },
        { "escapes", "<b>&", PAGE_HEAD "<div>&lt;b&gt;&amp;</div>\r\n" PAGE_END, 0 },
        { "a link",
          "{\\field{\\*\\fldinst HYPERLINK \"http://x/?a&b\"}{\\fldrslt{\\b l}k}} x",
          PAGE_HEAD "<div><a href=\"http://x/?a&amp;b\"><b>l</b>k</a> x</div>\r\n" PAGE_END, 0 },
        { "a link that runs something",
          "{\\field{\\*\\fldinst HYPERLINK \"javascript:x\"}{\\fldrslt l}}",
          PAGE_HEAD "<div>l</div>\r\n" PAGE_END, TNEF_RTF_LINK },
        { "a link out of its attribute",
          "{\\field{\\*\\fldinst HYPERLINK http://x/\\'22>}{\\fldrslt l}}",
          PAGE_HEAD "<div><a href=\"http://x/&quot;&gt;\">l</a></div>\r\n" PAGE_END, 0 },
        { "a place in this document",
          "{\\field{\\*\\fldinst HYPERLINK \\\\l \"a\"}{\\fldrslt l}}",
          PAGE_HEAD "<div>l</div>\r\n" PAGE_END, 0 },
        { "where an attachment was", "a\\objattph  b",
          PAGE_HEAD "<div>a<span class=\"attachment\">[attachment 1]</span>b</div>\r\n" PAGE_END,
          0 },
        { "a link over paragraphs is one",
          "{\\field{\\*\\fldinst HYPERLINK \"http://x/\"}{\\fldrslt a\\par b}}",
          PAGE_HEAD "<div><a href=\"http://x/\">a</a></div>\r\n<div>b</div>\r\n" PAGE_END, 0 },
    };

    (void)state;
    CHECK(RICH_HEAD, TNEF_RTF_HTML, rows);
}

static void the_kind_can_be_overruled(void **state)
{
    static const struct row html[] = {
        { "text as HTML", "a<\\par ", PAGE_HEAD "<div>a&lt;</div>\r\n" PAGE_END, 0 },
    };
    static const struct row text[] = {
        { "HTML as text", "{\\*\\htmltag <p>}a\\htmlrtf \\par\\htmlrtf0 {\\*\\htmltag <p>}b",
          "a\r\nb", 0 },
    };

    (void)state;
    CHECK(TEXT_HEAD, TNEF_RTF_HTML, html);
    CHECK(HTML_HEAD, TNEF_RTF_TEXT, text);
}

/* ---- Broken documents ---------------------------------------------------------------------- */

static void broken_documents(void **state)
{
    static const struct {
        const char *rtf, *out;
        tnef_status status;
        uint32_t flags;
    } rows[] = {
        { "", "", TNEF_E_TRUNCATED, TNEF_RTF_CUT },
        { "  {\\rtf1 a}", "a", TNEF_OK, 0 },
        { "x{\\rtf1 a}", "", TNEF_E_RTF, 0 },
        { "{\\rtx1 a}", "", TNEF_E_RTF, 0 },
        { "{\\rt", "", TNEF_E_TRUNCATED, TNEF_RTF_CUT },
        { "{\\rtf1 a", "a", TNEF_E_TRUNCATED, TNEF_RTF_CUT },
        { "{\\rtf1 a{b", "ab", TNEF_E_TRUNCATED, TNEF_RTF_CUT },
        { "{\\rtf1 a}}b", "a", TNEF_OK, TNEF_RTF_TRAILING },
        { "{\\rtf1 a}\r\n ", "a", TNEF_OK, 0 },
        { "{\\rtf1 a\\par", "a\r\n", TNEF_E_TRUNCATED, TNEF_RTF_CUT },
        { "{\\rtf1 a\\'", "a", TNEF_E_TRUNCATED, TNEF_RTF_CUT },
        { "{\\rtf1 a\\bin2147483647 bc", "a", TNEF_E_TRUNCATED, TNEF_RTF_CUT },
        { "{\\rtf1 a\\bin-1 bc}", "abc", TNEF_OK, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rtf_result r = rtf_read_all_ways(rows[i].rtf, strlen(rows[i].rtf), TNEF_RTF_AUTO);

        if (r.status != rows[i].status || strcmp(r.out, rows[i].out) != 0)
            print_error("%s: %d \"%s\"\n", rows[i].rtf, r.status, r.out);
        assert_int_equal(r.status, rows[i].status);
        assert_string_equal(r.out, rows[i].out);
        assert_int_equal(r.info.flags, rows[i].flags);
        rtf_drop(&r);
    }
}

/* |count| times |open| before "x", and as often |close| behind it. */
static struct rtf_result nested(const char *open, const char *close, size_t count)
{
    size_t a = strlen(open);
    size_t b = strlen(close);
    size_t len = 0;
    char *rtf = malloc(16 + count * (a + b));
    struct rtf_result r;

    assert_non_null(rtf);
    memcpy(rtf, "{\\rtf1 ", 7);
    len = 7;
    for (size_t i = 0; i < count; i++, len += a)
        memcpy(rtf + len, open, a);
    rtf[len++] = 'x';
    for (size_t i = 0; i < count; i++, len += b)
        memcpy(rtf + len, close, b);
    memcpy(rtf + len, "y}", 2);
    r = rtf_read(rtf, len + 2, (struct rtf_way){ .want = TNEF_RTF_TEXT });
    free(rtf);
    return r;
}

/* Z11. A group beyond the depth is read with the form of the last that is kept. */
static void depth_is_a_limit_of_form_only(void **state)
{
    static const struct { size_t count; uint32_t flags; } rows[] = {
        { TNEF_RTF_DEPTH - 2, 0 },      /* the document itself is one */
        { TNEF_RTF_DEPTH - 1, TNEF_RTF_DEEP },
        { TNEF_RTF_DEPTH, TNEF_RTF_DEEP },
        { 1000000, TNEF_RTF_DEEP },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rtf_result r = nested("{", "}", rows[i].count);

        assert_int_equal(r.status, TNEF_OK);
        assert_string_equal(r.out, "xy");
        assert_int_equal(r.info.flags, rows[i].flags);
        assert_int_equal(r.info.deepest, rows[i].count + 1);
        rtf_drop(&r);
    }
}

/* What is unread beyond the depth ends where it should. */
static void unread_groups_beyond_the_depth(void **state)
{
    struct rtf_result r = nested("{{\\*\\no a{b}}{\\pict c}", "}", TNEF_RTF_DEPTH + 5);

    (void)state;
    assert_int_equal(r.status, TNEF_OK);
    assert_string_equal(r.out, "xy");
    rtf_drop(&r);
}

static void output_is_limited(void **state)
{
    static const char rtf[] = HTML_HEAD "abc\\'e9\\par d}";
    struct rtf_way way = { .want = TNEF_RTF_AUTO };

    (void)state;
    for (uint64_t limit = 1; limit <= 9; limit++) {
        struct rtf_result r;

        way.max_output = limit;
        r = rtf_read(rtf, sizeof rtf - 1, way);
        assert_int_equal(r.status, limit < 8 ? TNEF_E_LIMIT_OUTPUT : TNEF_OK);
        assert_true(r.len <= limit);
        assert_memory_equal(r.out, "abc\xC3\xA9\r\nd", r.len);
        assert_true(r.len + 2 > limit || limit > 8);
        if (r.status != TNEF_OK)
            assert_true(r.error.limit == limit && r.error.found > limit);
        rtf_drop(&r);
    }
}

/* As many fonts as are kept, and one more. */
static void fonts_are_limited(void **state)
{
    (void)state;
    for (uint32_t count = TNEF_RTF_FONTS_MAX; count <= TNEF_RTF_FONTS_MAX + 1; count++) {
        char *rtf = malloc(64 + count * 32u);
        size_t len = (size_t)sprintf(rtf, "{\\rtf1\\ansi\\fromhtml1{\\fonttbl");
        struct rtf_result r;

        for (uint32_t i = 1; i <= count; i++)
            len += (size_t)sprintf(rtf + len, "{\\f%u\\fcharset204 x;}", i);
        len += (size_t)sprintf(rtf + len, "}\\f%u\\'e0}", count);
        r = rtf_read(rtf, len, (struct rtf_way){ .want = TNEF_RTF_AUTO });
        assert_int_equal(r.status, TNEF_OK);
        assert_string_equal(r.out, count == TNEF_RTF_FONTS_MAX ? "\xD0\xB0" : "\xC3\xA0");
        assert_int_equal(r.info.flags, count == TNEF_RTF_FONTS_MAX ? 0 : TNEF_RTF_FONTS);
        rtf_drop(&r);
        free(rtf);
    }
}

/* ---- Life ---------------------------------------------------------------------------------- */

static tnef_status answer(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)len;
    (void)taken;
    return *(tnef_status *)user;
}

static void sinks_that_stop_or_fail(void **state)
{
    static const tnef_status answers[] = { TNEF_STOPPED, TNEF_E_MEMORY, 7 };

    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        tnef_status say = answers[i];
        tnef_rtf_config cfg = { .size = sizeof cfg, .sink = answer, .user = &say };
        tnef_status expected = say == TNEF_STOPPED ? TNEF_STOPPED : TNEF_E_CALLBACK;
        tnef_error error = { .size = sizeof error };
        tnef_rtf *rtf;

        assert_int_equal(tnef_rtf_new(&rtf, &cfg, NULL), TNEF_OK);
        assert_int_equal(tnef_rtf_feed(rtf, "{\\rtf1 a", 8, NULL), expected);
        assert_int_equal(tnef_rtf_feed(rtf, "b", 1, NULL), expected);
        assert_int_equal(tnef_rtf_finish(rtf), expected);
        tnef_rtf_error(rtf, &error);
        assert_int_equal(error.user_code, say == TNEF_STOPPED ? 0 : say);
        say = TNEF_OK;
        assert_int_equal(tnef_rtf_reset(rtf), TNEF_OK);
        assert_int_equal(tnef_rtf_feed(rtf, "{\\rtf1 a}", 9, NULL), TNEF_OK);
        assert_int_equal(tnef_rtf_finish(rtf), TNEF_OK);
        assert_int_equal(tnef_rtf_feed(rtf, "b", 1, NULL), TNEF_E_STATE);
        tnef_rtf_free(rtf);
    }
}

static void wrong_arguments(void **state)
{
    static _Alignas(16) unsigned char mem[TNEF_RTF_SIZE_MAX + 16];
    tnef_status say = TNEF_OK;
    tnef_rtf_config cfg = { .size = sizeof cfg, .sink = answer, .user = &say };
    tnef_rtf *rtf;

    (void)state;
    assert_true(tnef_rtf_size() <= TNEF_RTF_SIZE_MAX);
    assert_int_equal(tnef_rtf_init(&rtf, mem, tnef_rtf_size() - 1, &cfg), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_rtf_init(&rtf, mem + 1, sizeof mem - 1, &cfg), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_rtf_init(&rtf, NULL, sizeof mem, &cfg), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_rtf_init(&rtf, mem, sizeof mem, NULL), TNEF_E_ARGUMENT);
    cfg.want = 3;
    assert_int_equal(tnef_rtf_init(&rtf, mem, sizeof mem, &cfg), TNEF_E_ARGUMENT);
    cfg.want = 0;
    cfg.sink = NULL;
    assert_int_equal(tnef_rtf_init(&rtf, mem, sizeof mem, &cfg), TNEF_E_ARGUMENT);
    cfg.sink = answer;
    cfg.size--;
    assert_int_equal(tnef_rtf_init(&rtf, mem, sizeof mem, &cfg), TNEF_E_ARGUMENT);
    cfg.size++;
    assert_int_equal(tnef_rtf_init(&rtf, mem, tnef_rtf_size(), &cfg), TNEF_OK);
    assert_int_equal(tnef_rtf_feed(rtf, NULL, 1, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_rtf_finish(rtf), TNEF_E_ARGUMENT);
    tnef_rtf_free(rtf);
    tnef_rtf_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_comes_back),
        cmocka_unit_test(characters),
        cmocka_unit_test(code_pages_of_documents),
        cmocka_unit_test(text_comes_back),
        cmocka_unit_test(rich_text_as_text),
        cmocka_unit_test(rich_text_as_html),
        cmocka_unit_test(the_kind_can_be_overruled),
        cmocka_unit_test(broken_documents),
        cmocka_unit_test(depth_is_a_limit_of_form_only),
        cmocka_unit_test(unread_groups_beyond_the_depth),
        cmocka_unit_test(output_is_limited),
        cmocka_unit_test(fonts_are_limited),
        cmocka_unit_test(sinks_that_stop_or_fail),
        cmocka_unit_test(wrong_arguments),
    };

    return cmocka_run_group_tests_name("rtf", tests, NULL, NULL);
}
