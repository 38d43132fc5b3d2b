/* SPDX-License-Identifier: MIT */

/* Corners of cards: which address the mailing address is, long certificates and pictures without memory, and
 * values that were cut. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"
#include "counting_alloc.h"
#include "kept_output.h"

static char *card(struct tw *w, uint32_t version, uint32_t *left_out)
{
    const tnef_convert_options o = { .size = sizeof o, .card_version = version };
    char *text = cw_convert(w, TNEF_CONVERT_CARD, &o, left_out);

    assert_non_null(text);
    return text;
}

/* ---- Addresses ----------------------------------------------------------------------------- */

static void mailing_address(void **state)
{
    static const struct {
        int32_t which;
        const char *line;
    } rows[] = {
        { 0, "ADR;TYPE=POSTAL:;;Street 1;;;;\r\n" },      { 1, "ADR;TYPE=HOME,PREF:;;Street 1;;;;\r\n" },
        { 2, "ADR;TYPE=WORK,PREF:;;Street 1;;;;\r\n" },   { 3, "ADR;TYPE=POSTAL,PREF:;;Street 1;;;;\r\n" },
        { 4, "ADR;TYPE=POSTAL:;;Street 1;;;;\r\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;
        char *text;

        cw_begin(&w, "IPM.Contact");
        tw_prop_unicode(&w, 0x3A29, "Street 1");
        cw_number(&w, CW_ADDRESS, 0x8022, rows[i].which);
        cw_end(&w);
        text = card(&w, 3, NULL);
        cw_has(text, rows[i].line);
        assert_int_equal(cw_count(text, "ADR;"), 1);
        free(text);
    }
}

/* An address that is only a label is a property of its own in version 3, and a parameter in version 4. */
static void only_a_label(void **state)
{
    (void)state;
    for (uint32_t version = 3; version <= 4; version++) {
        struct tw w;
        char *text;

        cw_begin(&w, "IPM.Contact");
        cw_text(&w, CW_ADDRESS, 0x801B, "Street 1, Town");
        cw_end(&w);
        text = card(&w, version, NULL);
        cw_has(text, version == 3 ? "\r\nLABEL;TYPE=WORK:Street 1\\, Town\r\n"
                               : "\r\nADR;TYPE=work;LABEL=\"Street 1, Town\":;;;;;;\r\n");
        assert_int_equal(cw_count(text, "ADR"), version == 4);
        free(text);
    }
}

/* ---- Small properties ---------------------------------------------------------------------- */

static void classes(void **state)
{
    static const char *const lines[] = { NULL, "CLASS:PRIVATE", "CLASS:PRIVATE", "CLASS:CONFIDENTIAL", NULL };

    (void)state;
    for (int32_t i = 0; i < 5; i++) {
        struct tw w;
        char *text;

        cw_begin(&w, "IPM.Contact");
        tw_prop_i4(&w, TW_P_SENSITIVITY, i);
        cw_end(&w);
        text = card(&w, 3, NULL);
        if (lines[i] != NULL)
            cw_has(text, lines[i]);
        else
            cw_lacks(text, "CLASS");
        free(text);
    }
}

/* The first hundred that say something; and a time without a zone, which is no time of a change. */
static void many_categories(void **state)
{
    static const struct tw_date local = { 2024, 1, 2, 3, 4, 5, 2 };
    const char *words[102];
    struct tw w;
    char *text;

    (void)state;
    for (size_t i = 0; i < 102; i++)
        words[i] = i == 1 ? "" : "Word";
    for (size_t n = 101; n <= 102; n++) {
        cw_begin(&w, "IPM.Contact");
        cw_keywords(&w, words, n);
        cw_end(&w);
        tw_attr_date(&w, TW_MESSAGE, TW_DATE_MODIFIED, local);
        text = card(&w, 3, NULL);
        assert_int_equal(cw_count(text, "o") - cw_count(text, "no"), 100);
        cw_lacks(text, "REV");
        free(text);
    }
}

/* ---- Values that were cut ------------------------------------------------------------------ */

static void certificate(struct tw *w, size_t len)
{
    uint8_t *p = calloc(1, len);

    assert_non_null(p);
    p[0] = 0x30;
    p[1] = 0x82;
    cw_begin(w, "IPM.Contact");
    tw_values_begin(w, TW_T_BINARY | TW_T_MV, 0x3A22);
    if (len > 4)
        tw_value(w, p, len);
    tw_values_end(w);
    cw_end(w);
    free(p);
}

static void long_certificates(void **state)
{
    static const size_t lens[] = { 4, 5, 65536, 65537, 262144, 262145 };

    (void)state;
    for (size_t i = 0; i < sizeof lens / sizeof lens[0]; i++) {
        struct tw w;
        char *text;

        certificate(&w, lens[i]);
        text = card(&w, 3, NULL);
        assert_int_equal(cw_count(text, "KEY;ENCODING=b;TYPE=X509:MIIA"), lens[i] == 5 || lens[i] == 65536);
        free(text);
    }
}

/* ---- Without memory ------------------------------------------------------------------------ */

static tnef_status write_with(const uint8_t *buf, size_t len, struct counting_alloc *a, char **text)
{
    struct kept_output out;
    tnef_status status;
    tnef_convert *c;

    *text = NULL;
    status = tnef_convert_new(&c, NULL, &a->alloc);
    if (status != TNEF_OK)
        return status;
    kept_begin(&out, TAKES_ALL);
    status = tnef_convert_feed(c, buf, len, NULL);
    if (status == TNEF_OK)
        status = tnef_convert_finish(c);
    if (status == TNEF_OK)
        status = tnef_convert_write(c, TNEF_CONVERT_CARD, NULL, kept_sink, &out);
    tnef_convert_free(c);
    *text = out.out;
    return status;
}

/* What a step writes may need more room than there is, wherever in a value that shows: each length shows it
 * at another byte, also at the very end. */
static void room_for_a_step(void **state)
{
    (void)state;
    for (size_t n = 5900; n < 6300; n++) {
        struct counting_alloc a;
        uint8_t *buf;
        struct tw w;
        size_t len;
        char *text;
        uint64_t calls;

        certificate(&w, n);
        buf = tw_take(&w, &len);
        tw_free(&w);
        counting_alloc_init(&a, UINT64_MAX);
        assert_int_equal(write_with(buf, len, &a, &text), TNEF_OK);
        assert_int_equal(cw_count(text, "KEY;"), 1);
        free(text);
        calls = a.calls;
        for (uint64_t at = calls > 3 ? calls - 3 : 1; at <= calls; at++) {
            counting_alloc_init(&a, at);
            assert_int_equal(write_with(buf, len, &a, &text), TNEF_E_MEMORY);
            assert_int_equal(a.held, 0);
            free(text);
        }
        free(buf);
    }
}

/* ---- What users say of themselves ---------------------------------------------------------- */

static void own_fields(void **state)
{
    struct tw w;

    (void)state;
    for (uint32_t version = 3; version <= 4; version++) {
        char *text;

        cw_begin(&w, "IPM.Contact");
        tw_prop_unicode(&w, 0x3A43, "Chess, and\r\nEND:VCARD");
        cw_text(&w, CW_ADDRESS, 0x804F, "Badge 12; blue");
        cw_text(&w, CW_ADDRESS, 0x8050, " ");
        cw_text(&w, CW_ADDRESS, 0x8051, "three");
        cw_text(&w, CW_ADDRESS, 0x8052, "four\r\nX: 1");
        cw_end(&w);
        text = card(&w, version, NULL);
        cw_has(text, version == 3 ? "\r\nX-MS-INTERESTS:Chess\\, and END:VCARD\r\n"
                                  : "\r\nHOBBY:Chess\\, and END:VCARD\r\n");
        cw_has(text, "\r\nX-MS-TEXT:Badge 12\\; blue\r\nX-MS-TEXT:three\r\nX-MS-TEXT:four X: 1\r\n");
        free(text);
    }
}

static void languages(void **state)
{
    static const struct {
        const char *tag;
        int is_there;
    } rows[] = {
        { "en", 1 },        { "de-CH-1996", 1 },        { "abcdefgh-12345678", 1 },
        { "abcdefghi", 0 }, { "de-123456789", 0 },      { "1de", 0 },
        { "de-", 0 },       { "-de", 0 },               { "de--CH", 0 },
        { "de_CH", 0 },     { "de\r\nX: 1", 0 },        { "", 0 },
        { "abcdefgh-bcdefghi-cdefghij-defghijk", 1 },   { "abcdefgh-bcdefghi-cdefghij-defghijk-l", 0 },
    };
    struct tw w;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (uint32_t version = 3; version <= 4; version++) {
            char line[64], *text;

            cw_begin(&w, "IPM.Contact");
            tw_prop_unicode(&w, 0x3A0C, rows[i].tag);
            cw_end(&w);
            text = card(&w, version, NULL);
            (void)snprintf(line, sizeof line, "\r\nLANG:%s\r\n", rows[i].tag);
            if (rows[i].is_there && version == 4)
                cw_has(text, line);
            else
                cw_lacks(text, "LANG");
            free(text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mailing_address),
        cmocka_unit_test(only_a_label),
        cmocka_unit_test(classes),
        cmocka_unit_test(many_categories),
        cmocka_unit_test(long_certificates),
        cmocka_unit_test(room_for_a_step),
        cmocka_unit_test(own_fields),
        cmocka_unit_test(languages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
