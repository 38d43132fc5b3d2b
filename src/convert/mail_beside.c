/* SPDX-License-Identifier: MIT */
/* Plain text that stood beside the message in the mail around it. Where the message has none of its own, it
 * is what the sender's program made for those who see no HTML: so it is better than what is made here. It is
 * written byte for byte, with its header. */

#include "convert/mail.h"

int tnefi_convert_takes_text(const struct tnef_convert *c)
{
    const struct tnefi_convert_frame *f = &c->mail->frame[c->mail->depth - 1u];

    return c->mail->depth == 1u && c->live.job.outer != NULL && c->live.job.outer->plain != NULL
           && f->has_html && !tnefi_convert_has_own_text(f);
}

int tnefi_convert_mail_beside(struct tnef_convert *c)
{
    struct tnefi_convert_job *j = &c->live.job;
    struct tnefi_convert_plain *plain = j->outer->plain;
    const uint8_t *p;
    size_t n = 0;
    size_t taken;

    if (j->inside == 0) {
        tnefi_convert_delimit(c, ALTERNATIVE);
        plain->was_read = 1;
        j->inside = 1;
        j->at = plain->from;
    }
    if (j->at >= plain->end)
        return DONE;
    p = plain->read(plain->user, j->at, plain->end, &n);
    if (p == NULL || tnefi_lines_sink(&c->lines, p, n, &taken) != TNEF_OK) {
        (void)tnefi_convert_fail(c, TNEF_E_CALLBACK, 0);
        return DONE;
    }
    j->at += n;
    return AGAIN;
}
