/* SPDX-License-Identifier: MIT */
/* One mail, as it comes. */

#include "message.h"

#include <errno.h>
#include <string.h>

const char *stop_name(enum stop stop)
{
    static const char *const names[] = {
        "none", "too-large", "too-many-mails", "no-memory", "spool", "header"
    };

    return names[stop];
}

void message_begin(struct message *m, const struct config *cfg, int busy)
{
    memset(m, 0, sizeof *m);
    m->cfg = cfg;
    /* After the mail comes what the converter has no memory for, which knows its own bound. */
    spool_init(&m->mail, cfg->spool_dir, cfg->spool_memory, cfg->max_mail + cfg->max_spool);
    spool_init(&m->out, cfg->spool_dir, cfg->spool_memory, cfg->max_spool);
    fields_init(&m->fields, cfg->max_header);
    /* What a message adds to a header is bounded by the recipients that it may have. */
    m->header.max = (size_t)cfg->max_header * 2;
    if (busy)
        m->stop = STOP_BUSY;
}

void message_end(struct message *m)
{
    tnef_unwrap_free(m->unwrap);
    m->unwrap = NULL;
    spool_end(&m->mail);
    spool_end(&m->out);
    fields_end(&m->fields);
    text_end(&m->header);
    change_end(&m->change);
}

/* Notes why it is not read on; the first reason counts. What it held is given back at once. */
static void stop(struct message *m, enum stop why, int code)
{
    if (m->stop != STOP_NONE)
        return;
    m->stop = why;
    m->code = code;
    message_end(m);
}

static void stop_for(struct message *m, int code)
{
    stop(m, code == ENOMEM ? STOP_MEMORY : STOP_LARGE, code);
}

void message_field(struct message *m, const char *name, const char *value, int with_blank)
{
    const int failed = m->stop == STOP_NONE ? fields_add(&m->fields, name, value, with_blank) : 0;

    if (failed != 0)
        stop_for(m, failed);
}

static tnef_status make_unwrap(struct message *m)
{
    const tnef_spool spool = spool_for(&m->mail);
    const tnef_convert_config convert = { .size = sizeof convert,
                                          .max_memory = m->cfg->memory,
                                          .max_spool = m->cfg->max_spool,
                                          .max_output = m->cfg->max_output };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool, .convert = &convert };

    return tnef_unwrap_new(&m->unwrap, &cfg, NULL);
}

static void failed_in_library(struct message *m, tnef_status status)
{
    tnef_error error = { .size = sizeof error };

    tnef_unwrap_error(m->unwrap, &error);
    if (status == TNEF_E_MEMORY)
        stop(m, STOP_MEMORY, ENOMEM);
    else
        stop(m, STOP_SPOOL, status == TNEF_E_CALLBACK ? error.user_code : EIO);
}

static void feed(struct message *m, const void *p, size_t len)
{
    tnef_status status;

    if (m->stop != STOP_NONE)
        return;
    if (len > m->cfg->max_mail - m->size) {
        stop(m, STOP_LARGE, EFBIG);
        return;
    }
    status = tnef_unwrap_feed(m->unwrap, p, len, NULL);
    if (status != TNEF_OK)
        failed_in_library(m, status);
    else
        m->size += len;
}

/* Only now memory is needed: many mails end before they have a header. */
void message_end_of_header(struct message *m)
{
    if (m->stop != STOP_NONE)
        return;
    if (make_unwrap(m) != TNEF_OK) {
        stop(m, STOP_MEMORY, ENOMEM);
        return;
    }
    feed(m, m->fields.text.p, m->fields.text.len);
    feed(m, "\r\n", 2);
}

void message_body(struct message *m, const void *p, size_t len)
{
    feed(m, p, len);
}

/* ---- The mail as it goes --------------------------------------------------------------------- */

struct writing {
    struct message *m;
    void (*alive)(void *user);
    void *user;
    uint64_t told; /* bytes after which the MTA was told last                        */
    int failed;
};

enum { TELL_AFTER = 16 << 20 };

/* The header ends with an empty line, which is none of its fields. Returns how many bytes belong to it. */
static size_t header_bytes(struct message *m, const char *p, size_t len)
{
    size_t i = 0;

    while (i < len && !m->in_body) {
        memmove(m->line_end, m->line_end + 1, 3);
        m->line_end[3] = (unsigned char)p[i++];
        m->in_body = memcmp(m->line_end, "\r\n\r\n", 4) == 0;
    }
    return i;
}

static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
{
    struct writing *w = user;
    struct message *m = w->m;
    const size_t head = header_bytes(m, buf, len);

    (void)taken;
    if (head > 0)
        w->failed = text_add(&m->header, buf, head);
    if (w->failed == 0)
        w->failed = spool_write(&m->out, m->out.end, (const char *)buf + head, len - head);
    if (w->failed == 0 && m->out.end - w->told >= TELL_AFTER) {
        w->told = m->out.end;
        w->alive(w->user);
    }
    return w->failed == 0 ? TNEF_OK : TNEF_STOPPED;
}

/* Writes all of it, and looks what has to be done to the header. Returns whether it can be done. */
static int write_out(struct message *m, void (*alive)(void *user), void *user)
{
    struct writing w = { .m = m, .alive = alive, .user = user };
    tnef_status status;

    /* The header may be empty, and its end is an empty line then, too. */
    memcpy(m->line_end, "  \r\n", 4);
    status = tnef_unwrap_write(m->unwrap, put, &w);
    if (status != TNEF_OK && w.failed == 0) {
        failed_in_library(m, status);
        return 0;
    }
    if (w.failed == EFBIG)
        return 0;
    if (w.failed != 0) {
        stop(m, w.failed == ENOMEM ? STOP_MEMORY : STOP_SPOOL, w.failed);
        return 0;
    }
    if (m->header.len >= 2)
        m->header.len -= 2;
    w.failed = m->in_body ? fields_compare(&m->fields, &m->header, &m->change) : EINVAL;
    if (w.failed != 0)
        stop(m, w.failed == ENOMEM ? STOP_MEMORY : STOP_HEADER, w.failed);
    return w.failed == 0;
}

/* ---- The end --------------------------------------------------------------------------------- */

static int look_again(struct message *m)
{
    const int is_ambiguous = (m->info.kept & TNEF_UNWRAP_AMBIGUOUS) != 0;
    const int failed = diagnose(&m->mail, m->size, is_ambiguous, &m->diagnosis);

    if (failed != 0)
        stop(m, failed == ENOMEM ? STOP_MEMORY : STOP_SPOOL, failed);
    return failed == 0;
}

static void decide(struct message *m)
{
    const struct finding found = { m->info.streams, m->info.replaced, m->info.kept,
                                   fields_has(&m->fields, "X-TNEF-Unwrapped") };

    m->verdict = judge(m->cfg, &found);
}

void message_finish(struct message *m, void (*alive)(void *user), void *user)
{
    tnef_status status;

    if (m->stop != STOP_NONE)
        return;
    m->info.size = sizeof m->info;
    status = tnef_unwrap_finish(m->unwrap);
    if (status != TNEF_OK) {
        failed_in_library(m, status);
        return;
    }
    tnef_unwrap_info(m->unwrap, &m->info);
    if ((m->info.kept & JUDGE_WRONG) != 0 && !look_again(m))
        return;
    /* Of a mail that was not read to its end only the second reading tells whether it has a stream at all. */
    if ((m->info.kept & (TNEF_UNWRAP_AMBIGUOUS | TNEF_UNWRAP_LIMIT)) != 0 && m->diagnosis.streams == 0) {
        m->info.kept = 0;
        m->info.streams = 0;
    }
    alive(user);
    decide(m);
    if (m->verdict.action == ACT_UNWRAP && !write_out(m, alive, user) && m->stop == STOP_NONE) {
        /* It would become larger than it may be. */
        m->info.kept |= TNEF_UNWRAP_LIMIT;
        m->info.replaced = 0;
        decide(m);
    }
}
