/* SPDX-License-Identifier: MIT */

/* Any object that takes bytes and gives bytes to a sink, fed in every way, and its output kept. What no input
 * may do ends the program; what a test compares is told to it. For tests and fuzz harnesses. */

#ifndef TNEF_TESTS_FED_H
#define TNEF_TESTS_FED_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/base.h>

#define MUST(cond) ((cond) ? (void)0 : must_failed(#cond, __FILE__, __LINE__))

_Noreturn void must_failed(const char *what, const char *file, int line);

/* What is wrong, as text that stays until the next call. */
const char *fed_say(const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 1, 2)))
#endif
    ;

/* ---- Output ------------------------------------------------------------------------------------------ */

/* How the sink answers when it may pause: takes all and pauses; takes one byte; takes nothing every second
 * time. */
enum fed_pause { PAUSE_NO, PAUSE_ALL, PAUSE_ONE, PAUSE_NONE_THEN_ALL };

/* All zero is a good beginning. */
struct fed_output {
    uint8_t *bytes;          /* of len bytes, allocated                                            */
    size_t len, room;
    uint64_t calls;
};

/* What a sink does that answers in this way. */
tnef_status fed_take(struct fed_output *o, enum fed_pause pause, const void *buf, size_t len, size_t *taken);

/* ---- Input ------------------------------------------------------------------------------------------- */

struct fed_object {
    void *object;
    tnef_status (*feed)(void *object, const void *buf, size_t len, size_t *taken);
    tnef_status (*finish)(void *object);
};

struct fed {
    tnef_status fed, status; /* the last feed; finish                                              */
    size_t taken;
};

/* Feeds it to its end or to an error, goes on after pauses, and finishes. The first piece has |cut| bytes, 0:
 * as many as the others, which have |piece|, 0: all the rest. Pieces are heap blocks of their own. */
struct fed fed_run(const struct fed_object *o, const void *in, size_t len, size_t cut, size_t piece);

/* One way to feed it. */
struct fed_way {
    size_t cut, piece;
    enum fed_pause pause;
};

/* Each cut in two, pieces of a few bytes, with every kind of pause: until |check| does not return NULL, but
 * what is wrong, which this returns, too. */
const char *fed_each_way(size_t len, const char *(*check)(void *user, const struct fed_way *way),
                         void *user);

#endif
