/* SPDX-License-Identifier: MIT */
/* Names of attributes, properties, types and GUIDs. */

#include "names/priv.h"

#include <tnef/mapi.h>

#include <stddef.h>
#include <stdint.h>

static const struct tnefi_names_attr_name attrs[] = {
    { 0x00000000, "attNull" },
    { 0x00008000, "attFrom" },
    { 0x00018004, "attSubject" },
    { 0x00018009, "attMessageID" },
    { 0x0001800A, "attParentID" },
    { 0x0001800B, "attConversationID" },
    { 0x00018010, "attAttachTitle" },
    { 0x0002800C, "attBody" },
    { 0x00030006, "attDateStart" },
    { 0x00030007, "attDateEnd" },
    { 0x00038005, "attDateSent" },
    { 0x00038006, "attDateRecd" },
    { 0x00038012, "attAttachCreateDate" },
    { 0x00038013, "attAttachModifyDate" },
    { 0x00038020, "attDateModified" },
    { 0x00040009, "attRequestRes" },
    { 0x0004800D, "attPriority" },
    { 0x00050008, "attAidOwner" },
    { 0x00060000, "attOwner" },
    { 0x00060001, "attSentFor" },
    { 0x00060002, "attDelegate" },
    { 0x00068007, "attMessageStatus" },
    { 0x0006800F, "attAttachData" },
    { 0x00068011, "attAttachMetaFile" },
    { 0x00069001, "attAttachTransportFilename" },
    { 0x00069002, "attAttachRendData" },
    { 0x00069003, "attMsgProps" },
    { 0x00069004, "attRecipTable" },
    { 0x00069005, "attAttachment" },
    { 0x00069007, "attOemCodepage" },
    { 0x00070006, "attOriginalMessageClass" },
    { 0x00070600, "attOriginalMessageClass" },
    { 0x00078008, "attMessageClass" },
    { 0x00089006, "attTnefVersion" },
};

static const struct tnefi_names_prop_name types[] = {
    { 0x0000, "PtypUnspecified" },
    { 0x0001, "PtypNull" },
    { 0x0002, "PtypInteger16" },
    { 0x0003, "PtypInteger32" },
    { 0x0004, "PtypFloating32" },
    { 0x0005, "PtypFloating64" },
    { 0x0006, "PtypCurrency" },
    { 0x0007, "PtypFloatingTime" },
    { 0x000A, "PtypErrorCode" },
    { 0x000B, "PtypBoolean" },
    { 0x000D, "PtypObject" },
    { 0x0014, "PtypInteger64" },
    { 0x001E, "PtypString8" },
    { 0x001F, "PtypString" },
    { 0x0040, "PtypTime" },
    { 0x0048, "PtypGuid" },
    { 0x00FB, "PtypServerId" },
    { 0x00FD, "PtypRestriction" },
    { 0x00FE, "PtypRuleAction" },
    { 0x0102, "PtypBinary" },
    { 0x1002, "PtypMultipleInteger16" },
    { 0x1003, "PtypMultipleInteger32" },
    { 0x1004, "PtypMultipleFloating32" },
    { 0x1005, "PtypMultipleFloating64" },
    { 0x1006, "PtypMultipleCurrency" },
    { 0x1007, "PtypMultipleFloatingTime" },
    { 0x1014, "PtypMultipleInteger64" },
    { 0x101E, "PtypMultipleString8" },
    { 0x101F, "PtypMultipleString" },
    { 0x1040, "PtypMultipleTime" },
    { 0x1048, "PtypMultipleGuid" },
    { 0x1102, "PtypMultipleBinary" },
};

const struct tnefi_names_attr_name *tnefi_names_attr_names(size_t *count)
{
    *count = sizeof attrs / sizeof attrs[0];
    return attrs;
}

const struct tnefi_names_prop_name *tnefi_names_type_names(size_t *count)
{
    *count = sizeof types / sizeof types[0];
    return types;
}

/* What a search only reads. */
#define P_FINDS \
  terminates \true; \
  exits \false; \
  assigns \nothing

/* Every search below keeps: the entry, if there is one, is in [low, high). Each turn
 * makes that range smaller by at least one entry, since low <= mid < high. */

/*@ P_FINDS; */
const char *tnef_attr_name(uint32_t id)
{
    size_t low = 0, high;
    const struct tnefi_names_attr_name *table = tnefi_names_attr_names(&high);

    /*@ loop invariant low <= high <= \at(high, LoopEntry);
        loop assigns low, high;
        loop variant high - low; */
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (table[mid].id == id)
            return table[mid].name;
        if (table[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/*@ requires \valid_read(table + (0 .. count - 1));
    P_FINDS; */
static const char *find_prop(const struct tnefi_names_prop_name *table, size_t count, uint16_t id)
{
    size_t low = 0, high = count;

    /*@ loop invariant low <= high <= count;
        loop assigns low, high;
        loop variant high - low; */
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (table[mid].id == id)
            return table[mid].name;
        if (table[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/*@ P_FINDS; */
const char *tnef_prop_name(uint16_t id)
{
    size_t count;
    const struct tnefi_names_prop_name *table = tnefi_names_prop_names(&count);

    return find_prop(table, count, id);
}

/*@ P_FINDS; */
static uint32_t key_of(uint16_t high, uint16_t low)
{
    return high * UINT32_C(65536) + low;
}

/*@ P_FINDS; */
const char *tnef_prop_tag_name(uint16_t id, uint16_t type)
{
    size_t low = 0, high;
    const struct tnefi_names_tag_name *table = tnefi_names_tag_names(&high);
    uint32_t key;

    type = (uint16_t)(type & ~TNEF_PTYP_MVI);
    if (type == TNEF_PTYP_STRING8)
        type = TNEF_PTYP_STRING;
    else if (type == (TNEF_PTYP_MV | TNEF_PTYP_STRING8))
        type = TNEF_PTYP_MV | TNEF_PTYP_STRING;
    key = key_of(id, type);
    /*@ loop invariant low <= high <= \at(high, LoopEntry);
        loop assigns low, high;
        loop variant high - low; */
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        uint32_t here = key_of(table[mid].id, table[mid].type);
        if (here == key)
            return table[mid].name;
        if (here < key)
            low = mid + 1;
        else
            high = mid;
    }
    return tnef_prop_name(id);
}

/*@ P_FINDS; */
const char *tnef_type_name(uint16_t type)
{
    type = (uint16_t)(type & ~TNEF_PTYP_MVI);
    return find_prop(types, sizeof types / sizeof types[0], type);
}

/* Below, at or above 0, as |a| stands before |b| or not. */
/*@ requires \valid_read(a + (0 .. 15)) && \valid_read(b + (0 .. 15));
    P_FINDS; */
static int order_of(const uint8_t *a, const uint8_t *b)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= 15;
        loop assigns i;
        loop variant 15 - i; */
    while (i < 15u && a[i] == b[i])
        i++;
    return a[i] - b[i];
}

/*@ requires guid != \null ==> \valid_read(guid + (0 .. 15));
    P_FINDS;
    ensures \result != \null ==> \valid_read(\result); */
static const struct tnefi_names_guid *find_guid(const uint8_t *guid)
{
    size_t low = 0, high;
    const struct tnefi_names_guid *table = tnefi_names_guids(&high);

    if (guid == NULL)
        return NULL;
    /*@ loop invariant low <= high <= \at(high, LoopEntry);
        loop assigns low, high;
        loop variant high - low; */
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = order_of(table[mid].bytes, guid);
        if (order == 0)
            return &table[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/*@ requires guid != \null ==> \valid_read(guid + (0 .. 15));
    P_FINDS; */
uint32_t tnef_guid_find(const uint8_t *guid)
{
    const struct tnefi_names_guid *entry = find_guid(guid);

    return entry != NULL ? entry->which : (uint32_t)TNEF_GUID_UNKNOWN;
}

/*@ requires guid != \null ==> \valid_read(guid + (0 .. 15));
    P_FINDS; */
const char *tnef_guid_name(const uint8_t *guid)
{
    const struct tnefi_names_guid *entry = find_guid(guid);

    return entry != NULL ? entry->name : NULL;
}

/*@ P_FINDS; */
const uint8_t *tnef_guid_bytes(uint32_t which)
{
    size_t count;
    const struct tnefi_names_guid *table = tnefi_names_guids(&count);

    /*@ loop invariant 0 <= i <= count;
        loop assigns i;
        loop variant count - i; */
    for (size_t i = 0; i < count; i++)
        if (table[i].which == which)
            return table[i].bytes;
    return NULL;
}

/*@ requires \valid_read(guid + (0 .. 15)) && \valid(out + (0 .. 36));
    requires \separated(guid + (0 .. 15), out + (0 .. 36));
    terminates \true; exits \false;
    assigns out[0 .. 36]; */
void tnef_guid_format(const uint8_t *guid, char *out)
{
    static const char digits[] = "0123456789abcdef";
    /* the first three fields are little-endian */
    static const uint8_t order[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
    size_t pos = 0;

    /*@ loop invariant 0 <= i <= 16;
        loop invariant pos == 2 * i + (i > 4 ? 1 : 0) + (i > 6 ? 1 : 0) + (i > 8 ? 1 : 0)
                            + (i > 10 ? 1 : 0);
        loop assigns i, pos, out[0 .. 35];
        loop variant 16 - i; */
    for (size_t i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out[pos++] = '-';
        out[pos++] = digits[guid[order[i]] / 16u];
        out[pos++] = digits[guid[order[i]] % 16u];
    }
    out[pos] = '\0';
}

/*@ requires guid != \null ==> \valid_read(guid + (0 .. 15));
    P_FINDS; */
const char *tnef_named_prop_name(const uint8_t *guid, uint32_t lid)
{
    size_t low = 0, high;
    const struct tnefi_names_named_name *table = tnefi_names_named_names(&high);
    uint32_t set = tnef_guid_find(guid);
    uint32_t key;

    if (lid > 0xFFFFu || set > 0xFFFFu)
        return NULL;
    /* no entry is of the set TNEF_GUID_UNKNOWN */
    key = key_of((uint16_t)set, (uint16_t)lid);
    /*@ loop invariant low <= high <= \at(high, LoopEntry);
        loop assigns low, high;
        loop variant high - low; */
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        uint32_t here = key_of(table[mid].set, table[mid].lid);
        if (here == key)
            return table[mid].name;
        if (here < key)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}
