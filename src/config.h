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

/* ---- What is wrong in a struct of the caller's ----------------------------------------------- */

/* In place of the offset of the first field that is wrong: none is. <tnef/base.h> says which is first. */
#define TNEFI_FINE SIZE_MAX

/* No later version has a struct that is so much larger: it is a size that nobody has set, and nothing is
 * read of what it claims. */
#define TNEFI_STRUCT_GROWTH 4096u

/* Where a struct of |size| bytes cannot be read by a library that knows |known| bytes of it, of
 * which |first| are those of the first version: at its size, which is its first field, if it is
 * smaller than that or much larger; else at the first byte beyond what is known that is not zero, since that would
 * ask for something that this version lacks. Trusted by the proof, since it reads the struct as
 * bytes. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == TNEFI_FINE ==> size >= first;
    ensures \result != TNEFI_FINE ==>
        (size < first || size > first + TNEFI_STRUCT_GROWTH) && \result == 0
        || known <= \result < size; */
size_t tnefi_struct_wrong(const void *s, size_t size, size_t first, size_t known);

/* The rest of this part is not for files that are proved, since they are about memory without a type.
 *
 * The field at an offset; NULL: TNEFI_FINE. */
const void *tnefi_field(const void *s, size_t at);

/* The field of a struct that cannot be read; to none was a field appended so far. A struct that is not
 * there (NULL) is not wrong. */
#define TNEFI_STRUCT_FIELD(s) ((s) == NULL ? NULL : \
    tnefi_field((s), tnefi_struct_wrong((s), (s)->size, sizeof *(s), sizeof *(s))))

/* The field of limits (NULL: all defaults). */
const void *tnefi_limits_field(const tnef_limits *l);

/* What a check returns for a configuration that is |given|, or need not be, and whose first wrong field
 * is |wrong| (NULL: none is). *|field|, if |field| is not NULL, gets |wrong|. */
tnef_status tnefi_checked(int given, const void *wrong, const void **field);

/* ---- The configuration of a decoder ---------------------------------------------------------- */

/* The flags of a decoder, and of a reader. */
#define TNEFI_FLAGS (TNEF_RESYNC | TNEF_RAW_NESTED | TNEF_DESCEND_DATA)

/* What a configuration keeps of the ceilings of decoder.h. */
#define P_CEILINGS(c) \
    ((c)->max_depth <= TNEF_DEPTH_CEILING && (c)->max_input <= TNEF_TOTAL_CEILING \
    && (c)->max_output <= TNEF_TOTAL_CEILING && (c)->max_events <= TNEF_TOTAL_CEILING)

/* The offsets of what may be wrong, as numbers that annotations know. */
enum {
    TNEFI_AT_FLAGS = offsetof(tnef_config, flags),
    TNEFI_AT_CALLBACK = offsetof(tnef_config, on_event),
    TNEFI_AT_DEPTH = offsetof(tnef_limits, max_depth),
    TNEFI_AT_INPUT = offsetof(tnef_limits, max_input),
    TNEFI_AT_OUTPUT = offsetof(tnef_limits, max_output),
    TNEFI_AT_EVENTS = offsetof(tnef_limits, max_events)
};

/* What limits keep that are fine. */
#define P_LIMITS(l) \
    ((l)->size >= sizeof(tnef_limits) && (l)->max_depth <= TNEF_DEPTH_CEILING \
    && (l)->max_input <= TNEF_TOTAL_CEILING && (l)->max_output <= TNEF_TOTAL_CEILING \
    && (l)->max_events <= TNEF_TOTAL_CEILING)

/* The offset of the first wrong field of limits, and of a configuration without what it points to. */
/*@ requires \valid_read(l);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == TNEFI_FINE ==> P_LIMITS(l);
    ensures \result == 0 ==> l->size < sizeof(tnef_limits)
                || l->size > sizeof(tnef_limits) + TNEFI_STRUCT_GROWTH;
    ensures \result == TNEFI_AT_DEPTH ==> l->max_depth > TNEF_DEPTH_CEILING;
    ensures \result == TNEFI_AT_INPUT ==>
                l->max_depth <= TNEF_DEPTH_CEILING && l->max_input > TNEF_TOTAL_CEILING;
    ensures \result == TNEFI_AT_OUTPUT ==> l->max_depth <= TNEF_DEPTH_CEILING
                && l->max_input <= TNEF_TOTAL_CEILING && l->max_output > TNEF_TOTAL_CEILING;
    ensures \result == TNEFI_AT_EVENTS ==> l->max_depth <= TNEF_DEPTH_CEILING
                && l->max_input <= TNEF_TOTAL_CEILING && l->max_output <= TNEF_TOTAL_CEILING
                && l->max_events > TNEF_TOTAL_CEILING; */
size_t tnefi_limits_wrong(const tnef_limits *l);

/*@ requires \valid_read(cfg);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == TNEFI_FINE ==> cfg->size >= sizeof(tnef_config) && cfg->on_event != \null
                                      && (cfg->flags & ~TNEFI_FLAGS) == 0;
    ensures \result == 0 ==> cfg->size < sizeof(tnef_config)
                || cfg->size > sizeof(tnef_config) + TNEFI_STRUCT_GROWTH;
    ensures \result == TNEFI_AT_FLAGS ==> (cfg->flags & ~TNEFI_FLAGS) != 0;
    ensures \result == TNEFI_AT_CALLBACK ==>
                (cfg->flags & ~TNEFI_FLAGS) == 0 && cfg->on_event == \null; */
size_t tnefi_config_wrong(const tnef_config *cfg);

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
tnef_status tnefi_config_import(struct tnefi_config *out, const tnef_config *cfg);

/* Fills the caller's struct at |out| from the |known| bytes of a complete one: the first bytes, as
 * many as its |size|, which is its first field, has room for; that is set to how many they are. So a
 * program that was compiled with another version gets the fields that it knows. Nothing if not even
 * |size| fits. Not for files that are proved, since it writes the struct as bytes. */
void tnefi_fill(void *out, const void *from, uint32_t known);

#endif
