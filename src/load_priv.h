/* SPDX-License-Identifier: MIT */
#ifndef TNEF_LOAD_PRIV_H
#define TNEF_LOAD_PRIV_H
/* The nodes of a message tree while it is built.
 *
 * All of the tree lives in one arena, so that it is freed at once and nothing in it is ever freed
 * alone. A content is stored in one piece whose size is known when it begins: what it announces,
 * or what the input still has, whichever is less. */

#include <tnef/message.h>

#include "arena.h"

struct tnefi_bag_keys;

#define TAIL 2u                /* NUL bytes behind a body                                           */

/* A body or a remainder. */
struct body_node {
    tnef_body pub;
    tnef_part part;
    struct body_node *next;
    uint8_t *fill;
    size_t room;
};

struct content_node {
    tnef_stored pub;
    tnef_content content;
    struct content_node *next;
    uint8_t *fill;
    size_t room;
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
    struct tnefi_pool pool;
    struct tnefi_arena arena;
    tnef_error error;
};

struct tnefi_loader {
    struct tnefi_pool pool;
    struct tnefi_arena arena;
    const tnef_handlers *on;          /* the caller's, or NULL                                      */
    void *user;
    const uint8_t *input;
    uint64_t input_len;
    struct root_node *root;
    struct message_node *last;        /* of the list that begins with the root                      */
    struct message_node *open[TNEF_DEPTH_CEILING + 1u];
    uint32_t depth;                   /* of the message that began last and is open                 */
    struct tnefi_bag_keys *bag_keys;  /* of all bags of the tree                                    */
    int limited;
};

/* Zeroed memory of the tree, or NULL: there is no room, which is remembered. */
void *tnefi_load_take(struct tnefi_loader *t, size_t size);

/* Makes the array of the contents of an attachment. */
void tnefi_load_contents(struct tnefi_loader *t, struct attachment_node *a);

/* The handlers that build; |user| is the loader. */
extern const tnef_handlers tnefi_load_handlers;

#endif
