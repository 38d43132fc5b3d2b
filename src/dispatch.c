/* SPDX-License-Identifier: MIT */
/* From the state to its step. In groups, each small enough for the prover; a group hands what is not
 * its own to the next. */

#include "decoder_priv.h"

/* ---- States that eat ----------------------------------------------------------------------- */

/* In a value. */
/*@ P_EATS_ANY(ST_value_iid, ST_value_skip);
    assigns P_STEP;
    ensures P_SAME; */
static size_t eats_value(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (d->state) {
    case ST_value_iid:
        taken = tnefi_step_value_iid(d, p, n);
        break;
    case ST_value_fixed:
        taken = tnefi_step_value_fixed(d, p, n);
        break;
    case ST_nested_head:
        taken = tnefi_step_nested_head(d, p, n);
        break;
    case ST_value_data:
        taken = tnefi_step_value_data(d, p, n);
        break;
    default:
        taken = tnefi_step_value_skip(d, p, n);
        break;
    }
    return taken;
}

/* Of a name, and what stands before a value and behind it. */
/*@ P_EATS_ANY(ST_name_id, ST_value_skip);
    assigns P_STEP;
    ensures P_SAME; */
static size_t eats_name(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (d->state) {
    case ST_name_id:
        taken = tnefi_step_name_id(d, p, n);
        break;
    case ST_name_pad:
        taken = tnefi_step_name_pad(d, p, n);
        break;
    case ST_name_len:
        taken = tnefi_step_name_len(d, p, n);
        break;
    case ST_value_count:
        taken = tnefi_step_value_count(d, p, n);
        break;
    case ST_value_len:
        taken = tnefi_step_value_len(d, p, n);
        break;
    case ST_value_pad:
        taken = tnefi_step_value_pad(d, p, n);
        break;
    case ST_name_data:
        taken = tnefi_step_name_data(d, p, n);
        break;
    default:
        taken = eats_value(d, p, n);
        break;
    }
    return taken;
}

/* Heads of lists and properties. */
/*@ P_EATS_ANY(ST_table_head, ST_value_skip);
    assigns P_STEP;
    ensures P_SAME; */
static size_t eats_list(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (d->state) {
    case ST_table_head:
        taken = tnefi_step_table_head(d, p, n);
        break;
    case ST_row_head:
        taken = tnefi_step_row_head(d, p, n);
        break;
    case ST_list_head:
        taken = tnefi_step_list_head(d, p, n);
        break;
    case ST_prop_head:
        taken = tnefi_step_prop_head(d, p, n);
        break;
    case ST_prop_guid:
        taken = tnefi_step_prop_guid(d, p, n);
        break;
    default:
        taken = eats_name(d, p, n);
        break;
    }
    return taken;
}

/* What is not read as a structure. */
/*@ P_EATS_ANY(ST_trailing, ST_value_skip);
    assigns P_STEP;
    ensures P_SAME; */
static size_t eats_rest(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (d->state) {
    case ST_trailing:
        taken = tnefi_step_trailing(d, p, n);
        break;
    case ST_resync:
        taken = tnefi_step_resync(d, p, n);
        break;
    case ST_stream_skip:
        taken = tnefi_step_stream_skip(d, p, n);
        break;
    case ST_attr_data:
        taken = tnefi_step_attr_data(d, p, n);
        break;
    case ST_attr_skip:
        taken = tnefi_step_attr_skip(d, p, n);
        break;
    case ST_attr_rest:
        taken = tnefi_step_attr_rest(d, p, n);
        break;
    default:
        taken = eats_list(d, p, n);
        break;
    }
    return taken;
}

/* Of a stream and of an attribute. */
size_t tnefi_step_eats(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (d->state) {
    case ST_signature:
        taken = tnefi_step_signature(d, p, n);
        break;
    case ST_key:
        taken = tnefi_step_key(d, p, n);
        break;
    case ST_attr_head:
        taken = tnefi_step_attr_head(d, p, n);
        break;
    case ST_attr_sum:
        taken = tnefi_step_attr_sum(d, p, n);
        break;
    default:
        taken = eats_rest(d, p, n);
        break;
    }
    return taken;
}

/* ---- States that turn ---------------------------------------------------------------------- */

/* Properties and values. */
/*@ P_TURN_ANY(ST_prop_begin, ST_value_end);
    assigns P_STEP;
    ensures P_SAME && d->raw_at == \old(d->raw_at); */
static void turns_prop(struct tnef_decoder *d)
{
    switch (d->state) {
    case ST_prop_begin:
        tnefi_turn_prop_begin(d);
        break;
    case ST_prop_next:
        tnefi_turn_prop_next(d);
        break;
    case ST_prop_end:
        tnefi_turn_prop_end(d);
        break;
    case ST_value_begin:
        tnefi_turn_value_begin(d);
        break;
    case ST_value_body:
        tnefi_turn_value_body(d);
        break;
    case ST_computed:
        tnefi_turn_computed(d);
        break;
    case ST_opaque:
        tnefi_turn_opaque(d);
        break;
    default:
        tnefi_turn_value_end(d);
        break;
    }
}

/* Attributes and rows. */
/*@ P_TURN_ANY(ST_attr_begin, ST_value_end);
    assigns P_STEP;
    ensures P_SAME && d->raw_at == \old(d->raw_at); */
static void turns_attr(struct tnef_decoder *d)
{
    switch (d->state) {
    case ST_attr_begin:
        tnefi_turn_attr_begin(d);
        break;
    case ST_attr_body:
        tnefi_turn_attr_body(d);
        break;
    case ST_compute:
        tnefi_turn_compute(d);
        break;
    case ST_row_begin:
        tnefi_turn_row_begin(d);
        break;
    case ST_row_end:
        tnefi_turn_row_end(d);
        break;
    default:
        turns_prop(d);
        break;
    }
}

/* Streams, and what is no attribute. */
void tnefi_step_turns(struct tnef_decoder *d)
{
    switch (d->state) {
    case ST_raw_head:
        tnefi_turn_raw_head(d);
        break;
    case ST_stream_begin:
        tnefi_turn_stream_begin(d);
        break;
    case ST_stream_end:
        tnefi_turn_stream_end(d);
        break;
    case ST_attr_found:
        tnefi_turn_attr_found(d);
        break;
    case ST_attr_end:
        tnefi_turn_attr_end(d);
        break;
    case ST_trail_head:
        tnefi_turn_trail_head(d);
        break;
    case ST_unwind:
        tnefi_turn_unwind(d);
        break;
    case ST_held:
        tnefi_turn_held(d);
        break;
    default:
        turns_attr(d);
        break;
    }
}
