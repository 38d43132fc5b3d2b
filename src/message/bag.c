/* SPDX-License-Identifier: MIT */
/* Finds properties in a bag. */

#include "message/bag_priv.h"

#include "base/touch.h"

uint32_t tnef_bag_count(const tnef_bag *bag)
{
    return bag != NULL ? bag->count : 0;
}

const tnef_bag_item *tnef_bag_at(const tnef_bag *bag, uint32_t index)
{
    return bag != NULL && index < bag->count ? &bag->entries[index]->pub : NULL;
}

const tnef_bag_item *tnef_bag_get(const tnef_bag *bag, uint32_t wanted)
{
    uint32_t low = 0, high;

    if (bag == NULL || wanted >= bag->keys->count)
        return NULL;
    wanted = tnefi_message_bag_keys_first(bag->keys, wanted);
    high = bag->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2u;

        TNEFI_TOUCH(1);
        if (bag->entries[middle]->pub.wanted < wanted)
            low = middle + 1u;
        else
            high = middle;
    }
    return low < bag->count && bag->entries[low]->pub.wanted == wanted ? &bag->entries[low]->pub : NULL;
}

const tnef_bag_item *tnef_bag_find(const tnef_bag *bag, const tnef_bag_key *key)
{
    uint8_t buffer[TNEF_NAME_SIZE];
    struct tnefi_message_bag_name name;
    uint32_t wanted;

    if (bag == NULL || tnefi_message_bag_key_name(key, &name, buffer) != NULL)
        return NULL;
    wanted = tnefi_message_bag_keys_find(bag->keys, &name);
    return wanted != TNEFI_BAG_NONE ? tnef_bag_get(bag, wanted) : NULL;
}
