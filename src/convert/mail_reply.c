/* SPDX-License-Identifier: MIT */
/* Whom answers are sent to: the entries of a list; or, of a message that has none that can be read, the names
 * (PidTagReplyRecipientNames), of which those that are addresses, or have one beside them, are of use.
 * Somebody without an address is left out, since an answer to a group of nobody goes nowhere. */

#include "convert/mail.h"

#include "base/touch.h"

#define REPLY_MAX 100u

/* Where the next one is looked for. */
struct replies {
    tnef_entrylist entries;
    tnef_string names; /* what is left of them                                            */
    int by_name;
    uint32_t count; /* those that were looked at                                       */
};

struct reply {
    struct tnefi_convert_who who;
    tnef_string name;
    char text[WHO_ROOM]; /* of an entry                                                     */
};

/* The next entry. Returns 0 after the last one. */
static int read_entry(struct tnef_convert *c, struct replies *r, struct reply *out)
{
    tnef_bytes entry;

    if (!tnef_entrylist_next(&r->entries, &entry))
        return 0;
    tnefi_convert_find_entry_bytes(c, &out->who, entry, out->text);
    out->name = (tnef_string){ out->text, tnefi_convert_length(out->text) };
    TNEFI_TOUCH(out->name.len + 1u);
    return 1;
}

/* The next name. A semicolon in one cannot be told from one between two. */
static int read_name(struct replies *r, struct reply *out)
{
    tnef_string *s = &r->names;
    size_t n = 0;

    if (s->len == 0)
        return 0;
    while (n < s->len && s->text[n] != ';')
        n++;
    TNEFI_TOUCH(n + 1u);
    out->name = (tnef_string){ s->text, n };
    n += n < s->len;
    *s = (tnef_string){ s->text + n, s->len - n };
    tnefi_convert_take_apart(&out->name, &out->who.span);
    return 1;
}

/* The next one with an address. */
static int next_reply(struct tnef_convert *c, struct replies *r, struct reply *out)
{
    while (r->by_name ? read_name(r, out) : read_entry(c, r, out)) {
        r->count++;
        if (out->who.span.p != NULL)
            return 1;
    }
    return 0;
}

/* Begins with the entries, or with the names, and finds the first one. */
static int first_reply(struct tnef_convert *c, struct replies *r, struct reply *out)
{
    const struct tnef_bag *bag = tnefi_convert_top(c)->m->info->bag;
    const tnef_bytes b = tnefi_convert_bytes(bag, TNEFI_CONVERT_REPLY_TO);

    *r = (struct replies){ .names = tnefi_convert_string(bag, TNEFI_CONVERT_REPLY_NAMES) };
    if (b.data != NULL) {
        (void)tnef_entrylist_read(b.data, b.len, &r->entries);
        if (next_reply(c, r, out))
            return 1;
    }
    r->by_name = 1;
    r->count = 0;
    return next_reply(c, r, out);
}

static int replies_to_from(const struct tnef_convert *c, const struct tnefi_convert_frame *f,
                           const struct reply *first)
{
    struct tnefi_convert_who from;

    tnefi_convert_mail_person(c, &from, tnef_message_from(f->m->info));
    return tnefi_convert_same_address(&from.span, &first->who.span);
}

/* Whether there is nobody after the one who was found. */
static int is_last(const struct replies *r)
{
    return r->count == 1 && (r->by_name ? r->names.len == 0 : r->entries.announced == 1);
}

int tnefi_convert_mail_reply_to(struct tnef_convert *c)
{
    struct reply one[2];
    struct replies r;
    struct tnefi_lines *l;
    uint32_t n = 0;
    int more;

    if (!first_reply(c, &r, &one[0]) || (is_last(&r) && replies_to_from(c, tnefi_convert_top(c), &one[0])))
        return DONE;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Reply-To");
    do {
        const struct reply *this = &one[n % 2u];

        more = ++n < REPLY_MAX && next_reply(c, &r, &one[n % 2u]);
        tnefi_convert_put_person(c, l, this->name, &this->who.span, !more);
    } while (more);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}
