/* SPDX-License-Identifier: MIT */
/* What makes of the header that came in the one that goes out. */

#define _POSIX_C_SOURCE 200809L

#include "fields.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int is_named(const char *name, size_t len, const char *wanted)
{
    return len == strlen(wanted) && strncasecmp(name, wanted, len) == 0;
}

/* Fields that say what the body is, and whose names can be told to the MTA: no others may go. */
static int may_go(const char *name, size_t len)
{
    static const char content[] = "Content-";

    if (len > FIELD_NAME)
        return 0;
    if (len >= sizeof content - 1 && strncasecmp(name, content, sizeof content - 1) == 0)
        return 1;
    return is_named(name, len, "MIME-Version") || is_named(name, len, "X-MS-TNEF-Correlator");
}

/* Where the field that begins at |at| ends: before a line that does not go on with a blank. */
static size_t field_end(const struct text *t, size_t at)
{
    const char *lf;

    do {
        lf = memchr(t->p + at, '\n', t->len - at);
        if (lf == NULL)
            return t->len;
        at = (size_t)(lf - t->p) + 1;
    } while (at < t->len && (t->p[at] == ' ' || t->p[at] == '\t'));
    return at;
}

static int stands_at(const struct text *new, size_t at, const struct fields *old, size_t index)
{
    const struct field *one = &old->all[index];

    return one->len <= new->len - at &&memcmp(new->p + at, old->text.p + one->at, one->len) == 0;
}

/* A field that can be added: a name, a colon, a value that is not too long, and a line end. */
static int may_come(const struct text *t, size_t at, size_t end)
{
    const char *colon = memchr(t->p + at, ':', end - at);

    if (colon == NULL || colon == t->p + at || end - at < 3 || memcmp(t->p + end - 2, "\r\n", 2) != 0)
        return 0;
    if (memchr(t->p + at, '\0', end - at) != NULL)
        return 0;
    for (const char *p = t->p + at; p < colon; p++)
        if (*p < 0x21 || *p > 0x7E)
            return 0;
    return (size_t)(t->p + end - colon) <= FIELD_VALUE;
}

int fields_compare(const struct fields *old, const struct text *new, struct change *out)
{
    size_t at = 0;
    int wrong = 0;

    *out = (struct change){ .goes = calloc(old->count + 1, 1) };
    if (out->goes == NULL)
        return ENOMEM;
    for (size_t i = 0; i < old->count; i++) {
        if (stands_at(new, at, old, i))
            at += old->all[i].len;
        else if (may_go(old->text.p + old->all[i].at, old->all[i].name_len))
            out->goes[i] = 1;
        else
            wrong = 1;
    }
    out->added = at;
    while (at < new->len && !wrong) {
        const size_t end = field_end(new, at);

        wrong = !may_come(new, at, end);
        at = end;
    }
    return wrong ? EINVAL : 0;
}

void change_end(struct change *c)
{
    free(c->goes);
    c->goes = NULL;
}

/* A copy without CR: the MTA wants LF between the lines of a value. */
static char *copy(const char *p, size_t len)
{
    char *out = malloc(len + 1);
    size_t n = 0;

    if (out == NULL)
        return NULL;
    for (size_t i = 0; i < len; i++)
        if (p[i] != '\r')
            out[n++] = p[i];
    while (n > 0 && out[n - 1] == '\n')
        n--;
    out[n] = '\0';
    return out;
}

int fields_next(const struct text *new, size_t *at, int with_blank, struct added *out)
{
    const size_t begin = *at;
    const char *colon, *value;

    *out = (struct added){ NULL, NULL };
    if (begin >= new->len)
        return 0;
    *at = field_end(new, begin);
    colon = memchr(new->p + begin, ':', *at - begin);
    value = colon + 1;
    if (!with_blank && *value == ' ')
        value++;
    out->name = copy(new->p + begin, (size_t)(colon - new->p) - begin);
    out->value = copy(value, (size_t)(new->p + *at - value));
    if (out->name != NULL && out->value != NULL)
        return 1;
    free(out->name);
    free(out->value);
    return -1;
}
