/* SPDX-License-Identifier: MIT */

/* The header block of the scanner, with its table of boundaries, for Eva. */

#include "eva.h"

#include "scan/header.h"

#define ENTRIES 8u
#define POOL    600u
#define LINE    256u

static struct tnefi_scan_header header;
static struct tnefi_scan_boundaries boundaries;
static struct tnefi_scan_entry entry[ENTRIES];
static uint8_t pool[POOL], link[LINKS_OF(ENTRIES, 2)], line[LINE];
static const char *const types[] = { "application/ms-tnef", 0 };
static const char *const names[] = { "winmail#.dat", 0 };
static const uint8_t magic[] = { 0x78, 0x9F, 0x3E, 0x22 };

static void given(void)
{
    boundaries.max = ENTRIES;
    boundaries.pool_size = POOL;
    boundaries.entry = entry;
    boundaries.pool = pool;
    boundaries.link = link;
    tnefi_scan_boundaries_init(&boundaries, 2);
    header.boundaries = &boundaries;
    header.search.types = types;
    header.search.names = names;
    header.search.magic = magic;
    header.search.magic_len = sizeof magic;
    header.line = line;
    header.max_line = (uint32_t)Frama_C_interval(1, LINE);
    header.max_header = any32();
    header.max_fields = any32();
    header.max_parameters = any32();
    header.max_pieces = (uint32_t)Frama_C_interval(1, PIECES_MAX);
    header.findings.refused = any64();
}

static void begin(void)
{
    struct tnefi_scan_header_place place;

    place.at = any64();
    place.frame = any32();
    place.level = (uint32_t)any();
    place.nests = (uint16_t)any();
    place.root = (uint16_t)any();
    place.lf = (uint16_t)any();
    place.cr = (uint16_t)any();
    tnefi_scan_header_begin(&header, &place);
}

int main(void)
{
    given();
    begin();
    while (any()) {
        uint64_t at = Frama_C_unsigned_long_interval(0, ULONG_MAX - 2 * PIECE);
        size_t n = any_piece();

        if (n > 0)
            (void)tnefi_scan_header_step(&header, at, piece, n);
        n = any_piece();
        if (any())
            tnefi_scan_header_line(&header, at, piece, n);
        if (any())
            tnefi_scan_header_boundary(&header, any32());
        if (any())
            tnefi_scan_header_eof(&header, at);
        if (any()) {
            tnefi_scan_boundaries_init(&boundaries, 2);
            begin();
        }
    }
    return 0;
}
