/* SPDX-License-Identifier: MIT */

/* Meetings: one maker for all tests that want one. */

#ifndef TNEF_TESTS_MEETING_MAKER_H
#define TNEF_TESTS_MEETING_MAKER_H

#include "convert_check.h"

/* The ids, zones and series that most tests take; hexadecimal digits, in which "~" stands for 00000000. */
#define MM_ID "040000008200e00074c5b7101a82e008 ~~~~~ 10000000 00112233445566778899aabbccddeeff"
#define MM_EASTERN_BIAS     "2c010000 ~ c4ffffff"
#define MM_EASTERN_STANDARD "0000 0b00 0000 0100 0200 0000 0000 0000"
#define MM_EASTERN_DAYLIGHT "0000 0300 0000 0200 0200 0000 0000 0000"
#define MM_EASTERN_STRUCT   MM_EASTERN_BIAS "0000" MM_EASTERN_STANDARD "0000" MM_EASTERN_DAYLIGHT
#define MM_RULE_HEAD        "0100 0201 3e00 0200 d707 ~~~ 0000"
#define MM_EASTERN \
    "0201 3000 0200 1500" \
    "4500610073007400650072006e0020005300740061006e0064006100720064002000540069006d006500" \
    MM_RULE_HEAD MM_EASTERN_BIAS MM_EASTERN_STANDARD MM_EASTERN_DAYLIGHT
/* "CET 11" */
#define MM_EUROPE_BIAS \
    "c4ffffff ~ c4ffffff 0000 0a00 0000 0500 0300 0000 0000 0000 0000 0300 0000 0500 0200 0000 0000 0000"
#define MM_EUROPE "0201 1200 0200 0600 430045005400 200031003100" MM_RULE_HEAD MM_EUROPE_BIAS
/* Mondays, five times from 4 March 2024, of which the second is left out and the third was moved. */
#define MM_MONDAYS \
    "043004300b2001000000c021000001~000000020000002220000005~00000002000000603f440dc066440d01000000606c440d" \
    "0018440d80b5440d06300000093000001c020000580200000100a86f440de46f440ddc68440d11000b000a0053796e6320286e" \
    "65752905000400436166e9~04~~000000a86f440de46f440ddc68440d0a00530079006e006300200028006e00650075002900" \
    "0400430061006600e9~~00"

struct mm_row {
    int32_t kind;
    const char *name, *address;
    int32_t flags;
};

/* A meeting. What is NULL or 0 is not in the stream; of numbers that may be 0 it is one more. */
struct mm_meeting {
    const char *message_class;
    const char *id, *clean_id;             /* hexadecimal digits, as zones and series                 */
    uint64_t owner_time, reply_time, subject_time;
    int32_t sequence, busy, intended, state; /* one more                                              */
    int32_t reminder;                      /* one more: minutes                                       */
    uint64_t start, end, proposed_start, proposed_end, replaces;
    const char *zone, *end_zone, *series_zone, *zone_struct, *zone_text;
    const char *series;
    int is_series;
    int all_day;                           /* 1: not, 2: it is                                        */
    const char *subject, *prefix, *place, *body;
    const char *from, *from_address;       /* from_address NULL, from not: only a name                */
    int asks;                              /* for an answer                                           */
    const char *to_names, *cc_names, *all_names;
    const struct mm_row *rows;
    size_t row_count;
};

/* The properties of a meeting, between cw_begin() and cw_end(); of a message that is embedded, too. */
void mm_props(struct tw *w, const struct mm_meeting *m);
void mm_rows(struct tw *w, const struct mm_row *rows, size_t count);

/* All of it: the stream is open for attachments. */
void mm_make(struct tw *w, const struct mm_meeting *m);

/* A request for one at half past one on 2024-03-25; one on the fifteenth, of a class. */
struct mm_meeting mm_request(void);
struct mm_meeting mm_meeting_of(const char *message_class);

/* The calendar of it, to be freed; |left_out| may be NULL. */
char *mm_calendar(const struct mm_meeting *m, uint32_t *left_out);

/* A meeting in an attachment, as those of instances that were changed: |replaces| of the attachment. */
void mm_attach(struct tw *w, const struct mm_meeting *m, uint64_t replaces);

#endif
