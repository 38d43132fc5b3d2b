/* SPDX-License-Identifier: MIT */
/* The lexer: tells groups, control words, \'hh, \bin and text apart. A step takes one byte, or a run of
 * plain text, or of bytes that are skipped. */

#include "rtf/priv.h"

#include "base/ascii.h"
#include "base/touch.h"

static int is_white(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0;
}

/* The word that names the kind is among the first KIND_TOKENS tokens; if it is not, this is ordinary RTF.
 * Tokens are braces that open a group, and control words ([MS-OXRTFEX] 2.1.1). */
static void count_token(struct tnef_rtf *r)
{
    if (r->live.kind != TNEF_RTF_UNKNOWN)
        return;
    r->live.tokens++;
    if (r->live.tokens > KIND_TOKENS)
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
}

/* ---- Text ---------------------------------------------------------------------------------- */

/* A byte that stands for itself, or for which \'hh stands. The first visible character settles that this is
 * ordinary RTF. Leading blanks and text in skipped groups do not count. */
void tnefi_rtf_text_byte(struct tnef_rtf *r, uint8_t c, int is_hex)
{
    r->live.first = 0;
    if (tnefi_rtf_passed_over(r))
        return;
    if (r->live.kind == TNEF_RTF_UNKNOWN && !tnefi_rtf_is_unread(r)) {
        if (c == ' ' || c == '\t')
            return;
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
    }
    if (r->live.drop_blank) {
        r->live.drop_blank = 0;
        if (c == ' ')
            return;
    }
    tnefi_rtf_byte(r, c, is_hex);
}

static size_t in_text(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    size_t run;

    switch (p[0]) {
    case '{':
        count_token(r);
        tnefi_rtf_open(r);
        return 1;
    case '}':
        tnefi_rtf_close(r);
        if (r->live.depth == 0)
            r->live.lex = LEX_AFTER;
        return 1;
    case '\\':
        run = tnefi_rtf_whole(r, p, n);
        if (run > 0)
            return run;
        r->live.lex = LEX_SLASH;
        return 1;
    case '\r':
    case '\n':
    case 0:
        return 1;
    default:
        break;
    }
    run = tnefi_rtf_text_run(r, p, n);
    if (run > 0)
        return run;
    tnefi_rtf_text_byte(r, p[0], 0);
    return 1;
}

/* ---- Words --------------------------------------------------------------------------------- */

static void begin_word(struct tnef_rtf *r)
{
    r->live.word_len = 0;
    r->live.negative = r->live.has_number = 0;
    r->live.number = 0;
}

static void end_word(struct tnef_rtf *r)
{
    r->live.lex = LEX_TEXT;
    if (r->live.negative)
        r->live.number = -r->live.number;
    tnefi_rtf_word(r, r->live.word, r->live.word_len);
    if (r->live.bin > 0)
        r->live.lex = LEX_BIN;
}

static void add_letter(struct tnef_rtf *r, uint8_t c)
{
    /* Longer than any known word: the last letter becomes '?', so that no name matches. */
    if (r->live.word_len < WORD_MAX)
        r->live.word[r->live.word_len++] = (char)c;
    else
        r->live.word[WORD_MAX - 1u] = '?';
}

static void add_digit(struct tnef_rtf *r, uint8_t c)
{
    r->live.has_number = 1;
    r->live.number = r->live.number * 10 + (c - '0');
    if (r->live.number > NUMBER_MAX)
        r->live.number = NUMBER_MAX;
}

void tnefi_rtf_symbol(struct tnef_rtf *r, uint8_t c)
{
    r->live.lex = LEX_TEXT;
    switch (c) {
    case '\'':
        r->live.lex = LEX_HEX1;
        return;
    case '*':
        if (!tnefi_rtf_passed_over(r))
            r->live.star = r->live.first;
        return;
    case '\\':
    case '{':
    case '}':
        tnefi_rtf_text_byte(r, c, 0);
        return;
    case '\r': /* the same as \par */
    case '\n':
        begin_word(r);
        r->live.word[0] = 'p';
        r->live.word[1] = 'a';
        r->live.word[2] = 'r';
        r->live.word_len = 3;
        end_word(r);
        return;
    case '\t':
        begin_word(r);
        r->live.word[0] = 't';
        r->live.word[1] = 'a';
        r->live.word[2] = 'b';
        r->live.word_len = 3;
        end_word(r);
        return;
    default:
        begin_word(r);
        r->live.word[0] = (char)c;
        r->live.word_len = 1;
        end_word(r);
        return;
    }
}

static size_t in_slash(struct tnef_rtf *r, uint8_t c)
{
    if (tnefi_base_is_letter(c)) {
        count_token(r);
        begin_word(r);
        add_letter(r, c);
        r->live.lex = LEX_WORD;
    } else {
        tnefi_rtf_symbol(r, c);
    }
    return 1;
}

/* In a word or its number: the byte that ends it is taken only if it is a blank. */
static size_t in_word(struct tnef_rtf *r, uint8_t c)
{
    if (r->live.lex == LEX_WORD && tnefi_base_is_letter(c)) {
        add_letter(r, c);
        return 1;
    }
    if (r->live.lex == LEX_WORD && c == '-') {
        r->live.negative = 1;
        r->live.lex = LEX_SIGN;
        return 1;
    }
    if (tnefi_base_is_digit(c)) {
        add_digit(r, c);
        r->live.lex = LEX_NUMBER;
        return 1;
    }
    if (r->live.lex == LEX_SIGN) { /* a hyphen without a number belongs to the text */
        r->live.negative = 0;
        end_word(r);
        if (r->live.lex == LEX_TEXT)
            tnefi_rtf_text_byte(r, '-', 0);
        return 0;
    }
    end_word(r);
    return c == ' ' ? 1 : 0;
}

/* ---- Bytes --------------------------------------------------------------------------------- */

static size_t in_hex(struct tnef_rtf *r, uint8_t c)
{
    int digit = tnefi_base_hex_digit(c);

    if (digit < 0) { /* a \' without two digits is dropped */
        r->live.lex = LEX_TEXT;
        return 0;
    }
    if (r->live.lex == LEX_HEX1) {
        r->live.hex = (uint32_t)digit;
        r->live.lex = LEX_HEX2;
        return 1;
    }
    r->live.lex = LEX_TEXT;
    tnefi_rtf_text_byte(r, (uint8_t)(r->live.hex * 16u + (uint32_t)digit), 1);
    return 1;
}

static size_t in_bin(struct tnef_rtf *r, size_t n)
{
    size_t taken = r->live.bin < n ? (size_t)r->live.bin : n;

    r->live.bin -= taken;
    if (r->live.bin == 0)
        r->live.lex = LEX_TEXT;
    return taken;
}

/* ---- The document -------------------------------------------------------------------------- */

static size_t in_begin(struct tnef_rtf *r, uint8_t c)
{
    if (c == '{') {
        r->live.lex = LEX_RTF;
        r->live.word_len = 0;
        count_token(r);
        tnefi_rtf_open(r);
    } else if (!is_white(c)) {
        tnefi_rtf_fail(r, TNEF_E_RTF, 0, 0);
    }
    return 1;
}

/* "\rtf" after the first brace. */
static size_t in_magic(struct tnef_rtf *r, uint8_t c)
{
    static const char magic[4] = { '\\', 'r', 't', 'f' };

    if (c != (uint8_t)magic[r->live.word_len]) {
        tnefi_rtf_fail(r, TNEF_E_RTF, 0, 0);
        return 1;
    }
    r->live.word_len++;
    if (r->live.word_len == sizeof magic) {
        count_token(r);
        begin_word(r);
        for (size_t i = 1; i < sizeof magic; i++)
            add_letter(r, (uint8_t)magic[i]);
        r->live.lex = LEX_WORD;
    }
    return 1;
}

static size_t in_rest(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        if (!is_white(p[i]))
            r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_TRAILING);
    return n;
}

/* A word may end without taking the byte that ends it; then a second step takes that. */
static size_t step(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    switch (r->live.lex) {
    case LEX_BEGIN:
        return in_begin(r, p[0]);
    case LEX_RTF:
        return in_magic(r, p[0]);
    case LEX_SLASH:
        return in_slash(r, p[0]);
    case LEX_WORD:
    case LEX_SIGN:
    case LEX_NUMBER:
        return in_word(r, p[0]);
    case LEX_HEX1:
    case LEX_HEX2:
        return in_hex(r, p[0]);
    case LEX_BIN:
        return in_bin(r, n);
    case LEX_AFTER:
        return in_rest(r, p, n);
    case LEX_TEXT:
    default:
        return in_text(r, p, n);
    }
}

/* Takes nothing only where a word or a \' ends before the byte; the lexer is in text or in \bin
 * then, and both of them take. */
size_t tnefi_rtf_step(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    size_t taken = step(r, p, n);

    TNEFI_TOUCH(1);
    return taken > 0 ? taken : step(r, p, n);
}

void tnefi_rtf_last_token(struct tnef_rtf *r)
{
    if (r->live.lex == LEX_WORD || r->live.lex == LEX_NUMBER || r->live.lex == LEX_SIGN)
        end_word(r);
    if (r->live.lex != LEX_AFTER)
        r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_CUT);
    if (r->live.lex != LEX_BEGIN && r->live.lex != LEX_RTF)
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
}
