/* SPDX-License-Identifier: MIT */
/* Parts of the mail, and which of them are replaced. */

#include "convert/unwrap.h"

#include "base/touch.h"

#include <string.h>

static int is_sealed(const tnef_scanner_part *part)
{
    static const char *const types[] = { "multipart/signed", "multipart/encrypted", "application/pkcs7-mime",
                                         "application/x-pkcs7-mime" };

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (tnefi_convert_is(part->type, types[i]))
            return 1;
    return 0;
}

/* A part whose offsets are those of the mail with what stands before it. */
static tnef_scanner_part in_mail(const struct tnef_unwrap *u, const tnef_scanner_part *part)
{
    tnef_scanner_part moved = *part;

    moved.head += u->live.envelope;
    moved.body += u->live.envelope;
    if (moved.end != TNEF_SCANNER_OPEN)
        moved.end += u->live.envelope;
    return moved;
}

int tnefi_convert_unwrap_part_begin(void *user, const tnef_scanner_part *seen)
{
    struct tnef_unwrap *u = user;
    const tnef_scanner_part moved = in_mail(u, seen), *part = &moved;
    struct tnefi_convert_unwrap_part *p;

    if (part->level > 0 || part->depth >= UNWRAP_DEPTH)
        return TNEF_CONTINUE;
    tnefi_convert_unwrap_note_next(u, part);
    p = &u->live.part[part->depth];
    memset(p, 0, sizeof *p);
    p->head = part->head;
    p->body = part->body;
    p->is_mixed = part->kind == TNEF_SCANNER_MULTIPART && tnefi_convert_is(part->type, "multipart/mixed");
    p->kind = part->kind;
    p->is_sealed = is_sealed(part) || (part->depth > 0 && p[-1].is_sealed);
    return TNEF_CONTINUE;
}

/* The stream is read again when the mail is known. It is decoded here all the same, since only so the scanner
 * sees whether there is more than one way to decode it. */
tnef_status tnefi_convert_unwrap_passed(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    *taken = len;
    return TNEF_OK;
}

/* Whether the stream is all that is in the part, however its body is read. */
static int is_alone(const tnef_scanner_part *part)
{
    if (part->kind != TNEF_SCANNER_LEAF || part->level > 0 || part->depth >= UNWRAP_DEPTH
        || part->head == part->body || part->end == TNEF_SCANNER_OPEN)
        return 0;
    if (part->declared == TNEF_SCANNER_NONE)
        return part->found == TNEF_SCANNER_IDENTITY || part->shown == 4;
    return part->declared == part->found
           && (part->found == TNEF_SCANNER_IDENTITY || part->found == TNEF_SCANNER_BASE64
               || part->found == TNEF_SCANNER_QP);
}

uint32_t tnefi_convert_unwrap_transfer(uint32_t encoding)
{
    if (encoding == TNEF_SCANNER_BASE64)
        return TNEF_TRANSFER_BASE64;
    return encoding == TNEF_SCANNER_QP ? TNEF_TRANSFER_QUOTED_PRINTABLE : TNEF_TRANSFER_IDENTITY;
}

/* The boundaries around the part. Returns whether there is room for all of them. */
static int note_delimiters(struct tnefi_convert_unwrap_stream *s,
                           const struct tnefi_convert_unwrap_part *parts, uint32_t depth)
{
    TNEFI_TOUCH(depth);
    for (uint32_t i = 1; i <= depth; i++) {
        if (parts[i - 1u].kind != TNEF_SCANNER_MULTIPART)
            continue;
        if (s->delimiters == UNWRAP_DELIMITERS)
            return 0;
        s->after[s->delimiters++] = parts[i].head;
    }
    return 1;
}

/* The header of the mail in which the part is. */
static void note_mail(struct tnefi_convert_unwrap_stream *s, const struct tnefi_convert_unwrap_part *parts,
                      uint32_t depth)
{
    while (depth > 0 && parts[depth - 1u].kind != TNEF_SCANNER_MESSAGE)
        depth--;
    s->mail_head = parts[depth].head;
    s->mail_body = parts[depth].body;
}

static uint32_t note(struct tnef_unwrap *u, const tnef_scanner_part *part)
{
    struct tnefi_convert_unwrap_part *around = &u->live.part[part->depth < UNWRAP_DEPTH ? part->depth : 0];
    struct tnefi_convert_unwrap_stream *s = &u->live.stream[u->live.count];

    if (!is_alone(part))
        return TNEF_UNWRAP_PLACE;
    if (around->is_sealed)
        return TNEF_UNWRAP_SIGNED;
    if (u->live.count == TNEF_UNWRAP_STREAMS_MAX)
        return TNEF_UNWRAP_LIMIT;
    memset(s, 0, sizeof *s);
    TNEFI_TOUCH(sizeof *s);
    if (!note_delimiters(s, u->live.part, part->depth))
        return TNEF_UNWRAP_PLACE;
    s->head = part->head;
    s->body = part->body;
    s->end = part->end;
    s->encoding = tnefi_convert_unwrap_transfer(part->declared);
    s->is_whole = part->depth == 0 || around[-1].kind == TNEF_SCANNER_MESSAGE;
    s->outer.is_part = !s->is_whole;
    note_mail(s, u->live.part, part->depth);
    if (part->depth > 0 && around[-1].plain.next != 0) {
        s->plain = around[-1].plain;
        around[-1].plain.next = 0;
    }
    u->live.count++;
    return 0;
}

int tnefi_convert_unwrap_part_end(void *user, const tnef_scanner_part *seen)
{
    struct tnef_unwrap *u = user;
    const tnef_scanner_part moved = in_mail(u, seen), *part = &moved;

    if (part->found == TNEF_SCANNER_NONE) {
        tnefi_convert_unwrap_note_plain(u, part);
        return TNEF_CONTINUE;
    }
    u->live.info.streams++;
    u->live.info.kept |= note(u, part);
    return TNEF_CONTINUE;
}
