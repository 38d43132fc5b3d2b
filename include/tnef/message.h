/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MESSAGE_H
#define TNEF_MESSAGE_H
/* Loads a whole message: the bytes of a TNEF stream in, a tree of what is in it out, in one call.
 *
 * Take it if the input is in memory, or can be, and a program wants to look at bodies, recipients
 * and attachments in an order of its own. The tree has what a reader (<tnef/reader.h>) delivers, in
 * the same structs, and the contents besides. Take the reader itself if the input comes in pieces
 * or may be too large for memory. Bodies are in the tree as they stand on the wire: <tnef/bodies.h>
 * makes text or HTML of them, out of a tree, too.
 *
 * Example:
 *
 *     void list_attachments(const void *buf, size_t len, FILE *out)
 *     {
 *         tnef_message *message;
 *         tnef_status status = tnef_message_load(&message, buf, len, NULL, NULL);
 *
 *         if (status != TNEF_OK)
 *             fprintf(out, "%s\n", tnef_status_text(status));
 *         for (size_t i = 0; message != NULL && i < message->attachment_count; i++) {
 *             const tnef_attachment *a = message->attachments[i];
 *
 *             fprintf(out, "%s: %zu bytes\n", a->part->name.text, a->len);
 *         }
 *         tnef_message_free(message);
 *     }
 *
 * The life of a tree: tnef_message_load() makes it as a whole, and tnef_message_free() ends it as a
 * whole. There is no feed, finish or reset, because the one call has all of the input, and the tree
 * needs nothing of it afterwards: |buf| may be freed or reused. A tree is not changed after it was
 * made, so any number of threads may read it at a time. Damaged input gives a tree, too: of what
 * was good before the damage, and the status tells.
 */

#include <tnef/reader.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The tree ----------------------------------------------------------------------------- */

/* A message of a tree. Everything in the tree is valid until tnef_message_free(). In its structs
 * |slot| and |iid| are NULL. */
typedef struct tnef_message tnef_message;

/* A body, or a remainder. */
typedef struct tnef_body {
    const tnef_part *part;
    const uint8_t *data;         /* |len| bytes, and two NUL bytes that do not count              */
    size_t len;                  /* part->size; 0 if it had no room; if decoding failed inside of
                                  * the body, the bytes so far                                    */
} tnef_body;

/* One content of an attachment. */
typedef struct tnef_stored {
    const tnef_content *content;
    const uint8_t *data;         /* its bytes, or NULL: a message without its bytes, or no room   */
    size_t len;                  /* bytes at |data|                                               */
} tnef_stored;

/* An attachment. */
typedef struct tnef_attachment {
    const tnef_part *part;
    const tnef_content *content; /* the content that was chosen, or NULL                          */
    const uint8_t *data;         /* its bytes, or NULL: no content, or a message without its bytes
                                  * (see TNEF_RAW_NESTED)                                         */
    size_t len;                  /* bytes at |data|: 0 if it had no room                          */
    const tnef_message *message; /* the embedded message that was chosen, or NULL                 */
    size_t content_count;
    const tnef_stored *const *contents;      /* all of them, in the order of the input            */
} tnef_attachment;

struct tnef_message {
    const tnef_message_info *info;
    const tnef_message *parent;  /* NULL: the outermost                                           */
    size_t body_count;
    const tnef_body *const *bodies;          /* in the order of the input                         */
    size_t recipient_count;
    const tnef_recipient *const *recipients; /* in the order of the rows                          */
    size_t attachment_count;
    const tnef_attachment *const *attachments; /* in the order of the input                       */
    tnef_status status;          /* of the outermost: what tnef_message_load() returned           */
    const tnef_error *error;     /* of the outermost: where, and what was found                   */
    size_t remainder_count;
    const tnef_body *const *remainders;      /* in the order of the input                         */
};

/* ---- Loading ------------------------------------------------------------------------------ */

/* Checks a configuration for tnef_message_load(), as tnef_reader_check() does for a reader.
 * Handlers other than |anomaly|, |property| and |release| are wrong, too. */
TNEF_API tnef_status tnef_message_check(const tnef_reader_config *cfg, const void **field);

/* Reads a whole message, with all messages in it.
 *
 * |cfg| may be NULL: all defaults. Its handlers |anomaly| and |property| are called as by a reader,
 * but PAUSE is taken as CONTINUE. |release| is never called, and the other handlers must be NULL.
 * The memory comes from |alloc| (NULL: malloc), in pieces. It is never more at a time than
 * tnef_reader_size(), max_memory, max_bytes and max_load together.
 *
 * TNEF_OK          complete; *|out| is the outermost message.
 * TNEF_E_ARGUMENT  |buf| is NULL and |len| is not 0; or |cfg| is wrong, and tnef_message_check()
 *                  tells where; or a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_SIGNATURE, TNEF_E_MEMORY: *|out| is NULL.
 * otherwise        what tnef_reader_feed() or tnef_reader_finish() returned; TNEF_E_LIMIT_MEMORY in
 *                  place of TNEF_OK, of damage, and of other limits on a part, if max_load was
 *                  reached: the error then has the offset of the first message, recipient, part or
 *                  content for which there was no room. *|out| is the tree of what was good, or
 *                  NULL if the input ended before the outermost message began, or there was no
 *                  room for that.
 *                  Messages and parts that were open when decoding failed are in it, marked
 *                  TNEF_F_INCOMPLETE. */
TNEF_API tnef_status tnef_message_load(tnef_message **out, const void *buf, size_t len,
                                       const tnef_reader_config *cfg,
                                       const tnef_allocator *alloc);

/* Returns all memory of a tree. |message| must be the outermost message. NULL is allowed. */
TNEF_API void tnef_message_free(tnef_message *message);

#ifdef __cplusplus
}
#endif
#endif
