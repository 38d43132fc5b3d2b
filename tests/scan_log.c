/* SPDX-License-Identifier: MIT */

#include "known.h"
#include "scan_log.h"

#include "scan/priv.h"
#include "support.h"
#include "touched.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = { "?", "leaf", "multipart", "message", "uu", "pre", "post" };
static const char *const encodings[] = { "none", "identity", "base64", "qp", "uu", "unknown" };

static void broken(struct scan_log *l, const char *what)
{
    if (l->bad[0] == 0)
        (void)snprintf(l->bad, sizeof l->bad, "%s", what);
}

static void end_run(struct scan_log *l)
{
    if (l->run > 0)
        lines_add(&l->lines, "data %llu %016llx\n", (unsigned long long)l->run,
                  (unsigned long long)l->run_hash);
    l->run = 0;
    l->run_hash = FNV1A_START;
}

const char *scan_anomalies(uint64_t anomalies)
{
    static char text[2048];

    text[0] = 0;
    for (uint32_t i = TNEF_SCANNER_A_BARE_LF; i < TNEF_SCANNER_A_END; i++)
        if ((anomalies & TNEF_ANOMALY_BIT(i)) != 0) {
            if (text[0] != 0)
                strcat(text, " ");
            strcat(text, tnef_anomaly_name(i));
        }
    return text;
}

static void say(struct scan_log *l, const char *what, const tnef_scanner_part *p, bool end)
{
    end_run(l);
    l->calls++;
    if (l->silent)
        broken(l, "a call after a pause");
    lines_add(&l->lines, "%s %s %s level %u claims %u declared %s head %llu body %llu", what,
              p->path, kinds[p->kind & 15u], p->level, p->claims, encodings[p->declared & 15u],
              (unsigned long long)p->head, (unsigned long long)p->body);
    if (end)
        lines_add(&l->lines, " end %llu size %llu found %s shown %u: %s\n",
                  (unsigned long long)p->end, (unsigned long long)p->size, encodings[p->found & 15u],
                  p->shown, scan_anomalies(p->anomalies));
    else
        lines_add(&l->lines, " type '%s' encoding '%s' name '%s' other '%s'\n", p->type,
                  p->encoding, p->name, p->other_name);
    if (end && p->end != TNEF_SCANNER_OPEN && (p->end < p->body || p->body < p->head))
        broken(l, "offsets out of order");
}

static int answer(struct scan_log *l, int base)
{
    if (!l->plan->pause)
        return base;
    l->silent = true;
    return base + TNEF_PAUSE;
}

static int on_begin(void *user, const tnef_scanner_part *p)
{
    struct scan_log *l = user;

    say(l, "begin", p, false);
    l->depth++;
    l->parts++;
    return answer(l, l->plan->answer);
}

static int on_found(void *user, const tnef_scanner_part *p)
{
    struct scan_log *l = user;

    say(l, "found", p, false);
    l->streams++;
    lines_add(&l->found, "%s%s=%s", l->found.len > 0 ? " " : "", p->path, encodings[p->found & 15u]);
    return answer(l, TNEF_CONTINUE);
}

static int on_end(void *user, const tnef_scanner_part *p)
{
    struct scan_log *l = user;

    say(l, "end", p, true);
    l->said |= p->anomalies;
    if (l->depth == 0)
        broken(l, "an end without begin");
    else
        l->depth--;
    return answer(l, TNEF_CONTINUE);
}

static void keep(struct scan_log *l, const uint8_t *p, size_t len)
{
    if (l->data_cap - l->data_len < len) {
        l->data_cap = 2u * (l->data_len + len);
        l->data = realloc(l->data, l->data_cap);
    }
    if (len == 0)
        return;
    memcpy(l->data + l->data_len, p, len);
    l->data_len += len;
    l->run += len;
    l->run_hash = fnv1a(l->run_hash, p, len);
}

static tnef_status on_bytes(void *user, const void *buf, size_t len, size_t *taken)
{
    struct scan_log *l = user;
    size_t n = len;

    l->calls++;
    if (len == 0 || *taken != len)
        broken(l, "the sink was called wrongly");
    if (l->silent)
        broken(l, "bytes after a pause");
    l->toggle = !l->toggle;
    if (l->plan->sink == SINK_ONE)
        n = 1;
    else if (l->plan->sink == SINK_NONE_THEN_ALL && l->toggle)
        n = 0;
    keep(l, buf, n);
    *taken = n;
    if (l->plan->sink == SINK_ALL || (l->plan->sink == SINK_NONE_THEN_ALL && n == len))
        return TNEF_OK;
    l->silent = true;
    return TNEF_PAUSED;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

/* Each piece is a heap block of its own. Pauses are gone on with. */
static void feed(struct scan_log *l, tnef_scanner *s, const uint8_t *p, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1);
    size_t at = 0;
    size_t taken;

    if (len > 0)
        memcpy(copy, p, len);
    do {
        l->silent = false;
        l->feeds++;
        l->fed = tnef_scanner_feed(s, copy + at, len - at, &taken);
        at += taken;
        if (l->fed == TNEF_OK && at != len)
            broken(l, "TNEF_OK, but not all was taken");
    } while (l->fed == TNEF_PAUSED);
    free(copy);
}

static void feed_header(struct scan_log *l, tnef_scanner *s, const uint8_t *p, size_t len)
{
    size_t at = 0;

    while (at < len && l->fed == TNEF_OK) {
        size_t colon = at;
        size_t end = at;

        while (colon < len && p[colon] != ':')
            colon++;
        while (end + 2u < len && !(p[end] == '\r' && p[end + 2u] != ' ' && p[end + 2u] != '\t'))
            end++;
        if (end + 2u >= len)
            end = len - 2u;
        l->fed = tnef_scanner_header(s, (const char *)p + at, colon - at,
                                     (const char *)p + colon + 1u, end - colon - 1u);
        at = end + 2u;
    }
    if (l->fed == TNEF_OK) {
        l->silent = false;
        l->fed = tnef_scanner_end_of_headers(s);
        if (l->fed == TNEF_PAUSED)
            l->fed = TNEF_OK;
    }
}

/* In one block for all runs, of exactly its size: a new one for each, 190 KB that sanitizers mark and
 * unmark, made up nine tenths of the time. */
static tnef_status make_scanner(tnef_scanner **out, const tnef_scanner_config *cfg)
{
    static void *memory;
    static size_t len;
    size_t size = tnef_scanner_size(cfg);

    if (size != len) {
        free(memory);
        memory = malloc(size);
        len = memory != NULL ? size : 0;
    }
    return memory == NULL ? TNEF_E_MEMORY : tnef_scanner_init(out, memory, size, cfg);
}

void scan_log_run(struct scan_log *l, const uint8_t *in, size_t len, const struct scan_plan *plan)
{
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_begin = on_begin,
                                          .found = on_found, .part_end = on_end,
                                          .sink = on_bytes };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .policy = plan->policy,
                                      .handlers = &handlers, .user = l, .fatal = plan->fatal,
                                      .limits = plan->limits,
                                      .magic = (const uint8_t *)plan->magic,
                                      .magic_len = plan->magic != NULL
                                          ? (uint32_t)strlen(plan->magic) : 0 };
    uint64_t touched = touched_now();
    tnef_scanner *s;
    size_t at = 0;
    size_t begin;

    memset(l, 0, sizeof *l);
    l->plan = plan;
    l->run_hash = FNV1A_START;
    l->error.size = sizeof l->error;
    if (make_scanner(&s, &cfg) != TNEF_OK) {
        broken(l, "no scanner");
        return;
    }
    if (plan->header_end > 0) {
        feed_header(l, s, in, plan->header_end);
        at = plan->header_end + 2u;
    }
    begin = at;
    while (at < len && l->fed == TNEF_OK) {
        size_t n = plan->piece > 0 ? plan->piece : len;

        if (at == begin && plan->cut > 0)
            n = plan->cut;
        n = n < len - at ? n : len - at;
        feed(l, s, in + at, n);
        at += n;
    }
    do {
        l->silent = false;
        l->feeds++;
        l->status = tnef_scanner_finish(s);
    } while (l->status == TNEF_PAUSED);
    if (l->status != TNEF_E_AMBIGUOUS)          /* how far it came depends on the split */
        end_run(l);
    if (l->fed == TNEF_OK && (l->status == TNEF_OK || TNEF_IS_LIMIT(l->status)) && l->depth != 0)
        broken(l, "a part without end");
    if ((l->said & ~anomalies_of_scanner(s)) != 0)
        broken(l, "a part has an anomaly that the message has not");
    if (l->status == TNEF_OK && l->streams > 0 && (anomalies_of_scanner(s) & ~l->said) != 0)
        broken(l, "the message has an anomaly that no part has");
    if (tnef_scanner_finish(s) != l->status)
        broken(l, "finish is not the same twice");
    tnef_scanner_error(s, &l->error);
    l->anomalies = anomalies_of_scanner(s);
    l->offset = offset_of_scanner(s);
    l->touched = touched_now() - touched;
    if (plan->sink == SINK_ALL && !plan->pause
        && l->calls > TNEF_SCANNER_CALLS_BASE + TNEF_SCANNER_CALLS_PER_BYTE * len + l->feeds)
        broken(l, "more calls than promised");
    lines_add(&l->lines, "%s code %u: %s\n", tnef_status_name(l->status), l->error.code,
              scan_anomalies(l->anomalies));
    tnef_scanner_free(s);
}

void scan_log_free(struct scan_log *l)
{
    free(l->lines.text);
    free(l->found.text);
    free(l->data);
    memset(l, 0, sizeof *l);
}

/* ---- Ways ---------------------------------------------------------------------------------- */

static const char *other(const struct scan_log *a, const uint8_t *in, size_t len,
                         const struct scan_plan *plan, const char *name)
{
    static char why[4096];
    struct scan_log b;
    bool same;

    scan_log_run(&b, in, len, plan);
    same = strcmp(a->lines.text, b.lines.text) == 0 && b.bad[0] == 0
        && (a->status == TNEF_E_AMBIGUOUS
            || (a->data_len == b.data_len
                && (a->data_len == 0 || memcmp(a->data, b.data, a->data_len) == 0)));
    if (!same)
        (void)snprintf(why, sizeof why, "%s cut %zu (%s):\n%.1800s--- instead of\n%.1800s", name,
                       plan->cut, b.bad, b.lines.text, a->lines.text);
    scan_log_free(&b);
    return same ? NULL : why;
}

#define SPLITS 1500u

const char *scan_log_ways(const uint8_t *in, size_t len, const struct scan_plan *plan)
{
    struct scan_plan p = *plan;
    struct scan_log whole;
    const char *why = NULL;

    scan_log_run(&whole, in, len, plan);
    if (whole.bad[0] != 0)
        why = other(&whole, in, len, plan, "whole");
    for (size_t cut = 1; why == NULL && cut < len; cut += 1u + len / SPLITS) {
        p.cut = cut;
        why = other(&whole, in, len, &p, "split");
    }
    p = *plan;
    for (size_t piece = 1; why == NULL && piece <= 7u; piece += 2u) {
        p.piece = piece;
        why = other(&whole, in, len, &p, "pieces");
    }
    p = *plan;
    for (int sink = SINK_PAUSE; why == NULL && sink <= SINK_NONE_THEN_ALL; sink++) {
        p.sink = sink;
        p.pause = sink != SINK_ONE;
        p.piece = sink == SINK_PAUSE ? 0 : 5u;
        why = other(&whole, in, len, &p, "pauses");
    }
    scan_log_free(&whole);
    return why;
}
