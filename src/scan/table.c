/* SPDX-License-Identifier: MIT */
/* The way of a header block into the table of boundaries: those that it names are entries of the part that it
 * describes, whose number it knows. What a boundary is, param.c tells.
 *
 *     boundary=b                      begin, "b", end
 *     boundary*0=b; boundary*1=c      begin, "bc", end
 *     boundary=b of a leaf            refused by begin: no part may be in it (|nests|)
 *     the fifth boundary of a part    the fourth goes: boundary.c */

#define TNEFI_SCAN_TABLE_OPEN
#include "scan/header.h"

int tnefi_scan_table_begin(struct tnefi_scan_header *h)
{
    uint32_t own = h->boundaries->count - h->entry0;

    if (h->nests == 0 || !tnefi_scan_boundary_begin(h->boundaries, h->frame, own, &h->findings))
        return 0;
    h->adding = 1;
    return 1;
}

void tnefi_scan_table_byte(struct tnefi_scan_header *h, uint8_t b)
{
    tnefi_scan_boundary_byte(h->boundaries, b);
}

void tnefi_scan_table_end(struct tnefi_scan_header *h, int cut)
{
    tnefi_scan_boundary_end(h->boundaries, h->entry0, h->level, cut, &h->findings);
    h->adding = 0;
}
