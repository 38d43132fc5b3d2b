/* SPDX-License-Identifier: MIT */
/* The conversation of a message ([MS-OXOMSG] 2.2.1.3). All is big-endian.
 *
 *     6 bytes   the high 48 bits of ticks; or 01 and the high 40 bits
 *     16 bytes  GUID
 *     5 bytes   for each reply: 1 bit for the unit, 31 bits of time since the beginning, random bits
 *
 * Ticks of our time have 01 as the highest byte. If two bytes 01 come first, it is the other form: as the
 * high 48 bits these would be a time before 1832. */

#include "blobs/priv.h"

#define HEAD_SIZE  22u
#define GUID_SIZE  16u
#define REPLY_SIZE 5u
#define UNIT_0     UINT64_C(262144)  /* 2^18 ticks, 26 ms  */
#define UNIT_1     UINT64_C(8388608) /* 2^23 ticks, 0.84 s */

/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in); */
static uint32_t read_big(struct tnefi_blobs_in *in)
{
    const uint32_t a = tnefi_blobs_u8(in);
    const uint32_t b = tnefi_blobs_u8(in);
    const uint32_t c = tnefi_blobs_u8(in);
    const uint32_t d = tnefi_blobs_u8(in);

    return a * 16777216u + b * 65536u + c * 256u + d;
}

/* Reads the time of the first message. */
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in); */
static uint64_t read_time(struct tnefi_blobs_in *in)
{
    const uint32_t high = read_big(in);
    const uint32_t a = tnefi_blobs_u8(in);
    const uint32_t b = tnefi_blobs_u8(in);

    if (high / 65536u == 0x0101u)
        return high % 16777216u * UINT64_C(1099511627776) + a * UINT64_C(4294967296) + b * UINT64_C(16777216);
    return high * UINT64_C(4294967296) + a * UINT64_C(16777216) + b * UINT64_C(65536);
}

/*@ requires \valid(out) && P_BYTES(buf, len);
    P_TOTAL;
    assigns *out;
    ensures P_BYTES(out->data, out->len); */
tnef_status tnef_conversation_read(const uint8_t *buf, size_t len, tnef_conversation *out)
{
    static const tnef_conversation none = { 0 };
    struct tnefi_blobs_in in;
    size_t left;

    tnefi_blobs_begin(&in, buf, len);
    *out = none;
    if (in.len < HEAD_SIZE)
        tnefi_blobs_fault(&in, TNEF_E_TRUNCATED, in.len);
    out->begun = read_time(&in);
    out->guid = tnefi_blobs_view(&in, GUID_SIZE, in.at);
    left = tnefi_blobs_left(&in);
    out->replies = left / REPLY_SIZE > UINT32_MAX ? UINT32_MAX : (uint32_t)(left / REPLY_SIZE);
    if (left % REPLY_SIZE != 0)
        tnefi_blobs_fault(&in, TNEF_E_TRUNCATED, in.len - left % REPLY_SIZE);
    out->data = in.data;
    out->len = in.len;
    out->fault = in.fault;
    out->status = in.status;
    return in.status;
}

/*@ requires \valid_read(conversation) && P_BYTES(conversation->data, conversation->len) && \valid(ticks);
    requires \separated(conversation, ticks);
    P_TOTAL;
    assigns *ticks; */
int tnef_conversation_reply(const tnef_conversation *conversation, uint32_t index, uint64_t *ticks)
{
    struct tnefi_blobs_in in;
    uint64_t since;
    uint32_t word;

    *ticks = 0;
    tnefi_blobs_begin(&in, conversation->data, conversation->len);
    if (in.len < HEAD_SIZE || index >= (in.len - HEAD_SIZE) / REPLY_SIZE)
        return 0;
    in.at = HEAD_SIZE + index * (size_t)REPLY_SIZE;
    word = read_big(&in);
    since = word % UINT32_C(2147483648) * (word >= UINT32_C(2147483648) ? UNIT_1 : UNIT_0);
    if (since > UINT64_MAX - conversation->begun)
        return 0;
    *ticks = conversation->begun + since;
    return 1;
}
