/* SPDX-License-Identifier: MIT */
/* Parts (RFC 2045, section 2.4; RFC 2046, section 5): what a header block makes, and how parts are opened,
 * reported and closed.
 *
 * A header block makes a frame if it is that of a multipart or a message, else a leaf. Opening takes two
 * steps, since the caller's answer to part_begin decides what the part is searched for: head_done() makes
 * the frame or leaf and sets |opening|, and the next step reports it. Closing goes from the innermost part
 * outwards, one part in each step, because each part_end may pause. */

#include "scan/priv.h"

/* ---- Reports ------------------------------------------------------------------------------- */

/* Makes the path that of the first |frames| open parts, then, if wanted, with the numbers of the leaf and of
 * the uuencoded block in it. */
static void path(struct tnef_scanner *s, uint32_t frames, int leaf, int block)
{
    uint32_t at = tnefi_scan_frames_path(&s->frames, frames);

    if (leaf)
        at = tnefi_scan_frames_path_add(&s->frames, at, s->leaf.number);
    if (block)
        (void)tnefi_scan_frames_path_add(&s->frames, at, s->leaf.uu.number);
}

/* Calls |fn|, if there is one, and notes what its answer asks for. Returns the answer. */
static int call(struct tnef_scanner *s, int (*fn)(void *user, const tnef_scanner_part *part),
                const tnef_scanner_part *part)
{
    int answer, asks;

    if (fn == NULL || s->halt == HALT_FATAL)
        return TNEF_CONTINUE;
    s->busy = 1;
    answer = fn(s->cfg.user, part);
    s->busy = 0;
    asks = tnefi_scan_asks(answer);
    if (asks == TNEF_STOP) {
        tnefi_scan_fail(s, TNEF_STOPPED, tnefi_scan_place(s), TNEF_NO_CODE);
    } else if (asks == TNEF_PAUSE) {
        s->halt = s->halt == HALT_NONE ? HALT_PAUSE : s->halt;
    } else if (asks != TNEF_CONTINUE && asks != TNEF_SKIP) {
        tnefi_scan_fail(s, TNEF_E_CALLBACK, tnefi_scan_place(s), TNEF_NO_CODE);
        s->fatal.user_code = answer;
    }
    return answer;
}

/* Fills |p| with what holds if nothing else is known. */
static void no_part(struct tnef_scanner *s, tnef_scanner_part *p)
{
    p->path = s->frames.path;
    p->kind = p->number = p->depth = p->claims = p->declared = p->found = p->shown = 0;
    p->level = s->top;
    p->head = p->body = p->size = p->anomalies = 0;
    p->end = TNEF_SCANNER_OPEN;
    p->type = p->encoding = p->name = p->other_name = "";
}

/* The offset at which parts that are closed now end: before the boundary that closes them, if one does. */
static uint64_t end_of(const struct tnefi_scan_line_level *l)
{
    return l->act != 0 ? l->line.hold_at : l->offset;
}

/* Whether Content-Disposition and Content-Type both have a name, and the two are not the same. */
static int names_differ(const struct tnefi_scan_header *h)
{
    return h->name[0] != 0 && h->of_type[0] != 0 && !tnefi_scan_same_text(h->name, h->of_type);
}

static void texts_of_head(struct tnef_scanner *s, tnef_scanner_part *p)
{
    p->type = (const char *)s->head.type;
    p->encoding = (const char *)s->head.encoding;
    p->name = (const char *)(s->head.name[0] != 0 ? s->head.name : s->head.of_type);
    p->other_name = (const char *)(names_differ(&s->head) ? s->head.of_type : s->head.also);
}

static void leaf_part(struct tnef_scanner *s, tnef_scanner_part *p)
{
    const struct tnefi_scan_leaf *f = &s->leaf;

    no_part(s, p);
    path(s, tnefi_scan_frames_count(&s->frames), 1, 0);
    p->kind = f->kind;
    p->number = f->number;
    p->depth = tnefi_scan_frames_count(&s->frames);
    p->claims = f->claims;
    p->declared = f->declared;
    p->found = f->found;
    p->shown = f->shown;
    p->head = f->head;
    p->body = f->body;
    p->size = f->size;
    p->anomalies = f->anomalies;
    if (f->kind == TNEF_SCANNER_LEAF)
        texts_of_head(s, p);
}

int tnefi_scan_say_leaf(struct tnef_scanner *s, int end)
{
    tnef_scanner_part p;

    leaf_part(s, &p);
    if (end)
        p.end = end_of(top_level(s));
    return call(s, end ? s->cfg.part_end : s->cfg.part_begin, &p);
}

static void block_part(struct tnef_scanner *s, tnef_scanner_part *p)
{
    const struct tnefi_scan_uu_block *b = &s->leaf.uu;

    no_part(s, p);
    path(s, tnefi_scan_frames_count(&s->frames), 1, 1);
    p->kind = TNEF_SCANNER_UU;
    p->number = b->number;
    p->depth = tnefi_scan_frames_count(&s->frames) + 1u;
    p->claims = b->claims;
    p->declared = TNEF_SCANNER_UUENCODE;
    p->found = TNEF_SCANNER_UUENCODE;
    p->shown = s->cfg.magic_len;
    p->head = p->body = b->head;
    p->size = b->size;
    p->anomalies = b->anomalies;
    p->name = (const char *)b->name;
}

int tnefi_scan_say_block(struct tnef_scanner *s, int end)
{
    tnef_scanner_part p;

    block_part(s, &p);
    if (end && s->leaf.inner == NO_READER)
        p.end = top_level(s)->closing != 0 ? end_of(top_level(s)) : s->leaf.line_at;
    return call(s, end ? s->cfg.part_end : s->cfg.part_begin, &p);
}

int tnefi_scan_say_found(struct tnef_scanner *s)
{
    tnef_scanner_part p;

    if (s->leaf.uu.open != 0)
        block_part(s, &p);
    else
        leaf_part(s, &p);
    return call(s, s->cfg.found, &p);
}

static int say_frame(struct tnef_scanner *s, uint32_t i, int end)
{
    const struct tnefi_scan_frame *f = tnefi_scan_frames_at(&s->frames, i);
    tnef_scanner_part p;

    no_part(s, &p);
    path(s, i + 1u, 0, 0);
    p.kind = f->leaf != 0 ? TNEF_SCANNER_LEAF : f->kind;
    p.number = (uint32_t)f->number;
    p.depth = i;
    p.level = (uint32_t)f->level;
    p.claims = f->claims;
    p.declared = f->declared;
    p.head = f->head;
    p.body = f->body;
    p.anomalies = f->anomalies;
    if (end)
        p.end = end_of(&s->level[f->level]);
    else
        texts_of_head(s, &p);
    return call(s, end ? s->cfg.part_end : s->cfg.part_begin, &p);
}

/* ---- Opening ------------------------------------------------------------------------------- */

static struct tnefi_scan_frame *innermost(const struct tnef_scanner *s)
{
    return tnefi_scan_frames_innermost(&s->frames, 0);
}

/* Without Content-Type a part is text, or in a digest a message: RFC 2045, 5.2; RFC 2046, 5.1.5. */
static void assume_type(struct tnef_scanner *s)
{
    static const uint8_t text[] = "text/plain", message[] = "message/rfc822";
    struct tnefi_scan_header *h = &s->head;

    if (h->has_type != 0)
        return;
    if (tnefi_scan_frames_count(&s->frames) > 0 && innermost(s)->digest != 0) {
        h->message = 1;
        tnefi_base_copy(h->type, message, sizeof message);
    } else {
        tnefi_base_copy(h->type, text, sizeof text);
    }
}

/* Whether the part is announced; counts it if it is. Parts beyond the limit are not, nor are those in a part
 * that the caller skipped. */
static uint16_t announces(struct tnef_scanner *s)
{
    if (tnefi_scan_frames_muted(&s->frames))
        return 0;
    if (s->parts < s->cfg.max_parts) {
        s->parts++;
        return 1;
    }
    tnefi_scan_note_head(s, TNEF_SCANNER_A_TOO_MANY_PARTS);
    tnefi_scan_limit(s, TNEF_E_LIMIT_PARTS, s->cfg.max_parts, (uint64_t)s->parts + 1u);
    return 0;
}

/* Whether a field declares an encoding that is not that of 7bit, 8bit and binary. */
static int is_encoded(const struct tnefi_scan_header *h)
{
    return h->base64 != 0 || (h->declared != TNEF_SCANNER_NONE && h->declared != TNEF_SCANNER_IDENTITY);
}

/* Finds what is odd about the innermost frame, which the header block has made. */
static void look_at_frame(struct tnef_scanner *s)
{
    struct tnefi_scan_frame *f = innermost(s);
    struct tnefi_scan_findings found = tnefi_scan_findings_for(s);

    if (f->guess != 0 && f->own == 0)
        tnefi_scan_met(&found, TNEF_SCANNER_A_NO_BOUNDARY);
    if (is_encoded(&s->head))
        tnefi_scan_met(&found, TNEF_SCANNER_A_ENCODING_COMPOSITE);
    if (f->own > 0)
        tnefi_scan_frames_prefix(&s->frames, top_level(s)->entry0, s->top, &found);
    tnefi_scan_take(s, &f->anomalies, &found);
}

static void open_frame(struct tnef_scanner *s, uint64_t body)
{
    const struct tnefi_scan_header *h = &s->head;
    int muted = tnefi_scan_frames_muted(&s->frames);
    uint32_t number = tnefi_scan_frames_next(&s->frames);
    uint16_t announced = announces(s);
    struct tnefi_scan_frame *f = tnefi_scan_frames_push(&s->frames, number, h->entry0, s->top);

    f->head = h->at;
    f->body = body;
    f->kind = h->multipart != 0 ? TNEF_SCANNER_MULTIPART : TNEF_SCANNER_MESSAGE;
    f->digest = h->digest != 0;
    f->announced = announced != 0;
    f->muted = muted != 0;
    f->guess = h->multipart != 0 && (f->own == 0 || h->lost != 0);
    f->declared = h->declared;
    f->claims = h->claims;
    f->anomalies = h->anomalies;
    s->opening = 1;
    look_at_frame(s);
}

static void open_leaf(struct tnef_scanner *s, uint64_t body)
{
    uint32_t number = tnefi_scan_frames_next(&s->frames);
    uint16_t announced = announces(s);

    tnefi_scan_leaves_open_part(s, number, announced, body);
    s->opening = 1;
}

/* The header block has ended, and the body begins at |body|. */
void tnefi_scan_head_done(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint64_t body)
{
    struct tnefi_scan_header *h = &s->head;

    s->header_done = 1;
    l->state = B_START;
    tnefi_scan_line_drop(&l->line);
    assume_type(s);
    if (names_differ(h))
        tnefi_scan_note_head(s, TNEF_SCANNER_A_NAME_DIFFERS);
    if (h->multipart == 0)
        tnefi_scan_boundaries_drop(&s->boundaries, h->entry0, h->pool0);
    if ((h->multipart != 0 || h->message != 0) && !tnefi_scan_frames_full(&s->frames)) {
        open_frame(s, body);
        return;
    }
    if (h->multipart != 0 || h->message != 0) {
        tnefi_scan_note_head(s, TNEF_SCANNER_A_TOO_DEEP);
        tnefi_scan_limit(s, TNEF_E_LIMIT_DEPTH, s->cfg.max_depth,
                         (uint64_t)tnefi_scan_frames_count(&s->frames) + 1u);
        tnefi_scan_boundaries_drop(&s->boundaries, h->entry0, h->pool0);
    }
    open_leaf(s, body);
}

/* The innermost frame has been announced. Begins to read it: a message begins with its header block, a
 * multipart with its preamble, and either perhaps with a probe, or in a level that decodes it. */
static void enter_frame(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    const struct tnefi_scan_frame *f = innermost(s);
    int encoded = f->kind == TNEF_SCANNER_MESSAGE && f->declared == TNEF_SCANNER_QP;

    if (s->head.base64 != 0 && l->act == 0 && l->out_len == 0) {
        l->state = S_PROBE;
        l->replay_len = l->replay_at = 0;
        return;
    }
    if (encoded && l->act == 0 && !tnefi_scan_deeper(s, TNEF_TRANSFER_QUOTED_PRINTABLE)) {
        tnefi_scan_note_frame(s, tnefi_scan_frames_count(&s->frames) - 1u, TNEF_SCANNER_A_TOO_DEEP);
        tnefi_scan_limit(s, TNEF_E_LIMIT_DEPTH, s->cfg.max_levels, (uint64_t)s->cfg.max_levels + 1u);
    }
    if (f->kind == TNEF_SCANNER_MULTIPART)
        tnefi_scan_leaves_open(s, TNEF_SCANNER_PRE, f->body);
    else if (l == top_level(s) && l->act == 0 && l->out_len > 0)
        tnefi_scan_head_begin_in_line(s, l);
    else
        tnefi_scan_head_begin(s, 1);
}

void tnefi_scan_open_step(struct tnef_scanner *s)
{
    struct tnefi_scan_line_level *l = top_level(s);
    int answer = TNEF_CONTINUE;

    s->opening = 0;
    if (s->leaf.open != 0) {
        if (s->leaf.announced != 0)
            answer = tnefi_scan_say_leaf(s, 0);
        tnefi_scan_leaves_start(s, answer);
        return;
    }
    if (innermost(s)->announced != 0)
        answer = say_frame(s, tnefi_scan_frames_count(&s->frames) - 1u, 0);
    if (tnefi_scan_asks(answer) == TNEF_SKIP)
        innermost(s)->muted = 1;
    enter_frame(s, l);
}

/* ---- Closing ------------------------------------------------------------------------------- */

static void close_leaf(struct tnef_scanner *s)
{
    if (!tnefi_scan_leaves_finish(s))
        return;
    if (s->leaf.announced != 0)
        (void)tnefi_scan_say_leaf(s, 1);
    tnefi_scan_leaf_close(&s->leaf);
}

static void close_frame(struct tnef_scanner *s, const struct tnefi_scan_line_level *l)
{
    struct tnefi_scan_findings found = tnefi_scan_findings_for(s);

    tnefi_scan_frames_closes(&s->frames, l->act != 0, &found);
    tnefi_scan_take(s, &innermost(s)->anomalies, &found);
    if (s->halt == HALT_FATAL)
        return;
    if (innermost(s)->announced != 0)
        (void)say_frame(s, tnefi_scan_frames_count(&s->frames) - 1u, 1);
    tnefi_scan_frames_pop(&s->frames);
}

/* How many frames stay open: a boundary closes those in its multipart, and the end of what |l| reads all that
 * are its own. */
static uint32_t stay_open(const struct tnefi_scan_line_level *l)
{
    return l->act != 0 && l->line.frame >= l->frame0 ? l->line.frame + 1u : l->frame0;
}

/* Closes one thing, from the innermost outwards: the level above, then the leaf, then frames. */
void tnefi_scan_close_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    struct tnefi_scan_line_level *above = l + 1;

    if (l != top_level(s)) {
        above->eof = tnefi_scan_level_finish(s, above) != 0;
    } else if (s->leaf.open != 0) {
        close_leaf(s);
    } else if (tnefi_scan_frames_count(&s->frames) > stay_open(l)) {
        close_frame(s, l);
    } else {
        l->closing = 0;
    }
}

/* ---- Boundaries ---------------------------------------------------------------------------- */

/* A header block has begun after a boundary: bytes of it that were read to decide on that come first. */
static void block_goes_on(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    if (l->line.field != 0)
        tnefi_scan_head_again(s, l, l->line.look_at);
    else
        tnefi_scan_line_drop(&l->line);
}

/* After an end boundary the epilogue starts with the bytes already read from the next line, or with a CR that
 * may start a blank line. If no part came before it, the next line decides: head.c. */
static void begin_epilogue(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint64_t body)
{
    struct tnefi_scan_line *line = &l->line;

    tnefi_scan_frames_end(&s->frames, line->frame);
    if (innermost(s)->children == 0) {
        tnefi_scan_head_begin_after_end(s, body, line->cr);
        block_goes_on(s, l);
        return;
    }
    tnefi_scan_leaves_open(s, TNEF_SCANNER_POST, body);
    if (line->field != 0) {
        tnefi_scan_in_line(l, body);
        tnefi_scan_out(l, line->look_at, line->hold_len - line->look_at, 0);
        return;
    }
    l->state = B_START;
    if (line->cr != 0)
        tnefi_scan_line_ended(line, body, CR);
    else
        tnefi_scan_line_drop(line);
}

/* The parts that the boundary ends are closed, so its multipart is the innermost frame now. Begins what the
 * boundary begins: the next part, or the epilogue. */
void tnefi_scan_act_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    struct tnefi_scan_findings found = tnefi_scan_findings_for(s);
    struct tnefi_scan_line *line = &l->line;
    uint64_t after = line->field != 0 ? line->hold_at + line->look_at : l->offset - line->cr;

    l->act = 0;
    tnefi_scan_back_regain(s, l);
    if (line->end != 0) {
        begin_epilogue(s, l, after);
        return;
    }
    tnefi_scan_frames_part(&s->frames, line->frame, &found);
    tnefi_scan_take(s, &tnefi_scan_frames_at(&s->frames, line->frame)->anomalies, &found);
    tnefi_scan_head_begin_at(s, after, line->cr);
    block_goes_on(s, l);
}
