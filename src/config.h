/* SPDX-License-Identifier: MIT */
#ifndef TNEF_CONFIG_H
#define TNEF_CONFIG_H
/* Import of the structs that callers fill. */

#include <tnef/decoder.h>

/* The configuration as the decoder keeps it: complete, checked, nothing left to default. */
struct tnefi_config {
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

/* Whether a caller's struct of |size| bytes can be read by a library that knows |known| bytes of it,
 * of which |first| are those of the first version: not smaller than that, and nothing but zeros
 * beyond what is known, since that would ask for something that this version lacks. Trusted by the
 * proof, since it reads the struct as bytes. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result != 0 ==> size >= first; */
int tnefi_struct_readable(const void *s, size_t size, size_t first, size_t known);

/* What a configuration keeps of the ceilings of decoder.h. */
#define P_CEILINGS(c) \
    ((c)->max_depth <= TNEF_DEPTH_CEILING && (c)->max_input <= TNEF_TOTAL_CEILING \
    && (c)->max_output <= TNEF_TOTAL_CEILING && (c)->max_events <= TNEF_TOTAL_CEILING)

/* Fills *|out| from the caller's configuration. TNEF_OK or TNEF_E_ARGUMENT. */
/*@ requires \valid(out);
    requires cfg != \null ==> \valid_read(cfg) && \separated(out, cfg);
    requires cfg != \null && cfg->limits != \null ==>
                 \valid_read(cfg->limits) && \separated(out, cfg->limits);
    terminates \true; exits \false;
    assigns *out;
    ensures \result == TNEF_OK || \result == TNEF_E_ARGUMENT;
    ensures \result == TNEF_OK ==> P_CEILINGS(out) && out->on_event == cfg->on_event
                                  && out->on_event != \null && out->flags == cfg->flags; */
tnef_status tnefi_config_import(struct tnefi_config *out, const tnef_config *cfg);

/* Fills the caller's struct at |out| from the |known| bytes of a complete one: the first bytes, as
 * many as its |size|, which is its first field, has room for; that is set to how many they are. So a
 * program that was compiled with another version gets the fields that it knows. Nothing if not even
 * |size| fits. Not for files that are proved, since it writes the struct as bytes. */
void tnefi_fill(void *out, const void *from, uint32_t known);

#endif
