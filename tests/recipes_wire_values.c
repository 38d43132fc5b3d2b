/* SPDX-License-Identifier: MIT */

/* Recipes W17 to W19: addresses, versions and code pages in attributes. */

#include "recipes.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* a: the attribute; data: its bytes. attOwner means something in a meeting request only. */
static void attribute(struct tw *w, const struct recipe *r)
{
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    tw_class(w, r->a == TW_OWNER ? "IPM.Microsoft Schedule.MtgReq"
                                 : "IPM.Microsoft Mail.Note");
    tw_attr(w, TW_MESSAGE, r->a, r->data, r->len);
}

static void version(struct tw *w, const struct recipe *r)
{
    tw_stream(w, TW_KEY);
    tw_version(w, r->a);
    tw_codepage(w, 1252, 0);
}

/* A subject in code page a, if there is one; data: the bytes of the subject. */
static void codepage_before(struct tw *w, const struct recipe *r)
{
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    if (r->b == 0)
        tw_codepage(w, r->a, 0);
    tw_subject(w, r->data);
}

static void codepage_after(struct tw *w, const struct recipe *r)
{
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_subject(w, r->data);
    tw_codepage(w, r->a, 0);
    if (r->b != 0)
        tw_codepage(w, r->b, 0);
}

#define BYTES(text) .data = (text), .len = sizeof(text) - 1u
#define VALUE_WANT  .want = { .files = "", .model = BIT(TNEF_A_VALUE) }
#define FALLBACK \
  .want = { .files = "", .subject = "\\xC3\\xA4", .model = BIT(TNEF_A_CODEPAGE) }
#define VERSION_WANT \
  .want = { .anomalies = { [TNEF_A_VERSION] = 1 }, .files = "", .seen = "A00089006=*" }

/* clang-format off */
static const struct recipe rows[] = {
    /* kind 4; then the lengths of the structure, of the name, of the address; then these */
    { .name = "W17 attFrom all lengths FFFF", .build = attribute, .a = TW_FROM,
      BYTES("\x04\0\xFF\xFF\xFF\xFF\xFF\xFF"), VALUE_WANT },
    { .name = "W17 attFrom name longer than the attribute", .build = attribute, .a = TW_FROM,
      BYTES("\x04\0\x14\0\x08\0\0\0" "nam\0"), VALUE_WANT },
    { .name = "W17 attFrom address longer than the attribute", .build = attribute, .a = TW_FROM,
      BYTES("\x04\0\x14\0\x04\0\x80\0" "nam\0a:b\0"), VALUE_WANT },
    { .name = "W17 attFrom three bytes", .build = attribute, .a = TW_FROM,
      BYTES("\x04\0\x10"), VALUE_WANT },
    { .name = "W17 attFrom seven bytes", .build = attribute, .a = TW_FROM,
      BYTES("\x04\0\x10\0\0\0\0"), VALUE_WANT },
    { .name = "W17 attFrom name of odd length", .build = attribute, .a = TW_FROM,
      BYTES("\x04\0\x10\0\x05\0\x04\0" "name\0a:b\0"), .want = { .files = "" } },
    { .name = "W17 attFrom without terminators", .build = attribute, .a = TW_FROM,
      BYTES("\x04\0\x10\0\x04\0\x04\0" "namea:bc"), .want = { .files = "" } },
    { .name = "W17 attFrom address of no bytes", .build = attribute, .a = TW_FROM,
      BYTES("\x04\0\x10\0\x05\0\0\0" "name\0"), .want = { .files = "" } },
    { .name = "W17 attOwner name of odd length", .build = attribute, .a = TW_OWNER,
      BYTES("\x05\0" "name\0" "\x04\0" "b:c\0"), .want = { .files = "" } },
    { .name = "W17 attOwner without terminators", .build = attribute, .a = TW_OWNER,
      BYTES("\x04\0" "name" "\x03\0" "b:c"), .want = { .files = "" } },
    { .name = "W17 attOwner name past the end", .build = attribute, .a = TW_OWNER,
      BYTES("\xFF\xFF" "ab"), VALUE_WANT },
    { .name = "W17 attOwner without address", .build = attribute, .a = TW_OWNER,
      BYTES("\x02\0" "a\0"), VALUE_WANT },
    { .name = "W17 attOwner half a length", .build = attribute, .a = TW_OWNER,
      BYTES("\x02\0" "a\0\x09"), VALUE_WANT },
    { .name = "W17 attOwner address one byte too long", .build = attribute, .a = TW_OWNER,
      BYTES("\x02\0" "a\0\x05\0" "b:c\0"), VALUE_WANT },
    { .name = "W17 attSentFor one byte", .build = attribute, .a = TW_SENT_FOR,
      BYTES("\x02"), VALUE_WANT },

    { .name = "W18 CVE-2017-6300 version FFFFFFFF", .build = version, .a = 0xFFFFFFFF,
      VERSION_WANT },
    { .name = "W18 version 0", .build = version, .a = 0, VERSION_WANT },
    { .name = "W18 version 00010001", .build = version, .a = 0x00010001, VERSION_WANT },

    { .name = "W19 code page 0", .build = codepage_before, .a = 0, .data = "\xE4", FALLBACK },
    { .name = "W19 code page 1", .build = codepage_before, .a = 1, .data = "\xE4", FALLBACK },
    { .name = "W19 code page 65000", .build = codepage_before, .a = 65000, .data = "\xE4",
      FALLBACK },
    { .name = "W19 code page 1200", .build = codepage_before, .a = 1200, .data = "\xE4", FALLBACK },
    { .name = "W19 code page 99999", .build = codepage_before, .a = 99999, .data = "\xE4",
      FALLBACK },
    { .name = "W19 code page FFFFFFFF", .build = codepage_before, .a = 0xFFFFFFFF, .data = "\xE4",
      FALLBACK },
    { .name = "W19 code page absent", .build = codepage_before, .b = 1, .data = "\xE4", FALLBACK },
    { .name = "W19 code page 65001", .build = codepage_before, .a = 65001, .data = "\xC3\xA4",
      .want = { .files = "", .subject = "\\xC3\\xA4" } },
    { .name = "W19 code page 65001, text that is not UTF-8", .build = codepage_before, .a = 65001,
      .data = "\xE4", .want = { .files = "", .subject = "\\xC3\\xA4", /* as 1252 */
                                .model = BIT(TNEF_A_CODEPAGE) } },
    { .name = "W19 code page behind the text", .build = codepage_after, .a = 1251, .data = "\xCF",
      .want = { .files = "", .subject = "\\xD0\\x9F" } },
    { .name = "W19 code page twice", .build = codepage_after, .a = 1251, .b = 1252, .data = "\xCF",
      .want = { .anomalies = { [TNEF_A_DUPLICATE] = 1 }, .files = "", .subject = "\\xD0\\x9F",
                .model = BIT(TNEF_A_CODEPAGE) } },
};
/* clang-format on */

const struct recipe_table recipes_wire_values = { rows, COUNT(rows) };
