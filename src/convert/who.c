/* SPDX-License-Identifier: MIT */
/* Addresses that mail can be sent to. None is ever made up: without one, somebody has only a name. */

#include "convert/who.h"

#include <tnef/text.h>

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

static int is_smtp(tnef_string type)
{
    static const char smtp[4] = { 's', 'm', 't', 'p' };
    size_t i = 0;

    if (type.len == 0)
        return 1;
    while (i < 4u && i < type.len && tnefi_base_lower((uint8_t)type.text[i]) == (uint8_t)smtp[i])
        i++;
    return i == 4u && type.len == 4u;
}

/* Whether an address has capitals only, as search keys have. */
static int is_shouted(const struct tnefi_lines_span *s)
{
    int capitals = 0;

    TNEFI_TOUCH(s->n);
    for (size_t i = 0; i < s->n; i++) {
        if (s->p[i] >= 'a' && s->p[i] <= 'z')
            return 0;
        capitals |= s->p[i] >= 'A' && s->p[i] <= 'Z';
    }
    return capitals;
}

static void make_lower(struct tnefi_convert_who *out)
{
    if (out->span.n > sizeof out->made)
        return;
    TNEFI_TOUCH(out->span.n);
    for (size_t i = 0; i < out->span.n; i++)
        out->made[i] = (char)tnefi_base_lower(out->span.p[i]);
    out->span.p = (const uint8_t *)out->made;
}

/* |column| is the e-mail address as it stands: what is in capitals and not from there is from a search
 * key. */
static void find(struct tnefi_convert_who *out, tnef_string address, tnef_string type, tnef_string column)
{
    out->span = (struct tnefi_lines_span){ NULL, 0 };
    if (address.text == NULL || !is_smtp(type))
        return;
    out->span = tnefi_lines_find_address(address.text, address.len, 0);
    if (out->span.p == NULL || !is_shouted(&out->span))
        return;
    TNEFI_TOUCH(address.len);
    if (column.len != address.len || memcmp(column.text, address.text, address.len) != 0)
        make_lower(out);
}

void tnefi_convert_find_person(struct tnefi_convert_who *out, const tnef_person *p)
{
    find(out, p->address, p->type, p->email);
}

void tnefi_convert_find_recipient(struct tnefi_convert_who *out, const tnef_recipient *r)
{
    find(out, r->address, r->type, r->smtp.len > 0 ? r->smtp : r->email);
}

/* ---- Structures ---------------------------------------------------------------------------- */

static uint32_t code_page(const struct tnef_convert *c, const tnef_blob_text *text)
{
    const tnef_message_info *m = c->live.job.message->info;

    if (text->codepage != TNEF_BLOB_8BIT)
        return text->codepage;
    return m->text_codepage != 0 ? m->text_codepage : 1252u;
}

size_t tnefi_convert_blob_text(struct tnef_convert *c, const tnef_blob_text *text, char *out, size_t room)
{
    size_t n = 0;
    size_t more = 0;
    size_t taken;
    tnef_text t;

    out[0] = '\0';
    if (text->data == NULL)
        return 0;
    tnefi_convert_text_init(c, &t, code_page(c, text));
    (void)tnef_text_feed(&t, text->data, text->len, &taken, out, room - 1u, &n);
    (void)tnef_text_finish(&t, out + n, room - 1u - n, &more);
    tnef_text_free(&t);
    n += more;
    out[n] = '\0';
    return n;
}

void tnefi_convert_find_entry(struct tnef_convert *c, struct tnefi_convert_who *out, const tnef_entryid *id,
                              char *name)
{
    char text[WHO_ROOM];
    tnef_string type, address;

    out->span = (struct tnefi_lines_span){ NULL, 0 };
    if (name != NULL)
        name[0] = '\0';
    if (id->kind != TNEF_ENTRYID_ONE_OFF)
        return;
    if (name != NULL)
        (void)tnefi_convert_blob_text(c, &id->name, name, WHO_ROOM);
    type.text = text;
    type.len = tnefi_convert_blob_text(c, &id->type, text, sizeof text);
    if (!is_smtp(type))
        return;
    address.text = out->made;
    address.len = tnefi_convert_blob_text(c, &id->address, out->made, sizeof out->made);
    out->span = tnefi_lines_find_address(address.text, address.len, 0);
}

void tnefi_convert_find_entry_bytes(struct tnef_convert *c, struct tnefi_convert_who *out, tnef_bytes id,
                                    char *name)
{
    tnef_entryid entry;

    out->span = (struct tnefi_lines_span){ NULL, 0 };
    if (name != NULL)
        name[0] = '\0';
    if (id.data != NULL && tnef_entryid_read(id.data, id.len, &entry) == TNEF_OK)
        tnefi_convert_find_entry(c, out, &entry, name);
}

int tnefi_convert_same_address(const struct tnefi_lines_span *a, const struct tnefi_lines_span *b)
{
    if (a->p == NULL || b->p == NULL || a->n != b->n)
        return 0;
    TNEFI_TOUCH(a->n);
    for (size_t i = 0; i < a->n; i++)
        if (tnefi_base_lower(a->p[i]) != tnefi_base_lower(b->p[i]))
            return 0;
    return 1;
}

/* ---- Names with an address ----------------------------------------------------------------- */

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

tnef_string tnefi_convert_trim(const char *p, size_t n)
{
    size_t from = 0;

    while (from < n && is_blank(p[from]))
        from++;
    while (n > from && is_blank(p[n - 1u]))
        n--;
    TNEFI_TOUCH(n);
    return (tnef_string){ p + from, n - from };
}

void tnefi_convert_take_apart(tnef_string *name, struct tnefi_lines_span *address)
{
    size_t at;
    char open;

    *name = tnefi_convert_trim(name->text, name->len);
    if (name->len >= 2u && name->text[0] == '\'' && name->text[name->len - 1u] == '\'')
        *name = tnefi_convert_trim(name->text + 1, name->len - 2u);
    *address = (struct tnefi_lines_span){ NULL, 0 };
    if (name->len == 0)
        return;
    at = name->len;
    open = name->text[at - 1u] == ')' ? '(' : '<';
    *address = tnefi_lines_find_address(name->text, name->len, 0);
    if (address->p != NULL || (name->text[at - 1u] != ')' && name->text[at - 1u] != '>'))
        return;
    while (at > 0 && name->text[at - 1u] != open)
        at--;
    TNEFI_TOUCH(name->len - at);
    if (at == 0)
        return;
    *address = tnefi_lines_find_address(name->text + at, name->len - 1u - at, 0);
    if (address->p != NULL)
        *name = tnefi_convert_trim(name->text, at - 1u);
}
