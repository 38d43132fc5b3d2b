/* SPDX-License-Identifier: MIT */
/* The mail, out: what stays is copied, what is replaced is written by the converter. */

#include "convert/unwrap.h"

#include "base/touch.h"

#include <string.h>

/* A CR at the end of the message. */
static tnef_status held_step(const struct tnefi_convert_unwrap_target *t,
                             const struct tnefi_convert_unwrap_stream *s)
{
    struct tnefi_convert_unwrap_job *j = &t->u->live.job;
    tnef_status status = TNEF_OK;
    size_t done = 0;

    if (j->held_cr) {
        status = tnefi_convert_unwrap_offer(t, "\r", 1, &done);
        j->held_cr = done == 0;
    }
    if (!j->held_cr)
        j->phase = s->is_kept ? UNWRAP_BETWEEN : UNWRAP_NEXT;
    return status;
}

static void add(struct tnefi_convert_unwrap_job *j, const char *word)
{
    const size_t n = tnefi_convert_length(word);

    memcpy(j->text + j->text_len, word, n);
    j->text_len += (uint32_t)n;
}

static void add_boundary(struct tnefi_convert_unwrap_job *j, uint32_t number)
{
    char digits[10];
    uint32_t n = sizeof digits;

    add(j, "=_T");
    do {
        digits[--n] = (char)('0' + number % 10u);
        number /= 10u;
    } while (number > 0);
    memcpy(j->text + j->text_len, digits + n, sizeof digits - n);
    j->text_len += (uint32_t)sizeof digits - n;
    add(j, "_");
}

/* The lines around the message and the part as it was. */
static void make_text(struct tnefi_convert_unwrap_job *j, const struct tnefi_convert_unwrap_stream *s)
{
    j->text_len = 0;
    j->text_at = 0;
    if (j->phase == UNWRAP_OLD_BLANK) {
        add(j, "\r\n");
        return;
    }
    if (j->phase == UNWRAP_OPEN) {
        if (s->is_whole)
            add(j, "MIME-Version: 1.0\r\n");
        add(j, "Content-Type: multipart/mixed; boundary=\"");
        add_boundary(j, s->outer.boundaries);
        add(j, "\"\r\n");
    }
    add(j, "\r\n--");
    add_boundary(j, s->outer.boundaries);
    add(j, j->phase == UNWRAP_CLOSE ? "--\r\n" : "\r\n");
    if (j->phase == UNWRAP_BETWEEN)
        add(j, UNWRAP_MARK ": kept\r\n");
}

/* Writes what is in |text|, and makes it first. */
static tnef_status text_step(struct tnefi_convert_unwrap_target *t,
                             const struct tnefi_convert_unwrap_stream *s)
{
    struct tnefi_convert_unwrap_job *j = &t->u->live.job;
    size_t taken = 0;
    tnef_status status;

    if (j->text_len == 0)
        make_text(j, s);
    status = tnefi_convert_unwrap_put(t, j->text + j->text_at, j->text_len - j->text_at, &taken);
    j->text_at += (uint32_t)taken;
    if (j->text_at < j->text_len)
        return status;
    j->text_len = 0;
    j->phase++;
    return status;
}

/* ---- The mail ------------------------------------------------------------------------------ */

/* Copies up to |end|. */
static tnef_status copy(const struct tnefi_convert_unwrap_target *t, uint64_t end)
{
    struct tnefi_convert_unwrap_job *j = &t->u->live.job;
    size_t n = 0, taken = 0;
    const uint8_t *p = tnefi_convert_unwrap_window(t->u, j->at, end, &n);
    tnef_status status;

    if (p == NULL)
        return TNEF_E_CALLBACK;
    status = tnefi_convert_unwrap_offer(t, p, n, &taken);
    j->at += taken;
    return status;
}

/* Copies the fields that stay in the header; or, of the part as it was, those that do not. */
static tnef_status fields_step(const struct tnefi_convert_unwrap_target *t,
                               const struct tnefi_convert_unwrap_stream *s)
{
    struct tnefi_convert_unwrap_job *j = &t->u->live.job;
    char name[UNWRAP_NAME];
    uint64_t next = j->at;
    size_t len = 0;

    if (j->at < j->copy_to)
        return copy(t, j->copy_to);
    if (j->at >= s->body || !tnefi_convert_unwrap_field(t->u, j->at, s->body, &next, name, &len)) {
        if (t->u->live.error.status != TNEF_OK)
            return t->u->live.error.status;
        j->at = s->body;
        j->phase = j->phase == UNWRAP_OLD_FIELDS ? UNWRAP_OLD_BLANK
                   : s->is_kept                  ? UNWRAP_OPEN
                                                 : UNWRAP_ENTITY;
        return TNEF_OK;
    }
    if (j->phase == UNWRAP_OLD_FIELDS ? tnefi_convert_unwrap_is_content(name, len)
                                      : !tnefi_convert_unwrap_is_dropped(name, len))
        j->copy_to = next;
    else
        j->at = next;
    return TNEF_OK;
}

static tnef_status entity_step(struct tnefi_convert_unwrap_target *t)
{
    struct tnef_unwrap *u = t->u;
    struct tnefi_convert_plain *plain = &u->live.job.plain;
    struct tnefi_convert_unwrap_stream *s = &u->live.stream[u->live.job.stream];
    tnef_error error = { .size = sizeof error };
    tnef_status status = tnefi_convert_unwrap_load(u, u->live.job.stream);

    plain->user = u;
    plain->read = tnefi_convert_unwrap_read_plain;
    plain->from = s->plain.head;
    plain->end = s->plain.end;
    s->outer.plain = s->fate == UNWRAP_PLAIN_MOVES ? plain : NULL;
    if (status == TNEF_OK) {
        tnefi_convert_unwrap_find_people(u, u->live.job.stream);
        status = u->live.error.status;
    }
    if (status == TNEF_OK)
        status = tnefi_convert_write_inside(u->convert, &u->options, &s->outer, tnefi_convert_unwrap_put, t);
    if (status == TNEF_OK)
        u->live.job.phase = UNWRAP_HELD;
    if (status == TNEF_OK || status == TNEF_PAUSED)
        return status;
    tnef_convert_error(u->convert, &error);
    return tnefi_convert_unwrap_fail(u, status, error.user_code);
}

/* The next stream that is replaced, or as many as there are. */
static uint32_t next_replaced(const struct tnefi_convert_unwrap_live *v, uint32_t from)
{
    while (from < v->count && !v->stream[from].is_replaced)
        from++;
    return from;
}

/* Copies what is before the next stream, without text that stands in a message now. */
static tnef_status copy_step(const struct tnefi_convert_unwrap_target *t)
{
    struct tnefi_convert_unwrap_live *v = &t->u->live;
    const uint64_t end = v->job.stream < v->count ? v->stream[v->job.stream].head : v->size;
    uint64_t next = 0;

    v->job.at = tnefi_convert_unwrap_skip(v, v->job.at, &next);
    if (v->job.at < end)
        return copy(t, next < end ? next : end);
    if (v->job.stream < v->count)
        v->job.phase = UNWRAP_FIELDS;
    else
        v->job.active = 0;
    return TNEF_OK;
}

static tnef_status step(struct tnefi_convert_unwrap_target *t)
{
    struct tnefi_convert_unwrap_live *v = &t->u->live;
    struct tnefi_convert_unwrap_job *j = &v->job;
    const struct tnefi_convert_unwrap_stream *s = &v->stream[j->stream < v->count ? j->stream : 0];

    switch (j->phase) {
    case UNWRAP_COPY:
        return copy_step(t);
    case UNWRAP_FIELDS:
    case UNWRAP_OLD_FIELDS:
        return fields_step(t, s);
    case UNWRAP_ENTITY:
        return entity_step(t);
    case UNWRAP_HELD:
        return held_step(t, s);
    case UNWRAP_OLD_BODY:
        if (j->at < s->end)
            return copy(t, s->end);
        j->phase = UNWRAP_CLOSE;
        return TNEF_OK;
    case UNWRAP_NEXT:
        j->at = s->end;
        j->stream = next_replaced(v, j->stream + 1u);
        j->phase = UNWRAP_COPY;
        return TNEF_OK;
    default:
        if (j->phase == UNWRAP_BETWEEN)
            j->at = j->copy_to = s->head;
        return text_step(t, s);
    }
}

tnef_status tnef_unwrap_write(tnef_unwrap *unwrap, tnef_sink_fn sink, void *user)
{
    struct tnefi_convert_unwrap_live *v = &unwrap->live;
    struct tnefi_convert_unwrap_target t = { unwrap, sink, user };
    tnef_status status = TNEF_OK;

    if (v->busy || !v->finished)
        return TNEF_E_STATE;
    if (v->fatal.status != TNEF_OK)
        return v->fatal.status;
    if (sink == NULL)
        return TNEF_E_ARGUMENT;
    if (!v->job.active) {
        memset(&v->job, 0, sizeof v->job);
        v->error = v->fatal;
        v->job.stream = next_replaced(v, 0);
        v->job.active = 1;
    }
    while (v->job.active && status == TNEF_OK)
        status = step(&t);
    if (status != TNEF_PAUSED)
        v->job.active = 0;
    return status;
}
