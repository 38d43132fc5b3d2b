/* SPDX-License-Identifier: MIT */
/* Parts: what a header block makes, how it is said, and how it is closed. */

#include "scan_priv.h"

/* ---- Saying -------------------------------------------------------------------------------- */

static uint32_t put_number(char *out, uint32_t at, uint32_t number)
{
    char digits[10]; /* as many rounds, of each loop, at most */
    uint32_t n = 0;
    uint32_t rest = number;

    do {
        digits[n] = (char)('0' + rest % 10u);
        rest /= 10u;
        n++;
    } while (rest > 0 && n < 10u);
    if (at > 0 && at < TNEF_SCAN_PATH_SIZE - 1u) {
        out[at] = '.';
        at++;
    }
    while (n > 0 && at < TNEF_SCAN_PATH_SIZE - 1u) {
        n--;
        out[at] = digits[n];
        at++;
    }
    out[at] = 0;
    return at;
}

/* The path of the first |frames| frames, and of a leaf and a block if these are not 0. That of open
 * frames is there already. */
static void path(struct tnef_scanner *s, uint32_t frames, int leaf, int block)
{
    uint32_t at = frames > 0 ? s->frame[frames - 1u].path_len : 0;

    s->path[at] = 0;
    if (leaf)
        at = put_number(s->path, at, s->leaf.number);
    if (block)
        (void)put_number(s->path, at, s->block.number);
}

static int call(struct tnef_scanner *s, int (*fn)(void *user, const tnef_scan_part *part),
                const tnef_scan_part *part)
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

static void no_part(struct tnef_scanner *s, tnef_scan_part *p)
{
    p->path = s->path;
    p->kind = p->number = p->depth = p->claims = p->declared = p->found = p->shown = 0;
    p->level = s->top;
    p->head = p->body = p->size = p->findings = 0;
    p->end = TNEF_SCAN_OPEN;
    p->type = p->encoding = p->name = p->other_name = "";
}

/* Where what is closed in |l| ends. */
static uint64_t end_of(const struct tnefi_line_level *l)
{
    return l->act != 0 ? l->hold_at : l->offset;
}

/* Whether Content-Disposition and Content-Type have names, and not the same. */
static int names_differ(const struct tnefi_head *h)
{
    return h->name[0] != 0 && h->of_type[0] != 0 && !tnefi_same_text(h->name, h->of_type);
}

static void texts_of_head(struct tnef_scanner *s, tnef_scan_part *p)
{
    p->type = (const char *)s->head.type;
    p->encoding = (const char *)s->head.encoding;
    p->name = (const char *)(s->head.name[0] != 0 ? s->head.name : s->head.of_type);
    p->other_name = (const char *)(names_differ(&s->head) ? s->head.of_type : s->head.also);
}

static void leaf_part(struct tnef_scanner *s, tnef_scan_part *p)
{
    const struct tnefi_leaf *f = &s->leaf;

    no_part(s, p);
    path(s, s->frames, 1, 0);
    p->kind = f->kind;
    p->number = f->number;
    p->depth = s->frames;
    p->claims = f->claims;
    p->declared = f->declared;
    p->found = f->found;
    p->shown = f->shown;
    p->head = f->head;
    p->body = f->body;
    p->size = f->size;
    p->findings = f->findings;
    if (f->kind == TNEF_SCAN_LEAF)
        texts_of_head(s, p);
}

int tnefi_say_leaf(struct tnef_scanner *s, int end)
{
    tnef_scan_part p;

    leaf_part(s, &p);
    if (end)
        p.end = end_of(top_level(s));
    return call(s, end ? s->cfg.part_end : s->cfg.part_begin, &p);
}

static void block_part(struct tnef_scanner *s, tnef_scan_part *p)
{
    const struct tnefi_uu_block *b = &s->block;

    no_part(s, p);
    path(s, s->frames, 1, 1);
    p->kind = TNEF_SCAN_UU;
    p->number = b->number;
    p->depth = s->frames + 1u;
    p->claims = b->claims;
    p->declared = TNEF_SCAN_UUENCODE;
    p->found = TNEF_SCAN_UUENCODE;
    p->shown = s->cfg.magic_len;
    p->head = p->body = b->head;
    p->size = b->size;
    p->findings = b->findings;
    p->name = (const char *)b->name;
}

int tnefi_say_block(struct tnef_scanner *s, int end)
{
    tnef_scan_part p;

    block_part(s, &p);
    if (end && s->leaf.inner == NO_READER)
        p.end = top_level(s)->closing != 0 ? end_of(top_level(s)) : top_level(s)->line_at;
    return call(s, end ? s->cfg.part_end : s->cfg.part_begin, &p);
}

int tnefi_say_found(struct tnef_scanner *s)
{
    tnef_scan_part p;

    if (s->block.open != 0)
        block_part(s, &p);
    else
        leaf_part(s, &p);
    return call(s, s->cfg.found, &p);
}

static int say_frame(struct tnef_scanner *s, uint32_t i, int end)
{
    const struct tnefi_frame *f = &s->frame[i];
    tnef_scan_part p;

    no_part(s, &p);
    path(s, i + 1u, 0, 0);
    p.kind = f->kind;
    p.number = f->number;
    p.depth = i;
    p.level = f->level;
    p.claims = f->claims;
    p.declared = f->declared;
    p.head = f->head;
    p.body = f->body;
    p.findings = f->findings;
    if (end)
        p.end = end_of(&s->level[f->level]);
    else
        texts_of_head(s, &p);
    return call(s, end ? s->cfg.part_end : s->cfg.part_begin, &p);
}

/* ---- Opening ------------------------------------------------------------------------------- */

static void assume_type(struct tnef_scanner *s)
{
    static const uint8_t text[] = "text/plain", message[] = "message/rfc822";
    struct tnefi_head *h = &s->head;

    if (h->has_type != 0)
        return;
    if (s->frames > 0 && s->frame[s->frames - 1u].digest != 0) {
        h->message = 1;
        tnefi_copy(h->type, message, sizeof message);
    } else {
        tnefi_copy(h->type, text, sizeof text);
    }
}

/* Whether the part is announced: those beyond the limit are not. */
static uint16_t announces(struct tnef_scanner *s)
{
    if (s->frames > 0 && s->frame[s->frames - 1u].muted != 0)
        return 0;
    if (s->parts < s->cfg.max_parts) {
        s->parts++;
        return 1;
    }
    tnefi_note_head(s, TNEF_SCAN_TOO_MANY_PARTS);
    tnefi_scan_limit(s, TNEF_E_LIMIT_PARTS, s->cfg.max_parts, (uint64_t)s->parts + 1u);
    return 0;
}

static uint32_t next_number(struct tnef_scanner *s)
{
    struct tnefi_frame *f;

    if (s->frames == 0)
        return 1;
    f = &s->frame[s->frames - 1u];
    f->children++;
    return f->children;
}

static void open_frame(struct tnef_scanner *s, uint64_t body)
{
    const struct tnefi_head *h = &s->head;
    uint32_t number = next_number(s);
    uint16_t muted = s->frames > 0 ? s->frame[s->frames - 1u].muted : 0;
    uint16_t announced = announces(s);
    struct tnefi_frame *f = &s->frame[s->frames];

    f->head = h->at;
    f->body = body;
    f->number = number;
    f->path_len = put_number(s->path, s->frames > 0 ? s->frame[s->frames - 1u].path_len : 0,
                             number);
    f->children = 0;
    f->entry0 = h->entry0;
    f->own = s->entries - h->entry0;
    f->pool0 = h->pool0;
    f->level = s->top;
    f->kind = h->multipart != 0 ? TNEF_SCAN_MULTIPART : TNEF_SCAN_MESSAGE;
    f->state = IN_PREAMBLE;
    f->digest = h->digest;
    f->announced = announced;
    f->muted = muted;
    f->guess = h->multipart != 0 && (f->own == 0 || h->lost != 0);
    f->declared = h->declared;
    f->claims = h->claims;
    f->findings = h->findings;
    s->frames++;
    s->opening = 1;
    if (f->guess != 0 && f->own == 0)
        tnefi_note_frame(s, s->frames - 1u, TNEF_SCAN_NO_BOUNDARY);
    if (h->declared > TNEF_SCAN_IDENTITY || h->base64 != 0)
        tnefi_note_frame(s, s->frames - 1u, TNEF_SCAN_ENCODING_COMPOSITE);
    if (f->own > 0)
        tnefi_entries_prefix(s, s->frames - 1u);
}

static void open_leaf(struct tnef_scanner *s, uint64_t body)
{
    const struct tnefi_head *h = &s->head;
    struct tnefi_leaf *f = &s->leaf;

    tnefi_leaf_open(s, TNEF_SCAN_LEAF, body);
    f->number = next_number(s);
    f->announced = announces(s);
    f->muted = s->frames > 0 ? s->frame[s->frames - 1u].muted : 0;
    f->head = h->at;
    f->declared = h->declared;
    f->claims = h->claims;
    f->findings = h->findings;
    s->opening = 1;
}

/* The header block has ended, and the body begins at |body|. */
void tnefi_head_done(struct tnef_scanner *s, struct tnefi_line_level *l, uint64_t body)
{
    struct tnefi_head *h = &s->head;

    s->header_done = 1;
    l->state = B_START;
    l->hold_len = l->eol_len = 0;
    assume_type(s);
    if (names_differ(h))
        tnefi_note_head(s, TNEF_SCAN_NAME_DIFFERS);
    if (h->multipart == 0)
        tnefi_entries_drop(s, h->entry0, h->pool0);
    if ((h->multipart != 0 || h->message != 0) && s->frames < s->cfg.max_depth) {
        open_frame(s, body);
        return;
    }
    if (h->multipart != 0 || h->message != 0) {
        tnefi_note_head(s, TNEF_SCAN_TOO_DEEP);
        tnefi_scan_limit(s, TNEF_E_LIMIT_DEPTH, s->cfg.max_depth, (uint64_t)s->frames + 1u);
        tnefi_entries_drop(s, h->entry0, h->pool0);
    }
    open_leaf(s, body);
}

/* The innermost frame has been announced: what it begins with. */
static void enter_frame(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    struct tnefi_frame *f = &s->frame[s->frames - 1u];
    int encoded = f->kind == TNEF_SCAN_MESSAGE && f->declared == TNEF_SCAN_QP;

    if (s->head.base64 != 0 && l->act == 0 && l->out_len == 0) {
        l->state = S_PROBE;
        l->replay_len = l->replay_at = 0;
        return;
    }
    if (encoded && l->act == 0 && !tnefi_scan_deeper(s, TNEF_TRANSFER_QUOTED_PRINTABLE)) {
        tnefi_note_frame(s, s->frames - 1u, TNEF_SCAN_TOO_DEEP);
        tnefi_scan_limit(s, TNEF_E_LIMIT_DEPTH, s->cfg.max_levels,
                         (uint64_t)s->cfg.max_levels + 1u);
    }
    if (f->kind == TNEF_SCAN_MULTIPART)
        tnefi_leaf_open(s, TNEF_SCAN_PRE, f->body);
    else
        tnefi_head_begin(s, 1);
}

void tnefi_open_step(struct tnef_scanner *s)
{
    struct tnefi_line_level *l = top_level(s);
    int answer = TNEF_CONTINUE;

    s->opening = 0;
    if (s->leaf.open != 0) {
        if (s->leaf.announced != 0)
            answer = tnefi_say_leaf(s, 0);
        s->leaf.muted |= tnefi_scan_asks(answer) == TNEF_SKIP;
        tnefi_leaf_start(s, answer);
        return;
    }
    if (s->frame[s->frames - 1u].announced != 0)
        answer = say_frame(s, s->frames - 1u, 0);
    s->frame[s->frames - 1u].muted |= tnefi_scan_asks(answer) == TNEF_SKIP;
    enter_frame(s, l);
}

/* ---- Closing ------------------------------------------------------------------------------- */

static void close_leaf(struct tnef_scanner *s)
{
    if (!tnefi_leaf_finish(s))
        return;
    tnefi_leaf_judge(s);
    if (s->halt == HALT_FATAL)
        return;
    if (s->leaf.announced != 0)
        (void)tnefi_say_leaf(s, 1);
    s->leaf.open = 0;
}

static void close_frame(struct tnef_scanner *s, const struct tnefi_line_level *l)
{
    uint32_t i = s->frames - 1u;
    const struct tnefi_frame *f = &s->frame[i];

    if (f->kind == TNEF_SCAN_MULTIPART && f->state != IN_EPILOGUE && f->own > 0)
        tnefi_note_frame(s, i, l->act != 0 ? TNEF_SCAN_NO_INNER_END : TNEF_SCAN_NO_END);
    if (s->halt == HALT_FATAL)
        return;
    if (f->announced != 0)
        (void)say_frame(s, i, 1);
    tnefi_entries_drop(s, f->entry0, f->pool0);
    s->frames--;
}

/* From the innermost outwards, down to |close_to|: the level above, the leaf, frames. */
void tnefi_close_step(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    struct tnefi_line_level *above = l + 1;

    if (l != top_level(s)) {
        if (tnef_transfer_finish(above->decode.transfer) != TNEF_PAUSED)
            above->eof = 1;
    } else if (s->leaf.open != 0) {
        close_leaf(s);
    } else if (s->frames > l->close_to && s->frames > l->frame0) {
        close_frame(s, l);
    } else {
        l->closing = 0;
    }
}

/* ---- Boundaries ---------------------------------------------------------------------------- */

/* Behind an end: what of the next line was looked at to know it for one, or a CR that may begin a
 * blank line. */
static void begin_epilogue(struct tnef_scanner *s, struct tnefi_line_level *l, uint64_t body)
{
    struct tnefi_frame *f = &s->frame[l->act_frame];
    uint32_t from = l->look_at;

    f->state = IN_EPILOGUE;
    tnefi_leaf_open(s, TNEF_SCAN_POST, body);
    s->leaf.number = f->children + 1u;
    if (l->act_header != 0) {
        l->state = B_LINE;
        l->line_at = body;
        l->slow = l->hold[from] == 'b';
        tnefi_out(l, from, l->hold_len - from, 0);
    } else {
        l->hold[0] = CR;
        l->hold_len = l->eol_len = l->act_cr;
        l->hold_at = body;
        l->state = B_START;
    }
    l->act_header = l->act_cr = 0;
}

/* What the boundary belongs to is now the innermost frame. */
void tnefi_act_step(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    struct tnefi_frame *f = &s->frame[l->act_frame];
    uint32_t from = l->look_at;
    uint64_t behind = l->act_header != 0 ? l->hold_at + from : l->offset - l->act_cr;

    l->act = 0;
    l->eol_len = 0;
    if (l->act_end != 0) {
        begin_epilogue(s, l, behind);
        return;
    }
    if (f->state == IN_EPILOGUE)
        tnefi_note_frame(s, l->act_frame, TNEF_SCAN_AFTER_END);
    f->state = IN_PARTS;
    tnefi_head_begin(s, 0);
    s->head.at = s->head.line_at = behind;
    if (l->act_cr != 0)
        l->state = H_BLANK_CR;
    if (l->act_header != 0)
        tnefi_head_again(s, l, from);
    l->act_header = l->act_cr = 0;
    l->hold_len = 0;
}
