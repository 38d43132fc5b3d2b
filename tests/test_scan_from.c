/* SPDX-License-Identifier: MIT */

/* The line that a mailbox has before a message: told from other lines that begin with "From". */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "mail_writer.h"
#include "scan_log.h"

#include <string.h>

static const struct {
    const char *line;
    uint32_t anomaly;
} rows[] = {
    { "From a@example.org Wed Apr 15 08:26:16 2020", TNEF_SCANNER_A_FROM_LINE },
    { "From a@example.org 08:26", TNEF_SCANNER_A_FROM_LINE },
    { "From - 2020-04-15T23:59:59Z", TNEF_SCANNER_A_FROM_LINE },
    { "From  \"a b\" Wed 00:00", TNEF_SCANNER_A_FROM_LINE },
    { ">From a@example.org Wed Apr 15 08:26:16 2020", TNEF_SCANNER_A_FROM_LINE },
    { "From", TNEF_SCANNER_A_FROM_LINE },
    { "From ", TNEF_SCANNER_A_FROM_LINE },
    { "From a@example.org", TNEF_SCANNER_A_GARBAGE_LINE },
    { "From my (non technical end) some queries/observations;", TNEF_SCANNER_A_GARBAGE_LINE },
    { "From 08:26", TNEF_SCANNER_A_GARBAGE_LINE },
    { "From a 8:26", TNEF_SCANNER_A_GARBAGE_LINE },
    { "From a 24:00, 12:60, 112:00, 12:000", TNEF_SCANNER_A_GARBAGE_LINE },
    { "Fromage 08:26", TNEF_SCANNER_A_GARBAGE_LINE },
    { "from a 08:26", TNEF_SCANNER_A_GARBAGE_LINE },
};

static void from_lines_say_a_time(void **state)
{
    const uint64_t both =
        TNEF_ANOMALY_BIT(TNEF_SCANNER_A_FROM_LINE) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_GARBAGE_LINE);
    const struct scan_plan plan = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct mail m = { 0 };
        struct scan_log l;
        const char *why;

        mail_text(&m, rows[i].line);
        mail_text(&m, "\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n$B");
        scan_log_run(&l, m.p, m.len, &plan);
        assert_string_equal(l.bad, "");
        assert_int_equal(l.streams, 1);
        if ((l.anomalies & both) != TNEF_ANOMALY_BIT(rows[i].anomaly))
            fail_msg("%s: %s", rows[i].line, scan_anomalies(l.anomalies));
        scan_log_free(&l);
        why = scan_log_ways(m.p, m.len, &plan);
        if (why != NULL)
            fail_msg("%s: %s", rows[i].line, why);
        mail_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_lines_say_a_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
