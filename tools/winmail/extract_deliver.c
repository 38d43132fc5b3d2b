/* SPDX-License-Identifier: MIT */
/* One body of winmail extract, as a file. */

#define _POSIX_C_SOURCE 200809L

#include "extract.h"

#include <errno.h>
#include <string.h>

/* A body on its way to a file, which is made when there is something to write. */
struct delivery {
    struct extraction *x;
    uint32_t depth;
    struct written *w;
};

static int need_file(struct delivery *d)
{
    return d->w->file.fd >= 0 || extract_create(d->x, d->depth, d->w) == 0 ? 0 : -1;
}

static tnef_status to_file(void *user, const void *buf, size_t len, size_t *taken)
{
    struct delivery *d = user;

    (void)taken;
    if (need_file(d) != 0)
        return TNEF_STOPPED;
    (void)extract_write(d->x, d->depth, d->w, buf, len);
    return extract_stopped(d->x) ? TNEF_STOPPED : TNEF_OK;
}

/* What a delivery that did not come to its good end means. */
static void incomplete(struct delivery *d, tnef_status status)
{
    struct extraction *x = d->x;

    d->w->incomplete = 1;
    if (status == TNEF_E_CALLBACK)
        extract_note(x, collector_failure(extract_collector(x)));
    else if (status == TNEF_E_MEMORY)
        extract_note(x, ENOMEM);
    else if (TNEF_IS_LIMIT(status) && x->limit == TNEF_OK)
        x->limit = status;
    else if (TNEF_IS_MALFORMED(status) && x->damage == TNEF_OK)
        x->damage = status;
}

/* Its bytes are all there, and written as they are; but nobody can read them as what they should be. */
static void not_rtf(struct extraction *x)
{
    x->incomplete = 1;
    if (x->damage == TNEF_OK)
        x->damage = TNEF_E_RTF;
}

void extract_deliver(struct extraction *x, uint32_t depth, uint32_t index, uint32_t form, struct written *w)
{
    struct delivery d = { .x = x, .depth = depth, .w = w };
    const tnef_body_choice choice = { .size = sizeof choice, .index = index, .form = form };
    tnef_body_info info = { .size = sizeof info };
    tnef_status status = tnef_bodies_get(extract_collector(x)->bodies, index, &info);

    memset(w, 0, sizeof *w);
    w->file.fd = -1;
    if (extract_stopped(x))
        return;
    if (status == TNEF_OK)
        status = collector_deliver(extract_collector(x), &choice, to_file, &d, &x->anomalies);
    if (status != TNEF_OK)
        incomplete(&d, status);
    w->incomplete |= (info.flags & TNEF_F_INCOMPLETE) != 0;
    if (w->incomplete)
        (void)need_file(&d);
    if (w->file.fd < 0)
        return;
    extract_done(x, depth, w);
    if (form == TNEF_BODY_RTF && info.source == TNEF_BODY_FROM_NOTHING)
        not_rtf(x);
}

int extract_keep_body(struct extraction *x, struct level *v, const struct extract_form *f, struct written *w)
{
    static const tnef_string nameless = { NULL, 0 };
    char name[TNEF_SAFE_NAME_MAX + 1];
    int named = extract_name(x, v, w, f->name, f->name, name);

    if (named == 0)
        extract_print(x, v, w, name, nameless, f->json, NULL);
    return named >= 0;
}
