/* SPDX-License-Identifier: MIT */
/* Which files are wanted. */

#define _POSIX_C_SOURCE 200809L

#include "selection.h"
#include "winmail.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* Folders are "message-N" in each other, at most TNEF_DEPTH_CEILING + 1 of them. */
#define PATH_ROOM ((TNEF_DEPTH_CEILING + 2u) * sizeof "message-1000000/" + TNEF_SAFE_NAME_MAX)

int selection_add(struct selection *s, const char *text)
{
    struct pattern *more = realloc(s->patterns, (s->count + 1) * sizeof *more);

    if (more == NULL)
        return -1;
    s->patterns = more;
    more[s->count++] = (struct pattern){ .text = text };
    return 0;
}

int selection_is_given(const struct selection *s)
{
    return s != NULL && s->count > 0;
}

/* A name as it is listed matches itself, whatever is in it: brackets of "a [1].txt" need no backslash. */
static int is_match(const char *pattern, const char *text, int flags)
{
    return strcmp(pattern, text) == 0 || fnmatch(pattern, text, flags) == 0;
}

static int matches(const struct pattern *p, const char *folder, const char *name)
{
    const char *text = strncmp(p->text, "./", 2) == 0 ? p->text + 2 : p->text;
    char path[PATH_ROOM];
    int len;

    if (strchr(p->text, '/') == NULL)
        return is_match(text, name, 0);
    len = snprintf(path, sizeof path, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name);
    return len > 0 && (size_t)len < sizeof path && is_match(text, path, FNM_PATHNAME);
}

int selection_has(struct selection *s, const char *folder, const char *name)
{
    int has = s->count == 0;

    for (size_t i = 0; i < s->count; i++)
        if (matches(&s->patterns[i], folder, name)) {
            s->patterns[i].is_matched = 1;
            has = 1;
        }
    return has;
}

int selection_complain(const struct selection *s)
{
    int complete = !s->is_doubtful && s->is_taken == s->is_single;

    for (size_t i = 0; i < s->count; i++) {
        if (s->patterns[i].is_matched)
            continue;
        complete = 0;
        output_flush();
        fprintf(stderr, "%s: no file matches '", program_name);
        print_safe_cstring(stderr, s->patterns[i].text);
        fputs("'; 'winmail extract -l' lists those that there are\n", stderr);
    }
    return complete;
}

void selection_free(struct selection *s)
{
    free(s->patterns);
    s->patterns = NULL;
    s->count = 0;
}
