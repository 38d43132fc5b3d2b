/* SPDX-License-Identifier: MIT */
/* Somebody in a list of addresses. Readers of mail differ in what they make of lists that are broken, so
 * whatever is not plainly one mailbox is nobody. Of names only plain ones are taken: one that is encoded, or
 * too long, is left out, since the address says enough. */

#include "convert/mailbox.h"

#include "lines/lines.h"

#include "base/touch.h"

#include <string.h>

void tnefi_convert_mailbox_begin(struct tnefi_convert_mailbox *m)
{
    memset(m, 0, offsetof(struct tnefi_convert_mailbox, name));
    TNEFI_TOUCH(offsetof(struct tnefi_convert_mailbox, name));
}

static void put_address(struct tnefi_convert_mailbox *m, uint8_t b)
{
    if (m->address_len == sizeof m->address)
        m->is_wrong = 1;
    else
        m->address[m->address_len++] = (char)b;
}

/* One blank stands for all that come together. */
static void put_name(struct tnefi_convert_mailbox *m, uint8_t b)
{
    const size_t blank = m->is_blank && m->name_len > 0;

    m->name_is_odd |=
        b < ' ' || b >= 0x7Fu || (m->last == '=' && b == '?') || m->name_len + blank >= sizeof m->name;
    m->last = b;
    m->is_blank = 0;
    if (m->name_is_odd)
        return;
    if (blank)
        m->name[m->name_len++] = ' ';
    m->name[m->name_len++] = (char)b;
}

/* What stands outside of <> is a name; in a mailbox without <> it is an address. Two words are no address. */
static void put_text(struct tnefi_convert_mailbox *m, uint8_t b)
{
    m->is_wrong |= m->had_angle;
    put_name(m, b);
}

/* The name of a group ends: it is nobody's. */
static void drop_name(struct tnefi_convert_mailbox *m)
{
    m->is_wrong |= m->had_angle;
    m->name_len = 0;
    m->name_is_odd = m->had_quotes = m->is_blank = 0;
    m->last = 0;
    TNEFI_TOUCH(8);
}

static void take_comment(struct tnefi_convert_mailbox *m, uint8_t b)
{
    if (b == '(')
        m->comments++;
    else if (b == ')')
        m->comments--;
}

static void take_angle(struct tnefi_convert_mailbox *m, uint8_t b)
{
    if (b == '>' && !m->is_quoted) {
        m->is_angle = 0;
        return;
    }
    if (b == '"')
        m->is_quoted = !m->is_quoted;
    put_address(m, b);
}

/* Whether nothing came yet but blanks and comments: items of a list may be empty. */
static int is_empty(const struct tnefi_convert_mailbox *m)
{
    return m->name_len == 0 && !m->had_quotes && !m->had_angle && !m->is_wrong && !m->name_is_odd;
}

/* A byte that stands in nothing. Returns whether it ended the mailbox. */
static int take_plain(struct tnefi_convert_mailbox *m, uint8_t b)
{
    switch (b) {
    case ',':
    case ';':
        return !is_empty(m);
    case ':':
        drop_name(m);
        return 0;
    case '"':
        m->is_quoted = m->had_quotes = 1;
        m->is_wrong |= m->had_angle;
        return 0;
    case '(':
        m->comments = 1;
        m->is_blank = 1;
        return 0;
    case '<':
        m->is_wrong |= m->had_angle;
        m->is_angle = m->had_angle = 1;
        return 0;
    default:
        put_text(m, b);
        return 0;
    }
}

static int take(struct tnefi_convert_mailbox *m, uint8_t b)
{
    if (m->is_angle) {
        take_angle(m, b);
    } else if (m->is_quoted) {
        if (b == '"')
            m->is_quoted = 0;
        else
            put_name(m, b);
    } else {
        return take_plain(m, b);
    }
    return 0;
}

int tnefi_convert_mailbox_feed(struct tnefi_convert_mailbox *m, uint8_t b)
{
    TNEFI_TOUCH(1);
    if (m->is_escaped) {
        m->is_escaped = 0;
        if (m->is_angle)
            put_address(m, b);
        else if (m->comments == 0)
            put_name(m, b);
        return 0;
    }
    if (b == '\\') {
        m->is_escaped = 1;
        m->is_wrong |= !m->is_angle && !m->is_quoted && m->comments == 0;
        if (m->is_angle)
            put_address(m, b);
        return 0;
    }
    if (m->comments > 0) {
        take_comment(m, b);
        return 0;
    }
    if (b <= ' ' && (!m->is_angle || b == '\r' || b == '\n')) {
        m->is_blank = 1;
        return 0;
    }
    return take(m, b);
}

int tnefi_convert_mailbox_end(const struct tnefi_convert_mailbox *m, tnef_person *out)
{
    const int is_bare = !m->had_angle;
    struct tnefi_lines_span s;

    memset(out, 0, sizeof *out);
    if (m->is_wrong || m->is_quoted || m->is_escaped || m->is_angle || m->comments > 0
        || (is_bare && (m->had_quotes || m->name_is_odd)))
        return 0;
    s = is_bare ? tnefi_lines_find_address(m->name, m->name_len, 0)
                : tnefi_lines_find_address(m->address, m->address_len, 0);
    if (s.p == NULL)
        return 0;
    out->address = (tnef_string){ (const char *)s.p, s.n };
    out->email = out->address;
    if (!is_bare && !m->name_is_odd && m->name_len > 0)
        out->name = (tnef_string){ m->name, m->name_len };
    return 1;
}
