/* SPDX-License-Identifier: MIT */

#include "known.h"
#include "mail_log.h"

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct lines *now(struct mail_log *l)
{
    uint32_t i = l->streams > 0 ? l->streams - 1u : 0;

    return &l->lines[i < MAIL_LOG_STREAMS ? i : MAIL_LOG_STREAMS - 1u];
}

static int answer(struct mail_log *l)
{
    l->calls++;
    return l->pause ? TNEF_PAUSE : TNEF_CONTINUE;
}

/* ---- What is in a stream ------------------------------------------------------------------- */

static int message_end(void *user, const tnef_message_info *m)
{
    struct mail_log *l = user;

    lines_add(now(l), "message %u flags %x class %s subject %s\n", m->id, m->flags,
              m->message_class.text != NULL ? m->message_class.text : "-",
              m->subject.text != NULL ? m->subject.text : "-");
    return answer(l);
}

static int recipient(void *user, const tnef_recipient *r)
{
    struct mail_log *l = user;

    lines_add(now(l), "recipient %d %s\n", r->kind, r->name.text != NULL ? r->name.text : "-");
    return answer(l);
}

static int content_begin(void *user, const tnef_part *p, const tnef_content *c)
{
    struct mail_log *l = user;

    (void)p;
    (void)c;
    l->hash = FNV1A_START;
    return answer(l);
}

static int part_data(void *user, const tnef_part *p, const tnef_content *c, const void *data,
                     size_t len)
{
    struct mail_log *l = user;

    (void)p;
    (void)c;
    l->hash = fnv1a(l->hash, data, len);
    return answer(l);
}

static int content_end(void *user, const tnef_part *p, const tnef_content *c)
{
    struct mail_log *l = user;

    (void)p;
    lines_add(now(l), "content %u size %llu flags %x %016llx\n", c->kind & 15u,
              (unsigned long long)c->size, c->flags, (unsigned long long)l->hash);
    return answer(l);
}

static int part_end(void *user, const tnef_part *p)
{
    struct mail_log *l = user;

    lines_add(now(l), "part %u flags %x size %llu name %s\n", p->kind & 15u, p->flags,
              (unsigned long long)p->size, p->name.text != NULL ? p->name.text : "-");
    return answer(l);
}

static int anomaly(void *user, const tnef_event *ev)
{
    struct mail_log *l = user;

    lines_add(now(l), "anomaly %u at %llu\n", ev->code, (unsigned long long)ev->offset);
    return answer(l);
}

static const tnef_reader_handlers reader_handlers = {
    .size = sizeof reader_handlers, .message_end = message_end, .recipient = recipient,
    .content_begin = content_begin, .part_data = part_data, .content_end = content_end,
    .part_end = part_end, .anomaly = anomaly,
};

void mail_log_alone(struct mail_log *l, const uint8_t *tnef, size_t len)
{
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &reader_handlers, .user = l };
    tnef_reader *r;

    if (tnef_reader_new(&r, &cfg, NULL) != TNEF_OK)
        abort();
    (void)tnef_reader_feed(r, tnef, len, NULL);
    l->statuses[0] = tnef_reader_finish(r);
    l->sizes[0] = len;
    tnef_reader_free(r);
}

/* ---- Mail ---------------------------------------------------------------------------------- */

static int stream_begin(void *user, const tnef_mail_stream *stream)
{
    struct mail_log *l = user;

    l->streams = stream->number;
    if (stream->number <= MAIL_LOG_STREAMS)
        (void)snprintf(l->paths[stream->number - 1u], sizeof l->paths[0], "%s",
                       stream->part->path);
    if (l->skip_stream == (int)stream->number) {
        l->calls++;
        return TNEF_SKIP;
    }
    return answer(l);
}

static int stream_end(void *user, const tnef_mail_stream *stream)
{
    struct mail_log *l = user;

    l->ends++;
    if (stream->number <= MAIL_LOG_STREAMS) {
        l->statuses[stream->number - 1u] = stream->status;
        l->sizes[stream->number - 1u] = stream->size;
    }
    if (stream->error->status != stream->status)
        abort();
    return answer(l);
}

static int mail_part_begin(void *user, const tnef_scanner_part *part)
{
    struct mail_log *l = user;

    (void)part;
    l->parts++;
    return answer(l);
}

static int mail_part_end(void *user, const tnef_scanner_part *part)
{
    struct mail_log *l = user;

    (void)part;
    l->part_ends++;
    return answer(l);
}

tnef_mail *mail_log_new(struct mail_log *l, const tnef_allocator *alloc)
{
    const tnef_mail_handlers handlers = { .size = sizeof handlers, .stream_begin = stream_begin,
                                          .stream_end = stream_end,
                                          .part_begin = mail_part_begin,
                                          .part_end = mail_part_end };
    const tnef_reader_config reader = { .size = sizeof reader, .handlers = &reader_handlers,
                                        .user = l };
    const tnef_mail_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = l,
                                   .reader = &reader };
    tnef_mail *m;

    return tnef_mail_new(&m, &cfg, alloc) == TNEF_OK ? m : NULL;
}

static void ends(struct mail_log *l, tnef_mail *m)
{
    do
        l->status = tnef_mail_finish(m);
    while (l->status == TNEF_PAUSED);
    l->error.size = sizeof l->error;
    tnef_mail_error(m, &l->error);
    l->anomalies = anomalies_of_mail(m);
}

void mail_log_run(struct mail_log *l, tnef_mail *m, const uint8_t *in, size_t len, size_t piece)
{
    size_t at = 0;

    if (tnef_mail_reset(m) != TNEF_OK)
        abort();
    l->fed = TNEF_OK;
    while (at < len && (l->fed == TNEF_OK || l->fed == TNEF_PAUSED)) {
        size_t n = piece > 0 && piece < len - at ? piece : len - at;
        size_t taken;

        l->fed = tnef_mail_feed(m, in + at, n, &taken);
        at += taken;
    }
    ends(l, m);
}

void mail_log_split(struct mail_log *l, tnef_mail *m, const uint8_t *in, size_t len, size_t header)
{
    size_t at = 0;

    if (tnef_mail_reset(m) != TNEF_OK)
        abort();
    while (at < header) {
        const uint8_t *colon = memchr(in + at, ':', header - at);
        size_t end = at;

        while (in[end] != '\r' || (end + 2u < header
                                   && (in[end + 2u] == ' ' || in[end + 2u] == '\t')))
            end++;
        if (colon == NULL
            || tnef_mail_header(m, (const char *)in + at, (size_t)(colon - (in + at)),
                                (const char *)colon + 1,
                                (size_t)(in + end - (colon + 1))) != TNEF_OK)
            abort();
        at = end + 2u;
    }
    if (tnef_mail_end_of_headers(m) != TNEF_OK)
        abort();
    l->fed = tnef_mail_feed(m, in + header + 2u, len - header - 2u, NULL);
    ends(l, m);
}

void mail_log_clear(struct mail_log *l)
{
    int pause = l->pause, skip = l->skip_stream;

    for (size_t i = 0; i < MAIL_LOG_STREAMS; i++)
        free(l->lines[i].text);
    memset(l, 0, sizeof *l);
    l->pause = pause;
    l->skip_stream = skip;
}
