/* SPDX-License-Identifier: MIT */
/* Lines for an operator: to the standard error, or to syslog. */

#define _DEFAULT_SOURCE /* vsyslog() and its like */

#include "log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE = 1024 };

/* One number, so that a line never sees half of a change: destination, facility and level. */
static _Atomic unsigned now = LOG_INFO;
enum { TO_SYSLOG = 1u << 16, LEVEL = 7u, FACILITY = 0x3F8u };

void log_to(const struct config *cfg)
{
    unsigned next = cfg->log_level | cfg->log_facility;

    if (cfg->log_to == LOG_TO_SYSLOG)
        next |= TO_SYSLOG;
    atomic_store(&now, next);
}

static void clean(char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || (unsigned char)*text > 0x7E)
            *text = '?';
}

/* journald reads the level at the beginning of a line. */
static int has_journal(void)
{
    return getenv("JOURNAL_STREAM") != NULL;
}

void log_line(int level, const char *format, ...)
{
    const unsigned how = atomic_load(&now);
    char line[LINE + 32];
    va_list args;
    int begin, n;

    if ((unsigned)level > (how & LEVEL))
        return;
    begin = (how & TO_SYSLOG) == 0 && has_journal() ? snprintf(line, sizeof line, "<%d>", level) : 0;
    va_start(args, format);
    n = vsnprintf(line + begin, LINE, format, args);
    va_end(args);
    if (n < 0)
        return;
    clean(line);
    if ((how & TO_SYSLOG) != 0) {
        syslog((int)(how & FACILITY) | level, "%s", line);
        return;
    }
    n = (int)strlen(line);
    line[n++] = '\n';
    /* In one piece, so that lines of several threads do not mix. There is nobody to tell that it failed. */
    if (write(STDERR_FILENO, line, (size_t)n) < 0)
        return;
}
