/* SPDX-License-Identifier: MIT */
/* A distribution list as vCard: [MS-OXOCNTC] 2.2.2. */

#include "convert/card.h"
#include "convert/who.h"

#include "base/touch.h"

static int write_begin(struct tnef_convert *c)
{
    if (tnefi_convert_is_card_4(c))
        tnefi_convert_put_word(c, "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\n");
    else
        tnefi_convert_put_word(c, "BEGIN:VCARD\r\nVERSION:3.0\r\n");
    return DONE;
}

static int write_name(struct tnef_convert *c)
{
    static const tnef_string unknown = { "Unknown", 7 };
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    tnef_string name = tnefi_convert_string(bag, TNEFI_CONVERT_LIST_NAME);

    if (!tnefi_convert_says(name))
        name = tnefi_convert_string(bag, TNEFI_CONVERT_DISPLAY_NAME);
    if (!tnefi_convert_says(name))
        name = c->live.job.message->info->subject;
    tnefi_convert_card_line(c, "FN", tnefi_convert_says(name) ? name : unknown);
    if (!tnefi_convert_is_card_4(c))
        tnefi_convert_put_word(c, "N:;;;;\r\nX-ADDRESSBOOKSERVER-KIND:group\r\n");
    return DONE;
}

static void write_member(struct tnef_convert *c, const tnef_member *member)
{
    struct tnefi_convert_who who;
    tnef_entryid id;
    struct tnefi_lines *l;

    who.span.p = NULL;
    if (tnef_member_read(member, &id))
        tnefi_convert_find_entry(c, &who, &id, NULL);
    if (who.span.p == NULL) {
        tnefi_convert_leave_out(c, TNEF_CONVERT_MEMBERS);
        return;
    }
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, tnefi_convert_is_card_4(c) ? "MEMBER:" : "X-ADDRESSBOOKSERVER-MEMBER:");
    tnefi_lines_value(l, TNEFI_LINES_CAL_ADDRESS, who.span.p, who.span.n);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

/* A value of one of the two lists that go together; one that is empty is absent. */
static tnef_bytes value_at(const tnef_bag_item *item, uint32_t index)
{
    tnef_bytes b = tnef_bag_bytes(item, index);

    if (b.len == 0 || tnef_bag_flags(item, index) != 0)
        return (tnef_bytes){ NULL, 0 };
    return b;
}

static int write_listed(struct tnef_convert *c)
{
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    const tnef_bag_item *one_offs = tnef_bag_get(bag, TNEFI_CONVERT_LIST_ONE_OFFS);
    const tnef_bag_item *members = tnef_bag_get(bag, TNEFI_CONVERT_LIST_MEMBERS);
    const uint32_t a = one_offs != NULL ? one_offs->count : 0;
    const uint32_t b = members != NULL ? members->count : 0;
    const uint32_t count = a > b ? a : b;
    uint32_t *at = &c->live.job.item;
    tnef_member member = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };

    if (*at >= count)
        return DONE;
    if (*at >= TNEF_CONVERT_MEMBERS_MAX) {
        tnefi_convert_leave_out(c, TNEF_CONVERT_MEMBERS);
        return DONE;
    }
    member.one_off = value_at(one_offs, *at);
    member.entry = value_at(members, *at);
    write_member(c, &member);
    (*at)++;
    return AGAIN;
}

/* The stream is at most as long as a value of a bag, so all of it is one step. */
static void write_streamed(struct tnef_convert *c, tnef_bytes stream)
{
    tnef_members members;
    tnef_member member;
    uint32_t n = 0;

    (void)tnef_members_read(stream.data, stream.len, &members);
    for (; n < TNEF_CONVERT_MEMBERS_MAX && tnef_members_next(&members, &member); n++) {
        TNEFI_TOUCH(1);
        write_member(c, &member);
    }
    if (members.status != TNEF_OK || n < members.announced)
        tnefi_convert_leave_out(c, TNEF_CONVERT_MEMBERS);
}

static int write_members(struct tnef_convert *c)
{
    tnef_bytes stream = tnefi_convert_bytes(tnefi_convert_job_bag(c), TNEFI_CONVERT_LIST_STREAM);

    if (stream.data == NULL)
        return write_listed(c);
    write_streamed(c, stream);
    return DONE;
}

int tnefi_convert_group_step(struct tnef_convert *c)
{
    static const tnefi_convert_row rows[] = {
        write_begin,
        write_name,
        tnefi_convert_card_note,
        write_members,
        tnefi_convert_card_categories,
        tnefi_convert_card_uid,
        tnefi_convert_card_rev,
        tnefi_convert_card_end,
    };

    return tnefi_convert_row_step(c, rows, sizeof rows / sizeof rows[0]);
}
