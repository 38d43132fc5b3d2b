/* SPDX-License-Identifier: MIT */
/* Parameters: RFC 2045 section 5.1, RFC 2231. Of what can be read in two ways, a boundary is looked
 * for in both. */

#include "scan_priv.h"

enum { P_OTHER, P_NAME, P_BOUNDARY, P_CHARSET };

#define NAME_LEN 24u

/* A value in the line. */
struct value {
    uint32_t at, end;        /* of its characters */
    uint32_t cut;            /* unquoted: where blanks or a comment begin, else as end */
    uint32_t next;           /* behind it */
    uint16_t quoted;
};

/* A parameter's name: what it is for, and its RFC 2231 suffix. */
struct param {
    uint16_t what, star, encoded;
    uint32_t index;
};

/* ---- Boundaries ---------------------------------------------------------------------------- */

/* The boundary |at| .. |end| of the line, and one without the blanks at its end. */
static void add_boundary(struct tnef_scanner *s, uint32_t at, uint32_t end, uint16_t quoted)
{
    uint32_t last = end;

    while (last > at && tnefi_is_blank(s->line[last - 1u]))
        last--;
    if (last < end && quoted != 0)
        tnefi_note_head(s, TNEF_SCAN_PARAMETER_SYNTAX);
    TNEFI_TOUCH(end - at + 1u);
    if (last == at
        || !tnefi_entry_begin(s, s->entries - s->head.entry0, &s->head.findings))
        return;
    for (uint32_t i = at; i < last; i++) {
        if (quoted != 0 && s->line[i] == '\\' && i + 1u < last)
            i++;
        tnefi_entry_byte(s, s->line[i]);
    }
    tnefi_entry_end(s, last == s->head.len && s->head.cut != 0, &s->head.findings);
}

/* Where readers that know the end of strings by a NUL stop. */
static uint32_t nul_in(const struct tnef_scanner *s, uint32_t at, uint32_t end)
{
    uint32_t i = at;

    while (i < end && s->line[i] != 0)
        i++;
    TNEFI_TOUCH(i - at);
    return i;
}

/* A boundary in the form of RFC 2047, which some readers decode wherever it stands. What is odd
 * about the form would be a finding of a file name, and this is not a file name. */
static void word_boundary(struct tnef_scanner *s, const struct value *v)
{
    uint8_t text[TNEF_SCAN_NAME_SIZE];
    uint64_t findings = 0;

    if (v->end - v->at >= TNEF_SCAN_NAME_SIZE || v->end - v->at < 2u || s->line[v->at] != '='
        || s->line[v->at + 1u] != '?')
        return;
    tnefi_name_raw(s->line + v->at, v->end - v->at, text, &findings);
    if ((findings & TNEF_SCAN_BIT(TNEF_SCAN_NAME_WORD)) == 0 || text[0] == 0)
        return;
    tnefi_note_head(s, TNEF_SCAN_DUPLICATE_PARAMETER);
    if (!tnefi_entry_begin(s, s->entries - s->head.entry0, &s->head.findings))
        return;
    for (uint32_t i = 0; i < TNEF_SCAN_NAME_SIZE && text[i] != 0; i++)
        tnefi_entry_byte(s, text[i]);
    tnefi_entry_end(s, 0, &s->head.findings);
}

/* What readers see that know no backslash in quotes. */
static void escaped_boundary(struct tnef_scanner *s, const struct value *v)
{
    uint32_t end = v->at;
    int escapes = 0;

    while (end < v->end && s->line[end] != '"') {
        escapes |= s->line[end] == '\\';
        end++;
    }
    TNEFI_TOUCH(end - v->at);
    if (!escapes)
        return;
    tnefi_note_head(s, TNEF_SCAN_PARAMETER_SYNTAX);
    add_boundary(s, v->at, end, 0);
}

static void plain_boundary(struct tnef_scanner *s, const struct value *v)
{
    uint32_t nul = nul_in(s, v->at, v->end);

    if (v->at == v->end) {
        tnefi_note_head(s, TNEF_SCAN_PARAMETER_EMPTY);
        s->head.empty = 1;
        return;
    }
    if (s->entries > s->head.entry0)
        tnefi_note_head(s, TNEF_SCAN_DUPLICATE_PARAMETER);
    add_boundary(s, v->at, v->end, v->quoted);
    if (v->cut < v->end)
        add_boundary(s, v->at, v->cut, v->quoted);
    if (nul < v->cut)
        add_boundary(s, v->at, nul, v->quoted);
    if (v->quoted != 0)
        escaped_boundary(s, v);
    word_boundary(s, v);
}

/* The piece with the number |index|, or NULL. */
static const struct tnefi_piece *piece_of(const struct tnefi_pieces *p, uint32_t index)
{
    TNEFI_TOUCH(p->count);
    for (uint32_t i = 0; i < p->count && i < PIECES_MAX; i++)
        if (p->piece[i].index == index)
            return &p->piece[i];
    return NULL;
}

/* Behind charset'language' if both quotes are there. */
static uint32_t behind_charset(const struct tnef_scanner *s, const struct tnefi_piece *p)
{
    uint32_t quotes = 0;

    TNEFI_TOUCH(p->len);
    for (uint32_t i = p->at; i < p->at + p->len; i++) {
        quotes += s->line[i] == '\'';
        if (quotes == 2u)
            return i + 1u;
    }
    return p->at;
}

static void piece_bytes(struct tnef_scanner *s, const struct tnefi_piece *p)
{
    uint32_t end = p->at + p->len;

    TNEFI_TOUCH(p->len);
    for (uint32_t i = p->encoded != 0 && p->index == 0 ? behind_charset(s, p) : p->at; i < end;
         i++) {
        uint8_t b = s->line[i];

        if (p->encoded != 0 && b == '%' && end - i > 2u && tnefi_hex_digit(s->line[i + 1u]) >= 0
            && tnefi_hex_digit(s->line[i + 2u]) >= 0) {
            b = (uint8_t)(tnefi_hex_digit(s->line[i + 1u]) * 16 + tnefi_hex_digit(s->line[i + 2u]));
            i += 2u;
        } else if (p->quoted != 0 && b == '\\' && i + 1u < end) {
            i++;
            b = s->line[i];
        }
        tnefi_entry_byte(s, b);
    }
}

/* A boundary out of pieces, from 0 on, as far as they go. */
static void pieced_boundary(struct tnef_scanner *s)
{
    const struct tnefi_piece *p = piece_of(&s->boundaries, 0);

    if (s->boundaries.count == 0)
        return;
    tnefi_note_head(s, TNEF_SCAN_PARAMETER_PIECES);
    if (s->entries > s->head.entry0)
        tnefi_note_head(s, TNEF_SCAN_DUPLICATE_PARAMETER);
    if (p == NULL || !tnefi_entry_begin(s, s->entries - s->head.entry0, &s->head.findings))
        return;
    for (uint32_t i = 1; p != NULL && i <= PIECES_MAX; i++) {
        piece_bytes(s, p);
        p = piece_of(&s->boundaries, i);
    }
    tnefi_entry_end(s, s->head.cut != 0, &s->head.findings);
}

/* ---- One parameter ------------------------------------------------------------------------- */

static int name_is(const uint8_t *name, uint32_t len, const char *what)
{
    uint32_t i = 0;

    while (i < len && what[i] != 0 && name[i] == (uint8_t)what[i])
        i++;
    return i == len && what[i] == 0;
}

/* |name|, lower case, up to its "*"; what is behind it. */
static void read_suffix(struct param *p, const uint8_t *name, uint32_t at, uint32_t len)
{
    uint32_t i = at;

    p->star = p->encoded = 0;
    p->index = 0;
    if (i >= len || name[i] != '*')
        return;
    p->star = 1;
    i++;
    if (i == len) {
        p->encoded = 1;
        return;
    }
    while (i < len && name[i] >= '0' && name[i] <= '9' && p->index < 10000u) {
        p->index = p->index * 10u + (name[i] - (uint32_t)'0');
        i++;
    }
    p->encoded = i < len && name[i] == '*';
}

static void read_param(struct param *p, const uint8_t *name, uint32_t len)
{
    uint32_t star = 0;

    TNEFI_TOUCH(len);
    while (star < len && name[star] != '*')
        star++;
    p->what = P_OTHER;
    if (name_is(name, star, "boundary"))
        p->what = P_BOUNDARY;
    else if (name_is(name, star, "name") || name_is(name, star, "filename"))
        p->what = P_NAME;
    else if (name_is(name, star, "charset"))
        p->what = P_CHARSET;
    read_suffix(p, name, star, len);
}

static void add_piece(struct tnef_scanner *s, struct tnefi_pieces *to, const struct param *p,
                      const struct value *v)
{
    struct tnefi_piece *piece;

    if (to->count >= s->cfg.max_pieces) {
        tnefi_note_head(s, TNEF_SCAN_PARAMETER_LIMIT);
        tnefi_scan_limit(s, TNEF_E_LIMIT_PARAMETERS, s->cfg.max_pieces, (uint64_t)to->count + 1u);
        return;
    }
    piece = &to->piece[to->count];
    piece->at = v->at;
    piece->len = v->end - v->at;
    piece->index = p->index;
    piece->quoted = v->quoted;
    piece->encoded = p->encoded;
    to->count++;
}

/* A file name that is in no pieces. Of several the first counts; one that differs may be what
 * another reader takes. */
static void plain_name(struct tnef_scanner *s, const struct value *v)
{
    const struct tnefi_piece p = { v->at, v->end - v->at, 0, v->quoted, 0 };
    uint8_t text[TNEF_SCAN_NAME_SIZE];
    uint64_t findings = 0;

    tnefi_name_piece(s, &p, text, &findings);
    tnefi_scan_note_all(s, &s->head.findings, findings);
    tnefi_name_seen(s, text);
    if (s->plain_name[0] == 0)
        tnefi_copy_text(s->plain_name, text);
    else
        tnefi_name_also(s, text, s->plain_name);
}

static void take_param(struct tnef_scanner *s, const struct param *p, const struct value *v,
                       int beyond)
{
    if (p->what == P_BOUNDARY && p->star == 0)
        plain_boundary(s, v);
    else if (beyond)
        return;
    else if (p->what == P_BOUNDARY)
        add_piece(s, &s->boundaries, p, v);
    else if (p->what != P_OTHER && v->at == v->end && p->star == 0)
        tnefi_note_head(s, TNEF_SCAN_PARAMETER_EMPTY);
    else if (p->what == P_NAME && p->star == 0)
        plain_name(s, v);
    else if (p->what == P_NAME)
        add_piece(s, &s->names, p, v);
}

/* ---- Values -------------------------------------------------------------------------------- */

static void read_quoted(struct tnef_scanner *s, uint32_t at, struct value *v)
{
    uint32_t i = at;

    v->quoted = 1;
    v->at = at;
    while (i < s->head.len && s->line[i] != '"') {
        if (s->line[i] == '\\')
            i++;
        i++;
    }
    TNEFI_TOUCH(2u * (i - at));
    if (i >= s->head.len) {
        tnefi_note_head(s, TNEF_SCAN_PARAMETER_QUOTE);
        i = s->head.len;
        v->cut = at;
        while (v->cut < i && s->line[v->cut] != ';' && !tnefi_is_blank(s->line[v->cut]))
            v->cut++;
        v->end = v->next = i;
        return;
    }
    v->end = v->cut = i;
    v->next = i + 1u;
}

/* To the next ";". If blanks come first and then a "=", that ";" was forgotten. */
static void read_token(struct tnef_scanner *s, uint32_t at, struct value *v)
{
    uint32_t i = at;
    int again, comment;

    v->quoted = 0;
    v->at = at;
    while (i < s->head.len && s->line[i] != ';' && s->line[i] != '(' && !tnefi_is_blank(s->line[i]))
        i++;
    v->cut = i;
    comment = i < s->head.len && s->line[i] == '(';
    while (i < s->head.len && s->line[i] != ';' && (s->line[i] != '=' || comment))
        i++;
    again = i < s->head.len && s->line[i] == '=';
    v->end = v->next = i;
    while (v->end > v->cut && tnefi_is_blank(s->line[v->end - 1u]))
        v->end--;
    TNEFI_TOUCH(2u * (i - at));
    if (v->cut == v->end)
        return;
    tnefi_note_head(s, comment ? TNEF_SCAN_COMMENT : TNEF_SCAN_PARAMETER_SYNTAX);
    if (again)
        v->end = v->next = v->cut;
}

/* The name of a parameter, lower case, cut to NAME_LEN; returns where it ends. */
static uint32_t read_name(struct tnef_scanner *s, uint32_t at, uint8_t *name, uint32_t *len)
{
    uint32_t i = at;

    *len = 0;
    while (i < s->head.len && s->line[i] != '=' && s->line[i] != ';') {
        uint32_t next = tnefi_skip_blanks(s, i);

        if (next == i && *len < NAME_LEN) {
            name[*len] = tnefi_lower(s->line[i]);
            (*len)++;
        }
        i = next > i ? next : i + 1u;
    }
    TNEFI_TOUCH(i - at);
    return i;
}

void tnefi_params(struct tnef_scanner *s, uint32_t at)
{
    uint8_t name[NAME_LEN];
    uint32_t count = 0;
    uint32_t i = at;

    s->names.count = s->boundaries.count = 0;
    s->plain_name[0] = 0;
    while (i < s->head.len) {
        struct param p;
        struct value v;
        uint32_t len;

        TNEFI_TOUCH(1);
        i = tnefi_skip_blanks(s, i);
        if (i < s->head.len && s->line[i] == ';') {
            i++;
            continue;
        }
        i = read_name(s, i, name, &len);
        if (i >= s->head.len || s->line[i] != '=')
            continue;
        i = tnefi_skip_blanks(s, i + 1u);
        if (i < s->head.len && s->line[i] == '"')
            read_quoted(s, i + 1u, &v);
        else
            read_token(s, i, &v);
        i = v.next;
        count++;
        if (count == s->cfg.max_parameters + 1u) {
            tnefi_note_head(s, TNEF_SCAN_PARAMETER_LIMIT);
            tnefi_scan_limit(s, TNEF_E_LIMIT_PARAMETERS, s->cfg.max_parameters, count);
        }
        read_param(&p, name, len);
        take_param(s, &p, &v, count > s->cfg.max_parameters);
    }
    pieced_boundary(s);
}
