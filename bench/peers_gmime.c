/* SPDX-License-Identifier: MIT */
/* GMime: its transfer decoders, and mail, parsed and decoded. */
#include "bench.h"

#include <string.h>

#ifdef HAVE_GMIME
#include <gmime/gmime.h>

#define STEP 65536u
#define UU_BEGIN (sizeof "begin 644 winmail.dat\n" - 1u)

static uint64_t decode(GMimeContentEncoding kind, const struct bench_run *r)
{
    static char out[2u * STEP];
    const uint8_t *p;
    uint64_t n = 0;
    size_t at = 0, len;

    while (bench_next(r, &at, &p, &len) != 0) {
        GMimeEncoding e;
        size_t i = 0;

        g_mime_encoding_init_decode(&e, kind);
        if (kind == GMIME_CONTENT_ENCODING_UUENCODE) {          /* its reader of parts eats "begin" */
            e.state |= GMIME_UUDECODE_STATE_BEGIN;
            i = UU_BEGIN;
        }
        for (; i < len; i += STEP)
            n += g_mime_encoding_step(&e, (const char *)p + i, len - i < STEP ? len - i : STEP, out);
    }
    return n;
}

static uint64_t gmime_base64(const struct bench_run *r)
{
    return decode(GMIME_CONTENT_ENCODING_BASE64, r);
}

static uint64_t gmime_qp(const struct bench_run *r)
{
    return decode(GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, r);
}

static uint64_t gmime_uu(const struct bench_run *r)
{
    return decode(GMIME_CONTENT_ENCODING_UUENCODE, r);
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

static uint64_t mail(const struct bench_run *r, int decoded)
{
    uint64_t n = 0;
    const uint8_t *p;
    size_t at = 0, len;

    g_mime_init();
    while (bench_next(r, &at, &p, &len) != 0) {
        GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)p, len);
        GMimeParser *parser = g_mime_parser_new_with_stream(stream);
        GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

        if (message != NULL) {
            n++;
            if (decoded)
                g_mime_message_foreach(message, leaf, &n);
            g_object_unref(message);
        }
        g_object_unref(parser);
        g_object_unref(stream);
    }
    return n;
}

static uint64_t gmime_parse(const struct bench_run *r)
{
    return mail(r, 0);
}

static uint64_t gmime_all(const struct bench_run *r)
{
    return mail(r, 1);
}

const struct bench_way bench_gmime[] = {
    { "base64", "GMime", gmime_base64 },
    { "quoted-printable", "GMime", gmime_qp },
    { "uuencode", "GMime", gmime_uu },
    { "mail with TNEF", "GMime, parsed", gmime_parse },
    { "mail with TNEF", "GMime, parsed and decoded", gmime_all },
    { "mail: text", "GMime, parsed", gmime_parse },
    { "mail: 8-bit text", "GMime, parsed", gmime_parse },
    { "mail: PDF in base64", "GMime, parsed", gmime_parse },
    { "mail: PDF in base64", "GMime, parsed and decoded", gmime_all },
    { "mail: PDF in one line", "GMime, parsed", gmime_parse },
    { "mail: quoted-printable", "GMime, parsed", gmime_parse },
    { "mail: uuencode", "GMime, parsed", gmime_parse },
    { "mailbox of small mails", "GMime, parsed", gmime_parse },
    { NULL, NULL, NULL },
};
#else
const struct bench_way bench_gmime[] = { { NULL, NULL, NULL } };
#endif
