/* SPDX-License-Identifier: MIT */

#include "message_log.h"

#include "bag_dump.h"
#include "decoder/priv.h"
#include "message/priv.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HASH_START 2166136261u

static uint32_t hash(uint32_t h, const void *data, size_t len)
{
    const uint8_t *p = data;

    for (size_t i = 0; i < len; i++) {
        h = (h ^ p[i]) * 16777619u;
    }
    return h;
}

void message_log_init(struct message_log *log)
{
    memset(log, 0, sizeof *log);
    message_log_clear(log);
}

void message_log_clear(struct message_log *log)
{
    log->len = 0;
    log->open = false;
    log->calls = 0;
    log->begins = 0;
    log->ends = 0;
    log->depth = 0;
    log->broken = false;
    if (log->cap == 0) {
        log->cap = 4096;
        log->text = malloc(log->cap);
        if (log->text == NULL) {
            abort();
        }
    }
    log->text[0] = '\0';
}

void message_log_free(struct message_log *log)
{
    free(log->text);
    log->text = NULL;
}

static void append(struct message_log *log, const char *format, va_list args)
{
    va_list copy;
    int n;

    va_copy(copy, args);
    n = vsnprintf(NULL, 0, format, copy);
    va_end(copy);
    if (n < 0) {
        abort();
    }
    while (log->cap - log->len <= (size_t)n) {
        log->cap *= 2;
        log->text = realloc(log->text, log->cap);
        if (log->text == NULL) {
            abort();
        }
    }
    (void)vsnprintf(log->text + log->len, log->cap - log->len, format, args);
    log->len += (size_t)n;
}

static void raw_printf(struct message_log *log, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    append(log, format, args);
    va_end(args);
}

static void flush_data(struct message_log *log)
{
    if (log->open) {
        log->open = false;
        raw_printf(log, "%s len=%llu hash=%08x\n", log->key, (unsigned long long)log->data_len,
                   log->data_hash);
    }
}

void message_log_printf(struct message_log *log, const char *format, ...)
{
    va_list args;

    flush_data(log);
    va_start(args, format);
    append(log, format, args);
    va_end(args);
}

static void add_data(struct message_log *log, const char *key, const void *data, size_t len)
{
    if (!log->open || strcmp(key, log->key) != 0) {
        flush_data(log);
        log->open = true;
        (void)snprintf(log->key, sizeof log->key, "%s", key);
        log->data_len = 0;
        log->data_hash = HASH_START;
    }
    log->data_len += len;
    log->data_hash = hash(log->data_hash, data, len);
}

static int answer(struct message_log *log)
{
    log->calls++;
    if (log->answer_always || log->calls == log->answer_at) {
        return log->answer;
    }
    return TNEF_CONTINUE;
}

static void put_string(struct message_log *log, const char *name, tnef_string s)
{
    if (s.text == NULL) {
        log->broken = log->broken || s.len != 0;
        return;
    }
    log->broken = log->broken || strlen(s.text) != s.len;
    message_log_printf(log, " %s=\"", name);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.text[i];

        if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F) {
            raw_printf(log, "\\%02x", c);
        } else {
            raw_printf(log, "%c", c);
        }
    }
    raw_printf(log, "\"");
}

static void put_time(struct message_log *log, const char *name, tnef_time t)
{
    if (t.flags != 0) {
        message_log_printf(log, " %s=%lld.%07u%s", name, (long long)t.seconds, t.ticks,
                           (t.flags & TNEF_TIME_ZONE) != 0 ? "?" : "");
    }
}

static void put_person(struct message_log *log, const char *name, const tnef_person *p)
{
    char key[40];

    (void)snprintf(key, sizeof key, "%s.name", name);
    put_string(log, key, p->name);
    (void)snprintf(key, sizeof key, "%s.address", name);
    put_string(log, key, p->address);
    (void)snprintf(key, sizeof key, "%s.type", name);
    put_string(log, key, p->type);
    if (p->email.text != p->address.text) {
        (void)snprintf(key, sizeof key, "%s.email", name);
        put_string(log, key, p->email);
        (void)snprintf(key, sizeof key, "%s.email_type", name);
        put_string(log, key, p->email_type);
    }
}

static int message_begin(void *user, const tnef_message_info *m)
{
    struct message_log *log = user;

    log->begins++;
    log->broken = log->broken || *m->slot != NULL;
    *m->slot = log;
    message_log_printf(log, "message_begin id=%u parent=%u part=%u depth=%u off=%llu\n", m->id,
                       m->parent, m->part, m->depth, (unsigned long long)m->offset);
    return answer(log);
}

static void put_numbers(struct message_log *log, const tnef_message_info *m)
{
    static const char *const names[] = {
        "importance", "priority", "sensitivity", "flags", "oem", "internet", "message_cp",
        "native", "in_sync", "status", "owner", "response"
    };
    const long long values[] = {
        m->importance, m->priority, m->sensitivity, m->message_flags, m->oem_codepage,
        m->internet_codepage, m->message_codepage, m->native_body, m->rtf_in_sync,
        m->message_status, m->owner_appointment, m->response_requested
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((m->known >> i & 1u) != 0) {
            message_log_printf(log, " %s=%lld", names[i], values[i]);
        }
    }
}

static int message_end(void *user, const tnef_message_info *m)
{
    struct message_log *log = user;

    log->ends++;
    log->broken = log->broken || *m->slot != log;
    message_log_printf(log, "message_end id=%u f=%x", m->id, m->flags);
    put_string(log, "class", m->message_class);
    put_string(log, "raw_class", m->raw_class);
    put_string(log, "original", m->original_class);
    put_string(log, "subject", m->subject);
    put_string(log, "prefix", m->subject_prefix);
    put_string(log, "normalized", m->normalized_subject);
    put_string(log, "topic", m->conversation_topic);
    message_log_printf(log, " source=%u", m->subject_source & 15u);
    put_person(log, "sender", &m->sender);
    put_person(log, "from", &m->representing);
    put_person(log, "by", &m->received_by);
    put_person(log, "for", &m->received_representing);
    put_time(log, "submitted", m->submitted);
    put_time(log, "delivered", m->delivered);
    put_time(log, "created", m->created);
    put_time(log, "modified", m->modified);
    put_time(log, "start", m->start);
    put_time(log, "end", m->end);
    put_numbers(log, m);
    put_string(log, "message_id", m->message_id);
    put_string(log, "reply_to", m->in_reply_to);
    put_string(log, "references", m->references);
    put_string(log, "key", m->search_key);
    put_string(log, "correlation", m->correlation_key);
    put_string(log, "headers", m->transport_headers);
    put_string(log, "to", m->display_to);
    put_string(log, "cc", m->display_cc);
    message_log_printf(log, " text_cp=%u recipients=%u attachments=%u bodies=%u/%u/%u best=%u\n",
                       m->text_codepage, m->recipients, m->attachments, m->plain, m->html,
                       m->rtf, m->best);
    bag_dump(log, m->bag);
    return answer(log);
}

static int recipient(void *user, const tnef_recipient *r)
{
    struct message_log *log = user;
    const tnef_person p = {r->name, r->address, r->type, r->email, r->email_type};

    message_log_printf(log, "recipient message=%u row=%u kind=%d/%x f=%x off=%llu", r->message,
                       r->row, r->kind, r->raw_kind, r->flags, (unsigned long long)r->offset);
    put_person(log, "r", &p);
    put_string(log, "smtp", r->smtp);
    message_log_printf(log, "\n");
    bag_dump(log, r->bag);
    return answer(log);
}

static int part_begin(void *user, const tnef_part *p)
{
    struct message_log *log = user;

    log->begins++;
    log->broken = log->broken || *p->slot != NULL;
    *p->slot = log;
    message_log_printf(log, "part_begin id=%u kind=%u message=%u index=%u f=%x off=%llu", p->id,
                       p->kind & 15u, p->message, p->index, p->flags, (unsigned long long)p->offset);
    if (TNEF_PART_IS_BODY(p->kind)) {
        message_log_printf(log, " encoding=%u/%u", p->encoding & 15u, p->codepage);
    }
    message_log_printf(log, "\n");
    return answer(log);
}

static int content_begin(void *user, const tnef_part *p, const tnef_content *c)
{
    struct message_log *log = user;

    log->begins++;
    log->broken = log->broken || *p->slot != log || c->size != 0;
    log->held[p->depth].len = 0;
    log->held[p->depth].hash = HASH_START;
    message_log_printf(log, "content_begin part=%u index=%u kind=%u off=%llu len=%llu iid=%08x\n",
                       p->id, c->index, c->kind & 15u, (unsigned long long)c->offset,
                       (unsigned long long)c->length,
                       c->iid != NULL ? hash(HASH_START, c->iid, 16) : 0);
    return answer(log);
}

static int part_data(void *user, const tnef_part *p, const tnef_content *c, const void *data,
                     size_t len)
{
    struct message_log *log = user;
    char key[64];

    log->broken = log->broken || len == 0 || *p->slot != log;
    if (log->collect_data && TNEF_PART_IS_ATTACHMENT(p->kind)) {
        log->held[p->depth].len += len;
        log->held[p->depth].hash = hash(log->held[p->depth].hash, data, len);
    } else {
        (void)snprintf(key, sizeof key, "part_data part=%u content=%u", p->id, c->index);
        add_data(log, key, data, len);
    }
    return answer(log);
}

static int content_end(void *user, const tnef_part *p, const tnef_content *c)
{
    struct message_log *log = user;

    log->ends++;
    message_log_printf(log, "content_end part=%u index=%u kind=%u f=%x size=%llu", p->id,
                       c->index, c->kind & 15u, c->flags, (unsigned long long)c->size);
    if (log->collect_data) {
        message_log_printf(log, " data=%llu hash=%08x",
                           (unsigned long long)log->held[p->depth].len,
                           log->held[p->depth].hash);
    }
    message_log_printf(log, "\n");
    return answer(log);
}

/* Only those that no field has. */
static void put_names(struct message_log *log, const tnef_part *p)
{
    const tnef_string known[] = {p->long_name, p->title, p->short_name, p->display_name,
                                 p->transport_name};
    char key[16];

    for (uint32_t i = 0; i < p->name_count; i++) {
        bool other = true;

        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
            other = other && known[k].text != p->names[i].text.text;
        }
        if (other) {
            (void)snprintf(key, sizeof key, "other%u", p->names[i].source & 15u);
            put_string(log, key, p->names[i].text);
        }
    }
    log->broken = log->broken || (p->names == NULL) != (p->name_count == 0);
    if (p->short_pathname.text != p->pathname.text) {
        put_string(log, "short_path", p->short_pathname);
    }
}

static void put_attachment(struct message_log *log, const tnef_part *p)
{
    message_log_printf(log, " contents=%u counts=%d placeholder=%d embedded=%u", p->contents,
                       (int)p->chosen, (int)p->placeholder, p->embedded);
    if ((p->known & TNEF_PART_KNOWN_METHOD) != 0) {
        message_log_printf(log, " method=%u", p->method);
    }
    if ((p->known & TNEF_PART_KNOWN_ATTACH_FLAGS) != 0) {
        message_log_printf(log, " flags=%u", p->attach_flags);
    }
    if ((p->known & TNEF_PART_KNOWN_POSITION) != 0) {
        message_log_printf(log, " position=%d", (int)p->position);
    }
    if ((p->known & TNEF_PART_KNOWN_RENDDATA) != 0) {
        message_log_printf(log, " rend=%u", p->rend_type);
    }
    put_string(log, "name", p->name);
    message_log_printf(log, "/%u", p->name_source & 15u);
    put_string(log, "long", p->long_name);
    put_string(log, "short", p->short_name);
    put_string(log, "title", p->title);
    put_string(log, "display", p->display_name);
    put_string(log, "transport", p->transport_name);
    put_string(log, "path", p->pathname);
    put_names(log, p);
    put_string(log, "ext", p->extension);
    put_string(log, "mime", p->mime_type);
    put_string(log, "raw_mime", p->raw_mime_type);
    put_string(log, "cid", p->content_id);
    put_string(log, "location", p->content_location);
    put_string(log, "base", p->content_base);
    put_string(log, "disposition", p->disposition);
    put_string(log, "charset", p->charset);
    put_time(log, "created", p->created);
    put_time(log, "modified", p->modified);
}

static int part_end(void *user, const tnef_part *p)
{
    struct message_log *log = user;

    log->ends++;
    log->broken = log->broken || *p->slot != log;
    message_log_printf(log, "part_end id=%u kind=%u f=%x size=%llu", p->id, p->kind & 15u, p->flags,
                       (unsigned long long)p->size);
    if (TNEF_PART_IS_BODY(p->kind)) {
        message_log_printf(log, " encoding=%u/%u", p->encoding & 15u, p->codepage);
    } else if (p->kind == TNEF_PART_REMAINDER) {
        message_log_printf(log, " attachment=%u", p->attachment);
        put_string(log, "name", p->name);
    } else {
        put_attachment(log, p);
    }
    message_log_printf(log, "\n");
    bag_dump(log, p->bag);
    return answer(log);
}

static int property(void *user, const tnef_event *ev)
{
    struct message_log *log = user;
    char key[64];

    if (ev->type == TNEF_EV_DATA) {
        (void)snprintf(key, sizeof key, "  data d=%u %08x %04x.%04x[%u]", ev->depth, ev->attr,
                       ev->prop_id, ev->prop_type, ev->value);
        add_data(log, key, ev->data, ev->len);
    } else {
        message_log_printf(log, "  %s d=%u f=%x off=%llu %08x %04x.%04x[%u]",
                           tnef_event_name(ev->type), ev->depth, ev->flags,
                           (unsigned long long)ev->offset, ev->attr, ev->prop_id,
                           ev->prop_type, ev->value);
        message_log_printf(log, " guid=%08x name=%u/%08x iid=%08x\n",
                           ev->guid != NULL ? hash(HASH_START, ev->guid, 16) : 0, ev->name_id,
                           ev->name != NULL ? hash(HASH_START, ev->name, ev->name_len) : 0,
                           ev->iid != NULL ? hash(HASH_START, ev->iid, 16) : 0);
    }
    return answer(log);
}

static int anomaly(void *user, const tnef_event *ev)
{
    struct message_log *log = user;

    log->broken = log->broken || ev->type != TNEF_EV_ANOMALY;
    message_log_printf(log, "anomaly %s d=%u off=%llu %08x %04x.%04x expected=%llu found=%llu %s\n",
                       tnef_anomaly_name(ev->code), ev->depth, (unsigned long long)ev->offset,
                       ev->attr, ev->prop_id, ev->prop_type, (unsigned long long)ev->expected,
                       (unsigned long long)ev->found, tnef_status_name(ev->status));
    return answer(log);
}

#define HANDLERS \
    .size = sizeof(tnef_reader_handlers), .message_begin = message_begin, .message_end = message_end, \
    .recipient = recipient, .part_begin = part_begin, .content_begin = content_begin, \
    .part_data = part_data, .content_end = content_end, .part_end = part_end, .anomaly = anomaly

const tnef_reader_handlers message_log_handlers = {HANDLERS};
const tnef_reader_handlers message_log_handlers_all = {HANDLERS, .property = property};

static tnef_status feed_all(tnef_reader *r, const uint8_t *buf, size_t len)
{
    tnef_status status;
    size_t off = 0, taken;

    do {
        status = tnef_reader_feed(r, len > off ? buf + off : NULL, len - off, &taken);
        off += taken;
    } while (status == TNEF_PAUSED);
    return status;
}

tnef_status message_log_run(struct message_log *log, const tnef_reader_config *cfg,
                            const tnef_allocator *alloc, const uint8_t *buf, size_t len,
                            size_t cut, size_t step)
{
    tnef_reader_config own = *cfg;
    tnef_error e = {.size = sizeof e};
    tnef_reader *r;
    tnef_status status;
    size_t off = 0;

    own.user = log;
    status = tnef_reader_new(&r, &own, alloc);
    if (status != TNEF_OK) {
        message_log_printf(log, "new %s\n", tnef_status_name(status));
        return status;
    }
    if (log->steps) {
        r->decoder->cfg.flags |= TNEFI_STEPS_ONLY;
    }
    while (status == TNEF_OK && off < len) {
        size_t n = len - off;

        if (off == 0 && cut > 0 && cut < n) {
            n = cut;
        }
        if (step > 0 && step < n) {
            n = step;
        }
        status = feed_all(r, buf + off, n);
        off += n;
    }
    if (status == TNEF_OK) {
        do {
            status = tnef_reader_finish(r);
        } while (status == TNEF_PAUSED);
    }
    tnef_reader_error(r, &e);
    message_log_printf(log, "%s off=%llu limit=%llu found=%llu d=%u %08x %08x code=%d user=%d\n",
                       tnef_status_name(status), (unsigned long long)e.offset,
                       (unsigned long long)e.limit, (unsigned long long)e.found, e.depth, e.attr,
                       e.prop, (int)e.code, e.user_code);
    for (uint32_t i = 0; i < TNEF_A_END; i++) {
        if (tnef_reader_anomalies(r, i) > 0) {
            message_log_printf(log, "%s %llu\n", tnef_anomaly_name(i),
                               (unsigned long long)tnef_reader_anomalies(r, i));
        }
    }
    tnef_reader_free(r);
    return status;
}
