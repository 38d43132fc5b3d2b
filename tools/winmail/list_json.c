/* SPDX-License-Identifier: MIT */
/* winmail list --json */

#define _POSIX_C_SOURCE 200809L

#include "list.h"

#include <inttypes.h>

/* What comes before the name of a member is a part of |name|. */
static void json_time(FILE *f, const char *name, tnef_time t)
{
    char text[TIME_SIZE];

    fprintf(f, "%s\":", name);
    if (t.flags == 0) {
        fputs("null", f);
    } else {
        format_time(text, t);
        fprintf(f, "\"%s\"", text);
    }
}

static void json_string(FILE *f, const char *name, tnef_string s)
{
    fprintf(f, "%s\":", name);
    print_json_string(f, s);
}

static void json_number(FILE *f, const char *name, int known, int64_t number)
{
    if (known)
        fprintf(f, "%s\":%" PRId64, name, number);
    else
        fprintf(f, "%s\":null", name);
}

static void json_flag(FILE *f, const char *name, int is_set)
{
    fprintf(f, "%s\":%s", name, is_set ? "true" : "false");
}

static void json_person(FILE *f, const tnef_person *p)
{
    if (p->name.text == NULL && p->address.text == NULL) {
        fputs("null", f);
        return;
    }
    fputs("{\"name\":", f);
    print_json_string(f, p->name);
    fputs(",\"address\":", f);
    print_json_string(f, p->address);
    fputs("}", f);
}

/* Who sent it, whether for somebody else or not. */
static const tnef_person *sender_of(const tnef_message_info *m)
{
    const tnef_person *other = tnef_message_sender(m);

    return other != NULL ? other : tnef_message_from(m);
}

static void json_more(FILE *f, const tnef_message_info *m)
{
    fputs("],\"from\":", f);
    json_person(f, tnef_message_from(m));
    json_string(f, ",\"message_id", m->message_id);
    json_string(f, ",\"in_reply_to", m->in_reply_to);
    json_number(f, ",\"importance", (m->known & TNEF_KNOWN_IMPORTANCE) != 0, m->importance);
    json_number(f, ",\"priority", (m->known & TNEF_KNOWN_PRIORITY) != 0, m->priority);
    json_number(f, ",\"sensitivity", (m->known & TNEF_KNOWN_SENSITIVITY) != 0, m->sensitivity);
    json_flag(f, ",\"incomplete", (m->flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED)) != 0);
    fputs("}", f);
}

void list_json_message(struct page *p, const tnef_message_info *m, struct level *l)
{
    json_string(p->f, "{\"class", m->message_class);
    json_string(p->f, ",\"subject", m->subject);
    json_number(p->f, ",\"codepage", (m->known & TNEF_KNOWN_OEM_CODEPAGE) != 0, m->oem_codepage);
    fputs(",\"sender\":", p->f);
    json_person(p->f, sender_of(m));
    fputs(",\"recipients\":[", p->f);
    page_add_page(p, &l->recipients);
    json_time(p->f, "],\"dates\":{\"sent", m->submitted);
    json_time(p->f, ",\"received", m->delivered);
    json_time(p->f, ",\"created", m->created);
    json_time(p->f, ",\"modified", m->modified);
    json_time(p->f, ",\"start", m->start);
    json_time(p->f, ",\"end", m->end);
    fputs("},\"bodies\":[", p->f);
    page_add_page(p, &l->bodies);
    fputs("],\"attachments\":[", p->f);
    page_add_page(p, &l->attachments);
    json_more(p->f, m);
}

void list_json_recipient(struct page *p, const tnef_recipient *r)
{
    list_separate(p);
    fprintf(p->f, "{\"kind\":\"%s\"", list_kind_of_recipient(r->kind));
    json_string(p->f, ",\"name", r->name);
    json_string(p->f, ",\"address", r->address);
    json_flag(p->f, ",\"incomplete", (r->flags & TNEF_F_INCOMPLETE) != 0);
    fputs("}", p->f);
}

void list_json_body(struct page *p, const tnef_body_info *b)
{
    list_separate(p);
    fprintf(p->f, "{\"kind\":\"%s\",\"size\":%" PRIu64 ",\"charset\":", list_kind_of_body(b),
            b->length);
    if (b->charset != NULL)
        print_json_cstring(p->f, b->charset);
    else
        fputs("null", p->f);
    fprintf(p->f, ",\"source\":\"%s\"", tnef_body_source_name(b->source));
    json_flag(p->f, ",\"incomplete", (b->flags & TNEF_F_INCOMPLETE) != 0);
    fputs("}", p->f);
}

/* All names: readers differ in which they take. */
static void json_names(FILE *f, const tnef_part *part)
{
    fputs(",\"names\":[", f);
    for (uint32_t i = 0; i < part->name_count; i++) {
        fprintf(f, "%s{\"source\":\"%s\"", i > 0 ? "," : "",
                list_source_of_name(part->names[i].source));
        json_string(f, ",\"name", part->names[i].text);
        fputc('}', f);
    }
    json_string(f, "],\"extension", part->extension);
}

void list_json_attachment(struct page *p, const tnef_part *part, struct level *l)
{
    list_separate(p);
    json_string(p->f, "{\"name", part->name);
    fprintf(p->f, ",\"size\":%" PRIu64, part->size);
    json_string(p->f, ",\"type", part->mime_type);
    json_string(p->f, ",\"content_id", part->content_id);
    json_number(p->f, ",\"method", (part->known & TNEF_PART_KNOWN_METHOD) != 0, part->method);
    fputs(",\"message\":", p->f);
    if (l->has_message)
        page_add_page(p, &l->message);
    else
        fputs("null", p->f);
    fprintf(p->f, ",\"kind\":\"%s\",\"contents\":%" PRIu32, list_kind_of_attachment(part),
            part->contents);
    json_flag(p->f, ",\"incomplete", (part->flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED)) != 0);
    json_flag(p->f, ",\"inline", (part->flags & (TNEF_PART_F_HIDDEN | TNEF_PART_F_INLINE)) != 0);
    json_string(p->f, ",\"pathname", part->pathname);
    json_time(p->f, ",\"created", part->created);
    json_time(p->f, ",\"modified", part->modified);
    json_names(p->f, part);
    fputs(",\"mails\":[", p->f);
    page_add_page(p, &l->mails);
    fputs("],\"more_messages\":[", p->f);
    page_add_page(p, &l->more);
    fputs("]}", p->f);
}
