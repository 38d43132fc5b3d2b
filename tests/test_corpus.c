/* SPDX-License-Identifier: MIT */

/* Real streams, in the folder that TNEF_CORPUS_DIR names, against what an independent decoder found
 * in them (truth/NAME.json). Without that folder there is nothing to do. */

#define _POSIX_C_SOURCE 200809L     /* dirent.h */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <tnef/message.h>

#include "file_bytes.h"
#include "sha256.h"

#define PATH_SIZE 1024

/* Where the description of the stream is wrong, and what is right. */
static const struct {
    const char *file;
    const char *field;
    const char *reason;
} known_wrong[] = {
    {NULL, NULL, NULL},     /* none */
};

static const char *current;     /* file that is compared */
static unsigned failures;

static bool is_known(const char *field)
{
    for (size_t i = 0; known_wrong[i].file != NULL; i++) {
        if (strstr(current, known_wrong[i].file) != NULL
            && strcmp(known_wrong[i].field, field) == 0) {
            return true;
        }
    }
    return false;
}

static void differ(const char *field, const char *expected, const char *found)
{
    if (!is_known(field)) {
        print_error("%s: %s: expected %s, found %s\n", current, field, expected, found);
        failures++;
    }
}

static void check_text(const char *field, const json_t *expected, const char *found)
{
    const char *e = json_string_value(expected);

    if ((e == NULL) != (found == NULL) || (e != NULL && strcmp(e, found) != 0)) {
        differ(field, e != NULL ? e : "nothing", found != NULL ? found : "nothing");
    }
}

static void check_number(const char *field, long long expected, long long found)
{
    char a[32], b[32];

    if (expected != found) {
        (void)snprintf(a, sizeof a, "%lld", expected);
        (void)snprintf(b, sizeof b, "%lld", found);
        differ(field, a, b);
    }
}

static void check_hash(const char *field, const json_t *expected, const uint8_t *data, size_t len)
{
    char hex[65];

    sha256_hex(data, len, hex);
    check_text(field, expected, hex);
}

/* ---- Dates -------------------------------------------------------------------------------- */

static json_t *property(const json_t *props, const char *tag)
{
    size_t i;
    json_t *p;

    json_array_foreach(props, i, p) {
        if (strcmp(json_string_value(json_object_get(p, "tag")), tag) == 0
            && json_object_get(p, "named") == NULL) {
            return json_object_get(p, "value");
        }
    }
    return NULL;
}

/* Days from 1970-01-01, by the civil calendar. */
static long long days(long long year, long long month, long long day)
{
    long long y = month <= 2 ? year - 1 : year;
    long long m = month <= 2 ? month + 9 : month - 3;

    return y * 365 + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1 - 719468;
}

/* A date of an attribute, unless the property is there. */
static void check_time(const char *field, const json_t *date, const json_t *filetime,
                       tnef_time found)
{
    int year, month, day, hour, minute, second;
    const char *text = json_string_value(filetime);

    if (text != NULL && strncmp(text, "filetime:", 9) == 0) {
        uint64_t units = strtoull(text + 9, NULL, 10);

        if (units == 0 || units == UINT64_C(0x0CB34557A3DD4000)) {
            check_number(field, 0, found.flags);
            return;
        }
        check_number(field, (long long)(units / 10000000u) - 11644473600, found.seconds);
        check_number(field, (long long)(units % 10000000u), found.ticks);
        check_number(field, TNEF_TIME_SET, found.flags);
        return;
    }
    text = json_string_value(date);
    if (text == NULL) {
        check_number(field, 0, found.flags);
        return;
    }
    assert_int_equal(sscanf(text, "%d-%d-%dT%d:%d:%d", &year, &month, &day, &hour, &minute,
                            &second), 6);
    check_number(field, days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second,
                 found.seconds);
    check_number(field, TNEF_TIME_SET | TNEF_TIME_ZONE, found.flags);
}

/* ---- Messages ----------------------------------------------------------------------------- */

static void check_message(const json_t *j, const tnef_message *m);

static void check_names(const json_t *j, const tnef_part *p)
{
    json_t *names = json_object_get(j, "names");

    check_text("long name", json_object_get(names, "long"), p->long_name.text);
    check_text("short name", json_object_get(names, "short"), p->short_name.text);
    check_text("title", json_object_get(names, "title"), p->title.text);
    check_text("display name", json_object_get(names, "display"), p->display_name.text);
    check_text("transport name", json_object_get(names, "transport"), p->transport_name.text);
    if (p->kind == TNEF_PART_EMBEDDED) {
        check_text("name", json_object_get(names, "display"), p->name.text);
    } else if (json_is_null(json_object_get(j, "name"))) {
        check_number("name source", TNEF_FROM_MADE, p->name_source);
    } else {
        check_text("name", json_object_get(j, "name"), p->name.text);
    }
}

static void check_attachment(const json_t *j, const tnef_attachment *a)
{
    const tnef_part *p = a->part;
    json_t *method = json_object_get(j, "method"), *flags = json_object_get(j, "flags");
    json_t *hidden = json_object_get(j, "hidden"), *dates = json_object_get(j, "dates");
    json_t *props = json_object_get(j, "props");

    check_names(j, p);
    check_number("size", json_integer_value(json_object_get(j, "size")), (long long)p->size);
    check_number("length", json_integer_value(json_object_get(j, "size")), (long long)a->len);
    check_hash("content", json_object_get(j, "sha256"), a->data, a->len);
    /* where no property says it, the method is that of attAttachRendData */
    if (json_is_integer(method) || (p->known & TNEF_PART_KNOWN_METHOD) == 0) {
        check_number("method known", json_is_integer(method), (p->known & TNEF_PART_KNOWN_METHOD) != 0);
        check_number("method", json_integer_value(method), p->method);
    }
    check_text("MIME type", json_object_get(j, "mime_type"), p->raw_mime_type.text);
    check_text("MIME type", json_object_get(j, "mime_type"), p->mime_type.text);
    check_text("content id", json_object_get(j, "content_id"), p->content_id.text);
    check_text("extension", json_object_get(j, "extension"), p->extension.text);
    check_number("flags known", json_is_integer(flags), (p->known & TNEF_PART_KNOWN_ATTACH_FLAGS) != 0);
    check_number("flags", json_integer_value(flags), p->attach_flags);
    check_number("hidden known", json_is_boolean(hidden), (p->known & TNEF_PART_KNOWN_HIDDEN) != 0);
    check_number("hidden", json_is_true(hidden), (p->flags & TNEF_PART_F_HIDDEN) != 0);
    check_time("created", json_object_get(dates, "created"), property(props, "30070040"),
               p->created);
    check_time("modified", json_object_get(dates, "modified"), property(props, "30080040"),
               p->modified);
    check_number("embedded", json_is_object(json_object_get(j, "embedded")), a->message != NULL);
    if (a->message != NULL && json_is_object(json_object_get(j, "embedded"))) {
        check_message(json_object_get(j, "embedded"), a->message);
    }
}

static void check_recipient(const json_t *j, const tnef_recipient *r)
{
    static const char *const kinds[] = {"originator", "to", "cc", "bcc"};
    json_t *kind = json_object_get(j, "type");

    check_text("recipient kind", kind, r->kind >= 0 ? kinds[r->kind] : NULL);
    check_text("recipient name", json_object_get(j, "name"), r->name.text);
    check_text("recipient type", json_object_get(j, "addrtype"), r->email_type.text);
    check_text("recipient e-mail", json_object_get(j, "email"), r->email.text);
    check_text("recipient SMTP", json_object_get(j, "smtp"), r->smtp.text);
}

static void check_from(const json_t *from, const json_t *props, const tnef_person *p)
{
    char address[512];

    if (!json_is_object(from)) {
        return;
    }
    if (property(props, "0c1a001e") == NULL && property(props, "0c1a001f") == NULL) {
        check_text("from name", json_object_get(from, "name"), p->name.text);
    }
    if (property(props, "0c1f001e") == NULL && property(props, "0c1f001f") == NULL) {
        (void)snprintf(address, sizeof address, "%s:%s", p->email_type.text, p->email.text);
        check_text("from address", json_object_get(from, "email"), address);
    }
}

static void check_body(const json_t *list, const char *size_key, const tnef_message *m,
                       uint32_t kind)
{
    size_t at = 0;

    for (size_t i = 0; i < m->body_count; i++) {
        const tnef_body *b = m->bodies[i];
        json_t *j = json_array_get(list, at);

        /* The independent decoder does not take PidTagReportText for a body. */
        if (b->part->kind != kind || (b->part->flags & TNEF_PART_F_REPORT) != 0) {
            continue;
        }
        check_number("body size", json_integer_value(json_object_get(j, size_key)),
                     (long long)b->part->size);
        if (kind != TNEF_PART_RTF) {    /* of which the hash is that of the decompressed form */
            check_hash("body", json_object_get(j, "sha256"), b->data, b->len);
        }
        at++;
    }
    check_number("bodies", (long long)json_array_size(list), (long long)at);
}

static void check_subject(const json_t *j, const tnef_message_info *m)
{
    static const char *const sources[] = {NULL, "prop 0037", "attSubject", "prefix+0E1D",
                                          "prop 0070"};
    json_t *property_text = json_object_get(j, "subject_prop");

    if (json_is_string(property_text)) {
        check_text("subject", property_text, m->subject.text);
    } else {
        check_text("subject", json_object_get(j, "subject"), m->subject.text);
        check_text("subject source", json_object_get(j, "subject_src"),
                   sources[m->subject_source & 15u]);
    }
}

static void check_message(const json_t *j, const tnef_message *m)
{
    const tnef_message_info *info = m->info;
    json_t *list = json_object_get(j, "attachments"), *dates = json_object_get(j, "dates");
    json_t *props = json_object_get(j, "message_props"), *bodies = json_object_get(j, "bodies");

    check_text("class", json_object_get(j, "message_class"), info->raw_class.text);
    check_subject(j, info);
    check_text("search key", json_object_get(j, "message_id"),
               json_is_string(json_object_get(j, "message_id")) ? info->search_key.text : NULL);
    check_number("code page", json_integer_value(json_object_get(j, "oem_codepage")),
                 info->oem_codepage);
    check_number("internet code page", json_integer_value(json_object_get(j, "internet_cpid")),
                 info->internet_codepage);
    check_time("sent", json_object_get(dates, "sent"), property(props, "00390040"),
               info->submitted);
    check_time("received", json_object_get(dates, "received"), property(props, "0e060040"),
               info->delivered);
    check_time("modified", json_object_get(dates, "modified"), property(props, "30080040"),
               info->modified);
    check_from(json_object_get(j, "from"), props, &info->sender);
    check_body(json_object_get(bodies, "plain"), "size", m, TNEF_PART_PLAIN);
    check_body(json_object_get(bodies, "html"), "size", m, TNEF_PART_HTML);
    check_body(json_object_get(bodies, "rtf"), "compressed_size", m, TNEF_PART_RTF);

    check_number("attachments", (long long)json_array_size(list), (long long)m->attachment_count);
    for (size_t i = 0; i < json_array_size(list) && i < m->attachment_count; i++) {
        check_attachment(json_array_get(list, i), m->attachments[i]);
    }
    list = json_object_get(j, "recipients");
    check_number("recipients", (long long)json_array_size(list), (long long)m->recipient_count);
    for (size_t i = 0; i < json_array_size(list) && i < m->recipient_count; i++) {
        check_recipient(json_array_get(list, i), m->recipients[i]);
    }
}

/* ---- Files -------------------------------------------------------------------------------- */

static void check_file(const char *folder, const char *name)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .flags = TNEF_RESYNC | TNEF_RAW_NESTED};
    char path[PATH_SIZE];
    json_error_t error;
    tnef_message *m;
    json_t *j;
    uint8_t *buf;
    size_t len;
    tnef_status status;

    (void)snprintf(path, sizeof path, "%s/truth/%s.json", folder, name);
    j = json_load_file(path, 0, &error);
    if (j == NULL || strcmp(json_string_value(json_object_get(j, "kind")), "tnef") != 0) {
        json_decref(j);
        return;
    }
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    buf = file_bytes(path, &len);
    current = name;
    status = tnef_message_load(&m, buf, len, &cfg, NULL);
    free(buf);                          /* nothing may point into it */
    if (status != TNEF_OK) {
        print_message("%s: %s\n", name, tnef_status_name(status));
    }
    assert_non_null(m);
    check_message(j, m);
    tnef_message_free(m);
    json_decref(j);
}

static bool ends_with(const char *name, const char *end)
{
    size_t len = strlen(name), n = strlen(end);

    return len >= n && strcmp(name + len - n, end) == 0;
}

static void corpus_every_file_as_described(void **state)
{
    const char *folder = getenv("TNEF_CORPUS_DIR");
    char path[PATH_SIZE];
    struct dirent *entry;
    unsigned files = 0;
    DIR *dir;

    (void)state;
    if (folder == NULL) {
        print_message("skipped: TNEF_CORPUS_DIR is not set\n");
        skip();
        return;
    }
    (void)snprintf(path, sizeof path, "%s/truth", folder);
    dir = opendir(path);
    if (dir == NULL) {
        print_message("skipped: no folder %s\n", path);
        skip();
        return;
    }
    assert_int_equal(closedir(dir), 0);
    dir = opendir(folder);
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        if (ends_with(entry->d_name, ".tnef") || ends_with(entry->d_name, ".dat")) {
            check_file(folder, entry->d_name);
            files++;
        }
    }
    assert_int_equal(closedir(dir), 0);
    print_message("%u files\n", files);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corpus_every_file_as_described),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
