/* SPDX-License-Identifier: MIT */

/* The work of the scanner, in bytes touched, on the worst mails that are known: whole and in pieces,
 * with a sink that takes all and with one that pauses at each byte. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "mail_writer.h"
#include "scan_log.h"
#include "touched.h"
#include "transfer_writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZE   131072u
#define LARGE  524288u
#define TABLE_MOST 13.0      /* for a byte, however the boundaries were chosen */

/* ---- Mails --------------------------------------------------------------------------------- */

/* |head|, and then |unit| until the mail is long enough; or what |build| makes. */
struct shape {
    const char *name, *head, *unit;
    void (*build)(struct mail *m, size_t size);
};

#define MULTI   "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
#define MESSAGE "Content-Type: message/rfc822\n"
#define IN_QP   MESSAGE "Content-Transfer-Encoding: quoted-printable\n\n"

/* |in|, |len| bytes of it, in base64 with lines of |line|; 0: one line. */
static void in_base64(struct mail *m, const struct mail *in, size_t line)
{
    uint8_t *text = malloc(TRANSFER_ROOM(in->len));
    size_t len = transfer_base64(text, in->p, in->len, line > 0 ? line : in->len * 2u, "\n");

    mail_bytes(m, text, len);
    free(text);
}

/* One line of base64, in a message, in a multipart. */
static void one_line(struct mail *m, size_t size)
{
    struct mail in = { 0 };

    mail_text(&in, "Content-Type: text/plain\n\n");
    mail_repeat(&in, "a", size * 3u / 4u);
    mail_text(m, MULTI MESSAGE "Content-Transfer-Encoding: base64\n\n");
    in_base64(m, &in, 0);
    mail_free(&in);
}

/* |unit| in messages that are encoded in each other. */
static void deep(struct mail *m, const char *unit, size_t size)
{
    struct mail in = { .eol = "\n" };

    mail_text(&in, "Content-Type: text/plain\n\n");
    mail_repeat(&in, unit, size / 4u / strlen(unit));
    for (size_t level = 0; level < 4u; level++) {
        struct mail out = { .eol = "\n" };

        mail_text(&out, MULTI MESSAGE "Content-Transfer-Encoding: base64\n\n");
        in_base64(&out, &in, level % 2u == 0 ? 0 : 60);
        mail_free(&in);
        in = out;
    }
    mail_bytes(m, in.p, in.len);
    mail_free(&in);
}

static void deep_text(struct mail *m, size_t size)  { deep(m, "some text\n", size); }
static void deep_lines(struct mail *m, size_t size) { deep(m, "\n", size); }
static void deep_begin(struct mail *m, size_t size) { deep(m, "b\n", size); }

/* Lines that no level of quoted-printable changes, in five levels. */
static void same_in_all_levels(struct mail *m, const char *unit, size_t size)
{
    for (int i = 0; i < 4; i++)
        mail_text(m, "Content-Type: multipart/mixed; boundary=x\n\n--x\n" IN_QP);
    mail_text(m, "Content-Type: multipart/mixed; boundary=x\n\n");
    mail_repeat(m, unit, size / strlen(unit));
}

static void deep_dashes(struct mail *m, size_t size) { same_in_all_levels(m, "--y\n", size); }
static void deep_breaks(struct mail *m, size_t size) { same_in_all_levels(m, "=\n", size); }
static void deep_blanks(struct mail *m, size_t size) { same_in_all_levels(m, "a \n", size); }
static void deep_raw(struct mail *m, size_t size)    { same_in_all_levels(m, "a\x80", size); }

/* ---- 252 boundaries, of 63 multiparts ------------------------------------------------------------ */

/* The text of the boundary |n|, and what the lines are that are compared with all. */
struct table {
    void (*text)(struct mail *m, unsigned n);
    const char *line;
};

static void of_all_lengths(struct mail *m, unsigned n) { mail_repeat(m, "x", n + 1u); }

static void of_one_length(struct mail *m, unsigned n)
{
    char text[8];

    (void)snprintf(text, sizeof text, "%03u", n);
    mail_text(m, text);
}

/* One byte, a letter or a digit. */
static void of_one_byte(struct mail *m, unsigned n)
{
    static const char bytes[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    mail_bytes(m, &bytes[n % 62u], 1);
}

/* All begin with "xx...", and each ends that in another place and with another half of a byte. */
static void of_forks(struct mail *m, unsigned n)
{
    mail_repeat(m, "x", n / 2u);
    mail_text(m, n % 2u == 0 ? "y" : "h");
}

/* Of one length and one hash, since these changes to eight bytes leave it as it is; beyond what is kept. */
static void of_one_hash(struct mail *m, unsigned n)
{
    static const int change[8] = { -7, 6, -8, 6, -5, 7, -4, 3 };

    mail_repeat(m, "m", 72);
    for (unsigned bit = 0; bit < 8u; bit++)
        for (unsigned i = 0; i < 8u; i++) {
            char c = (char)('m' + (n >> bit) % 2u * (unsigned)change[i]);

            mail_bytes(m, &c, 1);
        }
    mail_repeat(m, "m", 164);
}

static void boundary_table(struct mail *m, size_t size, const struct table *t)
{
    for (unsigned i = 0; i < 63u; i++) {
        mail_text(m, "Content-Type: multipart/mixed");
        for (unsigned k = 0; k < 4u; k++) {
            mail_text(m, "; boundary=");
            t->text(m, i * 4u + k);
        }
        mail_text(m, "\n\n--");
        t->text(m, i * 4u);
        mail_text(m, "\n");
    }
    mail_text(m, "Content-Transfer-Encoding: quoted-printable\n\n");
    while (m->len < size)
        mail_text(m, t->line);
}

#define TABLE(name, text, line) \
    static void table_##name(struct mail *m, size_t size) \
    { \
        boundary_table(m, size, &(const struct table){ text, line }); \
    }
TABLE(of_lengths, of_all_lengths, "--yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n")
TABLE(of_lengths_met, of_all_lengths, "--xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx--\n")
TABLE(of_one, of_one_length, "--yyy\n")
TABLE(of_one_short, of_one_length, "--2\n")
TABLE(of_bytes, of_one_byte, "--_\n")
TABLE(of_bytes_met, of_one_byte, "--m_\n")
TABLE(of_forks, of_forks, "--xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n")

/* Each line has the hash of all, up to its last byte, at which it is another. */
static void table_of_one_hash(struct mail *m, size_t size)
{
    struct mail line = { .eol = "\n" };

    mail_text(&line, "--");
    of_one_hash(&line, 255);
    line.p[line.len - 1u] = 'n';
    mail_bytes(&line, "\n", 2);
    boundary_table(m, size, &(const struct table){ of_one_hash, (const char *)line.p });
    mail_free(&line);
}

/* Boundaries that begin like those which are open. */
static void long_prefixes(struct mail *m, size_t size)
{
    char letter[2] = "a";

    for (unsigned i = 0; m->len < size; i++) {
        letter[0] = (char)('a' + i % 26u);
        mail_text(m, "Content-Type: multipart/mixed; boundary=");
        mail_repeat(m, "x", 120);
        mail_text(m, letter);
        mail_text(m, "\n\n--");
        mail_repeat(m, "x", 120);
        mail_text(m, letter);
        mail_text(m, "\n");
    }
}

/* Multiparts that begin at the limit of depth, one after the other. */
static void many_multiparts(struct mail *m, size_t size)
{
    for (int i = 0; i < 31; i++)
        mail_text(m, MULTI);
    while (m->len < size)
        mail_text(m, "Content-Type:multipart/;boundary=a;boundary=b;boundary=c;boundary=d\n\n--b\n");
}

/* Encoded messages, one after the other. */
static void many_levels(struct mail *m, size_t size)
{
    mail_text(m, MULTI);
    while (m->len < size)
        mail_text(m, "Content-Type:message/rfc822\nContent-Transfer-Encoding:base64\n\n"
                     "AAAAAAAAAAAAAAAAAAAAAAAA\n--b\n");
}

static void many_levels_qp(struct mail *m, size_t size)
{
    mail_text(m, MULTI);
    while (m->len < size)
        mail_text(m, "Content-Type:message\nContent-Transfer-Encoding:quoted-printable\n\n--b\n");
}

static const struct shape shapes[] = {
    { "CR", "X: y\n\n", "\r", NULL },
    { "LF", "X: y\n\n", "\n", NULL },
    { "CRLF", "X: y\n\n", "\r\n", NULL },
    { "blanks", "X: y\n\n", " ", NULL },
    { "NUL", "X: y\n\n", "$0", NULL },
    { "=", "X: y\n\n", "=", NULL },
    { "= lines", "X: y\n\n", "=\n", NULL },
    { "= CR", "X: y\n\n", "=\r", NULL },
    { "= blank lines", "X: y\n\n", "= \n", NULL },
    { "=a", "X: y\n\n", "=a", NULL },
    { "a=", "X: y\n\n", "a=", NULL },
    { "a= lines", "X: y\n\n", "a=\n", NULL },
    { "%", "X: y\n\n", "%", NULL },
    { "8-bit", "X: y\n\n", "$8", NULL },
    { "8-bit lines", "X: y\n\n", "$8\n", NULL },
    { "a", "X: y\n\n", "a", NULL },
    { "b lines", "X: y\n\n", "b\n", NULL },
    { "bCR", "X: y\n\n", "b\r", NULL },
    { "b and b", "X: y\n\n", "begin 6\n", NULL },
    { "begin", "X: y\n\n", "begin 644 a\n", NULL },
    { "begin 3", "X: y\n\n", "begin 0 \n", NULL },
    { "begin and CR", "X: y\n\nbegin 644 a\n", "\r", NULL },
    { "begin and %", "X: y\n\nbegin 644 a\n", "%", NULL },
    { "uu lines of nothing", "X: y\n\nbegin 644 a\n", "_\n", NULL },
    { "uu blocks", "X: y\n\n", "begin 644 a\n$$>)\\^(@$$\n", NULL },
    { "uu short blocks", "X: y\n\n", "begin 0 \n_\n", NULL },
    { "BEGIN", "X: y\n\n", "BEGIN 6\n", NULL },
    { "uu base64", "X: y\n\nbegin-base64 644 a\n", "begi\n", NULL },
    { "uu base64 words", "X: y\n\nbegin-base64 644 a\n", "beginA\n", NULL },
    { "uu base64 blocks", "X: y\n\n", "begin-base64 644 a\neJ8+Ig\n====\n", NULL },
    { "uu base64 without end", "X: y\n\n", "begin-base64 0 a\nAA\n", NULL },
    { "uu base64 padding", "X: y\n\nbegin-base64 0 a\n", "=\n", NULL },
    { "-", "X: y\n\n", "-", NULL },
    { "-- lines", "X: y\n\n", "--\n", NULL },
    { "- in multipart", MULTI "\n", "-", NULL },
    { "-- lines in multipart", MULTI "\n", "--\n", NULL },
    { "- lines in multipart", MULTI "\n", "-\n", NULL },
    { "LF in multipart", MULTI "\n", "\n", NULL },
    { "CR in multipart", MULTI "\n", "\r", NULL },
    { "parts", MULTI, "--b\n", NULL },
    { "parts CR", MULTI, "--b\r", NULL },
    { "parts with a byte", MULTI, "--b\n\nx\n", NULL },
    { "parts with blanks", MULTI, "--b\n\n= \n", NULL },
    { "ends", MULTI, "--b--\n", NULL },
    { "ends and parts", MULTI, "--b--\n--b\n", NULL },
    { "guessed", "Content-Type: multipart/a\n\n", "--a\n--b\n--c\n--d\n--e\n", NULL },
    { "headers CR", "", "\r", NULL },
    { "headers LF", "", "\n", NULL },
    { "headers blank", "", " ", NULL },
    { "headers NUL", "", "$0", NULL },
    { "headers a", "", "a", NULL },
    { "headers a lines", "", "a\n", NULL },
    { "headers :", "", ":", NULL },
    { "headers : lines", "", ":\n", NULL },
    { "headers -", "", "-", NULL },
    { "headers - in part", MULTI, "-a\n", NULL },
    { "fields", "", "X: y\n", NULL },
    { "types", "", "Content-Type: a\n", NULL },
    { "types, short", "", "Content-Type:\n", NULL },
    { "types of multiparts", "", "Content-Type:multipart;boundary=a\n", NULL },
    { "encodings", "", "Content-Transfer-Encoding:\n", NULL },
    { "dispositions", "", "Content-Disposition:;name=a\n", NULL },
    { "names", "", "Content-Disposition:;name*=''a;name=a\n", NULL },
    { "folds", "Content-Type: a", "\n ", NULL },
    { "blank folds", "X: a\n", " \n", NULL },
    { "parameters", "Content-Type: a/b", ";a=b", NULL },
    { "names in a field", "Content-Type: a/b", ";name=b", NULL },
    { "boundaries in a field", "Content-Type: multipart/a", ";boundary=b", NULL },
    { "quoted boundaries", "Content-Type: multipart/a", ";boundary=\"\\b\"", NULL },
    { "pieces", "Content-Type: a/b", ";name*7*=", NULL },
    { "comments", "Content-Type: a/b;", "(", NULL },
    { "short comments", "Content-Type: a/b;", "()", NULL },
    { "words", "Content-Type: a/b; name=\"", "=?", NULL },
    { "messages", "", "Content-Type: message/rfc822\n\n", NULL },
    { "base64 junk", "Content-Transfer-Encoding: base64\n\n", "AAA%", NULL },
    { "base64 =", "Content-Transfer-Encoding: base64\n\n", "A=", NULL },
    { "qp raw", "Content-Transfer-Encoding: quoted-printable\n\n", "a$8", NULL },
    { "qp text", "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n",
      "b\n", NULL },
    { "qp uu", "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n",
      "begin 0 \n_\n", NULL },
    { "one line", NULL, NULL, one_line },
    { "deep text", NULL, NULL, deep_text },
    { "deep lines", NULL, NULL, deep_lines },
    { "deep begin", NULL, NULL, deep_begin },
    { "deep dashes", NULL, NULL, deep_dashes },
    { "deep breaks", NULL, NULL, deep_breaks },
    { "deep blanks", NULL, NULL, deep_blanks },
    { "deep raw", NULL, NULL, deep_raw },
    { "table of lengths", NULL, NULL, table_of_lengths },
    { "table of lengths that are met", NULL, NULL, table_of_lengths_met },
    { "table of one length", NULL, NULL, table_of_one },
    { "table of one length, lines of 4 bytes", NULL, NULL, table_of_one_short },
    { "table of bytes", NULL, NULL, table_of_bytes },
    { "table of bytes that are met", NULL, NULL, table_of_bytes_met },
    { "table of forks", NULL, NULL, table_of_forks },
    { "table of one hash", NULL, NULL, table_of_one_hash },
    { "long prefixes", NULL, NULL, long_prefixes },
    { "many multiparts", NULL, NULL, many_multiparts },
    { "stream", "Content-Type: application/ms-tnef\n\nx\x9f>\"", "\n", NULL },
    { "stream in base64", "Content-Transfer-Encoding: base64\n\neJ8+Ig", "A\n", NULL },
    { "stream and boundaries", MULTI "Content-Transfer-Encoding: base64\n\neJ8+Ig\n", "--b-\n",
      NULL },
    { "many levels", NULL, NULL, many_levels },
    { "many levels of quoted-printable", NULL, NULL, many_levels_qp },
};
#define SHAPES (sizeof shapes / sizeof shapes[0])

/* Line ends as they are written: LF. */
static void build(struct mail *m, const struct shape *shape, size_t size)
{
    memset(m, 0, sizeof *m);
    m->eol = "\n";
    if (shape->build != NULL) {
        shape->build(m, size);
        return;
    }
    mail_text(m, shape->head);
    if (strchr(shape->unit, '$') != NULL) {
        while (m->len < size)
            mail_text(m, shape->unit);
        return;
    }
    mail_repeat(m, shape->unit, size / strlen(shape->unit));
}

/* ---- Checks -------------------------------------------------------------------------------- */

static double worst;
static char worst_is[128];

static void check(const struct shape *shape, const struct mail *m, const struct scan_plan *plan)
{
    struct scan_log l;
    double each;

    scan_log_run(&l, m->p, m->len, plan);
    if (l.bad[0] != 0)
        fail_msg("%s: %s", shape->name, l.bad);
    if (!touched_within("scanner", l.touched, m->len, l.feeds))
        fail_msg("%s, %zu bytes, pieces of %zu", shape->name, m->len, plan->piece);
    each = (double)l.touched / (double)m->len;
    if (strncmp(shape->name, "table", 5) == 0 && each > TABLE_MOST)
        fail_msg("%s, pieces of %zu: %.1f for a byte", shape->name, plan->piece, each);
    if (getenv("TOUCHED_ALL") != NULL)
        printf("%8.1f %s, pieces of %zu\n", each, shape->name, plan->piece);
    if (each > worst) {
        worst = each;
        (void)snprintf(worst_is, sizeof worst_is, "%s, pieces of %zu", shape->name, plan->piece);
    }
    scan_log_free(&l);
}

static const tnef_scanner_limits deepest = { .size = sizeof deepest,
                                          .max_depth = TNEF_SCANNER_DEPTH_CEILING,
                                          .max_parts = TNEF_SCANNER_PARTS_CEILING,
                                          .max_line = TNEF_SCANNER_LINE_CEILING,
                                          .max_streams = 1000000 };

/* The same for four times as much, whole: nothing grows. And for parts that are delivered, with a
 * sink that takes a byte at a time. */
static void work_does_not_grow(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (const struct shape *shape = shapes; shape < shapes + SHAPES; shape++) {
        const struct scan_plan plan = { .limits = &deepest };
        struct mail m;

        build(&m, shape, LARGE);
        check(shape, &m, &plan);
        mail_free(&m);
    }
}

static void work_of_pauses_is_bounded(void **state)
{
    static const int answers[] = { TNEF_CONTINUE, TNEF_SCANNER_RAW, TNEF_SCANNER_DECODE };

    (void)state;
    if (!touched_counts())
        skip();
    for (const struct shape *shape = shapes; shape < shapes + SHAPES; shape++)
        for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
            const struct scan_plan plan = { .answer = answers[i], .sink = SINK_ONE,
                                            .limits = &deepest };
            struct mail m;

            build(&m, shape, 8192);
            check(shape, &m, &plan);
            mail_free(&m);
        }
}

static void work_is_bounded(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (const struct shape *shape = shapes; shape < shapes + SHAPES; shape++) {
        struct mail m;

        build(&m, shape, SIZE);
        for (size_t i = 0; i < TOUCHED_PIECES; i++) {
            const struct scan_plan plan = { .piece = touched_pieces[i], .limits = &deepest };

            check(shape, &m, &plan);
        }
        mail_free(&m);
    }
    print_message("at most %.1f bytes touched for a byte: %s\n", worst, worst_is);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_is_bounded),
        cmocka_unit_test(work_does_not_grow),
        cmocka_unit_test(work_of_pauses_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
