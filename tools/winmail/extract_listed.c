/* SPDX-License-Identifier: MIT */
/* The names that files have by `winmail extract -l`, by which -x selects them: those that they get in a
 * folder in which nothing is. What is taken is known by hashes, eight bytes or a little more for each file;
 * where two have the same one, a file has a number that it did not need, in the list and for -x alike. */

#define _POSIX_C_SOURCE 200809L

#include "extract.h"
#include "names.h"
#include "own.h"
#include "selection.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static struct names names;
static struct own taken;

/* A name that is to be taken in the list. */
struct listed {
    const char *folder;
    const char *wanted;
    char *name;                 /* TNEF_SAFE_NAME_MAX + 1 bytes                                   */
    uint32_t number;            /* of a folder                                                    */
};

/* FNV-1a, with the NUL. */
static uint64_t hash(uint64_t h, const char *s)
{
    do
        h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001B3);
    while (*s++ != '\0');
    return h;
}

static int take(const char *folder, const char *name)
{
    uint64_t id = hash(hash(UINT64_C(0xCBF29CE484222325), folder), name) | 1u;

    errno = ENOMEM;
    if (taken.is_unsure)
        return -1;
    errno = EEXIST;
    if (own_has(&taken, id))
        return -1;
    own_add(&taken, id);
    return 0;
}

static int take_file(void *user, uint32_t number)
{
    const struct listed *l = user;

    if (tnef_safe_name_numbered(l->wanted, number, l->name, TNEF_SAFE_NAME_MAX + 1) != 0)
        return take(l->folder, l->name);
    errno = EINVAL;
    return -1;
}

static int take_folder(void *user, uint32_t number)
{
    struct listed *l = user;

    l->number = number;
    snprintf(l->name, TNEF_SAFE_NAME_MAX + 1, "message-%" PRIu32, number);
    return take(l->folder, l->name);
}

int extract_has_list(const struct extraction *x)
{
    return x->opt->to != TO_FOLDER || selection_is_given(x->opt->selection);
}

int extract_list_name(const struct level *v, const char *wanted, char name[TNEF_SAFE_NAME_MAX + 1])
{
    struct listed l = { v->listed, wanted, name, 0 };

    return names_search(&names, v->listed, wanted, take_file, &l);
}

uint32_t extract_list_folder(const struct level *parent, struct level *v)
{
    char name[TNEF_SAFE_NAME_MAX + 1];
    struct listed l = { parent->listed, "/", name, 0 };

    if (names_search(&names, parent->listed, "/", take_folder, &l) != 0)
        return 0;
    v->listed = extract_join(parent->listed, name);
    return v->listed != NULL ? l.number : 0;
}
