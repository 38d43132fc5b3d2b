/* SPDX-License-Identifier: MIT */
/* bench --list                          each way, as: input, tab, way, tab, small size
 * bench --times INPUT SIZE PIECE ROUNDS [WAY]...
 *                                       each way of the input in turn, as often as takes four milliseconds,
 *                                       and all of it ROUNDS times, as: way, bytes of input,
 *                                       what came out, and median, lower and upper quartile of the
 *                                       nanoseconds, and of the ratio to the first way in the same round
 * bench --once INPUT SIZE PIECE WAY     once to warm up, and once inside of measured(), for callgrind
 * bench --memory INPUT SIZE PIECE WAY   calls of the allocator and the most bytes held at a time (ours)
 * bench --resets                        what a reset of each object takes, as: name, tab, nanoseconds
 *
 * SIZE 0 is that of the tables; PIECE 0 is each record whole. Times are of the processor, not of the clock on
 * the wall. */

#define _POSIX_C_SOURCE 200809L

#include "bench.h"

#include "counting_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WAYS   8u    /* of one input, at most */
#define ROUNDS 1000u
#define LEAST  4e6   /* nanoseconds of a way in a round */

/* Where results go: a peer prints what it meets to the standard output, which is led away. */
static FILE *results;

static int lead_away(void)
{
    int out = dup(STDOUT_FILENO);

    results = out >= 0 ? fdopen(out, "w") : NULL;
    return results != NULL && freopen("/dev/null", "w", stdout) != NULL;
}

static const struct bench_input *const inputs[] = { bench_inputs_tnef, bench_inputs_text, bench_inputs_mail };
static const struct bench_way *const lists[] = { bench_tnef,   bench_text,     bench_mail,  bench_encode,
                                                 bench_ytnef,  bench_ktnef,    bench_gmime, bench_base64,
                                                 bench_encoders, bench_limits };

static const struct bench_input *find_input(const char *name)
{
    for (size_t k = 0; k < sizeof inputs / sizeof inputs[0]; k++)
        for (const struct bench_input *in = inputs[k]; in->name != NULL; in++)
            if (strcmp(in->name, name) == 0)
                return in;
    return NULL;
}

static void list(void)
{
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++)
        for (const struct bench_way *w = lists[k]; w->name != NULL; w++)
            fprintf(results, "%s\t%s\t%zu\n", w->input, w->name, find_input(w->input)->small);
}

/* The ways of an input, ours first; those that are named, or all. */
static size_t ways_of(const struct bench_way *out[WAYS], const char *input, char **names, int count)
{
    size_t n = 0;

    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++)
        for (const struct bench_way *w = lists[k]; w->name != NULL; w++) {
            int wanted = strcmp(w->input, input) == 0 && count == 0;

            for (int i = 0; i < count; i++)
                wanted |= strcmp(w->input, input) == 0 && strcmp(w->name, names[i]) == 0;
            if (wanted && n < WAYS)
                out[n++] = w;
        }
    return n;
}

/* Not inlined: callgrind is told its name. */
uint64_t measured(const struct bench_way *w, const struct bench_run *r);
__attribute__((noinline)) uint64_t measured(const struct bench_way *w, const struct bench_run *r)
{
    return w->run(r);
}

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* For one run, of as many as take LEAST: what a short one alone takes depends on what the way before it has
 * left in the caches. */
static double nanoseconds(const struct bench_way *w, const struct bench_run *r, uint64_t *out)
{
    double from = now(), taken;
    unsigned runs = 0;

    do {
        *out = measured(w, r);
        taken = now() - from;
        runs++;
    } while (taken < LEAST);
    return taken / runs;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void print_quartiles(double *all, size_t n, const char *format)
{
    qsort(all, n, sizeof *all, by_size);
    for (size_t q = 0; q < 3; q++) {
        fprintf(results, "\t");
        fprintf(results, format, all[(n - 1u) * (q == 0 ? 2u : q == 1 ? 1u : 3u) / 4u]);
    }
}

/* One round of each way that is not measured comes first: caches, pages, converters. */
static int times(const struct bench_run *r, const struct bench_way *const ways[WAYS], size_t n, size_t rounds)
{
    static double ns[WAYS][ROUNDS];
    double ratio[ROUNDS];
    uint64_t out[WAYS] = { 0 };

    for (size_t round = 0; round <= rounds; round++)
        for (size_t w = 0; w < n; w++)
            ns[w][round == 0 ? 0 : round - 1u] = nanoseconds(ways[w], r, &out[w]);
    for (size_t w = 0; w < n; w++) {
        for (size_t i = 0; i < rounds; i++)
            ratio[i] = ns[w][i] / ns[0][i];
        fprintf(results, "%s\t%zu\t%llu", ways[w]->name, r->len, (unsigned long long)out[w]);
        if (w != 0) {
            print_quartiles(ns[w], rounds, "%.0f");
        } else {                                        /* the others are compared with it: its order stays */
            double first[ROUNDS];

            memcpy(first, ns[0], rounds * sizeof first[0]);
            print_quartiles(first, rounds, "%.0f");
        }
        print_quartiles(ratio, rounds, "%.4f");
        fprintf(results, "\n");
    }
    return 0;
}

static int memory(struct bench_run *r, const struct bench_way *w)
{
    struct counting_alloc c;

    counting_alloc_init(&c, 0);
    r->alloc = &c.alloc;
    (void)w->run(r);
    fprintf(results, "%llu\t%llu\n", (unsigned long long)c.calls, (unsigned long long)c.peak);
    return 0;
}

static int usage(void)
{
    fputs("usage: bench --list | --resets | --times INPUT SIZE PIECE ROUNDS [WAY]... |\n"
          "             --once INPUT SIZE PIECE WAY | --memory INPUT SIZE PIECE WAY\n", stderr);
    return 1;
}

static int run(int argc, char **argv, const struct bench_input *input)
{
    const struct bench_way *ways[WAYS];
    size_t size = (size_t)strtoul(argv[3], NULL, 10);
    int is_times = strcmp(argv[1], "--times") == 0;
    size_t rounds = is_times ? (size_t)strtoul(argv[5], NULL, 10) : 1u;
    size_t n = ways_of(ways, argv[2], argv + (is_times ? 6 : 5), argc - (is_times ? 6 : 5));
    struct mail m = { 0 };
    struct bench_run r = { .piece = (size_t)strtoul(argv[4], NULL, 10) };

    if (n == 0 || rounds == 0 || rounds > ROUNDS)
        return usage();
    input->make(&m, size != 0 ? size : input->size);
    r.in = m.p;
    r.len = m.len;
    if (m.len == 0) {
        fprintf(stderr, "bench: nothing is there for %s\n", input->name);
    } else if (is_times) {
        (void)times(&r, ways, n, rounds);
    } else if (strcmp(argv[1], "--memory") == 0) {
        (void)memory(&r, ways[0]);
    } else {
        (void)ways[0]->run(&r);
        (void)measured(ways[0], &r);
    }
    mail_free(&m);
    return 0;
}

int main(int argc, char **argv)
{
    if (!lead_away())
        return 1;
    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        list();
        return fclose(results) != 0;
    }
    if (argc == 2 && strcmp(argv[1], "--resets") == 0) {
        bench_resets(results);
        return fclose(results) != 0;
    }
    if (argc < 6 || find_input(argv[2]) == NULL)
        return usage();
    return run(argc, argv, find_input(argv[2])) != 0 || fclose(results) != 0;
}
