/* SPDX-License-Identifier: MIT */

#include "kept_output.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static void keep(struct kept_output *k, const void *buf, size_t len)
{
    if (k->room - k->len < len + 1) {
        k->room = (k->room + len) * 2 + 64;
        k->out = realloc(k->out, k->room);
        assert_non_null(k->out);
    }
    if (len > 0)
        memcpy(k->out + k->len, buf, len);
    k->len += len;
    k->out[k->len] = 0;
}

void kept_begin(struct kept_output *k, enum kept_takes takes)
{
    memset(k, 0, sizeof *k);
    k->takes = takes;
    keep(k, NULL, 0);
}

tnef_status kept_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct kept_output *k = user;

    assert_true(len > 0);
    assert_int_equal(*taken, len);
    k->asked = !k->asked;
    if (k->takes == PAUSES_FIRST && k->asked) {
        *taken = 0;
        return TNEF_PAUSED;
    }
    if (k->takes == PAUSES_EVERY_BYTE)
        *taken = 1;
    keep(k, buf, *taken);
    return k->takes == PAUSES_EVERY_BYTE || k->takes == PAUSES_AFTER ? TNEF_PAUSED : TNEF_OK;
}

void kept_each_way(size_t len, void (*check)(void *user, const struct kept_way *way), void *user)
{
    const size_t step = len > 400 ? len / 100 : 1;
    struct kept_way way = { .takes = TAKES_ALL };

    for (way.split = 0; way.split <= len; way.split += step)
        check(user, &way);
    way.split = 0;
    for (way.piece = 1; way.piece <= 7; way.piece++)
        check(user, &way);
    for (int takes = TAKES_ALL; takes <= PAUSES_AFTER; takes++) {
        way.takes = (enum kept_takes)takes;
        for (way.piece = 0; way.piece <= 1; way.piece++)
            check(user, &way);
    }
}

void kept_check_row(const char *what, const char *out, const char *want, uint64_t anomalies,
                    uint64_t want_anomalies)
{
    if (strcmp(out, want) != 0)
        print_error("%s:\n got \"%s\"\nwant \"%s\"\n", what, out, want);
    assert_string_equal(out, want);
    if (anomalies != want_anomalies)
        print_error("%s: anomalies %llx\n", what, (unsigned long long)anomalies);
    assert_int_equal(anomalies, want_anomalies);
}
