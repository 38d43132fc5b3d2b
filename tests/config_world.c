/* SPDX-License-Identifier: MIT */

#include "config_world.h"

#include <tnef/mapi.h>

#include <stdlib.h>
#include <string.h>

static union {
    max_align_t align;
    uint8_t bytes[AREA_SIZE];
} world[AREA_COUNT];

uint8_t *world_area(enum area a)
{
    return world[a].bytes;
}

/* ---- Kinds -------------------------------------------------------------------------------- */

#define CHECK(kind)                                                                                \
    static tnef_status check_##kind(const void *cfg, const void **field)                           \
    {                                                                                              \
        return tnef_##kind##_check(cfg, field);                                                    \
    }
#define MAKE(kind)                                                                                 \
    static tnef_status make_##kind(const void *cfg, const tnef_allocator *alloc)                   \
    {                                                                                              \
        tnef_##kind *object = NULL;                                                                \
        tnef_status status = tnef_##kind##_new(&object, cfg, alloc);                               \
                                                                                                   \
        if ((status == TNEF_OK) != (object != NULL))                                               \
            abort();                                                                               \
        tnef_##kind##_free(object);                                                                \
        return status;                                                                             \
    }
#define INIT(kind, room)                                                                           \
    static tnef_status init_##kind(const void *cfg)                                                \
    {                                                                                              \
        void *mem = malloc(room);                                                                  \
        tnef_##kind *object = NULL;                                                                \
        tnef_status status = tnef_##kind##_init(&object, mem, room, cfg);                          \
                                                                                                   \
        tnef_##kind##_free(object);                                                                \
        free(mem);                                                                                 \
        return status;                                                                             \
    }
#define SIZE(kind)                                                                                 \
    static size_t size_##kind(const void *cfg)                                                     \
    {                                                                                              \
        return tnef_##kind##_size(cfg);                                                            \
    }

CHECK(decoder) MAKE(decoder) INIT(decoder, TNEF_DECODER_SIZE_MAX)
CHECK(lzfu) MAKE(lzfu) INIT(lzfu, TNEF_LZFU_SIZE_MAX)
CHECK(transfer) MAKE(transfer) INIT(transfer, TNEF_TRANSFER_SIZE_MAX)
CHECK(rtf) MAKE(rtf) INIT(rtf, TNEF_RTF_SIZE_MAX)
CHECK(html) MAKE(html) INIT(html, TNEF_HTML_SIZE_MAX)
CHECK(scanner) MAKE(scanner) INIT(scanner, TNEF_SCANNER_SIZE_MAX) SIZE(scanner)
CHECK(reader) MAKE(reader) SIZE(reader)
CHECK(bodies) MAKE(bodies) SIZE(bodies)
CHECK(mail) MAKE(mail) SIZE(mail)
CHECK(json) MAKE(json) SIZE(json)
CHECK(convert) MAKE(convert) SIZE(convert)
CHECK(unwrap) MAKE(unwrap) SIZE(unwrap)
CHECK(message)
CHECK(bag)

/* Nothing is loaded, so a configuration that is taken leads to TNEF_E_TRUNCATED, or to TNEF_E_ANOMALY. */
static tnef_status make_message(const void *cfg, const tnef_allocator *alloc)
{
    tnef_message *message;
    tnef_status status = tnef_message_load(&message, NULL, 0, cfg, alloc);

    tnef_message_free(message);
    return status == TNEF_E_TRUNCATED || status == TNEF_E_ANOMALY ? TNEF_OK : status;
}

/* A list is taken by a reader. */
static tnef_status make_bag(const void *cfg, const tnef_allocator *alloc)
{
    tnef_reader_config reader = { .size = sizeof reader, .bag = cfg };

    return make_reader(&reader, alloc);
}

static size_t size_bag(const void *cfg)
{
    tnef_reader_config reader = { .size = sizeof reader, .bag = cfg };

    return tnef_reader_size(&reader);
}

#define FACE(kind) #kind, .check = check_##kind, .make = make_##kind

const struct kind_info kinds[KIND_COUNT] = {
    [K_DECODER] = { FACE(decoder), .root = A_DECODER, .init = init_decoder },
    [K_LZFU] = { FACE(lzfu), .root = A_LZFU, .init = init_lzfu },
    [K_TRANSFER] = { FACE(transfer), .root = A_TRANSFER, .init = init_transfer },
    [K_RTF] = { FACE(rtf), .root = A_RTF, .init = init_rtf },
    [K_HTML] = { FACE(html), .root = A_HTML, .init = init_html },
    [K_SCANNER] = { FACE(scanner), .root = A_SCANNER, .may_be_null = 1, .init = init_scanner,
                    .size = size_scanner },
    [K_READER] = { FACE(reader), .root = A_READER, .may_be_null = 1, .size = size_reader },
    [K_MESSAGE] = { FACE(message), .root = A_READER, .may_be_null = 1 },
    [K_BODIES] = { FACE(bodies), .root = A_BODIES, .may_be_null = 1, .size = size_bodies },
    [K_MAIL] = { FACE(mail), .root = A_MAIL, .may_be_null = 1, .size = size_mail },
    [K_BAG] = { FACE(bag), .root = A_BAG, .may_be_null = 1, .size = size_bag },
    [K_JSON] = { FACE(json), .root = A_JSON, .size = size_json },
    [K_CONVERT] = { FACE(convert), .root = A_CONVERT, .may_be_null = 1, .size = size_convert },
    [K_UNWRAP] = { FACE(unwrap), .root = A_UNWRAP, .size = size_unwrap },
};

/* ---- Areas -------------------------------------------------------------------------------- */

#define BY(kind) (1u << K_##kind)
#define CONVERTS (BY(CONVERT) | BY(UNWRAP))
#define MODELS   (BY(READER) | BY(MESSAGE) | BY(MAIL))
#define P(type, field)  (offsetof(type, field) + 1u)
#define KEY(key, field) (KEY_##key * sizeof(tnef_bag_key) + P(tnef_bag_key, field))

const struct area_info areas[AREA_COUNT] = {
    [A_DECODER] = { "tnef_decoder_config",
                    sizeof(tnef_decoder_config),
                    BY(DECODER),
                    { P(tnef_decoder_config, limits) } },
    [A_LIMITS] = { "tnef_decoder_limits",
                   sizeof(tnef_decoder_limits),
                   BY(DECODER) | BY(JSON) | CONVERTS | MODELS,
                   { 0 } },
    [A_LZFU] = { "tnef_lzfu_config", sizeof(tnef_lzfu_config), BY(LZFU), { 0 } },
    [A_TRANSFER] = { "tnef_transfer_config", sizeof(tnef_transfer_config), BY(TRANSFER), { 0 } },
    [A_RTF] = { "tnef_rtf_config",
                sizeof(tnef_rtf_config),
                BY(RTF),
                { P(tnef_rtf_config, text), P(tnef_rtf_config, charsets) } },
    [A_HTML] = { "tnef_html_config",
                 sizeof(tnef_html_config),
                 BY(HTML),
                 { P(tnef_html_config, text), P(tnef_html_config, charsets) } },
    [A_SCANNER] = { "tnef_scanner_config",
                    sizeof(tnef_scanner_config),
                    BY(SCANNER),
                    { P(tnef_scanner_config, handlers), P(tnef_scanner_config, limits),
                      P(tnef_scanner_config, magic) } },
    [A_SCAN_LIMITS] = { "tnef_scanner_limits", sizeof(tnef_scanner_limits),
                        BY(SCANNER) | BY(MAIL) | BY(UNWRAP), { 0 } },
    [A_SCAN_HANDLERS] = { "tnef_scanner_handlers", sizeof(tnef_scanner_handlers), BY(SCANNER), { 0 } },
    [A_READER] = { "tnef_reader_config",
                   sizeof(tnef_reader_config),
                   MODELS,
                   { P(tnef_reader_config, handlers), P(tnef_reader_config, decoder_limits),
                     P(tnef_reader_config, limits), P(tnef_reader_config, bag),
                     P(tnef_reader_config, charsets) } },
    [A_HANDLERS] = { "tnef_reader_handlers", sizeof(tnef_reader_handlers), MODELS, { 0 } },
    [A_MODEL] = { "tnef_reader_limits", sizeof(tnef_reader_limits), BY(JSON) | CONVERTS | MODELS, { 0 } },
    [A_BAG] = { "tnef_bag_config",
                sizeof(tnef_bag_config),
                MODELS | BY(BAG),
                { P(tnef_bag_config, wanted) } },
    [A_KEYS] = { "tnef_bag_key",
                 KEY_COUNT * sizeof(tnef_bag_key),
                 MODELS | BY(BAG),
                 { KEY(ID, guid), KEY(ID, name), KEY(LID, guid), KEY(LID, name), KEY(NAME, guid),
                   KEY(NAME, name) } },
    [A_BODIES] = { "tnef_bodies_config",
                   sizeof(tnef_bodies_config),
                   BY(BODIES),
                   { P(tnef_bodies_config, spool), P(tnef_bodies_config, charsets) } },
    [A_SPOOL] = { "tnef_spool", sizeof(tnef_spool), BY(BODIES) | CONVERTS, { 0 } },
    [A_MAIL] = { "tnef_mail_config",
                 sizeof(tnef_mail_config),
                 BY(MAIL),
                 { P(tnef_mail_config, handlers), P(tnef_mail_config, reader),
                   P(tnef_mail_config, scanner_limits) } },
    [A_MAIL_HANDLERS] = { "tnef_mail_handlers", sizeof(tnef_mail_handlers), BY(MAIL), { 0 } },
    [A_CHARSETS] = { "tnef_charset_hook",
                     sizeof(tnef_charset_hook),
                     BY(JSON) | BY(RTF) | BY(HTML) | BY(BODIES) | CONVERTS | MODELS,
                     { 0 } },
    [A_JSON] = { "tnef_json_config",
                 sizeof(tnef_json_config),
                 BY(JSON),
                 { P(tnef_json_config, decoder_limits), P(tnef_json_config, limits),
                   P(tnef_json_config, charsets) } },
    [A_CONVERT] = { "tnef_convert_config",
                    sizeof(tnef_convert_config),
                    CONVERTS,
                    { P(tnef_convert_config, spool), P(tnef_convert_config, decoder_limits),
                      P(tnef_convert_config, limits), P(tnef_convert_config, charsets) } },
    [A_UNWRAP] = { "tnef_unwrap_config",
                   sizeof(tnef_unwrap_config),
                   BY(UNWRAP),
                   { P(tnef_unwrap_config, spool), P(tnef_unwrap_config, convert),
                     P(tnef_unwrap_config, options), P(tnef_unwrap_config, scanner_limits) } },
    [A_OPTIONS] = { "tnef_convert_options", sizeof(tnef_convert_options), BY(UNWRAP),
                    { P(tnef_convert_options, imcea_domain) } },
};

static const struct {
    enum area parent, child;
    size_t at;
} links[] = {
    { A_DECODER, A_LIMITS, offsetof(tnef_decoder_config, limits) },
    { A_SCANNER, A_SCAN_HANDLERS, offsetof(tnef_scanner_config, handlers) },
    { A_SCANNER, A_SCAN_LIMITS, offsetof(tnef_scanner_config, limits) },
    { A_READER, A_HANDLERS, offsetof(tnef_reader_config, handlers) },
    { A_READER, A_LIMITS, offsetof(tnef_reader_config, decoder_limits) },
    { A_READER, A_MODEL, offsetof(tnef_reader_config, limits) },
    { A_READER, A_BAG, offsetof(tnef_reader_config, bag) },
    { A_BAG, A_KEYS, offsetof(tnef_bag_config, wanted) },
    { A_RTF, A_CHARSETS, offsetof(tnef_rtf_config, charsets) },
    { A_HTML, A_CHARSETS, offsetof(tnef_html_config, charsets) },
    { A_READER, A_CHARSETS, offsetof(tnef_reader_config, charsets) },
    { A_BODIES, A_CHARSETS, offsetof(tnef_bodies_config, charsets) },
    { A_BODIES, A_SPOOL, offsetof(tnef_bodies_config, spool) },
    { A_MAIL, A_MAIL_HANDLERS, offsetof(tnef_mail_config, handlers) },
    { A_MAIL, A_READER, offsetof(tnef_mail_config, reader) },
    { A_MAIL, A_SCAN_LIMITS, offsetof(tnef_mail_config, scanner_limits) },
    { A_JSON, A_LIMITS, offsetof(tnef_json_config, decoder_limits) },
    { A_JSON, A_MODEL, offsetof(tnef_json_config, limits) },
    { A_JSON, A_CHARSETS, offsetof(tnef_json_config, charsets) },
    { A_CONVERT, A_SPOOL, offsetof(tnef_convert_config, spool) },
    { A_CONVERT, A_LIMITS, offsetof(tnef_convert_config, decoder_limits) },
    { A_CONVERT, A_MODEL, offsetof(tnef_convert_config, limits) },
    { A_CONVERT, A_CHARSETS, offsetof(tnef_convert_config, charsets) },
    { A_UNWRAP, A_SPOOL, offsetof(tnef_unwrap_config, spool) },
    { A_UNWRAP, A_CONVERT, offsetof(tnef_unwrap_config, convert) },
    { A_UNWRAP, A_OPTIONS, offsetof(tnef_unwrap_config, options) },
    { A_UNWRAP, A_SCAN_LIMITS, offsetof(tnef_unwrap_config, scanner_limits) },
};
#define LINK_COUNT (sizeof links / sizeof links[0])

size_t world_link(enum area parent, enum area child)
{
    for (size_t i = 0; i < LINK_COUNT; i++)
        if (links[i].parent == parent && links[i].child == child)
            return links[i].at;
    return 0;
}

/* ---- What constructors like ---------------------------------------------------------------- */

static int on_event(void *user, const tnef_event *event)
{
    (void)user;
    (void)event;
    return TNEF_CONTINUE;
}

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    (void)user;
    (void)offset;
    (void)buf;
    (void)len;
    return 0;
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    (void)user;
    (void)offset;
    (void)buf;
    (void)len;
    return 0;
}

static tnef_status open_charset(void *user, uint32_t codepage, void **converter)
{
    (void)user;
    (void)codepage;
    (void)converter;
    return TNEF_E_TYPE;
}

static size_t convert(void *user, void *converter, const uint8_t *in, size_t len, char *out)
{
    (void)user;
    (void)converter;
    (void)in;
    (void)len;
    (void)out;
    return 0;
}

static void close_charset(void *user, void *converter)
{
    (void)user;
    (void)converter;
}

#define PUT(area, ...) memcpy(world[area].bytes, &(__VA_ARGS__), sizeof(__VA_ARGS__))

static void put_lists(void)
{
    static const uint8_t guid[16] = TNEF_PSETID_APPOINTMENT_BYTES;
    static const tnef_bag_key keys[KEY_COUNT] = {
        [KEY_ID] = { NULL, NULL, 0x0037u },
        [KEY_LID] = { guid, NULL, 0x8208u },
        [KEY_NAME] = { guid, "Keywords", 0 },
    };

    memcpy(world[A_KEYS].bytes, keys, sizeof keys);
    PUT(A_BAG, (tnef_bag_config){ .size = sizeof(tnef_bag_config), .count = KEY_COUNT,
                                  .wanted = (const void *)world[A_KEYS].bytes });
}

static void put_simple(void)
{
    PUT(A_DECODER, (tnef_decoder_config){ .size = sizeof(tnef_decoder_config), .on_event = on_event });
    PUT(A_LZFU, (tnef_lzfu_config){ .size = sizeof(tnef_lzfu_config), .sink = sink });
    PUT(A_TRANSFER, (tnef_transfer_config){ .size = sizeof(tnef_transfer_config), .sink = sink });
    PUT(A_RTF, (tnef_rtf_config){ .size = sizeof(tnef_rtf_config), .sink = sink });
    PUT(A_HTML, (tnef_html_config){ .size = sizeof(tnef_html_config), .sink = sink });
    PUT(A_CHARSETS, (tnef_charset_hook){ .size = sizeof(tnef_charset_hook), .open = open_charset,
                                         .convert = convert, .close = close_charset });
    PUT(A_JSON, (tnef_json_config){ .size = sizeof(tnef_json_config), .sink = sink });
    PUT(A_SPOOL, (tnef_spool){ .size = sizeof(tnef_spool), .write = spool_write,
                               .read = spool_read });
}

void world_reset(void)
{
    static const uint8_t magic[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    static const enum area sized[] = { A_LIMITS, A_SCAN_LIMITS, A_SCAN_HANDLERS, A_READER,
                                       A_HANDLERS, A_MODEL, A_BODIES, A_MAIL, A_MAIL_HANDLERS,
                                       A_CONVERT, A_UNWRAP, A_OPTIONS };

    memset(world, 0, sizeof world);
    put_simple();
    put_lists();
    PUT(A_SCANNER, (tnef_scanner_config){ .size = sizeof(tnef_scanner_config), .magic = magic,
                                          .magic_len = sizeof magic });
    for (size_t i = 0; i < sizeof sized / sizeof sized[0]; i++) {
        uint32_t size = (uint32_t)areas[sized[i]].size;

        memcpy(world[sized[i]].bytes, &size, sizeof size);
    }
    for (size_t i = 0; i < LINK_COUNT; i++) {
        const void *child = world[links[i].child].bytes;

        memcpy(world[links[i].parent].bytes + links[i].at, &child, sizeof child);
    }
}
