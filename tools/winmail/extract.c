/* SPDX-License-Identifier: MIT */
/* winmail extract: attachments to files, as they stream, bodies and what it is about at the end of a message.
 *
 * Everything is created below one directory that was opened once, without a name, since the name of an
 * attachment may come after its bytes. At the end of the attachment the file gets its name: made safe
 * by the library, numbered when it is taken, never in place of something. The files of an embedded
 * message go to a folder of their own, made when the first one is written. */

#define _POSIX_C_SOURCE 200809L

#include "extract.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Handlers ------------------------------------------------------------------------------ */

static int on_message_end(void *user, const tnef_message_info *m)
{
    struct extraction *x = user;
    enum extract_seen seen = extract_bodies_end(x, m);

    if (!extract_item_end(x, m, seen) && seen != EXTRACT_SEEN && !extract_stopped(x))
        extract_print_unconverted(x, m, seen == EXTRACT_BLANK);
    if (m->depth > 0)
        extract_folder_close(x, m->depth);
    return TNEF_CONTINUE;
}

static int on_part_begin(void *user, const tnef_part *part)
{
    if (TNEF_PART_IS_BODY(part->kind))
        return extract_body_begin(user, part);
    if (part->kind == TNEF_PART_REMAINDER)
        extract_remainder_begin(user, part->depth);
    return TNEF_CONTINUE;
}

/* After a failure it goes on all the same, so that what is in it can be named. */
static int on_content_begin(void *user, const tnef_part *part, const tnef_content *content)
{
    struct extraction *x = user;

    if (content->kind != TNEF_CONTENT_BODY)
        extract_item_begin(x, part->depth + 1);
    if (content->kind != TNEF_CONTENT_BODY && content->kind != TNEF_CONTENT_MESSAGE)
        (void)extract_content_begin(x, part, content);
    return TNEF_CONTINUE;
}

/* A message that is opened may be about something. */
static void take_content(struct extraction *x, const tnef_part *part, const tnef_content *content,
                         const void *data, size_t len)
{
    if (part->depth < x->nest.max_depth)
        extract_item_feed(x, part->depth + 1, data, len);
    (void)extract_content_data(x, part, content, data, len);
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    if (TNEF_PART_IS_BODY(part->kind))
        return extract_body_data(user, part, data, len);
    if (part->kind == TNEF_PART_REMAINDER)
        extract_remainder_data(user, part->depth, data, len);
    else
        take_content(user, part, content, data, len);
    return TNEF_CONTINUE;
}

static int on_content_end(void *user, const tnef_part *part, const tnef_content *content)
{
    if (!TNEF_PART_IS_BODY(part->kind) && part->kind != TNEF_PART_REMAINDER)
        extract_content_end(user, part->depth, content);
    return TNEF_CONTINUE;
}

static int on_part_end(void *user, const tnef_part *part)
{
    if (TNEF_PART_IS_BODY(part->kind))
        return extract_body_end(user, part);
    if (part->kind == TNEF_PART_REMAINDER)
        extract_remainder_end(user, part, (part->flags & TNEF_F_INCOMPLETE) != 0);
    else
        extract_part_end(user, part);
    return TNEF_CONTINUE;
}

static int on_stream_begin(void *user)
{
    extract_bodies_open(user);
    return TNEF_CONTINUE;
}

static void on_stream_end(void *user)
{
    struct extraction *x = user;

    extract_bodies_passed(x);
    if (x->nest.level > 0)
        extract_print_stream(x);
}

static void on_mail_end(void *user, const struct nest_mail *mail)
{
    if (mail->status != TNEF_OK)
        extract_print_mail(user, mail);
}

/* ---- The command --------------------------------------------------------------------------- */

static const struct nest_handlers handlers = {
    .of = {
        .message_end = on_message_end,
        .part_begin = on_part_begin,
        .content_begin = on_content_begin,
        .part_data = on_part_data,
        .content_end = on_content_end,
        .part_end = on_part_end,
    },
    .stream_begin = on_stream_begin,
    .stream_end = on_stream_end,
    .mail_end = on_mail_end,
};

static tnef_status open_all(struct extraction *x)
{
    /* What is not to stay has no name, and needs room all the same, since its name comes last. */
    const char *directory = x->opt->to == TO_FOLDER ? x->opt->directory : temporary_folder();

    for (size_t i = 0; i < sizeof x->levels / sizeof x->levels[0]; i++)
        x->levels[i].fd = -1;
    x->levels[0].fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (x->levels[0].fd < 0)
        extract_fail(x, errno, directory, NULL);
    x->levels[0].path = strdup(x->opt->to == TO_FOLDER ? directory : "");
    x->levels[0].listed = strdup("");
    if (x->levels[0].path == NULL || x->levels[0].listed == NULL)
        return TNEF_E_MEMORY;
    page_open(&x->unwritten);
    page_open(&x->attached);
    /* What is attached as a file and is a message is both: its bytes are needed, too. */
    return x->failed != 0 ? TNEF_OK
                          : nest_open(&x->nest, &handlers, x, x->opt, TNEF_RESYNC | TNEF_RAW_NESTED);
}

static void json_begin(const struct source *source)
{
    fputs("{", stdout);
    print_json_source(stdout, source);
    fputs(",\"files\":[", stdout);
}

static void *extract_open(const struct source *source, const struct options *opt)
{
    struct extraction *x = calloc(1, sizeof *x);

    if (x == NULL)
        return NULL;
    x->opt = opt;
    x->source = source;
    if (opt->json)
        json_begin(source);
    x->outcome.status = open_all(x);
    return x;
}

static tnef_status extract_feed(void *session, const void *buf, size_t len)
{
    struct extraction *x = session;

    extract_item_feed(x, 0, buf, len);
    return nest_feed(&x->nest, buf, len);
}

/* What became of the whole. */
static void settle(struct extraction *x, int io)
{
    struct outcome *o = &x->outcome;

    int pages = x->unwritten.failed != 0 ? x->unwritten.failed : x->attached.failed;

    if (x->nest.mail != NULL)
        *o = nest_finish(&x->nest);
    o->io = x->failed != 0 ? x->failed : io;
    o->where = x->failed != 0 ? x->failed_at : NULL;
    if (o->io == 0 && pages != 0) {
        o->io = pages;
        o->where = temporary_folder();
    }
    if (x->full && !TNEF_IS_LIMIT(o->status)) {
        o->status = TNEF_E_LIMIT_OUTPUT;
        o->offset = 0;
    }
    extract_items_close(x);
    extract_bodies_close(x);
}

static void report(struct extraction *x)
{
    const struct outcome *o = &x->outcome;

    if (x->opt->json) {
        fputs("],\"unwritten\":[", stdout);
        page_print(stdout, &x->unwritten);
        printf("],\"status\":\"%s\",\"offset\":%" PRIu64 ",\"attached\":[", outcome_name(o), o->offset);
        page_print(stdout, &x->attached);
        fputs("]}\n", stdout);
    }
    if (x->full)
        complain_full(x->source);
    if (o->io != 0 || !x->full)
        complain_outcome(x->source, o);
    if (o->io == 0 && x->damage != TNEF_OK)
        complain(x->source, "the RTF of a body is damaged: %s (%s)", body_damage(x->damage),
                 tnef_status_name(x->damage));
}

static int exit_code(const struct extraction *x)
{
    int code = outcome_exit_code(&x->outcome, x->opt);

    if (x->nest.code > code)
        code = x->nest.code;
    if (code == EXIT_COMPLETE && (x->incomplete || x->lost))
        code = EXIT_MALFORMED;
    if (code == EXIT_COMPLETE && x->unshown)
        code = EXIT_IO;
    if (code == EXIT_COMPLETE && x->unconverted)
        code = EXIT_NO_BODY;
    return code;
}

static int extract_close_session(void *session, const struct source *source, int io)
{
    struct extraction *x = session;
    int code;

    x->source = source;
    settle(x, io);
    report(x);
    complain_damage(source, &x->outcome, x->opt);
    code = exit_code(x);
    if (complain_anomalies(source, x->anomalies, x->opt) != EXIT_COMPLETE && code == EXIT_COMPLETE)
        code = EXIT_MALFORMED;
    for (uint32_t i = sizeof x->levels / sizeof x->levels[0]; i > 0; i--)
        extract_folder_close(x, i - 1);
    page_close(&x->unwritten);
    page_close(&x->attached);
    nest_close(&x->nest);
    free(x->failed_at);
    free(x);
    return code;
}

static void extract_none(const struct source *source, const char *name)
{
    json_begin(source);
    printf("],\"unwritten\":[],\"status\":\"%s\",\"offset\":0,\"attached\":[]}\n", name);
}

const struct command extract_command = {
    "extract", extract_open, extract_feed, extract_close_session, extract_none
};
