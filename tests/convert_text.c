/* SPDX-License-Identifier: MIT */

#include "convert_check.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "kept_output.h"

char *cw_calendar(struct tw *w, const tnef_convert_options *options, uint32_t *left_out)
{
    char *text = cw_convert(w, TNEF_CONVERT_CALENDAR, options, left_out);

    assert_non_null(text);
    return text;
}

tnef_status cw_write_all(struct tw *w, size_t cut, const tnef_convert_config *cfg, uint32_t kind,
                         const tnef_allocator *alloc, char **text, uint32_t *left_out)
{
    struct kept_output out;
    tnef_status status;
    tnef_convert *c;
    uint8_t *buf;
    size_t len;

    buf = tw_take(w, &len);
    tw_free(w);
    kept_begin(&out, TAKES_ALL);
    status = tnef_convert_new(&c, cfg, alloc);
    if (status == TNEF_OK) {
        status = tnef_convert_feed(c, buf, len - cut, NULL);
        if (status == TNEF_OK)
            status = tnef_convert_finish(c);
        if (status == TNEF_OK)
            status = tnef_convert_write(c, kind, NULL, kept_sink, &out);
        if (left_out != NULL)
            *left_out = tnef_convert_left_out(c);
        tnef_convert_free(c);
    }
    free(buf);
    *text = out.out;
    return status;
}

void cw_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no\n%s in\n%s", part, text);
}

void cw_lacks(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        fail_msg("there is\n%s in\n%s", part, text);
}

size_t cw_count(const char *text, const char *part)
{
    size_t n = 0;

    for (const char *p = strstr(text, part); p != NULL; p = strstr(p + 1, part))
        n++;
    return n;
}
