/* SPDX-License-Identifier: MIT */

#include "any_item.h"

#include <tnef/mapi.h>

#include "convert/keys.h"
#include "convert_check.h"

uint32_t any_next(struct any *a, uint32_t below)
{
    a->random = a->random * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(a->random >> 8) * below >> 24);
}

/* ---- Values -------------------------------------------------------------------------------- */

#define LONG_LINE \
  "A long line of text without an end to it, which is written in several lines of what comes out of it, " \
  "and which has no break of its own, whatever one may think of that at the time of reading it. "

static const char *const texts[] = {
    "",
    " ",
    "a",
    "Ann Other",
    "ann@example.com",
    "Bob <bob@example.com>",
    "SMTP",
    "smtp",
    "EX",
    "/o=A/ou=B/cn=Recipients/cn=ann",
    "tzone://Microsoft/Utc",
    "(UTC+01:00) Amsterdam, Berlin",
    "W. Europe Standard Time",
    "dns;mail.example.com",
    "dns; mail.example.com",
    "rfc822;bob@example.com",
    "550 5.2.2 mailbox is full",
    "4.4.7",
    "5.1",
    "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##rfc822;bob@example.com",
    "automatic-action/MDN-sent-automatically",
    "manual-action",
    "<1@example.com>",
    "<1@example.com> <2@example.com>",
    "2@example.com",
    "http://example.com/a,b;c",
    "+49 30 1234",
    "Gr\xC3\xBC\xC3\x9F"
    "e; \xE2\x82\xAC, \xF0\x9F\x98\x80\\",
    "a\r\nBcc: eve@example.com\r\n\r\nX",
    "a;b,c:d\"e^f\\g\n",
    "--=_T1_\r\n--=_T1_--\r\n",
    LONG_LINE,
    LONG_LINE LONG_LINE LONG_LINE LONG_LINE LONG_LINE LONG_LINE,
    "From here on\r\n.\r\n",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\nb",
    "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 \xD0\xBC\xD0\xB8\xD1\x80",
    "SHOUT",
    "ANN@EXAMPLE.COM",
    "sip:ann@example.com",
    "xmpp:ann@example.com",
    "im:ann@example.com",
    "mailto:ann@example.com",
    "ftp://example.com/",
    "https://example.com/",
    "Bob; Eve; ",
    "; ;",
    "5.1.1.",
    "5..1",
    "5.1111.1",
    "4.4.7 later",
    "dns;",
    "; x",
    "a b; c",
    "rfc822;",
    "x;<bob@example.com>",
    "automatic-action/",
    "/x",
    "http",
    "SMT",
    "SMTPX",
    "\x7F\x01",
};

const char *any_text(struct any *a)
{
    return texts[any_next(a, sizeof texts / sizeof texts[0])];
}

static uint64_t date(struct any *a)
{
    switch (any_next(a, 11)) {
    case 10:
        return UINT64_C(2650467744000000000) + any_next(a, 3); /* 10000-01-01 */
    case 0:
        return any_next(a, 3);
    case 1:
        return UINT64_MAX - any_next(a, 3);
    case 2:
        return UINT64_C(0x0CB34557A3DD4000); /* 4501-01-01: none */
    case 3:
        return cw_time(1604 + (int)any_next(a, 2), 2, 28, 0, 0, 0);
    case 4:
        return cw_time(2024, 2, 29, 0, 0, 0);
    default:
        return cw_time(2023 + (int)any_next(a, 3), 1 + (int)any_next(a, 12), 1 + (int)any_next(a, 28),
                       (int)any_next(a, 24), (int)any_next(a, 2) * 30, 0);
    }
}

static int32_t number(struct any *a)
{
    static const int32_t numbers[] = { 0,     1,  2,         3,         4,     5,        6,   7,
                                       8,     15, 16,        32,        60,    550,      421, 1440,
                                       99999, -1, INT32_MAX, INT32_MIN, 0x3E8, 252841729 };

    return numbers[any_next(a, sizeof numbers / sizeof numbers[0])];
}

/* ---- Properties ---------------------------------------------------------------------------- */

static const struct {
    enum tnefi_convert_key from, to;
    enum any_sort sort;
} sorts[] = {
#define ONE(key, sort) \
  { \
    TNEFI_CONVERT_##key, TNEFI_CONVERT_##key, sort \
  }
#define ROW(from, to, sort) \
  { \
    TNEFI_CONVERT_##from, TNEFI_CONVERT_##to, sort \
  }
    ROW(EXPIRES, DEFERRED, ANY_DATE),
    ROW(RECEIPT_REQUESTED, DELIVERY_REQUESTED, ANY_FLAG),
    ROW(CONVERSATION_INDEX, REPLY_TO, ANY_BLOB),
    ONE(RECEIPT_ENTRY, ANY_BLOB),
    ONE(SUPPRESS, ANY_NUMBER),
    ONE(LOCALE, ANY_NUMBER),
    ONE(KEYWORDS, ANY_TEXTS),
    ONE(ORIGINAL_SUBMITTED, ANY_DATE),
    ONE(NDR_STATUS, ANY_NUMBER),
    ROW(ROW_FLAGS, ROW_DISPLAY_TYPE, ANY_NUMBER),
    ONE(CONTACT_PHOTO, ANY_FLAG),
    ONE(EXCEPTION_REPLACE, ANY_DATE),
    ROW(CAL_SEQUENCE, CAL_BUSY, ANY_NUMBER),
    ROW(CAL_START, CAL_END, ANY_DATE),
    ONE(CAL_DURATION, ANY_NUMBER),
    ONE(CAL_ALL_DAY, ANY_FLAG),
    ONE(CAL_RECUR, ANY_BLOB),
    ONE(CAL_STATE, ANY_NUMBER),
    ONE(CAL_RECURRING, ANY_FLAG),
    ONE(CAL_INTENDED, ANY_NUMBER),
    ONE(CAL_REPLACE, ANY_DATE),
    ONE(CAL_ZONE_STRUCT, ANY_BLOB),
    ROW(CAL_PROPOSED_START, CAL_PROPOSED_END, ANY_DATE),
    ROW(CAL_PROPOSAL, CAL_NO_PROPOSALS, ANY_FLAG),
    ROW(CAL_ZONE_START, CAL_ZONE_RECUR, ANY_BLOB),
    ONE(MEET_REPLY_TIME, ANY_DATE),
    ONE(MEET_ID, ANY_BLOB),
    ROW(MEET_START_TIME, MEET_OWNER_TIME, ANY_DATE),
    ONE(MEET_CLEAN_ID, ANY_BLOB),
    ROW(COMMON_START, COMMON_END, ANY_DATE),
    ONE(REMINDER, ANY_FLAG),
    ONE(REMINDER_DELTA, ANY_NUMBER),
    ROW(REMINDER_TIME, REMINDER_SIGNAL, ANY_DATE),
    ONE(PRIVATE, ANY_FLAG),
    ONE(TASK_ID, ANY_BLOB),
    ROW(LEGACY_START, LEGACY_END, ANY_DATE),
    ONE(RESPONSE_REQUESTED, ANY_FLAG),
    ONE(SENSITIVITY, ANY_NUMBER),
    ONE(TASK_STATUS, ANY_NUMBER),
    ONE(TASK_PERCENT, ANY_REAL),
    ROW(TASK_START, TASK_DUE, ANY_DATE),
    ROW(TASK_DONE_DATE, TASK_UPDATED, ANY_DATE),
    ONE(TASK_RECUR, ANY_BLOB),
    ROW(TASK_DONE, TASK_RECURRING, ANY_FLAG),
    ONE(LOG_START, ANY_DATE),
    ONE(RECORD_KEY, ANY_BLOB),
    ONE(MAIL_ENTRY_1, ANY_BLOB),
    ONE(MAIL_ENTRY_2, ANY_BLOB),
    ONE(MAIL_ENTRY_3, ANY_BLOB),
    ONE(MAILING_WHICH, ANY_NUMBER),
    ROW(BIRTHDAY_LOCAL, WEDDING, ANY_DATE),
    ONE(CERTIFICATES, ANY_BLOBS),
    ONE(CERTIFICATE, ANY_BLOB),
    ONE(GENDER, ANY_NUMBER),
    ROW(CHILDREN, HOBBIES, ANY_TEXTS),
    ROW(LIST_ONE_OFFS, LIST_MEMBERS, ANY_BLOBS),
    ONE(LIST_STREAM, ANY_BLOB),
};

static enum any_sort sort_of(uint32_t key)
{
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++)
        if (key >= sorts[i].from && key <= sorts[i].to)
            return sorts[i].sort;
    return ANY_TEXT;
}

/* What reports and addresses are made of, right and nearly right. */
static const char *const words[] = {
    "5.1.1",
    "5.1.1.",
    "5.1",
    "5.1.",
    "5..1",
    "5.1111.1",
    "x.1.1 5.7.1 y",
    "550 5.2.2 mailbox is full",
    "550 no such user",
    "999",
    "#550 4.4.7 QUEUE.Expired; message expired ##rfc822;bob@example.com",
    "dns;mail.example.com",
    "dns; mail.example.com",
    " dns;mail.example.com",
    ";mail.example.com",
    "dns",
    "a b;c",
    "averylongtypethatnobodyhasandthatisnotatypeatallbecauseitislongerthantheymaybe;x",
    "rfc822;bob@example.com",
    "x500;/o=A;y>",
    ">",
    "automatic-action/MDN-sent-automatically",
    "manual-action/MDN-sent-manually",
    "manual-action/",
    "/x",
    "a/b c",
    "displayed",
};

/* Text of a property: what it might hold more often than anything. */
static const char *text_of(struct any *a, uint32_t key)
{
    static const char *const links[] = {
        "sip:a@b",    "xmpp:a@b",  "im:a@b",   "im:",       "ftp://a",
        "mailto:a@b", "https://a", "http://a", "file:///a", "a@example.com"
    };

    if (any_next(a, 4) == 0)
        return any_text(a);
    if (key >= TNEFI_CONVERT_ORIGINAL_AUTHOR && key <= TNEFI_CONVERT_SUPPLEMENTARY)
        return words[any_next(a, sizeof words / sizeof words[0])];
    if ((key >= TNEFI_CONVERT_URL_WORK && key <= TNEFI_CONVERT_MESSENGER) || key == TNEFI_CONVERT_FREE_BUSY)
        return links[any_next(a, 10)];
    if (key >= TNEFI_CONVERT_MAIL_TYPE_1 && key <= TNEFI_CONVERT_MAIL_ENTRY_3)
        return any_next(a, 2) ? "ann@example.com" : any_next(a, 2) ? "EX" : "SMTP";
    return any_text(a);
}

static uint32_t blob_of(uint32_t key)
{
    if (key == TNEFI_CONVERT_CAL_RECUR || key == TNEFI_CONVERT_TASK_RECUR)
        return ANY_BLOB_RECURRENCE;
    if (key == TNEFI_CONVERT_CAL_ZONE_STRUCT)
        return ANY_BLOB_ZONE;
    if (key >= TNEFI_CONVERT_CAL_ZONE_START && key <= TNEFI_CONVERT_CAL_ZONE_RECUR)
        return ANY_BLOB_DEFINITION;
    if (key == TNEFI_CONVERT_REPLY_TO)
        return ANY_BLOB_ENTRIES;
    if (key == TNEFI_CONVERT_CERTIFICATE || key == TNEFI_CONVERT_CERTIFICATES)
        return ANY_BLOB_CERTIFICATE;
    return key == TNEFI_CONVERT_MEET_ID || key == TNEFI_CONVERT_MEET_CLEAN_ID || key == TNEFI_CONVERT_TASK_ID
               ? ANY_BLOB_ID
               : ANY_BLOB_ENTRY;
}

static void blobs(struct any *a, struct tw *w, uint16_t id)
{
    uint8_t blob[4096];
    uint32_t n = any_next(a, 4);

    tw_values_begin(w, TW_T_BINARY | TW_T_MV, id);
    for (uint32_t i = 0; i < n; i++)
        tw_value(w, blob, any_blob(a, blob, sizeof blob));
    tw_values_end(w);
}

static void several_texts(struct any *a, struct tw *w, uint16_t id)
{
    uint32_t n = any_next(a, 4);

    tw_values_begin(w, TW_T_UNICODE | TW_T_MV, id);
    for (uint32_t i = 0; i < n; i++)
        tw_value_unicode(w, any_text(a));
    tw_values_end(w);
}

void any_property(struct any *a, struct tw *w, uint16_t id, enum any_sort sort)
{
    uint8_t blob[4096];

    switch (sort) {
    case ANY_NUMBER:
        tw_prop_i4(w, id, number(a));
        break;
    case ANY_REAL:
        tw_prop_r8(w, id, (double)any_next(a, 9) / 4.0 - 0.5);
        break;
    case ANY_FLAG:
        tw_prop_bool(w, id, (uint16_t)any_next(a, 2));
        break;
    case ANY_DATE:
        tw_prop_time(w, id, date(a));
        break;
    case ANY_BLOB:
        tw_prop_binary(w, id, blob, any_blob(a, blob, sizeof blob));
        break;
    case ANY_BLOBS:
        blobs(a, w, id);
        break;
    case ANY_TEXTS:
        several_texts(a, w, id);
        break;
    default:
        tw_prop_unicode(w, id, any_text(a));
    }
}

/* One of each |of| properties that a converter wants. */
void any_wanted(struct any *a, struct tw *w, uint32_t of)
{
    for (uint32_t i = 0; i < TNEFI_CONVERT_KEY_COUNT; i++) {
        const tnef_bag_key *key = &tnefi_convert_bags.wanted[i];
        const enum any_sort sort = any_next(a, 16) == 0 ? (enum any_sort)any_next(a, 8) : sort_of(i);

        if (any_next(a, of) != 0)
            continue;
        a->likely = blob_of(i);
        if (key->name != NULL)
            tw_named_string(w, key->guid, key->name);
        else if (key->guid != NULL)
            tw_named_id(w, key->guid, key->number);
        if (sort == ANY_TEXT)
            tw_prop_unicode(w, key->guid != NULL ? 0x8000 : (uint16_t)key->number, text_of(a, i));
        else
            any_property(a, w, key->guid != NULL ? 0x8000 : (uint16_t)key->number, sort);
    }
}
