/* SPDX-License-Identifier: MIT */
/* The header of a message and the list of its attachments, for people. */

#define _POSIX_C_SOURCE 200809L

#include "view.h"

#include <inttypes.h>

#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

static void label(FILE *f, int colours, const char *name)
{
    fprintf(f, "%s%s:%s", colours ? BOLD : "", name, colours ? PLAIN : "");
}

void view_source(FILE *f, int colours, const struct source *source)
{
    fputs(colours ? "\033[36m" : "", f);
    print_source(f, source);
    fprintf(f, "%s\n", colours ? PLAIN : "");
}

static void person(FILE *f, tnef_string name, tnef_string address)
{
    print_string(f, name);
    if (address.len == 0)
        return;
    fputs(name.len > 0 ? " <" : "<", f);
    print_string(f, address);
    fputs(">", f);
}

static void people(FILE *f, int colours, const char *name, struct page *p)
{
    if (page_is_empty(p))
        return;
    label(f, colours, name);
    fputc(' ', f);
    page_print(f, p);
    fputc('\n', f);
}

static void who(FILE *f, int colours, const char *name, const tnef_person *p)
{
    if (p == NULL || (p->name.len == 0 && p->address.len == 0))
        return;
    label(f, colours, name);
    fputc(' ', f);
    person(f, p->name, p->address);
    fputc('\n', f);
}

/* When it was sent; else, of a draft or a report, when it was delivered. */
static void date(FILE *f, int colours, const tnef_message_info *m)
{
    const tnef_time t = m->submitted.flags != 0 ? m->submitted : m->delivered;
    char text[TIME_SIZE];

    if (t.flags == 0)
        return;
    format_time(text, t);
    label(f, colours, "Date");
    fprintf(f, " %s%s\n", text, (t.flags & TNEF_TIME_ZONE) != 0 ? " (zone unknown)" : "");
}

void view_header(FILE *f, int colours, const tnef_message_info *m, struct view_stream *s)
{
    who(f, colours, "From", tnef_message_from(m));
    who(f, colours, "Sender", tnef_message_sender(m));
    people(f, colours, "To", &s->to);
    people(f, colours, "Cc", &s->cc);
    date(f, colours, m);
    label(f, colours, "Subject");
    fputc(' ', f);
    print_string(f, m->subject);
    fputc('\n', f);
}

void view_person(struct page *p, tnef_string name, tnef_string address)
{
    if (p->f == NULL || (name.len == 0 && address.len == 0))
        return;
    if (!page_is_empty(p))
        fputs(", ", p->f);
    person(p->f, name, address);
    page_added(p);
}

void view_attachment(struct page *p, const tnef_part *part)
{
    if (p->f == NULL)
        return;
    fputs("  ", p->f);
    print_string(p->f, part->name);
    fprintf(p->f, "  (%" PRIu64 " bytes", part->size);
    if (part->mime_type.len > 0) {
        fputs(", ", p->f);
        print_string(p->f, part->mime_type);
    }
    if (part->kind == TNEF_PART_EMBEDDED)
        fputs(", a message", p->f);
    if (part->kind == TNEF_PART_REFERENCE)
        fputs(", a link to a file elsewhere", p->f);
    if ((part->flags & TNEF_F_INCOMPLETE) != 0)
        fputs(", incomplete", p->f);
    fputs(")\n", p->f);
    page_added(p);
}

void view_attachments(FILE *f, int colours, struct page *p)
{
    if (page_is_empty(p))
        return;
    fputc('\n', f);
    label(f, colours, "Attachments");
    fputc('\n', f);
    page_print(f, p);
}
