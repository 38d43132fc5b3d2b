/* SPDX-License-Identifier: MIT */
/* The bodies of winmail extract: body.html, body.txt and body.rtf in the folder of their message.
 *
 * They are collected while they stream, since what their bytes mean is often known only at the end of
 * the message, in memory up to a limit and then in a temporary file. At the end of the message each is
 * written: of every kind the one that counts, then those that say something else. What RTF hides, or
 * what can be made of it, is written too if there is nothing else to read in its place.
 *
 * Attachments have their names by then: a body never takes the name of one. And a body that cannot be
 * kept costs no attachment: extraction goes on without bodies, and says so at the end. */

#define _POSIX_C_SOURCE 200809L

#include "by_name.h"
#include "extract.h"

#include <errno.h>
#include <string.h>

static const struct extract_form html_form = { TNEF_PART_HTML, TNEF_BODY_HTML, "body.html", "html" };
static const struct extract_form text_form = { TNEF_PART_PLAIN, TNEF_BODY_TEXT, "body.txt", "plain" };
static const struct extract_form rtf_form = { TNEF_PART_RTF, TNEF_BODY_RTF, "body.rtf", "rtf" };

/* ---- Collecting ---------------------------------------------------------------------------- */

struct collector *extract_collector(struct extraction *x)
{
    return &x->collectors[x->nest.level];
}

void extract_note(struct extraction *x, int error)
{
    if (x->bodies_failed == 0)
        x->bodies_failed = error != 0 ? error : EIO;
}

void extract_bodies_open(struct extraction *x)
{
    const int error = x->opt->no_bodies ? 0 : collector_begin(extract_collector(x), 0);

    if (error != 0)
        extract_note(x, error);
}

/* After a failure of the collector there are no bodies, but the rest. */
static int passed_on(struct extraction *x, int answer)
{
    struct collector *c = extract_collector(x);
    int error;

    if (answer == TNEF_CONTINUE)
        return TNEF_CONTINUE;
    error = collector_failure(c);
    extract_note(x, error != 0 ? error : ENOMEM);
    tnef_bodies_free(c->bodies);
    c->bodies = NULL;
    return TNEF_CONTINUE;
}

int extract_body_begin(struct extraction *x, const tnef_part *part)
{
    struct collector *c = extract_collector(x);

    return c->bodies != NULL ? passed_on(x, tnef_bodies_part_begin(c->bodies, part)) : TNEF_SKIP;
}

int extract_body_data(struct extraction *x, const tnef_part *part, const void *data, size_t len)
{
    struct collector *c = extract_collector(x);

    if (c->bodies == NULL)
        return TNEF_CONTINUE;
    return passed_on(x, tnef_bodies_part_data(c->bodies, part, data, len));
}

int extract_body_end(struct extraction *x, const tnef_part *part)
{
    struct collector *c = extract_collector(x);

    if (c->bodies == NULL)
        return TNEF_CONTINUE;
    return passed_on(x, tnef_bodies_part_end(c->bodies, part));
}

/* ---- One message --------------------------------------------------------------------------- */

/* The body of a kind that counts; the count if there is none. */
static uint32_t find_counting(struct extraction *x, uint32_t kind)
{
    tnef_body_info info = { .size = sizeof info };
    const tnef_bodies *bodies = extract_collector(x)->bodies;
    uint32_t count = tnef_bodies_count(bodies);
    uint32_t i = 0;

    while (i < count
           && (tnef_bodies_get(bodies, i, &info) != TNEF_OK || info.kind != kind || !info.is_chosen))
        i++;
    return i;
}

/* The bodies of a kind that do not count, but say something else than |first|. Returns how many. */
static int write_others(struct extraction *x, uint32_t depth, const struct extract_form *f, uint32_t counting,
                        const struct written *first)
{
    struct level *v = &x->levels[depth];
    int files = 0;

    for (uint32_t i = 0; i < tnef_bodies_count(extract_collector(x)->bodies); i++) {
        tnef_body_info info = { .size = sizeof info };
        struct written w;

        if (i == counting || tnef_bodies_get(extract_collector(x)->bodies, i, &info) != TNEF_OK
            || info.kind != f->kind)
            continue;
        extract_deliver(x, depth, i, f->form, &w);
        if (w.file.fd >= 0
            && (first->file.fd < 0 || !extract_same(first, w.file.fd, 0, w.size)))
            files += extract_keep_body(x, v, f, &w);
        extract_close(x, v, &w);
    }
    return files;
}

/* All bodies of a kind: the one that counts first, for the name. Returns how many. */
static int write_kind(struct extraction *x, uint32_t depth, const struct extract_form *f)
{
    struct level *v = &x->levels[depth];
    uint32_t counting = find_counting(x, f->kind);
    struct written first = { .file.fd = -1 };
    int files = 0;

    if (counting < tnef_bodies_count(extract_collector(x)->bodies))
        extract_deliver(x, depth, counting, f->form, &first);
    if (first.file.fd >= 0)
        files = extract_keep_body(x, v, f, &first);
    files += write_others(x, depth, f, counting, &first);
    extract_close(x, v, &first);
    return files;
}

/* What there is to read in RTF: the HTML or text that it hides, if there is none as such; of RTF that
 * is meant HTML, if there is neither. */
static int write_readable(struct extraction *x, uint32_t depth, int html, int text)
{
    const struct extract_form *f = &html_form;
    uint32_t index = find_counting(x, TNEF_PART_RTF);
    tnef_body_info info = { .size = sizeof info };
    struct written w;
    int files = 0;
    int wanted;

    if (index >= tnef_bodies_count(extract_collector(x)->bodies)
        || tnef_bodies_get(extract_collector(x)->bodies, index, &info) != TNEF_OK)
        return 0;
    if (info.source == TNEF_BODY_FROM_RTF_TEXT)
        f = &text_form;
    wanted = info.source == TNEF_BODY_FROM_RTF_HTML ? !html
           : info.source == TNEF_BODY_FROM_RTF_TEXT ? !text
           : info.source == TNEF_BODY_FROM_RTF && !html && !text;
    if (!wanted)
        return 0;
    extract_deliver(x, depth, index, f->form, &w);
    if (w.file.fd >= 0)
        files = extract_keep_body(x, &x->levels[depth], f, &w);
    extract_close(x, &x->levels[depth], &w);
    return files;
}

/* "NAME.EXT", or "SUBJECT.EXT". */
static void name_body(const struct by_name *as, const tnef_message_info *m, const char *extension,
                      char name[TNEF_SAFE_NAME_MAX + 1])
{
    char wanted[TNEF_SAFE_NAME_MAX / 2 + 1];
    const char *text = as->body_name != NULL ? as->body_name : m->subject.text;
    size_t len = as->body_name != NULL ? strlen(as->body_name) : m->subject.len;

    tnef_safe_name(text, len, "message", wanted, sizeof wanted);
    snprintf(name, TNEF_SAFE_NAME_MAX + 1, "%s%s", wanted, extension);
}

static int write_all(struct extraction *x, uint32_t depth)
{
    int html = write_kind(x, depth, &html_form);
    int text = write_kind(x, depth, &text_form);
    int rtf = write_kind(x, depth, &rtf_form);

    return html + text + rtf + (rtf > 0 ? write_readable(x, depth, html, text) : 0);
}

/* The kinds that the program of another name wants, under the name that it has for them. */
static int write_wanted(struct extraction *x, const tnef_message_info *m)
{
    const struct by_name *as = x->opt->by_name;
    struct extract_form all[] = { rtf_form, html_form, text_form };
    int files = 0;

    for (const char *wanted = as->bodies; *wanted != '\0' && (files == 0 || !as->first_body); wanted++)
        for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
            char name[TNEF_SAFE_NAME_MAX + 1];

            if (*wanted != all[i].json[0] && !(*wanted == 't' && all[i].form == TNEF_BODY_TEXT))
                continue;
            name_body(as, m, strrchr(all[i].name, '.'), name);
            all[i].name = name;
            files += write_kind(x, m->depth, &all[i]);
        }
    return files;
}

enum extract_seen extract_bodies_end(struct extraction *x, const tnef_message_info *m)
{
    struct collector *c = extract_collector(x);
    int files = 0;

    if (c->bodies == NULL)
        return EXTRACT_SEEN;
    passed_on(x, tnef_bodies_message_end(c->bodies, m));
    if (c->bodies == NULL)
        return EXTRACT_SEEN;
    if (tnef_bodies_count(c->bodies) > 0)
        files = x->opt->by_name != NULL ? write_wanted(x, m) : write_all(x, m->depth);
    if (!extract_is_item(m) || extract_stopped(x))
        return EXTRACT_SEEN;
    if (files == 0)
        return EXTRACT_NO_BODY;
    return extract_is_blank(c->bodies) ? EXTRACT_BLANK : EXTRACT_SEEN;
}

/* ---- The end ------------------------------------------------------------------------------- */

void extract_bodies_passed(struct extraction *x)
{
    const struct collector *c = extract_collector(x);

    if (c->bodies != NULL && bodies_passed(c->bodies) > 0 && x->limit == TNEF_OK)
        x->limit = TNEF_E_LIMIT_MEMORY;
}

void extract_bodies_close(struct extraction *x)
{
    struct outcome *o = &x->outcome;

    if (o->io == 0 && x->bodies_failed != 0) {
        o->io = x->bodies_failed;
        o->where = x->bodies_failed != ENOMEM ? temporary_folder() : NULL;
    }
    if (o->status == TNEF_OK)
        o->status = x->limit;
    for (uint32_t i = 0; i < NEST_LEVELS; i++)
        collector_close(&x->collectors[i]);
}
