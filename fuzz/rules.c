/* SPDX-License-Identifier: MIT */

#include "rules.h"

#include <string.h>

#define MADE_MOST 16u
#define LOST (TNEF_F_SKIPPED | TNEF_F_INCOMPLETE)

void rules_begin(struct rules *r)
{
    r->silent = false;
    r->last = 0;
    memset(r->raw_len, 0, sizeof r->raw_len);
    memset(r->raw_end, 0, sizeof r->raw_end);
    r->nesting = r->skipped = 0;
    r->events = r->output = r->anomalies = 0;
    r->lost = false;
}

static uint32_t prop_of(const tnef_event *ev)
{
    return (uint32_t)ev->prop_id << 16 | ev->prop_type;
}

static bool is_begin(const tnef_event *ev)
{
    return ev->type < TNEF_EV_DATA && ev->type % 2u == 1u;
}

/* ---- Pointers ------------------------------------------------------------------------------ */

static bool is_within(const uint8_t *p, size_t len, const void *area, size_t size)
{
    uintptr_t from = (uintptr_t)area;
    uintptr_t at = (uintptr_t)p;

    return area != NULL && at >= from && len <= size && at - from <= size - len;
}

/* What is in neither is a few bytes that were held back or put together for this event. */
static void check_bytes(const struct rules *r, const uint8_t *p, size_t len)
{
    CHECK(len <= MADE_MOST || is_within(p, len, r->piece, r->piece_len)
          || is_within(p, len, r->own, r->own_len));
}

static void check_pointers(const struct rules *r, const tnef_event *ev)
{
    CHECK((ev->type == TNEF_EV_DATA) == (ev->data != NULL));
    CHECK((ev->len > 0) == (ev->data != NULL));
    if (ev->data != NULL)
        check_bytes(r, ev->data, ev->len);
    CHECK(ev->type == TNEF_EV_PROP_BEGIN || (ev->name == NULL && ev->guid == NULL));
    CHECK(ev->type == TNEF_EV_VALUE_BEGIN || ev->iid == NULL);
    CHECK(ev->name_len <= TNEF_NAME_SIZE && (ev->name != NULL || ev->name_len == 0));
    CHECK(ev->name == NULL || ev->guid != NULL);
    CHECK((ev->guid != NULL) == (ev->type == TNEF_EV_PROP_BEGIN
                                 && (ev->flags & TNEF_F_NAMED) != 0));
    if (ev->name != NULL)
        check_bytes(r, ev->name, ev->name_len);
    if (ev->guid != NULL)
        check_bytes(r, ev->guid, 16);
    if (ev->iid != NULL)
        check_bytes(r, ev->iid, 16);
}

/* ---- Grammar ------------------------------------------------------------------------------- */

static bool may_stand_in(uint32_t type, uint32_t outer)
{
    switch (type) {
    case TNEF_EV_STREAM_BEGIN: return outer == 0 || outer == TNEF_EV_VALUE_BEGIN;
    case TNEF_EV_ATTR_BEGIN:   return outer == TNEF_EV_STREAM_BEGIN;
    case TNEF_EV_ROW_BEGIN:    return outer == TNEF_EV_ATTR_BEGIN;
    case TNEF_EV_PROP_BEGIN:   return outer == TNEF_EV_ATTR_BEGIN || outer == TNEF_EV_ROW_BEGIN;
    default:                   return outer == TNEF_EV_PROP_BEGIN;
    }
}

/* The bytes of a stream are those of its value, but for an interface id (TNEF_DESCEND_DATA). */
static bool is_length(uint64_t stream, uint64_t value)
{
    return stream == value || stream + 16u == value;
}

static void check_begin(struct rules *r, const tnef_event *ev)
{
    struct rules_open *outer = r->nesting > 0 ? &r->open[r->nesting - 1u] : NULL;
    struct rules_open *o = &r->open[r->nesting];
    bool is_stream = ev->type == TNEF_EV_STREAM_BEGIN;

    CHECK(r->skipped == 0);
    CHECK(r->nesting < RULES_NESTING);
    CHECK(may_stand_in(ev->type, outer != NULL ? outer->type : 0));
    CHECK(ev->depth == (outer == NULL ? 0 : outer->depth + (is_stream ? 1u : 0)));
    if (outer != NULL && is_stream) {
        CHECK(is_length(ev->length, outer->length) && !outer->holds_stream);
        outer->holds_stream = true;
    }
    *o = (struct rules_open){ .type = ev->type, .depth = ev->depth, .attr = ev->attr,
                              .row = ev->row, .prop = prop_of(ev), .value = ev->value };
    if (is_stream || ev->type == TNEF_EV_VALUE_BEGIN)
        o->length = ev->length;
    if (ev->type == TNEF_EV_VALUE_BEGIN)
        r->raw_len[ev->depth] = 0;
    r->nesting++;
}

static void check_end(struct rules *r, const tnef_event *ev)
{
    const struct rules_open *o;

    CHECK(r->nesting > 0);
    r->nesting--;
    o = &r->open[r->nesting];
    CHECK(o->type + 1u == ev->type && o->depth == ev->depth);
    CHECK(o->attr == ev->attr && o->row == ev->row && o->prop == prop_of(ev)
          && o->value == ev->value);
    if (r->skipped == r->nesting + 1u) {
        CHECK((ev->flags & TNEF_F_SKIPPED) != 0);
        r->skipped = 0;
    }
    CHECK(r->skipped == 0);
    if (ev->type != TNEF_EV_VALUE_END || (ev->flags & LOST) != 0)
        return;
    CHECK(((ev->flags & TNEF_F_NESTED) != 0) == o->holds_stream);
    CHECK(o->holds_stream || o->len == o->length);
}

/* ---- Data ---------------------------------------------------------------------------------- */

/* Raw bytes are those of an open value at their depth, each of them once. */
static void check_raw(struct rules *r, const tnef_event *ev)
{
    uint32_t i = r->nesting;

    CHECK(r->raw);
    while (i > 0 && !(r->open[i - 1u].type == TNEF_EV_VALUE_BEGIN
                      && r->open[i - 1u].depth == ev->depth))
        i--;
    CHECK(i > 0);
    CHECK(r->skipped == 0 || r->skipped > i);
    CHECK(is_length(r->raw_len[ev->depth] + ev->len + ev->left, r->open[i - 1u].length));
    CHECK(r->raw_len[ev->depth] == 0 || r->raw_end[ev->depth] == ev->offset);
    r->raw_len[ev->depth] += ev->len;
    r->raw_end[ev->depth] = ev->offset + ev->len;
}

static void check_place(struct rules *r, const tnef_event *ev)
{
    uint32_t in = TNEF_EV_VALUE_BEGIN;
    struct rules_open *o;

    if ((ev->flags & TNEF_F_TRAILING) != 0)
        in = TNEF_EV_STREAM_BEGIN;
    else if ((ev->flags & TNEF_F_REMAINDER) != 0 || ev->prop_type == 0)
        in = TNEF_EV_ATTR_BEGIN;
    CHECK(r->skipped == 0 && r->nesting > 0);
    o = &r->open[r->nesting - 1u];
    CHECK(o->type == in && o->depth == ev->depth);
    if (in == TNEF_EV_VALUE_BEGIN) {
        CHECK(o->len + ev->len + ev->left == o->length);
    } else if (in == TNEF_EV_ATTR_BEGIN) {
        CHECK(o->len == 0 || ev->len + ev->left == o->length);
        o->length = ev->left;
    }
    o->len += ev->len;
}

/* Bytes are those of the input at their offset, but for computed values, and offsets do not go
 * back but for raw and computed ones. */
static void check_offset(struct rules *r, const tnef_event *ev)
{
    bool raw = (ev->flags & TNEF_F_RAW) != 0;

    if ((ev->flags & TNEF_F_COMPUTED) != 0)
        return;
    if (ev->type == TNEF_EV_DATA)
        CHECK(ev->offset <= r->size && ev->len <= r->size - ev->offset
              && memcmp(ev->data, r->in + ev->offset, ev->len) == 0);
    if (raw)
        return;
    CHECK(ev->offset >= r->last);
    r->last = ev->offset + ev->len;
}

/* ---- All of them --------------------------------------------------------------------------- */

static void check_anomaly(struct rules *r, const tnef_event *ev)
{
    CHECK(ev->code < TNEF_A_END);
    CHECK(ev->status == TNEF_OK || TNEF_IS_MALFORMED(ev->status) || TNEF_IS_LIMIT(ev->status));
    r->anomalies++;
    r->lost = r->lost || ev->status != TNEF_OK;
}

void rules_event(struct rules *r, const tnef_event *ev)
{
    CHECK(!r->silent);
    CHECK(ev->type >= TNEF_EV_STREAM_BEGIN && ev->type <= TNEF_EV_ANOMALY);
    CHECK(ev->depth <= TNEF_DEPTH_CEILING);
    CHECK(ev->offset <= r->size);
    check_pointers(r, ev);
    r->events++;
    r->output += ev->len;
    if (ev->type == TNEF_EV_ANOMALY) {
        check_anomaly(r, ev);
        return;
    }
    check_offset(r, ev);
    if (!r->all)
        return;
    if (is_begin(ev))
        check_begin(r, ev);
    else if (ev->type != TNEF_EV_DATA)
        check_end(r, ev);
    else if ((ev->flags & TNEF_F_RAW) != 0)
        check_raw(r, ev);
    else
        check_place(r, ev);
}

void rules_skip(struct rules *r, const tnef_event *ev)
{
    if (r->all && is_begin(ev))
        r->skipped = r->nesting;
}
