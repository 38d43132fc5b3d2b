/* SPDX-License-Identifier: MIT */

/* Mail of messages whose people, files, pictures and signatures have every shape that they may have. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

static void begin(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_unicode(w, TW_P_BODY, "Text.\r\n");
}

static void expect_text(struct tw *w, const char *lines, int is_there)
{
    char *text = cw_convert(w, TNEF_CONVERT_MAIL, NULL, NULL);

    assert_non_null(text);
    if ((strstr(text, lines) != NULL) != is_there)
        fail_msg("%s is%s in\n%s", lines, is_there ? " not" : "", text);
    free(text);
}

/* ---- People -------------------------------------------------------------------------------- */

static void names_without_rows(void **state)
{
    struct tw w;

    (void)state;
    begin(&w);
    tw_prop_unicode(&w, 0x0E04, "Ann; ;Bob B.;");
    tw_prop_unicode(&w, 0x0E03, "Cyd");
    cw_end(&w);
    expect_text(&w, "\r\nTo: Ann:;, \"Bob B.\":;\r\nCc: Cyd:;\r\n", 1);
    begin(&w);
    tw_prop_unicode(&w, 0x0E04, " ");
    cw_end(&w);
    expect_text(&w, "\r\nTo:", 0);
}

/* A list of entry ids: their number, all their bytes, and each with its length, to a multiple of four. */
static size_t entries(uint8_t out[2048], const char *const *names, size_t count)
{
    struct tw b;
    uint8_t *buf;
    size_t len, all = 0;

    tw_init(&b);
    for (size_t i = 0; i < count; i++) {
        uint8_t entry[512];
        char address[64];
        size_t n;

        (void)snprintf(address, sizeof address, "%s@example.com", names[i]);
        n = cw_one_off(entry, names[i], names[i][0] == 'X' ? "EX" : "SMTP", address);
        tw_u32(&b, (uint32_t)n);
        tw_bytes(&b, entry, n);
        for (; n % 4 != 0; n++)
            tw_bytes(&b, "", 1);
    }
    buf = tw_take(&b, &len);
    tw_free(&b);
    out[0] = (uint8_t)count;
    memset(out + 1, 0, 3);
    all = len;
    for (int i = 0; i < 4; i++)
        out[4 + i] = (uint8_t)(all >> (8 * i));
    assert_true(len + 8 <= 2048);
    memcpy(out + 8, buf, len);
    free(buf);
    return len + 8;
}

static void answers_go_to(void **state)
{
    static const char *const three[] = { "ann", "X", "bob" };
    uint8_t list[2048];
    struct tw w;

    (void)state;
    begin(&w);
    tw_prop_binary(&w, 0x004F, list, entries(list, three, 3));
    cw_end(&w);
    expect_text(&w, "\r\nReply-To: ann <ann@example.com>, bob <bob@example.com>\r\n", 1);
    begin(&w);
    cw_representing(&w, "Ann", "ann@example.com");
    tw_prop_binary(&w, 0x004F, list, entries(list, three, 1));
    cw_end(&w);
    expect_text(&w, "\r\nReply-To:", 0);
    begin(&w);
    cw_representing(&w, "Eve", "eve@example.com");
    tw_prop_binary(&w, 0x004F, list, entries(list, three, 1));
    cw_end(&w);
    expect_text(&w, "\r\nReply-To: ann <ann@example.com>\r\n", 1);
    begin(&w);
    tw_prop_binary(&w, 0x004F, list, entries(list, three + 1, 1));
    cw_end(&w);
    expect_text(&w, "\r\nReply-To:", 0);
}

static void who_sent_it(void **state)
{
    struct tw w;

    (void)state;
    begin(&w);
    cw_representing(&w, "Ann", "ann@example.com");
    cw_sender(&w, "Bob", "bob@example.com");
    cw_end(&w);
    expect_text(&w, "\r\nFrom: Ann <ann@example.com>\r\nSender: Bob <bob@example.com>\r\n", 1);
    begin(&w);
    cw_representing(&w, "Ann", "ann@example.com");
    cw_sender(&w, "Ann", "ANN@example.com");
    cw_end(&w);
    expect_text(&w, "\r\nSender:", 0);
    begin(&w);
    cw_representing(&w, "ann@example.com", "ann@example.com");
    cw_sender(&w, "Bob", "no address");
    cw_end(&w);
    expect_text(&w, "\r\nFrom: <ann@example.com>\r\nMIME-Version", 1);
}

/* ---- Files --------------------------------------------------------------------------------- */

static void file_of(struct tw *w, int32_t method, const char *type, const char *id)
{
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, method);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "a.png");
    if (type != NULL)
        tw_prop_unicode(w, TW_P_ATTACH_MIME, type);
    if (id != NULL)
        tw_prop_unicode(w, TW_P_CONTENT_ID, id);
}

static void references(void **state)
{
    static const struct {
        const char *path, *base64;
    } rows[] = {
        { "https://x.example/a", "YS5wbmcNCmh0dHBzOi8veC5leGFtcGxlL2ENCg==" },
        { "http://x.example/a", "YS5wbmcNCmh0dHA6Ly94LmV4YW1wbGUvYQ0K" },
        { "\\\\server\\share\\a", "YS5wbmcNCg==" },
        { "a", "YS5wbmcNCg==" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char lines[256];
        struct tw w;

        begin(&w);
        cw_end(&w);
        file_of(&w, 4, NULL, NULL);
        tw_prop_unicode(&w, 0x370D, rows[i].path);
        tw_attr_props_end(&w);
        (void)snprintf(lines, sizeof lines,
                       "\r\nContent-Type: text/plain; name=\"a.png.url.txt\"\r\n"
                       "Content-Transfer-Encoding: base64\r\n"
                       "Content-Disposition: attachment; filename=\"a.png.url.txt\"\r\n\r\n%s\r\n",
                       rows[i].base64);
        expect_text(&w, lines, 1);
    }
}

static void types_and_ids(void **state)
{
    static const struct {
        const char *type, *id, *lines;
        int is_there;
    } rows[] = {
        { "multipart/mixed", NULL, "application/octet-stream; name=\"a.png\"", 1 },
        { "message/rfc822", NULL, "application/octet-stream; name=\"a.png\"", 1 },
        { "application/ms-tnef", NULL, "application/octet-stream; name=\"a.png\"", 1 },
        { "m", NULL, "Content-Type: image/png; name=\"a.png\"", 1 },
        { NULL, "<a@b>", "\r\nContent-ID: <a@b>\r\n", 1 },
        { NULL, "a", "\r\nContent-ID: <a>\r\n", 1 },
        { NULL, "<", "\r\nContent-ID:", 0 },
        { NULL, "<>", "\r\nContent-ID:", 0 },
        { NULL, "a b", "\r\nContent-ID:", 0 },
        { NULL, "a<b", "\r\nContent-ID:", 0 },
        { NULL, "a\xC3\xBC", "\r\nContent-ID:", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;

        begin(&w);
        cw_end(&w);
        file_of(&w, 1, rows[i].type, rows[i].id);
        tw_prop_binary(&w, TW_P_ATTACH_DATA, "A", 1);
        tw_attr_props_end(&w);
        expect_text(&w, rows[i].lines, rows[i].is_there);
    }
}

/* ---- Pictures ------------------------------------------------------------------------------ */

static void pictures(void **state)
{
    static const struct {
        const char *html, *type, *id;
        int is_inline;
    } rows[] = {
        { "<img src=\"cid:a@b\">", "image/png", "a@b", 1 },
        { "<img src=\"CID:a@b\">", "image/png", "<a@b>", 1 },
        { "<img src='cid:a%40b'>", "image/png", "a@b", 1 },
        { "<img src=cid:a%4>", "image/png", "a%4", 1 },
        { "<img src=cid:a%zz>", "image/png", "a%zz", 1 },
        { "<img src=cid:a%4Fb>", "image/png", "aOb", 1 },
        { "<img src=cid:a%4fb>", "image/png", "aOb", 1 },
        { "<a style=\"background:url(cid:a)\">", "image/png", "a", 1 },
        { "ccid:a ccid:b", "image/png", "a", 1 },
        { "cid:a\\", "image/png", "a", 1 },
        { "cid:a<b", "image/png", "a", 1 },
        { "cid:\"", "image/png", "a", 0 },
        { "cid:a\"", "text/plain", "a", 0 },
        { "cid:a\"", "imag", "a", 0 },
        { "cid:a\"", "image/png", "ab", 0 },
        { "ci d:a\"", "image/png", "a", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;

        cw_begin(&w, "IPM.Note");
        tw_prop_binary(&w, TW_P_HTML, rows[i].html, strlen(rows[i].html));
        tw_prop_i4(&w, TW_P_INTERNET_CODEPAGE, 20127);
        cw_end(&w);
        file_of(&w, 1, rows[i].type, rows[i].id);
        tw_prop_binary(&w, TW_P_ATTACH_DATA, "A", 1);
        tw_attr_props_end(&w);
        expect_text(&w, "Content-Disposition: inline; filename=\"a.png\"\r\n", rows[i].is_inline);
    }
}

/* 256 addresses are noted, each of at most 254 bytes. */
static void many_pictures(void **state)
{
    (void)state;
    for (int last = 255; last <= 256; last++) {
        char *html = malloc(257 * 20), id[8];
        size_t n = 0;
        struct tw w;

        assert_non_null(html);
        for (int i = 0; i <= last; i++)
            n += (size_t)sprintf(html + n, "cid:%d cid:%d ", i, i);
        cw_begin(&w, "IPM.Note");
        tw_prop_binary(&w, TW_P_HTML, html, n);
        tw_prop_i4(&w, TW_P_INTERNET_CODEPAGE, 20127);
        cw_end(&w);
        (void)sprintf(id, "%d", last);
        file_of(&w, 1, "image/png", id);
        tw_prop_binary(&w, TW_P_ATTACH_DATA, "A", 1);
        tw_attr_props_end(&w);
        expect_text(&w, "Content-Disposition: inline;", last == 255);
        free(html);
    }
    for (size_t n = 254; n <= 255; n++) {
        char html[300], id[256];
        struct tw w;

        memset(id, 'a', n);
        id[n] = '\0';
        (void)snprintf(html, sizeof html, "<img src=\"cid:%s\">", id);
        cw_begin(&w, "IPM.Note");
        tw_prop_binary(&w, TW_P_HTML, html, strlen(html));
        tw_prop_i4(&w, TW_P_INTERNET_CODEPAGE, 20127);
        cw_end(&w);
        file_of(&w, 1, "image/png", id);
        tw_prop_binary(&w, TW_P_ATTACH_DATA, "A", 1);
        tw_attr_props_end(&w);
        expect_text(&w, "Content-Disposition: inline;", n == 254);
    }
}

/* ---- Text ---------------------------------------------------------------------------------- */

static void encodings(void **state)
{
    static const struct {
        const char *text, *encoding;
    } rows[] = {
        { ".\r\n", "quoted-printable" },       { ". \r\n", "quoted-printable" },
        { ".a\r\n", "7bit" },                  { "-a\r\n", "7bit" },
        { "--a\r\n", "quoted-printable" },     { "a--\r\n", "7bit" },
        { "From\r\n", "7bit" },                { "From \r\n", "quoted-printable" },
        { "a From b\r\n", "7bit" },            { "a\t\r\n", "quoted-printable" },
        { "a\rb\r\n", "quoted-printable" },    { "a\x7F\r\n", "quoted-printable" },
        { "a\x01\r\n", "quoted-printable" },   { "a\tb\r\n", "7bit" },
        { "a\nb", "quoted-printable" },        { "Fro\r\n", "7bit" },
        { "a ", "quoted-printable" },          { ".", "quoted-printable" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char lines[128];
        struct tw w;

        cw_begin(&w, "IPM.Note");
        tw_prop_unicode(&w, TW_P_BODY, rows[i].text);
        cw_end(&w);
        (void)snprintf(lines, sizeof lines, "\r\nContent-Transfer-Encoding: %s\r\n", rows[i].encoding);
        expect_text(&w, lines, 1);
    }
}

/* ---- Signatures ---------------------------------------------------------------------------- */

#define TYPE "Content-Type: multipart/signed; boundary=S"

static void entities(void **state)
{
    static const struct {
        const char *entity;
        int is_signed;
    } rows[] = {
        { TYPE "\r\n\r\n--S--", 1 },
        { TYPE "\n\n--S--\n", 1 },
        { "content-type:multipart/signed;\r\n\tboundary=\"S\"; a=b\r\n\r\n--S--\r\n", 1 },
        { "Content-Type:\tmultipart/signed; boundary=S;\r\n\r\n--S--\r\n", 1 },
        { "A: b\r\n c\r\n" TYPE "\r\n" TYPE "2\r\n\r\n--S--\r\n", 1 },
        { TYPE "\r\n", 0 },
        { TYPE, 0 },
        { TYPE "\r\n\r", 0 },
        { TYPE "\r\r\n\r\n--S--\r\n", 0 },
        { "A: b\r\n\r\n--S--\r\n", 0 },
        { "Content-Type: multipart/mixed; boundary=S\r\n\r\n--S--\r\n", 0 },
        { "Content-Type: multipart/signed; a=b\r\n\r\n--S--\r\n", 0 },
        { "Content-Type: multipart/signed; boundary=\r\n\r\n--S--\r\n", 0 },
        { "Content-Type: multipart/signed; boundary=\"\"\r\n\r\n--S--\r\n", 0 },
        { TYPE "\r\n\r\n--S--\r\n\xC3\xBC\r\n", 0 },
        { TYPE "\r\n\r\n--=_T1_\r\n", 0 },
        { TYPE "\r\n\r\n --=_T1_\r\n--=_\r\n--S--\r\n", 1 },
        { TYPE "\r\n\r\n --=_T1_\r\n--=_\r\n", 0 },
        { TYPE "\r\n\r\n --S--\r\n", 0 },
    };
    static char long_line[2200];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] + 2; i++) {
        const char *entity = long_line;
        int is_signed = i == sizeof rows / sizeof rows[0];
        struct tw w;

        if (i < sizeof rows / sizeof rows[0]) {
            entity = rows[i].entity;
            is_signed = rows[i].is_signed;
        } else {
            (void)snprintf(long_line, sizeof long_line, TYPE "\r\n\r\n%0*d\r\n--S--\r\n",
                           is_signed ? 997 : 998, 0);
        }
        cw_begin(&w, "IPM.Note.SMIME.MultipartSigned");
        cw_end(&w);
        file_of(&w, 1, "multipart/signed", NULL);
        tw_prop_binary(&w, TW_P_ATTACH_DATA, entity, strlen(entity));
        tw_attr_props_end(&w);
        expect_text(&w, "multipart/mixed", !is_signed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_without_rows),
        cmocka_unit_test(answers_go_to),
        cmocka_unit_test(who_sent_it),
        cmocka_unit_test(references),
        cmocka_unit_test(types_and_ids),
        cmocka_unit_test(pictures),
        cmocka_unit_test(many_pictures),
        cmocka_unit_test(encodings),
        cmocka_unit_test(entities),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
