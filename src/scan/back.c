/* SPDX-License-Identifier: MIT */
/* Multiparts and messages that are said to be base64, begin as if they were, and are not. RFC 2045, section
 * 6.4, forbids to encode them, so many readers do not ask; others decode. Words, blanks and line ends are
 * characters of base64, or are passed over in it, so the first bytes do not decide (level.c). What decides
 * later:
 *
 *     --b                     a line that begins with the boundary of the multipart: it cannot be base64
 *     Subject: x              nor can the name of a field, with its colon
 *
 * From there on the part is read as it stands, and its level is taken back. Nothing is lost: before that line
 * there was neither a part nor a field, as it stands. These stay base64:
 *
 *     U3ViamVjdDog            "Subject: ", a field that came before any as it stands
 *     --x                     another boundary: junk in base64
 *
 * The level that decodes knows that it may be taken back; the one below it, whose lines tell, does so. */

#include "scan/priv.h"

/* Where a line of a message stands, as it is before it is decoded. */
enum { RAW_START, RAW_NAME, RAW_BLANKS, RAW_REST };

void tnefi_scan_back_begin(struct tnef_scanner *s)
{
    const struct tnefi_scan_frame *f = tnefi_scan_frames_innermost(&s->frames, 0);
    struct tnefi_scan_line_level *l = top_level(s);

    l->raw = RAW_START;
    l->raw_len = 0;
    if (f->kind == TNEF_SCANNER_MESSAGE)
        l->back = BACK_FIELD;
    else if (f->own > 0)
        l->back = BACK_LINE;
}

/* ---- A message ----------------------------------------------------------------------------- */

static int is_of_name(uint8_t b)
{
    return tnefi_base_is_letter(b) || tnefi_base_is_digit(b) || b == '-' || b == '_';
}

/* Keeps a byte of a line that may be a field, as long as there is room. */
static void keep(struct tnefi_scan_line_level *l, uint8_t b, uint16_t state)
{
    l->raw = RAW_REST;
    if (l->raw_len == PROBE_SIZE)
        return;
    l->raw = state;
    l->probe[l->raw_len] = b;
    l->raw_len++;
}

/* Follows the lines of the message as they stand: a byte that is not the colon after a name. */
static void passes(struct tnefi_scan_line_level *l, uint8_t b)
{
    if (b == CR || b == LF) {
        l->raw = RAW_START;
        l->raw_len = 0;
    } else if (l->raw == RAW_START) {
        keep(l, b, tnefi_base_is_letter(b) ? RAW_NAME : RAW_REST);
    } else if (l->raw == RAW_NAME && is_of_name(b)) {
        keep(l, b, RAW_NAME);
    } else if (l->raw != RAW_REST) {
        keep(l, b, tnefi_base_is_blank(b) ? RAW_BLANKS : RAW_REST);
    }
}

/* Whether the message may still begin as it stands: what it decodes to has shown no field so far. */
static int is_undecided(const struct tnef_scanner *s, const struct tnefi_scan_line_level *l)
{
    return l == &s->level[s->top] && l->state == S_HEAD && s->head.fields == 0;
}

/* The level has ended, and what it has read is nothing. */
static void ends(struct tnefi_scan_line_level *l)
{
    l->at = l->have = 0;
    l->held = 0;
    l->state = S_DONE;
    l->eof = 1;
}

int tnefi_scan_back_field(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint8_t b)
{
    struct tnefi_scan_line_level *below = l - 1;

    if (!is_undecided(s, l)) {
        l->back = BACK_NONE;
        return 0;
    }
    TNEFI_TOUCH(1);
    if (b != ':' || l->raw == RAW_START || l->raw == RAW_REST || below->out_len > 0) {
        passes(l, b);
        return 0;
    }
    l->back = BACK_NONE;
    ends(l);
    below->again = 1;
    return 1;
}

/* The header block begins with the name that was kept, which is read again. */
void tnefi_scan_back_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    const struct tnefi_scan_line_level *above = l + 1;

    l->again = 0;
    TNEFI_TOUCH(above->raw_len);
    tnefi_base_copy(l->probe, above->probe, above->raw_len);
    l->replay_at = 0;
    l->replay_len = above->raw_len;
    l->offset -= l->replay_len;
    l->plain = 0;
    tnefi_scan_line_drop(&l->line);
    tnefi_scan_head_begin(s, 1);
}

/* ---- A multipart --------------------------------------------------------------------------- */

int tnefi_scan_back_lines(const struct tnef_scanner *s, const struct tnefi_scan_line_level *l)
{
    return l != &s->level[s->top] && (l + 1)->back == BACK_LINE;
}

/* The multipart stays open, with its boundaries, when the level above it is closed. */
void tnefi_scan_back_boundary(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    struct tnefi_scan_line_level *above = l + 1;

    if (!tnefi_scan_back_lines(s, l) || l->line.frame != above->frame0)
        return;
    above->frame0++;
    above->back = BACK_NONE;
    l->regains = 1;
}

void tnefi_scan_back_regain(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    if (l->regains == 0)
        return;
    l->regains = 0;
    tnefi_scan_frames_move(&s->frames, (uint32_t)(l - s->level));
}
