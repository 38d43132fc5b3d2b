/* SPDX-License-Identifier: MIT */
/* Text that waits for the sink. It is what one step made, so memory for it is taken as it is needed. */

#include "convert/priv.h"

#include "base/touch.h"

#include <string.h>

#define FIRST_ROOM 8192u

/* Makes room for |more| bytes. */
static tnef_status grow(struct tnef_convert *c, size_t more)
{
    struct tnefi_convert_out *o = &c->out;
    size_t room = o->room != 0 ? o->room : FIRST_ROOM;
    char *p;

    while (room - o->len < more) {
        if (room > SIZE_MAX / 2u)
            return tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
        room *= 2u;
    }
    if (room == o->room)
        return TNEF_OK;
    p = c->alloc.alloc(c->alloc.user, room);
    if (p == NULL)
        return tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
    if (o->len > 0)
        memcpy(p, o->p, o->len);
    TNEFI_TOUCH(o->len);
    if (o->p != NULL)
        c->alloc.release(c->alloc.user, o->p, o->room);
    o->p = p;
    o->room = room;
    return TNEF_OK;
}

tnef_status tnefi_convert_put(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_convert *c = user;

    if (grow(c, len) != TNEF_OK)
        return TNEF_E_CALLBACK;
    if (len > 0)
        memcpy(c->out.p + c->out.len, buf, len);
    TNEFI_TOUCH(len);
    c->out.len += len;
    *taken = len;
    return TNEF_OK;
}

void tnefi_convert_out_free(struct tnef_convert *c)
{
    if (c->out.p != NULL)
        c->alloc.release(c->alloc.user, c->out.p, c->out.room);
    memset(&c->out, 0, sizeof c->out);
}

size_t tnefi_convert_length(const char *s)
{
    size_t n = 0;

    while (s[n] != '\0')
        n++;
    TNEFI_TOUCH(n);
    return n;
}

int tnefi_convert_is(const char *a, const char *b)
{
    size_t n = 0;

    while (a[n] != '\0' && a[n] == b[n])
        n++;
    TNEFI_TOUCH(n);
    return a[n] == b[n];
}

void tnefi_convert_put_word(struct tnef_convert *c, const char *word)
{
    size_t len = tnefi_convert_length(word);
    size_t taken;

    TNEFI_TOUCH(len);
    if (tnefi_lines_sink(&c->lines, word, len, &taken) != TNEF_OK)
        (void)tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
}

struct tnefi_lines *tnefi_convert_item(struct tnef_convert *c)
{
    tnefi_lines_begin(&c->lines);
    return &c->lines;
}

void tnefi_convert_item_end(struct tnef_convert *c)
{
    tnef_status status = tnefi_lines_end(&c->lines);

    if (status != TNEF_OK)
        (void)tnefi_convert_fail(c, status, c->lines.user_code);
}
