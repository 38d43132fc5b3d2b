/* SPDX-License-Identifier: MIT */
/* Mailboxes: messages one behind the other, each of which begins with a line "From ..." at the
 * beginning of the file or behind a blank line. Such lines in a message are quoted as ">From ..."
 * by whoever writes the mailbox, in ways that differ; they are left as they stand, since no line of
 * base64, and hardly one of the other encodings, begins like that. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <string.h>

static const char from_line[] = "From ";

int mailbox_begins(const void *head, size_t len)
{
    return len >= MAILBOX_HEAD && memcmp(head, from_line, MAILBOX_HEAD) == 0;
}

void mailbox_init(struct mailbox *m, const struct mailbox_handlers *to, void *user)
{
    memset(m, 0, sizeof *m);
    m->to = to;
    m->user = user;
    m->line_start = 1;
}

/* One byte: whether it is held back, as what may begin the next message. */
static int may_begin(struct mailbox *m, char c)
{
    if (!m->line_start || c != from_line[m->matched])
        return 0;
    m->matched++;
    if (m->matched == sizeof from_line - 1u) {
        m->to->message(m->user);
        m->to->bytes(m->user, from_line, m->matched);
        m->line_len = m->matched;
        m->matched = 0;
        m->line_start = 0;
    }
    return 1;
}

/* What was held back begins no message. */
static void give_back(struct mailbox *m)
{
    if (m->matched > 0)
        m->to->bytes(m->user, from_line, m->matched);
    m->line_len += m->matched;
    m->matched = 0;
}

/* Up to the next line that may begin a message; how many bytes. */
static size_t line_bytes(struct mailbox *m, const char *p, size_t n)
{
    size_t i = 0;

    give_back(m);
    m->line_start = 0;
    while (i < n && p[i] != '\n') {
        if (p[i] != '\r')
            m->line_len++;
        i++;
    }
    if (i < n) {
        i++;
        m->line_start = m->line_len == 0;
        m->line_len = 0;
    }
    m->to->bytes(m->user, p, i);
    return i;
}

void mailbox_feed(struct mailbox *m, const char *p, size_t n)
{
    size_t i = 0;

    while (i < n)
        i += may_begin(m, p[i]) ? 1u : line_bytes(m, p + i, n - i);
}

void mailbox_end(struct mailbox *m)
{
    give_back(m);
}
