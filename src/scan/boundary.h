/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_BOUNDARY_H
#define TNEFI_SCAN_BOUNDARY_H
/* The table of the boundaries that are looked for (RFC 2046, section 5.1.1): an object of its own, which
 * knows nothing of parts but their numbers.
 *
 * A boundary is begun, gets its bytes, and is ended; then it is an *entry*. Entries are a stack, those of the
 * innermost multipart on top. A line that grows is followed byte by byte down a tree of the entries of its
 * level, so that it is compared with one entry at a time. See boundary.c for what is an entry, and tree.c
 * for what is compared. */

#include "scan/findings.h"

#include <tnef/scanner.h>

#include <stddef.h>
#include <stdint.h>

#define BOUNDARIES  255u     /* entries at most: their numbers, and 0, fit a byte */
#define EACH        4u       /* of one multipart */
#define POOL_EACH   512u     /* their first bytes, for each multipart that there may be */
#define POOL_MAX    32768u   /* and for all */
#define LEVELS_MAX  256u     /* levels at most */
#define RFC_MOST    70u      /* bytes that RFC 2046 allows: for so many of each there is always room */
#define MATCH_MAX   1016u    /* bytes of a boundary that are compared */
#define NO_ENTRY    UINT32_MAX

/* The links of an entry that is a fork: one for each half of a byte, and two for what ends there. LINK_NEXT
 * any entry has: the next one in a list of those that end in the same place. */
#define HALVES      16u
#define LINK_END    16u      /* entries that are known whole */
#define LINK_LONG   17u      /* and that are longer than what is known of them */
#define LINK_NEXT   18u
#define LINKS       19u
#define NO_FORK     (-1)

/* All links: those of |max| entries, and after them one for each of |levels|. */
#define LINKS_OF(max, levels) ((max) * LINKS + (levels))
#define LINKS_MOST  LINKS_OF(BOUNDARIES, LEVELS_MAX)

/* A boundary. Its first |match_len| bytes decide: if they are kept, by themselves; else the first RFC_MOST of
 * them by themselves, and the others by their hash.
 *
 * What places it in the tree has types that nothing else here has, since the prover keeps a memory
 * for each type: what is written to one cannot disturb what is known of another. */
struct tnefi_scan_entry {
    int64_t slot;            /* the link in which it was put */
    uint32_t hash;           /* of the bytes after the first RFC_MOST */
    uint32_t full_len;
    uint32_t frame;          /* the number of its multipart; that of the next one while its header is read */
    uint16_t at, kept;       /* in the pool */
    uint16_t match_len;
    uint16_t alike;          /* bytes that are the same as in the entry before it */
    int32_t fork;            /* halves of bytes before the one that its links tell apart; or NO_FORK */
    int16_t older;           /* what was in that link before */
    int8_t cut;              /* more follow than match_len, perhaps unknown ones */
    int8_t ended;            /* its end boundary was met */
};

struct tnefi_scan_boundaries {
    uint32_t max, pool_size; /* entries, and bytes, that there is room for */
    uint32_t levels;         /* that there may be */
    uint32_t count, pool_len;
    struct tnefi_scan_entry *entry;
    uint8_t *pool;
    uint8_t *link;           /* LINKS_OF(max, levels): 1 + an entry, or 0 */
};

/* Where a line is in the tree. All zero: before its first byte. */
struct tnefi_scan_walk {
    uint32_t len;            /* bytes that came */
    uint32_t at;             /* 1 + an entry that begins with them, as all below it do; 0: none does */
    uint32_t longs;          /* 1 + the next of the long entries that may; 0: there is none */
    uint32_t hash;           /* then: of the bytes after the first RFC_MOST */
};

/* ---- Contracts ------------------------------------------------------------------------------ */

#define B_TOTAL terminates \true; exits \false

/* The arrays are there, and are three. */
#define B_ROOM(t) \
    (\valid(t) && t->max <= BOUNDARIES && t->pool_size <= POOL_MAX && 1 <= t->levels <= LEVELS_MAX \
    && \valid(t->entry + (0 .. t->max - 1)) && \valid(t->pool + (0 .. t->pool_size - 1)) \
    && \valid(t->link + (0 .. LINKS_OF(t->max, t->levels) - 1)) \
    && \separated(t, t->entry + (0 .. t->max - 1), t->pool + (0 .. t->pool_size - 1), \
                  t->link + (0 .. LINKS_OF(t->max, t->levels) - 1)))

/* An entry whose bytes lie below |end| in the pool. */
#define B_BYTES(e, end) \
    ((e).at <= (end) && (e).kept <= (end) - (e).at && (e).kept <= TNEF_SCANNER_BOUNDARY_SIZE \
    && (e).kept <= (e).match_len <= MATCH_MAX)

/* All entries are whole, and their bytes lie one after the other. (The names that are bound in these macros
 * are those of no variable, since one in an argument would be taken for it.) */
#define B_ENTRIES(t, end) \
    ((\forall integer some; 0 <= some < t->count ==> B_BYTES(t->entry[some], end)) \
    && (\forall integer some, later; 0 <= some < later < t->count ==> \
            t->entry[some].at + t->entry[some].kept <= t->entry[later].at))

/* A link of the first |n| entries, or of a level. */
#define B_LINK(t, n, where) \
    (0 <= (where) < (n) * LINKS || (t)->max * LINKS <= (where) < LINKS_OF((t)->max, (t)->levels))

/* It leads to |one| because that was put there, or is one of |one| itself or of an entry that came later,
 * and goes before it. */
#define B_LEADS(t, where, one) \
    ((t)->entry[one].slot == (where) || ((one) * LINKS <= (where) < (t)->max * LINKS))

/* The first |n| entries are in the tree, and only they: so those that came last can be taken out of it. (A
 * link is compared twice and not for equality: WP would put the other side in its place, and the prover then
 * finds no end of entries that lead to others.) */
#define B_LISTS(t, n) \
    ((\forall integer some; 0 <= some < (n) ==> \
            B_LINK(t, some, t->entry[some].slot) && 0 <= t->entry[some].older <= some) \
    && (\forall integer some, first; 0 <= first < some < (n) \
            && first < t->entry[some].older <= first + 1 ==> B_LEADS(t, t->entry[some].slot, first)) \
    && (\forall integer slot; B_LINK(t, n, slot) ==> t->link[slot] <= (n)) \
    && (\forall integer slot, first; B_LINK(t, n, slot) && 0 <= first < (n) \
            && first < t->link[slot] <= first + 1 ==> B_LEADS(t, slot, first)))

/* The table between two calls. */
#define B_OK(t) \
    (B_ROOM(t) && t->count <= t->max && t->pool_len <= t->pool_size && B_ENTRIES(t, t->pool_len) \
    && B_LISTS(t, t->count))

/* An entry was begun. Its bytes are the last ones of the pool, after those of the others. Its |match_len| is
 * the lesser of |full_len| and MATCH_MAX. */
#define B_BEGUN(t) \
    (B_ROOM(t) && t->count < t->max && t->pool_len <= t->pool_size \
    && B_ENTRIES(t, t->entry[t->count].at) && B_LISTS(t, t->count) \
    && B_BYTES(t->entry[t->count], t->pool_len) \
    && t->entry[t->count].at + t->entry[t->count].kept == t->pool_len \
    && t->entry[t->count].match_len <= t->entry[t->count].full_len \
    && (t->entry[t->count].match_len < MATCH_MAX ==> \
            t->entry[t->count].match_len == t->entry[t->count].full_len))

/* The bytes of entries can be read. */
#define B_READS(t) \
    (\valid_read(t) && t->pool_len <= t->pool_size <= POOL_MAX \
    && \valid_read(t->pool + (0 .. t->pool_size - 1)))

/* The entry |i| comes after those that are in the tree. */
#define B_PUTS(t, i) \
    (B_ROOM(t) && i < t->max && B_LISTS(t, i) && t->pool_len <= t->pool_size \
    && (\forall integer some; 0 <= some <= i ==> B_BYTES(t->entry[some], t->pool_len)))

/* Findings are elsewhere. */
#define B_TELLS(t, out) \
    (\valid(out) && \separated(out, t, t->entry + (0 .. t->max - 1), t->pool + (0 .. t->pool_size - 1), \
                              t->link + (0 .. LINKS_OF(t->max, t->levels) - 1)))

/* A walk is elsewhere, too. */
#define B_APART(t, w) \
    \separated(w, t, t->entry + (0 .. t->max - 1), t->pool + (0 .. t->pool_size - 1), \
               t->link + (0 .. LINKS_OF(t->max, t->levels) - 1))

/* What does not change. */
#define B_STAYS(t) \
    (t->max == \old(t->max) && t->pool_size == \old(t->pool_size) && t->levels == \old(t->levels) \
    && t->entry == \old(t->entry) && t->pool == \old(t->pool) && t->link == \old(t->link))

#define B_FOUND out->anomalies, out->first, out->status, out->limit, out->found
#define B_TREE t->link[0 .. LINKS_OF(t->max, t->levels) - 1]

/* ---- Functions ------------------------------------------------------------------------------ */

/* Makes the table empty. |levels|: how many there may be. Not while it has entries, which
 * tnefi_scan_boundaries_drop() takes out. */
/*@ requires 1 <= levels <= LEVELS_MAX;
    requires \valid(t) && t->max <= BOUNDARIES && t->pool_size <= POOL_MAX;
    requires \valid(t->entry + (0 .. t->max - 1)) && \valid(t->pool + (0 .. t->pool_size - 1));
    requires \valid(t->link + (0 .. LINKS_OF(t->max, levels) - 1));
    requires \separated(t, t->entry + (0 .. t->max - 1), t->pool + (0 .. t->pool_size - 1),
                        t->link + (0 .. LINKS_OF(t->max, levels) - 1));
    B_TOTAL;
    assigns t->levels, t->count, t->pool_len, t->link[0 .. LINKS_OF(t->max, levels) - 1];
    ensures B_OK(t) && t->count == 0; */
void tnefi_scan_boundaries_init(struct tnefi_scan_boundaries *t, uint32_t levels);

/* Begins an entry of the multipart with the number |frame|, which has |own| so far. When there is no room
 * for another, it takes the place of the last one of the same multipart, so that the last is always known.
 * Returns 0 if there is no room at all. Finds BOUNDARY_CUT. */
/*@ requires B_OK(t) && B_TELLS(t, out) && own <= t->count;
    B_TOTAL;
    assigns t->count, t->pool_len, t->entry[0 .. t->max - 1], B_TREE, B_FOUND;
    ensures \result == 0 ==> B_OK(t) && t->count == \old(t->count);
    ensures \result != 0 ==> B_BEGUN(t);
    ensures own < EACH && \old(t->count) < t->max ==> t->count == \old(t->count);
    ensures \old(t->count) - own <= t->count; */
int tnefi_scan_boundary_begin(struct tnefi_scan_boundaries *t, uint32_t frame, uint32_t own,
                              struct tnefi_scan_findings *out);

/* Appends a byte to the entry that was begun. */
/*@ requires B_BEGUN(t);
    B_TOTAL;
    assigns t->pool_len, t->pool[0 .. t->pool_size - 1], t->entry[t->count].hash,
        t->entry[t->count].match_len, t->entry[t->count].full_len, t->entry[t->count].kept;
    ensures B_BEGUN(t); */
void tnefi_scan_boundary_byte(struct tnefi_scan_boundaries *t, uint8_t b);

/* Ends it. |from|: the first entry of its multipart, or |count| if it has none; the same boundary twice is
 * one entry. |level|: whose lines it is looked for in. |cut|: it has more bytes, which are not known. Finds
 * BOUNDARY_LONG and BOUNDARY_CUT. */
/*@ requires B_BEGUN(t) && B_TELLS(t, out) && level < t->levels;
    B_TOTAL;
    assigns t->count, t->pool_len, t->entry[t->count], B_TREE, B_FOUND;
    ensures B_OK(t);
    ensures \old(t->count) <= t->count <= \old(t->count) + 1; */
void tnefi_scan_boundary_end(struct tnefi_scan_boundaries *t, uint32_t from, uint32_t level, int cut,
                             struct tnefi_scan_findings *out);

/* Takes the newest entries out, so that |count| are left, and |pool| bytes of them. */
/*@ requires B_OK(t) && pool <= t->pool_len;
    requires \forall integer i; 0 <= i < t->count && i < count ==>
        t->entry[i].at + t->entry[i].kept <= pool;
    B_TOTAL;
    assigns t->count, t->pool_len, B_TREE;
    ensures B_OK(t) && t->pool_len == pool;
    ensures t->count == (count < \old(t->count) ? count : \old(t->count)); */
void tnefi_scan_boundaries_drop(struct tnefi_scan_boundaries *t, uint32_t count, uint32_t pool);

/* The same, with all bytes that are not those of the entries that are left. */
/*@ requires B_OK(t);
    B_TOTAL;
    assigns t->count, t->pool_len, B_TREE;
    ensures B_OK(t);
    ensures t->count == (count < \old(t->count) ? count : \old(t->count)); */
void tnefi_scan_boundaries_leave(struct tnefi_scan_boundaries *t, uint32_t count);

/* The entries from |from| on, which are of one multipart, are looked for in |level| from now on. */
/*@ requires B_OK(t) && from <= t->count && level < t->levels;
    B_TOTAL;
    assigns t->entry[0 .. t->max - 1], B_TREE;
    ensures B_OK(t); */
void tnefi_scan_boundaries_move(struct tnefi_scan_boundaries *t, uint32_t from, uint32_t level);

/* Notes of the entries |from| .. |to| whether their end boundary was met. */
/*@ requires B_OK(t) && from <= to <= t->count;
    B_TOTAL;
    assigns t->entry[0 .. t->max - 1].ended;
    ensures B_OK(t); */
void tnefi_scan_boundaries_ended(struct tnefi_scan_boundaries *t, uint32_t from, uint32_t to, int ended);

/* Whether one of the entries |own| .. |to|, which are the newest, begins like one of |from| .. |own|, or that
 * like it: finds BOUNDARY_PREFIX. All are those of |level|, or it is not one of them. */
/*@ requires B_OK(t) && B_TELLS(t, out) && from <= own <= to <= t->count && level < t->levels;
    B_TOTAL;
    assigns B_FOUND; */
void tnefi_scan_boundaries_prefix(const struct tnefi_scan_boundaries *t, uint32_t from, uint32_t own,
                                  uint32_t to, uint32_t level, struct tnefi_scan_findings *out);

/* ---- tree.c: looking a line up --------------------------------------------------------------- */

/* A line of |level| is longer by the byte |b|: returns the entry that it is now, or NO_ENTRY. Those of
 * multiparts with the number |frames| or a higher one do not count. Of several the innermost that has not
 * ended is taken, or, if all have ended, the innermost. */
/*@ requires B_OK(t) && level < t->levels && \valid(w) && B_APART(t, w);
    B_TOTAL;
    assigns *w;
    ensures \result < t->count || \result == NO_ENTRY; */
uint32_t tnefi_scan_tree_step(const struct tnefi_scan_boundaries *t, uint32_t level,
                              struct tnefi_scan_walk *w, uint8_t b, uint32_t frames);

/* ---- Between boundary.c and tree.c ------------------------------------------------------------ */

/* Puts the entry |i| into the tree of |level|, which has all before it. _take: takes it out, the newest. */
/*@ requires B_PUTS(t, i) && level < t->levels;
    B_TOTAL;
    assigns t->entry[i].slot, t->entry[i].older, t->entry[i].fork, B_TREE;
    ensures B_LISTS(t, i + 1); */
void tnefi_scan_tree_put(struct tnefi_scan_boundaries *t, uint32_t i, uint32_t level);
/*@ requires B_ROOM(t) && i < t->max && B_LISTS(t, i + 1);
    B_TOTAL;
    assigns B_TREE;
    ensures B_LISTS(t, i); */
void tnefi_scan_tree_take(struct tnefi_scan_boundaries *t, uint32_t i);

/* Whether one of the entries before |own| begins like the entry |i|, or that like it, which is one from |own|
 * on, and no longer than RFC_MOST. */
/*@ requires B_OK(t) && own <= i < t->count && level < t->levels;
    B_TOTAL;
    assigns \nothing; */
int tnefi_scan_tree_alike(const struct tnefi_scan_boundaries *t, uint32_t level, uint32_t i, uint32_t own);

/* The hash of a boundary, or of a line that may be one, with one byte more. */
/*@ B_TOTAL;
    assigns \nothing; */
static inline uint32_t tnefi_scan_hash_byte(uint32_t hash, uint8_t b)
{
    const uint32_t prime = 4294967291u;     /* below 2^32: the products fit */

    return (uint32_t)((hash * UINT64_C(263) + b + 1u) % prime);
}

#endif
