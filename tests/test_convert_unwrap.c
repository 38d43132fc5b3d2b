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
#include "unwrap_check.h"

/* ---- Tests --------------------------------------------------------------------------------- */

#define MARK "X-TNEF-Status: kept\n"

static void hello(struct tw *w)
{
    uw_note(w, "Hello Bob.\r\n");
}

static void hello_with_file(struct tw *w)
{
    hello(w);
    uw_file(w);
}

/* Lines that are a boundary of the mail, and that begin as one. */
static void dashes(struct tw *w)
{
    uw_note(w, "--outer\r\n");
}

static void dashes_at_the_end(struct tw *w)
{
    uw_note(w, "Hello\r\n--outermost");
}

/* A line that a boundary of the mail begins with, and a rule. */
static void half_a_boundary(struct tw *w)
{
    uw_note(w, "Hello\r\n--out\r\n");
}

static void rule(struct tw *w)
{
    uw_note(w, "----\r\n");
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
    uw_check(hello,
          UW_ROOT "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\nPreamble\n--outer\n"
          "Content-Type: text/plain\n\nPlain\n--outer\n" UW_HEAD
          "X-MS-TNEF-Correlator: <1@x>\nX-Kept: a\n b\nContent-Disposition: attachment;\n"
          " filename=winmail.dat\n"
          "\n%\n--outer\nContent-Type: text/plain\n\nFooter\n--outer--\nEpilogue\n",
          UW_ROOT "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\nPreamble\n--outer\n"
          "Content-Type: text/plain\n\nPlain\n--outer\n"
          "X-Kept: a\n b\n" UW_LEAF
          "\n--outer\nContent-Type: text/plain\n\nFooter\n--outer--\nEpilogue\n",
          0);
}

static void as_the_whole_body(void **state)
{
    (void)state;
    uw_check(hello,
          "Received: from a by b;\n Fri, 1 Mar 2024 10:16:00 +0000\nFrom: \"A. Nn\" <ann@example.org>\n"
          "MIME-Version: 1.0\nX-MS-TNEF-Correlator: <1@x>\n" UW_HEAD "X-Last: 1\n\n%\n",
          "Received: from a by b;\n Fri, 1 Mar 2024 10:16:00 +0000\nFrom: \"A. Nn\" <ann@example.org>\n"
          "X-Last: 1\n"
          "Date: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\nSubject: Plan\n"
          "MIME-Version: 1.0\n" UW_LEAF,
          0);
    uw_check(hello, "DATE: 1\nto: 2\nSubject: 3\nfrom: 4\n" UW_HEAD "\n%",
          "DATE: 1\nto: 2\nSubject: 3\nfrom: 4\nMIME-Version: 1.0\n" UW_LEAF, 0);
}

static void with_boundaries_of_its_own(void **state)
{
    (void)state;
    uw_check(hello_with_file,
          UW_ROOT "Content-Type: multipart/mixed; boundary=\"=_T2_\"\n\n--=_T2_\n" UW_HEAD "\n%\n--=_T2_--\n",
          UW_ROOT "Content-Type: multipart/mixed; boundary=\"=_T2_\"\n\n--=_T2_\n"
          "Content-Type: multipart/mixed; boundary=\"=_T1000002_\"\n\n--=_T1000002_\n" UW_LEAF
          "\n--=_T1000002_\nContent-Type: application/pdf; name=\"a.pdf\"\n"
          "Content-Transfer-Encoding: base64\n"
          "Content-Disposition: attachment; filename=\"a.pdf\"\n\nJVBERg==\n\n--=_T1000002_--\n\n--=_T2_--\n",
          0);
    /* Readers that compare only its first bytes take each of our lines for one of this. */
    uw_check(hello_with_file,
          UW_ROOT "Content-Type: multipart/mixed; boundary=\"=_\"\n\n--=_\n" UW_HEAD "\n%\n--=_--\n", NULL,
          TNEF_UNWRAP_BOUNDARY);
}

static void with_a_line_like_a_boundary(void **state)
{
    (void)state;
    uw_check(dashes, UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" UW_HEAD "\n%\n"
          "--outer--\n",
          NULL, TNEF_UNWRAP_BOUNDARY);
    uw_check(dashes_at_the_end,
          UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" UW_HEAD "\n%\n--outer--\n",
          NULL, TNEF_UNWRAP_BOUNDARY);
    uw_check(half_a_boundary,
          UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" UW_HEAD "\n%\n--outer--\n",
          NULL, TNEF_UNWRAP_BOUNDARY);
    uw_check(rule,
          UW_ROOT "Content-Type: multipart/mixed; boundary=----x\n\n------x\n" UW_HEAD "\n%\n------x--\n",
          UW_ROOT "Content-Type: multipart/mixed; boundary=----x\n\n------x\n"
          "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: quoted-printable\n"
          "\n----\n\n------x--\n",
          0);
}

static void signed_or_enciphered(void **state)
{
    (void)state;
    uw_check(hello,
          UW_ROOT "Content-Type: multipart/signed; boundary=s; protocol=\"application/pkcs7-signature\"\n"
          "\n--s\n"
          "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" UW_HEAD "\n%\n--outer--\n\n--s\n"
          "Content-Type: application/pkcs7-signature\n\nMA==\n--s--\n",
          NULL, TNEF_UNWRAP_SIGNED);
    uw_check(hello,
          UW_ROOT "Content-Type: multipart/encrypted; boundary=s\n\n--s\n" UW_HEAD "\n%\n--s--\n", NULL,
          TNEF_UNWRAP_SIGNED);
    uw_check(hello, UW_ROOT "Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n"
    "%\n", NULL,
          TNEF_UNWRAP_SIGNED);
}

static void without_a_stream(void **state)
{
    static const char *const mails[] = { "", "\n", "a", "From: a\n", UW_ROOT "\nText\n",
                                         UW_ROOT "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"
                                         "x\n--b--\n" };
    struct uw_way way = { .piece = 1 };

    (void)state;
    for (size_t i = 0; i < sizeof mails / sizeof mails[0]; i++) {
        struct uw_result r;

        uw_run(mails[i], &way, &r);
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
    uw_check_cut(hello_with_file, 3,
              UW_ROOT "X-Kept: 1\n" UW_HEAD "\n%\n",
              UW_ROOT "X-Kept: 1\nMIME-Version: 1.0\n"
              "Content-Type: multipart/mixed; boundary=\"=_T1_\"\n\n--=_T1_\n"
              "Content-Type: multipart/mixed; boundary=\"=_T2_\"\n\n--=_T2_\n" UW_LEAF
              "\n--=_T2_\nContent-Type: application/pdf; name=\"a.pdf\"\n"
              "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"a.pdf\"\n"
              "X-TNEF-Status: truncated\n\n"
              "JVBERg==\n\n--=_T2_--\n"
              "\n--=_T1_\n" MARK UW_HEAD "\n%\n\n--=_T1_--\n",
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
    uw_check(twice,
          UW_ROOT "Content-Type: multipart/mixed; boundary=\"=_T1_\"\n\n--=_T1_\n" UW_LEAF "\n--=_T1_\n" MARK
          UW_HEAD "\n%\n\n--=_T1_--\n",
          NULL, TNEF_UNWRAP_DAMAGED);
    uw_check(hello, UW_ROOT MARK UW_HEAD "\n%\n",
          UW_ROOT MARK "Date: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\nMIME-Version: 1.0\n"
          UW_LEAF,
          0);
}

static void of_too_many_parts(void **state)
{
    char *form = malloc(64 * 1024);
    size_t n = 0;

    (void)state;
    assert_non_null(form);
    n += (size_t)sprintf(form, UW_ROOT "Content-Type: multipart/mixed; boundary=b\n\n--b\n" UW_HEAD "\n%%\n");
    for (int i = 0; i < 1000; i++)
        n += (size_t)sprintf(form + n, "--b\n\nx\n");
    (void)sprintf(form + n, "--b--\n");
    uw_check(hello, form, NULL, TNEF_UNWRAP_LIMIT);
    free(form);
}

static void of_two_readings(void **state)
{
    (void)state;
    uw_check(twice, UW_ROOT UW_HEAD "\n%\n",
          UW_ROOT "MIME-Version: 1.0\n"
          "Content-Type: multipart/mixed; boundary=\"=_T1_\"\n\n--=_T1_\n" UW_LEAF "\n--=_T1_\n" MARK UW_HEAD
          "\n%\n\n--=_T1_--\n",
          TNEF_UNWRAP_DAMAGED);
}

static void that_cannot_be_read(void **state)
{
    (void)state;
    uw_check_cut(hello, 0, UW_ROOT "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n"
              "\neJ8+Ig==\n", NULL,
              0, TNEF_UNWRAP_UNREAD);
}

/* Two readings of the same mail: none of them is written. */
static void ambiguous(void **state)
{
    (void)state;
    uw_check(hello, UW_ROOT UW_HEAD "Content-Type: text/plain\n\n%\n", NULL, TNEF_UNWRAP_AMBIGUOUS);
    uw_check(hello, UW_ROOT UW_HEAD "\neJ8+Ig==\n%\n", NULL, TNEF_UNWRAP_AMBIGUOUS);
    uw_check(hello, UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n"
    UW_HEAD "\n%\n", NULL,
          TNEF_UNWRAP_AMBIGUOUS);
}

static void in_attached_mail(void **state)
{
    (void)state;
    uw_check(hello,
          UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: message/rfc822\n\n"
          "From: x@y\n" UW_HEAD "\n%\n--outer--\n",
          UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: message/rfc822\n\n"
          "From: x@y\nDate: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\nSubject: Plan\n"
          "MIME-Version: 1.0\n" UW_LEAF "\n--outer--\n",
          0);
}

static void several(void **state)
{
    (void)state;
    uw_check_cut(hello, 0,
              UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" UW_HEAD "\n%\n"
              "--outer\n\nx\n--outer\n"
              UW_HEAD "\n%\n--outer--\n",
              UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n" UW_LEAF "\n--outer\n\n"
              "x\n--outer\n"
              UW_LEAF "\n--outer--\n",
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
    mail = uw_fill(UW_ROOT "Content-Type: application/ms-tnef\n"
                "Content-Transfer-Encoding: quoted-printable\n\n%\n", qp, "\n");
    uw_expect(mail, UW_ROOT "Date: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\n"
           "MIME-Version: 1.0\n" UW_LEAF, 1, 0);
    free(qp);
    free(mail);
    uw_check(hello, UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n\n%\n--outer--\n"
    "", NULL,
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
    (void)sprintf(before + n, UW_ROOT UW_HEAD "\n%%");
    (void)sprintf(after + m, UW_ROOT "Date: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\n"
                  "MIME-Version: 1.0\n" UW_LEAF);
    uw_check(hello, before, after, 0);
    free(before);
    free(after);
}

/* More streams than are replaced. */
static void too_many(void **state)
{
    char before[4096] = UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n";
    char after[4096];
    size_t n = strlen(before), m = n;

    (void)state;
    memcpy(after, before, n);
    for (uint32_t i = 0; i <= TNEF_UNWRAP_STREAMS_MAX; i++) {
        n += (size_t)sprintf(before + n, "--outer\n" UW_HEAD "\n%%\n");
        m += (size_t)sprintf(after + m, i < TNEF_UNWRAP_STREAMS_MAX ? "--outer\n" UW_LEAF "\n"
                                                                    : "--outer\n" UW_HEAD "\n%%\n");
    }
    (void)sprintf(before + n, "--outer--\n");
    (void)sprintf(after + m, "--outer--\n");
    uw_check_cut(hello, 0, before, after, TNEF_UNWRAP_STREAMS_MAX, TNEF_UNWRAP_LIMIT);
}

static void a_contact(void **state)
{
    (void)state;
    uw_check(card, UW_ROOT UW_HEAD "\n%\n",
          UW_ROOT "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=_T2_\"\n\n--=_T2_\n"
          "Content-Type: text/vcard; charset=utf-8; name=\"contact.vcf\"\nContent-Transfer-Encoding: base64\n"
          "Content-Disposition: attachment; filename=\"contact.vcf\"\n\n"
          "QkVHSU46VkNBUkQNClZFUlNJT046My4wDQpGTjpDDQpOOjs7OzsNCkVORDpWQ0FSRA0K\n\n--=_T2_--\n",
          0);
}

static void wrong_configurations(void **state)
{
    struct uw_spool kept = { NULL, 0, 0, 0 };
    tnef_spool spool = { sizeof spool, uw_spool_write, uw_spool_read, &kept };
    tnef_convert_options options = { .size = sizeof options };
    tnef_convert_config convert = { .size = sizeof convert };
    tnef_scanner_limits limits = { .size = sizeof limits };
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
    spool.read = uw_spool_read;
    spool.write = NULL;
    assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_E_ARGUMENT);
    assert_ptr_equal(field, &spool.write);
    spool.write = uw_spool_write;
    spool.size = 1;
    assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_E_ARGUMENT);
    assert_ptr_equal(field, &spool.size);
    spool.size = sizeof spool;
    convert.flags = 1;
    cfg.convert = &convert;
    assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_E_ARGUMENT);
    assert_ptr_equal(field, &convert.flags);
    cfg.convert = NULL;
    limits.max_depth = TNEF_SCANNER_DEPTH_CEILING + 1;
    cfg.scanner_limits = &limits;
    assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_E_ARGUMENT);
    assert_ptr_equal(field, &limits.max_depth);
    cfg.scanner_limits = NULL;
    cfg.spool = NULL;
    assert_int_equal(tnef_unwrap_new(&u, &cfg, NULL), TNEF_E_ARGUMENT);
    assert_null(u);
}

/* The line of a mailbox before the mail, as filters get it, stays before it. */
#define FROM "From ann@example.org Mon Nov 30 08:26:00 2026\n"
static void after_the_line_of_a_mailbox(void **state)
{
    (void)state;
    uw_check(hello, FROM UW_ROOT UW_HEAD "\n%",
             FROM UW_ROOT
             "Date: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\nMIME-Version: 1.0\n"
             UW_LEAF,
             0);
    uw_check(hello, FROM UW_ROOT "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nBefore\n--b\n" UW_HEAD
             "\n%\n--b--\n",
             FROM UW_ROOT "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nBefore\n--b\n" UW_LEAF
             "\n--b--\n",
             0);
    /* What is no such line makes the mail one with two readings, or is a field with a blank in its name. */
    uw_check(hello, "From ann\n" UW_ROOT UW_HEAD "\n%", NULL, TNEF_UNWRAP_AMBIGUOUS);
    uw_check(hello, "From 08:26:00\n" UW_ROOT UW_HEAD "\n%", NULL, TNEF_UNWRAP_AMBIGUOUS);
    uw_check(hello, FROM FROM UW_ROOT UW_HEAD "\n%", NULL, TNEF_UNWRAP_AMBIGUOUS);
    uw_check(hello, "Fro", NULL, TNEF_UNWRAP_AMBIGUOUS);
    uw_check(hello, "From ", NULL, TNEF_UNWRAP_AMBIGUOUS);
    uw_check(hello, FROM, NULL, TNEF_UNWRAP_AMBIGUOUS);
}

struct rude {
    tnef_unwrap *u;
    int how;
};

static tnef_status rude_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct rude *r = user;

    (void)buf;
    assert_int_equal(tnef_unwrap_feed(r->u, "a", 1, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_unwrap_finish(r->u), TNEF_E_STATE);
    assert_int_equal(tnef_unwrap_reset(r->u), TNEF_E_STATE);
    assert_int_equal(tnef_unwrap_write(r->u, rude_sink, user), TNEF_E_STATE);
    *taken = r->how == 2 ? len + 1 : len;
    return r->how == 1 ? TNEF_STOPPED : r->how == 2 ? TNEF_PAUSED : TNEF_OK;
}

static void misuse(void **state)
{
    struct uw_spool kept = { NULL, 0, 0, 0 };
    const tnef_spool spool = { sizeof spool, uw_spool_write, uw_spool_read, &kept };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool };
    tnef_error error = { .size = sizeof error };
    struct rude rude = { NULL, 0 };
    size_t taken = 7;
    struct tw w;
    char *base64, *mail;

    (void)state;
    hello(&w);
    base64 = uw_armor(&w, "\r\n", 0);
    mail = uw_fill("From: a@b\n" UW_HEAD "\n%", base64, "\r\n");
    assert_int_equal(tnef_unwrap_new(&rude.u, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(rude.u, NULL, 1, &taken), TNEF_E_ARGUMENT);
    assert_int_equal(taken, 0);
    assert_int_equal(tnef_unwrap_finish(rude.u), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_unwrap_reset(rude.u), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(rude.u, NULL, 0, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(rude.u, mail, strlen(mail), NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_finish(rude.u), TNEF_OK);
    assert_int_equal(tnef_unwrap_finish(rude.u), TNEF_OK);
    assert_int_equal(tnef_unwrap_write(rude.u, NULL, NULL), TNEF_E_ARGUMENT);
    /* What the sink must not call is told by the call that it is in, unless it ends that, too. */
    for (rude.how = 0; rude.how < 3; rude.how++) {
        static const tnef_status answers[] = { TNEF_E_STATE, TNEF_STOPPED, TNEF_E_CALLBACK };

        assert_int_equal(tnef_unwrap_write(rude.u, rude_sink, &rude), answers[rude.how]);
        tnef_unwrap_error(rude.u, &error);
        assert_int_equal(error.status, TNEF_E_STATE);
    }
    assert_int_equal(tnef_unwrap_feed(rude.u, "a", 1, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_unwrap_write(rude.u, rude_sink, &rude), TNEF_E_STATE);
    tnef_unwrap_free(rude.u);
    tnef_unwrap_free(NULL);
    free(kept.bytes);
    free(mail);
    free(base64);
}

/* After a failure of the spool nothing goes on. */
static void failed_for_good(void **state)
{
    struct uw_spool kept = { NULL, 0, 0, 1 };
    const tnef_spool spool = { sizeof spool, uw_spool_write, uw_spool_read, &kept };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool };
    struct rude rude = { NULL, 0 };

    (void)state;
    assert_int_equal(tnef_unwrap_new(&rude.u, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(rude.u, "a", 1, NULL), TNEF_E_CALLBACK);
    assert_int_equal(tnef_unwrap_feed(rude.u, "a", 1, NULL), TNEF_E_CALLBACK);
    assert_int_equal(tnef_unwrap_finish(rude.u), TNEF_E_CALLBACK);
    tnef_unwrap_free(rude.u);
    free(kept.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(after_the_line_of_a_mailbox),
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
        cmocka_unit_test(misuse),
        cmocka_unit_test(failed_for_good),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
