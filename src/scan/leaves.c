/* SPDX-License-Identifier: MIT */
/* The leaves of a mail, between the scanner and the object that reads one after the other (leaf.h).
 *
 * The object is told of its part what it has to know (RFC 2045, section 2.4; RFC 2046, section 5.1.1, of the
 * preamble and the epilogue), and what its calls came to is taken here after each of them, so that STRICT
 * fails at the byte that it is about, and a pause of the sink comes before the next byte.
 *
 *     text/plain; a preamble; an epilogue       are leaves
 *     application/octet-stream that is a mail   is one until that has shown: holder.c goes on
 *     multipart/mixed at max_depth              is one, since there is no room for another frame
 *
 * and these are not leaves:
 *
 *     message/rfc822                            is a frame, and so is
 *     multipart/mixed                           whose parts are leaves
 *     what is before a header block             there is no body yet */

#include "scan/priv.h"

/* The sink of the leaf. If the caller's has called the scanner, which it must not, that has failed. */
static tnef_status to_caller(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_scanner *s = user;
    tnef_status status;

    s->busy = 1;
    status = s->cfg.sink(s->cfg.user, buf, len, taken);
    s->busy = 0;
    if (s->halt != HALT_FATAL)
        return status;
    if (status == TNEF_OK)
        *taken = len;
    return TNEF_E_STATE;
}

void tnefi_scan_leaves_make(struct tnef_scanner *s)
{
    tnefi_scan_leaf_make(&s->leaf, &s->cfg, &s->head.search, s->cfg.sink != NULL ? to_caller : NULL, s);
}

/* ---- What a call came to ------------------------------------------------------------------- */

static void take_answer(struct tnef_scanner *s, tnef_status answer)
{
    if (answer == TNEF_OK || s->halt == HALT_FATAL)
        return;
    if (answer == TNEF_PAUSED) {
        s->halt = HALT_PAUSE;
    } else if (answer == TNEF_STOPPED) {
        tnefi_scan_fail(s, TNEF_STOPPED, tnefi_scan_place(s), TNEF_NO_CODE);
    } else {
        tnefi_scan_fail(s, TNEF_E_CALLBACK, tnefi_scan_place(s), TNEF_NO_CODE);
        s->fatal.user_code = answer;
    }
}

static void take(struct tnef_scanner *s)
{
    struct tnefi_scan_leaf *f = &s->leaf;
    uint32_t mail = f->mail;

    if (f->outcome == LEAF_GOES_ON)
        return;
    tnefi_scan_holders_show(s, &f->of_files);
    tnefi_scan_take(s, &f->anomalies, &f->findings);
    tnefi_scan_take(s, &f->uu.anomalies, &f->of_block);
    take_answer(s, f->answer);
    tnefi_scan_leaf_taken(f);
    if (mail != NO_READER)
        tnefi_scan_holds(s, mail);
}

/* ---- A leaf -------------------------------------------------------------------------------- */

void tnefi_scan_leaves_open(struct tnef_scanner *s, uint16_t kind, uint64_t body)
{
    const struct tnefi_scan_frame *around = tnefi_scan_frames_innermost(&s->frames, 0);
    const struct tnefi_scan_leaf_place place = {
        .kind = kind,
        .head = body,
        .body = body,
        .number = kind == TNEF_SCANNER_POST ? (uint32_t)around->children + 1u : 0,
        .declared = TNEF_SCANNER_NONE,
        .refused = tnefi_scan_findings_for(s).refused,
        .refused_of_files = tnefi_scan_refused_of_files(s),
        .in_file = tnefi_scan_frames_in_holder(&s->frames) != 0,
        .muted = s->cfg.policy == TNEF_SCANNER_STRICT || around->muted != 0,
    };

    tnefi_scan_leaf_open(&s->leaf, &place);
    tnefi_scan_leaf_start(&s->leaf, MODE_SEARCH);
}

void tnefi_scan_leaves_open_part(struct tnef_scanner *s, uint32_t number, uint16_t announced, uint64_t body)
{
    const struct tnefi_scan_header *h = &s->head;
    const struct tnefi_scan_leaf_place place = {
        .kind = TNEF_SCANNER_LEAF,
        .head = h->at,
        .body = body,
        .anomalies = h->anomalies,
        .number = number,
        .announced = announced,
        .muted = tnefi_scan_frames_muted(&s->frames) != 0,
        .declared = h->declared,
        .claims = h->claims,
        .refused = tnefi_scan_findings_for(s).refused,
        .refused_of_files = tnefi_scan_refused_of_files(s),
        .in_file = tnefi_scan_frames_in_holder(&s->frames) != 0,
        .text = tnefi_scan_is_text(h) != 0,
        .mail = tnefi_scan_may_hold(h) != 0,
        .no_room = tnefi_scan_no_room(s),
    };

    tnefi_scan_leaf_open(&s->leaf, &place);
}

void tnefi_scan_leaves_start(struct tnef_scanner *s, int answer)
{
    uint16_t mode = MODE_SEARCH;

    if (tnefi_scan_asks(answer) == TNEF_SKIP) {
        tnefi_scan_leaf_silence(&s->leaf);
        return;
    }
    if ((answer & TNEF_SCANNER_RAW) != 0)
        mode = MODE_RAW;
    else if ((answer & TNEF_SCANNER_DECODE) != 0)
        mode = MODE_DECODE;
    tnefi_scan_leaf_start(&s->leaf, mode);
}

size_t tnefi_scan_leaves_feed(struct tnef_scanner *s, const struct tnefi_scan_line_level *l, const uint8_t *p,
                              size_t n)
{
    size_t taken = tnefi_scan_leaf_feed(&s->leaf, l->line_at, p, n);

    take(s);
    return taken;
}

void tnefi_scan_leaves_held(struct tnef_scanner *s)
{
    tnefi_scan_leaf_held(&s->leaf);
    take(s);
}

int tnefi_scan_leaves_finish(struct tnef_scanner *s)
{
    int done = tnefi_scan_leaf_finish(&s->leaf);

    take(s);
    if (!done)
        return 0;
    tnefi_scan_leaf_judge(&s->leaf);
    take(s);
    return s->halt != HALT_FATAL;
}

void tnefi_scan_leaves_magic(struct tnef_scanner *s)
{
    tnefi_scan_leaf_magic(&s->leaf);
    take(s);
}
