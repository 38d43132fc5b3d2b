/* SPDX-License-Identifier: MIT */
/* winmail list, for people */

#define _POSIX_C_SOURCE 200809L

#include "list.h"

#include <inttypes.h>
#include <string.h>

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

static void text_rank(FILE *f, const tnef_message_info *m)
{
    static const char *const importance[] = { "low", NULL, "high" };
    static const char *const sensitivity[] = { NULL, "personal", "private", "confidential" };

    if (m->importance >= 0 && m->importance < 3 && importance[m->importance] != NULL
        && (m->known & TNEF_KNOWN_IMPORTANCE) != 0) {
        indent(f, m->depth);
        fprintf(f, "%-12s%s\n", "importance", importance[m->importance]);
    }
    if (m->sensitivity > 0 && m->sensitivity < 4) {
        indent(f, m->depth);
        fprintf(f, "%-12s%s\n", "sensitivity", sensitivity[m->sensitivity]);
    }
}

/* |from| alone, unless somebody else sent it. */
static void text_people(FILE *f, const tnef_message_info *m)
{
    const tnef_person *from = tnef_message_from(m);
    const tnef_person *sender = tnef_message_sender(m);

    text_person(f, m->depth, "from", from->name, from->address);
    if (sender != NULL)
        text_person(f, m->depth, "sender", sender->name, sender->address);
}

void list_text_message(struct page *p, const tnef_message_info *m, struct level *l)
{
    text_field(p->f, m->depth, "class", m->message_class);
    text_field(p->f, m->depth, "subject", m->subject);
    text_people(p->f, m);
    page_add_page(p, &l->recipients);
    text_time(p->f, m->depth, "sent", m->submitted);
    text_time(p->f, m->depth, "received", m->delivered);
    text_time(p->f, m->depth, "start", m->start);
    text_time(p->f, m->depth, "end", m->end);
    text_field(p->f, m->depth, "message-id", m->message_id);
    text_rank(p->f, m);
    page_add_page(p, &l->bodies);
    page_add_page(p, &l->attachments);
    if ((m->flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED)) != 0) {
        indent(p->f, m->depth);
        fprintf(p->f, "%-12s%s\n", "incomplete", "not all of this message is there");
    }
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

/* Names beside the one that is taken: another reader may take one of these. */
static void text_names(FILE *f, const tnef_part *part)
{
    for (uint32_t i = 0; i < part->name_count; i++) {
        const tnef_name *n = &part->names[i];

        if (n->text.len == part->name.len
            && memcmp(n->text.text, part->name.text, n->text.len) == 0)
            continue;
        indent(f, part->depth + 1);
        fprintf(f, "%-12s", "or called");
        print_string(f, n->text);
        fprintf(f, "  (%s name)\n", list_source_of_name(n->source));
    }
    text_field(f, part->depth + 1, "extension", part->extension);
}

void list_text_attachment(struct page *p, const tnef_part *part, struct level *l)
{
    indent(p->f, part->depth);
    fprintf(p->f, "%-12s", part->kind == TNEF_PART_EMBEDDED ? "message"
            : part->kind == TNEF_PART_REMAINDER ? "remainder" : "attachment");
    print_string(p->f, part->name);
    fprintf(p->f, "  (%" PRIu64 " bytes", part->size);
    if (part->mime_type.len > 0) {
        fputs(", ", p->f);
        print_string(p->f, part->mime_type);
    }
    if (part->kind == TNEF_PART_OLE)
        fputs(", OLE object", p->f);
    if (part->kind == TNEF_PART_REFERENCE)
        fputs(", a link to a file elsewhere", p->f);
    else if (part->contents == 0)
        fputs(", no content", p->f);
    else if (part->contents > 1)
        fprintf(p->f, ", the one that counts of %" PRIu32 " contents", part->contents);
    if ((part->flags & (TNEF_PART_F_HIDDEN | TNEF_PART_F_INLINE)) != 0)
        fputs(", inline", p->f);
    if ((part->flags & TNEF_F_INCOMPLETE) != 0)
        fputs(", incomplete", p->f);
    fputs(")\n", p->f);
    text_names(p->f, part);
    text_field(p->f, part->depth + 1, "points to", part->pathname);
    page_add_page(p, &l->message);
    page_add_page(p, &l->more);
    page_add_page(p, &l->mails);
}

/* ---- Streams and attached mails ------------------------------------------------------------ */

void list_text_anomaly(struct page *p, uint32_t depth, const tnef_event *ev)
{
    indent(p->f, depth);
    fprintf(p->f, "%-12s%s at %" PRIu64 "%s%s\n", "anomaly", tnef_anomaly_name(ev->code),
            ev->offset, ev->status != TNEF_OK ? ": " : "",
            ev->status != TNEF_OK ? tnef_status_text(ev->status) : "");
}

void list_text_more(struct page *p, uint32_t depth, uint64_t anomalies)
{
    indent(p->f, depth);
    fprintf(p->f, "%-12s... and %" PRIu64 " more\n", "anomaly", anomalies);
}

void list_text_status(struct page *p, uint32_t depth, const char *what, tnef_status status,
                      uint64_t offset)
{
    indent(p->f, depth);
    fprintf(p->f, "%-12s%s: %s, at offset %" PRIu64 "\n", what, tnef_status_name(status),
            tnef_status_text(status), offset);
}

void list_text_mail_part(struct page *p, uint32_t depth, const char *part)
{
    indent(p->f, depth);
    fprintf(p->f, "%-12s%s\n", "mail part", part);
}
