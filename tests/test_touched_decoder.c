/* SPDX-License-Identifier: MIT */

/* The work of the decoder, in bytes touched, on the worst inputs that are known: whole, and
 * in pieces. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/decoder.h>

#include "writer.h"
#include "touched.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGE 262144u
#define SMALL 65536u

static double worst;

static int on_event(void *user, const tnef_event *ev)
{
    (void)user;
    (void)ev;
    return TNEF_CONTINUE;
}

static void run(const char *what, const uint8_t *in, size_t len, uint32_t flags)
{
    for (size_t k = 0; k < TOUCHED_PIECES; k++) {
        tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event, .flags = flags };
        size_t n = touched_pieces[k] == 1u && len > SMALL ? SMALL : len;
        size_t piece = touched_pieces[k] != 0 ? touched_pieces[k] : n;
        uint64_t touched = touched_now(), calls = 1;
        tnef_decoder *d;
        size_t at = 0;

        assert_int_equal(tnef_decoder_new(&d, &cfg, NULL), TNEF_OK);
        for (tnef_status s = TNEF_OK; at < n && s == TNEF_OK; calls++) {
            size_t part = n - at < piece ? n - at : piece;

            s = tnef_decoder_feed(d, in + at, part, NULL);
            at += part;
        }
        (void)tnef_decoder_finish(d);
        tnef_decoder_free(d);
        touched = touched_now() - touched;
        if (n > 0 && (double)touched / (double)n > worst) {
            worst = (double)touched / (double)n;
            printf("%s, flags %u, pieces of %zu: %.1f\n", what, (unsigned)flags, piece, worst);
        }
        if (!touched_within("decoder", touched, n, calls))
            fail_msg("%s, flags %u, pieces of %zu", what, (unsigned)flags, piece);
    }
}

static void run_flags(const char *what, struct tw *w)
{
    size_t len;
    uint8_t *in = tw_take(w, &len);

    run(what, in, len, 0);
    run(what, in, len, TNEF_RESYNC);
    run(what, in, len, TNEF_RESYNC | TNEF_RAW_NESTED | TNEF_DESCEND_DATA);
    free(in);
}

/* Runs of one byte after what is no attribute: with TNEF_RESYNC each place is looked at. */
static void touched_decoder_junk(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (uint32_t b = 0; b < 4u; b++) {
        struct tw w;

        tw_init(&w);
        tw_stream(&w, TW_KEY);
        tw_fill(&w, 9, 9);
        tw_fill(&w, (uint8_t)b, LARGE);
        run_flags("a run of one byte", &w);
    }
}

/* Attributes without data, with and without a known id; lists of the smallest properties. */
static void touched_decoder_attributes(void **state)
{
    static const uint32_t ids[] = { TW_REND, TW_ATTACH_PROPS, TW_UNKNOWN, TW_NULL, 0x8010 };

    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        struct tw w;

        tw_init(&w);
        tw_stream(&w, TW_KEY);
        for (size_t n = 0; n < 20000u; n++)
            tw_attr(&w, TW_ATTACHMENT, ids[i], NULL, 0);
        run_flags("attributes", &w);
        tw_init(&w);
        tw_stream(&w, TW_KEY);
        tw_attach_props_begin(&w);
        for (size_t n = 0; n < 20000u; n++)
            tw_prop_i2(&w, 0x17, 1);
        tw_attr_props_end(&w);
        run_flags("properties", &w);
    }
}

/* Streams in streams: a level is put away and taken back for some sixty bytes, and raw bytes go out
 * once for each level. */
static void touched_decoder_nested(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (size_t depth = 1; depth <= 16u; depth += 15u) {
        struct tw w;

        tw_init(&w);
        tw_stream(&w, TW_KEY);
        for (size_t n = 0; n < 2000u / depth; n++) {
            for (size_t k = 0; k < depth; k++) {
                tw_attr_begin(&w, TW_ATTACHMENT, TW_DATA);
                tw_stream(&w, TW_KEY);
            }
            for (size_t k = 0; k < depth; k++)
                tw_attr_end(&w);
        }
        run_flags("streams in streams", &w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(touched_decoder_junk),
        cmocka_unit_test(touched_decoder_attributes),
        cmocka_unit_test(touched_decoder_nested),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
