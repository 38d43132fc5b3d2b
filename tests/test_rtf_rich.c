/* SPDX-License-Identifier: MIT */

/* RTF that is meant: the text and the simple HTML that are made of it. */

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

#define RICH_HEAD "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 A;}{\\f1\\fcharset2 Symbol;}}" \
    "{\\colortbl;\\red255\\green0\\blue16;\\red255\\green255\\blue255;}"

#define LINK(address, text) "{\\field{\\*\\fldinst HYPERLINK " address "}{\\fldrslt " text "}}"
#define DIV(inside) RTF_PAGE_HEAD "<div>" inside "</div>\r\n" RTF_PAGE_END

#define CURLY(address) "\\ldblquote " address "\\rdblquote "

/* What stands in the instruction of a field beside the address, and how it is quoted. */
static void instructions(void **state)
{
    static const struct rtf_row rows[] = {
        { "curly quotation marks",
          LINK(CURLY("http://x/"), "a") LINK("\\'93http://x/\\'94", "b")
              LINK("\\u8222?http://x/\\u8220?", "c"),
          "a <http://x/>b <http://x/>c <http://x/>", 0 },
        { "quotation marks of two kinds",
          LINK("\\ldblquote http://x/\"", "a") LINK("\"http://x/\\rdblquote y\"", "b"),
          "a <http://x/>b <http://x/\xE2\x80\x9Dy>", 0 },
        { "other quotation marks", LINK("\\lquote http://x/", "a"), "a <\xE2\x80\x98http://x/>", 0 },
        { "a quotation mark that does not end", LINK("\"http://x/", "a") LINK("\\ldblquote http://x/", "b"),
          "a <http://x/>b <http://x/>", 0 },
        { "half of one", LINK("\"http://x/\\u8193?\"", "a"), "a <http://x/\xE2\x80\x81>", 0 },
        { "switches before the address",
          LINK("\\\\l \"p\" \"http://x/\"", "a") LINK("\\\\o \"http://t/\" \\\\t _blank \"http://x/\"", "b")
              LINK("\\\\n \"http://x/\"", "c") LINK("\\\\m \\\\h http://x/", "d")
                  LINK("\\\\s p http://x/", "e"),
          "a <http://x/#p>b <http://x/>c <http://x/>d <http://x/>e <http://x/>", 0 },
        { "curly marks of a place", LINK(CURLY("http://x/") "\\\\l " CURLY("p"), "a"), "a <http://x/#p>", 0 },
        { "quotation marks in a tip",
          LINK("\\\\o \"a \\\\\"b\\\\\" http://t/\" \"http://x/\"", "a")
              LINK("\\\\o \"t\\\\\\\\\" \"http://x/\"", "b"),
          "a <http://x/>b <http://x/>", 0 },
        { "a switch of nothing",
          LINK("\\\\", "a") LINK("\\\\l", "b") LINK("\\\\l \\\\l", "c") LINK("\"http://x/\" \\\\", "d"),
          "a <\\>bcd <http://x/>", 0 },
        { "an address of blanks", LINK("\" \"", "a") LINK("\" http://x/\"", "b"), "ab <http://x/>",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK) },
        { "of two addresses the first", LINK("\"http://x/\" \"http://y/\"", "a"), "a <http://x/>", 0 },
        { "of two places the first", LINK("http://x/ \\\\l p \\\\l q", "a"), "a <http://x/#p>", 0 },
        { "a field in an instruction",
          "{\\field{\\*\\fldinst HYPERLINK {\\field{\\*\\fldinst QUOTE x}"
          "{\\fldrslt http://x/}}{\\field{\\*\\fldinst{ \\\\l p}}{\\fldrslt ?y}}}{\\fldrslt a}}b",
          "a <http://x/?y>b", 0 },
    };

    (void)state;
    RTF_CHECK_ROWS(RICH_HEAD, TNEF_RTF_AUTO, rows);
}

#define NO_LINK(text) "{\\field{\\*\\fldinst PAGE}{\\fldrslt " text "}}"
#define X "\"http://x/\""
#define Y "\"http://y/\""
#define PICTURE "{\\pict\\pngblip 8950}"

static void links_in_links(void **state)
{
    static const struct rtf_row as_text[] = {
        { "one in another", LINK(X, "a" LINK(Y, "b") "c") "d", "ab <http://y/>c <http://x/>d", 0 },
        { "one alone in another", LINK(X, LINK(Y, "b")), "b <http://y/> <http://x/>", 0 },
        { "the same again", LINK(X, "a" LINK(X, "b") "c"), "abc <http://x/>", 0 },
        { "one that is as long", LINK(X, "a" LINK("http://z/", "b")), "ab <http://z/> <http://x/>", 0 },
        { "a field that is no link", LINK(X, "a" NO_LINK("b") "c") "d", "abc <http://x/>d", 0 },
        { "text that is the address, in pieces", LINK(X, "http" NO_LINK("://") LINK(Y, "x/")),
          "http://x/ <http://y/>", 0 },
        { "four in each other, and a fifth",
          LINK("ftp://1",
               "a" LINK("ftp://2", "b" LINK("ftp://3", "c" LINK("ftp://4", "d" LINK("ftp://5", "e") "f"))))
              LINK(X, "g"),
          "abcdef <ftp://4> <ftp://3> <ftp://2> <ftp://1>g <http://x/>", TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK) },
        { "an address without a result", "{\\field{\\*\\fldinst HYPERLINK " X "}}{\\fldrslt a}",
          "<http://x/>a", 0 },
        { "a field before the result",
          "{\\field{\\*\\fldinst HYPERLINK " X "}{\\field{\\fldrslt a}}"
          "{\\fldrslt b}}",
          "ab", 0 },
        { "an address whose link has ended",
          "{\\*\\fldinst HYPERLINK " X "}"
          "{\\fldrslt a{\\*\\fldinst HYPERLINK " Y "}}{\\fldrslt b}",
          "a <http://x/>b", 0 },
        { "around a picture", "a" LINK(X, PICTURE) "b" LINK(X, "{" PICTURE "}c"),
          "a<http://x/>bc <http://x/>", 0 },
        { "around what is hidden", LINK(X, "{\\v a}") "{\\v " LINK(X, PICTURE) "}b", "<http://x/>b", 0 },
        { "around an attachment", LINK(X, "\\objattph"), "[attachment 1] <http://x/>", 0 },
        { "around a picture after a cell", "a\\cell" LINK(X, PICTURE), "a\t<http://x/>", 0 },
        { "around a picture, in another", LINK(X, LINK(Y, PICTURE)), "<http://y/> <http://x/>", 0 },
        { "an address whose result is elsewhere", LINK(X, "a{\\*\\fldinst HYPERLINK " Y "}") "{\\fldrslt b}",
          "a <http://x/>b", 0 },
    };
    static const struct rtf_row as_html[] = {
        { "one in another", LINK(X, "{\\b a}" LINK(Y, "b") "{\\b c}") "d",
          DIV("<a href=\"http://x/\"><b>a</b></a><a href=\"http://y/\">b</a>"
              "<a href=\"http://x/\"><b>c</b></a>d"),
          0 },
        { "one alone in another", LINK(X, LINK(Y, "b")) "c", DIV("<a href=\"http://y/\">b</a>c"), 0 },
        { "the same again", LINK(X, "a" LINK(X, "b") "c"), DIV("<a href=\"http://x/\">abc</a>"), 0 },
        { "a field that is no link", LINK(X, "a" NO_LINK("b") "c") "d", DIV("<a href=\"http://x/\">abc</a>d"),
          0 },
        { "paragraphs in it", LINK(X, "a\\par b" LINK(Y, "c\\par d") "e\\par f"),
          RTF_PAGE_HEAD "<div><a href=\"http://x/\">a</a></div>\r\n"
                        "<div>b<a href=\"http://y/\">c</a></div>\r\n<div>d<a "
                        "href=\"http://x/\">e</a></div>\r\n<div>f</div>\r\n" RTF_PAGE_END,
          0 },
        { "around a picture", "{\\b a}" LINK("http://x/?a&b", PICTURE) "b",
          DIV("<b>a</b><a href=\"http://x/?a&amp;b\">http://x/?a&amp;b</a>b"), 0 },
        { "around nothing", "{\\field{\\*\\fldinst HYPERLINK " X "}}{\\v " LINK(Y, "a") "}" LINK(Y, ""),
          DIV("<a href=\"http://x/\">http://x/</a><a href=\"http://y/\">http://y/</a>"), 0 },
        { "around an attachment", LINK(X, "\\objattph"),
          DIV("<a href=\"http://x/\">"
              "<span class=\"attachment\">[attachment 1]</span></a>"),
          0 },
        { "around a picture, in another", LINK(X, "a" LINK(Y, PICTURE) "b"),
          DIV("<a href=\"http://x/\">a</a>"
              "<a href=\"http://y/\">http://y/</a><a href=\"http://x/\">b</a>"),
          0 },
        { "in the mark of an item", "{\\pntext " LINK(X, "") "1.}a\\par",
          RTF_PAGE_HEAD "<ol><li value=\"1\">a</li></ol>\r\n" RTF_PAGE_END, 0 },
        { "a fifth", LINK("ftp://1", LINK("ftp://2", LINK("ftp://3", LINK("ftp://4", LINK("ftp://5", "e"))))),
          DIV("<a href=\"ftp://4\">e</a>"), TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK) },
    };

    (void)state;
    RTF_CHECK_ROWS(RICH_HEAD, TNEF_RTF_TEXT, as_text);
    RTF_CHECK_ROWS(RICH_HEAD, TNEF_RTF_HTML, as_html);
}

static void rich_text_as_text(void **state)
{
    static const struct rtf_row rows[] = {
        { "paragraphs", "a\\par b\\par ", "a\r\nb\r\n", 0 },
        { "form is lost", "{\\b a}\\i b", "ab", 0 },
        { "a list's text is read", "{\\pntext\\f1\\'b7\\tab}a", "\xE2\x80\xA2\ta", 0 },
        { "a numbered list", "{\\pntext 1.\\tab}a\\par{\\pntext 2.\\tab}b\\par", "1.\ta\r\n2.\tb\r\n", 0 },
        { "what makes a list is no text", "{\\*\\pn\\pnlvlblt{\\pntxtb\\'b7}{\\pntxta.}}a", "a", 0 },
        { "a bullet of Wingdings", "{\\listtext\\f1\\'a7\\tab}{\\listtext\\f1 v\\tab}a\\f1\\'a7v",
          "\xE2\x80\xA2\t\xE2\x80\xA2\ta\xC2\xA7v", 0 },
        { "a number of a symbol font", "{\\listtext\\f1 1.\\tab}a", "1.\ta", 0 },
        { "a table", "\\trowd a\\cell b\\cell\\row c\\cell\\cell d\\cell\\row e", "a\tb\r\nc\t\td\r\ne", 0 },
        { "paragraphs in a table", "\\trowd a\\par b\\cell\\par c\\cell\\row", "a\r\nb\t\r\nc\r\n", 0 },
        { "a table in a table",
          "a\\nestcell b\\nestcell{\\*\\nesttableprops\\nestrow}"
          "{\\nonesttables\\par}c\\cell\\row",
          "a\tb\t\r\nc\r\n", 0 },
        { "a cell at the end", "a\\cell", "a", 0 },
        { "text of a box", "{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt c\\par}}{\\shprslt d}}e",
          "c\r\ne", 0 },
        { "places of attachments", "a\\objattph\\'20b\\objattph  c{\\objattph}{\\*\\no\\objattph}",
          "a[attachment 1]b[attachment 2]c[attachment 3]", 0 },
        { "a hidden place counts, but is not seen", "{\\v\\objattph}\\objattph", "[attachment 2]", 0 },
        { "a link's text", "{\\field{\\*\\fldinst{HYPERLINK \"http://x/\"}}{\\fldrslt{\\ul link}}} x",
          "link <http://x/> x", 0 },
        { "a link whose text is its address",
          "{\\field{\\*\\fldinst HYPERLINK \"http://x/?a&b\"}{\\fldrslt http://x/?a{\\b &}b}} x",
          "http://x/?a&b x", 0 },
        { "a link whose text is not all of it, or more",
          LINK("\"http://x/\"", "http://x") LINK("\"http://x/\"", "http://x/y"),
          "http://x <http://x/>http://x/y <http://x/>", 0 },
        { "a place in what a link goes to",
          LINK("\"http://x/\" \\\\l \"p\"", "a") LINK("http://x/ \\\\L p", "b")
              LINK("\"http://x/\" \\\\o \"a \\\\\\\\l tip\" \\\\n \\\\l \"p\" \\\\t \"t\"", "c"),
          "a <http://x/#p>b <http://x/#p>c <http://x/#p>", 0 },
        { "what is not a place",
          LINK("\"http://x/#q\" \\\\l \"p\"", "a") LINK("\"http://x/\" \\\\l \"\"", "b")
              LINK("\"http://x/\" \\\\l", "c") LINK("\"http://x/\" l \"p\"", "d"),
          "a <http://x/#q>b <http://x/>c <http://x/>d <http://x/>", 0 },
        { "a place with a blank", LINK("\"http://x/\" \\\\l \"p q\"", "a"), "a <http://x/#p q>", 0 },
        { "an address of mail",
          LINK("\"mailto:mary@x.org\"", "mary@x.org") "," LINK(
              "\"mailto:a@x.org\"", "mailto:a@x.org") "," LINK("\"mailto:a@x.org\"", "a"),
          "mary@x.org,mailto:a@x.org,a <mailto:a@x.org>", 0 },
        { "a link without text", LINK("\"http://x/\"", "") "{\\v " LINK("\"http://y/\"", "a") "}b",
          "<http://x/>b", 0 },
        { "what is not a link", LINK("\"java\\'7fscript:x\"", "a") LINK("\\\\l \"b\"", "c"), "ac",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK) },
        { "a link of any kind",
          LINK("\"file://evil/run.exe\"", "a") LINK("\"javascript:x y\"", "b") LINK("www.x.org", "c")
              LINK("\"tel:+1 2\"", "d") LINK("\"mailto:a b@x\"", "a b@x"),
          "a <file://evil/run.exe>b <javascript:x y>c <www.x.org>d <tel:+1 2>a b@x", 0 },
        { "a share",
          LINK("\"\\\\\\\\s\\\\a\"", "a") LINK("\"\\\\\\\\\\\\\\\\s\\\\\\\\a b\"", "b")
              LINK("\\\\\\\\s\\\\a", "c") LINK("\"c:\\\\\\\\d\"", "d"),
          "a <\\\\s\\a>b <\\\\s\\a b>c <\\\\s\\a>d <c:\\d>", 0 },
        { "a control in an address", LINK("\"http://x/\\u133?\"", "a"), "a",
          TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK) },
        { "a place where a word may be cut", "a\\-b", "ab", 0 },
        { "hidden text is hidden", "a{\\v b}c\\v d\\v0 e", "ace", 0 },
        { "headers and notes are beside", "{\\header h}a{\\*\\annotation n}{\\info{\\title t}}", "a", 0 },
        { "a hyphen that stays", "a\\_b",
          "a\xE2\x80\x91"
          "b",
          0 },
    };

    (void)state;
    RTF_CHECK_ROWS(RICH_HEAD, TNEF_RTF_AUTO, rows);
}

#define ITEM(mark, rest) "{\\pntext " mark "\\tab}" rest "\\par "
#define BULLET ITEM("\\f1\\'b7", "x")

static void lists_as_html(void **state)
{
    static const struct rtf_row rows[] = {
        { "bullets", BULLET BULLET "a",
          RTF_PAGE_HEAD "<ul><li>x</li>\r\n<li>x</li></ul>\r\n<div>a</div>\r\n" RTF_PAGE_END, 0 },
        { "numbers are kept", ITEM("7.", "a") ITEM("9.", "b"),
          RTF_PAGE_HEAD
              "<ol><li value=\"7\">a</li>\r\n<li value=\"9\">b</li></ol>\r\n" RTF_PAGE_END, 0 },
        { "the largest number, and one beyond", ITEM("999999999.", "a") ITEM("1000000000.", "b"),
          RTF_PAGE_HEAD "<ol><li value=\"999999999\">a</li></ol>\r\n"
          "<ul style=\"list-style:none\"><li>1000000000. b</li></ul>\r\n" RTF_PAGE_END, 0 },
        { "0 is a number, 01 is not", ITEM("0.", "a") ITEM("01.", "b"),
          RTF_PAGE_HEAD "<ol><li value=\"0\">a</li></ol>\r\n"
          "<ul style=\"list-style:none\"><li>01. b</li></ul>\r\n" RTF_PAGE_END, 0 },
        { "other marks are kept", ITEM("a)", "x") ITEM("<&", "y") ITEM("1a.", "w") ITEM("-",
          "z") ITEM(".", "."),
          RTF_PAGE_HEAD "<ul style=\"list-style:none\"><li>a) x</li>\r\n<li>&lt;&amp; y</li>\r\n"
          "<li>1a. w</li>\r\n"
          "<li>- z</li>\r\n<li>. .</li></ul>\r\n" RTF_PAGE_END, 0 },
        { "form in items", ITEM("o", "{\\b a\\line b}") ITEM("\\bullet", "\\i c"),
          RTF_PAGE_HEAD "<ul><li><b>a<br>b</b></li>\r\n<li><i>c</i></li></ul>\r\n" RTF_PAGE_END,
              0 },
        { "an item without text", ITEM("1.", "") ITEM("2.", "a"),
          RTF_PAGE_HEAD "<ol><li value=\"1\"></li>\r\n<li value=\"2\">a</li></ol>\r\n" RTF_PAGE_END,
              0 },
        { "an item at the end", "{\\pntext 1.}", RTF_PAGE_HEAD
          "<ol><li value=\"1\"></li></ol>\r\n" RTF_PAGE_END,
          0 },
        { "no mark is no item", ITEM("", "a"), DIV("a"), 0 },
        { "a mark in a paragraph is text", "a{\\pntext 1.\\tab}b", DIV("a1.\tb"), 0 },
        { "a mark may be in pieces", "{\\listtext{\\f0 1}{\\b .}\\tab}a",
          RTF_PAGE_HEAD "<ol><li value=\"1\">a</li></ol>\r\n" RTF_PAGE_END, 0 },
        { "a mark of 32 bytes, and of 33", "{\\pntext 12345678901234567890123456789012}a\\par"
          "{\\pntext 12345678901234567890123456789012<}b",
          RTF_PAGE_HEAD
              "<ul style=\"list-style:none\"><li>12345678901234567890123456789012 a</li>\r\n"
          "<li>12345678901234567890123456789012 &lt;b</li></ul>\r\n" RTF_PAGE_END, 0 },
        { "lists in lists, by their indent", "\\li720 " BULLET "\\li1440 " ITEM("1.",
          "a") ITEM("2.", "b")
          "\\li720 " BULLET "\\pard c",
          RTF_PAGE_HEAD "<ul><li>x<ol><li value=\"1\">a</li><li value=\"2\">b</li></ol></li>\r\n"
          "<li>x</li></ul>\r\n<div>c</div>\r\n" RTF_PAGE_END, 0 },
        { "another kind at the same indent", "\\li720 " BULLET "\\li1440 " BULLET ITEM("1.", "a"),
          RTF_PAGE_HEAD "<ul><li>x<ul><li>x</li></ul><ol><li value=\"1\">a</li></ol></li></ul>\r\n"
          RTF_PAGE_END, 0 },
        { "back between two indents", "\\li720 " BULLET "\\li1440 " BULLET "\\li1000 " BULLET,
          RTF_PAGE_HEAD
              "<ul><li>x<ul><li>x</li></ul><ul><li>x</li></ul></li></ul>\r\n" RTF_PAGE_END, 0 },
        { "the indent ends with its group, or with pard", "{\\li720 " BULLET "}" BULLET
          "\\li9\\pard" BULLET,
          RTF_PAGE_HEAD "<ul><li>x</li></ul>\r\n<ul><li>x</li>\r\n<li>x</li></ul>\r\n" RTF_PAGE_END,
              0 },
        { "as Word writes it: the indent behind the mark",
          "{\\listtext\\pard\\plain\\f1\\'b7\\tab}\\pard\\li720\\ls1 a\\par"
          "{\\listtext\\pard o\\tab}\\pard\\li1440\\ilvl1\\ls1{\\b b}\\par",
          RTF_PAGE_HEAD "<ul><li>a<ul><li><b>b</b></li></ul></li></ul>\r\n" RTF_PAGE_END, 0 },
        { "a link in an item", ITEM("1.", LINK("\"http://x/\"", "l")),
          RTF_PAGE_HEAD
              "<ol><li value=\"1\"><a href=\"http://x/\">l</a></li></ol>\r\n" RTF_PAGE_END, 0 },
    };

    (void)state;
    RTF_CHECK_ROWS(RICH_HEAD, TNEF_RTF_HTML, rows);
}

/* Nine lists in each other, and one more, whose items are of the ninth and say their own mark. */
static void lists_are_limited(void **state)
{
    static const char *const end[] = { "<ul><li>x</li>", "<ul><li>x</li><li>1. y</li>" };

    (void)state;
    for (size_t more = 0; more < 2; more++) {
        char rtf[1024] = "{\\rtf1 ";
        struct rtf_result r;

        for (int i = 1; i <= 9; i++)
            sprintf(rtf + strlen(rtf), "\\li%d {\\pntext o}x\\par ", i);
        if (more)
            strcat(rtf, "\\li10 {\\pntext 1.}y\\par ");
        strcat(rtf, "}");
        r = rtf_read_all_ways(rtf, strlen(rtf), TNEF_RTF_HTML);
        assert_non_null(strstr(r.out, end[more]));
        assert_null(strstr(strstr(r.out, end[more]) + 4, "<ul>"));
        rtf_drop(&r);
    }
}

/* No text may become markup, wherever it stands. */
static void text_never_becomes_markup(void **state)
{
    static const char evil[] =
        "\"><script>&'\\'22\\'3e\\'3cscript\\'3e\\u34 ?\\u62 ?\\u60 ?script\\u38 ?";
    static const char *const places[] = {
        "%s", "{\\b %s}", "{\\pntext %s}a", "{\\listtext 1%s.\\tab}a", "\\trowd %s\\cell\\row",
        "{\\field{\\*\\fldinst HYPERLINK http://x/%s}{\\fldrslt %s}}",
        "{\\field{\\*\\fldinst HYPERLINK \"http://x/%s\"}{\\fldrslt %s}}",
        "{\\field{\\*\\fldinst HYPERLINK %s}{\\fldrslt %s}}", "{\\colortbl;%s;\\red1}\\cf1 a",
        "{\\fonttbl{\\f1 %s;}}\\f1 a", "{\\info{\\title %s}}", "{\\*\\htmltag %s}",
        "\\htmlrtf %s\\htmlrtf0",
        "{\\f1 %s}", "\\objattph %s", "{\\shptxt %s}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char rtf[2048] = RICH_HEAD;
        struct rtf_result r;

        snprintf(rtf + strlen(rtf), 512, places[i], evil, evil);
        strcat(rtf, "}");
        r = rtf_read_all_ways(rtf, strlen(rtf), TNEF_RTF_HTML);
        assert_int_equal(r.status, TNEF_OK);
        assert_null(strstr(r.out, "<script"));
        assert_null(strstr(r.out, "&'"));
        for (const char *p = r.out; (p = strstr(p, "<a href=\"")) != NULL; p++)
            assert_memory_equal(p + 9, "http://x/", 9);
        rtf_drop(&r);
    }
}

/* Addresses that are followed, and others, of which the text is left. */
static void addresses(void **state)
{
    static const struct { const char *address, *href; } rows[] = {
        { "\"http://x/\"", "http://x/" }, { "\"HTTPS://x/\"", "HTTPS://x/" }, { "ftp://x",
          "ftp://x" },
        { "\"mailto:a@b?c=d&e\" \\\\o \"tip\"", "mailto:a@b?c=d&amp;e" },
        { "\"http://x/\\'e9\\u8364 ?\"", "http://x/\xC3\xA9\xE2\x82\xAC" },
        { "\"http://x/'a\"", "http://x/'a" },
        { "\"http://x/\\par y\\cell z\\objattph\"", "http://x/yz" },
        { "\"javascript:alert(1)\"", NULL }, { "\" javascript:x\"", NULL }, { "\"vbscript:x\"",
          NULL },
        { "\"data:text/html,x\"", NULL }, { "\"file:///x\"", NULL }, { "\"//x/\"", NULL }, {
          "\"x\"", NULL },
        { "\"cid:x\"", NULL }, { "\"http:x\"", NULL }, { "\"http://x/ y\"", NULL },
        { "\"http://x/\\'07\"", "http://x/" },      /* no character of text                      */
        { "\"http://x/\\tab y\"", NULL }, { "\"http://x/\\'7f\"", NULL }, { "\"java\\'0ascript:x\"",
          NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char rtf[1024], html[1024];
        struct rtf_row row = { rows[i].address, rtf, html,
            rows[i].href == NULL ? TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK) : 0 };

        snprintf(rtf, sizeof rtf, LINK("%s", "l"), rows[i].address);
        snprintf(html, sizeof html, DIV("%s%s%sl%s"), rows[i].href != NULL ? "<a href=\"" : "",
                 rows[i].href != NULL ? rows[i].href : "", rows[i].href != NULL ? "\">" : "",
                 rows[i].href != NULL ? "</a>" : "");
        rtf_check_rows(RICH_HEAD, TNEF_RTF_HTML, &row, 1);
    }
}

static void rich_text_as_html(void **state)
{
    static const struct rtf_row rows[] = {
        { "a paragraph", "a\\par b", RTF_PAGE_HEAD "<div>a</div>\r\n<div>b</div>\r\n" RTF_PAGE_END,
          0 },
        { "an empty one", "\\par", RTF_PAGE_HEAD "<div><br></div>\r\n" RTF_PAGE_END, 0 },
        { "form", "{\\b a{\\i b}}\\ul c\\ulnone d\\strike e",
          RTF_PAGE_HEAD "<div><b>a</b><b><i>b</i></b><u>c</u>d<s>e</s></div>\r\n" RTF_PAGE_END, 0 },
        { "a place where a word may be cut", "a\\-b", DIV("a\xC2\xAD" "b"), 0 },
        { "raised and lowered", "{\\super a}{\\sub b}\\super c\\nosupersub d",
          RTF_PAGE_HEAD "<div><sup>a</sup><sub>b</sub><sup>c</sup>d</div>\r\n" RTF_PAGE_END, 0 },
        { "color and size", "{\\cf1\\fs25 a}{\\cf0 b}{\\cf9 c}",
          RTF_PAGE_HEAD "<div><span style=\"color:#ff0010;font-size:12.5pt;\">a</span>bc</div>\r\n"
          RTF_PAGE_END, 0 },
        { "white on what is not kept", "{\\cf2\\fs20 a}{\\cf2 b}",
          DIV("<span style=\"font-size:10pt;\">a</span>b"), 0 },
        { "a table", "\\trowd a\\cell{\\b b}\\cell\\row c",
          RTF_PAGE_HEAD "<div>a<b>\tb</b></div>\r\n<div>c</div>\r\n" RTF_PAGE_END, 0 },
        { "a color that is defined while it is used", "{\\cf2 a{\\colortbl;\\red1;}b}c",
          RTF_PAGE_HEAD "<div>abc</div>\r\n" RTF_PAGE_END, 0 },
        { "escapes", "<b>&", RTF_PAGE_HEAD "<div>&lt;b&gt;&amp;</div>\r\n" RTF_PAGE_END, 0 },
        { "a link",
          "{\\field{\\*\\fldinst HYPERLINK \"http://x/?a&b\"}{\\fldrslt{\\b l}k}} x",
          RTF_PAGE_HEAD "<div><a href=\"http://x/?a&amp;b\"><b>l</b>k</a> x</div>\r\n" RTF_PAGE_END,
              0 },
        { "a link that runs something",
          "{\\field{\\*\\fldinst HYPERLINK \"javascript:x\"}{\\fldrslt l}}",
          RTF_PAGE_HEAD "<div>l</div>\r\n" RTF_PAGE_END, TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK) },
        { "a link out of its attribute",
          "{\\field{\\*\\fldinst HYPERLINK http://x/\\'22>}{\\fldrslt l}}",
          RTF_PAGE_HEAD "<div><a href=\"http://x/&quot;&gt;\">l</a></div>\r\n" RTF_PAGE_END, 0 },
        { "links side by side", LINK("\"http://x/\"", "a") LINK("\"http://y/\"", "b") LINK("x",
          "c"),
          DIV("<a href=\"http://x/\">a</a><a href=\"http://y/\">b</a>c"), TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK) },
        { "a place in this document",
          "{\\field{\\*\\fldinst HYPERLINK \\\\l \"a\"}{\\fldrslt l}}",
          RTF_PAGE_HEAD "<div>l</div>\r\n" RTF_PAGE_END, 0 },
        { "where an attachment was", "a\\objattph  b",
          RTF_PAGE_HEAD
              "<div>a<span class=\"attachment\">[attachment 1]</span>b</div>\r\n" RTF_PAGE_END,
          0 },
        { "a link over paragraphs is one",
          "{\\field{\\*\\fldinst HYPERLINK \"http://x/\"}{\\fldrslt a\\par b}}",
          RTF_PAGE_HEAD "<div><a href=\"http://x/\">a</a></div>\r\n<div>b</div>\r\n" RTF_PAGE_END,
              0 },
    };

    static const struct rtf_row first[] = {
        { "colors before the kind is known", "{\\colortbl;\\red1; \\green1 ;}\\cf2 a",
          DIV("<span style=\"color:#000100;\">a</span>"), 0 },
    };

    (void)state;
    RTF_CHECK_ROWS(RICH_HEAD, TNEF_RTF_HTML, rows);
    RTF_CHECK_ROWS("{\\rtf1", TNEF_RTF_HTML, first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rich_text_as_text),
        cmocka_unit_test(rich_text_as_html),
        cmocka_unit_test(lists_as_html),
        cmocka_unit_test(lists_are_limited),
        cmocka_unit_test(text_never_becomes_markup),
        cmocka_unit_test(addresses),
        cmocka_unit_test(instructions),
        cmocka_unit_test(links_in_links),
    };

    return cmocka_run_group_tests_name("rtf_rich", tests, NULL, NULL);
}
