/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_UNWRAP_H
#define TNEFI_CONVERT_UNWRAP_H
/* Mail in which streams are.
 *
 *     unwrap_life.c   the public face: configuration, life
 *     unwrap.c        and feeding, finish
 *     unwrap_from.c   the line of a mailbox before the mail
 *     unwrap_find.c   parts of the mail, and which of them are replaced
 *     unwrap_read.c   the mail again, out of the spool: fields, boundaries
 *     unwrap_make.c   a stream, out of the mail into the converter; what becomes of it
 *     unwrap_plain.c  plain text that stands beside a stream
 *     unwrap_same.c   whether it says what the message says
 *     unwrap_key.c    whether a stream belongs to the mail
 *     unwrap_people.c whom the mail names
 *     unwrap_write.c  the mail, out
 *     unwrap_put.c    bytes to the sink
 *
 * The mail is in the spool from offset 0 on. After it comes what the converter has no memory for. A stream is
 * read out of the mail when it is needed, at finish and when it is written, so one converter does for all. */

#include <tnef/transfer.h>

#include "convert/mailbox.h"
#include "convert/priv.h"

#define UNWRAP_WINDOW    8192u /* bytes of the mail that are read from the spool at once          */
#define UNWRAP_DEPTH     (TNEF_SCANNER_DEPTH_CEILING + 1u)
#define UNWRAP_DELIMITERS 16u  /* multiparts around a stream                                      */
#define UNWRAP_DELIMITER (TNEF_SCANNER_BOUNDARY_SIZE + 2u)
#define UNWRAP_NAME      64u   /* bytes of the name of a field that are looked at                 */
#define UNWRAP_BLOCK     1000000u /* numbers of boundaries come in blocks of so many              */
#define UNWRAP_TEXT      128u
#define UNWRAP_FROM_LINE 512u  /* bytes of the line of a mailbox                                  */
#define UNWRAP_MARK      "X-TNEF-Status" /* of a part whose message stands beside it               */

/* A part of plain text beside a stream, in a multipart/mixed. */
struct tnefi_convert_unwrap_plain {
    uint64_t head, body, end;  /* |end| is 0: there is none                                       */
    uint64_t next;             /* where the part after it begins; 0: there is none                */
    uint32_t encoding;         /* TNEF_TRANSFER_*                                                 */
};

/* A part that is open, or whose parts are. */
struct tnefi_convert_unwrap_part {
    uint64_t head, body;
    uint32_t kind;
    int is_sealed;             /* it is signed or enciphered, or something around it is           */
    int is_mixed;
    struct tnefi_convert_unwrap_plain plain; /* the first of its parts that is one                */
};

/* What becomes of plain text beside a stream. */
enum tnefi_convert_unwrap_fate {
    UNWRAP_PLAIN_STAYS,
    UNWRAP_PLAIN_MOVES,        /* into the message                                                */
    UNWRAP_PLAIN_GOES          /* the message has the same                                        */
};

/* A stream that may be replaced. */
struct tnefi_convert_unwrap_stream {
    uint64_t head, body, end;
    uint64_t mail_head, mail_body; /* the header of the mail                                      */
    uint32_t encoding;         /* TNEF_TRANSFER_*                                                 */
    int is_whole;              /* it is the body of a mail                                        */
    int is_replaced, is_kept;
    struct tnefi_convert_outer outer;
    struct tnefi_convert_unwrap_plain plain;
    enum tnefi_convert_unwrap_fate fate; /* of that                                               */
    uint32_t delimiters;
    uint64_t after[UNWRAP_DELIMITERS]; /* where the lines of the boundaries around it end         */
};

/* Fields of the mail that name people. */
enum { UNWRAP_TO, UNWRAP_CC, UNWRAP_FROM, UNWRAP_PEOPLE };

struct tnefi_convert_unwrap_people {
    struct tnefi_convert_people people;
    uint32_t of;               /* one more than the stream whose mail it is; 0: none              */
    uint64_t from[UNWRAP_PEOPLE], to[UNWRAP_PEOPLE]; /* where the fields are; |to| is 0: nowhere  */
    struct tnefi_convert_mailbox sender, receiver, next;
};

/* Looks for lines that begin with a boundary. */
struct tnefi_convert_unwrap_guard {
    uint32_t count;
    uint32_t len[UNWRAP_DELIMITERS];
    uint8_t delimiter[UNWRAP_DELIMITERS][UNWRAP_DELIMITER];
    uint8_t line[UNWRAP_DELIMITER];
    uint32_t line_len;         /* of its first bytes                                              */
    int collides;
};

/* What is written next. */
enum tnefi_convert_unwrap_phase {
    UNWRAP_COPY, UNWRAP_FIELDS, UNWRAP_OPEN, UNWRAP_ENTITY, UNWRAP_HELD, UNWRAP_BETWEEN, UNWRAP_OLD_FIELDS,
    UNWRAP_OLD_BLANK, UNWRAP_OLD_BODY, UNWRAP_CLOSE, UNWRAP_NEXT
};

struct tnefi_convert_unwrap_job {
    int active;
    enum tnefi_convert_unwrap_phase phase;
    uint32_t stream;           /* the next one that is replaced                                   */
    uint64_t at;               /* of the mail                                                     */
    uint64_t copy_to;          /* a field is copied up to here                                    */
    struct tnefi_convert_plain plain; /* what the converter reads                                 */
    uint32_t text_len, text_at; /* of |text|, which is written                                    */
    char text[UNWRAP_TEXT];
    int held_cr;               /* a CR was taken that is not written yet                          */
};

struct tnefi_convert_unwrap_live {
    tnef_error fatal, error;   /* for good; of the writing                                        */
    uint64_t size;             /* of the mail                                                     */
    int busy, finished, is_lost; /* the scanner wants no more                                     */
    enum { UNWRAP_FROM_OPEN, UNWRAP_FROM_PASSED } from; /* whether it has a line of a mailbox       */
    uint32_t from_len;
    uint8_t from_line[UNWRAP_FROM_LINE]; /* while that is not known: what the scanner has not got   */
    uint64_t envelope;         /* bytes of it: the scanner counts from its end                    */
    int first_end;             /* the first line ends: 0 not known, 1 with CR LF, 2 with LF       */
    uint8_t last;
    struct tnef_unwrap_info info;
    struct tnefi_convert_unwrap_part part[UNWRAP_DEPTH];
    uint32_t count;
    struct tnefi_convert_unwrap_stream stream[TNEF_UNWRAP_STREAMS_MAX];
    uint32_t loaded;           /* one more than the stream that the converter has; 0: none        */
    uint64_t window_at;
    size_t window_len;
    struct tnefi_convert_unwrap_job job;
    struct tnefi_convert_unwrap_people people;
};

struct tnef_unwrap {
    tnef_allocator alloc;
    tnef_spool spool;
    tnef_convert_options options;
    tnef_convert *convert;
    tnef_scanner *scanner;
    struct tnefi_convert_unwrap_live live;
    struct tnefi_convert_unwrap_guard guard;
    uint8_t window[UNWRAP_WINDOW];
};

/* Where the mail goes. */
struct tnefi_convert_unwrap_target {
    struct tnef_unwrap *u;
    tnef_sink_fn sink;
    void *user;
};

/* unwrap.c: notes a failure; the first counts. Returns |status|. */
tnef_status tnefi_convert_unwrap_fail(struct tnef_unwrap *u, tnef_status status, int user_code);

/* unwrap_from.c: feeds the scanner, and ends it. */
tnef_status tnefi_convert_unwrap_scan(struct tnef_unwrap *u, const uint8_t *p, size_t n);
tnef_status tnefi_convert_unwrap_scan_end(struct tnef_unwrap *u);

/* unwrap_find.c: callbacks of the scanner. */
int tnefi_convert_unwrap_part_begin(void *user, const tnef_scanner_part *part);
int tnefi_convert_unwrap_part_end(void *user, const tnef_scanner_part *part);
tnef_status tnefi_convert_unwrap_passed(void *user, const void *buf, size_t len, size_t *taken);
/* TNEF_TRANSFER_* of TNEF_SCANNER_*. */
uint32_t tnefi_convert_unwrap_transfer(uint32_t encoding);

/* unwrap_read.c: the bytes of the mail from |at| on, as many as are at hand, before |end|. NULL: the spool
 * failed. */
const uint8_t *tnefi_convert_unwrap_window(struct tnef_unwrap *u, uint64_t at, uint64_t end, size_t *n);
/* The end of the field that begins at |at|, and the first UNWRAP_NAME bytes of its name. 0: there is none
 * before |end|. */
int tnefi_convert_unwrap_field(struct tnef_unwrap *u, uint64_t at, uint64_t end, uint64_t *next, char *name,
                               size_t *len);
/* The value of the field at |at|, without line ends, cut where |room| ends. Returns the length. */
size_t tnefi_convert_unwrap_value(struct tnef_unwrap *u, uint64_t at, uint64_t next, char *out, size_t room);
/* Whether a name is |lower|, which is in lower case. */
int tnefi_convert_unwrap_is(const char *name, size_t len, const char *lower);
/* What becomes of a field: whether it tells what the body is, or how the body came into being. */
int tnefi_convert_unwrap_is_content(const char *name, size_t len);
int tnefi_convert_unwrap_is_dropped(const char *name, size_t len);
int tnefi_convert_unwrap_is_mark(const char *name, size_t len);
/* Reads the boundaries around a stream. 0: they cannot be told. */
int tnefi_convert_unwrap_delimiters(struct tnef_unwrap *u, const struct tnefi_convert_unwrap_stream *s);
void tnefi_convert_unwrap_guard_feed(struct tnefi_convert_unwrap_guard *g, const uint8_t *p, size_t n);

/* unwrap_plain.c: notes a part of plain text when it ends, and what comes after it when that begins. */
void tnefi_convert_unwrap_note_plain(struct tnef_unwrap *u, const tnef_scanner_part *part);
void tnefi_convert_unwrap_note_next(struct tnef_unwrap *u, const tnef_scanner_part *part);
/* Whether it can stand in the message of a stream, and compared with that: then *|codepage| is its own. */
int tnefi_convert_unwrap_may_move(struct tnef_unwrap *u, const struct tnefi_convert_unwrap_plain *p,
                                  uint32_t *codepage);
/* Has the type of |read| in struct tnefi_convert_plain; the user is a struct tnef_unwrap, and |from| of the
 * mail. */
const uint8_t *tnefi_convert_unwrap_read_plain(void *user, uint64_t from, uint64_t end, size_t *n);
/* What is left out at |at| of the mail: its end; or |at|. *|next|: where something is left out next. */
uint64_t tnefi_convert_unwrap_skip(const struct tnefi_convert_unwrap_live *v, uint64_t at, uint64_t *next);

/* unwrap_key.c: whether the stream that the converter has is of another mail than the fields from |at| on. */
int tnefi_convert_unwrap_is_foreign(struct tnef_unwrap *u, uint64_t at, uint64_t end);

/* unwrap_people.c: finds the people of the mail in which a stream is, for the message in it. */
void tnefi_convert_unwrap_find_people(struct tnef_unwrap *u, uint32_t index);

/* unwrap_make.c: reads a stream into the converter; decides what becomes of it. */
tnef_status tnefi_convert_unwrap_load(struct tnef_unwrap *u, uint32_t index);
tnef_status tnefi_convert_unwrap_decide(struct tnef_unwrap *u, uint32_t index);

/* unwrap_put.c: offers bytes; *|taken| is set on every return. The second one is a sink for text with CR LF,
 * whose user is the target. */
tnef_status tnefi_convert_unwrap_offer(const struct tnefi_convert_unwrap_target *t, const void *buf,
                                       size_t len, size_t *taken);
tnef_status tnefi_convert_unwrap_put(void *user, const void *buf, size_t len, size_t *taken);

#endif
