/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_FRAMES_H
#define TNEFI_SCAN_FRAMES_H
/* The multiparts and messages that are open (RFC 2046, sections 5.1 and 5.2): an object of its own, a stack,
 * the innermost one on top.
 *
 * It knows what each of them is, which boundaries of the table are its own, how many parts it has had, and
 * the path of their numbers; it knows nothing of levels but their numbers, of bodies, and of reports. See
 * frames.c for what counts as what. */

#include "scan/boundary.h"
#include "scan/findings.h"

#include <tnef/scanner.h>

#include <stddef.h>
#include <stdint.h>

/* What is read of an open multipart. */
enum { IN_PREAMBLE, IN_PARTS, IN_EPILOGUE };

/* A multipart or message. What the facts below are about has a type that nothing else here has, since the
 * prover keeps a memory for each type: what is written to one cannot disturb what is known of another. */
struct tnefi_scan_frame {
    uint64_t head, body, anomalies, number, children;
    int32_t entry0, own;     /* its boundaries: the first of them, and how many */
    int32_t path_len;        /* of its path */
    int32_t holders;         /* leaves that hold a mail: this one and those around it */
    int8_t level;            /* whose lines it is made of */
    int8_t state, digest, announced, muted;
    int8_t leaf;             /* it was announced as a leaf, and shows a mail */
    int8_t guess;            /* it declares no boundary that is known whole: lines that may be one are taken
                              * for it, up to EACH */
    uint16_t kind, declared, claims;
};

struct tnefi_scan_frames {
    /* What it is given, once: room for |max| frames, and the table of their boundaries. */
    struct tnefi_scan_frame *frame;
    struct tnefi_scan_boundaries *boundaries;
    int32_t max;

    int32_t count;           /* tnefi_scan_frames_count() */
    char path[TNEF_SCANNER_PATH_SIZE]; /* of the innermost frame, and what was added to it */
};

/* ---- Contracts ------------------------------------------------------------------------------ */

/* The array is there, and apart from the table and its arrays. */
#define F_ROOM(t) \
    (\valid(t) && 0 <= t->max <= TNEF_SCANNER_DEPTH_CEILING && \valid(t->frame + (0 .. t->max - 1)) \
    && \separated(t, t->frame + (0 .. t->max - 1), t->boundaries, \
                  t->boundaries->entry + (0 .. t->boundaries->max - 1), \
                  t->boundaries->pool + (0 .. t->boundaries->pool_size - 1), \
                  t->boundaries->link \
                  + (0 .. LINKS_OF(t->boundaries->max, t->boundaries->levels) - 1)))

/* The boundaries of a frame are among the first |n| of the table, and below those of the frames in it. */
#define F_BELOW(t, n) \
    ((\forall integer some; 0 <= some < t->count ==> \
            0 <= t->frame[some].entry0 && 0 <= t->frame[some].own \
            && t->frame[some].entry0 + t->frame[some].own <= (n) \
            && 0 <= t->frame[some].path_len < TNEF_SCANNER_PATH_SIZE \
            && 0 <= t->frame[some].holders <= some + 1) \
    && (\forall integer some, later; 0 <= some < later < t->count ==> \
            t->frame[some].entry0 + t->frame[some].own <= t->frame[later].entry0))

#define F_FRAMES(t) F_BELOW(t, t->boundaries->count)

/* The stack between two calls. */
#define F_OK(t) (B_OK(t->boundaries) && F_ROOM(t) && 0 <= t->count <= t->max && F_FRAMES(t))

/* Findings are elsewhere. */
#define F_TELLS(t, out) \
    (B_TELLS(t->boundaries, out) && \separated(out, t, t->frame + (0 .. t->max - 1)))

#define F_TOP(t)  t->frame[t->count - 1]

/* |entry| is the last boundary of the innermost frame, and of the table. */
#define F_ENTRY(t, entry) \
    ((entry) == NO_ENTRY \
    || ((entry) == t->boundaries->count - 1 && (entry) == F_TOP(t).entry0 + F_TOP(t).own - 1))

#define F_TABLE t->boundaries->count, t->boundaries->pool_len, \
    t->boundaries->entry[0 .. t->boundaries->max - 1], \
    t->boundaries->pool[0 .. t->boundaries->pool_size - 1], \
    t->boundaries->link[0 .. LINKS_OF(t->boundaries->max, t->boundaries->levels) - 1]

/* ---- The stack ------------------------------------------------------------------------------ */

/* Closes all frames, and takes out all boundaries. */
/*@ requires B_OK(t->boundaries) && F_ROOM(t);
    B_TOTAL;
    assigns t->count, t->path[0], t->boundaries->count, t->boundaries->pool_len,
        t->boundaries->link[0 .. LINKS_OF(t->boundaries->max, t->boundaries->levels) - 1];
    ensures F_OK(t) && t->count == 0 && t->boundaries->count == 0; */
void tnefi_scan_frames_clear(struct tnefi_scan_frames *t);

/* How many there are. */
/*@ requires \valid_read(t) && 0 <= t->count;
    B_TOTAL;
    assigns \nothing;
    ensures \result == t->count; */
static inline uint32_t tnefi_scan_frames_count(const struct tnefi_scan_frames *t)
{
    return (uint32_t)t->count;
}

/* The one with that number. */
/*@ requires \valid_read(t) && i < t->count <= t->max && \valid(t->frame + (0 .. t->max - 1));
    B_TOTAL;
    assigns \nothing;
    ensures \result == &t->frame[i]; */
static inline struct tnefi_scan_frame *tnefi_scan_frames_at(const struct tnefi_scan_frames *t, uint32_t i)
{
    return &t->frame[i];
}

/* Whether there is no room for another one. */
/*@ requires \valid_read(t);
    B_TOTAL;
    assigns \nothing;
    ensures \result != 0 <==> t->count >= t->max; */
static inline int tnefi_scan_frames_full(const struct tnefi_scan_frames *t)
{
    return t->count >= t->max;
}

/* The innermost one, if it is one of those from |frame0| on; else NULL. */
/*@ requires \valid_read(t) && 0 <= t->count <= t->max && \valid(t->frame + (0 .. t->max - 1));
    B_TOTAL;
    assigns \nothing;
    ensures t->count > frame0 ==> \result == &F_TOP(t);
    ensures t->count <= frame0 ==> \result == \null; */
static inline struct tnefi_scan_frame *tnefi_scan_frames_innermost(const struct tnefi_scan_frames *t,
                                                                   uint32_t frame0)
{
    return (uint32_t)t->count > frame0 ? &t->frame[t->count - 1] : NULL;
}

/* The number that the next part of the innermost frame has in the path. */
/*@ requires F_OK(t);
    B_TOTAL;
    assigns t->frame[0 .. t->max - 1].children;
    ensures F_OK(t); */
uint32_t tnefi_scan_frames_next(struct tnefi_scan_frames *t);

/* Makes a frame with that |number| the innermost one, as new. Its boundaries are those of the table from
 * |entry0| on, which are looked for in |level|. Who asks fills in the rest of what it is. */
/*@ requires F_OK(t) && t->count < t->max && entry0 <= t->boundaries->count;
    requires level < 128;
    requires t->count > 0 ==> F_TOP(t).entry0 + F_TOP(t).own <= entry0;
    B_TOTAL;
    assigns t->count, t->frame[t->count], t->path[0 .. TNEF_SCANNER_PATH_SIZE - 1];
    ensures B_OK(t->boundaries) && F_ROOM(t) && t->count == \old(t->count) + 1 && \result == &F_TOP(t);
    ensures F_FRAMES(t) && F_TOP(t).entry0 == entry0 && F_TOP(t).own == t->boundaries->count - entry0; */
struct tnefi_scan_frame *tnefi_scan_frames_push(struct tnefi_scan_frames *t, uint32_t number, uint32_t entry0,
                                                uint32_t level);

/* The innermost frame, which is new, is a leaf that holds a mail. */
/*@ requires F_OK(t) && t->count > 0 && F_TOP(t).holders < t->count;
    B_TOTAL;
    assigns F_TOP(t).leaf, F_TOP(t).holders;
    ensures F_OK(t); */
void tnefi_scan_frames_holds(struct tnefi_scan_frames *t);

/* Whether one of the frames is a leaf that holds a mail. */
/*@ requires \valid_read(t) && 0 <= t->count <= t->max && \valid_read(t->frame + (0 .. t->max - 1));
    B_TOTAL;
    assigns \nothing; */
static inline int tnefi_scan_frames_in_holder(const struct tnefi_scan_frames *t)
{
    return t->count > 0 && t->frame[t->count - 1].holders > 0;
}

/* Whether the caller has skipped a part that the next one is in. */
/*@ requires \valid_read(t) && 0 <= t->count <= t->max && \valid_read(t->frame + (0 .. t->max - 1));
    B_TOTAL;
    assigns \nothing; */
static inline int tnefi_scan_frames_muted(const struct tnefi_scan_frames *t)
{
    return t->count > 0 && t->frame[t->count - 1].muted != 0;
}

/* A stream has shown: finds MAIL_AS_FILE in each frame that is a leaf, and notes it there. */
/*@ requires F_OK(t) && F_TELLS(t, out);
    B_TOTAL;
    assigns t->frame[0 .. t->max - 1].anomalies, B_FOUND; */
void tnefi_scan_frames_show(struct tnefi_scan_frames *t, struct tnefi_scan_findings *out);

/* The innermost frame is about to be closed, by a boundary of another one if |boundary|, or because its bytes
 * end. Finds NO_INNER_END or NO_END, if it is a multipart that has not met its end boundary. */
/*@ requires F_OK(t) && F_TELLS(t, out) && t->count > 0;
    B_TOTAL;
    assigns B_FOUND; */
void tnefi_scan_frames_closes(const struct tnefi_scan_frames *t, int boundary,
                              struct tnefi_scan_findings *out);

/* Takes the innermost frame off, and its boundaries out. */
/*@ requires F_OK(t) && t->count > 0;
    B_TOTAL;
    assigns t->count, t->boundaries->count, t->boundaries->pool_len,
        t->boundaries->link[0 .. LINKS_OF(t->boundaries->max, t->boundaries->levels) - 1];
    ensures F_OK(t) && t->count == \old(t->count) - 1
        && t->boundaries->count == \old(F_TOP(t).entry0); */
void tnefi_scan_frames_pop(struct tnefi_scan_frames *t);

/* ---- Paths ---------------------------------------------------------------------------------- */

/* Makes the path that of the first |n| frames. Returns where it ends. */
/*@ requires F_OK(t) && n <= t->count;
    B_TOTAL;
    assigns t->path[0 .. TNEF_SCANNER_PATH_SIZE - 1];
    ensures \result < TNEF_SCANNER_PATH_SIZE; */
uint32_t tnefi_scan_frames_path(struct tnefi_scan_frames *t, uint32_t n);

/* Appends |number| to a path that ends at |at|. Returns where it ends now. */
/*@ requires \valid(t) && at < TNEF_SCANNER_PATH_SIZE;
    B_TOTAL;
    assigns t->path[0 .. TNEF_SCANNER_PATH_SIZE - 1];
    ensures at <= \result < TNEF_SCANNER_PATH_SIZE; */
uint32_t tnefi_scan_frames_path_add(struct tnefi_scan_frames *t, uint32_t at, uint32_t number);

/* ---- Boundaries ----------------------------------------------------------------------------- */

/* The innermost frame of those from |frame0| on, if it is a multipart whose boundary is known and has shown
 * no part. */
/*@ requires F_OK(t);
    B_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> t->count > 0; */
int tnefi_scan_frames_without_part(const struct tnefi_scan_frames *t, uint32_t frame0);

/* Whether the innermost frame of those from |frame0| on is a multipart that names no boundary. */
/*@ requires F_OK(t);
    B_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> t->count > 0; */
int tnefi_scan_frames_guess(const struct tnefi_scan_frames *t, uint32_t frame0);

/* Whether the innermost frame may have one boundary more. */
/*@ requires F_OK(t);
    B_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> t->count > 0 && F_TOP(t).own < EACH
        && t->boundaries->count < t->boundaries->max; */
int tnefi_scan_frames_has_room(const struct tnefi_scan_frames *t);

/* The |len| bytes at |text| are one more boundary of the innermost frame, which has room for it: it is looked
 * for in |level|. Returns its number in the table. */
/*@ requires F_OK(t) && F_TELLS(t, out) && t->count > 0 && level < t->boundaries->levels;
    requires F_TOP(t).own < EACH && t->boundaries->count < t->boundaries->max;
    requires \valid_read(text + (0 .. len - 1));
    B_TOTAL;
    assigns t->frame[0 .. t->max - 1].own, F_TABLE, B_FOUND;
    ensures B_OK(t->boundaries) && F_ROOM(t) && t->count == \old(t->count);
    ensures F_FRAMES(t);
    ensures F_ENTRY(t, \result); */
uint32_t tnefi_scan_frames_name(struct tnefi_scan_frames *t, const uint8_t *text, uint32_t len,
                                uint32_t level, struct tnefi_scan_findings *out);

/* Finds BOUNDARY_PREFIX if one of the boundaries of the innermost frame, and one of those from |from| on that
 * are not its own, begin alike: these are those of |level|. */
/*@ requires F_OK(t) && F_TELLS(t, out) && t->count > 0 && from <= F_TOP(t).entry0;
    requires level < t->boundaries->levels;
    B_TOTAL;
    assigns B_FOUND; */
void tnefi_scan_frames_prefix(const struct tnefi_scan_frames *t, uint32_t from, uint32_t level,
                              struct tnefi_scan_findings *out);

/* The boundaries of the innermost frame are looked for in |level| from now on. */
/*@ requires F_OK(t) && t->count > 0 && level < t->boundaries->levels;
    B_TOTAL;
    assigns t->boundaries->entry[0 .. t->boundaries->max - 1],
        t->boundaries->link[0 .. LINKS_OF(t->boundaries->max, t->boundaries->levels) - 1];
    ensures F_OK(t); */
void tnefi_scan_frames_move(struct tnefi_scan_frames *t, uint32_t level);

/* A boundary of the frame |i| was met: a part begins, which is AFTER_END after an end boundary; or that was
 * its end boundary. */
/*@ requires F_OK(t) && F_TELLS(t, out) && i < t->count;
    B_TOTAL;
    assigns t->frame[i].state, t->boundaries->entry[0 .. t->boundaries->max - 1].ended, B_FOUND;
    ensures F_OK(t); */
void tnefi_scan_frames_part(struct tnefi_scan_frames *t, uint32_t i, struct tnefi_scan_findings *out);

/*@ requires F_OK(t) && i < t->count;
    B_TOTAL;
    assigns t->frame[i].state, t->boundaries->entry[0 .. t->boundaries->max - 1].ended;
    ensures F_OK(t); */
void tnefi_scan_frames_end(struct tnefi_scan_frames *t, uint32_t i);

#endif
