/* SPDX-License-Identifier: MIT */
/* What becomes of the bytes that a reader of the leaf has decoded (RFC 2045, section 6): they are compared
 * with what is looked for until it is decided what they are; then they are delivered, read as blocks, or
 * dropped.
 *
 * These are delivered:
 *
 *     what base64 decodes to after it has shown the magic    a stream
 *     what a uuencoded block decodes to after it has         one, too: each block is compared anew
 *     anything that the declared reader decodes              if the caller has answered DECODE
 *
 * and these are dropped:
 *
 *     what quoted-printable decodes to after base64 has shown the magic
 *     a uuencoded block whose first bytes are not the magic
 *     a stream when max_streams have been found, which is only noted */

#include "scan/leaf.h"

#include "scan/filename.h"
#include "transfer/transfer.h"

static uint16_t encoding_of(uint32_t reader)
{
    switch (reader) {
    case R_BASE64:
        return TNEF_SCANNER_BASE64;
    case R_QP:
        return TNEF_SCANNER_QP;
    case R_UU:
        return TNEF_SCANNER_UUENCODE;
    default:
        return TNEF_SCANNER_IDENTITY;
    }
}

/* ---- The search ---------------------------------------------------------------------------- */

/* Drops all readers but |reader| and those that still deliver. */
static void only(struct tnefi_scan_leaf *f, uint32_t reader)
{
    if (reader != R_UU)
        f->inner = NO_READER;
    for (uint32_t i = 0; i < READERS; i++)
        if (i != reader && i != f->deliver && i != f->inner)
            f->alive[i] = 0;
    f->sniffing = 0;
}

/* A uuencoded block shows a stream: it becomes a part, with the name of its "begin" line. */
static void block_begins(struct tnefi_scan_leaf *f)
{
    struct tnefi_scan_uu_block *b = &f->uu;
    struct tnef_transfer_info info = { .size = sizeof info };

    tnef_transfer_info(f->decode[R_UU]->transfer, &info);
    b->anomalies = 0;
    tnefi_scan_leaf_met_all(f, &f->of_block, tnefi_scan_name_raw(info.name, info.name_len, b->name));
    b->claims = tnefi_scan_claims_name(f->search, b->name) ? TNEF_SCANNER_CLAIMS_NAME : 0;
    b->head = f->inner == NO_READER ? f->line_at : f->body;
    b->size = 0;
    f->children++;
    b->number = f->children;
    b->open = 1;
}

/* The magic is complete in what |reader| decoded. */
void tnefi_scan_leaf_shows(struct tnefi_scan_leaf *f, uint32_t reader)
{
    uint16_t declared = f->declared;

    f->any_found = 1;
    if (f->in_file != 0)
        tnefi_scan_leaf_met(f, &f->of_files, TNEF_SCANNER_A_MAIL_AS_FILE);
    if (f->kind == TNEF_SCANNER_PRE)
        tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_PREAMBLE);
    else if (f->kind == TNEF_SCANNER_POST)
        tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_EPILOGUE);
    if (reader == R_UU && f->bare > 0 && f->bare == f->block)
        tnefi_scan_leaf_met(f, &f->findings,
                            f->twice != 0 ? TNEF_SCANNER_A_BASE64_TWICE : TNEF_SCANNER_A_STREAM_IN_TEXT);
    else if (reader == R_UU && declared != TNEF_SCANNER_UUENCODE)
        tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_UU_BLOCK);
    else if (tnefi_scan_reader_of(declared) != reader)
        tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_ENCODING_OTHER);
    if (f->mode != MODE_SEARCH) {
        f->found = encoding_of(reader);
        only(f, NO_READER);
        return;
    }
    if (f->streams >= f->cfg->max_streams) {
        tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_TOO_MANY_STREAMS);
        tnefi_scan_leaf_beyond(f, TNEF_E_LIMIT_STREAMS, f->cfg->max_streams, (uint64_t)f->streams + 1u);
        f->found = encoding_of(reader);
        only(f, reader == R_UU ? R_UU : NO_READER);
        return;
    }
    f->streams++;
    f->finder = (uint16_t)reader;
    f->magic_at = 0;
    if (reader == R_UU) {
        block_begins(f);
        f->stage = STAGE_BEGIN;
        return;
    }
    if (f->claims == 0)
        tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_TYPE_OTHER);
    f->found = encoding_of(reader);
    only(f, reader);
    f->stage = f->announced != 0 ? STAGE_FOUND : STAGE_BEGIN;
}

size_t tnefi_scan_leaf_match(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && f->matched[reader] < f->cfg->magic_len && p[i] == f->cfg->magic[f->matched[reader]]) {
        f->matched[reader]++;
        i++;
    }
    TNEFI_TOUCH(i + 1u);
    return i;
}

/* |reader| has not decoded a stream. */
static void fails(struct tnefi_scan_leaf *f, uint32_t reader)
{
    f->died[reader] = 1;
    if (reader == R_UU)
        f->uu_dead = 1;
    else
        f->alive[reader] = 0;
}

/* Compares the bytes of a uuencoded block with the magic, at their beginning or after a head of AppleSingle.
 * Returns the bytes consumed: of a stream only its signature; the rest comes again once it was announced. */
static size_t compare_block(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    struct tnefi_scan_signature *m = &f->first[R_UU];
    enum tnefi_scan_shown shown;
    size_t i = tnefi_scan_signature_feed(m, f->cfg->magic, f->cfg->magic_len, p, n, &shown);

    f->matched[R_UU] = shown == SHOWN_STREAM ? f->cfg->magic_len : m->raw_len;
    if (shown == SHOWN_STREAM) {
        if (m->apple != 0)
            tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_APPLE_HEAD);
        tnefi_scan_leaf_shows(f, R_UU);
        return i;
    }
    if (shown != SHOWN_OPEN)
        fails(f, R_UU);
    return n;
}

/* What |reader| decodes to is base64 of a stream: from now on the decoder of uuencoded blocks reads it, as if
 * after a begin line, and first what was looked at. */
static void decodes_twice(struct tnefi_scan_leaf *f, uint32_t reader)
{
    const struct tnefi_scan_signature *m = &f->first[reader];

    only(f, reader);
    f->inner = (uint16_t)reader;
    f->died[reader] = 1;
    f->started[R_UU] = 0; /* it has read the body as it stands */
    f->twice = 1;
    f->block = 0;
    tnefi_scan_uu_bare(f, m->seen, m->seen_len);
}

/* What |reader| decodes to is a mail, which somebody else reads on. Returns 0 if there is no room for it, so
 * that it is not read as one. */
static int is_mail(struct tnefi_scan_leaf *f, uint32_t reader)
{
    if (f->no_room != 0) {
        tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_TOO_DEEP);
        tnefi_scan_leaf_beyond(f, TNEF_E_LIMIT_DEPTH, f->no_room, (uint64_t)f->no_room + 1u);
        fails(f, reader);
        return 0;
    }
    for (uint32_t i = 0; i < READERS; i++)
        if (i != reader)
            f->alive[i] = 0;
    f->mail = reader;
    tnefi_scan_leaf_comes_to(f, LEAF_MAIL);
    return 1;
}

size_t tnefi_scan_leaf_shows_last(struct tnefi_scan_leaf *f, uint32_t reader, size_t n)
{
    if (f->uu.open != 0) {
        if (f->stage == STAGE_NONE) /* else the block has begun with the same byte */
            f->stage = STAGE_UU_END;
        return n - 1u;
    }
    f->uu_held = 0;
    if (f->first[reader].apple != 0)
        tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_APPLE_HEAD);
    tnefi_scan_leaf_shows(f, reader);
    return n;
}

/* Compares what |reader| decodes with what is looked for. Returns the bytes consumed. */
static size_t compare(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n)
{
    struct tnefi_scan_signature *m = &f->first[reader];
    enum tnefi_scan_shown shown;
    size_t i;

    if (m->shown == SHOWN_STREAM)
        return tnefi_scan_leaf_shows_last(f, reader, 1);
    i = tnefi_scan_signature_feed(m, f->cfg->magic, f->cfg->magic_len, p, n, &shown);
    f->matched[reader] = shown == SHOWN_STREAM ? f->cfg->magic_len : m->raw_len;
    switch (shown) {
    case SHOWN_STREAM:
        return tnefi_scan_leaf_shows_last(f, reader, i);
    case SHOWN_BASE64:
        decodes_twice(f, reader);
        return i;
    case SHOWN_MAIL:
        return is_mail(f, reader) ? i : n;
    case SHOWN_OPEN:
        return n;
    default:
        fails(f, reader);
        return n;
    }
}

/* ---- Readers ------------------------------------------------------------------------------- */

/* Looks at bytes of a part that is delivered as RAW or DECODE asked for: that it shows a stream is only
 * noted. */
static void watch(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n && f->matched[reader] < f->cfg->magic_len; i++) {
        if (p[i] != f->cfg->magic[f->matched[reader]]) {
            f->read_ok = 0;
            f->died[reader] = 1;
            return;
        }
        f->matched[reader]++;
        if (f->matched[reader] == f->cfg->magic_len)
            tnefi_scan_leaf_shows(f, reader);
    }
}

/* Delivers bytes of a part as DECODE asked for, and looks at its first ones. A limit may cut the part at one
 * of them, and another one show a stream: what comes first counts, so they are delivered up to the one with
 * which a stream would show, and then looked at. Returns how many bytes are done with. */
static size_t delivers(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n) {
        size_t left = f->read_ok != 0 ? f->cfg->magic_len - f->matched[reader] : 0;
        size_t len = left > 0 && left < n - i ? left : n - i;
        size_t taken = tnefi_scan_leaf_deliver(f, p + i, len);

        if (left > 0 && f->outcome != LEAF_FAILED)
            watch(f, reader, p + i, taken);
        i += taken;
        if (taken < len || tnefi_scan_leaf_stops(f))
            break;
    }
    return i;
}

/* Takes bytes of uuencoded blocks. Each block is compared anew, and ends before the next one begins. */
static size_t uu_bytes(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    uint32_t blocks = tnefi_transfer_blocks(f->decode[R_UU]->transfer);

    if (blocks != f->block) {
        if (f->uu.open != 0) {
            f->stage = STAGE_UU_END;
            return 0;
        }
        f->block = blocks;
        f->matched[R_UU] = 0;
        tnefi_scan_signature_begin(&f->first[R_UU], 0);
        f->uu_dead = 0;
    }
    if (f->uu.open != 0)
        return f->deliver == R_UU ? tnefi_scan_leaf_deliver(f, p, n) : n;
    if (f->uu_dead != 0 || f->matched[R_UU] == f->cfg->magic_len)
        return n;
    return compare_block(f, p, n);
}

/* Returns how many bytes are done with. */
size_t tnefi_scan_reader_takes(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n)
{
    if (f->mode == MODE_DECODE && reader == f->deliver)
        return delivers(f, reader, p, n);
    if (reader == R_UU)
        return uu_bytes(f, p, n);
    if (reader == f->inner)
        return tnefi_scan_uu_inner(f, reader, p, n);
    if (reader == f->deliver)
        return tnefi_scan_leaf_deliver(f, p, n);
    return f->alive[reader] != 0 ? compare(f, reader, p, n) : n;
}
