/* SPDX-License-Identifier: MIT */
/* Text in any code page, by the converter. */

#include "message/priv.h"

#include "base/anomalies.h"
#include "base/touch.h"

#include <string.h>

#define CHUNK 256u /* of output */

/* ---- Code pages --------------------------------------------------------------------------- */

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
    uint32_t given, codepage = tnefi_message_codepage(r, l, &given);

    if (tnefi_message_codepage_usual(codepage))
        return codepage;
    open_text(r, codepage);
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
    return given == 0 || given == US_ASCII ? !is_ascii(bytes, len) : !tnefi_message_codepage_known(given);
}

void tnefi_message_report_codepage(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t given)
{
    if (!l->now.codepage_reported)
        tnefi_message_note(r, TNEF_A_CODEPAGE, TNEF_OK, 0, given);
    l->now.codepage_reported = 1;
}

static void judge(struct tnef_reader *r, struct tnefi_message_layer *l, const uint8_t *bytes, size_t len,
                  uint16_t type, uint32_t given, int no_utf8)
{
    uint64_t met = r->text.anomalies;
    int bad_page = TNEFI_MET(met, TNEF_TEXT_A_UNKNOWN) || TNEFI_MET(met, TNEF_TEXT_A_REFUSED)
                   || TNEFI_MET(met, TNEF_TEXT_A_GUESSED) || TNEFI_MET(met, TNEF_TEXT_A_NEAREST) || no_utf8;

    if (type != TNEF_PTYP_STRING && (bad_page || is_open(given, bytes, len)))
        tnefi_message_report_codepage(r, l, given);
    /* If a PtypString ends in half a unit, the decoder has reported that. */
    if (TNEFI_MET(met, TNEF_TEXT_A_DAMAGED) || (type != TNEF_PTYP_STRING && TNEFI_MET(met, TNEF_TEXT_A_CUT)))
        tnefi_message_note(r, TNEF_A_TEXT, TNEF_OK, 0, r->text.damaged);
}

/* ---- Text --------------------------------------------------------------------------------- */

/* How many bytes come before the first NUL, which is as wide as the units of the code page. */
static size_t before_nul(const uint8_t *bytes, size_t len, uint32_t codepage)
{
    const uint8_t *nul;
    size_t unit = 2;

    TNEFI_TOUCH(len);
    if (codepage == 12000u || codepage == 12001u)
        unit = 4;
    else if (codepage != 1200u && codepage != 1201u) {
        nul = memchr(bytes, 0, len);
        return nul != NULL ? (size_t)(nul - bytes) : len;
    }
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

/* Measures text with the open converter. If all of it has room in |chunk|, it is there, and *|whole| is 1.
 * The loops end because every round takes or writes something, or is the last. */
static size_t measure(struct tnef_reader *r, const uint8_t *bytes, size_t len, char chunk[CHUNK], int *whole)
{
    size_t total = 0, taken, written, at;
    tnef_status status;

    *whole = 0;
    do {
        status = tnef_text_feed(&r->text, bytes, len, &taken, chunk, CHUNK, &written);
        total += written;
        bytes += taken;
        len -= taken;
    } while (status == TNEF_PAUSED && (taken > 0 || written > 0));
    if (status == TNEF_E_MEMORY) {
        tnefi_message_fail(r, status, 0);
        return 0;
    }
    at = total == written && total <= CHUNK - TNEF_TEXT_ROOM ? total : 0;
    do {
        *whole = total == at;
        status = tnef_text_finish(&r->text, chunk + at, CHUNK - at, &written);
        total += written;
    } while (status == TNEF_PAUSED && written > 0);
    *whole = *whole && status == TNEF_OK;
    return total;
}

/* Converts with the open converter to |out|, which has |room| bytes. Returns the length. The same bytes were
 * measured before, but who converts them may answer otherwise the second time (a hook that has changed its
 * mind, an iconv that had no memory for once): then text that does not fit is cut after a whole character. */
static size_t convert(struct tnef_reader *r, const uint8_t *bytes, size_t len, char *out, size_t room)
{
    char chunk[CHUNK];
    size_t total = 0, taken, written, fits;
    tnef_status status;

    do {
        status = tnef_text_feed(&r->text, bytes, len, &taken, chunk, sizeof chunk, &written);
        fits = fitting(chunk, written, room - total);
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
        fits = fitting(chunk, written, room - total);
        memcpy(out + total, chunk, fits);
        total += fits;
    } while (status == TNEF_PAUSED && written > 0 && fits == written);
    return total;
}

char *tnefi_message_text_room(struct tnef_reader *r, struct tnefi_message_arena *arena, size_t len)
{
    char *p;

    if (r->now.run == RUN_FAILED || r->now.no_memory)
        return NULL;
    p = tnefi_message_arena_take(&r->pool, arena, len + 1u, 0);
    if (p == NULL && r->pool.failed)
        tnefi_message_fail(r, TNEF_E_MEMORY, 0);
    else if (p == NULL)
        tnefi_message_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_MEMORY, r->pool.limit, len + 1u);
    else
        p[len] = '\0';
    return p;
}

/* What fits into the chunk is converted once. */
tnef_string tnefi_message_converted(struct tnef_reader *r, struct tnefi_message_layer *l,
                                    struct tnefi_message_arena *arena, const uint8_t *bytes, size_t len,
                                    uint16_t type, uint32_t codepage, uint32_t given)
{
    char chunk[CHUNK];
    tnef_string s = { NULL, 0 };
    int no_utf8 = 0, whole = 1;
    char *out;

    open_text(r, codepage);
    len = len > 0 ? before_nul(bytes, len, r->text.codepage) : 0;
    s.len = len > 0 ? measure(r, bytes, len, chunk, &whole) : 0;
    if (type != TNEF_PTYP_STRING && len > 0 && is_no_utf8(r)) {
        open_text(r, 1252u);
        s.len = measure(r, bytes, len, chunk, &whole);
        no_utf8 = 1;
    }
    out = tnefi_message_text_room(r, arena, s.len);
    if (out == NULL) {
        s.len = 0;
        return s;
    }
    s.text = out;
    if (len == 0)
        return s;
    if (whole) {
        memcpy(out, chunk, s.len);
        TNEFI_TOUCH(s.len);
    } else {
        tnef_text_reset(&r->text);
        s.len = convert(r, bytes, len, out, s.len);
        out[s.len] = '\0';
    }
    judge(r, l, bytes, len, type, given, no_utf8);
    return s;
}
