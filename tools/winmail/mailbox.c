/* SPDX-License-Identifier: MIT */
/* Mailboxes: messages one after the other, each of which begins with a line
 *
 *     From SOMETHING TIME      the time of day, 08:26, is somewhere after SOMETHING
 *
 * at the beginning of the file or after a blank line. Without the time it is text: people write
 * lines that begin with "From", and not all who write mailboxes quote them as ">From". The first
 * line of a file may be the bare word. What is quoted is left as it stands, since no line of base64,
 * and hardly one of the other encodings, begins like that. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <string.h>

static const char word[] = "From ";
#define WORD_LEN (sizeof word - 1u)

/* ---- Lines --------------------------------------------------------------------------------- */

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* dd:dd, and no digit before or after it. */
static int is_time(const char *line, size_t len, size_t at)
{
    const char *p = line + at;

    if (len - at < 5u || !is_digit(p[0]) || !is_digit(p[1]) || p[2] != ':' || !is_digit(p[3])
        || !is_digit(p[4]))
        return 0;
    return !is_digit(line[at - 1u]) && (len - at == 5u || !is_digit(p[5]))
        && p[0] - '0' < (p[1] < '4' ? 3 : 2) && p[3] < '6';
}

/* Whether a line, as far as it is kept and without its end, separates messages. */
static int separates(const char *line, size_t len)
{
    size_t i = WORD_LEN;

    if (len < WORD_LEN || memcmp(line, word, WORD_LEN) != 0)
        return 0;
    while (i < len && is_blank(line[i]))
        i++;
    while (i < len && !is_blank(line[i]))
        i++;
    for (; i < len; i++)
        if (is_time(line, len, i))
            return 1;
    return 0;
}

static size_t without_end(const char *line, size_t len)
{
    while (len > 0 && (line[len - 1u] == '\n' || line[len - 1u] == '\r'))
        len--;
    return len;
}

/* "From", and blanks. */
static int is_bare(const char *line, size_t len)
{
    size_t i = WORD_LEN - 1u;

    if (len < i || memcmp(line, word, i) != 0)
        return 0;
    while (i < len && is_blank(line[i]))
        i++;
    return i == len;
}

/* How many of |len| bytes |line| shares with the word that a separator begins with. A line end, which
 * only a bare word has, is no more than that. */
static int may_separate(const char *line, size_t len)
{
    size_t n = len < WORD_LEN ? len : WORD_LEN;

    return memcmp(line, word, n) == 0 || (len == WORD_LEN && is_bare(line, without_end(line, len)));
}

int mailbox_begins(const char *head, size_t len, int all)
{
    const char *end = memchr(head, '\n', len);
    size_t line = end != NULL ? (size_t)(end - head) : len;

    if (len > 0 && !may_separate(head, line < WORD_LEN ? line : WORD_LEN))
        return 0;
    if (end == NULL && !all && len < MAILBOX_LINE)
        return -1;
    line = without_end(head, line);
    return separates(head, line) || is_bare(head, line);
}

/* ---- Messages ------------------------------------------------------------------------------ */

void mailbox_init(struct mailbox *m, const struct mailbox_handlers *to, void *user)
{
    memset(m, 0, sizeof *m);
    m->to = to;
    m->user = user;
    m->may_begin = 1;
    m->first = 1;
    m->blank = 1;
}

/* The line that is held is known, as far as it must be. */
static void decide(struct mailbox *m)
{
    size_t len = without_end(m->held, m->len);

    if (m->len == 0)
        return;
    if (separates(m->held, len) || (m->first && is_bare(m->held, len)))
        m->to->message(m->user);
    m->to->bytes(m->user, m->held, m->len);
    m->blank = m->held[m->len - 1u] == '\n';    /* it is the next line, then */
    m->len = 0;
    m->first = 0;
}

/* A byte of a line that may begin a message; 0: it does not. */
static int hold(struct mailbox *m, char c)
{
    if (m->len < WORD_LEN && c != word[m->len]
        && !(m->first && m->len == WORD_LEN - 1u && (c == '\n' || c == '\r'))) {
        m->may_begin = 0;
        decide(m);
        return 0;
    }
    m->held[m->len] = c;
    m->len++;
    if (c == '\n' || m->len == MAILBOX_LINE) {
        m->may_begin = 0;
        decide(m);
    }
    return 1;
}

/* Whether there is nothing but CR. */
static int is_nothing(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && p[i] == '\r')
        i++;
    return i == n;
}

/* Up to the next blank line, with it; how many bytes. */
static size_t lines(struct mailbox *m, const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && !m->may_begin) {
        const char *end = memchr(p + i, '\n', n - i);
        size_t len = end != NULL ? (size_t)(end - (p + i)) : n - i;

        m->blank = m->blank && is_nothing(p + i, len);
        i += len;
        if (end == NULL)
            break;
        i++;
        m->may_begin = m->blank;
        m->blank = 1;
    }
    m->first = 0;
    m->to->bytes(m->user, p, i);
    return i;
}

void mailbox_feed(struct mailbox *m, const char *p, size_t n)
{
    size_t i = 0;

    while (i < n)
        if (m->may_begin && hold(m, p[i]))
            i++;
        else
            i += lines(m, p + i, n - i);
}

void mailbox_end(struct mailbox *m)
{
    decide(m);
}
