/* SPDX-License-Identifier: MIT */

/* What a message becomes, whatever is in it: for messages that chance has made, of each class, the same
 * text however the stream is fed and the sink pauses; lines that may be; mail that our scanner reads as it
 * was written; no more work and memory than is promised; and whatever fails, nothing else than a beginning
 * of it. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/convert.h>

#include "any_item.h"
#include "counting_alloc.h"
#include "kept_output.h"
#include "touched.h"

#define ITEMS 1500u

struct way {
    uint32_t kind;
    size_t piece; /* of the input; 0: whole */
    enum kept_takes takes;
    uint64_t alloc_fails;
    uint64_t spool_fails; /* the call of the spool that fails, from 1; 0: none             */
    uint32_t max_memory;
    tnef_convert_options options;
};

struct result {
    tnef_status status;
    uint32_t left_out;
    struct kept_output out;
};

/* ---- A spool ------------------------------------------------------------------------------- */

static uint8_t spooled[1u << 22];

struct failing_spool {
    uint64_t calls, fails;
};

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct failing_spool *s = user;

    assert_true(offset + len <= sizeof spooled);
    memcpy(spooled + offset, buf, len);
    return ++s->calls == s->fails;
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct failing_spool *s = user;

    assert_true(offset + len <= sizeof spooled);
    memcpy(buf, spooled + offset, len);
    return ++s->calls == s->fails;
}

/* ---- One way ------------------------------------------------------------------------------- */

static void convert(tnef_convert *c, const uint8_t *p, size_t len, const struct way *way, struct result *r,
                    uint64_t *calls)
{
    const size_t piece = way->piece != 0 ? way->piece : len;

    for (size_t at = 0; at < len && r->status == TNEF_OK; at += piece, ++*calls)
        r->status = tnef_convert_feed(c, p + at, len - at < piece ? len - at : piece, NULL);
    if (r->status == TNEF_OK)
        r->status = tnef_convert_finish(c);
    if (r->status != TNEF_OK)
        return;
    do {
        ++*calls;
        r->status = tnef_convert_write(c, way->kind, &way->options, kept_sink, &r->out);
    } while (r->status == TNEF_PAUSED);
    r->left_out = tnef_convert_left_out(c);
}

static void run(const uint8_t *p, size_t len, const struct way *way, struct result *r)
{
    struct failing_spool failing = { 0, way->spool_fails };
    const tnef_spool spool = {
        .size = sizeof spool, .write = spool_write, .read = spool_read, .user = &failing
    };
    const tnef_convert_config cfg = { .size = sizeof cfg,
                                      .max_memory = way->max_memory,
                                      .spool = way->max_memory != 0 ? &spool : NULL };
    const uint64_t before = touched_now();
    struct counting_alloc a;
    uint64_t calls = 0;
    tnef_convert *c;

    memset(r, 0, sizeof *r);
    counting_alloc_init(&a, way->alloc_fails);
    kept_begin(&r->out, way->takes);
    r->status = tnef_convert_new(&c, &cfg, &a.alloc);
    if (r->status == TNEF_OK)
        convert(c, p, len, way, r, &calls);
    tnef_convert_free(c);
    assert_int_equal(a.held, 0);
    if (!touched_within("convert", touched_now() - before, len + r->out.len, calls + (uint64_t)r->out.asked))
        fail();
}

/* ---- What is well formed ------------------------------------------------------------------- */

static int begins(const char *p, const char *word)
{
    return strncmp(p, word, strlen(word)) == 0;
}

static void check_content_lines(const char *text)
{
    int open = 0;

    while (*text != '\0') {
        const char *end = strstr(text, "\r\n");

        assert_non_null(end);
        assert_in_range(end - text, 1, 75);
        open += begins(text, "BEGIN:") - begins(text, "END:");
        for (; text < end; text++)
            assert_true(((uint8_t)*text >= ' ' && *text != 0x7F) || *text == '\t');
        text = end + 2;
    }
    assert_int_equal(open, 0);
}

#define BROKEN \
  (TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_BLANK_LINE) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_GARBAGE_LINE) \
   | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_HEADER_END) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_DUPLICATE_TYPE) \
   | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_DUPLICATE_ENCODING) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_END))

/* What was signed stands as it was, whole or not. */
static int part_end(void *user, const tnef_scanner_part *part)
{
    const int *has_signed = user;

    if (!*has_signed && part->level == 0 && (part->anomalies & BROKEN) != 0)
        fail_msg("anomalies %llx", (unsigned long long)(part->anomalies & BROKEN));
    return TNEF_CONTINUE;
}

static void check_mail(const struct kept_output *out)
{
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_end = part_end };
    int has_signed = strstr(out->out, "ultipart/signed") != NULL;
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &has_signed };
    tnef_scanner *s;
    tnef_status status;
    size_t from = 0;

    for (size_t i = 0; i < out->len; i++) {
        assert_true(out->out[i] != 0 && (uint8_t)out->out[i] < 0x80);
        if (out->out[i] != '\n')
            continue;
        assert_true(i - from <= 999);
        from = i + 1u;
    }
    assert_int_equal(tnef_scanner_new(&s, &cfg, NULL), TNEF_OK);
    (void)tnef_scanner_feed(s, out->out, out->len, NULL);
    /* A file may be mail, of which anything may be too long. */
    status = tnef_scanner_finish(s);
    assert_true(status == TNEF_OK || TNEF_IS_LIMIT(status));
    tnef_scanner_free(s);
}

/* ---- All ways ------------------------------------------------------------------------------ */

static void same(const struct result *a, struct result *b)
{
    assert_int_equal(b->status, TNEF_OK);
    assert_int_equal(b->left_out, a->left_out);
    assert_string_equal(b->out.out, a->out.out);
    free(b->out.out);
}

static void beginning(const struct result *a, struct result *b, tnef_status status)
{
    if (b->status == TNEF_OK) {
        same(a, b);
        return;
    }
    assert_int_equal(b->status, status);
    assert_true(b->out.len <= a->out.len);
    assert_memory_equal(b->out.out, a->out.out, b->out.len);
    free(b->out.out);
}

static void all_ways(const uint8_t *p, size_t len, struct any *a, struct way way)
{
    struct result whole, other;

    run(p, len, &way, &whole);
    if (whole.status == TNEF_E_ARGUMENT) {
        assert_int_not_equal(way.kind, TNEF_CONVERT_MAIL);
        assert_int_equal(whole.out.len, 0);
        free(whole.out.out);
        return;
    }
    assert_int_equal(whole.status, TNEF_OK);
    if (way.kind == TNEF_CONVERT_MAIL)
        check_mail(&whole.out);
    else
        check_content_lines(whole.out.out);
    way.piece = 1u + any_next(a, 100);
    way.takes = (enum kept_takes)any_next(a, 4);
    run(p, len, &way, &other);
    same(&whole, &other);
    way.alloc_fails = 1u + any_next(a, 40);
    run(p, len, &way, &other);
    beginning(&whole, &other, TNEF_E_MEMORY);
    way.alloc_fails = 0;
    way.max_memory = 1;
    run(p, len, &way, &other);
    same(&whole, &other);
    way.spool_fails = 1u + any_next(a, 20);
    run(p, len, &way, &other);
    beginning(&whole, &other, TNEF_E_CALLBACK);
    free(whole.out.out);
}

static void any_options(struct any *a, tnef_convert_options *o)
{
    static const uint32_t versions[] = { 0, 0, 3, 4 };

    o->size = sizeof *o;
    if (any_next(a, 2) == 0)
        o->flags = any_next(a, 32) | (any_next(a, 2) == 0 ? TNEF_CONVERT_ALT_DESC : 0);
    o->card_version = versions[any_next(a, 4)];
    o->product = any_next(a, 4) == 0 ? any_text(a) : NULL;
    o->date = any_next(a, 4) == 0 ? 1709288100 : 0;
}

static void any_message(void **state)
{
    (void)state;
    for (uint32_t seed = 0; seed < ITEMS; seed++) {
        struct any a = { .random = seed * 2654435761u };
        struct way way = { 0 };
        struct tw w;
        size_t len;
        uint8_t *p;

        any_item(&a, &w, 3);
        p = tw_take(&w, &len);
        tw_free(&w);
        any_options(&a, &way.options);
        for (way.kind = TNEF_CONVERT_CALENDAR; way.kind <= TNEF_CONVERT_MAIL; way.kind++)
            all_ways(p, len, &a, way);
        free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_message),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
