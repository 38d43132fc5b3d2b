/* SPDX-License-Identifier: MIT */
/* The configuration of a reader, of a message that is loaded, and what the decoder gets of it. */

#include "message_priv.h"

#include "config.h"

#include <string.h>

/* Of handlers. Those that tell what is in a message are the loader's own. */
static const void *handlers_field(const tnef_handlers *h, int loads)
{
    const void *wrong = TNEFI_STRUCT_FIELD(h);

    if (h == NULL || wrong != NULL || !loads)
        return wrong;
    if (h->message_begin != NULL)
        return &h->message_begin;
    if (h->message_end != NULL)
        return &h->message_end;
    if (h->recipient != NULL)
        return &h->recipient;
    if (h->part_begin != NULL)
        return &h->part_begin;
    if (h->content_begin != NULL)
        return &h->content_begin;
    if (h->part_data != NULL)
        return &h->part_data;
    if (h->content_end != NULL)
        return &h->content_end;
    return h->part_end != NULL ? &h->part_end : NULL;
}

/* The first field that is wrong, or NULL. */
static const void *wrong_field(const tnef_reader_config *cfg, int loads)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if ((cfg->flags & ~TNEFI_FLAGS) != 0)
        return &cfg->flags;
    wrong = handlers_field(cfg->handlers, loads);
    if (wrong == NULL)
        wrong = tnefi_limits_field(cfg->limits);
    if (wrong == NULL)
        wrong = TNEFI_STRUCT_FIELD(cfg->model);
    return wrong != NULL ? wrong : tnefi_bags_field(cfg->bag);
}

tnef_status tnef_reader_check(const tnef_reader_config *cfg, const void **field)
{
    return tnefi_checked(1, wrong_field(cfg, 0), field);
}

tnef_status tnef_message_check(const tnef_reader_config *cfg, const void **field)
{
    return tnefi_checked(1, wrong_field(cfg, 1), field);
}

void tnefi_decoder_config(tnef_config *out, const tnef_reader_config *cfg, void *user)
{
    memset(out, 0, sizeof *out);
    out->size = sizeof *out;
    out->flags = cfg->flags;
    out->on_event = tnefi_on_event;
    out->user = user;
    out->limits = cfg->limits;
    out->fatal = cfg->fatal;
}
