/* SPDX-License-Identifier: MIT */

/* Corners of the scanner that no malformed mail of tests/scan_rows_*.c has: other signatures, blocks with an
 * Apple head, how little a line may be; and what no reading finds (docs/mail.md). */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "known.h"
#include "mail_writer.h"
#include "scan/header.h"
#include "scan_log.h"
#include "touched.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Mails --------------------------------------------------------------------------------- */

struct row {
    const char *text;        /* mail_text() */
    const char *magic;       /* NULL: that of TNEF */
    const char *found, *anomalies;
    const char *data;        /* what is delivered; NULL: streams of the writer */
    uint32_t max_streams, max_line; /* 0: the default */
    const char *eol;         /* NULL: CR LF */
};

static void check_data(const struct row *r, const struct scan_log *l)
{
    size_t len;
    const uint8_t *tnef = mail_tnef(&len);

    if (r->data != NULL)
        len = strlen(r->data);
    assert_int_equal(l->data_len, l->streams * len);
    if (l->streams > 0)
        assert_memory_equal(l->data, r->data != NULL ? (const uint8_t *)r->data : tnef, len);
}

static void check_row(const struct row *r)
{
    const tnef_scanner_limits limits = { .size = sizeof limits, .max_streams = r->max_streams,
                                         .max_line = r->max_line };
    const struct scan_plan plan = { .magic = r->magic, .limits = &limits };
    struct mail m = { .eol = r->eol };
    struct scan_log l;
    const char *why;

    mail_text(&m, r->text);
    why = scan_log_ways(m.p, m.len, &plan);
    if (why != NULL)
        fail_msg("%s: %s", r->text, why);
    scan_log_run(&l, m.p, m.len, &plan);
    if (strcmp(l.found.text != NULL ? l.found.text : "", r->found) != 0
        || strcmp(scan_anomalies(l.anomalies), r->anomalies) != 0)
        fail_msg("%s: found '%s' anomalies '%s'", r->text, l.found.text != NULL ? l.found.text : "",
                 scan_anomalies(l.anomalies));
    assert_string_equal(l.bad, "");
    check_data(r, &l);
    scan_log_free(&l);
    mail_free(&m);
}

#define TEXT_HEAD "$HContent-Type: text/plain\n"

static const struct row rows[] = {
    /* The beginning of base64 of a stream ends the text, in it and in a block that shows nothing. */
    { .text = TEXT_HEAD "\nhello\n\neJ8", .found = "", .anomalies = "" },
    { .text = TEXT_HEAD "\nhello\nbegin 644 a\neJ8", .found = "", .anomalies = "" },
    /* All names of uuencode declare it. */
    { .text = "$HContent-Transfer-Encoding: x-uue\n\n$U", .found = "1.1=uu", .anomalies = "" },
    { .text = "$HContent-Transfer-Encoding: X-UU\n\n$U", .found = "1.1=uu", .anomalies = "" },
    { .text = "$HContent-Transfer-Encoding: uue\n\n$U", .found = "1.1=uu", .anomalies = "" },
    { .text = "$HContent-Transfer-Encoding: uuencode\n\n$U", .found = "1.1=uu", .anomalies = "" },
    { .text = "$HContent-Transfer-Encoding: uuencode-\n\n$U", .found = "1.1=uu",
      .anomalies = "encoding_unknown uu_block" },
    /* A part that claims to be a stream, and whose uuencode has no block: it could not show one. */
    { .text = "$HContent-Type: application/ms-tnef\nContent-Transfer-Encoding: x-uuencode\n\nhello\n",
      .found = "", .anomalies = "no_signature short" },
    /* A parameter that is quoted may be empty; without quotation marks it has no value. */
    { .text = "$HContent-Type: text/plain; x=\"\"\n\nhello\n", .found = "", .anomalies = "" },
    { .text = "$HContent-Type: text/plain; x=\n\nhello\n", .found = "", .anomalies = "parameter_syntax" },
    /* A comment after a value is one with blanks before it, too; other words are none. */
    { .text = "$HContent-Type: multipart/mixed; boundary=b(c)\n\n--b\n\n$U--b--\n", .found = "1.1.1=uu",
      .anomalies = "comment uu_block" },
    { .text = "$HContent-Type: multipart/mixed; boundary=b \t(c)\n\n--b\n\n$U--b--\n", .found = "1.1.1=uu",
      .anomalies = "comment uu_block" },
    { .text = "$HContent-Type: multipart/mixed; boundary=b (c) d\n\n--b\n\n$U--b--\n", .found = "1.1.1=uu",
      .anomalies = "parameter_syntax uu_block" },
    { .text = "$HContent-Type: multipart/mixed; boundary=b c\n\n--b\n\n$U--b--\n", .found = "1.1.1=uu",
      .anomalies = "parameter_syntax uu_block" },
    { .text = "$HContent-Type: multipart/mixed; boundary=b (c) x=y\n\n--b\n\n$U--b--\n",
      .found = "1.1.1=uu", .anomalies = "comment parameter_syntax uu_block" },
    /* Base64 that is declared shows that it is none while quoted-printable is still compared. */
    { .text = TEXT_HEAD "Content-Transfer-Encoding: base64\n\n$Q", .found = "1=qp",
      .anomalies = "encoding_other type_other" },
    /* Of streams in text the second one is too much, and a line in it begins no third one. */
    { .text = TEXT_HEAD "\nhello\n$L\nbye\neJ8+IgEAAAAA\neJ8+IgEAAAAA\n", .found = "1.1=uu",
      .anomalies = "too_many_streams stream_in_text", .max_streams = 1 },
    /* The base64 form goes on with its own beginning: the line that ends the text, or what is not that
     * beginning, decides. */
    { .text = TEXT_HEAD "\nhello\nYWJjY\nYW", .magic = "abca", .found = "1.1=uu",
      .anomalies = "stream_in_text", .data = "abca\x85" },
    { .text = TEXT_HEAD "\nhello\nYWJjY\nYWJ", .magic = "abca", .found = "1.1=uu",
      .anomalies = "stream_in_text", .data = "abca\x85\x89" },
    { .text = TEXT_HEAD "\nhello\nYWJjY\nYWJxx\n", .magic = "abca", .found = "1.1=uu",
      .anomalies = "stream_in_text", .data = "abca\x85\x89\xC7" },
    /* Base64 that is declared shows that it is none while the body as it stands is still compared. */
    { .text = TEXT_HEAD "Content-Transfer-Encoding: base64\n\nabcdefgh", .magic = "abcdef",
      .found = "1=identity", .anomalies = "encoding_other type_other", .data = "abcdefgh" },
    /* A stream as it stands shows while the reader of blocks holds the beginning of a line. */
    { .text = "$HContent-Transfer-Encoding: x-uuencode\n\nabcd\nYW", .magic = "abcd\r\nYW",
      .found = "1=identity", .anomalies = "encoding_other type_other", .data = "abcd\r\nYW" },
    /* After a blank line that is made of CR a line is no field before its end, but where it gets too long. */
    { .text = "Content-Type:multipart/x;boundary=b\n\n--b\nA: c\n\n"
              "--2345678901234567890123456789012345\n$U--b--\n",
      .found = "1.1.1=uu", .anomalies = "bare_cr uu_block", .max_line = 32, .eol = "\r" },
};

static void mails_in_corners(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check_row(&rows[i]);
}

/* ---- An end boundary in place of the first boundary -------------------------------------------- */

#define MIXED      "$HContent-Type: multipart/mixed; boundary=b\n\n"
#define IN_QP      "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: quoted-printable\n\n$Q\n"
#define IN_BASE64  "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n$B"

/* If a field comes next, a part begins; else it is the epilogue, whatever that begins with. */
static const struct row ends[] = {
    { .text = MIXED "--b--\n" IN_QP "--b--\n", .found = "1.1=qp", .anomalies = "after_end" },
    { .text = MIXED "--b--\n" IN_QP "--b\n" IN_QP "--b--\n", .found = "1.1=qp 1.2=qp",
      .anomalies = "after_end" },
    { .text = MIXED "--b--\n" IN_BASE64, .found = "1.1=base64", .anomalies = "no_end after_end" },
    { .text = MIXED "--b--\nX: y\n--b\n" IN_QP "--b--\n", .found = "1.2=qp",
      .anomalies = "header_end after_end" },
    { .text = MIXED "--b--\n", .found = "", .anomalies = "" },
    { .text = MIXED "--b--", .found = "", .anomalies = "" },
    { .text = MIXED "--b--\nhello", .found = "", .anomalies = "" },
    { .text = MIXED "--b--\nhello\n$U", .found = "1.1.1=uu", .anomalies = "epilogue uu_block" },
    { .text = MIXED "--b--\n\n$U", .found = "1.1.1=uu", .anomalies = "epilogue uu_block" },
    { .text = MIXED "--b--\n$U", .found = "1.1.1=uu", .anomalies = "epilogue uu_block" },
    { .text = MIXED "--b--\n$B", .found = "1.1=base64", .anomalies = "epilogue encoding_other type_other" },
    { .text = MIXED "--b--\n-x\n$U", .found = "1.1.1=uu", .anomalies = "epilogue uu_block" },
    { .text = MIXED "--b--\n--x: y\n$U", .found = "1.1.1=uu",
      .anomalies = "no_blank_line no_end after_end uu_block" },
    { .text = MIXED "--b--\n--b\n" IN_QP "--b--\n", .found = "1.1=qp", .anomalies = "after_end" },
    { .text = MIXED "--b--x\n" IN_QP "--b--\n", .found = "1.1=qp", .anomalies = "boundary_junk after_end" },
    { .text = MIXED "--b--x\nhello\n$U", .found = "1.1.1=uu",
      .anomalies = "boundary_junk epilogue uu_block" },
    { .text = MIXED "--b--x\nhello: y\n$U", .found = "1.1.1=uu",
      .anomalies = "no_blank_line boundary_junk no_end after_end uu_block" },
    { .text = MIXED "--b--\n--b--\n" IN_QP "--b--\n", .found = "1.1=qp", .anomalies = "after_end" },
    { .text = MIXED "--b--\n$U", .found = "1.1.1=uu",
      .anomalies = "bare_cr epilogue uu_block", .eol = "\r" },
    { .text = MIXED "--b--\n\n$U", .found = "1.1.1=uu",
      .anomalies = "bare_cr epilogue uu_block", .eol = "\r" },
    { .text = MIXED "--b--\n" IN_QP "--b--\n", .found = "1.1=qp",
      .anomalies = "bare_cr after_end", .eol = "\r" },
    { .text = MIXED "--b--\n" IN_QP "--b--\n", .found = "1.1=qp",
      .anomalies = "bare_lf after_end", .eol = "\n" },
    { .text = MIXED "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c--\n--b\n" IN_QP "--b--\n",
      .found = "1.2=qp", .anomalies = "" },
};

static void ends_before_the_first_part(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        check_row(&ends[i]);
}

/* ---- What no reading finds ------------------------------------------------------------------- */

#define QP_MAIL    "$HContent-Type: application/ms-tnef\nContent-Transfer-Encoding: quoted-printable\n\n"
#define BLANKS_32  "                                "
#define BLANKS_128 BLANKS_32 BLANKS_32 BLANKS_32 BLANKS_32

/* docs/mail.md, "What no reading here finds", and beside each what is found. */
static const struct row holes[] = {
    /* A line in another form than declared, without a field Content- after it whose colon comes at once. */
    { .text = "$HContent-Type: multipart/mixed; boundary=B\n\n--b\n" IN_QP "--b--\n", .found = "1.1=qp",
      .anomalies = "boundary_other" },
    { .text = "$HContent-Type: multipart/mixed; boundary=B\n\n--b\nX-Subject: z\n" IN_QP "--b--\n",
      .found = "", .anomalies = "no_end" },
    { .text = "$HContent-Type: multipart/mixed; boundary=B\n\n--b\nContent-Type : application/ms-tnef\n"
              "Content-Transfer-Encoding: quoted-printable\n\n$Q\n--b--\n", .found = "",
      .anomalies = "no_end" },
    /* An end boundary in place of the first one, and no field after it. */
    { .text = MIXED "--b--\n\n" IN_QP "--b--\n", .found = "", .anomalies = "" },
    { .text = MIXED "--b--\n\n" IN_BASE64 "--b--\n", .found = "1.1.1=uu",
      .anomalies = "epilogue stream_in_text" },
    /* Base64 whose first characters are on several lines, in text, or with no blank line before them. */
    { .text = TEXT_HEAD "\nhello\neJ\n8+IgEAAA\n", .found = "", .anomalies = "" },
    { .text = "$HContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\neJ\n8+IgEAAA\n",
      .found = "", .anomalies = "garbage_line no_signature short" },
    /* A line that begins a block ends the header block, and so hides the fields after it. */
    { .text = "Subject: x\nbegin 644 y\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" IN_QP "--b--\n",
      .found = "", .anomalies = "no_blank_line" },
    /* As many blanks after a "=" as are read past at the end of a line, and one more. */
    { .text = QP_MAIL "=" BLANKS_128 "\n$Q", .found = "1=qp",
      .anomalies = "qp_blanks line_long" },
    { .text = QP_MAIL "=" BLANKS_128 " \n$Q", .found = "", .anomalies = "no_signature" },
    /* Words after a line of prose that begins a block of base64. */
    { .text = TEXT_HEAD "\nbegin-base64 644 is a line\nhello\n$B", .found = "", .anomalies = "" },
};

static void what_no_reading_finds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof holes / sizeof holes[0]; i++)
        check_row(&holes[i]);
}

/* A line that may be a boundary in another form has no more blanks before it than are held. */
static void boundaries_after_many_blanks(void **state)
{
    static const struct scan_plan plan = { 0 };
    static const size_t counts[] = { 1, 900, 1020, 1021, 1022, 1023, 5000 };

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct mail m = { 0 };
        struct scan_log l;
        const char *why;

        mail_text(&m, MIXED);
        mail_repeat(&m, " ", counts[i]);
        mail_text(&m, "--b\n" IN_QP);
        scan_log_run(&l, m.p, m.len, &plan);
        assert_string_equal(l.found.text != NULL ? l.found.text : "", counts[i] <= 900u ? "1.1=qp" : "");
        assert_int_equal((l.anomalies & TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BOUNDARY_OTHER)) != 0,
                         counts[i] <= 900u);
        scan_log_free(&l);
        why = scan_log_ways(m.p, m.len, &plan);
        if (why != NULL)
            fail_msg("%s", why);
        mail_free(&m);
    }
}

/* A mail as a file is not looked for in uuencoded blocks, nor if it is UTF-16. */
static void mails_as_files_that_are_not_found(void **state)
{
    static const struct scan_plan plan = { 0 };
    static const char *const files[] = { "$R", "$B", "$U", "$B" };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct mail inner = { 0 }, wide = { 0 }, m = { 0 };
        struct scan_log l;

        mail_text(&inner, "$H" IN_QP);
        for (size_t k = 0; k < inner.len; k++) {
            mail_bytes(&wide, inner.p + k, 1);
            mail_bytes(&wide, "", 1);
        }
        m.tnef = i < 3u ? inner.p : wide.p;
        m.tnef_len = i < 3u ? inner.len : wide.len;
        mail_text(&m, "$HContent-Type: application/octet-stream\nContent-Transfer-Encoding: ");
        mail_text(&m, i == 0 ? "8bit\n\n" : i == 2 ? "x-uuencode\n\n" : "base64\n\n");
        mail_text(&m, files[i]);
        scan_log_run(&l, m.p, m.len, &plan);
        assert_int_equal(l.streams, i < 2u);
        assert_string_equal(scan_anomalies(l.anomalies), i < 2u ? "mail_as_file" : "");
        scan_log_free(&l);
        mail_free(&inner);
        mail_free(&wide);
        mail_free(&m);
    }
}

/* ---- AppleSingle in uuencode ---------------------------------------------------------------- */

/* A head with one entry, that of the data fork, |gap| bytes, and the stream. */
static struct mail apple_single(size_t gap)
{
    const uint8_t head[38] = { 0, 5, 22, 0, 0, 2, [25] = 1, [29] = 1, [32] = (uint8_t)((38u + gap) / 256u),
                               [33] = (uint8_t)((38u + gap) % 256u) };
    struct mail m = { 0 };
    const uint8_t *tnef;
    size_t len;

    mail_bytes(&m, head, sizeof head);
    for (size_t i = 0; i < gap; i++)
        mail_bytes(&m, "\x78", 1);
    tnef = mail_tnef(&len);
    mail_bytes(&m, tnef, len);
    return m;
}

/* Each block has a head of its own, or none; and what only begins like a head shows nothing. */
static void apple_heads_in_blocks(void **state)
{
    static const struct scan_plan plan = { 0 };
    static const size_t gaps[] = { 0, 1, 3000 };

    (void)state;
    for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
        struct mail apple = apple_single(gaps[i]), m = { .tnef = apple.p, .tnef_len = apple.len };
        struct scan_log l;
        const uint8_t *tnef;
        const char *why;
        size_t len;

        mail_text(&m, TEXT_HEAD "\nhello\n$U");
        m.tnef_len = 36;
        mail_text(&m, "$U");
        m.tnef = NULL;
        mail_text(&m, "bye\n$U");
        scan_log_run(&l, m.p, m.len, &plan);
        assert_string_equal(l.found.text, "1.1=uu 1.2=uu");
        assert_string_equal(scan_anomalies(l.anomalies), "uu_block apple_head");
        assert_string_equal(l.bad, "");
        tnef = mail_tnef(&len);
        assert_int_equal(l.data_len, 2u * len);
        assert_memory_equal(l.data, tnef, len);
        assert_memory_equal(l.data + len, tnef, len);
        scan_log_free(&l);
        why = scan_log_ways(m.p, m.len, &plan);
        if (why != NULL)
            fail_msg("%s", why);
        mail_free(&m);
        mail_free(&apple);
    }
}

/* How far the data may be costs no more than what is looked at elsewhere: docs/assurance.md. */
static void apple_heads_cost_little(void **state)
{
    static const size_t pieces[] = { 0, 1, 64 };
    struct mail apple = apple_single(60000), m = { .tnef = apple.p, .tnef_len = apple.len - 500u };

    (void)state;
    mail_text(&m, TEXT_HEAD "\nhello\n$U$U$U");
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        const struct scan_plan plan = { .piece = pieces[i] };
        struct scan_log l;

        scan_log_run(&l, m.p, m.len, &plan);
        assert_true(touched_within("scanner", l.touched, m.len, l.feeds));
        scan_log_free(&l);
    }
    mail_free(&m);
    mail_free(&apple);
}

/* A block that begins before the data of an Apple head, which are the base64 form of themselves: they are
 * not read twice. */
static void a_block_in_an_apple_head(void **state)
{
    static const struct scan_plan plan = { .magic = "Vm0w" };
    static const char gap[] = "\r\nbegin 644 x\r\n", data[] = "Vm0wd and more\r\n";
    const uint8_t head[38] = { 0, 5, 22, 0, 0, 2, [25] = 1, [29] = 1,
                               [33] = (uint8_t)(38u + sizeof gap - 1u) };
    const char *why;
    struct mail m = { 0 };
    struct scan_log l;

    (void)state;
    mail_text(&m, "$HContent-Type: application/octet-stream\n\n");
    mail_bytes(&m, head, sizeof head);
    mail_bytes(&m, gap, sizeof gap - 1u);
    for (size_t len = 4; len < sizeof data; len++) {
        mail_bytes(&m, data, len);
        scan_log_run(&l, m.p, m.len, &plan);
        assert_string_equal(l.found.text, "1=identity");
        assert_string_equal(scan_anomalies(l.anomalies), "type_other apple_head");
        assert_int_equal(l.data_len, len);
        assert_memory_equal(l.data, data, len);
        scan_log_free(&l);
        why = scan_log_ways(m.p, m.len, &plan);
        if (why != NULL)
            fail_msg("%s", why);
        m.len -= len;
    }
    mail_free(&m);
}

/* ---- Lines --------------------------------------------------------------------------------- */

/* An empty line begins nothing. */
static void lines_without_a_byte(void **state)
{
    static const char *const none[] = { NULL };
    static const uint8_t magic[] = { 0x78, 0x9F, 0x3E, 0x22 };
    const struct tnefi_scan_search search = { .types = none, .names = none, .magic = magic,
                                              .magic_len = sizeof magic };

    (void)state;
    assert_int_equal(tnefi_scan_line_shows(&search, magic, sizeof magic), 1);
    assert_int_equal(tnefi_scan_line_shows(&search, magic, 0), 0);
    assert_int_equal(tnefi_scan_is_from_line((const uint8_t *)"From", 4), 1);
    assert_int_equal(tnefi_scan_is_from_line((const uint8_t *)"From", 0), 0);
}

/* ---- Names of fields that are given --------------------------------------------------------- */

/* A colon is in no field name: whatever stands before it, the field is another one. */
static void names_with_a_colon(void **state)
{
    static const char *const names[] = { "Content-Type:", "Content-Type:x", ":Content-Type" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        tnef_scanner *s;

        assert_int_equal(tnef_scanner_new(&s, NULL, NULL), TNEF_OK);
        assert_int_equal(tnef_scanner_header(s, names[i], strlen(names[i]), "a(b)/c", 6), TNEF_OK);
        assert_int_equal(anomalies_of_scanner(s), 0);
        tnef_scanner_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mails_in_corners),
        cmocka_unit_test(ends_before_the_first_part),
        cmocka_unit_test(what_no_reading_finds),
        cmocka_unit_test(boundaries_after_many_blanks),
        cmocka_unit_test(mails_as_files_that_are_not_found),
        cmocka_unit_test(apple_heads_in_blocks),
        cmocka_unit_test(apple_heads_cost_little),
        cmocka_unit_test(a_block_in_an_apple_head),
        cmocka_unit_test(lines_without_a_byte),
        cmocka_unit_test(names_with_a_colon),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
