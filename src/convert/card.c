/* SPDX-License-Identifier: MIT */
/* A contact as vCard: [MS-OXOCNTC] 2.2.1. What somebody is called, and the order of it all. */

#include "convert/card.h"
#include "convert/when.h"
#include "convert/who.h"

#include "base/touch.h"

#define CATEGORIES_MAX 100u

int tnefi_convert_is_card_4(const struct tnef_convert *c)
{
    const int is_group = tnefi_convert_class_of(c->live.job.message).sort == TNEFI_CONVERT_GROUP;
    const uint32_t version = c->live.job.options.card_version;

    return version == 4 || (version == 0 && is_group);
}

const struct tnef_bag *tnefi_convert_job_bag(const struct tnef_convert *c)
{
    return c->live.job.message->info->bag;
}

int tnefi_convert_says(tnef_string s)
{
    char start[8];

    return s.len > 0 && tnefi_lines_clean(start, sizeof start, s.text, s.len, 0) > 0;
}

void tnefi_convert_card_line(struct tnef_convert *c, const char *name, tnef_string value)
{
    struct tnefi_lines *l;

    if (!tnefi_convert_says(value))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, name);
    tnefi_lines_raw(l, ":");
    tnefi_lines_value(l, TNEFI_LINES_TEXT | TNEFI_LINES_ONE_LINE, value.text, value.len);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

void tnefi_convert_card_either(struct tnef_convert *c, const char *name_3, const char *name_4,
                               tnef_string value)
{
    const char *name = tnefi_convert_is_card_4(c) ? name_4 : name_3;

    if (name != NULL)
        tnefi_convert_card_line(c, name, value);
}

static int write_begin(struct tnef_convert *c)
{
    if (tnefi_convert_is_card_4(c))
        tnefi_convert_put_word(c, "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\n");
    else
        tnefi_convert_put_word(c, "BEGIN:VCARD\r\nVERSION:3.0\r\n");
    return DONE;
}

/* Names that are joined by blanks, for a card that says no name as a whole. */
static void write_joined_name(struct tnef_convert *c)
{
    static const enum tnefi_convert_key parts[3] = { TNEFI_CONVERT_GIVEN, TNEFI_CONVERT_MIDDLE,
                                                     TNEFI_CONVERT_SURNAME };
    struct tnefi_lines *l = tnefi_convert_item(c);
    int any = 0;

    tnefi_lines_raw(l, "FN:");
    for (uint32_t i = 0; i < 3; i++) {
        tnef_string s = tnefi_convert_string(tnefi_convert_job_bag(c), parts[i]);

        if (!tnefi_convert_says(s))
            continue;
        if (any)
            tnefi_lines_raw(l, " ");
        tnefi_lines_value(l, TNEFI_LINES_TEXT | TNEFI_LINES_ONE_LINE, s.text, s.len);
        any = 1;
    }
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

static int has_name_parts(const struct tnef_bag *bag)
{
    return tnefi_convert_says(tnefi_convert_string(bag, TNEFI_CONVERT_GIVEN))
           || tnefi_convert_says(tnefi_convert_string(bag, TNEFI_CONVERT_MIDDLE))
           || tnefi_convert_says(tnefi_convert_string(bag, TNEFI_CONVERT_SURNAME));
}

static int write_full_name(struct tnef_convert *c)
{
    static const tnef_string unknown = { "Unknown", 7 };
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    struct tnefi_convert_who who;
    tnef_string name = tnefi_convert_string(bag, TNEFI_CONVERT_DISPLAY_NAME);

    if (!tnefi_convert_says(name))
        name = tnefi_convert_string(bag, TNEFI_CONVERT_FILE_UNDER);
    if (!tnefi_convert_says(name) && has_name_parts(bag)) {
        write_joined_name(c);
        return DONE;
    }
    if (!tnefi_convert_says(name))
        name = tnefi_convert_string(bag, TNEFI_CONVERT_COMPANY);
    if (!tnefi_convert_says(name)) {
        tnefi_convert_card_slot(c, 0, &who);
        name = (tnef_string){ (const char *)who.span.p, who.span.n };
    }
    if (!tnefi_convert_says(name))
        name = c->live.job.message->info->subject;
    tnefi_convert_card_line(c, "FN", tnefi_convert_says(name) ? name : unknown);
    return DONE;
}

/* Components, with a semicolon between them. */
static void write_components(struct tnef_convert *c, const char *name, const enum tnefi_convert_key *keys,
                             uint32_t count)
{
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_raw(l, name);
    for (uint32_t i = 0; i < count; i++) {
        tnef_string s = tnefi_convert_string(tnefi_convert_job_bag(c), keys[i]);

        tnefi_lines_raw(l, i == 0 ? ":" : ";");
        tnefi_lines_value(l, TNEFI_LINES_TEXT | TNEFI_LINES_ONE_LINE, s.text, s.len);
    }
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

static int write_name(struct tnef_convert *c)
{
    static const enum tnefi_convert_key name[5] = { TNEFI_CONVERT_SURNAME, TNEFI_CONVERT_GIVEN,
                                                    TNEFI_CONVERT_MIDDLE, TNEFI_CONVERT_PREFIX,
                                                    TNEFI_CONVERT_GENERATION };

    write_components(c, "N", name, 5);
    tnefi_convert_card_line(c, "NICKNAME",
                            tnefi_convert_string(tnefi_convert_job_bag(c), TNEFI_CONVERT_NICKNAME));
    return DONE;
}

static int write_organization(struct tnef_convert *c)
{
    static const enum tnefi_convert_key both[2] = { TNEFI_CONVERT_COMPANY, TNEFI_CONVERT_DEPARTMENT };
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    const int department = tnefi_convert_says(tnefi_convert_string(bag, TNEFI_CONVERT_DEPARTMENT));

    if (department || tnefi_convert_says(tnefi_convert_string(bag, TNEFI_CONVERT_COMPANY)))
        write_components(c, "ORG", both, department ? 2 : 1);
    tnefi_convert_card_line(c, "TITLE", tnefi_convert_string(bag, TNEFI_CONVERT_TITLE));
    tnefi_convert_card_line(c, "ROLE", tnefi_convert_string(bag, TNEFI_CONVERT_PROFESSION));
    return DONE;
}

int tnefi_convert_card_note(struct tnef_convert *c)
{
    return tnefi_convert_text_property(c, c->live.job.message, TNEF_BODY_TEXT, "NOTE");
}

int tnefi_convert_put_categories(struct tnef_convert *c, const struct tnef_bag *bag)
{
    const tnef_bag_item *item = tnef_bag_get(bag, TNEFI_CONVERT_KEYWORDS);
    struct tnefi_lines *l = tnefi_convert_item(c);
    uint32_t shown = 0;

    for (uint32_t i = 0; item != NULL && i < item->count && shown < CATEGORIES_MAX; i++) {
        tnef_string s = tnef_bag_string(item, i);

        TNEFI_TOUCH(1);
        if (!tnefi_convert_says(s))
            continue;
        tnefi_lines_raw(l, shown++ == 0 ? "CATEGORIES:" : ",");
        tnefi_lines_value(l, TNEFI_LINES_TEXT | TNEFI_LINES_ONE_LINE, s.text, s.len);
    }
    if (shown > 0)
        tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}

int tnefi_convert_card_categories(struct tnef_convert *c)
{
    return tnefi_convert_put_categories(c, tnefi_convert_job_bag(c));
}

/* Version 4 has no class. */
static int write_class(struct tnef_convert *c)
{
    const tnef_message_info *m = c->live.job.message->info;

    if (tnefi_convert_is_card_4(c) || (m->known & TNEF_KNOWN_SENSITIVITY) == 0)
        return DONE;
    if (m->sensitivity == 1 || m->sensitivity == 2)
        tnefi_convert_put_word(c, "CLASS:PRIVATE\r\n");
    else if (m->sensitivity == 3)
        tnefi_convert_put_word(c, "CLASS:CONFIDENTIAL\r\n");
    return DONE;
}

int tnefi_convert_card_end(struct tnef_convert *c)
{
    tnefi_convert_put_word(c, "END:VCARD\r\n");
    return DONE;
}

int tnefi_convert_card_step(struct tnef_convert *c)
{
    static const tnefi_convert_row rows[] = {
        write_begin,
        write_full_name,
        write_name,
        write_organization,
        tnefi_convert_card_mail,
        tnefi_convert_card_phones,
        tnefi_convert_card_places,
        tnefi_convert_card_links,
        tnefi_convert_card_days,
        tnefi_convert_card_note,
        tnefi_convert_card_categories,
        write_class,
        tnefi_convert_card_picture,
        tnefi_convert_card_keys,
        tnefi_convert_card_family,
        tnefi_convert_card_own,
        tnefi_convert_card_uid,
        tnefi_convert_card_rev,
        tnefi_convert_card_end,
    };

    return tnefi_convert_row_step(c, rows, sizeof rows / sizeof rows[0]);
}
