/* SPDX-License-Identifier: MIT */

/* The binary interface: structs have the sizes and the offsets that programs were compiled with. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../ytnef.h"

extern const size_t layout_of_ours[];
extern const size_t layout_of_peer[];

#define SIZE(type)         "size of " #type,
#define FIELD(type, field) "offset of " #type "." #field, "size of " #type "." #field,
#define NUMBER(value)      #value,

static const char *const names[] = {
#include "layout.h"
};

#define COUNT (sizeof names / sizeof names[0])

/* Of 64-bit systems, as they were measured with the original. */
#if UINTPTR_MAX == UINT64_MAX
_Static_assert(sizeof(TNEFStruct) == 696, "TNEFStruct");
_Static_assert(sizeof(Attachment) == 168, "Attachment");
_Static_assert(sizeof(MAPIProps) == 16, "MAPIProps");
_Static_assert(sizeof(MAPIProperty) == 48, "MAPIProperty");
_Static_assert(sizeof(variableLength) == 16, "variableLength");
_Static_assert(sizeof(dtr) == 14, "dtr");
#endif

static void same_as_original(void **state)
{
    (void)state;
#ifdef YTNEF_HAVE_PEER_HEADER
    for (size_t i = 0; i < COUNT; i++) {
        if (layout_of_ours[i] != layout_of_peer[i]) {
            fail_msg("%s: %zu here, %zu there", names[i], layout_of_ours[i], layout_of_peer[i]);
        }
    }
#else
    (void)names;
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_as_original)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
