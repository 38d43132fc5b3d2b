/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_SESSION_H
#define TNEF_MILTER_SESSION_H
/* What libmilter calls for each connection of the MTA, in a thread of its own. */

#include "service.h"

/* Tells libmilter of them. Returns 0, or -1. |service| stays for as long as the process. */
int session_register(struct service *service);

#endif
