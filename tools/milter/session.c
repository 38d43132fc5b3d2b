/* SPDX-License-Identifier: MIT */
/* What libmilter calls, but for the end of a mail. All that a connection knows is in a struct of its own. */

#define _POSIX_C_SOURCE 200809L

#include "connection.h"
#include "session.h"

#include <stdlib.h>

#include "log.h"

/* The only thing that is not of one connection: libmilter hands nothing else to the callbacks. */
static struct service *the_service;

/* ---- Connections ----------------------------------------------------------------------------- */

static const unsigned long wanted_actions = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_CHGBODY | SMFIF_QUARANTINE;
static const unsigned long wanted_steps = SMFIP_NOCONNECT | SMFIP_NOHELO | SMFIP_NORCPT | SMFIP_NODATA
                                          | SMFIP_NOUNKNOWN | SMFIP_NR_HDR | SMFIP_SKIP | SMFIP_HDR_LEADSPC;

static sfsistat on_negotiate(SMFICTX *ctx, unsigned long actions, unsigned long steps, unsigned long f2,
                             unsigned long f3, unsigned long *out_actions, unsigned long *out_steps,
                             unsigned long *out2, unsigned long *out3)
{
    struct connection *c = calloc(1, sizeof *c);

    (void)f2;
    (void)f3;
    *out_actions = actions & wanted_actions;
    *out_steps = steps & wanted_steps;
    *out2 = 0;
    *out3 = 0;
    if (c == NULL || smfi_setpriv(ctx, c) != MI_SUCCESS) {
        free(c);
        log_line(LOG_ERR, "no memory for a connection");
        return SMFIS_REJECT;
    }
    c->service = the_service;
    c->terms = (struct terms){ *out_actions, *out_steps };
    count_one(&the_service->counters, N_CONNECTIONS);
    count_one(&the_service->counters, N_OPEN_CONNECTIONS);
    if (*out_actions != wanted_actions)
        log_line(LOG_WARNING, "the MTA does not allow all that may be needed: actions=0x%lx", actions);
    return SMFIS_CONTINUE;
}

static sfsistat on_close(SMFICTX *ctx)
{
    struct connection *c = smfi_getpriv(ctx);

    if (c == NULL)
        return SMFIS_CONTINUE;
    connection_drop_mail(c);
    count_down(&c->service->counters, N_OPEN_CONNECTIONS);
    (void)smfi_setpriv(ctx, NULL);
    free(c);
    return SMFIS_CONTINUE;
}

/* ---- Mails ----------------------------------------------------------------------------------- */

static sfsistat on_envfrom(SMFICTX *ctx, char **argv)
{
    struct connection *c = smfi_getpriv(ctx);
    const struct config *cfg;
    uint64_t others;

    (void)argv;
    if (c == NULL)
        return SMFIS_TEMPFAIL;
    connection_drop_mail(c);
    cfg = config_get(c->service);
    if (atomic_load(&c->service->stopping)) {
        const int passes = cfg->on_failure == ACT_ACCEPT;

        config_put(c->service, cfg);
        count_one(&c->service->counters, passes ? N_FAILED_ACCEPTED : N_FAILED_TEMPFAILED);
        log_line(LOG_WARNING, "stopping: a mail %s", passes ? "passes as it comes" : "is tempfailed");
        return passes ? SMFIS_ACCEPT : SMFIS_TEMPFAIL;
    }
    others = atomic_fetch_add(&c->service->counters.n[N_OPEN_MAILS], 1);
    message_begin(&c->mail, cfg, others >= cfg->max_active);
    c->has_mail = 1;
    return SMFIS_CONTINUE;
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
    struct connection *c = smfi_getpriv(ctx);

    if (c == NULL || !c->has_mail)
        return SMFIS_TEMPFAIL;
    message_field(&c->mail, name, value, (c->terms.steps & SMFIP_HDR_LEADSPC) == 0);
    return (c->terms.steps & SMFIP_NR_HDR) != 0 ? SMFIS_NOREPLY : SMFIS_CONTINUE;
}

static sfsistat on_eoh(SMFICTX *ctx)
{
    struct connection *c = smfi_getpriv(ctx);

    if (c == NULL || !c->has_mail)
        return SMFIS_TEMPFAIL;
    message_end_of_header(&c->mail);
    return SMFIS_CONTINUE;
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *p, size_t len)
{
    struct connection *c = smfi_getpriv(ctx);

    if (c == NULL || !c->has_mail)
        return SMFIS_TEMPFAIL;
    message_body(&c->mail, p, len);
    /* What becomes of it is decided already, and the MTA need not send the rest. */
    if (c->mail.stop != STOP_NONE && (c->terms.steps & SMFIP_SKIP) != 0)
        return SMFIS_SKIP;
    return SMFIS_CONTINUE;
}

static sfsistat on_abort(SMFICTX *ctx)
{
    struct connection *c = smfi_getpriv(ctx);

    if (c != NULL)
        connection_drop_mail(c);
    return SMFIS_CONTINUE;
}

int session_register(struct service *service)
{
    static char name[] = "tnef-milter";
    const struct smfiDesc filter = {
        .xxfi_name = name,
        .xxfi_version = SMFI_VERSION,
        .xxfi_flags = wanted_actions,
        .xxfi_envfrom = on_envfrom,
        .xxfi_header = on_header,
        .xxfi_eoh = on_eoh,
        .xxfi_body = on_body,
        .xxfi_eom = connection_on_eom,
        .xxfi_abort = on_abort,
        .xxfi_close = on_close,
        .xxfi_negotiate = on_negotiate,
    };

    the_service = service;
    return smfi_register(filter) == MI_SUCCESS ? 0 : -1;
}
