/* SPDX-License-Identifier: MIT */
/* Whether the content of an attachment is mail. Only its beginning can tell, since name and type come after
 * the bytes, and are the sender's. Mail begins with a field (RFC 5322, section 2.2) or with the "From " line
 * of a mailbox. A byte order mark and blank lines before that are passed over, as readers do, as long as it
 * is decided within INNER_LOOK bytes. vCards and calendars begin with "BEGIN:", which looks like a field, and
 * are not mail.
 *
 *     mail:      "Subject: x"   "X-Y :z"   "\r\nFrom: a@b"   "From a@b Thu ..."
 *     not mail:  "Hello, see"   "%PDF-1.4"   "BEGIN:VCARD" */

#include "mail/priv.h"

#include "base/ascii.h"

#define NAME_MOST 76u /* characters of the name of a field */

/* SEE_MARK + n: n bytes of a byte order mark were read, and all of it when that is SEE_BLANK. */
enum { SEE_MARK = 0, SEE_BLANK = 3, SEE_NAME, SEE_COLON, SEE_NO, SEE_MAIL };
_Static_assert(SEE_BLANK == SEE_MARK + 3, "a byte order mark has three bytes, then blank lines may come");

static int is_decided(uint32_t state)
{
    return state == SEE_NO || state == SEE_MAIL;
}

void tnefi_mail_look_begin(struct tnefi_mail_look *k)
{
    k->state = SEE_MARK;
    k->seen = k->count = k->from = k->begin = 0;
}

/* What blank lines are made of. */
static int is_of_blank_line(uint8_t b)
{
    return tnefi_base_is_blank(b) || b == '\r' || b == '\n';
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
    if (b == ' ' && k->from == 4u)
        return SEE_MAIL;
    if (tnefi_base_is_blank(b)) /* never the first one: that is of a blank line */
        return SEE_COLON;
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
        return is_of_blank_line(b) ? SEE_BLANK : see_name(k, b);
    case SEE_NAME:
        return see_name(k, b);
    case SEE_COLON:
        if (tnefi_base_is_blank(b))
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
        return is_of_blank_line(b) ? SEE_BLANK : see_name(k, b);
    }
}

int tnefi_mail_looks(struct tnefi_mail_look *k, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && !is_decided(k->state)) {
        k->state = see(k, p[i]);
        i++;
        k->seen++;
        if (k->seen == INNER_LOOK && !is_decided(k->state))
            k->state = SEE_NO;
    }
    TNEFI_TOUCH(i);
    return k->state == SEE_MAIL ? 1 : k->state == SEE_NO ? -1 : 0;
}
