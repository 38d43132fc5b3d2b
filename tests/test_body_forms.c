/* SPDX-License-Identifier: MIT */

/* Bodies in forms that they do not have: text of HTML, HTML of text; the limit of all deliveries;
 * what is found in one; bodies of a tree. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "body_check.h"
#include "counting_alloc.h"

#define HEAD "<!DOCTYPE html>\\r\\n<html><head><meta charset=\"utf-8\">" \
             "<style>div{white-space:pre-wrap}</style></head>\\r\\n<body>\\r\\n"
#define FOOT "</body></html>\\r\\n"

/* ---- Forms --------------------------------------------------------------------------------- */

static void body_text_of_html(void **state)
{
    struct body_log log;
    struct tw w;

    (void)state;
    props_begin(&w, 1252);
    tw_prop_i4(&w, TW_P_INTERNET_CODEPAGE, 1251);
    tw_prop_binary(&w, TW_P_HTML, "<p>\xEF&amp;<script>x</script><p><a href=http://a>b</a>\0", 53);
    log = props_read(&w);
    expect(&log, " best index=0 form=1 source=property reason=2\n"
                 " html index=0 form=1 source=property reason=0\n"
                 " text index=0 form=2 source=html-text reason=0\n");
    expect(&log, "  form 2 TNEF_OK found=40 \"\xD0\xBF&\\r\\n\\r\\nb <http://a>\\r\\n\"\n");
    body_log_free(&log);
}

static void body_html_of_text(void **state)
{
    static const struct { const char *text, *html; } rows[] = {
        { "a", HEAD "<div>a</div>\\r\\n" FOOT },
        { "a\r\n\r\nb\r\n", HEAD "<div>a</div>\\r\\n<div><br></div>\\r\\n<div>b</div>\\r\\n" FOOT },
        { "a\nb\rc", HEAD "<div>a</div>\\r\\n<div>b</div>\\r\\n<div>c</div>\\r\\n" FOOT },
        { "<b>&amp;\"'", HEAD "<div>&lt;b&gt;&amp;amp;\"'</div>\\r\\n" FOOT },
        { "  a\t\x01\x1B[31m\x7F\xE9", HEAD "<div>  a\\x09[31m\xC3\xA9</div>\\r\\n" FOOT },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct body_log log;
        struct tw w;
        char want[512];

        head(&w, 1252);
        tw_attr_string(&w, TW_MESSAGE, TW_BODY, rows[i].text);
        log = read_all_ways(&w);
        expect_of(&log, rows[i].text, " html index=0 form=1 source=text-html reason=0\n");
        snprintf(want, sizeof want, "  form 1 TNEF_OK \"%s\"\n", rows[i].html);
        expect_of(&log, rows[i].text, want);
        body_log_free(&log);
    }
}

#define RTF_HTML "{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <b>}x{\\*\\htmltag72 </b>}}"
#define RTF_TEXT "{\\rtf1\\ansi\\fromtext x\\par}"
#define RTF_RICH "{\\rtf1\\ansi\\b x\\par}"

/* Which of several gives HTML and text. */
static void body_forms_have_an_order(void **state)
{
    static const struct { const char *plain, *html, *rtf, *gives_html, *gives_text; } rows[] = {
        { "a", "b", RTF_RICH, "index=1 form=1 source=property", "index=0 form=2 source=property" },
        { "a", NULL, RTF_RICH, "index=1 form=1 source=rtf ", "index=0 form=2 source=property" },
        { "a", NULL, "none", "index=0 form=1 source=text-html", "index=0 form=2 source=property" },
        { NULL, "b", RTF_TEXT, "index=0 form=1 source=property",
          "index=1 form=2 source=rtf-fromtext" },
        { NULL, "b", RTF_HTML, "index=0 form=1 source=property", "index=0 form=2 source=html-text" },
        { NULL, "b", RTF_RICH, "index=0 form=1 source=property", "index=0 form=2 source=html-text" },
        { NULL, NULL, RTF_HTML, "index=0 form=1 source=rtf-fromhtml",
          "index=0 form=2 source=rtf-fromhtml" },
        { "", "b", NULL, "index=1 form=1 source=property", "index=1 form=2 source=html-text" },
        { "a", "", NULL, "index=0 form=1 source=text-html", "index=0 form=2 source=property" },
        { "", "", NULL, "index=1 form=1 source=property", "index=0 form=2 source=property" },
        { NULL, "", "none", "index=0 form=1 source=property", "index=0 form=2 source=html-text" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct body_log log;
        struct tw w;
        char want[128];

        props_begin(&w, 1252);
        if (rows[i].plain != NULL)
            tw_prop_str8(&w, TW_P_BODY, rows[i].plain);
        if (rows[i].html != NULL)
            tw_prop_binary(&w, TW_P_HTML, rows[i].html, strlen(rows[i].html));
        if (rows[i].rtf != NULL)
            prop_rtf(&w, rows[i].rtf);
        log = props_read(&w);
        snprintf(want, sizeof want, " html %s", rows[i].gives_html);
        expect_of(&log, "html", want);
        snprintf(want, sizeof want, " text %s", rows[i].gives_text);
        expect_of(&log, "text", want);
        body_log_free(&log);
    }
}

/* ---- The limit of all deliveries --------------------------------------------------------------- */

static uint64_t got;

static tnef_status counting_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)taken;
    got += len;
    return TNEF_OK;
}

static tnef_bodies *of_three(const tnef_bodies_config *cfg, const char *text, size_t len)
{
    static const tnef_message_info message = { .id = 1, .plain = 1, .html = 2, .rtf = 3 };
    tnef_bodies *b;

    assert_int_equal(tnef_bodies_new(&b, cfg, NULL), TNEF_OK);
    for (uint32_t kind = TNEF_PART_PLAIN; kind <= TNEF_PART_RTF; kind++) {
        const tnef_part part = { .id = kind & 15u, .kind = kind, .message = 1 };
        const char *data = kind == TNEF_PART_RTF ? "\x17\0\0\0\x0B\0\0\0MELA\0\0\0\0{\\rtf1 abc}" : text;
        size_t n = kind == TNEF_PART_RTF ? 27 : len;

        assert_int_equal(tnef_bodies_part_begin(b, &part), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_part_data(b, &part, data, n), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_part_end(b, &part), TNEF_CONTINUE);
    }
    assert_int_equal(tnef_bodies_message_end(b, &message), TNEF_CONTINUE);
    return b;
}

/* Five forms of 40, and what is as long as they come: at n all is well, at n - 1 not. */
static void body_limit_of_all_deliveries_at_n(void **state)
{
    static const struct { uint32_t index, form; } all[] = {
        { 0, TNEF_BODY_TEXT }, { 1, TNEF_BODY_HTML }, { 1, TNEF_BODY_TEXT }, { 0, TNEF_BODY_HTML },
        { 2, TNEF_BODY_TEXT }, { 2, TNEF_BODY_HTML }, { 2, TNEF_BODY_RTF },
    };
    const size_t count = sizeof all / sizeof *all;
    tnef_bodies_config cfg = { .size = sizeof cfg };
    uint64_t total[8] = { 0 };
    tnef_bodies *b = of_three(NULL, "twenty bytes of text", 20);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        got = 0;
        assert_int_equal(tnef_bodies_deliver(b, all[i].index, all[i].form, counting_sink, NULL),
                         TNEF_OK);
        assert_true(got > 0);
        total[i + 1] = total[i] + got;
    }
    tnef_bodies_free(b);
    for (size_t last = 0; last < count; last++) {
        for (int less = 0; less < 2; less++) {
            cfg.max_total = total[last + 1] - (uint64_t)less;
            b = of_three(&cfg, "twenty bytes of text", 20);
            got = 0;
            for (size_t i = 0; i < count; i++) {
                tnef_error e = { .size = sizeof e };
                int is_well = i < last || (i == last && !less);
                tnef_status status = tnef_bodies_deliver(b, all[i].index, all[i].form,
                                                         counting_sink, NULL);

                if (!less || i <= last)
                    assert_int_equal(status, is_well ? TNEF_OK : TNEF_E_LIMIT_TOTAL);
                tnef_bodies_error(b, &e);
                assert_int_equal(e.status, status);
                assert_true(e.limit == (status == TNEF_OK ? 0 : cfg.max_total));
                assert_true(e.found == (status == TNEF_OK ? 0 : cfg.max_total + 1u));
                assert_true(got <= cfg.max_total);
            }
            assert_int_equal(tnef_bodies_reset(b), TNEF_OK);
            tnef_bodies_free(b);
        }
    }
    assert_true(TNEF_IS_LIMIT(TNEF_E_LIMIT_TOTAL));
    assert_string_equal(tnef_status_name(TNEF_E_LIMIT_TOTAL), "TNEF_E_LIMIT_TOTAL");
}

/* What an empty body gives is nothing, and no more than is allowed; reset begins anew. */
static void body_limit_of_all_deliveries_and_nothing(void **state)
{
    tnef_bodies_config cfg = { .size = sizeof cfg, .max_total = 3 };
    tnef_bodies *b = of_three(&cfg, "abc", 3);
    const tnef_part part = { .id = 9, .kind = TNEF_PART_PLAIN, .message = 2 };
    const tnef_message_info message = { .id = 2, .plain = 9 };

    (void)state;
    got = 0;
    assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, counting_sink, NULL), TNEF_OK);
    assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, counting_sink, NULL),
                     TNEF_E_LIMIT_TOTAL);
    assert_int_equal(got, 3);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(tnef_bodies_part_begin(b, &part), TNEF_CONTINUE);
        if (again)
            assert_int_equal(tnef_bodies_part_data(b, &part, "xyz", 3), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_part_end(b, &part), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_message_end(b, &message), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, counting_sink, NULL), TNEF_OK);
        assert_int_equal(tnef_bodies_reset(b), TNEF_OK);
    }
    assert_int_equal(got, 6);
    tnef_bodies_free(b);
}

/* The default is 256 MiB: of 4 MiB, delivered over and over, 64 times. */
static void body_limit_of_all_deliveries_by_default(void **state)
{
    static const tnef_message_info message = { .id = 1, .rtf = 1 };
    static const tnef_part part = { .id = 1, .kind = TNEF_PART_RTF, .message = 1 };
    const size_t len = (4u << 20) + 16u;
    char *rtf = malloc(len);
    tnef_bodies *b;
    int i = 0;

    (void)state;
    assert_non_null(rtf);
    memset(rtf, 'a', len);
    memcpy(rtf, "\x0C\0\x40\0\0\0\x40\0MELA\0\0\0\0", 16);
    assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
    assert_int_equal(tnef_bodies_part_begin(b, &part), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_data(b, &part, rtf, len), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_end(b, &part), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_message_end(b, &message), TNEF_CONTINUE);
    free(rtf);
    got = 0;
    while (tnef_bodies_deliver(b, 0, TNEF_BODY_RTF, counting_sink, NULL) == TNEF_OK)
        i++;
    assert_int_equal(i, 64);
    assert_int_equal(got, 256u << 20);
    tnef_bodies_free(b);
}

/* ---- What is found ------------------------------------------------------------------------- */

static void body_says_what_was_found(void **state)
{
    char deep[4096] = "{\\rtf1\\ansi ";
    struct body_log log;
    struct tw w;

    (void)state;
    for (int i = 0; i < 300; i++)       /* each differs from the one around it, for text too */
        strcat(deep, i % 2 == 0 ? "{\\uc0 " : "{\\uc1 ");
    strcat(deep, "deep");
    for (int i = 0; i < 300; i++)
        strcat(deep, "}");
    strcat(deep, "}");
    props_begin(&w, 1252);
    prop_rtf(&w, deep);
    tw_prop_binary(&w, TW_P_HTML, "<a href=x:y>\xE9</a>&#1;<script></script>", 38);
    tw_prop_i4(&w, TW_P_INTERNET_CODEPAGE, 65001);
    log = props_read(&w);
    expect(&log, "form 2 TNEF_OK found=4 \"deep");
    expect(&log, "form 1 TNEF_OK found=100 ");
    expect(&log, "form 2 TNEF_OK found=1C0 \"\xC3\xA9 <x:y>\\r\\n\"");
    body_log_free(&log);
    assert_true((TNEF_BODIES_LOSS & TNEF_ANOMALY_BIT(TNEF_BODIES_A_DEEP)) != 0);
}

/* ---- Trees --------------------------------------------------------------------------------- */

struct text {
    char s[4096];
    size_t len;
};

static tnef_status text_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct text *t = user;

    (void)taken;
    assert_true(len < sizeof t->s - t->len);
    memcpy(t->s + t->len, buf, len);
    t->len += len;
    t->s[t->len] = '\0';
    return TNEF_OK;
}

static tnef_status pausing_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    *taken = 0;
    return TNEF_PAUSED;
}

static uint8_t *a_tree(size_t *len)
{
    struct tw w;

    head(&w, 1252);
    tw_embedded_begin(&w, "inner");
    tw_attr_string(&w, TW_MESSAGE, TW_BODY, "inner text");
    tw_embedded_end(&w);
    tw_embedded_begin(&w, "none");
    tw_embedded_end(&w);
    tw_msg_props_begin(&w);
    tw_prop_binary(&w, TW_P_HTML, "<p>outer &eacute;", 17);
    prop_rtf(&w, RTF_RICH);
    tw_attr_props_end(&w);
    return tw_take(&w, len);
}

static void expect_tree(const tnef_message *m, uint32_t form, const char *want)
{
    struct text t = { .len = 0 };

    assert_int_equal(tnef_message_body(m, form, text_sink, &t), TNEF_OK);
    assert_string_equal(t.s, want);
}

static void body_of_a_tree(void **state)
{
    struct counting_alloc c;
    tnef_message *m;
    const tnef_message *inner;
    size_t len;
    uint8_t *buf = a_tree(&len);
    uint64_t held;

    (void)state;
    counting_alloc_init(&c, 0);
    assert_int_equal(tnef_message_load(&m, buf, len, NULL, &c.alloc), TNEF_OK);
    held = c.held;
    inner = m->attachments[0]->message;
    expect_tree(m, TNEF_BODY_BEST, "<p>outer &eacute;");
    expect_tree(m, TNEF_BODY_HTML, "<p>outer &eacute;");
    expect_tree(m, TNEF_BODY_TEXT, "outer \xC3\xA9\r\n");
    expect_tree(m, TNEF_BODY_RTF, RTF_RICH);
    expect_tree(inner, TNEF_BODY_TEXT, "inner text");
    expect_tree(inner, TNEF_BODY_RTF, "");
    expect_tree(m->attachments[1]->message, TNEF_BODY_BEST, "");
    assert_int_equal(tnef_message_body(m, 4, text_sink, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_message_body(m, TNEF_BODY_TEXT, NULL, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_message_body(m, TNEF_BODY_TEXT, pausing_sink, NULL), TNEF_PAUSED);
    assert_true(c.held == held);
    tnef_message_free(m);
    assert_int_equal(c.held, 0);
    free(buf);
}

static void body_of_a_tree_without_memory(void **state)
{
    struct counting_alloc c;
    tnef_message *m;
    size_t len;
    uint8_t *buf = a_tree(&len);
    uint64_t loaded;

    (void)state;
    counting_alloc_init(&c, 0);
    assert_int_equal(tnef_message_load(&m, buf, len, NULL, &c.alloc), TNEF_OK);
    loaded = c.calls;
    tnef_message_free(m);
    for (uint64_t at = 1; at <= 2; at++) {
        struct text t = { .len = 0 };

        counting_alloc_init(&c, loaded + at);
        assert_int_equal(tnef_message_load(&m, buf, len, NULL, &c.alloc), TNEF_OK);
        assert_int_equal(tnef_message_body(m, TNEF_BODY_TEXT, text_sink, &t), TNEF_E_MEMORY);
        assert_int_equal(t.len, 0);
        tnef_message_free(m);
        assert_int_equal(c.held, 0);
    }
    free(buf);
}

/* A collector of a tree tells what one of the stream does; messages in any order. */
static void bodies_of_a_tree_in_a_collector(void **state)
{
    tnef_body_info info = { .size = sizeof info };
    tnef_message *m;
    tnef_bodies *b;
    size_t len;
    uint8_t *buf = a_tree(&len);

    (void)state;
    assert_int_equal(tnef_message_load(&m, buf, len, NULL, NULL), TNEF_OK);
    assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
    for (int i = 0; i < 3; i++) {
        struct text t = { .len = 0 };

        assert_int_equal(tnef_bodies_add(b, m), TNEF_OK);
        assert_int_equal(tnef_bodies_count(b), 2);
        assert_int_equal(tnef_bodies_get(b, 0, &info), TNEF_OK);
        assert_int_equal(info.kind, TNEF_PART_HTML);
        assert_int_equal(info.length, 17);
        assert_int_equal(info.kept, 17);
        assert_int_equal(tnef_bodies_get(b, 1, &info), TNEF_OK);
        assert_int_equal(info.rtf_kind, TNEF_RTF_RICH);
        assert_int_equal(tnef_bodies_add(b, m->attachments[0]->message), TNEF_OK);
        assert_int_equal(tnef_bodies_count(b), 1);
        assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, text_sink, &t), TNEF_OK);
        assert_string_equal(t.s, "inner text");
    }
    tnef_bodies_free(b);
    tnef_message_free(m);
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_text_of_html),
        cmocka_unit_test(body_html_of_text),
        cmocka_unit_test(body_forms_have_an_order),
        cmocka_unit_test(body_limit_of_all_deliveries_at_n),
        cmocka_unit_test(body_limit_of_all_deliveries_and_nothing),
        cmocka_unit_test(body_limit_of_all_deliveries_by_default),
        cmocka_unit_test(body_says_what_was_found),
        cmocka_unit_test(body_of_a_tree),
        cmocka_unit_test(body_of_a_tree_without_memory),
        cmocka_unit_test(bodies_of_a_tree_in_a_collector),
    };

    return cmocka_run_group_tests_name("body_forms", tests, NULL, NULL);
}
