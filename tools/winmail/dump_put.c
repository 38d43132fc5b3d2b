/* SPDX-License-Identifier: MIT */
/* JSON as it is written by winmail dump: what is open is closed by what was remembered. */

#define _POSIX_C_SOURCE 200809L

#include "dump.h"

#include <inttypes.h>

void dump_comma(struct dump *d)
{
    if (d->comma)
        fputc(',', stdout);
    d->comma = 1;
}

void dump_key(struct dump *d, const char *name)
{
    dump_comma(d);
    printf("\"%s\":", name);
}

void dump_key_number(struct dump *d, const char *name, uint64_t n)
{
    dump_key(d, name);
    printf("%" PRIu64, n);
}

void dump_key_true(struct dump *d, const char *name)
{
    dump_key(d, name);
    fputs("true", stdout);
}

void dump_key_text(struct dump *d, const char *name, const char *text)
{
    dump_key(d, name);
    if (text != NULL)
        printf("\"%s\"", text);
    else
        fputs("null", stdout);
}

void dump_begin(struct dump *d, char what)
{
    fputc(what, stdout);
    d->close[d->open++] = what == '{' ? '}' : what == '[' ? ']' : what;
    d->comma = 0;
}

void dump_end(struct dump *d)
{
    fputc(d->close[--d->open], stdout);
    d->comma = 1;
}

char dump_innermost(const struct dump *d)
{
    return d->close[d->open - 1];
}

void dump_section(struct dump *d, const char *name, char which, char bracket)
{
    if (d->section == which)
        return;
    if (d->section != 0)
        dump_end(d);
    d->section = which;
    dump_key(d, name);
    dump_begin(d, bracket);
}

void dump_no_section(struct dump *d)
{
    if (d->section != 0)
        dump_end(d);
    if (d->section == 't')
        dump_end(d);
    d->section = 0;
}
