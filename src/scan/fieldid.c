/* SPDX-License-Identifier: MIT */
/* Which field a line of a header block is: RFC 5322, sections 2.2 and 3.6.8.
 *
 *     name = 1*( %d33-57 / %d59-126 )
 *
 * Names that count, in any case:
 *
 *     Content-Type                    F_TYPE
 *     CONTENT-TRANSFER-ENCODING       F_ENCODING
 *     content-disposition             F_DISPOSITION
 *
 * Names that count, with an anomaly:
 *
 *     Content- Type                   SPACE_COLON: some readers drop blanks and controls
 *     Content-Type NUL                NUL: and this one, too
 *     EF BB BF Content-Type           GARBAGE_LINE: some drop the byte order mark of a file, also if a server
 *                                     has put fields before it
 *
 * Names of others, F_OTHER:
 *
 *     Subject, X-Content-Type         a field that says nothing here
 *     EF BB BF Subject                not this one, since a byte above 7E is in no name: F_NONE
 *
 * Not names, F_NONE:
 *
 *     (nothing)                       the line begins with its colon
 *     no field                        there is a blank in it
 *     D6 6C                           bytes above 7E */

#include "scan/header.h"

#include "base/bytes.h"
#include "scan/chars.h"

#define FIELD_NAME_MAX 25u /* Content-Transfer-Encoding */

/* ---- Names --------------------------------------------------------------------------------- */

uint16_t tnefi_scan_field_id(const uint8_t *name, size_t len)
{
    if (len < 12u || len > FIELD_NAME_MAX)
        return F_OTHER;
    TNEFI_TOUCH(3u * FIELD_NAME_MAX);
    if (IS_WORD(name, len, "content-type"))
        return F_TYPE;
    if (IS_WORD(name, len, "content-transfer-encoding"))
        return F_ENCODING;
    if (IS_WORD(name, len, "content-disposition"))
        return F_DISPOSITION;
    return F_OTHER;
}

/* Printable ASCII but the colon: RFC 5322 section 3.6.8. */
/*@ requires \valid_read(p + (0 .. len - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static int is_name(const uint8_t *p, size_t len)
{
    TNEFI_TOUCH(len);
    /*@ loop invariant 0 <= i <= len;
        loop assigns i;
        loop variant len - i; */
    for (size_t i = 0; i < len; i++)
        if (p[i] < 33u || p[i] > 126u || p[i] == ':')
            return 0;
    return len > 0;
}

/* |name| is not a valid field name. Some readers ignore a UTF-8 byte order mark before it, or control
 * characters, and see a field anyway: returns the one that they see, or F_NONE. */
/*@ requires \valid_read(line + (0 .. len - 1)) && \valid(out);
    terminates \true; exits \false;
    assigns out->anomalies, out->first; */
static uint16_t field_of_broken(const uint8_t *line, uint32_t len, int mark, struct tnefi_scan_findings *out)
{
    static const uint8_t bom[] = { 0xEF, 0xBB, 0xBF };
    uint8_t name[FIELD_NAME_MAX];
    uint32_t at = 0;
    uint32_t n = 0;
    uint32_t anomaly = TNEF_SCANNER_A_SPACE_COLON;
    uint16_t field;

    if (mark && len > sizeof bom && tnefi_base_equal(line, bom, sizeof bom)) {
        at = sizeof bom;
        anomaly = TNEF_SCANNER_A_GARBAGE_LINE;
    }
    TNEFI_TOUCH(len);
    /*@ loop invariant at <= i <= len && n <= FIELD_NAME_MAX;
        loop invariant anomaly == TNEF_SCANNER_A_SPACE_COLON || anomaly == TNEF_SCANNER_A_NUL
            || anomaly == TNEF_SCANNER_A_GARBAGE_LINE;
        loop assigns i, n, anomaly, name[0 .. FIELD_NAME_MAX - 1];
        loop variant len - i; */
    for (uint32_t i = at; i < len; i++) {
        if (line[i] == 0)
            anomaly = TNEF_SCANNER_A_NUL;
        if (line[i] <= SP)
            continue;
        if (n == FIELD_NAME_MAX)
            return F_NONE;
        name[n] = line[i];
        n++;
    }
    field = tnefi_scan_field_id(name, n);
    if (field == F_OTHER)
        return F_NONE;
    tnefi_scan_met(out, anomaly);
    return field;
}

uint16_t tnefi_scan_field_of(const uint8_t *name, uint32_t len, int mark, struct tnefi_scan_findings *out)
{
    return is_name(name, len) ? tnefi_scan_field_id(name, len) : field_of_broken(name, len, mark, out);
}

/* ---- Lines before a message ---------------------------------------------------------------- */

/* Whether |len| bytes begin with the |n| of |text|. */
/*@ requires \valid_read(p + (0 .. len - 1)) && \valid_read(text + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result != 0 ==> n <= len; */
static int begins_with(const uint8_t *p, size_t len, const char *text, size_t n)
{
    if (len < n)
        return 0;
    /*@ loop invariant 0 <= i <= n;
        loop assigns i;
        loop variant n - i; */
    for (size_t i = 0; i < n; i++)
        if (p[i] != text[i])
            return 0;
    return 1;
}

/* Whether a time of day begins at |at|: dd:dd, with no digit before or after it. */
/*@ requires 1 <= at < len && \valid_read(line + (0 .. len - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static int is_time(const uint8_t *line, uint32_t len, uint32_t at)
{
    const uint8_t *p = line + at;

    if (len - at < 5u || !tnefi_base_is_digit(p[0]) || !tnefi_base_is_digit(p[1]) || p[2] != ':'
        || !tnefi_base_is_digit(p[3]) || !tnefi_base_is_digit(p[4]))
        return 0;
    return !tnefi_base_is_digit(line[at - 1u]) && (len - at == 5u || !tnefi_base_is_digit(p[5]))
           && (p[0] < '2' || (p[0] == '2' && p[1] < '4')) && p[3] < '6';
}

/* Whether this is the line before a message in a mailbox: "From ", something, and a time of day; or the bare
 * word. It may have been quoted with ">" by a mailbox that it was put into again. */
int tnefi_scan_is_from_line(const uint8_t *line, uint32_t len)
{
    uint32_t i = len > 0 && line[0] == '>' ? 1u : 0;

    if (!begins_with(line + i, len - i, "From", 4))
        return 0;
    i += 4u;
    TNEFI_TOUCH(2u * len);
    if (i < len && !tnefi_base_is_blank(line[i]))
        return 0;
    /*@ loop invariant 4 <= i <= len;
        loop assigns i;
        loop variant len - i; */
    while (i < len && tnefi_base_is_blank(line[i]))
        i++;
    if (i == len)
        return 1;
    /*@ loop invariant 4 <= i <= len;
        loop assigns i;
        loop variant len - i; */
    while (i < len && !tnefi_base_is_blank(line[i]))
        i++;
    /*@ loop invariant 4 <= i <= len;
        loop assigns i;
        loop variant len - i; */
    for (; i < len; i++)
        if (is_time(line, len, i))
            return 1;
    return 0;
}
