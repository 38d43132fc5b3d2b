/* SPDX-License-Identifier: MIT */
/* The memory of a scanner: itself, and after it as much as its limits ask for. */

#include "scan_priv.h"

/* Where the arrays begin, and the bytes of all. */
struct layout {
    size_t level, frame, entry, pool, line, size;
    uint32_t entries, pool_size;
};

static size_t aligned(size_t n)
{
    size_t unit = alignof(max_align_t);

    return (n + unit - 1u) / unit * unit;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static struct layout lay_out(const struct tnefi_scan_config *cfg)
{
    struct layout y;

    y.entries = least(cfg->max_depth * EACH, ENTRIES);
    y.pool_size = least(cfg->max_depth * POOL_EACH, POOL_MAX);
    y.level = aligned(sizeof(struct tnef_scanner));
    y.frame = aligned(y.level + (cfg->max_levels + 1u) * sizeof(struct tnefi_line_level));
    y.entry = aligned(y.frame + cfg->max_depth * sizeof(struct tnefi_frame));
    y.pool = y.entry + y.entries * sizeof(struct tnefi_entry);
    y.line = y.pool + y.pool_size;
    y.size = aligned(y.line + cfg->max_line);
    return y;
}

size_t tnefi_scan_size(const struct tnefi_scan_config *cfg)
{
    return lay_out(cfg).size;
}

/* What is cast is aligned: the scanner is, and so are the offsets. */
void tnefi_scan_lay_out(struct tnef_scanner *s)
{
    struct layout y = lay_out(&s->cfg);
    uint8_t *mem = (uint8_t *)s;

    s->level = (void *)(mem + y.level);
    s->frame = (void *)(mem + y.frame);
    s->entry = (void *)(mem + y.entry);
    s->pool = mem + y.pool;
    s->line = mem + y.line;
    s->entries_max = y.entries;
    s->pool_size = y.pool_size;
    s->entries = 0;
    for (uint32_t i = 0; i <= s->cfg.max_levels; i++)
        for (uint32_t k = 0; k < HOLD_SIZE; k++)
            s->level[i].by_length[k] = 0;
    TNEFI_TOUCH((s->cfg.max_levels + 1u) * HOLD_SIZE);
}
