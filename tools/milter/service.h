/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_SERVICE_H
#define TNEF_MILTER_SERVICE_H
/* What all connections share: the configuration, which may be exchanged while mails are read, and counters.
 * A mail keeps the configuration with which it began. */

#include <pthread.h>

#include "config.h"
#include "counters.h"

struct config_holder;

struct service {
    pthread_mutex_t lock;
    struct config_holder *current;
    struct counters counters;
    _Atomic int stopping;       /* no mail begins any more                                        */
};

/* Copies |cfg|. 0, or ENOMEM: what was there before stays. */
int service_init(struct service *s, const struct config *cfg);
int service_exchange(struct service *s, const struct config *cfg);
void service_end(struct service *s);

/* The configuration of now, which stays as it is until it is given back. */
const struct config *config_get(struct service *s);
void config_put(struct service *s, const struct config *cfg);

#endif
