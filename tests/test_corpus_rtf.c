/* SPDX-License-Identifier: MIT */

/* Real RTF, compressed or not, in the folder that TNEF_CORPUS_DIR names: its kind and code page
 * against what an independent reader found (truth/NAME.json); what was encapsulated against another
 * reader's opinion (expected/NAME.html or .txt), byte by byte but for line ends and charset
 * declarations; and all that is made of it against hashes of what was looked at by people. Without
 * that folder there is nothing to do. */

#define _POSIX_C_SOURCE 200809L     /* dirent.h */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <tnef/lzfu.h>

#include "needs_iconv.h"
#include "rtf_check.h"
#include "sha256.h"

#define PATH_SIZE 1024

/* NULL when there is no such file. */
static char *read_all(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *buf = NULL;
    size_t n;

    *len = 0;
    if (f == NULL)
        return NULL;
    do {
        buf = realloc(buf, *len + 65537);
        assert_non_null(buf);
        n = fread(buf + *len, 1, 65536, f);
        *len += n;
    } while (n > 0);
    buf[*len] = 0;
    assert_int_equal(fclose(f), 0);
    return buf;
}

/* ---- Another reader's opinion -------------------------------------------------------------- */

/* Where it is explained why the two differ: they must. */
static const struct { const char *name, *why; } differ[] = {
    /* the other side is the mail as it was sent; \u65533 and "=AD" stand in this RTF */
    { "seamustuohy-RTFDE__multiple-encodings.rtf", "U+FFFD is what is written" },
};

/* A page that the other reader puts around text. */
static const char page_head[] = "<html><body><div style=\"white-space:pre-wrap\">";
static const char page_end[] = "</div></body></html>\n";

/* CR LF is LF, and the value of each charset is dropped; nothing else may differ. */
static size_t normalise(char *s, size_t len)
{
    size_t head = sizeof page_head - 1;
    size_t end = sizeof page_end - 1;
    size_t to = 0;

    for (size_t i = 0; i < len; i++) {
        if (s[i] == '\r' && i + 1 < len && s[i + 1] == '\n')
            continue;
        s[to++] = s[i];
        if (to >= 8 && memcmp(s + to - 8, "charset=", 8) == 0)
            while (i + 1 < len && s[i + 1] != '"' && s[i + 1] != '>')
                i++;
    }
    if (to >= head + end && memcmp(s, page_head, head) == 0
        && memcmp(s + to - end, page_end, end) == 0) {
        to -= head + end;
        memmove(s, s + head, to);
    }
    s[to] = 0;
    return to;
}

static int is_explained(const char *name)
{
    for (size_t i = 0; i < sizeof differ / sizeof *differ; i++)
        if (strcmp(differ[i].name, name) == 0)
            return 1;
    return 0;
}

static int compare(const char *dir, const char *name, struct rtf_result *r)
{
    static const char *const ends[] = { "html", "txt" };
    char path[PATH_SIZE];

    for (size_t i = 0; i < 2; i++) {
        char *other;
        size_t a, b;
        int same;

        snprintf(path, sizeof path, "%s/expected/%s.%s", dir, name, ends[i]);
        other = read_all(path, &b);
        if (other == NULL)
            continue;
        a = normalise(r->out, r->len);
        b = normalise(other, b);
        same = a == b && memcmp(r->out, other, a) == 0;
        if (same == is_explained(name))
            print_error("%s: %s\n", name, same ? "same, though it should not be" : "differs");
        assert_int_equal(same, !is_explained(name));
        free(other);
        return 1;
    }
    return 0;
}

/* ---- What was looked at -------------------------------------------------------------------- */

/* SHA-256 of the HTML and of the text, the first 16 digits. */
static const struct { const char *name, *html, *text; } seen[] = {
    { "apache-poi__51873.msg.lzfu",
      "6358ffc26e0dc475", "684712fa6df554b5" },
    { "apache-poi__53784_fails.msg.lzfu",
      "0a18b1d57c059b58", "8347ef48057eb5c7" },
    { "apache-poi__58214_with_attachment.msg.lzfu",
      "9117ffd66ff7d4dc", "40a94fd2aac4fac1" },
    { "apache-poi__attachment_msg_pdf.msg.3.lzfu",
      "5633346398c6fedc", "7a13311fc4b3fa46" },
    { "apache-poi__bug66335.msg.lzfu",
      "0c136dfd678ec1d1", "5371fee3290137d3" },
    { "apache-poi__cyrillic_message.msg.lzfu",
      "76d31fddd9ac0c75", "1548e2e87224d514" },
    { "apache-poi__message_1979.msg.lzfu",
      "585d1c7319442311", "0aedf2659942b3b8" },
    { "apache-poi__message_extra_hyphen_submission_chunk.msg.lzfu",
      "c3c7548c243f2658", "905968056e7a418d" },
    { "apache-poi__msgClassContact.msg.2.lzfu",
      "cb93b4e8ca03039d", "3969880282628d19" },
    { "apache-poi__msgClassStickyNote.msg.2.lzfu",
      "586bee9bf08d6a1b", "2d82f37283cf4872" },
    { "apache-tika__test-outlook.msg.lzfu",
      "35a8711ea2f629c5", "2ca1d73e3237f85e" },
    { "apache-tika__testFontAfterBufferedText.rtf",
      "43f0a1c65b1b87c9", "b10ad4e044b1634c" },
    { "apache-tika__testMSG.msg.lzfu",
      "75cd8cac694d908e", "b651fa735a13c04e" },
    { "apache-tika__testMSG_forwarded.msg.lzfu",
      "d84fc99f3d8fbd71", "a7cf63bb15aa34cd" },
    { "apache-tika__testRTFHyperlink.rtf",
      "3c57f4e332d4268e", "b1af6809da490f7b" },
    { "apache-tika__testRTFTIKA_2883.rtf",
      "91fdc35d5316d8c0", "8ead8b6e0837dcc3" },
    { "bbottema-rtf-to-html__bulletnumber-test.rtf",
      "66bd8632ebff22cd", "7152eb74b8d981a7" },
    { "bbottema-rtf-to-html__chinese-exotic-test.rtf",
      "54d42892e084a23d", "a95e8716ec65357b" },
    { "bbottema-rtf-to-html__chinese-fontbased-charset-override.rtf",
      "75a1af405178541f", "322e83092ce04f25" },
    { "bbottema-rtf-to-html__complex-test.rtf",
      "cd4bbda700154d16", "20628e03b0df08bf" },
    { "bbottema-rtf-to-html__hebrew-test.rtf",
      "593acaa3bd52e0f3", "eeb936cfc0fdd304" },
    { "bbottema-rtf-to-html__mixed-charsets-test.rtf",
      "75bd37b89a567448", "301996b5085568e3" },
    { "bbottema-rtf-to-html__newlines-test.rtf",
      "bdc6e54b12c22265", "57061ae4ab8628e5" },
    { "bbottema-rtf-to-html__russian-test.rtf",
      "e5b55805ccb1a81c", "04e80ac86b2f852f" },
    { "bbottema-rtf-to-html__unicode-test.rtf",
      "5c04608f33ecdd0d", "d3f0586a9cb9913f" },
    { "jstedfast-MimeKit__message.rtf",
      "42bf4fab6b670298", "d98d982b0011c774" },
    { "seamustuohy-RTFDE__encapsulated_example.rtf",
      "5d93844545b98447", "29a868ecb129b20d" },
    { "seamustuohy-RTFDE__five_spaces.rtf",
      "9698bd247369f41e", "ba0fb459c3e78ddc" },
    { "seamustuohy-RTFDE__from_header_template.rtf",
      "f3df1b78bd62ad02", "32bfb2b229497853" },
    { "seamustuohy-RTFDE__japanese_iso_2022.rtf",
      "39800f94540132c9", "398563e68db11615" },
    { "seamustuohy-RTFDE__multiple-encodings.msg.lzfu",
      "aed64d88e2a6f602", "c9f0aa54ceca8c36" },
    { "seamustuohy-RTFDE__multiple-encodings.rtf",
      "aed64d88e2a6f602", "c9f0aa54ceca8c36" },
    { "seamustuohy-RTFDE__nbs_a0.rtf",
      "18f6904e01a5fa8b", "849dba9102d7dbf4" },
    { "seamustuohy-RTFDE__small_template.rtf",
      "903ba207b84ac41d", "903ba207b84ac41d" },
    { "seamustuohy-RTFDE__surrogate_pairs_02.rtf",
      "6cce50f5d12c5f40", "08081c499cdeab01" },
    { "seamustuohy-RTFDE__surrogate_pairs_04.rtf",
      "6392f6cae3f8d2be", "0dc22cffbc28add6" },
    { "seamustuohy-RTFDE__unicode_HH_replacement_01.rtf",
      "6392f6cae3f8d2be", "0dc22cffbc28add6" },
    { "seamustuohy-RTFDE__windows_950.rtf",
      "ba256fd52b7b1200", "ba256fd52b7b1200" },
    { "verdammelt-tnef__long-filename-body.rtf.baseline.rtf",
      "42bf4fab6b670298", "d98d982b0011c774" },
    { "verdammelt-tnef__missing-filenames-body.rtf.baseline.rtf",
      "e7e023c148d5fd4c", "318795a6db0a7387" },
};

static int is_same(const char *name, const char *rtf, size_t len, uint32_t want, const char *hash)
{
    struct rtf_result r = rtf_read_all_ways(rtf, len, want);
    char hex[65];
    int same;

    sha256_hex((const uint8_t *)r.out, r.len, hex);
    same = strncmp(hex, hash, 16) == 0;
    if (!same)
        print_error("%s: %s is %.16s now\n", name, want == TNEF_RTF_HTML ? "HTML" : "text", hex);
    rtf_drop(&r);
    return same;
}

/* How many of the two are not what they were. */
static int compare_seen(const char *name, const char *rtf, size_t len)
{
    int changed = 0;

    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        if (strcmp(seen[i].name, name) == 0) {
            changed += !is_same(name, rtf, len, TNEF_RTF_HTML, seen[i].html);
            changed += !is_same(name, rtf, len, TNEF_RTF_TEXT, seen[i].text);
        }
    return changed;
}

/* ---- The files ----------------------------------------------------------------------------- */

struct unpacked {
    char *s;
    size_t len;
};

static tnef_status keep(void *user, const void *buf, size_t len, size_t *taken)
{
    struct unpacked *u = user;

    (void)taken;
    u->s = realloc(u->s, u->len + len + 1);
    assert_non_null(u->s);
    memcpy(u->s + u->len, buf, len);
    u->len += len;
    u->s[u->len] = 0;
    return TNEF_OK;
}

/* What is not compressed comes back as it is. */
static char *read_rtf_file(const char *dir, const char *name, size_t *len)
{
    struct unpacked u = { NULL, 0 };
    tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = keep, .user = &u };
    char path[PATH_SIZE];
    tnef_lzfu *z;
    char *file;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    file = read_all(path, len);
    assert_non_null(file);
    assert_int_equal(tnef_lzfu_new(&z, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_lzfu_feed(z, file, *len, NULL), TNEF_OK);
    assert_int_equal(tnef_lzfu_finish(z), TNEF_OK);
    tnef_lzfu_free(z);
    free(file);
    *len = u.len;
    return u.s;
}

static int ends_with(const char *name, const char *end)
{
    size_t len = strlen(name);
    size_t n = strlen(end);

    return len >= n && strcmp(name + len - n, end) == 0;
}

static int check(const char *dir, const char *name, const json_t *truth, int *compared)
{
    int changed;
    struct rtf_result r;
    uint32_t kind = TNEF_RTF_RICH;
    size_t len;
    char *rtf = read_rtf_file(dir, name, &len);

    r = rtf_read_all_ways(rtf, len, TNEF_RTF_AUTO);
    if (json_is_true(json_object_get(truth, "fromhtml")))
        kind = TNEF_RTF_FROM_HTML;
    else if (json_is_true(json_object_get(truth, "fromtext")))
        kind = TNEF_RTF_FROM_TEXT;
    if (r.info.kind != kind)
        print_error("%s: kind %u\n", name, r.info.kind);
    assert_int_equal(r.info.kind, kind);
    if (json_integer_value(json_object_get(truth, "ansicpg")) > 0)
        assert_int_equal(r.info.codepage,
                         json_integer_value(json_object_get(truth, "ansicpg")));
    *compared += compare(dir, name, &r);
    rtf_drop(&r);
    changed = compare_seen(name, rtf, len);
    free(rtf);
    return changed;
}

static void real_rtf(void **state)
{
    const char *dir = TNEF_CORPUS_DIR;
    int files = 0;
    int compared = 0;
    int changed = 0;
    struct dirent *e;
    DIR *d;

    (void)state;
    NEEDS_ICONV();              /* some of the files are in code pages of several bytes */
    d = opendir(dir);
    if (d == NULL)
        skip();
    while ((e = readdir(d)) != NULL) {
        char path[PATH_SIZE];
        json_t *truth;

        if (!ends_with(e->d_name, ".rtf") && !ends_with(e->d_name, ".lzfu"))
            continue;
        snprintf(path, sizeof path, "%s/truth/%s.json", dir, e->d_name);
        truth = json_load_file(path, 0, NULL);
        assert_non_null(truth);
        changed += check(dir, e->d_name, truth, &compared);
        json_decref(truth);
        files++;
    }
    closedir(d);
    print_message("%d files, %d of them compared with another reader\n", files, compared);
    assert_int_equal(changed, 0);
    assert_true(files > 0 && compared > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(real_rtf) };

    return cmocka_run_group_tests_name("corpus_rtf", tests, NULL, NULL);
}
