/* SPDX-License-Identifier: MIT */
/* Fields of mail: those of RFC 5322, section 3.6, of RFC 2045, and what mail systems add.
 *
 *     "Message-ID"         only mail has it
 *     "resent-from"        so it is with all that begin with "Resent-"
 *     "Subject"            a letter has it, and so may a list of books
 *
 * and these say nothing:
 *
 *     "Resent-"            something must follow
 *     "Subjects", "Host"
 *
 * The table is in the order of its names, so that only those with the same first letter are compared. */

#include "scan/signature_fields.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <stddef.h>

#define NAME_SIZE 27u

/* Names in lower case. "*": one more character, or many. */
static const struct {
    uint16_t kind;
    uint8_t name[NAME_SIZE];
} fields[] = {
    { FIELD_MAIL, "arc-*" },
    { FIELD_MAIL, "authentication-results" },
    { FIELD_MAIL, "autocrypt" },
    { FIELD_LETTER, "bcc" },
    { FIELD_LETTER, "cc" },
    { FIELD_SHARED, "content-disposition" },
    { FIELD_SHARED, "content-id" },
    { FIELD_MAIL, "content-transfer-encoding" },
    { FIELD_SHARED, "content-type" },
    { FIELD_SHARED, "date" },
    { FIELD_MAIL, "delivered-to" },
    { FIELD_SHARED, "delivery-date" },
    { FIELD_MAIL, "dkim-signature" },
    { FIELD_MAIL, "envelope-to" },
    { FIELD_LETTER, "from" },
    { FIELD_SHARED, "importance" },
    { FIELD_MAIL, "in-reply-to" },
    { FIELD_LETTER, "list-*" },
    { FIELD_MAIL, "message-id" },
    { FIELD_MAIL, "mime-version" },
    { FIELD_SHARED, "newsgroups" },
    { FIELD_SHARED, "organization" },
    { FIELD_MAIL, "received" },
    { FIELD_MAIL, "received-spf" },
    { FIELD_SHARED, "references" },
    { FIELD_LETTER, "reply-to" },
    { FIELD_MAIL, "resent-*" },
    { FIELD_MAIL, "return-path" },
    { FIELD_LETTER, "sender" },
    { FIELD_SHARED, "status" },
    { FIELD_LETTER, "subject" },
    { FIELD_MAIL, "thread-index" },
    { FIELD_MAIL, "thread-topic" },
    { FIELD_LETTER, "to" },
    { FIELD_SHARED, "user-agent" },
    { FIELD_MAIL, "x-account-key" },
    { FIELD_MAIL, "x-apparently-to" },
    { FIELD_MAIL, "x-gm-thrid" },
    { FIELD_MAIL, "x-mailer" },
    { FIELD_MAIL, "x-mozilla-status" },
    { FIELD_MAIL, "x-ms-exchange-*" },
    { FIELD_MAIL, "x-ms-has-attach" },
    { FIELD_MAIL, "x-original-to" },
    { FIELD_MAIL, "x-received" },
    { FIELD_MAIL, "x-spam-status" },
    { FIELD_MAIL, "x-uidl" },
    { FIELD_MAIL, "x-unsent" },
};
#define FIELDS 47u
_Static_assert(sizeof fields == FIELDS * sizeof fields[0], "there are as many fields");

/* Whether the |len| bytes are |text|, a name of the table. */
/*@ requires \valid_read(text + (0 .. NAME_SIZE - 1)) && \valid_read(name + (0 .. len - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static int fits(const uint8_t *text, const uint8_t *name, uint32_t len)
{
    uint32_t i = 0;

    /*@ loop invariant 0 <= i <= NAME_SIZE && i <= len;
        loop assigns i;
        loop variant NAME_SIZE - i; */
    while (i < NAME_SIZE && i < len && text[i] == tnefi_base_lower(name[i]))
        i++;
    TNEFI_TOUCH(i + 1u);
    if (i == NAME_SIZE)
        return 0;
    return text[i] == '*' ? i < len : text[i] == 0 && i == len;
}

/* The place of the first name that begins with |letter|, or with a later one. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= FIELDS; */
static uint32_t first_with(uint8_t letter)
{
    uint32_t from = 0;
    uint32_t to = FIELDS;

    /*@ loop invariant 0 <= from <= to <= FIELDS;
        loop assigns from, to;
        loop variant to - from; */
    while (from < to) {
        uint32_t middle = from + (to - from) / 2u;

        TNEFI_TOUCH(1);
        if (fields[middle].name[0] < letter)
            from = middle + 1u;
        else
            to = middle;
    }
    return from;
}

uint16_t tnefi_scan_signature_field(const uint8_t *name, uint32_t len)
{
    uint8_t letter;
    uint32_t i;

    if (len == 0)
        return FIELD_OTHER;
    letter = tnefi_base_lower(name[0]);
    i = first_with(letter);
    /*@ loop invariant 0 <= i <= FIELDS;
        loop assigns i;
        loop variant FIELDS - i; */
    for (; i < FIELDS && fields[i].name[0] == letter; i++)
        if (fits(fields[i].name, name, len))
            return fields[i].kind;
    return FIELD_OTHER;
}
