/* SPDX-License-Identifier: MIT */

/* Mail that is stored in UTF-16, with and without a mark, and what only begins like it. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "mail_writer.h"
#include "scan_log.h"

#include <stdlib.h>
#include <string.h>

#define MIXED \
    "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n--b\n" \
    "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n$B--b--\n"

/* The mail in UTF-16: |high| is where the NUL of a letter comes, 0 before and 1 after it. */
static uint8_t *widen(const struct mail *m, int mark, int high, size_t *len)
{
    uint8_t *out = calloc(m->len + 1u, 2);
    size_t n = 0;

    assert_non_null(out);
    if (mark) {
        out[0] = high == 0 ? 0xFE : 0xFF;
        out[1] = high == 0 ? 0xFF : 0xFE;
        n = 2;
    }
    for (size_t i = 0; i < m->len; i++)
        out[n + 2u * i + (high == 0 ? 1u : 0u)] = m->p[i];
    *len = n + 2u * m->len;
    return out;
}

static void check(const uint8_t *in, size_t len, const char *found, const char *anomalies)
{
    const struct scan_plan plan = {0};
    const char *why = scan_log_ways(in, len, &plan);
    struct scan_log l;
    size_t tnef_len;
    const uint8_t *tnef = mail_tnef(&tnef_len);

    if (why != NULL)
        fail_msg("%s", why);
    scan_log_run(&l, in, len, &plan);
    assert_string_equal(l.found.text != NULL ? l.found.text : "", found);
    assert_string_equal(scan_anomalies(l.anomalies), anomalies);
    assert_string_equal(l.bad, "");
    if (l.streams > 0) {
        assert_int_equal(l.data_len, tnef_len);
        assert_memory_equal(l.data, tnef, tnef_len);
    }
    scan_log_free(&l);
}

static void wide_mail_is_read(void **state)
{
    static const char *const eols[] = {"\r\n", "\n"};

    (void)state;
    for (int form = 0; form < 8; form++) {
        struct mail m = {.eol = eols[form / 4]};
        uint8_t *in;
        size_t len;

        mail_text(&m, MIXED);
        in = widen(&m, form % 2, form / 2 % 2, &len);
        check(in, len, "1.2=base64", form / 4 == 0 ? "utf16" : "bare_lf utf16");
        free(in);
        mail_free(&m);
    }
}

static void wide_mail_is_refused_by_strict(void **state)
{
    const struct scan_plan plan = {.policy = TNEF_SCANNER_STRICT};
    struct mail m = {0};
    struct scan_log l;
    uint8_t *in;
    size_t len;

    (void)state;
    mail_text(&m, MIXED);
    in = widen(&m, 1, 1, &len);
    scan_log_run(&l, in, len, &plan);
    assert_int_equal(l.status, TNEF_E_AMBIGUOUS);
    assert_int_equal(l.error.code, TNEF_SCANNER_A_UTF16);
    assert_int_equal(l.error.offset, 0);
    scan_log_free(&l);
    free(in);
    mail_free(&m);
}

/* An encoded message in it takes the next level. The levels are counted together. */
static void wide_mail_takes_a_level(void **state)
{
    tnef_scanner_limits limits = {.size = sizeof limits};
    struct scan_plan plan = {.limits = &limits};
    struct mail inner = {0}, m = {0};
    uint8_t *in;
    size_t len;

    (void)state;
    mail_text(&inner, MIXED);
    m.tnef = inner.p;
    m.tnef_len = inner.len;
    mail_text(&m, "$HContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n$B");
    in = widen(&m, 1, 1, &len);
    for (limits.max_levels = 1; limits.max_levels <= 2; limits.max_levels++) {
        struct scan_log l;

        scan_log_run(&l, in, len, &plan);
        assert_string_equal(l.found.text != NULL ? l.found.text : "",
                            limits.max_levels == 2 ? "1.1.2=base64" : "");
        assert_int_equal(l.status, limits.max_levels == 2 ? TNEF_OK : TNEF_E_LIMIT_DEPTH);
        scan_log_free(&l);
    }
    free(in);
    mail_free(&m);
    mail_free(&inner);
}

static void found_as_it_stands(const char *in, size_t len)
{
    const struct scan_plan plan = {0};
    const char *why = scan_log_ways((const uint8_t *)in, len, &plan);
    struct scan_log l;

    if (why != NULL)
        fail_msg("%s", why);
    scan_log_run(&l, (const uint8_t *)in, len, &plan);
    assert_string_equal(l.found.text != NULL ? l.found.text : "", "1=base64");
    assert_int_equal(l.anomalies & TNEF_ANOMALY_BIT(TNEF_SCANNER_A_UTF16), 0);
    scan_log_free(&l);
}

/* Other mail whose first bytes have a NUL or look like a mark, and what ends before it is decided. */
static void other_beginnings_stay(void **state)
{
    static const char nul_in_name[] = "C\0ontent-Type: text/plain\r\n\r\nx";
    static const char high[] = "\xFF\xFDx: y\r\n\r\n";
    /* A mark, or a few NULs, before a mail that is ASCII must not hide it. */
    static const char marked[] = "\xFF\xFE" "A: b\r\n\r\neJ8+IgEQ\r\n";
    static const char nuls[] = "\n\0\n\0A: b\r\n\r\neJ8+IgEQ\r\n";
    struct mail m = {0};

    (void)state;
    check((const uint8_t *)nul_in_name, sizeof nul_in_name - 1u, "", "nul");
    check((const uint8_t *)high, sizeof high - 1u, "", "garbage_line");
    check((const uint8_t *)"\xFF", 1, "", "garbage_line header_end");
    check((const uint8_t *)"C\0o", 3, "", "garbage_line header_end");
    check((const uint8_t *)"\xFF\xFE", 2, "", "garbage_line header_end");
    found_as_it_stands(marked, sizeof marked - 1u);
    found_as_it_stands(nuls, sizeof nuls - 1u);
    check((const uint8_t *)"", 0, "", "header_end");
    mail_text(&m, MIXED);
    check(m.p, m.len, "1.2=base64", "");
    mail_free(&m);
}

/* Of a letter and what is no letter: all that may stand in a mail is text, and nothing else. */
static void second_units_are_text(void **state)
{
    static const char text[] = "\r\n\t ~0", other[] = "\x01\x1F\x7F\x80";

    (void)state;
    for (size_t i = 0; i < sizeof text - 1u; i++) {
        const uint8_t in[] = {0xFF, 0xFE, 'A', 0, (uint8_t)text[i], 0};
        const struct scan_plan plan = {0};
        struct scan_log l;

        scan_log_run(&l, in, sizeof in, &plan);
        assert_true((l.anomalies & TNEF_ANOMALY_BIT(TNEF_SCANNER_A_UTF16)) != 0);
        scan_log_free(&l);
    }
    for (size_t i = 0; i < sizeof other - 1u; i++) {
        const uint8_t in[] = {0xFF, 0xFE, 'A', 0, (uint8_t)other[i], 0};
        const struct scan_plan plan = {0};
        struct scan_log l;

        scan_log_run(&l, in, sizeof in, &plan);
        assert_true((l.anomalies & TNEF_ANOMALY_BIT(TNEF_SCANNER_A_UTF16)) == 0);
        scan_log_free(&l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide_mail_is_read),
        cmocka_unit_test(wide_mail_is_refused_by_strict),
        cmocka_unit_test(wide_mail_takes_a_level),
        cmocka_unit_test(other_beginnings_stay),
        cmocka_unit_test(second_units_are_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
