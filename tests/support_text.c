/* SPDX-License-Identifier: MIT */

/* Recordings as text, and their comparison. */

#include "support.h"

#include <tnef/mapi.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add(char *out, size_t size, const char *format, ...)
{
    size_t len = strlen(out);
    va_list args;

    va_start(args, format);
    (void)vsnprintf(out + len, size - len, format, args);
    va_end(args);
}

static void add_hex(char *out, size_t size, const uint8_t *p, size_t len)
{
    for (size_t i = 0; i < len; i++)
        add(out, size, "%02X", p[i]);
}

static void add_flags(char *out, size_t size, uint32_t flags)
{
    static const char *const words[] = { "computed", "incomplete", "skipped", "remainder",
                                         "trailing", "raw",        "opaque",  "nested",
                                         "named",    "name_cut",   "multi" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if ((flags >> i) % 2u != 0)
            add(out, size, " %s", words[i]);
}

static void add_name(char *out, size_t size, const char *name)
{
    if (name != NULL)
        add(out, size, " %s", name);
}

static void add_begin(char *out, size_t size, const struct record *rec)
{
    if (rec->type == TNEF_EV_STREAM_BEGIN)
        add(out, size, " key=%04X len=%llu", rec->key, (unsigned long long)rec->length);
    if (rec->type == TNEF_EV_ATTR_BEGIN)
        add(out, size, " level=%u len=%llu", rec->level, (unsigned long long)rec->length);
    if (rec->type == TNEF_EV_ROW_BEGIN || rec->type == TNEF_EV_PROP_BEGIN)
        add(out, size, " count=%u", rec->count);
    if (rec->type == TNEF_EV_VALUE_BEGIN)
        add(out, size, " len=%llu", (unsigned long long)rec->length);
    if ((rec->has & 2u) != 0) {
        add(out, size, " guid=");
        add_hex(out, size, rec->guid, sizeof rec->guid);
        add(out, size, " lid=%04X", rec->name_id);
    }
    if ((rec->has & 1u) != 0) {
        add(out, size, " name_len=%u ", rec->name_len);
        add_hex(out, size, rec->bytes, rec->name_len < RECORD_BYTES ? rec->name_len : RECORD_BYTES);
        add(out, size, " fnv=%016llX", (unsigned long long)rec->hash);
    }
    if ((rec->has & 4u) != 0) {
        add(out, size, " iid=");
        add_hex(out, size, rec->iid, sizeof rec->iid);
    }
}

/* What the record is about: only as far as its kind says it. */
static void add_about(char *out, size_t size, const struct record *rec)
{
    if (rec->type == TNEF_EV_ATTR_BEGIN || rec->type == TNEF_EV_ATTR_END) {
        add_name(out, size, tnef_attr_name(rec->attr));
        add(out, size, " %08X", rec->attr);
    } else if (rec->type == TNEF_EV_ROW_BEGIN || rec->type == TNEF_EV_ROW_END) {
        add(out, size, " %u", rec->row);
    } else if (rec->type == TNEF_EV_PROP_BEGIN || rec->type == TNEF_EV_PROP_END) {
        add_name(out, size, tnef_prop_tag_name((uint16_t)rec->prop_id, (uint16_t)rec->prop_type));
        add(out, size, " %04X:%04X", rec->prop_id, rec->prop_type);
    } else if (rec->type == TNEF_EV_VALUE_BEGIN || rec->type == TNEF_EV_VALUE_END) {
        add(out, size, " %u", rec->value);
    } else if (rec->type == TNEF_EV_ANOMALY) {
        add(out, size, " %s expected=%llu found=%llu", tnef_anomaly_name(rec->code),
            (unsigned long long)rec->expected, (unsigned long long)rec->found);
        if (rec->status != TNEF_OK)
            add(out, size, " %s", tnef_status_name(rec->status));
    }
}

void record_text(const struct record *rec, char *out, size_t size)
{
    out[0] = '\0';
    add(out, size, "off=%llu %s", (unsigned long long)rec->offset,
        rec->type == RECORD_RAW ? "raw" : tnef_event_name(rec->type));
    add_about(out, size, rec);
    if (rec->type < TNEF_EV_DATA && rec->type % 2u == 1u)
        add_begin(out, size, rec);
    if (rec->len > 0) {
        add(out, size, " len=%llu", (unsigned long long)rec->len);
        if (rec->left > 0)
            add(out, size, " left=%llu", (unsigned long long)rec->left);
        if (rec->number > 0)
            add(out, size, " number=%llu", (unsigned long long)rec->number);
        add(out, size, " ");
        add_hex(out, size, rec->bytes, rec->len < RECORD_BYTES ? (size_t)rec->len : RECORD_BYTES);
        if (rec->len > RECORD_BYTES)
            add(out, size, "... fnv=%016llX", (unsigned long long)rec->hash);
    }
    add_flags(out, size, rec->flags);
}

struct text {
    char *s;
    size_t len, cap;
};

static void add_line(struct text *t, size_t indent, const char *line)
{
    size_t n = strlen(line);

    while (t->cap - t->len < indent + n + 2u) {
        t->cap = t->cap > 0 ? t->cap * 2u : 4096u;
        t->s = realloc(t->s, t->cap);
        if (t->s == NULL)
            abort();
    }
    memset(t->s + t->len, ' ', indent);
    memcpy(t->s + t->len + indent, line, n);
    t->len += indent + n;
    t->s[t->len++] = '\n';
    t->s[t->len] = '\0';
}

static void add_results(struct text *t, const struct recording *r)
{
    const tnef_error *e = &r->error;
    char line[1024] = "";

    add(line, sizeof line, "finish %s", tnef_status_name(r->status));
    if (e->status != TNEF_OK)
        add(line, sizeof line, " off=%llu limit=%llu found=%llu depth=%u attr=%08X prop=%08X %s",
            (unsigned long long)e->offset, (unsigned long long)e->limit,
            (unsigned long long)e->found, e->depth, e->attr, e->prop,
            e->code == TNEF_NO_CODE ? "-" : tnef_anomaly_name(e->code));
    add_line(t, 0, line);
    for (uint32_t i = 0; i < TNEF_A_END; i++)
        if (r->anomalies[i] > 0) {
            (void)snprintf(line, sizeof line, "%s: %llu", tnef_anomaly_name(i),
                           (unsigned long long)r->anomalies[i]);
            add_line(t, 0, line);
        }
}

char *recording_text(const struct recording *r)
{
    struct text t = { NULL, 0, 0 };
    size_t indent = 0;
    char line[1024];

    for (size_t i = 0; i < r->count; i++) {
        const struct record *rec = &r->records[i];

        if (rec->type < TNEF_EV_DATA && rec->type % 2u == 0 && indent >= 2u)
            indent -= 2u;
        record_text(rec, line, sizeof line);
        add_line(&t, indent, line);
        if (rec->type < TNEF_EV_DATA && rec->type % 2u == 1u)
            indent += 2u;
    }
    add_results(&t, r);
    return t.s;
}

/* ---- Comparing ----------------------------------------------------------------------------- */

bool recording_same(const struct recording *a, const struct recording *b, char why[256])
{
    size_t i = 0;

    why[0] = '\0';
    if (a->bad[0] != '\0' || b->bad[0] != '\0') {
        (void)snprintf(why, 256, "%s", a->bad[0] != '\0' ? a->bad : b->bad);
        return false;
    }
    while (i < a->count && i < b->count
           && memcmp(&a->records[i], &b->records[i], sizeof a->records[i]) == 0)
        i++;
    if (i < a->count || i < b->count) {
        char left[120] = "end";
        char right[120] = "end";

        if (i < a->count)
            record_text(&a->records[i], left, sizeof left);
        if (i < b->count)
            record_text(&b->records[i], right, sizeof right);
        (void)snprintf(why, 256, "[%s] [%s]", left, right);
        return false;
    }
    if (a->status != b->status || memcmp(&a->error, &b->error, sizeof a->error) != 0)
        (void)snprintf(why, 256, "%s, error %s at %llu; %s, error %s at %llu",
                       tnef_status_name(a->status), tnef_status_name(a->error.status),
                       (unsigned long long)a->error.offset, tnef_status_name(b->status),
                       tnef_status_name(b->error.status), (unsigned long long)b->error.offset);
    else if (memcmp(a->anomalies, b->anomalies, sizeof a->anomalies) != 0)
        (void)snprintf(why, 256, "the anomalies were counted differently");
    else if (a->taken != b->taken)
        (void)snprintf(why, 256, "%llu and %llu bytes were taken", (unsigned long long)a->taken,
                       (unsigned long long)b->taken);
    return why[0] == '\0';
}
