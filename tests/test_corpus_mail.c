/* SPDX-License-Identifier: MIT */

/* Real mail against what an independent parser found in it: the same streams, byte for byte, and in
 * each of them the same attachments as in the stream alone. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "file_bytes.h"
#include "mail_log.h"
#include "scan_log.h"
#include "sha256.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 1024 };

/* Some files are base64 and nothing else. That is no MIME, and the independent parser found
 * nothing; what is in them is beside them as NAME.b64.tnef. */
static void check_bare(const char *folder, const char *name, const struct mail_log *l,
                       const struct scan_log *s)
{
    char path[PATH_SIZE];
    uint8_t *buf;
    size_t len;

    (void)snprintf(path, sizeof path, "%s/%.*s.b64.tnef", folder, (int)(strlen(name) - 4u), name);
    buf = file_bytes(path, &len);
    assert_int_equal(l->streams, 1);
    assert_int_equal(s->data_len, len);
    assert_memory_equal(s->data, buf, len);
    free(buf);
}

/* The streams of the mail, one after the other, are those of the description. */
static void check_streams(const json_t *parts, const struct mail_log *l, const struct scan_log *s)
{
    size_t at = 0;

    assert_int_equal(json_array_size(parts), l->streams);
    assert_int_equal(json_array_size(parts), s->streams);
    for (size_t i = 0; i < l->streams; i++) {
        const json_t *part = json_array_get(parts, i);
        size_t size = (size_t)json_integer_value(json_object_get(part, "size"));
        struct mail_log alone = { .calls = 0 };
        char hash[65];

        assert_int_equal(size, l->sizes[i]);
        assert_true(size <= s->data_len - at);
        sha256_hex(s->data + at, size, hash);
        assert_string_equal(hash, json_string_value(json_object_get(part, "sha256")));
        mail_log_alone(&alone, s->data + at, size);
        assert_int_equal(alone.statuses[0], l->statuses[i]);
        assert_string_equal(alone.lines[0].text, l->lines[i].text);
        mail_log_clear(&alone);
        at += size;
    }
    assert_int_equal(at, s->data_len);
}

static void check_file(const char *folder, const char *name, tnef_mail *mail, struct mail_log *l)
{
    static const size_t pieces[] = { 0, 1, 7, 4096 };
    const struct scan_plan plan = { 0 };
    char path[PATH_SIZE];
    json_error_t error;
    struct scan_log s;
    uint8_t *buf;
    size_t len;
    json_t *j;

    (void)snprintf(path, sizeof path, "%s/truth/%s.json", folder, name);
    j = json_load_file(path, 0, &error);
    if (j == NULL)
        return;
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    buf = file_bytes(path, &len);
    scan_log_run(&s, buf, len, &plan);
    assert_string_equal(s.bad, "");
    print_message("%s: %u streams; %s\n", name, s.streams, scan_anomalies(s.anomalies));
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        mail_log_run(l, mail, buf, len, pieces[i]);
        if (json_array_size(json_object_get(j, "tnef_parts")) == 0)
            check_bare(folder, name, l, &s);
        else
            check_streams(json_object_get(j, "tnef_parts"), l, &s);
        mail_log_clear(l);
    }
    scan_log_free(&s);
    free(buf);
    json_decref(j);
}

static bool is_mail(const char *name)
{
    size_t len = strlen(name);

    return len > 4u && strcmp(name + len - 4u, ".eml") == 0;
}

static void corpus_mails_as_described(void **state)
{
    const char *folder = getenv("TNEF_CORPUS_DIR");
    DIR *dir = folder != NULL ? opendir(folder) : NULL;
    struct mail_log l = { .calls = 0 };
    struct dirent *entry;
    tnef_mail *mail;
    unsigned files = 0;

    (void)state;
    if (dir == NULL) {
        print_message("skipped: no folder of real mail\n");
        skip();
        return;
    }
    mail = mail_log_new(&l, NULL);
    while ((entry = readdir(dir)) != NULL)
        if (is_mail(entry->d_name)) {
            check_file(folder, entry->d_name, mail, &l);
            files++;
        }
    tnef_mail_free(mail);
    assert_int_equal(closedir(dir), 0);
    print_message("%u mails\n", files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corpus_mails_as_described),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
