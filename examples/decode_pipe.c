/* SPDX-License-Identifier: MIT */
/* Decoding from a pipe with a buffer of one byte: the library does not care how its input is cut.
 *
 *     cc decode_pipe.c $(pkg-config --cflags --libs tnef) -o decode_pipe
 *     cat winmail.dat | ./decode_pipe
 *
 * Prints what the stream holds as counts, and what was wrong with it. */

#include <inttypes.h>
#include <stdio.h>

#include <tnef/decoder.h>

/* Windows has standard input in text mode, where 1A ends a file and CR is lost. */
#ifdef _WIN32
#  include <fcntl.h>
#  include <io.h>
#  define BINARY(file) (void)_setmode(_fileno(file), _O_BINARY)
#else
#  define BINARY(file) (void)(file)
#endif

struct counts {
    unsigned long events[TNEF_EV_ANOMALY + 1];
    uint64_t bytes;
};

static int on_event(void *user, const tnef_event *ev)
{
    struct counts *c = user;

    if (ev->type <= TNEF_EV_ANOMALY)
        c->events[ev->type]++;
    c->bytes += ev->len;
    return TNEF_CONTINUE;
}

static void report(const tnef_decoder *decoder, const struct counts *c)
{
    tnef_error error = { .size = sizeof error };

    printf("%lu messages, %lu attributes, %lu properties, %" PRIu64 " bytes of data\n",
           c->events[TNEF_EV_STREAM_BEGIN], c->events[TNEF_EV_ATTR_BEGIN],
           c->events[TNEF_EV_PROP_BEGIN], c->bytes);
    for (uint32_t code = 0; code < TNEF_A_END; code++)
        if (tnef_decoder_anomalies(decoder, code) > 0)
            printf("anomaly %s: %" PRIu64 "\n", tnef_anomaly_name(code),
                   tnef_decoder_anomalies(decoder, code));
    tnef_decoder_error(decoder, &error);
    if (error.status != TNEF_OK)
        printf("%s, at offset %" PRIu64 "\n", tnef_status_text(error.status), error.offset);
}

int main(void)
{
    struct counts counts = { .bytes = 0 };
    const tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event, .user = &counts };
    tnef_decoder *decoder;
    tnef_status status = tnef_decoder_new(&decoder, &cfg, NULL);
    int c;

    BINARY(stdin);
    if (status != TNEF_OK)
        return 1;
    while (status == TNEF_OK && (c = getchar()) != EOF) {
        unsigned char byte = (unsigned char)c;

        status = tnef_decoder_feed(decoder, &byte, 1, NULL);
    }
    status = tnef_decoder_finish(decoder);
    report(decoder, &counts);
    tnef_decoder_free(decoder);
    return status != TNEF_OK;
}
