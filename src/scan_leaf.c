/* SPDX-License-Identifier: MIT */
/* The search. The bytes of a leaf go to several readers side by side, one for each encoding; the
 * first decoded bytes decide which of them shows a stream, and the others are dropped. Each reader
 * knows how many bytes it has read, so that one can pause while others are ahead. Until it is
 * decided the bytes go in steps in which no more than one of them can decide something, so that it
 * does not depend on how the input is cut. */

#include "scan_priv.h"

#include "transfer_inside.h"

uint32_t tnefi_reader_of(uint16_t encoding)
{
    switch (encoding) {
    case TNEF_SCAN_BASE64:   return R_BASE64;
    case TNEF_SCAN_QP:       return R_QP;
    case TNEF_SCAN_UUENCODE: return R_UU;
    default:                 return R_IDENTITY;
    }
}

static uint16_t encoding_of(uint32_t reader)
{
    switch (reader) {
    case R_BASE64: return TNEF_SCAN_BASE64;
    case R_QP:     return TNEF_SCAN_QP;
    case R_UU:     return TNEF_SCAN_UUENCODE;
    default:       return TNEF_SCAN_IDENTITY;
    }
}

/* ---- Delivery ------------------------------------------------------------------------------ */

static void call_sink(struct tnef_scanner *s, const uint8_t *p, size_t n, size_t *taken)
{
    tnef_status status;

    *taken = n;
    if (s->cfg.sink == NULL)
        return;
    s->busy = 1;
    status = tnefi_as_status(s->cfg.sink(s->cfg.user, p, n, taken));
    s->busy = 0;
    if (status == TNEF_OK || *taken > n)
        *taken = n;
    if (status == TNEF_PAUSED) {
        s->halt = s->halt == HALT_FATAL ? HALT_FATAL : HALT_PAUSE;
    } else if (status == TNEF_STOPPED) {
        tnefi_scan_fail(s, TNEF_STOPPED, tnefi_scan_place(s), TNEF_NO_CODE);
    } else if (status != TNEF_OK) {
        tnefi_scan_fail(s, TNEF_E_CALLBACK, tnefi_scan_place(s), TNEF_NO_CODE);
        s->fatal.user_code = status;
    }
}

/* Bytes of the stream or part that is being delivered, as far as limits allow. Returns how many are
 * done with. */
size_t tnefi_leaf_deliver(struct tnef_scanner *s, const uint8_t *p, size_t n)
{
    uint64_t *size = s->block.open != 0 ? &s->block.size : &s->leaf.size;
    uint64_t room = s->cfg.max_stream - *size;
    uint64_t in_all = s->cfg.max_output - s->output;
    uint64_t limit = in_all < room ? s->cfg.max_output : s->cfg.max_stream;
    size_t len = n;
    size_t taken = 0;

    if (in_all < room)
        room = in_all;
    if (room < len)
        len = (size_t)room;
    if (len > 0)
        call_sink(s, p, len, &taken);
    *size += taken;
    s->output += taken;
    if (s->halt != HALT_NONE || taken < len || len == n)
        return taken;
    tnefi_scan_limit(s, TNEF_E_LIMIT_OUTPUT, limit, limit + 1u);
    if (s->block.open != 0)
        tnefi_note_block(s, TNEF_SCAN_STREAM_LIMIT);
    else
        tnefi_note_leaf(s, TNEF_SCAN_STREAM_LIMIT);
    return n;
}

/* ---- The search ---------------------------------------------------------------------------- */

static void only(struct tnefi_leaf *f, uint32_t reader)
{
    if (reader != R_UU)
        f->inner = NO_READER;
    for (uint32_t i = 0; i < READERS; i++)
        if (i != reader && i != f->deliver && i != f->inner)
            f->alive[i] = 0;
    f->sniffing = 0;
}

static void block_begins(struct tnef_scanner *s)
{
    struct tnefi_uu_block *b = &s->block;
    tnef_transfer_info info = { .size = sizeof info };
    uint64_t findings = 0;

    tnef_transfer_get_info(s->decode[R_UU].transfer, &info);
    tnefi_name_raw(info.name, info.name_len, b->name, &findings);
    b->findings = 0;
    tnefi_scan_note_all(s, &b->findings, findings);
    b->claims = tnefi_claims_name(s, b->name) ? TNEF_SCAN_CLAIMS_NAME : 0;
    b->head = s->leaf.inner == NO_READER ? top_level(s)->line_at : s->leaf.body;
    b->size = 0;
    s->leaf.children++;
    b->number = s->leaf.children;
    b->open = 1;
}

/* The magic is complete in what |reader| decoded. */
void tnefi_leaf_shows(struct tnef_scanner *s, uint32_t reader)
{
    struct tnefi_leaf *f = &s->leaf;
    uint16_t declared = f->declared;

    f->any_found = 1;
    if (f->kind == TNEF_SCAN_PRE)
        tnefi_note_leaf(s, TNEF_SCAN_PREAMBLE);
    else if (f->kind == TNEF_SCAN_POST)
        tnefi_note_leaf(s, TNEF_SCAN_EPILOGUE);
    if (reader == R_UU && declared != TNEF_SCAN_UUENCODE)
        tnefi_note_leaf(s, TNEF_SCAN_UU_BLOCK);
    else if (tnefi_reader_of(declared) != reader)
        tnefi_note_leaf(s, TNEF_SCAN_ENCODING_OTHER);
    if (f->mode != MODE_SEARCH) {
        f->found = encoding_of(reader);
        only(f, NO_READER);
        return;
    }
    if (s->streams >= s->cfg.max_streams) {
        tnefi_note_leaf(s, TNEF_SCAN_TOO_MANY_STREAMS);
        tnefi_scan_limit(s, TNEF_E_LIMIT_STREAMS, s->cfg.max_streams, (uint64_t)s->streams + 1u);
        f->found = encoding_of(reader);
        only(f, reader == R_UU ? R_UU : NO_READER);
        return;
    }
    s->streams++;
    f->finder = (uint16_t)reader;
    f->magic_at = 0;
    if (reader == R_UU) {
        block_begins(s);
        f->stage = STAGE_BEGIN;
        return;
    }
    if (f->claims == 0)
        tnefi_note_leaf(s, TNEF_SCAN_TYPE_OTHER);
    f->found = encoding_of(reader);
    only(f, reader);
    f->stage = f->announced != 0 ? STAGE_FOUND : STAGE_BEGIN;
}

size_t tnefi_leaf_match(struct tnef_scanner *s, uint32_t reader, const uint8_t *p, size_t n)
{
    struct tnefi_leaf *f = &s->leaf;
    size_t i = 0;

    while (i < n && f->matched[reader] < s->cfg.magic_len
           && p[i] == s->cfg.magic[f->matched[reader]]) {
        f->matched[reader]++;
        i++;
    }
    TNEFI_TOUCH(i + 1u);
    return i;
}

/* Compares with the magic; returns how many bytes are done with: not those behind it. */
static size_t compare(struct tnef_scanner *s, uint32_t reader, const uint8_t *p, size_t n)
{
    struct tnefi_leaf *f = &s->leaf;
    size_t i = tnefi_leaf_match(s, reader, p, n);

    if (f->matched[reader] == s->cfg.magic_len) {
        tnefi_leaf_shows(s, reader);
        return i;
    }
    if (i == n)
        return n;
    f->died[reader] = 1;
    if (reader == R_UU)
        f->uu_dead = 1;
    else
        f->alive[reader] = 0;
    return n;
}

/* ---- Readers ------------------------------------------------------------------------------- */

/* Of a part that is delivered as it was asked for: whether it shows a stream is only noted. */
static void watch(struct tnef_scanner *s, uint32_t reader, const uint8_t *p, size_t n)
{
    struct tnefi_leaf *f = &s->leaf;

    for (size_t i = 0; i < n && f->matched[reader] < s->cfg.magic_len; i++) {
        if (p[i] != s->cfg.magic[f->matched[reader]]) {
            f->read_ok = 0;
            f->died[reader] = 1;
            return;
        }
        f->matched[reader]++;
        if (f->matched[reader] == s->cfg.magic_len)
            tnefi_leaf_shows(s, reader);
    }
}

static size_t uu_bytes(struct tnef_scanner *s, const uint8_t *p, size_t n)
{
    struct tnefi_leaf *f = &s->leaf;
    uint32_t blocks = tnefi_transfer_blocks(s->decode[R_UU].transfer);

    if (blocks != f->block) {
        if (s->block.open != 0) {
            f->stage = STAGE_UU_END;
            return 0;
        }
        f->block = blocks;
        f->matched[R_UU] = 0;
        f->uu_dead = 0;
    }
    if (s->block.open != 0)
        return f->deliver == R_UU ? tnefi_leaf_deliver(s, p, n) : n;
    if (f->uu_dead != 0 || f->matched[R_UU] == s->cfg.magic_len)
        return n;
    return compare(s, R_UU, p, n);
}

/* Decoded bytes of |reader|; how many are done with. */
static size_t decoded(struct tnef_scanner *s, uint32_t reader, const uint8_t *p, size_t n)
{
    struct tnefi_leaf *f = &s->leaf;
    size_t taken;

    if (f->mode == MODE_DECODE && reader == f->deliver) {
        taken = tnefi_leaf_deliver(s, p, n);
        if (f->read_ok != 0 && s->halt != HALT_FATAL)
            watch(s, reader, p, taken);
        return taken;
    }
    if (reader == R_UU)
        return uu_bytes(s, p, n);
    if (reader == f->inner)
        return tnefi_uu_inner(s, reader, p, n);
    if (reader == f->deliver)
        return tnefi_leaf_deliver(s, p, n);
    return f->alive[reader] != 0 ? compare(s, reader, p, n) : n;
}

static tnef_status reader_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnefi_decode *d = user;

    *taken = decoded(d->scanner, d->index, buf, len);
    return *taken < len || d->scanner->leaf.stage != STAGE_NONE || d->scanner->halt != HALT_NONE
        ? TNEF_PAUSED : TNEF_OK;
}

static size_t reads(struct tnef_scanner *s, uint32_t reader, const uint8_t *p, size_t n)
{
    size_t taken = 0;

    if (reader == R_UU && s->leaf.idle != 0)
        return tnefi_uu_idle(s, p, n);

    if (reader == R_RAW)
        return tnefi_leaf_deliver(s, p, n);
    if (reader == R_IDENTITY)
        return decoded(s, reader, p, n);
    if (tnef_transfer_feed(tnefi_leaf_decoder(s, reader), p, n, &taken) == TNEF_PAUSED)
        s->leaf.held = (uint16_t)reader;
    return taken;
}

/* What a pause held back comes before anything else. */
void tnefi_leaf_held(struct tnef_scanner *s)
{
    uint32_t reader = s->leaf.held;

    if (!tnefi_uu_held(s))
        return;
    s->leaf.held = NO_READER;
    if (s->leaf.alive[reader] != 0)
        (void)reads(s, reader, NULL, 0);
}

/* ---- A leaf -------------------------------------------------------------------------------- */

void tnefi_leaf_open(struct tnef_scanner *s, uint32_t kind, uint64_t body)
{
    struct tnefi_leaf *f = &s->leaf;

    f->open = 1;
    f->kind = (uint16_t)kind;
    f->head = f->body = body;
    f->findings = f->size = f->cursor = f->sniffed = 0;
    for (uint32_t i = 0; i < READERS; i++) {
        f->pos[i] = 0;
        f->matched[i] = 0;
        f->alive[i] = f->died[i] = f->started[i] = 0;
    }
    tnefi_sniff_begin(f);
    f->number = f->children = f->shown = f->finishing = f->magic_at = f->block = 0;
    f->announced = f->muted = f->claims = f->found = f->any_found = 0;
    f->declared = TNEF_SCAN_NONE;
    f->mode = MODE_SEARCH;
    f->deliver = f->finder = f->held = f->inner = NO_READER;
    f->stage = STAGE_NONE;
    f->sniffing = f->uu_dead = f->passing = f->in_line = f->uu_held = 0;
    f->idle = 1;
    f->read_ok = 1;
    s->block.open = 0;
    if (kind == TNEF_SCAN_LEAF)
        return;
    if (s->cfg.policy == TNEF_SCAN_STRICT || s->frame[s->frames - 1u].muted != 0)
        f->muted = 1;
    tnefi_leaf_start(s, TNEF_CONTINUE);
}

/* The decoder of |reader|. Most leaves are short, or need but one of them, so each is made when it
 * gets its first byte. */
tnef_transfer *tnefi_leaf_decoder(struct tnef_scanner *s, uint32_t reader)
{
    tnef_transfer_config cfg = { .size = sizeof cfg, .sink = reader_sink,
                                 .kind = reader, .max_input = TNEF_TRANSFER_CEILING,
                                 .max_output = TNEF_TRANSFER_CEILING };
    struct tnefi_decode *d = &s->decode[reader];

    _Static_assert((int)R_BASE64 == (int)TNEF_TRANSFER_BASE64
                   && (int)R_QP == (int)TNEF_TRANSFER_QUOTED_PRINTABLE
                   && (int)R_UU == (int)TNEF_TRANSFER_UUENCODE, "readers have decoders' numbers");
    if (s->leaf.started[reader] != 0)
        return d->transfer;
    s->leaf.started[reader] = 1;
    d->scanner = s;
    d->index = reader;
    cfg.user = d;
    (void)tnef_transfer_init(&d->transfer, d->mem, sizeof d->mem, &cfg);
    return d->transfer;
}

void tnefi_leaf_start(struct tnef_scanner *s, int answer)
{
    struct tnefi_leaf *f = &s->leaf;

    if (f->muted != 0)
        return;
    if ((answer & TNEF_SCAN_RAW) != 0) {
        f->mode = MODE_RAW;
        f->deliver = R_RAW;
        f->alive[R_RAW] = 1;
    } else if ((answer & TNEF_SCAN_DECODE) != 0) {
        f->mode = MODE_DECODE;
        f->deliver = (uint16_t)tnefi_reader_of(f->declared);
    }
    f->idle = f->declared != TNEF_SCAN_UUENCODE;
    if (f->mode == MODE_SEARCH && f->kind == TNEF_SCAN_LEAF && tnefi_is_text(s)
        && (f->declared == TNEF_SCAN_BASE64 || f->declared == TNEF_SCAN_QP))
        f->inner = (uint16_t)tnefi_reader_of(f->declared);
    f->alive[R_IDENTITY] = f->alive[R_BASE64] = f->alive[R_QP] = 1;
    f->alive[R_UU] = f->inner == NO_READER;
    f->sniffing = 1;
}

static int is_sniffing(struct tnefi_leaf *f)
{
    if (f->sniffing == 0)
        return 0;
    for (uint32_t i = R_IDENTITY; i <= R_QP; i++)
        if (f->alive[i] != 0 && f->died[i] == 0 && i != f->deliver)
            return 1;
    f->sniffing = 0;
    return 0;
}

/* Hands |reader| what it has not read yet of |n| bytes. 0: it did not take all. */
static int hand(struct tnef_scanner *s, uint32_t reader, const uint8_t *p, size_t n)
{
    struct tnefi_leaf *f = &s->leaf;
    uint64_t ahead = f->pos[reader] - f->cursor;
    size_t from;

    if (f->alive[reader] == 0 || ahead >= n)
        return 1;
    from = (size_t)ahead;
    f->pos[reader] += reads(s, reader, p + from, n - from);
    return f->stage == STAGE_NONE && s->halt == HALT_NONE
        && (f->alive[reader] == 0 || f->pos[reader] - f->cursor >= n);
}

/* How far all readers have come in |n| bytes. */
static size_t common(const struct tnefi_leaf *f, size_t n)
{
    uint64_t least = n;

    for (uint32_t i = 0; i < READERS; i++)
        if (f->alive[i] != 0 && f->pos[i] - f->cursor < least)
            least = f->pos[i] - f->cursor;
    return (size_t)least;
}

/* How many of |n| bytes are given to the readers before it is seen what they make of it. */
static size_t together(struct tnefi_leaf *f, const uint8_t *p, size_t n)
{
    if (!is_sniffing(f))
        return n;
    if (f->sniffed <= f->cursor)
        f->sniffed = f->cursor + tnefi_sniff(f, p, n);
    return f->sniffed - f->cursor < n ? (size_t)(f->sniffed - f->cursor) : n;
}

size_t tnefi_leaf_feed(struct tnef_scanner *s, const uint8_t *p, size_t n)
{
    struct tnefi_leaf *f = &s->leaf;
    uint32_t first = tnefi_reader_of(f->declared);
    size_t len = together(f, p, n);
    int go_on = hand(s, first, p, len);

    for (uint32_t i = 0; go_on && i < READERS; i++)
        if (i != first)
            go_on = hand(s, i, p, len);
    len = common(f, len);
    f->cursor += len;
    for (uint32_t i = 0; i < READERS; i++)
        if (f->alive[i] == 0)
            f->pos[i] = f->cursor;
    return len;
}

/* ---- The end ------------------------------------------------------------------------------- */

/* Finishes one reader after the other. */
int tnefi_leaf_finish(struct tnef_scanner *s)
{
    struct tnefi_leaf *f = &s->leaf;

    while (f->finishing < R_RAW) {
        uint32_t i = f->finishing;

        if (!tnefi_uu_held(s))
            return 0;
        if (f->started[i] != 0 && (f->alive[i] != 0 || (i == R_UU && f->inner != NO_READER))) {
            if (tnef_transfer_finish(s->decode[i].transfer) == TNEF_PAUSED)
                return 0;
            if (i == f->deliver || (i == R_UU && f->any_found != 0))
                tnefi_leaf_reader(s, i);
        }
        f->finishing++;
        if (s->halt != HALT_NONE || f->stage != STAGE_NONE)
            return 0;
    }
    if (s->block.open != 0) {
        f->stage = STAGE_UU_END;
        return 0;
    }
    return 1;
}
