/* SPDX-License-Identifier: MIT */

#include "any_item.h"

#include <stdio.h>
#include <string.h>

#include <tnef/mapi.h>

#include "convert_check.h"
#include "mail_writer.h"

/* ---- Messages ------------------------------------------------------------------------------ */

/* Those that the message model has. */
static void described(struct any *a, struct tw *w)
{
    static const uint16_t dates[] = { TW_P_SUBMIT_TIME, TW_P_DELIVERY_TIME, TNEF_PID_CREATION_TIME, 0x3008 };
    static const uint16_t strings[] = { TW_P_FROM_NAME,
                                        TW_P_FROM_TYPE,
                                        TW_P_FROM_ADDRESS,
                                        TW_P_SENDER_NAME,
                                        TW_P_SENDER_TYPE,
                                        TW_P_SENDER_ADDRESS,
                                        0x5D01,
                                        0x5D02,
                                        TW_P_SUBJECT,
                                        TW_P_SUBJECT_PREFIX,
                                        TW_P_NORMALIZED_SUBJECT,
                                        0x0070,
                                        TW_P_INTERNET_MESSAGE_ID,
                                        TNEF_PID_IN_REPLY_TO_ID,
                                        0x1039,
                                        TNEF_PID_DISPLAY_TO,
                                        TNEF_PID_DISPLAY_CC };
    static const uint16_t numbers[] = { TW_P_IMPORTANCE, TW_P_PRIORITY, TW_P_MESSAGE_FLAGS };

    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
        if (any_next(a, 3) == 0)
            any_property(a, w, dates[i], ANY_DATE);
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
        if (any_next(a, 3) == 0)
            any_property(a, w, strings[i], ANY_TEXT);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (any_next(a, 3) == 0)
            any_property(a, w, numbers[i], ANY_NUMBER);
    if (any_next(a, 3) != 0)
        cw_representing(w, any_text(a), any_next(a, 3) ? "ann@example.com" : any_text(a));
}

/* Some of what refers to an attachment, and what only seems to. */
static void put_cid(struct any *a, struct mail *html)
{
    static const char *const ids[] = { "a%u@x\"",
                                       "A%u@X'",
                                       "a%u@x<",
                                       "a%u@x>",
                                       "a%u@x)",
                                       "a%u@x\\",
                                       "a%u@x ",
                                       "%%61%u%%40x\"",
                                       "%%6a%%4A%%g1%%4\"",
                                       "%%4/%%4:%%4~\"",
                                       "%%",
                                       "",
                                       "a%u@x\0" };
    char text[64];

    mail_bytes(html, "<p>cid:", any_next(a, 4) ? 7 : 3 + any_next(a, 4));
    (void)snprintf(text, sizeof text, ids[any_next(a, 13)], any_next(a, 3));
    mail_bytes(html, text, strlen(text));
}

static void put_html(struct any *a, struct tw *w)
{
    const uint32_t n = any_next(a, 30) == 0 ? 3000 : any_next(a, 6);
    struct mail html = { 0 };

    mail_bytes(&html, "<html>", 6);
    for (uint32_t i = 0; i < n; i++)
        put_cid(a, &html);
    if (any_next(a, 4) == 0) {
        mail_bytes(&html, "cid:", 4);
        mail_repeat(&html, "i", any_next(a, 600));
    }
    tw_prop_binary(w, TW_P_HTML, html.p, html.len);
    mail_free(&html);
}

static void put_text(struct any *a, struct tw *w)
{
    static const char *const units[] = { "=",       " ",     "\r\n", "\xC3\xBC", "a b",
                                         "--x\r\n", "a\t\n", "\x7F", "x\r" };
    struct mail text = { 0 };

    mail_repeat(&text, units[any_next(a, 9)], any_next(a, 8) == 0 ? 9000 : any_next(a, 300));
    mail_bytes(&text, "", 1);
    tw_prop_unicode(w, TW_P_BODY, (const char *)text.p);
    mail_free(&text);
}

static void bodies(struct any *a, struct tw *w)
{
    if (any_next(a, 3) == 0)
        any_property(a, w, TW_P_BODY, ANY_TEXT);
    else if (any_next(a, 3) == 0)
        put_text(a, w);
    if (any_next(a, 2) == 0)
        put_html(a, w);
    if (any_next(a, 3) == 0)
        tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, any_next(a, 2) ? 65001 : 28591);
}

static void people(struct any *a, struct tw *w)
{
    const uint32_t n = any_next(a, 2) * any_next(a, 6);

    if (n == 0)
        return;
    tw_rows_begin(w);
    for (uint32_t i = 0; i < n; i++) {
        tw_row_begin(w);
        tw_prop_i4(w, TW_P_RECIPIENT_KIND, (int32_t)any_next(a, 5));
        any_property(a, w, TW_P_DISPLAY_NAME, ANY_TEXT);
        tw_prop_unicode(w, TW_P_ADDRESS_TYPE, any_next(a, 2) ? "SMTP" : any_text(a));
        tw_prop_unicode(w, TW_P_EMAIL_ADDRESS, any_next(a, 2) ? "bob@example.com" : any_text(a));
        if (any_next(a, 3) == 0)
            any_property(a, w, TW_P_SMTP_ADDRESS, ANY_TEXT);
        any_wanted(a, w, 4);
        tw_row_end(w);
    }
    tw_rows_end(w);
}

static const char *const classes[] = {
    "IPM.Note",
    "IPM.Note",
    "IPM.Note.SMIME",
    "IPM.Note.SMIME.MultipartSigned",
    "IPM.InfoPathForm.x.SMIME",
    "REPORT.IPM.Note.NDR",
    "REPORT.IPM.Note.DR",
    "REPORT.IPM.Note.Delayed.DR",
    "REPORT.IPM.Note.Relayed.DR",
    "REPORT.IPM.Note.Expanded.DR",
    "REPORT.IPM.Note.IPNRN",
    "REPORT.IPM.Note.IPNNRN",
    "IPM.Schedule.Meeting.Request",
    "IPM.Schedule.Meeting.Canceled",
    "IPM.Schedule.Meeting.Resp.Pos",
    "IPM.Schedule.Meeting.Resp.Tent",
    "IPM.Schedule.Meeting.Resp.Neg",
    "IPM.Appointment",
    "IPM.Appointment",
    "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}",
    "IPM.Contact",
    "IPM.Contact.X",
    "IPM.Contacts",
    "IPM.Contact",
    "IPM.Contact",
    "REPORT.IPM.Note.NDR",
    "REPORT.IPM.Note.IPNRN",
    "IPM.DistList",
    "IPM.TaskRequest",
    "IPM.TaskRequest.Accept",
    "IPM.TaskRequest.Decline",
    "IPM.TaskRequest.Update",
    "IPM.Task",
    "IPM.Task",
    "IPM.Activity",
    "IPM.StickyNote",
    "IPM.Note.Rules.OofTemplate.Microsoft",
    "IPM.Note.Microsoft.Voicemail.UM.CA",
    "IPM.Note.Microsoft.Fax",
    "IPM.Note.Microsoft.Missed.Voice",
    "",
};

static void inside(struct any *a, struct tw *w, uint32_t depth)
{
    const uint32_t of = 1u + any_next(a, 6);
    const uint32_t files = any_next(a, 3);

    if (any_next(a, 2) == 0)
        tw_class(w, "IPM.Microsoft Mail.Note");
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_MESSAGE_CLASS, classes[any_next(a, sizeof classes / sizeof classes[0])]);
    described(a, w);
    any_wanted(a, w, of);
    bodies(a, w);
    tw_attr_props_end(w);
    people(a, w);
    for (uint32_t i = 0; i < files; i++)
        any_file(a, w);
    if (depth > 1 && any_next(a, 3) == 0) {
        tw_embedded_begin(w, "inner");
        inside(a, w, depth - 1u);
        tw_embedded_end(w);
    }
}

void any_item(struct any *a, struct tw *w, uint32_t depth)
{
    tw_init(w);
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    inside(a, w, depth);
}
