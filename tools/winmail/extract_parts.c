/* SPDX-License-Identifier: MIT */
/* The attachments of winmail extract.
 *
 * An attachment may have many contents, and its end tells which of them counts and what its name is. The
 * first ones, and the first of each kind, are files without a name until then; others wait in one
 * temporary file. So neither memory nor time grows with what came before. */

#define _POSIX_C_SOURCE 200809L

#include "extract.h"

#include <inttypes.h>
#include <string.h>

/* ---- Contents ------------------------------------------------------------------------------ */

/* Kinds that had none yet have their place, so that the content that counts is kept. */
#define FIRST_KEPT (EXTRACT_KEPT - 5)

static int is_kept(const struct level *v, const tnef_content *content)
{
    if (v->count < FIRST_KEPT)
        return 1;
    for (uint32_t i = 0; i < v->count; i++)
        if (v->kept[i].kind == content->kind)
            return 0;
    return v->count < EXTRACT_KEPT;
}

static int store_failed(struct extraction *x, int error)
{
    return extract_fail(x, error, temporary_folder(), NULL);
}

static int begin_stored(struct extraction *x, struct level *v, const tnef_content *content)
{
    int error;

    memset(&v->record, 0, sizeof v->record);
    v->record.index = content->index;
    v->record.message = content->kind == TNEF_CONTENT_MESSAGE;
    if (!budget_file(x->source->budget)) {
        x->full = 1;
        return -1;
    }
    error = store_begin(&v->store, &v->record);
    if (error != 0)
        return store_failed(x, error);
    v->storing = 1;
    return 0;
}

int extract_content_begin(struct extraction *x, const tnef_part *part, const tnef_content *content)
{
    struct level *v = &x->levels[part->depth];
    struct written *w = &v->kept[v->count];

    if (extract_stopped(x))
        return -1;
    if (!is_kept(v, content))
        return begin_stored(x, v, content);
    memset(w, 0, sizeof *w);
    if (extract_create(x, part->depth, w) != 0)
        return -1;
    w->index = content->index;
    w->kind = content->kind;
    w->message = content->kind == TNEF_CONTENT_MESSAGE;
    v->count++;
    v->open = w;
    return 0;
}

static int write_stored(struct extraction *x, struct level *v, const void *data, size_t len)
{
    size_t may = extract_stopped(x) ? 0 : budget_take(x->source->budget, len);
    int error = may > 0 ? store_write(&v->store, data, may) : 0;

    v->record.size += error == 0 ? may : 0;
    v->record.incomplete |= may < len || error != 0;
    x->full |= may < len && x->failed == 0;
    return error == 0 ? 0 : store_failed(x, error);
}

/* The bytes of an embedded message: if that is asked for, or if it is not opened. Those of a file that
 * turned out to be a message have their file already. */
static int is_wanted(const struct extraction *x, const tnef_part *part, const tnef_content *content)
{
    return content->kind != TNEF_CONTENT_MESSAGE || x->opt->raw
        || (content->flags & TNEF_F_OPAQUE) != 0 || part->depth >= x->nest.max_depth;
}

int extract_content_data(struct extraction *x, const tnef_part *part, const tnef_content *content,
                         const void *data, size_t len)
{
    struct level *v = &x->levels[part->depth];

    if (v->open == NULL && !v->storing
        && (!is_wanted(x, part, content) || extract_content_begin(x, part, content) != 0))
        return -1;
    if (v->storing)
        return write_stored(x, v, data, len);
    return extract_write(x, part->depth, v->open, data, len);
}

void extract_content_end(struct extraction *x, uint32_t depth, const tnef_content *content)
{
    struct level *v = &x->levels[depth];
    int incomplete = (content->flags & TNEF_F_INCOMPLETE) != 0;
    int is_message = content->kind == TNEF_CONTENT_MESSAGE;
    int error = 0;

    if (v->open != NULL) {
        v->open->incomplete |= incomplete;
        v->open->is_file = is_message && !v->open->message;
        extract_done(x, depth, v->open);
    } else if (v->storing) {
        v->record.incomplete |= (uint32_t)incomplete;
        v->record.is_file = is_message && v->record.message == 0;
        error = store_end(&v->store, &v->record);
    }
    if (error != 0)
        store_failed(x, error);
    v->open = NULL;
    v->storing = 0;
}

/* ---- Names --------------------------------------------------------------------------------- */

/* What a file is called. Of an attachment that turned out to be a message |part->name| is that of the
 * message; the file in which it stands has its own. */
static tnef_string name_of(const tnef_part *part, const struct written *w)
{
    const tnef_string *names[] = { &part->long_name, &part->title, &part->short_name };

    if (part->kind == TNEF_PART_EMBEDDED && w->is_file)
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            if (names[i]->len > 0 && strcmp(names[i]->text, "Untitled Attachment") != 0)
                return *names[i];
    return part->name;
}

int extract_keep(struct extraction *x, struct level *v, struct written *w, const tnef_part *part)
{
    char wanted[TNEF_SAFE_NAME_MAX + sizeof ".tnef"];
    char name[TNEF_SAFE_NAME_MAX + 1];
    char fallback[32];
    tnef_string original = name_of(part, w);
    int named;

    snprintf(fallback, sizeof fallback, "attachment-%" PRIu32, part->index + 1);
    tnef_safe_name(original.text, original.len, fallback, wanted, TNEF_SAFE_NAME_MAX + 1);
    if (w->message)
        strcat(wanted, ".tnef");        /* there is room for it */
    named = extract_name(x, v, w, wanted, fallback, name);
    if (named < 0)
        return -1;
    if (named == 0)
        extract_print(x, v, w, name, original, NULL, NULL);
    return 0;
}

static struct written *find(struct level *v, uint32_t index)
{
    for (uint32_t i = 0; i < v->count; i++)
        if (v->kept[i].index == index)
            return &v->kept[i];
    return NULL;
}

/* The content that counts first, for the name; then the others that say something else. Returns how
 * many. */
static uint32_t keep_files(struct extraction *x, struct level *v, const tnef_part *part,
                           struct written *counting)
{
    uint32_t files = 0;

    if (counting != NULL)
        files += extract_keep(x, v, counting, part) == 0;
    for (uint32_t i = 0; i < v->count; i++) {
        struct written *w = &v->kept[i];
        int told = counting != NULL && counting->file.fd >= 0
                && extract_same(counting, w->file.fd, 0, w->size);

        if (w != counting && w->index != part->placeholder && !told)
            files += extract_keep(x, v, w, part) == 0;
    }
    return files;
}

static int copy_stored(struct extraction *x, struct level *v, const tnef_part *part,
                       const struct store_record *r, uint64_t at, struct written *w)
{
    char buf[16384];
    uint32_t depth = (uint32_t)(v - x->levels);
    int error = 0;
    int kept;

    while (error == 0 && w->size < r->size && !extract_stopped(x)) {
        size_t n = r->size - w->size < sizeof buf ? (size_t)(r->size - w->size) : sizeof buf;

        error = read_at(v->store.fd, at + w->size, buf, n);
        if (error != 0)
            store_failed(x, error);
        else
            extract_write(x, depth, w, buf, n);
    }
    w->incomplete |= w->size < r->size;
    extract_done(x, depth, w);
    kept = extract_keep(x, v, w, part);
    extract_close(x, v, w);
    return kept;
}

/* A stored content becomes a file of its own. */
static int keep_stored(struct extraction *x, struct level *v, const tnef_part *part,
                       const struct store_record *r, uint64_t at)
{
    struct written w = { .incomplete = r->incomplete != 0, .message = r->message != 0,
                         .is_file = r->is_file != 0 };
    uint32_t depth = (uint32_t)(v - x->levels);
    int full = x->full;
    int kept = -1;

    /* It was counted when it came; here it is only moved. */
    budget_give_back(x->source->budget, r->size);
    x->full = 0;
    if (extract_create(x, depth, &w) == 0)
        kept = copy_stored(x, v, part, r, at, &w);
    x->full |= full;
    return kept;
}

static uint32_t keep_all_stored(struct extraction *x, struct level *v, const tnef_part *part,
                                const struct written *counting)
{
    struct store_record r;
    uint64_t at = 0;
    uint32_t files = 0;

    for (; store_next(&v->store, &at, &r) == 0; at += r.size) {
        if (r.index == part->placeholder
            || (counting != NULL && counting->file.fd >= 0
                && extract_same(counting, v->store.fd, at, r.size)))
            budget_give_back(x->source->budget, r.size);
        else
            files += keep_stored(x, v, part, &r, at) == 0;
    }
    return files;
}

static uint32_t keep_all(struct extraction *x, struct level *v, const tnef_part *part)
{
    struct written *counting = find(v, part->chosen);
    uint32_t files = 0;

    if (v->count > 0)
        files = keep_files(x, v, part, counting);
    files += keep_all_stored(x, v, part, counting);
    for (uint32_t i = 0; i < v->count; i++)
        extract_close(x, v, &v->kept[i]);
    store_close(&v->store);
    v->count = 0;
    return files;
}

void extract_part_end(struct extraction *x, const tnef_part *part)
{
    struct level *v = &x->levels[part->depth];

    x->naming = part;
    if (keep_all(x, v, part) == 0 && part->embedded == 0)
        extract_print_unwritten(x, v, part);
    x->naming = NULL;
}
