/* SPDX-License-Identifier: MIT */
/* Multiparts, and the boundaries between their parts, which are numbered. */

#include "convert/mail.h"

#include "base/touch.h"

#include <string.h>

/* Writes a number in decimal. Returns how many digits. */
static size_t put_decimal(char *out, uint32_t number)
{
    char digits[10];
    size_t n = 0;

    do {
        digits[n++] = (char)('0' + number % 10u);
        number /= 10u;
    } while (number > 0);
    for (size_t i = 0; i < n; i++)
        out[i] = digits[n - 1u - i];
    return n;
}

/* In text that is encoded no line begins so, since "=" is written as =3D, and base64 has no "_". Text
 * that is not encoded has no line that begins with two dashes. */
static void put_delimiter(struct tnef_convert *c, uint32_t number, const char *before, const char *after)
{
    char line[32] = "--=_T";
    size_t n = 5;

    n += put_decimal(line + n, number);
    memcpy(line + n, "_", 2);
    tnefi_convert_put_word(c, before);
    tnefi_convert_put_word(c, line);
    tnefi_convert_put_word(c, after);
}

void tnefi_convert_delimit(struct tnef_convert *c, int multipart)
{
    struct tnefi_convert_frame *f = tnefi_convert_top(c);

    if (!f->has[multipart])
        return;
    put_delimiter(c, f->boundary[multipart], f->begun[multipart] ? "\r\n" : "", "\r\n");
    f->begun[multipart] = 1;
}

void tnefi_convert_close_multipart(struct tnef_convert *c, int multipart)
{
    const struct tnefi_convert_frame *f = tnefi_convert_top(c);

    if (f->has[multipart])
        put_delimiter(c, f->boundary[multipart], "\r\n", "--\r\n");
}

/* Messages and reports have fields of their own, which may be UTF-8. */
static int holds_8bit(const struct tnefi_convert_frame *f)
{
    TNEFI_TOUCH(f->m->attachment_count);
    for (size_t i = 0; i < f->m->attachment_count; i++)
        if (f->m->attachments[i]->message != NULL)
            return 1;
    return tnefi_convert_report_type(f->m) != NULL;
}

void tnefi_convert_open_multipart(struct tnef_convert *c, int multipart)
{
    static const char *const types[MULTIPARTS] = { "multipart/mixed", "multipart/related",
                                                   "multipart/alternative" };
    struct tnefi_convert_frame *f = tnefi_convert_top(c);
    const char *report = multipart == MIXED ? tnefi_convert_report_type(f->m) : NULL;
    struct tnefi_lines *l;
    char boundary[32] = "boundary=\"=_T";
    size_t n = tnefi_convert_length(boundary);

    if (!f->has[multipart])
        return;
    f->boundary[multipart] = ++c->mail->boundaries;
    n += put_decimal(boundary + n, f->boundary[multipart]);
    memcpy(boundary + n, "_\"", 3);
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Content-Type");
    tnefi_lines_word(l, report != NULL ? "multipart/report" : types[multipart], ";");
    if (report != NULL)
        tnefi_lines_word(l, report, ";");
    if (multipart == RELATED)
        tnefi_lines_word(l, "type=\"multipart/alternative\"", ";");
    tnefi_lines_word(l, boundary, NULL);
    tnefi_lines_crlf(l);
    if (multipart == MIXED && tnefi_convert_is_utf8(c) && holds_8bit(f)) {
        tnefi_lines_header(l, "Content-Transfer-Encoding");
        tnefi_lines_word(l, "8bit", NULL);
        tnefi_lines_crlf(l);
    }
    tnefi_convert_item_end(c);
    tnefi_convert_put_word(c, "\r\n");
}
