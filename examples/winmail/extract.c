/* SPDX-License-Identifier: MIT */
/* winmail extract: attachments to files, as they stream, and bodies at the end of their message.
 *
 * Everything is created below one directory that was opened once, by openat with O_EXCL and
 * O_NOFOLLOW, under a temporary name, since the name of an attachment may come after its bytes. At
 * the end of the attachment the file gets its final name: made safe by the library, numbered when it
 * is taken, never in place of something. The files of an embedded message go to a folder of their
 * own, made when the first one is written. */

#define _POSIX_C_SOURCE 200809L

#include "extract.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Contents ------------------------------------------------------------------------------ */

static int open_content(struct extraction *x, uint32_t depth, const tnef_content *content)
{
    struct level *v = &x->levels[depth];
    struct written *w = calloc(1, sizeof *w);
    struct written **end = &v->contents;

    if (w == NULL)
        return extract_fail(x);
    v->file = extract_create(x, depth, w->temporary);
    if (v->file < 0) {
        free(w);
        return -1;
    }
    w->index = content->index;
    w->message = content->kind == TNEF_CONTENT_MESSAGE;
    while (*end != NULL)
        end = &(*end)->next;
    *end = w;
    v->open = w;
    return 0;
}

static int close_content(struct extraction *x, struct level *v, int incomplete)
{
    v->open->incomplete = incomplete;
    v->open = NULL;
    return close(v->file) == 0 ? 0 : extract_fail(x);
}

/* ---- Names --------------------------------------------------------------------------------- */

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
    if (extract_name(x, v, w, wanted, name) != 0)
        return -1;
    extract_print(x, v, w, name, part->name, NULL);
    return 0;
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
            || (counting != NULL && extract_same(v->fd, counting, w))) {
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
    int answer = extract_bodies_end(x, m);

    if (m->depth > 0)
        extract_folder_close(&x->levels[m->depth]);
    return answer;
}

static int on_part_begin(void *user, const tnef_part *part)
{
    return TNEF_PART_IS_BODY(part->kind) ? extract_body_begin(user, part) : TNEF_CONTINUE;
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
        return extract_body_data(x, part, data, len);
    if (v->open == NULL && open_content(x, part->depth, content) != 0)
        return -1;
    v->open->size += len;
    return extract_write(x, v->file, data, len) == 0 ? TNEF_CONTINUE : -1;
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
        return extract_body_end(x, part);
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
        x->outcome.status = extract_bodies_open(x);
    if (x->outcome.io == 0 && x->outcome.status == TNEF_OK)
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
    extract_bodies_rest(x);
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
    extract_bodies_close(x);
    report(source, x->opt, &x->outcome);
    code = outcome_exit_code(&x->outcome, x->opt);
    if (x->incomplete && code == EXIT_COMPLETE)
        code = EXIT_MALFORMED;
    for (uint32_t i = 0; i <= TNEF_DEPTH_CEILING; i++)
        extract_folder_close(&x->levels[i]);
    free(x);
    return code;
}

const struct command extract_command = { "extract", extract_open, extract_feed, extract_close };
