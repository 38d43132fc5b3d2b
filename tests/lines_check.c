/* SPDX-License-Identifier: MIT */

#include "lines_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/text.h>

/* ---- Writing ------------------------------------------------------------------------------------------ */

tnef_status lines_take(void *user, const void *buf, size_t len, size_t *taken)
{
    struct lines_output *o = user;

    if (o->sink < SINK_FAIL)
        return fed_take(&o->kept, (enum fed_pause)o->sink, buf, len, taken);
    if (o->kept.calls == 1) {
        o->kept.calls++;
        return o->sink == SINK_FAIL ? 77 : TNEF_STOP;
    }
    return fed_take(&o->kept, PAUSE_NO, buf, len, taken);
}

void lines_output_free(struct lines_output *o)
{
    free(o->kept.bytes);
    o->kept.bytes = NULL;
}

static void content(struct tnefi_lines *l, const char *name, uint32_t how, const void *p, size_t n)
{
    tnefi_lines_raw(l, name);
    tnefi_lines_value(l, how, p, n);
    if (how == TNEFI_LINES_PARAM || how == (TNEFI_LINES_PARAM | TNEFI_LINES_ONE_LINE)) {
        tnefi_lines_raw(l, ";A=");
        tnefi_lines_hex(l, "\x01\xfe", 2);
        tnefi_lines_raw(l, ":1");
    }
    tnefi_lines_crlf(l);
    tnefi_lines_raw(l, "END:");
    tnefi_lines_number(l, UINT64_MAX);
    tnefi_lines_crlf(l);
}

static void header(struct tnefi_lines *l, enum lines_place place, const void *p, size_t n)
{
    static const char *const names[] = { "Subject",      "From", "To",        "Content-Type",
                                         "Content-Type", "To",   "References" };

    tnefi_lines_header(l, names[place - LINES_SUBJECT]);
    if (place == LINES_SUBJECT) {
        tnefi_lines_text(l, p, n);
    } else if (place == LINES_PHRASE) {
        tnefi_lines_phrase(l, p, n, NULL);
        tnefi_lines_address(l, "ann@example.com", 15, NULL);
    } else if (place == LINES_GROUP) {
        tnefi_lines_word(l, "a@b", ",");
        tnefi_lines_phrase(l, p, n, ":;");
    } else if (place == LINES_NAME) {
        tnefi_lines_word(l, "a/b", ";");
        tnefi_lines_param(l, "name", p, n, ";");
        tnefi_lines_param(l, "x", "y", 1, NULL);
    } else if (place == LINES_NAME_WORD) {
        tnefi_lines_word(l, "a/b", ";");
        tnefi_lines_param_word(l, "name", p, n, ";");
        tnefi_lines_param_word(l, "x", "y", 1, NULL);
    } else if (place == LINES_ADDRESS) {
        tnefi_lines_address(l, p, n, ",");
        tnefi_lines_address(l, "ann@example.com", 15, NULL);
    } else {
        tnefi_lines_msg_id(l, p, n, NULL);
        tnefi_lines_msg_id(l, "1 @ x", 5, NULL);
    }
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "X-End");
    tnefi_lines_word(l, "end", NULL);
    tnefi_lines_crlf(l);
}

static void item(struct tnefi_lines *l, enum lines_place place, const void *p, size_t n)
{
    static const char *const names[] = { "SUMMARY:",     "SUMMARY:",  "ATTENDEE;CN=",
                                         "ATTENDEE;CN=", "ATTENDEE:", "URL:" };
    static const uint32_t hows[] = { TNEFI_LINES_TEXT,        TNEFI_LINES_TEXT | TNEFI_LINES_ONE_LINE,
                                     TNEFI_LINES_PARAM,       TNEFI_LINES_PARAM | TNEFI_LINES_ONE_LINE,
                                     TNEFI_LINES_CAL_ADDRESS, TNEFI_LINES_URI };

    if (place < LINES_SUBJECT)
        content(l, names[place], hows[place], p, n);
    else
        header(l, place, p, n);
}

tnef_status lines_write(struct lines_output *o, enum lines_place place, uint32_t flags, const void *p,
                        size_t n, uint64_t max_output)
{
    struct tnefi_lines l;
    tnef_status status;

    tnefi_lines_init(&l, lines_take, o, max_output, flags);
    do {
        tnefi_lines_begin(&l);
        item(&l, place, p, n);
        status = tnefi_lines_end(&l);
    } while (status == TNEF_PAUSED);
    do
        status = tnefi_lines_flush(&l);
    while (status == TNEF_PAUSED);
    MUST(l.output <= l.max_output && (status != TNEF_OK || l.output == o->kept.len));
    MUST(l.user_code == (status == TNEF_E_CALLBACK ? 77 : 0));
    return status;
}

/* ---- Rules of lines ----------------------------------------------------------------------------------- */

static bool is_utf8(const uint8_t *p, size_t n)
{
    char *out = malloc(3 * n + 16);
    size_t written;
    uint64_t anomalies = 0;
    tnef_status status;

    MUST(out != NULL);
    status = tnef_text_convert(65001, p, n, out, 3 * n + 16, &written, &anomalies);
    free(out);
    return status == TNEF_OK && anomalies == 0;
}

static bool find_encoded_word(const uint8_t *p, size_t n)
{
    for (size_t i = 0; i + 8 <= n; i++)
        if (memcmp(p + i, "=?UTF-8?", 8) == 0)
            return true;
    return false;
}

static const char *check_line(enum lines_place place, uint32_t flags, const uint8_t *p, size_t n)
{
    bool is_header = place >= LINES_SUBJECT;

    if (n > (is_header ? TNEFI_LINES_HARD : TNEFI_LINES_CONTENT))
        return fed_say("a line of %zu", n);
    if (place == LINES_ADDRESS && find_encoded_word(p, n))
        return fed_say("an encoded word in an address");
    /* An id stays as it is, whatever it looks like. */
    if (is_header && place != LINES_MSG_ID && n > TNEFI_LINES_CODED && find_encoded_word(p, n))
        return fed_say("an encoded word in a line of %zu", n);
    if (n == 0 || (n == 1 && p[0] == ' ' && is_header))
        return fed_say("an empty line");
    for (size_t i = 0; i < n; i++)
        if ((p[i] < ' ' && p[i] != '\t') || p[i] == 0x7F || (is_header && flags == 0 && p[i] > 0x7E))
            return fed_say("%02x in a line", p[i]);
    return is_utf8(p, n) ? NULL : fed_say("a line cuts a character");
}

/* Each line; |text| gets them unfolded. */
static const char *check_lines(enum lines_place place, uint32_t flags, const struct lines_output *o,
                               char *text, size_t *len)
{
    const char *answer = NULL;
    size_t at = 0;

    *len = 0;
    while (at < o->kept.len && answer == NULL) {
        const uint8_t *p = o->kept.bytes + at;
        size_t n = 0;

        while (at + n + 1 < o->kept.len && !(p[n] == '\r' && p[n + 1] == '\n'))
            n++;
        if (at + n + 1 >= o->kept.len)
            return fed_say("no line end last");
        answer = check_line(place, flags, p, n);
        if (at > 0 && p[0] == ' ' && *len > 0)
            (*len)--;
        /* In content lines the blank is part of the fold. */
        for (size_t i = at > 0 && p[0] == ' ' && place < LINES_SUBJECT ? 1 : 0; i < n; i++)
            text[(*len)++] = (char)p[i];
        text[(*len)++] = '\n';
        at += n + 2;
    }
    return answer;
}

/* ---- What comes back ---------------------------------------------------------------------------------- */

/* Whether all but the end of |want| came back, since what is too long is cut. */
static bool is_cut(enum lines_place place, const char *want, size_t want_len, const char *got, size_t len)
{
    return (place == LINES_NAME || place == LINES_NAME_WORD) && len < want_len && len > 200
           && memcmp(want, got, len) == 0;
}

/* What a URI becomes: others than its characters as %HH. Returns the length. */
static size_t as_uri(char *s, size_t n)
{
    char *copy = malloc(n + 1);
    size_t len = 0;

    MUST(copy != NULL);
    memcpy(copy, s, n);
    for (size_t i = 0; i < n; i++) {
        unsigned char b = (unsigned char)copy[i];

        if (b <= ' ' || b > 0x7E || strchr("\"<>\\^`{|}", b) != NULL)
            len += (size_t)sprintf(s + len, "%%%02X", b);
        else
            s[len++] = (char)b;
    }
    free(copy);
    return len;
}

static const char *check_back(enum lines_place place, const char *text, size_t len, const void *p, size_t n)
{
    bool one_line = place != LINES_TEXT && place != LINES_PARAM;
    char *want = malloc(9 * n + 32), *got = malloc(len + 1);
    const char *answer = NULL;
    size_t want_len;
    long got_len;

    MUST(want != NULL && got != NULL);
    want_len = lines_cleaned(want, p, n, one_line);
    if (place == LINES_URI)
        want_len = as_uri(want, want_len);
    got_len = lines_read(place, got, text, len);
    if (got_len < 0)
        answer = fed_say("place %d: not well formed: %.*s", (int)place, (int)(len < 300 ? len : 300), text);
    else if (((size_t)got_len != want_len || memcmp(got, want, want_len) != 0)
             && !is_cut(place, want, want_len, got, (size_t)got_len))
        answer = fed_say("place %d: \"%.*s\" came back, not \"%.*s\"", (int)place, (int)got_len % 200, got,
                     (int)want_len % 200, want);
    free(want);
    free(got);
    return answer;
}

/* ---- All ways ----------------------------------------------------------------------------------------- */

static const char *check_way(const struct lines_output *whole, enum lines_place place, uint32_t flags,
                             const void *p, size_t n, enum lines_sink sink, uint64_t max)
{
    struct lines_output o = { .sink = sink };
    tnef_status status = lines_write(&o, place, flags, p, n, max);
    tnef_status want = max != 0 && max < whole->kept.len ? TNEF_E_LIMIT_OUTPUT : TNEF_OK;
    size_t len = want == TNEF_OK ? whole->kept.len : (size_t)max;
    const char *answer = NULL;

    if (sink >= SINK_FAIL) {
        if (o.kept.calls >= 2 && status != (sink == SINK_FAIL ? TNEF_E_CALLBACK : TNEF_STOPPED))
            answer = fed_say("place %d: status %d of a sink that failed", (int)place, (int)status);
        len = o.kept.len;
    } else if (status != want) {
        answer = fed_say("place %d, sink %d, limit %d: status %d", (int)place, (int)sink, (int)max,
                         (int)status);
    }
    if (answer == NULL
        && (o.kept.len != len || (len > 0 && memcmp(o.kept.bytes, whole->kept.bytes, len) != 0)))
        answer = fed_say("place %d, sink %d, limit %d: not the same", (int)place, (int)sink, (int)max);
    lines_output_free(&o);
    return answer;
}

const char *lines_check(enum lines_place place, uint32_t flags, const void *p, size_t n, bool all)
{
    struct lines_output whole = { .sink = SINK_ALL };
    tnef_status status = lines_write(&whole, place, flags, p, n, 0);
    char *text = malloc(whole.kept.len + 1);
    const char *answer = NULL;
    size_t len = 0;

    MUST(text != NULL);
    if (status != TNEF_OK)
        answer = fed_say("status %d", (int)status);
    if (answer == NULL)
        answer = check_lines(place, flags, &whole, text, &len);
    text[len] = '\0';
    if (answer == NULL && place < LINES_ADDRESS)
        answer = check_back(place, text, len, p, n);
    for (int sink = SINK_PAUSE; sink <= SINK_STOP && answer == NULL; sink++)
        answer = check_way(&whole, place, flags, p, n, (enum lines_sink)sink, 0);
    for (uint64_t max = 1; all && max <= whole.kept.len + 1 && answer == NULL; max++)
        answer = check_way(&whole, place, flags, p, n, (enum lines_sink)(max % 4), max);
    free(text);
    lines_output_free(&whole);
    return answer;
}

const char *lines_check_places(const void *p, size_t n, bool all)
{
    const char *answer = NULL;

    for (int place = 0; place < LINES_ADDRESS && answer == NULL; place++)
        for (uint32_t flags = 0; flags <= (place < LINES_SUBJECT ? 0u : TNEFI_LINES_UTF8) && answer == NULL;
             flags++)
            answer = lines_check((enum lines_place)place, flags, p, n, all);
    return answer;
}
