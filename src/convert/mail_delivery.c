/* SPDX-License-Identifier: MIT */
/* What became of a mail: message/delivery-status (RFC 3464), message/global-delivery-status (RFC 6533). */

#include "convert/mail_report.h"
#include "convert/card.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define TYPE_MAX 32u  /* letters of the type of an address or diagnosis                  */
#define INFO_MAX 900u /* bytes of what was said about it                                */

/* "type; name" */
static int has_type(tnef_string s)
{
    size_t n = 0;

    while (n < s.len && n <= TYPE_MAX && s.text[n] != ';')
        n++;
    TNEFI_TOUCH(n + 1u);
    return n < s.len && s.text[n] == ';' && tnefi_lines_is_token(s.text, n, TYPE_MAX);
}

static void write_reporter(struct tnef_convert *c)
{
    static const tnef_string unknown = { "unknown", 7 };
    const struct tnef_bag *bag = tnefi_convert_top(c)->m->info->bag;
    const tnef_string mta = tnefi_convert_string(bag, TNEFI_CONVERT_REPORTING_MTA);
    const char *type = has_type(mta) ? NULL : "dns;";

    tnefi_convert_report_head(c, "message/delivery-status", "message/global-delivery-status");
    tnefi_convert_report_text(c, "Reporting-MTA", type, tnefi_convert_says(mta) ? mta : unknown);
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

/* The text after the status, with its type; or all of it in a field that nobody reads as a diagnosis. */
static void write_diagnosis(struct tnef_convert *c, tnef_string s)
{
    char type[TYPE_MAX + 2u];
    size_t n, len = 0;
    size_t at = tnefi_convert_find_status(s, &n);

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
        s.len = s.len < INFO_MAX ? s.len : INFO_MAX;
        tnefi_convert_report_text(c, "X-Supplementary-Info", NULL, s);
        return;
    }
    memcpy(type, s.text + at, len);
    memcpy(type + len, ";", 2);
    s.text += at + len + 1u;
    s.len -= at + len + 1u;
    if (s.len > 0 && s.text[s.len - 1u] == '>')
        s.len--;
    tnefi_convert_report_text(c, "Diagnostic-Code", type, s);
}

/* An address of another system than the internet is told with its type. */
static void write_final(struct tnef_convert *c, const tnef_recipient *r)
{
    char type[TYPE_MAX + 4u] = "x-";
    struct tnefi_convert_who who;
    size_t n = r->email_type.len;

    tnefi_convert_mail_recipient(c, &who, r);
    if (who.span.p != NULL) {
        tnefi_convert_report_address(c, "Final-Recipient", &who.span);
        return;
    }
    tnefi_convert_leave_out(c, TNEF_CONVERT_ADDRESS);
    if (!tnefi_lines_is_token(r->email_type.text, n, TYPE_MAX) || r->email.len == 0) {
        tnefi_convert_report_text(c, "Final-Recipient", "x-unknown;", r->name);
        return;
    }
    for (size_t i = 0; i < n; i++)
        type[2u + i] = (char)tnefi_base_lower((uint8_t)r->email_type.text[i]);
    TNEFI_TOUCH(n);
    memcpy(type + 2u + n, ";", 2);
    tnefi_convert_report_text(c, "Final-Recipient", type, r->email);
}

/* Who it is for people, unless that is the address. */
static void write_name(struct tnef_convert *c, const tnef_recipient *r)
{
    const struct tnefi_lines_span name = { (const uint8_t *)r->name.text, r->name.len };
    const struct tnefi_lines_span address = { (const uint8_t *)r->address.text, r->address.len };

    if (r->address.len > 0 && tnefi_convert_says(r->name) && !tnefi_convert_same_address(&name, &address))
        tnefi_convert_report_text(c, "X-Display-Name", NULL, r->name);
}

static void write_status(struct tnef_convert *c, const tnef_recipient *r, enum tnefi_convert_detail detail)
{
    char status[TNEFI_CONVERT_STATUS];

    tnefi_convert_report_words(c, "Status", NULL, status, tnefi_convert_report_status(r, detail, status));
}

static void write_recipient(struct tnef_convert *c, const tnef_recipient *r)
{
    const enum tnefi_convert_detail detail = tnefi_convert_class_of(tnefi_convert_top(c)->m).detail;
    const tnef_string mta = tnefi_convert_string(r->bag, TNEFI_CONVERT_REMOTE_MTA);
    const char *action = action_of(detail);

    tnefi_convert_put_word(c, "\r\n");
    write_final(c, r);
    tnefi_convert_report_words(c, "Action", NULL, action, tnefi_convert_length(action));
    write_status(c, r, detail);
    if (tnefi_convert_says(mta))
        tnefi_convert_report_text(c, "Remote-MTA", "dns;", mta);
    write_diagnosis(c, tnefi_convert_string(r->bag, TNEFI_CONVERT_SUPPLEMENTARY));
    write_name(c, r);
}

/* One recipient at a time. A report of nobody still tells of somebody, as RFC 3464 wants it. */
int tnefi_convert_mail_delivery(struct tnef_convert *c)
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
