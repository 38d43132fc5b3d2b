/* SPDX-License-Identifier: MIT */

/* Compressed RTF: whatever the value, the same output and the same anomalies in whatever pieces it
 * comes and however often it is paused; never more output, or more calls of the sink, than lzfu.h
 * promises. As contents of a header that is right, what a decoder that knows all of its input makes
 * of them. As text, what comes back when it was compressed. */

#include "../tests/lzfu_known.h"
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include <tnef/lzfu.h>

#include "../tests/lzfu_writer.h"
#include "../tests/touched.h"

#define BYTES_MOST 512u      /* longer inputs are not fed byte by byte: it takes long */

struct session {
    const struct options *opt;
    const uint8_t *in;
    size_t size;
    tnef_lzfu *z;
    bool pauses;
    uint32_t random;
    uint64_t calls, paused, said;
    uint64_t hash;
    uint8_t *out;            /* what should come, if that is known */
    size_t out_len;
};

/* ---- Sink ---------------------------------------------------------------------------------- */

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct session *s = user;
    bool pause = s->pauses && options_random(&s->random, 256) < s->opt->pauses;

    CHECK(len > 0 && *taken == len);
    s->calls++;
    if (pause && options_random(&s->random, 2) == 0)
        *taken = 0;
    else if (pause)
        *taken = options_random(&s->random, 40) % (len + 1);
    if (s->out != NULL)
        CHECK(*taken <= s->out_len - s->said && memcmp(buf, s->out + s->said, *taken) == 0);
    s->hash = digest_bytes(s->hash, buf, *taken);
    s->said += *taken;
    s->paused += pause ? 1 : 0;
    return pause ? TNEF_PAUSED : TNEF_OK;
}

/* ---- Decoding ------------------------------------------------------------------------------ */

/* One piece, which is a heap block of its own. */
static tnef_status feed(struct session *s, const uint8_t *p, size_t n, uint64_t *feeds)
{
    uint8_t *block = malloc(n > 0 ? n : 1);
    tnef_status status;
    size_t at = 0;

    CHECK(block != NULL);
    memcpy(block, p, n);
    do {
        size_t taken = SIZE_MAX;

        ++*feeds;
        status = tnef_lzfu_feed(s->z, block + at, n - at, &taken);
        CHECK(taken <= n - at);
        at += taken;
    } while (status == TNEF_PAUSED);
    CHECK(status != TNEF_OK || at == n);
    free(block);
    return status;
}

static void check_promises(const struct session *s, const struct tnef_lzfu_info *info, uint64_t feeds)
{
    CHECK(s->said == info->output);
    CHECK(info->input <= s->size);
    CHECK(info->output <= TNEF_LZFU_GROWTH * info->input);
    CHECK((lzfu_known(info) & TNEF_LZFU_HEADER) == 0 || info->input < 16 || info->comp_size < 12
          || info->output <= TNEF_LZFU_GROWTH * (info->input - 16u));
    CHECK(s->calls <= TNEF_LZFU_CALLS_BASE + feeds + s->paused + info->output / 4096u);
    CHECK(info->after_end + info->tail <= info->input);
    CHECK(s->opt->limits.max_output == 0 || info->output <= s->opt->limits.max_output);
    CHECK(s->opt->limits.max_input == 0 || info->input <= s->opt->limits.max_input);
}

/* Decodes in pieces of at most |piece| bytes, and returns a digest of all there is to know. */
static uint64_t decode(struct session *s, size_t piece, bool pauses, struct tnef_lzfu_info *info)
{
    tnef_error error = { .size = sizeof error };
    tnef_status status = TNEF_OK, fed;
    uint64_t feeds = 0, touched = touched_now(), h;

    s->pauses = pauses;
    s->random = s->opt->random;
    s->calls = s->paused = s->said = 0;
    s->hash = DIGEST_START;
    CHECK(tnef_lzfu_reset(s->z) == TNEF_OK);
    for (size_t at = 0; at < s->size && status == TNEF_OK;) {
        size_t n = piece < s->size ? 1u + options_random(&s->random, (uint32_t)piece) : s->size;

        n = n < s->size - at ? n : s->size - at;
        status = feed(s, s->in + at, n, &feeds);
        at += n;
    }
    fed = status;
    do {
        feeds++;
        status = tnef_lzfu_finish(s->z);
    } while (status == TNEF_PAUSED);
    CHECK(touched_within("lzfu", touched_now() - touched, s->size, feeds));
    CHECK(fed == TNEF_OK || status == fed);
    memset(info, 0, sizeof *info);
    info->size = sizeof *info;
    tnef_lzfu_info(s->z, info);
    tnef_lzfu_error(s->z, &error);
    CHECK(error.status == status && error.offset <= (uint64_t)s->size);
    check_promises(s, info, feeds);
    CHECK(tnef_lzfu_feed(s->z, s->in, s->size, NULL) == TNEF_E_STATE);
    h = digest_bytes(s->hash, info, sizeof *info);
    h = digest_bytes(h, &status, sizeof status);
    h = digest_number(digest_number(h, error.offset), error.limit);
    return digest_number(h, error.found);
}

/* In every way the same. */
static void decode_all_ways(struct session *s, const uint8_t *in, size_t size,
                            struct tnef_lzfu_info *info)
{
    struct tnef_lzfu_info other;
    uint64_t whole;

    s->in = in;
    s->size = size;
    whole = decode(s, SIZE_MAX, false, info);
    CHECK(decode(s, SIZE_MAX, true, &other) == whole);
    CHECK(decode(s, s->opt->piece, true, &other) == whole);
    if (size <= BYTES_MOST)
        CHECK(decode(s, 1, false, &other) == whole);
}

/* ---- What the contents stand for ------------------------------------------------------------ */

struct model {
    uint8_t dict[LZFU_DICT];
    uint32_t write;
    uint8_t *out;
    size_t len;
    uint64_t flags;
};

static void model_put(struct model *m, uint8_t byte)
{
    m->dict[m->write] = byte;
    m->write = (m->write + 1u) % LZFU_DICT;
    m->out[m->len++] = byte;
}

/* One reference; whether it is the end marker. */
static bool model_reference(struct model *m, uint32_t token)
{
    uint32_t from = token / 16u;

    if (from == m->write)
        return true;
    if (from > m->write && m->len < LZFU_DICT - LZFU_PRELOAD)
        m->flags |= LZFU_MET(TNEF_LZFU_A_BAD_REFERENCE);
    for (uint32_t i = 0; i < token % 16u + 2u; i++)
        model_put(m, m->dict[(from + i) % LZFU_DICT]);
    return false;
}

static void model_decode(struct model *m, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n) {
        uint8_t control = p[i++];

        for (int bit = 0; bit < 8 && i < n; bit++) {
            if ((control >> bit & 1) == 0) {
                model_put(m, p[i++]);
                continue;
            }
            if (n - i < 2) {
                m->flags |= LZFU_MET(TNEF_LZFU_A_NO_END) | LZFU_MET(TNEF_LZFU_A_CUT_REFERENCE);
                return;
            }
            i += 2;
            if (model_reference(m, p[i - 2] * 256u + p[i - 1])) {
                m->flags |= TNEF_LZFU_END | (i < n ? LZFU_MET(TNEF_LZFU_A_AFTER_END) : 0);
                return;
            }
        }
    }
    m->flags |= LZFU_MET(TNEF_LZFU_A_NO_END);
}

/* The input as contents of a header that is right. */
static void check_contents(struct session *s, const uint8_t *data, size_t size)
{
    struct model *m = calloc(1, sizeof *m);
    struct lzfu_header h;
    struct lzfu_writer w;
    struct tnef_lzfu_info info;

    CHECK(m != NULL);
    lzfu_writer_init(&w);
    memcpy(m->dict, w.dict, LZFU_DICT);
    m->write = LZFU_PRELOAD;
    m->out = malloc(size * TNEF_LZFU_GROWTH + 1u);
    CHECK(m->out != NULL);
    model_decode(m, data, size);
    lzfu_bytes(&w, data, size);
    h = lzfu_header_coded(&w);
    h.raw_size = (uint32_t)m->len;
    lzfu_put_header(&w, &h);
    s->out = m->out;
    s->out_len = m->len;
    decode_all_ways(s, w.bytes, w.len, &info);
    CHECK(lzfu_known(&info) == (TNEF_LZFU_HEADER | m->flags));
    CHECK(info.output == m->len && info.crc_computed == h.crc);
    s->out = NULL;
    lzfu_writer_free(&w);
    free(m->out);
    free(m);
}

/* The input as text. */
static void check_round_trip(struct session *s, const uint8_t *data, size_t size)
{
    uint8_t *text = malloc(size > 0 ? size : 1);
    struct lzfu_header h;
    struct lzfu_writer w;
    struct tnef_lzfu_info info;

    CHECK(text != NULL);
    memcpy(text, data, size);
    lzfu_writer_init(&w);
    lzfu_text(&w, data, size);
    lzfu_end(&w);
    h = lzfu_header_coded(&w);
    lzfu_put_header(&w, &h);
    s->out = text;
    s->out_len = size;
    decode_all_ways(s, w.bytes, w.len, &info);
    CHECK(lzfu_known(&info) == (TNEF_LZFU_HEADER | TNEF_LZFU_END) && info.output == size);
    s->out = NULL;
    lzfu_writer_free(&w);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct options opt;
    struct session s = { .opt = &opt };
    struct counting memory = { 0 };
    tnef_allocator alloc = counting_allocator(&memory);
    tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = sink, .user = &s };
    struct tnef_lzfu_info info;

    size = options_take(&opt, data, size);
    cfg.max_output = opt.limits.max_output;
    cfg.max_input = opt.limits.max_input;
    CHECK(tnef_lzfu_new(&s.z, &cfg, &alloc) == TNEF_OK && memory.now <= TNEF_LZFU_SIZE_MAX);
    decode_all_ways(&s, data, size, &info);
    if (cfg.max_output == 0 && cfg.max_input == 0) {
        check_contents(&s, data, size);
        check_round_trip(&s, data, size);
    }
    tnef_lzfu_free(s.z);
    CHECK(memory.count == 1 && memory.now == 0);
    return 0;
}
