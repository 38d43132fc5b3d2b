/* SPDX-License-Identifier: MIT */
/* Levels: messages that are encoded as a whole, in each other. What one decodes to is read by the next level.
 *
 *     message/rfc822 in base64        RFC 2045, section 6.4, forbids it, and it exists
 *     message/global in base64        RFC 6532, section 3.5, allows it
 *     multipart/mixed in base64       the same
 *     a mail as application/octet-stream  as it stands or encoded: holder.c
 *     a mail in UTF-16                saved by a program that has only wide text: wide.c
 *
 * and these are read as they stand:
 *
 *     message/rfc822 in base64        whose first bytes are not of base64: the field is wrong
 *     multipart/mixed in 7bit         as nearly all are
 *     the fifth level                 max_levels: TOO_DEEP
 *
 * A level has room for FEED_SIZE decoded bytes, and reads all of them before the level below decodes more. */

#include "scan/priv.h"

/* Makes a level as new. What is not set here is set before it is read. */
void tnefi_scan_level(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    l->offset = l->line_at = l->plain = 0;
    l->frame0 = tnefi_scan_frames_count(&s->frames);
    l->entry0 = s->boundaries.count;
    l->state = B_START;
    l->out = OUT_NONE;
    l->out_at = l->out_len = l->out_keep = 0;
    l->replay_at = l->replay_len = 0;
    l->have = l->at = 0;
    l->in_head = l->act = l->lf = l->closing = l->eof = l->finished = 0;
    l->held = l->slow = l->indented = l->wide = l->same = 0;
    l->back = BACK_NONE;
    l->again = l->regains = 0;
    tnefi_scan_findings_clear(&l->line.findings);
    tnefi_scan_line_drop(&l->line);
}

/* As much as there is room for. */
size_t tnefi_scan_level_takes(struct tnefi_scan_line_level *l, const uint8_t *p, size_t n)
{
    size_t room;

    if (l->at == l->have)
        l->at = l->have = 0;
    room = FEED_SIZE - l->have;
    if (room > n)
        room = n;
    TNEFI_TOUCH(room);
    tnefi_base_copy(l->feed + l->have, p, room);
    l->have += (uint32_t)room;
    return room;
}

/* The sink of the decoders of levels. */
static tnef_status decoded(void *user, const void *buf, size_t len, size_t *taken)
{
    *taken = tnefi_scan_level_takes(user, buf, len);
    return *taken < len ? TNEF_PAUSED : TNEF_OK;
}

struct tnefi_scan_decode *tnefi_scan_level_goes_on(struct tnefi_scan_line_level *l,
                                                   struct tnefi_scan_decode *decode)
{
    struct tnefi_scan_decode *mine = l->decode;

    l->decode = decode;
    decode->sink = decoded;
    decode->user = l;
    l->held = 1; /* it may have decoded more */
    return mine;
}

/* The decoder of the level delivers what there was no room for, before it gets anything else. */
void tnefi_scan_level_held(struct tnefi_scan_line_level *l)
{
    l->held = tnef_transfer_feed(l->decode->transfer, NULL, 0, NULL) == TNEF_PAUSED;
}

size_t tnefi_scan_level_feed(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p,
                             size_t n)
{
    size_t taken = n;

    if (l->wide != 0)
        return tnefi_scan_wide_feed(s, l, p, n);
    if (l->same != 0)
        return tnefi_scan_level_takes(l, p, n);
    if (l->back == BACK_FIELD && tnefi_scan_back_field(s, l, p[0]))
        return 0;
    if (l->back == BACK_FIELD) /* what this byte decodes to is read before the next one */
        taken = 1;
    l->held = tnef_transfer_feed(l->decode->transfer, p, taken, &taken) == TNEF_PAUSED;
    return taken;
}

int tnefi_scan_level_finish(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    if (l->wide != 0)
        return tnefi_scan_wide_finish(s, l);
    if (l->same != 0)
        return 1;
    return tnef_transfer_finish(l->decode->transfer) != TNEF_PAUSED;
}

/* Makes a level that reads the decoded body of the innermost frame. Returns 0 if there is none left. */
int tnefi_scan_deeper(struct tnef_scanner *s, uint32_t kind)
{
    struct tnefi_scan_line_level *l;

    if (s->top >= s->cfg.max_levels)
        return 0;
    if (s->top == 0)
        s->decoded_at = s->level[0].offset;
    s->top++;
    l = top_level(s);
    tnefi_scan_level(s, l);
    l->frame0 = tnefi_scan_frames_count(&s->frames) - 1u;
    l->entry0 = (uint32_t)tnefi_scan_frames_at(&s->frames, l->frame0)->entry0;
    tnefi_scan_frames_move(&s->frames, s->top);
    tnefi_scan_decode_begin(l->decode, kind, decoded, l);
    return 1;
}

/* ---- Probes -------------------------------------------------------------------------------- */

/* The probe is complete. A multipart or message that is declared base64 often is not, so its first bytes
 * decide, unless they may be either: back.c. They are read again, by the level that decodes them or by this
 * one. */
static void probe_ends(struct tnef_scanner *s, struct tnefi_scan_line_level *l, int encoded)
{
    const struct tnefi_scan_frame *f = tnefi_scan_frames_innermost(&s->frames, 0);

    l->offset -= l->replay_len;
    l->replay_at = 0;
    tnefi_scan_line_drop(&l->line);
    if (!encoded || !tnefi_scan_deeper(s, TNEF_TRANSFER_BASE64)) {
        if (encoded) {
            tnefi_scan_note_frame(s, tnefi_scan_frames_count(&s->frames) - 1u, TNEF_SCANNER_A_TOO_DEEP);
            tnefi_scan_limit(s, TNEF_E_LIMIT_DEPTH, s->cfg.max_levels, (uint64_t)s->cfg.max_levels + 1u);
        }
        l->state = B_START;
    } else {
        l->state = B_START;
        l = top_level(s);
        tnefi_scan_back_begin(s);
    }
    if (f->kind == TNEF_SCANNER_MESSAGE)
        tnefi_scan_head_begin(s, 1);
    else
        tnefi_scan_leaves_open(s, TNEF_SCANNER_PRE, l->offset);
}

size_t tnefi_scan_probe_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint8_t b)
{
    if (tnefi_scan_base64_digit(b) < 0 && b != '=' && b != CR && b != LF && !tnefi_base_is_blank(b)) {
        probe_ends(s, l, 0);
        return 0;
    }
    l->probe[l->replay_len] = b;
    l->replay_len++;
    l->replay_at = l->replay_len;
    if (l->replay_len == PROBE_SIZE) {
        l->offset++; /* taken below: the probe counts it */
        probe_ends(s, l, 1);
        l->offset--;
    }
    return 1;
}

void tnefi_scan_probe_eof(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    probe_ends(s, l, l->replay_len >= 4u);
}
