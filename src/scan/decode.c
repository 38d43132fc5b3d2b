/* SPDX-License-Identifier: MIT */
/* A transfer decoder has one sink for its whole life. So it is given one that asks each time who gets the
 * bytes. */

#include "scan/decode.h"

static tnef_status decoded(void *user, const void *buf, size_t len, size_t *taken)
{
    const struct tnefi_scan_decode *d = user;

    return d->sink(d->user, buf, len, taken);
}

void tnefi_scan_decode_begin(struct tnefi_scan_decode *d, uint32_t kind, tnef_sink_fn sink, void *user)
{
    const tnef_transfer_config cfg = { .size = sizeof cfg,
                                       .sink = decoded,
                                       .user = d,
                                       .kind = kind,
                                       .max_input = TNEF_TRANSFER_CEILING,
                                       .max_output = TNEF_TRANSFER_CEILING };

    d->sink = sink;
    d->user = user;
    (void)tnef_transfer_init(&d->transfer, d->mem, sizeof d->mem, &cfg);
}
