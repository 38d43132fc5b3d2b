/* SPDX-License-Identifier: MIT */

/* The work that attacks on mail readers make, most of them published ones: bytes touched and calls of
 * the scanner, counted, never time. test_touched_scanner.c has the worst that are known. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "mail_writer.h"
#include "scan_log.h"
#include "touched.h"

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
    { "uu base64", "\nbegin-base64 644 a\n", "begi\n", TNEF_OK, NULL },
    { "uu base64 blocks", "\n", "begin-base64 644 a\neJ8+Ig\n", TNEF_E_LIMIT_STREAMS, NULL },
    { "uu blocks", "\n", "begin 644 a\n$$>)\\^(@$$\n", TNEF_E_LIMIT_STREAMS, NULL },
    { "words", "Content-Type: a/b; name=\"", "=?", TNEF_E_LIMIT_HEADER, NULL },
};
#define ATTACKS (sizeof attacks / sizeof attacks[0])

/* ---- Work ---------------------------------------------------------------------------------- */

static uint64_t work_of(const struct attack *a, size_t n, size_t piece, tnef_status *status)
{
    const struct scan_plan plan = { .piece = piece };
    struct mail m = { 0 };
    struct scan_log l;
    uint64_t touched;

    if (a->build != NULL) {
        a->build(&m, n);
    } else {
        mail_text(&m, a->head);
        mail_repeat(&m, a->unit, n);
    }
    scan_log_run(&l, m.p, m.len, &plan);
    if (l.bad[0] != 0)
        fail_msg("%zu %s: %s", n, a->name, l.bad);
    touched = l.touched;
    *status = l.status;
    if (!touched_within("scanner", touched, m.len, l.feeds))
        fail_msg("%zu %s, pieces of %zu", n, a->name, piece);
    scan_log_free(&l);
    mail_free(&m);
    return touched;
}

static void work_is_linear(void **state)
{
    (void)state;
    for (const struct attack *a = attacks; a < attacks + ATTACKS; a++)
        for (size_t i = 0; i + 1u < TOUCHED_PIECES; i++) {
            size_t piece = touched_pieces[i];
            tnef_status status;
            uint64_t once = work_of(a, 20000, piece, &status);
            uint64_t twice = work_of(a, 40000, piece, &status);

            if (twice > 2u * once + once / 8u + 4096u)
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
                if (large[i].n <= 1048576u)
                    (void)work_of(a, large[i].n, 0, &status);
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
