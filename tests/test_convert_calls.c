/* SPDX-License-Identifier: MIT */

/* Converters that are called when they must not be, or by what they call themselves; sinks that lie; and
 * limits of the scanner that mail which is unwrapped reaches. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/convert.h>

#include "convert_check.h"
#include "kept_output.h"
#include "mail_writer.h"

/* ---- What is called ------------------------------------------------------------------------ */

struct host {
    tnef_convert *convert; /* one of the two, once it is there                                */
    tnef_unwrap *unwrap;
    struct mail kept;
    int calls;   /* of what calls back                                              */
    int answers; /* of the sink                                                     */
    size_t takes;
    int at, seen; /* the call of the sink that calls; 0: each                        */
};

static tnef_status refused(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    fail();
    return TNEF_OK;
}

/* Whatever is asked of an object from inside of itself is refused, but for what it knows. */
static void call_all(struct host *h)
{
    struct tnef_convert_info info = { .size = sizeof info };
    struct tnef_unwrap_info other = { .size = sizeof other };
    size_t taken = 7;

    h->calls++;
    if (h->convert != NULL) {
        tnef_convert_info(h->convert, &info);
        (void)tnef_convert_left_out(h->convert);
        assert_int_equal(tnef_convert_reset(h->convert), TNEF_E_STATE);
        assert_int_equal(tnef_convert_write(h->convert, TNEF_CONVERT_MAIL, NULL, refused, NULL),
                         TNEF_E_STATE);
        assert_int_equal(tnef_convert_feed(h->convert, "x", 1, &taken), TNEF_E_STATE);
        assert_int_equal(taken, 0);
        assert_int_equal(tnef_convert_finish(h->convert), TNEF_E_STATE);
    }
    if (h->unwrap != NULL) {
        tnef_unwrap_info(h->unwrap, &other);
        assert_int_equal(tnef_unwrap_reset(h->unwrap), TNEF_E_STATE);
        assert_int_equal(tnef_unwrap_write(h->unwrap, refused, NULL), TNEF_E_STATE);
        assert_int_equal(tnef_unwrap_feed(h->unwrap, "x", 1, NULL), TNEF_E_STATE);
        assert_int_equal(tnef_unwrap_finish(h->unwrap), TNEF_E_STATE);
    }
}

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct host *h = user;

    h->kept.len = (size_t)offset;
    mail_bytes(&h->kept, buf, len);
    call_all(h);
    return 0;
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct host *h = user;

    memcpy(buf, h->kept.p + offset, len);
    call_all(h);
    return 0;
}

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct host *h = user;

    (void)buf;
    (void)len;
    h->calls++;
    *taken = h->takes;
    return h->answers;
}

static tnef_status calling_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct host *h = user;

    (void)buf;
    (void)len;
    (void)taken;
    if (h->at == 0 || ++h->seen == h->at)
        call_all(h);
    return TNEF_OK;
}

/* ---- Streams ------------------------------------------------------------------------------- */

static uint8_t *stream(size_t *len)
{
    struct tw w;
    uint8_t *p;

    cw_begin(&w, "IPM.Note");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Plan");
    tw_prop_unicode(&w, TW_P_BODY, "Hello Bob.\r\n");
    cw_end(&w);
    tw_attachment(&w, "a.pdf", "%PDF", 4);
    p = tw_take(&w, len);
    tw_free(&w);
    return p;
}

static tnef_spool spool_of(struct host *h)
{
    return (tnef_spool){ .size = sizeof(tnef_spool), .write = spool_write, .read = spool_read, .user = h };
}

static tnef_convert *new_convert(const tnef_spool *spool)
{
    const tnef_convert_config cfg = { .size = sizeof cfg, .spool = spool, .max_memory = spool != NULL };
    tnef_convert *c;

    assert_int_equal(tnef_convert_new(&c, &cfg, NULL), TNEF_OK);
    return c;
}

static tnef_unwrap *new_unwrap(const tnef_spool *spool, const tnef_scanner_limits *limits,
                               uint64_t max_output)
{
    const tnef_convert_config convert = { .size = sizeof convert, .max_memory = 1, .max_output = max_output };
    const tnef_unwrap_config cfg = {
        .size = sizeof cfg, .spool = spool, .convert = &convert, .scanner_limits = limits
    };
    tnef_unwrap *u;

    assert_int_equal(tnef_unwrap_new(&u, &cfg, NULL), TNEF_OK);
    return u;
}

static void status_is(const tnef_convert *c, tnef_status status)
{
    tnef_error e = { .size = sizeof e };

    tnef_convert_error(c, &e);
    assert_int_equal(e.status, status);
}

/* ---- The converter ------------------------------------------------------------------------- */

static void from_inside_a_sink(void **state)
{
    struct host h = { 0 };
    size_t len;
    uint8_t *p = stream(&len);
    tnef_convert *c = new_convert(NULL);

    (void)state;
    assert_int_equal(tnef_convert_feed(c, p, len, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    h.convert = c;
    for (h.at = 1;; h.at++) { /* at each call, also at the last one */
        tnef_status status;

        h.seen = h.calls = 0;
        status = tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, calling_sink, &h);
        if (h.calls == 0)
            break;
        assert_int_equal(status, TNEF_E_STATE);
        assert_int_equal(h.seen, h.at);
        status_is(c, TNEF_E_STATE);
    }
    assert_true(h.at > 3);
    h.convert = NULL;
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, calling_sink, &h), TNEF_OK);
    tnef_convert_free(c);
    free(p);
}

static void from_inside_a_spool(void **state)
{
    struct host h = { 0 };
    const tnef_spool spool = spool_of(&h);
    size_t len, taken;
    uint8_t *p = stream(&len);
    tnef_convert *c = new_convert(&spool);

    (void)state;
    h.convert = c;
    assert_int_equal(tnef_convert_feed(c, p, len, &taken), TNEF_E_STATE);
    assert_int_equal(taken, 0);
    assert_int_equal(tnef_convert_finish(c), TNEF_E_STATE);
    assert_true(h.calls > 0);
    assert_int_equal(tnef_convert_kinds(c), 0);
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, sink, &h), TNEF_E_STATE);
    /* The same when it is read. */
    h.convert = NULL;
    assert_int_equal(tnef_convert_reset(c), TNEF_OK);
    assert_int_equal(tnef_convert_feed(c, p, len, &taken), TNEF_OK);
    assert_int_equal(taken, len);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    h.convert = c;
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, sink, &h), TNEF_E_STATE);
    status_is(c, TNEF_E_STATE);
    tnef_convert_free(c);
    mail_free(&h.kept);
    free(p);
}

static void after_an_error(void **state)
{
    struct host h = { 0 };
    size_t len, taken = 7;
    uint8_t *p = stream(&len);
    tnef_convert *c = new_convert(NULL);

    (void)state;
    assert_int_equal(tnef_convert_feed(c, NULL, 0, &taken), TNEF_OK);
    assert_int_equal(taken, 0);
    assert_int_equal(tnef_convert_feed(c, NULL, 1, &taken), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_convert_feed(c, p, len, &taken), TNEF_E_ARGUMENT);
    assert_int_equal(taken, 0);
    assert_int_equal(tnef_convert_finish(c), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, sink, &h), TNEF_E_STATE);
    status_is(c, TNEF_E_ARGUMENT);
    /* What comes after the stream has failed is taken. */
    assert_int_equal(tnef_convert_reset(c), TNEF_OK);
    assert_int_equal(tnef_convert_feed(c, "no TNEF", 7, &taken), TNEF_OK);
    assert_int_equal(tnef_convert_feed(c, p, len, &taken), TNEF_OK);
    assert_int_equal(taken, len);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    assert_int_equal(tnef_convert_kinds(c), 0);
    /* After finish it is fed no more, and then writes no more. */
    assert_int_equal(tnef_convert_reset(c), TNEF_OK);
    assert_int_equal(tnef_convert_feed(c, p, len, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    assert_int_equal(tnef_convert_feed(c, p, len, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, sink, &h), TNEF_E_STATE);
    assert_int_equal(h.calls, 0);
    tnef_convert_free(c);
    free(p);
}

static void answers_of_sinks(void **state)
{
    static const struct {
        int answer;
        size_t takes;
        tnef_status status;
    } rows[] = {
        { TNEF_OK, 0, TNEF_OK },
        { TNEF_PAUSED, 1, TNEF_PAUSED },
        { TNEF_PAUSED, SIZE_MAX, TNEF_E_CALLBACK },
        { TNEF_STOPPED, 0, TNEF_STOPPED },
        { 17, 0, TNEF_E_CALLBACK },
    };
    size_t len;
    uint8_t *p = stream(&len);
    tnef_convert *c = new_convert(NULL);

    (void)state;
    assert_int_equal(tnef_convert_feed(c, p, len, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct host h = { .answers = rows[i].answer, .takes = rows[i].takes };

        assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, sink, &h), rows[i].status);
        assert_true(h.calls > 0);
    }
    tnef_convert_free(c);
    free(p);
}

/* Another kind begins another writing. */
static void another_kind_in_the_middle(void **state)
{
    struct host h = { .answers = TNEF_PAUSED, .takes = 1 };
    struct kept_output out;
    tnef_convert *c = new_convert(NULL);
    struct tw w;
    size_t len;
    uint8_t *p;

    (void)state;
    cw_begin(&w, "IPM.Contact");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Ann");
    cw_end(&w);
    p = tw_take(&w, &len);
    tw_free(&w);
    assert_int_equal(tnef_convert_feed(c, p, len, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, sink, &h), TNEF_PAUSED);
    kept_begin(&out, TAKES_ALL);
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_CARD, NULL, kept_sink, &out), TNEF_OK);
    assert_int_equal(strncmp(out.out, "BEGIN:VCARD\r\n", 13), 0);
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, sink, &h), TNEF_PAUSED);
    assert_int_equal(tnef_convert_reset(c), TNEF_OK);
    tnef_convert_free(c);
    free(out.out);
    free(p);
}

/* ---- Unwrapping ---------------------------------------------------------------------------- */

#define HEAD "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"

static struct mail mail_of(const char *before, const char *after)
{
    size_t len;
    uint8_t *p = stream(&len);
    struct mail m = { .tnef = p, .tnef_len = len };

    mail_text(&m, before);
    mail_text(&m, HEAD "$B");
    mail_text(&m, after);
    free(p);
    return m;
}

static void unwrap_from_inside(void **state)
{
    struct host h = { 0 };
    const tnef_spool spool = spool_of(&h);
    struct mail m = mail_of("From: a\n", "");
    tnef_unwrap *u = new_unwrap(&spool, NULL, 0);
    tnef_error e = { .size = sizeof e };
    size_t taken;

    (void)state;
    h.unwrap = u; /* from the spool, while it is fed */
    assert_int_equal(tnef_unwrap_feed(u, m.p, m.len, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_unwrap_feed(u, m.p, m.len, &taken), TNEF_E_STATE);
    assert_int_equal(taken, 0);
    assert_int_equal(tnef_unwrap_finish(u), TNEF_E_STATE);
    tnef_unwrap_error(u, &e);
    assert_int_equal(e.status, TNEF_E_STATE);
    h.unwrap = NULL; /* while the streams are read */
    assert_int_equal(tnef_unwrap_reset(u), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(u, m.p, m.len, NULL), TNEF_OK);
    h.unwrap = u;
    assert_int_equal(tnef_unwrap_finish(u), TNEF_E_STATE);
    assert_int_equal(tnef_unwrap_write(u, sink, &h), TNEF_E_STATE);
    h.unwrap = NULL; /* from the sink */
    assert_int_equal(tnef_unwrap_reset(u), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(u, m.p, m.len, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_finish(u), TNEF_OK);
    assert_int_equal(tnef_unwrap_write(u, NULL, NULL), TNEF_E_ARGUMENT);
    h.unwrap = u;
    h.calls = 0;
    assert_int_not_equal(tnef_unwrap_write(u, calling_sink, &h), TNEF_OK);
    assert_true(h.calls > 0);
    tnef_unwrap_free(u);
    mail_free(&h.kept);
    mail_free(&m);
}

static void unwrap_after_an_error(void **state)
{
    struct host h = { 0 };
    const tnef_spool spool = spool_of(&h);
    tnef_unwrap *u = new_unwrap(&spool, NULL, 0);

    (void)state;
    assert_int_equal(tnef_unwrap_feed(u, NULL, 0, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(u, NULL, 1, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_unwrap_feed(u, "a", 1, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_unwrap_finish(u), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_unwrap_reset(u), TNEF_OK);
    assert_int_equal(tnef_unwrap_finish(u), TNEF_OK);
    assert_int_equal(tnef_unwrap_finish(u), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(u, "a", 1, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_unwrap_write(u, sink, &h), TNEF_E_STATE);
    assert_int_equal(h.calls, 0);
    tnef_unwrap_free(u);
    mail_free(&h.kept);
}

static void unwrap_answers_of_sinks(void **state)
{
    struct host h = { 0 };
    const tnef_spool spool = spool_of(&h);
    struct mail m = mail_of("From: a\n", "");
    tnef_unwrap *u = new_unwrap(&spool, NULL, 0);

    (void)state;
    assert_int_equal(tnef_unwrap_feed(u, m.p, m.len, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_finish(u), TNEF_OK);
    h.answers = TNEF_PAUSED;
    h.takes = SIZE_MAX;
    assert_int_equal(tnef_unwrap_write(u, sink, &h), TNEF_E_CALLBACK);
    h.answers = TNEF_STOPPED;
    assert_int_equal(tnef_unwrap_write(u, sink, &h), TNEF_STOPPED);
    h.answers = TNEF_OK;
    assert_int_equal(tnef_unwrap_write(u, sink, &h), TNEF_OK);
    tnef_unwrap_free(u);
    mail_free(&h.kept);
    mail_free(&m);
}

/* Unwraps with limits. What is kept, and why. */
static struct tnef_unwrap_info kept(struct mail m, const tnef_scanner_limits *limits, uint64_t max_output)
{
    struct host h = { 0 };
    const tnef_spool spool = spool_of(&h);
    tnef_unwrap *u = new_unwrap(&spool, limits, max_output);
    struct tnef_unwrap_info info = { .size = sizeof info };

    assert_int_equal(tnef_unwrap_feed(u, m.p, m.len, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_finish(u), TNEF_OK);
    assert_int_equal(tnef_unwrap_write(u, sink, &h), TNEF_OK);
    tnef_unwrap_info(u, &info);
    tnef_unwrap_free(u);
    mail_free(&h.kept);
    mail_free(&m);
    return info;
}

static void unwrap_limits(void **state)
{
    const tnef_scanner_limits one = { .size = sizeof one, .max_streams = 1 };
    const tnef_scanner_limits deep = { .size = sizeof deep, .max_depth = TNEF_SCANNER_DEPTH_CEILING };
    static const char two[] = "Content-Type: multipart/mixed; boundary=b\n\n--b\n" HEAD "$B\n--b\n";

    (void)state;
    assert_int_not_equal(kept(mail_of(two, "\n--b--\n"), &one, 0).kept, 0);
    assert_int_equal(kept(mail_of(two, "\n--b--\n"), &one, 0).replaced, 0);
    assert_int_equal(kept(mail_of(two, "\n--b--\n"), NULL, 0).replaced, 2);
    assert_int_equal(kept(mail_of("", ""), NULL, 10).kept, TNEF_UNWRAP_UNREAD);
    assert_int_equal(kept(mail_of("", ""), &deep, 0).replaced, 1);
}

/* |n| multiparts in one another. */
static struct mail nested(uint32_t n)
{
    struct mail before = { 0 }, m;
    char text[80];

    for (uint32_t i = 0; i < n; i++) {
        (void)snprintf(text, sizeof text, "Content-Type: multipart/mixed; boundary=b%uz\n\n--b%uz\n",
                       (unsigned)i, (unsigned)i);
        mail_bytes(&before, text, strlen(text));
    }
    mail_bytes(&before, "", 1);
    m = mail_of((const char *)before.p, "\n");
    mail_free(&before);
    for (uint32_t i = n; i-- > 0;) {
        (void)snprintf(text, sizeof text, "\n--b%uz--\n", (unsigned)i);
        mail_text(&m, text);
    }
    return m;
}

static void unwrap_depth(void **state)
{
    const tnef_scanner_limits deep = { .size = sizeof deep, .max_depth = TNEF_SCANNER_DEPTH_CEILING };

    (void)state;
    assert_int_equal(kept(nested(15), &deep, 0).replaced, 1);
    assert_int_equal(kept(nested(16), &deep, 0).replaced, 1);
    assert_int_equal(kept(nested(17), &deep, 0).replaced, 0);
    assert_int_equal(kept(nested(17), &deep, 0).kept, TNEF_UNWRAP_PLACE);
}

/* Streams that are not just a part. */
static void unwrap_places(void **state)
{
    static const char *const mails[] = {
        "From: a\n\nText\n\n$U\n",
        "From: a\nContent-Type: application/ms-tnef\n\n$B",
        "From: a\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: 7bit\n\n$B",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n$R\n--b--\n",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n"
        "Content-Transfer-Encoding: base64\n\nQ29udGVudC1UeXBlOiB0ZXh0L3BsYWluDQoNCkhlbGxvDQo=\n--b\n" HEAD
        "$B\n--b\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: x-uuencode\n\n$U\n--b--\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof mails / sizeof mails[0]; i++) {
        size_t len;
        uint8_t *p = stream(&len);
        struct mail m = { .tnef = p, .tnef_len = len };
        struct tnef_unwrap_info info;

        mail_text(&m, mails[i]);
        info = kept(m, NULL, 0);
        assert_true(info.replaced <= 1 && (info.streams == info.replaced || info.kept != 0));
        free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_inside_a_sink),
        cmocka_unit_test(from_inside_a_spool),
        cmocka_unit_test(after_an_error),
        cmocka_unit_test(answers_of_sinks),
        cmocka_unit_test(another_kind_in_the_middle),
        cmocka_unit_test(unwrap_from_inside),
        cmocka_unit_test(unwrap_after_an_error),
        cmocka_unit_test(unwrap_answers_of_sinks),
        cmocka_unit_test(unwrap_limits),
        cmocka_unit_test(unwrap_depth),
        cmocka_unit_test(unwrap_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
