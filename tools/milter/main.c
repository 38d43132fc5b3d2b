/* SPDX-License-Identifier: MIT */
/* tnef-milter: a filter for Postfix and Sendmail that puts what is in a winmail.dat in its place. */

#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include <tnef/base.h>

#include "door.h"
#include "log.h"
#include "loop.h"
#include "session.h"

#ifdef __GLIBC__
#  include <malloc.h>
#endif

#ifndef TNEF_MILTER_CONFIG
#  define TNEF_MILTER_CONFIG "/etc/tnef-milter.conf"
#endif

static const char usage[] = "usage: tnef-milter [--config FILE] [--check]\n"
                            "       tnef-milter --version | --help\n"
                            "\n"
                            "  --config FILE  reads FILE, not " TNEF_MILTER_CONFIG "\n"
                            "  --check        says what is wrong with the configuration, and ends\n";

struct options {
    char path[1024];
    int checks;
};

/* Reads the command line. Returns -1, or the exit status of a process that has nothing more to do. */
static int read_options(int argc, char **argv, struct options *out)
{
    *out = (struct options){ .path = TNEF_MILTER_CONFIG };
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--check") == 0) {
            out->checks = 1;
        } else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc
                   && strlen(argv[i + 1]) < sizeof out->path) {
            memcpy(out->path, argv[i + 1], strlen(argv[i + 1]) + 1);
            i++;
        } else if (strcmp(argv[i], "--version") == 0) {
            (void)printf("tnef-milter %s\n", tnef_version_string());
            return EX_OK;
        } else if (strcmp(argv[i], "--help") == 0) {
            (void)fputs(usage, stdout);
            return EX_OK;
        } else {
            (void)fputs(usage, stderr);
            return EX_USAGE;
        }
    }
    return -1;
}

/* A thread for each connection would have a heap of its own, which keeps what it once needed. */
static void share_heaps(void)
{
#ifdef __GLIBC__
    (void)mallopt(M_ARENA_MAX, 2);
    (void)mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    (void)mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
#endif
}

static int serve(const struct options *opt, const struct config *cfg)
{
    static struct service service;
    const char *wrong;

    log_to(cfg);
    openlog("tnef-milter", LOG_PID, (int)cfg->log_facility);
    if (service_init(&service, cfg) != 0 || session_register(&service) != 0 || loop_signals() != 0) {
        log_line(LOG_ERR, "it cannot start: no memory");
        return EX_OSERR;
    }
    wrong = door_open(cfg);
    if (wrong != NULL) {
        log_line(LOG_ERR, "%s: %s", cfg->socket, wrong);
        return EX_CANTCREAT;
    }
    return loop_run(&service, opt->path);
}

int main(int argc, char **argv)
{
    struct options opt;
    struct config cfg;
    const int done = read_options(argc, argv, &opt);
    unsigned wrong;

    if (done >= 0)
        return done;
    share_heaps();
    wrong = config_load(&cfg, opt.path, loop_wrong, opt.path);
    if (wrong > 0)
        return EX_CONFIG;
    if (opt.checks) {
        (void)printf("%s: nothing is wrong\n", opt.path);
        return EX_OK;
    }
    return serve(&opt, &cfg);
}
