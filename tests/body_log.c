/* SPDX-License-Identifier: MIT */

#include "known.h"
#include "body_log.h"
#include "touched.h"

#include <tnef/lzfu.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(x) \
    do { \
        if (!(x)) { \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #x); \
            abort(); \
        } \
    } while (0)

#define SPOOL_ANSWER 7

/* ---- The log ------------------------------------------------------------------------------ */

static void add(struct body_log *l, const char *s, size_t n)
{
    if (l->room - l->len <= n) {
        l->room = (l->room + n + 1u) * 2u;
        l->text = realloc(l->text, l->room);
        CHECK(l->text != NULL);
    }
    if (n > 0)
        memcpy(l->text + l->len, s, n);
    l->len += n;
    l->text[l->len] = '\0';
}

static void line(struct body_log *l, const char *format, ...)
{
    char buf[512];
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(buf, sizeof buf, format, args);
    va_end(args);
    CHECK(n > 0 && (size_t)n < sizeof buf);
    add(l, buf, (size_t)n);
}

static void quoted(struct body_log *l, const uint8_t *p, size_t n)
{
    add(l, "\"", 1);
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '\r')
            add(l, "\\r", 2);
        else if (p[i] == '\n')
            add(l, "\\n", 2);
        else if (p[i] < 0x20 || p[i] == 0x7F)
            line(l, "\\x%02X", p[i]);
        else
            add(l, (const char *)p + i, 1);
    }
    add(l, "\"\n", 2);
}

/* ---- The spool ----------------------------------------------------------------------------- */

static int spool_begins(struct body_log *l)
{
    return ++l->spool_calls == l->way.spool_fails_at ? SPOOL_ANSWER : 0;
}

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct body_log *l = user;
    int answer = spool_begins(l);

    CHECK(len > 0 && offset <= l->spooled_len);
    if (answer != 0)
        return answer;
    if (l->spooled_room < offset + len) {
        l->spooled_room = (size_t)(offset + len) * 2u;
        l->spooled = realloc(l->spooled, l->spooled_room);
        CHECK(l->spooled != NULL);
    }
    memcpy(l->spooled + offset, buf, len);
    if (l->spooled_len < offset + len)
        l->spooled_len = (size_t)(offset + len);
    return 0;
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct body_log *l = user;
    int answer = spool_begins(l);

    CHECK(len > 0 && offset + len <= l->spooled_len);
    if (answer != 0)
        return answer;
    memcpy(buf, l->spooled + offset, len);
    return 0;
}

/* ---- The sink ------------------------------------------------------------------------------ */

struct body_output {
    uint8_t *bytes;
    size_t len, room;
    int pause, paused;
};

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct body_output *o = user;
    size_t n = len;
    tnef_status status = TNEF_OK;

    CHECK(len > 0 && *taken == len);
    if (o->pause) {
        o->paused = !o->paused;
        n = o->paused ? 0 : 1;
        status = TNEF_PAUSED;
    }
    if (o->room - o->len < n) {
        o->room = (o->room + n) * 2u;
        o->bytes = realloc(o->bytes, o->room);
        CHECK(o->bytes != NULL);
    }
    if (n > 0)
        memcpy(o->bytes + o->len, buf, n);
    o->len += n;
    *taken = n;
    return status;
}

/* A call of the collector has ended. */
static void worked(struct body_log *l, uint64_t before, uint64_t bytes)
{
    l->touched += touched_now() - before;
    l->bytes += bytes;
    l->calls++;
}

/* What |n| bytes of a body may stand for. */
static uint64_t unpacked(uint32_t kind, uint64_t n)
{
    return kind == TNEF_PART_RTF ? n * TNEF_LZFU_GROWTH : n;
}

static void deliver(struct body_log *l, uint32_t index, uint32_t form)
{
    tnef_body_info info = { .size = sizeof info };
    uint64_t before = touched_now();
    struct body_output o = { .pause = l->way.pause };
    tnef_error e = { .size = sizeof e };
    tnef_status status = tnef_bodies_deliver(l->bodies, index, form, sink, &o);

    for (; status == TNEF_PAUSED; l->calls++)
        status = tnef_bodies_resume(l->bodies);
    CHECK(tnef_bodies_get(l->bodies, index, &info) == TNEF_OK);
    worked(l, before, unpacked(info.kind, info.kept) + o.len);
    tnef_bodies_error(l->bodies, &e);
    CHECK(e.status == status);
    line(l, "  form %" PRIu32 " %s", form & 15u, tnef_status_name(status));
    if (anomalies_of_bodies(l->bodies) != 0)
        line(l, " found=%" PRIX32, anomalies_of_bodies(l->bodies));
    if (status == TNEF_E_CALLBACK)
        line(l, " user_code=%d", (int)e.user_code);
    add(l, " ", 1);
    quoted(l, o.bytes, o.len);
    free(o.bytes);
}

/* ---- Messages ------------------------------------------------------------------------------ */

static void body(struct body_log *l, uint32_t index)
{
    tnef_body_info b = { .size = sizeof b };

    CHECK(tnef_bodies_get(l->bodies, index, &b) == TNEF_OK);
    CHECK((b.codepage == 0) == (b.kind == TNEF_PART_RTF));
    line(l, " body %" PRIu32 " part=%" PRIu32 " kind=%" PRIu32 " counts=%" PRIu32 " length=%" PRIu64
         " kept=%" PRIu64 " form=%" PRIu32 " source=%s rtf=%" PRIu32 " codepage=%" PRIu32
         " by=%" PRIu32 " charset=%s status=%s%s\n", index, b.part, b.kind & 15u, b.is_chosen, b.length,
         b.kept, b.form & 15u, tnef_body_source_name(b.source), b.rtf_kind & 15u, b.codepage,
         b.charset_source & 15u,
         b.charset != NULL ? b.charset : "-", tnef_status_name(b.status),
         (b.flags & TNEF_F_INCOMPLETE) != 0 ? " incomplete" : "");
    if ((l->way.cfg.flags & TNEF_BODIES_FACTS) != 0) {
        CHECK(tnef_bodies_deliver(l->bodies, index, b.form, sink, NULL) == TNEF_E_ARGUMENT);
        return;
    }
    for (uint32_t form = TNEF_BODY_HTML; form <= TNEF_BODY_RTF; form++) {
        if (b.kind == TNEF_PART_RTF || form != TNEF_BODY_RTF)
            deliver(l, index, form);
        else
            CHECK(tnef_bodies_deliver(l->bodies, index, form, sink, NULL) == TNEF_E_ARGUMENT);
    }
}

static int on_message_end(void *user, const tnef_message_info *m)
{
    static const char *const names[] = { "best", "html", "text", "rtf" };
    struct body_log *l = user;
    uint64_t before = touched_now();
    int answer = tnef_bodies_message_end(l->bodies, m);
    uint32_t count = tnef_bodies_count(l->bodies);

    worked(l, before, 0);
    if (answer != TNEF_CONTINUE)
        return answer;
    line(l, "message %" PRIu32 " bodies=%" PRIu32 "\n", m->id, count);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        uint32_t form = i == 0 ? TNEF_BODY_BEST : TNEF_BODY_HTML + (uint32_t)i - 1u;
        tnef_body_choice c = { .size = sizeof c };

        if (tnef_bodies_choose(l->bodies, form, &c) != 0) {
            CHECK(c.index < count && (form == TNEF_BODY_BEST || c.form == form));
            line(l, " %s index=%" PRIu32 " form=%" PRIu32 " source=%s reason=%" PRIu32 "\n",
                 names[i], c.index, c.form & 15u, tnef_body_source_name(c.source), c.reason & 15u);
        }
    }
    for (uint32_t i = 0; i < count; i++)
        body(l, i);
    CHECK(tnef_bodies_choose(l->bodies, 4,
                             &(tnef_body_choice){ .size = sizeof(tnef_body_choice) }) == 0);
    CHECK(tnef_bodies_get(l->bodies, count, &(tnef_body_info){ .size = sizeof(tnef_body_info) })
          == TNEF_E_ARGUMENT);
    return TNEF_CONTINUE;
}

static int on_part_begin(void *user, const tnef_part *part)
{
    struct body_log *l = user;
    uint64_t before = touched_now();
    int answer = tnef_bodies_part_begin(l->bodies, part);

    worked(l, before, 0);
    return answer;
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    struct body_log *l = user;
    uint64_t before = touched_now();
    int answer = tnef_bodies_part_data(l->bodies, part, data, len);

    (void)content;
    worked(l, before, unpacked(part->kind, len));
    return answer;
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct body_log *l = user;
    uint64_t before = touched_now();
    int answer = tnef_bodies_part_end(l->bodies, part);

    worked(l, before, 0);
    return answer;
}

/* ---- The run ------------------------------------------------------------------------------- */

static void feed(struct body_log *l, const uint8_t *buf, size_t len)
{
    const tnef_reader_handlers handlers = {
        .size = sizeof handlers, .message_end = on_message_end, .part_begin = on_part_begin,
        .part_data = on_part_data, .part_end = on_part_end,
    };
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = l,
                                     .codepage = l->way.codepage, .decoder_limits = l->way.limits };
    size_t piece = l->way.piece != 0 ? l->way.piece : len;
    tnef_status status = TNEF_OK;
    tnef_reader *reader;

    CHECK(tnef_reader_new(&reader, &cfg, NULL) == TNEF_OK);
    for (size_t at = 0; at < len && status == TNEF_OK; at += piece)
        status = tnef_reader_feed(reader, buf + at, len - at < piece ? len - at : piece, NULL);
    l->status = tnef_reader_finish(reader);
    l->error.size = sizeof l->error;
    tnef_reader_error(reader, &l->error);
    tnef_reader_free(reader);
}

void body_log_run(struct body_log *log, const uint8_t *buf, size_t len, const struct body_way *way)
{
    static const struct body_way plain;
    const tnef_spool spool = { .size = sizeof spool, .write = spool_write, .read = spool_read,
                               .user = log };

    memset(log, 0, sizeof *log);
    log->way = way != NULL ? *way : plain;
    log->way.cfg.size = sizeof log->way.cfg;
    if (log->way.spool)
        log->way.cfg.spool = &spool;
    add(log, "", 0);
    log->made = tnef_bodies_new(&log->bodies, &log->way.cfg, log->way.alloc);
    if (log->made != TNEF_OK)
        return;
    feed(log, buf, len);
    log->bodies_error.size = sizeof log->bodies_error;
    tnef_bodies_error(log->bodies, &log->bodies_error);
    line(log, "passed=%" PRIu64 "\n", passed_of_bodies(log->bodies));
    tnef_bodies_free(log->bodies);
    log->bodies = NULL;
}

void body_log_free(struct body_log *log)
{
    free(log->text);
    free(log->spooled);
    memset(log, 0, sizeof *log);
}
