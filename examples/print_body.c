/* SPDX-License-Identifier: MIT */
/* The message in a winmail.dat, to read: HTML or text in UTF-8, from standard input to standard
 * output.
 *
 *     cc print_body.c $(pkg-config --cflags --libs tnef) -o print_body
 *     ./print_body < winmail.dat
 *
 * The collector keeps bodies until their message ends, since only then it is known what they are
 * in, and which is the one to show. Bodies of more than 16 MiB would want a spool: see
 * <tnef/bodies.h>. */

#include <stdio.h>

#include <tnef/bodies.h>

/* Windows has standard input and output in text mode, where 1A ends a file and CR is lost. */
#ifdef _WIN32
#  include <fcntl.h>
#  include <io.h>
#  define BINARY(file) (void)_setmode(_fileno(file), _O_BINARY)
#else
#  define BINARY(file) (void)(file)
#endif

static tnef_status to_stdout(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)taken;
    return fwrite(buf, 1, len, stdout) == len ? TNEF_OK : TNEF_STOPPED;
}

static int part_begin(void *bodies, const tnef_part *part)
{
    return tnef_bodies_part_begin(bodies, part);
}

static int part_data(void *bodies, const tnef_part *part, const tnef_content *content,
                     const void *data, size_t len)
{
    (void)content;
    return tnef_bodies_part_data(bodies, part, data, len);
}

static int part_end(void *bodies, const tnef_part *part)
{
    return tnef_bodies_part_end(bodies, part);
}

static int message_end(void *bodies, const tnef_message_info *message)
{
    tnef_body_choice best = { .size = sizeof best };
    int answer = tnef_bodies_message_end(bodies, message);

    if (answer != TNEF_CONTINUE || message->depth > 0)
        return answer;
    if (!tnef_bodies_choose(bodies, TNEF_BODY_BEST, &best))
        fprintf(stderr, "print_body: no body\n");
    else if (tnef_bodies_deliver(bodies, best.index, best.form, to_stdout, NULL) != TNEF_OK)
        fprintf(stderr, "print_body: the body is not complete\n");
    return TNEF_CONTINUE;
}

int main(void)
{
    const tnef_reader_handlers handlers = { .size = sizeof handlers, .part_begin = part_begin,
                                     .part_data = part_data, .part_end = part_end,
                                     .message_end = message_end };
    tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &handlers };
    static char buf[65536];
    tnef_bodies *bodies = NULL;
    tnef_reader *reader = NULL;
    tnef_status status = tnef_bodies_new(&bodies, NULL, NULL);
    size_t n;

    BINARY(stdin);
    BINARY(stdout);
    cfg.user = bodies;
    if (status == TNEF_OK)
        status = tnef_reader_new(&reader, &cfg, NULL);
    while (status == TNEF_OK && (n = fread(buf, 1, sizeof buf, stdin)) > 0)
        status = tnef_reader_feed(reader, buf, n, NULL);
    if (reader != NULL)
        status = tnef_reader_finish(reader);
    if (status != TNEF_OK)
        fprintf(stderr, "print_body: %s\n", tnef_status_text(status));
    tnef_reader_free(reader);
    tnef_bodies_free(bodies);
    return status != TNEF_OK;
}
