/* SPDX-License-Identifier: MIT */
/* The head of a file: as many bytes as tell what it is are held until they are there, or until there
 * are no more; then they and the rest go to where they belong, message by message if it is a mailbox. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <string.h>

void head_init(struct head *h, const struct head_handlers *to, void *user)
{
    memset(h, 0, sizeof *h);
    h->to = to;
    h->user = user;
    mailbox_init(&h->mailbox, &to->messages, user);
}

static tnef_status pass_on(struct head *h, const char *p, size_t n)
{
    if (!h->is_mailbox)
        return h->to->bytes(h->user, p, n);
    mailbox_feed(&h->mailbox, p, n);
    return TNEF_OK;
}

static tnef_status decide(struct head *h)
{
    tnef_status status;

    h->is_mailbox = mailbox_begins(h->bytes, h->len);
    status = h->to->begin(h->user, h);
    if (status == TNEF_OK)
        return pass_on(h, h->bytes, h->len);
    h->is_mailbox = 0;         /* nobody is there to take its end */
    return status;
}

tnef_status head_feed(void *handle, const void *buf, size_t len)
{
    struct head *h = handle;
    const char *p = buf;
    size_t n = MAILBOX_HEAD - h->len < len ? MAILBOX_HEAD - h->len : len;
    tnef_status status = TNEF_OK;

    if (n > 0) {
        memcpy(h->bytes + h->len, p, n);
        h->len += n;
        if (h->len == MAILBOX_HEAD)
            status = decide(h);
    }
    return status == TNEF_OK && len > n ? pass_on(h, p + n, len - n) : status;
}

void head_end(struct head *h)
{
    if (h->len < MAILBOX_HEAD)
        (void)decide(h);
    if (h->is_mailbox)
        mailbox_end(&h->mailbox);
}
