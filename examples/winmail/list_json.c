/* SPDX-License-Identifier: MIT */
/* winmail list --json */

#define _POSIX_C_SOURCE 200809L

#include "list.h"

#include <inttypes.h>

static void json_time(FILE *f, const char *name, tnef_time t, const char *after)
{
    char text[TIME_SIZE];

    fprintf(f, "\"%s\":", name);
    if (t.flags == 0) {
        fputs("null", f);
    } else {
        format_time(text, t);
        fprintf(f, "\"%s\"", text);
    }
    fputs(after, f);
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

void list_json_message(FILE *f, const tnef_message_info *m, const struct level *l)
{
    fputs("{\"class\":", f);
    print_json_string(f, m->message_class);
    fputs(",\"subject\":", f);
    print_json_string(f, m->subject);
    if ((m->known & TNEF_KNOWN_OEM_CODEPAGE) != 0)
        fprintf(f, ",\"codepage\":%" PRIu32, m->oem_codepage);
    else
        fputs(",\"codepage\":null", f);
    fputs(",\"sender\":", f);
    json_person(f, list_sender_of(m));
    fputs(",\"recipients\":[", f);
    list_page_copy(f, &l->recipients);
    fputs("],\"dates\":{", f);
    json_time(f, "sent", m->submitted, ",");
    json_time(f, "received", m->delivered, ",");
    json_time(f, "created", m->created, ",");
    json_time(f, "modified", m->modified, ",");
    json_time(f, "start", m->start, ",");
    json_time(f, "end", m->end, "},\"bodies\":[");
    list_page_copy(f, &l->bodies);
    fputs("],\"attachments\":[", f);
    list_page_copy(f, &l->attachments);
    fputs("]}", f);
}

void list_json_recipient(struct page *p, const tnef_recipient *r)
{
    list_separate(p);
    fprintf(p->f, "{\"kind\":\"%s\",\"name\":", list_kind_of_recipient(r->kind));
    print_json_string(p->f, r->name);
    fputs(",\"address\":", p->f);
    print_json_string(p->f, r->address);
    fputs("}", p->f);
}

void list_json_body(struct page *p, const tnef_body_info *b)
{
    list_separate(p);
    fprintf(p->f, "{\"kind\":\"%s\",\"size\":%" PRIu64 ",\"charset\":", list_kind_of_body(b), b->length);
    if (b->charset != NULL)
        print_json_cstring(p->f, b->charset);
    else
        fputs("null", p->f);
    fprintf(p->f, ",\"source\":\"%s\"}", tnef_body_source_name(b->source));
}

void list_json_attachment(struct page *p, const tnef_part *part, const struct page *message)
{
    list_separate(p);
    fputs("{\"name\":", p->f);
    print_json_string(p->f, part->name);
    fprintf(p->f, ",\"size\":%" PRIu64 ",\"type\":", part->size);
    print_json_string(p->f, part->mime_type);
    fputs(",\"content_id\":", p->f);
    print_json_string(p->f, part->content_id);
    if ((part->known & TNEF_KNOWN_METHOD) != 0)
        fprintf(p->f, ",\"method\":%" PRIu32, part->method);
    else
        fputs(",\"method\":null", p->f);
    fputs(",\"message\":", p->f);
    if (message != NULL && message->len > 0)
        list_page_copy(p->f, message);
    else
        fputs("null", p->f);
    fputs("}", p->f);
}
