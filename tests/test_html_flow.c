/* SPDX-License-Identifier: MIT */

/* Text made of HTML: lines, lists, quotations, tables, links and pictures. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "html_check.h"

#include <stdlib.h>
#include <string.h>

#define ROWS(rows) html_check_rows(rows, sizeof(rows) / sizeof *(rows))
#define N "\r\n"
#define LINK TNEF_ANOMALY_BIT(TNEF_HTML_A_LINK)

static void html_white_space(void **state)
{
    static const struct html_row rows[] = {
        { "is one blank", " a \t\r\n\f b ", "a b" N, 0 },
        { "around tags", "a <b> b </b> c<i> d</i>", "a b c d" N, 0 },
        { "at the ends of lines none", "<p> a </p> <p> b </p>", "a" N N "b" N, 0 },
        { "before a line end none", "a <br> b", "a" N "b" N, 0 },
        { "no-break", "a&nbsp;&nbsp;b", "a  b" N, 0 },
        { "and others", "a&nbsp; b &nbsp;c", "a b  c" N, 0 },
        { "no-break at the beginning", "<p>&nbsp;&nbsp;a</p>", "  a" N, 0 },
        { "at the end", "<p>a&nbsp;</p>b", "a" N N "b" N, 0 },
        { "nothing but that", "&nbsp;", "", 0 },
        { "of two kinds in UTF-8", "a\xC2\xA0\xC2\xA0\xC2\xB7", "a  \xC2\xB7" N, 0 },
        { "pre", "<pre> a\n\tb  \n\n\n\n\n\nc</pre>d", " a" N "\tb  " N N N N N N "c" N N "d" N, 0 },
        { "its first line end", "<pre>\r\na</pre><pre>\n\nb</pre>", "a" N N N "b" N, 0 },
        { "tags in it", "<pre>a <b> b </b>&lt;\n</pre>", "a  b <" N, 0 },
        { "CR, and CR LF", "<pre>a\rb\r\nc\r\rd</pre>", "a" N "b" N "c" N N "d" N, 0 },
        { "after it", "<pre>a</pre> b  c", "a" N N "b c" N, 0 },
        { "ends without beginnings", "</pre>a  b</pre></textarea>", "a b" N, 0 },
    };

    (void)state;
    ROWS(rows);
}

static void html_blocks_are_lines(void **state)
{
    static const struct html_row rows[] = {
        { "div", "a<div>b</div>c", "a" N "b" N "c" N, 0 },
        { "paragraphs", "<p>a<p>b</p>c", "a" N N "b" N N "c" N, 0 },
        { "headings", "<h1>a</h1>b<h6>c</h6>", "a" N N "b" N N "c" N, 0 },
        { "of Outlook", "<p class=MsoNormal>a</p><p class='MsoNormal b'>b</p><P CLASS=\"MsoList\">c</P>",
          "a" N "b" N "c" N, 0 },
        { "its empty ones", "<p class=MsoNormal>a</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
          "<p class=MsoNormal>b</p>", "a" N N "b" N, 0 },
        { "another class", "<p class=xMso>a</p><p class=Ms>b</p>", "a" N N "b" N, 0 },
        { "br", "a<br>b<br/>c</br>d", "a" N "b" N "c" N "d" N, 0 },
        { "br twice", "a<br><br>b", "a" N N "b" N, 0 },
        { "br at the end of a block", "<div>a<br></div><div>b</div>", "a" N "b" N, 0 },
        { "a blank line of Gmail", "<div>a</div><div><br></div><div>b</div>", "a" N N "b" N, 0 },
        { "of many two remain", "a<br><br><br><br><br><br><p><p>b", "a" N N N "b" N, 0 },
        { "empty blocks are nothing", "<div></div><p></p>a<div><div></div></div>b<p></p>",
          "a" N "b" N, 0 },
        { "hr", "a<hr>b", "a" N "----------" N "b" N, 0 },
        { "head", "<html><head><title>t</title><meta><link></head><body>a", "a" N, 0 },
        { "unknown elements are nothing", "a<o:p>b</o:p><custom-x>c", "abc" N, 0 },
        { "q", "<q>a</q>", "\"a\"" N, 0 },
        { "choices", "<select><option>a<option>b</select>", "a" N "b" N, 0 },
    };

    (void)state;
    ROWS(rows);
}

static void html_lists(void **state)
{
    static const struct html_row rows[] = {
        { "marks", "a<ul><li>b</li><li>c</ul>d", "a" N N "- b" N "- c" N N "d" N, 0 },
        { "numbers", "<ol><li>a<li>b</ol>", "1. a" N "2. b" N, 0 },
        { "that begin elsewhere", "<ol start=9><li>a<li>b<li value=20>c<li>d</ol>",
          "9. a" N "10. b" N "20. c" N "21. d" N, 0 },
        { "what is not a number", "<ol start=x><li>a<li value='-3'>b<li value='7x'>c</ol>",
          "1. a" N "2. b" N "7. c" N, 0 },
        { "numbers too large", "<ol start=99999999999999><li>a<li>b</ol>",
          "999999999. a" N "999999999. b" N, 0 },
        { "in lists", "<ul><li>a<ol><li>b</ol><li>c</ul>", "- a" N "  1. b" N "- c" N, 0 },
        { "lines of an item", "<ul><li>a<br>b<p>c</p></ul>d", "- a" N "  b" N N "  c" N N "d" N, 0 },
        { "a paragraph in an item", "<ul><li><p>a</p><li><p>b</p></ul>", "- a" N N "- b" N, 0 },
        { "an empty item", "<ol><li><li>b</ol>c", "2. b" N N "c" N, 0 },
        { "no list", "<li>a<li>b", "- a" N "- b" N, 0 },
        { "ends without beginnings", "</ul></ol></li>a", "a" N, 0 },
        { "deep", "<ul><ul><ul><ul><ul><ul><ul><ul><ol><ol><li>a", "              - a" N, 0 },
        { "definitions", "<dl><dt>a<dd>b</dl>c", "a" N "b" N N "c" N, 0 },
    };

    (void)state;
    ROWS(rows);
}

static void html_quotations(void **state)
{
    static const struct html_row rows[] = {
        { "one", "a<blockquote>b<br>c</blockquote>d", "a" N N "> b" N "> c" N N "d" N, 0 },
        { "in another", "<blockquote>a<blockquote>b</blockquote>c</blockquote>",
          "> a" N ">" N ">> b" N ">" N "> c" N, 0 },
        { "blank lines in it", "<blockquote>a<p>b</blockquote>", "> a" N ">" N "> b" N, 0 },
        { "a list in it", "<blockquote><ul><li>a</ul></blockquote>", "> - a" N, 0 },
        { "more than are shown", "<blockquote><blockquote><blockquote><blockquote><blockquote>"
          "<blockquote><blockquote><blockquote><blockquote><blockquote>a", ">>>>>>>> a" N, 0 },
        { "end without beginning", "</blockquote>a", "a" N, 0 },
    };

    (void)state;
    ROWS(rows);
}

static void html_tables(void **state)
{
    static const struct html_row rows[] = {
        { "rows and cells", "<table><tr><td>a</td><td>b</td></tr><tr><th>c<th>d</table>e",
          "a\tb" N "c\td" N "e" N, 0 },
        { "empty cells", "<table><tr><td>a<td><td>c<td><tr><td><td>b</table>",
          "a\t\tc" N "\tb" N, 0 },
        { "paragraphs in cells", "<table><tr><td><p>a</p></td><td><p>b</p><p>c</p></td></tr></table>",
          "a\tb" N N "c" N, 0 },
        { "of Outlook", "<table><tr><td><p class=MsoNormal>a<o:p></o:p></p></td><td>"
          "<p class=MsoNormal>b</p></td></tr><tr><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td>"
          "<td><p class=MsoNormal>d</p></td></tr></table>", "a\tb" N "\td" N, 0 },
        { "tables in tables", "<table><tr><td>a<td><table><tr><td>b<td>c<tr><td>d</table><td>e</table>f",
          "a" N "b\tc" N "d\te" N "f" N, 0 },
        { "empty rows", "<table><tr><td></tr><tr><td>&nbsp;<tr><td> <tr><td>a</table>", "a" N, 0 },
        { "caption", "<table><caption>a</caption><tr><td>b</table>", "a" N "b" N, 0 },
        { "no table", "<td>a<td>b</tr>c", "a\tb" N "c" N, 0 },
    };

    (void)state;
    ROWS(rows);
}

static void html_links(void **state)
{
    static const struct html_row rows[] = {
        { "a link", "<a href='https://a.b/c'>text</a> x", "text <https://a.b/c> x" N, 0 },
        { "that says its address", "<a href=http://a.b>http://a.b</a>", "http://a.b" N, 0 },
        { "but for a slash", "<a href='http://a.b/'>http://a.b</a>", "http://a.b" N, 0 },
        { "not whole", "<a href=http://a.b/c>http://a.b</a>", "http://a.b <http://a.b/c>" N, 0 },
        { "and more", "<a href=http://a.b>http://a.b/c</a>", "http://a.b/c <http://a.b>" N, 0 },
        { "with a blank", "<a href=http://a.b>http:// a.b</a>", "http:// a.b <http://a.b>" N, 0 },
        { "mail", "<a href=mailto:a@b>a@b</a> <a href=mailto:a@b>mailto:a@b</a>", "a@b mailto:a@b" N,
          0 },
        { "another mail", "<a href=MAILTO:a@b>c@b</a>", "c@b <MAILTO:a@b>" N, 0 },
        { "marked up", "<a href=http://a.b><b>http:</b>//<i>a.b</i></a>", "http://a.b" N, 0 },
        { "blanks around", "<a href=' http://a.b\n'> a </a>b", "a <http://a.b> b" N, 0 },
        { "line ends in it", "<a href='ht\ntp://\ta'>x</a>", "x <http://a>" N, 0 },
        { "what would end it", "<a href='http://a/ <>\"&#1;&#x85;&#xC2;'>x</a>",
          "x <http://a/%20%3C%3E%22%01\xE2\x80\xA6\xC3\x82>" N, 0 },
        { "schemes of all kinds", "<a href='javascript:alert(1)'>x</a><a href=file:///a>y</a>"
          "<a href=data:a>z</a>", "x <javascript:alert(1)>y <file:///a>z <data:a>" N, 0 },
        { "shares, and no scheme", "<a href='\\\\s\\b'>x</a><a href=//h/p>y</a><a href=www.a.b>z</a>",
          "x <\\\\s\\b>y <//h/p>z <www.a.b>" N, 0 },
        { "relative ones", "<a href=a.html>x</a>", "x <a.html>" N, 0 },
        { "places in the text", "<a href='#a'>x</a><a name=a>y</a><a href=''>z</a>", "xyz" N, 0 },
        { "no host", "<a href=http:>x</a>", "x <http:>" N, 0 },
        { "of a picture", "<a href=http://a><img alt=b></a>", "[b] <http://a>" N, 0 },
        { "of nothing", "a<a href=http://a></a> b", "a<http://a> b" N, 0 },
        { "over blocks", "<a href=http://a><div>b</div></a><div>c</div>", "b <http://a>" N "c" N, 0 },
        { "ended by another", "<a href=http://a>x <a href=http://b>y</a>",
          "x <http://a> y <http://b>" N, 0 },
        { "ended by its cell", "<table><tr><td><a href=http://a>x<td>y</table>",
          "x <http://a>\ty" N, 0 },
        { "ended by nothing", "<a href=http://a>x", "x <http://a>" N, 0 },
        { "areas", "<map><area href=http://a alt=b><area href=http://c></map>",
          "[b] <http://a><http://c>" N, 0 },
        { "in pre", "<pre><a href=http://a>b\n\n\n\n\n\n</a>c</pre>", "b" N N N N N N "<http://a>c" N,
          0 },
    };

    (void)state;
    ROWS(rows);
}

static void html_pictures(void **state)
{
    static const struct html_row rows[] = {
        { "alt", "a<img src=x alt='  a   picture '>b", "a[a picture]b" N, 0 },
        { "none", "a<img src=x><img alt=''><img alt=' '>b", "ab" N, 0 },
        { "line ends in it", "<pre><img alt='a\n b'></pre>", "[a b]" N, 0 },
        { "tags are only text", "<img alt='<b>'>", "[<b>]" N, 0 },
    };

    (void)state;
    ROWS(rows);
}

/* An address at its limit, and one byte more; an alt that is longer is cut. */
static void html_long_attributes(void **state)
{
    (void)state;
    for (size_t n = TNEF_HTML_URL_MAX - 12; n < TNEF_HTML_URL_MAX + 3; n++) {
        char *html = malloc(n + 64);
        size_t len = 0;
        struct html_result r;

        assert_non_null(html);
        memcpy(html, "<a href=http:", 13);
        len = 13;
        memset(html + len, 'a', n - 5);
        len += n - 5;
        memcpy(html + len, ">x</a>", 6);
        r = html_read_all_ways(html, len + 6, 0);
        if (n + 2 <= TNEF_HTML_URL_MAX) {
            assert_int_equal(r.len, n + 6);
            assert_int_equal(r.info.anomalies, 0);
        } else {
            assert_string_equal(r.out, "x" N);
            assert_int_equal(r.info.anomalies, LINK);
        }
        html_drop(&r);
        free(html);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_white_space),
        cmocka_unit_test(html_blocks_are_lines),
        cmocka_unit_test(html_lists),
        cmocka_unit_test(html_quotations),
        cmocka_unit_test(html_tables),
        cmocka_unit_test(html_links),
        cmocka_unit_test(html_pictures),
        cmocka_unit_test(html_long_attributes),
    };

    return cmocka_run_group_tests_name("html_flow", tests, NULL, NULL);
}
