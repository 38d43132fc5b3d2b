/* SPDX-License-Identifier: MIT */
/* One measurement: a way to read an input, ours or a peer's. */
#ifndef TNEF_BENCH_H
#define TNEF_BENCH_H

#include <stddef.h>
#include <stdint.h>

#define BENCH_PIECE 65536u   /* bytes that are handed over at a time */

/* Kinds of input. IN_TNEF: small messages, each after its length in 4 bytes, the lowest first. */
enum { IN_BASE64, IN_QP, IN_UU, IN_MAIL, IN_TNEF, IN_RTF, IN_HTML, INPUTS };

struct bench {
    const char *name;
    int input;
    /* Decodes all of it; how many bytes came out, 0 if it failed. */
    uint64_t (*run)(const uint8_t *in, size_t len);
};

/* The length of the message at |in|, which may be all of |len| bytes at most. */
static inline size_t bench_message(const uint8_t *in, size_t len)
{
    size_t n = in[0] | (size_t)in[1] << 8 | (size_t)in[2] << 16 | (size_t)in[3] << 24;

    return n < len - 4u ? n : len - 4u;
}

/* bodies.c: RTF in which HTML is encapsulated, and HTML; what makes them, |size| bytes or a little more. */
struct mail;
uint64_t bench_rtf(const uint8_t *in, size_t len);
uint64_t bench_html(const uint8_t *in, size_t len);
void bench_make_rtf(struct mail *m, size_t size);
void bench_make_html(struct mail *m, size_t size);

/* Ours, and those of the peers that were found; each ends with a NULL name. */
extern const struct bench bench_ours[], bench_peers[];

#endif
