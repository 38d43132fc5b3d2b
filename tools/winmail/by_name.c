/* SPDX-License-Identifier: MIT */
/* Which program winmail is called as. */

#include "by_name.h"

#include <string.h>

by_name_main *by_name_find(const char *path)
{
    const char *slash = path != NULL ? strrchr(path, '/') : NULL;
    const char *name = slash != NULL ? slash + 1 : path;

    if (name == NULL)
        return NULL;
    if (strcmp(name, "tnef") == 0)
        return tnef_main;
    return strcmp(name, "ytnef") == 0 ? ytnef_main : NULL;
}

int by_name_ask(const char *name)
{
    char line[64];

    fputs("extract ", stdout);
    print_safe_cstring(stdout, name);
    fputs("?", stdout);
    if (output_flush() != 0 || fgets(line, sizeof line, stdin) == NULL)
        return 0;
    return line[0] == 'y' || line[0] == 'Y';
}
