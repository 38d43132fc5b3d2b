/* SPDX-License-Identifier: MIT */
/* The header of a mail. */

#include "convert/mail.h"
#include "convert/card.h"
#include "convert/when.h"

#include "base/touch.h"

#include <string.h>

#define REFERENCES_MAX 100u
#define KEYWORDS_MAX   100u

static const tnef_message_info *info_of(struct tnef_convert *c)
{
    return tnefi_convert_top(c)->m->info;
}

/* ---- Dates --------------------------------------------------------------------------------- */

static const char *const weekdays[7] = { "Sun,", "Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat," };
static const char *const months[12] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static size_t put_number(char *out, uint32_t number, uint32_t digits)
{
    for (uint32_t i = digits; i > 0; i--) {
        out[i - 1u] = (char)('0' + number % 10u);
        number /= 10u;
    }
    return digits;
}

/* A field of a time, which is in UTC; "-0000" says that its zone is not known. */
void tnefi_convert_put_date(struct tnef_convert *c, const char *field, tnef_time time)
{
    char day[2], year[4], clock[8];
    struct tnefi_lines *l;
    tnef_civil when;

    if (tnefi_convert_ticks(time) == 0 || !tnefi_convert_wants(c, field)
        || !tnef_civil_of_ticks(tnefi_convert_ticks(time), &when))
        return;
    (void)put_number(year, when.year, 4);
    (void)put_number(clock, when.hour, 2);
    (void)put_number(clock + 3, when.minute, 2);
    (void)put_number(clock + 6, when.second, 2);
    clock[2] = clock[5] = ':';
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, field);
    tnefi_lines_word(l, weekdays[when.weekday % 7u], NULL);
    tnefi_lines_word_bytes(l, day, put_number(day, when.day, when.day < 10u ? 1 : 2), NULL);
    tnefi_lines_word(l, months[(when.month - 1u) % 12u], NULL);
    tnefi_lines_word_bytes(l, year, sizeof year, NULL);
    tnefi_lines_word_bytes(l, clock, sizeof clock, NULL);
    tnefi_lines_word(l, (time.flags & TNEF_TIME_ZONE) != 0 ? "-0000" : "+0000", NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

static int write_sent(struct tnef_convert *c)
{
    const tnef_message_info *m = info_of(c);
    const tnef_time given = { c->live.job.options.date, 0,
                              c->live.job.options.date != 0 ? TNEF_TIME_SET : 0 };
    const tnef_time times[5] = { m->submitted, m->delivered, m->created, m->modified, given };

    for (uint32_t i = 0; i < 5u; i++) {
        if (tnefi_convert_ticks(times[i]) == 0)
            continue;
        tnefi_convert_put_date(c, "Date", times[i]);
        return DONE;
    }
    tnefi_convert_leave_out(c, TNEF_CONVERT_NO_DATE);
    return DONE;
}

static int write_dates(struct tnef_convert *c)
{
    const struct tnef_bag *bag = info_of(c)->bag;

    tnefi_convert_put_date(c, "Expires", tnefi_convert_time(bag, TNEFI_CONVERT_EXPIRES));
    tnefi_convert_put_date(c, "Reply-By", tnefi_convert_time(bag, TNEFI_CONVERT_REPLY_BY));
    tnefi_convert_put_date(c, "Deferred-Delivery", tnefi_convert_time(bag, TNEFI_CONVERT_DEFERRED));
    return DONE;
}

/* ---- Ids ----------------------------------------------------------------------------------- */

static size_t count_visible(const void *p, size_t n)
{
    const uint8_t *bytes = p;
    size_t visible = 0;

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        visible += bytes[i] > ' ';
    return visible;
}

/* An id with anything else beside it is none. */
static int write_id(struct tnef_convert *c)
{
    const tnef_string s = info_of(c)->message_id;
    size_t at = 0;
    struct tnefi_lines_span id = tnefi_lines_find_msg_id(s.text, s.len, &at);
    struct tnefi_lines *l;
    size_t visible;

    if (id.p == NULL)
        return DONE;
    visible = count_visible(id.p, id.n);
    if (count_visible(s.text, s.len) != visible && count_visible(s.text, s.len) != visible + 2u)
        return DONE;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Message-ID");
    tnefi_lines_msg_id(l, id.p, id.n, NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}

static uint32_t count_ids(tnef_string s)
{
    uint32_t n = 0;
    size_t at = 0;

    while (tnefi_lines_find_msg_id(s.text, s.len, &at).p != NULL)
        n++;
    return n;
}

/* The first and the last ones, if there are too many. */
static void write_ids(struct tnef_convert *c, const char *field, tnef_string s)
{
    const uint32_t count = count_ids(s);
    struct tnefi_lines *l;
    size_t at = 0;

    if (count == 0 || !tnefi_convert_wants(c, field))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, field);
    for (uint32_t i = 0; i < count; i++) {
        struct tnefi_lines_span id = tnefi_lines_find_msg_id(s.text, s.len, &at);

        if (i == 0 || count - i < REFERENCES_MAX)
            tnefi_lines_msg_id(l, id.p, id.n, NULL);
    }
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

static int write_references(struct tnef_convert *c)
{
    write_ids(c, "In-Reply-To", info_of(c)->in_reply_to);
    write_ids(c, "References", info_of(c)->references);
    return DONE;
}

/* ---- Texts --------------------------------------------------------------------------------- */

static void write_text(struct tnef_convert *c, const char *field, tnef_string s)
{
    struct tnefi_lines *l;

    if (!tnefi_convert_says(s) || !tnefi_convert_wants(c, field))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, field);
    tnefi_lines_text(l, s.text, s.len);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

static void write_word(struct tnef_convert *c, const char *field, const char *word)
{
    struct tnefi_lines *l;

    if (!tnefi_convert_wants(c, field))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, field);
    tnefi_lines_word(l, word, NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

static int write_subject(struct tnef_convert *c)
{
    write_text(c, "Subject", info_of(c)->subject);
    write_text(c, "Thread-Topic", info_of(c)->conversation_topic);
    return DONE;
}

static int write_importance(struct tnef_convert *c)
{
    const tnef_message_info *m = info_of(c);

    if ((m->known & TNEF_KNOWN_IMPORTANCE) != 0 && (m->importance == 0 || m->importance == 2)) {
        write_word(c, "Importance", m->importance == 0 ? "low" : "high");
        write_word(c, "X-Priority", m->importance == 0 ? "5" : "1");
    }
    if ((m->known & TNEF_KNOWN_PRIORITY) != 0 && (m->priority == -1 || m->priority == 1))
        write_word(c, "Priority", m->priority == -1 ? "non-urgent" : "urgent");
    return DONE;
}

static int write_sensitivity(struct tnef_convert *c)
{
    static const char *const names[3] = { "Personal", "Private", "Company-Confidential" };
    const tnef_message_info *m = info_of(c);

    if ((m->known & TNEF_KNOWN_SENSITIVITY) != 0 && m->sensitivity >= 1 && m->sensitivity <= 3)
        write_word(c, "Sensitivity", names[m->sensitivity - 1]);
    return DONE;
}

static int write_keywords(struct tnef_convert *c)
{
    const tnef_bag_item *item = tnef_bag_get(info_of(c)->bag, TNEFI_CONVERT_KEYWORDS);
    struct tnefi_lines *l = tnefi_convert_item(c);
    tnef_string held = { NULL, 0 };
    uint32_t shown = 0;

    for (uint32_t i = 0; item != NULL && i < item->count && shown < KEYWORDS_MAX; i++) {
        const tnef_string s = tnef_bag_string(item, i);

        TNEFI_TOUCH(1);
        if (!tnefi_convert_says(s))
            continue;
        if (shown++ == 0)
            tnefi_lines_header(l, "Keywords");
        else
            tnefi_lines_phrase(l, held.text, held.len, ",");
        held = s;
    }
    if (shown > 0) {
        tnefi_lines_phrase(l, held.text, held.len, NULL);
        tnefi_lines_crlf(l);
    }
    tnefi_convert_item_end(c);
    return DONE;
}

static int write_flags(struct tnef_convert *c)
{
    static const char *const classes[] = { "voice-ca", "voice", "voice-uc", "missedcall", "fax-ca", "fax" };
    const struct tnefi_convert_class what = tnefi_convert_class_of(tnefi_convert_top(c)->m);

    write_text(c, "X-Message-Flag", tnefi_convert_string(info_of(c)->bag, TNEFI_CONVERT_FLAG_REQUEST));
    if (what.detail == TNEFI_CONVERT_AWAY)
        write_word(c, "Auto-Submitted", "auto-replied");
    if (what.detail >= TNEFI_CONVERT_VOICE_CA)
        write_word(c, "Content-Class", classes[what.detail - TNEFI_CONVERT_VOICE_CA]);
    return DONE;
}

static int write_version(struct tnef_convert *c)
{
    write_word(c, "MIME-Version", "1.0");
    return DONE;
}

int tnefi_convert_mail_fields(struct tnef_convert *c)
{
    /* A field that takes several steps has its name here; the others ask for themselves. */
    static const struct {
        tnefi_convert_row write;
        const char *field;
    } rows[] = {
        { write_sent, "Date" },
        { tnefi_convert_mail_from, "From" },
        { tnefi_convert_mail_sender, "Sender" },
        { tnefi_convert_mail_to, "To" },
        { tnefi_convert_mail_cc, "Cc" },
        { tnefi_convert_mail_reply_to, "Reply-To" },
        { write_id, "Message-ID" },
        { write_references, NULL },
        { write_subject, NULL },
        { write_importance, NULL },
        { write_sensitivity, NULL },
        { write_keywords, "Keywords" },
        { tnefi_convert_mail_receipt, "Disposition-Notification-To" },
        { write_dates, NULL },
        { write_flags, NULL },
        { write_version, NULL },
    };
    struct tnefi_convert_job *j = &c->live.job;
    uint32_t *row = &tnefi_convert_top(c)->row;

    if ((rows[*row].field == NULL || tnefi_convert_wants(c, rows[*row].field))
        && rows[*row].write(c) == AGAIN)
        return AGAIN;
    j->inside = 0;
    j->item = 0;
    j->at = 0;
    (*row)++;
    return *row < sizeof rows / sizeof rows[0] ? AGAIN : DONE;
}
