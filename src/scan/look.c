/* SPDX-License-Identifier: MIT */
/* Lines that are a boundary if a header field follows (RFC 2046, section 5.1.1; RFC 5322, section 2.2).
 *
 * A stream is being delivered, and a line begins with a boundary but something else follows on it. Some
 * readers take it for a boundary, and it would cut the stream. So the next line decides:
 *
 *     --bJUNK CRLF name:         the line was a boundary (BOUNDARY_JUNK)
 *     --bJUNK CRLF QUJD          the stream goes on, and the leaf has BOUNDARY_JUNK
 *
 * And a multipart that has not shown a part yet may have another boundary than the one that it declares: one
 * with blanks before it, in letters of another case, or any. It takes a line for one (BOUNDARY_OTHER) if a
 * field follows with which a part begins, and with which text does not:
 *
 *      --b CRLF Content-Type:    the line was a boundary
 *     --xyz CRLF MIME-Version:   the same
 *     --xyz CRLF Note:           text
 *     --xyz CRLF CRLF            text */

#include "scan/line.h"

#include "base/bytes.h"
#include "base/touch.h"

void tnefi_scan_line_look(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, int end,
                          int other)
{
    (void)a;
    l->end = end != 0;
    l->other = other != 0;
    l->state = C_LOOK;
    l->look_at = 0;
    l->end_at = l->hold_len;
}

/* A line that is no boundary: the leaf has junk after one, unless none was declared. */
/*@ requires \valid(l);
    B_TOTAL;
    assigns L_FOUND; */
static void junk_in_leaf(struct tnefi_scan_line *l)
{
    if (l->other != 0)
        return;
    l->of_leaf = 1;
    tnefi_scan_met(&l->findings, TNEF_SCANNER_A_BOUNDARY_JUNK);
}

/* Not a boundary after all: the line is text. What was read of the next one is read again, if that is no more
 * than the line end before it. */
/*@ requires l->state == C_LOOK && from <= HOLD_SIZE + 1;
    L_DOES(L_FOUND, L_TELLS);
    ensures l->outcome == LINE_TEXT; */
static void look_fails(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, uint32_t from)
{
    (void)a;
    junk_in_leaf(l);
    if (l->look_at == l->hold_len)
        tnefi_scan_line_is_text(l, from, l->hold_len - l->end_at);
    else
        tnefi_scan_line_is_text(l, from, 0);
}

/* Whether the field after the line in question is one of those that are about parts. */
/*@ requires \valid_read(l) && l->look_at <= l->hold_len <= HOLD_SIZE;
    B_TOTAL;
    assigns \nothing; */
static int is_part_field(const struct tnefi_scan_line *l)
{
    const uint32_t len = 8u;

    return l->hold_len - l->look_at > len
           && (IS_WORD(l->hold + l->look_at, len, "content-")
               || IS_WORD(l->hold + l->look_at, len, "mime-ver"));
}

/* Whether |b| goes on with the line end after the line in question. */
/*@ requires \valid_read(l) && l->end_at <= l->hold_len <= HOLD_SIZE;
    B_TOTAL;
    assigns \nothing; */
static int in_line_end(const struct tnefi_scan_line *l, uint8_t b)
{
    uint32_t n = l->hold_len - l->end_at;

    return n == 0 || (n == 1u && b == LF && l->hold[l->hold_len - 1u] == CR);
}

/* The line end is read, and there is room for it or not. */
/*@ requires l->state == C_LOOK && l->look_at == 0;
    L_DOES(L_ALL);
    ensures \result <= 1 && L_TOUCHES(0); */
static size_t line_end(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, uint8_t b)
{
    if (l->hold_len == HOLD_SIZE) {
        look_fails(l, a, HOLD_SIZE + 1u);
        return 0;
    }
    l->hold[l->hold_len] = b;
    l->hold_len++;
    return 1;
}

void tnefi_scan_line_field(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    tnefi_scan_line_is_boundary(l, a, l->end);
    l->field = 1;
    l->cr = 0;
    l->outcome = LINE_BOUNDARY;
}

/* A field follows the line, which ends at the ":" that comes next. */
/*@ requires L_COUNTS && l->state == C_LOOK;
    L_DOES(tnefi_scan_line_touched, L_ALL);
    ensures L_TOUCHES(0); */
static void field_follows(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    if (l->other == 0) {
        tnefi_scan_line_field(l, a);
        return;
    }
    l->outcome = LINE_OTHER;
    l->from = l->eol_len + l->indent + 2u;
    l->to = tnefi_scan_line_trimmed(l, l->end_at);
}

/*@ terminates \true; exits \false;
    assigns \nothing; */
static int is_name_byte(uint8_t b)
{
    return b > 32u && b < 127u && b != ':';
}

size_t tnefi_scan_line_look_step(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, uint8_t b)
{
    if (l->look_at == 0) {
        if (in_line_end(l, b))
            return line_end(l, a, b);
        l->look_at = l->hold_len;
    }
    if (b == ':' && l->hold_len > l->look_at && (l->other == 0 || is_part_field(l))) {
        field_follows(l, a);
        return 0;
    }
    if (!is_name_byte(b) || l->hold_len == HOLD_SIZE || (b == '-' && l->hold_len == l->look_at)) {
        look_fails(l, a, l->look_at == l->hold_len ? l->eol_len : l->look_at);
        return 0;
    }
    l->hold[l->hold_len] = b;
    l->hold_len++;
    return 1;
}

void tnefi_scan_line_look_eof(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    (void)a;
    junk_in_leaf(l);
    tnefi_scan_line_is_text(l, l->look_at > 0 ? l->look_at : l->eol_len, 0);
}
