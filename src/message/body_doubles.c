/* SPDX-License-Identifier: MIT */
/* Finds out whether two bodies of one kind have different texts. Mail clients and scanners choose
 * differently between them, so that may be what the sender wanted. Bodies are not kept, so a digest of
 * the first one of each kind is compared. */

#include "message/priv.h"

#include "base/touch.h"

static struct tnefi_message_digest *digest_of(struct tnefi_message_layer *l)
{
    return &l->now.digest[l->body.kind - TNEF_PART_PLAIN];
}

void tnefi_message_digest_begin(struct tnefi_message_layer *l)
{
    tnefi_message_digest_start(&l->digesting);
}

/* The text of a report is about the message, and not another body of it. What a handler skipped is not
 * judged. */
static int is_compared(const struct tnefi_message_layer *l)
{
    return (l->body.flags & (TNEF_F_SKIPPED | TNEF_PART_F_REPORT)) == 0;
}

/* Of text only the ASCII characters go into the digest, without line ends and NULs, because they are the
 * same in nearly all encodings. Of compressed RTF all bytes do. */
void tnefi_message_digest_add(struct tnefi_message_layer *l, const uint8_t *p, size_t n)
{
    enum tnefi_message_digest_kind kind = TNEFI_DIGEST_BYTES;

    if (!is_compared(l))
        return;
    if (l->body.kind == TNEF_PART_RTF)
        kind = TNEFI_DIGEST_ALL;
    else if (l->body.encoding == TNEF_ENCODING_UTF16LE)
        kind = TNEFI_DIGEST_UNITS;
    tnefi_message_digest_take(&l->digesting, kind, p, n);
}

/* Code pages in which a byte below 0x80 may be half of another character (or, of 20261 and 20269, the
 * letter that an accent before it changes), and those in which a byte above may be ASCII. */
static int hides_ascii(uint32_t codepage)
{
    static const uint32_t pages[] = {
        932,   936,   949,   950,   951,   1361,  10001, 10002, 10003, 10004,
        10005, 10008, 20002, 20261, 20269, 51932, 51949, 52936, 54936, 65000,
    };

    if (codepage >= 50000u && codepage < 50300u)
        return 1;
    if (codepage == 1200u || codepage == 1201u || codepage == 12000u || codepage == 12001u)
        return 1;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (pages[i] == codepage)
            return 1;
    return 0;
}

static int differ(struct tnefi_message_digest_value a, struct tnefi_message_digest_value b)
{
    return a.half[0] != b.half[0] || a.half[1] != b.half[1];
}

void tnefi_message_digest_end(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    struct tnefi_message_digest *g = digest_of(l);
    struct tnefi_message_digest_value value = tnefi_message_digest_get(&l->digesting);
    uint32_t page = l->body.encoding == TNEF_ENCODING_CODEPAGE ? l->body.codepage : 0;

    if (!is_compared(l) || (l->body.flags & TNEF_F_INCOMPLETE) != 0)
        return;
    if (!g->there) {
        g->there = 1;
        g->value = value;
        g->page = page;
    } else if (differ(g->value, value)
               && (g->page == page || (!hides_ascii(g->page) && !hides_ascii(page)))) {
        tnefi_message_note(r, TNEF_A_DUPLICATE, TNEF_OK, 0,
                           (uint32_t)r->now.at.prop_id << 16 | r->now.at.prop_type);
    }
}
