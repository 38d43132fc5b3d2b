/* SPDX-License-Identifier: MIT */

/* The table, and the well-formed streams that are about attributes and properties. Those
 * about recipients, attachments and bodies are in vectors_parts.c. */

#include "vectors.h"

#include <string.h>

#define VECTOR_ENTRY(name) {#name, vector_##name},
static const struct vector table[] = {VECTORS_GOOD(VECTOR_ENTRY)
                                          VECTORS_DAMAGED(VECTOR_ENTRY)};
#undef VECTOR_ENTRY

#define VECTOR_ONE(name) +1
enum { GOOD_COUNT = 0 VECTORS_GOOD(VECTOR_ONE) };
#undef VECTOR_ONE

const struct vector *vectors(size_t *count)
{
    *count = sizeof table / sizeof table[0];
    return table;
}

size_t vectors_good_count(void)
{
    return GOOD_COUNT;
}

const struct vector *vectors_find(const char *name)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, name) == 0) {
            return &table[i];
        }
    }
    return NULL;
}

#define SENT_TIME 0x01DC7E25DCF1DC00 /* 2026-01-05 09:30:00 UTC */
#define RECD_TIME 0x01DC7E25E11DF980 /* seven seconds later */

static const struct tw_date sent_date = {2026, 1, 5, 9, 30, 0, 1}; /* a Monday */
static const struct tw_date end_date = {2025, 12, 31, 23, 59, 59, 3};

/* One pixel. */
static const uint8_t png[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00,
    0x00, 0x90, 0x77, 0x53, 0xDE, 0x00, 0x00, 0x00, 0x0C, 0x49, 0x44, 0x41, 0x54, 0x78,
    0xDA, 0x63, 0x50, 0x48, 0x38, 0x00, 0x00, 0x01, 0xE4, 0x01, 0x41, 0xA2, 0xEB, 0x32,
    0x0C, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

void vector_header_only(struct tw *w)
{
    tw_stream(w, TW_KEY);
}

/* The stream of 274 bytes that the description of the format prints. */
void vector_worked_example(struct tw *w)
{
    tw_stream(w, 0x0001);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    tw_class(w, "IPM.Microsoft Mail.Note");
    tw_msg_props_begin(w);
    tw_prop_i4(w, TW_P_IMPORTANCE, 1);
    tw_prop_bool(w, TW_P_RTF_IN_SYNC, 0);
    tw_prop_unicode(w, TW_P_SUBJECT, "Hi");
    tw_named_id(w, TW_PSETID_COMMON, 0x8506); /* Private */
    tw_prop_bool(w, 0x8000, 1);
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, "Keywords");
    tw_values_begin(w, TW_T_MV | TW_T_UNICODE, 0x8001);
    tw_value_unicode(w, "A");
    tw_values_end(w);
    tw_attr_props_end(w);
    tw_rend(w, 1, 0xFFFFFFFF, 0x20, 0x20, 0);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "hi\n", 3);
}

/* An attachment as Outlook writes one: data, name, then properties. */
static void file_begin(struct tw *w, const char *title, const void *data, size_t len)
{
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, data, len);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, title);
    tw_attr_date(w, TW_ATTACHMENT, TW_CREATE_DATE, sent_date);
    tw_attr_date(w, TW_ATTACHMENT, TW_MODIFY_DATE, sent_date);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1); /* by value */
    tw_prop_i4(w, TW_P_RENDERING_POSITION, -1);
}

static void sample_message_props(struct tw *w)
{
    static const char html[] = "<html><body><p>Die Pl\xC3\xA4ne, mit Bild: "
                               "<img src=\"cid:logo@example.org\"></p></body></html>\r\n";

    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_MESSAGE_CLASS, "IPM.Note");
    tw_prop_i4(w, TW_P_IMPORTANCE, 2); /* high */
    tw_prop_i4(w, TW_P_SENSITIVITY, 0);
    tw_prop_unicode(w, TW_P_SUBJECT, "Re: Pl\xC3\xA4ne f\xC3\xBCr M\xC3\xA4rz");
    tw_prop_unicode(w, TW_P_SUBJECT_PREFIX, "Re: ");
    tw_prop_unicode(w, TW_P_NORMALIZED_SUBJECT, "Pl\xC3\xA4ne f\xC3\xBCr M\xC3\xA4rz");
    tw_prop_time(w, TW_P_SUBMIT_TIME, SENT_TIME);
    tw_prop_time(w, TW_P_DELIVERY_TIME, RECD_TIME);
    tw_prop_unicode(w, TW_P_SENDER_NAME, "Zo\xC3\xAB M\xC3\xBCller");
    tw_prop_unicode(w, TW_P_SENDER_TYPE, "SMTP");
    tw_prop_unicode(w, TW_P_SENDER_ADDRESS, "zoe@example.org");
    tw_prop_unicode(w, TW_P_FROM_NAME, "Zo\xC3\xAB M\xC3\xBCller");
    tw_prop_unicode(w, TW_P_FROM_TYPE, "SMTP");
    tw_prop_unicode(w, TW_P_FROM_ADDRESS, "zoe@example.org");
    tw_prop_unicode(w, TW_P_INTERNET_MESSAGE_ID, "<20260105.1@example.org>");
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 65001);
    tw_prop_binary(w, TW_P_HTML, html, sizeof html - 1);
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, "Keywords");
    tw_values_begin(w, TW_T_MV | TW_T_UNICODE, 0x8001);
    tw_value_unicode(w, "Projekt");
    tw_value_unicode(w, "M\xC3\xA4rz");
    tw_values_end(w);
    tw_attr_props_end(w);
}

static void sample_files(struct tw *w)
{
    static const char text[] = "Erstens, zweitens, drittens.\r\n";
    static const char notes[] = "Nur zur Ansicht.\r\n";

    file_begin(w, "PLNE~1.TXT", text, sizeof text - 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "Pl\xC3\xA4ne f\xC3\xBCr M\xC3\xA4rz.txt");
    tw_prop_unicode(w, TW_P_ATTACH_MIME, "text/plain");
    tw_attr_props_end(w);

    file_begin(w, "logo.png", png, sizeof png);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "\xE5\x9B\xBE\xE6\xA0\x87.png");
    tw_prop_unicode(w, TW_P_ATTACH_MIME, "image/png");
    tw_prop_unicode(w, TW_P_CONTENT_ID, "logo@example.org");
    tw_prop_i4(w, TW_P_ATTACH_FLAGS, 4); /* rendered in the body */
    tw_prop_bool(w, TW_P_HIDDEN, 1);
    tw_attr_props_end(w);

    tw_embedded_begin(w, "Fr\xC3\xBChere Nachricht");
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    tw_class(w, "IPM.Microsoft Mail.Note");
    tw_subject(w, "Fr\xFChere Nachricht"); /* in code page 1252 */
    tw_attr_text(w, TW_MESSAGE, TW_BODY, "Siehe Anlage.\r\n");
    tw_rows_begin(w);
    tw_recipient(w, 1, "Zo\xC3\xAB M\xC3\xBCller", "SMTP", "zoe@example.org", NULL);
    tw_rows_end(w);
    file_begin(w, "notizen.txt", notes, sizeof notes - 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "notizen.txt");
    tw_attr_props_end(w);
    tw_embedded_end(w);
}

/* What a person might receive. */
void vector_sample(struct tw *w)
{
    tw_stream(w, 0x4D2C);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    tw_class(w, "IPM.Microsoft Mail.Note");
    tw_priority(w, 1); /* high */
    tw_attr_date(w, TW_MESSAGE, TW_DATE_SENT, sent_date);
    tw_attr_date(w, TW_MESSAGE, TW_DATE_MODIFIED, sent_date);
    tw_message_id(w, "00112233445566778899AABBCCDDEEFF");
    tw_rows_begin(w);
    tw_recipient(w, 1, "\xC5\x81ukasz Nowak", "SMTP", "lukasz@example.net", NULL);
    tw_recipient(w, 2, "Ana", "EX", "/o=Example/ou=First/cn=Recipients/cn=ana",
                 "ana@example.net");
    tw_rows_end(w);
    sample_message_props(w);
    sample_files(w);
}

void vector_minimal_attachment(struct tw *w)
{
    tw_stream(w, TW_KEY);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "x", 1);
}

void vector_two_attachments(struct tw *w)
{
    tw_head(w);
    tw_attachment(w, "one.txt", "first\n", 6);
    tw_attachment(w, "two.bin", "\x00\x01\x02\xFF", 4);
}

void vector_legacy_message(struct tw *w)
{
    tw_head(w);
    tw_from(w, "Ann", "SMTP:ann@example.org");
    tw_subject(w, "Simple subject");
    tw_attr_date(w, TW_MESSAGE, TW_DATE_SENT, sent_date);
    tw_attr_date(w, TW_MESSAGE, TW_DATE_RECD, sent_date);
    tw_status(w, 0xA1); /* has attachments, read, modified */
    tw_message_id(w, "00112233445566778899AABBCCDDEEFF");
    tw_attr_string(w, TW_MESSAGE, TW_PARENT_ID, "0102030405060708");
    tw_attr_string(w, TW_MESSAGE, TW_CONVERSATION_ID, "A1A2A3A4");
    tw_attr_text(w, TW_MESSAGE, TW_BODY, "The body.\r\n");
    tw_priority(w, 3); /* low */
    tw_attr_date(w, TW_MESSAGE, TW_DATE_MODIFIED, sent_date);
    tw_attr_string(w, TW_MESSAGE, TW_ORIGINAL_CLASS, "IPM.Microsoft Mail.Note");
    tw_attr_string(w, TW_MESSAGE, TW_ORIGINAL_CLASS_SPEC, "IPM.Note");
    tw_attr(w, TW_MESSAGE, TW_NULL, NULL, 0);
}

void vector_legacy_meeting(struct tw *w)
{
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    tw_class(w, "IPM.Microsoft Schedule.MtgReq");
    tw_subject(w, "Planning");
    tw_pair(w, TW_OWNER, "Ann", "SMTP:ann@example.org");
    tw_pair(w, TW_SENT_FOR, "Bob", "SMTP:bob@example.org");
    tw_attr(w, TW_MESSAGE, TW_DELEGATE, "\x00\x00\x00\x00\xDC\xA7\x40\xC8",
            8); /* entry id */
    tw_attr_date(w, TW_MESSAGE, TW_DATE_START, sent_date);
    tw_attr_date(w, TW_MESSAGE, TW_DATE_END, end_date);
    tw_attr_u32(w, TW_MESSAGE, TW_AID_OWNER, 0x12345678);
    tw_attr_u16(w, TW_MESSAGE, TW_REQUEST_RES, 1);
}

void vector_legacy_attachment(struct tw *w)
{
    tw_head(w);
    tw_rend(w, 1, 17, 0x20, 0x28, 1); /* at character 17, MacBinary */
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "picture.gif");
    tw_attr_string(w, TW_ATTACHMENT, TW_TRANSPORT_NAME, "picture.gif");
    tw_attr(w, TW_ATTACHMENT, TW_METAFILE, "\x01\x00\x09\x00\x00\x03", 6);
    tw_attr_date(w, TW_ATTACHMENT, TW_CREATE_DATE, end_date);
    tw_attr_date(w, TW_ATTACHMENT, TW_MODIFY_DATE, sent_date);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "GIF89a", 6);
}

void vector_types_single(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_i2(w, 0x6701, -2);
    tw_prop_i4(w, 0x6702, -3);
    tw_prop_r4(w, 0x6703, 0.5F);
    tw_prop_r8(w, 0x6704, -0.25);
    tw_prop_currency(w, 0x6705, 123456); /* 12.3456 */
    tw_prop_apptime(w, 0x6706, 46027.5); /* days since 1899-12-30 */
    tw_prop_error(w, 0x6707, 0x8004010F);
    tw_prop_bool(w, 0x6708, 1);
    tw_prop_i8(w, 0x6709, INT64_MIN);
    tw_prop_str8(w, 0x670A, "caf\xE9");                         /* in code page 1252 */
    tw_prop_unicode(w, 0x670B, "caf\xC3\xA9 \xF0\x9F\x98\x80"); /* ends with U+1F600 */
    tw_prop_time(w, 0x670C, SENT_TIME);
    tw_prop_guid(w, 0x670D, TW_PSETID_COMMON);
    tw_prop_binary(w, 0x670E, "\x00\xFF\x80", 3);
    tw_prop_binary(w, 0x670F, NULL, 0);
    tw_prop_null(w, 0x6710);
    tw_prop_i4(w, 0x6711, 0); /* whether the Null before it was taken for empty */
    tw_attr_props_end(w);
}

void vector_types_multi(struct tw *w)
{
    static const uint16_t types[] = {TW_T_I2,       TW_T_I4,      TW_T_R4,   TW_T_R8,
                                     TW_T_CURRENCY, TW_T_APPTIME, TW_T_I8,   TW_T_STR8,
                                     TW_T_UNICODE,  TW_T_TIME,    TW_T_GUID, TW_T_BINARY};

    tw_head(w);
    tw_msg_props_begin(w);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        tw_prop_any(w, (uint16_t)(TW_T_MV | types[i]), (uint16_t)(0x6720 + i));
    }
    tw_values_begin(w, TW_T_MV | TW_T_I4, 0x6740); /* no value at all */
    tw_values_end(w);
    tw_values_begin(w, TW_T_MV | TW_T_BINARY, 0x6741);
    tw_value(w, NULL, 0);
    tw_value(w, "ab", 2);
    tw_value(w, "abcd", 4);
    tw_values_end(w);
    tw_values_begin(w, TW_T_MV | TW_T_I2, 0x6742); /* each in four bytes */
    tw_value_u16(w, 0xFFFE);
    tw_value_u16(w, 0);
    tw_value_u16(w, 0x7FFF);
    tw_values_end(w);
    tw_attr_props_end(w);
}

void vector_types_attachment(struct tw *w)
{
    tw_head(w);
    tw_attachment(w, "a.txt", "a", 1);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_str8(w, TW_P_ATTACH_NAME, "a.txt");
    tw_prop_unicode(w, TW_P_ATTACH_EXTENSION, ".txt");
    tw_prop_object(w, 0x6750, TW_IID_STREAM, "stream", 6);
    tw_prop_time(w, 0x3007, SENT_TIME);
    tw_attr_props_end(w);
}

void vector_named_by_number(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_named_id(w, TW_PSETID_APPOINTMENT, 0x820D); /* StartWhole */
    tw_prop_time(w, 0x8001, SENT_TIME);
    tw_named_id(w, TW_PSETID_APPOINTMENT, 0x8208); /* Location */
    tw_prop_unicode(w, 0x8002, "Room 4");
    tw_named_id(w, TW_PSETID_COMMON, 0x8501); /* ReminderDelta */
    tw_prop_i4(w, 0x8003, 15);
    tw_named_id(w, TW_PSETID_COMMON,
                0x8506); /* Private; the id is the one before again */
    tw_prop_bool(w, 0x8003, 1);
    tw_named_id(w, TW_PSETID_COMMON, 0xFFFFFFFF);
    tw_prop_i4(w, 0xFFFE, 1);
    tw_attr_props_end(w);
}

void vector_named_by_string(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_named_string(w, TW_PS_INTERNET_HEADERS,
                    "x-originating-ip"); /* two bytes of padding */
    tw_prop_unicode(w, 0x8000, "[192.0.2.1]");
    tw_named_string(w, TW_PS_INTERNET_HEADERS, "x-mailer-1"); /* two bytes as well */
    tw_prop_str8(w, 0x8001, "mailer");
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, "odd"); /* none */
    tw_prop_i2(w, 0x8002, 7);
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, "\xE5\x90\x8D\xE5\x89\x8D");
    tw_prop_binary(w, 0x8003, "\x01", 1);
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, ""); /* only the terminator */
    tw_prop_i4(w, 0x8004, 1);
    tw_attr_props_end(w);
}

void vector_message_properties(struct tw *w)
{
    tw_head(w);
    sample_message_props(w);
}
