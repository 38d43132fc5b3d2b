/* SPDX-License-Identifier: MIT */

/* Programs that were compiled with another version: their structs are larger or smaller. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/decoder.h>

#include <stdalign.h>
#include <string.h>

static int on_event(void *user, const tnef_event *ev)
{
    (void)user;
    (void)ev;
    return TNEF_CONTINUE;
}

static tnef_status init_with(const tnef_decoder_config *cfg)
{
    static alignas(max_align_t) unsigned char memory[TNEF_DECODER_SIZE_MAX];
    tnef_decoder *d = (tnef_decoder *)(void *)memory;
    tnef_status status = tnef_decoder_init(&d, memory, sizeof memory, cfg);

    assert_true((status == TNEF_OK) == (d != NULL));
    return status;
}

struct newer_config {
    tnef_decoder_config known;
    unsigned char more[24];
};

struct newer_limits {
    tnef_decoder_limits known;
    unsigned char more[24];
};

/* Of a later version, what it has more must be unset: this one cannot do it. Nothing is smaller
 * than the first version. */
static void abi_config_of_another_version(void **state)
{
    struct newer_config c;

    (void)state;
    memset(&c, 0, sizeof c);
    c.known.on_event = on_event;
    for (uint32_t size = 0; size < sizeof c.known; size++) {
        c.known.size = size;
        assert_int_equal(init_with(&c.known), TNEF_E_ARGUMENT);
    }
    for (size_t more = 0; more <= sizeof c.more; more++) {
        c.known.size = (uint32_t)(sizeof c.known + more);
        assert_int_equal(init_with(&c.known), TNEF_OK);
    }
    for (size_t i = 0; i < sizeof c.more; i++) {
        c.more[i] = 1;
        c.known.size = sizeof c;
        assert_int_equal(init_with(&c.known), TNEF_E_ARGUMENT);
        c.known.size = (uint32_t)(sizeof c.known + i);      /* and is not read beyond its size */
        assert_int_equal(init_with(&c.known), TNEF_OK);
        c.more[i] = 0;
    }
}

static void abi_limits_of_another_version(void **state)
{
    struct newer_limits l;
    tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event };

    (void)state;
    memset(&l, 0, sizeof l);
    cfg.limits = &l.known;
    for (uint32_t size = 0; size < sizeof l.known; size++) {
        l.known.size = size;
        assert_int_equal(init_with(&cfg), TNEF_E_ARGUMENT);
    }
    for (size_t more = 0; more <= sizeof l.more; more++) {
        l.known.size = (uint32_t)(sizeof l.known + more);
        assert_int_equal(init_with(&cfg), TNEF_OK);
    }
    for (size_t i = 0; i < sizeof l.more; i++) {
        l.more[i] = 1;
        l.known.size = sizeof l;
        assert_int_equal(init_with(&cfg), TNEF_E_ARGUMENT);
        l.more[i] = 0;
    }
}

static void abi_config_that_cannot_be_is_refused(void **state)
{
    tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event };

    (void)state;
    assert_int_equal(init_with(NULL), TNEF_E_ARGUMENT);
    assert_int_equal(init_with(&cfg), TNEF_OK);
    for (unsigned bit = 0; bit < 32u; bit++) {
        cfg.flags = UINT32_C(1) << bit;
        assert_int_equal(init_with(&cfg), bit < 3u ? TNEF_OK : TNEF_E_ARGUMENT);
    }
    cfg.flags = TNEF_RESYNC | TNEF_RAW_NESTED | TNEF_DESCEND_DATA;
    assert_int_equal(init_with(&cfg), TNEF_OK);
    cfg.on_event = NULL;
    assert_int_equal(init_with(&cfg), TNEF_E_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abi_config_of_another_version),
        cmocka_unit_test(abi_limits_of_another_version),
        cmocka_unit_test(abi_config_that_cannot_be_is_refused),
    };

    return cmocka_run_group_tests_name("abi_versions", tests, NULL, NULL);
}
