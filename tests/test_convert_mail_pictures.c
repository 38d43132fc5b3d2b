/* SPDX-License-Identifier: MIT */

/* Which pictures HTML shows, and the ids, locations and names of files. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

static void begin(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
}

static void expect(struct tw *w, const tnef_convert_options *options, const char *lines, int is_there)
{
    char *text = cw_convert(w, TNEF_CONVERT_MAIL, options, NULL);

    assert_non_null(text);
    if ((strstr(text, lines) != NULL) != is_there)
        fail_msg("%s %s\n%s", lines, is_there ? "is not in" : "is in", text);
    free(text);
}

/* ---- Pictures ------------------------------------------------------------------------------ */

static void html_of(struct tw *w, const char *html)
{
    cw_begin(w, "IPM.Note");
    tw_prop_binary(w, TW_P_HTML, html, strlen(html));
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 20127);
    cw_end(w);
}

static void picture(struct tw *w, int32_t method, const char *type, const char *id, const char *place)
{
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, method);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "a.png");
    if (type != NULL)
        tw_prop_unicode(w, TW_P_ATTACH_MIME, type);
    if (id != NULL)
        tw_prop_unicode(w, TW_P_CONTENT_ID, id);
    if (place != NULL)
        tw_prop_unicode(w, TW_P_CONTENT_LOCATION, place);
    tw_prop_binary(w, TW_P_ATTACH_DATA, "A", 1);
    tw_attr_props_end(w);
}

static void places(void **state)
{
    static const struct {
        const char *html, *type, *place;
        int is_inline;
    } rows[] = {
        { "<img src=\ta.png>", "image/png", "a.png", 1 },
        { "<img src=\ra.png\r>", "image/png", "a.png", 1 },
        { "<img src=a.png\t>", "image/png", "a.png", 1 },
        { "<img src=\na.png\n>", "image/png", "a.png", 1 },
        { "<img src=\va.png>", "image/png", "a.png", 0 },
        { "<a href=a.png>", "text/plain", "a.png", 0 },
    };
    char html[400], place[301];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;

        html_of(&w, rows[i].html);
        picture(&w, 1, rows[i].type, NULL, rows[i].place);
        expect(&w, NULL, "Content-Disposition: inline;", rows[i].is_inline);
    }
    /* Of a longer value no beginning counts, and what comes after it does. */
    memset(place, 'p', 300);
    for (size_t len = 254; len <= 300; len += len == 254 ? 1 : 45) {
        struct tw w;

        place[len] = '\0';
        (void)snprintf(html, sizeof html, "<img src='%s'><img src='b.png'>", place);
        html_of(&w, html);
        picture(&w, 1, "image/png", NULL, place);
        picture(&w, 1, "image/png", NULL, "b.png");
        {
            char *text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
            const char *first = strstr(text, "Content-Disposition: inline;");

            assert_non_null(first);
            assert_int_equal(strstr(first + 1, "Content-Disposition: inline;") != NULL, len == 254);
            free(text);
        }
        place[len] = 'p';
    }
}

static void ids(void **state)
{
    char *text;
    const char *at;
    struct tw w;

    (void)state;
    /* The first of two with one id; the other one is a file. */
    html_of(&w, "<img src='cid:a'>");
    picture(&w, 1, "image/png", "a", NULL);
    picture(&w, 1, "image/png", "a", NULL);
    text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
    at = strstr(text, "Content-Disposition: inline;");
    assert_non_null(at);
    assert_null(strstr(at + 1, "Content-Disposition: inline;"));
    assert_non_null(strstr(at, "Content-Disposition: attachment;"));
    free(text);
    /* An id that is half in brackets is another one, and none that a field can have. */
    html_of(&w, "<img src='cid:a'>");
    picture(&w, 1, "image/png", "<a", NULL);
    expect(&w, NULL, "Content-Disposition: inline;", 0);
    html_of(&w, "<img src='cid:a'>");
    picture(&w, 1, "image/png", "<a", NULL);
    expect(&w, NULL, "Content-ID:", 0);
    /* An object is no picture. */
    html_of(&w, "<img src='cid:a'>");
    picture(&w, 6, "image/png", "a", NULL);
    expect(&w, NULL, "Content-Disposition: inline;", 0);
    /* Escapes of two digits stand for a byte, others for themselves. */
    html_of(&w, "<img src='cid:a%-1%4-'>");
    picture(&w, 1, "image/png", "a%-1%4-", NULL);
    expect(&w, NULL, "Content-Disposition: inline;", 1);
}

/* What no field can have is not written; what is longer than an address may be shows nothing. */
static void odd_ids(void **state)
{
    static const struct {
        const char *place, *id;
    } rows[] = { { "\u00E4.png", "\u00E4" }, { "a\x7F.png", "a\x7F" }, { "a b.png", "a b" } };
    char id[301], html[400];
    struct tw w;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        html_of(&w, "<p>");
        picture(&w, 1, "image/png", "a", rows[i].place);
        expect(&w, NULL, "Content-Location:", 0);
        html_of(&w, "<p>");
        picture(&w, 1, "image/png", rows[i].id, NULL);
        expect(&w, NULL, "Content-ID:", 0);
    }
    memset(id, 'a', 300);
    for (size_t len = 255; len <= 300; len += len == 255 ? 1 : 44) {
        id[len] = '\0';
        (void)snprintf(html, sizeof html, "<img src='cid:%s'><img src='cid:b'>", id);
        html_of(&w, html);
        picture(&w, 1, "image/png", id, NULL);
        expect(&w, NULL, "Content-ID: <aaa", len == 255);
        html_of(&w, html);
        picture(&w, 1, "image/png", "b", NULL);
        expect(&w, NULL, "Content-Disposition: inline;", 1);
        id[len] = 'a';
    }
}

/* A name for people that is not that of the file; a file without an end. */
static void names_of_files(void **state)
{
    static const struct {
        const char *name, *display, *lines;
        int is_there;
    } rows[] = {
        { "a.png", "b.png", "Content-Description: b.png\r\n", 1 },
        { "a.png", "a.png", "Content-Description:", 0 },
        { "abc", NULL, "Content-Type: application/octet-stream; name=\"abc\"\r\n", 1 },
        { "abc.abcdef", NULL, "Content-Type: application/octet-stream; name=\"abc.abcdef\"\r\n", 1 },
        { "abc.", NULL, "Content-Type: application/octet-stream;", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;

        begin(&w);
        cw_end(&w);
        tw_rend_file(&w);
        tw_attach_props_begin(&w);
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
        tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, rows[i].name);
        if (rows[i].display != NULL)
            tw_prop_unicode(&w, TW_P_DISPLAY_NAME, rows[i].display);
        tw_prop_binary(&w, TW_P_ATTACH_DATA, "A", 1);
        tw_attr_props_end(&w);
        expect(&w, NULL, rows[i].lines, rows[i].is_there);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places),
        cmocka_unit_test(ids),
        cmocka_unit_test(odd_ids),
        cmocka_unit_test(names_of_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
