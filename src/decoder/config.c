/* SPDX-License-Identifier: MIT */
/* The configuration is imported field by field: every limit is checked against its ceiling and gets
 * its default here, and nowhere else. */

#include "base/structs.h"
#include "decoder/decoder.h"

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (given != 0 ? given : fallback); */
static uint32_t or_default32(uint32_t given, uint32_t fallback)
{
    return given != 0 ? given : fallback;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (given != 0 ? given : fallback); */
static uint64_t or_default64(uint64_t given, uint64_t fallback)
{
    return given != 0 ? given : fallback;
}

/*@ requires \valid(out) && \valid_read(l) && \separated(out, l);
    requires P_LIMITS(l);
    terminates \true; exits \false;
    assigns *out;
    ensures P_CEILINGS(out); */
static void import_limits(struct tnefi_decoder_config *out, const tnef_decoder_limits *l)
{
    out->max_depth = or_default32(l->max_depth, 16u);
    out->max_input = or_default64(l->max_input, UINT64_C(16) << 30);
    out->max_output = or_default64(l->max_output, UINT64_C(64) << 30);
    out->max_events = or_default64(l->max_events, UINT64_C(1) << 32);
    out->max_length = or_default32(l->max_length, 0x7FFFFFFFu);
    out->max_attributes = or_default32(l->max_attributes, 1000000u);
    out->max_properties = or_default32(l->max_properties, 65536u);
    out->max_values = or_default32(l->max_values, 65536u);
    out->max_rows = or_default32(l->max_rows, 65536u);
    out->max_anomalies = or_default32(l->max_anomalies, 1000u);
}

size_t tnefi_decoder_limits_wrong(const tnef_decoder_limits *l)
{
    size_t at = tnefi_base_struct_wrong(l, l->size, sizeof *l, sizeof *l);

    if (at != TNEFI_FINE)
        return at;
    if (l->max_depth > TNEF_DEPTH_CEILING)
        return TNEFI_AT_DEPTH;
    if (l->max_input > TNEF_TOTAL_CEILING)
        return TNEFI_AT_INPUT;
    if (l->max_output > TNEF_TOTAL_CEILING)
        return TNEFI_AT_OUTPUT;
    return l->max_events > TNEF_TOTAL_CEILING ? TNEFI_AT_EVENTS : TNEFI_FINE;
}

size_t tnefi_decoder_config_wrong(const tnef_decoder_config *cfg)
{
    size_t at = tnefi_base_struct_wrong(cfg, cfg->size, sizeof *cfg, sizeof *cfg);

    if (at != TNEFI_FINE)
        return at;
    if ((cfg->flags & ~TNEFI_FLAGS) != 0)
        return TNEFI_AT_FLAGS;
    return cfg->on_event == NULL ? TNEFI_AT_CALLBACK : TNEFI_FINE;
}

tnef_status tnefi_decoder_config_import(struct tnefi_decoder_config *out, const tnef_decoder_config *cfg)
{
    static const tnef_decoder_limits no_limits = { .size = sizeof(tnef_decoder_limits) };

    if (cfg == NULL || tnefi_decoder_config_wrong(cfg) != TNEFI_FINE
        || (cfg->limits != NULL && tnefi_decoder_limits_wrong(cfg->limits) != TNEFI_FINE))
        return TNEF_E_ARGUMENT;
    import_limits(out, cfg->limits != NULL ? cfg->limits : &no_limits);
    out->on_event = cfg->on_event;
    out->user = cfg->user;
    out->interest = cfg->interest != 0 ? cfg->interest : ~UINT64_C(0);
    out->fatal = cfg->fatal;
    out->flags = cfg->flags;
    return TNEF_OK;
}
