/* SPDX-License-Identifier: MIT */
/* The bodies of a stream; see collect.h. */

#define _POSIX_C_SOURCE 200809L

#include "collect.h"

#include <errno.h>

int collector_begin(struct collector *c, uint32_t flags)
{
    const tnef_spool spool = spool_for(&c->spool);
    const int keeps = (flags & TNEF_BODIES_FACTS) == 0;
    const tnef_bodies_config cfg = { .size = sizeof cfg,
                                     .flags = flags,
                                     .spool = keeps ? &spool : NULL,
                                     .max_memory = keeps ? BODY_MEMORY : 0 };
    tnef_status status;

    if (c->bodies != NULL)
        status = tnef_bodies_reset(c->bodies);
    else
        status = tnef_bodies_new(&c->bodies, &cfg, NULL);
    return status == TNEF_OK ? 0 : ENOMEM;
}

int collector_failure(const struct collector *c)
{
    tnef_error error = { .size = sizeof error };

    if (c->bodies == NULL)
        return 0;
    tnef_bodies_error(c->bodies, &error);
    if (error.status == TNEF_E_CALLBACK)
        return error.user_code != 0 ? error.user_code : EIO;
    return error.status == TNEF_E_MEMORY ? ENOMEM : 0;
}

tnef_status collector_deliver(struct collector *c, const tnef_body_choice *choice, tnef_sink_fn sink,
                              void *user, uint64_t *anomalies)
{
    struct tnef_bodies_info info = { .size = sizeof info };
    tnef_status status = tnef_bodies_deliver(c->bodies, choice->index, choice->form, sink, user);

    tnef_bodies_info(c->bodies, &info);
    *anomalies |= info.anomalies;
    return status;
}

void collector_close(struct collector *c)
{
    tnef_bodies_free(c->bodies);
    c->bodies = NULL;
    spool_close(&c->spool);
}

void complain_bodies(const struct source *source, int full, tnef_status status)
{
    if (full)
        complain_full(source);
    else if (status != TNEF_OK)
        complain(source, "the body is not complete: %s (%s)", body_damage(status), tnef_status_name(status));
}
