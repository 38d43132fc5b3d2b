/* SPDX-License-Identifier: MIT */

/* Recipes P and R: counts, types, padding and doubles in lists; recipient tables. */

#include "recipes.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define ID           0x6701

static void list_begin(struct tw *w)
{
    tw_head(w);
    tw_msg_props_begin(w);
    recipe_prop(w, ID);
}

/* ---- P1, P2: a: the bytes of the list, or the count that it claims ---- */

static void list_short(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_attr_begin(w, TW_MESSAGE, TW_PROPS);
    tw_zeros(w, r->a);
    tw_attr_end(w);
}

static void list_count(struct tw *w, const struct recipe *r)
{
    list_begin(w);
    recipe_prop(w, ID + 1);
    tw_claim(w, r->a);
    tw_attr_props_end(w);
}

/* ---- P4, P5: a: the type, b: the count, if there is one ---- */

static void type_unknown(struct tw *w, const struct recipe *r)
{
    list_begin(w);
    tw_prop_head(w, (uint16_t)r->a, ID + 1);
    if (r->b != 0)
        tw_u32(w, r->b);
    tw_str8(w, "payload?");
    tw_attr_props_end(w);
}

static void type_instance(struct tw *w, const struct recipe *r)
{
    (void)r;
    list_begin(w);
    tw_prop_head(w, 0x3003, ID + 1);
    tw_u32(w, 1);
    tw_u32(w, 0x04030201);
    tw_attr_props_end(w);
}

/* The published bytes of POI 65899 made again: one named property, multi-valued, with a count of
 * 340D0003h, and no value. */
static void poi_65899(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_stream(w, TW_KEY);
    tw_msg_props_begin(w);
    tw_named_id(w, TW_PSETID_COMMON, 0x8544);
    tw_prop_head(w, TW_T_MV | TW_T_I4, 0x8000);
    tw_u32(w, 0x340D0003);
    tw_attr_props_end(w);
}

/* ---- P7: a: the type, b: the count, c: values that are there ---- */

static void value_count(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_msg_props_begin(w);
    if (r->b <= r->c)
        recipe_prop(w, ID + 1);
    tw_values_begin(w, (uint16_t)r->a, ID);
    tw_claim(w, r->b);
    for (uint32_t i = 0; i < r->c; i++)
        tw_value(w,
                 "\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
                 "\x00\x00",
                 20);
    tw_values_end(w);
    if (r->b <= r->c)
        recipe_prop(w, ID + 2);
    tw_attr_props_end(w);
}

/* ---- P9: a: bytes of padding that are missing, b: what the others are ---- */

static void padding(struct tw *w, const struct recipe *r)
{
    list_begin(w);
    tw_pad_value(w, (uint8_t)r->b);
    if (r->a > 0)
        tw_pad_missing(w, r->a);
    tw_prop_binary(w, ID + 1, "\x11", 1);
    tw_pad_value(w, 0);
    tw_attr_props_end(w);
}

/* ---- P10: names that are not as they should be ---- */

/* data: the GUID; a: the text has no NUL */
static void name_string(struct tw *w, const struct recipe *r)
{
    uint8_t raw[16 + 4 + 4 + 8] = { 0 };
    const uint8_t *guid = r->data;

    for (size_t i = 0; i < 16; i++)
        raw[i] = guid[i];
    raw[16] = 1; /* named by a string */
    raw[20] = 8; /* of so many bytes */
    raw[24] = 'n';
    raw[26] = 'a';
    raw[28] = 'm';
    raw[30] = r->a != 0 ? 'e' : 0;
    list_begin(w);
    tw_named_raw(w, raw, sizeof raw);
    recipe_prop(w, 0x8001);
    recipe_prop(w, ID + 1);
    tw_attr_props_end(w);
}

/* An id below 8000 in front of a name, or one from 8000 on without. */
static void name_misplaced(struct tw *w, const struct recipe *r)
{
    list_begin(w);
    if (r->a < 0x8000)
        tw_named_id(w, TW_PSETID_COMMON, 0x8501);
    recipe_prop(w, (uint16_t)r->a);
    tw_attr_props_end(w);
}

/* ---- P13: the last property, whose last byte is that of the attribute, and of the file ---- */

static void last_long(struct tw *w, const struct recipe *r)
{
    list_begin(w);
    tw_prop_i4(w, TW_P_IMPORTANCE, 2);
    tw_props_end(w);
    tw_attr_no_checksum(w);
    tw_attr_end(w);
    (void)r;
}

/* a: the type; data: 8 bytes of the value */
static void extreme(struct tw *w, const struct recipe *r)
{
    list_begin(w);
    tw_prop_head(w, (uint16_t)r->a, (uint16_t)r->b);
    tw_bytes(w, r->data, r->len);
    recipe_prop(w, ID + 1);
    tw_attr_props_end(w);
}

/* ---- P14 ---- */

static void twice_types(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_SUBJECT, "first");
    tw_prop_str8(w, TW_P_SUBJECT, "second");
    tw_prop_i4(w, TW_P_SUBJECT, 3);
    tw_attr_props_end(w);
}

static void twice_lists(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_SUBJECT, "first");
    tw_attr_props_end(w);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_SUBJECT, "second");
    tw_attr_props_end(w);
}

static void twice_legacy(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    if (r->a == 0)
        tw_subject(w, "attribute");
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_SUBJECT, "property");
    tw_attr_props_end(w);
    if (r->a != 0)
        tw_subject(w, "attribute");
}

/* ---- R ---- */

/* a: the number of rows that is claimed, b: the number of properties of the last row, if not 0 */
static void rows_count(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_rows_begin(w);
    tw_claim(w, r->a);
    tw_row_begin(w);
    if (r->b != 0)
        tw_claim(w, r->b);
    recipe_prop(w, ID);
    tw_row_end(w);
    tw_rows_end(w);
}

static void rows_cut(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_rows_begin(w);
    tw_row_begin(w);
    recipe_prop(w, ID);
    tw_row_end(w);
    tw_row_begin(w);
    recipe_prop(w, ID + 1);
    tw_row_end(w);
    tw_truncate(w, w->len - r->a);
    tw_rows_end(w);
}

static void rows_twice(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_head(w);
    for (int i = 0; i < 2; i++) {
        tw_rows_begin(w);
        tw_recipient(w, 1, "Ann", "SMTP", "ann@example.org", NULL);
        tw_rows_end(w);
    }
}

static void rows_multi(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_rows_begin(w);
    tw_row_begin(w);
    tw_values_begin(w, TW_T_MV | TW_T_STR8, ID);
    tw_claim(w, r->a);
    tw_value_str8(w, "one");
    tw_values_end(w);
    tw_row_end(w);
    tw_rows_end(w);
}

/* ---- The rows ---- */

#define SOUND  "P6701:0003=\\x04\\x03\\x02\\x01"
#define SECOND "P6702:0003=\\x04\\x03\\x02\\x01"
#define THIRD  "P6703:0003=\\x04\\x03\\x02\\x01"
#define LIST_WANT(code) \
  .want = { .status = TNEF_E_OVERRUN, .anomalies = { [code] = 1 }, .files = "" }
#define COUNTED                                  \
  .want = { .status = TNEF_E_OVERRUN,            \
            .anomalies = { [TNEF_A_COUNT] = 1 }, \
            .seen = SOUND "\n" SECOND,           \
            .files = "" }
#define TYPED                                   \
  .want = { .status = TNEF_E_TYPE,              \
            .anomalies = { [TNEF_A_TYPE] = 1 }, \
            .files = "",                        \
            .seen = SOUND "\nR00069003=*" }
#define ONE_COUNT \
  .want = { .anomalies = { [TNEF_A_COUNT] = 1 }, .files = "", .seen = SECOND "\n" THIRD }
#define TWO_COUNTS \
  .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_COUNT] = 2 }, .files = "" }
#define PADDED                                     \
  .want = { .anomalies = { [TNEF_A_PADDING] = 1 }, \
            .files = "",                           \
            .seen = SOUND "\nP6702:0102=\\x11" }
#define READ_ON .want = { .files = "", .seen = SECOND, .model_free = true }
#define ROWS_WANT                                \
  .want = { .status = TNEF_E_OVERRUN,            \
            .anomalies = { [TNEF_A_COUNT] = 1 }, \
            .seen = SOUND,                       \
            .files = "" }
#define BYTES(text) .data = (text), .len = sizeof(text) - 1u

/* clang-format off */
static const struct recipe rows[] = {
    { .name = "P1 CVE-2017-9472 no byte", .build = list_short, .a = 0,
      .want = { .anomalies = { [TNEF_A_ZERO_LENGTH] = 1 }, .files = "" } },
    { .name = "P1 CVE-2017-9472 one byte", .build = list_short, .a = 1,
      LIST_WANT(TNEF_A_TRUNCATED) },
    { .name = "P1 CVE-2017-9472 two bytes", .build = list_short, .a = 2,
      LIST_WANT(TNEF_A_TRUNCATED) },
    { .name = "P1 CVE-2017-9472 three bytes", .build = list_short, .a = 3,
      LIST_WANT(TNEF_A_TRUNCATED) },
    { .name = "P1 CVE-2017-9472 four bytes", .build = list_short, .a = 4, .want = { .files = "" } },
    { .name = "P1 POI-65899 published bytes made again", .build = poi_65899,
      LIST_WANT(TNEF_A_COUNT) },

    { .name = "P2 CVE-2017-9473 count FFFFFFFF", .build = list_count, .a = 0xFFFFFFFF, COUNTED },
    { .name = "P2 CVE-2017-12144 count 80000000", .build = list_count, .a = 0x80000000, COUNTED },
    { .name = "P2 Roundcube-10193 count one more", .build = list_count, .a = 3, COUNTED },
    { .name = "P2 count one less", .build = list_count, .a = 1,
      .want = { .status = TNEF_E_TRAILING, .anomalies = { [TNEF_A_REMAINDER] = 1 }, .files = "",
                .seen = SOUND "\nR00069003=\\x03\\x00\\x02g\\x04\\x03\\x02\\x01" } },
    { .name = "P2 count 0", .build = list_count, .a = 0,
      .want = { .status = TNEF_E_TRAILING, .anomalies = { [TNEF_A_REMAINDER] = 1 }, .files = "",
                .seen = "R00069003=\\x03\\x00\\x01g\\x04\\x03\\x02\\x01*" } },

    { .name = "P4 CVE-2017-6299 type 00FF", .build = type_unknown, .a = 0x00FF, TYPED },
    { .name = "P4 CVE-2017-6299 type 0000", .build = type_unknown, .a = 0x0000, TYPED },
    { .name = "P4 CVE-2017-6299 type FFFF", .build = type_unknown, .a = 0xFFFF, TYPED },
    { .name = "P4b CVE-2017-6299 type 10FF, count FFFFFFFF", .build = type_unknown, .a = 0x10FF,
      .b = 0xFFFFFFFF, TYPED },
    { .name = "P4 type 3003 with the instance bit", .build = type_instance,
      .want = { .files = "", .seen = SOUND "\nP6702:1003=\\x01\\x02\\x03\\x04" } },
    { .name = "P5 POI-23acaff values of no bytes, type 1001", .build = type_unknown, .a = 0x1001,
      .b = 0xFFFFFFFF, TYPED },
    { .name = "P5 POI-23acaff values of no bytes, type 1000", .build = type_unknown, .a = 0x1000,
      .b = 0xFFFFFFFF, TYPED },
    { .name = "P5 POI-23acaff values of no bytes, type 3001", .build = type_unknown, .a = 0x3001,
      .b = 0xFFFFFFFF, TYPED },

    { .name = "P7 CVE-2017-9146 string of count 0", .build = value_count, .a = TW_T_STR8, .b = 0,
      ONE_COUNT },
    { .name = "P7 CVE-2017-9146 Unicode of count 0", .build = value_count, .a = TW_T_UNICODE,
      .b = 0, ONE_COUNT },
    { .name = "P7 CVE-2017-9146 binary of count 0", .build = value_count, .a = TW_T_BINARY, .b = 0,
      ONE_COUNT },
    { .name = "P7 CVE-2017-9146 object of count 0", .build = value_count, .a = TW_T_OBJECT, .b = 0,
      ONE_COUNT },
    { .name = "P7 string of count 2", .build = value_count, .a = TW_T_STR8, .b = 2, .c = 2,
      ONE_COUNT },
    { .name = "P7 Unicode of count 2", .build = value_count, .a = TW_T_UNICODE, .b = 2, .c = 2,
      ONE_COUNT },
    { .name = "P7 binary of count 2", .build = value_count, .a = TW_T_BINARY, .b = 2, .c = 2,
      ONE_COUNT },
    { .name = "P7 object of count 2", .build = value_count, .a = TW_T_OBJECT, .b = 2, .c = 2,
      ONE_COUNT },
    { .name = "P7 string of count FFFFFFFF", .build = value_count, .a = TW_T_STR8, .b = 0xFFFFFFFF,
      .c = 2, TWO_COUNTS },
    { .name = "P7 Unicode of count FFFFFFFF", .build = value_count, .a = TW_T_UNICODE,
      .b = 0xFFFFFFFF, .c = 2, TWO_COUNTS },
    { .name = "P7 binary of count FFFFFFFF", .build = value_count, .a = TW_T_BINARY,
      .b = 0xFFFFFFFF, .c = 2, TWO_COUNTS },
    { .name = "P7 object of count FFFFFFFF", .build = value_count, .a = TW_T_OBJECT,
      .b = 0xFFFFFFFF, .c = 2, TWO_COUNTS },

    { .name = "P9 one byte of padding missing", .build = padding, .a = 1, PADDED },
    { .name = "P9 two bytes of padding missing", .build = padding, .a = 2, PADDED },
    { .name = "P9 CVE-2017-9058 three bytes of padding missing", .build = padding, .a = 3, PADDED },
    { .name = "P9 padding not zero", .build = padding, .b = 0xAA, PADDED },
    { .name = "P9 padding whole", .build = padding,
      .want = { .files = "", .seen = SOUND "\nP6702:0102=\\x11" } },

    { .name = "P10 name without NUL", .build = name_string, .data = TW_PS_PUBLIC_STRINGS, .a = 1,
      .want = { .files = "", .anomalies = { [TNEF_A_UNTERMINATED] = 1 },
                .seen = "P8001:0003=\\x04\\x03\\x02\\x01\n" SECOND } },
    { .name = "P10 ktnef-a63960e unknown GUID", .build = name_string, .data = "no GUID at all.",
      .want = { .files = "", .seen = "P8001:0003=\\x04\\x03\\x02\\x01\n" SECOND } },
    /* the property set is read as the value, all else is left over */
    { .name = "P10 name behind an id that has none", .build = name_misplaced, .a = 0x6702,
      .want = { .status = TNEF_E_TRAILING, .anomalies = { [TNEF_A_REMAINDER] = 1 }, .files = "",
                .seen = SOUND "\nP6702:0003=\\x08 \\x06\\x00\nR00069003=*" } },
    { .name = "P10 id from 8000 on without a name", .build = name_misplaced, .a = 0x8001,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_TRUNCATED] = 1 }, .files = "",
                .seen = SOUND "\nR00069003=\\x04\\x03\\x02\\x01" } },

    { .name = "P13 CVE-2017-6800 last four bytes of the file", .build = last_long, .open_end = true,
      .want = { .status = TNEF_E_TRUNCATED, .anomalies = { [TNEF_A_TRUNCATED] = 1 }, .files = "",
                .seen = SOUND "\nP0017:0003=\\x02\\x00\\x00\\x00" } },
    { .name = "P13 time 0", .build = extreme, .a = TW_T_TIME, .b = TW_P_SUBMIT_TIME,
      BYTES("\0\0\0\0\0\0\0\0"), READ_ON },
    { .name = "P13 time FF", .build = extreme, .a = TW_T_TIME, .b = TW_P_SUBMIT_TIME,
      BYTES("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), READ_ON },
    { .name = "P13 time 7F", .build = extreme, .a = TW_T_TIME, .b = TW_P_SUBMIT_TIME,
      BYTES("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"), READ_ON },
    { .name = "P13 floating NaN", .build = extreme, .a = TW_T_R8, .b = ID,
      BYTES("\x01\0\0\0\0\0\xF8\x7F"), READ_ON },
    { .name = "P13 floating infinity", .build = extreme, .a = TW_T_R8, .b = ID,
      BYTES("\0\0\0\0\0\0\xF0\x7F"), READ_ON },
    { .name = "P13 currency, the least", .build = extreme, .a = TW_T_CURRENCY, .b = ID,
      BYTES("\0\0\0\0\0\0\0\x80"), READ_ON },
    { .name = "P13 boolean 2", .build = extreme, .a = TW_T_BOOL, .b = TW_P_RTF_IN_SYNC,
      BYTES("\x02\0\0\0"), READ_ON },

    { .name = "P14 property twice, of other types", .build = twice_types,
      .want = { .files = "", .subject = "first", .model = BIT(TNEF_A_DUPLICATE),
                .seen = "P0037:001F=*\nP0037:001E=second\\x00\nP0037:0003=*" } },
    { .name = "P14 two lists", .build = twice_lists,
      .want = { .anomalies = { [TNEF_A_DUPLICATE] = 1 }, .files = "", .subject = "first",
                .model = BIT(TNEF_A_DUPLICATE), .seen = "P0037:001F=*\nP0037:001F=*" } },
    { .name = "P14 attribute, then property", .build = twice_legacy, .a = 0,
      .want = { .files = "", .subject = "property",
                .seen = "C0037:001E=attribute\\x00\nP0037:001F=*" } },
    { .name = "P14 property, then attribute", .build = twice_legacy, .a = 1,
      .want = { .files = "", .subject = "property",
                .seen = "P0037:001F=*\nC0037:001E=attribute\\x00" } },

    { .name = "P15 short with its padding", .build = extreme, .a = TW_T_I2, .b = ID,
      BYTES("\x07\0\0\0"), .want = { .files = "", .seen = "P6701:0002=\\x07\\x00\n" SECOND } },
    { .name = "P15 boolean with its padding", .build = extreme, .a = TW_T_BOOL, .b = ID,
      BYTES("\x01\0\0\0"), .want = { .files = "", .seen = "P6701:000B=\\x01\\x00\n" SECOND } },
    { .name = "P15 three shorts", .build = extreme, .a = TW_T_MV | TW_T_I2, .b = ID,
      BYTES("\x03\0\0\0" "\x01\0\0\0" "\x02\0\0\0" "\x03\0\0\0"),
      .want = { .files = "", .seen = "P6701:1002=\\x01\\x00\nP6701:1002=\\x02\\x00\n"
                                     "P6701:1002=\\x03\\x00\n" SECOND } },
    { .name = "P15 CVE-2017-12141 one short", .build = extreme, .a = TW_T_MV | TW_T_I2, .b = ID,
      BYTES("\x01\0\0\0" "\x01\0\0\0"),
      .want = { .files = "", .seen = "P6701:1002=\\x01\\x00\n" SECOND } },
    { .name = "P15 two booleans", .build = extreme, .a = TW_T_MV | TW_T_BOOL, .b = ID,
      BYTES("\x02\0\0\0" "\x01\0\0\0" "\0\0\0\0"),
      .want = { .files = "", .seen = "P6701:100B=\\x01\\x00\nP6701:100B=\\x00\\x00\n" SECOND } },
    { .name = "P15 GUID of 16 bytes", .build = extreme, .a = TW_T_GUID, .b = ID,
      BYTES("0123456789ABCDEF"),
      .want = { .files = "", .seen = "P6701:0048=0123456789ABCDEF\n" SECOND } },

    { .name = "R1 ktnef-a04ebbb rows FFFFFFFF", .build = rows_count, .a = 0xFFFFFFFF, ROWS_WANT },
    { .name = "R1 ktnef-a04ebbb rows 07FFFFFF", .build = rows_count, .a = 0x07FFFFFF, ROWS_WANT },
    { .name = "R1 ktnef-a04ebbb rows 80000000", .build = rows_count, .a = 0x80000000, ROWS_WANT },
    { .name = "R1 rows 0", .build = rows_count, .a = 0,
      .want = { .status = TNEF_E_TRAILING, .anomalies = { [TNEF_A_REMAINDER] = 1 }, .files = "",
                .seen = "R00069004=\\x01\\x00\\x00\\x00\\x03\\x00*" } },
    { .name = "R2 properties FFFFFFFF of a row", .build = rows_count, .a = 1, .b = 0xFFFFFFFF,
      ROWS_WANT },
    { .name = "R2 row cut in its value", .build = rows_cut, .a = 1,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_TRUNCATED] = 1 }, .seen = SOUND,
                .files = "" } },
    { .name = "R2 row cut in its property", .build = rows_cut, .a = 5,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_TRUNCATED] = 1 }, .seen = SOUND,
                .files = "" } },
    { .name = "R2 row cut in its head", .build = rows_cut, .a = 10,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_TRUNCATED] = 1 }, .seen = SOUND,
                .files = "" } },
    { .name = "R2 recipients twice", .build = rows_twice,
      .want = { .anomalies = { [TNEF_A_DUPLICATE] = 1 }, .files = "" } },
    { .name = "R2 multi-value in a row", .build = rows_multi, .a = 1,
      .want = { .files = "", .seen = "P6701:101E=one\\x00" } },
    { .name = "R2 multi-value in a row, count FFFFFFFF", .build = rows_multi, .a = 0xFFFFFFFF,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_COUNT] = 1 }, .files = "",
                .seen = "P6701:101E=one\\x00" } },
};
/* clang-format on */

const struct recipe_table recipes_props = { rows, COUNT(rows) };
