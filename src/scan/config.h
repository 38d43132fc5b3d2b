/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_CONFIG_H
#define TNEFI_SCAN_CONFIG_H
/* What a scanner was told: the caller's configuration, each field with its default put in. It does not change
 * as long as the scanner lives, so its objects may point to it. */

#include <tnef/scanner.h>

#include <stdint.h>

#define MAGIC_MAX 8u
#define LIMIT_CEILING (UINT64_C(1) << 62) /* of max_stream, max_output and max_input */
#define TEXT_MAX  10u        /* characters of base64 that all hold bits of the magic, and not its last one */

struct tnefi_scan_config {
    int (*part_begin)(void *user, const tnef_scanner_part *part);
    int (*found)(void *user, const tnef_scanner_part *part);
    int (*part_end)(void *user, const tnef_scanner_part *part);
    tnef_sink_fn sink;
    void *user;
    const char *const *types;
    const char *const *names;
    uint64_t fatal, max_stream, max_output, max_input;
    uint32_t max_line, max_header, max_fields, max_parameters, max_pieces;
    uint32_t max_depth, max_parts, max_streams, max_levels;
    uint32_t policy, magic_len;
    uint8_t magic[MAGIC_MAX];
    uint8_t text[TEXT_MAX];  /* the base64 form of the magic, without the character that ends it */
    uint32_t text_len;       /* 0: that is too short to look for it in text */
};

/* config.c: TNEF_OK or TNEF_E_ARGUMENT. */
tnef_status tnefi_scan_import(struct tnefi_scan_config *out, const tnef_scanner_config *cfg);

#endif
