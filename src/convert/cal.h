/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_CAL_H
#define TNEFI_CONVERT_CAL_H
/* iCalendar (RFC 5545, RFC 5546). */

#include "convert/targets.h"

/* The bag of the item that is written. */
const struct tnef_bag *tnefi_convert_event_bag(const struct tnef_convert *c);

/* cal_facts.c: finds out everything about the entry of the job. 0: it cannot be written. */
int tnefi_convert_find_event(struct tnef_convert *c);
/* The task in a mail about a task; NULL: there is none. */
const tnef_message *tnefi_convert_find_task(const tnef_message *m);

/* cal_zone.c */
void tnefi_convert_find_zone(struct tnef_convert *c, int recurring, uint64_t start);
/* cal_vtimezone.c: the zones of the entry; an offset from UTC as a sign and four digits, hours and minutes,
 * whose number is returned. */
size_t tnefi_convert_put_offset(char *out, int32_t minutes);
void tnefi_convert_write_zones(struct tnef_convert *c);

/* cal_rule.c */
void tnefi_convert_find_rule(struct tnef_convert *c);
int tnefi_convert_cal_rule(struct tnef_convert *c);
int tnefi_convert_cal_left_out(struct tnef_convert *c);
/* The next instance that was moved becomes what is written. 0: there is none. */
int tnefi_convert_next_moved(struct tnef_convert *c);

/* cal_instance.c: the message that tells more of the instance that is written, attached to the series; NULL:
 * there is none. */
const tnef_message *tnefi_convert_find_instance(const struct tnef_convert *c);
/* The message of which texts, categories and attendees are: that of an instance if it has some. */
const tnef_message *tnefi_convert_text_of(const struct tnef_convert *c);
const tnef_message *tnefi_convert_categories_of(const struct tnef_convert *c);
const tnef_message *tnefi_convert_people_of(const struct tnef_convert *c);

/* cal_time.c: a time of the entry as a property. |ticks| are in UTC, or local if the entry is floating or
 * |is_local|. */
void tnefi_convert_put_time(struct tnef_convert *c, const char *name, uint64_t ticks, int is_local);
/* The name of a time, with the parameters that its form wants, and the colon. */
void tnefi_convert_put_form(struct tnef_convert *c, struct tnefi_lines *l, const char *name);
void tnefi_convert_put_utc(struct tnef_convert *c, const char *name, uint64_t ticks);
int tnefi_convert_cal_instance(struct tnef_convert *c);
int tnefi_convert_cal_stamp(struct tnef_convert *c);
int tnefi_convert_cal_times(struct tnef_convert *c);
int tnefi_convert_cal_history(struct tnef_convert *c);

/* cal_uid.c */
int tnefi_convert_cal_uid(struct tnef_convert *c);

/* cal_names.c: those who are told by name only, for a meeting without rows. */
int tnefi_convert_cal_names(struct tnef_convert *c);

/* cal_people.c: parts of a line about somebody. */
void tnefi_convert_put_name(struct tnefi_lines *l, tnef_string name, const struct tnefi_lines_span *address);
void tnefi_convert_put_address(struct tnef_convert *c, struct tnefi_lines *l,
                               const struct tnefi_lines_span *address);
/* What is asked of somebody of whom no row tells anything. */
void tnefi_convert_put_asked(struct tnef_convert *c, struct tnefi_lines *l);
/* Who organizes: name and address, of which either may be absent. */
struct tnefi_convert_who;
tnef_string tnefi_convert_organizer_is(const struct tnefi_convert_event *e, struct tnefi_convert_who *who);

/* cal_people.c */
void tnefi_convert_find_organizer(struct tnef_convert *c);
int tnefi_convert_cal_organizer(struct tnef_convert *c);
int tnefi_convert_cal_attendees(struct tnef_convert *c);

/* cal_text.c */
void tnefi_convert_put_line(struct tnef_convert *c, const char *name, tnef_string value);
int tnefi_convert_cal_summary(struct tnef_convert *c);
int tnefi_convert_cal_place(struct tnef_convert *c);
int tnefi_convert_cal_text(struct tnef_convert *c);
int tnefi_convert_cal_html(struct tnef_convert *c);
int tnefi_convert_cal_url(struct tnef_convert *c);
int tnefi_convert_cal_categories(struct tnef_convert *c);
int tnefi_convert_cal_class(struct tnef_convert *c);
int tnefi_convert_cal_priority(struct tnef_convert *c);
int tnefi_convert_cal_alarm(struct tnef_convert *c);
void tnefi_convert_put_alarm_text(struct tnef_convert *c);

/* cal_state.c */
int tnefi_convert_cal_sequence(struct tnef_convert *c);
int tnefi_convert_cal_status(struct tnef_convert *c);
int tnefi_convert_cal_busy(struct tnef_convert *c);

/* todo.c */
void tnefi_convert_find_todo(struct tnef_convert *c);
int tnefi_convert_todo_step(struct tnef_convert *c);
int tnefi_convert_journal_step(struct tnef_convert *c);

#endif
