/* SPDX-License-Identifier: MIT */
/* The caller's structs as bytes: the only place where the size that a struct claims is used. */

#include "base/structs.h"

#include "base/touch.h"

#include <string.h>

size_t tnefi_base_struct_wrong(const void *s, size_t size, size_t first, size_t known)
{
    const uint8_t *bytes = s;
    size_t at = known;

    if (size < first || size - first > TNEFI_STRUCT_GROWTH)
        return 0;
    while (at < size && bytes[at] == 0)
        at++;
    TNEFI_TOUCH(at - known);
    return at < size ? at : TNEFI_FINE;
}

const void *tnefi_base_field(const void *s, size_t at)
{
    return at != TNEFI_FINE ? (const uint8_t *)s + at : NULL;
}

tnef_status tnefi_base_checked(int given, const void *wrong, const void **field)
{
    if (field != NULL)
        *field = wrong;
    return given && wrong == NULL ? TNEF_OK : TNEF_E_ARGUMENT;
}

void tnefi_base_fill(void *out, const void *from, uint32_t known)
{
    uint32_t size;

    memcpy(&size, out, sizeof size);
    if (size < sizeof size)
        return;
    if (size > known)
        size = known;
    TNEFI_TOUCH(size);
    memcpy(out, from, size);
    memcpy(out, &size, sizeof size);
}
