/* SPDX-License-Identifier: MIT */

/* A sink, or a callback that pauses, which calls the scanner that calls it; and an allocator whose memory is
 * of no use. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/scanner.h>

#include "mail_writer.h"

#include <stdlib.h>

/* ---- Callbacks that call the scanner ---------------------------------------------------------- */

struct host {
    tnef_scanner *s;
    tnef_status inside;      /* what the call from inside returned */
    int begin, calls_in_begin;
    uint32_t calls, misuse;  /* of the sink: so many, and which one calls the scanner; 0: none */
    tnef_status sink;        /* what that one answers */
    uint32_t ended;
};

static int on_begin(void *user, const tnef_scanner_part *part)
{
    struct host *h = user;

    (void)part;
    if (h->calls_in_begin)
        h->inside = tnef_scanner_finish(h->s);
    return h->begin;
}

static int on_end(void *user, const tnef_scanner_part *part)
{
    struct host *h = user;

    (void)part;
    h->ended++;
    return TNEF_CONTINUE;
}

static tnef_status on_bytes(void *user, const void *buf, size_t len, size_t *taken)
{
    struct host *h = user;

    (void)buf;
    h->calls++;
    if (h->calls != h->misuse)
        return TNEF_OK;
    h->inside = tnef_scanner_feed(h->s, "x", 1, NULL);
    if (h->sink == TNEF_PAUSED)
        *taken = len / 2u;
    return h->sink;
}

/* The scan has failed with the call from inside, whatever the callback answers, says so ever after, and
 * delivers no byte more. */
static void check_misuse(struct host *h)
{
    static const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_begin = on_begin,
                                                    .part_end = on_end, .sink = on_bytes };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = h };
    tnef_error e = { .size = sizeof e };
    struct mail stream = { 0 }, m = { 0 };

    mail_bytes(&stream, "\x78\x9F\x3E\x22", 4);
    mail_repeat(&stream, "bytes of a stream ", 2000);
    m.tnef = stream.p;
    m.tnef_len = stream.len;
    mail_text(&m, "$HContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n$B");
    assert_int_equal(tnef_scanner_new(&h->s, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_scanner_feed(h->s, m.p, m.len, NULL), TNEF_E_STATE);
    assert_int_equal(h->inside, TNEF_E_STATE);
    assert_int_equal(tnef_scanner_finish(h->s), TNEF_E_STATE);
    tnef_scanner_error(h->s, &e);
    assert_int_equal(e.status, TNEF_E_STATE);
    assert_int_equal(e.user_code, 0);
    assert_int_equal(h->ended, 0);
    assert_int_equal(h->calls, h->misuse);
    tnef_scanner_free(h->s);
    mail_free(&m);
    mail_free(&stream);
}

static void calls_from_inside_of_the_sink(void **state)
{
    static const tnef_status answers[] = { TNEF_OK, TNEF_PAUSED, TNEF_STOPPED, -7 };

    (void)state;
    for (uint32_t call = 1; call <= 8u; call++)
        for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
            struct host h = { .misuse = call, .sink = answers[i] };

            check_misuse(&h);
        }
}

static void calls_from_inside_before_a_pause(void **state)
{
    struct host h = { .calls_in_begin = 1, .begin = TNEF_PAUSE };

    (void)state;
    check_misuse(&h);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static size_t released;

static void *odd_alloc(void *user, size_t size)
{
    (void)size;
    return (unsigned char *)user + 1;
}

static void odd_release(void *user, void *ptr, size_t size)
{
    (void)user;
    (void)ptr;
    released += size;
}

/* An allocator whose memory no object can be in gets it back. */
static void memory_that_is_not_aligned(void **state)
{
    size_t size = tnef_scanner_size(NULL);
    unsigned char *mem = malloc(size + 1u);
    const tnef_allocator odd = { odd_alloc, odd_release, mem };
    tnef_scanner *s;

    (void)state;
    assert_non_null(mem);
    assert_int_equal(tnef_scanner_new(&s, NULL, &odd), TNEF_E_ARGUMENT);
    assert_null(s);
    assert_int_equal(released, size);
    free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_from_inside_of_the_sink),
        cmocka_unit_test(calls_from_inside_before_a_pause),
        cmocka_unit_test(memory_that_is_not_aligned),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
