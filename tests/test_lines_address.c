/* SPDX-License-Identifier: MIT */
/* The line writer: what is read of addresses and message ids, and the calls for which no value is hostile. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lines_check.h"
#include "transfer_check.h"

#include <stdio.h>
#include <string.h>

#define X10 "xxxxxxxxxx"
#define X60 X10 X10 X10 X10 X10 X10
#define X64 X60 "xxxx"

/* ---- Addresses ---------------------------------------------------------------------------------------- */

static const struct address {
    const char *in;
    size_t len;
    const char *out; /* NULL: there is none */
    int utf8;
} addresses[] = {
#define T(in, out) \
  { \
    in, sizeof in - 1u, out, 0 \
  }
#define U(in, out) \
  { \
    in, sizeof in - 1u, out, 1 \
  }
    T("ann@example.com", "ann@example.com"),
    T("  <ann@example.com>\r\n", "ann@example.com"),
    T("< a@b >", "a@b"),
    T("mailto:a@b", "a@b"),
    T("SMTP:A@B.example", "A@B.example"),
    T("<MailTo:smtp:a@b>", "a@b"),
    T("a@b\0", "a@b"),
    T("o'neil+tag=x!#$%&*-/?^_`{|}~@b", "o'neil+tag=x!#$%&*-/?^_`{|}~@b"),
    T("\"a,b@c\"@d", "\"a,b@c\"@d"),
    T("\"a b\"@d", NULL),
    T("\"a\\ b\"@d", NULL),
    T("=?utf-8?q?ann=40example.org=00?=@d", NULL),
    T("\"=?utf-8?q?a?=\"@d", NULL),
    T("a@=?utf-8?q?b?=", NULL),
    T("a=b?c@d", "a=b?c@d"),
    T("\"a\\\"\\\\b\"@d", "\"a\\\"\\\\b\"@d"),
    T("a@[192.0.2.1]", "a@[192.0.2.1]"),
    T("a@[IPv6:2001:db8::1]", "a@[IPv6:2001:db8::1]"),
    T("", NULL),
    T("<>", NULL),
    T("<", NULL),
    T("a", NULL),
    T("@", NULL),
    T("@b", NULL),
    T("a@", NULL),
    T("mailto:", NULL),
    T("a b@c", NULL),
    T("a@b c", NULL),
    T("a@b\r\nBcc: c@d", NULL),
    T("a@b>", NULL),
    T("<a@b", NULL),
    T("a<@b", NULL),
    T("a@b,c@d", NULL),
    T("a;b@c", NULL),
    T("a@b;", NULL),
    T("a:b@c", NULL),
    T("a(b)@c", NULL),
    T("a@b(c)", NULL),
    T(".a@b", NULL),
    T("a.@b", NULL),
    T("a..b@c", NULL),
    T("a@.b", NULL),
    T("a@b.", NULL),
    T("a@b..c", NULL),
    T("a@b@c", NULL),
    T("a\"b@c", NULL),
    T("\"a@c", NULL),
    T("\"\"@c", "\"\"@c"),
    T("\"a\"b\"@c", NULL),
    T("\"a\\\"@c", NULL),
    T("\"a\\\x01\"@c", NULL),
    T("\"\x7f\"@c", NULL),
    T("\"a\nb\"@c", NULL),
    T("\"\\\x7f\"@c", NULL),
    T("a@[]", NULL),
    T("a@[b", NULL),
    T("a@[b]c]", NULL),
    T("a@[b c]", NULL),
    T("a@b]", NULL),
    T("a\0b@c", NULL),
    T("a\x1b@c", NULL),
    T("\xc3\xbc@b", NULL),
    T("a@\xc3\xbc", NULL),
    U("\xc3\xbc@\xc3\xa4.example", "\xc3\xbc@\xc3\xa4.example"),
    U("a\xe2\x80\xae@b", NULL),
    U("a\xff@b", NULL),
    U("a\xc3@b", NULL),
    U("a\xc2\x85@b", NULL),
    U("a\xef\xbf\xbf@b", NULL),
    U("a@b\xd8\x9c", NULL),
    U("a@b\xe2\x80\x8e", NULL),
    U("a@b\xe2\x81\xa6", NULL),
    U("a\xef\xbb\xbf@b", NULL),
    T(X64 "@b", X64 "@b"),
    T(X64 "x@b", NULL),
    T("a@" X60 X60 X60 X60 X10 "xxxxx", "a@" X60 X60 X60 X60 X10 "xxxxx"),
    T("a@" X60 X60 X60 X60 X10 "xxxxxx", NULL),
    T(X64 "@" X60 X60 X60 X60 X10 "xxxxx", X64 "@" X60 X60 X60 X60 X10 "xxxxx"),
    T(X64 "@" X60 X60 X60 X60 X10 "xxxxxx", NULL),
#undef T
#undef U
};

static void finds_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        const struct address *a = &addresses[i];
        struct tnefi_lines_span s = tnefi_lines_find_address(a->in, a->len, a->utf8);

        if (a->out == NULL && s.p != NULL)
            fail_msg("\"%s\" is an address", a->in);
        if (a->out != NULL && (s.p == NULL || s.n != strlen(a->out) || memcmp(s.p, a->out, s.n) != 0))
            fail_msg("\"%s\" is no address", a->in);
        if (s.p != NULL)
            FAIL_IF(lines_check(LINES_ADDRESS, a->utf8 != 0 ? TNEFI_LINES_UTF8 : 0, s.p, s.n, s.n < 40));
    }
    assert_null(tnefi_lines_find_address(NULL, 0, 0).p);
}

/* ---- Message ids -------------------------------------------------------------------------------------- */

static const struct ids {
    const char *in, *out; /* all that are found, with | between them */
} ids[] = {
    { "", "" },
    { "<1@x>", "1@x" },
    { "1@x", "1@x" },
    { " 1@x \r\n", "1@x" },
    { "<1@x>\r\nX: y", "1@x" },
    { "<>", "" },
    { "< >", "" },
    { "<a><b>", "a|b" },
    { "junk <a> (c) <b", "a" },
    { "<a <b>", "b" },
    { "a>b", "" },
    { ">", "" },
    { "<", "" },
    { "a b", "a b" },
    { "<a b>", "a b" },
    { "<a\rb> <c>", "c" },
    { "<\xc3\xbc> <d>", "d" },
    { "\xc3\xbc", "" },
    { "<a\x7f>", "" },
    { "<<a>>", "a" },
    { "   ", "" },
    { "a>b<c>", "c" },
};

static void finds_message_ids(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        size_t n = strlen(ids[i].in), at = 0, len = 0;
        struct tnefi_lines_span s;
        char out[64] = "";

        while ((s = tnefi_lines_find_msg_id(ids[i].in, n, &at)).p != NULL) {
            if (len > 0)
                out[len++] = '|';
            memcpy(out + len, s.p, s.n);
            len += s.n;
            FAIL_IF(lines_check(LINES_MSG_ID, 0, s.p, s.n, true));
        }
        assert_int_equal(at, n);
        assert_string_equal(out, ids[i].out);
    }
}

static void finds_no_long_message_id(void **state)
{
    char in[1000];
    size_t at = 0;

    (void)state;
    memset(in, 'x', sizeof in);
    assert_int_equal(tnefi_lines_find_msg_id(in, 990, &at).n, 990);
    FAIL_IF(lines_check(LINES_MSG_ID, 0, in, 990, false));
    at = 0;
    assert_null(tnefi_lines_find_msg_id(in, 991, &at).p);
}

/* What looks like an encoded word is part of an id (RFC 5322, 3.6.4, allows its characters), and a thread is
 * found by the bytes of its ids. */
static void keeps_message_id_that_looks_encoded(void **state)
{
    static const char start[] = "=?UTF-8?Q?a?=";
    struct lines_output o = { .sink = SINK_ALL };
    char in[200], want[300];
    size_t at = 0;

    (void)state;
    memset(in, 'x', sizeof in);
    memcpy(in, start, sizeof start - 1);
    memcpy(in + 100, start, sizeof start - 1);
    assert_int_equal(tnefi_lines_find_msg_id(in, sizeof in, &at).n, sizeof in);
    FAIL_IF(lines_check(LINES_MSG_ID, 0, in, sizeof in, false));
    assert_int_equal(lines_write(&o, LINES_MSG_ID, 0, in, sizeof in, 0), TNEF_OK);
    at = (size_t)snprintf(want, sizeof want, "References: <%.*s>\r\n", (int)sizeof in, in);
    assert_in_range(o.kept.len, at, SIZE_MAX);
    assert_memory_equal(o.kept.bytes, want, at);
    lines_output_free(&o);
}

/* ---- Others ------------------------------------------------------------------------------------------- */

static void knows_tokens(void **state)
{
    (void)state;
    assert_true(tnefi_lines_is_token("text", 4, 4));
    assert_false(tnefi_lines_is_token("text", 4, 3));
    assert_false(tnefi_lines_is_token("", 0, 9));
    assert_false(tnefi_lines_is_token("a b", 3, 9));
    assert_false(tnefi_lines_is_token("a/b", 3, 9));
    assert_false(tnefi_lines_is_token("a\xc3\xbc", 3, 9));
}

static void cleans_strings(void **state)
{
    char out[32];

    (void)state;
    assert_int_equal(tnefi_lines_clean(out, sizeof out, " a\r\n\tb\0 ", 8, 0), 3);
    assert_memory_equal(out, "a b", 3);
    assert_int_equal(tnefi_lines_clean(out, sizeof out, "\"a\xe2\x80\xae\"", 6, 1), 1);
    assert_int_equal(tnefi_lines_clean(out, sizeof out, "\"a\xe2\x80\xae\"", 6, 0), 6);
    assert_int_equal(tnefi_lines_clean(out, 4, "abc\xc3\xbc", 5, 0), 3);
    assert_int_equal(tnefi_lines_clean(out, 0, "abc", 3, 0), 0);
}

/* ---- Life --------------------------------------------------------------------------------------------- */

/* What the caller writes himself cannot break a line either. */
static void drops_what_would_break_a_line(void **state)
{
    struct lines_output o = { .sink = SINK_ALL };
    struct tnefi_lines l;
    char name[80];

    (void)state;
    memset(name, 'n', sizeof name);
    name[79] = '\0';
    tnefi_lines_init(&l, lines_take, &o, 0, 0);
    tnefi_lines_begin(&l);
    tnefi_lines_bytes(&l, "a\r\n\xff b", 6);
    tnefi_lines_crlf(&l);
    tnefi_lines_header(&l, "X");
    tnefi_lines_word_bytes(&l, "a\r\nb\xff c", 7, NULL);
    tnefi_lines_crlf(&l);
    tnefi_lines_header(&l, name);
    tnefi_lines_param(&l, name, "v", 1, NULL);
    tnefi_lines_param_word(&l, name, "\xc3\xbc", 2, ";");
    tnefi_lines_text(&l, "\r\n", 2);
    tnefi_lines_crlf(&l);
    assert_int_equal(tnefi_lines_end(&l), TNEF_OK);
    assert_int_equal(tnefi_lines_flush(&l), TNEF_OK);
    o.kept.bytes[o.kept.len - 2] = '\0';
    assert_memory_equal(o.kept.bytes, "a b\r\nX: abc\r\nnnnn", 17);
    assert_non_null(strstr((char *)o.kept.bytes,
                           ":\r\n nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn=v\r\n nnnnnnnnnnnnnnnnnnnnnnnnnnnnn="
                           "\"=?UTF-8?B?w7w=?=\";"));
    lines_output_free(&o);
}

/* Bytes of others, between lines; and folded. */
static void passes_bytes_on(void **state)
{
    static const char bytes[] =
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678\r\n9";

    (void)state;
    for (int sink = SINK_ALL; sink <= SINK_NONE_THEN_ALL; sink++) {
        for (int folded = 0; folded < 2; folded++) {
            struct lines_output o = { .sink = (enum lines_sink)sink };
            tnef_status status;
            struct tnefi_lines l;
            size_t at = 0, taken;

            tnefi_lines_init(&l, lines_take, &o, 0, 0);
            tnefi_lines_begin(&l);
            tnefi_lines_raw(&l, "P:");
            assert_int_equal(tnefi_lines_end(&l), TNEF_OK);
            do {
                taken = sizeof bytes - 1 - at;
                status = folded != 0 ? tnefi_lines_folded_sink(&l, bytes + at, taken, &taken)
                                     : tnefi_lines_sink(&l, bytes + at, taken, &taken);
                at += taken;
            } while (status == TNEF_PAUSED || at < sizeof bytes - 1);
            assert_int_equal(status, TNEF_OK);
            while (tnefi_lines_flush(&l) == TNEF_PAUSED)
                ;
            assert_int_equal(o.kept.len, folded != 0 ? 2 + 80 + 3 : 2 + sizeof bytes - 1);
            assert_memory_equal(o.kept.bytes + 75, folded != 0 ? "\r\n 345678" : "345678\r\n", 8);
            lines_output_free(&o);
        }
    }
}

static void passes_no_more_than_the_limit(void **state)
{
    struct lines_output o = { .sink = SINK_ALL };
    struct tnefi_lines l;
    size_t taken = 4;

    (void)state;
    tnefi_lines_init(&l, lines_take, &o, 5, 0);
    assert_int_equal(tnefi_lines_sink(&l, "abcd", 4, &taken), TNEF_OK);
    assert_int_equal(tnefi_lines_sink(&l, "efgh", 4, &taken), TNEF_E_LIMIT_OUTPUT);
    assert_int_equal(taken, 1);
    assert_int_equal(tnefi_lines_sink(&l, "efgh", 4, &taken), TNEF_E_LIMIT_OUTPUT);
    assert_int_equal(taken, 0);
    assert_int_equal(tnefi_lines_feed(&l, TNEFI_LINES_TEXT, "x", 1, &taken), TNEF_E_LIMIT_OUTPUT);
    assert_int_equal(o.kept.len, 5);
    lines_output_free(&o);
}

/* After a pause the calls that were complete are passed over, whatever their number. */
static void goes_on_with_the_call_that_was_cut(void **state)
{
    struct lines_output o = { .sink = SINK_ONE };
    struct tnefi_lines l;
    size_t rounds = 0;

    (void)state;
    tnefi_lines_init(&l, lines_take, &o, 0, 0);
    do {
        tnefi_lines_begin(&l);
        for (uint64_t i = 0; i < 400; i++)
            tnefi_lines_number(&l, i % 10);
        tnefi_lines_crlf(&l);
        rounds++;
    } while (tnefi_lines_end(&l) == TNEF_PAUSED);
    while (tnefi_lines_flush(&l) == TNEF_PAUSED)
        ;
    assert_true(rounds > 1);
    assert_int_equal(o.kept.len, 400 + 5 * 3 + 2);
    lines_output_free(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_addresses),
        cmocka_unit_test(finds_message_ids),
        cmocka_unit_test(finds_no_long_message_id),
        cmocka_unit_test(keeps_message_id_that_looks_encoded),
        cmocka_unit_test(knows_tokens),
        cmocka_unit_test(cleans_strings),
        cmocka_unit_test(drops_what_would_break_a_line),
        cmocka_unit_test(passes_bytes_on),
        cmocka_unit_test(passes_no_more_than_the_limit),
        cmocka_unit_test(goes_on_with_the_call_that_was_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
