/* SPDX-License-Identifier: MIT */
/* Makes a table of the list of keys, which is searched by hash. */

#include "message/bag_priv.h"

#include "base/ascii.h"
#include "base/fnv.h"
#include "base/touch.h"

#include <string.h>

enum { K_ID, K_LID, K_NAME };

#define NAME_MAX_BYTES (TNEF_NAME_SIZE - 2u) /* without the terminator                            */
#define ID_END         0x8000u /* ids from here on are named                                        */
#define TAG_FROM       0x10000u

/* ---- Names -------------------------------------------------------------------------------- */

/* The character at |s|, in UTF-8 that ends with a NUL; 0: it is not valid. */
static uint32_t character(const uint8_t *s, size_t *len)
{
    uint32_t c = s[0], least = 0x80u;
    size_t more = 1;

    *len = 1;
    if (c < 0x80u)
        return c;
    if (c < 0xC2u || c > 0xF4u)
        return 0;
    if (c >= 0xF0u) {
        more = 3;
        least = 0x10000u;
    } else if (c >= 0xE0u) {
        more = 2;
        least = 0x800u;
    }
    c &= 0x3Fu >> more;
    for (size_t i = 1; i <= more; i++) {
        if ((s[i] & 0xC0u) != 0x80u)
            return 0;
        c = c << 6 | (s[i] & 0x3Fu);
    }
    *len = more + 1u;
    return c >= least && c <= 0x10FFFFu && (c < 0xD800u || c > 0xDFFFu) ? c : 0;
}

static uint32_t put_unit(uint8_t *out, uint32_t at, uint32_t unit)
{
    out[at] = (uint8_t)(unit & 0xFFu);
    out[at + 1u] = (uint8_t)(unit >> 8);
    return at + 2u;
}

/* Writes UTF-8 as UTF-16LE. Returns its length in bytes; NAME_MAX_BYTES + 1: it is not valid, or too long. */
static uint32_t widen(const char *utf8, uint8_t buffer[TNEF_NAME_SIZE])
{
    const uint8_t *s = (const uint8_t *)utf8;
    uint32_t at = 0;
    size_t len;

    while (*s != 0) {
        uint32_t c = character(s, &len);

        if (c == 0 || at + (c > 0xFFFFu ? 4u : 2u) > NAME_MAX_BYTES)
            return NAME_MAX_BYTES + 1u;
        if (c > 0xFFFFu) {
            at = put_unit(buffer, at, 0xD7C0u + (c >> 10));
            at = put_unit(buffer, at, 0xDC00u + (c & 0x3FFu));
        } else {
            at = put_unit(buffer, at, c);
        }
        s += len;
    }
    TNEFI_TOUCH(s - (const uint8_t *)utf8);
    return at;
}

const void *tnefi_message_bag_key_name(const tnef_bag_key *key, struct tnefi_message_bag_name *out,
                                       uint8_t buffer[TNEF_NAME_SIZE])
{
    out->guid = key->guid;
    out->name = NULL;
    out->name_len = 0;
    out->number = key->number;
    if (key->guid == NULL) {
        if (out->number >= TAG_FROM)
            out->number >>= 16;
        if (key->name != NULL)
            return &key->name;
        return out->number > 0 && out->number < ID_END ? NULL : &key->number;
    }
    if (key->name == NULL)
        return NULL;
    out->name = buffer;
    out->name_len = widen(key->name, buffer);
    if (out->name_len > NAME_MAX_BYTES)
        return &key->name;
    return out->number != 0 ? &key->number : NULL;
}

/* ---- Comparing ---------------------------------------------------------------------------- */

static uint8_t kind_of(const struct tnefi_message_bag_name *n)
{
    if (n->guid == NULL)
        return K_ID;
    return n->name != NULL ? K_NAME : K_LID;
}

/* The low byte of a unit of UTF-16LE, in which ASCII letters are small. */
static uint8_t folded(const uint8_t *unit)
{
    return unit[1] == 0 ? tnefi_base_lower(unit[0]) : unit[0];
}

static uint64_t hash_of(const struct tnefi_message_bag_name *n)
{
    uint64_t hash = tnefi_base_fnv_add(TNEFI_FNV_START, kind_of(n));

    for (size_t i = 0; n->guid != NULL && i < 16u; i++)
        hash = tnefi_base_fnv_add(hash, n->guid[i]);
    if (n->name == NULL) {
        for (uint32_t i = 0; i < 32u; i += 8u)
            hash = tnefi_base_fnv_add(hash, n->number >> i & 0xFFu);
        return hash;
    }
    for (uint32_t i = 0; i < n->name_len; i += 2u)
        hash = tnefi_base_fnv_add(tnefi_base_fnv_add(hash, folded(n->name + i)), n->name[i + 1u]);
    TNEFI_TOUCH(n->name_len);
    return hash;
}

static int is_name(const struct tnefi_message_bag_keys *keys, const struct tnefi_message_bag_record *k,
                   const struct tnefi_message_bag_name *n)
{
    const uint8_t *name = (const uint8_t *)keys + k->name_at;

    if (k->kind != kind_of(n) || (n->guid != NULL && memcmp(k->guid, n->guid, 16) != 0))
        return 0;
    if (n->name == NULL)
        return k->number == n->number;
    if (k->name_len != n->name_len)
        return 0;
    TNEFI_TOUCH(n->name_len);
    for (uint32_t i = 0; i < n->name_len; i += 2u)
        if (folded(name + i) != folded(n->name + i) || name[i + 1u] != n->name[i + 1u])
            return 0;
    return 1;
}

uint32_t tnefi_message_bag_keys_find(const struct tnefi_message_bag_keys *keys,
                                     const struct tnefi_message_bag_name *name)
{
    uint64_t hash = hash_of(name);
    uint32_t low = 0, high = keys->records;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2u;

        TNEFI_TOUCH(1);
        if (keys->record[middle].hash < hash)
            low = middle + 1u;
        else
            high = middle;
    }
    for (; low < keys->records && keys->record[low].hash == hash; low++) {
        TNEFI_TOUCH(1);
        if (is_name(keys, &keys->record[low], name))
            return keys->record[low].wanted;
    }
    return TNEFI_BAG_NONE;
}

/* ---- The table ---------------------------------------------------------------------------- */

static uint16_t *firsts(const struct tnefi_message_bag_keys *keys)
{
    return (uint16_t *)(void *)(uintptr_t)&keys->record[keys->count];
}

uint32_t tnefi_message_bag_keys_first(const struct tnefi_message_bag_keys *keys, uint32_t wanted)
{
    return firsts(keys)[wanted];
}

const void *tnefi_message_bag_keys_field(const tnef_bag_config *cfg)
{
    uint8_t buffer[TNEF_NAME_SIZE];

    for (uint32_t i = 0; i < cfg->count; i++) {
        struct tnefi_message_bag_name n;
        const void *wrong = tnefi_message_bag_key_name(&cfg->wanted[i], &n, buffer);

        if (wrong != NULL)
            return wrong;
    }
    TNEFI_TOUCH(cfg->count);
    return NULL;
}

size_t tnefi_message_bag_keys_size(const tnef_bag_config *cfg)
{
    size_t size = sizeof(struct tnefi_message_bag_keys)
                  + cfg->count * (sizeof(struct tnefi_message_bag_record) + sizeof(uint16_t));
    uint8_t buffer[TNEF_NAME_SIZE];

    for (uint32_t i = 0; i < cfg->count; i++) {
        struct tnefi_message_bag_name n;

        (void)tnefi_message_bag_key_name(&cfg->wanted[i], &n, buffer);
        size += n.name_len;
    }
    return size;
}

/* The order is by hash, and of keys with the same hash by their places in the list. */
static int before(const struct tnefi_message_bag_record *a, const struct tnefi_message_bag_record *b)
{
    return a->hash != b->hash ? a->hash < b->hash : a->wanted < b->wanted;
}

/* A shell sort. The list is from the program, not from the input, so its worst order is no attack. */
static void sort(struct tnefi_message_bag_record *k, uint32_t count)
{
    for (uint32_t gap = 701u; gap > 0; gap = gap > 2u ? gap * 4u / 9u : gap / 2u) {
        for (uint32_t i = gap; i < count; i++) {
            struct tnefi_message_bag_record moving = k[i];
            uint32_t at = i;

            while (at >= gap && before(&moving, &k[at - gap])) {
                TNEFI_TOUCH(1);
                k[at] = k[at - gap];
                at -= gap;
            }
            k[at] = moving;
        }
    }
}

/* Keeps the first of equal keys, and remembers for each key which one that is. */
static void unite(struct tnefi_message_bag_keys *keys)
{
    uint16_t *first = firsts(keys);
    uint32_t out = 0;

    for (uint32_t i = 0; i < keys->count; i++) {
        const struct tnefi_message_bag_record k = keys->record[i];
        struct tnefi_message_bag_name n = { k.kind != K_ID ? k.guid : NULL, NULL, k.name_len, k.number };
        uint32_t same = out;

        if (k.kind == K_NAME)
            n.name = (const uint8_t *)keys + k.name_at;
        while (same > 0 && keys->record[same - 1u].hash == k.hash
               && !is_name(keys, &keys->record[same - 1u], &n))
            same--;
        if (same > 0 && keys->record[same - 1u].hash == k.hash) {
            first[k.wanted] = keys->record[same - 1u].wanted;
        } else {
            first[k.wanted] = k.wanted;
            keys->record[out++] = k;
        }
    }
    keys->records = out;
}

void tnefi_message_bag_keys_make(struct tnefi_message_bag_keys *keys, const tnef_bag_config *cfg)
{
    uint8_t buffer[TNEF_NAME_SIZE];
    uint8_t *names;

    keys->count = cfg->count;
    names = (uint8_t *)(firsts(keys) + keys->count);
    for (uint32_t i = 0; i < cfg->count; i++) {
        struct tnefi_message_bag_record *k = &keys->record[i];
        struct tnefi_message_bag_name n;

        memset(k, 0, sizeof *k);
        (void)tnefi_message_bag_key_name(&cfg->wanted[i], &n, buffer);
        k->hash = hash_of(&n);
        k->kind = kind_of(&n);
        k->number = n.number;
        k->wanted = (uint16_t)i;
        if (n.guid != NULL)
            memcpy(k->guid, n.guid, sizeof k->guid);
        k->name_at = (uint32_t)(names - (uint8_t *)keys);
        k->name_len = n.name_len;
        if (n.name_len > 0)
            memcpy(names, n.name, n.name_len);
        TNEFI_TOUCH(n.name_len);
        names += n.name_len;
    }
    keys->size = (size_t)(names - (uint8_t *)keys);
    sort(keys->record, keys->count);
    unite(keys);
}
