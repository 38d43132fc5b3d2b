/* SPDX-License-Identifier: MIT */

/* Calls in the wrong order, from inside of callbacks and with wrong arguments, and answers of callbacks:
 * what each returns, and that it stays so. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "known.h"
#include "mail_writer.h"
#include "recipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TNEF_PART "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n$B"
#define UU_BLOCK "begin 644 winmail.dat\n$$>)\\^(@$$\n`\nend\n"

/* What a callback does, once, to the scanner that calls it. */
enum { FEED, HEADER, END_OF_HEADERS, FINISH, RESET, CALLS };

struct host {
    tnef_scanner *s;
    uint32_t call;           /* CALLS: none                                                       */
    tnef_status first, second;
    uint32_t skip_kind, skip_found; /* parts of this kind are skipped, and what is found in them  */
    uint32_t parts, found, ended;
    size_t bytes;
    int answer;              /* to each part_begin                                                */
    tnef_status sink;        /* the answer to each piece of data                                  */
    size_t sink_takes;       /* in it, so many bytes more than there are                          */
    uint64_t anomalies;
    struct lines lines;      /* paths of parts that ended, with their sizes */
};

static tnef_status calls(struct host *h)
{
    switch (h->call) {
    case FEED:
        return tnef_scanner_feed(h->s, "x", 1, NULL);
    case HEADER:
        return tnef_scanner_header(h->s, "X", 1, "y", 1);
    case END_OF_HEADERS:
        return tnef_scanner_end_of_headers(h->s);
    case FINISH:
        return tnef_scanner_finish(h->s);
    default:
        return tnef_scanner_reset(h->s);
    }
}

static int on_begin(void *user, const tnef_scanner_part *part)
{
    struct host *h = user;

    h->parts++;
    if (h->call != CALLS && h->first == TNEF_OK) {
        h->first = calls(h);
        h->second = calls(h);
    }
    return part->kind == h->skip_kind ? TNEF_SKIP : h->answer;
}

static int on_found(void *user, const tnef_scanner_part *part)
{
    struct host *h = user;

    h->found++;
    return part->kind == h->skip_found ? TNEF_SKIP : TNEF_CONTINUE;
}

static int on_end(void *user, const tnef_scanner_part *part)
{
    struct host *h = user;

    h->ended++;
    h->anomalies |= part->anomalies;
    lines_add(&h->lines, "%s %llu\n", part->path, (unsigned long long)part->size);
    return TNEF_CONTINUE;
}

static tnef_status on_bytes(void *user, const void *buf, size_t len, size_t *taken)
{
    struct host *h = user;

    (void)buf;
    h->bytes += len;
    if (h->sink == TNEF_PAUSED)
        *taken = len + h->sink_takes;
    return h->sink;
}

static void begin(struct host *h, const tnef_scanner_config *more)
{
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_begin = on_begin,
                                             .found = on_found, .part_end = on_end, .sink = on_bytes };
    tnef_scanner_config cfg = { .size = sizeof cfg };

    if (more != NULL)
        cfg = *more;
    cfg.handlers = &handlers;
    cfg.user = h;
    assert_int_equal(tnef_scanner_new(&h->s, &cfg, NULL), TNEF_OK);
}

static void end(struct host *h)
{
    tnef_scanner_free(h->s);
    free(h->lines.text);
}

/* Feeds a mail as a whole, and goes on after pauses. Returns what feed returned last. */
static tnef_status feed(struct host *h, const char *text)
{
    struct mail m = { 0 };
    size_t at = 0, taken;
    tnef_status status;

    mail_text(&m, text);
    do {
        status = tnef_scanner_feed(h->s, m.p + at, m.len - at, &taken);
        at += taken;
    } while (status == TNEF_PAUSED);
    mail_free(&m);
    return status;
}

static tnef_status finish(struct host *h)
{
    tnef_status status;

    do
        status = tnef_scanner_finish(h->s);
    while (status == TNEF_PAUSED);
    return status;
}

static void check_error(const struct host *h, tnef_status status, uint32_t code)
{
    tnef_error e = { .size = sizeof e };

    tnef_scanner_error(h->s, &e);
    assert_int_equal(e.status, status);
    assert_int_equal(e.code, code);
}

/* ---- Order ----------------------------------------------------------------------------------- */

static void calls_from_inside_of_callbacks(void **state)
{
    (void)state;
    for (uint32_t call = FEED; call < CALLS; call++) {
        struct host h = { .call = call };

        begin(&h, NULL);
        assert_int_equal(feed(&h, "$HContent-Type: text/plain\n\nhello\n"), TNEF_E_STATE);
        assert_int_equal(h.first, TNEF_E_STATE);
        assert_int_equal(h.second, TNEF_E_STATE);
        check_error(&h, TNEF_E_STATE, TNEF_NO_CODE);
        h.call = CALLS;
        assert_int_equal(tnef_scanner_reset(h.s), TNEF_OK);
        assert_int_equal(feed(&h, "$HContent-Type: text/plain\n\nhello\n"), TNEF_OK);
        assert_int_equal(finish(&h), TNEF_OK);
        end(&h);
    }
}

static void calls_after_the_end(void **state)
{
    struct host h = { .call = CALLS };

    (void)state;
    begin(&h, NULL);
    assert_int_equal(feed(&h, "$H\nhello\n"), TNEF_OK);
    assert_int_equal(finish(&h), TNEF_OK);
    assert_int_equal(tnef_scanner_feed(h.s, "x", 1, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_scanner_header(h.s, "X", 1, "y", 1), TNEF_E_STATE);
    assert_int_equal(tnef_scanner_end_of_headers(h.s), TNEF_E_STATE);
    assert_int_equal(finish(&h), TNEF_E_STATE);
    check_error(&h, TNEF_E_STATE, TNEF_NO_CODE);
    end(&h);
}

static void header_calls_that_come_too_late(void **state)
{
    (void)state;
    for (int ended = 0; ended < 2; ended++) {
        struct host h = { .call = CALLS }, other = { .call = CALLS };

        begin(&h, NULL);
        begin(&other, NULL);
        if (ended != 0) {
            assert_int_equal(tnef_scanner_end_of_headers(h.s), TNEF_OK);
            assert_int_equal(tnef_scanner_end_of_headers(other.s), TNEF_OK);
        } else {
            assert_int_equal(feed(&h, "X: y\n"), TNEF_OK);
            assert_int_equal(feed(&other, "X: y\n"), TNEF_OK);
        }
        assert_int_equal(tnef_scanner_header(h.s, "X", 1, "y", 1), TNEF_E_STATE);
        assert_int_equal(tnef_scanner_end_of_headers(other.s), TNEF_E_STATE);
        assert_int_equal(tnef_scanner_feed(h.s, "x", 1, NULL), TNEF_E_STATE);
        end(&h);
        end(&other);
    }
}

static void errors_are_permanent(void **state)
{
    const tnef_scanner_config strict = { .size = sizeof strict, .policy = TNEF_SCANNER_STRICT };
    struct host h = { .call = CALLS };
    size_t taken = 7;

    (void)state;
    begin(&h, &strict);
    assert_int_equal(tnef_scanner_header(h.s, "Content-Type", 12, "a(b)/c", 6), TNEF_E_AMBIGUOUS);
    assert_int_equal(tnef_scanner_header(h.s, "X", 1, "y", 1), TNEF_E_AMBIGUOUS);
    assert_int_equal(tnef_scanner_end_of_headers(h.s), TNEF_E_AMBIGUOUS);
    assert_int_equal(tnef_scanner_feed(h.s, "x", 1, &taken), TNEF_E_AMBIGUOUS);
    assert_int_equal(taken, 0);
    assert_int_equal(finish(&h), TNEF_E_AMBIGUOUS);
    check_error(&h, TNEF_E_AMBIGUOUS, TNEF_SCANNER_A_COMMENT);
    end(&h);
}

/* ---- Arguments ------------------------------------------------------------------------------- */

static void memory_that_is_no_memory(void **state)
{
    size_t size = tnef_scanner_size(NULL);
    unsigned char *mem = malloc(size + 64u);
    tnef_scanner *s;

    (void)state;
    assert_non_null(mem);
    assert_int_equal(tnef_scanner_init(&s, NULL, size, NULL), TNEF_E_ARGUMENT);
    assert_null(s);
    assert_int_equal(tnef_scanner_init(&s, mem, size - 1u, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_scanner_init(&s, mem + 1, size, NULL), TNEF_E_ARGUMENT);
    assert_null(s);
    assert_int_equal(tnef_scanner_init(&s, mem, size, NULL), TNEF_OK);
    assert_non_null(s);
    tnef_scanner_free(s);
    free(mem);
}

static void pointers_that_are_null(void **state)
{
    struct host h = { .call = CALLS };

    (void)state;
    begin(&h, NULL);
    assert_int_equal(tnef_scanner_feed(h.s, NULL, 0, NULL), TNEF_OK);
    assert_int_equal(tnef_scanner_header(h.s, NULL, 0, NULL, 0), TNEF_OK);
    assert_int_equal(tnef_scanner_header(h.s, "X", 1, NULL, 0), TNEF_OK);
    assert_int_equal(tnef_scanner_header(h.s, NULL, 0, "y", 1), TNEF_OK);
    assert_int_equal(tnef_scanner_header(h.s, NULL, 1, "y", 1), TNEF_E_ARGUMENT);
    assert_int_equal(finish(&h), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_scanner_reset(h.s), TNEF_OK);
    assert_int_equal(tnef_scanner_header(h.s, "X", 1, NULL, 1), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_scanner_reset(h.s), TNEF_OK);
    assert_int_equal(tnef_scanner_feed(h.s, NULL, 1, NULL), TNEF_E_ARGUMENT);
    check_error(&h, TNEF_E_ARGUMENT, TNEF_NO_CODE);
    end(&h);
}

/* Blanks after the name are an anomaly of fields that count, and of those only. */
static void names_of_fields_with_blanks(void **state)
{
    static const struct {
        const char *name;
        uint64_t anomalies;
    } rows[] = {
        { "Content-Type", 0 },
        { "Content-Type \t", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_SPACE_COLON) },
        { "X-Type ", 0 },
        { "  ", 0 },
        { "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct host h = { .call = CALLS };

        begin(&h, NULL);
        assert_int_equal(tnef_scanner_header(h.s, rows[i].name, strlen(rows[i].name), "a/b", 3),
                         TNEF_OK);
        assert_int_equal(anomalies_of_scanner(h.s), rows[i].anomalies);
        assert_int_equal(tnef_scanner_end_of_headers(h.s), TNEF_OK);
        assert_int_equal(h.parts, 1);
        end(&h);
    }
}

/* ---- Answers --------------------------------------------------------------------------------- */

/* A sink that pauses may say that it took more than it got: it took all. */
static void sink_that_takes_more_than_there_is(void **state)
{
    struct host h = { .call = CALLS, .sink = TNEF_PAUSED, .sink_takes = 1000 };
    size_t len;

    (void)state;
    (void)mail_tnef(&len);
    begin(&h, NULL);
    assert_int_equal(feed(&h, "$H" TNEF_PART), TNEF_OK);
    assert_int_equal(finish(&h), TNEF_OK);
    assert_int_equal(h.bytes, len);
    end(&h);
}

static void sink_that_ends_the_scan(void **state)
{
    static const struct {
        tnef_status answer, status;
        int32_t code;
    } rows[] = {
        { TNEF_STOPPED, TNEF_STOPPED, 0 }, { TNEF_STOP, TNEF_STOPPED, 0 },
        { -7, TNEF_E_CALLBACK, -7 },
    };
    static const int modes[] = { TNEF_CONTINUE, TNEF_SCANNER_RAW, TNEF_SCANNER_DECODE };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t k = 0; k < sizeof modes / sizeof modes[0]; k++) {
            struct host h = { .call = CALLS, .sink = rows[i].answer, .answer = modes[k] };
            tnef_error e = { .size = sizeof e };
            uint32_t found;

            begin(&h, NULL);
            assert_int_equal(feed(&h, "$H" TNEF_PART), rows[i].status);
            found = h.found;
            assert_int_equal(found, modes[k] == TNEF_CONTINUE);
            assert_int_equal(h.ended, 0);
            assert_int_equal(finish(&h), rows[i].status);
            assert_int_equal(h.found, found);
            assert_int_equal(h.ended, 0);
            tnef_scanner_error(h.s, &e);
            assert_int_equal(e.user_code, rows[i].code);
            end(&h);
        }
}

/* Of what is skipped nothing but its end is reported, whatever is in it. */
static void parts_that_are_skipped(void **state)
{
    static const struct {
        const char *text;
        uint32_t kind, parts, found;
    } rows[] = {
        { "$HContent-Type: multipart/mixed; boundary=b\n\n" UU_BLOCK "--b\n" TNEF_PART "--b--\n" UU_BLOCK,
          TNEF_SCANNER_MULTIPART, 1, 0 },
        { "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" TNEF_PART "--b--\n",
          TNEF_SCANNER_LEAF, 2, 0 },
        { "$HContent-Type: message/rfc822\n\n$H" TNEF_PART, TNEF_SCANNER_MESSAGE, 1, 0 },
        { "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n\n" UU_BLOCK "--b\n" TNEF_PART "--b--\n",
          TNEF_SCANNER_UU, 4, 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct host h = { .call = CALLS, .skip_kind = rows[i].kind };

        begin(&h, NULL);
        assert_int_equal(feed(&h, rows[i].text), TNEF_OK);
        assert_int_equal(finish(&h), TNEF_OK);
        if (h.parts != rows[i].parts || h.found != rows[i].found || h.ended != h.parts)
            fail_msg("%zu: %u parts, %u found, %u ended", i, h.parts, h.found, h.ended);
        assert_int_equal(h.bytes > 0, rows[i].found > 0);
        end(&h);
    }
}

/* A stream that is skipped when it is found is not delivered, and the next one is. */
static void streams_that_are_skipped(void **state)
{
    static const char text[] = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n\n" UU_BLOCK "$U"
        "--b\n" TNEF_PART "--b--\n";
    struct host h = { .call = CALLS, .skip_found = TNEF_SCANNER_UU };
    char ends[100];
    size_t len;

    (void)state;
    (void)mail_tnef(&len);
    begin(&h, NULL);
    assert_int_equal(feed(&h, text), TNEF_OK);
    assert_int_equal(finish(&h), TNEF_OK);
    assert_int_equal(h.found, 3);
    assert_int_equal(h.bytes, len);
    assert_non_null(strstr(h.lines.text, "1.1.1 0\n1.1.2 0\n1.1 0\n"));
    end(&h);
    h = (struct host){ .call = CALLS, .skip_found = TNEF_SCANNER_LEAF };
    begin(&h, NULL);
    assert_int_equal(feed(&h, text), TNEF_OK);
    assert_int_equal(finish(&h), TNEF_OK);
    assert_int_equal(h.found, 3);
    (void)snprintf(ends, sizeof ends, "1.1.1 4\n1.1.2 %zu\n1.1 0\n1.2 0\n1 0\n", len);
    assert_string_equal(h.lines.text, ends);
    end(&h);
}

/* Without handlers nothing is called, and all is read. */
static void no_handlers(void **state)
{
    struct host h = { .call = CALLS };

    (void)state;
    assert_int_equal(tnef_scanner_new(&h.s, NULL, NULL), TNEF_OK);
    assert_int_equal(feed(&h, "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n\n" UU_BLOCK "--b\n"
                              TNEF_PART "--b--\n"), TNEF_OK);
    assert_int_equal(finish(&h), TNEF_OK);
    assert_int_equal(anomalies_of_scanner(h.s), TNEF_ANOMALY_BIT(TNEF_SCANNER_A_UU_BLOCK));
    end(&h);
}

/* ---- Refused at the end of a part ------------------------------------------------------------ */

static void anomaly_of_a_part_that_ends(void **state)
{
    const tnef_scanner_config cfg = { .size = sizeof cfg, .policy = TNEF_SCANNER_STRICT,
                                      .fatal = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_SIGNATURE) };
    struct host h = { .call = CALLS };

    (void)state;
    begin(&h, &cfg);
    assert_int_equal(feed(&h, "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
                              "Content-Type: application/ms-tnef\n\nhello there\n--b--\n"),
                     TNEF_E_AMBIGUOUS);
    assert_int_equal(h.parts, 2);
    assert_int_equal(h.ended, 0);
    assert_int_equal(finish(&h), TNEF_E_AMBIGUOUS);
    check_error(&h, TNEF_E_AMBIGUOUS, TNEF_SCANNER_A_NO_SIGNATURE);
    end(&h);
}

/* ---- A leaf that is announced when a block shows, and then skipped ---------------------------- */

static int skip_epilogue(void *user, const tnef_scanner_part *part)
{
    uint32_t *begun = user;

    begun[part->kind & 15u]++;
    return part->kind == TNEF_SCANNER_POST ? TNEF_SKIP : TNEF_CONTINUE;
}

static int no_stream(void *user, const tnef_scanner_part *part)
{
    (void)user;
    fail_msg("%s was found in what was skipped", part->path);
    return TNEF_CONTINUE;
}

static void an_epilogue_that_is_skipped_shows_no_block(void **state)
{
    uint32_t begun[16] = {0};
    const tnef_scanner_handlers handlers = {.size = sizeof handlers, .part_begin = skip_epilogue,
                                            .found = no_stream};
    const tnef_scanner_config cfg = {.size = sizeof cfg, .handlers = &handlers, .user = begun};
    struct mail m = {0};
    tnef_scanner *s;

    (void)state;
    mail_text(&m, "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b--\n$U\n$U$B");
    assert_int_equal(tnef_scanner_new(&s, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_scanner_feed(s, m.p, m.len, NULL), TNEF_OK);
    assert_int_equal(tnef_scanner_finish(s), TNEF_OK);
    assert_int_equal(begun[TNEF_SCANNER_POST & 15u], 1);
    assert_int_equal(begun[TNEF_SCANNER_UU & 15u], 0);
    tnef_scanner_free(s);
    mail_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_from_inside_of_callbacks),
        cmocka_unit_test(calls_after_the_end),
        cmocka_unit_test(header_calls_that_come_too_late),
        cmocka_unit_test(errors_are_permanent),
        cmocka_unit_test(memory_that_is_no_memory),
        cmocka_unit_test(pointers_that_are_null),
        cmocka_unit_test(names_of_fields_with_blanks),
        cmocka_unit_test(sink_that_takes_more_than_there_is),
        cmocka_unit_test(sink_that_ends_the_scan),
        cmocka_unit_test(parts_that_are_skipped),
        cmocka_unit_test(streams_that_are_skipped),
        cmocka_unit_test(no_handlers),
        cmocka_unit_test(anomaly_of_a_part_that_ends),
        cmocka_unit_test(an_epilogue_that_is_skipped_shows_no_block),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
