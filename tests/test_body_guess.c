/* SPDX-License-Identifier: MIT */

/* A delivery says that the code page of a body is unknown, refused or only the nearest one. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "body_check.h"

struct guess_row {
    const char *what;
    uint32_t oem, message, internet;
    const char *bytes;
    int found;
    const char *by;              /* NULL: whatever                                                */
};

#define BY_DEFAULT "codepage=1252 by=7"

static const struct guess_row plain_rows[] = {
    { "unknown", 99999, 0, 0, "\xE9", 1, BY_DEFAULT }, { "EBCDIC", 37, 0, 0, "\xE9", 1, BY_DEFAULT },
    { "Europa", 29001, 0, 0, "\xE9", 1, BY_DEFAULT }, { "UTF-7", 65000, 0, 0, "\xE9", 1, BY_DEFAULT },
    { "UTF-16", 1200, 0, 0, "\xE9", 1, BY_DEFAULT }, { "US-ASCII", 20127, 0, 0, "\xE9", 1, BY_DEFAULT },
    { "IA5", 20105, 0, 0, "\xE9", 1, BY_DEFAULT }, { "near 708", 709, 0, 0, "\xC7", 1, NULL },
    { "near 874", 0, 28601, 0, "\xA1", 1, NULL }, { "unknown message", 0, 99999, 0, "\xE9", 1, BY_DEFAULT },
    { "unknown property", 0, 0, 99999, "\xE9", 1, BY_DEFAULT },
    { "another is known", 99999, 1251, 0, "\xE9", 0, "codepage=1251 by=6" },
    { "and the third", 99999, 37, 1251, "\xE9", 0, "codepage=1251 by=3" },
    { "it is UTF-8", 99999, 0, 0, "\xC3\xA9", 0, "codepage=65001 by=5" },
    { "known", 1252, 0, 0, "\xE9", 0, "codepage=1252 by=3" },
    { "known, others are not", 1252, 99999, 37, "\xE9", 0, "codepage=1252 by=3" },
    { "nobody says a word", 0, 0, 0, "\xE9", 0, BY_DEFAULT },
    { "ASCII, unknown", 99999, 0, 0, "e", 0, NULL }, { "ASCII, EBCDIC", 37, 0, 0, "e", 0, NULL },
    { "ASCII, IA5", 20105, 0, 0, "e", 0, NULL }, { "ASCII, near 708", 709, 0, 0, "e", 0, NULL },
    { "a property of UTF-16", 0, 1200, 0, "\xE9", 0, BY_DEFAULT },
    { "a property of US-ASCII", 0, 20127, 0, "\xE9", 0, BY_DEFAULT },
};

#define META(charset) "<meta charset=" charset ">"

static const struct guess_row html_rows[] = {
    { "unknown", 0, 0, 99999, "<p>\xE9", 1, BY_DEFAULT },
    { "EBCDIC", 0, 0, 37, "<p>\xE9", 1, BY_DEFAULT },
    { "IA5", 0, 0, 20105, "<p>\xE9", 1, "codepage=20105 by=3" },
    { "near 874", 0, 0, 28601, "<p>\xA1", 1, "codepage=28601 by=3" },
    { "declares nonsense", 0, 0, 0, META("bogus") "\xE9", 1, BY_DEFAULT },
    { "declares what is too long", 0, 0, 0, META("this-is-longer-than-any-name") "\xE9", 1, BY_DEFAULT },
    { "declares UTF-7", 0, 0, 0, META("utf-7") "\xE9", 1, BY_DEFAULT },
    { "in a content type", 0, 0, 0, "<meta http-equiv=content-type content='text/html; charset=bogus'>\xE9",
      1, BY_DEFAULT },
    { "in XML", 0, 0, 0, "<?xml encoding='bogus'?>\xE9", 1, BY_DEFAULT },
    { "in a refresh it says nothing", 0, 0, 0,
      "<meta http-equiv=refresh content='0; url=?charset=bogus'>\xE9", 0, BY_DEFAULT },
    { "declares nothing", 0, 0, 0, META("''") "\xE9", 0, BY_DEFAULT },
    { "nonsense, and other text is known", 1251, 0, 0, META("bogus") "\xE9", 1, "codepage=1251 by=3" },
    { "unknown, and other text is known", 1252, 0, 99999, "<p>\xE9", 1, "codepage=1252 by=3" },
    { "nonsense, then sense", 0, 0, 0, META("bogus") META("koi8-r") "\xD0", 0, "codepage=20866 by=4" },
    { "nonsense, and XML knows", 0, 0, 0, "<?xml encoding='koi8-r'?>" META("bogus") "\xD0", 0,
      "codepage=20866 by=4" },
    { "nonsense, the property knows", 0, 0, 1251, META("bogus") "\xE9", 0, "codepage=1251 by=3" },
    { "unknown, the declaration knows", 0, 0, 99999, META("koi8-r") "\xD0", 0, "codepage=20866 by=4" },
    { "nonsense, it is UTF-8", 0, 0, 0, META("bogus") "\xC3\xA9", 0, "codepage=65001 by=5" },
    { "ASCII, unknown", 0, 0, 99999, "<p>e", 0, NULL },
    { "ASCII, nonsense", 0, 0, 0, META("bogus"), 0, NULL },
    { "ASCII, IA5", 0, 0, 20105, "<p>e", 0, NULL },
    { "nobody says a word", 0, 0, 0, "<p>\xE9", 0, BY_DEFAULT },
};

static void expect_guess(const struct guess_row *r, int is_html)
{
    struct body_log log;
    struct tw w;

    props_begin(&w, r->oem);
    if (r->message != 0)
        tw_prop_i4(&w, TW_P_MESSAGE_CODEPAGE, (int32_t)r->message);
    if (r->internet != 0)
        tw_prop_i4(&w, TW_P_INTERNET_CODEPAGE, (int32_t)r->internet);
    if (is_html)
        tw_prop_binary(&w, TW_P_HTML, r->bytes, strlen(r->bytes));
    else
        tw_prop_str8(&w, TW_P_BODY, r->bytes);
    log = props_read(&w);
    expect_of(&log, r->what, r->by != NULL ? r->by : "codepage=");
    expect_of(&log, r->what, r->found ? "form 1 TNEF_OK found=2 " : "form 1 TNEF_OK \"");
    expect_of(&log, r->what, r->found ? "form 2 TNEF_OK found=2 " : "form 2 TNEF_OK \"");
    body_log_free(&log);
}

static void body_guess_of_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plain_rows / sizeof *plain_rows; i++)
        expect_guess(&plain_rows[i], 0);
}

static void body_guess_of_html(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof html_rows / sizeof *html_rows; i++)
        expect_guess(&html_rows[i], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_guess_of_text),
        cmocka_unit_test(body_guess_of_html),
    };

    return cmocka_run_group_tests_name("body_guess", tests, NULL, NULL);
}
