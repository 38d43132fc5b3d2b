/* SPDX-License-Identifier: MIT */

/* Reads back what the line writer wrote, and cleans what it was given, by other code than its own. */

#include "lines_check.h"

#include <stdlib.h>
#include <string.h>

#include <tnef/text.h>
#include <tnef/transfer.h>

/* ---- Cleaning ----------------------------------------------------------------------------------------- */

/* Decodes the character at |s|, which is valid UTF-8. Returns its length. */
static size_t code(const unsigned char *s, uint32_t *c)
{
    size_t n = s[0] < 0x80 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;

    *c = n == 1 ? s[0] : s[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++)
        *c = *c << 6 | (s[i] & 0x3Fu);
    return n;
}

/* Line breaks as "\n", and nothing that is dropped. Returns the length. */
static size_t without_controls(char *out, const unsigned char *s, size_t n)
{
    size_t len = 0;

    for (size_t i = 0; i < n;) {
        uint32_t c, next = 0;
        size_t k = code(s + i, &c);

        if (i + k < n)
            (void)code(s + i + k, &next);
        if (c == '\r' && next == '\n')
            k = 2;
        if (c == '\r' || c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029) {
            out[len++] = '\n';
        } else if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) {
            memcpy(out + len, "\xef\xbf\xbd", 3);
            len += 3;
        } else if (c == '\t' || (c >= 0x20 && c < 0x7F) || (c > 0x9F && c != 0xFEFF)) {
            memcpy(out + len, s + i, k);
            len += k;
        }
        i += k;
    }
    return len;
}

/* White space as it is in one line. */
static size_t in_one_line(char *s, size_t n)
{
    size_t len = 0;

    for (size_t i = 0; i < n;) {
        size_t row = 0;
        bool odd = false;

        while (i + row < n && strchr(" \t\n", s[i + row]) != NULL) {
            odd = odd || s[i + row] != ' ';
            row++;
        }
        if (row == 0) {
            s[len++] = s[i++];
            continue;
        }
        i += row;
        if (len == 0 || i == n)
            continue;
        for (size_t k = 0; k < (odd ? 1 : row); k++)
            s[len++] = ' ';
    }
    return len;
}

size_t lines_cleaned(char *out, const void *p, size_t n, bool one_line)
{
    char *utf8 = malloc(3 * n + 8);
    size_t len;

    if (utf8 == NULL || tnef_text_convert(65001, p, n, utf8, 3 * n + 8, &len, NULL) != TNEF_OK)
        abort();
    len = without_controls(out, (const unsigned char *)utf8, len);
    free(utf8);
    return one_line ? in_one_line(out, len) : len;
}

/* ---- Content lines ------------------------------------------------------------------------------------ */

/* What stands between |before| and |after|; NULL: it does not. |*n| becomes its length. */
static const char *between(const char *text, size_t len, const char *before, const char *after, size_t *n)
{
    size_t b = strlen(before), a = strlen(after);

    if (len < a + b || memcmp(text, before, b) != 0 || memcmp(text + len - a, after, a) != 0)
        return NULL;
    *n = len - a - b;
    return text + b;
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Reads |n| characters in which |sign| begins an escape: of one character, which |from| has and |to|
 * explains, or, if |from| is NULL, of two digits. What |refused| has may not stand by itself. */
static long unescape(char *out, const char *s, size_t n, char sign, const char *from, const char *to,
                     const char *refused)
{
    long len = 0;

    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\n' || (s[i] != sign && strchr(refused, s[i]) != NULL))
            return -1;
        if (s[i] != sign) {
            out[len++] = s[i];
        } else if (from == NULL) {
            if (i + 2 >= n || hex(s[i + 1]) < 0 || hex(s[i + 2]) < 0)
                return -1;
            out[len++] = (char)(hex(s[i + 1]) * 16 + hex(s[i + 2]));
            i += 2;
        } else {
            const char *found = i + 1 < n ? strchr(from, s[i + 1]) : NULL;

            if (found == NULL || *found == '\0')
                return -1;
            out[len++] = to[found - from];
            i++;
        }
    }
    return len;
}

#define END "\nEND:18446744073709551615\n"

static long read_content(enum lines_place place, char *out, const char *text, size_t len)
{
    const char *s;
    size_t n;

    switch (place) {
    case LINES_TEXT:
    case LINES_TEXT_ONE:
        s = between(text, len, "SUMMARY:", END, &n);
        return s == NULL ? -1 : unescape(out, s, n, '\\', "\\,;n", "\\,;\n", ",;");
    case LINES_PARAM:
    case LINES_PARAM_ONE:
        s = between(text, len, "ATTENDEE;CN=\"", "\";A=01FE:1" END, &n);
        return s == NULL ? -1 : unescape(out, s, n, '^', "^'n", "^\"\n", "\"");
    case LINES_CAL_ADDRESS:
        s = between(text, len, "ATTENDEE:mailto:", END, &n);
        return s == NULL ? -1 : unescape(out, s, n, '%', NULL, NULL, " \t\"\\<>^`{|}#?&=;,:/");
    default:
        s = between(text, len, "URL:", END, &n);
        if (s == NULL)
            return -1;
        /* A % of the value stays, so not every escape is ours: what is compared is compared without. */
        memcpy(out, s, n);
        return strcspn(s, " \t\"\\<>^`{|}") < n ? -1 : (long)n;
    }
}

/* ---- Header fields ------------------------------------------------------------------------------------ */

static tnef_status append(void *user, const void *buf, size_t len, size_t *taken)
{
    char **at = user;

    (void)taken;
    memcpy(*at, buf, len);
    *at += len;
    return TNEF_OK;
}

static char *decode_b(char *out, const char *s, size_t n)
{
    tnef_transfer_config cfg = {
        .size = sizeof cfg, .kind = TNEF_TRANSFER_BASE64, .sink = append, .user = &out
    };
    tnef_transfer *t;

    if (tnef_transfer_new(&t, &cfg, NULL) != TNEF_OK || tnef_transfer_feed(t, s, n, NULL) != TNEF_OK
        || tnef_transfer_finish(t) != TNEF_OK)
        abort();
    tnef_transfer_free(t);
    return out;
}

static bool is_whole(const char *s, size_t n)
{
    uint64_t anomalies = 0;
    char text[512];
    size_t len;

    return tnef_text_convert(65001, s, n, text, sizeof text, &len, &anomalies) == TNEF_OK && anomalies == 0;
}

/* Encoded words with blanks between them, and nothing else. In Q only what |q_set| has stands by itself
 * (NULL: all). */
static long read_words(char *out, const char *s, size_t n, const char *q_set)
{
    char *at = out;

    while (n > 0) {
        const char *end = n > 10 ? memchr(s + 10, '?', n - 10) : NULL;
        char *word = at;

        if (end == NULL || end + 2 > s + n || end[1] != '=' || memcmp(s, "=?UTF-8?", 8) != 0
            || end + 2 - s > 75)
            return -1;
        if (s[8] == 'B') {
            at = decode_b(at, s + 10, (size_t)(end - s - 10));
        } else {
            size_t len = (size_t)(end - s - 10);
            char q[80];
            long k;

            for (size_t i = 0; i < len; i++) {
                if (s[10 + i] == ' ' || (q_set != NULL && strchr(q_set, s[10 + i]) == NULL))
                    return -1;
                q[i] = s[10 + i] == '_' ? ' ' : s[10 + i];
            }
            k = unescape(at, q, len, '=', NULL, NULL, "\t\n?");
            if (k < 0)
                return -1;
            at += k;
        }
        if (!is_whole(word, (size_t)(at - word)))
            return -1;
        n -= (size_t)(end + 2 - s);
        s = end + 2;
        if (n > 1 && *s == ' ') {
            s++;
            n--;
        } else if (n > 0) {
            return -1;
        }
    }
    return at - out;
}

#define Q_SET     "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/_="
#define FIELD_END "\nX-End: end\n"

static bool has(const char *s, size_t n, const char *what)
{
    for (size_t i = 0; i + strlen(what) <= n; i++)
        if (memcmp(s + i, what, strlen(what)) == 0)
            return true;
    return false;
}

static long read_text(char *out, const char *s, size_t n)
{
    if (n > 0 && *s == ' ') {
        s++;
        n--;
    } else if (n > 0) {
        return -1;
    }
    if (n >= 2 && memcmp(s, "=?", 2) == 0)
        return read_words(out, s, n, NULL);
    if (has(s, n, "=?") || memchr(s, '\n', n) != NULL)
        return -1;
    memcpy(out, s, n);
    return (long)n;
}

static long read_phrase(char *out, const char *s, size_t n)
{
    if (n >= 2 && memcmp(s, "=?", 2) == 0)
        return read_words(out, s, n, Q_SET);
    if (has(s, n, "=?"))
        return -1;
    if (n >= 2 && s[0] == '"' && s[n - 1] == '"')
        return unescape(out, s + 1, n - 2, '\\', "\\\"", "\\\"", "\"");
    return unescape(out, s, n, '\n', "", "", "()<>@,;:\\\".[]");
}

static long read_param(char *out, const char *s, size_t n)
{
    if (n >= 8 && memcmp(s, "*=UTF-8''", 9) == 0)
        return unescape(out, s + 9, n - 9, '%', NULL, NULL, " \t\"()<>@,;:\\/[]?=*'");
    if (n >= 4 && memcmp(s, "=\"=?", 4) == 0 && s[n - 1] == '"')
        return read_words(out, s + 2, n - 3, Q_SET);
    if (has(s, n, "=?"))
        return -1;
    if (n >= 3 && s[0] == '=' && s[1] == '"' && s[n - 1] == '"')
        return unescape(out, s + 2, n - 3, '\\', "\\\"", "\\\"", "\"");
    return n < 2 || s[0] != '=' ? -1 : unescape(out, s + 1, n - 1, '\n', "", "", " ()<>@,;:\\\"/[]?=");
}

long lines_read(enum lines_place place, char *out, const char *text, size_t len)
{
    const char *s;
    size_t n;

    switch (place) {
    case LINES_SUBJECT:
        s = between(text, len, "Subject:", FIELD_END, &n);
        return s == NULL ? -1 : read_text(out, s, n);
    case LINES_PHRASE:
        s = between(text, len, "From: ", " <ann@example.com>" FIELD_END, &n);
        return s == NULL ? -1 : read_phrase(out, s, n);
    case LINES_GROUP:
        s = between(text, len, "To: a@b, ", ":;" FIELD_END, &n);
        if (s != NULL && n > 0 && s[n - 1] == ' ')
            n--;
        return s == NULL ? -1 : read_phrase(out, s, n);
    case LINES_NAME:
    case LINES_NAME_WORD:
        s = between(text, len, "Content-Type: a/b; name", "; x=y" FIELD_END, &n);
        return s == NULL ? -1 : read_param(out, s, n);
    default:
        return read_content(place, out, text, len);
    }
}
