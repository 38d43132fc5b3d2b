/* SPDX-License-Identifier: MIT */

#include "any_item.h"

#include <stdio.h>
#include <string.h>

#include "mail_writer.h"

/* ---- Attachments --------------------------------------------------------------------------- */

#define SIGNED_HEAD \
  "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha256; "

#define C(text) \
  { \
    text, sizeof(text) - 1u \
  }

static const struct {
    const char *p;
    size_t len;
} contents[] = {
    C(""),
    C("%PDF"),
    C("\xFF\xD8\xFF\xE0 JFIF"),
    C("\xFF\xD8\xFF"),
    C("\xFF\xD8."),
    C("\xFF\xD8"),
    C("\x89PNG\r\n"),
    C("\xFF"),
    C("\xFF.."),
    C("GI"),
    C("\x89"),
    C("\x89PN"),
    C("\x89PNX"),
    C("\x89PX."),
    C("\x89X.."),
    C("GIF89a"),
    C("GIF"),
    C("GIX"),
    C("GX."),
    C(SIGNED_HEAD "boundary=\"b\"\r\n\r\n"
                  "--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\n"
                  "Content-Type: application/pkcs7-signature\r\n\r\nMA==\r\n--b--\r\n"),
    C("MIME-Version: 1.0\nX: y\n z\ncontent-type: multipart/signed;\n boundary=b ; "
      "x=y\n\n--b\n\nHello\n--b--"),
    C("Content-Type: multipart/signed; boundary=\"=_T1_\"\r\n\r\n--=_T1_\r\n\r\n--=_T1_--\r\n"),
    C("Content-Type: multipart/signed; boundary=\r\n\r\n"),
    C("Content-Type: multipart/signed; boundary=\"b\r\n\r\n"),
    C("Content-Type: multipart/signed; x=y\r\n\r\n"),
    C("Content-Type: multipart/mixed; boundary=b\r\n\r\n"),
    C("Content-Type: multipart/signed; boundary=b"),
    C("Content-Type: multipart/signed; boundary=b\r\n"),
    C("Content-Type: multipart/signed;\rX boundary=b\r\n\r\n--b--\r\n"),
    C("Content-Type:\r\n\tmultipart/signed;\r\n\tboundary=\"b c\";\r\n\tx=y\r\n\r\n--b c--\r\n"),
    C("Content-Type: multipart/signed; boundary=b;x\r\nContent-Type: multipart/signed; "
      "boundary=c\r\n\r\n--b--"),
    C("Content-Type: multipart/signed; boundary=b\x01\r\n\r\n--b--\r\n"),
    C(SIGNED_HEAD "boundary=b\r\n\r\n--b\r\n\r\nGr\xFC\xDF"
                  "e\r\n--b--\r\n"),
    C(SIGNED_HEAD "boundary=b\r\n\r\n--b\r\n\r\nnul \0\r\n--b--\r\n"),
    C(SIGNED_HEAD "boundary=0123456789012345678901234567890123456789012345678901234567890123456789\r\n\r\n"),
    C(" \r\nContent-Type: multipart/signed; boundary=b\r\n\r\n"),
    C("0\x82\x01\x01\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03"),
    C("0\x82\x01\x01\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"),
    C("0\x82\x01\x01\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17"),
    C("Gr\xC3\xBC\xC3\x9F"
      "e\r\n"),
};

/* Some contents are longer than what is written in a step. */
static void put_content(struct any *a, struct tw *w)
{
    const size_t i = any_next(a, sizeof contents / sizeof contents[0]);
    struct mail m = { 0 };

    mail_bytes(&m, contents[i].p, contents[i].len);
    if (any_next(a, 6) == 0) {
        mail_repeat(&m, any_next(a, 2) ? "x" : "abc\n", any_next(a, 40) == 0 ? 100000 : 3000);
        mail_bytes(&m, "\r\n", 2);
    }
    tw_attr(w, TW_ATTACHMENT, TW_DATA, m.p != NULL ? m.p : (const uint8_t *)"", m.len);
    mail_free(&m);
}

static void facts_of_file(struct any *a, struct tw *w)
{
    static const char *const names[] = { "a.pdf",
                                         "ContactPicture.jpg",
                                         "smime.p7m",
                                         "Gr\xC3\xBC\xC3\x9F"
                                         "e.png",
                                         "",
                                         "..\\x/CON.txt",
                                         "a name of a file that is longer than a line may be, and then some "
                                         "more of it, which goes on and on.zip" };
    static const char *const types[] = { "image/png",
                                         "IMAGE/JPEG",
                                         "multipart/signed",
                                         "application/pkcs7-mime",
                                         "message/rfc822",
                                         "text/plain; charset=x",
                                         "none",
                                         "a/b\r\nX: y" };
    static const char *const paths[] = { "http://example.com/a", "https://example.com/a", "http://",
                                         "\\\\x\\y.txt", "ftp://example.com/a" };
    char id[16];

    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, names[any_next(a, 7)]);
    if (any_next(a, 2) == 0)
        tw_prop_unicode(w, TW_P_ATTACH_MIME, types[any_next(a, 8)]);
    if (any_next(a, 12) == 0)
        any_property(a, w, TW_P_CONTENT_ID, ANY_TEXT);
    else if (any_next(a, 2) == 0) {
        (void)snprintf(id, sizeof id, any_next(a, 4) ? "a%u@x" : "<a%u@x>", any_next(a, 3));
        tw_prop_unicode(w, TW_P_CONTENT_ID, id);
    }
    if (any_next(a, 4) == 0)
        any_property(a, w, TW_P_ATTACH_FLAGS, ANY_NUMBER);
    if (any_next(a, 4) == 0)
        tw_prop_bool(w, TW_P_HIDDEN, 1);
    if (any_next(a, 6) == 0)
        tw_prop_unicode(w, 0x370D, paths[any_next(a, 5)]);
    if (any_next(a, 3) == 0)
        tw_prop_bool(w, 0x7FFF, 1); /* the picture of a contact */
    any_wanted(a, w, 16);
}

void any_file(struct any *a, struct tw *w)
{
    static const int32_t methods[] = { 1, 1, 1, 1, 1, 2, 4, 6, 7 };

    tw_rend_file(w);
    if (any_next(a, 12) != 0)
        put_content(a, w);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, methods[any_next(a, 9)]);
    facts_of_file(a, w);
    tw_attr_props_end(w);
}
