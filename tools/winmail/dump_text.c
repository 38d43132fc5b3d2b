/* SPDX-License-Identifier: MIT */
/* winmail dump for people: one line for each thing, indented by what it is in. */

#include "dump.h"

#include <inttypes.h>
#include <string.h>

#define HEX_SHOWN 64u          /* bytes of a value that is not text */

enum { IN_STREAM = 0, IN_ATTR = 1, IN_ROW = 2, IN_PROP = 3, IN_VALUE = 4 };

static void line(const tnef_event *ev, int in)
{
    printf("%10" PRIu64 "  %*s", ev->offset, (int)(ev->depth * 8) + 2 * in, "");
}

static void flags(const tnef_event *ev)
{
    if ((ev->flags & TNEF_F_INCOMPLETE) != 0)
        fputs(" incomplete", stdout);
    if ((ev->flags & TNEF_F_SKIPPED) != 0)
        fputs(" skipped", stdout);
}

void dump_text_file(const struct source *source)
{
    print_source(stdout, source);
    fputs(":\n", stdout);
}

static void attribute(const tnef_event *ev)
{
    const char *name = tnef_attr_name(ev->attr);

    line(ev, IN_ATTR);
    printf("%s %08" PRIx32 " level %" PRIu32 ", %" PRIu64 " bytes\n",
           name != NULL ? name : "unknown attribute", ev->attr, ev->level, ev->length);
}

static void property_name(const tnef_event *ev)
{
    char guid[37], text[NAME_SIZE];
    const char *set;
    size_t len;

    if ((ev->flags & TNEF_F_NAMED) == 0)
        return;
    set = tnef_guid_name(ev->guid);
    tnef_guid_format(ev->guid, guid);
    printf(" {%s", set != NULL ? set : guid);
    if (ev->name == NULL) {
        printf(", %04" PRIx32 "}", ev->name_id);
        return;
    }
    fputs(", \"", stdout);
    len = dump_name_text(ev, text);
    print_safe(stdout, text, len);
    printf("\"%s}", (ev->flags & TNEF_F_NAME_CUT) != 0 ? "..." : "");
}

static void property(const tnef_event *ev)
{
    const char *name = dump_prop_name(ev);
    const char *type = tnef_type_name(ev->prop_type);

    line(ev, IN_PROP);
    printf("%s%s%04x %s", name != NULL ? name : "", name != NULL ? " " : "", (unsigned)ev->prop_id,
           type != NULL ? type : "?");
    property_name(ev);
    if ((ev->flags & TNEF_F_COMPUTED) != 0)
        fputs(" (computed)", stdout);
    if (ev->count != 1)
        printf(" %" PRIu32 " values", ev->count);
    fputc('\n', stdout);
}

static void value_begin(struct dump *d, const tnef_event *ev)
{
    char guid[37];

    d->shown = 0;
    line(ev, IN_VALUE);
    if (dump_is_text(ev->prop_type)) {
        fputs("= \"", stdout);
        dump_text_begin(d, ev);
        return;
    }
    fputs("= ", stdout);
    if (ev->iid != NULL) {
        tnef_guid_format(ev->iid, guid);
        printf("%s ", tnef_guid_name(ev->iid) != NULL ? tnef_guid_name(ev->iid) : guid);
    }
    if (ev->prop_type == TNEF_PTYP_OBJECT || (ev->prop_type & ~TNEF_PTYP_MV) == TNEF_PTYP_BINARY)
        printf("%" PRIu64 " bytes", ev->length);
    if ((ev->flags & TNEF_F_NESTED) != 0)
        fputc('\n', stdout);
}

static void some_hex(struct dump *d, const tnef_event *ev)
{
    size_t n = ev->len;

    if (d->shown < HEX_SHOWN) {
        if (n > HEX_SHOWN - d->shown)
            n = (size_t)(HEX_SHOWN - d->shown);
        if (d->shown == 0)
            fputc(' ', stdout);
        dump_hex(ev->data, n);
        if (d->shown + ev->len > HEX_SHOWN)
            fputs("...", stdout);
    }
    d->shown += ev->len;
}

/* Bytes that are in no value. */
static void loose_data(struct dump *d, const tnef_event *ev)
{
    if (d->shown == 0 || (ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) != 0) {
        d->shown = 0;
        line(ev, IN_PROP);
        if ((ev->flags & TNEF_F_REMAINDER) != 0)
            fputs("remainder", stdout);
        else if ((ev->flags & TNEF_F_TRAILING) != 0)
            fputs("trailing", stdout);
        else
            fputs("data", stdout);
        some_hex(d, ev);
        fputc('\n', stdout);
    } else {
        d->shown += ev->len;
    }
}

static void data(struct dump *d, const tnef_event *ev)
{
    uint16_t type = (uint16_t)(ev->prop_type & ~TNEF_PTYP_MV);

    if (ev->prop_type == 0 || (ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) != 0)
        loose_data(d, ev);
    else if (d->text_open)
        dump_text_data(d, ev);
    else if (type == TNEF_PTYP_BINARY || type == TNEF_PTYP_OBJECT)
        some_hex(d, ev);
    else
        dump_fixed(d, ev);
}

static void value_end(struct dump *d, const tnef_event *ev)
{
    int text = d->text_open;

    dump_text_end(d);
    if (text)
        fputc('"', stdout);
    if ((ev->flags & TNEF_F_NESTED) != 0)
        line(ev, IN_VALUE);
    flags(ev);
    fputc('\n', stdout);
    d->shown = 0;
}

static void anomaly(struct dump *d, const tnef_event *ev)
{
    if (d->text_open || d->shown > 0)
        fputc('\n', stdout);
    line(ev, IN_STREAM);
    printf("! %s, expected %" PRIu64 ", found %" PRIu64 "%s%s\n", tnef_anomaly_name(ev->code),
           ev->expected, ev->found, ev->status != TNEF_OK ? ": " : "",
           ev->status != TNEF_OK ? tnef_status_text(ev->status) : "");
}

static void end(const tnef_event *ev, int in, const char *what)
{
    if ((ev->flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED)) == 0)
        return;
    line(ev, in);
    fputs(what, stdout);
    flags(ev);
    fputc('\n', stdout);
}

void dump_text_event(struct dump *d, const tnef_event *ev)
{
    switch (ev->type) {
    case TNEF_EV_STREAM_BEGIN:
        line(ev, IN_STREAM);
        printf("%s, key %04x\n", ev->depth > 0 ? "embedded message" : "message", (unsigned)ev->key);
        break;
    case TNEF_EV_STREAM_END: end(ev, IN_STREAM, "message"); break;
    case TNEF_EV_ATTR_BEGIN:
        d->shown = 0;
        attribute(ev);
        break;
    case TNEF_EV_ATTR_END: end(ev, IN_ATTR, "attribute"); break;
    case TNEF_EV_ROW_BEGIN:
        line(ev, IN_ROW);
        printf("recipient %" PRIu32 ", %" PRIu32 " properties\n", ev->row, ev->count);
        break;
    case TNEF_EV_ROW_END: end(ev, IN_ROW, "recipient"); break;
    case TNEF_EV_PROP_BEGIN: property(ev); break;
    case TNEF_EV_PROP_END: end(ev, IN_PROP, "property"); break;
    case TNEF_EV_VALUE_BEGIN: value_begin(d, ev); break;
    case TNEF_EV_VALUE_END: value_end(d, ev); break;
    case TNEF_EV_DATA: data(d, ev); break;
    case TNEF_EV_ANOMALY: anomaly(d, ev); break;
    default: break;
    }
}
