/* SPDX-License-Identifier: MIT */
/* Lines of header blocks. A name is collected until its colon; the value only of a field that
 * counts, unfolded; everything else is passed over. A line that is no field is kept until its end,
 * so that it can become the first line of the body. */

#include "scan_priv.h"

#define FIELD_NAME_MAX 25u /* Content-Transfer-Encoding */

void tnefi_head_begin(struct tnef_scanner *s, uint16_t root)
{
    struct tnefi_head *h = &s->head;

    h->at = h->line_at = top_level(s)->offset;
    h->bytes = h->findings = 0;
    h->fields = h->len = 0;
    h->entry0 = s->entries;
    h->pool0 = s->pool_len;
    h->field = F_NONE;
    h->root = root;
    h->begun = h->cut = h->paused = 0;
    h->has_type = h->multipart = h->message = h->digest = h->empty = h->lost = 0;
    h->has_encoding = h->base64 = h->claims = 0;
    h->declared = TNEF_SCAN_NONE;
    h->type[0] = h->encoding[0] = h->name[0] = h->of_type[0] = h->also[0] = 0;
    top_level(s)->state = H_START;
}

/* ---- Names of fields ----------------------------------------------------------------------- */

static int same_name(const uint8_t *name, size_t len, const char *lower)
{
    size_t i = 0;

    while (i < len && lower[i] != 0 && tnefi_lower(name[i]) == (uint8_t)lower[i])
        i++;
    return i == len && lower[i] == 0;
}

uint16_t tnefi_field_id(const uint8_t *name, size_t len)
{
    if (len < 12u || len > FIELD_NAME_MAX)
        return F_OTHER;
    TNEFI_TOUCH(3u * FIELD_NAME_MAX);
    if (same_name(name, len, "content-type"))
        return F_TYPE;
    if (same_name(name, len, "content-transfer-encoding"))
        return F_ENCODING;
    if (same_name(name, len, "content-disposition"))
        return F_DISPOSITION;
    return F_OTHER;
}

/* Printable ASCII but the colon: RFC 5322 section 3.6.8. */
static int is_name(const uint8_t *p, size_t len)
{
    TNEFI_TOUCH(len);
    for (size_t i = 0; i < len; i++)
        if (p[i] < 33u || p[i] > 126u || p[i] == ':')
            return 0;
    return len > 0;
}

/* ---- Values -------------------------------------------------------------------------------- */

void tnefi_head_value(struct tnef_scanner *s, uint8_t b)
{
    struct tnefi_head *h = &s->head;

    if (b == 0)
        tnefi_note_head(s, TNEF_SCAN_NUL);
    if (b > 127u)
        tnefi_note_head(s, TNEF_SCAN_EIGHT_BIT);
    if (h->len < s->cfg.max_line) {
        s->line[h->len] = b;
        h->len++;
    } else if (h->cut == 0) {
        h->cut = 1;
        tnefi_note_head(s, TNEF_SCAN_LINE_LIMIT);
        tnefi_scan_limit(s, TNEF_E_LIMIT_HEADER, s->cfg.max_line, (uint64_t)h->len + 1u);
    }
}

/* Whether the block has had more than it may; said once. */
static int is_full(struct tnef_scanner *s)
{
    const struct tnefi_head *h = &s->head;

    if (h->bytes <= s->cfg.max_header && h->fields <= s->cfg.max_fields)
        return 0;
    if ((h->findings & TNEF_SCAN_BIT(TNEF_SCAN_HEADER_LIMIT)) == 0) {
        tnefi_note_head(s, TNEF_SCAN_HEADER_LIMIT);
        if (h->bytes > s->cfg.max_header)
            tnefi_scan_limit(s, TNEF_E_LIMIT_HEADER, s->cfg.max_header, h->bytes);
        else
            tnefi_scan_limit(s, TNEF_E_LIMIT_HEADER, s->cfg.max_fields, h->fields);
    }
    return 1;
}

void tnefi_head_field(struct tnef_scanner *s)
{
    struct tnefi_head *h = &s->head;
    int full = is_full(s);

    s->no_comments = 0;
    if (h->field == F_TYPE)
        tnefi_field_type(s);
    else if (h->field == F_ENCODING)
        tnefi_field_encoding(s);
    else if (h->field == F_DISPOSITION && !full)
        tnefi_field_disposition(s);
    h->field = F_NONE;
    h->len = 0;
    h->cut = 0;
}

/* ---- Lines --------------------------------------------------------------------------------- */

/* What is not a name, without what some readers drop: the mark of UTF-8 at the beginning of a
 * message, and controls. Which field it is then, if it is one that counts. */
static uint16_t field_of_broken(struct tnef_scanner *s, uint32_t len)
{
    static const uint8_t mark[] = { 0xEF, 0xBB, 0xBF };
    uint8_t name[FIELD_NAME_MAX];
    uint32_t at = 0;
    uint32_t n = 0;
    uint32_t finding = TNEF_SCAN_SPACE_COLON;
    uint16_t field;

    if (s->head.root != 0 && s->head.begun == 0 && len > sizeof mark
        && tnefi_equal(s->line, mark, sizeof mark)) {
        at = sizeof mark;
        finding = TNEF_SCAN_GARBAGE_LINE;
    }
    TNEFI_TOUCH(len);
    for (uint32_t i = at; i < len; i++) {
        if (s->line[i] == 0)
            finding = TNEF_SCAN_NUL;
        if (s->line[i] <= SP)
            continue;
        if (n == FIELD_NAME_MAX)
            return F_OTHER;
        name[n] = s->line[i];
        n++;
    }
    field = tnefi_field_id(name, n);
    if (field != F_OTHER)
        tnefi_note_head(s, finding);
    return field;
}

/* The line has a colon. */
static void name_ends(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    struct tnefi_head *h = &s->head;
    uint32_t len = h->len;
    uint16_t field;

    while (len > 0 && tnefi_is_blank(s->line[len - 1u]))
        len--;
    field = is_name(s->line, len) ? tnefi_field_id(s->line, len) : field_of_broken(s, len);
    if ((field == F_OTHER && !is_name(s->line, len)) || tnefi_line_shows(s, s->line, h->len)) {
        l->state = H_GARBAGE;
        return;
    }
    h->fields++;
    h->begun = 1;
    h->paused = 0;
    h->field = field;
    if (field != F_OTHER && len < h->len)
        tnefi_note_head(s, TNEF_SCAN_SPACE_COLON);
    h->len = 0;
    l->state = field == F_OTHER ? H_SKIP : H_VALUE;
}

static int begins_with(const uint8_t *p, size_t len, const char *text)
{
    size_t i = 0;

    while (text[i] != 0 && i < len && p[i] == (uint8_t)text[i])
        i++;
    return text[i] == 0;
}

static int is_digit(uint8_t b)
{
    return b >= '0' && b <= '9';
}

/* dd:dd, no digit before or after it. */
static int is_time(const uint8_t *line, uint32_t len, uint32_t at)
{
    const uint8_t *p = line + at;

    if (len - at < 5u || !is_digit(p[0]) || !is_digit(p[1]) || p[2] != ':' || !is_digit(p[3])
        || !is_digit(p[4]))
        return 0;
    return !is_digit(line[at - 1u]) && (len - at == 5u || !is_digit(p[5]))
        && (p[0] < '2' || (p[0] == '2' && p[1] < '4')) && p[3] < '6';
}

/* The line before a message in a mailbox: "From ", something, and a time of day; or the bare word.
 * Some quote it, since they take the next one for it. */
static int is_from_line(const uint8_t *line, uint32_t len)
{
    uint32_t i = begins_with(line, len, ">") ? 1u : 0;

    if (!begins_with(line + i, len - i, "From"))
        return 0;
    i += 4u;
    TNEFI_TOUCH(2u * len);
    if (i < len && !tnefi_is_blank(line[i]))
        return 0;
    while (i < len && tnefi_is_blank(line[i]))
        i++;
    if (i == len)
        return 1;
    while (i < len && !tnefi_is_blank(line[i]))
        i++;
    for (; i < len; i++)
        if (is_time(line, len, i))
            return 1;
    return 0;
}

/* The line that was collected is no field. It may be the first of the body; a message's begins
 * with its header. */
static void garbage_ends(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    struct tnefi_head *h = &s->head;
    uint32_t len = h->len;
    int body = tnefi_line_shows(s, s->line, len) && !(h->message != 0 && h->multipart == 0);

    h->len = 0;
    if (body || h->paused != 0) {
        if (h->paused == 0)
            tnefi_note_head(s, TNEF_SCAN_NO_BLANK_LINE);
        tnefi_head_done(s, l, h->line_at);
        l->state = B_LINE;
        l->slow = 1;
        l->line_at = h->line_at;
        l->out = OUT_LINE;
        l->out_at = 0;
        l->out_len = len;
        l->out_keep = 0;
        return;
    }
    if (h->root != 0 && h->begun == 0 && is_from_line(s->line, len))
        tnefi_note_head(s, TNEF_SCAN_FROM_LINE);
    else
        tnefi_note_head(s, TNEF_SCAN_GARBAGE_LINE);
    h->begun = 1;
    h->field = F_GARBAGE;
    l->state = H_SKIP;
}

/* A character of a line that may be a field. */
static void name_byte(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    struct tnefi_head *h = &s->head;

    if (b == ':' && l->state == H_NAME) {
        name_ends(s, l);
        if (l->state != H_GARBAGE)
            return;
    }
    if (h->len >= s->cfg.max_line) {
        garbage_ends(s, l);
        if (l->state == H_SKIP)
            return;
    }
    if (h->len < s->cfg.max_line)
        s->line[h->len] = b;
    h->len++;
}

static void line_feed(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    tnefi_note_head(s, TNEF_SCAN_BARE_LF);
    l->lf = 1;
}

/* What no line can begin with any more: the end of the block. 0: the byte is not taken. */
static size_t blank_line(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    if (s->head.paused != 0) {
        tnefi_head_done(s, l, l->offset);
        return 0;
    }
    tnefi_head_field(s);
    if (b == LF)
        line_feed(s, l);
    if (s->head.root != 0 && s->head.begun == 0) {
        tnefi_note_head(s, TNEF_SCAN_LEADING_BLANK);
        l->state = b == CR ? H_CR : H_START;
        return 1;
    }
    if (b == CR) {
        l->state = H_BLANK_CR;
        return 1;
    }
    tnefi_head_done(s, l, l->offset + 1u);
    return 1;
}

static void line_begins(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    tnefi_head_field(s);
    s->head.line_at = l->offset;
    s->head.len = 0;
    l->state = H_NAME;
}

static size_t line_start(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    struct tnefi_head *h = &s->head;

    if (b == CR || b == LF)
        return blank_line(s, l, b);
    if (tnefi_is_blank(b) && h->field != F_NONE) {
        l->state = h->field == F_OTHER || h->field == F_GARBAGE ? H_SKIP : H_VALUE;
        return 0;
    }
    line_begins(s, l);
    if (b == '-' && tnefi_line_watched(s, l)) {
        l->in_head = 1;
        l->hold_len = l->eol_len = 0;
        l->hold_at = l->offset;
        l->state = C_DASH;
    }
    return 0;
}

static size_t line_end(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    if (l->state == H_NAME || l->state == H_GARBAGE) {
        garbage_ends(s, l);
        return 0;
    }
    if (b == LF)
        line_feed(s, l);
    l->state = b == CR ? H_CR : H_START;
    return 1;
}

/* A blank line that is made of CR. In a mail whose lines end with LF few readers see one; else it
 * is the end of the block, unless a field comes next: some do not see it even then. */
static void blank_cr(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    struct tnefi_head *h = &s->head;

    tnefi_head_field(s);
    l->state = H_START;
    if (l->lf != 0 || h->begun == 0)
        return;
    if (h->message != 0 && h->multipart == 0)
        tnefi_head_done(s, l, l->offset);
    else
        h->paused = 1;
}

/* Behind CR: LF, CR and LF, or neither. */
static size_t after_cr(struct tnef_scanner *s, struct tnefi_line_level *l, uint8_t b)
{
    uint32_t state = l->state;

    if (b == CR && state == H_CR) {
        l->state = H_CR_CR;
        return 1;
    }
    if (b == LF)
        l->lf = 1;
    if (b != LF || state == H_CR_CR)
        tnefi_note_head(s, TNEF_SCAN_BARE_CR);
    if (b == LF && state == H_BLANK_CR)
        tnefi_head_done(s, l, l->offset + 1u);
    else if (b == LF || state == H_CR)
        l->state = H_START;
    else
        blank_cr(s, l);
    return b == LF ? 1 : 0;
}

static size_t skip(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && p[i] != CR && p[i] != LF)
        i++;
    TNEFI_TOUCH(i + 1u);
    return i;
}

size_t tnefi_head_step(struct tnef_scanner *s, struct tnefi_line_level *l, const uint8_t *p,
                       size_t n)
{
    size_t taken;

    if (l->state == H_CR || l->state == H_CR_CR || l->state == H_BLANK_CR) {
        taken = after_cr(s, l, p[0]);
    } else if (l->state == H_START) {
        taken = line_start(s, l, p[0]);
    } else if (p[0] == CR || p[0] == LF) {
        taken = line_end(s, l, p[0]);
    } else if (l->state == H_SKIP) {
        taken = skip(p, n);
    } else {
        taken = 1;
        if (l->state == H_VALUE)
            tnefi_head_value(s, p[0]);
        else
            name_byte(s, l, p[0]);
        if (l->state == B_LINE || s->opening != 0)
            taken = 0;          /* the body began before this byte */
    }
    if (s->opening == 0)
        s->head.bytes += taken;
    return taken;
}

/* The hold is no boundary: its bytes from |from| on are the beginning of a line of the block. They
 * are all of one line. */
void tnefi_head_again(struct tnef_scanner *s, struct tnefi_line_level *l, uint32_t from)
{
    uint32_t len = l->hold_len;

    s->head.line_at = l->hold_at + from;
    s->head.len = 0;
    s->head.bytes += len - from;
    l->state = H_NAME;
    l->hold_len = 0;
    TNEFI_TOUCH(len - from);
    for (uint32_t i = from; i < len; i++) {
        if (l->state == H_VALUE)
            tnefi_head_value(s, l->hold[i]);
        else if (l->state != H_SKIP)
            name_byte(s, l, l->hold[i]);
    }
}

/* The input ends, or an outer boundary comes: what there is of the block counts. */
void tnefi_head_eof(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    if (l->state == H_NAME || l->state == H_GARBAGE) {
        garbage_ends(s, l);
        if (s->opening != 0)
            return;
        l->state = H_SKIP;
    }
    if (l->state != H_BLANK_CR && l->state != H_CR_CR && s->head.paused == 0
        && (l->state != H_START || s->frames > 0 || s->head.begun == 0))
        tnefi_note_head(s, TNEF_SCAN_HEADER_END);
    tnefi_head_field(s);
    tnefi_head_done(s, l, l->offset);
}
