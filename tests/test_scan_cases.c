/* SPDX-License-Identifier: MIT */

/* The malformed mail of tests/scan_rows_*.c under both policies, whole and in every way. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan_cases.h"
#include "scan_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned wrong(const struct scan_case *c, const char *what, const char *expected,
                      const char *found)
{
    if (strcmp(expected, found) == 0)
        return 0;
    print_error("%s: %s: '%s' instead of '%s'\n", c->name, what, found, expected);
    return 1;
}

/* A stream that is the one of the writer must be it, byte for byte; templates also hold others. */
static unsigned check_data(const struct scan_case *c, const struct scan_log *l)
{
    size_t len;
    const uint8_t *tnef = mail_tnef(&len);
    int whole = strstr(c->text, "$B") != NULL || strstr(c->text, "$L") != NULL
        || strstr(c->text, "$Q") != NULL || strstr(c->text, "$U") != NULL
        || strstr(c->text, "$R") != NULL || strstr(c->text, "$N") != NULL
        || strstr(c->text, "$E") != NULL;

    if (!whole || l->streams == 0)
        return 0;
    if (l->data_len < len * l->streams || memcmp(l->data, tnef, len) != 0) {
        print_error("%s: %zu bytes in %u streams\n", c->name, l->data_len, l->streams);
        return 1;
    }
    if (l->data_len != len * l->streams && strstr(c->name, "junk") == NULL) {
        print_error("%s: %zu bytes in %u streams\n", c->name, l->data_len, l->streams);
        return 1;
    }
    return 0;
}

static unsigned check_find(const struct scan_case *c, const struct mail *m)
{
    const struct scan_plan plan = { 0 };
    struct scan_log l;
    unsigned bad = 0;

    scan_log_run(&l, m->p, m->len, &plan);
    bad += wrong(c, "found", c->found, l.found.text != NULL ? l.found.text : "");
    bad += wrong(c, "anomalies", c->anomalies, scan_anomalies(l.anomalies));
    bad += wrong(c, "promises", "", l.bad);
    bad += check_data(c, &l);
    scan_log_free(&l);
    return bad;
}

static unsigned check_strict(const struct scan_case *c, const struct mail *m)
{
    const struct scan_plan plan = { .policy = TNEF_SCANNER_STRICT };
    struct scan_log l;
    const char *name = "";
    unsigned bad = 0;

    scan_log_run(&l, m->p, m->len, &plan);
    if (l.status == TNEF_E_AMBIGUOUS)
        name = tnef_anomaly_name(l.error.code);
    else if (l.status == TNEF_OK && strcmp(c->strict, "-") == 0)
        name = l.streams == 0 ? "-" : "";
    else if (l.status == TNEF_OK)
        bad += wrong(c, "found by STRICT", c->found, l.found.text != NULL ? l.found.text : "");
    else
        bad += wrong(c, "status of STRICT", "", tnef_status_name(l.status));
    bad += wrong(c, "STRICT", c->strict, name);
    scan_log_free(&l);
    return bad;
}

static unsigned check_ways(const struct scan_case *c, const struct mail *m)
{
    const struct scan_plan find = { 0 }, strict = { .policy = TNEF_SCANNER_STRICT };
    const struct scan_plan raw = { .answer = TNEF_SCANNER_RAW };
    const struct scan_plan decode = { .answer = TNEF_SCANNER_DECODE };
    const struct scan_plan *const plans[] = { &find, &strict, &raw, &decode };
    unsigned bad = 0;

    if (m->len > 20000u)
        return 0;
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        const char *why = scan_log_ways(m->p, m->len, plans[i]);

        if (why != NULL) {
            print_error("%s: plan %zu: %s\n", c->name, i, why);
            bad++;
        }
    }
    return bad;
}

static unsigned for_all(unsigned (*check)(const struct scan_case *c, const struct mail *m))
{
    unsigned bad = 0;

    for (size_t t = 0; t < SCAN_TABLES; t++)
        for (const struct scan_case *c = scan_tables[t]; c->name != NULL; c++) {
            struct mail m;

            scan_case_mail(&m, c);
            bad += check(c, &m);
            mail_free(&m);
        }
    return bad;
}

static unsigned both(const struct scan_case *c, const struct mail *m)
{
    unsigned bad = check_find(c, m);

    return bad + check_strict(c, m);
}

static void scan_cases_read_as_expected(void **state)
{
    (void)state;
    assert_int_equal(for_all(both), 0);
}

static void scan_cases_do_not_depend_on_pieces_and_pauses(void **state)
{
    (void)state;
    assert_int_equal(for_all(check_ways), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scan_cases_read_as_expected),
        cmocka_unit_test(scan_cases_do_not_depend_on_pieces_and_pauses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
