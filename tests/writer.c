/* SPDX-License-Identifier: MIT */

/* Bytes, open structures, attributes. Properties are in writer_props.c. */

#include "writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum checksum_mode { CHECKSUM_TRUE, CHECKSUM_FIXED, CHECKSUM_ADD, CHECKSUM_NONE };

struct tw_frame {
    enum tw_kind kind;
    size_t start; /* after the length or count field, which is the four bytes before */
    uint32_t sum; /* of all bytes before |start| */
    uint32_t count;
    bool claimed;
    uint32_t claim;
    uint32_t claim_add; /* modulo 2^32 */
    enum checksum_mode checksum_mode;
    uint16_t checksum;
};

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "writer: %s\n", what);
    abort();
}

static void *grow(void *old, size_t count, size_t size)
{
    void *p;

    if (count > SIZE_MAX / size) {
        die("too large");
    }
    p = realloc(old, count * size);
    if (p == NULL) {
        die("out of memory");
    }
    return p;
}

/* ---- bytes ---- */

void tw_init(struct tw *w)
{
    memset(w, 0, sizeof *w);
    w->buf = NULL;
    w->frames = NULL;
    w->name = NULL;
}

void tw_free(struct tw *w)
{
    free(w->buf);
    free(w->frames);
    free(w->name);
    tw_init(w);
}

uint8_t *tw_take(struct tw *w, size_t *len)
{
    uint8_t *buf;

    if (w->depth != 0) {
        die("taken with something open");
    }
    if (w->name != NULL) {
        die("taken with a name that no property has");
    }
    buf = grow(w->buf, w->len > 0 ? w->len : 1, 1);
    *len = w->len;
    w->buf = NULL;
    tw_free(w);
    return buf;
}

/* Makes room for |len| more bytes and says where they go. */
static uint8_t *reserve(struct tw *w, size_t len)
{
    if (len > SIZE_MAX / 4 - w->len) {
        die("too large");
    }
    if (w->cap - w->len < len) {
        w->cap = 2 * (w->len + len) + 256;
        w->buf = grow(w->buf, w->cap, 1);
    }
    return w->buf + w->len;
}

void tw_bytes(struct tw *w, const void *data, size_t len)
{
    const uint8_t *p = data;
    uint32_t sum = 0;

    if (len == 0) {
        return;
    }
    memcpy(reserve(w, len), p, len);
    for (size_t i = 0; i < len; i++) {
        sum += p[i];
    }
    w->len += len;
    w->sum += sum;
}

void tw_fill(struct tw *w, uint8_t value, size_t count)
{
    if (count == 0) {
        return;
    }
    memset(reserve(w, count), value, count);
    w->len += count;
    w->sum += (uint32_t)count * value;
}

void tw_zeros(struct tw *w, size_t count)
{
    tw_fill(w, 0, count);
}

void tw_u8(struct tw *w, uint8_t value)
{
    tw_bytes(w, &value, 1);
}

static void little_endian(uint8_t *p, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        p[i] = (uint8_t)(value >> (8 * i) & 0xFF);
    }
}

void tw_u16(struct tw *w, uint16_t value)
{
    uint8_t b[2];

    little_endian(b, value, sizeof b);
    tw_bytes(w, b, sizeof b);
}

void tw_u32(struct tw *w, uint32_t value)
{
    uint8_t b[4];

    little_endian(b, value, sizeof b);
    tw_bytes(w, b, sizeof b);
}

void tw_u64(struct tw *w, uint64_t value)
{
    uint8_t b[8];

    little_endian(b, value, sizeof b);
    tw_bytes(w, b, sizeof b);
}

void tw_str8(struct tw *w, const char *text)
{
    tw_bytes(w, text, strlen(text));
}

/* Number of continuation bytes after a lead byte of UTF-8. */
static unsigned trail_count(uint8_t lead)
{
    if (lead < 0x80) {
        return 0;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 1;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 2;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        return 3;
    }
    die("not UTF-8");
}

void tw_utf16(struct tw *w, const char *utf8)
{
    const uint8_t *p = (const uint8_t *)utf8;

    while (*p != 0) {
        uint8_t lead = *p++;
        unsigned trail = trail_count(lead);
        uint32_t c = trail == 0 ? lead : lead & (0x3Fu >> trail);

        for (; trail > 0; trail--) {
            /* A terminator is no continuation byte: the string's end is not passed. */
            if ((*p & 0xC0) != 0x80) {
                die("not UTF-8");
            }
            c = c << 6 | (*p++ & 0x3Fu);
        }
        if (c < 0x10000) {
            tw_u16(w, (uint16_t)c);
        } else {
            tw_u16(w, (uint16_t)(0xD800 + ((c - 0x10000) >> 10)));
            tw_u16(w, (uint16_t)(0xDC00 + ((c - 0x10000) & 0x3FF)));
        }
    }
}

void tw_set(struct tw *w, size_t off, uint8_t value)
{
    uint32_t change;

    if (off >= w->len) {
        die("no such offset");
    }
    change = (uint32_t)value - w->buf[off];
    w->buf[off] = value;
    w->sum += change;
    /* What is open and begins later has summed up the old byte. Lengths and counts are
     * filled in when everything inside them is closed, so for them this loop ends at
     * once. */
    for (size_t i = w->depth; i > 0 && w->frames[i - 1].start > off; i--) {
        w->frames[i - 1].sum += change;
    }
}

void tw_truncate(struct tw *w, size_t len)
{
    if (len > w->len || (w->depth > 0 && len < w->frames[w->depth - 1].start)) {
        die("truncated outside of what is open");
    }
    for (size_t i = len; i < w->len; i++) {
        w->sum -= w->buf[i];
    }
    w->len = len;
}

/* ---- what is open ---- */

static struct tw_frame *innermost(struct tw *w)
{
    if (w->depth == 0) {
        die("nothing is open");
    }
    return &w->frames[w->depth - 1];
}

void tw_open(struct tw *w, enum tw_kind kind)
{
    struct tw_frame *f;

    tw_u32(w, 0);
    if (w->depth == w->frame_cap) {
        w->frame_cap = 2 * w->frame_cap + 16;
        w->frames = grow(w->frames, w->frame_cap, sizeof *w->frames);
    }
    f = &w->frames[w->depth++];
    memset(f, 0, sizeof *f);
    f->kind = kind;
    f->start = w->len;
    f->sum = w->sum;
    f->checksum_mode = CHECKSUM_TRUE;
}

void tw_count(struct tw *w, enum tw_kind kind)
{
    if (w->depth > 0 && innermost(w)->kind == kind) {
        innermost(w)->count++;
    }
}

static void put_checksum(struct tw *w, const struct tw_frame *f, uint32_t true_sum)
{
    switch (f->checksum_mode) {
    case CHECKSUM_NONE:
        break;
    case CHECKSUM_FIXED:
        tw_u16(w, f->checksum);
        break;
    case CHECKSUM_TRUE:
    case CHECKSUM_ADD:
        tw_u16(w, (uint16_t)(true_sum + f->checksum + w->checksum_bias));
        break;
    }
}

size_t tw_close(struct tw *w, enum tw_kind kind)
{
    struct tw_frame f = *innermost(w);
    size_t len = w->len - f.start;
    uint32_t sum = w->sum - f.sum;
    uint32_t field = f.count;
    uint8_t b[4];

    if (f.kind != kind) {
        die("closed what is not the innermost open thing");
    }
    if ((uint64_t)len > UINT32_MAX) {
        die("longer than a length can say");
    }
    if (kind == TW_K_ATTR || kind == TW_K_VALUE) {
        field = (uint32_t)len;
    }
    little_endian(b, f.claimed ? f.claim : field + f.claim_add, sizeof b);
    w->depth--;
    for (size_t i = 0; i < sizeof b; i++) {
        tw_set(w, f.start - sizeof b + i, b[i]);
    }
    if (kind == TW_K_ATTR) {
        put_checksum(w, &f, sum);
    }
    return len;
}

void tw_claim(struct tw *w, uint32_t value)
{
    innermost(w)->claimed = true;
    innermost(w)->claim = value;
}

void tw_claim_add(struct tw *w, int32_t delta)
{
    innermost(w)->claim_add = (uint32_t)delta;
}

/* ---- attributes ---- */

void tw_attr_begin(struct tw *w, uint8_t level, uint32_t id)
{
    tw_u8(w, level);
    tw_u32(w, id);
    tw_open(w, TW_K_ATTR);
}

void tw_attr_end(struct tw *w)
{
    tw_close(w, TW_K_ATTR);
}

static void set_checksum(struct tw *w, enum checksum_mode mode, uint16_t value)
{
    struct tw_frame *f = innermost(w);

    if (f->kind != TW_K_ATTR) {
        die("only an attribute has a checksum");
    }
    f->checksum_mode = mode;
    f->checksum = value;
}

void tw_attr_checksum(struct tw *w, uint16_t value)
{
    set_checksum(w, CHECKSUM_FIXED, value);
}

void tw_attr_checksum_add(struct tw *w, uint16_t delta)
{
    set_checksum(w, CHECKSUM_ADD, delta);
}

void tw_attr_no_checksum(struct tw *w)
{
    set_checksum(w, CHECKSUM_NONE, 0);
}

void tw_checksum_bias(struct tw *w, uint16_t bias)
{
    w->checksum_bias = bias;
}

void tw_attr(struct tw *w, uint8_t level, uint32_t id, const void *data, size_t len)
{
    tw_attr_begin(w, level, id);
    tw_bytes(w, data, len);
    tw_attr_end(w);
}

void tw_attr_u8(struct tw *w, uint8_t level, uint32_t id, uint8_t value)
{
    tw_attr(w, level, id, &value, 1);
}

void tw_attr_u16(struct tw *w, uint8_t level, uint32_t id, uint16_t value)
{
    tw_attr_begin(w, level, id);
    tw_u16(w, value);
    tw_attr_end(w);
}

void tw_attr_u32(struct tw *w, uint8_t level, uint32_t id, uint32_t value)
{
    tw_attr_begin(w, level, id);
    tw_u32(w, value);
    tw_attr_end(w);
}

void tw_attr_string(struct tw *w, uint8_t level, uint32_t id, const char *text)
{
    tw_attr(w, level, id, text, strlen(text) + 1);
}

void tw_attr_text(struct tw *w, uint8_t level, uint32_t id, const char *text)
{
    tw_attr(w, level, id, text, strlen(text));
}

void tw_attr_date(struct tw *w, uint8_t level, uint32_t id, struct tw_date date)
{
    tw_attr_begin(w, level, id);
    tw_u16(w, date.year);
    tw_u16(w, date.month);
    tw_u16(w, date.day);
    tw_u16(w, date.hour);
    tw_u16(w, date.minute);
    tw_u16(w, date.second);
    tw_u16(w, date.weekday);
    tw_attr_end(w);
}
