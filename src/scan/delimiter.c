/* SPDX-License-Identifier: MIT */
/* Lines that may be a boundary, between the level that reads them and the object that knows what they are
 * (line.c).
 *
 * A level hands on the bytes of such a line (S_DASH), be it one of a body or of a header block, and tells
 * what is around it. What they came to decides how it goes on: the line is text, or it is a boundary, which
 * closes the parts in its multipart and begins another. What the object has found is taken after each call,
 * so that STRICT fails at the byte that it is about. */

#include "scan/priv.h"

/* The first frame of |l| in which a line may become a boundary: only the topmost level has the innermost. */
static uint32_t frame0_of(const struct tnef_scanner *s, const struct tnefi_scan_line_level *l)
{
    return l == &s->level[s->top] ? l->frame0 : UINT32_MAX;
}

int tnefi_scan_dash_watched(const struct tnef_scanner *s, const struct tnefi_scan_line_level *l)
{
    return entries_of(s, l) > l->entry0 || tnefi_scan_back_lines(s, l)
           || tnefi_scan_frames_guess(&s->frames, frame0_of(s, l));
}

int tnefi_scan_dash_indented(const struct tnef_scanner *s, const struct tnefi_scan_line_level *l)
{
    return l->indented != 0 || tnefi_scan_frames_without_part(&s->frames, frame0_of(s, l));
}

/* A line of a header block is taken as it stands, and cuts no stream. The boundaries of a block that is still
 * being read have no frame yet: they count in that block only, and only if it is that of a multipart. */
static struct tnefi_scan_line_around around(const struct tnef_scanner *s,
                                            const struct tnefi_scan_line_level *l)
{
    uint32_t frame0 = frame0_of(s, l);
    struct tnefi_scan_line_around a = { .boundaries = &s->boundaries,
                                        .level = (uint32_t)(l - s->level),
                                        .also = (uint32_t)(l - s->level),
                                        .frames = tnefi_scan_frames_count(&s->frames) };

    if (l->in_head != 0) {
        if (s->head.multipart != 0)
            a.frames = UINT32_MAX;
        return a;
    }
    if (tnefi_scan_back_lines(s, l)) {
        a.also = a.level + 1u;
        a.frames = (l + 1)->frame0 + 1u;
    }
    a.guess = tnefi_scan_frames_guess(&s->frames, frame0) != 0;
    a.without_part = tnefi_scan_frames_without_part(&s->frames, frame0) != 0;
    a.has_room = tnefi_scan_frames_has_room(&s->frames) != 0;
    a.delivering = tnefi_scan_leaf_delivers(&s->leaf) != 0;
    return a;
}

void tnefi_scan_dash_begin(struct tnefi_scan_line_level *l, int in_head, int blanks)
{
    l->in_head = in_head != 0;
    l->state = S_DASH;
    tnefi_scan_line_begin(&l->line, l->offset, blanks);
}

/* The findings are about the leaf, or about the multipart of the boundary: an open one, or the one that the
 * header block is about to make. */
static void take(struct tnef_scanner *s, struct tnefi_scan_line *line)
{
    uint64_t *to = &s->head.anomalies;

    if (tnefi_scan_findings_quiet(&line->findings))
        return;
    if (line->of_leaf != 0)
        to = &s->leaf.anomalies;
    else if (line->frame < tnefi_scan_frames_count(&s->frames))
        to = &tnefi_scan_frames_at(&s->frames, line->frame)->anomalies;
    tnefi_scan_take(s, to, &line->findings);
    tnefi_scan_findings_clear(&line->findings);
}

/* The line is a line of the header block, or bytes of the body. */
static void is_text(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    const struct tnefi_scan_line *line = &l->line;

    if (l->in_head != 0) {
        l->in_head = 0;
        tnefi_scan_head_again(s, l, 0);
        return;
    }
    tnefi_scan_in_line(l, line->hold_at + line->from);
    if (line->keep > 0)
        l->state = B_START;
    tnefi_scan_out(l, 0, line->hold_len - line->keep, line->keep);
}

/* The line becomes a boundary of the innermost multipart. */
static void becomes(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    struct tnefi_scan_findings found = tnefi_scan_findings_for(s);
    struct tnefi_scan_line *line = &l->line;
    const struct tnefi_scan_line_around a = around(s, l);
    uint32_t entry = line->best;

    if (entry == NO_ENTRY)
        entry = tnefi_scan_frames_name(&s->frames, line->hold + line->from, line->to - line->from, s->top,
                                       &found);
    if (line->outcome == LINE_OTHER) {
        l->indented |= line->indent > 0;
        tnefi_scan_met(&found, TNEF_SCANNER_A_BOUNDARY_OTHER);
    }
    tnefi_scan_take(s, &tnefi_scan_frames_innermost(&s->frames, 0)->anomalies, &found);
    tnefi_scan_line_is(line, &a, entry);
    take(s, line);
}

/* The line is a boundary: what it ends is to be closed, and then what it begins is due. */
static void is_boundary(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    if (l->in_head != 0) {
        l->in_head = 0;
        tnefi_scan_head_boundary(s, l);
    }
    tnefi_scan_back_boundary(s, l);
    l->lf |= l->line.lf;
    l->act = 1;
    l->closing = 1;
    l->state = B_START;
}

/* The level goes on as the call of the object has told. */
static void goes_on(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    take(s, &l->line);
    if (l->line.outcome == LINE_GUESSED || l->line.outcome == LINE_OTHER)
        becomes(s, l);
    if (l->line.outcome == LINE_TEXT)
        is_text(s, l);
    else if (l->line.outcome == LINE_BOUNDARY)
        is_boundary(s, l);
}

size_t tnefi_scan_dash_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p,
                            size_t n)
{
    const struct tnefi_scan_line_around a = around(s, l);
    struct tnefi_scan_line *line = &l->line;
    size_t taken, i;

    line->findings.refused = tnefi_scan_findings_for(s).refused;
    taken = tnefi_scan_line_step(line, &a, p, n);
    i = taken;
    /* What is found is taken before the next byte, and nearly always there is nothing. */
    while (i < n && line->outcome == LINE_GOES_ON && tnefi_scan_findings_quiet(&line->findings)) {
        l->offset += taken;
        taken = tnefi_scan_line_step(line, &a, p + i, n - i);
        i += taken;
    }
    goes_on(s, l);
    l->offset -= i - taken; /* the caller counts all of them */
    return i;
}

void tnefi_scan_dash_eof(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    const struct tnefi_scan_line_around a = around(s, l);

    l->line.findings.refused = tnefi_scan_findings_for(s).refused;
    tnefi_scan_line_eof(&l->line, &a);
    goes_on(s, l);
}
