/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_MESSAGE_H
#define TNEFI_MESSAGE_MESSAGE_H
/* What the message model offers to higher layers beside its public headers. */

#include <tnef/bag.h>
#include <tnef/message.h>
#include <tnef/text.h>

/* ---- For objects that make readers later: copies of the caller's list of keys ---------------- */

/* The bytes of a copy of a list that tnef_reader_new() takes; 0: there is nothing to copy. */
size_t tnefi_message_bag_list_size(const tnef_bag_config *cfg);

/* Makes it in |mem|, which is aligned for any object. */
const tnef_bag_config *tnefi_message_bag_list_copy(void *mem, const tnef_bag_config *cfg);

/* ---- For bodies of a tree -------------------------------------------------------------------- */

/* Where the memory of the tree comes from that |message| is in. */
const tnef_allocator *tnefi_message_load_allocator(const tnef_message *message);

/* The hook that the tree was loaded with, or NULL. */
const tnef_charset_hook *tnefi_message_load_charsets(const tnef_message *message);

/* ---- For converters: a tree that is made while its input streams ------------------------------ */

/* Keeps |len| bytes of a content or a body elsewhere. If |after| is not UINT64_MAX, they must come to lie
 * there, after those that were kept before. *|at| gets where they are, *|done| how many had room. Returns 0,
 * or another number to fail with. */
typedef int (*tnefi_message_keep_fn)(void *user, const void *data, size_t len, uint64_t after, uint64_t *at,
                                     size_t *done);

/* A tree in which |data| of bodies and contents is NULL, and |len| is how many bytes were kept; remainders
 * have no bytes at all. */
struct tnefi_message_tree;

/* What tnefi_message_tree_new() takes of its allocator for itself and its reader. 0: |cfg| is wrong. */
size_t tnefi_message_tree_size(const tnef_reader_config *cfg);

/* Makes one; the handlers of |cfg| are those of the tree. Its descriptions take at most |max_memory|
 * bytes. */
tnef_status tnefi_message_tree_new(struct tnefi_message_tree **out, const tnef_reader_config *cfg,
                                   uint64_t max_memory, tnefi_message_keep_fn keep, void *user,
                                   const tnef_allocator *alloc);
void tnefi_message_tree_free(struct tnefi_message_tree *tree);
void tnefi_message_tree_reset(struct tnefi_message_tree *tree);

/* As the functions of a reader. Nothing pauses. */
tnef_status tnefi_message_tree_feed(struct tnefi_message_tree *tree, const void *buf, size_t len);

/* Declares the end, and completes the tree. Returns its status: that of tnef_message_load(). */
tnef_status tnefi_message_tree_finish(struct tnefi_message_tree *tree);

/* The outermost message, or NULL: the tree is not complete, or there is none. */
const tnef_message *tnefi_message_tree_root(const struct tnefi_message_tree *tree);
const tnef_reader *tnefi_message_tree_reader(const struct tnefi_message_tree *tree);

/* Where the bytes of a body or content of such a tree are kept. */
uint64_t tnefi_message_body_at(const tnef_body *body);
uint64_t tnefi_message_content_at(const tnef_stored *content);

#endif
