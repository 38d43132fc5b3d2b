/* SPDX-License-Identifier: MIT */

#include "meeting_maker.h"

static void texts(struct tw *w, const struct mm_meeting *m)
{
    if (m->subject != NULL)
        tw_prop_unicode(w, TW_P_SUBJECT, m->subject);
    if (m->prefix != NULL)
        tw_prop_unicode(w, TW_P_SUBJECT_PREFIX, m->prefix);
    if (m->place != NULL)
        cw_text(w, TW_PSETID_APPOINTMENT, 0x8208, m->place);
    if (m->body != NULL)
        tw_prop_unicode(w, TW_P_BODY, m->body);
    if (m->zone_text != NULL)
        cw_text(w, TW_PSETID_APPOINTMENT, 0x8234, m->zone_text);
    if (m->to_names != NULL)
        cw_text(w, TW_PSETID_APPOINTMENT, 0x823B, m->to_names);
    if (m->cc_names != NULL)
        cw_text(w, TW_PSETID_APPOINTMENT, 0x823C, m->cc_names);
    if (m->all_names != NULL)
        cw_text(w, TW_PSETID_APPOINTMENT, 0x8238, m->all_names);
    if (m->from != NULL && m->from_address != NULL)
        cw_representing(w, m->from, m->from_address);
    else if (m->from != NULL)
        tw_prop_unicode(w, TW_P_FROM_NAME, m->from);
}

static void blobs(struct tw *w, const struct mm_meeting *m)
{
    const struct {
        const uint8_t *set;
        uint32_t lid;
        const char *hex;
    } all[] = {
        { CW_MEETING, 0x0003, m->id },
        { CW_MEETING, 0x0023, m->clean_id },
        { TW_PSETID_APPOINTMENT, 0x8216, m->series },
        { TW_PSETID_APPOINTMENT, 0x8233, m->zone_struct },
        { TW_PSETID_APPOINTMENT, 0x825E, m->zone },
        { TW_PSETID_APPOINTMENT, 0x825F, m->end_zone },
        { TW_PSETID_APPOINTMENT, 0x8260, m->series_zone },
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].hex != NULL)
            cw_hex(w, all[i].set, all[i].lid, all[i].hex);
}

static void times(struct tw *w, const struct mm_meeting *m)
{
    const struct {
        const uint8_t *set;
        uint32_t lid;
        uint64_t time;
    } all[] = {
        { CW_MEETING, 0x0001, m->reply_time },
        { CW_MEETING, 0x001A, m->owner_time },
        { TW_PSETID_APPOINTMENT, 0x8202, m->subject_time },
        { TW_PSETID_APPOINTMENT, 0x820D, m->start },
        { TW_PSETID_APPOINTMENT, 0x820E, m->end },
        { TW_PSETID_APPOINTMENT, 0x8228, m->replaces },
        { TW_PSETID_APPOINTMENT, 0x8250, m->proposed_start },
        { TW_PSETID_APPOINTMENT, 0x8251, m->proposed_end },
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].time != 0)
            cw_date(w, all[i].set, all[i].lid, all[i].time);
}

static void numbers(struct tw *w, const struct mm_meeting *m)
{
    const struct {
        uint32_t lid;
        int32_t number;
    } all[] = {
        { 0x8201, m->sequence },
        { 0x8205, m->busy },
        { 0x8217, m->state },
        { 0x8224, m->intended },
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].number != 0)
            cw_number(w, TW_PSETID_APPOINTMENT, all[i].lid, all[i].number - 1);
    if (m->reminder != 0) {
        cw_flag(w, TW_PSETID_COMMON, 0x8503, 1);
        cw_number(w, TW_PSETID_COMMON, 0x8501, m->reminder - 1);
    }
    if (m->all_day != 0)
        cw_flag(w, TW_PSETID_APPOINTMENT, 0x8215, m->all_day - 1);
    if (m->is_series)
        cw_flag(w, TW_PSETID_APPOINTMENT, 0x8223, 1);
    if (m->proposed_start != 0)
        cw_flag(w, TW_PSETID_APPOINTMENT, 0x8257, 1);
    if (m->asks)
        tw_prop_bool(w, 0x0063, 1);
}

void mm_props(struct tw *w, const struct mm_meeting *m)
{
    texts(w, m);
    blobs(w, m);
    times(w, m);
    numbers(w, m);
}

void mm_rows(struct tw *w, const struct mm_row *rows, size_t count)
{
    if (count == 0)
        return;
    tw_rows_begin(w);
    for (size_t i = 0; i < count; i++) {
        tw_row_begin(w);
        tw_prop_i4(w, TW_P_RECIPIENT_KIND, rows[i].kind);
        tw_prop_unicode(w, TW_P_DISPLAY_NAME, rows[i].name);
        tw_prop_unicode(w, TW_P_ADDRESS_TYPE, "SMTP");
        tw_prop_unicode(w, TW_P_EMAIL_ADDRESS, rows[i].address);
        if (rows[i].flags != 0)
            tw_prop_i4(w, 0x5FFD, rows[i].flags);
        tw_row_end(w);
    }
    tw_rows_end(w);
}

void mm_make(struct tw *w, const struct mm_meeting *m)
{
    cw_begin(w, m->message_class);
    mm_props(w, m);
    cw_end(w);
    mm_rows(w, m->rows, m->row_count);
}

void mm_attach(struct tw *w, const struct mm_meeting *m, uint64_t replaces)
{
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 5); /* embedded message */
    tw_prop_bool(w, 0x7FFE, 1);           /* PidTagAttachmentHidden */
    if (replaces != 0)
        tw_prop_time(w, 0x7FF9, replaces); /* PidTagExceptionReplaceTime */
    tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_MESSAGE_CLASS, m->message_class);
    mm_props(w, m);
    tw_attr_props_end(w);
    mm_rows(w, m->rows, m->row_count);
    tw_object_end(w);
    tw_attr_props_end(w);
}

struct mm_meeting mm_request(void)
{
    const struct mm_meeting m = {
        .message_class = "IPM.Schedule.Meeting.Request", .clean_id = MM_ID,
        .owner_time = cw_time(2024, 3, 1, 10, 15, 0),
        .start = cw_time(2024, 3, 25, 13, 30, 0), .end = cw_time(2024, 3, 25, 14, 0, 0), .subject = "Plan",
        .from = "Ann", .from_address = "ann@example.com",
    };

    return m;
}

struct mm_meeting mm_meeting_of(const char *message_class)
{
    const struct mm_meeting m = {
        .message_class = message_class, .clean_id = MM_ID, .owner_time = cw_time(2024, 3, 1, 10, 15, 0),
        .start = cw_time(2024, 3, 15, 13, 0, 0), .from = "Ann", .from_address = "ann@example.com",
    };

    return m;
}

char *mm_calendar(const struct mm_meeting *m, uint32_t *left_out)
{
    struct tw w;

    mm_make(&w, m);
    return cw_calendar(&w, NULL, left_out);
}
