/* SPDX-License-Identifier: MIT */
/* The configuration of a scanner. It is imported field by field, as that of the decoder is, so that the
 * struct of the caller may be older or newer than this version. */

#include "scan/priv.h"

#include "base/structs.h"

#include <tnef/mapi.h>

static const uint8_t default_magic[4] = TNEF_SIGNATURE_BYTES;
static const char *const default_types[] = { "application/ms-tnef", "application/vnd.ms-tnef", NULL };
static const char *const default_names[] = { "winmail#.dat", "win.dat", NULL };

/* ---- What is wrong ------------------------------------------------------------------------- */

/* The first field that is wrong, or NULL: of the limits, here; of the search and of all, below. */
static const void *limits_field(const tnef_scanner_limits *l)
{
    const void *wrong = TNEFI_STRUCT_FIELD(l);

    if (l == NULL || wrong != NULL)
        return wrong;
    if (l->max_line > TNEF_SCANNER_LINE_CEILING)
        return &l->max_line;
    if (l->max_pieces > PIECES_MAX)
        return &l->max_pieces;
    if (l->max_depth > TNEF_SCANNER_DEPTH_CEILING)
        return &l->max_depth;
    if (l->max_parts > TNEF_SCANNER_PARTS_CEILING)
        return &l->max_parts;
    if (l->max_levels > TNEF_SCANNER_LEVELS)
        return &l->max_levels;
    if (l->max_stream > LIMIT_CEILING)
        return &l->max_stream;
    if (l->max_output > LIMIT_CEILING)
        return &l->max_output;
    return l->max_input > LIMIT_CEILING ? &l->max_input : NULL;
}

static const void *search_field(const tnef_scanner_config *cfg)
{
    if (cfg->magic == NULL ? cfg->magic_len != 0 : cfg->magic_len == 0 || cfg->magic_len > MAGIC_MAX)
        return &cfg->magic_len;
    return cfg->reserved != 0 ? &cfg->reserved : NULL;
}

static const void *wrong_field(const tnef_scanner_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (cfg->policy != TNEF_SCANNER_FIND && cfg->policy != TNEF_SCANNER_STRICT)
        return &cfg->policy;
    wrong = TNEFI_STRUCT_FIELD(cfg->handlers);
    if (wrong == NULL)
        wrong = limits_field(cfg->limits);
    if (wrong != NULL)
        return wrong;
    if (cfg->fatal >= TNEF_ANOMALY_BIT(TNEF_SCANNER_A_END) && cfg->fatal != TNEF_FATAL_ALL)
        return &cfg->fatal;
    return search_field(cfg);
}

tnef_status tnef_scanner_check(const tnef_scanner_config *cfg, const void **field)
{
    return tnefi_base_checked(1, wrong_field(cfg), field);
}

/* ---- Import -------------------------------------------------------------------------------- */

static uint32_t or32(uint32_t given, uint32_t fallback)
{
    return given != 0 ? given : fallback;
}

static uint64_t or64(uint64_t given, uint64_t fallback)
{
    return given != 0 ? given : fallback;
}

static void import_limits(struct tnefi_scan_config *out, const tnef_scanner_limits *l)
{
    out->max_line = or32(l->max_line, 16384u);
    out->max_header = or32(l->max_header, 262144u);
    out->max_fields = or32(l->max_fields, 1024u);
    out->max_parameters = or32(l->max_parameters, 128u);
    out->max_pieces = or32(l->max_pieces, PIECES_MAX);
    out->max_depth = or32(l->max_depth, 32u);
    out->max_parts = or32(l->max_parts, 1000u);
    out->max_streams = or32(l->max_streams, 8u);
    out->max_levels = or32(l->max_levels, TNEF_SCANNER_LEVELS);
    out->max_stream = or64(l->max_stream, UINT64_C(16) << 30);
    out->max_output = or64(l->max_output, UINT64_C(64) << 30);
    out->max_input = or64(l->max_input, UINT64_C(16) << 30);
}

/* A character of base64 holds six bits. The last of those that the magic determines is left out, so that no
 * stream shows before the block around it has begun; of less than four, chance would make too many. */
static void import_text(struct tnefi_scan_config *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t len = (out->magic_len * 8u - 1u) / 6u;

    out->text_len = len < 4u ? 0 : len;
    for (uint32_t i = 0; i < out->text_len; i++) {
        uint32_t at = 6u * i / 8u;
        uint32_t low = at + 1u < out->magic_len ? out->magic[at + 1u] : 0;
        uint32_t bits = out->magic[at] * 256u + low;

        out->text[i] = (uint8_t)digits[bits / (1u << (10u - 6u * i % 8u)) % 64u];
    }
}

static void import_search(struct tnefi_scan_config *out, const tnef_scanner_config *cfg)
{
    const uint8_t *magic = cfg->magic != NULL ? cfg->magic : default_magic;

    out->magic_len = cfg->magic != NULL ? cfg->magic_len : (uint32_t)sizeof default_magic;
    tnefi_base_copy(out->magic, magic, out->magic_len);
    import_text(out);
    out->types = cfg->types != NULL ? cfg->types : default_types;
    out->names = cfg->names != NULL ? cfg->names : default_names;
}

static void import_handlers(struct tnefi_scan_config *out, const tnef_scanner_config *cfg)
{
    static const tnef_scanner_handlers none = { .size = sizeof(tnef_scanner_handlers) };
    const tnef_scanner_handlers *h = cfg->handlers != NULL ? cfg->handlers : &none;

    out->part_begin = h->part_begin;
    out->found = h->found;
    out->part_end = h->part_end;
    out->sink = h->sink;
    out->user = cfg->user;
}

tnef_status tnefi_scan_import(struct tnefi_scan_config *out, const tnef_scanner_config *cfg)
{
    static const tnef_scanner_config defaults = { .size = sizeof(tnef_scanner_config) };
    static const tnef_scanner_limits no_limits = { .size = sizeof(tnef_scanner_limits) };

    if (tnef_scanner_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    if (cfg == NULL)
        cfg = &defaults;
    import_limits(out, cfg->limits != NULL ? cfg->limits : &no_limits);
    import_search(out, cfg);
    import_handlers(out, cfg);
    out->policy = cfg->policy;
    out->fatal = cfg->fatal != 0 ? cfg->fatal : TNEF_SCANNER_FATAL_DEFAULT;
    return TNEF_OK;
}
