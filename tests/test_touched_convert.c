/* SPDX-License-Identifier: MIT */

/* The work of the converter, in bytes touched, on the worst messages that are known: whole, in pieces, and
 * with sinks that pause; and that twice as many parts, recipients, exceptions and the like cost twice as
 * much, and no more. That of unwrapping: test_unwrap_any.c. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/convert.h>

#include "blob_writer.h"
#include "convert_check.h"
#include "kept_output.h"
#include "mail_writer.h"
#include "touched.h"

/* ---- Messages of |n| things ---------------------------------------------------------------- */

static void repeated(struct tw *w, uint16_t id, const char *unit, size_t n)
{
    struct mail text = { 0 };

    mail_repeat(&text, unit, n);
    mail_bytes(&text, "", 1);
    tw_prop_str8(w, id, (const char *)text.p);
    mail_free(&text);
}

static void begin(struct tw *w, const char *message_class)
{
    cw_begin(w, message_class);
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_date(w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 1, 9, 0, 0));
}

static void people(struct tw *w, size_t n, const char *message_class)
{
    char address[40];

    begin(w, message_class);
    cw_end(w);
    tw_rows_begin(w);
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(address, sizeof address, "r%zu@example.com", i);
        tw_recipient(w, 1 + (int32_t)(i % 2), "A, B", "SMTP", address, NULL);
    }
    tw_rows_end(w);
}

static void recipients(struct tw *w, size_t n)
{
    people(w, n, "IPM.Note");
}

static void attendees(struct tw *w, size_t n)
{
    people(w, n, "IPM.Schedule.Meeting.Request");
}

static void reported(struct tw *w, size_t n)
{
    people(w, n, "REPORT.IPM.Note.NDR");
}

/* Each with an id that the HTML refers to, all of one hash or of none. */
static void cids(struct tw *w, size_t n)
{
    struct mail html = { 0 };
    char id[40];

    begin(w, "IPM.Note");
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(id, sizeof id, "<img src=\"cid:i%zu@x\">", i);
        mail_bytes(&html, id, strlen(id));
    }
    tw_prop_binary(w, TW_P_HTML, html.p, html.len);
    mail_free(&html);
    cw_end(w);
    for (size_t i = 0; i < n; i++) {
        tw_rend_file(w);
        tw_attr(w, TW_ATTACHMENT, TW_DATA, "GIF89a", 6);
        tw_attach_props_begin(w);
        tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
        tw_prop_i4(w, TW_P_ATTACH_FLAGS, 4);
        (void)snprintf(id, sizeof id, "i%zu@x", i);
        tw_prop_unicode(w, TW_P_CONTENT_ID, id);
        tw_attr_props_end(w);
    }
}

static void files(struct tw *w, size_t n)
{
    begin(w, "IPM.Note");
    cw_end(w);
    for (size_t i = 0; i < n; i++)
        tw_attachment(w, "a file of some name.txt", "12345678", 8);
}

static void inner_messages(struct tw *w, size_t n)
{
    begin(w, "IPM.Note");
    cw_end(w);
    for (size_t i = 0; i < n; i++) {
        tw_embedded_begin(w, "m");
        tw_msg_props_begin(w);
        tw_prop_unicode(w, TW_P_MESSAGE_CLASS, i % 2 ? "IPM.Note" : "IPM.Appointment");
        tw_prop_unicode(w, TW_P_BODY, "Text\r\n");
        tw_attr_props_end(w);
        tw_embedded_end(w);
    }
}

/* A daily series that lacks |n| days, of which each second one was moved: [MS-OXOCAL] 2.2.1.44. */
static void exceptions(struct tw *w, size_t n)
{
    static struct blob b;
    const uint32_t moved = n < 2000 ? (uint32_t)n / 2u : 1000u;

    b.len = 0;
    blob_u32(&b, 0x30043004);
    blob_u16(&b, 0x200A);
    blob_u16(&b, 0);
    blob_u16(&b, 0);
    blob_u32(&b, 0);
    blob_u32(&b, 1440);
    blob_u32(&b, 0);
    blob_u32(&b, 0x2023);
    blob_u32(&b, 10);
    blob_u32(&b, 0);
    blob_u32(&b, (uint32_t)n);
    for (uint32_t i = 0; i < n; i++)
        blob_u32(&b, 0x0D440720u + 1440u * (i + 1u));
    blob_u32(&b, moved);
    for (uint32_t i = 0; i < moved; i++)
        blob_u32(&b, 0x0D440720u + 1440u * (i + 1u));
    blob_u32(&b, 0x0D440720u);
    blob_u32(&b, 0x5AE980DF);
    blob_u32(&b, 0x3006);
    blob_u32(&b, 0x3009);
    blob_u32(&b, 540);
    blob_u32(&b, 570);
    blob_u16(&b, moved);
    for (uint32_t i = moved; i-- > 0;) {
        const uint32_t day = 0x0D440720u + 1440u * (i + 1u);

        blob_u32(&b, day + 600u);
        blob_u32(&b, day + 630u);
        blob_u32(&b, day + 540u);
        blob_u16(&b, 0);
    }
    blob_u32(&b, 0);
    for (uint32_t i = 0; i < moved; i++) {
        blob_u32(&b, 4);
        blob_u32(&b, 0);
        blob_u32(&b, 0);
    }
    blob_u32(&b, 0);
    begin(w, "IPM.Appointment");
    cw_blob(w, TW_PSETID_APPOINTMENT, 0x8216, b.data, b.len);
    cw_end(w);
}

static void members(struct tw *w, size_t n)
{
    uint8_t entry[512];
    const size_t len = cw_one_off(entry, "a", "SMTP", "a@b.example");

    begin(w, "IPM.DistList");
    tw_named_id(w, CW_ADDRESS, 0x8054);
    tw_values_begin(w, TW_T_BINARY | TW_T_MV, 0x8000);
    for (size_t i = 0; i < n; i++)
        tw_value(w, entry, len);
    tw_values_end(w);
    cw_end(w);
}

static void keywords(struct tw *w, size_t n)
{
    begin(w, "IPM.Appointment");
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, "Keywords");
    tw_values_begin(w, TW_T_UNICODE | TW_T_MV, 0x8000);
    for (size_t i = 0; i < n; i++)
        tw_value_unicode(w, "Red, \xC3\xBC");
    tw_values_end(w);
    cw_end(w);
}

/* ---- Messages of much text ----------------------------------------------------------------- */

#define TEXT(name, unit) \
  static void text_##name(struct tw *w, size_t n) \
  { \
    begin(w, "IPM.Schedule.Meeting.Request"); \
    repeated(w, TW_P_SUBJECT, unit, n / 64u); \
    repeated(w, TW_P_INTERNET_MESSAGE_ID, unit, n / 64u); \
    repeated(w, 0x1039, unit, n / 64u); \
    repeated(w, TW_P_BODY, unit, n); \
    repeated(w, TW_P_HTML, unit, n); \
    cw_end(w); \
    tw_rows_begin(w); \
    tw_recipient(w, 1, unit unit unit unit, "SMTP", unit unit "@x", NULL); \
    tw_rows_end(w); \
    tw_attachment(w, unit unit unit unit ".txt", "x", 1); \
  }

TEXT(letters, "a")
TEXT(lines, "\r\n")
TEXT(blanks, " ")
TEXT(dashes, "--\r\n")
TEXT(high, "\xC3\xBC")
TEXT(cid, "cid:")
TEXT(cid_escapes, "cid:%4")
TEXT(tags, "<a b='")
TEXT(ids, "<a")
TEXT(semicolons, ";,\\\"")

static void (*const makers[])(struct tw *w, size_t n) = {
    recipients, attendees,        reported,     cids,       files,           inner_messages, exceptions,
    members,    keywords,         text_letters, text_lines, text_blanks,     text_dashes,    text_high,
    text_cid,   text_cid_escapes, text_tags,    text_ids,   text_semicolons,
};
#define MAKERS (sizeof makers / sizeof makers[0])

/* ---- Measuring ----------------------------------------------------------------------------- */

static uint8_t *made(size_t maker, size_t n, size_t *len)
{
    struct tw w;
    uint8_t *p;

    makers[maker](&w, n);
    p = tw_take(&w, len);
    tw_free(&w);
    return p;
}

struct cost {
    uint64_t touched, bytes, calls;
};

static struct cost convert(const uint8_t *p, size_t len, size_t piece, uint32_t kind, enum kept_takes takes)
{
    const uint64_t before = touched_now();
    struct cost cost = { 0, len, 3 };
    struct kept_output out;
    tnef_convert *c;
    tnef_status status;

    kept_begin(&out, takes);
    piece = piece != 0 ? piece : len;
    assert_int_equal(tnef_convert_new(&c, NULL, NULL), TNEF_OK);
    for (size_t at = 0; at < len; at += piece, cost.calls++)
        assert_int_equal(tnef_convert_feed(c, p + at, len - at < piece ? len - at : piece, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    do {
        status = tnef_convert_write(c, kind, NULL, kept_sink, &out);
        cost.calls++;
    } while (status == TNEF_PAUSED);
    assert_true(status == TNEF_OK || status == TNEF_E_ARGUMENT);
    tnef_convert_free(c);
    cost.touched = touched_now() - before;
    cost.calls += (uint64_t)out.asked;
    cost.bytes += out.len;
    free(out.out);
    return cost;
}

static void work_of_converters_is_bounded(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < MAKERS; i++) {
        size_t len;
        uint8_t *p = made(i, 1000, &len);

        for (uint32_t kind = TNEF_CONVERT_CALENDAR; kind <= TNEF_CONVERT_MAIL; kind++)
            for (size_t way = 0; way < TOUCHED_PIECES + 2u; way++) {
                const size_t piece = way < TOUCHED_PIECES ? touched_pieces[way] : 0;
                const enum kept_takes takes = way < TOUCHED_PIECES    ? TAKES_ALL
                                              : way == TOUCHED_PIECES ? PAUSES_FIRST
                                                                      : PAUSES_EVERY_BYTE;
                struct cost c = convert(p, len, piece, kind, takes);

                if (!touched_within("convert", c.touched, c.bytes, c.calls))
                    fail_msg("message %zu, kind %u, way %zu", i, (unsigned)kind, way);
            }
        free(p);
    }
}

/* What n more cost, when there were n, and when there were 2n. */
static void work_is_linear(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < MAKERS; i++) {
        for (uint32_t kind = TNEF_CONVERT_CALENDAR; kind <= TNEF_CONVERT_MAIL; kind++) {
            uint64_t t[3];

            for (size_t k = 0; k < 3; k++) {
                size_t len;
                uint8_t *p = made(i, (size_t)250u << k, &len);

                t[k] = convert(p, len, 0, kind, TAKES_ALL).touched;
                free(p);
            }
            if (t[2] - t[1] > 2u * (t[1] - t[0]) + (t[1] - t[0]) / 4u + 65536u)
                fail_msg("message %zu, kind %u: %llu, %llu, %llu", i, (unsigned)kind,
                         (unsigned long long)t[0], (unsigned long long)t[1], (unsigned long long)t[2]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_of_converters_is_bounded),
        cmocka_unit_test(work_is_linear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
