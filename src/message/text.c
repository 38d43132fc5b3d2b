/* SPDX-License-Identifier: MIT */
/* Values of properties as UTF-8. */

#include "message/priv.h"

#include "base/anomalies.h"
#include "base/bytes.h"
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
    return given == 0 || given == US_ASCII ? !is_ascii(bytes, len) : !tnefi_message_codepage_known(given);
}

/* Reports, once in a message, that its code page does not tell what its text is. */
static void report_codepage(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t given)
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
        report_codepage(r, l, given);
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

/* Text in any code page, by the converter. */
static tnef_string converted(struct tnef_reader *r, struct tnefi_message_layer *l,
                             struct tnefi_message_arena *arena, const uint8_t *bytes, size_t len,
                             uint16_t type, uint32_t codepage, uint32_t given)
{
    tnef_string s = { NULL, 0 };
    int no_utf8 = 0;
    char *out;

    open_text(r, codepage);
    len = len > 0 ? before_nul(bytes, len, r->text.codepage) : 0;
    s.len = len > 0 ? convert(r, bytes, len, NULL, 0) : 0;
    if (type != TNEF_PTYP_STRING && len > 0 && is_no_utf8(r)) {
        open_text(r, 1252u);
        s.len = convert(r, bytes, len, NULL, 0);
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
    tnef_text_reset(&r->text);
    s.len = convert(r, bytes, len, out, s.len);
    out[s.len] = '\0';
    judge(r, l, bytes, len, type, given, no_utf8);
    return s;
}

/* ---- ASCII -------------------------------------------------------------------------------- */

/* Names and addresses are ASCII as a rule, which is looked at eight bytes at a time and copied, in a third of
 * the instructions that each byte by itself took. */

#define EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))
#define UPPER       UINT64_C(0xFF00FF00FF00FF00) /* of units */

/* Whether eight bytes are ASCII and none of them is NUL. Of bytes below 0x80 no sum reaches the next one. */
static int is_ascii_word(uint64_t w)
{
    return (w & EVERY(0x80u)) == 0 && ((w + EVERY(0x7Fu)) & EVERY(0x80u)) == EVERY(0x80u);
}

/* Finds how many bytes come before the first NUL, or the end. Returns 0 if they are not all ASCII. */
static int ascii_bytes(const uint8_t *p, size_t len, size_t *count)
{
    size_t i = 0;

    while (len - i >= 8u && is_ascii_word(tnefi_base_le64(p + i)))
        i += 8u;
    while (i < len && p[i] > 0 && p[i] < 0x80u)
        i++;
    TNEFI_TOUCH(i);
    *count = i;
    return i == len || p[i] == 0;
}

/* The same of units of UTF-16. Half a unit at the end is not ASCII. */
static int ascii_units(const uint8_t *p, size_t len, size_t *count)
{
    size_t i = 0;

    for (; len - i >= 8u; i += 8u) {
        uint64_t w = tnefi_base_le64(p + i);

        if ((w & UPPER) != 0 || !is_ascii_word(w | (UPPER & EVERY(' '))))
            break;
    }
    while (len - i >= 2u && p[i] > 0 && p[i] < 0x80u && p[i + 1u] == 0)
        i += 2u;
    TNEFI_TOUCH(i);
    *count = i / 2u;
    return i == len || (len - i >= 2u && p[i] == 0 && p[i + 1u] == 0);
}

static tnef_string copied(struct tnef_reader *r, struct tnefi_message_arena *arena, const uint8_t *bytes,
                          size_t count, uint16_t type)
{
    tnef_string s = { tnefi_message_text_room(r, arena, count), 0 };
    char *out = (char *)(uintptr_t)s.text;

    if (out == NULL)
        return s;
    s.len = count;
    TNEFI_TOUCH(count);
    if (type != TNEF_PTYP_STRING) {
        if (count > 0)
            memcpy(out, bytes, count);
        return s;
    }
    for (size_t i = 0; i < count; i++)
        out[i] = (char)bytes[2u * i];
    return s;
}

tnef_string tnefi_message_text(struct tnef_reader *r, struct tnefi_message_layer *l,
                               struct tnefi_message_arena *arena, const uint8_t *bytes, size_t len,
                               uint16_t type)
{
    const tnef_string absent = { NULL, 0 };
    uint32_t given = 0, codepage = UTF16;
    tnef_string s;
    size_t count;

    if (r->now.run == RUN_FAILED || r->now.no_memory)
        return absent;
    if (type == TNEF_PTYP_STRING)
        return ascii_units(bytes, len, &count) ? copied(r, arena, bytes, count, type)
                                               : converted(r, l, arena, bytes, len, type, codepage, given);
    codepage = tnefi_message_codepage(r, l, &given);
    if (!tnefi_message_codepage_usual(codepage) || !ascii_bytes(bytes, len, &count))
        return converted(r, l, arena, bytes, len, type, codepage, given);
    s = copied(r, arena, bytes, count, type);
    if (s.len > 0 && given != 0 && given != US_ASCII && !tnefi_message_codepage_known(given))
        report_codepage(r, l, given);
    return s;
}

tnef_string tnefi_message_kept_text(struct tnef_reader *r, struct tnefi_message_layer *l,
                                    struct tnefi_message_arena *arena, const struct tnefi_message_kept *k)
{
    tnef_string absent = { NULL, 0 };

    return k->rank != KEPT_NONE ? tnefi_message_text(r, l, arena, k->bytes, k->len, k->type) : absent;
}
