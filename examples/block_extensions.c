/* SPDX-License-Identifier: MIT */
/* What a mail filter asks: does a forbidden kind of file hide in any TNEF of this mail?
 *
 *     cc block_extensions.c $(pkg-config --cflags --libs tnef) -o block_extensions
 *     ./block_extensions exe scr js < mail.eml
 *
 * Exit code: 0 no, 1 yes, 2 it cannot be told (damage, limits, errors), so the mail is better held.
 * All names that an attachment has are looked at, since mail clients differ in which they use. */

#include <stdio.h>
#include <string.h>

#include <tnef/tnef.h>

/* Windows has standard input in text mode, where 1A ends a file and CR is lost. */
#ifdef _WIN32
#  include <fcntl.h>
#  include <io.h>
#  define BINARY(file) (void)_setmode(_fileno(file), _O_BINARY)
#else
#  define BINARY(file) (void)(file)
#endif

struct list {
    char **extensions;
    int count;
    int found;
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether |name| ends with a dot and |extension|, whatever blanks and dots follow. */
static int ends_with(tnef_string name, const char *extension)
{
    size_t n = strlen(extension);
    size_t len = name.len;
    size_t i = 0;

    while (len > 0 && (name.text[len - 1] == ' ' || name.text[len - 1] == '.'))
        len--;
    if (len < n + 1 || name.text[len - n - 1] != '.')
        return 0;
    while (i < n && lower(name.text[len - n + i]) == lower(extension[i]))
        i++;
    return i == n;
}

static int attachment(void *user, const tnef_part *part)
{
    struct list *l = user;
    const tnef_string names[] = { part->name, part->long_name, part->short_name, part->title,
                                  part->display_name, part->transport_name, part->extension };

    for (int e = 0; e < l->count; e++) {
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            if (ends_with(names[i], l->extensions[e]))
                l->found = 1;
        /* a name that is given twice is here only */
        for (uint32_t i = 0; i < part->name_count; i++)
            if (ends_with(part->names[i].text, l->extensions[e]))
                l->found = 1;
    }
    return l->found ? TNEF_STOP : TNEF_CONTINUE;
}

int main(int argc, char **argv)
{
    struct list list = { argv + 1, argc - 1, 0 };
    const tnef_reader_handlers in_stream = { .size = sizeof in_stream, .part_end = attachment };
    const tnef_reader_config reader = { .size = sizeof reader, .handlers = &in_stream,
                                        .user = &list, .flags = TNEF_RESYNC | TNEF_DESCEND_DATA };
    const tnef_mail_config cfg = { .size = sizeof cfg, .reader = &reader };
    tnef_mail *mail;
    tnef_status status = tnef_mail_new(&mail, &cfg, NULL);
    char buf[65536];
    size_t n;

    BINARY(stdin);
    if (status != TNEF_OK)
        return 2;
    while (status == TNEF_OK && (n = fread(buf, 1, sizeof buf, stdin)) > 0)
        status = tnef_mail_feed(mail, buf, n, NULL);
    status = tnef_mail_finish(mail);
    tnef_mail_free(mail);
    if (list.found)
        return 1;
    if (status != TNEF_OK)
        fprintf(stderr, "%s\n", tnef_status_text(status));
    return status == TNEF_OK && !ferror(stdin) ? 0 : 2;
}
