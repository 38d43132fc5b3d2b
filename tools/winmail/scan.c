/* SPDX-License-Identifier: MIT */
/* winmail scan: the parts of a mail, what they claim to be, and what is odd about them. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* What a part said of itself when it began; what is odd about it is known when it ends. */
struct open_part {
    char type[TNEF_SCANNER_TYPE_SIZE];
    char name[TNEF_SCANNER_NAME_SIZE];
    char other_name[TNEF_SCANNER_NAME_SIZE];
    char encoding[TNEF_SCANNER_TYPE_SIZE];
};

struct scan {
    const struct options *opt;
    struct source source;
    tnef_scanner *scanner;
    int comma;
    int worst;                 /* exit code                                                       */
    struct head head;
    struct open_part parts[TNEF_SCANNER_DEPTH_CEILING + 2];
};

static void print_anomalies(const struct scan *s, uint64_t anomalies)
{
    int first = 1;

    for (uint32_t i = TNEF_SCANNER_A_BARE_LF; i < TNEF_SCANNER_A_END; i++) {
        if ((anomalies & TNEF_ANOMALY_BIT(i)) == 0)
            continue;
        printf(s->opt->json ? "%s\"%s\"" : "%s%s", first ? "" : s->opt->json ? "," : ", ",
               tnef_anomaly_name(i));
        first = 0;
    }
}

static void print_part_json(struct scan *s, const tnef_scanner_part *part,
                            const struct open_part *open)
{
    printf("%s{\"part\":", s->comma ? "," : "");
    print_json_cstring(stdout, part->path);
    fputs(",\"type\":", stdout);
    print_json_cstring(stdout, open->type);
    fputs(",\"name\":", stdout);
    print_json_cstring(stdout, open->name);
    fputs(",\"encoding\":", stdout);
    print_json_cstring(stdout, open->encoding);
    printf(",\"tnef\":%s,\"head\":%" PRIu64 ",\"body\":%" PRIu64 ",\"end\":%" PRIu64
           ",\"anomalies\":[",
           part->found != TNEF_SCANNER_NONE ? "true" : "false", part->head, part->body, part->end);
    print_anomalies(s, part->anomalies);
    fputs("],\"other_name\":", stdout);
    print_json_cstring(stdout, open->other_name);
    fputs("}", stdout);
    s->comma = 1;
}

static void print_part_text(const struct scan *s, const tnef_scanner_part *part,
                            const struct open_part *open)
{
    printf("  %-8s ", part->path);
    print_safe(stdout, open->type, strlen(open->type));
    if (open->name[0] != 0) {
        fputs(" \"", stdout);
        print_safe(stdout, open->name, strlen(open->name));
        fputs("\"", stdout);
    }
    if (open->other_name[0] != 0) {
        fputs(" or \"", stdout);
        print_safe_cstring(stdout, open->other_name);
        fputs("\"", stdout);
    }
    if (part->end == TNEF_SCANNER_OPEN)
        printf(", in bytes from %" PRIu64 " on", part->head);
    else
        printf(", bytes %" PRIu64 " to %" PRIu64, part->head, part->end);
    if (part->found != TNEF_SCANNER_NONE)
        fputs(", TNEF", stdout);
    if (part->anomalies != 0) {
        fputs(": ", stdout);
        print_anomalies(s, part->anomalies);
    }
    fputs("\n", stdout);
}

static struct open_part *part_of(struct scan *s, const tnef_scanner_part *part)
{
    uint32_t last = TNEF_SCANNER_DEPTH_CEILING + 1;

    return &s->parts[part->depth < last ? part->depth : last];
}

static int on_part_begin(void *user, const tnef_scanner_part *part)
{
    struct open_part *open = part_of(user, part);

    snprintf(open->type, sizeof open->type, "%s", part->type);
    snprintf(open->name, sizeof open->name, "%s", part->name);
    snprintf(open->other_name, sizeof open->other_name, "%s", part->other_name);
    snprintf(open->encoding, sizeof open->encoding, "%s", part->encoding);
    return TNEF_CONTINUE;
}

static int on_part_end(void *user, const tnef_scanner_part *part)
{
    struct scan *s = user;

    if (s->opt->json)
        print_part_json(s, part, part_of(s, part));
    else
        print_part_text(s, part, part_of(s, part));
    return TNEF_CONTINUE;
}

static tnef_status on_data(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

/* ---- Messages ------------------------------------------------------------------------------ */

static void begin(struct scan *s)
{
    s->comma = 0;
    if (s->opt->json) {
        fputs("{", stdout);
        print_json_source(stdout, &s->source);
        fputs(",\"parts\":[", stdout);
    } else {
        print_source(stdout, &s->source);
        fputs(":\n", stdout);
    }
}

static void end(struct scan *s, int io)
{
    struct outcome o = { .status = tnef_scanner_finish(s->scanner), .io = io };
    tnef_error error = { .size = sizeof error };
    int code = outcome_exit_code(&o, s->opt);

    tnef_scanner_error(s->scanner, &error);
    o.offset = error.offset;
    if (s->opt->json)
        printf("],\"status\":\"%s\",\"offset\":%" PRIu64 "}\n", outcome_name(&o), o.offset);
    else if (o.status != TNEF_OK)
        printf("  status   %s: %s, at offset %" PRIu64 "\n", tnef_status_name(o.status),
               tnef_status_text(o.status), o.offset);
    if (code > s->worst)
        s->worst = code;
}

/* A file of which no byte could be read has no parts: not even the one that any mail has. */
static void end_unread(struct scan *s)
{
    const struct outcome o = { .io = EIO };

    if (!s->opt->json)
        return;
    begin(s);
    printf("],\"status\":\"%s\",\"offset\":0}\n", outcome_name(&o));
}

static void next_message(void *user)
{
    struct scan *s = user;

    if (s->source.message > 0) {
        end(s, 0);
        tnef_scanner_reset(s->scanner);
    }
    s->source.message++;
    begin(s);
}

static void message_bytes(void *user, const void *buf, size_t len)
{
    struct scan *s = user;

    tnef_scanner_feed(s->scanner, buf, len, NULL);
}

/* ---- The file ------------------------------------------------------------------------------ */

static tnef_status begin_file(void *user, struct head *head)
{
    if (!head->is_mailbox)
        begin(user);
    return TNEF_OK;
}

static tnef_status file_bytes(void *user, const void *buf, size_t len)
{
    struct scan *s = user;

    return tnef_scanner_feed(s->scanner, buf, len, NULL);
}

static const struct head_handlers head_handlers = {
    .begin = begin_file,
    .bytes = file_bytes,
    .messages = { next_message, message_bytes },
};

int command_scan(const char *path, const struct options *opt)
{
    static struct scan s;               /* too large for some stacks */
    const tnef_scanner_handlers handlers = {
        .size = sizeof handlers,
        .part_begin = on_part_begin,
        .part_end = on_part_end,
        .sink = on_data,
    };
    const tnef_scanner_limits limits = {
        .size = sizeof limits,
        .max_input = opt->limits.max_input,
    };
    const tnef_scanner_config cfg = {
        .size = sizeof cfg,
        .limits = &limits,
        .handlers = &handlers,
        .user = &s,
    };
    const struct sink sink = { &s.head, head_feed };
    int io;

    memset(&s, 0, sizeof s);
    s.opt = opt;
    s.source.path = path;
    head_init(&s.head, &head_handlers, &s);
    if (tnef_scanner_new(&s.scanner, &cfg, NULL) != TNEF_OK) {
        complain(&s.source, "out of memory");
        return EXIT_IO;
    }
    io = read_into(path, &sink);
    if (io != 0)
        complain_io(&s.source, NULL, io);
    if (io != 0 && s.head.len == 0) {
        end_unread(&s);
    } else {
        head_end(&s.head);
        end(&s, io);
    }
    tnef_scanner_free(s.scanner);
    output_flush();
    return io != 0 ? EXIT_IO : s.worst;
}
