/* SPDX-License-Identifier: MIT */

/* The configuration of a collector of bodies: what can be, and what cannot. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/bodies.h>

static int some_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    (void)user;
    (void)offset;
    (void)buf;
    (void)len;
    return 0;
}

static int some_read(void *user, uint64_t offset, void *buf, size_t len)
{
    (void)user;
    (void)offset;
    (void)buf;
    (void)len;
    return 0;
}

struct larger {
    tnef_bodies_config cfg;
    uint64_t newer;
};

static void refused(const tnef_bodies_config *cfg)
{
    tnef_bodies *b = (tnef_bodies *)(void *)&b;

    assert_int_equal(tnef_bodies_new(&b, cfg, NULL), TNEF_E_ARGUMENT);
    assert_null(b);
    assert_int_equal(tnef_bodies_size(cfg), 0);
}

static void body_configuration(void **state)
{
    struct larger l = { .cfg = { .size = sizeof l }, .newer = 0 };
    tnef_spool spool = { .size = sizeof spool, .write = some_write, .read = some_read };
    tnef_bodies_config c = { .size = sizeof c };
    tnef_allocator none = { NULL, NULL, NULL };
    tnef_bodies *b;

    (void)state;
    assert_int_equal(tnef_bodies_new(&b, &l.cfg, NULL), TNEF_OK);
    tnef_bodies_free(b);
    l.newer = 1;
    refused(&l.cfg);
    assert_int_equal(tnef_bodies_new(&b, &c, &none), TNEF_E_ARGUMENT);
    c.size--;
    refused(&c);
    c.size = sizeof c;
    c.flags = 2;
    refused(&c);
    c.flags = 0;
    c.max_memory = TNEF_BODIES_MEMORY_CEILING + 1u;
    refused(&c);
    c.max_memory--;
    assert_true(tnef_bodies_size(&c) > 0);
    c.max_memory = 0;
    c.max_bodies = 4097;
    refused(&c);
    c.max_bodies = 4096;
    assert_int_equal(tnef_bodies_new(&b, &c, NULL), TNEF_OK);
    tnef_bodies_free(b);
    c.max_spool = (UINT64_C(1) << 62) + 1u;
    refused(&c);
    c.max_spool = 0;
    c.max_output = (UINT64_C(1) << 62) + 1u;
    refused(&c);
    c.max_output = 0;
    c.spool = &spool;
    assert_int_equal(tnef_bodies_new(&b, &c, NULL), TNEF_OK);
    tnef_bodies_free(b);
    spool.size--;
    refused(&c);
    spool.size = sizeof spool;
    spool.read = NULL;
    refused(&c);
    spool.read = some_read;
    spool.write = NULL;
    refused(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_configuration),
    };

    return cmocka_run_group_tests_name("body_config", tests, NULL, NULL);
}
