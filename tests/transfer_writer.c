/* SPDX-License-Identifier: MIT */

#include "transfer_writer.h"

struct out {
    uint8_t *p;
    size_t len;
};

static void put(struct out *o, int c)
{
    o->p[o->len++] = (uint8_t)c;
}

static void put_text(struct out *o, const char *s)
{
    while (*s != '\0')
        put(o, *s++);
}

static uint32_t byte_at(const uint8_t *in, size_t len, size_t i)
{
    return i < len ? in[i] : 0;
}

/* The |k|-th of the four values of 6 bits of the three bytes at |i|. */
static unsigned sextet(const uint8_t *in, size_t len, size_t i, unsigned k)
{
    uint32_t v = byte_at(in, len, i) << 16 | byte_at(in, len, i + 1) << 8
        | byte_at(in, len, i + 2);

    return v >> (18 - 6 * k) & 63;
}

size_t transfer_base64(uint8_t *out, const uint8_t *in, size_t len, size_t line, const char *eol)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct out o = { out, 0 };
    size_t column = 0;

    for (size_t i = 0; i < len; i += 3) {
        for (unsigned k = 0; k < 4; k++) {
            put(&o, i + k > len ? '=' : alphabet[sextet(in, len, i, k)]);
            if (++column == line) {
                put_text(&o, eol);
                column = 0;
            }
        }
    }
    if (column > 0)
        put_text(&o, eol);
    return o.len;
}

/* A blank before a line end must be encoded. */
static bool before_end(const uint8_t *in, size_t len, size_t i, bool text)
{
    return i + 1 == len || (text && i + 2 < len && in[i + 1] == '\r' && in[i + 2] == '\n');
}

static bool is_plain(const uint8_t *in, size_t len, size_t i, bool text)
{
    uint8_t b = in[i];

    if (b == ' ' || b == '\t')
        return !before_end(in, len, i, text);
    return b > 32 && b < 127 && b != '=';
}

size_t transfer_qp(uint8_t *out, const uint8_t *in, size_t len, bool text, bool lower,
                   const char *eol)
{
    const char *digits = lower ? "0123456789abcdef" : "0123456789ABCDEF";
    struct out o = { out, 0 };
    size_t column = 0;

    for (size_t i = 0; i < len; i++) {
        bool plain = is_plain(in, len, i, text);
        size_t width = plain ? 1 : 3;

        if (text && in[i] == '\r' && i + 1 < len && in[i + 1] == '\n') {
            put_text(&o, "\r\n");
            i++;
            column = 0;
            continue;
        }
        if (column + width > 75) {
            put(&o, '=');
            put_text(&o, eol);
            column = 0;
        }
        if (plain) {
            put(&o, in[i]);
        } else {
            put(&o, '=');
            put(&o, digits[in[i] >> 4]);
            put(&o, digits[in[i] & 15]);
        }
        column += width;
    }
    return o.len;
}

static void put_value(struct out *o, unsigned value, char zero)
{
    put(o, value == 0 ? zero : (int)(value + 32));
}

size_t transfer_uu(uint8_t *out, const uint8_t *in, size_t len, size_t line, char zero,
                   const char *name, const char *eol)
{
    struct out o = { out, 0 };

    put_text(&o, "begin 644 ");
    put_text(&o, name);
    put_text(&o, eol);
    for (size_t at = 0; at < len; at += line) {
        size_t n = len - at < line ? len - at : line;

        put_value(&o, (unsigned)n, zero);
        for (size_t i = 0; i < n; i += 3)
            for (unsigned k = 0; k < 4; k++)
                put_value(&o, sextet(in + at, n, i, k), zero);
        put_text(&o, eol);
    }
    put_value(&o, 0, zero);
    put_text(&o, eol);
    put_text(&o, "end");
    put_text(&o, eol);
    return o.len;
}
