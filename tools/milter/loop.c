/* SPDX-License-Identifier: MIT */
/* The life of the daemon after it has started.
 *
 * libmilter has a thread of its own that waits for SIGHUP and takes it for the end. The kernel gives a signal
 * of the process to its first thread, if that one does not block it; so that one runs this loop, with
 * handlers, and libmilter runs in the second one, where these signals are blocked. Should libmilter get one
 * all the same, it ends, and the exit status asks for a new start. */

#define _GNU_SOURCE /* pipe2() */

#include "loop.h"

#include <errno.h>
#include <fcntl.h>
#include <libmilter/mfapi.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "log.h"
#include "notify.h"
#include "serve.h"

static int pipe_of_signals[2] = { -1, -1 };
static const int signals[] = { SIGHUP, SIGTERM, SIGINT, SIGUSR1 };
enum { SIGNALS = sizeof signals / sizeof signals[0] };

/* ---- Signals --------------------------------------------------------------------------------- */

static void on_signal(int number)
{
    const int before = errno;
    const unsigned char byte = (unsigned char)number;

    /* If the pipe is full the loop has enough to do. */
    if (write(pipe_of_signals[1], &byte, 1) < 0)
        errno = before;
    errno = before;
}

int loop_signals(void)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

    if (pipe2(pipe_of_signals, O_CLOEXEC | O_NONBLOCK) != 0)
        return -1;
    (void)sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < SIGNALS; i++)
        if (sigaction(signals[i], &action, NULL) != 0)
            return -1;
    action.sa_handler = SIG_IGN;
    return sigaction(SIGPIPE, &action, NULL);
}

/* ---- libmilter ------------------------------------------------------------------------------- */

static void *run_libmilter(void *out)
{
    static const unsigned char ended = 0;

    *(int *)out = smfi_main();
    if (write(pipe_of_signals[1], &ended, 1) < 0)
        log_line(LOG_DEBUG, "the end of libmilter cannot be told");
    return NULL;
}

/* |result| is written when libmilter ends, which may be at any time. */
static int start_libmilter(pthread_t *thread, int *result)
{
    sigset_t blocked, before;
    int failed;

    (void)sigemptyset(&blocked);
    for (size_t i = 0; i < SIGNALS; i++)
        (void)sigaddset(&blocked, signals[i]);
    (void)pthread_sigmask(SIG_BLOCK, &blocked, &before);
    failed = pthread_create(thread, NULL, run_libmilter, result);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed;
}

/* ---- Configuration, counters ----------------------------------------------------------------- */

void loop_wrong(void *path, unsigned line, const char *what)
{
    if (line > 0)
        log_line(LOG_ERR, "%s:%u: %s", (const char *)path, line, what);
    else
        log_line(LOG_ERR, "%s: %s", (const char *)path, what);
}

static void reload(struct service *s, const char *path)
{
    const struct config *now = config_get(s);
    struct config next;
    char name[1024] = "";

    (void)strncat(name, path, sizeof name - 1);
    if (config_load(&next, path, loop_wrong, name) > 0 || service_exchange(s, &next) != 0) {
        log_line(LOG_ERR, "%s: not taken; the configuration stays as it was", path);
        count_one(&s->counters, N_RELOADS_FAILED);
    } else {
        log_to(&next);
        if (!config_same_start(now, &next))
            log_line(LOG_WARNING, "%s: socket, timeout and counters-socket change at the next start", path);
        log_line(LOG_NOTICE, "%s: taken", path);
        count_one(&s->counters, N_RELOADS);
    }
    config_put(s, now);
}

static void write_counters(struct service *s)
{
    const struct config *cfg = config_get(s);
    const int failed = cfg->counters_file[0] != '\0' ? serve_file(&s->counters, cfg->counters_file) : 0;

    if (failed != 0)
        log_line(LOG_ERR, "counters-file=%s: %s", cfg->counters_file, strerror(failed));
    config_put(s, cfg);
}

/* ---- The end --------------------------------------------------------------------------------- */

static void pause_for(long milliseconds)
{
    const struct timespec t = { .tv_nsec = milliseconds * 1000000 };

    (void)nanosleep(&t, NULL);
}

/* Mails come to their end, and no other begins; then the process ends, and libmilter with it. smfi_stop()
 * would do less: its threads leave at once, in the middle of mails, and its listener looks every five seconds
 * only. */
static int stop(struct service *s)
{
    const struct config *cfg = config_get(s);
    uint32_t tenths = cfg->stop_timeout * 10u;

    config_put(s, cfg);
    notify("STOPPING=1");
    log_line(LOG_NOTICE, "stopping");
    atomic_store(&s->stopping, 1);
    while (tenths-- > 0 && count_of(&s->counters, N_OPEN_MAILS) > 0)
        pause_for(100);
    if (count_of(&s->counters, N_OPEN_MAILS) > 0)
        log_line(LOG_WARNING, "stopped while mails were read; the MTA offers them again");
    /* libmilter sends its last answer after a mail has been counted. */
    pause_for(200);
    write_counters(s);
    return EX_OK;
}

/* ---- The loop -------------------------------------------------------------------------------- */

enum next { GO_ON, STOP, ENDED };

static enum next take_signals(struct service *s, const char *path)
{
    unsigned char byte;
    enum next next = GO_ON;

    while (read(pipe_of_signals[0], &byte, 1) == 1) {
        if (byte == SIGHUP) {
            reload(s, path);
            write_counters(s);
        } else if (byte == SIGUSR1) {
            write_counters(s);
        } else if (byte != 0) {
            next = STOP;
        } else if (next == GO_ON) {
            next = ENDED;
        }
    }
    return next;
}

/* Milliseconds until the counters are to be written; 0: now. */
static int until(const struct timespec *then, uint32_t seconds)
{
    struct timespec t;
    int64_t gone;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    gone = ((int64_t)t.tv_sec - then->tv_sec) * 1000 + (t.tv_nsec - then->tv_nsec) / 1000000;
    return gone >= (int64_t)seconds * 1000 ? 0 : (int)((int64_t)seconds * 1000 - gone);
}

static enum next turns(struct service *s, const char *path, int listener)
{
    struct timespec written = { 0, 0 };
    enum next next = GO_ON;

    while (next == GO_ON) {
        struct pollfd fds[2] = { { pipe_of_signals[0], POLLIN, 0 }, { listener, POLLIN, 0 } };
        const struct config *cfg = config_get(s);
        const int wait = until(&written, cfg->counters_interval);

        config_put(s, cfg);
        if (wait == 0) {
            write_counters(s);
            (void)clock_gettime(CLOCK_MONOTONIC, &written);
            continue;
        }
        if (poll(fds, 2, wait) <= 0)
            continue;
        if ((fds[1].revents & POLLIN) != 0)
            serve_one(&s->counters, listener);
        if ((fds[0].revents & POLLIN) != 0)
            next = take_signals(s, path);
    }
    return next;
}

/* A signal to stop that comes while libmilter begins may be taken by its thread for signals, before ours
 * runs: then libmilter ends well. */
static int ended(struct service *s, pthread_t libmilter, const int *result)
{
    (void)pthread_join(libmilter, NULL);
    if (*result == MI_SUCCESS)
        return stop(s);
    log_line(LOG_ERR, "libmilter ended by itself: %d", *result);
    return EX_TEMPFAIL;
}

int loop_run(struct service *service, const char *config_path)
{
    static int result = MI_FAILURE;
    const struct config *cfg = config_get(service);
    int listener = -1, status;
    pthread_t libmilter;

    if (cfg->counters_socket[0] != '\0' && (listener = serve_listen(cfg->counters_socket)) < 0)
        log_line(LOG_ERR, "counters-socket=%s: %s", cfg->counters_socket, strerror(errno));
    if (start_libmilter(&libmilter, &result) != 0) {
        log_line(LOG_ERR, "no thread for libmilter");
        config_put(service, cfg);
        return EX_OSERR;
    }
    log_line(LOG_NOTICE, "ready: socket=%s on-tnef=%s on-damaged=%s on-failure=%s", cfg->socket,
             action_name(cfg->on_tnef), action_name(cfg->on_damaged), action_name(cfg->on_failure));
    config_put(service, cfg);
    notify("READY=1");
    status = turns(service, config_path, listener) == STOP ? stop(service)
                                                           : ended(service, libmilter, &result);
    if (listener >= 0)
        (void)close(listener);
    return status;
}
