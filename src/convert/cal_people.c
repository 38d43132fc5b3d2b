/* SPDX-License-Identifier: MIT */
/* Who organizes, and who is invited. */

#include "convert/cal.h"
#include "convert/mail.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

/* PidTagRecipientFlags: [MS-OXOCAL] 2.2.3.1. */
#define ROW_ORGANIZER 0x02
#define ROW_DELETED   0x20

static int64_t flags_of(const tnef_recipient *r)
{
    return tnefi_convert_number(r->bag, TNEFI_CONVERT_ROW_FLAGS, 0);
}

static int is_known(const tnef_person *p)
{
    return p->name.len > 0 || p->address.len > 0;
}

/* The first row that satisfies: by its flag, or by its kind. */
static const tnef_recipient *find_row(const tnef_message *m, int64_t flag, int32_t kind)
{
    TNEFI_TOUCH(m->recipient_count);
    for (size_t i = 0; i < m->recipient_count; i++) {
        const tnef_recipient *r = m->recipients[i];

        if (flag != 0 ? (flags_of(r) & flag) != 0 : r->kind == kind)
            return r;
    }
    return NULL;
}

static int answers(const struct tnefi_convert_event *e)
{
    return e->method == TNEFI_CONVERT_METHOD_REPLY || e->method == TNEFI_CONVERT_METHOD_COUNTER;
}

/* Whether two names are the same, whatever the case of their letters. */
static int is_same_name(tnef_string a, tnef_string b)
{
    const struct tnefi_lines_span one = { (const uint8_t *)a.text, a.len };
    const struct tnefi_lines_span other = { (const uint8_t *)b.text, b.len };

    return a.len > 0 && tnefi_convert_same_address(&one, &other);
}

/* The mail around the message says who sent it, and to whom. That is the organizer of whom the message says
 * nothing; or has the address of the organizer, if the message knows a name only, and it is who sent both, or
 * has the same name. */
static void look_around(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnefi_convert_people *people = tnefi_convert_people_around(c);
    const tnef_person *p;
    struct tnefi_convert_who who;
    tnef_string name;

    if (people == NULL)
        return;
    p = answers(e) ? &people->to : &people->from;
    if (p->address.len == 0)
        return;
    if (e->organizing == NULL && e->organizer == NULL) {
        e->organizer = p;
        return;
    }
    name = tnefi_convert_organizer_is(e, &who);
    if (who.span.p == NULL
        && (e->organizer == tnef_message_from(e->mail->info) || is_same_name(name, p->name)))
        e->organizing_at = p;
}

/* An answer is sent to the organizer, all else comes from there. Without an organizer no method of RFC
 * 5546 is allowed. */
void tnefi_convert_find_organizer(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    const tnef_message_info *m = e->mail->info;

    if (!e->is_meeting)
        return;
    if (answers(e)) {
        e->organizing = find_row(e->mail, 0, TNEF_RECIPIENT_TO);
        if (e->organizing == NULL && is_known(&m->received_representing))
            e->organizer = &m->received_representing;
    } else {
        e->organizing = find_row(e->mail, ROW_ORGANIZER, 0);
        if (e->organizing == NULL && is_known(tnef_message_from(m)))
            e->organizer = tnef_message_from(m);
    }
    look_around(c);
    if (e->organizing != NULL || e->organizer != NULL)
        return;
    e->no_method = 1;
    tnefi_convert_leave_out(c, TNEF_CONVERT_NO_ORGANIZER);
}

/* ---- Writing ------------------------------------------------------------------------------- */

void tnefi_convert_put_name(struct tnefi_lines *l, tnef_string name, const struct tnefi_lines_span *address)
{
    const struct tnefi_lines_span s = { (const uint8_t *)name.text, name.len };

    if (name.len == 0 || tnefi_convert_same_address(&s, address))
        return;
    tnefi_lines_raw(l, ";CN=");
    tnefi_lines_value(l, TNEFI_LINES_PARAM | TNEFI_LINES_ONE_LINE, name.text, name.len);
}

/* Somebody without an address that mail can be sent to is told by name. */
void tnefi_convert_put_address(struct tnef_convert *c, struct tnefi_lines *l,
                               const struct tnefi_lines_span *address)
{
    tnefi_lines_raw(l, ":");
    if (address->p != NULL) {
        tnefi_lines_value(l, TNEFI_LINES_CAL_ADDRESS, address->p, address->n);
    } else {
        tnefi_lines_raw(l, "invalid:nomail");
        tnefi_convert_leave_out(c, TNEF_CONVERT_ADDRESS);
    }
    tnefi_lines_crlf(l);
}

tnef_string tnefi_convert_organizer_is(const struct tnefi_convert_event *e, struct tnefi_convert_who *who)
{
    static const tnef_string nobody = { NULL, 0 };

    who->span = (struct tnefi_lines_span){ NULL, 0 };
    if (e->organizing != NULL)
        tnefi_convert_find_recipient(who, e->organizing);
    else if (e->organizer != NULL)
        tnefi_convert_find_person(who, e->organizer);
    if (e->organizing_at != NULL)
        tnefi_convert_find_person(who, e->organizing_at);
    if (e->organizing != NULL)
        return e->organizing->name;
    return e->organizer != NULL ? e->organizer->name : nobody;
}

/* Somebody else may send what is from who organizes, or from who answers: without that programs refuse it,
 * since the mail is from somebody whom the calendar does not name. */
static void put_sender(struct tnef_convert *c, struct tnefi_lines *l, const struct tnefi_lines_span *address)
{
    const tnef_message_info *m = c->live.job.event.mail->info;
    const tnef_person *p = tnef_message_sender(m);
    struct tnefi_convert_who from, sender;

    if (p == NULL)
        return;
    tnefi_convert_find_person(&from, tnef_message_from(m));
    tnefi_convert_find_person(&sender, p);
    if (sender.span.p == NULL || !tnefi_convert_same_address(&from.span, address)
        || tnefi_convert_same_address(&from.span, &sender.span))
        return;
    tnefi_lines_raw(l, ";SENT-BY=\"");
    tnefi_lines_value(l, TNEFI_LINES_CAL_ADDRESS, sender.span.p, sender.span.n);
    tnefi_lines_raw(l, "\"");
}

int tnefi_convert_cal_organizer(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    struct tnefi_convert_who who;
    struct tnefi_lines *l;
    tnef_string name;

    if (e->organizing == NULL && e->organizer == NULL)
        return DONE;
    name = tnefi_convert_organizer_is(e, &who);
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "ORGANIZER");
    tnefi_convert_put_name(l, name, &who.span);
    if (!answers(e))
        put_sender(c, l, &who.span);
    tnefi_convert_put_address(c, l, &who.span);
    tnefi_convert_item_end(c);
    return DONE;
}

static const char *answer_of(const struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    switch (tnefi_convert_class_of(c->live.job.message).detail) {
    case TNEFI_CONVERT_YES:
        return ";PARTSTAT=ACCEPTED";
    case TNEFI_CONVERT_PERHAPS:
        return ";PARTSTAT=TENTATIVE";
    case TNEFI_CONVERT_NO:
        return ";PARTSTAT=DECLINED";
    default:
        return tnefi_convert_number(e->item->info->bag, TNEFI_CONVERT_TASK_STATUS, 0) == 2
                   ? ";PARTSTAT=COMPLETED"
                   : ";PARTSTAT=IN-PROCESS";
    }
}

/* Who answers is the only attendee of an answer. It is who sent the mail, too. */
static int write_answering(struct tnef_convert *c)
{
    const tnef_person *p = tnef_message_from(c->live.job.event.mail->info);
    const struct tnefi_convert_people *people = tnefi_convert_people_around(c);
    const tnef_person *around = people != NULL && people->from.address.len > 0 ? &people->from : NULL;
    struct tnefi_convert_who who;
    struct tnefi_lines *l;

    if (!is_known(p) && around == NULL)
        return DONE;
    tnefi_convert_find_person(&who, p);
    if (who.span.p == NULL && around != NULL)
        tnefi_convert_find_person(&who, around);
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "ATTENDEE");
    tnefi_convert_put_name(l, is_known(p) ? p->name : around->name, &who.span);
    tnefi_lines_raw(l, answer_of(c));
    put_sender(c, l, &who.span);
    tnefi_convert_put_address(c, l, &who.span);
    tnefi_convert_item_end(c);
    return DONE;
}

static int is_resource(const struct tnefi_convert_event *e, const tnef_recipient *r)
{
    const int64_t shown = tnefi_convert_number(r->bag, TNEFI_CONVERT_ROW_DISPLAY_TYPE, 0);

    return r->kind == TNEF_RECIPIENT_BCC
           && (e->method != TNEFI_CONVERT_METHOD_NONE || (shown & 0xFF) == 7 || (shown & 0xFF) == 8);
}

static void put_role(struct tnefi_lines *l, const struct tnefi_convert_event *e, const tnef_recipient *r)
{
    if (is_resource(e, r))
        tnefi_lines_raw(l, ";CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT");
    else
        tnefi_lines_raw(l, r->kind == TNEF_RECIPIENT_CC ? ";ROLE=OPT-PARTICIPANT" : ";ROLE=REQ-PARTICIPANT");
}

/* What is asked, in a request or in the calendar of who organizes. */
void tnefi_convert_put_asked(struct tnef_convert *c, struct tnefi_lines *l)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const int64_t wanted = tnefi_convert_number(e->mail->info->bag, TNEFI_CONVERT_RESPONSE_REQUESTED, 1);

    if (e->method == TNEFI_CONVERT_METHOD_CANCEL)
        return;
    tnefi_lines_raw(l, ";PARTSTAT=NEEDS-ACTION");
    if (e->method == TNEFI_CONVERT_METHOD_REQUEST && wanted != 0)
        tnefi_lines_raw(l, ";RSVP=TRUE");
}

static void put_state(struct tnef_convert *c, struct tnefi_lines *l, const tnef_recipient *r)
{
    static const char *const states[3] = { ";PARTSTAT=TENTATIVE", ";PARTSTAT=ACCEPTED",
                                           ";PARTSTAT=DECLINED" };
    const enum tnefi_convert_method method = c->live.job.event.method;
    const int64_t track = tnefi_convert_number(r->bag, TNEFI_CONVERT_ROW_TRACK, 0);

    if (method == TNEFI_CONVERT_METHOD_CANCEL || method == TNEFI_CONVERT_METHOD_REQUEST || track < 2
        || track > 4)
        tnefi_convert_put_asked(c, l);
    else
        tnefi_lines_raw(l, states[track - 2]);
}

/* Whether a row is written: not the organizer, nobody who was taken off, no blind copy. */
static int is_attendee(const struct tnefi_convert_event *e, const tnef_recipient *r,
                       const struct tnefi_convert_who *who)
{
    struct tnefi_convert_who organizer;

    if ((flags_of(r) & (ROW_ORGANIZER | ROW_DELETED)) != 0 || r->kind == TNEF_RECIPIENT_ORIGINATOR
        || (r->kind == TNEF_RECIPIENT_BCC && !is_resource(e, r)))
        return 0;
    (void)tnefi_convert_organizer_is(e, &organizer);
    return (r->name.len > 0 || r->address.len > 0)
           && !tnefi_convert_same_address(&organizer.span, &who->span);
}

int tnefi_convert_cal_attendees(struct tnef_convert *c)
{
    struct tnefi_convert_job *j = &c->live.job;
    const struct tnefi_convert_event *e = &j->event;
    const tnef_message *m = tnefi_convert_people_of(c);
    const tnef_recipient *r;
    struct tnefi_convert_who who;
    struct tnefi_lines *l;

    if (answers(e))
        return write_answering(c);
    if (e->is_meeting && m->recipient_count == 0)
        return tnefi_convert_cal_names(c);
    if (!e->is_meeting || j->item >= m->recipient_count)
        return DONE;
    if (j->inside == TNEF_CONVERT_PEOPLE_MAX) {
        tnefi_convert_leave_out(c, TNEF_CONVERT_PEOPLE);
        return DONE;
    }
    r = m->recipients[j->item++];
    tnefi_convert_find_recipient(&who, r);
    if (!is_attendee(e, r, &who))
        return AGAIN;
    j->inside++;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "ATTENDEE");
    tnefi_convert_put_name(l, r->name, &who.span);
    put_role(l, e, r);
    put_state(c, l, r);
    tnefi_convert_put_address(c, l, &who.span);
    tnefi_convert_item_end(c);
    return AGAIN;
}
