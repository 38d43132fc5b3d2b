/* SPDX-License-Identifier: MIT */
/* Tells apart what RTF is made of: groups, control words, \'hh, \bin and text. One byte for a step,
 * but for runs of plain text and of bytes that nobody wants. */

#include "rtf_priv.h"

#include "touch.h"

static int is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static int is_white(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0;
}

static int hex_of(uint8_t c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The kind stands among the first tokens, or is that of RTF that is meant. Tokens are braces that
 * open a group, and control words ([MS-OXRTFEX] 2.1.1). */
static void count_token(struct tnef_rtf *r)
{
    if (r->kind != TNEF_RTF_UNKNOWN)
        return;
    r->tokens++;
    if (r->tokens > KIND_TOKENS)
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
}

/* ---- Text ---------------------------------------------------------------------------------- */

/* A byte that stands for itself, or that \'hh stands for. Text decides the kind, but for blanks,
 * which are nothing so early, and for text that nobody reads. */
static void text_byte(struct tnef_rtf *r, uint8_t c, int is_hex)
{
    r->first = 0;
    if (tnefi_rtf_passed_over(r))
        return;
    if (r->kind == TNEF_RTF_UNKNOWN && !tnefi_rtf_is_unread(r)) {
        if (c == ' ' || c == '\t')
            return;
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
    }
    if (r->drop_blank) {
        r->drop_blank = 0;
        if (c == ' ')
            return;
    }
    tnefi_rtf_byte(r, c, is_hex);
}

/* How many bytes are plain ASCII for RTF, for HTML, and for a semicolon of the color table. */
static size_t run_length(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && p[i] >= 0x20 && p[i] < 0x7F && p[i] != '\\' && p[i] != '{' && p[i] != '}'
           && p[i] != '&' && p[i] != '<' && p[i] != '>')
        i++;
    TNEFI_TOUCH(i + 1u);
    return i;
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
        if (r->depth == 0)
            r->lex = LEX_AFTER;
        return 1;
    case '\\':
        r->lex = LEX_SLASH;
        return 1;
    case '\r':
    case '\n':
    case 0:
        return 1;
    default:
        break;
    }
    if (r->skip == 0 && r->drop_blank == 0 && r->first == 0 && tnefi_rtf_is_ascii(r)) {
        run = run_length(p, n < STEP_ROOM / HTML_CHARSET_GROWTH / 2u
                                ? n : STEP_ROOM / HTML_CHARSET_GROWTH / 2u);
        if (run > 0) {
            tnefi_rtf_run(r, p, run);
            return run;
        }
    }
    text_byte(r, p[0], 0);
    return 1;
}

/* ---- Words --------------------------------------------------------------------------------- */

static void begin_word(struct tnef_rtf *r)
{
    r->word_len = 0;
    r->negative = r->has_number = 0;
    r->number = 0;
}

static void end_word(struct tnef_rtf *r)
{
    r->lex = LEX_TEXT;
    if (r->negative)
        r->number = -r->number;
    tnefi_rtf_word(r);
    if (r->bin > 0)
        r->lex = LEX_BIN;
}

static void add_letter(struct tnef_rtf *r, uint8_t c)
{
    /* A word that is too long is not known: its last letter is taken away. */
    if (r->word_len < WORD_MAX)
        r->word[r->word_len++] = (char)c;
    else
        r->word[WORD_MAX - 1u] = '?';
}

static void add_digit(struct tnef_rtf *r, uint8_t c)
{
    r->has_number = 1;
    r->number = r->number * 10 + (c - '0');
    if (r->number > NUMBER_MAX)
        r->number = NUMBER_MAX;
}

/* A character behind a backslash that is no letter. */
static void symbol(struct tnef_rtf *r, uint8_t c)
{
    r->lex = LEX_TEXT;
    switch (c) {
    case '\'':
        r->lex = LEX_HEX1;
        return;
    case '*':
        if (!tnefi_rtf_passed_over(r))
            r->star = r->first;
        return;
    case '\\':
    case '{':
    case '}':
        text_byte(r, c, 0);
        return;
    case '\r':                          /* the same as \par */
    case '\n':
        begin_word(r);
        r->word[0] = 'p';
        r->word[1] = 'a';
        r->word[2] = 'r';
        r->word_len = 3;
        end_word(r);
        return;
    case '\t':
        begin_word(r);
        r->word[0] = 't';
        r->word[1] = 'a';
        r->word[2] = 'b';
        r->word_len = 3;
        end_word(r);
        return;
    default:
        begin_word(r);
        r->word[0] = (char)c;
        r->word_len = 1;
        end_word(r);
        return;
    }
}

static size_t in_slash(struct tnef_rtf *r, uint8_t c)
{
    if (is_letter(c)) {
        count_token(r);
        begin_word(r);
        add_letter(r, c);
        r->lex = LEX_WORD;
    } else {
        symbol(r, c);
    }
    return 1;
}

/* In a word or its number: the byte that ends it is taken only if it is a blank. */
static size_t in_word(struct tnef_rtf *r, uint8_t c)
{
    if (r->lex == LEX_WORD && is_letter(c)) {
        add_letter(r, c);
        return 1;
    }
    if (r->lex == LEX_WORD && c == '-') {
        r->negative = 1;
        r->lex = LEX_SIGN;
        return 1;
    }
    if (is_digit(c)) {
        add_digit(r, c);
        r->lex = LEX_NUMBER;
        return 1;
    }
    if (r->lex == LEX_SIGN) {           /* a hyphen without a number belongs to the text */
        r->negative = 0;
        end_word(r);
        if (r->lex == LEX_TEXT)
            text_byte(r, '-', 0);
        return 0;
    }
    end_word(r);
    return c == ' ' ? 1 : 0;
}

/* ---- Bytes --------------------------------------------------------------------------------- */

static size_t in_hex(struct tnef_rtf *r, uint8_t c)
{
    int digit = hex_of(c);

    if (digit < 0) {                    /* what is no number is nothing */
        r->lex = LEX_TEXT;
        return 0;
    }
    if (r->lex == LEX_HEX1) {
        r->hex = (uint32_t)digit;
        r->lex = LEX_HEX2;
        return 1;
    }
    r->lex = LEX_TEXT;
    text_byte(r, (uint8_t)(r->hex * 16u + (uint32_t)digit), 1);
    return 1;
}

static size_t in_bin(struct tnef_rtf *r, size_t n)
{
    size_t taken = r->bin < n ? (size_t)r->bin : n;

    r->bin -= taken;
    if (r->bin == 0)
        r->lex = LEX_TEXT;
    return taken;
}

/* ---- The document -------------------------------------------------------------------------- */

static size_t in_begin(struct tnef_rtf *r, uint8_t c)
{
    if (c == '{') {
        r->lex = LEX_RTF;
        r->word_len = 0;
        count_token(r);
        tnefi_rtf_open(r);
    } else if (!is_white(c)) {
        tnefi_rtf_fail(r, TNEF_E_RTF, 0, 0);
    }
    return 1;
}

/* "\rtf" behind the first brace. */
static size_t in_magic(struct tnef_rtf *r, uint8_t c)
{
    static const char magic[4] = { '\\', 'r', 't', 'f' };

    if (c != (uint8_t)magic[r->word_len]) {
        tnefi_rtf_fail(r, TNEF_E_RTF, 0, 0);
        return 1;
    }
    r->word_len++;
    if (r->word_len == sizeof magic) {
        count_token(r);
        begin_word(r);
        for (size_t i = 1; i < sizeof magic; i++)
            add_letter(r, (uint8_t)magic[i]);
        r->lex = LEX_WORD;
    }
    return 1;
}

static size_t in_rest(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        if (!is_white(p[i]))
            r->flags |= TNEF_RTF_TRAILING;
    return n;
}

/* A word may end without taking the byte that ends it; then a second step takes that. */
static size_t step(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    switch (r->lex) {
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
    if (r->lex == LEX_WORD || r->lex == LEX_NUMBER || r->lex == LEX_SIGN)
        end_word(r);
    if (r->lex != LEX_AFTER)
        r->flags |= TNEF_RTF_CUT;
    if (r->lex != LEX_BEGIN && r->lex != LEX_RTF)
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
}
