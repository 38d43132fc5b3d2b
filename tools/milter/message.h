/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_MESSAGE_H
#define TNEF_MILTER_MESSAGE_H
/* One mail: what the MTA tells of it goes in, and in the end it is known what becomes of it. Nothing here
 * knows the MTA. Whatever fails is kept until the end, when the operator's choice decides. */

#include <tnef/convert.h>

#include "config.h"
#include "counters.h"
#include "diagnose.h"
#include "fields.h"
#include "judge.h"
#include "spool.h"

/* Why a mail is not read to its end. */
enum stop {
    STOP_NONE,
    STOP_LARGE,                 /* it, or its header, is larger than it may be: no failure        */
    STOP_BUSY,                  /* too many mails at a time                                       */
    STOP_MEMORY,
    STOP_SPOOL,
    STOP_HEADER                 /* the new header cannot be made of the old one                   */
};

struct message {
    const struct config *cfg;   /* counted: config_put()                                          */
    struct spool mail, out;     /* as it came; its body as it goes                                */
    struct fields fields;       /* its header as it came, and as it goes                          */
    struct text header;
    unsigned char line_end[4];  /* the last bytes of the new header, up to its end                */
    int in_body;                /* the new header is complete                                     */
    tnef_unwrap *unwrap;
    uint64_t size;              /* bytes of the mail                                              */
    enum stop stop;
    int code;                   /* error number that goes with |stop|                             */
    struct change change;
    struct tnef_unwrap_info info;
    struct diagnosis diagnosis; /* streams and error are set if something is wrong                */
    struct verdict verdict;
};

/* Begins one; |busy|: there are too many. */
void message_begin(struct message *m, const struct config *cfg, int busy);
/* All memory, and all files; not |cfg|. */
void message_end(struct message *m);

void message_field(struct message *m, const char *name, const char *value, int with_blank);
void message_end_of_header(struct message *m);
void message_body(struct message *m, const void *p, size_t len);

/* Decides. |verdict| is set unless |stop| is. With ACT_UNWRAP |change|, |header| and |out| are complete, so
 * that nothing can fail any more but the connection. |alive| is called now and then, to tell the MTA. */
void message_finish(struct message *m, void (*alive)(void *user), void *user);

const char *stop_name(enum stop stop);

#endif
