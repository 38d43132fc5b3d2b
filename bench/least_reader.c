/* SPDX-License-Identifier: MIT */
/* The least program with the message model in it, for its size: reads the standard input. */

#include <tnef/reader.h>

#include <stdio.h>

static int on_part_end(void *user, const tnef_part *part)
{
    (void)user;
    return part->name.text == NULL;
}

int main(void)
{
    const tnef_reader_handlers handlers = { .size = sizeof handlers, .part_end = on_part_end };
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &handlers };
    static char buf[4096];
    tnef_reader *object;
    size_t n;

    if (tnef_reader_new(&object, &cfg, NULL) != TNEF_OK)
        return 1;
    while ((n = fread(buf, 1, sizeof buf, stdin)) > 0)
        if (tnef_reader_feed(object, buf, n, NULL) != TNEF_OK)
            break;
    return tnef_reader_finish(object) != TNEF_OK;
}
