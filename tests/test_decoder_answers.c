/* SPDX-License-Identifier: MIT */

/* What the callback answers, at every event: stop, fail, pause, skip. What the masks of interest
 * and of fatal anomalies leave. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"
#include "vectors.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct subject {
    const char *name;
    uint8_t *in;
    size_t len;
    struct recording whole, other;
};

static void subject_open(struct subject *s, const char *name)
{
    s->name = name;
    s->in = vector_bytes(name, &s->len);
    recording_init(&s->whole);
    recording_init(&s->other);
}

static void subject_close(struct subject *s)
{
    recording_free(&s->whole);
    recording_free(&s->other);
    free(s->in);
}

/* Small, and between them every kind of event and every way of ending. */
static const char *const subjects[] = {
    "worked_example",     "legacy_meeting",      "legacy_attachment", "types_multi",
    "recipients",         "embedded_depth_2",    "data_holds_stream", "object_short",
    "trailing_garbage",   "garbage_then_attribute", "prop_list_remainder", "prop_type_unknown",
    "cut_in_embedded",    "cut_in_row",          "value_overrun",     "embedded_signature_wrong",
    "date_invalid",       "name_kind_unknown",   "no_bytes",          "signature_cut",
};
#define SUBJECTS (sizeof subjects / sizeof subjects[0])

static void fail_at(const struct subject *s, const char *what, uint64_t event, const char *why)
{
    fail_msg("%s, %s at event %llu: %s", s->name, what, (unsigned long long)event, why);
}

/* Whether |count| records of |a| begin |b|. The last may be data that was cut. */
static bool is_prefix(const struct recording *a, size_t count, const struct recording *b)
{
    for (size_t i = 0; i < count; i++) {
        const struct record *x = &a->records[i];

        if (i >= b->count)
            return false;
        if (i + 1u == count && x->type == TNEF_EV_DATA)
            return b->records[i].type == TNEF_EV_DATA && x->offset == b->records[i].offset
                && x->len <= b->records[i].len;
        if (memcmp(x, &b->records[i], sizeof *x) != 0)
            return false;
    }
    return true;
}

/* ---- Stop and fail ------------------------------------------------------------------------- */

static void end_at(struct subject *s, uint32_t flags, uint64_t event, int answer)
{
    const tnef_status status = answer == TNEF_STOP ? TNEF_STOPPED : TNEF_E_CALLBACK;
    struct recording *r = &s->other;
    size_t taken = 99;

    recording_run(r, s->in, s->len,
                  &(struct plan){ .flags = flags, .answer_at = event, .answer = answer });
    if (r->bad[0] != '\0')
        fail_at(s, "ended", event, r->bad);
    if (r->events != event || !is_prefix(r, r->count, &s->whole))
        fail_at(s, "ended", event, "other events than before");
    if (r->fed != status && r->fed != TNEF_OK)
        fail_at(s, "ended", event, "another answer of feed");
    assert_int_equal(r->status, status);
    assert_int_equal(r->error.status, status);
    assert_int_equal(r->error.user_code, answer == TNEF_STOP ? 0 : answer);
    assert_int_equal(r->error.code, TNEF_NO_CODE);
    assert_int_equal(tnef_decoder_finish(r->decoder), status);
    if (r->fed == TNEF_OK)
        return;                     /* it ended in finish, and no more may be fed after it */
    assert_true(r->taken <= s->len);
    assert_int_equal(tnef_decoder_feed(r->decoder, "x", 1, &taken), TNEF_E_STATE);
    assert_int_equal(taken, 0);
    assert_int_equal(r->events, event);
}

static void end_everywhere(struct subject *s, uint32_t flags)
{
    static const int answers[] = { TNEF_STOP, -1, INT_MIN, TNEF_STOP + 1, INT_MAX };

    recording_run(&s->whole, s->in, s->len, &(struct plan){ .flags = flags });
    for (uint64_t k = 1; k <= s->whole.events; k++)
        end_at(s, flags, k, answers[k % 5u]);
}

static void answers_stop_and_fail_end_at_every_event(void **state)
{
    struct subject s;

    (void)state;
    for (size_t i = 0; i < SUBJECTS; i++) {
        subject_open(&s, subjects[i]);
        end_everywhere(&s, 0);
        end_everywhere(&s, ALL_FLAGS);
        subject_close(&s);
    }
}

/* ---- Pause --------------------------------------------------------------------------------- */

static void answers_pause_at_every_event_resumes_with_the_next(void **state)
{
    struct subject s;
    char why[256];

    (void)state;
    for (size_t i = 0; i < SUBJECTS; i++) {
        subject_open(&s, subjects[i]);
        recording_run(&s.whole, s.in, s.len, &(struct plan){ .flags = ALL_FLAGS });
        for (uint64_t k = 1; k <= s.whole.events; k++) {
            recording_run(&s.other, s.in, s.len,
                          &(struct plan){ .flags = ALL_FLAGS, .answer_at = k,
                                          .answer = TNEF_PAUSE });
            if (!recording_same(&s.whole, &s.other, why))
                fail_at(&s, "paused", k, why);
        }
        subject_close(&s);
    }
}

/* ---- Skip ---------------------------------------------------------------------------------- */

static size_t end_of(const struct recording *r, size_t begin)
{
    size_t open = 0;

    for (size_t i = begin; i < r->count; i++) {
        uint32_t type = r->records[i].type;

        if (type >= TNEF_EV_DATA)
            continue;
        if (type % 2u == 1u)
            open++;
        else if (--open == 0)
            return i;
    }
    return r->count;
}

/* The same apart from the flags that say that something was left out, or found to be missing. */
static bool same_but(const struct record *a, const struct record *b, uint32_t flags)
{
    struct record x = *a;
    struct record y = *b;

    x.flags &= ~flags;
    y.flags &= ~flags;
    return memcmp(&x, &y, sizeof x) == 0;
}

/* Of what was inside only anomalies may be left, which count as met before. */
static size_t skip_inside(struct subject *s, size_t begin, size_t end, uint64_t event)
{
    const struct recording *r = &s->other;
    size_t at = begin + 1u;
    size_t from = begin + 1u;

    while (at < r->count && r->records[at].type == TNEF_EV_ANOMALY) {
        while (from < end
               && memcmp(&r->records[at], &s->whole.records[from], sizeof *r->records) != 0)
            from++;
        if (from == end)
            fail_at(s, "skipped", event, "an anomaly that was not there before");
        at++;
    }
    return at;
}

/* Skips the thing whose BEGIN is record |begin|, event number |event|. |exact|: nothing is wrong
 * with the input, so that nothing but the inside may differ. */
static void skip_at(struct subject *s, uint32_t flags, uint64_t event, size_t begin, bool exact)
{
    const uint32_t lost = exact ? 0 : TNEF_F_INCOMPLETE;
    const struct recording *r = &s->other;
    size_t end = end_of(&s->whole, begin);
    const struct record *b = s->whole.records;
    size_t at;

    recording_run(&s->other, s->in, s->len,
                  &(struct plan){ .flags = flags, .answer_at = event, .answer = TNEF_SKIP });
    if (r->bad[0] != '\0')
        fail_at(s, "skipped", event, r->bad);
    if (!is_prefix(&s->whole, begin + 1u, r) || end >= s->whole.count)
        fail_at(s, "skipped", event, "other events before");
    at = skip_inside(s, begin, end, event);
    if (at >= r->count || (r->records[at].flags & TNEF_F_SKIPPED) == 0
        || !same_but(&r->records[at], &b[end], TNEF_F_SKIPPED | TNEF_F_NESTED | lost))
        fail_at(s, "skipped", event, "another END");
    if ((r->records[at].flags & TNEF_F_NESTED) != 0)
        fail_at(s, "skipped", event, "descended nevertheless");
    if (r->count - at != s->whole.count - end)
        fail_at(s, "skipped", event, "more or fewer events behind it");
    for (size_t i = 1; i < r->count - at; i++)
        if (!same_but(&r->records[at + i], &b[end + i], lost))
            fail_at(s, "skipped", event, "other events behind it");
    if (exact)
        assert_int_equal(r->status, TNEF_OK);
    assert_int_equal(r->taken, s->len);
}

/* The record of event |k|, or of data that it was added to. */
static size_t record_of(struct subject *s, uint32_t flags, uint64_t k)
{
    recording_run(&s->other, s->in, s->len,
                  &(struct plan){ .flags = flags, .answer_at = k, .answer = TNEF_STOP });
    return s->other.count - 1u;
}

static void skip_nothing(struct subject *s, uint32_t flags, uint64_t event)
{
    char why[256];

    recording_run(&s->other, s->in, s->len,
                  &(struct plan){ .flags = flags, .answer_at = event, .answer = TNEF_SKIP });
    if (!recording_same(&s->whole, &s->other, why))
        fail_at(s, "skipped, which is no BEGIN,", event, why);
}

static void skip_everywhere(struct subject *s, uint32_t flags, bool exact)
{
    recording_run(&s->whole, s->in, s->len, &(struct plan){ .flags = flags });
    for (uint64_t k = 1; k <= s->whole.events; k++) {
        size_t i = record_of(s, flags, k);
        uint32_t type = s->whole.records[i].type;

        if (type < TNEF_EV_DATA && type % 2u == 1u)
            skip_at(s, flags, k, i, exact);
        else
            skip_nothing(s, flags, k);
    }
}

static void answers_skip_at_every_event_of_good_input_drops_the_inside_only(void **state)
{
    static const char *const good[] = { "worked_example", "legacy_meeting", "legacy_attachment",
                                        "types_single",   "types_multi",    "recipients",
                                        "embedded_depth_2", "data_holds_stream",
                                        "named_by_string",  "ole_storage" };
    struct subject s;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        subject_open(&s, good[i]);
        skip_everywhere(&s, 0, true);
        skip_everywhere(&s, TNEF_RESYNC | TNEF_DESCEND_DATA, true);
        subject_close(&s);
    }
}

/* A skipped thing is not looked into, so what is wrong inside may go unseen; but what stands
 * after it is found all the same. */
static void answers_skip_at_every_event_of_bad_input_finds_what_follows(void **state)
{
    static const char *const bad[] = { "object_short",        "trailing_garbage",
                                       "garbage_then_attribute", "value_overrun",
                                       "embedded_signature_wrong", "date_invalid",
                                       "pad_not_zero",        "embedded_cut",
                                       "checksum_wrong",      "embedded_overruns_object" };
    struct subject s;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        subject_open(&s, bad[i]);
        skip_everywhere(&s, 0, false);
        subject_close(&s);
    }
}

/* The raw bytes of a message are those of its value, whatever is skipped of its events. */
static void answers_skip_of_a_stream_keeps_its_raw_bytes(void **state)
{
    struct subject s;
    size_t raw = 0;

    (void)state;
    subject_open(&s, "embedded_depth_1");
    recording_run(&s.whole, s.in, s.len, &(struct plan){ .flags = TNEF_RAW_NESTED });
    for (uint64_t k = 2; k <= s.whole.events; k++) {
        size_t i = record_of(&s, TNEF_RAW_NESTED, k);

        if (s.other.records[i].type != TNEF_EV_STREAM_BEGIN || i == 0)
            continue;
        recording_run(&s.other, s.in, s.len,
                      &(struct plan){ .flags = TNEF_RAW_NESTED, .answer_at = k,
                                      .answer = TNEF_SKIP });
        for (size_t j = 0; j < s.other.count; j++)
            if (s.other.records[j].type == RECORD_RAW)
                raw = (size_t)s.other.records[j].len;
        assert_string_equal(s.other.bad, "");
        break;
    }
    for (size_t j = 0; j < s.whole.count; j++)
        if (s.whole.records[j].type == RECORD_RAW)
            assert_int_equal(s.whole.records[j].len, raw);
    assert_true(raw > 6);
    subject_close(&s);
}

/* ---- Masks --------------------------------------------------------------------------------- */

static void only(struct subject *s, uint32_t flags, uint64_t interest)
{
    size_t at = 0;

    recording_run(&s->other, s->in, s->len,
                  &(struct plan){ .flags = flags, .interest = interest, .unchecked = true });
    assert_string_equal(s->other.bad, "");
    for (size_t i = 0; i < s->whole.count; i++) {
        if ((interest >> s->whole.records[i].type & 1u) == 0)
            continue;
        if (at >= s->other.count
            || memcmp(&s->other.records[at], &s->whole.records[i], sizeof(struct record)) != 0)
            fail_at(s, "filtered", i, "another event");
        at++;
    }
    if (at != s->other.count)
        fail_at(s, "filtered", interest, "more events");
    assert_int_equal(s->other.status, s->whole.status);
    assert_memory_equal(&s->other.error, &s->whole.error, sizeof s->other.error);
    assert_memory_equal(s->other.anomalies, s->whole.anomalies, sizeof s->other.anomalies);
}

static void answers_interest_delivers_those_events_and_no_others(void **state)
{
    const uint64_t ends = UINT64_C(0x554);      /* bits 2, 4, 6, 8, 10 */
    const uint64_t unknown = UINT64_C(1) << 63;
    struct subject s;

    (void)state;
    for (size_t i = 0; i < SUBJECTS; i++) {
        subject_open(&s, subjects[i]);
        for (uint32_t flags = 0; flags <= TNEF_DESCEND_DATA; flags += TNEF_DESCEND_DATA) {
            recording_run(&s.whole, s.in, s.len, &(struct plan){ .flags = flags });
            for (uint32_t t = TNEF_EV_STREAM_BEGIN; t <= TNEF_EV_ANOMALY; t++)
                only(&s, flags, UINT64_C(1) << t);
            only(&s, flags, ends);
            only(&s, flags, ends << TNEF_EV_DATA | UINT64_C(1) << TNEF_EV_STREAM_BEGIN);
            only(&s, flags, ~UINT64_C(0));
            only(&s, flags, unknown);
        }
        subject_close(&s);
    }
}

static const struct record *first_anomaly(const struct recording *r, uint32_t code, size_t *at)
{
    for (*at = 0; *at < r->count; ++*at)
        if (r->records[*at].type == TNEF_EV_ANOMALY && r->records[*at].code == code)
            return &r->records[*at];
    return NULL;
}

static void fatal_for(struct subject *s, uint32_t flags, uint32_t code)
{
    struct recording *r = &s->other;
    const struct record *a;
    char why[256];
    size_t at;

    recording_run(r, s->in, s->len,
                  &(struct plan){ .flags = flags, .fatal = UINT64_C(1) << code });
    a = first_anomaly(&s->whole, code, &at);
    if (a == NULL) {
        if (!recording_same(&s->whole, r, why))
            fail_at(s, "fatal without cause", code, why);
        return;
    }
    if (r->bad[0] != '\0')
        fail_at(s, "fatal", code, r->bad);
    if (r->count != at + 1u || !is_prefix(r, r->count, &s->whole))
        fail_at(s, "fatal", code, "other events than before");
    assert_int_equal(r->status, TNEF_E_ANOMALY);
    assert_true(r->fed == TNEF_E_ANOMALY || r->fed == TNEF_OK);
    assert_int_equal(r->error.status, TNEF_E_ANOMALY);
    assert_int_equal(r->error.code, code);
    assert_int_equal(r->error.offset, a->offset);
    assert_int_equal(r->error.limit, a->expected);
    assert_int_equal(r->error.found, a->found);
    assert_int_equal(r->error.depth, a->depth);
    if (code != TNEF_A_ATTR_TYPE)
        assert_int_equal(r->error.attr, a->attr);
    assert_int_equal(r->anomalies[code], 1);
    recording_run(r, s->in, s->len,
                  &(struct plan){ .flags = flags, .fatal = UINT64_C(1) << code,
                                  .interest = UINT64_C(1) << TNEF_EV_STREAM_BEGIN,
                                  .unchecked = true });
    assert_int_equal(r->status, TNEF_E_ANOMALY); /* said or not */
}

/* Those that only the message model finds. */
static const uint32_t never_met[] = { TNEF_A_CODEPAGE, TNEF_A_CONTENT };

static void answers_fatal_anomalies_end_the_decoding(void **state)
{
    size_t count;
    const struct vector *v = vectors(&count);
    uint64_t met = 0;
    uint64_t expected = (UINT64_C(1) << TNEF_A_END) - 1u;
    struct subject s;

    (void)state;
    for (size_t i = 0; i < count; i++) {
        subject_open(&s, v[i].name);
        for (uint32_t flags = 0; flags <= TNEF_RESYNC; flags += TNEF_RESYNC) {
            recording_run(&s.whole, s.in, s.len, &(struct plan){ .flags = flags });
            for (uint32_t code = 0; code < TNEF_A_END; code++) {
                if (s.whole.anomalies[code] != 0)
                    met |= UINT64_C(1) << code;
                fatal_for(&s, flags, code);
            }
        }
        subject_close(&s);
    }
    for (size_t i = 0; i < sizeof never_met / sizeof never_met[0]; i++)
        expected &= ~(UINT64_C(1) << never_met[i]);
    for (uint32_t code = 0; code < TNEF_A_END; code++)
        if ((met >> code & 1u) != (expected >> code & 1u))
            fail_msg("anomaly %s: met by %d", tnef_anomaly_name(code), (int)(met >> code & 1u));
}

static void answers_strict_fails_at_the_first_anomaly_and_not_without(void **state)
{
    size_t count;
    const struct vector *v = vectors(&count);
    struct subject s;
    char why[256];

    (void)state;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;

        subject_open(&s, v[i].name);
        recording_run(&s.whole, s.in, s.len, &(struct plan){ 0 });
        recording_run(&s.other, s.in, s.len, &(struct plan){ .fatal = TNEF_FATAL_ALL });
        while (at < s.whole.count && s.whole.records[at].type != TNEF_EV_ANOMALY)
            at++;
        if (at == s.whole.count && !recording_same(&s.whole, &s.other, why))
            fail_at(&s, "strict", at, why);
        if (at < s.whole.count && (s.other.count != at + 1u || s.other.status != TNEF_E_ANOMALY))
            fail_at(&s, "strict", at, "did not fail there");
        subject_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_stop_and_fail_end_at_every_event),
        cmocka_unit_test(answers_pause_at_every_event_resumes_with_the_next),
        cmocka_unit_test(answers_skip_at_every_event_of_good_input_drops_the_inside_only),
        cmocka_unit_test(answers_skip_at_every_event_of_bad_input_finds_what_follows),
        cmocka_unit_test(answers_skip_of_a_stream_keeps_its_raw_bytes),
        cmocka_unit_test(answers_interest_delivers_those_events_and_no_others),
        cmocka_unit_test(answers_fatal_anomalies_end_the_decoding),
        cmocka_unit_test(answers_strict_fails_at_the_first_anomaly_and_not_without),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
