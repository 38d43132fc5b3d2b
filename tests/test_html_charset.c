/* SPDX-License-Identifier: MIT */

/* The charset that HTML says in itself. Rows of input and output; whatever the input, the readers of
 * html_reference.c come to UTF-8 or to nothing. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "html/html.h"
#include "html_reference.h"

static size_t filter(const char *in, size_t n, char *out)
{
    struct tnefi_html_charset f;
    size_t len = 0;

    tnefi_html_charset_begin(&f);
    for (size_t i = 0; i < n; i++) {
        uint8_t one[HTML_CHARSET_GROWTH];
        size_t wrote = tnefi_html_charset_byte(&f, (uint8_t)in[i], one);

        assert_true(wrote <= HTML_CHARSET_GROWTH);
        memcpy(out + len, one, wrote);
        len += wrote;
    }
    return len;
}

struct row {
    const char *in, *out;
};

/* NULs as tildes, to be printed. */
static const char *shown(char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] == 0)
            s[i] = '~';
    return s;
}

static void check(const char *in, size_t n, const char *out, size_t want)
{
    char *got = malloc(n * HTML_CHARSET_GROWTH + 1);
    size_t len;

    assert_non_null(got);
    len = filter(in, n, got);
    got[len] = 0;
    if (out != NULL && (len != want || memcmp(got, out, want) != 0))
        fail_msg("%s\n gave %s\n want %s", in, got, out);
    if (!html_says_utf8_only(got, len))
        fail_msg("gave %s", shown(got, len));
    free(got);
}

static const struct row rows[] = {
    /* what mail has */
    { "<meta charset=koi8-r>", "<meta charset=utf-8>" },
    { "<meta charset=\"koi8-r\">x", "<meta charset=\"utf-8\">x" },
    { "<meta charset='koi8-r' />x", "<meta charset='utf-8' />x" },
    { "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; CHARSET=koi8-r\">",
      "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; CHARSET=utf-8\">" },
    { "<meta content='text/html; charset=koi8-r' http-equiv=content-type>",
      "<meta content='text/html; charset=utf-8' http-equiv=content-type>" },
    { "<meta http-equiv=Content-Type content=text/html;charset=koi8-r>",
      "<meta http-equiv=Content-Type content=text/html;charset=utf-8>" },
    { "<?xml version=\"1.0\" encoding=\"koi8-r\"?><html>",
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><html>" },
    { "<?XML encoding = 'koi8-r' ?>", "<?XML encoding = 'utf-8' ?>" },
    { "<meta content=\"text/html; charset='koi8-r'\">", "<meta content=\"text/html; charset=utf-8\">" },
    { "<meta content='text/html; charset=\"koi8-r\"; x=y'>",
      "<meta content='text/html; charset=utf-8; x=y'>" },

    /* what declares nothing */
    { "<p>charset=koi8-r</p>", "<p>charset=koi8-r</p>" },
    { "<script charset=koi8-r>", "<script charset=koi8-r>" },
    { "<metal charset=koi8-r>", "<metal charset=koi8-r>" },
    { "<meta name=author content='A &amp; B'>", "<meta name=author content='A &amp; B'>" },
    { "<meta xcharset=koi8-r charsets=koi8-r accept-charset=koi8-r>",
      "<meta xcharset=koi8-r charsets=koi8-r accept-charset=koi8-r>" },
    { "<meta name=description content=\"Which charset do you use?\">",
      "<meta name=description content=\"Which charset do you use?\">" },
    { "<?xml version=\"1.0\" standalone='yes'?>encoding='x'",
      "<?xml version=\"1.0\" standalone='yes'?>encoding='x'" },
    { "<meta name=x>charset=koi8-r", "<meta name=x>charset=koi8-r" },
    { "a < b <meta", "a < b <meta" },

    /* what hides it */
    { "<meta name=\">\" charset=koi8-r>", "<meta name=\">\" charset=utf-8>" },
    { "<meta name='>' content=\"charset=koi8-r\">", "<meta name='>' content=\"charset=utf-8\">" },
    { "<meta/charset=koi8-r>", "<meta/charset=utf-8>" },
    { "<meta/ / charset=koi8-r/>", "<meta/ / charset=utf-8>" },
    { "<meta\tcharset\n=\f\"koi8-r\">", "<meta\tcharset\n=\f\"utf-8\">" },
    { "<meta\vcharset=koi8-r>", "<meta\vcharset=utf-8>" },
    { "<meta a\x1F" "charset\v=\v\"koi8-r\">", "<meta a\x1F" "charset\v=\v\"utf-8\">" },
    { "<meta charset=\" koi8-r \">", "<meta charset=\"utf-8 \">" },
    { "<meta charset=&#107;oi8-r>", "<meta charset=utf-8>" },
    { "<meta charset=\"&#107;oi8-r\">", "<meta charset=\"utf-8\">" },
    { "<meta content=\"&#99;harset=koi8-r\">", "<meta content=\"&#99;harset=utf-8\">" },
    { "<meta content=\"&#x0063harset=koi8-r\">", "<meta content=\"&#x0063harset=utf-8\">" },
    { "<meta content=\"&#X63;h&#97rset=koi8-r\">", "<meta content=\"&#X63;h&#97rset=utf-8\">" },
    { "<meta content=\"charse&#116=koi8-r\">", "<meta content=\"charse&#116=utf-8\">" },
    { "<meta content=\"charset&#61;koi8-r\">", "<meta content=\"charset=utf-8;koi8-r\">" },
    { "<meta content=\"charset&equals;koi8-r\">", "<meta content=\"charset=utf-8;koi8-r\">" },
    { "<meta content=\"charset=&#107;oi8-r\">", "<meta content=\"charset=utf-8;oi8-r\">" },
    { "<meta content=\"charset=&quot;koi8-r&quot;\">", "<meta content=\"charset=utf-8;koi8-r&quot;\">" },
    { "<meta content=\"a charset charset = koi8-r\">", "<meta content=\"a charset charset =utf-8\">" },
    { "<meta content=\"charset=a; charset=b\">", "<meta content=\"charset=utf-8; charset=utf-8\">" },
    { "<meta charset=a charset=b content=charset=c>",
      "<meta charset=utf-8 charset=utf-8 content=charset=utf-8>" },
    { "<meta charset=a\"b\">", "<meta charset=utf-8\"b\">" },
    { "<meta charset=>koi8-r", "<meta charset=utf-8>koi8-r" },
    { "<meta charset=\"\">", "<meta charset=\"utf-8\">" },
    { "<meta =charset=koi8-r charset=a>", "<meta =charset=koi8-r charset=utf-8>" },
    { "<meta x='a'charset=koi8-r>", "<meta x='a'charset=utf-8>" },
    { "<meta x=a\"b charset=koi8-r>", "<meta x=a\"b charset=utf-8>" },
    { "<meta x =\"a\" charset\n= koi8-r>", "<meta x =\"a\" charset\n= utf-8>" },
    { "<meta charset charset=koi8-r>", "<meta charset charset=utf-8>" },
    { "<<meta charset=koi8-r>", "<<meta charset=utf-8>" },
    { "<meta <meta charset=koi8-r>", "<meta <meta charset=utf-8>" },
    { "<title><!--</title><meta charset=koi8-r>", "<title><!--</title><meta charset=utf-8>" },
    { "<!-- --><meta charset=koi8-r>", "<!-- --><meta charset=utf-8>" },
    { "<!--><meta charset=koi8-r>", "<!--><meta charset=utf-8>" },
    { "<script>'<meta charset=\"koi8-r\">'</script>", "<script>'<meta charset=\"utf-8\">'</script>" },
    { "<a title='<meta name=\"'><meta charset=koi8-r foo=\">\">",
      "<a title='<meta name=\"'><meta charset=utf-8 foo=\">\">" },
    { "<style><meta name='</style><meta charset=koi8-r>",
      "<style><meta name='</style><meta charset=utf-8>" },
    { "<a title=\"<meta charset=x\">text</a>", "<a title=\"<meta charset=utf-8\">text</a>" },
};

static void rows_of_html(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(rows[i].in, strlen(rows[i].in), rows[i].out, strlen(rows[i].out));
}

/* NULs, which some readers drop: neither what is read with them nor without says anything else. */
static void nuls_hide_nothing(void **state)
{
    static const char html[] = "<meta charset=koi8-r><meta content=\"a; charset=koi8-r\">";

    (void)state;
    for (size_t i = 0; i < sizeof html; i++)
        for (size_t k = i; k < sizeof html; k++) {
            char in[sizeof html + 2];
            size_t n = 0;

            for (size_t at = 0; at < sizeof html - 1; at++) {
                if (at == i)
                    in[n++] = 0;
                if (at == k)
                    in[n++] = 0;
                in[n++] = html[at];
            }
            check(in, n, NULL, 0);
        }
}

/* What is said already stays as it is: the filter changes nothing that went through it. */
static void twice_is_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char once[1024], twice[2048];
        size_t n = filter(rows[i].in, strlen(rows[i].in), once);
        size_t m = filter(once, n, twice);

        assert_int_equal(n, m);
        assert_memory_equal(once, twice, n);
    }
}

static uint32_t prng(uint32_t *state)
{
    *state = (uint32_t)((*state * UINT64_C(1664525) + 1013904223u) & 0xFFFFFFFFu);
    return *state >> 8;
}

/* Pieces of what HTML is made of, in any order. */
static void any_pieces(void **state)
{
    static const char *const pieces[] = {
        "<meta ", "<meta/", "<META\n", "charset", "Charset", "content", "http-equiv=content-type ", "=", "\"",
        "'", ">", " ", "/", ";", "&#99;", "&#x63;", "&#61;", "&equals;", "&", "#", "x", "koi8-r", "big5",
        "charset=koi8-r", "<!--", "-->", "<title>", "</title>", "<script>", "</script>", "<a ", "<",
        "name=", "text/html", "<?xml ", "encoding", "?>", "utf-8", "\t", "content=\"", "charset=\"",
        "<style>", "</style>", "<noscript>", "</noscript>", "&quot;", "c", "harset", "--", "!",
    };
    uint32_t seed = 12;

    (void)state;
    for (unsigned round = 0; round < 60000; round++) {
        char in[1024];
        size_t n = 0;

        for (uint32_t k = prng(&seed) % 24u + 1u; k > 0; k--) {
            const char *p = pieces[prng(&seed) % (sizeof pieces / sizeof *pieces)];

            memcpy(in + n, p, strlen(p));
            n += strlen(p);
            if (prng(&seed) % 32u == 0)
                in[n++] = (char)(prng(&seed) % 16u);
        }
        in[n] = 0;
        check(in, n, NULL, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_html),
        cmocka_unit_test(nuls_hide_nothing),
        cmocka_unit_test(twice_is_once),
        cmocka_unit_test(any_pieces),
    };

    return cmocka_run_group_tests_name("html_charset", tests, NULL, NULL);
}
