/* SPDX-License-Identifier: MIT */

/* Limits of the scanner at n - 1, n and n + 1, in each kind of container, and the work that the
 * worst mails make: steps and calls, counted, never time. */

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

/* Runs |m| and checks how many streams are found, the status, and a finding. */
static void check(const struct mail *m, const tnef_scan_limits *limits, uint32_t streams,
                  tnef_status status, uint32_t finding)
{
    const struct scan_plan plan = { .limits = limits };
    const struct scan_plan strict = { .limits = limits, .policy = TNEF_SCAN_STRICT };
    struct scan_log l;

    scan_log_run(&l, m->p, m->len, &plan);
    assert_string_equal(l.bad, "");
    assert_int_equal(l.streams, streams);
    assert_string_equal(tnef_status_name(l.status), tnef_status_name(status));
    assert_int_equal((l.findings & TNEF_SCAN_BIT(finding)) != 0, status != TNEF_OK);
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
        for (uint32_t max = 1; max <= TNEF_SCAN_DEPTH_CEILING; max += max == 1 ? 31u : 68u)
            for (uint32_t depth = max - 1u; depth <= max + 1u; depth++) {
                const tnef_scan_limits limits = { .size = sizeof limits, .max_depth = max };
                struct mail m;

                nest(&m, containers[c], depth);
                check(&m, &limits, depth <= max, depth <= max ? TNEF_OK : TNEF_E_LIMIT_DEPTH,
                      TNEF_SCAN_TOO_DEEP);
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
            const tnef_scan_limits limits = { .size = sizeof limits, .max_parts = 10 };
            struct mail m;

            /* the multipart is one, too; the stream is found beyond the limit, too */
            siblings(&m, containers[c], parts);
            check(&m, &limits, 1, parts + 1u <= 10u ? TNEF_OK : TNEF_E_LIMIT_PARTS,
                  TNEF_SCAN_TOO_MANY_PARTS);
            mail_free(&m);
        }
}

static void limits_of_streams(void **state)
{
    (void)state;
    for (uint32_t n = 7; n <= 9u; n++) {
        struct mail m = { 0 };

        mail_text(&m, "$HContent-Type: multipart/mixed; boundary=b\n\n");
        for (uint32_t i = 0; i < n; i++)
            mail_text(&m, "--b\n" PART);
        mail_text(&m, "--b--\n");
        check(&m, NULL, n < 8u ? n : 8u, n <= 8u ? TNEF_OK : TNEF_E_LIMIT_STREAMS,
              TNEF_SCAN_TOO_MANY_STREAMS);
        mail_free(&m);
    }
}

static void limits_of_output(void **state)
{
    size_t len;

    (void)state;
    (void)mail_tnef(&len);
    for (size_t i = 0; i < 6u; i++) {
        tnef_scan_limits limits = { .size = sizeof limits };
        struct mail m = { 0 };

        if (i < 3u)
            limits.max_stream = len - 1u + i;
        else
            limits.max_output = len - 4u + i;
        mail_text(&m, "$H" PART);
        check(&m, &limits, 1, i % 3u > 0 ? TNEF_OK : TNEF_E_LIMIT_OUTPUT, TNEF_SCAN_STREAM_LIMIT);
        mail_free(&m);
    }
}

static void limits_of_input(void **state)
{
    struct mail m = { 0 };

    (void)state;
    mail_text(&m, "$H" PART);
    for (size_t i = 0; i < 3u; i++) {
        const tnef_scan_limits limits = { .size = sizeof limits, .max_input = m.len - 1u + i };
        const struct scan_plan plan = { .limits = &limits };
        struct scan_log l;

        scan_log_run(&l, m.p, m.len, &plan);
        assert_int_equal(l.status, i > 0 ? TNEF_OK : TNEF_E_LIMIT_INPUT);
        assert_int_equal(l.offset, i > 0 ? m.len : m.len - 1u);
        scan_log_free(&l);
    }
    mail_free(&m);
}

static void limits_of_headers(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3u; i++) {
        const tnef_scan_limits lines = { .size = sizeof lines, .max_line = 512 };
        const tnef_scan_limits fields = { .size = sizeof fields, .max_fields = 40 };
        const tnef_scan_limits bytes = { .size = sizeof bytes, .max_header = 1000 };
        struct mail m = { 0 };

        /* " multipart/mixed; boundary=b; x=" and a value */
        mail_text(&m, "Content-Type: multipart/mixed; boundary=b; x=");
        mail_repeat(&m, "x", 511u - 32u + i);
        mail_text(&m, "\n\n--b\n" PART "--b--\n");
        check(&m, &lines, 1, i < 2u ? TNEF_OK : TNEF_E_LIMIT_HEADER, TNEF_SCAN_LINE_LIMIT);
        mail_free(&m);

        mail_repeat(&m, "X: y\n", 38u + i);
        mail_text(&m, "Content-Type: multipart/mixed; boundary=b\n\n--b\n" PART "--b--\n");
        check(&m, &fields, 1, i < 2u ? TNEF_OK : TNEF_E_LIMIT_HEADER, TNEF_SCAN_HEADER_LIMIT);
        mail_free(&m);

        mail_text(&m, "X: ");
        mail_repeat(&m, "x", 999u - 3u - 2u - 43u + i);
        mail_text(&m, "\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" PART "--b--\n");
        check(&m, &bytes, 1, i < 2u ? TNEF_OK : TNEF_E_LIMIT_HEADER, TNEF_SCAN_HEADER_LIMIT);
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
        check(&m, NULL, 1, i < 2u ? TNEF_OK : TNEF_E_LIMIT_PARAMETERS, TNEF_SCAN_PARAMETER_LIMIT);
        mail_free(&m);

        mail_text(&m, "Content-Type: application/ms-tnef");
        for (size_t k = 0; k < 31u + i; k++) {
            char piece[32];

            (void)snprintf(piece, sizeof piece, "; name*%zu=a", k);
            mail_text(&m, piece);
        }
        mail_text(&m, "\n\n$B");
        check(&m, NULL, 1, i < 2u ? TNEF_OK : TNEF_E_LIMIT_PARAMETERS, TNEF_SCAN_PARAMETER_LIMIT);
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
        check(&m, NULL, depth <= TNEF_SCAN_LEVELS,
              depth <= TNEF_SCAN_LEVELS ? TNEF_OK : TNEF_E_LIMIT_DEPTH, TNEF_SCAN_TOO_DEEP);
        mail_free(&m);
    }
}

/* ---- Work ---------------------------------------------------------------------------------- */

typedef void (*builder)(struct mail *m, size_t n);

static void many_parts(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: multipart/mixed; boundary=b\n\n");
    mail_repeat(m, "--b\n", n);
}

static void nested_multiparts(struct mail *m, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char line[96];

        (void)snprintf(line, sizeof line, "Content-Type: multipart/mixed; boundary=%zu\n\n--%zu\n",
                       i, i);
        mail_text(m, line);
    }
}

static void parameters(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: a/b");
    mail_repeat(m, "; a=b", n);
}

static void parameters_without_semicolon(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: a/b");
    mail_repeat(m, " a=b", n);
}

static void pieces(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: a/b");
    mail_repeat(m, "; name*7*=utf-8''%41", n);
}

static void semicolons(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: a/b");
    mail_repeat(m, ";", n);
}

static void comments(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: a/b;");
    mail_repeat(m, "(", n);
}

static void quotes(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: a/b");
    mail_repeat(m, ";x=\"", n);
}

static void fields(struct mail *m, size_t n)
{
    mail_repeat(m, "X: y\n", n);
}

static void types(struct mail *m, size_t n)
{
    mail_repeat(m, "Content-Type: multipart/mixed; boundary=b\n", n);
}

static void long_field(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: ");
    mail_repeat(m, "x", n);
}

static void folds(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: a");
    mail_repeat(m, "\n ", n);
}

static void messages(struct mail *m, size_t n)
{
    mail_repeat(m, "Content-Type: message/rfc822\n\n", n);
}

static void dashes(struct mail *m, size_t n)
{
    for (size_t i = 1; i <= 32u; i++) {
        mail_text(m, "Content-Type: multipart/mixed; boundary=\"");
        mail_repeat(m, "-", i);
        mail_text(m, "x\"\n\n--");
        mail_repeat(m, "-", i);
        mail_text(m, "x\n");
    }
    mail_text(m, "\n");
    mail_repeat(m, "--------\n", n);
}

static void alike_boundaries(struct mail *m, size_t n)
{
    m->n = 200;
    mail_repeat(m, "Content-Type: multipart/mixed; boundary=$b\n\n--$b\n", 32);
    mail_text(m, "\n");
    mail_repeat(m, "--$b--\n", n / 32u);
}

static void long_boundary(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: multipart/mixed; boundary=");
    m->n = n;
    mail_text(m, "$b\n\n--$b\n\n--$b--\n");
}

static void guessed(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: multipart/mixed\n\n");
    mail_repeat(m, "--a\n--b\n--c\n--d\n--e\n", n);
}

static void uu_lines(struct mail *m, size_t n)
{
    mail_text(m, "\nbegin 644 a\n");
    mail_repeat(m, "_\n", n);
}

static void uu_blocks(struct mail *m, size_t n)
{
    mail_text(m, "\n");
    mail_repeat(m, "begin 644 a\n$$>)\\^(@$$\n", n);
}

static void words(struct mail *m, size_t n)
{
    mail_text(m, "Content-Type: a/b; name=\"");
    mail_repeat(m, "=?", n);
}

static const struct {
    const char *name;
    builder build;
    tnef_status status;
} attacks[] = {
    { "many_parts", many_parts, TNEF_E_LIMIT_PARTS },
    { "nested_multiparts", nested_multiparts, TNEF_E_LIMIT_DEPTH },
    { "parameters", parameters, TNEF_E_LIMIT_HEADER },
    { "parameters_without_semicolon", parameters_without_semicolon, TNEF_E_LIMIT_HEADER },
    { "pieces", pieces, TNEF_E_LIMIT_HEADER },
    { "semicolons", semicolons, TNEF_E_LIMIT_HEADER },
    { "comments", comments, TNEF_E_LIMIT_HEADER },
    { "quotes", quotes, TNEF_E_LIMIT_HEADER },
    { "fields", fields, TNEF_E_LIMIT_HEADER },
    { "types", types, TNEF_E_LIMIT_HEADER },
    { "long_field", long_field, TNEF_E_LIMIT_HEADER },
    { "folds", folds, TNEF_E_LIMIT_HEADER },
    { "messages", messages, TNEF_E_LIMIT_DEPTH },
    { "dashes", dashes, TNEF_OK },
    { "alike_boundaries", alike_boundaries, TNEF_OK },
    { "long_boundary", long_boundary, TNEF_E_LIMIT_HEADER },
    { "guessed", guessed, TNEF_E_LIMIT_PARTS },
    { "uu_lines", uu_lines, TNEF_OK },
    { "uu_blocks", uu_blocks, TNEF_E_LIMIT_STREAMS },
    { "words", words, TNEF_E_LIMIT_HEADER },
};

/* Steps of the scanner: a byte takes at most a few of them at each level of decoding; comparisons
 * of boundaries count, too, and are at most one for each boundary that is as long as the line. */
#define STEPS_BASE     4096u
#define STEPS_PER_BYTE 24u

static uint64_t work_of(builder build, size_t n, size_t piece, tnef_status *status,
                        const char *name)
{
    const struct scan_plan plan = { .piece = piece };
    struct mail m = { 0 };
    struct scan_log l;
    uint64_t steps;

    build(&m, n);
    scan_log_run(&l, m.p, m.len, &plan);
    if (l.bad[0] != 0)
        fail_msg("%s: %s", name, l.bad);
    steps = l.steps;
    *status = l.status;
    if (steps > STEPS_BASE + STEPS_PER_BYTE * m.len + l.feeds)
        fail_msg("%s: %llu steps for %zu bytes", name, (unsigned long long)steps, m.len);
    scan_log_free(&l);
    mail_free(&m);
    return steps;
}

static void work_is_linear(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof attacks / sizeof attacks[0]; i++)
        for (size_t piece = 0; piece <= 4096u; piece += 4096u) {
            tnef_status status;
            uint64_t a = work_of(attacks[i].build, 20000, piece, &status, attacks[i].name);
            uint64_t b = work_of(attacks[i].build, 40000, piece, &status, attacks[i].name);

            if (b > 2u * a + a / 8u + 64u)
                fail_msg("%s: %llu, then %llu", attacks[i].name, (unsigned long long)a,
                         (unsigned long long)b);
            if (status != attacks[i].status)
                fail_msg("%s: %s", attacks[i].name, tnef_status_name(status));
        }
}

/* The sizes that were published. */
static void work_of_large_mails(void **state)
{
    tnef_status status;

    (void)state;
    (void)work_of(many_parts, 200000, 65536, &status, "200,000 parts");
    (void)work_of(nested_multiparts, 3000, 65536, &status, "3,000 multiparts");
    (void)work_of(parameters, 100000, 65536, &status, "100,000 parameters");
    (void)work_of(semicolons, 1000000, 65536, &status, "1,000,000 semicolons");
    (void)work_of(fields, 1000000, 65536, &status, "1,000,000 fields");
    (void)work_of(long_field, 20000000, 65536, &status, "a field of 20 MB");
    (void)work_of(messages, 5000, 65536, &status, "5,000 messages");
    (void)work_of(long_boundary, 1048576, 65536, &status, "a boundary of 1 MiB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_of_depth),
        cmocka_unit_test(limits_of_parts),
        cmocka_unit_test(limits_of_streams),
        cmocka_unit_test(limits_of_output),
        cmocka_unit_test(limits_of_input),
        cmocka_unit_test(limits_of_headers),
        cmocka_unit_test(limits_of_parameters),
        cmocka_unit_test(limits_of_levels),
        cmocka_unit_test(work_is_linear),
        cmocka_unit_test(work_of_large_mails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
