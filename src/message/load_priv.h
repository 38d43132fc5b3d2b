/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_LOAD_PRIV_H
#define TNEFI_MESSAGE_LOAD_PRIV_H
/* The nodes of a message tree while it is built.
 *
 * All of the tree lives in one arena, so that it is freed at once and nothing in it is ever freed
 * alone. A content is stored in one piece whose size is known when it begins: what it announces,
 * or what the input still has, whichever is less. */

#include <tnef/message.h>
#include <tnef/text.h>

#include "message/arena.h"
#include "message/message.h"

struct tnefi_message_bag_keys;

#define TAIL 2u                /* NUL bytes after a body                                            */

/* A body or a remainder. */
struct body_node {
    tnef_body pub;
    tnef_part part;
    struct body_node *next;
    uint8_t *fill;
    size_t room;
    uint64_t at;                      /* where it was kept, if it was kept elsewhere                */
};

struct content_node {
    tnef_stored pub;
    tnef_content content;
    struct content_node *next;
    uint8_t *fill;
    size_t room;
    uint64_t at;                      /* where it was kept, if it was kept elsewhere                */
};

struct attachment_node {
    tnef_attachment pub;
    tnef_part part;
    struct attachment_node *next;
    struct content_node *contents;    /* the latest first                                           */
    struct message_node *embedded;    /* all of them, the latest first                              */
};

struct recipient_node {
    tnef_recipient pub;
    struct recipient_node *next;
};

struct message_node {
    tnef_message pub;
    tnef_message_info info;
    struct message_node *next;        /* in the order of their beginnings                           */
    struct message_node *sibling;     /* in the same attachment                                     */
    struct body_node *bodies, **bodies_end;
    struct body_node *remainders, **remainders_end;
    struct attachment_node *attachments, **attachments_end;
    struct attachment_node *open_attachment;
    struct recipient_node *recipients, **recipients_end;
};

struct root_node {
    struct message_node node;         /* first: the caller holds a pointer to its |pub|             */
    struct tnefi_message_pool pool;
    struct tnefi_message_arena arena;
    tnef_error error;
    tnef_charset_hook charsets;       /* for bodies of the tree; its size is 0: iconv               */
};

struct tnefi_message_loader {
    struct tnefi_message_pool pool;
    struct tnefi_message_arena arena;
    const tnef_reader_handlers *on;          /* the caller's, or NULL                               */
    void *user;
    const tnef_charset_hook *charsets;  /* the caller's, or NULL                                    */
    const uint8_t *input;
    uint64_t input_len;
    struct root_node *root;
    struct message_node *last;        /* of the list that begins with the root                      */
    struct message_node *open[TNEF_DEPTH_CEILING + 1u];
    uint32_t depth;                   /* of the message that began last and is open                 */
    struct tnefi_message_bag_keys *bag_keys;  /* of all bags of the tree                            */
    tnefi_message_keep_fn keep;       /* keeps contents elsewhere; NULL: they are in the tree       */
    void *keep_user;
    int limited;
    uint64_t at, limited_at;          /* of what is stored, and of the first for which there was no room */
};

/* There was no room for something of what is stored now. */
void tnefi_message_load_limited(struct tnefi_message_loader *t);

/* Takes zeroed memory of the tree. NULL: there is no room, which |limited| remembers. */
void *tnefi_message_load_take(struct tnefi_message_loader *t, size_t size);

/* Makes |s| a copy of its own, in the memory of the tree, if there is any text. */
void tnefi_message_load_copy(struct tnefi_message_loader *t, tnef_string *s);

static inline void tnefi_message_load_string(struct tnefi_message_loader *t, tnef_string *s)
{
    if (s->text != NULL)
        tnefi_message_load_copy(t, s);
}

/* Makes the array of the contents of an attachment. */
void tnefi_message_load_contents(struct tnefi_message_loader *t, struct attachment_node *a);

/* Completes the tree. TNEF_E_MEMORY: it was given up. */
tnef_status tnefi_message_load_finish(struct tnefi_message_loader *t, const tnef_reader *reader,
                                      tnef_status status, tnef_message **out);

/* Gives the tree up, complete or not. */
void tnefi_message_load_discard(struct tnefi_message_loader *t);

/* The handlers that build; |user| is the loader. */
extern const tnef_reader_handlers tnefi_message_load_handlers;

#endif
