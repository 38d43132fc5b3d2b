/* SPDX-License-Identifier: MIT */

/* What is in a stream as JSON: whatever the input is, the line is valid JSON in valid UTF-8, the same
 * however the input is cut and the sink takes it; it is whole or not there at all, with a limit and with
 * allocations that fail; and no more is touched than is said. */

#include "harness.h"
#include "output.h"

#include "../tests/json_check.h"
#include "../tests/touched.h"

#include <tnef/json.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct way {
    size_t piece;            /* of the input; 0: whole                                            */
    uint32_t random;
    uint32_t fail_at;
    uint64_t max_output;
};

static tnef_status feed(tnef_json *json, const uint8_t *p, size_t n)
{
    uint8_t *own = own_piece(p, n);
    tnef_status status = tnef_json_feed(json, own, n, NULL);

    free(own);
    return status;
}

static tnef_status run(tnef_json *json, const uint8_t *p, size_t n, size_t piece, uint64_t *calls)
{
    tnef_status status = TNEF_OK;

    for (size_t at = 0; at < n && status == TNEF_OK; at += piece, ++*calls)
        status = feed(json, p + at, n - at < piece ? n - at : piece);
    if (status != TNEF_OK)
        return status;
    do
        ++*calls;
    while ((status = tnef_json_finish(json)) == TNEF_PAUSED);
    return status;
}

static tnef_status write_it(struct output *l, const uint8_t *p, size_t n, const struct options *opt,
                            struct way way)
{
    struct counting c = { .fail_at = way.fail_at };
    const tnef_allocator alloc = counting_allocator(&c);
    const tnef_json_config cfg = { .size = sizeof cfg, .sink = output_sink, .user = l,
                                   .max_output = way.max_output,
                                   .decoder_limits = &opt->limits };
    uint64_t before = touched_now();
    uint64_t calls = 0;
    tnef_json *json;
    tnef_status status;

    memset(l, 0, sizeof *l);
    l->random = way.random;
    status = tnef_json_new(&json, &cfg, &alloc);
    if (status == TNEF_OK)
        status = run(json, p, n, way.piece != 0 ? way.piece : n, &calls);
    tnef_json_free(json);
    CHECK(c.now == 0);
    CHECK(touched_within("json", touched_now() - before, n, calls));
    CHECK(status == TNEF_OK ? json_is_line(l->s, l->len) : l->len == 0);
    CHECK(way.max_output == 0 || l->len <= way.max_output);
    return status;
}

static void check_same(const struct output *a, const struct output *b)
{
    CHECK(a->len == b->len && memcmp(a->s, b->s, a->len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct options opt;
    struct output whole, other;
    tnef_status status;

    size = options_take(&opt, data, size);
    opt.limits.max_events = 0;       /* how many events there are depends on the pieces */
    CHECK(write_it(&whole, data, size, &opt, (struct way){ 0 }) == TNEF_OK);
    CHECK(write_it(&other, data, size, &opt, (struct way){ .piece = opt.piece, .random = opt.random })
          == TNEF_OK);
    check_same(&whole, &other);
    free(other.s);
    CHECK(write_it(&other, data, size, &opt, (struct way){ .max_output = whole.len }) == TNEF_OK);
    check_same(&whole, &other);
    free(other.s);
    CHECK(write_it(&other, data, size, &opt,
                   (struct way){ .max_output = 1u + opt.random % (whole.len - 1u) })
          == TNEF_E_LIMIT_OUTPUT);
    free(other.s);
    status = write_it(&other, data, size, &opt, (struct way){ .fail_at = opt.fail_at });
    CHECK(status == TNEF_OK || (status == TNEF_E_MEMORY && opt.fail_at != 0));
    free(other.s);
    free(whole.s);
    return 0;
}
