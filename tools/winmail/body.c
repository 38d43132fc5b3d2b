/* SPDX-License-Identifier: MIT */
/* winmail body: the message to read, on standard output: the best body there is, or one form of it.
 * Of a mail with several TNEF streams the body of each, one after the other, and after each those of
 * the mail that is attached to it. Embedded messages are files; extract writes them.
 *
 * An attached mail ends before the message around it, whose body comes first. So what is written of it
 * waits, in a temporary file if it is more than a little. */

#define _POSIX_C_SOURCE 200809L

#include "body.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

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
    answer = tnef_bodies_message_end(body_text_of(r)->of.bodies, m);
    if (answer != TNEF_CONTINUE || r->failed != 0
        || !tnef_bodies_choose(body_text_of(r)->of.bodies, r->opt->form, &choice))
        return answer;
    r->found = 1;
    body_deliver(r, &choice);
    return TNEF_CONTINUE;
}

static int on_part_begin(void *user, const tnef_part *part)
{
    return tnef_bodies_part_begin(body_text_of(user)->of.bodies, part);
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    (void)content;
    return tnef_bodies_part_data(body_text_of(user)->of.bodies, part, data, len);
}

static int on_part_end(void *user, const tnef_part *part)
{
    return tnef_bodies_part_end(body_text_of(user)->of.bodies, part);
}

static int on_stream_begin(void *user)
{
    struct reading *r = user;
    const int error = collector_begin(&body_text_of(r)->of, 0);

    if (error != 0)
        body_fail(r, error, NULL);
    return error == 0 ? TNEF_CONTINUE : -1;
}

/* After the body of a message those of mail that is attached to it. */
static void on_stream_end(void *user)
{
    struct reading *r = user;
    struct page *after = &body_text_of(r)->after;

    nest_complain_stream(&r->nest, r->source);
    if (after->f == NULL)
        return;
    if (r->nest.level > 0)
        page_add_page(body_page_of(r), after);
    else if (page_each(after, body_print_piece, r) == 0)
        safe_lines_end(&r->lines, stdout);
    if (after->failed != 0)
        body_fail(r, after->failed, temporary_folder());
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
            body_fail(r, error, error != ENOMEM ? temporary_folder() : NULL);
    }
    if (o.status == TNEF_E_CALLBACK)
        body_fail(r, ENOMEM, NULL);
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
