/* SPDX-License-Identifier: MIT */
/* What winmail extract says of files, and of what gave none. */

#define _POSIX_C_SOURCE 200809L

#include "by_name.h"
#include "extract.h"
#include "progress.h"
#include "selection.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* ---- Files --------------------------------------------------------------------------------- */

static void print_raw(FILE *f, const char *s)
{
    fputs(s, f);
}

static void print_object(struct extraction *x, const struct level *v, const struct written *w,
                         const char *name, tnef_string original, const char *body, const char *made)
{
    printf("%s{\"directory\":", x->listed++ > 0 ? "," : "");
    print_json_cstring(stdout, v->path);
    fputs(",\"name\":", stdout);
    print_json_cstring(stdout, name);
    fputs(",\"original\":", stdout);
    print_json_string(stdout, original);
    printf(",\"size\":%" PRIu64 ",\"incomplete\":%s,\"body\":", w->size,
           w->incomplete ? "true" : "false");
    if (body != NULL)
        print_json_cstring(stdout, body);
    else
        fputs("null", stdout);
    fputs(",\"made\":", stdout);
    if (made != NULL)
        print_json_cstring(stdout, made);
    else
        fputs("null", stdout);
    putchar('}');
}

static const char *type_of_body(const char *body)
{
    if (body == NULL)
        return NULL;
    if (strcmp(body, "rtf") == 0)
        return "text/rtf";
    return strcmp(body, "html") == 0 ? "text/html" : "text/plain";
}

/* "PATH" and a NUL. It is for programs, which take it as it is; a terminal would take what --directory has in
 * it for commands. */
static void print_path(const char *path, const char *name)
{
    void (*print)(FILE *f, const char *s) = print_safe_cstring;

    if (!isatty(STDOUT_FILENO))
        print = print_raw;
    print(stdout, path);
    if (path[0] != '\0')
        fputc('/', stdout);
    print(stdout, name);
    fputc('\0', stdout);
}

/* A line of a list: of what is incomplete that is said elsewhere, since a name may say anything. */
static void print_listed(const struct extraction *x, const struct level *v, const struct written *w,
                         const char *name)
{
    if (x->opt->names0) {
        print_path(v->path, name);
    } else if (x->opt->to == TO_LIST) {
        printf("%11" PRIu64 "  ", w->size);
        print_safe_cstring(stdout, v->path);
        if (v->path[0] != '\0')
            fputc('/', stdout);
        print_safe_cstring(stdout, name);
        fputc('\n', stdout);
    }
    if (w->incomplete) {
        const struct source source = nest_source(&x->nest, x->source);

        complain_begin(&source);
        fputs("\"", stderr);
        print_safe_cstring(stderr, name);
        fputs("\" is incomplete\n", stderr);
    }
}

void extract_print(struct extraction *x, const struct level *v, const struct written *w,
                   const char *name, tnef_string original, const char *body, const char *made)
{
    int renamed = original.len != strlen(name) || memcmp(original.text, name, original.len) != 0;

    x->incomplete |= w->incomplete;
    progress_clear();
    if (x->opt->by_name != NULL) {
        x->opt->by_name->wrote(x->opt->by_name, v->path, name, x->naming, type_of_body(body));
        return;
    }
    if (x->opt->json) {
        print_object(x, v, w, name, original, body, made);
        return;
    }
    if (x->opt->names0 || x->opt->to != TO_FOLDER) {
        print_listed(x, v, w, name);
        return;
    }
    print_safe_cstring(stdout, v->path);
    fputc('/', stdout);
    print_safe_cstring(stdout, name);
    printf("  (%" PRIu64 " bytes%s", w->size, w->incomplete ? ", incomplete" : "");
    if (body != NULL)
        fputs(", body", stdout);
    if (made != NULL)
        fputs(", of what the message is about", stdout);
    if (renamed && original.len > 0) {
        fputs(", was \"", stdout);
        print_string(stdout, original);
        fputc('"', stdout);
    }
    fputs(")\n", stdout);
}

/* ---- Streams and attached mails ------------------------------------------------------------ */

static void add_attached(struct extraction *x, uint32_t mail, const char *part, tnef_status status,
                         uint64_t offset)
{
    FILE *f = x->attached.f;

    if (f == NULL)
        return;
    fprintf(f, "%s{\"mail\":%" PRIu32 ",\"part\":", page_is_empty(&x->attached) ? "" : ",", mail);
    if (part != NULL)
        print_json_cstring(f, part);
    else
        fputs("null", f);
    fprintf(f, ",\"status\":\"%s\",\"offset\":%" PRIu64 "}", tnef_status_name(status), offset);
    page_added(&x->attached);
}

void extract_print_stream(struct extraction *x)
{
    const struct nest_stream *s = nest_stream(&x->nest);

    if (x->opt->json)
        add_attached(x, s->mail, s->part, s->status, s->offset);
    nest_complain_stream(&x->nest, x->source);
}

void extract_print_mail(struct extraction *x, const struct nest_mail *mail)
{
    if (x->opt->json)
        add_attached(x, mail->number, NULL, mail->status, mail->offset);
    nest_complain_mail(x->source, mail);
}

/* ---- What gave no file --------------------------------------------------------------------- */

/* "winmail: SOURCE: BEFORE "TEXT"AFTER", where the end of the line is still to come */
static void say(const struct extraction *x, const char *before, tnef_string text, const char *after)
{
    const struct source source = nest_source(&x->nest, x->source);

    complain_begin(&source);
    fprintf(stderr, "%s \"", before);
    print_string(stderr, text);
    fprintf(stderr, "\"%s", after);
}

static void add_json(struct extraction *x, const char *path, const char *why, tnef_string name,
                     tnef_string class, tnef_string pathname)
{
    FILE *f = x->unwritten.f;

    if (f == NULL)
        return;
    fprintf(f, "%s{\"why\":\"%s\",\"directory\":", page_is_empty(&x->unwritten) ? "" : ",", why);
    print_json_cstring(f, path);
    fputs(",\"original\":", f);
    print_json_string(f, name);
    fputs(",\"class\":", f);
    print_json_string(f, class);
    fputs(",\"pathname\":", f);
    print_json_string(f, pathname);
    fputc('}', f);
    page_added(&x->unwritten);
}

/* The folder in which it would be: that of a message without files is not made. */
static const char *path_of(const struct extraction *x, uint32_t depth)
{
    while (x->levels[depth].path == NULL && depth > 0)
        depth--;
    return x->levels[depth].path;
}

static void print_target(tnef_string pathname)
{
    if (pathname.len == 0) {
        fputs("does not say where it points to", stderr);
        return;
    }
    fputs("points to \"", stderr);
    print_string(stderr, pathname);
    fputs("\"", stderr);
}

/* Of what is not asked for nothing is said. */
static int is_part_selected(const struct extraction *x, const tnef_part *part)
{
    char name[TNEF_SAFE_NAME_MAX + 1], fallback[32];

    if (!selection_is_given(x->opt->selection))
        return 1;
    snprintf(fallback, sizeof fallback, "attachment-%" PRIu32, part->index + 1);
    tnef_safe_name(part->name.text, part->name.len, fallback, name, sizeof name);
    return selection_has(x->opt->selection, "", name);
}

void extract_print_unwritten(struct extraction *x, const struct level *v, const tnef_part *part)
{
    static const tnef_string none = { NULL, 0 };
    const char *path = path_of(x, (uint32_t)(v - x->levels));
    const char *why = "not-written";

    if (!is_part_selected(x, part))
        return;
    if (part->kind == TNEF_PART_REFERENCE) {
        why = "reference";
        say(x, "attachment", part->name, " is a link, and no file is written; it ");
        print_target(part->pathname);
    } else if (part->contents > 0 || (part->flags & TNEF_F_SKIPPED) != 0) {
        say(x, "attachment", part->name, " was not written");
    } else {
        why = "no-content";
        x->incomplete = 1;
        say(x, "attachment", part->name, " has no content, and no file is written");
    }
    fputc('\n', stderr);
    if (x->opt->json)
        add_json(x, path, why, part->name, none, part->pathname);
}

static int begins(tnef_string s, const char *with)
{
    size_t n = strlen(with);

    return s.len >= n && strncasecmp(s.text, with, n) == 0
        && (s.len == n || s.text[n] == '.');
}

/* Messages whose bodies and attachments are all that they are. Others are properties. */
static int is_mail(tnef_string class)
{
    return class.len == 0 || strcasecmp(class.text, "IPM") == 0 || begins(class, "IPM.Note")
        || begins(class, "IPM.Post") || begins(class, "IPM.Document");
}

int extract_is_item(const tnef_message_info *m)
{
    return !is_mail(m->message_class);
}

void extract_print_unconverted(struct extraction *x, const tnef_message_info *m, int blank)
{
    static const tnef_string none = { NULL, 0 };

    if (x->opt->by_name != NULL || selection_is_given(x->opt->selection))
        return;                 /* what was asked for is attachments, or certain files */
    x->unconverted = 1;
    say(x, "a message of the class", m->message_class, blank ? " has no text in its body" : " has no body");
    fputs(", and what it is about is not written; see 'winmail list'\n", stderr);
    if (x->opt->json)
        add_json(x, path_of(x, m->depth), "no-body", none, m->message_class, none);
}
