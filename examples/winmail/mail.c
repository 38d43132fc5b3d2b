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
    struct head head;
    tnef_scanner *scanner;     /* NULL: the file is a stream, or there is no memory               */
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

static void no_memory(struct job *j)
{
    fprintf(stderr, "winmail: %s: out of memory\n", j->source.path);
    worsen(j, EXIT_IO);
}

static int stream_open(struct job *j)
{
    j->session = j->command->open(&j->source, j->opt);
    j->fed = TNEF_OK;
    if (j->session == NULL) {
        no_memory(j);
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
    tnef_status status = tnef_scanner_new(&j->scanner, &cfg, NULL);
    if (status != TNEF_OK)
        no_memory(j);
    return status;
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

/* ---- The file ------------------------------------------------------------------------------ */

static int is_tnef(const struct job *j, const struct head *head)
{
    static const unsigned char signature[SIGNATURE_SIZE] = { 0x78, 0x9F, 0x3E, 0x22 };

    if (j->opt->as != AS_SNIFFED)
        return j->opt->as == AS_TNEF;
    return head->len < SIGNATURE_SIZE || memcmp(head->bytes, signature, SIGNATURE_SIZE) == 0;
}

static tnef_status begin_file(void *user, struct head *head)
{
    struct job *j = user;

    if (!is_tnef(j, head))
        return scanner_open(j);
    head->is_mailbox = 0;      /* --as says what it is, whatever it looks like */
    stream_open(j);
    return TNEF_OK;
}

static tnef_status file_bytes(void *user, const void *buf, size_t len)
{
    struct job *j = user;

    if (j->scanner != NULL)
        return tnef_scanner_feed(j->scanner, buf, len, NULL);
    stream_feed(j, buf, len);
    return j->session != NULL ? j->fed : TNEF_E_MEMORY;
}

static const struct head_handlers head_handlers = {
    .begin = begin_file,
    .bytes = file_bytes,
    .messages = { next_message, message_bytes },
};

/* Nothing was found: the reader's word for what this is. */
static void not_tnef(struct job *j)
{
    j->source.part = NULL;
    j->source.message = 0;
    if (stream_open(j) == 0) {
        stream_feed(j, j->head.bytes, j->head.len);
        stream_close(j, 0);
    }
}

int do_file(const char *path, const struct command *command, const struct options *opt)
{
    struct job j = { .command = command, .opt = opt, .source = { .path = path } };
    const struct sink sink = { &j.head, head_feed };
    int io;

    head_init(&j.head, &head_handlers, &j);
    io = read_into(path, &sink);
    head_end(&j.head);
    if (j.scanner == NULL) {
        stream_close(&j, io);
        return j.worst;
    }
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
