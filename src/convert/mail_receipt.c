/* SPDX-License-Identifier: MIT */
/* Header fields by which somebody asks to be told that a mail came, or was read. */

#include "convert/mail.h"

/* The address for that: as it stands, or in an entry id. */
static int find_given(struct tnef_convert *c, struct tnefi_convert_who *who)
{
    const struct tnef_bag *bag = tnefi_convert_top(c)->m->info->bag;
    const tnef_string smtp = tnefi_convert_string(bag, TNEFI_CONVERT_RECEIPT_SMTP);
    const tnef_person other = { .address = tnefi_convert_string(bag, TNEFI_CONVERT_RECEIPT_ADDRESS),
                                .type = tnefi_convert_string(bag, TNEFI_CONVERT_RECEIPT_TYPE) };

    who->span = tnefi_lines_find_address(smtp.text, smtp.len, 0);
    if (who->span.p == NULL)
        tnefi_convert_find_person(who, &other);
    if (who->span.p == NULL)
        tnefi_convert_find_entry_bytes(c, who, tnefi_convert_bytes(bag, TNEFI_CONVERT_RECEIPT_ENTRY), NULL);
    return who->span.p != NULL;
}

/* Else the sender, and else who it is from. Nobody without an address is asked. */
static int write_receiver(struct tnef_convert *c, const char *field)
{
    const tnef_message_info *m = tnefi_convert_top(c)->m->info;
    tnef_string name = tnefi_convert_string(m->bag, TNEFI_CONVERT_RECEIPT_NAME);
    struct tnefi_convert_who who;
    struct tnefi_lines *l;

    if (!find_given(c, &who)) {
        name = m->sender.name;
        tnefi_convert_mail_person(c, &who, &m->sender);
    }
    if (who.span.p == NULL) {
        name = tnef_message_from(m)->name;
        tnefi_convert_mail_person(c, &who, tnef_message_from(m));
    }
    if (who.span.p == NULL)
        return DONE;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, field);
    tnefi_convert_put_person(c, l, name, &who.span, 1);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}

static int asks(struct tnef_convert *c, enum tnefi_convert_key key)
{
    return tnefi_convert_number(tnefi_convert_top(c)->m->info->bag, key, 0) != 0;
}

int tnefi_convert_mail_receipt(struct tnef_convert *c)
{
    if (!asks(c, TNEFI_CONVERT_RECEIPT_REQUESTED))
        return DONE;
    return write_receiver(c, "Disposition-Notification-To");
}

/* Servers that know this field answer it to whoever is in it: so only if it is asked for. */
int tnefi_convert_mail_return(struct tnef_convert *c)
{
    if ((c->live.job.options.flags & TNEF_CONVERT_RETURN_RECEIPT) == 0
        || !asks(c, TNEFI_CONVERT_DELIVERY_REQUESTED))
        return DONE;
    return write_receiver(c, "Return-Receipt-To");
}
