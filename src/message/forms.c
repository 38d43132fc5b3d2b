/* SPDX-License-Identifier: MIT */
/* Other forms of values: joined, as hex, as MIME types, as times. */

#include "message/priv.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

/* 100 ns units between 1601 and 1970, in seconds; and the first second of the year 10000. */
#define EPOCH_SECONDS INT64_C(11644473600)
#define UNITS_PER_SEC UINT64_C(10000000)
#define YEAR_10000    INT64_C(253402300800)
#define FILETIME_NONE UINT64_C(0x0CB34557A3DD4000) /* 4501-01-01: no date                       */
#define FILETIME_MAX  UINT64_C(0x7FFFFFFFFFFFFFFF) /* also no date                              */

/* ---- Strings ------------------------------------------------------------------------------ */

tnef_string tnefi_message_join(struct tnef_reader *r, struct tnefi_message_arena *arena, tnef_string a,
                               const char *b, size_t len)
{
    tnef_string s = { NULL, 0 };
    char *out = tnefi_message_text_room(r, arena, a.len + len);
    if (out == NULL)
        return s;
    TNEFI_TOUCH(a.len + len);
    if (a.len > 0)
        memcpy(out, a.text, a.len);
    if (len > 0)
        memcpy(out + a.len, b, len);
    s.text = out;
    s.len = a.len + len;
    return s;
}

tnef_string tnefi_message_hex(struct tnef_reader *r, struct tnefi_message_arena *arena,
                              const struct tnefi_message_kept *k)
{
    static const char digits[] = "0123456789ABCDEF";
    tnef_string s = { NULL, 0 };
    char *out;

    if (k->rank == KEPT_NONE)
        return s;
    out = tnefi_message_text_room(r, arena, k->len * (size_t)2u);
    if (out == NULL)
        return s;
    TNEFI_TOUCH(k->len);
    for (uint32_t i = 0; i < k->len; i++) {
        out[2u * i] = digits[k->bytes[i] >> 4];
        out[2u * i + 1u] = digits[k->bytes[i] & 15u];
    }
    s.text = out;
    s.len = k->len * (size_t)2u;
    return s;
}

int tnefi_message_same(tnef_string a, const char *b)
{
    size_t i = 0;

    while (i < a.len && b[i] != '\0'
           && (a.text[i] == b[i] || tnefi_base_lower((uint8_t)a.text[i]) == tnefi_base_lower((uint8_t)b[i])))
        i++;
    TNEFI_TOUCH(i);
    return i == a.len && b[i] == '\0';
}

size_t tnefi_message_decimal(char out[TNEFI_DECIMAL_SIZE], uint64_t number)
{
    char digits[TNEFI_DECIMAL_SIZE];
    size_t count = 0, len = 0;

    for (; number > 0 && count < sizeof digits; number /= 10u)
        digits[count++] = (char)('0' + (int)(number % 10u));
    while (count > 0)
        out[len++] = digits[--count];
    return len;
}

/* ---- MIME types --------------------------------------------------------------------------- */

static int is_token(char c)
{
    if (c <= ' ' || c > '~')
        return 0;
    return memchr("()<>@,;:\\\"/[]?=", c, 15) == NULL;
}

static size_t token(const char *s, size_t len)
{
    size_t i = 0;

    while (i < len && is_token(s[i]))
        i++;
    TNEFI_TOUCH(i);
    return i;
}

tnef_string tnefi_message_mime_type(struct tnef_reader *r, struct tnefi_message_arena *arena, tnef_string raw)
{
    tnef_string s = raw, nothing = { "", 0 };
    size_t type, subtype, end;

    while (s.len > 0 && tnefi_base_is_blank((uint8_t)*s.text)) {
        s.text++;
        s.len--;
    }
    TNEFI_TOUCH(raw.len - s.len);
    type = token(s.text, s.len);
    subtype = type < s.len && s.text[type] == '/' ? token(s.text + type + 1, s.len - type - 1) : 0;
    end = type + 1u + subtype;
    while (type > 0 && subtype > 0 && end < s.len && tnefi_base_is_blank((uint8_t)s.text[end]))
        end++;
    if (type == 0 || subtype == 0 || (end < s.len && s.text[end] != ';')) {
        s.text = NULL;
        s.len = 0;
        return s;
    }
    return tnefi_message_join(r, arena, nothing, s.text, type + 1u + subtype);
}

/* ---- Times -------------------------------------------------------------------------------- */

tnef_time tnefi_message_time(struct tnef_reader *r, const struct tnefi_message_kept *k)
{
    tnef_time t = { 0, 0, 0 };
    int64_t seconds;

    if (k->rank == KEPT_NONE || k->number == 0 || k->number == FILETIME_NONE || k->number == FILETIME_MAX)
        return t;
    seconds = (int64_t)(k->number / UNITS_PER_SEC) - EPOCH_SECONDS;
    if (seconds >= YEAR_10000) {
        tnefi_message_note(r, TNEF_A_DATE, TNEF_OK, 0, k->number);
        return t;
    }
    t.seconds = seconds;
    t.ticks = (uint32_t)(k->number % UNITS_PER_SEC);
    t.flags = TNEF_TIME_SET | (k->rank == KEPT_COMPUTED ? TNEF_TIME_ZONE : 0u);
    return t;
}
