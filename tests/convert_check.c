/* SPDX-License-Identifier: MIT */

#include "convert_check.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/mapi.h>

#include "counting_alloc.h"
#include "ical_read.h"
#include "kept_output.h"

const uint8_t CW_MEETING[16] = TNEF_PSETID_MEETING_BYTES;
const uint8_t CW_TASK[16] = TNEF_PSETID_TASK_BYTES;
const uint8_t CW_ADDRESS[16] = TNEF_PSETID_ADDRESS_BYTES;
const uint8_t CW_LOG[16] = TNEF_PSETID_LOG_BYTES;

/* ---- Streams ------------------------------------------------------------------------------- */

/* Days from 1601-01-01, counted year by year: another way than that of the library. */
static uint64_t days_before(int year, int month, int day)
{
    static const int before[12] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
    uint64_t days = 0;
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    for (int y = 1601; y < year; y++)
        days += (y % 4 == 0 && y % 100 != 0) || y % 400 == 0 ? 366 : 365;
    return days + (uint64_t)(before[month - 1] + day - 1 + (leap && month > 2));
}

uint64_t cw_time(int year, int month, int day, int hour, int minute, int second)
{
    const uint64_t seconds = (uint64_t)(hour * 3600 + minute * 60 + second);

    return (days_before(year, month, day) * 86400u + seconds) * 10000000u;
}

void cw_begin(struct tw *w, const char *message_class)
{
    tw_init(w);
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_MESSAGE_CLASS, message_class);
}

void cw_end(struct tw *w)
{
    tw_attr_props_end(w);
}

void cw_text(struct tw *w, const uint8_t set[16], uint32_t lid, const char *utf8)
{
    tw_named_id(w, set, lid);
    tw_prop_unicode(w, 0x8000, utf8);
}

void cw_number(struct tw *w, const uint8_t set[16], uint32_t lid, int32_t value)
{
    tw_named_id(w, set, lid);
    tw_prop_i4(w, 0x8000, value);
}

void cw_flag(struct tw *w, const uint8_t set[16], uint32_t lid, int value)
{
    tw_named_id(w, set, lid);
    tw_prop_bool(w, 0x8000, (uint16_t)value);
}

void cw_date(struct tw *w, const uint8_t set[16], uint32_t lid, uint64_t filetime)
{
    tw_named_id(w, set, lid);
    tw_prop_time(w, 0x8000, filetime);
}

void cw_blob(struct tw *w, const uint8_t set[16], uint32_t lid, const void *data, size_t len)
{
    tw_named_id(w, set, lid);
    tw_prop_binary(w, 0x8000, data, len);
}

void cw_hex(struct tw *w, const uint8_t set[16], uint32_t lid, const char *hex)
{
    uint8_t buf[1024];
    size_t len = cw_bytes(hex, buf, sizeof buf);

    cw_blob(w, set, lid, buf, len);
}

void cw_keywords(struct tw *w, const char *const *words, size_t count)
{
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, "Keywords");
    tw_values_begin(w, TW_T_UNICODE | TW_T_MV, 0x8000);
    for (size_t i = 0; i < count; i++)
        tw_value_unicode(w, words[i]);
    tw_values_end(w);
}

void cw_representing(struct tw *w, const char *name, const char *address)
{
    tw_prop_unicode(w, TW_P_FROM_NAME, name);
    tw_prop_unicode(w, TW_P_FROM_TYPE, "SMTP");
    tw_prop_unicode(w, TW_P_FROM_ADDRESS, address);
}

void cw_sender(struct tw *w, const char *name, const char *address)
{
    tw_prop_unicode(w, TW_P_SENDER_NAME, name);
    tw_prop_unicode(w, TW_P_SENDER_TYPE, "SMTP");
    tw_prop_unicode(w, TW_P_SENDER_ADDRESS, address);
}

static size_t add_wide(uint8_t *out, const char *ascii)
{
    size_t n = strlen(ascii) + 1;

    for (size_t i = 0; i < n; i++) {
        out[2 * i] = (uint8_t)ascii[i];
        out[2 * i + 1] = 0;
    }
    return 2 * n;
}

size_t cw_one_off(uint8_t out[512], const char *name, const char *type, const char *address)
{
    static const char head[] = "00000000 812b1fa4bea310199d6e00dd010f5402 0000 0080";
    size_t n = cw_bytes(head, out, 512);

    n += add_wide(out + n, name);
    n += add_wide(out + n, type);
    return n + add_wide(out + n, address);
}

static int digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c != '\0' ? strchr(digits, c) : NULL;

    return at != NULL ? (int)(at - digits) : -1;
}

size_t cw_bytes(const char *hex, uint8_t *out, size_t room)
{
    size_t n = 0;

    for (; *hex != '\0'; hex++) {
        if (*hex == ' ')
            continue;
        assert_true(n + 4 <= room);
        if (*hex == '~') {
            memset(out + n, 0, 4);
            n += 4;
            continue;
        }
        assert_true(digit(hex[0]) >= 0 && digit(hex[1]) >= 0);
        out[n++] = (uint8_t)(digit(hex[0]) * 16 + digit(hex[1]));
        hex++;
    }
    return n;
}

/* ---- One writing --------------------------------------------------------------------------- */

struct result {
    tnef_status status;
    uint32_t kinds, left_out;
    struct kept_output out;
};

struct way {
    uint32_t kind;
    const tnef_convert_options *options;
    size_t piece;                /* of the input; 0: whole                                        */
    enum kept_takes takes;
    const tnef_allocator *alloc;
    uint64_t max_output;
    uint32_t fail_at;            /* the call of the sink that fails, from 1; 0: none              */
    const char *text;            /* what is written when it does not                              */
    uint32_t left_out;
};

struct failing_sink {
    struct kept_output *out;
    uint32_t left;
};

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct failing_sink *f = user;

    if (f->left > 0 && --f->left == 0)
        return -7;
    return kept_sink(f->out, buf, len, taken);
}

static void feed(tnef_convert *c, const uint8_t *buf, size_t len, size_t piece, struct result *r)
{
    for (size_t at = 0; at < len && r->status == TNEF_OK; at += piece) {
        size_t n = piece < len - at ? piece : len - at;
        size_t taken;

        r->status = tnef_convert_feed(c, buf + at, n, &taken);
        assert_int_equal(taken, r->status == TNEF_OK ? n : 0);
    }
    if (r->status == TNEF_OK)
        r->status = tnef_convert_finish(c);
}

/* A writing that the sink let fail is not the last one: the next is whole. */
static void write_again(tnef_convert *c, const struct way *way, const struct result *r)
{
    struct kept_output again;
    struct failing_sink f = { &again, 0 };

    if (r->status != TNEF_E_CALLBACK)
        return;
    kept_begin(&again, TAKES_ALL);
    assert_int_equal(tnef_convert_write(c, way->kind, way->options, sink, &f), TNEF_OK);
    assert_int_equal(tnef_convert_left_out(c), way->left_out);
    assert_string_equal(again.out, way->text);
    free(again.out);
}

static void run(const uint8_t *buf, size_t len, const struct way *way, struct result *r)
{
    const tnef_convert_config cfg = { .size = sizeof cfg, .max_output = way->max_output };
    struct failing_sink f = { &r->out, way->fail_at };
    tnef_convert *c;

    memset(r, 0, sizeof *r);
    kept_begin(&r->out, way->takes);
    r->status = tnef_convert_new(&c, &cfg, way->alloc);
    if (r->status == TNEF_OK)
        feed(c, buf, len, way->piece != 0 ? way->piece : len, r);
    if (r->status == TNEF_OK) {
        r->kinds = tnef_convert_kinds(c);
        do
            r->status = tnef_convert_write(c, way->kind, way->options, sink, &f);
        while (r->status == TNEF_PAUSED);
        r->left_out = tnef_convert_left_out(c);
        write_again(c, way, r);
    }
    tnef_convert_free(c);
}

/* ---- What is expected ---------------------------------------------------------------------- */

static void expect_same(const struct result *r, const char *text, uint32_t left_out)
{
    size_t at = 0;

    assert_int_equal(r->status, TNEF_OK);
    if (r->out.len == strlen(text) && memcmp(r->out.out, text, r->out.len) == 0) {
        assert_int_equal(r->left_out, left_out);
        return;
    }
    while (text[at] != '\0' && text[at] == r->out.out[at])
        at++;
    fail_msg("from byte %zu on, after\n%.*s\nit is\n%s\nand not\n%s", at, (int)at, text, r->out.out + at,
             text + at);
}

/* The strict reader finds nothing that is not written. */
static void expect_readable(uint32_t kind, const struct kept_output *out)
{
    const char *wrong;
    size_t at;

    wrong = kind != TNEF_CONVERT_MAIL ? ical_read(out->out, out->len, &at) : NULL;
    if (wrong != NULL)
        fail_msg("%s at byte %zu of\n%s", wrong, at, out->out);
}

static void expect_beginning(struct result *r, const char *text)
{
    assert_true(r->out.len <= strlen(text));
    assert_memory_equal(r->out.out, text, r->out.len);
    free(r->out.out);
}

static void without_memory(const uint8_t *buf, size_t len, struct way way, const char *text)
{
    struct counting_alloc a;
    struct result r;

    for (uint64_t at = 1;; at++) {
        counting_alloc_init(&a, at);
        way.alloc = &a.alloc;
        run(buf, len, &way, &r);
        assert_int_equal(a.held, 0);
        if (a.calls < at) {
            expect_same(&r, text, r.left_out);
            free(r.out.out);
            return;
        }
        assert_int_equal(r.status, TNEF_E_MEMORY);
        expect_beginning(&r, text);
    }
}

static void without_sink(const uint8_t *buf, size_t len, struct way way, const char *text)
{
    struct result r;

    for (way.fail_at = 1; way.fail_at < 2000; way.fail_at++) {
        run(buf, len, &way, &r);
        if (r.status == TNEF_OK) {
            free(r.out.out);
            return;
        }
        assert_int_equal(r.status, TNEF_E_CALLBACK);
        expect_beginning(&r, text);
    }
}

static void with_limit(const uint8_t *buf, size_t len, struct way way, const char *text)
{
    struct result r;

    way.max_output = strlen(text);
    run(buf, len, &way, &r);
    assert_int_equal(r.status, TNEF_OK);
    free(r.out.out);
    way.max_output--;
    run(buf, len, &way, &r);
    assert_int_equal(r.status, TNEF_E_LIMIT_OUTPUT);
    expect_beginning(&r, text);
}

void (*cw_reads)(uint32_t kind, const char *text);

/* For other programs: each text becomes a file in the folder that CW_KEEP names. */
static void keep_text(uint32_t kind, const char *text)
{
    static unsigned number;
    const char *folder = getenv("CW_KEEP");
    char path[1024];
    FILE *f;

    if (folder == NULL || kind == TNEF_CONVERT_MAIL)
        return;
    snprintf(path, sizeof path, "%s/%u.%s", folder, number++, kind == TNEF_CONVERT_CARD ? "vcf" : "ics");
    f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

void cw_expect(struct tw *w, uint32_t kind, const tnef_convert_options *options, const char *text,
               uint32_t left_out)
{
    static const size_t pieces[] = { 0, 1, 7 };
    size_t len;
    uint8_t *buf = tw_take(w, &len);
    struct way way = { .kind = kind, .options = options };
    struct result r;

    tw_free(w);
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        for (int takes = TAKES_ALL; takes <= PAUSES_AFTER; takes++) {
            way.piece = pieces[i];
            way.takes = (enum kept_takes)takes;
            run(buf, len, &way, &r);
            expect_same(&r, text, left_out);
            expect_readable(kind, &r.out);
            free(r.out.out);
        }
    }
    way.piece = 0;
    way.takes = TAKES_ALL;
    way.text = text;
    way.left_out = left_out;
    without_memory(buf, len, way, text);
    without_sink(buf, len, way, text);
    with_limit(buf, len, way, text);
    free(buf);
    keep_text(kind, text);
    if (cw_reads != NULL)
        cw_reads(kind, text);
}

char *cw_convert(struct tw *w, uint32_t kind, const tnef_convert_options *options, uint32_t *left_out)
{
    size_t len;
    uint8_t *buf = tw_take(w, &len);
    struct way way = { .kind = kind, .options = options };
    struct result r;

    tw_free(w);
    run(buf, len, &way, &r);
    free(buf);
    if (left_out != NULL)
        *left_out = r.left_out;
    if (r.status == TNEF_OK) {
        expect_readable(kind, &r.out);
        return r.out.out;
    }
    assert_int_equal(r.status, TNEF_E_ARGUMENT);
    free(r.out.out);
    return NULL;
}
