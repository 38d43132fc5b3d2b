/* SPDX-License-Identifier: MIT */

/* Tells what the scanner reads in mails, for programs that compare it with others: diff_python.py.
 *
 * Standard input: for each mail its length in decimal digits, a line end, and its bytes. Standard output:
 * for each mail lines of
 *
 *     head FROM TO                   where each header block is that is not in what was decoded
 *     leaf PATH TYPE NAME DATA       each leaf, decoded as it declares: NAME and DATA in hexadecimal digits
 *     stream PATH ENCODING DATA      each stream that FIND finds
 *     read STATUS                    the end of the mail, and
 *     ANOMALIES                      their names, with a blank before each */

#include "known.h"
#include "scan_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const encodings[] = { "none", "identity", "base64", "qp", "uu", "unknown" };

static void put_hex(const void *data, size_t len)
{
    const uint8_t *p = data;

    (void)putchar('=');
    for (size_t i = 0; i < len; i++)
        (void)printf("%02x", p[i]);
}

/* ---- Leaves -------------------------------------------------------------------------------- */

static int leaf_begins(void *user, const tnef_scanner_part *part)
{
    (void)user;
    if (part->level == 0)
        (void)printf("head %llu %llu\n", (unsigned long long)part->head, (unsigned long long)part->body);
    if (part->kind != TNEF_SCANNER_LEAF)
        return TNEF_CONTINUE;
    (void)printf("leaf %s %s ", part->path, part->type[0] != 0 ? part->type : "?");
    put_hex(part->name, strlen(part->name));
    (void)fputs(" =", stdout);
    return TNEF_SCANNER_DECODE;
}

/* In a preamble or an epilogue: it is told with the streams. */
static int skip_found(void *user, const tnef_scanner_part *part)
{
    (void)user;
    (void)part;
    return TNEF_SKIP;
}

static int leaf_ends(void *user, const tnef_scanner_part *part)
{
    (void)user;
    if (part->kind == TNEF_SCANNER_LEAF)
        (void)putchar('\n');
    return TNEF_CONTINUE;
}

/* ---- Streams ------------------------------------------------------------------------------- */

static int stream_found(void *user, const tnef_scanner_part *part)
{
    (void)user;
    (void)printf("stream %s %s =", part->path, encodings[part->found & 15u]);
    return TNEF_CONTINUE;
}

static int stream_ends(void *user, const tnef_scanner_part *part)
{
    (void)user;
    if (part->size > 0)
        (void)putchar('\n');
    return TNEF_CONTINUE;
}

static tnef_status on_bytes(void *user, const void *buf, size_t len, size_t *taken)
{
    const uint8_t *p = buf;

    (void)user;
    (void)taken;
    for (size_t i = 0; i < len; i++)
        (void)printf("%02x", p[i]);
    return TNEF_OK;
}

/* ---- A mail -------------------------------------------------------------------------------- */

static tnef_scanner *scan(const tnef_scanner_handlers *handlers, const uint8_t *in, size_t len,
                          tnef_status *status)
{
    const tnef_scanner_limits limits = { .size = sizeof limits, .max_streams = 1000 };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = handlers, .limits = &limits };
    tnef_scanner *s;

    if (tnef_scanner_new(&s, &cfg, NULL) != TNEF_OK)
        exit(2);
    (void)tnef_scanner_feed(s, in, len, NULL);
    *status = tnef_scanner_finish(s);
    return s;
}

static void tell(const uint8_t *in, size_t len)
{
    const tnef_scanner_handlers leaves = { .size = sizeof leaves, .part_begin = leaf_begins,
                                           .found = skip_found, .part_end = leaf_ends, .sink = on_bytes };
    const tnef_scanner_handlers streams = { .size = sizeof streams, .found = stream_found,
                                            .part_end = stream_ends, .sink = on_bytes };
    tnef_status status;
    tnef_scanner *s;

    tnef_scanner_free(scan(&leaves, in, len, &status));
    s = scan(&streams, in, len, &status);
    (void)printf("read %s\n %s\n", tnef_status_name(status), scan_anomalies(anomalies_of_scanner(s)));
    tnef_scanner_free(s);
}

int main(void)
{
    unsigned long len;

    while (scanf("%lu", &len) == 1) {
        uint8_t *mail = malloc(len + 1u);

        if (mail == NULL || getchar() != '\n' || fread(mail, 1, len, stdin) != len)
            return 2;
        tell(mail, len);
        free(mail);
    }
    return 0;
}
