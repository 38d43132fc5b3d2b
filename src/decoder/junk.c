/* SPDX-License-Identifier: MIT */
/* Bytes that belong to nothing: after the last attribute of a stream, or after the list of an
 * attribute. Transports add line ends and NULs, and that is harmless; anything else means that
 * something was not read. Nothing hides there: the bytes are delivered, or searched for the next
 * attribute when the configuration asks for it. */

#include "decoder/priv.h"

#include "base/touch.h"

#include "base/bytes.h"

/*@ P_TOTAL;
    assigns \nothing; */
static int is_filler(uint8_t b)
{
    return b == 0 || b == '\r' || b == '\n' || b == '\t' || b == ' ';
}

void tnefi_decoder_junk_begin(struct tnef_decoder *d, uint64_t offset)
{
    top(d)->junk_off = offset;
    top(d)->junk_bad = 0;
}

void tnefi_decoder_junk_add(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_decoder_level *l = top(d);

    /*@ loop invariant 0 <= i <= n;
        loop assigns i, d->level.junk_bad;
        loop variant n - i; */
    for (size_t i = 0; i < n && l->junk_bad == 0; i++) {
        TNEFI_TOUCH(1);
        if (!is_filler(p[i]))
            l->junk_bad = 1;
    }
}

/*@ requires \valid(d) && P_COUNTERS(d) && code < TNEF_A_END && d->level.junk_off <= end;
    P_TOTAL;
    assigns P_NOTED;
    ensures P_COUNTERS(d); */
static void note_until(struct tnef_decoder *d, uint32_t code, uint64_t end)
{
    const struct tnefi_decoder_level *l = top(d);

    tnefi_decoder_note(d, code, l->junk_bad != 0 ? TNEF_E_TRAILING : TNEF_OK, l->junk_off, 0,
                       end - l->junk_off);
}

void tnefi_decoder_junk_note(struct tnef_decoder *d, uint32_t code)
{
    note_until(d, code, d->offset);
}

/* Delivers the bytes in scratch, which were gathered as the header of an attribute. */
void tnefi_decoder_turn_trail_head(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);
    uint64_t room = room_to(d, l->end);

    tnefi_decoder_deliver_data(d, d->scratch, d->have, TNEF_F_TRAILING, 0);
    tnefi_decoder_junk_add(d, d->scratch, d->have);
    if (room > 0 && d->closing == CLOSING_NO) {
        go(d, ST_trailing);
    } else {
        tnefi_decoder_junk_note(d, TNEF_A_TRAILING);
        go(d, ST_stream_end);
    }
}

size_t tnefi_decoder_step_trailing(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_decoder_level *l = top(d);
    size_t taken = tnefi_decoder_take(d, p, n, l->end);

    tnefi_decoder_deliver_data(d, p, taken, TNEF_F_TRAILING, 0);
    tnefi_decoder_junk_add(d, p, taken);
    if (room_to(d, l->end) == 0) {
        tnefi_decoder_junk_note(d, TNEF_A_TRAILING);
        go(d, ST_stream_end);
    }
    return taken;
}

/* Only the id shows that these nine bytes may be a header, so all 32 bits of it must be known. */
int tnefi_decoder_known_header(const struct tnef_decoder *d, uint64_t room)
{
    uint32_t id = tnefi_base_le32(d->scratch + 1);
    uint32_t len = tnefi_base_le32(d->scratch + 5);

    return len <= d->cfg.max_length && len <= room && tnefi_decoder_attr_find(id) > TNEFI_ATTR_NULL;
}

/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing; */
static int is_header(const struct tnef_decoder *d, uint64_t room)
{
    return (d->scratch[0] == 1 || d->scratch[0] == 2) && tnefi_decoder_known_header(d, room);
}

/* Moves the window of nine bytes by one. */
/*@ requires \valid(d);
    P_TOTAL;
    assigns d->scratch[0 .. SCRATCH_SIZE - 1]; */
static void window(struct tnef_decoder *d, uint8_t next)
{
    /*@ loop invariant 0 <= i <= ATTR_HEAD_SIZE - 1;
        loop assigns i, d->scratch[0 .. SCRATCH_SIZE - 1];
        loop variant ATTR_HEAD_SIZE - i; */
    for (uint32_t i = 0; i < ATTR_HEAD_SIZE - 1u; i++)
        d->scratch[i] = d->scratch[i + 1u];
    d->scratch[ATTR_HEAD_SIZE - 1u] = next;
}

/* Moves the window until it holds a header. Bytes that leave it are delivered, at most as many at a time
 * as the window has, since only these are side by side in memory. */
size_t tnefi_decoder_step_resync(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_decoder_level *l = top(d);
    uint64_t room = room_to(d, l->end);
    uint8_t passed[ATTR_HEAD_SIZE];
    size_t i = 0;
    int found = 0;

    tnefi_base_copy(passed, d->scratch, ATTR_HEAD_SIZE);
    /*@ loop invariant 0 <= i <= n && i <= room && i <= ATTR_HEAD_SIZE && (found == 0 || i > 0);
        loop assigns i, found, d->scratch[0 .. SCRATCH_SIZE - 1];
        loop variant n - i; */
    while (i < n && i < room && i < ATTR_HEAD_SIZE && !found) {
        TNEFI_TOUCH(ATTR_HEAD_SIZE);
        window(d, p[i]);
        i++;
        found = is_header(d, room - i);
    }
    i = tnefi_decoder_take(d, p, i, l->end);
    tnefi_decoder_junk_add(d, passed, i);
    tnefi_decoder_deliver_junk(d, passed, i, d->offset - i - ATTR_HEAD_SIZE);
    if (found) {
        note_until(d, TNEF_A_RESYNC, d->offset - ATTR_HEAD_SIZE);
        go(d, ST_attr_found);
    } else if (i == room) {
        go(d, ST_trail_head);
    }
    return i;
}

size_t tnefi_decoder_step_stream_skip(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_take(d, p, n, top(d)->end);

    if (room_to(d, top(d)->end) == 0)
        go(d, ST_stream_end);
    return taken;
}
