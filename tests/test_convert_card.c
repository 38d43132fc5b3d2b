/* SPDX-License-Identifier: MIT */

/* Contacts and distribution lists as vCard. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

#define MIME_UID "UID:urn:uuid:33221100-5544-7766-8899-aabbccddeeff\r\n"

static const uint8_t guid[16] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                                  0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF };

static const tnef_convert_options version_3 = { .size = sizeof version_3, .card_version = 3 };
static const tnef_convert_options version_4 = { .size = sizeof version_4, .card_version = 4 };

/* An attachment with a property of its own that says that it is the picture, and one that says nothing. */
static void picture(struct tw *w, uint16_t is_picture, const void *data, size_t len)
{
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, data, len);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_bool(w, 0x7FFF, is_picture);
    tw_attr_props_end(w);
}

static void contact(struct tw *w)
{
    static const char *const keywords[2] = { "VIP", "A,B" };
    static const uint8_t jpeg[4] = { 0xFF, 0xD8, 0xFF, 0xE0 };
    uint8_t entry[512];
    size_t entry_len = cw_one_off(entry, "Z", "SMTP", "z.old@example.net");

    cw_begin(w, "IPM.Contact");
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, "Dr. Zo\u00EB \u00C5ngstr\u00F6m");
    tw_prop_unicode(w, 0x3A11, "\u00C5ngstr\u00F6m");
    tw_prop_unicode(w, 0x3A06, "Zo\u00EB");
    tw_prop_unicode(w, 0x3A44, "M.");
    tw_prop_unicode(w, 0x3A45, "Dr.");
    tw_prop_unicode(w, 0x3A4F, "Zo");
    tw_prop_unicode(w, 0x3A16, "Contoso, Ltd.");
    tw_prop_unicode(w, 0x3A18, "R&D");
    tw_prop_unicode(w, 0x3A17, "Head; Lab");
    cw_text(w, CW_ADDRESS, 0x8082, "SMTP");
    cw_text(w, CW_ADDRESS, 0x8083, "zoe@example.com");
    cw_text(w, CW_ADDRESS, 0x8092, "EX");
    cw_text(w, CW_ADDRESS, 0x8093, "/o=Ex/cn=z");
    cw_blob(w, CW_ADDRESS, 0x8095, entry, entry_len);
    tw_prop_unicode(w, 0x3A08, "+46 8 123");
    tw_prop_unicode(w, 0x3A1C, "+46 70 456");
    tw_prop_unicode(w, 0x3A24, "+46 8 124");
    cw_text(w, CW_ADDRESS, 0x8045, "Storg. 1");
    cw_text(w, CW_ADDRESS, 0x8046, "Lund");
    cw_text(w, CW_ADDRESS, 0x8048, "223 50");
    cw_text(w, CW_ADDRESS, 0x8049, "Sverige");
    cw_text(w, CW_ADDRESS, 0x801B, "Storg. 1\r\n223 50 Lund");
    tw_prop_unicode(w, 0x3A51, "https://contoso.example/");
    cw_date(w, CW_ADDRESS, 0x80DE, cw_time(1970, 2, 3, 0, 0, 0));
    tw_prop_time(w, 0x3A42, cw_time(1970, 2, 2, 23, 0, 0));
    tw_prop_unicode(w, TW_P_BODY, "Met in Kiel, 2019.\r\n");
    cw_keywords(w, keywords, 2);
    tw_prop_i4(w, TW_P_SENSITIVITY, 2);
    tw_prop_binary(w, 0x300B, guid, sizeof guid);
    tw_prop_time(w, 0x3008, cw_time(2024, 1, 2, 3, 4, 5));
    cw_end(w);
    picture(w, 0, "no picture", 10);
    picture(w, 1, jpeg, sizeof jpeg);
}

static void contact_3(void **state)
{
    struct tw w;

    (void)state;
    contact(&w);
    cw_expect(&w, TNEF_CONVERT_CARD, NULL,
              "BEGIN:VCARD\r\n"
              "VERSION:3.0\r\n"
              "FN:Dr. Zo\u00EB \u00C5ngstr\u00F6m\r\n"
              "N:\u00C5ngstr\u00F6m;Zo\u00EB;M.;Dr.;\r\n"
              "NICKNAME:Zo\r\n"
              "ORG:Contoso\\, Ltd.;R&D\r\n"
              "TITLE:Head\\; Lab\r\n"
              "EMAIL;TYPE=INTERNET,PREF:zoe@example.com\r\n"
              "EMAIL;TYPE=INTERNET:z.old@example.net\r\n"
              "TEL;TYPE=WORK,VOICE:+46 8 123\r\n"
              "TEL;TYPE=CELL,VOICE:+46 70 456\r\n"
              "TEL;TYPE=WORK,FAX:+46 8 124\r\n"
              "ADR;TYPE=WORK:;;Storg. 1;Lund;;223 50;Sverige\r\n"
              "LABEL;TYPE=WORK:Storg. 1\\n223 50 Lund\r\n"
              "URL;TYPE=WORK:https://contoso.example/\r\n"
              "BDAY:1970-02-03\r\n"
              "NOTE:Met in Kiel\\, 2019.\r\n"
              "CATEGORIES:VIP,A\\,B\r\n"
              "CLASS:PRIVATE\r\n"
              "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4A==\r\n" MIME_UID
              "REV:2024-01-02T03:04:05Z\r\n"
              "END:VCARD\r\n",
              0);
}

static void contact_4(void **state)
{
    struct tw w;

    (void)state;
    contact(&w);
    cw_expect(&w, TNEF_CONVERT_CARD, &version_4,
              "BEGIN:VCARD\r\n"
              "VERSION:4.0\r\n"
              "KIND:individual\r\n"
              "FN:Dr. Zo\u00EB \u00C5ngstr\u00F6m\r\n"
              "N:\u00C5ngstr\u00F6m;Zo\u00EB;M.;Dr.;\r\n"
              "NICKNAME:Zo\r\n"
              "ORG:Contoso\\, Ltd.;R&D\r\n"
              "TITLE:Head\\; Lab\r\n"
              "EMAIL;PREF=1:zoe@example.com\r\n"
              "EMAIL:z.old@example.net\r\n"
              "TEL;TYPE=\"work,voice\":+46 8 123\r\n"
              "TEL;TYPE=\"cell,voice\":+46 70 456\r\n"
              "TEL;TYPE=\"work,fax\":+46 8 124\r\n"
              "ADR;TYPE=work;LABEL=\"Storg. 1^n223 50 Lund\":;;Storg. 1;Lund;;223 50;Sverige\r\n"
              "URL;TYPE=work:https://contoso.example/\r\n"
              "BDAY:19700203\r\n"
              "NOTE:Met in Kiel\\, 2019.\r\n"
              "CATEGORIES:VIP,A\\,B\r\n"
              "PHOTO:data:image/jpeg;base64,/9j/4A==\r\n" MIME_UID
              "REV:20240102T030405Z\r\n"
              "END:VCARD\r\n",
              0);
}

/* ---- Distribution lists -------------------------------------------------------------------- */

static void group(struct tw *w)
{
    uint8_t entry[512];
    uint8_t wrapped[64];
    size_t len;

    cw_begin(w, "IPM.DistList");
    cw_text(w, CW_ADDRESS, 0x8053, "News");
    tw_named_id(w, CW_ADDRESS, 0x8055);
    tw_values_begin(w, TW_T_BINARY | TW_T_MV, 0x8000);
    len = cw_one_off(entry, "Ann", "SMTP", "ann@example.com");
    tw_value(w, entry, len);
    len = cw_bytes("00000000 c091add3519dcf11a4a900aa0047faa4 b5"
                   "00000000 dca740c8c042101ab4b908002b2fe182 01000000 00000000 2f6f3d6500",
                   wrapped, sizeof wrapped);
    tw_value(w, wrapped, len);
    len = cw_bytes("00000000 c091add3519dcf11a4a900aa0047faa4 c3 ~~~~~~", wrapped, sizeof wrapped);
    tw_value(w, wrapped, len);
    tw_values_end(w);
    tw_named_id(w, CW_ADDRESS, 0x8054);
    tw_values_begin(w, TW_T_BINARY | TW_T_MV, 0x8000);
    len = cw_one_off(entry, "Ann", "SMTP", "ann@example.com");
    tw_value(w, entry, len);
    len = cw_one_off(entry, "Bob", "SMTP", "bob@example.com");
    tw_value(w, entry, len);
    tw_value(w, "", 0);
    tw_values_end(w);
    tw_prop_binary(w, 0x300B, guid, sizeof guid);
    cw_end(w);
}

static void group_4(void **state)
{
    struct tw w;

    (void)state;
    group(&w);
    cw_expect(&w, TNEF_CONVERT_CARD, NULL,
              "BEGIN:VCARD\r\n"
              "VERSION:4.0\r\n"
              "KIND:group\r\n"
              "FN:News\r\n"
              "MEMBER:mailto:ann@example.com\r\n"
              "MEMBER:mailto:bob@example.com\r\n" MIME_UID
              "END:VCARD\r\n",
              TNEF_CONVERT_MEMBERS);
}

static void group_3(void **state)
{
    struct tw w;

    (void)state;
    group(&w);
    cw_expect(&w, TNEF_CONVERT_CARD, &version_3,
              "BEGIN:VCARD\r\n"
              "VERSION:3.0\r\n"
              "FN:News\r\n"
              "N:;;;;\r\n"
              "X-ADDRESSBOOKSERVER-KIND:group\r\n"
              "X-ADDRESSBOOKSERVER-MEMBER:mailto:ann@example.com\r\n"
              "X-ADDRESSBOOKSERVER-MEMBER:mailto:bob@example.com\r\n" MIME_UID
              "END:VCARD\r\n",
              TNEF_CONVERT_MEMBERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contact_3),
        cmocka_unit_test(contact_4),
        cmocka_unit_test(group_4),
        cmocka_unit_test(group_3),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
