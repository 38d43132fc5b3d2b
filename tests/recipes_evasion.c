/* SPDX-License-Identifier: MIT */

/* Recipes D: inputs on which scanners and mail clients disagree. Whatever a client may open is
 * delivered, in every case, and an anomaly says that there is more than one way to read it. */

#include "recipes.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define PAYLOAD      "MZpayload"

static void payload(struct tw *w)
{
    tw_attachment(w, "a.exe", PAYLOAD, sizeof PAYLOAD - 1u);
}

static void payload_head(struct tw *w, const char *title)
{
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, title);
}

/* D1: a: the id of an attribute without bytes, b: its level */
static void d1(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    if (r->b == TW_ATTACHMENT)
        recipe_file(w);
    tw_attr(w, (uint8_t)r->b, r->a, NULL, 0);
    payload(w);
}

static void d2(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    payload_head(w, "a.txt");
    tw_attr(w, TW_ATTACHMENT, TW_DATA, PAYLOAD, sizeof PAYLOAD - 1u);
    tw_attach_props_begin(w);
    tw_prop_unicode(w, (uint16_t)r->a, "a.exe");
    tw_attr_props_end(w);
}

static void d3(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_head(w);
    tw_attr_text(w, TW_MESSAGE, TW_BODY, "benign");
    tw_msg_props_begin(w);
    tw_prop_str8(w, TW_P_BODY, "other");
    tw_prop_binary(w, TW_P_RTF, "rtf", 3);
    tw_prop_binary(w, TW_P_HTML, "<a href=evil>", 13);
    tw_attr_props_end(w);
}

static void d4(struct tw *w, const struct recipe *r)
{
    const char *first = r->a == 0 ? "benign" : PAYLOAD;
    const char *second = r->a == 0 ? PAYLOAD : "benign";

    tw_head(w);
    payload_head(w, "a.exe");
    tw_attr_text(w, TW_ATTACHMENT, TW_DATA, first);
    tw_attr_text(w, TW_ATTACHMENT, TW_DATA, second);
}

/* D5: a: the type; b: attAttachData without bytes stands beside it */
static void d5(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    payload_head(w, "a.exe");
    if (r->b != 0)
        tw_attr(w, TW_ATTACHMENT, TW_DATA, NULL, 0);
    tw_attach_props_begin(w);
    if (r->a == TW_T_BINARY)
        tw_prop_binary(w, TW_P_ATTACH_DATA, PAYLOAD, sizeof PAYLOAD - 1u);
    else
        tw_prop_object(w, TW_P_ATTACH_DATA, TW_IID_STREAM, PAYLOAD, sizeof PAYLOAD - 1u);
    tw_attr_props_end(w);
}

/* D6: a: an attAttachData that is benign stands beside the message */
static void d6(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    if (r->a != 0) {
        tw_rend_file(w);
        tw_attr_text(w, TW_ATTACHMENT, TW_DATA, "benign");
        tw_attach_props_begin(w);
        tw_prop_unicode(w, TW_P_DISPLAY_NAME, "inner");
        tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
        tw_stream(w, TW_KEY);
    } else {
        tw_embedded_begin(w, "inner");
    }
    payload(w);
    tw_embedded_end(w);
}

static void d7(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_head(w);
    payload_head(w, "a.exe");
    tw_attr_begin(w, TW_ATTACHMENT, TW_DATA);
    tw_str8(w, PAYLOAD);
    tw_attr_checksum_add(w, 1);
    tw_attr_end(w);
}

/* D8: a: the level, b: the id */
static void d8(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_attr_string(w, (uint8_t)r->a, r->b, "before");
    payload(w);
}

/* D9: a: the count of a list of two, of which the second is the payload */
static void d9(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    payload_head(w, "a.exe");
    tw_attach_props_begin(w);
    recipe_prop(w, TW_P_RENDERING_POSITION);
    tw_prop_binary(w, TW_P_ATTACH_DATA, PAYLOAD, sizeof PAYLOAD - 1u);
    tw_claim(w, r->a);
    tw_attr_props_end(w);
}

/* D10: data: what stands before the payload */
static void d10(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    recipe_file(w);
    tw_bytes(w, r->data, r->len);
    payload(w);
}

static void d11(struct tw *w, const struct recipe *r)
{
    (void)r;
    tw_head(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.exe");
    tw_attr_text(w, TW_ATTACHMENT, TW_DATA, PAYLOAD);
}

/* D12: a: bytes that are missing at the end of the file */
static void d12(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    payload(w);
    tw_truncate(w, w->len - r->a);
}

#define EXE "a.exe=" PAYLOAD "\n"
#define AWAY(at)                                    \
  .want = { .status = TNEF_E_TRAILING,              \
            .anomalies = { [TNEF_A_TRAILING] = 1 }, \
            .error_at = (at),                       \
            .seen = "T=*",                          \
            .lost = true,                           \
            .files = BEFORE(at) }, \
  .has_all = true,                                  \
  .all = { .status = TNEF_E_TRAILING,               \
           .anomalies = { [TNEF_A_RESYNC] = 1 },    \
           .error_at = (at),                        \
           .files = BEFORE(at) EXE }
#define CUT_WANT(payload_there)                      \
  .want = { .status = TNEF_E_TRUNCATED,              \
            .anomalies = { [TNEF_A_TRUNCATED] = 1 }, \
            .files = "a.exe=" payload_there "\n" }
#define BEHIND_FILE  (HEAD_SIZE + 25 + 17 + 14)
#define GARBAGE      "\r\n--boundary\r\n"
#define SECOND_START "\x78\x9F\x3E\x22\x01\x00"

/* clang-format off */
static const struct recipe rows[] = {
    { .name = "D1 attSubject without bytes before the payload", .build = d1, .a = TW_SUBJECT,
      .b = 1,
      .want = { .anomalies = { [TNEF_A_ZERO_LENGTH] = 1 }, .files = EXE } },
    { .name = "D1 attMsgProps without bytes before the payload", .build = d1, .a = TW_PROPS, .b = 1,
      .want = { .anomalies = { [TNEF_A_ZERO_LENGTH] = 1 }, .files = EXE } },
    { .name = "D1 attDateSent without bytes before the payload", .build = d1, .a = TW_DATE_SENT,
      .b = 1, .want = { .anomalies = { [TNEF_A_ATTR_LENGTH] = 1 }, .files = EXE } },
    { .name = "D1 attAttachment without bytes before the payload", .build = d1,
      .a = TW_ATTACH_PROPS, .b = 2,
      .want = { .anomalies = { [TNEF_A_ZERO_LENGTH] = 1 }, .files = "a.txt=one\n" EXE } },

    { .name = "D2 title a.txt, long name a.exe", .build = d2, .a = TW_P_ATTACH_LONG_NAME,
      .want = { .files = EXE, .model = BIT(TNEF_A_CONTENT),
                .seen = "C3704:001E=a.txt\\x00\nP3707:001F=a\\x00.\\x00e\\x00x\\x00e\\x00*" } },

    { .name = "D3 four bodies", .build = d3,
      .want = { .files = "@plain=benign\n@plain=other\\x00\n@rtf=rtf\n@html=<a href=evil>\n",
                .model = BIT(TNEF_A_DUPLICATE) } },

    { .name = "D4 attAttachData twice, the payload last", .build = d4, .a = 0,
      .want = { .anomalies = { [TNEF_A_DUPLICATE] = 1 }, .model = BIT(TNEF_A_CONTENT),
                .files = "a.exe=benign|" PAYLOAD "\n" } },
    { .name = "D4 attAttachData twice, the payload first", .build = d4, .a = 1,
      .want = { .anomalies = { [TNEF_A_DUPLICATE] = 1 }, .model = BIT(TNEF_A_CONTENT),
                .files = "a.exe=" PAYLOAD "|benign\n" } },

    { .name = "D5 tnefparse-74 payload in a property alone", .build = d5, .a = TW_T_BINARY,
      .want = { .files = EXE, .model = BIT(TNEF_A_CONTENT) } },
    { .name = "D5 tnefparse-74 payload in an object alone", .build = d5, .a = TW_T_OBJECT,
      .want = { .files = EXE, .model = BIT(TNEF_A_CONTENT) } },
    { .name = "D5 payload in a property beside attAttachData without bytes", .build = d5,
      .a = TW_T_BINARY, .b = 1,
      .want = { .files = "a.exe=|" PAYLOAD "#1\n", .model = BIT(TNEF_A_CONTENT) } },
    { .name = "D5 payload in an object beside attAttachData without bytes", .build = d5,
      .a = TW_T_OBJECT, .b = 1,
      .want = { .files = "a.exe=|" PAYLOAD "#1\n", .model = BIT(TNEF_A_CONTENT) } },

    /* sound, and one way to read it: every message that is passed on looks like that */
    { .name = "D6 payload in a message", .build = d6,
      .want = { .files = ">" EXE "inner=(message)\n" } },
    { .name = "D6 payload in a message beside benign data", .build = d6, .a = 1,
      .want = { .seen = ">C3704:001E=a.exe\\x00\n>C3701:0102=" PAYLOAD,
                .model = BIT(TNEF_A_CONTENT) } },

    { .name = "D7 checksum of the payload wrong", .build = d7,
      .want = { .anomalies = { [TNEF_A_CHECKSUM] = 1 }, .files = EXE } },

    { .name = "D8 level 0 of a known id before the payload", .build = d8, .a = 0, .b = TW_SUBJECT,
      .want = { .anomalies = { [TNEF_A_LEVEL] = 1 }, .files = EXE } },
#define BEFORE(at) ""
    { .name = "D8 level 0 of an unknown id before the payload", .build = d8, .a = 0,
      .b = TW_UNKNOWN, AWAY(HEAD_SIZE) },
    { .name = "D8 level FF of an unknown id before the payload", .build = d8, .a = 0xFF,
      .b = TW_UNKNOWN, AWAY(HEAD_SIZE) },
#undef BEFORE

    { .name = "D9 MimeKit-1.2.20 count 1 of 2", .build = d9, .a = 1,
      .want = { .status = TNEF_E_TRAILING, .anomalies = { [TNEF_A_REMAINDER] = 1 },
                .seen = "R00069005=\\x02\\x01\\x017\\x01\\x00\\x00\\x00\\x09\\x00\\x00\\x00"
                        PAYLOAD "\\x00\\x00\\x00" } },
    { .name = "D9 count 0 of 2", .build = d9, .a = 0,
      .want = { .status = TNEF_E_TRAILING, .anomalies = { [TNEF_A_REMAINDER] = 1 },
                .seen = "R00069005=\\x03\\x00\\x0B7\\x04\\x03\\x02\\x01\\x02\\x01\\x017\\x01\\x00"
                        "\\x00\\x00\\x09\\x00\\x00\\x00" PAYLOAD "\\x00\\x00\\x00" } },
    { .name = "D9 count 3 of 2", .build = d9, .a = 3,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_COUNT] = 1 }, .files = EXE,
                .model = BIT(TNEF_A_CONTENT) } },
    { .name = "D9 count FFFFFFFF of 2", .build = d9, .a = 0xFFFFFFFF,
      .want = { .status = TNEF_E_OVERRUN, .anomalies = { [TNEF_A_COUNT] = 1 }, .files = EXE,
                .model = BIT(TNEF_A_CONTENT) } },

#define BEFORE(at) "a.txt=one\n"
    { .name = "D10 payload behind garbage", .build = d10, .data = GARBAGE,
      .len = sizeof GARBAGE - 1u, AWAY(BEHIND_FILE) },
    { .name = "D10 payload behind a second signature", .build = d10, .data = SECOND_START,
      .len = sizeof SECOND_START - 1u, AWAY(BEHIND_FILE) },
#undef BEFORE

    { .name = "D11 payload before attAttachRendData", .build = d11,
      .want = { .anomalies = { [TNEF_A_ORDER] = 1 }, .files = EXE } },

    { .name = "D12 checksum of the payload cut by 1 byte", .build = d12, .a = 1, .open_end = true,
      CUT_WANT(PAYLOAD) },
    { .name = "D12 checksum of the payload missing", .build = d12, .a = 2, .open_end = true,
      CUT_WANT(PAYLOAD) },
    { .name = "D12 payload cut by 1 byte", .build = d12, .a = 3, .open_end = true,
      CUT_WANT("MZpayloa") },
    { .name = "D12 payload cut to 3 bytes", .build = d12, .a = 8, .open_end = true,
      CUT_WANT("MZp") },
    { .name = "D12 payload cut to 1 byte", .build = d12, .a = 10, .open_end = true, CUT_WANT("M") },
};
/* clang-format on */

const struct recipe_table recipes_evasion = { rows, COUNT(rows) };
