/* SPDX-License-Identifier: MIT */
/* Plain text that stands beside a stream. It is what the sender's program made for those who cannot read the
 * stream: once they can, it would be there twice, or beside what it is another form of. */

#include "convert/unwrap.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define VALUE_ROOM 512u /* of a field of the part                                          */

/* ---- Where it is --------------------------------------------------------------------------- */

/* A file is not the text of a mail, and neither is what claims an encoding that it may not have. */
void tnefi_convert_unwrap_note_plain(struct tnef_unwrap *u, const tnef_scanner_part *part)
{
    struct tnefi_convert_unwrap_part *around;
    struct tnefi_convert_unwrap_plain *p;

    if (part->level > 0 || part->depth == 0 || part->depth >= UNWRAP_DEPTH || part->number == 0
        || part->kind != TNEF_SCANNER_LEAF || part->head == part->body || part->end == TNEF_SCANNER_OPEN)
        return;
    around = &u->live.part[part->depth - 1u];
    p = &around->plain;
    if (!around->is_mixed || p->end != 0 || !tnefi_convert_is(part->type, "text/plain")
        || part->name[0] != '\0' || part->declared > TNEF_SCANNER_QP)
        return;
    p->head = part->head;
    p->body = part->body;
    p->end = part->end;
    p->next = 0;
    p->encoding = tnefi_convert_unwrap_transfer(part->declared);
}

void tnefi_convert_unwrap_note_next(struct tnef_unwrap *u, const tnef_scanner_part *part)
{
    struct tnefi_convert_unwrap_plain *p;

    if (part->depth == 0)
        return;
    p = &u->live.part[part->depth - 1u].plain;
    if (p->end != 0 && p->next == 0 && part->head > p->end)
        p->next = part->head;
}

/* ---- What its header tells ----------------------------------------------------------------- */

/* The value of a parameter, in lower case. */
static void find_parameter(char *field, size_t len, const char *name, char out[32])
{
    const size_t n = tnefi_convert_length(name);
    size_t to = 0;

    out[0] = '\0';
    TNEFI_TOUCH(2u * len);
    for (size_t i = 0; i < len; i++)
        field[i] = (char)tnefi_base_lower((uint8_t)field[i]);
    for (size_t at = 0; at + n < len; at++) {
        if (memcmp(field + at, name, n) != 0 || (at > 0 && field[at - 1u] != ';' && field[at - 1u] != ' '))
            continue;
        for (size_t i = at + n; i < len && to < 31u && field[i] != ';' && field[i] != ' '; i++)
            if (field[i] != '"')
                out[to++] = field[i];
        out[to] = '\0';
        return;
    }
}

/* 0: it is not known. */
static uint32_t codepage_of(const char *charset)
{
    static const uint32_t known[] = { 65001, 20127, 1250,  1251,  1252,  1253,  1254,  1255,  1256,
                                      1257,  1258,  28591, 28592, 28593, 28594, 28595, 28596, 28597,
                                      28598, 28599, 28603, 28605, 20866, 21866, 874,   932,   936,
                                      949,   950,   50220, 51932, 51949, 54936 };

    if (charset[0] == '\0')
        return 20127;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (tnefi_convert_is(tnef_codepage_name(known[i]), charset))
            return known[i];
    return 0;
}

/* What is shown as a file is no text of the mail. Returns the code page, or 0 if it is one, or not known. */
static uint32_t read_header(struct tnef_unwrap *u, const struct tnefi_convert_unwrap_plain *p)
{
    char name[UNWRAP_NAME], value[VALUE_ROOM], charset[32] = "";
    uint64_t at = p->head, next = at;
    size_t len = 0;

    for (; at < p->body && tnefi_convert_unwrap_field(u, at, p->body, &next, name, &len); at = next) {
        const int is_type = tnefi_convert_unwrap_is(name, len, "content-type");

        if (!is_type && !tnefi_convert_unwrap_is(name, len, "content-disposition"))
            continue;
        len = tnefi_convert_unwrap_value(u, at, next, value, sizeof value);
        if (is_type)
            find_parameter(value, len, "charset=", charset);
        else if (len < 7u || !tnefi_convert_unwrap_is(value + (value[0] == ' '), 6, "inline"))
            return 0;
    }
    return codepage_of(charset);
}

/* ---- In another place ---------------------------------------------------------------------- */

/* In a mail whose lines end with LF no CR comes out of what is written, so none may be in it. */
static int has_cr(const uint8_t *p, size_t n)
{
    TNEFI_TOUCH(n);
    return memchr(p, '\r', n) != NULL;
}

int tnefi_convert_unwrap_may_move(struct tnef_unwrap *u, const struct tnefi_convert_unwrap_plain *p,
                                  uint32_t *codepage)
{
    struct tnefi_convert_unwrap_guard ours = { .count = 1, .len = { 5 }, .delimiter = { "--=_T" } };
    uint64_t at = p->head;

    if (p->next == 0)
        return 0;
    *codepage = read_header(u, p);
    while (at < p->end && *codepage != 0) {
        size_t n = 0;
        const uint8_t *bytes = tnefi_convert_unwrap_window(u, at, p->end, &n);

        if (bytes == NULL || (u->live.first_end == 2 && has_cr(bytes, n)))
            return 0;
        tnefi_convert_unwrap_guard_feed(&ours, bytes, n);
        at += n;
    }
    tnefi_convert_unwrap_guard_feed(&ours, (const uint8_t *)"\n", 1);
    return *codepage != 0 && !ours.collides;
}

const uint8_t *tnefi_convert_unwrap_read_plain(void *user, uint64_t from, uint64_t end, size_t *n)
{
    return tnefi_convert_unwrap_window(user, from, end, n);
}

uint64_t tnefi_convert_unwrap_skip(const struct tnefi_convert_unwrap_live *v, uint64_t at, uint64_t *next)
{
    *next = UINT64_MAX;
    TNEFI_TOUCH(v->count);
    for (uint32_t i = 0; i < v->count; i++) {
        const struct tnefi_convert_unwrap_stream *s = &v->stream[i];

        if (!s->is_replaced || s->fate == UNWRAP_PLAIN_STAYS || s->plain.head < at)
            continue;
        if (s->plain.head == at)
            return s->plain.next;
        if (s->plain.head < *next)
            *next = s->plain.head;
    }
    return at;
}
