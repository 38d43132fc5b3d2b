/* SPDX-License-Identifier: MIT */
/* Header fields of people: From, Sender, To, Cc. Blind copies are never written. */

#include "convert/mail.h"
#include "convert/card.h"

#include "base/touch.h"

#define ROW_DELETED 0x20 /* of PidTagRecipientFlags                                         */
#define NO_ROW      SIZE_MAX

static int is_known(const tnef_person *p, const struct tnefi_convert_who *who)
{
    return who->span.p != NULL || tnefi_convert_says(p->name);
}

static void write_person(struct tnef_convert *c, const char *field, const tnef_person *p)
{
    struct tnefi_convert_who who;
    struct tnefi_lines *l;

    tnefi_convert_mail_person(c, &who, p);
    if (!is_known(p, &who))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, field);
    tnefi_convert_put_person(c, l, p->name, &who.span, 1);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

int tnefi_convert_mail_from(struct tnef_convert *c)
{
    write_person(c, "From", tnef_message_from(tnefi_convert_top(c)->m->info));
    return DONE;
}

/* Who sent it for somebody else; only if both can be told apart by their addresses. */
int tnefi_convert_mail_sender(struct tnef_convert *c)
{
    const tnef_message_info *m = tnefi_convert_top(c)->m->info;
    const tnef_person *p = tnef_message_sender(m);
    struct tnefi_convert_who from, sender;

    if (p == NULL)
        return DONE;
    tnefi_convert_mail_person(c, &from, tnef_message_from(m));
    tnefi_convert_mail_person(c, &sender, p);
    if (from.span.p != NULL && sender.span.p != NULL && !tnefi_convert_same_address(&from.span, &sender.span))
        write_person(c, "Sender", p);
    return DONE;
}

/* ---- Recipients ---------------------------------------------------------------------------- */

/* The next row of a kind that is written, from |at| on. */
static size_t next_row(const tnef_message *m, size_t at, int32_t kind)
{
    for (; at < m->recipient_count; at++) {
        const tnef_recipient *r = m->recipients[at];

        TNEFI_TOUCH(1);
        if (r->kind == kind && (r->address.len > 0 || tnefi_convert_says(r->name))
            && (tnefi_convert_number(r->bag, TNEFI_CONVERT_ROW_FLAGS, 0) & ROW_DELETED) == 0)
            return at;
    }
    return NO_ROW;
}

/* Names that are separated by semicolons, of a message whose recipients nobody listed. */
static void write_names(struct tnef_convert *c, const char *field, tnef_string names)
{
    struct tnefi_lines *l;
    tnef_string held = { NULL, 0 };
    size_t at = 0;
    uint32_t shown = 0;

    if (!tnefi_convert_says(names))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, field);
    TNEFI_TOUCH(names.len);
    while (at < names.len && shown < TNEF_CONVERT_PEOPLE_MAX) {
        size_t end = at;
        tnef_string one;

        while (end < names.len && names.text[end] != ';')
            end++;
        one = (tnef_string){ names.text + at, end - at };
        at = end + 1u;
        if (!tnefi_convert_says(one))
            continue;
        if (shown++ > 0)
            tnefi_lines_phrase(l, held.text, held.len, ":;,");
        held = one;
    }
    tnefi_lines_phrase(l, held.text, held.len, ":;");
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

/* One recipient at a time. |item| is one more than the row that is next, |inside| how many were written. */
static int recipients_step(struct tnef_convert *c, const char *field, int32_t kind, tnef_string names)
{
    struct tnefi_convert_job *j = &c->live.job;
    const tnef_message *m = tnefi_convert_top(c)->m;
    struct tnefi_convert_who who;
    struct tnefi_lines *l;
    size_t at, next;
    int last;

    if (m->recipient_count == 0) {
        write_names(c, field, names);
        return DONE;
    }
    at = next_row(m, (size_t)j->at, kind);
    if (at == NO_ROW)
        return DONE;
    next = next_row(m, at + 1u, kind);
    last = next == NO_ROW || j->inside + 1u == TNEF_CONVERT_PEOPLE_MAX;
    tnefi_convert_mail_recipient(c, &who, m->recipients[at]);
    l = tnefi_convert_item(c);
    if (j->inside++ == 0)
        tnefi_lines_header(l, field);
    tnefi_convert_put_person(c, l, m->recipients[at]->name, &who.span, last);
    if (last)
        tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    if (last && next != NO_ROW)
        tnefi_convert_leave_out(c, TNEF_CONVERT_PEOPLE);
    j->at = next;
    return last ? DONE : AGAIN;
}

/* A report is for whoever sent the mail that it is about. */
static int write_author(struct tnef_convert *c)
{
    const struct tnef_bag *bag = tnefi_convert_top(c)->m->info->bag;
    struct tnefi_convert_who who;
    char name[WHO_ROOM];
    struct tnefi_lines *l;
    tnef_string s = { name, 0 };

    tnefi_convert_find_entry_bytes(c, &who, tnefi_convert_bytes(bag, TNEFI_CONVERT_ORIGINAL_AUTHOR), name);
    if (who.span.p == NULL)
        return DONE;
    s.len = tnefi_convert_length(name);
    TNEFI_TOUCH(s.len);
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "To");
    tnefi_convert_put_person(c, l, s, &who.span, 1);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}

/* The rows of a delivery report are those that it tells about. */
int tnefi_convert_mail_to(struct tnef_convert *c)
{
    const tnef_message *m = tnefi_convert_top(c)->m;
    const enum tnefi_convert_sort sort = tnefi_convert_class_of(m).sort;

    if (sort == TNEFI_CONVERT_DELIVERY || (sort == TNEFI_CONVERT_RECEIPT && m->recipient_count == 0))
        return write_author(c);
    return recipients_step(c, "To", TNEF_RECIPIENT_TO, tnefi_convert_top(c)->m->info->display_to);
}

int tnefi_convert_mail_cc(struct tnef_convert *c)
{
    if (tnefi_convert_class_of(tnefi_convert_top(c)->m).sort == TNEFI_CONVERT_DELIVERY)
        return DONE;
    return recipients_step(c, "Cc", TNEF_RECIPIENT_CC, tnefi_convert_top(c)->m->info->display_cc);
}
