/* SPDX-License-Identifier: MIT */

/* Families of recipes W10, W11 and W16: attributes that come twice, strings, dates. */

#include "recipes.h"

#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* ---- W10: each attribute twice ---- */

/* Bytes in both lengths that the attribute may have; of a fixed size only one of them. */
/* clang-format off */
static const struct twice {
    uint32_t id;
    uint8_t level;
    uint16_t small, large;
    const char *seen;           /* both are visible: the head of the line */
} twice[] = {
    { TW_CLASS, 1, 4, 300, "A00078008" },       { TW_SUBJECT, 1, 4, 102, "C0037:001E" },
    { TW_BODY, 1, 4, 5000, "C1000:001E" },      { TW_FROM, 1, 24, 300, "A00008000" },
    { TW_ORIGINAL_CLASS, 1, 4, 300, "A00070006" }, { TW_DELEGATE, 1, 4, 300, "C0043:0102" },
    { TW_OWNER, 1, 8, 300, "A00060000" },       { TW_SENT_FOR, 1, 8, 300, "A00060001" },
    { TW_VERSION, 1, 4, 4, "A00089006" },       { TW_CODEPAGE, 1, 8, 8, "A00069007" },
    { TW_DATE_SENT, 1, 14, 14, "A00038005" },   { TW_DATE_RECD, 1, 14, 14, "A00038006" },
    { TW_DATE_MODIFIED, 1, 14, 14, "A00038020" }, { TW_DATE_START, 1, 14, 14, "A00030006" },
    { TW_DATE_END, 1, 14, 14, "A00030007" },    { TW_STATUS, 1, 1, 1, "A00068007" },
    { TW_PRIORITY, 1, 2, 2, "A0004800D" },      { TW_AID_OWNER, 1, 4, 4, "C0062:0003" },
    { TW_REQUEST_RES, 1, 2, 2, "A00040009" },   { TW_TITLE, 2, 4, 300, "C3704:001E" },
    { TW_DATA, 2, 4, 5000, "C3701:0102" },      { TW_METAFILE, 2, 4, 300, "C3709:0102" },
    { TW_TRANSPORT_NAME, 2, 4, 300, "C370C:001E" }, { TW_CREATE_DATE, 2, 14, 14, "A00038012" },
    { TW_MODIFY_DATE, 2, 14, 14, "A00038013" }, { TW_MESSAGE_ID, 1, 5, 33, "A00018009" },
    { TW_PARENT_ID, 1, 5, 33, "A0001800A" },   { TW_CONVERSATION_ID, 1, 5, 33, "A0001800B" },
};
/* clang-format on */

/* Bytes that mean something for all: zeros for the fixed, a string with its NUL else. */
static void w10_attr(struct tw *w, const struct twice *t, uint32_t len, char fill)
{
    tw_attr_begin(w, t->level, t->id);
    if (t->small == t->large && t->id == TW_VERSION)
        tw_u32(w, 0x00010000);
    else if (t->small == t->large && t->id == TW_PRIORITY)
        tw_u16(w, 2);
    else if (t->small == t->large)
        tw_zeros(w, len);
    else {
        tw_fill(w, (uint8_t)fill, len - 1u);
        tw_u8(w, 0);
    }
    tw_attr_end(w);
}

/* a, b: the lengths; c: index */
static void w10_build(struct tw *w, const struct recipe *r)
{
    const struct twice *t = &twice[r->c];

    tw_stream(w, TW_KEY);
    if (t->level == 2)
        tw_rend_file(w);
    w10_attr(w, t, r->a, 'a');
    w10_attr(w, t, r->b, 'b');
}

bool family_w10(size_t i, struct recipe *r)
{
    static char seen[64];
    const struct twice *t = &twice[i / 3u];
    bool small_first;

    if (i / 3u >= COUNT(twice))
        return false;
    small_first = i % 3u != 1;
    r->c = (uint32_t)(i / 3u);
    r->a = small_first ? t->small : t->large;
    r->b = i % 3u == 0 ? t->large : t->small;
    (void)snprintf(r->name, sizeof r->name,
                   "W10 %sattribute %08X twice, %u then %u bytes",
                   t->id == TW_SUBJECT ? "CVE-2021-3403 " : "", (unsigned)t->id,
                   (unsigned)r->a, (unsigned)r->b);
    (void)snprintf(seen, sizeof seen, "%s=*\n%s=*", t->seen, t->seen);
    r->build = w10_build;
    r->want.anomalies[TNEF_A_DUPLICATE] = 1;
    r->want.seen = seen;
    r->want.model_free =
        true; /* attFrom of such bytes is no address, two contents are a choice */
    return true;
}

/* ---- W11: strings of all lengths, with and without their NUL ---- */

/* clang-format off */
static const struct {
    uint32_t id;
    uint8_t level;
    const char *head;
} strings[] = {
    { TW_SUBJECT, 1, "C0037:001E" }, { TW_CLASS, 1, "A00078008" },
    { TW_ORIGINAL_CLASS, 1, "A00070006" }, { TW_BODY, 1, "C1000:001E" },
    { TW_TITLE, 2, "C3704:001E" },   { TW_TRANSPORT_NAME, 2, "C370C:001E" },
};
/* clang-format on */

/* clang-format off */
static const struct {
    const char *bytes;          /* NULL: |len| times 'x', the last a NUL */
    size_t len;
    const char *shown;
    bool nul;
    bool inside;                /* text follows a NUL */
} texts[] = {
    { "none", 4, "none", false, false },          { "\0", 1, "\\x00", true, false },
    { "in\0side", 8, "in\\x00side\\x00", true, true }, { "in\0side", 7, "in\\x00side", false, true },
    { "", 0, NULL, true, false },                 { NULL, 99, "xxx*", true, false },
    { NULL, 100, "xxx*", true, false },           { NULL, 101, "xxx*", true, false },
    { NULL, 255, "xxx*", true, false },           { NULL, 256, "xxx*", true, false },
    { NULL, 4096, "xxx*", true, false },          { NULL, 65536, "xxx*", true, false },
};
/* clang-format on */

/* a: index of the attribute, b: of the text */
static void w11_build(struct tw *w, const struct recipe *r)
{
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    if (strings[r->a].level == 2)
        tw_rend_file(w);
    tw_attr_begin(w, strings[r->a].level, strings[r->a].id);
    if (texts[r->b].bytes != NULL) {
        tw_bytes(w, texts[r->b].bytes, texts[r->b].len);
    } else {
        tw_fill(w, 'x', texts[r->b].len - 1u);
        tw_u8(w, 0);
    }
    tw_attr_end(w);
}

bool family_w11(size_t i, struct recipe *r)
{
    static char seen[128];
    size_t a = i / COUNT(texts);
    size_t b = i % COUNT(texts);
    bool body;

    if (a >= COUNT(strings))
        return false;
    body = strings[a].id == TW_BODY;
    r->a = (uint32_t)a;
    r->b = (uint32_t)b;
    (void)snprintf(r->name, sizeof r->name,
                   "W11 %s attribute %08X, text %zu of %zu bytes",
                   strings[a].level == 2 ? "CVE-2019-18849" : "ytnef-38",
                   (unsigned)strings[a].id, b, texts[b].len);
    r->build = w11_build;
    if (texts[b].shown != NULL) {
        (void)snprintf(seen, sizeof seen, "%s=%s", strings[a].head, texts[b].shown);
        r->want.seen = seen;
    }
    if (!texts[b].nul && !body)
        r->want.anomalies[TNEF_A_UNTERMINATED] = 1;
    if (texts[b].len == 0 && !body)
        r->want.anomalies[TNEF_A_ZERO_LENGTH] = 1;
    if (strings[a].level == 2 && texts[b].inside) /* who reads on sees another name */
        r->want.model = BIT(TNEF_A_CONTENT);
    return true;
}

/* ---- W16: dates that do not exist ---- */

/* clang-format off */
static const struct tw_date dates[] = {
    { 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF },
    { 2026, 0, 5, 9, 30, 0, 1 },      { 2026, 13, 5, 9, 30, 0, 1 },
    { 2026, 0xFFFF, 5, 9, 30, 0, 1 }, { 2026, 1, 0, 9, 30, 0, 1 },
    { 2026, 1, 32, 9, 30, 0, 1 },     { 2026, 2, 29, 9, 30, 0, 1 },
    { 2026, 1, 5, 24, 0, 0, 1 },      { 2026, 1, 5, 9, 60, 0, 1 },
    { 0, 1, 1, 0, 0, 0, 0 },          { 65535, 12, 31, 0, 0, 0, 0 },
};
/* clang-format on */

/* clang-format off */
static const struct {
    uint32_t id;
    uint8_t level;
    const char *never;
} dated[] = {
    { TW_DATE_SENT, 1, "!C0039" },     { TW_DATE_RECD, 1, "!C0E06" },
    { TW_DATE_MODIFIED, 1, "!C3008" }, { TW_DATE_START, 1, "!C0060" },
    { TW_DATE_END, 1, "!C0061" },      { TW_CREATE_DATE, 2, "!C3007" },
    { TW_MODIFY_DATE, 2, "!C3008" },
};
/* clang-format on */

static void w16_build(struct tw *w, const struct recipe *r)
{
    tw_stream(w, TW_KEY);
    if (dated[r->a].level == 2)
        tw_rend_file(w);
    tw_attr_date(w, dated[r->a].level, dated[r->a].id, dates[r->b]);
}

bool family_w16(size_t i, struct recipe *r)
{
    r->a = (uint32_t)(i / COUNT(dates));
    r->b = (uint32_t)(i % COUNT(dates));
    if (r->a >= COUNT(dated))
        return false;
    (void)snprintf(r->name, sizeof r->name, "W16 ytnef-46 attribute %08X, date %u",
                   (unsigned)dated[r->a].id, (unsigned)r->b);
    r->build = w16_build;
    r->want.anomalies[TNEF_A_DATE] = 1;
    r->want.seen = dated[r->a].never;
    return true;
}
