/* SPDX-License-Identifier: MIT */
#ifndef TNEF_SCAN_PRIV_H
#define TNEF_SCAN_PRIV_H
/* The inside of the scanner.
 *
 * A *level* is a line machine: level 0 reads the input, level k + 1 the decoded bytes of an encoded
 * message in level k. A *frame* is a multipart or message that is open; frames of all levels are
 * one stack. The *leaf* is the one body that is read now, or the preamble or epilogue in which the
 * topmost level is. While a level has another one above it, what it reads goes to that level's
 * transfer decoder, and it has no leaf.
 *
 * scan.c runs steps. A step takes bytes, or takes none and does one thing that is due: these are
 * flags and counts that only fall until the next byte is taken, which is why it ends. No step calls
 * back more than once. Lines are never collected but where a boundary may stand (hold), and in
 * header blocks (line). */

#include "answer.h"
#include "bytes.h"
#include "touch.h"

#include <tnef/scan.h>
#include <tnef/transfer.h>

#include <stdalign.h>

#define LEVELS    (TNEF_SCAN_LEVELS + 1u)
#define FRAMES    TNEF_SCAN_DEPTH_CEILING
#define ENTRIES   255u       /* boundaries of all frames: their numbers fit a byte */
#define EACH      4u         /* boundaries of one frame */
#define POOL_EACH 512u       /* their first bytes, for each frame that there may be */
#define POOL_MAX  32768u     /* and for all */
#define HOLD_SIZE 1024u      /* of a line that may be a boundary: line end, "--", content */
#define MATCH_MAX (HOLD_SIZE - 8u)
#define FEED_SIZE 1024u      /* decoded bytes that wait for a level */
#define PROBE_SIZE 24u
#define PIECES_MAX    32u        /* ceiling of max_pieces */
#define MAGIC_MAX 8u
#define ENC_SIZE  32u
#define NO_ENTRY  UINT32_MAX

/* Characters. */
#define CR 13u
#define LF 10u
#define TAB 9u
#define SP 32u

/* States of a level. */
enum {
    H_START, H_NAME, H_GARBAGE, H_VALUE, H_SKIP, H_CR, H_CR_CR, H_BLANK_CR, /* in a header block */
    B_START, B_LINE, B_CR,                                          /* in a body */
    C_DASH, C_COLLECT, C_TAIL, C_LOOK, C_AFTER, C_AFTER_CR, C_AFTER_CR_CR, /* on one with "-" */
    S_PROBE, S_DONE
};

/* Fields. */
enum { F_NONE, F_OTHER, F_TYPE, F_ENCODING, F_DISPOSITION, F_GARBAGE };

/* What an open multipart is reading. */
enum { IN_PREAMBLE, IN_PARTS, IN_EPILOGUE };

/* Where bytes that are due to the body stand. */
enum { OUT_NONE, OUT_HOLD, OUT_LINE };

/* Readers of a leaf's bytes; those of encodings have the numbers of tnef_transfer. */
enum { R_IDENTITY, R_BASE64, R_QP, R_UU, R_RAW, READERS };
#define NO_READER READERS

/* What the caller wants of a leaf. */
enum { MODE_SEARCH, MODE_RAW, MODE_DECODE, MODE_NONE };

/* What comes before the first byte of a stream is delivered. */
enum { STAGE_NONE, STAGE_BEGIN, STAGE_FOUND, STAGE_MAGIC, STAGE_UU_END };

enum { HALT_NONE, HALT_PAUSE, HALT_FATAL };

/* A boundary that is looked for. Its first |match_len| bytes decide, by their hash and, as far as
 * they are kept, by themselves. */
struct tnefi_entry {
    uint32_t hash, match_len, full_len;
    uint32_t at, kept;       /* in the pool */
    uint32_t frame;
    uint16_t cut;            /* more follow than match_len, perhaps unknown ones */
    uint16_t level;          /* whose lines it is looked for in */
    uint16_t alike;          /* bytes that are the same as in the entry before it */
    uint8_t older;           /* 1 + the next older one of this level and match_len; 0: none is */
};

struct tnefi_frame {
    uint64_t head, body, findings;
    uint32_t number, children;
    uint32_t entry0, own;    /* its boundaries */
    uint32_t pool0;
    uint32_t level;
    uint32_t path_len;       /* of its path, which stands in the scanner's while it is open */
    uint16_t kind, state, digest, announced, muted;
    uint16_t guess;          /* no boundary is known: 1 lines with "--x", 2 with "--" too */
    uint16_t declared, claims;
};

/* One of the three transfer decoders of a leaf, or the one that feeds a level. */
struct tnefi_decode {
    tnef_transfer *transfer;
    struct tnef_scanner *scanner;
    uint32_t index;
    alignas(max_align_t) uint8_t mem[TNEF_TRANSFER_SIZE_MAX];
};

struct tnefi_line_level {
    uint64_t offset;         /* of the next byte to be read */
    uint64_t hold_at;        /* of hold[0] */
    uint64_t line_at;        /* of the first byte of this line of the body */
    uint64_t plain;          /* up to here bytes of the body were looked at: no line of interest */
    uint32_t frame0, entry0, pool0;
    uint32_t state;
    uint32_t hold_len, eol_len, look_at; /* the first eol_len bytes of hold end the line before */
    uint32_t line_len, hash; /* of the line behind "--" */
    uint32_t best;           /* the longest boundary that the line begins with */
    uint32_t tail;           /* the last two characters of the line that are no blanks */
    uint32_t out, out_at, out_len, out_keep;
    uint32_t close_to;
    uint32_t act_frame;
    uint32_t replay_at, replay_len;      /* bytes of probe to be read again */
    uint32_t have, at;       /* of feed */
    uint16_t in_head;        /* C_*: the line is in a header block */
    uint16_t junk, act, act_end, act_header, act_cr, closing, eof, finished;
    uint16_t lf;             /* a line of a header block or a boundary has ended with LF */
    uint16_t held;           /* its decoder has bytes for which there was no room */
    uint16_t slow;           /* this line may begin a uuencoded block */
    uint8_t by_length[HOLD_SIZE]; /* 1 + the newest boundary of this match_len; 0: none has it */
    uint8_t hold[HOLD_SIZE], probe[PROBE_SIZE], feed[FEED_SIZE];
    struct tnefi_decode decode; /* feeds this level */
};

/* The header block that is read, and after it what is known of the part. */
struct tnefi_head {
    uint64_t at, line_at, bytes, findings;
    uint32_t fields, len;    /* len: bytes of |line| */
    uint32_t entry0, pool0;  /* its boundaries, for a frame that is not yet there */
    uint16_t field, root, begun, cut;
    uint16_t paused;         /* behind a blank line that is made of CR: perhaps the body */
    uint16_t has_type, multipart, message, digest, empty;
    uint16_t lost;           /* a type was cut, and perhaps its boundary with it */
    uint16_t has_encoding, declared, base64, claims;
    uint16_t given;          /* by tnef_scanner_header() */
    uint8_t type[TNEF_SCAN_TYPE_SIZE], encoding[ENC_SIZE];
    /* File names: that of Content-Disposition, that of Content-Type, and the first that is another
     * than the one that its field has. */
    uint8_t name[TNEF_SCAN_NAME_SIZE], of_type[TNEF_SCAN_NAME_SIZE], also[TNEF_SCAN_NAME_SIZE];
};

struct tnefi_leaf {
    uint64_t head, body, findings, size, cursor;
    uint64_t sniffed;        /* up to here scan_sniff.c has looked */
    uint64_t pos[READERS];   /* bytes of the body that each has read */
    uint32_t matched[READERS];
    uint32_t number, children, shown, finishing, magic_at, block, uu_matched;
    uint16_t alive[READERS]; /* it is still fed */
    uint16_t died[READERS];  /* it decoded something else than the magic */
    uint16_t open, kind, announced, muted, mode, declared, claims, found, deliver, finder;
    uint16_t stage, sniffing, uu_dead, read_ok, any_found;
    uint16_t inner;          /* the reader that decodes what R_UU reads; NO_READER: none does */
    uint16_t uu_held;        /* then: a pause held back bytes of R_UU */
    uint16_t idle;           /* no uuencoded block has begun, and none is declared */
    uint16_t passing;        /* idle: this line begins with "b" */
    uint16_t in_line;        /* idle: not at the beginning of a line */
    uint16_t held;           /* the reader whose decoder has bytes that a pause held back */
    uint16_t started[READERS]; /* its decoder was, which is when it gets its first byte */
    uint16_t quantum;        /* while base64 is undecided: characters of a group that it has */
    uint16_t soft;           /* while quoted-printable is: where it stands, see scan_sniff.c */
};

/* A uuencoded block that is being delivered. */
struct tnefi_uu_block {
    uint64_t head, findings, size;
    uint32_t number;
    uint16_t open, claims;
    uint8_t name[TNEF_SCAN_NAME_SIZE];
};

struct tnefi_scan_config {
    int (*part_begin)(void *user, const tnef_scan_part *part);
    int (*found)(void *user, const tnef_scan_part *part);
    int (*part_end)(void *user, const tnef_scan_part *part);
    tnef_sink_fn sink;
    void *user;
    const char *const *types;
    const char *const *names;
    uint64_t refuse, max_stream, max_output, max_input;
    uint32_t max_line, max_header, max_fields, max_parameters, max_pieces;
    uint32_t max_depth, max_parts, max_streams, max_levels;
    uint32_t policy, magic_len;
    uint8_t magic[MAGIC_MAX];
};

struct tnefi_scan_result {
    tnef_status status;
    uint64_t offset, limit, found;
    uint32_t code;
    int32_t user_code;
};

/* A piece of a parameter (RFC 2231). */
struct tnefi_piece {
    uint32_t at, len, index;
    uint16_t quoted, encoded;
};

struct tnefi_pieces {
    uint32_t count;
    struct tnefi_piece piece[PIECES_MAX];
};

struct tnef_scanner {
    struct tnefi_scan_config cfg;
    tnef_allocator alloc;
    struct tnefi_scan_result fatal, limit;
    uint64_t fed, output, findings;
    uint64_t decoded_at;     /* of the body that level 1 decodes, if there is one */
    uint32_t top, frames, entries, pool_len;
    uint32_t pool_size, entries_max;
    uint32_t parts, streams;
    uint16_t halt, busy, closing, opening, header_done;
    uint16_t no_comments;    /* this field has one without end */
    struct tnefi_head head;
    struct tnefi_leaf leaf;
    struct tnefi_uu_block block;
    struct tnefi_pieces names, boundaries;
    uint8_t plain_name[TNEF_SCAN_NAME_SIZE]; /* of this field: a name that is not in pieces */
    struct tnefi_decode decode[READERS - 1u]; /* those of leaves; R_IDENTITY has none */
    char path[TNEF_SCAN_PATH_SIZE];
    /* Behind it in its memory, as many as the limits ask for: scan_memory.c. */
    struct tnefi_line_level *level;
    struct tnefi_frame *frame;
    struct tnefi_entry *entry;
    uint8_t *pool, *line;
};

/* ---- scan.c ------------------------------------------------------------------------------- */

/* scan_config.c: TNEF_OK or TNEF_E_ARGUMENT. */
tnef_status tnefi_scan_import(struct tnefi_scan_config *out, const tnef_scanner_config *cfg);

/* scan_memory.c: the bytes of a scanner with these limits, and where its arrays are in them. */
size_t tnefi_scan_size(const struct tnefi_scan_config *cfg);
void tnefi_scan_lay_out(struct tnef_scanner *s);

uint64_t tnefi_scan_place(const struct tnef_scanner *s);
void tnefi_scan_fail(struct tnef_scanner *s, tnef_status status, uint64_t offset, uint32_t code);
void tnefi_scan_limit(struct tnef_scanner *s, tnef_status status, uint64_t limit, uint64_t found);

/* A finding, or several as bits, of the part whose findings |to| points to; it counts for the whole
 * message, and STRICT may refuse it. The others: of what is named by the function. */
void tnefi_scan_note(struct tnef_scanner *s, uint64_t *to, uint32_t finding);
void tnefi_scan_note_all(struct tnef_scanner *s, uint64_t *to, uint64_t findings);
void tnefi_note_head(struct tnef_scanner *s, uint32_t finding);
void tnefi_note_leaf(struct tnef_scanner *s, uint32_t finding);
void tnefi_note_frame(struct tnef_scanner *s, uint32_t frame, uint32_t finding);
void tnefi_note_block(struct tnef_scanner *s, uint32_t finding);

/* ---- scan_head.c: lines of header blocks --------------------------------------------------- */

void tnefi_head_begin(struct tnef_scanner *s, uint16_t root);
size_t tnefi_head_step(struct tnef_scanner *s, struct tnefi_line_level *l, const uint8_t *p,
                       size_t n);

/* A line in the hold is no boundary: it is read as a line of the block. */
void tnefi_head_again(struct tnef_scanner *s, struct tnefi_line_level *l, uint32_t from);

/* The block ends here, for want of more. */
void tnefi_head_eof(struct tnef_scanner *s, struct tnefi_line_level *l);

/* The field that is open is complete. */
void tnefi_head_field(struct tnef_scanner *s);
uint16_t tnefi_field_id(const uint8_t *name, size_t len);
void tnefi_head_value(struct tnef_scanner *s, uint8_t b);

/* ---- scan_field.c, scan_param.c, scan_name.c: what fields say ------------------------------- */

void tnefi_field_type(struct tnef_scanner *s);
void tnefi_field_encoding(struct tnef_scanner *s);
void tnefi_field_disposition(struct tnef_scanner *s);
uint32_t tnefi_skip_blanks(struct tnef_scanner *s, uint32_t at);
void tnefi_params(struct tnef_scanner *s, uint32_t at);

/* Writes the file name that the pieces, one piece, or |len| bytes hold to |out|
 * (TNEF_SCAN_NAME_SIZE). What is odd about it is added to |*findings|: whether that is a finding of
 * a part, and of which, is the caller's business. */
void tnefi_name_of(const struct tnef_scanner *s, uint8_t *out, uint64_t *findings);
void tnefi_name_piece(const struct tnef_scanner *s, const struct tnefi_piece *p, uint8_t *out,
                      uint64_t *findings);
void tnefi_name_raw(const uint8_t *raw, size_t len, uint8_t *out, uint64_t *findings);
int tnefi_same_text(const uint8_t *a, const uint8_t *b);
void tnefi_copy_text(uint8_t *to, const uint8_t *from);

/* A reader may take |name| for the part's: whether it claims something; and, unless it is |chosen|,
 * that there is another one. */
void tnefi_name_seen(struct tnef_scanner *s, const uint8_t *name);
void tnefi_name_also(struct tnef_scanner *s, const uint8_t *name, const uint8_t *chosen);
int tnefi_claims_name(const struct tnef_scanner *s, const uint8_t *name);
int tnefi_claims_type(const struct tnef_scanner *s);
int tnefi_is_text(const struct tnef_scanner *s);
uint8_t tnefi_lower(uint8_t b);
int tnefi_is_blank(uint8_t b);
int tnefi_hex_digit(uint8_t b);
int tnefi_base64_digit(uint8_t b);

/* ---- scan_entry.c: boundaries --------------------------------------------------------------- */

/* An entry is begun, gets its bytes, and is ended; |cut|: more bytes than are known. |own| are those
 * of its multipart so far, and |findings| that one's. */
int tnefi_entry_begin(struct tnef_scanner *s, uint32_t own, uint64_t *findings);
void tnefi_entry_byte(struct tnef_scanner *s, uint8_t b);
void tnefi_entry_end(struct tnef_scanner *s, int cut, uint64_t *findings);
/* Those from |from| on are looked for in the topmost level, which is new. */
void tnefi_entries_up(struct tnef_scanner *s, uint32_t from);
void tnefi_entries_drop(struct tnef_scanner *s, uint32_t entries, uint32_t pool);
void tnefi_entries_prefix(struct tnef_scanner *s, uint32_t frame);

/* The hash of a boundary, or of a line that may be one, with one byte more. */
static inline uint32_t tnefi_hash_byte(uint32_t hash, uint8_t b)
{
    const uint32_t prime = 4294967291u;     /* below 2^32: the products fit */

    return (uint32_t)((hash * UINT64_C(263) + b + 1u) % prime);
}

/* ---- scan_line.c: lines that may be one ------------------------------------------------------ */

size_t tnefi_line_step(struct tnef_scanner *s, struct tnefi_line_level *l, const uint8_t *p,
                       size_t n);
void tnefi_line_begin(struct tnefi_line_level *l);
void tnefi_line_eof(struct tnef_scanner *s, struct tnefi_line_level *l);
int tnefi_line_watched(const struct tnef_scanner *s, const struct tnefi_line_level *l);
void tnefi_out(struct tnefi_line_level *l, uint32_t from, uint32_t len, uint32_t keep);

/* ---- scan_body.c: bodies -------------------------------------------------------------------- */

size_t tnefi_body_step(struct tnef_scanner *s, struct tnefi_line_level *l, const uint8_t *p,
                       size_t n);
size_t tnefi_probe_step(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b);
void tnefi_probe_eof(struct tnef_scanner *s, struct tnefi_line_level *l);
void tnefi_level_held(struct tnef_scanner *s, struct tnefi_line_level *l);
void tnefi_out_step(struct tnef_scanner *s, struct tnefi_line_level *l);
int tnefi_line_shows(const struct tnef_scanner *s, const uint8_t *line, size_t len);
void tnefi_scan_level(struct tnef_scanner *s, struct tnefi_line_level *l);

/* What an answer asks for beside TNEF_SCAN_RAW and TNEF_SCAN_DECODE. */
static inline int tnefi_scan_asks(int answer)
{
    return answer < 0 ? answer : tnefi_as_answer(answer & ~(TNEF_SCAN_RAW | TNEF_SCAN_DECODE));
}

int tnefi_scan_deeper(struct tnef_scanner *s, uint32_t kind);

/* ---- scan_leaf.c: the search ---------------------------------------------------------------- */

void tnefi_leaf_open(struct tnef_scanner *s, uint32_t kind, uint64_t body);
void tnefi_leaf_start(struct tnef_scanner *s, int answer);
tnef_transfer *tnefi_leaf_decoder(struct tnef_scanner *s, uint32_t reader);
size_t tnefi_leaf_feed(struct tnef_scanner *s, const uint8_t *p, size_t n);
int tnefi_leaf_finish(struct tnef_scanner *s);  /* 1: all readers are finished */
/* How many of |n| bytes go on with what the reader has matched of the magic. */
size_t tnefi_leaf_match(struct tnef_scanner *s, uint32_t reader, const uint8_t *p, size_t n);
void tnefi_leaf_stage(struct tnef_scanner *s);
void tnefi_leaf_held(struct tnef_scanner *s);
uint32_t tnefi_reader_of(uint16_t encoding);

void tnefi_leaf_shows(struct tnef_scanner *s, uint32_t reader);

/* scan_sniff.c: how many of |n| bytes the readers that are undecided can be given together. */
void tnefi_sniff_begin(struct tnefi_leaf *f);
size_t tnefi_sniff(struct tnefi_leaf *f, const uint8_t *p, size_t n);

/* scan_uu.c: how many of |n| bytes were taken. idle: while no block has begun. inner: |reader|
 * decoded them. */
size_t tnefi_uu_idle(struct tnef_scanner *s, const uint8_t *p, size_t n);
size_t tnefi_uu_inner(struct tnef_scanner *s, uint32_t reader, const uint8_t *p, size_t n);
int tnefi_uu_held(struct tnef_scanner *s);

/* scan_stage.c: what comes before the first byte of a stream is delivered. */
size_t tnefi_leaf_deliver(struct tnef_scanner *s, const uint8_t *p, size_t n);

/* scan_judge.c: what a reader's decoder met, and the leaf at its end. */
void tnefi_leaf_reader(struct tnef_scanner *s, uint32_t reader);
void tnefi_leaf_judge(struct tnef_scanner *s);

/* ---- scan_part.c: parts --------------------------------------------------------------------- */

void tnefi_head_done(struct tnef_scanner *s, struct tnefi_line_level *l, uint64_t body);
void tnefi_open_step(struct tnef_scanner *s);
void tnefi_close_step(struct tnef_scanner *s, struct tnefi_line_level *l);
void tnefi_act_step(struct tnef_scanner *s, struct tnefi_line_level *l);
int tnefi_say_leaf(struct tnef_scanner *s, int end);
int tnefi_say_found(struct tnef_scanner *s);
int tnefi_say_block(struct tnef_scanner *s, int end);

/* Behind the frames and boundaries of |l|: those of the level above it are not its. */
static inline uint32_t frames_of(const struct tnef_scanner *s, const struct tnefi_line_level *l)
{
    return l == &s->level[s->top] ? s->frames : (l + 1)->frame0;
}

static inline uint32_t entries_of(const struct tnef_scanner *s, const struct tnefi_line_level *l)
{
    return l == &s->level[s->top] ? s->entries : (l + 1)->entry0;
}

static inline struct tnefi_line_level *top_level(struct tnef_scanner *s)
{
    return &s->level[s->top];
}

#endif
