/* SPDX-License-Identifier: MIT */
/* The smallest useful program: the names and sizes of the attachments in a winmail.dat.
 *
 *     cc list_attachments.c $(pkg-config --cflags --libs tnef) -o list_attachments
 *     ./list_attachments < winmail.dat
 *
 * Attachments of embedded messages are listed too; the file may be cut or damaged, and then what is
 * good is listed before the error. */

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

/* What describes an attachment is complete at its end. Remainders (TNEF_PART_REMAINDER) are listed, too:
 * in a damaged file they may be what is left of an attachment. TNEF_PART_IS_ATTACHMENT() would leave them
 * out. */
static int part_end(void *user, const tnef_part *part)
{
    (void)user;
    if (!TNEF_PART_IS_BODY(part->kind))
        printf("%10llu  %s\n", (unsigned long long)part->size, part->name.text);
    return TNEF_CONTINUE;
}

int main(void)
{
    const tnef_reader_handlers handlers = { .size = sizeof handlers, .part_end = part_end };
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &handlers };
    tnef_reader *reader;
    tnef_status status = tnef_reader_new(&reader, &cfg, NULL);
    char buf[65536];
    size_t n;

    BINARY(stdin);
    if (status != TNEF_OK) {
        fprintf(stderr, "%s\n", tnef_status_text(status));
        return 1;
    }
    while (status == TNEF_OK && (n = fread(buf, 1, sizeof buf, stdin)) > 0)
        status = tnef_reader_feed(reader, buf, n, NULL);
    status = tnef_reader_finish(reader);
    if (status != TNEF_OK)
        fprintf(stderr, "%s\n", tnef_status_text(status));
    tnef_reader_free(reader);
    return status != TNEF_OK;
}
