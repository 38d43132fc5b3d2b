/* SPDX-License-Identifier: MIT */
/* A decoder in static memory: nothing is allocated, by this program or by the library.
 *
 *     cc static_memory.c $(pkg-config --cflags --libs tnef) -o static_memory
 *     ./static_memory < winmail.dat
 *
 * Says whether the stream holds a file whose name ends in .exe, the kind of thing that a filter in a
 * small device wants to know, and stops reading as soon as it knows. */

#include <stdalign.h>
#include <stdio.h>

#include <tnef/decoder.h>
#include <tnef/mapi.h>

/* Windows has standard input in text mode, where 1A ends a file and CR is lost. */
#ifdef _WIN32
#  include <fcntl.h>
#  include <io.h>
#  define BINARY(file) (void)_setmode(_fileno(file), _O_BINARY)
#else
#  define BINARY(file) (void)(file)
#endif

/* Big enough for any version with the same SONAME. */
static alignas(max_align_t) unsigned char memory[TNEF_DECODER_SIZE_MAX];

/* How much of ".exe", in 8-bit text or UTF-16, the value shows so far. */
struct matcher {
    unsigned at;
};

static int is_name(const tnef_event *ev)
{
    return ev->prop_id == TNEF_PID_ATTACH_LONG_FILENAME || ev->prop_id == TNEF_PID_ATTACH_FILENAME;
}

/* The four letters may come in pieces. NULs, of UTF-16 and at the end, do not count. */
static void match(struct matcher *m, const uint8_t *p, size_t len)
{
    static const char wanted[] = ".exe";

    for (size_t i = 0; i < len; i++) {
        unsigned char c = p[i] >= 'A' && p[i] <= 'Z' ? (unsigned char)(p[i] + 32) : p[i];

        if (c == 0)
            continue;
        if (m->at < 4 && c == (unsigned char)wanted[m->at])
            m->at++;
        else
            m->at = c == '.' ? 1 : 0;
    }
}

static int on_event(void *user, const tnef_event *ev)
{
    struct matcher *m = user;

    if (!is_name(ev)) {
        /* Embedded messages stand in PidTagAttachDataObject; all else is passed over unseen. */
        return ev->type == TNEF_EV_PROP_BEGIN && ev->prop_id != TNEF_PID_ATTACH_DATA_OBJECT
                   ? TNEF_SKIP : TNEF_CONTINUE;
    }
    if (ev->type == TNEF_EV_VALUE_BEGIN)
        m->at = 0;
    if (ev->type == TNEF_EV_DATA)
        match(m, ev->data, ev->len);
    return ev->type == TNEF_EV_VALUE_END && m->at == 4 ? TNEF_STOP : TNEF_CONTINUE;
}

int main(void)
{
    struct matcher matcher = { 0 };
    const tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event, .user = &matcher };
    static char buf[4096];
    tnef_decoder *decoder;
    tnef_status status = tnef_decoder_init(&decoder, memory, sizeof memory, &cfg);
    size_t n;

    BINARY(stdin);
    while (status == TNEF_OK && (n = fread(buf, 1, sizeof buf, stdin)) > 0)
        status = tnef_decoder_feed(decoder, buf, n, NULL);
    if (status == TNEF_OK)
        status = tnef_decoder_finish(decoder);
    if (status == TNEF_STOPPED)
        puts("there is an .exe in it");
    else
        puts(tnef_status_text(status));
    return status != TNEF_OK;
}
