/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_REPLY_H
#define TNEF_MILTER_REPLY_H
/* What the MTA is asked to do with a mail. All changes of the header come first, and then the body in one
 * unbroken run: Postfix refuses a body that is mixed with other requests. */

#include <libmilter/mfapi.h>

#include "message.h"

/* What was agreed with the MTA of one connection. */
struct terms {
    unsigned long actions;      /* SMFIF_* that it allows                                         */
    unsigned long steps;        /* SMFIP_* that were chosen                                       */
};

/* Whether the MTA allows what the verdict needs. */
int reply_is_allowed(const struct terms *terms, const struct message *m);
/* Asks for it. Returns what the callback returns; SMFIS_TEMPFAIL if the MTA could not be asked, since the
 * mail may be half changed then. */
sfsistat reply(SMFICTX *ctx, const struct terms *terms, struct message *m);

#endif
