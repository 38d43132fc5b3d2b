/* SPDX-License-Identifier: MIT */

/* Numbers, text and compressed RTF for programs. */

#include <stdlib.h>
#include <string.h>

#include <tnef/lzfu.h>
#include <tnef/text.h>

#include "priv.h"

static DDWORD little(const BYTE *p, int size, int most)
{
    DDWORD value = 0;

    for (int i = size < most ? size : most; i > 0; i--) {
        value = value << 8 | p[i - 1];
    }
    return value;
}

WORD SwapWord(BYTE *p, int size)
{
    return (WORD)little(p, size, 2);
}

DWORD SwapDWord(BYTE *p, int size)
{
    return (DWORD)little(p, size, 4);
}

DDWORD SwapDDWord(BYTE *p, int size)
{
    return little(p, size, 8);
}

/* Of UTF-16LE two bytes give three at most; half a unit gives three, too. */
char *to_utf8(size_t len, char *buf)
{
    size_t size = len / 2 * 3 + 3 + YTNEF_PADDING, written;
    char *out = len < YTNEFI_MEMORY ? calloc(1, size) : NULL;

    if (out != NULL) {
        (void)tnef_text_convert(1200, buf, len, out, size, &written, NULL);
    }
    return out;
}

/* ---- Compressed RTF: [MS-OXRTFCP] -------------------------------------------------------------- */

#define RTF_HEADER 16

int IsCompressedRTF(variableLength *p)
{
    DWORD type;

    if (p == NULL || p->data == NULL || p->size < RTF_HEADER) {
        return 0;
    }
    type = SwapDWord(p->data + 8, 4);
    return type == TNEF_LZFU_TYPE_COMPRESSED || type == TNEF_LZFU_TYPE_STORED;
}

struct output {
    BYTE *data;
    size_t len, size;
};

/* There is always room for a terminator. */
static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
{
    struct output *o = user;
    BYTE *data = o->data;

    if (o->size - o->len <= len) {
        o->size = (o->size + len + YTNEF_PADDING) * 2;
        data = realloc(o->data, o->size);
    }
    if (data == NULL) {
        *taken = 0;
        return TNEF_E_MEMORY;
    }
    o->data = data;
    memcpy(data + o->len, buf, len);
    o->len += len;
    data[o->len] = 0;
    return TNEF_OK;
}

/* What can be decompressed of a damaged value is better than nothing; of a bomb it is not. */
BYTE *DecompressRTF(variableLength *p, int *size)
{
    struct output o = { NULL, 0, 0 };
    tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = put, .user = &o };
    tnef_status status = TNEF_E_ARGUMENT;
    tnef_lzfu *lzfu = NULL;

    if (p != NULL && p->data != NULL && p->size > 0) {
        status = tnef_lzfu_new(&lzfu, &cfg, NULL);
    }
    if (status == TNEF_OK) {
        status = tnef_lzfu_feed(lzfu, p->data, (size_t)p->size, NULL);
    }
    if (status == TNEF_OK) {
        status = tnef_lzfu_finish(lzfu);
    }
    tnef_lzfu_free(lzfu);
    if (o.len == 0 || (status != TNEF_OK && !TNEF_IS_MALFORMED(status))) {
        free(o.data);
        o.data = NULL;
        o.len = 0;
    }
    *size = (int)o.len; /* at most 64 MiB: the default of |max_output| */
    return o.data;
}
