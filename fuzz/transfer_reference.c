/* SPDX-License-Identifier: MIT */

#include "transfer_rules.h"

#include <tnef/transfer.h>

#include <stdbool.h>
#include <string.h>

static void put(struct transfer_reference *r, unsigned b)
{
    r->out[r->len++] = (uint8_t)b;
}

/* ---- base64: a row of bits ------------------------------------------------------------------ */

void transfer_reference_base64(struct transfer_reference *r, const uint8_t *in, size_t len)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = 0, byte = 0;

    for (size_t i = 0; i < len; i++) {
        const char *at = in[i] != 0 ? strchr(alphabet, in[i]) : NULL;
        unsigned v = at != NULL ? (unsigned)(at - alphabet) : 0;

        if (in[i] == '=')
            bits = byte = 0;
        for (int k = 5; at != NULL && k >= 0; k--) {
            byte = byte << 1 | (v >> k & 1u);
            if (++bits % 8u == 0) {
                put(r, byte);
                byte = 0;
            }
        }
        bits %= 24u;
    }
    r->status = bits == 6u ? TNEF_E_TRUNCATED : TNEF_OK;
}

/* ---- quoted-printable: looks ahead ---------------------------------------------------------- */

static bool is_end(uint8_t b)
{
    return b == '\r' || b == '\n';
}

static int hex(const uint8_t *in, size_t len, size_t i)
{
    static const char digits[] = "0123456789ABCDEF0123456789abcdef";
    const char *at = i < len && in[i] != 0 ? strchr(digits, in[i]) : NULL;

    return at != NULL ? (int)(at - digits) % 16 : -1;
}

/* The length of the row of blanks at |i|. */
static size_t blanks(const uint8_t *in, size_t len, size_t i)
{
    size_t n = 0;

    while (i + n < len && (in[i + n] == ' ' || in[i + n] == '\t'))
        n++;
    return n;
}

/* One or more bytes at |i|; how many. */
static size_t qp_at(struct transfer_reference *r, const uint8_t *in, size_t len, size_t i)
{
    bool equals = in[i] == '=';
    size_t n = blanks(in, len, i + equals);
    size_t next = i + equals + n;
    bool ends = next == len || is_end(in[next]);

    if (equals && n == 0 && hex(in, len, next) >= 0 && hex(in, len, next + 1) >= 0) {
        put(r, (unsigned)(hex(in, len, next) * 16 + hex(in, len, next + 1)));
        return 3;
    }
    if (equals && ends && n <= TNEF_TRANSFER_BLANKS) {
        if (next + 1 < len && in[next] == '\r' && in[next + 1] == '\n')
            next++;
        return next + (next < len) - i;
    }
    if (!equals && n > 0 && ends && n <= TNEF_TRANSFER_BLANKS)
        return n;
    put(r, in[i]);
    if (equals || n == 0)
        return 1;
    for (size_t k = 1; k < n; k++)
        put(r, in[i + k]);
    return n;
}

void transfer_reference_qp(struct transfer_reference *r, const uint8_t *in, size_t len)
{
    for (size_t i = 0; i < len;)
        i += qp_at(r, in, len, i);
    r->status = TNEF_OK;
}

/* ---- uuencode: lines ------------------------------------------------------------------------ */

static bool is_blank(uint8_t b)
{
    return b == ' ' || b == '\t';
}

/* Whether a line, or the last bytes of the input if it is not |whole|, begins a block. */
static bool is_begin(const uint8_t *p, size_t n, bool whole)
{
    size_t i = 5, digits;

    if (n < 6 || memcmp(p, "begin", 5) != 0 || !is_blank(p[5]))
        return false;
    while (i < n && is_blank(p[i]))
        i++;
    for (digits = 0; i < n && p[i] >= '0' && p[i] <= '7'; i++)
        digits++;
    if (digits < 1 || digits > 7)
        return false;
    return i < n ? is_blank(p[i]) : whole;
}

static bool is_end_line(const uint8_t *p, size_t n)
{
    return n >= 3 && memcmp(p, "end", 3) == 0 && blanks(p, n, 3) == n - 3;
}

/* The |k|-th byte of a line, from its 6-bit values; what is not there is 0. */
static unsigned uu_byte(const uint8_t *p, size_t n, size_t k)
{
    unsigned v[2];

    for (size_t j = 0; j < 2; j++) {
        size_t at = 1 + k / 3 * 4 + k % 3 + j;

        v[j] = at < n ? (p[at] - 32u) % 64u : 0;
    }
    return (v[0] << (2 * (k % 3) + 2) | v[1] >> (4 - 2 * (k % 3))) & 255u;
}

/* A line of data: the bytes that are whole in it, if the input ends there; else all. False if some
 * are missing. */
static bool uu_line(struct transfer_reference *r, const uint8_t *p, size_t n, bool whole)
{
    size_t claimed = (p[0] - 32u) % 64u;
    size_t there = (n - 1) * 6 / 8;
    size_t given = whole || there > claimed ? claimed : there;

    for (size_t k = 0; k < given; k++)
        put(r, uu_byte(p, n, k));
    return given == claimed;
}

void transfer_reference_uu(struct transfer_reference *r, const uint8_t *in, size_t len)
{
    enum { NONE, OPEN, ZERO, ENDED } block = NONE;
    bool bad = false;

    for (size_t i = 0; i < len;) {
        const uint8_t *p = in + i;
        size_t n = 0;
        bool whole;

        while (i + n < len && !is_end(p[n]))
            n++;
        whole = i + n < len;
        i += n + whole;
        if (whole && p[n] == '\r' && i < len && in[i] == '\n')
            i++;
        if (is_begin(p, n, whole)) {
            bad |= block == OPEN;
            block = OPEN;
        } else if ((block == OPEN || block == ZERO) && is_end_line(p, n)) {
            block = ENDED;
        } else if ((block == OPEN || block == ZERO) && n > 0 && p[0] >= 32 && p[0] <= 96) {
            block = (p[0] - 32u) % 64u == 0 ? ZERO : OPEN;
            if (!uu_line(r, p, n, whole))
                bad = true;
        }
    }
    r->status = bad || block == NONE || block == OPEN ? TNEF_E_TRUNCATED : TNEF_OK;
}
