/* SPDX-License-Identifier: MIT */

/* Recipes N: messages in messages. The very deep and the very wide are in test_faults_long.c. */

#include "recipes.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* a: messages around the innermost one. The writer puts the sentinel after the outermost. */
static void deep(struct tw *w, const struct recipe *r)
{
    tw_deep(w, r->a);
}

/* A message whose file claims a bytes and has three, then b bytes of the next header. */
static void inner_cut(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_embedded_begin(w, "inner");
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    tw_attr_begin(w, TW_ATTACHMENT, TW_DATA);
    tw_str8(w, "abc");
    if (r->a != 0) {
        tw_claim(w, r->a);
        tw_attr_no_checksum(w);
    }
    tw_attr_end(w);
    if (r->b != 0)
        tw_bytes(w, "\x02\x0F\x80\x06\x00", r->b);
    tw_embedded_end(w);
}

/* A message that ends after the first of the two bytes of its last checksum. */
static void inner_checksum(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_head(w);
    tw_embedded_begin(w, "inner");
    tw_attr_begin(w, TW_MESSAGE, TW_BODY);
    tw_str8(w, "abc");
    tw_attr_no_checksum(w);
    tw_attr_end(w);
    tw_u8(w, 0x26); /* of "abc" */
    tw_embedded_end(w);
}

/* A level that does not exist before a known id, with a length of a in three bytes. */
static void inner_level(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_embedded_begin(w, "inner");
    tw_attr_begin(w, 0, TW_BODY);
    tw_claim(w, r->a);
    tw_str8(w, "abc");
    tw_attr_no_checksum(w);
    tw_attr_end(w);
    tw_embedded_end(w);
}

/* data: the bytes of an object that says that it is a message */
static void no_message(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 5); /* embedded message */
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, "inner");
    tw_prop_object(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE, r->data, r->len);
    tw_attr_props_end(w);
}

/* A message that is whole, in a file that ends after a bytes of it. */
static void message_cut(struct tw *w, const struct recipe *r)
{
    size_t at;

    tw_head(w);
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    at = w->len;
    tw_stream(w, TW_KEY);
    tw_subject(w, "inner");
    tw_object_end(w);
    tw_attr_props_end(w);
    tw_truncate(w, at + r->a);
}

static void data_and_property(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_head(w);
    recipe_file(w);
    tw_attach_props_begin(w);
    tw_prop_binary(w, TW_P_ATTACH_DATA, "other", 5);
    tw_attr_props_end(w);
}

/* An attachment whose file is a winmail.dat of its own. */
static void file_of_its_own(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "winmail.dat");
    tw_attr_begin(w, TW_ATTACHMENT, TW_DATA);
    tw_stream(w, TW_KEY);
    tw_attachment(w, "hidden.txt", "hidden", 6);
    tw_attr_end(w);
}

#define NO_MESSAGE(label, bytes, shown)                        \
  {                                                            \
    .name = "N2 " label, .build = no_message, .data = (bytes), \
    .len = sizeof(bytes) - 1u, .want = {                       \
        .status = TNEF_E_NESTED,                               \
        .anomalies = { [TNEF_A_SIGNATURE] = 1 },               \
        .files = "inner=" shown "\n"                           \
    }                                                          \
  }
#define SIXTEEN ">>>>>>>>>>>>>>>>"

/* clang-format off */
static const struct recipe rows[] = {
    { .name = "N1 depth 1", .build = deep, .a = 1, .open_end = true,
      .want = { .files = "innermost=(message)\nsentinel=S\n" } },
    { .name = "N1 depth 2", .build = deep, .a = 2, .open_end = true,
      .want = { .files = ">innermost=(message)\nlevel=(message)\nsentinel=S\n" } },
    { .name = "N1 depth at the limit", .build = deep, .a = 16, .open_end = true,
      .want = { .seen = SIXTEEN "C0037:001E=innermost\\x00\nC3701:0102=S" } },
    { .name = "N1 depth beyond the limit", .build = deep, .a = 17, .open_end = true,
      .want = { .status = TNEF_E_LIMIT_DEPTH, .anomalies = { [TNEF_A_LIMIT] = 1 },
                .seen = SIXTEEN "C0037:001E=level\\x00\n" SIXTEEN "O3701:000D=x\\x9F>\"*\n"
                        "C3701:0102=S" },
      .no_bias = true },
    { .name = "N1 depth 200", .build = deep, .a = 200, .open_end = true,
      .want = { .status = TNEF_E_LIMIT_DEPTH, .anomalies = { [TNEF_A_LIMIT] = 1 },
                .seen = SIXTEEN "O3701:000D=x\\x9F>\"*\nC3701:0102=S" } },

    { .name = "N2 inner file cut, outer length right", .build = inner_cut, .a = 9,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_OVERRUN] = 1 },
                .files = ">a.txt=abc\ninner=(message)\n" } },
    { .name = "N2 inner length beyond the object", .build = inner_cut, .a = 0x1000,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_OVERRUN] = 1 },
                .files = ">a.txt=abc\ninner=(message)\n" } },
    { .name = "N2 inner length one byte beyond the object", .build = inner_cut, .a = 4,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_OVERRUN] = 1 },
                .files = ">a.txt=abc\ninner=(message)\n" } },
    { .name = "N2 inner checksum beyond the object", .build = inner_cut, .a = 3,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_TRUNCATED] = 1 },
                .files = ">a.txt=abc\ninner=(message)\n" } },
    { .name = "N2 inner checksum cut by the end of the object", .build = inner_checksum,
      .want = { .status = TNEF_E_OVERRUN, .seen = ">T=&",
                .anomalies = { [TNEF_A_TRUNCATED] = 1, [TNEF_A_TRAILING] = 1 },
                .files = ">@plain=abc\ninner=(message)\n" } },
    { .name = "N2 inner level 0, length one byte beyond the object", .build = inner_level, .a = 4,
      .want = { .status = TNEF_E_TRAILING, .anomalies = { [TNEF_A_TRAILING] = 1 },
                .seen = ">T=\\x00\\x0C\\x80\\x02\\x00\\x04\\x00\\x00\\x00" "abc",
                .files = "inner=(message)\n" } },
    { .name = "N2 inner level 0, length to the end of the object", .build = inner_level, .a = 3,
      .want = { .status = TNEF_E_OVERRUN,
                .anomalies = { [TNEF_A_LEVEL] = 1, [TNEF_A_TRUNCATED] = 1 },
                .files = ">@plain=abc\ninner=(message)\n" } },
    { .name = "N2 inner header cut", .build = inner_cut, .b = 5,
      .want = { .status = TNEF_E_TRAILING, .anomalies = { [TNEF_A_TRAILING] = 1 },
                .files = ">a.txt=abc\n"
                         "inner=(message)\n",
                .seen = ">T=\\x02\\x0F\\x80\\x06\\x00" } },
    NO_MESSAGE("inner signature wrong", "\x78\x9F\x3E\x23\x01\x00payload",
               "x\\x9F>#\\x01\\x00payload"),
    NO_MESSAGE("inner signature cut", "\x78\x9F\x3E", "x\\x9F>"),
    NO_MESSAGE("inner key cut", "\x78\x9F\x3E\x22\x01", "x\\x9F>\"\\x01"),
    NO_MESSAGE("object without stream", "", ""),

    { .name = "N2 file ends in the signature of a message", .build = message_cut, .a = 3,
      .open_end = true,
      .want = { .status = TNEF_E_TRUNCATED, .anomalies = { [TNEF_A_TRUNCATED] = 1 },
                .files = "attachment-1=x\\x9F>\n" } },
    { .name = "N2 file ends behind the key of a message", .build = message_cut, .a = 6,
      .open_end = true,
      .want = { .status = TNEF_E_TRUNCATED, .anomalies = { [TNEF_A_TRUNCATED] = 1 },
                .files = "attachment-1=(message)\n" } },
    { .name = "N2 file ends in the subject of a message", .build = message_cut, .a = 6 + 9 + 3,
      .open_end = true,
      .want = { .status = TNEF_E_TRUNCATED, .anomalies = { [TNEF_A_TRUNCATED] = 1 },
                .seen = ">C0037:001E=inn", .files = "inn=(message)\n" } },

    { .name = "N4 attAttachData and PidTagAttachDataBinary", .build = data_and_property,
      .want = { .files = "a.txt=one|other#1\n", .model = BIT(TNEF_A_CONTENT) } },
    { .name = "N4 tnefparse-74 attAttachData that is a stream", .build = file_of_its_own,
      .no_bias = true,    /* the checksums inside are part of the file */
      .want = { .seen = "C3701:0102=x\\x9F>\"*" },
      .has_all = true,
      .all = { .files = ">hidden.txt=hidden\nattachment-1=(message)\n",    /* titles name files */
               .seen = ">C3704:001E=hidden.txt\\x00\n>C3701:0102=hidden" } },
};
/* clang-format on */

const struct recipe_table recipes_nested = { rows, COUNT(rows) };
