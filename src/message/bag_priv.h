/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_BAG_PRIV_H
#define TNEFI_MESSAGE_BAG_PRIV_H
/* The inside of property bags.
 *
 * The list of what is wanted is compiled once into a table that is sorted by hashes of names, so that
 * a property of the stream is hashed once, searched in log2 steps and compared once. The table is one
 * block without pointers: a tree has a copy.
 *
 * While its message, attachment or row is open, a bag has a pointer for each key, valid where its bit
 * is set in |there|: a property is found, and a bag without any is emptied, in constant time. At the
 * end the pointers move together, in the order of the list, and text becomes UTF-8. */

#include <stddef.h>
#include <stdint.h>

#include <tnef/bag.h>

#include "message/arena.h"

struct tnef_reader;
struct tnefi_message_layer;
struct tnefi_message_loader;

/* ---- Keys --------------------------------------------------------------------------------- */

#define TNEFI_BAG_NONE UINT32_MAX

/* The name of a property as a stream has it. */
struct tnefi_message_bag_name {
    const uint8_t *guid;       /* NULL: |number| is a property id                                   */
    const uint8_t *name;       /* UTF-16LE, or NULL: by number                                      */
    uint32_t name_len;         /* bytes                                                             */
    uint32_t number;
};

struct tnefi_message_bag_record {
    uint64_t hash;
    uint32_t number;
    uint32_t name_at, name_len; /* bytes, from the beginning of the table                           */
    uint16_t wanted;           /* index in the list; of equal keys the first                        */
    uint8_t kind;
    uint8_t guid[16];
};

struct tnefi_message_bag_keys {
    size_t size;               /* of all of it                                                      */
    uint32_t count;            /* of the list                                                       */
    uint32_t records;          /* of different keys                                                 */
    struct tnefi_message_bag_record record[]; /* sorted by hash; room for |count|. Then of each key of the
                                * list the index of the first like it, and the names               */
};

/* The first field that is wrong in the keys of a list, or NULL. */
const void *tnefi_message_bag_keys_field(const tnef_bag_config *cfg);

/* The table of a list in which nothing is wrong, and its bytes. */
size_t tnefi_message_bag_keys_size(const tnef_bag_config *cfg);
void tnefi_message_bag_keys_make(struct tnefi_message_bag_keys *keys, const tnef_bag_config *cfg);

/* Writes a key of the program as a stream would have it; its name goes into |buffer|. Returns the first field
 * of the key that is wrong, or NULL. */
const void *tnefi_message_bag_key_name(const tnef_bag_key *key, struct tnefi_message_bag_name *out,
                                       uint8_t buffer[TNEF_NAME_SIZE]);

/* Finds the index in the list of the first key with that name; TNEFI_BAG_NONE: nobody asked for it. */
uint32_t tnefi_message_bag_keys_find(const struct tnefi_message_bag_keys *keys,
                                     const struct tnefi_message_bag_name *name);

/* The first key that is like the one with this index. |wanted| < |count|. */
uint32_t tnefi_message_bag_keys_first(const struct tnefi_message_bag_keys *keys, uint32_t wanted);

/* ---- Bags --------------------------------------------------------------------------------- */

struct tnefi_message_bag_value {
    uint64_t bits;             /* of fixed sizes up to 8 bytes                                      */
    const uint8_t *bytes;      /* else; NULL: absent. Strings are UTF-8, with a NUL, at the end     */
    uint32_t len;
    uint32_t flags;            /* TNEF_F_INCOMPLETE, TNEF_BAG_*, and                                */
};
#define TNEFI_BAG_THERE 0x80000000u /* all of a value of fixed size came                            */

struct tnefi_message_bag_entry {
    tnef_bag_item pub;         /* first: callers hold pointers to it                                */
    uint32_t room;             /* values at |values|                                                */
    struct tnefi_message_bag_value *values;
};

struct tnef_bag {
    const struct tnefi_message_bag_keys *keys;
    uint32_t count;
    struct tnefi_message_bag_entry **entries; /* sorted by |wanted|, when finished                  */
};

/* Type of one value; and the bytes of it, 0: of any size. */
uint16_t tnefi_message_bag_base(uint16_t type);
uint32_t tnefi_message_bag_fixed(uint16_t type);
int tnefi_message_bag_is_text(uint16_t type);

/* ---- In a reader -------------------------------------------------------------------------- */

#define TNEFI_BAG_SCOPES 3u    /* S_MESSAGE, S_ATTACHMENT, S_ROW                                    */

struct tnefi_message_bag_scope {
    struct tnef_bag pub;
    struct tnefi_message_arena arena;
    uint64_t *there;           /* bits                                                              */
    uint32_t text_entry, text_value; /* what is next to be made UTF-8                               */
    uint8_t finished;          /* entries are together                                              */
};

struct tnefi_message_bag_level {
    struct tnefi_message_bag_scope scope[TNEFI_BAG_SCOPES];
    struct tnefi_message_bag_scope *into;    /* of the open property; NULL: it is not wanted        */
    struct tnefi_message_bag_entry *entry;
    uint8_t *fill;             /* of the open value: where its bytes go                             */
    uint32_t room, have;
    uint64_t came;             /* bytes of it                                                       */
    uint8_t value_open;
    uint8_t too_many;          /* the property has too many values, which was noted                 */
};

struct tnefi_message_bags {
    struct tnefi_message_pool pool;
    struct tnefi_message_bag_keys *keys; /* NULL: no bags                                           */
    struct tnefi_message_bag_level *levels;
    uint32_t level_count;
    uint32_t words;            /* at |there|                                                        */
    uint32_t max_value, max_values;
};

/* bag_reader.c: the first field that is wrong in a configuration, or NULL; what bags need of the reader's
 * memory; their life in it. |mem| is aligned for any object. */
const void *tnefi_message_bags_field(const tnef_bag_config *cfg);
size_t tnefi_message_bags_size(const tnef_bag_config *cfg, uint32_t levels);
void tnefi_message_bags_init(struct tnefi_message_bags *bags, void *mem, const tnef_bag_config *cfg,
                             uint32_t levels, const tnef_allocator *alloc);
void tnefi_message_bags_clear(struct tnefi_message_bags *bags);
void tnefi_message_bags_end(struct tnefi_message_bags *bags);

/* bag_fill.c: an event of a level. */
void tnefi_message_bag_event(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);

/* bag_reader.c. tnefi_message_bag_finish() completes the bag of what ends (S_*), some strings at a time;
 * 1: call it again, when the anomalies were delivered. tnefi_message_bag_shown() returns what is shown then;
 * NULL: there are no bags. tnefi_message_bag_drop() empties the bag. */
int tnefi_message_bag_finish(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t scope);
const struct tnef_bag *tnefi_message_bag_shown(const struct tnef_reader *r,
                                               const struct tnefi_message_layer *l, uint32_t scope);
void tnefi_message_bag_drop(struct tnef_reader *r, const struct tnefi_message_layer *l, uint32_t scope);

/* bag_load.c: a copy in a tree; NULL: none, or no room. */
const struct tnef_bag *tnefi_message_bag_copy(struct tnefi_message_loader *t, const struct tnef_bag *bag);

#endif
