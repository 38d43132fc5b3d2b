/* SPDX-License-Identifier: MIT */
/* libtnef's transfer decoders, its scanner and its decoder of TNEF. */

#include "bench.h"

#include <tnef/decoder.h>
#include <tnef/scanner.h>
#include <tnef/transfer.h>

static tnef_status count(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)taken;
    *(uint64_t *)user += len;
    return TNEF_OK;
}

static uint64_t transfer(uint32_t kind, const uint8_t *in, size_t len)
{
    uint64_t out = 0;
    const tnef_transfer_config cfg = { .size = sizeof cfg, .kind = kind, .sink = count,
                                       .user = &out };
    tnef_transfer *t;

    if (tnef_transfer_new(&t, &cfg, NULL) != TNEF_OK)
        return 0;
    for (size_t i = 0; i < len; i += BENCH_PIECE)
        (void)tnef_transfer_feed(t, in + i, len - i < BENCH_PIECE ? len - i : BENCH_PIECE, NULL);
    if (tnef_transfer_finish(t) != TNEF_OK)
        out = 0;
    tnef_transfer_free(t);
    return out;
}

static uint64_t base64(const uint8_t *in, size_t len)
{
    return transfer(TNEF_TRANSFER_BASE64, in, len);
}

static uint64_t qp(const uint8_t *in, size_t len)
{
    return transfer(TNEF_TRANSFER_QUOTED_PRINTABLE, in, len);
}

static uint64_t uu(const uint8_t *in, size_t len)
{
    return transfer(TNEF_TRANSFER_UUENCODE, in, len);
}

/* All leaves are decoded, as a peer has to. */
static int decode(void *user, const tnef_scanner_part *part)
{
    (void)user;
    return part->kind == TNEF_SCANNER_LEAF ? TNEF_SCANNER_DECODE : TNEF_CONTINUE;
}

static uint64_t scan_with(int (*part_begin)(void *user, const tnef_scanner_part *part),
                          const uint8_t *in, size_t len)
{
    uint64_t out = 0;
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .sink = count,
                                          .part_begin = part_begin };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &out };
    tnef_scanner *s;

    if (tnef_scanner_new(&s, &cfg, NULL) != TNEF_OK)
        return 0;
    for (size_t i = 0; i < len; i += BENCH_PIECE)
        (void)tnef_scanner_feed(s, in + i, len - i < BENCH_PIECE ? len - i : BENCH_PIECE, NULL);
    if (tnef_scanner_finish(s) != TNEF_OK)
        out = 0;
    tnef_scanner_free(s);
    return out;
}

static uint64_t scan_all(const uint8_t *in, size_t len)
{
    return scan_with(decode, in, len);
}

static uint64_t scan_streams(const uint8_t *in, size_t len)
{
    return scan_with(NULL, in, len);
}

static int on_event(void *user, const tnef_event *ev)
{
    *(uint64_t *)user += ev->len;
    return TNEF_CONTINUE;
}

static uint64_t decoder(const uint8_t *in, size_t len)
{
    uint64_t out = 0;
    const tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event, .user = &out };
    tnef_decoder *d;
    size_t n;

    if (tnef_decoder_new(&d, &cfg, NULL) != TNEF_OK)
        return 0;
    for (size_t i = 0; len - i > 4u; i += 4u + n) {
        n = bench_message(in + i, len - i);
        (void)tnef_decoder_reset(d);
        (void)tnef_decoder_feed(d, in + i + 4u, n, NULL);
        if (tnef_decoder_finish(d) != TNEF_OK)
            break;
    }
    tnef_decoder_free(d);
    return out;
}

const struct bench bench_ours[] = {
    { "libtnef", IN_BASE64, base64 },
    { "libtnef", IN_QP, qp },
    { "libtnef", IN_UU, uu },
    { "libtnef, every part decoded", IN_MAIL, scan_all },
    { "libtnef, TNEF alone", IN_MAIL, scan_streams },
    { "libtnef, decoder", IN_TNEF, decoder },
    { "libtnef, RTF to HTML", IN_RTF, bench_rtf },
    { "libtnef, HTML to text", IN_HTML, bench_html },
    { NULL, 0, NULL },
};
