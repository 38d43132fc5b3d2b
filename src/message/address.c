/* SPDX-License-Identifier: MIT */
/* Finds the name and the address of somebody in the many places where they can be: columns, entry ids,
 * search keys, and names that are addresses. [MS-OXCDATA] 2.2.5 defines entry ids. */

#include "message/priv.h"

#include "base/ascii.h"
#include "base/bytes.h"
#include "base/touch.h"

#include <string.h>

#define ENTRY_HEAD    24u /* one-off: flags, provider, version, control                        */
#define ENTRY_UNICODE 0x8000u
#define EXCHANGE_HEAD 28u /* flags, provider, version, type                                    */

static const uint8_t one_off[16] = { 0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19,
                                     0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02 };
static const uint8_t exchange[16] = { 0xDC, 0xA7, 0x40, 0xC8, 0xC0, 0x42, 0x10, 0x1A,
                                      0xB4, 0xB9, 0x08, 0x00, 0x2B, 0x2F, 0xE1, 0x82 };

static const tnef_string smtp_type = { "SMTP", 4 };

struct found {
    tnef_string name, type, address;
};

/* ---- Entry ids and search keys ------------------------------------------------------------ */

void tnefi_message_split_address(struct tnef_reader *r, struct tnefi_message_layer *l,
                                 struct tnefi_message_arena *arena, const uint8_t *bytes, size_t len,
                                 tnef_string *type, tnef_string *address)
{
    const uint8_t *end = memchr(bytes, '\0', len);
    const uint8_t *colon;

    if (end != NULL)
        len = (size_t)(end - bytes);
    colon = memchr(bytes, ':', len);
    TNEFI_TOUCH(len * 2u);
    if (colon != NULL) {
        size_t type_len = (size_t)(colon - bytes);

        *type = tnefi_message_text(r, l, arena, bytes, type_len, TNEF_PTYP_STRING8);
        bytes = colon + 1;
        len -= type_len + 1u;
    }
    *address = tnefi_message_text(r, l, arena, bytes, len, TNEF_PTYP_STRING8);
}

/* The size of the string at |p| with its terminator; 0: it has no terminator. */
static size_t string_size(const uint8_t *p, size_t len, int wide)
{
    size_t unit = wide ? 2u : 1u, i = 0;

    while (i + unit <= len && (p[i] != 0 || (wide && p[i + 1] != 0)))
        i += unit;
    TNEFI_TOUCH(i);
    return i + unit <= len ? i + unit : 0;
}

/* A one-off entry id holds three strings: name, address type, address. */
static void from_one_off(struct tnef_reader *r, struct tnefi_message_layer *l,
                         struct tnefi_message_arena *arena, const struct tnefi_message_kept *k,
                         struct found *out)
{
    int wide = (tnefi_base_le16(k->bytes + 22) & ENTRY_UNICODE) != 0;
    uint16_t type = wide ? TNEF_PTYP_STRING : TNEF_PTYP_STRING8;
    const uint8_t *name = k->bytes + ENTRY_HEAD;
    size_t len = k->len - ENTRY_HEAD;
    size_t name_size = string_size(name, len, wide), type_size = 0;

    if (name_size != 0)
        type_size = string_size(name + name_size, len - name_size, wide);
    if (type_size == 0)
        return;
    out->name = tnefi_message_text(r, l, arena, name, name_size, type);
    out->type = tnefi_message_text(r, l, arena, name + name_size, type_size, type);
    out->address =
        tnefi_message_text(r, l, arena, name + name_size + type_size, len - name_size - type_size, type);
}

static int is_entry(const struct tnefi_message_kept *k)
{
    return k != NULL && k->rank != KEPT_NONE && k->len >= ENTRY_HEAD;
}

static struct found from_entry(struct tnef_reader *r, struct tnefi_message_layer *l,
                               struct tnefi_message_arena *arena, const struct tnefi_message_kept *k)
{
    struct found f = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };

    if (memcmp(k->bytes + 4, one_off, sizeof one_off) == 0) {
        from_one_off(r, l, arena, k, &f);
    } else if (k->len > EXCHANGE_HEAD && memcmp(k->bytes + 4, exchange, sizeof exchange) == 0) {
        f.address = tnefi_message_text(r, l, arena, k->bytes + EXCHANGE_HEAD, k->len - EXCHANGE_HEAD,
                                       TNEF_PTYP_STRING8);
        f.type.text = "EX";
        f.type.len = 2;
    }
    return f;
}

static int is_smtp(const struct found *f)
{
    if (f->address.len == 0 || f->type.len != smtp_type.len)
        return 0;
    return memcmp(f->type.text, smtp_type.text, smtp_type.len) == 0
           || tnefi_message_same(f->type, smtp_type.text);
}

/* Takes what was found if it is better: an SMTP address beats any other, and any other beats none. */
static void consider(struct found *best, const struct found *f)
{
    if (is_smtp(best) || (best->address.len > 0 && !is_smtp(f)))
        return;
    if (f->address.len > 0 && f->type.len > 0) {
        best->type = f->type;
        best->address = f->address;
    }
}

/* ---- Names that are addresses ------------------------------------------------------------- */

/* Whether |s| is an X.500 name, which begins with "/o=" or the like, perhaps after "EX:". */
static int is_x500(tnef_string s)
{
    size_t i = 1;

    if (s.len < 3u || (s.text[0] != '/' && tnefi_base_lower((uint8_t)s.text[0]) != 'e'))
        return 0;
    if (tnefi_message_same((tnef_string){ s.text, 3 }, "EX:")) {
        s.text += 3;
        s.len -= 3;
    }
    if (s.len < 3u || s.text[0] != '/')
        return 0;
    while (i < s.len && i < 5u && tnefi_base_is_letter((uint8_t)s.text[i]))
        i++;
    return i > 1u && i < s.len && s.text[i] == '=';
}

/* Whether |s| looks like an SMTP address. */
static int is_address(tnef_string s)
{
    size_t at = 0;

    TNEFI_TOUCH(s.len);
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.text[i] <= ' ' || s.text[i] == '<' || s.text[i] == '>')
            return 0;
        if (s.text[i] == '@')
            at = i;
    }
    return at > 0 && at + 1u < s.len && s.text[0] != '/';
}

static int is_quote(char c)
{
    return c == '\'' || c == '"';
}

/* |s| without blanks around it, and without a pair of quotes. */
static tnef_string trimmed(tnef_string s)
{
    size_t len = s.len;

    while (s.len > 0 && s.text[0] == ' ') {
        s.text++;
        s.len--;
    }
    while (s.len > 0 && s.text[s.len - 1u] == ' ')
        s.len--;
    TNEFI_TOUCH(len - s.len + 1u);
    if (s.len >= 2u && is_quote(s.text[0]) && s.text[s.len - 1u] == s.text[0]) {
        s.text++;
        s.len -= 2u;
    }
    return s;
}

/* The address in "Name <address>", or the bare address that |s| is; absent if it is neither. *|name| is the
 * name, or |s| if there is no such address in it. Neither result has a NUL at its end. */
static tnef_string address_in(tnef_string s, tnef_string *name)
{
    tnef_string inside = { NULL, 0 }, bare;
    size_t i;

    *name = s;
    TNEFI_TOUCH(s.len);
    if (s.len == 0 || memchr(s.text, '@', s.len) == NULL)
        return inside;
    bare = trimmed(s);
    i = bare.len;
    if (is_address(bare)) {
        *name = bare;
        return bare;
    }
    if (i == 0 || bare.text[i - 1u] != '>')
        return inside;
    while (i > 0 && bare.text[i - 1u] != '<')
        i--;
    TNEFI_TOUCH(bare.len - i);
    if (i == 0)
        return inside;
    inside.text = bare.text + i;
    inside.len = bare.len - i - 1u;
    bare.len = i - 1u;
    if (!is_address(inside)) {
        inside.text = NULL;
        inside.len = 0;
        return inside;
    }
    *name = trimmed(bare);
    return inside;
}

/* |s| as a string with its own NUL. */
static tnef_string copy(struct tnef_reader *r, struct tnefi_message_arena *arena, tnef_string s)
{
    tnef_string nothing = { "", 0 };

    return tnefi_message_join(r, arena, nothing, s.text, s.len);
}

/* Whether |name| tells more than an address. */
static int is_name(tnef_string name, const struct found *best, const struct tnefi_message_who *w)
{
    return name.len > 0 && !is_x500(name) && !tnefi_message_alike(name, best->address)
           && !tnefi_message_alike(name, w->email) && !tnefi_message_alike(name, w->smtp);
}

/* ---- All together ------------------------------------------------------------------------- */

static void choose_address(struct tnef_reader *r, struct tnefi_message_layer *l,
                           struct tnefi_message_arena *arena, struct tnefi_message_who *w, struct found *best)
{
    const struct found nothing = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
    struct found f;
    tnef_string name;

    if (w->email.len > 0) {
        best->type = w->email_type;
        best->address = w->email;
    }
    if (w->smtp.len > 0) {
        best->type = smtp_type;
        best->address = w->smtp;
    }
    for (size_t i = 0; i < sizeof w->entry / sizeof w->entry[0]; i++) {
        tnef_string *last = &w->names[TNEFI_WHO_NAMES - 1u];

        if (is_entry(w->entry[i])) {
            f = from_entry(r, l, arena, w->entry[i]);
            consider(best, &f);
            if (last->len == 0)
                *last = f.name;
        } else if (last->len == 0) {
            *last = nothing.name;
        }
    }
    if (w->key->rank != KEPT_NONE && w->key->len > 0) {
        f = nothing;
        tnefi_message_split_address(r, l, arena, w->key->bytes, w->key->len, &f.type, &f.address);
        consider(best, &f);
    }
    for (size_t i = TNEFI_WHO_NAMES; i > 0 && !is_smtp(best) && !is_address(best->address); i--) {
        f.address = address_in(w->names[i - 1u], &name);
        if (f.address.len == 0)
            continue;
        best->type = smtp_type;
        best->address = copy(r, arena, f.address);
    }
}

void tnefi_message_who(struct tnef_reader *r, struct tnefi_message_layer *l,
                       struct tnefi_message_arena *arena, struct tnefi_message_who *w)
{
    struct found best;
    tnef_string name, absent = { NULL, 0 };

    best = (struct found){ { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
    choose_address(r, l, arena, w, &best);
    w->address = best.address;
    w->type = best.address.text != NULL ? best.type : absent;
    for (size_t i = 0; i < TNEFI_WHO_NAMES; i++) {
        (void)address_in(w->names[i], &name);
        if (!is_name(name, &best, w))
            continue;
        w->name =
            name.text == w->names[i].text && name.len == w->names[i].len ? w->names[i] : copy(r, arena, name);
        return;
    }
    w->name = best.address;
    for (size_t i = 0; i < TNEFI_WHO_NAMES && w->name.len == 0; i++)
        if (w->names[i].text != NULL)
            w->name = w->names[i];
}
