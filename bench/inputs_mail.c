/* SPDX-License-Identifier: MIT */
/* Transfer encodings alone, and mail, with TNEF in it and without. */
#include "bench.h"

#include "support.h"
#include "transfer_writer.h"
#include "writer.h"

#include <stdlib.h>

/* Text in lines of 70, of which one character in |every| must be encoded. */
static void as_text(uint8_t *p, size_t len, unsigned every)
{
    for (size_t i = 0; i < len; i++) {
        if (i % 72u >= 70u)
            p[i] = i % 72u == 70u ? '\r' : '\n';
        else
            p[i] = every != 0 && p[i] % every == 0 ? (uint8_t)(p[i] | 0x80u) : (uint8_t)('a' + p[i] % 26u);
    }
}

enum encoding { PLAIN, EIGHT_BIT, BASE64, BASE64_LINE, QP, UU };

static const char *const said[] = { "",
                                    "\nContent-Transfer-Encoding: 8bit",
                                    "\nContent-Transfer-Encoding: base64",
                                    "\nContent-Transfer-Encoding: base64",
                                    "\nContent-Transfer-Encoding: quoted-printable",
                                    "" };

static void add_encoded(struct mail *m, enum encoding encoding, const uint8_t *raw, size_t len)
{
    uint8_t *out = malloc(3u * len + 1024u);
    size_t n = 0;

    if (out == NULL)
        exit(1);
    if (encoding == QP)
        n = transfer_qp(out, raw, len, true, false, "\r\n");
    else if (encoding == UU)
        n = transfer_uu(out, raw, len, 45, '`', "winmail.dat", "\n"); /* GMime wants LF */
    else if (encoding == BASE64 || encoding == BASE64_LINE)
        n = transfer_base64(out, raw, len, encoding == BASE64 ? 76 : 0, "\r\n");
    mail_bytes(m, n != 0 ? out : raw, n != 0 ? n : len);
    free(out);
}

/* |size| bytes, as a sender would encode them. */
static void add(struct mail *m, enum encoding encoding, size_t size)
{
    uint8_t *raw = malloc(size);

    if (raw == NULL)
        exit(1);
    bench_bytes(raw, size);
    if (encoding == PLAIN || encoding == EIGHT_BIT || encoding == QP)
        as_text(raw, size, encoding == PLAIN ? 0 : encoding == QP ? 12 : 2);
    add_encoded(m, encoding, raw, size);
    free(raw);
}

static void encoded(struct mail *m, enum encoding encoding, size_t size)
{
    size_t begun = bench_record_begin(m);

    add(m, encoding, size);
    bench_record_end(m, begun);
}

static void base64(struct mail *m, size_t size)
{
    encoded(m, BASE64, size);
}

static void qp(struct mail *m, size_t size)
{
    encoded(m, QP, size);
}

static void uu(struct mail *m, size_t size)
{
    encoded(m, UU, size);
}

static void mail(struct mail *m, enum encoding encoding, size_t size, const char *type)
{
    size_t begun = bench_record_begin(m);

    mail_text(m, "$HContent-Type: ");
    mail_text(m, type);
    mail_text(m, said[encoding]);
    mail_text(m, "\n\n");
    add(m, encoding, size);
    bench_record_end(m, begun);
}

static void mail_plain(struct mail *m, size_t size)
{
    mail(m, PLAIN, size, "text/plain");
}

static void mail_8bit(struct mail *m, size_t size)
{
    mail(m, EIGHT_BIT, size, "text/plain; charset=koi8-r");
}

static void mail_pdf(struct mail *m, size_t size)
{
    mail(m, BASE64, size, "application/pdf; name=a.pdf");
}

static void mail_one_line(struct mail *m, size_t size)
{
    mail(m, BASE64_LINE, size, "application/pdf; name=a.pdf");
}

static void mail_qp(struct mail *m, size_t size)
{
    mail(m, QP, size, "text/plain; charset=iso-8859-1");
}

static void mail_uu(struct mail *m, size_t size)
{
    mail(m, UU, size, "text/plain");
}

/* A stream with an attachment of |size| bytes. */
static void mail_tnef_big(struct mail *m, size_t size)
{
    uint8_t *raw = malloc(size);
    size_t begun = bench_record_begin(m), len;
    struct tw w;

    if (raw == NULL)
        exit(1);
    bench_bytes(raw, size);
    tw_init(&w);
    tw_head(&w);
    tw_attachment(&w, "big.bin", raw, size);
    free(raw);
    raw = tw_take(&w, &len);
    mail_text(m, "$HContent-Type: multipart/mixed; boundary=\"----=_b\"\n\n------=_b\n"
                 "Content-Type: text/plain\n\nhello\n------=_b\n"
                 "Content-Type: application/ms-tnef; name=winmail.dat\n"
                 "Content-Transfer-Encoding: base64\n\n");
    add_encoded(m, BASE64, raw, len);
    mail_text(m, "------=_b--\n");
    free(raw);
    bench_record_end(m, begun);
}

/* What is encoded: bytes as they come, and text of which little must be. */
static void raw_bytes(struct mail *m, size_t size)
{
    uint8_t *raw = malloc(size);

    if (raw == NULL)
        exit(1);
    bench_bytes(raw, size);
    bench_record(m, raw, size);
    free(raw);
}

static void raw_text(struct mail *m, size_t size)
{
    uint8_t *raw = malloc(size);

    if (raw == NULL)
        exit(1);
    bench_bytes(raw, size);
    as_text(raw, size, 12);
    bench_record(m, raw, size);
    free(raw);
}

/* The fields that mail has when it arrives. */
static void arrived(struct mail *m)
{
    mail_text(m, "Return-Path: <ann@example.org>\nDelivered-To: bob@example.com\n"
                 "Received: from mx.example.org (mx.example.org [192.0.2.1])\n"
                 "\tby mail.example.com (Postfix) with ESMTPS id 4Y1b2c3d4ez9rxK\n"
                 "\tfor <bob@example.com>; Mon,  2 Nov 2026 10:15:00 +0000 (UTC)\n"
                 "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s1;\n"
                 "\th=from:to:subject:date:message-id; bh=Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMDA=;\n"
                 "\tb=TWFueSBjaGFyYWN0ZXJzIHRoYXQgbWVhbiBub3RoaW5nIHRvIGFueWJvZHkgYnV0IGEgdmVyaWZp\n"
                 "\t ZXIgb2Ygc2lnbmF0dXJlcywgYW5kIG1vcmUgb2YgdGhlbSwgYW5kIG1vcmUgb2YgdGhlbSBhZ2Fpbg==\n"
                 "Message-ID: <20261102101500.1234@example.org>\nDate: Mon, 02 Nov 2026 10:15:00 +0000\n$H");
}

static void alternative(struct mail *m)
{
    mail_text(m, "Content-Type: multipart/alternative; boundary=\"=_alt\"\n\n--=_alt\n"
                 "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n");
    add(m, QP, 2000);
    mail_text(m, "\n--=_alt\nContent-Type: text/html; charset=utf-8\n"
                 "Content-Transfer-Encoding: quoted-printable\n\n");
    add(m, QP, 6000);
    mail_text(m, "\n--=_alt--\n");
}

static void picture(struct mail *m)
{
    mail_text(m, "Content-Type: multipart/mixed; boundary=\"=_mix\"\n\n--=_mix\n"
                 "Content-Type: text/plain\n\n");
    add(m, PLAIN, 1000);
    mail_text(m, "\n--=_mix\nContent-Type: image/png; name=\"a.png\"\nContent-Transfer-Encoding: base64\n\n");
    add(m, BASE64, 12000);
    mail_text(m, "--=_mix--\n");
}

/* Small mails without TNEF: of five two are text, two have HTML, and one has a picture. */
static void mailbox(struct mail *m, size_t size)
{
    for (size_t i = 0; m->len < size; i++) {
        size_t begun = bench_record_begin(m);

        arrived(m);
        if (i % 5u < 2u) {
            mail_text(m, "Content-Type: text/plain; charset=us-ascii\n\n");
            add(m, PLAIN, 3000);
        } else if (i % 5u < 4u) {
            alternative(m);
        } else {
            picture(m);
        }
        bench_record_end(m, begun);
    }
}

/* Small mails of which each has a small message, one of those that libytnef reads, too. */
static void small_mails(struct mail *m, size_t size)
{
    static const char *const names[] = { "strings_8bit", "named_by_number", "recipients",  "two_attachments",
                                         "inline_image", "legacy_meeting",  "bodies_all_different" };

    for (size_t i = 0; m->len < size; i++) {
        size_t begun = bench_record_begin(m), len;
        uint8_t *p = vector_bytes(names[i % (sizeof names / sizeof names[0])], &len);

        arrived(m);
        mail_text(m, "Content-Type: multipart/mixed; boundary=\"=_mix\"\n\n--=_mix\n"
                     "Content-Type: text/plain\n\n");
        add(m, PLAIN, 300);
        mail_text(m, "\n--=_mix\nContent-Type: application/ms-tnef; name=winmail.dat\n"
                     "Content-Transfer-Encoding: base64\n\n");
        add_encoded(m, BASE64, p, len);
        mail_text(m, "--=_mix--\n");
        free(p);
        bench_record_end(m, begun);
    }
}

const struct bench_input bench_inputs_mail[] = {
    { "base64", "bytes in it", 64u << 20, 1u << 19, base64 },
    { "quoted-printable", "bytes in it", 64u << 20, 1u << 19, qp },
    { "uuencode", "bytes in it", 64u << 20, 1u << 19, uu },
    { "mail with TNEF", "bytes of the attachment", 64u << 20, 1u << 19, mail_tnef_big },
    { "mail: text", "bytes", 64u << 20, 1u << 20, mail_plain },
    { "mail: 8-bit text", "bytes", 64u << 20, 1u << 20, mail_8bit },
    { "mail: PDF in base64", "bytes in it", 64u << 20, 1u << 20, mail_pdf },
    { "mail: PDF in one line", "bytes in it", 64u << 20, 1u << 20, mail_one_line },
    { "mail: quoted-printable", "bytes in it", 64u << 20, 1u << 19, mail_qp },
    { "mail: uuencode", "bytes in it", 64u << 20, 1u << 19, mail_uu },
    { "mailbox of small mails", "bytes", 16u << 20, 1u << 19, mailbox },
    { "small mails with TNEF", "bytes", 4u << 20, 1u << 17, small_mails },
    { "bytes", "bytes", 64u << 20, 1u << 19, raw_bytes },
    { "text", "bytes", 64u << 20, 1u << 19, raw_text },
    { NULL, NULL, 0, 0, NULL },
};
