/* SPDX-License-Identifier: MIT */
/* The tree of boundaries, down which a line is followed byte by byte (RFC 2046, section 5.1.1).
 *
 * An entry is found by its bytes, each of them in two halves, and by its end. Where entries of a level
 * differ for the first time, one of them is a *fork*: it has a link for each half of a byte that may come
 * there, and two for entries that end there. What all below a fork share is not in the tree: it is compared
 * with the bytes of one of them, which is the fork itself. So a byte costs two looks at most, however many
 * entries there are.
 *
 *     ab                    one entry, and no fork: a line is compared with it
 *     ab, ac                the second is a fork after "a" and the first half of "b", which "c" shares
 *     ab, abc               the second is a fork after "ab": there the first one ends
 *     ab, ab                the second takes the place of the first, and leads to it
 *
 * Of an entry that is not known whole the first RFC_MOST bytes lead to a list, in the order of their lengths;
 * while the line grows it is compared with those in it by their hash, with each once.
 *
 * An entry is put into one link, and keeps what was there. So the newest one can be taken out again, as if it
 * had never been there, and the tree can be read as it was before the newest ones were put. */

#include "scan/boundary.h"

#include "base/touch.h"

#define HALVES_MOST (2u * TNEF_SCANNER_BOUNDARY_SIZE)

/* ---- What an entry is found by -------------------------------------------------------------- */

/* Whether it is longer than what is known of it. */
/*@ requires \valid_read(e);
    B_TOTAL;
    assigns \nothing; */
static int is_long(const struct tnefi_scan_entry *e)
{
    return e->kept < e->match_len;
}

/* How many of its bytes. */
/*@ requires \valid_read(e);
    B_TOTAL;
    assigns \nothing;
    ensures \result <= e->kept; */
static uint32_t key_len(const struct tnefi_scan_entry *e)
{
    return is_long(e) && e->kept > RFC_MOST ? RFC_MOST : e->kept;
}

/* The half of a byte that comes after |at| of them, or the link of those that end there. */
/*@ requires B_READS(t) && \valid_read(e) && B_BYTES(*e, t->pool_len);
    B_TOTAL;
    assigns \nothing;
    ensures \result <= LINK_LONG; */
static uint32_t half_of(const struct tnefi_scan_boundaries *t, const struct tnefi_scan_entry *e, uint32_t at)
{
    uint32_t i = at / 2u;

    if (i >= key_len(e))
        return is_long(e) ? LINK_LONG : LINK_END;
    return at % 2u == 0 ? t->pool[e->at + i] / HALVES : t->pool[e->at + i] % HALVES;
}

/* Whether the links of the entry tell apart what comes after |at| halves. */
/*@ requires \valid_read(e);
    B_TOTAL;
    assigns \nothing; */
static int forks_at(const struct tnefi_scan_entry *e, uint32_t at)
{
    return e->fork >= 0 && (uint32_t)e->fork == at;
}

/*@ requires \valid_read(t) && t->max <= BOUNDARIES && level < t->levels <= LEVELS_MAX;
    B_TOTAL;
    assigns \nothing;
    ensures \result == t->max * LINKS + level; */
static uint32_t root_of(const struct tnefi_scan_boundaries *t, uint32_t level)
{
    return t->max * LINKS + level;
}

/* ---- Putting one in ------------------------------------------------------------------------- */

/* The link that leads to those of a list that are not shorter than |e|. */
/*@ requires B_ROOM(t) && B_LISTS(t, n) && n < t->max && \valid_read(e) && B_LINK(t, n, slot);
    B_TOTAL;
    assigns \nothing;
    ensures B_LINK(t, n, \result) && 0 <= \result < LINKS_MOST; */
static uint32_t place_in_list(const struct tnefi_scan_boundaries *t, const struct tnefi_scan_entry *e,
                              uint32_t n, uint32_t slot)
{
    uint32_t to = slot;
    uint32_t i = 0;

    /*@ loop invariant 0 <= i <= n && B_LINK(t, n, to);
        loop assigns i, to;
        loop variant n - i; */
    while (i < n && t->link[to] != 0 && t->entry[t->link[to] - 1u].match_len < e->match_len) {
        to = (t->link[to] - 1u) * LINKS + LINK_NEXT;
        i++;
    }
    TNEFI_TOUCH(i + 1u);
    return to;
}

/* The link into which the entry |i| is put. |*fork|: the halves before the first one in which it differs from
 * what is there; NO_FORK if it differs in none. */
/*@ requires B_PUTS(t, i) && level < t->levels && \valid(fork) && B_APART(t, fork);
    B_TOTAL;
    assigns *fork;
    ensures B_LINK(t, i, \result) && 0 <= \result < LINKS_MOST;
    ensures *fork == NO_FORK || (0 <= *fork <= HALVES_MOST && t->link[\result] > 0); */
static uint32_t place_of(const struct tnefi_scan_boundaries *t, uint32_t i, uint32_t level, int32_t *fork)
{
    const struct tnefi_scan_entry *e = &t->entry[i];
    uint32_t slot = root_of(t, level);
    uint32_t at = 0;
    uint32_t half = 0;

    *fork = NO_FORK;
    /*@ loop invariant 0 <= at <= HALVES_MOST + 1 && B_LINK(t, i, slot);
        loop assigns at, half, slot;
        loop variant HALVES_MOST + 1 - at; */
    while (t->link[slot] != 0 && half < HALVES && at <= HALVES_MOST) {
        uint32_t there = t->link[slot] - 1u;

        half = half_of(t, e, at);
        if (forks_at(&t->entry[there], at)) {
            slot = there * LINKS + half;
        } else if (half_of(t, &t->entry[there], at) != half) {
            *fork = (int32_t)at;
            break;
        }
        at++;
    }
    TNEFI_TOUCH(at + 1u);
    return slot;
}

/* The entry |i| leads nowhere yet. */
/*@ requires B_PUTS(t, i);
    B_TOTAL;
    assigns t->link[i * LINKS .. i * LINKS + LINKS - 1];
    ensures \forall integer slot; i * LINKS <= slot < (i + 1) * LINKS ==> t->link[slot] == 0; */
static void clear_links(struct tnefi_scan_boundaries *t, uint32_t i)
{
    uint32_t own = i * LINKS;

    /*@ loop invariant own <= k <= own + LINKS;
        loop invariant \forall integer slot; own <= slot < k ==> t->link[slot] == 0;
        loop assigns k, t->link[own .. own + LINKS - 1];
        loop variant own + LINKS - k; */
    for (uint32_t k = own; k < own + LINKS; k++)
        t->link[k] = 0;
    TNEFI_TOUCH(LINKS);
}

/* It leads to what was |there|: as the next one of a list, or as a fork below which is itself, too. */
/*@ requires B_PUTS(t, i) && there <= i && (fork == NO_FORK || (0 <= fork <= HALVES_MOST && there > 0));
    B_TOTAL;
    assigns t->link[i * LINKS .. i * LINKS + LINKS - 1];
    ensures \forall integer slot; i * LINKS <= slot < (i + 1) * LINKS ==> t->link[slot] <= i + 1; */
static void set_links(struct tnefi_scan_boundaries *t, uint32_t i, uint32_t there, int32_t fork)
{
    uint32_t own = i * LINKS;

    clear_links(t, i);
    if (fork == NO_FORK) {
        t->link[own + LINK_NEXT] = (uint8_t)there;
        return;
    }
    t->link[own + half_of(t, &t->entry[there - 1u], (uint32_t)fork)] = (uint8_t)there;
    t->link[own + half_of(t, &t->entry[i], (uint32_t)fork)] = (uint8_t)(i + 1u);
}

/* What is in the link |slot| is the entry |i| from now on. */
/*@ requires B_PUTS(t, i) && B_LINK(t, i, slot) && slot < LINKS_MOST;
    requires \forall integer own; i * LINKS <= own < (i + 1) * LINKS ==> t->link[own] <= i + 1;
    B_TOTAL;
    assigns t->entry[i].slot, t->entry[i].older, t->link[slot];
    ensures B_LISTS(t, i + 1); */
static void set_slot(struct tnefi_scan_boundaries *t, uint32_t i, uint32_t slot)
{
    struct tnefi_scan_entry *e = &t->entry[i];

    e->slot = slot;
    e->older = t->link[slot];
    t->link[slot] = (uint8_t)(i + 1u);
}

void tnefi_scan_tree_put(struct tnefi_scan_boundaries *t, uint32_t i, uint32_t level)
{
    int32_t fork = NO_FORK;
    uint32_t slot = place_of(t, i, level, &fork);

    if (fork == NO_FORK && is_long(&t->entry[i]))
        slot = place_in_list(t, &t->entry[i], i, slot);
    t->entry[i].fork = fork;
    set_links(t, i, t->link[slot], fork);
    set_slot(t, i, slot);
}

void tnefi_scan_tree_take(struct tnefi_scan_boundaries *t, uint32_t i)
{
    const struct tnefi_scan_entry *e = &t->entry[i];

    t->link[e->slot] = (uint8_t)e->older;
}

/* ---- Following a line ------------------------------------------------------------------------ */

/* Where the walk is after another half of a byte. */
/*@ requires B_OK(t) && 0 < at <= t->count && half < HALVES;
    B_TOTAL;
    assigns \nothing;
    ensures \result <= t->count; */
static uint32_t after_half(const struct tnefi_scan_boundaries *t, uint32_t at, uint32_t halves, uint32_t half)
{
    const struct tnefi_scan_entry *e = &t->entry[at - 1u];

    TNEFI_TOUCH(1);
    if (forks_at(e, halves))
        return t->link[(at - 1u) * LINKS + half];
    return half_of(t, e, halves) == half ? at : 0;
}

/* And after the byte |b|, the first or the next after |len|. */
/*@ requires B_OK(t) && 0 < at <= t->count && len < MATCH_MAX;
    B_TOTAL;
    assigns \nothing;
    ensures \result <= t->count; */
static uint32_t after_byte(const struct tnefi_scan_boundaries *t, uint32_t at, uint32_t len, uint8_t b)
{
    const struct tnefi_scan_entry *e = &t->entry[at - 1u];
    uint32_t next;

    if (!forks_at(e, 2u * len) && !forks_at(e, 2u * len + 1u)) {
        TNEFI_TOUCH(1);
        return len < key_len(e) && t->pool[e->at + len] == b ? at : 0;
    }
    next = after_half(t, at, 2u * len, b / HALVES);
    return next == 0 ? 0 : after_half(t, next, 2u * len + 1u, b % HALVES);
}

/* What ends after |len| bytes: 1 + the first entry of a list, or 0. */
/*@ requires B_OK(t) && 0 < at <= t->count && len <= MATCH_MAX && LINK_END <= end <= LINK_LONG;
    B_TOTAL;
    assigns \nothing;
    ensures \result <= t->count; */
static uint32_t ending(const struct tnefi_scan_boundaries *t, uint32_t at, uint32_t len, uint32_t end)
{
    const struct tnefi_scan_entry *e = &t->entry[at - 1u];

    if (forks_at(e, 2u * len))
        return t->link[(at - 1u) * LINKS + end];
    return (e->fork < 0 || (uint32_t)e->fork < 2u * len) && half_of(t, e, 2u * len) == end ? at : 0;
}

/* Which of two entries counts. */
/*@ requires B_OK(t) && (a < t->count || a == NO_ENTRY) && b < t->count;
    B_TOTAL;
    assigns \nothing;
    ensures \result == a || \result == b; */
static uint32_t better(const struct tnefi_scan_boundaries *t, uint32_t a, uint32_t b)
{
    if (a == NO_ENTRY || (t->entry[a].ended != 0 && t->entry[b].ended == 0))
        return b;
    return (t->entry[b].ended != 0 && t->entry[a].ended == 0) || b < a ? a : b;
}

/* The one that counts of a list of equal ones, the newest first. Of these only the innermost multipart can
 * have ended, since a part of one that has opens it again, so nearly all are not looked at. */
/*@ requires B_OK(t) && first <= t->count;
    B_TOTAL;
    assigns \nothing;
    ensures \result < t->count || \result == NO_ENTRY; */
static uint32_t of_equals(const struct tnefi_scan_boundaries *t, uint32_t first, uint32_t frames)
{
    uint32_t best = NO_ENTRY;
    uint32_t at = first;
    uint32_t i = 0;

    /*@ loop invariant 0 <= i <= t->count && at <= t->count;
        loop invariant best < t->count || best == NO_ENTRY;
        loop assigns i, at, best;
        loop variant t->count - i; */
    while (i < t->count && at != 0 && (best == NO_ENTRY || t->entry[best].ended != 0)) {
        if (t->entry[at - 1u].frame < frames)
            best = better(t, best, at - 1u);
        at = t->link[(at - 1u) * LINKS + LINK_NEXT];
        i++;
    }
    TNEFI_TOUCH(i);
    return best;
}

/* The same of long ones, in the order of their lengths. Each is looked at once in a line. */
/*@ requires B_OK(t) && \valid(w) && B_APART(t, w) && w->longs <= t->count;
    B_TOTAL;
    assigns w->longs;
    ensures w->longs <= t->count && (\result < t->count || \result == NO_ENTRY); */
static uint32_t of_longs(const struct tnefi_scan_boundaries *t, struct tnefi_scan_walk *w, uint32_t frames)
{
    uint32_t best = NO_ENTRY;
    uint32_t i = 0;

    /*@ loop invariant 0 <= i <= t->count && w->longs <= t->count;
        loop invariant best < t->count || best == NO_ENTRY;
        loop assigns i, w->longs, best;
        loop variant t->count - i; */
    while (i < t->count && w->longs != 0 && t->entry[w->longs - 1u].match_len <= w->len) {
        const struct tnefi_scan_entry *e = &t->entry[w->longs - 1u];

        if (e->match_len == w->len && e->hash == w->hash && e->frame < frames)
            best = better(t, best, w->longs - 1u);
        w->longs = t->link[(w->longs - 1u) * LINKS + LINK_NEXT];
        i++;
    }
    TNEFI_TOUCH(i + 1u);
    return best;
}

/* The entry that the line is, of those that are known whole; and where long ones begin that it may become. */
/*@ requires B_OK(t) && \valid(w) && B_APART(t, w) && 0 < w->at <= t->count && w->len <= MATCH_MAX;
    requires w->longs <= t->count;
    B_TOTAL;
    assigns w->longs, w->hash;
    ensures w->longs <= t->count && (\result < t->count || \result == NO_ENTRY); */
static uint32_t of_wholes(const struct tnefi_scan_boundaries *t, struct tnefi_scan_walk *w, uint32_t frames)
{
    if (w->longs == 0) {
        w->longs = ending(t, w->at, w->len, LINK_LONG);
        w->hash = 0;
    }
    return of_equals(t, ending(t, w->at, w->len, LINK_END), frames);
}

uint32_t tnefi_scan_tree_step(const struct tnefi_scan_boundaries *t, uint32_t level,
                              struct tnefi_scan_walk *w, uint8_t b, uint32_t frames)
{
    uint32_t found = NO_ENTRY;
    uint32_t whole = NO_ENTRY;

    if (w->len == 0)
        w->at = t->link[root_of(t, level)];
    if ((w->at == 0 && w->longs == 0) || w->at > t->count || w->longs > t->count || w->len >= MATCH_MAX) {
        w->at = w->longs = 0;
        w->len = MATCH_MAX;
        return NO_ENTRY;
    }
    w->len++;
    if (w->longs != 0) {
        w->hash = tnefi_scan_hash_byte(w->hash, b);
        found = of_longs(t, w, frames);
    }
    if (w->at != 0)
        w->at = after_byte(t, w->at, w->len - 1u, b);
    if (w->at != 0)
        whole = of_wholes(t, w, frames);
    return whole == NO_ENTRY ? found : better(t, found, whole);
}

/* ---- As it was before ------------------------------------------------------------------------ */

/* What the link that leads to |at| led to before the entries from |own| on were put. */
/*@ requires B_OK(t) && at <= t->count && own <= t->count;
    B_TOTAL;
    assigns \nothing;
    ensures \result <= own; */
static uint32_t before(const struct tnefi_scan_boundaries *t, uint32_t at, uint32_t own)
{
    uint32_t i = at;

    TNEFI_TOUCH(1);
    /*@ loop invariant 0 <= i <= at;
        loop assigns i;
        loop variant i; */
    while (i > own) {
        i = (uint32_t)t->entry[i - 1u].older;
        TNEFI_TOUCH(1);
    }
    return i;
}

int tnefi_scan_tree_alike(const struct tnefi_scan_boundaries *t, uint32_t level, uint32_t i, uint32_t own)
{
    const struct tnefi_scan_entry *e = &t->entry[i];
    uint32_t at = before(t, t->link[root_of(t, level)], own);

    TNEFI_TOUCH(e->kept);
    /*@ loop invariant 0 <= halves <= HALVES_MOST + 1 && at <= own;
        loop assigns halves, at;
        loop variant HALVES_MOST + 1 - halves; */
    for (uint32_t halves = 0; at != 0 && halves <= HALVES_MOST; halves++) {
        const struct tnefi_scan_entry *o = &t->entry[at - 1u];
        uint32_t half = half_of(t, e, halves);

        if (half >= HALVES)
            return 1;
        if (forks_at(o, halves)) {
            if (halves % 2u == 0 && before(t, t->link[(at - 1u) * LINKS + LINK_END], own) != 0)
                return 1;
            at = before(t, t->link[(at - 1u) * LINKS + half], own);
        } else if (half_of(t, o, halves) != half) {
            return half_of(t, o, halves) == LINK_END;
        }
    }
    return 0;
}
