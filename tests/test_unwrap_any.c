/* SPDX-License-Identifier: MIT */

/* Mail in which streams are, whatever they are and wherever they stand: for mails that chance has made,
 * the same comes out however the mail is fed and the sink pauses, with no more work than is promised. If
 * nothing is replaced it is what came in; else its headers and boundaries are whole. Whatever fails,
 * nothing else comes out than a beginning of it. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/convert.h>

#include "any_item.h"
#include "counting_alloc.h"
#include "kept_output.h"
#include "mail_writer.h"
#include "touched.h"
#include "transfer_writer.h"

#define MAILS 1200u

/* ---- Mails --------------------------------------------------------------------------------- */

static const char *const fields[] = {
    "",
    "From: ann@example.com\n",
    "DATE : Fri, 1 Mar 2024 10:15:00 +0000\nto: a,\n b@example.com\n",
    "X-MS-TNEF-Correlator: <1@example.com>\n",
    "X-Long-nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn: 1\n",
    "MIME-Version: 1.0\nContent-Description: a\n b\n",
    "Subject: x\nMessage-ID: <1@x>\nReferences: <2@x>\nIn-Reply-To: <2@x>\nSensitivity: 1\n",
    "A:1\nb: 2\nMIME-VersioX: 1.0\nX-MS-TNEF-Correlatox: a\nContent: b\nC : d\n\t \n",
    "Sender: eve@example.com\nImportance: high\nThread-Topic: t\nKeywords: k\nCc: c\nReply-To: d\n",
    "From: Fay <fay@example.com>\nTo: \"G; \\\"g\" <g@example.com>, h:;, i@example.com (i),\n <j\n",
    "To: k@example.com, \"\\\nCc: a:l <l@example.com>, =?utf-8?Q?m?= <m@example.com>;, n(\n",
};
#define FIELDS (sizeof fields / sizeof fields[0])

static const char *const boundaries[] = { "b",
                                          "=_T1_",
                                          "=_T2000001_",
                                          "=_",
                                          "=_T99999999999_",
                                          "=_Tx",
                                          "a b'()+_,-./:=?",
                                          "0123456789012345678901234567890123456789012345678901234567" };

/* A stream as a part: its fields and its body. */
static void put_stream(struct any *a, struct mail *m)
{
    static const char *const types[] = { "application/ms-tnef; name=\"winmail.dat\"", "application/ms-tnef",
                                         "application/octet-stream", "application/pkcs7-mime", "text/plain" };
    struct tw w;
    size_t len;
    uint8_t *p, *out;

    any_item(a, &w, 2);
    p = tw_take(&w, &len);
    tw_free(&w);
    if (any_next(a, 6) == 0)
        len = any_next(a, (uint32_t)len);
    out = malloc(4u * len + 4096u);
    assert_non_null(out);
    mail_text(m, fields[any_next(a, FIELDS)]);
    mail_text(m, "Content-Type: ");
    mail_text(m, types[any_next(a, 2) ? 0 : any_next(a, 5)]);
    switch (any_next(a, 7)) {
    case 6:
        mail_text(m, any_next(a, 2) ? "\nContent-Transfer-Encoding: 7bit\n\n" : "\n\n");
        mail_bytes(m, out, transfer_base64(out, p, len, 76, m->eol));
        break;
    case 0:
        mail_text(m, "\nContent-Transfer-Encoding: quoted-printable\n\n");
        mail_bytes(m, out, transfer_qp(out, p, len, false, false, m->eol));
        break;
    case 1:
        mail_text(m, any_next(a, 2) ? "\nContent-Transfer-Encoding: binary\n\n" : "\n\n");
        mail_bytes(m, p, len);
        break;
    case 2:
        mail_text(m, "\n\n");
        mail_bytes(m, out, transfer_uu(out, p, len, 45, '`', "winmail.dat", m->eol));
        break;
    default:
        mail_text(m, "\nContent-Transfer-Encoding: base64\n\n");
        mail_bytes(m, out, transfer_base64(out, p, len, 76, any_next(a, 8) ? m->eol : "\r\n"));
    }
    mail_text(m, any_next(a, 3) ? "\n" : "");
    free(out);
    free(p);
}

static void put_part(struct any *a, struct mail *m, uint32_t depth);

static void put_multipart(struct any *a, struct mail *m, uint32_t depth)
{
    static const char *const types[] = {
        "mixed", "mixed", "mixed", "related", "signed", "encrypted", "report"
    };
    const char *boundary = boundaries[any_next(a, 8)];
    const uint32_t parts = 1u + any_next(a, 3);
    char level[16];

    (void)snprintf(level, sizeof level, "%u", depth); /* no boundary is one around it */
    mail_text(m, fields[any_next(a, FIELDS)]);
    mail_text(m, "Content-Type: multipart/");
    mail_text(m, types[any_next(a, 7)]);
    mail_text(m, "; boundary=\"");
    mail_text(m, boundary);
    mail_text(m, level);
    mail_text(m, "\"\n\nPreamble\n");
    for (uint32_t i = 0; i < parts; i++) {
        mail_text(m, "--");
        mail_text(m, boundary);
        mail_text(m, level);
        mail_text(m, any_next(a, 8) ? "\n" : " \t\n");
        put_part(a, m, depth - 1u);
        mail_text(m, "\n");
    }
    if (any_next(a, 10) == 0)
        return;
    mail_text(m, "--");
    mail_text(m, boundary);
    mail_text(m, level);
    mail_text(m, "--\nEpilogue\n");
}

/* A mail that is encoded as a whole. */
static void put_encoded(struct any *a, struct mail *m, uint32_t depth)
{
    struct mail inner = { .eol = m->eol };
    uint8_t *out;

    put_part(a, &inner, depth - 1u);
    out = malloc(2u * inner.len + 100u);
    assert_non_null(out);
    mail_text(m, "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n");
    mail_bytes(m, out, transfer_base64(out, inner.p, inner.len, 76, m->eol));
    free(out);
    mail_free(&inner);
}

static void put_part(struct any *a, struct mail *m, uint32_t depth)
{
    const uint32_t what = depth > 0 ? any_next(a, 8) : 5u + any_next(a, 4);

    if (what < 4) {
        put_multipart(a, m, depth);
    } else if (what == 4 && any_next(a, 3) == 0) {
        put_encoded(a, m, depth);
    } else if (what == 4) {
        mail_text(m, "Content-Type: message/rfc822\n\n");
        mail_text(m, fields[any_next(a, FIELDS)]);
        put_part(a, m, depth - 1u);
    } else if (what < 8) {
        put_stream(a, m);
    } else {
        mail_text(m, any_next(a, 2) ? "Content-Type: text/plain\n\nText\n" : "\nText without a field\n");
    }
}

/* ---- One way ------------------------------------------------------------------------------- */

struct way {
    size_t piece; /* of the input; 0: whole                                        */
    enum kept_takes takes;
    uint64_t alloc_fails, spool_fails;
    uint32_t max_memory;
    tnef_convert_options options;
};

struct result {
    tnef_status status;
    struct tnef_unwrap_info info;
    struct kept_output out;
};

struct spool {
    struct mail bytes;
    uint64_t calls, fails;
};

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct spool *s = user;

    assert_true(offset <= s->bytes.len);
    s->bytes.len = (size_t)offset;
    mail_bytes(&s->bytes, buf, len);
    return ++s->calls == s->fails;
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct spool *s = user;

    assert_true(offset + len <= s->bytes.len);
    memcpy(buf, s->bytes.p + offset, len);
    return ++s->calls == s->fails;
}

static void unwrap(tnef_unwrap *u, const struct mail *m, const struct way *way, struct result *r,
                   uint64_t *calls)
{
    const size_t piece = way->piece != 0 ? way->piece : m->len;

    *calls = m->len / piece + 2u;
    for (size_t at = 0; at < m->len && r->status == TNEF_OK; at += piece)
        r->status = tnef_unwrap_feed(u, m->p + at, m->len - at < piece ? m->len - at : piece, NULL);
    if (r->status == TNEF_OK)
        r->status = tnef_unwrap_finish(u);
    if (r->status == TNEF_OK) {
        ++*calls;
        do
            r->status = tnef_unwrap_write(u, kept_sink, &r->out);
        while (r->status == TNEF_PAUSED);
    }
    r->info.size = sizeof r->info;
    tnef_unwrap_info(u, &r->info);
}

static void run(const struct mail *m, const struct way *way, struct result *r)
{
    struct spool kept = { .fails = way->spool_fails };
    const tnef_spool spool = {
        .size = sizeof spool, .write = spool_write, .read = spool_read, .user = &kept
    };
    const tnef_convert_config convert = { .size = sizeof convert, .max_memory = way->max_memory };
    const tnef_unwrap_config cfg = {
        .size = sizeof cfg, .spool = &spool, .convert = &convert, .options = &way->options
    };
    const uint64_t before = touched_now();
    struct counting_alloc a;
    uint64_t calls = 0;
    tnef_unwrap *u;

    memset(r, 0, sizeof *r);
    counting_alloc_init(&a, way->alloc_fails);
    kept_begin(&r->out, way->takes);
    r->status = tnef_unwrap_new(&u, &cfg, &a.alloc);
    if (r->status == TNEF_OK)
        unwrap(u, m, way, r, &calls);
    tnef_unwrap_free(u);
    assert_int_equal(a.held, 0);
    mail_free(&kept.bytes);
    if (!touched_within("unwrap", touched_now() - before, m->len + r->out.len,
                        calls + (uint64_t)r->out.asked))
        fail();
}

/* ---- What is true of it -------------------------------------------------------------------- */

#define BROKEN \
  (TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_BLANK_LINE) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_GARBAGE_LINE) \
   | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_HEADER_END) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_DUPLICATE_TYPE) \
   | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_DUPLICATE_ENCODING))

struct seen {
    uint64_t broken;
    uint32_t leaves;
};

static int part_end(void *user, const tnef_scanner_part *part)
{
    struct seen *s = user;

    if (part->level == 0)
        s->broken |= part->anomalies & BROKEN;
    s->leaves += part->level == 0 && part->kind == TNEF_SCANNER_LEAF;
    return TNEF_CONTINUE;
}

static struct seen scan(const void *p, size_t len)
{
    struct seen seen = { 0, 0 };
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_end = part_end };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &seen };
    tnef_scanner *s;

    assert_int_equal(tnef_scanner_new(&s, &cfg, NULL), TNEF_OK);
    (void)tnef_scanner_feed(s, p, len, NULL);
    (void)tnef_scanner_finish(s);
    tnef_scanner_free(s);
    return seen;
}

static void check(const struct mail *m, const struct result *r)
{
    const struct seen before = scan(m->p, m->len), after = scan(r->out.out, r->out.len);

    assert_true(r->info.replaced <= r->info.streams && r->info.replaced <= TNEF_UNWRAP_STREAMS_MAX);
    if (r->info.replaced == 0) {
        assert_int_equal(r->out.len, m->len);
        assert_memory_equal(r->out.out, m->p, m->len);
        return;
    }
    assert_int_equal(r->info.status, TNEF_OK);
    assert_int_equal(after.broken & ~before.broken, 0);
    /* What is signed stands as it was, with parts or without. */
    assert_true(after.leaves + r->info.replaced >= before.leaves);
}

static void same(const struct result *a, struct result *b, tnef_status status)
{
    if (b->status == TNEF_OK) {
        assert_int_equal(b->out.len, a->out.len);
        assert_memory_equal(&b->info, &a->info, sizeof a->info);
    } else {
        assert_int_equal(b->status, status);
        assert_true(b->out.len <= a->out.len);
    }
    assert_memory_equal(b->out.out, a->out.out, b->out.len);
    free(b->out.out);
}

static void any_mail(void **state)
{
    uint32_t replaced = 0, kept = 0;

    (void)state;
    for (uint32_t seed = 0; seed < MAILS; seed++) {
        struct any a = { .random = seed * 2654435761u };
        struct way way = { .options = { .size = sizeof way.options } };
        struct result whole, other;
        struct mail m = { 0 };

        m.eol = any_next(&a, 2) ? "\n" : "\r\n";
        if (any_next(&a, 3) == 0)
            put_stream(&a, &m);
        else
            put_part(&a, &m, 1u + any_next(&a, 5));
        run(&m, &way, &whole);
        assert_int_equal(whole.status, TNEF_OK);
        check(&m, &whole);
        replaced += whole.info.replaced;
        kept |= whole.info.kept;
        way.piece = 1u + any_next(&a, 100);
        way.takes = (enum kept_takes)any_next(&a, 4);
        way.max_memory = any_next(&a, 2);
        run(&m, &way, &other);
        same(&whole, &other, TNEF_OK);
        way.alloc_fails = 1u + any_next(&a, 50);
        run(&m, &way, &other);
        same(&whole, &other, TNEF_E_MEMORY);
        way.piece = way.alloc_fails = 0;
        way.spool_fails = 1u + any_next(&a, 30);
        run(&m, &way, &other);
        same(&whole, &other, TNEF_E_CALLBACK);
        free(whole.out.out);
        mail_free(&m);
    }
    print_message("%u streams were replaced; why others were not: %x\n", (unsigned)replaced, (unsigned)kept);
    assert_true(replaced > MAILS / 4u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_mail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
