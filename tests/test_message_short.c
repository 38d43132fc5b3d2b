/* SPDX-License-Identifier: MIT */

/* The shorter ways through the model come to what the plain ones say: events that only the model sees, text
 * that is ASCII, digests of eight bytes at a time, the table of properties. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message/ascii.h"
#include "message/priv.h"
#include "model_fixture.h"
#include "support.h"
#include "vectors.h"

/* ---- Events ------------------------------------------------------------------------------- */

static int no_property(void *user, const tnef_event *ev)
{
    (void)user;
    (void)ev;
    return TNEF_CONTINUE;
}

/* How the model gets to know of a property: at once where it lies whole in the buffer; as events that go the
 * short way; as events that go the long way, which they do if there is a property handler. */
enum way { WAY_AT_ONCE, WAY_SHORT, WAY_LONG, WAYS };

/* |skip_at| is the call that is answered by a skip. */
static void log_of(struct message_log *log, const uint8_t *buf, size_t len, const tnef_reader_config *cfg,
                   enum way way, uint64_t skip_at)
{
    tnef_reader_handlers h = message_log_handlers;
    tnef_reader_config own = *cfg;

    h.property = way == WAY_LONG ? no_property : NULL;
    own.handlers = &h;
    message_log_clear(log);
    log->steps = way == WAY_SHORT;
    log->answer = TNEF_SKIP;
    log->answer_at = skip_at;
    (void)message_log_run(log, &own, NULL, buf, len, 0, 0);
}

/* The first |ways| say the same, whatever is skipped. */
static void try_ways(const char *name, const uint8_t *buf, size_t len, const tnef_reader_config *cfg,
                     int ways)
{
    struct message_log a, b;
    uint64_t calls = 0;

    message_log_init(&a);
    message_log_init(&b);
    for (uint64_t skip_at = 0; skip_at <= calls; skip_at++) {
        log_of(&a, buf, len, cfg, WAY_AT_ONCE, skip_at);
        calls = skip_at == 0 ? a.calls : calls;
        for (int way = WAY_SHORT; way < ways; way++) {
            log_of(&b, buf, len, cfg, (enum way)way, skip_at);
            if (strcmp(a.text, b.text) != 0) {
                print_error("%s, way %d, skip at %u:\n%s---\n%s", name, way, (unsigned)skip_at, a.text,
                            b.text);
                fail();
            }
        }
    }
    message_log_free(&a);
    message_log_free(&b);
}

static void try_all_ways(const char *name, const uint8_t *buf, size_t len, uint32_t flags)
{
    const tnef_reader_config cfg = { .size = sizeof cfg, .flags = flags };

    try_ways(name, buf, len, &cfg, WAYS);
}

static void short_way_of_events_is_the_same(void **state)
{
    static const uint32_t flags[] = { 0, TNEF_RESYNC | TNEF_DESCEND_DATA, TNEF_RAW_NESTED };
    const struct vector *v;
    size_t count;

    (void)state;
    v = vectors(&count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof flags / sizeof flags[0]; k++) {
            struct tw w;
            size_t len;
            uint8_t *buf;

            tw_init(&w);
            v[i].build(&w);
            buf = tw_take(&w, &len);
            try_all_ways(v[i].name, buf, len, flags[k]);
            free(buf);
        }
    }
}

/* Two values for one slot are compared, whichever way they come. */
static void second_values_are_compared_both_ways(void **state)
{
    static const char *const seconds[] = { "one", "two" };

    (void)state;
    for (size_t i = 0; i < sizeof seconds / sizeof seconds[0]; i++) {
        struct tw w;
        uint8_t *buf;
        size_t len;

        tw_init(&w);
        tw_head(&w);
        tw_msg_props_begin(&w);
        tw_prop_str8(&w, TW_P_SUBJECT, "one");
        tw_prop_str8(&w, TW_P_SUBJECT, seconds[i]);
        tw_attr_props_end(&w);
        buf = tw_take(&w, &len);
        try_all_ways(seconds[i], buf, len, 0);
        free(buf);
    }
}

/* An attachment without data, but with bytes of another property of attachments, is told of, whichever way
 * the property comes. */
static void bytes_that_are_not_read_are_noted(void **state)
{
    struct tw w;
    uint8_t *buf;
    size_t len;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_rend_file(&w);
    tw_attach_props_begin(&w);
    tw_prop_binary(&w, 0x370F, "bytes", 5);
    tw_prop_str8(&w, 0x3710, "text");
    tw_attr_props_end(&w);
    buf = tw_take(&w, &len);
    try_all_ways("not read", buf, len, 0);
    free(buf);
}

/* Of a few vectors at limits of text, of memory, of events and of output. A property handler gets ends of
 * properties, too, so that the limit of events is met elsewhere the long way. */
static void limits_are_met_the_same_way(void **state)
{
    static const char *const names[] = { "message_properties", "named_by_string", "sample",
                                         "types_attachment" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t len;
        uint8_t *buf = vector_bytes(names[i], &len);

        for (uint32_t at = 1; at <= 200; at += at < 50 ? 1 : 7) {
            const tnef_reader_limits text = { .size = sizeof text, .max_text = at };
            const tnef_reader_limits memory = { .size = sizeof memory, .max_memory = at * UINT64_C(64) };
            const tnef_decoder_limits events = { .size = sizeof events, .max_events = at };
            const tnef_decoder_limits output = { .size = sizeof output, .max_output = at };
            tnef_reader_config cfg = { .size = sizeof cfg, .limits = &text };

            try_ways("max_text", buf, len, &cfg, WAYS);
            cfg.limits = &memory;
            try_ways("max_memory", buf, len, &cfg, WAYS);
            cfg.limits = NULL;
            cfg.decoder_limits = &events;
            try_ways("max_events", buf, len, &cfg, WAY_LONG);
            cfg.decoder_limits = &output;
            try_ways("max_output", buf, len, &cfg, WAYS);
        }
        free(buf);
    }
}

/* ---- Text --------------------------------------------------------------------------------- */

#define LETTERS "abcdefghijklmnopqrst"

/* A subject of |len| letters, of which one is something else, in a stream whose code page is |page|. */
static void subject(struct fixture *f, uint32_t page, size_t len, size_t at, uint16_t odd, int wide)
{
    uint8_t bytes[64];
    size_t unit = wide ? 2u : 1u;

    fixture_begin(f);
    fixture_bare(f);
    tw_codepage(&f->w, page, 0);
    tw_msg_props_begin(&f->w);
    for (size_t i = 0; i < len; i++) {
        uint16_t c = i == at ? odd : (uint16_t)LETTERS[i];

        bytes[unit * i] = (uint8_t)(c & 0xFFu);
        bytes[unit * i + unit - 1u] = wide ? (uint8_t)(c >> 8) : (uint8_t)c;
    }
    memset(bytes + unit * len, 0, unit);
    tw_prop_bytes(&f->w, wide ? TNEF_PTYP_STRING : TNEF_PTYP_STRING8, TW_P_SUBJECT, bytes, unit * (len + 1u));
    tw_attr_props_end(&f->w);
    fixture_run(f);
}

/* What the log says of it. |c| is the text of what is odd; "": it is the end. */
static void expect_subject(const struct fixture *f, size_t len, size_t at, const char *c)
{
    char line[96] = "subject=\"";
    size_t end = strlen(line), more = strlen(c);

    memcpy(line + end, LETTERS, at);
    end += at;
    if (at < len) {
        memcpy(line + end, c, more);
        end += more;
    }
    if (at < len && more > 0) {
        memcpy(line + end, &LETTERS[at + 1u], len - at - 1u);
        end += len - at - 1u;
    }
    line[end] = '"';
    if (strstr(f->log.text, line) == NULL) {
        print_error("not found: %s\nin: %s", line, f->log.text);
        fail();
    }
}

static void short_way_of_text_is_the_same(void **state)
{
    static const struct {
        uint16_t c;
        int wide;
        const char *text;
    } odd[] = {
        { 0, 0, "" },       { 0, 1, "" },       { 0x80, 0, "\xE2\x82\xAC" }, { 0xFF, 0, "\xC3\xBF" },
        { 0x7E, 0, "~" }, { 0x7E, 1, "~" }, { 0x80, 1, "\xC2\x80" },
        { 0x141, 1, "\xC5\x81" }, { 0x2000, 1, "\xE2\x80\x80" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        for (size_t len = 1; len <= 19; len++) {
            for (size_t at = 0; at <= len; at++) {
                struct fixture f;

                if (odd[i].c == 0 && at == 0)
                    continue;               /* no text at all */
                subject(&f, 1252, len, at, odd[i].c, odd[i].wide);
                expect_subject(&f, len, at, odd[i].text);
                fixture_end(&f);
            }
        }
    }
}

/* The first code page that is named is not known: that is told, also of text that is ASCII. */
static void short_way_tells_of_the_code_page(void **state)
{
    struct fixture f;

    (void)state;
    subject(&f, 4711, 5, 5, 0, 0);
    fixture_expect(&f, "anomaly codepage");
    fixture_end(&f);
    fixture_begin(&f);
    fixture_bare(&f);
    tw_codepage(&f.w, 4711, 0);
    tw_msg_props_begin(&f.w);
    tw_prop_i4(&f.w, TW_P_INTERNET_CODEPAGE, 1252);
    tw_prop_str8(&f.w, TW_P_SUBJECT, "plain");
    tw_prop_str8(&f.w, TW_P_SUBJECT_PREFIX, "again");
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "subject=\"plain\"");
    fixture_expect(&f, "anomaly codepage");
    fixture_end(&f);
    subject(&f, 20127, 5, 5, 0, 0); /* US-ASCII tells what ASCII is, and nothing else */
    fixture_expect_no(&f, "anomaly codepage");
    fixture_end(&f);
    subject(&f, 20127, 5, 3, 0x80, 0);
    fixture_expect(&f, "anomaly codepage");
    fixture_end(&f);
    subject(&f, 1252, 5, 5, 0, 0);
    fixture_expect_no(&f, "anomaly codepage");
    fixture_end(&f);
}

/* ---- Where it stands ------------------------------------------------------------------------ */

static int text_has_an_end(void *user, const tnef_message_info *m)
{
    assert_int_equal(m->subject.len, *(size_t *)user);
    assert_int_equal(m->subject.text[m->subject.len], '\0');
    return TNEF_CONTINUE;
}

/* Text without a terminator, in memory where longer text stood before. */
static void text_that_stands_has_an_end(void **state)
{
    static const uint16_t types[2] = { TNEF_PTYP_STRING8, TNEF_PTYP_STRING };
    static const tnef_reader_handlers h = { .size = sizeof h, .message_end = text_has_an_end };
    size_t subject_len = 0;
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &h, .user = &subject_len };
    uint8_t text[40];
    tnef_reader *r;

    (void)state;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    for (size_t i = 0; i < 8u; i++) {
        size_t unit = 1u + i / 2u % 2u, bytes = (i % 2u == 0 ? 20u : 7u) * unit, len;
        struct tw w;
        uint8_t *buf;

        for (size_t k = 0; k < bytes; k++)
            text[k] = k % unit == 0 ? 'x' : 0;
        tw_init(&w);
        tw_head(&w);
        tw_msg_props_begin(&w);
        tw_prop_bytes(&w, types[unit - 1u], TW_P_SUBJECT, text, bytes);
        tw_attr_props_end(&w);
        buf = tw_take(&w, &len);
        subject_len = bytes / unit;
        assert_int_equal(tnef_reader_feed(r, buf, len, NULL), TNEF_OK);
        (void)tnef_reader_finish(r);
        assert_int_equal(tnef_reader_reset(r), TNEF_OK);
        free(buf);
    }
    tnef_reader_free(r);
}

#define UNITS_MOST 21u

/* A unit other than ASCII at |odd|, or none; then a NUL and more, if |ended|. Half a unit more, if |half|. */
static void squeeze(size_t units, size_t odd, uint16_t unit, int ended, size_t half)
{
    uint8_t p[2u * UNITS_MOST + 8u], before[sizeof p];
    size_t len = 2u * units + (ended ? 4u : half), count = 99;
    int is_ascii = odd >= units && (ended || half == 0);

    memset(p, 0, sizeof p);
    for (size_t i = 0; i < units; i++)
        p[2u * i] = (uint8_t)('A' + i);
    if (odd < units) {
        p[2u * odd] = (uint8_t)(unit & 0xFFu);
        p[2u * odd + 1u] = (uint8_t)(unit >> 8);
    }
    if (ended)
        p[2u * units + 3u] = 0x26; /* what comes after a NUL is no text */
    memcpy(before, p, sizeof p);
    assert_int_equal(tnefi_message_ascii_squeeze(p, len, &count), is_ascii);
    if (!is_ascii) {
        assert_memory_equal(p, before, sizeof p);
        return;
    }
    assert_int_equal(count, units);
    for (size_t i = 0; i < units; i++)
        assert_int_equal(p[i], 'A' + i);
    assert_memory_equal(p + 2u * units, before + 2u * units, sizeof p - 2u * units);
}

static void utf16_is_squeezed_or_left_alone(void **state)
{
    static const uint16_t others[3] = { 0x0080, 0x0141, 0x4100 };

    (void)state;
    for (size_t units = 0; units <= UNITS_MOST; units++) {
        for (size_t odd = 0; odd <= units; odd++)
            for (size_t k = 0; k < 3u; k++)
                for (int ended = 0; ended <= 1; ended++)
                    squeeze(units, odd, others[k], ended, 0);
        squeeze(units, units, 0, 0, 1);
    }
}

/* ---- Digests ------------------------------------------------------------------------------ */

static int same(struct tnefi_message_digest_value a, struct tnefi_message_digest_value b)
{
    return a.half[0] == b.half[0] && a.half[1] == b.half[1];
}

/* The digest of bytes, cut into two pieces, or of one byte each if |cut| is SIZE_MAX. */
static struct tnefi_message_digest_value digest(enum tnefi_message_digest_kind kind, const uint8_t *p,
                                                size_t n, size_t cut)
{
    struct tnefi_message_digest_state d;

    tnefi_message_digest_start(&d);
    if (cut == SIZE_MAX) {
        for (size_t i = 0; i < n; i++)
            tnefi_message_digest_take(&d, kind, p + i, 1);
    } else {
        tnefi_message_digest_take(&d, kind, p, cut);
        tnefi_message_digest_take(&d, kind, p + cut, n - cut);
    }
    return tnefi_message_digest_get(&d);
}

/* The bytes of |p| that count, one by one. */
static size_t those_that_count(enum tnefi_message_digest_kind kind, const uint8_t *p, size_t n, uint8_t *out)
{
    size_t unit = kind == TNEFI_DIGEST_UNITS ? 2u : 1u, k = 0;

    for (size_t i = 0; i + unit <= n; i += unit) {
        int is_text = p[i] > 0 && p[i] < 0x80u && p[i] != '\r' && p[i] != '\n';

        if (unit == 2u && p[i + 1u] != 0)
            is_text = 0;
        if (is_text || kind == TNEFI_DIGEST_ALL)
            out[k++] = p[i];
    }
    return k;
}

/* Text with some of what does not count; of UTF-16 if |unit| is 2, whose bytes may be swapped. */
static void make_text(uint8_t *p, size_t n, uint32_t seed, size_t unit)
{
    static const uint8_t odd[8] = { 0, '\r', '\n', 0x80, 0xFF, 0x7F, 1, 'x' };
    uint32_t is_swapped = seed % 3u == 0;

    for (size_t i = 0; i < n; i++) {
        seed = seed * 1103515245u + 12345u;
        p[i] = (seed >> 16) % 12u == 0 ? odd[(seed >> 24) % 8u] : (uint8_t)('a' + (seed >> 24) % 26u);
        if (unit == 2u && i % 2u == (is_swapped ? 0u : 1u))
            p[i] = (seed >> 16) % 16u == 0 ? 1u : 0u;
    }
}

static void digests_are_those_of_what_counts(void **state)
{
    static const enum tnefi_message_digest_kind kinds[3] = { TNEFI_DIGEST_ALL, TNEFI_DIGEST_BYTES,
                                                             TNEFI_DIGEST_UNITS };
    uint8_t p[70], text[70];

    (void)state;
    for (uint32_t seed = 1; seed <= 20; seed++) {
        for (size_t k = 0; k < 3; k++) {
            for (size_t n = 0; n <= sizeof p; n += 1u + seed % 3u) {
                struct tnefi_message_digest_value plain;

                make_text(p, n, seed, kinds[k] == TNEFI_DIGEST_UNITS ? 2u : 1u);
                plain = digest(TNEFI_DIGEST_ALL, text, those_that_count(kinds[k], p, n, text), SIZE_MAX);
                assert_true(same(plain, digest(kinds[k], p, n, SIZE_MAX)));
                for (size_t cut = 0; cut <= n; cut++)
                    assert_true(same(plain, digest(kinds[k], p, n, cut)));
            }
        }
    }
}

/* One byte more, less or other is another digest, in both halves. */
static void digests_of_other_texts_differ(void **state)
{
    uint8_t p[40];

    (void)state;
    for (size_t n = 1; n < sizeof p; n++) {
        struct tnefi_message_digest_value a, b;

        memset(p, 0, sizeof p);
        make_text(p, n, (uint32_t)n, 1u);
        a = digest(TNEFI_DIGEST_ALL, p, n, 0);
        b = digest(TNEFI_DIGEST_ALL, p, n + 1u, 0);
        assert_true(a.half[0] != b.half[0] && a.half[1] != b.half[1]);
        for (size_t bit = 0; bit < 8u * n; bit++) {
            p[bit / 8u] ^= (uint8_t)(1u << bit % 8u);
            b = digest(TNEFI_DIGEST_ALL, p, n, 0);
            assert_true(a.half[0] != b.half[0] && a.half[1] != b.half[1]);
            p[bit / 8u] ^= (uint8_t)(1u << bit % 8u);
        }
    }
}

/* ---- Properties --------------------------------------------------------------------------- */

#define COUNT(name, id, how) +1
#define IS_THERE(name, prop, w)                                                   \
    assert_int_equal(tnefi_message_column(scope, (uint16_t)(prop)).how, (w)); \
    assert_int_equal(tnefi_message_column(scope, (uint16_t)(prop)).slot, (name));

/* Every id of the lists is found, and no other one. */
static void properties_are_found_by_their_ids(void **state)
{
    static const size_t counts[S_COUNT] = { MESSAGE_SLOTS(COUNT) MESSAGE_STREAMS(COUNT),
                                            ATTACHMENT_SLOTS(COUNT) CONTENT_STREAMS(COUNT),
                                            ROW_SLOTS(COUNT) CONTENT_STREAMS(COUNT) };
    uint32_t scope;

    (void)state;
    scope = S_MESSAGE;
    MESSAGE_SLOTS(IS_THERE)
    MESSAGE_STREAMS(IS_THERE)
    scope = S_ATTACHMENT;
    ATTACHMENT_SLOTS(IS_THERE)
    CONTENT_STREAMS(IS_THERE)
    scope = S_ROW;
    ROW_SLOTS(IS_THERE)
    CONTENT_STREAMS(IS_THERE)
    for (scope = 0; scope < S_COUNT; scope++) {
        size_t found = 0;

        for (uint32_t id = 0; id <= 0xFFFFu; id++)
            found += tnefi_message_column(scope, (uint16_t)id).how != W_NOTHING;
        assert_int_equal(found, counts[scope]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_way_of_events_is_the_same),
        cmocka_unit_test(second_values_are_compared_both_ways),
        cmocka_unit_test(bytes_that_are_not_read_are_noted),
        cmocka_unit_test(limits_are_met_the_same_way),
        cmocka_unit_test(short_way_of_text_is_the_same),
        cmocka_unit_test(short_way_tells_of_the_code_page),
        cmocka_unit_test(text_that_stands_has_an_end),
        cmocka_unit_test(utf16_is_squeezed_or_left_alone),
        cmocka_unit_test(digests_are_those_of_what_counts),
        cmocka_unit_test(digests_of_other_texts_differ),
        cmocka_unit_test(properties_are_found_by_their_ids),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
