/* SPDX-License-Identifier: MIT */
/* The folders of winmail extract: one for each message in a message, made when something is to be written. */

#define _POSIX_C_SOURCE 200809L

#include "by_name.h"
#include "extract.h"
#include "names.h"
#include "selection.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIRECTORY_MODE 0700

/* All folders of a run go below one directory. */
static struct names names;

static int open_folder(int at, const char *name)
{
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* A folder that is to be made in another one. */
struct new_folder {
    int at;
    uint32_t first;             /* the number to begin with                                       */
    char name[32];
};

static int take_folder(void *user, uint32_t number)
{
    struct new_folder *f = user;

    snprintf(f->name, sizeof f->name, "message-%" PRIu32, f->first + number - 1);
    return mkdirat(f->at, f->name, DIRECTORY_MODE);
}

/* Programs of other names have one folder for all, and so have files that get no name. */
static int share_folder(struct extraction *x, uint32_t depth)
{
    const struct level *parent = &x->levels[depth - 1];
    struct level *v = &x->levels[depth];

    v->fd = dup(parent->fd);
    v->path = strdup(x->opt->to != TO_FOLDER ? v->listed : parent->path);
    return v->fd >= 0 && v->path != NULL ? 0 : extract_fail(x, errno, parent->path, NULL);
}

/* A new folder "message-N" in the level below, whose own folder is there. */
static int make_folder(struct extraction *x, uint32_t depth)
{
    const struct level *parent = &x->levels[depth - 1];
    struct level *v = &x->levels[depth];
    struct new_folder f = { .at = parent->fd, .first = 1 };

    /* Folders before it may be gone, since nothing in them was selected. */
    if (extract_has_list(x))
        f.first = extract_list_folder(parent, v);
    if (f.first == 0)
        return extract_fail(x, errno, parent->path, NULL);
    if (x->opt->by_name != NULL || x->opt->to != TO_FOLDER)
        return share_folder(x, depth);
    /* All want one name, but for the number. */
    if (names_search(&names, parent->path, "/", take_folder, &f) != 0)
        return extract_fail(x, errno, parent->path, f.name);
    v->fd = open_folder(parent->fd, f.name);
    v->path = extract_join(parent->path, f.name);
    return v->fd >= 0 && v->path != NULL ? 0 : extract_fail(x, errno, parent->path, f.name);
}

int extract_folder(struct extraction *x, uint32_t depth)
{
    uint32_t from = depth;

    while (x->levels[from].fd < 0)
        from--;                 /* that of the outermost message is open from the beginning */
    for (uint32_t i = from + 1; i <= depth; i++) {
        if (!budget_file(x->source->budget)) {
            x->full = 1;
            return -1;
        }
        if (make_folder(x, i) != 0)
            return -1;
    }
    return x->levels[depth].fd;
}

/* It is empty if nothing in it was selected; else the system does not remove it. */
static void remove_empty(const struct level *parent, const struct level *v)
{
    const char *slash = v->path != NULL ? strrchr(v->path, '/') : NULL;

    if (v->fd >= 0 && parent->fd >= 0 && slash != NULL)
        (void)unlinkat(parent->fd, slash + 1, AT_REMOVEDIR);
}

void extract_folder_close(struct extraction *x, uint32_t depth)
{
    struct level *v = &x->levels[depth];

    if (depth > 0 && x->opt->to == TO_FOLDER && selection_is_given(x->opt->selection))
        remove_empty(v - 1, v);
    if (v->fd >= 0)
        close(v->fd);
    free(v->path);
    free(v->listed);
    v->fd = -1;
    v->path = NULL;
    v->listed = NULL;
}
