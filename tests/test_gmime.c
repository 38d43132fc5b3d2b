/* SPDX-License-Identifier: MIT */

/* A second opinion: of well-formed mail the scanner tells the same leaves as GMime, with the same
 * path, type and name, and decodes them to the same bytes. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>
#include <gmime/gmime.h>

#include "gmime_opinion.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Mails --------------------------------------------------------------------------------- */

static void gmime_reads_well_formed_rows_alike(void **state)
{
    unsigned bad = 0;
    unsigned leaves = 0;

    (void)state;
    for (size_t t = 0; t < SCAN_TABLES; t++)
        for (const struct scan_case *c = scan_tables[t]; c->name != NULL; c++) {
            struct mail m;

            scan_case_mail(&m, c);
            bad += compare(c->name, m.p, m.len, &leaves);
            mail_free(&m);
        }
    print_message("%u leaves\n", leaves);
    assert_true(leaves > 50u);
    assert_int_equal(bad, 0);
}

/* A stream of each length in each encoding, alone and in containers, with both line ends. */
static void gmime_decodes_alike(void **state)
{
    static const char *const shapes[] = {
        "$HContent-Type: application/ms-tnef; name=winmail.dat\n",
        "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n"
        "--b\nContent-Disposition: attachment; filename=\"a b.dat\"\n",
        "$HContent-Type: multipart/mixed; boundary=b\n\npreamble\n--b\n"
        "Content-Type: multipart/alternative; boundary=\"b/c\"\n\n--b/c\n\nplain\n--b/c\n"
        "Content-Type: text/html\n\n<p>\n--b/c--\n\n--b\n",
        "$HContent-Type: message/rfc822\n\n$HContent-Type: application/octet-stream;\n"
        " name*0=\"long\"; name*1=\"er.dat\"\n",
        "$HContent-Type: multipart/digest; boundary=b\n\n--b\n\n$H",
    };
    static const char *const encodings[] = {
        "Content-Transfer-Encoding: base64\n\n$B",
        "Content-Transfer-Encoding: BASE64\n\n$L\n",
        "Content-Transfer-Encoding: quoted-printable\n\n$Q",
        "Content-Transfer-Encoding: x-uuencode\n\n$U",
        "Content-Transfer-Encoding: binary\n\n$R",
    };
    static uint8_t stream[400];
    unsigned bad = 0;
    unsigned leaves = 0;

    (void)state;
    for (size_t i = 0; i < sizeof stream; i++)
        stream[i] = i < 4u ? (uint8_t)"\x78\x9F\x3E\x22"[i] : (uint8_t)(i * 37u + i / 7u);
    for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++)
        for (size_t e = 0; e < sizeof encodings / sizeof encodings[0]; e++)
            for (size_t len = 4; len < sizeof stream; len += len < 100u ? 1u : 59u)
                for (int lf = 0; lf < 2; lf++) {
                    struct mail m = { .tnef = stream, .tnef_len = len, .eol = lf ? "\n" : NULL };
                    char name[80];

                    mail_text(&m, shapes[s]);
                    mail_text(&m, encodings[e]);
                    if (strstr(shapes[s], "boundary=b") != NULL)
                        mail_text(&m, "\n--b--\n");
                    (void)snprintf(name, sizeof name, "shape %zu, encoding %zu, %zu bytes, lf %d",
                                   s, e, len, lf);
                    bad += bad < 5u ? compare(name, m.p, m.len, &leaves) : 0u;
                    mail_free(&m);
                }
    print_message("%u leaves\n", leaves);
    assert_true(leaves > 5000u);
    assert_int_equal(bad, 0);
}

/* ---- Real mail ----------------------------------------------------------------------------- */

static unsigned compare_file(const char *folder, const char *name, unsigned *leaves)
{
    char path[PATH_SIZE];
    gchar *buf;
    gsize len;
    unsigned bad;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!g_file_get_contents(path, &buf, &len, NULL))
        return 1;
    bad = compare(name, (const uint8_t *)buf, len, leaves);
    g_free(buf);
    return bad;
}

static void gmime_reads_real_mail_alike(void **state)
{
    const char *folder = getenv("TNEF_CORPUS_DIR");
    DIR *dir = folder != NULL ? opendir(folder) : NULL;
    struct dirent *entry;
    unsigned bad = 0;
    unsigned leaves = 0;

    (void)state;
    if (dir == NULL) {
        print_message("skipped: no folder of real mail\n");
        skip();
        return;
    }
    while ((entry = readdir(dir)) != NULL)
        if (g_str_has_suffix(entry->d_name, ".eml"))
            bad += compare_file(folder, entry->d_name, &leaves);
    assert_int_equal(closedir(dir), 0);
    print_message("%u leaves\n", leaves);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gmime_reads_well_formed_rows_alike),
        cmocka_unit_test(gmime_decodes_alike),
        cmocka_unit_test(gmime_reads_real_mail_alike),
    };
    int failed;

    g_mime_init();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    g_mime_shutdown();
    return failed;
}
