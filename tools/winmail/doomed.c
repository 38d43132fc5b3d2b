/* SPDX-License-Identifier: MIT */
/* A table of files for a signal handler, which may do little: unlinkat() is among that. */

#define _XOPEN_SOURCE 700

#include "doomed.h"

#include <string.h>
#include <unistd.h>

/* More files are never written at a time: some for each level of embedded messages. */
#define FILES_MAX 512
#define NAME_SIZE 256

static struct doomed {
    volatile sig_atomic_t used;
    int folder;
    char name[NAME_SIZE];
} files[FILES_MAX];

static const int ending[] = { SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGXCPU };

#define SIGNALS (sizeof ending / sizeof ending[0])

static void remove_all(int number)
{
    for (size_t i = 0; i < FILES_MAX; i++)
        if (files[i].used)
            unlinkat(files[i].folder, files[i].name, 0);
    /* The handler was for once: now the signal does what it does. */
    raise(number);
}

static void handle(void)
{
    static int done;
    struct sigaction action, old;

    if (done)
        return;
    done = 1;
    memset(&action, 0, sizeof action);
    action.sa_handler = remove_all;
    action.sa_flags = (int)SA_RESETHAND;
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < SIGNALS; i++)
        if (sigaction(ending[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            sigaction(ending[i], &action, NULL);
}

void doomed_block(struct doomed_mask *mask)
{
    sigset_t all;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &mask->before);
}

void doomed_unblock(const struct doomed_mask *mask)
{
    sigprocmask(SIG_SETMASK, &mask->before, NULL);
}

void doomed_add(int folder, const char *name)
{
    size_t i = 0;

    handle();
    while (i < FILES_MAX && files[i].used)
        i++;
    if (i == FILES_MAX || strlen(name) >= NAME_SIZE)
        return;
    files[i].folder = folder;
    memcpy(files[i].name, name, strlen(name) + 1);
    files[i].used = 1;
}

void doomed_spare(int folder, const char *name)
{
    for (size_t i = 0; i < FILES_MAX; i++)
        if (files[i].used && files[i].folder == folder && strcmp(files[i].name, name) == 0)
            files[i].used = 0;
}
