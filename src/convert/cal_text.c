/* SPDX-License-Identifier: MIT */
/* What an entry says: subject, place, text, categories, class, priority, alarm. */

#include "convert/cal.h"
#include "convert/card.h"
#include "convert/who.h"

#include "base/touch.h"

#include <string.h>

#define DEFAULT_ALARM 15     /* minutes, for an alarm that names none                            */
#define ALARM_MAX     525600 /* a year                                                           */
#define SHORT_BODY    65536u /* a text that is repeated for each instance that was moved         */

void tnefi_convert_put_line(struct tnef_convert *c, const char *name, tnef_string value)
{
    tnefi_convert_card_line(c, name, value);
}

/* The subject of a message about a meeting has a prefix that says what it is: "Accepted: ". */
static tnef_string subject_of(const struct tnefi_convert_event *e)
{
    const tnef_message_info *m = e->item->info;
    const int is_request =
        e->method == TNEFI_CONVERT_METHOD_REQUEST || e->method == TNEFI_CONVERT_METHOD_NONE;

    if (is_request && m->subject.len > 0)
        return m->subject;
    if (m->normalized_subject.len > 0)
        return m->normalized_subject;
    return m->conversation_topic.len > 0 ? m->conversation_topic : m->subject;
}

/* Writes text of the exception that is written now. */
static void put_blob(struct tnef_convert *c, const char *name, const tnef_blob_text *text)
{
    char utf8[4u * WHO_ROOM];
    tnef_string s = { utf8, 0 };

    s.len = tnefi_convert_blob_text(c, text, utf8, sizeof utf8);
    tnefi_convert_put_line(c, name, s);
}

int tnefi_convert_cal_summary(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    if (e->is_moved && (e->moved.flags & TNEF_EXCEPTION_SUBJECT) != 0)
        put_blob(c, "SUMMARY", &e->moved.subject);
    else
        tnefi_convert_put_line(c, "SUMMARY", subject_of(e));
    return DONE;
}

int tnefi_convert_cal_place(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    tnef_string place = tnefi_convert_string(bag, TNEFI_CONVERT_CAL_PLACE);

    if (e->is_moved && (e->moved.flags & TNEF_EXCEPTION_LOCATION) != 0) {
        put_blob(c, "LOCATION", &e->moved.location);
        return DONE;
    }
    if (e->instance != NULL
        && tnefi_convert_says(tnefi_convert_string(e->instance->info->bag, TNEFI_CONVERT_CAL_PLACE)))
        place = tnefi_convert_string(e->instance->info->bag, TNEFI_CONVERT_CAL_PLACE);
    if (!tnefi_convert_says(place))
        place = tnefi_convert_string(bag, TNEFI_CONVERT_MEET_PLACE);
    tnefi_convert_put_line(c, "LOCATION", place);
    return DONE;
}

/* The text of a long body is not repeated for each instance, since there may be a thousand. */
static int is_repeated(struct tnef_convert *c)
{
    const tnef_message *m = c->live.job.event.item;
    size_t longest = 0;

    TNEFI_TOUCH(m->body_count);
    for (size_t i = 0; i < m->body_count; i++)
        longest = m->bodies[i]->len > longest ? m->bodies[i]->len : longest;
    return longest <= SHORT_BODY;
}

static int answers(const struct tnefi_convert_event *e)
{
    return e->method == TNEFI_CONVERT_METHOD_REPLY || e->method == TNEFI_CONVERT_METHOD_COUNTER;
}

/* The message whose text is written; NULL: none. */
static const tnef_message *text_of(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const tnef_message *m = tnefi_convert_text_of(c);

    return e->is_moved && m == e->item && !is_repeated(c) ? NULL : m;
}

int tnefi_convert_cal_text(struct tnef_convert *c)
{
    const tnef_message *m = text_of(c);

    if (m == NULL)
        return DONE;
    return tnefi_convert_text_property(c, m, TNEF_BODY_TEXT,
                                       answers(&c->live.job.event) ? "COMMENT" : "DESCRIPTION");
}

/* The same as HTML, for programs that show it, if the text is not the best there is. A comment has no such
 * form. */
int tnefi_convert_cal_html(struct tnef_convert *c)
{
    const tnef_message *m = text_of(c);
    tnef_body_choice best;

    if ((c->live.job.options.flags & TNEF_CONVERT_ALT_DESC) == 0 || m == NULL || answers(&c->live.job.event)
        || !tnefi_convert_choose(c, m, TNEF_BODY_BEST, &best) || best.form == TNEF_BODY_TEXT)
        return DONE;
    return tnefi_convert_text_property(c, m, TNEF_BODY_HTML, "X-ALT-DESC;FMTTYPE=text/html");
}

/* Where the meeting is on the web: a page of it, or a place to talk. */
int tnefi_convert_cal_url(struct tnef_convert *c)
{
    static const enum tnefi_convert_key keys[2] = { TNEFI_CONVERT_CAL_ONLINE, TNEFI_CONVERT_CAL_URL };

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const tnef_string s = tnefi_convert_string(tnefi_convert_event_bag(c), keys[i]);
        struct tnefi_lines *l;

        if (!tnefi_convert_has_scheme(s, "https://") && !tnefi_convert_has_scheme(s, "http://"))
            continue;
        l = tnefi_convert_item(c);
        tnefi_lines_raw(l, "URL:");
        tnefi_lines_value(l, TNEFI_LINES_URI, s.text, s.len);
        tnefi_lines_crlf(l);
        tnefi_convert_item_end(c);
        return DONE;
    }
    return DONE;
}

int tnefi_convert_cal_categories(struct tnef_convert *c)
{
    return tnefi_convert_put_categories(c, tnefi_convert_categories_of(c)->info->bag);
}

int tnefi_convert_cal_class(struct tnef_convert *c)
{
    const tnef_message_info *m = c->live.job.event.item->info;
    const int is_private = tnefi_convert_number(m->bag, TNEFI_CONVERT_PRIVATE, 0) != 0;
    const int32_t sensitivity = (m->known & TNEF_KNOWN_SENSITIVITY) != 0 ? m->sensitivity : 0;

    if (sensitivity == 3)
        tnefi_convert_put_word(c, "CLASS:CONFIDENTIAL\r\n");
    else if (sensitivity == 1 || sensitivity == 2 || is_private)
        tnefi_convert_put_word(c, "CLASS:PRIVATE\r\n");
    return DONE;
}

int tnefi_convert_cal_priority(struct tnef_convert *c)
{
    static const char *const lines[3] = { "PRIORITY:9\r\n", "PRIORITY:5\r\n", "PRIORITY:1\r\n" };
    const tnef_message_info *m = c->live.job.event.item->info;

    if ((m->known & TNEF_KNOWN_IMPORTANCE) != 0 && m->importance >= 0 && m->importance <= 2)
        tnefi_convert_put_word(c, lines[m->importance]);
    return DONE;
}

int tnefi_convert_cal_alarm(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    int64_t minutes = tnefi_convert_number(bag, TNEFI_CONVERT_REMINDER_DELTA, DEFAULT_ALARM);
    int wanted = tnefi_convert_number(bag, TNEFI_CONVERT_REMINDER, 0) != 0;
    struct tnefi_lines *l;

    if (e->method > TNEFI_CONVERT_METHOD_REQUEST && e->method != TNEFI_CONVERT_METHOD_PUBLISH)
        return DONE;
    if (e->is_moved && (e->moved.flags & TNEF_EXCEPTION_REMINDER) != 0)
        minutes = e->moved.reminder;
    if (e->is_moved && (e->moved.flags & TNEF_EXCEPTION_REMINDS) != 0)
        wanted = e->moved.reminds != 0;
    if (!wanted)
        return DONE;
    if (minutes < 0 || minutes > ALARM_MAX)
        minutes = DEFAULT_ALARM;
    tnefi_convert_put_word(c, "BEGIN:VALARM\r\nACTION:DISPLAY\r\n");
    tnefi_convert_put_alarm_text(c);
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "TRIGGER:-PT");
    tnefi_lines_number(l, (uint64_t)minutes);
    tnefi_lines_raw(l, "M");
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    tnefi_convert_put_word(c, "END:VALARM\r\n");
    return DONE;
}

/* An alarm must have a text: RFC 5545, 3.6.6. */
void tnefi_convert_put_alarm_text(struct tnef_convert *c)
{
    static const tnef_string none = { "Reminder", 8 };
    const tnef_string subject = subject_of(&c->live.job.event);

    tnefi_convert_put_line(c, "DESCRIPTION", tnefi_convert_says(subject) ? subject : none);
}
