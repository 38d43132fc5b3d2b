/* SPDX-License-Identifier: MIT */

/* Bodies and names that contradict each other, and those that only look as if they did. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "model_fixture.h"

/* attBody with |legacy|, PidTagBody with |text| as PtypString, in this code page. */
static void bodies(struct fixture *f, uint32_t codepage, const char *legacy, const char *text)
{
    fixture_begin(f);
    fixture_bare(f);
    tw_codepage(&f->w, codepage, 0);
    tw_attr(&f->w, TW_MESSAGE, TW_BODY, legacy, strlen(legacy) + 1u);
    tw_msg_props_begin(&f->w);
    tw_prop_unicode(&f->w, TW_P_BODY, text);
    tw_attr_props_end(&f->w);
    fixture_run(f);
}

struct bodies_case {
    uint32_t codepage;
    const char *legacy, *text;   /* in |codepage|; UTF-8 */
    int differ;
};

static void doubles_bodies_that_differ_are_told(void **state)
{
    static const struct bodies_case cases[] = {
        { 1252, "the same", "the same", 0 },
        { 1252, "the same", "not the same", 1 },
        { 1252, "line\r\nend\n", "line\nend", 0 },
        { 1252, "a b", "ab", 1 },
        { 1252, "M\xFCller", "M\xC3\xBCller", 0 },     /* only ASCII is compared */
        { 65001, "M\xC3\xBCller", "M\xC3\xBCller", 0 },
        { 932, "\x83\x5C", "\xE3\x82\xBD", 0 },        /* 0x5C is half of a character */
        { 932, "one", "two", 0 },                      /* so nothing is said here */
        { 951, "\xA4\x40", "\xE4\xB8\x80", 0 },
        { 10001, "\x83\x5C", "\xE3\x82\xBD", 0 },
        { 10002, "\xA4\x40", "\xE4\xB8\x80", 0 },
        { 10003, "\x81\x41", "\xEA\xB0\x82", 0 },
        { 10008, "\x81\x40", "\xE4\xB8\x82", 0 },
        { 20002, "\xA4\x40", "\xE4\xB8\x80", 0 },
        { 10004, "a\xA0\x62", "a b", 0 },              /* bytes above 0x7F that are ASCII */
        { 10005, "a\xA0\x62", "a b", 0 },
        { 10006, "one", "two", 1 },
        { 20261, "\xC8\x61", "\xC3\xA4", 0 },          /* an accent, and the letter under it */
        { 20269, "\xC8\x61", "\xC3\xA4", 0 },
        { 1252, "", "text", 1 },
        { 1252, "", "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture f;

        bodies(&f, cases[i].codepage, cases[i].legacy, cases[i].text);
        if (cases[i].differ)
            fixture_expect(&f, "anomaly duplicate");
        else
            fixture_expect_no(&f, "anomaly duplicate");
        fixture_end(&f);
    }
}

/* A body that a limit cut is not compared. */
static void doubles_cut_body_is_not_judged(void **state)
{
    static const tnef_decoder_limits limits = { .size = sizeof limits, .max_length = 24 };
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    fixture_bare(&f);
    f.cfg.decoder_limits = &limits;
    tw_attr(&f.w, TW_MESSAGE, TW_BODY, "a body that is longer than that", 32);
    tw_attr(&f.w, TW_MESSAGE, TW_BODY, "short", 6);
    tw_attr(&f.w, TW_MESSAGE, TW_BODY, "other", 6);
    fixture_run(&f);
    fixture_expect(&f, "limit");
    /* The second and third differ; the decoder's own remark on attBody twice has found = its id. */
    fixture_expect(&f, "found=268435486");
    fixture_end(&f);
}

struct names_case {
    const char *title, *long_name, *short_name, *extension;
    int differ;
};

static void doubles_names_that_differ_are_told(void **state)
{
    static const struct names_case cases[] = {
        { "a.txt", "a.exe", NULL, NULL, 1 },
        { "a.txt", "a.TXT", "A.TXT", ".txt", 0 },
        { "PAGE~1.HTM", "page one.html", "PAGE~1.HTM", ".html", 0 },
        { "a.txt", "a", NULL, NULL, 1 },
        { NULL, "a.txt", NULL, ".exe", 1 },
        { NULL, "a.txt", "A.SCR", NULL, 1 },
        { "Untitled Attachment", "a.txt", NULL, NULL, 0 },
        { "a.c", "a.cpp", NULL, NULL, 1 },
        { "a.", "a.txt", NULL, NULL, 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct names_case *c = &cases[i];
        struct fixture f;

        fixture_begin(&f);
        tw_rend_file(&f.w);
        if (c->title != NULL)
            tw_attr_string(&f.w, TW_ATTACHMENT, TW_TITLE, c->title);
        tw_attach_props_begin(&f.w);
        tw_prop_unicode(&f.w, TW_P_ATTACH_LONG_NAME, c->long_name);
        if (c->short_name != NULL)
            tw_prop_unicode(&f.w, TW_P_ATTACH_NAME, c->short_name);
        if (c->extension != NULL)
            tw_prop_unicode(&f.w, TW_P_ATTACH_EXTENSION, c->extension);
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        if (c->differ)
            fixture_expect(&f, "anomaly content");
        else
            fixture_expect_no(&f, "anomaly content");
        fixture_end(&f);
    }
}

/* No 8-bit text is UTF-16 or UTF-32, whatever attOemCodepage says. */
static void doubles_wide_code_page_is_not_believed(void **state)
{
    static const uint32_t pages[] = { 1200, 1201, 12000, 12001 };

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct fixture f;

        fixture_begin(&f);
        fixture_bare(&f);
        tw_codepage(&f.w, pages[i], 0);
        tw_attr_string(&f.w, TW_MESSAGE, TW_SUBJECT, "plain text");
        fixture_run(&f);
        fixture_expect(&f, "\"plain text\"");
        fixture_expect(&f, "anomaly codepage");
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doubles_bodies_that_differ_are_told),
        cmocka_unit_test(doubles_cut_body_is_not_judged),
        cmocka_unit_test(doubles_names_that_differ_are_told),
        cmocka_unit_test(doubles_wide_code_page_is_not_believed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
