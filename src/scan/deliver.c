/* SPDX-License-Identifier: MIT */
/* Bytes of streams and parts go to the sink, as far as the limits on output allow; and the stages before a
 * stream's first byte (see leaf.h). No RFC covers this; <tnef/scanner.h> says what callers may rely on.
 *
 * These bytes go to the sink:
 *
 *     those of a stream, up to max_stream        then it is cut, with STREAM_LIMIT
 *     the signature, before the bytes after it   it was compared and not kept, so it comes from the
 *                                                configuration
 *     what a pause has left                      first of all, in the next call
 *
 * and these do not:
 *
 *     the rest of a stream that was cut          nor any byte after max_output
 *     a stream that the caller skips             tnefi_scan_leaf_drop()
 *     bytes after the sink has failed            LEAF_FAILED: nothing is read any more */

#include "scan/leaf.h"

#include "base/answer.h"

/* Calls the sink, and keeps what its answer asks for. Returns how many bytes it took. */
/*@ requires LEAF_OK(f) && LEAF_READS(f, p, n) && n >= 1;
    LEAF_TOTAL;
    assigns f->answer, f->outcome;
    ensures LEAF_OK(f) && LEAF_LATER(f) && \result <= n; */
static size_t call_sink(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    size_t taken = n;
    tnef_status status;

    if (f->sink == NULL)
        return n;
    /*@ calls tnefi_scan_leaf_sink_model; */
    status = f->sink(f->user, p, n, &taken);
    f->answer = tnefi_base_as_status(status);
    if (f->answer == TNEF_OK)
        return n;
    tnefi_scan_leaf_comes_to(f, f->answer == TNEF_PAUSED ? LEAF_PAUSED : LEAF_FAILED);
    return taken < n ? taken : n;
}

/* The part of which bytes are delivered is that many bytes longer. */
/*@ requires LEAF_OK(f) && n <= f->cfg->max_output - f->output;
    requires n <= f->cfg->max_stream - (f->uu.open != 0 ? f->uu.size : f->size);
    LEAF_TOTAL;
    assigns f->output, f->size, f->uu.size;
    ensures LEAF_OK(f); */
static void grows(struct tnefi_scan_leaf *f, size_t n)
{
    f->output += n;
    if (f->uu.open != 0)
        f->uu.size += n;
    else
        f->size += n;
}

/* The limit leaves no room for the next byte. */
/*@ requires LEAF_OK(f) && limit <= LIMIT_CEILING;
    LEAF_TOTAL;
    assigns LEAF_FOUND(f->findings), LEAF_FOUND(f->of_block), f->outcome;
    ensures LEAF_OK(f) && LEAF_LATER(f); */
static void is_cut(struct tnefi_scan_leaf *f, uint64_t limit)
{
    tnefi_scan_leaf_beyond(f, TNEF_E_LIMIT_OUTPUT, limit, limit + 1u);
    if (f->uu.open != 0)
        tnefi_scan_leaf_met(f, &f->of_block, TNEF_SCANNER_A_STREAM_LIMIT);
    else
        tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_STREAM_LIMIT);
}

/* Bytes for which the stream or part has room. */
/*@ requires LEAF_OK(f);
    LEAF_TOTAL;
    assigns \nothing;
    ensures \result <= LIMIT_CEILING
        && \result == f->cfg->max_stream - (f->uu.open != 0 ? f->uu.size : f->size); */
static uint64_t stream_room(const struct tnefi_scan_leaf *f)
{
    return f->cfg->max_stream - (f->uu.open != 0 ? f->uu.size : f->size);
}

uint64_t tnefi_scan_leaf_room(const struct tnefi_scan_leaf *f)
{
    uint64_t room = stream_room(f);
    uint64_t in_all = f->cfg->max_output - f->output;

    return in_all < room ? in_all : room;
}

int tnefi_scan_leaf_is_cut(const struct tnefi_scan_leaf *f)
{
    uint64_t met = f->uu.open != 0 ? f->uu.anomalies : f->anomalies;

    return (met & tnefi_scan_bit(TNEF_SCANNER_A_STREAM_LIMIT)) != 0;
}

/* Delivers bytes of the stream or part, as far as limits allow. Returns how many are done with: all of them
 * once a limit was reached. */
size_t tnefi_scan_leaf_deliver(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    uint64_t room = tnefi_scan_leaf_room(f);
    uint64_t limit = room < stream_room(f) ? f->cfg->max_output : f->cfg->max_stream;
    size_t len = n;
    size_t taken = 0;

    if (room < len)
        len = (size_t)room;
    if (len > 0)
        taken = call_sink(f, p, len);
    grows(f, taken);
    if (f->outcome >= LEAF_MAIL || taken < len || len == n)
        return taken;
    is_cut(f, limit);
    return n;
}

/* ---- Stages -------------------------------------------------------------------------------- */

void tnefi_scan_leaf_next(struct tnefi_scan_leaf *f)
{
    switch (f->stage) {
    case STAGE_BEGIN: /* the leaf around a block comes before the block */
        f->stage = f->uu.open != 0 && f->announced == 0 ? STAGE_BEGIN : STAGE_FOUND;
        f->announced = 1;
        break;
    case STAGE_FOUND:
        f->stage = STAGE_MAGIC;
        break;
    default:
        f->stage = STAGE_NONE;
        f->deliver = NO_READER;
        break;
    }
}

void tnefi_scan_leaf_block_ends(struct tnefi_scan_leaf *f)
{
    f->uu.open = 0;
}

void tnefi_scan_leaf_magic(struct tnefi_scan_leaf *f)
{
    uint32_t len = f->cfg->magic_len;

    f->magic_at += (uint32_t)tnefi_scan_leaf_deliver(f, f->cfg->magic + f->magic_at, len - f->magic_at);
    if (f->magic_at < len)
        return;
    f->deliver = f->finder;
    f->stage = STAGE_NONE;
}

void tnefi_scan_leaf_drop(struct tnefi_scan_leaf *f)
{
    f->deliver = NO_READER;
    if (f->finder != R_UU)
        f->alive[f->finder] = 0;
    f->finder = NO_READER;
    f->stage = STAGE_NONE;
}

void tnefi_scan_leaf_silence(struct tnefi_scan_leaf *f)
{
    f->uu.open = 0;
    f->deliver = f->finder = f->inner = f->held = NO_READER;
    f->uu_held = 0;
    f->muted = 1;
    /*@ loop invariant i <= READERS;
        loop assigns i, f->alive[0 .. READERS - 1];
        loop variant READERS - i; */
    for (uint32_t i = 0; i < READERS; i++)
        f->alive[i] = 0;
    f->stage = STAGE_NONE;
}
