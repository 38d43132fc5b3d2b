/* SPDX-License-Identifier: MIT */
/* One function for each event, made of what is open. A step reports its event before it changes what
 * the event is about, and goes on whatever the callback answers: halts are looked at between steps,
 * so nothing is ever half done. */

#include "decoder/priv.h"

#include "base/bytes.h"
#include "base/types.h"

#include <tnef/mapi.h>

/*@ requires \valid(ev);
    P_TOTAL;
    assigns ev->flags; */
static void end_flags(tnef_event *ev, uint16_t bad, uint16_t skipped)
{
    if (bad != 0)
        ev->flags |= TNEF_F_INCOMPLETE;
    if (skipped != 0)
        ev->flags |= TNEF_F_SKIPPED;
}

/* The key is in |fixed|, where both kinds of stream leave it. */
void tnefi_decoder_say_stream_begin(struct tnef_decoder *d)
{
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_STREAM_BEGIN, R_STREAM))
        return;
    ev.offset = d->offset - STREAM_HEAD_SIZE;
    ev.key = tnefi_base_le16(d->fixed);
    ev.length = d->depth > 0 ? d->level.end - ev.offset : 0;
    tnefi_decoder_deliver(d, &ev);
}

void tnefi_decoder_say_stream_end(struct tnef_decoder *d)
{
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_STREAM_END, R_STREAM))
        return;
    end_flags(&ev, d->level.in_stream.bad, d->level.in_stream.skipped);
    tnefi_decoder_deliver(d, &ev);
}

void tnefi_decoder_say_attr_begin(struct tnef_decoder *d)
{
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_ATTR_BEGIN, R_ATTR))
        return;
    ev.offset = d->level.attr_off;
    ev.length = d->level.attr_len;
    tnefi_decoder_deliver(d, &ev);
}

void tnefi_decoder_say_attr_end(struct tnef_decoder *d)
{
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_ATTR_END, R_ATTR))
        return;
    end_flags(&ev, d->level.in_attr.bad, d->level.in_attr.skipped);
    ev.length = d->level.attr_len;
    tnefi_decoder_deliver(d, &ev);
}

void tnefi_decoder_say_row_begin(struct tnef_decoder *d)
{
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_ROW_BEGIN, R_ROW))
        return;
    ev.offset = d->level.row_off;
    ev.count = d->level.props_left;
    tnefi_decoder_deliver(d, &ev);
}

void tnefi_decoder_say_row_end(struct tnef_decoder *d)
{
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_ROW_END, R_ROW))
        return;
    end_flags(&ev, d->level.in_row.bad, d->level.in_row.skipped);
    tnefi_decoder_deliver(d, &ev);
}

void tnefi_decoder_say_prop_begin(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_PROP_BEGIN, R_PROP))
        return;
    ev.offset = l->prop_off;
    ev.count = l->values_left;
    if (l->named != NAMED_NO) {
        ev.flags |= TNEF_F_NAMED;
        ev.guid = l->guid;
        ev.name_id = l->name_id;
    }
    if (l->named == NAMED_STRING || l->named == NAMED_CUT) {
        ev.name = d->name;
        ev.name_len = d->name_have;
    }
    if (l->named == NAMED_CUT)
        ev.flags |= TNEF_F_NAME_CUT;
    tnefi_decoder_deliver(d, &ev);
}

void tnefi_decoder_say_prop_end(struct tnef_decoder *d)
{
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_PROP_END, R_PROP))
        return;
    end_flags(&ev, d->level.in_prop.bad, d->level.in_prop.skipped);
    if (d->level.named != NAMED_NO)
        ev.flags |= TNEF_F_NAMED;
    tnefi_decoder_deliver(d, &ev);
}

uint32_t tnefi_decoder_data_size(uint16_t type, uint32_t size)
{
    uint16_t base = tnefi_base_single_type(type);

    if ((base == TNEF_PTYP_INTEGER16 || base == TNEF_PTYP_BOOLEAN) && size >= 2u)
        return 2;
    return size;
}

void tnefi_decoder_say_value_begin(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_VALUE_BEGIN, R_VALUE))
        return;
    ev.offset = l->value_off;
    if (l->computed == COMPUTED_AFTER)
        ev.length = d->fixed_len;
    else if (l->value_size > 0)
        ev.length = tnefi_decoder_data_size(l->prop_type, l->value_size);
    else
        ev.length = l->value_end - l->value_off;
    if (l->has_iid != 0)
        ev.iid = l->iid;
    if (tnefi_decoder_is_message(l))
        ev.flags |= TNEF_F_NESTED;
    tnefi_decoder_deliver(d, &ev);
}

void tnefi_decoder_say_value_end(struct tnef_decoder *d)
{
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_VALUE_END, R_VALUE))
        return;
    end_flags(&ev, d->level.in_value.bad, d->level.in_value.skipped);
    if (d->level.nested != 0)
        ev.flags |= TNEF_F_NESTED;
    tnefi_decoder_deliver(d, &ev);
}

void tnefi_decoder_say_number(struct tnef_decoder *d, const uint8_t *p, uint32_t len)
{
    uint8_t bytes[8] = { 0, 0, 0, 0, 0, 0, 0, 0 };
    tnef_event ev;

    if (!tnefi_decoder_event(d, &ev, TNEF_EV_DATA, R_DATA))
        return;
    ev.offset = d->level.value_off;
    ev.data = p;
    ev.len = len;
    if (len <= sizeof bytes && tnefi_base_single_type(d->level.prop_type) != TNEF_PTYP_BINARY) {
        tnefi_base_copy(bytes, p, len);
        ev.number = tnefi_base_le64(bytes);
    }
    tnefi_decoder_deliver(d, &ev);
}
