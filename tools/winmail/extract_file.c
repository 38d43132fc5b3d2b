/* SPDX-License-Identifier: MIT */
/* The files of winmail extract: made in folders that are open, never in place of something. */

#define _POSIX_C_SOURCE 200809L

#include "by_name.h"
#include "extract.h"
#include "names.h"
#include "own.h"
#include "selection.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* All files of a run go below one directory. */
static struct names names;
static struct own own;           /* what --overwrite of another name must not touch */

char *extract_join(const char *path, const char *name)
{
    const char *slash = path[0] != '\0' ? "/" : "";
    size_t size = strlen(path) + strlen(name) + 2;
    char *joined = malloc(size);

    if (joined != NULL)
        snprintf(joined, size, "%s%s%s", path, slash, name);
    return joined;
}

int extract_fail(struct extraction *x, int error, const char *path, const char *name)
{
    if (x->failed != 0)
        return -1;
    x->failed = error != 0 ? error : EIO;
    if (x->opt->to != TO_FOLDER) {
        path = temporary_folder();
        name = NULL;
    }
    x->failed_at = name != NULL ? extract_join(path, name) : strdup(path);
    return -1;
}

int extract_stopped(const struct extraction *x)
{
    return x->failed != 0 || x->full;
}

/* ---- Files --------------------------------------------------------------------------------- */

int extract_create(struct extraction *x, uint32_t depth, struct written *w)
{
    int folder;

    w->file.fd = -1;
    if (extract_stopped(x))
        return -1;
    if (!budget_file(x->source->budget)) {
        x->full = 1;
        return -1;
    }
    folder = extract_folder(x, depth);
    if (folder < 0)
        return -1;
    return place_create(&w->file, folder) == 0
         ? 0 : extract_fail(x, errno, x->levels[depth].path, NULL);
}

int extract_write(struct extraction *x, uint32_t depth, struct written *w, const void *buf, size_t len)
{
    size_t may = extract_stopped(x) ? 0 : budget_take(x->source->budget, len);
    size_t done = 0;
    int failed = may > 0 ? place_write(&w->file, buf, may, &done) : 0;
    int error = errno;

    w->size += done;
    w->incomplete |= done < len;
    x->full |= may < len && x->failed == 0;
    return failed == 0 ? 0 : extract_fail(x, error, x->levels[depth].path, NULL);
}

int extract_done(struct extraction *x, uint32_t depth, struct written *w)
{
    if (place_done(&w->file) == 0)
        return 0;
    w->incomplete = 1;
    return extract_fail(x, errno, x->levels[depth].path, NULL);
}

void extract_close(struct extraction *x, const struct level *v, struct written *w)
{
    if (w->file.fd < 0)
        return;
    place_close(&w->file, v->fd);
    if (!w->named)
        budget_give_back(x->source->budget, w->size);
}

/* ---- Names --------------------------------------------------------------------------------- */

/* A file that is to get its name. */
struct new_name {
    int folder;
    struct place_file *file;
    const char *wanted;
    enum by_name_taken taken;
    char *name;                 /* TNEF_SAFE_NAME_MAX + 1 bytes                                   */
};

/* "NAME.1" for the second; one that has no room for that is numbered as all others are. */
static int backup_name(const struct new_name *n, uint32_t number)
{
    int len;

    if (number <= 1 || n->taken != TAKEN_BACKUP)
        return -1;
    len = snprintf(n->name, TNEF_SAFE_NAME_MAX + 1, "%s.%" PRIu32, n->wanted, number - 1);
    return len > 0 && (size_t)len <= TNEF_SAFE_NAME_MAX ? 0 : -1;
}

static int may_replace(void *user, uint64_t id)
{
    (void)user;
    return !own_has(&own, id);
}

static int take_name(void *user, uint32_t number)
{
    const struct new_name *n = user;

    if (backup_name(n, number) != 0
        && tnef_safe_name_numbered(n->wanted, number, n->name, TNEF_SAFE_NAME_MAX + 1) == 0) {
        errno = EINVAL;
        return -1;
    }
    if (n->taken == TAKEN_OVERWRITE)
        return place_replace(n->file, n->folder, n->name, may_replace, NULL);
    return place_name(n->file, n->folder, n->name);
}

/* Whether a file is wanted, if that is to be asked. */
static int is_wanted(const struct extraction *x, const char *name)
{
    return x->opt->by_name == NULL || !x->opt->by_name->ask || by_name_ask(name);
}

/* Gives a file its name in the folder. */
static int name_file(struct extraction *x, const struct level *v, struct written *w,
                     const char *wanted, const char *fallback, char name[TNEF_SAFE_NAME_MAX + 1])
{
    struct new_name n = { v->fd, &w->file, wanted, TAKEN_NUMBER, name };
    int taken;

    if (!is_wanted(x, wanted))
        return -1;
    if (x->opt->by_name != NULL)
        n.taken = x->opt->by_name->taken;
    taken = names_search(&names, v->path, wanted, take_name, &n);

    /* Too long for this file system, or characters that it does not have. */
    if (taken != 0 && errno != EEXIST && errno != ENOSPC && errno != EROFS && errno != EACCES) {
        n.wanted = fallback;
        taken = names_search(&names, v->path, fallback, take_name, &n);
    }
    w->named = taken == 0;
    if (n.taken == TAKEN_OVERWRITE && taken == 0)
        own_add(&own, place_id(v->fd, name));
    if (taken == 0)
        return 0;
    extract_fail(x, errno, v->path, wanted);
    extract_close(x, v, w);
    return -1;
}

/* Lists it or writes it to standard output; it gets no name. */
static int show_file(struct extraction *x, const struct level *v, struct written *w, const char *name)
{
    w->named = 1;
    if (x->opt->to == TO_STDOUT && x->failed == 0)
        return extract_to_stdout(x, v, w, name);
    return 0;
}

int extract_name(struct extraction *x, const struct level *v, struct written *w,
                 const char *wanted, const char *fallback, char name[TNEF_SAFE_NAME_MAX + 1])
{
    char listed[TNEF_SAFE_NAME_MAX + 1];

    if (!extract_has_list(x))
        return name_file(x, v, w, wanted, fallback, name);
    if (extract_list_name(v, wanted, listed) != 0) {
        extract_fail(x, errno, v->path, wanted);
        extract_close(x, v, w);
        return -1;
    }
    if (!selection_has(x->opt->selection, v->listed, listed))
        return 1;
    if (x->opt->to == TO_FOLDER)
        return name_file(x, v, w, listed, fallback, name);
    memcpy(name, listed, sizeof listed);
    return show_file(x, v, w, name);
}
