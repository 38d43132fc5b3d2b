/* SPDX-License-Identifier: MIT */
/* An attachment in mail: its contents. */

#include "convert/mail.h"

#include "base/touch.h"

#include <string.h>

#define NAME_ROOM 1024u

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
    const char *type = is_stream ? "application/ms-tnef" : tnefi_convert_type_of(p);
    const char *end = is_stream ? ".dat" : p->kind == TNEF_PART_OLE ? ".ole" : "";
    const int is_inline = tnefi_convert_is_inline(tnefi_convert_top(c), index);
    const struct tnefi_convert_part_head h = { type, NULL, "base64", end, is_inline };

    tnefi_convert_part_head(c, p, &h);
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
    static const struct tnefi_convert_part_head h = { "text/plain", NULL, "base64", ".url.txt", 0 };
    char text[NAME_ROOM];
    const int is_link =
        p->pathname.len > 8u
        && (memcmp(p->pathname.text, "http://", 7) == 0 || memcmp(p->pathname.text, "https://", 8) == 0);

    tnefi_convert_part_head(c, p, &h);
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
