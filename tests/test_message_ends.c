/* SPDX-License-Identifier: MIT */

/* Every begin gets its end before a status ends the decoding; what a handler stopped or failed at
 * is given to the handler |release|: each slot exactly once, whatever ends the decoding, and where. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <tnef/message.h>

#include "counting_alloc.h"
#include "writer.h"

#define OPEN_MAX 64

struct host {
    int slots[OPEN_MAX];          /* one for each begin; 1: open, 2: ended, 3: released            */
    int used, open_contents, incomplete, released;
    uint64_t calls, answer_at;
    int answer;
    int silent;                   /* no call may come                                              */
    int late;
    int unnamed;
    int pause_at_anomalies;
    uint64_t sizes;               /* of the contents that ended                                    */
};

static int answer(struct host *h)
{
    assert_false(h->silent);
    h->calls++;
    if (h->calls != h->answer_at) {
        return TNEF_CONTINUE;
    }
    h->silent = h->answer != TNEF_SKIP;
    return h->answer;
}

static void begin(struct host *h, void **slot)
{
    assert_null(*slot);
    assert_true(h->used < OPEN_MAX);
    h->slots[h->used] = 1;
    *slot = &h->slots[h->used++];
}

static void end(struct host *h, void **slot, uint32_t flags)
{
    assert_non_null(*slot);
    assert_int_equal(*(int *)*slot, 1);
    *(int *)*slot = 2;
    h->incomplete += (flags & TNEF_F_INCOMPLETE) != 0;
}

static int message_begin(void *user, const tnef_message_info *m)
{
    begin(user, m->slot);
    return answer(user);
}

static int message_end(void *user, const tnef_message_info *m)
{
    end(user, m->slot, m->flags);
    return answer(user);
}

static int part_begin(void *user, const tnef_part *p)
{
    struct host *h = user;
    int a;

    begin(h, p->slot);
    a = answer(h);
    if (p->kind == TNEF_PART_REMAINDER && a == TNEF_PAUSE) {
        h->silent = 0;            /* until the bytes with which it begins were said */
        h->late = 1;
    }
    return a;
}

static int content_begin(void *user, const tnef_part *p, const tnef_content *c)
{
    struct host *h = user;

    (void)p;
    (void)c;
    h->open_contents++;
    return answer(h);
}

static int part_data(void *user, const tnef_part *p, const tnef_content *c, const void *data,
                     size_t len)
{
    struct host *h = user;

    (void)p;
    (void)c;
    assert_true(data != NULL && len > 0);
    if (h->late) {
        h->late = 0;
        h->silent = 1;
        h->calls++;
        return TNEF_CONTINUE;
    }
    return answer(h);
}

static int content_end(void *user, const tnef_part *p, const tnef_content *c)
{
    struct host *h = user;

    (void)p;
    h->open_contents--;
    h->sizes = h->sizes * 31u + c->size;
    return answer(h);
}

static int part_end(void *user, const tnef_part *p)
{
    struct host *h = user;

    h->unnamed += TNEF_PART_IS_ATTACHMENT(p->kind) && p->name.text == NULL;
    end(h, p->slot, p->flags);
    return answer(h);
}

static int anomaly(void *user, const tnef_event *ev)
{
    struct host *h = user;

    assert_int_equal(ev->type, TNEF_EV_ANOMALY);
    assert_false(h->silent);
    h->silent = h->pause_at_anomalies;
    return h->silent ? TNEF_PAUSE : TNEF_CONTINUE;
}

static void release(void *user, void *slot)
{
    struct host *h = user;

    assert_int_equal(*(int *)slot, 1);
    *(int *)slot = 3;
    h->released++;
}

static const tnef_reader_handlers handlers = {
    .size = sizeof handlers, .message_begin = message_begin, .message_end = message_end,
    .part_begin = part_begin, .content_begin = content_begin, .part_data = part_data,
    .content_end = content_end, .part_end = part_end, .anomaly = anomaly,
    .release = release,
};

/* Bodies, attachments, messages in messages, remainders, something open at any place. */
static uint8_t *sample(size_t *len)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "body of the outer message");
    tw_embedded_begin(&w, "outer.msg");
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_SUBJECT, "inner");
    tw_prop_unicode(&w, TW_P_BODY, "a body");
    tw_attr_props_end(&w);
    tw_embedded_begin(&w, "innermost");
    tw_attachment(&w, "a.txt", "twelve bytes", 12);
    tw_embedded_end(&w);
    tw_embedded_end(&w);
    tw_attachment(&w, "b.txt", "more", 4);
    tw_attach_props_begin(&w);
    tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "b.exe");
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
    tw_claim(&w, 1);
    tw_attr_props_end(&w);
    tw_str8(&w, "trailing");
    return tw_take(&w, len);
}

static tnef_status feed(tnef_reader *r, struct host *h, const uint8_t *buf, size_t len, size_t step)
{
    tnef_status status = TNEF_OK;
    size_t at = 0;

    while (status == TNEF_OK && at < len) {
        size_t n = step != 0 && step < len - at ? step : len - at, done = 0;

        do {
            size_t taken;

            status = tnef_reader_feed(r, buf + at + done, n - done, &taken);
            done += taken;
            h->silent = h->silent && status != TNEF_PAUSED;
        } while (status == TNEF_PAUSED);
        at += n;
    }
    if (status != TNEF_OK) {
        h->silent = 1;            /* nothing more comes after a status that ends it */
        assert_int_equal(tnef_reader_finish(r), status);
        assert_int_equal(tnef_reader_finish(r), status);
        return status;
    }
    do {
        status = tnef_reader_finish(r);
        h->silent = h->silent && status != TNEF_PAUSED;
    } while (status == TNEF_PAUSED);
    h->silent = 1;
    assert_int_equal(tnef_reader_finish(r), status);
    return status;
}

/* Runs it once; all that was begun has ended or was released, and the number of slots of each. */
static tnef_status run(struct host *h, tnef_reader_config *cfg, const tnef_allocator *alloc,
                       const uint8_t *buf, size_t len, size_t step)
{
    tnef_reader *r;
    tnef_status status, before;

    cfg->size = sizeof *cfg;
    cfg->handlers = &handlers;
    cfg->user = h;
    status = tnef_reader_new(&r, cfg, alloc);
    if (status != TNEF_OK) {
        return status;
    }
    before = feed(r, h, buf, len, step);
    assert_int_equal(h->released, 0);
    if (before != TNEF_STOPPED && before != TNEF_E_CALLBACK) {
        tnef_error e = {.size = sizeof e};

        tnef_reader_error(r, &e);
        assert_int_equal(e.status, before);
        /* A handler may stop while things are being ended. */
        assert_true(h->open_contents == 0 || h->answer == TNEF_STOP || h->answer < 0);
    }
    if (len % 2 == 0) {
        assert_int_equal(tnef_reader_reset(r), TNEF_OK);
    }
    tnef_reader_free(r);
    for (int i = 0; i < h->used; i++) {
        assert_true(h->slots[i] == 2 || h->slots[i] == 3);
    }
    assert_int_equal(h->unnamed, 0);
    return before;
}

static void ends_at_every_byte_for_a_limit(void **state)
{
    size_t len;
    uint8_t *buf = sample(&len);

    (void)state;
    for (size_t at = 1; at < len; at++) {
        tnef_decoder_limits limits = {.size = sizeof limits, .max_input = at};
        tnef_reader_config cfg = {.decoder_limits = &limits};
        struct host h = {.used = 0};

        assert_int_equal(run(&h, &cfg, NULL, buf, len, at % 3), TNEF_E_LIMIT_INPUT);
        assert_int_equal(h.released, 0);
        assert_int_equal(h.incomplete > 0, h.used > 0);
    }
    free(buf);
}

static void ends_for_every_other_limit(void **state)
{
    size_t len;
    uint8_t *buf = sample(&len);

    (void)state;
    for (uint64_t n = 1; n < 200; n++) {
        for (int which = 0; which < 3; which++) {
            tnef_decoder_limits limits = {.size = sizeof limits};
            tnef_reader_config cfg = {.decoder_limits = &limits};
            struct host h = {.used = 0};
            tnef_status status;

            if (which == 0) {
                limits.max_output = n;
            } else if (which == 1) {
                limits.max_events = n;
            } else {
                limits.max_attributes = (uint32_t)n;
            }
            status = run(&h, &cfg, NULL, buf, len, n % 2);
            assert_true(status == TNEF_E_TRAILING || status == TNEF_E_LIMIT_OUTPUT
                        || status == TNEF_E_LIMIT_EVENTS || status == TNEF_E_LIMIT_ATTRIBUTES);
            assert_int_equal(h.released, 0);
        }
    }
    free(buf);
}

/* What is said of a message that a limit cuts off does not depend on how the input is cut. */
static void ends_where_the_limit_is_however_it_is_cut(void **state)
{
    size_t len, ended = 0;
    uint8_t *buf = sample(&len);

    (void)state;
    for (uint64_t n = 1; n < 3 * len; n++) {
        tnef_decoder_limits limits = {.size = sizeof limits,
                                      .max_output = n % 3 == 0 ? n / 3 : 0,
                                      .max_input = n % 3 == 1 ? n / 3 + 1 : 0,
                                      .max_attributes = n % 3 == 2 ? (uint32_t)n / 3 + 1 : 0};
        tnef_reader_config cfg = {.decoder_limits = &limits};
        struct host whole = {.used = 0};
        tnef_status status = run(&whole, &cfg, NULL, buf, len, 0);

        ended += whole.incomplete > 0;
        for (size_t step = 1; step < 20; step++) {
            struct host cut = {.used = 0};

            assert_int_equal(run(&cut, &cfg, NULL, buf, len, step), status);
            assert_int_equal(cut.sizes, whole.sizes);
            assert_int_equal(cut.incomplete, whole.incomplete);
        }
    }
    assert_true(ended > 100);
    free(buf);
}

static void ends_for_every_fatal_anomaly(void **state)
{
    size_t len;
    uint8_t *buf = sample(&len);
    int met = 0;

    (void)state;
    for (uint32_t code = 0; code < TNEF_A_END; code++) {
        for (size_t n = 1; n <= len; n++) {
            tnef_reader_config cfg = {.fatal = UINT64_C(1) << code};
            struct host h = {.used = 0};

            met += run(&h, &cfg, NULL, buf, n, n % 2) == TNEF_E_ANOMALY;
            assert_int_equal(h.released, 0);
        }
    }
    assert_true(met > 100);
    free(buf);
}

static void ends_without_memory(void **state)
{
    size_t len;
    uint8_t *buf = sample(&len);
    bool failed = true;

    (void)state;
    for (size_t n = 2; failed; n++) {
        struct counting_alloc c;
        tnef_reader_config cfg = {.flags = 0};
        struct host h = {.used = 0};
        tnef_status status;

        counting_alloc_init(&c, n);
        status = run(&h, &cfg, &c.alloc, buf, len, 0);
        assert_int_equal(c.held, 0);
        failed = status == TNEF_E_MEMORY;
        assert_true(failed || status == TNEF_E_TRAILING);
        assert_int_equal(h.released, 0);
        assert_true(n > 2 || failed);
    }
    free(buf);
}

/* A pause holds when what it answers to is what ends the decoding: the ends come with the next call. */
static void a_pause_at_a_fatal_anomaly_comes_before_the_ends(void **state)
{
    size_t len;
    uint8_t *buf = sample(&len);
    int held = 0;

    (void)state;
    for (uint32_t code = 0; code < TNEF_A_END; code++) {
        for (size_t n = 1; n <= len; n++) {
            tnef_reader_config cfg = {.fatal = UINT64_C(1) << code};
            struct host whole = {.used = 0}, h = {.pause_at_anomalies = 1};
            tnef_status status = run(&whole, &cfg, NULL, buf, n, n % 2);

            assert_int_equal(run(&h, &cfg, NULL, buf, n, n % 2), status);
            assert_int_equal(h.calls, whole.calls);
            held += status == TNEF_E_ANOMALY && h.used > 0;
        }
    }
    assert_true(held > 100);
    free(buf);
}

/* At each call; with a limit that is reached, too, so that it is one of those that end things. */
static void ends_or_is_released_at_every_call(void **state)
{
    static const int answers[] = {TNEF_STOP, -7, TNEF_PAUSE, TNEF_SKIP};
    size_t len;
    uint8_t *buf = sample(&len);

    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        for (uint64_t limit = 0; limit < len; limit += limit == 0 ? 150 : 37) {
            tnef_decoder_limits limits = {.size = sizeof limits, .max_input = limit};
            tnef_reader_config cfg = {.decoder_limits = &limits};
            struct host all = {.used = 0};

            (void)run(&all, &cfg, NULL, buf, len, 0);
            assert_true(all.calls > 2);
            for (uint64_t at = 1; at <= all.calls; at++) {
                struct host h = {.answer_at = at, .answer = answers[i]};
                tnef_status status = run(&h, &cfg, NULL, buf, len, 0);

                if (answers[i] == TNEF_STOP || answers[i] == -7) {
                    assert_true(status == (answers[i] == TNEF_STOP ? TNEF_STOPPED : TNEF_E_CALLBACK)
                                || status == TNEF_E_LIMIT_INPUT);
                    assert_int_equal(h.calls, at);
                } else {
                    assert_int_equal(h.released, 0);
                }
            }
        }
    }
    free(buf);
}

/* Who gives up in the middle, or asks for what cannot be. */
static void released_when_it_is_given_up(void **state)
{
    size_t len;
    uint8_t *buf = sample(&len);

    (void)state;
    for (size_t n = 0; n < len; n++) {
        tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &handlers};
        struct host h = {.used = 0};
        tnef_reader *r;
        int open = 0;

        cfg.user = &h;
        assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
        assert_int_equal(tnef_reader_feed(r, buf, n, NULL), TNEF_OK);
        if (n % 3 == 0) {
            assert_int_equal(tnef_reader_feed(r, NULL, 1, NULL), TNEF_E_ARGUMENT);
        }
        for (int i = 0; i < h.used; i++) {
            open += h.slots[i] == 1;
        }
        assert_true(n % 3 != 0 || open == 0);
        tnef_reader_free(r);
        assert_int_equal(h.released, open);
    }
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_at_every_byte_for_a_limit),
        cmocka_unit_test(ends_for_every_other_limit),
        cmocka_unit_test(ends_where_the_limit_is_however_it_is_cut),
        cmocka_unit_test(ends_for_every_fatal_anomaly),
        cmocka_unit_test(a_pause_at_a_fatal_anomaly_comes_before_the_ends),
        cmocka_unit_test(ends_without_memory),
        cmocka_unit_test(ends_or_is_released_at_every_call),
        cmocka_unit_test(released_when_it_is_given_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
