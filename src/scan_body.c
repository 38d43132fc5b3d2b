/* SPDX-License-Identifier: MIT */
/* Bodies, line by line, and the levels that encoded messages make. */

#include "scan_priv.h"

/* ---- Levels -------------------------------------------------------------------------------- */

void tnefi_scan_level(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    l->offset = l->hold_at = l->line_at = l->plain = 0;
    l->frame0 = s->frames;
    l->entry0 = s->entries;
    l->pool0 = s->pool_len;
    l->state = B_START;
    l->hold_len = l->eol_len = l->look_at = 0;
    l->out = OUT_NONE;
    l->out_at = l->out_len = l->out_keep = 0;
    l->close_to = l->act_frame = 0;
    l->replay_at = l->replay_len = 0;
    l->have = l->at = 0;
    l->in_head = l->junk = l->act = l->act_end = l->act_header = l->act_cr = l->lf = 0;
    l->closing = l->eof = l->finished = l->held = l->slow = 0;
    tnefi_line_begin(l);
}

/* What feeds a level: as much as there is room for. */
static tnef_status level_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnefi_decode *d = user;
    struct tnefi_line_level *l = &d->scanner->level[d->index];
    size_t room;

    if (l->at == l->have)
        l->at = l->have = 0;
    room = FEED_SIZE - l->have;
    if (room > len)
        room = len;
    TNEFI_TOUCH(room);
    tnefi_copy(l->feed + l->have, buf, room);
    l->have += (uint32_t)room;
    *taken = room;
    return room < len ? TNEF_PAUSED : TNEF_OK;
}

/* What had no room comes before anything else. */
void tnefi_level_held(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    (void)s;
    l->held = tnef_transfer_feed(l->decode.transfer, NULL, 0, NULL) == TNEF_PAUSED;
}

/* The body of the innermost frame is decoded and read by a level of its own. 0: there is none. */
int tnefi_scan_deeper(struct tnef_scanner *s, uint32_t kind)
{
    struct tnefi_line_level *l;
    tnef_transfer_config cfg = { .size = sizeof cfg, .kind = kind, .sink = level_sink,
                                 .max_input = TNEF_TRANSFER_CEILING,
                                 .max_output = TNEF_TRANSFER_CEILING };

    if (s->top >= s->cfg.max_levels)
        return 0;
    if (s->top == 0)
        s->decoded_at = s->level[0].offset;
    s->top++;
    l = top_level(s);
    tnefi_scan_level(s, l);
    l->frame0 = s->frames - 1u;
    l->entry0 = s->frame[s->frames - 1u].entry0;
    tnefi_entries_up(s, l->entry0);
    l->decode.scanner = s;
    l->decode.index = s->top;
    cfg.user = &l->decode;
    return tnef_transfer_init(&l->decode.transfer, l->decode.mem, sizeof l->decode.mem, &cfg)
        == TNEF_OK;
}

/* ---- Probes -------------------------------------------------------------------------------- */

/* A multipart or message that is said to be base64 often is not: its first bytes decide. */
static void probe_ends(struct tnef_scanner *s, struct tnefi_line_level *l, int encoded)
{
    struct tnefi_frame *f = &s->frame[s->frames - 1u];

    l->offset -= l->replay_len;
    l->replay_at = 0;
    l->hold_len = l->eol_len = 0;
    if (!encoded || !tnefi_scan_deeper(s, TNEF_TRANSFER_BASE64)) {
        if (encoded) {
            tnefi_note_frame(s, s->frames - 1u, TNEF_SCAN_TOO_DEEP);
            tnefi_scan_limit(s, TNEF_E_LIMIT_DEPTH, s->cfg.max_levels,
                             (uint64_t)s->cfg.max_levels + 1u);
        }
        l->state = B_START;
    } else {
        l->state = B_START;
        l = top_level(s);
    }
    if (f->kind == TNEF_SCAN_MESSAGE)
        tnefi_head_begin(s, 1);
    else
        tnefi_leaf_open(s, TNEF_SCAN_PRE, l->offset);
}

size_t tnefi_probe_step(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    if (tnefi_base64_digit(b) < 0 && b != '=' && b != CR && b != LF && !tnefi_is_blank(b)) {
        probe_ends(s, l, 0);
        return 0;
    }
    l->probe[l->replay_len] = b;
    l->replay_len++;
    l->replay_at = l->replay_len;
    if (l->replay_len == PROBE_SIZE) {
        l->offset++;            /* taken below: the probe counts it */
        probe_ends(s, l, 1);
        l->offset--;
    }
    return 1;
}

void tnefi_probe_eof(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    probe_ends(s, l, l->replay_len >= 4u);
}

/* ---- The first line of a body -------------------------------------------------------------- */

static int shows_base64(const struct tnef_scanner *s, const uint8_t *line, size_t len)
{
    uint32_t bits = 0;
    uint32_t have = 0;
    uint32_t n = 0;

    for (size_t i = 0; i < len && n < s->cfg.magic_len; i++) {
        int digit = tnefi_base64_digit(line[i]);

        if (digit < 0)
            return 0;
        bits = bits % 256u * 64u + (uint32_t)digit;
        have += 6u;
        if (have < 8u)
            continue;
        have -= 8u;
        if (bits / (1u << have) % 256u != s->cfg.magic[n])
            return 0;
        n++;
    }
    return n == s->cfg.magic_len;
}

/* As it stands, or quoted-printable. */
static int shows_plain(const struct tnef_scanner *s, const uint8_t *line, size_t len)
{
    size_t i = 0;

    for (uint32_t n = 0; n < s->cfg.magic_len; n++) {
        if (i >= len)
            return 0;
        if (line[i] == s->cfg.magic[n]) {
            i++;
        } else if (line[i] == '=' && len - i > 2u && tnefi_hex_digit(line[i + 1u]) >= 0
                   && tnefi_hex_digit(line[i + 2u]) >= 0
                   && (uint32_t)(tnefi_hex_digit(line[i + 1u]) * 16 + tnefi_hex_digit(line[i + 2u]))
                       == s->cfg.magic[n]) {
            i += 3u;
        } else {
            return 0;
        }
    }
    return 1;
}

static int shows_begin(const uint8_t *line, size_t len)
{
    static const uint8_t begin[] = { 'b', 'e', 'g', 'i', 'n', ' ' };

    return len > sizeof begin && tnefi_equal(line, begin, sizeof begin)
        && line[sizeof begin] >= '0' && line[sizeof begin] <= '7';
}

/* Whether a line of a header block must be the first of the body. */
int tnefi_line_shows(const struct tnef_scanner *s, const uint8_t *line, size_t len)
{
    if (len == 0 || line[0] == '-')
        return 0;
    return shows_plain(s, line, len) || shows_base64(s, line, len) || shows_begin(line, len);
}

/* ---- Lines --------------------------------------------------------------------------------- */

/* Body bytes of the level: to the level above it, or to the leaf. */
static size_t body_bytes(struct tnef_scanner *s, struct tnefi_line_level *l, const uint8_t *p,
                         size_t n)
{
    size_t taken = n;

    if (l != top_level(s))
        (l + 1)->held = tnef_transfer_feed((l + 1)->decode.transfer, p, n, &taken) == TNEF_PAUSED;
    else if (s->leaf.open != 0)
        taken = tnefi_leaf_feed(s, p, n);
    return taken;
}

/* The first |len| bytes of the hold are no part of a boundary; behind them |keep| bytes may be. */
void tnefi_out(struct tnefi_line_level *l, uint32_t from, uint32_t len, uint32_t keep)
{
    l->out = OUT_HOLD;
    l->out_at = from;
    l->out_len = len;
    l->out_keep = keep;
    if (len == 0 && keep == 0)
        l->hold_len = l->eol_len = 0;
}

/* What is kept becomes the beginning of the hold. */
static void out_done(struct tnefi_line_level *l)
{
    uint32_t from = l->out_at;
    uint32_t keep = l->out_keep;

    if (l->out == OUT_HOLD) {
        TNEFI_TOUCH(keep);
        for (uint32_t i = 0; i < keep && from + i < HOLD_SIZE; i++)
            l->hold[i] = l->hold[from + i];
        l->hold_at += from;
        l->hold_len = l->eol_len = keep;
    }
    l->out = OUT_NONE;
    l->out_keep = 0;
}

void tnefi_out_step(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    const uint8_t *from = l->out == OUT_LINE ? s->line : l->hold;
    size_t taken = 0;

    if (l->out_len > 0)
        taken = body_bytes(s, l, from + l->out_at, l->out_len);
    l->out_at += (uint32_t)taken;
    l->out_len -= (uint32_t)taken;
    if (l->out_len == 0)
        out_done(l);
}

static size_t to_line_end(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && p[i] != CR && p[i] != LF)
        i++;
    TNEFI_TOUCH(i + 1u);
    return i;
}

/* With what lines begin that may be anything but bytes of the body: a boundary, or the beginning of
 * a uuencoded block; NOTHING if there is none to be looked for. */
struct interest {
    uint16_t boundary, block;
};
#define NOTHING 256u

/* As many bytes are looked at before they are decoded: they are still in the cache then. */
#define LOOK_MOST 16384u

/* Whether a line that begins like this, as far as it is known, is one. No boundary is empty. */
static int is_of_interest(const uint8_t *p, size_t n, struct interest of)
{
    if (n == 0 || p[0] == of.block)
        return 1;
    if (p[0] != of.boundary)
        return 0;
    return n < 3u || (p[1] == '-' && p[2] != CR && p[2] != LF);
}

/* Up to the line end before a line of interest, or one that is not known. */
static size_t plain_lines(const uint8_t *p, size_t n, struct interest of)
{
    size_t i = to_line_end(p, n);

    while (i < n) {
        size_t next = i + 1u;

        if (next < n && p[i] == CR && p[next] == LF)
            next++;
        if (is_of_interest(p + next, n - next, of))
            break;
        i = next + to_line_end(p + next, n - next);
    }
    return i;
}

static size_t line_start(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    if (b == '-' && tnefi_line_watched(s, l)) {
        if (l->hold_len == 0)
            l->hold_at = l->offset;
        l->in_head = 0;
        l->hold[l->hold_len] = b;
        l->hold_len++;
        l->state = C_DASH;
        return 1;
    }
    l->state = B_LINE;
    l->line_at = l->offset;
    l->slow = b == 'b';
    if (l->hold_len > 0)
        tnefi_out(l, 0, l->hold_len, 0);
    return 0;
}

/* How many of |n| bytes, in the middle of a line, are no more than bytes. Of these the leaf, or the
 * level above, may take one, so what was seen is kept: nothing is looked at twice. */
static size_t plain_bytes(const struct tnef_scanner *s, struct tnefi_line_level *l,
                          const uint8_t *p, size_t n)
{
    const struct tnefi_leaf *f = &s->leaf;
    int uu = l == &s->level[s->top] && f->alive[R_UU] != 0;
    uint64_t seen = l->plain > l->offset ? l->plain - l->offset : 0;
    size_t most = n < LOOK_MOST ? n : LOOK_MOST;
    size_t len;

    if (seen > 0)
        return seen < n ? (size_t)seen : n;
    if (uu && (f->idle == 0 || l->slow != 0)) {
        len = to_line_end(p, most);
    } else {
        const struct interest of = { tnefi_line_watched(s, l) ? '-' : NOTHING,
                                     uu ? 'b' : NOTHING };

        len = plain_lines(p, most, of);
    }
    l->plain = l->offset + len;
    return len;
}

static size_t line_bytes(struct tnef_scanner *s, struct tnefi_line_level *l, const uint8_t *p,
                         size_t n)
{
    size_t len;

    if (!tnefi_line_watched(s, l) && (l != top_level(s) || s->leaf.alive[R_UU] == 0))
        return body_bytes(s, l, p, n);
    len = plain_bytes(s, l, p, n);
    if (len > 0)
        return body_bytes(s, l, p, len);
    l->hold[0] = p[0];
    l->hold_len = l->eol_len = 1;
    l->hold_at = l->offset;
    l->state = p[0] == CR ? B_CR : B_START;
    return 1;
}

size_t tnefi_body_step(struct tnef_scanner *s, struct tnefi_line_level *l, const uint8_t *p,
                       size_t n)
{
    if (l->state == B_LINE)
        return line_bytes(s, l, p, n);
    if (l->state == B_CR) {
        l->state = B_START;
        if (p[0] != LF)
            return 0;
        l->hold[1] = LF;
        l->hold_len = l->eol_len = 2;
        return 1;
    }
    return line_start(s, l, p[0]);
}
