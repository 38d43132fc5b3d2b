/* SPDX-License-Identifier: MIT */
/* Two bodies of one kind that say different things. Mail clients and scanners choose differently
 * between such doubles, so somebody may have meant them to. */

#include "message_priv.h"

#include "fnv.h"
#include "touch.h"

/* A digest of each kind, since bodies are not kept. */
static struct tnefi_digest *digest_of(struct tnefi_layer *l)
{
    return &l->digest[l->body.kind - TNEF_PART_PLAIN];
}

void tnefi_digest_begin(struct tnefi_layer *l)
{
    l->digesting = TNEFI_FNV_START;
    l->digest_odd = 0;
}

static void digest_byte(struct tnefi_layer *l, uint8_t byte)
{
    l->digesting = tnefi_fnv_add(l->digesting, byte);
}

/* Of text only the ASCII characters count, without line ends and NULs: they are the same in nearly
 * all encodings. Of compressed RTF all bytes count. */
void tnefi_digest_add(struct tnefi_layer *l, const uint8_t *p, size_t n)
{
    int wide = l->body.encoding == TNEF_ENCODING_UTF16LE;

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++) {
        uint8_t byte = p[i];

        if (l->body.kind == TNEF_PART_RTF) {
            digest_byte(l, byte);
            continue;
        }
        if (wide) {
            uint8_t low = l->digest_low;

            l->digest_low = byte;
            l->digest_odd = !l->digest_odd;
            if (l->digest_odd || byte != 0)
                continue;
            byte = low;
        }
        if (byte > 0 && byte < 0x80u && byte != '\r' && byte != '\n')
            digest_byte(l, byte);
    }
}

/* Code pages in which a byte below 0x80 may be half of another character (or, of 20261 and 20269, the
 * letter that an accent before it changes), and those in which a byte above may be ASCII. */
static int hides_ascii(uint32_t codepage)
{
    static const uint32_t pages[] = {
        932, 936, 949, 950, 951, 1361, 10001, 10002, 10003, 10004, 10005, 10008, 20002, 20261, 20269,
        51932, 51949, 52936, 54936, 65000,
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

void tnefi_digest_end(struct tnef_reader *r, struct tnefi_layer *l)
{
    struct tnefi_digest *g = digest_of(l);
    uint32_t page = l->body.encoding == TNEF_ENCODING_CODEPAGE ? l->body.codepage : 0;

    /* What a report says of a message is not another body of it. */
    if ((l->body.flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED | TNEF_PART_REPORT)) != 0)
        return;
    if (!g->there) {
        g->there = 1;
        g->hash = l->digesting;
        g->page = page;
    } else if (g->hash != l->digesting
               && (g->page == page || (!hides_ascii(g->page) && !hides_ascii(page)))) {
        tnefi_model_note(r, TNEF_A_DUPLICATE, TNEF_OK, 0,
                         (uint32_t)r->at.prop_id << 16 | r->at.prop_type);
    }
}
