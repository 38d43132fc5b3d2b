/* SPDX-License-Identifier: MIT */

/* What a body begins with, as the matcher says alone: however the bytes are cut, and with little work. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/signature.h"
#include "scan/signature_fields.h"
#include "touched.h"

#include <stdlib.h>
#include <string.h>

#define ALL (SIGNATURE_BASE64 | SIGNATURE_MAIL)

static const uint8_t magic[] = { 0x78, 0x9F, 0x3E, 0x22 };

struct result {
    enum tnefi_scan_shown shown;
    size_t taken;
    unsigned apple;
    size_t seen_len;
    uint8_t seen[SIGNATURE_SEEN];
};

/* Feeds |len| bytes, in pieces that end at |cut| and after each |piece| bytes; a piece is a block of its own,
 * so that a sanitizer sees what is read beyond it. */
static struct result feed(const uint8_t *p, size_t len, unsigned what, size_t cut, size_t piece)
{
    struct tnefi_scan_signature m;
    struct result r = { .shown = SHOWN_OPEN };
    size_t at = 0;

    memset(&m, 0xA5, sizeof m);
    tnefi_scan_signature_begin(&m, what);
    while (at < len && r.shown == SHOWN_OPEN) {
        size_t n = len - at < piece ? len - at : piece;
        uint8_t *copy;
        size_t taken;

        if (at < cut && cut - at < n)
            n = cut - at;
        copy = malloc(n);
        assert_non_null(copy);
        memcpy(copy, p + at, n);
        taken = tnefi_scan_signature_feed(&m, magic, sizeof magic, copy, n, &r.shown);
        free(copy);
        assert_true(taken == n || (taken < n && r.shown != SHOWN_OPEN));
        at += taken;
    }
    if (r.shown != SHOWN_OPEN)
        assert_int_equal(tnefi_scan_signature_feed(&m, magic, sizeof magic, magic, 1, &r.shown), 0);
    r.taken = at;
    r.apple = m.apple;
    r.seen_len = m.seen_len;
    memcpy(r.seen, m.seen, m.seen_len);
    return r;
}

/* The bytes show |shown| when |taken| of them are read, however they are cut. */
static void expect_of(const void *bytes, size_t len, unsigned what, enum tnefi_scan_shown shown, size_t taken)
{
    const uint8_t *p = bytes;
    struct result r;

    for (size_t cut = 0; cut <= len; cut++) {
        r = feed(p, len, what, cut, len + 1);
        if (r.shown != shown || r.taken != taken)
            print_error("%.*s, cut at %zu: %u after %zu\n", (int)(len < 60 ? len : 60), (const char *)p, cut,
                        (unsigned)r.shown, r.taken);
        assert_int_equal(r.shown, shown);
        assert_int_equal(r.taken, taken);
        if (shown == SHOWN_BASE64 || shown == SHOWN_MAIL) {
            assert_int_equal(r.seen_len, taken);
            assert_memory_equal(r.seen, p, taken);
        }
    }
    r = feed(p, len, what, 0, 1);
    assert_int_equal(r.shown, shown);
    assert_int_equal(r.taken, taken);
}

static void expect(const char *text, enum tnefi_scan_shown shown, size_t taken)
{
    expect_of(text, strlen(text), ALL, shown, taken);
}

/* An Apple head with |entries| entries, of which the last is the data fork, at |offset|. Returns its size. */
static size_t apple_head(uint8_t *p, uint32_t entries, uint32_t offset)
{
    static const uint8_t begin[] = { 0, 5, 0x16, 0, 0, 2, 0, 0 };
    size_t len = 26u + 12u * entries;

    memset(p, 0, len);
    memcpy(p, begin, sizeof begin);
    memset(p + 8, 0xEE, 16);
    p[24] = (uint8_t)(entries / 256u);
    p[25] = (uint8_t)(entries % 256u);
    for (uint32_t i = 0; i < entries; i++) {
        uint8_t *e = p + 26u + 12u * (size_t)i;

        e[3] = i + 1u == entries ? 1 : (uint8_t)(i + 2u);
        for (unsigned k = 0; k < 4; k++)
            e[4u + k] = (uint8_t)(offset >> (24u - 8u * k));
    }
    return len;
}

static void the_magic(void **state)
{
    (void)state;
    expect_of("\x78\x9F\x3E\x22\x01", 5, ALL, SHOWN_STREAM, 4);
    expect_of("\x78\x9F\x3E", 3, ALL, SHOWN_OPEN, 3);
    expect_of("\x78\x9F\x3E\x22", 4, 0, SHOWN_STREAM, 4);
    expect_of("\x78\x9F\x3E\x23", 4, ALL, SHOWN_NOTHING, 4);
    expect_of("\x79", 1, ALL, SHOWN_OPEN, 1);
    expect_of("\x79", 1, 0, SHOWN_NOTHING, 1);
    expect_of("", 0, ALL, SHOWN_OPEN, 0);
}

static void after_an_apple_head(void **state)
{
    static uint8_t body[70000];
    size_t len;

    (void)state;
    for (uint32_t entries = 1; entries <= 16; entries += 5) {
        len = apple_head(body, entries, 26u + 12u * entries);
        memcpy(body + len, magic, sizeof magic);
        expect_of(body, len + 5, ALL, SHOWN_STREAM, len + 4);
        assert_int_equal(feed(body, len + 5, ALL, 0, len).apple, 1);
    }
    assert_int_equal(feed(magic, 4, ALL, 0, 4).apple, 0);
    /* AppleDouble; version 1; bytes between the head and the data; the first of two data forks counts. */
    len = apple_head(body, 2, 60);
    body[3] = 7;
    body[5] = 1;
    body[29] = 1;
    body[38 + 7] = 70;
    memset(body + len, 0x78, 10);
    memcpy(body + 60, magic, sizeof magic);
    expect_of(body, 70, ALL, SHOWN_STREAM, 64);
    body[63] = 0;
    expect_of(body, 70, ALL, SHOWN_NOTHING, 64);
}

static void how_far_the_data_fork_may_be(void **state)
{
    static uint8_t body[70000];
    size_t len = apple_head(body, 1, 65536);
    struct result r;

    (void)state;
    memset(body + len, 0, sizeof body - len);
    memcpy(body + 65536, magic, sizeof magic);
    for (size_t piece = 1; piece <= 100000; piece *= 10) {
        r = feed(body, sizeof body, ALL, 0, piece);
        assert_int_equal(r.shown, SHOWN_STREAM);
        assert_int_equal(r.taken, 65540);
    }
    (void)apple_head(body, 1, 65537);
    expect_of(body, 100, ALL, SHOWN_NOTHING, len - 4);
    (void)apple_head(body, 1, 37);
    expect_of(body, 100, ALL, SHOWN_NOTHING, len);
    (void)apple_head(body, 1, 0);
    expect_of(body, 100, ALL, SHOWN_NOTHING, len);
    (void)apple_head(body, 1, 0xFFFFFFFFu);
    expect_of(body, 100, ALL, SHOWN_NOTHING, len - 4);
    /* The magic is what the list says of the length. */
    (void)apple_head(body, 1, 34);
    memcpy(body + 34, magic, sizeof magic);
    expect_of(body, 100, ALL, SHOWN_NOTHING, len);
    (void)apple_head(body, 2, 50);
    body[38 + 3] = 3;
    expect_of(body, 100, ALL, SHOWN_NOTHING, len + 12);
    (void)apple_head(body, 17, 300);
    expect_of(body, 300, ALL, SHOWN_NOTHING, 26);
    (void)apple_head(body, 1, 38);
    body[25] = 0;
    expect_of(body, 100, ALL, SHOWN_NOTHING, 26);
}

/* What is prescribed in the first bytes of an Apple head. */
static void what_an_apple_head_is(void **state)
{
    uint8_t body[100];

    (void)state;
    for (size_t at = 0; at < 8; at++) {
        memset(body, 0, sizeof body);
        (void)apple_head(body, 1, 38);
        body[at] = 0x42;
        expect_of(body, sizeof body, 0, SHOWN_NOTHING, at + 1);
    }
}

static void base64_of_the_magic(void **state)
{
    char text[200];

    (void)state;
    expect("eJ8+IgEA", SHOWN_BASE64, 6);
    expect("\r\n \teJ8+Ig==", SHOWN_BASE64, 10);
    expect("eJ8+I", SHOWN_OPEN, 5);
    expect("eJ8+IA==", SHOWN_NOTHING, 6);
    expect("eJ8+\r\nIg==", SHOWN_NOTHING, 5);
    expect("eJ8/Ig==", SHOWN_NOTHING, 4);
    expect("e=", SHOWN_NOTHING, 2);
    expect_of("eJ8+IgEA", 8, SIGNATURE_MAIL, SHOWN_NOTHING, 4);
    memset(text, '\n', sizeof text);
    memcpy(text + 80, "eJ8+Ig", 7);
    expect(text, SHOWN_BASE64, 86);
}

/* Each text shows a mail with its last byte. */
static void shows_mail(const char *const *yes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char text[100];

        (void)strcpy(text, yes[i]);
        (void)strcat(text, " a");
        expect(text, SHOWN_MAIL, strlen(yes[i]));
    }
}

static void fields_of_mail(void **state)
{
    static const char *const yes[] = {
        "Return-Path:", "received:", "DELIVERED-TO:", "Date:", "From:", "Sender:", "Reply-To:", "To:",
        "Cc:", "Subject:", "Message-ID:", "In-Reply-To:", "References:", "MIME-Version:", "Content-Type:",
        "Content-Transfer-Encoding:", "Content-Disposition:", "Resent-From:", "DKIM-Signature:", "ARC-Seal:",
        "Authentication-Results:", "Received-SPF:", "X-Mailer:", "X-Received:", "Thread-Topic:",
        "Thread-Index:", "List-Id:", "Subject  \t:", "\r\n\r\n \t\r\nTo:", "\xEF\xBB\xBFTo:",
        "\xEF\xBB\xBF\r\nTo:", "From :",
        "From a@example.org Thu Jan  1 00:00:00 1970\nTo:", "From x\r\nTo:", "From  x\rTo:",
        "\nFrom x\nFrom:", ">From x\nTo:", "From x\nFrom y\nTo:", "From x\r\n>From y\r\nTo:",
        "1234\nTo:", "1234    \r\nTo:", "7 \t\rTo:", "42\nFrom x\nTo:",
    };

    (void)state;
    shows_mail(yes, sizeof yes / sizeof yes[0]);
    expect_of("To: a", 5, SIGNATURE_BASE64, SHOWN_NOTHING, 2);
}

static void no_fields_of_mail(void **state)
{
    static const struct { const char *text; size_t taken; } no[] = {
        { "Subject a", 9 }, { "Subject\n: a", 8 }, { " To: a", 3 }, { ": a", 1 }, { "<html>", 1 },
        { "To@b: a", 3 }, { "X: a\n\nTo:", 6 }, { "X: a\r\n\r\nTo:", 7 }, { "X: a\r\rTo:", 6 },
        { "X: a\n>From x\nTo:", 6 }, { "X: a\nFrom x\nTo:", 11 }, { ">From: a", 6 }, { ">To: a", 4 },
        { "7a\nTo:", 2 }, { "7 a\nTo:", 3 }, { "7\n8\nTo:", 3 }, { "7\n\nTo:", 3 }, { "\n7\nTo:", 3 },
        { "12.5\nTo:", 3 },
        { "\xEF\xBBTo:", 3 }, { "\xEF" "To:", 2 }, { "From \nTo:", 6 }, { "from x\nTo:", 6 },
        { "From x\n\nTo:", 8 }, { "From x\r\r", 8 }, { "To\xEF:", 3 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        expect(no[i].text, SHOWN_NOTHING, no[i].taken);
}

/* Fields that say nothing, and what it then takes. */
static void fields_of_mail_after_others(void **state)
{
    static const char *const yes[] = {
        "X-Note: a\nReceived:", "X_Note.2:a\r\nMIME-Version:", "T:\rMessage-ID:",
        "X-Note: a\n b\n\tc\nDelivered-To:", "X-Note : a\r\n \r\nThread-Index:", "1234\nX-Note: a\nReceived:",
        "From x\nX-Note: a\nReturn-Path:", "X-A: \xE9\x01\nX-MS-Exchange-Y:", "X: a\nDate: b\nX-Mailer:",
        "X-Note: a\nFrom: b\nTo: c\nSubject:", "X: a\nCc: b\nX: c\nList-Id: d\nReply-To:",
        "List-: a\nResent-To:", "Resent: a\nResent-To:", "To2: a\nARC-Seal:", "Too: a\nX-UIDL:",
    };

    (void)state;
    shows_mail(yes, sizeof yes / sizeof yes[0]);
}

/* Files of other kinds. That they end without a verdict is as good as that they are refused. */
static void files_that_are_no_mail(void **state)
{
    static const char *const no[] = {
        "{\n  \"from\": \"a\",\n  \"to\": \"b\",\n  \"subject\": \"c\"\n}\n",
        "{\"from\":\"a\",\"to\":\"b\",\"subject\":\"c\"}",
        "---\nfrom: a\nto: b\nsubject: c\n",
        "# settings\nfrom: a\nto: b\nsubject: c\n",
        "name: a\nversion: 1\ndate: 2026-11-30\nlist:\n  - received: b\n  - subject: c\n",
        "train: a\nfrom: b\nto: c\ndate: d\nstatus: late\n",
        "HTTP/1.1 200 OK\r\nDate: a\r\nContent-Type: text/html\r\n\r\n",
        "Server: a\r\nDate: b\r\nContent-Type: text/html\r\nContent-Disposition: c\r\n\r\nReceived: d",
        "Host: a\r\nUser-Agent: b\r\nFrom: c\r\nReferer: d\r\nContent-Type: e\r\n\r\n",
        "Set-Cookie: a\r\nStatus: 200\r\n\r\n", "GET / HTTP/1.1\r\nFrom: a\r\n",
        "name,from,to,subject\na,b,c,d\n", "1,2,3\n4,5,6\n", "1\n2\n3\n", "10:30 from: a\n",
        "Name;From:\nTo:\nSubject:\n",
        "#include <a.h>\n", "int main(void)\n", "std::cout << a;\n", "switch:\n    to: b\n    cc: d\n",
        "public:\n    int from;\nprivate:\n    int to;\n", "def from_to(a):\n    return a\n",
        "case a:\ncase b:\n", "all: a\n\tcc -c a\nclean:\n\trm a\n", "[mail]\nfrom: a\n",
        "<?xml version=\"1.0\"?>\n", "%PDF-1.7\n", "PK\x03\x04", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:a\r\n",
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSTATUS:a\r\n", "http://example.org/\n", "Note: a\n",
        "Grom a\nTo:", "Fxom a\nTo:", "Frxm a\nTo:", "Frox a\nTo:", "From\ta\nTo:",
        "Package: a\nVersion: 1\nSource: b\nDepends: c\n", "Windows Registry Editor\n", "a:b\nc:d\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        struct result r = feed((const uint8_t *)no[i], strlen(no[i]), SIGNATURE_MAIL, 0, 7);

        if (r.shown != SHOWN_OPEN && r.shown != SHOWN_NOTHING)
            print_error("%s\n", no[i]);
        assert_true(r.shown == SHOWN_OPEN || r.shown == SHOWN_NOTHING);
    }
    expect_of("A:\0\nReceived:", 13, SIGNATURE_MAIL, SHOWN_NOTHING, 3);
}

/* What is looked for may be what tells a mail, too: then it is a stream. */
static void a_magic_that_is_a_field(void **state)
{
    static const uint8_t to[] = { 'T', 'o', ':' };
    struct tnefi_scan_signature m;
    enum tnefi_scan_shown shown;

    (void)state;
    tnefi_scan_signature_begin(&m, ALL);
    assert_int_equal(tnefi_scan_signature_feed(&m, to, sizeof to, (const uint8_t *)"To: a", 5, &shown), 3);
    assert_int_equal(shown, SHOWN_STREAM);
}

/* The names are searched, which needs their order. */
static void each_name_is_found(void **state)
{
    static const char *const names[] = {
        "arc-x", "authentication-results", "autocrypt", "bcc", "cc", "content-disposition", "content-id",
        "content-transfer-encoding", "content-type", "date", "delivered-to", "delivery-date",
        "dkim-signature", "envelope-to", "from", "importance", "in-reply-to", "list-x", "message-id",
        "mime-version", "newsgroups", "organization", "received", "received-spf", "references", "reply-to",
        "resent-x", "return-path", "sender", "status", "subject", "thread-index", "thread-topic", "to",
        "user-agent", "x-account-key", "x-apparently-to", "x-gm-thrid", "x-mailer", "x-mozilla-status",
        "x-ms-exchange-x", "x-ms-has-attach", "x-original-to", "x-received", "x-spam-status", "x-uidl",
        "x-unsent",
    };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        uint32_t len = (uint32_t)strlen(names[i]);
        uint8_t copy[40];

        for (uint32_t k = 0; k < len; k++)
            copy[k] = (uint8_t)(k % 2u == 0 && names[i][k] != '-' ? names[i][k] - 32 : names[i][k]);
        assert_int_not_equal(tnefi_scan_signature_field(copy, len), FIELD_OTHER);
        copy[len] = '_';
        if (names[i][len - 1u] != 'x')
            assert_int_equal(tnefi_scan_signature_field(copy, len + 1u), FIELD_OTHER);
        assert_int_equal(tnefi_scan_signature_field(copy, len - 1u), FIELD_OTHER);
    }
    assert_int_equal(tnefi_scan_signature_field((const uint8_t *)"", 0), FIELD_OTHER);
    assert_int_equal(tnefi_scan_signature_field((const uint8_t *)"~", 1), FIELD_OTHER);
}

/* How much may stand before a field name, and after it. */
static void as_far_as_mail_is_looked_for(void **state)
{
    char text[2 * SIGNATURE_SEEN];
    size_t len;

    (void)state;
    memset(text, '\n', sizeof text);
    memcpy(text + 64, "To:", 4);
    expect_of(text, 67, SIGNATURE_MAIL, SHOWN_MAIL, 67);
    memset(text, '\n', sizeof text);
    expect_of(text, 200, SIGNATURE_MAIL, SHOWN_NOTHING, 65);
    memset(text, 'x', sizeof text);
    memcpy(text, "From ", 5);
    memcpy(text + 5 + 257, "\nTo:", 5);
    expect_of(text, 5 + 257 + 4, SIGNATURE_MAIL, SHOWN_MAIL, 5 + 257 + 4);
    memcpy(text + 5 + 257, "x\nTo:", 6);
    expect_of(text, 5 + 258 + 4, SIGNATURE_MAIL, SHOWN_NOTHING, 5 + 258);
    memset(text, ' ', sizeof text);
    memcpy(text, "To", 2);
    text[SIGNATURE_SEEN - 1] = ':';
    expect_of(text, SIGNATURE_SEEN, SIGNATURE_MAIL, SHOWN_MAIL, SIGNATURE_SEEN);
    text[SIGNATURE_SEEN - 1] = ' ';
    text[SIGNATURE_SEEN] = ':';
    len = SIGNATURE_SEEN + 1;
    expect_of(text, len, SIGNATURE_MAIL, SHOWN_NOTHING, len);
    memset(text, '\n', sizeof text);
    expect_of(text, sizeof text, ALL, SHOWN_NOTHING, len);
    /* Fields that say nothing, and the number of a file of Apple's. */
    memset(text, 'x', sizeof text);
    text[1] = ':';
    memcpy(text + SIGNATURE_SEEN - 10, "\nReceived:", 11);
    expect_of(text, sizeof text, SIGNATURE_MAIL, SHOWN_MAIL, SIGNATURE_SEEN);
    memcpy(text + SIGNATURE_SEEN - 10, "x\nReceived:", 12);
    expect_of(text, sizeof text, SIGNATURE_MAIL, SHOWN_NOTHING, len);
    memset(text, '1', sizeof text);
    memcpy(text + 64, "\nTo:", 5);
    expect_of(text, 68, SIGNATURE_MAIL, SHOWN_MAIL, 68);
    memcpy(text + 64, "1\nTo:", 6);
    expect_of(text, 69, SIGNATURE_MAIL, SHOWN_NOTHING, 66);
}

/* Four bytes for each, and some names for each field. */
static void little_is_looked_at(void **state)
{
    static uint8_t body[70000];
    static const char worst[] = "resent-authentication-results-content-transfer-encodinq:";
    static const char some[] = "received-spq:";
    static char many[SIGNATURE_SEEN];
    struct result r;
    uint64_t before;

    (void)state;
    if (!touched_counts())
        skip();
    (void)apple_head(body, 1, 65536);
    for (size_t piece = 1; piece <= 100000; piece *= 10) {
        before = touched_now();
        r = feed(body, sizeof body, ALL, 0, piece);
        assert_in_range(touched_now() - before, r.taken, 4 * r.taken + 512);
    }
    before = touched_now();
    r = feed((const uint8_t *)worst, sizeof worst - 1, ALL, 0, 1);
    assert_in_range(touched_now() - before, r.taken, 4 * r.taken + 512);
    before = touched_now();
    r = feed((const uint8_t *)some, sizeof some - 1, ALL, 0, 1);
    assert_in_range(touched_now() - before, r.taken, 4 * r.taken + 512);
    /* Many fields, each of which is compared with as many names as can be. */
    for (size_t i = 0; i < sizeof many; i++)
        many[i] = "x-:\n"[i % 4u];
    before = touched_now();
    r = feed((const uint8_t *)many, sizeof many, ALL, 0, 1);
    assert_int_equal(r.taken, sizeof many);
    assert_in_range(touched_now() - before, r.taken, 18 * r.taken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_magic),
        cmocka_unit_test(after_an_apple_head),
        cmocka_unit_test(how_far_the_data_fork_may_be),
        cmocka_unit_test(what_an_apple_head_is),
        cmocka_unit_test(base64_of_the_magic),
        cmocka_unit_test(fields_of_mail),
        cmocka_unit_test(no_fields_of_mail),
        cmocka_unit_test(fields_of_mail_after_others),
        cmocka_unit_test(files_that_are_no_mail),
        cmocka_unit_test(a_magic_that_is_a_field),
        cmocka_unit_test(each_name_is_found),
        cmocka_unit_test(as_far_as_mail_is_looked_for),
        cmocka_unit_test(little_is_looked_at),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
