/* SPDX-License-Identifier: MIT */
/* File names, decoded to UTF-8 for showing: RFC 2231, section 4; RFC 2047, sections 2 to 4.
 *
 * They are shown to people and compared with the names of the search, and nothing else: the scanner opens no
 * file. So what cannot be decoded is never dropped, which might make a harmless name of another one, but
 * shown as "\xHH". Charsets are UTF-8 and ASCII, and ISO 8859-1 with windows-1252; of others ASCII is read,
 * and the rest is shown as bytes. Read as they stand:
 *
 *     name*=iso-8859-1'de'w%E4.dat    the name in UTF-8
 *     name*=utf-8''a%2                "a%2": a "%" without two digits is a character like others
 *     name="=?utf-8?X?a?="            as it stands: X is not an encoding of RFC 2047, so this is not a word
 *
 * Read with an anomaly:
 *
 *     name="=?utf-8?Q?a=2Eb?="        "a.b", NAME_WORD: RFC 2047 is not for parameters, but all use it
 *     "=?utf-8?Q?a?= =?utf-8?Q?b?="   "ab", NAME_WORD: blanks between two words are dropped
 *     name*=%41                       "A", NAME_BROKEN: the quotes after charset and language are missing
 *
 * Not decoded, NAME_BROKEN:
 *
 *     name*=utf-8''%FF                "\xFF": not valid in UTF-8
 *     name*=koi8-r''%C1               "\xC1": a charset that is not known here
 *     name*1=y                        "": the first piece is missing
 *
 * A name is cut to TNEF_SCANNER_NAME_SIZE - 1 bytes, and a character or escape is never cut in two. */

#include "scan/filename.h"

#include "base/bytes.h"
#include "scan/chars.h"

enum { CS_UTF8, CS_LATIN1, CS_OTHER };

struct out {
    uint8_t *text; /* TNEF_SCANNER_NAME_SIZE bytes */
    uint32_t len;
    int broken;
};

/* ---- Text ---------------------------------------------------------------------------------- */

/* Appends all |n| bytes, or none if there is no room for all. */
/*@ requires \valid(o) && O_OK(o) && S_BYTES(p, n) && O_APART(o, p, n);
    terminates \true; exits \false;
    assigns o->len, O_TEXT(o);
    ensures O_OK(o); */
static void put(struct out *o, const uint8_t *p, uint32_t n)
{
    if (n >= TNEF_SCANNER_NAME_SIZE - o->len)
        return;
    tnefi_base_copy(o->text + o->len, p, n);
    o->len += n;
}

/*@ requires \valid(o) && O_OK(o);
    terminates \true; exits \false;
    assigns o->len, o->broken, O_TEXT(o);
    ensures O_OK(o); */
static void put_escaped(struct out *o, uint8_t b)
{
    static const uint8_t digits[] = "0123456789ABCDEF";
    uint8_t text[4] = { '\\', 'x', digits[b / 16u], digits[b % 16u] };

    put(o, text, 4);
    o->broken = 1;
}

/* How many bytes the character at |p| has, whose first one is above 7F; 0 if it is not valid UTF-8 (RFC
 * 3629). */
/*@ requires n >= 1 && S_BYTES(p, n);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= 4 && \result <= n; */
static uint32_t utf8_len(const uint8_t *p, size_t n)
{
    uint32_t len = p[0] < 0xE0u ? 2 : p[0] < 0xF0u ? 3 : 4;

    if (p[0] < 0xC2u || p[0] > 0xF4u || n < len)
        return 0;
    /*@ loop invariant 1 <= i <= len;
        loop assigns i;
        loop variant len - i; */
    for (uint32_t i = 1; i < len; i++)
        if (p[i] < 0x80u || p[i] > 0xBFu)
            return 0;
    if ((p[0] == 0xE0u && p[1] < 0xA0u) || (p[0] == 0xEDu && p[1] > 0x9Fu) || (p[0] == 0xF0u && p[1] < 0x90u)
        || (p[0] == 0xF4u && p[1] > 0x8Fu))
        return 0;
    return len;
}

/* Appends the first character of |n| bytes. Returns how many bytes it has. */
/*@ requires \valid(o) && O_OK(o) && n >= 1 && S_BYTES(p, n) && O_APART(o, p, n);
    terminates \true; exits \false;
    assigns o->len, o->broken, O_TEXT(o);
    ensures O_OK(o) && 1 <= \result <= n; */
static uint32_t put_char(struct out *o, const uint8_t *p, size_t n, int charset)
{
    uint8_t b = p[0];
    uint32_t len = 1;

    if (b >= 0x80u && charset == CS_UTF8)
        len = utf8_len(p, n);
    if ((b >= 32u && b < 127u) || (b >= 0x80u && charset == CS_UTF8 && len > 0)) {
        put(o, p, len);
        return len;
    }
    if (b >= 0xA0u && charset == CS_LATIN1) {
        uint8_t two[2] = { (uint8_t)(0xC0u + b / 64u), (uint8_t)(0x80u + b % 64u) };

        put(o, two, 2);
    } else {
        put_escaped(o, b);
    }
    return 1;
}

/* Appends text in |charset|; what is not valid or a control character is escaped. */
/*@ requires \valid(o) && O_OK(o) && S_BYTES(p, n) && O_APART(o, p, n);
    terminates \true; exits \false;
    assigns o->len, o->broken, O_TEXT(o);
    ensures O_OK(o); */
static void put_text(struct out *o, const uint8_t *p, size_t n, int charset)
{
    size_t i = 0;

    TNEFI_TOUCH(2u * n);
    /*@ loop invariant i <= n && O_OK(o) && o->text == \at(o->text, Pre);
        loop assigns i, o->len, o->broken, O_TEXT(o);
        loop variant n - i; */
    while (i < n)
        i += put_char(o, p + i, n - i, charset);
}

/*@ requires S_BYTES(p, n);
    terminates \true; exits \false;
    assigns \nothing; */
static int charset_of(const uint8_t *p, size_t n)
{
    if (n == 0 || IS_WORD(p, n, "utf-8") || IS_WORD(p, n, "us-ascii"))
        return CS_UTF8;
    if (IS_WORD(p, n, "iso-8859-1") || IS_WORD(p, n, "windows-1252"))
        return CS_LATIN1;
    return CS_OTHER;
}

/* ---- RFC 2047 ------------------------------------------------------------------------------ */

struct word {
    size_t charset, charset_len, text, text_len, next;
    uint8_t kind;
};

/* The place of the first |b| from |from| on, or |n|. */
/*@ requires from <= n && S_BYTES(p, n);
    terminates \true; exits \false;
    assigns \nothing;
    ensures from <= \result <= n;
    ensures \result < n ==> p[\result] == b; */
static size_t find(const uint8_t *p, size_t n, size_t from, uint8_t b)
{
    size_t i = from;

    /*@ loop invariant from <= i <= n;
        loop assigns i;
        loop variant n - i; */
    while (i < n && p[i] != b)
        i++;
    TNEFI_TOUCH(i - from + 1u);
    return i;
}

/* Reads the word of RFC 2047 that begins at |at|, where "=?" stands. Returns 0 if there is none. */
/*@ requires \valid(w) && S_BYTES(p, n) && at < n && 2 <= n - at;
    terminates \true; exits \false;
    assigns *w;
    ensures \result != 0 ==> W_OK(w, n) && w->next > at; */
static int read_word(struct word *w, const uint8_t *p, size_t n, size_t at)
{
    size_t second = find(p, n, at + 2u, '?');
    size_t end;

    if (n - second < 4u || p[second + 2u] != '?')
        return 0;
    w->kind = tnefi_base_lower(p[second + 1u]);
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

/* Decodes the text of a word in the encoding Q or, in word_b(), B. Returns how many bytes there are. */
/*@ requires S_BYTES(p, n) && \valid(out + (0 .. n - 1)) && \separated(out + (0 .. n - 1), p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns out[0 .. n - 1];
    ensures \result <= n; */
static size_t word_q(uint8_t *out, const uint8_t *p, size_t n)
{
    size_t len = 0;
    size_t i = 0;

    TNEFI_TOUCH(n);
    /*@ loop invariant len <= i <= n;
        loop assigns i, len, out[0 .. n - 1];
        loop variant n - i; */
    while (i < n) {
        int coded = p[i] == '=' && n - i > 2u ? tnefi_scan_hex_byte(p + i + 1u) : -1;

        if (coded >= 0) {
            out[len] = (uint8_t)coded;
            i += 3u;
        } else {
            out[len] = p[i] == '_' ? (uint8_t)SP : p[i];
            i++;
        }
        len++;
    }
    return len;
}

/*@ requires S_BYTES(p, n) && \valid(out + (0 .. n - 1)) && \separated(out + (0 .. n - 1), p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns out[0 .. n - 1];
    ensures \result <= n; */
static size_t word_b(uint8_t *out, const uint8_t *p, size_t n)
{
    uint32_t bits = 0;
    uint32_t unit = 1; /* of the bits that are not part of a whole byte yet: 2 to the power of their number */
    size_t len = 0;

    TNEFI_TOUCH(n);
    /*@ loop invariant len <= i <= n && bits < 16384;
        loop invariant unit == 1 || unit == 4 || unit == 16 || unit == 64;
        loop assigns i, len, bits, unit, out[0 .. n - 1];
        loop variant n - i; */
    for (size_t i = 0; i < n; i++) {
        int digit = tnefi_scan_base64_digit(p[i]);

        if (digit < 0)
            continue;
        bits = bits % 256u * 64u + (uint32_t)digit;
        unit *= 64u;
        if (unit >= 256u) {
            unit /= 256u;
            out[len] = (uint8_t)(bits / unit % 256u);
            len++;
        }
    }
    return len;
}

/* The anomalies of a name. */
/*@ terminates \true; exits \false;
    assigns \nothing; */
static uint64_t anomalies(int has_word, int broken)
{
    uint64_t word = has_word ? TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_WORD) : 0;

    return broken ? word | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_BROKEN) : word;
}

/* The place of the next "=?" from |at| on, or |len|. */
/*@ requires at <= len && S_BYTES(raw, len);
    terminates \true; exits \false;
    assigns \nothing;
    ensures at <= \result <= len && (\result == len || len - \result >= 2); */
static size_t find_word(const uint8_t *raw, size_t len, size_t at)
{
    size_t i = at;

    /*@ loop invariant at <= i <= len;
        loop assigns i;
        loop variant len - i; */
    while (i < len && !(raw[i] == '=' && len - i > 1u && raw[i + 1u] == '?'))
        i++;
    TNEFI_TOUCH(i - at + 1u);
    return i;
}

/* Appends what stands before a word. Blanks between two words belong to neither and are dropped. */
/*@ requires \valid(o) && O_OK(o) && S_BYTES(p, n) && O_APART(o, p, n);
    terminates \true; exits \false;
    assigns o->len, o->broken, O_TEXT(o);
    ensures O_OK(o); */
static void put_before(struct out *o, const uint8_t *p, size_t n, int after_word)
{
    size_t blanks = 0;

    /*@ loop invariant 0 <= blanks <= n;
        loop assigns blanks;
        loop variant n - blanks; */
    while (blanks < n && tnefi_base_is_blank(p[blanks]))
        blanks++;
    TNEFI_TOUCH(blanks + 1u);
    if (!after_word || blanks < n)
        put_text(o, p, n, CS_UTF8);
}

/*@ requires \valid(o) && O_OK(o) && \valid_read(w) && W_OK(w, n) && w->text_len <= TNEF_SCANNER_NAME_SIZE;
    requires S_BYTES(raw, n) && O_APART(o, raw, n);
    terminates \true; exits \false;
    assigns o->len, o->broken, O_TEXT(o);
    ensures O_OK(o); */
static void put_word(struct out *o, const uint8_t *raw, size_t n, const struct word *w)
{
    uint8_t bytes[TNEF_SCANNER_NAME_SIZE];
    size_t len;
    int charset = charset_of(raw + w->charset, w->charset_len);

    (void)n; /* only the contract needs it */
    if (w->kind == 'q')
        len = word_q(bytes, raw + w->text, w->text_len);
    else
        len = word_b(bytes, raw + w->text, w->text_len);
    put_text(o, bytes, len, charset);
}

/* Decodes text with words of RFC 2047 in it. */
uint64_t tnefi_scan_name_raw(const uint8_t *raw, size_t len, uint8_t *out)
{
    struct out o = { out, 0, 0 };
    int has_word = 0;
    size_t i = 0;

    /*@ loop invariant i <= len && O_OK((&o)) && o.text == out;
        loop assigns i, o, has_word, out[0 .. TNEF_SCANNER_NAME_SIZE - 1];
        loop variant len - i; */
    while (i < len) {
        struct word w;
        size_t next = find_word(raw, len, i);

        if (next < len && read_word(&w, raw, len, next)) {
            put_before(&o, raw + i, next - i, i > 0);
            put_word(&o, raw, len, &w);
            i = w.next;
            has_word = 1;
        } else {
            next = next < len ? next + 2u : len;
            put_text(&o, raw + i, next - i, CS_UTF8);
            i = next;
        }
    }
    out[o.len] = 0;
    return anomalies(has_word, o.broken);
}

/* ---- RFC 2231 ------------------------------------------------------------------------------ */

uint8_t tnefi_scan_piece_byte(const uint8_t *line, const struct tnefi_scan_piece *p, uint32_t *at)
{
    uint32_t i = *at;
    uint32_t left = p->at + p->len - i;
    int coded = -1;

    if (p->encoded != 0 && line[i] == '%' && left > 2u)
        coded = tnefi_scan_hex_byte(line + i + 1u);
    if (coded >= 0) {
        *at = i + 3u;
        return (uint8_t)coded;
    }
    if (p->quoted != 0 && line[i] == '\\' && left > 1u)
        i++;
    *at = i + 1u;
    return line[i];
}

/* Appends the piece's bytes to |raw|; returns how many there are then. */
/*@ requires \valid_read(p) && S_PIECE(line, p) && p->at <= from <= p->at + p->len;
    requires S_NAME(raw) && len < TNEF_SCANNER_NAME_SIZE;
    requires \separated(raw + (0 .. TNEF_SCANNER_NAME_SIZE - 1), line + (0 .. p->at + p->len - 1));
    terminates \true; exits \false;
    assigns raw[0 .. TNEF_SCANNER_NAME_SIZE - 1];
    ensures len <= \result < TNEF_SCANNER_NAME_SIZE; */
static uint32_t piece_raw(const uint8_t *line, const struct tnefi_scan_piece *p, uint32_t from, uint8_t *raw,
                          uint32_t len)
{
    uint32_t end = p->at + p->len;
    uint32_t i = from;
    uint32_t n = len;

    TNEFI_TOUCH(p->len < 3u * TNEF_SCANNER_NAME_SIZE ? p->len : 3u * TNEF_SCANNER_NAME_SIZE);
    /*@ loop invariant from <= i && i <= end && len <= n < TNEF_SCANNER_NAME_SIZE;
        loop assigns i, n, raw[0 .. TNEF_SCANNER_NAME_SIZE - 1];
        loop variant end - i; */
    while (i < end && n < TNEF_SCANNER_NAME_SIZE - 1u) {
        raw[n] = tnefi_scan_piece_byte(line, p, &i);
        n++;
    }
    return n;
}

uint32_t tnefi_scan_piece_of(const struct tnefi_scan_pieces *p, uint32_t index)
{
    uint32_t i = 0;

    TNEFI_TOUCH(p->count);
    /*@ loop invariant 0 <= i <= p->count;
        loop assigns i;
        loop variant p->count - i; */
    while (i < p->count && p->piece[i].index != index)
        i++;
    return i;
}

uint32_t tnefi_scan_piece_text(const uint8_t *line, const struct tnefi_scan_piece *p)
{
    uint32_t quotes = 0;

    if (p->encoded == 0)
        return p->at;
    TNEFI_TOUCH(p->len);
    /*@ loop invariant p->at <= i <= p->at + p->len && quotes <= 1;
        loop assigns i, quotes;
        loop variant p->at + p->len - i; */
    for (uint32_t i = p->at; i < p->at + p->len; i++) {
        if (line[i] != '\'')
            continue;
        if (quotes == 1u)
            return i + 1u;
        quotes = 1u;
    }
    return p->at;
}

/* The charset of the first piece, whose text begins at |text|. */
/*@ requires \valid_read(p) && S_PIECE(line, p) && p->at <= text <= p->at + p->len;
    terminates \true; exits \false;
    assigns \nothing; */
static int piece_charset(const uint8_t *line, const struct tnefi_scan_piece *p, uint32_t text)
{
    size_t len = text - p->at;

    return charset_of(line + p->at, find(line + p->at, len, 0, '\''));
}

uint64_t tnefi_scan_name_piece(const uint8_t *line, const struct tnefi_scan_piece *p, uint8_t *out)
{
    uint8_t raw[TNEF_SCANNER_NAME_SIZE];
    uint32_t len = piece_raw(line, p, p->at, raw, 0);

    return tnefi_scan_name_raw(raw, len, out);
}

/* Puts the text of all pieces from the first one on together, up to the first that is missing. |first|: its
 * place; |text|: where its text begins. Returns how many bytes there are; |*used|: how many pieces. */
/*@ requires \valid_read(pieces) && S_PIECES(line, pieces) && S_NAME(raw) && \valid(used);
    requires first < pieces->count && \separated(used, pieces);
    requires pieces->piece[first].at <= text <= pieces->piece[first].at + pieces->piece[first].len;
    requires \forall integer i; 0 <= i < pieces->count ==>
        \separated(raw + (0 .. TNEF_SCANNER_NAME_SIZE - 1),
                   line + (0 .. pieces->piece[i].at + pieces->piece[i].len - 1));
    terminates \true; exits \false;
    assigns *used, raw[0 .. TNEF_SCANNER_NAME_SIZE - 1];
    ensures \result < TNEF_SCANNER_NAME_SIZE; */
static uint32_t pieces_raw(const uint8_t *line, const struct tnefi_scan_pieces *pieces, uint32_t first,
                           uint32_t text, uint8_t *raw, uint32_t *used)
{
    uint32_t len = piece_raw(line, &pieces->piece[first], text, raw, 0);
    uint32_t next = tnefi_scan_piece_of(pieces, 1);
    uint32_t n = 1;

    /*@ loop invariant 1 <= n <= PIECES_MAX && next <= pieces->count && len < TNEF_SCANNER_NAME_SIZE;
        loop assigns n, next, len, raw[0 .. TNEF_SCANNER_NAME_SIZE - 1];
        loop variant PIECES_MAX - n; */
    while (next < pieces->count && n < PIECES_MAX) {
        len = piece_raw(line, &pieces->piece[next], pieces->piece[next].at, raw, len);
        n++;
        next = tnefi_scan_piece_of(pieces, n);
    }
    *used = n;
    return len;
}

uint64_t tnefi_scan_name_of(const uint8_t *line, const struct tnefi_scan_pieces *pieces, uint8_t *out)
{
    uint32_t first = tnefi_scan_piece_of(pieces, 0);
    struct out o = { out, 0, 0 };
    uint8_t raw[TNEF_SCANNER_NAME_SIZE];
    const struct tnefi_scan_piece *p;
    uint32_t used, text, len;
    int charset;

    out[0] = 0;
    if (first == pieces->count)
        return anomalies(0, 1);
    p = &pieces->piece[first];
    text = tnefi_scan_piece_text(line, p);
    charset = piece_charset(line, p, text);
    len = pieces_raw(line, pieces, first, text, raw, &used);
    put_text(&o, raw, len, charset);
    out[o.len] = 0;
    return anomalies(0, o.broken != 0 || (p->encoded != 0 && text == p->at) || used < pieces->count);
}
