/* SPDX-License-Identifier: MIT */

#include "objects.h"

#include "vectors.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* ---- Callbacks ----------------------------------------------------------------------------- */

static int answer(struct object_host *h, size_t bytes)
{
    h->calls++;
    h->bytes += bytes;
    return h->calls == h->at ? h->answer : 0;
}

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)taken;
    return answer(user, len);
}

static int on_event(void *user, const tnef_event *ev)
{
    return answer(user, ev->len);
}

static int on_message(void *user, const tnef_message_info *m)
{
    (void)m;
    return answer(user, 0);
}

static int on_part(void *user, const tnef_part *p)
{
    (void)p;
    return answer(user, 0);
}

static int on_data(void *user, const tnef_part *p, const tnef_content *c, const void *data,
                   size_t len)
{
    (void)p;
    (void)c;
    (void)data;
    return answer(user, len);
}

static int on_scan_part(void *user, const tnef_scanner_part *p)
{
    (void)p;
    return answer(user, 0);
}

static int on_stream(void *user, const tnef_mail_stream *s)
{
    (void)s;
    return answer(user, 0);
}

/* ---- Decoders ------------------------------------------------------------------------------- */

static tnef_status make_decoder(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    tnef_decoder_limits limits = { .size = sizeof limits, .max_input = h->limit };
    tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event, .user = h, .limits = &limits };

    return tnef_decoder_new((tnef_decoder **)out, &cfg, alloc);
}

static tnef_status make_lzfu(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = sink, .user = h, .max_input = h->limit };

    return tnef_lzfu_new((tnef_lzfu **)out, &cfg, alloc);
}

static tnef_status make_rtf(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    tnef_rtf_config cfg = { .size = sizeof cfg, .sink = sink, .user = h };

    return tnef_rtf_new((tnef_rtf **)out, &cfg, alloc);
}

static tnef_status make_transfer(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    tnef_transfer_config cfg = { .size = sizeof cfg, .kind = TNEF_TRANSFER_BASE64, .sink = sink,
                                 .user = h, .max_input = h->limit };

    return tnef_transfer_new((tnef_transfer **)out, &cfg, alloc);
}

static tnef_status make_encode(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    tnef_encode_config cfg = { .size = sizeof cfg, .kind = TNEF_ENCODE_BASE64, .sink = sink, .user = h,
                               .max_input = h->limit };

    return tnef_encode_new((tnef_encode **)out, &cfg, alloc);
}

/* ---- What calls handlers -------------------------------------------------------------------- */

static tnef_status make_scanner(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    tnef_scanner_limits limits = { .size = sizeof limits, .max_input = h->limit };
    tnef_scanner_handlers on = { .size = sizeof on, .part_begin = on_scan_part, .found = on_scan_part,
                              .part_end = on_scan_part };
    tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &on, .user = h,
                                .limits = &limits };

    return tnef_scanner_new((tnef_scanner **)out, &cfg, alloc);
}

static tnef_status make_scanner_sink(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    tnef_scanner_limits limits = { .size = sizeof limits, .max_input = h->limit };
    tnef_scanner_handlers on = { .size = sizeof on, .sink = sink };
    tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &on, .user = h,
                                .limits = &limits };

    return tnef_scanner_new((tnef_scanner **)out, &cfg, alloc);
}

static const tnef_reader_handlers reader_handlers = {
    .size = sizeof reader_handlers, .message_begin = on_message, .message_end = on_message,
    .part_begin = on_part, .part_data = on_data, .part_end = on_part, .property = on_event,
};

static tnef_status make_reader(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    tnef_decoder_limits limits = { .size = sizeof limits, .max_input = h->limit };
    tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &reader_handlers, .user = h,
                               .decoder_limits = &limits };

    return tnef_reader_new((tnef_reader **)out, &cfg, alloc);
}

static tnef_status make_mail(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    tnef_scanner_limits limits = { .size = sizeof limits, .max_input = h->limit };
    tnef_mail_handlers on = { .size = sizeof on, .stream_begin = on_stream,
                              .stream_end = on_stream, .part_begin = on_scan_part,
                              .part_end = on_scan_part };
    tnef_reader_config reader = { .size = sizeof reader, .handlers = &reader_handlers, .user = h };
    tnef_mail_config cfg = { .size = sizeof cfg, .handlers = &on, .user = h, .reader = &reader,
                             .scanner_limits = &limits };

    return tnef_mail_new((tnef_mail **)out, &cfg, alloc);
}

/* ---- Bodies: a delivery is its feeding ------------------------------------------------------ */

struct collector {
    tnef_bodies *bodies;
    struct object_host *host;
    tnef_allocator alloc;
    tnef_status status;
};

static tnef_status make_bodies(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    struct collector *c = calloc(1, sizeof *c);
    tnef_status status;

    *out = NULL;
    if (c == NULL)
        abort();
    c->host = h;
    status = tnef_bodies_new(&c->bodies, NULL, alloc);
    if (status == TNEF_OK)
        *out = c;
    else
        free(c);
    return status;
}

static tnef_status feed_bodies(void *object, const void *buf, size_t len, size_t *taken)
{
    struct collector *c = object;
    const tnef_part part = { .id = 1, .kind = TNEF_PART_PLAIN, .message = 1,
                             .encoding = TNEF_ENCODING_CODEPAGE, .codepage = 1252 };
    const tnef_message_info info = { .id = 1, .plain = 1 };

    if (taken != NULL)
        *taken = len;
    if (c->host->calls > 0)
        return c->status = tnef_bodies_resume(c->bodies);
    (void)tnef_bodies_part_begin(c->bodies, &part);
    (void)tnef_bodies_part_data(c->bodies, &part, buf, len);
    (void)tnef_bodies_part_end(c->bodies, &part);
    (void)tnef_bodies_message_end(c->bodies, &info);
    return c->status = tnef_bodies_deliver(c->bodies, 0, TNEF_BODY_TEXT, sink, c->host);
}

static tnef_status finish_bodies(void *object)
{
    struct collector *c = object;

    return c->status == TNEF_PAUSED ? (c->status = tnef_bodies_resume(c->bodies)) : c->status;
}

static void error_bodies(const void *object, tnef_error *out)
{
    tnef_bodies_error(((const struct collector *)object)->bodies, out);
}

static void end_bodies(void *object)
{
    struct collector *c = object;

    if (c != NULL)
        tnef_bodies_free(c->bodies);
    free(c);
}

/* ---- Converters: writing is part of their finish --------------------------------------------- */

struct converter {
    tnef_convert *convert;     /* one of the two                                                  */
    tnef_unwrap *unwrap;
    struct object_host *host;
    uint8_t kept[65536];
    int finished;
};

static int keep(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct converter *c = user;

    if (offset + len > sizeof c->kept)
        return 1;
    memcpy(c->kept + offset, buf, len);
    return 0;
}

static int give_back(void *user, uint64_t offset, void *buf, size_t len)
{
    memcpy(buf, ((struct converter *)user)->kept + offset, len);
    return 0;
}

static struct converter *new_converter(struct object_host *h)
{
    struct converter *c = calloc(1, sizeof *c);

    if (c == NULL)
        abort();
    c->host = h;
    return c;
}

static tnef_status made(void **out, struct converter *c, tnef_status status)
{
    *out = status == TNEF_OK ? c : NULL;
    if (status != TNEF_OK)
        free(c);
    return status;
}

static tnef_status make_convert(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    struct converter *c = new_converter(h);
    tnef_decoder_limits limits = { .size = sizeof limits, .max_input = h->limit };
    tnef_convert_config cfg = { .size = sizeof cfg, .decoder_limits = &limits };

    return made(out, c, tnef_convert_new(&c->convert, &cfg, alloc));
}

static tnef_status make_unwrap(void **out, struct object_host *h, const tnef_allocator *alloc)
{
    struct converter *c = new_converter(h);
    tnef_spool spool = { .size = sizeof spool, .write = keep, .read = give_back, .user = c };
    tnef_scanner_limits limits = { .size = sizeof limits, .max_input = h->limit };
    tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool, .scanner_limits = &limits };

    return made(out, c, tnef_unwrap_new(&c->unwrap, &cfg, alloc));
}

static tnef_status feed_convert(void *object, const void *buf, size_t len, size_t *taken)
{
    struct converter *c = object;

    return c->convert != NULL ? tnef_convert_feed(c->convert, buf, len, taken)
                              : tnef_unwrap_feed(c->unwrap, buf, len, taken);
}

static tnef_status finish_convert(void *object)
{
    struct converter *c = object;
    tnef_status status = TNEF_OK;

    if (!c->finished)
        status = c->convert != NULL ? tnef_convert_finish(c->convert) : tnef_unwrap_finish(c->unwrap);
    c->finished = 1;
    if (status != TNEF_OK)
        return status;
    return c->convert != NULL ? tnef_convert_write(c->convert, TNEF_CONVERT_MAIL, NULL, sink, c->host)
                              : tnef_unwrap_write(c->unwrap, sink, c->host);
}

static void error_convert(const void *object, tnef_error *out)
{
    const struct converter *c = object;

    if (c->convert != NULL)
        tnef_convert_error(c->convert, out);
    else
        tnef_unwrap_error(c->unwrap, out);
}

static void end_convert(void *object)
{
    struct converter *c = object;

    tnef_convert_free(c->convert);
    tnef_unwrap_free(c->unwrap);
    free(c);
}

/* ---- The table ------------------------------------------------------------------------------ */

#define FACE(name) \
    static tnef_status feed_##name(void *o, const void *buf, size_t len, size_t *taken) \
    { return tnef_##name##_feed(o, buf, len, taken); } \
    static tnef_status finish_##name(void *o) { return tnef_##name##_finish(o); } \
    static void error_##name(const void *o, tnef_error *out) { tnef_##name##_error(o, out); } \
    static void end_##name(void *o) { tnef_##name##_free(o); }

FACE(decoder)
FACE(lzfu)
FACE(rtf)
FACE(transfer)
FACE(encode)
FACE(scanner)
FACE(reader)
FACE(mail)

#define ROW(name, of, sinks, limits) \
    { #name, sinks, limits, make_##name, feed_##of, finish_##of, error_##of, end_##of }

const struct object objects[] = {
    ROW(decoder, decoder, 0, 1),
    ROW(lzfu, lzfu, 1, 1),
    ROW(rtf, rtf, 1, 0),
    ROW(transfer, transfer, 1, 1),
    ROW(encode, encode, 1, 1),
    ROW(scanner, scanner, 0, 1),
    ROW(scanner_sink, scanner, 1, 1),
    ROW(reader, reader, 0, 1),
    ROW(mail, mail, 0, 1),
    ROW(bodies, bodies, 1, 0),
    ROW(convert, convert, 1, 0),
    ROW(unwrap, convert, 1, 0),
};
const size_t object_count = sizeof objects / sizeof objects[0];

/* A mail whose only part is a stream as it is, or one whose value is longer than any sink is given
 * at once. */
uint8_t *object_input(const struct object *o, size_t *len)
{
    static const char head[] = "Content-Type: application/ms-tnef\n\n";
    size_t n, at = 0;
    uint8_t *stream = vector_bytes("sample", &n);
    uint8_t *out = malloc(sizeof head + n + 50000u);

    if (out == NULL)
        abort();
    if (strncmp(o->name, "scanner", 7) == 0 || strcmp(o->name, "mail") == 0
        || strcmp(o->name, "unwrap") == 0) {
        memcpy(out, head, sizeof head - 1u);
        at = sizeof head - 1u;
    }
    if (strcmp(o->name, "rtf") == 0 || strcmp(o->name, "lzfu") == 0) {
        memcpy(out, "{\\rtf1 ", 7);
        memset(out + 7, 'a', 40000u);
        out[40007] = '}';
        *len = 40008u;
    } else if (strcmp(o->name, "transfer") == 0 || strcmp(o->name, "encode") == 0
               || strcmp(o->name, "bodies") == 0) {
        memset(out, 'a', 40000u);
        *len = 40000u;
    } else {
        memcpy(out + at, stream, n);
        *len = at + n;
    }
    free(stream);
    return out;
}
