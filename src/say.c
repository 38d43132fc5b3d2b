/* SPDX-License-Identifier: MIT */
/* One function for each event, made of what is open. A step says its event before it changes what
 * the event is about, and goes on whatever the callback answers: halts are looked at between steps,
 * so nothing is ever half done. */

#include "decoder_priv.h"

#include "bytes.h"
#include "types.h"

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

/* The key stands in |fixed|, where both kinds of stream leave it. */
void tnefi_say_stream_begin(struct tnef_decoder *d)
{
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_STREAM_BEGIN);
    ev.offset = d->offset - STREAM_HEAD_SIZE;
    ev.key = tnefi_le16(d->fixed);
    ev.length = d->depth > 0 ? d->level.end - ev.offset : 0;
    tnefi_deliver(d, &ev, R_STREAM);
}

void tnefi_say_stream_end(struct tnef_decoder *d)
{
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_STREAM_END);
    end_flags(&ev, d->level.in_stream.bad, d->level.in_stream.skipped);
    tnefi_deliver(d, &ev, R_STREAM);
}

void tnefi_say_attr_begin(struct tnef_decoder *d)
{
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_ATTR_BEGIN);
    ev.offset = d->level.attr_off;
    ev.length = d->level.attr_len;
    tnefi_deliver(d, &ev, R_ATTR);
}

void tnefi_say_attr_end(struct tnef_decoder *d)
{
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_ATTR_END);
    end_flags(&ev, d->level.in_attr.bad, d->level.in_attr.skipped);
    ev.length = d->level.attr_len;
    tnefi_deliver(d, &ev, R_ATTR);
}

void tnefi_say_row_begin(struct tnef_decoder *d)
{
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_ROW_BEGIN);
    ev.offset = d->level.row_off;
    ev.count = d->level.props_left;
    tnefi_deliver(d, &ev, R_ROW);
}

void tnefi_say_row_end(struct tnef_decoder *d)
{
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_ROW_END);
    end_flags(&ev, d->level.in_row.bad, d->level.in_row.skipped);
    tnefi_deliver(d, &ev, R_ROW);
}

void tnefi_say_prop_begin(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_PROP_BEGIN);
    ev.offset = l->prop_off;
    ev.count = l->values_left;
    if (l->named != NAMED_NO) {
        ev.flags |= TNEF_F_NAMED;
        ev.guid = l->guid;
        ev.name_id = l->name_id;
    }
    if (l->named >= NAMED_STRING) {
        ev.name = d->name;
        ev.name_len = d->name_have;
    }
    if (l->named == NAMED_CUT)
        ev.flags |= TNEF_F_NAME_CUT;
    tnefi_deliver(d, &ev, R_PROP);
}

void tnefi_say_prop_end(struct tnef_decoder *d)
{
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_PROP_END);
    end_flags(&ev, d->level.in_prop.bad, d->level.in_prop.skipped);
    if (d->level.named != NAMED_NO)
        ev.flags |= TNEF_F_NAMED;
    tnefi_deliver(d, &ev, R_PROP);
}

uint32_t tnefi_data_size(const struct tnefi_level *l, uint32_t size)
{
    uint16_t base = tnefi_base_type(l->prop_type);

    if ((base == PT_I2 || base == PT_BOOLEAN) && size >= 2u)
        return 2;
    return size;
}

void tnefi_say_value_begin(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_VALUE_BEGIN);
    ev.offset = l->value_off;
    if (l->computed == COMPUTED_AFTER)
        ev.length = d->fixed_len;
    else if (l->value_size > 0)
        ev.length = tnefi_data_size(l, l->value_size);
    else
        ev.length = l->value_end - l->value_off;
    if (l->has_iid != 0)
        ev.iid = l->iid;
    if (tnefi_is_message(l))
        ev.flags |= TNEF_F_NESTED;
    tnefi_deliver(d, &ev, R_VALUE);
}

void tnefi_say_value_end(struct tnef_decoder *d)
{
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_VALUE_END);
    end_flags(&ev, d->level.in_value.bad, d->level.in_value.skipped);
    if (d->level.nested != 0)
        ev.flags |= TNEF_F_NESTED;
    tnefi_deliver(d, &ev, R_VALUE);
}

void tnefi_say_number(struct tnef_decoder *d, const uint8_t *p, uint32_t len)
{
    uint8_t bytes[8] = { 0, 0, 0, 0, 0, 0, 0, 0 };
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_DATA);
    ev.offset = d->level.value_off;
    ev.data = p;
    ev.len = len;
    if (len <= sizeof bytes && tnefi_base_type(d->level.prop_type) != PT_BINARY) {
        tnefi_copy(bytes, p, len);
        ev.number = tnefi_le64(bytes);
    }
    tnefi_deliver(d, &ev, R_DATA);
}
