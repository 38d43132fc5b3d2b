/* SPDX-License-Identifier: MIT */
/* Boundaries that are looked for: RFC 2046, section 5.1.1.
 *
 * A multipart may have several, since a boundary that can be read in two ways is looked for in both
 * (param.c). They are entries on a stack, those of the innermost multipart on top, and each entry is also
 * in a tree of those of its level, down which a line is followed while it grows (tree.c). That keeps the work
 * per byte small however many are open, and however they were chosen.
 *
 * An entry keeps up to 256 bytes of a boundary, and the hash of those after its 70th up to its 1,016th
 * (MATCH_MAX), which is what a line in the hold can be compared with. A boundary with
 *
 *     70 bytes          is what RFC 2046 allows, and always compared in full
 *     71 bytes          is BOUNDARY_LONG, and compared in full
 *     256 bytes         the same; but when there are many of these, what is kept for others must stay, so
 *                       that it is BOUNDARY_CUT
 *
 *     257 bytes         is BOUNDARY_CUT, too: what follows its 70th byte is compared by the hash only
 *     2,000 bytes       the same, and after the first 1,016 bytes a line may go on as it likes
 *     no byte           is not looked for (PARAMETER_EMPTY, see param.c)
 *
 * Of one multipart four are kept. When there is a fifth, it takes the place of the fourth (BOUNDARY_CUT), so
 * that the first and the last are known: these are the ones that readers choose. The same boundary twice in
 * one header block is one entry. If one of two boundaries that are open begins with the other, or is it, that
 * is BOUNDARY_PREFIX. */

#include "scan/boundary.h"

#include "base/bytes.h"
#include "base/touch.h"

/* ---- The stack ----------------------------------------------------------------------------- */

void tnefi_scan_boundaries_init(struct tnefi_scan_boundaries *t, uint32_t levels)
{
    uint32_t links = LINKS_OF(t->max, levels);

    t->levels = levels;
    t->count = t->pool_len = 0;
    /*@ loop invariant 0 <= i <= links;
        loop invariant \forall integer slot; 0 <= slot < i ==> t->link[slot] == 0;
        loop assigns i, t->link[0 .. links - 1];
        loop variant links - i; */
    for (uint32_t i = 0; i < links; i++)
        t->link[i] = 0;
    TNEFI_TOUCH(links);
}

void tnefi_scan_boundaries_drop(struct tnefi_scan_boundaries *t, uint32_t count, uint32_t pool)
{
    uint32_t n = t->count;

    /*@ loop invariant n <= t->count && (n == t->count || n >= count);
        loop invariant B_LISTS(t, n);
        loop assigns n, B_TREE;
        loop variant n; */
    while (n > count) {
        n--;
        tnefi_scan_tree_take(t, n);
        TNEFI_TOUCH(1);
    }
    t->count = n;
    t->pool_len = pool;
}

void tnefi_scan_boundaries_leave(struct tnefi_scan_boundaries *t, uint32_t count)
{
    uint32_t left = count < t->count ? count : t->count;
    uint32_t pool = 0;

    if (left > 0)
        pool = (uint32_t)t->entry[left - 1u].at + t->entry[left - 1u].kept;
    tnefi_scan_boundaries_drop(t, left, pool);
}

void tnefi_scan_boundaries_move(struct tnefi_scan_boundaries *t, uint32_t from, uint32_t level)
{
    /*@ loop invariant from <= i <= t->count;
        loop invariant B_LISTS(t, i);
        loop assigns i, B_TREE;
        loop variant i; */
    for (uint32_t i = t->count; i > from; i--)
        tnefi_scan_tree_take(t, i - 1u);
    /*@ loop invariant from <= i <= t->count;
        loop invariant B_LISTS(t, i);
        loop assigns i, t->entry[0 .. t->max - 1].slot, t->entry[0 .. t->max - 1].older,
            t->entry[0 .. t->max - 1].fork, B_TREE;
        loop variant t->count - i; */
    for (uint32_t i = from; i < t->count; i++)
        tnefi_scan_tree_put(t, i, level);
    TNEFI_TOUCH(2u * (t->count - from));
}

void tnefi_scan_boundaries_ended(struct tnefi_scan_boundaries *t, uint32_t from, uint32_t to, int ended)
{
    /*@ loop invariant from <= i <= to;
        loop assigns i, t->entry[0 .. t->max - 1].ended;
        loop variant to - i; */
    for (uint32_t i = from; i < to; i++)
        t->entry[i].ended = ended != 0;
    TNEFI_TOUCH(to - from);
}

/* ---- A new entry --------------------------------------------------------------------------- */

/* The newest entry goes, and its bytes. */
/*@ requires B_OK(t) && t->count > 0;
    B_TOTAL;
    assigns t->count, t->pool_len, B_TREE;
    ensures B_OK(t) && t->count == \old(t->count) - 1; */
static void drop_last(struct tnefi_scan_boundaries *t)
{
    uint32_t last = t->count - 1u;

    tnefi_scan_boundaries_drop(t, last, t->entry[last].at);
}

/* Whether there is room for another entry of the multipart, which has |own|. When there is none, its last one
 * goes. */
/*@ requires B_OK(t) && own <= t->count;
    B_TOTAL;
    assigns t->count, t->pool_len, B_TREE;
    ensures B_OK(t);
    ensures \result != 0 ==> t->count < t->max;
    ensures \result == 0 || (own < EACH && \old(t->count) < t->max) ==> t->count == \old(t->count);
    ensures \old(t->count) - own <= t->count; */
static int has_room(struct tnefi_scan_boundaries *t, uint32_t own)
{
    if (own < EACH && t->count < t->max)
        return 1;
    if (own == 0)
        return 0;
    drop_last(t);
    return 1;
}

/* Entries that a multipart may have are |most|, and it has |own|. */
/*@ requires \valid(out);
    B_TOTAL;
    assigns B_FOUND; */
static void tell_full(uint32_t most, uint32_t own, struct tnefi_scan_findings *out)
{
    tnefi_scan_met(out, TNEF_SCANNER_A_BOUNDARY_CUT);
    tnefi_scan_beyond(out, TNEF_E_LIMIT_BOUNDARY, most, (uint64_t)own + 1u);
}

/* The next entry has no byte yet. */
/*@ requires B_OK(t) && t->count < t->max;
    B_TOTAL;
    assigns t->entry[t->count].hash, t->entry[t->count].full_len, t->entry[t->count].frame,
        t->entry[t->count].at, t->entry[t->count].kept, t->entry[t->count].match_len,
        t->entry[t->count].cut, t->entry[t->count].ended;
    ensures B_ROOM(t) && B_LISTS(t, t->count) && t->count < t->max && t->pool_len <= t->pool_size;
    ensures t->entry[t->count].at == t->pool_len && t->entry[t->count].kept == 0;
    ensures t->entry[t->count].match_len == 0 && t->entry[t->count].full_len == 0;
    ensures \forall integer some; 0 <= some < t->count ==> B_BYTES(t->entry[some], t->pool_len);
    ensures B_ENTRIES(t, t->pool_len); */
static void clear_entry(struct tnefi_scan_boundaries *t, uint32_t frame, int8_t ended)
{
    struct tnefi_scan_entry *e = &t->entry[t->count];

    e->hash = e->full_len = 0;
    e->match_len = e->kept = 0;
    e->at = (uint16_t)t->pool_len;
    e->frame = frame;
    e->cut = 0;
    e->ended = ended;
}

int tnefi_scan_boundary_begin(struct tnefi_scan_boundaries *t, uint32_t frame, uint32_t own,
                              struct tnefi_scan_findings *out)
{
    int8_t ended = own > 0 ? t->entry[t->count - 1u].ended : 0;

    if (own >= EACH || t->count >= t->max)
        tell_full(own < EACH ? t->max : EACH, own, out);
    if (!has_room(t, own))
        return 0;
    clear_entry(t, frame, ended);
    return 1;
}

/* Only the first MATCH_MAX bytes count in the hash, as |match_len| says. */
/*@ requires B_BEGUN(t);
    B_TOTAL;
    assigns t->entry[t->count].hash, t->entry[t->count].match_len, t->entry[t->count].full_len;
    ensures B_BEGUN(t); */
static void hash_byte(struct tnefi_scan_boundaries *t, uint8_t b)
{
    struct tnefi_scan_entry *e = &t->entry[t->count];

    if (e->full_len == e->match_len && e->match_len < MATCH_MAX) {
        if (e->match_len >= RFC_MOST)
            e->hash = tnefi_scan_hash_byte(e->hash, b);
        e->match_len++;
    }
    if (e->full_len < UINT32_MAX)
        e->full_len++;
}

/* Whether another byte may be kept: as many as RFC 2046 allows have room of their own, for this entry and for
 * each that may come after it. */
/*@ requires B_BEGUN(t);
    B_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> t->pool_len < t->pool_size; */
static int may_keep(const struct tnefi_scan_boundaries *t)
{
    uint32_t left = t->pool_size - t->pool_len;
    uint32_t others = t->max - t->count - 1u;

    return left > 0 && (t->entry[t->count].kept < RFC_MOST || left > RFC_MOST * others);
}

/* The byte was counted. It is kept if all before it were. */
/*@ requires B_BEGUN(t);
    B_TOTAL;
    assigns t->pool_len, t->pool[0 .. t->pool_size - 1], t->entry[t->count].kept;
    ensures B_BEGUN(t); */
static void keep_byte(struct tnefi_scan_boundaries *t, uint8_t b)
{
    struct tnefi_scan_entry *e = &t->entry[t->count];

    if (e->kept + 1u == e->full_len && e->kept < TNEF_SCANNER_BOUNDARY_SIZE && may_keep(t)) {
        t->pool[t->pool_len] = b;
        t->pool_len++;
        e->kept++;
    }
}

void tnefi_scan_boundary_byte(struct tnefi_scan_boundaries *t, uint8_t b)
{
    hash_byte(t, b);
    keep_byte(t, b);
}

/* How many bytes both begin with. They are known to share |from|, which are not compared again. */
/*@ requires \valid_read(t) && t->pool_len <= t->pool_size <= POOL_MAX;
    requires \valid_read(t->pool + (0 .. t->pool_size - 1)) && \valid_read(a) && \valid_read(b);
    requires B_BYTES(*a, t->pool_len) && B_BYTES(*b, t->pool_len) && from <= a->kept;
    B_TOTAL;
    assigns \nothing;
    ensures from <= \result <= a->kept; */
static uint32_t alike(const struct tnefi_scan_boundaries *t, const struct tnefi_scan_entry *a,
                      const struct tnefi_scan_entry *b, uint32_t from)
{
    uint32_t i = from;

    /*@ loop invariant from <= i <= a->kept;
        loop assigns i;
        loop variant a->kept - i; */
    while (i < a->kept && i < b->kept && t->pool[a->at + i] == t->pool[b->at + i])
        i++;
    TNEFI_TOUCH(i - from + 1u);
    return i;
}

/*@ requires \valid_read(t) && t->pool_len <= t->pool_size <= POOL_MAX;
    requires \valid_read(t->pool + (0 .. t->pool_size - 1)) && \valid_read(a) && \valid_read(b);
    requires B_BYTES(*a, t->pool_len) && B_BYTES(*b, t->pool_len);
    B_TOTAL;
    assigns \nothing; */
static int same_entry(const struct tnefi_scan_boundaries *t, const struct tnefi_scan_entry *a,
                      const struct tnefi_scan_entry *b)
{
    return a->hash == b->hash && a->match_len == b->match_len && a->full_len == b->full_len
           && a->kept == b->kept && alike(t, a, b, 0) == a->kept;
}

/* What was begun is an entry now. */
/*@ requires B_BEGUN(t) && level < t->levels;
    B_TOTAL;
    assigns t->count, t->entry[t->count].alike, t->entry[t->count].slot, t->entry[t->count].older,
        t->entry[t->count].fork, B_TREE;
    ensures B_OK(t) && t->count == \old(t->count) + 1; */
static void push_entry(struct tnefi_scan_boundaries *t, uint32_t level)
{
    struct tnefi_scan_entry *e = &t->entry[t->count];

    e->alike = 0;
    if (t->count > 0)
        e->alike = (uint16_t)alike(t, e, e - 1, 0);
    tnefi_scan_tree_put(t, t->count, level);
    t->count++;
}

/* What was begun does not become an entry: its bytes go. */
/*@ requires B_BEGUN(t);
    B_TOTAL;
    assigns t->pool_len;
    ensures B_OK(t) && t->count == \old(t->count); */
static void forget_entry(struct tnefi_scan_boundaries *t)
{
    t->pool_len = t->entry[t->count].at;
}

/* Whether one of the entries from |from| on is what was begun. */
/*@ requires B_BEGUN(t);
    B_TOTAL;
    assigns \nothing; */
static int is_known(const struct tnefi_scan_boundaries *t, uint32_t from)
{
    const struct tnefi_scan_entry *e = &t->entry[t->count];

    /*@ loop invariant from <= i && (i <= t->count || i == from);
        loop assigns i;
        loop variant t->count - i; */
    for (uint32_t i = from; i < t->count; i++)
        if (same_entry(t, e, &t->entry[i]))
            return 1;
    return 0;
}

/* Finds what is odd about the length of an entry. */
/*@ requires \valid_read(e) && \valid(out) && \separated(e, out);
    B_TOTAL;
    assigns B_FOUND; */
static void tell_length(const struct tnefi_scan_entry *e, struct tnefi_scan_findings *out)
{
    if (e->full_len > RFC_MOST)
        tnefi_scan_met(out, TNEF_SCANNER_A_BOUNDARY_LONG);
    if (e->full_len > e->kept || e->cut != 0) {
        tnefi_scan_met(out, TNEF_SCANNER_A_BOUNDARY_CUT);
        tnefi_scan_beyond(out, TNEF_E_LIMIT_BOUNDARY, TNEF_SCANNER_BOUNDARY_SIZE, e->full_len);
    }
}

/* The entry is another one: it becomes one of the table, if it is anything. */
/*@ requires B_BEGUN(t) && B_TELLS(t, out) && level < t->levels;
    B_TOTAL;
    assigns t->count, t->pool_len, t->entry[t->count].alike, t->entry[t->count].slot,
        t->entry[t->count].older, t->entry[t->count].fork, B_TREE, B_FOUND;
    ensures B_OK(t);
    ensures \old(t->count) <= t->count <= \old(t->count) + 1; */
static void keep_entry(struct tnefi_scan_boundaries *t, uint32_t level, struct tnefi_scan_findings *out)
{
    tell_length(&t->entry[t->count], out);
    /*@ assert B_ROOM(t) && t->count == \at(t->count, Pre) && t->pool_len == \at(t->pool_len, Pre)
            && level < t->levels; */
    /*@ assert B_BEGUN(t); */
    if (t->entry[t->count].match_len == 0)
        forget_entry(t);
    else
        push_entry(t, level);
}

void tnefi_scan_boundary_end(struct tnefi_scan_boundaries *t, uint32_t from, uint32_t level, int cut,
                             struct tnefi_scan_findings *out)
{
    struct tnefi_scan_entry *e = &t->entry[t->count];

    TNEFI_TOUCH(e->full_len);
    if (is_known(t, from)) {
        forget_entry(t);
        return;
    }
    if (cut != 0 || e->match_len < e->full_len)
        e->cut = 1;
    keep_entry(t, level, out);
}

/* ---- Boundaries that begin alike ----------------------------------------------------------- */

/* Whether one of the entries |from| .. |to| begins with |a|, or |a| with it. Since each knows how
 * much it shares with the one before it, no byte of |a| is compared more than twice; and it is only asked of
 * one that is long, so that it has more bytes than a fourth of the entries that are looked at. */
/*@ requires B_OK(t) && from <= to <= t->count && \valid_read(a) && B_BYTES(*a, t->pool_len);
    B_TOTAL;
    assigns \nothing; */
static int begins_alike(const struct tnefi_scan_boundaries *t, const struct tnefi_scan_entry *a,
                        uint32_t from, uint32_t to)
{
    uint32_t shared = 0; /* by |a| and the entry before */

    TNEFI_TOUCH(to - from);
    /*@ loop invariant from <= i <= to && shared <= a->kept;
        loop assigns i, shared;
        loop variant to - i; */
    for (uint32_t i = from; i < to; i++) {
        const struct tnefi_scan_entry *e = &t->entry[i];

        if (i == from)
            shared = alike(t, a, e, 0);
        else if (e->alike < shared)
            shared = e->alike;
        else if (e->alike == shared)
            shared = alike(t, a, e, shared);
        if (shared == a->kept || shared == e->kept)
            return 1;
    }
    return 0;
}

void tnefi_scan_boundaries_prefix(const struct tnefi_scan_boundaries *t, uint32_t from, uint32_t own,
                                  uint32_t to, uint32_t level, struct tnefi_scan_findings *out)
{
    /*@ loop invariant own <= i <= to;
        loop assigns i;
        loop variant to - i; */
    for (uint32_t i = own; i < to; i++) {
        const struct tnefi_scan_entry *e = &t->entry[i];

        if (e->full_len < RFC_MOST ? tnefi_scan_tree_alike(t, level, i, own)
                                   : begins_alike(t, e, from, own)) {
            tnefi_scan_met(out, TNEF_SCANNER_A_BOUNDARY_PREFIX);
            return;
        }
    }
}
