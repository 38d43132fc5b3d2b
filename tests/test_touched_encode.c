/* SPDX-License-Identifier: MIT */

/* The work of the encoders and of the line writer, in bytes touched, on the worst inputs that are known:
 * whole, in pieces, and with sinks that pause. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "encode_check.h"
#include "lines_check.h"
#include "touched.h"

#include <stdlib.h>
#include <string.h>

static const char *const units[] = {
    "a",
    "a\n",
    "a=",
    " ",
    "=",
    "\n",
    "\r",
    "\r\n",
    "a ",
    " a",
    ".\n",
    "From ",
    "Fro",
    "F\n",
    "\xc3\xbc",
    "\xe2\x82\xac",
    "\xf0",
    "\x80",
    "\xf0\x9f\x98\x80",
    " \n",
    "\t",
    "a\t",
    "=?",
    "\"",
    "\\",
    ",",
    "^",
    "\xef\xbb\xbf",
    "\xff",
    "a b",
    "  \xd0\x9f",
    "abcdefghijklmnopqrstuvwxyz0123456789 ",
    "                                   x",
    "@",
    "<",
    ">",
    "<>",
};
#define UNITS (sizeof units / sizeof units[0])

static char *build(const char *unit, size_t size, size_t *len)
{
    char *p = malloc(size + strlen(unit));

    assert_non_null(p);
    for (*len = 0; *len < size; *len += strlen(unit))
        memcpy(p + *len, unit, strlen(unit));
    return p;
}

static double worst;

static void note(uint64_t touched, size_t len)
{
    if ((double)touched / (double)len > worst)
        worst = (double)touched / (double)len;
}

static void check_encode(uint32_t kind, const char *unit, size_t size, const struct encode_plan *plan)
{
    size_t len;
    char *in = build(unit, size, &len);
    uint64_t calls, touched = touched_now();
    struct encode_result r;

    encode_run(&r, kind, in, len, plan);
    touched = touched_now() - touched;
    calls = 4u + 3u * r.calls + (plan->piece > 0 ? len / plan->piece : 0);
    if (!touched_within("encode", touched, len, calls))
        fail_msg("%u '%s', pieces of %zu", kind, unit, plan->piece);
    note(touched, len);
    encode_result_free(&r);
    free(in);
}

static void work_of_encoders_is_bounded(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (uint32_t kind = TNEF_ENCODE_BASE64; kind <= TNEF_ENCODE_QUOTED_BINARY; kind++)
        for (size_t u = 0; u < UNITS; u++) {
            for (size_t i = 0; i < TOUCHED_PIECES; i++) {
                const struct encode_plan plan = { .piece = touched_pieces[i] };

                check_encode(kind, units[u], touched_pieces[i] == 1 ? 16384u : 131072u, &plan);
            }
            for (enum fed_pause pause = PAUSE_ALL; pause <= PAUSE_NONE_THEN_ALL; pause++) {
                const struct encode_plan plan = { .pause = pause };

                check_encode(kind, units[u], 16384u, &plan);
            }
        }
    print_message("at most %.1f bytes touched for a byte\n", worst);
    worst = 0;
}

static void work_of_lines_is_bounded(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (int place = 0; place < LINES_ADDRESS; place++)
        for (size_t u = 0; u < UNITS; u++)
            for (int sink = SINK_ALL; sink <= SINK_NONE_THEN_ALL; sink++) {
                struct lines_output o = { .sink = (enum lines_sink)sink };
                size_t len;
                char *in = build(units[u], 20000, &len);
                uint64_t touched = touched_now();

                assert_int_equal(lines_write(&o, (enum lines_place)place, 0, in, len, 0), TNEF_OK);
                touched = touched_now() - touched;
                if (!touched_within("lines", touched, len, 2u + o.kept.calls))
                    fail_msg("place %d '%s', sink %d", place, units[u], sink);
                if (sink == SINK_ALL)
                    note(touched, len);
                lines_output_free(&o);
                free(in);
            }
    print_message("at most %.1f bytes touched for a byte\n", worst);
}

/* What is asked of a string costs a little for each of its bytes, however it is asked. */
static void work_of_questions_is_bounded(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (size_t u = 0; u < UNITS; u++) {
        size_t len, at = 0;
        char *in = build(units[u], 20000, &len);
        uint64_t touched = touched_now();

        while (at < len)
            (void)tnefi_lines_find_msg_id(in, len, &at);
        (void)tnefi_lines_find_address(in, len, 1);
        (void)tnefi_lines_find_address(in, 320, 1);
        (void)tnefi_lines_is_token(in, len, len);
        touched = touched_now() - touched;
        if (!touched_within("lines", touched, len, 1))
            fail_msg("'%s'", units[u]);
        free(in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_of_encoders_is_bounded),
        cmocka_unit_test(work_of_lines_is_bounded),
        cmocka_unit_test(work_of_questions_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
