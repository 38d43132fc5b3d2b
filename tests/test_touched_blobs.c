/* SPDX-License-Identifier: MIT */

/* The work of the readers of binary properties, in bytes touched, on the longest loops that each can have. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/blobs.h>

#include "blob_writer.h"
#include "touched.h"

#include <stdio.h>
#include <stdlib.h>

static struct blob blob;
static double worst;

static void check(const char *what, uint64_t before, uint64_t calls)
{
    uint64_t touched = touched_now() - before;

    if ((double)touched / (double)blob.len > worst) {
        worst = (double)touched / (double)blob.len;
        printf("%s: %.1f for a byte\n", what, worst);
    }
    assert_true(touched_within("blobs", touched, blob.len, calls));
}

/* Deleted dates that a heap has to move most, and exceptions that are searched among them. */
static void touched_blobs_recur(void **state)
{
    enum { DATES = 10000, EXCEPTIONS = 1000 };
    static uint32_t days[DATES];
    uint64_t before = touched_now();
    tnef_recur recur;
    size_t count;

    (void)state;
    blob_pattern(&blob, &blob_recurs[1]);
    blob.len = 38;
    blob_u32(&blob, DATES);
    for (uint32_t i = 0; i < DATES; i++)
        blob_u32(&blob, (1 + i) * 1440);
    blob_u32(&blob, 0);
    blob_u32(&blob, 1440);
    blob_u32(&blob, 0);
    blob_u32(&blob, 0x3006);
    blob_u32(&blob, 0x3008);
    blob_u32(&blob, 540);
    blob_u32(&blob, 570);
    blob_u16(&blob, EXCEPTIONS);
    for (uint32_t i = 0; i < EXCEPTIONS; i++) {
        blob_u32(&blob, 5000);
        blob_u32(&blob, 5000);
        blob_u32(&blob, (1 + i * 7) * 1440);
        blob_u16(&blob, 0);
    }
    blob_u32(&blob, 0);
    for (uint32_t i = 0; i < EXCEPTIONS; i++)
        blob_u32(&blob, 0);
    blob_u32(&blob, 0);
    assert_int_equal(tnef_recur_read(blob.data, blob.len, &recur), TNEF_OK);
    assert_int_equal(recur.extended, EXCEPTIONS);
    check("a recurrence", before, 1);
    before = touched_now();
    assert_int_equal(tnef_recur_exdates(&recur, days, DATES, &count), TNEF_OK);
    assert_int_equal(count, DATES - EXCEPTIONS);
    check("days that are left out", before, 1);
}

static void touched_blobs_others(void **state)
{
    uint64_t before = touched_now();
    tnef_blob_text type, address;
    tnef_entrylist list;
    tnef_entryid id;
    tnef_bytes entry;
    uint64_t calls = 1;

    (void)state;
    blob.len = 0;
    blob_u32(&blob, 16000);
    blob_u32(&blob, 64000);
    blob_zeros(&blob, 64000);
    assert_int_equal(tnef_entrylist_read(blob.data, blob.len, &list), TNEF_OK);
    for (; tnef_entrylist_next(&list, &entry); calls += 2)
        (void)tnef_entryid_read(entry.data, entry.len, &id);
    assert_int_equal(list.index, 16000);
    check("a list of nothing", before, calls);
    before = touched_now();
    for (size_t i = 0; i < blob.len; i++)
        blob.data[i] = 'A';
    assert_int_equal(tnef_searchkey_read(blob.data, blob.len, &type, &address), 0);
    check("a search key", before, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(touched_blobs_recur),
        cmocka_unit_test(touched_blobs_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
