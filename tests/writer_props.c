/* SPDX-License-Identifier: MIT */

/* Property lists, values, recipients, objects. */

#include "writer.h"

#include <stdlib.h>
#include <string.h>

const uint8_t TW_IID_MESSAGE[16] = {0x07, 0x03, 0x02, 0, 0, 0, 0, 0,
                                    0xC0, 0,    0,    0, 0, 0, 0, 0x46};
const uint8_t TW_IID_STORAGE[16] = {0x0B, 0, 0, 0, 0, 0, 0, 0,
                                    0xC0, 0, 0, 0, 0, 0, 0, 0x46};
const uint8_t TW_IID_STREAM[16] = {0x0C, 0, 0, 0, 0, 0, 0, 0,
                                   0xC0, 0, 0, 0, 0, 0, 0, 0x46};
const uint8_t TW_PSETID_COMMON[16] = {0x08, 0x20, 0x06, 0, 0, 0, 0, 0,
                                      0xC0, 0,    0,    0, 0, 0, 0, 0x46};
const uint8_t TW_PSETID_APPOINTMENT[16] = {0x02, 0x20, 0x06, 0, 0, 0, 0, 0,
                                           0xC0, 0,    0,    0, 0, 0, 0, 0x46};
const uint8_t TW_PS_PUBLIC_STRINGS[16] = {0x29, 0x03, 0x02, 0, 0, 0, 0, 0,
                                          0xC0, 0,    0,    0, 0, 0, 0, 0x46};
const uint8_t TW_PS_INTERNET_HEADERS[16] = {0x86, 0x03, 0x02, 0, 0, 0, 0, 0,
                                            0xC0, 0,    0,    0, 0, 0, 0, 0x46};

/* ---- lists, heads, padding ---- */

void tw_props_begin(struct tw *w)
{
    tw_open(w, TW_K_LIST);
}

void tw_props_end(struct tw *w)
{
    tw_close(w, TW_K_LIST);
}

void tw_msg_props_begin(struct tw *w)
{
    tw_attr_begin(w, TW_MESSAGE, TW_PROPS);
    tw_props_begin(w);
}

void tw_attach_props_begin(struct tw *w)
{
    tw_attr_begin(w, TW_ATTACHMENT, TW_ATTACH_PROPS);
    tw_props_begin(w);
}

void tw_attr_props_end(struct tw *w)
{
    tw_props_end(w);
    tw_attr_end(w);
}

void tw_prop_head(struct tw *w, uint16_t type, uint16_t id)
{
    tw_count(w, TW_K_LIST);
    tw_u16(w, type);
    tw_u16(w, id);
    tw_bytes(w, w->name, w->name_len);
    free(w->name);
    w->name = NULL;
    w->name_len = 0;
}

void tw_named_raw(struct tw *w, const void *data, size_t len)
{
    free(w->name);
    w->name = malloc(len + 1);
    if (w->name == NULL) {
        abort();
    }
    if (len > 0) {
        memcpy(w->name, data, len);
    }
    w->name_len = len;
}

void tw_named_id(struct tw *w, const uint8_t guid[16], uint32_t lid)
{
    struct tw name;

    tw_init(&name);
    tw_bytes(&name, guid, 16);
    tw_u32(&name, 0); /* named by number */
    tw_u32(&name, lid);
    tw_named_raw(w, name.buf, name.len);
    tw_free(&name);
}

void tw_named_string(struct tw *w, const uint8_t guid[16], const char *utf8)
{
    struct tw name;

    tw_init(&name);
    tw_bytes(&name, guid, 16);
    tw_u32(&name, 1); /* named by string */
    tw_value_begin(&name);
    tw_utf16(&name, utf8);
    tw_u16(&name, 0);
    tw_value_end(&name);
    tw_named_raw(w, name.buf, name.len);
    tw_free(&name);
}

void tw_pad_value(struct tw *w, uint8_t value)
{
    w->pad_value = value;
}

void tw_pad_missing(struct tw *w, size_t count)
{
    w->pad_missing = count;
}

void tw_pad(struct tw *w, size_t count)
{
    tw_fill(w, w->pad_value, w->pad_missing < count ? count - w->pad_missing : 0);
    w->pad_missing = 0;
}

/* ---- values of a fixed size ---- */

static uint32_t float_bits(float value)
{
    uint32_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static uint64_t double_bits(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

void tw_prop_u32(struct tw *w, uint16_t type, uint16_t id, uint32_t value)
{
    tw_prop_head(w, type, id);
    tw_u32(w, value);
}

void tw_prop_u64(struct tw *w, uint16_t type, uint16_t id, uint64_t value)
{
    tw_prop_head(w, type, id);
    tw_u64(w, value);
}

void tw_prop_null(struct tw *w, uint16_t id)
{
    tw_prop_head(w, TW_T_NULL, id);
}

void tw_prop_i2(struct tw *w, uint16_t id, int16_t value)
{
    tw_prop_head(w, TW_T_I2, id);
    tw_u16(w, (uint16_t)value);
    tw_pad(w, 2);
}

void tw_prop_i4(struct tw *w, uint16_t id, int32_t value)
{
    tw_prop_u32(w, TW_T_I4, id, (uint32_t)value);
}

void tw_prop_r4(struct tw *w, uint16_t id, float value)
{
    tw_prop_u32(w, TW_T_R4, id, float_bits(value));
}

void tw_prop_r8(struct tw *w, uint16_t id, double value)
{
    tw_prop_u64(w, TW_T_R8, id, double_bits(value));
}

void tw_prop_currency(struct tw *w, uint16_t id, int64_t value)
{
    tw_prop_u64(w, TW_T_CURRENCY, id, (uint64_t)value);
}

void tw_prop_apptime(struct tw *w, uint16_t id, double value)
{
    tw_prop_u64(w, TW_T_APPTIME, id, double_bits(value));
}

void tw_prop_error(struct tw *w, uint16_t id, uint32_t value)
{
    tw_prop_u32(w, TW_T_ERROR, id, value);
}

void tw_prop_bool(struct tw *w, uint16_t id, uint16_t value)
{
    tw_prop_head(w, TW_T_BOOL, id);
    tw_u16(w, value);
    tw_pad(w, 2);
}

void tw_prop_i8(struct tw *w, uint16_t id, int64_t value)
{
    tw_prop_u64(w, TW_T_I8, id, (uint64_t)value);
}

void tw_prop_time(struct tw *w, uint16_t id, uint64_t filetime)
{
    tw_prop_u64(w, TW_T_TIME, id, filetime);
}

void tw_prop_guid(struct tw *w, uint16_t id, const uint8_t guid[16])
{
    tw_prop_head(w, TW_T_GUID, id);
    tw_bytes(w, guid, 16);
}

/* ---- values with a length, several values ---- */

void tw_values_begin(struct tw *w, uint16_t type, uint16_t id)
{
    tw_prop_head(w, type, id);
    tw_open(w, TW_K_VALUES);
}

void tw_values_end(struct tw *w)
{
    tw_close(w, TW_K_VALUES);
}

void tw_value_begin(struct tw *w)
{
    tw_count(w, TW_K_VALUES);
    tw_open(w, TW_K_VALUE);
}

void tw_value_end(struct tw *w)
{
    size_t len = tw_close(w, TW_K_VALUE);

    tw_pad(w, (4 - len % 4) % 4);
}

void tw_value(struct tw *w, const void *data, size_t len)
{
    tw_value_begin(w);
    tw_bytes(w, data, len);
    tw_value_end(w);
}

void tw_value_str8(struct tw *w, const char *text)
{
    tw_value(w, text, strlen(text) + 1);
}

void tw_value_unicode(struct tw *w, const char *utf8)
{
    tw_value_begin(w);
    tw_utf16(w, utf8);
    tw_u16(w, 0);
    tw_value_end(w);
}

void tw_value_u16(struct tw *w, uint16_t value)
{
    tw_count(w, TW_K_VALUES);
    tw_u16(w, value);
    tw_pad(w, 2);
}

void tw_value_u32(struct tw *w, uint32_t value)
{
    tw_count(w, TW_K_VALUES);
    tw_u32(w, value);
}

void tw_value_u64(struct tw *w, uint64_t value)
{
    tw_count(w, TW_K_VALUES);
    tw_u64(w, value);
}

void tw_value_guid(struct tw *w, const uint8_t guid[16])
{
    tw_count(w, TW_K_VALUES);
    tw_bytes(w, guid, 16);
}

void tw_prop_bytes(struct tw *w, uint16_t type, uint16_t id, const void *data, size_t len)
{
    tw_values_begin(w, type, id);
    tw_value(w, data, len);
    tw_values_end(w);
}

void tw_prop_str8(struct tw *w, uint16_t id, const char *text)
{
    tw_prop_bytes(w, TW_T_STR8, id, text, strlen(text) + 1);
}

void tw_prop_unicode(struct tw *w, uint16_t id, const char *utf8)
{
    tw_values_begin(w, TW_T_UNICODE, id);
    tw_value_unicode(w, utf8);
    tw_values_end(w);
}

void tw_prop_binary(struct tw *w, uint16_t id, const void *data, size_t len)
{
    tw_prop_bytes(w, TW_T_BINARY, id, data, len);
}

void tw_prop_object(struct tw *w, uint16_t id, const uint8_t iid[16], const void *data,
                    size_t len)
{
    tw_object_begin(w, id, iid);
    tw_bytes(w, data, len);
    tw_object_end(w);
}

void tw_object_begin(struct tw *w, uint16_t id, const uint8_t iid[16])
{
    tw_values_begin(w, TW_T_OBJECT, id);
    tw_value_begin(w);
    tw_bytes(w, iid, 16);
}

void tw_object_end(struct tw *w)
{
    tw_value_end(w);
    tw_values_end(w);
}

/* One value of |type|, without the multi-value bit, inside tw_values_begin and _end or,
 * for a fixed size, right after the head. */
static void any_value(struct tw *w, uint16_t type)
{
    switch (type) {
    case TW_T_NULL:
        break;
    case TW_T_I2:
    case TW_T_BOOL:
        tw_value_u16(w, 1);
        break;
    case TW_T_I4:
    case TW_T_ERROR:
        tw_value_u32(w, 0x41414141);
        break;
    case TW_T_R4:
        tw_value_u32(w, float_bits(1.5F));
        break;
    case TW_T_R8:
    case TW_T_APPTIME:
        tw_value_u64(w, double_bits(-2.25));
        break;
    case TW_T_CURRENCY:
    case TW_T_I8:
        tw_value_u64(w, 0x8000000000000001);
        break;
    case TW_T_TIME:
        tw_value_u64(w, 0x01D6E2A1B2C3D4E5);
        break;
    case TW_T_GUID:
        tw_value_guid(w, TW_PS_PUBLIC_STRINGS);
        break;
    case TW_T_STR8:
        tw_value_str8(w, "text");
        break;
    case TW_T_UNICODE:
        tw_value_unicode(w, "t\xC3\xA9xt"); /* U+00E9 */
        break;
    case TW_T_OBJECT:
        tw_value(w, TW_IID_STREAM, 16);
        break;
    case TW_T_BINARY:
        tw_value(w, "\x01\x02\x03", 3);
        break;
    default:
        abort();
    }
}

void tw_prop_any(struct tw *w, uint16_t type, uint16_t id)
{
    uint16_t single = type & 0x0FFF;

    if ((type & TW_T_MV) != 0) {
        tw_values_begin(w, type, id);
        any_value(w, single);
        any_value(w, single);
        tw_values_end(w);
    } else if (type == TW_T_STR8 || type == TW_T_UNICODE || type == TW_T_OBJECT ||
               type == TW_T_BINARY) {
        tw_values_begin(w, type, id);
        any_value(w, type);
        tw_values_end(w);
    } else {
        tw_prop_head(w, type, id);
        any_value(w, type);
    }
}

/* ---- recipients ---- */

void tw_rows_begin(struct tw *w)
{
    tw_attr_begin(w, TW_MESSAGE, TW_RECIPIENTS);
    tw_open(w, TW_K_ROWS);
}

void tw_row_begin(struct tw *w)
{
    tw_count(w, TW_K_ROWS);
    tw_props_begin(w);
}

void tw_row_end(struct tw *w)
{
    tw_props_end(w);
}

void tw_rows_end(struct tw *w)
{
    tw_close(w, TW_K_ROWS);
    tw_attr_end(w);
}

void tw_recipient(struct tw *w, int32_t kind, const char *name, const char *type,
                  const char *address, const char *smtp)
{
    tw_row_begin(w);
    tw_prop_i4(w, TW_P_RECIPIENT_KIND, kind);
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, name);
    tw_prop_unicode(w, TW_P_ADDRESS_TYPE, type);
    tw_prop_unicode(w, TW_P_EMAIL_ADDRESS, address);
    if (smtp != NULL) {
        tw_prop_unicode(w, TW_P_SMTP_ADDRESS, smtp);
    }
    tw_row_end(w);
}
