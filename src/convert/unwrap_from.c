/* SPDX-License-Identifier: MIT */
/* The line "From a@b Mon Nov 30 08:26:00 2026" before a mail, as it stands in a mailbox (RFC 4155), and as
 * programs that filter mail for one user get it. It is no part of the mail: the scanner does not see it,
 * since with it the mail would have two readings, and it comes out as it was. What has no time of day in it
 * is no such line, and the scanner judges it. */

#include "convert/unwrap.h"

#include "base/touch.h"

#include <string.h>

static int is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* Whether the line has a time of day after at least one word. */
static int has_time(const uint8_t *p, size_t n)
{
    int words = 0;

    TNEFI_TOUCH(n);
    for (size_t i = sizeof "From " - 1u; i + 5u <= n; i++) {
        if (p[i - 1u] != ' ' || p[i] == ' ')
            continue;
        if (words > 0 && is_digit(p[i]) && is_digit(p[i + 1u]) && p[i + 2u] == ':' && is_digit(p[i + 3u])
            && is_digit(p[i + 4u]))
            return 1;
        words++;
    }
    return 0;
}

static int may_be(const uint8_t *p, size_t n)
{
    static const char word[] = "From ";
    const size_t len = n < sizeof word - 1u ? n : sizeof word - 1u;

    TNEFI_TOUCH(len);
    return memcmp(p, word, len) == 0;
}

/* What was held goes to the scanner after all. */
static tnef_status release(struct tnef_unwrap *u)
{
    struct tnefi_convert_unwrap_live *v = &u->live;

    v->from = UNWRAP_FROM_PASSED;
    return v->from_len > 0 ? tnef_scanner_feed(u->scanner, v->from_line, v->from_len, NULL) : TNEF_OK;
}

tnef_status tnefi_convert_unwrap_scan(struct tnef_unwrap *u, const uint8_t *p, size_t n)
{
    struct tnefi_convert_unwrap_live *v = &u->live;
    tnef_status status = TNEF_OK;
    size_t i = 0;

    while (v->from == UNWRAP_FROM_OPEN && i < n) {
        const int is_end = p[i] == '\n';

        v->from_line[v->from_len++] = p[i++];
        TNEFI_TOUCH(1);
        if (is_end && v->from_len > 5u && has_time(v->from_line, v->from_len)) {
            v->from = UNWRAP_FROM_PASSED;
            v->envelope = v->from_len;
        } else if (is_end || v->from_len == UNWRAP_FROM_LINE
                   || (v->from_len <= 5u && !may_be(v->from_line, v->from_len))) {
            status = release(u);
        }
    }
    if (status != TNEF_OK || v->from == UNWRAP_FROM_OPEN)
        return status;
    return tnef_scanner_feed(u->scanner, p + i, n - i, NULL);
}

tnef_status tnefi_convert_unwrap_scan_end(struct tnef_unwrap *u)
{
    tnef_status status = TNEF_OK;

    if (u->live.from == UNWRAP_FROM_OPEN)
        status = release(u);
    return status == TNEF_OK ? tnef_scanner_finish(u->scanner) : status;
}
