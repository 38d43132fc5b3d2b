/* SPDX-License-Identifier: MIT */

/* File names in all forms: RFC 2231, RFC 2047, charsets, and the names of the search. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "known.h"
#include "mail_writer.h"
#include "scan_log.h"

#include <stdio.h>
#include <string.h>

struct form {
    const char *parameters;  /* of Content-Type */
    const char *name;
    const char *anomalies;
};

struct seen {
    char name[TNEF_SCANNER_NAME_SIZE];
    uint32_t claims;
    uint64_t anomalies;
    tnef_status status;
};

static int on_begin(void *user, const tnef_scanner_part *part)
{
    struct seen *seen = user;

    strcpy(seen->name, part->name);
    seen->claims = part->claims;
    return TNEF_SKIP;
}

static int on_end(void *user, const tnef_scanner_part *part)
{
    struct seen *seen = user;

    seen->anomalies = part->anomalies;
    return TNEF_CONTINUE;
}

static void scan(struct seen *seen, const char *parameters, const tnef_scanner_limits *limits)
{
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_begin = on_begin,
                                             .part_end = on_end };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = seen,
                                      .limits = limits };
    struct mail m = { 0 };
    tnef_scanner *s;

    memset(seen, 0, sizeof *seen);
    mail_text(&m, "Content-Type: a/b; ");
    mail_bytes(&m, parameters, strlen(parameters));
    mail_text(&m, "\n\nhello\n");
    assert_int_equal(tnef_scanner_new(&s, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_scanner_feed(s, m.p, m.len, NULL), TNEF_OK);
    seen->status = tnef_scanner_finish(s);
    tnef_scanner_free(s);
    mail_free(&m);
}

static void check(const struct form *forms, size_t count)
{
    unsigned bad = 0;

    for (size_t i = 0; i < count; i++) {
        struct seen seen;
        const char *anomalies;

        scan(&seen, forms[i].parameters, NULL);
        anomalies = scan_anomalies(seen.anomalies);
        if (strcmp(seen.name, forms[i].name) == 0 && strcmp(anomalies, forms[i].anomalies) == 0)
            continue;
        print_error("%s: '%s' instead of '%s': '%s' instead of '%s'\n", forms[i].parameters, seen.name,
                    forms[i].name, anomalies, forms[i].anomalies);
        bad++;
    }
    assert_int_equal(bad, 0);
}

#define CHECK(forms) check(forms, sizeof forms / sizeof forms[0])

/* ---- Characters ---------------------------------------------------------------------------- */

/* At each edge of what RFC 3629 allows: what is not a character is shown as its bytes. */
static void names_in_utf8(void **state)
{
    static const struct form forms[] = {
        { "name*=utf-8''%C2%80", "\xC2\x80", "" },
        { "name*=utf-8''%C1%80", "\\xC1\\x80", "name_broken" },
        { "name*=utf-8''%C3%A4.x", "\xC3\xA4.x", "" },
        { "name*=utf-8''%C3a", "\\xC3a", "name_broken" },
        { "name*=utf-8''%C3", "\\xC3", "name_broken" },
        { "name*=utf-8''%80", "\\x80", "name_broken" },
        { "name*=utf-8''%E0%A0%80", "\xE0\xA0\x80", "" },
        { "name*=utf-8''%E0%9F%BF", "\\xE0\\x9F\\xBF", "name_broken" },
        { "name*=utf-8''%E2%82%AC", "\xE2\x82\xAC", "" },
        { "name*=utf-8''%E2%82%C0", "\\xE2\\x82\\xC0", "name_broken" },
        { "name*=utf-8''%E2%C0%AC", "\\xE2\\xC0\\xAC", "name_broken" },
        { "name*=utf-8''%E2%82", "\\xE2\\x82", "name_broken" },
        { "name*=utf-8''%ED%9F%BF", "\xED\x9F\xBF", "" },
        { "name*=utf-8''%ED%A0%80", "\\xED\\xA0\\x80", "name_broken" },
        { "name*=utf-8''%EF%BB%BF", "\xEF\xBB\xBF", "" },
        { "name*=utf-8''%F0%90%80%80", "\xF0\x90\x80\x80", "" },
        { "name*=utf-8''%F0%8F%BF%BF", "\\xF0\\x8F\\xBF\\xBF", "name_broken" },
        { "name*=utf-8''%F3%A0%80%81", "\xF3\xA0\x80\x81", "" },
        { "name*=utf-8''%F4%8F%BF%BF", "\xF4\x8F\xBF\xBF", "" },
        { "name*=utf-8''%F4%90%80%80", "\\xF4\\x90\\x80\\x80", "name_broken" },
        { "name*=utf-8''%F5%80%80%80", "\\xF5\\x80\\x80\\x80", "name_broken" },
        { "name*=utf-8''%F0%90%80", "\\xF0\\x90\\x80", "name_broken" },
        { "name*=utf-8''a%00b", "a\\x00b", "name_broken" },
        { "name*=utf-8''%7F", "\\x7F", "name_broken" },
        { "name=\xC3\xA4", "\xC3\xA4", "eight_bit" },
        { "name=\xE4", "\\xE4", "eight_bit name_broken" },
    };

    (void)state;
    CHECK(forms);
}

static void names_in_other_charsets(void **state)
{
    static const struct form forms[] = {
        { "name*=''%C3%A4", "\xC3\xA4", "" },
        { "name*=us-ascii''a", "a", "" },
        { "name*=iso-8859-1'de'w%E4", "w\xC3\xA4", "" },
        { "name*=ISO-8859-1''%A0%FF", "\xC2\xA0\xC3\xBF", "" },
        { "name*=iso-8859-1''%9F", "\\x9F", "name_broken" },
        { "name*=windows-1252''%DF", "\xC3\x9F", "" },
        { "name*=koi8-r''%C1b", "\\xC1b", "name_broken" },
        { "name*=utf-16''%C3%A4", "\\xC3\\xA4", "name_broken" },
        { "name=\"=?koi8-r?q?=C1b?=\"", "\\xC1b", "name_broken name_word" },
    };

    (void)state;
    CHECK(forms);
}

/* ---- Forms --------------------------------------------------------------------------------- */

static void names_of_rfc_2231(void **state)
{
    static const struct form forms[] = {
        { "name*=utf-8''a%2", "a%2", "" },
        { "name*=utf-8''a%", "a%", "" },
        { "name*=utf-8''a%zz%2z", "a%zz%2z", "" },
        { "name*=%41", "A", "name_broken" },
        { "name*=utf-8'%41", "utf-8'A", "name_broken" },
        { "name*=\"utf-8''a\\\"b\"", "a\"b", "" },
        { "name=\"a\\\\b\\\"c\"", "a\\b\"c", "" },
        { "name=\"ab\\", "ab\\", "parameter_quote" },
        { "name*0=a; name*1=b; name*2=c", "abc", "" },
        { "name*2=c; name*1=b; name*0=a", "abc", "" },
        { "name*0*=utf-8''a%20; name*1=%20; name*2*=%63", "a %20c", "" },
        { "name*0=a; name*2=c", "a", "name_broken" },
        { "name*1=b", "", "name_broken" },
        { "name*0=\"a\\\"\"; name*1=\"b\"", "a\"b", "" },
        { "name*00=a; name*01=b", "ab", "" },
        { "name*0x=a; name*1x=b", "ab", "" },
        { "name*0=a; name*99999999999=b", "a", "name_broken" },
        { "name*0=a; name*1*x=%62", "ab", "" },
        { "name*0=; name*1=b", "b", "" },
        { "name*=", "", "name_broken" },
        { "name=", "", "parameter_empty" },
        { "name=\"\"", "", "parameter_empty" },
        { "charset=\"\"; name=a", "a", "parameter_empty" },
    };

    (void)state;
    CHECK(forms);
}

static void names_of_rfc_2047(void **state)
{
    static const struct form forms[] = {
        { "name=\"=?utf-8?Q?a=2Eb?=\"", "a.b", "name_word" },
        { "name=\"=?utf-8?q?a_b=3D?=\"", "a b=", "name_word" },
        { "name=\"=?utf-8?q?a=3?=\"", "a=3", "name_word" },
        { "name=\"=?utf-8?q?a=zz?=\"", "a=zz", "name_word" },
        { "name=\"=?utf-8?B?Pj4+YS8/?=\"", ">>>a/?", "name_word" },
        { "name=\"=?utf-8?b?YQ==?=\"", "a", "name_word" },
        { "name=\"=?utf-8?b?Y W I=?=\"", "ab", "name_word" },
        { "name=\"=?utf-8?b?Y?=\"", "", "name_word" },
        { "name=\"=?utf-8*en?q?a?=\"", "a", "name_word" },
        { "name=\"=??q?a?=\"", "a", "name_word" },
        { "name=\"=?iso-8859-1?q?=E4?=\"", "\xC3\xA4", "name_word" },
        { "name=\"=?utf-8?q?=C3?=\"", "\\xC3", "name_broken name_word" },
        /* blanks between two words belong to neither */
        { "name=\"=?utf-8?q?a?= =?utf-8?q?b?=\"", "ab", "name_word" },
        { "name=\"=?utf-8?q?a?==?utf-8?q?b?=\"", "ab", "name_word" },
        { "name=\"=?utf-8?q?a?= x =?utf-8?q?b?=\"", "a x b", "name_word" },
        { "name=\"x =?utf-8?q?a?= y\"", "x a y", "name_word" },
        { "name=\"  =?utf-8?q?a?=\"", "  a", "name_word" },
        /* no words */
        { "name=\"=?\"", "=?", "" },
        { "name=\"=?utf-8\"", "=?utf-8", "" },
        { "name=\"=?utf-8?\"", "=?utf-8?", "" },
        { "name=\"=?utf-8?q\"", "=?utf-8?q", "" },
        { "name=\"=?utf-8?q?\"", "=?utf-8?q?", "" },
        { "name=\"=?utf-8?q?a\"", "=?utf-8?q?a", "" },
        { "name=\"=?utf-8?q?a?\"", "=?utf-8?q?a?", "" },
        { "name=\"=?utf-8?q?a?x\"", "=?utf-8?q?a?x", "" },
        { "name=\"=?utf-8?qq?a?=\"", "=?utf-8?qq?a?=", "" },
        { "name=\"=?utf-8?X?a?=\"", "=?utf-8?X?a?=", "" },
        { "name=\"a=b\"", "a=b", "" },
        { "name=\"a=\"", "a=", "" },
    };

    (void)state;
    CHECK(forms);
}

/* ---- Limits -------------------------------------------------------------------------------- */

static void put_pieces(char *out, size_t room, uint32_t count)
{
    size_t len = 0;

    out[0] = 0;
    for (uint32_t i = 0; i < count; i++)
        len += (size_t)snprintf(out + len, room - len, "name*%u=%c;", i, 'a' + (int)(i % 26u));
}

/* Each of 32 pieces counts, and the next one is beyond the limit. */
static void pieces_at_their_limit(void **state)
{
    char parameters[1024];
    struct seen seen;

    (void)state;
    for (uint32_t count = 31; count <= 33u; count++) {
        put_pieces(parameters, sizeof parameters, count);
        scan(&seen, parameters, NULL);
        assert_int_equal(strlen(seen.name), count < 32u ? count : 32u);
        assert_int_equal(seen.name[30], 'e');
        assert_int_equal(seen.status, count <= 32u ? TNEF_OK : TNEF_E_LIMIT_PARAMETERS);
        assert_string_equal(scan_anomalies(seen.anomalies), count <= 32u ? "" : "parameter_limit");
    }
}

/* A character or an escape for which there is no room is left out as a whole, and so is all beyond it
 * that does not fit. */
static void long_names_end_between_characters(void **state)
{
    static const struct {
        const char *last;
        size_t room, len;    /* bytes that are left when it comes, and of the name */
    } ends[] = {
        { "%C3%A4", 2, 511 }, { "%C3%A4", 1, 510 }, { "%01", 4, 511 }, { "%01", 3, 508 },
        { "%E2%82%AC", 3, 511 }, { "%E2%82%AC", 2, 509 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char parameters[1024] = "name*0*=utf-8'';name*1*=";
        size_t at = strlen(parameters), fill = TNEF_SCANNER_NAME_SIZE - 1u - ends[i].room;
        struct seen seen;

        /* escapes are longer than the byte that they stand for, so that all of it is read */
        memset(parameters + at, 'a', fill);
        parameters[at + fill] = 0;
        if (ends[i].last[1] == '0') {
            memset(parameters + at, 'a', fill - 100u);
            parameters[at + fill - 100u] = 0;
            for (int k = 0; k < 25; k++)
                strcat(parameters, "%01");
        }
        strcat(parameters, ends[i].last);
        scan(&seen, parameters, NULL);
        assert_int_equal(strlen(seen.name), ends[i].len);
    }
}

/* ---- Names of the search -------------------------------------------------------------------- */

static void names_of_the_search(void **state)
{
    static const struct {
        const char *parameters;
        int claims;
    } rows[] = {
        { "name=winmail.dat", 1 },        { "name=WinMail.DAT", 1 },
        { "name=winmail1.dat", 1 },       { "name=winmail00012.dat", 1 },
        { "name=win.dat", 1 },            { "name*0=winmail; name*1=7.dat", 1 },
        { "name=winmailx.dat", 0 },       { "name=winmail1x.dat", 0 },
        { "name=winmail1.da", 0 },        { "name=winmail1.dat2", 0 },
        { "name=win1.dat", 0 },           { "name=winmail", 0 },
        { "name=\"=?us-ascii?q?winmail=2Edat?=\"", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct seen seen;

        scan(&seen, rows[i].parameters, NULL);
        if ((seen.claims == TNEF_SCANNER_CLAIMS_NAME) != (rows[i].claims != 0))
            fail_msg("%s: claims %u", rows[i].parameters, seen.claims);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_utf8),
        cmocka_unit_test(names_in_other_charsets),
        cmocka_unit_test(names_of_rfc_2231),
        cmocka_unit_test(names_of_rfc_2047),
        cmocka_unit_test(pieces_at_their_limit),
        cmocka_unit_test(long_names_end_between_characters),
        cmocka_unit_test(names_of_the_search),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
