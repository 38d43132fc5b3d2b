/* SPDX-License-Identifier: MIT */
/* The head of a file: as many bytes as tell what it is are held until they are there, or until there
 * are no more; then they and the rest go to where they belong, message by message if it is a mailbox. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <string.h>

#define HEAD_LEAST 5u          /* bytes that tell what is no mailbox                              */

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

/* Decides what it is, if it can: there are enough bytes, or there are |all|. */
static tnef_status decide(struct head *h, int all)
{
    int mailbox = mailbox_begins(h->bytes, h->len, all);
    tnef_status status;

    if (mailbox < 0 || (h->len < HEAD_LEAST && !all))
        return TNEF_OK;
    h->is_known = 1;
    h->is_mailbox = mailbox;
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
    size_t room = h->is_known ? 0 : sizeof h->bytes - h->len;
    size_t n = room < len ? room : len;
    tnef_status status = TNEF_OK;

    if (n > 0) {
        memcpy(h->bytes + h->len, p, n);
        h->len += n;
        status = decide(h, 0);
    }
    return status == TNEF_OK && len > n ? pass_on(h, p + n, len - n) : status;
}

void head_end(struct head *h)
{
    if (!h->is_known)
        (void)decide(h, 1);
    if (h->is_mailbox)
        mailbox_end(&h->mailbox);
}
