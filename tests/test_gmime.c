/* SPDX-License-Identifier: MIT */

/* A second opinion: of well-formed mail the scanner tells the same leaves as GMime, with the same
 * path, type and name, and decodes them to the same bytes. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>
#include <gmime/gmime.h>

#include "known.h"
#include "scan_cases.h"
#include "scan_log.h"
#include "sha256.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 1024 };

/* What one of the two says: lines of path, type, name, size and sha256. */
struct opinion {
    struct lines lines;
    struct mail data;        /* of the leaf that is open */
    unsigned leaves;
};

static void say_leaf(struct opinion *o, const char *path, const char *type, const char *name,
                     const uint8_t *data, size_t len)
{
    char hash[65];

    sha256_hex(len > 0 ? data : (const uint8_t *)"", len, hash);
    lines_add(&o->lines, "%s %s '%s' %zu %s\n", path, type, name != NULL ? name : "", len, hash);
    o->leaves++;
}

/* ---- The scanner's ------------------------------------------------------------------------- */

struct ours {
    struct opinion *o;
    char type[TNEF_SCANNER_TYPE_SIZE], name[TNEF_SCANNER_NAME_SIZE];
};

static int on_begin(void *user, const tnef_scanner_part *part)
{
    struct ours *u = user;

    if (part->kind != TNEF_SCANNER_LEAF)
        return TNEF_CONTINUE;
    (void)snprintf(u->type, sizeof u->type, "%s", part->type);
    (void)snprintf(u->name, sizeof u->name, "%s", part->name);
    u->o->data.len = 0;
    return TNEF_SCANNER_DECODE;
}

static int on_end(void *user, const tnef_scanner_part *part)
{
    struct ours *u = user;

    if (part->kind == TNEF_SCANNER_LEAF)
        say_leaf(u->o, part->path, u->type, u->name, u->o->data.p, u->o->data.len);
    return TNEF_CONTINUE;
}

static tnef_status on_bytes(void *user, const void *buf, size_t len, size_t *taken)
{
    struct ours *u = user;

    (void)taken;
    mail_bytes(&u->o->data, buf, len);
    return TNEF_OK;
}

/* Anomalies that STRICT lives with, and the two do not agree about: names that cannot be decoded are
 * escaped here, and blanks at the ends of quoted-printable lines, which transports add, are dropped
 * as RFC 2045 section 6.7 has it. */
#define NOT_ALIKE (TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_BROKEN) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_QP_BLANKS))

/* Whether the mail is well-formed. */
static bool ask_scanner(struct opinion *o, const uint8_t *in, size_t len)
{
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_begin = on_begin,
                                          .part_end = on_end, .sink = on_bytes };
    struct ours u = { .o = o };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &u };
    tnef_scanner *s;
    bool plain;

    memset(o, 0, sizeof *o);
    assert_int_equal(tnef_scanner_new(&s, &cfg, NULL), TNEF_OK);
    (void)tnef_scanner_feed(s, in, len, NULL);
    plain = tnef_scanner_finish(s) == TNEF_OK
        && (anomalies_of_scanner(s) & (TNEF_SCANNER_FATAL_DEFAULT | NOT_ALIKE)) == 0;
    tnef_scanner_free(s);
    return plain;
}

/* ---- GMime's ------------------------------------------------------------------------------- */

static void ask_leaf(struct opinion *o, GMimeObject *part, const char *path)
{
    GMimeStream *out = g_mime_stream_mem_new();
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(part));
    char *type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(part));
    char *lower = g_ascii_strdown(type, -1);
    GByteArray *bytes;

    if (content != NULL)
        g_mime_data_wrapper_write_to_stream(content, out);
    bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out));
    say_leaf(o, path, lower, g_mime_part_get_filename(GMIME_PART(part)), bytes->data, bytes->len);
    g_free(lower);
    g_free(type);
    g_object_unref(out);
}

static void ask_object(struct opinion *o, GMimeObject *part, const char *path)
{
    char inner[PATH_SIZE];

    if (GMIME_IS_MULTIPART(part)) {
        for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(part)); i++) {
            (void)snprintf(inner, sizeof inner, "%s.%d", path, i + 1);
            ask_object(o, g_mime_multipart_get_part(GMIME_MULTIPART(part), i), inner);
        }
    } else if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));

        (void)snprintf(inner, sizeof inner, "%s.1", path);
        if (message != NULL)
            ask_object(o, g_mime_message_get_mime_part(message), inner);
    } else if (GMIME_IS_PART(part)) {
        ask_leaf(o, part, path);
    }
}

static void ask_gmime(struct opinion *o, const uint8_t *in, size_t len)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)in, len);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

    memset(o, 0, sizeof *o);
    if (message != NULL) {
        ask_object(o, g_mime_message_get_mime_part(message), "1");
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}

static void forget(struct opinion *o)
{
    free(o->lines.text);
    mail_free(&o->data);
}

/* Returns 1 if they differ; adds the leaves to |leaves| if the mail is well-formed. */
static unsigned compare(const char *name, const uint8_t *in, size_t len, unsigned *leaves)
{
    struct opinion ours, theirs;
    unsigned bad = 0;

    if (ask_scanner(&ours, in, len)) {
        ask_gmime(&theirs, in, len);
        bad = ours.leaves != theirs.leaves || (ours.leaves > 0
            && strcmp(ours.lines.text, theirs.lines.text) != 0);
        if (bad != 0)
            print_error("%s:\n%s--- GMime:\n%s", name, ours.leaves > 0 ? ours.lines.text : "",
                        theirs.leaves > 0 ? theirs.lines.text : "");
        *leaves += ours.leaves;
        forget(&theirs);
    }
    forget(&ours);
    return bad;
}

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
