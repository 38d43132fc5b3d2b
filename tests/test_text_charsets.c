/* SPDX-License-Identifier: MIT */

/* The converters of a hook (tnef_charset_hook): which code pages it is asked for, that its answers are
 * not trusted, when it opens and closes, and that every object uses the one of its configuration. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <tnef/bodies.h>
#include <tnef/html.h>
#include <tnef/mail.h>
#include <tnef/message.h>
#include <tnef/rtf.h>

#include "kept_output.h"
#include "mail_writer.h"
#include "text_check.h"
#include "writer.h"

#define A   "\xE3\x81\x82"          /* 82 A0 of 932, and every other pair                         */
#define KA  "\xEF\xBD\xB1"          /* a byte alone                                                */

/* ---- A host -------------------------------------------------------------------------------- */

struct converter {
    int is_open;
    uint32_t codepage;
};

struct host {
    tnef_status status;             /* what open returns                                           */
    const char *answer;             /* what convert writes; NULL: as above                         */
    size_t len;                     /* and returns                                                 */
    int no_object;                  /* converters are NULL                                         */
    int writes_nothing;             /* convert returns |len| all the same                          */
    unsigned asked, opened, closed, converted;
    struct converter made[TNEF_TEXT_CONVERTERS];
};

static tnef_status host_open(void *user, uint32_t codepage, void **converter)
{
    struct host *h = user;

    assert_null(*converter);
    h->asked++;
    if (h->status != TNEF_OK)
        return h->status;
    assert_true(h->opened < TNEF_TEXT_CONVERTERS);
    h->made[h->opened] = (struct converter){ 1, codepage };
    if (!h->no_object)
        *converter = &h->made[h->opened];
    h->opened++;
    return TNEF_OK;
}

static size_t host_convert(void *user, void *converter, const uint8_t *in, size_t len, char *out)
{
    struct host *h = user;
    const struct converter *c = converter;
    const char *answer = h->answer != NULL ? h->answer : len > 1 ? A : KA;
    size_t n = h->answer != NULL ? h->len : 3;

    h->converted++;
    assert_true(h->no_object ? c == NULL : c->is_open);
    assert_true(len >= 1 && len <= 4 && in[0] >= 0x80);
    if (h->writes_nothing)
        return h->len;
    memcpy(out, answer, n < TNEF_TEXT_ROOM ? n : TNEF_TEXT_ROOM);
    return n;
}

static void host_close(void *user, void *converter)
{
    struct host *h = user;
    struct converter *c = converter;

    assert_true(h->no_object ? c == NULL : c->is_open);
    if (c != NULL)
        c->is_open = 0;
    h->closed++;
}

static tnef_charset_hook hook_of(struct host *h)
{
    return (tnef_charset_hook){ .size = sizeof(tnef_charset_hook), .open = host_open,
                                .convert = host_convert, .close = host_close, .user = h };
}

/* As text_check.h's decode(), by a hook. */
static void decode_by(struct host *h, uint32_t codepage, const void *p, size_t len, struct result *r)
{
    tnef_charset_hook hook = hook_of(h);
    tnef_text t;

    assert_int_equal(tnef_text_init_with(&t, codepage, &hook), TNEF_OK);
    memset(&hook, 0xEE, sizeof hook);   /* it was copied */
    r->len = 0;
    feed(&t, p, len, 256, r);
    finish(&t, 256, r);
    tnef_text_free(&t);
    assert_int_equal(h->closed, h->opened);
}

static void assert_text(const struct result *r, const char *text)
{
    assert_int_equal(r->len, strlen(text));
    assert_memory_equal(r->bytes, text, r->len);
}

/* ---- Conversions --------------------------------------------------------------------------- */

static void every_code_page_has_its_converter(void **state)
{
    static const struct { uint32_t asked, opened; const char *in, *out; } rows[] = {
        { 932, 932, "a\x82\xA0\xB1", "a" A KA },   { 936, 936, "\xB0\xA1z", A "z" },
        { 949, 949, "\xB0\xA1", A },               { 950, 950, "\xA4\x40", A },
        { 1361, 1361, "\x88\x61", A },             { 20261, 20261, "\xC2\x65\xA4", A KA },
        { 20269, 20269, "\xC2\x65", A },           { 20932, 20932, "\xA4\xA2\x8F\xA4\xA2", A A },
        { 51932, 20932, "\xA4\xA2\x8E\xB1", A A }, { 20936, 20936, "\xB0\xA1", A },
        { 51936, 20936, "\xB0\xA1", A },           { 20949, 20949, "\xB0\xA1", A },
        { 51949, 20949, "\xB0\xA1", A },           { 51950, 51950, "\xA4\xA2\x8E\xA2\xA4\xA2", A A },
        { 54936, 54936, "\x81\x30\x81\x30", A },   { 50220, 932, "\x1B$B$\"\x1B(Bx", A "x" },
        { 50221, 932, "\x1B$B$\"", A },            { 50222, 932, "\x1B$B$\"", A },
        { 50225, 949, "\x1B$)C\x0E\x30\x21\x0F", A }, { 50227, 936, "\x1B$)A\x0E\x30\x21", A },
        { 52936, 936, "~{0!~}", A },               { 951, 950, "\xA4\x40", A },
        { 10001, 932, "\x82\xA0", A },             { 10003, 949, "\xB0\xA1", A },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int no_object = 0; no_object < 2; no_object++) {
            struct host h = { .no_object = no_object };
            struct result r;

            decode_by(&h, rows[i].asked, rows[i].in, strlen(rows[i].in), &r);
            assert_text(&r, rows[i].out);
            assert_int_equal(r.damaged, 0);
            assert_int_equal(h.opened, 1);
            assert_int_equal(h.made[0].codepage, rows[i].opened);
        }
}

/* What is built in never goes to a hook; nor does ASCII. */
static void what_is_built_in_is_not_asked(void **state)
{
    static const uint32_t asking[] = { 932, 936, 949, 950, 1361, 20261, 50220, 51950, 54936 };
    static const uint32_t built_in[] = { 1252, 437, 65001, 1200, 28599, 20127, 10000, 42, 65000, 500 };
    struct host h = { .status = TNEF_OK };
    struct result r;

    (void)state;
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++) {
        decode_by(&h, asking[i], "plain", 5, &r);
        assert_text(&r, "plain");
    }
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        decode_by(&h, built_in[i], "a\xE9\x82\xA0", 4, &r);
    assert_int_equal(h.asked, 0);
}

/* The euro sign is Windows's own in 936, whoever converts. */
static void the_euro_sign_of_936_is_built_in(void **state)
{
    struct host h = { .status = TNEF_OK };
    struct result r;

    (void)state;
    decode_by(&h, 936, "\x80", 1, &r);
    assert_text(&r, "\xE2\x82\xAC");
    assert_int_equal(h.converted, 0);
}

/* ---- Answers that are not trusted ---------------------------------------------------------- */

static void answers_are_checked(void **state)
{
    static const struct { const char *in, *answer; size_t len; const char *out; } rows[] = {
        { "\x82\xA0", "\xCC\x81" "e\xCC\x81", 5, "\xCC\x81" "e\xCC\x81" },   /* more than one character */
        { "\x82\xA0", "abcdef", 6, "abcdef" },               /* as long as it may be            */
        { "\x82\xA0", "abcdefg", 7, R },                     /* beyond TNEF_TEXT_GROWTH         */
        { "\xB1", "abc", 3, "abc" },
        { "\xB1", "\xF0\x9F\x98\x80", 4, R },
        { "\x82\xA0", "abcdefgh", 9, R },                    /* beyond TNEF_TEXT_ROOM           */
        { "\x82\xA0", "abcdefgh", SIZE_MAX, R },
        { "\x82\xA0", "", 0, R },
        { "\x82\xA0", "\xFF\xFE", 2, R },                    /* not UTF-8                       */
        { "\x82\xA0", "a\x80", 2, R },
        { "\x82\xA0", "\xE3\x81", 2, R },                    /* cut                             */
        { "\x82\xA0", "\xC0\x80", 2, R },                    /* overlong                        */
        { "\x82\xA0", "\xED\xA0\x80", 3, R },                /* a surrogate                     */
        { "\x82\xA0", "\xF4\x90\x80\x80", 4, R },            /* beyond 10FFFF                   */
        { "\x82z", "\xFF", 1, R "z" },                       /* what stands for itself is left  */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct host h = { .answer = rows[i].answer, .len = rows[i].len };
        struct result r;

        decode_by(&h, 932, rows[i].in, strlen(rows[i].in), &r);
        assert_text(&r, rows[i].out);
        assert_int_equal(r.damaged, strncmp(rows[i].out, R, 3) == 0);
        assert_int_equal(r.anomalies, r.damaged != 0 ? DAMAGED : 0);
    }
}

static void bytes_that_are_not_written_are_not_text(void **state)
{
    (void)state;
    for (size_t len = 0; len <= 16; len++) {
        struct host h = { .writes_nothing = 1, .len = len };
        struct result r;

        decode_by(&h, 949, "\xB0\xA1", 2, &r);
        assert_text(&r, R);
    }
}

/* ---- Opening and closing ------------------------------------------------------------------- */

static void a_hook_that_knows_nothing_leaves_1252(void **state)
{
    static const tnef_status statuses[] = { TNEF_E_TYPE, TNEF_E_CALLBACK, TNEF_PAUSED, 77, -1000 };

    (void)state;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        struct host h = { .status = statuses[i] };
        tnef_charset_hook hook = hook_of(&h);
        struct result r;
        tnef_text t;

        assert_int_equal(tnef_text_init_with(&t, 932, &hook), TNEF_OK);
        for (unsigned round = 0; round < 3; round++) {
            r.len = 0;
            feed(&t, (const uint8_t *)"a\x82\xE9", 3, 64, &r);
            finish(&t, 64, &r);
            assert_text(&r, "a\xE2\x80\x9A\xC3\xA9");
            assert_int_equal(r.codepage, 1252);
            assert_true((r.anomalies & TNEF_ANOMALY_BIT(TNEF_TEXT_A_UNKNOWN)) != 0);
            tnef_text_change(&t, round == 0 ? 10001 : 932);   /* the same converter */
        }
        tnef_text_free(&t);
        assert_int_equal(h.asked, 1);
        assert_int_equal(h.opened + h.closed + h.converted, 0);
    }
}

static void no_memory_is_tried_again(void **state)
{
    struct host h = { .status = TNEF_E_MEMORY };
    tnef_charset_hook hook = hook_of(&h);
    size_t taken, n;
    char out[16];
    tnef_text t;

    (void)state;
    assert_int_equal(tnef_text_init_with(&t, 932, &hook), TNEF_OK);
    assert_int_equal(tnef_text_feed(&t, "a\x82\xA0", 3, &taken, out, sizeof out, &n), TNEF_E_MEMORY);
    assert_int_equal(taken, 2);
    assert_int_equal(n, 1);
    assert_int_equal(tnef_text_feed(&t, NULL, 0, &taken, out, sizeof out, &n), TNEF_E_MEMORY);
    assert_int_equal(n, 0);
    h.status = TNEF_OK;
    assert_int_equal(tnef_text_feed(&t, "\xA0", 1, &taken, out, sizeof out, &n), TNEF_OK);
    assert_int_equal(n, 3);
    assert_memory_equal(out, A, 3);
    assert_int_equal(t.anomalies, 0);
    tnef_text_free(&t);
    assert_int_equal(h.asked, 3);
    assert_int_equal(h.closed, 1);
}

static void one_object_opens_each_once(void **state)
{
    struct host h = { .status = TNEF_OK };
    tnef_charset_hook hook = hook_of(&h);
    struct result r;
    tnef_text t;

    (void)state;
    assert_int_equal(tnef_text_init_with(&t, 65001, &hook), TNEF_OK);
    for (unsigned round = 0; round < 3; round++)
        for (uint32_t codepage = 0; codepage < 65536; codepage++) {
            if (tnef_codepage_name(codepage) == NULL)
                continue;
            r.len = 0;
            tnef_text_change(&t, codepage);
            feed(&t, (const uint8_t *)"\x1B$B~{\xB0\xA1\x8E\xA1\xC1\xE1", 11, 64, &r);
            finish(&t, 64, &r);
        }
    assert_int_equal(h.opened, 12);
    assert_int_equal(h.asked, 12);
    assert_int_equal(h.closed, 0);
    tnef_text_free(&t);
    assert_int_equal(h.closed, 12);
    tnef_text_free(&t);
    assert_int_equal(h.closed, 12);
}

static void a_wrong_hook_is_refused(void **state)
{
    struct host h = { .status = TNEF_OK };

    (void)state;
    for (int i = 0; i < 6; i++) {
        tnef_charset_hook hook = hook_of(&h);
        struct result r = { .len = 0 };
        tnef_text t;

        hook.size = i == 0 ? 0 : i == 1 ? hook.size - 1u : i == 2 ? hook.size + 4097u : hook.size;
        hook.open = i == 3 ? NULL : hook.open;
        hook.convert = i == 4 ? NULL : hook.convert;
        hook.close = i == 5 ? NULL : hook.close;
        assert_int_equal(tnef_text_init_with(&t, 1251, &hook), TNEF_E_ARGUMENT);
        feed(&t, (const uint8_t *)"\xE0", 1, 8, &r);        /* it is a text all the same */
        assert_text(&r, "\xD0\xB0");
        tnef_text_free(&t);
    }
    assert_int_equal(h.asked, 0);
}

/* ---- From readers -------------------------------------------------------------------------- */

static uint8_t *stream(size_t *len)
{
    static const char body[] = "body \x82\xA0";
    struct tw w;

    tw_init(&w);
    tw_stream(&w, TW_KEY);
    tw_version(&w, 0x00010000);
    tw_codepage(&w, 932, 0);
    tw_subject(&w, "x\x82\xA0");
    tw_attr(&w, 1, 0x0002800Cu, body, sizeof body);          /* attBody */
    return tw_take(&w, len);
}

static int on_message_end(void *user, const tnef_message_info *m)
{
    char *subject = user;

    assert_true(m->subject.len < 16);
    if (m->subject.len > 0)
        memcpy(subject, m->subject.text, m->subject.len);
    subject[m->subject.len] = '\0';
    return TNEF_CONTINUE;
}

static void a_reader_uses_its_hook(void **state)
{
    static const tnef_reader_handlers on = { .size = sizeof on, .message_end = on_message_end };
    struct host h = { .status = TNEF_OK };
    tnef_charset_hook hook = hook_of(&h);
    char subject[16] = "";
    tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &on, .user = subject, .charsets = &hook };
    size_t len;
    uint8_t *bytes = stream(&len);
    tnef_reader *r;

    (void)state;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    memset(&hook, 0xEE, sizeof hook);
    for (unsigned round = 0; round < 2; round++) {
        subject[0] = '\0';
        assert_int_equal(tnef_reader_feed(r, bytes, len, NULL), TNEF_OK);
        assert_int_equal(tnef_reader_finish(r), TNEF_OK);
        assert_string_equal(subject, "x" A);
        assert_int_equal(tnef_reader_reset(r), TNEF_OK);
    }
    assert_int_equal(h.opened, 1);
    assert_int_equal(h.closed, 0);
    tnef_reader_free(r);
    assert_int_equal(h.closed, 1);

    /* without memory the reader fails, as with iconv */
    h = (struct host){ .status = TNEF_E_MEMORY };
    hook = hook_of(&h);
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_feed(r, bytes, len, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_finish(r), TNEF_E_MEMORY);
    tnef_reader_free(r);
    assert_int_equal(h.opened + h.closed, 0);
    free(bytes);
}

static void a_tree_uses_its_hook(void **state)
{
    struct host h = { .status = TNEF_OK };
    tnef_charset_hook hook = hook_of(&h);
    tnef_reader_config cfg = { .size = sizeof cfg, .charsets = &hook };
    struct kept_output out;
    tnef_message *m;
    size_t len;
    uint8_t *bytes = stream(&len);

    (void)state;
    assert_int_equal(tnef_message_load(&m, bytes, len, &cfg, NULL), TNEF_OK);
    memset(&hook, 0xEE, sizeof hook);
    assert_int_equal(m->info->subject.len, 4);
    assert_memory_equal(m->info->subject.text, "x" A, 4);
    assert_int_equal(h.opened, 1);
    assert_int_equal(h.closed, 1);
    kept_begin(&out, TAKES_ALL);
    assert_int_equal(tnef_message_body(m, TNEF_BODY_TEXT, kept_sink, &out), TNEF_OK);
    assert_string_equal(out.out, "body " A);
    assert_int_equal(h.opened, 2);
    assert_int_equal(h.closed, 2);
    free(out.out);
    tnef_message_free(m);
    free(bytes);
}

static void mail_uses_the_hook_of_its_reader(void **state)
{
    static const tnef_reader_handlers on = { .size = sizeof on, .message_end = on_message_end };
    struct host h = { .status = TNEF_OK };
    tnef_charset_hook hook = hook_of(&h);
    char subject[16] = "";
    tnef_reader_config reader = { .size = sizeof reader, .handlers = &on, .user = subject,
                                  .charsets = &hook };
    tnef_mail_config cfg = { .size = sizeof cfg, .reader = &reader };
    struct mail m = { 0 };
    size_t len;
    uint8_t *bytes = stream(&len);
    tnef_mail *mail;

    (void)state;
    m.tnef = bytes;
    m.tnef_len = len;
    mail_text(&m, "$HContent-Type: application/ms-tnef; name=winmail.dat\n"
                  "Content-Transfer-Encoding: base64\n\n$B");
    assert_true(tnef_mail_size(&cfg) > 0);
    assert_int_equal(tnef_mail_new(&mail, &cfg, NULL), TNEF_OK);
    memset(&hook, 0xEE, sizeof hook);
    memset(&reader, 0xEE, sizeof reader);
    assert_int_equal(tnef_mail_feed(mail, m.p, m.len, NULL), TNEF_OK);
    assert_int_equal(tnef_mail_finish(mail), TNEF_OK);
    assert_string_equal(subject, "x" A);
    assert_int_equal(h.opened, 1);
    tnef_mail_free(mail);
    assert_int_equal(h.closed, 1);
    mail_free(&m);
    free(bytes);
}

/* ---- From RTF, HTML and bodies ------------------------------------------------------------- */

static void rtf_to(struct kept_output *out, const tnef_charset_hook *hook, tnef_text *text)
{
    static const char rtf[] = "{\\rtf1\\ansi\\ansicpg932 a\\'82\\'a0{\\ansicpg949\\'b0\\'a1}}";
    tnef_rtf_config cfg = { .size = sizeof cfg, .want = TNEF_RTF_TEXT, .sink = kept_sink, .user = out,
                            .charsets = hook, .text = text };
    tnef_rtf *r;

    kept_begin(out, TAKES_ALL);
    assert_int_equal(tnef_rtf_new(&r, &cfg, NULL), TNEF_OK);
    for (unsigned round = 0; round < 2; round++) {
        out->len = 0;
        assert_int_equal(tnef_rtf_feed(r, rtf, sizeof rtf - 1, NULL), TNEF_OK);
        assert_int_equal(tnef_rtf_finish(r), TNEF_OK);
        assert_int_equal(tnef_rtf_reset(r), TNEF_OK);
    }
    tnef_rtf_free(r);
    assert_true(out->len >= 7);
    assert_memory_equal(out->out, "a" A A, 7);
    free(out->out);
}

static void html_to(struct kept_output *out, const tnef_charset_hook *hook, tnef_text *text)
{
    tnef_html_config cfg = { .size = sizeof cfg, .codepage = 932, .sink = kept_sink, .user = out,
                             .charsets = hook, .text = text };
    tnef_html *h;

    kept_begin(out, TAKES_ALL);
    assert_int_equal(tnef_html_new(&h, &cfg, NULL), TNEF_OK);
    for (unsigned round = 0; round < 2; round++) {
        out->len = 0;
        assert_int_equal(tnef_html_feed(h, "<b>a\x82\xA0</b>", 10, NULL), TNEF_OK);
        assert_int_equal(tnef_html_finish(h), TNEF_OK);
        assert_int_equal(tnef_html_reset(h), TNEF_OK);
    }
    tnef_html_free(h);
    assert_true(out->len >= 4);
    assert_memory_equal(out->out, "a" A, 4);
    free(out->out);
}

static void rtf_and_html_use_their_hook(void **state)
{
    struct host h = { .status = TNEF_OK };
    tnef_charset_hook hook = hook_of(&h);
    struct kept_output out;

    (void)state;
    rtf_to(&out, &hook, NULL);
    assert_int_equal(h.opened, 2);
    assert_int_equal(h.closed, 2);
    html_to(&out, &hook, NULL);
    assert_int_equal(h.opened, 3);
    assert_int_equal(h.closed, 3);
}

/* A conversion of the caller's has a hook of its own. */
static void the_callers_conversion_has_its_own_hook(void **state)
{
    struct host h = { .status = TNEF_OK }, other = { .status = TNEF_OK };
    tnef_charset_hook hook = hook_of(&h), unused = hook_of(&other);
    struct kept_output out;
    tnef_text t;

    (void)state;
    assert_int_equal(tnef_text_init_with(&t, 65001, &hook), TNEF_OK);
    rtf_to(&out, &unused, &t);
    html_to(&out, &unused, &t);
    assert_int_equal(other.asked, 0);
    assert_int_equal(h.opened, 2);
    assert_int_equal(h.closed, 0);
    tnef_text_free(&t);
    assert_int_equal(h.closed, 2);
}

static void body_to(tnef_bodies *b, uint32_t kind, const char *text, uint32_t form, const char *expected)
{
    tnef_part part = { .id = 1, .kind = kind, .message = 1, .codepage = 932,
                       .encoding = kind == TNEF_PART_RTF ? TNEF_ENCODING_BINARY : TNEF_ENCODING_CODEPAGE };
    tnef_message_info m = { .id = 1, .text_codepage = 932, .internet_codepage = 932, .oem_codepage = 932,
                            .known = TNEF_KNOWN_OEM_CODEPAGE | TNEF_KNOWN_INTERNET_CODEPAGE };
    struct kept_output out;

    m.plain = kind == TNEF_PART_PLAIN;
    m.html = kind == TNEF_PART_HTML;
    m.rtf = kind == TNEF_PART_RTF;
    kept_begin(&out, TAKES_ALL);
    assert_int_equal(tnef_bodies_part_begin(b, &part), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_data(b, &part, text, strlen(text)), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_end(b, &part), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_message_end(b, &m), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_deliver(b, 0, form, kept_sink, &out), TNEF_OK);
    assert_non_null(strstr(out.out, expected));
    free(out.out);
}

static void bodies_use_their_hook(void **state)
{
    struct host h = { .status = TNEF_OK };
    tnef_charset_hook hook = hook_of(&h);
    tnef_bodies_config cfg = { .size = sizeof cfg, .charsets = &hook };
    tnef_bodies *b;

    (void)state;
    assert_int_equal(tnef_bodies_new(&b, &cfg, NULL), TNEF_OK);
    memset(&hook, 0xEE, sizeof hook);
    for (unsigned round = 0; round < 2; round++) {
        body_to(b, TNEF_PART_PLAIN, "a\x82\xA0", TNEF_BODY_TEXT, "a" A);
        body_to(b, TNEF_PART_PLAIN, "a\x82\xA0", TNEF_BODY_HTML, "a" A);
        body_to(b, TNEF_PART_HTML, "<i>a\x82\xA0</i>", TNEF_BODY_HTML, "a" A);
        body_to(b, TNEF_PART_HTML, "<i>a\x82\xA0</i>", TNEF_BODY_TEXT, "a" A);
        body_to(b, TNEF_PART_RTF, "{\\rtf1\\ansi\\ansicpg932 a\\'82\\'a0}", TNEF_BODY_HTML, "a" A);
        body_to(b, TNEF_PART_RTF, "{\\rtf1\\ansi\\ansicpg932 a\\'82\\'a0}", TNEF_BODY_TEXT, "a" A);
        body_to(b, TNEF_PART_RTF, "{\\rtf1\\ansi\\ansicpg932\\fromhtml1 <p>a\\'82\\'a0}",
                TNEF_BODY_TEXT, "a" A);
        assert_int_equal(tnef_bodies_reset(b), TNEF_OK);
    }
    assert_int_equal(h.opened, 1);
    assert_int_equal(h.closed, 0);
    tnef_bodies_free(b);
    assert_int_equal(h.closed, 1);
}

/* ---- Hooks that cannot be trusted ---------------------------------------------------------- */

/* Two bytes of UTF-8 for each of the first |good| characters; after that |answer|. */
struct fickle {
    unsigned good, calls;
    const char *answer;
    size_t len;
};

static tnef_status open_fickle(void *user, uint32_t codepage, void **converter)
{
    (void)codepage;
    *converter = user;
    return TNEF_OK;
}

static size_t convert_fickle(void *user, void *converter, const uint8_t *in, size_t len, char *out)
{
    struct fickle *f = user;
    int good = f->calls++ < f->good;

    (void)converter;
    (void)in;
    (void)len;
    memcpy(out, good ? "\xC3\xA9" : f->answer, good ? 2 : f->len);
    return good ? 2 : f->len;
}

static void close_fickle(void *user, void *converter)
{
    (void)user;
    (void)converter;
}

/* The subject, its length and its NUL are consistent whatever a hook answers. */
static int check_subject(void *user, const tnef_message_info *m)
{
    (void)user;
    assert_non_null(m->subject.text);
    assert_int_equal(m->subject.text[m->subject.len], 0);
    assert_int_equal(strlen(m->subject.text), m->subject.len);
    assert_utf8(m->subject.text, m->subject.len);
    return TNEF_CONTINUE;
}

/* Text is measured first and written then: a hook that answers otherwise the second time must not make it
 * write beyond what was measured, nor leave bytes that nobody wrote. */
static void a_hook_may_change_its_mind(void **state)
{
    static const struct {
        const char *answer;
        size_t len;
    } answers[] = { { "", 0 }, { "\xE3\x81\x82", 3 }, { "a", 1 }, { "a\0", 2 }, { "\xFF\xFF", 2 } };
    static const tnef_reader_handlers on = { .size = sizeof on, .message_end = check_subject };
    char subject[2 * 40 + 1];
    struct tw w;
    size_t len;
    uint8_t *bytes;

    (void)state;
    for (size_t i = 0; i + 1 < sizeof subject; i += 2)
        memcpy(subject + i, "\x82\xA0", 2);
    subject[sizeof subject - 1] = '\0';
    tw_init(&w);
    tw_stream(&w, TW_KEY);
    tw_version(&w, 0x00010000);
    tw_codepage(&w, 932, 0);
    tw_subject(&w, subject);
    bytes = tw_take(&w, &len);
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        for (unsigned good = 0; good <= 80; good++) {
            struct fickle f = { .good = good, .answer = answers[i].answer, .len = answers[i].len };
            const tnef_charset_hook hook = { .size = sizeof hook, .open = open_fickle,
                                             .convert = convert_fickle, .close = close_fickle, .user = &f };
            const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &on, .charsets = &hook };
            tnef_reader *r;

            assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
            assert_int_equal(tnef_reader_feed(r, bytes, len, NULL), TNEF_OK);
            assert_int_equal(tnef_reader_finish(r), TNEF_OK);
            tnef_reader_free(r);
        }
    free(bytes);
}

/* That a code page is not known is found out when a character needs it, and told then. */
static void html_tells_that_nobody_knows_its_code_page(void **state)
{
    struct host h = { .status = TNEF_E_TYPE };
    tnef_charset_hook hook = hook_of(&h);
    struct kept_output out;
    tnef_html_config cfg = { .size = sizeof cfg, .codepage = 932, .sink = kept_sink, .user = &out,
                             .charsets = &hook };
    tnef_html *html;

    (void)state;
    kept_begin(&out, TAKES_ALL);
    assert_int_equal(tnef_html_new(&html, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_html_feed(html, "plain", 5, NULL), TNEF_OK);
    assert_int_equal(tnef_html_anomalies(html, TNEF_HTML_A_CODEPAGE), 0);
    assert_int_equal(tnef_html_feed(html, "\x82\xA0", 2, NULL), TNEF_OK);
    assert_int_equal(tnef_html_finish(html), TNEF_OK);
    assert_int_equal(tnef_html_anomalies(html, TNEF_HTML_A_CODEPAGE), 1);
    tnef_html_free(html);
    free(out.out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_page_has_its_converter),
        cmocka_unit_test(what_is_built_in_is_not_asked),
        cmocka_unit_test(the_euro_sign_of_936_is_built_in),
        cmocka_unit_test(answers_are_checked),
        cmocka_unit_test(bytes_that_are_not_written_are_not_text),
        cmocka_unit_test(a_hook_that_knows_nothing_leaves_1252),
        cmocka_unit_test(no_memory_is_tried_again),
        cmocka_unit_test(one_object_opens_each_once),
        cmocka_unit_test(a_wrong_hook_is_refused),
        cmocka_unit_test(a_reader_uses_its_hook),
        cmocka_unit_test(a_tree_uses_its_hook),
        cmocka_unit_test(a_hook_may_change_its_mind),
        cmocka_unit_test(html_tells_that_nobody_knows_its_code_page),
        cmocka_unit_test(mail_uses_the_hook_of_its_reader),
        cmocka_unit_test(rtf_and_html_use_their_hook),
        cmocka_unit_test(the_callers_conversion_has_its_own_hook),
        cmocka_unit_test(bodies_use_their_hook),
    };

    return cmocka_run_group_tests_name("text_charsets", tests, NULL, NULL);
}
