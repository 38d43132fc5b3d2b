/* SPDX-License-Identifier: MIT */
/* What the fields that count say: type, encoding, disposition. RFC 2045 sections 5, 6; RFC 2183. */

#include "scan_priv.h"

uint8_t tnefi_lower(uint8_t b)
{
    return b >= 'A' && b <= 'Z' ? (uint8_t)(b + 32u) : b;
}

int tnefi_is_blank(uint8_t b)
{
    return b == SP || b == TAB;
}

/* ---- Blanks and comments ------------------------------------------------------------------- */

/* Behind the comment that begins at |at|; |at| if it has no end. */
static uint32_t comment(const struct tnef_scanner *s, uint32_t at)
{
    uint32_t depth = 0;

    for (uint32_t i = at; i < s->head.len; i++) {
        uint8_t b = s->line[i];

        TNEFI_TOUCH(1);

        if (b == '\\')
            i++;
        else if (b == '(')
            depth++;
        else if (b == ')')
            depth--;
        if (depth == 0)
            return i + 1u;
    }
    return at;
}

/* A comment without an end is no comment, and neither is one after it. */
uint32_t tnefi_skip_blanks(struct tnef_scanner *s, uint32_t at)
{
    uint32_t i = at;

    while (i < s->head.len) {
        if (s->line[i] == '(' && s->no_comments == 0) {
            uint32_t end = comment(s, i);

            if (end == i) {
                s->no_comments = 1;
                break;
            }
            tnefi_note_head(s, TNEF_SCAN_COMMENT);
            i = end;
        } else if (tnefi_is_blank(s->line[i])) {
            i++;
        } else {
            break;
        }
    }
    TNEFI_TOUCH(i - at + 1u);
    return i < s->head.len ? i : s->head.len;
}

/* ---- Content-Type -------------------------------------------------------------------------- */

static int is(const uint8_t *text, const char *what)
{
    size_t i = 0;

    while (what[i] != 0 && text[i] == (uint8_t)what[i])
        i++;
    TNEFI_TOUCH(i + 1u);
    return what[i] == 0 && text[i] == 0;
}

static int is_prefix(const uint8_t *text, const char *what)
{
    size_t i = 0;

    while (what[i] != 0 && text[i] == (uint8_t)what[i])
        i++;
    return what[i] == 0;
}

/* Appends a character of a type, lower case. Controls and quotes do not belong there; some readers
 * drop them. */
static uint32_t type_byte(struct tnef_scanner *s, uint8_t *out, uint32_t n, uint8_t b)
{
    if (b == '"')
        tnefi_note_head(s, TNEF_SCAN_PARAMETER_SYNTAX);
    else if (b < SP && b != 0)
        tnefi_note_head(s, TNEF_SCAN_FOLDED_TYPE);
    if (b < SP || b == '"' || n + 1u >= TNEF_SCAN_TYPE_SIZE)
        return n;
    out[n] = tnefi_lower(b);
    return n + 1u;
}

/* The type without blanks and comments, lower case. Returns what is behind it. */
static uint32_t read_type(struct tnef_scanner *s, uint8_t *out, int *slash)
{
    uint32_t n = 0;
    uint32_t i = tnefi_skip_blanks(s, 0);

    *slash = 0;
    while (i < s->head.len && s->line[i] != ';') {
        uint8_t b = s->line[i];
        uint32_t next = tnefi_skip_blanks(s, i);

        if (next == i) {
            *slash |= b == '/';
            n = type_byte(s, out, n, b);
            i++;
            continue;
        }
        i = next;
        if (i < s->head.len && s->line[i] != ';' && *slash != 0 && n > 0 && out[n - 1u] != '/')
            break;              /* behind type and subtype */
        if (i < s->head.len && s->line[i] != ';')
            tnefi_note_head(s, TNEF_SCAN_FOLDED_TYPE);
    }
    TNEFI_TOUCH(i);
    out[n] = 0;
    return i;
}

/* A type alone stands for its most usual subtype, as many readers have it. */
static void classify(struct tnef_scanner *s, const uint8_t *type)
{
    struct tnefi_head *h = &s->head;

    if (is_prefix(type, "multipart/") || is(type, "multipart")) {
        h->multipart = 1;
        if (is(type, "multipart/digest"))
            h->digest = 1;
    }
    if (is(type, "message/rfc822") || is(type, "message/global") || is(type, "message/news")
        || is(type, "message"))
        h->message = 1;
}

int tnefi_is_text(const struct tnef_scanner *s)
{
    return is_prefix(s->head.type, "text/") || is(s->head.type, "text");
}

int tnefi_claims_type(const struct tnef_scanner *s)
{
    for (size_t i = 0; s->cfg.types[i] != NULL; i++)
        if (is(s->head.type, s->cfg.types[i]))
            return 1;
    return 0;
}

void tnefi_copy_text(uint8_t *to, const uint8_t *from)
{
    size_t i = 0;

    for (; from[i] != 0; i++)
        to[i] = from[i];
    to[i] = 0;
    TNEFI_TOUCH(i + 1u);
}

static void keep_type(struct tnef_scanner *s, const uint8_t *type)
{
    struct tnefi_head *h = &s->head;
    int first = h->has_type == 0;
    int better = h->multipart == 0 && h->message == 0;

    if (!first)
        tnefi_note_head(s, TNEF_SCAN_DUPLICATE_TYPE);
    h->has_type = 1;
    classify(s, type);
    better = better && (h->multipart != 0 || h->message != 0);
    if (first || better)
        tnefi_copy_text(h->type, type);
    for (size_t i = 0; s->cfg.types[i] != NULL; i++)
        if (is(type, s->cfg.types[i]))
            h->claims |= TNEF_SCAN_CLAIMS_TYPE;
}

void tnefi_name_seen(struct tnef_scanner *s, const uint8_t *name)
{
    if (tnefi_claims_name(s, name))
        s->head.claims |= TNEF_SCAN_CLAIMS_NAME;
}

void tnefi_name_also(struct tnef_scanner *s, const uint8_t *name, const uint8_t *chosen)
{
    if (name[0] == 0 || tnefi_same_text(name, chosen))
        return;
    tnefi_note_head(s, TNEF_SCAN_NAME_DIFFERS);
    if (s->head.also[0] == 0)
        tnefi_copy_text(s->head.also, name);
}

/* The name that the field has, to |mine|. Pieces beat a plain one; of several fields the first
 * counts. */
static void keep_name(struct tnef_scanner *s, uint8_t *mine)
{
    uint8_t text[TNEF_SCAN_NAME_SIZE];
    const uint8_t *name = s->plain_name;
    uint64_t findings = 0;

    if (s->names.count > 0) {
        tnefi_name_of(s, text, &findings);
        tnefi_scan_note_all(s, &s->head.findings, findings);
        tnefi_name_seen(s, text);
        if (text[0] != 0)
            name = text;
        tnefi_name_also(s, s->plain_name, name);
    }
    if (mine[0] == 0)
        tnefi_copy_text(mine, name);
    else
        tnefi_name_also(s, name, mine);
}

void tnefi_field_type(struct tnef_scanner *s)
{
    uint8_t type[TNEF_SCAN_TYPE_SIZE];
    int slash;
    uint32_t i = read_type(s, type, &slash);

    if (!slash || (i < s->head.len && s->line[i] != ';'))
        tnefi_note_head(s, TNEF_SCAN_PARAMETER_SYNTAX);
    keep_type(s, type);
    s->head.lost |= s->head.cut;
    tnefi_params(s, i);
    keep_name(s, s->head.of_type);
}

/* ---- Content-Disposition ------------------------------------------------------------------- */

void tnefi_field_disposition(struct tnef_scanner *s)
{
    uint32_t i = 0;

    while (i < s->head.len && s->line[i] != ';')
        i++;
    TNEFI_TOUCH(i);
    tnefi_params(s, i);
    keep_name(s, s->head.name);
}

/* ---- Content-Transfer-Encoding ------------------------------------------------------------- */

static uint16_t encoding_of(const uint8_t *name)
{
    static const struct {
        const char *name;
        uint16_t encoding;
    } known[] = {
        { "7bit", TNEF_SCAN_IDENTITY },        { "8bit", TNEF_SCAN_IDENTITY },
        { "binary", TNEF_SCAN_IDENTITY },      { "base64", TNEF_SCAN_BASE64 },
        { "quoted-printable", TNEF_SCAN_QP },  { "x-uuencode", TNEF_SCAN_UUENCODE },
        { "uuencode", TNEF_SCAN_UUENCODE },    { "x-uue", TNEF_SCAN_UUENCODE },
        { "x-uu", TNEF_SCAN_UUENCODE },        { "uue", TNEF_SCAN_UUENCODE },
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (is(name, known[i].name))
            return known[i].encoding;
    return TNEF_SCAN_UNKNOWN;
}

void tnefi_field_encoding(struct tnef_scanner *s)
{
    struct tnefi_head *h = &s->head;
    uint8_t name[ENC_SIZE];
    uint32_t n = 0;
    uint32_t i = tnefi_skip_blanks(s, 0);
    uint16_t encoding;

    while (i < h->len && s->line[i] != ';') {
        uint32_t next = tnefi_skip_blanks(s, i);

        if (next > i && next < h->len && s->line[next] != ';')
            tnefi_note_head(s, TNEF_SCAN_FOLDED_TYPE);
        if (next == i && n + 1u < ENC_SIZE && s->line[i] != 0) {
            name[n] = tnefi_lower(s->line[i]);
            n++;
        }
        i = next > i ? next : i + 1u;
    }
    TNEFI_TOUCH(h->len + n);
    name[n] = 0;
    encoding = encoding_of(name);
    h->base64 |= encoding == TNEF_SCAN_BASE64;
    if (encoding == TNEF_SCAN_UNKNOWN)
        tnefi_note_head(s, TNEF_SCAN_ENCODING_UNKNOWN);
    if (h->has_encoding != 0) {
        tnefi_note_head(s, TNEF_SCAN_DUPLICATE_ENCODING);
        return;
    }
    h->has_encoding = 1;
    h->declared = encoding;
    tnefi_copy(h->encoding, name, n + 1u);
}
