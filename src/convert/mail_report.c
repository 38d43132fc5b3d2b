/* SPDX-License-Identifier: MIT */
/* What a report tells to programs. [MS-OXOMSG] 2.2.2 has the properties. */

#include "convert/mail_report.h"

#include "base/touch.h"

void tnefi_convert_report_words(struct tnef_convert *c, const char *field, const char *word, const void *p,
                                size_t n)
{
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_header(l, field);
    if (word != NULL)
        tnefi_lines_word(l, word, NULL);
    tnefi_lines_word_bytes(l, p, n, NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

void tnefi_convert_report_text(struct tnef_convert *c, const char *field, const char *word, tnef_string s)
{
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_header(l, field);
    if (word != NULL)
        tnefi_lines_word(l, word, NULL);
    tnefi_lines_text(l, s.text, s.len);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

void tnefi_convert_report_head(struct tnef_convert *c, const char *type, const char *global)
{
    struct tnefi_lines *l;

    tnefi_convert_delimit(c, MIXED);
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Content-Type");
    tnefi_lines_word(l, tnefi_convert_is_utf8(c) ? global : type, NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Transfer-Encoding");
    tnefi_lines_word(l, tnefi_convert_is_utf8(c) ? "8bit" : "7bit", NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    tnefi_convert_put_word(c, "\r\n");
}

/* An address is told with its type (RFC 3464, 2.3.2; RFC 6533, 3). */
void tnefi_convert_report_address(struct tnef_convert *c, const char *field,
                                  const struct tnefi_lines_span *address)
{
    size_t n = 0;

    while (n < address->n && address->p[n] < 0x80u)
        n++;
    TNEFI_TOUCH(n + 1u);
    tnefi_convert_report_words(c, field, n < address->n ? "utf-8;" : "rfc822;", address->p, address->n);
}

int tnefi_convert_mail_report(struct tnef_convert *c)
{
    switch (tnefi_convert_class_of(tnefi_convert_top(c)->m).sort) {
    case TNEFI_CONVERT_DELIVERY:
        return tnefi_convert_mail_delivery(c);
    case TNEFI_CONVERT_RECEIPT:
        return tnefi_convert_mail_notification(c);
    default:
        return DONE;
    }
}

const char *tnefi_convert_report_line(const tnef_message *m)
{
    switch (tnefi_convert_class_of(m).sort) {
    case TNEFI_CONVERT_DELIVERY:
        return "This report tells what became of a message.\r\n";
    case TNEFI_CONVERT_RECEIPT:
        return "This report tells whether a message was read.\r\n";
    default:
        return NULL;
    }
}

const char *tnefi_convert_report_type(const tnef_message *m)
{
    switch (tnefi_convert_class_of(m).sort) {
    case TNEFI_CONVERT_DELIVERY:
        return "report-type=delivery-status";
    case TNEFI_CONVERT_RECEIPT:
        return "report-type=disposition-notification";
    default:
        return NULL;
    }
}
