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

/* ---- Attacks ------------------------------------------------------------------------------- */

static void nested_multiparts(struct mail *m, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char line[96];

        (void)snprintf(line, sizeof line, "Content-Type: multipart/mixed; boundary=%zu\n\n--%zu\n",
                       i, i);
        mail_text(m, line);
    }
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

/* |head|, then |n| times |unit|; or what |build| makes. */
static const struct attack {
    const char *name, *head, *unit;
    tnef_status status;
    void (*build)(struct mail *m, size_t n);
} attacks[] = {
    { "parts", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n", TNEF_E_LIMIT_PARTS, NULL },
    { "multiparts", NULL, NULL, TNEF_E_LIMIT_DEPTH, nested_multiparts },
    { "parameters", "Content-Type: a/b", "; a=b", TNEF_E_LIMIT_HEADER, NULL },
    { "parameters without ;", "Content-Type: a/b", " a=b", TNEF_E_LIMIT_HEADER, NULL },
    { "pieces", "Content-Type: a/b", "; name*7*=utf-8''%41", TNEF_E_LIMIT_HEADER, NULL },
    { "semicolons", "Content-Type: a/b", ";", TNEF_E_LIMIT_HEADER, NULL },
    { "comments", "Content-Type: a/b;", "(", TNEF_E_LIMIT_HEADER, NULL },
    { "quotes", "Content-Type: a/b", ";x=\"", TNEF_E_LIMIT_HEADER, NULL },
    { "fields", "", "X: y\n", TNEF_E_LIMIT_HEADER, NULL },
    { "types", "", "Content-Type: multipart/mixed; boundary=b\n", TNEF_E_LIMIT_HEADER, NULL },
    { "long field", "Content-Type: ", "x", TNEF_E_LIMIT_HEADER, NULL },
    { "folds", "Content-Type: a", "\n ", TNEF_E_LIMIT_HEADER, NULL },
    { "messages", "", "Content-Type: message/rfc822\n\n", TNEF_E_LIMIT_DEPTH, NULL },
    { "dashes", NULL, NULL, TNEF_OK, dashes },
    { "alike boundaries", NULL, NULL, TNEF_OK, alike_boundaries },
    { "long boundary", NULL, NULL, TNEF_E_LIMIT_HEADER, long_boundary },
    { "guessed", "Content-Type: multipart/mixed\n\n", "--a\n--b\n--c\n--d\n--e\n",
      TNEF_E_LIMIT_PARTS, NULL },
    { "uu lines", "\nbegin 644 a\n", "_\n", TNEF_OK, NULL },
    { "uu blocks", "\n", "begin 644 a\n$$>)\\^(@$$\n", TNEF_E_LIMIT_STREAMS, NULL },
    { "words", "Content-Type: a/b; name=\"", "=?", TNEF_E_LIMIT_HEADER, NULL },
};
#define ATTACKS (sizeof attacks / sizeof attacks[0])

/* ---- Work ---------------------------------------------------------------------------------- */

/* Steps of the scanner: a byte takes at most a few of them at each level of decoding; comparisons
 * of boundaries count, too, and are at most one for each boundary that is as long as the line. */
#define STEPS_BASE     4096u
#define STEPS_PER_BYTE 24u

static uint64_t work_of(const struct attack *a, size_t n, size_t piece, tnef_status *status)
{
    const struct scan_plan plan = { .piece = piece };
    struct mail m = { 0 };
    struct scan_log l;
    uint64_t steps;

    if (a->build != NULL) {
        a->build(&m, n);
    } else {
        mail_text(&m, a->head);
        mail_repeat(&m, a->unit, n);
    }
    scan_log_run(&l, m.p, m.len, &plan);
    if (l.bad[0] != 0)
        fail_msg("%zu %s: %s", n, a->name, l.bad);
    steps = l.steps;
    *status = l.status;
    if (steps > STEPS_BASE + STEPS_PER_BYTE * m.len + l.feeds)
        fail_msg("%zu %s: %llu steps for %zu bytes", n, a->name, (unsigned long long)steps, m.len);
    scan_log_free(&l);
    mail_free(&m);
    return steps;
}

static void work_is_linear(void **state)
{
    (void)state;
    for (const struct attack *a = attacks; a < attacks + ATTACKS; a++)
        for (size_t piece = 0; piece <= 4096u; piece += 4096u) {
            tnef_status status;
            uint64_t once = work_of(a, 20000, piece, &status);
            uint64_t twice = work_of(a, 40000, piece, &status);

            if (twice > 2u * once + once / 8u + 64u)
                fail_msg("%s: %llu, then %llu", a->name, (unsigned long long)once,
                         (unsigned long long)twice);
            if (status != a->status)
                fail_msg("%s: %s", a->name, tnef_status_name(status));
        }
}

/* The sizes that were published. */
static void work_of_large_mails(void **state)
{
    static const struct { const char *name; size_t n; } large[] = {
        { "parts", 200000 }, { "multiparts", 3000 }, { "parameters", 100000 },
        { "semicolons", 1000000 }, { "fields", 1000000 }, { "long field", 100000000 },
        { "dashes", 1000000 }, { "messages", 5000 }, { "long boundary", 1048576 },
    };
    size_t done = 0;

    (void)state;
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++)
        for (const struct attack *a = attacks; a < attacks + ATTACKS; a++)
            if (strcmp(a->name, large[i].name) == 0) {
                tnef_status status;

                (void)work_of(a, large[i].n, 65536, &status);
                done++;
            }
    assert_int_equal(done, sizeof large / sizeof large[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_is_linear),
        cmocka_unit_test(work_of_large_mails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
