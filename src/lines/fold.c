/* SPDX-License-Identifier: MIT */
/* Content lines (RFC 5545, 3.1): folded at 75 octets, never inside of what belongs together. */

#include "lines/priv.h"

void tnefi_lines_unit(struct tnefi_lines *l, const void *p, size_t n)
{
    if (l->column + n > TNEFI_LINES_CONTENT) {
        tnefi_lines_break(l);
        tnefi_lines_put_byte(l, ' ');
    }
    tnefi_lines_put(l, p, n);
}

void tnefi_lines_bytes(struct tnefi_lines *l, const void *p, size_t n)
{
    const uint8_t *bytes = p;

    if (!tnefi_lines_enter(l))
        return;
    while (l->place.at < n) {
        uint8_t b;

        if (!tnefi_lines_room(l))
            return;
        b = bytes[l->place.at++];
        TNEFI_TOUCH(1);
        if (b == ' ' || tnefi_lines_is_visible(b))
            tnefi_lines_unit(l, &b, 1);
    }
    tnefi_lines_leave(l);
}

void tnefi_lines_raw(struct tnefi_lines *l, const char *text)
{
    tnefi_lines_bytes(l, text, tnefi_lines_length(text));
}

void tnefi_lines_hex(struct tnefi_lines *l, const void *p, size_t n)
{
    const uint8_t *bytes = p;

    if (!tnefi_lines_enter(l))
        return;
    while (l->place.at < n) {
        uint8_t digits[3];

        if (!tnefi_lines_room(l))
            return;
        tnefi_lines_escape(digits, 0, bytes[l->place.at++]);
        tnefi_lines_unit(l, digits + 1, 1);
        tnefi_lines_unit(l, digits + 2, 1);
    }
    tnefi_lines_leave(l);
}

void tnefi_lines_number(struct tnefi_lines *l, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + number % 10u);
        number /= 10u;
    } while (number > 0);
    tnefi_lines_bytes(l, digits + at, sizeof digits - at);
}

tnef_status tnefi_lines_folded_sink(void *lines, const void *buf, size_t len, size_t *taken)
{
    struct tnefi_lines *l = lines;
    tnef_status status;

    tnefi_lines_begin(l);
    tnefi_lines_bytes(l, buf, len);
    *taken = l->passed > 0 ? len : l->place.at;
    status = tnefi_lines_end(l);
    if (status == TNEF_PAUSED)
        tnefi_lines_leave(l);
    l->passed = 0;
    return status;
}
