/* SPDX-License-Identifier: MIT */

/* The header block of the scanner, alone: what its essays promise, in every split; limits at n and n + 1; and
 * what it finds, in order. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "recipes.h"
#include "scan/header.h"
#include "scan_log.h"

#include <stdlib.h>
#include <string.h>

/* ---- The object ---------------------------------------------------------------------------- */

#define ENTRIES 8u
#define POOL    600u

static const char *const types[] = { "application/ms-tnef", NULL };
static const char *const search_names[] = { "winmail#.dat", NULL };
static const uint8_t magic[] = { 0x78, 0x9F, 0x3E, 0x22 };

struct block {
    struct tnefi_scan_header h;
    struct tnefi_scan_boundaries boundaries;
    struct tnefi_scan_entry entry[ENTRIES];
    uint8_t pool[POOL], link[LINKS_OF(ENTRIES, 1)];
    uint64_t at, anomalies;
};

/* What a block is asked for: all zero, a part in a message, and no limit. */
struct plan {
    struct tnefi_scan_header_place place;
    uint32_t max_line, max_header, max_fields, max_parameters, max_pieces;
    uint64_t refused;
};

static uint32_t or_most(uint32_t limit, uint32_t most)
{
    return limit > 0 ? limit : most;
}

static struct block *block_new(const struct plan *plan)
{
    struct block *b = calloc(1, sizeof *b);
    struct tnefi_scan_header_place place = plan->place;

    assert_non_null(b);
    b->boundaries.max = ENTRIES;
    b->boundaries.pool_size = POOL;
    b->boundaries.entry = b->entry;
    b->boundaries.pool = b->pool;
    b->boundaries.link = b->link;
    tnefi_scan_boundaries_init(&b->boundaries, 1);
    b->h.boundaries = &b->boundaries;
    b->h.search.types = types;
    b->h.search.names = search_names;
    b->h.search.magic = magic;
    b->h.search.magic_len = sizeof magic;
    b->h.max_line = or_most(plan->max_line, 1000);
    b->h.max_header = or_most(plan->max_header, 100000);
    b->h.max_fields = or_most(plan->max_fields, 100);
    b->h.max_parameters = or_most(plan->max_parameters, 100);
    b->h.max_pieces = or_most(plan->max_pieces, PIECES_MAX);
    b->h.line = malloc(b->h.max_line);
    assert_non_null(b->h.line);
    b->h.findings.refused = plan->refused;
    place.nests = 1;
    tnefi_scan_header_begin(&b->h, &place);
    return b;
}

static void block_free(struct block *b)
{
    free(b->h.line);
    free(b);
}

/* Feeds |n| bytes, from a block of exactly their size, until the block ends. What is found stays. */
static void block_feed(struct block *b, const char *text, size_t n)
{
    uint8_t *p = malloc(n > 0 ? n : 1);
    size_t i = 0;

    assert_non_null(p);
    memcpy(p, text, n);
    while (i < n && (b->h.outcome == HEAD_GOES_ON || b->h.outcome == HEAD_DASH)) {
        size_t taken = tnefi_scan_header_step(&b->h, b->at, p + i, n - i);

        assert_true(taken <= n - i);
        b->at += taken;
        i += taken;
    }
    free(p);
}

static int block_ended(const struct block *b)
{
    return b->h.outcome == HEAD_DONE || b->h.outcome == HEAD_LINE;
}

/* ---- What it says -------------------------------------------------------------------------- */

static void add_text(struct lines *l, const char *what, const uint8_t *text)
{
    if (text[0] != 0)
        lines_add(l, "%s=%s ", what, (const char *)text);
}

/* All that a block of |len| bytes says, as text; and where the body begins, if not after them. */
static void block_says(struct lines *l, const struct block *b, size_t len)
{
    static const char *const outcomes[] = { "goes on", "done", "line", "dash" };
    const struct tnefi_scan_header *h = &b->h;

    lines_add(l, "%s ", outcomes[h->outcome]);
    if (h->body != len)
        lines_add(l, "%u ", (unsigned)h->body);
    if (h->outcome == HEAD_LINE)
        lines_add(l, "'%.*s' ", (int)h->len, (const char *)h->line);
    add_text(l, "type", h->type);
    add_text(l, "encoding", h->encoding);
    add_text(l, "name", h->name);
    add_text(l, "of_type", h->of_type);
    add_text(l, "also", h->also);
    lines_add(l, "%s%s%s%s%s", h->multipart != 0 ? "multipart " : "", h->message != 0 ? "message " : "",
              h->digest != 0 ? "digest " : "", (h->claims & TNEF_SCANNER_CLAIMS_TYPE) != 0 ? "claims " : "",
              (h->claims & TNEF_SCANNER_CLAIMS_NAME) != 0 ? "named " : "");
    for (uint32_t i = h->entry0; i < b->boundaries.count; i++)
        lines_add(l, "[%.*s] ", (int)b->entry[i].kept, (const char *)b->pool + b->entry[i].at);
    lines_add(l, ": %s", scan_anomalies(h->findings.anomalies));
}

/* Reads |text|, whose first |cut| bytes and each of the others, if |bytes|, come alone. */
static void read_block(struct lines *l, const char *text, size_t len, const struct plan *plan, size_t cut,
                       int bytes)
{
    struct block *b = block_new(plan);

    block_feed(b, text, cut);
    for (size_t i = cut; bytes && i < len; i++)
        block_feed(b, text + i, 1);
    if (!bytes)
        block_feed(b, text + cut, len - cut);
    if (!block_ended(b))
        tnefi_scan_header_eof(&b->h, b->at);
    block_says(l, b, len);
    block_free(b);
}

struct row {
    const char *text;
    size_t len;
    const char *says;
};
#define R(text, says) { text, sizeof(text) - 1u, says }

static void check_row(const struct row *r, const struct plan *plan)
{
    for (size_t cut = 0; cut <= r->len; cut++) {
        struct lines l = { 0 };

        read_block(&l, r->text, r->len, plan, cut, cut == r->len);
        if (strcmp(l.text, r->says) != 0)
            print_error("cut at %zu of: %s\n", cut, r->text);
        assert_string_equal(l.text, r->says);
        free(l.text);
    }
    {
        struct lines l = { 0 };

        read_block(&l, r->text, r->len, plan, 0, 1);
        assert_string_equal(l.text, r->says);
        free(l.text);
    }
}

#define CHECK(rows, plan) \
    do { \
        for (size_t i = 0; i < sizeof(rows) / sizeof(rows)[0]; i++) \
            check_row(&(rows)[i], plan); \
    } while (0)

static const struct plan part = { .place = { .frame = 1 } };
static const struct plan root = { .place = { .root = 1 } };

/* ---- header.c ------------------------------------------------------------------------------ */

static void header_lines_are_fields(void **state)
{
    static const struct row rows[] = {
        R("Subject: x\r\n\r\nbody", "done 14 : "),
        R("Content-Type: a/b;\r\n name=c\r\n\r\n", "done type=a/b of_type=c : "),
        R("CONTENT-TYPE:a/b\r\n\r\n", "done type=a/b : "),
        R("Content-Type : a/b\r\n\r\n", "done type=a/b : space_colon"),
        R("Content\f-Type: a/b\r\n\r\n", "done type=a/b : space_colon"),
        R("Content-Type\0: a/b\r\n\r\n", "done type=a/b : nul"),
        R("Content-Type: a/b\n\n", "done type=a/b : bare_lf"),
        R("Content-Type: a/b\r\r\n\r\n", "done type=a/b : bare_cr"),
        R("\r\nbody", "done 2 : "),
        R("Content-Type: \xE9/b\r\n\r\n", "done type=\xE9/b : eight_bit"),
    };

    (void)state;
    CHECK(rows, &part);
}

static void header_lines_are_not_fields(void **state)
{
    static const struct row rows[] = {
        R("no field\r\nContent-Type: a/b\r\n\r\n", "done type=a/b : garbage_line"),
        R(": x\r\n\r\n", "done : garbage_line"),
        R("A\xC3: x\r\n y\r\n\r\n", "done : garbage_line"),
        R("A: b\r\nbegin 644 winmail.dat\r\n", "line 6 'begin 644 winmail.dat' : no_blank_line"),
        R("A: b\r\neJ8+IgEA\r\n", "line 6 'eJ8+IgEA' : no_blank_line"),
        R("A: b\r\nx=9F>\"\r\n", "line 6 'x=9F>\"' : no_blank_line"),
        R("A: b\r\nbegin 944 winmail.dat\r\n\r\n", "done : garbage_line"),
        R("A: b\r\n-eJ8+IgEA\r\n\r\n", "done : garbage_line"),
        R("Content-Type: message/rfc822\r\neJ8+IgEA\r\n\r\n",
          "line 30 'eJ8+IgEA' type=message/rfc822 message : no_blank_line"),
        R("Content-Type: message/rfc822\r\nx=9F>\"\r\n\r\n",
          "line 30 'x=9F>\"' type=message/rfc822 message : no_blank_line"),
        R("Content-Type: message/rfc822\r\nbegin 644 a\r\n\r\n",
          "done type=message/rfc822 message : garbage_line"),
        R("A: b", "done : header_end"),
        R("A: b\r\nno field", "done : garbage_line header_end"),
        R("", "done : header_end"),
    };

    (void)state;
    CHECK(rows, &part);
}

static void header_of_message_may_begin_late(void **state)
{
    static const struct row rows[] = {
        R("From a@b Mon Nov 30 08:26:00\r\nContent-Type: a/b\r\n\r\n", "done type=a/b : from_line"),
        R(">From\r\nContent-Type: a/b\r\n\r\n", "done type=a/b : from_line"),
        R("From a@b Mon Nov 30\r\nContent-Type: a/b\r\n\r\n", "done type=a/b : garbage_line"),
        R("\r\n\nContent-Type: a/b\r\n\r\n", "done type=a/b : bare_lf leading_blank"),
        R("\xEF\xBB\xBF" "Content-Type: a/b\r\n\r\n", "done type=a/b : garbage_line"),
        R("A: b\r\n\xEF\xBB\xBF" "Content-Type: a/b\r\n\r\n", "done type=a/b : garbage_line"),
        R("\xEF\xBB\xBF" "A: b\r\nContent-Type: a/b\r\n\r\n", "done type=a/b : garbage_line"),
        R("\xEF\xBB" "Content-Type: a/b\r\n\r\n", "done : garbage_line"),
        R("A: b", "done : header_end"),
        R("A: b\r\n", "done : "),
    };
    static const struct row in_part[] = {
        R("From a@b Mon Nov 30 08:26:00\r\nContent-Type: a/b\r\n\r\n", "done type=a/b : garbage_line"),
        R("\xEF\xBB\xBF" "Content-Type: a/b\r\n\r\n", "done : garbage_line"),
        R("A: b\r\n", "done : header_end"),
    };

    (void)state;
    CHECK(rows, &root);
    CHECK(in_part, &part);
}

/* A blank line that is made of CR: whether it ends the block depends on what else there is. */
static void header_blank_line_of_cr(void **state)
{
    static const struct row rows[] = {
        R("A: b\r\rbody", "line 6 'body' : bare_cr"),
        R("A: b\r\rContent-Type: a/b\r\r-", "line 25 '-' type=a/b : bare_cr"),
        R("A: b\r\r\rx", "done 6 : bare_cr"),
        R("A: b\nB: c\r\rContent-Type: a/b\n\n", "done type=a/b : bare_lf bare_cr"),
        R("Content-Type: message/rfc822\r\rbody", "done 30 type=message/rfc822 message : bare_cr"),
        R("A: b\r\n\r", "done : "),
    };
    static const struct plan after_lf = { .place = { .frame = 1, .lf = 1 } };
    static const struct plan after_cr = { .place = { .frame = 1, .cr = 1 } };
    static const struct row goes_on[] = {
        R("A: b\r\rContent-Type: a/b\r\n\r\n", "done type=a/b : bare_cr"),
    };
    static const struct row at_once[] = {
        R("\nbody", "done 1 : "),
        R("Content-Type: a/b\r\n\r\n", "done type=a/b : bare_cr"),
    };

    (void)state;
    CHECK(rows, &part);
    CHECK(goes_on, &after_lf);
    CHECK(at_once, &after_cr);
}

/* ---- field.c ------------------------------------------------------------------------------- */

static void header_types(void **state)
{
    static const struct row rows[] = {
        R("Content-Type: Application/MS-TNEF\n\n", "done type=application/ms-tnef claims : bare_lf"),
        R("Content-Type: text/plain ;charset=x\r\n\r\n", "done type=text/plain : "),
        R("Content-Type: multipart/digest; boundary=b\r\n\r\n",
          "done type=multipart/digest multipart digest [b] : "),
        R("Content-Type: application/ ms-tnef\r\n\r\n",
          "done type=application/ms-tnef claims : folded_type"),
        R("Content-Type: text/plain (note)\r\n\r\n", "done type=text/plain : comment"),
        R("Content-Type: \"text/plain\"\r\n\r\n", "done type=text/plain : parameter_syntax"),
        R("Content-Type: text/plain name=x\r\n\r\n",
          "done type=text/plain of_type=x : parameter_syntax"),
        R("Content-Type: multipart\r\n\r\n", "done type=multipart multipart : parameter_syntax"),
        R("Content-Type: a/b\r\nContent-Type: message/rfc822\r\n\r\n",
          "done type=message/rfc822 message : duplicate_type"),
        R("Content-Type: a/b\r\nContent-Type: application/ms-tnef\r\n\r\n",
          "done type=a/b claims : duplicate_type"),
        R("Content-Type: a/b (x\r\n\r\n", "done type=a/b : parameter_syntax"),
        R("Content-Type: application/ms-tnef2\r\n\r\n", "done type=application/ms-tnef2 : "),
    };

    (void)state;
    CHECK(rows, &part);
}

static void header_encodings(void **state)
{
    static const struct row rows[] = {
        R("Content-Transfer-Encoding: Base64\r\n\r\n", "done encoding=base64 : "),
        R("Content-Transfer-Encoding: base64;\r\n\r\n", "done encoding=base64 : "),
        R("Content-Transfer-Encoding: x-uue\r\n\r\n", "done encoding=x-uue : "),
        R("Content-Transfer-Encoding: base 64\r\n\r\n", "done encoding=base64 : folded_type"),
        R("Content-Transfer-Encoding: x-strange\r\n\r\n", "done encoding=x-strange : encoding_unknown"),
        R("Content-Transfer-Encoding: (c) 8bit\r\n\r\n", "done encoding=8bit : comment"),
        R("Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\n",
          "done encoding=7bit : duplicate_encoding"),
    };

    (void)state;
    CHECK(rows, &part);
}

/* ---- param.c, filename.c ------------------------------------------------------------------- */

#define MULTIPART "Content-Type: multipart/x; "
#define IS_MULTIPART "type=multipart/x multipart "

static void header_boundaries(void **state)
{
    static const struct row rows[] = {
        R(MULTIPART "boundary=\"b\"\r\n\r\n", "done " IS_MULTIPART "[b] : "),
        R(MULTIPART "boundary=a b\r\n\r\n", "done " IS_MULTIPART "[a b] [a] : parameter_syntax"),
        R(MULTIPART "boundary=b charset=x\r\n\r\n", "done " IS_MULTIPART "[b] : parameter_syntax"),
        R(MULTIPART "boundary=b; boundary=c\r\n\r\n",
          "done " IS_MULTIPART "[b] [c] : duplicate_parameter"),
        R(MULTIPART "boundary=\"b; type=x\r\n\r\n",
          "done " IS_MULTIPART "[b; type=x] [b] : parameter_quote"),
        R(MULTIPART "boundary=\"a\\b\"\r\n\r\n", "done " IS_MULTIPART "[ab] [a\\b] : parameter_syntax"),
        R(MULTIPART "boundary*0=b; boundary*1=c\r\n\r\n",
          "done " IS_MULTIPART "[bc] : parameter_pieces"),
        R(MULTIPART "boundary=\"=?utf-8?q?b?=\"\r\n\r\n",
          "done " IS_MULTIPART "[=?utf-8?q?b?=] [b] : duplicate_parameter"),
        R(MULTIPART "boundary=\"=?utf-8?q?b?=\xFF\"\r\n\r\n",
          "done " IS_MULTIPART "[=?utf-8?q?b?=\xFF] [b\\xFF] : eight_bit duplicate_parameter"),
        R(MULTIPART "boundary=\r\n\r\n", "done " IS_MULTIPART ": parameter_empty"),
        R(MULTIPART "boundary*1=c\r\n\r\n", "done " IS_MULTIPART ": parameter_pieces"),
        R(MULTIPART "bounded=b\r\n\r\n", "done " IS_MULTIPART ": "),
    };

    (void)state;
    CHECK(rows, &part);
}

#define FILE_HEAD "Content-Disposition: a; "

static void header_names(void **state)
{
    static const struct row rows[] = {
        R(FILE_HEAD "filename=Winmail12.DAT\r\n\r\n", "done name=Winmail12.DAT named : "),
        R(FILE_HEAD "filename*=utf-8''na%C3%AFve\r\n\r\n", "done name=na\xC3\xAFve : "),
        R(FILE_HEAD "name*1=mail.dat; name*0=win\r\n\r\n", "done name=winmail.dat named : "),
        R(FILE_HEAD "name=\"a\\\"b;c\"\r\n\r\n", "done name=a\"b;c : "),
        R(FILE_HEAD "name*=iso-8859-1'de'w%E4.dat\r\n\r\n", "done name=w\xC3\xA4.dat : "),
        R(FILE_HEAD "name*=utf-8''a%2\r\n\r\n", "done name=a%2 : "),
        R(FILE_HEAD "name=\"=?utf-8?X?a?=\"\r\n\r\n", "done name==?utf-8?X?a?= : "),
        R(FILE_HEAD "name=\"=?utf-8?Q?a=2Eb?=\"\r\n\r\n", "done name=a.b : name_word"),
        R(FILE_HEAD "name=\"=?utf-8?Q?a?= =?utf-8?B?Yg?=\"\r\n\r\n", "done name=ab : name_word"),
        R(FILE_HEAD "name=\"=?utf-8?Q?a?= \1\"\r\n\r\n", "done name=a \\x01 : name_broken name_word"),
        R(FILE_HEAD "name*=%41\r\n\r\n", "done name=A : name_broken"),
        R(FILE_HEAD "name*=utf-8''%FF\r\n\r\n", "done name=\\xFF : name_broken"),
        R(FILE_HEAD "name*=koi8-r''%C1\r\n\r\n", "done name=\\xC1 : name_broken"),
        R(FILE_HEAD "name*1=y\r\n\r\n", "done : name_broken"),
        R(FILE_HEAD "name=a; name*=utf-8''b\r\n\r\n", "done name=b also=a : name_differs"),
        R(FILE_HEAD "name=\r\n\r\n", "done : parameter_empty"),
        R(FILE_HEAD "filename=winmail.dat.exe\r\n\r\n", "done name=winmail.dat.exe : "),
    };

    (void)state;
    CHECK(rows, &part);
}

/* ---- Limits -------------------------------------------------------------------------------- */

/* Each limit as it is just enough, and one less. */
static void header_limits(void **state)
{
    static const struct {
        const char *text;
        struct plan plan;    /* enough */
        uint32_t anomaly;
        tnef_status status;
        uint64_t limit, found;
    } rows[] = {
        { "Content-Type: a/b\r\n\r\n", { .max_line = 12 }, 0, TNEF_OK, 0, 0 },
        { "Content-Type: abcdefghijk/l\r\n\r\n", { .max_line = 14 }, 0, TNEF_OK, 0, 0 },
        { "Content-Type: abcdefghijk/l\r\n\r\n", { .max_line = 13 }, TNEF_SCANNER_A_LINE_LIMIT,
          TNEF_E_LIMIT_HEADER, 13, 14 },
        { "A: b\r\n\r\n", { .max_header = 6 }, 0, TNEF_OK, 0, 0 },
        { "A: b\r\n\r\n", { .max_header = 5 }, TNEF_SCANNER_A_HEADER_LIMIT, TNEF_E_LIMIT_HEADER, 5, 6 },
        { "A: b\r\nC: d\r\n\r\n", { .max_fields = 2 }, 0, TNEF_OK, 0, 0 },
        { "A: b\r\nC: d\r\n\r\n", { .max_fields = 1 }, TNEF_SCANNER_A_HEADER_LIMIT, TNEF_E_LIMIT_HEADER, 1,
          2 },
        { FILE_HEAD "x=1; y=2\r\n\r\n", { .max_parameters = 2 }, 0, TNEF_OK, 0, 0 },
        { FILE_HEAD "x=1; y=2\r\n\r\n", { .max_parameters = 1 }, TNEF_SCANNER_A_PARAMETER_LIMIT,
          TNEF_E_LIMIT_PARAMETERS, 1, 2 },
        { FILE_HEAD "name*0=a; name*1=b\r\n\r\n", { .max_pieces = 2 }, 0, TNEF_OK, 0, 0 },
        { FILE_HEAD "name*0=a; name*1=b\r\n\r\n", { .max_pieces = 1 }, TNEF_SCANNER_A_PARAMETER_LIMIT,
          TNEF_E_LIMIT_PARAMETERS, 1, 2 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct block *b = block_new(&rows[i].plan);

        block_feed(b, rows[i].text, strlen(rows[i].text));
        assert_int_equal(b->h.outcome, HEAD_DONE);
        if (b->h.findings.status != rows[i].status)
            print_error("row %zu: %s\n", i, rows[i].text);
        assert_int_equal(b->h.findings.status, rows[i].status);
        assert_int_equal(b->h.findings.limit, rows[i].limit);
        assert_int_equal(b->h.findings.found, rows[i].found);
        assert_int_equal(b->h.findings.anomalies,
                         rows[i].anomaly != 0 ? TNEF_ANOMALY_BIT(rows[i].anomaly) : 0);
        block_free(b);
    }
}

/* The first line of a body that is longer than a line may be: all that was collected is given back. */
static void header_line_of_body_is_whole(void **state)
{
    static const struct plan short_line = { .place = { .frame = 1 }, .max_line = 10 };
    static const struct row rows[] = {
        R("A: b\r\neJ8+IgEAxyzw\r\n", "line 6 'eJ8+IgEAxy' : no_blank_line"),
        R("A: b\r\n0123456789abcdef: x\r\n\r\n", "done : garbage_line"),
        R("A: b\r\r0123456789abcdef\r", "line 6 '0123456789' : bare_cr"),
    };

    (void)state;
    CHECK(rows, &short_line);
}

/* ---- Findings ------------------------------------------------------------------------------ */

static void header_findings_are_in_order(void **state)
{
    const struct plan plan = { .place = { .frame = 1 },
                               .max_fields = 1,
                               .max_parameters = 1,
                               .refused = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BARE_LF)
                                          | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_COMMENT)
                                          | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NUL) };
    static const char text[] = "Content-Disposition: a; x=(c) 1; y=2\r\nX: \r\nContent-Type: a\0/b\n\n";
    struct block *b = block_new(&plan);

    (void)state;
    block_feed(b, text, sizeof text - 1);
    assert_int_equal(b->h.outcome, HEAD_DONE);
    assert_int_equal(b->h.findings.first, TNEF_SCANNER_A_COMMENT);
    assert_int_equal(b->h.findings.status, TNEF_E_LIMIT_PARAMETERS);
    assert_int_equal(b->h.findings.found, 2);
    assert_int_equal(b->h.findings.refused, plan.refused);
    block_free(b);
}

/* ---- Lines that somebody else looks at ----------------------------------------------------- */

/* A line that begins with "-" is told before a byte of it is taken. It may come as a whole then. */
static void header_dash(void **state)
{
    static const char before[] = "A: b\r\n", dash[] = "-X-Y: z", after[] = "\r\n\r\n";
    struct block *b = block_new(&part);

    (void)state;
    block_feed(b, before, sizeof before - 1);
    assert_int_equal(tnefi_scan_header_step(&b->h, 6, (const uint8_t *)dash, 1), 0);
    assert_int_equal(b->h.outcome, HEAD_DASH);
    tnefi_scan_header_line(&b->h, 6, (const uint8_t *)dash, sizeof dash - 1);
    assert_int_equal(b->h.outcome, HEAD_GOES_ON);
    assert_int_equal(b->h.fields, 2);
    b->at = 6 + sizeof dash - 1;
    block_feed(b, after, sizeof after - 1);
    assert_int_equal(b->h.outcome, HEAD_DONE);
    assert_int_equal(b->h.body, 17);
    assert_int_equal(b->h.findings.anomalies, 0);
    block_free(b);
}

/* A line that comes as a whole may be any field. */
static void header_line_that_counts(void **state)
{
    static const char dash[] = "-", line[] = "Content-Type: a/b", after[] = "\r\n\r\n";
    struct block *b = block_new(&part);

    (void)state;
    assert_int_equal(tnefi_scan_header_step(&b->h, 0, (const uint8_t *)dash, 1), 0);
    assert_int_equal(b->h.outcome, HEAD_DASH);
    tnefi_scan_header_line(&b->h, 0, (const uint8_t *)line, sizeof line - 1);
    assert_int_equal(b->h.outcome, HEAD_GOES_ON);
    b->at = sizeof line - 1;
    block_feed(b, after, sizeof after - 1);
    assert_int_equal(b->h.outcome, HEAD_DONE);
    assert_string_equal(b->h.type, "a/b");
    assert_int_equal(b->h.body, 21);
    block_free(b);
}

static void header_ends_at_boundary(void **state)
{
    static const struct {
        const char *before;
        uint32_t frame;
        uint64_t anomalies;
    } rows[] = {
        { "A: b\r\n", 0, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_HEADER_END) },
        { "A: b\r\n", 1, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_BLANK_LINE) },
        { "A: b\r\r", 1, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BARE_CR) },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct block *b = block_new(&part);

        block_feed(b, rows[i].before, strlen(rows[i].before));
        while (b->h.outcome != HEAD_DASH)
            (void)tnefi_scan_header_step(&b->h, 6, (const uint8_t *)"-", 1);
        tnefi_scan_header_boundary(&b->h, rows[i].frame);
        assert_int_equal(b->h.findings.anomalies, rows[i].anomalies);
        block_free(b);
    }
}

/* Fields that are given say what they say in a block; after what is refused nothing is read. */
static void header_fields_are_given(void **state)
{
    static const char type[] = "Content-Type ", value[] = "multipart/x;\r\n\tboundary=b";
    static const struct plan strict = { .refused = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_SPACE_COLON) };
    struct block *b = block_new(&part);

    (void)state;
    tnefi_scan_header_given(&b->h, (const uint8_t *)"Subject", 7, (const uint8_t *)"x", 1);
    tnefi_scan_header_given(&b->h, (const uint8_t *)type, 12, (const uint8_t *)value, sizeof value - 1);
    assert_string_equal(b->h.type, "multipart/x");
    assert_int_equal(b->boundaries.count, 1);
    assert_int_equal(b->h.fields, 2);
    assert_int_equal(b->h.bytes, 8 + 12 + sizeof value - 1);
    assert_int_equal(b->h.findings.anomalies, 0);
    block_free(b);

    b = block_new(&strict);
    tnefi_scan_header_given(&b->h, (const uint8_t *)type, 13, (const uint8_t *)value, sizeof value - 1);
    assert_int_equal(b->h.findings.first, TNEF_SCANNER_A_SPACE_COLON);
    assert_string_equal(b->h.type, "");
    block_free(b);
}

/* No part may be in the part: boundaries are not kept. */
static void header_of_deepest_part_keeps_no_boundary(void **state)
{
    static const char text[] = MULTIPART "boundary=b\r\n\r\n";
    struct block *b = block_new(&part);
    const struct tnefi_scan_header_place deepest = { .frame = 1, .nests = 0 };

    (void)state;
    tnefi_scan_header_begin(&b->h, &deepest);
    block_feed(b, text, sizeof text - 1);
    assert_int_equal(b->h.outcome, HEAD_DONE);
    assert_int_equal(b->h.multipart, 1);
    assert_int_equal(b->boundaries.count, 0);
    block_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_lines_are_fields),
        cmocka_unit_test(header_lines_are_not_fields),
        cmocka_unit_test(header_of_message_may_begin_late),
        cmocka_unit_test(header_blank_line_of_cr),
        cmocka_unit_test(header_types),
        cmocka_unit_test(header_encodings),
        cmocka_unit_test(header_boundaries),
        cmocka_unit_test(header_names),
        cmocka_unit_test(header_limits),
        cmocka_unit_test(header_line_of_body_is_whole),
        cmocka_unit_test(header_findings_are_in_order),
        cmocka_unit_test(header_dash),
        cmocka_unit_test(header_line_that_counts),
        cmocka_unit_test(header_ends_at_boundary),
        cmocka_unit_test(header_fields_are_given),
        cmocka_unit_test(header_of_deepest_part_keeps_no_boundary),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
