/* SPDX-License-Identifier: MIT */

/* The signature matcher of the scanner, for Eva: any body in any pieces, until it has decided. */

#include "eva.h"

#include "scan/signature.h"

static struct tnefi_scan_signature matcher;
static const uint8_t magic[] = { 0x78, 0x9F, 0x3E, 0x22 };

int main(void)
{
    enum tnefi_scan_shown shown = SHOWN_OPEN;
    uint32_t len = (uint32_t)Frama_C_interval(1, (int)sizeof magic);

    tnefi_scan_signature_begin(&matcher, any32());
    while (any()) {
        size_t n = any_piece();

        if (shown == SHOWN_OPEN)
            (void)tnefi_scan_signature_feed(&matcher, magic, len, piece, n, &shown);
        if (any()) {
            tnefi_scan_signature_begin(&matcher, any32());
            shown = SHOWN_OPEN;
        }
    }
    return 0;
}
