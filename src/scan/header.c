/* SPDX-License-Identifier: MIT */
/* Lines of header blocks: RFC 5322, section 2.2.
 *
 *     block = *( name ":" value *( line-end blank value ) line-end ) line-end
 *
 * A name is collected until its colon (fieldid.c). The value is collected, unfolded, only of the three fields
 * that count (field.c); those of others are passed over. A line that is not a field is kept until its end,
 * because it may have to become the first line of the body.
 *
 * Fields:
 *
 *     Subject: x                      passed over
 *     Content-Type: a/b;              collected as "a/b; name=c": the line end of a fold is dropped, and its
 *      name=c                         blank stays
 *     CONTENT-TYPE:a/b                names in any case, no blank after the colon
 *
 * Fields, with an anomaly:
 *
 *     Content-Type : a/b              SPACE_COLON; so has a name with controls in it, which some drop
 *     EF BB BF Content-Type: a/b      in the block of a message, GARBAGE_LINE: some drop the mark
 *
 * Not fields; the block goes on after them:
 *
 *     no field                        GARBAGE_LINE
 *     From a@b Mon Nov 30 08:26:00    as the first line of a message, FROM_LINE
 *     (a blank line)                  as the first line of a message, LEADING_BLANK
 *
 * Not fields; the block ends before them, its blank line missing (NO_BLANK_LINE):
 *
 *     begin 644 winmail.dat           a uuencoded block begins
 *     eJ8+Ig...                       a stream begins, here in base64
 *     --b                             a boundary that this block itself has named: line.c
 *
 * Line ends are CR LF, LF (BARE_LF), CR (BARE_CR), and CR CR LF. Whether a blank line that is made of CR ends
 * the block is something in which readers differ: see blank_cr(). */

#include "scan/header.h"

#include "scan/chars.h"
#include "scan/lines.h"

void tnefi_scan_header_begin(struct tnefi_scan_header *h, const struct tnefi_scan_header_place *place)
{
    tnefi_scan_findings_clear(&h->findings);
    h->outcome = HEAD_GOES_ON;
    h->state = place->cr != 0 ? H_BLANK_CR : H_START;
    h->at = h->line_at = h->body = place->at;
    h->bytes = h->anomalies = 0;
    h->frame = place->frame;
    h->level = place->level;
    h->fields = h->len = 0;
    h->entry0 = h->boundaries->count;
    h->pool0 = h->boundaries->pool_len;
    h->nests = place->nests;
    h->lf = place->lf;
    h->field = F_NONE;
    h->root = place->root;
    h->begun = h->cut = h->full = h->paused = 0;
    h->adding = 0;
    h->has_type = h->multipart = h->message = h->digest = h->empty = h->lost = 0;
    h->has_encoding = h->base64 = h->claims = h->no_comments = 0;
    h->declared = TNEF_SCANNER_NONE;
    h->type[0] = h->encoding[0] = h->name[0] = h->of_type[0] = h->also[0] = h->plain_name[0] = 0;
    h->names.count = h->boundary_pieces.count = 0;
}

/* ---- Values -------------------------------------------------------------------------------- */

/*@ H_DOES(H_FOUND, H_LINE, h->len, h->cut); */
static void value_byte(struct tnefi_scan_header *h, uint8_t b)
{
    if (b == 0)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_NUL);
    if (b > 127u)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_EIGHT_BIT);
    if (h->len < h->max_line) {
        h->line[h->len] = b;
        h->len++;
    } else if (h->cut == 0) {
        h->cut = 1;
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_LINE_LIMIT);
        tnefi_scan_beyond(&h->findings, TNEF_E_LIMIT_HEADER, h->max_line, (uint64_t)h->len + 1u);
    }
}

/* Counts bytes of the block. */
/*@ H_DOES(h->bytes); */
static void add_bytes(struct tnefi_scan_header *h, uint64_t n)
{
    h->bytes = n < UINT64_MAX - h->bytes ? h->bytes + n : UINT64_MAX;
}

/* A field begins. */
/*@ H_DOES(h->fields, h->begun, h->len); */
static void add_field(struct tnefi_scan_header *h)
{
    if (h->fields < UINT32_MAX)
        h->fields++;
    h->begun = 1;
    h->len = 0;
}

/* Whether the block has had more bytes or fields than it may. The first time, that is an anomaly. */
/*@ H_DOES(H_FOUND, h->full); */
static int is_full(struct tnefi_scan_header *h)
{
    if (h->bytes <= h->max_header && h->fields <= h->max_fields)
        return 0;
    if (h->full == 0) {
        h->full = 1;
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_HEADER_LIMIT);
        if (h->bytes > h->max_header)
            tnefi_scan_beyond(&h->findings, TNEF_E_LIMIT_HEADER, h->max_header, h->bytes);
        else
            tnefi_scan_beyond(&h->findings, TNEF_E_LIMIT_HEADER, h->max_fields, h->fields);
    }
    return 1;
}

/* The field that is open is complete. */
/*@ H_DOES(H_FIELD, h->full, h->field, h->len, h->cut); */
static void field_ends(struct tnefi_scan_header *h)
{
    int full = is_full(h);

    h->no_comments = 0;
    if (h->field == F_TYPE)
        tnefi_scan_field_type(h);
    else if (h->field == F_ENCODING)
        tnefi_scan_field_encoding(h);
    else if (h->field == F_DISPOSITION && !full)
        tnefi_scan_field_disposition(h);
    h->field = F_NONE;
    h->len = 0;
    h->cut = 0;
}

/* ---- Outcomes ------------------------------------------------------------------------------ */

/*@ H_DOES(h->outcome, h->body); */
static void is_done(struct tnefi_scan_header *h, uint64_t body)
{
    h->outcome = HEAD_DONE;
    h->body = body;
}

/* Whether the line that was collected is the first line of the body, the blank line before it missing. The
 * body of message/rfc822 starts with a header block, and a line that begins a uuencoded block is passed over
 * in it; but a stream is one wherever it stands. */
/*@ requires \valid_read(h) && H_OK(h);
    terminates \true; exits \false;
    assigns \nothing; */
static int line_shows(const struct tnefi_scan_header *h)
{
    if (h->message != 0 && h->multipart == 0)
        return tnefi_scan_line_streams(&h->search, h->line, h->len);
    return tnefi_scan_line_shows(&h->search, h->line, h->len);
}

/* The line that was collected is not a field. */
/*@ H_DOES(H_FOUND, h->outcome, h->body, h->len, h->begun, h->field, h->state); */
static void garbage_ends(struct tnefi_scan_header *h)
{
    int shows = line_shows(h);

    if (shows || h->paused != 0) {
        if (h->paused == 0)
            tnefi_scan_met(&h->findings, TNEF_SCANNER_A_NO_BLANK_LINE);
        h->outcome = HEAD_LINE;
        h->body = h->line_at;
        return;
    }
    if (h->root != 0 && h->begun == 0 && tnefi_scan_is_from_line(h->line, h->len))
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_FROM_LINE);
    else
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_GARBAGE_LINE);
    h->len = 0;
    h->begun = 1;
    h->field = F_GARBAGE;
    h->state = H_SKIP;
}

/* ---- Names --------------------------------------------------------------------------------- */

/* The line has its first colon: what comes before it is the name of a field, or the line is not a field. */
/*@ H_DOES(H_FOUND, h->fields, h->begun, h->len, h->paused, h->field, h->state); */
static void name_ends(struct tnefi_scan_header *h)
{
    uint32_t len = h->len;
    uint16_t field;

    /*@ loop invariant len <= h->len;
        loop assigns len;
        loop variant len; */
    while (len > 0 && tnefi_base_is_blank(h->line[len - 1u]))
        len--;
    TNEFI_TOUCH(h->len - len + 1u);
    field = tnefi_scan_field_of(h->line, len, h->root != 0, &h->findings);
    if (field == F_NONE || tnefi_scan_line_shows(&h->search, h->line, h->len)) {
        h->state = H_GARBAGE;
        return;
    }
    if (field != F_OTHER && len < h->len)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_SPACE_COLON);
    add_field(h);
    h->paused = 0;
    h->field = field;
    h->state = field == F_OTHER ? H_SKIP : H_VALUE;
}

/* Takes a character of a line that may be a field. Returns 0 if it is not taken: the body began before it. */
/*@ H_DOES(H_FOUND, H_LINE, h->outcome, h->body, h->fields, h->begun, h->len, h->paused, h->field, h->state);
    ensures \result <= 1; */
static size_t name_byte(struct tnefi_scan_header *h, uint8_t b)
{
    if (b == ':' && h->state == H_NAME) {
        name_ends(h);
        if (h->state != H_GARBAGE)
            return 1;
    }
    if (h->len < h->max_line) {
        h->line[h->len] = b;
        h->len++;
        return 1;
    }
    garbage_ends(h);
    return h->outcome == HEAD_GOES_ON ? 1 : 0;
}

/* ---- Lines --------------------------------------------------------------------------------- */

/*@ H_DOES(H_FOUND, h->lf); */
static void line_feed(struct tnefi_scan_header *h)
{
    tnefi_scan_met(&h->findings, TNEF_SCANNER_A_BARE_LF);
    h->lf = 1;
}

/* |b| ends an empty line, and so the header block. Returns the bytes consumed. */
/*@ requires at < UINT64_MAX;
    H_DOES(H_STEP);
    ensures \result <= 1; */
static size_t blank_line(struct tnefi_scan_header *h, uint64_t at, uint8_t b)
{
    if (h->paused != 0) {
        is_done(h, at);
        return 0;
    }
    field_ends(h);
    if (b == LF)
        line_feed(h);
    if (h->root != 0 && h->begun == 0) {
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_LEADING_BLANK);
        h->state = b == CR ? H_CR : H_START;
    } else if (b == CR) {
        h->state = H_BLANK_CR;
    } else {
        is_done(h, at + 1u);
    }
    return 1;
}

/*@ requires at < UINT64_MAX;
    H_DOES(H_STEP);
    ensures \result <= 1; */
static size_t line_start(struct tnefi_scan_header *h, uint64_t at, uint8_t b)
{
    if (b == CR || b == LF)
        return blank_line(h, at, b);
    if (tnefi_base_is_blank(b) && h->field != F_NONE) {
        h->state = h->field == F_OTHER || h->field == F_GARBAGE ? H_SKIP : H_VALUE;
        return 0;
    }
    field_ends(h);
    h->line_at = at;
    h->state = H_NAME;
    if (b == '-')
        h->outcome = HEAD_DASH;
    return 0;
}

/*@ H_DOES(H_STEP);
    ensures \result <= 1; */
static size_t line_end(struct tnefi_scan_header *h, uint8_t b)
{
    if (h->state == H_NAME || h->state == H_GARBAGE) {
        garbage_ends(h);
        return 0;
    }
    if (b == LF)
        line_feed(h);
    h->state = b == CR ? H_CR : H_START;
    return 1;
}

/* A blank line is made of CR alone. In a mail whose other lines end with LF few readers see a blank line
 * there, so the block goes on. Else it ends the block, unless a field comes next: some readers do not see it
 * even then, so the next line decides (|paused|). A message whose body is a message ends its block at once,
 * since there a field comes next in any case. */
/*@ H_DOES(H_STEP); */
static void blank_cr(struct tnefi_scan_header *h, uint64_t at)
{
    field_ends(h);
    h->state = H_START;
    if (h->lf != 0 || h->begun == 0)
        return;
    if (h->message != 0 && h->multipart == 0)
        is_done(h, at);
    else
        h->paused = 1;
}

/* The byte after a CR, which may be one of CR LF or CR CR LF, or a line end by itself. */
/*@ requires at < UINT64_MAX;
    H_DOES(H_STEP);
    ensures \result <= 1; */
static size_t after_cr(struct tnefi_scan_header *h, uint64_t at, uint8_t b)
{
    enum tnefi_scan_header_state state = h->state;

    if (b == CR && state == H_CR) {
        h->state = H_CR_CR;
        return 1;
    }
    if (b == LF)
        h->lf = 1;
    if (b != LF || state == H_CR_CR)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_BARE_CR);
    if (b == LF && state == H_BLANK_CR)
        is_done(h, at + 1u);
    else if (b == LF || state == H_CR)
        h->state = H_START;
    else
        blank_cr(h, at);
    return b == LF ? 1 : 0;
}

/* Whether a byte of a value is kept and nothing else comes of it. */
/*@ terminates \true; exits \false;
    assigns \nothing; */
static int is_plain(uint8_t b)
{
    return b > 0 && b < 128u && b != CR && b != LF;
}

/* Keeps a run of bytes of a name, before its colon, or of a value: what one byte after the other would come
 * to, in 6 instructions for a byte instead of 25. Returns how many. */
/*@ requires \valid_read(p + (0 .. n - 1));
    H_DOES(H_LINE, h->len);
    ensures \result <= n; */
static size_t keep_run(struct tnefi_scan_header *h, const uint8_t *p, size_t n)
{
    size_t room = h->max_line - h->len;
    size_t most = n < room ? n : room;
    uint32_t len = h->len;
    uint8_t last = h->state == H_NAME ? ':' : CR;
    size_t i = 0;

    /*@ loop invariant i <= most && len == h->len + i;
        loop assigns i, len, H_LINE;
        loop variant most - i; */
    while (i < most && is_plain(p[i]) && p[i] != last) {
        h->line[len] = p[i];
        len++;
        i++;
    }
    TNEFI_TOUCH(i + 1u);
    h->len = len;
    return i;
}

#define SKIP_MOST 65536u /* passed over at once: any bound will do that is below SIZE_MAX */

/* A byte of a line, or a run of them. */
/*@ requires n >= 1 && \valid_read(p + (0 .. n - 1));
    H_DOES(H_STEP);
    ensures \result <= n; */
static size_t in_line(struct tnefi_scan_header *h, const uint8_t *p, size_t n)
{
    size_t taken;

    if (p[0] == CR || p[0] == LF)
        return line_end(h, p[0]);
    if (h->state == H_SKIP)
        return tnefi_scan_to_line_end(p, n < SKIP_MOST ? n : SKIP_MOST);
    taken = keep_run(h, p, n);
    if (taken > 0)
        return taken;
    if (h->state != H_VALUE)
        return name_byte(h, p[0]);
    value_byte(h, p[0]);
    return 1;
}

size_t tnefi_scan_header_step(struct tnefi_scan_header *h, uint64_t at, const uint8_t *p, size_t n)
{
    size_t taken;

    h->outcome = HEAD_GOES_ON;
    switch (h->state) {
    case H_START:
        taken = line_start(h, at, p[0]);
        break;
    case H_CR:
    case H_CR_CR:
    case H_BLANK_CR:
        taken = after_cr(h, at, p[0]);
        break;
    default:
        taken = in_line(h, p, n);
        break;
    }
    add_bytes(h, taken);
    return taken;
}

void tnefi_scan_header_line(struct tnefi_scan_header *h, uint64_t at, const uint8_t *p, size_t n)
{
    size_t i = 0;

    h->outcome = HEAD_GOES_ON;
    h->state = H_NAME;
    h->line_at = at;
    h->len = 0;
    add_bytes(h, n);
    TNEFI_TOUCH(n);
    /*@ loop invariant i <= n && H_OK(h);
        loop assigns i, H_FOUND, H_LINE, h->outcome, h->body, h->fields, h->begun, h->len, h->paused,
            h->field, h->state, h->cut;
        loop variant n - i; */
    while (i < n && h->outcome == HEAD_GOES_ON && h->state != H_SKIP) {
        if (h->state == H_VALUE)
            value_byte(h, p[i]);
        else
            (void)name_byte(h, p[i]);
        i++;
    }
}

void tnefi_scan_header_boundary(struct tnefi_scan_header *h, uint32_t frame)
{
    if (h->paused == 0)
        tnefi_scan_met(&h->findings,
                       frame < h->frame ? TNEF_SCANNER_A_HEADER_END : TNEF_SCANNER_A_NO_BLANK_LINE);
}

/* Whether what stands last is not the blank line that ends a block. */
/*@ requires \valid_read(h);
    terminates \true; exits \false;
    assigns \nothing; */
static int lacks_end(const struct tnefi_scan_header *h)
{
    if (h->state == H_BLANK_CR || h->state == H_CR_CR || h->paused != 0)
        return 0;
    return h->state != H_START || h->frame > 0 || h->begun == 0;
}

void tnefi_scan_header_eof(struct tnefi_scan_header *h, uint64_t at)
{
    h->outcome = HEAD_GOES_ON;
    if (h->state == H_NAME || h->state == H_GARBAGE) {
        garbage_ends(h);
        if (h->outcome != HEAD_GOES_ON)
            return;
    }
    if (lacks_end(h))
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_HEADER_END);
    field_ends(h);
    is_done(h, at);
}

/* ---- Fields that somebody else has read ---------------------------------------------------- */

/* After the first anomaly that is refused nothing more is read. */
void tnefi_scan_header_given(struct tnefi_scan_header *h, const uint8_t *name, size_t name_len,
                             const uint8_t *value, size_t value_len)
{
    size_t len = name_len;

    add_field(h);
    add_bytes(h, name_len);
    add_bytes(h, value_len);
    h->cut = 0;
    /*@ loop invariant len <= name_len;
        loop assigns len;
        loop variant len; */
    while (len > 0 && tnefi_base_is_blank(name[len - 1u]))
        len--;
    h->field = tnefi_scan_field_id(name, len);
    if (h->field != F_OTHER && len < name_len)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_SPACE_COLON);
    TNEFI_TOUCH(name_len + value_len);
    /*@ loop invariant i <= value_len && H_OK(h);
        loop assigns i, H_FOUND, H_LINE, h->len, h->cut;
        loop variant value_len - i; */
    for (size_t i = 0; h->field != F_OTHER && i < value_len; i++)
        if (value[i] != CR && value[i] != LF)
            value_byte(h, value[i]);
    if (h->findings.first == TNEF_NO_CODE)
        field_ends(h);
}
