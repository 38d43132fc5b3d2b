/* SPDX-License-Identifier: MIT */
/* Keeps values that go by, or compares them with those that are kept: see kept.h. */

#include "message/keep.h"

#include "base/touch.h"

#include <string.h>

struct tnefi_message_kept *tnefi_message_raw_slot(struct tnefi_message_layer *l, uint32_t attr)
{
    switch (attr) {
    case TNEF_ATT_MESSAGE_CLASS:
        return &l->m[M_RAW_CLASS];
    case TNEF_ATT_ORIGINAL_MESSAGE_CLASS:
    case TNEF_ATT_ORIGINAL_MESSAGE_CLASS_ALT:
        return &l->m[M_RAW_ORIGINAL];
    case TNEF_ATT_FROM:
        return &l->m[M_RAW_FROM];
    case TNEF_ATT_OWNER:
        return &l->m[M_RAW_OWNER];
    case TNEF_ATT_SENT_FOR:
        return &l->m[M_RAW_SENT_FOR];
    case TNEF_ATT_ATTACH_REND_DATA:
        return l->now.part_open ? &l->a[A_REND] : NULL;
    default:
        return NULL;
    }
}

/* Notes a limit now, or at the end of the attribute if it must not depend on the split of the input. */
static void note_limit(struct tnef_reader *r, struct tnefi_message_layer *l, uint64_t limit, uint64_t found)
{
    if (l->now.defer) {
        l->now.raw_limit = limit;
        l->raw_found = found;
    } else {
        tnefi_message_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_MEMORY, limit, found);
    }
}

/* Takes room for the bytes of a value, or notes that memory lacks. A |length| beyond the limit is only
 * a claim: the limit is met when the bytes have come. */
static int make_room(struct tnef_reader *r, struct tnefi_message_layer *l, uint64_t length)
{
    const uint32_t max = tnefi_message_max_bytes(r, l);
    const uint64_t room = length < max ? length : max;

    l->room = (uint32_t)room;
    l->fill = NULL;
    if (room == 0)
        return 1;
    if (room < SIZE_MAX) /* a NUL comes after it */
        l->fill = tnefi_message_arena_take(&r->pool, tnefi_message_arena_of(l), (size_t)room + 1u, 0);
    if (l->fill == NULL) {
        if (r->pool.failed)
            tnefi_message_fail(r, TNEF_E_MEMORY, 0);
        else
            note_limit(r, l, r->pool.limit, l->room);
        return 0;
    }
    l->claim = length;
    return 1;
}

/* |k| is the slot of the value that begins. */
static void target(struct tnefi_message_layer *l, struct tnefi_message_kept *k, uint8_t how, uint8_t rank,
                   uint16_t type)
{
    l->target = k;
    l->target_how = how;
    l->target_rank = rank;
    l->target_type = type;
    l->have = 0;
    l->number = 0;
    l->twin = NULL;
    l->replaces = 0;
}

static void keep(struct tnef_reader *r, struct tnefi_message_layer *l, uint64_t length)
{
    l->fill = NULL;
    l->room = 0;
    l->cut = 0;
    if ((l->target_how == W_TEXT || l->target_how == W_BYTES) && !make_room(r, l, length))
        return;
    l->now.value = V_KEEP;
}

static void compare(struct tnefi_message_layer *l)
{
    l->now.value = V_COMPARE;
    l->differs = l->target->type != l->target_type;
}

/* Whether a value replaces the one in |k|. If a sender writes a property as PtypString and as PtypString8,
 * it made the second of the first. */
static int is_better(const struct tnefi_message_kept *k, uint8_t rank, uint16_t type)
{
    return k->rank < rank || (k->rank == rank && type == TNEF_PTYP_STRING && k->type == TNEF_PTYP_STRING8);
}

void tnefi_message_keep_begin(struct tnef_reader *r, struct tnefi_message_layer *l,
                              struct tnefi_message_kept *k, uint8_t how, uint8_t rank, uint16_t type,
                              uint64_t length)
{
    target(l, k, how, rank, type);
    if (is_better(k, rank, type)) {
        l->replaces = k->rank == rank;
        keep(r, l, length);
    } else if (k->rank == rank && rank == KEPT_PROPERTY) {
        compare(l); /* of a second attribute the decoder reports that it is one */
    }
}

/* ---- Names -------------------------------------------------------------------------------- */

int tnefi_message_is_name(const struct tnefi_message_layer *l, const struct tnefi_message_kept *k)
{
    return k == &l->a[A_LONG] || k == &l->a[A_SHORT] || k == &l->a[A_TITLE] || k == &l->a[A_DISPLAY]
           || k == &l->a[A_TRANSPORT];
}

static uint8_t source_of(const struct tnefi_message_layer *l, const struct tnefi_message_kept *k)
{
    if (k == &l->a[A_LONG])
        return TNEF_FROM_LONG;
    if (k == &l->a[A_SHORT])
        return TNEF_FROM_SHORT;
    if (k == &l->a[A_TITLE])
        return TNEF_FROM_TITLE;
    return k == &l->a[A_DISPLAY] ? TNEF_FROM_DISPLAY : TNEF_FROM_TRANSPORT;
}

/* Finds a slot for one more name of the source of |k|. NULL: none is left. */
static struct tnefi_message_kept *extra(struct tnefi_message_layer *l, const struct tnefi_message_kept *k)
{
    if (l->found.extras == NAMES_EXTRA)
        return NULL;
    l->extra_source[l->found.extras] = source_of(l, k);
    return &l->a[(uint32_t)A_EXTRA + l->found.extras++];
}

static void keep_name(struct tnef_reader *r, struct tnefi_message_layer *l, uint64_t length)
{
    keep(r, l, length);
    if (l->now.value != V_KEEP)
        l->found.names_lost = 1;
}

void tnefi_message_name_begin(struct tnef_reader *r, struct tnefi_message_layer *l,
                              struct tnefi_message_kept *k, uint8_t rank, uint16_t type, uint64_t length)
{
    struct tnefi_message_kept *e;

    if (k->rank == KEPT_NONE) {
        target(l, k, W_TEXT, rank, type);
        keep_name(r, l, length);
        return;
    }
    e = extra(l, k);
    if (is_better(k, rank, type)) {
        int replaces = k->rank == rank;

        if (e != NULL)
            *e = *k;
        else
            l->found.names_lost = 1;
        target(l, k, W_TEXT, rank, type);
        l->replaces = replaces != 0;
        keep_name(r, l, length);
    } else if (e != NULL) {
        target(l, e, W_TEXT, rank, type);
        l->twin = k;
        keep_name(r, l, length);
    } else {
        target(l, k, W_TEXT, rank, type);
        compare(l);
    }
}

/* ---- Bytes -------------------------------------------------------------------------------- */

static void compare_data(struct tnefi_message_layer *l, const tnef_event *ev)
{
    const struct tnefi_message_kept *k = l->target;
    uint32_t room = k->len - l->have;
    size_t n = ev->len < room ? ev->len : room;

    if (l->target_how == W_TEXT || l->target_how == W_BYTES) {
        if (n > 0 && k->bytes != NULL && memcmp(k->bytes + l->have, ev->data, n) != 0)
            l->differs = 1;
        TNEFI_TOUCH(n);
        if (n < ev->len && !k->cut)
            l->differs = 1;
    }
    l->have += (uint32_t)n;
    l->number = ev->number;
}

void tnefi_message_keep_data(struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (l->now.value == V_KEEP)
        tnefi_message_keep_bytes(l, ev);
    else if (l->now.value == V_COMPARE)
        compare_data(l, ev);
}

/* ---- Ends --------------------------------------------------------------------------------- */

static void note_double(struct tnef_reader *r)
{
    tnefi_message_note(r, TNEF_A_DUPLICATE, TNEF_OK, 0,
                       (uint32_t)r->now.at.prop_id << 16 | r->now.at.prop_type);
}

/* Whether a name that was kept beside another one is the same. */
static int same_as_twin(const struct tnefi_message_layer *l)
{
    const struct tnefi_message_kept *k = l->twin;

    TNEFI_TOUCH(l->have);
    return k->type == l->target_type && k->len == l->have
           && (l->have == 0 || (k->bytes != NULL && memcmp(k->bytes, l->fill, l->have) == 0));
}

static void kept(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    const struct tnefi_message_kept *k = l->target;

    if (l->twin != NULL && same_as_twin(l))
        return;
    /* Of two attributes the decoder reports it. */
    if (l->replaces
        || (l->twin != NULL && l->twin->rank == l->target_rank && l->target_rank == KEPT_PROPERTY))
        note_double(r);
    if (l->cut && (l->twin != NULL || tnefi_message_is_name(l, k)))
        l->found.names_lost = 1;
    tnefi_message_store(l);
}

static void compared(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    const struct tnefi_message_kept *k = l->target;

    if (!l->differs && l->have == k->len
        && (!tnefi_message_is_number(l) || k->number == tnefi_message_as_number(l->target_type, l->number)))
        return;
    if (tnefi_message_is_name(l, k))
        l->found.names_lost = 1;
    note_double(r);
}

void tnefi_message_keep_end(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t flags)
{
    int skipped = (flags & TNEF_F_SKIPPED) != 0;

    if (l->now.value == V_KEEP && l->cut)
        note_limit(r, l, tnefi_message_max_bytes(r, l), l->claim);
    if (l->now.value == V_KEEP && !skipped)
        kept(r, l);
    else if (l->now.value == V_COMPARE && !skipped)
        compared(r, l);
    l->now.value = V_NONE;
}
