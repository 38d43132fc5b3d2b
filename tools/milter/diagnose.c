/* SPDX-License-Identifier: MIT */
/* What is wrong with a mail. */

#include "diagnose.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { WINDOW = 65536 };

static int stream_end(void *user, const tnef_mail_stream *stream)
{
    struct diagnosis *d = user;

    d->streams++;
    if (stream->status != TNEF_OK && d->error.status == TNEF_OK) {
        memcpy(&d->error, stream->error, sizeof d->error);
        (void)snprintf(d->part, sizeof d->part, "%s", stream->part->path);
    }
    return TNEF_CONTINUE;
}

/* Feeds the mail, until it ends or the reader wants no more. */
static int feed(tnef_mail *reader, struct spool *mail, uint64_t size)
{
    unsigned char window[WINDOW];
    uint64_t at = 0;

    while (at < size) {
        const size_t n = size - at < sizeof window ? (size_t)(size - at) : sizeof window;
        const int failed = spool_read(mail, at, window, n);

        if (failed != 0)
            return failed;
        if (tnef_mail_feed(reader, window, n, NULL) != TNEF_OK)
            break;
        at += n;
    }
    (void)tnef_mail_finish(reader);
    return 0;
}

static int read_with(struct spool *mail, uint64_t size, uint32_t policy, struct diagnosis *out)
{
    const tnef_mail_handlers handlers = { .size = sizeof handlers, .stream_end = stream_end };
    const tnef_scanner_limits limits = { .size = sizeof limits, .max_streams = TNEF_SCANNER_PARTS_CEILING };
    const tnef_mail_config cfg = { .size = sizeof cfg,
                                   .policy = policy,
                                   .handlers = &handlers,
                                   .user = out,
                                   .scanner_limits = &limits,
                                   .descend = TNEF_MAIL_DESCEND_NEVER };
    tnef_mail *reader;
    int failed;

    if (tnef_mail_new(&reader, &cfg, NULL) != TNEF_OK)
        return ENOMEM;
    failed = feed(reader, mail, size);
    /* What is wrong with the mail itself counts only where no stream is to blame. */
    if (out->error.status == TNEF_OK)
        tnef_mail_error(reader, &out->error);
    tnef_mail_free(reader);
    return failed;
}

int diagnose(struct spool *mail, uint64_t size, int is_ambiguous, struct diagnosis *out)
{
    struct diagnosis strict = { .error = { .size = sizeof strict.error, .code = TNEF_NO_CODE } };
    int failed;

    *out = strict;
    failed = read_with(mail, size, TNEF_SCANNER_FIND, out);
    if (failed != 0 || !is_ambiguous || out->streams == 0)
        return failed;
    failed = read_with(mail, size, TNEF_SCANNER_STRICT, &strict);
    strict.streams = out->streams;
    *out = strict;
    return failed;
}

void diagnosis_words(const struct diagnosis *d, char *out, size_t room)
{
    const tnef_error *e = &d->error;
    int n = snprintf(out, room, "status=%s", tnef_status_name(e->status));
    size_t len = n > 0 && (size_t)n < room ? (size_t)n : 0;

    if (e->status == TNEF_OK)
        return;
    n = snprintf(out + len, room - len, " offset=%" PRIu64 " limit=%" PRIu64 " found=%" PRIu64, e->offset,
                 e->limit, e->found);
    len += n > 0 && (size_t)n < room - len ? (size_t)n : 0;
    n = e->code == TNEF_NO_CODE ? 0 : snprintf(out + len, room - len, " code=%s", tnef_anomaly_name(e->code));
    len += n > 0 && (size_t)n < room - len ? (size_t)n : 0;
    if (d->part[0] != '\0')
        (void)snprintf(out + len, room - len, " part=%s", d->part);
}
