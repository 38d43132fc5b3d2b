/* SPDX-License-Identifier: MIT */
/* The text of the message that winmail view shows. */

#define _POSIX_C_SOURCE 200809L

#include "view.h"

#include <errno.h>

struct view_stream *view_stream_of(struct view *v)
{
    return &v->streams[v->nest.level];
}

void view_fail(struct view *v, int error)
{
    if (v->failed == 0)
        v->failed = error != 0 ? error : EIO;
}

static tnef_status to_out(void *user, const void *buf, size_t len, size_t *taken)
{
    struct view *v = user;
    size_t may = budget_take(v->source->budget, len);

    (void)taken;
    safe_lines_feed(&v->lines, v->out, buf, may);
    if (may > 0)
        v->last = ((const char *)buf)[may - 1];
    v->full |= may < len;
    if (v->nest.level > 0)
        page_added(&v->streams[v->nest.level - 1].after);
    return may == len && !ferror(v->out) ? TNEF_OK : TNEF_STOPPED;
}

void view_body(struct view *v)
{
    struct collector *c = &view_stream_of(v)->of;
    tnef_body_choice choice = { .size = sizeof choice };
    tnef_status status;

    if (!tnef_bodies_choose(c->bodies, TNEF_BODY_TEXT, &choice))
        return;
    v->last = '\n';
    status = collector_deliver(c, &choice, to_out, v, &v->anomalies);
    safe_lines_end(&v->lines, v->out);
    if (v->last != '\n')
        fputc('\n', v->out);
    if (status == TNEF_E_CALLBACK)
        view_fail(v, collector_failure(c));
    if (v->delivered == TNEF_OK && status != TNEF_STOPPED)
        v->delivered = status;
}
