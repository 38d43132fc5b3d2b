/* SPDX-License-Identifier: MIT */
/* winmail list: what is said of a stream as a whole, and of a mail that is attached.
 *
 * A mail in an attachment is shown if there is TNEF in it, or if it could not be read: anything that
 * begins like a header is read as mail. */

#define _POSIX_C_SOURCE 200809L

#include "list.h"
#include "progress.h"

#include <errno.h>
#include <inttypes.h>

/* A page that is opened when something is added. */
static struct page *opened(struct page *p)
{
    if (p->f == NULL)
        page_open(p);
    return p;
}

/* ---- Streams ------------------------------------------------------------------------------- */

int list_stream_begin(void *user)
{
    struct listing *l = user;
    struct sheet *s = &l->sheets[l->nest.level];
    const int error = collector_begin(&s->of, TNEF_BODIES_FACTS);

    s->shown = 0;
    page_close(&s->anomalies);
    page_open(&s->anomalies);
    if (error != 0)
        l->failed = error;
    return list_note(l, &s->anomalies);
}

int list_anomaly(void *user, const tnef_event *ev)
{
    struct listing *l = user;
    struct sheet *s = &l->sheets[l->nest.level];
    struct page *p = &s->anomalies;

    if (s->shown == LIST_ANOMALIES)
        return TNEF_CONTINUE;
    s->shown++;
    if (l->opt->json) {
        list_separate(p);
        fprintf(p->f, "{\"code\":\"%s\",\"offset\":%" PRIu64 "}", tnef_anomaly_name(ev->code),
                ev->offset);
    } else {
        list_text_anomaly(p, nest_stream(&l->nest)->base, ev);
    }
    page_added(p);
    return list_note(l, p);
}

/* The members of a stream that are the same wherever it is, and the end of its object. */
static void json_stream(struct page *p, const char *status, uint64_t offset, struct page *message,
                        struct sheet *s, uint64_t anomalies)
{
    fprintf(p->f, ",\"status\":\"%s\",\"offset\":%" PRIu64 ",\"message\":", status, offset);
    if (!page_is_empty(message))
        page_add_page(p, message);
    else
        fputs("null", p->f);
    fputs(",\"anomalies\":[", p->f);
    page_add_page(p, &s->anomalies);
    fputs("]", p->f);
    if (anomalies > s->shown)
        fprintf(p->f, ",\"more_anomalies\":%" PRIu64, anomalies - s->shown);
    fputs("}", p->f);
}

static void text_stream(struct page *p, uint32_t depth, struct page *message, struct sheet *s,
                        uint64_t anomalies)
{
    page_add_page(p, message);
    page_add_page(p, &s->anomalies);
    if (anomalies > s->shown)
        list_text_more(p, depth, anomalies - s->shown);
}

/* The text of a stream in an attached mail goes to the message around it. */
void list_stream_end(void *user)
{
    struct listing *l = user;
    const struct nest_stream *in = nest_stream(&l->nest);
    struct sheet *s = &l->sheets[l->nest.level];
    struct level *holder;
    struct page *p;

    if (s->of.bodies != NULL && bodies_passed(s->of.bodies) > 0)
        l->limit = TNEF_E_LIMIT_MEMORY;
    if (l->nest.level == 0)
        return;
    holder = &l->levels[in->base - 1];
    p = opened(&holder->streams);
    if (p->f != NULL && l->opt->json) {
        list_separate(p);
        fputs("{\"part\":", p->f);
        print_json_cstring(p->f, in->part);
        json_stream(p, tnef_status_name(in->status), in->offset, &holder->stream, s, in->anomalies);
    } else if (p->f != NULL) {
        list_text_mail_part(p, in->base, in->part);
        text_stream(p, in->base, &holder->stream, s, in->anomalies);
        if (in->status != TNEF_OK)
            list_text_status(p, in->base, "status", in->status, in->offset);
    }
    page_added(p);
    (void)list_note(l, p);
    page_close(&holder->stream);
}

void list_mail_end(void *user, const struct nest_mail *mail)
{
    struct listing *l = user;
    struct level *holder = &l->levels[mail->depth];
    struct page *p;

    if (page_is_empty(&holder->streams) && mail->status == TNEF_OK)
        return;
    p = opened(&holder->mails);
    if (p->f != NULL && l->opt->json) {
        list_separate(p);
        fprintf(p->f, "{\"content\":%" PRIu32 ",\"status\":\"%s\",\"offset\":%" PRIu64
                ",\"streams\":[", mail->content, tnef_status_name(mail->status), mail->offset);
        page_add_page(p, &holder->streams);
        fputs("]}", p->f);
    } else if (p->f != NULL) {
        page_add_page(p, &holder->streams);
        if (mail->status != TNEF_OK)
            list_text_status(p, mail->depth + 1, "mail", mail->status, mail->offset);
    }
    page_added(p);
    (void)list_note(l, p);
    page_close(&holder->streams);
}

/* ---- The outermost stream ------------------------------------------------------------------ */

void list_print(const struct source *source, struct listing *l, const struct outcome *o)
{
    struct page out = { .f = stdout, .on_disk = 1 };
    uint64_t anomalies = l->nest.streams[0].anomalies;

    progress_clear();
    if (l->opt->json) {
        fputs("{", stdout);
        print_json_source(stdout, source);
        json_stream(&out, outcome_name(o), o->offset, &l->message, &l->sheets[0], anomalies);
        fputs("\n", stdout);
    } else {
        print_source(stdout, source);
        fputs(":\n", stdout);
        text_stream(&out, 0, &l->message, &l->sheets[0], anomalies);
        if (o->status != TNEF_OK && l->failed == 0)
            list_text_status(&out, 0, "status", o->status, o->offset);
    }
}
