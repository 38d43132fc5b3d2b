/* SPDX-License-Identifier: MIT */

/* What is said of a remainder does not depend on how the input came: filler before it is no part of
 * it, and neither a piece of input nor the filler is where it begins. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <tnef/message.h>

#include "writer.h"

#define FILLER "\r\n\t   \r\n"

struct host {
    int answer;                   /* to the begin of the first remainder                            */
    int pauses;                   /* before it, too                                                 */
    uint64_t limit_at;            /* of the anomaly that says that there are too many               */
};

static int part_begin(void *user, const tnef_part *p)
{
    const struct host *h = user;

    return p->kind == TNEF_PART_REMAINDER ? h->answer : TNEF_CONTINUE;
}

static int property(void *user, const tnef_event *ev)
{
    const struct host *h = user;

    (void)ev;
    return h->pauses ? TNEF_PAUSE : TNEF_CONTINUE;
}

static int anomaly(void *user, const tnef_event *ev)
{
    struct host *h = user;

    if (ev->code == TNEF_A_LIMIT) {
        h->limit_at = ev->offset;
    }
    return TNEF_CONTINUE;
}

static const tnef_reader_handlers handlers = {
    .size = sizeof handlers, .part_begin = part_begin, .property = property, .anomaly = anomaly,
};

/* |at|: where the first byte that is not filler stands. */
static uint8_t *sample(size_t *len, size_t *at)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "body");
    *at = w.len + strlen(FILLER);
    tw_str8(&w, FILLER "trailing bytes of no attribute");
    return tw_take(&w, len);
}

/* By pieces of |step| bytes after the first |first|. */
static tnef_status feed(tnef_reader *r, const uint8_t *buf, size_t len, size_t first, size_t step)
{
    tnef_status status = TNEF_OK;
    size_t at = 0;

    while (at < len && (status == TNEF_OK || status == TNEF_PAUSED)) {
        size_t n = at < first ? first - at : step, taken;

        status = tnef_reader_feed(r, buf + at, n < len - at ? n : len - at, &taken);
        at += taken;
    }
    do {
        status = tnef_reader_finish(r);
    } while (status == TNEF_PAUSED);
    return status;
}

static tnef_error run(struct host *h, tnef_reader_config *cfg, const uint8_t *buf, size_t len,
                      size_t first, size_t step)
{
    tnef_error e = {.size = sizeof e};
    tnef_reader *r;
    tnef_status status;

    cfg->size = sizeof *cfg;
    cfg->handlers = &handlers;
    cfg->user = h;
    assert_int_equal(tnef_reader_new(&r, cfg, NULL), TNEF_OK);
    status = feed(r, buf, len, first, step);
    tnef_reader_error(r, &e);
    assert_int_equal(e.status, status);
    tnef_reader_free(r);
    return e;
}

static void a_stop_names_its_first_byte(void **state)
{
    static const int answers[][2] = {{TNEF_STOP, TNEF_STOPPED}, {-7, TNEF_E_CALLBACK}};
    size_t len, at;
    uint8_t *buf = sample(&len, &at);

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        for (size_t first = 0; first <= len; first++) {
            tnef_reader_config cfg = {.flags = 0};
            struct host h = {.answer = answers[i / 2][0], .pauses = i % 2 == 1};
            tnef_error e = run(&h, &cfg, buf, len, first, first % 2 == 0 ? len : 1);

            assert_int_equal(e.status, answers[i / 2][1]);
            assert_int_equal(e.offset, at);
        }
    }
    free(buf);
}

/* The properties that a list does not count are the first remainder. */
static void a_limit_names_its_first_byte(void **state)
{
    tnef_reader_limits limits = {.size = sizeof limits, .max_attachments = 1};
    struct tw w;
    size_t len, at;
    uint8_t *buf;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_SUBJECT, "subject");
    tw_claim(&w, 0);
    tw_attr_props_end(&w);
    at = w.len + strlen(FILLER);
    tw_str8(&w, FILLER "trailing bytes of no attribute");
    buf = tw_take(&w, &len);
    for (size_t first = 0; first <= len; first++) {
        tnef_reader_config cfg = {.limits = &limits};
        struct host h = {.limit_at = 0};
        tnef_error e = run(&h, &cfg, buf, len, first, first % 2 == 0 ? len : 1);

        assert_int_equal(e.status, TNEF_E_LIMIT_ATTACHMENTS);
        assert_int_equal(e.offset, at);
        assert_int_equal(h.limit_at, at);
    }
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stop_names_its_first_byte),
        cmocka_unit_test(a_limit_names_its_first_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
