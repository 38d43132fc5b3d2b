/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_LEAF_H
#define TNEFI_SCAN_LEAF_H
/* The one body that is read now (RFC 2045, section 6; uuencode in POSIX, IEEE Std 1003.1): an object of its
 * own, which gets the bytes of a body, or of a preamble or epilogue, and searches them for a stream.
 *
 * It knows its part by what tnefi_scan_leaf_open() was told, and it delivers what it decodes to a sink. It
 * knows nothing of levels, of open parts, and of the caller's callbacks, which are called for it: as long as
 * |stage| is not STAGE_NONE it takes no byte, and whoever has it must do first what that says. What it finds,
 * and what the sink has answered, stands in |outcome| and what belongs to it after each call, for the caller
 * to take. One object reads all leaves of a mail, one after the other.
 *
 * leaf.c hands bytes to the readers, sniff.c tells how many at once, reader.c what is done with what they
 * decode, signature.c what that begins with, uu.c which lines may begin a uuencoded block, inner.c those of
 * what is decoded, deliver.c what goes to the sink, judge.c what is known at the end, and outcome.c what a
 * call has come to. */

#include "scan/config.h"
#include "scan/decode.h"
#include "scan/findings.h"
#include "scan/lines.h"
#include "scan/search.h"
#include "scan/signature.h"

#include <tnef/scanner.h>

#include <stddef.h>
#include <stdint.h>

/* Readers of a leaf's bytes. The order is needed: those of encodings have the numbers of tnef_transfer, so
 * that they are the index of their decoder; all that decode come before R_RAW, so that the end of a leaf
 * finishes what is below it; and READERS counts them. */
enum { R_IDENTITY, R_BASE64, R_QP, R_UU, R_RAW, READERS };
#define NO_READER READERS
_Static_assert((int)R_BASE64 == (int)TNEF_TRANSFER_BASE64
               && (int)R_QP == (int)TNEF_TRANSFER_QUOTED_PRINTABLE
               && (int)R_UU == (int)TNEF_TRANSFER_UUENCODE, "readers have their decoders' numbers");
_Static_assert(R_IDENTITY == 0 && R_RAW == R_UU + 1 && READERS == R_RAW + 1,
               "readers that decode are those below R_RAW");

/* What the caller wants of a leaf. */
enum { MODE_SEARCH, MODE_RAW, MODE_DECODE };

/* What is due before the next byte of the leaf is read.
 *
 *     STAGE_BEGIN    the part is announced if it was not: a preamble or epilogue, a part beyond max_parts, a
 *                    uuencoded block (and the leaf around it before it)
 *     STAGE_FOUND    that it shows a stream is reported
 *     STAGE_MAGIC    tnefi_scan_leaf_magic()
 *     STAGE_UU_END   the end of the uuencoded block is reported */
enum { STAGE_NONE, STAGE_BEGIN, STAGE_FOUND, STAGE_MAGIC, STAGE_UU_END };

/* What a line outside of uuencoded blocks may be: nothing, a begin line, base64 of a stream. */
enum { PASS_NOTHING, PASS_BEGIN, PASS_TEXT };

/* Where quoted-printable stands while it is undecided: where a soft line break may begin; after the CR of
 * one; where it has decoded something, after which it is not followed. After "=" and n blanks it is
 * SOFT_EQUALS + n. */
enum { SOFT_NONE, SOFT_CR, SOFT_LOST, SOFT_EQUALS };

/* What follows SOFT_EQUALS is counted, so it must be the last, and the count must fit its field. */
_Static_assert(SOFT_EQUALS > SOFT_NONE && SOFT_EQUALS > SOFT_CR && SOFT_EQUALS > SOFT_LOST
                   && SOFT_EQUALS + TNEF_TRANSFER_BLANKS <= UINT16_MAX,
               "numbers after SOFT_EQUALS are free");

/* What a call has come to. Of several the last one of these counts, so their order is needed; from LEAF_MAIL
 * on the leaf reads no further before it was taken. */
enum tnefi_scan_leaf_outcome {
    LEAF_GOES_ON,
    LEAF_TELLS,      /* there are findings */
    LEAF_MAIL,       /* the body is a mail, as |mail| has decoded it: nobody else reads it any more */
    LEAF_PAUSED,     /* the sink asks for a pause: |answer| is TNEF_PAUSED */
    LEAF_FAILED      /* STRICT refuses what was found, or |answer| is why the sink has failed */
};

/* What a body is of, and what STRICT refuses. */
struct tnefi_scan_leaf_place {
    uint64_t head, body, anomalies;
    uint64_t refused;        /* of the findings of the leaf */
    uint64_t refused_of_files; /* and of those of the files around it */
    uint32_t number;
    uint32_t no_room;        /* the limit that leaves no room for a mail in it, or 0 */
    uint16_t kind, announced, muted, declared, claims;
    uint16_t text;           /* its type is that of text */
    uint16_t mail;           /* its type is one in which a mail may be */
    uint16_t in_file;        /* a file that is a mail is around it */
};

/* A uuencoded block that is being delivered. */
struct tnefi_scan_uu_block {
    uint64_t head, anomalies, size;
    uint32_t number;
    uint16_t open, claims;
    uint8_t name[TNEF_SCANNER_NAME_SIZE];
};

/* What the sink of a reader's decoder is given. */
struct tnefi_scan_reader {
    struct tnefi_scan_leaf *leaf;
    uint32_t index;
};

struct tnefi_scan_leaf {
    /* What it is given, once. */
    const struct tnefi_scan_config *cfg;
    const struct tnefi_scan_search *search;
    tnef_sink_fn sink;       /* NULL: what is delivered is only counted */
    void *user;
    struct tnefi_scan_reader reader[R_RAW];

    /* What the last calls came to, for the caller to take. */
    enum tnefi_scan_leaf_outcome outcome;
    tnef_status answer;      /* of the sink */
    uint32_t mail;           /* the reader that shows it */
    struct tnefi_scan_findings findings, of_block;
    struct tnefi_scan_findings of_files; /* around the leaf: that they hold a stream */

    /* What all leaves came to. */
    uint64_t output;         /* bytes delivered */
    uint32_t streams;

    /* The leaf. */
    uint64_t head, body, size, cursor;
    uint64_t anomalies;      /* of the part: whoever takes the findings keeps them here */
    uint64_t line_at;        /* where the line of the body begins of which R_UU has got bytes last; after a
                              * line end that is the next one */
    uint64_t sniffed;        /* up to here sniff.c has looked */
    uint64_t plain;          /* up to here no line begins a uuencoded block, or ends the one that is open:
                              * told by who looks at lines */
    uint64_t pos[READERS];   /* bytes of the body that each has read */
    uint32_t matched[READERS];
    uint32_t number, children, shown, finishing, magic_at, block;
    uint32_t no_room;
    uint16_t alive[READERS]; /* it is still fed */
    uint16_t died[READERS];  /* it decoded something other than the magic */
    uint16_t open, kind, announced, muted, mode, declared, claims, found, deliver, finder;
    uint16_t text, may_be_mail, in_file;
    uint16_t stage, sniffing, uu_dead, read_ok, any_found;
    uint16_t inner;          /* the reader that decodes what R_UU reads; NO_READER: none does */
    uint16_t uu_held;        /* a pause held back bytes of R_UU, also if no reader is around it */
    uint16_t idle;           /* no uuencoded block has begun, and none is declared */
    uint16_t passing;        /* idle: what this line may be, PASS_* */
    uint32_t text_at;        /* then, PASS_TEXT: characters of the base64 form that were seen */
    uint32_t bare;           /* the number of the block that began without a begin line */
    uint16_t twice;          /* that is what a reader decodes to */
    uint16_t letters;        /* idle: characters of base64 have come, so that its reader stands elsewhere */
    uint16_t in_line;        /* idle: not at the beginning of a line */
    uint16_t held;           /* the reader whose decoder has bytes that a pause held back */
    uint16_t started[READERS]; /* its decoder was, which is when it gets its first byte */
    uint16_t quantum;        /* while base64 is undecided: characters of a group that it has */
    uint16_t soft;           /* while quoted-printable is: SOFT_* */
    struct tnefi_scan_uu_block uu;
    struct tnefi_scan_signature first[R_RAW]; /* of readers: their first bytes, R_UU: those of its block */
    struct tnefi_scan_decode *decode[R_RAW];     /* R_IDENTITY has none */
    struct tnefi_scan_decode own[R_RAW - 1];     /* those of the readers after it */
};

/* ---- Contracts ------------------------------------------------------------------------------ */

#ifdef __FRAMAC__
/* All that the proof knows of the sink, and what it is promised. */
/*@ requires len > 0 && \valid(taken);
    terminates \true; exits \false;
    assigns *taken, \result \from \nothing; */
extern tnef_status tnefi_scan_leaf_sink_model(void *user, const void *buf, size_t len, size_t *taken);
#endif

#define LEAF_TOTAL terminates \true; exits \false

/* Bytes that are read are apart from the leaf. */
#define LEAF_READS(f, p, n) \
    (\valid(f) && \valid_read((p) + (0 .. (n) - 1)) && \separated(f, (p) + (0 .. (n) - 1)))

#define LEAF_VALID(f) (\valid(f))

/* |of| are findings of the leaf. */
#define LEAF_OF(f, of) ((of) == &(f)->findings || (of) == &(f)->of_block || (of) == &(f)->of_files)
#define LEAF_FOUND(of) of.anomalies, of.first, of.status, of.limit, of.found

/* A call comes to more and more. */
#define LEAF_LATER(f) ((f)->outcome >= \old((f)->outcome))

/* What the leaf is given, and how much it has delivered. */
#define LEAF_OK(f) \
    (\valid(f) && \valid_read((f)->cfg) && \separated(f, (f)->cfg) \
    && ((f)->sink == \null || (f)->sink == &tnefi_scan_leaf_sink_model) \
    && (f)->cfg->max_stream <= LIMIT_CEILING && (f)->cfg->max_output <= LIMIT_CEILING \
    && (f)->size <= (f)->cfg->max_stream && (f)->uu.size <= (f)->cfg->max_stream \
    && (f)->output <= (f)->cfg->max_output && (f)->cfg->magic_len <= MAGIC_MAX \
    && (f)->magic_at <= (f)->cfg->magic_len && (f)->finder <= NO_READER)
#define LEAF_DELIVERS f->answer, f->outcome, f->output, f->size, f->uu.size, LEAF_FOUND(f->findings), \
    LEAF_FOUND(f->of_block)

/* Where the decoders stand that are not asked: less than a group of base64, and of a soft line break no more
 * blanks than there may be. */
#define LEAF_SNIFF(f) ((f)->quantum <= 3 && (f)->soft <= SOFT_EQUALS + TNEF_TRANSFER_BLANKS)

/* ---- Life ---------------------------------------------------------------------------------- */

/* Gives it what it is given once. */
void tnefi_scan_leaf_make(struct tnefi_scan_leaf *f, const struct tnefi_scan_config *cfg,
                          const struct tnefi_scan_search *search, tnef_sink_fn sink, void *user);

/* A mail begins: no leaf is open, and nothing was delivered. */
void tnefi_scan_leaf_reset(struct tnefi_scan_leaf *f);

/* A body begins. Nothing of it may come before tnefi_scan_leaf_start(), which is told what is wanted of it
 * (MODE_*). A leaf that is muted is not searched. */
void tnefi_scan_leaf_open(struct tnefi_scan_leaf *f, const struct tnefi_scan_leaf_place *place);
void tnefi_scan_leaf_start(struct tnefi_scan_leaf *f, uint16_t mode);

/* ---- Bytes --------------------------------------------------------------------------------- */

/* Takes some of |n| bytes, the first of which stands in a line that begins at |line_at|. Returns how many,
 * which may be none if something is due first. Not while a stage is due, or while a decoder is |held|. */
size_t tnefi_scan_leaf_feed(struct tnefi_scan_leaf *f, uint64_t line_at, const uint8_t *p, size_t n);

/* The decoder that is |held|, since the sink or a stage has held it up, delivers the rest. */
void tnefi_scan_leaf_held(struct tnefi_scan_leaf *f);

/* The body has ended. Returns 0 if something is due first: it is called again then. */
int tnefi_scan_leaf_finish(struct tnefi_scan_leaf *f);

/* Judges the leaf, which is finished: how much of the magic it showed, and whether it broke its claim. */
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns f->shown, LEAF_FOUND(f->findings), f->outcome;
    ensures LEAF_LATER(f); */
void tnefi_scan_leaf_judge(struct tnefi_scan_leaf *f);

/* What the calls came to was taken. */
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns f->outcome, f->answer, f->mail, LEAF_FOUND(f->findings), LEAF_FOUND(f->of_block),
        LEAF_FOUND(f->of_files);
    ensures f->outcome == LEAF_GOES_ON; */
void tnefi_scan_leaf_taken(struct tnefi_scan_leaf *f);

/* ---- Stages -------------------------------------------------------------------------------- */

/* What STAGE_BEGIN, STAGE_FOUND or STAGE_UU_END asks for is about to be reported: the next stage comes.
 * _block_ends: the end of the block was reported. */
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns f->stage, f->announced, f->deliver; */
void tnefi_scan_leaf_next(struct tnefi_scan_leaf *f);
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns f->uu.open; */
void tnefi_scan_leaf_block_ends(struct tnefi_scan_leaf *f);

/* STAGE_MAGIC: delivers the signature, which was compared and not kept: it is taken from the configuration.
 * It is called again as long as this is the stage. */
/*@ requires LEAF_OK(f) && f->stage == STAGE_MAGIC && f->magic_at < f->cfg->magic_len;
    LEAF_TOTAL;
    assigns LEAF_DELIVERS, f->magic_at, f->deliver, f->stage;
    ensures LEAF_OK(f) && LEAF_LATER(f);
    ensures f->stage == STAGE_MAGIC ==> f->magic_at < f->cfg->magic_len; */
void tnefi_scan_leaf_magic(struct tnefi_scan_leaf *f);

/* Instead of its stages: the stream that has shown is not delivered. Or nothing of the whole leaf is, nor is
 * it searched further. */
/*@ requires LEAF_VALID(f) && f->finder < READERS;
    LEAF_TOTAL;
    assigns f->deliver, f->alive[0 .. READERS - 1], f->finder, f->stage;
    ensures f->stage == STAGE_NONE; */
void tnefi_scan_leaf_drop(struct tnefi_scan_leaf *f);
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns f->uu.open, f->deliver, f->finder, f->inner, f->held, f->uu_held, f->muted,
        f->alive[0 .. READERS - 1], f->stage;
    ensures f->stage == STAGE_NONE; */
void tnefi_scan_leaf_silence(struct tnefi_scan_leaf *f);

/* Whether a stream that the search has shown is being delivered. */
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns \nothing; */
static inline int tnefi_scan_leaf_delivers(const struct tnefi_scan_leaf *f)
{
    return f->open != 0 && f->deliver != NO_READER && f->mode == MODE_SEARCH;
}

/* Of the bytes that it gets next, in |n| no line begins a uuencoded block, or ends the one that is open. */
/*@ requires LEAF_VALID(f) && f->cursor + n <= UINT64_MAX;
    LEAF_TOTAL;
    assigns f->plain; */
static inline void tnefi_scan_leaf_knows(struct tnefi_scan_leaf *f, size_t n)
{
    f->plain = f->cursor + n;
}

/* The body that is read now is no leaf any more: it has ended, or is a mail. */
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns f->open; */
static inline void tnefi_scan_leaf_close(struct tnefi_scan_leaf *f)
{
    f->open = 0;
}

/* ---- Between the files of the leaf ---------------------------------------------------------- */

/* Whether something must be done before the next byte is read. */
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns \nothing; */
static inline int tnefi_scan_leaf_stops(const struct tnefi_scan_leaf *f)
{
    return f->stage != STAGE_NONE || f->outcome >= LEAF_MAIL;
}

/* outcome.c: the call has come to that, if it has not come to more. */
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns f->outcome;
    ensures LEAF_LATER(f) && f->outcome >= outcome; */
void tnefi_scan_leaf_comes_to(struct tnefi_scan_leaf *f, enum tnefi_scan_leaf_outcome outcome);

/* Meets an anomaly, or all of a set; |of|: the findings of |f| that it is among. */
/*@ requires LEAF_VALID(f) && LEAF_OF(f, of);
    LEAF_TOTAL;
    assigns of->anomalies, of->first, f->outcome;
    ensures LEAF_LATER(f) && f->outcome >= LEAF_TELLS; */
void tnefi_scan_leaf_met(struct tnefi_scan_leaf *f, struct tnefi_scan_findings *of, uint32_t anomaly);
/*@ requires LEAF_VALID(f) && LEAF_OF(f, of);
    LEAF_TOTAL;
    assigns of->anomalies, of->first, f->outcome;
    ensures LEAF_LATER(f); */
void tnefi_scan_leaf_met_all(struct tnefi_scan_leaf *f, struct tnefi_scan_findings *of, uint64_t anomalies);

/* The same of a limit, which is one of the leaf. */
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns f->findings.status, f->findings.limit, f->findings.found, f->outcome;
    ensures LEAF_LATER(f) && f->outcome >= LEAF_TELLS; */
void tnefi_scan_leaf_beyond(struct tnefi_scan_leaf *f, tnef_status status, uint64_t limit, uint64_t found);

/* The reader of an encoding. */
/*@ LEAF_TOTAL;
    assigns \nothing;
    ensures \result <= R_UU; */
static inline uint32_t tnefi_scan_reader_of(uint16_t encoding)
{
    switch (encoding) {
    case TNEF_SCANNER_BASE64:
        return R_BASE64;
    case TNEF_SCANNER_QP:
        return R_QP;
    case TNEF_SCANNER_UUENCODE:
        return R_UU;
    default:
        return R_IDENTITY;
    }
}

/* The decoder of a reader, which is made when it gets its first byte. */
tnef_transfer *tnefi_scan_leaf_decoder(struct tnefi_scan_leaf *f, uint32_t reader);

/* The lines outside of blocks that may begin one. */
/*@ requires \valid_read(cfg);
    LEAF_TOTAL;
    assigns \nothing; */
static inline struct tnefi_scan_interest tnefi_scan_blocks_of(const struct tnefi_scan_config *cfg)
{
    const struct tnefi_scan_interest of = { NO_BYTE, 'b', cfg->text, cfg->text_len, 0 };

    return of;
}

/* sniff.c: how many of |n| bytes the readers that are undecided can be given together. */
/*@ requires \valid(f);
    LEAF_TOTAL;
    assigns f->quantum, f->soft;
    ensures LEAF_SNIFF(f); */
void tnefi_scan_sniff_begin(struct tnefi_scan_leaf *f);
/*@ requires LEAF_READS(f, p, n) && LEAF_SNIFF(f);
    LEAF_TOTAL;
    assigns f->quantum, f->soft;
    ensures LEAF_SNIFF(f);
    ensures \result <= n && (n > 0 ==> 1 <= \result); */
size_t tnefi_scan_sniff(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n);

/* reader.c: what becomes of bytes that |reader| has decoded. Returns how many are done with. _only: drops all
 * readers but |reader| and those that still deliver. _match: compares |n| bytes with what comes next of the
 * magic, and returns how many are the same. _shows: the magic is complete. */
size_t tnefi_scan_reader_takes(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n);
size_t tnefi_scan_leaf_match(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n);
void tnefi_scan_leaf_shows(struct tnefi_scan_leaf *f, uint32_t reader);

/* The same, with the last of |n| bytes. A uuencoded block that is open, as one may be that stands in an Apple
 * head, ends first, and that byte comes again. Returns how many bytes are done with. */
size_t tnefi_scan_leaf_shows_last(struct tnefi_scan_leaf *f, uint32_t reader, size_t n);

/* uu.c: the decoder of uuencoded blocks gets bytes. Return how many of |n| were taken. _idle: while no block
 * has begun; _reads: while one may be open; of the first |plain| bytes both know that no line begins a block
 * or ends one. inner.c, _inner: bytes that |reader| has decoded. _held: returns 0 if there is still no room.
 */
size_t tnefi_scan_uu_idle(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n, size_t plain);
size_t tnefi_scan_uu_reads(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n, size_t plain);
size_t tnefi_scan_uu_inner(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n);
int tnefi_scan_uu_release(struct tnefi_scan_leaf *f);
int tnefi_scan_uu_held(struct tnefi_scan_leaf *f);

/* uu.c: whether no block is open, and the line that is read is none of interest. */
int tnefi_scan_uu_passes(const struct tnefi_scan_leaf *f);

/* inner.c: the decoder of quoted-printable text in which blocks are looked for gets |n| bytes, but for those
 * that need not be decoded. Returns how many were taken. */
size_t tnefi_scan_quoted_reads(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n);

/* A block begins as if after a begin line, with these characters of base64. One that is open ends. */
void tnefi_scan_uu_bare(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n);

/* deliver.c: for how many bytes the limits on output have room, and whether one was reached: then the rest of
 * the stream or part goes by. */
/*@ requires LEAF_OK(f);
    LEAF_TOTAL;
    assigns \nothing;
    ensures \result <= f->cfg->max_output - f->output
        && \result <= f->cfg->max_stream - (f->uu.open != 0 ? f->uu.size : f->size); */
uint64_t tnefi_scan_leaf_room(const struct tnefi_scan_leaf *f);
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns \nothing; */
int tnefi_scan_leaf_is_cut(const struct tnefi_scan_leaf *f);

/* deliver.c: delivers bytes of a stream or part; returns how many are done with. */
/*@ requires LEAF_OK(f) && LEAF_READS(f, p, n);
    LEAF_TOTAL;
    assigns LEAF_DELIVERS;
    ensures LEAF_OK(f) && LEAF_LATER(f) && \result <= n; */
size_t tnefi_scan_leaf_deliver(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n);

/* judge.c: the decoder of |reader| has met |anomalies|, in what was delivered. */
/*@ requires LEAF_VALID(f);
    LEAF_TOTAL;
    assigns LEAF_FOUND(f->findings), LEAF_FOUND(f->of_block), f->outcome;
    ensures LEAF_LATER(f); */
void tnefi_scan_leaf_decoder_met(struct tnefi_scan_leaf *f, uint32_t reader, uint64_t anomalies);

#endif
