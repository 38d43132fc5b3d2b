/* SPDX-License-Identifier: MIT */
/* Instances of a series that were modified: ExceptionInfo, and ExtendedException, which has the text again
 * in UTF-16 ([MS-OXOCAL] 2.2.1.44.2 to 2.2.1.44.4).
 *
 *     start, end, original u32 each: minutes
 *     flags     u16      which of the following there are, in this order
 *     subject   u16 length + 1, u16 length, bytes in the code page of the message
 *     meeting, reminder, reminds u32 each
 *     location  as the subject
 *     busy, attachments, all day, color u32 each
 *
 *     size u32, bytes    reserved; after all exceptions
 *
 *     size u32, bytes    the change highlight, if the writer is 0x3009 or later
 *     size u32, bytes    reserved
 *     start, end, original u32 each, if there is a subject or a location
 *     subject   u16 length, as many characters of UTF-16
 *     location  the same
 *     size u32, bytes    reserved, if there is a subject or a location
 *
 *     size u32, bytes    reserved; after the extended parts of all exceptions */

#include "blobs/priv.h"

#include "base/bytes.h"
#include "blobs/recur.h"

#define HAS_TEXT (TNEF_EXCEPTION_SUBJECT | TNEF_EXCEPTION_LOCATION)

/* Writers from here on have the change highlight. */
#define WRITER_HIGHLIGHTS 0x3009u

/* Text of 8 bits after two lengths; the first one is that of a string with its NUL. */
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in) && P_VIEW(\result, in->data, in->len); */
static tnef_blob_text read_narrow(struct tnefi_blobs_in *in)
{
    size_t claimed;
    uint16_t n;

    (void)tnefi_blobs_u16(in);
    claimed = in->at;
    n = tnefi_blobs_u16(in);
    return tnefi_blobs_text(in, n, claimed, TNEF_BLOB_8BIT);
}

/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in) && P_VIEW(\result, in->data, in->len); */
static tnef_blob_text read_wide(struct tnefi_blobs_in *in)
{
    size_t claimed = in->at;
    uint32_t n = tnefi_blobs_u16(in);

    return tnefi_blobs_text(in, n * (size_t)2, claimed, TNEF_BLOB_UTF16);
}

/* A field of an exception, if the bit of its flags says so. */
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in); */
static uint32_t read_if(struct tnefi_blobs_in *in, uint32_t flags, uint32_t bit)
{
    return (flags & bit) != 0 ? tnefi_blobs_u32(in) : 0;
}

/*@ requires \valid(out);
    P_TOTAL;
    assigns *out; */
static void clear(tnef_exception *out)
{
    static const tnef_exception none = { 0 };

    *out = none;
}

/* Reads an exception. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in); */
static void read_exception(struct tnefi_blobs_in *in, tnef_exception *out)
{
    clear(out);
    out->start = tnefi_blobs_u32(in);
    out->end = tnefi_blobs_u32(in);
    out->original = tnefi_blobs_u32(in);
    out->flags = tnefi_blobs_u16(in);
    if ((out->flags & TNEF_EXCEPTION_SUBJECT) != 0)
        out->subject = read_narrow(in);
    out->meeting = read_if(in, out->flags, TNEF_EXCEPTION_MEETING);
    out->reminder = read_if(in, out->flags, TNEF_EXCEPTION_REMINDER);
    out->reminds = read_if(in, out->flags, TNEF_EXCEPTION_REMINDS);
    if ((out->flags & TNEF_EXCEPTION_LOCATION) != 0)
        out->location = read_narrow(in);
    out->busy = read_if(in, out->flags, TNEF_EXCEPTION_BUSY);
    out->attachments = read_if(in, out->flags, TNEF_EXCEPTION_ATTACHMENTS);
    out->all_day = read_if(in, out->flags, TNEF_EXCEPTION_ALL_DAY);
    out->color = read_if(in, out->flags, TNEF_EXCEPTION_COLOR);
    if (!tnef_minutes_are_date(out->start) || !tnef_minutes_are_date(out->end)
        || !tnef_minutes_are_date(out->original))
        out->flags |= TNEF_EXCEPTION_NO_DATE;
    if (out->end < out->start)
        out->end = out->start;
}

/* Reads the extended part of an exception that was read; nothing of it is stored unless all is there. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in); */
static void read_extended(struct tnefi_blobs_in *in, uint32_t writer, tnef_exception *out)
{
    tnef_blob_text subject = out->subject;
    tnef_blob_text location = out->location;
    tnef_bytes highlight = { NULL, 0 };
    const int has_text = (out->flags & HAS_TEXT) != 0;

    if (writer >= WRITER_HIGHLIGHTS)
        highlight = tnefi_blobs_counted(in);
    (void)tnefi_blobs_counted(in);
    if (has_text) {
        (void)tnefi_blobs_u32(in);
        (void)tnefi_blobs_u32(in);
        (void)tnefi_blobs_u32(in);
    }
    if ((out->flags & TNEF_EXCEPTION_SUBJECT) != 0)
        subject = read_wide(in);
    if ((out->flags & TNEF_EXCEPTION_LOCATION) != 0)
        location = read_wide(in);
    if (has_text)
        (void)tnefi_blobs_counted(in);
    if (in->status != TNEF_OK)
        return;
    out->subject = subject;
    out->location = location;
    out->flags |= TNEF_EXCEPTION_EXTENDED;
    if (highlight.len >= 4u)
        out->highlight = tnefi_base_le32(highlight.data);
}

/* Reads the extended parts of all exceptions, which are read again from |heads| on for their flags. Returns
 * how many are good. */
/*@ requires P_IN(in) && P_IN(heads) && \separated(in, heads) && n <= 65535;
    P_TOTAL;
    assigns in->at, in->status, in->fault, heads->at, heads->status, heads->fault;
    ensures P_LATER(in) && \result <= n; */
static uint32_t read_all_extended(struct tnefi_blobs_in *in, struct tnefi_blobs_in *heads, uint32_t n,
                                  uint32_t writer)
{
    tnef_exception exception;
    uint32_t i;

    /*@ loop invariant 0 <= i <= n && P_IN(in) && P_IN(heads) && \at(in->at, Pre) <= in->at
            && (\at(in->status, Pre) != TNEF_OK ==> in->status == \at(in->status, Pre));
        loop assigns i, exception, in->at, in->status, in->fault, heads->at, heads->status, heads->fault;
        loop variant n - i; */
    for (i = 0; i < n; i++) {
        read_exception(heads, &exception);
        read_extended(in, writer, &exception);
        if (in->status != TNEF_OK)
            return i;
    }
    return n;
}

void tnefi_blobs_exceptions(struct tnefi_blobs_in *in, tnef_recur *out)
{
    struct tnefi_blobs_in heads = *in;
    tnef_exception exception;
    uint32_t n = 0;

    out->exceptions = 0;
    out->extended = 0;
    out->extended_at = 0;
    if (in->status != TNEF_OK)
        return;
    /*@ loop invariant 0 <= n <= out->announced && P_IN(in) && \at(in->at, Pre) <= in->at;
        loop assigns n, exception, in->at, in->status, in->fault;
        loop variant out->announced - n; */
    while (n < out->announced) {
        read_exception(in, &exception);
        if (in->status != TNEF_OK)
            break;
        n++;
    }
    out->exceptions = n;
    (void)tnefi_blobs_counted(in);
    if (in->status == TNEF_OK)
        out->extended_at = in->at;
    out->extended = read_all_extended(in, &heads, n, out->writer);
    if (out->extended == out->announced)
        out->flags |= TNEF_RECUR_COMPLETE;
    if (out->announced != out->modified_count)
        out->flags |= TNEF_RECUR_ODD_COUNTS;
    (void)tnefi_blobs_counted(in);
}

/* A place in the bytes of a recurrence; beyond its end nothing is there. */
/*@ requires P_RECUR(recur) && \valid(in) && \separated(recur, in);
    P_TOTAL;
    assigns *in;
    ensures P_IN(in); */
static void place(struct tnefi_blobs_in *in, const tnef_recur *recur, size_t at)
{
    tnefi_blobs_begin(in, recur->data, recur->len);
    if (at > in->len)
        tnefi_blobs_fault(in, TNEF_E_ARGUMENT, at);
    else
        in->at = at;
}

int tnef_recur_next(const tnef_recur *recur, tnef_recur_cursor *cursor, tnef_exception *out)
{
    struct tnefi_blobs_in in, extended;

    clear(out);
    if (cursor->index >= recur->exceptions)
        return 0;
    place(&in, recur, cursor->index == 0 ? recur->exceptions_at : cursor->at);
    read_exception(&in, out);
    if (in.status != TNEF_OK) {
        clear(out);
        return 0;
    }
    if (cursor->index < recur->extended) {
        place(&extended, recur, cursor->index == 0 ? recur->extended_at : cursor->extended_at);
        read_extended(&extended, recur->writer, out);
        cursor->extended_at = extended.at;
    }
    cursor->at = in.at;
    cursor->index++;
    return 1;
}
