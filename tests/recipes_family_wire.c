/* SPDX-License-Identifier: MIT */

/* Families of recipes W: attribute ids crossed with lengths, places and levels. */

#include "recipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* What the specification says of each attribute: its level, its length if that is fixed, and
 * whether it may be empty. */
/* clang-format off */
static const struct attribute {
    uint32_t id;
    uint8_t level, fixed;
    bool empty;
} attributes[] = {
    { TW_NULL, 1, 0, true },           { TW_VERSION, 1, 4, false },
    { TW_CODEPAGE, 1, 8, false },      { TW_CLASS, 1, 0, false },
    { TW_FROM, 1, 0, false },          { TW_SUBJECT, 1, 0, false },
    { TW_DATE_SENT, 1, 14, false },    { TW_DATE_RECD, 1, 14, false },
    { TW_STATUS, 1, 1, false },        { TW_MESSAGE_ID, 1, 0, false },
    { TW_PARENT_ID, 1, 0, false },     { TW_CONVERSATION_ID, 1, 0, false },
    { TW_BODY, 1, 0, true },           { TW_PRIORITY, 1, 2, false },
    { TW_DATE_MODIFIED, 1, 14, false }, { TW_PROPS, 1, 0, false },
    { TW_RECIPIENTS, 1, 0, false },    { TW_ORIGINAL_CLASS, 1, 0, false },
    { TW_OWNER, 1, 0, false },         { TW_SENT_FOR, 1, 0, false },
    { TW_DELEGATE, 1, 0, false },      { TW_DATE_START, 1, 14, false },
    { TW_DATE_END, 1, 14, false },     { TW_AID_OWNER, 1, 4, false },
    { TW_REQUEST_RES, 1, 2, false },   { TW_UNKNOWN, 1, 0, true },
    { TW_REND, 2, 14, false },         { TW_DATA, 2, 0, true },
    { TW_TITLE, 2, 0, false },         { TW_METAFILE, 2, 0, true },
    { TW_CREATE_DATE, 2, 14, false },  { TW_MODIFY_DATE, 2, 14, false },
    { TW_TRANSPORT_NAME, 2, 0, false }, { TW_ATTACH_PROPS, 2, 0, false },
};
/* clang-format on */

/* ---- W3: each attribute without bytes, first, in the middle and last ---- */

enum { FIRST, MIDDLE, LAST, PLACES };

static void w3_build(struct tw *w, const struct recipe *r)
{
    const struct attribute *a = r->data;

    tw_stream(w, TW_KEY);
    if (r->a == FIRST)
        tw_attr(w, a->level, a->id, NULL, 0);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    if (r->a == MIDDLE && a->level == 1)
        tw_attr(w, 1, a->id, NULL, 0);
    if (r->a == MIDDLE && a->level == 2) {
        tw_rend_file(w);
        tw_attr(w, 2, a->id, NULL, 0);
        tw_attr(w, 2, TW_DATA, "one", 3);
    }
    if (r->a == LAST && a->level == 2)
        tw_attachment(w, "a.txt", "one", 3);
    if (r->a == LAST)
        tw_attr(w, a->level, a->id, NULL, 0);
}

/* How often it, or what stands around it, is out of order or there twice. */
static void w3_around(const struct attribute *a, struct recipe *r)
{
    uint16_t *n = r->want.anomalies;

    if (r->a == FIRST && a->level == 2) /* version and code page come late */
        n[TNEF_A_ORDER] = a->id == TW_REND ? 2 : 3;
    if (a->id == TW_VERSION || a->id == TW_CODEPAGE)
        n[TNEF_A_DUPLICATE] = 1;
    if (r->a == MIDDLE && a->id == TW_DATA)
        n[TNEF_A_DUPLICATE] = 1;
    if (r->a == LAST && (a->id == TW_DATA || a->id == TW_TITLE))
        n[TNEF_A_DUPLICATE] = 1;
}

bool family_w3(size_t i, struct recipe *r)
{
    static const char *const places[] = { "first", "in the middle", "last" };
    const struct attribute *a = &attributes[i / PLACES];

    if (i / PLACES >= COUNT(attributes))
        return false;
    r->a = (uint32_t)(i % PLACES);
    (void)snprintf(r->name, sizeof r->name,
                   "W3 CVE-2017-6801 attribute %08X without bytes, %s", (unsigned)a->id,
                   places[r->a]);
    r->build = w3_build;
    r->data = a;
    if (a->fixed != 0)
        r->want.anomalies[TNEF_A_ATTR_LENGTH] = 1;
    else if (!a->empty)
        r->want.anomalies[TNEF_A_ZERO_LENGTH] = 1;
    w3_around(a, r);
    r->want.model_free = true; /* of two attAttachData one is chosen */
    return true;
}

/* ---- W4: lengths that are negative or wrap ---- */

static const uint32_t wild[] = {
    0x7FFFFFFF, 0x80000000, 0xFFFFFFF5,      0xFFFFFFF6,
    0xFFFFFFFD, 0xFFFFFFFF, 0xFFFFFFF5 - 35, 0xFFFFFFF5 - 75
};

/* a: the length, b: bytes that follow, c: level and place */
static void w4_attr(struct tw *w, const struct recipe *r)
{
    tw_attr_begin(w, (uint8_t)(1 + r->c % 2u), r->c % 2u == 0 ? TW_BODY : TW_DATA);
    tw_claim(w, r->a);
    tw_fill(w, 'x', r->b);
    tw_attr_no_checksum(w);
    tw_attr_end(w);
}

static void w4_build(struct tw *w, const struct recipe *r)
{
    tw_stream(w, TW_KEY);
    if (r->c / 2u > 0)
        tw_version(w, 0x00010000);
    if (r->c / 2u > 1)
        recipe_file(w);
    w4_attr(w, r);
}

/* The first and the second attribute are followed by a file that the length swallows; the last is
 * followed by nothing. */
static void w4_swallow(struct tw *w, const struct recipe *r)
{
    w4_build(w, r);
    if (r->c / 2u < 2)
        recipe_file(w);
}

static void w4_want(struct recipe *r, uint32_t len)
{
    uint16_t *n = r->want.anomalies;

    r->want.status = len > 0x7FFFFFFF ? TNEF_E_LIMIT_LENGTH : TNEF_E_TRUNCATED;
    if (len > 0x7FFFFFFF)
        n[TNEF_A_LIMIT] = 1;
    n[TNEF_A_TRUNCATED] = 1;
}

bool family_w4(size_t i, struct recipe *r)
{
    uint32_t len = wild[i % COUNT(wild)];
    uint32_t place = (uint32_t)(i / COUNT(wild));
    bool attachment;

    if (i >= COUNT(wild) * 12u)
        return false;
    r->a = len;
    r->c = place % 6u;
    r->b = place / 6u * 64u;
    attachment = r->c % 2u == 1;
    (void)snprintf(r->name, sizeof r->name,
                   "W4 CVE-2015-2191 length %08X, level %u, place %u, %u bytes behind",
                   (unsigned)len, r->c % 2u + 1u, r->c / 2u, (unsigned)r->b);
    r->build = w4_swallow;
    r->open_end = true;
    r->no_bias = r->c / 2u == 0; /* there is no checksum */
    w4_want(r, len);
    if (attachment && r->c / 2u < 2)
        r->want.anomalies[TNEF_A_ORDER] = 1;
    if (!attachment && r->c / 2u == 2)
        r->want.anomalies[TNEF_A_ORDER] = 1;
    if (attachment && r->c / 2u == 2)
        r->want.anomalies[TNEF_A_DUPLICATE] = 1;
    r->want.model_free = true;
    return true;
}

/* The same lengths inside of an embedded message, whose end is known. */
static void w4_inner(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_embedded_begin(w, "inner");
    tw_version(w, 0x00010000);
    w4_attr(w, r);
    tw_embedded_end(w);
}

bool family_w4_nested(size_t i, struct recipe *r)
{
    if (i >= COUNT(wild) * 2u)
        return false;
    r->a = wild[i % COUNT(wild)];
    r->b = (uint32_t)(i / COUNT(wild)) * 64u;
    (void)snprintf(r->name, sizeof r->name,
                   "W4 CVE-2015-2191 length %08X in a message, %u bytes", (unsigned)r->a,
                   (unsigned)r->b);
    r->build = w4_inner;
    r->want.status = r->a > 0x7FFFFFFF ? TNEF_E_LIMIT_LENGTH : TNEF_E_OVERRUN;
    r->want.anomalies[TNEF_A_LIMIT] = r->a > 0x7FFFFFFF;
    r->want.anomalies[TNEF_A_OVERRUN] = 1;
    return true;
}

/* ---- W6: the length against what follows, in a file that is cut there ---- */

#define W6_BEFORE (HEAD_SIZE + 25u + 17u + 9u) /* head, rendering data, title, header */

/* a: bytes after the header, b: the length */
static void w6_build(struct tw *w, const struct recipe *r)
{
    static const uint8_t bytes[16] = "one two three";

    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    tw_attr_begin(w, TW_ATTACHMENT, TW_DATA);
    tw_claim(w, r->b);
    tw_bytes(w, bytes, r->a);
    tw_attr_no_checksum(w);
    tw_attr_end(w);
}

bool family_w6(size_t i, struct recipe *r)
{
    static const int change[] = { -2, -1, 0, 1 };
    int behind = (int)(i / COUNT(change)) + 2;

    if (behind > 12)
        return false;
    r->a = (uint32_t)behind;
    r->b = (uint32_t)(behind + change[i % COUNT(change)]);
    (void)snprintf(r->name, sizeof r->name,
                   "W6 gotnef-3 length %u, %u bytes behind the header", (unsigned)r->b,
                   (unsigned)r->a);
    r->build = w6_build;
    r->open_end = true;
    if (r->b + 2u == r->a) {
        r->want.anomalies[TNEF_A_CHECKSUM] = MANY; /* the last two bytes of the text */
        return true;
    }
    r->want.status = TNEF_E_TRUNCATED;
    r->want.anomalies[TNEF_A_TRUNCATED] = 1;
    r->want.error_at = W6_BEFORE + r->a;
    return true;
}

/* ---- W8: attributes of a fixed size with another ---- */

/* a: the length, b: index of the attribute */
static void w8_build(struct tw *w, const struct recipe *r)
{
    static const uint8_t date[16] = { 0xEA, 0x07, 1, 0, 5, 0, 9, 0,
                                      30,   0,    0, 0, 1, 0, 0, 0 };
    static const uint8_t small[16] = { 1 };
    const struct attribute *a = &attributes[r->b];

    tw_stream(w, TW_KEY);
    if (a->level == 2 && a->id != TW_REND)
        tw_rend_file(w);
    tw_attr(w, a->level, a->id, a->fixed == 14 && a->id != TW_REND ? date : small, r->a);
    if (a->level == 1)
        tw_subject(w, "text"); /* in code page 1, if that was read */
    if (a->level == 2) {
        tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.txt");
        tw_attr(w, TW_ATTACHMENT, TW_DATA, "one", 3);
    }
}

static const char *w8_never(uint32_t id)
{
    switch (id) {
    case TW_DATE_SENT: return "!C0039";
    case TW_DATE_RECD: return "!C0E06";
    case TW_DATE_MODIFIED: return "!C3008";
    case TW_DATE_START: return "!C0060";
    case TW_DATE_END: return "!C0061";
    case TW_CREATE_DATE: return "!C3007";
    case TW_MODIFY_DATE: return "!C3008";
    case TW_REND: return "!C3705";
    case TW_PRIORITY: return "!C0017";
    case TW_REQUEST_RES: return "!C0063";
    case TW_AID_OWNER: return "!C0062";
    case TW_STATUS: return "!C0E07";
    default: return NULL;
    }
}

bool family_w8(size_t i, struct recipe *r)
{
    for (uint32_t k = 0; k < COUNT(attributes); k++) {
        const struct attribute *a = &attributes[k];
        size_t lengths = a->fixed == 0 ? 0 : a->fixed + 1u;

        if (i >= lengths) {
            i -= lengths;
            continue;
        }
        r->a = (uint32_t)i + (i == a->fixed ? 1u : 0u); /* 0 to fixed - 1, fixed + 1 */
        r->b = k;
        (void)snprintf(r->name, sizeof r->name, "W8 %s attribute %08X of %u bytes",
                       a->id == TW_VERSION ? "CVE-2021-3404" : "CVE-2017-9471",
                       (unsigned)a->id, (unsigned)r->a);
        r->build = w8_build;
        r->want.anomalies[TNEF_A_ATTR_LENGTH] = 1;
        r->want.seen = w8_never(a->id);
        r->want.files = a->level == 2 ? "a.txt=one\n" : "";
        if (a->id == TW_CODEPAGE && r->a >= 4)
            r->want.model = BIT(TNEF_A_CODEPAGE); /* four bytes are read: code page 1 */
        return true;
    }
    return false;
}
