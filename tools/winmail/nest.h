/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_NEST_H
#define WINMAIL_NEST_H
/* A TNEF stream and all that is in its attachments, as one tree: embedded messages, streams that are
 * attached as files, and mail that is attached, with the streams in it.
 *
 * tnef_mail opens all of them. To a command it is one tree: in whatever its handlers get, |depth| counts
 * messages from the outermost one, those around an attached mail included, and --max-depth is a limit on
 * that. What is deeper is not opened, which is TNEF_E_LIMIT_DEPTH. */

#include "winmail.h"

/* Mails that are too deep are said, too. */
#define NEST_LEVELS (2u + TNEF_MAIL_INNER_CEILING)

/* A stream. The first group is set when it begins, all when it ends. */
struct nest_stream {
    uint32_t base;             /* depth of its outermost message                                  */
    uint32_t mail;             /* number of the attached mail that it is in; 0: none,             */
    int mail_is_cut;           /* and whether that is too deep to be opened                       */
    char part[TNEF_SCANNER_PATH_SIZE]; /* of that mail                                               */
    uint64_t anomalies;        /* so far                                                          */

    tnef_status status;
    uint64_t offset;           /* of what is wrong                                                */
};

/* An attached mail, when it has ended. */
struct nest_mail {
    uint32_t depth;            /* of the message that it is attached to                           */
    uint32_t number;           /* 1, 2, ... in the tree                                           */
    uint32_t content;          /* index of the content of the attachment                          */
    tnef_status status;
    uint64_t offset;
};

struct nest_handlers {
    tnef_reader_handlers of;          /* what is in streams; |depth| is that of the tree                 */
    int (*stream_begin)(void *user);                              /* TNEF_CONTINUE, or -1         */
    void (*stream_end)(void *user);
    void (*mail_end)(void *user, const struct nest_mail *mail);
};

struct nest {
    const struct nest_handlers *to;
    void *user;
    const struct options *opt;
    tnef_mail *mail;           /* NULL: it could not be made                                      */
    uint32_t max_depth;
    uint32_t level;            /* of the stream that the call is about which is being made        */
    uint32_t top;              /* of the deepest attached mail that is open                       */
    uint32_t depth;            /* of the bytes that came last                                     */
    int ended;                 /* the outermost stream has                                        */
    uint64_t anomalies;        /* of all streams,                                                 */
    uint64_t kinds;            /* and of which kinds, TNEF_ANOMALY_BIT()                          */
    int code;                  /* exit code of what is in attached mails                          */
    struct nest_stream streams[NEST_LEVELS]; /* that are open; the level of each is the number of
                                * attached mails around it                                        */
};

/* |flags| are those of a reader. What |to| points to must stay. TNEF_OK or TNEF_E_MEMORY. */
tnef_status nest_open(struct nest *n, const struct nest_handlers *to, void *user,
                      const struct options *opt, uint32_t flags);
tnef_status nest_feed(struct nest *n, const void *buf, size_t len);

/* nest_events.c: the handlers that the command has, and those that are needed here. Their user is a nest. */
tnef_reader_handlers nest_handlers_of(const tnef_reader_handlers *to);

/* The stream that the call is about. */
const struct nest_stream *nest_stream(const struct nest *n);

/* |source|, which the outermost stream is from, with what |nest_stream()| is in. */
struct source nest_source(const struct nest *n, const struct source *source);

/* Says what is wrong with the stream that has ended, if it is in an attached mail; with such a mail. */
void nest_complain_stream(const struct nest *n, const struct source *source);
void nest_complain_mail(const struct source *source, const struct nest_mail *mail);

/* What became of the outermost stream, but for the anomalies, which are those of all. What is in
 * attached mails has its exit code in |n->code|. */
struct outcome nest_finish(struct nest *n);
void nest_close(struct nest *n);

#endif
