/* SPDX-License-Identifier: MIT */
/* The header: what the input is, and where its contents end. */

#include "lzfu/priv.h"

#include "base/bytes.h"
#include "base/touch.h"

int tnefi_lzfu_is_plain(const struct tnef_lzfu *d)
{
    return d->have >= 5u && d->head[0] == '{' && d->head[1] == '\\' && d->head[2] == 'r' && d->head[3] == 't'
           && d->head[4] == 'f';
}

void tnefi_lzfu_begin_plain(struct tnef_lzfu *d)
{
    d->flags |= TNEF_LZFU_PLAIN;
    d->state = LZFU_AT_PLAIN;
    tnefi_lzfu_put_head(d);
}

/* Fails because the header is invalid; nothing of what follows is looked at. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns Z_FAILED, d->state;
    ensures d->state == LZFU_AT_END; */
static void refuse(struct tnef_lzfu *d, tnef_status status, uint64_t offset, uint64_t limit, uint64_t found)
{
    d->state = LZFU_AT_END;
    tnefi_lzfu_fail(d, status, offset, limit, found);
}

uint64_t tnefi_lzfu_announced(const struct tnef_lzfu *d)
{
    return UINT64_C(4) + d->comp_size;
}

/* Begins the contents that the header announces, or refuses it. */
/*@ requires \valid(d) && d->state == LZFU_AT_HEAD;
    Z_TOTAL;
    assigns Z_FAILED, d->state, d->flags, d->end;
    ensures d->end == \old(d->end) || d->end >= LZFU_HEAD;
    ensures LZFU_AT_CODE <= d->state <= LZFU_AT_STORED; */
static void begin_contents(struct tnef_lzfu *d)
{
    d->flags |= TNEF_LZFU_HEADER;
    if (d->comp_type != TNEF_LZFU_TYPE_COMPRESSED && d->comp_type != TNEF_LZFU_TYPE_STORED) {
        refuse(d, TNEF_E_COMPRESSION, 8, 0, d->comp_type);
        return;
    }
    if (d->comp_size < LZFU_COUNTED && d->raw_size == 0) {
        refuse(d, TNEF_E_SIZE, 0, LZFU_COUNTED, d->comp_size);
        return;
    }
    d->end = tnefi_lzfu_announced(d) > LZFU_HEAD ? tnefi_lzfu_announced(d) : LZFU_HEAD;
    if (d->comp_type == TNEF_LZFU_TYPE_COMPRESSED) {
        d->state = LZFU_AT_CODE;
        return;
    }
    d->state = LZFU_AT_STORED;
    d->flags |= TNEF_LZFU_STORED;
    if (d->crc != 0)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_STORED_CRC);
}

/* Decides by the header, when all its bytes are there. */
/*@ requires \valid(d) && Z_FRESH(d) && d->have == LZFU_HEAD && d->state == LZFU_AT_HEAD;
    Z_TOTAL;
    assigns Z_FAILED, d->comp_size, d->raw_size, d->comp_type, d->crc, d->end, d->flags, d->state,
            Z_BUFFER, d->write, d->output, d->over;
    ensures Z_OK(d);
    ensures d->write < LZFU_FULL; */
static void parse(struct tnef_lzfu *d)
{
    uint32_t type = tnefi_base_le32(d->head + 8);
    int plain = tnefi_lzfu_is_plain(d);

    if (plain != 0 && type != TNEF_LZFU_TYPE_COMPRESSED && type != TNEF_LZFU_TYPE_STORED) {
        tnefi_lzfu_begin_plain(d);
        return;
    }
    d->comp_size = tnefi_base_le32(d->head);
    d->raw_size = tnefi_base_le32(d->head + 4);
    d->comp_type = type;
    d->crc = tnefi_base_le32(d->head + 12);
    begin_contents(d);
}

size_t tnefi_lzfu_gather(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    uint32_t want = LZFU_HEAD - d->have;
    uint32_t taken = n < want ? (uint32_t)n : want;

    TNEFI_TOUCH(taken);
    /*@ loop invariant 0 <= i <= taken;
        loop assigns i, d->head[0 .. LZFU_HEAD - 1];
        loop variant taken - i; */
    for (uint32_t i = 0; i < taken; i++)
        d->head[d->have + i] = p[i];
    d->have += taken;
    d->offset += taken;
    if (d->have == LZFU_HEAD)
        parse(d);
    return taken;
}
