/* SPDX-License-Identifier: MIT */
/* What stands before the contents of a file in mail. */

#include "convert/mail.h"
#include "convert/card.h"

#include "base/touch.h"

#include <string.h>

#define NAME_ROOM    1024u
#define ID_ROOM      255u
#define LOCATION_MAX 900u

/* The name that the file gets, with an end that its kind has: a harmless one, unless the caller wants
 * another. */
static size_t name_of(const struct tnef_convert *c, const tnef_part *p, const char *end, char *out)
{
    const size_t room = NAME_ROOM - 8u;
    size_t n;

    if ((c->live.job.options.flags & TNEF_CONVERT_RAW_NAMES) != 0)
        n = tnefi_lines_clean(out, room, p->name.text, p->name.len, 0);
    else
        n = tnef_safe_name(p->name.text, p->name.len, "attachment", out, room);
    memcpy(out + n, end, tnefi_convert_length(end) + 1u);
    TNEFI_TOUCH(n);
    return n + tnefi_convert_length(end);
}

/* Only what is printable ASCII can be an id. */
static int is_id(tnef_string s)
{
    if (s.len == 0 || s.len > ID_ROOM)
        return 0;
    TNEFI_TOUCH(s.len);
    for (size_t i = 0; i < s.len; i++)
        if (s.text[i] <= ' ' || s.text[i] > '~' || s.text[i] == '<' || s.text[i] == '>')
            return 0;
    return 1;
}

static void write_id(struct tnef_convert *c, tnef_string id)
{
    struct tnefi_lines *l;

    if (id.len >= 2u && id.text[0] == '<' && id.text[id.len - 1u] == '>') {
        id.text++;
        id.len -= 2u;
    }
    if (!is_id(id))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Content-ID");
    tnefi_lines_msg_id(l, id.text, id.len, NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

/* It is written as it is, or not at all: half of an address is another one. */
static void write_location(struct tnef_convert *c, tnef_string s)
{
    struct tnefi_lines *l;

    if (s.len == 0 || s.len > LOCATION_MAX)
        return;
    TNEFI_TOUCH(s.len);
    for (size_t i = 0; i < s.len; i++)
        if (s.text[i] <= ' ' || s.text[i] > '~')
            return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Content-Location");
    tnefi_lines_word_bytes(l, s.text, s.len, NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

/* What the file is called for people, if that is not its name. */
static void write_description(struct tnef_convert *c, const tnef_part *p)
{
    const tnef_string s = p->display_name;
    struct tnefi_lines *l;

    TNEFI_TOUCH(s.len);
    if (!tnefi_convert_says(s) || (s.len == p->name.len && memcmp(s.text, p->name.text, s.len) == 0))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Content-Description");
    tnefi_lines_text(l, s.text, s.len);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

/* Names of files stand in quotes also where they need none, since readers were seen that want them so. */
static int put_quoted(struct tnefi_lines *l, const char *field, const char *name, size_t n)
{
    char word[NAME_ROOM + 16u];
    size_t at = tnefi_convert_length(field);

    if (!tnefi_lines_is_token(name, n, 800u))
        return 0;
    memcpy(word, field, at);
    memcpy(word + at, "=\"", 2);
    memcpy(word + at + 2u, name, n);
    TNEFI_TOUCH(n);
    at += n + 2u;
    word[at++] = '"';
    tnefi_lines_word_bytes(l, word, at, NULL);
    return 1;
}

static void put_name(struct tnefi_lines *l, const char *field, const char *name, size_t n, int as_words)
{
    if (put_quoted(l, field, name, n))
        return;
    if (as_words)
        tnefi_lines_param_word(l, field, name, n, NULL);
    else
        tnefi_lines_param(l, field, name, n, NULL);
}

void tnefi_convert_part_head(struct tnef_convert *c, const tnef_part *p,
                             const struct tnefi_convert_part_head *h)
{
    const int strict = (c->live.job.options.flags & TNEF_CONVERT_STRICT_NAMES) != 0;
    const int is_message =
        tnefi_convert_is(h->type, "message/rfc822") || tnefi_convert_is(h->type, "message/global");
    char name[NAME_ROOM];
    const size_t n = name_of(c, p, h->end, name);
    struct tnefi_lines *l = tnefi_convert_item(c);

    TNEFI_TOUCH(n);
    tnefi_lines_header(l, "Content-Type");
    tnefi_lines_word(l, h->type, is_message ? NULL : ";");
    if (h->charset != NULL)
        tnefi_lines_word(l, h->charset, ";");
    if (!is_message)
        put_name(l, "name", name, n, !strict);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Transfer-Encoding");
    tnefi_lines_word(l, h->encoding, NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Disposition");
    tnefi_lines_word(l, h->is_inline ? "inline" : "attachment", ";");
    put_name(l, "filename", name, n, 0);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    write_id(c, p->content_id);
    write_location(c, p->content_location);
    write_description(c, p);
}

void tnefi_convert_message_head(struct tnef_convert *c, const tnef_part *p)
{
    const int utf8 = tnefi_convert_is_utf8(c);
    const struct tnefi_convert_part_head h = { utf8 ? "message/global" : "message/rfc822", NULL,
                                               utf8 ? "8bit" : "7bit", ".eml", 0 };

    tnefi_convert_part_head(c, p, &h);
    tnefi_convert_put_word(c, "\r\n");
}

void tnefi_convert_item_head(struct tnef_convert *c, const tnef_part *p, const char *type, const char *end)
{
    const struct tnefi_convert_part_head h = { type, "charset=utf-8", "base64", end, 0 };

    tnefi_convert_part_head(c, p, &h);
    tnefi_convert_put_word(c, "\r\n");
    tnefi_convert_begin_encoding(c, TNEF_ENCODE_BASE64);
}

void tnefi_convert_made_head(struct tnef_convert *c, const char *type, const char *charset, const char *name)
{
    struct tnefi_lines *l;

    tnefi_convert_delimit(c, MIXED);
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Content-Type");
    tnefi_lines_word(l, type, ";");
    if (charset != NULL)
        tnefi_lines_word(l, charset, ";");
    put_quoted(l, "name", name, tnefi_convert_length(name));
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Transfer-Encoding");
    tnefi_lines_word(l, "base64", NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Disposition");
    tnefi_lines_word(l, "attachment", ";");
    put_quoted(l, "filename", name, tnefi_convert_length(name));
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    tnefi_convert_put_word(c, "\r\n");
    tnefi_convert_begin_encoding(c, TNEF_ENCODE_BASE64);
}
