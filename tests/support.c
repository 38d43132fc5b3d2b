/* SPDX-License-Identifier: MIT */

#include "known.h"
#include "support.h"

#include "decoder/priv.h"
#include "vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t fnv1a(uint64_t hash, const void *data, size_t len)
{
    const uint8_t *p = data;

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ p[i]) * UINT64_C(1099511628211);
    return hash;
}

static void *need(void *p)
{
    if (p == NULL)
        abort();
    return p;
}

/* ---- The rules of decoder.h --------------------------------------------------------------- */

static void broken(struct recording *r, const tnef_event *ev, const char *rule)
{
    if (r->bad[0] == '\0')
        (void)snprintf(r->bad, sizeof r->bad, "event %llu, %s at %llu: %s",
                       (unsigned long long)r->events, tnef_event_name(ev->type),
                       (unsigned long long)ev->offset, rule);
}

static bool is_inline(uint32_t attr)
{
    static const uint32_t ids[] = { TW_SUBJECT, TW_BODY,     TW_DELEGATE,      TW_AID_OWNER, TW_DATA,
                                    TW_TITLE,   TW_METAFILE, TW_TRANSPORT_NAME };

    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        if (ids[i] == attr)
            return true;
    return false;
}

/* Made of bytes that have gone by. */
static bool is_made(const tnef_event *ev)
{
    return (ev->flags & TNEF_F_COMPUTED) != 0 && !is_inline(ev->attr);
}

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

static void check_begin(struct recording *r, const tnef_event *ev)
{
    struct recording_open *outer = r->nesting > 0 ? &r->open[r->nesting - 1u] : NULL;
    struct recording_open *o = &r->open[r->nesting];

    if (!may_stand_in(ev->type, outer != NULL ? outer->type : 0))
        broken(r, ev, "stands in the wrong thing");
    if (outer != NULL && ev->depth != outer->depth + (ev->type == TNEF_EV_STREAM_BEGIN))
        broken(r, ev, "wrong depth");
    if (ev->type == TNEF_EV_STREAM_BEGIN && outer != NULL) {
        if (ev->length != outer->length && ev->length + 16u != outer->length)
            broken(r, ev, "the message has another length than its value");
        outer->nested = true;
    }
    if (r->nesting == RECORD_NESTING - 1u) {
        broken(r, ev, "nested too deeply");
        return;
    }
    memset(o, 0, sizeof *o);
    o->type = ev->type;
    o->depth = ev->depth;
    o->attr = ev->attr;
    o->row = ev->row;
    o->prop = (uint32_t)ev->prop_id << 16 | ev->prop_type;
    o->value = ev->value;
    o->length = ev->type == TNEF_EV_VALUE_BEGIN || ev->type == TNEF_EV_STREAM_BEGIN ? ev->length
                                                                                   : 0;
    r->nesting++;
}

static void check_end(struct recording *r, const tnef_event *ev)
{
    const uint32_t lost = TNEF_F_SKIPPED | TNEF_F_INCOMPLETE;
    const struct recording_open *o;

    if (r->nesting == 0 || r->open[r->nesting - 1u].type + 1u != ev->type) {
        broken(r, ev, "ends what is not open");
        return;
    }
    r->nesting--;
    o = &r->open[r->nesting];
    if (o->depth != ev->depth)
        broken(r, ev, "wrong depth");
    if (o->attr != ev->attr || o->row != ev->row || o->value != ev->value
        || o->prop != ((uint32_t)ev->prop_id << 16 | ev->prop_type))
        broken(r, ev, "is about another thing than its BEGIN");
    if (ev->type != TNEF_EV_VALUE_END)
        return;
    if (((ev->flags & TNEF_F_NESTED) != 0) != o->nested && (ev->flags & lost) == 0)
        broken(r, ev, "NESTED without a message, or the other way round");
    if ((ev->flags & lost) == 0 && !o->nested && o->len != o->length)
        broken(r, ev, "fewer bytes than announced");
}

/* Raw bytes go with the value of their depth, which may hold open things. */
static void check_raw(struct recording *r, const tnef_event *ev)
{
    const struct record *raw;
    size_t i = r->nesting;

    if ((r->plan->flags & TNEF_RAW_NESTED) == 0 || ev->depth > TNEF_DEPTH_CEILING) {
        broken(r, ev, "raw bytes that were not asked for");
        return;
    }
    raw = &r->raw[ev->depth];
    while (i > 0 && (r->open[i - 1u].type != TNEF_EV_VALUE_BEGIN || r->open[i - 1u].depth != ev->depth))
        i--;
    if (i == 0)
        broken(r, ev, "raw bytes of no value");
    else if (raw->len + ev->len + ev->left != r->open[i - 1u].length
             && raw->len + ev->len + ev->left + 16u != r->open[i - 1u].length)
        broken(r, ev, "wrong number of raw bytes left");
    if (raw->len > 0 && raw->offset + raw->len != ev->offset)
        broken(r, ev, "a gap in the raw bytes");
}

static void check_place(struct recording *r, const tnef_event *ev)
{
    struct recording_open *o = r->nesting > 0 ? &r->open[r->nesting - 1u] : NULL;
    uint32_t in = TNEF_EV_VALUE_BEGIN;

    if ((ev->flags & TNEF_F_TRAILING) != 0)
        in = TNEF_EV_STREAM_BEGIN;
    else if ((ev->flags & TNEF_F_REMAINDER) != 0 || ev->prop_type == 0)
        in = TNEF_EV_ATTR_BEGIN;
    if (o == NULL || o->type != in || o->depth != ev->depth) {
        broken(r, ev, "data that stands in the wrong thing");
        return;
    }
    if (in == TNEF_EV_VALUE_BEGIN && o->len + ev->len + ev->left != o->length)
        broken(r, ev, "wrong number of bytes left");
    if (in == TNEF_EV_ATTR_BEGIN && o->len > 0 && ev->len + ev->left != o->length)
        broken(r, ev, "wrong number of bytes left");
    if (in == TNEF_EV_ATTR_BEGIN)
        o->length = ev->left;
    o->len += ev->len;
}

static void check_data(struct recording *r, const tnef_event *ev)
{
    if (ev->len == 0 || ev->data == NULL) {
        broken(r, ev, "no data");
        return;
    }
    if (!is_made(ev)
        && (ev->offset > r->in_len || ev->len > r->in_len - ev->offset
            || memcmp(ev->data, r->in + ev->offset, ev->len) != 0))
        broken(r, ev, "not the bytes of the input");
    if (r->plan->unchecked)
        return;
    if ((ev->flags & TNEF_F_RAW) != 0)
        check_raw(r, ev);
    else
        check_place(r, ev);
}

static void check_event(struct recording *r, const tnef_event *ev)
{
    if (r->silent)
        broken(r, ev, "came after a stop, a failure or a pause");
    if (ev->type == TNEF_EV_DATA)
        check_data(r, ev);
    else if (ev->data != NULL || ev->len != 0)
        broken(r, ev, "has data");
    if (ev->type == TNEF_EV_ANOMALY) {
        if (ev->offset > offset_of_decoder(r->decoder) || ev->code >= TNEF_A_END)
            broken(r, ev, "wrong offset or code");
        return;
    }
    if ((ev->flags & TNEF_F_RAW) == 0 && !is_made(ev)) {
        if (ev->offset < r->last_offset)
            broken(r, ev, "the offset went back");
        r->last_offset = ev->offset + ev->len;
    }
    if (r->plan->unchecked || ev->type == TNEF_EV_DATA)
        return;
    if (ev->type % 2u == 1u)
        check_begin(r, ev);
    else
        check_end(r, ev);
}

/* ---- Recording ----------------------------------------------------------------------------- */

static void copy_event(struct record *rec, const tnef_event *ev)
{
    memset(rec, 0, sizeof *rec);
    rec->offset = ev->offset;
    rec->length = ev->length;
    rec->left = ev->left;
    rec->number = ev->number;
    rec->expected = ev->expected;
    rec->found = ev->found;
    rec->type = ev->type;
    rec->flags = ev->flags;
    rec->depth = ev->depth;
    rec->status = ev->status;
    rec->attr = ev->attr;
    rec->level = ev->level;
    rec->row = ev->row;
    rec->value = ev->value;
    rec->prop_id = ev->prop_id;
    rec->prop_type = ev->prop_type;
    rec->key = ev->key;
    rec->count = ev->count;
    rec->name_id = ev->name_id;
    rec->name_len = ev->name_len;
    rec->code = ev->code;
    rec->hash = FNV1A_START;
    if (ev->name != NULL) {
        rec->has |= 1u;
        rec->hash = fnv1a(rec->hash, ev->name, ev->name_len);
        memcpy(rec->bytes, ev->name, ev->name_len < RECORD_BYTES ? ev->name_len : RECORD_BYTES);
    }
    if (ev->guid != NULL) {
        rec->has |= 2u;
        memcpy(rec->guid, ev->guid, sizeof rec->guid);
    }
    if (ev->iid != NULL) {
        rec->has |= 4u;
        memcpy(rec->iid, ev->iid, sizeof rec->iid);
    }
}

static void append_data(struct record *rec, const tnef_event *ev)
{
    size_t have = rec->len < RECORD_BYTES ? (size_t)rec->len : RECORD_BYTES;
    size_t add = ev->len < RECORD_BYTES - have ? ev->len : RECORD_BYTES - have;

    if (add > 0)
        memcpy(rec->bytes + have, ev->data, add);
    rec->hash = fnv1a(rec->hash, ev->data, ev->len);
    rec->len += ev->len;
    rec->left = ev->left;
}

static struct record *push(struct recording *r)
{
    if (r->count == r->cap) {
        r->cap = r->cap > 0 ? r->cap * 2u : 256u;
        r->records = need(realloc(r->records, r->cap * sizeof *r->records));
    }
    return &r->records[r->count++];
}

static bool continues(const struct record *rec, const tnef_event *ev)
{
    return rec->type == TNEF_EV_DATA && rec->flags == ev->flags && rec->depth == ev->depth
        && rec->attr == ev->attr && rec->prop_id == ev->prop_id && rec->value == ev->value
        && rec->row == ev->row && !is_made(ev) && rec->offset + rec->len == ev->offset;
}

static void keep(struct recording *r, const tnef_event *ev)
{
    struct record *raw = ev->depth <= TNEF_DEPTH_CEILING ? &r->raw[ev->depth] : &r->raw[0];
    struct record *last = r->count > 0 ? &r->records[r->count - 1u] : NULL;

    if (ev->type == TNEF_EV_DATA && (ev->flags & TNEF_F_RAW) != 0) {
        if (raw->len == 0) {
            copy_event(raw, ev);
            raw->type = RECORD_RAW;
        }
        append_data(raw, ev);
        return;
    }
    if (ev->type == TNEF_EV_DATA && last != NULL && continues(last, ev)) {
        append_data(last, ev);
        return;
    }
    if (ev->type == TNEF_EV_VALUE_END && raw->len > 0) {
        *push(r) = *raw;
        raw->len = 0;
    }
    last = push(r);
    copy_event(last, ev);
    if (ev->type == TNEF_EV_DATA)
        append_data(last, ev);
}

static int on_event(void *user, const tnef_event *ev)
{
    struct recording *r = user;
    int answer = r->plan->pause ? TNEF_PAUSE : TNEF_CONTINUE;

    r->events++;
    check_event(r, ev);
    keep(r, ev);
    if (r->plan->skip_type == ev->type)
        answer = TNEF_SKIP;
    if (r->plan->answer_at == r->events)
        answer = r->plan->answer;
    if (answer != TNEF_CONTINUE && answer != TNEF_SKIP)
        r->silent = true;
    return answer;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

void recording_init(struct recording *r)
{
    memset(r, 0, sizeof *r);
    r->mem = need(malloc(tnef_decoder_size()));
    memset(r->mem, 0xA5, tnef_decoder_size()); /* nobody may count on zeros */
}

void recording_free(struct recording *r)
{
    free(r->records);
    free(r->mem);
}

static void start(struct recording *r, const uint8_t *in, size_t len, const struct plan *plan)
{
    tnef_decoder_config cfg = { .size = sizeof cfg };

    r->count = 0;
    r->bad[0] = '\0';
    r->taken = r->calls = r->events = 0;
    r->plan = plan;
    r->in = in;
    r->in_len = len;
    r->last_offset = 0;
    r->silent = false;
    r->nesting = 0;
    r->fed = TNEF_OK;
    for (size_t i = 0; i <= TNEF_DEPTH_CEILING; i++)
        r->raw[i].len = 0;
    if (plan->reset) {
        if (tnef_decoder_reset(r->decoder) != TNEF_OK)
            abort();
        return;
    }
    cfg.flags = plan->flags;
    cfg.limits = plan->limits;
    cfg.interest = plan->interest;
    cfg.fatal = plan->fatal;
    cfg.on_event = on_event;
    cfg.user = r;
    if (tnef_decoder_init(&r->decoder, r->mem, tnef_decoder_size(), &cfg) != TNEF_OK)
        abort();
    if (plan->steps)
        r->decoder->cfg.flags |= TNEFI_STEPS_ONLY;
}

static void feed_piece(struct recording *r, const uint8_t *in, size_t len)
{
    static const tnef_event none;
    uint8_t *block = need(malloc(len > 0 ? len : 1u));
    size_t at = 0;
    size_t taken = 0;

    if (len > 0)
        memcpy(block, in, len);
    do {
        if (r->fed == TNEF_PAUSED)
            r->silent = false;
        r->calls++;
        r->fed = tnef_decoder_feed(r->decoder, at < len ? block + at : NULL, len - at, &taken);
        if (taken > len - at || (r->fed == TNEF_OK && taken != len - at))
            broken(r, &none, "feed took more or fewer bytes than it said");
        at += taken < len - at ? taken : len - at;
    } while (r->fed == TNEF_PAUSED);
    r->taken += at;
    free(block);
}

static void finish(struct recording *r)
{
    static const tnef_event none;

    do {
        if (r->fed == TNEF_OK)
            r->silent = false;
        r->status = tnef_decoder_finish(r->decoder);
    } while (r->status == TNEF_PAUSED);
    r->error.size = sizeof r->error;
    tnef_decoder_error(r->decoder, &r->error);
    for (uint32_t i = 0; i < TNEF_A_END; i++)
        r->anomalies[i] = tnef_decoder_anomalies(r->decoder, i);
    r->steps = r->decoder->steps;
    if (offset_of_decoder(r->decoder) != r->taken)
        broken(r, &none, "the offset is not what was taken");
    if (!r->plan->unchecked && !r->silent && r->fed == TNEF_OK && r->status != TNEF_E_ANOMALY
        && r->status != TNEF_E_LIMIT_EVENTS && r->nesting != 0)
        broken(r, &none, "something was left open");
}

void recording_run(struct recording *r, const uint8_t *in, size_t len, const struct plan *plan)
{
    size_t at = 0;

    start(r, in, len, plan);
    while (at < len && r->fed == TNEF_OK) {
        size_t n = at == 0 && plan->cut > 0 ? plan->cut : plan->piece;

        if (n == 0 || n > len - at)
            n = len - at;
        feed_piece(r, in + at, n);
        at += n;
    }
    finish(r);
}

uint8_t *vector_bytes(const char *name, size_t *len)
{
    const struct vector *v = vectors_find(name);
    struct tw w;

    need((void *)(uintptr_t)v);
    tw_init(&w);
    v->build(&w);
    return tw_take(&w, len);
}
