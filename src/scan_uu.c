/* SPDX-License-Identifier: MIT */
/* What the reader of uuencoded blocks is given: lines that may begin one, and in text that is
 * encoded what that decodes to, since readers look for blocks in what they show. */

#include "scan_priv.h"

#include "transfer_inside.h"

/* To the next line end, with it. */
static size_t to_line_end(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && p[i] != CR && p[i] != LF)
        i++;
    TNEFI_TOUCH(i + 1u);
    return i < n ? i + 1u : n;
}

/* As long as no block has begun, the decoder is given only lines that may begin one: it would pass
 * over the others, but not as fast. */
size_t tnefi_uu_idle(struct tnef_scanner *s, const uint8_t *p, size_t n)
{
    struct tnefi_leaf *f = &s->leaf;
    size_t i = 0;

    while (i < n && f->idle != 0) {
        size_t len = to_line_end(p + i, n - i);

        if (f->in_line == 0)
            f->passing = p[i] == 'b';
        if (f->passing != 0) {
            (void)tnef_transfer_feed(tnefi_leaf_decoder(s, R_UU), p + i, len, NULL);
            f->idle = tnefi_transfer_blocks(s->decode[R_UU].transfer) == 0;
        }
        i += len;
        f->in_line = p[i - 1u] != CR && p[i - 1u] != LF;
    }
    return i;
}

/* What had no room goes first. 0: there still is none, or something is due before the next byte: a
 * stage or a halt makes reader_sink() pause the decoder, so neither needs to be asked for here. */
int tnefi_uu_held(struct tnef_scanner *s)
{
    struct tnefi_leaf *f = &s->leaf;

    if (f->uu_held == 0)
        return 1;
    f->uu_held = tnef_transfer_feed(s->decode[R_UU].transfer, NULL, 0, NULL) == TNEF_PAUSED;
    return f->uu_held == 0;
}

static size_t uu_takes(struct tnef_scanner *s, const uint8_t *p, size_t n)
{
    size_t i = s->leaf.idle != 0 ? tnefi_uu_idle(s, p, n) : 0;
    size_t taken = 0;

    if (i < n)
        s->leaf.uu_held = tnef_transfer_feed(tnefi_leaf_decoder(s, R_UU), p + i, n - i, &taken)
            == TNEF_PAUSED;
    return i + taken;
}

size_t tnefi_uu_inner(struct tnef_scanner *s, uint32_t reader, const uint8_t *p, size_t n)
{
    struct tnefi_leaf *f = &s->leaf;
    size_t i = 0;

    if (f->died[reader] == 0) {
        i = tnefi_leaf_match(s, reader, p, n);
        if (f->matched[reader] == s->cfg.magic_len) {
            tnefi_leaf_shows(s, reader);
            return i;
        }
        if (i == n)
            return n;
        f->died[reader] = 1;    /* what was compared is known, and is too short for a block */
        (void)uu_takes(s, s->cfg.magic, f->matched[reader]);
    }
    return i + uu_takes(s, p + i, n - i);
}
