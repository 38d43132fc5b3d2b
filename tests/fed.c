/* SPDX-License-Identifier: MIT */

#include "fed.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void must_failed(const char *what, const char *file, int line)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    abort();
}

const char *fed_say(const char *format, ...)
{
    static char said[512];
    va_list args;

    va_start(args, format);
    vsnprintf(said, sizeof said, format, args);
    va_end(args);
    return said;
}

/* ---- Output ------------------------------------------------------------------------------------------ */

tnef_status fed_take(struct fed_output *o, enum fed_pause pause, const void *buf, size_t len, size_t *taken)
{
    MUST(len > 0 && *taken == len);
    o->calls++;
    if (pause == PAUSE_ONE)
        len = 1;
    else if (pause == PAUSE_NONE_THEN_ALL && o->calls % 2 == 1)
        len = 0;
    if (o->len + len > o->room) {
        o->room = 2 * (o->len + len);
        o->bytes = realloc(o->bytes, o->room);
        MUST(o->bytes != NULL);
    }
    if (len > 0)
        memcpy(o->bytes + o->len, buf, len);
    o->len += len;
    *taken = len;
    return pause == PAUSE_NO ? TNEF_OK : TNEF_PAUSED;
}

/* ---- Input ------------------------------------------------------------------------------------------- */

static void feed_piece(const struct fed_object *o, const uint8_t *in, size_t len, struct fed *f)
{
    uint8_t *piece = malloc(len > 0 ? len : 1);
    size_t at = 0, taken = 0;

    MUST(piece != NULL);
    if (len > 0)
        memcpy(piece, in, len);
    do {
        f->fed = o->feed(o->object, piece + at, len - at, &taken);
        MUST(taken <= len - at);
        at += taken;
    } while (f->fed == TNEF_PAUSED);
    MUST(f->fed != TNEF_OK || at == len);
    free(piece);
    f->taken += at;
}

struct fed fed_run(const struct fed_object *o, const void *in, size_t len, size_t cut, size_t piece)
{
    struct fed f = { .fed = TNEF_OK };
    size_t next = cut > 0 ? cut : piece;
    size_t at = 0;

    do {
        size_t n = next > 0 && next < len - at ? next : len - at;

        feed_piece(o, (const uint8_t *)in + at, n, &f);
        at += n;
        next = piece;
    } while (at < len && f.fed == TNEF_OK);
    do
        f.status = o->finish(o->object);
    while (f.status == TNEF_PAUSED);
    MUST(o->finish(o->object) == f.status);
    return f;
}

const char *fed_each_way(size_t len, const char *(*check)(void *user, const struct fed_way *way),
                         void *user)
{
    const char *answer = NULL;

    for (int pause = PAUSE_NO; pause <= PAUSE_NONE_THEN_ALL && answer == NULL; pause++) {
        struct fed_way way = { .pause = (enum fed_pause)pause };

        for (way.cut = 0; way.cut < len && answer == NULL; way.cut++)
            answer = check(user, &way);
        way.cut = 0;
        for (way.piece = 1; way.piece <= 5 && answer == NULL; way.piece++)
            answer = check(user, &way);
    }
    return answer;
}
