/* SPDX-License-Identifier: MIT */
/* The header of a mail as the MTA told it. */

#define _POSIX_C_SOURCE 200809L

#include "fields.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- Text ------------------------------------------------------------------------------------ */

int text_add(struct text *t, const void *p, size_t len)
{
    size_t room = t->room > 0 ? t->room : 1024;
    char *mem;

    if (len > t->max - t->len)
        return EFBIG;
    while (room - t->len < len)
        room *= 2;
    if (room != t->room) {
        mem = realloc(t->p, room);
        if (mem == NULL)
            return ENOMEM;
        t->p = mem;
        t->room = room;
    }
    if (len > 0)
        memcpy(t->p + t->len, p, len);
    t->len += len;
    return 0;
}

void text_end(struct text *t)
{
    free(t->p);
    *t = (struct text){ .max = t->max };
}

/* ---- Fields ---------------------------------------------------------------------------------- */

void fields_init(struct fields *f, size_t max)
{
    *f = (struct fields){ .text.max = max };
}

void fields_end(struct fields *f)
{
    free(f->all);
    text_end(&f->text);
    fields_init(f, f->text.max);
}

static int room_for_one(struct fields *f)
{
    const size_t room = f->room > 0 ? f->room * 2 : 64;
    struct field *all;

    if (f->count < f->room)
        return 0;
    if (f->count == FIELDS_MAX)
        return EFBIG;
    all = realloc(f->all, room * sizeof *all);
    if (all == NULL)
        return ENOMEM;
    f->all = all;
    f->room = room;
    return 0;
}

/* A value comes with LF between its lines, or with CR LF; a mail has CR LF. */
static int add_value(struct text *t, const char *value)
{
    int failed = 0;

    while (*value != '\0' && failed == 0) {
        const size_t n = strcspn(value, "\n");
        const size_t line = n > 0 && value[n] == '\n' && value[n - 1] == '\r' ? n - 1 : n;

        failed = text_add(t, value, line);
        if (failed == 0 && value[n] == '\n')
            failed = text_add(t, "\r\n", 2);
        value += n + (value[n] == '\n');
    }
    return failed;
}

int fields_add(struct fields *f, const char *name, const char *value, int with_blank)
{
    const size_t at = f->text.len, name_len = strlen(name);
    int failed = room_for_one(f);

    if (failed == 0)
        failed = text_add(&f->text, name, name_len);
    if (failed == 0)
        failed = text_add(&f->text, ": ", with_blank ? 2 : 1);
    if (failed == 0)
        failed = add_value(&f->text, value);
    if (failed == 0)
        failed = text_add(&f->text, "\r\n", 2);
    if (failed != 0)
        return failed;
    f->all[f->count++] = (struct field){ (uint32_t)at, (uint32_t)(f->text.len - at), (uint32_t)name_len };
    return 0;
}

static int has_name(const struct fields *f, size_t index, const char *name, size_t len)
{
    const struct field *one = &f->all[index];

    return one->name_len == len && strncasecmp(f->text.p + one->at, name, len) == 0;
}

int fields_has(const struct fields *f, const char *name)
{
    for (size_t i = 0; i < f->count; i++)
        if (has_name(f, i, name, strlen(name)))
            return 1;
    return 0;
}

unsigned fields_before(const struct fields *f, size_t index)
{
    const struct field *one = &f->all[index];
    unsigned count = 0;

    for (size_t i = 0; i < index; i++)
        count += (unsigned)has_name(f, i, f->text.p + one->at, one->name_len);
    return count;
}
