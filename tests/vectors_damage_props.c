/* SPDX-License-Identifier: MIT */

/* Streams with one fault or oddity each inside a property list, a recipient table or an
 * embedded message. Most lists begin with a sound property; after the damaged attribute a
 * sentinel attachment follows. */

#include "vectors.h"

/* Message properties that begin with a sound one. */
static void list_begin(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_i4(w, TW_P_IMPORTANCE, 1);
}

static void list_end(struct tw *w)
{
    tw_attr_props_end(w);
    tw_sentinel(w);
}

/* An attachment's properties, to hold an object. */
static void attach_list_begin(struct tw *w)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 5); /* embedded message */
}

/* ---- types ---- */

void vector_prop_type_unknown(struct tw *w)
{
    list_begin(w);
    tw_prop_head(w, TW_T_UNKNOWN, 0x6701);
    tw_str8(w, "payload?");
    list_end(w);
}

void vector_prop_type_server_id(struct tw *w)
{
    list_begin(w);
    tw_prop_head(w, TW_T_SERVER_ID, 0x6701);
    tw_u16(w, 21); /* the size of what follows, without padding */
    tw_u8(w, 1);
    tw_zeros(w, 20);
    list_end(w);
}

void vector_prop_type_multi_unknown(struct tw *w)
{
    list_begin(w);
    tw_values_begin(w, TW_T_MV | TW_T_UNKNOWN, 0x6701);
    tw_claim(w, 0xFFFFFFFF);
    tw_value_u32(w, 1);
    tw_values_end(w);
    list_end(w);
}

/* 4,294,967,295 values of no bytes. */
void vector_prop_type_multi_null(struct tw *w)
{
    list_begin(w);
    tw_values_begin(w, TW_T_MV | TW_T_NULL, 0x6701);
    tw_claim(w, 0xFFFFFFFF);
    tw_values_end(w);
    list_end(w);
}

/* Well-known properties, each with every type in turn. */
void vector_prop_types_confused(struct tw *w)
{
    static const uint16_t ids[] = {
        TW_P_BODY,        TW_P_RTF,           TW_P_HTML,
        TW_P_SUBJECT,     TW_P_DELIVERY_TIME, TW_P_RECIPIENT_KIND,
        TW_P_ATTACH_DATA, TW_P_ATTACH_METHOD, TW_P_INTERNET_CODEPAGE};
    static const uint16_t types[] = {TW_T_I4,
                                     TW_T_I2,
                                     TW_T_BOOL,
                                     TW_T_TIME,
                                     TW_T_GUID,
                                     TW_T_STR8,
                                     TW_T_UNICODE,
                                     TW_T_BINARY,
                                     TW_T_OBJECT,
                                     TW_T_ERROR,
                                     TW_T_NULL,
                                     TW_T_MV | TW_T_I4,
                                     TW_T_MV | TW_T_STR8,
                                     TW_T_MV | TW_T_BINARY};

    list_begin(w);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        for (size_t j = 0; j < sizeof types / sizeof types[0]; j++) {
            tw_prop_any(w, types[j], ids[i]);
        }
    }
    list_end(w);
}

/* ---- counts of lists ---- */

void vector_prop_count_too_big(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_claim(w, 0xFFFFFFFF);
    tw_prop_i4(w, TW_P_IMPORTANCE, 1);
    tw_prop_unicode(w, TW_P_SUBJECT, "subject");
    list_end(w);
}

/* The second property, whole and sound, is not counted. */
void vector_prop_count_too_small(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_claim_add(w, -1);
    tw_prop_i4(w, TW_P_IMPORTANCE, 1);
    tw_prop_unicode(w, TW_P_SUBJECT, "subject");
    list_end(w);
}

void vector_prop_list_remainder(struct tw *w)
{
    list_begin(w);
    tw_str8(w, "bytes that belong to no property");
    list_end(w);
}

/* ---- values ---- */

void vector_value_overrun(struct tw *w)
{
    list_begin(w);
    tw_values_begin(w, TW_T_BINARY, 0x6701);
    tw_value_begin(w);
    tw_claim(w, 1000);
    tw_str8(w, "eight by");
    tw_value_end(w);
    tw_values_end(w);
    list_end(w);
}

/* Made a multiple of four, this length is 0 in 32 bits. */
void vector_value_length_wraps(struct tw *w)
{
    list_begin(w);
    tw_values_begin(w, TW_T_BINARY, 0x6701);
    tw_value_begin(w);
    tw_claim(w, 0xFFFFFFFD);
    tw_str8(w, "four");
    tw_value_end(w);
    tw_values_end(w);
    list_end(w);
}

void vector_value_count_zero(struct tw *w)
{
    static const uint16_t types[] = {TW_T_STR8, TW_T_UNICODE, TW_T_BINARY, TW_T_OBJECT};

    list_begin(w);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        tw_values_begin(w, types[i], (uint16_t)(0x6701 + i));
        tw_values_end(w);
    }
    tw_prop_i4(w, TW_P_SENSITIVITY, 2); /* in step again */
    list_end(w);
}

void vector_value_count_two(struct tw *w)
{
    list_begin(w);
    tw_values_begin(w, TW_T_STR8, 0x6701);
    tw_value_str8(w, "first");
    tw_value_str8(w, "second");
    tw_values_end(w);
    tw_values_begin(w, TW_T_UNICODE, TW_P_SUBJECT);
    tw_value_unicode(w, "first");
    tw_value_unicode(w, "second");
    tw_values_end(w);
    tw_prop_i4(w, TW_P_SENSITIVITY, 2); /* in step again */
    list_end(w);
}

/* Times eight, this count is 8 in 32 bits. */
void vector_value_count_huge(struct tw *w)
{
    list_begin(w);
    tw_values_begin(w, TW_T_MV | TW_T_TIME, 0x6701);
    tw_claim(w, 0x20000001);
    tw_value_u64(w, 0x01DC7E25DCF1DC00);
    tw_value_u64(w, 0x01DC7E25E11DF980);
    tw_values_end(w);
    list_end(w);
}

void vector_value_odd_utf16(struct tw *w)
{
    list_begin(w);
    tw_values_begin(w, TW_T_UNICODE, TW_P_SUBJECT);
    tw_value(w, "a\0b\0c", 5);
    tw_values_end(w);
    list_end(w);
}

void vector_value_bad_utf16(struct tw *w)
{
    static const uint16_t units[] = {'a',    0xD800, 'b', /* high surrogate alone */
                                     0xDC00, 'c',         /* low surrogate alone */
                                     0xDC00, 0xD800, 'd', /* pair the wrong way round */
                                     0xD83D, 0xDE00,      /* U+1F600 */
                                     0,      'e',    0xDBFF}; /* NUL inside; cut pair */

    list_begin(w);
    tw_values_begin(w, TW_T_UNICODE, TW_P_SUBJECT);
    tw_value_begin(w);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        tw_u16(w, units[i]);
    }
    tw_value_end(w);
    tw_values_end(w);
    list_end(w);
}

/* ---- padding ---- */

void vector_pad_not_zero(struct tw *w)
{
    list_begin(w);
    tw_pad_value(w, 0x5A);
    tw_prop_bool(w, 0x6701, 1);
    tw_prop_i2(w, 0x6702, 2);
    tw_prop_str8(w, 0x6703, "pad");
    tw_prop_str8(w, 0x6704, "pad 2");
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, "even"); /* its padding is zero */
    tw_prop_binary(w, 0x8001, "\x01", 1);
    tw_pad_value(w, 0);
    list_end(w);
}

void vector_pad_missing(struct tw *w)
{
    list_begin(w);
    tw_pad_missing(w, 3);
    tw_prop_binary(w, 0x6701, "\x01", 1);
    list_end(w);
}

/* ---- names ---- */

void vector_name_too_long(struct tw *w)
{
    char name[300]; /* 600 bytes of UTF-16 with the terminator */

    for (size_t i = 0; i < sizeof name - 1; i++) {
        name[i] = (char)('a' + i % 26);
    }
    name[sizeof name - 1] = '\0';
    list_begin(w);
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, name);
    tw_prop_i4(w, 0x8001, 1);
    tw_prop_i4(w, TW_P_SENSITIVITY, 2);
    list_end(w);
}

/* A property whose name has the given kind and length field and then |len| bytes. */
static void odd_name(struct tw *w, uint32_t kind, uint32_t claim, const char *text,
                     size_t len)
{
    struct tw name;

    tw_init(&name);
    tw_bytes(&name, TW_PS_PUBLIC_STRINGS, 16);
    tw_u32(&name, kind);
    tw_u32(&name, claim);
    tw_bytes(&name, text, len);
    tw_named_raw(w, name.buf, name.len);
    tw_free(&name);
    tw_prop_i4(w, 0x8001, 1);
}

void vector_name_kind_unknown(struct tw *w)
{
    list_begin(w);
    odd_name(w, 2, 1, NULL, 0);
    list_end(w);
}

void vector_name_length_odd(struct tw *w)
{
    list_begin(w);
    odd_name(w, 1, 3, "a\0b", 4);  /* three bytes and one of padding */
    odd_name(w, 1, 2, "a\0\0", 4); /* no terminator */
    odd_name(w, 1, 0, NULL, 0);
    list_end(w);
}

void vector_name_length_past_end(struct tw *w)
{
    list_begin(w);
    odd_name(w, 1, 0xFFFFFFFE, "a\0\0", 4);
    list_end(w);
}

/* ---- objects and embedded messages ---- */

void vector_object_short(struct tw *w)
{
    attach_list_begin(w);
    tw_prop_bytes(w, TW_T_OBJECT, TW_P_ATTACH_DATA, TW_IID_MESSAGE, 15);
    list_end(w);
}

void vector_object_without_stream(struct tw *w)
{
    attach_list_begin(w);
    tw_prop_object(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE, NULL, 0);
    list_end(w);
}

void vector_embedded_signature_wrong(struct tw *w)
{
    attach_list_begin(w);
    tw_prop_object(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE, "not a stream at all", 19);
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, "after");
    list_end(w);
}

/* The lengths around it are right: only the inner stream ends early. */
void vector_embedded_cut(struct tw *w)
{
    attach_list_begin(w);
    tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    tw_head(w);
    tw_attachment(w, "cut.txt", "0123456789", 10);
    tw_truncate(w, w->len - 7);
    tw_object_end(w);
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, "after");
    list_end(w);
}

/* The inner subject claims what belongs to the outer message. */
void vector_embedded_overruns_object(struct tw *w)
{
    attach_list_begin(w);
    tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    tw_stream(w, TW_KEY);
    tw_attr_begin(w, TW_MESSAGE, TW_SUBJECT);
    tw_claim_add(w, 40);
    tw_str8(w, "inner");
    tw_attr_end(w);
    tw_object_end(w);
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, "after, and long enough to be overrun");
    list_end(w);
}

/* ---- recipients ---- */

void vector_rows_count_too_big(struct tw *w)
{
    tw_head(w);
    tw_rows_begin(w);
    tw_claim(w, 0x80000000);
    tw_recipient(w, 1, "Ann", "SMTP", "ann@example.org", NULL);
    tw_rows_end(w);
    tw_sentinel(w);
}

void vector_row_property_count_huge(struct tw *w)
{
    tw_head(w);
    tw_rows_begin(w);
    tw_recipient(w, 1, "Ann", "SMTP", "ann@example.org", NULL);
    tw_row_begin(w);
    tw_claim(w, 0xFFFFFFFF);
    tw_prop_i4(w, TW_P_RECIPIENT_KIND, 2);
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, "Bob");
    tw_row_end(w);
    tw_rows_end(w);
    tw_sentinel(w);
}

void vector_recipients_twice(struct tw *w)
{
    tw_head(w);
    for (int i = 0; i < 2; i++) {
        tw_rows_begin(w);
        tw_recipient(w, 1, "Ann", "SMTP", "ann@example.org", NULL);
        tw_rows_end(w);
    }
    tw_sentinel(w);
}
