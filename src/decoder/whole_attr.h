/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_WHOLE_ATTR_H
#define TNEFI_DECODER_WHOLE_ATTR_H
/* Attributes that lie whole in the buffer, with their checksums, and of which nothing is odd: they are said
 * at once. The steps are the definition; call.h tells what happens when the callback wants anything but to go
 * on. */

#include "decoder/computed.h"
#include "decoder/whole.h"

#define ATTR_FRAME    11u      /* bytes of an attribute beside its data: header, checksum             */
#define ATTR_SMALLEST 12u
#define MADE_OUTPUT   48u      /* bytes of MADE_MOST values                                       */
#define ATTR_OUTPUT   5u       /* the most bytes of data and of those values, for each of its bytes   */
#define ATTR_EVENTS   18u      /* TELL_MOST: begin, data and end, and five of each of MADE_MOST properties */

/* An attribute that lies whole in the buffer. */
struct tnefi_decoder_attr_whole {
    uint32_t total;            /* bytes of it; 0: it is not such an attribute                     */
    uint32_t len;              /* bytes of its data                                               */
    uint32_t sum;              /* of all its bytes                                                */
    uint32_t id;
    uint32_t index;            /* in the table                                                    */
    uint16_t level;
    uint16_t prop_id, prop_type;
    uint8_t kind;
};

#define P_ATTR_SIZE(w) \
    ((w).total == (w).len + ATTR_FRAME && 1 <= (w).len && (w).total <= WHOLE_MOST)
#define P_ATTR_WHOLE(w) (P_ATTR_SIZE(w) && (w).sum < 65536 + ATTR_FRAME * 256)

/* What is made of bytes, told of attributes, and kept of them. */
#define P_ATTR_MADE P_NOTED, d->scratch[0 .. SCRATCH_SIZE - 1], d->captured, d->fixed[0 .. 15], \
    d->fixed_len, d->level.data_off, d->level.attr_end
#define P_ATTR_TOLD P_TOLD, P_PROP_TOLD, P_NOTED, d->fixed[0 .. 15], d->fixed_len, d->level.attr_id, \
    d->level.in_attr.open
#define P_ATTR_KEPT d->sum, d->attributes, d->level.seen, d->level.has_attachment
#define P_ATTRS_SAID P_ATTR_MADE, P_ATTR_TOLD, P_ATTR_KEPT, d->replay, P_NEXT_ATTR

/* whole_attr.c: says those attributes at |p|, in the state of an attribute's head, that lie whole in the
 * buffer. Returns how many bytes were taken, which may be none: then nothing has changed but what is to be
 * replayed, and what an attribute that ended has left. */
/*@ requires \valid(d) && P_OK(d) && P_FED(d, p, n) && d->state == ST_attr_head && d->notes == 0;
    P_TOTAL;
    assigns P_ATTRS_SAID;
    ensures 0 <= \result <= n && d->offset == \old(d->offset) + \result && P_OK(d)
        && (\result == 0 ==> d->state == ST_attr_head && d->notes == 0 && P_WORK(d) <= \old(P_WORK(d)))
        && P_WORK(d) <= \old(P_WORK(d)) + WORK_PER_BYTE
        && d->events <= \old(d->events) + 2 * \result; */
size_t tnefi_decoder_whole_attrs(struct tnef_decoder *d, const uint8_t *p, size_t n);

#endif
