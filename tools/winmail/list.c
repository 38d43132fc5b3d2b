/* SPDX-License-Identifier: MIT */
/* winmail list: what is in a file, for people or as JSON.
 *
 * The description of a message is complete at its end only, after those of its parts; so each open
 * message collects the text of its parts, and becomes text itself when it ends. What is more than a
 * little goes to temporary files. Contents are not kept. */

#define _POSIX_C_SOURCE 200809L

#include "list.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

int list_note(struct listing *l, const struct page *p)
{
    if (l->failed == 0)
        l->failed = p->failed;
    return l->failed != 0 ? -1 : TNEF_CONTINUE;
}

void list_separate(struct page *p)
{
    if (!page_is_empty(p))
        fputs(",", p->f);
}

/* ---- Handlers ------------------------------------------------------------------------------ */

static tnef_bodies *bodies_of(const struct listing *l)
{
    return l->sheets[l->nest.level].of.bodies;
}

static int on_message_begin(void *user, const tnef_message_info *m)
{
    struct listing *l = user;
    struct level *v = &l->levels[m->depth];

    v->open = 1;
    page_open(&v->recipients);
    page_open(&v->bodies);
    page_open(&v->attachments);
    (void)list_note(l, &v->recipients);
    (void)list_note(l, &v->bodies);
    return list_note(l, &v->attachments);
}

static void part_free(struct level *v)
{
    page_close(&v->message);
    page_close(&v->more);
    page_close(&v->next);
    page_close(&v->stream);
    page_close(&v->streams);
    page_close(&v->mails);
    v->has_message = 0;
}

static void level_free(struct level *v)
{
    page_close(&v->recipients);
    page_close(&v->bodies);
    page_close(&v->attachments);
    part_free(v);
    v->open = 0;
}

/* What bodies are in is known when their message ends. */
static void list_bodies(struct listing *l, struct page *p, uint32_t depth)
{
    for (uint32_t i = 0; i < tnef_bodies_count(bodies_of(l)); i++) {
        tnef_body_info b = { .size = sizeof b };

        if (tnef_bodies_get(bodies_of(l), i, &b) != TNEF_OK)
            continue;
        if (l->opt->json)
            list_json_body(p, &b);
        else
            list_text_body(p, depth, &b);
        page_added(p);
    }
}

/* Where the text of a message goes: what holds it is open, and takes it when that ends. */
static struct page *page_for(struct listing *l, uint32_t depth)
{
    struct level *holder = &l->levels[depth > 0 ? depth - 1 : 0];

    if (depth > nest_stream(&l->nest)->base)
        return holder->has_message ? &holder->next : &holder->message;
    return depth > 0 ? &holder->stream : &l->message;
}

/* An attachment may have several contents that are messages: all are shown. */
static void embedded_ended(struct listing *l, struct level *holder)
{
    struct page *more = &holder->more;

    if (holder->has_message && more->f == NULL)
        page_open(more);
    if (holder->has_message && more->f != NULL) {
        if (l->opt->json)
            list_separate(more);
        page_add_page(more, &holder->next);
    }
    (void)list_note(l, more);
    holder->has_message = 1;
}

static int on_message_end(void *user, const tnef_message_info *m)
{
    struct listing *l = user;
    struct level *v = &l->levels[m->depth];
    struct page *out;

    if (!v->open)
        return list_note(l, &l->message);
    out = page_for(l, m->depth);
    if (tnef_bodies_message_end(bodies_of(l), m) != TNEF_CONTINUE && l->failed == 0)
        l->failed = ENOMEM;
    page_close(out);
    page_open(out);
    if (v->bodies.f != NULL && out->f != NULL) {
        list_bodies(l, &v->bodies, m->depth);
        if (l->opt->json)
            list_json_message(out, m, v);
        else
            list_text_message(out, m, v);
    }
    level_free(v);
    if (m->depth > nest_stream(&l->nest)->base)
        embedded_ended(l, &v[-1]);
    return list_note(l, out);
}

static int on_recipient(void *user, const tnef_recipient *r)
{
    struct listing *l = user;
    uint32_t depth = 0;
    struct page *p;

    /* The row belongs to the message that is open, which is the deepest. */
    while (depth < TNEF_DEPTH_CEILING && l->levels[depth + 1].open)
        depth++;
    p = &l->levels[depth].recipients;
    if (l->opt->json)
        list_json_recipient(p, r);
    else
        list_text_recipient(p, depth, r);
    page_added(p);
    return list_note(l, p);
}

static int on_part_begin(void *user, const tnef_part *part)
{
    return tnef_bodies_part_begin(bodies_of(user), part);
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    (void)content;
    return tnef_bodies_part_data(bodies_of(user), part, data, len);
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct listing *l = user;
    struct level *v = &l->levels[part->depth];
    struct level nothing = { .open = 0 };
    /* A remainder may end while the attachment is open that holds what has ended so far. */
    struct level *in = part->kind == TNEF_PART_REMAINDER ? &nothing : v;

    if (TNEF_PART_IS_BODY(part->kind))
        return tnef_bodies_part_end(bodies_of(l), part);
    if (!v->open || v->attachments.f == NULL)
        return list_note(l, &v->attachments);
    if (l->opt->json)
        list_json_attachment(&v->attachments, part, in);
    else
        list_text_attachment(&v->attachments, part, in);
    page_added(&v->attachments);
    part_free(in);
    return list_note(l, &v->attachments);
}

/* ---- The command --------------------------------------------------------------------------- */

/* After a failure to hold something back there is no telling what is missing: nothing is shown. */
static void report(const struct source *source, struct listing *l, struct outcome *o)
{
    if (l->failed != 0)
        page_close(&l->message);
    if (o->io == 0 && l->failed != 0) {
        o->io = l->failed;
        o->where = l->failed != ENOMEM ? temporary_folder() : NULL;
    }
    if (o->io != 0)
        complain_io(source, o->where, o->io);
    list_print(source, l, o);
}

static const struct nest_handlers handlers = {
    .of = {
        .message_begin = on_message_begin,
        .message_end = on_message_end,
        .recipient = on_recipient,
        .part_begin = on_part_begin,
        .part_data = on_part_data,
        .part_end = on_part_end,
        .anomaly = list_anomaly,
    },
    .stream_begin = list_stream_begin,
    .stream_end = list_stream_end,
    .mail_end = list_mail_end,
};

static void listing_free(struct listing *l)
{
    nest_close(&l->nest);
    for (uint32_t i = 0; i < NEST_LEVELS; i++) {
        collector_close(&l->sheets[i].of);
        page_close(&l->sheets[i].anomalies);
    }
    for (uint32_t i = 0; i <= TNEF_DEPTH_CEILING; i++)
        level_free(&l->levels[i]);
    page_close(&l->message);
    free(l);
}

static void *list_open(const struct source *source, const struct options *opt)
{
    struct listing *l = calloc(1, sizeof *l);

    (void)source;
    if (l == NULL)
        return NULL;
    l->opt = opt;
    if (nest_open(&l->nest, &handlers, l, opt, TNEF_RESYNC) != TNEF_OK) {
        listing_free(l);
        return NULL;
    }
    return l;
}

static tnef_status list_feed(void *session, const void *buf, size_t len)
{
    struct listing *l = session;

    return nest_feed(&l->nest, buf, len);
}

static int list_close(void *session, const struct source *source, int io)
{
    struct listing *l = session;
    struct outcome o = nest_finish(&l->nest);
    int code;

    o.io = io;
    if (o.status == TNEF_OK)
        o.status = l->limit;
    report(source, l, &o);
    code = outcome_exit_code(&o, l->opt);
    code = l->nest.code > code ? l->nest.code : code;
    listing_free(l);
    return code;
}

static void list_none(const struct source *source, const char *name)
{
    fputs("{", stdout);
    print_json_source(stdout, source);
    printf(",\"status\":\"%s\",\"offset\":0,\"message\":null,\"anomalies\":[]}\n", name);
}

const struct command list_command = { "list", list_open, list_feed, list_close, list_none };
