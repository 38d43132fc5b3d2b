/* SPDX-License-Identifier: MIT */

/* Ours and the original side by side, on every vector and every stream of the corpus. Where the original
 * reads a stream without an error, the two agree in every field, but for what is listed here. Where it does
 * not, all that it found before is found by ours, too. */

#define _POSIX_C_SOURCE 200809L

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "vectors.h"
#include "writer.h"

static struct library ours, peer;
static unsigned compared, crashed, failures;

/* Where the two differ: how many lines of the original ours does not have, and, if the original reads it
 * without an error, how many lines ours has besides. */
static const struct {
    const char *name;            /* of the vector or file */
    unsigned missing, more;
    int fails;                   /* ours does, the original does not */
    const char *reason;
} known[] = {
    /* Both read it. */
    {"named_by_string", 1, 1, 0, "a name of three bytes in UTF-8"},
    {"strings_unicode", 2, 2, 0, "text that is longer as UTF-8; surrogates without pair"},
    {"value_bad_utf16", 2, 2, 0, "surrogates"},
    {"level_swapped", 0, 2, 0, "an attachment attribute before any attachment"},
    {"data_before_rend", 0, 3, 0, "the same"},
    {"id_without_type", 0, 1, 0, "an attribute that is known by its low 16 bits"},
    {"props_twice", 0, 2, 0, "two lists of properties"},
    {"ole_storage", 0, 1, 0, "FileData of property 0x3701"},
    {"istream_object", 0, 1, 0, "the same"},
    {"data_in_3701_only", 0, 1, 0, "the same"},
    {"jstedfast-MimeKit__winmail.tnef", 0, 2, 0, "the same, of two attachments"},
    {"verdammelt-tnef__MAPI_ATTACH_DATA_OBJ.tnef", 0, 3, 0, "the same, of three attachments"},
    /* Damage, of which ours tells. */
    {"level_wrong_unknown_id", 0, 0, 1, "bytes that are no attribute"},
    {"cut_in_attribute_head", 0, 0, 1, "the end of the stream is missing"},
    /* Values that differ before the original ends. */
    {"types_single", 1, 0, 0, "currency has eight bytes"},
    {"types_multi", 3, 0, 0, "the same; and several values"},
    {"cut_in_value", 2, 0, 0, "the value that is cut, as zeros"},
    {"prop_type_unknown", 1, 0, 0, "the property whose type is not known, without value"},
    {"prop_type_server_id", 1, 0, 0, "the same"},
    {"prop_types_confused", 1, 0, 0, "what comes after a type of another size"},
    {"value_count_zero", 1, 0, 0, "the property that has no value, with one"},
    {"value_count_two", 3, 0, 0, "the second value, as properties"},
};

/* Returns where a name is in |known|, or where that ends. */
static size_t look_up(const char *name)
{
    size_t i = 0;

    while (i < sizeof known / sizeof known[0] && strcmp(known[i].name, name) != 0) {
        i++;
    }
    return i;
}

/* Whether two lines, each up to its end, are the same. A subject that was made of a property may be longer
 * in the original; ours is where that begins. */
static int same_line(const char *a, size_t a_len, const char *b, size_t b_len)
{
    const char *hex_a, *hex_b;

    if (a_len == b_len && memcmp(a, b, a_len) == 0) {
        return 1;
    }
    if (a_len < 8 || b_len < 8 || memcmp(a, "subject ", 8) != 0 || memcmp(b, "subject ", 8) != 0) {
        return 0;
    }
    hex_a = memchr(a + 8, ' ', a_len - 8);
    hex_b = memchr(b + 8, ' ', b_len - 8);
    return hex_a != NULL && hex_b != NULL && hex_b + (a + a_len - hex_a) <= b + b_len
        && memcmp(hex_a, hex_b, (size_t)(a + a_len - hex_a)) == 0;
}

/* How many lines of the original are not in ours, in order, and how many of ours are passed over. */
static void differ(const char *mine, const char *theirs, unsigned *missing, unsigned *more, int tell)
{
    const char *at = mine;

    *missing = *more = 0;
    while (*theirs != '\0') {
        size_t len = strcspn(theirs, "\n"), n;
        unsigned passed = 0;
        const char *look;

        for (look = at; *look != '\0'; look += n + (look[n] == '\n')) {
            n = strcspn(look, "\n");
            if (same_line(look, n, theirs, len)) {
                break;
            }
            passed++;
        }
        if (*look == '\0') {
            (*missing)++;
            if (tell) {
                print_error("  not in ours: %.*s\n", (int)len, theirs);
            }
        } else {
            *more += passed;
            at = look + strcspn(look, "\n");
            at += *at == '\n';
        }
        theirs += len + (theirs[len] == '\n');
    }
    for (; *at != '\0'; at += strcspn(at, "\n"), at += *at == '\n') {
        (*more)++;
    }
}

static const char *text_of(const struct facts *f)
{
    return f->text != NULL ? f->text : "";
}

static void compare(const char *name, const uint8_t *data, size_t len)
{
    struct facts mine = {NULL, 0, 0}, theirs = {NULL, 0, 0};
    int result = library_facts_apart(&ours, data, len, &mine);
    int their_result = library_facts_apart(&peer, data, len, &theirs);
    unsigned missing = 0, more = 0;
    size_t i = look_up(name);
    int wrong;

    compared++;
    crashed += their_result == CRASHED || their_result == HUNG ? 1 : 0;
    if (result != 0 && result != -1) {
        print_error("%s: ours gives %d\n", name, result);
        failures++;
    }
    differ(text_of(&mine), text_of(&theirs), &missing, &more, 0);
    more = their_result == 0 ? more : 0;
    if (i == sizeof known / sizeof known[0]) {
        wrong = missing != 0 || more != 0 || (their_result == 0 && result != 0);
    } else {
        wrong = missing != known[i].missing || more != known[i].more
            || (their_result == 0 && result != 0) != known[i].fails;
    }
    if (wrong) {
        print_error("%s: ours %d, original %d: %u lines missing, %u more\n", name, result, their_result,
                    missing, more);
        differ(text_of(&mine), text_of(&theirs), &missing, &more, 1);
        failures++;
    }
    facts_free(&mine);
    facts_free(&theirs);
}

static void open_both(void)
{
    assert_int_equal(library_open(&ours, YTNEF_OURS), 0);
    if (YTNEF_PEER[0] == '\0' || library_open(&peer, YTNEF_PEER) != 0) {
        print_message("the original is not installed\n");
        skip();
    }
    assert_ptr_not_equal(ours.parse_memory, peer.parse_memory);
    compared = crashed = failures = 0;
}

static void every_vector(void **state)
{
    size_t count;
    const struct vector *v = vectors(&count);

    (void)state;
    open_both();
    for (size_t i = 0; i < count; i++) {
        struct tw w;
        uint8_t *data;
        size_t len;

        tw_init(&w);
        v[i].build(&w);
        data = tw_take(&w, &len);
        compare(v[i].name, data, len);
        free(data);
    }
    print_message("%u vectors; of %u the original has no result\n", compared, crashed);
    assert_int_equal(failures, 0);
}

static void one_file(const char *name)
{
    char path[1024];
    uint8_t *data;
    FILE *file;
    long size;

    (void)snprintf(path, sizeof path, "%s/%s", TNEF_CORPUS_DIR, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size = ftell(file);
    rewind(file);
    assert_true(size >= 0);
    data = malloc((size_t)size + 1);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, (size_t)size, file), size);
    (void)fclose(file);
    if (size > 4 && memcmp(data, "\x78\x9F\x3E\x22", 4) == 0) {
        compare(name, data, (size_t)size);
    }
    free(data);
}

static void corpus(void **state)
{
    DIR *folder = opendir(TNEF_CORPUS_DIR);
    struct dirent *entry;

    (void)state;
    if (folder == NULL) {
        skip();
    }
    open_both();
    while ((entry = readdir(folder)) != NULL) {
        const char *dot = strrchr(entry->d_name, '.');

        if (dot != NULL && (strcmp(dot, ".tnef") == 0 || strcmp(dot, ".dat") == 0)) {
            one_file(entry->d_name);
        }
    }
    (void)closedir(folder);
    print_message("%u files; of %u the original has no result\n", compared, crashed);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_vector), cmocka_unit_test(corpus)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
