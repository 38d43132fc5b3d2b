/* SPDX-License-Identifier: MIT */
/* The header of a mail. */

#include "convert/mail.h"
#include "convert/card.h"

#include "base/touch.h"

#define KEYWORDS_MAX 100u

static const tnef_message_info *info_of(struct tnef_convert *c)
{
    return tnefi_convert_top(c)->m->info;
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

void tnefi_convert_put_field(struct tnef_convert *c, const char *field, const char *word)
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
        tnefi_convert_put_field(c, "Importance", m->importance == 0 ? "low" : "high");
        tnefi_convert_put_field(c, "X-Priority", m->importance == 0 ? "5" : "1");
    }
    if ((m->known & TNEF_KNOWN_PRIORITY) != 0 && (m->priority == -1 || m->priority == 1))
        tnefi_convert_put_field(c, "Priority", m->priority == -1 ? "non-urgent" : "urgent");
    return DONE;
}

static int write_sensitivity(struct tnef_convert *c)
{
    static const char *const names[3] = { "Personal", "Private", "Company-Confidential" };
    const tnef_message_info *m = info_of(c);

    if ((m->known & TNEF_KNOWN_SENSITIVITY) != 0 && m->sensitivity >= 1 && m->sensitivity <= 3)
        tnefi_convert_put_field(c, "Sensitivity", names[m->sensitivity - 1]);
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

static int write_request(struct tnef_convert *c)
{
    write_text(c, "X-Message-Flag", tnefi_convert_string(info_of(c)->bag, TNEFI_CONVERT_FLAG_REQUEST));
    return DONE;
}

/* What the class tells. */
static int write_kind(struct tnef_convert *c)
{
    static const char *const classes[] = { "voice-ca", "voice", "voice-uc", "missedcall", "fax-ca", "fax" };
    const struct tnefi_convert_class what = tnefi_convert_class_of(tnefi_convert_top(c)->m);

    if (what.detail == TNEFI_CONVERT_AWAY)
        tnefi_convert_put_field(c, "Auto-Submitted", "auto-replied");
    if (what.detail >= TNEFI_CONVERT_VOICE_CA)
        tnefi_convert_put_field(c, "Content-Class", classes[what.detail - TNEFI_CONVERT_VOICE_CA]);
    return DONE;
}

static int write_version(struct tnef_convert *c)
{
    tnefi_convert_put_field(c, "MIME-Version", "1.0");
    return DONE;
}

int tnefi_convert_mail_fields(struct tnef_convert *c)
{
    /* A field that takes several steps has its name here; the others ask for themselves. */
    static const struct {
        tnefi_convert_row write;
        const char *field;
    } rows[] = {
        { tnefi_convert_mail_date, "Date" },
        { tnefi_convert_mail_from, "From" },
        { tnefi_convert_mail_sender, "Sender" },
        { tnefi_convert_mail_to, "To" },
        { tnefi_convert_mail_cc, "Cc" },
        { tnefi_convert_mail_reply_to, "Reply-To" },
        { tnefi_convert_mail_id, "Message-ID" },
        { tnefi_convert_mail_references, NULL },
        { write_subject, NULL },
        { tnefi_convert_mail_index, "Thread-Index" },
        { write_importance, NULL },
        { write_sensitivity, NULL },
        { write_keywords, "Keywords" },
        { tnefi_convert_mail_receipt, "Disposition-Notification-To" },
        { tnefi_convert_mail_return, "Return-Receipt-To" },
        { tnefi_convert_mail_dates, NULL },
        { write_request, NULL },
        { tnefi_convert_mail_suppress, "X-Auto-Response-Suppress" },
        { tnefi_convert_mail_lists, NULL },
        { tnefi_convert_mail_language, "Content-Language" },
        { write_kind, NULL },
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
