/* SPDX-License-Identifier: MIT */

/* What tnef_X_info() and tnef_X_anomalies() tell, of every object: that they agree with each other and with
 * what callbacks and sinks saw, that a number of another object is never met, and that as many bytes are
 * filled as the caller has room for. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/mapi.h>
#include <tnef/tnef.h>

#include <stdlib.h>
#include <string.h>

#include "mail_writer.h"
#include "vectors.h"
#include "writer.h"

#define LARGEST 128u
#define BIT(code) TNEF_ANOMALY_BIT(code)

/* ---- All objects alike --------------------------------------------------------------------- */

struct face {
    const char *name;
    size_t size;               /* of its info struct                                              */
    uint32_t first;            /* the first number of its anomalies                               */
    void (*info)(const void *x, void *out);
    uint64_t (*anomalies)(const void *x, uint32_t code);
};

#define FACE(object, first)                                                                        \
    static void face_info_##object(const void *x, void *out)                                         \
    {                                                                                              \
        tnef_##object##_info(x, out);                                                              \
    }                                                                                              \
    static uint64_t face_anomalies_##object(const void *x, uint32_t code)                            \
    {                                                                                              \
        return tnef_##object##_anomalies(x, code);                                                 \
    }                                                                                              \
    static const struct face face_of_##object = { #object, sizeof(struct tnef_##object##_info), first, \
                                                  face_info_##object, face_anomalies_##object }

FACE(decoder, TNEF_A_CHECKSUM);
FACE(reader, TNEF_A_CHECKSUM);
FACE(json, TNEF_A_CHECKSUM);
FACE(transfer, TNEF_TRANSFER_A_JUNK);
FACE(scanner, TNEF_SCANNER_A_BARE_LF);
FACE(mail, TNEF_SCANNER_A_BARE_LF);
FACE(lzfu, TNEF_LZFU_A_NO_END);
FACE(rtf, TNEF_RTF_A_CUT);
FACE(html, TNEF_HTML_A_DAMAGED);
FACE(bodies, TNEF_BODIES_A_DAMAGED);

static uint64_t number_at(const uint8_t *info, size_t at)
{
    uint64_t v;

    memcpy(&v, info + at, sizeof v);
    return v;
}

/* The beginning of every info struct: size, 32 bits, anomalies, input, output. */
static void check(const struct face *f, const void *x, uint64_t anomalies, uint64_t input, uint64_t output)
{
    uint8_t whole[LARGEST], some[LARGEST];
    uint32_t size = (uint32_t)f->size;

    assert_true(f->size + 16u <= LARGEST);
    memset(whole, 0xEE, sizeof whole);
    memcpy(whole, &size, sizeof size);
    f->info(x, whole);
    assert_int_equal(number_at(whole, 8), anomalies);
    assert_int_equal(number_at(whole, 16), input);
    assert_int_equal(number_at(whole, 24), output);
    for (uint32_t room = 0; room <= f->size + 16u; room++) {
        uint32_t filled = room < 4u ? 0u : room < f->size ? room : (uint32_t)f->size;

        memset(some, 0xEE, sizeof some);
        memcpy(some, &room, sizeof room);
        f->info(x, some);
        if (filled == 0) {
            assert_memory_equal(some, &room, sizeof room);
        } else {
            assert_memory_equal(some, &filled, sizeof filled);
            assert_memory_equal(some + 4, whole + 4, filled - 4u);
        }
        for (size_t i = filled < 4u ? 4u : filled; i < sizeof some; i++)
            assert_int_equal(some[i], 0xEE);
    }
    for (uint32_t code = 0; code < 9u * 64u; code++) {
        int met = code / 64u == f->first / 64u && (anomalies & BIT(code)) != 0;

        if ((f->anomalies(x, code) > 0) != met)
            fail_msg("%s: anomaly %s", f->name, tnef_anomaly_name(code));
    }
    assert_int_equal(f->anomalies(x, TNEF_NO_CODE), 0);
}

/* ---- Streams of TNEF ------------------------------------------------------------------------ */

struct seen {
    tnef_decoder *decoder;
    uint64_t anomalies, bytes, events;
    uint32_t deepest;
};

static int on_event(void *user, const tnef_event *ev)
{
    struct seen *s = user;
    struct tnef_decoder_info info = { .size = sizeof info };

    tnef_decoder_info(s->decoder, &info);
    s->events++;
    if (ev->type == TNEF_EV_ANOMALY)
        s->anomalies |= BIT(ev->code);
    if (ev->type != TNEF_EV_DATA)
        return TNEF_CONTINUE;
    s->bytes += ev->len;
    assert_int_equal(info.depth, ev->depth);
    assert_int_equal(info.output, s->bytes);
    assert_int_equal(info.events, s->events);
    s->deepest = ev->depth > s->deepest ? ev->depth : s->deepest;
    return TNEF_CONTINUE;
}

static void decode(void (*build)(struct tw *w), uint64_t anomalies, uint32_t deepest)
{
    struct seen s = { 0 };
    const tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event, .user = &s };
    struct tw w;
    size_t len;
    uint8_t *bytes;

    tw_init(&w);
    build(&w);
    bytes = tw_take(&w, &len);
    assert_int_equal(tnef_decoder_new(&s.decoder, &cfg, NULL), TNEF_OK);
    check(&face_of_decoder, s.decoder, 0, 0, 0);
    (void)tnef_decoder_feed(s.decoder, bytes, len, NULL);
    (void)tnef_decoder_finish(s.decoder);
    assert_int_equal(s.anomalies, anomalies);
    assert_int_equal(s.deepest, deepest);
    check(&face_of_decoder, s.decoder, anomalies, len, s.bytes);
    assert_int_equal(tnef_decoder_reset(s.decoder), TNEF_OK);
    check(&face_of_decoder, s.decoder, 0, 0, 0);
    tnef_decoder_free(s.decoder);
    free(bytes);
}

static void info_of_a_decoder(void **state)
{
    (void)state;
    decode(vector_minimal_attachment, 0, 0);
    decode(vector_embedded_depth_2, 0, 2);
    decode(vector_checksum_wrong, BIT(TNEF_A_CHECKSUM), 0);
}

static int count_data(void *user, const tnef_part *part, const tnef_content *content, const void *data,
                      size_t len)
{
    uint64_t *bytes = user;

    (void)part;
    (void)content;
    (void)data;
    *bytes += len;
    return TNEF_CONTINUE;
}

/* A date of another type is an anomaly of the model, a checksum one of the decoder. */
static uint8_t *two_anomalies(size_t *len)
{
    struct tw w;

    tw_init(&w);
    vector_checksum_wrong(&w);
    tw_msg_props_begin(&w);
    tw_prop_binary(&w, TNEF_PID_CLIENT_SUBMIT_TIME, "12345678", 8);
    tw_attr_props_end(&w);
    return tw_take(&w, len);
}

static void info_of_a_reader(void **state)
{
    static const tnef_reader_handlers on = { .size = sizeof on, .part_data = count_data };
    uint64_t bytes = 0;
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &on, .user = &bytes };
    struct tnef_reader_info info = { .size = sizeof info };
    tnef_reader *r;
    size_t len;
    uint8_t *in = two_anomalies(&len);

    (void)state;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    check(&face_of_reader, r, 0, 0, 0);
    (void)tnef_reader_feed(r, in, len, NULL);
    (void)tnef_reader_finish(r);
    tnef_reader_info(r, &info);
    assert_true(info.anomalies & BIT(TNEF_A_CHECKSUM));
    assert_true(info.anomalies & BIT(TNEF_A_DATE));
    assert_true(info.output >= bytes && info.output < len && info.events > 0 && info.depth == 0);
    check(&face_of_reader, r, info.anomalies, len, info.output);
    tnef_reader_free(r);
    free(in);
}

static tnef_status count_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    uint64_t *bytes = user;

    (void)buf;
    (void)taken;
    *bytes += len;
    return TNEF_OK;
}

static void info_of_json(void **state)
{
    uint64_t bytes = 0;
    const tnef_json_config cfg = { .size = sizeof cfg, .sink = count_sink, .user = &bytes };
    struct tnef_json_info info = { .size = sizeof info };
    tnef_json *j;
    size_t len;
    uint8_t *in = two_anomalies(&len);

    (void)state;
    assert_int_equal(tnef_json_new(&j, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_json_feed(j, in, len, NULL), TNEF_OK);
    tnef_json_info(j, &info);
    assert_true(info.held > 0 && info.output == 0);
    assert_int_equal(tnef_json_finish(j), TNEF_OK);
    tnef_json_info(j, &info);
    assert_true(info.anomalies & BIT(TNEF_A_CHECKSUM));
    assert_true(info.anomalies & BIT(TNEF_A_DATE));
    assert_int_equal(info.held, 0);
    assert_true(bytes > 0);
    check(&face_of_json, j, info.anomalies, len, bytes);
    tnef_json_free(j);
    free(in);
}

/* ---- Mail ----------------------------------------------------------------------------------- */

static int raw(void *user, const tnef_scanner_part *part)
{
    (void)user;
    return part->kind == TNEF_SCANNER_LEAF ? TNEF_SCANNER_RAW : TNEF_CONTINUE;
}

static void info_of_a_scanner(void **state)
{
    static const char mail[] = "Subject: a\nContent-Type: text/plain\n\nbody";
    uint64_t bytes = 0;
    const tnef_scanner_handlers on = { .size = sizeof on, .part_begin = raw, .sink = count_sink };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &on, .user = &bytes };
    tnef_scanner *s;

    (void)state;
    assert_int_equal(tnef_scanner_new(&s, &cfg, NULL), TNEF_OK);
    check(&face_of_scanner, s, 0, 0, 0);
    assert_int_equal(tnef_scanner_feed(s, mail, sizeof mail - 1, NULL), TNEF_OK);
    assert_int_equal(tnef_scanner_finish(s), TNEF_OK);
    assert_int_equal(bytes, 4);
    check(&face_of_scanner, s, BIT(TNEF_SCANNER_A_BARE_LF), sizeof mail - 1, 4);
    tnef_scanner_free(s);
}

static void info_of_mail(void **state)
{
    const tnef_mail_config cfg = { .size = sizeof cfg };
    struct tnef_mail_info info = { .size = sizeof info };
    struct mail m = { .eol = "\n" };
    struct tw w;
    size_t len;
    uint8_t *in;
    tnef_mail *mail;

    (void)state;
    tw_init(&w);
    vector_sample(&w);
    in = tw_take(&w, &len);
    m.tnef = in;
    m.tnef_len = len;
    mail_text(&m, "$HContent-Type: application/ms-tnef; name=winmail.dat\n"
                  "Content-Transfer-Encoding: base64\n\n$B");
    assert_int_equal(tnef_mail_new(&mail, &cfg, NULL), TNEF_OK);
    check(&face_of_mail, mail, 0, 0, 0);
    assert_int_equal(tnef_mail_feed(mail, m.p, m.len, NULL), TNEF_OK);
    assert_int_equal(tnef_mail_finish(mail), TNEF_OK);
    tnef_mail_info(mail, &info);
    assert_int_equal(info.streams, 1);
    check(&face_of_mail, mail, BIT(TNEF_SCANNER_A_BARE_LF), m.len, len);
    tnef_mail_free(mail);
    mail_free(&m);
    free(in);
}

/* ---- Encodings, RTF, HTML -------------------------------------------------------------------- */

static void info_of_a_transfer_decoder(void **state)
{
    uint64_t bytes = 0;
    const tnef_transfer_config cfg = { .size = sizeof cfg, .kind = TNEF_TRANSFER_BASE64,
                                       .sink = count_sink, .user = &bytes };
    tnef_transfer *t;

    (void)state;
    assert_int_equal(tnef_transfer_new(&t, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_transfer_feed(t, "QQ", 2, NULL), TNEF_OK);
    assert_int_equal(tnef_transfer_finish(t), TNEF_OK);
    check(&face_of_transfer, t, BIT(TNEF_TRANSFER_A_PADDING_MISSING), 2, 1);
    tnef_transfer_free(t);
}

static void info_of_compressed_rtf(void **state)
{
    static const uint8_t stored[] = { 16, 0, 0, 0, 4, 0, 0, 0, 'M', 'E', 'L', 'A', 1, 0, 0, 0,
                                      't', 'e', 'x', 't' };
    uint64_t bytes = 0;
    const tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = count_sink, .user = &bytes };
    struct tnef_lzfu_info info = { .size = sizeof info };
    tnef_lzfu *l;

    (void)state;
    assert_int_equal(tnef_lzfu_new(&l, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_lzfu_feed(l, stored, sizeof stored, NULL), TNEF_OK);
    assert_int_equal(tnef_lzfu_finish(l), TNEF_OK);
    tnef_lzfu_info(l, &info);
    assert_int_equal(info.flags, TNEF_LZFU_HEADER | TNEF_LZFU_STORED);
    check(&face_of_lzfu, l, BIT(TNEF_LZFU_A_STORED_CRC), sizeof stored, 4);
    tnef_lzfu_free(l);
}

static void info_of_rtf(void **state)
{
    static const char rtf[] = "{\\rtf1 text";
    uint64_t bytes = 0;
    const tnef_rtf_config cfg = { .size = sizeof cfg, .sink = count_sink, .user = &bytes };
    tnef_rtf *r;

    (void)state;
    assert_int_equal(tnef_rtf_new(&r, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_rtf_feed(r, rtf, sizeof rtf - 1, NULL), TNEF_OK);
    assert_int_equal(tnef_rtf_finish(r), TNEF_E_TRUNCATED);
    assert_true(bytes >= 4);
    check(&face_of_rtf, r, BIT(TNEF_RTF_A_CUT), sizeof rtf - 1, bytes);
    tnef_rtf_free(r);
}

static void info_of_html(void **state)
{
    static const char html[] = "<script>x</script>text\x80";
    uint64_t bytes = 0;
    const tnef_html_config cfg = { .size = sizeof cfg, .sink = count_sink, .user = &bytes };
    tnef_html *h;

    (void)state;
    assert_int_equal(tnef_html_new(&h, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_html_feed(h, html, sizeof html - 1, NULL), TNEF_OK);
    assert_int_equal(tnef_html_finish(h), TNEF_OK);
    check(&face_of_html, h, BIT(TNEF_HTML_A_SCRIPT) | BIT(TNEF_HTML_A_DAMAGED), sizeof html - 1, bytes);
    tnef_html_free(h);
}

/* ---- Bodies ---------------------------------------------------------------------------------- */

static int body_begin(void *user, const tnef_part *part)
{
    return tnef_bodies_part_begin(user, part);
}

static int body_data(void *user, const tnef_part *part, const tnef_content *content, const void *data,
                     size_t len)
{
    (void)content;
    return tnef_bodies_part_data(user, part, data, len);
}

static int body_end(void *user, const tnef_part *part)
{
    return tnef_bodies_part_end(user, part);
}

static int body_message_end(void *user, const tnef_message_info *m)
{
    return tnef_bodies_message_end(user, m);
}

static void info_of_bodies(void **state)
{
    static const char html[] = "<script>x</script>text";
    static const tnef_reader_handlers on = { .size = sizeof on, .part_begin = body_begin,
                                             .part_data = body_data, .part_end = body_end,
                                             .message_end = body_message_end };
    const tnef_bodies_config few = { .size = sizeof few, .max_bodies = 1 };
    struct tnef_bodies_info info = { .size = sizeof info };
    tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &on };
    tnef_bodies *b;
    tnef_reader *r;
    struct tw w;
    size_t len;
    uint64_t bytes = 0;
    uint8_t *in;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    for (int i = 0; i < 3; i++)         /* one that counts, one beside it, and one that is passed over */
        tw_prop_binary(&w, TNEF_PID_HTML, html, sizeof html - 1);
    tw_attr_props_end(&w);
    in = tw_take(&w, &len);
    assert_int_equal(tnef_bodies_new(&b, &few, NULL), TNEF_OK);
    check(&face_of_bodies, b, 0, 0, 0);
    cfg.user = b;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_feed(r, in, len, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_finish(r), TNEF_OK);
    tnef_bodies_info(b, &info);
    assert_int_equal(info.count, 2);
    assert_int_equal(info.passed, 1);
    check(&face_of_bodies, b, 0, 2 * (sizeof html - 1), 0);
    assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, count_sink, &bytes), TNEF_OK);
    check(&face_of_bodies, b, BIT(TNEF_BODIES_A_SCRIPT), 2 * (sizeof html - 1), bytes);
    assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_HTML, count_sink, &bytes), TNEF_OK);
    check(&face_of_bodies, b, 0, 2 * (sizeof html - 1), bytes);
    tnef_reader_free(r);
    tnef_bodies_free(b);
    free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(info_of_a_decoder),
        cmocka_unit_test(info_of_a_reader),
        cmocka_unit_test(info_of_json),
        cmocka_unit_test(info_of_a_scanner),
        cmocka_unit_test(info_of_mail),
        cmocka_unit_test(info_of_a_transfer_decoder),
        cmocka_unit_test(info_of_compressed_rtf),
        cmocka_unit_test(info_of_rtf),
        cmocka_unit_test(info_of_html),
        cmocka_unit_test(info_of_bodies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
