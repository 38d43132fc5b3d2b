/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_SEARCH_H
#define TNEFI_SCAN_SEARCH_H
/* What is looked for: the types and the names that a part may claim, and the magic that it then shows. */

#include "scan/texts.h"

#include <stddef.h>
#include <stdint.h>

/* The lists end with NULL. */
struct tnefi_scan_search {
    const char *const *types;
    const char *const *names;
    const uint8_t *magic;
    uint32_t magic_len;
};

/* Contracts: a list of texts; and one that a caller has given, which stays as it is as long as the scanner
 * is there (tnef/scanner.h). So only search.c, which reads it, looks into the second. */
#define L_TEXTS(list) \
    (\exists integer end; 0 <= end < T_MOST && \valid_read(list + (0 .. end)) && list[end] == \null \
        && (\forall integer which; 0 <= which < end ==> t_given(list[which])))

#define L_INSIDE(list, n) (\forall integer before; 0 <= before < n ==> list[before] != \null)

#ifdef TNEFI_SCAN_LISTS_OPEN
/*@ predicate l_given{L}(char **list) = L_TEXTS(list); */
#else
/*@ axiomatic Lists { predicate l_given(char **list) reads \nothing; } */
#endif

/* Whether a type, in lower case, or a file name is one of those. */
/*@ requires \valid_read(f) && l_given(f->types) && T_TEXT(type, T_MOST);
    terminates \true; exits \false;
    assigns \nothing; */
int tnefi_scan_claims_type(const struct tnefi_scan_search *f, const uint8_t *type);
/*@ requires \valid_read(f) && l_given(f->names) && T_TEXT(name, T_MOST);
    terminates \true; exits \false;
    assigns \nothing; */
int tnefi_scan_claims_name(const struct tnefi_scan_search *f, const uint8_t *name);

/* Contract: reads a line, and the magic. */
#define SHOWS \
    requires \valid_read(f) && \valid_read(f->magic + (0 .. f->magic_len - 1)); \
    requires \valid_read(line + (0 .. len - 1)); \
    terminates \true; exits \false; \
    assigns \nothing

/* shows.c: whether a line begins a stream or a uuencoded block, so that it is not a line of a header block
 * but the first line of a body. */
/*@ SHOWS; */
int tnefi_scan_line_shows(const struct tnefi_scan_search *f, const uint8_t *line, size_t len);

/* Whether it begins a stream. */
/*@ SHOWS; */
int tnefi_scan_line_streams(const struct tnefi_scan_search *f, const uint8_t *line, size_t len);

#endif
