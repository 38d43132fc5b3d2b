/* SPDX-License-Identifier: MIT */

/* Families of recipes P: properties cut at every byte, counts, lengths, names. Each stands alone in
 * the list of attMsgProps; what is expected is computed from the form of values in [MS-OXTNEF]. */

#include "recipes.h"

#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define ID           0x6701u

/* The list of one property whose bytes were cut or filled by the caller. */
static void list_begin(struct tw *w)
{
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    tw_msg_props_begin(w);
}

static void overrun(struct recipe *r, uint32_t code)
{
    r->want.status = TNEF_E_OVERRUN;
    r->want.anomalies[code] = 1;
}

/* ---- P1: cut at each byte of each kind of property ---- */

/* clang-format off */
static const struct kind {
    uint16_t type;
    uint8_t size;               /* of one value; 0: it has a length */
    uint8_t named;              /* 1: by number, 2: by string */
} kinds[] = {
    { TW_T_I2, 4, 0 },   { TW_T_I4, 4, 0 },   { TW_T_R4, 4, 0 },       { TW_T_R8, 8, 0 },
    { TW_T_CURRENCY, 8, 0 }, { TW_T_APPTIME, 8, 0 }, { TW_T_ERROR, 4, 0 }, { TW_T_BOOL, 4, 0 },
    { TW_T_I8, 8, 0 },   { TW_T_TIME, 8, 0 }, { TW_T_GUID, 16, 0 },    { TW_T_STR8, 0, 0 },
    { TW_T_UNICODE, 0, 0 }, { TW_T_BINARY, 0, 0 }, { TW_T_OBJECT, 0, 0 }, { TW_T_I4, 4, 1 },
    { TW_T_I4, 4, 2 },   { TW_T_BINARY, 0, 1 }, { TW_T_MV | TW_T_I4, 4, 0 },
    { TW_T_MV | TW_T_STR8, 0, 0 },
};
/* clang-format on */

#define P1_TEXT 10u /* bytes of a variable value: a string, or zeros, with 2 of padding */
#define P1_NAME 12u /* bytes of the name "named" in UTF-16LE */

static void p1_prop(struct tw *w, const struct kind *k)
{
    static const uint8_t zeros[P1_TEXT + 16u];
    uint32_t len = k->type == TW_T_OBJECT ? P1_TEXT + 16u : P1_TEXT;

    if (k->named == 1)
        tw_named_id(w, TW_PSETID_COMMON, 0x8501);
    else if (k->named == 2)
        tw_named_string(w, TW_PS_PUBLIC_STRINGS, "named");
    tw_prop_head(w, k->type, k->named != 0 ? 0x8001 : ID);
    if (k->size == 0 || (k->type & TW_T_MV) != 0)
        tw_u32(w, 1);
    if (k->size == 0) {
        tw_u32(w, len);
        tw_bytes(w, zeros, len);
        tw_zeros(w, (4u - len % 4u) % 4u);
    } else {
        tw_zeros(w, k->size);
    }
}

/* The lengths of the pieces of a property that come whole or not at all; a 0 ends them. */
static size_t p1_pieces(const struct kind *k, uint32_t out[12])
{
    size_t n = 0;

    out[n++] = 4;
    if (k->named != 0) {
        out[n++] = 20;
        out[n++] = 4;
    }
    if (k->named == 2)
        out[n++] = P1_NAME;
    if (k->size == 0 || (k->type & TW_T_MV) != 0)
        out[n++] = 4;
    if (k->size == 0)
        out[n++] = 4;
    out[n++] = k->size != 0 ? k->size : k->type == TW_T_OBJECT ? P1_TEXT + 16u : P1_TEXT;
    if (k->size == 0)
        out[n++] = 2;
    return n;
}

/* What a cut in, or before, piece |at| of |n| is. */
static void p1_want(struct recipe *r, const struct kind *k, size_t at, size_t n,
                    bool before)
{
    bool has_count = k->size == 0 || (k->type & TW_T_MV) != 0;
    size_t data = k->size == 0 ? n - 2u : n - 1u;

    if (at == 0 && before) {
        overrun(r, TNEF_A_COUNT); /* a list of one that has none */
    } else if (k->size == 0 && at == n - 1u) {
        r->want.anomalies[TNEF_A_PADDING] = 1;
    } else if (k->size == 0 && at == data) {
        overrun(r, TNEF_A_OVERRUN); /* a length beyond its room */
        r->want.anomalies[TNEF_A_OBJECT] = k->type == TW_T_OBJECT && r->c < 16u;
    } else if (k->named == 2 && at == 3) {
        overrun(r, TNEF_A_OVERRUN);
    } else if (before && has_count && at == (k->size == 0 ? data - 1u : data)) {
        overrun(r, TNEF_A_COUNT); /* a count of one, and no value */
    } else if (before && k->size != 0 && at == data) {
        overrun(r, TNEF_A_COUNT); /* a property without its value */
    } else {
        overrun(r, TNEF_A_TRUNCATED);
    }
}

/* a: index of the kind, b: bytes that are there */
static void p1_build(struct tw *w, const struct recipe *r)
{
    size_t at;

    list_begin(w);
    tw_count(w, TW_K_LIST);
    at = w->len;
    p1_prop(w, &kinds[r->a]);
    tw_truncate(w, at + r->b);
    tw_claim(w, 1);
    tw_attr_props_end(w);
}

bool family_p1(size_t i, struct recipe *r)
{
    for (uint32_t k = 0; k < COUNT(kinds); k++) {
        uint32_t pieces[12];
        size_t n = p1_pieces(&kinds[k], pieces);
        uint32_t total = 0;

        for (size_t p = 0; p < n; p++) {
            if (i >= pieces[p]) {
                i -= pieces[p];
                total += pieces[p];
                continue;
            }
            r->a = k;
            r->b = total + (uint32_t)i;
            r->c = (uint32_t)i;
            r->build = p1_build;
            (void)snprintf(
                r->name, sizeof r->name, "P1 CVE-2017-6301 type %04X, name %u, cut at %u",
                (unsigned)kinds[k].type, (unsigned)kinds[k].named, (unsigned)r->b);
            p1_want(r, &kinds[k], p, n, i == 0);
            r->want.files = "";
            return true;
        }
    }
    return false;
}

/* ---- P6: counts of multi-values ---- */

/* clang-format off */
static const struct {
    uint16_t type;
    uint8_t size;               /* of a value; 0: it has a length */
} multi[] = {
    { TW_T_I2, 4 },   { TW_T_I4, 4 },   { TW_T_R4, 4 },    { TW_T_R8, 8 },   { TW_T_CURRENCY, 8 },
    { TW_T_TIME, 8 }, { TW_T_I8, 8 },   { TW_T_GUID, 16 }, { TW_T_STR8, 0 }, { TW_T_UNICODE, 0 },
    { TW_T_BINARY, 0 },
};
/* clang-format on */

static const uint32_t counts[] = { 0,          1,          3,          0x7FFFFFFF,
                                   0xFFFFFFFF, 0x20000000, 0x20000001, 0x40000000,
                                   0x40000001, 0x10000001 };

/* a: the type, b: the count, c: bytes of values, all zero: a value that has a length is empty */
static void p6_build(struct tw *w, const struct recipe *r)
{
    list_begin(w);
    tw_prop_head(w, (uint16_t)(r->a | TW_T_MV), ID);
    tw_u32(w, r->b);
    tw_zeros(w, r->c);
    tw_attr_props_end(w);
}

bool family_p6(size_t i, struct recipe *r)
{
    static const uint8_t bytes[] = { 0, 12, 16 };
    size_t type = i / COUNT(counts) / COUNT(bytes);
    uint32_t size;
    uint32_t there;

    if (type >= COUNT(multi))
        return false;
    r->a = multi[type].type;
    r->b = counts[i % COUNT(counts)];
    r->c = bytes[i / COUNT(counts) % COUNT(bytes)];
    size = multi[type].size != 0 ? multi[type].size : 4u;
    there = r->c / size;
    r->build = p6_build;
    (void)snprintf(r->name, sizeof r->name,
                   "P6 CVE-2017-6308 type %04X, count %08X, %u bytes",
                   (unsigned)(r->a | TW_T_MV), (unsigned)r->b, (unsigned)r->c);
    if (r->b <= there)
        r->want.anomalies[TNEF_A_REMAINDER] =
            r->b * size < r->c; /* zeros: nothing is lost */
    else if (there * size < r->c)
        overrun(r, TNEF_A_TRUNCATED);
    else
        overrun(r, TNEF_A_COUNT);
    r->want.files = "";
    return true;
}

/* ---- P8: lengths of values ---- */

#define P8_ROOM 20u /* bytes after the length, all zero */

static const uint32_t lengths[] = {
    0,          1,          3,          P8_ROOM - 1u, P8_ROOM,    P8_ROOM + 1u,
    0x7FFFFFF0, 0x7FFFFFFE, 0x7FFFFFFF, 0x80000000,   0xFFFFFFFC, 0xFFFFFFFD,
    0xFFFFFFFE, 0xFFFFFFFF
};
static const uint16_t variable[] = { TW_T_STR8, TW_T_UNICODE, TW_T_BINARY, TW_T_OBJECT };

/* a: the type, b: the length, c: the id */
static void p8_build(struct tw *w, const struct recipe *r)
{
    list_begin(w);
    tw_prop_head(w, (uint16_t)r->a, (uint16_t)r->c);
    tw_u32(w, 1);
    tw_u32(w, r->b);
    tw_zeros(w, P8_ROOM);
    tw_attr_props_end(w);
}

static void p8_want(struct recipe *r)
{
    uint16_t *n = r->want.anomalies;
    uint32_t there = r->b < P8_ROOM ? r->b : P8_ROOM;

    if (r->b > P8_ROOM)
        overrun(r, TNEF_A_OVERRUN);
    if (r->b > 0x7FFFFFFF) {
        r->want.status = TNEF_E_LIMIT_LENGTH;
        n[TNEF_A_LIMIT] = 1;
    }
    if (r->a == TW_T_OBJECT)
        n[TNEF_A_OBJECT] = there < 16u;
    if (r->a == TW_T_OBJECT && r->c == TW_P_BODY) /* a body where few look for it */
        r->want.model = BIT(TNEF_A_CONTENT);
    if (r->a == TW_T_UNICODE)
        n[TNEF_A_TEXT] = r->b <= P8_ROOM && r->b % 2u == 1;
    n[TNEF_A_REMAINDER] = r->b <= P8_ROOM - 4u;
}

bool family_p8(size_t i, struct recipe *r)
{
    static const uint16_t ids[] = { TW_P_SUBJECT, TW_P_BODY, TW_P_TRANSPORT_HEADERS, ID };
    size_t type = i / COUNT(lengths) / COUNT(ids);

    if (type >= COUNT(variable))
        return false;
    r->a = variable[type];
    r->b = lengths[i % COUNT(lengths)];
    r->c = ids[i / COUNT(lengths) % COUNT(ids)];
    r->build = p8_build;
    (void)snprintf(r->name, sizeof r->name, "P8 %s property %04X:%04X of length %08X",
                   r->b == 0 ? "CVE-2017-9470" : "CVE-2017-6301", (unsigned)r->c,
                   (unsigned)r->a, (unsigned)r->b);
    p8_want(r);
    return true;
}

/* ---- P10: names ---- */

#define P10_ROOM \
  16u /* bytes after the length of the name: name, padding and value, all zero */

static const uint32_t name_lengths[] = {
    0, 1, 3, P10_ROOM - 1u, P10_ROOM, P10_ROOM + 1u, 0x7FFFFFF0, 0xFFFFFFFE
};

/* a: bytes of the GUID; 16: kind b follows, and a name of the length c if that is 1 */
static void p10_build(struct tw *w, const struct recipe *r)
{
    list_begin(w);
    tw_prop_head(w, TW_T_I4, 0x8001);
    tw_bytes(w, TW_PS_PUBLIC_STRINGS, r->a);
    if (r->a == 16) {
        tw_u32(w, r->b);
        if (r->b == 1)
            tw_u32(w, r->c);
        tw_zeros(w, P10_ROOM);
    }
    tw_attr_props_end(w);
}

/* The room holds the name, its padding, a value of 4 bytes, and a remainder of zeros. */
static void p10_name(struct recipe *r)
{
    uint32_t padded = (r->c + 3u) / 4u * 4u;

    r->want.anomalies[TNEF_A_TEXT] = r->c <= P10_ROOM && r->c % 2u == 1;
    if (r->c > P10_ROOM)
        overrun(r, TNEF_A_OVERRUN);
    else if (padded == P10_ROOM)
        overrun(r, TNEF_A_COUNT); /* no byte is left for the value */
    else
        r->want.anomalies[TNEF_A_REMAINDER] = padded + 4u < P10_ROOM;
}

bool family_p10(size_t i, struct recipe *r)
{
    static const uint32_t bad_kinds[] = { 2, 0x100, 0xFFFFFFFF };

    r->a = i < 16u ? (uint32_t)i : 16u;
    r->build = p10_build;
    if (i < 16u) {
        (void)snprintf(r->name, sizeof r->name, "P10 MimeKit-4.15 GUID of %u bytes",
                       (unsigned)i);
        overrun(r, TNEF_A_TRUNCATED);
    } else if (i < 16u + COUNT(bad_kinds)) {
        r->b = bad_kinds[i - 16u];
        (void)snprintf(r->name, sizeof r->name, "P10 CVE-2017-9146 kind %08X",
                       (unsigned)r->b);
        r->want.status = TNEF_E_NAME;
        r->want.anomalies[TNEF_A_NAME_KIND] = 1;
    } else if (i < 16u + COUNT(bad_kinds) + COUNT(name_lengths)) {
        r->b = 1;
        r->c = name_lengths[i - 16u - COUNT(bad_kinds)];
        (void)snprintf(r->name, sizeof r->name, "P10 CVE-2017-9058 name of length %08X",
                       (unsigned)r->c);
        p10_name(r);
    } else {
        return false;
    }
    r->want.files = "";
    return true;
}

/* ---- P12: well-known ids with types that are not theirs ---- */

static const uint16_t known[] = { 0x1000, 0x1009, 0x1013, 0x0037, 0x0E06, 0x3701,
                                  0x3703, 0x3704, 0x3705, 0x3707, 0x370E, 0x3712,
                                  0x3FDE, 0x001A, 0x0C1F, 0x3001, 0x7FFE, 0x8001 };
/* clang-format off */
static const uint16_t types[] = {
    TW_T_I4, TW_T_I2, TW_T_BOOL, TW_T_TIME, TW_T_GUID, TW_T_STR8, TW_T_UNICODE, TW_T_BINARY,
    TW_T_OBJECT, TW_T_ERROR, TW_T_NULL, TW_T_R4, TW_T_R8, TW_T_CURRENCY, TW_T_APPTIME, TW_T_I8,
    TW_T_MV | TW_T_I4, TW_T_MV | TW_T_I2, TW_T_MV | TW_T_BOOL, TW_T_MV | TW_T_TIME,
    TW_T_MV | TW_T_GUID, TW_T_MV | TW_T_STR8, TW_T_MV | TW_T_UNICODE, TW_T_MV | TW_T_BINARY,
    TW_T_MV | TW_T_OBJECT, TW_T_MV | TW_T_R8, TW_T_MV | TW_T_I8 };
/* clang-format on */

/* a: the type, b: the id. PtypInteger32 has the value of the recipe. */
static void p12_one(struct tw *w, const struct recipe *r)
{
    if (r->b >= 0x8000)
        tw_named_id(w, TW_PSETID_COMMON, 0x8501);
    if (r->a == TW_T_I4)
        tw_prop_u32(w, TW_T_I4, (uint16_t)r->b, 0x41414141);
    else
        tw_prop_any(w, (uint16_t)r->a, (uint16_t)r->b);
}

/* c: it stands in an attachment, else in the message. */
static void p12_build(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    if (r->c == 0) {
        tw_msg_props_begin(w);
        p12_one(w, r);
        recipe_prop(w, ID);
        tw_attr_props_end(w);
        return;
    }
    recipe_file(w);
    tw_attach_props_begin(w);
    p12_one(w, r);
    recipe_prop(w, ID);
    tw_attr_props_end(w);
}

/* Whether the attachment may get another name or content by it: a value that is a run of bytes is
 * taken for what its id says, and converted by the type that it came with. A number never is a name,
 * but it is content: a reader may look at the id only. */
static bool p12_counts(uint32_t id, uint32_t type)
{
    uint32_t single = type & ~(uint32_t)TW_T_MV;
    bool bytes = single == TW_T_BINARY || single == TW_T_STR8 || single == TW_T_UNICODE;

    return id == 0x3701 || (id == 0x3707 && bytes);
}

bool family_p12(size_t i, struct recipe *r)
{
    size_t id = i / COUNT(types) / 2u;

    if (id >= COUNT(known))
        return false;
    r->a = types[i / 2u % COUNT(types)];
    r->b = known[id];
    r->c = (uint32_t)(i % 2u);
    r->build = p12_build;
    (void)snprintf(r->name, sizeof r->name, "P12 CVE-2017-%s property %04X:%04X%s",
                   r->b < 0x3000 ? "6309" : "6310", (unsigned)r->b, (unsigned)r->a,
                   r->c != 0 ? " of an attachment" : "");
    r->want.seen = "P6701:0003=\\x04\\x03\\x02\\x01"; /* what follows is read */
    r->want.model_free = true;
    if (r->c != 0 && !p12_counts(r->b, r->a) && r->b >= 0x3000)
        r->want.files = "a.txt=one\n";
    return true;
}
