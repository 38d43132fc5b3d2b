/* SPDX-License-Identifier: MIT */
/* Signed mail that can be read: a multipart/signed with its header, of which the bytes stay as they are. */

#include "convert/mail_smime.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define BOUNDARY_MAX 70u
#define LINE_MAX     998u

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

int tnefi_convert_can_stand(struct tnef_convert *c, const tnef_stored *s,
                            const struct tnefi_lines_span *boundary, size_t body)
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
            if (at + i >= body)
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

/* Whether a byte may stand in a boundary, so that all readers take it for the same: comments and what "\"
 * stands before are read in several ways. */
static int may_stand(char b, int is_quoted)
{
    if (b <= ' ' || b > '~' || b == '"' || b == '\\')
        return 0;
    return is_quoted || (b != ';' && b != '(' && b != ')');
}

/* Whether a field is "multipart/signed" with a boundary that a multipart can have. */
static int is_signed_type(const char *p, size_t n, struct tnefi_lines_span *boundary)
{
    size_t at = sizeof "content-type:" - 1u;
    size_t len = 0;
    int is_quoted;

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
    is_quoted = at < n && p[at] == '"';
    at += (size_t)is_quoted;
    while (at + len < n && may_stand(p[at + len], is_quoted))
        len++;
    TNEFI_TOUCH(len);
    *boundary = (struct tnefi_lines_span){ (const uint8_t *)p + at, len };
    at += len;
    if (len < 1u || len > BOUNDARY_MAX || (is_quoted && (at == n || p[at++] != '"')))
        return 0;
    return at == n || is_separator(p[at]);
}

int tnefi_convert_find_signed(const char *head, size_t n, struct tnefi_lines_span *field,
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

int tnefi_convert_begin_signed(struct tnef_convert *c, const char *head, size_t n)
{
    struct tnefi_convert_job *j = &c->live.job;
    struct tnefi_lines_span field, boundary;
    size_t body;

    if (!tnefi_convert_find_signed(head, n, &field, &boundary, &body))
        return DONE;
    write_field(c, &field);
    tnefi_convert_put_word(c, "\r\n");
    j->at = body;
    j->inside = 1;
    return AGAIN;
}

int tnefi_convert_mail_signed(struct tnef_convert *c, const tnef_stored *s)
{
    struct tnefi_convert_job *j = &c->live.job;
    uint8_t buf[STEP_BYTES];
    const size_t n = s->len - j->at < sizeof buf ? (size_t)(s->len - j->at) : sizeof buf;
    size_t taken;

    if (tnefi_convert_read(c, tnefi_message_content_at(s) + j->at, buf, n) != TNEF_OK)
        return DONE;
    if (tnefi_lines_sink(&c->lines, buf, n, &taken) != TNEF_OK)
        (void)tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
    j->at += n;
    if (j->at < s->len)
        return AGAIN;
    if (buf[n - 1u] != '\n')
        tnefi_convert_put_word(c, "\r\n");
    return DONE;
}
