/* SPDX-License-Identifier: MIT */

/* Recipes F of docs/faults.md: names that are paths, and worse, in every place where a stream can
 * hold a name. The name comes out as it was given; tnef_safe_name() makes a leaf of it. What that
 * function does to names by themselves is in test_safe_name.c. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "recipes.h"
#include "support.h"

#include <tnef/text.h>

#include <stdlib.h>
#include <string.h>

static char long_names[5][261]; /* F9: 99, 100, 255, 256, 260 bytes */

/* clang-format off */
static const struct name {
    const char *recipe;
    const char *given;          /* UTF-8, or bytes that should be */
    size_t len;
    const char *raw;            /* NULL: as it was given */
    const char *safe;           /* NULL: the first 240 bytes of it */
    bool bytes;                 /* no UTF-16 can say it */
} names[] = {
#define N(recipe, given, safe) { recipe, given, sizeof(given) - 1u, NULL, safe, false }
    N("F1 CVE-2017-6306 ../x", "../x", "x"),
    N("F1 CVE-2009-3887 ../../etc/passwd", "../../etc/passwd", "passwd"),
    N("F2 CVE-2009-3721 absolute", "/abs", "abs"),
    N("F3 backslashes", "..\\..\\x", "x"),
    N("F4 drive", "C:\\x", "x"),
    N("F4 drive without a slash", "C:x", "C_x"),
    N("F5 share", "\\\\srv\\s\\x", "x"),
    N("F6 stream of a file", "x:ads", "x_ads"),
    N("F7 ktnef-4ff38aa sibling", "../sibling-evil/x", "x"),
    N("F8 percent", "%2e%2e/", "%2e%2e"),
    N("F8 percent of a slash", "%2e%2e%2fx", "%2e%2e%2fx"),
    { "F9 ytnef-cb8bc91 99 bytes", long_names[0], 99, NULL, NULL, false },
    { "F9 ytnef-cb8bc91 100 bytes", long_names[1], 100, NULL, NULL, false },
    { "F9 ytnef-cb8bc91 255 bytes", long_names[2], 255, NULL, NULL, false },
    { "F9 ytnef-cb8bc91 256 bytes", long_names[3], 256, NULL, NULL, false },
    { "F9 ytnef-cb8bc91 260 bytes", long_names[4], 260, NULL, NULL, false },
    N("F10 dot", ".", "attachment"),
    N("F10 two dots", "..", "attachment"),
    N("F11 device", "CON", "_CON"),
    N("F11 device with an extension", "nul.txt", "_nul.txt"),
    N("F11 port", "COM1", "_COM1"),
    N("F12 dot at the end", "a.", "a"),
    N("F12 blank at the end", "a ", "a"),
    N("F13 division slash U+2215", "..\xE2\x88\x95x", "x"),
    N("F13 full width slash U+FF0F", "a\xEF\xBC\x8Fx", "x"),
    { "F14 overlong UTF-8", "..\xC0\xAFx", 5, "..\xC3\x80\xC2\xAFx", "\xC3\x80\xC2\xAFx", true },
    { "F15 NUL inside", "a.txt\0.exe", 10, "a.txt", "a.txt", false },
    N("F16 right to left U+202E", "a\xE2\x80\xAEgpj.exe", "a_gpj.exe"),
#undef N
};
/* clang-format on */

/* clang-format off */
static const struct place {
    const char *label;
    uint32_t attr;              /* or 0: a property */
    uint16_t id;
    bool wide;
} places[] = {
    { "attAttachTitle", TW_TITLE, 0, false },
    { "attAttachTransportFilename", TW_TRANSPORT_NAME, 0, false },
    { "PidTagAttachFilename", 0, TW_P_ATTACH_NAME, false },
    { "PidTagAttachFilename in UTF-16", 0, TW_P_ATTACH_NAME, true },
    { "PidTagAttachLongFilename", 0, TW_P_ATTACH_LONG_NAME, false },
    { "PidTagAttachLongFilename in UTF-16", 0, TW_P_ATTACH_LONG_NAME, true },
    { "PidTagDisplayName", 0, TW_P_DISPLAY_NAME, false },
    { "PidTagDisplayName in UTF-16", 0, TW_P_DISPLAY_NAME, true },
};
/* clang-format on */

/* In UTF-16LE when |wide|; bytes before a NUL inside are ASCII. */
static void write_name(struct tw *w, const struct name *n, bool wide)
{
    size_t len = strlen(n->given);

    if (!wide) {
        tw_bytes(w, n->given, n->len);
        tw_u8(w, 0);
        return;
    }
    tw_utf16(w, n->given);
    for (size_t i = len; i < n->len; i++)
        tw_u16(w, (uint8_t)n->given[i]);
    tw_u16(w, 0);
}

static void write_stream(struct tw *w, const struct name *n, const struct place *p)
{
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 65001, 0);
    tw_rend_file(w);
    if (p->attr != 0) {
        tw_attr_begin(w, TW_ATTACHMENT, p->attr);
        write_name(w, n, false);
        tw_attr_end(w);
    }
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "one", 3);
    if (p->attr == 0) {
        tw_attach_props_begin(w);
        tw_values_begin(w, p->wide ? TW_T_UNICODE : TW_T_STR8, p->id);
        tw_value_begin(w);
        write_name(w, n, p->wide);
        tw_value_end(w);
        tw_values_end(w);
        tw_attr_props_end(w);
    }
    tw_sentinel(w);
}

/* What the message model says of the first attachment. */
struct seen {
    const struct place *place;
    char name[1024], safe[TNEF_SAFE_NAME_SIZE];
    uint32_t parts;
    bool sentinel;
};

static int part_end(void *user, const tnef_part *part)
{
    struct seen *s = user;
    const tnef_string *name = &part->name;

    if (s->parts++ > 0) {
        s->sentinel = part->size == 1 && strcmp(part->name.text, "sentinel") == 0;
        return TNEF_CONTINUE;
    }
    if (s->place->attr == TW_TRANSPORT_NAME)
        name = &part->transport_name;
    assert_non_null(name->text);
    assert_int_equal(strlen(name->text), name->len);
    assert_true(name->len < sizeof s->name);
    memcpy(s->name, name->text, name->len + 1u);
    (void)tnef_safe_name(name->text, name->len, NULL, s->safe, sizeof s->safe);
    assert_int_equal(part->size, 3);
    return TNEF_CONTINUE;
}

static void check(const struct name *n, const struct place *p, size_t piece)
{
    tnef_reader_handlers h = { .size = sizeof h, .part_end = part_end };
    struct seen s = { .place = p };
    tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &h, .user = &s };
    const char *raw = n->raw != NULL ? n->raw : n->given;
    const char *safe = n->safe != NULL ? n->safe : s.safe;
    tnef_reader *reader;
    struct tw w;

    tw_init(&w);
    write_stream(&w, n, p);
    assert_int_equal(tnef_reader_new(&reader, &cfg, NULL), TNEF_OK);
    for (size_t at = 0; at < w.len; at += piece)
        assert_int_equal(tnef_reader_feed(reader, w.buf + at,
                                          w.len - at < piece ? w.len - at : piece, NULL),
                         TNEF_OK);
    assert_int_equal(tnef_reader_finish(reader), TNEF_OK);
    tnef_reader_free(reader);
    tw_free(&w);
    if (strcmp(s.name, raw) != 0)
        fail_msg("%s in %s: the name is %s", n->recipe, p->label, s.name);
    if (strcmp(s.safe, safe) != 0 || s.safe[0] == '\0' ||
        strlen(s.safe) > TNEF_SAFE_NAME_MAX ||
        (n->safe == NULL && strncmp(s.safe, raw, strlen(s.safe)) != 0))
        fail_msg("%s in %s: the safe name is %s", n->recipe, p->label, s.safe);
    if (strpbrk(s.safe, "/\\:") != NULL || s.safe[0] == '.')
        fail_msg("%s in %s: %s is not one harmless component", n->recipe, p->label,
                 s.safe);
    assert_true(s.sentinel);
}

/* The decoder says the same in every piece. */
static void check_pieces(const struct name *n, const struct place *p,
                         struct recording *whole, struct recording *part)
{
    static const size_t pieces[] = { 1, 2, 3, 7 };
    static const uint32_t flags[] = { 0, ALL_FLAGS };
    char why[256];
    struct tw w;

    tw_init(&w);
    write_stream(&w, n, p);
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        recording_run(whole, w.buf, w.len, &(struct plan){ .flags = flags[i] });
        assert_string_equal(whole->bad, "");
        assert_int_equal(whole->status, TNEF_OK);
        for (size_t k = 0; k < sizeof pieces / sizeof pieces[0]; k++) {
            recording_run(part, w.buf, w.len,
                          &(struct plan){ .flags = flags[i], .piece = pieces[k] });
            if (!recording_same(whole, part, why))
                fail_msg("%s in %s, in pieces of %zu: %s", n->recipe, p->label, pieces[k],
                         why);
        }
    }
    tw_free(&w);
}

static void faults_names_in_every_place(void **state)
{
    static const size_t lengths[] = { 99, 100, 255, 256, 260 };
    static const size_t pieces[] = { 1u << 20, 1, 2, 3, 7 };
    struct recording whole, part;

    (void)state;
    recording_init(&whole);
    recording_init(&part);
    for (size_t i = 0; i < 5; i++)
        memset(long_names[i], 'n', lengths[i]);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        for (size_t k = 0; k < sizeof places / sizeof places[0]; k++)
            if (!names[i].bytes || !places[k].wide)
                check_pieces(&names[i], &places[k], &whole, &part);
    recording_free(&whole);
    recording_free(&part);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        for (size_t k = 0; k < sizeof places / sizeof places[0]; k++)
            for (size_t m = 0; m < sizeof pieces / sizeof pieces[0]; m++)
                if (!names[i].bytes || !places[k].wide)
                    check(&names[i], &places[k], pieces[m]);
}

/* F10: what is empty does not count as a name, in any place. */
static void faults_names_empty(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof places / sizeof places[0]; k++) {
        static const struct name empty = { "F10 empty", "", 0, NULL, NULL, false };
        struct recipe_model m;
        struct tw w;

        tw_init(&w);
        write_stream(&w, &empty, &places[k]);
        recipe_model_run(&m, w.buf, w.len, 0, 1);
        assert_string_equal(m.files, "attachment-1=one\nsentinel=S\n");
        assert_int_equal(m.status, TNEF_OK);
        recipe_model_free(&m);
        tw_free(&w);
    }
}

/* F17: two of one name are both delivered; numbers make two files of them. That files are made with
 * O_EXCL, and not through a link that is there already (F18), is tested with the tool. */
static void faults_names_twice(void **state)
{
    char one[TNEF_SAFE_NAME_SIZE];
    char two[TNEF_SAFE_NAME_SIZE];
    struct recipe_model m;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_attachment(&w, "same.txt", "one", 3);
    tw_attachment(&w, "same.txt", "two", 3);
    tw_sentinel(&w);
    recipe_model_run(&m, w.buf, w.len, 0, 1);
    assert_string_equal(m.files, "same.txt=one\nsame.txt=two\nsentinel=S\n");
    assert_int_equal(m.status, TNEF_OK);
    recipe_model_free(&m);
    tw_free(&w);
    (void)tnef_safe_name_numbered("same.txt", 1, one, sizeof one);
    (void)tnef_safe_name_numbered("same.txt", 2, two, sizeof two);
    assert_string_equal(one, "same.txt");
    assert_string_equal(two, "same (2).txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_names_in_every_place),
        cmocka_unit_test(faults_names_empty),
        cmocka_unit_test(faults_names_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
