/* SPDX-License-Identifier: MIT */
/* What a file is, and the TNEF streams in it. The first bytes decide: those of a TNEF stream, or
 * anything else, which is searched as a mail, since a mail has no signature. */

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
    char part[TNEF_SCANNER_PATH_SIZE]; /* where that is                                              */
    struct budget budget;
    int worst;                 /* exit code                                                       */
    uint32_t done;             /* streams                                                         */
    int is_mail;               /* a message in it begins with a header block                      */
    int refused;               /* --as says that it is a stream, and it is none                   */
    tnef_status failed;        /* what the first mail in it failed with, or TNEF_OK               */
    struct head head;
    tnef_scanner *scanner;     /* NULL: the file is a stream, or there is no memory               */
};

/* ---- Streams ------------------------------------------------------------------------------- */

static void worsen(struct job *j, int code)
{
    if (code > j->worst)
        j->worst = code;
}

static void no_memory(struct job *j)
{
    complain(&j->source, "out of memory");
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
    j->budget.in += len;
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

static int on_found(void *user, const tnef_scanner_part *part)
{
    struct job *j = user;

    snprintf(j->part, sizeof j->part, "%s", part->path);
    j->source.part = j->part;
    return stream_open(j) == 0 ? TNEF_CONTINUE : TNEF_SKIP;
}

static int on_part_end(void *user, const tnef_scanner_part *part)
{
    struct job *j = user;

    const uint64_t no_header = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_BLANK_LINE)
                             | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_GARBAGE_LINE);

    if (j->session != NULL && part->found != TNEF_SCANNER_NONE)
        stream_close(j, 0);
    j->source.part = NULL;
    if (part->depth == 0 && part->body > part->head && (part->anomalies & no_header) == 0)
        j->is_mail = 1;
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
    const tnef_scanner_handlers handlers = {
        .size = sizeof handlers,
        .found = on_found,
        .part_end = on_part_end,
        .sink = on_data,
    };
    const tnef_scanner_limits limits = {
        .size = sizeof limits,
        .max_input = j->opt->limits.max_input,
    };
    const tnef_scanner_config cfg = {
        .size = sizeof cfg,
        .limits = &limits,
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
    if (j->failed == TNEF_OK)
        j->failed = status;
    tnef_scanner_error(j->scanner, &error);
    complain(&j->source, "%s (%s, at offset %llu of the mail)", tnef_status_text(status),
             tnef_status_name(status), (unsigned long long)error.offset);
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

static int begins_as_tnef(const struct head *head)
{
    static const unsigned char signature[SIGNATURE_SIZE] = TNEF_SIGNATURE_BYTES;

    return memcmp(head->bytes, signature,
                  head->len < SIGNATURE_SIZE ? head->len : SIGNATURE_SIZE) == 0;
}

static tnef_status begin_file(void *user, struct head *head)
{
    struct job *j = user;

    if (j->opt->as == AS_MAIL || (j->opt->as == AS_SNIFFED && !begins_as_tnef(head)))
        return scanner_open(j);
    head->is_mailbox = 0;      /* --as says what it is, whatever it looks like */
    j->refused = !begins_as_tnef(head);
    if (j->refused)
        return TNEF_E_SIGNATURE;
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

/* There is nothing for the command to do, which is said in JSON too. */
static void nothing(struct job *j, int code, const char *status)
{
    if (j->opt->json && j->command->none != NULL)
        j->command->none(&j->source, status);
    worsen(j, code);
}

static void no_tnef(struct job *j)
{
    const char *text = "it is neither a TNEF stream nor a mail with one in it";

    j->source.part = NULL;
    if (j->source.message > 0)
        text = "there is no TNEF in this mailbox";
    else if (j->is_mail)
        text = "there is no TNEF in this mail";
    j->source.message = 0;
    complain(&j->source, "%s", text);
    nothing(j, EXIT_NOT_TNEF, tnef_status_name(TNEF_E_SIGNATURE));
}

/* A mail or mailbox without a stream that was read: since something failed, or there is none. */
static void no_stream(struct job *j, int io)
{
    if (io != 0 || j->worst == EXIT_IO)
        nothing(j, EXIT_IO, "IO");
    else if (j->failed != TNEF_OK)
        nothing(j, j->worst, tnef_status_name(j->failed));
    else
        no_tnef(j);
}

static void end_mail(struct job *j, int io)
{
    if (io != 0) {
        complain_io(&j->source, NULL, io);
        worsen(j, EXIT_IO);
    }
    message_end(j);
    tnef_scanner_free(j->scanner);
    if (j->done == 0)
        no_stream(j, io);
}

/* A file that was read to its end, or to where |io| happened. */
static void end_file(struct job *j, int io)
{
    head_end(&j->head);
    if (j->refused) {
        complain(&j->source, "it is no TNEF stream");
        nothing(j, EXIT_NOT_TNEF, tnef_status_name(TNEF_E_SIGNATURE));
    } else if (j->scanner != NULL) {
        end_mail(j, io);
    } else {
        stream_close(j, io);
    }
}

int do_file(const char *path, const struct command *command, const struct options *opt)
{
    struct job j = { .command = command, .opt = opt, .source = { .path = path },
                     .budget = { .limit = opt->max_output } };
    const struct sink sink = { &j.head, head_feed };
    int io;

    j.source.budget = &j.budget;
    head_init(&j.head, &head_handlers, &j);
    io = read_into(path, &sink);
    if (j.head.len > 0) {
        end_file(&j, io);
    } else if (io != 0) {
        complain_io(&j.source, NULL, io);
        nothing(&j, EXIT_IO, "IO");
    } else {
        complain(&j.source, "it is empty");
        nothing(&j, EXIT_MALFORMED, tnef_status_name(TNEF_E_TRUNCATED));
    }
    output_flush();
    return j.worst;
}
