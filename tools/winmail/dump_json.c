/* SPDX-License-Identifier: MIT */
/* winmail dump --json: one object for each file, on one line, written as it comes:
 *
 *     {"file","stream":S or null,"status","offset","anomalies":[{"code","offset","expected","found",
 *      "status"}]}
 *     S = {"key","attributes":[A or T],"incomplete":true}
 *     T = {"offset","trailing":"hex"}: bytes that are no attribute
 *     A = {"level","id","type","name","offset","length","data":"hex","props":[P],"rows":[[P]],
 *          "remainder":"hex","checksum_ok","incomplete":true}
 *     P = {"tag","offset","name","named":{"guid","set","id" or "name"},"computed":true, V}
 *      or the same with "values":[{V}] instead of V, unless there is one value by type and count
 *     V = "value" / "length","value":"text" / "length","hex" / "iid","length","hex" or "message":S
 *
 * Of these "data", "props", "rows", "remainder", "named", "computed" and "incomplete"
 * stand only where there is something to say. Bytes are complete, so that they can be compared. */

#define _POSIX_C_SOURCE 200809L

#include "dump.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- Writing ------------------------------------------------------------------------------- */

static void comma(struct dump *d)
{
    if (d->comma)
        fputc(',', stdout);
    d->comma = 1;
}

static void key(struct dump *d, const char *name)
{
    comma(d);
    printf("\"%s\":", name);
}

static void key_number(struct dump *d, const char *name, uint64_t n)
{
    key(d, name);
    printf("%" PRIu64, n);
}

static void key_true(struct dump *d, const char *name)
{
    key(d, name);
    fputs("true", stdout);
}

static void key_text(struct dump *d, const char *name, const char *text)
{
    key(d, name);
    if (text != NULL)
        printf("\"%s\"", text);
    else
        fputs("null", stdout);
}

/* Opens an object, array or string; what closes it is remembered. */
static void begin(struct dump *d, char what)
{
    fputc(what, stdout);
    d->close[d->open++] = what == '{' ? '}' : what == '[' ? ']' : what;
    d->comma = 0;
}

static void end(struct dump *d)
{
    fputc(d->close[--d->open], stdout);
    d->comma = 1;
}

static char innermost(const struct dump *d)
{
    return d->close[d->open - 1];
}

/* ---- Sections of a stream and of an attribute ---------------------------------------------- */

/* A string or an array that is a member of what is open around it; |which| tells them apart. */
static void section(struct dump *d, const char *name, char which, char bracket)
{
    if (d->section == which)
        return;
    if (d->section != 0)
        end(d);
    d->section = which;
    key(d, name);
    begin(d, bracket);
}

static void no_section(struct dump *d)
{
    if (d->section != 0)
        end(d);
    if (d->section == 't')
        end(d);
    d->section = 0;
}

static void trailing(struct dump *d, const tnef_event *ev)
{
    if (d->section != 't') {
        comma(d);
        begin(d, '{');
        key_number(d, "offset", ev->offset);
        key(d, "trailing");
        begin(d, '"');
        d->section = 't';
    }
}

static void loose_data(struct dump *d, const tnef_event *ev)
{
    if ((ev->flags & TNEF_F_TRAILING) != 0) {
        trailing(d, ev);
    } else if ((ev->flags & TNEF_F_REMAINDER) != 0) {
        section(d, "remainder", 'm', '"');
    } else {
        section(d, "data", 'd', '"');
    }
    dump_hex(ev->data, ev->len);
}

/* ---- Events -------------------------------------------------------------------------------- */

static void stream_begin(struct dump *d, const tnef_event *ev)
{
    key(d, ev->depth > 0 ? "message" : "stream");
    begin(d, '{');
    key_number(d, "key", ev->key);
    key(d, "attributes");
    begin(d, '[');
}

static void stream_end(struct dump *d, const tnef_event *ev)
{
    no_section(d);
    end(d);
    if ((ev->flags & TNEF_F_INCOMPLETE) != 0)
        key_true(d, "incomplete");
    end(d);
}

static void attr_begin(struct dump *d, const tnef_event *ev)
{
    no_section(d);
    comma(d);
    begin(d, '{');
    key_number(d, "level", ev->level);
    key(d, "id");
    printf("\"%04" PRIx32 "\"", ev->attr & 0xFFFFu);
    key_number(d, "type", ev->attr >> 16);
    key_text(d, "name", tnef_attr_name(ev->attr));
    key_number(d, "offset", ev->offset);
    key_number(d, "length", ev->length);
    d->checksum_bad[ev->depth] = 0;
}

static void attr_end(struct dump *d, const tnef_event *ev)
{
    no_section(d);
    key(d, "checksum_ok");
    fputs(d->checksum_bad[ev->depth] ? "false" : "true", stdout);
    if ((ev->flags & TNEF_F_INCOMPLETE) != 0)
        key_true(d, "incomplete");
    end(d);
}

static void row_begin(struct dump *d)
{
    section(d, "rows", 'r', '[');
    comma(d);
    begin(d, '[');
    d->section = 'R';                       /* the properties stand in it directly */
}

static void row_end(struct dump *d)
{
    end(d);
    d->section = 'r';
}

static void named(struct dump *d, const tnef_event *ev)
{
    char guid[37], text[NAME_SIZE];
    size_t len;

    tnef_guid_format(ev->guid, guid);
    key(d, "named");
    begin(d, '{');
    key_text(d, "guid", guid);
    key_text(d, "set", tnef_guid_name(ev->guid));
    if (ev->name == NULL) {
        key(d, "id");
        printf("\"%08" PRIx32 "\"", ev->name_id);
    } else {
        len = dump_name_text(ev, text);
        key(d, "name");
        fputc('"', stdout);
        print_json_text(stdout, text, len);
        fputc('"', stdout);
    }
    end(d);
}

static int is_list(const tnef_event *ev)
{
    return ev->count != 1 || (ev->flags & TNEF_F_MULTI) != 0;
}

static void prop_begin(struct dump *d, const tnef_event *ev)
{
    if (d->section != 'R')
        section(d, "props", 'p', '[');
    comma(d);
    begin(d, '{');
    key(d, "tag");
    printf("\"%04x%04x\"", (unsigned)ev->prop_id, (unsigned)ev->prop_type);
    key_number(d, "offset", ev->offset);
    key_text(d, "name", dump_prop_name(ev));
    if ((ev->flags & TNEF_F_NAMED) != 0)
        named(d, ev);
    if ((ev->flags & TNEF_F_COMPUTED) != 0)
        key_true(d, "computed");
    if (is_list(ev)) {
        key(d, "values");
        begin(d, '[');
    }
}

static void prop_end(struct dump *d, const tnef_event *ev)
{
    if (innermost(d) == ']')
        end(d);
    if ((ev->flags & TNEF_F_INCOMPLETE) != 0)
        key_true(d, "incomplete");
    end(d);
}

static void value_begin(struct dump *d, const tnef_event *ev)
{
    uint16_t type = (uint16_t)(ev->prop_type & ~TNEF_PTYP_MV);

    if (innermost(d) == ']') {
        comma(d);
        begin(d, '{');
    }
    d->shown = 0;
    if (dump_is_text(ev->prop_type)) {
        key_number(d, "length", ev->length);
        key(d, "value");
        begin(d, '"');
        dump_text_begin(d, ev);
    } else if (type == TNEF_PTYP_BINARY || type == TNEF_PTYP_OBJECT) {
        if (ev->iid != NULL) {
            char iid[37];

            tnef_guid_format(ev->iid, iid);
            key_text(d, "iid", iid);
        }
        key_number(d, "length", ev->length);
    }
}

static void value_data(struct dump *d, const tnef_event *ev)
{
    uint16_t type = (uint16_t)(ev->prop_type & ~TNEF_PTYP_MV);

    if (dump_is_text(type)) {
        dump_text_data(d, ev);
    } else if (type == TNEF_PTYP_BINARY || type == TNEF_PTYP_OBJECT) {
        if (innermost(d) != '"') {
            key(d, "hex");
            begin(d, '"');
        }
        dump_hex(ev->data, ev->len);
        d->shown += ev->len;
    } else {
        key(d, "value");
        dump_fixed(d, ev);
    }
}

static void value_end(struct dump *d, const tnef_event *ev)
{
    uint16_t type = (uint16_t)(ev->prop_type & ~TNEF_PTYP_MV);

    dump_text_end(d);
    if (innermost(d) == '"')
        end(d);
    else if ((type == TNEF_PTYP_BINARY || type == TNEF_PTYP_OBJECT)
             && (ev->flags & TNEF_F_NESTED) == 0)
        key_text(d, "hex", "");
    if (d->in_values[ev->depth]) {
        if ((ev->flags & TNEF_F_INCOMPLETE) != 0)
            key_true(d, "incomplete");
        end(d);
    }
}

static void anomaly(struct dump *d, const tnef_event *ev)
{
    if (ev->code == TNEF_A_CHECKSUM)
        d->checksum_bad[ev->depth] = 1;
    if (d->anomalies_file == NULL)
        return;
    fprintf(d->anomalies_file,
            "%s{\"code\":\"%s\",\"offset\":%" PRIu64 ",\"expected\":%" PRIu64 ",\"found\":%" PRIu64
            ",\"status\":\"%s\"}",
            ftell(d->anomalies_file) > 0 ? "," : "", tnef_anomaly_name(ev->code), ev->offset,
            ev->expected, ev->found, tnef_status_name(ev->status));
}

void dump_json_event(struct dump *d, const tnef_event *ev)
{
    switch (ev->type) {
    case TNEF_EV_STREAM_BEGIN:
        d->saved_section[ev->depth] = d->section;
        d->section = 0;
        d->streams++;
        stream_begin(d, ev);
        break;
    case TNEF_EV_STREAM_END:
        stream_end(d, ev);
        d->section = d->saved_section[ev->depth];
        break;
    case TNEF_EV_ATTR_BEGIN: attr_begin(d, ev); break;
    case TNEF_EV_ATTR_END: attr_end(d, ev); break;
    case TNEF_EV_ROW_BEGIN: row_begin(d); break;
    case TNEF_EV_ROW_END: row_end(d); break;
    case TNEF_EV_PROP_BEGIN:
        prop_begin(d, ev);
        d->in_values[ev->depth] = is_list(ev);
        break;
    case TNEF_EV_PROP_END: prop_end(d, ev); break;
    case TNEF_EV_VALUE_BEGIN: value_begin(d, ev); break;
    case TNEF_EV_VALUE_END: value_end(d, ev); break;
    case TNEF_EV_DATA:
        if (ev->prop_type == 0 || (ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) != 0)
            loose_data(d, ev);
        else
            value_data(d, ev);
        break;
    case TNEF_EV_ANOMALY: anomaly(d, ev); break;
    default: break;
    }
}

/* ---- The file ------------------------------------------------------------------------------ */

void dump_json_begin(struct dump *d, const struct source *source)
{
    d->anomalies_file = open_memstream(&d->anomalies, &d->anomalies_len);
    begin(d, '{');
    print_json_source(stdout, source);
    d->comma = 1;
}

void dump_json_end(struct dump *d)
{
    while (d->open > 1)                 /* what a fatal error left open */
        end(d);
    if (d->streams == 0)
        key_text(d, "stream", NULL);
    key_text(d, "status", outcome_name(&d->outcome));
    key_number(d, "offset", d->outcome.offset);
    key(d, "anomalies");
    fputc('[', stdout);
    if (d->anomalies_file != NULL && fclose(d->anomalies_file) == 0)
        fwrite(d->anomalies, 1, d->anomalies_len, stdout);
    free(d->anomalies);
    fputc(']', stdout);
    end(d);
    fputc('\n', stdout);
}
