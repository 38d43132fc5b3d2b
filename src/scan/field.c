/* SPDX-License-Identifier: MIT */
/* The three fields that count: Content-Type (RFC 2045, section 5), Content-Transfer-Encoding (section 6),
 * Content-Disposition (RFC 2183). Blanks and comments between their words: blanks.c; parameters: param.c.
 *
 *     Content-Type: type "/" subtype *( ";" parameter )
 *     Content-Transfer-Encoding: mechanism
 *     Content-Disposition: kind *( ";" parameter )
 *
 * A type is wanted as any reader might take it, so nothing is refused: blanks, folds, comments, quotes and
 * controls are dropped, letters become lower case, and what was dropped is an anomaly. Accepted as they are:
 *
 *     Application/MS-TNEF             "application/ms-tnef"
 *     text/plain ;charset=x           "text/plain": blanks before ";" are usual
 *     base64;                         encoding base64: so is a ";" after it
 *
 * Read, with an anomaly:
 *
 *     application/ ms-tnef            "application/ms-tnef", FOLDED_TYPE
 *     text/plain (note)               "text/plain", COMMENT
 *     "text/plain"                    "text/plain", PARAMETER_SYNTAX: quotes do not belong there
 *     text/plain name=x               "text/plain" with that name, PARAMETER_SYNTAX: the ";" was forgotten
 *     multipart                       a multipart, PARAMETER_SYNTAX: a type alone stands for its most usual
 *                                     subtype, as with many readers
 *     base 64                         encoding base64, FOLDED_TYPE
 *     x-strange                       as identity, ENCODING_UNKNOWN
 *
 * Of two Content-Type fields one that is a multipart or message beats one that is a leaf, else the first
 * counts (DUPLICATE_TYPE), and whatever either claims is claimed. Of two encodings the first is the declared
 * one (DUPLICATE_ENCODING). */

#include "scan/header.h"

#include "base/bytes.h"
#include "scan/chars.h"
#include "scan/texts.h"

/* ---- Content-Type -------------------------------------------------------------------------- */

/* Appends a character of a type, lower case. Controls and quotes do not belong there; some readers
 * drop them. */
/*@ requires n < TNEF_SCANNER_TYPE_SIZE && \valid(out + (0 .. TNEF_SCANNER_TYPE_SIZE - 1));
    requires \separated(out + (0 .. TNEF_SCANNER_TYPE_SIZE - 1), h, h->boundaries);
    H_DOES(H_FOUND, out[0 .. TNEF_SCANNER_TYPE_SIZE - 1]);
    ensures n <= \result < TNEF_SCANNER_TYPE_SIZE; */
static uint32_t type_byte(struct tnefi_scan_header *h, uint8_t *out, uint32_t n, uint8_t b)
{
    if (b == '"')
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_SYNTAX);
    else if (b < SP && b != 0)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_FOLDED_TYPE);
    if (b < SP || b == '"' || n + 1u >= TNEF_SCANNER_TYPE_SIZE)
        return n;
    out[n] = tnefi_base_lower(b);
    return n + 1u;
}

/* Reads the type into |out|, in lower case and without blanks and comments; |*slash|: it has one. Returns
 * where it ends. */
/*@ requires \valid(out + (0 .. TNEF_SCANNER_TYPE_SIZE - 1)) && \valid(slash);
    requires \separated(out + (0 .. TNEF_SCANNER_TYPE_SIZE - 1), h, h->boundaries);
    requires \separated(slash, h, h->boundaries, out + (0 .. TNEF_SCANNER_TYPE_SIZE - 1));
    H_DOES(H_FOUND, h->no_comments, *slash, out[0 .. TNEF_SCANNER_TYPE_SIZE - 1]);
    ensures \result <= h->len && T_TEXT(out, TNEF_SCANNER_TYPE_SIZE); */
static uint32_t read_type(struct tnefi_scan_header *h, uint8_t *out, int *slash)
{
    uint32_t n = 0;
    uint32_t i = tnefi_scan_skip_blanks(h, 0);

    *slash = 0;
    /*@ loop invariant i <= h->len && n < TNEF_SCANNER_TYPE_SIZE && H_OK(h);
        loop assigns i, n, H_FOUND, h->no_comments, *slash, out[0 .. TNEF_SCANNER_TYPE_SIZE - 1];
        loop variant h->len - i; */
    while (i < h->len && h->line[i] != ';') {
        uint8_t b = h->line[i];
        uint32_t next = tnefi_scan_skip_blanks(h, i);

        if (next == i) {
            if (b == '/')
                *slash = 1;
            n = type_byte(h, out, n, b);
            i++;
            continue;
        }
        i = next;
        if (i < h->len && h->line[i] != ';' && *slash != 0 && n > 0 && out[n - 1u] != '/')
            break; /* type and subtype are complete */
        if (i < h->len && h->line[i] != ';')
            tnefi_scan_met(&h->findings, TNEF_SCANNER_A_FOLDED_TYPE);
    }
    TNEFI_TOUCH(i);
    out[n] = 0;
    return i;
}

/* Notes whether the type is that of a multipart or message. A type alone stands for its most usual subtype,
 * as with many readers. */
/*@ requires T_TEXT(type, TNEF_SCANNER_TYPE_SIZE);
    requires \separated(type + (0 .. TNEF_SCANNER_TYPE_SIZE - 1), h);
    H_DOES(h->multipart, h->digest, h->message); */
static void classify(struct tnefi_scan_header *h, const uint8_t *type)
{

    if (BEGINS_WITH(type, "multipart/") || IS_TEXT(type, "multipart")) {
        h->multipart = 1;
        if (IS_TEXT(type, "multipart/digest"))
            h->digest = 1;
    }
    if (IS_TEXT(type, "message/rfc822") || IS_TEXT(type, "message/global") || IS_TEXT(type, "message/news")
        || IS_TEXT(type, "message"))
        h->message = 1;
}

int tnefi_scan_is_text(const struct tnefi_scan_header *h)
{
    return BEGINS_WITH(h->type, "text/") || IS_TEXT(h->type, "text");
}

/* Adds a bit to what the part claims. It is a sum, not an "or", since a prover sees that the rest of its
 * division, which is the sum itself, fits. */
/*@ requires 1 <= what <= 2;
    H_DOES(h->claims); */
static void claim(struct tnefi_scan_header *h, uint32_t what)
{
    if (h->claims / what % 2u == 0)
        h->claims = (uint16_t)((h->claims + what) % 65536u);
}

/* Keeps the type, unless the one of an earlier field counts. */
/*@ requires T_TEXT(type, TNEF_SCANNER_TYPE_SIZE) && \valid_read(type + (0 .. TNEF_SCANNER_TYPE_SIZE - 1));
    requires \separated(type + (0 .. TNEF_SCANNER_TYPE_SIZE - 1), h);
    H_DOES(H_FOUND, h->has_type, h->multipart, h->digest, h->message, h->claims,
        h->type[0 .. TNEF_SCANNER_TYPE_SIZE - 1]); */
static void keep_type(struct tnefi_scan_header *h, const uint8_t *type)
{
    int first = h->has_type == 0;
    int better = h->multipart == 0 && h->message == 0;

    if (!first)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_DUPLICATE_TYPE);
    h->has_type = 1;
    classify(h, type);
    better = better && (h->multipart != 0 || h->message != 0);
    if (first || better)
        tnefi_scan_copy_text(h->type, type, TNEF_SCANNER_TYPE_SIZE);
    if (tnefi_scan_claims_type(&h->search, type))
        claim(h, TNEF_SCANNER_CLAIMS_TYPE);
}

void tnefi_scan_name_seen(struct tnefi_scan_header *h, const uint8_t *name)
{
    if (tnefi_scan_claims_name(&h->search, name))
        claim(h, TNEF_SCANNER_CLAIMS_NAME);
}

void tnefi_scan_name_also(struct tnefi_scan_header *h, const uint8_t *name, const uint8_t *chosen)
{
    if (name[0] == 0 || tnefi_scan_same_text(name, chosen))
        return;
    tnefi_scan_met(&h->findings, TNEF_SCANNER_A_NAME_DIFFERS);
    if (h->also[0] == 0)
        tnefi_scan_copy_text(h->also, name, TNEF_SCANNER_NAME_SIZE);
}

/* Keeps the file name of this field in |mine|. A name in pieces beats a plain one; of several fields of a
 * kind the first one with a name counts. Names that are beaten are other names. */
/*@ requires mine == (uint8_t *)h->of_type || mine == (uint8_t *)h->name;
    requires H_PIECES(h, &h->names);
    H_DOES(H_FOUND, h->claims, h->also[0 .. TNEF_SCANNER_NAME_SIZE - 1],
        mine[0 .. TNEF_SCANNER_NAME_SIZE - 1]); */
static void keep_name(struct tnefi_scan_header *h, uint8_t *mine)
{
    uint8_t text[TNEF_SCANNER_NAME_SIZE];
    const uint8_t *name = h->plain_name;

    if (h->names.count > 0) {
        tnefi_scan_met_all(&h->findings, tnefi_scan_name_of(h->line, &h->names, text));
        tnefi_scan_name_seen(h, text);
        if (text[0] != 0)
            name = text;
        tnefi_scan_name_also(h, h->plain_name, name);
    }
    if (mine[0] == 0)
        tnefi_scan_copy_text(mine, name, TNEF_SCANNER_NAME_SIZE);
    else
        tnefi_scan_name_also(h, name, mine);
}

void tnefi_scan_field_type(struct tnefi_scan_header *h)
{
    uint8_t type[TNEF_SCANNER_TYPE_SIZE];
    int slash;
    uint32_t i = read_type(h, type, &slash);

    if (!slash || (i < h->len && h->line[i] != ';'))
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_PARAMETER_SYNTAX);
    keep_type(h, type);
    if (h->cut != 0)
        h->lost = 1;
    tnefi_scan_params(h, i);
    keep_name(h, h->of_type);
}

/* ---- Content-Disposition ------------------------------------------------------------------- */

void tnefi_scan_field_disposition(struct tnefi_scan_header *h)
{
    uint32_t i = 0;

    /*@ loop invariant i <= h->len;
        loop assigns i;
        loop variant h->len - i; */
    while (i < h->len && h->line[i] != ';')
        i++;
    TNEFI_TOUCH(i);
    tnefi_scan_params(h, i);
    keep_name(h, h->name);
}

/* ---- Content-Transfer-Encoding ------------------------------------------------------------- */

/*@ requires T_TEXT(name, ENC_SIZE);
    terminates \true; exits \false;
    assigns \nothing; */
static int is_identity(const uint8_t *name)
{
    return IS_TEXT(name, "7bit") || IS_TEXT(name, "8bit") || IS_TEXT(name, "binary");
}

/*@ requires T_TEXT(name, ENC_SIZE);
    terminates \true; exits \false;
    assigns \nothing; */
static int is_uuencode(const uint8_t *name)
{
    return IS_TEXT(name, "x-uuencode") || IS_TEXT(name, "uuencode") || IS_TEXT(name, "x-uue")
           || IS_TEXT(name, "x-uu") || IS_TEXT(name, "uue");
}

/*@ requires T_TEXT(name, ENC_SIZE);
    terminates \true; exits \false;
    assigns \nothing; */
static uint16_t encoding_of(const uint8_t *name)
{
    if (is_identity(name))
        return TNEF_SCANNER_IDENTITY;
    if (IS_TEXT(name, "base64"))
        return TNEF_SCANNER_BASE64;
    if (IS_TEXT(name, "quoted-printable"))
        return TNEF_SCANNER_QP;
    return is_uuencode(name) ? TNEF_SCANNER_UUENCODE : TNEF_SCANNER_UNKNOWN;
}

void tnefi_scan_field_encoding(struct tnefi_scan_header *h)
{
    uint8_t name[ENC_SIZE];
    uint32_t n = 0;
    uint32_t i = tnefi_scan_skip_blanks(h, 0);
    uint16_t encoding;

    /*@ loop invariant i <= h->len && n < ENC_SIZE && H_OK(h);
        loop assigns i, n, H_FOUND, h->no_comments, name[0 .. ENC_SIZE - 1];
        loop variant h->len - i; */
    while (i < h->len && h->line[i] != ';') {
        uint32_t next = tnefi_scan_skip_blanks(h, i);

        if (next > i && next < h->len && h->line[next] != ';')
            tnefi_scan_met(&h->findings, TNEF_SCANNER_A_FOLDED_TYPE);
        if (next == i && n + 1u < ENC_SIZE && h->line[i] != 0) {
            name[n] = tnefi_base_lower(h->line[i]);
            n++;
        }
        i = next > i ? next : i + 1u;
    }
    TNEFI_TOUCH(h->len + n);
    name[n] = 0;
    encoding = encoding_of(name);
    if (encoding == TNEF_SCANNER_BASE64)
        h->base64 = 1;
    if (encoding == TNEF_SCANNER_UNKNOWN)
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_ENCODING_UNKNOWN);
    if (h->has_encoding != 0) {
        tnefi_scan_met(&h->findings, TNEF_SCANNER_A_DUPLICATE_ENCODING);
        return;
    }
    h->has_encoding = 1;
    h->declared = encoding;
    tnefi_base_copy(h->encoding, name, n + 1u);
}
