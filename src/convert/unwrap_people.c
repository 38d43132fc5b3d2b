/* SPDX-License-Identifier: MIT */
/* Whom the mail names. A message about a meeting often lists nobody, or names without addresses, since the
 * mail around it has all that: [MS-OXCMAIL] makes no second list of it. */

#include "convert/unwrap.h"

#include "base/touch.h"
#include "convert/targets.h"

#include <string.h>

#define ITEMS_MAX (2u * TNEF_CONVERT_PEOPLE_MAX) /* in To, and in Cc                                */

/* A field that the mail has twice names nobody: readers take different ones. */
static void find_fields(struct tnef_unwrap *u, const struct tnefi_convert_unwrap_stream *s)
{
    static const char *const names[UNWRAP_PEOPLE] = { "to", "cc", "from" };
    struct tnefi_convert_unwrap_people *p = &u->live.people;
    uint32_t count[UNWRAP_PEOPLE] = { 0 };
    char name[UNWRAP_NAME];
    uint64_t at = s->mail_head, next = at;
    size_t len = 0;

    for (; at < s->mail_body && tnefi_convert_unwrap_field(u, at, s->mail_body, &next, name, &len);
         at = next) {
        for (uint32_t i = 0; i < UNWRAP_PEOPLE; i++) {
            if (!tnefi_convert_unwrap_is(name, len, names[i]))
                continue;
            p->from[i] = at;
            p->to[i] = count[i]++ == 0 ? next : 0;
        }
    }
}

/* Moves to after the name of a field. */
static int skip_name(struct tnef_unwrap *u, uint64_t *at, uint64_t end)
{
    uint8_t last = 0;

    while (*at < end && last != ':') {
        size_t n = 0, i = 0;
        const uint8_t *p = tnefi_convert_unwrap_window(u, *at, end, &n);

        if (p == NULL)
            return -1;
        while (i < n && last != ':')
            last = p[i++];
        TNEFI_TOUCH(i);
        *at += i;
    }
    return 0;
}

/* Reads one item of a list, which may be nobody. */
static int read_item(struct tnef_unwrap *u, struct tnefi_convert_mailbox *m, uint64_t *at, uint64_t end)
{
    int is_over = 0;

    tnefi_convert_mailbox_begin(m);
    while (*at < end && !is_over) {
        size_t n = 0, i = 0;
        const uint8_t *p = tnefi_convert_unwrap_window(u, *at, end, &n);

        if (p == NULL)
            return -1;
        while (i < n && !is_over)
            is_over = tnefi_convert_mailbox_feed(m, p[i++]);
        *at += i;
    }
    return 0;
}

/* Cuts a field after as many items as are looked at, most of which may be nobody: it is read again for each
 * calendar, and for each try. */
static void cut_field(struct tnef_unwrap *u, uint32_t field)
{
    struct tnefi_convert_unwrap_people *p = &u->live.people;
    const uint64_t end = p->to[field];
    uint64_t at = p->from[field];

    if (end == 0 || skip_name(u, &at, end) < 0)
        return;
    for (uint32_t i = 0; i < ITEMS_MAX && at < end; i++)
        if (read_item(u, &p->next, &at, end) < 0)
            return;
    p->people.is_cut |= at < end;
    p->to[field] = at;
}

/* The next one of a field who has an address. */
static int next_in(struct tnef_unwrap *u, uint32_t field, uint64_t *at, struct tnefi_convert_mailbox *m,
                   tnef_person *out)
{
    const struct tnefi_convert_unwrap_people *p = &u->live.people;
    const uint64_t end = p->to[field];

    if (end != 0 && *at == 0) {
        *at = p->from[field];
        if (skip_name(u, at, end) < 0)
            return -1;
    }
    while (*at < end) {
        if (read_item(u, m, at, end) < 0)
            return -1;
        if (tnefi_convert_mailbox_end(m, out))
            return 1;
    }
    return 0;
}

static int next_receiver(void *user, int is_cc, uint64_t *at, tnef_person *out)
{
    struct tnef_unwrap *u = user;

    return next_in(u, is_cc ? UNWRAP_CC : UNWRAP_TO, at, &u->live.people.next, out);
}

/* Finds all of them. Whether the spool failed is noted. */
static void read_people(struct tnef_unwrap *u, struct tnefi_convert_unwrap_stream *s)
{
    struct tnefi_convert_unwrap_people *p = &u->live.people;
    uint64_t from = 0, to = 0;

    if (tnefi_convert_unwrap_is_foreign(u, s->mail_head, s->mail_body))
        return;
    find_fields(u, s);
    cut_field(u, UNWRAP_TO);
    cut_field(u, UNWRAP_CC);
    p->people.user = u;
    p->people.next = next_receiver;
    (void)next_in(u, UNWRAP_FROM, &from, &p->sender, &p->people.from);
    (void)next_in(u, UNWRAP_TO, &to, &p->receiver, &p->people.to);
    s->outer.people = &p->people;
}

/* Whether what the message becomes has people of the mail in it: calendars and reports have, most has not. */
static int needs_people(const struct tnef_unwrap *u)
{
    const tnef_message *root = tnefi_message_tree_root(u->convert->tree);

    if (root == NULL)
        return 0;
    switch (tnefi_convert_class_of(root).sort) {
    case TNEFI_CONVERT_NOTE:
    case TNEFI_CONVERT_SIGNED:
    case TNEFI_CONVERT_OPAQUE:
    case TNEFI_CONVERT_CONTACT:
    case TNEFI_CONVERT_GROUP:
        return 0;
    default:
        return 1;
    }
}

void tnefi_convert_unwrap_find_people(struct tnef_unwrap *u, uint32_t index)
{
    struct tnefi_convert_unwrap_people *p = &u->live.people;

    if (p->of == index + 1u)
        return;
    u->live.stream[index].outer.people = NULL;
    if (!needs_people(u))
        return;
    memset(p, 0, sizeof *p);
    TNEFI_TOUCH(sizeof *p);
    read_people(u, &u->live.stream[index]);
    if (u->live.fatal.status == TNEF_OK && u->live.error.status == TNEF_OK)
        p->of = index + 1u;
}
