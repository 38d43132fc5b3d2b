/* SPDX-License-Identifier: MIT */
/* A mail on standard input; the names of the attachments in its TNEF parts on standard output.
 *
 *     cc filter_mail.c $(pkg-config --cflags --libs tnef) -o filter_mail
 *     ./filter_mail < mail.eml
 *
 * The mail may be malformed: each stream that any plausible reading shows is found, and what was
 * odd about its part is said on standard error. */

#include <stdio.h>

#include <tnef/tnef.h>

/* Windows has standard input in text mode, where 1A ends a file and CR is lost. */
#ifdef _WIN32
#  include <fcntl.h>
#  include <io.h>
#  define BINARY(file) (void)_setmode(_fileno(file), _O_BINARY)
#else
#  define BINARY(file) (void)(file)
#endif

/* Names attachments and remainders: another reader may find something in a remainder, so a filter wants to
 * see it. */
static int attachment(void *user, const tnef_part *part)
{
    (void)user;
    if (!TNEF_PART_IS_BODY(part->kind))
        printf("%s\n", part->name.text);
    return TNEF_CONTINUE;
}

static int stream_end(void *user, const tnef_mail_stream *stream)
{
    (void)user;
    fprintf(stderr, "part %s: %llu bytes: %s\n", stream->part->path,
            (unsigned long long)stream->size, tnef_status_text(stream->status));
    for (uint32_t i = TNEF_SCANNER_A_BARE_LF; i < TNEF_SCANNER_A_END; i++)
        if ((stream->part->anomalies & TNEF_ANOMALY_BIT(i)) != 0)
            fprintf(stderr, "part %s: %s\n", stream->part->path, tnef_anomaly_name(i));
    return TNEF_CONTINUE;
}

int main(void)
{
    const tnef_reader_handlers in_stream = { .size = sizeof in_stream, .part_end = attachment };
    const tnef_reader_config reader = { .size = sizeof reader, .handlers = &in_stream };
    const tnef_mail_handlers handlers = { .size = sizeof handlers, .stream_end = stream_end };
    const tnef_mail_config cfg = { .size = sizeof cfg, .handlers = &handlers, .reader = &reader };
    struct tnef_mail_info info = { .size = sizeof info };
    tnef_mail *mail;
    tnef_status status = tnef_mail_new(&mail, &cfg, NULL);
    char buf[65536];
    size_t n;

    BINARY(stdin);
    if (status != TNEF_OK) {
        fprintf(stderr, "%s\n", tnef_status_text(status));
        return 1;
    }
    while (status == TNEF_OK && (n = fread(buf, 1, sizeof buf, stdin)) > 0)
        status = tnef_mail_feed(mail, buf, n, NULL);
    status = tnef_mail_finish(mail);
    tnef_mail_info(mail, &info);
    fprintf(stderr, "%u streams: %s\n", (unsigned)info.streams, tnef_status_text(status));
    tnef_mail_free(mail);
    return status != TNEF_OK;
}
