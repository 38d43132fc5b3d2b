/* SPDX-License-Identifier: MIT */
/* Tells who a message is from, and who sent it on behalf of somebody else. */

#include "message/priv.h"

#include "base/ascii.h"
#include "base/touch.h"

static int is_known(const tnef_person *p)
{
    return p->name.len > 0 || p->address.len > 0;
}

int tnefi_message_alike(tnef_string a, tnef_string b)
{
    size_t i = 0;

    if (a.len != b.len)
        return 0;
    while (i < a.len && tnefi_base_lower((uint8_t)a.text[i]) == tnefi_base_lower((uint8_t)b.text[i]))
        i++;
    TNEFI_TOUCH(i);
    return i == a.len;
}

const tnef_person *tnef_message_from(const tnef_message_info *m)
{
    return is_known(&m->representing) ? &m->representing : &m->sender;
}

const tnef_person *tnef_message_sender(const tnef_message_info *m)
{
    const tnef_person *from = tnef_message_from(m), *sender = &m->sender;
    int same;

    if (from == sender || !is_known(sender))
        return NULL;
    if (from->address.len > 0 && sender->address.len > 0)
        same = tnefi_message_alike(from->address, sender->address);
    else
        same = tnefi_message_alike(from->name, sender->name);
    return same ? NULL : sender;
}
