/* SPDX-License-Identifier: MIT */
/* Checks the configuration of a reader and of tnef_message_load(), and makes the decoder's of it. */

#include "message/priv.h"

#include "base/structs.h"
#include "decoder/decoder.h"
#include "text/text.h"

#include <string.h>

/* The first field of the handlers that is wrong. When a message is loaded, those that build the tree are
 * the loader's own. */
static const void *handlers_field(const tnef_reader_handlers *h, int loads)
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
        wrong = tnefi_decoder_limits_field(cfg->decoder_limits);
    if (wrong == NULL)
        wrong = TNEFI_STRUCT_FIELD(cfg->limits);
    if (wrong == NULL)
        wrong = tnefi_message_bags_field(cfg->bag);
    return wrong != NULL ? wrong : tnefi_text_charsets_field(cfg->charsets);
}

tnef_status tnef_reader_check(const tnef_reader_config *cfg, const void **field)
{
    return tnefi_base_checked(1, wrong_field(cfg, 0), field);
}

tnef_status tnef_message_check(const tnef_reader_config *cfg, const void **field)
{
    return tnefi_base_checked(1, wrong_field(cfg, 1), field);
}

/* The events that a reader with this configuration asks for. The end of a property is a fifth of all that
 * is told of it, and means nothing to the model itself. */
static uint64_t interest(const tnef_reader_config *cfg)
{
    int all = (cfg->handlers != NULL && cfg->handlers->property != NULL) || cfg->bag != NULL;

    return all ? ~UINT64_C(0) : ~(UINT64_C(1) << TNEF_EV_PROP_END);
}

void tnefi_message_decoder_config(tnef_decoder_config *out, const tnef_reader_config *cfg, void *user)
{
    memset(out, 0, sizeof *out);
    out->size = sizeof *out;
    out->flags = cfg->flags;
    out->on_event = tnefi_message_on_event;
    out->user = user;
    out->limits = cfg->decoder_limits;
    out->interest = interest(cfg);
    out->fatal = cfg->fatal;
}
