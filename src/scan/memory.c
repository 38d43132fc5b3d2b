/* SPDX-License-Identifier: MIT */
/* The memory of a scanner: itself, and after it as much as its limits ask for. */

#include "scan/priv.h"

#include "base/align.h"

/* Where the arrays begin in the memory of the scanner, how many bytes all take, and how many there are of
 * some. */
struct layout {
    size_t level, frame, entry, pool, link, line, size;
    uint32_t entries, pool_size;
};

static size_t aligned(size_t n)
{
    size_t unit = TNEFI_ALIGN;

    return (n + unit - 1u) / unit * unit;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static struct layout lay_out(const struct tnefi_scan_config *cfg)
{
    struct layout y;

    y.entries = least(cfg->max_depth * EACH, BOUNDARIES);
    y.pool_size = least(cfg->max_depth * POOL_EACH, POOL_MAX);
    y.level = aligned(sizeof(struct tnef_scanner));
    y.frame = aligned(y.level + (cfg->max_levels + 1u) * sizeof(struct tnefi_scan_line_level));
    y.entry = aligned(y.frame + cfg->max_depth * sizeof(struct tnefi_scan_frame));
    y.pool = y.entry + y.entries * sizeof(struct tnefi_scan_entry);
    y.link = y.pool + y.pool_size;
    y.line = y.link + LINKS_OF((size_t)y.entries, cfg->max_levels + 1u);
    y.size = aligned(y.line + cfg->max_line);
    return y;
}

size_t tnefi_scan_size(const struct tnefi_scan_config *cfg)
{
    return lay_out(cfg).size;
}

/* The casts are right because the scanner is aligned for anything, and so are the offsets. */
void tnefi_scan_lay_out(struct tnef_scanner *s)
{
    struct layout y = lay_out(&s->cfg);
    uint8_t *mem = (uint8_t *)s;

    s->level = (void *)(mem + y.level);
    s->frames.frame = (void *)(mem + y.frame);
    s->frames.max = (int32_t)s->cfg.max_depth;
    s->frames.count = 0;
    s->frames.boundaries = &s->boundaries;
    s->head.line = mem + y.line;
    s->boundaries.entry = (void *)(mem + y.entry);
    s->boundaries.pool = mem + y.pool;
    s->boundaries.link = mem + y.link;
    s->boundaries.max = y.entries;
    s->boundaries.pool_size = y.pool_size;
    for (uint32_t i = 0; i <= s->cfg.max_levels; i++)
        s->level[i].decode = &s->level[i].own;
    tnefi_scan_boundaries_init(&s->boundaries, s->cfg.max_levels + 1u);
}
