/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_CONFIG_H
#define TNEF_MILTER_CONFIG_H
/* What an operator can choose, and the file in which it stands.
 *
 * The file has lines "key = value", comment lines that begin with "#", and empty lines. The struct has no
 * pointers, so it can be copied, and two of them can be compared field by field. */

#include <stddef.h>
#include <stdint.h>

#define CONFIG_TEXT 512u        /* bytes of a value, with its NUL                                 */
#define CONFIG_LINE 2048u       /* bytes of a line                                                */
#define CONFIG_SIZE_MAX (1024u * 1024u) /* bytes of a file                                        */

/* What becomes of a mail. Of two that apply the later one of this list counts. */
enum action {
    ACT_ACCEPT,                 /* it passes as it came                                           */
    ACT_UNWRAP,                 /* what is in the stream takes its place                          */
    ACT_TAG,                    /* it passes with X-TNEF-Error                                    */
    ACT_QUARANTINE,             /* it passes with X-TNEF-Error, and the MTA holds it              */
    ACT_TEMPFAIL,               /* the sender tries again                                         */
    ACT_REJECT
};

enum log_to { LOG_TO_STDERR, LOG_TO_SYSLOG };

struct config {
    /* Those that count when the daemon starts, and not when it is told to read its file again. */
    char socket[CONFIG_TEXT];   /* where the MTA finds it, as libmilter writes it                 */
    char socket_group[64];      /* empty: that of the process                                     */
    uint32_t socket_mode;       /* of a unix socket                                               */
    uint32_t timeout;           /* seconds without a word of the MTA                              */
    char counters_socket[CONFIG_TEXT]; /* empty: none                                             */

    enum action on_tnef;        /* whole streams: ACCEPT, UNWRAP, QUARANTINE, REJECT              */
    enum action on_damaged;     /* as above, or TAG                                               */
    enum action on_unreadable;  /* nothing can be read of a stream: as above, not UNWRAP          */
    enum action on_ambiguous;   /* the mail has more than one reading: as above, not UNWRAP       */
    enum action on_limit;       /* a limit was reached: as above, not UNWRAP                      */
    enum action on_failure;     /* of the filter itself: ACCEPT, TEMPFAIL                         */

    uint32_t add_header;        /* X-TNEF-Unwrapped is added                                      */
    char name[256];             /* of this host, in the fields that are added                     */

    uint64_t max_mail;          /* bytes; one that is larger passes unread                        */
    uint32_t max_header;        /* bytes of the header of a mail; the same                        */
    uint64_t max_output;        /* bytes that one stream may become                               */
    uint64_t max_spool;         /* bytes that the temporary files of one mail may have, each      */
    uint32_t spool_memory;      /* bytes of a mail that are kept in memory                        */
    uint32_t memory;            /* bytes of the contents of a stream that are kept in memory      */
    uint32_t max_active;        /* mails at a time; for more, on_failure counts                   */
    char spool_dir[CONFIG_TEXT];

    enum log_to log_to;
    uint32_t log_facility;      /* of syslog(3)                                                   */
    uint32_t log_level;         /* LOG_ERR, LOG_WARNING, LOG_INFO, LOG_DEBUG                      */
    char counters_file[CONFIG_TEXT]; /* empty: none                                               */
    uint32_t counters_interval; /* seconds                                                        */
    uint32_t stop_timeout;      /* seconds that mails have to come to their end                   */
};

/* Told of each thing that is wrong; |line| is 0 where it is none of one line. */
typedef void (*config_wrong)(void *user, unsigned line, const char *what);

void config_defaults(struct config *cfg);
/* Reads |len| bytes of a file over the values that |cfg| has. Returns how many things are wrong. */
unsigned config_parse(struct config *cfg, const char *text, size_t len, config_wrong wrong, void *user);
/* Looks at what no single line can tell. Returns how many things are wrong. */
unsigned config_check(const struct config *cfg, config_wrong wrong, void *user);
/* Reads and checks a whole file. Returns how many things are wrong; |cfg| is complete then, too. */
unsigned config_load(struct config *cfg, const char *path, config_wrong wrong, void *user);
/* Whether what counts at the start only is the same in both. */
int config_same_start(const struct config *a, const struct config *b);

const char *action_name(enum action action);

#endif
