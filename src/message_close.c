/* SPDX-License-Identifier: MIT */
/* The ends of what is open when a status ends the decoding, and what is left of it otherwise. */

#include "message_priv.h"

/* ---- Ends --------------------------------------------------------------------------------- */

static void end_body(struct tnef_reader *r, struct tnefi_layer *l)
{
    l->body.flags |= TNEF_F_INCOMPLETE;
    if (l->value == V_BODY)
        tnefi_message_body_done(r, l);
    l->value = V_NONE;
    tnefi_push(r, OP_BODY_END, l);
}

/* The bytes of a message in a content are those up to where the decoder came. */
static void end_content(struct tnef_reader *r, struct tnefi_layer *l)
{
    uint64_t at = tnef_decoder_offset(r->decoder);

    l->content.flags |= TNEF_F_INCOMPLETE;
    if (l->value == V_CONTENT) {
        if (l->stream_size == 0 && at > l->content.offset)
            l->stream_size = at - l->content.offset;
        tnefi_content_done(l);
    }
    l->value = V_NONE;
    tnefi_push(r, OP_CONTENT_END, l);
}

/* Queues the next end; 0: nothing is open. */
static int end_next(struct tnef_reader *r)
{
    for (uint32_t i = r->level_count; i > 0; i--) {
        struct tnefi_layer *l = &r->levels[i - 1u];

        if (l->said == 0)
            continue;
        if (l->value == V_KEEP || l->value == V_COMPARE)
            tnefi_keep_end(r, l, TNEF_F_INCOMPLETE);
        if ((l->said & SAID_BODY) != 0) {
            end_body(r, l);
        } else if ((l->said & SAID_CONTENT) != 0) {
            end_content(r, l);
        } else if ((l->said & SAID_PART) != 0) {
            l->part.flags |= TNEF_F_INCOMPLETE;
            tnefi_close_part(r, l);
        } else {
            l->info.flags |= TNEF_F_INCOMPLETE;
            if ((l->info.flags & TNEF_F_SKIPPED) == 0) {
                tnefi_push(r, OP_MESSAGE_FINAL, l);
                tnefi_push(r, OP_MESSAGE_BAG, l);
            }
            tnefi_push(r, OP_MESSAGE_END, l);
        }
        return 1;
    }
    return 0;
}

/* Misuse does not say that the input is bad, but ends the decoding all the same. */
static int ends(const struct tnef_reader *r, tnef_status status)
{
    if (status == TNEF_OK || status == TNEF_PAUSED || r->dying == DYING_DONE
        || r->run == RUN_STOPPED)
        return 0;
    return r->run != RUN_FAILED || r->failed.status != TNEF_E_CALLBACK;
}

static void begin_to_die(struct tnef_reader *r, tnef_status status)
{
    r->dying = DYING_NOW;
    r->died = status;
    r->died_run = r->run == RUN_FAILED ? RUN_FAILED : RUN_ON;
    r->no_memory = r->pool.failed != 0 || status == TNEF_E_MEMORY;
    r->run = RUN_ON;
    r->late_pause = 0;
    r->op_count = 0;
    r->op_next = 0;
    r->note_count = 0;
    r->note_next = 0;
}

/* A handler may have paused at the very anomaly that is fatal: the ends wait for the next call. */
tnef_status tnefi_settle(struct tnef_reader *r, tnef_status status)
{
    if (r->dying == DYING_NOT && ends(r, status)) {
        begin_to_die(r, status);
        if (r->paused)
            return TNEF_PAUSED;
    }
    if (r->dying != DYING_NOW)
        return status;
    if (r->run == RUN_PAUSED)
        r->run = RUN_ON;
    do
        tnefi_run(r);
    while (r->run == RUN_ON && end_next(r));
    if (r->run == RUN_PAUSED)
        return TNEF_PAUSED;
    r->run = r->died_run;
    r->dying = DYING_DONE;
    return r->died;
}

/* ---- Slots -------------------------------------------------------------------------------- */

static void release(struct tnef_reader *r, void **slot)
{
    void *p = *slot;

    *slot = NULL;
    if (p != NULL)
        r->on.release(r->user, p);
}

void tnefi_release_open(struct tnef_reader *r)
{
    if (r->on.release == NULL)
        return;
    r->busy = 1;
    for (uint32_t i = r->level_count; i > 0; i--) {
        release(r, &r->levels[i - 1u].body_slot);
        release(r, &r->levels[i - 1u].part_slot);
        release(r, &r->levels[i - 1u].slot);
    }
    r->busy = 0;
}
