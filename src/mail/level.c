/* SPDX-License-Identifier: MIT */
/* One mail: the scanner's streams go to a reader, one after the other.
 *
 * The scanner reports the end of a part once, but that end takes several handler calls: what the reader still
 * has to report, stream_end, part_end. Each of them may pause. So the part is copied, the scanner pauses, and
 * the calls that are due are made one by one before it goes on. */

#include "mail/priv.h"

#include "base/anomalies.h"

#define USER(level) (tnefi_mail_speaks(level), (level)->mail->set.user)

/* Notes where in the outermost mail a handler is called: at a head, body or end of a part, since how far the
 * scanner has come depends on how the input was cut. */
static void takes_place(struct tnefi_mail_level *l, uint64_t offset)
{
    if (l->index == 0)
        l->mail->place = offset;
}

/* ---- Streams ------------------------------------------------------------------------------- */

static void stream_opens(struct tnefi_mail_level *l, const tnef_scanner_part *part)
{
    struct tnef_mail *m = l->mail;

    m->streams++;
    l->stream.number = m->streams;
    l->stream.part = part;
    l->stream.status = TNEF_OK;
    l->stream.error = &l->error;
    l->stream.size = 0;
    l->stream.inner = l->index > 0 ? m->level[l->index - 1u]->inner.info.number : 0;
    tnefi_mail_clear_error(&l->error);
    l->inner.look = LOOK_NONE;
    l->open = 1;
    l->skipped = l->failed = 0;
}

static int on_found(void *user, const tnef_scanner_part *part)
{
    struct tnefi_mail_level *l = user;
    struct tnef_mail *m = l->mail;
    int answer = TNEF_CONTINUE;

    takes_place(l, part->body);
    l->part = *part; /* for a stream whose part will not be reported to end */
    stream_opens(l, part);
    tnefi_mail_level_forget(l);
    l->has_read = 1;
    if (m->set.handlers.stream_begin != NULL)
        answer = tnefi_mail_answered(m, m->set.handlers.stream_begin(USER(l), &l->stream));
    l->skipped = answer == TNEF_SKIP;
    return answer;
}

/* How many bytes the reader is fed at a time: so few that what it has for the next level has room there. */
static size_t piece_of(const struct tnefi_mail_level *l, size_t len)
{
    return l->mail->set.descend != 0 && len > INNER_PIECE ? INNER_PIECE : len;
}

/* The reader has failed, or a handler has ended everything. The rest of a stream whose reader has failed is
 * passed over; its status is reported with its end. */
static tnef_status reader_failed(struct tnefi_mail_level *l, tnef_status status)
{
    tnef_error e = { .size = sizeof e };

    if (status == TNEF_STOPPED || status == TNEF_E_CALLBACK) {
        tnef_reader_error(l->reader, &e);
        tnefi_mail_fail(l->mail, status, e.user_code);
        return status;
    }
    l->failed = 1;
    tnefi_mail_inner_lost(l);
    return tnefi_mail_inner_waits(l) ? TNEF_PAUSED : TNEF_OK;
}

static tnef_status on_bytes(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnefi_mail_level *l = user;
    const uint8_t *p = buf;
    size_t done = 0;
    tnef_status status = TNEF_OK;

    while (done < len && status == TNEF_OK && l->failed == 0) {
        size_t n = 0;

        status = tnef_reader_feed(l->reader, p + done, piece_of(l, len - done), &n);
        l->stream.size += n;
        done += n;
        if (status != TNEF_OK && status != TNEF_PAUSED)
            status = reader_failed(l, status);
    }
    if (l->failed != 0) {
        l->stream.size += len - done;
        done = len;
    }
    *taken = done;
    return status;
}

/* ---- What is due --------------------------------------------------------------------------- */

static void finish_reader(struct tnefi_mail_level *l)
{
    tnef_status status;

    if (l->skipped != 0) {
        l->due = DUE_STREAM_END;
        return;
    }
    status = tnef_reader_finish(l->reader);
    if (status == TNEF_PAUSED)
        return;
    l->due = DUE_STREAM_END;
    l->error.size = sizeof l->error;
    tnef_reader_error(l->reader, &l->error);
    l->error.status = status;
    l->stream.status = status;
    if (status == TNEF_STOPPED || status == TNEF_E_CALLBACK)
        tnefi_mail_fail(l->mail, status, l->error.user_code);
    else
        tnefi_mail_inner_lost(l);
}

/* The part claims to be TNEF and is not: it is reported as a stream of which nothing can be read. */
static void no_stream(struct tnefi_mail_level *l)
{
    struct tnef_mail *m = l->mail;

    stream_opens(l, &l->part);
    l->stream.status =
        TNEFI_MET(l->part.anomalies, TNEF_SCANNER_A_SHORT) ? TNEF_E_TRUNCATED : TNEF_E_SIGNATURE;
    l->error.status = l->stream.status;
    l->error.offset = l->part.shown;
    l->due = DUE_STREAM_END;
    if (m->set.handlers.stream_begin != NULL)
        (void)tnefi_mail_answered(m, m->set.handlers.stream_begin(USER(l), &l->stream));
}

static void end_stream(struct tnefi_mail_level *l)
{
    struct tnef_mail *m = l->mail;

    l->due = l->lost != 0 ? DUE_NOTHING : DUE_PART_END;
    l->open = 0;
    if (l->stream.status != TNEF_OK)
        tnefi_mail_keep(m, &l->error);
    l->stream.part = &l->part;
    if (m->set.handlers.stream_end != NULL)
        (void)tnefi_mail_answered(m, m->set.handlers.stream_end(USER(l), &l->stream));
}

static void end_part(struct tnefi_mail_level *l)
{
    struct tnef_mail *m = l->mail;

    l->due = DUE_NOTHING;
    if (m->set.handlers.part_end != NULL)
        (void)tnefi_mail_answered(m, m->set.handlers.part_end(USER(l), &l->part));
}

void tnefi_mail_level_due(struct tnefi_mail_level *l)
{
    switch (l->due) {
    case DUE_STREAM_BEGIN:
        no_stream(l);
        break;
    case DUE_FINISH:
        finish_reader(l);
        break;
    case DUE_STREAM_END:
        end_stream(l);
        break;
    default:
        end_part(l);
        break;
    }
}

static int on_part_begin(void *user, const tnef_scanner_part *part)
{
    struct tnefi_mail_level *l = user;
    struct tnef_mail *m = l->mail;

    takes_place(l, part->head);
    if (m->set.handlers.part_begin == NULL)
        return TNEF_CONTINUE;
    return tnefi_mail_answered(m, m->set.handlers.part_begin(USER(l), part));
}

/* Notes the calls that the end of the part leads to, for which the scanner pauses. If it is one call only, it
 * is made at once. */
static int on_part_end(void *user, const tnef_scanner_part *part)
{
    struct tnefi_mail_level *l = user;
    struct tnef_mail *m = l->mail;

    takes_place(l, part->end);
    l->part = *part;
    if (l->open != 0) { /* no other part ends before that of the stream */
        l->due = DUE_FINISH;
        return TNEF_PAUSE;
    }
    if (TNEFI_MET(part->anomalies, TNEF_SCANNER_A_NO_SIGNATURE)) {
        l->due = DUE_STREAM_BEGIN;
        return TNEF_PAUSE;
    }
    if (m->set.handlers.part_end == NULL)
        return TNEF_CONTINUE;
    return tnefi_mail_answered(m, m->set.handlers.part_end(USER(l), part));
}

/* ---- Life ---------------------------------------------------------------------------------- */

void tnefi_mail_level_start(struct tnefi_mail_level *l)
{
    l->due = DUE_NOTHING;
    l->open = l->skipped = l->failed = l->lost = 0;
    l->inner.look = LOOK_NONE;
    l->inner.at = l->inner.len = 0;
    l->inner.more = l->inner.ends = l->inner.cut = 0;
    tnefi_mail_clear_error(&l->error);
}

void tnefi_mail_level_forget(struct tnefi_mail_level *l)
{
    if (l->has_read)
        (void)tnef_reader_reset(l->reader);
    l->has_read = 0;
}

tnef_status tnefi_mail_level_make(struct tnef_mail *m, struct tnefi_mail_level *l)
{
    static const tnef_scanner_handlers handlers = {
        .size = sizeof handlers,
        .part_begin = on_part_begin,
        .found = on_found,
        .part_end = on_part_end,
        .sink = on_bytes,
    };
    tnef_scanner_config scan = m->set.scanner;
    tnef_reader_config reader = m->set.reader;
    tnef_reader_handlers forward;
    tnef_status status;

    l->mail = m;
    l->has_read = 0;
    l->scanner = NULL;
    l->reader = NULL;
    tnefi_mail_level_start(l);
    tnefi_mail_forward(&m->set, &forward);
    scan.handlers = &handlers;
    scan.user = l;
    reader.handlers = &forward;
    reader.user = l;
    status = tnef_scanner_new(&l->scanner, &scan, &m->alloc);
    return status == TNEF_OK ? tnef_reader_new(&l->reader, &reader, &m->alloc) : status;
}

void tnefi_mail_level_end(struct tnefi_mail_level *l)
{
    tnef_reader_free(l->reader);
    tnef_scanner_free(l->scanner);
}
