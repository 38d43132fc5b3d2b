/* SPDX-License-Identifier: MIT */
/* The configuration of now, counted by those who use it. */

#include "service.h"

#include <errno.h>
#include <stdlib.h>

struct config_holder {
    struct config cfg; /* first, so that a configuration leads to its holder             */
    unsigned users;
};

static struct config_holder *holder_of(const struct config *cfg)
{
    struct config_holder *h = malloc(sizeof *h);

    if (h != NULL)
        *h = (struct config_holder){ *cfg, 1 };
    return h;
}

/* One user less; the last one ends it. The lock is held. */
static void leave(struct config_holder *h)
{
    if (--h->users == 0)
        free(h);
}

int service_init(struct service *s, const struct config *cfg)
{
    *s = (struct service){ .current = holder_of(cfg) };
    if (s->current == NULL)
        return ENOMEM;
    return pthread_mutex_init(&s->lock, NULL);
}

int service_exchange(struct service *s, const struct config *cfg)
{
    struct config_holder *next = holder_of(cfg), *before;

    if (next == NULL)
        return ENOMEM;
    (void)pthread_mutex_lock(&s->lock);
    before = s->current;
    s->current = next;
    leave(before);
    (void)pthread_mutex_unlock(&s->lock);
    return 0;
}

void service_end(struct service *s)
{
    (void)pthread_mutex_lock(&s->lock);
    leave(s->current);
    s->current = NULL;
    (void)pthread_mutex_unlock(&s->lock);
    (void)pthread_mutex_destroy(&s->lock);
}

const struct config *config_get(struct service *s)
{
    struct config_holder *h;

    (void)pthread_mutex_lock(&s->lock);
    h = s->current;
    h->users++;
    (void)pthread_mutex_unlock(&s->lock);
    return &h->cfg;
}

void config_put(struct service *s, const struct config *cfg)
{
    (void)pthread_mutex_lock(&s->lock);
    leave((struct config_holder *)(uintptr_t)cfg);
    (void)pthread_mutex_unlock(&s->lock);
}
