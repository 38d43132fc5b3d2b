/* SPDX-License-Identifier: MIT */
/* Values of properties as UTF-8, hex, times. */

#include "message_priv.h"

#include "touch.h"

#include <string.h>

#define US_ASCII 20127u
#define UTF8     65001u
#define CHUNK 256u             /* of output                                                         */

/* 100 ns units between 1601 and 1970, in seconds; and the first second of the year 10000. */
#define EPOCH_SECONDS   INT64_C(11644473600)
#define UNITS_PER_SEC   UINT64_C(10000000)
#define YEAR_10000      INT64_C(253402300800)
#define FILETIME_NONE   UINT64_C(0x0CB34557A3DD4000)   /* 4501-01-01: no date                       */
#define FILETIME_MAX    UINT64_C(0x7FFFFFFFFFFFFFFF)   /* also no date                              */

/* ---- Code pages --------------------------------------------------------------------------- */

/* Code pages that no 8-bit text can be in. */
static int is_wide(uint32_t codepage)
{
    return codepage == 1200u || codepage == 1201u || codepage == 12000u || codepage == 12001u;
}

/* The code page in a property, if 8-bit text can be in it. */
static uint32_t from_property(const struct tnefi_kept *k)
{
    uint32_t page = k->rank != KEPT_NONE ? (uint32_t)k->number : 0u;

    return is_wide(page) || page == US_ASCII ? 0u : page;
}

/* US-ASCII says nothing of 8-bit text. */
static int is_known(uint32_t codepage)
{
    return !is_wide(codepage) && codepage != US_ASCII && tnef_codepage_name(codepage) != NULL;
}

/* What a message itself says of its 8-bit text, 0: nothing: the first that is known, else what it says
 * first, which is *|first|. */
static uint32_t given_by(const struct tnefi_layer *l, uint32_t *first)
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

/* What 8-bit text is in, and what the message itself says first that it is in. */
uint32_t tnefi_codepage(const struct tnef_reader *r, const struct tnefi_layer *l, uint32_t *given)
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

/* Makes the converter ready for a text. It is kept, with all that it has opened of iconv. */
static void open_text(struct tnef_reader *r, uint32_t codepage)
{
    if (r->text_open)
        tnef_text_change(&r->text, codepage);
    else
        (void)tnef_text_init(&r->text, codepage);
    r->text_open = 1;
}

void tnefi_text_end(struct tnef_reader *r)
{
    if (r->text_open)
        tnef_text_close(&r->text);
    r->text_open = 0;
}

uint32_t tnefi_codepage_used(struct tnef_reader *r, const struct tnefi_layer *l)
{
    uint32_t given;

    open_text(r, tnefi_codepage(r, l, &given));
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

/* Whether what was just converted claims to be UTF-8 and is not. Half a character at the end may be
 * where it was cut. */
static int is_no_utf8(const struct tnef_reader *r)
{
    return r->text.codepage == UTF8 && (r->text.flags & TNEF_TEXT_DAMAGED) != 0;
}

/* Whether |given| does not say what the bytes are. US-ASCII does of those that are ASCII. */
static int is_unsaid(uint32_t given, const uint8_t *bytes, size_t len)
{
    return given == 0 || given == US_ASCII ? !is_ascii(bytes, len) : !is_known(given);
}

static void judge(struct tnef_reader *r, struct tnefi_layer *l, const uint8_t *bytes, size_t len,
                  uint16_t type, uint32_t given, int no_utf8)
{
    uint32_t flags = r->text.flags;
    int bad_page = (flags & (TNEF_TEXT_UNKNOWN | TNEF_TEXT_REFUSED | TNEF_TEXT_GUESSED
                             | TNEF_TEXT_NEAREST)) != 0
                   || no_utf8;

    if (type != T_STRING && !l->codepage_said && len > 0
        && (bad_page || is_unsaid(given, bytes, len))) {
        l->codepage_said = 1;
        tnefi_model_note(r, TNEF_A_CODEPAGE, TNEF_OK, 0, given);
    }
    /* The decoder has said that a PtypString has half a unit at its end. */
    if ((flags & TNEF_TEXT_DAMAGED) != 0 || (type != T_STRING && (flags & TNEF_TEXT_CUT) != 0))
        tnefi_model_note(r, TNEF_A_TEXT, TNEF_OK, 0, r->text.damaged);
}

/* ---- Text --------------------------------------------------------------------------------- */

/* Bytes before the first NUL, in units of what the code page is made of. */
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

/* Converts with the open converter, and copies to |out| unless it is NULL. Every round of the loops
 * writes, or is the last. */
static size_t convert(struct tnef_reader *r, const uint8_t *bytes, size_t len, char *out)
{
    char chunk[CHUNK];
    size_t total = 0, taken, written;
    tnef_status status;

    do {
        status = tnef_text_feed(&r->text, bytes, len, &taken, chunk, sizeof chunk, &written);
        if (out != NULL && written > 0)
            memcpy(out + total, chunk, written);
        TNEFI_TOUCH(written);
        total += written;
        bytes += taken;
        len -= taken;
    } while (status == TNEF_PAUSED && (taken > 0 || written > 0));
    if (status == TNEF_E_MEMORY) {
        tnefi_reader_fail(r, status, 0);
        return 0;
    }
    do {
        status = tnef_text_finish(&r->text, chunk, sizeof chunk, &written);
        if (out != NULL && written > 0)
            memcpy(out + total, chunk, written);
        total += written;
    } while (status == TNEF_PAUSED && written > 0);
    return total;
}

/* Room for a string and its NUL; says so when there is none. */
static char *take(struct tnef_reader *r, struct tnefi_arena *arena, size_t len)
{
    char *p = tnefi_arena_take(&r->pool, arena, len + 1u, 0);

    if (p == NULL && r->pool.failed)
        tnefi_reader_fail(r, TNEF_E_MEMORY, 0);
    else if (p == NULL)
        tnefi_model_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_MEMORY, r->pool.limit, len + 1u);
    else
        p[len] = '\0';
    return p;
}

tnef_string tnefi_text(struct tnef_reader *r, struct tnefi_layer *l, struct tnefi_arena *arena,
                       const uint8_t *bytes, size_t len, uint16_t type)
{
    tnef_string s = { NULL, 0 };
    uint32_t given, codepage = tnefi_codepage(r, l, &given);
    int no_utf8 = 0;
    char *out;

    if (r->run == RUN_FAILED || r->no_memory)
        return s;
    open_text(r, type == T_STRING ? 1200u : codepage);
    len = len > 0 ? before_nul(bytes, len, r->text.codepage) : 0;
    s.len = len > 0 ? convert(r, bytes, len, NULL) : 0;
    if (type != T_STRING && len > 0 && is_no_utf8(r)) {
        open_text(r, 1252u);
        s.len = convert(r, bytes, len, NULL);
        no_utf8 = 1;
    }
    if (r->run == RUN_FAILED || r->no_memory) {
        s.len = 0;
        return s;
    }
    out = take(r, arena, s.len);
    if (out == NULL) {
        s.len = 0;
        return s;
    }
    s.text = out;
    if (len > 0) {
        tnef_text_reset(&r->text);
        s.len = convert(r, bytes, len, out);
        judge(r, l, bytes, len, type, given, no_utf8);
    }
    return s;
}

tnef_string tnefi_kept_text(struct tnef_reader *r, struct tnefi_layer *l,
                            struct tnefi_arena *arena, const struct tnefi_kept *k)
{
    tnef_string absent = { NULL, 0 };

    return k->rank != KEPT_NONE ? tnefi_text(r, l, arena, k->bytes, k->len, k->type) : absent;
}

tnef_string tnefi_join(struct tnef_reader *r, struct tnefi_arena *arena, tnef_string a,
                       const char *b, size_t len)
{
    tnef_string s = { NULL, 0 };
    char *out;

    if (r->run == RUN_FAILED || r->no_memory)
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

tnef_string tnefi_hex(struct tnef_reader *r, struct tnefi_arena *arena, const struct tnefi_kept *k)
{
    static const char digits[] = "0123456789ABCDEF";
    tnef_string s = { NULL, 0 };
    char *out;

    if (k->rank == KEPT_NONE || r->run == RUN_FAILED || r->no_memory)
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

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int tnefi_same(tnef_string a, const char *b)
{
    size_t i = 0;

    while (i < a.len && b[i] != '\0' && lower(a.text[i]) == lower(b[i]))
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

tnef_string tnefi_mime_type(struct tnef_reader *r, struct tnefi_arena *arena, tnef_string raw)
{
    tnef_string s = raw, nothing = { "", 0 };
    size_t type, subtype, end;

    while (s.len > 0 && (*s.text == ' ' || *s.text == '\t')) {
        s.text++;
        s.len--;
    }
    TNEFI_TOUCH(raw.len - s.len);
    type = token(s.text, s.len);
    subtype = type < s.len && s.text[type] == '/' ? token(s.text + type + 1, s.len - type - 1) : 0;
    end = type + 1u + subtype;
    while (type > 0 && subtype > 0 && end < s.len && (s.text[end] == ' ' || s.text[end] == '\t'))
        end++;
    if (type == 0 || subtype == 0 || (end < s.len && s.text[end] != ';')) {
        s.text = NULL;
        s.len = 0;
        return s;
    }
    return tnefi_join(r, arena, nothing, s.text, type + 1u + subtype);
}

/* ---- Times -------------------------------------------------------------------------------- */

tnef_time tnefi_time(struct tnef_reader *r, const struct tnefi_kept *k)
{
    tnef_time t = { 0, 0, 0 };
    int64_t seconds;

    if (k->rank == KEPT_NONE || k->number == 0 || k->number == FILETIME_NONE
        || k->number == FILETIME_MAX)
        return t;
    seconds = (int64_t)(k->number / UNITS_PER_SEC) - EPOCH_SECONDS;
    if (seconds >= YEAR_10000) {
        tnefi_model_note(r, TNEF_A_DATE, TNEF_OK, 0, k->number);
        return t;
    }
    t.seconds = seconds;
    t.ticks = (uint32_t)(k->number % UNITS_PER_SEC);
    t.flags = TNEF_TIME_SET | (k->rank == KEPT_COMPUTED ? TNEF_TIME_ZONE : 0u);
    return t;
}
