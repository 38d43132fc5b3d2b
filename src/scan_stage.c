/* SPDX-License-Identifier: MIT */
/* A stream was found: what is said, and delivered, before its bytes. */

#include "scan_priv.h"

/* The stream is not wanted. */
static void drop(struct tnef_scanner *s)
{
    struct tnefi_leaf *f = &s->leaf;

    f->deliver = NO_READER;
    if (f->finder != R_UU)
        f->alive[f->finder] = 0;
    f->finder = NO_READER;
}

static void stage_begin(struct tnef_scanner *s)
{
    struct tnefi_leaf *f = &s->leaf;
    int answer;

    f->stage = STAGE_FOUND;
    if (s->block.open != 0 && f->announced == 0) {
        f->stage = STAGE_BEGIN; /* the leaf around the block first */
        f->announced = 1;
        (void)tnefi_say_leaf(s, 0);
        return;
    }
    if (s->block.open != 0) {
        answer = tnefi_say_block(s, 0);
    } else {
        f->announced = 1;
        answer = tnefi_say_leaf(s, 0);
    }
    if (tnefi_scan_asks(answer) == TNEF_SKIP) {
        drop(s);
        f->stage = STAGE_NONE;
    }
}

static void stage_found(struct tnef_scanner *s)
{
    struct tnefi_leaf *f = &s->leaf;
    int answer;

    f->stage = STAGE_MAGIC;
    answer = tnefi_say_found(s);
    if (tnefi_scan_asks(answer) == TNEF_SKIP) {
        drop(s);
        f->stage = STAGE_NONE;
    }
}

void tnefi_leaf_stage(struct tnef_scanner *s)
{
    struct tnefi_leaf *f = &s->leaf;

    switch (f->stage) {
    case STAGE_BEGIN:
        stage_begin(s);
        break;
    case STAGE_FOUND:
        stage_found(s);
        break;
    case STAGE_MAGIC:
        f->magic_at += (uint32_t)tnefi_leaf_deliver(s, s->cfg.magic + f->magic_at,
                                         s->cfg.magic_len - f->magic_at);
        if (f->magic_at == s->cfg.magic_len) {
            f->deliver = f->finder;
            f->stage = STAGE_NONE;
        }
        break;
    default:
        f->stage = STAGE_NONE;
        f->deliver = NO_READER;
        (void)tnefi_say_block(s, 1);
        s->block.open = 0;
        break;
    }
}
