/* SPDX-License-Identifier: MIT */

/* Where uuencoded blocks begin: after any line end, in text that is encoded too, and told from a
 * stream whose magic begins as they do; and where they end, when their lines pass together. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "mail_writer.h"
#include "scan_log.h"

#include <stdio.h>
#include <string.h>

/* A text as it is, and in the encodings behind which blocks are looked for. */
static const struct encoding {
    const char *mail;        /* the text is its "stream" */
    const char *found;       /* if the text itself is a stream */
} encodings[] = {
    { "$HContent-Type: text/plain\n\n$R", "1=identity" },
    { "$HContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n$B", "1=base64" },
    { "$HContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n$Q", "1=qp" },
};

/* Whether the scanner finds |found|, and in it |len| bytes, however the mail is cut. */
static void check(const struct mail *m, const char *magic, const char *found, const void *stream,
                  size_t len)
{
    const struct scan_plan plan = { .magic = magic };
    const char *why = scan_log_ways(m->p, m->len, &plan);
    struct scan_log l;

    if (why != NULL)
        fail_msg("magic '%s': %s", magic != NULL ? magic : "", why);
    scan_log_run(&l, m->p, m->len, &plan);
    if (l.found.len == 0 || strcmp(l.found.text, found) != 0 || l.data_len != len
        || memcmp(l.data, stream, len) != 0)
        fail_msg("magic '%s': '%s' instead of '%s' in\n%.*s", magic != NULL ? magic : "",
                 l.found.len > 0 ? l.found.text : "", found, (int)m->len, (const char *)m->p);
    scan_log_free(&l);
}

/* |text| becomes |m|, with what |e| puts around it. */
static void encode(struct mail *m, const struct encoding *e, const struct mail *text)
{
    memset(m, 0, sizeof *m);
    m->tnef = text->p;
    m->tnef_len = text->len;
    mail_text(m, e->mail);
}

/* ---- A magic that begins as a block does ---------------------------------------------------- */

/* Behind |before| comes "begin 644 winmail.dat". What was compared with the magic before a byte
 * differed is the beginning of that line, and must not be lost; what was not must not be added, or
 * the line would begin otherwise. A magic that does not differ is a stream, and no block. */
static void uu_begin_told_from_magic(void **state)
{
    static const struct { const char *magic, *before; } rows[] = {
        { "x", "" },
        { "bX", "" },
        { "begX", "" },
        { "beginX", "" },
        { "begin X", "" },
        { "begin 6X", "" },
        { "begin 7", "" },
        { "begin", "begi\n" },
        { "begin 7X", "begin 7 is no block\n" },
        { "\r\nbegX", "\n" },
        { "be\r\nbegX", "be\n" },
        { "b", "" },
        { "begin", "" },
        { "begin 64", "" },
        { "\r\nbegin", "\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; k < sizeof encodings / sizeof *encodings; k++) {
            size_t magic_len = strlen(rows[i].magic);
            struct mail text = { 0 };
            struct mail m;
            char stream[32];

            (void)snprintf(stream, sizeof stream, "%s, the magic", rows[i].magic);
            text.tnef = (const uint8_t *)stream;
            text.tnef_len = strlen(stream);
            mail_text(&text, rows[i].before);
            mail_text(&text, "$U");
            encode(&m, &encodings[k], &text);
            if (memcmp(text.p, rows[i].magic, magic_len) == 0)
                check(&m, rows[i].magic, encodings[k].found, text.p, text.len);
            else
                check(&m, rows[i].magic, "1.1=uu", stream, strlen(stream));
            mail_free(&text);
            mail_free(&m);
        }
}

/* ---- Line ends ------------------------------------------------------------------------------ */

/* As long as no block has begun, lines that do not begin with "b" are passed over, and all three
 * line ends make a line. The block's own lines end as the one before it does, or with CR LF. */
static void uu_begin_behind_any_line_end(void **state)
{
    static const char *const ends[] = { "\r", "\n", "\r\n", "\r\r\n" };
    static const char *const befores[] = { "hello", "be", "hello\nbe", "be\nhello", "hello\n\n",
                                           "begin no block", "hello\rbe", "hello begin\nb" };
    const size_t befores_of = sizeof befores / sizeof *befores;
    size_t len;
    const uint8_t *stream = mail_tnef(&len);

    (void)state;
    for (size_t i = 0; i < 2u * (sizeof ends / sizeof *ends) * befores_of; i++)
        for (size_t k = 0; k < sizeof encodings / sizeof *encodings; k++) {
            struct mail text = { .eol = ends[i / befores_of / 2u] };
            struct mail m;

            mail_text(&text, befores[i % befores_of]);
            mail_text(&text, "\n");
            if (i / befores_of % 2u == 1u)
                text.eol = NULL;
            mail_text(&text, "$U");
            encode(&m, &encodings[k], &text);
            check(&m, NULL, "1.1=uu", stream, len);
            mail_free(&text);
            mail_free(&m);
        }
}

/* ---- Forms of begin lines ------------------------------------------------------------------- */

/* The word in any case, modes of any length, and base64, also with what looks like a begin line before. */
static void uu_begin_in_any_form(void **state)
{
    static const char *const texts[] = {
        "Begin 644 a\n$$>)\\^(@$$\n`\nend\n",
        "BEGIN 100644 a\n$$>)\\^(@$$\n`\nend\n",
        "bEGIN\t6 a\n$$>)\\^(@$$\n`\nend\n",
        "begin-base64 644 a\neJ8+IgEA\n====\n",
        "Begin-BASE64 06 a\neJ8+\n IgEA\n====\n",
        "begin-base64 644\n\neJ8+IgEA\n====",
        "begin-base64 644 a\nbegi\n====\nbegin-base64 644 a\neJ8+IgEA\n====\n",
        "begin-base64 x\nbegin-base64 644 a\neJ8+IgEA\n====\n",
        "Beg\nB\nBEGIN\nbegin-base64 644 a\neJ8+IgEA\n====\n",
    };
    static const char *const befores[] = { "", "hello\n", "B\n", "hello\nbe\n\n" };
    static const char *const ends[] = { "\r\n", "\n", "\r" };
    const size_t befores_of = sizeof befores / sizeof *befores;
    const size_t ends_of = sizeof ends / sizeof *ends;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts * befores_of * ends_of; i++)
        for (size_t k = 0; k < sizeof encodings / sizeof *encodings; k++) {
            const char *body = texts[i / befores_of / ends_of];
            struct mail text = { .eol = ends[i % ends_of] };
            struct mail m;
            const int is_base64 = strchr(body, '=') != NULL;

            mail_text(&text, befores[i / ends_of % befores_of]);
            mail_text(&text, body);
            encode(&m, &encodings[k], &text);
            check(&m, NULL, "1.1=uu", is_base64 ? "\x78\x9F\x3E\x22\x01\0" : "\x78\x9F\x3E\x22",
                  is_base64 ? 6 : 4);
            mail_free(&text);
            mail_free(&m);
        }
}

/* ---- Blocks of many lines ------------------------------------------------------------------- */

static void data_lines(struct mail *m, size_t lines)
{
    for (size_t i = 0; i < lines; i++)
        mail_text(m, "M8V%L;&4@8V%L;&4@8V%L;&4@8V%L;&4@8V%L;&4@8V%L;&4@8V%L;&4@8V%L\n");
}

/* Where a block begins and ends, and what is odd about it, is the same however the mail is cut, though its
 * lines pass together: of streams and of other files, with lines after the end, and without an end. */
static void lines_of_blocks_pass_together(void **state)
{
    static const char *const firsts[] = {
        "M>)\\^(@$$8V%L;&4@8V%L;&4@8V%L;&4@8V%L;&4@8V%L;&4@8V%L;&4@8V%L\n", /* a stream */
        "!>  \n!GP  \n!/@  \n!(@  \n",                                     /* one of four lines */
        "!>  \n!GP  \n!/@  \n!(@\n",                /* one that is complete at a line end */
        "",
    };
    static const char *const afters[] = { "`\nend\n", "`\nend\nend\nenough\n", "end\n", "`\n", "\n--bb\n",
                                          "`\nend\n\n", "eJ8+IgEA\n", "B%\n" };
    static const char *const ends[] = { "\r\n", "\n", "\r" };
    const struct scan_plan plan = { .magic = NULL };

    (void)state;
    for (size_t i = 0; i < 4u * 8u * 3u; i++) {
        struct mail m = { .eol = ends[i / 32u] };
        const char *why;

        mail_text(&m, "$HContent-Type: text/plain\n\nhello\n");
        for (size_t k = 0; k < 3u; k++) {
            mail_text(&m, "begin 644 winmail.dat\n");
            mail_text(&m, firsts[(i + k) % 4u]);
            data_lines(&m, 3u * k + 2u);
            mail_text(&m, afters[i / 4u % 8u]);
            data_lines(&m, k);
        }
        why = scan_log_ways(m.p, m.len, &plan);
        if (why != NULL)
            fail_msg("%zu: %s", i, why);
        mail_free(&m);
    }
}

/* The line end after a line of data that is too short completes what it has of the signature: the stream
 * begins in the next line, whether the line end passes with others or alone, or is held. */
static void streams_begin_after_line_ends(void **state)
{
    static const char *const ends[] = { "\n", "\r\n", "\r" };
    static const char *const nexts[] = { "beg", "begin 644 a.dat", "-", "--bb", "", "x" };
    const struct scan_plan plan = { .magic = NULL };
    char text[512];

    (void)state;
    for (size_t i = 0; i < 27u * 6u; i++) {
        const char *a = ends[i % 3u], *b = ends[i / 3u % 3u], *c = ends[i / 9u % 3u];
        const char *why;
        int len = snprintf(text, sizeof text,
                           "Content-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\n"
                           "begin 644 a.dat%s(>)\\^(@%s%s%s%sbegin 644 a.dat%s(>)\\^(@``````%s`%send%s",
                           a, b, c, nexts[i / 27u], a, a, a, a, a);

        assert_in_range(len, 1, sizeof text - 1u);
        why = scan_log_ways((const uint8_t *)text, (size_t)len, &plan);
        if (why != NULL)
            fail_msg("%zu: %s", i, why);
    }
}

/* ---- In an Apple head ------------------------------------------------------------------------ */

/* Between the head and the data fork of AppleSingle (RFC 1740, appendix A) there is room for a block of which
 * nobody knows yet that it stands in a head. It ends where the stream of the fork shows. |gap| bytes come
 * after the block, and |after| after the magic. */
static void check_apple(const char *encoding, const char *found, size_t gap, size_t after)
{
    static const char block[] = "\nbegin 644 a\n&>)\\^(@$0\n";
    static const uint8_t head[] = { 0, 5, 0x16, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                    0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0,    0, 0, 0, 9 };
    const struct scan_plan plan = { 0 };
    struct mail m = { 0 }, data = { 0 };
    struct scan_log log;
    const char *why;

    mail_bytes(&data, head, sizeof head);
    data.p[33] = (uint8_t)(sizeof head + sizeof block - 1u + gap);
    mail_bytes(&data, block, sizeof block - 1u);
    mail_repeat(&data, " ", gap);
    mail_bytes(&data, "\x78\x9F\x3E\x22\x01\x02\x03", 4u + after);
    m.tnef = data.p;
    m.tnef_len = data.len;
    mail_text(&m, "$H");
    mail_text(&m, encoding);
    scan_log_run(&log, m.p, m.len, &plan);
    assert_string_equal(log.bad, "");
    assert_string_equal(log.found.text, found);
    scan_log_free(&log);
    why = scan_log_ways(m.p, m.len, &plan);
    if (why != NULL)
        print_error("%s, gap %zu, %zu after: %s\n", encoding, gap, after, why);
    assert_null(why);
    mail_free(&m);
    mail_free(&data);
}

static void block_in_apple_head_ends_before_its_stream(void **state)
{
    /* No reader looks for blocks in what base64 decodes to, unless it is text. */
    static const struct { const char *text, *found; } parts[] = {
        { "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n$B", "1=base64" },
        { "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n$B", "1.1=uu 1=base64" },
        { "Content-Type: application/octet-stream\nContent-Transfer-Encoding: binary\n\n$R",
          "1.1=uu 1=identity" },
    };

    (void)state;
    for (size_t e = 0; e < sizeof parts / sizeof parts[0]; e++)
        for (size_t gap = 0; gap < 6u; gap++)
            for (size_t after = 0; after < 4u; after += 3u)
                check_apple(parts[e].text, parts[e].found, gap, after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uu_begin_told_from_magic),
        cmocka_unit_test(uu_begin_behind_any_line_end),
        cmocka_unit_test(uu_begin_in_any_form),
        cmocka_unit_test(lines_of_blocks_pass_together),
        cmocka_unit_test(streams_begin_after_line_ends),
        cmocka_unit_test(block_in_apple_head_ends_before_its_stream),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
