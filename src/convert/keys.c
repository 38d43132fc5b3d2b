/* SPDX-License-Identifier: MIT */
/* The list of properties, and their values. */

#include "convert/keys.h"

#include <tnef/mapi.h>

/* Blobs of calendars are the largest values that are wanted, names of recipients in a contact the most. */
#define MAX_VALUE  262144u
#define MAX_VALUES 4096u

static const uint8_t appointment[16] = TNEF_PSETID_APPOINTMENT_BYTES;
static const uint8_t meeting[16] = TNEF_PSETID_MEETING_BYTES;
static const uint8_t common[16] = TNEF_PSETID_COMMON_BYTES;
static const uint8_t task[16] = TNEF_PSETID_TASK_BYTES;
static const uint8_t address[16] = TNEF_PSETID_ADDRESS_BYTES;
static const uint8_t journal[16] = TNEF_PSETID_LOG_BYTES;
static const uint8_t strings[16] = TNEF_PS_PUBLIC_STRINGS_BYTES;

#define ID(name, id)           TNEF_BAG_ID(id),
#define APPOINTMENT(name, lid) TNEF_BAG_LID(appointment, lid),
#define MEETING(name, lid)     TNEF_BAG_LID(meeting, lid),
#define COMMON(name, lid)      TNEF_BAG_LID(common, lid),
#define TASK(name, lid)        TNEF_BAG_LID(task, lid),
#define ADDRESS(name, lid)     TNEF_BAG_LID(address, lid),
#define JOURNAL(name, lid)     TNEF_BAG_LID(journal, lid),
#define STRING(name, string)   TNEF_BAG_NAME(strings, string),

static const tnef_bag_key wanted[TNEFI_CONVERT_KEY_COUNT] = { TNEFI_CONVERT_KEYS(
    ID, APPOINTMENT, MEETING, COMMON, TASK, ADDRESS, JOURNAL, STRING) };

const tnef_bag_config tnefi_convert_bags = { .size = sizeof tnefi_convert_bags,
                                             .count = TNEFI_CONVERT_KEY_COUNT,
                                             .wanted = wanted,
                                             .max_value = MAX_VALUE,
                                             .max_values = MAX_VALUES };

tnef_string tnefi_convert_string(const struct tnef_bag *bag, enum tnefi_convert_key key)
{
    return tnef_bag_string(tnef_bag_get(bag, key), 0);
}

tnef_time tnefi_convert_time(const struct tnef_bag *bag, enum tnefi_convert_key key)
{
    return tnef_bag_time(tnef_bag_get(bag, key), 0);
}

tnef_bytes tnefi_convert_bytes(const struct tnef_bag *bag, enum tnefi_convert_key key)
{
    const tnef_bag_item *item = tnef_bag_get(bag, key);

    if (tnef_bag_flags(item, 0) != 0)
        return (tnef_bytes){ NULL, 0 };
    return tnef_bag_bytes(item, 0);
}

int64_t tnefi_convert_number(const struct tnef_bag *bag, enum tnefi_convert_key key, int64_t otherwise)
{
    int64_t n;

    return tnef_bag_number(tnef_bag_get(bag, key), 0, &n) ? n : otherwise;
}

int tnefi_convert_has(const struct tnef_bag *bag, enum tnefi_convert_key key)
{
    return tnefi_convert_string(bag, key).len > 0;
}
