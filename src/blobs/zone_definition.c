/* SPDX-License-Identifier: MIT */
/* A time zone with its name, and rules for several years ([MS-OXOCAL] 2.2.1.41).
 *
 *     major u8 2, minor u8 1
 *     size  u16     of what follows, up to the rules
 *     flags u16     1: a GUID follows; 2: the name follows. The specification has 2 as a constant
 *     GUID  16 bytes; name u16 length, as many characters of UTF-16
 *     count u16
 *
 *     major u8, minor u8
 *     size  u16     of what follows, 62 and more
 *     flags u16     1: recurring, 2: effective
 *     SYSTEMTIME    since when the rule is valid, in UTC
 *     biases        3 x i32
 *     SYSTEMTIME    when standard time begins; when daylight time begins: the same */

#include "blobs/zone.h"

#define MAJOR         2u
#define FLAG_GUID     1u
#define FLAG_NAME     2u
#define GUID_SIZE     16u
#define RULE_SIZE     62u
#define TO_ZONE_FLAGS 0x100u /* what lifts the flags of a rule to TNEF_ZONE_RECURRING, TNEF_ZONE_EFFECTIVE */

/* Reads a rule, and goes on to the next one as its size says. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in); */
static void read_rule(struct tnefi_blobs_in *in, tnef_zone *out)
{
    struct tnefi_blobs_in rule;
    size_t claimed;
    uint32_t size, flags;

    tnefi_blobs_zone_clear(out);
    (void)tnefi_blobs_u16(in);
    claimed = in->at;
    size = tnefi_blobs_u16(in);
    if (size < RULE_SIZE)
        tnefi_blobs_fault(in, TNEF_E_SIZE, claimed);
    rule = *in;
    (void)tnefi_blobs_take(in, size, claimed);
    if (in->status != TNEF_OK)
        return;
    flags = tnefi_blobs_u16(&rule) % 4u;
    tnefi_blobs_zone_date(&rule, &out->valid);
    tnefi_blobs_zone_biases(&rule, out);
    tnefi_blobs_zone_date(&rule, &out->standard);
    tnefi_blobs_zone_date(&rule, &out->daylight);
    out->flags = tnefi_blobs_zone_judge(out) + flags * TO_ZONE_FLAGS;
}

/* Reads what comes before the rules. Returns how many there are. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in); */
static uint32_t read_head(struct tnefi_blobs_in *in, tnef_zone_definition *out)
{
    struct tnefi_blobs_in head;
    size_t claimed;
    uint32_t flags, count;

    if (tnefi_blobs_u8(in) != MAJOR)
        tnefi_blobs_fault(in, TNEF_E_TYPE, 0);
    (void)tnefi_blobs_u8(in);
    claimed = in->at;
    count = tnefi_blobs_u16(in);
    head = *in;
    (void)tnefi_blobs_take(in, count, claimed);
    head.len = in->at;
    flags = tnefi_blobs_u16(&head);
    if (flags % 2u == FLAG_GUID)
        out->guid = tnefi_blobs_view(&head, GUID_SIZE, head.at);
    if (flags % 4u >= FLAG_NAME) {
        claimed = head.at;
        count = tnefi_blobs_u16(&head);
        out->name = tnefi_blobs_text(&head, count * (size_t)2, claimed, TNEF_BLOB_UTF16);
    }
    claimed = head.at;
    count = tnefi_blobs_u16(&head);
    if (head.status != TNEF_OK)
        tnefi_blobs_fault(in, head.status, head.fault);
    if (count > TNEF_ZONE_RULES_MAX)
        tnefi_blobs_fault(in, TNEF_E_LIMIT_VALUES, claimed);
    out->rules_at = in->at;
    return count;
}

/*@ requires \valid(out) && P_BYTES(buf, len);
    P_TOTAL;
    assigns *out;
    ensures P_BYTES(out->data, out->len); */
tnef_status tnef_zone_definition_read(const uint8_t *buf, size_t len, tnef_zone_definition *out)
{
    static const tnef_zone_definition none = { 0 };
    struct tnefi_blobs_in in;
    tnef_zone rule;
    uint32_t count, n = 0;

    tnefi_blobs_begin(&in, buf, len);
    *out = none;
    count = read_head(&in, out);
    /*@ loop invariant 0 <= n && P_IN(&in);
        loop assigns n, rule, in.at, in.status, in.fault;
        loop variant count - n; */
    while (n < count && in.status == TNEF_OK) {
        read_rule(&in, &rule);
        n++;
    }
    out->rules = in.status == TNEF_OK || n == 0 ? n : n - 1u;
    out->data = in.data;
    out->len = in.len;
    out->fault = in.fault;
    out->status = in.status;
    return in.status;
}

/*@ requires \valid_read(definition) && P_BYTES(definition->data, definition->len);
    requires \valid(at) && \valid(out) && \separated(at, definition, out);
    P_TOTAL;
    assigns *at, *out;
    ensures \result != 0 ==> \old(*at) < *at <= definition->len; */
int tnef_zone_definition_next(const tnef_zone_definition *definition, size_t *at, tnef_zone *out)
{
    struct tnefi_blobs_in in;
    const size_t from = *at == 0 ? definition->rules_at : *at;

    tnefi_blobs_begin(&in, definition->data, definition->len);
    in.at = from < in.len ? from : in.len;
    read_rule(&in, out);
    if (in.status != TNEF_OK || in.at <= *at || in.at > definition->len) {
        tnefi_blobs_zone_clear(out);
        return 0;
    }
    *at = in.at;
    return 1;
}

/*@ requires \valid_read(definition) && P_BYTES(definition->data, definition->len);
    requires \valid(out) && \separated(definition, out);
    P_TOTAL;
    assigns *out; */
int tnef_zone_choose(const tnef_zone_definition *definition, uint32_t year, tnef_zone *out)
{
    const uint32_t rules = definition->status == TNEF_OK ? definition->rules : 0;
    tnef_zone rule;
    size_t at = 0;
    uint32_t n = 0;

    tnefi_blobs_zone_clear(out);
    /*@ loop invariant 0 <= n <= rules;
        loop assigns n, at, rule, *out;
        loop variant rules - n; */
    while (n < rules && tnef_zone_definition_next(definition, &at, &rule)) {
        const int is_effective = (rule.flags & TNEF_ZONE_EFFECTIVE) != 0;

        if (n == 0 || rule.valid.year <= year || is_effective)
            *out = rule;
        if (is_effective)
            break;
        n++;
    }
    if ((out->flags & TNEF_ZONE_GOOD) != 0)
        return 1;
    tnefi_blobs_zone_clear(out);
    return 0;
}
