/* SPDX-License-Identifier: MIT */
/* winmail list: what is in a file, for people or as JSON.
 *
 * The description of a message is complete at its end only, after those of its parts; so each open
 * message collects the text of its parts, and becomes text itself when it ends. What is more than a
 * little goes to temporary files. Contents are not kept. */

#define _POSIX_C_SOURCE 200809L

#include "list.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct listing {
    const struct options *opt;
    tnef_reader *reader;
    tnef_bodies *bodies;       /* what they are, not what is in them                              */
    struct level levels[TNEF_DEPTH_CEILING + 1];
    struct page anomalies;
    uint64_t shown;            /* of them; beyond a limit of the library they are only counted     */
    struct page message;       /* of the outermost                                                */
    int failed;                /* errno, 0: none                                                  */
};

/* A page may have failed: then there is no use in going on. */
static void note(struct listing *l, const struct page *p)
{
    if (l->failed == 0)
        l->failed = p->failed;
}

static int answer(const struct listing *l)
{
    return l->failed != 0 ? -1 : TNEF_CONTINUE;
}

void list_separate(struct page *p)
{
    if (!page_is_empty(p))
        fputs(",", p->f);
}

const char *list_kind_of_recipient(int32_t kind)
{
    switch (kind) {
    case TNEF_RECIPIENT_ORIGINATOR: return "originator";
    case TNEF_RECIPIENT_TO: return "to";
    case TNEF_RECIPIENT_CC: return "cc";
    case TNEF_RECIPIENT_BCC: return "bcc";
    default: return "unknown";
    }
}

/* What it is to read, whatever it is wrapped in. */
const char *list_kind_of_body(const tnef_body_info *b)
{
    if (b->form == TNEF_BODY_TEXT)
        return "plain";
    return b->form == TNEF_BODY_HTML ? "html" : "rtf";
}

const char *list_kind_of_attachment(const tnef_part *part)
{
    switch (part->kind) {
    case TNEF_PART_OLE: return "ole";
    case TNEF_PART_EMBEDDED: return "message";
    case TNEF_PART_REFERENCE: return "reference";
    case TNEF_PART_REMAINDER: return "remainder";
    default: return "file";
    }
}

const char *list_source_of_name(uint32_t source)
{
    switch (source) {
    case TNEF_FROM_LONG: return "long";
    case TNEF_FROM_TITLE: return "title";
    case TNEF_FROM_SHORT: return "short";
    case TNEF_FROM_DISPLAY: return "display";
    case TNEF_FROM_SUBJECT: return "subject";
    case TNEF_FROM_TRANSPORT: return "transport";
    default: return "made";
    }
}

/* ---- Handlers ------------------------------------------------------------------------------ */

static int on_message_begin(void *user, const tnef_message_info *m)
{
    struct listing *l = user;
    struct level *v = &l->levels[m->depth];

    v->id = m->id;
    v->open = 1;
    page_open(&v->recipients);
    page_open(&v->bodies);
    page_open(&v->attachments);
    note(l, &v->attachments);
    return answer(l);
}

static void level_free(struct level *v)
{
    page_close(&v->recipients);
    page_close(&v->bodies);
    page_close(&v->attachments);
    page_close(&v->message);
    v->has_message = 0;
    v->open = 0;
}

/* What bodies are in is known when their message ends. */
static void list_bodies(struct listing *l, struct page *p, uint32_t depth)
{
    for (uint32_t i = 0; i < tnef_bodies_count(l->bodies); i++) {
        tnef_body_info b = { .size = sizeof b };

        if (tnef_bodies_get(l->bodies, i, &b) != TNEF_OK)
            continue;
        if (l->opt->json)
            list_json_body(p, &b);
        else
            list_text_body(p, depth, &b);
        page_added(p);
    }
}

static int on_message_end(void *user, const tnef_message_info *m)
{
    struct listing *l = user;
    struct level *v = &l->levels[m->depth];
    struct page *out = m->depth > 0 ? &v[-1].message : &l->message;

    if (!v->open)
        return answer(l);
    if (tnef_bodies_message_end(l->bodies, m) != TNEF_CONTINUE && l->failed == 0)
        l->failed = ENOMEM;
    page_close(out);
    page_open(out);
    if (v->bodies.f != NULL && out->f != NULL) {
        list_bodies(l, &v->bodies, m->depth);
        if (l->opt->json)
            list_json_message(out, m, v);
        else
            list_text_message(out, m, v);
    }
    note(l, out);
    level_free(v);
    if (m->depth > 0)
        v[-1].has_message = 1;
    return answer(l);
}

static int on_recipient(void *user, const tnef_recipient *r)
{
    struct listing *l = user;
    uint32_t depth = 0;
    struct page *p;

    /* The row belongs to the message that is open, which is the deepest. */
    while (depth < TNEF_DEPTH_CEILING && l->levels[depth + 1].open)
        depth++;
    p = &l->levels[depth].recipients;
    if (l->opt->json)
        list_json_recipient(p, r);
    else
        list_text_recipient(p, depth, r);
    page_added(p);
    note(l, p);
    return answer(l);
}

static int on_part_begin(void *user, const tnef_part *part)
{
    struct listing *l = user;

    return tnef_bodies_part_begin(l->bodies, part);
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    struct listing *l = user;

    (void)content;
    return tnef_bodies_part_data(l->bodies, part, data, len);
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct listing *l = user;
    struct level *v = &l->levels[part->depth];
    struct page *message = v->has_message ? &v->message : NULL;

    if (TNEF_PART_IS_BODY(part->kind))
        return tnef_bodies_part_end(l->bodies, part);
    if (!v->open)
        return answer(l);
    if (l->opt->json)
        list_json_attachment(&v->attachments, part, message);
    else
        list_text_attachment(&v->attachments, part, message);
    page_added(&v->attachments);
    note(l, &v->attachments);
    page_close(&v->message);
    v->has_message = 0;
    return answer(l);
}

static int on_anomaly(void *user, const tnef_event *ev)
{
    struct listing *l = user;
    FILE *f = l->anomalies.f;

    l->shown++;
    if (l->opt->json) {
        list_separate(&l->anomalies);
        fprintf(f, "{\"code\":\"%s\",\"offset\":%" PRIu64 "}", tnef_anomaly_name(ev->code),
                ev->offset);
    } else {
        fprintf(f, "  anomaly     %s at %" PRIu64 "%s%s\n", tnef_anomaly_name(ev->code), ev->offset,
                ev->status != TNEF_OK ? ": " : "",
                ev->status != TNEF_OK ? tnef_status_text(ev->status) : "");
    }
    page_added(&l->anomalies);
    note(l, &l->anomalies);
    return answer(l);
}

/* ---- The command --------------------------------------------------------------------------- */

static void print_json(const struct source *source, struct listing *l, const struct outcome *o)
{
    fputs("{", stdout);
    print_json_source(stdout, source);
    fprintf(stdout, ",\"status\":\"%s\",\"offset\":%" PRIu64 ",\"message\":",
            outcome_name(o), o->offset);
    if (!page_is_empty(&l->message))
        page_print(stdout, &l->message);
    else
        fputs("null", stdout);
    fputs(",\"anomalies\":[", stdout);
    page_print(stdout, &l->anomalies);
    fputs("]", stdout);
    if (o->anomalies > l->shown)
        printf(",\"more_anomalies\":%" PRIu64, o->anomalies - l->shown);
    fputs("}\n", stdout);
}

static void print_text(const struct source *source, struct listing *l, const struct outcome *o)
{
    print_source(stdout, source);
    fputs(":\n", stdout);
    if (!page_is_empty(&l->message))
        page_print(stdout, &l->message);
    page_print(stdout, &l->anomalies);
    if (o->anomalies > l->shown)
        printf("  anomaly     ... and %" PRIu64 " more\n", o->anomalies - l->shown);
    if (o->status != TNEF_OK)
        printf("  status      %s: %s, at offset %" PRIu64 "\n", tnef_status_name(o->status),
               tnef_status_text(o->status), o->offset);
}

static void report(const struct source *source, struct listing *l, struct outcome *o)
{
    if (o->io == 0 && l->failed != 0) {
        o->io = l->failed;
        o->where = l->failed != ENOMEM ? temporary_folder() : NULL;
    }
    if (o->io != 0)
        complain_io(source, o->where, o->io);
    if (l->opt->json)
        print_json(source, l, o);
    else
        print_text(source, l, o);
}

/* A limit on the whole ended the decoding: what was collected until then is shown, without what
 * only the end of a message would have told. */
static void close_levels(struct listing *l)
{
    uint32_t depth = TNEF_DEPTH_CEILING + 1;

    while (depth-- > 0) {
        const tnef_message_info info = { .id = l->levels[depth].id, .depth = depth,
                                         .flags = TNEF_F_INCOMPLETE };
        const tnef_part part = { .depth = depth - 1, .kind = TNEF_PART_EMBEDDED,
                                 .flags = TNEF_F_INCOMPLETE };

        if (!l->levels[depth].open)
            continue;
        on_message_end(l, &info);
        if (depth == 0)
            break;
        on_part_end(l, &part);
    }
}

static void *list_open(const struct source *source, const struct options *opt)
{
    const tnef_handlers handlers = {
        .size = sizeof handlers,
        .message_begin = on_message_begin,
        .message_end = on_message_end,
        .recipient = on_recipient,
        .part_begin = on_part_begin,
        .part_data = on_part_data,
        .part_end = on_part_end,
        .anomaly = on_anomaly,
    };
    struct listing *l = calloc(1, sizeof *l);
    const tnef_reader_config cfg = {
        .size = sizeof cfg,
        .flags = TNEF_RESYNC | TNEF_DESCEND_DATA,
        .handlers = &handlers,
        .user = l,
        .limits = &opt->limits,
    };

    const tnef_bodies_config bodies = { .size = sizeof bodies, .flags = TNEF_BODIES_FACTS };

    (void)source;
    if (l == NULL)
        return NULL;
    l->opt = opt;
    if (tnef_bodies_new(&l->bodies, &bodies, NULL) != TNEF_OK
        || tnef_reader_new(&l->reader, &cfg, NULL) != TNEF_OK) {
        tnef_bodies_free(l->bodies);
        free(l);
        return NULL;
    }
    page_open(&l->anomalies);
    return l;
}

static tnef_status list_feed(void *session, const void *buf, size_t len)
{
    struct listing *l = session;

    return tnef_reader_feed(l->reader, buf, len, NULL);
}

static int list_close(void *session, const struct source *source, int io)
{
    struct listing *l = session;
    struct outcome o = { .status = tnef_reader_finish(l->reader), .io = io };
    tnef_error error = { .size = sizeof error };
    int code;

    tnef_reader_error(l->reader, &error);
    o.offset = error.offset;
    for (uint32_t i = 0; i < TNEF_A_NUMBER_OF; i++)
        o.anomalies += tnef_reader_anomalies(l->reader, i);
    close_levels(l);
    tnef_reader_free(l->reader);
    tnef_bodies_free(l->bodies);
    report(source, l, &o);
    for (uint32_t i = 0; i <= TNEF_DEPTH_CEILING; i++)
        level_free(&l->levels[i]);
    page_close(&l->anomalies);
    page_close(&l->message);
    code = outcome_exit_code(&o, l->opt);
    free(l);
    return code;
}

static void list_none(const struct source *source, const char *name)
{
    fputs("{", stdout);
    print_json_source(stdout, source);
    printf(",\"status\":\"%s\",\"offset\":0,\"message\":null,\"anomalies\":[]}\n", name);
}

const struct command list_command = { "list", list_open, list_feed, list_close, list_none };
