/* SPDX-License-Identifier: MIT */
/* Bodies of a message in memory. */

#include "body/priv.h"

#include "message/message.h"

static tnef_status add_body(struct tnef_bodies *b, const tnef_body *body)
{
    int answer = tnef_bodies_part_begin(b, body->part);

    if (answer == TNEF_CONTINUE)
        answer = tnefi_body_collect_lent(b, body->part, body->data, body->len);
    if (answer == TNEF_CONTINUE)
        answer = tnef_bodies_part_end(b, body->part);
    return answer;
}

tnef_status tnef_bodies_add(tnef_bodies *bodies, const tnef_message *message)
{
    tnef_status status = TNEF_OK;

    for (size_t i = 0; i < message->body_count && status == TNEF_OK; i++)
        status = add_body(bodies, message->bodies[i]);
    return status == TNEF_OK ? tnef_bodies_message_end(bodies, message->info) : status;
}

static tnef_status deliver(struct tnef_bodies *b, const tnef_message *message, uint32_t form,
                           tnef_sink_fn sink, void *user)
{
    tnef_body_choice choice = { .size = sizeof choice };
    tnef_status status = tnef_bodies_add(b, message);

    if (status != TNEF_OK || !tnef_bodies_choose(b, form, &choice))
        return status;
    return tnef_bodies_deliver(b, choice.index, choice.form, sink, user);
}

tnef_status tnef_message_body(const tnef_message *message, uint32_t form, tnef_sink_fn sink, void *user)
{
    const tnef_bodies_config cfg = { .size = sizeof cfg,
                                     .max_memory = 1,
                                     .charsets = tnefi_message_load_charsets(message) };
    tnef_bodies *bodies;
    tnef_status status;

    if (sink == NULL
        || (form != TNEF_BODY_BEST && form != TNEF_BODY_HTML && form != TNEF_BODY_TEXT
            && form != TNEF_BODY_RTF))
        return TNEF_E_ARGUMENT;
    status = tnef_bodies_new(&bodies, &cfg, tnefi_message_load_allocator(message));
    if (status != TNEF_OK)
        return status;
    status = deliver(bodies, message, form, sink, user);
    tnef_bodies_free(bodies);
    return status;
}
