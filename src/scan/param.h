/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_PARAM_H
#define TNEFI_SCAN_PARAM_H
/* What the files about parameters share: param.c reads them, and declare.c the boundaries in them. */

#include "scan/header.h"

/* A value in the line. */
struct tnefi_scan_value {
    uint32_t at, end; /* of its characters */
    uint32_t cut;     /* unquoted: where blanks or a comment begin, else as end */
    uint32_t next;    /* the first character after it */
    uint16_t quoted;
};

/* Contracts: something is apart from what the object writes, but for the line. */
#define V_APART(h, v) \
    \separated(v, h, h->boundaries, H_ENTRIES(h))

/* A value lies in the line, and nothing that the object writes disturbs it. */
#define V_OK(h, v) \
    (\valid_read(v) && v->at <= v->cut <= v->end <= v->next <= h->len \
    && V_APART(h, v))

/* What a boundary writes, and what a parameter does. */
#define V_ADDS H_FOUND, H_TABLE
#define V_TAKES V_ADDS, h->names, h->boundary_pieces, h->claims, h->empty, \
    h->plain_name[0 .. TNEF_SCANNER_NAME_SIZE - 1], h->also[0 .. TNEF_SCANNER_NAME_SIZE - 1]

/* declare.c: the boundaries that a value says; and the one that the pieces make together, from piece 0 on up
 * to the first that is missing. */
/*@ requires V_OK(h, v);
    H_DOES(V_ADDS, h->empty); */
void tnefi_scan_plain_boundary(struct tnefi_scan_header *h, const struct tnefi_scan_value *v);
/*@ requires H_PIECES(h, &h->boundary_pieces);
    H_DOES(V_ADDS); */
void tnefi_scan_pieced_boundary(struct tnefi_scan_header *h);

#endif
