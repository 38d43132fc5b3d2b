/* SPDX-License-Identifier: MIT */
/* `tnef --list`: the attachments of a stream and of the messages in it, a line for each. */

#define _POSIX_C_SOURCE 200809L

#include "by_name.h"
#include "nest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct names_listing {
    struct nest nest;
    const struct options *opt;
    struct outcome outcome;
    uint64_t sizes[TNEF_DEPTH_CEILING + 2][3];   /* of each open message: of its RTF, HTML and text, */
    uint32_t seen[TNEF_DEPTH_CEILING + 2];       /* and which of them there are, by bits             */
};

/* ---- Columns ------------------------------------------------------------------------------- */

/* "YYYY/MM/DD HH:MM:SS" */
static void print_time(tnef_time t)
{
    char text[TIME_SIZE] = "0000-00-00T00:00:00";

    if ((t.flags & TNEF_TIME_SET) != 0)
        format_time(text, t);
    for (char *c = text; *c != '\0' && *c != 'Z'; c++)
        putchar(*c == '-' && c > text ? '/' : *c == 'T' ? ' ' : *c);
}

static void print_size_and_time(uint64_t size, tnef_time time)
{
    printf("%11" PRIu64 "\t|\t", size);
    print_time(time);
    fputs("\t|\t", stdout);
}

void tnef_columns(const struct by_name *as, const char *folder, const char *name,
                  const tnef_part *part, const char *type)
{
    char wanted[TNEF_SAFE_NAME_MAX + 1];

    tnef_safe_name(name, strlen(name), "attachment", wanted, sizeof wanted);
    if (part != NULL)
        tnef_safe_name(part->name.text, part->name.len, wanted, wanted, sizeof wanted);
    print_safe_cstring(stdout, wanted);
    fputs("\t|\t", stdout);
    if (folder != NULL) {
        print_safe_cstring(stdout, folder);
        putchar('/');
    }
    print_safe_cstring(stdout, name);
    if (as->is_verbose) {
        fputs("\t|\t", stdout);
        if (part == NULL)
            fputs(type, stdout);
        else if (part->raw_mime_type.len > 0)
            print_string(stdout, part->raw_mime_type);
        else
            fputs("unknown", stdout);
        fputs("\t|\t", stdout);
        if (part != NULL)
            print_string(stdout, part->content_id);
    }
    putchar('\n');
}

/* ---- Handlers ------------------------------------------------------------------------------ */

/* What a kind of body is called, in the order of the bits in |seen|. */
static const struct {
    uint32_t kind;
    char letter;
    const char *extension;
    const char *type;
} forms[] = {
    { TNEF_PART_RTF, 'r', "rtf", "text/rtf" },
    { TNEF_PART_HTML, 'h', "html", "text/html" },
    { TNEF_PART_PLAIN, 't', "txt", "text/plain" },
};

static void note_body(struct names_listing *l, const tnef_part *part)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (part->kind == forms[i].kind && (l->seen[part->depth] & (1u << i)) == 0) {
            l->seen[part->depth] |= 1u << i;
            l->sizes[part->depth][i] = part->size;
        }
}

/* That of the file, as the attributes have it, or else as the properties do. */
static tnef_time time_of(const tnef_part *part)
{
    return (part->modified.flags & TNEF_TIME_SET) != 0 ? part->modified : part->created;
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct names_listing *l = user;
    const struct by_name *as = l->opt->by_name;
    char name[TNEF_SAFE_NAME_MAX + 1];

    if (TNEF_PART_IS_BODY(part->kind)) {
        note_body(l, part);
        return TNEF_CONTINUE;
    }
    if (as->is_silent || part->embedded != 0 || part->kind == TNEF_PART_REFERENCE)
        return TNEF_CONTINUE;
    tnef_safe_name(part->name.text, part->name.len, "attachment", name, sizeof name);
    if (as->list_sizes)
        print_size_and_time(part->size, time_of(part));
    tnef_columns(as, NULL, name, part, NULL);
    return TNEF_CONTINUE;
}

static void list_body(const struct names_listing *l, uint32_t depth, size_t form)
{
    static const tnef_time none = { 0 };
    const struct by_name *as = l->opt->by_name;
    char name[TNEF_SAFE_NAME_MAX + 1];

    snprintf(name, sizeof name, "%.200s.%s", as->body_name, forms[form].extension);
    if (as->list_sizes)
        print_size_and_time(l->sizes[depth][form], none);
    tnef_columns(as, NULL, name, NULL, forms[form].type);
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content, const void *data,
                        size_t len)
{
    (void)user;
    (void)part;
    (void)content;
    (void)data;
    (void)len;
    return TNEF_CONTINUE;
}

static int on_message_end(void *user, const tnef_message_info *m)
{
    struct names_listing *l = user;
    const struct by_name *as = l->opt->by_name;
    int more = as->bodies != NULL && !as->is_silent;

    for (const char *wanted = as->bodies; more && *wanted != '\0'; wanted++)
        for (size_t i = 0; more && i < sizeof forms / sizeof forms[0]; i++)
            if (forms[i].letter == *wanted && (l->seen[m->depth] & (1u << i)) != 0) {
                list_body(l, m->depth, i);
                more = !as->first_body;
            }
    l->seen[m->depth] = 0;
    return TNEF_CONTINUE;
}

static int on_stream_begin(void *user)
{
    (void)user;
    return TNEF_CONTINUE;
}

static void on_stream_end(void *user)
{
    (void)user;
}

static void on_mail_end(void *user, const struct nest_mail *mail)
{
    (void)user;
    (void)mail;
}

static const struct nest_handlers handlers = {
    .of = { .message_end = on_message_end, .part_data = on_part_data, .part_end = on_part_end },
    .stream_begin = on_stream_begin,
    .stream_end = on_stream_end,
    .mail_end = on_mail_end,
};

/* ---- The command --------------------------------------------------------------------------- */

static void *list_open(const struct source *source, const struct options *opt)
{
    struct names_listing *l = calloc(1, sizeof *l);

    (void)source;
    if (l == NULL)
        return NULL;
    l->opt = opt;
    l->outcome.status = nest_open(&l->nest, &handlers, l, opt, TNEF_RESYNC);
    return l;
}

static tnef_status list_feed(void *session, const void *buf, size_t len)
{
    struct names_listing *l = session;

    return nest_feed(&l->nest, buf, len);
}

static int list_close(void *session, const struct source *source, int io)
{
    struct names_listing *l = session;
    int code;

    if (l->nest.mail != NULL)
        l->outcome = nest_finish(&l->nest);
    l->outcome.io = io;
    complain_outcome(source, &l->outcome);
    complain_damage(source, &l->outcome, l->opt);
    code = outcome_exit_code(&l->outcome, l->opt);
    if (l->nest.code > code)
        code = l->nest.code;
    nest_close(&l->nest);
    free(l);
    return code;
}

const struct command tnef_list_command = { "tnef", list_open, list_feed, list_close, NULL };
