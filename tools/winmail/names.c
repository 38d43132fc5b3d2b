/* SPDX-License-Identifier: MIT */
/* Where the search for a free name begins: a hash table that forgets everything when it is full.
 *
 * The names themselves are not kept. Where two have the same hash, one may get a higher number than it
 * needed: whoever makes that happen on purpose could as well have sent files of the lower ones.
 *
 * To forget costs little. Before the table is full NAMES_MOST files were named, and then a name is
 * looked for from 1 on once more: n files take no more than n * (2 + n / NAMES_MOST) attempts, beside
 * those for files that were there before. */

#include "names.h"

#include <errno.h>
#include <string.h>

/* FNV-1a, with the NUL. */
static uint64_t hash(uint64_t h, const char *s)
{
    do
        h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001B3);
    while (*s++ != '\0');
    return h;
}

/* The slot of a key, or the free one where it would be. */
static struct names_slot *find(struct names *names, uint64_t key)
{
    uint32_t i = (uint32_t)key % NAMES_SLOTS;

    while (names->slots[i].next != 0 && names->slots[i].key != key)
        i = (i + 1u) % NAMES_SLOTS;
    return &names->slots[i];
}

static void remember(struct names *names, uint64_t key, uint32_t next)
{
    struct names_slot *slot = find(names, key);

    if (slot->next == 0 && names->used == NAMES_MOST) {
        memset(names, 0, sizeof *names);
        slot = find(names, key);
    }
    names->used += slot->next == 0;
    slot->key = key;
    slot->next = next;
}

int names_search(struct names *names, const char *folder, const char *name, names_take_fn *take,
                 void *user)
{
    uint64_t key = hash(hash(UINT64_C(0xCBF29CE484222325), folder), name);
    uint32_t first = find(names, key)->next;
    uint32_t number = first != 0 ? first : 1u;
    int result = -1;

    errno = EEXIST;
    while (number <= NAMES_TRIES && (result = take(user, number)) != 0 && errno == EEXIST)
        number++;
    /* Most names are wanted once, and need no room. */
    if (number > 1u)
        remember(names, key, result == 0 ? number + 1u : number);
    return result;
}
