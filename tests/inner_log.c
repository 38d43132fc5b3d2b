/* SPDX-License-Identifier: MIT */

/* See inner_log.h. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "known.h"
#include "inner_log.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- Inputs -------------------------------------------------------------------------------- */

#define HEAD "$HContent-Type: application/ms-tnef; name=winmail.dat\n" \
             "Content-Transfer-Encoding: base64\n\n$B"

uint8_t *inner_stream(const char *title, const void *data, size_t len, size_t *out_len)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_attachment(&w, title, data, len);
    return tw_take(&w, out_len);
}

struct mail inner_mail(const uint8_t *tnef, size_t len)
{
    struct mail m = { .tnef = tnef, .tnef_len = len };

    mail_text(&m, HEAD);
    m.tnef = NULL;
    return m;
}

struct mail inner_nested(uint32_t depth, const char *before)
{
    size_t len;
    uint8_t *tnef = inner_stream("evil.exe", "MZ..", 4, &len);
    struct mail m = inner_mail(tnef, len);

    free(tnef);
    for (uint32_t i = 0; i < depth; i++) {
        struct mail inner = { 0 };

        mail_text(&inner, before);
        mail_bytes(&inner, m.p, m.len);
        tnef = inner_stream("fwd.eml", inner.p, inner.len, &len);
        mail_free(&inner);
        mail_free(&m);
        m = inner_mail(tnef, len);
        free(tnef);
    }
    return m;
}

/* ---- What is said -------------------------------------------------------------------------- */

static void say(struct inner_log *l, const char *format, ...)
{
    va_list args;
    int n;

    if (l->quiet)
        return;
    va_start(args, format);
    n = vsnprintf(l->text + l->len, sizeof l->text - l->len, format, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < sizeof l->text - l->len);
    l->len += (size_t)n;
}

static int answer(struct inner_log *l)
{
    l->calls++;
    if (l->calls == l->stop_at)
        return TNEF_STOP;
    if (l->calls == l->fail_at)
        return -7;
    if (l->calls == l->skip_at)
        return TNEF_SKIP;
    return l->pause ? TNEF_PAUSE : TNEF_CONTINUE;
}

static int stream_begin(void *user, const tnef_mail_stream *s)
{
    say(user, "stream %u in %u at %s\n", s->number, s->inner, s->part->path);
    return answer(user);
}

static int stream_end(void *user, const tnef_mail_stream *s)
{
    say(user, "end of stream %u: %s\n", s->number, tnef_status_name(s->status));
    assert_int_equal(s->error->status, s->status);
    return answer(user);
}

static int part_begin(void *user, const tnef_scanner_part *p)
{
    say(user, "part %s %s %s\n", p->path, p->type, p->name);
    return answer(user);
}

static int part_end(void *user, const tnef_scanner_part *p)
{
    say(user, "end of part %s\n", p->path);
    return answer(user);
}

static int mail_begin(void *user, const tnef_mail_inner *i)
{
    struct inner_log *l = user;

    l->open++;
    assert_int_equal(i->depth, l->open);
    say(l, "mail %u depth %u stream %u message %u part %u content %u\n", i->number, i->depth,
        i->stream, i->message, i->part, i->content);
    return l->skip_inner ? TNEF_SKIP : answer(l);
}

static int mail_end(void *user, const tnef_mail_inner *i)
{
    struct inner_log *l = user;

    assert_int_equal(i->depth, l->open);
    l->open--;
    l->inner_bytes += i->size;
    l->first_bytes += i->depth == 1 ? i->size : 0;
    say(l, "end of mail %u: %s, %llu bytes\n", i->number, tnef_status_name(i->status),
        (unsigned long long)i->size);
    assert_int_equal(i->error->status, i->status);
    return answer(l);
}

static int attachment_end(void *user, const tnef_part *p)
{
    say(user, "attachment %s of %u\n", p->name.text, p->message);
    return answer(user);
}

static int content_end(void *user, const tnef_part *p, const tnef_content *c)
{
    (void)p;
    say(user, "content %u: %llu\n", c->index, (unsigned long long)c->size);
    return answer(user);
}

const tnef_mail_handlers inner_mail_handlers = {
    .size = sizeof inner_mail_handlers, .stream_begin = stream_begin, .stream_end = stream_end,
    .part_begin = part_begin, .part_end = part_end, .mail_begin = mail_begin,
    .mail_end = mail_end,
};

const tnef_reader_handlers inner_model_handlers = {
    .size = sizeof inner_model_handlers, .content_end = content_end, .part_end = attachment_end,
};

void inner_finish(struct inner_log *l, tnef_mail *m)
{
    do
        l->status = tnef_mail_finish(m);
    while (l->status == TNEF_PAUSED);
    l->error.size = sizeof l->error;
    tnef_mail_error(m, &l->error);
    l->anomalies = anomalies_of_mail(m);
}

void inner_feed(struct inner_log *l, tnef_mail *m, const uint8_t *in, size_t len, size_t piece)
{
    tnef_status status = TNEF_OK;
    size_t at = 0;

    while (at < len && (status == TNEF_OK || status == TNEF_PAUSED)) {
        size_t n = piece > 0 && piece < len - at ? piece : len - at;
        size_t taken;

        status = tnef_mail_feed(m, in + at, n, &taken);
        assert_true(taken <= n && (status != TNEF_OK || taken == n));
        at += taken;
    }
    inner_finish(l, m);
}

tnef_mail *inner_new(struct inner_log *l, const tnef_mail_config *more,
                     const tnef_allocator *alloc)
{
    const tnef_reader_config reader = { .size = sizeof reader, .handlers = &inner_model_handlers,
                                        .user = l };
    tnef_mail_config cfg = more != NULL ? *more : (tnef_mail_config){ .size = sizeof cfg };
    tnef_mail *m;

    cfg.handlers = &inner_mail_handlers;
    cfg.user = l;
    cfg.reader = &reader;
    l->len = 0;
    l->text[0] = 0;
    l->calls = 0;
    l->open = 0;
    l->inner_bytes = l->first_bytes = 0;
    l->status = tnef_mail_new(&m, &cfg, alloc);
    return m;
}

void inner_run(struct inner_log *l, const tnef_mail_config *more, const struct mail *in,
               size_t piece, const tnef_allocator *alloc)
{
    tnef_mail *m = inner_new(l, more, alloc);

    if (m == NULL)
        return;
    inner_feed(l, m, in->p, in->len, piece);
    tnef_mail_free(m);
}
