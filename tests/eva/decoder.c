/* SPDX-License-Identifier: MIT */

/* The decoder of TNEF, for Eva. */

#include "eva.h"

#include "decoder/priv.h"

static struct tnef_decoder memory;

static int on_event(void *user, const tnef_event *ev)
{
    (void)user;
    read_span(ev->data, ev->len);
    return any_int();
}

static void configure(tnef_decoder_config *cfg, tnef_decoder_limits *limits)
{
    cfg->size = sizeof *cfg;
    cfg->on_event = on_event;
    cfg->flags = any32();
    cfg->interest = any64();
    cfg->fatal = any64();
    cfg->limits = limits;
    limits->size = sizeof *limits;
    limits->max_input = any64();
    limits->max_output = any64();
    limits->max_events = any64();
    limits->max_depth = any32();
    limits->max_length = any32();
    limits->max_attributes = any32();
    limits->max_properties = any32();
    limits->max_values = any32();
    limits->max_rows = any32();
    limits->max_anomalies = any32();
}

int main(void)
{
    static tnef_decoder_config cfg;
    static tnef_decoder_limits limits;
    static tnef_error error = { .size = sizeof error };
    static struct tnef_decoder_info info = { .size = sizeof info };
    tnef_decoder *d;

    configure(&cfg, &limits);
    /* Eva keeps no relation of the status to the object. */
    if (tnefi_decoder_config_import(&memory.cfg, &cfg) != TNEF_OK || memory.cfg.on_event != on_event
        || memory.cfg.max_depth > TNEF_DEPTH_CEILING)
        return 1;
    tnefi_decoder_start(&memory);
    d = &memory;
    if (any())
        tnefi_decoder_at_once(d);
    while (any()) {
        ANY_CALLS(tnef_decoder, d);
        tnef_decoder_error(d, &error);
        tnef_decoder_info(d, &info);
        (void)tnef_decoder_anomalies(d, any32());
    }
    return 0;
}
