/* SPDX-License-Identifier: MIT */
/* winmail extract: attachments to files, as they stream.
 *
 * Everything is created below one directory that was opened once, by openat with O_EXCL and
 * O_NOFOLLOW, under a temporary name, since the name of an attachment may come after its bytes. At
 * the end of the attachment the file gets its final name: made safe by the library, numbered when it
 * is taken, never in place of something. The files of an embedded message go to a folder of their
 * own, made when the first one is written. */

#define _GNU_SOURCE             /* renameat2 */

#include "winmail.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES 100000u           /* numbers for one name */
#define TEMPORARY_SIZE 64

/* Mail is private: only its owner reads what comes out of it. */
#define FILE_MODE 0600
#define DIRECTORY_MODE 0700

/* A content that was written, until its attachment ends and names it. */
struct written {
    struct written *next;
    char temporary[TEMPORARY_SIZE];
    uint32_t index;
    uint64_t size;
    int incomplete;
    int message;                /* the TNEF stream of an embedded message                         */
};

struct level {
    int fd;                     /* of its folder; -1: not made yet                                */
    char *path;                 /* for people                                                     */
    uint32_t folders;           /* numbers given to the folders in it                             */
    struct written *contents;   /* of the open attachment                                         */
    struct written *open;       /* of these, the one that is being written,                       */
    int file;                   /* and its descriptor                                             */
};

struct extraction {
    const struct options *opt;
    tnef_reader *reader;        /* NULL: it could not be made, see |outcome|                      */
    struct outcome outcome;
    struct level levels[TNEF_DEPTH_CEILING + 2];
    uint32_t counter;           /* makes temporary names different                                */
    int listed;                 /* files printed (JSON commas)                                    */
    int failed;                 /* errno, 0: none                                                 */
    int incomplete;
};

static int fail(struct extraction *x)
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

/* A new folder "message-N" in the level below, whose own folder is there. */
static int make_folder(struct extraction *x, uint32_t depth)
{
    struct level *parent = &x->levels[depth - 1];
    struct level *v = &x->levels[depth];
    char name[32];

    do {
        snprintf(name, sizeof name, "message-%" PRIu32, ++parent->folders);
        if (mkdirat(parent->fd, name, DIRECTORY_MODE) == 0) {
            v->fd = open_folder(parent->fd, name);
            v->path = join(parent->path, name);
            v->folders = 0;
            return v->fd >= 0 && v->path != NULL ? 0 : fail(x);
        }
    } while (errno == EEXIST && parent->folders < TRIES);
    return fail(x);
}

/* The folder of a message: made with those around it when something is to be written. */
static int need_folder(struct extraction *x, uint32_t depth)
{
    uint32_t from = depth;

    while (x->levels[from].fd < 0)
        from--;                 /* that of the outermost message is open from the beginning */
    for (uint32_t i = from + 1; i <= depth; i++)
        if (make_folder(x, i) != 0)
            return -1;
    return x->levels[depth].fd;
}

static void close_folder(struct level *v)
{
    if (v->fd >= 0)
        close(v->fd);
    free(v->path);
    v->fd = -1;
    v->path = NULL;
}

/* ---- Contents ------------------------------------------------------------------------------ */

static int create_temporary(struct extraction *x, int folder, char *name)
{
    int fd;

    do {
        snprintf(name, TEMPORARY_SIZE, ".winmail-%ld-%" PRIu32 ".part", (long)getpid(),
                 ++x->counter);
        fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
    } while (fd < 0 && errno == EEXIST && x->counter < UINT32_MAX);
    return fd;
}

static int open_content(struct extraction *x, uint32_t depth, const tnef_content *content)
{
    struct level *v = &x->levels[depth];
    struct written *w = calloc(1, sizeof *w);
    struct written **end = &v->contents;
    int folder;

    if (w == NULL)
        return fail(x);
    folder = need_folder(x, depth);
    if (folder >= 0)
        v->file = create_temporary(x, folder, w->temporary);
    if (folder < 0 || v->file < 0) {
        free(w);
        return fail(x);
    }
    w->index = content->index;
    w->message = content->kind == TNEF_CONTENT_MESSAGE;
    while (*end != NULL)
        end = &(*end)->next;
    *end = w;
    v->open = w;
    return 0;
}

static int write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, p, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return -1;
        p += done;
        n -= (size_t)done;
    }
    return 0;
}

static int close_content(struct extraction *x, struct level *v, int incomplete)
{
    v->open->incomplete = incomplete;
    v->open = NULL;
    return close(v->file) == 0 ? 0 : fail(x);
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

static int give_name(int folder, const char *temporary, const char *wanted, char *name, size_t size)
{
    for (uint32_t i = 1; i <= TRIES; i++) {
        if (tnef_safe_name_numbered(wanted, i, name, size) == 0) {
            errno = EINVAL;
            return -1;
        }
        if (rename_new(folder, temporary, name) == 0)
            return 0;
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

static void print_file(struct extraction *x, const struct level *v, const char *name,
                       const struct written *w, const tnef_part *part)
{
    int renamed = part->name.len != strlen(name) || memcmp(part->name.text, name, part->name.len);

    if (x->opt->json) {
        tnef_string path = { v->path, strlen(v->path) };
        tnef_string leaf = { name, strlen(name) };

        fprintf(stdout, "%s{\"directory\":", x->listed++ > 0 ? "," : "");
        print_json_cstring(stdout, path.text);
        fputs(",\"name\":", stdout);
        print_json_string(stdout, leaf);
        fputs(",\"original\":", stdout);
        print_json_string(stdout, part->name);
        printf(",\"size\":%" PRIu64 ",\"incomplete\":%s}", w->size,
               w->incomplete ? "true" : "false");
        return;
    }
    print_safe(stdout, v->path, strlen(v->path));
    fputc('/', stdout);
    print_safe(stdout, name, strlen(name));
    printf("  (%" PRIu64 " bytes%s", w->size, w->incomplete ? ", incomplete" : "");
    if (renamed && part->name.len > 0) {
        fputs(", was \"", stdout);
        print_string(stdout, part->name);
        fputc('"', stdout);
    }
    fputs(")\n", stdout);
}

static int keep(struct extraction *x, struct level *v, const struct written *w,
                const tnef_part *part)
{
    char wanted[TNEF_SAFE_NAME_MAX + sizeof ".tnef"];
    char name[TNEF_SAFE_NAME_MAX + 1];
    char fallback[32];

    snprintf(fallback, sizeof fallback, "attachment-%" PRIu32, part->index + 1);
    tnef_safe_name(part->name.text != NULL ? part->name.text : "", part->name.len, fallback, wanted,
                   TNEF_SAFE_NAME_MAX + 1);
    if (w->message)
        strcat(wanted, ".tnef");        /* there is room for it */
    if (give_name(v->fd, w->temporary, wanted, name, sizeof name) != 0) {
        fail(x);
        unlinkat(v->fd, w->temporary, 0);
        return -1;
    }
    x->incomplete |= w->incomplete;
    print_file(x, v, name, w, part);
    return 0;
}

/* Whether two files in a folder are the same, byte by byte. */
static int same_bytes(int folder, const struct written *a, const struct written *b)
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

static const struct written *find(const struct level *v, uint32_t index)
{
    const struct written *w = v->contents;

    while (w != NULL && w->index != index)
        w = w->next;
    return w;
}

/* The content that counts first, for the name; then the others that say something else. */
static int keep_all(struct extraction *x, struct level *v, const tnef_part *part)
{
    const struct written *counting = find(v, part->counts);
    int result = 0;

    for (struct written *w = v->contents; w != NULL && result == 0; w = w->next) {
        if (w == counting)
            continue;
        if (w->index == part->placeholder
            || (counting != NULL && same_bytes(v->fd, counting, w))) {
            unlinkat(v->fd, w->temporary, 0);
            w->temporary[0] = '\0';
        }
    }
    if (counting != NULL)
        result = keep(x, v, counting, part);
    for (struct written *w = v->contents; w != NULL && result == 0; w = w->next)
        if (w != counting && w->temporary[0] != '\0')
            result = keep(x, v, w, part);
    return result;
}

static void forget_contents(struct level *v)
{
    while (v->contents != NULL) {
        struct written *w = v->contents;

        v->contents = w->next;
        free(w);
    }
}

/* ---- Handlers ------------------------------------------------------------------------------ */

static int on_message_end(void *user, const tnef_message_info *m)
{
    struct extraction *x = user;

    if (m->depth > 0)
        close_folder(&x->levels[m->depth]);
    return TNEF_CONTINUE;
}

static int on_part_begin(void *user, const tnef_part *part)
{
    (void)user;
    return TNEF_PART_IS_BODY(part->kind) ? TNEF_SKIP : TNEF_CONTINUE;
}

static int on_content_begin(void *user, const tnef_part *part, const tnef_content *content)
{
    if (content->kind == TNEF_CONTENT_BODY || content->kind == TNEF_CONTENT_MESSAGE)
        return TNEF_CONTINUE;
    return open_content(user, part->depth, content);
}

/* Data of an embedded message comes only if it is wanted, or if there is nothing better. */
static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    struct extraction *x = user;
    struct level *v = &x->levels[part->depth];

    if (TNEF_PART_IS_BODY(part->kind))
        return TNEF_CONTINUE;
    if (v->open == NULL && open_content(x, part->depth, content) != 0)
        return -1;
    v->open->size += len;
    return write_all(v->file, data, len) == 0 ? TNEF_CONTINUE : fail(x);
}

static int on_content_end(void *user, const tnef_part *part, const tnef_content *content)
{
    struct extraction *x = user;
    struct level *v = &x->levels[part->depth];

    if (v->open == NULL || TNEF_PART_IS_BODY(part->kind))
        return TNEF_CONTINUE;
    return close_content(x, v, (content->flags & TNEF_F_INCOMPLETE) != 0);
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct extraction *x = user;
    struct level *v = &x->levels[part->depth];
    int result;

    if (TNEF_PART_IS_BODY(part->kind))
        return TNEF_CONTINUE;
    result = keep_all(x, v, part);
    forget_contents(v);
    return result;
}

/* ---- The command --------------------------------------------------------------------------- */

/* What was open when the decoding ended without its end: kept under a made name. */
static void keep_open(struct extraction *x)
{
    static const tnef_part nameless = { .counts = TNEF_NO_CONTENT, .placeholder = TNEF_NO_CONTENT };

    for (uint32_t i = 0; i <= TNEF_DEPTH_CEILING; i++) {
        if (x->levels[i].open != NULL)
            close_content(x, &x->levels[i], 1);
        if (x->levels[i].contents != NULL && keep_all(x, &x->levels[i], &nameless) != 0)
            for (struct written *w = x->levels[i].contents; w != NULL; w = w->next)
                unlinkat(x->levels[i].fd, w->temporary, 0);
        forget_contents(&x->levels[i]);
    }
}

static tnef_status open_reader(tnef_reader **reader, struct extraction *x)
{
    const tnef_handlers handlers = {
        .size = sizeof handlers,
        .message_end = on_message_end,
        .part_begin = on_part_begin,
        .content_begin = on_content_begin,
        .part_data = on_part_data,
        .content_end = on_content_end,
        .part_end = on_part_end,
    };
    const tnef_reader_config cfg = {
        .size = sizeof cfg,
        .flags = TNEF_RESYNC | (x->opt->raw ? TNEF_RAW_NESTED : 0),
        .handlers = &handlers,
        .user = x,
        .limits = &x->opt->limits,
    };

    return tnef_reader_new(reader, &cfg, NULL);
}

static void *extract_open(const struct source *source, const struct options *opt)
{
    struct extraction *x = calloc(1, sizeof *x);

    if (x == NULL)
        return NULL;
    if (opt->json) {
        fputs("{", stdout);
        print_json_source(stdout, source);
        fputs(",\"files\":[", stdout);
    }
    x->opt = opt;
    for (uint32_t i = 0; i <= TNEF_DEPTH_CEILING; i++)
        x->levels[i].fd = -1;
    x->levels[0].fd = open(opt->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (x->levels[0].fd < 0)
        x->outcome.io = errno;
    x->levels[0].path = strdup(opt->directory);
    if (x->levels[0].path == NULL)
        x->outcome.status = TNEF_E_MEMORY;
    else if (x->outcome.io == 0)
        x->outcome.status = open_reader(&x->reader, x);
    return x;
}

static tnef_status extract_feed(void *session, const void *buf, size_t len)
{
    struct extraction *x = session;

    return x->reader != NULL ? tnef_reader_feed(x->reader, buf, len, NULL) : TNEF_STOPPED;
}

/* What the reader says at the end. */
static void finish(struct extraction *x)
{
    struct outcome *o = &x->outcome;
    tnef_error error = { .size = sizeof error };

    o->status = tnef_reader_finish(x->reader);
    tnef_reader_error(x->reader, &error);
    o->offset = error.offset;
    for (uint32_t i = 0; i < TNEF_A_NUMBER_OF; i++)
        o->anomalies += tnef_reader_anomalies(x->reader, i);
    keep_open(x);
    if (o->io == 0)
        o->io = x->failed;
    tnef_reader_free(x->reader);
}

static void report(const struct source *source, const struct options *opt, const struct outcome *o)
{
    if (opt->json)
        printf("],\"status\":\"%s\",\"offset\":%" PRIu64 "}\n", outcome_name(o), o->offset);
    fflush(stdout);
    if (o->io != 0)
        fprintf(stderr, "winmail: %s: %s\n", source->path, strerror(o->io));
    else if (o->status != TNEF_OK)
        fprintf(stderr, "winmail: %s: %s (%s, at offset %" PRIu64 ")\n", source->path,
                tnef_status_text(o->status), tnef_status_name(o->status), o->offset);
}

static int extract_close(void *session, const struct source *source, int io)
{
    struct extraction *x = session;
    int code;

    if (x->outcome.io == 0)
        x->outcome.io = io;
    if (x->reader != NULL)
        finish(x);
    report(source, x->opt, &x->outcome);
    code = outcome_exit_code(&x->outcome, x->opt);
    if (x->incomplete && code == EXIT_COMPLETE)
        code = EXIT_MALFORMED;
    for (uint32_t i = 0; i <= TNEF_DEPTH_CEILING; i++)
        close_folder(&x->levels[i]);
    free(x);
    return code;
}

const struct command extract_command = { "extract", extract_open, extract_feed, extract_close };
