/* SPDX-License-Identifier: MIT */
/* winmail dump: every event of the decoder with names, offsets and values, as it comes. */

#define _POSIX_C_SOURCE 200809L

#include "dump.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- Values -------------------------------------------------------------------------------- */

int dump_is_text(uint16_t type)
{
    type = (uint16_t)(type & ~TNEF_PTYP_MV);
    return type == TNEF_PTYP_STRING8 || type == TNEF_PTYP_STRING;
}

/* 8-bit text is in the code page that the stream declared before it, or 1252. */
static uint32_t codepage_of(const struct dump *d, const tnef_event *ev)
{
    if ((ev->prop_type & ~TNEF_PTYP_MV) == TNEF_PTYP_STRING)
        return 1200;
    return d->codepage[ev->depth] != 0 ? d->codepage[ev->depth] : 1252;
}

void dump_text_begin(struct dump *d, const tnef_event *ev)
{
    tnef_text_change(&d->text, codepage_of(d, ev));     /* keeps what was opened of iconv */
    d->text_open = 1;
    d->text_at = ev->offset;
    d->nuls = 0;
}

/* NULs at the end are terminators and not shown; others are. */
static void put(struct dump *d, const char *s, size_t n)
{
    void (*print)(FILE *, const char *, size_t) = d->opt->json ? print_json_text : print_safe;
    size_t begin = 0;

    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\0') {
            print(stdout, s + begin, i - begin);
            begin = i + 1;
            d->nuls++;
        } else {
            for (; d->nuls > 0; d->nuls--)
                print(stdout, "", 1);
        }
    }
    print(stdout, s + begin, n - begin);
}

/* Text that ends early, since there is no memory to convert it, must not look like the whole. */
static void note_status(struct dump *d, tnef_status status)
{
    if (status == TNEF_OK || d->text_status != TNEF_OK)
        return;
    d->text_status = status;
    d->text_cut = d->text_at;
}

void dump_text_data(struct dump *d, const tnef_event *ev)
{
    char out[1024];
    size_t taken = 0, n, written;
    tnef_status status = d->text_open ? TNEF_PAUSED : TNEF_OK;

    while (status == TNEF_PAUSED) {
        status = tnef_text_feed(&d->text, ev->data + taken, ev->len - taken, &n, out, sizeof out,
                                &written);
        taken += n;
        put(d, out, written);
    }
    note_status(d, status);
}

void dump_text_end(struct dump *d)
{
    char out[1024];
    size_t written;
    tnef_status status = d->text_open ? TNEF_PAUSED : TNEF_OK;

    while (status == TNEF_PAUSED) {
        status = tnef_text_finish(&d->text, out, sizeof out, &written);
        put(d, out, written);
    }
    note_status(d, status);
    d->text_open = 0;
}

void dump_hex(const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("%02x", p[i]);
}

static double as_double(uint64_t bits)
{
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static double as_float(uint32_t bits)
{
    float value;

    memcpy(&value, &bits, sizeof value);
    return (double)value;
}

/* JSON has no infinities and no NaN. */
static void print_double(const struct dump *d, double value)
{
    const char *quote = d->opt->json && (value - value != 0) ? "\"" : "";

    printf("%s%.17g%s", quote, value, quote);
}

static void print_filetime(const struct dump *d, uint64_t value)
{
    char text[TIME_SIZE];

    if (d->opt->json)
        printf("\"filetime:%" PRIu64 "\"", value);
    else if (format_filetime(text, value))
        printf("%s", text);
    else
        printf("filetime %" PRIu64, value);
}

static void print_guid(const struct dump *d, const uint8_t *guid)
{
    char text[37];

    tnef_guid_format(guid, text);
    printf(d->opt->json ? "\"%s\"" : "%s", text);
}

void dump_fixed(const struct dump *d, const tnef_event *ev)
{
    switch (ev->prop_type & ~TNEF_PTYP_MV) {
    case TNEF_PTYP_INTEGER16: printf("%d", (int16_t)ev->number); break;
    case TNEF_PTYP_INTEGER32: printf("%" PRId32, (int32_t)ev->number); break;
    case TNEF_PTYP_ERROR_CODE: printf("%" PRIu64, ev->number); break;
    case TNEF_PTYP_BOOLEAN: fputs(ev->number != 0 ? "true" : "false", stdout); break;
    case TNEF_PTYP_FLOATING32: print_double(d, as_float((uint32_t)ev->number)); break;
    case TNEF_PTYP_FLOATING64:
    case TNEF_PTYP_FLOATING_TIME: print_double(d, as_double(ev->number)); break;
    case TNEF_PTYP_TIME: print_filetime(d, ev->number); break;
    case TNEF_PTYP_GUID: print_guid(d, ev->data); break;
    default: printf("%" PRId64, (int64_t)ev->number); break;
    }
}

/* ---- Names --------------------------------------------------------------------------------- */

const char *dump_prop_name(const tnef_event *ev)
{
    if ((ev->flags & TNEF_F_NAMED) == 0)
        return tnef_prop_tag_name(ev->prop_id, ev->prop_type);
    return ev->name == NULL ? tnef_named_prop_name(ev->guid, ev->name_id) : NULL;
}

/* The name of a property as UTF-8; |out| has NAME_SIZE bytes. */
size_t dump_name_text(const tnef_event *ev, char *out)
{
    size_t len = 0;

    tnef_text_convert(1200, ev->name, ev->name_len, out, NAME_SIZE, &len, NULL);
    return len;
}

/* ---- Events -------------------------------------------------------------------------------- */

/* attOemCodepage: four bytes, little-endian, which may come in pieces. */
static void note_codepage(struct dump *d, const tnef_event *ev)
{
    uint32_t *page = &d->codepage[ev->depth];

    if (ev->attr != TNEF_ATT_OEM_CODEPAGE)
        return;
    if (ev->type == TNEF_EV_ATTR_BEGIN) {
        d->page_bytes = d->codepage_known[ev->depth] ? 4 : 0;
        d->codepage_known[ev->depth] = 1;
    } else if (ev->type == TNEF_EV_DATA) {
        for (size_t i = 0; i < ev->len && d->page_bytes < 4; i++)
            *page |= (uint32_t)ev->data[i] << 8 * d->page_bytes++;
    }
}

static int on_event(void *user, const tnef_event *ev)
{
    struct dump *d = user;

    if (ev->type == TNEF_EV_STREAM_BEGIN) {
        d->codepage[ev->depth] = ev->depth > 0 ? d->codepage[ev->depth - 1] : 0;
        d->codepage_known[ev->depth] = 0;
    }
    if (ev->type == TNEF_EV_ATTR_BEGIN && ev->attr == TNEF_ATT_OEM_CODEPAGE
        && !d->codepage_known[ev->depth])
        d->codepage[ev->depth] = 0;
    note_codepage(d, ev);
    if (ev->type == TNEF_EV_ANOMALY)
        d->outcome.anomalies++;
    if (d->opt->json)
        dump_json_event(d, ev);
    else
        dump_text_event(d, ev);
    return TNEF_CONTINUE;
}

/* ---- The command --------------------------------------------------------------------------- */

static void *dump_open(const struct source *source, const struct options *opt)
{
    struct dump *d = calloc(1, sizeof *d);
    const tnef_decoder_config cfg = {
        .size = sizeof cfg,
        .flags = TNEF_RESYNC,
        .on_event = on_event,
        .user = d,
        .limits = &opt->limits,
    };

    if (d == NULL)
        return NULL;
    d->opt = opt;
    (void)tnef_text_init(&d->text, 1252);
    if (tnef_decoder_new(&d->decoder, &cfg, NULL) != TNEF_OK) {
        free(d);
        return NULL;
    }
    if (opt->json)
        dump_json_begin(d, source);
    else
        dump_text_file(source);
    return d;
}

static tnef_status dump_feed(void *session, const void *buf, size_t len)
{
    struct dump *d = session;

    return tnef_decoder_feed(d->decoder, buf, len, NULL);
}

static int dump_close(void *session, const struct source *source, int io)
{
    struct dump *d = session;
    tnef_error error = { .size = sizeof error };
    int code;

    d->outcome.status = tnef_decoder_finish(d->decoder);
    d->outcome.io = io;
    tnef_decoder_error(d->decoder, &error);
    d->outcome.offset = error.offset;
    dump_text_end(d);
    if (d->outcome.status == TNEF_OK && d->text_status != TNEF_OK) {
        d->outcome.status = d->text_status;
        d->outcome.offset = d->text_cut;
    }
    if (d->opt->json)
        dump_json_end(d);
    else if (d->outcome.status != TNEF_OK)
        printf("%s: %s, at offset %" PRIu64 "\n", tnef_status_name(d->outcome.status),
               tnef_status_text(d->outcome.status), d->outcome.offset);
    if (io != 0)
        complain_io(source, NULL, io);
    code = outcome_exit_code(&d->outcome, d->opt);
    tnef_decoder_free(d->decoder);
    tnef_text_free(&d->text);
    free(d);
    return code;
}

static void dump_none(const struct source *source, const char *name)
{
    fputs("{", stdout);
    print_json_source(stdout, source);
    printf(",\"stream\":null,\"status\":\"%s\",\"offset\":0,\"anomalies\":[]}\n", name);
}

const struct command dump_command = { "dump", dump_open, dump_feed, dump_close, dump_none };
