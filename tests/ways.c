/* SPDX-License-Identifier: MIT */

#include "ways.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decoder/priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Both ways by one plan: the same is said, in as many events and calls, of as many bytes. */
void ways_compare(struct ways *s, struct plan plan, const char *how, uint64_t number)
{
    struct tnef_decoder_info a = { .size = sizeof a };
    struct tnef_decoder_info b = { .size = sizeof b };
    char why[256];

    plan.steps = true;
    recording_run(&s->steps, s->in, s->len, &plan);
    tnef_decoder_info(s->steps.decoder, &a);
    plan.steps = false;
    recording_run(&s->whole, s->in, s->len, &plan);
    tnef_decoder_info(s->whole.decoder, &b);
    if (!recording_same(&s->steps, &s->whole, why))
        fail_msg("%s, flags %u, %s %llu: %s", s->name, plan.flags, how, (unsigned long long)number, why);
    if (s->steps.fed != s->whole.fed || s->steps.taken != s->whole.taken || s->steps.calls != s->whole.calls
        || s->steps.events != s->whole.events || memcmp(&a, &b, sizeof a) != 0)
        fail_msg("%s, flags %u, %s %llu: another end", s->name, plan.flags, how, (unsigned long long)number);
}

static uint64_t events_of(struct ways *s, uint32_t flags)
{
    recording_run(&s->steps, s->in, s->len, &(struct plan){ .flags = flags, .steps = true });
    return s->steps.events;
}

/* ---- Cuts, answers, masks ------------------------------------------------------------------ */

void ways_cut(struct ways *s, uint32_t flags)
{
    size_t step = s->len > 4096u ? 7u : 1u;

    ways_compare(s, (struct plan){ .flags = flags }, "whole", 0);
    ways_compare(s, (struct plan){ .flags = flags, .pause = true }, "paused at each event", 0);
    for (size_t k = 1; k < s->len; k += step) {
        ways_compare(s, (struct plan){ .flags = flags, .cut = k }, "cut at", k);
        ways_compare(s, (struct plan){ .flags = flags, .cut = k, .pause = true }, "paused and cut at", k);
    }
    for (size_t k = 1; k < 64; k++)
        ways_compare(s, (struct plan){ .flags = flags, .piece = k, .pause = k % 2u == 0 }, "pieces of", k);
}

void ways_answer(struct ways *s, uint32_t flags)
{
    static const int answers[] = { TNEF_SKIP, TNEF_PAUSE, TNEF_STOP, -1 };
    uint64_t events = events_of(s, flags);
    uint64_t step = events > 2000u ? 7u : 1u;

    for (uint64_t k = 1; k <= events; k += step)
        for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
            ways_compare(s, (struct plan){ .flags = flags, .answer_at = k, .answer = answers[i] },
                         "answered at", k);
    for (uint32_t t = TNEF_EV_STREAM_BEGIN; t <= TNEF_EV_ANOMALY; t++)
        ways_compare(s, (struct plan){ .flags = flags, .skip_type = t }, "skipped each", t);
}

void ways_mask(struct ways *s, uint32_t flags)
{
    for (uint32_t t = TNEF_EV_STREAM_BEGIN; t <= TNEF_EV_ANOMALY; t++) {
        uint64_t bit = UINT64_C(1) << t;

        ways_compare(s, (struct plan){ .flags = flags, .interest = bit, .unchecked = true }, "only", t);
        ways_compare(s, (struct plan){ .flags = flags, .interest = ~bit, .unchecked = true }, "without", t);
    }
    ways_compare(s, (struct plan){ .flags = flags, .fatal = TNEF_FATAL_ALL }, "fatal", 0);
}

/* ---- Limits -------------------------------------------------------------------------------- */

#define LIMITS(limit) &(tnef_decoder_limits){ .size = sizeof(tnef_decoder_limits), .limit }

static void limited(struct ways *s, uint32_t flags, const tnef_decoder_limits *l, const char *how,
                    uint64_t k)
{
    ways_compare(s, (struct plan){ .flags = flags, .limits = l, .unchecked = true }, how, k);
}

/* Limits on the whole, at each of its events and bytes. */
static void each_total(struct ways *s, uint32_t flags)
{
    uint64_t most = events_of(s, flags);

    for (uint64_t k = 1; k <= most && k <= 2000u; k++)
        limited(s, flags, LIMITS(max_events = k), "events", k);
    for (uint64_t k = 1; k < s->len && k <= 2000u; k++) {
        limited(s, flags, LIMITS(max_output = k), "output", k);
        limited(s, flags, LIMITS(max_input = k), "input", k);
    }
}

void ways_limit(struct ways *s, uint32_t flags)
{
    each_total(s, flags);
    for (uint32_t k = 1; k < 24u; k++) {
        limited(s, flags, LIMITS(max_properties = k), "properties", k);
        limited(s, flags, LIMITS(max_length = k), "length", k);
        limited(s, flags, LIMITS(max_values = k), "values", k);
        limited(s, flags, LIMITS(max_rows = k), "rows", k);
        limited(s, flags, LIMITS(max_attributes = k), "attributes", k);
        limited(s, flags, LIMITS(max_anomalies = k), "anomalies", k);
    }
}

/* ---- States -------------------------------------------------------------------------------- */

struct halt {
    uint64_t events, at;
    int answer;
};

static int halt_at(void *user, const tnef_event *ev)
{
    struct halt *h = user;

    (void)ev;
    h->events++;
    return h->events == h->at ? h->answer : TNEF_CONTINUE;
}

/* Feeds all until the callback halts at event |k|. */
static void run_until(tnef_decoder **out, void *mem, const struct ways *s, struct halt *h,
                      uint32_t internal)
{
    const tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = halt_at, .user = h };

    h->events = 0;
    memset(mem, 0xA5, tnef_decoder_size());
    assert_int_equal(tnef_decoder_init(out, mem, tnef_decoder_size(), &cfg), TNEF_OK);
    (*out)->cfg.flags |= internal;
    (void)tnef_decoder_feed(*out, s->in, s->len, NULL);
}

/* Whether the state goes on with what is in scratch. */
static bool gathers(uint16_t state)
{
    return state < ST_FIRST_TURN && !(ST_stream_skip <= state && state <= ST_attr_rest);
}

/* What was closed, and the name of what has none, is not looked at again: it is made equal. */
static struct tnefi_decoder_level still_looked_at(struct tnefi_decoder_level l, uint16_t state)
{
    if (l.in_value.open == 0) {
        l.value_off = l.value_end = 0;
        l.value_len = 0;
        l.value_size = l.has_iid = l.nested = l.opaque = 0;
        l.in_value.bad = l.in_value.skipped = 0;
    }
    if (l.in_prop.open == 0) {
        l.values_left = l.values = 0;
        l.prop_id = l.prop_type = l.named = 0;
        l.in_prop.bad = l.in_prop.skipped = 0;
    }
    if (l.in_prop.open == 0 && (state < ST_prop_head || state > ST_value_count))
        l.prop_off = 0;
    if (l.in_attr.open == 0) {
        l.attr_end = l.attr_off = l.data_off = 0;
        l.attr_id = l.attr = l.attr_len = 0;
        l.attr_level = l.sum = 0;
        l.computed = l.compute_next = l.named = 0;
        l.in_attr.bad = l.in_attr.skipped = 0;
    }
    if (l.named == NAMED_NO) {
        l.name_id = 0;
        memset(l.guid, 0, sizeof l.guid);
    }
    return l;
}

static bool same_level(const tnef_decoder *a, const tnef_decoder *b)
{
    const struct tnefi_decoder_level x = still_looked_at(a->level, a->state);
    const struct tnefi_decoder_level y = still_looked_at(b->level, b->state);

    return memcmp(&x, &y, sizeof x) == 0;
}

/* What later steps look at: what was gathered and is used up may differ. Nothing is left to be replayed. */
static bool same_state(const tnef_decoder *a, const tnef_decoder *b)
{
    return a->state == b->state && a->offset == b->offset && a->sum == b->sum && a->output == b->output
        && a->events == b->events && a->mute == b->mute && a->skip == b->skip && a->notes == b->notes
        && a->halt == b->halt && a->depth == b->depth && a->busy == b->busy && a->raw_at == b->raw_at
        && (!gathers(a->state) || (a->have == b->have && a->need == b->need))
        && b->replay == 0 && same_level(a, b);
}

void ways_state(struct ways *s, uint32_t flags)
{
    void *mem = malloc(tnef_decoder_size());
    void *mem_steps = malloc(tnef_decoder_size());
    struct halt h = { .answer = TNEF_PAUSE };
    uint64_t events = events_of(s, 0);
    tnef_decoder *a;
    tnef_decoder *b;

    assert_true(mem != NULL && mem_steps != NULL);
    for (h.at = 1; h.at <= events && flags == 0; h.at++) {
        h.answer = h.at % 2u != 0 ? TNEF_PAUSE : TNEF_STOP;
        run_until(&a, mem_steps, s, &h, TNEFI_STEPS_ONLY);
        run_until(&b, mem, s, &h, 0);
        if (!same_state(a, b))
            fail_msg("%s: another state at event %llu", s->name, (unsigned long long)h.at);
    }
    free(mem);
    free(mem_steps);
}
