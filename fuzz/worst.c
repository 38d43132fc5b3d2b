/* SPDX-License-Identifier: MIT */

/* Searches inputs that are dear to read: bytes touched (src/base/touch.h) for a byte of input, of the
 * object that WORST_OBJECT names, fed in pieces of WORST_PIECE bytes (0: whole). scripts/worst runs
 * it; worst_main.c measures what it found.
 *
 * What is dear once (the first converter of a code page) is not what is looked for, and what costs
 * more the more there is shows in large inputs only, which an engine does not find byte by byte. So an
 * input is a head and a unit; the unit is repeated up to LARGE bytes; and what counts is what the
 * second half of that costs: touched by all of it, less touched by the first half of it alone. The
 * last byte of the input says where the head ends. The engine sees that figure as a counter: each
 * sixteenth of a doubling is a feature of its own, which it keeps the input for. */

#include "worst_objects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGE 65536u
#define SHARES 16u           /* of a doubling */
#define HEAD_OF_TNEF 6u

static const struct worst_object *object;
static size_t piece;

static void choose(void)
{
    const char *name = getenv("WORST_OBJECT");
    const char *size = getenv("WORST_PIECE");

    object = worst_find(name != NULL ? name : "");
    if (object == NULL) {
        fprintf(stderr, "worst: WORST_OBJECT is no object; worst --list\n");
        exit(2);
    }
    piece = size != NULL ? strtoul(size, NULL, 10) : 0;
}

/* ---- The input that is meant --------------------------------------------------------------- */

/* Half of the last bytes mean the head of a TNEF stream, others a share of the input. */
static size_t head_of(const uint8_t *data, size_t size)
{
    size_t head = data[size] < 128u ? HEAD_OF_TNEF : (data[size] - 128u) * size / 128u;

    return head < size ? head : 0;
}

/* A block of at least LARGE bytes; *|size| is set. NULL: too short to mean anything. */
static uint8_t *expand(const uint8_t *data, size_t *size)
{
    size_t n = *size - 1u;
    size_t head, large = n > LARGE ? n : LARGE;
    uint8_t *all;

    if (*size < 2u)
        return NULL;
    head = head_of(data, n);
    all = malloc(large);
    if (all == NULL)
        return NULL;
    for (size_t i = 0, at = 0; i < large; i++) {
        all[i] = data[at++];
        if (at == n)
            at = head;
    }
    *size = large;
    return all;
}

/* ---- What it costs ------------------------------------------------------------------------- */

/* Sixteenths of doublings, from 1 on. */
static size_t bucket_of(double ratio)
{
    size_t bucket = 0;

    ratio += 1;
    while (ratio >= 2) {
        ratio /= 2;
        bucket += SHARES;
    }
    return bucket + (size_t)((ratio - 1) * SHARES);
}

/* ---- The best that was found --------------------------------------------------------------- */

static void write_file(const char *folder, const char *name, const void *bytes, size_t size)
{
    char path[4096];
    FILE *out;

    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path)
        return;
    out = fopen(path, "wb");
    if (out == NULL || fwrite(bytes, 1, size, out) != size || fclose(out) != 0) {
        fprintf(stderr, "worst: %s cannot be written\n", path);
        exit(2);
    }
}

/* The whole input as "best", what it was made of as "best.unit". */
static void keep(const uint8_t *all, size_t len, const uint8_t *unit, size_t size, double ratio)
{
    const char *folder = getenv("WORST_BEST");
    char text[160];
    int n = snprintf(text, sizeof text, "%.2f bytes touched for a byte of %s, in pieces of %zu\n",
                     ratio, object->name, piece);

    fprintf(stderr, "worst: %s", text);
    if (folder == NULL || n < 0)
        return;
    write_file(folder, "best", all, len);
    write_file(folder, "best.unit", unit, size);
    write_file(folder, "best.txt", text, (size_t)n);
}

/* The engine clears it before each input, and looks at it after. */
__attribute__((section("__libfuzzer_extra_counters"), used)) static uint8_t counters[64u * SHARES];

static void search(const uint8_t *data, size_t size)
{
    static double best;
    size_t len = size;
    uint8_t *all = expand(data, &len);
    double ratio;
    size_t bucket;

    if (all == NULL)
        return;
    ratio = worst_second_half(object, all, len, piece);
    bucket = bucket_of(ratio);
    counters[bucket < sizeof counters ? bucket : sizeof counters - 1u] = 1;
    if (ratio > best * 1.01) {
        best = ratio;
        keep(all, len, data, size, ratio);
    }
    free(all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (object == NULL)
        choose();
    search(data, size);
    return 0;
}
