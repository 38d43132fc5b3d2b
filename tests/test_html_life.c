/* SPDX-License-Identifier: MIT */

/* The reader of HTML: its limit at n and n + 1, what sinks answer, misuse, memory. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "counting_alloc.h"
#include "html_check.h"

#include <stdlib.h>
#include <string.h>

#define TEXT "<p>a<p>\xC3\xA9<a href=http://x/\xE2\x82\xAC>b</a>"
#define OUT "a\r\n\r\n\xC3\xA9" "b <http://x/\xE2\x82\xAC>\r\n"

/* Beyond the limit there is no half of a character. */
static void html_limit_of_output_at_n(void **state)
{
    static const size_t half[] = { 6, 20, 21 };   /* ends in a character */
    const size_t all = sizeof OUT - 1;

    (void)state;
    for (size_t max = 1; max <= all + 1; max++) {
        size_t most = max < all ? max : all;

        for (size_t piece = 0; piece < 3; piece++) {
            struct html_way way = { .max_output = max, .piece = piece,
                                    .takes = (enum kept_takes)(piece % 3) };
            struct html_result r = html_read(TEXT, sizeof TEXT - 1, way);
            size_t want = most;

            for (size_t i = 0; i < sizeof half / sizeof *half; i++)
                if (most == half[i])
                    want = i < 2 ? most - 1 : most - 2;
            assert_int_equal(r.status, max < all ? TNEF_E_LIMIT_OUTPUT : TNEF_OK);
            assert_int_equal(r.len, want);
            assert_memory_equal(r.out, OUT, want);
            assert_int_equal(r.error.limit, max < all ? max : 0);
            html_drop(&r);
        }
    }
}

/* ---- Sinks --------------------------------------------------------------------------------- */

struct answer {
    tnef_status status;
    tnef_html *html;
    int calls;
};

static tnef_status answering(void *user, const void *buf, size_t len, size_t *taken)
{
    struct answer *a = user;

    (void)buf;
    (void)len;
    (void)taken;
    a->calls++;
    return a->status;
}

static tnef_html *reader(struct answer *a, uint64_t max)
{
    tnef_html_config cfg = { .size = sizeof cfg, .sink = answering, .user = a, .max_output = max };

    assert_int_equal(tnef_html_new(&a->html, &cfg, NULL), TNEF_OK);
    return a->html;
}

static void html_sinks_that_end_it(void **state)
{
    static const tnef_status answers[] = { TNEF_STOPPED, TNEF_E_MEMORY, 7 };

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct answer a = { .status = answers[i] };
        tnef_html *h = reader(&a, 0);
        tnef_error e = { .size = sizeof e };
        tnef_status want = answers[i] == TNEF_STOPPED ? TNEF_STOPPED : TNEF_E_CALLBACK;

        assert_int_equal(tnef_html_feed(h, "a", 1, NULL), want);
        assert_int_equal(tnef_html_feed(h, "a", 1, NULL), want);
        assert_int_equal(tnef_html_finish(h), want);
        tnef_html_error(h, &e);
        assert_int_equal(e.status, want);
        assert_int_equal(e.user_code, want == TNEF_STOPPED ? 0 : answers[i]);
        assert_int_equal(a.calls, 1);
        a.status = TNEF_OK;
        assert_int_equal(tnef_html_reset(h), TNEF_OK);
        assert_int_equal(tnef_html_feed(h, "b", 1, NULL), TNEF_OK);
        assert_int_equal(tnef_html_finish(h), TNEF_OK);
        tnef_html_free(h);
    }
}

static tnef_status misusing(void *user, const void *buf, size_t len, size_t *taken)
{
    struct answer *a = user;
    tnef_status status = a->calls == 0 ? tnef_html_feed(a->html, "x", 1, NULL)
                       : a->calls == 1 ? tnef_html_finish(a->html) : tnef_html_reset(a->html);

    (void)buf;
    (void)len;
    (void)taken;
    assert_int_equal(status, TNEF_E_STATE);
    return TNEF_OK;
}

static void html_misuse(void **state)
{
    struct answer a = { .calls = 0 };
    tnef_html_config cfg = { .size = sizeof cfg, .sink = misusing, .user = &a };
    tnef_html *h;

    (void)state;
    for (; a.calls < 3; a.calls++) {
        assert_int_equal(tnef_html_new(&a.html, &cfg, NULL), TNEF_OK);
        assert_int_equal(tnef_html_feed(a.html, "a", 1, NULL), TNEF_E_STATE);
        assert_int_equal(tnef_html_finish(a.html), TNEF_E_STATE);
        tnef_html_free(a.html);
    }
    a.status = TNEF_OK;
    h = reader(&a, 0);
    assert_int_equal(tnef_html_feed(h, NULL, 0, NULL), TNEF_OK);
    assert_int_equal(tnef_html_finish(h), TNEF_OK);
    assert_int_equal(tnef_html_feed(h, "a", 1, NULL), TNEF_E_STATE);
    tnef_html_free(h);
    h = reader(&a, 0);
    assert_int_equal(tnef_html_feed(h, NULL, 1, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_html_finish(h), TNEF_E_ARGUMENT);
    tnef_html_free(h);
    tnef_html_free(NULL);
}

/* ---- Creation ------------------------------------------------------------------------------ */

struct larger {
    tnef_html_config cfg;
    uint64_t newer;
};

static void refused(const tnef_html_config *cfg)
{
    tnef_html *h = (tnef_html *)(void *)&h;

    assert_int_equal(tnef_html_new(&h, cfg, NULL), TNEF_E_ARGUMENT);
    assert_null(h);
}

static void html_configuration(void **state)
{
    struct larger l = { .cfg = { .size = sizeof l, .sink = answering }, .newer = 0 };
    tnef_html_config c = { .size = sizeof c, .sink = answering };
    tnef_allocator none = { NULL, NULL, NULL };
    tnef_html *h;

    (void)state;
    assert_int_equal(tnef_html_new(&h, &l.cfg, NULL), TNEF_OK);
    tnef_html_free(h);
    l.newer = 1;
    refused(&l.cfg);
    refused(NULL);
    c.size--;
    refused(&c);
    c.size = sizeof c;
    c.sink = NULL;
    refused(&c);
    c.sink = answering;
    c.max_output = (UINT64_C(1) << 62) + 1u;
    refused(&c);
    c.max_output--;
    assert_int_equal(tnef_html_new(&h, &c, NULL), TNEF_OK);
    tnef_html_free(h);
    assert_int_equal(tnef_html_new(&h, &c, &none), TNEF_E_ARGUMENT);
}

static void html_memory(void **state)
{
    static max_align_t mem[TNEF_HTML_SIZE_MAX / sizeof(max_align_t)];
    struct answer a = { .status = TNEF_OK };
    tnef_html_config c = { .size = sizeof c, .sink = answering, .user = &a };
    struct counting_alloc alloc;
    tnef_html *h;

    (void)state;
    assert_true(tnef_html_size() <= TNEF_HTML_SIZE_MAX);
    assert_int_equal(tnef_html_init(&h, mem, tnef_html_size() - 1, &c), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_html_init(&h, NULL, sizeof mem, &c), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_html_init(&h, (char *)mem + 1, sizeof mem - 1, &c), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_html_init(&h, mem, tnef_html_size(), &c), TNEF_OK);
    assert_int_equal(tnef_html_feed(h, "a", 1, NULL), TNEF_OK);
    assert_int_equal(tnef_html_finish(h), TNEF_OK);
    tnef_html_free(h);
    counting_alloc_init(&alloc, 1);
    assert_int_equal(tnef_html_new(&h, &c, &alloc.alloc), TNEF_E_MEMORY);
    assert_null(h);
    counting_alloc_init(&alloc, 0);
    assert_int_equal(tnef_html_new(&h, &c, &alloc.alloc), TNEF_OK);
    tnef_html_free(h);
    assert_int_equal(alloc.calls, 1);
    assert_int_equal(alloc.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_limit_of_output_at_n),
        cmocka_unit_test(html_sinks_that_end_it),
        cmocka_unit_test(html_misuse),
        cmocka_unit_test(html_configuration),
        cmocka_unit_test(html_memory),
    };

    return cmocka_run_group_tests_name("html_life", tests, NULL, NULL);
}
