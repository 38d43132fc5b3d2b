/* SPDX-License-Identifier: MIT */

#include "worst_objects.h"

#include "../tests/touched.h"

#include <tnef/tnef.h>
#include <tnef/bodies.h>
#include <tnef/lzfu.h>
#include <tnef/mail.h>
#include <tnef/rtf.h>
#include <tnef/scanner.h>
#include <tnef/text.h>
#include <tnef/transfer.h>
#ifdef __has_include
#  if __has_include(<tnef/bag.h>)
#    include <tnef/bag.h>
#  endif
#  if __has_include(<tnef/html.h>)
#    include <tnef/html.h>
#  endif
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct worst_kind {
    tnef_status (*make)(void **out, uint32_t how);
    tnef_status (*feed)(void *it, const uint8_t *data, size_t size);
    void (*finish)(void *it);
    void (*free)(void *it);
};

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

/* Of an object that is fed as all are: what worst_kind needs but for make, which ends with MAKE. */
#define PUSH(name) \
    static tnef_status name##_feed(void *it, const uint8_t *data, size_t size) \
    { \
        return tnef_##name##_feed(it, data, size, NULL); \
    } \
    static void name##_finish(void *it) \
    { \
        (void)tnef_##name##_finish(it); \
    } \
    static void name##_free(void *it) \
    { \
        tnef_##name##_free(it); \
    }
#define MAKE(type) \
    do { \
        type *made = NULL; \
        tnef_status status = type##_new(&made, &cfg, NULL); \
\
        *out = made; \
        return status; \
    } while (0)

/* ---- Layer 1 ------------------------------------------------------------------------------- */

static int on_event(void *user, const tnef_event *ev)
{
    (void)user;
    (void)ev;
    return TNEF_CONTINUE;
}

static tnef_status decoder_make(void **out, uint32_t how)
{
    const tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event, .flags = how };

    MAKE(tnef_decoder);
}

PUSH(decoder)

static tnef_status lzfu_make(void **out, uint32_t how)
{
    const tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = sink };

    (void)how;
    MAKE(tnef_lzfu);
}

PUSH(lzfu)

static tnef_status transfer_make(void **out, uint32_t how)
{
    const tnef_transfer_config cfg = { .size = sizeof cfg, .kind = how, .sink = sink };

    MAKE(tnef_transfer);
}

PUSH(transfer)

/* ---- Text, RTF, HTML ----------------------------------------------------------------------- */

static tnef_status text_make(void **out, uint32_t how)
{
    *out = calloc(1, sizeof(tnef_text));
    return *out == NULL ? TNEF_E_MEMORY : tnef_text_init(*out, how);
}

static tnef_status text_feed(void *it, const uint8_t *data, size_t size)
{
    char out[4096];
    size_t taken, written;
    tnef_status status;

    do {
        status = tnef_text_feed(it, data, size, &taken, out, sizeof out, &written);
        data += taken;
        size -= taken;
    } while (status == TNEF_PAUSED);
    return status;
}

static void text_finish(void *it)
{
    char out[4096];
    size_t written;

    while (tnef_text_finish(it, out, sizeof out, &written) == TNEF_PAUSED)
        ;
}

static void text_free(void *it)
{
    tnef_text_free(it);
    free(it);
}

static tnef_status rtf_make(void **out, uint32_t how)
{
    const tnef_rtf_config cfg = { .size = sizeof cfg, .want = how, .sink = sink };

    MAKE(tnef_rtf);
}

PUSH(rtf)

static tnef_status html_make(void **out, uint32_t how)
{
    const tnef_html_config cfg = { .size = sizeof cfg, .codepage = how, .sink = sink };

    MAKE(tnef_html);
}

PUSH(html)

/* ---- Scanner ------------------------------------------------------------------------------- */

#define STRICT 0x1000u

/* How parts are answered: the low bits of |how|. */
static int scan_part(void *user, const tnef_scanner_part *part)
{
    (void)part;
    return *(int *)user;
}

static int scan_end(void *user, const tnef_scanner_part *part)
{
    (void)user;
    (void)part;
    return TNEF_CONTINUE;
}

static tnef_status scanner_make(void **out, uint32_t how)
{
    static const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_begin = scan_part,
                                                 .found = scan_end, .part_end = scan_end,
                                                 .sink = sink };
    static int answer;
    const tnef_scanner_config cfg = {
        .size = sizeof cfg, .policy = (how & STRICT) != 0 ? TNEF_SCANNER_STRICT : TNEF_SCANNER_FIND,
        .handlers = &handlers, .user = &answer,
        .fatal = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_END - 1u),
    };

    answer = (int)(how & ~STRICT);
    MAKE(tnef_scanner);
}

PUSH(scanner)

/* ---- Messages ------------------------------------------------------------------------------ */

static int on_message(void *user, const tnef_message_info *message)
{
    (void)user;
    (void)message;
    return TNEF_CONTINUE;
}

static int on_recipient(void *user, const tnef_recipient *recipient)
{
    (void)user;
    (void)recipient;
    return TNEF_CONTINUE;
}

static int on_part(void *user, const tnef_part *part)
{
    (void)user;
    (void)part;
    return TNEF_CONTINUE;
}

static int on_content(void *user, const tnef_part *part, const tnef_content *content)
{
    (void)user;
    (void)part;
    (void)content;
    return TNEF_CONTINUE;
}

static int on_data(void *user, const tnef_part *part, const tnef_content *content, const void *data,
                   size_t len)
{
    (void)user;
    (void)part;
    (void)content;
    (void)data;
    (void)len;
    return TNEF_CONTINUE;
}

static const tnef_reader_handlers all_handlers = {
    .size = sizeof all_handlers, .message_begin = on_message, .message_end = on_message,
    .recipient = on_recipient, .part_begin = on_part, .content_begin = on_content,
    .part_data = on_data, .content_end = on_content, .part_end = on_part, .property = on_event,
    .anomaly = on_event,
};

static tnef_status reader_make(void **out, uint32_t how)
{
    const tnef_reader_config cfg = { .size = sizeof cfg, .flags = how, .handlers = &all_handlers };

    MAKE(tnef_reader);
}

PUSH(reader)

/* As many keys as there may be, of every kind. */
static tnef_status bag_make(void **out, uint32_t how)
{
    static const uint8_t guid[16] = { 8, 0x20, 6, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46 };
    static tnef_bag_key keys[TNEF_BAG_CEILING];
    static char names[TNEF_BAG_CEILING][8];
    const tnef_bag_config bag = { .size = sizeof bag, .count = TNEF_BAG_CEILING, .wanted = keys };
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &all_handlers, .bag = &bag };

    (void)how;
    for (uint32_t i = 0; i < TNEF_BAG_CEILING; i++) {
        snprintf(names[i], sizeof names[i], "n%u", i);
        keys[i] = i % 3u == 0 ? (tnef_bag_key)TNEF_BAG_ID(0x3000u + i)
            : i % 3u == 1u ? (tnef_bag_key)TNEF_BAG_LID(guid, 0x8000u + i)
                           : (tnef_bag_key)TNEF_BAG_NAME(guid, names[i]);
    }
    MAKE(tnef_reader);
}

/* ---- Bodies -------------------------------------------------------------------------------- */

struct collecting {
    tnef_bodies *bodies;
    tnef_reader *reader;
};

static int body_begin(void *user, const tnef_part *part)
{
    return tnef_bodies_part_begin(((struct collecting *)user)->bodies, part);
}

static int body_data(void *user, const tnef_part *part, const tnef_content *content,
                     const void *data, size_t len)
{
    (void)content;
    return tnef_bodies_part_data(((struct collecting *)user)->bodies, part, data, len);
}

static int body_end(void *user, const tnef_part *part)
{
    return tnef_bodies_part_end(((struct collecting *)user)->bodies, part);
}

/* Every form that there is, of the bodies that a program would show: the best for each. */
static int body_message(void *user, const tnef_message_info *message)
{
    tnef_bodies *bodies = ((struct collecting *)user)->bodies;
    int answer = tnef_bodies_message_end(bodies, message);

    for (uint32_t form = TNEF_BODY_HTML; answer == TNEF_CONTINUE && form <= TNEF_BODY_RTF; form++) {
        tnef_body_choice choice = { .size = sizeof choice };

        if (tnef_bodies_choose(bodies, form, &choice))
            (void)tnef_bodies_deliver(bodies, choice.index, choice.form, sink, NULL);
    }
    return answer;
}

static tnef_status bodies_make(void **out, uint32_t how)
{
    static const tnef_reader_handlers handlers = { .size = sizeof handlers, .part_begin = body_begin,
                                            .part_data = body_data, .part_end = body_end,
                                            .message_end = body_message };
    const tnef_bodies_config bodies = { .size = sizeof bodies, .max_memory = 1u << 20 };
    struct collecting *c = calloc(1, sizeof *c);
    const tnef_reader_config cfg = { .size = sizeof cfg, .flags = how, .handlers = &handlers,
                                     .user = c };

    *out = c;
    if (c == NULL || tnef_bodies_new(&c->bodies, &bodies, NULL) != TNEF_OK)
        return TNEF_E_MEMORY;
    return tnef_reader_new(&c->reader, &cfg, NULL);
}

static tnef_status bodies_feed(void *it, const uint8_t *data, size_t size)
{
    return tnef_reader_feed(((struct collecting *)it)->reader, data, size, NULL);
}

static void bodies_finish(void *it)
{
    (void)tnef_reader_finish(((struct collecting *)it)->reader);
}

static void bodies_free(void *it)
{
    struct collecting *c = it;

    tnef_reader_free(c->reader);
    tnef_bodies_free(c->bodies);
    free(c);
}

/* ---- Mail ---------------------------------------------------------------------------------- */

static tnef_status mail_make(void **out, uint32_t how)
{
    const tnef_reader_config reader = { .size = sizeof reader, .flags = how & ~STRICT,
                                        .handlers = &all_handlers };
    const tnef_mail_config cfg = {
        .size = sizeof cfg, .reader = &reader,
        .policy = (how & STRICT) != 0 ? TNEF_SCANNER_STRICT : TNEF_SCANNER_FIND,
        .fatal = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_END - 1u),
    };

    MAKE(tnef_mail);
}

PUSH(mail)

/* ---- JSON ---------------------------------------------------------------------------------- */

static tnef_status json_make(void **out, uint32_t how)
{
    const tnef_json_config cfg = { .size = sizeof cfg, .sink = sink };

    (void)how;
    MAKE(tnef_json);
}

PUSH(json)

/* ---- All of them --------------------------------------------------------------------------- */

#define ALL (TNEF_RESYNC | TNEF_RAW_NESTED | TNEF_DESCEND_DATA)

static const struct worst_kind decoder = { decoder_make, decoder_feed, decoder_finish, decoder_free };
static const struct worst_kind lzfu = { lzfu_make, lzfu_feed, lzfu_finish, lzfu_free };
static const struct worst_kind transfer = { transfer_make, transfer_feed, transfer_finish,
                                            transfer_free };
static const struct worst_kind text = { text_make, text_feed, text_finish, text_free };
static const struct worst_kind rtf = { rtf_make, rtf_feed, rtf_finish, rtf_free };
static const struct worst_kind scanner = { scanner_make, scanner_feed, scanner_finish,
                                           scanner_free };
static const struct worst_kind reader = { reader_make, reader_feed, reader_finish, reader_free };
static const struct worst_kind bodies = { bodies_make, bodies_feed, bodies_finish, bodies_free };
static const struct worst_kind json = { json_make, json_feed, json_finish, json_free };
static const struct worst_kind mail = { mail_make, mail_feed, mail_finish, mail_free };
static const struct worst_kind html = { html_make, html_feed, html_finish, html_free };
static const struct worst_kind bag = { bag_make, reader_feed, reader_finish, reader_free };

const struct worst_object worst_objects[] = {
    { "decoder",        "decoder",  &decoder,  0 },
    { "decoder-all",    "decoder",  &decoder,  ALL },
    { "lzfu",           "lzfu",     &lzfu,     0 },
    { "base64",         "transfer", &transfer, TNEF_TRANSFER_BASE64 },
    { "qp",             "transfer", &transfer, TNEF_TRANSFER_QUOTED_PRINTABLE },
    { "uu",             "transfer", &transfer, TNEF_TRANSFER_UUENCODE },
    { "scanner",        "scanner",  &scanner,  TNEF_CONTINUE },
    { "scanner-decode", "scanner",  &scanner,  TNEF_SCANNER_DECODE },
    { "scanner-raw",    "scanner",  &scanner,  TNEF_SCANNER_RAW },
    { "scanner-strict", "scanner",  &scanner,  STRICT },
    { "rtf-html",       "rtf",      &rtf,      TNEF_RTF_HTML },
    { "rtf-text",       "rtf",      &rtf,      TNEF_RTF_TEXT },
    { "text-utf8",      "text",     &text,     65001 },
    { "text-utf16",     "text",     &text,     1200 },
    { "text-1252",      "text",     &text,     1252 },
    { "text-932",       "text",     &text,     932 },
    { "text-50220",     "text",     &text,     50220 },
    { "text-gb18030",   "text",     &text,     54936 },
    { "reader",         "reader",   &reader,   0 },
    { "reader-all",     "reader",   &reader,   ALL },
    { "bodies",         "bodies",   &bodies,   0 },
    { "bodies-all",     "bodies",   &bodies,   ALL },
    { "json",           "json",     &json,     0 },
    { "mail",           "mail",     &mail,     TNEF_DESCEND_DATA },
    { "mail-strict",    "mail",     &mail,     STRICT },
    { "html",           "html",     &html,     0 },
    { "html-932",       "html",     &html,     932 },
    { "bag",            "bag",      &bag,      0 },
    { NULL, NULL, NULL, 0 },
};

const struct worst_object *worst_find(const char *name)
{
    for (const struct worst_object *o = worst_objects; o->name != NULL; o++)
        if (strcmp(o->name, name) == 0)
            return o;
    return NULL;
}

struct worst_cost worst_run(const struct worst_object *object, const uint8_t *data, size_t size,
                            size_t piece)
{
    struct worst_cost cost = { 0, 0 };
    tnef_status status = TNEF_OK;
    void *it = NULL;
    uint64_t before;

    if (object->kind->make(&it, object->how) != TNEF_OK) {
        fprintf(stderr, "worst: %s cannot be made\n", object->name);
        abort();
    }
    before = touched_now();
    for (size_t at = 0; at < size && status == TNEF_OK;) {
        size_t n = piece == 0 || size - at < piece ? size - at : piece;

        status = object->kind->feed(it, data + at, n);
        at += n;
        cost.calls++;
    }
    object->kind->finish(it);
    cost.calls++;
    cost.touched = touched_now() - before;
    object->kind->free(it);
    return cost;
}

double worst_second_half(const struct worst_object *object, const uint8_t *data, size_t size,
                         size_t piece)
{
    size_t half = size / 2u;
    uint64_t all = worst_run(object, data, size, piece).touched;
    uint64_t first = worst_run(object, data, half, piece).touched;

    return all > first ? (double)(all - first) / (double)(size - half) : 0;
}
