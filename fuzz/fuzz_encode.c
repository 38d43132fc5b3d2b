/* SPDX-License-Identifier: MIT */

/* The encoders: any bytes, by each kind, in lines that keep the rules, decode to what they were, and are
 * encoded alike however they are cut and wherever the sink pauses; the work is bounded. */

#include "../tests/encode_check.h"
#include "../tests/touched.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void work(uint32_t kind, const uint8_t *data, size_t size)
{
    const struct encode_plan plan = { .piece = size % 7 };
    uint64_t touched = touched_now();
    struct encode_result r;

    encode_run(&r, kind, data, size, &plan);
    if (!touched_within("encode", touched_now() - touched, size, 4u + 3u * r.calls + size))
        abort();
    encode_result_free(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint32_t kinds[] = { TNEF_ENCODE_IDENTITY, TNEF_ENCODE_BASE64, TNEF_ENCODE_BASE64_BARE,
                                      TNEF_ENCODE_QUOTED_PRINTABLE, TNEF_ENCODE_QUOTED_BINARY };

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        const char *wrong = encode_check_fast(kinds[k], data, size);

        if (wrong != NULL) {
            fprintf(stderr, "kind %x: %s\n", kinds[k], wrong);
            abort();
        }
        work(kinds[k], data, size);
    }
    return 0;
}
