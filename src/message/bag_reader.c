/* SPDX-License-Identifier: MIT */
/* Bags in a reader: their memory, and what is done when one is complete. */

#include "message/priv.h"

#include "base/structs.h"
#include "base/touch.h"

#include <string.h>

#define TEXTS_AT_ONCE 16u /* of which each raises three anomalies at most: see NOTES_MAX       */

/* ---- Memory ------------------------------------------------------------------------------- */

static size_t words_of(const tnef_bag_config *cfg)
{
    return (cfg->count + 63u) / 64u;
}

const void *tnefi_message_bags_field(const tnef_bag_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (cfg->count > TNEF_BAG_CEILING)
        return &cfg->count;
    if (cfg->count > 0 && cfg->wanted == NULL)
        return &cfg->wanted;
    return tnefi_message_bag_keys_field(cfg);
}

tnef_status tnef_bag_check(const tnef_bag_config *cfg, const void **field)
{
    return tnefi_base_checked(1, tnefi_message_bags_field(cfg), field);
}

/* The sizes of the bits, and of the pointers, of all levels. */
static size_t bits_size(const tnef_bag_config *cfg, uint32_t levels)
{
    return tnefi_message_rounded(levels * TNEFI_BAG_SCOPES * words_of(cfg) * sizeof(uint64_t));
}

static size_t pointers_size(const tnef_bag_config *cfg, uint32_t levels)
{
    return tnefi_message_rounded(levels * TNEFI_BAG_SCOPES * cfg->count
                                 * sizeof(struct tnefi_message_bag_entry *));
}

size_t tnefi_message_bags_size(const tnef_bag_config *cfg, uint32_t levels)
{
    if (cfg == NULL || cfg->count == 0)
        return 0;
    return tnefi_message_rounded(levels * sizeof(struct tnefi_message_bag_level)) + bits_size(cfg, levels)
           + pointers_size(cfg, levels) + tnefi_message_rounded(tnefi_message_bag_keys_size(cfg));
}

void tnefi_message_bags_init(struct tnefi_message_bags *bags, void *mem, const tnef_bag_config *cfg,
                             uint32_t levels, const tnef_allocator *alloc)
{
    unsigned char *at = mem;
    struct tnefi_message_bag_entry **entries;
    uint64_t *there;

    if (cfg == NULL || cfg->count == 0)
        return;
    memset(mem, 0, tnefi_message_bags_size(cfg, levels));
    bags->levels = mem;
    bags->level_count = levels;
    at += tnefi_message_rounded(levels * sizeof(struct tnefi_message_bag_level));
    there = (uint64_t *)(void *)at;
    at += bits_size(cfg, levels);
    entries = (struct tnefi_message_bag_entry **)(void *)at;
    at += pointers_size(cfg, levels);
    bags->keys = (struct tnefi_message_bag_keys *)(void *)at;
    tnefi_message_bag_keys_make(bags->keys, cfg);
    bags->words = (uint32_t)words_of(cfg);
    bags->max_value = cfg->max_value != 0 ? cfg->max_value : 65536u;
    bags->max_values = cfg->max_values != 0 ? cfg->max_values : 4096u;
    tnefi_message_pool_init(&bags->pool, alloc, cfg->max_bytes != 0 ? cfg->max_bytes : UINT64_C(1) << 20);
    for (size_t i = 0; i < levels * (size_t)TNEFI_BAG_SCOPES; i++) {
        struct tnefi_message_bag_scope *s = &bags->levels[i / TNEFI_BAG_SCOPES].scope[i % TNEFI_BAG_SCOPES];

        s->pub.keys = bags->keys;
        s->pub.entries = entries + i * cfg->count;
        s->there = there + i * bags->words;
    }
}

static void empty(struct tnefi_message_bags *bags, struct tnefi_message_bag_scope *s)
{
    if (s->pub.count > 0 && !s->finished) {
        memset(s->there, 0, bags->words * sizeof *s->there);
        TNEFI_TOUCH(bags->words * sizeof *s->there);
    }
    s->pub.count = 0;
    s->text_entry = 0;
    s->text_value = 0;
    s->finished = 0;
    tnefi_message_arena_clear(&bags->pool, &s->arena);
}

void tnefi_message_bag_drop(struct tnef_reader *r, const struct tnefi_message_layer *l, uint32_t scope)
{
    struct tnefi_message_bag_level *b;

    if (r->bags.keys == NULL)
        return;
    b = &r->bags.levels[l - r->levels];
    if (b->into == &b->scope[scope])
        b->into = NULL;
    empty(&r->bags, &b->scope[scope]);
}

void tnefi_message_bags_clear(struct tnefi_message_bags *bags)
{
    for (uint32_t i = 0; i < bags->level_count; i++) {
        bags->levels[i].into = NULL;
        for (uint32_t scope = 0; scope < TNEFI_BAG_SCOPES; scope++)
            empty(bags, &bags->levels[i].scope[scope]);
    }
    bags->pool.failed = 0;
}

void tnefi_message_bags_end(struct tnefi_message_bags *bags)
{
    tnefi_message_bags_clear(bags);
    tnefi_message_pool_end(&bags->pool);
}

/* ---- Ends --------------------------------------------------------------------------------- */

/* The place of the lowest bit that is set. */
static uint32_t lowest(uint64_t bits)
{
    uint32_t at = 0;

    for (uint32_t half = 32; half > 0; half /= 2u) {
        if ((bits & ((UINT64_C(1) << half) - 1u)) == 0) {
            bits >>= half;
            at += half;
        }
    }
    return at;
}

/* Moves the pointers together, and clears the bits. Pointers are read in the order of the list, so each
 * goes to a place at or before its own. */
static void gather(const struct tnefi_message_bags *bags, struct tnefi_message_bag_scope *s)
{
    uint32_t out = 0;

    for (uint32_t word = 0; word < bags->words && out < s->pub.count; word++) {
        while (s->there[word] != 0) {
            s->pub.entries[out++] = s->pub.entries[word * 64u + lowest(s->there[word])];
            s->there[word] &= s->there[word] - 1u;
        }
    }
    TNEFI_TOUCH(out);
    s->finished = 1;
}

/* Makes one string UTF-8. The converter is that of the model, the memory that of bags. */
static void to_text(struct tnef_reader *r, struct tnefi_message_layer *l, struct tnefi_message_bag_scope *s,
                    const struct tnefi_message_bag_entry *e, struct tnefi_message_bag_value *v)
{
    struct tnefi_message_pool own = r->pool;
    tnef_string text;

    if (v->bytes == NULL)
        return;
    r->pool = r->bags.pool;
    text = tnefi_message_text(r, l, &s->arena, v->bytes, v->len, tnefi_message_bag_base(e->pub.type));
    r->bags.pool = r->pool;
    r->pool = own;
    v->bytes = (const uint8_t *)text.text;
    v->len = (uint32_t)text.len;
    if (text.text == NULL)
        v->flags |= TNEF_BAG_CUT;
}

int tnefi_message_bag_finish(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t scope)
{
    struct tnefi_message_bag_scope *s = &r->bags.levels[l - r->levels].scope[scope];
    uint32_t texts = 0;

    if (!s->finished)
        gather(&r->bags, s);
    while (s->text_entry < s->pub.count && texts < TEXTS_AT_ONCE && r->now.run == RUN_ON) {
        struct tnefi_message_bag_entry *e = s->pub.entries[s->text_entry];

        TNEFI_TOUCH(1);
        if (!tnefi_message_bag_is_text(e->pub.type) || s->text_value >= e->pub.count) {
            s->text_entry++;
            s->text_value = 0;
            continue;
        }
        to_text(r, l, s, e, &e->values[s->text_value]);
        e->pub.flags |= e->values[s->text_value].flags & TNEF_BAG_CUT;
        s->text_value++;
        texts++;
    }
    return s->text_entry < s->pub.count && r->now.run == RUN_ON;
}

const struct tnef_bag *tnefi_message_bag_shown(const struct tnef_reader *r,
                                               const struct tnefi_message_layer *l, uint32_t scope)
{
    return r->bags.keys != NULL ? &r->bags.levels[l - r->levels].scope[scope].pub : NULL;
}
