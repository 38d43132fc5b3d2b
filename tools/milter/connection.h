/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_CONNECTION_H
#define TNEF_MILTER_CONNECTION_H
/* A connection of the MTA: mails come over it one after the other. */

#include "message.h"
#include "reply.h"
#include "service.h"

struct connection {
    struct service *service;
    struct terms terms;
    int has_mail;
    struct message mail;
};

/* The end of a mail, as libmilter calls it. */
sfsistat connection_on_eom(SMFICTX *ctx);
/* A mail that did not come to its end. */
void connection_drop_mail(struct connection *c);

#endif
