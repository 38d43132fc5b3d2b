/* SPDX-License-Identifier: MIT */
/* Texts that grow, as lists of pieces. */

#include "json/priv.h"

#include "base/touch.h"

#include <string.h>

static struct tnefi_json_piece *new_piece(struct tnef_json *j)
{
    struct tnefi_json_piece *piece = j->alloc.alloc(j->alloc.user, sizeof *piece);

    if (piece == NULL) {
        tnefi_json_fail(j, TNEF_E_MEMORY);
        return NULL;
    }
    piece->next = NULL;
    piece->used = 0;
    return piece;
}

/* A piece at the end of |t| that is not full; NULL: the writer has failed. */
static struct tnefi_json_piece *last_piece(struct tnef_json *j, struct tnefi_json_text *t)
{
    struct tnefi_json_piece *piece = t->last;

    if (piece != NULL && piece->used < PIECE_BYTES)
        return piece;
    piece = new_piece(j);
    if (piece == NULL)
        return NULL;
    if (t->last != NULL)
        t->last->next = piece;
    else
        t->first = piece;
    t->last = piece;
    return piece;
}

void tnefi_json_add(struct tnef_json *j, struct tnefi_json_text *t, const char *s, size_t len)
{
    if (j->live.fatal.status != TNEF_OK)
        return;
    if (len > j->max_output - j->live.held) {
        tnefi_json_fail(j, TNEF_E_LIMIT_OUTPUT);
        return;
    }
    TNEFI_TOUCH(len);
    while (len > 0) {
        struct tnefi_json_piece *piece = last_piece(j, t);
        size_t n;

        if (piece == NULL)
            return;
        n = PIECE_BYTES - piece->used;
        n = n < len ? n : len;
        memcpy(piece->bytes + piece->used, s, n);
        piece->used += (uint32_t)n;
        t->len += n;
        j->live.held += n;
        s += n;
        len -= n;
    }
}

void tnefi_json_add_word(struct tnef_json *j, struct tnefi_json_text *t, const char *word)
{
    size_t n = 0;

    while (word[n] != '\0')
        n++;
    TNEFI_TOUCH(n);
    tnefi_json_add(j, t, word, n);
}

void tnefi_json_separate(struct tnef_json *j, struct tnefi_json_text *t)
{
    if (t->len > 0)
        ADD(j, t, ",");
}

/* The first piece of |t|, which has one, is given back. */
static void release_first(struct tnef_json *j, struct tnefi_json_text *t)
{
    struct tnefi_json_piece *piece = t->first;

    t->first = piece->next;
    if (t->first == NULL)
        t->last = NULL;
    j->alloc.release(j->alloc.user, piece, sizeof *piece);
}

void tnefi_json_drop(struct tnef_json *j, struct tnefi_json_text *t)
{
    while (t->first != NULL) {
        TNEFI_TOUCH(1);
        release_first(j, t);
    }
    j->live.held -= t->len;
    t->len = 0;
}

static void copy_small(struct tnef_json *j, struct tnefi_json_text *t, struct tnefi_json_text *from)
{
    char bytes[SMALL_TEXT];
    size_t n = tnefi_json_take(j, from, bytes, sizeof bytes);

    tnefi_json_add(j, t, bytes, n);
}

void tnefi_json_move(struct tnef_json *j, struct tnefi_json_text *t, struct tnefi_json_text *from)
{
    if (j->live.fatal.status != TNEF_OK || from->len == 0)
        return;
    if (from->len <= SMALL_TEXT) {
        copy_small(j, t, from);
        return;
    }
    if (t->last != NULL)
        t->last->next = from->first;
    else
        t->first = from->first;
    t->last = from->last;
    t->len += from->len;
    from->first = from->last = NULL;
    from->len = 0;
}

/* Bytes that were taken from the first piece are moved away from its beginning, so |out| had better have
 * room for a whole piece. */
size_t tnefi_json_take(struct tnef_json *j, struct tnefi_json_text *t, char *out, size_t room)
{
    size_t done = 0;

    while (t->first != NULL && done < room) {
        struct tnefi_json_piece *piece = t->first;
        size_t n = room - done < piece->used ? room - done : piece->used;

        memcpy(out + done, piece->bytes, n);
        piece->used -= (uint32_t)n;
        memmove(piece->bytes, piece->bytes + n, piece->used);
        TNEFI_TOUCH(n + piece->used);
        done += n;
        if (piece->used == 0)
            release_first(j, t);
    }
    t->len -= done;
    j->live.held -= done;
    return done;
}
