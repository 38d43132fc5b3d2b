/* SPDX-License-Identifier: MIT */
/* Lines that may be a boundary: RFC 2046, section 5.1.1.
 *
 *     delimiter = CRLF "--" boundary [ "--" ] *( SP / TAB ) CRLF
 *
 * The line end before a boundary belongs to it, so it must not be delivered before the line is decided: a
 * line is held from its "-" on, or from the blanks before it, together with that line end. While it grows,
 * it is followed down the tree of the boundaries that are open (tree.c), which tells at each byte which of
 * them it is.
 *
 * The longest boundary that the line begins with counts, since one boundary may begin with another one. Of
 * equal ones the innermost whose multipart has not ended counts: a mail that repeats the boundary of an
 * outer multipart in an inner one is read as most readers read it.
 *
 * In a multipart with boundary=b these lines are boundaries:
 *
 *     --b                begins a part
 *     --b--              ends the multipart; another --b after it still begins a part (AFTER_END)
 *     --b SP             blanks may follow (BOUNDARY_BLANKS)
 *     --bJUNK            some readers take it for a boundary, so it is one (BOUNDARY_JUNK), with one
 *                        exception: see look.c
 *
 * and these are text:
 *
 *     -b                 one hyphen
 *      --b               not at the beginning of the line
 *     --B                letters of another case
 *
 * but the last two are boundaries in a multipart that has not shown a part yet, if the next line says so
 * (BOUNDARY_OTHER): see look.c. A multipart that names no boundary takes lines that begin with "--" and more
 * for its boundaries, up to four (NO_BOUNDARY). A line of a header block is looked at, too: at a boundary the
 * block ends, its blank line missing (NO_BLANK_LINE, or HEADER_END if it is one of the multiparts around the
 * block). */

#include "scan/line.h"

#include "base/bytes.h"
#include "base/touch.h"

/* The counter is real for the proof of this file, so that contracts can speak of it. */
#ifdef __FRAMAC__
#  undef TNEFI_TOUCH
#  define TNEFI_TOUCH(n) ((void)(tnefi_scan_line_touched += (n)))
#endif

/* ---- What is held -------------------------------------------------------------------------- */

void tnefi_scan_line_ended(struct tnefi_scan_line *l, uint64_t at, uint8_t b)
{
    l->hold[0] = b;
    l->hold_len = l->eol_len = 1;
    l->indent = 0;
    l->hold_at = at;
}

void tnefi_scan_line_ended_lf(struct tnefi_scan_line *l)
{
    l->hold[1] = LF;
    l->hold_len = l->eol_len = 2;
}

void tnefi_scan_line_begin(struct tnefi_scan_line *l, uint64_t at, int blanks)
{
    if (l->hold_len == 0)
        l->hold_at = at;
    l->eol_len = l->hold_len;
    l->indent = 0;
    l->state = blanks ? C_BLANKS : C_DASH;
    l->walk = (struct tnefi_scan_walk){ 0, 0, 0, 0 };
    l->walk_also = l->walk;
    l->tail = 0;
    l->best = NO_ENTRY;
    l->junk = l->other = l->lf = 0;
    l->end_at = l->look_at = 0;
    l->outcome = LINE_GOES_ON;
    l->keep = l->from = l->to = 0;
}

void tnefi_scan_line_keep(struct tnefi_scan_line *l, uint32_t from, uint32_t keep)
{
    TNEFI_TOUCH(keep);
    /*@ loop invariant 0 <= i <= keep;
        loop assigns i, l->hold[0 .. HOLD_SIZE - 1];
        loop variant keep - i; */
    for (uint32_t i = 0; i < keep; i++)
        l->hold[i] = l->hold[from + i];
    l->hold_at += from;
    l->hold_len = l->eol_len = keep;
    l->indent = 0;
}

/* Where the content of the line begins in the hold. */
/*@ requires \valid_read(l) && l->eol_len <= 2 && l->indent <= HOLD_SIZE;
    B_TOTAL;
    assigns \nothing;
    ensures \result == L_CONTENT(l); */
static uint32_t content_at(const struct tnefi_scan_line *l)
{
    return l->eol_len + l->indent + 2u;
}

uint32_t tnefi_scan_line_trimmed(const struct tnefi_scan_line *l, uint32_t end)
{
    uint32_t at = content_at(l);
    uint32_t i = end;

    /*@ loop invariant at <= i <= end;
        loop assigns i;
        loop variant i; */
    while (i > at && tnefi_base_is_blank(l->hold[i - 1u]))
        i--;
    TNEFI_TOUCH(end - i + 1u);
    return i;
}

/* ---- Decisions ----------------------------------------------------------------------------- */

void tnefi_scan_line_is_text(struct tnefi_scan_line *l, uint32_t from, uint32_t keep)
{
    l->outcome = LINE_TEXT;
    l->keep = keep;
    l->from = from;
    l->to = 0;
}

void tnefi_scan_line_is_boundary(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, int end)
{
    l->frame = a->boundaries->entry[l->best].frame;
    l->end = end != 0;
    l->of_leaf = 0;
    l->state = C_AFTER;
    if (l->junk != 0)
        tnefi_scan_met(&l->findings, TNEF_SCANNER_A_BOUNDARY_JUNK);
    if (l->eol_len == 1u)
        tnefi_scan_met(&l->findings, l->hold[0] == LF ? TNEF_SCANNER_A_BARE_LF : TNEF_SCANNER_A_BARE_CR);
}

/* What follows the boundary that the line begins with. */
enum { AFTER_NOTHING, AFTER_BLANKS, AFTER_JUNK };

/* Tells what follows it, in a line that is held as a whole; |*end|: "--" does, and that is left out. Of a
 * boundary with more than MATCH_MAX bytes the others are passed over, as far as the hold has them: they are
 * not known, but how many there are is. */
/*@ requires \valid_read(l) && \valid(end) && \separated(l, end) && L_AROUND(l, a);
    requires L_OK(l, a) && L_IS(l, a) && L_CONTENT(l) <= l->hold_len && L_COUNTS;
    B_TOTAL;
    assigns tnefi_scan_line_touched, *end;
    ensures tnefi_scan_line_touched <= \old(tnefi_scan_line_touched) + l->hold_len; */
static int after_boundary(const struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, int *end)
{
    const struct tnefi_scan_entry *e = &a->boundaries->entry[l->best];
    uint32_t at = content_at(l);
    uint32_t len = e->match_len < MATCH_MAX ? e->match_len : e->full_len;
    uint32_t i = len < l->hold_len - at ? at + len : l->hold_len;
    uint32_t from;

    *end = i + 1u < l->hold_len && l->hold[i] == '-' && l->hold[i + 1u] == '-';
    if (*end)
        i += 2u;
    from = i;
    /*@ loop invariant from <= i <= l->hold_len;
        loop assigns i;
        loop variant l->hold_len - i; */
    while (i < l->hold_len && tnefi_base_is_blank(l->hold[i]))
        i++;
    TNEFI_TOUCH(l->hold_len);
    return i < l->hold_len ? AFTER_JUNK : from < i ? AFTER_BLANKS : AFTER_NOTHING;
}

/* Whether the line would cut a stream that is delivered, and has junk: of a boundary that is longer than what
 * can be compared, what follows may be its own. */
/*@ requires \valid_read(l) && L_AROUND(l, a) && L_IS(l, a);
    B_TOTAL;
    assigns \nothing; */
static int cuts_stream(const struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    return a->delivering != 0 && a->boundaries->entry[l->best].cut == 0;
}

/* The line ends here, and it begins with the boundary |best|. */
/*@ requires l->state == C_COLLECT && L_IS(l, a) && L_COUNTS;
    L_DOES(tnefi_scan_line_touched, L_DECIDES);
    ensures L_CREDIT(l) == 0 && tnefi_scan_line_touched <= \old(tnefi_scan_line_touched) + l->hold_len; */
static void decide_boundary(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    int end = 0;
    int after = after_boundary(l, a, &end);

    if (after == AFTER_JUNK) {
        l->junk = 1;
        if (cuts_stream(l, a)) {
            tnefi_scan_line_look(l, a, end, 0);
            return;
        }
    }
    if (after == AFTER_BLANKS)
        tnefi_scan_met(&l->findings, TNEF_SCANNER_A_BOUNDARY_BLANKS);
    tnefi_scan_line_is_boundary(l, a, end);
}

/* Whether the line can become a boundary of the innermost multipart. */
/*@ requires \valid_read(l) && \valid_read(a) && L_HELD(l) && L_CONTENT(l) <= l->hold_len;
    B_TOTAL;
    assigns \nothing; */
static int may_become(const struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    uint32_t at = content_at(l);

    return a->has_room != 0 && l->hold_len < HOLD_SIZE && at < l->hold_len
           && !tnefi_base_is_blank(l->hold[at]);
}

/* The line is not a boundary as it stands, but may be another form of one, which its writer used in place of
 * the one that it declared. The next line decides. */
/*@ requires \valid_read(l) && \valid_read(a) && L_HELD(l) && L_CONTENT(l) <= l->hold_len;
    B_TOTAL;
    assigns \nothing; */
static int may_be_other(const struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    if (a->without_part == 0 || a->delivering != 0 || (l->best != NO_ENTRY && l->indent == 0))
        return 0;
    return l->best != NO_ENTRY || may_become(l, a);
}

/* The line ends here, and all of it is held. */
/*@ requires l->state == C_COLLECT && L_COUNTS;
    L_DOES(tnefi_scan_line_touched, L_DECIDES);
    ensures L_TOUCHES(0); */
static void decide(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    if (may_be_other(l, a)) {
        tnefi_scan_line_look(l, a, 0, 1);
    } else if (l->best != NO_ENTRY) {
        decide_boundary(l, a);
    } else if (a->guess != 0 && a->delivering == 0 && l->indent == 0 && may_become(l, a)) {
        l->outcome = LINE_GUESSED;
        l->from = content_at(l);
        l->to = tnefi_scan_line_trimmed(l, l->hold_len);
    } else {
        tnefi_scan_line_is_text(l, l->eol_len, 0);
    }
}

/* The hold is full before the line ends. Only a boundary that is itself too long for the hold may be this
 * line while a stream is delivered; else it has junk, which is passed over. */
/*@ requires l->state == C_COLLECT;
    L_DOES(L_DECIDES);
    ensures L_TOUCHES(0); */
static void decide_full(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    if (l->best == NO_ENTRY) {
        tnefi_scan_line_is_text(l, l->eol_len, 0);
    } else if (cuts_stream(l, a)) {
        l->of_leaf = 1;
        tnefi_scan_met(&l->findings, TNEF_SCANNER_A_BOUNDARY_JUNK);
        tnefi_scan_line_is_text(l, l->eol_len, 0);
    } else {
        l->junk = a->boundaries->entry[l->best].cut == 0;
        l->state = C_TAIL;
    }
}

/* ---- States -------------------------------------------------------------------------------- */

/* Blanks before a line that may be a boundary although it does not begin with it. */
/*@ requires l->state == C_BLANKS;
    L_DOES(L_ALL);
    ensures \result <= 1 && L_TOUCHES(3 * \result); */
static size_t step_blanks(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, uint8_t b)
{
    (void)a;
    if (b == '-') {
        l->state = C_DASH;
        return 0;
    }
    if (!tnefi_base_is_blank(b) || l->hold_len == HOLD_SIZE) {
        tnefi_scan_line_is_text(l, l->eol_len, 0);
        return 0;
    }
    l->hold[l->hold_len] = b;
    l->hold_len++;
    l->indent++;
    return 1;
}

/*@ requires l->state == C_DASH;
    L_DOES(L_ALL);
    ensures \result <= 1 && L_TOUCHES(3 * \result); */
static size_t step_dash(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, uint8_t b)
{
    (void)a;
    if (b != '-' || l->hold_len == HOLD_SIZE) {
        tnefi_scan_line_is_text(l, l->eol_len, 0);
        return 0;
    }
    l->hold[l->hold_len] = b;
    l->hold_len++;
    if (l->hold_len == content_at(l))
        l->state = C_COLLECT;
    return 1;
}

/* The line is one byte longer. The boundary that it is now is noted: a longer one that it becomes later
 * replaces it. */
/*@ requires L_KNOWN(l, a) && l->state == C_COLLECT && l->hold_len < HOLD_SIZE;
    L_DOES(l->hold[0 .. HOLD_SIZE - 1], l->hold_len, l->walk, l->walk_also, l->best);
    ensures l->hold_len == \old(l->hold_len) + 1; */
static void collect(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, uint8_t b)
{
    uint32_t found = tnefi_scan_tree_step(a->boundaries, a->level, &l->walk, b, a->frames);

    l->hold[l->hold_len] = b;
    l->hold_len++;
    if (a->also != a->level) {
        uint32_t other = tnefi_scan_tree_step(a->boundaries, a->also, &l->walk_also, b, a->frames);

        found = found == NO_ENTRY ? other : found;
    }
    if (found != NO_ENTRY)
        l->best = found;
}

/*@ requires L_KNOWN(l, a) && l->state == C_COLLECT && n >= 1 && \valid_read(p + (0 .. n - 1));
    requires L_COUNTS;
    L_DOES(tnefi_scan_line_touched, L_ALL);
    ensures \result <= n && L_TOUCHES(3 * \result); */
static size_t step_collect(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a,
                           const uint8_t *p, size_t n)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n;
        loop invariant L_KNOWN(l, a) && L_AROUND(l, a) && L_OK(l, a) && l->state == C_COLLECT;
        loop invariant l->hold_len == \at(l->hold_len, Pre) + i;
        loop assigns i, l->hold[0 .. HOLD_SIZE - 1], l->hold_len, l->walk, l->walk_also, l->best;
        loop variant n - i; */
    while (i < n && p[i] != CR && p[i] != LF && l->hold_len < HOLD_SIZE) {
        collect(l, a, p[i]);
        i++;
    }
    TNEFI_TOUCH(i);
    if (i > 0)
        return i;
    if (p[0] == CR || p[0] == LF)
        decide(l, a);
    else
        decide_full(l, a);
    return 0;
}

/* Whether the last two characters of a line that is longer than the hold are those of an end boundary. */
/*@ requires \valid_read(l);
    B_TOTAL;
    assigns \nothing; */
static int tail_ends(const struct tnefi_scan_line *l)
{
    return l->tail == '-' * 256u + '-';
}

/* The rest of a line that is longer than the hold: passed over, but for its last two characters. */
/*@ requires l->state == C_TAIL && L_IS(l, a);
    L_DOES(L_ALL);
    ensures \result <= 1 && L_TOUCHES(3 * \result); */
static size_t step_tail(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, uint8_t b)
{
    if (b == CR || b == LF) {
        tnefi_scan_line_is_boundary(l, a, tail_ends(l));
        return 0;
    }
    if (!tnefi_base_is_blank(b))
        l->tail = (uint16_t)(l->tail % 256u * 256u + b);
    return 1;
}

/* The line end of the boundary was read. */
/*@ L_DOES(L_TELLS, l->cr, l->field);
    ensures l->outcome == LINE_BOUNDARY; */
static void ends(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    (void)a;
    l->cr = l->state == C_AFTER_CR_CR;
    l->field = 0;
    l->outcome = LINE_BOUNDARY;
}

/* The line end of the boundary: LF, CR, CR LF or CR CR LF. After two CR without LF the second one is a blank
 * line. */
/*@ requires l->state >= C_AFTER;
    L_DOES(L_ALL);
    ensures \result <= 1 && L_TOUCHES(3 * \result); */
static size_t step_after(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, uint8_t b)
{
    if (b == CR && l->state != C_AFTER_CR_CR) {
        l->state = l->state == C_AFTER ? C_AFTER_CR : C_AFTER_CR_CR;
        return 1;
    }
    if (l->state == C_AFTER)
        tnefi_scan_met(&l->findings, TNEF_SCANNER_A_BARE_LF);
    if (b != LF || l->state == C_AFTER_CR_CR)
        tnefi_scan_met(&l->findings, TNEF_SCANNER_A_BARE_CR);
    if (b != LF) {
        ends(l, a);
        return 0;
    }
    l->lf = 1;
    l->state = C_AFTER;
    ends(l, a);
    return 1;
}

size_t tnefi_scan_line_step(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a,
                            const uint8_t *p, size_t n)
{
    l->outcome = LINE_GOES_ON;
    l->of_leaf = 0;
    switch (l->state) {
    case C_BLANKS:
        return step_blanks(l, a, p[0]);
    case C_DASH:
        return step_dash(l, a, p[0]);
    case C_COLLECT:
        return step_collect(l, a, p, n);
    case C_TAIL:
        return step_tail(l, a, p[0]);
    case C_LOOK:
        return tnefi_scan_line_look_step(l, a, p[0]);
    default:
        break;
    }
    return step_after(l, a, p[0]);
}

void tnefi_scan_line_is(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, uint32_t entry)
{
    l->outcome = LINE_GOES_ON;
    l->best = entry;
    if (entry == NO_ENTRY)
        tnefi_scan_line_is_text(l, l->eol_len, 0);
    else if (l->state == C_LOOK)
        tnefi_scan_line_field(l, a);
    else
        decide_boundary(l, a);
}

void tnefi_scan_line_eof(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a)
{
    l->outcome = LINE_GOES_ON;
    l->of_leaf = 0;
    switch (l->state) {
    case C_BLANKS:
    case C_DASH:
        tnefi_scan_line_is_text(l, l->eol_len, 0);
        break;
    case C_COLLECT:
        decide(l, a);
        break;
    case C_TAIL:
        tnefi_scan_line_is_boundary(l, a, tail_ends(l));
        break;
    case C_LOOK:
        tnefi_scan_line_look_eof(l, a);
        break;
    default:
        ends(l, a);
        break;
    }
}
