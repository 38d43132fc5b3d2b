/* SPDX-License-Identifier: MIT */
/* A contact as vCard: mail, telephone, places, links. */

#include "convert/card.h"
#include "convert/who.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define NUMBERS_MAX 16u /* telephone numbers of one kind                                   */

/* ---- Mail ---------------------------------------------------------------------------------- */

static const struct slot {
    uint16_t type, address, original, entry;
} slots[3] = {
    { TNEFI_CONVERT_MAIL_TYPE_1, TNEFI_CONVERT_MAIL_ADDRESS_1, TNEFI_CONVERT_MAIL_ORIGINAL_1,
      TNEFI_CONVERT_MAIL_ENTRY_1 },
    { TNEFI_CONVERT_MAIL_TYPE_2, TNEFI_CONVERT_MAIL_ADDRESS_2, TNEFI_CONVERT_MAIL_ORIGINAL_2,
      TNEFI_CONVERT_MAIL_ENTRY_2 },
    { TNEFI_CONVERT_MAIL_TYPE_3, TNEFI_CONVERT_MAIL_ADDRESS_3, TNEFI_CONVERT_MAIL_ORIGINAL_3,
      TNEFI_CONVERT_MAIL_ENTRY_3 },
};

static int is_type(tnef_string s, const char *type)
{
    size_t len = tnefi_convert_length(type);

    TNEFI_TOUCH(len);
    if (s.len != len)
        return 0;
    for (size_t i = 0; i < len; i++)
        if (tnefi_base_lower((uint8_t)s.text[i]) != (uint8_t)type[i])
            return 0;
    return 1;
}

static void find_in(struct tnefi_convert_who *who, tnef_string s)
{
    who->span = tnefi_lines_find_address(s.text, s.len, 0);
}

void tnefi_convert_card_slot(struct tnef_convert *c, uint32_t slot, struct tnefi_convert_who *who)
{
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    const struct slot *k = &slots[slot];
    tnef_string type = tnefi_convert_string(bag, (enum tnefi_convert_key)k->type);
    tnef_string address = tnefi_convert_string(bag, (enum tnefi_convert_key)k->address);

    who->span = (struct tnefi_lines_span){ NULL, 0 };
    if (type.len == 0 || is_type(type, "smtp")) {
        find_in(who, address);
    } else if (is_type(type, "ex")) {
        tnefi_convert_find_entry_bytes(c, who, tnefi_convert_bytes(bag, (enum tnefi_convert_key)k->entry),
                                       NULL);
        if (who->span.p == NULL)
            find_in(who, tnefi_convert_string(bag, (enum tnefi_convert_key)k->original));
    }
    if (who->span.p == NULL && address.len > 0)
        tnefi_convert_leave_out(c, TNEF_CONVERT_ADDRESS);
}

int tnefi_convert_card_mail(struct tnef_convert *c)
{
    const int is_4 = tnefi_convert_is_card_4(c);
    int first = 1;

    for (uint32_t i = 0; i < 3; i++) {
        struct tnefi_convert_who who;

        tnefi_convert_card_slot(c, i, &who);
        if (who.span.p == NULL)
            continue;
        tnefi_convert_card_line(c,
                                is_4 ? (first ? "EMAIL;PREF=1" : "EMAIL")
                                     : (first ? "EMAIL;TYPE=INTERNET,PREF" : "EMAIL;TYPE=INTERNET"),
                                (tnef_string){ (const char *)who.span.p, who.span.n });
        first = 0;
    }
    return DONE;
}

/* ---- Telephone ----------------------------------------------------------------------------- */

static const struct phone {
    uint16_t key;
    const char *name_3, *name_4;
} phones[] = {
    { TNEFI_CONVERT_TEL_WORK, "TEL;TYPE=WORK,VOICE", "TEL;TYPE=\"work,voice\"" },
    { TNEFI_CONVERT_TEL_WORK_2, "TEL;TYPE=WORK,VOICE", "TEL;TYPE=\"work,voice\"" },
    { TNEFI_CONVERT_TEL_HOME, "TEL;TYPE=HOME,VOICE", "TEL;TYPE=\"home,voice\"" },
    { TNEFI_CONVERT_TEL_HOME_2, "TEL;TYPE=HOME,VOICE", "TEL;TYPE=\"home,voice\"" },
    { TNEFI_CONVERT_TEL_CELL, "TEL;TYPE=CELL,VOICE", "TEL;TYPE=\"cell,voice\"" },
    { TNEFI_CONVERT_TEL_OTHER, "TEL;TYPE=VOICE", "TEL;TYPE=voice" },
    { TNEFI_CONVERT_TEL_PRIMARY, "TEL;TYPE=PREF,VOICE", "TEL;TYPE=voice;PREF=1" },
    { TNEFI_CONVERT_TEL_PAGER, "TEL;TYPE=PAGER", "TEL;TYPE=pager" },
    { TNEFI_CONVERT_TEL_CAR, "TEL;TYPE=CAR", "TEL;TYPE=voice" },
    { TNEFI_CONVERT_TEL_ISDN, "TEL;TYPE=ISDN", "TEL;TYPE=voice" },
    { TNEFI_CONVERT_FAX_WORK, "TEL;TYPE=WORK,FAX", "TEL;TYPE=\"work,fax\"" },
    { TNEFI_CONVERT_FAX_HOME, "TEL;TYPE=HOME,FAX", "TEL;TYPE=\"home,fax\"" },
    { TNEFI_CONVERT_FAX_PRIMARY, "TEL;TYPE=FAX", "TEL;TYPE=fax" },
    { TNEFI_CONVERT_TEL_TTY, "X-TTY", "TEL;TYPE=textphone" },
    { TNEFI_CONVERT_TEL_ASSISTANT, "X-MS-TEL;TYPE=ASSISTANT", "X-MS-TEL;TYPE=ASSISTANT" },
    { TNEFI_CONVERT_TEL_CALLBACK, "X-MS-TEL;TYPE=CALLBACK", "X-MS-TEL;TYPE=CALLBACK" },
    { TNEFI_CONVERT_TEL_COMPANY, "X-MS-TEL;TYPE=COMPANY", "X-MS-TEL;TYPE=COMPANY" },
    { TNEFI_CONVERT_TEL_RADIO, "X-MS-TEL;TYPE=RADIO", "X-MS-TEL;TYPE=RADIO" },
    { TNEFI_CONVERT_TELEX, "X-TELEX", "X-TELEX" },
};

int tnefi_convert_card_phones(struct tnef_convert *c)
{
    const uint32_t count = (uint32_t)(sizeof phones / sizeof phones[0]);
    uint32_t *at = &c->live.job.item;
    const tnef_bag_item *item = tnef_bag_get(tnefi_convert_job_bag(c), phones[*at].key);

    for (uint32_t i = 0; item != NULL && i < item->count && i < NUMBERS_MAX; i++)
        tnefi_convert_card_either(c, phones[*at].name_3, phones[*at].name_4, tnef_bag_string(item, i));
    (*at)++;
    return *at < count ? AGAIN : DONE;
}

/* ---- Places -------------------------------------------------------------------------------- */

#define NO_KEY TNEFI_CONVERT_KEY_COUNT

/* Where a place stands: its components but the second, which no contact has, and how it is written whole. */
struct place {
    uint16_t parts[6]; /* box, street, city, state, code, country                         */
    uint16_t label;
    const char *type_3, *type_4;
};

#define PLACE(name) \
  { \
    TNEFI_CONVERT_##name##_BOX, TNEFI_CONVERT_##name##_STREET, TNEFI_CONVERT_##name##_CITY, \
        TNEFI_CONVERT_##name##_STATE, TNEFI_CONVERT_##name##_CODE, TNEFI_CONVERT_##name##_COUNTRY \
  }

static const struct place work = { PLACE(WORK), TNEFI_CONVERT_LABEL_WORK, "WORK", "work" };
static const struct place home = { PLACE(HOME), TNEFI_CONVERT_LABEL_HOME, "HOME", "home" };
static const struct place other = { PLACE(OTHER), TNEFI_CONVERT_LABEL_OTHER, "POSTAL", NULL };
static const uint16_t mailing[6] = PLACE(MAILING);

static int has_parts(const struct tnef_bag *bag, const uint16_t *parts)
{
    for (uint32_t i = 0; i < 6; i++)
        if (tnefi_convert_says(tnefi_convert_string(bag, (enum tnefi_convert_key)parts[i])))
            return 1;
    return 0;
}

static void put_place_head(struct tnef_convert *c, struct tnefi_lines *l, const struct place *p,
                           int preferred, tnef_string label)
{
    if (!tnefi_convert_is_card_4(c)) {
        tnefi_lines_raw(l, "ADR;TYPE=");
        tnefi_lines_raw(l, p->type_3);
        tnefi_lines_raw(l, preferred ? ",PREF" : "");
        return;
    }
    tnefi_lines_raw(l, "ADR");
    if (p->type_4 != NULL) {
        tnefi_lines_raw(l, ";TYPE=");
        tnefi_lines_raw(l, p->type_4);
    }
    tnefi_lines_raw(l, preferred ? ";PREF=1" : "");
    if (tnefi_convert_says(label)) {
        tnefi_lines_raw(l, ";LABEL=");
        tnefi_lines_value(l, TNEFI_LINES_PARAM, label.text, label.len);
    }
}

/* |parts| is NULL: there is only a label. */
static void write_place(struct tnef_convert *c, const struct place *p, const uint16_t *parts, int preferred)
{
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    tnef_string label = tnefi_convert_string(bag, (enum tnefi_convert_key)p->label);
    struct tnefi_lines *l;

    if (parts == NULL && (!tnefi_convert_says(label) || !tnefi_convert_is_card_4(c)))
        return;
    l = tnefi_convert_item(c);
    put_place_head(c, l, p, preferred, label);
    for (uint32_t i = 0; i < 6; i++) {
        tnef_string s = { NULL, 0 };

        if (parts != NULL)
            s = tnefi_convert_string(bag, (enum tnefi_convert_key)parts[i]);
        tnefi_lines_raw(l, i == 0 ? ":" : i == 1 ? ";;" : ";");
        tnefi_lines_value(l, TNEFI_LINES_TEXT, s.text, s.len);
    }
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

/* Only version 3 has labels as properties. */
static void write_label(struct tnef_convert *c, const struct place *p)
{
    tnef_string label = tnefi_convert_string(tnefi_convert_job_bag(c), (enum tnefi_convert_key)p->label);
    struct tnefi_lines *l;

    if (tnefi_convert_is_card_4(c) || !tnefi_convert_says(label))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "LABEL;TYPE=");
    tnefi_lines_raw(l, p->type_3);
    tnefi_lines_raw(l, ":");
    tnefi_lines_value(l, TNEFI_LINES_TEXT, label.text, label.len);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

int tnefi_convert_card_places(struct tnef_convert *c)
{
    static const struct place *const places[3] = { &home, &work, &other };
    static const uint32_t order[3] = { 1, 0, 2 };
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    const int64_t which = tnefi_convert_number(bag, TNEFI_CONVERT_MAILING_WHICH, 0);
    const uint32_t at = order[c->live.job.item];
    const struct place *p = places[at];
    const uint16_t *parts = has_parts(bag, p->parts) ? p->parts : NULL;
    const int has_any =
        has_parts(bag, work.parts) || has_parts(bag, home.parts) || has_parts(bag, other.parts);

    /* The mailing address is one of the three; alone it may be all that there is. */
    if (parts == NULL && !has_any && has_parts(bag, mailing) && which == (int64_t)at + 1)
        parts = mailing;
    if (parts == NULL && !has_any && has_parts(bag, mailing) && at == 2 && (which < 1 || which > 3))
        parts = mailing;
    write_place(c, p, parts, which == (int64_t)at + 1);
    write_label(c, p);
    c->live.job.item++;
    return c->live.job.item < 3 ? AGAIN : DONE;
}

/* ---- Links --------------------------------------------------------------------------------- */

int tnefi_convert_has_scheme(tnef_string s, const char *scheme)
{
    size_t len = tnefi_convert_length(scheme);

    TNEFI_TOUCH(len);
    return s.len > len && is_type((tnef_string){ s.text, len }, scheme);
}

static void write_link(struct tnef_convert *c, const char *name, tnef_string s)
{
    struct tnefi_lines *l;

    if (!tnefi_convert_has_scheme(s, "http://") && !tnefi_convert_has_scheme(s, "https://")
        && !tnefi_convert_has_scheme(s, "ftp://") && !tnefi_convert_has_scheme(s, "mailto:"))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, name);
    tnefi_lines_raw(l, ":");
    tnefi_lines_value(l, TNEFI_LINES_URI, s.text, s.len);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

int tnefi_convert_card_links(struct tnef_convert *c)
{
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    const int is_4 = tnefi_convert_is_card_4(c);
    tnef_string messenger = tnefi_convert_string(bag, TNEFI_CONVERT_MESSENGER);
    struct tnefi_lines *l;

    write_link(c, is_4 ? "URL;TYPE=work" : "URL;TYPE=WORK",
               tnefi_convert_string(bag, TNEFI_CONVERT_URL_WORK));
    write_link(c, is_4 ? "URL;TYPE=home" : "URL;TYPE=HOME",
               tnefi_convert_string(bag, TNEFI_CONVERT_URL_HOME));
    write_link(c, "URL", tnefi_convert_string(bag, TNEFI_CONVERT_URL_OTHER));
    if (tnefi_convert_has_scheme(messenger, "sip:") || tnefi_convert_has_scheme(messenger, "xmpp:")
        || tnefi_convert_has_scheme(messenger, "im:")) {
        l = tnefi_convert_item(c);
        tnefi_lines_raw(l, "IMPP:");
        tnefi_lines_value(l, TNEFI_LINES_URI, messenger.text, messenger.len);
        tnefi_lines_crlf(l);
        tnefi_convert_item_end(c);
    } else {
        tnefi_convert_card_line(c, "X-MS-IMADDRESS", messenger);
    }
    return DONE;
}
