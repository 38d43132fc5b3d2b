/* SPDX-License-Identifier: MIT */
/* winmail eml, ics, vcf: what was sent, in the form that other programs read. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <errno.h>
#include <stdlib.h>

/* One stream. */
struct converting {
    const struct options *opt;
    uint32_t kind;
    const char *what;          /* for people                                                      */
    tnef_convert *convert;
    struct spool spool;
    int failed;                /* errno of a write, or 0                                          */
};

static void *begin(const struct options *opt, uint32_t kind, const char *what)
{
    struct converting *c = calloc(1, sizeof *c);
    tnef_spool spool;
    tnef_convert_config cfg = { .size = sizeof cfg, .spool = &spool, .max_memory = BODY_MEMORY,
                                .decoder_limits = &opt->limits };

    if (c == NULL)
        return NULL;
    c->opt = opt;
    c->kind = kind;
    c->what = what;
    spool = spool_for(&c->spool);
    if (tnef_convert_new(&c->convert, &cfg, NULL) == TNEF_OK)
        return c;
    free(c);
    return NULL;
}

static void *ics_open(const struct source *source, const struct options *opt)
{
    (void)source;
    return begin(opt, TNEF_CONVERT_CALENDAR, "an entry of a calendar, a task or a note");
}

static void *eml_open(const struct source *source, const struct options *opt)
{
    (void)source;
    return begin(opt, TNEF_CONVERT_MAIL, "a message");
}

static void *vcf_open(const struct source *source, const struct options *opt)
{
    (void)source;
    return begin(opt, TNEF_CONVERT_CARD, "a contact or a distribution list");
}

static tnef_status converting_feed(void *session, const void *buf, size_t len)
{
    struct converting *c = session;

    return tnef_convert_feed(c->convert, buf, len, NULL);
}

static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
{
    struct converting *c = user;

    (void)taken;
    if (fwrite(buf, 1, len, stdout) == len)
        return TNEF_OK;
    c->failed = errno != 0 ? errno : EIO;
    return TNEF_STOPPED;
}

/* How the stream went: what is wrong with it is an outcome like that of other commands. */
static struct outcome outcome_of(struct converting *c, tnef_status status, int io)
{
    struct outcome o = { .status = status, .io = io };
    struct tnef_convert_info info = { .size = sizeof info };
    tnef_error error = { .size = sizeof error };

    tnef_convert_info(c->convert, &info);
    tnef_convert_error(c->convert, &error);
    if (o.io == 0)
        o.io = c->failed;
    if (o.io == 0 && status == TNEF_E_CALLBACK) {
        o.io = error.user_code;
        o.where = temporary_folder();
    }
    if (status == TNEF_OK)
        o.status = info.status;
    o.offset = error.offset;
    for (uint32_t code = 0; code < TNEF_A_END; code++)
        o.anomalies += tnef_convert_anomalies(c->convert, code);
    return o;
}

static int converting_close(void *session, const struct source *source, int io)
{
    struct converting *c = session;
    tnef_status status = tnef_convert_finish(c->convert);
    const int is_there = (tnef_convert_kinds(c->convert) & TNEF_CONVERT_BIT(c->kind)) != 0;
    struct outcome o;
    int code, found;

    if (status == TNEF_OK && is_there)
        status = tnef_convert_write(c->convert, c->kind, NULL, put, c);
    o = outcome_of(c, status, io);
    output_flush();
    code = outcome_exit_code(&o, c->opt);
    if (o.io != 0 || o.status != TNEF_OK)
        complain_outcome(source, &o);
    found = complain_losses(source, tnef_convert_left_out(c->convert), 1, c->opt->strict);
    if (code == EXIT_COMPLETE && !is_there) {
        complain(source, "it is not %s", c->what);
        code = EXIT_NO_BODY;
    }
    tnef_convert_free(c->convert);
    spool_close(&c->spool);
    free(c);
    return found > code ? found : code;
}

const struct command eml_command = { "eml", eml_open, converting_feed, converting_close, NULL };
const struct command ics_command = { "ics", ics_open, converting_feed, converting_close, NULL };
const struct command vcf_command = { "vcf", vcf_open, converting_feed, converting_close, NULL };
