/* SPDX-License-Identifier: MIT */
/* A stream and what is in its attachments; see nest.h.
 *
 * The stream goes to a tnef_mail as the only part of a mail, so that what is found in attachments is
 * found here as in any program. */

#define _POSIX_C_SOURCE 200809L

#include "nest.h"

#include <inttypes.h>
#include <string.h>

#define DEPTH_DEFAULT 16u
#define INPUT_DEFAULT (UINT64_C(16) << 30)

/* ---- Streams and mails --------------------------------------------------------------------- */

/* A part that says that it is TNEF, and is not. Of the outermost stream that is its status. */
static int is_no_stream(const tnef_mail_stream *s)
{
    return s->inner != 0 && s->part->found == TNEF_SCANNER_NONE;
}

static int on_stream_begin(void *user, const tnef_mail_stream *s)
{
    struct nest *n = user;
    struct nest_stream *open = &n->streams[n->top];

    if (is_no_stream(s))
        return TNEF_SKIP;
    n->level = n->top;
    snprintf(open->part, sizeof open->part, "%s", s->part->path);
    open->anomalies = 0;
    open->status = TNEF_OK;
    open->offset = 0;
    return n->to->stream_begin != NULL ? n->to->stream_begin(n->user) : TNEF_CONTINUE;
}

static void count_in(struct nest *n, tnef_status status)
{
    const struct outcome o = { .status = status };
    int code = outcome_exit_code(&o, n->opt);

    if (code > n->code)
        n->code = code;
}

static int on_stream_end(void *user, const tnef_mail_stream *s)
{
    struct nest *n = user;
    struct nest_stream *open = &n->streams[n->top];

    if (is_no_stream(s))
        return TNEF_CONTINUE;
    n->level = n->top;
    if (s->status != TNEF_OK || open->status == TNEF_OK) {
        open->status = s->status;
        open->offset = s->error->offset;
    }
    if (n->level == 0)
        n->ended = 1;
    else
        count_in(n, open->status);
    if (n->to->stream_end != NULL)
        n->to->stream_end(n->user);
    return TNEF_CONTINUE;
}

static int on_mail_begin(void *user, const tnef_mail_inner *inner)
{
    struct nest *n = user;
    struct nest_stream *next = &n->streams[inner->depth];

    n->top = inner->depth;
    next->base = n->depth + 1;
    next->mail = inner->number;
    next->mail_is_cut = next->base > n->max_depth;
    return next->mail_is_cut ? TNEF_SKIP : TNEF_CONTINUE;
}

static int on_mail_end(void *user, const tnef_mail_inner *inner)
{
    struct nest *n = user;
    const struct nest_stream *in_it = &n->streams[inner->depth];
    const struct nest_mail mail = {
        .depth = in_it->base - 1,
        .number = inner->number,
        .content = inner->content,
        .status = in_it->mail_is_cut ? TNEF_E_LIMIT_DEPTH : inner->status,
        .offset = inner->error->offset,
    };

    n->top = n->level = inner->depth - 1;
    count_in(n, mail.status);
    if (n->to->mail_end != NULL)
        n->to->mail_end(n->user, &mail);
    return TNEF_CONTINUE;
}

/* ---- The whole ----------------------------------------------------------------------------- */

/* Makes it wait for the bytes of the stream. */
static tnef_status begin(tnef_mail *mail)
{
    static const char type[] = "Content-Type", tnef[] = "application/ms-tnef";
    static const char encoding[] = "Content-Transfer-Encoding", binary[] = "binary";
    tnef_status status = tnef_mail_header(mail, type, sizeof type - 1, tnef, sizeof tnef - 1);

    if (status == TNEF_OK)
        status = tnef_mail_header(mail, encoding, sizeof encoding - 1, binary, sizeof binary - 1);
    return status == TNEF_OK ? tnef_mail_end_of_headers(mail) : status;
}

/* Each mail is smaller than the stream that holds it, so this is no limit of its own. */
static uint64_t inner_bytes(uint64_t max_input)
{
    return max_input < TNEF_TOTAL_CEILING / TNEF_MAIL_INNER_CEILING
         ? max_input * TNEF_MAIL_INNER_CEILING : TNEF_TOTAL_CEILING;
}

/* The limits of mails are one byte more than those of streams, which say more of what they cut. */
static tnef_status make(struct nest *n, const tnef_decoder_limits *limits, uint32_t flags)
{
    const tnef_reader_handlers handlers = nest_handlers_of(&n->to->of);
    const tnef_reader_config reader = {
        .size = sizeof reader, .flags = flags, .handlers = &handlers, .user = n,
        .decoder_limits = limits,
    };
    const tnef_mail_handlers mails = {
        .size = sizeof mails, .stream_begin = on_stream_begin, .stream_end = on_stream_end,
        .mail_begin = on_mail_begin, .mail_end = on_mail_end,
    };
    const tnef_scanner_limits scan = {
        .size = sizeof scan, .max_input = limits->max_input + 1,
        .max_stream = limits->max_input + 1, .max_output = TNEF_TOTAL_CEILING,
    };
    const tnef_mail_config cfg = {
        .size = sizeof cfg, .handlers = &mails, .user = n, .reader = &reader, .scanner_limits = &scan,
        .max_inner = TNEF_MAIL_INNER_CEILING, .max_inner_bytes = inner_bytes(limits->max_input),
    };

    return tnef_mail_new(&n->mail, &cfg, NULL);
}

tnef_status nest_open(struct nest *n, const struct nest_handlers *to, void *user,
                      const struct options *opt, uint32_t flags)
{
    tnef_decoder_limits limits = opt->limits;
    tnef_status status;

    memset(n, 0, sizeof *n);
    n->to = to;
    n->user = user;
    n->opt = opt;
    if (limits.max_depth == 0)
        limits.max_depth = DEPTH_DEFAULT;
    n->max_depth = limits.max_depth;
    limits.max_anomalies = UINT32_MAX;          /* all are counted here */
    limits.max_output = TNEF_TOTAL_CEILING;     /* bytes of messages may come once for each depth */
    if (limits.max_input == 0)
        limits.max_input = INPUT_DEFAULT;
    else if (limits.max_input == TNEF_TOTAL_CEILING)
        limits.max_input--;
    status = make(n, &limits, flags);
    return status == TNEF_OK ? begin(n->mail) : status;
}

tnef_status nest_feed(struct nest *n, const void *buf, size_t len)
{
    return n->mail != NULL ? tnef_mail_feed(n->mail, buf, len, NULL) : TNEF_STOPPED;
}

const struct nest_stream *nest_stream(const struct nest *n)
{
    return &n->streams[n->level];
}

struct source nest_source(const struct nest *n, const struct source *source)
{
    struct source s = *source;

    s.attached = n->streams[n->level].mail;
    s.attached_part = n->streams[n->level].part;
    return s;
}

void nest_complain_stream(const struct nest *n, const struct source *source)
{
    const struct nest_stream *s = nest_stream(n);
    const struct source where = nest_source(n, source);
    const struct outcome o = { .status = s->status, .offset = s->offset };

    if (n->level > 0)
        complain_outcome(&where, &o);
}

void nest_complain_mail(const struct source *source, const struct nest_mail *mail)
{
    if (mail->status != TNEF_OK)
        complain(source, "attached mail %" PRIu32 ": %s (%s, at offset %" PRIu64 ")", mail->number,
                 tnef_status_text(mail->status), tnef_status_name(mail->status), mail->offset);
}

struct outcome nest_finish(struct nest *n)
{
    struct outcome o = { .status = TNEF_OK };
    tnef_error error = { .size = sizeof error };

    o.status = tnef_mail_finish(n->mail);
    tnef_mail_error(n->mail, &error);
    o.offset = error.offset;
    if (n->ended) {
        o.status = n->streams[0].status;
        o.offset = n->streams[0].offset;
    }
    o.anomalies = n->anomalies;
    o.kinds = n->kinds;
    return o;
}

void nest_close(struct nest *n)
{
    tnef_mail_free(n->mail);
    n->mail = NULL;
}
