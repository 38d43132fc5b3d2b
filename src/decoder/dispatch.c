/* SPDX-License-Identifier: MIT */
/* From the state to its step. The switches are made of the lists in states.h, each small enough for the
 * prover; what a list does not have goes to the switch of the next one. */

#include "decoder/priv.h"

#define EATS(name) \
  case ST_##name: \
    taken = tnefi_decoder_step_##name(d, p, n); \
    break;
#define TURNS(name) \
  case ST_##name: \
    tnefi_decoder_turn_##name(d); \
    break;

/* ---- States that eat ----------------------------------------------------------------------- */

/*@ P_EATS_ANY(ST_value_iid, ST_value_skip);
    assigns P_STEP;
    ensures P_SAME; */
static size_t eats_value(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (d->state) {
        STATES_EATS_VALUE_BUT_LAST(EATS)
    default:
        taken = tnefi_decoder_step_value_skip(d, p, n);
        break;
    }
    return taken;
}

/*@ P_EATS_ANY(ST_name_id, ST_value_skip);
    assigns P_STEP;
    ensures P_SAME; */
static size_t eats_name(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (d->state) {
        STATES_EATS_NAME(EATS)
    default:
        taken = eats_value(d, p, n);
        break;
    }
    return taken;
}

/*@ P_EATS_ANY(ST_table_head, ST_value_skip);
    assigns P_STEP;
    ensures P_SAME; */
static size_t eats_list(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (d->state) {
        STATES_EATS_LIST(EATS)
    default:
        taken = eats_name(d, p, n);
        break;
    }
    return taken;
}

/*@ P_EATS_ANY(ST_trailing, ST_value_skip);
    assigns P_STEP;
    ensures P_SAME; */
static size_t eats_rest(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (d->state) {
        STATES_EATS_REST(EATS)
    default:
        taken = eats_list(d, p, n);
        break;
    }
    return taken;
}

size_t tnefi_decoder_step_eats(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (d->state) {
        STATES_EATS_STREAM(EATS)
    default:
        taken = eats_rest(d, p, n);
        break;
    }
    return taken;
}

/* ---- States that turn ---------------------------------------------------------------------- */

/*@ P_TURN_ANY(ST_prop_begin, ST_value_end);
    assigns P_STEP;
    ensures P_SAME && d->raw_at == \old(d->raw_at); */
static void turns_prop(struct tnef_decoder *d)
{
    switch (d->state) {
        STATES_TURNS_PROP_BUT_LAST(TURNS)
    default:
        tnefi_decoder_turn_value_end(d);
        break;
    }
}

/*@ P_TURN_ANY(ST_attr_begin, ST_value_end);
    assigns P_STEP;
    ensures P_SAME && d->raw_at == \old(d->raw_at); */
static void turns_attr(struct tnef_decoder *d)
{
    switch (d->state) {
        STATES_TURNS_ATTR(TURNS)
    default:
        turns_prop(d);
        break;
    }
}

void tnefi_decoder_step_turns(struct tnef_decoder *d)
{
    switch (d->state) {
        STATES_TURNS_STREAM(TURNS)
    default:
        turns_attr(d);
        break;
    }
}
