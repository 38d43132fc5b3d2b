/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_DECODER_H
#define TNEFI_DECODER_DECODER_H
/* What the decoder offers to higher layers beside <tnef/decoder.h>: what it knows of attributes, and the
 * checks of what their configurations hand on to it. */

#include "base/structs.h"
#include "decoder/attrs.h"

#include <tnef/decoder.h>

/* The flags of a decoder, and of a reader. */
#define TNEFI_FLAGS (TNEF_RESYNC | TNEF_RAW_NESTED | TNEF_DESCEND_DATA)

/* A flag that callers cannot set, and tests do: all is read step by step, even what lies whole in the
 * buffer. */
#define TNEFI_STEPS_ONLY 0x80000000u

/* A flag that tnefi_decoder_at_once() sets, and the type of the event that it tells of. */
#define TNEFI_AT_ONCE     0x40000000u
#define TNEFI_EV_PROPERTY 0x20u
#define TNEFI_NOT_TAKEN   (-1)

/* The offsets of what may be wrong in limits, as numbers that annotations know. */
enum {
    TNEFI_AT_DEPTH = offsetof(tnef_decoder_limits, max_depth),
    TNEFI_AT_INPUT = offsetof(tnef_decoder_limits, max_input),
    TNEFI_AT_OUTPUT = offsetof(tnef_decoder_limits, max_output),
    TNEFI_AT_EVENTS = offsetof(tnef_decoder_limits, max_events)
};

/* What limits keep that are fine. */
#define P_LIMITS(l) \
    ((l)->size >= sizeof(tnef_decoder_limits) && (l)->max_depth <= TNEF_DEPTH_CEILING \
    && (l)->max_input <= TNEF_TOTAL_CEILING && (l)->max_output <= TNEF_TOTAL_CEILING \
    && (l)->max_events <= TNEF_TOTAL_CEILING)

/* The offset of the first wrong field of limits, and of a configuration without what it points to. */
/*@ requires \valid_read(l);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == TNEFI_FINE ==> P_LIMITS(l);
    ensures \result == 0 ==> l->size < sizeof(tnef_decoder_limits)
                || l->size > sizeof(tnef_decoder_limits) + TNEFI_STRUCT_GROWTH;
    ensures \result == TNEFI_AT_DEPTH ==> l->max_depth > TNEF_DEPTH_CEILING;
    ensures \result == TNEFI_AT_INPUT ==>
                l->max_depth <= TNEF_DEPTH_CEILING && l->max_input > TNEF_TOTAL_CEILING;
    ensures \result == TNEFI_AT_OUTPUT ==> l->max_depth <= TNEF_DEPTH_CEILING
                && l->max_input <= TNEF_TOTAL_CEILING && l->max_output > TNEF_TOTAL_CEILING;
    ensures \result == TNEFI_AT_EVENTS ==> l->max_depth <= TNEF_DEPTH_CEILING
                && l->max_input <= TNEF_TOTAL_CEILING && l->max_output <= TNEF_TOTAL_CEILING
                && l->max_events > TNEF_TOTAL_CEILING; */
size_t tnefi_decoder_limits_wrong(const tnef_decoder_limits *l);

/* The field of limits (NULL: all defaults). */
const void *tnefi_decoder_limits_field(const tnef_decoder_limits *l);

/* From now on a property of one value that lies whole in the buffer comes as one event of type
 * TNEFI_EV_PROPERTY, with all that its events would have, and with |offset| at the end of the value. The
 * callback answers TNEF_CONTINUE if it has taken it; if it answers TNEFI_NOT_TAKEN, and has done nothing, it
 * gets the events one by one. It saves the message model two thirds of the instructions of a property. It is
 * for those who ask for all events of a property but its end: else nothing changes. */
void tnefi_decoder_at_once(tnef_decoder *decoder);

/* ---- The configuration of a decoder ---------------------------------------------------------- */

/* The configuration as the decoder keeps it: complete, checked, nothing left to default. */
struct tnefi_decoder_config {
    tnef_event_fn on_event;
    void *user;
    uint64_t interest;
    uint64_t fatal;
    uint64_t max_input;
    uint64_t max_output;
    uint64_t max_events;
    uint32_t max_depth;
    uint32_t max_length;
    uint32_t max_attributes;
    uint32_t max_properties;
    uint32_t max_values;
    uint32_t max_rows;
    uint32_t max_anomalies;
    uint32_t flags;
};

/* What a configuration keeps of the ceilings of decoder.h. */
#define P_CEILINGS(c) \
    ((c)->max_depth <= TNEF_DEPTH_CEILING && (c)->max_input <= TNEF_TOTAL_CEILING \
    && (c)->max_output <= TNEF_TOTAL_CEILING && (c)->max_events <= TNEF_TOTAL_CEILING)

/* The same of a configuration. */
enum {
    TNEFI_AT_FLAGS = offsetof(tnef_decoder_config, flags),
    TNEFI_AT_CALLBACK = offsetof(tnef_decoder_config, on_event)
};

/*@ requires \valid_read(cfg);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == TNEFI_FINE ==> cfg->size >= sizeof(tnef_decoder_config) && cfg->on_event != \null
                                      && (cfg->flags & ~TNEFI_FLAGS) == 0;
    ensures \result == 0 ==> cfg->size < sizeof(tnef_decoder_config)
                || cfg->size > sizeof(tnef_decoder_config) + TNEFI_STRUCT_GROWTH;
    ensures \result == TNEFI_AT_FLAGS ==> (cfg->flags & ~TNEFI_FLAGS) != 0;
    ensures \result == TNEFI_AT_CALLBACK ==>
                (cfg->flags & ~TNEFI_FLAGS) == 0 && cfg->on_event == \null; */
size_t tnefi_decoder_config_wrong(const tnef_decoder_config *cfg);

/* Fills *|out| from the caller's configuration. TNEF_OK; or TNEF_E_ARGUMENT if it is NULL, or a field
 * of it is wrong. */
/*@ requires \valid(out);
    requires cfg != \null ==> \valid_read(cfg) && \separated(out, cfg);
    requires cfg != \null && cfg->limits != \null ==>
                 \valid_read(cfg->limits) && \separated(out, cfg->limits);
    terminates \true; exits \false;
    assigns *out;
    ensures \result == TNEF_OK || \result == TNEF_E_ARGUMENT;
    ensures cfg == \null ==> \result == TNEF_E_ARGUMENT;
    ensures \result == TNEF_OK ==> P_CEILINGS(out) && out->on_event == cfg->on_event
                                  && out->on_event != \null && out->flags == cfg->flags; */
tnef_status tnefi_decoder_config_import(struct tnefi_decoder_config *out, const tnef_decoder_config *cfg);

#endif
