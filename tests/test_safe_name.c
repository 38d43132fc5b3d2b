/* SPDX-License-Identifier: MIT */
/* Safe file names. F1 to F17 are the published kinds of attack on those who save
 * attachments. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "safe_name_check.h"

#define R "\xEF\xBF\xBD"

struct pair {
    const char *in;
    size_t len;
    const char *out;
};
/* clang-format off */
#define P(in, out) { in, sizeof in - 1, out }
/* clang-format on */

static void check_all(const struct pair *p, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char out[TNEF_SAFE_NAME_SIZE];

        make(p[i].in, p[i].len, NULL, out, sizeof out);
        assert_string_equal(out, p[i].out);
    }
}
#define CHECK(table) check_all(table, sizeof table / sizeof table[0])

static void name_plain_stays(void **state)
{
    /* clang-format off */
    static const struct pair p[] = {
        P("report.pdf", "report.pdf"),
        P("My summer (2) - copy.tar.gz", "My summer (2) - copy.tar.gz"),
        P("\xD0\x9F\xD1\x80\xD0\xB8.doc", "\xD0\x9F\xD1\x80\xD0\xB8.doc"),
        P("\xE6\x97\xA5\xE6\x9C\xAC\xF0\x9F\x98\x80",
          "\xE6\x97\xA5\xE6\x9C\xAC\xF0\x9F\x98\x80"),
        P("a..b", "a..b"), P("a~1", "a~1"),
        /* joiners inside of words */
        P("\xD9\x86\xE2\x80\x8C\xD9\x87", "\xD9\x86\xE2\x80\x8C\xD9\x87"),
    };
    /* clang-format on */

    (void)state;
    CHECK(p);
}

static void name_paths_lose_their_way(void **state)
{
    /* clang-format off */
    static const struct pair p[] = {
        P("../x", "x"),    /* F1 */
        P("/abs", "abs"), P("/etc/passwd", "passwd"),    /* F2 */
        P("..\\..\\x", "x"),    /* F3 */
        P("C:\\x", "x"), P("C:x", "C_x"), P("C:", "C_"),    /* F4 */
        P("\\\\srv\\s\\x", "x"), P("\\\\?\\C:\\x", "x"),    /* F5 */
        P("x:ads", "x_ads"), P("x.txt::$DATA", "x.txt__$DATA"),    /* F6 */
        P("../sibling-evil/x", "x"),    /* F7 */
        P("%2e%2e/", "%2e%2e"), P("%2e%2e%2fx", "%2e%2e%2fx"),    /* F8 */
        P("a/b\\c", "c"), P("a\\b/c", "c"), P("dir/", "dir"), P("dir//\\", "dir"),
        P("x/.", "attachment"), P("x/..", "attachment"), P("../", "attachment"),
        P("/", "attachment"), P("\\/\\", "attachment"),
    };
    /* clang-format on */

    (void)state;
    CHECK(p);
}

static void name_of_any_length_fits(void **state)
{
    static const size_t sizes[] = {
        1, 99, 100, 239, 240, 241, 255, 256, 260, 1000, 70000
    };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) { /* F9 */
        char *in = malloc(sizes[i]), out[TNEF_SAFE_NAME_SIZE];
        size_t n = sizes[i] < TNEF_SAFE_NAME_MAX ? sizes[i] : TNEF_SAFE_NAME_MAX;

        assert_non_null(in);
        memset(in, 'a', sizes[i]);
        make(in, sizes[i], NULL, out, sizeof out);
        assert_int_equal(strlen(out), n);
        if (sizes[i] > 50) {
            memcpy(in + sizes[i] - 5, ".jpeg", 5);
            make(in, sizes[i], NULL, out, sizeof out);
            assert_int_equal(strlen(out), n);
            assert_string_equal(out + n - 6, "a.jpeg");
        }
        free(in);
    }
}

/* Each size of the output, with characters of each length: whole characters, the
 * extension kept. */
static void name_is_cut_between_characters(void **state)
{
    static const char *const units[] = { "a", "\xC3\xA9", "\xE2\x82\xAC",
                                         "\xF0\x9F\x98\x80" };
    char in[1200], out[300];

    (void)state;
    for (size_t u = 0; u < 4; u++) {
        size_t n = 0;

        while (n < 1000) {
            memcpy(in + n, units[u], strlen(units[u]));
            n += strlen(units[u]);
        }
        memcpy(in + n, ".html", 5);
        for (size_t size = TNEF_SAFE_NAME_LEAST; size <= 300; size++) {
            size_t len,
                most = size - 1 < TNEF_SAFE_NAME_MAX ? size - 1 : TNEF_SAFE_NAME_MAX;

            make(in, n + 5, NULL, out, size);
            len = strlen(out);
            assert_in_range(len, most - u, most);
            assert_int_equal((len - 5) % (u + 1), 0);
            assert_memory_equal(out, in, len - 5);
            assert_string_equal(out + len - 5, ".html");
        }
    }
}

/* An extension of 16 bytes is kept, one of 17 is not; nor is one with a blank. */
static void name_extension_is_short(void **state)
{
    static const struct {
        const char *end;
        int kept;
    } v[] = { { ".123456789012345", 1 },
              { ".1234567890123456", 0 },
              { ".12 34", 0 },
              { ".\xC3\xA9\xC3\xA9", 1 },
              { ".1\x01", 1 } };
    char in[400], out[TNEF_SAFE_NAME_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        size_t len = strlen(v[i].end);

        memset(in, 'n', 300);
        memcpy(in + 300, v[i].end, len);
        make(in, 300 + len, NULL, out, sizeof out);
        assert_int_equal(strlen(out), TNEF_SAFE_NAME_MAX);
        assert_int_equal(strchr(out, '.') != NULL, v[i].kept);
        if (v[i].kept)
            assert_int_equal(strlen(strchr(out, '.')), len);
    }
}

static void name_empty_takes_the_fallback(void **state)
{
    static const char *const nothing[] = {
        "",         ".", "..",   "...",           " ",           ". .",
        "\xC2\xA0", "/", "..\\", "\xE3\x80\x80.", "\xE2\x80\x8D"
    };
    char out[TNEF_SAFE_NAME_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) { /* F10 */
        size_t len = strlen(nothing[i]);

        make(nothing[i], len, "part.bin", out, sizeof out);
        assert_string_equal(out, "part.bin");
        make(nothing[i], len, "../CON", out, sizeof out);
        assert_string_equal(out, "_CON");
        make(nothing[i], len, "..", out, sizeof out);
        assert_string_equal(out, "attachment");
        make(nothing[i], len, NULL, out, sizeof out);
        assert_string_equal(out, "attachment");
    }
    assert_int_equal(tnef_safe_name(NULL, 0, NULL, out, sizeof out), 10);
    assert_string_equal(out, "attachment");
    make("\0\0", 2, "f", out, sizeof out);
    assert_string_equal(out, "f");
}

static void name_devices_are_marked(void **state)
{
    /* clang-format off */
    static const struct pair p[] = {
        /* F11 */
        P("CON", "_CON"), P("con", "_con"), P("Prn.txt", "_Prn.txt"),
        P("AUX.tar.gz", "_AUX.tar.gz"), P("NUL .x", "_NUL .x"), P("COM1", "_COM1"),
        P("com0", "_com0"), P("LPT9.x", "_LPT9.x"), P("COM\xC2\xB9", "_COM\xC2\xB9"),
        P("lpt\xC2\xB2.x", "_lpt\xC2\xB2.x"), P("COM\xC2\xB3", "_COM\xC2\xB3"),
        P("CONIN$", "_CONIN$"), P("conout$.a", "_conout$.a"), P("CLOCK$", "_CLOCK$"),
        P("a/NUL", "_NUL"), P(" CON. ", "_CON"), P(".CON", "_CON"),
        P("CON\xC2\xA0.x", "_CON\xC2\xA0.x"),
        /* and these are not */
        P("CONE", "CONE"), P("COM", "COM"), P("COM10", "COM10"), P("COMA", "COMA"),
        P("a.CON", "a.CON"), P("LPT\xC2\xB4", "LPT\xC2\xB4"), P("CON:", "CON_"),
        P("CONIN", "CONIN"), P("COM\xC2\xB9x", "COM\xC2\xB9x"), P("_CON", "_CON"),
    };
    /* clang-format on */

    (void)state;
    CHECK(p);
}

/* What is cut must not become a device: CON, blanks to the bound, more. */
static void name_cut_to_a_device_is_marked(void **state)
{
    char in[400], out[TNEF_SAFE_NAME_SIZE];

    (void)state;
    memset(in, ' ', sizeof in);
    memcpy(in, "CON", 3);
    memcpy(in + 300, "tail.txt", 8);
    make(in, 308, NULL, out, sizeof out);
    assert_string_equal(out, "_CON.txt");

    /* a device that fills the output leaves no room for one more */
    memset(in, 'x', sizeof in);
    memcpy(in, "CON.", 4);
    make(in, TNEF_SAFE_NAME_LEAST - 2, NULL, out, TNEF_SAFE_NAME_LEAST);
    assert_memory_equal(out, "_CON.x", 6);
    assert_int_equal(strlen(out), TNEF_SAFE_NAME_LEAST - 1);
    make(in, TNEF_SAFE_NAME_LEAST - 1, NULL, out, TNEF_SAFE_NAME_LEAST);
    assert_memory_equal(out, "_ON.x", 5);
    assert_int_equal(strlen(out), TNEF_SAFE_NAME_LEAST - 1);
}

static void name_ends_are_trimmed(void **state)
{
    /* clang-format off */
    static const struct pair p[] = {
        P("a.", "a"), P("a ", "a"), P("a. . ", "a"), P(".bashrc", "bashrc"),    /* F12 */
        P("  a", "a"), P("..a", "a"), P(". .a", "a"), P("\xC2\xA0" "a\xE3\x80\x80", "a"),
        P("\xE2\x80\x8D.ssh", "ssh"), P(".\xE2\x80\x8C.ssh\xE2\x80\x8C", "ssh"),
        P("-rf", "_rf"), P("--", "_-"), P("~root", "_root"), P(".-x", "_x"), P(" ~", "_"),
        P("a-", "a-"), P("a.txt/", "a.txt"), P("a \0\0", "a"),
    };
    /* clang-format on */

    (void)state;
    CHECK(p);
}

/* F13 */
static void name_lookalike_separators_split(void **state)
{
    /* clang-format off */
    static const struct pair p[] = {
        P("..\xE2\x88\x95x", "x"), P("a\xEF\xBC\x8Fx", "x"), P("a\xE2\x81\x84x", "x"),
        P("a\xEF\xBC\xBCx", "x"), P("a\xE2\x88\x96x", "x"), P("a\xEF\xB9\xA8x", "x"),
        P("a\xE2\xA7\xB5x", "x"), P("a\xE2\xA7\xB8x", "x"), P("x\xEF\xBC\x8F", "x"),
        P("x\xEF\xBC\x8F..", "attachment"),
    };
    /* clang-format on */

    (void)state;
    CHECK(p);
}

static void name_bad_utf8_is_replaced(void **state)
{
    /* clang-format off */
    static const struct pair p[] = {
        P("a\xC0\xAFx", "a" R R "x"), P("..\xE0\x80\xAFx", R R R "x"),    /* F14 */
        P("\xED\xA0\x80", R R R), P("x\xE2\x82", "x" R), P("x\xE2\x82/y\xFF", "y" R),
        P("\x80\x80 ", R R),
    };
    /* clang-format on */

    (void)state;
    CHECK(p);
}

static void name_hidden_characters_show(void **state)
{
    /* clang-format off */
    static const struct pair p[] = {
        P("a.exe\0.txt", "a.exe_.txt"), P("a.txt\0\0", "a.txt"), P("\0x", "_x"), /* F15 */
        P("a\xE2\x80\xAEgpj.exe", "a_gpj.exe"),    /* F16 */
        P("\xE2\x80\xAA" "a\xE2\x80\xAC", "_a_"),
        P("\xE2\x81\xA6" "a\xE2\x81\xA9", "_a_"),
        P("a\xE2\x80\x8E\xE2\x80\x8F", "a__"), P("\xEF\xBB\xBF" "a", "_a"),
        P("a\xE2\x80\xA8" "b\xE2\x80\xA9" "c", "a_b_c"), P("a\xD8\x9C" "b", "a_b"),
        P("a\r\nb\tc", "a__b_c"), P("a\x7F\xC2\x85\xC2\x9B", "a___"),
        P("a\xE2\x80\x8B", "a_"), P("a\xC2\xAD" "b", "a_b"), P("a\xEF\xBF\xBF", "a_"),
        P("a\xF0\x9F\xBF\xBF", "a_"), P("a\xF3\xA0\x81\x81", "a_"),
        P("<a>:\"|?*b", "_a______b"),
    };
    /* clang-format on */

    (void)state;
    CHECK(p);
}

static void name_refuses_a_small_output(void **state)
{
    char out[TNEF_SAFE_NAME_LEAST];

    (void)state;
    out[0] = 'x';
    assert_int_equal(tnef_safe_name("a", 1, NULL, out, 0), 0);
    assert_int_equal(out[0], 'x');
    assert_int_equal(tnef_safe_name("a", 1, NULL, out, TNEF_SAFE_NAME_LEAST - 1), 0);
    assert_string_equal(out, "");
    out[0] = 'x';
    assert_int_equal(tnef_safe_name_numbered("a", 2, out, 0), 0);
    assert_int_equal(out[0], 'x');
    assert_int_equal(tnef_safe_name_numbered("a", 2, out, TNEF_SAFE_NAME_LEAST - 1), 0);
    assert_string_equal(out, "");
    assert_int_equal(tnef_safe_name("a", 1, NULL, out, TNEF_SAFE_NAME_LEAST), 1);
}

/* ---- Numbers ----------------------------------------------------------------------- */

static void numbered_goes_before_the_extension(void **state)
{
    static const struct {
        const char *in;
        uint32_t number;
        const char *out;
    } v[] = {
        /* F17 */
        { "a.txt", 0, "a.txt" },
        { "a.txt", 1, "a.txt" },
        { "a.txt", 2, "a (2).txt" },
        { "a.txt", 10, "a (10).txt" },
        { "a", 4294967295u, "a (4294967295)" },
        { "a.tar.gz", 3, "a.tar (3).gz" },
        { "../CON.x", 2, "_CON (2).x" },
        { "", 2, "attachment (2)" },
        { "Dr. Who", 2, "Dr. Who (2)" },
        { "a.b.", 2, "a (2).b" },
    };
    char out[TNEF_SAFE_NAME_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        size_t n = tnef_safe_name_numbered(v[i].in, v[i].number, out, sizeof out);

        assert_string_equal(out, v[i].out);
        assert_int_equal(n, strlen(out));
    }
}

static void numbered_fits_and_differs(void **state)
{
    static const uint32_t numbers[] = { 2,  3,  9,   10,          11,
                                        22, 99, 100, 4294967294u, 4294967295u };
    enum { COUNT = sizeof numbers / sizeof numbers[0] };
    char in[300], out[COUNT][TNEF_SAFE_NAME_SIZE];

    (void)state;
    for (size_t len = 1; len < sizeof in; len++) {
        memset(in, 'x', len);
        in[len] = '\0';
        if (len > 10)
            memcpy(in + len - 4, ".doc", 4);
        for (size_t size = TNEF_SAFE_NAME_LEAST; size <= TNEF_SAFE_NAME_SIZE;
             size += 13) {
            for (size_t i = 0; i < COUNT; i++) {
                size_t n = tnef_safe_name_numbered(in, numbers[i], out[i], size);

                assert_true(n < size && n <= TNEF_SAFE_NAME_MAX);
                assert_int_equal(n, strlen(out[i]));
                if (len > 10)
                    assert_string_equal(out[i] + n - 4, ".doc");
                for (size_t k = 0; k < i; k++)
                    assert_string_not_equal(out[i], out[k]);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(name_plain_stays),
        cmocka_unit_test(name_paths_lose_their_way),
        cmocka_unit_test(name_of_any_length_fits),
        cmocka_unit_test(name_is_cut_between_characters),
        cmocka_unit_test(name_extension_is_short),
        cmocka_unit_test(name_empty_takes_the_fallback),
        cmocka_unit_test(name_devices_are_marked),
        cmocka_unit_test(name_cut_to_a_device_is_marked),
        cmocka_unit_test(name_ends_are_trimmed),
        cmocka_unit_test(name_lookalike_separators_split),
        cmocka_unit_test(name_bad_utf8_is_replaced),
        cmocka_unit_test(name_hidden_characters_show),
        cmocka_unit_test(name_refuses_a_small_output),
        cmocka_unit_test(numbered_goes_before_the_extension),
        cmocka_unit_test(numbered_fits_and_differs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
