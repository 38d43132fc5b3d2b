/* SPDX-License-Identifier: MIT */

/* Streams with one fault or oddity each. Where what follows the fault can still be read,
 * a sentinel attachment stands there, so that a test sees whether it was. */

#include "vectors.h"

#include <string.h>

/* ---- signature, checksum, what follows the end ---- */

void vector_no_bytes(struct tw *w)
{
    (void)w;
}

void vector_signature_wrong(struct tw *w)
{
    tw_u32(w, 0x789F3E22); /* the bytes in the other order */
    tw_u16(w, TW_KEY);
    tw_version(w, 0x00010000);
}

void vector_signature_cut(struct tw *w)
{
    tw_bytes(w, "\x78\x9F\x3E", 3);
}

void vector_checksum_wrong(struct tw *w)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    tw_attr_begin(w, TW_ATTACHMENT, TW_DATA);
    tw_str8(w, "payload");
    tw_attr_checksum_add(w, 1);
    tw_attr_end(w);
    tw_sentinel(w);
}

/* The data of the last attribute ends where the input does. */
void vector_checksum_missing(struct tw *w)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_begin(w, TW_ATTACHMENT, TW_DATA);
    tw_str8(w, "payload");
    tw_attr_no_checksum(w);
    tw_attr_end(w);
}

void vector_trailing_crlf(struct tw *w)
{
    tw_head(w);
    tw_sentinel(w);
    tw_str8(w, "\r\n");
}

void vector_trailing_garbage(struct tw *w)
{
    tw_head(w);
    tw_sentinel(w);
    tw_str8(w, "--boundary--\r\nText after the attachment.\r\n");
}

void vector_trailing_second_stream(struct tw *w)
{
    tw_head(w);
    tw_sentinel(w);
    tw_head(w);
    tw_attachment(w, "second.txt", "second", 6);
}

void vector_garbage_then_attribute(struct tw *w)
{
    tw_head(w);
    tw_str8(w, "garbage between attributes");
    tw_sentinel(w);
}

/* ---- level and id ---- */

void vector_level_zero_known_id(struct tw *w)
{
    tw_head(w);
    tw_attr_string(w, 0, TW_SUBJECT, "level 0");
    tw_sentinel(w);
}

void vector_level_wrong_unknown_id(struct tw *w)
{
    tw_head(w);
    tw_attr_text(w, 3, TW_UNKNOWN, "level 3");
    tw_sentinel(w);
}

void vector_level_swapped(struct tw *w)
{
    tw_head(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_SUBJECT, "on the wrong level");
    tw_attr(w, TW_MESSAGE, TW_DATA, "on the wrong level", 18);
    tw_sentinel(w);
}

void vector_id_without_type(struct tw *w)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA & 0xFFFF, "data", 4);
    tw_sentinel(w);
}

void vector_id_unknown(struct tw *w)
{
    tw_head(w);
    tw_attr(w, TW_MESSAGE, TW_UNKNOWN, "message", 7);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_UNKNOWN, "attachment", 10);
    tw_sentinel(w);
}

/* ---- cut short ---- */

/* The stream of |build| up to the last byte that is |from_end| bytes before its end. */
static void cut(struct tw *w, void (*build)(struct tw *w), size_t from_end)
{
    build(w);
    tw_truncate(w, w->len - from_end);
}

void vector_cut_in_key(struct tw *w)
{
    cut(w, vector_header_only, 1);
}

void vector_cut_in_attribute_head(struct tw *w)
{
    tw_head(w);
    tw_attr_text(w, TW_MESSAGE, TW_BODY, "body");
    tw_truncate(w, w->len - 4 - 2 - 3); /* data, checksum, three bytes of the length */
}

void vector_cut_in_attribute_data(struct tw *w)
{
    cut(w, vector_two_attachments, 3); /* the checksum and one byte of the data */
}

void vector_cut_in_checksum(struct tw *w)
{
    cut(w, vector_two_attachments, 1);
}

void vector_cut_in_property_head(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_i4(w, TW_P_IMPORTANCE, 1);
    tw_prop_i4(w, TW_P_SENSITIVITY, 1);
    tw_truncate(w, w->len - 5); /* the value and one byte of the id */
    tw_attr_props_end(w);
    tw_sentinel(w);
}

void vector_cut_in_property_name(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_named_raw(w, TW_PSETID_COMMON, 13);
    tw_prop_head(w, TW_T_I4, 0x8001);
    tw_attr_props_end(w);
    tw_sentinel(w);
}

void vector_cut_in_value(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_time(w, TW_P_SUBMIT_TIME, 0x01DC7E25DCF1DC00);
    tw_truncate(w, w->len - 3);
    tw_attr_props_end(w);
    tw_sentinel(w);
}

void vector_cut_in_row(struct tw *w)
{
    tw_head(w);
    tw_rows_begin(w);
    tw_recipient(w, 1, "Ann", "SMTP", "ann@example.org", NULL);
    tw_recipient(w, 1, "Bob", "SMTP", "bob@example.org", NULL);
    tw_truncate(w, w->len - 10);
    tw_rows_end(w);
    tw_sentinel(w);
}

void vector_cut_in_embedded(struct tw *w)
{
    cut(w, vector_embedded_depth_2,
        139); /* two of the four bytes of the innermost file stay */
}

/* ---- lengths of attributes ---- */

void vector_length_past_end(struct tw *w)
{
    tw_head(w);
    tw_attr_begin(w, TW_MESSAGE, TW_SUBJECT);
    tw_claim(w, 0x7FFFFFFF);
    tw_str8(w, "subject");
    tw_attr_end(w);
    tw_sentinel(w);
}

/* -11 as a signed number: a reader that adds it arrives at this attribute again. */
void vector_length_negative(struct tw *w)
{
    tw_head(w);
    tw_attr_begin(w, TW_MESSAGE, TW_SUBJECT);
    tw_claim(w, 0xFFFFFFF5);
    tw_attr_end(w);
    tw_sentinel(w);
}

void vector_length_zero_everywhere(struct tw *w)
{
    static const uint32_t message_ids[] = {
        TW_NULL,       TW_VERSION,  TW_CODEPAGE,       TW_CLASS,
        TW_FROM,       TW_SUBJECT,  TW_DATE_SENT,      TW_DATE_RECD,
        TW_STATUS,     TW_BODY,     TW_MESSAGE_ID,     TW_PARENT_ID,
        TW_PRIORITY,   TW_PROPS,    TW_DATE_MODIFIED,  TW_CONVERSATION_ID,
        TW_RECIPIENTS, TW_OWNER,    TW_ORIGINAL_CLASS, TW_ORIGINAL_CLASS_SPEC,
        TW_SENT_FOR,   TW_DELEGATE, TW_DATE_START,     TW_DATE_END,
        TW_AID_OWNER,  TW_UNKNOWN,  TW_REQUEST_RES};
    static const uint32_t attachment_ids[] = {
        TW_REND,        TW_DATA,           TW_TITLE,        TW_METAFILE, TW_CREATE_DATE,
        TW_MODIFY_DATE, TW_TRANSPORT_NAME, TW_ATTACH_PROPS, TW_UNKNOWN};

    tw_stream(w, TW_KEY);
    for (size_t i = 0; i < sizeof message_ids / sizeof message_ids[0]; i++) {
        tw_attr(w, TW_MESSAGE, message_ids[i], NULL, 0);
    }
    for (size_t i = 0; i < sizeof attachment_ids / sizeof attachment_ids[0]; i++) {
        tw_attr(w, TW_ATTACHMENT, attachment_ids[i], NULL, 0);
    }
    tw_sentinel(w);
}

/* Every attribute of a fixed size with |change| bytes more or, if negative, less. */
static void fixed_sizes(struct tw *w, int change)
{
    static const struct {
        uint8_t level;
        uint32_t id;
        int len;
    } fixed[] = {
        {TW_MESSAGE, TW_VERSION, 4},         {TW_MESSAGE, TW_CODEPAGE, 8},
        {TW_MESSAGE, TW_DATE_SENT, 14},      {TW_MESSAGE, TW_PRIORITY, 2},
        {TW_MESSAGE, TW_STATUS, 1},          {TW_MESSAGE, TW_REQUEST_RES, 2},
        {TW_MESSAGE, TW_AID_OWNER, 4},       {TW_ATTACHMENT, TW_REND, 14},
        {TW_ATTACHMENT, TW_CREATE_DATE, 14}, {TW_ATTACHMENT, TW_MODIFY_DATE, 14}};

    tw_stream(w, TW_KEY);
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        tw_attr_begin(w, fixed[i].level, fixed[i].id);
        tw_fill(w, 1, (size_t)(fixed[i].len + change));
        tw_attr_end(w);
    }
    tw_sentinel(w);
}

void vector_fixed_short(struct tw *w)
{
    fixed_sizes(w, -1);
}

void vector_fixed_long(struct tw *w)
{
    fixed_sizes(w, 1);
}

/* ---- values of legacy attributes ---- */

void vector_date_invalid(struct tw *w)
{
    static const struct tw_date dates[] = {
        {2026, 0, 5, 9, 30, 0, 1},
        {2026, 13, 5, 9, 30, 0, 1},
        {2026, 1, 0, 9, 30, 0, 1},
        {2026, 1, 32, 9, 30, 0, 1},
        {2026, 1, 5, 24, 0, 0, 1},
        {2026, 1, 5, 9, 60, 0, 1},
        {2026, 2, 29, 9, 30, 0, 1},
        {2026, 1, 5, 9, 30, 61, 1},
        {0, 0, 0, 0, 0, 0, 0},
        {0, 1, 1, 0, 0, 0, 0},
        {65535, 12, 31, 0, 0, 0, 0},
        {0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF}};

    tw_head(w);
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        tw_attr_date(w, TW_MESSAGE, TW_DATE_SENT, dates[i]);
    }
    tw_sentinel(w);
}

void vector_version_wrong(struct tw *w)
{
    tw_stream(w, TW_KEY);
    tw_version(w, 0xFFFFFFFF);
    tw_codepage(w, 1252, 0);
    tw_sentinel(w);
}

static void codepage_number(struct tw *w, uint32_t number)
{
    tw_codepage(w, number, 0);
    tw_subject(w, "\xE4\xF6\xFC");
}

void vector_codepage_unknown(struct tw *w)
{
    static const uint32_t numbers[] = {0, 1, 1200, 65000, 99999, 0xFFFFFFFF};

    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        codepage_number(w, numbers[i]);
    }
    tw_sentinel(w);
}

void vector_codepage_after_text(struct tw *w)
{
    tw_stream(w, TW_KEY);
    tw_subject(w, "\xCF\xF0\xE8");
    tw_codepage(w, 1251, 0);
    tw_version(w, 0x00010000);
    tw_sentinel(w);
}

void vector_string_terminators(struct tw *w)
{
    tw_head(w);
    tw_attr(w, TW_MESSAGE, TW_SUBJECT, "none", 4);
    tw_attr(w, TW_MESSAGE, TW_MESSAGE_ID, "\0", 1);
    tw_attr(w, TW_MESSAGE, TW_PARENT_ID, "in\0side", 8);
    tw_attr(w, TW_MESSAGE, TW_CONVERSATION_ID, "many\0\0\0", 8);
    tw_sentinel(w);
}

void vector_triple_damaged(struct tw *w)
{
    tw_head(w);
    tw_attr_begin(w, TW_MESSAGE, TW_FROM); /* all sizes as large as can be */
    tw_trp_head(w, 4, 0xFFFF, 0xFFFF, 0xFFFF);
    tw_attr_end(w);
    tw_attr_begin(w, TW_MESSAGE, TW_FROM); /* a name one byte longer than there is */
    tw_trp_head(w, 4, 16 + 5, 5, 0);
    tw_str8(w, "name");
    tw_attr_end(w);
    tw_attr_begin(w, TW_MESSAGE, TW_FROM); /* no terminators, no colon, no null triple */
    tw_trp_head(w, 4, 16 + 8, 4, 4);
    tw_str8(w, "nameaddr");
    tw_attr_end(w);
    tw_attr(w, TW_MESSAGE, TW_FROM, "\x04\x00\x10", 3);
    tw_sentinel(w);
}

void vector_pair_damaged(struct tw *w)
{
    tw_head(w);
    tw_attr(w, TW_MESSAGE, TW_OWNER,
            "\xFF\xFF"
            "ab",
            4); /* name past the end */
    tw_attr(w, TW_MESSAGE, TW_OWNER,
            "\x02\x00"
            "a\0",
            4); /* no address */
    tw_attr(w, TW_MESSAGE, TW_SENT_FOR,
            "\x01\x00"
            "a\x09",
            4); /* half a length */
    tw_attr(w, TW_MESSAGE, TW_SENT_FOR,
            "\x01\x00"
            "a\x01\x00"
            "b",
            6); /* unterminated */
    tw_sentinel(w);
}

/* ---- order and repetition ---- */

void vector_subject_twice(struct tw *w)
{
    tw_head(w);
    tw_subject(w, "one");
    tw_subject(w, "another, longer");
    tw_sentinel(w);
}

void vector_props_twice(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_SUBJECT, "first list");
    tw_attr_props_end(w);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_SUBJECT, "second list");
    tw_attr_props_end(w);
    tw_sentinel(w);
}

/* Also once as an attribute. */
void vector_property_twice(struct tw *w)
{
    tw_head(w);
    tw_subject(w, "attribute");
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_SUBJECT, "Unicode");
    tw_prop_str8(w, TW_P_SUBJECT, "8 bit");
    tw_prop_i4(w, TW_P_SUBJECT, 3);
    tw_attr_props_end(w);
    tw_sentinel(w);
}

void vector_data_twice(struct tw *w)
{
    tw_head(w);
    tw_attachment(w, "twice.txt", "one", 3);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "two", 3);
    tw_sentinel(w);
}

void vector_data_before_rend(struct tw *w)
{
    tw_head(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "early.txt");
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "early", 5);
    tw_sentinel(w);
}

void vector_rend_twice(struct tw *w)
{
    tw_head(w);
    tw_rend_file(w);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "x", 1);
    tw_sentinel(w);
}

void vector_rend_empty(struct tw *w)
{
    tw_head(w);
    tw_attr(w, TW_ATTACHMENT, TW_REND, NULL, 0);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "x", 1);
    tw_sentinel(w);
}
