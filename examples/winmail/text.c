/* SPDX-License-Identifier: MIT */
/* Text for terminals and for JSON. */

#include "winmail.h"

#include <inttypes.h>
#include <string.h>

/* One character of valid UTF-8; its bytes. */
static size_t decode(const char *s, size_t len, uint32_t *c)
{
    const unsigned char *p = (const unsigned char *)s;

    if (p[0] < 0x80 || len < 2) {
        *c = p[0];
        return 1;
    }
    if (p[0] < 0xE0 || len < 3) {
        *c = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
        return 2;
    }
    if (p[0] < 0xF0 || len < 4) {
        *c = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        return 3;
    }
    *c = (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
    return 4;
}

static int is_dangerous(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0)          /* control                  */
        || c == 0x061C || c == 0x200E || c == 0x200F     /* direction marks          */
        || (c >= 0x2028 && c <= 0x202E)                  /* separators, embeddings   */
        || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;  /* isolates, byte order     */
}

void print_safe(FILE *f, const char *utf8, size_t len)
{
    uint32_t c;
    size_t n;

    for (size_t i = 0; i < len; i += n) {
        n = decode(utf8 + i, len - i, &c);
        if (is_dangerous(c))
            fprintf(f, "\\u{%" PRIx32 "}", c);
        else
            fwrite(utf8 + i, 1, n, f);
    }
}

void print_string(FILE *f, tnef_string s)
{
    if (s.text != NULL)
        print_safe(f, s.text, s.len);
}

void print_json_text(FILE *f, const char *utf8, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)utf8[i];

        if (c == '"' || c == '\\')
            fprintf(f, "\\%c", c);
        else if (c == '\n')
            fputs("\\n", f);
        else if (c == '\r')
            fputs("\\r", f);
        else if (c == '\t')
            fputs("\\t", f);
        else if (c < 0x20 || c == 0x7F)
            fprintf(f, "\\u%04x", c);
        else
            fputc(c, f);
    }
}

void print_json_string(FILE *f, tnef_string s)
{
    if (s.text == NULL) {
        fputs("null", f);
        return;
    }
    fputc('"', f);
    print_json_text(f, s.text, s.len);
    fputc('"', f);
}

/* Names of files on the command line may be any bytes. */
void print_json_cstring(FILE *f, const char *s)
{
    char clean[3 * 4096 + 1];
    size_t len = 0;
    tnef_string text = { clean, 0 };
    size_t n = strlen(s);

    tnef_text_convert(65001, s, n < 4096 ? n : 4096, clean, sizeof clean, &len, NULL);
    text.len = len;
    print_json_string(f, text);
}

/* ---- Time ---------------------------------------------------------------------------------- */

/* The civil date of a day counted from 1970-01-01, by eras of 400 years that begin in March. */
static void civil_from_days(int64_t days, int64_t *year, int *month, int *day)
{
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

void format_time(char *out, tnef_time t)
{
    int64_t days = t.seconds >= 0 ? t.seconds / 86400 : -((86399 - t.seconds) / 86400);
    int second = (int)(t.seconds - days * 86400);
    int64_t year;
    int month, day;

    civil_from_days(days, &year, &month, &day);
    snprintf(out, TIME_SIZE, "%04" PRId64 "-%02d-%02dT%02d:%02d:%02d%s", year, month, day,
             second / 3600, second / 60 % 60, second % 60,
             (t.flags & TNEF_TIME_ZONE) != 0 ? "" : "Z");
}

int format_filetime(char *out, uint64_t filetime)
{
    tnef_time t = { 0, 0, TNEF_TIME_SET };

    if (filetime == 0 || filetime == UINT64_C(0x0CB34557A3DD4000) || filetime >> 63 != 0
        || filetime == INT64_MAX)
        return 0;
    t.seconds = (int64_t)(filetime / 10000000u) - INT64_C(11644473600);
    format_time(out, t);
    return 1;
}
