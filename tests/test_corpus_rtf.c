/* SPDX-License-Identifier: MIT */

/* Real RTF, in the folder that TNEF_CORPUS_DIR names: its kind and code page against what an
 * independent reader found (truth/NAME.json), and its HTML or text against another reader's
 * (expected/NAME.html or .txt), white space and charset declarations apart. Without that folder there
 * is nothing to do. */

#define _POSIX_C_SOURCE 200809L     /* dirent.h */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "rtf_check.h"

#define PATH_SIZE 1024

/* NULL when there is no such file. */
static char *read_all(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *buf = NULL;
    size_t n;

    *len = 0;
    if (f == NULL)
        return NULL;
    do {
        buf = realloc(buf, *len + 65537);
        assert_non_null(buf);
        n = fread(buf + *len, 1, 65536, f);
        *len += n;
    } while (n > 0);
    buf[*len] = 0;
    assert_int_equal(fclose(f), 0);
    return buf;
}

/* ---- Another reader's opinion -------------------------------------------------------------- */

/* Where it is explained why the two differ: only so far are they compared. */
static const struct { const char *name, *why; } differ[] = {
    /* text in an HTML page of its own */
    { "bbottema-rtf-to-html__newlines-test.rtf", "text is text here, and a page there" },
    /* \u65533 stands in the RTF; the other one guesses what it was made of */
    { "seamustuohy-RTFDE__multiple-encodings.rtf", "U+FFFD is what is written" },
};

static int is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* White space, a no-break blank in either writing, and the value of each charset are dropped. */
static size_t normalise(char *s, size_t len)
{
    size_t to = 0;

    for (size_t i = 0; i < len; i++) {
        if (is_white(s[i]))
            continue;
        if (strncmp(s + i, "&nbsp;", 6) == 0) {
            i += 5;
            continue;
        }
        if (strncmp(s + i, "\xC2\xA0", 2) == 0) {
            i++;
            continue;
        }
        s[to++] = s[i];
        if (to >= 8 && memcmp(s + to - 8, "charset=", 8) == 0)
            while (i + 1 < len && s[i + 1] != '"' && s[i + 1] != '>')
                i++;
    }
    s[to] = 0;
    return to;
}

static int is_explained(const char *name)
{
    for (size_t i = 0; i < sizeof differ / sizeof *differ; i++)
        if (strcmp(differ[i].name, name) == 0)
            return 1;
    return 0;
}

static int compare(const char *dir, const char *name, struct rtf_result *r)
{
    static const char *const ends[] = { "html", "txt" };
    char path[PATH_SIZE];

    for (size_t i = 0; i < 2; i++) {
        char *other;
        size_t a, b;
        int same;

        snprintf(path, sizeof path, "%s/expected/%s.%s", dir, name, ends[i]);
        other = read_all(path, &b);
        if (other == NULL)
            continue;
        a = normalise(r->out, r->len);
        b = normalise(other, b);
        same = a == b && memcmp(r->out, other, a) == 0;
        if (same == is_explained(name))
            print_error("%s: %s\n", name, same ? "same, though it should not be" : "differs");
        assert_int_equal(same, !is_explained(name));
        free(other);
        return 1;
    }
    return 0;
}

/* ---- The files ----------------------------------------------------------------------------- */

static void check(const char *dir, const char *name, const json_t *truth, int *compared)
{
    char path[PATH_SIZE];
    struct rtf_result r;
    uint32_t kind = TNEF_RTF_RICH;
    size_t len;
    char *rtf;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    rtf = read_all(path, &len);
    assert_non_null(rtf);
    r = rtf_read_all_ways(rtf, len, TNEF_RTF_AUTO);
    if (json_is_true(json_object_get(truth, "fromhtml")))
        kind = TNEF_RTF_FROM_HTML;
    else if (json_is_true(json_object_get(truth, "fromtext")))
        kind = TNEF_RTF_FROM_TEXT;
    if (r.info.kind != kind)
        print_error("%s: kind %u\n", name, r.info.kind);
    assert_int_equal(r.info.kind, kind);
    if (json_integer_value(json_object_get(truth, "ansicpg")) > 0)
        assert_int_equal(r.info.codepage,
                         json_integer_value(json_object_get(truth, "ansicpg")));
    *compared += compare(dir, name, &r);
    rtf_drop(&r);
    free(rtf);
}

static void real_rtf(void **state)
{
    const char *dir = TNEF_CORPUS_DIR;
    int files = 0;
    int compared = 0;
    struct dirent *e;
    DIR *d = opendir(dir);

    (void)state;
    if (d == NULL)
        skip();
    while ((e = readdir(d)) != NULL) {
        size_t len = strlen(e->d_name);
        char path[PATH_SIZE];
        json_t *truth;

        if (len < 4 || strcmp(e->d_name + len - 4, ".rtf") != 0)
            continue;
        snprintf(path, sizeof path, "%s/truth/%s.json", dir, e->d_name);
        truth = json_load_file(path, 0, NULL);
        assert_non_null(truth);
        check(dir, e->d_name, truth, &compared);
        json_decref(truth);
        files++;
    }
    closedir(d);
    print_message("%d files, %d of them compared with another reader\n", files, compared);
    assert_true(files > 0 && compared > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(real_rtf) };

    return cmocka_run_group_tests_name("corpus_rtf", tests, NULL, NULL);
}
