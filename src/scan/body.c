/* SPDX-License-Identifier: MIT */
/* Bodies, line by line (RFC 2046, section 5.1.1).
 *
 * Most of a body is lines that are of no interest: they begin neither with a "-", where a boundary may stand,
 * nor with a "b" or "B", where a uuencoded block may begin, nor as the base64 form of the signature does, nor
 * with "end" while such a block is open. Those pass in one piece, up to 16 KiB at a time, to the leaf or to
 * the level above. The line end before a line of interest is held, since it belongs to a boundary. */

#include "scan/priv.h"

/* ---- Lines --------------------------------------------------------------------------------- */

/* Hands bytes of the body to the level above, or to the leaf. Returns how many were taken. */
static size_t body_bytes(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p, size_t n)
{
    size_t taken = n;

    if (l != top_level(s))
        taken = tnefi_scan_level_feed(s, l + 1, p, n);
    else if (s->leaf.open != 0)
        taken = tnefi_scan_leaves_feed(s, l, p, n);
    return taken;
}

/* Releases |len| bytes of the hold, from |from| on, as bytes of the body. The |keep| bytes after them may
 * still be part of a boundary and stay held. */
void tnefi_scan_out(struct tnefi_scan_line_level *l, uint32_t from, uint32_t len, uint32_t keep)
{
    l->out = OUT_HOLD;
    l->out_at = from;
    l->out_len = len;
    l->out_keep = keep;
    if (len == 0 && keep == 0)
        tnefi_scan_line_drop(&l->line);
}

/* What is kept becomes the beginning of the hold. */
static void out_done(struct tnefi_scan_line_level *l)
{
    if (l->out == OUT_HOLD)
        tnefi_scan_line_keep(&l->line, l->out_at, l->out_keep);
    l->out = OUT_NONE;
    l->out_keep = 0;
}

void tnefi_scan_out_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    const uint8_t *from = l->out == OUT_LINE ? s->head.line : l->line.hold;
    size_t taken = 0;

    if (l->out_len > 0)
        taken = body_bytes(s, l, from + l->out_at, l->out_len);
    l->out_at += (uint32_t)taken;
    l->out_len -= (uint32_t)taken;
    if (l->out_len == 0)
        out_done(l);
}

/* Lines are looked at in pieces of this size, so that they are still in the cache when they are decoded. */
#define LOOK_MOST 16384u

/* And in these where the level above may be taken back, after which they are looked at again. */
#define LOOK_LEAST 64u

/* Which lines of |l| are looked for: |uu| tells whether those that begin a uuencoded block are, and those
 * that end one while it may be open. */
static struct tnefi_scan_interest interest_of(const struct tnef_scanner *s,
                                              const struct tnefi_scan_line_level *l, int uu)
{
    const struct tnefi_scan_interest none = { NO_BYTE, NO_BYTE, NULL, 0, 0 };
    struct tnefi_scan_interest of = uu ? tnefi_scan_blocks_of(&s->cfg) : none;

    of.end = uu && s->leaf.idle == 0;
    of.boundary = tnefi_scan_dash_watched(s, l) ? '-' : NO_BYTE;
    return of;
}

/* Whether the decoder of uuencoded blocks reads what |l| has. */
static int reads_blocks(const struct tnef_scanner *s, const struct tnefi_scan_line_level *l)
{
    return l == &s->level[s->top] && s->leaf.alive[R_UU] != 0;
}

static size_t line_start(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p, size_t n)
{
    struct tnefi_scan_interest of = tnefi_scan_blocks_of(&s->cfg);

    of.end = s->leaf.idle == 0;
    if ((p[0] == '-' && tnefi_scan_dash_watched(s, l))
        || (tnefi_base_is_blank(p[0]) && tnefi_scan_dash_indented(s, l))) {
        tnefi_scan_dash_begin(l, 0, p[0] != '-');
        return 0;
    }
    l->state = B_LINE;
    l->line_at = l->offset;
    l->slow = tnefi_scan_is_of_interest(p, n, &of) != 0;
    if (l->line.hold_len > 0)
        tnefi_scan_out(l, 0, l->line.hold_len, 0);
    return 0;
}

/* Bytes that may pass without looking at lines: up to the line end before a line of interest, or before one
 * whose first byte is not here yet. So do lines of an open block: one by one each cost 1,900 instructions
 * here, and together they cost 35. The leaf, or the level above, may take fewer than these, so how far the
 * lines were looked at is kept: nothing is looked at twice. */
static size_t plain_bytes(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p, size_t n)
{
    int uu = reads_blocks(s, l);
    uint64_t seen = l->plain > l->offset ? l->plain - l->offset : 0;
    size_t room = l != top_level(s) && (l + 1)->back == BACK_FIELD ? LOOK_LEAST : LOOK_MOST;
    size_t most = n < room ? n : room;
    size_t len;

    if (seen > 0)
        return seen < n ? (size_t)seen : n;
    if (most == 1u || (uu && l->slow != 0) || tnefi_scan_dash_indented(s, l)) {
        len = tnefi_scan_to_line_end(p, most);
        if (uu && s->leaf.idle != 0 && l->slow == 0)
            tnefi_scan_leaf_knows(&s->leaf, len);
    } else {
        const struct tnefi_scan_interest of = interest_of(s, l, uu);

        len = tnefi_scan_plain_lines(p, most, &of);
        tnefi_scan_leaf_knows(&s->leaf, uu ? len : 0);
    }
    l->plain = l->offset + len;
    return len;
}

static size_t line_bytes(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p, size_t n)
{
    size_t len;

    if (!tnefi_scan_dash_watched(s, l) && !reads_blocks(s, l))
        return body_bytes(s, l, p, n);
    len = plain_bytes(s, l, p, n);
    if (len > 0)
        return body_bytes(s, l, p, len);
    tnefi_scan_line_ended(&l->line, l->offset, p[0]);
    l->state = p[0] == CR ? B_CR : B_START;
    return 1;
}

size_t tnefi_scan_body_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p,
                            size_t n)
{
    if (l->state == B_LINE)
        return line_bytes(s, l, p, n);
    if (l->state == B_CR) {
        l->state = B_START;
        if (p[0] != LF)
            return 0;
        tnefi_scan_line_ended_lf(&l->line);
        return 1;
    }
    return line_start(s, l, p, n);
}
