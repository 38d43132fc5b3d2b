/* SPDX-License-Identifier: MIT */

/* Well-formed streams about text, recipients, attachments, bodies. */

#include "vectors.h"

#include <string.h>

/* The first sample of MS-OXRTFCP: {\rtf1\ansi\ansicpg1252\pard hello world} CR LF. */
static const uint8_t rtf_content[] = {
    0x03, 0x00, 0x0A, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35,
    0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0x00, 0x20,
    0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0};

/* How a compound file begins. */
static const uint8_t compound_file[] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};

static void prop_rtf(struct tw *w)
{
    tw_values_begin(w, TW_T_BINARY, TW_P_RTF);
    tw_value_begin(w);
    tw_rtf_head(w, 12 + (uint32_t)sizeof rtf_content, 43, "LZFu", 0xA7C7C5F1);
    tw_bytes(w, rtf_content, sizeof rtf_content);
    tw_value_end(w);
    tw_values_end(w);
}

static void prop_html(struct tw *w, const char *html)
{
    tw_prop_binary(w, TW_P_HTML, html, strlen(html));
}

/* ---- text ---- */

void vector_strings_8bit(struct tw *w)
{
    tw_head(w);
    tw_subject(w, "Gr\xFC\xDF"
                  "e \x80 \x93x\x94"); /* euro sign, curly quotes in code page 1252 */
    tw_msg_props_begin(w);
    tw_prop_str8(w, TW_P_SUBJECT,
                 "Gr\xFC\xDF"
                 "e \x80 \x93x\x94");
    tw_prop_str8(w, TW_P_SENDER_NAME, "Andr\xE9");
    tw_prop_str8(w, TW_P_SENDER_TYPE, "SMTP");
    tw_prop_str8(w, TW_P_SENDER_ADDRESS, "andre@example.org");
    tw_prop_bytes(w, TW_T_STR8, TW_P_NORMALIZED_SUBJECT, "no terminator", 13);
    tw_attr_props_end(w);
    tw_attachment(w,
                  "\xDC"
                  "bersicht.txt",
                  "x", 1);
}

void vector_strings_unicode(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    /* U+007F 0080 07FF 0800 FFFF 10000 10FFFF: the ends of each length of UTF-8 */
    tw_prop_unicode(w, TW_P_SUBJECT,
                    "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF"
                    "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
    tw_prop_unicode(w, TW_P_SENDER_NAME, "");
    tw_values_begin(w, TW_T_UNICODE, TW_P_NORMALIZED_SUBJECT); /* no terminator */
    tw_value(w, "a\0b\0", 4);
    tw_values_end(w);
    tw_values_begin(w, TW_T_UNICODE, TW_P_SENDER_ADDRESS); /* no byte at all */
    tw_value(w, NULL, 0);
    tw_values_end(w);
    tw_attr_props_end(w);
}

/* Subject, title and String8 property in the attribute code page |number|. */
static void codepage_text(struct tw *w, uint32_t number, const char *text)
{
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, number, 0);
    tw_class(w, "IPM.Microsoft Mail.Note");
    tw_subject(w, text);
    tw_msg_props_begin(w);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 65001); /* not that of 8-bit properties */
    tw_prop_i4(w, TW_P_MESSAGE_CODEPAGE, (int32_t)number);
    tw_prop_str8(w, TW_P_SENDER_NAME, text);
    tw_attr_props_end(w);
    tw_attachment(w, text, "x", 1);
}

void vector_codepage_932(struct tw *w)
{
    codepage_text(w, 932, "\x93\xFA\x96\x7B\x8C\xEA"); /* U+65E5 U+672C U+8A9E */
}

void vector_codepage_936(struct tw *w)
{
    codepage_text(w, 936, "\xD6\xD0\xCE\xC4"); /* U+4E2D U+6587 */
}

void vector_codepage_1251(struct tw *w)
{
    codepage_text(w, 1251,
                  "\xCF\xF0\xE8\xE2\xE5\xF2"); /* U+041F 0440 0438 0432 0435 0442 */
}

void vector_message_class_property(struct tw *w)
{
    tw_stream(w, 0x0000);
    tw_version(w, 0x00010000);
    tw_codepage(w, 65001, 0);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_MESSAGE_CLASS, "IPM.Contact");
    tw_prop_str8(w, TW_P_SUBJECT, "Zo\xC3\xAB"); /* UTF-8, by the code page */
    tw_attr_props_end(w);
}

void vector_transport_headers(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_TRANSPORT_HEADERS,
                    "Received: from a.example by b.example;\r\n"
                    "\tMon, 5 Jan 2026 09:30:07 +0000\r\n"
                    "Subject: Hi\r\n"
                    "\r\n");
    tw_attr_props_end(w);
}

/* ---- recipients ---- */

void vector_recipients(struct tw *w)
{
    tw_head(w);
    tw_rows_begin(w);
    tw_recipient(w, 1, "Ann", "SMTP", "ann@example.org", NULL);
    tw_recipient(w, 2,
                 "B\xC3\xB6"
                 "b",
                 "EX", "/o=Example/ou=First/cn=Recipients/cn=bob", "bob@example.org");
    tw_recipient(w, 3, "Cy", "EX", "/o=Example/ou=First/cn=Recipients/cn=cy", NULL);
    tw_rows_end(w);
}

/* ---- messages in messages ---- */

/* Each level has a file after the message that is inside it. */
static void embedded(struct tw *w, int depth)
{
    tw_head(w);
    for (int i = 0; i < depth; i++) {
        tw_subject(w, "outer");
        tw_embedded_begin(w, "Inner message");
        tw_version(w, 0x00010000);
        tw_codepage(w, 1251, 0);
    }
    tw_subject(w, "innermost");
    tw_attachment(w, "deep.txt", "deep", 4);
    for (int i = 0; i < depth; i++) {
        tw_embedded_end(w);
        tw_attachment(w, "beside.txt", "beside", 6);
    }
}

void vector_embedded_depth_1(struct tw *w)
{
    embedded(w, 1);
}

void vector_embedded_depth_2(struct tw *w)
{
    embedded(w, 2);
}

void vector_embedded_depth_3(struct tw *w)
{
    embedded(w, 3);
}

/* Four messages next to each other with three in each. */
void vector_embedded_side_by_side(struct tw *w)
{
    tw_head(w);
    for (int i = 0; i < 4; i++) {
        tw_embedded_begin(w, "child");
        tw_subject(w, "child");
        for (int j = 0; j < 3; j++) {
            tw_embedded_begin(w, "grandchild");
            tw_subject(w, "grandchild");
            tw_embedded_end(w);
        }
        tw_embedded_end(w);
    }
}

/* ---- where the bytes of an attachment are ---- */

void vector_ole_storage(struct tw *w)
{
    tw_head(w);
    tw_rend(w, 2, 0, 0xFFFF, 0xFFFF, 0); /* OLE object */
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "Drawing");
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 6); /* OLE */
    tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_STORAGE);
    tw_bytes(w, compound_file, sizeof compound_file);
    tw_zeros(w, 505); /* an odd length: three bytes of padding follow */
    tw_object_end(w);
    tw_attr_props_end(w);
}

void vector_istream_object(struct tw *w)
{
    tw_head(w);
    tw_rend(w, 2, 0, 0xFFFF, 0xFFFF, 0); /* OLE object */
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 6); /* OLE */
    tw_prop_object(w, TW_P_ATTACH_DATA, TW_IID_STREAM, "raw bytes", 9);
    tw_attr_props_end(w);
}

void vector_method_after_object(struct tw *w)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "Untitled Attachment");
    tw_attr_text(w, TW_ATTACHMENT, TW_DATA, "This stands for an embedded message.");
    tw_attach_props_begin(w);
    tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    tw_stream(w, TW_KEY);
    tw_subject(w, "inside");
    tw_object_end(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 5); /* embedded message */
    tw_attr_props_end(w);
}

void vector_data_in_3701_only(struct tw *w)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "b.bin");
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_binary(w, TW_P_ATTACH_DATA, "binary", 6);
    tw_attr_props_end(w);
}

void vector_data_before_name(struct tw *w)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "first the data", 14);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "then.txt");
}

/* A whole stream as the bytes of a file. */
void vector_data_holds_stream(struct tw *w)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "winmail.dat");
    tw_attr_begin(w, TW_ATTACHMENT, TW_DATA);
    tw_head(w);
    tw_attachment(w, "inside.txt", "inside", 6);
    tw_attr_end(w);
}

void vector_zero_byte_file(struct tw *w)
{
    tw_head(w);
    tw_attachment(w, "empty.txt", NULL, 0);
    tw_attachment(w, "next.txt", "n", 1);
}

void vector_same_names(struct tw *w)
{
    tw_head(w);
    tw_attachment(w, "same.txt", "1", 1);
    tw_attachment(w, "same.txt", "22", 2);
    tw_attachment(w, "SAME.TXT", "333", 3);
}

void vector_inline_image(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    prop_html(w, "<img src=\"cid:i1@example.org\">");
    tw_attr_props_end(w);
    tw_rend(w, 3, 5, 0xFFFF, 0xFFFF, 0); /* picture, at character 5 */
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "GIF89a", 6);
    tw_attach_props_begin(w);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "i1.gif");
    tw_prop_unicode(w, TW_P_ATTACH_MIME, "image/gif");
    tw_prop_unicode(w, TW_P_CONTENT_ID, "i1@example.org");
    tw_prop_unicode(w, TW_P_CONTENT_LOCATION, "http://example.org/i1.gif");
    tw_prop_i4(w, TW_P_ATTACH_FLAGS, 4); /* rendered in the body */
    tw_prop_bool(w, TW_P_HIDDEN, 1);
    tw_attr_props_end(w);
}

/* ---- bodies ---- */

void vector_body_html(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 28591);
    prop_html(w, "<p>caf\xE9</p>"); /* in ISO 8859-1 */
    tw_attr_props_end(w);
}

void vector_body_rtf(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    prop_rtf(w);
    tw_prop_bool(w, TW_P_RTF_IN_SYNC, 1);
    tw_attr_props_end(w);
}

void vector_body_plain_attribute(struct tw *w)
{
    tw_head(w);
    tw_attr_text(w, TW_MESSAGE, TW_BODY,
                 "Gr\xFC\xDF"
                 "e\r\n"); /* no terminator; in code page 1252 */
}

void vector_body_plain_property(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_BODY,
                    "Gr\xC3\xBC\xC3\x9F"
                    "e\r\n");
    tw_attr_props_end(w);
}

void vector_bodies_all_different(struct tw *w)
{
    tw_head(w);
    tw_attr_text(w, TW_MESSAGE, TW_BODY, "attribute");
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_BODY, "property");
    prop_rtf(w);
    prop_html(w, "<p>html</p>");
    tw_attr_props_end(w);
}
