/* SPDX-License-Identifier: MIT */
/* A calendar: its head, its components in their order, its end. */

#include "convert/cal.h"

#include "base/touch.h"

const struct tnef_bag *tnefi_convert_event_bag(const struct tnef_convert *c)
{
    return c->live.job.event.item->info->bag;
}

static void write_product(struct tnef_convert *c)
{
    const char *product = c->live.job.options.product;
    struct tnefi_lines *l;
    size_t n = 0;

    if (product == NULL)
        product = "-//libtnef//libtnef//EN";
    while (n < 256u && product[n] != '\0')
        n++;
    TNEFI_TOUCH(n);
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "PRODID:");
    tnefi_lines_value(l, TNEFI_LINES_TEXT | TNEFI_LINES_ONE_LINE, product, n);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

static void write_head(struct tnef_convert *c)
{
    static const char *const methods[] = { "",
                                           "METHOD:REQUEST\r\n",
                                           "METHOD:CANCEL\r\n",
                                           "METHOD:REPLY\r\n",
                                           "METHOD:COUNTER\r\n",
                                           "METHOD:PUBLISH\r\n" };

    tnefi_convert_put_word(c, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    write_product(c);
    if (c->live.job.event.method != TNEFI_CONVERT_METHOD_NONE && !c->live.job.event.no_method
        && !c->live.job.without_method)
        tnefi_convert_put_word(c, methods[c->live.job.event.method]);
    if (c->live.job.event.times == TNEFI_CONVERT_TIMES_ZONE)
        tnefi_convert_write_zones(c);
}

static int begin_event(struct tnef_convert *c)
{
    tnefi_convert_put_word(c, "BEGIN:VEVENT\r\n");
    return DONE;
}

static int end_event(struct tnef_convert *c)
{
    tnefi_convert_put_word(c, "END:VEVENT\r\n");
    return DONE;
}

static int event_step(struct tnef_convert *c)
{
    static const tnefi_convert_row rows[] = {
        begin_event,
        tnefi_convert_cal_uid,
        tnefi_convert_cal_instance,
        tnefi_convert_cal_stamp,
        tnefi_convert_cal_sequence,
        tnefi_convert_cal_times,
        tnefi_convert_cal_rule,
        tnefi_convert_cal_left_out,
        tnefi_convert_cal_summary,
        tnefi_convert_cal_place,
        tnefi_convert_cal_text,
        tnefi_convert_cal_html,
        tnefi_convert_cal_url,
        tnefi_convert_cal_organizer,
        tnefi_convert_cal_attendees,
        tnefi_convert_cal_categories,
        tnefi_convert_cal_class,
        tnefi_convert_cal_priority,
        tnefi_convert_cal_status,
        tnefi_convert_cal_busy,
        tnefi_convert_cal_history,
        tnefi_convert_cal_alarm,
        end_event,
    };

    return tnefi_convert_row_step(c, rows, sizeof rows / sizeof rows[0]);
}

static int component_step(struct tnef_convert *c)
{
    switch (c->live.job.event.component) {
    case TNEFI_CONVERT_VTODO:
        return tnefi_convert_todo_step(c);
    case TNEFI_CONVERT_VJOURNAL:
        return tnefi_convert_journal_step(c);
    default:
        return event_step(c);
    }
}

/* The series comes first, then each instance that was moved. */
int tnefi_convert_calendar_step(struct tnef_convert *c)
{
    struct tnefi_convert_job *j = &c->live.job;

    if (j->component == 0) {
        if (!tnefi_convert_find_event(c))
            return DONE;
        write_head(c);
        j->component = 1;
        return AGAIN;
    }
    if (component_step(c) == AGAIN)
        return AGAIN;
    j->row = 0;
    if (tnefi_convert_well(c) && tnefi_convert_next_moved(c))
        return AGAIN;
    tnefi_convert_put_word(c, "END:VCALENDAR\r\n");
    return DONE;
}
