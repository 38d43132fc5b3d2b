/* SPDX-License-Identifier: MIT */

/* Properties that are made of attributes, byte by byte. Each is decoded whole and in single
 * bytes. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"
#include "writer.h"

#include <stdlib.h>
#include <string.h>

#define NO_ANOMALY TNEF_A_END

struct value {
    uint16_t id, type;
    const char *bytes;      /* what its DATA is */
    size_t len;
    uint64_t number;
};

struct made {
    uint8_t level;
    uint32_t attr;
    const char *data;       /* of the attribute */
    size_t len;
    uint32_t anomaly;       /* the only one that is met */
    uint64_t found;
    struct value values[3]; /* up to one with type 0 */
};

static void build(struct tw *w, const struct made *m)
{
    tw_stream(w, TW_KEY);
    if (m->level == TW_ATTACHMENT && m->attr != TW_REND)
        tw_rend(w, 9, 0, 0, 0, 0);      /* of a kind from which no method is made */
    tw_attr(w, m->level, m->attr, m->data, m->len);
}

static const struct record *attr_begin(const struct recording *r, uint32_t attr)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->records[i].type == TNEF_EV_ATTR_BEGIN && r->records[i].attr == attr)
            return &r->records[i];
    fail_msg("attribute %08X did not come", (unsigned)attr);
    return NULL;
}

/* BEGIN of property and value, DATA, END of both; the next record. */
static const struct record *assert_value(const struct record *p, const struct value *v,
                                         bool raw_first)
{
    uint64_t off = p->offset;

    for (size_t i = 0; i < (v->len > 0 ? 5u : 4u); i++) {
        assert_int_equal(p[i].prop_id, v->id);
        assert_int_equal(p[i].prop_type, v->type);
        assert_int_equal(p[i].flags, TNEF_F_COMPUTED);
    }
    assert_int_equal(p->type, TNEF_EV_PROP_BEGIN);
    assert_int_equal(p->count, 1);
    p++;
    assert_int_equal(p->type, TNEF_EV_VALUE_BEGIN);
    assert_int_equal(p->length, v->len);
    assert_int_equal(p->offset, off);
    p++;
    if (v->len > 0) {
        assert_int_equal(p->type, TNEF_EV_DATA);
        assert_int_equal(p->offset, off);
        assert_int_equal(p->len, v->len);
        assert_memory_equal(p->bytes, v->bytes, v->len);
        assert_true(p->number == v->number);
        assert_int_equal(p->left, 0);
        p++;
    }
    while (p->type == TNEF_EV_ANOMALY)
        p++;
    assert_int_equal(p->type, TNEF_EV_VALUE_END);
    assert_true(raw_first || p->offset == off + v->len);
    p++;
    assert_int_equal(p->type, TNEF_EV_PROP_END);
    return p + 1;
}

static void assert_made_in(const struct recording *r, const struct made *m, bool raw_first)
{
    const struct record *p = attr_begin(r, m->attr);
    uint64_t off = p->offset + 9u;

    assert_int_equal(p->length, m->len);
    p++;
    while (p->type == TNEF_EV_ANOMALY)
        p++;
    if (raw_first && m->len > 0) {
        assert_int_equal(p->type, TNEF_EV_DATA);
        assert_int_equal(p->flags, 0);
        assert_int_equal(p->prop_type, 0);
        assert_int_equal(p->len, m->len);
        assert_memory_equal(p->bytes, m->data, m->len < RECORD_BYTES ? m->len : RECORD_BYTES);
        p++;
    }
    for (size_t i = 0; i < 3u && m->values[i].type != 0; i++) {
        while (p->type == TNEF_EV_ANOMALY)
            p++;
        assert_int_equal(p->offset, off);
        p = assert_value(p, &m->values[i], raw_first);
    }
    while (p->type == TNEF_EV_ANOMALY)
        p++;
    assert_int_equal(p->type, TNEF_EV_ATTR_END);
    assert_int_equal(p->offset, off + m->len + 2u);
}

static void assert_anomaly(const struct recording *r, const struct made *m)
{
    uint64_t all = 0;

    for (size_t i = 0; i < r->count; i++) {
        const struct record *a = &r->records[i];

        if (a->type != TNEF_EV_ANOMALY || a->attr != m->attr)
            continue;
        all++;
        assert_int_equal(a->code, m->anomaly);
        assert_int_equal(a->status, TNEF_OK);
        if (m->anomaly != TNEF_A_DATE)
            assert_int_equal(a->found, m->found);
    }
    assert_int_equal(all, m->anomaly != NO_ANOMALY);
    assert_int_equal(r->status, TNEF_OK);
}

static void assert_made(const struct made *m, bool raw_first)
{
    struct recording whole;
    struct recording single;
    struct tw w;
    uint8_t *in;
    size_t len;
    char why[256];

    tw_init(&w);
    build(&w, m);
    in = tw_take(&w, &len);
    recording_init(&whole);
    recording_init(&single);
    recording_run(&whole, in, len, &(struct plan){ 0 });
    assert_string_equal(whole.bad, "");
    assert_made_in(&whole, m, raw_first);
    assert_anomaly(&whole, m);
    recording_run(&single, in, len, &(struct plan){ .piece = 1 });
    if (!recording_same(&whole, &single, why))
        fail_msg("%s", why);
    recording_free(&whole);
    recording_free(&single);
    free(in);
}

static void each(const struct made *m, size_t count, bool raw_first)
{
    for (size_t i = 0; i < count; i++)
        assert_made(&m[i], raw_first);
}

#define EACH(table, raw_first) each(table, sizeof(table) / sizeof(table)[0], raw_first)

/* Bytes of a string literal, without its NUL. */
#define B(literal) literal, sizeof literal - 1u
#define NONE NO_ANOMALY, 0
#define M TW_MESSAGE
#define A TW_ATTACHMENT

/* ---- Attributes whose bytes are the value -------------------------------------------------- */

static void values_in_the_attribute_go_out_once_as_the_property(void **state)
{
    static const struct made cases[] = {
        { M, TW_SUBJECT, B("Hi\0"), NONE, { { 0x0037, 0x001E, B("Hi\0"), 0 } } },
        { M, TW_SUBJECT, B("\0"), NONE, { { 0x0037, 0x001E, B("\0"), 0 } } },
        { M, TW_SUBJECT, B("Hi"), TNEF_A_UNTERMINATED, 'i', { { 0x0037, 0x001E, B("Hi"), 0 } } },
        { M, TW_SUBJECT, B(""), TNEF_A_ZERO_LENGTH, 0, { { 0x0037, 0x001E, B(""), 0 } } },
        { M, TW_BODY, B("text"), NONE, { { 0x1000, 0x001E, B("text"), 0 } } },
        { M, TW_BODY, B(""), NONE, { { 0x1000, 0x001E, B(""), 0 } } },
        { M, TW_DELEGATE, B("\x01\x02\x03"), NONE, { { 0x0043, 0x0102, B("\x01\x02\x03"), 0 } } },
        { M, TW_AID_OWNER, B("\x44\x33\x22\x91"), NONE,
          { { 0x0062, 0x0003, B("\x44\x33\x22\x91"), 0x91223344 } } },
        { A, TW_DATA, B("a\0b"), NONE, { { 0x3701, 0x0102, B("a\0b"), 0 } } },
        { A, TW_DATA, B(""), NONE, { { 0x3701, 0x0102, B(""), 0 } } },
        { A, TW_TITLE, B("a.txt\0"), NONE, { { 0x3704, 0x001E, B("a.txt\0"), 0 } } },
        { A, TW_METAFILE, B("\x01\x00\x09\x00"), NONE,
          { { 0x3709, 0x0102, B("\x01\x00\x09\x00"), 0 } } },
        { A, TW_TRANSPORT_NAME, B("t\0"), NONE, { { 0x370C, 0x001E, B("t\0"), 0 } } },
    };

    (void)state;
    EACH(cases, false);
}

/* What needs more than the bytes at hand is left to the message model. */
static void values_of_names_and_classes_are_not_made(void **state)
{
    static const struct made cases[] = {
        { M, TW_CLASS, B("IPM.Note\0"), NONE, { { 0 } } },
        { M, TW_ORIGINAL_CLASS, B("IPM.Note\0"), NONE, { { 0 } } },
        { M, TW_FROM, B("\x04\x00\x10\x00\x00\x00\x00\x00"), NONE, { { 0 } } },
        { M, TW_OWNER, B("\x01\x00\x00\x01\x00\x00"), NONE, { { 0 } } },
        { M, TW_SENT_FOR, B("\x01\x00\x00\x01\x00\x00"), NONE, { { 0 } } },
        { M, TW_CODEPAGE, B("\xE4\x04\0\0\0\0\0\0"), NONE, { { 0 } } },
        { M, TW_VERSION, B("\0\0\x01\0"), NONE, { { 0 } } },
        { M, TW_VERSION, B("\0\0\x02\0"), TNEF_A_VERSION, 0x20000, { { 0 } } },
        { M, TW_UNKNOWN, B("zz"), NONE, { { 0 } } },
    };

    (void)state;
    EACH(cases, true);
}

/* ---- Dates --------------------------------------------------------------------------------- */

/* year, month, day, hour, minute, second, day of week; 0x640 is 1600. The file times are those of
 * another program. */
#define DATE(id, data, value, number) \
    { M, TW_DATE_SENT, data, 14, NONE, { { id, 0x0040, value, 8, UINT64_C(number) } } }

static void values_of_dates_are_file_times(void **state)
{
    static const struct made cases[] = {
        /* 1601-01-01 00:00:00 */
        DATE(0x39, "\x41\x06\1\0\1\0\0\0\0\0\0\0\1\0", "\0\0\0\0\0\0\0\0", 0),
        /* 1970-01-01 00:00:00 */
        DATE(0x39, "\xB2\x07\1\0\1\0\0\0\0\0\0\0\4\0", "\x00\x80\x3E\xD5\xDE\xB1\x9D\x01",
             0x019DB1DED53E8000),
        /* 1899-12-31 01:02:03 */
        DATE(0x39, "\x6B\x07\x0C\0\x1F\0\1\0\2\0\3\0\0\0", "\x80\x37\x8B\x7E\x7B\x36\x4F\x01",
             0x014F367B7E8B3780),
        /* 2000-02-29 23:59:59, and a day of the week that does not exist */
        DATE(0x39, "\xD0\x07\2\0\x1D\0\x17\0\x3B\0\x3B\0\xFF\xFF",
             "\x80\xA9\x9D\x15\x11\x83\xBF\x01", 0x01BF8311159DA980),
        /* 2100-03-01 00:00:00, the day after the 28th of February */
        DATE(0x39, "\x34\x08\3\0\1\0\0\0\0\0\0\0\1\0", "\x00\x40\xC3\x3D\xC0\x9F\x2F\x02",
             0x022F9FC03DC34000),
        /* 9999-12-31 23:59:59 */
        DATE(0x39, "\x0F\x27\x0C\0\x1F\0\x17\0\x3B\0\x3B\0\5\0",
             "\x80\xA9\x27\xD1\x5E\x5A\xC8\x24", 0x24C85A5ED127A980),
        /* none is given, which is not wrong */
        { M, TW_DATE_SENT, B("\0\0\0\0\0\0\1\0\1\0\1\0\1\0"), NONE, { { 0 } } },
    };

    (void)state;
    EACH(cases, true);
}

/* 2026-01-05 09:30:00 under every attribute that is a date. */
static void values_of_dates_go_to_the_property_of_their_attribute(void **state)
{
    static const struct {
        uint8_t level;
        uint32_t attr;
        uint16_t id;
    } dates[] = {
        { M, TW_DATE_SENT, 0x0039 },     { M, TW_DATE_RECD, 0x0E06 },
        { M, TW_DATE_MODIFIED, 0x3008 }, { M, TW_DATE_START, 0x0060 },
        { M, TW_DATE_END, 0x0061 },      { A, TW_CREATE_DATE, 0x3007 },
        { A, TW_MODIFY_DATE, 0x3008 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        const struct made m = { dates[i].level, dates[i].attr,
                                B("\xEA\x07\1\0\5\0\x09\0\x1E\0\0\0\1\0"), NONE,
                                { { dates[i].id, 0x0040, "\x00\xDC\xF1\xDC\x25\x7E\xDC\x01", 8,
                                    UINT64_C(0x01DC7E25DCF1DC00) } } };

        assert_made(&m, true);
    }
}

static void values_of_dates_that_are_none_are_not_made(void **state)
{
    static const char dates[][15] = {
        "\x40\x06\1\0\1\0\0\0\0\0\0\0\0",           /* year 1600 */
        "\x10\x27\1\0\1\0\0\0\0\0\0\0\0",           /* year 10000 */
        "\xEA\x07\0\0\1\0\0\0\0\0\0\0\0",           /* month 0 */
        "\xEA\x07\x0D\0\1\0\0\0\0\0\0\0\0",         /* month 13 */
        "\xEA\x07\1\1\1\0\0\0\0\0\0\0\0",           /* month 257 */
        "\xEA\x07\1\0\0\0\0\0\0\0\0\0\0",           /* day 0 */
        "\xEA\x07\1\0\x20\0\0\0\0\0\0\0\0",         /* January 32 */
        "\xEA\x07\4\0\x1F\0\0\0\0\0\0\0\0",         /* April 31 */
        "\xEA\x07\2\0\x1D\0\0\0\0\0\0\0\0",         /* February 29, 2026 */
        "\x34\x08\2\0\x1D\0\0\0\0\0\0\0\0",         /* February 29, 2100 */
        "\xEA\x07\1\0\1\0\x18\0\0\0\0\0\0",         /* hour 24 */
        "\xEA\x07\1\0\1\0\0\0\x3C\0\0\0\0",         /* minute 60 */
        "\xEA\x07\1\0\1\0\0\0\0\0\x3C\0\0",         /* second 60 */
        "\xEA\x07\1\0\1\0\0\1\0\0\0\0\0",           /* hour 256 */
        "\0\0\1\0\1\0\0\0\0\0\0\0\0",               /* year 0 only */
        "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
    };

    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        const struct made m = { M, TW_DATE_RECD, dates[i], 14, TNEF_A_DATE, 0, { { 0 } } };

        assert_made(&m, true);
    }
}

/* ---- Rendering data ------------------------------------------------------------------------ */

/* kind u16, position u32, width u16, height u16, flags u32 */
#define POSITION(bytes, number) { 0x370B, 0x0003, bytes, 4, number }
#define METHOD(kind, bytes, number) \
    { A, TW_REND, kind "\0\xFF\xFF\xFF\xFF\x20\0\x20\0\0\0\0", 14, NONE, \
      { { 0x3705, 0x0003, bytes, 4, number }, POSITION("\xFF\xFF\xFF\xFF", 0xFFFFFFFF) } }

static void values_of_rendering_data_are_method_position_encoding(void **state)
{
    static const struct made cases[] = {
        METHOD("\0", "\0\0\0\0", 0),            /* none */
        METHOD("\1", "\1\0\0\0", 1),            /* file: by value */
        METHOD("\2", "\6\0\0\0", 6),            /* OLE */
        METHOD("\3", "\6\0\0\0", 6),            /* OLE, as a picture */
        { A, TW_REND, B("\1\0\x04\x03\x02\x01\0\0\0\0\1\0\0\0"), NONE,
          { { 0x3705, 0x0003, "\1\0\0\0", 4, 1 }, POSITION("\x04\x03\x02\x01", 0x01020304),
            { 0x3702, 0x0102, "\x2A\x86\x48\x86\xF7\x14\x03\x0B\x01", 9, 0 } } }, /* MacBinary */
        { A, TW_REND, B("\1\0\0\0\0\0\0\0\0\0\xFE\xFF\xFF\xFF"), NONE, /* all flags but that */
          { { 0x3705, 0x0003, "\1\0\0\0", 4, 1 }, POSITION("\0\0\0\0", 0) } },
        { A, TW_REND, B("\4\0\1\0\0\0\0\0\0\0\0\0\0\0"), TNEF_A_VALUE, 4,
          { POSITION("\1\0\0\0", 1) } },
        { A, TW_REND, B("\1\1\1\0\0\0\0\0\0\0\0\0\0\0"), TNEF_A_VALUE, 257,
          { POSITION("\1\0\0\0", 1) } },
        { A, TW_REND, B("\1\0\1\0\0\0\0\0\0\0\0\0\0"), TNEF_A_ATTR_LENGTH, 13, { { 0 } } },
        { A, TW_REND, B("\1\0\1\0\0\0\0\0\0\0\0\0\0\0\0"), TNEF_A_ATTR_LENGTH, 15, { { 0 } } },
    };

    (void)state;
    EACH(cases, true);
}

/* ---- Numbers ------------------------------------------------------------------------------- */

static void values_of_status_are_message_flags_bit_by_bit(void **state)
{
    /* unmodified is 2 and goes with every byte whose bit 0 is clear */
    static const struct made cases[] = {
        { M, TW_STATUS, "\0", 1, NONE, { { 0x0E07, 0x0003, "\2\0\0\0", 4, 2 } } },
        { M, TW_STATUS, "\1", 1, NONE, { { 0x0E07, 0x0003, "\0\0\0\0", 4, 0 } } },
        { M, TW_STATUS, "\2", 1, NONE, { { 0x0E07, 0x0003, "\x0A\0\0\0", 4, 10 } } },
        { M, TW_STATUS, "\4", 1, NONE, { { 0x0E07, 0x0003, "\6\0\0\0", 4, 6 } } },
        { M, TW_STATUS, "\x08", 1, NONE, { { 0x0E07, 0x0003, "\2\0\0\0", 4, 2 } } },
        { M, TW_STATUS, "\x10", 1, NONE, { { 0x0E07, 0x0003, "\2\0\0\0", 4, 2 } } },
        { M, TW_STATUS, "\x20", 1, NONE, { { 0x0E07, 0x0003, "\3\0\0\0", 4, 3 } } },
        { M, TW_STATUS, "\x40", 1, NONE, { { 0x0E07, 0x0003, "\2\0\0\0", 4, 2 } } },
        { M, TW_STATUS, "\x80", 1, NONE, { { 0x0E07, 0x0003, "\x12\0\0\0", 4, 18 } } },
        { M, TW_STATUS, "\xFF", 1, NONE, { { 0x0E07, 0x0003, "\x1D\0\0\0", 4, 29 } } },
        { M, TW_STATUS, B("\1\0\0\0"), TNEF_A_ATTR_LENGTH, 4, { { 0 } } },
    };

    (void)state;
    EACH(cases, true);
}

static void values_of_priority_are_importance_and_normal_when_unknown(void **state)
{
    static const struct made cases[] = {
        { M, TW_PRIORITY, "\1\0", 2, NONE, { { 0x0017, 0x0003, "\2\0\0\0", 4, 2 } } },
        { M, TW_PRIORITY, "\2\0", 2, NONE, { { 0x0017, 0x0003, "\1\0\0\0", 4, 1 } } },
        { M, TW_PRIORITY, "\3\0", 2, NONE, { { 0x0017, 0x0003, "\0\0\0\0", 4, 0 } } },
        { M, TW_PRIORITY, "\0\0", 2, TNEF_A_VALUE, 0, { { 0x0017, 0x0003, "\1\0\0\0", 4, 1 } } },
        { M, TW_PRIORITY, "\4\0", 2, TNEF_A_VALUE, 4, { { 0x0017, 0x0003, "\1\0\0\0", 4, 1 } } },
        { M, TW_PRIORITY, "\1\1", 2, TNEF_A_VALUE, 257, { { 0x0017, 0x0003, "\1\0\0\0", 4, 1 } } },
        { M, TW_PRIORITY, "\3", 1, TNEF_A_ATTR_LENGTH, 1, { { 0 } } },
        { M, TW_PRIORITY, B("\3\0\0"), TNEF_A_ATTR_LENGTH, 3, { { 0 } } },
    };

    (void)state;
    EACH(cases, true);
}

static void values_of_response_request_are_boolean(void **state)
{
    static const struct made cases[] = {
        { M, TW_REQUEST_RES, "\0\0", 2, NONE, { { 0x0063, 0x000B, "\0\0", 2, 0 } } },
        { M, TW_REQUEST_RES, "\1\0", 2, NONE, { { 0x0063, 0x000B, "\1\0", 2, 1 } } },
        { M, TW_REQUEST_RES, "\2\0", 2, TNEF_A_VALUE, 2, { { 0x0063, 0x000B, "\1\0", 2, 1 } } },
        { M, TW_REQUEST_RES, "\0\1", 2, TNEF_A_VALUE, 256, { { 0x0063, 0x000B, "\1\0", 2, 1 } } },
    };

    (void)state;
    EACH(cases, true);
}

static void values_of_fixed_size_in_another_length_are_not_made(void **state)
{
    static const struct made cases[] = {
        { M, TW_AID_OWNER, B("\1\2\3"), TNEF_A_ATTR_LENGTH, 3, { { 0 } } },
        { M, TW_AID_OWNER, B("\1\2\3\4\5"), TNEF_A_ATTR_LENGTH, 5, { { 0 } } },
        { M, TW_DATE_SENT, B("\xEA\x07\1\0\5\0\x09\0\x1E\0\0\0\1"), TNEF_A_ATTR_LENGTH, 13,
          { { 0 } } },
        { M, TW_REQUEST_RES, B("\1\0\0\0"), TNEF_A_ATTR_LENGTH, 4, { { 0 } } },
        { M, TW_STATUS, B(""), TNEF_A_ATTR_LENGTH, 0, { { 0 } } },
    };

    (void)state;
    EACH(cases, true);
}

/* ---- Keys as hexadecimal digits ------------------------------------------------------------ */

#define KEY "\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xAA\xBB\xCC\xDD\xEE\xFF"

static void values_of_hexadecimal_keys_are_their_bytes(void **state)
{
    static const struct made cases[] = {
        { M, TW_MESSAGE_ID, B("00112233445566778899AABBCCDDEEFF\0"), NONE,
          { { 0x300B, 0x0102, KEY, 16, 0 } } },
        { M, TW_PARENT_ID, B("00112233445566778899aabbccddeeff\0"), NONE,
          { { 0x0025, 0x0102, KEY, 16, 0 } } },
        { M, TW_CONVERSATION_ID, B("aF09\0"), NONE, { { 0x000B, 0x0102, "\xAF\x09", 2, 0 } } },
        { M, TW_MESSAGE_ID, B("00112233445566778899AABBCCDDEEFF"), TNEF_A_UNTERMINATED, 'F',
          { { 0x300B, 0x0102, KEY, 16, 0 } } },
        { M, TW_MESSAGE_ID, B("00112233445566778899AABBCCDDEEFF00\0"), TNEF_A_VALUE, 32,
          { { 0 } } },
        { M, TW_MESSAGE_ID, B("ABC\0"), TNEF_A_VALUE, 3, { { 0 } } },
        { M, TW_MESSAGE_ID, B("\0"), TNEF_A_VALUE, 0, { { 0 } } },
        { M, TW_MESSAGE_ID, B("AB\0\0"), TNEF_A_VALUE, 2, { { 0 } } },
        { M, TW_MESSAGE_ID, B("ABG0\0"), TNEF_A_VALUE, 2, { { 0 } } },
        { M, TW_MESSAGE_ID, B("AB@0\0"), TNEF_A_VALUE, 2, { { 0 } } },
        { M, TW_MESSAGE_ID, B("AB`0\0"), TNEF_A_VALUE, 2, { { 0 } } },
        { M, TW_MESSAGE_ID, B("AB:0\0"), TNEF_A_VALUE, 2, { { 0 } } },
        { M, TW_MESSAGE_ID, B("AB/0\0"), TNEF_A_VALUE, 2, { { 0 } } },
        { M, TW_MESSAGE_ID, B("ABg0\0"), TNEF_A_VALUE, 2, { { 0 } } },
    };

    (void)state;
    EACH(cases, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_in_the_attribute_go_out_once_as_the_property),
        cmocka_unit_test(values_of_names_and_classes_are_not_made),
        cmocka_unit_test(values_of_dates_are_file_times),
        cmocka_unit_test(values_of_dates_go_to_the_property_of_their_attribute),
        cmocka_unit_test(values_of_dates_that_are_none_are_not_made),
        cmocka_unit_test(values_of_rendering_data_are_method_position_encoding),
        cmocka_unit_test(values_of_status_are_message_flags_bit_by_bit),
        cmocka_unit_test(values_of_priority_are_importance_and_normal_when_unknown),
        cmocka_unit_test(values_of_response_request_are_boolean),
        cmocka_unit_test(values_of_fixed_size_in_another_length_are_not_made),
        cmocka_unit_test(values_of_hexadecimal_keys_are_their_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
