/* SPDX-License-Identifier: MIT */
/* Whether the content of an attachment is mail: it says so by nothing but its beginning, since names
 * and types come after the bytes, and are the sender's. Mail begins with a field (RFC 5322, 2.2), or
 * with the "From " line of a mailbox; a byte order mark and blank lines before it are passed over, as
 * readers do, as long as all of it is decided within INNER_LOOK bytes. vCards and calendars begin with "BEGIN:" and are no mail.
 *
 *     mail:      "Subject: x"   "X-Y :z"   "\r\nFrom: a@b"   "From a@b Thu ..."
 *     not mail:  "Hello, see"   "%PDF-1.4"   "BEGIN:VCARD" */

#include "mail_priv.h"

#define NAME_MOST   76u          /* characters of the name of a field */

enum { SEE_MARK = 0, SEE_BLANK = 3, SEE_NAME, SEE_COLON, SEE_NO, SEE_MAIL };

void tnefi_mail_look_begin(struct tnefi_mail_look *k)
{
    k->state = SEE_MARK;
    k->seen = k->count = k->from = k->begin = 0;
}

static int is_blank(uint8_t b)
{
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
}

/* How many characters of |word| the name has so far: 0 as soon as it is another one. */
static uint32_t matched(const char *word, uint32_t len, uint32_t have, uint32_t count, uint8_t b)
{
    return have == count && count < len && b == (uint8_t)word[count] ? have + 1u : 0;
}

static uint32_t see_name(struct tnefi_mail_look *k, uint8_t b)
{
    if (b == ':')
        return k->count > 0 && k->begin != 5u ? SEE_MAIL : SEE_NO;
    if (b == ' ' && k->from == 4u && k->count == 4u)
        return SEE_MAIL;
    if (b == ' ' || b == '\t')
        return k->count > 0 ? SEE_COLON : SEE_NO;
    if (b < 33u || b > 126u || k->count == NAME_MOST)
        return SEE_NO;
    k->from = matched("From", 4u, k->from, k->count, b);
    k->begin = matched("BEGIN", 5u, k->begin, k->count, b);
    k->count++;
    return SEE_NAME;
}

static uint32_t see(struct tnefi_mail_look *k, uint8_t b)
{
    static const uint8_t mark[SEE_BLANK] = { 0xEF, 0xBB, 0xBF };

    switch (k->state) {
    case SEE_BLANK:
        return is_blank(b) ? SEE_BLANK : see_name(k, b);
    case SEE_NAME:
        return see_name(k, b);
    case SEE_COLON:
        if (b == ' ' || b == '\t')
            return SEE_COLON;
        return b == ':' ? SEE_MAIL : SEE_NO;
    case SEE_NO:
    case SEE_MAIL:
        return k->state;
    default:
        if (b == mark[k->state])
            return k->state + 1u;
        if (k->state != SEE_MARK)
            return SEE_NO;
        return is_blank(b) ? SEE_BLANK : see_name(k, b);
    }
}

int tnefi_mail_looks(struct tnefi_mail_look *k, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && k->state < SEE_NO) {
        k->state = see(k, p[i]);
        i++;
        k->seen++;
        if (k->seen == INNER_LOOK && k->state < SEE_NO)
            k->state = SEE_NO;
    }
    TNEFI_TOUCH(i);
    return k->state == SEE_MAIL ? 1 : k->state == SEE_NO ? -1 : 0;
}
