/* SPDX-License-Identifier: MIT */
/* What becomes of a mail: every set of reasons, with every choice of the operator. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "judge.h"

static const enum action choices[] = { ACT_ACCEPT, ACT_TAG, ACT_QUARANTINE, ACT_REJECT };

static void a_table(void **state)
{
    static const struct {
        const char *what;
        struct finding found;
        enum action on_tnef, on_damaged;
        struct verdict verdict;
    } rows[] = {
        { "no TNEF", { 0, 0, 0, 0 }, ACT_REJECT, ACT_REJECT, { ACT_ACCEPT, 0 } },
        { "whole", { 1, 1, 0, 0 }, ACT_UNWRAP, ACT_REJECT, { ACT_UNWRAP, 0 } },
        { "whole, not wanted", { 1, 1, 0, 0 }, ACT_REJECT, ACT_TAG, { ACT_REJECT, 0 } },
        { "whole, held", { 1, 1, 0, 0 }, ACT_QUARANTINE, ACT_TAG, { ACT_QUARANTINE, 0 } },
        { "whole, left", { 1, 1, 0, 0 }, ACT_ACCEPT, ACT_TAG, { ACT_ACCEPT, 0 } },
        { "whole, again", { 1, 1, 0, 1 }, ACT_UNWRAP, ACT_TAG, { ACT_ACCEPT, 0 } },
        { "forged mark", { 1, 1, 0, 1 }, ACT_REJECT, ACT_TAG, { ACT_REJECT, 0 } },
        { "signed", { 1, 0, TNEF_UNWRAP_SIGNED, 0 }, ACT_REJECT, ACT_REJECT, { ACT_ACCEPT, 0 } },
        { "elsewhere", { 1, 0, TNEF_UNWRAP_PLACE, 0 }, ACT_UNWRAP, ACT_REJECT, { ACT_ACCEPT, 0 } },
        { "boundary", { 1, 0, TNEF_UNWRAP_BOUNDARY, 0 }, ACT_UNWRAP, ACT_REJECT, { ACT_ACCEPT, 0 } },
        { "signed beside whole", { 2, 1, TNEF_UNWRAP_SIGNED, 0 }, ACT_UNWRAP, ACT_TAG, { ACT_UNWRAP, 0 } },
        { "damaged", { 1, 1, TNEF_UNWRAP_DAMAGED, 0 }, ACT_UNWRAP, ACT_UNWRAP, { ACT_UNWRAP, 1 } },
        { "damaged, as it came",
          { 1, 1, TNEF_UNWRAP_DAMAGED, 0 },
          ACT_UNWRAP,
          ACT_ACCEPT,
          { ACT_ACCEPT, 0 } },
        { "damaged, tagged", { 1, 1, TNEF_UNWRAP_DAMAGED, 0 }, ACT_UNWRAP, ACT_TAG, { ACT_TAG, 1 } },
        { "damaged, again", { 1, 1, TNEF_UNWRAP_DAMAGED, 1 }, ACT_UNWRAP, ACT_UNWRAP, { ACT_TAG, 1 } },
        { "damaged, held",
          { 1, 1, TNEF_UNWRAP_DAMAGED, 0 },
          ACT_UNWRAP,
          ACT_QUARANTINE,
          { ACT_QUARANTINE, 1 } },
        { "damaged, refused", { 1, 1, TNEF_UNWRAP_DAMAGED, 1 }, ACT_UNWRAP, ACT_REJECT, { ACT_REJECT, 1 } },
        { "damaged, streams left", { 1, 1, TNEF_UNWRAP_DAMAGED, 0 }, ACT_ACCEPT, ACT_UNWRAP, { ACT_TAG, 1 } },
    };
    struct config cfg;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct verdict v;

        config_defaults(&cfg);
        cfg.on_tnef = rows[i].on_tnef;
        cfg.on_damaged = rows[i].on_damaged;
        v = judge(&cfg, &rows[i].found);
        if (v.action != rows[i].verdict.action || v.tags != rows[i].verdict.tags)
            fail_msg("%s: %s, %d", rows[i].what, action_name(v.action), v.tags);
    }
}

static enum action chosen(const struct config *cfg, uint32_t bit)
{
    return bit == TNEF_UNWRAP_DAMAGED     ? cfg->on_damaged
           : bit == TNEF_UNWRAP_UNREAD    ? cfg->on_unreadable
           : bit == TNEF_UNWRAP_AMBIGUOUS ? cfg->on_ambiguous
           : bit == TNEF_UNWRAP_LIMIT     ? cfg->on_limit
                                          : ACT_ACCEPT;
}

/* For all sets of reasons: the strongest choice wins, and nothing is done that nobody asked for. */
static void expect_strongest(const struct config *cfg)
{
    for (uint32_t kept = 1; kept < 128; kept++)
        for (uint32_t replaced = 0; replaced < 2; replaced++) {
            const struct finding found = { 2, replaced, kept, 0 };
            const struct verdict v = judge(cfg, &found);
            enum action strongest = ACT_ACCEPT;

            for (uint32_t bit = 1; bit < 128; bit <<= 1)
                if ((kept & bit) != 0 && chosen(cfg, bit) > strongest)
                    strongest = chosen(cfg, bit);
            assert_int_equal(v.tags, strongest > ACT_ACCEPT);
            if (strongest >= ACT_QUARANTINE)
                assert_int_equal(v.action, strongest);
            else if (v.action != ACT_UNWRAP)
                assert_int_equal(v.action, strongest);
            if (v.action == ACT_UNWRAP)
                assert_true(replaced > 0 && (kept & TNEF_UNWRAP_DAMAGED) == 0);
        }
}

static void every_choice(void **state)
{
    struct config cfg;

    (void)state;
    config_defaults(&cfg);
    for (unsigned i = 0; i < 256; i++) {
        cfg.on_damaged = choices[i & 3];
        cfg.on_unreadable = choices[i >> 2 & 3];
        cfg.on_ambiguous = choices[i >> 4 & 3];
        cfg.on_limit = choices[i >> 6 & 3];
        expect_strongest(&cfg);
    }
}

static void the_words(void **state)
{
    char out[192], small[8];

    (void)state;
    kept_words(0, out, sizeof out);
    assert_string_equal(out, "-");
    kept_words(0x7F, out, sizeof out);
    assert_string_equal(out, "signed,place,unreadable,damaged,boundary,ambiguous,limit");
    kept_words(0x7F, small, sizeof small);
    assert_string_equal(small, "signed,");
    left_out_words(0x17FFF, out, sizeof out);
    assert_true(strlen(out) < sizeof out - 1);
    assert_non_null(strstr(out, "rule,zone,organizer,date,start,local-time,members,people,exceptions,"));
    assert_non_null(strstr(out, ",remainder,signature,foreign"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table),
        cmocka_unit_test(every_choice),
        cmocka_unit_test(the_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
