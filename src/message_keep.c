/* SPDX-License-Identifier: MIT */
/* What is kept of the values that go by. Strings stay as they are on the wire until their message,
 * part or row ends, since the code page may come after them. */

#include "message_priv.h"

#include "bytes.h"

#include <string.h>

struct slot {
    uint16_t prop_id;
    uint8_t how;
};

#define SLOT_ENTRY(name, id, how) { id, how },
static const struct slot message_slots[M_COUNT] = { MESSAGE_SLOTS(SLOT_ENTRY) };
static const struct slot attachment_slots[A_COUNT] = { ATTACHMENT_SLOTS(SLOT_ENTRY) };
static const struct slot row_slots[R_COUNT] = { ROW_SLOTS(SLOT_ENTRY) };
#undef SLOT_ENTRY

static struct tnefi_kept *find(struct tnefi_kept *kept, const struct slot *slots, size_t count,
                               uint16_t prop_id, uint8_t *how)
{
    for (size_t i = 0; i < count; i++) {
        if (slots[i].prop_id == prop_id) {
            *how = slots[i].how;
            return &kept[i];
        }
    }
    return NULL;
}

struct tnefi_kept *tnefi_slot(struct tnefi_layer *l, uint32_t scope, uint16_t prop_id,
                              int computed, uint8_t *how)
{
    if (prop_id == 0)
        return NULL;
    if (scope == S_ROW)
        return find(l->r, row_slots, R_COUNT, prop_id, how);
    if (scope == S_MESSAGE)
        return find(l->m, message_slots, M_COUNT, prop_id, how);
    if (computed && prop_id == attachment_slots[A_SHORT].prop_id) {
        *how = W_TEXT;              /* attAttachTitle: as a rule not what PidTagAttachFilename has */
        return &l->a[A_TITLE];
    }
    return find(l->a, attachment_slots, A_COUNT, prop_id, how);
}

struct tnefi_kept *tnefi_raw_slot(struct tnefi_layer *l, uint32_t attr)
{
    switch (attr) {
    case ATT_CLASS:          return &l->m[M_RAW_CLASS];
    case ATT_ORIGINAL_CLASS:
    case ATT_ORIGINAL_2:     return &l->m[M_RAW_ORIGINAL];
    case ATT_FROM:           return &l->m[M_RAW_FROM];
    case ATT_OWNER:          return &l->m[M_RAW_OWNER];
    case ATT_SENT_FOR:       return &l->m[M_RAW_SENT_FOR];
    case ATT_REND:           return l->part_open ? &l->a[A_REND] : NULL;
    default:                 return NULL;
    }
}

static struct tnefi_arena *arena_of(struct tnefi_layer *l)
{
    if (l->scope == S_ROW)
        return &l->r_arena;
    return l->scope == S_ATTACHMENT ? &l->a_arena : &l->m_arena;
}

static void note_limit(struct tnef_reader *r, struct tnefi_layer *l, uint64_t limit, uint64_t found)
{
    if (l->defer) {
        l->raw_limit = limit;
        l->raw_found = found;
    } else {
        tnefi_model_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_MEMORY, limit, found);
    }
}

static uint32_t max_bytes(const struct tnef_reader *r, const struct tnefi_layer *l)
{
    return l->target == &l->m[M_HEADERS] ? r->max_headers : r->max_text;
}

/* Finds room for the bytes of a value, or says that there is none. What |length| claims beyond the
 * limit may never come: it is over the limit when it has. */
static int make_room(struct tnef_reader *r, struct tnefi_layer *l, uint64_t length)
{
    uint32_t max = max_bytes(r, l);

    l->room = length < max ? (uint32_t)length : max;
    l->fill = NULL;
    if (l->room == 0)
        return 1;
    l->fill = tnefi_arena_take(&r->pool, arena_of(l), l->room, 0);
    if (l->fill == NULL) {
        if (r->pool.failed)
            tnefi_reader_fail(r, TNEF_E_MEMORY, 0);
        else
            note_limit(r, l, r->pool.limit, l->room);
        return 0;
    }
    l->claim = length;
    return 1;
}

void tnefi_keep_begin(struct tnef_reader *r, struct tnefi_layer *l, struct tnefi_kept *k,
                      uint8_t how, uint8_t rank, uint16_t type, uint64_t length)
{
    l->target = k;
    l->target_rank = rank;
    l->target_type = type;
    l->have = 0;
    l->number = 0;
    if (k->rank > rank || (k->rank == rank && rank == KEPT_COMPUTED))
        return;                     /* a second attribute is an anomaly of the decoder's */
    if (k->rank == rank) {
        l->value = V_COMPARE;
        l->differs = k->type != type;
        return;
    }
    l->fill = NULL;
    l->room = 0;
    l->cut = 0;
    if ((how == W_TEXT || how == W_BYTES) && !make_room(r, l, length))
        return;
    l->value = V_KEEP;
}

/* Numbers come in one piece; |number| is that of the piece. */
void tnefi_keep_data(struct tnefi_layer *l, const tnef_event *ev)
{
    uint32_t n;

    if (l->value == V_KEEP) {
        n = l->room - l->have;
        if (ev->len <= n)
            n = (uint32_t)ev->len;
        else if (l->room > 0)
            l->cut = 1;
        if (n > 0)
            memcpy(l->fill + l->have, ev->data, n);
        l->have += n;
        l->number = ev->number;
    } else if (l->value == V_COMPARE) {
        const struct tnefi_kept *k = l->target;

        n = k->len - l->have;
        if (ev->len < n)
            n = (uint32_t)ev->len;
        if (n > 0 && k->bytes != NULL && memcmp(k->bytes + l->have, ev->data, n) != 0)
            l->differs = 1;
        if (k->bytes != NULL && n < ev->len && !k->cut)
            l->differs = 1;
        l->have += n;
        l->number = ev->number;
    }
}

static uint64_t as_number(uint16_t type, uint64_t n)
{
    if (type == T_BOOL)
        return (n & 0xFFFFu) != 0;
    if (type == T_I2)
        return (uint64_t)(int64_t)(int16_t)(uint16_t)(n & 0xFFFFu);
    return n;
}

void tnefi_keep_end(struct tnef_reader *r, struct tnefi_layer *l, uint32_t flags)
{
    struct tnefi_kept *k = l->target;
    int skipped = (flags & TNEF_F_SKIPPED) != 0;

    if (l->value == V_KEEP && l->cut)
        note_limit(r, l, max_bytes(r, l), l->claim);
    if (l->value == V_KEEP && !skipped) {
        k->bytes = l->fill;
        k->len = l->have;
        k->number = as_number(l->target_type, l->number);
        k->type = l->target_type;
        k->rank = l->target_rank;
        k->cut = l->cut;
    } else if (l->value == V_COMPARE && !skipped) {
        if (l->differs || l->have != k->len || k->number != as_number(l->target_type, l->number))
            tnefi_model_note(r, TNEF_A_DUPLICATE, TNEF_OK, 0,
                             (uint32_t)r->at.prop_id << 16 | r->at.prop_type);
    }
    l->value = V_NONE;
}
