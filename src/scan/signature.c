/* SPDX-License-Identifier: MIT */
/* What a decoded body begins with.
 *
 * STREAM: the magic, as the first bytes; or after the head of AppleSingle or AppleDouble (RFC 1740,
 * appendices A and B), which old mail programs put before the data of a file. The head is 00 05 16 00 or
 * 00 05 16 07, a version, 16 bytes of filler, the number of entries, and for each its id, offset and length;
 * the data of the file is the entry with the id 1.
 *
 * BASE64: the magic encoded once more (RFC 2045, section 6.8). It stands after line ends and blanks at most.
 *
 * MAIL: the header of a mail, as signature_mail.c has it.
 *
 * With the magic 78 9F 3E 22 these are recognised:
 *
 *     78 9F 3E 22 ...                a stream
 *     LF "eJ8+Ig..."                 base64, as soon as the "g" is there
 *     "Subject :"                    mail
 *
 * and these are not:
 *
 *     00 05 16 00 ... and a data fork that begins beyond 65,536, or inside of the list of entries
 *     "Subject"                      no colon follows
 *
 * All candidates look at the same bytes side by side; the first that is complete wins, and when the last one
 * has failed there is nothing. */

#include "scan/signature.h"

#include "base/ascii.h"
#include "base/touch.h"

#define CR 13u
#define LF 10u

#define APPLE_LIST  26u /* bytes before the list of entries */
#define APPLE_ENTRY 12u
#define APPLE_MOST  16u    /* entries */
#define APPLE_FAR   65536u /* the data fork begins here at the latest */

/*@ requires \valid(m) && m->seen_len <= SIGNATURE_SEEN;
    S_TOTAL;
    assigns m->seen_len, m->seen[0 .. SIGNATURE_SEEN - 1], m->base64_open, m->mail_open;
    ensures \old(m->seen_len) <= m->seen_len <= SIGNATURE_SEEN;
    ensures m->mail_open != 0 ==> m->seen_len == \old(m->seen_len) + 1; */
static void keep(struct tnefi_scan_signature *m, uint8_t b)
{
    if (m->base64_open == 0 && m->mail_open == 0)
        return;
    if (m->seen_len == SIGNATURE_SEEN) {
        m->base64_open = m->mail_open = 0;
        return;
    }
    m->seen[m->seen_len] = b;
    m->seen_len++;
}

/*@ S_TOTAL;
    assigns \nothing; */
static int is_line_end(uint8_t b)
{
    return b == CR || b == LF;
}

/* ---- A stream ------------------------------------------------------------------------------ */

#define S_STEPS \
  requires \valid(m) && S_MAGIC(m, magic, len) && S_OK(m, len); \
  S_TOTAL

/*@ S_STEPS;
    assigns m->raw_len, m->raw_open, m->shown;
    ensures S_OK(m, len); */
static void raw(struct tnefi_scan_signature *m, const uint8_t *magic, uint32_t len, uint8_t b)
{
    if (b != magic[m->raw_len])
        m->raw_open = 0;
    else if (m->raw_len + 1u == len)
        m->shown = SHOWN_STREAM;
    else
        m->raw_len++;
}

/* Whether the byte may stand at |at| of an Apple head, as far as its first bytes are prescribed. */
/*@ S_TOTAL;
    assigns \nothing; */
static int is_apple(uint32_t at, uint8_t b)
{
    switch (at) {
    case 1:
        return b == 0x05u;
    case 2:
        return b == 0x16u;
    case 3:
        return b == 0x00u || b == 0x07u;
    case 5:
        return b == 0x01u || b == 0x02u;
    case 0:
    case 4:
    case 6:
    case 7:
        return b == 0x00u;
    default:
        return 1;
    }
}

/* A byte of the list of entries. The list must be at its end before the data fork begins. */
/*@ requires \valid(m) && APPLE_LIST <= m->apple_at && 1 <= m->entries <= APPLE_MOST;
    requires m->apple_at < APPLE_LIST + m->entries * APPLE_ENTRY && m->data <= APPLE_FAR;
    S_TOTAL;
    assigns m->id, m->data, m->apple_open;
    ensures m->data <= APPLE_FAR; */
static void apple_entry(struct tnefi_scan_signature *m)
{
    uint32_t at = (m->apple_at - APPLE_LIST) % APPLE_ENTRY;
    uint32_t end = APPLE_LIST + m->entries * APPLE_ENTRY;

    if (at == 3u)
        m->id = m->field;
    if (at == 7u && m->id == 1u && m->data == 0) {
        if (m->field > APPLE_FAR)
            m->apple_open = 0;
        else
            m->data = m->field;
    }
    if (m->apple_at + 1u == end && m->data < end)
        m->apple_open = 0;
}

/* A byte of the head, or one that is passed over before the data fork. */
/*@ requires \valid(m) && m->entries <= APPLE_MOST && m->apple_at < APPLE_FAR;
    requires (m->apple_at > 25 ==> 1 <= m->entries) && m->data <= APPLE_FAR;
    S_TOTAL;
    assigns m->apple_at, m->entries, m->field, m->id, m->data, m->apple_open;
    ensures m->apple_at <= APPLE_FAR && m->entries <= APPLE_MOST;
    ensures (m->apple_at > 25 ==> 1 <= m->entries) && m->data <= APPLE_FAR; */
static void apple_head(struct tnefi_scan_signature *m, uint8_t b)
{
    m->field = m->field % 16777216u * 256u + b;
    if (!is_apple(m->apple_at, b))
        m->apple_open = 0;
    if (m->apple_at + 1u == APPLE_LIST) {
        m->entries = m->field % 65536u;
        if (m->entries == 0 || m->entries > APPLE_MOST) {
            m->entries = 1;
            m->apple_open = 0;
        }
    } else if (m->apple_at >= APPLE_LIST && m->apple_at < APPLE_LIST + m->entries * APPLE_ENTRY) {
        apple_entry(m);
    }
    m->apple_at++;
}

/*@ S_STEPS;
    assigns m->apple_len, m->apple_at, m->entries, m->field, m->id, m->data, m->apple_open, m->apple,
        m->shown;
    ensures S_OK(m, len); */
static void apple(struct tnefi_scan_signature *m, const uint8_t *magic, uint32_t len, uint8_t b)
{
    if (m->apple_at < APPLE_LIST + m->entries * APPLE_ENTRY || m->apple_at < m->data) {
        apple_head(m, b);
    } else if (b != magic[m->apple_len]) {
        m->apple_open = 0;
    } else if (m->apple_len + 1u == len) {
        m->apple = 1;
        m->shown = SHOWN_STREAM;
    } else {
        m->apple_len++;
    }
}

/* ---- base64 -------------------------------------------------------------------------------- */

/* The value of a character, or 64. */
/*@ S_TOTAL;
    assigns \nothing;
    ensures \result <= 64; */
static uint32_t value_of(uint8_t b)
{
    if (b >= 'A' && b <= 'Z')
        return b - (uint32_t)'A';
    if (b >= 'a' && b <= 'z')
        return b - (uint32_t)'a' + 26u;
    if (b >= '0' && b <= '9')
        return b - (uint32_t)'0' + 52u;
    if (b == '+')
        return 62u;
    return b == '/' ? 63u : 64u;
}

/*@ S_STEPS;
    assigns m->base64_len, m->acc, m->bits, m->base64_open, m->shown;
    ensures S_OK(m, len); */
static void base64(struct tnefi_scan_signature *m, const uint8_t *magic, uint32_t len, uint8_t b)
{
    uint32_t value = value_of(b);
    uint32_t all = m->acc * 64u + value;
    uint32_t unit = m->bits == 6u ? 16u : m->bits == 4u ? 4u : 1u;

    if (m->bits == 0 && m->base64_len == 0 && (is_line_end(b) || tnefi_base_is_blank(b)))
        return;
    if (value > 63u) {
        m->base64_open = 0;
        return;
    }
    if (m->bits == 0) {
        m->acc = value;
        m->bits = 6;
        return;
    }
    m->acc = all % unit;
    m->bits -= 2u;
    if (all / unit != magic[m->base64_len])
        m->base64_open = 0;
    else if (m->base64_len + 1u == len)
        m->shown = m->shown == SHOWN_OPEN ? SHOWN_BASE64 : m->shown;
    else
        m->base64_len++;
}

/* ---- All of them --------------------------------------------------------------------------- */

void tnefi_scan_signature_begin(struct tnefi_scan_signature *m, unsigned what)
{
    m->raw_len = m->apple_len = m->base64_len = 0;
    m->apple_at = m->entries = m->field = m->id = m->data = 0;
    m->acc = m->bits = 0;
    m->lead = m->line = m->name_at = m->letters = m->seen_len = 0;
    m->shown = SHOWN_OPEN;
    m->raw_open = m->apple_open = 1;
    m->base64_open = what % 2u != 0;
    m->mail_open = what / 2u % 2u != 0;
    m->mail = MAIL_START;
    m->fields = m->apple = 0;
}

/*@ S_STEPS;
    assigns *m;
    ensures S_OK(m, len); */
static void look(struct tnefi_scan_signature *m, const uint8_t *magic, uint32_t len, uint8_t b)
{
    keep(m, b);
    if (m->raw_open != 0)
        raw(m, magic, len, b);
    if (m->apple_open != 0)
        apple(m, magic, len, b);
    if (m->base64_open != 0)
        base64(m, magic, len, b);
    if (m->mail_open != 0)
        tnefi_scan_signature_mail(m, b);
    if (m->raw_open == 0 && m->apple_open == 0 && m->base64_open == 0 && m->mail_open == 0)
        m->shown = SHOWN_NOTHING;
}

/* The verdict as the caller has it. */
/*@ S_TOTAL;
    assigns \nothing; */
static enum tnefi_scan_shown verdict(uint16_t shown)
{
    switch (shown) {
    case SHOWN_NOTHING:
        return SHOWN_NOTHING;
    case SHOWN_STREAM:
        return SHOWN_STREAM;
    case SHOWN_BASE64:
        return SHOWN_BASE64;
    case SHOWN_MAIL:
        return SHOWN_MAIL;
    default:
        return SHOWN_OPEN;
    }
}

size_t tnefi_scan_signature_feed(struct tnefi_scan_signature *m, const uint8_t *magic, uint32_t magic_len,
                                 const uint8_t *p, size_t n, enum tnefi_scan_shown *shown)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n;
        loop invariant m->shown == SHOWN_OPEN ==> S_OK(m, magic_len);
        loop assigns i, *m;
        loop variant n - i; */
    while (i < n && m->shown == SHOWN_OPEN) {
        look(m, magic, magic_len, p[i]);
        i++;
    }
    TNEFI_TOUCH(4u * i);
    *shown = verdict(m->shown);
    return i;
}
