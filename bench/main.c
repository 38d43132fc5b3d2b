/* SPDX-License-Identifier: MIT */
/* bench MIB: decodes MIB of input in every way and prints MB/s of input. bench MIB N: the N-th way
 * alone, once, inside of measured(), for callgrind; prints nothing. bench --names: all ways. */

#define _POSIX_C_SOURCE 200809L

#include "bench.h"

#include "mail_writer.h"
#include "support.h"
#include "transfer_writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WAYS 32u
#define REPEATS 3

static const char *const input_names[INPUTS] = { "base64", "quoted-printable", "uuencode", "mail",
                                                 "TNEF, small", "RTF", "HTML" };

static size_t all_ways(struct bench *out)
{
    size_t n = 0;

    for (int input = 0; input < INPUTS; input++)
        for (int peers = 0; peers < 2; peers++)
            for (const struct bench *b = peers ? bench_peers : bench_ours; b->name != NULL; b++)
                if (b->input == input && n < WAYS) {
                    out[n] = *b;
                    n++;
                }
    return n;
}

/* Bytes that look like a file: neither text nor all alike. */
static uint8_t *contents(size_t len)
{
    uint8_t *p = malloc(len);
    uint32_t x = 1;

    for (size_t i = 0; p != NULL && i < len; i++) {
        x = x * 1664525u + 1013904223u;
        p[i] = (uint8_t)(x >> 24);
    }
    return p;
}

/* Text of which one character in twelve must be encoded. */
static void as_text(uint8_t *p, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (i % 72u >= 70u)
            p[i] = i % 72u == 70u ? '\r' : '\n';
        else
            p[i] = p[i] % 12u == 0 ? (uint8_t)(p[i] | 0x80u) : (uint8_t)('a' + p[i] % 26u);
    }
}

static void add_message(struct mail *m, const char *vector)
{
    size_t len;
    uint8_t *p = vector_bytes(vector, &len);
    uint8_t head[4];

    for (size_t i = 0; i < sizeof head; i++)
        head[i] = (uint8_t)(len >> 8 * i);
    mail_bytes(m, head, sizeof head);
    mail_bytes(m, p, len);
    free(p);
}

/* Small messages that libytnef reads, too, one after the other and again. */
static void make_messages(struct mail *m, size_t size)
{
    static const char *const names[] = { "strings_8bit", "named_by_number", "recipients",  "two_attachments",
                                         "inline_image", "legacy_meeting",  "bodies_all_different" };

    for (size_t i = 0; m->len < size; i++)
        add_message(m, names[i % (sizeof names / sizeof names[0])]);
}

static void make_encoded(struct mail *m, int input, size_t size)
{
    size_t len = input == IN_QP ? size * 4u / 5u : size / 4u * 3u;
    uint8_t *raw = contents(len);
    uint8_t *out = malloc(3u * len + 1024u);
    size_t n;

    if (raw == NULL || out == NULL)
        exit(1);
    if (input == IN_QP)
        as_text(raw, len);
    if (input == IN_QP)
        n = transfer_qp(out, raw, len, true, false, "\r\n");
    else if (input == IN_UU)
        n = transfer_uu(out, raw, len, 45, '`', "winmail.dat", "\n"); /* GMime wants LF */
    else
        n = transfer_base64(out, raw, len, 76, "\r\n");
    if (input == IN_MAIL)
        mail_text(m, "$HContent-Type: multipart/mixed; boundary=\"----=_b\"\n\n------=_b\n"
                     "Content-Type: text/plain\n\nhello\n------=_b\n"
                     "Content-Type: application/pdf; name=a.pdf\n"
                     "Content-Transfer-Encoding: base64\n\n");
    mail_bytes(m, out, n);
    if (input == IN_MAIL)
        mail_text(m, "------=_b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
                     "Content-Transfer-Encoding: base64\n\n$B------=_b--\n");
    free(out);
    free(raw);
}

static void make_input(struct mail *m, int input, size_t size)
{
    memset(m, 0, sizeof *m);
    if (input == IN_TNEF)
        make_messages(m, size);
    else if (input == IN_RTF)
        bench_make_rtf(m, size);
    else if (input == IN_HTML)
        bench_make_html(m, size);
    else
        make_encoded(m, input, size);
}

/* Not inlined: callgrind is told its name. */
uint64_t measured(const struct bench *b, const struct mail *m);
__attribute__((noinline)) uint64_t measured(const struct bench *b, const struct mail *m)
{
    return b->run(m->p, m->len);
}

static double seconds(const struct bench *b, const struct mail *m, uint64_t *out)
{
    struct timespec from, to;

    (void)clock_gettime(CLOCK_MONOTONIC, &from);
    *out = measured(b, m);
    (void)clock_gettime(CLOCK_MONOTONIC, &to);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
}

/* The best of a few, since other programs only ever slow it down. */
static void report(const struct bench *b, const struct mail *m)
{
    double best = 0;
    uint64_t out = 0;

    for (int i = 0; i < REPEATS; i++) {
        double s = seconds(b, m, &out);

        if (i == 0 || s < best)
            best = s;
    }
    printf("%-18s %-30s %12llu %10.0f\n", input_names[b->input], b->name, (unsigned long long)out,
           (double)m->len / best / 1e6);
}

int main(int argc, char **argv)
{
    struct bench ways[WAYS];
    size_t n = all_ways(ways);
    size_t size = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) << 20 : 0;
    size_t alone = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : WAYS;
    struct mail m = { 0 };

    if (argc == 2 && strcmp(argv[1], "--names") == 0) {
        for (size_t i = 0; i < n; i++)
            printf("%s: %s\n", input_names[ways[i].input], ways[i].name);
        return 0;
    }
    if (size == 0) {
        fputs("usage: bench MIB [N]\n", stderr);
        return 1;
    }
    if (alone == WAYS)
        printf("%-18s %-30s %12s %10s\n", "what", "by", "decoded", "MB/s");
    for (size_t i = 0; i < n; i++) {
        if (alone != WAYS && alone != i)
            continue;
        if (m.p == NULL || ways[i].input != ways[i - 1u].input) {
            mail_free(&m);
            make_input(&m, ways[i].input, size);
        }
        if (alone == i)
            return measured(&ways[i], &m) == 0;
        report(&ways[i], &m);
    }
    mail_free(&m);
    return 0;
}
