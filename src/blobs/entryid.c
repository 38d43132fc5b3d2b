/* SPDX-License-Identifier: MIT */
/* Entry ids ([MS-OXCDATA] 2.2.5): four bytes of flags, the 16 bytes of the provider, and then
 *
 *     one-off   version u16, flags u16; name, type and address, each with its NUL, in UTF-16 or in bytes
 *     EX        version u32, type u32, X.500 name and NUL
 *     contact   version u32, type u32, index u32, size u32, and as many bytes
 *     wrapper   type u8, and another entry id; [MS-OXOCNTC] 2.2.2.2.4.1.1 */

#include "blobs/priv.h"

#include "base/bytes.h"

#define PROVIDER_SIZE 16u
#define IS_UTF16      0x8000u

static const uint8_t one_off[PROVIDER_SIZE] = { 0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19,
                                                0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02 };
static const uint8_t exchange[PROVIDER_SIZE] = { 0xDC, 0xA7, 0x40, 0xC8, 0xC0, 0x42, 0x10, 0x1A,
                                                 0xB4, 0xB9, 0x08, 0x00, 0x2B, 0x2F, 0xE1, 0x82 };
static const uint8_t wrapper[PROVIDER_SIZE] = { 0xC0, 0x91, 0xAD, 0xD3, 0x51, 0x9D, 0xCF, 0x11,
                                                0xA4, 0xA9, 0x00, 0xAA, 0x00, 0x47, 0xFA, 0xA4 };
static const uint8_t contact[PROVIDER_SIZE] = { 0xFE, 0x42, 0xAA, 0x0A, 0x18, 0xC7, 0x1A, 0x10,
                                                0xE8, 0x85, 0x0B, 0x65, 0x1C, 0x24, 0x00, 0x00 };

/* Reads flags and provider. */
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in); */
static uint32_t read_kind(struct tnefi_blobs_in *in)
{
    const uint8_t *provider;

    (void)tnefi_blobs_u32(in);
    if (tnefi_blobs_left(in) < PROVIDER_SIZE)
        tnefi_blobs_fault(in, TNEF_E_TRUNCATED, in->at);
    provider = tnefi_blobs_take(in, PROVIDER_SIZE, in->at);
    if (provider == NULL)
        return TNEF_ENTRYID_UNKNOWN;
    if (tnefi_base_equal(provider, one_off, PROVIDER_SIZE))
        return TNEF_ENTRYID_ONE_OFF;
    if (tnefi_base_equal(provider, exchange, PROVIDER_SIZE))
        return TNEF_ENTRYID_EX;
    if (tnefi_base_equal(provider, contact, PROVIDER_SIZE))
        return TNEF_ENTRYID_CONTACT;
    return tnefi_base_equal(provider, wrapper, PROVIDER_SIZE) ? TNEF_ENTRYID_WRAPPED : TNEF_ENTRYID_UNKNOWN;
}

/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, out->name, out->type, out->address;
    ensures P_LATER(in); */
static void read_one_off(struct tnefi_blobs_in *in, tnef_entryid *out)
{
    uint32_t codepage;

    (void)tnefi_blobs_u16(in);
    codepage = tnefi_blobs_u16(in) >= IS_UTF16 ? TNEF_BLOB_UTF16 : TNEF_BLOB_8BIT;
    out->name = tnefi_blobs_string(in, codepage);
    out->type = tnefi_blobs_string(in, codepage);
    out->address = tnefi_blobs_string(in, codepage);
}

/* Reads what the kind has after its provider. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in); */
static void read_rest(struct tnefi_blobs_in *in, tnef_entryid *out)
{
    switch (out->kind) {
    case TNEF_ENTRYID_ONE_OFF:
        read_one_off(in, out);
        break;
    case TNEF_ENTRYID_EX:
        (void)tnefi_blobs_u32(in);
        out->object = tnefi_blobs_u32(in);
        out->address = tnefi_blobs_string(in, TNEF_BLOB_8BIT);
        break;
    case TNEF_ENTRYID_CONTACT:
        (void)tnefi_blobs_u32(in);
        out->object = tnefi_blobs_u32(in);
        out->index = tnefi_blobs_u32(in);
        out->content = tnefi_blobs_counted(in);
        break;
    default:
        break;
    }
}

/* Takes a wrapper off. What is in it may be the id of a message, which is of no kind. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in); */
static void unwrap(struct tnefi_blobs_in *in, tnef_entryid *out)
{
    struct tnefi_blobs_in inner;
    uint32_t kind;

    out->wrapper = tnefi_blobs_u8(in);
    inner = *in;
    kind = read_kind(in);
    if (in->status != TNEF_OK)
        return;
    if (kind == TNEF_ENTRYID_UNKNOWN || kind == TNEF_ENTRYID_WRAPPED) {
        out->content = tnefi_blobs_view(&inner, tnefi_blobs_left(&inner), inner.at);
        return;
    }
    out->kind = kind;
    out->flags = TNEF_ENTRYID_IN_WRAPPER;
}

/*@ requires \valid(out) && P_BYTES(buf, len);
    P_TOTAL;
    assigns *out; */
tnef_status tnef_entryid_read(const uint8_t *buf, size_t len, tnef_entryid *out)
{
    tnef_entryid id = { 0 };
    struct tnefi_blobs_in in;

    tnefi_blobs_begin(&in, buf, len);
    id.kind = read_kind(&in);
    if (id.kind == TNEF_ENTRYID_WRAPPED)
        unwrap(&in, &id);
    read_rest(&in, &id);
    id.fault = in.fault;
    id.status = in.status;
    *out = id;
    return in.status;
}

/*@ requires P_BYTES(buf, len) && \valid(type) && \valid(address) && \separated(type, address);
    P_TOTAL;
    assigns *type, *address; */
int tnef_searchkey_read(const uint8_t *buf, size_t len, tnef_blob_text *type, tnef_blob_text *address)
{
    static const tnef_blob_text none = { NULL, 0, 0, 0 };
    size_t n = 0, colon = 0;

    *type = none;
    *address = none;
    /*@ loop invariant 0 <= colon <= n <= len && (n > 0 ==> colon < n);
        loop assigns n, colon;
        loop variant len - n; */
    while (n < len && buf[n] != 0) {
        if (colon == 0 && buf[n] == ':')
            colon = n;
        n++;
    }
    TNEFI_TOUCH(n + 1u);
    if (colon == 0 || n - colon < 2u)
        return 0;
    type->data = buf;
    type->len = colon;
    address->data = buf + colon + 1u;
    address->len = n - colon - 1u;
    return 1;
}
