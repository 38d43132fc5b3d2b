/* SPDX-License-Identifier: MIT */
/* Decoders of base64: GLib, nettle, libb64, modp_b64. */
#include "bench.h"

#ifdef HAVE_GMIME
#include <glib.h>
#endif
#ifdef HAVE_NETTLE
#include <nettle/base64.h>
#endif
#ifdef HAVE_B64
#include <b64/cdecode.h>
#endif
#ifdef HAVE_MODP
#include <modp_b64.h>
#endif

#include <string.h>

#define STEP 65536u

#ifdef HAVE_GMIME
static uint64_t with_glib(const struct bench_run *r)
{
    static guchar out[STEP];
    gint state = 0;
    guint save = 0;
    uint64_t n = 0;
    size_t len;
    const uint8_t *p = bench_only(r, &len);

    for (size_t i = 0; p != NULL && i < len; i += STEP)
        n += g_base64_decode_step((const gchar *)p + i, len - i < STEP ? len - i : STEP, out, &state, &save);
    return n;
}
#endif

#ifdef HAVE_NETTLE
static uint64_t with_nettle(const struct bench_run *r)
{
    static uint8_t out[STEP];
    struct base64_decode_ctx ctx;
    uint64_t n = 0;
    size_t len;
    const uint8_t *p = bench_only(r, &len);

    base64_decode_init(&ctx);
    for (size_t i = 0; p != NULL && i < len; i += STEP) {
        size_t done = sizeof out;

        if (!base64_decode_update(&ctx, &done, out, len - i < STEP ? len - i : STEP, (const char *)p + i))
            return 0;
        n += done;
    }
    return n;
}
#endif

#ifdef HAVE_B64
static uint64_t with_b64(const struct bench_run *r)
{
    static char out[STEP];
    base64_decodestate state;
    uint64_t n = 0;
    size_t len;
    const uint8_t *p = bench_only(r, &len);

    base64_init_decodestate(&state);
    for (size_t i = 0; p != NULL && i < len; i += STEP)
        n += (uint64_t)base64_decode_block((const char *)p + i, (int)(len - i < STEP ? len - i : STEP), out,
                                           &state);
    return n;
}
#endif

#ifdef HAVE_MODP
/* It knows neither lines nor pieces: each line is handed over alone. Stops at the first line that is none. */
static uint64_t lines(const uint8_t *p, size_t len)
{
    char out[256];
    uint64_t n = 0;
    size_t i = 0;

    while (i < len) {
        const uint8_t *end = memchr(p + i, '\r', len - i);
        size_t line = end != NULL ? (size_t)(end - (p + i)) : len - i;
        size_t done = line <= 76u ? modp_b64_decode(out, (const char *)p + i, line) : (size_t)-1;

        if (done == (size_t)-1)
            break;
        n += done;
        i += line + 2u;
    }
    return n;
}

static uint64_t with_modp(const struct bench_run *r)
{
    size_t len;
    const uint8_t *p = bench_only(r, &len);

    return p != NULL ? lines(p, len) : 0;
}

/* The lines of the stream in a mail: from the last blank line on. */
static uint64_t with_modp_mail(const struct bench_run *r)
{
    size_t len, begin = 0;
    const uint8_t *p = bench_only(r, &len);

    for (size_t i = 0; p != NULL && i + 4u < len && i < 4096u; i++)
        if (memcmp(p + i, "\r\n\r\n", 4) == 0)
            begin = i + 4u;
    return begin != 0 ? lines(p + begin, len - begin) : 0;
}
#endif

const struct bench_way bench_base64[] = {
#ifdef HAVE_GMIME
    { "base64", "GLib", with_glib },
#endif
#ifdef HAVE_NETTLE
    { "base64", "nettle", with_nettle },
#endif
#ifdef HAVE_B64
    { "base64", "libb64", with_b64 },
#endif
#ifdef HAVE_MODP
    { "base64", "modp_b64, line by line", with_modp },
    { "mail with TNEF", "modp_b64, line by line, lines known", with_modp_mail },
#endif
    { NULL, NULL, NULL },
};
