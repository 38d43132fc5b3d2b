/* SPDX-License-Identifier: MIT */
/* winmail body: the message to read, on standard output: the best body there is, or one form of it.
 * Of a mail with several TNEF streams the body of each, one after the other. Embedded messages are
 * files; extract writes them. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reading {
    const struct options *opt;
    const struct source *source;
    tnef_reader *reader;
    tnef_bodies *bodies;
    struct spool spool;
    struct safe_lines lines;
    int found;
    uint32_t oddities;         /* TNEF_FOUND_* of it                                              */
    int terminal;
    int full;                  /* the limit of output is reached                                  */
    int failed;                /* errno of a write, or of the spool,                              */
    const char *where;         /* and which,                                                      */
    int said;                  /* and whether that was said                                       */
    tnef_status delivered;
};

static tnef_status to_stdout(void *user, const void *buf, size_t len, size_t *taken)
{
    struct reading *r = user;
    size_t may = budget_take(r->source->budget, len);

    (void)taken;
    if (r->terminal)            /* it would take control characters for commands */
        safe_lines_feed(&r->lines, stdout, buf, may);
    else
        fwrite(buf, 1, may, stdout);
    r->full = may < len;
    if (ferror(stdout) && output_flush() != 0) {
        r->failed = EIO;
        r->said = 1;
    }
    return r->failed == 0 && !r->full ? TNEF_OK : TNEF_STOPPED;
}

static void fail(struct reading *r, int error, const char *where)
{
    if (r->failed == 0) {
        r->failed = error != 0 ? error : EIO;
        r->where = where;
    }
}

static int on_message_end(void *user, const tnef_message_info *m)
{
    struct reading *r = user;
    tnef_body_choice choice = { .size = sizeof choice };
    tnef_error error = { .size = sizeof error };
    int answer;

    if (m->depth > 0)
        return TNEF_CONTINUE;
    answer = tnef_bodies_message_end(r->bodies, m);
    if (answer != TNEF_CONTINUE || !tnef_bodies_choose(r->bodies, r->opt->form, &choice))
        return answer;
    r->found = 1;
    r->delivered = tnef_bodies_deliver(r->bodies, choice.index, choice.form, to_stdout, r);
    r->oddities = tnef_bodies_found(r->bodies);
    tnef_bodies_error(r->bodies, &error);
    if (r->delivered == TNEF_E_CALLBACK)
        fail(r, error.user_code, temporary_folder());
    safe_lines_end(&r->lines, stdout);
    return TNEF_CONTINUE;
}

/* Of embedded messages nothing is wanted. */
static int on_part_begin(void *user, const tnef_part *part)
{
    struct reading *r = user;

    if (!TNEF_PART_IS_BODY(part->kind))
        return TNEF_SKIP;
    return part->depth == 0 ? tnef_bodies_part_begin(r->bodies, part) : TNEF_SKIP;
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    struct reading *r = user;

    (void)content;
    return tnef_bodies_part_data(r->bodies, part, data, len);
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct reading *r = user;

    return part->depth == 0 ? tnef_bodies_part_end(r->bodies, part) : TNEF_CONTINUE;
}

static void reading_free(struct reading *r)
{
    tnef_bodies_free(r->bodies);
    tnef_reader_free(r->reader);
    spool_close(&r->spool);
    free(r);
}

static void *body_open(const struct source *source, const struct options *opt)
{
    const tnef_handlers handlers = {
        .size = sizeof handlers,
        .message_end = on_message_end,
        .part_begin = on_part_begin,
        .part_data = on_part_data,
        .part_end = on_part_end,
    };
    struct reading *r = calloc(1, sizeof *r);
    const tnef_reader_config cfg = {
        .size = sizeof cfg, .flags = TNEF_RESYNC, .handlers = &handlers, .user = r,
        .limits = &opt->limits,
    };
    tnef_bodies_config bodies = { .size = sizeof bodies, .max_memory = BODY_MEMORY };
    tnef_spool spool;

    if (r == NULL)
        return NULL;
    r->opt = opt;
    r->source = source;
    r->terminal = isatty(STDOUT_FILENO);
    spool = spool_for(&r->spool);
    bodies.spool = &spool;
    if (tnef_bodies_new(&r->bodies, &bodies, NULL) != TNEF_OK
        || tnef_reader_new(&r->reader, &cfg, NULL) != TNEF_OK) {
        reading_free(r);
        return NULL;
    }
    return r;
}

static tnef_status body_feed(void *session, const void *buf, size_t len)
{
    struct reading *r = session;

    return tnef_reader_feed(r->reader, buf, len, NULL);
}

static const char *name_of_form(uint32_t form)
{
    return form == TNEF_BODY_HTML ? "HTML" : form == TNEF_BODY_TEXT ? "text"
         : form == TNEF_BODY_RTF ? "RTF" : "any form";
}

/* How it went. */
static struct outcome outcome_of(struct reading *r, int io)
{
    struct outcome o = { .status = tnef_reader_finish(r->reader), .io = io };
    tnef_error error = { .size = sizeof error };

    tnef_reader_error(r->reader, &error);
    o.offset = error.offset;
    for (uint32_t i = 0; i < TNEF_A_NUMBER_OF; i++)
        o.anomalies += tnef_reader_anomalies(r->reader, i);
    if (o.status == TNEF_E_CALLBACK) {
        tnef_bodies_error(r->bodies, &error);
        if (error.status == TNEF_E_CALLBACK)
            fail(r, error.user_code, temporary_folder());
        else
            fail(r, ENOMEM, NULL);
    }
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
        all.status = r->full ? TNEF_E_LIMIT_OUTPUT
                   : r->delivered == TNEF_STOPPED ? TNEF_OK : r->delivered;
    code = outcome_exit_code(&all, r->opt);
    if (o->io != 0 || o->status != TNEF_OK) {
        if (!r->said)
            complain_outcome(r->source, o);
    } else if (r->full) {
        complain(r->source, "no more is written than --max-output allows (%s)",
                 tnef_status_name(all.status));
    } else if (all.status != TNEF_OK) {
        complain(r->source, "the body is not complete: %s (%s)", body_damage(all.status),
                 tnef_status_name(all.status));
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
    found = complain_found(source, r->oddities, r->opt);
    reading_free(r);
    return found > code ? found : code;
}

const struct command body_command = { "body", body_open, body_feed, body_close, NULL };
