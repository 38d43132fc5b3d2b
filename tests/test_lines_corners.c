/* SPDX-License-Identifier: MIT */

/* The line writer and the encoders where no other test comes to: classes of characters against lists,
 * sinks that pause in the middle of what is folded or lie, words that are too long, calls from inside of a
 * sink. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "lines/priv.h"

#include <tnef/encode.h>

#include <stdlib.h>
#include <string.h>

/* ---- Classes ------------------------------------------------------------------------------- */

static void classes_of_characters(void **state)
{
    static const uint32_t turns[] = { 0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C,
                                      0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069 };

    (void)state;
    for (uint32_t c = 0; c < 0x3000; c++) {
        int turns_it = 0;

        for (size_t i = 0; i < sizeof turns / sizeof turns[0]; i++)
            turns_it |= c == turns[i];
        assert_int_equal(tnefi_lines_is_bidi(c), turns_it);
    }
    /* RFC 2231, 7, and RFC 2045, 5.1. */
    for (uint32_t c = 0; c < 256; c++) {
        int is_token = c > 32 && c < 127 && strchr("()<>@,;:\\\"/[]?=", (int)c) == NULL;

        assert_int_equal(tnefi_lines_is_token_char(c), is_token);
        assert_int_equal(tnefi_lines_is_attr_char(c), is_token && strchr("*'%", (int)c) == NULL);
    }
}

static void ids_and_addresses(void **state)
{
    static const char *const none[] = { "\"@c",  "\"\\\x7f\"@c", "a@[",     "a@[1",
                                        "a@[12", "a@[]",         "a@[b_c]", "\"a@b\\\"@c" };
    size_t at = 0;

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_null(tnefi_lines_find_address(none[i], strlen(none[i]), 0).p);
    assert_non_null(tnefi_lines_find_address("a@[x-1]", 7, 0).p);
    assert_int_equal(tnefi_lines_find_msg_id("<a\tb@c>", 7, &at).n, 5);
    at = 0;
    assert_null(tnefi_lines_find_msg_id("<a\x7f@c>", 6, &at).p);
}

/* ---- Sinks --------------------------------------------------------------------------------- */

struct host {
    char out[4096];
    size_t len;
    int calls;
    tnef_status answer;
    size_t takes;        /* of each call that pauses                                      */
    size_t claims;       /* how many it says it took                                      */
    int after;           /* it takes all but for this call                                */
    tnef_encode *encode; /* is called from inside                                         */
};

static tnef_status take(void *user, const void *buf, size_t len, size_t *taken)
{
    struct host *h = user;
    size_t n = len;

    if (h->encode != NULL)
        (void)tnef_encode_feed(h->encode, "x", 1, NULL);
    if (++h->calls == h->after || h->after == 0) {
        n = h->takes < len ? h->takes : len;
        *taken = h->claims != 0 ? h->claims : n;
    }
    assert_true(h->len + n <= sizeof h->out);
    memcpy(h->out + h->len, buf, n);
    h->len += n;
    return h->calls == h->after || h->after == 0 ? h->answer : TNEF_OK;
}

/* A pause at each byte of what is folded: the same lines. */
static void folded_with_pauses(void **state)
{
    static const char text[] = "0123456789012345678901234567890123456789012345678901234567890123456789"
                               "0123456789012345678901234567890123456789012345678901234567890123456789";
    static struct tnefi_lines l;
    static struct host h, plain;

    (void)state;
    plain = (struct host){ .after = -1 };
    tnefi_lines_init(&l, take, &plain, 0, 0);
    for (int i = 0; i < 10; i++) {
        size_t taken = 0;

        assert_int_equal(tnefi_lines_folded_sink(&l, text, sizeof text - 1u, &taken), TNEF_OK);
        assert_int_equal(taken, sizeof text - 1u);
    }
    assert_int_equal(tnefi_lines_flush(&l), TNEF_OK);
    h = (struct host){ .answer = TNEF_PAUSED, .takes = 1 };
    tnefi_lines_init(&l, take, &h, 0, 0);
    for (int i = 0; i < 10; i++) {
        size_t at = 0, taken = 0;
        tnef_status status;

        do {
            status = tnefi_lines_folded_sink(&l, text + at, sizeof text - 1u - at, &taken);
            at += taken;
            assert_true(status == TNEF_OK || status == TNEF_PAUSED);
        } while (status == TNEF_PAUSED || at < sizeof text - 1u);
    }
    while (tnefi_lines_flush(&l) == TNEF_PAUSED)
        continue;
    assert_int_equal(h.len, plain.len);
    assert_memory_equal(h.out, plain.out, h.len);
}

/* One that pauses and says that it took more than it got has taken that. */
static void lying_sinks(void **state)
{
    static struct tnefi_lines l;
    static struct host h;

    (void)state;
    h = (struct host){ .answer = TNEF_PAUSED, .takes = SIZE_MAX, .claims = SIZE_MAX };
    tnefi_lines_init(&l, take, &h, 0, 0);
    tnefi_lines_begin(&l);
    tnefi_lines_raw(&l, "BEGIN:X");
    tnefi_lines_crlf(&l);
    assert_int_equal(tnefi_lines_end(&l), TNEF_OK);
    assert_int_equal(tnefi_lines_flush(&l), TNEF_PAUSED);
    assert_int_equal(tnefi_lines_flush(&l), TNEF_OK);
    assert_int_equal(h.len, 9);
}

static void long_words(void **state)
{
    static struct tnefi_lines l;
    static struct host h;
    static char word[2000];

    (void)state;
    memset(word, 'w', sizeof word);
    h = (struct host){ .after = -1 };
    tnefi_lines_init(&l, take, &h, 0, 0);
    tnefi_lines_begin(&l);
    tnefi_lines_header(&l, "X");
    tnefi_lines_word_bytes(&l, word, sizeof word, NULL);
    tnefi_lines_crlf(&l);
    assert_int_equal(tnefi_lines_end(&l), TNEF_OK);
    assert_int_equal(tnefi_lines_flush(&l), TNEF_OK);
    assert_in_range(h.len, MSG_ID_MOST, MSG_ID_MOST + 8u);
}

/* The end of a text of which the sink has not taken what is left of a character. */
static void text_that_ends_in_a_pause(void **state)
{
    static struct tnefi_lines l;
    static struct host h;
    size_t taken = 0;
    tnef_status status;

    (void)state;
    h = (struct host){ .answer = TNEF_PAUSED, .takes = 1 };
    tnefi_lines_init(&l, take, &h, 0, 0);
    for (int i = 0; i < 3000; i++) {
        status = tnefi_lines_feed(&l, 0, "a\xC3", 2, &taken);
        assert_true(status == TNEF_OK || status == TNEF_PAUSED);
        status = tnefi_lines_feed(&l, 0, NULL, 0, &taken);
        assert_true(status == TNEF_OK || status == TNEF_PAUSED);
        if (h.len > sizeof h.out / 2u)
            break;
    }
}

/* ---- Encoders ------------------------------------------------------------------------------ */

static tnef_encode *new_encode(uint32_t kind, struct host *h, uint64_t max_input)
{
    const tnef_encode_config cfg = {
        .size = sizeof cfg, .kind = kind, .sink = take, .user = h, .max_input = max_input
    };
    tnef_encode *e;

    assert_int_equal(tnef_encode_new(&e, &cfg, NULL), TNEF_OK);
    return e;
}

/* It calls what it must not, and then pauses, or stops. */
static void misuse_in_a_sink(void **state)
{
    static const tnef_status answers[] = { TNEF_OK, TNEF_PAUSED, TNEF_STOPPED };

    (void)state;
    for (size_t i = 0; i < 3; i++)
        for (uint32_t kind = TNEF_ENCODE_BASE64; kind <= TNEF_ENCODE_QUOTED_BINARY; kind++) {
            static struct host h;
            tnef_encode *e = new_encode(kind, &h, 0);

            h = (struct host){ .answer = answers[i], .takes = SIZE_MAX, .encode = e };
            assert_int_equal(tnef_encode_feed(e, "abc", 3, NULL), TNEF_E_STATE);
            h.encode = NULL;
            assert_int_equal(tnef_encode_finish(e), TNEF_E_STATE);
            tnef_encode_free(e);
        }
}

/* The sink fails in the call that has more than may be fed. */
static void limit_after_failure(void **state)
{
    static struct host h;
    tnef_encode *e;
    tnef_error error = { .size = sizeof error };

    (void)state;
    h = (struct host){ .answer = 17 };
    e = new_encode(TNEF_ENCODE_IDENTITY, &h, 2);
    assert_int_equal(tnef_encode_feed(e, "abc", 3, NULL), TNEF_E_CALLBACK);
    tnef_encode_error(e, &error);
    assert_int_equal(error.user_code, 17);
    tnef_encode_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_of_characters),
        cmocka_unit_test(ids_and_addresses),
        cmocka_unit_test(folded_with_pauses),
        cmocka_unit_test(lying_sinks),
        cmocka_unit_test(long_words),
        cmocka_unit_test(text_that_ends_in_a_pause),
        cmocka_unit_test(misuse_in_a_sink),
        cmocka_unit_test(limit_after_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
