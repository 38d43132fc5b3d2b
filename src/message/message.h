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

#endif
