/* SPDX-License-Identifier: MIT */
/* The boundaries that a parameter declares, each of those that a reader may see in it: param.c has them.
 *
 *     boundary="b"                    "b"
 *     boundary=a b                    "a b" and "a"
 *     boundary="a\b"                  "ab" and "a\b"
 *     boundary="a" NUL "b"            all of it, and what stands before the NUL
 *     boundary="=?utf-8?Q?b?="        as it stands, and "b"
 *     boundary*0=b; boundary*1=c      "bc"
 *
 * None:
 *
 *     boundary=                       PARAMETER_EMPTY
 *     boundary*1=c                    its first piece is missing */

#include "scan/param.h"

#include "base/anomalies.h"
#include "scan/chars.h"

/* Adds the boundary |at| .. |end| of the line, without the blanks at its end: no boundary ends with one. */
/*@ requires at <= end <= h->len;
    H_DOES(V_ADDS); */
static void add_boundary(struct tnefi_scan_header *h, uint32_t at, uint32_t end, uint16_t quoted)
{
    uint32_t last = end;

    /*@ loop invariant at <= last <= end;
        loop assigns last;
        loop variant last; */
    while (last > at && tnefi_base_is_blank(h->line[last - 1u]))
        last--;
    if (last < end && quoted != 0)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_SYNTAX);
    TNEFI_TOUCH(end - at + 1u);
    if (last == at || !tnefi_scan_table_begin(h))
        return;
    /*@ loop invariant at <= i <= last && H_BEGUN(h);
        loop assigns i, H_TABLE;
        loop variant last - i; */
    for (uint32_t i = at; i < last; i++) {
        if (quoted != 0 && h->line[i] == '\\' && i + 1u < last)
            i++;
        tnefi_scan_table_byte(h, h->line[i]);
    }
    tnefi_scan_table_end(h, last == h->len && h->cut != 0);
}

/* Where readers for which a NUL ends a string stop. */
/*@ requires \valid_read(h) && H_OK(h) && at <= end <= h->len;
    terminates \true; exits \false;
    assigns \nothing;
    ensures at <= \result <= end; */
static uint32_t nul_in(const struct tnefi_scan_header *h, uint32_t at, uint32_t end)
{
    uint32_t i = at;

    /*@ loop invariant at <= i <= end;
        loop assigns i;
        loop variant end - i; */
    while (i < end && h->line[i] != 0)
        i++;
    TNEFI_TOUCH(i - at);
    return i;
}

/* A boundary in the form of RFC 2047, which some readers decode wherever it stands. What is odd
 * about the form would be an anomaly of a file name, and this is not a file name. */
/*@ requires V_OK(h, v);
    H_DOES(V_ADDS); */
static void word_boundary(struct tnefi_scan_header *h, const struct tnefi_scan_value *v)
{
    uint8_t text[TNEF_SCANNER_NAME_SIZE];
    uint64_t anomalies;

    if (v->end - v->at >= TNEF_SCANNER_NAME_SIZE || v->end - v->at < 2u || h->line[v->at] != '='
        || h->line[v->at + 1u] != '?')
        return;
    anomalies = tnefi_scan_name_raw(h->line + v->at, v->end - v->at, text);
    if (!TNEFI_MET(anomalies, TNEF_SCANNER_A_NAME_WORD) || text[0] == 0)
        return;
    tnefi_scan_met(&h->findings, TNEF_SCANNER_A_DUPLICATE_PARAMETER);
    if (!tnefi_scan_table_begin(h))
        return;
    /*@ loop invariant i <= TNEF_SCANNER_NAME_SIZE && H_BEGUN(h);
        loop assigns i, H_TABLE;
        loop variant TNEF_SCANNER_NAME_SIZE - i; */
    for (uint32_t i = 0; i < TNEF_SCANNER_NAME_SIZE && text[i] != 0; i++)
        tnefi_scan_table_byte(h, text[i]);
    tnefi_scan_table_end(h, 0);
}

/* Adds the boundary that readers see for which a backslash in quotes is a character like others. */
/*@ requires V_OK(h, v);
    H_DOES(V_ADDS); */
static void escaped_boundary(struct tnefi_scan_header *h, const struct tnefi_scan_value *v)
{
    uint32_t end = v->at;
    int escapes = 0;

    /*@ loop invariant v->at <= end <= v->end;
        loop assigns end, escapes;
        loop variant v->end - end; */
    while (end < v->end && h->line[end] != '"') {
        if (h->line[end] == '\\')
            escapes = 1;
        end++;
    }
    TNEFI_TOUCH(end - v->at);
    if (!escapes)
        return;
    tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_SYNTAX);
    add_boundary(h, v->at, end, 0);
}

/* Adds the whole value, and what stands in it before a blank and before a NUL. */
/*@ requires V_OK(h, v);
    H_DOES(V_ADDS); */
static void value_boundaries(struct tnefi_scan_header *h, const struct tnefi_scan_value *v)
{
    uint32_t nul = nul_in(h, v->at, v->end);

    add_boundary(h, v->at, v->end, v->quoted);
    if (v->cut < v->end)
        add_boundary(h, v->at, v->cut, v->quoted);
    if (nul < v->cut)
        add_boundary(h, v->at, nul, v->quoted);
}

void tnefi_scan_plain_boundary(struct tnefi_scan_header *h, const struct tnefi_scan_value *v)
{
    if (v->at == v->end) {
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_EMPTY);
        h->empty = 1;
        return;
    }
    if (h->boundaries->count > h->entry0)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_DUPLICATE_PARAMETER);
    value_boundaries(h, v);
    if (v->quoted != 0)
        escaped_boundary(h, v);
    word_boundary(h, v);
}

/*@ requires \valid(h) && H_BEGUN(h) && \valid_read(p) && p->at + p->len <= h->len;
    requires \separated(p, &h->adding, h->boundaries, H_ENTRIES(h));
    terminates \true; exits \false;
    assigns H_TABLE;
    ensures H_BEGUN(h); */
static void piece_bytes(struct tnefi_scan_header *h, const struct tnefi_scan_piece *p)
{
    uint32_t i = p->index == 0 ? tnefi_scan_piece_text(h->line, p) : p->at;

    TNEFI_TOUCH(p->len);
    /*@ loop invariant p->at <= i <= p->at + p->len && H_BEGUN(h);
        loop assigns i, H_TABLE;
        loop variant p->at + p->len - i; */
    while (i < p->at + p->len)
        tnefi_scan_table_byte(h, tnefi_scan_piece_byte(h->line, p, &i));
}

void tnefi_scan_pieced_boundary(struct tnefi_scan_header *h)
{
    const struct tnefi_scan_pieces *of = &h->boundary_pieces;
    uint32_t next = tnefi_scan_piece_of(of, 0);

    if (of->count == 0)
        return;
    tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_PIECES);
    if (h->boundaries->count > h->entry0)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_DUPLICATE_PARAMETER);
    if (next == of->count || !tnefi_scan_table_begin(h))
        return;
    /*@ loop invariant 1 <= i <= PIECES_MAX + 1 && next <= of->count && H_BEGUN(h);
        loop assigns i, next, H_TABLE;
        loop variant PIECES_MAX + 1 - i; */
    for (uint32_t i = 1; next < of->count && i <= PIECES_MAX; i++) {
        piece_bytes(h, &of->piece[next]);
        next = tnefi_scan_piece_of(of, i);
    }
    tnefi_scan_table_end(h, h->cut != 0);
}
