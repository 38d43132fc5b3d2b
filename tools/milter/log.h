/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_LOG_H
#define TNEF_MILTER_LOG_H
/* What an operator is told, one line each, by any thread. Of the text of others only printable ASCII comes
 * into a line, so that nobody can write a line of his own. */

#include <syslog.h>

#include "config.h"

#if defined(__GNUC__)
#  define LOG_FORMAT(a, b) __attribute__((format(printf, a, b)))
#else
#  define LOG_FORMAT(a, b)
#endif

/* Where lines go from now on. It may be called again while other threads write. */
void log_to(const struct config *cfg);
void log_line(int level, const char *format, ...) LOG_FORMAT(2, 3);

#endif
