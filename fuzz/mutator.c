/* SPDX-License-Identifier: MIT */

/* Mutates as libFuzzer does, then repairs lengths and checksums of attributes now and then: without
 * that, most mutants end in the first broken header. Built with an engine only, which says so. */

#include "harness.h"

#include <string.h>

#ifdef TNEF_FUZZ_MUTATOR

#define HEAD 9u

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

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
    uint32_t sum = 0;

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

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
    uint32_t random = seed * 2654435761u | 1u;
    struct options opt;
    size_t body = options_take(&opt, data, size);
    bool has_options = body < size;

    size = LLVMFuzzerMutate(data, size, max_size);
    if (options_random(&random, 8) == 0 && !has_options && size + OPTIONS_SIZE <= max_size) {
        memcpy(data + size, OPTIONS_MARK, 8);
        size += 8;
        for (int i = 0; i < 8; i++)
            data[size++] = (uint8_t)options_random(&random, 256);
    }
    body = options_take(&opt, data, size);
    if (options_random(&random, 2) == 0)
        repair(data, body);
    return size;
}

#endif
