/* SPDX-License-Identifier: MIT */
/* Values of properties as UTF-8, hex, times. */

#include "message/priv.h"

#include "base/anomalies.h"
#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define US_ASCII 20127u
#define UTF8     65001u
#define UTF16    1200u
#define CHUNK    256u /* of output                                                         */

/* 100 ns units between 1601 and 1970, in seconds; and the first second of the year 10000. */
#define EPOCH_SECONDS INT64_C(11644473600)
#define UNITS_PER_SEC UINT64_C(10000000)
#define YEAR_10000    INT64_C(253402300800)
#define FILETIME_NONE UINT64_C(0x0CB34557A3DD4000) /* 4501-01-01: no date                       */
#define FILETIME_MAX  UINT64_C(0x7FFFFFFFFFFFFFFF) /* also no date                              */

/* ---- Code pages --------------------------------------------------------------------------- */

/* UTF-16 and UTF-32: no 8-bit text can be in them. */
static int is_wide(uint32_t codepage)
{
    return codepage == 1200u || codepage == 1201u || codepage == 12000u || codepage == 12001u;
}

/* The code page in a property, if 8-bit text can be in it. */
static uint32_t from_property(const struct tnefi_message_kept *k)
{
    uint32_t page = k->rank != KEPT_NONE ? (uint32_t)k->number : 0u;

    return is_wide(page) || page == US_ASCII ? 0u : page;
}

/* Whether it is one of the code pages that mail has most. In them ASCII is itself. */
static int is_usual(uint32_t codepage)
{
    return (codepage >= 1250u && codepage <= 1258u) || codepage == UTF8;
}

/* Whether 8-bit text can be read in a code page. Nothing is searched for the usual ones. US-ASCII does not
 * tell what bytes above 127 are. */
static int is_known(uint32_t codepage)
{
    return is_usual(codepage)
           || (!is_wide(codepage) && codepage != US_ASCII && tnef_codepage_name(codepage) != NULL);
}

/* The code page that a message names for its own 8-bit text: the first one that is known, else the first
 * one; 0: it names none. *|first| is the first one. */
static uint32_t given_by(const struct tnefi_message_layer *l, uint32_t *first)
{
    const uint32_t pages[3] = { l->info.oem_codepage, from_property(&l->m[M_MESSAGE_CP]),
                                from_property(&l->m[M_INTERNET_CP]) };

    *first = 0;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (pages[i] == 0)
            continue;
        *first = *first != 0 ? *first : pages[i];
        if (is_known(pages[i]))
            return pages[i];
    }
    return *first;
}

uint32_t tnefi_message_codepage(const struct tnef_reader *r, const struct tnefi_message_layer *l,
                                uint32_t *given)
{
    size_t i = (size_t)(l - r->levels) + 1u;
    uint32_t page = given_by(l, given);
    uint32_t first;

    TNEFI_TOUCH(i);
    for (; i > 0; i--) {
        if (page == 0)
            page = given_by(&r->levels[i - 1u], &first);
        if (page != 0)
            return is_wide(page) ? 1252u : page;
    }
    return r->default_codepage != 0 && !is_wide(r->default_codepage) ? r->default_codepage : 1252u;
}

/* Makes the converter ready for a text. There is one for the whole life of the reader, because it keeps
 * what it has opened of iconv. */
static void open_text(struct tnef_reader *r, uint32_t codepage)
{
    tnef_text_change(&r->text, codepage);
}

void tnefi_message_text_end(struct tnef_reader *r)
{
    tnef_text_free(&r->text);
}

uint32_t tnefi_message_codepage_used(struct tnef_reader *r, const struct tnefi_message_layer *l)
{
    uint32_t given;

    open_text(r, tnefi_message_codepage(r, l, &given));
    return r->text.codepage;
}

static int is_ascii(const uint8_t *bytes, size_t len)
{
    TNEFI_TOUCH(len);
    for (size_t i = 0; i < len; i++)
        if (bytes[i] > 0x7F)
            return 0;
    return 1;
}

/* Whether what was just converted should be UTF-8 and is not. Half a character at the end does not count:
 * the string may have been cut there. */
static int is_no_utf8(const struct tnef_reader *r)
{
    return r->text.codepage == UTF8 && TNEFI_MET(r->text.anomalies, TNEF_TEXT_A_DAMAGED);
}

/* Whether |given| does not tell what the bytes are. US-ASCII does, of bytes that are ASCII. */
static int is_open(uint32_t given, const uint8_t *bytes, size_t len)
{
    return given == 0 || given == US_ASCII ? !is_ascii(bytes, len) : !is_known(given);
}

static void judge(struct tnef_reader *r, struct tnefi_message_layer *l, const uint8_t *bytes, size_t len,
                  uint16_t type, uint32_t given, int no_utf8)
{
    uint64_t met = r->text.anomalies;
    int bad_page = TNEFI_MET(met, TNEF_TEXT_A_UNKNOWN) || TNEFI_MET(met, TNEF_TEXT_A_REFUSED)
                   || TNEFI_MET(met, TNEF_TEXT_A_GUESSED) || TNEFI_MET(met, TNEF_TEXT_A_NEAREST) || no_utf8;

    if (type != TNEF_PTYP_STRING && !l->now.codepage_reported && len > 0
        && (bad_page || is_open(given, bytes, len))) {
        l->now.codepage_reported = 1;
        tnefi_message_note(r, TNEF_A_CODEPAGE, TNEF_OK, 0, given);
    }
    /* If a PtypString ends in half a unit, the decoder has reported that. */
    if (TNEFI_MET(met, TNEF_TEXT_A_DAMAGED) || (type != TNEF_PTYP_STRING && TNEFI_MET(met, TNEF_TEXT_A_CUT)))
        tnefi_message_note(r, TNEF_A_TEXT, TNEF_OK, 0, r->text.damaged);
}

/* ---- Text --------------------------------------------------------------------------------- */

/* How many bytes come before the first NUL, which is as wide as the units of the code page. */
static size_t before_nul(const uint8_t *bytes, size_t len, uint32_t codepage)
{
    size_t unit = 1;

    if (codepage == 1200u || codepage == 1201u)
        unit = 2;
    else if (codepage == 12000u || codepage == 12001u)
        unit = 4;
    TNEFI_TOUCH(len);
    for (size_t i = 0; i + unit <= len; i += unit) {
        size_t zeros = 0;

        while (zeros < unit && bytes[i + zeros] == 0)
            zeros++;
        if (zeros == unit)
            return i;
    }
    return len;
}

/* How many of the |n| bytes at |p|, which are whole characters, fit into |room|, as whole characters. */
static size_t fitting(const char *p, size_t n, size_t room)
{
    if (n <= room)
        return n;
    while (room > 0 && ((unsigned char)p[room] & 0xC0u) == 0x80u)
        room--;
    return room;
}

/* Converts with the open converter, and copies the text to |out|, which has |room| bytes, unless it is NULL.
 * Returns its length. The same bytes were measured before, but who converts them may answer otherwise the
 * second time (a hook that has changed its mind, an iconv that had no memory for once): then text that does
 * not fit is cut after a whole character. The loops end because every round takes or writes something, or
 * is the last. */
static size_t convert(struct tnef_reader *r, const uint8_t *bytes, size_t len, char *out, size_t room)
{
    char chunk[CHUNK];
    size_t total = 0, taken, written, fits;
    tnef_status status;

    do {
        status = tnef_text_feed(&r->text, bytes, len, &taken, chunk, sizeof chunk, &written);
        fits = out != NULL ? fitting(chunk, written, room - total) : written;
        if (out != NULL && fits > 0)
            memcpy(out + total, chunk, fits);
        TNEFI_TOUCH(fits);
        total += fits;
        if (fits < written)
            return total;
        bytes += taken;
        len -= taken;
    } while (status == TNEF_PAUSED && (taken > 0 || written > 0));
    if (status == TNEF_E_MEMORY) {
        tnefi_message_fail(r, status, 0);
        return 0;
    }
    do {
        status = tnef_text_finish(&r->text, chunk, sizeof chunk, &written);
        fits = out != NULL ? fitting(chunk, written, room - total) : written;
        if (out != NULL && fits > 0)
            memcpy(out + total, chunk, fits);
        total += fits;
    } while (status == TNEF_PAUSED && written > 0 && fits == written);
    return total;
}

/* Takes room for a string and its NUL. Notes it if memory lacks. */
static char *take(struct tnef_reader *r, struct tnefi_message_arena *arena, size_t len)
{
    char *p = tnefi_message_arena_take(&r->pool, arena, len + 1u, 0);

    if (p == NULL && r->pool.failed)
        tnefi_message_fail(r, TNEF_E_MEMORY, 0);
    else if (p == NULL)
        tnefi_message_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_MEMORY, r->pool.limit, len + 1u);
    else
        p[len] = '\0';
    return p;
}

/* How many characters text has that is ASCII, in the code page of the open converter; 0 if any of it is not
 * ASCII: then the converter has to do it. Names and addresses are ASCII as a rule, and that they are only
 * copied saves two conversions. */
static size_t ascii_length(const uint8_t *bytes, size_t len, uint32_t codepage)
{
    size_t unit = codepage == UTF16 ? 2u : 1u;
    uint32_t high = 0;

    if ((unit == 1u && !is_usual(codepage)) || len % unit != 0)
        return 0;
    TNEFI_TOUCH(len);
    for (size_t i = 0; i < len; i += unit) {
        high |= bytes[i] & 0x80u;
        if (unit == 2u)
            high |= bytes[i + 1u];
    }
    return high == 0 ? len / unit : 0;
}

/* Copies |n| such characters, each of |unit| bytes. */
static void copy_ascii(char *out, const uint8_t *bytes, size_t n, size_t unit)
{
    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        out[i] = (char)bytes[i * unit];
}

tnef_string tnefi_message_text(struct tnef_reader *r, struct tnefi_message_layer *l,
                               struct tnefi_message_arena *arena, const uint8_t *bytes, size_t len,
                               uint16_t type)
{
    tnef_string s = { NULL, 0 };
    uint32_t given, codepage = tnefi_message_codepage(r, l, &given);
    int no_utf8 = 0;
    size_t ascii;
    char *out;

    if (r->now.run == RUN_FAILED || r->now.no_memory)
        return s;
    open_text(r, type == TNEF_PTYP_STRING ? 1200u : codepage);
    len = len > 0 ? before_nul(bytes, len, r->text.codepage) : 0;
    ascii = len > 0 ? ascii_length(bytes, len, r->text.codepage) : 0;
    s.len = len > 0 && ascii == 0 ? convert(r, bytes, len, NULL, 0) : ascii;
    if (type != TNEF_PTYP_STRING && len > 0 && is_no_utf8(r)) {
        open_text(r, 1252u);
        s.len = convert(r, bytes, len, NULL, 0);
        no_utf8 = 1;
    }
    if (r->now.run == RUN_FAILED || r->now.no_memory) {
        s.len = 0;
        return s;
    }
    out = take(r, arena, s.len);
    if (out == NULL) {
        s.len = 0;
        return s;
    }
    s.text = out;
    if (ascii > 0) {
        copy_ascii(out, bytes, ascii, len / ascii);
    } else if (len > 0) {
        tnef_text_reset(&r->text);
        s.len = convert(r, bytes, len, out, s.len);
        out[s.len] = '\0';
    }
    if (len > 0)
        judge(r, l, bytes, len, type, given, no_utf8);
    return s;
}

tnef_string tnefi_message_kept_text(struct tnef_reader *r, struct tnefi_message_layer *l,
                                    struct tnefi_message_arena *arena, const struct tnefi_message_kept *k)
{
    tnef_string absent = { NULL, 0 };

    return k->rank != KEPT_NONE ? tnefi_message_text(r, l, arena, k->bytes, k->len, k->type) : absent;
}

tnef_string tnefi_message_join(struct tnef_reader *r, struct tnefi_message_arena *arena, tnef_string a,
                               const char *b, size_t len)
{
    tnef_string s = { NULL, 0 };
    char *out;

    if (r->now.run == RUN_FAILED || r->now.no_memory)
        return s;
    out = take(r, arena, a.len + len);
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

    if (k->rank == KEPT_NONE || r->now.run == RUN_FAILED || r->now.no_memory)
        return s;
    out = take(r, arena, k->len * (size_t)2u);
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
           && tnefi_base_lower((uint8_t)a.text[i]) == tnefi_base_lower((uint8_t)b[i]))
        i++;
    TNEFI_TOUCH(i);
    return i == a.len && b[i] == '\0';
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
