/* SPDX-License-Identifier: MIT */
/* Counters, in the text format of Prometheus. */

#include "counters.h"

#include <stdio.h>

static const char *const results[N_RESULTS] = {
    [N_CLEAN] = "clean",
    [N_UNWRAPPED] = "unwrapped",
    [N_ACCEPTED] = "accepted",
    [N_TAGGED] = "tagged",
    [N_QUARANTINED] = "quarantined",
    [N_REJECTED] = "rejected",
    [N_ALREADY] = "already_unwrapped",
    [N_TOO_LARGE] = "too_large",
    [N_FAILED_ACCEPTED] = "failed_accepted",
    [N_FAILED_TEMPFAILED] = "failed_tempfailed",
    [N_ABORTED] = "aborted",
};
static const char *const reasons[N_REASONS_END - N_SIGNED] = {
    "signed", "place", "unreadable", "damaged", "boundary", "ambiguous", "limit",
};
static const struct {
    enum counter which;
    const char *name, *type, *help;
} others[] = {
    { N_STREAMS, "streams_total", "counter", "TNEF streams that were found." },
    { N_REPLACED, "streams_replaced_total", "counter", "TNEF streams in whose place a message was put." },
    { N_BYTES_IN, "bytes_in_total", "counter", "Bytes of mails that were read." },
    { N_BYTES_OUT, "bytes_out_total", "counter", "Bytes of mails that were unwrapped." },
    { N_SPOOL_FILES, "spool_files_total", "counter", "Temporary files that mails needed." },
    { N_CONNECTIONS, "connections_total", "counter", "Connections of the MTA." },
    { N_RELOADS, "reloads_total", "counter", "Configurations that were read again." },
    { N_RELOADS_FAILED, "reloads_failed_total", "counter", "Configurations that were wrong, and not taken." },
    { N_OPEN_CONNECTIONS, "connections", "gauge", "Connections of the MTA that are open." },
    { N_OPEN_MAILS, "mails", "gauge", "Mails that are being read." },
};

struct text {
    char *p;
    size_t len;
};

/* The texts above are fixed, so that COUNTERS_TEXT is enough; what were too long would be cut. */
#define ADD(t, ...) \
  do { \
    const int n_ = snprintf((t)->p + (t)->len, COUNTERS_TEXT - (t)->len, __VA_ARGS__); \
    if (n_ > 0) \
      (t)->len += (size_t)n_ < COUNTERS_TEXT - (t)->len ? (size_t)n_ : COUNTERS_TEXT - 1 - (t)->len; \
  } while (0)

static void head(struct text *t, const char *name, const char *type, const char *help)
{
    ADD(t, "# HELP tnef_milter_%s %s\n# TYPE tnef_milter_%s %s\n", name, help, name, type);
}

static unsigned long long value(struct counters *c, unsigned which)
{
    return (unsigned long long)count_of(c, (enum counter)which);
}

size_t counters_text(struct counters *c, char *out)
{
    struct text t = { .p = out };
    const unsigned long long work = value(c, N_WORK_MICROSECONDS);

    head(&t, "mails_total", "counter", "Mails, by what became of them.");
    for (unsigned i = 0; i < N_RESULTS; i++)
        ADD(&t, "tnef_milter_mails_total{result=\"%s\"} %llu\n", results[i], value(c, i));
    head(&t, "kept_total", "counter", "Mails in which a TNEF stream stayed, by reason.");
    for (unsigned i = N_SIGNED; i < N_REASONS_END; i++)
        ADD(&t, "tnef_milter_kept_total{reason=\"%s\"} %llu\n", reasons[i - N_SIGNED], value(c, i));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        head(&t, others[i].name, others[i].type, others[i].help);
        ADD(&t, "tnef_milter_%s %llu\n", others[i].name, value(c, others[i].which));
    }
    head(&t, "work_seconds_total", "counter", "Time that was spent at the ends of mails.");
    ADD(&t, "tnef_milter_work_seconds_total %llu.%06llu\n", work / 1000000u, work % 1000000u);
    return t.len;
}
