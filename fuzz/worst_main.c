/* SPDX-License-Identifier: MIT */

/* What reading costs, in bytes touched (src/base/touch.h):
 *
 *     worst --list                     the objects
 *     worst --measure OBJECT FILE...   for a byte of each file, whole and in pieces
 *     worst --runs OBJECT [SIZE]       for a byte of SIZE bytes (1 MiB) of each of the words of runs.c
 *
 * Exits with 1 when it is more than tests/touched.c allows. Built with TNEF_COUNT_TOUCHED only. */

#include "runs.h"
#include "worst_objects.h"

#include "../tests/touched.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct worst_object *object;

/* Whether it is within its bound in all pieces. */
static int measure(const uint8_t *data, size_t size, const char *name)
{
    int within = 1;

    for (size_t i = 0; i < TOUCHED_PIECES; i++) {
        size_t piece = touched_pieces[i];
        struct worst_cost cost = worst_run(object, data, size, piece);
        int ok = touched_within(object->bound, cost.touched, size, cost.calls);

        printf("%-14s %8zu bytes by %5zu: %10.2f touched for a byte, %10.2f in the second half, "
               "%llu calls%s  %s\n", object->name, size, piece,
               size > 0 ? (double)cost.touched / (double)size : 0,
               worst_second_half(object, data, size, piece), (unsigned long long)cost.calls,
               ok ? "" : ": TOO MANY", name);
        within &= ok;
    }
    return within;
}

static int measure_file(const char *name)
{
    FILE *in = fopen(name, "rb");
    uint8_t *data;
    long size;
    int within;

    if (in == NULL || fseek(in, 0, SEEK_END) != 0 || (size = ftell(in)) < 0) {
        fprintf(stderr, "worst: %s cannot be read\n", name);
        exit(2);
    }
    rewind(in);
    data = malloc((size_t)size + 1u);
    if (data == NULL || fread(data, 1, (size_t)size, in) != (size_t)size)
        exit(2);
    fclose(in);
    within = measure(data, (size_t)size, name);
    free(data);
    return within;
}

/* The word in a form that can be printed. */
static void show(char *out, const char *word)
{
    for (; *word != '\0'; word++)
        out += sprintf(out, isprint((unsigned char)*word) ? "%c" : "\\x%02x",
                       (unsigned)(unsigned char)*word);
    *out = '\0';
}

static int measure_runs(size_t size)
{
    uint8_t *data = malloc(size + 1u);
    char name[4u * RUN_MOST + 1u];
    int within = 1;

    if (data == NULL)
        exit(2);
    for (size_t i = 0; i <= fuzz_runs_count; i++) {
        const char *word = i < fuzz_runs_count ? fuzz_runs[i] : "";
        size_t n = strlen(word);

        for (size_t at = 0; at < size; at++)
            data[at] = n > 0 ? (uint8_t)word[at % n] : 0;
        show(name, word);
        within &= measure(data, size, n > 0 ? name : "\\x00");
    }
    free(data);
    return within;
}

static int usage(void)
{
    fprintf(stderr, "usage: worst --list | --measure OBJECT FILE... | --runs OBJECT [SIZE]\n");
    return 2;
}

int main(int argc, char **argv)
{
    int within = 1;

    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        for (const struct worst_object *o = worst_objects; o->name != NULL; o++)
            printf("%s\n", o->name);
        return 0;
    }
    if (argc < 3 || (object = worst_find(argv[2])) == NULL)
        return usage();
    if (!touched_counts()) {
        fprintf(stderr, "worst: built without TNEF_COUNT_TOUCHED\n");
        return 2;
    }
    if (strcmp(argv[1], "--runs") == 0 && argc <= 4)
        return !measure_runs(argc == 4 ? strtoul(argv[3], NULL, 10) : 1u << 20);
    if (strcmp(argv[1], "--measure") != 0 || argc < 4)
        return usage();
    for (int i = 3; i < argc; i++)
        within &= measure_file(argv[i]);
    return !within;
}
