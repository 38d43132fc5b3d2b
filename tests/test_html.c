/* SPDX-License-Identifier: MIT */

/* HTML taken apart as the standard says: what is a tag, a comment, a script, a character. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "html_check.h"

#include <stdio.h>
#include <string.h>

#define ROWS(rows) html_check_rows(rows, sizeof(rows) / sizeof *(rows))
#define N "\r\n"
#define CUT TNEF_ANOMALY_BIT(TNEF_HTML_A_CUT)
#define SCRIPT TNEF_ANOMALY_BIT(TNEF_HTML_A_SCRIPT)
#define CONTROL TNEF_ANOMALY_BIT(TNEF_HTML_A_CONTROL)
#define BAD "\xEF\xBF\xBD"

/* ---- Tags and comments ----------------------------------------------------------------------- */

static void html_tags_end_where_they_end(void **state)
{
    static const struct html_row rows[] = {
        { "nothing", "", "", 0 },
        { "text", "a", "a" N, 0 },
        { "a tag", "a<b>c</b>d", "acd" N, 0 },
        { "attributes in all ways", "<b a b=c d = e f='>' g=\">\" h=a/>x</b\n q='>'>y", "xy" N, 0 },
        { "a quote in a bare value", "<b a=b\">x<b a=b'>y", "xy" N, 0 },
        { "an attribute that is a quote", "<b \">x", "x" N, 0 },
        { "that begins with =", "<b ==a>x", "x" N, 0 },
        { "no value", "<b a=>x", "x" N, 0 },
        { "after a value", "<b a='b'c>x<b a='b'/c='>'>y", "xy" N, 0 },
        { "slashes", "<b/>x<b / />y<b/a=/>z", "xyz" N, 0 },
        { "a line end in a tag", "<b\r\na\r=\n'b'>x", "x" N, 0 },
        { "< that begins no tag", "a < b <= c <3 <", "a < b <= c <3 <" N, 0 },
        { "</ that begins no tag", "a</", "a</" N, 0 },
        { "</>", "a</>b", "ab" N, 0 },
        { "</ and no letter", "a</ b>c</3>d", "acd" N, 0 },
        { "<?", "a<?xml a='>'?>b", "a'?>b" N, 0 },
        { "a name that is long", "<bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb>x", "x" N, 0 },
        { "a tag that is cut", "a<b c='d>e", "a" N, CUT },
        { "in its name", "a<b", "a" N, CUT },
        { "in an end tag", "a</b", "a" N, CUT },
        { "a name with other letters", "a<b\xC3\xA9>c", "ac" N, 0 },
    };

    (void)state;
    ROWS(rows);
}

static void html_comments_end_where_they_end(void **state)
{
    static const struct html_row rows[] = {
        { "a comment", "a<!-- <b> > -- -> -->b", "ab" N, 0 },
        { "of nothing", "a<!---->b", "ab" N, 0 },
        { "shorter", "a<!-->b<!--->c", "abc" N, 0 },
        { "--!>", "a<!-- b --!>c", "ac" N, 0 },
        { "--!- goes on", "a<!-- b --!-->c", "ac" N, 0 },
        { "--!x goes on", "a<!-- b --!x>c-->d", "ad" N, 0 },
        { "dashes", "a<!-- b ----->c", "ac" N, 0 },
        { "a comment in it", "a<!-- <!-- b --> c", "a c" N, 0 },
        { "<!-- <!-->", "a<!-- <!-->b", "ab" N, 0 },
        { "dash, >", "a<!-- ->b-->c", "ac" N, 0 },
        { "bogus", "a<!b>c<!>d<!-e>f<!->g", "acdfg" N, 0 },
        { "DOCTYPE", "<!DOCTYPE html PUBLIC \"a>b\">c", "b\">c" N, 0 },
        { "CDATA", "a<![CDATA[b]]>c", "ac" N, 0 },
        { "conditional", "a<!--[if mso]>b<![endif]-->c<![if !mso]>d<![endif]>", "acd" N, 0 },
        { "cut", "a<!-- b", "a" N, CUT },
        { "cut early", "a<!", "a" N, CUT },
        { "cut bogus", "a<!b", "a" N, CUT },
    };

    (void)state;
    ROWS(rows);
}

static void html_raw_text_ends_with_its_own_tag(void **state)
{
    static const struct html_row rows[] = {
        { "style", "a<style>b</b></styl></style >c", "ac" N, 0 },
        { "case", "a<STYLE>b</sTyLe>c", "ac" N, 0 },
        { "attributes of its end", "a<style>b</style a='>'>c", "ac" N, 0 },
        { "slash", "a<style>b</style/>c", "ac" N, 0 },
        { "a longer name", "a<style>b</styles></style>c", "ac" N, 0 },
        { "a comment is only text", "a<style><!-- </style>b", "ab" N, 0 },
        { "title", "<title>a</b>&lt;/title></title>b", "b" N, 0 },
        { "the others", "<iframe>a</iframe><noembed>b</noembed><noframes>c</noframes>d", "d" N, 0 },
        { "noscript and template are text", "<noscript>a</noscript><template>b</template>", "ab" N,
          0 },
        { "never ended", "a<style>b", "a" N, CUT },
        { "its end is cut", "a<style>b</style", "a" N, CUT },
        { "xmp", "<xmp><b>&lt; </xm></XMP>c", "<b>&lt; </xm>" N N "c" N, 0 },
        { "xmp that is cut", "<xmp>a<", "a<" N, 0 },
        { "in its end", "<xmp>a</", "a</" N, 0 },
        { "in the name", "<xmp>a</xm", "a</xm" N, 0 },
        { "a long name in xmp", "<xmp></aaaaaaaaaaaaaaaaaaaaaaa></xmp>b",
          "</aaaaaaaaaaaaaaaaaaaaaaa>" N N "b" N, 0 },
        { "textarea", "<textarea>\n <b>&lt;</textarea>c", " <b><" N "c" N, 0 },
        { "plaintext", "a<plaintext><b>&lt;</plaintext>", "a" N N "<b>&lt;</plaintext>" N, 0 },
    };

    (void)state;
    ROWS(rows);
}

static void html_scripts_end_where_they_end(void **state)
{
    static const struct html_row rows[] = {
        { "a script", "a<script>b</script>c", "ac" N, SCRIPT },
        { "a tag in it", "a<script>'<b>' < </b></script>c", "ac" N, SCRIPT },
        { "a comment in it", "a<script><!-- b --></script>c", "ac" N, SCRIPT },
        { "ended in the comment", "a<script><!-- b </script>c", "ac" N, SCRIPT },
        { "a script in it", "a<script><!-- <script> </script> d --></script>c", "ac" N, SCRIPT },
        { "not ended by the first", "a<script><!--<script></script>c</script>d", "ad" N, SCRIPT },
        { "not in a comment", "a<script><script></script>c</script>d", "acd" N, SCRIPT },
        { "another word", "a<script><!-- <scripts> </script>c", "ac" N, SCRIPT },
        { "any case", "a<script><!-- <ScRiPt/ </sCrIpT></script>c", "ac" N, SCRIPT },
        { "the comment ends", "a<script><!-- <script --></script>c", "ac" N, SCRIPT },
        { "at once", "a<script><!--><script></script>c", "ac" N, SCRIPT },
        { "<!- begins nothing", "a<script><!- <script></script>c", "ac" N, SCRIPT },
        { "-- < ends nothing", "a<script><!-- <script> --<></script>c</script>d", "ad" N, SCRIPT },
        { "dashes", "a<script><!--<script>------></script>c", "ac" N, SCRIPT },
        { "end in end", "a<script><!--<script></script <script></script></script>c", "ac" N, SCRIPT },
        { "twice", "a<script>b</script>c<script>d</script>e", "ace" N, SCRIPT },
        { "cut", "a<script>b<!-- <script> </script> c", "a" N, SCRIPT | CUT },
    };

    (void)state;
    ROWS(rows);
}

/* ---- Character references -------------------------------------------------------------------- */

static void html_characters_are_decoded(void **state)
{
    static const struct html_row rows[] = {
        { "names", "&lt;&gt;&amp;&quot;&euro;", "<>&\"\xE2\x82\xAC" N, 0 },
        { "the longest", "&CounterClockwiseContourIntegral;", "\xE2\x88\xB3" N, 0 },
        { "the shortest", "&gt&lt&GT", "><>" N, 0 },
        { "two characters", "&NotEqualTilde;&fjlig;", "\xE2\x89\x82\xCC\xB8" "fj" N, 0 },
        { "the first and the last", "&Aacute;&AElig;&zwnj;&zwj;",
          "\xC3\x81\xC3\x86\xE2\x80\x8C\xE2\x80\x8D" N, 0 },
        { "case counts", "&eacute;&Eacute;&LT;&lT;", "\xC3\xA9\xC3\x89<&lT;" N, 0 },
        { "without a semicolon", "&eacute &copy&notit; &notin;",
          "\xC3\xA9 \xC2\xA9\xC2\xACit; \xE2\x88\x89" N, 0 },
        { "the longest that is known so", "&frac12x &ampx &ltlt",
          "\xC2\xBDx &x <lt" N, 0 },
        { "names that do not exist", "&x; &; & &abc &euro &alphaa;", "&x; &; & &abc &euro &alphaa;" N, 0 },
        { "longer than any", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;",
          "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;" N, 0 },
        { "the same after a name", "&gtaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;",
          ">aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;" N, 0 },
        { "numbers", "&#65;&#x42;&#X43&#068;e&#x0000000000000000000046;", "ABCDeF" N, 0 },
        { "1252", "&#128;&#x99;&#150;", "\xE2\x82\xAC\xE2\x84\xA2\xE2\x80\x93" N, 0 },
        { "what is not a number", "&#;&#x;&#xg;&#a", "&#;&#x;&#xg;&#a" N, 0 },
        { "what no number is", "&#0;&#xD800;&#x110000;&#99999999999999999999;",
          BAD BAD BAD BAD N, 0 },
        { "the last", "&#x10FFFF;&#xFFFD;", "\xF4\x8F\xBF\xBF" BAD N, 0 },
        { "controls", "a&#1;b&#8;&#27;&#127;&#129;c", "abc" N, CONTROL },
        { "white space", "a&#32;&#10;&#13;&#9;&#12;b&Tab;&NewLine;c", "a b c" N, 0 },
        { "a reference in a reference", "&amp;lt; &&lt;", "&lt; &<" N, 0 },
        { "< is no tag then", "&lt;b>x&#60;b>", "<b>x<b>" N, 0 },
        { "at the end", "&lt", "<" N, 0 },
        { "a name at the end", "a &am", "a &am" N, 0 },
        { "a number at the end", "&#6", "", CONTROL },
        { "& at the end", "&", "&" N, 0 },
        { "# at the end", "&#", "&#" N, 0 },
        { "a tag after", "&lt<b>x&ampx<b>&#65<b>", "<x&xA" N, 0 },
    };

    (void)state;
    ROWS(rows);
}

static void html_characters_in_attributes(void **state)
{
    static const struct html_row rows[] = {
        { "decoded", "<img alt='&lt;&#65;&eacute'>", "[<A\xC3\xA9]" N, 0 },
        { "not before = or letters", "<img alt='&lt=&ltx&notit;&lt '>", "[&lt=&ltx&notit;<]" N, 0 },
        { "with a semicolon", "<img alt='&lt;=&lt;x'>", "[<=<x]" N, 0 },
        { "bare", "<img alt=&lt;&gt>", "[<>]" N, 0 },
        { "it does not end the value", "<img alt='&#39;&apos;&quot;'>", "[''\"]" N, 0 },
        { "addresses", "<a href='http://a/?b=1&lt=2&copy;'>x</a>",
          "x <http://a/?b=1&lt=2\xC2\xA9>" N, 0 },
        { "the first of two counts", "<img alt=a alt=b ALT=c>", "[a]" N, 0 },
        { "of end tags none", "</img alt=a>x", "x" N, 0 },
    };

    (void)state;
    ROWS(rows);
}

/* Every name of the table is found, with its semicolon, and nothing that is shorter or longer. */
static void html_all_names_are_found(void **state)
{
    static const struct { const char *name, *value; } some[] = {
        { "Abreve", "\xC4\x82" }, { "nGt", "\xE2\x89\xAB\xE2\x83\x92" }, { "zscr", "\xF0\x9D\x93\x8F" },
        { "nbsp", "" }, { "shy", "\xC2\xAD" }, { "hellip", "\xE2\x80\xA6" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        char html[64], want[64];
        struct html_result r;

        snprintf(html, sizeof html, "x&%s;", some[i].name);
        snprintf(want, sizeof want, "x%s" N, some[i].value);
        r = html_read_all_ways(html, strlen(html), 0);
        assert_string_equal(r.out, want);
        html_drop(&r);
    }
}

/* ---- Bytes --------------------------------------------------------------------------------- */

static void html_is_read_in_its_code_page(void **state)
{
    static const struct { uint32_t codepage; const char *html; size_t len; const char *out;
                          uint32_t flags; } rows[] = {
        { 0, "\xC3\xA9\xE2\x82\xAC", 5, "\xC3\xA9\xE2\x82\xAC" N, 0 },
        { 65001, "\xEF\xBB\xBF<b>\xC3\xA9", 8, "\xC3\xA9" N, 0 },
        { 0, "a\xE9z\xC3", 4, "a" BAD "z" BAD N, TNEF_ANOMALY_BIT(TNEF_HTML_A_DAMAGED) },
        { 1252, "\x80\xE9", 2, "\xE2\x82\xAC\xC3\xA9" N, 0 },
        { 1200, "<\0b\0>\0\xE9\0", 8, "\xC3\xA9" N, 0 },
        { 65000, "+ADw-b+AD4-", 11, "+ADw-b+AD4-" N, TNEF_ANOMALY_BIT(TNEF_HTML_A_CODEPAGE) },
        { 99999, "\xE9", 1, "\xC3\xA9" N, TNEF_ANOMALY_BIT(TNEF_HTML_A_CODEPAGE) },
        { 0, "a\0b\x01\x1B\x7F\xC2\x85" "c", 9, "abc" N, CONTROL },
        { 0, "<b\0 a='\0'>c<\0/b>", 17, "c</b>" N, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct html_result r = html_read_all_ways(rows[i].html, rows[i].len, rows[i].codepage);

        if (strcmp(r.out, rows[i].out) != 0 || r.info.anomalies != rows[i].flags)
            print_error("row %zu: \"%s\" %llx\n", i, r.out, (unsigned long long)r.info.anomalies);
        assert_string_equal(r.out, rows[i].out);
        assert_int_equal(r.info.anomalies, rows[i].flags);
        html_drop(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_tags_end_where_they_end),
        cmocka_unit_test(html_comments_end_where_they_end),
        cmocka_unit_test(html_raw_text_ends_with_its_own_tag),
        cmocka_unit_test(html_scripts_end_where_they_end),
        cmocka_unit_test(html_characters_are_decoded),
        cmocka_unit_test(html_characters_in_attributes),
        cmocka_unit_test(html_all_names_are_found),
        cmocka_unit_test(html_is_read_in_its_code_page),
    };

    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
