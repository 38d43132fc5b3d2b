/* SPDX-License-Identifier: MIT */
/* winmail view: a message as people read it: who, when, about what, its text, what is attached. Of a mail
 * with several TNEF streams the message of each, one after the other, and after each those in the mail that
 * is attached to it. Embedded messages are attachments here, which are opened for their names only.
 *
 * All of it is escaped, also where it goes to a pipe: it is text for people, and what a pager gets comes to a
 * terminal. */

#define _POSIX_C_SOURCE 200809L

#include "view.h"

#include <errno.h>
#include <stdlib.h>

/* ---- Handlers ------------------------------------------------------------------------------ */

static int is_outermost(struct view *v, uint32_t depth)
{
    return depth == nest_stream(&v->nest)->base;
}

static int on_message_begin(void *user, const tnef_message_info *m)
{
    struct view *v = user;

    v->depth = m->depth;
    return TNEF_CONTINUE;
}

/* Messages in attached mail wait for the end of the one around it. */
static FILE *out_of(struct view *v)
{
    struct page *after;

    if (v->nest.level == 0)
        return stdout;
    after = &v->streams[v->nest.level - 1].after;
    if (after->f == NULL)
        page_open(after);
    return after->f;
}

static int on_message_end(void *user, const tnef_message_info *m)
{
    struct view *v = user;
    struct view_stream *s = view_stream_of(v);
    struct source source = nest_source(&v->nest, v->source);
    int colours = v->opt->has_colours;
    int answer;

    v->depth = m->depth > 0 ? m->depth - 1 : 0;
    if (!is_outermost(v, m->depth))
        return TNEF_CONTINUE;
    answer = tnef_bodies_message_end(s->of.bodies, m);
    v->out = out_of(v);
    if (v->out == NULL)
        view_fail(v, ENOMEM);
    if (answer != TNEF_CONTINUE || v->out == NULL)
        return answer;
    view_source(v->out, colours, &source);
    view_header(v->out, colours, m, s);
    fputc('\n', v->out);
    view_body(v);
    view_attachments(v->out, colours, &s->attachments);
    fputc('\n', v->out);
    if (v->nest.level > 0)
        page_added(&v->streams[v->nest.level - 1].after);
    return TNEF_CONTINUE;
}

static int on_recipient(void *user, const tnef_recipient *r)
{
    struct view *v = user;
    struct view_stream *s = view_stream_of(v);

    if (!is_outermost(v, v->depth))
        return TNEF_CONTINUE;
    if (r->kind == TNEF_RECIPIENT_TO)
        view_person(&s->to, r->name, r->address);
    else if (r->kind == TNEF_RECIPIENT_CC)
        view_person(&s->cc, r->name, r->address);
    return TNEF_CONTINUE;
}

static int on_part_begin(void *user, const tnef_part *part)
{
    struct view *v = user;

    if (!is_outermost(v, part->depth))
        return TNEF_SKIP;
    return tnef_bodies_part_begin(view_stream_of(v)->of.bodies, part);
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    (void)content;
    return tnef_bodies_part_data(view_stream_of(user)->of.bodies, part, data, len);
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct view *v = user;

    if (!is_outermost(v, part->depth))
        return TNEF_CONTINUE;
    if (!TNEF_PART_IS_BODY(part->kind))
        view_attachment(&view_stream_of(v)->attachments, part);
    return tnef_bodies_part_end(view_stream_of(v)->of.bodies, part);
}

static int on_stream_begin(void *user)
{
    struct view *v = user;
    struct view_stream *s = view_stream_of(v);
    const int error = collector_begin(&s->of, 0);

    page_open(&s->to);
    page_open(&s->cc);
    page_open(&s->attachments);
    if (error != 0)
        view_fail(v, error);
    return error == 0 ? TNEF_CONTINUE : -1;
}

static void close_page(struct view *v, struct page *p)
{
    if (p->failed != 0)
        view_fail(v, p->failed);
    page_close(p);
}

static void on_stream_end(void *user)
{
    struct view *v = user;
    struct view_stream *s = view_stream_of(v);

    nest_complain_stream(&v->nest, v->source);
    if (s->after.f != NULL && v->nest.level == 0)
        page_print(stdout, &s->after);
    else if (s->after.f != NULL && out_of(v) != NULL)
        page_add_page(&v->streams[v->nest.level - 1].after, &s->after);
    close_page(v, &s->after);
    close_page(v, &s->to);
    close_page(v, &s->cc);
    close_page(v, &s->attachments);
}

static void on_mail_end(void *user, const struct nest_mail *mail)
{
    const struct view *v = user;

    nest_complain_mail(v->source, mail);
}

/* ---- The command --------------------------------------------------------------------------- */

static const struct nest_handlers handlers = {
    .of = {
        .message_begin = on_message_begin,
        .message_end = on_message_end,
        .recipient = on_recipient,
        .part_begin = on_part_begin,
        .part_data = on_part_data,
        .part_end = on_part_end,
    },
    .stream_begin = on_stream_begin,
    .stream_end = on_stream_end,
    .mail_end = on_mail_end,
};

static void view_free(struct view *v)
{
    nest_close(&v->nest);
    for (uint32_t i = 0; i < NEST_LEVELS; i++) {
        struct view_stream *s = &v->streams[i];

        collector_close(&s->of);
        page_close(&s->to);
        page_close(&s->cc);
        page_close(&s->attachments);
        page_close(&s->after);
    }
    free(v);
}

static void *view_open(const struct source *source, const struct options *opt)
{
    struct view *v = calloc(1, sizeof *v);

    if (v == NULL)
        return NULL;
    v->opt = opt;
    v->source = source;
    if (nest_open(&v->nest, &handlers, v, opt, TNEF_RESYNC) != TNEF_OK) {
        view_free(v);
        return NULL;
    }
    return v;
}

static tnef_status view_feed(void *session, const void *buf, size_t len)
{
    struct view *v = session;

    return nest_feed(&v->nest, buf, len);
}

static int report(const struct view *v, const struct outcome *o)
{
    struct outcome all = *o;
    int code;

    if (all.status == TNEF_OK)
        all.status = v->full ? TNEF_E_LIMIT_OUTPUT : v->delivered;
    code = outcome_exit_code(&all, v->opt);
    if (o->io != 0 || o->status != TNEF_OK)
        complain_outcome(v->source, o);
    else
        complain_bodies(v->source, v->full, all.status);
    return v->nest.code > code ? v->nest.code : code;
}

/* What has cost the body: memory, or room for a temporary file. */
static void find_failure(struct view *v)
{
    int error = 0;

    for (uint32_t i = 0; i < NEST_LEVELS && error == 0; i++)
        error = collector_failure(&v->streams[i].of);
    view_fail(v, error != 0 ? error : ENOMEM);
}

static int view_close(void *session, const struct source *source, int io)
{
    struct view *v = session;
    struct outcome o = nest_finish(&v->nest);
    int code, found;

    v->source = source;
    if (o.status == TNEF_E_CALLBACK)
        find_failure(v);
    o.io = io != 0 ? io : v->failed;
    if (io == 0 && v->failed != 0)
        o.where = v->failed != ENOMEM ? temporary_folder() : NULL;
    output_flush();
    code = report(v, &o);
    found = complain_anomalies(source, v->anomalies, v->opt);
    view_free(v);
    return found > code ? found : code;
}

const struct command view_command = { "view", view_open, view_feed, view_close, NULL };
