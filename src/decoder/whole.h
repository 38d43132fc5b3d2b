/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_WHOLE_H
#define TNEFI_DECODER_WHOLE_H
/* Properties that lie whole in the buffer, and of which nothing is odd: they are said at once. The steps are
 * the definition; call.h tells what happens when the callback wants anything but to go on. */

#include "decoder/priv.h"

#define WHOLE_EVENTS 5u          /* of a property of one value: begin, value, data, value's end, end */
#define WHOLE_NAME   24u         /* of a name: property set, kind, and number or length              */
#define WHOLE_NAMES  540u        /* a name of the greatest length, with its padding                  */
#define WHOLE_MOST   0x40000000u /* bytes that are said in one step: sums of a few of them fit       */

/* A property that lies whole in the buffer: where its parts are, in bytes from its first one. */
struct tnefi_decoder_whole {
    uint32_t total;            /* bytes of it; 0: it is not such a property                       */
    uint32_t begin;            /* after type, id, name and count of values: where it is announced */
    uint32_t data;             /* after the length of the value: where its data begin             */
    uint32_t size;             /* bytes of data on the wire, without padding                      */
    uint32_t len;              /* those of them that mean something                               */
    uint32_t name;             /* bytes of its name; 0: none                                      */
    uint32_t string;           /* those of them that are a string, without its NUL; 0: a number   */
    uint16_t type, id;
    uint16_t fixed;            /* the size of a value of fixed size; 0: any other value           */
};

/* Its name is a number, or a string; or it has none. */
#define P_WHOLE_NAME(w) \
    (((w).name == 0 && (w).string == 0) \
    || (WHOLE_NAME <= (w).name <= WHOLE_NAMES && WHOLE_NAME + (w).string <= (w).name))

/* A property that lies whole in the buffer: its parts are one after the other. */
#define P_WHOLE(w) \
    (P_WHOLE_NAME(w) && 4 + (w).name <= (w).begin <= (w).data <= (w).begin + 4 \
    && (w).len <= (w).size && ((w).len == 0 ==> (w).size == 0) \
    && (w).data <= WHOLE_MOST && (w).data + (w).size <= (w).total <= WHOLE_MOST \
    && (w).total <= (w).data + (w).size + 3 \
    && ((w).fixed == 0 || ((w).fixed == (w).size && 4 <= (w).fixed <= 16 && (w).data == (w).begin)))

/* whole.c: says those properties at |p|, in the state of a property's head, that lie whole in the buffer.
 * Returns how many bytes were taken, which may be none: then nothing has changed but what is to be
 * replayed. */
/*@ requires \valid(d) && P_OK(d) && P_FED(d, p, n) && d->state == ST_prop_head && d->notes == 0;
    P_TOTAL;
    assigns P_WHOLE_SAID;
    ensures 0 <= \result <= n && d->offset == \old(d->offset) + \result && P_OK(d)
        && (\result == 0 ==> d->state == ST_prop_head && d->notes == 0 && P_WORK(d) <= \old(P_WORK(d)))
        && P_WORK(d) <= \old(P_WORK(d)) + WORK_PER_BYTE
        && d->events <= \old(d->events) + 2 * \result; */
size_t tnefi_decoder_whole_props(struct tnef_decoder *d, const uint8_t *p, size_t n);

#endif
