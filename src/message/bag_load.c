/* SPDX-License-Identifier: MIT */
/* Copies bags into a tree. */

#include "message/load_priv.h"

#include "message/bag_priv.h"
#include "base/touch.h"

#include <string.h>

/* All bags of a tree have one list of keys. */
static const struct tnefi_message_bag_keys *copy_keys(struct tnefi_message_loader *t,
                                                      const struct tnefi_message_bag_keys *keys)
{
    if (t->bag_keys == NULL) {
        t->bag_keys = tnefi_message_load_take(t, keys->size);
        if (t->bag_keys != NULL)
            memcpy(t->bag_keys, keys, keys->size);
        TNEFI_TOUCH(2u * keys->size);
    }
    return t->bag_keys;
}

/* Copies the bytes of a value, and adds a NUL, which strings need. */
static void copy_bytes(struct tnefi_message_loader *t, struct tnefi_message_bag_value *v)
{
    uint8_t *p;

    if (v->bytes == NULL)
        return;
    p = tnefi_message_arena_take(&t->pool, &t->arena, v->len + (size_t)1u, 0);
    if (p == NULL) {
        tnefi_message_load_limited(t);
        v->flags |= TNEF_BAG_CUT;
        v->len = 0;
    } else {
        memcpy(p, v->bytes, v->len);
        p[v->len] = 0;
        TNEFI_TOUCH(v->len);
    }
    v->bytes = p;
}

static struct tnefi_message_bag_entry *copy_entry(struct tnefi_message_loader *t,
                                                  const struct tnefi_message_bag_entry *from)
{
    struct tnefi_message_bag_entry *e = tnefi_message_load_take(t, sizeof *e);

    if (e == NULL)
        return NULL;
    e->pub = from->pub;
    if (e->pub.count > 0)
        e->values = tnefi_message_load_take(t, e->pub.count * sizeof *e->values);
    if (e->values == NULL) {
        e->pub.flags |= e->pub.count > 0 ? TNEF_BAG_CUT : 0u;
        e->pub.count = 0;
    }
    e->room = e->pub.count;
    for (uint32_t i = 0; i < e->pub.count; i++) {
        e->values[i] = from->values[i];
        copy_bytes(t, &e->values[i]);
        e->pub.flags |= e->values[i].flags & TNEF_BAG_CUT;
    }
    TNEFI_TOUCH(2u * e->pub.count * sizeof *e->values);
    return e;
}

const struct tnef_bag *tnefi_message_bag_copy(struct tnefi_message_loader *t, const struct tnef_bag *bag)
{
    const struct tnefi_message_bag_keys *keys;
    struct tnef_bag *b;

    if (bag == NULL)
        return NULL;
    keys = copy_keys(t, bag->keys);
    b = keys != NULL ? tnefi_message_load_take(t, sizeof *b) : NULL;
    if (b == NULL)
        return NULL;
    b->keys = keys;
    if (bag->count > 0)
        b->entries = tnefi_message_load_take(t, bag->count * sizeof *b->entries);
    for (uint32_t i = 0; b->entries != NULL && i < bag->count; i++) {
        struct tnefi_message_bag_entry *e = copy_entry(t, bag->entries[i]);

        if (e != NULL)
            b->entries[b->count++] = e;
    }
    TNEFI_TOUCH(2u * bag->count * sizeof *b->entries);
    return b;
}
