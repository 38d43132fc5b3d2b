/* SPDX-License-Identifier: MIT */

/* Raw bytes of embedded messages are all delivered, once and in order, when a caller goes on after a pause
 * with more than it had fed, or with other pieces. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <tnef/decoder.h>

#include "decoder/priv.h"
#include "writer.h"

#define DEPTH 2u

/* A message in a message, and where each begins and ends. */
struct nest {
    uint8_t *bytes;
    size_t len, from[DEPTH], to[DEPTH];
};

static void properties(struct tw *w, const char *subject)
{
    tw_subject(w, subject);
    tw_msg_props_begin(w);
    for (int i = 0; i < 5; i++)
        tw_prop_unicode(w, TW_P_BODY, "hello");
    tw_attr_props_end(w);
}

static void nest_make(struct nest *n)
{
    struct tw w;

    tw_init(&w);
    tw_stream(&w, TW_KEY);
    for (size_t i = 0; i < DEPTH; i++) {
        tw_rend_file(&w);
        tw_attach_props_begin(&w);
        tw_object_begin(&w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
        n->from[i] = w.len;
        tw_stream(&w, TW_KEY);
        properties(&w, "inner");
    }
    for (size_t i = DEPTH; i-- > 0;) {
        n->to[i] = w.len;
        tw_object_end(&w);
        tw_attr_props_end(&w);
    }
    n->bytes = tw_take(&w, &n->len);
    tw_free(&w);
}

struct seen {
    const struct nest *nest;
    uint64_t raw[DEPTH], events, pause_at;
};

static int on_event(void *user, const tnef_event *ev)
{
    struct seen *s = user;

    s->events++;
    if (ev->type == TNEF_EV_DATA && (ev->flags & TNEF_F_RAW) != 0) {
        uint64_t at = s->nest->from[ev->depth] + s->raw[ev->depth];

        assert_true(ev->depth < DEPTH);
        assert_int_equal(ev->offset, at);
        assert_true(at + ev->len <= s->nest->to[ev->depth]);
        assert_int_equal(ev->left, s->nest->to[ev->depth] - at - ev->len);
        assert_memory_equal(ev->data, s->nest->bytes + at, ev->len);
        s->raw[ev->depth] += ev->len;
    }
    return s->events == s->pause_at ? TNEF_PAUSE : TNEF_CONTINUE;
}

/* Feeds |first| bytes, up to the pause, and then pieces of |piece|. Returns 0 if there was no pause. */
static int run(const struct nest *n, uint32_t steps_only, size_t first, uint64_t pause_at, size_t piece)
{
    struct seen s = { .nest = n, .pause_at = pause_at };
    tnef_decoder_config cfg = { .size = sizeof cfg, .flags = TNEF_RAW_NESTED, .on_event = on_event,
                                .user = &s };
    tnef_decoder *d;
    size_t at = 0;
    int paused;

    assert_int_equal(tnef_decoder_new(&d, &cfg, NULL), TNEF_OK);
    d->cfg.flags |= steps_only;
    paused = tnef_decoder_feed(d, n->bytes, first, &at) == TNEF_PAUSED;
    while (paused && at < n->len) {
        size_t taken;

        (void)tnef_decoder_feed(d, n->bytes + at, n->len - at < piece ? n->len - at : piece, &taken);
        at += taken;
    }
    if (paused) {
        assert_int_equal(tnef_decoder_finish(d), TNEF_OK);
        for (size_t i = 0; i < DEPTH; i++)
            assert_int_equal(s.raw[i], n->to[i] - n->from[i]);
    }
    tnef_decoder_free(d);
    return paused;
}

static void all_raw_bytes_come_after_a_pause(void **state)
{
    static const uint32_t ways[] = { 0, TNEFI_STEPS_ONLY };
    static const size_t pieces[] = { SIZE_MAX, 29, 1 };
    struct nest n;

    (void)state;
    nest_make(&n);
    for (size_t w = 0; w < 2; w++)
        for (size_t p = 0; p < sizeof pieces / sizeof pieces[0]; p++)
            for (size_t first = 1; first <= n.len; first += 1 + first / 64)
                for (uint64_t at = 1; run(&n, ways[w], first, at, pieces[p]); at++) {
                }
    free(n.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_raw_bytes_come_after_a_pause),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
