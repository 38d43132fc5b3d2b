/* SPDX-License-Identifier: MIT */
/* What it costs to make an object as new, for another message: of programs that read many small ones. */

#define _POSIX_C_SOURCE 200809L

#include "bench.h"

#include <tnef/decoder.h>
#include <tnef/lzfu.h>
#include <tnef/mail.h>
#include <tnef/rtf.h>

#include <time.h>

#define TIMES 100000u
#define ROUNDS 9u

static int nothing(void *user, const tnef_event *ev)
{
    (void)user;
    (void)ev;
    return TNEF_CONTINUE;
}

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* The least of some rounds, since what disturbs one only adds to it. */
static void print_resets(FILE *out, const char *name, void *object, tnef_status (*reset)(void *object))
{
    double best = 0;

    if (object == NULL)
        return;
    for (unsigned round = 0; round < ROUNDS; round++) {
        double ns = now();

        for (unsigned i = 0; i < TIMES; i++)
            (void)reset(object);
        ns = (now() - ns) / TIMES;
        if (round == 0 || ns < best)
            best = ns;
    }
    fprintf(out, "%s\t%.1f\n", name, best);
}

static tnef_status reset_decoder(void *object)
{
    return tnef_decoder_reset(object);
}

static tnef_status reset_reader(void *object)
{
    return tnef_reader_reset(object);
}

static tnef_status reset_scanner(void *object)
{
    return tnef_scanner_reset(object);
}

static tnef_status reset_mail(void *object)
{
    return tnef_mail_reset(object);
}

static tnef_status reset_lzfu(void *object)
{
    return tnef_lzfu_reset(object);
}

static tnef_status reset_rtf(void *object)
{
    return tnef_rtf_reset(object);
}

static void structure(FILE *out)
{
    const tnef_decoder_config decoder_cfg = { .size = sizeof decoder_cfg, .on_event = nothing };
    const tnef_reader_config reader_cfg = { .size = sizeof reader_cfg };
    tnef_decoder *decoder = NULL;
    tnef_reader *reader = NULL;

    (void)tnef_decoder_new(&decoder, &decoder_cfg, NULL);
    print_resets(out, "decoder", decoder, reset_decoder);
    tnef_decoder_free(decoder);
    (void)tnef_reader_new(&reader, &reader_cfg, NULL);
    print_resets(out, "message model", reader, reset_reader);
    tnef_reader_free(reader);
}

static void mail(FILE *out)
{
    const tnef_scanner_config scanner_cfg = { .size = sizeof scanner_cfg };
    const tnef_mail_config mail_cfg = { .size = sizeof mail_cfg };
    tnef_scanner *scanner = NULL;
    tnef_mail *reader = NULL;

    (void)tnef_scanner_new(&scanner, &scanner_cfg, NULL);
    print_resets(out, "scanner", scanner, reset_scanner);
    tnef_scanner_free(scanner);
    (void)tnef_mail_new(&reader, &mail_cfg, NULL);
    print_resets(out, "mail reader", reader, reset_mail);
    tnef_mail_free(reader);
}

static void text(FILE *out)
{
    uint64_t count = 0;
    const tnef_lzfu_config lzfu_cfg = { .size = sizeof lzfu_cfg, .sink = bench_count, .user = &count };
    const tnef_rtf_config rtf_cfg = { .size = sizeof rtf_cfg, .sink = bench_count, .user = &count };
    tnef_lzfu *lzfu = NULL;
    tnef_rtf *rtf = NULL;

    (void)tnef_lzfu_new(&lzfu, &lzfu_cfg, NULL);
    print_resets(out, "compressed RTF", lzfu, reset_lzfu);
    tnef_lzfu_free(lzfu);
    (void)tnef_rtf_new(&rtf, &rtf_cfg, NULL);
    print_resets(out, "RTF", rtf, reset_rtf);
    tnef_rtf_free(rtf);
}

void bench_resets(FILE *out)
{
    structure(out);
    mail(out);
    text(out);
}
