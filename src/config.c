/* SPDX-License-Identifier: MIT */
/* The configuration is imported field by field: every limit gets its default or is checked against
 * its ceiling here, and nowhere else. */

#include "config.h"

#define KNOWN_FLAGS (TNEF_RESYNC | TNEF_RAW_NESTED | TNEF_DESCEND_DATA)

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
    terminates \true; exits \false;
    assigns *out; */
static void import_limits(struct tnefi_config *out, const tnef_limits *l)
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

tnef_status tnefi_config_import(struct tnefi_config *out, const tnef_config *cfg)
{
    static const tnef_limits no_limits = { .size = sizeof(tnef_limits) };
    const tnef_limits *l;

    if (cfg == NULL || !tnefi_struct_readable(cfg, cfg->size, sizeof *cfg, sizeof *cfg))
        return TNEF_E_ARGUMENT;
    if (cfg->on_event == NULL || (cfg->flags & ~KNOWN_FLAGS) != 0)
        return TNEF_E_ARGUMENT;
    l = cfg->limits != NULL ? cfg->limits : &no_limits;
    if (!tnefi_struct_readable(l, l->size, sizeof *l, sizeof *l))
        return TNEF_E_ARGUMENT;

    import_limits(out, l);
    if (out->max_depth > TNEF_DEPTH_CEILING || out->max_input > TNEF_TOTAL_CEILING
        || out->max_output > TNEF_TOTAL_CEILING || out->max_events > TNEF_TOTAL_CEILING)
        return TNEF_E_ARGUMENT;
    out->on_event = cfg->on_event;
    out->user = cfg->user;
    out->interest = cfg->interest != 0 ? cfg->interest : ~UINT64_C(0);
    out->fatal = cfg->fatal;
    out->flags = cfg->flags;
    return TNEF_OK;
}
