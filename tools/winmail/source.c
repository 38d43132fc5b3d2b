/* SPDX-License-Identifier: MIT */
/* The name of a source, for people and as JSON. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <string.h>

void print_source(FILE *f, const struct source *source)
{
    print_safe(f, source->path, strlen(source->path));
    if (source->message != 0)
        fprintf(f, " (message %u)", (unsigned)source->message);
    if (source->part != NULL)
        fprintf(f, " (part %s)", source->part);
    if (source->attached != 0)
        fprintf(f, " (attached mail %u, part %s)", (unsigned)source->attached,
                source->attached_part);
}

void print_json_source(FILE *f, const struct source *source)
{
    fputs("\"file\":", f);
    print_json_cstring(f, source->path);
    if (source->message != 0)
        fprintf(f, ",\"mail\":%u", (unsigned)source->message);
    if (source->part != NULL) {
        fputs(",\"part\":", f);
        print_json_cstring(f, source->part);
    }
}
