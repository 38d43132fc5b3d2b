/* SPDX-License-Identifier: MIT */
/* The loop that runs steps.
 *
 * A step takes bytes, or does one thing that is due, and calls back at most once, as its last act. So a
 * pause is exact: tnefi_scan_run() looks at |halt| between steps, and nothing is ever half done. Which thing
 * that is, the list of what is due tells (states.h): a step does the first of it. */

#include "scan/priv.h"

/* ---- Reading ------------------------------------------------------------------------------- */

/* The level |l| reads some of |n| bytes. Returns how many. */
static size_t reads(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p, size_t n)
{
    size_t taken = n; /* nothing is read after the end */

    switch (tnefi_scan_step_of(l->state)) {
    case STEP_WIDE:
        taken = tnefi_scan_wide_step(s, l, p[0]);
        break;
    case STEP_PROBE:
        taken = tnefi_scan_probe_step(s, l, p[0]);
        break;
    case STEP_HEAD:
        taken = tnefi_scan_head_step(s, l, p, n);
        break;
    case STEP_BODY:
        taken = tnefi_scan_body_step(s, l, p, n);
        break;
    case STEP_DASH:
        taken = tnefi_scan_dash_step(s, l, p, n);
        break;
    default: /* STEP_NONE */
        break;
    }
    l->offset += taken;
    return taken;
}

/* A body has ended: what is held is released first, then all that is open is closed. */
static void body_ends(struct tnefi_scan_line_level *l)
{
    if (l->line.hold_len > 0) {
        l->state = B_LINE;
        tnefi_scan_out(l, 0, l->line.hold_len, 0);
        return;
    }
    l->state = S_DONE;
    l->closing = 1;
}

/* Does the next thing about the end of what |l| reads. */
static void ends(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    switch (tnefi_scan_step_of(l->state)) {
    case STEP_WIDE:
        tnefi_scan_wide_eof(l);
        break;
    case STEP_PROBE:
        tnefi_scan_probe_eof(s, l);
        break;
    case STEP_HEAD:
        tnefi_scan_head_eof(s, l);
        break;
    case STEP_BODY:
        body_ends(l);
        break;
    case STEP_DASH:
        tnefi_scan_dash_eof(s, l);
        break;
    default: /* STEP_NONE */
        l->finished = 1;
        if (s->top > 0)
            s->top--;
        break;
    }
}

/* ---- What is due --------------------------------------------------------------------------- */

static int is_due(const struct tnef_scanner *s, enum tnefi_scan_due due)
{
    switch (due) {
    case DUE_STAGE:
        return s->leaf.stage != STAGE_NONE;
    case DUE_OPENING:
        return s->opening != 0;
    default: /* DUE_READER */
        return s->leaf.open != 0 && s->leaf.held != NO_READER;
    }
}

/* The same of a level. |input|: bytes of the input are there. */
static int is_due_of(const struct tnefi_scan_line_level *l, enum tnefi_scan_due due, int input)
{
    switch (due) {
    case DUE_RELEASE:
        return l->out_len > 0 || l->out_keep > 0;
    case DUE_CLOSE:
        return l->closing != 0;
    case DUE_ACT:
        return l->act != 0;
    case DUE_BACK:
        return l->again != 0;
    case DUE_REPLAY:
        return l->replay_at < l->replay_len;
    case DUE_READ:
        return l->at < l->have;
    case DUE_DECODE:
        return l->held != 0;
    case DUE_INPUT:
        return input;
    default: /* DUE_END */
        return l->eof != 0 && l->finished == 0;
    }
}

#define IF_DUE(due) \
  if (is_due(s, due)) \
    return due;
#define IF_DUE_OF_LEVEL(due) \
  if (is_due_of(&s->level[*of], due, *of == 0 && n > 0)) \
    return due;

/* The first that is due, in the order of the lists; |*of|: the level whose it is. |n| bytes of the input are
 * there. */
static enum tnefi_scan_due first_due(const struct tnef_scanner *s, size_t n, uint32_t *of)
{
    *of = s->top;
    SCAN_DUE_FIRST(IF_DUE)
    for (uint32_t k = s->top + 1u; k > 0; k--) {
        *of = k - 1u;
        SCAN_DUE_OF_LEVEL(IF_DUE_OF_LEVEL)
    }
    return DUE_NOTHING;
}

/* Does what is due of the level |l|. Returns how many of the |n| bytes of the input were read. */
static size_t does(struct tnef_scanner *s, struct tnefi_scan_line_level *l, enum tnefi_scan_due due,
                   const uint8_t *p, size_t n)
{
    switch (due) {
    case DUE_RELEASE:
        tnefi_scan_out_step(s, l);
        break;
    case DUE_CLOSE:
        tnefi_scan_close_step(s, l);
        break;
    case DUE_ACT:
        tnefi_scan_act_step(s, l);
        break;
    case DUE_BACK:
        tnefi_scan_back_step(s, l);
        break;
    case DUE_REPLAY:
        l->replay_at += (uint32_t)reads(s, l, l->probe + l->replay_at, l->replay_len - l->replay_at);
        break;
    case DUE_READ:
        l->at += (uint32_t)reads(s, l, l->feed + l->at, l->have - l->at);
        break;
    case DUE_DECODE:
        tnefi_scan_level_held(l);
        break;
    case DUE_INPUT:
        return reads(s, l, p, n);
    default:
        ends(s, l);
        break;
    }
    return 0;
}

/* ---- Steps --------------------------------------------------------------------------------- */

/* Does one step; *|taken| of the |n| bytes were read by it. Returns 0 if nothing can be done without more
 * bytes. */
static int step(struct tnef_scanner *s, const uint8_t *p, size_t n, size_t *taken)
{
    uint32_t of;
    enum tnefi_scan_due due = first_due(s, n, &of);

    *taken = 0;
    TNEFI_TOUCH(1);
    switch (due) {
    case DUE_NOTHING:
        return 0;
    case DUE_STAGE:
        tnefi_scan_stage_step(s);
        break;
    case DUE_OPENING:
        tnefi_scan_open_step(s);
        break;
    case DUE_READER:
        tnefi_scan_leaves_held(s);
        break;
    default:
        *taken = does(s, &s->level[of], due, p, n);
        break;
    }
    return 1;
}

size_t tnefi_scan_run(struct tnef_scanner *s, const uint8_t *p, size_t n)
{
    size_t i = 0;
    size_t taken;

    s->halt = HALT_NONE;
    while (s->halt == HALT_NONE && step(s, n > 0 ? p + i : p, n - i, &taken))
        i += taken;
    return i;
}
