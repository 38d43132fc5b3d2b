/* SPDX-License-Identifier: MIT */

/* A second opinion about mail that was unwrapped: GMime and the scanner tell the same leaves of it, with
 * the same path, type, name and bytes; the fields that the mail had are still there; the message and its
 * files are what was put into the stream. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>
#include <gmime/gmime.h>

#include <tnef/convert.h>

#include "convert_check.h"
#include "gmime_opinion.h"
#include "kept_output.h"
#include "mail_writer.h"
#include "support.h"
#include "vectors.h"

#include <dirent.h>

/* ---- Unwrapping ---------------------------------------------------------------------------- */

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct mail *m = user;

    m->len = (size_t)offset;
    mail_bytes(m, buf, len);
    return 0;
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    memcpy(buf, ((struct mail *)user)->p + offset, len);
    return 0;
}

static struct tnef_unwrap_info unwrap(const uint8_t *in, size_t len, struct kept_output *out)
{
    struct mail kept = { 0 };
    const tnef_spool spool = {
        .size = sizeof spool, .write = spool_write, .read = spool_read, .user = &kept
    };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool };
    struct tnef_unwrap_info info = { .size = sizeof info };
    tnef_unwrap *u;

    kept_begin(out, TAKES_ALL);
    assert_int_equal(tnef_unwrap_new(&u, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(u, in, len, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_finish(u), TNEF_OK);
    assert_int_equal(tnef_unwrap_write(u, kept_sink, out), TNEF_OK);
    tnef_unwrap_info(u, &info);
    tnef_unwrap_free(u);
    mail_free(&kept);
    return info;
}

/* ---- Fields -------------------------------------------------------------------------------- */

static GMimeMessage *parse(const void *in, size_t len)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(in, len);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

    g_object_unref(parser);
    g_object_unref(stream);
    return message;
}

static bool is_dropped(const char *name)
{
    return g_ascii_strncasecmp(name, "content-", 8) == 0 || g_ascii_strcasecmp(name, "mime-version") == 0
           || g_ascii_strcasecmp(name, "x-ms-tnef-correlator") == 0;
}

/* What a reader sees of it. */
static char *value_of(GMimeHeader *header)
{
    return g_mime_utils_header_unfold(g_mime_header_get_value(header));
}

/* Each field of |a| is one of |b|, with the same value, in the same order. */
static unsigned lost_fields(GMimeMessage *a, GMimeMessage *b)
{
    GMimeHeaderList *before = g_mime_object_get_header_list(GMIME_OBJECT(a));
    GMimeHeaderList *after = g_mime_object_get_header_list(GMIME_OBJECT(b));
    int at = 0;
    unsigned bad = 0;

    for (int i = 0; i < g_mime_header_list_get_count(before); i++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(before, i);
        char *value = value_of(header);
        bool found = is_dropped(g_mime_header_get_name(header));

        while (!found && at < g_mime_header_list_get_count(after)) {
            GMimeHeader *other = g_mime_header_list_get_header_at(after, at++);
            char *its = value_of(other);

            found = g_strcmp0(g_mime_header_get_name(header), g_mime_header_get_name(other)) == 0
                    && g_strcmp0(value, its) == 0;
            g_free(its);
        }
        if (!found)
            print_error("lost: %s: %s\n", g_mime_header_get_name(header), value);
        bad += !found;
        g_free(value);
    }
    return bad;
}

/* ---- One mail ------------------------------------------------------------------------------ */

struct sums {
    unsigned mails, replaced, leaves, bad;
};

static void check(const char *name, const uint8_t *in, size_t len, struct sums *sums)
{
    struct kept_output out;
    const struct tnef_unwrap_info info = unwrap(in, len, &out);
    GMimeMessage *before = parse(in, len), *after = parse(out.out, out.len);
    unsigned leaves = 0;
    unsigned bad = compare(name, (const uint8_t *)out.out, out.len, &leaves);

    if (before != NULL && after != NULL)
        bad += lost_fields(before, after);
    if (info.replaced > 0 && leaves == 0) {
        print_error("%s: what was made of it is no well-formed mail\n", name);
        bad++;
    }
    if (bad > 0)
        print_error("%s: %u faults\n", name, bad);
    sums->mails++;
    sums->replaced += info.replaced;
    sums->leaves += leaves;
    sums->bad += bad;
    if (before != NULL)
        g_object_unref(before);
    if (after != NULL)
        g_object_unref(after);
    free(out.out);
}

static const char *const shapes[] = {
    "From: ann@example.com\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= und\n mehr\nX-MS-TNEF-Correlator: <1@x>\n"
    "Received: a\nReceived: b\n"
    "MIME-Version: 1.0\nContent-Type: application/ms-tnef; name=winmail.dat\n"
    "Content-Transfer-Encoding: base64\n\n$B",
    "$HContent-Type: multipart/mixed; boundary=\"b/c\"\n\npreamble\n--b/c\nContent-Type: "
    "text/plain\n\nhello\n"
    "--b/c\nContent-Disposition: attachment; filename=\"winmail.dat\"\nContent-Type: application/ms-tnef\n"
    "Content-Transfer-Encoding: base64\n\n$B\n--b/c--\nepilogue\n",
    "$HContent-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: message/rfc822\n\n"
    "$HContent-Type: multipart/mixed; boundary=\"=_T1_\"\n\n--=_T1_\nContent-Type: application/ms-tnef\n"
    "Content-Transfer-Encoding: quoted-printable\n\n$Q\n--=_T1_--\n\n--outer\nContent-Type: "
    "text/plain\n\nFooter\n"
    "--outer--\n",
};

static void check_stream(const char *name, const uint8_t *p, size_t len, struct sums *sums)
{
    for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++)
        for (int lf = 0; lf < 2; lf++) {
            struct mail m = { .tnef = p, .tnef_len = len, .eol = lf ? "\n" : NULL };
            char label[200];

            mail_text(&m, shapes[s]);
            (void)snprintf(label, sizeof label, "%s, shape %zu, lf %d", name, s, lf);
            check(label, m.p, m.len, sums);
            mail_free(&m);
        }
}

/* ---- Mails --------------------------------------------------------------------------------- */

static void gmime_reads_all_vectors_alike(void **state)
{
    struct sums sums = { 0, 0, 0, 0 };
    size_t count;
    const struct vector *all = vectors(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        size_t len;
        uint8_t *p = vector_bytes(all[i].name, &len);

        check_stream(all[i].name, p, len, &sums);
        free(p);
    }
    print_message("%u mails, %u streams replaced, %u leaves\n", sums.mails, sums.replaced, sums.leaves);
    assert_true(sums.replaced > 100u);
    assert_int_equal(sums.bad, 0);
}

/* What was put into the stream is what GMime takes out of the mail. */
static void gmime_reads_what_was_sent(void **state)
{
    static const char body[] = "Gr\xC3\xBC\xC3\x9F"
                               "e\r\n.\r\nFrom here\r\n";
    static const char name[] = "\xE2\x82\xAC.bin";
    static uint8_t bytes[70000];
    struct mail m = { .tnef = NULL };
    struct kept_output out;
    GMimeMessage *message;
    GMimeObject *part;
    GByteArray *got;
    GMimeStream *stream = g_mime_stream_mem_new();
    char *text;
    struct tw w;
    size_t len;
    uint8_t *p;

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 31u + i / 251u);
    cw_begin(&w, "IPM.Note");
    cw_representing(&w, "Ann \xC3\x96ther", "ann@example.com");
    tw_prop_unicode(&w, TW_P_SUBJECT,
                    "Gr\xC3\xBC\xC3\x9F"
                    "e, a subject that is long enough to be folded once or twice");
    tw_prop_unicode(&w, TW_P_BODY, body);
    cw_end(&w);
    tw_rend_file(&w);
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, bytes, sizeof bytes);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, name);
    tw_attr_props_end(&w);
    p = tw_take(&w, &len);
    tw_free(&w);
    m.tnef = p;
    m.tnef_len = len;
    mail_text(&m, "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n$B");
    assert_int_equal(unwrap(m.p, m.len, &out).replaced, 1);
    message = parse(out.out, out.len);
    assert_non_null(message);
    assert_string_equal(g_mime_message_get_subject(message),
                        "Gr\xC3\xBC\xC3\x9F"
                        "e, a subject that is long enough to be folded once or twice");
    text = internet_address_list_to_string(g_mime_message_get_from(message), NULL, FALSE);
    assert_string_equal(text, "Ann \xC3\x96ther <ann@example.com>");
    g_free(text);
    part = g_mime_message_get_body(message);
    assert_non_null(part);
    text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    assert_string_equal(text, body);
    g_free(text);
    part = g_mime_multipart_get_part(GMIME_MULTIPART(g_mime_message_get_mime_part(message)), 1);
    assert_string_equal(g_mime_part_get_filename(GMIME_PART(part)), name);
    g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(part)), stream);
    got = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    assert_int_equal(got->len, sizeof bytes);
    assert_memory_equal(got->data, bytes, sizeof bytes);
    g_object_unref(stream);
    g_object_unref(message);
    free(out.out);
    free(p);
    mail_free(&m);
}

static void gmime_reads_real_mail_alike(void **state)
{
    const char *folder = getenv("TNEF_CORPUS_DIR");
    DIR *dir = folder != NULL ? opendir(folder) : NULL;
    struct sums sums = { 0, 0, 0, 0 };
    struct dirent *entry;

    (void)state;
    if (dir == NULL) {
        print_message("skipped: no folder of real mail\n");
        skip();
        return;
    }
    while ((entry = readdir(dir)) != NULL) {
        char path[PATH_SIZE];
        gchar *buf;
        gsize len;

        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (g_str_has_suffix(entry->d_name, ".eml") && g_file_get_contents(path, &buf, &len, NULL)) {
            check(entry->d_name, (const uint8_t *)buf, len, &sums);
            g_free(buf);
        } else if ((g_str_has_suffix(entry->d_name, ".tnef") || g_str_has_suffix(entry->d_name, ".dat"))
                   && g_file_get_contents(path, &buf, &len, NULL)) {
            check_stream(entry->d_name, (const uint8_t *)buf, len, &sums);
            g_free(buf);
        }
    }
    assert_int_equal(closedir(dir), 0);
    print_message("%u mails, %u streams replaced, %u leaves\n", sums.mails, sums.replaced, sums.leaves);
    assert_int_equal(sums.bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gmime_reads_all_vectors_alike),
        cmocka_unit_test(gmime_reads_what_was_sent),
        cmocka_unit_test(gmime_reads_real_mail_alike),
    };
    int failed;

    g_mime_init();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    g_mime_shutdown();
    return failed;
}
