/* SPDX-License-Identifier: MIT */
/* Parameters: RFC 2045, section 5.1; in pieces, and with a charset: RFC 2231, sections 3 and 4.
 *
 *     parameter = name [ "*" number ] [ "*" ] "=" ( token / quoted-string )
 *
 * Three are wanted: boundary, file names (name, filename) and charset, the last only to see whether it is
 * empty. Readers differ in what a malformed one says, and who reads another boundary than the reader's mail
 * client does not see the parts. So a boundary that can be read in two ways is looked for in both, and each
 * of the ways is an anomaly of the part. Read as they stand:
 *
 *     boundary="b"                    "b"
 *     filename*=utf-8''na%C3%AFve     the name in UTF-8, percent-decoded
 *     name*0=win; name*1=mail.dat     "winmail.dat"; the pieces may come in any order
 *     name="a\"b;c"                   a"b;c
 *
 * Read with an anomaly:
 *
 *     boundary=a b                    "a b" and "a" are looked for, PARAMETER_SYNTAX
 *     boundary=b charset=x            a ";" was forgotten: "b", PARAMETER_SYNTAX
 *     boundary=b; boundary=c          both are looked for, DUPLICATE_PARAMETER
 *     boundary="b; type=x             no end of quotes: "b; type=x" and "b" are looked for, PARAMETER_QUOTE
 *     boundary="a\b"                  "ab" and "a\b" are looked for, PARAMETER_SYNTAX
 *     x=; boundary=b                  "b", PARAMETER_SYNTAX: some readers stop at a value that is not there
 *     boundary*0=b; boundary*1=c      "bc", PARAMETER_PIECES: few readers put it together
 *     name=a; name*=utf-8''b          "b", and "a" is the other name, NAME_DIFFERS
 *
 * Not read:
 *
 *     charset=                        PARAMETER_EMPTY; so is an empty name or boundary
 *     name*1=y                        a name without its first piece is empty, NAME_BROKEN
 *     the 129th parameter             PARAMETER_LIMIT (max_parameters), unless it is a plain boundary
 *
 * One pass over the field: a value is looked at a bounded number of times, whatever it holds. */

#include "scan/param.h"

#include "base/anomalies.h"
#include "scan/chars.h"
#include "scan/texts.h"

enum { P_OTHER, P_NAME, P_BOUNDARY, P_CHARSET };

#define NAME_LEN 24u

/* What the name of a parameter says: what it is for, and, if it has the suffix of RFC 2231 (|star|), the
 * number of the piece and whether that is percent-encoded. */
struct param {
    uint16_t what, star, encoded;
    uint32_t index;
};

/* ---- One parameter ------------------------------------------------------------------------- */

/* Reads the suffix of |name|, which is in lower case: what stands from |at| on, the place of its "*". */
/*@ requires \valid(p) && at <= len <= NAME_LEN && \valid_read(name + (0 .. len - 1));
    terminates \true; exits \false;
    assigns p->star, p->encoded, p->index; */
static void read_suffix(struct param *p, const uint8_t *name, uint32_t at, uint32_t len)
{
    uint32_t i = at;

    p->star = p->encoded = 0;
    p->index = 0;
    if (i >= len)
        return;
    p->star = 1;
    i++;
    if (i == len) {
        p->encoded = 1;
        return;
    }
    /*@ loop invariant at < i <= len && p->index < 100000;
        loop assigns i, p->index;
        loop variant len - i; */
    while (i < len && tnefi_base_is_digit(name[i]) && p->index < 10000u) {
        p->index = p->index * 10u + (name[i] - (uint32_t)'0');
        i++;
    }
    p->encoded = i < len && name[i] == '*';
}

/*@ requires \valid(p) && len <= NAME_LEN && \valid_read(name + (0 .. len - 1));
    terminates \true; exits \false;
    assigns *p; */
static void read_param(struct param *p, const uint8_t *name, uint32_t len)
{
    uint32_t star = 0;

    TNEFI_TOUCH(len);
    /*@ loop invariant star <= len;
        loop assigns star;
        loop variant len - star; */
    while (star < len && name[star] != '*')
        star++;
    p->what = P_OTHER;
    if (IS_WORD(name, star, "boundary"))
        p->what = P_BOUNDARY;
    else if (IS_WORD(name, star, "name") || IS_WORD(name, star, "filename"))
        p->what = P_NAME;
    else if (IS_WORD(name, star, "charset"))
        p->what = P_CHARSET;
    read_suffix(p, name, star, len);
}

/* Keeps a piece, if there is room for one more. */
/*@ requires \valid_read(p) && V_OK(h, v) && (to == &h->names || to == &h->boundary_pieces);
    requires \separated(p, h) && H_PIECES(h, to);
    H_DOES(H_FOUND, *to);
    ensures H_PIECES(h, to); */
static void add_piece(struct tnefi_scan_header *h, struct tnefi_scan_pieces *to, const struct param *p,
                      const struct tnefi_scan_value *v)
{
    struct tnefi_scan_piece *piece;

    if (to->count >= h->max_pieces) {
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_LIMIT);
        tnefi_scan_beyond(&h->findings, TNEF_E_LIMIT_PARAMETERS, h->max_pieces, (uint64_t)to->count + 1u);
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

/* A file name that does not come in pieces. Of several the first counts; one that differs may be what another
 * reader takes. */
/*@ requires V_OK(h, v);
    H_DOES(H_FOUND, h->claims, h->plain_name[0 .. TNEF_SCANNER_NAME_SIZE - 1],
        h->also[0 .. TNEF_SCANNER_NAME_SIZE - 1]); */
static void plain_name(struct tnefi_scan_header *h, const struct tnefi_scan_value *v)
{
    const struct tnefi_scan_piece p = { v->at, v->end - v->at, 0, v->quoted, 0 };
    uint8_t text[TNEF_SCANNER_NAME_SIZE];

    tnefi_scan_met_all(&h->findings, tnefi_scan_name_piece(h->line, &p, text));
    tnefi_scan_name_seen(h, text);
    if (h->plain_name[0] == 0)
        tnefi_scan_copy_text(h->plain_name, text, TNEF_SCANNER_NAME_SIZE);
    else
        tnefi_scan_name_also(h, text, h->plain_name);
}

/* Does what a parameter is for that is no boundary. */
/*@ requires \valid_read(p) && \separated(p, h) && V_OK(h, v) && H_PIECES(h, &h->names);
    H_DOES(H_FOUND, h->names, h->claims, h->plain_name[0 .. TNEF_SCANNER_NAME_SIZE - 1],
        h->also[0 .. TNEF_SCANNER_NAME_SIZE - 1]);
    ensures H_PIECES(h, &h->names); */
static void other_param(struct tnefi_scan_header *h, const struct param *p, const struct tnefi_scan_value *v)
{
    if (p->what != P_OTHER && v->at == v->end && p->star == 0)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_EMPTY);
    else if (p->what == P_NAME && p->star == 0)
        plain_name(h, v);
    else if (p->what == P_NAME)
        add_piece(h, &h->names, p, v);
    else if (v->at == v->end && v->quoted == 0)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_SYNTAX);
}

/* Does what a parameter is for. |beyond|: there were more than max_parameters already. */
/*@ requires \valid_read(p) && \separated(p, h) && V_OK(h, v);
    requires H_PIECES(h, &h->names) && H_PIECES(h, &h->boundary_pieces);
    H_DOES(V_TAKES);
    ensures H_PIECES(h, &h->names) && H_PIECES(h, &h->boundary_pieces); */
static void take_param(struct tnefi_scan_header *h, const struct param *p, const struct tnefi_scan_value *v,
                       int beyond)
{
    if (p->what == P_BOUNDARY && p->star == 0)
        tnefi_scan_plain_boundary(h, v);
    else if (beyond)
        return;
    else if (p->what == P_BOUNDARY)
        add_piece(h, &h->boundary_pieces, p, v);
    else
        other_param(h, p, v);
}

/* ---- Values -------------------------------------------------------------------------------- */

/* Reads a value whose quote has just been opened. Without the end of the quotes it is all of the field, and
 * what comes before a blank or ";" is what other readers see. */
/*@ requires at <= h->len && \valid(v) && V_APART(h, v);
    H_DOES(H_FOUND, *v);
    ensures V_OK(h, v) && at <= v->at; */
static void read_quoted(struct tnefi_scan_header *h, uint32_t at, struct tnefi_scan_value *v)
{
    uint32_t i = at;

    v->quoted = 1;
    v->at = at;
    /*@ loop invariant at <= i <= h->len + 1;
        loop assigns i;
        loop variant h->len + 1 - i; */
    while (i < h->len && h->line[i] != '"') {
        if (h->line[i] == '\\')
            i++;
        i++;
    }
    TNEFI_TOUCH(2u * (i - at));
    if (i >= h->len) {
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_QUOTE);
        i = h->len;
        v->cut = at;
        /*@ loop invariant at <= v->cut <= i;
            loop assigns v->cut;
            loop variant i - v->cut; */
        while (v->cut < i && h->line[v->cut] != ';' && !tnefi_base_is_blank(h->line[v->cut]))
            v->cut++;
        v->end = v->next = i;
        return;
    }
    v->end = v->cut = i;
    v->next = i + 1u;
}

/* Whether what stands from |at| on, up to |end|, is blanks and then what looks like a comment. */
/*@ requires \valid_read(h) && H_OK(h) && at < end <= h->len;
    terminates \true; exits \false;
    assigns \nothing; */
static int is_comment(const struct tnefi_scan_header *h, uint32_t at, uint32_t end)
{
    uint32_t i = at;

    /*@ loop invariant at <= i <= end;
        loop assigns i;
        loop variant end - i; */
    while (i < end && tnefi_base_is_blank(h->line[i]))
        i++;
    TNEFI_TOUCH(i - at + 2u);
    return i < end && h->line[i] == '(' && h->line[end - 1u] == ')';
}

/* Reads a value without quotes, up to the next ";". If a blank comes first and then, before that ";", a "=",
 * a ";" was forgotten at the blank, and the value ends there. */
/*@ requires at <= h->len && \valid(v) && V_APART(h, v);
    H_DOES(H_FOUND, *v);
    ensures V_OK(h, v) && at <= v->at; */
static void read_token(struct tnefi_scan_header *h, uint32_t at, struct tnefi_scan_value *v)
{
    uint32_t i = at;
    int again, comment;

    v->quoted = 0;
    v->at = at;
    /*@ loop invariant at <= i <= h->len;
        loop assigns i;
        loop variant h->len - i; */
    while (i < h->len && h->line[i] != ';' && h->line[i] != '(' && !tnefi_base_is_blank(h->line[i]))
        i++;
    v->cut = i;
    comment = i < h->len && h->line[i] == '(';
    /*@ loop invariant v->cut <= i <= h->len;
        loop assigns i;
        loop variant h->len - i; */
    while (i < h->len && h->line[i] != ';' && (h->line[i] != '=' || comment))
        i++;
    again = i < h->len && h->line[i] == '=';
    v->end = v->next = i;
    /*@ loop invariant v->cut <= v->end <= i;
        loop assigns v->end;
        loop variant v->end; */
    while (v->end > v->cut && tnefi_base_is_blank(h->line[v->end - 1u]))
        v->end--;
    TNEFI_TOUCH(2u * (i - at));
    if (v->cut == v->end)
        return;
    comment = comment || (!again && is_comment(h, v->cut, v->end));
    tnefi_scan_met(&h->findings, comment ? TNEF_SCANNER_A_COMMENT : TNEF_SCANNER_A_PARAMETER_SYNTAX);
    if (again)
        v->end = v->next = v->cut;
}

/* Reads the name of a parameter in lower case, without blanks and comments, cut to NAME_LEN. Returns where it
 * ends. */
/*@ requires at <= h->len && \valid(name + (0 .. NAME_LEN - 1)) && \valid(len);
    requires V_APART(h, len) && \separated(len, name + (0 .. NAME_LEN - 1));
    requires \separated(name + (0 .. NAME_LEN - 1), h, h->boundaries);
    H_DOES(H_FOUND, h->no_comments, *len, name[0 .. NAME_LEN - 1]);
    ensures at <= \result <= h->len && *len <= NAME_LEN;
    ensures \result == h->len || h->line[\result] == '=' || h->line[\result] == ';'; */
static uint32_t read_name(struct tnefi_scan_header *h, uint32_t at, uint8_t *name, uint32_t *len)
{
    uint32_t i = at;

    *len = 0;
    /*@ loop invariant at <= i <= h->len && *len <= NAME_LEN && H_OK(h);
        loop assigns i, H_FOUND, h->no_comments, *len, name[0 .. NAME_LEN - 1];
        loop variant h->len - i; */
    while (i < h->len && h->line[i] != '=' && h->line[i] != ';') {
        uint32_t next = tnefi_scan_skip_blanks(h, i);

        if (next == i && *len < NAME_LEN) {
            name[*len] = tnefi_base_lower(h->line[i]);
            (*len)++;
        }
        i = next > i ? next : i + 1u;
    }
    TNEFI_TOUCH(i - at);
    return i;
}

/* Reads the value that begins at |at|. */
/*@ requires at <= h->len && \valid(v) && V_APART(h, v);
    H_DOES(H_FOUND, h->no_comments, *v);
    ensures V_OK(h, v) && at <= v->at; */
static void read_value(struct tnefi_scan_header *h, uint32_t at, struct tnefi_scan_value *v)
{
    uint32_t i = tnefi_scan_skip_blanks(h, at);

    if (i < h->len && h->line[i] == '"')
        read_quoted(h, i + 1u, v);
    else
        read_token(h, i, v);
}

/* Whether the parameter with this number is one too many. The first time, that is an anomaly. */
/*@ H_DOES(H_FOUND); */
static int is_beyond(struct tnefi_scan_header *h, uint32_t number)
{
    if (number <= h->max_parameters)
        return 0;
    if (number - 1u == h->max_parameters) {
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_LIMIT);
        tnefi_scan_beyond(&h->findings, TNEF_E_LIMIT_PARAMETERS, h->max_parameters, number);
    }
    return 1;
}

/* Reads the value that begins at |at|, of the parameter with that name and number, and does what it is for.
 * Returns the place after it. */
/*@ requires at <= h->len && len <= NAME_LEN && \valid_read(name + (0 .. NAME_LEN - 1));
    requires H_PIECES(h, &h->names) && H_PIECES(h, &h->boundary_pieces);
    H_DOES(V_TAKES, h->no_comments);
    ensures H_PIECES(h, &h->names) && H_PIECES(h, &h->boundary_pieces);
    ensures at <= \result <= h->len; */
static uint32_t param_value(struct tnefi_scan_header *h, uint32_t at, const uint8_t *name, uint32_t len,
                            uint32_t number)
{
    struct param p;
    struct tnefi_scan_value v;

    read_value(h, at, &v);
    read_param(&p, name, len);
    take_param(h, &p, &v, is_beyond(h, number));
    return v.next;
}

void tnefi_scan_params(struct tnefi_scan_header *h, uint32_t at)
{
    uint8_t name[NAME_LEN];
    uint32_t count = 0;
    uint32_t i = at;

    h->names.count = h->boundary_pieces.count = 0;
    h->plain_name[0] = 0;
    /*@ loop invariant at <= i <= h->len && count <= i && H_OK(h);
        loop invariant H_PIECES(h, &h->names) && H_PIECES(h, &h->boundary_pieces);
        loop assigns i, count, name[0 .. NAME_LEN - 1], V_TAKES, h->no_comments;
        loop variant h->len - i; */
    while (i < h->len) {
        uint32_t len;

        TNEFI_TOUCH(1);
        i = tnefi_scan_skip_blanks(h, i);
        if (i < h->len && h->line[i] == ';') {
            i++;
            continue;
        }
        i = read_name(h, i, name, &len);
        if (i < h->len && h->line[i] == '=') {
            count++;
            i = param_value(h, i + 1u, name, len, count);
        }
    }
    tnefi_scan_pieced_boundary(h);
}
