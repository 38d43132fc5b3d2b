/* SPDX-License-Identifier: MIT */
/* Header blocks, between the level that reads them and the object that knows what they say (header.c).
 *
 * A level that is in a header block (S_HEAD) hands its bytes on; what they came to decides how it goes on. Of
 * a line that begins with "-" it looks first whether it is a boundary (delimiter.c). What the object has
 * found is taken after each call, so that STRICT fails at the byte that it is about. */

#include "scan/priv.h"

void tnefi_scan_head_make(struct tnef_scanner *s)
{
    struct tnefi_scan_header *h = &s->head;

    h->boundaries = &s->boundaries;
    h->search.types = s->cfg.types;
    h->search.names = s->cfg.names;
    h->search.magic = s->cfg.magic;
    h->search.magic_len = s->cfg.magic_len;
    h->max_line = s->cfg.max_line;
    h->max_header = s->cfg.max_header;
    h->max_fields = s->cfg.max_fields;
    h->max_parameters = s->cfg.max_parameters;
    h->max_pieces = s->cfg.max_pieces;
    h->findings = tnefi_scan_findings_for(s);
}

static void begin(struct tnef_scanner *s, uint64_t at, uint16_t root, uint16_t cr)
{
    struct tnefi_scan_line_level *l = top_level(s);
    const struct tnefi_scan_header_place place = { .at = at,
                                                   .frame = tnefi_scan_frames_count(&s->frames),
                                                   .level = s->top,
                                                   .nests = !tnefi_scan_frames_full(&s->frames),
                                                   .root = root,
                                                   .lf = l->lf,
                                                   .cr = cr };

    s->head.findings = tnefi_scan_findings_for(s);
    s->after_end = 0;
    tnefi_scan_header_begin(&s->head, &place);
    l->state = S_HEAD;
}

void tnefi_scan_head_begin(struct tnef_scanner *s, uint16_t root)
{
    begin(s, top_level(s)->offset, root, 0);
}

void tnefi_scan_head_begin_at(struct tnef_scanner *s, uint64_t at, uint16_t cr)
{
    begin(s, at, 0, cr);
}

/* A line that is no field ends the block at once, as after a blank line that is made of CR. */
void tnefi_scan_head_begin_after_end(struct tnef_scanner *s, uint64_t at, uint16_t cr)
{
    begin(s, at, 0, cr);
    s->head.paused = 1;
    s->after_end = 1;
}

static void take(struct tnef_scanner *s)
{
    if (tnefi_scan_findings_quiet(&s->head.findings))
        return;
    tnefi_scan_take(s, &s->head.anomalies, &s->head.findings);
    tnefi_scan_findings_clear(&s->head.findings);
}

/* The block has ended, and the body begins at |body|. After an end boundary it is that of a part if a field
 * has come, and else the epilogue. */
static void body_begins(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint64_t body)
{
    if (s->after_end != 0 && s->head.begun == 0) {
        tnefi_scan_leaves_open(s, TNEF_SCANNER_POST, body);
        tnefi_scan_line_drop(&l->line);
        l->state = B_START;
        return;
    }
    if (s->after_end != 0) {
        struct tnefi_scan_findings found = tnefi_scan_findings_for(s);
        uint32_t frame = tnefi_scan_frames_count(&s->frames) - 1u;

        tnefi_scan_frames_part(&s->frames, frame, &found);
        tnefi_scan_take(s, &tnefi_scan_frames_at(&s->frames, frame)->anomalies, &found);
    }
    tnefi_scan_head_done(s, l, body);
}

/* The body begins with |len| bytes at |from| of the line that was collected, or of the hold. */
static void line_of_body(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint16_t where,
                         uint32_t from, uint32_t len)
{
    body_begins(s, l, s->head.body);
    tnefi_scan_in_line(l, s->head.body);
    l->out = where;
    l->out_at = from;
    l->out_len = len;
    l->out_keep = 0;
}

/* The level goes on as the call of the object has told. */
static void goes_on(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    struct tnefi_scan_header *h = &s->head;

    take(s);
    l->lf |= h->lf;
    switch (h->outcome) {
    case HEAD_DONE:
        body_begins(s, l, h->body);
        break;
    case HEAD_LINE:
        line_of_body(s, l, OUT_LINE, 0, h->len);
        break;
    case HEAD_DASH:
        if (!tnefi_scan_dash_watched(s, l))
            break;
        tnefi_scan_line_drop(&l->line);
        tnefi_scan_dash_begin(l, 1, 0);
        break;
    default: /* HEAD_GOES_ON */
        break;
    }
}

size_t tnefi_scan_head_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p,
                            size_t n)
{
    size_t taken = tnefi_scan_header_step(&s->head, l->offset, p, n);
    size_t i = taken;

    /* What is found is taken before the next byte, and nearly always there is nothing. */
    while (i < n && s->head.outcome == HEAD_GOES_ON && tnefi_scan_findings_quiet(&s->head.findings)) {
        l->offset += taken;
        taken = tnefi_scan_header_step(&s->head, l->offset, p + i, n - i);
        i += taken;
    }
    goes_on(s, l);
    l->offset -= i - taken; /* the caller counts all of them */
    return i;
}

/* If the body begins with the line, all of it is still in the hold. */
void tnefi_scan_head_again(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint32_t from)
{
    uint32_t len = l->line.hold_len;

    l->state = S_HEAD;
    l->line.hold_len = 0;
    tnefi_scan_header_line(&s->head, l->line.hold_at + from, l->line.hold + from, len - from);
    if (s->head.outcome != HEAD_LINE) {
        goes_on(s, l);
        return;
    }
    take(s);
    line_of_body(s, l, OUT_HOLD, from, len - from);
    l->line.hold_len = len;
}

void tnefi_scan_head_boundary(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    tnefi_scan_header_boundary(&s->head, l->line.frame);
    take(s);
    body_begins(s, l, l->line.hold_at);
}

/* The body that begins with a line is a message, so that the line is the first one of its header block. Where
 * that is collected the line stands already, or it stands in the hold. */
void tnefi_scan_head_begin_in_line(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    uint16_t where = l->out;
    uint32_t from = l->out_at;
    uint32_t len = l->out_len;
    const uint8_t *text = (where == OUT_LINE ? s->head.line : l->line.hold) + from;

    begin(s, l->line_at, 1, 0);
    l->out = OUT_NONE;
    l->out_len = l->out_keep = 0;
    tnefi_scan_line_drop(&l->line);
    tnefi_scan_header_line(&s->head, l->line_at, text, len);
    if (s->head.outcome != HEAD_LINE) {
        goes_on(s, l);
        return;
    }
    take(s);
    line_of_body(s, l, where, from, len);
    if (where == OUT_HOLD)
        l->line.hold_len = from + len;
}

void tnefi_scan_head_eof(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    tnefi_scan_header_eof(&s->head, l->offset);
    goes_on(s, l);
}

void tnefi_scan_head_given(struct tnef_scanner *s, const uint8_t *name, size_t name_len, const uint8_t *value,
                           size_t value_len)
{
    tnefi_scan_header_given(&s->head, name, name_len, value, value_len);
    take(s);
}
