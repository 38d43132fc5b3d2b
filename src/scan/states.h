/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_STATES_H
#define TNEFI_SCAN_STATES_H
/* The states of a level, as lists that apply X to each name. The enum of states and the switches that tell
 * whose step reads in one are made of them.
 *
 * The grammar of what a level reads (RFC 5322, section 2.1; RFC 2046, section 5.1.1):
 *
 *     input    = [ UTF-16 ] block body
 *     block    = *( field line-end ) line-end               header.h has its states
 *     body     = *( line / delimiter block body )
 *     line     = *byte line-end
 *     delimiter = "--" boundary [ "--" ] *( SP / TAB ) line-end
 *
 * Each step takes at least one byte, or turns to a state that does. What a level reads before it knows what
 * it is stands in the hold (lines) or in the probe (first bytes), and is read again, or released, when it is
 * decided. */

/* What a level begins with. */
#define SCAN_STATES_FIRST(X) \
    X(S_WIDE)       /* up to 4 bytes: whether the input is UTF-16. wide.c */ \
    X(S_PROBE)      /* up to 24 bytes: whether a body that is said to be base64 may be. level.c */

/* In a header block. */
#define SCAN_STATES_HEAD(X) \
    X(S_HEAD)       /* *( field line-end ) line-end. head.c hands them to header.c */

/* In a body. */
#define SCAN_STATES_BODY(X) \
    X(B_START)      /* the first byte of a line; the line end before it is in the hold */ \
    X(B_LINE)       /* *byte, up to a line end; up to a line of interest if lines are plain */ \
    X(B_CR)         /* after CR: LF, or the CR was a line end by itself */

/* On a line of a body or of a header block that began with "-", or with blanks where they may be meant, and
 * is held until it is decided. */
#define SCAN_STATES_DASH(X) \
    X(S_DASH)       /* line.h has its states. delimiter.c hands them to line.c */

/* After the end. */
#define SCAN_STATES_END(X) \
    X(S_DONE)       /* nothing is read any more; parts are closed */

#define SCAN_STATE_NAME(name) name,
enum tnefi_scan_state {
    SCAN_STATES_FIRST(SCAN_STATE_NAME)
    SCAN_STATES_HEAD(SCAN_STATE_NAME)
    SCAN_STATES_BODY(SCAN_STATE_NAME)
    SCAN_STATES_DASH(SCAN_STATE_NAME)
    SCAN_STATES_END(SCAN_STATE_NAME)
};

/* Whose step reads in a state. */
enum tnefi_scan_step { STEP_WIDE, STEP_PROBE, STEP_HEAD, STEP_BODY, STEP_DASH, STEP_NONE };

#define SCAN_STATE_CASE(name) case name:
static inline enum tnefi_scan_step tnefi_scan_step_of(enum tnefi_scan_state state)
{
    switch (state) {
    case S_WIDE:
        return STEP_WIDE;
    case S_PROBE:
        return STEP_PROBE;
    SCAN_STATES_HEAD(SCAN_STATE_CASE)
        return STEP_HEAD;
    SCAN_STATES_BODY(SCAN_STATE_CASE)
        return STEP_BODY;
    SCAN_STATES_DASH(SCAN_STATE_CASE)
        return STEP_DASH;
    default:
        return STEP_NONE;
    }
}

/* ---- What is due --------------------------------------------------------------------------- */

/* A step does the first of these that is due, and nothing else. What is due of the mail as a whole comes
 * first, since it goes before any byte of the body. */
#define SCAN_DUE_FIRST(X) \
    X(DUE_STAGE)    /* what precedes the first byte of a stream. stage.c */ \
    X(DUE_OPENING)  /* the report of a part that was opened. part.c */ \
    X(DUE_READER)   /* bytes that a reader of the leaf has decoded, and a pause has held up. leaf.c */

/* The others are those of a level. All that is due of a level comes before anything of the one below it, so
 * that each has read what there is before more is decoded for it. */
#define SCAN_DUE_OF_LEVEL(X) \
    X(DUE_RELEASE)  /* bytes that were held are the body's. body.c */ \
    X(DUE_CLOSE)    /* one part, or reader, of those that end. part.c */ \
    X(DUE_ACT)      /* what a boundary begins: a part, or the epilogue. part.c */ \
    X(DUE_BACK)     /* a message is read as it stands after all. back.c */ \
    X(DUE_REPLAY)   /* the first bytes, which were looked at, are read */ \
    X(DUE_READ)     /* bytes that were decoded for it are read */ \
    X(DUE_DECODE)   /* its decoder delivers what there was no room for. level.c */ \
    X(DUE_INPUT)    /* bytes of the input are read, by level 0 */ \
    X(DUE_END)      /* what it reads has ended, and it has to come to an end, too */

enum tnefi_scan_due {
    SCAN_DUE_FIRST(SCAN_STATE_NAME)
    SCAN_DUE_OF_LEVEL(SCAN_STATE_NAME)
    DUE_NOTHING
};

#endif
