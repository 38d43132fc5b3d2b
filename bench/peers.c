/* SPDX-License-Identifier: MIT */
/* The same by other libraries, as far as they were found: GMime and GLib, nettle, libb64,
 * modp_b64, libytnef. */

#include "bench.h"

#ifdef HAVE_GMIME
#include <gmime/gmime.h>
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
#ifdef HAVE_YTNEF
#include <inttypes.h>
#include <stdio.h>
#include <ytnef.h>
#endif

#include <stdlib.h>
#include <string.h>

#ifdef HAVE_GMIME
#define UU_BEGIN (sizeof "begin 644 winmail.dat\n" - 1u)

static uint64_t gmime(GMimeContentEncoding kind, const uint8_t *in, size_t len)
{
    static char out[2u * BENCH_PIECE];
    GMimeEncoding e;
    uint64_t n = 0;

    g_mime_encoding_init_decode(&e, kind);
    if (kind == GMIME_CONTENT_ENCODING_UUENCODE)        /* its reader of parts eats "begin" */
        e.state |= GMIME_UUDECODE_STATE_BEGIN;
    for (size_t i = kind == GMIME_CONTENT_ENCODING_UUENCODE ? UU_BEGIN : 0; i < len;
         i += BENCH_PIECE)
        n += g_mime_encoding_step(&e, (const char *)in + i,
                                  len - i < BENCH_PIECE ? len - i : BENCH_PIECE, out);
    return n;
}

static uint64_t gmime_base64(const uint8_t *in, size_t len)
{
    return gmime(GMIME_CONTENT_ENCODING_BASE64, in, len);
}

static uint64_t gmime_qp(const uint8_t *in, size_t len)
{
    return gmime(GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, in, len);
}

static uint64_t gmime_uu(const uint8_t *in, size_t len)
{
    return gmime(GMIME_CONTENT_ENCODING_UUENCODE, in, len);
}

static uint64_t glib_base64(const uint8_t *in, size_t len)
{
    static guchar out[BENCH_PIECE];
    gint state = 0;
    guint save = 0;
    uint64_t n = 0;

    for (size_t i = 0; i < len; i += BENCH_PIECE)
        n += g_base64_decode_step((const gchar *)in + i,
                                  len - i < BENCH_PIECE ? len - i : BENCH_PIECE, out, &state,
                                  &save);
    return n;
}

/* Adds what a leaf decodes to. */
static void leaf(GMimeObject *parent, GMimeObject *part, gpointer user)
{
    GMimeStream *null = g_mime_stream_null_new();

    (void)parent;
    if (GMIME_IS_PART(part))
        *(uint64_t *)user += (uint64_t)g_mime_data_wrapper_write_to_stream(
            g_mime_part_get_content(GMIME_PART(part)), null);
    g_object_unref(null);
}

static uint64_t gmime_mail(const uint8_t *in, size_t len)
{
    GMimeStream *stream;
    GMimeParser *parser;
    GMimeMessage *message;
    uint64_t n = 0;

    g_mime_init();
    stream = g_mime_stream_mem_new_with_buffer((const char *)in, len);
    parser = g_mime_parser_new_with_stream(stream);
    message = g_mime_parser_construct_message(parser, NULL);
    if (message != NULL) {
        g_mime_message_foreach(message, leaf, &n);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return n;
}
#endif

#ifdef HAVE_NETTLE
static uint64_t nettle_base64(const uint8_t *in, size_t len)
{
    static uint8_t out[BENCH_PIECE];
    struct base64_decode_ctx ctx;
    uint64_t n = 0;

    base64_decode_init(&ctx);
    for (size_t i = 0; i < len; i += BENCH_PIECE) {
        size_t done = sizeof out;

        if (!base64_decode_update(&ctx, &done, out, len - i < BENCH_PIECE ? len - i : BENCH_PIECE,
                                  (const char *)in + i))
            return 0;
        n += done;
    }
    return n;
}
#endif

#ifdef HAVE_B64
static uint64_t b64_base64(const uint8_t *in, size_t len)
{
    static char out[BENCH_PIECE];
    base64_decodestate state;
    uint64_t n = 0;

    base64_init_decodestate(&state);
    for (size_t i = 0; i < len; i += BENCH_PIECE)
        n += (uint64_t)base64_decode_block((const char *)in + i,
                                           (int)(len - i < BENCH_PIECE ? len - i : BENCH_PIECE),
                                           out, &state);
    return n;
}
#endif

#ifdef HAVE_MODP
/* It knows neither lines nor pieces: each line is handed over alone. */
static uint64_t modp_base64(const uint8_t *in, size_t len)
{
    char out[256];
    uint64_t n = 0;
    size_t i = 0;

    while (i < len) {
        const uint8_t *end = memchr(in + i, '\r', len - i);
        size_t line = end != NULL ? (size_t)(end - (in + i)) : len - i;
        size_t done = line <= 76u ? modp_b64_decode(out, (const char *)in + i, line) : (size_t)-1;

        if (done == (size_t)-1)
            return 0;
        n += done;
        i += line + 2u;
    }
    return n;
}
#endif

#ifdef HAVE_YTNEF
/* It tells nothing while it reads; what it made of a message is freed. */
static uint64_t ytnef(const uint8_t *in, size_t len)
{
    uint64_t read = 0;
    TNEFStruct t;
    size_t n;

    for (size_t i = 0; len - i > 4u; i += 4u + n) {
        n = bench_message(in + i, len - i);
        TNEFInitialize(&t);
        if (TNEFParseMemory((BYTE *)(uintptr_t)(in + i + 4u), (long)n, &t) < 0)
            return 0;
        TNEFFree(&t);
        read += n;
    }
    return read;
}
#endif

const struct bench bench_peers[] = {
#ifdef HAVE_GMIME
    { "GMime", IN_BASE64, gmime_base64 },
    { "GLib", IN_BASE64, glib_base64 },
#endif
#ifdef HAVE_NETTLE
    { "nettle", IN_BASE64, nettle_base64 },
#endif
#ifdef HAVE_B64
    { "libb64", IN_BASE64, b64_base64 },
#endif
#ifdef HAVE_MODP
    { "modp_b64, line by line", IN_BASE64, modp_base64 },
#endif
#ifdef HAVE_GMIME
    { "GMime", IN_QP, gmime_qp },
    { "GMime", IN_UU, gmime_uu },
    { "GMime, parsed and decoded", IN_MAIL, gmime_mail },
#endif
#ifdef HAVE_YTNEF
    { "libytnef, parsed and freed", IN_TNEF, ytnef },
#endif
    { NULL, 0, NULL },
};
