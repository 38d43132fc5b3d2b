/* SPDX-License-Identifier: MIT */

#include "ical_read.h"

#include <stdint.h>
#include <string.h>

#define LINE_MAX (4u << 20)
#define DEEPEST  4

/* ---- What is ever written ------------------------------------------------------------------ */

enum { CALENDAR = 1, ZONE = 2, ONSET = 4, EVENT = 8, TODO = 16, JOURNAL = 32, ALARM = 64, CARD = 128 };
#define ENTRY (EVENT | TODO | JOURNAL)

/* TEXT has no bare ; and , but LIST may have them; PERSON is an address or nobody; ANY is checked by its
 * characters alone. */
enum { TEXT, LIST, TIME, PERSON, WORD, ANY };

static const struct component {
    const char *name;
    int bit, in;                 /* where it may stand; 0: outermost                              */
} components[] = {
    { "VCALENDAR", CALENDAR, 0 },  { "VTIMEZONE", ZONE, CALENDAR }, { "STANDARD", ONSET, ZONE },
    { "DAYLIGHT", ONSET, ZONE },   { "VEVENT", EVENT, CALENDAR },   { "VTODO", TODO, CALENDAR },
    { "VJOURNAL", JOURNAL, CALENDAR }, { "VALARM", ALARM, EVENT | TODO }, { "VCARD", CARD, 0 },
};

static const struct property {
    const char *name;
    int in, how, once;
} properties[] = {
    { "VERSION", CALENDAR | CARD, WORD, 1 }, { "PRODID", CALENDAR, TEXT, 1 }, { "METHOD", CALENDAR, WORD, 1 },
    { "TZID", ZONE, TEXT, 1 }, { "TZOFFSETFROM", ONSET, WORD, 1 }, { "TZOFFSETTO", ONSET, WORD, 1 },
    { "DTSTART", ONSET | ENTRY, TIME, 1 }, { "RRULE", ONSET | EVENT | TODO, ANY, 1 },
    { "UID", ENTRY | CARD, TEXT, 1 }, { "RECURRENCE-ID", EVENT, TIME, 1 }, { "DTSTAMP", ENTRY, TIME, 1 },
    { "SEQUENCE", EVENT, WORD, 1 }, { "DTEND", EVENT, TIME, 1 }, { "DUE", TODO, TIME, 1 },
    { "EXDATE", EVENT, TIME, 1 }, { "SUMMARY", ENTRY, TEXT, 1 }, { "LOCATION", EVENT, TEXT, 1 },
    { "DESCRIPTION", ENTRY | ALARM, TEXT, 1 }, { "COMMENT", EVENT | TODO, TEXT, 1 },
    { "X-ALT-DESC", ENTRY, TEXT, 1 }, { "CREATED", EVENT, TIME, 1 }, { "LAST-MODIFIED", EVENT, TIME, 1 },
    { "ORGANIZER", EVENT | TODO, PERSON, 1 }, { "ATTENDEE", EVENT | TODO, PERSON, 0 },
    { "CATEGORIES", ENTRY | CARD, LIST, 0 }, { "CLASS", ENTRY | CARD, WORD, 1 },
    { "PRIORITY", EVENT | TODO, WORD, 1 }, { "STATUS", EVENT | TODO, WORD, 1 }, { "TRANSP", EVENT, WORD, 1 },
    { "PERCENT-COMPLETE", TODO, WORD, 1 }, { "COMPLETED", TODO, TIME, 1 }, { "ACTION", ALARM, WORD, 1 },
    { "TRIGGER", ALARM, WORD, 1 }, { "X-MICROSOFT-CDO-BUSYSTATUS", EVENT, WORD, 1 },
    { "X-MICROSOFT-CDO-INTENDEDSTATUS", EVENT, WORD, 1 }, { "X-MICROSOFT-CDO-ALLDAYEVENT", EVENT, WORD, 1 },
    { "X-MICROSOFT-DISALLOW-COUNTER", EVENT, WORD, 1 }, { "X-MS-OLK-ORIGINALSTART", EVENT, TIME, 1 },
    { "X-MS-OLK-ORIGINALEND", EVENT, TIME, 1 },
    { "KIND", CARD, WORD, 1 }, { "FN", CARD, TEXT, 1 }, { "N", CARD, LIST, 1 }, { "NICKNAME", CARD, TEXT, 1 },
    { "ORG", CARD, LIST, 1 }, { "TITLE", CARD, TEXT, 1 }, { "ROLE", CARD, TEXT, 1 },
    { "EMAIL", CARD, TEXT, 0 },
    { "TEL", CARD, TEXT, 0 }, { "X-MS-TEL", CARD, TEXT, 0 }, { "X-TELEX", CARD, TEXT, 1 },
    { "X-TTY", CARD, TEXT, 1 }, { "ADR", CARD, LIST, 0 }, { "LABEL", CARD, TEXT, 0 },
    { "URL", CARD | EVENT, ANY, 0 },
    { "IMPP", CARD, ANY, 1 }, { "X-MS-IMADDRESS", CARD, TEXT, 1 }, { "BDAY", CARD, WORD, 1 },
    { "ANNIVERSARY", CARD, WORD, 1 }, { "X-ANNIVERSARY", CARD, WORD, 1 }, { "NOTE", CARD, TEXT, 1 },
    { "PHOTO", CARD, ANY, 1 }, { "KEY", CARD, ANY, 0 }, { "FBURL", CARD, ANY, 1 },
    { "GENDER", CARD, WORD, 1 },
    { "RELATED", CARD, TEXT, 0 }, { "X-MS-SPOUSE", CARD, TEXT, 1 }, { "X-MS-ASSISTANT", CARD, TEXT, 1 },
    { "X-MS-MANAGER", CARD, TEXT, 1 }, { "X-MS-CHILD", CARD, TEXT, 0 }, { "HOBBY", CARD, TEXT, 1 },
    { "X-MS-INTERESTS", CARD, TEXT, 1 }, { "X-MS-TEXT", CARD, TEXT, 0 }, { "LANG", CARD, WORD, 1 },
    { "REV", CARD, ANY, 1 }, { "X-PHONETIC-FIRST-NAME", CARD, TEXT, 1 },
    { "X-PHONETIC-LAST-NAME", CARD, TEXT, 1 }, { "X-PHONETIC-ORG", CARD, TEXT, 1 },
    { "X-ADDRESSBOOKSERVER-KIND", CARD, WORD, 1 }, { "MEMBER", CARD, PERSON, 0 },
    { "X-ADDRESSBOOKSERVER-MEMBER", CARD, PERSON, 0 },
};
#define PROPERTIES (sizeof properties / sizeof properties[0])

static const char *const parameters[] = { "TZID", "VALUE", "CN", "CUTYPE", "FMTTYPE", "ROLE", "PARTSTAT",
                                          "SENT-BY", "RSVP", "TYPE", "ENCODING", "PREF", "LABEL" };

/* ---- Reading ------------------------------------------------------------------------------- */

struct reader {
    const struct component *open[DEEPEST];
    uint8_t seen[DEEPEST][PROPERTIES];
    int depth;
    int components;              /* that were outermost                                           */
    char line[LINE_MAX];         /* unfolded                                                      */
    size_t len;
};

static int same(const char *p, size_t n, const char *word)
{
    return n == strlen(word) && memcmp(p, word, n) == 0;
}

/* The length of a character in UTF-8; 0: it is none, or one that is never written. */
static size_t character(const uint8_t *p, size_t n)
{
    const uint8_t c = p[0];
    const size_t len = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;

    if (len == 0 || len > n || c == 0x7F || (c < 0x20 && c != '\t'))
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F) || (c == 0xF0 && p[1] < 0x90)
        || (c == 0xF4 && p[1] > 0x8F) || (c == 0xC2 && p[1] < 0xA0))
        return 0;
    return len;
}

static const char *check_characters(const char *p, size_t n)
{
    for (size_t at = 0; at < n;) {
        size_t len = character((const uint8_t *)p + at, n - at);

        if (len == 0)
            return "a line with a character that is never written, or that is cut by a fold";
        at += len;
    }
    return NULL;
}

/* Takes one line with the lines that continue it. Returns the bytes, or 0: |*wrong|. */
static size_t unfold(struct reader *r, const char *text, size_t len, const char **wrong)
{
    size_t at = 0;

    r->len = 0;
    for (;;) {
        const char *end = memchr(text + at, '\n', len - at);
        const size_t n = end != NULL ? (size_t)(end - (text + at)) : 0;
        const size_t skip = at > 0;

        if (n < 2 || end[-1] != '\r' || n - 1 > 75 || memchr(text + at, '\r', n - 1) != NULL) {
            *wrong = "a line that is empty, too long, or has no CR LF";
            return 0;
        }
        *wrong = check_characters(text + at, n - 1);
        if (*wrong != NULL || r->len + n > LINE_MAX)
            return 0;
        memcpy(r->line + r->len, text + at + skip, n - 1 - skip);
        r->len += n - 1 - skip;
        at += n + 1;
        if (at == len || text[at] != ' ')
            return at;
    }
}

static const char *check_text(const char *p, size_t n, int how)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '\\') {
            if (++i == n || strchr("\\;,n", p[i]) == NULL)
                return "an escape that is none";
        } else if (how == TEXT && (p[i] == ';' || p[i] == ',')) {
            return "a bare ; or , in a text";
        }
    }
    return NULL;
}

static int all_of(const char *p, size_t n, const char *set)
{
    for (size_t i = 0; i < n; i++)
        if (strchr(set, p[i]) == NULL)
            return 0;
    return 1;
}

/* 20240301, 20240301T101500, 20240301T101500Z */
static int is_time(const char *p, size_t n)
{
    return (n == 8 || n == 15 || (n == 16 && p[15] == 'Z')) && all_of(p, 8, "0123456789")
           && (n == 8 || (p[8] == 'T' && all_of(p + 9, 6, "0123456789")));
}

static const char *check_times(const char *p, size_t n)
{
    for (size_t from = 0; from <= n; from++) {
        const char *comma = memchr(p + from, ',', n - from);
        const size_t to = comma != NULL ? (size_t)(comma - p) : n;

        if (!is_time(p + from, to - from))
            return "a time that is none";
        from = to;
    }
    return NULL;
}

static const char *check_person(const char *p, size_t n)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'*+@%";

    if (same(p, n, "invalid:nomail"))
        return NULL;
    if (n > 7 && memcmp(p, "mailto:", 7) == 0 && all_of(p + 7, n - 7, allowed))
        return NULL;
    return "an address that is none";
}

static const char *check_value(const char *p, size_t n, int how)
{
    static const char words[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-+.:";

    switch (how) {
    case TEXT:
    case LIST:
        return check_text(p, n, how);
    case TIME:
        return check_times(p, n);
    case PERSON:
        return check_person(p, n);
    case WORD:
        return n > 0 && all_of(p, n, words) ? NULL : "a word that is none";
    default:
        return n > 0 ? NULL : "a property without a value";
    }
}

/* One parameter, from its semicolon on. Returns its bytes, or 0. */
static size_t take_parameter(const char *p, size_t n)
{
    const char *is = memchr(p, '=', n);
    size_t at, i = 0;

    if (is == NULL)
        return 0;
    while (i < sizeof parameters / sizeof parameters[0] && !same(p + 1, (size_t)(is - p) - 1, parameters[i]))
        i++;
    if (i == sizeof parameters / sizeof parameters[0])
        return 0;
    at = (size_t)(is - p) + 1;
    if (at < n && p[at] == '"') {
        for (at++; at < n && p[at] != '"'; at++)
            if (p[at] == '^' && (++at == n || strchr("^'n", p[at]) == NULL))
                return 0;
        return at < n ? at + 1 : 0;
    }
    i = at;
    while (at < n && p[at] != ';' && p[at] != ':') {
        if (p[at] == '"' || p[at] == '^' || (uint8_t)p[at] < ' ' || (uint8_t)p[at] > '~')
            return 0;
        at++;
    }
    return at > i ? at : 0;
}

static const char *check_component(struct reader *r, const char *name, size_t n, int begins)
{
    const int in = r->depth > 0 ? r->open[r->depth - 1]->bit : 0;

    if (!begins)
        return r->depth > 0 && same(name, n, r->open[--r->depth]->name) ? NULL
                                                                        : "an END of what did not begin";
    for (size_t i = 0; i < sizeof components / sizeof components[0]; i++) {
        const struct component *c = &components[i];

        if (!same(name, n, c->name) || r->depth == DEEPEST || (in == 0 ? c->in != 0 : (c->in & in) == 0))
            continue;
        r->components += r->depth == 0;
        memset(r->seen[r->depth], 0, sizeof r->seen[0]);
        r->open[r->depth++] = c;
        return r->components > 1 ? "more than one that is outermost" : NULL;
    }
    return "a component that is never written there";
}

static const struct property *find_property(struct reader *r, const char *name, size_t n)
{
    for (size_t i = 0; i < PROPERTIES && r->depth > 0; i++) {
        if (!same(name, n, properties[i].name) || (properties[i].in & r->open[r->depth - 1]->bit) == 0)
            continue;
        if (properties[i].once && r->seen[r->depth - 1][i]++ != 0)
            return NULL;
        return &properties[i];
    }
    return NULL;
}

static const char *check_line(struct reader *r)
{
    const char *p = r->line;
    const struct property *found;
    size_t at = 0, n;

    while (at < r->len && p[at] != ';' && p[at] != ':')
        at++;
    if (at == r->len)
        return "a line without a colon";
    if (same(p, at, "BEGIN") || same(p, at, "END"))
        return p[at] == ':' ? check_component(r, p + at + 1, r->len - at - 1, p[0] == 'B')
                            : "BEGIN with a parameter";
    found = find_property(r, p, at);
    if (found == NULL)
        return "a property that is never written there, or only once";
    for (; at < r->len && p[at] == ';'; at += n) {
        n = take_parameter(p + at, r->len - at);
        if (n == 0)
            return "a parameter that is never written, or is not quoted";
    }
    if (at == r->len || p[at] != ':')
        return "a property without a colon";
    return check_value(p + at + 1, r->len - at - 1, found->how);
}

const char *ical_read(const char *text, size_t len, size_t *at)
{
    static struct reader r;
    const char *wrong = NULL;

    r.depth = 0;
    r.components = 0;
    for (*at = 0; *at < len;) {
        size_t n = unfold(&r, text + *at, len - *at, &wrong);

        if (n == 0)
            return wrong != NULL ? wrong : "a line that is too long";
        wrong = check_line(&r);
        if (wrong != NULL)
            return wrong;
        *at += n;
    }
    return r.depth == 0 ? NULL : "a component that does not end";
}
