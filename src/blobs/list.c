/* SPDX-License-Identifier: MIT */
/* Lists of entry ids.
 *
 * FlatEntryList ([MS-OXCDATA] 2.3.3):
 *
 *     count u32, bytes u32
 *     size u32, entry id, and filler up to a multiple of 4, which the last one may lack
 *
 * DistListStream ([MS-OXOCNTC] 2.2.2.2.4):
 *
 *     version u16 1, reserved u16, build u32, flags u32, count u32, three totals u32 each
 *     size u32, entry id; size u32, one-off; size u32, more: for each member */

#include "blobs/priv.h"

#define STREAM_VERSION 1u

/* entryid.c. */
/*@ requires \valid(out) && P_BYTES(buf, len);
    P_TOTAL;
    assigns *out; */
tnef_status tnef_entryid_read(const uint8_t *buf, size_t len, tnef_entryid *out);

/* A place in a list that a caller has. */
/*@ requires P_BYTES(data, len) && \valid(in);
    P_TOTAL;
    assigns *in;
    ensures P_IN(in); */
static void place(struct tnefi_blobs_in *in, const uint8_t *data, size_t len, size_t at)
{
    tnefi_blobs_begin(in, data, len);
    in->at = at < in->len ? at : in->len;
}

/*@ requires \valid(out) && P_BYTES(buf, len);
    P_TOTAL;
    assigns *out;
    ensures P_BYTES(out->data, out->len); */
tnef_status tnef_entrylist_read(const uint8_t *buf, size_t len, tnef_entrylist *out)
{
    static const tnef_entrylist none = { 0 };
    struct tnefi_blobs_in in;
    uint32_t count, bytes;

    tnefi_blobs_begin(&in, buf, len);
    *out = none;
    count = tnefi_blobs_u32(&in);
    bytes = tnefi_blobs_u32(&in);
    out->announced = in.status == TNEF_OK ? count : 0;
    if (count > bytes / 4u)
        tnefi_blobs_fault(&in, TNEF_E_OVERRUN, 0);
    if (bytes > in.len - in.at)
        tnefi_blobs_fault(&in, TNEF_E_OVERRUN, 4);
    out->data = in.data;
    out->len = bytes < in.len - in.at ? in.at + bytes : in.len;
    out->at = in.at;
    out->fault = in.fault;
    out->status = in.status;
    return in.status;
}

/*@ requires \valid(list) && P_BYTES(list->data, list->len) && \valid(entry) && \separated(list, entry);
    P_TOTAL;
    assigns list->at, list->index, list->announced, list->status, list->fault, *entry;
    ensures \result != 0 ==> \old(list->index) < list->index <= list->announced; */
int tnef_entrylist_next(tnef_entrylist *list, tnef_bytes *entry)
{
    struct tnefi_blobs_in in;
    tnef_bytes found;
    size_t filler, left;

    entry->data = NULL;
    entry->len = 0;
    if (list->index >= list->announced)
        return 0;
    place(&in, list->data, list->len, list->at);
    found = tnefi_blobs_counted(&in);
    if (in.status != TNEF_OK) {
        list->announced = list->index;
        list->status = in.status;
        list->fault = in.fault;
        return 0;
    }
    filler = (4u - found.len % 4u) % 4u;
    left = tnefi_blobs_left(&in);
    (void)tnefi_blobs_take(&in, filler < left ? filler : left, in.at);
    *entry = found;
    list->at = in.at;
    list->index++;
    return 1;
}

/*@ requires \valid(out) && P_BYTES(buf, len);
    P_TOTAL;
    assigns *out;
    ensures P_BYTES(out->data, out->len); */
tnef_status tnef_members_read(const uint8_t *buf, size_t len, tnef_members *out)
{
    static const tnef_members none = { 0 };
    struct tnefi_blobs_in in;
    uint32_t count;

    tnefi_blobs_begin(&in, buf, len);
    *out = none;
    if (tnefi_blobs_u16(&in) != STREAM_VERSION)
        tnefi_blobs_fault(&in, TNEF_E_TYPE, 0);
    (void)tnefi_blobs_u16(&in);
    (void)tnefi_blobs_u32(&in);
    (void)tnefi_blobs_u32(&in);
    count = tnefi_blobs_u32(&in);
    (void)tnefi_blobs_u32(&in);
    (void)tnefi_blobs_u32(&in);
    (void)tnefi_blobs_u32(&in);
    out->data = in.data;
    out->len = in.len;
    out->at = in.at;
    out->announced = in.status == TNEF_OK ? count : 0;
    out->fault = in.fault;
    out->status = in.status;
    return in.status;
}

/*@ requires \valid(members) && P_BYTES(members->data, members->len) && \valid(member);
    requires \separated(members, member);
    P_TOTAL;
    assigns members->at, members->index, members->announced, members->status, members->fault, *member;
    ensures \result != 0 ==> \old(members->index) < members->index <= members->announced; */
int tnef_members_next(tnef_members *members, tnef_member *member)
{
    static const tnef_member none = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
    struct tnefi_blobs_in in;

    *member = none;
    if (members->index >= members->announced)
        return 0;
    place(&in, members->data, members->len, members->at);
    member->entry = tnefi_blobs_counted(&in);
    member->one_off = tnefi_blobs_counted(&in);
    member->extra = tnefi_blobs_counted(&in);
    if (in.status != TNEF_OK) {
        *member = none;
        members->announced = members->index;
        members->status = in.status;
        members->fault = in.fault;
        return 0;
    }
    members->at = in.at;
    members->index++;
    return 1;
}

/* Whether an entry id of these bytes has an address. */
/*@ requires P_BYTES(bytes.data, bytes.len) && \valid(out);
    P_TOTAL;
    assigns *out; */
static int has_address(tnef_bytes bytes, tnef_entryid *out)
{
    return tnef_entryid_read(bytes.data, bytes.len, out) == TNEF_OK && out->address.len > 0;
}

/*@ requires \valid_read(member) && \valid(out) && \separated(member, out);
    requires P_BYTES(member->one_off.data, member->one_off.len);
    requires P_BYTES(member->entry.data, member->entry.len);
    P_TOTAL;
    assigns *out; */
int tnef_member_read(const tnef_member *member, tnef_entryid *out)
{
    return has_address(member->one_off, out) || has_address(member->entry, out);
}
