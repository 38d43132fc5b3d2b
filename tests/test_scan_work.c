/* SPDX-License-Identifier: MIT */

/* The work that the worst mails make: steps and calls of the scanner, counted, never time. */

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
    (void)work_of(long_field, 100000000, 65536, &status, "a field of 100 MB");
    (void)work_of(dashes, 1000000, 65536, &status, "1,000,000 lines of dashes");
    (void)work_of(messages, 5000, 65536, &status, "5,000 messages");
    (void)work_of(long_boundary, 1048576, 65536, &status, "a boundary of 1 MiB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_is_linear),
        cmocka_unit_test(work_of_large_mails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
