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

static void trailing(struct dump *d, const tnef_event *ev)
{
    if (d->section != 't') {
        dump_comma(d);
        dump_begin(d, '{');
        dump_key_number(d, "offset", ev->offset);
        dump_key(d, "trailing");
        dump_begin(d, '"');
        d->section = 't';
    }
}

static void loose_data(struct dump *d, const tnef_event *ev)
{
    if ((ev->flags & TNEF_F_TRAILING) != 0) {
        trailing(d, ev);
    } else if ((ev->flags & TNEF_F_REMAINDER) != 0) {
        dump_section(d, "remainder", 'm', '"');
    } else {
        dump_section(d, "data", 'd', '"');
    }
    dump_hex(ev->data, ev->len);
}

/* ---- Events -------------------------------------------------------------------------------- */

static void stream_begin(struct dump *d, const tnef_event *ev)
{
    dump_key(d, ev->depth > 0 ? "message" : "stream");
    dump_begin(d, '{');
    dump_key_number(d, "key", ev->key);
    dump_key(d, "attributes");
    dump_begin(d, '[');
}

static void stream_end(struct dump *d, const tnef_event *ev)
{
    dump_no_section(d);
    dump_end(d);
    if ((ev->flags & TNEF_F_INCOMPLETE) != 0)
        dump_key_true(d, "incomplete");
    dump_end(d);
}

static void attr_begin(struct dump *d, const tnef_event *ev)
{
    dump_no_section(d);
    dump_comma(d);
    dump_begin(d, '{');
    dump_key_number(d, "level", ev->level);
    dump_key(d, "id");
    printf("\"%04" PRIx32 "\"", ev->attr & 0xFFFFu);
    dump_key_number(d, "type", ev->attr >> 16);
    dump_key_text(d, "name", tnef_attr_name(ev->attr));
    dump_key_number(d, "offset", ev->offset);
    dump_key_number(d, "length", ev->length);
    d->checksum_bad[ev->depth] = 0;
}

static void attr_end(struct dump *d, const tnef_event *ev)
{
    dump_no_section(d);
    dump_key(d, "checksum_ok");
    fputs(d->checksum_bad[ev->depth] ? "false" : "true", stdout);
    if ((ev->flags & TNEF_F_INCOMPLETE) != 0)
        dump_key_true(d, "incomplete");
    dump_end(d);
}

static void row_begin(struct dump *d)
{
    dump_section(d, "rows", 'r', '[');
    dump_comma(d);
    dump_begin(d, '[');
    d->section = 'R';                       /* the properties stand in it directly */
}

static void row_end(struct dump *d)
{
    dump_end(d);
    d->section = 'r';
}

static void named(struct dump *d, const tnef_event *ev)
{
    char guid[37], text[NAME_SIZE];
    size_t len;

    tnef_guid_format(ev->guid, guid);
    dump_key(d, "named");
    dump_begin(d, '{');
    dump_key_text(d, "guid", guid);
    dump_key_text(d, "set", tnef_guid_name(ev->guid));
    if (ev->name == NULL) {
        dump_key(d, "id");
        printf("\"%08" PRIx32 "\"", ev->name_id);
    } else {
        len = dump_name_text(ev, text);
        dump_key(d, "name");
        fputc('"', stdout);
        print_json_text(stdout, text, len);
        fputc('"', stdout);
    }
    dump_end(d);
}

static int is_list(const tnef_event *ev)
{
    return ev->count != 1 || (ev->flags & TNEF_F_MULTI) != 0;
}

static void prop_begin(struct dump *d, const tnef_event *ev)
{
    if (d->section != 'R')
        dump_section(d, "props", 'p', '[');
    dump_comma(d);
    dump_begin(d, '{');
    dump_key(d, "tag");
    printf("\"%04x%04x\"", (unsigned)ev->prop_id, (unsigned)ev->prop_type);
    dump_key_number(d, "offset", ev->offset);
    dump_key_text(d, "name", dump_prop_name(ev));
    if ((ev->flags & TNEF_F_NAMED) != 0)
        named(d, ev);
    if ((ev->flags & TNEF_F_COMPUTED) != 0)
        dump_key_true(d, "computed");
    if (is_list(ev)) {
        dump_key(d, "values");
        dump_begin(d, '[');
    }
}

static void prop_end(struct dump *d, const tnef_event *ev)
{
    if (dump_innermost(d) == ']')
        dump_end(d);
    if ((ev->flags & TNEF_F_INCOMPLETE) != 0)
        dump_key_true(d, "incomplete");
    dump_end(d);
}

static void value_begin(struct dump *d, const tnef_event *ev)
{
    uint16_t type = (uint16_t)(ev->prop_type & ~TNEF_PTYP_MV);

    if (dump_innermost(d) == ']') {
        dump_comma(d);
        dump_begin(d, '{');
    }
    d->shown = 0;
    if (dump_is_text(ev->prop_type)) {
        dump_key_number(d, "length", ev->length);
        dump_key(d, "value");
        dump_begin(d, '"');
        dump_text_begin(d, ev);
    } else if (type == TNEF_PTYP_BINARY || type == TNEF_PTYP_OBJECT) {
        if (ev->iid != NULL) {
            char iid[37];

            tnef_guid_format(ev->iid, iid);
            dump_key_text(d, "iid", iid);
        }
        dump_key_number(d, "length", ev->length);
    }
}

static void value_data(struct dump *d, const tnef_event *ev)
{
    uint16_t type = (uint16_t)(ev->prop_type & ~TNEF_PTYP_MV);

    if (dump_is_text(type)) {
        dump_text_data(d, ev);
    } else if (type == TNEF_PTYP_BINARY || type == TNEF_PTYP_OBJECT) {
        if (dump_innermost(d) != '"') {
            dump_key(d, "hex");
            dump_begin(d, '"');
        }
        dump_hex(ev->data, ev->len);
        d->shown += ev->len;
    } else {
        dump_key(d, "value");
        dump_fixed(d, ev);
    }
}

static void value_end(struct dump *d, const tnef_event *ev)
{
    uint16_t type = (uint16_t)(ev->prop_type & ~TNEF_PTYP_MV);

    dump_text_end(d);
    if (dump_innermost(d) == '"')
        dump_end(d);
    else if ((type == TNEF_PTYP_BINARY || type == TNEF_PTYP_OBJECT)
             && (ev->flags & TNEF_F_NESTED) == 0)
        dump_key_text(d, "hex", "");
    if (d->in_values[ev->depth]) {
        if ((ev->flags & TNEF_F_INCOMPLETE) != 0)
            dump_key_true(d, "incomplete");
        dump_end(d);
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
    dump_begin(d, '{');
    print_json_source(stdout, source);
    d->comma = 1;
}

void dump_json_end(struct dump *d)
{
    while (d->open > 1)                 /* what a fatal error left open */
        dump_end(d);
    if (d->streams == 0)
        dump_key_text(d, "stream", NULL);
    dump_key_text(d, "status", outcome_name(&d->outcome));
    dump_key_number(d, "offset", d->outcome.offset);
    dump_key(d, "anomalies");
    fputc('[', stdout);
    if (d->anomalies_file != NULL && fclose(d->anomalies_file) == 0)
        fwrite(d->anomalies, 1, d->anomalies_len, stdout);
    free(d->anomalies);
    fputc(']', stdout);
    dump_end(d);
    fputc('\n', stdout);
}
