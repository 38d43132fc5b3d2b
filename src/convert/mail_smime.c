/* SPDX-License-Identifier: MIT */
/* Mail that was signed or enciphered before it became TNEF: [MS-OXOSMIME] 2.1.3. Its one attachment is
 * the mail as it was: nothing of it may be changed, and nothing may stand beside it, since that would
 * look as if it were signed. */

#include "convert/mail.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define HEAD_ROOM    4096u /* of the header block of the entity                               */
#define BOUNDARY_MAX 70u
#define LINE_MAX     998u
#define DER_LOOK     64u /* bytes in which the type of an envelope stands                   */

/* ---- The attachment ------------------------------------------------------------------------ */

/* The one file that is not hidden, if it is whole. */
static const tnef_stored *find_only(const tnef_message *m)
{
    const tnef_stored *found = NULL;
    uint32_t n = 0;

    TNEFI_TOUCH(m->attachment_count);
    for (size_t i = 0; i < m->attachment_count; i++) {
        const tnef_attachment *a = m->attachments[i];

        if ((a->part->flags & TNEF_PART_F_HIDDEN) != 0)
            continue;
        n++;
        found = a->part->kind == TNEF_PART_FILE && a->message == NULL ? tnefi_convert_chosen(a) : NULL;
    }
    return n == 1 && found != NULL && found->len == found->content->size ? found : NULL;
}

/* ---- A signed entity ----------------------------------------------------------------------- */

/* Looks for lines that begin with a word. */
struct seek {
    const char *word;
    uint32_t len, line, same; /* of the word; bytes of the line; of these as in the word           */
    int found;
};

static void seek_byte(struct seek *k, uint8_t b)
{
    if (b == '\r' || b == '\n') {
        k->line = k->same = 0;
        return;
    }
    if (k->same == k->line && k->same < k->len && b == (uint8_t)k->word[k->same])
        k->same++;
    k->line++;
    k->found |= k->same == k->len && k->line == k->len;
}

/* What is in the bytes that are to be written as they are: in mail of 7 bits only such may stand that
 * have no other, no line that is too long, and none that looks like one of ours. And a line must look like
 * one of theirs: without it a boundary of the mail around it could be taken for theirs. */
static int can_stand(struct tnef_convert *c, const tnef_stored *s, const struct tnefi_lines_span *boundary)
{
    struct seek ours = { "--=_T", 5, 0, 0, 0 }, theirs;
    char word[BOUNDARY_MAX + 2u] = "--";
    uint8_t buf[1024];
    uint32_t line = 0;
    uint64_t at = 0;

    memcpy(word + 2, boundary->p, boundary->n);
    theirs = (struct seek){ word, (uint32_t)boundary->n + 2u, 0, 0, 0 };
    TNEFI_TOUCH(sizeof word);
    while (at < s->len) {
        const size_t n = s->len - at < sizeof buf ? (size_t)(s->len - at) : sizeof buf;

        if (tnefi_convert_read(c, tnefi_message_content_at(s) + at, buf, n) != TNEF_OK)
            return 0;
        TNEFI_TOUCH(n);
        for (size_t i = 0; i < n; i++) {
            if (buf[i] == 0 || buf[i] >= 0x80u)
                return 0;
            seek_byte(&ours, buf[i]);
            seek_byte(&theirs, buf[i]);
            line = buf[i] == '\n' ? 0 : line + 1u;
            if (line > LINE_MAX || ours.found)
                return 0;
        }
        at += n;
    }
    return theirs.found;
}

/* The length of the line at |p|, with its line end. */
static size_t line_length(const char *p, size_t n)
{
    size_t len = 0;

    while (len < n && p[len] != '\n')
        len++;
    TNEFI_TOUCH(len);
    return len < n ? len + 1u : len;
}

static int begins(const char *p, size_t n, const char *word)
{
    const size_t len = tnefi_convert_length(word);

    TNEFI_TOUCH(len);
    if (n < len)
        return 0;
    for (size_t i = 0; i < len; i++)
        if (tnefi_base_lower((uint8_t)p[i]) != (uint8_t)word[i])
            return 0;
    return 1;
}

static int is_separator(char b)
{
    return b == ';' || b == ' ' || b == '\t' || b == '\r' || b == '\n';
}

/* Where the value of the parameter begins in a field, after |at|. 0: it is not there, or what looks like it
 * is there twice, so that readers may take different ones. */
static size_t find_boundary(const char *p, size_t n, size_t at)
{
    const size_t len = sizeof "boundary" - 1u;
    size_t found = 0;

    for (; at + len < n; at++) {
        const char next = p[at + len];

        if (!begins(p + at, n - at, "boundary")
            || (next != '=' && next != '*' && next != '(' && !is_separator(next)))
            continue;
        if (found > 0 || next != '=' || !is_separator(p[at - 1u]))
            return 0;
        found = at + len + 1u;
    }
    return found;
}

/* Whether a field is "multipart/signed" with a boundary that a multipart can have. */
static int is_signed_type(const char *p, size_t n, struct tnefi_lines_span *boundary)
{
    size_t at = sizeof "content-type:" - 1u;
    size_t len = 0;

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        if (p[i] == '\r' && (i + 1u == n || p[i + 1u] != '\n'))
            return 0;
    while (at < n && (p[at] == ' ' || p[at] == '\t'))
        at++;
    if (!begins(p + at, n - at, "multipart/signed;"))
        return 0;
    at = find_boundary(p, n, at);
    if (at == 0)
        return 0;
    at += at < n && p[at] == '"';
    while (at + len < n && p[at + len] > ' ' && p[at + len] <= '~' && p[at + len] != '"'
           && p[at + len] != ';')
        len++;
    TNEFI_TOUCH(len);
    *boundary = (struct tnefi_lines_span){ (const uint8_t *)p + at, len };
    return len >= 1u && len <= BOUNDARY_MAX;
}

/* Finds the field in a header block, and where the body begins. 0: it is no signed entity. */
static int find_field(const char *head, size_t n, struct tnefi_lines_span *field,
                      struct tnefi_lines_span *boundary, size_t *body)
{
    size_t at = 0;

    field->p = NULL;
    while (at < n) {
        size_t len = line_length(head + at, n - at);

        if (head[at] == '\r' || head[at] == '\n') {
            *body = at + len;
            return field->p != NULL && head[at + len - 1u] == '\n';
        }
        while (at + len < n && (head[at + len] == ' ' || head[at + len] == '\t'))
            len += line_length(head + at + len, n - at - len);
        if (field->p == NULL && begins(head + at, len, "content-type:")
            && is_signed_type(head + at, len, boundary))
            *field = (struct tnefi_lines_span){ (const uint8_t *)head + at, len };
        at += len;
    }
    return 0;
}

/* Writes a field as it stands, but for its line ends and what no header has. */
static void write_field(struct tnef_convert *c, const struct tnefi_lines_span *f)
{
    size_t from = 0;
    size_t taken;

    TNEFI_TOUCH(f->n);
    for (size_t i = 0; i <= f->n; i++) {
        const int ends = i == f->n || f->p[i] == '\n';
        const size_t to = ends && i > from && f->p[i - 1u] == '\r' ? i - 1u : i;

        if (!ends || i == from)
            continue;
        if (tnefi_lines_sink(&c->lines, f->p + from, to - from, &taken) != TNEF_OK)
            (void)tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
        tnefi_convert_put_word(c, "\r\n");
        from = i + 1u;
    }
}

static int signed_step(struct tnef_convert *c, const tnef_stored *s, const char *head, size_t n)
{
    struct tnefi_convert_job *j = &c->live.job;
    struct tnefi_lines_span field, boundary;
    uint8_t buf[STEP_BYTES];
    size_t body, taken;

    if (!find_field(head, n, &field, &boundary, &body))
        return DONE;
    if (j->inside == 0) {
        write_field(c, &field);
        tnefi_convert_put_word(c, "\r\n");
        j->at = body;
        j->inside = 1;
    }
    n = s->len - j->at < sizeof buf ? (size_t)(s->len - j->at) : sizeof buf;
    if (n > 0 && tnefi_convert_read(c, tnefi_message_content_at(s) + j->at, buf, n) != TNEF_OK)
        return DONE;
    if (n > 0 && tnefi_lines_sink(&c->lines, buf, n, &taken) != TNEF_OK)
        (void)tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
    j->at += n;
    if (j->at < s->len)
        return AGAIN;
    if (n > 0 && buf[n - 1u] != '\n')
        tnefi_convert_put_word(c, "\r\n");
    return DONE;
}

/* ---- An envelope --------------------------------------------------------------------------- */

static int has_bytes(const uint8_t *p, size_t n, const uint8_t *what, size_t len)
{
    TNEFI_TOUCH(n);
    for (size_t i = 0; i + len <= n; i++)
        if (memcmp(p + i, what, len) == 0)
            return 1;
    return 0;
}

/* The parameter that tells what the envelope is, by the object identifier in it; NULL: it is not known. */
static const char *type_of(struct tnef_convert *c, const tnef_stored *s)
{
    static const uint8_t is_signed[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02 };
    static const uint8_t enveloped[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x03 };
    static const uint8_t authenticated[] = {
        0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x17
    };
    uint8_t der[DER_LOOK];
    const size_t n = s->len < sizeof der ? s->len : sizeof der;

    if (tnefi_convert_read(c, tnefi_message_content_at(s), der, n) != TNEF_OK)
        return NULL;
    if (has_bytes(der, n, is_signed, sizeof is_signed))
        return "smime-type=signed-data";
    if (has_bytes(der, n, enveloped, sizeof enveloped))
        return "smime-type=enveloped-data";
    return has_bytes(der, n, authenticated, sizeof authenticated) ? "smime-type=authEnveloped-data" : NULL;
}

static void write_envelope_head(struct tnef_convert *c, const tnef_stored *s)
{
    const char *type = type_of(c, s);
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_header(l, "Content-Type");
    tnefi_lines_word(l, "application/pkcs7-mime", ";");
    if (type != NULL)
        tnefi_lines_word(l, type, ";");
    tnefi_lines_word(l, "name=\"smime.p7m\"", NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Transfer-Encoding");
    tnefi_lines_word(l, "base64", NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Disposition");
    tnefi_lines_word(l, "attachment", ";");
    tnefi_lines_word(l, "filename=\"smime.p7m\"", NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    tnefi_convert_put_word(c, "\r\n");
    tnefi_convert_begin_encoding(c, TNEF_ENCODE_BASE64);
}

static int envelope_step(struct tnef_convert *c, const tnef_stored *s)
{
    struct tnefi_convert_job *j = &c->live.job;
    uint8_t buf[STEP_BYTES];
    size_t n;

    if (j->inside == 0) {
        write_envelope_head(c, s);
        j->inside = 1;
    }
    n = s->len - j->at < sizeof buf ? (size_t)(s->len - j->at) : sizeof buf;
    if (n > 0 && tnefi_convert_read(c, tnefi_message_content_at(s) + j->at, buf, n) != TNEF_OK)
        return DONE;
    tnefi_convert_encode(c, buf, n);
    j->at += n;
    if (j->at < s->len)
        return AGAIN;
    tnefi_convert_end_encoding(c);
    return DONE;
}

/* ---- Which it is --------------------------------------------------------------------------- */

static size_t read_head(struct tnef_convert *c, const tnef_stored *s, char *head)
{
    const size_t n = s->len < HEAD_ROOM ? s->len : HEAD_ROOM;

    return tnefi_convert_read(c, tnefi_message_content_at(s), head, n) == TNEF_OK ? n : 0;
}

/* The bodies are copies of what was signed. Files beside it are not. */
static void note_others(struct tnef_convert *c, const struct tnefi_convert_frame *f)
{
    if (f->seal == TNEFI_CONVERT_NOTE)
        return;
    if (f->m->attachment_count > 1u)
        tnefi_convert_leave_out(c, TNEF_CONVERT_TRUNCATED);
    TNEFI_TOUCH(f->m->attachment_count);
    for (size_t i = 0; i < f->m->attachment_count; i++)
        if ((f->m->attachments[i]->part->flags & TNEF_PART_F_HIDDEN) == 0)
            tnefi_convert_note_others(c, f->m->attachments[i]);
}

void tnefi_convert_find_sealed(struct tnef_convert *c)
{
    struct tnefi_convert_frame *f = tnefi_convert_top(c);
    const enum tnefi_convert_sort sort = tnefi_convert_class_of(f->m).sort;
    const tnef_stored *s;
    struct tnefi_lines_span field, boundary;
    char head[HEAD_ROOM];
    size_t body;

    if (sort != TNEFI_CONVERT_SIGNED && sort != TNEFI_CONVERT_OPAQUE)
        return;
    s = find_only(f->m);
    if (s != NULL && find_field(head, read_head(c, s, head), &field, &boundary, &body)
        && can_stand(c, s, &boundary))
        f->seal = TNEFI_CONVERT_SIGNED;
    else if (s != NULL && sort == TNEFI_CONVERT_OPAQUE)
        f->seal = TNEFI_CONVERT_OPAQUE;
    else
        tnefi_convert_leave_out(c, TNEF_CONVERT_SIGNATURE);
    f->sealed = s;
    note_others(c, f);
}

int tnefi_convert_mail_sealed(struct tnef_convert *c)
{
    const struct tnefi_convert_frame *f = tnefi_convert_top(c);
    char head[HEAD_ROOM];

    if (f->seal == TNEFI_CONVERT_OPAQUE)
        return envelope_step(c, f->sealed);
    return signed_step(c, f->sealed, head, read_head(c, f->sealed, head));
}
