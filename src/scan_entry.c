/* SPDX-License-Identifier: MIT */
/* Boundaries: entries on a stack, each in the list of those that are as long, and their bytes. */

#include "scan_priv.h"

/* Of too many the last one counts, too: it takes the place of the one before it. */
int tnefi_entry_begin(struct tnef_scanner *s, uint32_t own, uint64_t *findings)
{
    struct tnefi_entry *e;

    if (s->frames >= s->cfg.max_depth)
        return 0;
    if (own >= EACH || s->entries >= s->entries_max) {
        tnefi_scan_note(s, findings, TNEF_SCAN_BOUNDARY_CUT);
        tnefi_scan_limit(s, TNEF_E_LIMIT_BOUNDARY, own < EACH ? s->entries_max : EACH,
                         (uint64_t)own + 1u);
        if (own == 0)
            return 0;
        tnefi_entries_drop(s, s->entries - 1u, s->entry[s->entries - 1u].at);
    }
    e = &s->entry[s->entries];
    e->hash = e->match_len = e->full_len = e->kept = 0;
    e->at = s->pool_len;
    e->frame = s->frames;
    e->cut = 0;
    return 1;
}

/* The entry |e| is the newest of its length that the lines of |level| are compared with. */
static void link_entry(struct tnef_scanner *s, uint32_t i, uint32_t level)
{
    struct tnefi_entry *e = &s->entry[i];
    uint8_t *head = &s->level[level].by_length[e->match_len];

    e->level = (uint16_t)level;
    e->older = *head;
    *head = (uint8_t)(i + 1u);
}

/* Entries go in the order in which they came, the newest first. */
static void unlink_entry(struct tnef_scanner *s, uint32_t i)
{
    const struct tnefi_entry *e = &s->entry[i];

    s->level[e->level].by_length[e->match_len] = e->older;
}

/* The hash stays that of the first MATCH_MAX bytes, |match_len| counts them. */
void tnefi_entry_byte(struct tnef_scanner *s, uint8_t b)
{
    struct tnefi_entry *e = &s->entry[s->entries];

    if (e->kept == e->full_len && e->kept < TNEF_SCAN_BOUNDARY_SIZE && s->pool_len < s->pool_size) {
        s->pool[s->pool_len] = b;
        s->pool_len++;
        e->kept++;
    }
    if (e->full_len == e->match_len && e->match_len < MATCH_MAX) {
        e->hash = tnefi_hash_byte(e->hash, b);
        e->match_len++;
    }
    if (e->full_len < UINT32_MAX)
        e->full_len++;
}

/* How many bytes both begin with; they are known to share |from|. */
static uint32_t alike(const struct tnef_scanner *s, const struct tnefi_entry *a,
                      const struct tnefi_entry *b, uint32_t from)
{
    uint32_t i = from;

    while (i < a->kept && i < b->kept && s->pool[a->at + i] == s->pool[b->at + i])
        i++;
    TNEFI_TOUCH(i - from + 1u);
    return i;
}

static int same_entry(const struct tnef_scanner *s, const struct tnefi_entry *a,
                      const struct tnefi_entry *b)
{
    return a->hash == b->hash && a->match_len == b->match_len && a->full_len == b->full_len
        && a->kept == b->kept && alike(s, a, b, 0) == a->kept;
}

void tnefi_entry_end(struct tnef_scanner *s, int cut, uint64_t *findings)
{
    struct tnefi_entry *e = &s->entry[s->entries];

    TNEFI_TOUCH(e->full_len);
    for (uint32_t i = s->head.entry0; i < s->entries; i++)
        if (same_entry(s, e, &s->entry[i])) {
            s->pool_len = e->at;
            return;
        }
    e->cut = cut != 0 || e->match_len < e->full_len;
    if (e->full_len > 70u)
        tnefi_scan_note(s, findings, TNEF_SCAN_BOUNDARY_LONG);
    if (e->full_len > e->kept || e->cut != 0) {
        tnefi_scan_note(s, findings, TNEF_SCAN_BOUNDARY_CUT);
        tnefi_scan_limit(s, TNEF_E_LIMIT_BOUNDARY, TNEF_SCAN_BOUNDARY_SIZE, e->full_len);
    }
    if (e->match_len == 0) {
        s->pool_len = e->at;
        return;
    }
    e->alike = 0;
    if (s->entries > 0)
        e->alike = (uint16_t)alike(s, e, e - 1, 0);
    link_entry(s, s->entries, s->top);
    s->entries++;
}

void tnefi_entries_drop(struct tnef_scanner *s, uint32_t entries, uint32_t pool)
{
    while (s->entries > entries) {
        s->entries--;
        unlink_entry(s, s->entries);
        TNEFI_TOUCH(1);
    }
    s->pool_len = pool;
}

void tnefi_entries_up(struct tnef_scanner *s, uint32_t from)
{
    for (uint32_t i = s->entries; i > from; i--)
        unlink_entry(s, i - 1u);
    for (uint32_t i = from; i < s->entries; i++)
        link_entry(s, i, s->top);
    TNEFI_TOUCH(2u * (s->entries - from));
}

/* Whether one of the entries |from| .. |to| begins with |a|, or |a| with it. Since each knows how
 * much it shares with the one before it, no byte of |a| is compared more than twice. */
static int begins_alike(const struct tnef_scanner *s, const struct tnefi_entry *a, uint32_t from,
                        uint32_t to)
{
    uint32_t shared = 0;     /* by |a| and the entry before */

    TNEFI_TOUCH(to - from);
    for (uint32_t i = from; i < to; i++) {
        const struct tnefi_entry *e = &s->entry[i];

        if (i == from)
            shared = alike(s, a, e, 0);
        else if (e->alike < shared)
            shared = e->alike;
        else if (e->alike == shared)
            shared = alike(s, a, e, shared);
        if (shared == a->kept || shared == e->kept)
            return 1;
    }
    return 0;
}

void tnefi_entries_prefix(struct tnef_scanner *s, uint32_t frame)
{
    const struct tnefi_frame *f = &s->frame[frame];

    for (uint32_t i = f->entry0; i < f->entry0 + f->own; i++)
        if (begins_alike(s, &s->entry[i], top_level(s)->entry0, f->entry0)) {
            tnefi_note_frame(s, frame, TNEF_SCAN_BOUNDARY_PREFIX);
            return;
        }
}
