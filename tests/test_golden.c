/* SPDX-License-Identifier: MIT */

/* What the decoder says about every vector, against golden/NAME.log, and about those of which it
 * says more when all flags are set, a second part. scripts/golden writes the files anew: read the
 * difference, line by line, before it is committed. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"
#include "vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECOND_PART "---- resync, raw_nested, descend_data\n"

/* The log of a vector; the caller frees it. */
static char *log_of(const char *name)
{
    struct recording r;
    size_t len;
    uint8_t *in = vector_bytes(name, &len);
    char *plain;
    char *all;

    recording_init(&r);
    recording_run(&r, in, len, &(struct plan){ 0 });
    assert_string_equal(r.bad, "");
    plain = recording_text(&r);
    recording_run(&r, in, len, &(struct plan){ .flags = ALL_FLAGS });
    assert_string_equal(r.bad, "");
    all = recording_text(&r);
    if (strcmp(plain, all) != 0) {
        plain = realloc(plain, strlen(plain) + strlen(all) + sizeof SECOND_PART);
        assert_non_null(plain);
        strcat(strcat(plain, SECOND_PART), all);
    }
    free(all);
    recording_free(&r);
    free(in);
    return plain;
}

static FILE *open_log(const char *name, const char *mode)
{
    char path[1024];

    assert_true(snprintf(path, sizeof path, "%s/golden/%s.log", TNEF_TESTS_DIR, name)
                < (int)sizeof path);
    return fopen(path, mode);
}

/* Whether the file holds what is said. Shows the first line that differs. */
static int matches(const char *name, const char *said)
{
    char line[2048];
    unsigned number = 0;
    FILE *f = open_log(name, "r");

    if (f == NULL) {
        print_error("golden/%s.log cannot be read\n", name);
        return 0;
    }
    while (fgets(line, sizeof line, f) != NULL) {
        size_t n = strlen(line);

        number++;
        if (strncmp(said, line, n) != 0) {
            print_error("golden/%s.log:%u: %swhat was said: %.*s\n", name, number, line,
                        (int)strcspn(said, "\n"), said);
            (void)fclose(f);
            return 0;
        }
        said += n;
    }
    (void)fclose(f);
    if (*said != '\0')
        print_error("golden/%s.log ends before: %.*s\n", name, (int)strcspn(said, "\n"), said);
    return *said == '\0';
}

static void golden_every_vector_says_what_it_said(void **state)
{
    const int write = getenv("TNEF_GOLDEN_WRITE") != NULL;
    int wrong = 0;
    size_t count;
    const struct vector *v = vectors(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        char *said = log_of(v[i].name);

        if (write) {
            FILE *f = open_log(v[i].name, "w");

            assert_non_null(f);
            assert_true(fputs(said, f) >= 0);
            assert_int_equal(fclose(f), 0);
        } else if (!matches(v[i].name, said)) {
            wrong++;
        }
        free(said);
    }
    assert_int_equal(wrong, 0);
}

/* What is well formed loses nothing, and nothing but strings without an end is remarked on: those
 * are too common to be called damage. */
static void golden_well_formed_vectors_are_complete(void **state)
{
    const struct vector *v = vectors(&(size_t){ 0 });
    struct recording r;

    (void)state;
    recording_init(&r);
    for (size_t i = 0; i < vectors_good_count(); i++) {
        size_t len;
        uint8_t *in = vector_bytes(v[i].name, &len);

        recording_run(&r, in, len, &(struct plan){ 0 });
        assert_int_equal(r.status, TNEF_OK);
        for (uint32_t code = 0; code < TNEF_A_END; code++)
            if (r.anomalies[code] > 0 && code != TNEF_A_UNTERMINATED) {
                print_error("%s: anomaly %s\n", v[i].name, tnef_anomaly_name(code));
                fail();
            }
        free(in);
    }
    recording_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_every_vector_says_what_it_said),
        cmocka_unit_test(golden_well_formed_vectors_are_complete),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
