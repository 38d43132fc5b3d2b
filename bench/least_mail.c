/* SPDX-License-Identifier: MIT */
/* The least program with the mail reader in it, for its size: reads the standard input. */

#include <tnef/mail.h>

#include <stdio.h>

static int on_part_end(void *user, const tnef_part *part)
{
    (void)user;
    return part->name.text == NULL;
}

int main(void)
{
    const tnef_reader_handlers handlers = { .size = sizeof handlers, .part_end = on_part_end };
    const tnef_reader_config reader = { .size = sizeof reader, .handlers = &handlers };
    const tnef_mail_config cfg = { .size = sizeof cfg, .reader = &reader };
    static char buf[4096];
    tnef_mail *object;
    size_t n;

    if (tnef_mail_new(&object, &cfg, NULL) != TNEF_OK)
        return 1;
    while ((n = fread(buf, 1, sizeof buf, stdin)) > 0)
        if (tnef_mail_feed(object, buf, n, NULL) != TNEF_OK)
            break;
    return tnef_mail_finish(object) != TNEF_OK;
}
