/* SPDX-License-Identifier: MIT */
/* The socket on which the MTA finds the filter. */

#define _POSIX_C_SOURCE 200809L

#include "door.h"

#include <grp.h>
#include <libmilter/mfapi.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* The path of a unix socket, or NULL. */
static const char *path_of(const char *socket_text)
{
    if (strncmp(socket_text, "unix:", 5) == 0)
        return socket_text + 5;
    return strncmp(socket_text, "local:", 6) == 0 ? socket_text + 6 : NULL;
}

static int somebody_listens(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd, listens;

    if (strlen(path) >= sizeof address.sun_path)
        return 0;
    memcpy(address.sun_path, path, strlen(path) + 1);
    fd = socket(AF_UNIX, SOCK_STREAM, 0);
    listens = fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    if (fd >= 0)
        (void)close(fd);
    return listens;
}

static const char *give_to(const char *path, const struct config *cfg)
{
    const struct group *group = cfg->socket_group[0] != '\0' ? getgrnam(cfg->socket_group) : NULL;

    if (cfg->socket_group[0] != '\0' && group == NULL)
        return "socket-group: there is no such group";
    if (group != NULL && chown(path, (uid_t)-1, group->gr_gid) != 0)
        return "socket-group: the socket cannot be given to it";
    return chmod(path, cfg->socket_mode) == 0 ? NULL : "socket-mode: it cannot be set";
}

const char *door_open(const struct config *cfg)
{
    char where[CONFIG_TEXT];
    const char *path = path_of(cfg->socket);
    mode_t before;
    int opened;

    /* libmilter takes the socket of whoever listens there. */
    if (path != NULL && somebody_listens(path))
        return "socket: another process listens there";
    memcpy(where, cfg->socket, sizeof where);
    if (smfi_setconn(where) != MI_SUCCESS || smfi_settimeout((int)cfg->timeout) != MI_SUCCESS)
        return "socket: libmilter does not take it";
    /* Nobody gets in before the mode is what it shall be. */
    before = umask(0777);
    opened = smfi_opensocket(1);
    (void)umask(before);
    if (opened != MI_SUCCESS)
        return "socket: it cannot be opened";
    return path != NULL ? give_to(path, cfg) : NULL;
}
