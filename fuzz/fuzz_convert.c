/* SPDX-License-Identifier: MIT */

/* What a message becomes: whatever the input is, each kind is the same however the input is cut and the sink
 * pauses. A strict reader of the tests reads what calendars and cards are, line by line, and finds nothing
 * that is never written; mail has nothing but ASCII, and no long lines. With allocations that fail and with a
 * limit nothing else comes out than a beginning of that. */

#include "harness.h"
#include "output.h"

#include "../tests/ical_read.h"
#include "../tests/touched.h"

#include <tnef/convert.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct way {
    size_t piece;            /* of the input; 0: whole                                            */
    uint32_t kind, random, fail_at;
    uint64_t max_output;
    tnef_convert_options options;
};

static tnef_status feed(tnef_convert *c, const uint8_t *p, size_t n)
{
    uint8_t *own = own_piece(p, n);
    tnef_status status = tnef_convert_feed(c, own, n, NULL);

    free(own);
    return status;
}

/* TNEF_E_ARGUMENT: there is nothing of the kind. */
static tnef_status run(tnef_convert *c, const uint8_t *p, size_t n, const struct way *way, struct output *t,
                       uint64_t *calls)
{
    const size_t piece = way->piece != 0 ? way->piece : n;
    tnef_status status = TNEF_OK;

    for (size_t at = 0; at < n && status == TNEF_OK; at += piece, ++*calls)
        status = feed(c, p + at, n - at < piece ? n - at : piece);
    if (status == TNEF_OK)
        status = tnef_convert_finish(c);
    if (status != TNEF_OK)
        return status;
    do
        ++*calls;
    while ((status = tnef_convert_write(c, way->kind, &way->options, output_sink, t)) == TNEF_PAUSED);
    return status;
}

static tnef_status convert(struct output *t, const uint8_t *p, size_t n, const struct options *opt,
                           const struct way *way)
{
    struct counting count = { .fail_at = way->fail_at };
    const tnef_allocator alloc = counting_allocator(&count);
    const tnef_convert_config cfg = { .size = sizeof cfg, .max_output = way->max_output,
                                      .decoder_limits = &opt->limits };
    const uint64_t before = touched_now();
    uint64_t calls = 0;
    tnef_convert *c;
    tnef_status status;

    memset(t, 0, sizeof *t);
    t->random = way->random;
    status = tnef_convert_new(&c, &cfg, &alloc);
    if (status == TNEF_OK)
        status = run(c, p, n, way, t, &calls);
    tnef_convert_free(c);
    CHECK(count.now == 0);
    CHECK(touched_within("convert", touched_now() - before, n + t->len, calls));
    CHECK(way->max_output == 0 || t->len <= way->max_output);
    return status;
}

/* ---- What is well formed ------------------------------------------------------------------- */

static void check_lines(const struct output *t, uint32_t kind, int utf8)
{
    size_t from = 0;

    if (kind != TNEF_CONVERT_MAIL) {
        CHECK(ical_read(t->s, t->len, &from) == NULL);
        return;
    }
    for (size_t i = 0; i < t->len; i++) {
        CHECK(t->s[i] != 0 && (utf8 || (uint8_t)t->s[i] < 0x80u) && i - from <= 1000u);
        if (t->s[i] == '\n')
            from = i + 1u;
    }
}

/* ---- One kind ------------------------------------------------------------------------------ */

static void check_beginning(struct output *a, const struct output *whole)
{
    CHECK(a->len <= whole->len && (a->len == 0 || memcmp(a->s, whole->s, a->len) == 0));
    free(a->s);
}

static void one_kind(const uint8_t *data, size_t size, const struct options *opt, struct way way)
{
    struct output whole, other;
    tnef_status status = convert(&whole, data, size, opt, &way);

    if (status == TNEF_E_ARGUMENT) {
        CHECK(whole.len == 0);
        free(whole.s);
        return;
    }
    CHECK(status == TNEF_OK);
    check_lines(&whole, way.kind, (way.options.flags & TNEF_CONVERT_UTF8) != 0);
    way.piece = opt->piece;
    way.random = opt->random;
    CHECK(convert(&other, data, size, opt, &way) == TNEF_OK && other.len == whole.len);
    check_beginning(&other, &whole);
    way.piece = 0;
    way.random = 0;
    way.fail_at = opt->fail_at;
    status = convert(&other, data, size, opt, &way);
    CHECK(status == TNEF_OK || (status == TNEF_E_MEMORY && opt->fail_at != 0));
    check_beginning(&other, &whole);
    way.fail_at = 0;
    way.max_output = 1u + opt->random % (whole.len + 1u);
    status = convert(&other, data, size, opt, &way);
    CHECK(status == (whole.len <= way.max_output ? TNEF_OK : TNEF_E_LIMIT_OUTPUT));
    check_beginning(&other, &whole);
    free(whole.s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct options opt;
    struct way way;

    memset(&way, 0, sizeof way);
    size = options_take(&opt, data, size);
    opt.limits.max_events = 0;       /* how many events there are depends on the pieces */
    way.options.size = sizeof way.options;
    way.options.card_version = (opt.checks & 1u) != 0 ? 4 : 0;
    way.options.flags = (opt.checks & 2u) != 0 ? TNEF_CONVERT_RAW_NAMES | TNEF_CONVERT_PUBLISH
                                                     | TNEF_CONVERT_RETURN_RECEIPT | TNEF_CONVERT_ALT_DESC
                                                     | TNEF_CONVERT_ORIGINAL_HEADERS
                                               : 0;
    if ((opt.checks & 4u) != 0)
        way.options.flags |= TNEF_CONVERT_UTF8;
    way.options.imcea_domain = (opt.checks & 8u) != 0 ? "gateway.example" : NULL;
    for (way.kind = TNEF_CONVERT_CALENDAR; way.kind <= TNEF_CONVERT_MAIL; way.kind++)
        one_kind(data, size, &opt, way);
    return 0;
}
