/* SPDX-License-Identifier: MIT */
/* Lines that may be a boundary.
 *
 * A line is held from its "-" on, with the line end before it, until it is decided. While it grows,
 * a hash of what is behind "--" grows with it; a boundary is compared when the line is as long as
 * it is. The longest that the line begins with counts (of equal ones the innermost whose multipart
 * has not ended). */

#include "scan_priv.h"

/* ---- Matching ------------------------------------------------------------------------------ */

/* Whether it is worth to hold lines: there is a boundary, or one to be guessed. */
int tnefi_line_watched(const struct tnef_scanner *s, const struct tnefi_line_level *l)
{
    return entries_of(s, l) > l->entry0
        || (l == &s->level[s->top] && s->frames > l->frame0
            && s->frame[s->frames - 1u].guess != 0);
}

static int ended(const struct tnef_scanner *s, const struct tnefi_entry *e)
{
    return e->frame < s->frames && s->frame[e->frame].state == IN_EPILOGUE;
}

/* Whether the line is |e|, which is as long. */
static int is_entry(const struct tnef_scanner *s, const struct tnefi_line_level *l,
                    const struct tnefi_entry *e)
{
    TNEFI_TOUCH(1);
    if (e->hash != l->hash
        || (e->frame >= s->frames && (l->in_head == 0 || s->head.multipart == 0)))
        return 0;
    TNEFI_TOUCH(e->kept);
    return tnefi_equal(l->hold + l->eol_len + 2u, s->pool + e->at, e->kept);
}

/* Compares the boundaries that are as long as the line is now: each of them once in a line. */
static void match(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    uint32_t best = NO_ENTRY;
    const struct tnefi_entry *e;

    for (uint32_t i = l->by_length[l->line_len]; i > 0; i = e->older) {
        e = &s->entry[i - 1u];
        if (!is_entry(s, l, e))
            continue;
        if (!ended(s, e)) {
            best = i - 1u;
            break;
        }
        if (best == NO_ENTRY)
            best = i - 1u;
    }
    if (best != NO_ENTRY)
        l->best = best;
}

/* Bytes behind the boundary that the line begins with: none, or "--", and blanks. */
static int is_exact(const struct tnef_scanner *s, const struct tnefi_line_level *l, int *end,
                    int *blanks)
{
    uint32_t i = l->eol_len + 2u + s->entry[l->best].match_len;

    *end = i + 1u < l->hold_len && l->hold[i] == '-' && l->hold[i + 1u] == '-';
    if (*end)
        i += 2u;
    *blanks = i < l->hold_len;
    while (i < l->hold_len && tnefi_is_blank(l->hold[i]))
        i++;
    TNEFI_TOUCH(l->hold_len);
    return i == l->hold_len;
}

/* ---- Decisions ----------------------------------------------------------------------------- */

void tnefi_line_begin(struct tnefi_line_level *l)
{
    l->line_len = l->hash = l->tail = 0;
    l->best = NO_ENTRY;
    l->junk = 0;
}

/* What is held is not a boundary. */
static void is_text(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    if (l->in_head != 0) {
        l->in_head = 0;
        tnefi_head_again(s, l, 0);
        return;
    }
    l->line_at = l->hold_at + l->eol_len;
    l->state = B_LINE;
    tnefi_out(l, 0, l->hold_len, 0);
}

/* The frame whose boundary this is, or one that is about to be. */
static uint64_t *findings_of(struct tnef_scanner *s, uint32_t frame)
{
    return frame < s->frames ? &s->frame[frame].findings : &s->head.findings;
}

static void note_boundary(struct tnef_scanner *s, uint32_t frame, uint32_t finding)
{
    tnefi_scan_note(s, findings_of(s, frame), finding);
}

/* The line is a boundary: it is read to its end, then acted upon. */
static void is_boundary(struct tnef_scanner *s, struct tnefi_line_level *l, int end)
{
    l->act_frame = s->entry[l->best].frame;
    l->act_end = end != 0;
    if (l->junk != 0)
        note_boundary(s, l->act_frame, TNEF_SCAN_BOUNDARY_JUNK);
    if (l->eol_len == 1u)
        note_boundary(s, l->act_frame, l->hold[0] == LF ? TNEF_SCAN_BARE_LF : TNEF_SCAN_BARE_CR);
    l->state = C_AFTER;
}

static int delivering(const struct tnef_scanner *s)
{
    return s->leaf.open != 0 && s->leaf.deliver != NO_READER && s->leaf.mode == MODE_SEARCH;
}

/* In a multipart whose boundary is not known the first line that could be one is. */
static int guesses(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    struct tnefi_frame *f;
    uint32_t at = l->eol_len + 2u;
    uint32_t end = l->hold_len;

    if (l->in_head != 0 || l != top_level(s) || s->frames == l->frame0
        || delivering(s))
        return 0;
    f = &s->frame[s->frames - 1u];
    while (end > at && tnefi_is_blank(l->hold[end - 1u]))
        end--;
    TNEFI_TOUCH(l->hold_len - end + 1u);
    if (f->guess == 0 || f->own >= EACH || end == at || tnefi_is_blank(l->hold[at])
        || l->hold_len == HOLD_SIZE || s->entries >= s->entries_max)
        return 0;
    s->head.entry0 = s->entries;
    if (!tnefi_entry_begin(s, f->own, &f->findings))
        return 0;
    s->entry[s->entries].frame = s->frames - 1u;
    for (uint32_t i = at; i < end; i++)
        tnefi_entry_byte(s, l->hold[i]);
    tnefi_entry_end(s, 0, &f->findings);
    l->best = s->entries - 1u;
    f->own++;
    return 1;
}

/* The whole line is held, up to its line end. */
static void decide(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    int end = 0;
    int blanks = 0;

    if (l->best == NO_ENTRY && !guesses(s, l)) {
        is_text(s, l);
        return;
    }
    if (!is_exact(s, l, &end, &blanks)) {
        l->junk = 1;
        if (delivering(s) && l->in_head == 0 && s->entry[l->best].cut == 0) {
            l->act_end = end != 0;
            l->state = C_LOOK;
            l->look_at = 0;
            l->line_len = l->hold_len;
            return;
        }
    } else if (blanks) {
        note_boundary(s, s->entry[l->best].frame, TNEF_SCAN_BOUNDARY_BLANKS);
    }
    is_boundary(s, l, end);
}

/* The hold is full before the line ends. */
static void decide_full(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    if (l->best == NO_ENTRY
        || (delivering(s) && l->in_head == 0 && s->entry[l->best].cut == 0)) {
        is_text(s, l);
        return;
    }
    l->junk = s->entry[l->best].cut == 0;
    l->state = C_TAIL;
}

/* ---- States -------------------------------------------------------------------------------- */

static void hold(struct tnefi_line_level *l, uint8_t b)
{
    if (l->hold_len < HOLD_SIZE) {
        l->hold[l->hold_len] = b;
        l->hold_len++;
    }
}

static size_t step_dash(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    uint32_t at = l->hold_len - l->eol_len;

    if (b != '-') {
        is_text(s, l);
        return 0;
    }
    hold(l, b);
    if (at == 1u) {
        tnefi_line_begin(l);
        l->state = C_COLLECT;
    }
    return 1;
}

static size_t step_collect(struct tnef_scanner *s, struct tnefi_line_level *l, const uint8_t *p,
                           size_t n)
{
    size_t i = 0;

    while (i < n && p[i] != CR && p[i] != LF && l->hold_len < HOLD_SIZE) {
        hold(l, p[i]);
        l->line_len++;
        l->hash = tnefi_hash_byte(l->hash, p[i]);
        if (l->line_len < HOLD_SIZE)
            match(s, l);
        i++;
    }
    TNEFI_TOUCH(i);
    if (i == 0 && l->hold_len == HOLD_SIZE && p[0] != CR && p[0] != LF)
        decide_full(s, l);
    else if (i == 0)
        decide(s, l);
    return i;
}

/* The rest of a long line: only whether it ends with "--" is of interest. */
static size_t step_tail(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    if (b == CR || b == LF) {
        is_boundary(s, l, l->tail == '-' * 256u + '-');
        return 0;
    }
    if (!tnefi_is_blank(b))
        l->tail = l->tail % 256u * 256u + b;
    return 1;
}

static int is_name_byte(uint8_t b)
{
    return b > 32u && b < 127u && b != ':';
}

/* No: the line is text, and what follows is looked at anew, as far as it is not held. */
static void look_fails(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    uint32_t keep = l->look_at == l->hold_len ? l->hold_len - l->line_len : 0;

    tnefi_note_leaf(s, TNEF_SCAN_BOUNDARY_JUNK);
    l->line_at = l->hold_at + (keep > 0 ? l->eol_len : l->look_at);
    l->state = keep > 0 ? B_START : B_LINE;
    tnefi_out(l, 0, l->hold_len - keep, keep);
}

/* A stream is being delivered, and a line begins with a boundary but has more behind it. Some take
 * it for one. If the next line is a field it is, else the stream goes on. */
static size_t step_look(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    if (l->look_at == 0) {
        uint32_t eol = l->hold_len - l->line_len;

        if (eol == 0 || (eol == 1u && b == LF && l->hold[l->hold_len - 1u] == CR)) {
            if (l->hold_len == HOLD_SIZE) {
                l->look_at = l->hold_len + 1u;
                look_fails(s, l);
                return 0;
            }
            hold(l, b);
            return 1;
        }
        l->look_at = l->hold_len;
    }
    if (b == ':' && l->hold_len > l->look_at) {
        is_boundary(s, l, l->act_end);
        l->act_header = 1;
        l->act = 1;
        l->closing = 1;
        l->close_to = l->act_frame + 1u;
        l->state = B_START;
        return 0;
    }
    if (!is_name_byte(b) || l->hold_len == HOLD_SIZE
        || (b == '-' && l->hold_len == l->look_at)) {
        look_fails(s, l);
        return 0;
    }
    hold(l, b);
    return 1;
}

/* The boundary's line has ended: what it ends is closed, then what it begins is begun. */
static void acts(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    if (l->in_head != 0) {
        l->in_head = 0;
        if (s->head.paused == 0)
            tnefi_note_head(s, l->act_frame < s->frames ? TNEF_SCAN_HEADER_END
                                                        : TNEF_SCAN_NO_BLANK_LINE);
        tnefi_head_done(s, l, l->hold_at);
    }
    l->act_cr = l->state == C_AFTER_CR_CR;
    l->act = 1;
    l->closing = 1;
    l->close_to = l->act_frame + 1u;
    l->state = B_START;
}

/* Behind the boundary: LF, CR, CR and LF, or CR, CR and LF; a second CR that has no LF is a blank
 * line. */
static size_t step_after(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    if (b == CR && l->state != C_AFTER_CR_CR) {
        l->state = l->state == C_AFTER ? C_AFTER_CR : C_AFTER_CR_CR;
        return 1;
    }
    if (l->state == C_AFTER)
        note_boundary(s, l->act_frame, TNEF_SCAN_BARE_LF);
    if (b != LF || l->state == C_AFTER_CR_CR)
        note_boundary(s, l->act_frame, TNEF_SCAN_BARE_CR);
    if (b == LF) {
        l->lf = 1;
        l->state = C_AFTER;
    }
    acts(s, l);
    return b == LF ? 1 : 0;
}

size_t tnefi_line_step(struct tnef_scanner *s, struct tnefi_line_level *l, const uint8_t *p,
                       size_t n)
{
    switch (l->state) {
    case C_DASH:    return step_dash(s, l, p[0]);
    case C_COLLECT: return step_collect(s, l, p, n);
    case C_TAIL:    return step_tail(s, l, p[0]);
    case C_LOOK:    return step_look(s, l, p[0]);
    default:        return step_after(s, l, p[0]);
    }
}

/* The input ends on such a line. */
void tnefi_line_eof(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    switch (l->state) {
    case C_DASH:
        is_text(s, l);
        break;
    case C_COLLECT:
        decide(s, l);
        break;
    case C_TAIL:
        is_boundary(s, l, l->tail == '-' * 256u + '-');
        break;
    case C_LOOK:
        l->state = B_LINE;
        tnefi_out(l, 0, l->hold_len, 0);
        break;
    default:
        acts(s, l);
        break;
    }
}
