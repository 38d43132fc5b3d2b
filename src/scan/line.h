/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_LINE_H
#define TNEFI_SCAN_LINE_H
/* A line that may be a boundary (RFC 2046, section 5.1.1): an object of its own, which gets the bytes of a
 * line and tells what it is.
 *
 * It holds the line, together with the line end before it, until that is decided. It reads the table of
 * boundaries, and is told with each call what is around the line; it knows nothing of parts but the numbers
 * in that table, of what becomes of the bytes, and of who reads them. What it finds is in |findings| after
 * each call, for the caller to take; what the call came to is in |outcome|. line.c has the lines, look.c
 * those that the next line decides, delimiter.c gives it the lines of a level. */

#include "scan/boundary.h"
#include "scan/chars.h"
#include "scan/findings.h"

#include <stddef.h>
#include <stdint.h>

#define HOLD_SIZE 1024u      /* of a line that may be a boundary: line end, "--", content */

/* Where a line stands. In the grammar, CR and LF are bytes, "text" has neither. Each state leads to itself or
 * to a later one. */
enum tnefi_scan_line_state {
    C_BLANKS,    /* *( SP / TAB ) before "-" */
    C_DASH,      /* "--" */
    C_COLLECT,   /* text, each time compared with the boundaries that are as long */
    C_TAIL,      /* the rest of a line that is longer than the hold: its last two characters count */
    C_LOOK,      /* line-end name ":" of the next line, which decides: look.c */
    C_AFTER,     /* after the boundary: CR | LF */
    C_AFTER_CR,  /* after CR: LF | CR LF | nothing */
    C_AFTER_CR_CR /* after CR CR: LF | nothing: then the second CR is a blank line */
};

/* What a call has come to. */
enum tnefi_scan_line_outcome {
    LINE_GOES_ON,
    LINE_TEXT,     /* not a boundary: what is held is text, but for its last |keep| bytes, which stay held as
                    * the line end before the next line. The line that goes on began at |from| */
    LINE_GUESSED,  /* not one that is known, and |from| .. |to| of the hold become one of the innermost
                    * multipart: tnefi_scan_line_is() is to be called then */
    LINE_OTHER,    /* the same, if |best| is NO_ENTRY: it is a boundary in another form than was declared */
    LINE_BOUNDARY  /* it is a boundary of the multipart |frame|, and its line end was read */
};

/* What is around a line. */
struct tnefi_scan_line_around {
    const struct tnefi_scan_boundaries *boundaries;
    uint32_t level, also;    /* whose line it is, and another one whose boundaries count in it, or the same */
    uint32_t frames;         /* boundaries of multiparts with this number, or a higher one, do not count */
    uint16_t guess;          /* the innermost multipart names no boundary, so a line may become it */
    uint16_t without_part;   /* it does, and has shown no part, so the boundary may be in another form */
    uint16_t has_room;       /* it may have one boundary more */
    uint16_t delivering;     /* a stream is being delivered, which a boundary would cut */
};

struct tnefi_scan_line {
    uint64_t hold_at;        /* offset of hold[0] */

    /* What the last call came to. */
    struct tnefi_scan_findings findings;
    enum tnefi_scan_line_outcome outcome;
    uint32_t keep, from, to;
    uint32_t frame;

    /* The line that is read. */
    enum tnefi_scan_line_state state;
    uint32_t hold_len, eol_len; /* the first eol_len bytes of hold end the line before */
    uint32_t indent;         /* blanks before its "-" */
    struct tnefi_scan_walk walk; /* down the tree of boundaries, by what is after its "--" */
    struct tnefi_scan_walk walk_also; /* the same in that of the other level */
    uint32_t best;           /* the longest boundary that the line begins with */
    uint32_t end_at, look_at; /* C_LOOK: where in the hold it ends, and where the next line begins; 0: it has
                               * not yet */
    uint16_t tail;           /* C_TAIL: the last two characters that are not blanks */
    uint16_t junk;           /* something follows the boundary */
    uint16_t other;          /* it is a boundary if a field follows that is one of a part */

    /* What the last call came to, as flags. */
    uint16_t end;            /* it is an end boundary */
    uint16_t cr;             /* the last CR of its line end may be a blank line */
    uint16_t lf;             /* its line end has ended with LF */
    uint16_t field;          /* a field follows it, of which the bytes from |look_at| on are in the hold */

    _Bool of_leaf;           /* the findings are about the leaf, and not about |frame|; of a type that the
                              * table has not, since each call writes it (see scan/frames.h) */

    uint8_t hold[HOLD_SIZE];
};

/* ---- Contracts ------------------------------------------------------------------------------ */

#define L_CONTENT(l) (l->eol_len + l->indent + 2)

/* What is in the hold, in each state. */
#define L_HELD(l) \
    (l->hold_len <= HOLD_SIZE && l->eol_len <= 2 && l->indent <= HOLD_SIZE \
    && (l->state == C_BLANKS ==> l->hold_len == l->eol_len + l->indent) \
    && (l->state == C_DASH ==> l->eol_len + l->indent <= l->hold_len <= l->eol_len + l->indent + 1) \
    && (l->state == C_COLLECT || l->state == C_TAIL ==> L_CONTENT(l) <= l->hold_len) \
    && (l->state == C_LOOK ==> L_CONTENT(l) <= l->end_at <= l->hold_len && l->look_at <= l->hold_len \
            && (l->look_at != 0 ==> l->end_at <= l->look_at)))

/* What is around it, and apart from it. Of the table most functions ask only that its entries are there: what
 * else holds of it is asked where a line is looked up (L_KNOWN), and so need not be shown again elsewhere. */
#define L_AROUND(l, a) \
    (\valid_read(a) && \valid_read(a->boundaries) \
    && \valid_read(a->boundaries->entry + (0 .. a->boundaries->count - 1)) \
    && \separated(l, a) && \separated(l, a->boundaries))
#define L_KNOWN(l, a) \
    (B_OK(a->boundaries) && a->level < a->boundaries->levels && a->also < a->boundaries->levels \
    && B_TELLS(a->boundaries, l))

/* The boundary that it begins with is one of the table. */
#define L_BEST(l, a) (l->best < a->boundaries->count || l->best == NO_ENTRY)
#define L_IS(l, a)   (l->best < a->boundaries->count)

/* What the last call came to. */
#define L_TOLD(l) \
    (l->keep <= l->hold_len && l->to <= l->hold_len && (l->to != 0 ==> l->from <= l->to) \
    && (l->outcome == LINE_GUESSED ==> l->state == C_COLLECT) \
    && (l->outcome == LINE_OTHER ==> l->state == C_LOOK && l->other != 0))

/* Bytes that are looked at, as base/touch.h counts them, without what the table compares, which is asked once
 * for each byte. A byte that is taken counts once, and twice more when its line is decided: that much is put
 * by. So three bytes are looked at for each that is taken, and four for the line end before a line. */
#ifdef __FRAMAC__
extern uint64_t tnefi_scan_line_touched;
#endif
#define L_CREDIT(l) \
    (l->outcome == LINE_GUESSED ? l->hold_len \
     : l->outcome != LINE_GOES_ON ? 0 \
     : l->state <= C_COLLECT ? 2 * l->hold_len \
     : l->state == C_LOOK && l->other != 0 ? l->end_at : 0)
#define L_TOUCHES(n) \
    tnefi_scan_line_touched + L_CREDIT(l) <= \old(tnefi_scan_line_touched + L_CREDIT(l)) + (n)
#define L_COUNTS     tnefi_scan_line_touched <= UINT64_MAX / 2

#define L_OK(l, a) \
    (L_HELD(l) && L_TOLD(l) && L_BEST(l, a) && (l->state == C_TAIL ==> L_IS(l, a)) \
    && (l->state == C_LOOK && l->other == 0 ==> L_IS(l, a)))

#define L_FOUND   l->findings.anomalies, l->findings.first, l->of_leaf
#define L_TELLS   l->outcome, l->keep, l->from, l->to
#define L_DECIDES L_FOUND, L_TELLS, l->state, l->frame, l->end, l->junk, l->other, l->end_at, l->look_at
#define L_ALL     L_DECIDES, l->cr, l->lf, l->field, l->hold_len, l->indent, l->walk, l->walk_also, l->best, \
    l->tail, l->hold[0 .. HOLD_SIZE - 1]

#define L_DOES(...) \
    requires l->outcome == LINE_GOES_ON; \
    L_GOES_ON(__VA_ARGS__)
#define L_GOES_ON(...) \
    requires \valid(l) && L_AROUND(l, a) && L_OK(l, a); \
    B_TOTAL; \
    assigns __VA_ARGS__; \
    ensures L_OK(l, a)

/* ---- What is held --------------------------------------------------------------------------- */

/* Nothing is held. What the last call came to stays. */
/*@ requires \valid(l);
    B_TOTAL;
    assigns l->hold_len, l->eol_len, l->indent;
    ensures l->hold_len == 0 && l->eol_len == 0 && l->indent == 0; */
static inline void tnefi_scan_line_drop(struct tnefi_scan_line *l)
{
    l->hold_len = l->eol_len = l->indent = 0;
}

/* A line has ended, with the byte |b| at |at|, which is held; and with LF after it. */
/*@ requires \valid(l);
    B_TOTAL;
    assigns l->hold_len, l->eol_len, l->indent, l->hold_at, l->hold[0];
    ensures l->hold_len == 1 && l->eol_len == 1 && l->indent == 0; */
void tnefi_scan_line_ended(struct tnefi_scan_line *l, uint64_t at, uint8_t b);
/*@ requires \valid(l) && l->hold_len == 1 && l->eol_len == 1;
    B_TOTAL;
    assigns l->hold_len, l->eol_len, l->hold[1];
    ensures l->hold_len == 2 && l->eol_len == 2; */
void tnefi_scan_line_ended_lf(struct tnefi_scan_line *l);

/* A line begins at |at|, with a "-", or with blanks if |blanks|. At most the line end before it is held. */
/*@ requires \valid(l) && l->hold_len <= 2;
    B_TOTAL;
    assigns l->hold_len, l->eol_len, l->indent, l->hold_at, l->state, l->walk, l->walk_also, l->best, l->tail,
        l->junk, l->other, l->lf, l->end_at, l->look_at, l->outcome, l->keep, l->from, l->to;
    ensures L_HELD(l) && L_TOLD(l) && l->best == NO_ENTRY && l->state <= C_DASH && L_CREDIT(l) <= 4; */
void tnefi_scan_line_begin(struct tnefi_scan_line *l, uint64_t at, int blanks);

/* The bytes of the hold before |from| are done with, and so are those after |keep| more, which stay. */
/*@ requires \valid(l) && from <= HOLD_SIZE && keep <= HOLD_SIZE - from && from <= UINT64_MAX - l->hold_at;
    requires L_COUNTS;
    B_TOTAL;
    assigns tnefi_scan_line_touched, l->hold_len, l->eol_len, l->indent, l->hold_at,
        l->hold[0 .. HOLD_SIZE - 1];
    ensures l->hold_len == keep && l->eol_len == keep;
    ensures tnefi_scan_line_touched <= \old(tnefi_scan_line_touched) + keep; */
void tnefi_scan_line_keep(struct tnefi_scan_line *l, uint32_t from, uint32_t keep);

/* ---- Reading -------------------------------------------------------------------------------- */

/* Takes some of |n| bytes of the line. Returns how many. */
/*@ requires L_KNOWN(l, a) && n >= 1 && \valid_read(p + (0 .. n - 1));
    requires L_COUNTS;
    L_DOES(tnefi_scan_line_touched, L_ALL);
    ensures \result <= n && L_TOUCHES(3 * \result); */
size_t tnefi_scan_line_step(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a,
                            const uint8_t *p, size_t n);

/* The line that was LINE_GUESSED or LINE_OTHER is that entry of the table. */
/*@ requires entry < a->boundaries->count || entry == NO_ENTRY;
    requires L_COUNTS && (l->outcome == LINE_GUESSED || l->outcome == LINE_OTHER);
    L_GOES_ON(tnefi_scan_line_touched, L_ALL);
    ensures L_TOUCHES(0); */
void tnefi_scan_line_is(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, uint32_t entry);

/* The bytes end on the line: what there is of it decides. */
/*@ requires L_COUNTS;
    L_DOES(tnefi_scan_line_touched, L_ALL);
    ensures L_TOUCHES(0); */
void tnefi_scan_line_eof(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a);

/* ---- Between line.c and look.c --------------------------------------------------------------- */

/* What is held is no boundary. The line that goes on began at |from|. */
/*@ requires \valid(l) && l->hold_len <= HOLD_SIZE && keep <= l->hold_len && from <= HOLD_SIZE + 1;
    B_TOTAL;
    assigns L_TELLS;
    ensures l->keep == keep && l->to == 0 && l->outcome == LINE_TEXT; */
void tnefi_scan_line_is_text(struct tnefi_scan_line *l, uint32_t from, uint32_t keep);

/* The line is the boundary |best|. Its line end is read next. */
/*@ requires L_IS(l, a);
    L_DOES(L_FOUND, l->frame, l->end, l->state);
    ensures l->state == C_AFTER; */
void tnefi_scan_line_is_boundary(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, int end);

/* Where the line ends in the hold, blanks before |end| left out; and whether that can become a boundary:
 * there is room for one more, and something follows the "--". */
/*@ requires \valid_read(l) && L_HELD(l) && L_CONTENT(l) <= end <= l->hold_len;
    requires L_COUNTS;
    B_TOTAL;
    assigns tnefi_scan_line_touched;
    ensures L_CONTENT(l) <= \result <= end;
    ensures tnefi_scan_line_touched <= \old(tnefi_scan_line_touched) + end; */
uint32_t tnefi_scan_line_trimmed(const struct tnefi_scan_line *l, uint32_t end);

/* The line, which ends, is a boundary if a field follows: one of a part, if |other|. */
/*@ requires l->state == C_COLLECT && (other == 0 ==> L_IS(l, a));
    L_DOES(l->end, l->other, l->state, l->end_at, l->look_at);
    ensures l->state == C_LOOK && l->end_at == l->hold_len && (l->other != 0 <==> other != 0); */
void tnefi_scan_line_look(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a, int end,
                          int other);

/*@ requires l->state == C_LOOK;
    requires L_COUNTS;
    L_DOES(tnefi_scan_line_touched, L_ALL);
    ensures \result <= 1 && L_TOUCHES(3 * \result); */
size_t tnefi_scan_line_look_step(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a,
                                 uint8_t b);

/* The field that decides is there. */
/*@ requires l->state == C_LOOK && L_IS(l, a);
    L_DOES(L_DECIDES, l->field, l->cr);
    ensures l->outcome == LINE_BOUNDARY; */
void tnefi_scan_line_field(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a);

/*@ requires l->state == C_LOOK;
    L_DOES(L_FOUND, L_TELLS);
    ensures l->outcome == LINE_TEXT; */
void tnefi_scan_line_look_eof(struct tnefi_scan_line *l, const struct tnefi_scan_line_around *a);

#endif
