/* SPDX-License-Identifier: MIT */
/* Encoders of base64: GLib and GMime, with lines; nettle, libb64, modp_b64. */
#include "bench.h"

#ifdef HAVE_GMIME
#include <gmime/gmime.h>
#endif
#ifdef HAVE_NETTLE
#include <nettle/base64.h>
#endif
#ifdef HAVE_B64
#include <b64/cencode.h>
#endif
#ifdef HAVE_MODP
#include <modp_b64.h>
#endif

#define STEP 57000u            /* of whole lines                                                  */

static inline size_t step(size_t len, size_t i)
{
    return len - i < STEP ? len - i : STEP;
}

#ifdef HAVE_GMIME
static uint64_t with_glib(const struct bench_run *r)
{
    static gchar out[2u * STEP];
    gint state = 0, save = 0;
    uint64_t n = 0;
    size_t len;
    const uint8_t *p = bench_only(r, &len);

    for (size_t i = 0; p != NULL && i < len; i += STEP)
        n += g_base64_encode_step(p + i, step(len, i), TRUE, out, &state, &save);
    return n + g_base64_encode_close(TRUE, out, &state, &save);
}

static uint64_t with_gmime(const struct bench_run *r, GMimeContentEncoding kind)
{
    static char out[4u * STEP];
    GMimeEncoding encoding;
    uint64_t n = 0;
    size_t len;
    const uint8_t *p = bench_only(r, &len);

    g_mime_encoding_init_encode(&encoding, kind);
    for (size_t i = 0; p != NULL && i < len; i += STEP)
        n += g_mime_encoding_step(&encoding, (const char *)p + i, step(len, i), out);
    return n + g_mime_encoding_flush(&encoding, "", 0, out);
}

static uint64_t with_gmime_base64(const struct bench_run *r)
{
    return with_gmime(r, GMIME_CONTENT_ENCODING_BASE64);
}

static uint64_t with_gmime_qp(const struct bench_run *r)
{
    return with_gmime(r, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
}
#endif

#ifdef HAVE_NETTLE
static uint64_t with_nettle(const struct bench_run *r)
{
    static char out[2u * STEP];
    struct base64_encode_ctx ctx;
    uint64_t n = 0;
    size_t len;
    const uint8_t *p = bench_only(r, &len);

    base64_encode_init(&ctx);
    for (size_t i = 0; p != NULL && i < len; i += STEP)
        n += base64_encode_update(&ctx, out, step(len, i), p + i);
    return n + base64_encode_final(&ctx, out);
}
#endif

#ifdef HAVE_B64
static uint64_t with_b64(const struct bench_run *r)
{
    static char out[2u * STEP];
    base64_encodestate state;
    uint64_t n = 0;
    size_t len;
    const uint8_t *p = bench_only(r, &len);

    base64_init_encodestate(&state);
    for (size_t i = 0; p != NULL && i < len; i += STEP)
        n += (uint64_t)base64_encode_block((const char *)p + i, (int)step(len, i), out, &state);
    return n;
}
#endif

#ifdef HAVE_MODP
static uint64_t with_modp(const struct bench_run *r)
{
    static char out[2u * STEP];
    uint64_t n = 0;
    size_t len;
    const uint8_t *p = bench_only(r, &len);

    for (size_t i = 0; p != NULL && i < len; i += STEP)
        n += modp_b64_encode(out, (const char *)p + i, step(len, i));
    return n;
}
#endif

const struct bench_way bench_encoders[] = {
#ifdef HAVE_GMIME
    { "bytes", "GLib", with_glib },
    { "bytes", "GMime", with_gmime_base64 },
    { "text", "GMime", with_gmime_qp },
#endif
#ifdef HAVE_NETTLE
    { "bytes", "nettle, no lines", with_nettle },
#endif
#ifdef HAVE_B64
    { "bytes", "libb64", with_b64 },
#endif
#ifdef HAVE_MODP
    { "bytes", "modp_b64, no lines", with_modp },
#endif
    { NULL, NULL, NULL },
};
