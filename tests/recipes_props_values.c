/* SPDX-License-Identifier: MIT */

/* Recipes P11: text in UTF-16. Recipes P16: objects. */

#include "recipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* data: the bytes of PidTagSubject */
static void subject(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_msg_props_begin(w);
    tw_prop_bytes(w, TW_T_UNICODE, TW_P_SUBJECT, r->data, r->len);
    tw_attr_props_end(w);
}

/* A name without its NUL; what stands after it in the file would make it a path. */
static void name_runs_on(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_attachment(w, "a", "one", 3);
    tw_attach_props_begin(w);
    tw_prop_bytes(w, TW_T_STR8, TW_P_ATTACH_LONG_NAME, "name", 4);
    tw_bytes(w, r->data, r->len);
    tw_attr_props_end(w);
}

static void title_runs_on(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_text(w, TW_ATTACHMENT, TW_TITLE, "name");
    tw_attr(w, TW_ATTACHMENT, TW_DATA, r->data, r->len);
}

/* ---- P16: a: bytes of the object; data: its interface id ---- */

static void object(struct tw *w, const struct recipe *r)
{
    static const uint8_t tail[5] = "tail!";

    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    tw_attach_props_begin(w);
    tw_values_begin(w, (uint16_t)r->b, TW_P_ATTACH_DATA);
    tw_value_begin(w);
    tw_bytes(w, r->data, r->a < 16 ? r->a : 16);
    if (r->a > 16)
        tw_bytes(w, tail, r->a - 16);
    tw_value_end(w);
    tw_values_end(w);
    tw_attr_props_end(w);
}

/* ---- The rows ---- */

static const uint8_t zeros[16];

#define TEXT_ROW(label, bytes, text)                                                    \
  {                                                                                     \
    .name = "P11 " label, .build = subject, .data = (bytes), .len = sizeof(bytes) - 1u, \
    .want = {                                                                           \
        .files = "",                                                                    \
        .subject = (text)                                                               \
    }                                                                                   \
  }
#define BAD_TEXT(label, bytes, text)                                                    \
  {                                                                                     \
    .name = "P11 " label, .build = subject, .data = (bytes), .len = sizeof(bytes) - 1u, \
    .want = {                                                                           \
        .files = "",                                                                    \
        .subject = (text),                                                              \
        .model = BIT(TNEF_A_TEXT)                                                       \
    }                                                                                   \
  }
#define ODD_TEXT(label, bytes, text)                                                    \
  {                                                                                     \
    .name = "P11 " label, .build = subject, .data = (bytes), .len = sizeof(bytes) - 1u, \
    .want = {                                                                           \
        .files = "",                                                                    \
        .subject = (text),                                                              \
        .anomalies = { [TNEF_A_TEXT] = 1 }                                              \
    }                                                                                   \
  }
#define R "\\xEF\\xBF\\xBD"
#define PATH "/../../x"

/* clang-format off */
static const struct recipe rows[] = {
    TEXT_ROW("CVE-2017-8911 length 0", "", ""),
    ODD_TEXT("CVE-2017-8911 length 1", "a", ""),
    ODD_TEXT("length 3", "a\0b", "a"),
    { .name = "P11 without NUL", .build = subject, .data = "a\0b\0", .len = 4,
      .want = { .files = "", .subject = "ab", .anomalies = { [TNEF_A_UNTERMINATED] = 1 } } },
    TEXT_ROW("only NUL", "\0\0", ""),
    TEXT_ROW("NUL inside", "a\0\0\0b\0\0\0", "a"),
    BAD_TEXT("lone high surrogate", "\x3D\xD8\0\0", R),
    BAD_TEXT("lone low surrogate", "\0\xDE\0\0", R),
    BAD_TEXT("reversed pair", "\0\xDE\x3D\xD8\0\0", R R),
    BAD_TEXT("high surrogate before a letter", "\x3D\xD8" "a\0\0\0", R "a"),
    TEXT_ROW("U+007F", "\x7F\0\0\0", "\\x7F"),
    TEXT_ROW("U+0080", "\x80\0\0\0", "\\xC2\\x80"),
    TEXT_ROW("U+07FF", "\xFF\x07\0\0", "\\xDF\\xBF"),
    TEXT_ROW("U+0800", "\0\x08\0\0", "\\xE0\\xA0\\x80"),
    TEXT_ROW("U+FFFF", "\xFF\xFF\0\0", "\\xEF\\xBF\\xBF"),
    TEXT_ROW("U+10000", "\0\xD8\0\xDC\0\0", "\\xF0\\x90\\x80\\x80"),
    TEXT_ROW("U+10FFFF", "\xFF\xDB\xFF\xDF\0\0", "\\xF4\\x8F\\xBF\\xBF"),

    { .name = "P11n CVE-2019-18849 name without NUL before a path", .build = name_runs_on,
      .data = PATH, .len = sizeof PATH - 1u,
      .want = { .status = TNEF_E_TRAILING, .files = "name=one\n", .seen = "R00069005=/../../x",
                .anomalies = { [TNEF_A_UNTERMINATED] = 1, [TNEF_A_REMAINDER] = 1 } } },
    { .name = "P11n CVE-2019-18849 title without NUL before a path", .build = title_runs_on,
      .data = PATH, .len = sizeof PATH - 1u,
      .want = { .files = "name=/../../x\n", .anomalies = { [TNEF_A_UNTERMINATED] = 1 } } },

    { .name = "P16 MimeKit-538 binary with an interface id", .build = object, .a = 20,
      .b = TW_T_BINARY, .data = TW_IID_STREAM,
      .want = { .files = "a.txt=\\x0C\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\xC0\\x00\\x00\\x00"
                         "\\x00\\x00\\x00Ftail\n", .model = BIT(TNEF_A_CONTENT) } },
};
/* clang-format on */

const struct recipe_table recipes_props_values = { rows, COUNT(rows) };

/* ---- P16: an object of each length around that of its interface id ---- */

enum { LENGTHS = 22 };

bool family_p16_short(size_t i, struct recipe *r)
{
    static char files[128];
    const uint8_t *const ids[] = { TW_IID_MESSAGE, TW_IID_STORAGE, TW_IID_STREAM, zeros };
    size_t id = i / LENGTHS;
    struct lines shown = { NULL, 0, 0 };

    if (id >= COUNT(ids))
        return false;
    r->a = (uint32_t)(i % LENGTHS);
    r->b = TW_T_OBJECT;
    r->data = ids[id];
    r->build = object;
    (void)snprintf(r->name, sizeof r->name, "P16 object of %u bytes, interface id %u",
                   (unsigned)r->a, (unsigned)id);
    /* Too short for an interface id: all of it is content. */
    if (r->a < 16u)
        lines_bytes(&shown, r->data, r->a);
    else
        lines_bytes(&shown, (const uint8_t *)"tail!", r->a - 16u);
    (void)snprintf(files, sizeof files, "%s=%s\n",
                   id == 0 && r->a >= 16u ? "attachment-1" : "a.txt", /* titles name files */
                   shown.text != NULL ? shown.text : "");
    free(shown.text);
    r->want.files = files;
    r->want.anomalies[TNEF_A_OBJECT] = r->a < 16u;
    if (id == 0 && r->a >= 16u) {
        r->want.status = TNEF_E_NESTED;
        r->want.anomalies[TNEF_A_SIGNATURE] = 1;
    } else {
        r->want.model = BIT(TNEF_A_CONTENT); /* a file, and not in attAttachData */
    }
    return true;
}

/* ---- P16: PidTagAttachMethod before, after and without the object ---- */

static void method_build(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "a.txt");
    tw_attach_props_begin(w);
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, "a.txt");
    if (r->b == 0)
        tw_prop_i4(w, TW_P_ATTACH_METHOD, (int32_t)r->a);
    tw_object_begin(w, TW_P_ATTACH_DATA, r->data);
    if (memcmp(r->data, TW_IID_MESSAGE, 16) == 0) {
        tw_stream(w, TW_KEY);
        tw_version(w, 0x00010000);
    } else {
        tw_str8(w, "payload");
    }
    tw_object_end(w);
    if (r->b == 1)
        tw_prop_i4(w, TW_P_ATTACH_METHOD, (int32_t)r->a);
    tw_attr_props_end(w);
}

bool family_p16(size_t i, struct recipe *r)
{
    static const uint32_t methods[] = { 0, 1, 5, 6, 7 };
    static const char *const places[] = { "before it", "behind it", "absent" };
    static const char *const labels[] = { "message", "storage", "stream", "unknown" };
    const uint8_t *const ids[] = { TW_IID_MESSAGE, TW_IID_STORAGE, TW_IID_STREAM, zeros };
    size_t method = i % COUNT(methods);
    size_t place = i / COUNT(methods) % COUNT(places);
    size_t id = i / COUNT(methods) / COUNT(places);

    if (id >= COUNT(ids))
        return false;
    r->a = methods[method];
    r->b = (uint32_t)place;
    r->data = ids[id];
    r->build = method_build;
    (void)snprintf(r->name, sizeof r->name, "P16 MimeKit-538 %s, method %u %s",
                   labels[id], (unsigned)r->a, places[place]);
    r->want.files = id == 0 ? "a.txt=(message)\n" : "a.txt=payload\n";
    r->want.model_free = true; /* the method may contradict what is there */
    return true;
}
