/* SPDX-License-Identifier: MIT */

/* The reader on the vectors: what its handlers are told, and that neither splits nor pauses nor
 * answers change it. Golden logs are in message.golden; TNEF_WRITE_GOLDEN=file writes them anew. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message_log.h"
#include "needs_iconv.h"
#include "vectors.h"

#ifndef TNEF_TESTS_DIR
#  define TNEF_TESTS_DIR "tests"
#endif

static uint8_t *build(const struct vector *v, size_t *len)
{
    struct tw w;

    tw_init(&w);
    v->build(&w);
    return tw_take(&w, len);
}

static tnef_reader_config config(const tnef_reader_handlers *h, uint32_t flags)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = h, .flags = flags};

    return cfg;
}

/* ---- Golden logs -------------------------------------------------------------------------- */

static char *read_golden(void)
{
    FILE *f = fopen(TNEF_TESTS_DIR "/message.golden", "rb");
    char *text;
    long size;

    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    size = ftell(f);
    assert_int_equal(fseek(f, 0, SEEK_SET), 0);
    text = malloc((size_t)size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)size, f), (size_t)size);
    text[size] = '\0';
    assert_int_equal(fclose(f), 0);
    return text;
}

/* All logs, one after the other. */
static void write_all(struct message_log *all)
{
    tnef_reader_config cfg = config(&message_log_handlers, 0);
    struct message_log log;
    const struct vector *v;
    size_t count;

    v = vectors(&count);
    message_log_init(&log);
    for (size_t i = 0; i < count; i++) {
        size_t len;
        uint8_t *buf = build(&v[i], &len);

        message_log_clear(&log);
        message_log_run(&log, &cfg, NULL, buf, len, 0, 0);
        assert_false(log.broken);
        message_log_printf(all, "== %s\n%s\n", v[i].name, log.text);
        free(buf);
    }
    message_log_free(&log);
}

static void message_vectors_log_as_written(void **state)
{
    const char *path = getenv("TNEF_WRITE_GOLDEN");
    struct message_log all;
    char *golden, *a, *b;

    (void)state;
    NEEDS_ICONV();
    message_log_init(&all);
    write_all(&all);
    if (path != NULL) {
        FILE *f = fopen(path, "wb");

        assert_non_null(f);
        assert_int_equal(fwrite(all.text, 1, all.len, f), all.len);
        assert_int_equal(fclose(f), 0);
    }
    golden = read_golden();
    if (strcmp(golden, all.text) != 0) {
        for (a = golden, b = all.text; *a == *b; a++, b++) {
        }
        while (a > golden && a[-1] != '\n') {
            a--;
            b--;
        }
        print_error("expected: %.*s\nfound:    %.*s\n", (int)strcspn(a, "\n"), a,
                    (int)strcspn(b, "\n"), b);
        fail();
    }
    free(golden);
    message_log_free(&all);
}

/* ---- Splits and pauses -------------------------------------------------------------------- */

static void expect_same(const char *name, const char *how, size_t at, const struct message_log *a,
                        const struct message_log *b)
{
    if (a->broken || b->broken || strcmp(a->text, b->text) != 0) {
        print_error("%s, %s %zu:\n%s---\n%s", name, how, at, a->text, b->text);
        fail();
    }
}

/* Every |stride|-th place for cuts and pauses. */
static void run_splits(const struct vector *v, const tnef_reader_config *cfg, bool collect,
                       size_t stride)
{
    struct message_log whole, part;
    size_t len;
    uint8_t *buf = build(v, &len);
    uint64_t calls;

    message_log_init(&whole);
    message_log_init(&part);
    whole.collect_data = collect;
    part.collect_data = collect;
    message_log_run(&whole, cfg, NULL, buf, len, 0, 0);
    calls = whole.calls;
    for (size_t cut = 1; cut < len; cut += stride) {
        message_log_clear(&part);
        message_log_run(&part, cfg, NULL, buf, len, cut, 0);
        expect_same(v->name, "cut at", cut, &whole, &part);
    }
    part.answer = TNEF_PAUSE;
    for (size_t step = 0; step < 3; step++) {
        part.answer_always = false;
        message_log_clear(&part);
        message_log_run(&part, cfg, NULL, buf, len, 0, step);
        expect_same(v->name, "step", step, &whole, &part);
        part.answer_always = true;
        message_log_clear(&part);
        message_log_run(&part, cfg, NULL, buf, len, 0, step);
        expect_same(v->name, "always paused, step", step, &whole, &part);
    }
    part.answer_always = false;
    for (part.answer_at = 1; part.answer_at <= calls; part.answer_at += stride) {
        message_log_clear(&part);
        message_log_run(&part, cfg, NULL, buf, len, 0, 0);
        expect_same(v->name, "pause at", (size_t)part.answer_at, &whole, &part);
    }
    message_log_free(&whole);
    message_log_free(&part);
    free(buf);
}

static void message_every_split_same_log(void **state)
{
    tnef_reader_config cfg = config(&message_log_handlers, TNEF_RESYNC);
    const struct vector *v;
    size_t count;

    (void)state;
    v = vectors(&count);
    for (size_t i = 0; i < count; i++) {
        run_splits(&v[i], &cfg, false, 1);
    }
}

static void message_every_split_same_log_with_properties(void **state)
{
    tnef_reader_config cfg = config(&message_log_handlers_all, TNEF_DESCEND_DATA);
    tnef_reader_handlers no_data = message_log_handlers_all;
    const struct vector *v;
    size_t count;

    (void)state;
    v = vectors(&count);
    for (size_t i = 0; i < count; i++) {
        run_splits(&v[i], &cfg, false, 5);
    }
    no_data.part_data = NULL;           /* then |property| gets the data */
    cfg.handlers = &no_data;
    for (size_t i = 0; i < count; i++) {
        run_splits(&v[i], &cfg, false, 5);
    }
}

static void message_every_split_same_log_with_raw(void **state)
{
    tnef_reader_config cfg = config(&message_log_handlers, TNEF_RAW_NESTED | TNEF_DESCEND_DATA);
    const struct vector *v;
    size_t count;

    (void)state;
    v = vectors(&count);
    for (size_t i = 0; i < count; i++) {
        run_splits(&v[i], &cfg, true, 3);
    }
}

/* ---- Answers ------------------------------------------------------------------------------ */

static void message_stop_at_every_call_ends_there(void **state)
{
    tnef_reader_config cfg = config(&message_log_handlers_all, 0);
    struct message_log log;
    const struct vector *v;
    size_t count;

    (void)state;
    v = vectors(&count);
    message_log_init(&log);
    for (size_t i = 0; i < count; i++) {
        size_t len;
        uint8_t *buf = build(&v[i], &len);
        uint64_t calls;

        log.answer_at = 0;
        message_log_clear(&log);
        message_log_run(&log, &cfg, NULL, buf, len, 0, 0);
        calls = log.calls;
        for (uint64_t n = 1; n <= calls; n++) {
            log.answer_at = n;
            log.answer = TNEF_STOP;
            message_log_clear(&log);
            assert_int_equal(message_log_run(&log, &cfg, NULL, buf, len, 0, 1), TNEF_STOPPED);
            assert_int_equal(log.calls, n);
            log.answer = -7;
            message_log_clear(&log);
            assert_int_equal(message_log_run(&log, &cfg, NULL, buf, len, 0, 0), TNEF_E_CALLBACK);
            assert_int_equal(log.calls, n);
            assert_non_null(strstr(log.text, "user=-7\n"));
            log.answer = 9;             /* no answer at all */
            message_log_clear(&log);
            assert_int_equal(message_log_run(&log, &cfg, NULL, buf, len, 0, 0), TNEF_E_CALLBACK);
            assert_int_equal(log.calls, n);
        }
        free(buf);
    }
    message_log_free(&log);
}

static void message_skip_at_every_call_keeps_balance(void **state)
{
    tnef_reader_config cfg = config(&message_log_handlers_all, TNEF_RAW_NESTED);
    struct message_log log;
    const struct vector *v;
    size_t count;

    (void)state;
    v = vectors(&count);
    message_log_init(&log);
    log.collect_data = true;
    log.answer = TNEF_SKIP;
    for (size_t i = 0; i < count; i++) {
        size_t len;
        uint8_t *buf = build(&v[i], &len);
        uint64_t calls = 1;

        for (log.answer_at = 0; log.answer_at <= calls; log.answer_at++) {
            message_log_clear(&log);
            message_log_run(&log, &cfg, NULL, buf, len, 0, 0);
            calls = log.answer_at == 0 ? log.calls : calls;
            assert_false(log.broken);
            assert_int_equal(log.begins, log.ends);
        }
        free(buf);
    }
    message_log_free(&log);
}

/* Counts the lines that begin with |start|. */
static unsigned lines(const char *text, const char *start)
{
    unsigned n = 0;

    for (const char *p = text; p != NULL && *p != '\0'; p = strchr(p, '\n')) {
        p += *p == '\n';
        n += strncmp(p, start, strlen(start)) == 0;
    }
    return n;
}

static void run_skipping(struct message_log *log, const char *name, uint64_t call)
{
    tnef_reader_config cfg = config(&message_log_handlers, 0);
    size_t len;
    uint8_t *buf = build(vectors_find(name), &len);

    message_log_clear(log);
    log->answer = TNEF_SKIP;
    log->answer_at = call;
    assert_int_equal(message_log_run(log, &cfg, NULL, buf, len, 0, 0), TNEF_OK);
    free(buf);
}

static void message_skip_drops_what_is_inside_only(void **state)
{
    struct message_log log;

    (void)state;
    message_log_init(&log);
    /* calls: message_begin, part_begin, content_begin, part_data, content_end, part_end */
    run_skipping(&log, "minimal_attachment", 1);
    assert_int_equal(log.calls, 2);
    run_skipping(&log, "minimal_attachment", 2);
    assert_int_equal(lines(log.text, "content_"), 0);
    assert_int_equal(lines(log.text, "part_data"), 0);
    assert_int_equal(lines(log.text, "part_end"), 1);
    assert_null(strstr(log.text, "size=0 "));
    run_skipping(&log, "minimal_attachment", 3);
    assert_int_equal(lines(log.text, "part_data"), 0);
    assert_int_equal(lines(log.text, "content_end"), 1);
    /* message, attachment, content, and the message inside: call 4 */
    run_skipping(&log, "embedded_depth_1", 4);
    assert_int_equal(lines(log.text, "message_end"), 2);
    run_skipping(&log, "embedded_depth_1", 3);
    assert_int_equal(lines(log.text, "message_begin"), 1);
    run_skipping(&log, "embedded_depth_1", 2);
    assert_int_equal(lines(log.text, "message_begin"), 1);
    message_log_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(message_vectors_log_as_written),
        cmocka_unit_test(message_every_split_same_log),
        cmocka_unit_test(message_every_split_same_log_with_properties),
        cmocka_unit_test(message_every_split_same_log_with_raw),
        cmocka_unit_test(message_stop_at_every_call_ends_there),
        cmocka_unit_test(message_skip_at_every_call_keeps_balance),
        cmocka_unit_test(message_skip_drops_what_is_inside_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
