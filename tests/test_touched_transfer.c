/* SPDX-License-Identifier: MIT */

/* The work of the transfer decoders, in bytes touched, on the worst inputs that are known: whole, in
 * pieces, and with sinks that pause. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "touched.h"
#include "transfer_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGE 1048576u
#define SMALL 131072u
#define TINY  16384u

enum { ID = TNEF_TRANSFER_IDENTITY, B64 = TNEF_TRANSFER_BASE64,
       QP = TNEF_TRANSFER_QUOTED_PRINTABLE, UU = TNEF_TRANSFER_UUENCODE };

#define B_16  "                "
#define B_128 B_16 B_16 B_16 B_16 B_16 B_16 B_16 B_16
#define A_32  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct shape {
    uint32_t kind;
    const char *head, *unit;
    size_t unit_len;
} shapes[] = {
#define S(kind, head, unit) { kind, head, unit, sizeof unit - 1u }
    S(ID, "", "a"), S(ID, "", "\n"),
    S(B64, "", "AAAA"), S(B64, "", "A"), S(B64, "", "\n"), S(B64, "", "\r"), S(B64, "", "%"),
    S(B64, "", "AAA%"), S(B64, "", "AA%A"), S(B64, "", "="), S(B64, "", "A="), S(B64, "", "AA=="),
    S(B64, "", "AAA="), S(B64, "", " "), S(B64, "", "\0"), S(B64, "", "A\n"), S(B64, "", "AAAA\n"),
    S(B64, "", "AAAAAAA%"), S(B64, "", "\xe0"),
    S(QP, "", "a"), S(QP, "", "\n"), S(QP, "", "\r\n"), S(QP, "", "\r"), S(QP, "", "="),
    S(QP, "", "=\n"), S(QP, "", "=\r\n"), S(QP, "", "= \n"), S(QP, "", "=4"), S(QP, "", "=41"),
    S(QP, "", "=4a"), S(QP, "", "=g"), S(QP, "", " "), S(QP, "", "a "), S(QP, "", "a \n"),
    S(QP, "", " \n"), S(QP, "", "a\x80"), S(QP, "", "\x80"), S(QP, "", "a=41"),
    S(QP, "", "aaaaaaa\x80"), S(QP, "", "aaaaaaaa\x80"), S(QP, "", "aaaaaaaaa\x80"),
    S(QP, "", A_32 "\x80"), S(QP, "", A_32 "aaaaaaaa\x80"), S(QP, "", A_32 "aaaaaaaaa\x80"),
    S(QP, "", B_128 "a"), S(QP, "", "a" B_128), S(QP, "", B_128 "\n"), S(QP, "", B_128 " a"),
    S(QP, "", "=" B_128 "a"), S(QP, "", "=" B_128 "\n"), S(QP, "", "=" B_128 " \n"),
    S(QP, "", "aaaaaaaa" B_16), S(QP, "", B_16 B_16 "\t"), S(QP, "", "a\t"), S(QP, "", "\0"),
    S(UU, "", "a"), S(UU, "", "b"), S(UU, "", "\n"), S(UU, "", "b\n"), S(UU, "", "begin 644 a\n"),
    S(UU, "", "begin 0 \n"), S(UU, "begin 0 a\n", "_\n"), S(UU, "begin 0 a\n", "_\r"),
    S(UU, "begin 0 a\n", "M"), S(UU, "begin 0 a\n", "_A\n"), S(UU, "begin 0 a\n", "!\n"),
    S(UU, "begin 0 a\n", "MAAA~"), S(UU, "begin 0 a\n", "_AAAA\n"), S(UU, "begin 0 a\n", "`\n"),
    S(UU, "begin 0 a\n", "\n"), S(UU, "begin 0 a\n", "\r"), S(UU, "begin 0 a\n", "end\n"),
    S(UU, "begin 0 a\n", "_AAAAAAA~AAA~\n"), S(UU, "begin 0 ", "a"), S(UU, "", "BEGIN 644 a\n"),
    S(UU, "", "begin-base64 0 a\n"), S(UU, "", "begin-base64 0 a\nAAAA\n====\n"),
    S(UU, "begin-base64 0 a\n", "AAAA"), S(UU, "begin-base64 0 a\n", "A\n"),
    S(UU, "begin-base64 0 a\n", "begi\n"), S(UU, "begin-base64 0 a\n", "beginA\n"),
    S(UU, "begin-base64 0 a\n", "AAA "), S(UU, "begin-base64 0 a\n", "AAAAAAA "),
    S(UU, "begin-base64 0 a\n", "b\n"), S(UU, "begin-base64 0 a\n", "="),
    S(UU, "begin-base64 0 a\n", "=\n"), S(UU, "begin-base64 0 a\n", " "),
    S(UU, "begin-base64 0 a\n", "\n"), S(UU, "begin-base64 0 a\n", "AAAA\r"),
#undef S
};
#define SHAPES (sizeof shapes / sizeof shapes[0])

static char *build(const struct shape *shape, size_t size, size_t *len)
{
    char *p = malloc(size + shape->unit_len + strlen(shape->head));

    *len = strlen(shape->head);
    memcpy(p, shape->head, *len);
    while (*len < size) {
        memcpy(p + *len, shape->unit, shape->unit_len);
        *len += shape->unit_len;
    }
    return p;
}

static double worst;
static char worst_is[256];

static void check(const struct shape *shape, size_t size, const struct transfer_plan *plan)
{
    struct transfer_result r;
    uint64_t feeds, touched = touched_now();
    double each;
    size_t len;
    char *in = build(shape, size, &len);

    transfer_run(&r, shape->kind, in, len, plan);
    touched = touched_now() - touched;
    /* Calls of the sink; it asks tnef_transfer_info() in each. */
    feeds = 2u + 2u * r.calls + (plan->piece > 0 ? len / plan->piece : 0);
    if (plan->pause != PAUSE_NO)
        feeds += r.calls;
    if (!touched_within("transfer", touched, len, feeds))
        fail_msg("%u '%s' '%.20s', pieces of %zu", shape->kind, shape->head, shape->unit,
                 plan->piece);
    each = (double)touched / (double)len;
    if (getenv("TOUCHED_ALL") != NULL)
        printf("%8.1f %u '%s' '%.40s' pieces of %zu\n", each, shape->kind, shape->head, shape->unit,
               plan->piece);
    if (each > worst) {
        worst = each;
        (void)snprintf(worst_is, sizeof worst_is, "%u '%.40s' '%.40s' pieces of %zu", shape->kind,
                       shape->head, shape->unit, plan->piece);
    }
    transfer_result_free(&r);
    free(in);
}

static void work_is_bounded(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (const struct shape *shape = shapes; shape < shapes + SHAPES; shape++)
        for (size_t i = 0; i < TOUCHED_PIECES; i++) {
            const struct transfer_plan plan = { .piece = touched_pieces[i] };

            check(shape, touched_pieces[i] == 0 ? LARGE : touched_pieces[i] == 1 ? TINY : SMALL,
                  &plan);
        }
    print_message("at most %.1f bytes touched for a byte: %s\n", worst, worst_is);
}

static void work_of_pauses_is_bounded(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (const struct shape *shape = shapes; shape < shapes + SHAPES; shape++)
        for (enum fed_pause pause = PAUSE_ALL; pause <= PAUSE_NONE_THEN_ALL; pause++) {
            const struct transfer_plan plan = { .pause = pause };

            check(shape, TINY, &plan);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_is_bounded),
        cmocka_unit_test(work_of_pauses_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
