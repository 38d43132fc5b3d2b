/* SPDX-License-Identifier: MIT */
/* A place in the caller's bytes. Whatever is taken, it was compared with what is left before. */

#include "blobs/priv.h"

#include "base/bytes.h"

/* What a caller has who has nothing: arithmetic with NULL is not defined. */
static const uint8_t nothing[1] = { 0 };

void tnefi_blobs_begin(struct tnefi_blobs_in *in, const uint8_t *data, size_t len)
{
    in->data = data != NULL ? data : nothing;
    in->len = data != NULL ? len : 0;
    in->at = 0;
    in->fault = 0;
    in->status = TNEF_OK;
}

void tnefi_blobs_fault(struct tnefi_blobs_in *in, tnef_status status, size_t at)
{
    if (in->status != TNEF_OK)
        return;
    in->status = status;
    in->fault = at;
}

size_t tnefi_blobs_left(const struct tnefi_blobs_in *in)
{
    return in->status == TNEF_OK ? in->len - in->at : 0;
}

/* Takes a field of |n| bytes, at most 8; NULL if it is not there. */
/*@ requires n <= 8;
    P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in) && (\result != \null ==> P_BYTES(\result, n)); */
static const uint8_t *field(struct tnefi_blobs_in *in, size_t n)
{
    const uint8_t *p = in->data + in->at;

    if (in->status != TNEF_OK)
        return NULL;
    if (in->len - in->at < n) {
        tnefi_blobs_fault(in, TNEF_E_TRUNCATED, in->at);
        return NULL;
    }
    TNEFI_TOUCH(n);
    in->at += n;
    return p;
}

uint8_t tnefi_blobs_u8(struct tnefi_blobs_in *in)
{
    const uint8_t *p = field(in, 1);

    return p != NULL ? p[0] : 0;
}

uint16_t tnefi_blobs_u16(struct tnefi_blobs_in *in)
{
    const uint8_t *p = field(in, 2);

    return p != NULL ? tnefi_base_le16(p) : 0;
}

uint32_t tnefi_blobs_u32(struct tnefi_blobs_in *in)
{
    const uint8_t *p = field(in, 4);

    return p != NULL ? tnefi_base_le32(p) : 0;
}

int32_t tnefi_blobs_i32(struct tnefi_blobs_in *in)
{
    uint32_t v = tnefi_blobs_u32(in);

    return v <= INT32_MAX ? (int32_t)v : -(int32_t)(UINT32_MAX - v) - 1;
}

const uint8_t *tnefi_blobs_take(struct tnefi_blobs_in *in, size_t n, size_t claimed)
{
    const uint8_t *p = in->data + in->at;

    if (in->status != TNEF_OK)
        return NULL;
    if (in->len - in->at < n) {
        tnefi_blobs_fault(in, TNEF_E_OVERRUN, claimed);
        return NULL;
    }
    in->at += n;
    return p;
}

tnef_bytes tnefi_blobs_view(struct tnefi_blobs_in *in, size_t n, size_t claimed)
{
    tnef_bytes view = { tnefi_blobs_take(in, n, claimed), n };

    if (view.data == NULL)
        view.len = 0;
    return view;
}

tnef_bytes tnefi_blobs_counted(struct tnefi_blobs_in *in)
{
    size_t claimed = in->at;
    uint32_t n = tnefi_blobs_u32(in);

    return tnefi_blobs_view(in, n, claimed);
}

tnef_blob_text tnefi_blobs_text(struct tnefi_blobs_in *in, size_t n, size_t claimed, uint32_t codepage)
{
    tnef_bytes view = tnefi_blobs_view(in, n, claimed);
    tnef_blob_text text = { view.data, view.len, 0, 0 };

    if (view.data != NULL)
        text.codepage = codepage;
    return text;
}

/* The length of a string that ends with a NUL of |unit| bytes, 1 or 2; |len| or, of two bytes, one less if
 * there is none. */
/*@ requires P_BYTES(p, len) && 1 <= unit <= 2;
    P_TOTAL;
    assigns \nothing;
    ensures \result <= len; */
static size_t length_of(const uint8_t *p, size_t len, size_t unit)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= len;
        loop assigns i;
        loop variant len - i; */
    while (len - i >= unit && (p[i] != 0 || p[i + (unit - 1u)] != 0))
        i += unit;
    TNEFI_TOUCH(i + unit);
    return i;
}

tnef_blob_text tnefi_blobs_string(struct tnefi_blobs_in *in, uint32_t codepage)
{
    const size_t unit = codepage == TNEF_BLOB_UTF16 ? 2 : 1;
    const size_t left = tnefi_blobs_left(in);
    const size_t n = length_of(in->data + in->at, left, unit);
    tnef_blob_text none = { NULL, 0, 0, 0 };
    tnef_blob_text text;

    if (left - n < unit) {
        tnefi_blobs_fault(in, TNEF_E_TRUNCATED, in->at);
        return none;
    }
    text = tnefi_blobs_text(in, n, in->at, codepage);
    (void)tnefi_blobs_take(in, unit, in->at);
    return text;
}
