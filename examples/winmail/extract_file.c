/* SPDX-License-Identifier: MIT */
/* The files of winmail extract: made in folders that are open, never in place of something. */

#define _GNU_SOURCE             /* renameat2 */

#include "extract.h"
#include "names.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Mail is private: only its owner reads what comes out of it. */
#define FILE_MODE 0600
#define DIRECTORY_MODE 0700

/* All files of a run go below one directory. */
static struct names names;

int extract_fail(struct extraction *x)
{
    if (x->failed == 0)
        x->failed = errno != 0 ? errno : EIO;
    return -1;
}

/* ---- Folders ------------------------------------------------------------------------------- */

static int open_folder(int at, const char *name)
{
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static char *join(const char *path, const char *name)
{
    size_t size = strlen(path) + strlen(name) + 2;
    char *joined = malloc(size);

    if (joined != NULL)
        snprintf(joined, size, "%s/%s", path, name);
    return joined;
}

/* A folder that is to be made in another one. */
struct new_folder {
    int at;
    char name[32];
};

static int take_folder(void *user, uint32_t number)
{
    struct new_folder *f = user;

    snprintf(f->name, sizeof f->name, "message-%" PRIu32, number);
    return mkdirat(f->at, f->name, DIRECTORY_MODE);
}

/* A new folder "message-N" in the level below, whose own folder is there. */
static int make_folder(struct extraction *x, uint32_t depth)
{
    const struct level *parent = &x->levels[depth - 1];
    struct level *v = &x->levels[depth];
    struct new_folder f = { .at = parent->fd };

    /* No file has the name "/", and so none the numbers of folders. */
    if (names_search(&names, parent->path, "/", take_folder, &f) != 0)
        return extract_fail(x);
    v->fd = open_folder(parent->fd, f.name);
    v->path = join(parent->path, f.name);
    return v->fd >= 0 && v->path != NULL ? 0 : extract_fail(x);
}

/* The folder of a message: made with those around it when something is to be written. */
int extract_folder(struct extraction *x, uint32_t depth)
{
    uint32_t from = depth;

    while (x->levels[from].fd < 0)
        from--;                 /* that of the outermost message is open from the beginning */
    for (uint32_t i = from + 1; i <= depth; i++)
        if (make_folder(x, i) != 0)
            return -1;
    return x->levels[depth].fd;
}

void extract_folder_close(struct level *v)
{
    if (v->fd >= 0)
        close(v->fd);
    free(v->path);
    v->fd = -1;
    v->path = NULL;
}

/* ---- Files --------------------------------------------------------------------------------- */

int extract_create(struct extraction *x, uint32_t depth, char name[EXTRACT_TEMPORARY])
{
    int folder = extract_folder(x, depth);
    int fd;

    if (folder < 0)
        return -1;
    do {
        snprintf(name, EXTRACT_TEMPORARY, ".winmail-%ld-%" PRIu32 ".part", (long)getpid(),
                 ++x->counter);
        fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
    } while (fd < 0 && errno == EEXIST && x->counter < UINT32_MAX);
    return fd >= 0 ? fd : extract_fail(x);
}

int extract_write(struct extraction *x, int fd, const void *buf, size_t len)
{
    const char *p = buf;

    while (len > 0) {
        ssize_t done = write(fd, p, len);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return extract_fail(x);
        p += done;
        len -= (size_t)done;
    }
    return 0;
}

/* Whether two files in a folder are the same, byte by byte. */
int extract_same(int folder, const struct written *a, const struct written *b)
{
    char x[4096], y[4096];
    FILE *f, *g;
    int fd = openat(folder, a->temporary, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    int gd = openat(folder, b->temporary, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    int same = a->size == b->size && fd >= 0 && gd >= 0;
    size_t n = sizeof x;

    f = fd >= 0 ? fdopen(fd, "rb") : NULL;
    g = gd >= 0 ? fdopen(gd, "rb") : NULL;
    same = same && f != NULL && g != NULL;
    while (same && n == sizeof x) {
        n = fread(x, 1, sizeof x, f);
        same = fread(y, 1, sizeof y, g) == n && memcmp(x, y, n) == 0 && !ferror(f);
    }
    if (f != NULL)
        fclose(f);
    if (g != NULL)
        fclose(g);
    return same;
}

/* ---- Names --------------------------------------------------------------------------------- */

/* Gives a file another name in its folder, unless that name is taken: EEXIST. */
static int rename_new(int folder, const char *from, const char *to)
{
    if (renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    /* A file system without that: a second link and the first one away. */
    if (linkat(folder, from, folder, to, 0) != 0)
        return -1;
    return unlinkat(folder, from, 0);
}

/* A file that is to get its name. */
struct new_name {
    int folder;
    const char *temporary;
    const char *wanted;
    char *name;                 /* TNEF_SAFE_NAME_MAX + 1 bytes                                   */
};

static int take_name(void *user, uint32_t number)
{
    const struct new_name *n = user;

    if (tnef_safe_name_numbered(n->wanted, number, n->name, TNEF_SAFE_NAME_MAX + 1) == 0) {
        errno = EINVAL;
        return -1;
    }
    return rename_new(n->folder, n->temporary, n->name);
}

int extract_name(struct extraction *x, const struct level *v, const struct written *w,
                 const char *wanted, char name[TNEF_SAFE_NAME_MAX + 1])
{
    struct new_name n = { v->fd, w->temporary, wanted, name };

    if (names_search(&names, v->path, wanted, take_name, &n) == 0)
        return 0;
    extract_fail(x);
    unlinkat(v->fd, w->temporary, 0);
    return -1;
}

static void print_object(struct extraction *x, const struct level *v, const struct written *w,
                         const char *name, tnef_string original, const char *body)
{
    printf("%s{\"directory\":", x->listed++ > 0 ? "," : "");
    print_json_cstring(stdout, v->path);
    fputs(",\"name\":", stdout);
    print_json_cstring(stdout, name);
    fputs(",\"original\":", stdout);
    print_json_string(stdout, original);
    printf(",\"size\":%" PRIu64 ",\"incomplete\":%s,\"body\":", w->size,
           w->incomplete ? "true" : "false");
    if (body != NULL)
        print_json_cstring(stdout, body);
    else
        fputs("null", stdout);
    putchar('}');
}

void extract_print(struct extraction *x, const struct level *v, const struct written *w,
                   const char *name, tnef_string original, const char *body)
{
    int renamed = original.len != strlen(name) || memcmp(original.text, name, original.len) != 0;

    x->incomplete |= w->incomplete;
    if (x->opt->json) {
        print_object(x, v, w, name, original, body);
        return;
    }
    print_safe(stdout, v->path, strlen(v->path));
    fputc('/', stdout);
    print_safe(stdout, name, strlen(name));
    printf("  (%" PRIu64 " bytes%s", w->size, w->incomplete ? ", incomplete" : "");
    if (body != NULL)
        fputs(", body", stdout);
    if (renamed && original.len > 0) {
        fputs(", was \"", stdout);
        print_string(stdout, original);
        fputc('"', stdout);
    }
    fputs(")\n", stdout);
}
