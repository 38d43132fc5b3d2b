/* SPDX-License-Identifier: MIT */
/* What a file is, and the TNEF streams in it. The first bytes decide: those of a TNEF stream, or
 * anything else, which is searched as a mail, since a mail has no signature. When nothing is found in
 * it, it is reported as what it looks like: not TNEF. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SIGNATURE_SIZE 4u

struct job {
    const struct command *command;
    const struct options *opt;
    struct source source;
    void *session;             /* of the stream that is open, or NULL                             */
    tnef_status fed;           /* of that session's last feed                                     */
    int worst;                 /* exit code                                                       */
    uint32_t done;             /* streams                                                         */
    unsigned char head[MAILBOX_HEAD];
    size_t head_len;
    tnef_scanner *scanner;     /* NULL: the file is a stream                                      */
    int is_mailbox;
    struct mailbox mailbox;
};

void print_source(FILE *f, const struct source *source)
{
    print_safe(f, source->path, strlen(source->path));
    if (source->message != 0)
        fprintf(f, " (message %u)", (unsigned)source->message);
    if (source->part != NULL)
        fprintf(f, " (part %s)", source->part);
}

void print_json_source(FILE *f, const struct source *source)
{
    fputs("\"file\":", f);
    print_json_cstring(f, source->path);
    if (source->message != 0)
        fprintf(f, ",\"mail\":%u", (unsigned)source->message);
    if (source->part != NULL) {
        fputs(",\"part\":", f);
        print_json_cstring(f, source->part);
    }
}

/* ---- Streams ------------------------------------------------------------------------------- */

static void worsen(struct job *j, int code)
{
    if (code > j->worst)
        j->worst = code;
}

static int stream_open(struct job *j)
{
    j->session = j->command->open(&j->source, j->opt);
    j->fed = TNEF_OK;
    if (j->session == NULL) {
        fprintf(stderr, "winmail: %s: out of memory\n", j->source.path);
        worsen(j, EXIT_IO);
        return -1;
    }
    j->done++;
    return 0;
}

static void stream_feed(struct job *j, const void *buf, size_t len)
{
    if (j->session != NULL && j->fed == TNEF_OK)
        j->fed = j->command->feed(j->session, buf, len);
}

static void stream_close(struct job *j, int io)
{
    if (j->session != NULL)
        worsen(j, j->command->close(j->session, &j->source, io));
    j->session = NULL;
}

/* ---- A mail -------------------------------------------------------------------------------- */

static int on_found(void *user, const tnef_scan_part *part)
{
    struct job *j = user;

    j->source.part = part->path;
    return stream_open(j) == 0 ? TNEF_CONTINUE : TNEF_SKIP;
}

static int on_part_end(void *user, const tnef_scan_part *part)
{
    struct job *j = user;

    if (j->session != NULL && part->found != TNEF_SCAN_NONE) {
        j->source.part = part->path;
        stream_close(j, 0);
    }
    j->source.part = NULL;
    return TNEF_CONTINUE;
}

static tnef_status on_data(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)taken;
    stream_feed(user, buf, len);
    return TNEF_OK;
}

static tnef_status scanner_open(struct job *j)
{
    const tnef_scan_handlers handlers = {
        .size = sizeof handlers,
        .found = on_found,
        .part_end = on_part_end,
        .sink = on_data,
    };
    const tnef_scanner_config cfg = {
        .size = sizeof cfg,
        .handlers = &handlers,
        .user = j,
    };

    return tnef_scanner_new(&j->scanner, &cfg, NULL);
}

/* The end of a message: what the mail itself says. */
static void message_end(struct job *j)
{
    tnef_error error = { .size = sizeof error };
    tnef_status status = tnef_scanner_finish(j->scanner);
    const struct outcome o = { .status = status };

    stream_close(j, 0);
    if (status == TNEF_OK)
        return;
    tnef_scanner_error(j->scanner, &error);
    fprintf(stderr, "winmail: %s: %s (%s, at offset %llu of the mail)\n", j->source.path,
            tnef_status_text(status), tnef_status_name(status),
            (unsigned long long)error.offset);
    worsen(j, outcome_exit_code(&o, j->opt));
}

/* ---- A mailbox ----------------------------------------------------------------------------- */

static void next_message(void *user)
{
    struct job *j = user;

    if (j->source.message > 0) {
        message_end(j);
        tnef_scanner_reset(j->scanner);
    }
    j->source.message++;
}

static void message_bytes(void *user, const void *buf, size_t len)
{
    struct job *j = user;

    tnef_scanner_feed(j->scanner, buf, len, NULL);
}

static const struct mailbox_handlers mailbox_handlers = { next_message, message_bytes };

/* ---- The file ------------------------------------------------------------------------------ */

static int is_tnef(const struct job *j)
{
    static const unsigned char signature[SIGNATURE_SIZE] = { 0x78, 0x9F, 0x3E, 0x22 };

    if (j->opt->as != AS_SNIFFED)
        return j->opt->as == AS_TNEF;
    return j->head_len < SIGNATURE_SIZE || memcmp(j->head, signature, SIGNATURE_SIZE) == 0;
}

static tnef_status take(struct job *j, const char *p, size_t n)
{
    if (j->scanner == NULL) {
        stream_feed(j, p, n);
        return j->session != NULL ? j->fed : TNEF_E_MEMORY;
    }
    if (!j->is_mailbox)
        return tnef_scanner_feed(j->scanner, p, n, NULL);
    mailbox_feed(&j->mailbox, p, n);
    return TNEF_OK;
}

/* The first bytes are there, or there are no more: now it is known what the file is. */
static tnef_status decide(struct job *j)
{
    if (is_tnef(j)) {
        stream_open(j);
    } else {
        if (scanner_open(j) != TNEF_OK)
            return TNEF_E_MEMORY;
        j->is_mailbox = mailbox_begins(j->head, j->head_len);
        mailbox_init(&j->mailbox, &mailbox_handlers, j);
    }
    return take(j, (const char *)j->head, j->head_len);
}

static tnef_status feed(void *handle, const void *buf, size_t len)
{
    struct job *j = handle;
    const char *p = buf;
    size_t n = MAILBOX_HEAD - j->head_len < len ? MAILBOX_HEAD - j->head_len : len;
    tnef_status status = TNEF_OK;

    if (n > 0) {
        memcpy(j->head + j->head_len, p, n);
        j->head_len += n;
        if (j->head_len == MAILBOX_HEAD)
            status = decide(j);
    }
    return status == TNEF_OK && len > n ? take(j, p + n, len - n) : status;
}

/* Nothing was found: the reader's word for what this is. */
static void not_tnef(struct job *j)
{
    j->source.part = NULL;
    j->source.message = 0;
    if (stream_open(j) == 0) {
        stream_feed(j, j->head, j->head_len);
        stream_close(j, 0);
    }
}

int do_file(const char *path, const struct command *command, const struct options *opt)
{
    struct job j = { .command = command, .opt = opt, .source = { .path = path } };
    const struct sink sink = { &j, feed };
    int io = read_into(path, &sink);

    if (j.head_len < MAILBOX_HEAD)
        decide(&j);
    if (j.scanner == NULL) {
        stream_close(&j, io);
        return j.worst;
    }
    if (j.is_mailbox)
        mailbox_end(&j.mailbox);
    if (io != 0) {
        fprintf(stderr, "winmail: %s: %s\n", path, strerror(io));
        worsen(&j, EXIT_IO);
    }
    message_end(&j);
    tnef_scanner_free(j.scanner);
    if (j.done == 0)
        not_tnef(&j);
    return j.worst;
}
