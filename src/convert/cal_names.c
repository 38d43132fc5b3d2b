/* SPDX-License-Identifier: MIT */
/* Attendees of a meeting without rows. If there is a mail around the message, they are those who got that.
 * Else all that is known of them is their names, in one string, and perhaps an address beside the name.
 * [MS-OXOCAL] 2.2.1.16 to 2.2.1.18; PidTagDisplayTo and PidTagDisplayCc. */

#include "convert/cal.h"
#include "convert/mail.h"

#include "base/touch.h"

#define FIELDS 2u /* of the mail: those who must come, and those who may             */
#define LISTS  5u

/* The strings in their order, and who is in them: 0 those who must come, 1 those who may. */
static tnef_string list_at(const struct tnefi_convert_event *e, uint32_t i, int *may)
{
    static const tnef_string none = { NULL, 0 };
    const tnef_message_info *m = e->mail->info;
    const tnef_string to = tnefi_convert_string(m->bag, TNEFI_CONVERT_CAL_TO);
    const tnef_string cc = tnefi_convert_string(m->bag, TNEFI_CONVERT_CAL_CC);
    const tnef_string all = tnefi_convert_string(m->bag, TNEFI_CONVERT_CAL_ALL);
    const int has_split = to.len > 0 || cc.len > 0;

    *may = i == 1u || i == 4u;
    switch (i) {
    case 0:
        return to;
    case 1:
        return cc;
    case 2:
        return has_split ? none : all;
    case 3:
        return has_split || all.len > 0 ? none : m->display_to;
    default:
        return has_split || all.len > 0 ? none : m->display_cc;
    }
}

/* Who organizes is no attendee. */
static int organizes(const struct tnefi_convert_event *e, tnef_string name,
                     const struct tnefi_lines_span *address)
{
    const struct tnefi_lines_span this = { (const uint8_t *)name.text, name.len };
    struct tnefi_convert_who who;
    const tnef_string is = tnefi_convert_organizer_is(e, &who);
    const struct tnefi_lines_span organizer = { (const uint8_t *)is.text, is.len };

    if (address->p != NULL && who.span.p != NULL)
        return tnefi_convert_same_address(address, &who.span);
    return name.len > 0 && tnefi_convert_same_address(&this, &organizer);
}

/* DONE: there is no room for another one. */
static int write_one(struct tnef_convert *c, tnef_string name, const struct tnefi_lines_span *address,
                     int may)
{
    struct tnefi_lines *l;

    if (organizes(&c->live.job.event, name, address))
        return AGAIN;
    if (c->live.job.inside == TNEF_CONVERT_PEOPLE_MAX) {
        tnefi_convert_leave_out(c, TNEF_CONVERT_PEOPLE);
        return DONE;
    }
    c->live.job.inside++;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "ATTENDEE");
    tnefi_convert_put_name(l, name, address);
    tnefi_lines_raw(l, may ? ";ROLE=OPT-PARTICIPANT" : ";ROLE=REQ-PARTICIPANT");
    tnefi_convert_put_asked(c, l);
    tnefi_convert_put_address(c, l, address);
    tnefi_convert_item_end(c);
    return AGAIN;
}

/* The next one of a field of the mail. If the fields name somebody, the lists are not looked at. */
static int around_step(struct tnef_convert *c)
{
    const struct tnefi_convert_people *people = tnefi_convert_people_around(c);
    struct tnefi_convert_job *j = &c->live.job;
    struct tnefi_lines_span address;
    tnef_person p;
    int got = 0;

    if (people != NULL)
        got = people->next(people->user, j->item == 1u, &j->at, &p);
    if (got < 0)
        (void)tnefi_convert_fail(c, TNEF_E_CALLBACK, 0);
    if (got > 0) {
        address = (struct tnefi_lines_span){ (const uint8_t *)p.address.text, p.address.len };
        return write_one(c, p.name, &address, j->item == 1u);
    }
    if (people != NULL && people->is_cut)
        tnefi_convert_leave_out(c, TNEF_CONVERT_PEOPLE);
    j->at = 0;
    j->item++;
    return j->item == FIELDS && j->inside > 0 ? DONE : AGAIN;
}

/* |item| of the job is the field or list, |at| the place in it. */
int tnefi_convert_cal_names(struct tnef_convert *c)
{
    struct tnefi_convert_job *j = &c->live.job;
    struct tnefi_lines_span address;
    tnef_string list, name;
    size_t from, to;
    int may;

    if (j->item < FIELDS)
        return around_step(c);
    if (j->item == FIELDS + LISTS)
        return DONE;
    list = list_at(&j->event, j->item - FIELDS, &may);
    from = (size_t)j->at;
    if (from >= list.len) {
        j->item++;
        j->at = 0;
        return AGAIN;
    }
    for (to = from; to < list.len && list.text[to] != ';'; to++)
        continue;
    TNEFI_TOUCH(to - from);
    j->at = to + 1u;
    name = (tnef_string){ list.text + from, to - from };
    tnefi_convert_take_apart(&name, &address);
    if (name.len == 0 && address.p == NULL)
        return AGAIN;
    return write_one(c, name, &address, may);
}
