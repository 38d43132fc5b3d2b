/* SPDX-License-Identifier: MIT */
/* A calendar or a card as a part of mail. What makes them writes lines, as it does alone; here these
 * lines go to a second line writer, and from there to the counts, or to the encoder. A calendar is made
 * twice, since its encoding is chosen by what is in it. */

#include "convert/mail.h"

#include "base/touch.h"

#include <string.h>

/* Where the lines of the inner writer go. */
static tnef_status tap(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_convert *c = user;

    if (c->mail->tap == TNEFI_CONVERT_TAP_COUNT)
        tnefi_convert_count(&tnefi_convert_top(c)->special_counts, buf, len);
    else
        tnefi_convert_encode(c, buf, len);
    *taken = len;
    return TNEF_OK;
}

void tnefi_convert_inner_begin(struct tnef_convert *c, enum tnefi_convert_tap mode)
{
    struct tnefi_convert_job *j = &c->live.job;

    c->mail->tap = mode;
    c->mail->outer = c->lines;
    TNEFI_TOUCH(sizeof c->lines);
    tnefi_lines_init(&c->lines, tap, c, 0, 0);
    j->message = tnefi_convert_top(c)->m;
    j->component = 0;
    j->row = 0;
    j->inside = 0;
    j->item = 0;
    j->at = 0;
    memset(&j->event, 0, sizeof j->event);
    TNEFI_TOUCH(sizeof j->event);
}

/* The tap takes all that it gets: what fails after it is noted there. */
static void end(struct tnef_convert *c)
{
    (void)tnefi_lines_flush(&c->lines);
    c->lines = c->mail->outer;
    TNEFI_TOUCH(sizeof c->lines);
    c->mail->tap = TNEFI_CONVERT_TAP_NONE;
    c->live.job.message = c->mail->frame[0].m;
    c->live.job.without_method = 0;
}

static int make_step(struct tnef_convert *c)
{
    switch (tnefi_convert_class_of(tnefi_convert_top(c)->m).sort) {
    case TNEFI_CONVERT_CONTACT:
        return tnefi_convert_card_step(c);
    case TNEFI_CONVERT_GROUP:
        return tnefi_convert_group_step(c);
    default:
        return tnefi_convert_calendar_step(c);
    }
}

int tnefi_convert_inner_step(struct tnef_convert *c)
{
    if (make_step(c) == AGAIN && tnefi_convert_well(c))
        return AGAIN;
    end(c);
    return DONE;
}

int tnefi_convert_inner_encoded(struct tnef_convert *c)
{
    if (tnefi_convert_inner_step(c) == AGAIN)
        return AGAIN;
    tnefi_convert_end_encoding(c);
    return DONE;
}

void tnefi_convert_inner_file(struct tnef_convert *c, const char *type, const char *charset, const char *name,
                              const char *filename)
{
    struct tnefi_lines *l;

    tnefi_convert_delimit(c, MIXED);
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Content-Type");
    tnefi_lines_word(l, type, ";");
    if (charset != NULL)
        tnefi_lines_word(l, charset, ";");
    tnefi_lines_word(l, name, NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Transfer-Encoding");
    tnefi_lines_word(l, "base64", NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Disposition");
    tnefi_lines_word(l, "attachment", ";");
    tnefi_lines_word(l, filename, NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    tnefi_convert_put_word(c, "\r\n");
    tnefi_convert_begin_encoding(c, TNEF_ENCODE_BASE64);
    tnefi_convert_inner_begin(c, TNEFI_CONVERT_TAP_ENCODE);
}

/* ---- Calendars ----------------------------------------------------------------------------- */

int tnefi_convert_mail_scan_calendar(struct tnef_convert *c)
{
    struct tnefi_convert_frame *f = tnefi_convert_top(c);

    if ((tnefi_convert_targets(f->m) & TNEF_CONVERT_BIT(TNEF_CONVERT_CALENDAR)) == 0)
        return DONE;
    if (c->mail->tap == TNEFI_CONVERT_TAP_NONE)
        tnefi_convert_inner_begin(c, TNEFI_CONVERT_TAP_COUNT);
    if (tnefi_convert_inner_step(c) == AGAIN)
        return AGAIN;
    f->has_calendar = f->special_counts.bytes > 0;
    f->method = c->live.job.event.no_method ? TNEFI_CONVERT_METHOD_NONE : c->live.job.event.method;
    return DONE;
}

static void write_calendar_head(struct tnef_convert *c)
{
    static const char *const methods[] = {
        "", "method=REQUEST", "method=CANCEL", "method=REPLY", "method=COUNTER", "method=PUBLISH"
    };
    const struct tnefi_convert_frame *f = tnefi_convert_top(c);
    const int is_plain = tnefi_convert_encoding_of(&f->special_counts) == TNEF_ENCODE_IDENTITY;
    struct tnefi_lines *l;

    tnefi_convert_delimit(c, ALTERNATIVE);
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Content-Type");
    tnefi_lines_word(l, "text/calendar", ";");
    tnefi_lines_word(l, "charset=utf-8", f->method != TNEFI_CONVERT_METHOD_NONE ? ";" : NULL);
    if (f->method != TNEFI_CONVERT_METHOD_NONE)
        tnefi_lines_word(l, methods[f->method], NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Transfer-Encoding");
    tnefi_lines_word(l, is_plain ? "7bit" : "quoted-printable", NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    tnefi_convert_put_word(c, "\r\n");
    tnefi_convert_begin_encoding(c, is_plain ? TNEF_ENCODE_IDENTITY : TNEF_ENCODE_QUOTED_PRINTABLE);
}

int tnefi_convert_mail_calendar(struct tnef_convert *c)
{
    if (!tnefi_convert_top(c)->has_calendar)
        return DONE;
    if (c->mail->tap == TNEFI_CONVERT_TAP_NONE) {
        write_calendar_head(c);
        tnefi_convert_inner_begin(c, TNEFI_CONVERT_TAP_ENCODE);
    }
    return tnefi_convert_inner_encoded(c);
}

/* ---- Cards --------------------------------------------------------------------------------- */

int tnefi_convert_mail_card(struct tnef_convert *c)
{
    if (!tnefi_convert_top(c)->has_card)
        return DONE;
    if (c->mail->tap == TNEFI_CONVERT_TAP_NONE) {
        tnefi_convert_inner_file(c, "text/vcard", "charset=utf-8", "name=\"contact.vcf\"",
                                 "filename=\"contact.vcf\"");
    }
    return tnefi_convert_inner_encoded(c);
}
