/* SPDX-License-Identifier: MIT */

/* Errors do not depend on how the input was cut: for every object, every limit on it at many values,
 * and damaged inputs of every kind, all fields of tnef_error are the same. Only max_events of the
 * decoder is left out, see decoder.h: events of data are as many as their cuts.
 *
 * Files named on the command line are run as inputs, too. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "objects.h"
#include "support.h"
#include "vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* ---- Objects with one limit set ------------------------------------------------------------- */

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

static int on_event(void *user, const tnef_event *ev)
{
    (void)user;
    (void)ev;
    return TNEF_CONTINUE;
}

/* A limit: where it stands in its struct, and whether it has 8 bytes. */
struct limit {
    size_t at, size;
};
#define LIMIT(type, field) { offsetof(type, field), sizeof(((type *)NULL)->field) }

static void set_limit(void *limits, const struct limit *l, uint64_t value)
{
    uint32_t small = (uint32_t)value;

    if (l == NULL)
        return;
    if (l->size == sizeof value)
        memcpy((char *)limits + l->at, &value, sizeof value);
    else
        memcpy((char *)limits + l->at, &small, sizeof small);
}

static const struct limit decoder_limits[] = {
    LIMIT(tnef_decoder_limits, max_depth),      LIMIT(tnef_decoder_limits, max_input),
    LIMIT(tnef_decoder_limits, max_output),     LIMIT(tnef_decoder_limits, max_length),
    LIMIT(tnef_decoder_limits, max_attributes), LIMIT(tnef_decoder_limits, max_properties),
    LIMIT(tnef_decoder_limits, max_values),     LIMIT(tnef_decoder_limits, max_rows),
    LIMIT(tnef_decoder_limits, max_anomalies),
};
static const struct limit scan_limits[] = {
    LIMIT(tnef_scanner_limits, max_line), LIMIT(tnef_scanner_limits, max_header),
    LIMIT(tnef_scanner_limits, max_fields), LIMIT(tnef_scanner_limits, max_parameters),
    LIMIT(tnef_scanner_limits, max_pieces), LIMIT(tnef_scanner_limits, max_depth),
    LIMIT(tnef_scanner_limits, max_parts), LIMIT(tnef_scanner_limits, max_streams),
    LIMIT(tnef_scanner_limits, max_levels), LIMIT(tnef_scanner_limits, max_stream),
    LIMIT(tnef_scanner_limits, max_output), LIMIT(tnef_scanner_limits, max_input),
};
static const struct limit model_limits[] = {
    LIMIT(tnef_reader_limits, max_attachments), LIMIT(tnef_reader_limits, max_text),
    LIMIT(tnef_reader_limits, max_headers), LIMIT(tnef_reader_limits, max_memory),
};
static const struct limit lzfu_limits[] = {
    LIMIT(tnef_lzfu_config, max_output), LIMIT(tnef_lzfu_config, max_input),
};
static const struct limit transfer_limits[] = {
    LIMIT(tnef_transfer_config, max_output), LIMIT(tnef_transfer_config, max_input),
};
static const struct limit encode_limits[] = {
    LIMIT(tnef_encode_config, max_output), LIMIT(tnef_encode_config, max_input),
};
static const struct limit rtf_limits[] = { LIMIT(tnef_rtf_config, max_output) };
static const struct limit html_limits[] = { LIMIT(tnef_html_config, max_output) };
static const struct limit bodies_limits[] = {
    LIMIT(tnef_bodies_config, max_memory), LIMIT(tnef_bodies_config, max_output),
    LIMIT(tnef_bodies_config, max_total),
};
static const struct limit inner_limits[] = {
    LIMIT(tnef_mail_config, max_inner), LIMIT(tnef_mail_config, max_inner_bytes),
};

/* |kind| is what tells two rows of one object from each other. */
typedef tnef_status (*make_fn)(void **out, uint32_t kind, const struct limit *l, uint64_t value);

static tnef_status make_decoder(void **out, uint32_t kind, const struct limit *l, uint64_t value)
{
    tnef_decoder_limits limits = { .size = sizeof limits };
    tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event, .limits = &limits,
                        .flags = kind == 1u ? TNEF_RESYNC | TNEF_DESCEND_DATA : 0,
                        .fatal = kind == 2u ? TNEF_FATAL_ALL : 0 };

    set_limit(&limits, l, value);
    return tnef_decoder_new((tnef_decoder **)out, &cfg, NULL);
}

static tnef_status make_reader(void **out, uint32_t kind, const struct limit *l, uint64_t value)
{
    tnef_decoder_limits limits = { .size = sizeof limits };
    tnef_reader_limits model = { .size = sizeof model };
    tnef_reader_config cfg = { .size = sizeof cfg, .decoder_limits = &limits, .limits = &model,
                               .fatal = kind == 2u ? TNEF_FATAL_ALL : 0 };

    set_limit(kind == 1u ? (void *)&model : (void *)&limits, l, value);
    return tnef_reader_new((tnef_reader **)out, &cfg, NULL);
}

static tnef_status make_lzfu(void **out, uint32_t kind, const struct limit *l, uint64_t value)
{
    tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = sink };

    (void)kind;
    set_limit(&cfg, l, value);
    return tnef_lzfu_new((tnef_lzfu **)out, &cfg, NULL);
}

static tnef_status make_encode(void **out, uint32_t kind, const struct limit *l, uint64_t value)
{
    tnef_encode_config cfg = { .size = sizeof cfg, .kind = kind, .sink = sink };

    set_limit(&cfg, l, value);
    return tnef_encode_new((tnef_encode **)out, &cfg, NULL);
}

static tnef_status make_transfer(void **out, uint32_t kind, const struct limit *l, uint64_t value)
{
    tnef_transfer_config cfg = { .size = sizeof cfg, .kind = kind, .sink = sink };

    set_limit(&cfg, l, value);
    return tnef_transfer_new((tnef_transfer **)out, &cfg, NULL);
}

static tnef_status make_rtf(void **out, uint32_t kind, const struct limit *l, uint64_t value)
{
    tnef_rtf_config cfg = { .size = sizeof cfg, .want = kind, .sink = sink };

    set_limit(&cfg, l, value);
    return tnef_rtf_new((tnef_rtf **)out, &cfg, NULL);
}

static tnef_status make_html(void **out, uint32_t kind, const struct limit *l, uint64_t value)
{
    tnef_html_config cfg = { .size = sizeof cfg, .sink = sink };

    (void)kind;
    set_limit(&cfg, l, value);
    return tnef_html_new((tnef_html **)out, &cfg, NULL);
}

static tnef_status make_scanner(void **out, uint32_t kind, const struct limit *l, uint64_t value)
{
    tnef_scanner_limits limits = { .size = sizeof limits };
    tnef_scanner_handlers on = { .size = sizeof on, .sink = sink };
    tnef_scanner_config cfg = { .size = sizeof cfg, .policy = kind, .handlers = &on,
                                .limits = &limits };

    set_limit(&limits, l, value);
    return tnef_scanner_new((tnef_scanner **)out, &cfg, NULL);
}

static tnef_status make_mail(void **out, uint32_t kind, const struct limit *l, uint64_t value)
{
    tnef_scanner_limits limits = { .size = sizeof limits };
    tnef_decoder_limits inside = { .size = sizeof inside };
    tnef_reader_config reader = { .size = sizeof reader, .decoder_limits = &inside };
    tnef_mail_config cfg = { .size = sizeof cfg, .reader = &reader, .scanner_limits = &limits };

    set_limit(kind == 0 ? (void *)&limits : kind == 1u ? (void *)&inside : (void *)&cfg, l, value);
    return tnef_mail_new((tnef_mail **)out, &cfg, NULL);
}

/* ---- Bodies: what is fed is data of a body, which finish delivers --------------------------- */

struct collector {
    tnef_bodies *bodies;
    tnef_part part;
    tnef_message_info info;
};

static tnef_status make_bodies(void **out, uint32_t kind, const struct limit *l, uint64_t value)
{
    tnef_bodies_config cfg = { .size = sizeof cfg };
    struct collector *c = calloc(1, sizeof *c);
    tnef_status status;

    assert_non_null(c);
    set_limit(&cfg, l, value);
    c->part = (tnef_part){ .id = 1, .kind = kind, .message = 1, .codepage = 1252,
                           .encoding = TNEF_ENCODING_CODEPAGE };
    c->info = (tnef_message_info){ .id = 1 };
    if (kind == TNEF_PART_PLAIN)
        c->info.plain = 1;
    else if (kind == TNEF_PART_HTML)
        c->info.html = 1;
    else
        c->info.rtf = 1;
    status = tnef_bodies_new(&c->bodies, &cfg, NULL);
    *out = status == TNEF_OK ? c : NULL;
    if (status != TNEF_OK)
        free(c);
    else
        (void)tnef_bodies_part_begin(c->bodies, &c->part);
    return status;
}

static tnef_status feed_bodies(void *object, const void *buf, size_t len, size_t *taken)
{
    struct collector *c = object;

    *taken = len;
    if (len > 0)
        (void)tnef_bodies_part_data(c->bodies, &c->part, buf, len);
    return TNEF_OK;
}

static tnef_status finish_bodies(void *object)
{
    struct collector *c = object;

    (void)tnef_bodies_part_end(c->bodies, &c->part);
    (void)tnef_bodies_message_end(c->bodies, &c->info);
    return tnef_bodies_deliver(c->bodies, 0, TNEF_BODY_TEXT, sink, NULL);
}

static void error_bodies(const void *object, tnef_error *out)
{
    tnef_bodies_error(((const struct collector *)object)->bodies, out);
}

static void end_bodies(void *object)
{
    tnef_bodies_free(((struct collector *)object)->bodies);
    free(object);
}

/* tnef_html has no row among the objects. */
static tnef_status feed_html(void *o, const void *buf, size_t len, size_t *taken)
{
    return tnef_html_feed(o, buf, len, taken);
}

static tnef_status finish_html(void *o)
{
    return tnef_html_finish(o);
}

static void error_html(const void *o, tnef_error *out)
{
    tnef_html_error(o, out);
}

static void end_html(void *o)
{
    tnef_html_free(o);
}

static const struct object own[] = {
    { "bodies", 1, 0, NULL, feed_bodies, finish_bodies, error_bodies, end_bodies },
    { "html", 1, 0, NULL, feed_html, finish_html, error_html, end_html },
};

static const struct object *face_of(const char *name)
{
    for (size_t i = 0; i < COUNT(own); i++)
        if (strcmp(own[i].name, name) == 0)
            return &own[i];
    for (size_t i = 0; i < object_count; i++)
        if (strcmp(objects[i].name, name) == 0)
            return &objects[i];
    fail_msg("no object %s", name);
    return NULL;
}

enum input_kind { STREAM, MAIL, LZFU, RTF, HTML, CODED };

static const struct row {
    const char *object;
    make_fn make;
    uint32_t kind;
    const struct limit *limits;
    size_t limit_count;
    enum input_kind input;
} rows[] = {
#define ROW(object, kind, limits, input) \
    { #object, make_##object, kind, limits, COUNT(limits), input }
    ROW(decoder, 0, decoder_limits, STREAM), ROW(decoder, 1, decoder_limits, STREAM),
    ROW(decoder, 2, decoder_limits, STREAM), ROW(reader, 0, decoder_limits, STREAM),
    ROW(reader, 1, model_limits, STREAM), ROW(reader, 2, decoder_limits, STREAM),
    ROW(lzfu, 0, lzfu_limits, LZFU),
    ROW(transfer, TNEF_TRANSFER_IDENTITY, transfer_limits, CODED),
    ROW(transfer, TNEF_TRANSFER_BASE64, transfer_limits, CODED),
    ROW(transfer, TNEF_TRANSFER_QUOTED_PRINTABLE, transfer_limits, CODED),
    ROW(transfer, TNEF_TRANSFER_UUENCODE, transfer_limits, CODED),
    ROW(encode, TNEF_ENCODE_BASE64, encode_limits, CODED),
    ROW(encode, TNEF_ENCODE_QUOTED_PRINTABLE, encode_limits, CODED),
    ROW(rtf, TNEF_RTF_AUTO, rtf_limits, RTF), ROW(rtf, TNEF_RTF_HTML, rtf_limits, RTF),
    ROW(rtf, TNEF_RTF_TEXT, rtf_limits, RTF), ROW(html, 0, html_limits, HTML),
    ROW(scanner, TNEF_SCANNER_FIND, scan_limits, MAIL),
    ROW(scanner, TNEF_SCANNER_STRICT, scan_limits, MAIL), ROW(mail, 0, scan_limits, MAIL),
    ROW(mail, 1, decoder_limits, MAIL), ROW(mail, 2, inner_limits, MAIL),
    ROW(bodies, TNEF_PART_PLAIN, bodies_limits, HTML),
    ROW(bodies, TNEF_PART_HTML, bodies_limits, HTML), ROW(bodies, TNEF_PART_RTF, bodies_limits, LZFU),
#undef ROW
};

/* ---- One run -------------------------------------------------------------------------------- */

static tnef_status run(const struct row *row, const struct limit *l, uint64_t value,
                       const uint8_t *in, size_t len, size_t piece, tnef_error *error)
{
    const struct object *o = face_of(row->object);
    tnef_status status = TNEF_OK;
    void *object;

    *error = (tnef_error){ .size = sizeof *error };
    status = row->make(&object, row->kind, l, value);
    if (status != TNEF_OK)
        return status;
    for (size_t at = 0; at < len && status == TNEF_OK; at += piece) {
        size_t taken, n = len - at < piece ? len - at : piece;

        status = o->feed(object, in + at, n, &taken);
    }
    status = o->finish(object);
    o->error(object, error);
    o->end(object);
    return status;
}

static int same(const tnef_error *a, const tnef_error *b)
{
    return a->status == b->status && a->offset == b->offset && a->limit == b->limit
        && a->found == b->found && a->depth == b->depth && a->attr == b->attr
        && a->prop == b->prop && a->code == b->code && a->user_code == b->user_code;
}

static char *show(const tnef_error *e, char text[256])
{
    (void)snprintf(text, 256, "%s at %llu, limit %llu, found %llu, depth %u, attr %X, prop %X, code %u",
                   tnef_status_name(e->status), (unsigned long long)e->offset,
                   (unsigned long long)e->limit, (unsigned long long)e->found, (unsigned)e->depth,
                   (unsigned)e->attr, (unsigned)e->prop, (unsigned)e->code);
    return text;
}

static unsigned bad, seen[256];

static void check(const struct row *row, const struct limit *l, uint64_t value, const uint8_t *in,
                  size_t len)
{
    static const size_t pieces[] = { 1, 2, 3, 7, 64 };
    tnef_error whole, part;
    tnef_status status = run(row, l, value, in, len, len > 0 ? len : 1u, &whole);

    seen[(unsigned)-status & 255u]++;
    for (size_t i = 0; i < COUNT(pieces); i++) {
        tnef_status other = run(row, l, value, in, len, pieces[i], &part);
        char a[256], b[256];

        if (other == status && same(&whole, &part))
            continue;
        if (++bad < 30u)
            print_error("%s %u, limit at %d of %llu, pieces of %zu of %zu bytes:\n  %s: %s\n  %s: %s\n",
                        row->object, (unsigned)row->kind, l != NULL ? (int)l->at : -1,
                        (unsigned long long)value, pieces[i], len, tnef_status_name(status),
                        show(&whole, a), tnef_status_name(other), show(&part, b));
        if (getenv("ERRORS_KEEP") != NULL && bad == 1u) {
            FILE *f = fopen(getenv("ERRORS_KEEP"), "wb");

            (void)fwrite(in, 1, len, f);
            (void)fclose(f);
        }
        return;
    }
}

static void check_input(const struct row *row, const uint8_t *in, size_t len, int with_limits)
{
    static const uint64_t values[] = { 1, 2, 3, 5, 9, 17, 63, 100, 333 };

    check(row, NULL, 0, in, len);
    for (size_t i = 0; i < row->limit_count && with_limits; i++)
        for (size_t k = 0; k < COUNT(values); k++)
            check(row, &row->limits[i], values[k], in, len);
}

/* ---- Inputs --------------------------------------------------------------------------------- */

static uint32_t state;

static uint32_t any(uint32_t n)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % n;
}

static size_t from_words(uint8_t *out, size_t cap, const char *head, const char *const *words,
                         size_t count)
{
    size_t len = strlen(head);

    memcpy(out, head, len);
    while (any(60u) != 0) {
        const char *w = words[any((uint32_t)count)];
        size_t n = strlen(w);


        if (n > cap - len)
            break;
        memcpy(out + len, w, n);
        len += n;
    }
    return len;
}

static const char *const rtf_words[] = {
    "{",
    "}",
    "{",
    "}",
    "\\par ",
    "\\b ",
    "text ",
    "\\u8226?",
    "\\'e4",
    "\\fromhtml1",
    "\\htmlrtf ",
    "\\htmlrtf0 ",
    "{\\*\\htmltag64 <p>}",
    "\\bin3 abc",
    "{\\field{\\*\\fldinst HYPERLINK \"http://x/\"}{\\fldrslt x}}",
    "\\ansicpg932",
    "\\'84\\'68",
    "\\cell\\row ",
    "\n",
    "a long run of text, plain ",
    "{\\*\\htmltag84 &nbsp;}",
    "\\tab ",
    "\\uc2\\u1024??",
    "\\",
    "\xC3\xA4",
};
static const char *const html_words[] = {
    "<p>", "</p>", "<b>", "text ", "&amp;", "&#8226;", "&Auml;", "<a href=\"http://x/\">", "</a>",
    "<table><tr><td>", "</td></tr></table>", "<script>", "</script>", "<!-- ", " -->", "<", "&", "\n",
    "<style>x", "</style>", "<ul><li>", "</ul>", "\xC3\xA4", "<pre>  a\n b", "</pre>", "<br>", "\xE4",
    "a long run of text that goes on ", "<title>t</title>", "<hr>",
};
static const char *const mail_words[] = {
    "From: a@b\r\n", "Content-Type: multipart/mixed; boundary=b\r\n", "\r\n", "\n", "--b\r\n", "--b--\r\n",
    "Content-Type: application/ms-tnef; name=\"winmail.dat\"\r\n",
    "Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding: quoted-printable\r\n",
    "Content-Transfer-Encoding: x-uuencode\r\n", "Content-Type: message/rfc822\r\n", "text\r\n",
    "eJ8+IgAAAQaQCAAEAAAAAAABAAEAAQ==\r\n", "begin 644 winmail.dat\r\n", "M>)\\^(@  \r\n", "`\nend\r\n",
    "Content-Type: text/plain; name*0=a; name*1=b;\r\n c=d; charset=\"x\r\n", "=\r\n", "=3D=0D=0A",
    "Subject: =?utf-8?q?x?=\r\n", "boundary=3Db=0D=0A", "x\x9F>\"\x01\x02", " ", "=20", "\r",
    "Content-Type: multipart/mixed; boundary=b2\r\nContent-Type: x/y\r\n", "--b2\r\n", "%", "AAAA",
    "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
    "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n",
};
static const char *const coded_words[] = {
    "AAAA", "A", "=", "==\n", "\n", "\r\n", "%", " ", "=41", "=4", "=g", "=\n", "\t", "begin 644 a\n",
    "begin 0 b\n", "M", "_\n", "`\n", "end\n", "#AAAA\n", "\x80", "text of a line ", "=  \n", "=\r\n",
    "MAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", "Zm9v",
};

static size_t make_compressed(uint8_t *out)
{
    static const uint8_t types[2][4] = { { 'L', 'Z', 'F', 'u' }, { 'M', 'E', 'L', 'A' } };
    size_t len = 16u + any(300u);
    uint32_t claim = (uint32_t)len - 4u + (any(4u) == 0 ? any(40u) : 0);

    for (size_t i = 0; i < len; i++)
        out[i] = any(3u) == 0 ? (uint8_t)any(256u) : (uint8_t)"{\\rtf1 a}\0\x01\x10"[any(12u)];
    out[0] = (uint8_t)claim;
    out[1] = (uint8_t)(claim >> 8);
    out[2] = out[3] = out[6] = out[7] = 0;
    out[5] = (uint8_t)any(3u);
    memcpy(out + 8, types[any(3u) == 0], 4);
    if (any(10u) == 0)
        out[8 + any(4u)] ^= 1u;
    return any(10u) == 0 ? any((uint32_t)len) : len;
}

#define CAP 4096u

static size_t make_input(enum input_kind kind, uint8_t *out)
{
    switch (kind) {
    case MAIL:
        return from_words(out, CAP, any(2u) == 0 ? "From: a@b\r\n" : "", mail_words, COUNT(mail_words));
    case RTF:
        return from_words(out, CAP, any(9u) == 0 ? "" : "{\\rtf1", rtf_words, COUNT(rtf_words));
    case HTML:
        return from_words(out, CAP, "", html_words, COUNT(html_words));
    case CODED:
        return from_words(out, CAP, any(2u) == 0 ? "begin 644 a\n" : "", coded_words,
                          COUNT(coded_words));
    default:
        return make_compressed(out);
    }
}

static void check_made(const struct row *row)
{
    uint8_t *buf = malloc(CAP + 64u);

    assert_non_null(buf);
    state = 1;
    for (unsigned i = 0; i < 160u; i++) {
        size_t len = make_input(row->input, buf);
        uint8_t *in = malloc(len + 1u);

        assert_non_null(in);
        memcpy(in, buf, len);
        check_input(row, in, len, i % 8u == 0);
        free(in);
    }
    free(buf);
}

/* Every vector, as it is, cut, and with one byte changed. */
static void check_vectors(const struct row *row)
{
    size_t count;
    const struct vector *v = vectors(&count);

    state = 2;
    for (size_t i = 0; i < count; i++) {
        size_t len;
        uint8_t *in = vector_bytes(v[i].name, &len);

        if (len <= 8192u) {
            check_input(row, in, len, i % 3u == 0 || strncmp(v[i].name, "value", 5) == 0
                                             || strncmp(v[i].name, "row", 3) == 0);
            check_input(row, in, len > 0 ? any((uint32_t)len) : 0, 0);
            for (unsigned k = 0; k < 3u && len > 0; k++) {
                size_t at = any((uint32_t)len);
                uint8_t before = in[at];

                in[at] = (uint8_t)any(256u);
                check_input(row, in, len, 0);
                in[at] = before;
            }
        }
        free(in);
    }
}

static void errors_do_not_depend_on_the_split(void **unused)
{
    static const tnef_status needed[] = {
        TNEF_E_LIMIT_INPUT, TNEF_E_LIMIT_OUTPUT, TNEF_E_LIMIT_DEPTH, TNEF_E_LIMIT_LENGTH,
        TNEF_E_LIMIT_ATTRIBUTES, TNEF_E_LIMIT_PROPERTIES, TNEF_E_LIMIT_VALUES, TNEF_E_LIMIT_ROWS,
        TNEF_E_LIMIT_MEMORY, TNEF_E_LIMIT_HEADER, TNEF_E_LIMIT_PARTS, TNEF_E_LIMIT_PARAMETERS,
        TNEF_E_LIMIT_TOTAL, TNEF_E_LIMIT_STREAMS, TNEF_E_TRUNCATED, TNEF_E_OVERRUN, TNEF_E_ANOMALY,
        TNEF_E_AMBIGUOUS, TNEF_E_SIGNATURE, TNEF_E_COMPRESSION, TNEF_E_RTF,
    };

    (void)unused;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (rows[i].input == STREAM)
            check_vectors(&rows[i]);
        else
            check_made(&rows[i]);
    assert_int_equal(bad, 0);
    for (size_t i = 0; i < COUNT(needed); i++)
        if (seen[(unsigned)-needed[i] & 255u] == 0)
            fail_msg("no input ended with %s", tnef_status_name(needed[i]));
}

static void run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *in = malloc(1u << 20);
    size_t len;

    if (f == NULL || in == NULL)
        abort();
    len = fread(in, 1, 1u << 20, f);
    (void)fclose(f);
    for (size_t i = 0; i < COUNT(rows); i++)
        check_input(&rows[i], in, len, 1);
    free(in);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_do_not_depend_on_the_split),
    };

    for (int i = 1; i < argc; i++)
        run_file(argv[i]);
    if (argc > 1)
        return bad != 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
