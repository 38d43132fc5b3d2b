/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_TEXTS_H
#define TNEFI_SCAN_TEXTS_H
/* Texts: bytes up to a NUL, as the scanner keeps types, encodings and names, and as it is given what is
 * looked for. */

#include "base/touch.h"

#include <tnef/scanner.h>

#include <stddef.h>
#include <stdint.h>

/* Contracts: a text of fewer than |n| bytes; and one of any length, as callers give them, which is a
 * predicate, since a list of texts is a list of what a prover can then find by its name. */
#define T_TEXT(t, n) \
    (\exists integer nul; 0 <= nul < n && \valid_read(t + (0 .. nul)) && t[nul] == 0)
#define T_MOST     0x7FFFFFFFFFFFFFFF    /* more characters than any memory has */
/*@ predicate t_given{L}(char *t) = T_TEXT(t, T_MOST); */

/* There is no NUL before |n|: so far a loop has not passed the end. */
#define T_INSIDE(t, n) (\forall integer before; 0 <= before < n ==> t[before] != 0)

/* A character as the byte that it is, also where a char is signed. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 <==> c == 0; */
static inline uint8_t tnefi_scan_byte_of(char c)
{
    return (uint8_t)((c + 256) % 256);
}

/* Whether the text is |what|, or, in the next one, begins with it. */
/*@ requires T_TEXT(text, T_MOST) && t_given(what);
    terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_scan_is(const uint8_t *text, const char *what)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i < T_MOST && T_INSIDE(text, i) && T_INSIDE(what, i);
        loop assigns i;
        loop variant T_MOST - i; */
    while (what[i] != 0 && text[i] == tnefi_scan_byte_of(what[i]))
        i++;
    TNEFI_TOUCH(i + 1u);
    return what[i] == 0 && text[i] == 0;
}

/*@ requires T_TEXT(text, T_MOST) && t_given(what);
    terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_scan_is_prefix(const uint8_t *text, const char *what)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i < T_MOST && T_INSIDE(text, i) && T_INSIDE(what, i);
        loop assigns i;
        loop variant T_MOST - i; */
    while (what[i] != 0 && text[i] == tnefi_scan_byte_of(what[i]))
        i++;
    TNEFI_TOUCH(i + 1u);
    return what[i] == 0;
}

/* Whether two file names are the same. */
/*@ requires \valid_read(a + (0 .. TNEF_SCANNER_NAME_SIZE - 1));
    requires \valid_read(b + (0 .. TNEF_SCANNER_NAME_SIZE - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_scan_same_text(const uint8_t *a, const uint8_t *b)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i < TNEF_SCANNER_NAME_SIZE;
        loop assigns i;
        loop variant TNEF_SCANNER_NAME_SIZE - i; */
    while (i + 1u < TNEF_SCANNER_NAME_SIZE && a[i] != 0 && a[i] == b[i])
        i++;
    TNEFI_TOUCH(i + 1u);
    return a[i] == b[i];
}

/* Copies a text of fewer than |room| bytes; of a longer one what there is room for. */
/*@ requires 1 <= room && \valid(to + (0 .. room - 1)) && \valid_read(from + (0 .. room - 1));
    requires \separated(to + (0 .. room - 1), from + (0 .. room - 1));
    terminates \true; exits \false;
    assigns to[0 .. room - 1];
    ensures T_TEXT(to, room); */
static inline void tnefi_scan_copy_text(uint8_t *to, const uint8_t *from, size_t room)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i < room;
        loop assigns i, to[0 .. room - 1];
        loop variant room - i; */
    for (; i + 1u < room && from[i] != 0; i++)
        to[i] = from[i];
    to[i] = 0;
    TNEFI_TOUCH(i + 1u);
}

/* Whether a type or an encoding begins with the |n| characters of |what|, none of which is NUL; and whether
 * it is them. */
/*@ requires T_TEXT(text, TNEF_SCANNER_TYPE_SIZE) && \valid_read(what + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= n && T_INSIDE(text, \result); */
static inline size_t tnefi_scan_alike(const uint8_t *text, const char *what, size_t n)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && i <= TNEF_SCANNER_TYPE_SIZE && T_INSIDE(text, i);
        loop assigns i;
        loop variant n - i; */
    while (i < n && text[i] != 0 && text[i] == tnefi_scan_byte_of(what[i]))
        i++;
    TNEFI_TOUCH(i + 1u);
    return i;
}

/*@ requires T_TEXT(text, TNEF_SCANNER_TYPE_SIZE) && \valid_read(what + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_scan_is_literal(const uint8_t *text, const char *what, size_t n)
{
    return tnefi_scan_alike(text, what, n) == n && text[n] == 0;
}

/* The same, of a literal. */
#define BEGINS_WITH(text, word) \
    (tnefi_scan_alike(text, word, sizeof(word) - 1u) == sizeof(word) - 1u)
#define IS_TEXT(text, word) tnefi_scan_is_literal(text, word, sizeof(word) - 1u)

#endif
