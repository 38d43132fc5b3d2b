/* SPDX-License-Identifier: MIT */

/* Properties: [MS-OXTNEF] 2.1.3.4. */

#include <string.h>

#include <tnef/mapi.h>

#include "priv.h"

/* The name of a property, as UTF-8. */
static void name(struct ytnefi_parse *p, const tnef_event *event)
{
    tnef_event bytes = *event;
    variableLength *names = ytnefi_take(p->arena, sizeof *names);

    if (names == NULL) {
        p->failed = true;
        return;
    }
    ytnefi_value_begin(p, 0, true);
    bytes.data = event->name;
    bytes.len = event->name_len;
    ytnefi_value_data(p, &bytes);
    ytnefi_value_end(p, names);
    p->prop.propnames = names;
    p->prop.namedproperty = 1;
}

void ytnefi_prop_begin(struct ytnefi_parse *p, const tnef_event *event)
{
    uint32_t number = event->prop_id;

    memset(&p->prop, 0, sizeof p->prop);
    p->props = event->attr == TNEF_ATT_MSG_PROPS ? &p->message_props : &p->attachment_props;
    p->values.len = 0;
    if ((event->flags & TNEF_F_NAMED) != 0) {
        p->prop.custom = 1;
        if (event->guid != NULL) {
            memcpy(p->prop.guid, event->guid, sizeof p->prop.guid);
        }
        if (event->name != NULL) {
            name(p, event);
        } else {
            number = event->name_id & 0xFFFFu;
        }
    }
    p->prop.id = number << 16 | (event->prop_type & ~(uint32_t)(TNEF_PTYP_MV | TNEF_PTYP_MVI));
}

/* ---- Values ------------------------------------------------------------------------------------ */

/* Numbers have the size that programs expect: a truth value is read as four bytes, a short as two. */
static void number(struct ytnefi_parse *p, const tnef_event *event)
{
    uint8_t bytes[8];
    tnef_event all = *event;

    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(event->number >> (8 * i));
    }
    if (PROP_TYPE(p->prop.id) == TNEF_PTYP_BOOLEAN) {
        all.data = bytes;
        all.len = 4;
    }
    ytnefi_value_data(p, &all);
}

static void begin(struct ytnefi_parse *p, const tnef_event *event)
{
    tnef_event iid = *event;

    ytnefi_value_begin(p, event->offset, PROP_TYPE(p->prop.id) == TNEF_PTYP_STRING);
    if (event->iid != NULL) {
        iid.data = event->iid;
        iid.len = YTNEFI_IID_SIZE;
        ytnefi_value_data(p, &iid);
        p->prefix = YTNEFI_IID_SIZE;
    }
}

static void end(struct ytnefi_parse *p, const tnef_event *event)
{
    variableLength value;

    /* Programs parse what comes after an interface id, whatever that is. The decoder has bounded how deep
     * that goes where it descended itself. */
    if (PROP_ID(p->prop.id) == TNEF_PID_ATTACH_DATA_OBJECT && (event->flags & TNEF_F_NESTED) == 0) {
        ytnefi_value_erase(p, p->begins + YTNEFI_IID_SIZE - p->prefix);
    }
    ytnefi_value_end(p, &value);
    if (!p->failed && !ytnefi_add(p->arena, &p->values, &value, sizeof value)) {
        p->failed = true;
    }
}

void ytnefi_prop_value(struct ytnefi_parse *p, const tnef_event *event)
{
    switch (event->type) {
    case TNEF_EV_VALUE_BEGIN:
        begin(p, event);
        break;
    case TNEF_EV_VALUE_END:
        end(p, event);
        break;
    default:
        number(p, event);
        break;
    }
}

void ytnefi_prop_end(struct ytnefi_parse *p)
{
    p->prop.count = (ULONG)(p->values.len / sizeof(variableLength));
    p->prop.data = ytnefi_keep(p->arena, &p->values);
    if (p->prop.data == NULL || !ytnefi_add(p->arena, p->props, &p->prop, sizeof p->prop)) {
        p->failed = true;
    }
    p->props = NULL;
}

/* ---- Lists ------------------------------------------------------------------------------------- */

/* All lists of a message, or of an attachment, are one for programs. So they are kept when the attachment or
 * the message ends, and not list by list: a stream of many small lists would be copied again for each. */
void ytnefi_props_keep(struct ytnefi_parse *p, struct ytnefi_buffer *from, MAPIProps *to)
{
    DWORD count = (DWORD)(from->len / sizeof(MAPIProperty));
    MAPIProperty *all;

    if (count == 0) {
        return;
    }
    all = ytnefi_keep(p->arena, from);
    if (all == NULL) {
        p->failed = true;
        return;
    }
    to->properties = all;
    to->count = count;
}

/* ---- Subject ----------------------------------------------------------------------------------- */

static bool is_subject(const MAPIProperty *prop)
{
    uint32_t type = PROP_TYPE(prop->id), id = PROP_ID(prop->id);

    return prop->custom == 0 && prop->count > 0 && (type == TNEF_PTYP_STRING8 || type == TNEF_PTYP_STRING)
           && (id == TNEF_PID_SUBJECT || id == TNEF_PID_CONVERSATION_TOPIC
               || id == TNEF_PID_NORMALIZED_SUBJECT);
}

/* Programs make file names of this one, so it has no separators, unlike that of attSubject. */
void ytnefi_subject(struct ytnefi_parse *p)
{
    const MAPIProps *props = &p->tnef->MapiProperties;
    variableLength *subject = &p->tnef->subject;
    DWORD i = 0;

    while (i < props->count && !is_subject(&props->properties[i])) {
        i++;
    }
    if (subject->size != 0 || i == props->count) {
        return;
    }
    ytnefi_value_copy(p, props->properties[i].data->data, (size_t)props->properties[i].data->size, subject);
    for (int k = 0; k < subject->size; k++) {
        if (subject->data[k] == '/' || subject->data[k] == '\\') {
            subject->data[k] = '_';
        }
    }
}
