/* SPDX-License-Identifier: MIT */
/* What a report tells to programs: message/delivery-status (RFC 3464) and message/disposition-notification
 * (RFC 8098). [MS-OXOMSG] 2.2.2 has the properties. */

#include "convert/mail.h"
#include "convert/card.h"
#include "convert/when.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define TYPE_MAX 32u /* letters of the type of an address or diagnosis                  */

static void write_words(struct tnef_convert *c, const char *field, const char *word, const void *p, size_t n)
{
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_header(l, field);
    if (word != NULL)
        tnefi_lines_word(l, word, NULL);
    tnefi_lines_word_bytes(l, p, n, NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

static void write_described(struct tnef_convert *c, const char *field, const char *word, tnef_string s)
{
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_header(l, field);
    if (word != NULL)
        tnefi_lines_word(l, word, NULL);
    tnefi_lines_text(l, s.text, s.len);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

/* The part begins. */
static void write_head(struct tnef_convert *c, const char *type)
{
    struct tnefi_lines *l;

    tnefi_convert_delimit(c, MIXED);
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Content-Type");
    tnefi_lines_word(l, type, NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Transfer-Encoding");
    tnefi_lines_word(l, "7bit", NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    tnefi_convert_put_word(c, "\r\n");
}

/* ---- What became of a mail ----------------------------------------------------------------- */

static void write_reporter(struct tnef_convert *c)
{
    static const tnef_string unknown = { "unknown", 7 };
    const struct tnef_bag *bag = tnefi_convert_top(c)->m->info->bag;
    const tnef_string mta = tnefi_convert_string(bag, TNEFI_CONVERT_REPORTING_MTA);

    write_head(c, "message/delivery-status");
    write_described(c, "Reporting-MTA", "dns;", tnefi_convert_says(mta) ? mta : unknown);
    tnefi_convert_put_date(c, "Arrival-Date", tnefi_convert_time(bag, TNEFI_CONVERT_ORIGINAL_SUBMITTED));
}

static const char *action_of(enum tnefi_convert_detail detail)
{
    switch (detail) {
    case TNEFI_CONVERT_FAILED:
        return "failed";
    case TNEFI_CONVERT_EXPANDED:
        return "expanded";
    case TNEFI_CONVERT_RELAYED:
        return "relayed";
    case TNEFI_CONVERT_DELAYED:
        return "delayed";
    default:
        return "delivered";
    }
}

/* The length of "x.y.z" at |p|; 0: it is none. */
static size_t status_length(const char *p, size_t n)
{
    size_t at = 0;

    for (uint32_t part = 0; part < 3u; part++) {
        size_t digits = 0;

        if (part > 0 && (at == n || p[at++] != '.'))
            return 0;
        while (digits < 3u && at < n && tnefi_base_is_digit((uint8_t)p[at])) {
            digits++;
            at++;
        }
        if (digits == 0)
            return 0;
    }
    return at;
}

/* Where the status stands in a text "<mta #x.y.z type;text>"; 0: nowhere. */
static size_t find_status(tnef_string s, size_t *len)
{
    size_t at = 0;

    *len = 0;
    TNEFI_TOUCH(s.len);
    while (at < s.len && s.text[at] != '#')
        at++;
    if (at == s.len)
        return 0;
    *len = status_length(s.text + at + 1u, s.len - at - 1u);
    return *len > 0 ? at + 1u : 0;
}

static void write_status(struct tnef_convert *c, const tnef_recipient *r, enum tnefi_convert_detail detail)
{
    const tnef_string s = tnefi_convert_string(r->bag, TNEFI_CONVERT_SUPPLEMENTARY);
    const int64_t code = tnefi_convert_number(r->bag, TNEFI_CONVERT_NDR_STATUS, 0);
    const char kind = detail == TNEFI_CONVERT_FAILED ? '5' : detail == TNEFI_CONVERT_DELAYED ? '4' : '2';
    char status[16] = { kind, '.', '0', '.', '0' };
    size_t len = 5;
    size_t n, at = find_status(s, &n);

    if (code >= 200 && code <= 599) {
        status[2] = (char)('0' + code / 10 % 10);
        status[4] = (char)('0' + code % 10);
    } else if (at > 0 && n < sizeof status) {
        memcpy(status, s.text + at, n);
        len = n;
        status[0] = status[1] == '.' ? kind : status[0];
    }
    write_words(c, "Status", NULL, status, len);
}

/* The text after the status, with its type; or all of it in a field that nobody reads as a diagnosis. */
static void write_diagnosis(struct tnef_convert *c, tnef_string s)
{
    char type[TYPE_MAX + 2u];
    size_t n, len = 0;
    size_t at = find_status(s, &n);

    if (!tnefi_convert_says(s))
        return;
    at += n;
    while (n > 0 && at < s.len && s.text[at] == ' ')
        at++;
    while (n > 0 && at + len < s.len && len < TYPE_MAX && s.text[at + len] != ';')
        len++;
    TNEFI_TOUCH(len);
    if (n == 0 || at + len == s.len || s.text[at + len] != ';'
        || !tnefi_lines_is_token(s.text + at, len, TYPE_MAX)) {
        write_described(c, "X-Supplementary-Info", NULL, s);
        return;
    }
    memcpy(type, s.text + at, len);
    memcpy(type + len, ";", 2);
    s.text += at + len + 1u;
    s.len -= at + len + 1u;
    if (s.len > 0 && s.text[s.len - 1u] == '>')
        s.len--;
    write_described(c, "Diagnostic-Code", type, s);
}

/* An address that is none of the internet is told with its type. */
static void write_final(struct tnef_convert *c, const tnef_recipient *r)
{
    char type[TYPE_MAX + 4u] = "x-";
    struct tnefi_convert_who who;
    size_t n = r->email_type.len;

    tnefi_convert_find_recipient(&who, r);
    if (who.span.p != NULL) {
        write_words(c, "Final-Recipient", "rfc822;", who.span.p, who.span.n);
        return;
    }
    tnefi_convert_leave_out(c, TNEF_CONVERT_ADDRESS);
    if (!tnefi_lines_is_token(r->email_type.text, n, TYPE_MAX) || r->email.len == 0) {
        write_described(c, "Final-Recipient", "x-unknown;", r->name);
        return;
    }
    for (size_t i = 0; i < n; i++)
        type[2u + i] = (char)tnefi_base_lower((uint8_t)r->email_type.text[i]);
    TNEFI_TOUCH(n);
    memcpy(type + 2u + n, ";", 2);
    write_described(c, "Final-Recipient", type, r->email);
}

static void write_recipient(struct tnef_convert *c, const tnef_recipient *r)
{
    const enum tnefi_convert_detail detail = tnefi_convert_class_of(tnefi_convert_top(c)->m).detail;
    const tnef_string mta = tnefi_convert_string(r->bag, TNEFI_CONVERT_REMOTE_MTA);
    const char *action = action_of(detail);

    tnefi_convert_put_word(c, "\r\n");
    write_final(c, r);
    write_words(c, "Action", NULL, action, tnefi_convert_length(action));
    write_status(c, r, detail);
    if (tnefi_convert_says(mta))
        write_described(c, "Remote-MTA", "dns;", mta);
    write_diagnosis(c, tnefi_convert_string(r->bag, TNEFI_CONVERT_SUPPLEMENTARY));
}

/* One recipient at a time. A report of nobody still tells of somebody, as RFC 3464 wants it. */
static int delivery_step(struct tnef_convert *c)
{
    struct tnefi_convert_job *j = &c->live.job;
    const tnef_message *m = tnefi_convert_top(c)->m;

    if (j->inside == 0) {
        write_reporter(c);
        j->inside = 1;
        if (m->recipient_count == 0) {
            const tnef_recipient nobody = { .name = tnefi_convert_string(m->info->bag,
                                                                         TNEFI_CONVERT_ORIGINAL_TO) };

            write_recipient(c, &nobody);
        }
        return AGAIN;
    }
    if (j->item == m->recipient_count)
        return DONE;
    if (j->item == TNEF_CONVERT_PEOPLE_MAX) {
        tnefi_convert_leave_out(c, TNEF_CONVERT_PEOPLE);
        return DONE;
    }
    if (m->recipients[j->item]->kind != TNEF_RECIPIENT_ORIGINATOR)
        write_recipient(c, m->recipients[j->item]);
    j->item++;
    return AGAIN;
}

/* ---- Whether it was read ------------------------------------------------------------------- */

/* Who read it, or did not. */
static int find_reader(const tnef_message_info *m, struct tnefi_convert_who *who)
{
    tnefi_convert_find_person(who, &m->sender);
    if (who->span.p == NULL)
        tnefi_convert_find_person(who, &m->representing);
    if (who->span.p == NULL)
        tnefi_convert_find_person(who, &m->received_by);
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

static int write_notification(struct tnef_convert *c)
{
    const tnef_message_info *m = tnefi_convert_top(c)->m->info;
    struct tnefi_convert_who who;

    if (!find_reader(m, &who)) {
        tnefi_convert_leave_out(c, TNEF_CONVERT_ADDRESS);
        return DONE;
    }
    write_head(c, "message/disposition-notification");
    if ((c->live.job.options.flags & TNEF_CONVERT_REPORTING_UA) != 0)
        tnefi_convert_put_word(c, "Reporting-UA: libtnef\r\n");
    write_words(c, "Original-Recipient", "rfc822;", who.span.p, who.span.n);
    write_words(c, "Final-Recipient", "rfc822;", who.span.p, who.span.n);
    write_original_id(c, m);
    write_disposition(c, m);
    return DONE;
}

int tnefi_convert_mail_report(struct tnef_convert *c)
{
    switch (tnefi_convert_class_of(tnefi_convert_top(c)->m).sort) {
    case TNEFI_CONVERT_DELIVERY:
        return delivery_step(c);
    case TNEFI_CONVERT_RECEIPT:
        return write_notification(c);
    default:
        return DONE;
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
