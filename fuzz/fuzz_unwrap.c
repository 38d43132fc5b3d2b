/* SPDX-License-Identifier: MIT */

/* Mail in which streams are: whatever the input is, a mail or a stream that is put into one, what comes out
 * is the same however the input is cut and the sink pauses, with no more work than is promised. If nothing is
 * replaced, it is what came in; else its headers and boundaries are whole, as those of what came in were. */

#include "harness.h"

#include "../tests/touched.h"

#include <tnef/convert.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes {
    char *p;
    size_t len, room;
    uint32_t random;         /* of pauses; 0: none                                                */
};

static void put_at(struct bytes *b, uint64_t at, const void *p, size_t n)
{
    CHECK(at <= b->len);
    if (b->room - (size_t)at < n) {
        b->room = (b->room + n) * 2u;
        b->p = realloc(b->p, b->room);
        CHECK(b->p != NULL);
    }
    if (n > 0)
        memcpy(b->p + at, p, n);
    if (b->len < at + n)
        b->len = (size_t)at + n;
}

static void put(struct bytes *b, const char *text)
{
    put_at(b, b->len, text, strlen(text));
}

/* ---- A mail -------------------------------------------------------------------------------- */

static void put_base64(struct bytes *b, const uint8_t *p, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < n; i += 3) {
        const uint32_t second = i + 1 < n ? p[i + 1] : 0u, third = i + 2 < n ? p[i + 2] : 0u;
        const uint32_t v = (uint32_t)p[i] << 16 | second << 8 | third;
        char four[4] = { digits[v >> 18], digits[v >> 12 & 63], digits[v >> 6 & 63], digits[v & 63] };

        if (i + 2 >= n)
            four[3] = '=';
        if (i + 1 >= n)
            four[2] = '=';
        put_at(b, b->len, four, 4);
        if (i % 57 == 54)
            put(b, "\r\n");
    }
    put(b, "\r\n");
}

/* A stream goes into a mail, as its body or as a part; anything else is one. */
static void make_mail(struct bytes *mail, const uint8_t *data, size_t size, uint32_t checks)
{
    memset(mail, 0, sizeof *mail);
    if (size < 4 || memcmp(data, "\x78\x9F\x3E\x22", 4) != 0) {
        put_at(mail, 0, data, size);
        return;
    }
    put(mail, "From: a@b\r\n");
    if ((checks & 4u) != 0)
        put(mail, "To: \"A, b\" <a@b>, c (d) <c@d>,\r\n e@f, g:;\r\nCc: h <h@i>, <j\r\n");
    if ((checks & 1u) != 0)
        put(mail, "Content-Type: multipart/mixed; boundary=\"=_T1_\"\r\n\r\n--=_T1_\r\n");
    if ((checks & 3u) == 3u)
        put(mail, "Content-Type: text/plain; charset=utf-8\r\n\r\nText.\r\n\r\n--=_T1_\r\n");
    if ((checks & 3u) == 2u)
        put(mail, "Message-ID: <1@x>\r\n");
    put(mail, "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    put_base64(mail, data, size);
    if ((checks & 1u) != 0)
        put(mail, "\r\n--=_T1_--\r\n");
}

/* ---- One run ------------------------------------------------------------------------------- */

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    put_at(user, offset, buf, len);
    return 0;
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    const struct bytes *b = user;

    CHECK(offset <= b->len && len <= b->len - offset);
    if (len > 0)
        memcpy(buf, b->p + offset, len);
    return 0;
}

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct bytes *b = user;
    size_t n = len;

    CHECK(len > 0 && *taken == len);
    if (b->random != 0 && options_random(&b->random, 4) != 0)
        n = options_random(&b->random, (uint32_t)len + 1u);
    put_at(b, b->len, buf, n);
    *taken = n;
    return n < len ? TNEF_PAUSED : TNEF_OK;
}

static tnef_status run(tnef_unwrap *u, const struct bytes *mail, size_t piece, struct bytes *out,
                       uint64_t *calls)
{
    tnef_status status = TNEF_OK;

    for (size_t at = 0; at < mail->len && status == TNEF_OK; at += piece, ++*calls)
        status = tnef_unwrap_feed(u, mail->p + at, mail->len - at < piece ? mail->len - at : piece, NULL);
    if (status == TNEF_OK)
        status = tnef_unwrap_finish(u);
    if (status != TNEF_OK)
        return status;
    do
        ++*calls;
    while ((status = tnef_unwrap_write(u, sink, out)) == TNEF_PAUSED);
    return status;
}

static tnef_status unwrap(const struct bytes *mail, const struct options *opt, size_t piece, uint32_t fail_at,
                          struct bytes *out, struct tnef_unwrap_info *info)
{
    struct counting count = { .fail_at = fail_at };
    const tnef_allocator alloc = counting_allocator(&count);
    struct bytes kept = { NULL, 0, 0, 0 };
    const tnef_spool spool = { sizeof spool, spool_write, spool_read, &kept };
    const tnef_convert_config convert = { .size = sizeof convert, .max_memory = opt->random % 65536u,
                                          .decoder_limits = &opt->limits };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool, .convert = &convert };
    const uint64_t before = touched_now();
    uint64_t calls = 2;
    tnef_unwrap *u;
    tnef_status status = tnef_unwrap_new(&u, &cfg, &alloc);

    memset(info, 0, sizeof *info);
    info->size = sizeof *info;
    if (status == TNEF_OK) {
        status = run(u, mail, piece, out, &calls);
        tnef_unwrap_info(u, info);
        /* How much is written for a try is not known if it does not come out. */
        CHECK(info->kept != 0
              || touched_within("unwrap", touched_now() - before, mail->len + out->len, calls));
    }
    tnef_unwrap_free(u);
    CHECK(count.now == 0);
    free(kept.p);
    return status;
}

/* ---- What is true of it -------------------------------------------------------------------- */

/* What would tell of a header or a boundary that is not as it was written. What the message holds, such as a
 * file that is a mail, may be odd in any way; the scanner reads that at other levels. */
#define BROKEN \
    (TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_BLANK_LINE) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_GARBAGE_LINE) \
     | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_HEADER_END) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_DUPLICATE_TYPE) \
     | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_DUPLICATE_ENCODING) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_END) \
     | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BOUNDARY_OTHER))

static int part_end(void *user, const tnef_scanner_part *part)
{
    (void)user;
    CHECK(part->level > 0 || (part->anomalies & BROKEN) == 0);
    return TNEF_CONTINUE;
}

static void scan(const struct bytes *mail)
{
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_end = part_end };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers };
    tnef_scanner *s;

    CHECK(tnef_scanner_new(&s, &cfg, NULL) == TNEF_OK);
    CHECK(tnef_scanner_feed(s, mail->p, mail->len, NULL) == TNEF_OK);
    (void)tnef_scanner_finish(s);
    tnef_scanner_free(s);
}

static void check_result(const struct bytes *mail, const struct bytes *out,
                         const struct tnef_unwrap_info *info)
{
    if (info->replaced == 0)
        CHECK(out->len == mail->len && (out->len == 0 || memcmp(out->p, mail->p, out->len) == 0));
    else
        scan(out);
    CHECK(info->replaced == 0 || info->status == TNEF_OK);
    CHECK(info->replaced <= info->streams);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes mail, whole = { NULL, 0, 0, 0 }, other = { NULL, 0, 0, 0 };
    struct tnef_unwrap_info info, again;
    struct options opt;
    tnef_status status;

    size = options_take(&opt, data, size);
    opt.limits.max_events = 0;       /* how many events there are depends on the pieces */
    make_mail(&mail, data, size, opt.checks);
    CHECK(unwrap(&mail, &opt, mail.len + 1u, 0, &whole, &info) == TNEF_OK);
    check_result(&mail, &whole, &info);
    other.random = opt.random;
    CHECK(unwrap(&mail, &opt, opt.piece, 0, &other, &again) == TNEF_OK);
    CHECK(other.len == whole.len && (whole.len == 0 || memcmp(other.p, whole.p, whole.len) == 0));
    CHECK(memcmp(&info, &again, sizeof info) == 0);
    other.len = 0;
    other.random = 0;
    status = unwrap(&mail, &opt, mail.len + 1u, opt.fail_at, &other, &again);
    CHECK(status == TNEF_OK || (status == TNEF_E_MEMORY && opt.fail_at != 0));
    CHECK(other.len <= whole.len && (other.len == 0 || memcmp(other.p, whole.p, other.len) == 0));
    free(mail.p);
    free(whole.p);
    free(other.p);
    return 0;
}
