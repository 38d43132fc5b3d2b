/* SPDX-License-Identifier: MIT */
/* Turns events into items of the bag that is open. Limits are noted where a value begins or ends, because
 * these places do not depend on how the input was cut. */

#include "message/priv.h"

#include "base/touch.h"

#include <string.h>

static void note(struct tnef_reader *r, uint64_t limit, uint64_t found)
{
    tnefi_message_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_MEMORY, limit, found);
}

/* Takes memory of a bag. Returns NULL, and notes it, if the bag has no more. */
static void *take(struct tnef_reader *r, struct tnefi_message_bag_scope *s, size_t size, int aligned)
{
    void *p = tnefi_message_arena_take(&r->bags.pool, &s->arena, size, aligned);

    if (p == NULL && r->bags.pool.failed)
        tnefi_message_fail(r, TNEF_E_MEMORY, 0);
    else if (p == NULL)
        note(r, r->bags.pool.limit, size);
    return p;
}

/* ---- Properties --------------------------------------------------------------------------- */

/* The bag of what is open; NULL: it has none. */
static struct tnefi_message_bag_scope *open_scope(struct tnefi_message_bag_level *b,
                                                  const struct tnefi_message_layer *l)
{
    if (l->now.scope == S_ATTACHMENT && (!l->now.part_open || l->now.part_hidden))
        return NULL;
    return &b->scope[l->now.scope];
}

/* How long a name is: it ends at its first NUL, as every string. */
static uint32_t before_nul(const uint8_t *name, uint32_t len)
{
    uint32_t at = 0;

    while (at + 2u <= len && (name[at] != 0 || name[at + 1u] != 0))
        at += 2u;
    TNEFI_TOUCH(at);
    return at;
}

/* The index of the key of a property; TNEFI_BAG_NONE: nobody asked for it. */
static uint32_t wanted(const struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_bag_name n = { NULL, NULL, 0, ev->prop_id };

    if ((ev->flags & TNEF_F_NAME_CUT) != 0)
        return TNEFI_BAG_NONE;
    if ((ev->flags & TNEF_F_NAMED) != 0) {
        if (ev->guid == NULL)
            return TNEFI_BAG_NONE;
        n.guid = ev->guid;
        n.number = ev->name_id;
        n.name = ev->name;
        n.name_len = ev->name != NULL ? before_nul(ev->name, ev->name_len) : 0;
    }
    return tnefi_message_bag_keys_find(r->bags.keys, &n);
}

/* The entry for a property: a new one, or that of a computed property that a real one replaces. NULL: there
 * is a better one, or no room. */
static struct tnefi_message_bag_entry *entry_for(struct tnef_reader *r, struct tnefi_message_bag_scope *s,
                                                 uint32_t index, int computed)
{
    uint64_t bit = UINT64_C(1) << index % 64u;
    struct tnefi_message_bag_entry *e;

    if ((s->there[index / 64u] & bit) != 0) {
        e = s->pub.entries[index];
        if (computed || (e->pub.flags & TNEF_F_COMPUTED) == 0)
            return NULL;
    } else {
        e = take(r, s, sizeof *e, 1);
        if (e == NULL)
            return NULL;
        s->pub.entries[index] = e;
        s->there[index / 64u] |= bit;
        s->pub.count++;
    }
    memset(e, 0, sizeof *e);
    e->pub.wanted = index;
    e->pub.flags = computed ? TNEF_F_COMPUTED : 0u;
    return e;
}

static void prop_begin(struct tnef_reader *r, struct tnefi_message_bag_level *b,
                       struct tnefi_message_layer *l, const tnef_event *ev)
{
    struct tnefi_message_bag_scope *s = open_scope(b, l);
    uint32_t index;

    b->into = NULL;
    b->value_open = 0;
    b->too_many = 0;
    if (s == NULL || s->finished)
        return;
    index = wanted(r, ev);
    if (index == TNEFI_BAG_NONE)
        return;
    b->entry = entry_for(r, s, index, (ev->flags & TNEF_F_COMPUTED) != 0);
    if (b->entry == NULL)
        return;
    b->into = s;
    b->entry->pub.type = ev->prop_type;
    b->entry->pub.id = ev->prop_id;
    b->entry->pub.offset = ev->offset;
}

/* ---- Values ------------------------------------------------------------------------------- */

/* Makes room for one more value: first for one, then for eight, then for twice as many each time. */
static int grow(struct tnef_reader *r, struct tnefi_message_bag_level *b)
{
    struct tnefi_message_bag_entry *e = b->entry;
    uint32_t room = e->room == 0 ? 1u : e->room < 8u ? 8u : 2u * e->room;
    struct tnefi_message_bag_value *values;

    if (e->pub.count < e->room)
        return 1;
    if (room > r->bags.max_values)
        room = r->bags.max_values;
    values = take(r, b->into, room * sizeof *values, 1);
    if (values == NULL)
        return 0;
    if (e->pub.count > 0)
        memcpy(values, e->values, e->pub.count * sizeof *values);
    TNEFI_TOUCH(e->pub.count * sizeof *values);
    e->values = values;
    e->room = room;
    return 1;
}

static void cut_property(struct tnefi_message_bag_level *b)
{
    b->too_many = 1;
    b->entry->pub.flags |= TNEF_BAG_CUT;
}

static struct tnefi_message_bag_value *open_value(const struct tnefi_message_bag_level *b)
{
    return &b->entry->values[b->entry->pub.count - 1u];
}

/* Makes room for the bytes of a value of any size. A |length| beyond the limit is only a claim. */
static void make_room(struct tnef_reader *r, struct tnefi_message_bag_level *b, uint64_t length)
{
    static const uint8_t nothing[1] = { 0 };
    struct tnefi_message_bag_value *v = open_value(b);

    b->room = length < r->bags.max_value ? (uint32_t)length : r->bags.max_value;
    v->bytes = nothing;
    if (b->room == 0)
        return;
    b->fill = take(r, b->into, b->room, 0);
    v->bytes = b->fill;
    if (b->fill == NULL) {
        b->room = 0;
        v->flags |= TNEF_BAG_CUT;
    }
}

static void value_begin(struct tnef_reader *r, struct tnefi_message_bag_level *b, const tnef_event *ev)
{
    uint32_t fixed = tnefi_message_bag_fixed(ev->prop_type);
    struct tnefi_message_bag_entry *e = b->entry;

    b->value_open = 0;
    if (b->too_many)
        return;
    if (e->pub.count >= r->bags.max_values) {
        note(r, r->bags.max_values, (uint64_t)r->bags.max_values + 1u);
        cut_property(b);
        return;
    }
    if (!grow(r, b)) {
        cut_property(b);
        return;
    }
    e->pub.count++;
    memset(open_value(b), 0, sizeof *e->values);
    b->value_open = 1;
    b->fill = NULL;
    b->room = 0;
    b->have = 0;
    b->came = 0;
    if (fixed == 0)
        make_room(r, b, ev->length);
}

/* Values of fixed size come in one piece. */
static void fixed_data(struct tnef_reader *r, struct tnefi_message_bag_level *b, const tnef_event *ev,
                       uint32_t size)
{
    struct tnefi_message_bag_value *v = open_value(b);
    uint8_t *guid;

    if (ev->len < size || (v->flags & TNEFI_BAG_THERE) != 0)
        return;
    if (size == 16u) {
        guid = take(r, b->into, size, 0);
        if (guid == NULL) {
            v->flags |= TNEF_BAG_CUT;
            return;
        }
        memcpy(guid, ev->data, size);
        v->bytes = guid;
        v->len = size;
    }
    v->bits = size == 2u ? ev->number & 0xFFFFu : ev->number;
    v->flags |= TNEFI_BAG_THERE;
}

static void value_data(struct tnef_reader *r, struct tnefi_message_bag_level *b, const tnef_event *ev)
{
    uint32_t fixed = tnefi_message_bag_fixed(ev->prop_type), n = b->room - b->have;

    if (fixed != 0) {
        fixed_data(r, b, ev, fixed);
        return;
    }
    b->came += ev->len;
    if (ev->len < n)
        n = (uint32_t)ev->len;
    if (n > 0)
        memcpy(b->fill + b->have, ev->data, n);
    TNEFI_TOUCH(n);
    b->have += n;
}

static void value_end(struct tnef_reader *r, struct tnefi_message_bag_level *b, const tnef_event *ev)
{
    struct tnefi_message_bag_value *v = open_value(b);

    b->value_open = 0;
    if ((ev->flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED)) != 0)
        v->flags |= TNEF_F_INCOMPLETE;
    if (tnefi_message_bag_fixed(ev->prop_type) == 0)
        v->len = b->have;
    if ((ev->flags & TNEF_F_NESTED) != 0)
        v->flags |= TNEF_BAG_NESTED;
    if (b->came > b->have && b->room > 0) {
        v->flags |= TNEF_BAG_CUT;
        note(r, r->bags.max_value, b->came);
    }
    b->entry->pub.flags |= v->flags & ~TNEFI_BAG_THERE;
}

/* ---- Events ------------------------------------------------------------------------------- */

static void prop_end(struct tnefi_message_bag_level *b, const tnef_event *ev)
{
    if ((ev->flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED)) != 0)
        b->entry->pub.flags |= TNEF_F_INCOMPLETE;
    b->into = NULL;
}

void tnefi_message_bag_event(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    struct tnefi_message_bag_level *b = &r->bags.levels[l - r->levels];

    if (ev->type == TNEF_EV_STREAM_BEGIN) {
        for (uint32_t scope = 0; scope < TNEFI_BAG_SCOPES; scope++)
            tnefi_message_bag_drop(r, l, scope);
    } else if (ev->type == TNEF_EV_ROW_BEGIN) {
        tnefi_message_bag_drop(r, l, S_ROW);
    } else if (ev->type == TNEF_EV_PROP_BEGIN) {
        prop_begin(r, b, l, ev);
    } else if (b->into == NULL) {
        return;
    } else if (ev->type == TNEF_EV_PROP_END) {
        prop_end(b, ev);
    } else if (ev->type == TNEF_EV_VALUE_BEGIN) {
        value_begin(r, b, ev);
    } else if (!b->value_open) {
        return;
    } else if (ev->type == TNEF_EV_VALUE_END) {
        value_end(r, b, ev);
    } else if (ev->type == TNEF_EV_DATA
               && (ev->flags & (TNEF_F_RAW | TNEF_F_REMAINDER | TNEF_F_TRAILING)) == 0) {
        value_data(r, b, ev);
    }
}
