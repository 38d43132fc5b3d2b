/* SPDX-License-Identifier: MIT */

#include "unwrap_check.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"
#include "counting_alloc.h"

/* ---- Streams ------------------------------------------------------------------------------- */

void uw_note(struct tw *w, const char *text)
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

void uw_file(struct tw *w)
{
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "%PDF", 4);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "a.pdf");
    tw_attr_props_end(w);
}

/* Base64 in lines, to be freed. The stream is freed; its last |cut| bytes are left out. */
char *uw_armor(struct tw *w, const char *eol, size_t cut)
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
char *uw_fill(const char *form, const char *base64, const char *eol)
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

static int fails(struct uw_spool *s)
{
    return s->fail_at > 0 && --s->fail_at == 0;
}

int uw_spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct uw_spool *s = user;

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

int uw_spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct uw_spool *s = user;

    if (fails(s))
        return -6;
    assert_true(offset + len <= s->len);
    memcpy(buf, s->bytes + offset, len);
    return 0;
}

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

static void pass(tnef_unwrap *u, const char *mail, const struct uw_way *way, struct uw_result *r)
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

void uw_run(const char *mail, const struct uw_way *way, struct uw_result *r)
{
    struct uw_spool kept = { NULL, 0, 0, way->spool_fails };
    const tnef_spool spool = { sizeof spool, uw_spool_write, uw_spool_read, &kept };
    const tnef_convert_config convert = { .size = sizeof convert, .max_memory = way->max_memory };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool,
                                     .convert = way->convert != NULL ? way->convert : &convert,
                                     .options = way->options, .scanner_limits = way->scanner_limits };
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

static void expect_same(const struct uw_result *r, const char *text, uint32_t replaced, uint32_t kept)
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

static void expect_beginning(struct uw_result *r, const char *text)
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
            struct uw_way way = { .twice = 0 };
            struct uw_result r;

            counting_alloc_init(&a, what == 0 ? at : UINT64_MAX);
            way.alloc = &a.alloc;
            way.sink_fails = what == 1 ? at : 0;
            way.spool_fails = what == 2 ? at : 0;
            uw_run(mail, &way, &r);
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

/* What came out has nothing left to be replaced, unless the part as it was stands in it still, or there were
 * more than are replaced at a time. */
static void again(const char *text, uint32_t kept)
{
    const struct uw_way way = { .twice = 0 };
    struct uw_result r;

    if ((kept & (TNEF_UNWRAP_DAMAGED | TNEF_UNWRAP_LIMIT)) != 0)
        return;
    uw_run(text, &way, &r);
    expect_same(&r, text, 0, kept);
    free(r.out.out);
}

void uw_expect(const char *mail, const char *text, uint32_t replaced, uint32_t kept)
{
    static const size_t pieces[] = { 0, 1, 7 };
    struct uw_result r;

    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        for (int takes = TAKES_ALL; takes <= PAUSES_AFTER; takes++) {
            const struct uw_way way = { .piece = pieces[i], .takes = (enum kept_takes)takes, .twice = i == 2,
                                     .max_memory = i == 1 ? 1 : 0 };

            uw_run(mail, &way, &r);
            expect_same(&r, text, replaced, kept);
            free(r.out.out);
        }
    }
    with_failures(mail, text, replaced, kept);
    again(text, kept);
}

/* The same with lines that end with CR LF and with LF. |cut|: of the stream. */
void uw_check_cut(void (*make)(struct tw *w), size_t cut, const char *form, const char *form_after,
                      uint32_t replaced, uint32_t kept)
{
    static const char *const eols[] = { "\r\n", "\n" };

    for (int i = 0; i < 2; i++) {
        struct tw w;
        char *base64, *mail, *text;

        make(&w);
        base64 = uw_armor(&w, eols[i], cut);
        mail = uw_fill(form, base64, eols[i]);
        text = uw_fill(form_after != NULL ? form_after : form, base64, eols[i]);
        uw_expect(mail, text, replaced, kept);
        free(base64);
        free(mail);
        free(text);
    }
}

void uw_check(void (*make)(struct tw *w), const char *form, const char *form_after, uint32_t kept)
{
    uw_check_cut(make, 0, form, form_after, form_after != NULL, kept);
}
