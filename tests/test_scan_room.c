/* SPDX-License-Identifier: MIT */

/* What has no room any more: boundaries beyond the deepest multipart, beyond what is kept of them, or in
 * a field that is cut, and streams beyond max_streams. What is there is still read, in every split. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "mail_writer.h"
#include "scan_log.h"
#include "transfer_writer.h"

#include <stdlib.h>
#include <string.h>

#define TEXT "Content-Type: text/plain\n\nhello\n"
#define TNEF \
    "Content-Type: application/ms-tnef; name=winmail.dat\n" \
    "Content-Transfer-Encoding: base64\n\n$B"

/* What is found in |m|, the anomalies, and the status. */
static void check(const struct mail *m, const tnef_scanner_limits *limits, int answer, const char *found,
                  const char *anomalies, tnef_status status)
{
    const struct scan_plan plan = { .limits = limits, .answer = answer };
    const char *why;
    struct scan_log l;

    scan_log_run(&l, m->p, m->len, &plan);
    assert_string_equal(l.bad, "");
    assert_string_equal(l.found.len > 0 ? l.found.text : "", found);
    assert_string_equal(scan_anomalies(l.anomalies), anomalies);
    assert_string_equal(tnef_status_name(l.status), tnef_status_name(status));
    scan_log_free(&l);
    why = scan_log_ways(m->p, m->len, &plan);
    if (why != NULL)
        fail_msg("%s", why);
}

static void check_text(const char *text, const tnef_scanner_limits *limits, const char *found,
                       const char *anomalies, tnef_status status)
{
    struct mail m = { 0 };

    mail_text(&m, text);
    check(&m, limits, TNEF_CONTINUE, found, anomalies, status);
    mail_free(&m);
}

/* ---- Depth ----------------------------------------------------------------------------------- */

/* In the deepest multipart that there may be, boundaries of deeper ones are not looked for. */
static void boundaries_that_are_too_deep(void **state)
{
    static const char *const boundaries[] = {
        "boundary=c", "boundary=\"=?us-ascii?q?c?=\"", "boundary*0=c", "boundary*=us-ascii''c",
        "boundary=\"c\\c\"",
    };
    const tnef_scanner_limits limits = { .size = sizeof limits, .max_depth = 1 };

    (void)state;
    for (size_t i = 0; i < sizeof boundaries / sizeof boundaries[0]; i++) {
        const struct scan_plan plan = { .limits = &limits };
        struct mail m = { 0 };
        struct scan_log l;

        mail_text(&m, "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; ");
        mail_text(&m, boundaries[i]);
        mail_text(&m, "\n\n--c\n" TNEF "--c--\n--b\n" TNEF "--b--\n");
        scan_log_run(&l, m.p, m.len, &plan);
        assert_string_equal(l.found.text, "1.1.1=uu 1.2=base64"); /* what is too deep is text */
        assert_int_equal(l.status, TNEF_E_LIMIT_DEPTH);
        assert_int_equal(l.error.limit, 1);
        assert_int_equal(l.error.found, 2);
        assert_true((l.anomalies & TNEF_ANOMALY_BIT(TNEF_SCANNER_A_TOO_DEEP)) != 0);
        scan_log_free(&l);
        mail_free(&m);
    }
}

/* A multipart without boundary is one at any depth, and says so. */
static void guess_in_the_deepest_multipart(void **state)
{
    (void)state;
    for (uint32_t max = 1; max <= 2u; max++) {
        const tnef_scanner_limits limits = { .size = sizeof limits, .max_depth = max };
        const struct scan_plan plan = { .limits = &limits };
        struct mail m = { 0 };
        struct scan_log l;

        mail_text(&m, "$HContent-Type: multipart/mixed\n\n--c\n" TEXT "--c\n" TNEF "--c--\n");
        scan_log_run(&l, m.p, m.len, &plan);
        assert_string_equal(l.bad, "");
        assert_string_equal(scan_anomalies(l.anomalies), "no_boundary");
        assert_true(max == 1u || l.streams == 1u);
        scan_log_free(&l);
        mail_free(&m);
    }
}

/* ---- Boundaries ------------------------------------------------------------------------------ */

/* The field is cut in its boundary: lines that begin with what is known of it are boundaries, and have
 * junk behind it. */
static void boundary_in_a_field_that_is_cut(void **state)
{
    const tnef_scanner_limits limits = { .size = sizeof limits, .max_line = 40 };

    (void)state;
    check_text("$HContent-Type: multipart/mixed; boundary=abcdefghijklmnopqrstuvwxyz\n\n"
               "--abcdefghijklmnopqrstuvwxyz\n" TEXT "--abcdefghijklmnopqrstuvwxyz\n" TNEF
               "--abcdefghijklmnopqrstuvwxyz--\n",
               &limits, "1.2=base64", "header_end line_limit boundary_cut boundary_junk no_end",
               TNEF_E_LIMIT_HEADER);
}

/* Of what there is no room for, the hash and the length count. */
static void boundaries_for_which_there_is_no_room(void **state)
{
    const tnef_scanner_limits limits = { .size = sizeof limits, .max_depth = 1 };
    static const char *const last[] = { "z", "y", "z" };

    (void)state;
    for (size_t i = 0; i < 2u; i++) {
        struct mail m = { .n = 250 };

        /* the third is kept in part, the fourth, the same, not at all */
        mail_text(&m, "$HContent-Type: multipart/mixed; boundary=1$b; boundary=2$b; boundary=3$bz; ");
        mail_text(&m, "boundary=3$b");
        mail_text(&m, last[i]);
        mail_text(&m, "\n\n--3$b");
        mail_text(&m, last[i]);
        mail_text(&m, "\n" TEXT "--3$b");
        mail_text(&m, last[i]);
        mail_text(&m, "\n" TNEF "--3$b");
        mail_text(&m, last[i]);
        mail_text(&m, "--\n");
        check(&m, &limits, TNEF_CONTINUE, "1.2=base64",
              "duplicate_parameter boundary_long boundary_cut", TNEF_E_LIMIT_BOUNDARY);
        mail_free(&m);
    }
}

/* ---- Streams --------------------------------------------------------------------------------- */

/* A text with two blocks in base64, and, behind it, a stream. */
static void uu_in_base64(struct mail *m)
{
    struct mail in = { 0 };
    uint8_t *out;

    mail_text(&in, "hello\n$Ubetween\n$Ubye\n");
    out = malloc(TRANSFER_ROOM(in.len));
    assert_non_null(out);
    mail_text(m, "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n"
                 "Content-Transfer-Encoding: base64\n\n");
    mail_bytes(m, out, transfer_base64(out, in.p, in.len, 76, "\r\n"));
    mail_text(m, "--b\n" TNEF "--b--\n");
    free(out);
    mail_free(&in);
}

static void streams_beyond_their_number(void **state)
{
    static const char *const found[] = { "1.1.1=uu", "1.1.1=uu 1.1.2=uu", "1.1.1=uu 1.1.2=uu 1.2=base64" };

    (void)state;
    for (uint32_t max = 1; max <= 3u; max++) {
        const tnef_scanner_limits limits = { .size = sizeof limits, .max_streams = max };
        struct mail m = { 0 }, plain = { 0 };

        uu_in_base64(&m);
        check(&m, &limits, TNEF_CONTINUE, found[max - 1u],
              max < 3u ? "too_many_streams uu_block" : "uu_block",
              max < 3u ? TNEF_E_LIMIT_STREAMS : TNEF_OK);
        mail_text(&plain, "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n$Ubetween\n$Ubye\n"
                          "--b\n" TNEF "--b--\n");
        check(&plain, &limits, TNEF_CONTINUE, found[max - 1u],
              max < 3u ? "too_many_streams uu_block" : "uu_block",
              max < 3u ? TNEF_E_LIMIT_STREAMS : TNEF_OK);
        mail_free(&plain);
        mail_free(&m);
    }
}

/* A part that is delivered as it stands or decoded is searched, but is no stream. */
static void delivered_parts_are_no_streams(void **state)
{
    static const int answers[] = { TNEF_SCANNER_RAW, TNEF_SCANNER_DECODE };
    const tnef_scanner_limits limits = { .size = sizeof limits, .max_streams = 1 };

    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct mail m = { 0 };

        mail_text(&m, "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" TNEF "--b\n" TNEF "--b--\n");
        check(&m, &limits, answers[i], "", "", TNEF_OK);
        mail_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boundaries_that_are_too_deep),
        cmocka_unit_test(guess_in_the_deepest_multipart),
        cmocka_unit_test(boundary_in_a_field_that_is_cut),
        cmocka_unit_test(boundaries_for_which_there_is_no_room),
        cmocka_unit_test(streams_beyond_their_number),
        cmocka_unit_test(delivered_parts_are_no_streams),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
