/* SPDX-License-Identifier: MIT */

/* Every configuration of the library, complete, and everything that takes one behind one face. */

#ifndef TNEF_TESTS_CONFIG_WORLD_H
#define TNEF_TESTS_CONFIG_WORLD_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/bag.h>
#include <tnef/bodies.h>
#include <tnef/convert.h>
#include <tnef/html.h>
#include <tnef/json.h>
#include <tnef/lzfu.h>
#include <tnef/mail.h>
#include <tnef/text.h>
#include <tnef/transfer.h>

/* The structs. Each begins an area of its own, zero to its end. */
enum area {
    A_DECODER, A_LIMITS, A_LZFU, A_TRANSFER, A_RTF, A_HTML, A_SCANNER, A_SCAN_LIMITS, A_SCAN_HANDLERS,
    A_READER, A_HANDLERS, A_MODEL, A_BAG, A_KEYS, A_BODIES, A_SPOOL, A_MAIL, A_MAIL_HANDLERS,
    A_CHARSETS,
    A_JSON,
    A_CONVERT, A_UNWRAP, A_OPTIONS,
    AREA_COUNT
};

#define AREA_SIZE 32768u          /* all keys that a list may have, and more                         */

/* Keys of the list, by what they are named by. */
enum { KEY_ID, KEY_LID, KEY_NAME, KEY_COUNT };

struct area_info {
    const char *name;
    size_t size;                  /* of the struct, of KEYS of the array                            */
    uint32_t reached;             /* bits 1 << the number of a kind that looks into it              */
    size_t pointers[7];           /* 1 + offset of a pointer that constructors follow; 0: no more   */
};

extern const struct area_info areas[AREA_COUNT];

/* What takes a configuration. */
enum kind {
    K_DECODER, K_LZFU, K_TRANSFER, K_RTF, K_HTML, K_SCANNER, K_READER, K_MESSAGE, K_BODIES, K_MAIL,
    K_BAG, K_JSON, K_CONVERT, K_UNWRAP, KIND_COUNT
};

struct kind_info {
    const char *name;
    enum area root;
    int may_be_null;
    tnef_status (*check)(const void *cfg, const void **field);
    tnef_status (*make)(const void *cfg, const tnef_allocator *alloc);  /* and frees it             */
    tnef_status (*init)(const void *cfg);                               /* NULL: has none            */
    size_t (*size)(const void *cfg);                                    /* NULL: of one size         */
};

extern const struct kind_info kinds[KIND_COUNT];

/* All areas as constructors like them. */
void world_reset(void);
uint8_t *world_area(enum area a);

/* The field that a struct has in |parent| and that points to |child|; 0: none. */
size_t world_link(enum area parent, enum area child);

#endif
