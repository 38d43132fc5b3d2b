/* SPDX-License-Identifier: MIT */

/* What the decoder and the message model say of an input, as lines of text. */

#include "recipes.h"

#include "counting_alloc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN 48u /* bytes of longer data that are shown */

static void *need(void *p)
{
    if (p == NULL)
        abort();
    return p;
}

static void reserve(struct lines *l, size_t more)
{
    if (l->cap - l->len > more)
        return;
    l->cap = (l->cap + more) * 2u + 64u;
    l->text = need(realloc(l->text, l->cap));
}

void lines_add(struct lines *l, const char *format, ...)
{
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        abort();
    reserve(l, (size_t)n + 1u);
    va_start(args, format);
    (void)vsnprintf(l->text + l->len, (size_t)n + 1u, format, args);
    va_end(args);
    l->len += (size_t)n;
}

void lines_bytes(struct lines *l, const uint8_t *p, size_t len)
{
    size_t shown = len < SHOWN ? len : SHOWN;

    for (size_t i = 0; i < shown; i++)
        if (p[i] >= 0x20 && p[i] < 0x7F && p[i] != '\\')
            lines_add(l, "%c", p[i]);
        else
            lines_add(l, "\\x%02X", (unsigned)p[i]);
    if (len > shown)
        lines_add(l, "...(%zu)", len);
}

/* ---- The decoder ---------------------------------------------------------------------------- */

/* Data that is being put together. */
struct span {
    char key[64];
    uint8_t *bytes;
    size_t len, cap;
    uint64_t next; /* offset of the byte that would follow */
    bool open;
};

struct talk {
    struct lines out, remainders;
    struct span span;
    unsigned count;
};

/* The model's line of a remainder: none of filler only. */
static void remainder_line(struct talk *t)
{
    const struct span *s = &t->span;
    size_t nest = strspn(s->key, ">"), at = 0;

    if (s->key[nest] != 'T' && s->key[nest] != 'R')
        return;
    while (at < s->len && memchr("\0\r\n\t ", s->bytes[at], 5) != NULL)
        at++;
    if (at == s->len)
        return;
    lines_add(&t->remainders, "%.*sremainder-%u.bin=", (int)nest, s->key, ++t->count);
    lines_bytes(&t->remainders, s->bytes + at, s->len - at);
    lines_add(&t->remainders, "\n");
}

static void span_flush(struct talk *t)
{
    if (!t->span.open)
        return;
    lines_add(&t->out, "%s=", t->span.key);
    lines_bytes(&t->out, t->span.bytes, t->span.len);
    lines_add(&t->out, "\n");
    remainder_line(t);
    t->span.open = false;
    t->span.len = 0;
}

static void span_key(char key[64], const tnef_event *ev)
{
    char nest[TNEF_DEPTH_CEILING + 1u];
    uint32_t depth = ev->depth < TNEF_DEPTH_CEILING ? ev->depth : TNEF_DEPTH_CEILING;

    memset(nest, '>', depth);
    nest[depth] = '\0';
    if ((ev->flags & TNEF_F_TRAILING) != 0)
        (void)snprintf(key, 64, "%sT", nest);
    else if ((ev->flags & TNEF_F_REMAINDER) != 0)
        (void)snprintf(key, 64, "%sR%08X", nest, (unsigned)ev->attr);
    else if (ev->prop_type == 0)
        (void)snprintf(key, 64, "%sA%08X", nest, (unsigned)ev->attr);
    else
        (void)snprintf(key, 64, "%s%c%04X:%04X", nest,
                       (ev->flags & TNEF_F_OPAQUE) != 0     ? 'O'
                       : (ev->flags & TNEF_F_COMPUTED) != 0 ? 'C'
                                                            : 'P',
                       (unsigned)ev->prop_id, (unsigned)ev->prop_type);
}

static void span_add(struct talk *t, const tnef_event *ev)
{
    struct span *s = &t->span;
    char key[64];

    span_key(key, ev);
    if (s->open && (strcmp(key, s->key) != 0 || s->next != ev->offset))
        span_flush(t);
    if (s->cap - s->len < ev->len) {
        s->cap = (s->cap + ev->len) * 2u;
        s->bytes = need(realloc(s->bytes, s->cap));
    }
    memcpy(s->key, key, sizeof key);
    memcpy(s->bytes + s->len, ev->data, ev->len);
    s->len += ev->len;
    s->next = ev->offset + ev->len;
    s->open = true;
}

static int on_event(void *user, const tnef_event *ev)
{
    struct talk *t = user;

    if (ev->type == TNEF_EV_DATA) {
        if ((ev->flags & TNEF_F_RAW) == 0)
            span_add(t, ev);
    } else if (ev->type == TNEF_EV_VALUE_END) {
        if (!t->span.open && (ev->flags & (TNEF_F_NESTED | TNEF_F_SKIPPED)) == 0) {
            span_key(t->span.key, ev);
            t->span.open = true;
        }
        span_flush(t);
    } else if (ev->type != TNEF_EV_ANOMALY) {
        span_flush(t);
    }
    return TNEF_CONTINUE;
}

static void listen(struct talk *t, const uint8_t *in, size_t len, uint32_t flags)
{
    tnef_decoder_config cfg = {
        .size = sizeof cfg, .flags = flags, .on_event = on_event, .user = t
    };
    tnef_decoder *d;

    memset(t, 0, sizeof *t);
    lines_add(&t->out, "\n");
    lines_add(&t->remainders, "%s", "");
    if (tnef_decoder_new(&d, &cfg, NULL) != TNEF_OK)
        abort();
    (void)tnef_decoder_feed(d, in, len, NULL);
    (void)tnef_decoder_finish(d);
    span_flush(t);
    tnef_decoder_free(d);
    free(t->span.bytes);
}

char *recipe_seen(const uint8_t *in, size_t len, uint32_t flags)
{
    struct talk t;

    listen(&t, in, len, flags);
    free(t.remainders.text);
    return t.out.text;
}

char *recipe_remainders(const uint8_t *in, size_t len, uint32_t flags)
{
    struct talk t;

    listen(&t, in, len, flags);
    free(t.out.text);
    return t.remainders.text;
}

static int on_any(void *user, const tnef_event *ev)
{
    struct lines *all = user;

    if (ev->type == TNEF_EV_DATA && (ev->flags & TNEF_F_RAW) == 0)
        for (size_t i = 0; i < ev->len; i++)
            lines_add(all, "%c", ev->data[i] != 0 ? ev->data[i] : '.');
    return TNEF_CONTINUE;
}

void recipe_everything(struct lines *all, const uint8_t *in, size_t len)
{
    tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_any, .user = all };
    tnef_decoder *d;

    if (tnef_decoder_new(&d, &cfg, NULL) != TNEF_OK)
        abort();
    (void)tnef_decoder_feed(d, in, len, NULL);
    (void)tnef_decoder_finish(d);
    tnef_decoder_free(d);
}

/* ---- The message model ---------------------------------------------------------------------- */

/* What is open at one depth: a body or a remainder, and an attachment. */
struct parts {
    struct lines contents;
    uint8_t *bytes;
    size_t len, cap;
    bool message; /* one began in the content */
};

struct reading {
    struct lines files, remainders;
    struct recipe_model *model;
    struct parts parts[TNEF_DEPTH_CEILING + 1u][2];
};

static struct parts *parts_of(struct reading *r, const tnef_part *part)
{
    return &r->parts[part->depth][TNEF_PART_IS_ATTACHMENT(part->kind) ? 0 : 1];
}

static int part_begin(void *user, const tnef_part *part)
{
    struct parts *p = parts_of(user, part);

    p->contents.len = 0;
    p->len = 0;
    p->message = false;
    return TNEF_CONTINUE;
}

static int message_begin(void *user, const tnef_message_info *info)
{
    struct reading *r = user;

    if (info->depth > 0)
        r->parts[info->depth - 1u][0].message = true;
    return TNEF_CONTINUE;
}

static int part_data(void *user, const tnef_part *part, const tnef_content *content,
                     const void *data, size_t len)
{
    struct parts *p = parts_of(user, part);

    (void)content;
    if (p->cap - p->len < len) {
        p->cap = (p->cap + len) * 2u;
        p->bytes = need(realloc(p->bytes, p->cap));
    }
    memcpy(p->bytes + p->len, data, len);
    p->len += len;
    return TNEF_CONTINUE;
}

static int content_end(void *user, const tnef_part *part, const tnef_content *content)
{
    struct parts *p = parts_of(user, part);

    if (content->index > 0)
        lines_add(&p->contents, "|");
    if (p->message)
        lines_add(&p->contents, "(message)");
    else
        lines_bytes(&p->contents, p->bytes, p->len);
    p->len = 0;
    p->message = false;
    return TNEF_CONTINUE;
}

static int part_end(void *user, const tnef_part *part)
{
    static const char *const bodies[] = { "", "@plain", "@html", "@rtf" };
    struct reading *r = user;
    struct parts *p = parts_of(r, part);
    struct lines *to = part->kind == TNEF_PART_REMAINDER ? &r->remainders : &r->files;

    if (!TNEF_PART_IS_ATTACHMENT(part->kind))
        lines_bytes(&p->contents, p->bytes, p->len);
    for (uint32_t i = 0; i < part->depth; i++)
        lines_add(to, ">");
    if (TNEF_PART_IS_BODY(part->kind))
        lines_add(to, "%s", bodies[part->kind & 15u]);
    else
        lines_bytes(to, (const uint8_t *)part->name.text, part->name.len);
    lines_add(to, "=%.*s", (int)p->contents.len,
              p->contents.len > 0 ? p->contents.text : "");
    if (TNEF_PART_IS_ATTACHMENT(part->kind) && part->chosen != 0 &&
        part->chosen != TNEF_NO_CONTENT)
        lines_add(to, "#%u", (unsigned)part->chosen);
    lines_add(to, "\n");
    return TNEF_CONTINUE;
}

static int message_end(void *user, const tnef_message_info *info)
{
    struct reading *r = user;
    struct lines subject = { NULL, 0, 0 };

    if (info->depth > 0)
        return TNEF_CONTINUE;
    lines_bytes(&subject, (const uint8_t *)info->subject.text, info->subject.len);
    lines_add(&subject, "%s", "");
    r->model->subject = subject.text;
    return TNEF_CONTINUE;
}

static void feed(tnef_reader *reader, const uint8_t *in, size_t len, size_t piece)
{
    tnef_status status = TNEF_OK;

    for (size_t at = 0; at < len && status == TNEF_OK;) {
        size_t n = piece > 0 && piece < len - at ? piece : len - at;

        status = tnef_reader_feed(reader, in + at, n, NULL);
        at += n;
    }
}

void recipe_model_run(struct recipe_model *m, const uint8_t *in, size_t len,
                      uint32_t flags, size_t piece)
{
    tnef_reader_handlers h = { .size = sizeof h,
                        .message_begin = message_begin,
                        .message_end = message_end,
                        .part_begin = part_begin,
                        .part_data = part_data,
                        .content_end = content_end,
                        .part_end = part_end };
    struct reading *r = need(calloc(1, sizeof *r));
    tnef_reader_config cfg = {
        .size = sizeof cfg, .flags = flags, .handlers = &h, .user = r
    };
    struct counting_alloc memory;
    tnef_reader *reader;

    memset(m, 0, sizeof *m);
    r->model = m;
    lines_add(&r->files, "%s", "");
    lines_add(&r->remainders, "%s", "");
    counting_alloc_init(&memory, 0);
    if (tnef_reader_new(&reader, &cfg, &memory.alloc) != TNEF_OK)
        abort();
    feed(reader, in, len, piece);
    m->status = tnef_reader_finish(reader);
    for (uint32_t i = 0; i < TNEF_A_END; i++)
        m->anomalies[i] = tnef_reader_anomalies(reader, i);
    tnef_reader_free(reader);
    m->bound = tnef_reader_size(&cfg) + (UINT64_C(1) << 20);
    m->peak = memory.peak;
    m->files = r->files.text;
    m->remainders = r->remainders.text;
    for (size_t i = 0; i <= TNEF_DEPTH_CEILING; i++)
        for (size_t k = 0; k < 2; k++) {
            free(r->parts[i][k].contents.text);
            free(r->parts[i][k].bytes);
        }
    free(r);
}

void recipe_model_free(struct recipe_model *m)
{
    free(m->files);
    free(m->remainders);
    free(m->subject);
}
