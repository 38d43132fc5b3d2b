/* SPDX-License-Identifier: MIT */

/* What bodies give: RTF all forms, several bodies each its own, and those of messages in each
 * other. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "body_check.h"

/* ---- RTF ----------------------------------------------------------------------------------- */

#define RTF_HTML "{\\rtf1\\ansi\\ansicpg1251\\fromhtml1 \\deff0" \
                 "{\\*\\htmltag64 <b>}\\'ef{\\*\\htmltag72 </b>}}"
#define RTF_TEXT "{\\rtf1\\ansi\\ansicpg1251\\fromtext \\deff0 \\'ef\\par}"
#define RTF_RICH "{\\rtf1\\ansi\\ansicpg1251\\deff0{\\fonttbl{\\f0 A;}}\\b \\'ef\\b0\\par}"

static void body_rtf_gives_all_forms(void **state)
{
    static const struct { const char *rtf, *told, *html, *text; } rows[] = {
        { RTF_HTML, "form=1 source=rtf-fromhtml rtf=2 codepage=0 by=0 charset=- ",
          "form 1 TNEF_OK \"<b>\xD0\xBF</b>\"",
          "form 2 TNEF_OK \"\xD0\xBF\\r\\n\"" },
        { RTF_TEXT, "form=2 source=rtf-fromtext rtf=3 codepage=0 ",
          "form 1 TNEF_OK \"<!DOCTYPE html>",
          "form 2 TNEF_OK \"\xD0\xBF\\r\\n\"" },
        { RTF_RICH, "form=3 source=rtf rtf=1 codepage=0 ", "<b>\xD0\xBF</b>",
          "form 2 TNEF_OK \"\xD0\xBF\\r\\n\"" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char want[256];
        struct body_log log;
        struct tw w;

        props_begin(&w, 1252);
        prop_rtf(&w, rows[i].rtf);
        log = props_read(&w);
        expect_of(&log, rows[i].rtf, rows[i].told);
        expect_of(&log, rows[i].rtf, rows[i].html);
        expect_of(&log, rows[i].rtf, rows[i].text);
        snprintf(want, sizeof want, "  form 3 TNEF_OK \"%s\"\n", rows[i].rtf);
        expect_of(&log, rows[i].rtf, want);
        body_log_free(&log);
    }
}

/* What is no RTF, or no compressed RTF, is there to be seen, and says what it is when asked. */
static void body_rtf_that_is_none(void **state)
{
    static const struct { const char *value; size_t len; const char *said; } rows[] = {
        { "no RTF at all, but long enough", 30, "form 2 TNEF_E_COMPRESSION \"\"" },
        { "", 0, "form 2 TNEF_E_TRUNCATED \"\"" },
        { "\x0B\0\0\0\0\0\0\0LZFu\0\0\0\0", 16, "form 2 TNEF_E_SIZE \"\"" },
        { "\x10\0\0\0\x04\0\0\0MELA\0\0\0\0text", 20, "form 2 TNEF_E_RTF \"\"" },
        { "{\\rtf1 bare", 11, "form 2 TNEF_E_TRUNCATED \"bare\"" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct body_log log;
        struct tw w;

        props_begin(&w, 1252);
        tw_prop_binary(&w, TW_P_RTF, rows[i].value, rows[i].len);
        log = props_read(&w);
        expect_of(&log, rows[i].said, rows[i].said);
        body_log_free(&log);
    }
}

/* ---- Several ------------------------------------------------------------------------------- */

/* D3: bodies that differ. One is chosen, all can be had. */
static void body_all_that_differ_are_there(void **state)
{
    struct body_log log;
    struct tw w;

    (void)state;
    head(&w, 1252);
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "benign");
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_BODY, "another");
    prop_rtf(&w, RTF_TEXT);
    tw_prop_binary(&w, TW_P_HTML, "<p>evil", 7);
    tw_prop_binary(&w, TW_P_HTML, "<p>worse", 8);
    log = props_read(&w);
    expect_of(&log, "all", "message 1 bodies=5\n best index=3 form=1 source=property reason=2\n"
              " html index=3 form=1 source=property reason=0\n"
              " text index=1 form=2 source=property reason=0\n"
              " rtf index=2 form=3 source=rtf-fromtext reason=0\n");
    expect_of(&log, "attBody", "body 0 part=1 kind=1 counts=0");
    expect_of(&log, "attBody", "form 2 TNEF_OK \"benign\"");
    expect_of(&log, "PidTagBody", "body 1 part=2 kind=1 counts=1");
    expect_of(&log, "PidTagBody", "form 2 TNEF_OK \"another\"");
    expect_of(&log, "RTF", "form 2 TNEF_OK \"\xD0\xBF\\r\\n\"");
    expect_of(&log, "HTML", "body 3 part=4 kind=2 counts=1");
    expect_of(&log, "HTML", "form 1 TNEF_OK \"<p>evil\"");
    expect_of(&log, "HTML", "body 4 part=5 kind=2 counts=0");
    expect_of(&log, "HTML", "form 1 TNEF_OK \"<p>worse\"");
    body_log_free(&log);
}

/* Each is looked into from its own beginning. */
static void body_each_declares_for_itself(void **state)
{
    struct body_log log;
    struct tw w;

    (void)state;
    props_begin(&w, 1252);
    tw_prop_binary(&w, TW_P_HTML, "<meta charset=koi8-r>", 21);
    tw_prop_binary(&w, TW_P_HTML, "<meta charset=big5>", 19);
    log = props_read(&w);
    expect_of(&log, "first", "codepage=20866 by=4");
    expect_of(&log, "second", "codepage=950 by=4");
    body_log_free(&log);
}

/* HTML that is empty gives way to what is made of RTF, but not to what is not RTF. */
static void body_html_that_is_empty(void **state)
{
    static const struct { const char *rtf, *chosen; } rows[] = {
        { RTF_RICH, " html index=1 form=1 source=rtf " },
        { "none", " html index=0 form=1 source=property " },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct body_log log;
        struct tw w;

        props_begin(&w, 1252);
        tw_prop_binary(&w, TW_P_HTML, "\0\0", 2);
        prop_rtf(&w, rows[i].rtf);
        log = props_read(&w);
        expect_of(&log, rows[i].rtf, rows[i].chosen);
        body_log_free(&log);
    }
}

/* The bodies of the holding message come before and after those of the embedded ones. */
static void body_messages_nest(void **state)
{
    struct body_log log;
    struct tw w;

    (void)state;
    head(&w, 1252);
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "outer text");
    tw_embedded_begin(&w, "a");
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "first inner text");
    tw_embedded_begin(&w, "b");
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "innermost text");
    tw_embedded_end(&w);
    tw_embedded_end(&w);
    tw_embedded_begin(&w, "none");
    tw_embedded_end(&w);
    tw_msg_props_begin(&w);
    prop_rtf(&w, RTF_HTML);
    tw_attr_props_end(&w);
    tw_embedded_begin(&w, "c");
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "second inner text");
    tw_embedded_end(&w);
    log = read_all_ways(&w);
    expect_of(&log, "innermost",
              "message 3 bodies=1\n best index=0 form=2 source=property reason=5\n");
    expect_of(&log, "innermost", "form 2 TNEF_OK \"innermost text\"\nmessage 2 bodies=1\n");
    expect_of(&log, "first", "form 2 TNEF_OK \"first inner text\"\nmessage 4 bodies=0\nmessage 5");
    expect_of(&log, "second",
              "form 2 TNEF_OK \"second inner text\"\nmessage 1 bodies=2\n best index=1 form=1 "
              "source=rtf-fromhtml reason=3\n html index=1 form=1 source=rtf-fromhtml reason=0\n"
              " text index=0 ");
    expect_of(&log, "outer", "form 2 TNEF_OK \"outer text\"\n");
    expect_of(&log, "outer", "form 1 TNEF_OK \"<b>\xD0\xBF</b>\"\n");
    body_log_free(&log);
}

static void body_cut_bodies_say_so(void **state)
{
    struct body_log log;
    struct tw w;

    (void)state;
    head(&w, 1252);
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "a text that is cut");
    tw_truncate(&w, w.len - 7);
    log = read_all_ways(&w);
    expect_of(&log, "cut",
              "status=TNEF_OK incomplete\n  form 1 TNEF_E_TRUNCATED ");
    expect_of(&log, "cut", "  form 2 TNEF_E_TRUNCATED \"a text that is\"\n");
    body_log_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_rtf_gives_all_forms),
        cmocka_unit_test(body_rtf_that_is_none),
        cmocka_unit_test(body_all_that_differ_are_there),
        cmocka_unit_test(body_each_declares_for_itself),
        cmocka_unit_test(body_html_that_is_empty),
        cmocka_unit_test(body_messages_nest),
        cmocka_unit_test(body_cut_bodies_say_so),
    };

    return cmocka_run_group_tests_name("body", tests, NULL, NULL);
}
