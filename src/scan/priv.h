/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_PRIV_H
#define TNEFI_SCAN_PRIV_H
/* The inside of the scanner.
 *
 * A *level* is a line machine: level 0 reads the input, level k + 1 what a body in level k decodes to, or a
 * mail in it as it stands. A *frame* is a multipart or message that is open; the frames of all levels are
 * one stack. The *leaf* is the one body that is read now, or the preamble or epilogue in which the
 * topmost level is. While a level has another one above it, what it reads goes to that level, which decodes
 * it, and it has no leaf.
 *
 * run.c runs steps. A step takes bytes, or takes none and does one thing that is due: states.h has the
 * list, in its order. What is due are flags and counts that only fall until the next byte is taken, which is
 * why the loop ends. A step calls back at most once. Lines are collected only where a boundary may stand
 * (hold) and in header blocks.
 *
 * To read the code: header.c with fieldid.c, blanks.c, field.c, param.c, declare.c, table.c and filename.c
 * (what a header block says), search.c and shows.c (what is looked for), head.c (who asks it), part.c (what
 * it makes) with frames.c (what is open), body.c with lines.c (lines), delimiter.c (who asks line.c) and
 * line.c with look.c, tree.c and boundary.c (what is a boundary), level.c with back.c, wide.c and holder.c
 * (mail inside of what is decoded), leaf.h with leaf.c, sniff.c, reader.c, signature.c, signature_mail.c,
 * signature_fields.c, uu.c, inner.c, deliver.c, judge.c and outcome.c (the search in one body), leaves.c and
 * stage.c (who asks it), run.c (the loop), life.c (the calls), config.c, memory.c, decode.c and findings.c
 * (what they share). */

#include "base/answer.h"
#include "base/bytes.h"
#include "base/touch.h"
#include "scan/chars.h"
#include "scan/config.h"
#include "scan/decode.h"
#include "scan/frames.h"
#include "scan/header.h"
#include "scan/leaf.h"
#include "scan/line.h"
#include "scan/lines.h"
#include "scan/states.h"
#include "scan/texts.h"

#include <tnef/scanner.h>
#include <tnef/text.h>
#include <tnef/transfer.h>

#define FEED_SIZE 1024u      /* decoded bytes that wait for a level */
#define PROBE_SIZE 24u       /* bytes that decide whether a body may be base64 */

/* Where the bytes are that the body gets next. */
enum { OUT_NONE, OUT_HOLD, OUT_LINE };

enum { HALT_NONE, HALT_PAUSE, HALT_FATAL };

/* What shows that a level reads what is not encoded: nothing, a boundary of its multipart, or a field, in the
 * level below it. */
enum { BACK_NONE, BACK_LINE, BACK_FIELD };

struct tnefi_scan_line_level {
    uint64_t offset;         /* of the next byte to be read */
    uint64_t line_at;        /* of the first byte of this line of the body */
    uint64_t plain;          /* bytes of the body up to here were looked at and are no line of interest */
    uint32_t frame0, entry0; /* its first frame, and its first boundary */
    enum tnefi_scan_state state;
    uint32_t out_at, out_len, out_keep;
    uint32_t replay_at, replay_len;      /* bytes of probe to be read again */
    uint32_t have, at;       /* of feed */
    uint16_t out;            /* where the bytes are that the body gets next: OUT_* */
    uint16_t in_head;        /* S_DASH: the line is in a header block */
    uint16_t act, closing, eof, finished; /* act: |line| is a boundary, and what it begins is due */
    uint16_t lf;             /* a line of a header block, or a boundary, has ended with LF */
    uint16_t indented;       /* a boundary in it has blanks before it */
    uint16_t held;           /* its decoder has bytes for which there was no room */
    uint16_t wide;           /* it reads what the scanner's |wide| decodes */
    uint16_t same;           /* it reads what the level below it does */
    uint16_t slow;           /* this line may begin a uuencoded block */
    uint16_t back;           /* what takes it back: BACK_* */
    uint16_t raw, raw_len;   /* BACK_FIELD: where the line below it stands, and how much of it is in probe */
    uint16_t again;          /* the level above it was taken back, and its message begins here */
    uint16_t regains;        /* the same of a multipart, whose boundaries it gets back */
    struct tnefi_scan_line line; /* the line that may be a boundary, and what is held of it */
    uint8_t probe[PROBE_SIZE], feed[FEED_SIZE];
    struct tnefi_scan_decode *decode; /* feeds this level: one of the scanner's, or that of a level */
    struct tnefi_scan_decode own;
};

/* What was looked at before a leaf was known to be a mail is the first that its level gets. */
_Static_assert(SIGNATURE_SEEN <= FEED_SIZE, "a level has room for it");

struct tnefi_scan_result {
    tnef_status status;
    uint64_t offset, limit, found;
    uint32_t code;
    int32_t user_code;
};

struct tnef_scanner {
    struct tnefi_scan_config cfg;
    tnef_allocator alloc;
    struct tnefi_scan_result fatal, limit;
    uint64_t fed, anomalies;
    uint64_t decoded_at;     /* of the body that level 1 decodes, if there is one */
    uint32_t top;            /* the number of the topmost level */
    uint32_t parts;
    uint16_t halt, busy, closing, opening, header_done;
    uint16_t after_end;      /* what is read may be a header block, or the epilogue of a multipart */
    struct tnefi_scan_boundaries boundaries;
    struct tnefi_scan_frames frames; /* of all levels */
    struct tnefi_scan_header head; /* the block that is read, and after it what is known of the part */
    struct tnefi_scan_leaf leaf;
    tnef_text wide;          /* a mail that is all UTF-16 */
    /* After it in its memory, as many as the limits ask for: memory.c. */
    struct tnefi_scan_line_level *level;
};

/* ---- run.c, life.c ------------------------------------------------------------------------ */

/* Runs steps as long as there is one that can be done. Returns how many of |n| bytes of the input it read. */
size_t tnefi_scan_run(struct tnef_scanner *s, const uint8_t *p, size_t n);

/* memory.c: the bytes of a scanner with these limits, and where its arrays are in them. */
size_t tnefi_scan_size(const struct tnefi_scan_config *cfg);
void tnefi_scan_lay_out(struct tnef_scanner *s);

uint64_t tnefi_scan_place(const struct tnef_scanner *s);
void tnefi_scan_fail(struct tnef_scanner *s, tnef_status status, uint64_t offset, uint32_t code);
void tnefi_scan_limit(struct tnef_scanner *s, tnef_status status, uint64_t limit, uint64_t found);

/* Notes an anomaly of the part whose anomalies |to| points to, and of the whole message; STRICT may refuse
 * it. The others note one of what their name says. */
void tnefi_scan_note(struct tnef_scanner *s, uint64_t *to, uint32_t anomaly);
void tnefi_scan_note_head(struct tnef_scanner *s, uint32_t anomaly);
void tnefi_scan_note_frame(struct tnef_scanner *s, uint32_t frame, uint32_t anomaly);

/* A place for the findings of an object, empty; what STRICT refuses of the findings of files that are mails,
 * around what is read; and what is done with findings: they are added to |*to|, those of a part, and to those
 * of the message, STRICT may refuse the message, and a limit is noted. */
struct tnefi_scan_findings tnefi_scan_findings_for(const struct tnef_scanner *s);
uint64_t tnefi_scan_refused_of_files(const struct tnef_scanner *s);
void tnefi_scan_take(struct tnef_scanner *s, uint64_t *to, const struct tnefi_scan_findings *findings);

/* ---- head.c: header blocks ------------------------------------------------------------------ */

/* What is given to the object that reads them, once. */
void tnefi_scan_head_make(struct tnef_scanner *s);

/* The topmost level begins to read one, that of a message, or of a part; that of a part begins at |at|, after
 * a CR if |cr|. */
void tnefi_scan_head_begin(struct tnef_scanner *s, uint16_t root);
void tnefi_scan_head_begin_at(struct tnef_scanner *s, uint64_t at, uint16_t cr);

/* The same after an end boundary that stands in place of the first boundary: if a field comes next, a
 * part begins, and else the epilogue. */
void tnefi_scan_head_begin_after_end(struct tnef_scanner *s, uint64_t at, uint16_t cr);

size_t tnefi_scan_head_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p,
                            size_t n);

/* The line in the hold is not a boundary: from |from| on it is read as a line of the block. */
void tnefi_scan_head_again(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint32_t from);

/* The line in the hold is a boundary, and ends the block. */
void tnefi_scan_head_boundary(struct tnef_scanner *s, struct tnefi_scan_line_level *l);

/* The topmost level begins to read the block of a message, whose first line is what was to be released. */
void tnefi_scan_head_begin_in_line(struct tnef_scanner *s, struct tnefi_scan_line_level *l);

/* The block ends here, since nothing more comes. */
void tnefi_scan_head_eof(struct tnef_scanner *s, struct tnefi_scan_line_level *l);

/* tnef_scanner_header(). */
void tnefi_scan_head_given(struct tnef_scanner *s, const uint8_t *name, size_t name_len, const uint8_t *value,
                           size_t value_len);

/* ---- delimiter.c: lines that may be a boundary ------------------------------------------------ */

/* One begins here, in a header block or in a body: with a "-", or with blanks. */
void tnefi_scan_dash_begin(struct tnefi_scan_line_level *l, int in_head, int blanks);
size_t tnefi_scan_dash_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p,
                            size_t n);
void tnefi_scan_dash_eof(struct tnef_scanner *s, struct tnefi_scan_line_level *l);

/* Whether lines that begin with "-" must be held: there is a boundary, or one may have to be guessed. */
int tnefi_scan_dash_watched(const struct tnef_scanner *s, const struct tnefi_scan_line_level *l);
/* Whether lines are looked for that are a boundary although they begin with blanks. */
int tnefi_scan_dash_indented(const struct tnef_scanner *s, const struct tnefi_scan_line_level *l);

/* ---- body.c: bodies -------------------------------------------------------------------------- */

void tnefi_scan_out(struct tnefi_scan_line_level *l, uint32_t from, uint32_t len, uint32_t keep);

size_t tnefi_scan_body_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p,
                       size_t n);
void tnefi_scan_out_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l);

/* The body goes on in a line that began at |line_at|, and of which bytes are released from elsewhere: how it
 * begins was not looked at here, so it may be one of interest. */
static inline void tnefi_scan_in_line(struct tnefi_scan_line_level *l, uint64_t line_at)
{
    l->state = B_LINE;
    l->line_at = line_at;
    l->slow = 1;
}

/* What an answer asks for beside TNEF_SCANNER_RAW and TNEF_SCANNER_DECODE. */
static inline int tnefi_scan_asks(int answer)
{
    return answer < 0 ? answer : tnefi_base_as_answer(answer & ~(TNEF_SCANNER_RAW | TNEF_SCANNER_DECODE));
}

/* ---- level.c, wide.c: levels ----------------------------------------------------------------- */

void tnefi_scan_level(struct tnef_scanner *s, struct tnefi_scan_line_level *l);

/* Makes a level that reads the decoded body of the innermost frame. Returns 0 if there is none left. */
int tnefi_scan_deeper(struct tnef_scanner *s, uint32_t kind);

/* The level |l| decodes bytes of the one below it, as far as it has room. Returns how many it took. _finish:
 * there are no more; returns 0 as long as there is no room for the rest of what they decode to. */
size_t tnefi_scan_level_feed(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p,
                       size_t n);
int tnefi_scan_level_finish(struct tnef_scanner *s, struct tnefi_scan_line_level *l);
void tnefi_scan_level_held(struct tnefi_scan_line_level *l);

/* What a level does with decoded bytes: returns how many there was room for. */
size_t tnefi_scan_level_takes(struct tnefi_scan_line_level *l, const uint8_t *p, size_t n);

/* |decode|, which has begun to decode for the leaf, goes on for the level. Returns the one that this had. */
struct tnefi_scan_decode *tnefi_scan_level_goes_on(struct tnefi_scan_line_level *l,
                                                   struct tnefi_scan_decode *decode);

/* holder.c: whether the type of the part is one in which a mail may be; the limit that leaves no room for one
 * in a leaf, or 0; |reader| shows that the leaf is a mail; and a stream has shown in files that are. */
int tnefi_scan_may_hold(const struct tnefi_scan_header *h);
uint32_t tnefi_scan_no_room(const struct tnef_scanner *s);
void tnefi_scan_holds(struct tnef_scanner *s, uint32_t reader);
void tnefi_scan_holders_show(struct tnef_scanner *s, const struct tnefi_scan_findings *findings);

size_t tnefi_scan_probe_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint8_t b);
void tnefi_scan_probe_eof(struct tnef_scanner *s, struct tnefi_scan_line_level *l);

/* back.c: the topmost level, which is new, decodes what is said to be base64, and may be taken back.
 * _field: a byte of the message that |l| decodes, as it stands; returns 1 if it is not to be decoded, since
 * the message is not encoded. _step: |l| reads the message from now on. _lines: whether the boundaries of the
 * multipart that the level above |l| decodes are looked for in |l|, too. _boundary: |l| has met a boundary.
 * _regain: that multipart is the innermost frame again. */
void tnefi_scan_back_begin(struct tnef_scanner *s);
int tnefi_scan_back_field(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint8_t b);
void tnefi_scan_back_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l);
int tnefi_scan_back_lines(const struct tnef_scanner *s, const struct tnefi_scan_line_level *l);
void tnefi_scan_back_boundary(struct tnef_scanner *s, struct tnefi_scan_line_level *l);
void tnefi_scan_back_regain(struct tnef_scanner *s, struct tnefi_scan_line_level *l);

/* S_WIDE: whether the input is UTF-16. */
size_t tnefi_scan_wide_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint8_t b);
void tnefi_scan_wide_eof(struct tnefi_scan_line_level *l);
size_t tnefi_scan_wide_feed(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p,
                       size_t n);
int tnefi_scan_wide_finish(struct tnef_scanner *s, struct tnefi_scan_line_level *l);

/* ---- leaves.c, stage.c: the object that reads a leaf ----------------------------------------- */

/* What is given to it, once. */
void tnefi_scan_leaves_make(struct tnef_scanner *s);

/* A preamble or epilogue begins, or the body of the part whose header block was read, which is started when
 * the caller has answered. */
void tnefi_scan_leaves_open(struct tnef_scanner *s, uint16_t kind, uint64_t body);
void tnefi_scan_leaves_open_part(struct tnef_scanner *s, uint32_t number, uint16_t announced, uint64_t body);
void tnefi_scan_leaves_start(struct tnef_scanner *s, int answer);

/* Call it, and take what that came to. _feed: the level |l| has bytes for it. _finish: returns 1 if the leaf
 * is done, and judged. */
size_t tnefi_scan_leaves_feed(struct tnef_scanner *s, const struct tnefi_scan_line_level *l, const uint8_t *p,
                              size_t n);
void tnefi_scan_leaves_held(struct tnef_scanner *s);
int tnefi_scan_leaves_finish(struct tnef_scanner *s);
void tnefi_scan_leaves_magic(struct tnef_scanner *s);

/* Does what is due before the leaf reads on: its |stage|. */
void tnefi_scan_stage_step(struct tnef_scanner *s);

/* ---- part.c: parts --------------------------------------------------------------------------- */

void tnefi_scan_head_done(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint64_t body);
void tnefi_scan_open_step(struct tnef_scanner *s);
void tnefi_scan_close_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l);
void tnefi_scan_act_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l);
int tnefi_scan_say_leaf(struct tnef_scanner *s, int end);
int tnefi_scan_say_found(struct tnef_scanner *s);
int tnefi_scan_say_block(struct tnef_scanner *s, int end);

/* The number after that of the last boundary of |l|: those of the level above it are not its own. */
static inline uint32_t entries_of(const struct tnef_scanner *s, const struct tnefi_scan_line_level *l)
{
    return l == &s->level[s->top] ? s->boundaries.count : (l + 1)->entry0;
}

static inline struct tnefi_scan_line_level *top_level(struct tnef_scanner *s)
{
    return &s->level[s->top];
}

#endif
