/* SPDX-License-Identifier: MIT */

/* Values: bytes from the decoder, as programs expect to find them. */

#include <limits.h>
#include <string.h>

#include <tnef/mapi.h>

#include "priv.h"

static const uint8_t signature[4] = TNEF_SIGNATURE_BYTES;

static void add(struct ytnefi_parse *p, const void *data, size_t len)
{
    if (!p->failed && !ytnefi_add(p->arena, &p->value, data, len)) {
        p->failed = true;
    }
}

void ytnefi_value_begin(struct ytnefi_parse *p, uint64_t offset, bool is_text)
{
    p->collecting = true;
    p->is_text = is_text;
    p->begins = offset;
    p->prefix = 0;
    p->value.len = 0;
    if (is_text) {
        (void)tnef_text_init(&p->text, 1200); /* UTF-16LE, which needs no converter */
    }
}

/* |end|: the text ends here. */
static void add_text(struct ytnefi_parse *p, const uint8_t *data, size_t len, bool end)
{
    char out[512];
    size_t taken, written;
    tnef_status status;

    do {
        if (end) {
            taken = 0;
            status = tnef_text_finish(&p->text, out, sizeof out, &written);
        } else {
            status = tnef_text_feed(&p->text, data, len, &taken, out, sizeof out, &written);
        }
        add(p, out, written);
        data += taken;
        len -= taken;
    } while (status == TNEF_PAUSED);
}

void ytnefi_value_data(struct ytnefi_parse *p, const tnef_event *event)
{
    if (p->is_text) {
        add_text(p, event->data, event->len, false);
        return;
    }
    /* A stream that is attached as a file may have an interface id before it, which is in no event. Programs
     * expect it, since they pass over it. */
    if (p->value.len == 0 && event->offset - p->begins == YTNEFI_IID_SIZE) {
        add(p, tnef_guid_bytes(TNEF_GUID_IID_IMESSAGE), YTNEFI_IID_SIZE);
        p->prefix = YTNEFI_IID_SIZE;
        p->begins = event->offset;
    }
    add(p, event->data, event->len);
}

/* A terminator counts, as it does in values of PT_STRING8; one is always there. */
static void end_text(struct ytnefi_parse *p)
{
    const uint8_t *bytes;

    add_text(p, (const uint8_t *)"", 0, true);
    bytes = ytnefi_bytes(&p->value);
    while (p->value.len > 0 && bytes[p->value.len - 1] == 0) {
        p->value.len--;
    }
    add(p, "", 1);
}

void ytnefi_value_end(struct ytnefi_parse *p, variableLength *out)
{
    size_t len;

    if (p->is_text) {
        end_text(p);
    }
    p->collecting = false;
    p->is_text = false;
    out->data = NULL;
    out->size = 0;
    len = p->value.len;
    if (!p->failed && len <= INT_MAX) {
        out->data = ytnefi_keep(p->arena, &p->value);
        out->size = (int)len;
    }
    if (out->data == NULL) {
        out->size = 0;
        p->failed = true;
    }
    p->value.len = 0;
}

void ytnefi_value_copy(struct ytnefi_parse *p, const BYTE *data, size_t len, variableLength *out)
{
    ytnefi_value_begin(p, 0, false);
    add(p, data, len);
    ytnefi_value_end(p, out);
}

void ytnefi_value_erase(struct ytnefi_parse *p, uint64_t offset)
{
    uint64_t at = offset - p->begins + p->prefix;

    if (p->collecting && !p->is_text && offset >= p->begins && at < p->value.len
        && p->value.len - at >= sizeof signature
        && memcmp(ytnefi_bytes(&p->value) + at, signature, sizeof signature) == 0) {
        memset(ytnefi_bytes(&p->value) + at, 0, sizeof signature);
    }
}
