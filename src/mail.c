/* SPDX-License-Identifier: MIT */
/* TNEF out of mail: the scanner's streams go to a reader, one after the other.
 *
 * The end of a stream takes several handler calls (what the reader still has to say, stream_end,
 * part_end), and the scanner says its end once. So it is copied, and the calls that are due are
 * made one by one, before the scanner goes on. */

#include <tnef/mail.h>

#include "alloc.h"
#include "config.h"

/* What is due, in this order. */
enum { DUE_NOTHING, DUE_STREAM_BEGIN, DUE_FINISH, DUE_STREAM_END, DUE_PART_END };

struct tnef_mail {
    tnef_mail_handlers handlers;
    void *user;
    tnef_allocator alloc;
    tnef_scanner *scanner;
    tnef_reader *reader;
    tnef_scan_part part;     /* that ends */
    tnef_mail_stream stream;
    tnef_error error;        /* of the stream */
    tnef_error fatal, limit, damage;
    uint32_t due;
    uint16_t busy, open, skipped, failed, paused;
};

/* ---- Results ------------------------------------------------------------------------------- */

static void clear_error(tnef_error *e)
{
    e->size = sizeof *e;
    e->status = TNEF_OK;
    e->offset = e->limit = e->found = 0;
    e->depth = e->attr = e->prop = 0;
    e->code = TNEF_A_NUMBER_OF;
    e->user_code = 0;
}

static void fail(tnef_mail *m, tnef_status status, int32_t user_code)
{
    if (m->fatal.status != TNEF_OK)
        return;
    m->fatal.status = status;
    m->fatal.offset = tnef_scanner_offset(m->scanner);
    m->fatal.user_code = user_code;
}

/* What a handler answered; TNEF_PAUSE is noted, what ends everything is kept. */
static int answered(tnef_mail *m, int answer)
{
    if (answer < 0 || answer > TNEF_STOP)
        fail(m, TNEF_E_CALLBACK, answer);
    else if (answer == TNEF_STOP)
        fail(m, TNEF_STOPPED, 0);
    else if (answer == TNEF_PAUSE)
        m->paused = 1;
    return answer;
}

/* The first of each kind of status that streams ended with. */
static void keep_result(tnef_mail *m)
{
    tnef_error *to = TNEF_IS_LIMIT(m->stream.status) ? &m->limit : &m->damage;

    if (m->stream.status != TNEF_OK && to->status == TNEF_OK)
        *to = m->error;
}

/* ---- Streams ------------------------------------------------------------------------------- */

static void stream_opens(tnef_mail *m, const tnef_scan_part *part)
{
    m->stream.number++;
    m->stream.part = part;
    m->stream.status = TNEF_OK;
    m->stream.error = &m->error;
    m->stream.size = 0;
    clear_error(&m->error);
    m->open = 1;
    m->skipped = m->failed = 0;
}

static int on_found(void *user, const tnef_scan_part *part)
{
    tnef_mail *m = user;
    int answer = TNEF_CONTINUE;

    stream_opens(m, part);
    (void)tnef_reader_reset(m->reader);
    if (m->handlers.stream_begin != NULL)
        answer = answered(m, m->handlers.stream_begin(m->user, &m->stream));
    m->skipped = answer == TNEF_SKIP;
    m->paused = 0;              /* the scanner pauses */
    return answer;
}

/* Bytes of a stream. One that has failed is passed over: its status comes with its end. */
static tnef_status on_bytes(void *user, const void *buf, size_t len, size_t *taken)
{
    tnef_mail *m = user;
    tnef_error e = { .size = sizeof e };
    tnef_status status;

    if (m->failed != 0)
        return TNEF_OK;
    status = tnef_reader_feed(m->reader, buf, len, taken);
    m->stream.size += *taken;
    if (status == TNEF_OK || status == TNEF_PAUSED)
        return status;
    if (status == TNEF_STOPPED || status == TNEF_E_CALLBACK) {
        tnef_reader_error(m->reader, &e);
        fail(m, status, e.user_code);
        return status;
    }
    m->stream.size += len - *taken;
    *taken = len;
    m->failed = 1;
    return TNEF_OK;
}

/* ---- What is due --------------------------------------------------------------------------- */

static void finish_reader(tnef_mail *m)
{
    tnef_status status;

    if (m->skipped != 0) {
        m->due = DUE_STREAM_END;
        return;
    }
    status = tnef_reader_finish(m->reader);
    if (status == TNEF_PAUSED) {
        m->paused = 1;
        return;
    }
    m->due = DUE_STREAM_END;
    m->error.size = sizeof m->error;
    tnef_reader_error(m->reader, &m->error);
    m->error.status = status;
    m->stream.status = status;
    if (status == TNEF_STOPPED || status == TNEF_E_CALLBACK)
        fail(m, status, m->error.user_code);
}

/* The part claims to be TNEF, and is not: a stream of which nothing can be read. */
static void no_stream(tnef_mail *m)
{
    int answer = TNEF_CONTINUE;

    stream_opens(m, &m->part);
    m->stream.status = (m->part.findings & TNEF_SCAN_BIT(TNEF_SCAN_SHORT)) != 0
                     ? TNEF_E_TRUNCATED : TNEF_E_SIGNATURE;
    m->error.status = m->stream.status;
    m->error.offset = m->part.shown;
    m->due = DUE_STREAM_END;
    if (m->handlers.stream_begin != NULL)
        answer = m->handlers.stream_begin(m->user, &m->stream);
    (void)answered(m, answer);
}

static void end_stream(tnef_mail *m)
{
    int answer = TNEF_CONTINUE;

    m->due = DUE_PART_END;
    m->open = 0;
    keep_result(m);
    m->stream.part = &m->part;
    if (m->handlers.stream_end != NULL)
        answer = m->handlers.stream_end(m->user, &m->stream);
    (void)answered(m, answer);
}

static void end_part(tnef_mail *m)
{
    m->due = DUE_NOTHING;
    if (m->handlers.part_end != NULL)
        (void)answered(m, m->handlers.part_end(m->user, &m->part));
}

/* Makes the calls that are due, until a handler wants a halt. */
static void run_due(tnef_mail *m)
{
    while (m->due != DUE_NOTHING && m->paused == 0 && m->fatal.status == TNEF_OK) {
        switch (m->due) {
        case DUE_STREAM_BEGIN: no_stream(m);     break;
        case DUE_FINISH:       finish_reader(m); break;
        case DUE_STREAM_END:   end_stream(m);    break;
        default:               end_part(m);      break;
        }
    }
}

static int on_part_begin(void *user, const tnef_scan_part *part)
{
    tnef_mail *m = user;
    int answer = TNEF_CONTINUE;

    if (m->handlers.part_begin != NULL)
        answer = answered(m, m->handlers.part_begin(m->user, part));
    m->paused = 0;              /* the scanner pauses */
    return answer;
}

static int on_part_end(void *user, const tnef_scan_part *part)
{
    tnef_mail *m = user;

    m->part = *part;
    if (m->open != 0 && part->found != TNEF_SCAN_NONE)
        m->due = DUE_FINISH;
    else if ((part->findings & TNEF_SCAN_BIT(TNEF_SCAN_NO_SIGNATURE)) != 0)
        m->due = DUE_STREAM_BEGIN;
    else
        m->due = DUE_PART_END;
    m->paused = 0;
    run_due(m);
    if (m->fatal.status == TNEF_STOPPED)
        return TNEF_STOP;
    if (m->fatal.status != TNEF_OK)
        return m->fatal.user_code < 0 ? m->fatal.user_code : -1;
    return m->paused != 0 ? TNEF_PAUSE : TNEF_CONTINUE;
}

/* ---- Life ---------------------------------------------------------------------------------- */

static tnef_status import_handlers(tnef_mail_handlers *out, const tnef_mail_handlers *h)
{
    static const tnef_mail_handlers none = { .size = sizeof none };

    if (h == NULL)
        h = &none;
    if (!tnefi_struct_readable(h, h->size, sizeof *h, sizeof *h))
        return TNEF_E_ARGUMENT;
    out->size = sizeof *out;
    out->stream_begin = h->stream_begin;
    out->stream_end = h->stream_end;
    out->part_begin = h->part_begin;
    out->part_end = h->part_end;
    return TNEF_OK;
}

static void start(tnef_mail *m)
{
    clear_error(&m->fatal);
    clear_error(&m->limit);
    clear_error(&m->damage);
    clear_error(&m->error);
    m->stream.number = 0;
    m->due = DUE_NOTHING;
    m->busy = m->open = m->skipped = m->failed = m->paused = 0;
}

static tnef_status make(tnef_mail *m, const tnef_mail_config *cfg)
{
    static const tnef_scan_handlers handlers = {
        .size = sizeof handlers, .part_begin = on_part_begin, .found = on_found,
        .part_end = on_part_end, .sink = on_bytes,
    };
    const tnef_scanner_config scan = { .size = sizeof scan, .policy = cfg->policy,
                                       .handlers = &handlers, .user = m, .limits = cfg->limits,
                                       .refuse = cfg->refuse };
    tnef_status status = import_handlers(&m->handlers, cfg->handlers);

    if (status == TNEF_OK)
        status = tnef_scanner_new(&m->scanner, &scan, &m->alloc);
    if (status == TNEF_OK)
        status = tnef_reader_new(&m->reader, cfg->reader, &m->alloc);
    return status;
}

static const tnef_mail_config no_config = { .size = sizeof no_config };

size_t tnef_mail_size(const tnef_mail_config *cfg)
{
    const tnef_mail_config *c = cfg != NULL ? cfg : &no_config;
    tnef_scanner_config scan = { .size = sizeof scan };
    size_t reader, scanner;

    if (!tnefi_struct_readable(c, c->size, sizeof *c, sizeof *c))
        return 0;
    scan.policy = c->policy;
    scan.limits = c->limits;
    scan.refuse = c->refuse;
    scanner = tnef_scanner_size(&scan);
    reader = tnef_reader_size(c->reader);
    return reader == 0 || scanner == 0 ? 0 : sizeof(tnef_mail) + scanner + reader;
}

tnef_status tnef_mail_new(tnef_mail **out, const tnef_mail_config *cfg,
                          const tnef_allocator *alloc)
{
    const tnef_allocator *a = alloc != NULL ? alloc : tnefi_default_allocator();
    const tnef_mail_config *c = cfg != NULL ? cfg : &no_config;
    tnef_status status;
    tnef_mail *m;

    *out = NULL;
    if (a->alloc == NULL || a->release == NULL
        || !tnefi_struct_readable(c, c->size, sizeof *c, sizeof *c))
        return TNEF_E_ARGUMENT;
    m = a->alloc(a->user, sizeof *m);
    if (m == NULL)
        return TNEF_E_MEMORY;
    m->alloc = *a;
    m->user = c->user;
    m->scanner = NULL;
    m->reader = NULL;
    start(m);
    status = make(m, c);
    if (status == TNEF_OK)
        *out = m;
    else
        tnef_mail_free(m);
    return status;
}

void tnef_mail_free(tnef_mail *mail)
{
    tnef_allocator a;

    if (mail == NULL)
        return;
    a = mail->alloc;
    tnef_reader_free(mail->reader);
    tnef_scanner_free(mail->scanner);
    a.release(a.user, mail, sizeof *mail);
}

static tnef_status misuse(tnef_mail *m, tnef_status status)
{
    fail(m, status, 0);
    return status;
}

tnef_status tnef_mail_reset(tnef_mail *mail)
{
    if (mail->busy != 0)
        return misuse(mail, TNEF_E_STATE);
    (void)tnef_scanner_reset(mail->scanner);
    (void)tnef_reader_reset(mail->reader);
    start(mail);
    return TNEF_OK;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

/* Before the scanner goes on: what it has said before. TNEF_OK: it may. */
static tnef_status begin(tnef_mail *m)
{
    if (m->busy != 0)
        return misuse(m, TNEF_E_STATE);
    if (m->fatal.status != TNEF_OK)
        return m->fatal.status;
    m->paused = 0;
    m->busy = 1;
    run_due(m);
    m->busy = 0;
    if (m->fatal.status != TNEF_OK)
        return m->fatal.status;
    if (m->paused != 0)
        return TNEF_PAUSED;
    m->busy = 1;
    return TNEF_OK;
}

/* What the scanner returned. Its own errors become those of the mail. */
static tnef_status end(tnef_mail *m, tnef_status status)
{
    tnef_error e = { .size = sizeof e };

    m->busy = 0;
    if (m->fatal.status != TNEF_OK)
        return m->fatal.status;
    if (status == TNEF_OK || status == TNEF_PAUSED || TNEF_IS_LIMIT(status))
        return status;
    tnef_scanner_error(m->scanner, &e);
    m->fatal = e;
    return status;
}

tnef_status tnef_mail_feed(tnef_mail *mail, const void *buf, size_t len, size_t *taken)
{
    tnef_status status = begin(mail);

    if (taken != NULL)
        *taken = 0;
    if (status != TNEF_OK)
        return status;
    status = tnef_scanner_feed(mail->scanner, buf, len, taken);
    return end(mail, status);
}

tnef_status tnef_mail_header(tnef_mail *mail, const char *name, size_t name_len,
                             const char *value, size_t value_len)
{
    tnef_status status = begin(mail);

    if (status != TNEF_OK)
        return status;
    status = tnef_scanner_header(mail->scanner, name, name_len, value, value_len);
    return end(mail, status);
}

tnef_status tnef_mail_end_of_headers(tnef_mail *mail)
{
    tnef_status status = begin(mail);

    if (status != TNEF_OK)
        return status;
    status = tnef_scanner_end_of_headers(mail->scanner);
    return end(mail, status);
}

tnef_status tnef_mail_finish(tnef_mail *mail)
{
    tnef_status status = begin(mail);

    if (status != TNEF_OK)
        return status;
    status = tnef_scanner_finish(mail->scanner);
    status = end(mail, status);
    if (status != TNEF_OK)
        return status;
    return mail->limit.status != TNEF_OK ? mail->limit.status : mail->damage.status;
}

void tnef_mail_error(const tnef_mail *mail, tnef_error *out)
{
    tnef_error e = { .size = sizeof e };

    if (out->size < sizeof *out)
        return;
    tnef_scanner_error(mail->scanner, &e);
    if (mail->fatal.status != TNEF_OK)
        *out = mail->fatal;
    else if (e.status != TNEF_OK)
        *out = e;
    else
        *out = mail->limit.status != TNEF_OK ? mail->limit : mail->damage;
    out->size = sizeof *out;
}

uint64_t tnef_mail_offset(const tnef_mail *mail)
{
    return tnef_scanner_offset(mail->scanner);
}

uint32_t tnef_mail_streams(const tnef_mail *mail)
{
    return mail->stream.number;
}

uint64_t tnef_mail_findings(const tnef_mail *mail)
{
    return tnef_scanner_findings(mail->scanner);
}
