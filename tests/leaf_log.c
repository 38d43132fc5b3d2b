/* SPDX-License-Identifier: MIT */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "leaf_log.h"
#include "scan_log.h"

#include <stdlib.h>
#include <string.h>

/* ---- The object ---------------------------------------------------------------------------- */

static const char *const readers[] = { "identity", "base64", "qp", "uu", "raw", "none" };

static void add_bytes(struct leaf_log *r, const uint8_t *p, size_t n)
{
    if (n > 0 && !r->in_data)
        lines_add(&r->says, "<");
    if (n > 0)
        r->in_data = 1;
    for (size_t i = 0; i < n; i++)
        lines_add(&r->says, "%c", p[i] >= ' ' && p[i] < 127 ? (char)p[i] : '.');
}

static void data_ends(struct leaf_log *r)
{
    if (r->in_data)
        lines_add(&r->says, "> ");
    r->in_data = 0;
}

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct leaf_log *r = user;

    assert_true(len > 0);
    r->calls++;
    switch (r->plan->sink) {
    case LEAF_SINK_FAILS:
        *taken = 0;
        return -7;
    case LEAF_SINK_STOPS:
        *taken = 0;
        return TNEF_STOPPED;
    case LEAF_SINK_ONE:
        *taken = r->calls % 2u;
        add_bytes(r, buf, *taken);
        return TNEF_PAUSED;
    default:
        add_bytes(r, buf, len);
        return TNEF_OK;
    }
}

struct leaf_log *leaf_log_new(const struct leaf_plan *plan)
{
    struct leaf_log *r = calloc(1, sizeof *r);
    tnef_scanner_limits limits = plan->limits;
    const tnef_scanner_config cfg = { .size = sizeof cfg, .limits = &limits };

    assert_non_null(r);
    limits.size = sizeof limits;
    r->plan = plan;
    assert_int_equal(tnefi_scan_import(&r->cfg, &cfg), TNEF_OK);
    r->search.types = r->cfg.types;
    r->search.names = r->cfg.names;
    r->search.magic = r->cfg.magic;
    r->search.magic_len = r->cfg.magic_len;
    memset(&r->f, 0xA5, sizeof r->f);
    tnefi_scan_leaf_make(&r->f, &r->cfg, &r->search, sink, r);
    tnefi_scan_leaf_open(&r->f, &plan->place);
    tnefi_scan_leaf_start(&r->f, plan->mode);
    return r;
}

/* ---- The caller ---------------------------------------------------------------------------- */

/* A mail has shown: somebody else gets what its decoder decodes from now on, and first what was compared. */
static void mail_shows(struct leaf_log *r, uint32_t reader)
{
    const struct tnefi_scan_signature *m = &r->f.first[reader];

    data_ends(r);
    lines_add(&r->says, "mail(%s) ", readers[reader]);
    add_bytes(r, m->seen, m->seen_len);
    if (reader == R_IDENTITY)
        return;
    r->f.decode[reader]->sink = sink;
    r->f.decode[reader]->user = r;
    while (tnef_transfer_feed(r->f.decode[reader]->transfer, NULL, 0, NULL) == TNEF_PAUSED) {
    }
}

/* Takes what the last call came to, as the scanner does. */
static void take(struct leaf_log *r)
{
    struct tnefi_scan_leaf *f = &r->f;
    uint32_t mail = f->mail;

    r->of_leaf |= f->findings.anomalies;
    r->of_block |= f->of_block.anomalies;
    if (f->findings.status != TNEF_OK && !r->limited) { /* the first one counts */
        data_ends(r);
        lines_add(&r->says, "limit(%llu) ", (unsigned long long)f->findings.limit);
        r->limited = 1;
        assert_int_equal(f->findings.found, f->findings.limit + 1);
    }
    if (f->outcome == LEAF_FAILED) {
        data_ends(r);
        if (f->findings.first != TNEF_NO_CODE)
            lines_add(&r->says, "refused(%s) ", scan_anomalies(TNEF_ANOMALY_BIT(f->findings.first)));
        else if (f->of_files.first != TNEF_NO_CODE)
            lines_add(&r->says, "refused(of files) ");
        else
            lines_add(&r->says, "failed(%d) ", (int)f->answer);
        r->over = 1;
    }
    assert_true(f->outcome != LEAF_GOES_ON || (r->f.answer == TNEF_OK && mail == NO_READER));
    tnefi_scan_leaf_taken(f);
    if (mail == NO_READER)
        return;
    mail_shows(r, mail);
    r->over = 2;
}

static void begins(struct leaf_log *r)
{
    struct tnefi_scan_leaf *f = &r->f;
    int block = f->uu.open != 0;
    int around = block && f->announced == 0;

    data_ends(r);
    tnefi_scan_leaf_next(f);
    if (block && !around)
        lines_add(&r->says, "block(%s%s at %u) ", (const char *)f->uu.name, f->uu.claims != 0 ? "!" : "",
                  (unsigned)f->uu.head);
    else
        lines_add(&r->says, "leaf ");
    if ((r->plan->skip & 1u) == 0)
        return;
    if (around)
        tnefi_scan_leaf_silence(f);
    else
        tnefi_scan_leaf_drop(f);
}

static void stage(struct leaf_log *r)
{
    struct tnefi_scan_leaf *f = &r->f;

    switch (f->stage) {
    case STAGE_BEGIN:
        begins(r);
        break;
    case STAGE_FOUND:
        tnefi_scan_leaf_next(f);
        lines_add(&r->says, "found(%s) ", readers[f->finder]);
        if ((r->plan->skip & 2u) != 0)
            tnefi_scan_leaf_drop(f);
        break;
    case STAGE_MAGIC:
        tnefi_scan_leaf_magic(f);
        take(r);
        break;
    default:
        data_ends(r);
        tnefi_scan_leaf_next(f);
        lines_add(&r->says, "end ");
        tnefi_scan_leaf_block_ends(f);
        break;
    }
}

/* Does all that is due before the next byte. */
static void settle(struct leaf_log *r)
{
    while (r->over == 0 && (r->f.stage != STAGE_NONE || r->f.held != NO_READER)) {
        if (r->f.stage != STAGE_NONE) {
            stage(r);
        } else {
            tnefi_scan_leaf_held(&r->f);
            take(r);
        }
    }
}

/* Bytes of a mail that has shown go where it is decoded. */
static size_t feeds_mail(struct leaf_log *r, const uint8_t *p, size_t n)
{
    size_t taken = n;

    for (uint32_t i = R_BASE64; i < R_RAW; i++)
        if (r->f.alive[i] != 0) {
            (void)tnef_transfer_feed(r->f.decode[i]->transfer, p, n, &taken);
            return taken;
        }
    add_bytes(r, p, n);
    return n;
}

/* Feeds |n| bytes, which are of one line, from a block of exactly their size. */
static void feed_line(struct leaf_log *r, const char *text, size_t n)
{
    uint8_t *p = malloc(n);
    size_t i = 0;

    assert_non_null(p);
    memcpy(p, text, n);
    while (i < n && r->over != 1) {
        size_t taken;

        settle(r);
        if (r->over == 1)
            break;
        if (r->over == 2) {
            taken = feeds_mail(r, p + i, n - i);
        } else {
            taken = tnefi_scan_leaf_feed(&r->f, r->line_at, p + i, n - i);
            take(r);
        }
        assert_true(taken <= n - i);
        i += taken;
    }
    r->at += n;
    free(p);
}

void leaf_log_feed(struct leaf_log *r, const char *text, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t len = 0;

        while (i + len < n && text[i + len] != '\n')
            len++;
        len += i + len < n;
        feed_line(r, text + i, len);
        i += len;
        if (text[i - 1] == '\n')
            r->line_at = r->at;
    }
}

void leaf_log_finish(struct leaf_log *r)
{
    int done = 0;

    while (!done && r->over == 0) {
        settle(r);
        done = r->over == 0 && tnefi_scan_leaf_finish(&r->f) != 0;
        take(r);
    }
    if (r->over == 0) {
        tnefi_scan_leaf_judge(&r->f);
        take(r);
    }
    if (r->over == 2)
        for (uint32_t i = R_BASE64; i < R_RAW; i++)
            while (r->f.alive[i] != 0 && tnef_transfer_finish(r->f.decode[i]->transfer) == TNEF_PAUSED) {
            }
    data_ends(r);
    lines_add(&r->says, ": %s", scan_anomalies(r->of_leaf));
    if (r->of_block != 0)
        lines_add(&r->says, " / %s", scan_anomalies(r->of_block));
}
