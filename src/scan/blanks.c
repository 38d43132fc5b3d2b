/* SPDX-License-Identifier: MIT */
/* Blanks and comments between the words of a field: RFC 5322, section 3.2.2. The field is unfolded, so there
 * is no line end in it.
 *
 *     CFWS    = 1*( SP / TAB / comment )
 *     comment = "(" *( text / "\" any / comment ) ")"
 *
 * Passed over:
 *
 *     SP TAB                          blanks
 *     (a (b) c)                       a comment, with another one in it: COMMENT
 *     (a \) b)                        a comment: what comes after a backslash does not end it
 *
 * Not passed over, and so characters like others:
 *
 *     (a                              a comment without an end
 *     (a \)                           its end was escaped
 *     (a ; name=(b)                   nor is (b): once an end was missing, "(" begins no comment in this
 *                                     field, or the end of each would be looked for up to the field's */

#include "scan/header.h"

#include "scan/chars.h"

/* Returns the place after the comment that begins at |at|, or |at| if it has no end. */
/*@ requires \valid_read(h) && H_OK(h) && at < h->len && h->line[at] == '(';
    terminates \true; exits \false;
    assigns \nothing;
    ensures at <= \result <= h->len; */
static uint32_t comment(const struct tnefi_scan_header *h, uint32_t at)
{
    uint32_t depth = 1;
    uint32_t i = at + 1u;

    /*@ loop invariant at < i <= h->len + 1 && 1 <= depth <= i - at;
        loop assigns i, depth;
        loop variant h->len + 1 - i; */
    while (i < h->len) {
        uint8_t b = h->line[i];

        if (b == '\\')
            i++;
        else if (b == '(')
            depth++;
        else if (b == ')')
            depth--;
        TNEFI_TOUCH(1);
        if (depth == 0)
            return i + 1u;
        i++;
    }
    return at;
}

uint32_t tnefi_scan_skip_blanks(struct tnefi_scan_header *h, uint32_t at)
{
    uint32_t i = at;

    /*@ loop invariant at <= i <= h->len;
        loop assigns i, H_FOUND, h->no_comments;
        loop variant h->len - i; */
    while (i < h->len) {
        uint32_t next = i;

        if (tnefi_base_is_blank(h->line[i]))
            next++;
        else if (h->line[i] == '(' && h->no_comments == 0)
            next = comment(h, i);
        else
            break;
        if (next == i) {
            h->no_comments = 1;
            break;
        }
        if (h->line[i] == '(')
            tnefi_scan_met(&h->findings, TNEF_SCANNER_A_COMMENT);
        i = next;
    }
    TNEFI_TOUCH(i - at + 1u);
    return i;
}
