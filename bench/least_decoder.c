/* SPDX-License-Identifier: MIT */
/* The least program with the decoder in it, for its size: reads the standard input. */

#include <tnef/decoder.h>

#include <stdio.h>

static int on_event(void *user, const tnef_event *ev)
{
    (void)user;
    (void)ev;
    return TNEF_CONTINUE;
}

int main(void)
{
    const tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event };
    static char buf[4096];
    tnef_decoder *object;
    size_t n;

    if (tnef_decoder_new(&object, &cfg, NULL) != TNEF_OK)
        return 1;
    while ((n = fread(buf, 1, sizeof buf, stdin)) > 0)
        if (tnef_decoder_feed(object, buf, n, NULL) != TNEF_OK)
            break;
    return tnef_decoder_finish(object) != TNEF_OK;
}
