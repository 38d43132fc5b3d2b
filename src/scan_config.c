/* SPDX-License-Identifier: MIT */
/* The configuration of a scanner is imported field by field, as that of the decoder is. */

#include "scan_priv.h"

#include "config.h"

static const uint8_t default_magic[4] = { 0x78, 0x9F, 0x3E, 0x22 };
static const char *const default_types[] = { "application/ms-tnef", "application/vnd.ms-tnef",
                                             NULL };
static const char *const default_names[] = { "winmail#.dat", "win.dat", NULL };

static uint32_t or32(uint32_t given, uint32_t fallback)
{
    return given != 0 ? given : fallback;
}

static uint64_t or64(uint64_t given, uint64_t fallback)
{
    return given != 0 ? given : fallback;
}

static int import_limits(struct tnefi_scan_config *out, const tnef_scan_limits *l)
{
    out->max_line = or32(l->max_line, 16384u);
    out->max_header = or32(l->max_header, 262144u);
    out->max_fields = or32(l->max_fields, 1024u);
    out->max_parameters = or32(l->max_parameters, 128u);
    out->max_pieces = or32(l->max_pieces, PIECES_MAX);
    out->max_depth = or32(l->max_depth, 32u);
    out->max_parts = or32(l->max_parts, 1000u);
    out->max_streams = or32(l->max_streams, 8u);
    out->max_levels = or32(l->max_levels, TNEF_SCAN_LEVELS);
    out->max_stream = or64(l->max_stream, UINT64_C(16) << 30);
    out->max_output = or64(l->max_output, UINT64_C(64) << 30);
    out->max_input = or64(l->max_input, UINT64_C(16) << 30);
    return out->max_line <= TNEF_SCAN_LINE_CEILING && out->max_depth <= FRAMES
        && out->max_pieces <= PIECES_MAX && out->max_levels <= TNEF_SCAN_LEVELS && out->max_parts <= TNEF_SCAN_PARTS_CEILING
        && out->max_stream <= UINT64_C(1) << 62 && out->max_output <= UINT64_C(1) << 62
        && out->max_input <= UINT64_C(1) << 62;
}

static int import_search(struct tnefi_scan_config *out, const tnef_scanner_config *cfg)
{
    const uint8_t *magic = cfg->magic != NULL ? cfg->magic : default_magic;

    out->magic_len = cfg->magic != NULL ? cfg->magic_len : (uint32_t)sizeof default_magic;
    if (out->magic_len == 0 || out->magic_len > MAGIC_MAX
        || (cfg->magic == NULL && cfg->magic_len != 0))
        return 0;
    tnefi_copy(out->magic, magic, out->magic_len);
    out->types = cfg->types != NULL ? cfg->types : default_types;
    out->names = cfg->names != NULL ? cfg->names : default_names;
    return 1;
}

static int import_handlers(struct tnefi_scan_config *out, const tnef_scanner_config *cfg)
{
    static const tnef_scan_handlers none = { .size = sizeof(tnef_scan_handlers) };
    const tnef_scan_handlers *h = cfg->handlers != NULL ? cfg->handlers : &none;

    if (!tnefi_struct_readable(h, h->size, sizeof *h, sizeof *h))
        return 0;
    out->part_begin = h->part_begin;
    out->found = h->found;
    out->part_end = h->part_end;
    out->sink = h->sink;
    out->user = cfg->user;
    return 1;
}

tnef_status tnefi_scan_import(struct tnefi_scan_config *out, const tnef_scanner_config *cfg)
{
    static const tnef_scanner_config defaults = { .size = sizeof(tnef_scanner_config) };
    static const tnef_scan_limits no_limits = { .size = sizeof(tnef_scan_limits) };
    const tnef_scan_limits *l;

    if (cfg == NULL)
        cfg = &defaults;
    if (!tnefi_struct_readable(cfg, cfg->size, sizeof *cfg, sizeof *cfg))
        return TNEF_E_ARGUMENT;
    l = cfg->limits != NULL ? cfg->limits : &no_limits;
    if (!tnefi_struct_readable(l, l->size, sizeof *l, sizeof *l)
        || (cfg->policy != TNEF_SCAN_FIND && cfg->policy != TNEF_SCAN_STRICT) || cfg->reserved != 0
        || cfg->refuse >= TNEF_SCAN_BIT(TNEF_SCAN_NUMBER_OF))
        return TNEF_E_ARGUMENT;
    if (!import_limits(out, l) || !import_search(out, cfg) || !import_handlers(out, cfg))
        return TNEF_E_ARGUMENT;
    out->policy = cfg->policy;
    out->refuse = cfg->refuse != 0 ? cfg->refuse : TNEF_SCAN_REFUSE;
    return TNEF_OK;
}
