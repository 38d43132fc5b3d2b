/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_JSON_PRIV_H
#define TNEFI_JSON_PRIV_H
/* The inside of the writer of JSON.
 *
 *     life.c      the public face: life, feeding, the sink
 *     collect.c   what the reader reports, put together to texts
 *     describe.c  one message, recipient, body or attachment as JSON
 *     value.c     strings, numbers and times as JSON
 *     text.c      texts that grow
 *
 * A message is described after its parts, though the description of its parts stands inside of its own.
 * So each open message collects texts of its parts, and becomes a text itself when it ends. To put a long
 * text into another one costs nothing, since its pieces change hands; otherwise messages that nest would be
 * copied once for each level. */

#include <tnef/bodies.h>
#include <tnef/json.h>

#define PIECE_BYTES 240u       /* of text in one allocation                                       */
#define SMALL_TEXT  128u       /* a text of no more bytes is copied into another one              */
#define OUT_SIZE    4096u      /* what the sink gets at a time                                    */

struct tnefi_json_piece {
    struct tnefi_json_piece *next;
    uint32_t used;
    char bytes[PIECE_BYTES];
};

struct tnefi_json_text {
    struct tnefi_json_piece *first, *last;     /* NULL: it is empty                                 */
    uint64_t len;
};

/* A message that is open, and the attachment that is open in it. */
struct tnefi_json_level {
    int open;
    int has_message;           /* the attachment has an embedded message that has ended           */
    struct tnefi_json_text recipients, bodies, attachments;
    struct tnefi_json_text message;            /* the first embedded message of the attachment      */
    struct tnefi_json_text more;               /* its others                                        */
};

/* What a reset clears: the rest of a writer is kept. */
struct tnefi_json_live {
    struct tnefi_json_level levels[TNEF_DEPTH_CEILING + 1u];
    struct tnefi_json_text message;            /* the outermost                                     */
    struct tnefi_json_text anomalies;
    struct tnefi_json_text line;               /* all of it, when the input has ended               */
    uint64_t held;             /* bytes of all texts                                              */
    uint64_t output;           /* bytes that the sink took                                        */
    tnef_status status;        /* of the stream                                                   */
    tnef_error fatal;          /* of the writer                                                   */
    uint32_t shown;            /* anomalies in |anomalies|                                        */
    int ended;                 /* |status| is final                                               */
    int finishing, composed, busy;
    size_t out_from, out_to;   /* what |out| holds                                                */
};

struct tnef_json {
    tnef_allocator alloc;
    tnef_sink_fn sink;
    void *user;
    uint64_t max_output;
    tnef_reader *reader;
    tnef_bodies *bodies;

    struct tnefi_json_live live;
    char out[OUT_SIZE];
};

/* text.c: once the writer has failed, nothing is added. */
void tnefi_json_add(struct tnef_json *j, struct tnefi_json_text *t, const char *s, size_t len);
#define ADD(j, t, literal) tnefi_json_add((j), (t), (literal), sizeof(literal) - 1u)
/* A string of the library's own. */
void tnefi_json_add_word(struct tnef_json *j, struct tnefi_json_text *t, const char *word);
/* A comma, unless |t| is empty. */
void tnefi_json_separate(struct tnef_json *j, struct tnefi_json_text *t);
/* All of |from|, which is empty afterwards. */
void tnefi_json_move(struct tnef_json *j, struct tnefi_json_text *t, struct tnefi_json_text *from);
void tnefi_json_drop(struct tnef_json *j, struct tnefi_json_text *t);
/* Takes up to |room| bytes from the beginning of |t|; returns how many. */
size_t tnefi_json_take(struct tnef_json *j, struct tnefi_json_text *t, char *out, size_t room);

/* value.c: |name| is all that comes before the value, `,"name":`. */
void tnefi_json_number(struct tnef_json *j, struct tnefi_json_text *t, const char *name, uint64_t value);
void tnefi_json_signed(struct tnef_json *j, struct tnefi_json_text *t, const char *name, int known,
                       int64_t value);
void tnefi_json_flag(struct tnef_json *j, struct tnefi_json_text *t, const char *name, int is_set);
void tnefi_json_string(struct tnef_json *j, struct tnefi_json_text *t, const char *name, tnef_string s);
/* A word of the library's own, which needs no escapes; NULL: null. */
void tnefi_json_word(struct tnef_json *j, struct tnefi_json_text *t, const char *name, const char *word);
void tnefi_json_time(struct tnef_json *j, struct tnefi_json_text *t, const char *name, tnef_time time);

/* describe.c: what |l| has collected becomes a part of the description. */
void tnefi_json_message(struct tnef_json *j, struct tnefi_json_text *t, const tnef_message_info *m,
                        struct tnefi_json_level *l);
void tnefi_json_recipient(struct tnef_json *j, struct tnefi_json_text *t, const tnef_recipient *r);
void tnefi_json_body(struct tnef_json *j, struct tnefi_json_text *t, const tnef_body_info *b);
void tnefi_json_attachment(struct tnef_json *j, struct tnefi_json_text *t, const tnef_part *part,
                           struct tnefi_json_level *l);

/* collect.c */
extern const tnef_reader_handlers tnefi_json_handlers;

/* life.c: the first failure counts. */
void tnefi_json_fail(struct tnef_json *j, tnef_status status);

#endif
