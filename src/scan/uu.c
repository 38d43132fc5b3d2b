/* SPDX-License-Identifier: MIT */
/* What the decoder of uuencoded blocks gets: lines that may begin a block, and, in text that is base64 or
 * quoted-printable, what that decodes to, since readers look for blocks in what they show. The format is that
 * of uuencode in POSIX (IEEE Std 1003.1); no RFC has it.
 *
 * These lines are looked at, outside of a block:
 *
 *     begin 644 winmail.dat          as transfer/uu.c reads it, in any case
 *     begin-base64 644 winmail.dat   the same of base64
 *     eJ8+ImFi...                    base64 of a stream, as if after such a line (STREAM_IN_TEXT)
 *
 * and these are not:
 *
 *     > begin 644 winmail.dat        it is quoted
 *     (>)\^(F%B8V0                    only a line of a block
 *     eJ8+ImFi...                    if the reader of base64 has had nothing yet: it shows it */

#include "scan/leaf.h"

#include "base/bytes.h"
#include "base/touch.h"
#include "scan/chars.h"
#include "transfer/transfer.h"

/* The decoder gets the rest of a line, with its end, that may begin a block. Returns how many bytes it is. */
static size_t line_passes(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    size_t len = tnefi_scan_to_line_end(p, n);

    if (len < n) {
        len++;
        f->in_line = 0;
    }
    (void)tnef_transfer_feed(tnefi_scan_leaf_decoder(f, R_UU), p, len, NULL);
    f->idle = tnefi_transfer_uu_outside(f->decode[R_UU]->transfer) != 0 || f->in_line != 0;
    return len;
}

/* Compares a line with the base64 form of the signature. Its characters are known, so none is kept. Returns
 * how many of |n| bytes are the same. */
static size_t text_goes_on(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && f->text_at < f->cfg->text_len && p[i] == f->cfg->text[f->text_at]) {
        f->text_at++;
        i++;
    }
    TNEFI_TOUCH(i + 1u);
    return i;
}

void tnefi_scan_uu_bare(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    tnef_transfer *t = tnefi_scan_leaf_decoder(f, R_UU);

    tnefi_transfer_uu_begin_base64(t);
    f->bare = tnefi_transfer_blocks(t);
    f->idle = 0;
    f->passing = PASS_NOTHING;
    f->uu_held = tnef_transfer_feed(t, p, n, NULL) == TNEF_PAUSED;
}

/* The line may be base64 of a stream, outside of a block. Returns how many bytes were looked at. */
static size_t text_passes(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    size_t i = text_goes_on(f, p, n);

    if (f->text_at == f->cfg->text_len)
        tnefi_scan_uu_bare(f, f->cfg->text, f->cfg->text_len);
    else if (i < n)
        f->passing = PASS_NOTHING;
    return i;
}

/* As long as the reader of base64 is undecided and has no character yet, it reads a stream if one comes. */
static int is_next_in_base64(const struct tnefi_scan_leaf *f)
{
    return f->alive[R_BASE64] != 0 && f->died[R_BASE64] == 0 && f->letters == 0;
}

/* Notes whether there are characters of base64 among bytes that have passed. */
static void letters_pass(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    size_t i = 0;

    if (!is_next_in_base64(f))
        return;
    while (i < n && tnefi_scan_base64_digit(p[i]) < 0)
        i++;
    f->letters = i < n;
    TNEFI_TOUCH(i + 1u);
}

/* Whether base64 of a stream is looked for in text. A body that is delivered as declared is no text. */
static int looks_for_text(const struct tnefi_scan_leaf *f)
{
    return f->cfg->text_len > 0 && !is_next_in_base64(f) && (f->mode != MODE_DECODE || f->deliver != R_UU);
}

/* What a line that begins with |n| bytes may be. A stream that the reader of base64 is about to show is that
 * of the leaf. */
static uint16_t line_is(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    struct tnefi_scan_interest of = tnefi_scan_blocks_of(f->cfg);

    if (!looks_for_text(f))
        of.text_len = 0;
    f->text_at = 0;
    if (!tnefi_scan_is_of_interest(p, n, &of))
        return PASS_NOTHING;
    return tnefi_base_lower(p[0]) == 'b' ? PASS_BEGIN : PASS_TEXT;
}

/* As long as no block is open, the decoder is given only lines that may begin one: it would pass over the
 * others, but not as fast. The first |plain| bytes are known to be of others. */
size_t tnefi_scan_uu_idle(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n, size_t plain)
{
    const struct tnefi_scan_interest of = tnefi_scan_blocks_of(f->cfg);
    size_t i = plain < n ? plain : n;

    if (i > 0) {
        f->in_line = 1;
        f->passing = PASS_NOTHING;
        letters_pass(f, p, i);
    }
    while (i < n && f->idle != 0) {
        size_t from = i;

        if (f->in_line == 0)
            f->passing = line_is(f, p + i, n - i);
        f->in_line = 1;
        if (f->passing == PASS_BEGIN) {
            i += line_passes(f, p + i, n - i);
        } else if (f->passing == PASS_TEXT) {
            i += text_passes(f, p + i, n - i);
        } else {
            i += tnefi_scan_plain_lines(p + i, n - i, &of);
            f->in_line = i == n;
            i += i < n;
        }
        letters_pass(f, p + from, i - from);
    }
    return i;
}

int tnefi_scan_uu_passes(const struct tnefi_scan_leaf *f)
{
    return f->idle != 0 && f->in_line != 0 && f->passing == PASS_NOTHING && f->uu_held == 0
           && !is_next_in_base64(f);
}

/* Outside of a block, and when it has delivered all, the decoder is not needed until a line may begin one. */
static void rests(struct tnefi_scan_leaf *f, const tnef_transfer *t)
{
    if (f->uu_held != 0 || !tnefi_transfer_uu_outside(t))
        return;
    f->idle = 1;
    f->in_line = 0;
}

/* The decoder gets the characters of a line that were the same as those of the base64 form, and are not it.
 * Returns 0 if it has no room for what they decode to. */
int tnefi_scan_uu_release(struct tnefi_scan_leaf *f)
{
    tnef_transfer *t;

    if (f->passing != PASS_TEXT || f->idle != 0 || (f->alive[R_UU] == 0 && f->inner == NO_READER))
        return 1;
    t = tnefi_scan_leaf_decoder(f, R_UU);
    f->passing = PASS_NOTHING;
    f->uu_held = tnef_transfer_feed(t, f->cfg->text, f->text_at, NULL) == TNEF_PAUSED;
    return f->uu_held == 0;
}

/* Whether a line in an open block may be base64 of a stream that is not that of the block: not if the block
 * shows a stream, nor if it is base64 itself, unless that began in text, too, and has not shown one yet. */
static int may_be_text(struct tnefi_scan_leaf *f)
{
    const tnef_transfer *t = tnefi_scan_leaf_decoder(f, R_UU);

    if (f->uu.open != 0 || !looks_for_text(f))
        return 0;
    return !tnefi_transfer_uu_in_base64(t)
           || (f->bare == tnefi_transfer_blocks(t) && f->matched[R_UU] < f->cfg->magic_len);
}

/* In a block that shows no stream a line is looked at before the decoder gets it: a begin line in prose, or a
 * block that was cut, must not hide base64 after it. Returns how many bytes are done with. */
static size_t text_in_block(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    size_t i;

    if (f->in_line == 0) {
        f->passing =
            f->cfg->text_len > 0 && p[0] == f->cfg->text[0] && may_be_text(f) ? PASS_TEXT : PASS_NOTHING;
        f->text_at = 0;
    }
    f->in_line = 1;
    if (f->passing != PASS_TEXT)
        return 0;
    i = text_goes_on(f, p, n);
    if (f->text_at == f->cfg->text_len)
        tnefi_scan_uu_bare(f, f->cfg->text, f->cfg->text_len);
    else if (i < n)
        (void)tnefi_scan_uu_release(f);
    return i;
}

/* The decoder gets bytes of one line, or of lines that belong to the block whatever it makes of them. Returns
 * how many it took. */
static size_t line_reads(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    tnef_transfer *t = tnefi_scan_leaf_decoder(f, R_UU);
    size_t i = n > 0 ? text_in_block(f, p, n) : 0;
    size_t taken = 0;

    if (f->uu_held != 0 || (n > 0 && i == n))
        return i;
    f->uu_held = tnef_transfer_feed(t, n > 0 ? p + i : p, n - i, &taken) == TNEF_PAUSED;
    i += taken;
    if (i > 0)
        f->in_line = p[i - 1u] != CR && p[i - 1u] != LF;
    rests(f, t);
    return i;
}

/* Whether it is decided what the block that is open shows, so that all of its lines go the same way. One of
 * base64 may end at any line. */
static int is_decided(const struct tnefi_scan_leaf *f)
{
    const tnef_transfer *t = f->decode[R_UU]->transfer;

    if (f->started[R_UU] == 0 || !tnefi_transfer_uu_in_block(t))
        return 0;
    if (f->mode == MODE_DECODE && f->deliver == R_UU)
        return 1;
    return f->block == tnefi_transfer_blocks(t) && (f->uu.open != 0 || f->uu_dead != 0);
}

/* How many of |n| bytes the decoder gets together: lines of which it is known that none ends the block or
 * begins another one, if nothing depends on what each decodes to; else a line, or its end. */
static size_t together(const struct tnefi_scan_leaf *f, const uint8_t *p, size_t n, size_t plain)
{
    size_t len;

    if (plain > 0 && is_decided(f))
        return plain;
    len = tnefi_scan_to_line_end(p, n);
    if (len > 0)
        return len;
    return n >= 2u && p[0] == CR && p[1] == LF ? 2 : 1;
}

/* The decoder gets the |len| bytes at |p| next, |i| bytes after those that it has read. After a line end that
 * passes, and was not held, it is in the next line. */
static void passes(struct tnefi_scan_leaf *f, const uint8_t *p, size_t i, size_t len)
{
    if (f->inner == NO_READER && (p[0] == CR || p[0] == LF))
        f->line_at = f->body + f->pos[R_UU] + i + len;
}

/* How many of |n| bytes the decoder takes while a block may be open. It gets a line at a time, so that how
 * they are cut does not matter: after the end of a block lines are looked at as before it. */
size_t tnefi_scan_uu_reads(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n, size_t plain)
{
    size_t i = 0;
    size_t taken, len;

    if (n <= 1u) { /* of a line, or the end of one */
        if (n > 0 && plain > 0)
            passes(f, p, 0, n);
        return line_reads(f, p, n);
    }
    do {
        len = together(f, p + i, n - i, plain > i ? plain - i : 0);
        if (i < plain)
            passes(f, p + i, i, len);
        taken = line_reads(f, p + i, len);
        i += taken;
    } while (i < n && taken == len && f->idle == 0 && f->uu_held == 0 && !tnefi_scan_leaf_stops(f));
    return i;
}

/* The decoder delivers what there was no room for. Returns 0 if there still is no room, or if something is
 * due before the next byte: a stage or a halt makes decoded() in leaf.c pause the decoder, so neither is
 * asked for here. */
int tnefi_scan_uu_held(struct tnefi_scan_leaf *f)
{
    if (f->uu_held == 0)
        return 1;
    f->uu_held = tnef_transfer_feed(f->decode[R_UU]->transfer, NULL, 0, NULL) == TNEF_PAUSED;
    rests(f, f->decode[R_UU]->transfer);
    return f->uu_held == 0;
}
