/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BLOBS_H
#define TNEF_BLOBS_H
/* What binary properties hold: recurrence, time zones, ids of meetings, entry ids, dates.
 *
 * A calendar item keeps its recurrence, its time zone and its identity in properties of bytes, and
 * so do contacts and messages their addresses. Take this header for the value of such a property,
 * wherever it is from: a bag (<tnef/bag.h>), an event of the decoder, a store.
 *
 * Example:
 *
 *     // Shows how often an appointment comes, from the bytes of PidLidAppointmentRecur.
 *     int show_rule(const uint8_t *buf, size_t len)
 *     {
 *         tnef_recur recur;
 *         tnef_rule rule;
 *         tnef_recur_cursor at = { 0 };
 *         tnef_exception moved;
 *
 *         if (tnef_recur_read(buf, len, &recur) != TNEF_OK)
 *             fprintf(stderr, "broken at byte %zu\n", recur.fault);
 *         if (!tnef_rule_of(&recur, 0, &rule))
 *             return 0;
 *         printf("frequency %u, every %u\n", (unsigned)rule.frequency, (unsigned)rule.interval);
 *         while (tnef_recur_next(&recur, &at, &moved))
 *             printf("moved from minute %u\n", (unsigned)moved.original);
 *         return 1;
 *     }
 *
 * Every function is pure: it looks at the bytes that it is given and at nothing else, allocates
 * nothing, keeps nothing, calls nobody, and may be called from any thread. There is no object to
 * make or to free. What a function finds it stores as a view: pointers into the caller's bytes,
 * which must stay where they are as long as the view is used. A view is a value and can be copied.
 *
 * The structs of this header are such values, and so have no |size|, as tnef_bytes and tnef_string
 * have none: what a later version knows more is told by other functions.
 *
 * What is broken is told by a status, and by the offset of the field that is wrong; what was good
 * before is kept. Functions that read a whole structure return
 *
 * TNEF_OK           it is complete. Bytes after its end are not an error.
 * TNEF_E_TRUNCATED  the bytes end inside of a field of fixed size.
 * TNEF_E_OVERRUN    a count or a length claims more than there is.
 * TNEF_E_TYPE       a version, a kind or a value that is not known, so the rest cannot be read.
 * TNEF_E_SIZE       a size that is too small for what it counts.
 *
 * and store the same in |status|, and the offset in |fault|, which is 0, too, where nothing is
 * wrong. A struct is always stored whole: where nothing is known, it is 0. That is said once here
 * and not again below.
 *
 * Functions that find one thing (a date, an exception, an entry) return 1 if it is there and is
 * stored, and 0 if it is not; then 0 is stored.
 *
 * Work is linear in the bytes that are given, and tnef_recur_exdates() sorts: n log n. No loop runs
 * over days, years or occurrences. In bytes touched: at most 64 for a byte and 256 for a call.
 *
 * Integers are little-endian but where something else is said. Of times there are two units, and
 * both count from 1601-01-01 00:00: minutes (32 bits, as recurrences have them) and ticks of
 * 100 ns (64 bits, PtypTime, a FILETIME). Recurrences are in local time, PtypTime is in UTC. */

#include <stddef.h>
#include <stdint.h>
#include <tnef/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Text in blobs ------------------------------------------------------------------------ */

/* Text as it is stored, and how to read it: hand the three to tnef_text_convert(). A NUL that ends
 * it is not part of it. It may hold anything, line ends and NUL included. */

#define TNEF_BLOB_UTF16 1200u    /* |codepage|: UTF-16, little-endian; the length is even         */
#define TNEF_BLOB_8BIT  0u       /* |codepage|: of the message that the property is of            */

typedef struct tnef_blob_text {
    const uint8_t *data;         /* NULL: absent                                                  */
    size_t len;                  /* in bytes                                                      */
    uint32_t codepage;           /* TNEF_BLOB_UTF16, TNEF_BLOB_8BIT                               */
    uint32_t reserved;           /* 0                                                             */
} tnef_blob_text;

/* ---- Dates and times ---------------------------------------------------------------------- */

/* A date and a time of day of the Gregorian calendar. */

typedef struct tnef_civil {
    uint16_t year;               /* 1601..9999; 0: absent, and all else is 0                      */
    uint8_t month, day;          /* 1..12, 1..31                                                  */
    uint8_t weekday;             /* 0: Sunday, 6: Saturday                                        */
    uint8_t hour, minute, second;
    uint32_t ticks;              /* 100 ns units within the second, 0..9,999,999                  */
} tnef_civil;

#define TNEF_TICKS_PER_MINUTE UINT64_C(600000000)
#define TNEF_MINUTES_PER_DAY  1440u

/* Minutes that stand for "no date" in recurrences: PidLidAppointmentRecur has the first as the end
 * of what never ends, tasks have the second, which is 4501-01-01. */
#define TNEF_MINUTES_NEVER    0x5AE980DFu
#define TNEF_MINUTES_NONE     0x5AE980E0u

/* Tells whether a number is a date, and none of those that mean "none": 0, the two above, anything
 * before 1601-01-02 or from 4500-01-01 on. Ticks and minutes; 1: it is a date. */
TNEF_API int tnef_ticks_are_date(uint64_t ticks);
TNEF_API int tnef_minutes_are_date(uint32_t minutes);

/* Makes a date of ticks, or of minutes. Returns 0 for ticks from the year 10000 on, which no date
 * of four digits can tell; minutes end in 9767. Dates that mean "none" are converted as they
 * are. */
TNEF_API int tnef_civil_of_ticks(uint64_t ticks, tnef_civil *out);
TNEF_API int tnef_civil_of_minutes(uint32_t minutes, tnef_civil *out);

/* Makes ticks, or minutes, of a date. |weekday| is not looked at; seconds are no part of minutes.
 * Returns 0 if a field is out of its range (the day of its month; a second of 60, too), or for
 * minutes if the date is too late. */
TNEF_API int tnef_ticks_of_civil(const tnef_civil *date, uint64_t *ticks);
TNEF_API int tnef_minutes_of_civil(const tnef_civil *date, uint32_t *minutes);

/* Makes ticks of minutes, and minutes of ticks, which are cut. Every number of minutes has ticks;
 * the other way 0 is returned for ticks beyond the last minute. */
TNEF_API uint64_t tnef_ticks_of_minutes(uint32_t minutes);
TNEF_API int tnef_minutes_of_ticks(uint64_t ticks, uint32_t *minutes);

/* Makes seconds since 1970-01-01 of ticks, rounded down. */
TNEF_API int64_t tnef_unix_of_ticks(uint64_t ticks);

/* Finds the date that a point in time stands for: birthdays, days of tasks, and all-day events
 * without a zone are stored as the beginning of their day somewhere, in UTC. Twelve hours are added
 * and the day of the result is taken, which is right for the midnight of every zone from -11:59 to
 * +12:00, and for 11:59 UTC, at which PidTagBirthday stands ([MS-OXOCNTC] 2.2.1.5.1). Stored are
 * the minutes of the beginning of that day. Returns 0 if tnef_ticks_are_date() does. */
TNEF_API int tnef_day_of_ticks(uint64_t ticks, uint32_t *minutes);

/* Reads a packed date (PidLidStartRecurrenceDate, PidLidEndRecurrenceDate: year * 512 + month * 32
 * + day) and a packed time (PidLidStartRecurrenceTime, PidLidEndRecurrenceTime: hour * 4096 +
 * minute * 64 + second) of a meeting request ([MS-OXOCAL] 2.2.5). The time leaves the date in
 * |out| alone, so that the two can be stored into one. Return 0 if a field is out of its range;
 * then the date is 0, or the time of day. */
TNEF_API int tnef_civil_of_packed_date(uint32_t packed, tnef_civil *out);
TNEF_API int tnef_civil_of_packed_time(uint32_t packed, tnef_civil *out);

/* ---- Recurrence --------------------------------------------------------------------------- */

/* How an appointment or a task is repeated: RecurrencePattern and AppointmentRecurrencePattern,
 * [MS-OXOCAL] 2.2.1.44. All times are minutes in the local time of the recurrence's zone. */

/* |pattern|. */
enum tnef_recur_pattern {
    TNEF_RECUR_DAY = 0x0,
    TNEF_RECUR_WEEK = 0x1,
    TNEF_RECUR_MONTH = 0x2,      /* a day of the month                                            */
    TNEF_RECUR_MONTH_NTH = 0x3,  /* the n-th weekday of the month                                 */
    TNEF_RECUR_MONTH_END = 0x4,  /* the last day of the month                                     */
    TNEF_RECUR_HIJRI_MONTH = 0xA, /* the same three of the Hijri calendar                         */
    TNEF_RECUR_HIJRI_NTH = 0xB,
    TNEF_RECUR_HIJRI_END = 0xC
};

/* |end|. */
enum tnef_recur_end {
    TNEF_RECUR_UNTIL = 0x2021,
    TNEF_RECUR_COUNT = 0x2022,
    TNEF_RECUR_NEVER = 0x2023
};

/* |flags|: what there is, and what is odd. */
#define TNEF_RECUR_HAS_PATTERN   0x0001u /* the pattern is good, up to its end date               */
#define TNEF_RECUR_HAS_TIMES     0x0002u /* |start_offset| and |end_offset| are good              */
#define TNEF_RECUR_COMPLETE      0x0004u /* all exceptions are good                               */
#define TNEF_RECUR_ODD_PERIOD    0x0010u /* the period was 0: 1 day, week or month is taken       */
#define TNEF_RECUR_ODD_END       0x0020u /* an unknown end type, or an end date that is no date
                                          * where one should be: taken as never                   */
#define TNEF_RECUR_ODD_FIRST_DAY 0x0040u /* no day begins the week: Sunday is taken               */
#define TNEF_RECUR_ODD_COUNTS    0x0080u /* more modified instances than deleted ones, or another
                                          * number of exceptions                                  */
#define TNEF_RECUR_ODD_TIMES     0x0100u /* it ended before it began: ends when it begins         */

typedef struct tnef_recur {
    const uint8_t *data;         /* the bytes that were read                                      */
    size_t len;
    size_t fault;                /* offset of what is wrong; 0: nothing                           */
    size_t deleted_at;           /* offset of the deleted dates                                   */
    size_t modified_at;          /* offset of the modified dates                                  */
    size_t exceptions_at;        /* offset of the exceptions                                      */
    size_t extended_at;          /* offset of their extended part; 0: it is absent                */
    tnef_status status;
    uint32_t flags;              /* TNEF_RECUR_HAS_PATTERN and so on                              */
    uint16_t frequency;          /* 0x200A daily .. 0x200D yearly; it decides nothing             */
    uint16_t pattern;            /* TNEF_RECUR_DAY and so on                                      */
    uint16_t calendar;           /* 0, 1: Gregorian; 6: Hijri; ... ([MS-OXOCAL] 2.2.1.44.1)       */
    uint16_t writer;             /* version of the second part: 0x3008, 0x3009                    */
    uint32_t first;              /* minutes that tell the phase of the pattern                    */
    uint32_t period;             /* days in minutes (DAY), weeks (WEEK), months; never 0          */
    uint32_t sliding;            /* not 0: a task that comes again when it was done               */
    uint32_t days;               /* WEEK, NTH: bit 0 Sunday .. bit 6 Saturday                     */
    uint32_t day;                /* MONTH, END: day of the month, as stored                       */
    uint32_t nth;                /* NTH: 1..4; 5 is the last one                                  */
    uint32_t end;                /* TNEF_RECUR_UNTIL and so on                                    */
    uint32_t count;              /* occurrences, where |end| is COUNT                             */
    uint32_t first_day;          /* of the week: 0 Sunday .. 6 Saturday                           */
    uint32_t start_date;         /* minutes: midnight of the first occurrence                     */
    uint32_t end_date;           /* of the last one, or TNEF_MINUTES_NEVER                        */
    uint32_t deleted_count;      /* all of them lie within |len|                                  */
    uint32_t modified_count;
    uint32_t start_offset;       /* minutes from midnight, 0..1439                                */
    uint32_t end_offset;         /* from the same midnight: may be 1440 and more                  */
    uint32_t announced;          /* exceptions that the blob claims                               */
    uint32_t exceptions;         /* exceptions that are good                                      */
    uint32_t extended;           /* of these, with a good extended part                           */
} tnef_recur;

/* Reads the recurrence of an appointment (PidLidAppointmentRecur), and the one of a task
 * (PidLidTaskRecurrence), which has the pattern alone: no times and no exceptions. If something is
 * wrong after the pattern, TNEF_RECUR_HAS_PATTERN is set all the same, and the exceptions before
 * the fault are there; without TNEF_RECUR_COMPLETE some are missing or have no extended part. */
TNEF_API tnef_status tnef_recur_read(const uint8_t *buf, size_t len, tnef_recur *out);
TNEF_API tnef_status tnef_recur_read_task(const uint8_t *buf, size_t len, tnef_recur *out);

/* Finds a date by its index: of the deleted ones, which are original days of instances that were
 * deleted or modified, or of the modified ones, the new days of these. Stored are the minutes.
 * Returns 0 beyond the count, and for what is no date (tnef_minutes_are_date()). */
TNEF_API int tnef_recur_deleted(const tnef_recur *recur, uint32_t index, uint32_t *minutes);
TNEF_API int tnef_recur_modified(const tnef_recur *recur, uint32_t index, uint32_t *minutes);

/* |flags| of an exception: what is other than in the rest of the series, [MS-OXOCAL] 2.2.1.44.2;
 * and what the library found. */
#define TNEF_EXCEPTION_SUBJECT     0x0001u
#define TNEF_EXCEPTION_MEETING     0x0002u
#define TNEF_EXCEPTION_REMINDER    0x0004u  /* |reminder|: minutes before                         */
#define TNEF_EXCEPTION_REMINDS     0x0008u  /* |reminds|                                          */
#define TNEF_EXCEPTION_LOCATION    0x0010u
#define TNEF_EXCEPTION_BUSY        0x0020u
#define TNEF_EXCEPTION_ATTACHMENTS 0x0040u
#define TNEF_EXCEPTION_ALL_DAY     0x0080u
#define TNEF_EXCEPTION_COLOR       0x0100u
#define TNEF_EXCEPTION_BODY        0x0200u  /* the body is another one: in an attachment          */
#define TNEF_EXCEPTION_EXTENDED    0x10000u /* its extended part was there: text is UTF-16        */
#define TNEF_EXCEPTION_NO_DATE     0x20000u /* |start|, |end| or |original| is no date            */

/* One instance that was modified. */
typedef struct tnef_exception {
    tnef_blob_text subject;      /* absent, if the bit of |flags| is not set                      */
    tnef_blob_text location;
    uint32_t start, end;         /* minutes; |end| is not before |start|                          */
    uint32_t original;           /* minutes: when it would have begun, with its time of day       */
    uint32_t flags;
    uint32_t meeting;            /* state flags, as PidLidAppointmentStateFlags                   */
    uint32_t reminder;
    uint32_t reminds;
    uint32_t busy;
    uint32_t attachments;
    uint32_t all_day;
    uint32_t color;
    uint32_t highlight;          /* as PidLidChangeHighlight; of the extended part                */
} tnef_exception;

/* Where in the exceptions one is. Begin with zeros; the fields are the library's. */
typedef struct tnef_recur_cursor {
    size_t at, extended_at;
    uint32_t index, reserved;
} tnef_recur_cursor;

/* Finds the next exception, in the order of the blob. Returns 0 after |exceptions| of them. */
TNEF_API int tnef_recur_next(const tnef_recur *recur, tnef_recur_cursor *cursor,
                             tnef_exception *out);

/* Finds the days that are left out of a series: the deleted ones, without those whose instance was
 * modified (the day of an exception's |original|). Stores the minutes of the beginnings of the
 * days, sorted, each once, and how many there are in *|count|.
 *
 * TNEF_OK              all are stored.
 * TNEF_E_LIMIT_VALUES  |room| is less than |deleted_count|; *|count| is 0. A rule without the days
 *                      that are left out of it is wrong. */
TNEF_API tnef_status tnef_recur_exdates(const tnef_recur *recur, uint32_t *days, size_t room,
                                        size_t *count);

/* ---- Rules -------------------------------------------------------------------------------- */

/* A recurrence as RRULE of iCalendar has it (RFC 5545, section 3.3.10), as numbers. */

enum tnef_frequency {
    TNEF_FREQUENCY_DAILY = 1,
    TNEF_FREQUENCY_WEEKLY = 2,
    TNEF_FREQUENCY_MONTHLY = 3,
    TNEF_FREQUENCY_YEARLY = 4
};

/* |why| there is no rule. */
enum tnef_rule_why {
    TNEF_RULE_IS = 0,            /* there is one                                                  */
    TNEF_RULE_NO_PATTERN = 1,    /* the pattern is broken                                         */
    TNEF_RULE_NO_CALENDAR = 2,   /* a calendar that RRULE cannot tell: Hijri, Hebrew, lunar ones  */
    TNEF_RULE_NO_SERIES = 3,     /* comes again when it was done: |sliding|                       */
    TNEF_RULE_NO_DAY = 4,        /* no weekday, a day or an n that there is not                   */
    TNEF_RULE_NO_COUNT = 5,      /* no occurrence at all                                          */
    TNEF_RULE_NO_START = 6,      /* the start date is no date                                     */
    TNEF_RULE_ENDS_BEFORE = 7    /* the end date is before the start date                         */
};

/* |options|. */
#define TNEF_RULE_PLAIN_DAYS 0x1u /* the days 29, 30 and 31 as they are: months that lack the day
                                   * are left out, where Outlook takes their last day             */

/* |flags|. */
#define TNEF_RULE_CAPPED     0x1u /* |count| was more than TNEF_RULE_COUNT_MAX                    */
#define TNEF_RULE_STARTS_OFF 0x2u /* the start date is no day of the rule                         */

#define TNEF_RULE_COUNT_MAX  999999u

typedef struct tnef_rule {
    uint32_t frequency;          /* TNEF_FREQUENCY_*; 0: there is no rule                         */
    uint32_t why;                /* TNEF_RULE_IS, or why there is no rule                         */
    uint32_t flags;
    uint32_t interval;           /* 1 and more                                                    */
    uint32_t by_month;           /* 1..12; 0: none                                                */
    uint32_t by_month_days;      /* how many of |by_month_day| there are                          */
    int32_t by_month_day[4];     /* 1..31, -1: the last; ascending                                */
    uint32_t by_day;             /* bit 0 Sunday .. bit 6 Saturday; 0: none                       */
    int32_t by_day_nth;          /* before the one day of |by_day|: 1..4, -1; 0: none             */
    int32_t by_set_pos;          /* 1..4, -1; 0: none                                             */
    uint32_t count;              /* 0: none                                                       */
    uint32_t until;              /* minutes, local: the last occurrence with its time of day;
                                  * 0: none. Never beside |count|                                 */
    uint32_t has_week_start;     /* 1: |week_start| belongs to the rule, which is weekly          */
    uint32_t week_start;         /* 0: Sunday .. 6: Saturday                                      */
    uint32_t reserved;           /* 0                                                             */
} tnef_rule;

/* Makes a rule of a recurrence. Stored times of day are used for |until| if there are any. Returns
 * 0 if there is no rule; then |why| tells, and all else is 0. What months lack, Outlook puts on
 * their last day: so the rule of day 31 has -1, and that of day 30 has 28, 29, 30 of which the
 * last one counts. */
TNEF_API int tnef_rule_of(const tnef_recur *recur, uint32_t options, tnef_rule *out);

/* ---- Time zones --------------------------------------------------------------------------- */

/* When clocks are changed: SYSTEMTIME, [MS-DTYP] 2.3.13. */
typedef struct tnef_zone_date {
    uint16_t year;               /* 0: every year; else the date is that of one year              */
    uint16_t month;              /* 0: never                                                      */
    uint16_t weekday;            /* 0: Sunday .. 6: Saturday                                      */
    uint16_t day;                /* of every year: the n-th weekday of the month, 5: the last one */
    uint16_t hour, minute, second, milliseconds;
} tnef_zone_date;

/* |flags|. */
#define TNEF_ZONE_GOOD      0x0001u /* times can be computed; else take UTC                       */
#define TNEF_ZONE_DAYLIGHT  0x0002u /* clocks are changed                                         */
#define TNEF_ZONE_RECURRING 0x0100u /* of a definition: TZRULE_FLAG_RECUR_CURRENT_TZREG           */
#define TNEF_ZONE_EFFECTIVE 0x0200u /* of a definition: TZRULE_FLAG_EFFECTIVE_TZREG               */

/* A rule of a time zone. UTC is local time + bias + standard_bias or daylight_bias, in minutes. */
typedef struct tnef_zone {
    int32_t bias, standard_bias, daylight_bias;
    uint32_t flags;
    tnef_zone_date standard;     /* when standard time begins, in daylight time                   */
    tnef_zone_date daylight;     /* when daylight time begins, in standard time                   */
    tnef_zone_date valid;        /* of a definition: since when it is valid, in UTC               */
    size_t fault;
    tnef_status status;
    uint32_t reserved;           /* 0                                                             */
} tnef_zone;

/* Reads a TimeZoneStruct (PidLidTimeZoneStruct, [MS-OXOCAL] 2.2.1.39). TNEF_OK says that its 48
 * bytes are there; whether they make sense TNEF_ZONE_GOOD tells: offsets of less than a day, and
 * dates that there are. */
TNEF_API tnef_status tnef_zone_read(const uint8_t *buf, size_t len, tnef_zone *out);

/* A time zone with a name, and rules of several years: PidLidAppointmentTimeZoneDefinitionRecur,
 * ...StartDisplay, ...EndDisplay, [MS-OXOCAL] 2.2.1.41 to 43. */
typedef struct tnef_zone_definition {
    const uint8_t *data;
    size_t len;
    size_t fault;
    size_t rules_at;             /* offset of the rules                                           */
    tnef_blob_text name;         /* the key of the zone: "Pacific Standard Time", UTF-16          */
    tnef_bytes guid;             /* 16 bytes, or absent                                           */
    tnef_status status;
    uint32_t rules;              /* rules that are good; if one is not, |status| is not TNEF_OK   */
} tnef_zone_definition;

#define TNEF_ZONE_RULES_MAX 1024u /* more are TNEF_E_LIMIT_VALUES                                 */

/* Reads a definition. */
TNEF_API tnef_status tnef_zone_definition_read(const uint8_t *buf, size_t len,
                                               tnef_zone_definition *out);

/* Finds the next rule of a definition. *|at| is where one is: begin with 0; it is the library's. */
TNEF_API int tnef_zone_definition_next(const tnef_zone_definition *definition, size_t *at,
                                       tnef_zone *out);

/* Finds the rule of a definition that counts for |year|: the effective one; without one, the
 * last one that is valid since that year or before; else the first one. Returns 0 if the definition
 * is broken (|status|) or has no rule, or if the rule is not TNEF_ZONE_GOOD. */
TNEF_API int tnef_zone_choose(const tnef_zone_definition *definition, uint32_t year,
                              tnef_zone *out);

/* Tells whether two rules have the same biases and dates; 1: they have. */
TNEF_API int tnef_zone_equal(const tnef_zone *a, const tnef_zone *b);

/* One of the two parts of a zone, as STANDARD and DAYLIGHT of VTIMEZONE have it (RFC 5545, section
 * 3.6.5). */
typedef struct tnef_zone_part {
    int32_t offset_from;         /* minutes that local time is ahead of UTC before the onset      */
    int32_t offset_to;           /* and after it                                                  */
    tnef_civil onset;            /* on clocks that are not changed yet                            */
    uint32_t month;              /* 1..12: every year; 0: |onset| is the only one                 */
    int32_t nth;                 /* of every year: 1..4, -1: the last weekday of the month        */
    uint32_t weekday;            /* 0: Sunday .. 6: Saturday                                      */
} tnef_zone_part;

/* Finds the standard part of a zone, or the daylight part, with the first onset in |year| or, if
 * it is the date of one year, that date. A zone whose clocks are not changed has the standard part
 * alone, whose onset is the beginning of |year|, and both offsets are the same. Returns 0 if there
 * is no such part, or the zone is not TNEF_ZONE_GOOD, or |year| is not 1601..9999. */
TNEF_API int tnef_zone_standard(const tnef_zone *zone, uint32_t year, tnef_zone_part *out);
TNEF_API int tnef_zone_daylight(const tnef_zone *zone, uint32_t year, tnef_zone_part *out);

/* Converts ticks from UTC to the local time of a zone, and from local time to UTC. A local time
 * that there is not, since clocks went forward, is read with the offset before; one that there is
 * twice is the first of the two. A date of one year counts in that year alone, and a year that
 * lacks one of the two dates has standard time. Returns 0 if the zone is not TNEF_ZONE_GOOD, or a
 * time is out of the range of tnef_civil_of_ticks(). */
TNEF_API int tnef_zone_to_local(const tnef_zone *zone, uint64_t utc, uint64_t *local);
TNEF_API int tnef_zone_to_utc(const tnef_zone *zone, uint64_t local, uint64_t *utc);

/* ---- Identity of meetings ----------------------------------------------------------------- */

/* |flags|. */
#define TNEF_GOID_KNOWN 0x1u     /* it begins as a global object id does                          */
#define TNEF_GOID_DATE  0x2u     /* it is of one instance: year, month and day are not 0          */
#define TNEF_GOID_VCAL  0x4u     /* it has a UID of another system: |uid|                         */

/* PidLidGlobalObjectId, PidLidCleanGlobalObjectId, [MS-OXOCAL] 2.2.1.27. */
typedef struct tnef_goid {
    const uint8_t *data;         /* all of the bytes                                              */
    size_t len;
    size_t fault;
    tnef_bytes content;          /* the data at its end, as long as it claims to be               */
    tnef_bytes uid;              /* of VCAL: UTF-8, or 1252 where it is not valid; no NUL in it   */
    uint64_t created;            /* ticks, UTC                                                    */
    tnef_status status;
    uint32_t flags;
    uint16_t year;               /* original day of the instance; big-endian in the blob          */
    uint8_t month, day;
    uint32_t reserved;           /* 0                                                             */
} tnef_goid;

/* Reads a global object id. */
TNEF_API tnef_status tnef_goid_read(const uint8_t *buf, size_t len, tnef_goid *out);

/* Writes the UID that iCalendar has for an id without |uid|: all of its bytes in hexadecimal
 * digits, capitals, no NUL at the end; year, month and day as 0, so that all instances have one
 * UID, unless the id is broken (|status|). Returns the length, 2 * |len|; if |room| is less,
 * nothing is written. */
TNEF_API size_t tnef_goid_hex(const tnef_goid *goid, char *out, size_t room);

/* ---- Entry ids ---------------------------------------------------------------------------- */

/* |kind|. */
enum tnef_entryid_kind {
    TNEF_ENTRYID_UNKNOWN = 0,    /* another provider: no address in it                            */
    TNEF_ENTRYID_ONE_OFF = 1,    /* name, type and address                                        */
    TNEF_ENTRYID_EX = 2,         /* Exchange address book: |address| is an X.500 name             */
    TNEF_ENTRYID_CONTACT = 3,    /* of a contact in a folder: no address in it                    */
    TNEF_ENTRYID_WRAPPED = 4     /* a wrapper around another kind of content: |content|           */
};

/* |flags|. */
#define TNEF_ENTRYID_IN_WRAPPER 0x1u /* it was found in a wrapper                                 */

/* An entry id, [MS-OXCDATA] 2.2.5: who a message is from or for, or who is in a list. */
typedef struct tnef_entryid {
    tnef_blob_text name;         /* ONE_OFF: display name                                         */
    tnef_blob_text type;         /* ONE_OFF: "SMTP", "EX", ...                                    */
    tnef_blob_text address;      /* ONE_OFF, EX                                                   */
    tnef_bytes content;          /* CONTACT: the entry id of the contact; WRAPPED                 */
    size_t fault;
    tnef_status status;
    uint32_t kind;
    uint32_t flags;
    uint32_t object;             /* EX, CONTACT: type of the object, as stored                    */
    uint32_t index;              /* CONTACT: which address, 0..5: e-mail 1 to 3, fax 1 to 3       */
    uint32_t wrapper;            /* the wrapper's byte of type; its low 4 bits: 0 one-off,
                                  * 3 contact, 4 personal list, 5 user, 6 list of an organization */
} tnef_entryid;

/* Reads an entry id. A wrapper ([MS-OXOCNTC] 2.2.2.2.4.1.1) is taken off, once: what is in it is
 * told, and a wrapper in a wrapper is TNEF_ENTRYID_WRAPPED. */
TNEF_API tnef_status tnef_entryid_read(const uint8_t *buf, size_t len, tnef_entryid *out);

/* Reads a search key, "SMTP:BOB@EXAMPLE.COM" and NUL (PidTagSenderSearchKey and its like), as type
 * and address; they are in capitals. Returns 0 if there is no colon, or nothing before or after
 * it. */
TNEF_API int tnef_searchkey_read(const uint8_t *buf, size_t len, tnef_blob_text *type,
                                 tnef_blob_text *address);

/* A list of entry ids: PidTagReplyRecipientEntries, [MS-OXCDATA] 2.3.3. */
typedef struct tnef_entrylist {
    const uint8_t *data;
    size_t len;
    size_t fault;
    size_t at;                   /* where the next one is                                         */
    tnef_status status;
    uint32_t announced;          /* entries that the blob claims                                  */
    uint32_t index;              /* of the next one                                               */
    uint32_t reserved;           /* 0                                                             */
} tnef_entrylist;

/* Begins to read a list, and finds the next entry of it, which tnef_entryid_read() reads. That an
 * entry is broken shows when it is its turn: then 0 is returned, and |status| is not TNEF_OK. */
TNEF_API tnef_status tnef_entrylist_read(const uint8_t *buf, size_t len, tnef_entrylist *out);
TNEF_API int tnef_entrylist_next(tnef_entrylist *list, tnef_bytes *entry);

/* A member of a distribution list: an entry id, and a one-off of it. Either may be absent. */
typedef struct tnef_member {
    tnef_bytes entry;            /* of PidLidDistributionListMembers                              */
    tnef_bytes one_off;          /* of PidLidDistributionListOneOffMembers                        */
    tnef_bytes extra;            /* of the stream alone                                           */
} tnef_member;

/* The members of a distribution list as one stream, PidLidDistributionListStream, which replaces
 * the two properties above if it is there ([MS-OXOCNTC] 2.2.2.2.4). */
typedef struct tnef_members {
    const uint8_t *data;
    size_t len;
    size_t fault;
    size_t at;
    tnef_status status;
    uint32_t announced;
    uint32_t index;
    uint32_t reserved;           /* 0                                                             */
} tnef_members;

/* Begins to read a stream of members, and finds the next one, as of entry lists. */
TNEF_API tnef_status tnef_members_read(const uint8_t *buf, size_t len, tnef_members *out);
TNEF_API int tnef_members_next(tnef_members *members, tnef_member *member);

/* Reads who a member is: the one-off if it has an address, else the entry id. Returns 1 if there
 * is an address; else what is stored has none. */
TNEF_API int tnef_member_read(const tnef_member *member, tnef_entryid *out);

/* ---- Conversations ------------------------------------------------------------------------ */

/* Where a message stands in its conversation: PidTagConversationIndex, [MS-OXOMSG] 2.2.1.3. Its
 * time is stored in one of two ways: as the high 48 bits, which is what Outlook up to 2007 wrote,
 * and as a byte 01 and the high 40 bits. They are told apart by the year. */
typedef struct tnef_conversation {
    const uint8_t *data;
    size_t len;
    size_t fault;
    tnef_bytes guid;             /* 16 bytes                                                      */
    uint64_t begun;              /* ticks, UTC, to 6.6 ms or 1.7 s                                */
    tnef_status status;
    uint32_t replies;            /* blocks of 5 bytes after the first 22 bytes                    */
} tnef_conversation;

/* Reads a conversation index. Bytes after the last whole block are TNEF_E_TRUNCATED, and what was
 * read stays. */
TNEF_API tnef_status tnef_conversation_read(const uint8_t *buf, size_t len, tnef_conversation *out);

/* Finds when a reply was written, in ticks, as far as its block tells: with a step of 26 ms, or of
 * 0.8 s for replies after 1.7 years. */
TNEF_API int tnef_conversation_reply(const tnef_conversation *conversation, uint32_t index,
                                     uint64_t *ticks);

#ifdef __cplusplus
}
#endif
#endif
