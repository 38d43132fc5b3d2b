/* SPDX-License-Identifier: MIT */
/* Bodies of the message that is written. They lie in the store; the collector gets those of one message at a
 * time, since it decodes what is in memory. */

#include "convert/priv.h"

#include "base/touch.h"

#include <string.h>

/* ---- The collector ------------------------------------------------------------------------- */

static tnef_status pass_body(struct tnef_convert *c, const tnef_body *body)
{
    uint64_t at = tnefi_message_body_at(body);
    size_t left = body->len;
    uint8_t buf[1024];
    int answer = tnef_bodies_part_begin(c->bodies, body->part);

    while (left > 0 && answer == TNEF_CONTINUE) {
        size_t n = left < sizeof buf ? left : sizeof buf;
        tnef_status status = tnefi_convert_read(c, at, buf, n);

        if (status != TNEF_OK)
            return status;
        answer = tnef_bodies_part_data(c->bodies, body->part, buf, n);
        at += n;
        left -= n;
    }
    if (answer == TNEF_CONTINUE)
        answer = tnef_bodies_part_end(c->bodies, body->part);
    return answer;
}

/* Whether all bytes of a body are there. */
static int is_whole(const tnef_body *body)
{
    return (body->part->flags & TNEF_F_INCOMPLETE) == 0 && body->len == body->part->size;
}

/* Hands all bodies of a message to the collector, unless it has them. */
static tnef_status collect(struct tnef_convert *c, const tnef_message *m)
{
    tnef_status status = TNEF_OK;

    if (c->live.job.bodies_of == m)
        return TNEF_OK;
    c->live.job.bodies_of = m;
    (void)tnef_bodies_reset(c->bodies);
    for (size_t i = 0; i < m->body_count && status == TNEF_OK; i++) {
        status = pass_body(c, m->bodies[i]);
        if (!is_whole(m->bodies[i]))
            tnefi_convert_leave_out(c, TNEF_CONVERT_TRUNCATED);
    }
    if (status == TNEF_OK)
        status = tnef_bodies_message_end(c->bodies, m->info);
    return status == TNEF_OK ? TNEF_OK : tnefi_convert_fail(c, status, 0);
}

int tnefi_convert_choose(struct tnef_convert *c, const tnef_message *m, uint32_t form,
                         tnef_body_choice *choice)
{
    memset(choice, 0, sizeof *choice);
    choice->size = sizeof *choice;
    return collect(c, m) == TNEF_OK && tnef_bodies_choose(c->bodies, form, choice);
}

/* The delivery ends for these without an error of the whole: what was delivered stays. */
static int is_loss(tnef_status status)
{
    return status == TNEF_E_LIMIT_OUTPUT || status == TNEF_E_LIMIT_MEMORY || status == TNEF_E_LIMIT_TOTAL
           || TNEF_IS_MALFORMED(status);
}

int tnefi_convert_deliver(struct tnef_convert *c, const tnef_body_choice *choice, tnef_sink_fn sink)
{
    struct tnef_bodies_info info = { .size = sizeof info };
    tnef_status status;

    if (c->live.job.is_delivering)
        status = tnef_bodies_resume(c->bodies);
    else
        status = tnef_bodies_deliver(c->bodies, choice->index, choice->form, sink, c);
    c->live.job.is_delivering = status == TNEF_PAUSED;
    if (status == TNEF_PAUSED)
        return AGAIN;
    tnef_bodies_info(c->bodies, &info);
    if ((info.anomalies & TNEF_ANOMALY_BIT(TNEF_BODIES_A_DAMAGED)) != 0 || is_loss(status))
        tnefi_convert_leave_out(c, TNEF_CONVERT_TRUNCATED);
    if (status != TNEF_OK && !is_loss(status))
        (void)tnefi_convert_fail(c, status, 0);
    return DONE;
}

/* ---- A text as a property ------------------------------------------------------------------ */

static int is_white(uint8_t b)
{
    return b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == 0;
}

/* Passes bytes to the line writer, after the name of the property. */
static void write_piece(struct tnef_convert *c, const uint8_t *p, size_t n)
{
    struct tnefi_convert_text *t = &c->live.job.text;
    tnef_status status;
    size_t taken;

    if (!t->begun) {
        struct tnefi_lines *l = tnefi_convert_item(c);

        tnefi_lines_raw(l, t->name);
        tnefi_lines_raw(l, ":");
        tnefi_convert_item_end(c);
        t->begun = 1;
    }
    if (n == 0)
        return;
    status = tnefi_lines_feed(&c->lines, t->how, p, n, &taken);
    if (status != TNEF_OK)
        (void)tnefi_convert_fail(c, status, c->lines.user_code);
}

static void hold(struct tnef_convert *c, uint8_t b)
{
    struct tnefi_convert_text *t = &c->live.job.text;

    if (t->held_len == HELD_BYTES) {
        if (t->begun)
            write_piece(c, t->held, t->held_len);
        t->held_len = 0;
    }
    t->held[t->held_len++] = b;
}

/* White space is held until something follows: at the beginning and at the end it is not written. */
static tnef_status text_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_convert *c = user;
    struct tnefi_convert_text *t = &c->live.job.text;
    const uint8_t *p = buf;
    size_t at = 0;

    if (!tnefi_convert_well(c))
        return TNEF_STOPPED;
    if (c->out.len >= STEP_BYTES) {
        *taken = 0;
        return TNEF_PAUSED;
    }
    while (at < len && at < STEP_BYTES) {
        size_t from = at;

        while (at < len && at < STEP_BYTES && !is_white(p[at]))
            at++;
        if (at > from) {
            write_piece(c, t->held, t->begun ? t->held_len : 0);
            t->held_len = 0;
            write_piece(c, p + from, at - from);
        } else {
            hold(c, p[at++]);
        }
    }
    TNEFI_TOUCH(at);
    *taken = at;
    return at < len ? TNEF_PAUSED : TNEF_OK;
}

int tnefi_convert_text_property(struct tnef_convert *c, const tnef_message *m, uint32_t form,
                                const char *name)
{
    struct tnefi_convert_text *t = &c->live.job.text;
    tnef_body_choice choice;
    struct tnefi_lines *l;
    size_t taken;

    if (!tnefi_convert_choose(c, m, form, &choice))
        return DONE;
    if (c->live.job.inside == 0) {
        memset(t, 0, sizeof *t);
        t->name = name;
        t->how = TNEFI_LINES_TEXT;
        c->live.job.inside = 1;
    }
    if (tnefi_convert_deliver(c, &choice, text_sink) == AGAIN)
        return AGAIN;
    if (!t->begun || !tnefi_convert_well(c))
        return DONE;
    (void)tnefi_lines_feed(&c->lines, t->how, NULL, 0, &taken);
    l = tnefi_convert_item(c);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}
