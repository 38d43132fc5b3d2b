/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_NOTIFY_H
#define TNEF_MILTER_NOTIFY_H
/* Tells systemd ("READY=1", "STOPPING=1"), if it is there and asks for it: sd_notify(3). */

void notify(const char *state);

#endif
