/* SPDX-License-Identifier: MIT */

#include "any_item.h"

#include <stdio.h>
#include <string.h>

/* ---- Attachments --------------------------------------------------------------------------- */

static const char *const contents[] = {
    "",
    "%PDF",
    "\xFF\xD8\xFF\xE0 JFIF",
    "\x89PNG\r\n",
    "GIF89a",
    "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha256; "
    "boundary=\"b\"\r\n\r\n"
    "--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: "
    "application/pkcs7-signature\r\n\r\nMA==\r\n"
    "--b--\r\n",
    "MIME-Version: 1.0\nX: y\n z\ncontent-type: multipart/signed;\n boundary=b ; x=y\n\n--b\n\nHello\n--b--",
    "Content-Type: multipart/signed; boundary=\"=_T1_\"\r\n\r\n--=_T1_\r\n\r\n--=_T1_--\r\n",
    "Content-Type: multipart/signed; boundary=\r\n\r\n",
    "0\x82\x01\x01\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03",
    "0\x82\x01\x01\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02",
    "Gr\xC3\xBC\xC3\x9F"
    "e\r\n",
};

static void facts_of_file(struct any *a, struct tw *w)
{
    static const char *const names[] = { "a.pdf",
                                         "ContactPhoto.jpg",
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
    char id[16];

    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, names[any_next(a, 7)]);
    if (any_next(a, 2) == 0)
        tw_prop_unicode(w, TW_P_ATTACH_MIME, types[any_next(a, 8)]);
    if (any_next(a, 2) == 0) {
        (void)snprintf(id, sizeof id, any_next(a, 4) ? "a%u@x" : "<a%u@x>", any_next(a, 3));
        tw_prop_unicode(w, TW_P_CONTENT_ID, id);
    }
    if (any_next(a, 4) == 0)
        any_property(a, w, TW_P_ATTACH_FLAGS, ANY_NUMBER);
    if (any_next(a, 4) == 0)
        tw_prop_bool(w, TW_P_HIDDEN, 1);
    if (any_next(a, 8) == 0)
        any_property(a, w, 0x370D, ANY_TEXT); /* a path, or where the file is */
    any_wanted(a, w, 16);
}

void any_file(struct any *a, struct tw *w)
{
    static const int32_t methods[] = { 1, 1, 1, 1, 1, 2, 4, 6, 7 };
    const char *content = contents[any_next(a, sizeof contents / sizeof contents[0])];

    tw_rend_file(w);
    if (any_next(a, 12) != 0)
        tw_attr(w, TW_ATTACHMENT, TW_DATA, content, strlen(content));
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, methods[any_next(a, 9)]);
    facts_of_file(a, w);
    tw_attr_props_end(w);
}
