/* SPDX-License-Identifier: MIT */
/* What goes to standard error, and whether standard output took all. */

#define _POSIX_C_SOURCE 200809L

#include "progress.h"
#include "winmail.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

const char *program_name = "winmail";

void complain_begin(const struct source *source)
{
    output_flush();
    progress_clear();
    fprintf(stderr, "%s: ", program_name);
    print_source(stderr, source);
    fputs(": ", stderr);
}

void complain(const struct source *source, const char *format, ...)
{
    va_list arguments;

    complain_begin(source);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

void complain_io(const struct source *source, const char *where, int error)
{
    complain_begin(source);
    if (where != NULL) {
        fputs("cannot write to ", stderr);
        print_safe_cstring(stderr, where);
        fputs(": ", stderr);
    }
    fprintf(stderr, "%s\n", strerror(error));
}

void complain_outcome(const struct source *source, const struct outcome *o)
{
    if (o->io != 0)
        complain_io(source, o->where, o->io);
    else if (o->status != TNEF_OK)
        complain(source, "%s (%s, at offset %" PRIu64 ")", tnef_status_text(o->status),
                 tnef_status_name(o->status), o->offset);
}

void complain_damage(const struct source *source, const struct outcome *o, const struct options *opt)
{
    if (o->io != 0 || o->status != TNEF_OK || opt->strict)
        return;
    for (uint32_t i = 0; i < 64; i++)
        if ((o->kinds & opt->damage & TNEF_ANOMALY_BIT(i)) != 0)
            complain(source, "it may be damaged (%s, see 'winmail explain %s')", tnef_anomaly_name(i),
                     tnef_anomaly_name(i));
}

void complain_full(const struct source *source)
{
    complain(source, "no more is written than --max-output allows (%s)",
             tnef_status_name(TNEF_E_LIMIT_OUTPUT));
}

const char *body_damage(tnef_status status)
{
    /* Of the input it would be another thing. */
    return status == TNEF_E_TRUNCATED ? "it ends too early" : tnef_status_text(status);
}

int complain_anomalies(const struct source *source, uint64_t anomalies, const struct options *opt)
{
    static const struct {
        uint32_t code;
        int lost;
        const char *text;
    } all[] = {
        { TNEF_BODIES_A_DEEP, 1, "the RTF of a body is nested so deep that some of its form is lost" },
        { TNEF_BODIES_A_FONTS, 1, "the RTF of a body has too many fonts; letters in some may be wrong" },
        { TNEF_BODIES_A_DAMAGED, 0, "text of a body is not valid in its code page; U+FFFD stands for it" },
        { TNEF_BODIES_A_CODEPAGE, 0,
          "the code page of a body is unknown or not allowed; letters may be"
          " wrong" },
        { TNEF_BODIES_A_LINK, 0,
          "the address of a link in a body is not passed on, or not all of it; its text"
          " is" },
        { TNEF_BODIES_A_NOT_UTF8, 0,
          "a body is said to be UTF-8 and is not; it is read in another code page" },
    };
    int code = EXIT_COMPLETE;

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if ((anomalies & TNEF_ANOMALY_BIT(all[i].code)) == 0)
            continue;
        complain(source, "%s", all[i].text);
        if (all[i].lost || opt->strict)
            code = EXIT_MALFORMED;
    }
    return code;
}

uint64_t bodies_passed(const tnef_bodies *bodies)
{
    struct tnef_bodies_info info = { .size = sizeof info };

    tnef_bodies_info(bodies, &info);
    return info.passed;
}

int output_flush(void)
{
    static int failed;
    int error;

    if (failed)
        return -1;
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    error = errno;
    failed = 1;
    fprintf(stderr, "winmail: standard output: %s\n",
            error != 0 ? strerror(error) : "not everything could be written");
    return -1;
}
