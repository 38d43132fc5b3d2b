/* SPDX-License-Identifier: MIT */
/* Compressed RTF, RTF to HTML and to text, HTML to text. */
#include "bench.h"

#include <tnef/html.h>
#include <tnef/lzfu.h>
#include <tnef/rtf.h>

static tnef_status feed_lzfu(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_lzfu_feed(object, buf, len, taken);
}

static uint64_t lzfu(const struct bench_run *r)
{
    uint64_t out = 0;
    const tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = bench_count, .user = &out,
                                   .max_output = 1ull << 40 };
    tnef_lzfu *z;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_lzfu_new(&z, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_lzfu_reset(z);
        (void)bench_feed(r, p, len, z, feed_lzfu);
        if (tnef_lzfu_finish(z) != TNEF_OK)
            out = 0;
    }
    tnef_lzfu_free(z);
    return out;
}

static tnef_status feed_rtf(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_rtf_feed(object, buf, len, taken);
}

static uint64_t rtf(const struct bench_run *r, uint32_t want)
{
    uint64_t out = 0;
    const tnef_rtf_config cfg = { .size = sizeof cfg, .want = want, .sink = bench_count, .user = &out,
                                  .max_output = 1ull << 40 };
    tnef_rtf *z;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_rtf_new(&z, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_rtf_reset(z);
        (void)bench_feed(r, p, len, z, feed_rtf);
        if (tnef_rtf_finish(z) != TNEF_OK)
            out = 0;
    }
    tnef_rtf_free(z);
    return out;
}

static uint64_t rtf_html(const struct bench_run *r)
{
    return rtf(r, TNEF_RTF_HTML);
}

static uint64_t rtf_text(const struct bench_run *r)
{
    return rtf(r, TNEF_RTF_TEXT);
}

static tnef_status feed_html(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_html_feed(object, buf, len, taken);
}

static uint64_t html(const struct bench_run *r)
{
    uint64_t out = 0;
    const tnef_html_config cfg = { .size = sizeof cfg, .sink = bench_count, .user = &out,
                                   .max_output = 1ull << 40 };
    tnef_html *z;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_html_new(&z, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_html_reset(z);
        (void)bench_feed(r, p, len, z, feed_html);
        if (tnef_html_finish(z) != TNEF_OK)
            out = 0;
    }
    tnef_html_free(z);
    return out;
}

const struct bench_way bench_text[] = {
    { "real compressed RTF", "libtnef", lzfu },
    { "compressed RTF", "libtnef", lzfu },
    { "compressed words", "libtnef", lzfu },
    { "RTF", "libtnef, to HTML", rtf_html },
    { "RTF", "libtnef, to text", rtf_text },
    { "HTML", "libtnef, to text", html },
    { NULL, NULL, NULL },
};
