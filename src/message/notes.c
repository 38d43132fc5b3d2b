/* SPDX-License-Identifier: MIT */
/* What waits to be delivered, and why the reader ends. Everything in the room may call this, and it calls
 * nothing: queue.c delivers. */

#include "message/priv.h"

/* Keeps the context of the first limit, which finish returns. */
static void keep_limit(struct tnef_reader *r, const struct tnefi_message_note *n)
{
    if (r->now.limit.status != TNEF_OK)
        return;
    r->now.limit.status = n->status;
    r->now.limit.offset = n->offset;
    r->now.limit.limit = n->expected;
    r->now.limit.found = n->found;
    r->now.limit.depth = n->depth;
    r->now.limit.attr = n->attr;
    r->now.limit.prop = n->prop;
    r->now.limit.code = n->code;
}

void tnefi_message_note(struct tnef_reader *r, uint32_t code, tnef_status status, uint64_t expected,
                        uint64_t found)
{
    struct tnefi_message_note n = {
        .offset = r->now.at.offset,
        .expected = expected,
        .found = found,
        .status = status,
        .code = code,
        .depth = r->now.at.depth,
        .attr = r->now.at.attr,
        .prop = (uint32_t)r->now.at.prop_id << 16 | r->now.at.prop_type,
    };

    if (r->now.dying != DYING_NOT)
        return; /* why the reader ends was reported before */
    r->now.anomalies[code]++;
    if (status != TNEF_OK)
        keep_limit(r, &n);
    if (r->now.note_count < NOTES_MAX)
        r->notes[r->now.note_count++] = n;
}

void tnefi_message_fail(struct tnef_reader *r, tnef_status status, int32_t user_code)
{
    if (r->now.dying == DYING_NOW) {
        r->now.no_memory = 1; /* the first failure stands; the ends come without text */
        return;
    }
    if (r->now.run == RUN_FAILED)
        return;
    r->now.run = RUN_FAILED;
    r->now.failed.status = status;
    r->now.failed.offset = r->now.at.offset;
    r->now.failed.limit = 0;
    r->now.failed.found = 0;
    r->now.failed.depth = r->now.at.depth;
    r->now.failed.attr = r->now.at.attr;
    r->now.failed.prop = (uint32_t)r->now.at.prop_id << 16 | r->now.at.prop_type;
    r->now.failed.code = TNEF_NO_CODE;
    r->now.failed.user_code = user_code;
}

void tnefi_message_stop(struct tnef_reader *r)
{
    tnefi_message_fail(r, TNEF_STOPPED, 0);
    r->now.run = RUN_STOPPED;
}
