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
    tnef_reader *reader;
    tnef_bodies *bodies;
    struct spool spool;
    int found;
    int terminal;
    int failed;                /* errno of a write, or of the spool                               */
    unsigned char last;        /* byte for the terminal                                           */
    tnef_status delivered;
};

/* A terminal would take control characters for commands. */
static void to_terminal(struct reading *r, const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = p[i];
        int control = (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F
                   || (r->last == 0xC2 && c >= 0x80 && c < 0xA0);

        /* The first byte of two is held until the second is known not to be a control character. */
        if (r->last == 0xC2 && !control)
            putchar(0xC2);
        if (control)
            putchar('?');
        else if (c != 0xC2)
            putchar(c);
        r->last = c;
    }
}

static tnef_status to_stdout(void *user, const void *buf, size_t len, size_t *taken)
{
    struct reading *r = user;

    (void)taken;
    if (r->terminal)
        to_terminal(r, buf, len);
    else if (fwrite(buf, 1, len, stdout) != len)
        r->failed = errno != 0 ? errno : EIO;
    return r->failed == 0 ? TNEF_OK : TNEF_STOPPED;
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
    tnef_bodies_error(r->bodies, &error);
    if (r->delivered == TNEF_E_CALLBACK)
        r->failed = error.user_code;
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
    tnef_bodies_config bodies = { .size = sizeof bodies };
    tnef_spool spool;

    (void)source;
    if (r == NULL)
        return NULL;
    r->opt = opt;
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

static int body_close(void *session, const struct source *source, int io)
{
    struct reading *r = session;
    struct outcome o = { .status = tnef_reader_finish(r->reader), .io = io };
    tnef_error error = { .size = sizeof error };
    int code;

    tnef_reader_error(r->reader, &error);
    o.offset = error.offset;
    for (uint32_t i = 0; i < TNEF_A_NUMBER_OF; i++)
        o.anomalies += tnef_reader_anomalies(r->reader, i);
    if (o.status == TNEF_OK)
        o.status = r->delivered;
    if (o.status == TNEF_E_CALLBACK && r->failed == 0) {
        tnef_bodies_error(r->bodies, &error);
        r->failed = error.status == TNEF_E_CALLBACK ? error.user_code : ENOMEM;
    }
    if (o.io == 0)
        o.io = r->failed;
    fflush(stdout);
    code = outcome_exit_code(&o, r->opt);
    if (o.io == 0 && o.status == TNEF_OK && !r->found)
        code = EXIT_NO_BODY;
    if (code != EXIT_COMPLETE) {
        fputs("winmail: ", stderr);
        print_source(stderr, source);
        if (o.io != 0)
            fprintf(stderr, ": %s\n", strerror(o.io));
        else if (code == EXIT_NO_BODY)
            fprintf(stderr, ": there is no body in %s\n", name_of_form(r->opt->form));
        else
            fprintf(stderr, ": %s (%s, at offset %" PRIu64 ")\n", tnef_status_text(o.status),
                    tnef_status_name(o.status), o.offset);
    }
    reading_free(r);
    return code;
}

const struct command body_command = { "body", body_open, body_feed, body_close };
