/* SPDX-License-Identifier: MIT */

/* All names of an attachment, wherever they stand, and whether they agree in what matters. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/message.h>

#include "model_fixture.h"

static const uint8_t ps_mapi[16] = {0x28, 0x03, 0x02, 0, 0, 0, 0, 0,
                                    0xC0, 0, 0, 0, 0, 0, 0, 0x46};

enum { LONG, SHORT, TITLE, DISPLAY, TRANSPORT, TRANSPORT_ATTR, EXTENSION, PATH, LONG_PATH, PLACES };

/* Writes a name in a place. |named|: under PS_MAPI; |values|: as the second of two values. */
static void put_name(struct tw *w, int place, const char *text)
{
    static const uint16_t ids[PLACES] = {TW_P_ATTACH_LONG_NAME, TW_P_ATTACH_NAME, 0,
                                         TW_P_DISPLAY_NAME, 0x370C, 0, TW_P_ATTACH_EXTENSION,
                                         0x3708, 0x370D};
    static int turn;

    if (place == TITLE) {
        tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, text);
        return;
    }
    if (place == TRANSPORT_ATTR) {
        tw_attr_string(w, TW_ATTACHMENT, TW_TRANSPORT_NAME, text);
        return;
    }
    tw_attach_props_begin(w);
    switch (turn++ % 4) {
    case 0:
        tw_prop_unicode(w, ids[place], text);
        break;
    case 1:
        tw_prop_str8(w, ids[place], text);
        break;
    case 2:
        tw_named_id(w, ps_mapi, ids[place]);
        tw_prop_unicode(w, 0x8002, text);
        break;
    default:
        tw_values_begin(w, TW_T_MV | TW_T_UNICODE, ids[place]);
        tw_value_unicode(w, text);
        tw_values_end(w);
        break;
    }
    tw_attr_props_end(w);
}

static int said(int a, const char *first, int b, const char *second)
{
    struct fixture f;
    int yes;

    fixture_begin(&f);
    tw_rend_file(&f.w);
    put_name(&f.w, a, first);
    put_name(&f.w, b, second);
    tw_attr(&f.w, TW_ATTACHMENT, TW_DATA, "x", 1);
    fixture_run(&f);
    yes = strstr(f.log.text, "anomaly content ") != NULL;
    fixture_end(&f);
    return yes;
}

/* Any two places, the same one twice included, four forms of properties in turns. */
static void names_of_any_two_places(void **state)
{
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        for (int a = 0; a < PLACES; a++) {
            for (int b = 0; b < PLACES; b++) {
                if (a == b && (a == EXTENSION || a == PATH || a == LONG_PATH)) {
                    continue;           /* given twice: a duplicate */
                }
                assert_true(said(a, "x\\a.txt", b, "c.exe"));
                assert_false(said(a, "a.TXT", b, "b.txt"));
            }
        }
    }
}

struct pair {
    const char *first, *second;
    int differ;
};

static void names_that_matter(void **state)
{
    static const struct pair pairs[] = {
        {"a.exe", "a.EXE", 0},          {"a.exe", "a.exf", 1},
        {"a.docx", "a.doc", 1},         {"a.exefoo", "a.exe", 1},
        {"a", "a.exe", 1},              {"a.exe", "a", 1},
        {"a.tar.gz", "b.gz", 0},        {"a.txt.exe", "a.txt", 1},
        {"a.exe.", "a.exe", 1},         {"a.exe ", "a.txt", 1},
        {"v1.0/a", "a", 0},             {"c:\\x.y\\a.txt", "a.txt", 0},
        {"a.", "a", 0},                 {".exe", "a.exe", 0},
        {"a.\xD1\x82", "a.txt", 1},     {"REPORT~1.DOC", "report.docx", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        int differ = said(LONG, pairs[i].first, DISPLAY, pairs[i].second);

        if (differ != pairs[i].differ) {
            print_error("%s, %s\n", pairs[i].first, pairs[i].second);
            fail();
        }
    }
    /* 8.3 names are short for what is usual, and for nothing else. */
    assert_false(said(SHORT, "REPORT~1.DOC", LONG, "report 2026.docx"));
    assert_false(said(TITLE, "PAGE~1.HTM", LONG, "page.html"));
    assert_true(said(SHORT, "REPORT.DOC", LONG, "report.docx"));
    assert_true(said(SHORT, "EVIL~1.EXE", LONG, "evil.exefoo"));
    assert_true(said(SHORT, "A~1\\EVIL.DOC", LONG, "evil.docx"));
    assert_true(said(LONG, "REPORT~1.DOC", DISPLAY, "report.docx"));
    assert_false(said(TITLE, "Untitled Attachment", LONG, "a.txt"));
    assert_false(said(LONG_PATH, "https://example.org/a.exe", LONG, "a.txt"));
    assert_true(said(LONG_PATH, "\\\\host\\share\\a.exe", LONG, "a.txt"));
    assert_false(said(EXTENSION, "txt", LONG, "a.txt"));
    assert_false(said(EXTENSION, "", LONG, "a.txt"));
}

/* All of them are there: also those that were said twice, or end in a NUL that is not their end. */
static void names_are_all_there(void **state)
{
    static const char hidden[] = "a.txt\0.exe";
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_rend_file(&f.w);
    tw_attr_string(&f.w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    tw_attr_string(&f.w, TW_ATTACHMENT, TW_TITLE, "b.exe");
    tw_attach_props_begin(&f.w);
    tw_prop_str8(&f.w, TW_P_ATTACH_LONG_NAME, "????.txt");
    tw_prop_unicode(&f.w, TW_P_ATTACH_LONG_NAME, "\xD0\xA2\xD0\xB5.txt");
    tw_prop_str8(&f.w, TW_P_ATTACH_LONG_NAME, "c.txt");
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " name=\"\xD0\xA2\xD0\xB5.txt\"/1 ");
    fixture_expect(&f, " title=\"a.txt\"");
    fixture_expect(&f, " other2=\"b.exe\"");
    fixture_expect(&f, " other1=\"????.txt\"");
    fixture_expect(&f, " other1=\"c.txt\"");
    fixture_expect(&f, "anomaly content ");
    fixture_expect(&f, "duplicate 3\n");
    fixture_end(&f);

    fixture_begin(&f);
    tw_rend_file(&f.w);
    tw_attr(&f.w, TW_ATTACHMENT, TW_TITLE, hidden, sizeof hidden);
    fixture_run(&f);
    fixture_expect(&f, "anomaly content ");
    fixture_end(&f);
}

/* Those that are too many are said, if they say something else. */
static void names_beyond_those_that_are_kept(void **state)
{
    (void)state;
    for (int other = 0; other < 2; other++) {
        struct fixture f;

        fixture_begin(&f);
        tw_rend_file(&f.w);
        tw_attach_props_begin(&f.w);
        for (int i = 0; i < 40; i++) {
            tw_prop_unicode(&f.w, TW_P_ATTACH_LONG_NAME,
                            i == 39 && other == 1 ? "a.exe" : "a.txt");
        }
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        if (other == 1) {
            fixture_expect(&f, "anomaly content ");
        } else {
            fixture_expect_no(&f, "anomaly content ");
        }
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_any_two_places),
        cmocka_unit_test(names_that_matter),
        cmocka_unit_test(names_are_all_there),
        cmocka_unit_test(names_beyond_those_that_are_kept),
    };

    return cmocka_run_group_tests_name("message_names", tests, NULL, NULL);
}
