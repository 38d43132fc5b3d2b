/* SPDX-License-Identifier: MIT */

#include "bag_dump.h"

#include <string.h>

#define SHOWN 200u /* bytes of a text or binary value; the rest is only counted */

static void put_bytes(struct message_log *log, const char *name, const uint8_t *p, size_t len)
{
    message_log_printf(log, " %s=", name);
    for (size_t i = 0; i < len && i < SHOWN; i++) {
        message_log_printf(log, "%02x", p[i]);
    }
    if (len > SHOWN) {
        message_log_printf(log, "..%zu", len);
    }
}

static void put_numbers(struct message_log *log, const tnef_bag_item *item, uint32_t i)
{
    uint64_t bits;
    int64_t number;
    double real;
    tnef_time t = tnef_bag_time(item, i);

    if (tnef_bag_bits(item, i, &bits)) {
        message_log_printf(log, " bits=%llx", (unsigned long long)bits);
    }
    if (tnef_bag_number(item, i, &number)) {
        message_log_printf(log, " number=%lld", (long long)number);
    }
    if (tnef_bag_real(item, i, &real)) {
        message_log_printf(log, " real=%g", real);
    }
    if (tnef_bag_currency(item, i, &number)) {
        message_log_printf(log, " currency=%lld", (long long)number);
    }
    if (t.flags != 0) {
        message_log_printf(log, " time=%lld.%07u%s", (long long)t.seconds, t.ticks,
                           (t.flags & TNEF_TIME_ZONE) != 0 ? "?" : "");
    }
}

static void put_value(struct message_log *log, const tnef_bag_item *item, uint32_t i)
{
    tnef_string s = tnef_bag_string(item, i);
    tnef_bytes b = tnef_bag_bytes(item, i);
    const uint8_t *guid = tnef_bag_guid(item, i);

    put_numbers(log, item, i);
    if (s.text != NULL) {
        log->broken = log->broken || strlen(s.text) != s.len;
        message_log_printf(log, " string=\"%.*s\"", (int)SHOWN, s.text);
        if (s.len > SHOWN) {
            message_log_printf(log, "..%zu", s.len);
        }
    }
    log->broken = log->broken || (s.text == NULL && s.len != 0) || (b.data == NULL && b.len != 0);
    if (b.data != NULL) {
        put_bytes(log, "bytes", b.data, b.len);
    }
    if (guid != NULL) {
        put_bytes(log, "guid", guid, 16);
    }
    if (tnef_bag_flags(item, i) != 0) {
        message_log_printf(log, " f=%x", tnef_bag_flags(item, i));
    }
}

void bag_dump(struct message_log *log, const struct tnef_bag *bag)
{
    uint32_t last = 0;

    if (bag == NULL) {
        return;
    }
    message_log_printf(log, "bag %u\n", tnef_bag_count(bag));
    for (uint32_t i = 0; i < tnef_bag_count(bag); i++) {
        const tnef_bag_item *item = tnef_bag_at(bag, i);

        log->broken = log->broken || tnef_bag_get(bag, item->wanted) != item
                      || (i > 0 && item->wanted <= last);
        last = item->wanted;
        message_log_printf(log, "bag[%u] %04x.%04x f=%x n=%u", item->wanted, item->id, item->type,
                           item->flags, item->count);
        for (uint32_t k = 0; k <= item->count; k++) {
            put_value(log, item, k);
        }
        message_log_printf(log, " @%llu\n", (unsigned long long)item->offset);
    }
    log->broken = log->broken || tnef_bag_at(bag, tnef_bag_count(bag)) != NULL;
}
