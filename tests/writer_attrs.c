/* SPDX-License-Identifier: MIT */

/* The attributes with a form of their own, and the blocks from which most streams are
 * made. */

#include "writer.h"

#include <string.h>

void tw_stream(struct tw *w, uint16_t key)
{
    tw_u32(w, 0x223E9F78); /* the signature */
    tw_u16(w, key);
}

void tw_head(struct tw *w)
{
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    tw_class(w, "IPM.Microsoft Mail.Note");
}

void tw_sentinel(struct tw *w)
{
    tw_attachment(w, "sentinel", "S", 1);
}

void tw_attachment(struct tw *w, const char *title, const void *data, size_t len)
{
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, title);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, data, len);
}

void tw_version(struct tw *w, uint32_t version)
{
    tw_attr_u32(w, TW_MESSAGE, TW_VERSION, version);
}

void tw_codepage(struct tw *w, uint32_t primary, uint32_t secondary)
{
    tw_attr_begin(w, TW_MESSAGE, TW_CODEPAGE);
    tw_u32(w, primary);
    tw_u32(w, secondary);
    tw_attr_end(w);
}

void tw_class(struct tw *w, const char *name)
{
    tw_attr_string(w, TW_MESSAGE, TW_CLASS, name);
}

void tw_subject(struct tw *w, const char *text)
{
    tw_attr_string(w, TW_MESSAGE, TW_SUBJECT, text);
}

void tw_priority(struct tw *w, uint16_t value)
{
    tw_attr_u16(w, TW_MESSAGE, TW_PRIORITY, value);
}

void tw_status(struct tw *w, uint8_t flags)
{
    tw_attr_u8(w, TW_MESSAGE, TW_STATUS, flags);
}

void tw_message_id(struct tw *w, const char *hex)
{
    tw_attr_string(w, TW_MESSAGE, TW_MESSAGE_ID, hex);
}

void tw_trp_head(struct tw *w, uint16_t id, uint16_t total, uint16_t cch, uint16_t cb)
{
    tw_u16(w, id);
    tw_u16(w, total);
    tw_u16(w, cch);
    tw_u16(w, cb);
}

void tw_from(struct tw *w, const char *name, const char *address)
{
    size_t name_len = strlen(name) + 1;
    size_t cch = name_len + name_len % 2; /* the display name is made even */
    size_t cb = strlen(address) + 1;

    tw_attr_begin(w, TW_MESSAGE, TW_FROM);
    /* 4: one-off; the total counts this head and the null triple at the end, 8 bytes each
     */
    tw_trp_head(w, 4, (uint16_t)(16 + cch + cb), (uint16_t)cch, (uint16_t)cb);
    tw_bytes(w, name, name_len);
    tw_zeros(w, cch - name_len);
    tw_bytes(w, address, cb);
    tw_trp_head(w, 0, 0, 0, 0);
    tw_attr_end(w);
}

void tw_pair(struct tw *w, uint32_t id, const char *name, const char *address)
{
    size_t name_len = strlen(name) + 1;
    size_t address_len = strlen(address) + 1;

    tw_attr_begin(w, TW_MESSAGE, id);
    tw_u16(w, (uint16_t)name_len);
    tw_bytes(w, name, name_len);
    tw_u16(w, (uint16_t)address_len);
    tw_bytes(w, address, address_len);
    tw_attr_end(w);
}

void tw_rend(struct tw *w, uint16_t atyp, uint32_t position, uint16_t width,
             uint16_t height, uint32_t flags)
{
    tw_attr_begin(w, TW_ATTACHMENT, TW_REND);
    tw_u16(w, atyp);
    tw_u32(w, position);
    tw_u16(w, width);
    tw_u16(w, height);
    tw_u32(w, flags);
    tw_attr_end(w);
}

void tw_rend_file(struct tw *w)
{
    tw_rend(w, 1, 0xFFFFFFFF, 0, 0, 0);
}

void tw_embedded_begin(struct tw *w, const char *name)
{
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "Untitled Attachment");
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 5); /* embedded message */
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, name);
    tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    tw_stream(w, TW_KEY);
}

void tw_embedded_end(struct tw *w)
{
    tw_object_end(w);
    tw_attr_props_end(w);
}

void tw_deep(struct tw *w, size_t levels)
{
    tw_stream(w, TW_KEY);
    for (size_t i = 0; i < levels; i++) {
        tw_version(w, 0x00010000);
        tw_codepage(w, 1252, 0);
        tw_subject(w, "level");
        tw_rend_file(w);
        tw_attach_props_begin(w);
        tw_prop_i4(w, TW_P_ATTACH_METHOD, 5); /* embedded message */
        tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
        tw_stream(w, TW_KEY);
    }
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    tw_subject(w, "innermost");
    for (size_t i = 0; i < levels; i++) {
        tw_embedded_end(w);
    }
    tw_sentinel(w);
}

void tw_rtf_head(struct tw *w, uint32_t comp_size, uint32_t raw_size, const char magic[4],
                 uint32_t crc)
{
    tw_u32(w, comp_size);
    tw_u32(w, raw_size);
    tw_bytes(w, magic, 4);
    tw_u32(w, crc);
}
