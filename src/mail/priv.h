/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MAIL_PRIV_H
#define TNEFI_MAIL_PRIV_H
/* A mail reader is a row of levels. Level 0 reads the mail; level n + 1 reads the mail that is an
 * attachment of a stream that level n reads. A level is a scanner and the reader of its streams.
 *
 * Nothing calls itself: what a level finds for the next one is copied to the level's buffer, and the
 * level pauses. The pump (pump.c) serves the deepest level that has something to do, and only when
 * none has anything left does the outermost get more of the input. */

#include <tnef/mail.h>
#include <tnef/text.h>

#include "base/touch.h"

#define INNER_CEILING  TNEF_MAIL_INNER_CEILING
#define INNER_PIECE    4096u     /* bytes that a reader is fed at a time                          */
#define INNER_LOOK     1024u     /* bytes of a beginning that may be undecided                    */
#define INNER_GATHERED 64u       /* bytes that a reader may have gathered, delivered with what it is fed */

/* What a level hands to the next one. There is room for all that a reader can deliver before it pauses: what
 * was undecided, and all of one piece. */
#define INNER_BUFFER   (INNER_LOOK + INNER_PIECE + INNER_GATHERED)

/* What is due at a level after a part has ended, in this order. */
enum { DUE_NOTHING, DUE_STREAM_BEGIN, DUE_FINISH, DUE_STREAM_END, DUE_PART_END };

/* What is known of the content of an attachment that is open. */
enum {
    LOOK_NONE,               /* none is open, or it is not mail */
    LOOK_FIRST,              /* its first bytes are being looked at */
    LOOK_BEGIN,              /* it begins as mail does: mail_begin is due */
    LOOK_MAIL                /* it is read by the next level */
};

/* Whether bytes begin as mail does. */
struct tnefi_mail_look {
    uint32_t state;
    uint32_t seen;           /* bytes so far */
    uint32_t count;          /* characters of the name so far */
    uint32_t from, begin;    /* characters so far that are those of "From ", of "BEGIN" */
};

/* A mail in an attachment, as its holder sees it. */
struct tnefi_mail_inner {
    uint32_t look;           /* LOOK_* */
    uint32_t part, index;    /* tnef_part.id and tnef_content.index of the content */
    uint32_t at, len;        /* of |buf|: what the next level has not had yet */
    uint16_t more;           /* the next level has paused, and may have more to report without more bytes */
    uint16_t ends;           /* the content has ended */
    uint16_t cut;            /* no more of it is read */
    struct tnefi_mail_look first;
    tnef_mail_inner info;
    tnef_error error;
    uint8_t buf[INNER_BUFFER];
};

struct tnefi_mail_level {
    struct tnef_mail *mail;
    uint32_t index;
    tnef_scanner *scanner;
    tnef_reader *reader;
    tnef_scanner_part part;  /* the part that ends */
    tnef_mail_stream stream;
    tnef_error error;        /* of the stream */
    uint32_t due;
    uint16_t open, skipped, failed; /* of the stream */
    uint16_t lost;           /* the scanner has failed: no part ends any more */
    uint16_t has_read;       /* the reader has read a stream since it was as new */
    struct tnefi_mail_inner inner;
};

/* What a caller's configuration says, copied. */
struct tnefi_mail_setup {
    tnef_mail_handlers handlers;
    void *user;
    tnef_reader_handlers model;     /* the caller's, of what is in the streams */
    void *model_user;
    tnef_reader_config reader;   /* of every level; what it points to is here, too */
    tnef_decoder_limits decoder_limits;
    tnef_reader_limits model_limits;
    tnef_charset_hook charsets;
    tnef_scanner_config scanner;
    tnef_scanner_limits scan_limits;
    uint64_t max_inner_bytes;
    uint32_t max_inner;      /* levels besides the first */
    uint32_t descend;        /* attachments are looked into */
    void *list;              /* what reader.bag points to, of |list_size| bytes; NULL: nothing */
    size_t list_size;
};

struct tnef_mail {
    struct tnefi_mail_setup set;
    tnef_allocator alloc;
    tnef_error fatal, limit, damage;
    uint64_t inner_bytes;
    uint64_t place;          /* in the outermost mail: of a part's head, body or end */
    uint64_t anomalies;      /* of mails in attachments that have ended */
    uint32_t streams, inners;
    uint32_t speaking;       /* tnef_mail_inner.number of the mail that a handler is called for */
    uint32_t top;            /* the deepest level that reads a mail now */
    uint16_t busy, paused;
    struct tnefi_mail_level first;
    struct tnefi_mail_level *level[INNER_CEILING + 1u]; /* [0]: |first|; NULL: not needed so far */
};

/* ---- result.c: what handlers answered, and what the whole comes to --------------------------- */

void tnefi_mail_clear_error(tnef_error *e);
void tnefi_mail_fail(struct tnef_mail *m, tnef_status status, int32_t user_code);

/* Notes that the next call of a handler is for the mail of |l|. */
void tnefi_mail_speaks(struct tnefi_mail_level *l);

/* Notes what a handler answered: a pause, or what ends everything. Returns what it asks for. */
int tnefi_mail_answered(struct tnef_mail *m, int answer);

/* Keeps the first limit and the first damage, which are what finish returns. */
void tnefi_mail_keep(struct tnef_mail *m, const tnef_error *e);

/* ---- level.c: the streams of one mail ------------------------------------------------------ */

/* Makes the level as new, for another mail. */
void tnefi_mail_level_start(struct tnefi_mail_level *l);

/* Makes the reader as new, if it has read anything: a mail without a stream costs no reset of it. */
void tnefi_mail_level_forget(struct tnefi_mail_level *l);

/* Makes scanner and reader. TNEF_OK, or what their constructors return; tnefi_mail_level_end() then
 * gives back what there is. */
tnef_status tnefi_mail_level_make(struct tnef_mail *m, struct tnefi_mail_level *l);
void tnefi_mail_level_end(struct tnefi_mail_level *l);

/* Makes the call that is due. */
void tnefi_mail_level_due(struct tnefi_mail_level *l);

/* ---- inner.c: mails in attachments --------------------------------------------------------- */

/* A content of |part| begins, has bytes, ends. Return 1 if the next level has something to do, so
 * that the reader must pause. */
void tnefi_mail_inner_begins(struct tnefi_mail_level *l, const tnef_part *part,
                        const tnef_content *content);
int tnefi_mail_inner_data(struct tnefi_mail_level *l, const tnef_part *part,
                     const tnef_content *content, const void *data, size_t len);
int tnefi_mail_inner_ends(struct tnefi_mail_level *l, const tnef_part *part,
                     const tnef_content *content);

/* The stream has failed: there will be no end of what is open. */
void tnefi_mail_inner_lost(struct tnefi_mail_level *l);

/* Whether the next level has something to do. */
int tnefi_mail_inner_waits(const struct tnefi_mail_level *l);

/* Does it, until a handler wants a halt or an even deeper level has something to do. */
void tnefi_mail_inner_serve(struct tnefi_mail_level *l);

/* ---- look.c -------------------------------------------------------------------------------- */

void tnefi_mail_look_begin(struct tnefi_mail_look *k);

/* 1: these bytes, after all before them, begin as mail does; -1: they do not; 0: not known yet. */
int tnefi_mail_looks(struct tnefi_mail_look *k, const uint8_t *p, size_t n);

/* ---- forward.c ----------------------------------------------------------------------------- */

/* The handlers that a level's reader gets: the caller's, and those that look into attachments. */
void tnefi_mail_forward(const struct tnefi_mail_setup *set, tnef_reader_handlers *out);

/* ---- pump.c -------------------------------------------------------------------------------- */

/* Serves all levels. TNEF_OK: nothing is left to do; TNEF_PAUSED: a handler paused; otherwise the
 * permanent status. */
tnef_status tnefi_mail_pump(struct tnef_mail *m);

/* ---- life.c ------------------------------------------------------------------------------- */

/* All anomalies that the scanner of a level has met. */
uint64_t tnefi_mail_anomalies_of(const struct tnefi_mail_level *l);

#endif
