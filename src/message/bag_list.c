/* SPDX-License-Identifier: MIT */
/* Copies a program's list of keys, for objects that make readers later. */

#include "message/message.h"

#include "base/touch.h"

#include <string.h>

#define GUID_SIZE 16u

/* Bytes of a name with its NUL. */
static size_t name_size(const char *name)
{
    size_t len = 0;

    if (name == NULL)
        return 0;
    while (name[len] != '\0')
        len++;
    TNEFI_TOUCH(len);
    return len + 1u;
}

size_t tnefi_message_bag_list_size(const tnef_bag_config *cfg)
{
    size_t size;

    if (cfg == NULL || cfg->count == 0)
        return 0;
    size = sizeof *cfg + cfg->count * sizeof *cfg->wanted;
    for (uint32_t i = 0; i < cfg->count; i++)
        size += name_size(cfg->wanted[i].name) + (cfg->wanted[i].guid != NULL ? GUID_SIZE : 0u);
    TNEFI_TOUCH(cfg->count);
    return size;
}

const tnef_bag_config *tnefi_message_bag_list_copy(void *mem, const tnef_bag_config *cfg)
{
    tnef_bag_config *out = mem;
    tnef_bag_key *keys = (tnef_bag_key *)(void *)(out + 1);
    unsigned char *at = (unsigned char *)(keys + cfg->count);

    *out = *cfg;
    out->size = sizeof *out; /* what a larger struct has besides is not copied             */
    out->wanted = keys;
    for (uint32_t i = 0; i < cfg->count; i++) {
        size_t len = name_size(cfg->wanted[i].name);

        keys[i] = cfg->wanted[i];
        if (keys[i].guid != NULL) {
            memcpy(at, keys[i].guid, GUID_SIZE);
            keys[i].guid = at;
            at += GUID_SIZE;
        }
        if (keys[i].name != NULL) {
            memcpy(at, keys[i].name, len);
            keys[i].name = (const char *)at;
            at += len;
        }
    }
    return out;
}
