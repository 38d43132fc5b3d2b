/* SPDX-License-Identifier: MIT */
/* Ends what is open when a status ends the decoding, or gives back its slots if no end will come. */

#include "message/priv.h"

/* ---- Ends --------------------------------------------------------------------------------- */

static void end_body(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    l->body.flags |= TNEF_F_INCOMPLETE;
    if (l->now.value == V_BODY)
        tnefi_message_body_done(r, l);
    l->now.value = V_NONE;
    tnefi_message_push(r, OP_BODY_END, l);
}

/* How far the decoder came: where a limit on output was reached, since how much of the piece it had taken
 * then depends on how the input is cut. */
static uint64_t came_to(const struct tnef_reader *r)
{
    struct tnef_decoder_info info = { .size = sizeof info };
    tnef_error e = { .size = sizeof e };

    tnef_decoder_info(r->decoder, &info);
    tnef_decoder_error(r->decoder, &e);
    return e.status == TNEF_E_LIMIT_OUTPUT && e.offset < info.input ? e.offset : info.input;
}

/* A message in a content has the bytes up to where the decoder came. */
static void end_content(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    uint64_t at = came_to(r);

    l->content.flags |= TNEF_F_INCOMPLETE;
    if (l->now.value == V_CONTENT) {
        if (l->stream_size == 0 && at > l->content.offset)
            l->stream_size = at - l->content.offset;
        tnefi_message_content_done(l);
    }
    l->now.value = V_NONE;
    tnefi_message_push(r, OP_CONTENT_END, l);
}

/* Queues the next end; 0: nothing is open. */
static int end_next(struct tnef_reader *r)
{
    for (uint32_t i = r->now.level_used; i > 0; i--) {
        struct tnefi_message_layer *l = &r->levels[i - 1u];

        if (l->now.begun == 0)
            continue;
        if (l->now.value == V_KEEP || l->now.value == V_COMPARE)
            tnefi_message_keep_end(r, l, TNEF_F_INCOMPLETE);
        if ((l->now.begun & BEGUN_BODY) != 0) {
            end_body(r, l);
        } else if ((l->now.begun & BEGUN_CONTENT) != 0) {
            end_content(r, l);
        } else if ((l->now.begun & BEGUN_PART) != 0) {
            l->part.flags |= TNEF_F_INCOMPLETE;
            tnefi_message_close_part(r, l);
        } else {
            l->info.flags |= TNEF_F_INCOMPLETE;
            if ((l->info.flags & TNEF_F_SKIPPED) == 0) {
                tnefi_message_push(r, OP_MESSAGE_FINAL, l);
                tnefi_message_push_bag(r, OP_MESSAGE_BAG, l);
            }
            tnefi_message_push(r, OP_MESSAGE_END, l);
        }
        return 1;
    }
    return 0;
}

/* Whether |status| ends the decoding. Misuse does, although it does not mean that the input is bad. */
static int ends(const struct tnef_reader *r, tnef_status status)
{
    if (status == TNEF_OK || status == TNEF_PAUSED || r->now.dying == DYING_DONE || r->now.run == RUN_STOPPED)
        return 0;
    return r->now.run != RUN_FAILED || r->now.failed.status != TNEF_E_CALLBACK;
}

static void begin_to_die(struct tnef_reader *r, tnef_status status)
{
    r->now.dying = DYING_NOW;
    r->now.died = status;
    r->now.died_run = r->now.run == RUN_FAILED ? RUN_FAILED : RUN_ON;
    r->now.no_memory = r->pool.failed != 0 || status == TNEF_E_MEMORY;
    r->now.run = RUN_ON;
    r->now.late_pause = 0;
    tnefi_message_queue_clear(r);
}

/* A handler may have paused at the very anomaly that is fatal. Then the ends wait for the next call. */
tnef_status tnefi_message_settle(struct tnef_reader *r, tnef_status status)
{
    if (r->now.dying == DYING_NOT && ends(r, status)) {
        begin_to_die(r, status);
        if (r->now.paused)
            return TNEF_PAUSED;
    }
    if (r->now.dying != DYING_NOW)
        return status;
    if (r->now.run == RUN_PAUSED)
        r->now.run = RUN_ON;
    do
        tnefi_message_run(r);
    while (r->now.run == RUN_ON && end_next(r));
    if (r->now.run == RUN_PAUSED)
        return TNEF_PAUSED;
    r->now.run = r->now.died_run;
    r->now.dying = DYING_DONE;
    return r->now.died;
}

/* ---- Slots -------------------------------------------------------------------------------- */

static void release(struct tnef_reader *r, void **slot)
{
    void *p = *slot;

    *slot = NULL;
    if (p != NULL)
        r->on.release(r->user, p);
}

void tnefi_message_release_open(struct tnef_reader *r)
{
    if (r->on.release == NULL)
        return;
    r->busy = 1;
    for (uint32_t i = r->now.level_used; i > 0; i--) {
        release(r, &r->levels[i - 1u].now.body_slot);
        release(r, &r->levels[i - 1u].now.part_slot);
        release(r, &r->levels[i - 1u].now.slot);
    }
    r->busy = 0;
}
