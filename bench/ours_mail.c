/* SPDX-License-Identifier: MIT */
/* The transfer decoders, the scanner and the mail reader. */
#include "bench.h"

#include <tnef/mail.h>
#include <tnef/transfer.h>

static tnef_status feed_transfer(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_transfer_feed(object, buf, len, taken);
}

static uint64_t transfer(const struct bench_run *r, uint32_t kind)
{
    uint64_t out = 0;
    const tnef_transfer_config cfg = { .size = sizeof cfg, .kind = kind, .sink = bench_count, .user = &out };
    tnef_transfer *t;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_transfer_new(&t, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_transfer_reset(t);
        (void)bench_feed(r, p, len, t, feed_transfer);
        if (tnef_transfer_finish(t) != TNEF_OK)
            out = 0;
    }
    tnef_transfer_free(t);
    return out;
}

static uint64_t base64(const struct bench_run *r)
{
    return transfer(r, TNEF_TRANSFER_BASE64);
}

static uint64_t qp(const struct bench_run *r)
{
    return transfer(r, TNEF_TRANSFER_QUOTED_PRINTABLE);
}

static uint64_t uu(const struct bench_run *r)
{
    return transfer(r, TNEF_TRANSFER_UUENCODE);
}

static tnef_status feed_scanner(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_scanner_feed(object, buf, len, taken);
}

/* All leaves are decoded, as a peer has to. */
static int decode(void *user, const tnef_scanner_part *part)
{
    (void)user;
    return part->kind == TNEF_SCANNER_LEAF ? TNEF_SCANNER_DECODE : TNEF_CONTINUE;
}

static uint64_t scan(const struct bench_run *r, int (*part_begin)(void *user, const tnef_scanner_part *part))
{
    uint64_t out = 0;
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .sink = bench_count,
                                             .part_begin = part_begin };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &out };
    tnef_scanner *s;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_scanner_new(&s, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_scanner_reset(s);
        (void)bench_feed(r, p, len, s, feed_scanner);
        (void)tnef_scanner_finish(s);
        out++;
    }
    tnef_scanner_free(s);
    return out;
}

static uint64_t scan_all(const struct bench_run *r)
{
    return scan(r, decode);
}

static uint64_t scan_streams(const struct bench_run *r)
{
    return scan(r, NULL);
}

static tnef_status feed_mail(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_mail_feed(object, buf, len, taken);
}

static int on_data(void *user, const tnef_part *part, const tnef_content *content, const void *data,
                   size_t len)
{
    (void)part;
    (void)content;
    (void)data;
    *(uint64_t *)user += len;
    return TNEF_CONTINUE;
}

static uint64_t mail(const struct bench_run *r)
{
    uint64_t out = 0;
    const tnef_reader_handlers handlers = { .size = sizeof handlers, .part_data = on_data };
    const tnef_reader_config reader = { .size = sizeof reader, .handlers = &handlers, .user = &out };
    const tnef_mail_config cfg = { .size = sizeof cfg, .reader = &reader };
    tnef_mail *s;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_mail_new(&s, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_mail_reset(s);
        (void)bench_feed(r, p, len, s, feed_mail);
        (void)tnef_mail_finish(s);
        out++;
    }
    tnef_mail_free(s);
    return out;
}

const struct bench_way bench_mail[] = {
    { "base64", "libtnef", base64 },
    { "quoted-printable", "libtnef", qp },
    { "uuencode", "libtnef", uu },
    { "mail with TNEF", "libtnef, scanner", scan_streams },
    { "mail with TNEF", "libtnef, mail reader", mail },
    { "mail: text", "libtnef, scanner", scan_streams },
    { "mail: 8-bit text", "libtnef, scanner", scan_streams },
    { "mail: PDF in base64", "libtnef, scanner", scan_streams },
    { "mail: PDF in base64", "libtnef, every part decoded", scan_all },
    { "mail: PDF in one line", "libtnef, scanner", scan_streams },
    { "mail: quoted-printable", "libtnef, scanner", scan_streams },
    { "mail: uuencode", "libtnef, scanner", scan_streams },
    { "mailbox of small mails", "libtnef, scanner", scan_streams },
    { "mailbox of small mails", "libtnef, mail reader", mail },
    { NULL, NULL, NULL },
};
