/* SPDX-License-Identifier: MIT */

/* Recipes N and D of docs/faults.md: messages in messages, and what scanners do not see. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "recipes.h"

#include <stdlib.h>
#include <string.h>

static void faults_nested_rows(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_table(recipes_nested.rows, recipes_nested.count), 0);
}

static void faults_evasion_rows(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_table(recipes_evasion.rows, recipes_evasion.count), 0);
}

/* The payload of every recipe D is in what the decoder says without any flag, if only as bytes that
 * belong to nothing, and so is what follows. Of the recipes that cut it, its beginning is. */
static void faults_evasion_payload_in_every_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < recipes_evasion.count; i++) {
        const struct recipe *r = &recipes_evasion.rows[i];
        struct lines all = { NULL, 0, 0 };
        struct tw w;

        tw_init(&w);
        r->build(&w, r);
        recipe_everything(&all, w.buf, w.len);
        if (strstr(all.text, r->name[1] == '3' ? "<a href=evil>"
                             : r->open_end     ? "M"
                                               : "MZpayload") == NULL)
            fail_msg("%s: no payload", r->name);
        free(all.text);
        tw_free(&w);
    }
}

/* Every recipe D expects an anomaly that names what is ambiguous, but for the one that is the ordinary
 * form of what it holds: there is one way to read it, and nothing to be said. */
static void faults_evasion_named_in_every_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < recipes_evasion.count; i++) {
        const struct recipe *r = &recipes_evasion.rows[i];
        bool named = r->want.model != 0;

        for (uint32_t k = 0; k < TNEF_A_END; k++)
            named = named || r->want.anomalies[k] > 0;
        if (named == (strcmp(r->name, "D6 payload in a message") == 0))
            fail_msg("%s: %s", r->name, named ? "named" : "not named");
    }
}

/* The tests above would be worth nothing if every expectation were met. */
static void faults_wrong_expectations_are_not_met(void **state)
{
    static const struct expectation none;
    const struct recipe *sound = &recipes_evasion.rows[0];
    char why[1024];
    struct recipe r = *sound;

    (void)state;
    assert_true(recipe_replay(&r, why));
    r.want.status = TNEF_E_TRUNCATED;
    assert_false(recipe_replay(&r, why));
    r.want = none;
    assert_false(recipe_replay(&r, why));
    r.want = sound->want;
    r.want.anomalies[TNEF_A_ORDER] = 1;
    assert_false(recipe_replay(&r, why));
    r.want = sound->want;
    r.want.files = "a.exe=MZpayloa\n";
    assert_false(recipe_replay(&r, why));
    r.want = sound->want;
    r.want.seen = "C3701:0102=MZpayload\nC3704:001E=a.exe\\x00"; /* the wrong order */
    assert_false(recipe_replay(&r, why));
    r.want.seen = "!C3701";
    assert_false(recipe_replay(&r, why));
    r.want = sound->want;
    r.want.model = BIT(TNEF_A_CONTENT);
    assert_false(recipe_replay(&r, why));
    r.want = sound->want;
    r.want.error_at = 1;
    assert_false(recipe_replay(&r, why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_nested_rows),
        cmocka_unit_test(faults_evasion_rows),
        cmocka_unit_test(faults_evasion_payload_in_every_case),
        cmocka_unit_test(faults_evasion_named_in_every_case),
        cmocka_unit_test(faults_wrong_expectations_are_not_met),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
