/* SPDX-License-Identifier: MIT */

/* Bodies: TNEF in, every body of every message in every form it gives. Whole and in pieces, in
 * memory and in a spool, with sinks that pause and without, it is the same; what is said of it is
 * valid UTF-8, RTF as it stands apart, which is bytes. The collector touches no more than is said. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../tests/body_log.h"
#include "../tests/touched.h"
#include "promise.h"
#include "text/priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_OUTPUT (UINT64_C(1) << 20)

/* Lines of RTF as it stands, and output that a limit cut. */
static int is_free(const char *line)
{
    return strncmp(line, "  form 3", 8) == 0 || strstr(line, "TNEF_E_LIMIT_OUTPUT \"") != NULL;
}

static void check_utf8(const char *line, size_t n)
{
    uint32_t c;

    for (size_t at = 0; at < n;) {
        int step = tnefi_text_utf8_get((const uint8_t *)line + at, n - at, &c);

        CHECK(step > 0);
        at += (size_t)step;
    }
}

static void check_lines(char *text)
{
    while (*text != '\0') {
        char *end = strchr(text, '\n');

        CHECK(end != NULL);
        *end = '\0';
        if (!is_free(text))
            check_utf8(text, (size_t)(end - text));
        text = end + 1;
    }
}

/* Converters that were opened count besides. */
static void check_work(const struct body_log *l)
{
    uint64_t opened = (uint64_t)TNEF_TEXT_CONVERTERS * TNEFI_TOUCH_CONVERTER;
    uint64_t touched = l->touched > opened ? l->touched - opened : 0;

    CHECK(touched_within("bodies", touched, l->bytes, l->calls));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct body_way whole = { .cfg = { .max_output = MAX_OUTPUT } };
    struct body_way other = { .cfg = { .max_output = MAX_OUTPUT, .max_memory = 100 }, .spool = 1,
                              .piece = 1 + size % 7, .pause = size % 3 == 0 };
    struct body_log a, b;

    body_log_run(&a, data, size, &whole);
    body_log_run(&b, data, size, &other);
    CHECK(a.len == b.len && memcmp(a.text, b.text, a.len) == 0 && a.status == b.status);
    check_lines(a.text);
    check_work(&a);
    check_work(&b);
    body_log_free(&a);
    body_log_free(&b);
    return 0;
}
