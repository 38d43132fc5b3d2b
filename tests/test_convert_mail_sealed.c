/* SPDX-License-Identifier: MIT */

/* Signed and enciphered mail: which headers are those of signed mail, what may stand in it, and what is told
 * of an envelope. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

#define OPAQUE "IPM.Note.SMIME"
#define SIGNED "IPM.Note.SMIME.MultipartSigned"
#define TYPE   "Content-Type: multipart/signed; "
#define BODY   "\r\n\r\n--S\r\n\r\nText.\r\n--S--\r\n"

/* A message with a file, of which the properties are open. */
static void begin(struct tw *w, const char *message_class, const void *data, size_t len)
{
    cw_begin(w, message_class);
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_end(w);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, data, len);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "smime.p7m");
}

static char *converted(struct tw *w, uint32_t *left_out)
{
    char *text;

    tw_attr_props_end(w);
    text = cw_convert(w, TNEF_CONVERT_MAIL, NULL, left_out);
    assert_non_null(text);
    return text;
}

static void has(char *text, const char *what, int is_there)
{
    if ((strstr(text, what) != NULL) != is_there)
        fail_msg("%s %s\n%s", what, is_there ? "is not in" : "is in", text);
}

/* ---- Signed mail --------------------------------------------------------------------------- */

static void entities(void **state)
{
    static const char longest[] = "1234567890123456789012345678901234567890123456789012345678901234567890";
    static const struct {
        const char *head, *body;
        int is_signed;
    } rows[] = {
        { "Content-Type: multipart/signed;boundary=S", BODY, 1 },
        { TYPE "\r\n boundary=S", BODY, 1 },
        { TYPE "\n\tboundary=S", BODY, 1 },
        { TYPE "a=xboundary1; boundary=S", BODY, 1 },
        { TYPE "boundary=S;a=b", BODY, 1 },
        { TYPE "boundary=S a", BODY, 1 },
        /* What looks like the parameter is there twice, or in another form. */
        { TYPE "boundary=S; boundary=S", BODY, 0 },
        { TYPE "boundary=S; boundary*=S", BODY, 0 },
        { TYPE "boundary(a)=S", BODY, 0 },
        { TYPE "boundary =S", BODY, 0 },
        { TYPE "boundary\t=S", BODY, 0 },
        { TYPE "boundary;=S", BODY, 0 },
        { TYPE "boundary\r\n =S", BODY, 0 },
        { TYPE "boundary\n =S", BODY, 0 },
        { TYPE "boundary=\xC3\xBC", BODY, 0 },
        { TYPE "a=b\r; boundary=S", BODY, 0 },
        /* Readers take these for different ones. */
        { TYPE "boundary=\"S\"", BODY, 1 },
        { TYPE "boundary=\"S\"; a=b", BODY, 1 },
        { TYPE "boundary=\"S", BODY, 0 },
        { TYPE "boundary=\"S", "", 0 },
        { TYPE "boundary=\"S\"T", BODY, 0 },
        { TYPE "boundary=\"S T\"", BODY, 0 },
        { TYPE "boundary=\"S\\T\"", "\r\n\r\n--S\\T\r\n", 0 },
        { TYPE "boundary=\"(S;T)\"", "\r\n\r\n--(S;T)\r\n", 1 },
        { TYPE "boundary=(a)S", "\r\n\r\n--(a)S\r\n", 0 },
        { TYPE "boundary=S(a)", BODY, 0 },
        { TYPE "boundary=S)", BODY, 0 },
        { TYPE "boundary=S\"", BODY, 0 },
        { TYPE "boundary=S\x7F", BODY, 0 },
        { TYPE "boundary=S\x01", BODY, 0 },
        /* The header ends too early. */
        { "Content-Type:", "", 0 },
        { "Content-Type: \t ", "", 0 },
        { TYPE "boundary=", "", 0 },
        { TYPE "boundary=S", "", 0 },
        { TYPE "boundary=S\r", "", 0 },
        { TYPE "boundary=S\r\n", "", 0 },
        { TYPE "boundary=S", "\r\n\r\n", 0 },
        /* No line of the body is a boundary: one of the header is not written. */
        { "--S: x\r\n" TYPE "boundary=S", "\r\n\r\nText.\r\n", 0 },
        { "--S: x\r\n" TYPE "boundary=S", "\r\n\r\n", 0 },
        { "--S: x\r\n" TYPE "boundary=S", BODY, 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char entity[512];
        uint32_t left_out;
        char *text;
        struct tw w;

        (void)snprintf(entity, sizeof entity, "%s%s", rows[i].head, rows[i].body);
        begin(&w, SIGNED, entity, strlen(entity));
        text = converted(&w, &left_out);
        has(text, "MIME-Version: 1.0\r\nContent-Type: multipart/signed;", rows[i].is_signed);
        has(text, "Content-Type: multipart/mixed;", !rows[i].is_signed);
        assert_int_equal(left_out, rows[i].is_signed ? 0 : TNEF_CONVERT_SIGNATURE);
        free(text);
    }
    /* A boundary has at most 70 bytes. */
    for (int more = 0; more <= 1; more++) {
        char entity[512];
        char *text;
        struct tw w;

        (void)snprintf(entity, sizeof entity, TYPE "boundary=%s%.*s\r\n\r\n--%s%.*s--\r\n", longest, more,
                       "1", longest, more, "1");
        begin(&w, SIGNED, entity, strlen(entity));
        text = converted(&w, NULL);
        has(text, "Content-Type: multipart/signed;", !more);
        free(text);
    }
}

/* Zeros and bytes above 7F cannot stand in mail of 7 bits. */
static void bytes_that_cannot_stand(void **state)
{
    static const uint8_t bytes[] = { 0x00, 0x01, 0x7F, 0x80, 0xFF };

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        char entity[] = TYPE "boundary=S\r\n\r\n--S\r\n\r\n?\r\n--S--\r\n";
        const int can = bytes[i] > 0 && bytes[i] < 0x80;
        char *text;
        struct tw w;

        *strchr(entity, '?') = (char)bytes[i];
        begin(&w, SIGNED, entity, sizeof entity - 1);
        text = converted(&w, NULL);
        has(text, "Content-Type: multipart/signed;", can);
        if (can)
            has(text, strstr(entity, "--S"), 1);
        free(text);
    }
}

/* The header of the entity has room for what mail servers put before its type. */
static void long_headers(void **state)
{
    static const char field[] = "Content-Type: multipart/signed; boundary=S\r\n\r\n";
    static const char body[] = "--S\r\n\r\nText.\r\n--S--\r\n";
    char *entity = malloc(20000);

    (void)state;
    assert_non_null(entity);
    for (size_t more = 0; more < 2; more++) {
        const size_t before = 16384 + more - (sizeof field - 1);
        uint32_t left_out;
        char *text;
        struct tw w;

        memset(entity, 'a', before);
        for (size_t at = 64; at < before - 64; at += 64)
            memcpy(entity + at - 2, "\r\nX-A: ", 7);
        memcpy(entity, "X-A: ", 5);
        memcpy(entity + before - 2, "\r\n", 2);
        (void)sprintf(entity + before, "%s%s", field, body);
        begin(&w, SIGNED, entity, strlen(entity));
        text = converted(&w, &left_out);
        assert_int_equal(left_out, more ? TNEF_CONVERT_SIGNATURE : 0);
        has(text, field, !more);
        has(text, body, !more);
        free(text);
    }
    free(entity);
}

/* ---- Which file it is ---------------------------------------------------------------------- */

static void file_begin(struct tw *w, int32_t method, const char *data)
{
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, method);
    if (data != NULL)
        tw_prop_binary(w, TW_P_ATTACH_DATA, data, strlen(data));
}

/* Only one file that is there is all of the mail. */
static void which_file(void **state)
{
    static const char *const data[2] = { "0", NULL };
    char *text;
    struct tw w;

    (void)state;
    begin(&w, OPAQUE, "0", 1);
    has(text = converted(&w, NULL), "Content-Type: application/pkcs7-mime;", 1);
    free(text);
    begin(&w, OPAQUE, "0", 1); /* two */
    tw_attr_props_end(&w);
    file_begin(&w, 1, "0");
    has(text = converted(&w, NULL), "Content-Type: application/pkcs7-mime;", 0);
    free(text);
    begin(&w, OPAQUE, "", 0); /* an empty one */
    has(text = converted(&w, NULL),
        "Content-Disposition: attachment; filename=\"smime.p7m\"\r\n\r\n", 1);
    has(text, "Content-Type: application/pkcs7-mime;", 1);
    free(text);
    for (size_t i = 0; i < 2; i++) { /* an object; nothing in it */
        cw_begin(&w, OPAQUE);
        cw_end(&w);
        file_begin(&w, i == 0 ? 6 : 1, data[i]);
        has(text = converted(&w, NULL), "Content-Type: application/pkcs7-mime;", 0);
        free(text);
    }
    cw_begin(&w, OPAQUE); /* a message */
    cw_end(&w);
    tw_embedded_begin(&w, "a");
    tw_class(&w, "IPM.Note");
    tw_embedded_end(&w);
    text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
    has(text, "Content-Type: message/rfc822", 1);
    free(text);
}

/* ---- Envelopes ----------------------------------------------------------------------------- */

static void envelope(const char *told, const void *der, size_t len, const char *type)
{
    char expected[256];
    struct tw w;

    begin(&w, OPAQUE, der, len);
    if (told != NULL)
        tw_prop_unicode(&w, TW_P_ATTACH_MIME, told);
    tw_attr_props_end(&w);
    (void)snprintf(expected, sizeof expected,
                   "MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime;%s%s name=\"smime.p7m\"\r\n",
                   type, type[0] != '\0' ? ";" : "");
    {
        char *text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
        char *fold;

        assert_non_null(text);
        while ((fold = strstr(text, ";\r\n ")) != NULL)
            memmove(fold + 1, fold + 3, strlen(fold + 3) + 1);
        has(text, expected, 1);
        free(text);
    }
}

static void types_of_envelopes(void **state)
{
    static const uint8_t authenticated[] = { 0x30, 0x80, 0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86,
                                             0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x17 };
    static const uint8_t is_signed[] = { 0x30, 0x80, 0x06, 0x09, 0x2A, 0x86, 0x48,
                                         0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02 };

    (void)state;
    envelope(NULL, authenticated, sizeof authenticated, " smime-type=authEnveloped-data");
    envelope(NULL, is_signed, sizeof is_signed, " smime-type=signed-data");
    envelope(NULL, "0\x80", 2, "");
    /* What the attachment tells comes first, if it is known. */
    envelope("application/pkcs7-mime; smime-type=certs-only", is_signed, sizeof is_signed,
             " smime-type=certs-only");
    envelope("application/pkcs7-mime; SMIME-TYPE=Compressed-Data; a=b", "0", 1,
             " smime-type=compressed-data");
    envelope("application/pkcs7-mime; smime-type=certs-only ; a=b", "0", 1, " smime-type=certs-only");
    envelope("application/pkcs7-mime; a=\"smime-type=enveloped-data\"", "0", 1, " smime-type=enveloped-data");
    envelope("application/pkcs7-mime; smime-type=enveloped-data2", "0", 1, "");
    envelope("application/pkcs7-mime; smime-type=s", "0", 1, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entities),
        cmocka_unit_test(bytes_that_cannot_stand),
        cmocka_unit_test(long_headers),
        cmocka_unit_test(which_file),
        cmocka_unit_test(types_of_envelopes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
