/* SPDX-License-Identifier: MIT */

#include "transfer_rules.h"

#include <tnef/transfer.h>

#include <stdbool.h>
#include <stdlib.h>
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

/* A line at |i|: its bytes, and the place of the next one. It is |whole| if it has an end. */
struct line {
    const uint8_t *p;
    size_t n, next;
    bool whole;
};

static struct line line_at(const uint8_t *in, size_t len, size_t i)
{
    struct line l = { in + i, 0, 0, false };

    while (i + l.n < len && !is_end(in[i + l.n]))
        l.n++;
    l.next = i + l.n;
    l.whole = l.next < len;
    if (l.whole && l.next + 1 < len && in[l.next] == '\r' && in[l.next + 1] == '\n')
        l.next++;
    l.next += l.whole;
    return l;
}

/* Whether |p| begins with the |n| bytes of |word|, in any case. */
static bool has_word(const uint8_t *p, const char *word, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (p[k] != word[k] && !(word[k] >= 'a' && word[k] <= 'z' && p[k] + 32 == word[k]))
            return false;
    return true;
}

/* The length of the word of a begin line that a line begins with, or 0. */
static size_t begin_word(const struct line *l)
{
    static const char word[] = "begin-base64";
    size_t n = l->n >= 13 && has_word(l->p, word, 12) && is_blank(l->p[12]) ? 12 : 5;

    return l->n > n && has_word(l->p, word, n) && is_blank(l->p[n]) ? n : 0;
}

/* The same if the line begins a block. */
static size_t is_begin(const struct line *l)
{
    size_t i, digits, n = begin_word(l);

    if (n == 0)
        return 0;
    i = n + blanks(l->p, l->n, n);
    for (digits = 0; i < l->n && l->p[i] >= '0' && l->p[i] <= '7'; i++)
        digits++;
    if (digits < 1 || digits > 7)
        return 0;
    return (i < l->n ? is_blank(l->p[i]) : l->whole) ? n : 0;
}

static bool is_digit64(uint8_t b)
{
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '+'
        || b == '/';
}

/* How many bytes of a line can be of a block of base64. What was there of it is told, and told again. */
static size_t of_base64(const struct line *l, bool *some, bool *padding)
{
    size_t k = 0;

    for (; k < l->n; k++) {
        bool digit = is_digit64(l->p[k]), equals = l->p[k] == '=';

        if (!equals && !is_blank(l->p[k]) && (!digit || *padding))
            break;
        *padding |= equals;
        *some |= equals || digit;
    }
    return k;
}

/* A block of base64 at |i|. Returns where lines of text go on. */
static size_t uu_base64(struct transfer_reference *r, const uint8_t *in, size_t len, size_t i, bool *bad)
{
    struct transfer_reference part = { .out = r->out + r->len };
    uint8_t *data = malloc(len + 1);
    size_t n = 0;
    bool some = false, padding = false, last = false, ended = false;

    while (data != NULL && i < len && !ended) {
        struct line l = line_at(in, len, i);
        bool word = l.n > 5 && memcmp(l.p, "begin", 5) == 0 && (l.p[5] == '-' || is_blank(l.p[5]));
        size_t k = word ? 0 : of_base64(&l, &some, &padding);

        last = l.n >= 4 && memcmp(l.p, "====", 4) == 0 && blanks(l.p, l.n, 4) == l.n - 4;
        ended = last || k < l.n || word || (l.n == 0 && some);
        if (word || (k == 0 && l.n > 0))
            break;
        memcpy(data + n, l.p, k);
        n += k;
        i = l.next;
    }
    for (size_t k = 0; k < n; k++)
        if (data[k] == '=')
            n = k;
    if (data != NULL)
        transfer_reference_base64(&part, data, n);
    free(data);
    r->len += part.len;
    *bad |= !last && !padding;
    return i;
}

/* Whether a block of base64 at |*i|, inside of an empty one of uuencode, is that one still: its first line
 * that is not empty is no base64 as far as a quantum goes. That line is next then. */
static bool is_of_uuencode(const uint8_t *in, size_t len, size_t *i)
{
    struct line l = { 0 };
    size_t at = *i;
    size_t k = 0;

    for (; at < len; at = l.next) {
        l = line_at(in, len, at);
        if (l.n > 0)
            break;
    }
    if (l.n == 0)
        return false;
    *i = at;
    if (l.p[0] == 'b')
        return l.n > 5 && memcmp(l.p, "begin", 5) == 0 && (l.p[5] == '-' || is_blank(l.p[5]));
    if (l.p[0] == '=')
        return l.n > 1 && l.p[1] != '=' && !is_blank(l.p[1]);
    while (k < l.n && k < 4 && is_digit64(l.p[k]))
        k++;
    return k < l.n && k < 4 && l.p[k] != '=' && !is_blank(l.p[k]);
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
    bool bad = false, empty = false;

    for (size_t i = 0; i < len;) {
        struct line l = line_at(in, len, i);
        bool open = block == OPEN || block == ZERO;
        bool may_begin = !open || (l.n > 0 && (l.p[0] == 'b' || (empty && l.p[0] == 'B')));
        size_t begin = may_begin ? is_begin(&l) : 0;

        i = l.next;
        if (begin > 0) {
            bad |= block == OPEN;
            block = OPEN;
            if (begin == 12 && !(open && empty && is_of_uuencode(in, len, &i))) {
                i = uu_base64(r, in, len, i, &bad);
                block = ENDED;
            }
            empty = true;
        } else if (open && is_end_line(l.p, l.n)) {
            block = ENDED;
        } else if (open && l.n > 0 && l.p[0] >= 32 && l.p[0] <= 96 && !(may_begin && begin_word(&l) > 0)) {
            empty = false;
            block = (l.p[0] - 32u) % 64u == 0 ? ZERO : OPEN;
            if (!uu_line(r, l.p, l.n, l.whole))
                bad = true;
        }
    }
    r->status = bad || block == NONE || block == OPEN ? TNEF_E_TRUNCATED : TNEF_OK;
}
