/* SPDX-License-Identifier: MIT */

/* Mail in TNEF in mail, and what a mail reader says of it, as lines. */

#ifndef TNEF_TESTS_INNER_LOG_H
#define TNEF_TESTS_INNER_LOG_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/mail.h>

#include "mail_writer.h"

/* ---- Inputs -------------------------------------------------------------------------------- */

/* A stream with one attachment, to be given back with free(). */
uint8_t *inner_stream(const char *title, const void *data, size_t len, size_t *out_len);

/* A mail that holds a stream. */
struct mail inner_mail(const uint8_t *tnef, size_t len);

/* A mail that holds a stream that holds a mail ... |depth| mails in each other, in the innermost of
 * which is a stream with the attachment "evil.exe". |before| stands before each inner mail. */
struct mail inner_nested(uint32_t depth, const char *before);

/* ---- What is said -------------------------------------------------------------------------- */

struct inner_log {
    char text[16384];
    size_t len;
    uint64_t calls;
    uint32_t open;           /* inner mails                                                       */
    int pause;               /* every call pauses                                                 */
    uint64_t stop_at, fail_at, skip_at; /* the call that is answered so; 0: none                  */
    int skip_inner;
    tnef_status status;
    tnef_error error;
    uint64_t anomalies;
    uint64_t inner_bytes;    /* of all inner mails                                                */
    uint64_t first_bytes;    /* of those in attachments of the outermost mail                     */
    int quiet;               /* nothing is kept of what is said                                   */
};

extern const tnef_mail_handlers inner_mail_handlers;
extern const tnef_reader_handlers inner_model_handlers;

/* Feeds a mail in pieces of |piece| bytes (0: whole) to a reader that writes to |l|, to its end. */
void inner_feed(struct inner_log *l, tnef_mail *m, const uint8_t *in, size_t len, size_t piece);

/* The same to its end without a first byte: after tnef_mail_header() and the like. */
void inner_finish(struct inner_log *l, tnef_mail *m);

/* A new reader, made of |more| (NULL: defaults), that writes to |l|, which begins anew; NULL if it
 * could not be made: |l->status|. */
tnef_mail *inner_new(struct inner_log *l, const tnef_mail_config *more,
                     const tnef_allocator *alloc);

/* All of that. */
void inner_run(struct inner_log *l, const tnef_mail_config *more, const struct mail *in,
               size_t piece, const tnef_allocator *alloc);

#endif
