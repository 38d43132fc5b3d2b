/* SPDX-License-Identifier: MIT */
/* Multiparts and messages that are open: RFC 2046, sections 5.1 (multipart) and 5.2 (message).
 *
 * A multipart is in its preamble, in its parts, or, after its end boundary, in its epilogue:
 *
 *     preamble --b part --b part --b-- epilogue
 *
 * These are read as they are meant:
 *
 *     --b ... --b--                     one multipart, which has met its end
 *     --a, then --b ... --b--, --a--    one in the other: each boundary is that of its own frame
 *     a multipart without boundary=     up to four lines that may be one become its boundaries (guess)
 *
 * and of these something is said, since readers differ:
 *
 *     --b ... --b-- ... --b             a part after the end boundary: AFTER_END
 *     --a, --b ... --a                  the inner multipart has no end boundary: NO_INNER_END
 *     --b ... and the bytes end         NO_END
 *
 * The boundaries of frames are a stack in the table, as the frames are, so that those of a frame go with it.
 * The path is the numbers of the parts, from the outside in; it stands there once, and each frame knows how
 * long its own is. */

#include "scan/frames.h"

#include "base/touch.h"

/* ---- Paths ---------------------------------------------------------------------------------- */

/* The digits of |number|, the last one first. Returns how many there are. */
/*@ requires \valid(digits + (0 .. 9));
    B_TOTAL;
    assigns digits[0 .. 9];
    ensures 1 <= \result <= 10; */
static uint32_t digits_of(char *digits, uint32_t number)
{
    uint32_t rest = number;
    uint32_t n = 0;

    /*@ loop invariant 0 <= n < 10;
        loop assigns n, rest, digits[0 .. 9];
        loop variant 10 - n; */
    while (n < 9u && rest > 9u) {
        digits[n] = (char)('0' + rest % 10u);
        rest /= 10u;
        n++;
    }
    digits[n] = (char)('0' + rest % 10u);
    return n + 1u;
}

uint32_t tnefi_scan_frames_path_add(struct tnefi_scan_frames *t, uint32_t at, uint32_t number)
{
    char digits[10];
    uint32_t n = digits_of(digits, number);
    uint32_t end = at;

    TNEFI_TOUCH(n);
    if (end > 0 && end < TNEF_SCANNER_PATH_SIZE - 1u) {
        t->path[end] = '.';
        end++;
    }
    /*@ loop invariant at <= end < TNEF_SCANNER_PATH_SIZE && 0 <= n <= 10;
        loop assigns n, end, t->path[0 .. TNEF_SCANNER_PATH_SIZE - 1];
        loop variant n; */
    while (n > 0 && end < TNEF_SCANNER_PATH_SIZE - 1u) {
        n--;
        t->path[end] = digits[n];
        end++;
    }
    t->path[end] = 0;
    return end;
}

uint32_t tnefi_scan_frames_path(struct tnefi_scan_frames *t, uint32_t n)
{
    uint32_t end = n > 0 ? (uint32_t)t->frame[n - 1u].path_len : 0;

    t->path[end] = 0;
    return end;
}

/* ---- The stack ------------------------------------------------------------------------------ */

void tnefi_scan_frames_clear(struct tnefi_scan_frames *t)
{
    t->count = 0;
    t->path[0] = 0;
    tnefi_scan_boundaries_leave(t->boundaries, 0);
}

uint32_t tnefi_scan_frames_next(struct tnefi_scan_frames *t)
{
    struct tnefi_scan_frame *f;

    if (t->count == 0)
        return 1;
    f = &t->frame[t->count - 1];
    if (f->children < UINT32_MAX)
        f->children++;
    return f->children < UINT32_MAX ? (uint32_t)f->children : UINT32_MAX;
}

struct tnefi_scan_frame *tnefi_scan_frames_push(struct tnefi_scan_frames *t, uint32_t number, uint32_t entry0,
                                                uint32_t level)
{
    struct tnefi_scan_frame *f = &t->frame[t->count];
    /*@ assert \forall integer some; 0 <= some < t->count ==>
            t->frame[some].entry0 + t->frame[some].own <= entry0; */
    uint32_t around = tnefi_scan_frames_path(t, tnefi_scan_frames_count(t));

    f->holders = t->count > 0 ? t->frame[t->count - 1].holders : 0;
    f->head = f->body = f->anomalies = 0;
    f->number = number;
    f->children = 0;
    f->entry0 = (int32_t)entry0;
    f->own = (int32_t)(t->boundaries->count - entry0);
    f->level = (int8_t)level;
    f->state = IN_PREAMBLE;
    f->leaf = f->digest = f->guess = 0;
    f->path_len = (int32_t)tnefi_scan_frames_path_add(t, around, number);
    /*@ assert \forall integer some; 0 <= some < t->count ==>
            t->frame[some].entry0 == \at(t->frame[some].entry0, Pre)
            && t->frame[some].own == \at(t->frame[some].own, Pre)
            && t->frame[some].path_len == \at(t->frame[some].path_len, Pre)
            && t->frame[some].holders == \at(t->frame[some].holders, Pre); */
    t->count++;
    return f;
}

void tnefi_scan_frames_holds(struct tnefi_scan_frames *t)
{
    struct tnefi_scan_frame *f = &t->frame[t->count - 1];

    f->leaf = 1;
    f->holders++;
}

void tnefi_scan_frames_show(struct tnefi_scan_frames *t, struct tnefi_scan_findings *out)
{
    uint64_t bit = tnefi_scan_bit(TNEF_SCANNER_A_MAIL_AS_FILE);

    /*@ loop invariant 0 <= i <= t->count;
        loop assigns i, t->frame[0 .. t->max - 1].anomalies, B_FOUND;
        loop variant t->count - i; */
    for (int32_t i = 0; i < t->count; i++)
        if (t->frame[i].leaf != 0) {
            t->frame[i].anomalies |= bit;
            tnefi_scan_met(out, TNEF_SCANNER_A_MAIL_AS_FILE);
        }
    TNEFI_TOUCH((uint32_t)t->count);
}

void tnefi_scan_frames_closes(const struct tnefi_scan_frames *t, int boundary,
                              struct tnefi_scan_findings *out)
{
    const struct tnefi_scan_frame *f = &t->frame[t->count - 1];

    if (f->kind == TNEF_SCANNER_MULTIPART && f->state != IN_EPILOGUE && f->own > 0)
        tnefi_scan_met(out, boundary ? TNEF_SCANNER_A_NO_INNER_END : TNEF_SCANNER_A_NO_END);
}

void tnefi_scan_frames_pop(struct tnefi_scan_frames *t)
{
    t->count--;
    tnefi_scan_boundaries_leave(t->boundaries, (uint32_t)t->frame[t->count].entry0);
}

/* ---- Boundaries ----------------------------------------------------------------------------- */

int tnefi_scan_frames_without_part(const struct tnefi_scan_frames *t, uint32_t frame0)
{
    const struct tnefi_scan_frame *f = tnefi_scan_frames_innermost(t, frame0);

    return f != NULL && f->kind == TNEF_SCANNER_MULTIPART && f->state == IN_PREAMBLE && f->own > 0
           && f->guess == 0;
}

int tnefi_scan_frames_guess(const struct tnefi_scan_frames *t, uint32_t frame0)
{
    const struct tnefi_scan_frame *f = tnefi_scan_frames_innermost(t, frame0);

    return f != NULL && f->guess != 0;
}

int tnefi_scan_frames_has_room(const struct tnefi_scan_frames *t)
{
    return t->count > 0 && (uint32_t)t->frame[t->count - 1].own < EACH
           && t->boundaries->count < t->boundaries->max;
}

/* Gives the entry that was begun its |len| bytes. */
/*@ requires B_BEGUN(b) && \valid_read(text + (0 .. len - 1));
    B_TOTAL;
    assigns b->pool_len, b->pool[0 .. b->pool_size - 1], b->entry[b->count].hash,
        b->entry[b->count].match_len, b->entry[b->count].full_len, b->entry[b->count].kept;
    ensures B_BEGUN(b) && B_STAYS(b) && b->count == \old(b->count); */
static void add_bytes(struct tnefi_scan_boundaries *b, const uint8_t *text, uint32_t len)
{
    /*@ loop invariant 0 <= i <= len;
        loop invariant b->count == \at(b->count, Pre) && b->max == \at(b->max, Pre);
        loop invariant b->pool_size == \at(b->pool_size, Pre) && b->levels == \at(b->levels, Pre);
        loop invariant b->entry == \at(b->entry, Pre) && b->pool == \at(b->pool, Pre);
        loop invariant b->link == \at(b->link, Pre);
        loop invariant B_BEGUN(b);
        loop assigns i, b->pool_len, b->pool[0 .. \at(b->pool_size - 1, Pre)],
            b->entry[\at(b->count, Pre)].hash, b->entry[\at(b->count, Pre)].match_len,
            b->entry[\at(b->count, Pre)].full_len, b->entry[\at(b->count, Pre)].kept;
        loop variant len - i; */
    for (uint32_t i = 0; i < len; i++)
        tnefi_scan_boundary_byte(b, text[i]);
    TNEFI_TOUCH(len);
}

/* Adds a boundary of the multipart with the number |frame|, which has |own|, to the table, which has room. */
/*@ requires B_OK(b) && B_TELLS(b, out) && own < EACH && b->count < b->max && own <= b->count;
    requires \valid_read(text + (0 .. len - 1)) && level < b->levels;
    B_TOTAL;
    assigns b->count, b->pool_len, b->entry[0 .. b->max - 1], b->pool[0 .. b->pool_size - 1],
        b->link[0 .. LINKS_OF(b->max, b->levels) - 1], B_FOUND;
    ensures B_OK(b);
    ensures \old(b->count) <= b->count <= \old(b->count) + 1; */
static void add_boundary(struct tnefi_scan_boundaries *b, uint32_t frame, uint32_t own, const uint8_t *text,
                         uint32_t len, uint32_t level, struct tnefi_scan_findings *out)
{
    uint32_t from = b->count;

    if (!tnefi_scan_boundary_begin(b, frame, own, out))
        return;
    add_bytes(b, text, len);
    tnefi_scan_boundary_end(b, from, level, 0, out);
}

/* Adds one of the innermost frame. The frames stay. */
/*@ requires F_OK(t) && F_TELLS(t, out) && t->count > 0 && level < t->boundaries->levels;
    requires F_TOP(t).own < EACH && t->boundaries->count < t->boundaries->max;
    requires \valid_read(text + (0 .. len - 1));
    B_TOTAL;
    assigns F_TABLE, B_FOUND;
    ensures B_OK(t->boundaries) && F_ROOM(t) && t->count == \old(t->count);
    ensures \old(t->boundaries->count) <= t->boundaries->count <= \old(t->boundaries->count) + 1;
    ensures F_BELOW(t, \old(t->boundaries->count));
    ensures F_FRAMES(t); */
static void add(struct tnefi_scan_frames *t, const uint8_t *text, uint32_t len, uint32_t level,
                struct tnefi_scan_findings *out)
{
    add_boundary(t->boundaries, tnefi_scan_frames_count(t) - 1u, (uint32_t)t->frame[t->count - 1].own, text,
                 len, level, out);
    /*@ assert t->count == \at(t->count, Pre) && t->frame == \at(t->frame, Pre); */
    /*@ assert \forall integer some; 0 <= some < t->count ==>
            t->frame[some].entry0 == \at(t->frame[some].entry0, Pre); */
    /*@ assert \forall integer some; 0 <= some < t->count ==>
            t->frame[some].own == \at(t->frame[some].own, Pre); */
    /*@ assert \forall integer some, later; 0 <= some < later < t->count ==>
            t->frame[some].entry0 + t->frame[some].own <= t->frame[later].entry0; */
    /*@ assert \forall integer some; 0 <= some < t->count ==>
            0 <= t->frame[some].entry0 && 0 <= t->frame[some].own
            && t->frame[some].entry0 + t->frame[some].own <= \at(t->boundaries->count, Pre); */
    /*@ assert \forall integer some; 0 <= some < t->count ==>
            0 <= t->frame[some].path_len < TNEF_SCANNER_PATH_SIZE
            && 0 <= t->frame[some].holders <= some + 1; */
}

/* What is in the table since it had |from| entries, one or none, is a boundary of the innermost frame. Gives
 * its number. */
/*@ requires F_ROOM(t) && 0 < t->count <= t->max && F_BELOW(t, from) && F_FRAMES(t);
    requires \valid_read(t->boundaries) && from <= t->boundaries->count <= from + 1 <= BOUNDARIES;
    B_TOTAL;
    assigns F_TOP(t).own;
    ensures F_FRAMES(t);
    ensures F_ENTRY(t, \result); */
static uint32_t owns(struct tnefi_scan_frames *t, uint32_t from)
{
    struct tnefi_scan_frame *f = &t->frame[t->count - 1];

    if (t->boundaries->count == from)
        return NO_ENTRY;
    f->own = (int32_t)t->boundaries->count - f->entry0;
    return from;
}

uint32_t tnefi_scan_frames_name(struct tnefi_scan_frames *t, const uint8_t *text, uint32_t len,
                                uint32_t level, struct tnefi_scan_findings *out)
{
    uint32_t from = t->boundaries->count;

    add(t, text, len, level, out);
    return owns(t, from);
}

void tnefi_scan_frames_prefix(const struct tnefi_scan_frames *t, uint32_t from, uint32_t level,
                              struct tnefi_scan_findings *out)
{
    const struct tnefi_scan_frame *f = &t->frame[t->count - 1];

    tnefi_scan_boundaries_prefix(t->boundaries, from, (uint32_t)f->entry0, (uint32_t)(f->entry0 + f->own),
                                 level, out);
}

void tnefi_scan_frames_move(struct tnefi_scan_frames *t, uint32_t level)
{
    tnefi_scan_boundaries_move(t->boundaries, (uint32_t)t->frame[t->count - 1].entry0, level);
}

void tnefi_scan_frames_part(struct tnefi_scan_frames *t, uint32_t i, struct tnefi_scan_findings *out)
{
    struct tnefi_scan_frame *f = &t->frame[i];

    if (f->state == IN_EPILOGUE) {
        tnefi_scan_met(out, TNEF_SCANNER_A_AFTER_END);
        tnefi_scan_boundaries_ended(t->boundaries, (uint32_t)f->entry0, (uint32_t)(f->entry0 + f->own), 0);
    }
    f->state = IN_PARTS;
}

void tnefi_scan_frames_end(struct tnefi_scan_frames *t, uint32_t i)
{
    struct tnefi_scan_frame *f = &t->frame[i];

    f->state = IN_EPILOGUE;
    tnefi_scan_boundaries_ended(t->boundaries, (uint32_t)f->entry0, (uint32_t)(f->entry0 + f->own), 1);
}
