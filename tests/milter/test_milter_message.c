/* SPDX-License-Identifier: MIT */
/* One mail, from its first field to the verdict: however it is cut, whatever runs out. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "failing.h"
#include "mail_writer.h"
#include "message.h"

static const char whole_type[] = " application/ms-tnef;\n\tname=winmail.dat",
                  mixed_type[] = " multipart/mixed; boundary=x";

struct sample {
    const char *type, *encoding;
    const char *body; /* a template of mail_text()                                      */
};
static const struct sample whole = { whole_type, " base64", "$B" };
static const struct sample part = { mixed_type, NULL,
                                    "--x\n\nhello\n--x\nContent-Type: application/ms-tnef\n"
                                    "Content-Transfer-Encoding: base64\n\n$B--x--\nafter\n" };
static const struct sample plain = { " text/plain", NULL, "hello\n.\nlines\n" };
static const struct sample broken = { whole_type, " base64", "eJ8+IgEAAQ==\n" };
static const struct sample unreadable = { whole_type, " base64", "eJ8+IgE=\n" };
static const struct sample ambiguous = { " multi", NULL, "" };
static const struct sample ambiguous_tnef = { " application/ms-tnef\n\t(", " base64", "$B" };

static unsigned lives;
static void alive(void *user)
{
    (void)user;
    lives++;
}

static struct config config(void)
{
    struct config cfg;

    config_defaults(&cfg);
    return cfg;
}

/* The body of a sample, to be freed with mail_free(). */
static struct mail body_of(const struct sample *s)
{
    struct mail m = { .eol = "\r\n" };

    mail_text(&m, s->body);
    return m;
}

static void begin(struct message *m, const struct config *cfg, const struct sample *s)
{
    message_begin(m, cfg, 0);
    message_field(m, "From", " a@b", 0);
    message_field(m, "MIME-Version", "1.0", 1);
    message_field(m, "Content-Type", s->type, 0);
    if (s->encoding != NULL)
        message_field(m, "Content-Transfer-Encoding", s->encoding, 0);
    message_field(m, "Subject", " s", 0);
    message_end_of_header(m);
}

/* Feeds the body in two pieces. */
static void run(struct message *m, const struct config *cfg, const struct sample *s, const struct mail *body,
                size_t cut)
{
    begin(m, cfg, s);
    if (cut > 0)
        message_body(m, body->p, cut);
    if (cut < body->len)
        message_body(m, body->p + cut, body->len - cut);
    message_finish(m, alive, NULL);
}

/* ---- What the library makes of it ------------------------------------------------------------ */

static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)taken;
    mail_bytes(user, buf, len);
    return TNEF_OK;
}

static struct mail by_library(const struct sample *s, const struct mail *body)
{
    struct mail in = { .eol = "\r\n" }, out = { .eol = "\r\n" };
    struct spool spool;
    tnef_spool of_library;
    tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &of_library };
    tnef_unwrap *u;

    spool_init(&spool, "/tmp", 1 << 20, 1 << 24);
    of_library = spool_for(&spool);
    mail_text(&in, "From: a@b\nMIME-Version: 1.0\nContent-Type:");
    mail_text(&in, s->type);
    if (s->encoding != NULL)
        mail_text(&in, "\nContent-Transfer-Encoding:");
    if (s->encoding != NULL)
        mail_text(&in, s->encoding);
    mail_text(&in, "\nSubject: s\n\n");
    mail_bytes(&in, body->p, body->len);
    assert_int_equal(tnef_unwrap_new(&u, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(u, in.p, in.len, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_finish(u), TNEF_OK);
    assert_int_equal(tnef_unwrap_write(u, put, &out), TNEF_OK);
    tnef_unwrap_free(u);
    spool_end(&spool);
    mail_free(&in);
    return out;
}

static void expect_output(struct message *m, const struct mail *expected)
{
    char *out = malloc(expected->len + 1);

    assert_non_null(out);
    assert_int_equal(m->stop, STOP_NONE);
    assert_int_equal(m->verdict.action, ACT_UNWRAP);
    assert_int_equal(m->header.len + 2 + m->out.end, expected->len);
    assert_memory_equal(expected->p, m->header.p, m->header.len);
    assert_memory_equal(expected->p + m->header.len, "\r\n", 2);
    assert_int_equal(spool_read(&m->out, 0, out, (size_t)m->out.end), 0);
    assert_memory_equal(out, expected->p + m->header.len + 2, (size_t)m->out.end);
    free(out);
}

static void however_it_is_cut(void **state)
{
    static const struct sample *const samples[] = { &whole, &part };
    static const uint32_t memories[] = { 0, 100, 1 << 20 };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct mail body = body_of(samples[i]), expected = by_library(samples[i], &body);

        for (size_t k = 0; k < 3; k++) {
            struct config cfg = config();

            cfg.spool_memory = memories[k];
            for (size_t cut = 0; cut <= body.len; cut += k == 2 ? 1 : 7) {
                struct message m;

                run(&m, &cfg, samples[i], &body, cut);
                expect_output(&m, &expected);
                assert_int_equal(m.change.goes[0], 0);
                assert_int_equal(m.change.goes[2] != 0, samples[i] == &whole);
                message_end(&m);
            }
        }
        mail_free(&body);
        mail_free(&expected);
    }
    assert_true(lives > 0);
}

static void byte_by_byte(void **state)
{
    struct mail body = body_of(&part), expected = by_library(&part, &body);
    const struct config cfg = config();
    struct message m;

    (void)state;
    begin(&m, &cfg, &part);
    for (size_t i = 0; i < body.len; i++)
        message_body(&m, body.p + i, 1);
    message_finish(&m, alive, NULL);
    expect_output(&m, &expected);
    message_end(&m);
    mail_free(&body);
    mail_free(&expected);
}

/* ---- Other verdicts -------------------------------------------------------------------------- */

static void expect_verdict(const struct config *cfg, const struct sample *s, enum action action,
                           uint32_t kept)
{
    struct mail body = body_of(s);
    struct message m;

    run(&m, cfg, s, &body, body.len / 2);
    assert_int_equal(m.stop, STOP_NONE);
    if (m.verdict.action != action || m.info.kept != kept)
        fail_msg("%s: %s, kept 0x%x, out %u", s->type, action_name(m.verdict.action), (unsigned)m.info.kept,
                 (unsigned)m.out.end);
    message_end(&m);
    mail_free(&body);
}

static void verdicts(void **state)
{
    struct config cfg = config();

    (void)state;
    expect_verdict(&cfg, &plain, ACT_ACCEPT, 0);
    expect_verdict(&cfg, &broken, ACT_UNWRAP, TNEF_UNWRAP_DAMAGED);
    expect_verdict(&cfg, &unreadable, ACT_TAG, TNEF_UNWRAP_UNREAD);
    expect_verdict(&cfg, &ambiguous, ACT_ACCEPT, 0);
    expect_verdict(&cfg, &ambiguous_tnef, ACT_TAG, TNEF_UNWRAP_AMBIGUOUS);
    cfg.on_tnef = ACT_REJECT;
    expect_verdict(&cfg, &whole, ACT_REJECT, 0);
    cfg = config();
    cfg.max_spool = 10; /* for what comes out, too                       */
    expect_verdict(&cfg, &whole, ACT_TAG, TNEF_UNWRAP_LIMIT);
    cfg = config();
    cfg.max_output = 100;
    expect_verdict(&cfg, &whole, ACT_TAG, TNEF_UNWRAP_UNREAD);
}

static void what_is_wrong_is_told(void **state)
{
    const struct config cfg = config();
    struct mail body = body_of(&broken);
    struct message m;
    char words[256];

    (void)state;
    run(&m, &cfg, &broken, &body, 0);
    assert_int_equal(m.diagnosis.streams, 1);
    diagnosis_words(&m.diagnosis, words, sizeof words);
    assert_string_equal(words, "status=TNEF_E_TRUNCATED offset=7 limit=1 found=9 code=truncated part=1");
    message_end(&m);
    mail_free(&body);
}

/* ---- Limits and failures --------------------------------------------------------------------- */

static void expect_stop(const struct config *cfg, enum stop stop, int code)
{
    struct mail body = body_of(&whole);
    struct message m;

    run(&m, cfg, &whole, &body, body.len / 2);
    assert_int_equal(m.stop, stop);
    assert_int_equal(m.code, code);
    assert_int_equal(m.unwrap == NULL, stop != STOP_NONE);
    message_end(&m);
    mail_free(&body);
}

static uint64_t size_of_whole(uint32_t *header)
{
    const struct config cfg = config();
    struct mail body = body_of(&whole);
    struct message m;
    uint64_t size;

    run(&m, &cfg, &whole, &body, 0);
    size = m.size;
    *header = (uint32_t)m.fields.text.len;
    message_end(&m);
    mail_free(&body);
    return size;
}

static void limits(void **state)
{
    struct config cfg = config();
    uint32_t header;
    const uint64_t size = size_of_whole(&header);

    (void)state;
    cfg.max_mail = size;
    expect_stop(&cfg, STOP_NONE, 0);
    cfg.max_mail = size - 1;
    expect_stop(&cfg, STOP_LARGE, EFBIG);
    cfg.max_mail = 1;
    expect_stop(&cfg, STOP_LARGE, EFBIG);
    cfg = config();
    cfg.max_header = header;
    expect_stop(&cfg, STOP_NONE, 0);
    cfg.max_header = header - 1;
    expect_stop(&cfg, STOP_LARGE, EFBIG);
    assert_string_equal(stop_name(STOP_LARGE), "too-large");
}

static void failures(void **state)
{
    struct config cfg = config();
    struct message m;
    uint32_t header;
    const uint64_t size = size_of_whole(&header);

    (void)state;
    cfg.spool_memory = 0;
    memcpy(cfg.spool_dir, "/nonexistent", 13);
    expect_stop(&cfg, STOP_SPOOL, ENOENT);
    cfg.spool_memory = (uint32_t)size - 1; /* at its last byte                              */
    expect_stop(&cfg, STOP_SPOOL, ENOENT);
    message_begin(&m, &cfg, 1);
    message_field(&m, "A", "b", 0);
    message_end_of_header(&m);
    message_body(&m, "a", 1);
    message_finish(&m, alive, NULL);
    assert_int_equal(m.stop, STOP_BUSY);
    message_end(&m);
}

/* Each allocation fails in turn, and so do all after it. What comes out then is either right or nothing. */
static void memory_runs_out(void **state)
{
    static const struct sample *const samples[] = { &whole, &part, &broken, &ambiguous };
    const struct config cfg = config();

    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct mail body = body_of(samples[i]), expected = by_library(samples[i], &body);
        enum stop stop = STOP_MEMORY;
        long good = 0;

        for (; stop != STOP_NONE; good++) {
            struct message m;

            failing_after(good);
            run(&m, &cfg, samples[i], &body, body.len / 2);
            failing_after(-1);
            stop = m.stop;
            if (stop != STOP_NONE)
                assert_int_equal(stop, STOP_MEMORY);
            if (stop == STOP_NONE && m.verdict.action == ACT_UNWRAP)
                expect_output(&m, &expected);
            message_end(&m);
        }
        assert_true(good > 1);                   /* of a shared library they are not counted            */
        mail_free(&body);
        mail_free(&expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(however_it_is_cut),     cmocka_unit_test(byte_by_byte), cmocka_unit_test(verdicts),
        cmocka_unit_test(what_is_wrong_is_told), cmocka_unit_test(limits),       cmocka_unit_test(failures),
        cmocka_unit_test(memory_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
