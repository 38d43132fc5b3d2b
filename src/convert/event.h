/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_EVENT_H
#define TNEFI_CONVERT_EVENT_H
/* What is known of an entry of a calendar before it is written. */

#include <tnef/blobs.h>
#include <tnef/message.h>

#define TNEFI_CONVERT_DAYS_MAX       10000u  /* days that are left out of a series                 */
#define TNEFI_CONVERT_EXCEPTIONS_MAX 1000u   /* instances that were moved                          */
#define TNEFI_CONVERT_ZONE_NAME      104u

enum tnefi_convert_method {
    TNEFI_CONVERT_METHOD_NONE, TNEFI_CONVERT_METHOD_REQUEST, TNEFI_CONVERT_METHOD_CANCEL,
    TNEFI_CONVERT_METHOD_REPLY, TNEFI_CONVERT_METHOD_COUNTER, TNEFI_CONVERT_METHOD_PUBLISH
};

enum tnefi_convert_component { TNEFI_CONVERT_VEVENT, TNEFI_CONVERT_VTODO, TNEFI_CONVERT_VJOURNAL };

/* How times of an entry are written. */
enum tnefi_convert_times {
    TNEFI_CONVERT_TIMES_UTC, TNEFI_CONVERT_TIMES_ZONE, TNEFI_CONVERT_TIMES_FLOATING, TNEFI_CONVERT_TIMES_DAYS
};

/* An instance that was moved, and its place in the blob. */
struct tnefi_convert_moved {
    uint32_t original;
    tnef_recur_cursor at;
};

/* Memory that only a series needs. */
struct tnefi_convert_series {
    size_t days, moved;
    uint32_t day[TNEFI_CONVERT_DAYS_MAX];
    struct tnefi_convert_moved move[TNEFI_CONVERT_EXCEPTIONS_MAX];
};

struct tnefi_convert_event {
    const tnef_message *item;         /* whose properties are written                               */
    const tnef_message *mail;         /* who sent it to whom: the same, but for tasks in mail       */
    enum tnefi_convert_component component;
    enum tnefi_convert_method method;
    int no_method;                    /* it is not written, as nobody organizes                     */
    enum tnefi_convert_times times;
    int is_meeting;                   /* it has an organizer and attendees                          */
    tnef_zone zone;                   /* of TIMES_ZONE, and of days whose zone is known             */
    int has_zone;
    int is_utc;                       /* its zone is UTC: |has_zone| is 0                           */
    char zone_name[TNEFI_CONVERT_ZONE_NAME];
    tnef_zone end_zone;               /* of DTEND, if it is another one                             */
    int has_end_zone, end_is_utc;     /* at most one of these                                       */
    char end_zone_name[TNEFI_CONVERT_ZONE_NAME];
    uint64_t start, end;              /* ticks in UTC, or local ones if they are floating; 0: none  */
    uint64_t original;                /* of one instance: when it would have begun; 0: it is none   */
    tnef_recur recur;
    tnef_rule rule;                   /* its frequency is 0: there is none                          */
    size_t next;                      /* of the instances that were moved: which is next            */
    int is_moved;                     /* |moved| is what is written, not the series                 */
    tnef_exception moved;
    const tnef_message *instance;     /* of what is moved: what it has of its own; NULL: nothing    */
    const tnef_person *organizer;     /* or                                                         */
    const tnef_recipient *organizing; /* or both are NULL                                           */
    const tnef_person *organizing_at; /* whose address is that of the organizer, if the message has none */
};

#endif
