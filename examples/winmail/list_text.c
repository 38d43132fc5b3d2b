/* SPDX-License-Identifier: MIT */
/* winmail list, for people */

#define _POSIX_C_SOURCE 200809L

#include "list.h"

#include <inttypes.h>

static void indent(FILE *f, uint32_t depth)
{
    fprintf(f, "%*s", (int)(2 + 4 * depth), "");
}

static void text_field(FILE *f, uint32_t depth, const char *name, tnef_string s)
{
    if (s.len == 0)
        return;
    indent(f, depth);
    fprintf(f, "%-12s", name);
    print_string(f, s);
    fputs("\n", f);
}

static void text_person(FILE *f, uint32_t depth, const char *name, tnef_string who,
                        tnef_string address)
{
    if (who.len == 0 && address.len == 0)
        return;
    indent(f, depth);
    fprintf(f, "%-12s", name);
    print_string(f, who);
    if (address.len > 0) {
        fputs(who.len > 0 ? " <" : "<", f);
        print_string(f, address);
        fputs(">", f);
    }
    fputs("\n", f);
}

static void text_time(FILE *f, uint32_t depth, const char *name, tnef_time t)
{
    char text[TIME_SIZE];

    if (t.flags == 0)
        return;
    format_time(text, t);
    indent(f, depth);
    fprintf(f, "%-12s%s%s\n", name, text,
            (t.flags & TNEF_TIME_ZONE) != 0 ? " (zone unknown)" : "");
}

void list_text_message(FILE *f, const tnef_message_info *m, const struct level *l)
{
    const tnef_person *from = list_sender_of(m);

    text_field(f, m->depth, "class", m->message_class);
    text_field(f, m->depth, "subject", m->subject);
    text_person(f, m->depth, "from", from->name, from->address);
    list_page_copy(f, &l->recipients);
    text_time(f, m->depth, "sent", m->submitted);
    text_time(f, m->depth, "received", m->delivered);
    text_time(f, m->depth, "start", m->start);
    text_time(f, m->depth, "end", m->end);
    list_page_copy(f, &l->bodies);
    list_page_copy(f, &l->attachments);
}

void list_text_recipient(struct page *p, uint32_t depth, const tnef_recipient *r)
{
    text_person(p->f, depth, list_kind_of_recipient(r->kind), r->name, r->address);
}

void list_text_body(struct page *p, uint32_t depth, const tnef_body_info *b)
{
    indent(p->f, depth);
    fprintf(p->f, "%-12s%s, %" PRIu64 " bytes", "body", list_kind_of_body(b), b->length);
    if (b->charset != NULL)
        fprintf(p->f, ", %s", b->charset);
    if (b->kind == TNEF_PART_RTF && b->form != TNEF_BODY_RTF)
        fputs(", in RTF", p->f);
    fputs((b->flags & TNEF_F_INCOMPLETE) != 0 ? ", incomplete\n" : "\n", p->f);
}

void list_text_attachment(struct page *p, const tnef_part *part, const struct page *message)
{
    indent(p->f, part->depth);
    fprintf(p->f, "%-12s", part->kind == TNEF_PART_EMBEDDED ? "message" : "attachment");
    print_string(p->f, part->name);
    fprintf(p->f, "  (%" PRIu64 " bytes", part->size);
    if (part->mime_type.len > 0) {
        fputs(", ", p->f);
        print_string(p->f, part->mime_type);
    }
    if (part->kind == TNEF_PART_OLE)
        fputs(", OLE object", p->f);
    if (part->kind == TNEF_PART_REFERENCE)
        fputs(", reference", p->f);
    if ((part->flags & (TNEF_PART_HIDDEN | TNEF_PART_INLINE)) != 0)
        fputs(", inline", p->f);
    if ((part->flags & TNEF_F_INCOMPLETE) != 0)
        fputs(", incomplete", p->f);
    fputs(")\n", p->f);
    if (message != NULL)
        list_page_copy(p->f, message);
}
