/* SPDX-License-Identifier: MIT */
/* A mail on standard input; the same mail on standard output, with what was in its winmail.dat in the place
 * of that. A mail without one, or that is signed, comes out as it came in.
 *
 *     cc unwrap_filter.c $(pkg-config --cflags --libs tnef) -o unwrap_filter
 *     ./unwrap_filter < mail.eml
 *
 * Nothing is written before all of the mail is known, which waits in a temporary file. */

#include <stdio.h>

#include <tnef/tnef.h>

/* Windows has standard input in text mode, where 1A ends a file and CR is lost. */
#ifdef _WIN32
#  include <fcntl.h>
#  include <io.h>
#  define BINARY(file) (void)_setmode(_fileno(file), _O_BINARY)
#else
#  define BINARY(file) (void)(file)
#endif

static int keep(void *user, uint64_t offset, const void *buf, size_t len)
{
    return fseek(user, (long)offset, SEEK_SET) != 0 || fwrite(buf, 1, len, user) != len;
}

static int give_back(void *user, uint64_t offset, void *buf, size_t len)
{
    return fseek(user, (long)offset, SEEK_SET) != 0 || fread(buf, 1, len, user) != len;
}

static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
{
    *taken = fwrite(buf, 1, len, user);
    return *taken == len ? TNEF_OK : TNEF_E_CALLBACK;
}

int main(void)
{
    FILE *file = tmpfile();
    const tnef_spool spool = { .size = sizeof spool, .write = keep, .read = give_back, .user = file };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool };
    struct tnef_unwrap_info info = { .size = sizeof info };
    tnef_unwrap *u = NULL;
    tnef_status status = file != NULL ? tnef_unwrap_new(&u, &cfg, NULL) : TNEF_E_MEMORY;
    char buf[65536];
    size_t n;

    BINARY(stdin);
    BINARY(stdout);
    while (status == TNEF_OK && (n = fread(buf, 1, sizeof buf, stdin)) > 0)
        status = tnef_unwrap_feed(u, buf, n, NULL);
    if (status == TNEF_OK)
        status = tnef_unwrap_finish(u);
    if (status == TNEF_OK) {
        tnef_unwrap_info(u, &info);
        fprintf(stderr, "%u of %u streams replaced\n", info.replaced, info.streams);
        status = tnef_unwrap_write(u, put, stdout);
    }
    tnef_unwrap_free(u);
    if (status != TNEF_OK)
        fprintf(stderr, "%s\n", tnef_status_text(status));
    return status != TNEF_OK || fflush(stdout) != 0;
}
