/* SPDX-License-Identifier: MIT */
/* winmail extract -O: the one file that is selected, on standard output.
 *
 * A name comes after the bytes that have it, so they wait in a file without a name. A second file that is
 * selected is not appended: the two would be one that nobody sent. */

#define _POSIX_C_SOURCE 200809L

#include "extract.h"
#include "selection.h"

#include <string.h>
#include <unistd.h>

#define PIECE 16384u

static int say(const struct extraction *x, const char *before, const char *name, const char *after)
{
    const struct source source = nest_source(&x->nest, x->source);

    complain_begin(&source);
    fputs(before, stderr);
    print_safe_cstring(stderr, name);
    fprintf(stderr, "\"%s\n", after);
    return -1;
}

/* A terminal gets text, with what commands it shown as it is everywhere else. */
static int copy(struct extraction *x, const struct written *w, int terminal)
{
    struct safe_lines lines = { .len = 0 };
    char buf[PIECE];
    int error = 0;

    for (uint64_t at = 0; error == 0 && at < w->size; at += sizeof buf) {
        size_t n = w->size - at < sizeof buf ? (size_t)(w->size - at) : sizeof buf;

        error = read_at(w->file.fd, at, buf, n);
        if (error == 0 && terminal)
            safe_lines_feed(&lines, stdout, buf, n);
        else if (error == 0)
            fwrite(buf, 1, n, stdout);
        if (ferror(stdout))
            return -1;          /* that is said where standard output is written out */
    }
    safe_lines_end(&lines, stdout);
    return error == 0 ? 0 : extract_fail(x, error, temporary_folder(), NULL);
}

/* Text has no NUL. Of a file that is unknown further on the rest is shown safely, too. */
static int is_text(const struct written *w)
{
    char buf[PIECE];
    size_t n = w->size < sizeof buf ? (size_t)w->size : sizeof buf;

    return n == 0 || (read_at(w->file.fd, 0, buf, n) == 0 && memchr(buf, 0, n) == NULL);
}

int extract_to_stdout(struct extraction *x, const struct level *v, const struct written *w,
                      const char *name)
{
    int terminal = isatty(STDOUT_FILENO);
    struct selection *s = x->opt->selection;

    (void)v;
    if (s->is_taken) {
        s->is_doubtful = 1;
        return say(x, "only one file is written, and this one is selected, too: \"", name, "");
    }
    s->is_taken = 1;
    if (!terminal || is_text(w))
        return copy(x, w, terminal);
    x->unshown = 1;
    return say(x, "\"", name, " is not text, and is not written to a terminal");
}
