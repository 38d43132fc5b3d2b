/* SPDX-License-Identifier: MIT */
/* What is whole in the buffer is read at once: a control word with its number and the blank after it, \'hh,
 * and runs of text. token.c is the definition; whatever is cut or odd is left to it, a byte at a time. */

#include "rtf/priv.h"

#include "base/ascii.h"
#include "base/block.h"
#include "base/touch.h"

/* The most bytes of a run that is written, since each may become HTML_CHARSET_GROWTH of output. */
#define RUN_MAX (STEP_ROOM / HTML_CHARSET_GROWTH / 2u)

/* The most bytes of a word that is read at once: its letters, a sign and ten digits. */
#define WHOLE_MAX (WORD_MAX + 13u)

/* ---- Words --------------------------------------------------------------------------------- */

/* Reads the number of a word at |p|, if there is one. Returns its bytes. */
static size_t number(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    size_t from = n > 1u && p[0] == '-' && tnefi_base_is_digit(p[1]);
    int64_t value = 0;
    size_t i = from;

    for (; i < n && tnefi_base_is_digit(p[i]); i++) {
        value = value * 10 + (p[i] - '0');
        value = value > NUMBER_MAX ? NUMBER_MAX : value;
    }
    r->live.has_number = i > from;
    r->live.negative = from == 1u;
    r->live.number = from == 1u ? -value : value;
    return i;
}

static size_t letters(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && tnefi_base_is_letter(p[i]))
        i++;
    TNEFI_TOUCH(i + 1u);
    return i;
}

static size_t whole_word(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    size_t most = n < WHOLE_MAX ? n : WHOLE_MAX;
    size_t len = letters(p + 1, most - 1u);
    size_t end = 1u + len;

    end += number(r, p + end, most - end);
    TNEFI_TOUCH(end);
    if (end == most || p[end] == '-' || len > WORD_MAX)
        return 0;
    tnefi_rtf_word(r, (const char *)p + 1, len);
    if (r->live.bin > 0)
        r->live.lex = LEX_BIN;
    return p[end] == ' ' ? end + 1u : end;
}

/* The character is made at the second digit: if that fails, that is where. */
static size_t whole_hex(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    int high = n >= 4u ? tnefi_base_hex_digit(p[2]) : -1;
    int low = n >= 4u ? tnefi_base_hex_digit(p[3]) : -1;

    if (high < 0 || low < 0)
        return 0;
    r->live.input += 3u;
    tnefi_rtf_text_byte(r, (uint8_t)(high * 16 + low), 1);
    r->live.input -= 3u;
    return 4;
}

/* While the kind of the document is open, words are counted, one by one; and where a word may reach the limit
 * of output, it is said at which byte. */
size_t tnefi_rtf_whole(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    if (r->live.kind == TNEF_RTF_UNKNOWN || n < 3u || r->max_output - r->live.made < STEP_ROOM)
        return 0;
    if (p[1] == '\'')
        return whole_hex(r, p, n);
    if (tnefi_base_is_letter(p[1]))
        return whole_word(r, p, n);
    tnefi_rtf_symbol(r, p[1]);
    return 2;
}

/* ---- Runs ---------------------------------------------------------------------------------- */

/* Bytes that mean something to RTF. */
static int is_special(uint8_t c)
{
    return c == '\\' || c == '{' || c == '}';
}

#if defined(TNEFI_BLOCKS)
static tnefi_base_block specials(tnefi_base_block b)
{
    tnefi_base_block braces = tnefi_base_block_or(tnefi_base_block_is(b, '{'), tnefi_base_block_is(b, '}'));

    return tnefi_base_block_or(braces, tnefi_base_block_is(b, '\\'));
}

/* Neither ASCII that can be seen nor a blank. */
static tnefi_base_block unseen(tnefi_base_block b)
{
    return tnefi_base_block_or(tnefi_base_block_most(b, 0x1F), tnefi_base_block_least(b, 0x7F));
}

static tnefi_base_block marks(tnefi_base_block b)
{
    tnefi_base_block tags = tnefi_base_block_or(tnefi_base_block_is(b, '<'), tnefi_base_block_is(b, '>'));

    return tnefi_base_block_or(tags, tnefi_base_block_is(b, '&'));
}
#endif

/* Bytes that nobody reads, up to one that means something to RTF. */
static size_t unread(const uint8_t *p, size_t n)
{
    size_t i = 0;

#if defined(TNEFI_BLOCKS)
    for (; n - i >= TNEFI_BLOCK; i += TNEFI_BLOCK) {
        uint64_t bits = tnefi_base_block_bits(specials(tnefi_base_block_load(p + i)));

        if (bits != 0)
            return i + tnefi_base_block_first(bits);
    }
#endif
    while (i < n && !is_special(p[i]))
        i++;
    return i;
}

static int is_plain(uint8_t c, int is_tag)
{
    return c >= 0x20 && c < 0x7F && !is_special(c) && (is_tag || (c != '&' && c != '<' && c != '>'));
}

/* ASCII that means nothing special to RTF, nor to HTML unless it is part of a tag. */
static size_t plain(const uint8_t *p, size_t n, int is_tag)
{
    size_t i = 0;

#if defined(TNEFI_BLOCKS)
    for (; n - i >= TNEFI_BLOCK; i += TNEFI_BLOCK) {
        tnefi_base_block b = tnefi_base_block_load(p + i);
        tnefi_base_block other = tnefi_base_block_or(specials(b), unseen(b));
        uint64_t bits = tnefi_base_block_bits(is_tag ? other : tnefi_base_block_or(other, marks(b)));

        if (bits != 0)
            return i + tnefi_base_block_first(bits);
    }
#endif
    while (i < n && is_plain(p[i], is_tag))
        i++;
    return i;
}

size_t tnefi_rtf_text_run(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    const struct tnefi_rtf_group *g = &r->live.now;
    size_t len;

    if (r->live.kind == TNEF_RTF_UNKNOWN || r->live.skip != 0 || r->live.drop_blank || r->live.first)
        return 0;
    if (g->dest != DEST_COLORTBL && tnefi_rtf_is_mute(r)) {
        len = unread(p, n);
    } else if (tnefi_rtf_is_ascii(r)) {
        len = plain(p, n < RUN_MAX ? n : RUN_MAX, g->dest == DEST_HTMLTAG && !g->mark);
        if (len > 0)
            tnefi_rtf_run(r, p, len);
    } else {
        return 0;
    }
    TNEFI_TOUCH(len + 1u);
    return len;
}
