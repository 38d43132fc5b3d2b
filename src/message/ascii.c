/* SPDX-License-Identifier: MIT */
/* Text that is ASCII, as names and addresses are as a rule. It is looked at eight bytes at a time, in a
 * third of the instructions that each byte by itself took, and needs no converter. */

#include "message/ascii.h"

#include "base/block.h"
#include "base/bytes.h"
#include "base/touch.h"

#define EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))
#define UPPER       UINT64_C(0xFF00FF00FF00FF00) /* of units */

/* Whether eight bytes are ASCII and none of them is NUL. Of bytes below 0x80 no sum reaches the next one. */
static int is_ascii_word(uint64_t w)
{
    return (w & EVERY(0x80u)) == 0 && ((w + EVERY(0x7Fu)) & EVERY(0x80u)) == EVERY(0x80u);
}

int tnefi_message_ascii_bytes(const uint8_t *p, size_t len, size_t *count)
{
    size_t i = 0;

    while (len - i >= 8u && is_ascii_word(tnefi_base_le64(p + i)))
        i += 8u;
    while (i < len && p[i] > 0 && p[i] < 0x80u)
        i++;
    TNEFI_TOUCH(i);
    *count = i;
    return i == len || p[i] == 0;
}

/* Whether the four units in |w| are ASCII and none of them is NUL. */
static int is_ascii_quad(uint64_t w)
{
    const uint64_t bit = UINT64_C(0x0080008000800080);

    return (w & (UPPER | bit)) == 0 && ((w + (bit - bit / 128u)) & bit) == bit;
}

int tnefi_message_ascii_units(const uint8_t *p, size_t len, size_t *count)
{
    size_t i = 0;

    for (; len - i >= 8u; i += 8u) {
        uint64_t w = tnefi_base_le64(p + i);

        if (!is_ascii_quad(w))
            break;
    }
    while (len - i >= 2u && p[i] > 0 && p[i] < 0x80u && p[i + 1u] == 0)
        i += 2u;
    TNEFI_TOUCH(i);
    *count = i / 2u;
    return i == len || (len - i >= 2u && p[i] == 0 && p[i + 1u] == 0);
}

void tnefi_message_ascii_narrow(uint8_t *out, const uint8_t *p, size_t count)
{
    TNEFI_TOUCH(count);
    for (size_t i = 0; i < count; i++)
        out[i] = p[2u * i];
}

/* Makes units again of the first |count| bytes. The last comes first, since each goes to where it stands or
 * beyond. */
static void widen(uint8_t *p, size_t count)
{
    TNEFI_TOUCH(count);
    while (count > 0) {
        count--;
        p[2u * count] = p[count];
        p[2u * count + 1u] = 0;
    }
}

#if defined(TNEFI_BLOCKS)

/* Whether the eight units in |b| are ASCII and none of them is NUL. */
static int is_ascii_block(tnefi_base_block b)
{
    return tnefi_base_block_bits(tnefi_base_block_is(b, 0)) == TNEFI_BLOCK_ODD
           && tnefi_base_block_bits(tnefi_base_block_least(b, 0x80)) == 0;
}

#endif

int tnefi_message_ascii_squeeze(uint8_t *p, size_t len, size_t *count)
{
    const size_t units = len / 2u;
    size_t i = 0; /* units */

#if defined(TNEFI_BLOCKS)
    for (; units - i >= TNEFI_BLOCK / 2u; i += TNEFI_BLOCK / 2u) {
        tnefi_base_block b = tnefi_base_block_load(p + 2u * i);

        if (!is_ascii_block(b))
            break;
        tnefi_base_block_narrow(p + i, b);
    }
#endif
    for (; i < units && p[2u * i] > 0 && p[2u * i] < 0x80u && p[2u * i + 1u] == 0; i++)
        p[i] = p[2u * i];
    TNEFI_TOUCH(2u * i);
    *count = i;
    if (2u * i == len || (i < units && p[2u * i] == 0 && p[2u * i + 1u] == 0))
        return 1;
    widen(p, i);
    return 0;
}
