/* SPDX-License-Identifier: MIT */
/* What comes before the first byte of a stream is delivered. Each of these calls back, so each is a step:
 *
 *     STAGE_BEGIN    part_begin of a part that was not announced: a preamble or epilogue, a part beyond
 *                    max_parts, a uuencoded block (and the leaf around it before it)
 *     STAGE_FOUND    found
 *     STAGE_MAGIC    the signature itself goes to the sink
 *     STAGE_UU_END   part_end of a uuencoded block
 *
 * No RFC covers this; the order of the calls is in <tnef/scanner.h>. The leaf tells what is due and goes on
 * to the next stage (deliver.c); here the caller is told, and its answer handed on. These go through:
 *
 *     BEGIN, FOUND, MAGIC                  a stream in a preamble
 *     FOUND, MAGIC                         a stream in a part, which was announced
 *     BEGIN, BEGIN, FOUND, MAGIC, UU_END   a uuencoded block in an epilogue
 *
 * and these end early, since the caller answers TNEF_SKIP:
 *
 *     FOUND                                the stream is not delivered
 *     BEGIN, BEGIN, UU_END                 nor is the block
 *     BEGIN                                nothing more of the epilogue is reported but its end */

#include "scan/priv.h"

static void begin(struct tnef_scanner *s)
{
    struct tnefi_scan_leaf *f = &s->leaf;
    int block = f->uu.open != 0;
    int around = block && f->announced == 0;
    int answer;

    tnefi_scan_leaf_next(f);
    answer = block && !around ? tnefi_scan_say_block(s, 0) : tnefi_scan_say_leaf(s, 0);
    if (tnefi_scan_asks(answer) != TNEF_SKIP)
        return;
    if (around)
        tnefi_scan_leaf_silence(f);
    else
        tnefi_scan_leaf_drop(f);
}

static void found(struct tnef_scanner *s)
{
    tnefi_scan_leaf_next(&s->leaf);
    if (tnefi_scan_asks(tnefi_scan_say_found(s)) == TNEF_SKIP)
        tnefi_scan_leaf_drop(&s->leaf);
}

void tnefi_scan_stage_step(struct tnef_scanner *s)
{
    switch (s->leaf.stage) {
    case STAGE_BEGIN:
        begin(s);
        break;
    case STAGE_FOUND:
        found(s);
        break;
    case STAGE_MAGIC:
        tnefi_scan_leaves_magic(s);
        break;
    default:
        tnefi_scan_leaf_next(&s->leaf);
        (void)tnefi_scan_say_block(s, 1);
        tnefi_scan_leaf_block_ends(&s->leaf);
        break;
    }
}
