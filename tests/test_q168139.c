/* SPDX-License-Identifier: MIT */

/* "A message with bad MIME headers and bad TNEF" sent Exchange 5.0 into an infinite rewind loop
 * (Microsoft article Q168139, 1999). Here is every pair of the malformed mails of scan_rows_*.c and
 * the damaged streams of the recipes, and what is known of the article's relatives. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "mail_log.h"
#include "scan_cases.h"
#include "scan_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STREAM_MAX 3000u     /* larger ones add nothing but time */

static const uint8_t signature[4] = { 0x78, 0x9F, 0x3E, 0x22 };

static unsigned long pairs; /* that there are */

/* Sanitizers take minutes for all pairs: there each seventh is checked, and as the number of rows is
 * not divided by seven, each row with each seventh recipe. */
static unsigned long step = 1;

static int choose_step(void **state)
{
    (void)state;
    step = getenv("TNEF_INSTRUMENTED") != NULL ? 7u : 1u;
    return 0;
}

struct healthy {
    struct mail mail;
    struct mail_log alone;
};

/* ---- Pairs --------------------------------------------------------------------------------- */

static unsigned fails(const struct scan_case *c, const char *recipe, const char *why)
{
    print_error("%s with %s: %s\n", c->name, recipe, why);
    return 1;
}

static uint32_t count_found(const struct scan_case *c)
{
    uint32_t n = 0;

    for (const char *p = c->found; *p != 0; p++)
        n += *p == '=';
    return n;
}

/* Rows whose template holds the stream and nothing that is decoded after it, and in which the length of the
 * stream decides nothing. */
static bool holds_stream(const struct scan_case *c)
{
    static const char tokens[] = "BLN1QqUR";

    if (strcmp(c->name, "stream_in_text_behind_padded_one") == 0
        || strstr(c->name, "junk_in_stream") != NULL || strstr(c->name, "boundary_with_junk_") != NULL
        || c->inner != 0 || c->n > 300u || c->found[0] == 0)
        return false;
    for (const char *t = tokens; *t != 0; t++) {
        const char token[3] = { '$', *t, 0 };

        if (strstr(c->text, token) != NULL)
            return true;
    }
    return false;
}

/* What a stream says in the mail is what it says alone, and its status too. */
static unsigned check_streams(const struct scan_case *c, const char *recipe,
                              const struct mail_log *l, const struct mail_log *alone)
{
    const char *said = alone->lines[0].text != NULL ? alone->lines[0].text : "";

    if (l->streams != count_found(c))
        return fails(c, recipe, "another number of streams");
    for (uint32_t i = 0; i < l->streams; i++) {
        if (l->statuses[i] != alone->statuses[0])
            return fails(c, recipe, tnef_status_name(l->statuses[i]));
        if (strcmp(l->lines[i].text != NULL ? l->lines[i].text : "", said) != 0)
            return fails(c, recipe, "something else was said than alone");
        if (l->sizes[i] != alone->sizes[0])
            return fails(c, recipe, "another size");
    }
    /* a limit of the scanner comes before what a stream ended with */
    if (l->status != (strstr(c->anomalies, "boundary_cut") != NULL ? TNEF_E_LIMIT_BOUNDARY
                                                                  : alone->statuses[0]))
        return fails(c, recipe, tnef_status_name(l->status));
    return 0;
}

static unsigned check_pair(const struct scan_case *c, const char *recipe, tnef_mail *mail,
                           struct mail_log *l, const uint8_t *tnef, size_t len,
                           const struct mail_log *alone)
{
    struct mail m = { .n = c->n, .eol = c->eol, .tnef = tnef, .tnef_len = len };
    unsigned bad = 0;
    bool shows = len >= 4u && memcmp(tnef, signature, 4) == 0;

    mail_text(&m, c->text);
    mail_log_run(l, mail, m.p, m.len, 61);
    if (l->fed != TNEF_OK)
        bad += fails(c, recipe, "feed did not take all");
    else if (l->parts != l->part_ends || l->streams != l->ends)
        bad += fails(c, recipe, "begins without ends");
    else if (l->calls > 256u + 16u * m.len)
        bad += fails(c, recipe, "too many calls");
    else if (l->error.status != l->status || l->error.offset > m.len)
        bad += fails(c, recipe, "what and where do not fit");
    else if (shows)
        bad += check_streams(c, recipe, l, alone);
    else if (l->status != TNEF_OK && l->status != TNEF_E_SIGNATURE
             && l->status != TNEF_E_LIMIT_BOUNDARY && l->status != TNEF_E_TRUNCATED)
        bad += fails(c, recipe, tnef_status_name(l->status));
    mail_log_clear(l);
    mail_free(&m);
    return bad;
}

static unsigned check_healthy(const struct healthy *h, tnef_mail *mail, struct mail_log *l)
{
    unsigned bad = 0;

    mail_log_run(l, mail, h->mail.p, h->mail.len, 0);
    if (l->status != TNEF_OK || l->streams != 1
        || strcmp(l->lines[0].text, h->alone.lines[0].text) != 0)
        bad = 1;
    mail_log_clear(l);
    return bad;
}

static unsigned check_recipe(const struct recipe *r, tnef_mail *mail, struct mail_log *l,
                             const struct healthy *h)
{
    struct mail_log alone = { .calls = 0 };
    struct tw w;
    uint8_t *tnef;
    size_t len;
    unsigned bad = 0;

    tw_init(&w);
    r->build(&w, r);
    tnef = tw_take(&w, &len);
    if (len <= STREAM_MAX) {
        mail_log_alone(&alone, tnef, len);
        for (size_t t = 0; t < SCAN_TABLES; t++)
            for (const struct scan_case *c = scan_tables[t]; c->name != NULL && bad < 3u; c++)
                if (holds_stream(c) && pairs++ % step == 0) {
                    bad += check_pair(c, r->name, mail, l, tnef, len, &alone);
                    if (check_healthy(h, mail, l) != 0)
                        bad += fails(c, r->name, "the healthy mail after it was not read");
                }
    }
    mail_log_clear(&alone);
    free(tnef);
    return bad;
}

static void healthy_init(struct healthy *h)
{
    size_t len;
    const uint8_t *tnef = mail_tnef(&len);

    memset(h, 0, sizeof *h);
    mail_text(&h->mail, "$HContent-Type: application/ms-tnef\n"
                        "Content-Transfer-Encoding: base64\n\n$B");
    mail_log_alone(&h->alone, tnef, len);
}

static void pairs_of_rows(const struct recipe_table *table)
{
    struct mail_log l = { .calls = 0 };
    struct healthy h;
    tnef_mail *mail = mail_log_new(&l, NULL);
    unsigned bad = 0;

    healthy_init(&h);
    for (size_t i = 0; i < table->count; i++)
        bad += check_recipe(&table->rows[i], mail, &l, &h);
    tnef_mail_free(mail);
    mail_log_clear(&h.alone);
    mail_free(&h.mail);
    assert_int_equal(bad, 0);
}

static void pairs_of_family(recipe_family family)
{
    struct mail_log l = { .calls = 0 };
    struct healthy h;
    tnef_mail *mail = mail_log_new(&l, NULL);
    unsigned bad = 0;

    healthy_init(&h);
    for (size_t i = 0;; i++) {
        struct recipe r;

        memset(&r, 0, sizeof r);
        if (!family(i, &r))
            break;
        bad += check_recipe(&r, mail, &l, &h);
    }
    tnef_mail_free(mail);
    mail_log_clear(&h.alone);
    mail_free(&h.mail);
    assert_int_equal(bad, 0);
}

static void pairs_with_wire_faults(void **state)
{
    (void)state;
    pairs_of_rows(&recipes_wire);
    pairs_of_rows(&recipes_wire_values);
}

static void pairs_with_wire_families(void **state)
{
    static const recipe_family families[] = { family_w3, family_w4, family_w6, family_w8,
                                              family_w10, family_w11, family_w16 };

    (void)state;
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        pairs_of_family(families[i]);
}

static void pairs_with_property_faults(void **state)
{
    (void)state;
    pairs_of_rows(&recipes_props);
    pairs_of_rows(&recipes_props_values);
}

static void pairs_with_property_families(void **state)
{
    static const recipe_family families[] = { family_p1, family_p6, family_p8, family_p10,
                                              family_p12, family_p16 };

    (void)state;
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        pairs_of_family(families[i]);
}

/* ---- What has no rows of its own: W1, W13, P3 ---- */

static void build_prefix(struct tw *w, const struct recipe *r)
{
    size_t len;
    const uint8_t *tnef = mail_tnef(&len);

    tw_bytes(w, tnef, r->a);
}

static bool family_w1(size_t i, struct recipe *r)
{
    size_t len;

    (void)mail_tnef(&len);
    (void)snprintf(r->name, sizeof r->name, "W1 %zu bytes of a file", i);
    r->build = build_prefix;
    r->a = (uint32_t)i;
    return i <= len;
}

/* Attributes of nothing, and what is good after them. */
static void build_attributes(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    for (uint32_t i = 0; i < r->a; i++)
        tw_attr(w, 1, 0x00060000u + i, NULL, 0);
    tw_sentinel(w);
}

/* A list of numbers. */
static void build_numbers(struct tw *w, const struct recipe *r)
{
    tw_head(w);
    tw_attr_begin(w, 1, 0x00069003);
    tw_u32(w, r->a);
    for (uint32_t i = 0; i < r->a; i++) {
        tw_u32(w, (0x6000u + i) << 16 | 3u);
        tw_u32(w, i);
    }
    tw_attr_end(w);
    tw_sentinel(w);
}

static bool family_many(size_t i, struct recipe *r)
{
    static const uint32_t counts[] = { 1, 2, 50, 200 };

    if (i >= 2u * sizeof counts / sizeof counts[0])
        return false;
    r->a = counts[i / 2u];
    r->build = i % 2u == 0 ? build_attributes : build_numbers;
    (void)snprintf(r->name, sizeof r->name, "%s %u of them", i % 2u == 0 ? "W13" : "P3", r->a);
    return true;
}

static void pairs_with_prefixes_and_many(void **state)
{
    (void)state;
    pairs_of_family(family_w1);
    pairs_of_family(family_many);
}

/* That nothing was passed over by mistake. */
static void pairs_are_many(void **state)
{
    (void)state;
    print_message("%lu pairs\n", pairs);
    assert_true(pairs > 350000u);
}

/* ---- Relatives ----------------------------------------------------------------------------- */

/* Q217155: without a boundary the body was a huge preamble, and when that ended within about 76
 * bytes of a buffer's end it was emitted again and again. All ends around all buffers. */
static void q217155_preambles_that_end_near_a_buffer(void **state)
{
    static const size_t buffers[] = { 256, 768, 1024, 4096, 16384, 65536 };
    struct mail_log l = { .calls = 0 };
    tnef_mail *mail = mail_log_new(&l, NULL);

    (void)state;
    for (size_t b = 0; b < sizeof buffers / sizeof buffers[0]; b++)
        for (size_t n = buffers[b] - 100u; n <= buffers[b] + 100u; n++)
            for (int missing = 0; missing < 2; missing++) {
                struct mail m = { 0 };

                mail_text(&m, missing ? "Content-Type: multipart/mixed\n\n"
                                      : "Content-Type: multipart/mixed; boundary=x\n\n");
                for (size_t i = 0; i + 2u < n; i++)
                    mail_bytes(&m, i % 78u == 77u ? "\n" : "p", 1);
                mail_text(&m, "\n--x\nContent-Type: application/ms-tnef\n"
                              "Content-Transfer-Encoding: base64\n\n$B--x--\n");
                mail_log_run(&l, mail, m.p, m.len, buffers[b]);
                assert_int_equal(l.streams, 1);
                assert_int_equal(l.status, TNEF_OK);
                assert_true(l.calls < 100u);
                mail_log_clear(&l);
                mail_free(&m);
            }
    tnef_mail_free(mail);
}

/* Q190556: corrupt base64 crashed the store. Each byte corrupt, with a cut there. */
static void q190556_base64_corrupt_at_every_cut(void **state)
{
    static const char corrupt[] = { '*', '=', 0, '\n', '-', (char)0xFF };
    struct mail_log l = { .calls = 0 };
    tnef_mail *mail = mail_log_new(&l, NULL);
    struct mail m = { 0 };
    size_t from;

    (void)state;
    mail_text(&m, "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n");
    from = m.len;
    mail_text(&m, "$B");
    for (size_t i = from; i < m.len; i++)
        for (size_t k = 0; k < sizeof corrupt; k++) {
            uint8_t was = m.p[i];
            size_t taken;

            m.p[i] = (uint8_t)corrupt[k];
            assert_int_equal(tnef_mail_reset(mail), TNEF_OK);
            assert_int_equal(tnef_mail_feed(mail, m.p, i, &taken), TNEF_OK);
            assert_int_equal(tnef_mail_feed(mail, m.p + i, m.len - i, &taken), TNEF_OK);
            (void)tnef_mail_finish(mail);
            assert_int_equal(l.streams, 1);
            assert_int_equal(l.ends, 1);
            assert_int_equal(l.parts, l.part_ends);
            m.p[i] = was;
            mail_log_clear(&l);
        }
    tnef_mail_free(mail);
    mail_free(&m);
}

/* MS00-082: charset="" stopped the store. Everything that can be empty is. */
static void ms00_082_empty_parameters(void **state)
{
    static const char *const params[] = {
        "charset=\"\"", "charset=", "name=\"\"", "name=", "name*=", "name*0=", "name*=''",
        "boundary=\"\"", "boundary=", "boundary*=", "boundary*0=\"\"", "=", "=\"\"", "\"\"",
        "*=", "*0*=x", ";", "()", "(", "\"", "'", "%", "name*=%", "name*=x'%'%4",
    };
    struct mail_log l = { .calls = 0 };
    tnef_mail *mail = mail_log_new(&l, NULL);

    (void)state;
    for (size_t i = 0; i < sizeof params / sizeof params[0]; i++)
        for (int top = 0; top < 2; top++) {
            struct mail m = { 0 };

            mail_text(&m, top ? "Content-Type: multipart/mixed; " : "Content-Type: ");
            mail_text(&m, top ? params[i] : "multipart/mixed; boundary=b\n\n--b\nContent-Type: "
                                            "application/ms-tnef; ");
            mail_text(&m, top ? "; boundary=b\n\n--b\nContent-Type: application/ms-tnef"
                              : params[i]);
            mail_text(&m, "\nContent-Transfer-Encoding: base64\n\n$B--b--\n");
            for (size_t piece = 0; piece < 2u; piece++) {
                mail_log_run(&l, mail, m.p, m.len, piece);
                /* an open quote hides the boundary, but its line is guessed */
                assert_int_equal(l.streams, 1);
                assert_int_equal(l.status, TNEF_OK);
                mail_log_clear(&l);
            }
            mail_free(&m);
        }
    tnef_mail_free(mail);
}

/* MS02-025: a malformed attribute took all of the processor, again after each restart. The same
 * mail ten times through the same handle costs ten times the same. */
static void ms02_025_the_same_mail_again(void **state)
{
    static const uint8_t attribute[] = {
        0x78, 0x9F, 0x3E, 0x22, 1, 0, 1, 6, 0x90, 8, 0, 0xF5, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0,
    };
    struct mail_log l = { .calls = 0 };
    tnef_mail *mail = mail_log_new(&l, NULL);
    struct mail m = { .tnef = attribute, .tnef_len = sizeof attribute };
    uint64_t calls = 0;

    (void)state;
    mail_text(&m, "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n$B");
    for (size_t i = 0; i < 10u; i++) {
        mail_log_run(&l, mail, m.p, m.len, 1);
        assert_int_equal(l.streams, 1);
        assert_true(TNEF_IS_MALFORMED(l.status) || TNEF_IS_LIMIT(l.status));
        assert_true(i == 0 || l.calls == calls);
        calls = l.calls;
        mail_log_clear(&l);
    }
    tnef_mail_free(mail);
    mail_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_with_wire_faults),
        cmocka_unit_test(pairs_with_wire_families),
        cmocka_unit_test(pairs_with_property_faults),
        cmocka_unit_test(pairs_with_property_families),
        cmocka_unit_test(pairs_with_prefixes_and_many),
        cmocka_unit_test(pairs_are_many),
        cmocka_unit_test(q217155_preambles_that_end_near_a_buffer),
        cmocka_unit_test(q190556_base64_corrupt_at_every_cut),
        cmocka_unit_test(ms00_082_empty_parameters),
        cmocka_unit_test(ms02_025_the_same_mail_again),
    };

    return cmocka_run_group_tests(tests, choose_step, NULL);
}
