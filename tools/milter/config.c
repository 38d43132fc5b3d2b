/* SPDX-License-Identifier: MIT */
/* Defaults, what belongs together, and the file as a whole. */

#define _POSIX_C_SOURCE 200809L

#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

void config_defaults(struct config *cfg)
{
    static const struct config defaults = {
        .socket = "inet:10027@127.0.0.1",
        .socket_mode = 0660,
        .timeout = 7210,
        .on_tnef = ACT_UNWRAP,
        .on_damaged = ACT_UNWRAP,
        .on_unreadable = ACT_TAG,
        .on_ambiguous = ACT_TAG,
        .on_limit = ACT_TAG,
        .on_failure = ACT_ACCEPT,
        .add_header = 1,
        .max_mail = (uint64_t)256 << 20,
        .max_header = 1u << 20,
        .max_output = (uint64_t)512 << 20,
        .max_spool = (uint64_t)1 << 30,
        .spool_memory = 256u << 10,
        .memory = 4u << 20,
        .max_active = 200,
        .spool_dir = "/tmp",
        .log_to = LOG_TO_STDERR,
        .log_facility = LOG_MAIL,
        .log_level = LOG_INFO,
        .counters_interval = 15,
        .stop_timeout = 30,
    };

    *cfg = defaults;
    if (gethostname(cfg->name, sizeof cfg->name - 1) != 0 || cfg->name[0] == '\0')
        (void)snprintf(cfg->name, sizeof cfg->name, "localhost");
    cfg->name[sizeof cfg->name - 1] = '\0';
}

const char *action_name(enum action action)
{
    static const char *const names[] = { "accept", "unwrap", "tag", "quarantine", "tempfail", "reject" };

    return names[action];
}

/* What libmilter takes: a path, or a port and a host. */
static int is_socket(const char *text)
{
    static const char *const kinds[] = { "unix:/", "local:/", "inet:", "inet6:" };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strncmp(text, kinds[i], strlen(kinds[i])) == 0)
            return text[strlen(kinds[i])] != '\0';
    return 0;
}

/* It stands in a field of the header: nothing of it may be structure there. */
static int is_host(const char *text)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";

    return text[0] != '\0' && strspn(text, allowed) == strlen(text);
}

unsigned config_check(const struct config *cfg, config_wrong wrong, void *user)
{
    unsigned count = 0;

    if (!is_socket(cfg->socket)) {
        wrong(user, 0, "socket: not unix:/PATH, inet:PORT@HOST or inet6:PORT@HOST");
        count++;
    }
    if (!is_host(cfg->name)) {
        wrong(user, 0, "name: not the name of a host");
        count++;
    }
    if (cfg->counters_socket[0] != '\0' && cfg->counters_socket[0] != '/') {
        wrong(user, 0, "counters-socket: not a path that begins with /");
        count++;
    }
    if (cfg->counters_file[0] != '\0' && cfg->counters_file[0] != '/') {
        wrong(user, 0, "counters-file: not a path that begins with /");
        count++;
    }
    if (access(cfg->spool_dir, W_OK | X_OK) != 0) {
        wrong(user, 0, "spool-dir: not a folder in which this user can make files");
        count++;
    }
    if (cfg->max_spool < cfg->max_mail) {
        wrong(user, 0, "max-spool: less than max-mail");
        count++;
    }
    return count;
}

static unsigned cannot_read(config_wrong wrong, void *user)
{
    wrong(user, 0, strerror(errno != 0 ? errno : EIO));
    return 1;
}

unsigned config_load(struct config *cfg, const char *path, config_wrong wrong, void *user)
{
    FILE *file = fopen(path, "r");
    char *text;
    size_t len;
    unsigned count;

    config_defaults(cfg);
    if (file == NULL)
        return cannot_read(wrong, user);
    text = malloc(CONFIG_SIZE_MAX + 1u);
    len = text == NULL ? 0 : fread(text, 1, CONFIG_SIZE_MAX + 1u, file);
    if (text == NULL || ferror(file)) {
        count = cannot_read(wrong, user);
    } else if (len > CONFIG_SIZE_MAX) {
        wrong(user, 0, "the file is too large");
        count = 1;
    } else {
        count = config_parse(cfg, text, len, wrong, user);
    }
    free(text);
    (void)fclose(file);
    return count + config_check(cfg, wrong, user);
}

int config_same_start(const struct config *a, const struct config *b)
{
    return strcmp(a->socket, b->socket) == 0 && strcmp(a->socket_group, b->socket_group) == 0
           && a->socket_mode == b->socket_mode && a->timeout == b->timeout
           && strcmp(a->counters_socket, b->counters_socket) == 0;
}
