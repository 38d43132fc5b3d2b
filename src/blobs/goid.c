/* SPDX-License-Identifier: MIT */
/* The identity of a meeting ([MS-OXOCAL] 2.2.1.27).
 *
 *     16 bytes  the same in all
 *     year      u16, big-endian; month u8, day u8: of one instance, else 0
 *     created   u64: ticks
 *     8 bytes   0
 *     size      u32, and as many bytes; those of another system begin with "vCal-Uid" and u32 1 */

#include "blobs/priv.h"

#include "base/bytes.h"

#define PREFIX_SIZE 16u
#define DATE_AT     16u
#define DATE_END    20u
#define VCAL_SIZE   12u

static const uint8_t prefix[PREFIX_SIZE] = { 0x04, 0x00, 0x00, 0x00, 0x82, 0x00, 0xE0, 0x00,
                                             0x74, 0xC5, 0xB7, 0x10, 0x1A, 0x82, 0xE0, 0x08 };
static const uint8_t vcal[VCAL_SIZE] = { 'v', 'C', 'a', 'l', '-', 'U', 'i', 'd', 1, 0, 0, 0 };
static const char digits[] = "0123456789ABCDEF";

/* The length of a text that may have a NUL in it. */
/*@ requires P_BYTES(p, len);
    P_TOTAL;
    assigns \nothing;
    ensures \result <= len; */
static size_t length_of(const uint8_t *p, size_t len)
{
    size_t n = 0;

    /*@ loop invariant 0 <= n <= len;
        loop assigns n;
        loop variant len - n; */
    while (n < len && p[n] != 0)
        n++;
    TNEFI_TOUCH(n + 1u);
    return n;
}

/* Reads the fields after the prefix. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in); */
static void read_fields(struct tnefi_blobs_in *in, tnef_goid *out)
{
    const uint32_t high = tnefi_blobs_u8(in);
    const uint32_t low = tnefi_blobs_u8(in);
    uint64_t created;
    tnef_bytes content;

    out->flags = TNEF_GOID_KNOWN;
    out->year = (uint16_t)(high * 256u + low);
    out->month = tnefi_blobs_u8(in);
    out->day = tnefi_blobs_u8(in);
    if (out->year != 0 || out->month != 0 || out->day != 0)
        out->flags |= TNEF_GOID_DATE;
    created = tnefi_blobs_u32(in);
    out->created = created + tnefi_blobs_u32(in) * UINT64_C(4294967296);
    (void)tnefi_blobs_u32(in);
    (void)tnefi_blobs_u32(in);
    content = tnefi_blobs_counted(in);
    out->content = content;
    if (content.len < VCAL_SIZE || !tnefi_base_equal(content.data, vcal, VCAL_SIZE))
        return;
    out->flags |= TNEF_GOID_VCAL;
    out->uid.data = content.data + VCAL_SIZE;
    out->uid.len = length_of(content.data + VCAL_SIZE, content.len - VCAL_SIZE);
}

/* Takes the prefix; whether it is that of an identity. */
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in); */
static int read_prefix(struct tnefi_blobs_in *in)
{
    const uint8_t *begins;

    if (in->len < PREFIX_SIZE)
        tnefi_blobs_fault(in, TNEF_E_TRUNCATED, in->len);
    begins = tnefi_blobs_take(in, PREFIX_SIZE, 0);
    return begins != NULL && tnefi_base_equal(begins, prefix, PREFIX_SIZE);
}

/* Reads all, and what is known of the bytes. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures out->data == in->data && out->len == in->len; */
static void read_all(struct tnefi_blobs_in *in, tnef_goid *out)
{
    static const tnef_goid none = { 0 };

    *out = none;
    if (read_prefix(in))
        read_fields(in, out);
    else
        tnefi_blobs_fault(in, TNEF_E_TYPE, 0);
    out->data = in->data;
    out->len = in->len;
    out->fault = in->fault;
    out->status = in->status;
}

/*@ requires \valid(out) && P_BYTES(buf, len);
    P_TOTAL;
    assigns *out;
    ensures P_BYTES(out->data, out->len); */
tnef_status tnef_goid_read(const uint8_t *buf, size_t len, tnef_goid *out)
{
    struct tnefi_blobs_in in;

    tnefi_blobs_begin(&in, buf, len);
    read_all(&in, out);
    return in.status;
}

/*@ requires \valid_read(goid) && P_BYTES(goid->data, goid->len) && \valid(out + (0 .. room - 1));
    requires \separated(goid, out + (0 .. room - 1));
    P_TOTAL;
    assigns out[0 .. room - 1]; */
size_t tnef_goid_hex(const tnef_goid *goid, char *out, size_t room)
{
    const size_t len = goid->len;

    if (len > SIZE_MAX / 2u || room < len * 2u)
        return len > SIZE_MAX / 2u ? SIZE_MAX : len * 2u;
    TNEFI_TOUCH(len);
    /*@ loop invariant 0 <= i <= len;
        loop assigns i, out[0 .. room - 1];
        loop variant len - i; */
    for (size_t i = 0; i < len; i++) {
        uint8_t byte = goid->data[i];

        if (goid->status == TNEF_OK && i >= DATE_AT && i < DATE_END)
            byte = 0;
        out[2u * i] = digits[byte / 16u];
        out[2u * i + 1u] = digits[byte % 16u];
    }
    return len * 2u;
}
