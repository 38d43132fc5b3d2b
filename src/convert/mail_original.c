/* SPDX-License-Identifier: MIT */
/* The header that the message came with, as text/rfc822-headers (RFC 6522, 4). In a report it would be taken
 * for that of the mail that the report is about, so there it is not written. */

#include "convert/mail.h"

int tnefi_convert_has_original(const struct tnef_convert *c, const struct tnefi_convert_frame *f)
{
    return (c->live.job.options.flags & TNEF_CONVERT_ORIGINAL_HEADERS) != 0
           && f->m->info->transport_headers.len > 0 && tnefi_convert_report_type(f->m) == NULL;
}

int tnefi_convert_mail_original(struct tnef_convert *c)
{
    struct tnefi_convert_job *j = &c->live.job;
    const struct tnefi_convert_frame *f = tnefi_convert_top(c);
    const tnef_string s = f->m->info->transport_headers;
    struct tnefi_convert_counts counts = { .bytes = 0 };
    size_t n;

    if (!tnefi_convert_has_original(c, f))
        return DONE;
    if (j->inside == 0) {
        tnefi_convert_count(&counts, (const uint8_t *)s.text, s.len);
        tnefi_convert_delimit(c, MIXED);
        tnefi_convert_begin_text(c, "text/rfc822-headers", &counts);
        j->inside = 1;
    }
    n = s.len - (size_t)j->at < STEP_BYTES ? s.len - (size_t)j->at : STEP_BYTES;
    tnefi_convert_encode(c, s.text + j->at, n);
    j->at += n;
    if (j->at < s.len)
        return AGAIN;
    if (s.text[s.len - 1u] != '\n')
        tnefi_convert_encode(c, "\r\n", 2);
    tnefi_convert_end_encoding(c);
    return DONE;
}
