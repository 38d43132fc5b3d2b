/* SPDX-License-Identifier: MIT */

/* Recipes W: signature, levels, lengths, order, and what stands after the last attribute. Those
 * that cross ids with lengths are families, in recipes_family_wire.c. */

#include "recipes.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* ---- W2: signature and key ---- */

/* a: the signature, b: the key */
static void start(struct tw *w, const struct recipe *r)
{
    tw_u32(w, r->a);
    tw_u16(w, (uint16_t)r->b);
}

static void raw(struct tw *w, const struct recipe *r)
{
    tw_bytes(w, r->data, r->len);
}

/* ---- W5: a: the length that three bytes claim to have ---- */

static void claimed(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "big");
    tw_attr_begin(w, TW_ATTACHMENT, TW_DATA);
    tw_claim(w, r->a);
    tw_str8(w, "abc");
    tw_attr_no_checksum(w);
    tw_attr_end(w);
}

/* ---- W7: a: the level, b: the id ---- */

static void level_message(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_attr_string(w, (uint8_t)r->a, r->b, "subject");
}

static void level_attachment(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    tw_attr(w, (uint8_t)r->a, r->b, "one", 3);
}

static void level_then_file(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_attr_begin(w, (uint8_t)r->a, r->b);
    tw_str8(w, "hidden?");
    if (r->c != 0)
        tw_claim(w, r->c);
    tw_attr_end(w);
    recipe_file(w);
}

/* ---- W10: two contents; a: they stand in two lists of attAttachment ---- */

static void contents_twice(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    for (uint32_t i = 0; i < 2; i++) {
        const char *text = i == 0 ? "one" : "two";

        if (r->a == 0) {
            tw_attr_text(w, TW_ATTACHMENT, TW_DATA, text);
            continue;
        }
        tw_attach_props_begin(w);
        tw_prop_binary(w, TW_P_ATTACH_DATA, text, 3);
        tw_attr_props_end(w);
    }
}

/* ---- W12: order ---- */

static void order_early(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    if (r->a != 0)
        tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "early.txt");
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "early", 5);
}

static void order_rends(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    for (uint32_t i = 0; i < r->a; i++)
        tw_rend_file(w);
    if (r->b != 0)
        tw_attr(w, TW_ATTACHMENT, TW_DATA, "one", 3);
}

static void order_late(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_head(w);
    recipe_file(w);
    tw_subject(w, "late");
}

/* ---- W14: a good file, then the bytes of |data|, or another file ---- */

static void good_then(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_sentinel(w);
    tw_zeros(w, r->a);
    tw_bytes(w, r->data, r->len);
    if (r->b != 0) {
        tw_head(w);
        tw_attachment(w, "second.txt", "second", 6);
    }
}

/* ---- W15: a: the checksum that the file's data has ---- */

static void checksum(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    tw_attr_begin(w, TW_ATTACHMENT, TW_DATA);
    tw_str8(w, "one");
    if (r->b != 0)
        tw_attr_checksum_add(w, 1);
    else
        tw_attr_checksum(w, (uint16_t)r->a);
    tw_attr_end(w);
}

/* ---- The rows ---- */

static const uint8_t ytnef_33[17] = {
    0x78, 0x9F, 0x3E, 0x22, 0x30, 0x30, /* signature, key */
    0x30, 0x06, 0x90, 0x08, 0x00, 0,
    0,    0,    0,    0,    0 /* level "0", attTnefVersion, no bytes */
};

#define LINE_TEXT  "--boundary--\r\nText behind the attachment.\r\n"
#define SWAPPED    0x789F3E22u
#define RIGHT      0x223E9F78u
#define NOTHING    .files = "", .lost = true
#define LEVEL_WANT .anomalies = { [TNEF_A_LEVEL] = 1 }
#define TRAIL_WANT(st) \
  .status = st, .anomalies = { [TNEF_A_TRAILING] = 1 }, .files = "sentinel=S\n"

/* A level and an id that do not exist: bytes that belong to nothing, up to the end of
 * the input, or with resync up to the next attribute. */
#define TO_THE_END                                  \
  .want = { .status = TNEF_E_TRAILING,              \
            .anomalies = { [TNEF_A_TRAILING] = 1 }, \
            .error_at = HEAD_SIZE,                  \
            .seen = "T=*",                          \
            NOTHING },                              \
  .has_all = true,                                  \
  .all = { .status = TNEF_E_TRAILING,               \
           .anomalies = { [TNEF_A_RESYNC] = 1 },    \
           .error_at = HEAD_SIZE,                   \
           .files = "a.txt=one\n" }

/* clang-format off */
static const struct recipe rows[] = {
    { .name = "W2 signature and key alone", .build = start, .a = RIGHT, .b = 0x0001,
      .want = { .files = "" } },
    { .name = "W2 signature wrong", .build = start, .a = RIGHT + 1u, .b = 1, .no_bias = true,
      .want = { .status = TNEF_E_SIGNATURE, NOTHING } },
    { .name = "W2 signature byte-swapped", .build = start, .a = SWAPPED, .b = 1, .no_bias = true,
      .want = { .status = TNEF_E_SIGNATURE, NOTHING } },
    { .name = "W2 key 0", .build = start, .a = RIGHT, .b = 0, .want = { .files = "" } },
    { .name = "W15 key FFFF", .build = start, .a = RIGHT, .b = 0xFFFF, .want = { .files = "" } },

    { .name = "W3 CVE-2017-6801 published bytes", .build = raw, .data = ytnef_33,
      .len = sizeof ytnef_33,
      .want = { .anomalies = { [TNEF_A_LEVEL] = 1, [TNEF_A_ATTR_LENGTH] = 1 }, .files = "" } },

    { .name = "W5 CVE-2017-6298 50 MiB in 3 bytes", .build = claimed, .a = 50u << 20,
      .open_end = true,
      .want = { .status = TNEF_E_TRUNCATED, .anomalies = { [TNEF_A_TRUNCATED] = 1 },
                .error_at = HEAD_SIZE + 52, .seen = "C3701:0102=abc",
                .files = "big=abc\n" } },
    { .name = "W5 POI-61349 2 GiB in 3 bytes", .build = claimed, .a = 0x80000000u,
      .open_end = true,
      .want = { .status = TNEF_E_LIMIT_LENGTH,
                .anomalies = { [TNEF_A_TRUNCATED] = 1, [TNEF_A_LIMIT] = 1 },
                .error_at = HEAD_SIZE + 40, .files = "big=\n" } },
    { .name = "W5 LookOut-17 one byte less than there should be", .build = claimed, .a = 4,
      .open_end = true,
      .want = { .status = TNEF_E_TRUNCATED, .anomalies = { [TNEF_A_TRUNCATED] = 1 },
                .error_at = HEAD_SIZE + 52, .files = "big=abc\n" } },

    { .name = "W7 level 0, attSubject", .build = level_message, .a = 0, .b = TW_SUBJECT,
      .want = { LEVEL_WANT, .seen = "C0037:001E=subject\\x00",
                .subject = "subject", .files = "" } },
    { .name = "W7 level 3, attSubject", .build = level_message, .a = 3, .b = TW_SUBJECT,
      .want = { LEVEL_WANT, .seen = "C0037:001E=subject\\x00",
                .subject = "subject", .files = "" } },
    { .name = "W7 level FF, attSubject", .build = level_message, .a = 0xFF, .b = TW_SUBJECT,
      .want = { LEVEL_WANT, .seen = "C0037:001E=subject\\x00",
                .subject = "subject", .files = "" } },
    { .name = "W7 level 2, attSubject", .build = level_message, .a = 2, .b = TW_SUBJECT,
      .want = { LEVEL_WANT, .seen = "C0037:001E=subject\\x00",
                .subject = "subject", .files = "" } },
    { .name = "W7 level 0, attAttachData", .build = level_attachment, .a = 0, .b = TW_DATA,
      .want = { LEVEL_WANT, .files = "a.txt=one\n" } },
    { .name = "W7 level 3, attAttachData", .build = level_attachment, .a = 3, .b = TW_DATA,
      .want = { LEVEL_WANT, .files = "a.txt=one\n" } },
    { .name = "W7 level FF, attAttachData", .build = level_attachment, .a = 0xFF, .b = TW_DATA,
      .want = { LEVEL_WANT, .files = "a.txt=one\n" } },
    { .name = "W7 level 1, attAttachData", .build = level_attachment, .a = 1, .b = TW_DATA,
      .want = { LEVEL_WANT, .files = "a.txt=one\n" } },
    { .name = "W7 ClamAV-0b2ea84 level 0, unknown id", .build = level_then_file,
      .a = 0, .b = TW_UNKNOWN, TO_THE_END },
    { .name = "W7 ClamAV-0b2ea84 level 3, unknown id", .build = level_then_file,
      .a = 3, .b = TW_UNKNOWN, TO_THE_END },
    { .name = "W7 ClamAV-0b2ea84 level FF, unknown id", .build = level_then_file,
      .a = 0xFF, .b = TW_UNKNOWN, TO_THE_END },
    { .name = "W7 level 0, known id, length over the limit", .build = level_then_file,
      .a = 0, .b = TW_BODY, .c = 0x80000000u, TO_THE_END },

    { .name = "W10 attAttachData one, then two", .build = contents_twice,
      .want = { .anomalies = { [TNEF_A_DUPLICATE] = 1 }, .model = BIT(TNEF_A_CONTENT),
                .seen = "C3701:0102=one\nC3701:0102=two", .files = "a.txt=one|two\n" } },
    { .name = "W10 attAttachment twice, each with a content", .build = contents_twice, .a = 1,
      .want = { .anomalies = { [TNEF_A_DUPLICATE] = 1 },
                .model = BIT(TNEF_A_CONTENT),
                .seen = "P3701:0102=one\nP3701:0102=two", .files = "a.txt=one|two\n" } },

    { .name = "W12 attachment attributes before attAttachRendData", .build = order_early, .a = 1,
      .want = { .anomalies = { [TNEF_A_ORDER] = 1 }, .files = "early.txt=early\n" } },
    { .name = "W12 data alone before attAttachRendData", .build = order_early, .a = 0,
      .want = { .anomalies = { [TNEF_A_ORDER] = 1 }, .files = "attachment-1=early\n" } },
    { .name = "W12 attAttachRendData alone", .build = order_rends, .a = 1,
      .want = { .files = "attachment-1=\n" } },
    { .name = "W12 attAttachRendData twice", .build = order_rends, .a = 2, .b = 1,
      .want = { .files = "attachment-1=\nattachment-2=one\n" } },
    { .name = "W12 message attribute behind an attachment", .build = order_late,
      .want = { .anomalies = { [TNEF_A_ORDER] = 1 }, .subject = "late", .files = "a.txt=one\n" } },

    { .name = "W14 ClamAV-bb1695 trailing CR", .build = good_then, .data = "\r", .len = 1,
      .open_end = true, .want = { TRAIL_WANT(TNEF_OK), .seen = "T=\\x0D" } },
    { .name = "W14 trailing CR LF", .build = good_then, .data = "\r\n", .len = 2,
      .open_end = true, .want = { TRAIL_WANT(TNEF_OK), .seen = "T=\\x0D\\x0A" } },
    { .name = "W14 trailing zeros", .build = good_then, .a = 64, .data = "", .open_end = true,
      .want = { TRAIL_WANT(TNEF_OK), .seen = "T=\\x00*" },
      .has_all = true, .all = { TRAIL_WANT(TNEF_OK) } },    /* passed over, and counted */
    { .name = "W14 trailing zero", .build = good_then, .a = 1, .data = "", .open_end = true,
      .want = { TRAIL_WANT(TNEF_OK), .seen = "T=\\x00" } },
    { .name = "W14 trailing text", .build = good_then, .data = LINE_TEXT,
      .len = sizeof LINE_TEXT - 1u, .open_end = true,
      .want = { TRAIL_WANT(TNEF_E_TRAILING), .error_at = HEAD_SIZE + 57,
                .seen = "T=--boundary--\\x0D\\x0AText behind*" },
      .has_all = true,
      .all = { TRAIL_WANT(TNEF_E_TRAILING), .error_at = HEAD_SIZE + 57 } },
    { .name = "W14 second complete file", .build = good_then, .data = "", .b = 1, .open_end = true,
      .want = { TRAIL_WANT(TNEF_E_TRAILING), .error_at = HEAD_SIZE + 57, .seen = "T=x\\x9F>\"*" },
      .has_all = true,
      .all = { .status = TNEF_E_TRAILING,   /* version, code page and class come again, late */
               .anomalies = { [TNEF_A_RESYNC] = 1, [TNEF_A_ORDER] = 3, [TNEF_A_DUPLICATE] = 3 },
               .files = "sentinel=S\nsecond.txt=second\n", .error_at = HEAD_SIZE + 57 } },

    { .name = "W15 checksum 0000", .build = checksum, .a = 0,
      .want = { .anomalies = { [TNEF_A_CHECKSUM] = 1 }, .files = "a.txt=one\n" } },
    { .name = "W15 checksum FFFF", .build = checksum, .a = 0xFFFF,
      .want = { .anomalies = { [TNEF_A_CHECKSUM] = 1 }, .files = "a.txt=one\n" } },
    { .name = "W15 checksum off by one", .build = checksum, .b = 1,
      .want = { .anomalies = { [TNEF_A_CHECKSUM] = 1 }, .files = "a.txt=one\n" } },
};
/* clang-format on */

const struct recipe_table recipes_wire = { rows, COUNT(rows) };
