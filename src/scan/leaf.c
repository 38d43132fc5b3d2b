/* SPDX-License-Identifier: MIT */
/* The search. A leaf is decoded in all ways at once, whatever its header declares (RFC 2045, section 6): the
 * bytes go to several readers side by side, one for each encoding. The first decoded bytes decide which of
 * them shows a stream, and the others are dropped.
 *
 * Each reader knows how many bytes it has read, so that one can pause while others are ahead. As long as
 * nothing is decided, the bytes go in steps in which at most one reader can decide something (sniff.c), so
 * that the result does not depend on how the input is cut. Of two that show a stream with the same byte the
 * declared one wins, since it is fed first. uuencode is another case: its blocks may begin at any line of
 * the body, and several of them may show streams.
 *
 * With the magic 78 9F 3E 22 these show a stream, whatever is declared:
 *
 *     78 9F 3E 22 ...                as it stands
 *     "eJ8+ImFi..."                  in base64, which may begin after bytes that it does not use
 *     "begin 644 a.dat" LF "(>)..."  in a uuencoded block, also after text
 *
 * and these do not:
 *
 *     "hello" 78 9F 3E 22 ...        not at the beginning
 *     "aeJ8+ImFi..."                 the characters of base64 are in other groups
 *     "(>)..."                       no line begins a block */

#include "scan/leaf.h"

/* |reader| reads bytes of the body. Returns how many it took. */
static size_t reads(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n)
{
    size_t taken = 0;

    if (reader == R_RAW)
        return tnefi_scan_leaf_deliver(f, p, n);
    if (reader == R_IDENTITY)
        return tnefi_scan_reader_takes(f, reader, p, n);
    if (reader == R_UU) {
        uint64_t known = f->plain > f->pos[R_UU] ? f->plain - f->pos[R_UU] : 0;
        size_t plain = known < n ? (size_t)known : n;

        taken = f->idle != 0 ? tnefi_scan_uu_idle(f, p, n, plain) : tnefi_scan_uu_reads(f, p, n, plain);
        f->held = f->uu_held != 0 ? R_UU : NO_READER;
        return taken;
    }
    if (reader == R_QP && reader == f->inner && n > 0)
        return tnefi_scan_quoted_reads(f, p, n);
    if (tnef_transfer_feed(tnefi_scan_leaf_decoder(f, reader), p, n, &taken) == TNEF_PAUSED)
        f->held = (uint16_t)reader;
    return taken;
}

/* The decoder that a pause has held up delivers the rest, before it gets anything else. */
void tnefi_scan_leaf_held(struct tnefi_scan_leaf *f)
{
    uint32_t reader = f->held;

    if (!tnefi_scan_uu_held(f))
        return;
    f->held = NO_READER;
    if (f->alive[reader] != 0)
        (void)reads(f, reader, NULL, 0);
}

/* ---- A leaf -------------------------------------------------------------------------------- */

void tnefi_scan_leaf_make(struct tnefi_scan_leaf *f, const struct tnefi_scan_config *cfg,
                          const struct tnefi_scan_search *search, tnef_sink_fn sink, void *user)
{
    f->cfg = cfg;
    f->search = search;
    f->sink = sink;
    f->user = user;
    for (uint32_t i = 0; i < R_RAW; i++) {
        f->reader[i].leaf = f;
        f->reader[i].index = i;
        f->decode[i] = i > R_IDENTITY ? &f->own[i - 1u] : NULL;
    }
    f->findings.refused = f->of_block.refused = f->of_files.refused = 0;
    tnefi_scan_leaf_reset(f);
}

void tnefi_scan_leaf_reset(struct tnefi_scan_leaf *f)
{
    f->open = f->uu.open = 0;
    f->stage = STAGE_NONE;
    f->output = f->streams = 0;
    tnefi_scan_leaf_taken(f);
}

/* What the leaf is told of its part. */
static void is_at(struct tnefi_scan_leaf *f, const struct tnefi_scan_leaf_place *place)
{
    f->findings.refused = f->of_block.refused = place->refused;
    f->of_files.refused = place->refused_of_files;
    f->kind = place->kind;
    f->head = place->head;
    f->body = f->line_at = place->body;
    f->anomalies = place->anomalies;
    f->number = place->number;
    f->announced = place->announced;
    f->muted = place->muted;
    f->declared = place->declared;
    f->claims = place->claims;
    f->text = place->text;
    f->may_be_mail = place->mail;
    f->in_file = place->in_file;
    f->no_room = place->no_room;
}

void tnefi_scan_leaf_open(struct tnefi_scan_leaf *f, const struct tnefi_scan_leaf_place *place)
{
    is_at(f, place);
    f->open = 1;
    f->size = f->cursor = f->sniffed = f->plain = 0;
    for (uint32_t i = 0; i < READERS; i++) {
        f->pos[i] = 0;
        f->matched[i] = 0;
        f->alive[i] = f->died[i] = f->started[i] = 0;
    }
    tnefi_scan_sniff_begin(f);
    f->children = f->shown = f->finishing = f->magic_at = f->block = f->bare = f->twice = 0;
    f->found = f->any_found = 0;
    f->mode = MODE_SEARCH;
    f->deliver = f->finder = f->held = f->inner = NO_READER;
    f->stage = STAGE_NONE;
    f->letters = 0;
    f->sniffing = f->uu_dead = f->passing = f->in_line = f->uu_held = 0;
    f->idle = 1;
    f->read_ok = 1;
    f->uu.open = 0;
}

/* The sink of the decoders of readers. */
static tnef_status decoded(void *user, const void *buf, size_t len, size_t *taken)
{
    const struct tnefi_scan_reader *r = user;

    *taken = tnefi_scan_reader_takes(r->leaf, r->index, buf, len);
    return *taken < len || tnefi_scan_leaf_stops(r->leaf) ? TNEF_PAUSED : TNEF_OK;
}

/* Most leaves are short, or need but one of the decoders, so each is made when it gets its first byte. */
tnef_transfer *tnefi_scan_leaf_decoder(struct tnefi_scan_leaf *f, uint32_t reader)
{
    if (f->started[reader] == 0) {
        f->started[reader] = 1;
        tnefi_scan_decode_begin(f->decode[reader], reader, decoded, &f->reader[reader]);
    }
    return f->decode[reader]->transfer;
}

/* Whether the leaf may be a mail. */
static int may_be_mail(const struct tnefi_scan_leaf *f)
{
    return f->may_be_mail != 0 && f->mode == MODE_SEARCH;
}

/* What the first bytes are compared with. Only what the header declares is believed to be mail, or base64
 * once more: these take the leaf over, and a few characters before a stream could else hide it. */
static void begin_signatures(struct tnefi_scan_leaf *f)
{
    uint32_t declared = tnefi_scan_reader_of(f->declared);

    for (uint32_t i = 0; i < R_UU; i++) {
        unsigned what = i == declared && may_be_mail(f) ? SIGNATURE_MAIL : 0;

        if (i == declared && i == R_BASE64 && f->inner == NO_READER)
            what += SIGNATURE_BASE64;
        tnefi_scan_signature_begin(&f->first[i], what);
    }
}

void tnefi_scan_leaf_start(struct tnefi_scan_leaf *f, uint16_t mode)
{
    if (f->muted != 0)
        return;
    f->mode = mode;
    if (mode == MODE_RAW) {
        f->deliver = R_RAW;
        f->alive[R_RAW] = 1;
    } else if (mode == MODE_DECODE) {
        f->deliver = (uint16_t)tnefi_scan_reader_of(f->declared);
    }
    f->idle = f->declared != TNEF_SCANNER_UUENCODE;
    if (mode == MODE_SEARCH && f->text != 0
        && (f->declared == TNEF_SCANNER_BASE64 || f->declared == TNEF_SCANNER_QP))
        f->inner = (uint16_t)tnefi_scan_reader_of(f->declared);
    f->alive[R_IDENTITY] = f->alive[R_BASE64] = f->alive[R_QP] = 1;
    f->alive[R_UU] = f->inner == NO_READER;
    begin_signatures(f);
    f->sniffing = 1;
}

/* Whether what |reader| has decoded so far may still become the magic. */
static int is_undecided(const struct tnefi_scan_leaf *f, uint32_t reader)
{
    return f->alive[reader] != 0 && f->died[reader] == 0 && reader != f->deliver;
}

/* Whether a reader other than that of uuencode is undecided. Once all of them are decided they stay so. */
static int is_sniffing(struct tnefi_scan_leaf *f)
{
    if (f->sniffing == 0)
        return 0;
    if (is_undecided(f, R_IDENTITY) || is_undecided(f, R_BASE64) || is_undecided(f, R_QP))
        return 1;
    f->sniffing = 0;
    return 0;
}

/* Hands |reader| what it has not read yet of |n| bytes. Returns 0 if it did not take all, or if something is
 * due first. */
static int hand(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n)
{
    uint64_t ahead = f->pos[reader] - f->cursor;
    size_t from;

    if (f->alive[reader] == 0 || ahead >= n)
        return 1;
    from = (size_t)ahead;
    f->pos[reader] += reads(f, reader, p + from, n - from);
    return !tnefi_scan_leaf_stops(f) && (f->alive[reader] == 0 || f->pos[reader] - f->cursor >= n);
}

/* How many of |n| bytes all readers have read. */
static size_t common(const struct tnefi_scan_leaf *f, size_t n)
{
    uint64_t least = n;

    for (uint32_t i = 0; i < READERS; i++)
        if (f->alive[i] != 0 && f->pos[i] - f->cursor < least)
            least = f->pos[i] - f->cursor;
    return (size_t)least;
}

/* How many bytes |reader| may get so that it delivers no more than |room|, at least one: a decoder keeps some
 * back, and that of uuencode makes up for what lines lack. */
static uint64_t surely_within(uint32_t reader, uint64_t room)
{
    uint64_t kept = TNEF_TRANSFER_BLANKS + 4u;

    if (reader != R_RAW)
        room = room > kept ? room - kept : 0;
    if (reader == R_UU)
        room /= TNEF_TRANSFER_GROWTH;
    return room > 0 ? room : 1u;
}

/* Whether it matters what comes first, the limit that cuts what is delivered or what another reader meets: of
 * what STRICT refuses, and of limits, the first one counts. Outside of the search there is no other limit. */
static int is_race(const struct tnefi_scan_leaf *f)
{
    if (f->mode != MODE_SEARCH && (f->findings.refused & tnefi_scan_bit(TNEF_SCANNER_A_STREAM_LIMIT)) == 0)
        return 0;
    for (uint32_t i = 0; i < READERS; i++)
        if (f->alive[i] != 0 && i != f->deliver)
            return 1;
    return 0;
}

/* Bytes in which nobody but who delivers can meet anything: all others are decided, and no block begins. */
static uint64_t quiet(const struct tnefi_scan_leaf *f)
{
    return f->idle != 0 && f->sniffing == 0 && f->plain > f->cursor ? f->plain - f->cursor : 0;
}

/* How many of |n| bytes the readers get together before a limit on output cuts what is delivered. It is cut
 * at one byte, and others may meet something else at another one, wherever the input is cut. So the bytes are
 * handed on one by one where the limit is close, and when those who lag have read what was delivered. */
static size_t before_cut(const struct tnefi_scan_leaf *f, size_t n)
{
    uint64_t len;

    if (f->deliver == NO_READER || f->alive[f->deliver] == 0 || tnefi_scan_leaf_is_cut(f) || !is_race(f))
        return n;
    len = f->pos[f->deliver] - f->cursor;
    if (len == 0) {
        len = surely_within(f->deliver, tnefi_scan_leaf_room(f));
        len = len > quiet(f) ? len : quiet(f);
    }
    return len < n ? (size_t)len : n;
}

/* How many of |n| bytes the readers get before any of them is looked at. */
static size_t together(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    n = before_cut(f, n);
    if (!is_sniffing(f))
        return n;
    if (f->sniffed <= f->cursor)
        f->sniffed = f->cursor + tnefi_scan_sniff(f, p, n);
    return f->sniffed - f->cursor < n ? (size_t)(f->sniffed - f->cursor) : n;
}

size_t tnefi_scan_leaf_feed(struct tnefi_scan_leaf *f, uint64_t line_at, const uint8_t *p, size_t n)
{
    uint32_t first = tnefi_scan_reader_of(f->declared);
    size_t len = together(f, p, n);
    int go_on;

    if (line_at > f->line_at)
        f->line_at = line_at;
    go_on = hand(f, first, p, len);
    for (uint32_t i = 0; go_on && i < READERS; i++)
        if (i != first)
            go_on = hand(f, i, p, len);
    len = common(f, len);
    f->cursor += len;
    for (uint32_t i = 0; i < READERS; i++)
        if (f->alive[i] == 0)
            f->pos[i] = f->cursor;
    return len;
}

/* ---- The end ------------------------------------------------------------------------------- */

/* What the decoder of |reader| met is told as anomalies of what it delivered. */
static void decoder_ends(struct tnefi_scan_leaf *f, uint32_t reader)
{
    struct tnef_transfer_info info = { .size = sizeof info };

    tnef_transfer_info(f->decode[reader]->transfer, &info);
    tnefi_scan_leaf_decoder_met(f, reader, info.anomalies);
}

/* Finishes one reader after the other. Returns 0 if something is due first; it is called again then. */
int tnefi_scan_leaf_finish(struct tnefi_scan_leaf *f)
{
    while (f->finishing < R_RAW) {
        uint32_t i = f->finishing;

        if (!tnefi_scan_uu_held(f) || (i == R_UU && !tnefi_scan_uu_release(f)))
            return 0;
        if (f->started[i] != 0 && (f->alive[i] != 0 || (i == R_UU && f->inner != NO_READER))) {
            if (tnef_transfer_finish(f->decode[i]->transfer) == TNEF_PAUSED)
                return 0;
            if (i == f->deliver || (i == R_UU && f->any_found != 0))
                decoder_ends(f, i);
        }
        f->finishing++;
        if (tnefi_scan_leaf_stops(f))
            return 0;
    }
    if (f->uu.open != 0) {
        f->stage = STAGE_UU_END;
        return 0;
    }
    return 1;
}
