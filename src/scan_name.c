/* SPDX-License-Identifier: MIT */
/* File names for showing: RFC 2231 and RFC 2047, to UTF-8. What cannot be decoded is escaped. */

#include "scan_priv.h"

enum { CS_UTF8, CS_LATIN1, CS_OTHER };

struct out {
    uint8_t *text;           /* TNEF_SCAN_NAME_SIZE bytes */
    uint32_t len;
    int broken;
};

int tnefi_hex_digit(uint8_t b)
{
    if (b >= '0' && b <= '9')
        return b - '0';
    if (b >= 'A' && b <= 'F')
        return b - 'A' + 10;
    if (b >= 'a' && b <= 'f')
        return b - 'a' + 10;
    return -1;
}

int tnefi_base64_digit(uint8_t b)
{
    if (b >= 'A' && b <= 'Z')
        return b - 'A';
    if (b >= 'a' && b <= 'z')
        return b - 'a' + 26;
    if (b >= '0' && b <= '9')
        return b - '0' + 52;
    if (b == '+')
        return 62;
    return b == '/' ? 63 : -1;
}

/* ---- Text ---------------------------------------------------------------------------------- */

/* All |n| bytes or none. */
static void put(struct out *o, const uint8_t *p, uint32_t n)
{
    if (n >= TNEF_SCAN_NAME_SIZE - o->len)
        return;
    tnefi_copy(o->text + o->len, p, n);
    o->len += n;
}

static void put_escaped(struct out *o, uint8_t b)
{
    static const uint8_t digits[] = "0123456789ABCDEF";
    uint8_t text[4] = { '\\', 'x', digits[b / 16u], digits[b % 16u] };

    put(o, text, 4);
}

/* Bytes of the UTF-8 character at |p|, 0: it is not one. */
static uint32_t utf8_len(const uint8_t *p, size_t n)
{
    uint32_t len = p[0] < 0xE0u ? 2 : p[0] < 0xF0u ? 3 : 4;

    if (p[0] < 0xC2u || p[0] > 0xF4u || n < len)
        return 0;
    for (uint32_t i = 1; i < len; i++)
        if (p[i] < 0x80u || p[i] > 0xBFu)
            return 0;
    if ((p[0] == 0xE0u && p[1] < 0xA0u) || (p[0] == 0xEDu && p[1] > 0x9Fu)
        || (p[0] == 0xF0u && p[1] < 0x90u) || (p[0] == 0xF4u && p[1] > 0x8Fu))
        return 0;
    return len;
}

static void put_text(struct out *o, const uint8_t *p, size_t n, int charset)
{
    size_t i = 0;

    TNEFI_TOUCH(2u * n);
    while (i < n) {
        uint8_t b = p[i];
        uint32_t len = b >= 0x80u && charset == CS_UTF8 ? utf8_len(p + i, n - i) : 0;

        if (b >= 32u && b < 127u) {
            put(o, &b, 1);
        } else if (len > 0) {
            put(o, p + i, len);
            i += len - 1u;
        } else if (b >= 0xA0u && charset == CS_LATIN1) {
            uint8_t two[2] = { (uint8_t)(0xC0u + b / 64u), (uint8_t)(0x80u + b % 64u) };

            put(o, two, 2);
        } else {
            put_escaped(o, b);
            o->broken = 1;
        }
        i++;
    }
}

static int charset_is(const uint8_t *p, size_t n, const char *name)
{
    size_t i = 0;

    while (i < n && name[i] != 0 && tnefi_lower(p[i]) == (uint8_t)name[i])
        i++;
    return i == n && name[i] == 0;
}

static int charset_of(const uint8_t *p, size_t n)
{
    if (n == 0 || charset_is(p, n, "utf-8") || charset_is(p, n, "us-ascii"))
        return CS_UTF8;
    if (charset_is(p, n, "iso-8859-1") || charset_is(p, n, "windows-1252"))
        return CS_LATIN1;
    return CS_OTHER;
}

/* ---- RFC 2047 ------------------------------------------------------------------------------ */

struct word {
    size_t charset, charset_len, text, text_len, next;
    uint8_t kind;
};

static size_t find(const uint8_t *p, size_t n, size_t from, uint8_t b)
{
    size_t i = from;

    while (i < n && p[i] != b)
        i++;
    TNEFI_TOUCH(i - from + 1u);
    return i;
}

/* Whether a word begins at |at|, where "=?" stands. */
static int read_word(struct word *w, const uint8_t *p, size_t n, size_t at)
{
    size_t second = find(p, n, at + 2u, '?');
    size_t end;

    if (n - second < 4u || p[second + 2u] != '?')
        return 0;
    w->kind = tnefi_lower(p[second + 1u]);
    end = find(p, n, second + 3u, '?');
    if ((w->kind != 'b' && w->kind != 'q') || n - end < 2u || p[end + 1u] != '=')
        return 0;
    w->charset = at + 2u;
    w->charset_len = find(p, second, w->charset, '*') - w->charset;
    w->text = second + 3u;
    w->text_len = end - w->text;
    w->next = end + 2u;
    return 1;
}

static size_t word_q(uint8_t *out, const uint8_t *p, size_t n)
{
    size_t len = 0;

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++) {
        uint8_t b = p[i] == '_' ? (uint8_t)SP : p[i];

        if (b == '=' && n - i > 2u && tnefi_hex_digit(p[i + 1u]) >= 0
            && tnefi_hex_digit(p[i + 2u]) >= 0) {
            b = (uint8_t)(tnefi_hex_digit(p[i + 1u]) * 16 + tnefi_hex_digit(p[i + 2u]));
            i += 2u;
        }
        out[len] = b;
        len++;
    }
    return len;
}

static size_t word_b(uint8_t *out, const uint8_t *p, size_t n)
{
    uint32_t bits = 0;
    uint32_t have = 0;
    size_t len = 0;

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++) {
        int digit = tnefi_base64_digit(p[i]);

        if (digit < 0)
            continue;
        bits = bits % 256u * 64u + (uint32_t)digit;
        have += 6u;
        if (have >= 8u) {
            have -= 8u;
            out[len] = (uint8_t)(bits / (1u << have) % 256u);
            len++;
        }
    }
    return len;
}

/* Text with words; blanks between two words are not shown. */
void tnefi_name_raw(const uint8_t *raw, size_t len, uint8_t *text, uint64_t *findings)
{
    struct out o = { text, 0, 0 };
    uint8_t bytes[TNEF_SCAN_NAME_SIZE];
    size_t i = 0;

    while (i < len) {
        struct word w;
        size_t next = i;

        while (next < len && !(raw[next] == '=' && len - next > 1u && raw[next + 1u] == '?'))
            next++;
        TNEFI_TOUCH(next - i + 1u);
        if (next < len && read_word(&w, raw, len, next)) {
            size_t blanks = i;

            while (blanks < next && tnefi_is_blank(raw[blanks]))
                blanks++;
            if (i == 0 || blanks < next)
                put_text(&o, raw + i, next - i, CS_UTF8);
            put_text(&o, bytes, w.kind == 'q' ? word_q(bytes, raw + w.text, w.text_len)
                     : word_b(bytes, raw + w.text, w.text_len),
                     charset_of(raw + w.charset, w.charset_len));
            i = w.next;
            o.broken |= 2;
        } else {
            next = next < len ? next + 2u : len;
            put_text(&o, raw + i, next - i, CS_UTF8);
            i = next;
        }
    }
    text[o.len] = 0;
    if ((o.broken & 2) != 0)
        *findings |= TNEF_SCAN_BIT(TNEF_SCAN_NAME_WORD);
    if ((o.broken & 1) != 0)
        *findings |= TNEF_SCAN_BIT(TNEF_SCAN_NAME_BROKEN);
}

/* ---- RFC 2231 ------------------------------------------------------------------------------ */

/* Appends the piece's bytes to |raw|; returns how many there are then. */
static uint32_t piece_raw(const struct tnef_scanner *s, const struct tnefi_piece *p, uint32_t from,
                          uint8_t *raw, uint32_t len)
{
    uint32_t end = p->at + p->len;

    TNEFI_TOUCH(p->len < 3u * TNEF_SCAN_NAME_SIZE ? p->len : 3u * TNEF_SCAN_NAME_SIZE);
    for (uint32_t i = from; i < end && len < TNEF_SCAN_NAME_SIZE - 1u; i++) {
        uint8_t b = s->line[i];

        if (p->encoded != 0 && b == '%' && end - i > 2u && tnefi_hex_digit(s->line[i + 1u]) >= 0
            && tnefi_hex_digit(s->line[i + 2u]) >= 0) {
            b = (uint8_t)(tnefi_hex_digit(s->line[i + 1u]) * 16 + tnefi_hex_digit(s->line[i + 2u]));
            i += 2u;
        } else if (p->quoted != 0 && b == '\\' && i + 1u < end) {
            i++;
            b = s->line[i];
        }
        raw[len] = b;
        len++;
    }
    return len;
}

static const struct tnefi_piece *piece_of(const struct tnefi_pieces *p, uint32_t index)
{
    TNEFI_TOUCH(p->count);
    for (uint32_t i = 0; i < p->count && i < PIECES_MAX; i++)
        if (p->piece[i].index == index)
            return &p->piece[i];
    return NULL;
}

/* Where the text of the first piece begins, and its charset. */
static uint32_t first_text(const struct tnef_scanner *s, const struct tnefi_piece *p, int *charset,
                           int *broken)
{
    uint32_t quotes = 0;

    *charset = CS_UTF8;
    if (p->encoded == 0)
        return p->at;
    TNEFI_TOUCH(p->len);
    for (uint32_t i = p->at; i < p->at + p->len; i++) {
        if (s->line[i] != '\'')
            continue;
        if (quotes == 0)
            *charset = charset_of(s->line + p->at, i - p->at);
        quotes++;
        if (quotes == 2u)
            return i + 1u;
    }
    *broken = 1;
    *charset = CS_UTF8;
    return p->at;
}

void tnefi_name_piece(const struct tnef_scanner *s, const struct tnefi_piece *p, uint8_t *text,
                      uint64_t *findings)
{
    uint8_t raw[TNEF_SCAN_NAME_SIZE];
    uint32_t len = piece_raw(s, p, p->at, raw, 0);

    tnefi_name_raw(raw, len, text, findings);
}

void tnefi_name_of(const struct tnef_scanner *s, uint8_t *text, uint64_t *findings)
{
    const struct tnefi_piece *p = piece_of(&s->names, 0);
    struct out o = { text, 0, 0 };
    uint8_t raw[TNEF_SCAN_NAME_SIZE];
    uint32_t used = 1;
    uint32_t len;
    int charset;

    text[0] = 0;
    if (p == NULL) {
        *findings |= TNEF_SCAN_BIT(TNEF_SCAN_NAME_BROKEN);
        return;
    }
    len = piece_raw(s, p, first_text(s, p, &charset, &o.broken), raw, 0);
    for (; used <= PIECES_MAX; used++) {
        p = piece_of(&s->names, used);
        if (p == NULL)
            break;
        len = piece_raw(s, p, p->at, raw, len);
    }
    put_text(&o, raw, len, charset);
    text[o.len] = 0;
    if (o.broken != 0 || used < s->names.count)
        *findings |= TNEF_SCAN_BIT(TNEF_SCAN_NAME_BROKEN);
}

int tnefi_same_text(const uint8_t *a, const uint8_t *b)
{
    size_t i = 0;

    while (a[i] != 0 && a[i] == b[i])
        i++;
    TNEFI_TOUCH(i + 1u);
    return a[i] == b[i];
}

/* ---- Names of the search ------------------------------------------------------------------- */

static int fits(const uint8_t *name, const char *pattern)
{
    size_t i = 0;

    for (size_t k = 0; pattern[k] != 0; k++) {
        TNEFI_TOUCH(1);
        if (pattern[k] == '#') {
            while (name[i] >= '0' && name[i] <= '9') {
                TNEFI_TOUCH(1);
                i++;
            }
        } else if (tnefi_lower(name[i]) == (uint8_t)pattern[k]) {
            i++;
        } else {
            return 0;
        }
    }
    return name[i] == 0;
}

int tnefi_claims_name(const struct tnef_scanner *s, const uint8_t *name)
{
    for (size_t i = 0; s->cfg.names[i] != NULL; i++)
        if (fits(name, s->cfg.names[i]))
            return 1;
    return 0;
}
