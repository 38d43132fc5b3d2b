/* SPDX-License-Identifier: MIT */

/* Real values of compressed RTF, in the folder that TNEF_CORPUS_DIR names, against what an
 * independent decoder found in them (truth/NAME.json). Without that folder there is nothing to do. */

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

#include "file_bytes.h"
#include "lzfu_check.h"
#include "lzfu_known.h"
#include "sha256.h"

#define PATH_SIZE 1024

static const char *text_of(const json_t *j, const char *key)
{
    const char *text = json_string_value(json_object_get(j, key));

    return text != NULL ? text : "";
}

/* How it ended, in the words of the description. */
static const char *end_of(const struct tnef_lzfu_info *info)
{
    if ((lzfu_known(info) & TNEF_LZFU_END) != 0)
        return "marker";
    return (lzfu_known(info) & LZFU_MET(TNEF_LZFU_A_CUT)) == 0 ? "size" : "input";
}

static void compare(const json_t *j, const struct lzfu_result *r)
{
    uint64_t crc = LZFU_MET(TNEF_LZFU_A_BAD_CRC) | LZFU_MET(TNEF_LZFU_A_STORED_CRC);
    char hex[65];

    sha256_hex(r->out, r->len, hex);
    assert_int_equal(r->status, TNEF_OK);
    assert_int_equal(r->len, json_integer_value(json_object_get(j, "size_out")));
    assert_string_equal(hex, text_of(j, "sha256_out"));
    assert_int_equal(r->info.raw_size, json_integer_value(json_object_get(j, "raw_size")));
    assert_int_equal(r->info.comp_size + 4u, json_integer_value(json_object_get(j, "size")));
    assert_int_equal((lzfu_known(&r->info) & crc) == 0, json_is_true(json_object_get(j, "crc_ok")));
    assert_string_equal(end_of(&r->info), text_of(j, "end"));
    assert_int_equal((lzfu_known(&r->info) & TNEF_LZFU_STORED) != 0,
                     strcmp(text_of(j, "magic"), "MELA") == 0);
    assert_int_equal((lzfu_known(&r->info) & LZFU_MET(TNEF_LZFU_A_RAW_SIZE)) != 0,
                     r->info.raw_size != r->info.output);
    assert_int_equal(lzfu_known(&r->info) & (LZFU_MET(TNEF_LZFU_A_AFTER_END) | LZFU_MET(TNEF_LZFU_A_TAIL)
                                      | LZFU_MET(TNEF_LZFU_A_BAD_REFERENCE)), 0);
}

static void check_file(const char *folder, const char *name)
{
    struct lzfu_way way = { .piece = 1000 };
    struct lzfu_result r;
    char path[PATH_SIZE];
    json_error_t error;
    uint8_t *in;
    size_t len;
    json_t *j;

    (void)snprintf(path, sizeof path, "%s/truth/%s.json", folder, name);
    j = json_load_file(path, 0, &error);
    assert_non_null(j);
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    in = file_bytes(path, &len);
    print_message("%s\n", name);
    for (int takes = 0; takes < LZFU_TAKES_COUNT; takes++) {
        way.takes = (enum lzfu_takes)takes;
        r = lzfu_decode(in, len, &way);
        compare(j, &r);
        lzfu_result_free(&r);
    }
    if (len < 2000) {
        r = lzfu_decode_all_ways(in, len, 0, 0);
        compare(j, &r);
        lzfu_result_free(&r);
    }
    free(in);
    json_decref(j);
}

static bool ends_with(const char *name, const char *end)
{
    size_t len = strlen(name), n = strlen(end);

    return len >= n && strcmp(name + len - n, end) == 0;
}

static void corpus_lzfu_every_file_as_described(void **state)
{
    const char *folder = getenv("TNEF_CORPUS_DIR");
    struct dirent *entry;
    unsigned files = 0;
    DIR *dir;

    (void)state;
    dir = folder != NULL ? opendir(folder) : NULL;
    if (dir == NULL) {
        print_message("skipped: TNEF_CORPUS_DIR is not the folder of a corpus\n");
        skip();
        return;
    }
    while ((entry = readdir(dir)) != NULL) {
        if (ends_with(entry->d_name, ".lzfu")) {
            check_file(folder, entry->d_name);
            files++;
        }
    }
    assert_int_equal(closedir(dir), 0);
    print_message("%u files\n", files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corpus_lzfu_every_file_as_described),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
