/* SPDX-License-Identifier: MIT */
/* Whether a mail was read: message/disposition-notification (RFC 8098), and for SMTPUTF8
 * message/global-disposition-notification (RFC 6533). */

#include "convert/mail_report.h"

#include "base/touch.h"

/* Who read it, or did not. Whoever that is has sent the mail around it, too. */
static int find_reader(const struct tnef_convert *c, const tnef_message_info *m,
                       struct tnefi_convert_who *who)
{
    const struct tnefi_convert_people *people = tnefi_convert_people_around(c);

    tnefi_convert_mail_person(c, who, &m->sender);
    if (who->span.p == NULL)
        tnefi_convert_mail_person(c, who, &m->representing);
    if (who->span.p == NULL)
        tnefi_convert_mail_person(c, who, &m->received_by);
    if (who->span.p == NULL && people != NULL)
        tnefi_convert_mail_person(c, who, &people->from);
    return who->span.p != NULL;
}

static void write_original_id(struct tnef_convert *c, const tnef_message_info *m)
{
    tnef_string s = tnefi_convert_string(m->bag, TNEFI_CONVERT_ORIGINAL_ID);
    struct tnefi_lines_span id;
    struct tnefi_lines *l;
    size_t at = 0;

    if (s.len == 0)
        s = m->in_reply_to;
    id = tnefi_lines_find_msg_id(s.text, s.len, &at);
    if (id.p == NULL)
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Original-Message-ID");
    tnefi_lines_msg_id(l, id.p, id.n, NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

/* "action/sending": two tokens. */
static int is_mode(tnef_string s)
{
    size_t at = 0;

    while (at < s.len && s.text[at] != '/')
        at++;
    TNEFI_TOUCH(at);
    return at < s.len && tnefi_lines_is_token(s.text, at, 64u)
           && tnefi_lines_is_token(s.text + at + 1u, s.len - at - 1u, 64u);
}

static void write_disposition(struct tnef_convert *c, const tnef_message_info *m)
{
    const int was_read = tnefi_convert_class_of(tnefi_convert_top(c)->m).detail == TNEFI_CONVERT_READ;
    const tnef_string mode = tnefi_convert_string(m->bag, TNEFI_CONVERT_DISPOSITION_MODE);
    const tnef_string type = tnefi_convert_string(m->bag, TNEFI_CONVERT_DISPOSITION_TYPE);
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_header(l, "Disposition");
    if (is_mode(mode))
        tnefi_lines_word_bytes(l, mode.text, mode.len, ";");
    else
        tnefi_lines_word(l, "manual-action/MDN-sent-automatically", ";");
    if (tnefi_lines_is_token(type.text, type.len, 64u))
        tnefi_lines_word_bytes(l, type.text, type.len, NULL);
    else
        tnefi_lines_word(l, was_read ? "displayed" : "deleted", NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

int tnefi_convert_mail_notification(struct tnef_convert *c)
{
    const tnef_message_info *m = tnefi_convert_top(c)->m->info;
    struct tnefi_convert_who who;

    if (!find_reader(c, m, &who)) {
        tnefi_convert_leave_out(c, TNEF_CONVERT_ADDRESS);
        return DONE;
    }
    tnefi_convert_report_head(c, "message/disposition-notification",
                              "message/global-disposition-notification");
    if ((c->live.job.options.flags & TNEF_CONVERT_REPORTING_UA) != 0)
        tnefi_convert_put_word(c, "Reporting-UA: libtnef\r\n");
    tnefi_convert_report_address(c, "Original-Recipient", &who.span);
    tnefi_convert_report_address(c, "Final-Recipient", &who.span);
    write_original_id(c, m);
    write_disposition(c, m);
    return DONE;
}
