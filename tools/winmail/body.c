/* SPDX-License-Identifier: MIT */
/* winmail body: the message to read, on standard output: the best body there is, or one form of it.
 * Of a mail with several TNEF streams the body of each, one after the other, and after each those of
 * the mail that is attached to it. Embedded messages are files; extract writes them.
 *
 * An attached mail ends before the message around it, whose body comes first. So what is written of it
 * waits, in a temporary file if it is more than a little. */

#define _POSIX_C_SOURCE 200809L

#include "collect.h"
#include "nest.h"
#include "page.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A stream that is open. */
struct text {
    struct collector of;
    struct page after;         /* the bodies of mail that is attached to it                       */
};

struct reading {
    const struct options *opt;
    const struct source *source;
    struct nest nest;
    struct text texts[NEST_LEVELS];
    struct budget waiting;     /* of what waits                                                   */
    struct safe_lines lines;
    struct page *page;         /* of the delivery that is under way                               */
    int found;
    uint64_t anomalies;        /* TNEF_BODIES_A_* of all                                          */
    int terminal;
    int full;                  /* the limit of output is reached                                  */
    int failed;                /* errno of a write, or of a spool,                                */
    const char *where;         /* and which,                                                      */
    int said;                  /* and whether that was said                                       */
    tnef_status delivered;     /* the first that is not good of all deliveries                    */
};

static void fail(struct reading *r, int error, const char *where)
{
    if (r->failed == 0) {
        r->failed = error != 0 ? error : EIO;
        r->where = where;
    }
}

static struct text *text_of(struct reading *r)
{
    return &r->texts[r->nest.level];
}

/* ---- Writing ------------------------------------------------------------------------------- */

/* What waits is counted twice: here so that it is bounded too, and when it is printed. */
static tnef_status to_page(void *user, const void *buf, size_t len, size_t *taken)
{
    struct reading *r = user;
    size_t may;

    (void)taken;
    r->waiting.limit = r->source->budget->limit;
    r->waiting.in = r->source->budget->in;
    may = budget_take(&r->waiting, len);
    fwrite(buf, 1, may, r->page->f);
    page_added(r->page);
    r->full |= may < len;
    return may == len && r->page->failed == 0 ? TNEF_OK : TNEF_STOPPED;
}

static tnef_status to_stdout(void *user, const void *buf, size_t len, size_t *taken)
{
    struct reading *r = user;
    size_t may = budget_take(r->source->budget, len);

    (void)taken;
    if (r->terminal)            /* it would take control characters for commands */
        safe_lines_feed(&r->lines, stdout, buf, may);
    else
        fwrite(buf, 1, may, stdout);
    r->full |= may < len;
    if (ferror(stdout) && output_flush() != 0) {
        r->failed = EIO;
        r->said = 1;
    }
    return r->failed == 0 && may == len ? TNEF_OK : TNEF_STOPPED;
}

static int print_piece(void *user, const void *buf, size_t len)
{
    return to_stdout(user, buf, len, NULL) == TNEF_OK ? 0 : -1;
}

/* Where bodies of attached mail wait: those of the mail around it, which ends later. */
static struct page *page_of(struct reading *r)
{
    struct page *p = &r->texts[r->nest.level - 1].after;

    if (p->f == NULL)
        page_open(p);
    return p;
}

static void deliver(struct reading *r, const tnef_body_choice *choice)
{
    struct page *p = r->nest.level > 0 ? page_of(r) : NULL;
    struct collector *c = &text_of(r)->of;
    tnef_status status;

    if (p != NULL && p->f == NULL) {
        fail(r, ENOMEM, NULL);
        return;
    }
    r->page = p;
    status = collector_deliver(c, choice, p != NULL ? to_page : to_stdout, r, &r->anomalies);
    if (status == TNEF_E_CALLBACK)
        fail(r, collector_failure(c), temporary_folder());
    if (r->delivered == TNEF_OK && status != TNEF_STOPPED)
        r->delivered = status;
    if (p == NULL)
        safe_lines_end(&r->lines, stdout);
}

/* ---- Handlers ------------------------------------------------------------------------------ */

static int is_outermost(struct reading *r, uint32_t depth)
{
    return depth == nest_stream(&r->nest)->base;
}

static int on_message_begin(void *user, const tnef_message_info *m)
{
    return is_outermost(user, m->depth) ? TNEF_CONTINUE : TNEF_SKIP;
}

static int on_message_end(void *user, const tnef_message_info *m)
{
    struct reading *r = user;
    tnef_body_choice choice = { .size = sizeof choice };
    int answer;

    if (!is_outermost(r, m->depth))
        return TNEF_CONTINUE;
    answer = tnef_bodies_message_end(text_of(r)->of.bodies, m);
    if (answer != TNEF_CONTINUE || r->failed != 0
        || !tnef_bodies_choose(text_of(r)->of.bodies, r->opt->form, &choice))
        return answer;
    r->found = 1;
    deliver(r, &choice);
    return TNEF_CONTINUE;
}

static int on_part_begin(void *user, const tnef_part *part)
{
    return tnef_bodies_part_begin(text_of(user)->of.bodies, part);
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    (void)content;
    return tnef_bodies_part_data(text_of(user)->of.bodies, part, data, len);
}

static int on_part_end(void *user, const tnef_part *part)
{
    return tnef_bodies_part_end(text_of(user)->of.bodies, part);
}

static int on_stream_begin(void *user)
{
    struct reading *r = user;
    const int error = collector_begin(&text_of(r)->of, 0);

    if (error != 0)
        fail(r, error, NULL);
    return error == 0 ? TNEF_CONTINUE : -1;
}

/* After the body of a message those of mail that is attached to it. */
static void on_stream_end(void *user)
{
    struct reading *r = user;
    struct page *after = &text_of(r)->after;

    nest_complain_stream(&r->nest, r->source);
    if (after->f == NULL)
        return;
    if (r->nest.level > 0)
        page_add_page(page_of(r), after);
    else if (page_each(after, print_piece, r) == 0)
        safe_lines_end(&r->lines, stdout);
    if (after->failed != 0)
        fail(r, after->failed, temporary_folder());
    page_close(after);
}

static void on_mail_end(void *user, const struct nest_mail *mail)
{
    const struct reading *r = user;

    nest_complain_mail(r->source, mail);
}

/* ---- The command --------------------------------------------------------------------------- */

static const struct nest_handlers handlers = {
    .of = {
        .message_begin = on_message_begin,
        .message_end = on_message_end,
        .part_begin = on_part_begin,
        .part_data = on_part_data,
        .part_end = on_part_end,
    },
    .stream_begin = on_stream_begin,
    .stream_end = on_stream_end,
    .mail_end = on_mail_end,
};

static void reading_free(struct reading *r)
{
    nest_close(&r->nest);
    for (uint32_t i = 0; i < NEST_LEVELS; i++) {
        collector_close(&r->texts[i].of);
        page_close(&r->texts[i].after);
    }
    free(r);
}

static void *body_open(const struct source *source, const struct options *opt)
{
    struct reading *r = calloc(1, sizeof *r);

    if (r == NULL)
        return NULL;
    r->opt = opt;
    r->source = source;
    r->terminal = isatty(STDOUT_FILENO);
    if (nest_open(&r->nest, &handlers, r, opt, TNEF_RESYNC) != TNEF_OK) {
        reading_free(r);
        return NULL;
    }
    return r;
}

static tnef_status body_feed(void *session, const void *buf, size_t len)
{
    struct reading *r = session;

    return nest_feed(&r->nest, buf, len);
}

static const char *name_of_form(uint32_t form)
{
    return form == TNEF_BODY_HTML ? "HTML" : form == TNEF_BODY_TEXT ? "text"
         : form == TNEF_BODY_RTF ? "RTF" : "any form";
}

/* How it went. */
static struct outcome outcome_of(struct reading *r, int io)
{
    struct outcome o = nest_finish(&r->nest);

    o.io = io;
    for (uint32_t i = 0; i < NEST_LEVELS && o.status == TNEF_E_CALLBACK; i++) {
        const int error = collector_failure(&r->texts[i].of);

        if (error != 0)
            fail(r, error, error != ENOMEM ? temporary_folder() : NULL);
    }
    if (o.status == TNEF_E_CALLBACK)
        fail(r, ENOMEM, NULL);
    if (o.io == 0) {
        o.io = r->failed;
        o.where = r->where;
    }
    return o;
}

static int report(const struct reading *r, const struct outcome *o)
{
    struct outcome all = *o;
    int code;

    if (all.status == TNEF_OK)
        all.status = r->full ? TNEF_E_LIMIT_OUTPUT : r->delivered;
    code = outcome_exit_code(&all, r->opt);
    if (r->nest.code > code)
        code = r->nest.code;
    if (o->io != 0 || o->status != TNEF_OK) {
        if (!r->said)
            complain_outcome(r->source, o);
    } else if (all.status != TNEF_OK) {
        complain_bodies(r->source, r->full, all.status);
    } else if (!r->found) {
        complain(r->source, "there is no body in %s", name_of_form(r->opt->form));
        code = EXIT_NO_BODY;
    }
    return code;
}

static int body_close(void *session, const struct source *source, int io)
{
    struct reading *r = session;
    struct outcome o = outcome_of(r, io);
    int code, found;

    r->source = source;
    output_flush();
    code = report(r, &o);
    found = complain_anomalies(source, r->anomalies, r->opt);
    reading_free(r);
    return found > code ? found : code;
}

const struct command body_command = { "body", body_open, body_feed, body_close, NULL };
