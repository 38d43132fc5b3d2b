/* SPDX-License-Identifier: MIT */

/* Corners of the scanner that no malformed mail of tests/scan_rows_*.c has: other signatures, what a callback
 * does wrong, and how little a line or a word may be. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "known.h"
#include "mail_writer.h"
#include "scan/header.h"
#include "scan_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Mails --------------------------------------------------------------------------------- */

struct row {
    const char *text;        /* mail_text() */
    const char *magic;       /* NULL: that of TNEF */
    const char *found, *anomalies;
    const char *data;        /* what is delivered; NULL: streams of the writer */
    uint32_t max_streams;    /* 0: the default */
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
    const tnef_scanner_limits limits = { .size = sizeof limits, .max_streams = r->max_streams };
    const struct scan_plan plan = { .magic = r->magic, .limits = &limits };
    struct mail m = { 0 };
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
    /* Nothing is wrong with a parameter that is quoted, and empty; without quotation marks it has no value. */
    { .text = "$HContent-Type: text/plain; x=\"\"\n\nhello\n", .found = "", .anomalies = "" },
    { .text = "$HContent-Type: text/plain; x=\n\nhello\n", .found = "", .anomalies = "parameter_syntax" },
    /* Base64 that is declared shows that it is none while quoted-printable is still compared. */
    { .text = TEXT_HEAD "Content-Transfer-Encoding: base64\n\n$Q", .found = "1=qp",
      .anomalies = "encoding_other type_other" },
    /* Of streams in text the second one is too much, and a line in it begins no third one. */
    { .text = TEXT_HEAD "\nhello\n$L\nbye\neJ8+IgEAAAAA\neJ8+IgEAAAAA\n", .found = "1.1=uu",
      .anomalies = "too_many_streams stream_in_text", .max_streams = 1 },
    /* The signature is the beginning of its own base64 form once more: the line that ends the text decides. */
    { .text = TEXT_HEAD "\nhello\nYWJjY\nYW", .magic = "abca", .found = "1.1=uu",
      .anomalies = "stream_in_text", .data = "abca\x85" },
    /* A stream as it stands shows while the reader of blocks holds the beginning of a line: that is dropped. */
    { .text = "$HContent-Transfer-Encoding: x-uuencode\n\nabcd\nYW", .magic = "abcd\r\nYW",
      .found = "1=identity", .anomalies = "encoding_other type_other", .data = "abcd\r\nYW" },
};

static void mails_in_corners(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check_row(&rows[i]);
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

/* ---- Callbacks that call the scanner ---------------------------------------------------------- */

struct host {
    tnef_scanner *s;
    tnef_status inside;      /* what the call from inside returned */
    int begin, calls_in_begin, calls_in_sink;
    tnef_status sink;
    uint32_t ended;
};

static int on_begin(void *user, const tnef_scanner_part *part)
{
    struct host *h = user;

    (void)part;
    if (h->calls_in_begin)
        h->inside = tnef_scanner_finish(h->s);
    return h->begin;
}

static int on_end(void *user, const tnef_scanner_part *part)
{
    struct host *h = user;

    (void)part;
    h->ended++;
    return TNEF_CONTINUE;
}

static tnef_status on_bytes(void *user, const void *buf, size_t len, size_t *taken)
{
    struct host *h = user;

    (void)buf;
    if (h->calls_in_sink)
        h->inside = tnef_scanner_feed(h->s, "x", 1, NULL);
    if (h->sink == TNEF_PAUSED)
        *taken = len / 2u;
    return h->sink;
}

/* The scan has failed with the call from inside, whatever the callback answers, and says so ever after. */
static void check_misuse(struct host *h)
{
    static const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_begin = on_begin,
                                                    .part_end = on_end, .sink = on_bytes };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = h };
    tnef_error e = { .size = sizeof e };
    struct mail m = { 0 };

    mail_text(&m, "$HContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n$B");
    assert_int_equal(tnef_scanner_new(&h->s, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_scanner_feed(h->s, m.p, m.len, NULL), TNEF_E_STATE);
    assert_int_equal(h->inside, TNEF_E_STATE);
    assert_int_equal(tnef_scanner_finish(h->s), TNEF_E_STATE);
    tnef_scanner_error(h->s, &e);
    assert_int_equal(e.status, TNEF_E_STATE);
    assert_int_equal(e.user_code, 0);
    assert_int_equal(h->ended, 0);
    tnef_scanner_free(h->s);
    mail_free(&m);
}

static void calls_from_inside_of_the_sink(void **state)
{
    static const tnef_status answers[] = { TNEF_OK, TNEF_PAUSED, TNEF_STOPPED, -7 };

    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct host h = { .calls_in_sink = 1, .sink = answers[i] };

        check_misuse(&h);
    }
}

static void calls_from_inside_before_a_pause(void **state)
{
    struct host h = { .calls_in_begin = 1, .begin = TNEF_PAUSE };

    (void)state;
    check_misuse(&h);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static size_t released;

static void *odd_alloc(void *user, size_t size)
{
    (void)size;
    return (unsigned char *)user + 1;
}

static void odd_release(void *user, void *ptr, size_t size)
{
    (void)user;
    (void)ptr;
    released += size;
}

/* An allocator whose memory no object can be in gets it back. */
static void memory_that_is_not_aligned(void **state)
{
    size_t size = tnef_scanner_size(NULL);
    unsigned char *mem = malloc(size + 1u);
    const tnef_allocator odd = { odd_alloc, odd_release, mem };
    tnef_scanner *s;

    (void)state;
    assert_non_null(mem);
    assert_int_equal(tnef_scanner_new(&s, NULL, &odd), TNEF_E_ARGUMENT);
    assert_null(s);
    assert_int_equal(released, size);
    free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mails_in_corners),
        cmocka_unit_test(lines_without_a_byte),
        cmocka_unit_test(names_with_a_colon),
        cmocka_unit_test(calls_from_inside_of_the_sink),
        cmocka_unit_test(calls_from_inside_before_a_pause),
        cmocka_unit_test(memory_that_is_not_aligned),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
