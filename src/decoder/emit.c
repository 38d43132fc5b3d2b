/* SPDX-License-Identifier: MIT */
/* What goes to the callback, and what it answers; anomalies on their way to it, and what finish will tell. */

#include "decoder/call.h"

#include "base/answer.h"

/* What is only reported is kept in a type of its own, see types.h. */
/*@ P_TOTAL;
    assigns \nothing; */
static int64_t kept(uint64_t value)
{
    return value <= INT64_MAX ? (int64_t)value : INT64_MAX;
}

/*@ requires \valid(r) && \valid_read(n) && \separated(r, n);
    P_TOTAL;
    assigns P_RESULT((*r));
    ensures r->status == status; */
static void record(struct tnefi_decoder_result *r, const struct tnefi_decoder_note *n, tnef_status status)
{
    r->status = status;
    r->offset = n->offset;
    r->limit = n->expected;
    r->found = n->found;
    r->depth = n->depth;
    r->attr = n->attr;
    r->prop = n->prop;
    r->code = n->code;
}

/* The first of its kind is what finish reports. TRUNCATED speaks of what was needed and what was
 * there; the error has the two fields the other way round, as <tnef/base.h> describes them. */
/*@ requires \valid(r) && \valid_read(n) && \separated(r, n);
    P_TOTAL;
    assigns P_RESULT((*r)); */
static void remember(struct tnefi_decoder_result *r, const struct tnefi_decoder_note *n, tnef_status status)
{
    if (r->status != TNEF_OK)
        return;
    record(r, n, status);
    if (n->code == TNEF_A_TRUNCATED) {
        r->limit = n->found;
        r->found = n->expected;
    }
}

/* The attribute and property that are open, for errors. */
/*@ requires \valid_read(l);
    P_TOTAL;
    assigns \nothing; */
static uint32_t open_attr(const struct tnefi_decoder_level *l)
{
    return l->in_attr.open != 0 ? l->attr_id : 0;
}

/*@ requires \valid_read(l);
    P_TOTAL;
    assigns \nothing; */
static uint32_t open_prop(const struct tnefi_decoder_level *l)
{
    return l->in_prop.open != 0 ? l->prop_id * 65536u + l->prop_type : 0;
}

void tnefi_decoder_fail(struct tnef_decoder *d, tnef_status status, uint64_t offset, uint64_t limit,
                        uint64_t found)
{
    const struct tnefi_decoder_level *l = top(d);

    d->halt = HALT_END;
    d->fatal.status = status;
    d->fatal.offset = kept(offset);
    d->fatal.limit = kept(limit);
    d->fatal.found = kept(found);
    d->fatal.depth = d->depth;
    d->fatal.attr = open_attr(l);
    d->fatal.prop = open_prop(l);
    d->fatal.code = TNEF_NO_CODE;
}

void tnefi_decoder_note(struct tnef_decoder *d, uint32_t code, tnef_status status, uint64_t offset,
                        uint64_t expected, uint64_t found)
{
    const struct tnefi_decoder_level *l = top(d);
    struct tnefi_decoder_note *n;

    if (d->notes >= NOTES_SIZE)
        return;
    n = &d->note[d->notes];
    d->notes++;
    n->code = code;
    n->status = status;
    n->offset = kept(offset);
    n->expected = kept(expected);
    n->found = kept(found);
    n->depth = d->depth;
    n->attr = open_attr(l);
    n->prop = open_prop(l);
}

void tnefi_decoder_skip(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);

    switch (d->skip) {
    case TNEF_EV_STREAM_BEGIN:
        l->in_stream.skipped = 1;
        /* Its first attribute is awaited, unless it has ended already. */
        if (d->state <= ST_stream_skip)
            go(d, ST_stream_skip);
        break;
    case TNEF_EV_ATTR_BEGIN:
        l->in_attr.skipped = 1;
        break;
    case TNEF_EV_ROW_BEGIN:
        l->in_row.skipped = 1;
        d->mute = R_ROW;
        break;
    case TNEF_EV_PROP_BEGIN:
        l->in_prop.skipped = 1;
        d->mute = R_PROP;
        break;
    case TNEF_EV_VALUE_BEGIN:
        l->in_value.skipped = 1;
        d->mute = R_VALUE;
        break;
    default:
        break;
    }
    d->skip = 0;
}

void tnefi_decoder_answered(struct tnef_decoder *d, const tnef_event *ev, int answer)
{
    answer = tnefi_base_as_answer(answer);
    if (d->fatal.status != TNEF_OK)
        return;
    if (answer == TNEF_SKIP) {
        d->skip = (uint16_t)ev->type;
    } else if (answer == TNEF_PAUSE) {
        d->halt = HALT_PAUSE;
    } else if (answer == TNEF_STOP) {
        tnefi_decoder_fail(d, TNEF_STOPPED, ev->offset, 0, 0);
    } else {
        tnefi_decoder_fail(d, TNEF_E_CALLBACK, ev->offset, 0, 0);
        d->fatal.user_code = answer;
    }
}

/*@ requires \valid(ev) && \valid_read(l) && \separated(ev, l);
    P_TOTAL;
    assigns ev->attr, ev->level, ev->row, ev->prop_id, ev->prop_type, ev->flags, ev->value; */
static void describe(tnef_event *ev, const struct tnefi_decoder_level *l)
{
    if (l->in_attr.open == 0)
        return;
    ev->attr = l->attr_id;
    ev->level = l->attr_level;
    ev->row = l->in_row.open != 0 && l->row > 0 ? l->row - 1u : 0;
    if (l->in_prop.open == 0)
        return;
    ev->prop_id = l->prop_id;
    ev->prop_type = l->prop_type;
    if (l->computed != 0)
        ev->flags |= TNEF_F_COMPUTED;
    if (l->prop_type / 4096u % 2u == 1u)
        ev->flags |= TNEF_F_MULTI;
    if (l->in_value.open != 0 && l->values > 0)
        ev->value = l->values - 1u;
}

/* An event that is not muted and of interest. */
/*@ requires \valid_read(d) && type <= TNEF_EV_ANOMALY;
    P_TOTAL;
    assigns \nothing; */
static int is_asked(const struct tnef_decoder *d, uint32_t type, uint16_t rank)
{
    if (d->mute != 0 && rank > d->mute)
        return 0;
    return (d->cfg.interest >> type) % 2u != 0;
}

void tnefi_decoder_describe(const struct tnef_decoder *d, tnef_event *ev)
{
    static const tnef_event none;

    *ev = none;
    ev->data = NULL;
    ev->len = 0;
    ev->depth = d->depth;
    ev->offset = d->offset;
    describe(ev, &d->level);
}

int tnefi_decoder_event(const struct tnef_decoder *d, tnef_event *ev, uint32_t type, uint16_t rank)
{
    if (!is_asked(d, type, rank))
        return 0;
    tnefi_decoder_describe(d, ev);
    ev->type = type;
    return 1;
}

void tnefi_decoder_deliver(struct tnef_decoder *d, const tnef_event *ev)
{
    if (d->events >= d->cfg.max_events) {
        tnefi_decoder_fail(d, TNEF_E_LIMIT_EVENTS, ev->offset, d->cfg.max_events, d->events + UINT64_C(1));
        return;
    }
    if (ev->len > d->cfg.max_output - d->output) {
        tnefi_decoder_fail(d, TNEF_E_LIMIT_OUTPUT, ev->offset, d->cfg.max_output, d->output + ev->len);
        return;
    }
    d->output += ev->len;
    tnefi_decoder_call(d, ev);
}

/* A sum that stops at the end of its type. */
/*@ P_TOTAL;
    assigns \nothing; */
static uint64_t sum(uint64_t a, uint64_t b)
{
    return b <= UINT64_MAX - a ? a + b : UINT64_MAX;
}

/* Bytes that may be cut anywhere: what the limit on output has room for is delivered before it is
 * told, so that it does not depend on how they came. */
/*@ requires \valid(d) && \valid(ev) && \separated(d, ev) && P_COUNTERS(d)
          && ev->type == TNEF_EV_DATA && 0 < ev->len <= TNEF_TOTAL_CEILING;
    requires \valid_read(ev->data + (0 .. ev->len - 1));
    P_TOTAL;
    assigns P_SAID, *ev;
    ensures d->output <= d->cfg.max_output;
    ensures d->events <= d->cfg.max_events && d->events <= \old(d->events) + 1; */
static void deliver_bytes(struct tnef_decoder *d, tnef_event *ev)
{
    uint64_t room = d->cfg.max_output - d->output;
    uint64_t end = d->cfg.max_output;

    if (ev->len > room && room > 0 && d->events < d->cfg.max_events) {
        ev->left = sum(ev->left, ev->len - room);
        ev->len = (size_t)room;
        tnefi_decoder_deliver(d, ev);
        if (d->output == end && d->fatal.status == TNEF_OK)
            tnefi_decoder_fail(d, TNEF_E_LIMIT_OUTPUT, sum(ev->offset, room), end, end + UINT64_C(1));
        return;
    }
    if (ev->len > room && room == 0)
        ev->len = 1;
    tnefi_decoder_deliver(d, ev);
}

void tnefi_decoder_deliver_data(struct tnef_decoder *d, const uint8_t *p, size_t n, uint32_t flags,
                                uint64_t left)
{
    int is_junk = (flags & (TNEF_F_TRAILING | TNEF_F_REMAINDER)) != 0;
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_DATA, is_junk ? R_ATTR : R_DATA))
        return;
    ev.flags |= flags;
    ev.offset = d->offset - n;
    ev.data = p;
    ev.len = n;
    ev.left = left;
    deliver_bytes(d, &ev);
}

void tnefi_decoder_deliver_junk(struct tnef_decoder *d, const uint8_t *p, size_t n, uint64_t off)
{
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_DATA, R_ATTR))
        return;
    ev.flags |= TNEF_F_TRAILING;
    ev.offset = off;
    ev.data = p;
    ev.len = n;
    deliver_bytes(d, &ev);
}

void tnefi_decoder_deliver_raw(struct tnef_decoder *d, uint32_t depth, const uint8_t *p, size_t n,
                               uint64_t off, uint64_t left)
{
    static const tnef_event none;
    tnef_event ev;

    if (!is_asked(d, TNEF_EV_DATA, R_STREAM))
        return;
    ev = none;
    ev.type = TNEF_EV_DATA;
    ev.depth = depth;
    ev.offset = off;
    describe(&ev, &d->below[depth]);
    ev.flags |= TNEF_F_RAW;
    ev.data = p;
    ev.len = n;
    ev.left = left;
    deliver_bytes(d, &ev);
}

/*@ P_TOTAL;
    assigns \nothing; */
static uint64_t unkept(int64_t value)
{
    return value < 0 ? 0 : (uint64_t)value;
}

/* A status, or what the callback answered. */
/*@ P_TOTAL;
    assigns \nothing; */
static int32_t small(int64_t value)
{
    return value >= INT32_MIN && value <= INT32_MAX ? (int32_t)value : 0;
}

/*@ requires \valid(d) && P_HERE(d) && \valid_read(n) && \separated(d, n);
    P_TOTAL;
    assigns P_SAID, d->reported;
    ensures P_COUNTERS(d) && d->events <= \old(d->events) + 1; */
static void say(struct tnef_decoder *d, const struct tnefi_decoder_note *n, tnef_status status, uint32_t code)
{
    tnef_event ev;

    if (d->reported >= d->cfg.max_anomalies)
        return;
    d->reported++;
    if (!tnefi_decoder_event(d, &ev, TNEF_EV_ANOMALY, R_STREAM))
        return;
    ev.offset = unkept(n->offset);
    ev.status = status;
    ev.code = code;
    ev.expected = unkept(n->expected);
    ev.found = unkept(n->found);
    tnefi_decoder_deliver(d, &ev);
}

void tnefi_decoder_flush_note(struct tnef_decoder *d)
{
    struct tnefi_decoder_note n = d->note[d->note_at];
    uint32_t code = (uint32_t)(unkept(n.code) % TNEF_A_END);
    tnef_status status = (tnef_status)small(n.status);

    d->note_at++;
    if (d->note_at == d->notes)
        d->notes = d->note_at = 0;
    if (d->anomalies[code] < INT64_MAX)
        d->anomalies[code]++;
    if (TNEF_IS_LIMIT(status))
        remember(&d->limit, &n, status);
    else if (status != TNEF_OK)
        remember(&d->damage, &n, status);
    say(d, &n, status, code);
    if ((d->cfg.fatal >> code) % 2u == 1u && d->fatal.status == TNEF_OK) {
        d->halt = HALT_END;
        record(&d->fatal, &n, TNEF_E_ANOMALY);
    }
}

void tnefi_decoder_set_error(const struct tnefi_decoder_result *r, tnef_error *out)
{
    out->size = sizeof *out;
    out->status = r->status;
    out->offset = unkept(r->offset);
    out->limit = unkept(r->limit);
    out->found = unkept(r->found);
    out->depth = (uint32_t)(unkept(r->depth) % 4294967296u);
    out->attr = (uint32_t)(unkept(r->attr) % 4294967296u);
    out->prop = (uint32_t)(unkept(r->prop) % 4294967296u);
    out->code = (uint32_t)(unkept(r->code) % 4294967296u);
    out->user_code = small(r->user_code);
}
