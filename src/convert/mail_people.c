/* SPDX-License-Identifier: MIT */
/* Somebody in a header field, and the addresses that only mail has: those of other systems that a gateway
 * knows how to reach, and those in UTF-8. */

#include "convert/mail.h"
#include "convert/card.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define IMCEA_MOST 990u /* of an address: what a line of a header has room for             */
#define TYPE_MOST  32u

/* ---- Addresses of other systems ------------------------------------------------------------ */

static int is_smtp(tnef_string type)
{
    static const char smtp[] = "smtp";

    if (type.len != sizeof smtp - 1u)
        return type.len == 0;
    for (size_t i = 0; i < type.len; i++)
        if (tnefi_base_lower((uint8_t)type.text[i]) != (uint8_t)smtp[i])
            return 0;
    return 1;
}

/* A letter or digit of ASCII. */
static int is_plain(uint8_t b)
{
    return tnefi_base_is_digit(b) || (tnefi_base_lower(b) >= 'a' && tnefi_base_lower(b) <= 'z');
}

/* Writes an octet of an address. Returns how many it becomes. */
static size_t put_octet(char *out, uint8_t b)
{
    static const char digits[] = "0123456789ABCDEF";

    if (is_plain(b) || b == '-' || b == '=' || b == '/') {
        out[0] = b == '/' ? '_' : (char)b;
        return 1;
    }
    out[0] = '+';
    out[1] = digits[b >> 4];
    out[2] = digits[b & 15u];
    return 3;
}

static int is_type(tnef_string type)
{
    if (type.len == 0 || type.len > TYPE_MOST || is_smtp(type))
        return 0;
    TNEFI_TOUCH(type.len);
    for (size_t i = 0; i < type.len; i++)
        if (!is_plain((uint8_t)type.text[i]))
            return 0;
    return 1;
}

/* "IMCEA", the type, "-", and the address, in which "/" is "_" and all but letters, digits, "-" and "=" is
 * +HH ([MS-OXCMAIL]). None, if it would be too long: half of it is somebody else's. */
static void encapsulate(struct tnefi_convert_who *out, tnef_string type, tnef_string address,
                        const char *domain)
{
    const size_t domain_len = tnefi_convert_length(domain);
    size_t n = 5;

    if (!is_type(type) || address.len == 0)
        return;
    memcpy(out->made, "IMCEA", 5);
    for (size_t i = 0; i < type.len; i++)
        out->made[n++] = type.text[i];
    out->made[n++] = '-';
    for (size_t i = 0; i < address.len; i++) {
        if (n + domain_len + 4u > IMCEA_MOST)
            return;
        n += put_octet(out->made + n, (uint8_t)address.text[i]);
    }
    out->made[n++] = '@';
    memcpy(out->made + n, domain, domain_len);
    TNEFI_TOUCH(n + domain_len);
    out->span.p = (const uint8_t *)out->made;
    out->span.n = n + domain_len;
}

/* What nobody else could use, if the options ask for it. */
static void find_special(const struct tnef_convert *c, struct tnefi_convert_who *out, tnef_string address,
                         tnef_string type)
{
    const tnef_convert_options *o = &c->live.job.options;

    if (out->span.p == NULL && (o->flags & TNEF_CONVERT_UTF8) != 0 && is_smtp(type))
        out->span = tnefi_lines_find_address(address.text, address.len, 1);
    if (out->span.p == NULL && o->imcea_domain != NULL)
        encapsulate(out, type, address, o->imcea_domain);
}

void tnefi_convert_mail_person(const struct tnef_convert *c, struct tnefi_convert_who *out,
                               const tnef_person *p)
{
    tnefi_convert_find_person(out, p);
    find_special(c, out, p->address, p->type);
}

void tnefi_convert_mail_recipient(const struct tnef_convert *c, struct tnefi_convert_who *out,
                                  const tnef_recipient *r)
{
    tnefi_convert_find_recipient(out, r);
    find_special(c, out, r->address, r->type);
}

/* ---- In a field ---------------------------------------------------------------------------- */

void tnefi_convert_put_person(struct tnef_convert *c, struct tnefi_lines *l, tnef_string name,
                              const struct tnefi_lines_span *address, int last)
{
    const struct tnefi_lines_span as_span = { (const uint8_t *)name.text, name.len };

    if (address->p == NULL) {
        tnefi_convert_leave_out(c, TNEF_CONVERT_ADDRESS);
        tnefi_lines_phrase(l, name.text, name.len, last ? ":;" : ":;,");
        return;
    }
    if (tnefi_convert_says(name) && !tnefi_convert_same_address(&as_span, address))
        tnefi_lines_phrase(l, name.text, name.len, NULL);
    tnefi_lines_address(l, address->p, address->n, last ? NULL : ",");
}
