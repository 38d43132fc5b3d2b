/* SPDX-License-Identifier: MIT */
/* Which fields of the header are written. A message inside of another mail gets none that the other one has:
 * what that says was seen by whoever delivered it. */

#include "convert/mail.h"

#include "base/ascii.h"
#include "base/touch.h"

/* What the sender is belongs to who it is from. */
#define BIT_SENDER 4u

static const struct {
    const char *name;
    uint32_t bits;
} fields[] = {
    { "Date", 1u },
    { "From", 2u | BIT_SENDER },
    { "Sender", BIT_SENDER },
    { "To", 1u << 3 },
    { "Cc", 1u << 4 },
    { "Reply-To", 1u << 5 },
    { "Message-ID", 1u << 6 },
    { "In-Reply-To", 1u << 7 },
    { "References", 1u << 8 },
    { "Subject", 1u << 9 },
    { "Thread-Topic", 1u << 10 },
    { "Importance", 1u << 11 },
    { "X-Priority", 1u << 12 },
    { "Priority", 1u << 13 },
    { "Sensitivity", 1u << 14 },
    { "Keywords", 1u << 15 },
    { "Disposition-Notification-To", 1u << 16 },
    { "Expires", 1u << 17 },
    { "Reply-By", 1u << 18 },
    { "Deferred-Delivery", 1u << 19 },
    { "X-Message-Flag", 1u << 20 },
    { "Auto-Submitted", 1u << 21 },
    { "Content-Class", 1u << 22 },
    { "MIME-Version", TNEFI_CONVERT_FIELD_VERSION },
    { "Thread-Index", 1u << 24 },
    { "Return-Receipt-To", 1u << 25 },
    { "X-Auto-Response-Suppress", 1u << 26 },
    { "List-Help", 1u << 27 },
    { "List-Subscribe", 1u << 28 },
    { "List-Unsubscribe", 1u << 29 },
    { "Content-Language", 1u << 30 },
};

static int is_name(const char *known, const char *name, size_t len)
{
    size_t n = 0;

    while (n < len && known[n] != '\0'
           && tnefi_base_lower((uint8_t)known[n]) == tnefi_base_lower((uint8_t)name[n]))
        n++;
    TNEFI_TOUCH(n + 1u);
    return n == len && known[n] == '\0';
}

uint32_t tnefi_convert_field_bit(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (is_name(fields[i].name, name, len))
            return fields[i].bits;
    return 0;
}

int tnefi_convert_wants(struct tnef_convert *c, const char *field)
{
    const struct tnefi_convert_outer *outer = c->live.job.outer;
    uint32_t bits;

    if (outer == NULL || c->mail->depth > 1)
        return 1;
    bits = tnefi_convert_field_bit(field, tnefi_convert_length(field));
    return outer->is_part ? bits == 0 : (outer->has & bits) == 0;
}
