/* SPDX-License-Identifier: MIT */
#include "message/digest.h"

#include "base/bytes.h"
#include "base/touch.h"

#define EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))
#define HIGH        EVERY(0x80u)

/* A hash wraps on purpose; the attribute tells that to the sanitizer of unsigned overflow. */
#if defined(__clang__)
#  define WRAPS __attribute__((no_sanitize("unsigned-integer-overflow")))
#else
#  define WRAPS
#endif

/* The factors are the fractions of the golden ratio and of the root of 2. What a product brings to its upper
 * half comes down again, so that every bit of a word soon has to do with all bits of the digest. */
WRAPS static inline struct tnefi_message_digest_value mixed(struct tnefi_message_digest_value v,
                                                            uint64_t word)
{
    uint64_t a = (v.half[0] ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    uint64_t b = (v.half[1] + word) * UINT64_C(0x6A09E667F3BCC909);

    v.half[0] = a ^ a >> 32;
    v.half[1] = b ^ b >> 29;
    return v;
}

/* Adds the |n| lower bytes of |bytes|, at most 8, whose others are zero. */
static inline void add(struct tnefi_message_digest_state *d, uint64_t bytes, unsigned n)
{
    unsigned fill = d->fill;

    d->word |= bytes << 8u * fill;
    if (fill + n < 8u) {
        d->fill = (uint8_t)(fill + n);
        return;
    }
    d->value = mixed(d->value, d->word);
    d->word = bytes >> 1 >> (63u - 8u * fill); /* the bytes that did not fit, or none */
    d->fill = (uint8_t)(fill + n - 8u);
}

static inline int counts(uint8_t byte)
{
    return byte > 0 && byte < 0x80u && byte != '\r' && byte != '\n';
}

/* The upper bit of each byte that counts. Of bytes below 0x80 no sum reaches the next byte, and it reaches
 * 0x80 of each that is not zero. */
WRAPS static inline uint64_t counted(uint64_t w)
{
    const uint64_t most = EVERY(0x7Fu);
    const uint64_t low = w & most;

    return (low + most) & ((low ^ EVERY('\r')) + most) & ((low ^ EVERY('\n')) + most) & ~w & HIGH;
}

/* Fewer than eight bytes. */
static inline uint64_t few(const uint8_t *p, size_t n)
{
    uint64_t w = 0;

    for (size_t i = n; i > 0; i--)
        w = w << 8 | p[i - 1u];
    return w;
}

static void take_all(struct tnefi_message_digest_state *d, const uint8_t *p, size_t n)
{
    for (; n > 0 && d->fill > 0; n--)
        add(d, *p++, 1u);
    for (; n >= 8u; n -= 8u, p += 8)
        d->value = mixed(d->value, tnefi_base_le64(p));
    if (n > 0)
        add(d, few(p, n), (unsigned)n);
}

/* Adds those of the |n| lower bytes of |w| that count; the others are zero. Each one that does not is taken
 * out, the lowest first: what is above it moves down. No jump depends on which ones they are. */
static inline void add_some(struct tnefi_message_digest_state *d, uint64_t w, unsigned n)
{
    uint64_t gaps = ~counted(w) & HIGH >> 8u * (8u - n);

    while (gaps != 0) {
        uint64_t below = ((gaps & (~gaps + 1u)) >> 7) - 1u;

        w = (w & below) | (w >> 8 & ~below);
        gaps = (gaps & (gaps - 1u)) >> 8;
        n--;
    }
    add(d, w, n);
}

/* Eight bytes of text at once take a third of the instructions that one after the other takes. */
static void take_bytes(struct tnefi_message_digest_state *d, const uint8_t *p, size_t n)
{
    for (; n >= 8u; n -= 8u, p += 8) {
        const uint64_t w = tnefi_base_le64(p);

        if (counted(w) == HIGH)
            add(d, w, 8u);
        else
            add_some(d, w, 8u);
    }
    if (n > 0)
        add_some(d, few(p, n), (unsigned)n);
}

static void take_half(struct tnefi_message_digest_state *d, uint8_t byte)
{
    if (d->odd && byte == 0 && counts(d->low))
        add(d, d->low, 1u);
    d->low = byte;
    d->odd = !d->odd;
}

/* The lower bytes of the four units in |w|, whose upper bytes are zero. */
static inline uint64_t narrowed(uint64_t w)
{
    w = (w | w >> 8) & UINT64_C(0x0000FFFF0000FFFF);
    return (w | w >> 16) & UINT64_C(0xFFFFFFFF);
}

/* Whether all four units in |w| count. */
static inline int units_count(uint64_t w)
{
    const uint64_t upper = UINT64_C(0xFF00FF00FF00FF00);

    return (w & upper) == 0 && counted(w | (upper & EVERY(' '))) == HIGH;
}

/* Of UTF-16 a unit may lie in two pieces. */
static void take_units(struct tnefi_message_digest_state *d, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n) {
        uint64_t w = !d->odd && n - i >= 8u ? tnefi_base_le64(p + i) : 0;

        if (units_count(w)) {
            add(d, narrowed(w), 4u);
            i += 8u;
        } else {
            size_t end = n - i >= 8u ? i + 8u : n;

            for (; i < end; i++)
                take_half(d, p[i]);
        }
    }
}

void tnefi_message_digest_start(struct tnefi_message_digest_state *d)
{
    d->value.half[0] = UINT64_C(14695981039346656037);
    d->value.half[1] = 0;
    d->word = 0;
    d->fill = 0;
    d->low = 0;
    d->odd = 0;
}

/* What has to be written back after each byte if it stands in memory stays in registers in a copy. */
void tnefi_message_digest_take(struct tnefi_message_digest_state *d, enum tnefi_message_digest_kind kind,
                               const uint8_t *p, size_t n)
{
    struct tnefi_message_digest_state s = *d;

    TNEFI_TOUCH(n);
    if (kind == TNEFI_DIGEST_ALL)
        take_all(&s, p, n);
    else if (kind == TNEFI_DIGEST_BYTES)
        take_bytes(&s, p, n);
    else
        take_units(&s, p, n);
    *d = s;
}

struct tnefi_message_digest_value tnefi_message_digest_get(const struct tnefi_message_digest_state *d)
{
    return mixed(mixed(d->value, d->word), d->fill);
}
