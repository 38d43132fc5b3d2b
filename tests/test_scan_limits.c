/* SPDX-License-Identifier: MIT */

/* Limits of the scanner at n - 1, n and n + 1, in each kind of container. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "mail_writer.h"
#include "scan_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PART \
    "Content-Type: application/ms-tnef; name=winmail.dat\n" \
    "Content-Transfer-Encoding: base64\n\n$B"

/* ---- Limits -------------------------------------------------------------------------------- */

static const char *const containers[] = {
    "multipart/mixed; boundary=b", "multipart/alternative; boundary=b",
    "multipart/digest; boundary=b",
    "message/rfc822",
};
#define CONTAINERS (sizeof containers / sizeof containers[0])

/* Runs |m| and checks how many streams are found, the status, and an anomaly. */
static void check(const struct mail *m, const tnef_scanner_limits *limits, uint32_t streams,
                  tnef_status status, uint32_t anomaly)
{
    const struct scan_plan plan = { .limits = limits };
    const struct scan_plan strict = { .limits = limits, .policy = TNEF_SCANNER_STRICT };
    struct scan_log l;

    scan_log_run(&l, m->p, m->len, &plan);
    assert_string_equal(l.bad, "");
    assert_int_equal(l.streams, streams);
    assert_string_equal(tnef_status_name(l.status), tnef_status_name(status));
    assert_int_equal((l.anomalies & TNEF_ANOMALY_BIT(anomaly)) != 0, status != TNEF_OK);
    if (TNEF_IS_LIMIT(status))
        assert_true(l.error.found > l.error.limit);
    scan_log_free(&l);
    scan_log_run(&l, m->p, m->len, &strict);
    if (status != TNEF_OK)
        assert_int_equal(l.status, TNEF_E_AMBIGUOUS);
    scan_log_free(&l);
}

/* |depth| containers in each other; the innermost part is a stream. */
static void nest(struct mail *m, const char *type, size_t depth)
{
    memset(m, 0, sizeof *m);
    mail_text(m, "$H");
    for (size_t i = 0; i < depth; i++) {
        char line[128];

        if (strchr(type, ';') != NULL)
            (void)snprintf(line, sizeof line, "Content-Type: %s%03zu\n\n--b%03zu\n", type,
                           i, i);
        else
            (void)snprintf(line, sizeof line, "Content-Type: %s\n\n", type);
        mail_text(m, line);
    }
    mail_text(m, PART);
    for (size_t i = depth; i-- > 0 && strchr(type, ';') != NULL;) {
        char line[32];

        (void)snprintf(line, sizeof line, "--b%03zu--\n", i);
        mail_text(m, line);
    }
}

static void limits_of_depth(void **state)
{
    (void)state;
    for (size_t c = 0; c < CONTAINERS; c++)
        for (uint32_t max = 1; max <= TNEF_SCANNER_DEPTH_CEILING; max += max == 1 ? 31u : 68u)
            for (uint32_t depth = max - 1u; depth <= max + 1u; depth++) {
                const tnef_scanner_limits limits = { .size = sizeof limits, .max_depth = max };
                struct mail m;

                nest(&m, containers[c], depth);
                /* What is too deep is text, and the base64 in it a stream in text. */
                check(&m, &limits, 1, depth <= max ? TNEF_OK : TNEF_E_LIMIT_DEPTH,
                      TNEF_SCANNER_A_TOO_DEEP);
                check(&m, &limits, 1, depth <= max ? TNEF_OK : TNEF_E_LIMIT_DEPTH,
                      TNEF_SCANNER_A_STREAM_IN_TEXT);
                mail_free(&m);
            }
}

/* A container with |n| parts, of which the last is a stream. */
static void siblings(struct mail *m, const char *type, size_t n)
{
    memset(m, 0, sizeof *m);
    mail_text(m, "$HContent-Type: ");
    mail_text(m, type);
    mail_text(m, "\n\n");
    for (size_t i = 1; i < n; i++)
        mail_text(m, "--b\nContent-Type: text/plain\n\nx\n");
    mail_text(m, "--b\n" PART "--b--\n");
}

static void limits_of_parts(void **state)
{
    (void)state;
    for (size_t c = 0; c < 3u; c++)
        for (uint32_t parts = 8; parts <= 10u; parts++) {
            const tnef_scanner_limits limits = { .size = sizeof limits, .max_parts = 10 };
            struct mail m;

            /* the multipart is one, too; the stream is found beyond the limit, too */
            siblings(&m, containers[c], parts);
            check(&m, &limits, 1, parts + 1u <= 10u ? TNEF_OK : TNEF_E_LIMIT_PARTS,
                  TNEF_SCANNER_A_TOO_MANY_PARTS);
            mail_free(&m);
        }
}

static void limits_of_streams(void **state)
{
    (void)state;
    for (size_t c = 0; c < 3u; c++)
        for (uint32_t n = 7; n <= 9u; n++)
            for (int messages = 0; messages < 2; messages++) {
                struct mail m = { 0 };

                mail_text(&m, "$HContent-Type: ");
                mail_text(&m, containers[c]);
                mail_text(&m, "\n\n");
                for (uint32_t i = 0; i < n; i++) {
                    mail_text(&m, "--b\n");
                    if (messages)
                        mail_text(&m, "Content-Type: message/rfc822\n\n");
                    mail_text(&m, PART);
                }
                mail_text(&m, "--b--\n");
                check(&m, NULL, n < 8u ? n : 8u, n <= 8u ? TNEF_OK : TNEF_E_LIMIT_STREAMS,
                      TNEF_SCANNER_A_TOO_MANY_STREAMS);
                mail_free(&m);
            }
}

static void limits_of_output(void **state)
{
    size_t len;

    (void)state;
    (void)mail_tnef(&len);
    for (size_t i = 0; i < 6u; i++) {
        tnef_scanner_limits limits = { .size = sizeof limits };
        struct mail m = { 0 };

        if (i < 3u)
            limits.max_stream = len - 1u + i;
        else
            limits.max_output = len - 4u + i;
        mail_text(&m, "$H" PART);
        check(&m, &limits, 1, i % 3u > 0 ? TNEF_OK : TNEF_E_LIMIT_OUTPUT, TNEF_SCANNER_A_STREAM_LIMIT);
        mail_free(&m);
    }
}

/* A part that is delivered as it stands or decoded is cut at one byte, and the reader of blocks finds a
 * stream at another one: which of them STRICT refuses does not depend on how the input is cut. */
static void limits_of_output_beside_streams(void **state)
{
    static const char *const bodies[] = {
        "\nab\neJ8+IgEQ\n-- am\nTo: test\n",
        "\nab\nbegin 644 a\n&>)\\^(@$0\n`\nend\nmore\n",
        "Content-Transfer-Encoding: quoted-printable\n\na   \t  b    =\nc\neJ8+IgEQ\n   =20d\nlast\n",
        "Content-Transfer-Encoding: base64\n\nYWJjZGVm\n\nbegin 644 a\n&>)\\^(@$0\n`\nend\nYWJj\n",
    };
    static const int answers[] = { TNEF_SCANNER_RAW, TNEF_SCANNER_DECODE };

    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
        for (uint64_t max = 1; max < 40u; max++)
            for (size_t k = 0; k < 4u; k++) {
                const tnef_scanner_limits limits = { .size = sizeof limits, .max_stream = max };
                const struct scan_plan plan = { .limits = &limits, .answer = answers[k % 2u],
                                                .policy = k < 2u ? TNEF_SCANNER_STRICT : TNEF_SCANNER_FIND };
                struct mail m = { 0 };
                const char *why;

                mail_text(&m, "$H");
                mail_text(&m, bodies[i]);
                why = scan_log_ways(m.p, m.len, &plan);
                if (why != NULL)
                    print_error("body %zu, limit %u, way %zu: %s\n", i, (unsigned)max, k, why);
                assert_null(why);
                mail_free(&m);
            }
}

static void limits_of_input(void **state)
{
    struct mail m = { 0 };

    (void)state;
    mail_text(&m, "$H" PART);
    for (size_t i = 0; i < 3u; i++) {
        const tnef_scanner_limits limits = { .size = sizeof limits, .max_input = m.len - 1u + i };
        const struct scan_plan plan = { .limits = &limits };
        struct scan_log l;

        scan_log_run(&l, m.p, m.len, &plan);
        assert_int_equal(l.status, i > 0 ? TNEF_OK : TNEF_E_LIMIT_INPUT);
        assert_int_equal(l.offset, i > 0 ? m.len : m.len - 1u);
        scan_log_free(&l);
    }
    mail_free(&m);
}

/* The header whose limit is met: the message's own, a part's, an embedded message's. */
static const char *const around[] = {
    "", "Content-Type: multipart/mixed; boundary=o\n\n--o\n", "Content-Type: message/rfc822\n\n",
};

static void limits_of_headers(void **state)
{
    (void)state;
    for (size_t k = 0; k < 9u; k++) {
        const tnef_scanner_limits lines = { .size = sizeof lines, .max_line = 512 };
        const tnef_scanner_limits fields = { .size = sizeof fields, .max_fields = 40 };
        const tnef_scanner_limits bytes = { .size = sizeof bytes, .max_header = 1000 };
        const char *end = k / 3u == 1u ? "--b--\n--o--\n" : "--b--\n";
        size_t i = k % 3u;
        struct mail m = { 0 };

        /* " multipart/mixed; boundary=b; x=" and a value */
        mail_text(&m, around[k / 3u]);
        mail_text(&m, "Content-Type: multipart/mixed; boundary=b; x=");
        mail_repeat(&m, "x", 511u - 32u + i);
        mail_text(&m, "\n\n--b\n" PART);
        mail_text(&m, end);
        check(&m, &lines, 1, i < 2u ? TNEF_OK : TNEF_E_LIMIT_HEADER, TNEF_SCANNER_A_LINE_LIMIT);
        mail_free(&m);

        mail_text(&m, around[k / 3u]);
        mail_repeat(&m, "X: y\n", 38u + i);
        mail_text(&m, "Content-Type: multipart/mixed; boundary=b\n\n--b\n" PART);
        mail_text(&m, end);
        check(&m, &fields, 1, i < 2u ? TNEF_OK : TNEF_E_LIMIT_HEADER, TNEF_SCANNER_A_HEADER_LIMIT);
        mail_free(&m);

        mail_text(&m, around[k / 3u]);
        mail_text(&m, "X: ");
        mail_repeat(&m, "x", 999u - 3u - 2u - 43u + i);
        mail_text(&m, "\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" PART);
        mail_text(&m, end);
        check(&m, &bytes, 1, i < 2u ? TNEF_OK : TNEF_E_LIMIT_HEADER, TNEF_SCANNER_A_HEADER_LIMIT);
        mail_free(&m);
    }
}

static void limits_of_parameters(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3u; i++) {
        struct mail m = { 0 };

        /* the boundary is the last, and is read beyond the limit, too */
        mail_text(&m, "Content-Type: multipart/mixed");
        mail_repeat(&m, "; a=b", 126u + i);
        mail_text(&m, "; boundary=b\n\n--b\n" PART "--b--\n");
        check(&m, NULL, 1, i < 2u ? TNEF_OK : TNEF_E_LIMIT_PARAMETERS, TNEF_SCANNER_A_PARAMETER_LIMIT);
        mail_free(&m);

        mail_text(&m, "Content-Type: application/ms-tnef");
        for (size_t k = 0; k < 31u + i; k++) {
            char piece[32];

            (void)snprintf(piece, sizeof piece, "; name*%zu=a", k);
            mail_text(&m, piece);
        }
        mail_text(&m, "\n\n$B");
        check(&m, NULL, 1, i < 2u ? TNEF_OK : TNEF_E_LIMIT_PARAMETERS, TNEF_SCANNER_A_PARAMETER_LIMIT);
        mail_free(&m);
    }
}

/* Messages in base64 in each other. */
static void limits_of_levels(void **state)
{
    (void)state;
    for (uint32_t depth = 3; depth <= 5u; depth++) {
        struct mail m = { 0 };

        mail_text(&m, "$H" PART);
        for (uint32_t i = 0; i < depth; i++) {
            struct mail outer = { 0 };

            outer.tnef = m.p;
            outer.tnef_len = m.len;
            mail_text(&outer, "$HContent-Type: message/rfc822\n"
                              "Content-Transfer-Encoding: base64\n\n$B");
            mail_free(&m);
            m = outer;
            m.tnef = NULL;
        }
        check(&m, NULL, depth <= TNEF_SCANNER_LEVELS,
              depth <= TNEF_SCANNER_LEVELS ? TNEF_OK : TNEF_E_LIMIT_DEPTH, TNEF_SCANNER_A_TOO_DEEP);
        mail_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_of_depth),
        cmocka_unit_test(limits_of_parts),
        cmocka_unit_test(limits_of_streams),
        cmocka_unit_test(limits_of_output),
        cmocka_unit_test(limits_of_output_beside_streams),
        cmocka_unit_test(limits_of_input),
        cmocka_unit_test(limits_of_headers),
        cmocka_unit_test(limits_of_parameters),
        cmocka_unit_test(limits_of_levels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
