/* SPDX-License-Identifier: MIT */
/* What winmail prints of what senders wrote: every character that is not to be seen is shown as what it
 * is, all others stand as they are, whatever is cut where. */

#define _POSIX_C_SOURCE 200809L

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "winmail.h"

enum how { TERMINAL, JSON };

static char *shown(const char *s, size_t len, enum how how)
{
    char *text = NULL;
    size_t size;
    FILE *f = open_memstream(&text, &size);

    assert_non_null(f);
    if (how == TERMINAL)
        print_safe(f, s, len);
    else
        print_json_text(f, s, len);
    fclose(f);
    return text;
}

static void check(const char *s, size_t len, const char *terminal, const char *json)
{
    char *text = shown(s, len, TERMINAL);

    assert_string_equal(text, terminal);
    free(text);
    text = shown(s, len, JSON);
    assert_string_equal(text, json);
    free(text);
}

/* UTF-8 of a character, by the tables of RFC 3629. */
static size_t encode(uint32_t c, char *out)
{
    unsigned char *p = (unsigned char *)out;

    if (c < 0x80) {
        p[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        p[0] = (unsigned char)(0xC0 | c >> 6);
        p[1] = (unsigned char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        p[0] = (unsigned char)(0xE0 | c >> 12);
        p[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        p[2] = (unsigned char)(0x80 | (c & 0x3F));
        return 3;
    }
    p[0] = (unsigned char)(0xF0 | c >> 18);
    p[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
    p[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    p[3] = (unsigned char)(0x80 | (c & 0x3F));
    return 4;
}

static void text_hidden_characters(void **state)
{
    static const struct {
        uint32_t first, last;
    } bad[] = {
        { 0x00, 0x1F }, { 0x7F, 0x9F }, { 0xAD, 0xAD }, { 0x61C, 0x61C }, { 0x200B, 0x200F },
        { 0x2028, 0x202E }, { 0x2060, 0x206F }, { 0xFDD0, 0xFDEF }, { 0xFEFF, 0xFEFF },
        { 0xFFFE, 0xFFFF }, { 0x1FFFE, 0x1FFFF }, { 0xE0000, 0xE01EF }, { 0x10FFFE, 0x10FFFF },
    };
    static const uint32_t good[] = { 0x20, 0x7E, 0xA0, 0xAE, 0xE9, 0x5D0, 0x627, 0x2010, 0x2027, 0x202F,
                                     0x20AC, 0x2070, 0x3042, 0xFDCF, 0xFDF0, 0xFFFD, 0x1F600, 0xDFFFD,
                                     0xE1000, 0x10FFFD };
    char s[8], want[16], json[32];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        for (uint32_t c = bad[i].first; c <= bad[i].last; c++) {
            snprintf(want, sizeof want, "\\u{%x}", (unsigned)c);
            if (c == '\n' || c == '\r' || c == '\t')
                snprintf(json, sizeof json, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
            else if (c < 0x10000)
                snprintf(json, sizeof json, "\\u%04x", (unsigned)c);
            else
                snprintf(json, sizeof json, "\\u%04x\\u%04x",
                         (unsigned)(0xD800 + ((c - 0x10000) >> 10)),
                         (unsigned)(0xDC00 + ((c - 0x10000) & 0x3FF)));
            check(s, encode(c, s), want, json);
        }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        s[encode(good[i], s)] = '\0';
        check(s, strlen(s), s, s);
    }
    check("a\"b\\c", 5, "a\"b\\c", "a\\\"b\\\\c");
}

/* Bytes that are no UTF-8, one by one: too long forms, surrogates, beyond the last, cut, alone. */
static void text_bytes_that_are_none(void **state)
{
    (void)state;
    check("\x9B", 1, "\\x9b", "\\ufffd");
    check("a\xFF\xFE z", 5, "a\\xff\\xfe z", "a\\ufffd\\ufffd z");
    check("\xC0\x80", 2, "\\xc0\\x80", "\\ufffd\\ufffd");
    check("\xE0\x80\x80", 3, "\\xe0\\x80\\x80", "\\ufffd\\ufffd\\ufffd");
    check("\xED\xA0\x80", 3, "\\xed\\xa0\\x80", "\\ufffd\\ufffd\\ufffd");
    check("\xF4\x90\x80\x80", 4, "\\xf4\\x90\\x80\\x80", "\\ufffd\\ufffd\\ufffd\\ufffd");
    check("\xC3", 1, "\\xc3", "\\ufffd");
    check("\xF0\x9F\x98", 3, "\\xf0\\x9f\\x98", "\\ufffd\\ufffd\\ufffd");
    check("\xE2\x80z", 3, "\\xe2\\x80z", "\\ufffd\\ufffdz");
    check("\xC2\x9B", 2, "\\u{9b}", "\\u009b");
}

static void text_lines_in_pieces(void **state)
{
    static const char input[] = "one\r\ntwo\tx\r y\n\xC2\x9B\xE2\x80\xAE\xF3\xA0\x81\x81\xFF\xF0\x9F"
                                "\x98\x80 \xE2\x82 \r\r\n\xC3";
    static const char want[] = "one\ntwo\tx\\u{d} y\n\\u{9b}\\u{202e}\\u{e0041}\\xff\xF0\x9F"
                               "\x98\x80 \\xe2\\x82 \\u{d}\n\\xc3";
    size_t len = sizeof input - 1;

    (void)state;
    for (size_t a = 0; a <= len; a++)
        for (size_t b = a; b <= len; b++) {
            struct safe_lines t = { .len = 0 };
            char *text = NULL;
            size_t size;
            FILE *f = open_memstream(&text, &size);

            assert_non_null(f);
            safe_lines_feed(&t, f, input, a);
            safe_lines_feed(&t, f, input + a, b - a);
            safe_lines_feed(&t, f, input + b, len - b);
            safe_lines_end(&t, f);
            fclose(f);
            assert_string_equal(text, want);
            free(text);
        }
}

/* Spaces and what has no width are nothing to see; bytes that are no character are something. */
static void text_blanks(void **state)
{
    static const uint32_t blank[] = { 0, '\t', '\r', '\n', ' ', 0xA0, 0xAD, 0x1680, 0x2000, 0x200A, 0x200B,
                                      0x2028, 0x202F, 0x205F, 0x2800, 0x3000, 0xFE0F, 0xFEFF };
    static const uint32_t seen[] = { '!',    'a',    '~',    0xA1,   0xE9,    0x1FFF,    0x2010,
                                     0x2801, 0x3001, 0xFFFC, 0xFFFD, 0x1F600, UINT32_MAX };

    (void)state;
    for (size_t i = 0; i < sizeof blank / sizeof blank[0]; i++)
        assert_true(text_is_blank(blank[i]));
    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++)
        assert_false(text_is_blank(seen[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_hidden_characters),
        cmocka_unit_test(text_bytes_that_are_none),
        cmocka_unit_test(text_lines_in_pieces),
        cmocka_unit_test(text_blanks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
