/* SPDX-License-Identifier: MIT */

/* Mail in which streams are. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"
#include "counting_alloc.h"
#include "kept_output.h"

/* ---- Streams ------------------------------------------------------------------------------- */

static void note(struct tw *w, const char *text)
{
    cw_begin(w, "IPM.Note");
    cw_representing(w, "Ann", "ann@example.com");
    tw_prop_unicode(w, TW_P_SUBJECT, "Plan");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_unicode(w, TW_P_BODY, text);
    cw_end(w);
    tw_rows_begin(w);
    tw_recipient(w, 1, "Bob", "SMTP", "bob@example.com", NULL);
    tw_recipient(w, 3, "Eve", "SMTP", "eve@example.com", NULL);
    tw_rows_end(w);
}

static void file(struct tw *w)
{
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "%PDF", 4);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "a.pdf");
    tw_attr_props_end(w);
}

/* Base64 in lines, to be freed. The stream is freed; its last |cut| bytes are left out. */
static char *armor(struct tw *w, const char *eol, size_t cut)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t len, n = 0;
    uint8_t *buf = tw_take(w, &len);
    char *out = malloc(2 * len + 16);

    tw_free(w);
    assert_non_null(out);
    len -= cut;
    for (size_t i = 0; i < len; i += 3) {
        uint32_t v = (uint32_t)buf[i] << 16;

        if (i > 0 && i % 57 == 0)
            n += (size_t)sprintf(out + n, "%s", eol);
        v |= i + 1 < len ? (uint32_t)buf[i + 1] << 8 : 0;
        v |= i + 2 < len ? buf[i + 2] : 0;
        out[n++] = digits[v >> 18];
        out[n++] = digits[v >> 12 & 63];
        out[n++] = i + 1 < len ? digits[v >> 6 & 63] : '=';
        out[n++] = i + 2 < len ? digits[v & 63] : '=';
    }
    out[n] = '\0';
    free(buf);
    return out;
}

/* |form|, in which "%" is |base64|, and line ends are |eol|. To be freed. */
static char *fill(const char *form, const char *base64, const char *eol)
{
    char *out = malloc(2 * strlen(form) + 16 * strlen(base64) + 1);
    size_t n = 0;

    assert_non_null(out);
    for (; *form != '\0'; form++) {
        char one[2] = { *form, '\0' };
        const char *text = *form == '%' ? base64 : *form == '\n' ? eol : one;

        memcpy(out + n, text, strlen(text));
        n += strlen(text);
    }
    out[n] = '\0';
    return out;
}

/* ---- One mail ------------------------------------------------------------------------------ */

struct spool {
    char *bytes;
    size_t len, room;
    uint32_t fail_at;            /* the call that fails, from 1; 0: none                          */
};

static int fails(struct spool *s)
{
    return s->fail_at > 0 && --s->fail_at == 0;
}

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct spool *s = user;

    if (fails(s))
        return -5;
    assert_true(offset <= s->len);
    if (offset + len > s->room) {
        s->room = 2 * (offset + len);
        s->bytes = realloc(s->bytes, s->room);
        assert_non_null(s->bytes);
    }
    memcpy(s->bytes + offset, buf, len);
    if (s->len < offset + len)
        s->len = offset + len;
    return 0;
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct spool *s = user;

    if (fails(s))
        return -6;
    assert_true(offset + len <= s->len);
    memcpy(buf, s->bytes + offset, len);
    return 0;
}

struct way {
    size_t piece;
    enum kept_takes takes;
    const tnef_allocator *alloc;
    uint32_t sink_fails, spool_fails;
    uint32_t max_memory;         /* of the converter                                              */
    int twice;                   /* reset, and again; written again                               */
};

struct result {
    tnef_status status;
    struct tnef_unwrap_info info;
    struct kept_output out;
};

struct failing_sink {
    struct kept_output *out;
    uint32_t left;
};

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct failing_sink *f = user;

    assert_true(len > 0);
    if (f->left > 0 && --f->left == 0)
        return -7;
    return kept_sink(f->out, buf, len, taken);
}

static void pass(tnef_unwrap *u, const char *mail, const struct way *way, struct result *r)
{
    const size_t len = strlen(mail), piece = way->piece != 0 ? way->piece : len;
    struct failing_sink f = { &r->out, way->sink_fails };
    size_t taken;

    r->status = TNEF_OK;
    for (size_t at = 0; at < len && r->status == TNEF_OK; at += piece) {
        const size_t n = piece < len - at ? piece : len - at;

        r->status = tnef_unwrap_feed(u, mail + at, n, &taken);
        assert_int_equal(taken, r->status == TNEF_OK ? n : 0);
    }
    assert_int_equal(tnef_unwrap_write(u, sink, &f), TNEF_E_STATE);
    if (r->status == TNEF_OK)
        r->status = tnef_unwrap_finish(u);
    if (r->status == TNEF_OK) {
        do
            r->status = tnef_unwrap_write(u, sink, &f);
        while (r->status == TNEF_PAUSED);
    }
}

static void run(const char *mail, const struct way *way, struct result *r)
{
    struct spool kept = { NULL, 0, 0, way->spool_fails };
    const tnef_spool spool = { sizeof spool, spool_write, spool_read, &kept };
    const tnef_convert_config convert = { .size = sizeof convert, .max_memory = way->max_memory };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool, .convert = &convert };
    tnef_error error = { .size = sizeof error };
    tnef_unwrap *u;

    memset(r, 0, sizeof *r);
    kept_begin(&r->out, way->takes);
    r->status = tnef_unwrap_new(&u, &cfg, way->alloc);
    if (r->status == TNEF_OK) {
        pass(u, mail, way, r);
        if (way->twice) {
            free(r->out.out);
            kept_begin(&r->out, way->takes);
            assert_int_equal(tnef_unwrap_reset(u), TNEF_OK);
            pass(u, mail, way, r);
        }
        r->info.size = sizeof r->info;
        tnef_unwrap_info(u, &r->info);
        tnef_unwrap_error(u, &error);
        assert_int_equal(error.status, r->status);
    }
    tnef_unwrap_free(u);
    free(kept.bytes);
}

/* ---- What is expected ---------------------------------------------------------------------- */

static void expect_same(const struct result *r, const char *text, uint32_t replaced, uint32_t kept)
{
    size_t at = 0;

    assert_int_equal(r->status, TNEF_OK);
    assert_int_equal(r->info.replaced, replaced);
    assert_int_equal(r->info.kept, kept);
    while (text[at] != '\0' && text[at] == r->out.out[at])
        at++;
    if (r->out.len != strlen(text) || at != r->out.len)
        fail_msg("from byte %zu on it is\n%s\nand not\n%s", at, r->out.out + at, text + at);
}

static void expect_beginning(struct result *r, const char *text)
{
    assert_true(r->out.len <= strlen(text));
    assert_memory_equal(r->out.out, text, r->out.len);
    free(r->out.out);
}

/* Whatever fails, at its first call and each later one, until nothing does. */
static void with_failures(const char *mail, const char *text, uint32_t replaced, uint32_t kept)
{
    for (int what = 0; what < 3; what++) {
        for (uint32_t at = 1;; at++) {
            struct counting_alloc a;
            struct way way = { .twice = 0 };
            struct result r;

            counting_alloc_init(&a, what == 0 ? at : UINT64_MAX);
            way.alloc = &a.alloc;
            way.sink_fails = what == 1 ? at : 0;
            way.spool_fails = what == 2 ? at : 0;
            run(mail, &way, &r);
            assert_int_equal(a.held, 0);
            if (r.status == TNEF_OK) {
                expect_same(&r, text, replaced, kept);
                free(r.out.out);
                break;
            }
            assert_int_equal(r.status, what == 0 ? TNEF_E_MEMORY : TNEF_E_CALLBACK);
            expect_beginning(&r, text);
        }
    }
}

static void expect(const char *mail, const char *text, uint32_t replaced, uint32_t kept)
{
    static const size_t pieces[] = { 0, 1, 7 };
    struct result r;

    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        for (int takes = TAKES_ALL; takes <= PAUSES_AFTER; takes++) {
            const struct way way = { .piece = pieces[i], .takes = (enum kept_takes)takes, .twice = i == 2,
                                     .max_memory = i == 1 ? 1 : 0 };

            run(mail, &way, &r);
            expect_same(&r, text, replaced, kept);
            free(r.out.out);
        }
    }
    with_failures(mail, text, replaced, kept);
}

/* The same with lines that end with CR LF and with LF. |cut|: of the stream. */
static void check_cut(void (*make)(struct tw *w), size_t cut, const char *form, const char *form_after,
                      uint32_t replaced, uint32_t kept)
{
    static const char *const eols[] = { "\r\n", "\n" };

    for (int i = 0; i < 2; i++) {
        struct tw w;
        char *base64, *mail, *text;

        make(&w);
        base64 = armor(&w, eols[i], cut);
        mail = fill(form, base64, eols[i]);
        text = fill(form_after != NULL ? form_after : form, base64, eols[i]);
        expect(mail, text, replaced, kept);
        free(base64);
        free(mail);
        free(text);
    }
}

static void check(void (*make)(struct tw *w), const char *form, const char *form_after, uint32_t kept)
{
    check_cut(make, 0, form, form_after, form_after != NULL, kept);
}

/* ---- Tests --------------------------------------------------------------------------------- */

#define TNEF_HEAD \
  "Content-Type: application/ms-tnef; name=\"winmail.dat\"\n" \
  "Content-Transfer-Encoding: base64\n"
#define MARK "X-TNEF-Status: kept\n"
#define LEAF \
  "Content-Type: text/plain; charset=us-ascii\n" \
  "Content-Transfer-Encoding: 7bit\n" \
  "\n" \
  "Hello Bob.\n"
#define ROOT "From: ann@example.org\nSubject: Outer\n"

static void hello(struct tw *w)
{
    note(w, "Hello Bob.\r\n");
}

static void hello_with_file(struct tw *w)
{
    hello(w);
    file(w);
}

/* Lines that are a boundary of the mail, and that begin as one. */
static void dashes(struct tw *w)
{
    note(w, "--outer\r\n");
}

static void dashes_at_the_end(struct tw *w)
{
    note(w, "Hello\r\n--outermost");
}

/* A line that a boundary of the mail begins with, and a rule. */
static void half_a_boundary(struct tw *w)
{
    note(w, "Hello\r\n--out\r\n");
}

static void rule(struct tw *w)
{
    note(w, "----\r\n");
}

static void card(struct tw *w)
{
    cw_begin(w, "IPM.Contact");
    tw_prop_unicode(w, TW_P_SUBJECT, "C");
    cw_end(w);
}

static void in_a_multipart(void **state)
{
    (void)state;
    check(hello,
          ROOT "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\nPreamble\n--outer\n"
          "Content-Type: text/plain\n\nPlain\n--outer\n" TNEF_HEAD
          "X-MS-TNEF-Correlator: <1@x>\nX-Kept: a\n b\nContent-Disposition: attachment;\n"
          " filename=winmail.dat\n"
          "\n%\n--outer\nContent-Type: text/plain\n\nFooter\n--outer--\nEpilogue\n",
          ROOT "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\nPreamble\n--outer\n"
          "Content-Type: text/plain\n\nPlain\n--outer\n"
          "X-Kept: a\n b\n" LEAF
          "\n--outer\nContent-Type: text/plain\n\nFooter\n--outer--\nEpilogue\n",
          0);
}

static void as_the_whole_body(void **state)
{
    (void)state;
    check(hello,
          "Received: from a by b;\n Fri, 1 Mar 2024 10:16:00 +0000\nFrom: \"A. Nn\" <ann@example.org>\n"
          "MIME-Version: 1.0\nX-MS-TNEF-Correlator: <1@x>\n" TNEF_HEAD "X-Last: 1\n\n%\n",
          "Received: from a by b;\n Fri, 1 Mar 2024 10:16:00 +0000\nFrom: \"A. Nn\" <ann@example.org>\n"
          "X-Last: 1\n"
          "Date: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\nSubject: Plan\n"
          "MIME-Version: 1.0\n" LEAF,
          0);
    check(hello, "DATE: 1\nto: 2\nSubject: 3\nfrom: 4\n" TNEF_HEAD "\n%",
          "DATE: 1\nto: 2\nSubject: 3\nfrom: 4\nMIME-Version: 1.0\n" LEAF, 0);
}

static void with_boundaries_of_its_own(void **state)
{
    (void)state;
    check(hello_with_file,
          ROOT "Content-Type: multipart/mixed; boundary=\"=_T2_\"\n\n--=_T2_\n" TNEF_HEAD "\n%\n--=_T2_--\n",
          ROOT "Content-Type: multipart/mixed; boundary=\"=_T2_\"\n\n--=_T2_\n"
          "Content-Type: multipart/mixed; boundary=\"=_T1000002_\"\n\n--=_T1000002_\n" LEAF
          "\n--=_T1000002_\nContent-Type: application/pdf; name=\"a.pdf\"\n"
          "Content-Transfer-Encoding: base64\n"
          "Content-Disposition: attachment; filename=\"a.pdf\"\n\nJVBERg==\n\n--=_T1000002_--\n\n--=_T2_--\n",
          0);
    /* Readers that compare only its first bytes take each of our lines for one of this. */
    check(hello_with_file,
          ROOT "Content-Type: multipart/mixed; boundary=\"=_\"\n\n--=_\n" TNEF_HEAD "\n%\n--=_--\n", NULL,
          TNEF_UNWRAP_BOUNDARY);
}

static void with_a_line_like_a_boundary(void **state)
{
    (void)state;
    check(dashes, ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" TNEF_HEAD "\n%\n"
          "--outer--\n",
          NULL, TNEF_UNWRAP_BOUNDARY);
    check(dashes_at_the_end,
          ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" TNEF_HEAD "\n%\n--outer--\n",
          NULL, TNEF_UNWRAP_BOUNDARY);
    check(half_a_boundary,
          ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" TNEF_HEAD "\n%\n--outer--\n",
          NULL, TNEF_UNWRAP_BOUNDARY);
    check(rule,
          ROOT "Content-Type: multipart/mixed; boundary=----x\n\n------x\n" TNEF_HEAD "\n%\n------x--\n",
          ROOT "Content-Type: multipart/mixed; boundary=----x\n\n------x\n"
          "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: quoted-printable\n"
          "\n----\n\n------x--\n",
          0);
}

static void signed_or_enciphered(void **state)
{
    (void)state;
    check(hello,
          ROOT "Content-Type: multipart/signed; boundary=s; protocol=\"application/pkcs7-signature\"\n\n--s\n"
          "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" TNEF_HEAD "\n%\n--outer--\n\n--s\n"
          "Content-Type: application/pkcs7-signature\n\nMA==\n--s--\n",
          NULL, TNEF_UNWRAP_SIGNED);
    check(hello,
          ROOT "Content-Type: multipart/encrypted; boundary=s\n\n--s\n" TNEF_HEAD "\n%\n--s--\n", NULL,
          TNEF_UNWRAP_SIGNED);
    check(hello, ROOT "Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n%\n", NULL,
          TNEF_UNWRAP_SIGNED);
}

static void without_a_stream(void **state)
{
    static const char *const mails[] = { "", "\n", "a", "From: a\n", ROOT "\nText\n",
                                         ROOT "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"
                                         "x\n--b--\n" };
    struct way way = { .piece = 1 };

    (void)state;
    for (size_t i = 0; i < sizeof mails / sizeof mails[0]; i++) {
        struct result r;

        run(mails[i], &way, &r);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.info.streams, 0);
        assert_int_equal(r.out.len, strlen(mails[i]));
        if (r.out.len > 0)
            assert_memory_equal(r.out.out, mails[i], r.out.len);
        free(r.out.out);
    }
}

/* The part as it was stands beside what could be read. */
static void damaged(void **state)
{
    (void)state;
    check_cut(hello_with_file, 3,
              ROOT "X-Kept: 1\n" TNEF_HEAD "\n%\n",
              ROOT "X-Kept: 1\nMIME-Version: 1.0\n"
              "Content-Type: multipart/mixed; boundary=\"=_T1_\"\n\n--=_T1_\n"
              "Content-Type: multipart/mixed; boundary=\"=_T2_\"\n\n--=_T2_\n" LEAF
              "\n--=_T2_\nContent-Type: application/pdf; name=\"a.pdf\"\n"
              "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"a.pdf\"\n"
              "X-TNEF-Status: truncated\n\n"
              "JVBERg==\n\n--=_T2_--\n"
              "\n--=_T1_\n" MARK TNEF_HEAD "\n%\n\n--=_T1_--\n",
              1, TNEF_UNWRAP_DAMAGED);
}

/* Which of two bodies counts is not known, so the part stays, too. */
static void twice(struct tw *w)
{
    hello(w);
    tw_attr_text(w, TW_MESSAGE, TW_BODY, "Another text.");
}

/* A part that was kept is kept once more, and nothing is added to the mail. */
static void unwrapped_before(void **state)
{
    (void)state;
    check(twice,
          ROOT "Content-Type: multipart/mixed; boundary=\"=_T1_\"\n\n--=_T1_\n" LEAF "\n--=_T1_\n" MARK
          TNEF_HEAD "\n%\n\n--=_T1_--\n",
          NULL, TNEF_UNWRAP_DAMAGED);
    check(hello, ROOT MARK TNEF_HEAD "\n%\n",
          ROOT MARK "Date: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\nMIME-Version: 1.0\n"
          LEAF,
          0);
}

static void of_too_many_parts(void **state)
{
    char *form = malloc(64 * 1024);
    size_t n = 0;

    (void)state;
    assert_non_null(form);
    n += (size_t)sprintf(form, ROOT "Content-Type: multipart/mixed; boundary=b\n\n--b\n" TNEF_HEAD "\n%%\n");
    for (int i = 0; i < 1000; i++)
        n += (size_t)sprintf(form + n, "--b\n\nx\n");
    (void)sprintf(form + n, "--b--\n");
    check(hello, form, NULL, TNEF_UNWRAP_LIMIT);
    free(form);
}

static void of_two_readings(void **state)
{
    (void)state;
    check(twice, ROOT TNEF_HEAD "\n%\n",
          ROOT "MIME-Version: 1.0\n"
          "Content-Type: multipart/mixed; boundary=\"=_T1_\"\n\n--=_T1_\n" LEAF "\n--=_T1_\n" MARK TNEF_HEAD
          "\n%\n\n--=_T1_--\n",
          TNEF_UNWRAP_DAMAGED);
}

static void that_cannot_be_read(void **state)
{
    (void)state;
    check_cut(hello, 0, ROOT "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n"
              "\neJ8+Ig==\n", NULL,
              0, TNEF_UNWRAP_UNREAD);
}

/* Two readings of the same mail: none of them is written. */
static void ambiguous(void **state)
{
    (void)state;
    check(hello, ROOT TNEF_HEAD "Content-Type: text/plain\n\n%\n", NULL, TNEF_UNWRAP_AMBIGUOUS);
    check(hello, ROOT TNEF_HEAD "\neJ8+Ig==\n%\n", NULL, TNEF_UNWRAP_AMBIGUOUS);
    check(hello, ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" TNEF_HEAD "\n%\n", NULL,
          TNEF_UNWRAP_AMBIGUOUS);
}

static void in_attached_mail(void **state)
{
    (void)state;
    check(hello,
          ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: message/rfc822\n\n"
          "From: x@y\n" TNEF_HEAD "\n%\n--outer--\n",
          ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: message/rfc822\n\n"
          "From: x@y\nDate: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\nSubject: Plan\n"
          "MIME-Version: 1.0\n" LEAF "\n--outer--\n",
          0);
}

static void several(void **state)
{
    (void)state;
    check_cut(hello, 0,
              ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" TNEF_HEAD "\n%\n"
              "--outer\n\nx\n--outer\n"
              TNEF_HEAD "\n%\n--outer--\n",
              ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" LEAF "\n--outer\n\n"
              "x\n--outer\n"
              LEAF "\n--outer--\n",
              2, 0);
}

/* A stream in other encodings: a part that is nothing else is replaced, another one is not. */
static void in_other_places(void **state)
{
    struct tw w;
    size_t len;
    uint8_t *buf;
    char *qp, *mail;
    size_t n = 0;

    (void)state;
    hello(&w);
    buf = tw_take(&w, &len);
    tw_free(&w);
    qp = malloc(5 * len + 1);
    assert_non_null(qp);
    for (size_t i = 0; i < len; i++)
        n += (size_t)sprintf(qp + n, i % 20 == 19 ? "=%02X=\n" : "=%02X", buf[i]);
    free(buf);
    mail = fill(ROOT "Content-Type: application/ms-tnef\n"
                "Content-Transfer-Encoding: quoted-printable\n\n%\n", qp, "\n");
    expect(mail, ROOT "Date: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\n"
           "MIME-Version: 1.0\n" LEAF, 1, 0);
    free(qp);
    free(mail);
    check(hello, ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n\n%\n--outer--\n", NULL,
          TNEF_UNWRAP_AMBIGUOUS);
}

/* Fields that are longer than what is read from the spool at once, and many of them. */
static void with_long_fields(void **state)
{
    const size_t room = 65536;
    char *before = malloc(room), *after = malloc(room);
    size_t n = 0, m = 0;

    (void)state;
    assert_non_null(before);
    assert_non_null(after);
    for (int i = 0; i < 400; i++) {
        n += (size_t)sprintf(before + n, "Content-Odd-%d: %040d\n %d\n", i, i, i);
        n += (size_t)sprintf(before + n, "X-%d: %*d\n\t.\n", i, i == 200 ? 9000 : 20, i);
        m += (size_t)sprintf(after + m, "X-%d: %*d\n\t.\n", i, i == 200 ? 9000 : 20, i);
    }
    (void)sprintf(before + n, ROOT TNEF_HEAD "\n%%");
    (void)sprintf(after + m, ROOT "Date: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\n"
                  "MIME-Version: 1.0\n" LEAF);
    check(hello, before, after, 0);
    free(before);
    free(after);
}

/* More streams than are replaced. */
static void too_many(void **state)
{
    char before[4096] = ROOT "Content-Type: multipart/mixed; boundary=outer\n\n";
    char after[4096];
    size_t n = strlen(before), m = n;

    (void)state;
    memcpy(after, before, n);
    for (uint32_t i = 0; i <= TNEF_UNWRAP_STREAMS_MAX; i++) {
        n += (size_t)sprintf(before + n, "--outer\n" TNEF_HEAD "\n%%\n");
        m += (size_t)sprintf(after + m, i < TNEF_UNWRAP_STREAMS_MAX ? "--outer\n" LEAF "\n"
                                                                    : "--outer\n" TNEF_HEAD "\n%%\n");
    }
    (void)sprintf(before + n, "--outer--\n");
    (void)sprintf(after + m, "--outer--\n");
    check_cut(hello, 0, before, after, TNEF_UNWRAP_STREAMS_MAX, TNEF_UNWRAP_LIMIT);
}

static void a_contact(void **state)
{
    (void)state;
    check(card, ROOT TNEF_HEAD "\n%\n",
          ROOT "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=_T2_\"\n\n--=_T2_\n"
          "Content-Type: text/vcard; charset=utf-8; name=\"contact.vcf\"\nContent-Transfer-Encoding: base64\n"
          "Content-Disposition: attachment; filename=\"contact.vcf\"\n\n"
          "QkVHSU46VkNBUkQNClZFUlNJT046My4wDQpGTjpDDQpOOjs7OzsNCkVORDpWQ0FSRA0K\n\n--=_T2_--\n",
          0);
}

static void wrong_configurations(void **state)
{
    struct spool kept = { NULL, 0, 0, 0 };
    tnef_spool spool = { sizeof spool, spool_write, spool_read, &kept };
    tnef_convert_options options = { .size = sizeof options };
    tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool, .options = &options };
    const void *field;
    tnef_unwrap *u;

    (void)state;
    assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_OK);
    assert_true(tnef_unwrap_size(&cfg) > tnef_convert_size(NULL));
    assert_int_equal(tnef_unwrap_size(NULL), 0);
    assert_int_equal(tnef_unwrap_check(NULL, &field), TNEF_E_ARGUMENT);
    cfg.flags = 1;
    assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_E_ARGUMENT);
    assert_ptr_equal(field, &cfg.flags);
    cfg.flags = 0;
    options.card_version = 2;
    assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_E_ARGUMENT);
    assert_ptr_equal(field, &options.card_version);
    options.card_version = 0;
    spool.read = NULL;
    assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_E_ARGUMENT);
    assert_ptr_equal(field, &spool.read);
    cfg.spool = NULL;
    assert_int_equal(tnef_unwrap_new(&u, &cfg, NULL), TNEF_E_ARGUMENT);
    assert_null(u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_a_multipart),
        cmocka_unit_test(as_the_whole_body),
        cmocka_unit_test(with_boundaries_of_its_own),
        cmocka_unit_test(with_a_line_like_a_boundary),
        cmocka_unit_test(signed_or_enciphered),
        cmocka_unit_test(without_a_stream),
        cmocka_unit_test(damaged),
        cmocka_unit_test(of_two_readings),
        cmocka_unit_test(unwrapped_before),
        cmocka_unit_test(of_too_many_parts),
        cmocka_unit_test(that_cannot_be_read),
        cmocka_unit_test(ambiguous),
        cmocka_unit_test(in_attached_mail),
        cmocka_unit_test(several),
        cmocka_unit_test(in_other_places),
        cmocka_unit_test(with_long_fields),
        cmocka_unit_test(too_many),
        cmocka_unit_test(a_contact),
        cmocka_unit_test(wrong_configurations),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
