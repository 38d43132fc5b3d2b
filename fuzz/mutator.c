/* SPDX-License-Identifier: MIT */

/* Mutates as libFuzzer does. Then, now and then: puts in a long run of one thing, since work that
 * grows with the square of the input shows in thousands of the same, which no dictionary may hold;
 * adds options; and for harnesses that read TNEF repairs lengths and checksums of attributes, without
 * which most mutants end in the first broken header. Built with an engine only, which says so. */

#include "harness.h"
#include "runs.h"

#include <string.h>

#ifdef TNEF_FUZZ_MUTATOR

#define HEAD 9u
#ifdef TNEF_FUZZ_NO_OPTIONS
#  define HAS_OPTIONS 0
#else
#  define HAS_OPTIONS 1
#endif

/* An engine that brings no mutator of its own does not call ours either. */
__attribute__((weak)) size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

/* ---- Repairs ------------------------------------------------------------------------------- */

#ifdef TNEF_FUZZ_REPAIR

static void put32(uint8_t *p, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        p[i] = (uint8_t)(value % 256u);
        value /= 256u;
    }
}

static uint32_t get32(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void put_sum(uint8_t *data, size_t at, size_t len)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < len; i++)
        sum += data[at + i];
    data[at + len] = (uint8_t)(sum % 256u);
    data[at + len + 1u] = (uint8_t)(sum / 256u % 256u);
}

/* Attribute by attribute; one that is too long gets all that is left. */
static void repair(uint8_t *data, size_t size)
{
    size_t at = 6;

    if (size < 6)
        return;
    put32(data, 0x223E9F78u);
    while (size - at >= HEAD + 2u && (data[at] == 1 || data[at] == 2)) {
        size_t room = size - at - HEAD - 2u;
        uint32_t len = get32(data + at + 5);

        if (len > room) {
            len = (uint32_t)room;
            put32(data + at + 5, len);
        }
        put_sum(data, at + HEAD, len);
        at += HEAD + len + 2u;
    }
}

#else

static void repair(uint8_t *data, size_t size)
{
    (void)data;
    (void)size;
}

#endif

/* ---- Runs ---------------------------------------------------------------------------------- */

/* What is repeated, and its length: a word of the list, a zero, or a slice of the input. */
static size_t choose_slice(uint8_t *out, const uint8_t *data, size_t size, uint32_t *random)
{
    const uint32_t words = (uint32_t)fuzz_runs_count;
    uint32_t which = options_random(random, 2u * words + 1u);
    size_t at, n;

    if (which < words) {
        n = strlen(fuzz_runs[which]);
        memcpy(out, fuzz_runs[which], n);
        return n;
    }
    out[0] = 0;
    if (which == words || size == 0)
        return 1;
    at = options_random(random, (uint32_t)size);
    n = 1u + options_random(random, RUN_MOST);
    n = n < size - at ? n : size - at;
    memcpy(out, data + at, n);
    return n;
}

/* As many bytes of it as a power of two says, between 16 and all there is room for. */
static size_t choose_length(size_t room, uint32_t *random)
{
    uint32_t bits = 4;
    size_t n;

    if (room <= 16u)
        return room;
    while (room >> bits > 1u)
        bits++;
    n = (size_t)16u << options_random(random, bits - 3u);
    n += options_random(random, (uint32_t)n);
    return n < room ? n : room;
}

/* Into the first |body| of |size| bytes, what follows them moves on. The new size. */
static size_t add_run(uint8_t *data, size_t body, size_t size, size_t max_size, uint32_t *random)
{
    uint8_t slice[RUN_MOST];
    size_t n = choose_slice(slice, data, body, random);
    size_t len = choose_length(max_size - size, random);
    size_t at = options_random(random, (uint32_t)body + 1u);

    memmove(data + at + len, data + at, size - at);
    for (size_t i = 0; i < len; i++)
        data[at + i] = slice[i % n];
    return size + len;
}

/* A full input is cut first. */
static size_t run_of_all(uint8_t *data, size_t size, size_t max_size, uint32_t *random)
{
    struct options opt;
    size_t body = options_take(&opt, data, size);

    if (size >= max_size)
        size = body = options_random(random, (uint32_t)max_size) + 1u;
    return add_run(data, body, size, max_size, random);
}

/* ---- All together -------------------------------------------------------------------------- */

static size_t add_options(uint8_t *data, size_t size, uint32_t *random)
{
    memcpy(data + size, OPTIONS_MARK, 8);
    size += 8;
    for (int i = 0; i < 8; i++)
        data[size++] = (uint8_t)options_random(random, 256);
    return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
    uint32_t random = (uint32_t)(seed * UINT64_C(2654435761)) | 1u;
    struct options opt;
    bool has_options = options_take(&opt, data, size) < size;

    if (LLVMFuzzerMutate == NULL)
        return size;
    if (max_size > 0 && options_random(&random, 16) == 0)
        size = run_of_all(data, size, max_size, &random);
    else
        size = LLVMFuzzerMutate(data, size, max_size);
    if (HAS_OPTIONS && options_random(&random, 8) == 0 && !has_options && size + OPTIONS_SIZE <= max_size)
        size = add_options(data, size, &random);
    if (options_random(&random, 2) == 0)
        repair(data, options_take(&opt, data, size));
    return size;
}

#endif
