/* SPDX-License-Identifier: MIT */

/* Bodies as text: what HTML and plain text are decoded from, whoever says it and whenever. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "body_check.h"
#include "needs_iconv.h"

#define BAD "\xEF\xBF\xBD"

/* ---- HTML ---------------------------------------------------------------------------------- */

#define META(charset) "<meta charset=" charset ">"
#define TYPE(charset) "<META http-equiv=Content-Type content=\"text/html; charset=" charset "\">"
#define KOI8_PRIVET "\xD0\xD2\xC9\xD7\xC5\xD4"
#define PRIVET "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82"

struct html_row {
    const char *what;
    const char *html;
    uint32_t internet, message, oem;
    const char *out;
    const char *by;             /* "codepage=... by=..." */
    size_t len;                 /* 0: to its NUL */
};

static const struct html_row html_rows[] = {
    { "the property", "<p>" KOI8_PRIVET, 20866, 0, 1252, "<p>" PRIVET, "codepage=20866 by=3", 0 },
    { "and the declaration", TYPE("koi8-r") KOI8_PRIVET, 20866, 0, 0, TYPE("utf-8") PRIVET,
      "codepage=20866 by=3", 0 },
    { "the declaration alone", TYPE("KOI8-R") KOI8_PRIVET, 0, 0, 1251, TYPE("utf-8") PRIVET,
      "codepage=20866 by=4", 0 },
    { "XML's", "<?xml encoding='koi8-r'?>" KOI8_PRIVET, 0, 0, 0, "<?xml encoding='utf-8'?>" PRIVET,
      "codepage=20866 by=4", 0 },
    { "in a comment it does not count", "<!-- " META("koi8-r") " -->" META("windows-1251") "\xEF",
      0, 0, 0, "<!-- " META("utf-8") " -->" META("utf-8") "\xD0\xBF", "codepage=1251 by=4", 0 },
    { "the property beats it", META("koi8-r") "\xEF", 1251, 0, 0, META("utf-8") "\xD0\xBF",
      "codepage=1251 by=3", 0 },
    { "a missing property: UTF-8 that is declared", META("utf-8") "\xC3\xA9", 0, 0, 1251,
      META("utf-8") "\xC3\xA9", "codepage=65001 by=4", 0 },
    { "1252 against UTF-8: it is UTF-8", META("utf-8") "\xC3\xA9", 1252, 0, 0,
      META("utf-8") "\xC3\xA9", "codepage=65001 by=5", 0 },
    { "1252 against UTF-8: it is not", META("utf-8") "\xE9", 1252, 0, 0, META("utf-8") "\xC3\xA9",
      "codepage=1252 by=3", 0 },
    { "UTF-8 against 1251: it is UTF-8", META("windows-1251") "\xC3\xA9", 65001, 0, 0,
      META("utf-8") "\xC3\xA9", "codepage=65001 by=5", 0 },
    { "UTF-8 against 1251: it is not", META("windows-1251") "\xEF", 65001, 0, 0,
      META("utf-8") "\xD0\xBF", "codepage=1251 by=4", 0 },
    { "UTF-8 against 1251: nothing tells", META("windows-1251") "x", 65001, 0, 0, META("utf-8") "x",
      "codepage=65001 by=3", 0 },
    { "ASCII says nothing", META("koi8-r") KOI8_PRIVET, 20127, 0, 1252, META("utf-8") PRIVET,
      "codepage=20866 by=4", 0 },
    { "ASCII that is", "<p>x", 20127, 0, 1251, "<p>x", "codepage=20127 by=3", 0 },
    { "ASCII that is not: UTF-8", "<p>\xC3\xA9", 20127, 0, 1251, "<p>\xC3\xA9",
      "codepage=65001 by=5", 0 },
    { "ASCII that is not: 8-bit text", "<p>\xEF", 20127, 0, 1251, "<p>\xD0\xBF",
      "codepage=1251 by=3", 0 },
    { "nobody says a word", "<p>\xE9", 0, 0, 0, "<p>\xC3\xA9", "codepage=1252 by=7", 0 },
    { "PidTagMessageCodepage", "<p>\xEF", 0, 1251, 0, "<p>\xD0\xBF", "codepage=1251 by=6", 0 },
    { "an unknown property", META("koi8-r") KOI8_PRIVET, 99999, 0, 0, META("utf-8") PRIVET,
      "codepage=20866 by=4", 0 },
    { "UTF-7 is never used", "<p>+ADw-script+AD4-", 65000, 65000, 65000, "<p>+ADw-script+AD4-",
      "codepage=1252 by=7", 0 },
    { "nor when declared", META("utf-7") "+ADw-\xE9", 0, 0, 0, META("utf-8") "+ADw-\xC3\xA9",
      "codepage=1252 by=7", 0 },
    { "EBCDIC neither", "<p>\xE9", 37, 500, 0, "<p>\xC3\xA9", "codepage=1252 by=7", 0 },
    { "a declaration of UTF-16 is a mistake", META("utf-16") "\xC3\xA9", 0, 0, 1251,
      META("utf-8") "\xC3\xA9", "codepage=65001 by=5", 0 },
    { "a mark beats all", "\xEF\xBB\xBF" META("koi8-r") "\xC3\xA9", 1251, 0, 0,
      META("utf-8") "\xC3\xA9", "codepage=65001 by=2", 0 },
    { "a mark of UTF-16", "\xFF\xFE<\0p\0>\0\xE9\0", 1251, 0, 0, "<p>\xC3\xA9",
      "codepage=1200 by=2", 10 },
    { "of the other UTF-16", "\xFE\xFF\0<\0p\0>\0\xE9", 1251, 0, 0, "<p>\xC3\xA9",
      "codepage=1201 by=2", 10 },
    { "UTF-16 without a mark", "<\0p\0>\0\xE9\0", 0, 0, 0, "<p>\xC3\xA9", "codepage=1200 by=2", 8 },
    { "the same by the property", "\n\0<\0p\0>\0", 1200, 0, 0, "\\n<p>", "codepage=1200 by=3", 8 },
    { "what should be UTF-16 and is not", "<p>\xE9", 1200, 0, 0, "<p>\xC3\xA9", "codepage=1252 by=7", 0 },
    { "UTF-32", "<\0\0\0p\0\0\0>\0\0\0", 1252, 0, 0, "<p>", "codepage=12000 by=2", 12 },
    { "a surrogate pair", "<\0\x3D\xD8\x00\xDE", 1200, 0, 0, "<\xF0\x9F\x98\x80",
      "codepage=1200 by=2", 6 },
    { "ISO 8859-1 is 1252", "<p>\x93x\x94", 28591, 0, 0, "<p>\xE2\x80\x9Cx\xE2\x80\x9D",
      "codepage=1252 by=3", 0 },
    { "ISO 8859-9 is 1254", "<p>\x93\xFD", 28599, 0, 0, "<p>\xE2\x80\x9C\xC4\xB1",
      "codepage=1254 by=3", 0 },
    { "Shift_JIS", META("Shift_JIS") "\x93\xFA\x96\x7B", 932, 0, 0,
      META("utf-8") "\xE6\x97\xA5\xE6\x9C\xAC", "codepage=932 by=3", 0 },
    { "ISO-2022-JP", META("iso-2022-jp") "\x1B$BF|K\\\x1B(B", 0, 0, 0,
      META("utf-8") "\xE6\x97\xA5\xE6\x9C\xAC", "codepage=50220 by=4", 0 },
    { "NULs at the end, and before it", "<p>a\0b\0\0\0", 1252, 0, 0, "<p>a\\x00b",
      "codepage=1252 by=3", 8 },
    { "damage stays where it is", "<p>\xC3\xA9" "a\xC3z", 65001, 0, 0, "<p>\xC3\xA9" "a" BAD "z",
      "codepage=65001 by=3", 0 },
    { "half of it is damage", "\xC3\xA9\xE2\x82\xAC\xE9x\xE9x", 65001, 0, 1251,
      "\xC3\xA9\xE2\x82\xAC" BAD "x" BAD "x", "codepage=65001 by=3", 0 },
    { "more than half", "\xC3\xA9\xE9x\xE9x", 65001, 0, 0,
      "\xC3\x83\xC2\xA9\xC3\xA9x\xC3\xA9x", "codepage=1252 by=8", 0 },
    { "the property says UTF-8, and it is not", "<p>Gr\xFC\xDF" "e", 65001, 0, 0,
      "<p>Gr\xC3\xBC\xC3\x9F" "e", "codepage=1252 by=8", 0 },
    { "and both do", META("utf-8") "caf\xE9", 65001, 0, 0, META("utf-8") "caf\xC3\xA9",
      "codepage=1252 by=8", 0 },
    { "the declaration does", META("utf-8") "caf\xE9", 0, 0, 0, META("utf-8") "caf\xC3\xA9",
      "codepage=1252 by=8", 0 },
    { "another code page is known", "<p>\xEF!", 65001, 0, 1251, "<p>\xD0\xBF!",
      "codepage=1251 by=8", 0 },
    { "the message's", "<p>\xEF!", 65001, 1251, 65001, "<p>\xD0\xBF!", "codepage=1251 by=8", 0 },
    { "all say UTF-8", "<p>\xE9!", 65001, 65001, 65001, "<p>\xC3\xA9!", "codepage=1252 by=8", 0 },
    { "cut inside of a character", "<p>\xE2\x82", 65001, 0, 0, "<p>" BAD, "codepage=65001 by=3",
      0 },
    { "nothing is declared, nothing is added", "x", 65001, 0, 0, "x", "codepage=65001 by=3", 0 },
    { "the last declaration that could", "<meta name=charset content=x>" META("x-sjis") "\x93\xFA",
      0, 0, 0,
      "<meta name=charset content=x>" META("utf-8") "\xE6\x97\xA5", "codepage=932 by=4", 0 },
};

static void numbers(struct tw *w, const struct html_row *r)
{
    if (r->internet != 0)
        tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, (int32_t)r->internet);
    if (r->message != 0)
        tw_prop_i4(w, TW_P_MESSAGE_CODEPAGE, (int32_t)r->message);
}

/* The code pages before the body, or after it. */
static void write_html(struct tw *w, const struct html_row *r, int late)
{
    size_t len = r->len != 0 ? r->len : strlen(r->html);

    head(w, late ? 0 : r->oem);
    tw_msg_props_begin(w);
    if (!late)
        numbers(w, r);
    tw_prop_binary(w, TW_P_HTML, r->html, len);
    if (late)
        numbers(w, r);
    tw_attr_props_end(w);
    if (late && r->oem != 0)
        tw_codepage(w, r->oem, 0);
}

static void body_html_is_decoded_by_who_knows(void **state)
{
    (void)state;
    NEEDS_ICONV();
    for (size_t i = 0; i < sizeof html_rows / sizeof *html_rows; i++) {
        const struct html_row *r = &html_rows[i];

        for (int late = 0; late < 2; late++) {
            struct body_log log;
            struct tw w;
            char want[512];

            write_html(&w, r, late);
            log = read_all_ways(&w);
            expect_of(&log, r->what, r->by);
            snprintf(want, sizeof want, "\"%s\"\n", r->out);
            expect_of(&log, r->what, want);
            expect_of(&log, r->what, "  form 1 TNEF_OK ");
            body_log_free(&log);
        }
    }
}

/* What declares a charset, and what only looks as if it did: of PRIVET in KOI8-R after it, which is no
 * UTF-8. */
static void body_html_declares_as_browsers_find_it(void **state)
{
#define REFRESH "<meta http-equiv=refresh content=\"0; url=http://x/?charset=koi8-r\">"
#define CONTENT(value) "<meta http-equiv=content-type content=" value ">"
    static const struct { const char *html; uint32_t codepage;
    } rows[] = {
        { REFRESH, 0 },
        { REFRESH META("koi8-r"), 20866 },
        { REFRESH TYPE("koi8-r"), 20866 },
        { REFRESH TYPE("windows-1251"), 1251 },
        { "<meta content='0;charset=koi8-r' http-equiv=Refresh>", 0 },
        { "<meta content=text/html;charset=koi8-r http-equiv='CONTENT-TYPE'>", 20866 },
        { "<meta content=text/html;charset=koi8-r>", 0 },
        { "<meta name=description content='the charset=koi8-r'>", 0 },
        { "<meta http-equiv=content-type http-equiv=refresh content=charset=koi8-r>", 20866 },
        { "<meta http-equiv=refresh http-equiv=content-type content=charset=koi8-r>", 0 },
        { "<meta http-equiv=refresh charset=koi8-r>", 20866 },
        { "<meta name=x charset=koi8-r>", 20866 },
        { "<meta charset=koi8-r http-equiv=content-type content=charset=windows-1251>", 20866 },
        { "<meta http-equiv=content-type content=charset=windows-1251 charset=koi8-r>", 20866 },
        { "<meta charset=? http-equiv=content-type content=charset=koi8-r>", 0 },
        { "<meta charset=koi8-r charset=windows-1251>", 20866 },
        { META("?") META("koi8-r"), 20866 },
        { CONTENT("charset=windows-1251 content=charset=koi8-r"), 1251 },
        { CONTENT("'a charset, charset = koi8-r'"), 20866 },
        { CONTENT("'charset=\"koi8-r\"'"), 20866 },
        { CONTENT("'charset=\"koi8-r'"), 0 },
        { CONTENT("'charset=koi8-r;x'"), 20866 },
        { CONTENT("'charset'"), 0 },
        { CONTENT("'charset='"), 0 },
        { CONTENT("CHARSET=KOI8-R"), 20866 },
        { "<meta/charset=koi8-r>", 20866 },
        { "<meta\fx//charset\n=\t'\tkoi8-r '>", 20866 },
        { "<metacharset=koi8-r>", 0 },
        { "<meta\vcharset=koi8-r>", 0 },
        { "</meta charset=koi8-r>", 0 },
        { "<meta =charset=koi8-r>", 0 },
        { "<meta charset>koi8-r", 0 },
        { "<meta charset koi8-r>", 0 },
        { "<meta x=charset=koi8-r>", 0 },
        { "<meta x='>' charset=koi8-r>", 20866 },
        { "<a title='<meta charset=koi8-r>'>", 0 },
        { "<a x=\">\" <meta charset=koi8-r>", 0 },
        { "<a>" META("koi8-r"), 20866 },
        { "< a '>" META("koi8-r"), 20866 },
        { "<!meta '>" META("koi8-r"), 20866 },
        { "<!-->" META("koi8-r"), 20866 },
        { "<!--->" META("koi8-r"), 20866 },
        { "<!--- >" META("koi8-r") "-->", 0 },
        { "</" META("koi8-r"), 0 },
        { "<?" META("koi8-r"), 0 },
        { "<?>" META("koi8-r"), 20866 },
        { "<?xml encoding=koi8-r>", 20866 },
        { "\n <?xml version='1.0' encoding='koi8-r' ?>", 20866 },
        { "<?xml encoding=koi8-r>" META("windows-1251"), 1251 },
        { "<p><?xml encoding=koi8-r>", 0 },
        { "<?xml x='encoding=koi8-r'>", 0 },
        { "<meta charset=koi8-r ", 0 },
        { "<meta charset='koi8-r", 0 },
        { "<!-- ", 0 },
        { "<", 0 },
        { "<meta", 0 },
        { "<meta charset =", 0 },
        { "<a x", 0 },
        { "<?xml encoding=", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct body_log log;
        struct tw w;
        char html[256], want[64];

        snprintf(html, sizeof html, "%s" KOI8_PRIVET, rows[i].html);
        props_begin(&w, 0);
        tw_prop_binary(&w, TW_P_HTML, html, strlen(html));
        log = props_read(&w);
        snprintf(want, sizeof want, "codepage=%u by=%d", rows[i].codepage ? rows[i].codepage : 1252u,
                 rows[i].codepage ? 4 : 7);
        expect_of(&log, rows[i].html, want);
        body_log_free(&log);
    }
}

static void body_html_that_is_string8(void **state)
{
    struct body_log log;
    struct tw w;

    (void)state;
    props_begin(&w, 1251);
    tw_prop_i4(&w, TW_P_INTERNET_CODEPAGE, 20866);
    tw_prop_str8(&w, TW_P_HTML, "<p>\xEF");
    log = props_read(&w);
    expect_of(&log, "string8", "codepage=1251 by=3");
    expect_of(&log, "string8", "form 1 TNEF_OK \"<p>\xD0\xBF\"\n");
    body_log_free(&log);
}

static void body_html_that_is_unicode(void **state)
{
    struct body_log log;
    struct tw w;

    (void)state;
    props_begin(&w, 1251);
    tw_prop_i4(&w, TW_P_INTERNET_CODEPAGE, 20866);
    tw_prop_unicode(&w, TW_P_HTML, TYPE("unicode") "\xF0\x9F\x98\x80\xE4\xB8\xAD");
    log = props_read(&w);
    expect_of(&log, "unicode", "codepage=1200 by=1 charset=utf-16le");
    expect_of(&log, "unicode",
              "form 1 TNEF_OK \"" TYPE("utf-8") "\xF0\x9F\x98\x80\xE4\xB8\xAD\"\n");
    body_log_free(&log);
}

/* Only the first bytes are looked into: a declaration counts whole, or not. */
static void body_html_declares_in_its_first_bytes(void **state)
{
    (void)state;
    for (size_t filler = TNEF_BODY_HEAD - 30; filler < TNEF_BODY_HEAD + 1; filler++) {
        char html[TNEF_BODY_HEAD + 64];
        struct body_log log;
        struct tw w;
        int counts = filler + sizeof META("koi8-r") - 1 <= TNEF_BODY_HEAD;

        memset(html, ' ', sizeof html);
        snprintf(html + filler, sizeof html - filler, "%s", META("koi8-r") KOI8_PRIVET);
        props_begin(&w, 1252);
        tw_prop_binary(&w, TW_P_HTML, html, strlen(html));
        log = props_read(&w);
        expect_of(&log, "head", counts ? "codepage=20866 by=4" : "codepage=1252 by=3");
        body_log_free(&log);
    }
}

/* ---- Plain text ---------------------------------------------------------------------------- */

struct plain_row {
    const char *what;
    const char *text;
    uint32_t first_oem, second_oem, message;
    const char *out, *by;
};

static const struct plain_row plain_rows[] = {
    { "attOemCodepage", "\xEF", 1251, 0, 1252, "\xD0\xBF", "codepage=1251 by=3" },
    { "the first of two", "\xEF", 1251, 1253, 0, "\xD0\xBF", "codepage=1251 by=3" },
    { "1252 is said", "\xE9", 1252, 0, 1251, "\xC3\xA9", "codepage=1252 by=3" },
    { "missing: PidTagMessageCodepage", "\xEF", 0, 0, 1251, "\xD0\xBF", "codepage=1251 by=6" },
    { "unknown: the same", "\xEF", 99999, 0, 1251, "\xD0\xBF", "codepage=1251 by=6" },
    { "refused: the same", "\xEF", 65000, 0, 1251, "\xD0\xBF", "codepage=1251 by=6" },
    { "UTF-16 cannot be: the same", "\xEF", 1200, 0, 1251, "\xD0\xBF", "codepage=1251 by=6" },
    { "nor can it be of PidTagMessageCodepage", "\xEF", 0, 0, 1200, "\xC3\xAF",
      "codepage=1252 by=7" },
    { "ASCII that is not says nothing", "\xEF", 0, 0, 20127, "\xC3\xAF", "codepage=1252 by=7" },
    { "both missing: UTF-8 if it is", "\xD0\xBF", 0, 0, 0, "\xD0\xBF", "codepage=65001 by=5" },
    { "UTF-8 is said, and it is not", "Gr\xFC\xDF" "e aus K\xF6ln", 65001, 0, 0,
      "Gr\xC3\xBC\xC3\x9F" "e aus K\xC3\xB6ln", "codepage=1252 by=8" },
    { "not even in its last byte", "caf\xE9", 65001, 0, 0, "caf\xC3\xA9", "codepage=1252 by=8" },
    { "PidTagMessageCodepage knows", "\xEF!", 65001, 0, 1251, "\xD0\xBF!", "codepage=1251 by=8" },
    { "PidTagMessageCodepage says UTF-8", "\xE9!", 0, 0, 65001, "\xC3\xA9!", "codepage=1252 by=8" },
    { "UTF-8 that is damaged", "\xC3\xA9\xE9!", 65001, 0, 0, "\xC3\xA9" BAD "!",
      "codepage=65001 by=3" },
    { "UTF-8 that is cut", "a\xE2\x82", 65001, 0, 0, "a" BAD, "codepage=65001 by=3" },
    { "both missing: 1252", "\xEF", 0, 0, 0, "\xC3\xAF", "codepage=1252 by=7" },
    { "both refused", "+ADw-\xEF", 65000, 0, 65000, "+ADw-\xC3\xAF", "codepage=1252 by=7" },
    { "a mark", "\xEF\xBB\xBF\xD0\xBF", 1252, 0, 0, "\xD0\xBF", "codepage=65001 by=2" },
    { "<meta> is text here", "<meta charset=koi8-r>\xEF", 1251, 0, 0,
      "<meta charset=koi8-r>\xD0\xBF",
      "codepage=1251 by=3" },
    { "what begins with < is not UTF-16 here", "<", 1251, 0, 0, "<", "codepage=1251 by=3" },
};

static void body_plain_is_decoded_by_who_knows(void **state)
{
    (void)state;
    NEEDS_ICONV();
    for (size_t i = 0; i < sizeof plain_rows / sizeof *plain_rows; i++) {
        const struct plain_row *r = &plain_rows[i];

        for (int how = 0; how < 4; how++) {        /* late or not, attBody or PidTagBody */
            struct body_log log;
            struct tw w;
            char want[256];

            head(&w, (how & 1) != 0 ? 0 : r->first_oem);
            if ((how & 1) == 0 && r->second_oem != 0)
                tw_codepage(&w, r->second_oem, 0);
            if ((how & 2) != 0)
                tw_attr_string(&w, TW_MESSAGE, TW_BODY, r->text);
            tw_msg_props_begin(&w);
            if ((how & 2) == 0)
                tw_prop_str8(&w, TW_P_BODY, r->text);
            if (r->message != 0)
                tw_prop_i4(&w, TW_P_MESSAGE_CODEPAGE, (int32_t)r->message);
            tw_attr_props_end(&w);
            if ((how & 1) != 0 && r->first_oem != 0)
                tw_codepage(&w, r->first_oem, 0);
            if ((how & 1) != 0 && r->second_oem != 0)
                tw_codepage(&w, r->second_oem, 0);
            log = read_all_ways(&w);
            expect_of(&log, r->what, r->by);
            snprintf(want, sizeof want, "\"%s\"\n", r->out);
            expect_of(&log, r->what, want);
            expect_of(&log, r->what, "  form 2 TNEF_OK ");
            assert_int_equal(strstr(r->by, "by=8") != NULL,
                             strstr(log.text, "form 2 TNEF_OK found=100 ") != NULL);
            body_log_free(&log);
        }
    }
}

/* An embedded message inherits the code page of the one that holds it; the reader's comes last. */
static void body_plain_inherits_its_code_page(void **state)
{
    struct body_way way = { .codepage = 1253 };
    struct body_log log;
    struct tw w;

    (void)state;
    head(&w, 1251);
    tw_embedded_begin(&w, "inner");
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "\xEF");
    tw_embedded_end(&w);
    log = read_all_ways(&w);
    expect_of(&log, "inherited", "message 2 bodies=1\n");
    expect_of(&log, "inherited", "form 2 TNEF_OK \"\xD0\xBF\"\n");
    body_log_free(&log);
    head(&w, 0);
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "\xE1");
    log = read_one_way(&w, &way);
    expect_of(&log, "of the reader", "codepage=1253 by=7");
    expect_of(&log, "of the reader", "form 2 TNEF_OK \"\xCE\xB1\"\n");
    body_log_free(&log);
}

/* US-ASCII as attOemCodepage says nothing of what is not ASCII: the properties do. */
static void body_plain_that_is_not_us_ascii(void **state)
{
    static const struct { uint32_t tag; const char *by; } rows[] = {
        { TW_P_INTERNET_CODEPAGE, "codepage=1253 by=3" },
        { TW_P_MESSAGE_CODEPAGE, "codepage=1253 by=6" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct body_log log;
        struct tw w;

        props_begin(&w, 20127);
        tw_prop_str8(&w, TW_P_BODY, "\xE1");
        tw_prop_i4(&w, (uint16_t)rows[i].tag, 1253);
        log = props_read(&w);
        expect_of(&log, "not US-ASCII", rows[i].by);
        expect_of(&log, "not US-ASCII", "form 2 TNEF_OK \"\xCE\xB1\"\n");
        body_log_free(&log);
    }
}

static void body_plain_that_is_unicode(void **state)
{
    struct body_log log;
    struct tw w;

    (void)state;
    props_begin(&w, 1251);
    tw_prop_unicode(&w, TW_P_BODY, "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xF0\x9F\x98\x80");
    log = props_read(&w);
    expect_of(&log, "unicode",
              "form 2 TNEF_OK \"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xF0\x9F\x98\x80\"\n");
    body_log_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_html_is_decoded_by_who_knows),
        cmocka_unit_test(body_html_declares_as_browsers_find_it),
        cmocka_unit_test(body_html_that_is_string8),
        cmocka_unit_test(body_html_that_is_unicode),
        cmocka_unit_test(body_html_declares_in_its_first_bytes),
        cmocka_unit_test(body_plain_is_decoded_by_who_knows),
        cmocka_unit_test(body_plain_inherits_its_code_page),
        cmocka_unit_test(body_plain_that_is_not_us_ascii),
        cmocka_unit_test(body_plain_that_is_unicode),
    };

    return cmocka_run_group_tests_name("body_charset", tests, NULL, NULL);
}
