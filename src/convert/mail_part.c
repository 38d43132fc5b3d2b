/* SPDX-License-Identifier: MIT */
/* An attachment in mail. */

#include "convert/mail.h"
#include "convert/card.h"

#include "base/touch.h"

#include <string.h>

#define NAME_ROOM    1024u
#define ID_ROOM      255u
#define LOCATION_MAX 900u

/* ---- Heads --------------------------------------------------------------------------------- */

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

/* How a part is told; |end| is added to its name. */
struct head {
    const char *type, *charset, *encoding, *end;
    int is_inline;
};

static void write_head(struct tnef_convert *c, const tnef_part *p, const struct head *h)
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
    const struct head h = { utf8 ? "message/global" : "message/rfc822", NULL, utf8 ? "8bit" : "7bit", ".eml",
                            0 };

    write_head(c, p, &h);
    tnefi_convert_put_word(c, "\r\n");
}

void tnefi_convert_item_head(struct tnef_convert *c, const tnef_part *p, const char *type, const char *end)
{
    const struct head h = { type, "charset=utf-8", "base64", end, 0 };

    write_head(c, p, &h);
    tnefi_convert_put_word(c, "\r\n");
    tnefi_convert_begin_encoding(c, TNEF_ENCODE_BASE64);
}

/* ---- Contents ------------------------------------------------------------------------------ */

/* Whether two contents have the same bytes. */
static int is_same(struct tnef_convert *c, const tnef_stored *a, const tnef_stored *b)
{
    uint8_t x[1024], y[1024];

    if (a->len != b->len || a->len != a->content->size || b->len != b->content->size)
        return 0;
    for (size_t at = 0; at < a->len; at += sizeof x) {
        const size_t n = a->len - at < sizeof x ? a->len - at : sizeof x;

        if (tnefi_convert_read(c, tnefi_message_content_at(a) + at, x, n) != TNEF_OK
            || tnefi_convert_read(c, tnefi_message_content_at(b) + at, y, n) != TNEF_OK)
            return 0;
        TNEFI_TOUCH(2u * n);
        if (memcmp(x, y, n) != 0)
            return 0;
    }
    return 1;
}

void tnefi_convert_note_others(struct tnef_convert *c, const tnef_attachment *a)
{
    const tnef_stored *s = tnefi_convert_chosen(a);

    for (size_t i = 0; s != NULL && i < a->content_count; i++) {
        const tnef_stored *other = a->contents[i];

        TNEFI_TOUCH(1);
        if (other == s || other->content->size == 0 || other->content->index == a->part->placeholder)
            continue;
        if (a->message != NULL || !is_same(c, s, other)) {
            tnefi_convert_leave_out(c, TNEF_CONVERT_TRUNCATED);
            return;
        }
    }
}

static int is_whole(const tnef_attachment *a, const tnef_stored *s)
{
    return s != NULL && (a->part->flags & TNEF_F_INCOMPLETE) == 0 && s->len == s->content->size;
}

static void begin_file(struct tnef_convert *c, const tnef_attachment *a, const tnef_stored *s, size_t index)
{
    const tnef_part *p = a->part;
    const int is_stream = p->kind == TNEF_PART_EMBEDDED;
    const struct head h = { is_stream ? "application/ms-tnef" : tnefi_convert_type_of(p), NULL, "base64",
                            is_stream                  ? ".dat"
                            : p->kind == TNEF_PART_OLE ? ".ole"
                                                       : "",
                            tnefi_convert_is_inline(tnefi_convert_top(c), index) };

    write_head(c, p, &h);
    tnefi_convert_note_others(c, a);
    if (!is_whole(a, s)) {
        tnefi_convert_put_word(c, "X-TNEF-Status: truncated\r\n");
        tnefi_convert_leave_out(c, TNEF_CONVERT_TRUNCATED);
    }
    tnefi_convert_put_word(c, "\r\n");
    tnefi_convert_begin_encoding(c, TNEF_ENCODE_BASE64);
}

static int file_step(struct tnef_convert *c, const tnef_attachment *a, size_t index)
{
    struct tnefi_convert_job *j = &c->live.job;
    const tnef_stored *s = tnefi_convert_chosen(a);
    const uint64_t len = s != NULL ? s->len : 0;
    uint8_t buf[STEP_BYTES];
    size_t n;

    if (j->inside == 0) {
        begin_file(c, a, s, index);
        j->inside = 1;
    }
    n = len - j->at < sizeof buf ? (size_t)(len - j->at) : sizeof buf;
    if (n > 0 && tnefi_convert_read(c, tnefi_message_content_at(s) + j->at, buf, n) != TNEF_OK)
        return DONE;
    tnefi_convert_encode(c, buf, n);
    j->at += n;
    if (j->at < len)
        return AGAIN;
    tnefi_convert_end_encoding(c);
    return DONE;
}

/* A file that is elsewhere: its name, and where it is if that is an address of the web. Nobody opens it. */
static int write_reference(struct tnef_convert *c, const tnef_part *p)
{
    static const struct head h = { "text/plain", NULL, "base64", ".url.txt", 0 };
    char text[NAME_ROOM];
    const int is_link =
        p->pathname.len > 8u
        && (memcmp(p->pathname.text, "http://", 7) == 0 || memcmp(p->pathname.text, "https://", 8) == 0);

    write_head(c, p, &h);
    tnefi_convert_put_word(c, "\r\n");
    tnefi_convert_begin_encoding(c, TNEF_ENCODE_BASE64);
    tnefi_convert_encode(c, text, tnefi_lines_clean(text, sizeof text, p->name.text, p->name.len, 0));
    tnefi_convert_encode(c, "\r\n", 2);
    if (is_link) {
        tnefi_convert_encode(c, text,
                             tnefi_lines_clean(text, sizeof text, p->pathname.text, p->pathname.len, 0));
        tnefi_convert_encode(c, "\r\n", 2);
    }
    tnefi_convert_end_encoding(c);
    return DONE;
}

int tnefi_convert_mail_part(struct tnef_convert *c, size_t index)
{
    const tnef_attachment *a = tnefi_convert_top(c)->m->attachments[index];

    if (a->message != NULL && c->mail->depth < MAIL_DEPTH) {
        if (tnefi_convert_is_item(c, a)) {
            tnefi_convert_push(c, a->message);
            tnefi_convert_top(c)->item = a;
            tnefi_convert_top(c)->phase = PHASE_ITEM_SCAN;
            return AGAIN;
        }
        tnefi_convert_note_others(c, a);
        tnefi_convert_message_head(c, a->part);
        tnefi_convert_push(c, a->message);
        return AGAIN;
    }
    if (a->part->kind == TNEF_PART_REFERENCE)
        return write_reference(c, a->part);
    return file_step(c, a, index);
}
