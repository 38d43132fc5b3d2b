/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_STRUCTS_H
#define TNEFI_BASE_STRUCTS_H
/* The structs that callers fill, or have filled: read and written as bytes, since their size is that of
 * the version that the caller was compiled with. */

#include <tnef/base.h>

/* ---- What is wrong in a struct of the caller's ----------------------------------------------- */

/* In place of the offset of the first wrong field: no field is wrong. <tnef/base.h> defines which is
 * first. */
#define TNEFI_FINE SIZE_MAX

/* No later version has a struct that is so much larger. Such a size was never set, and nothing of what it
 * claims is read. */
#define TNEFI_STRUCT_GROWTH 4096u

/* Where a struct of |size| bytes cannot be read by a library that knows |known| bytes of it, of
 * which |first| are those of the first version: at its size, which is its first field, if it is
 * smaller than that or much larger; else at the first byte beyond what is known that is not zero, since
 * that would ask for something that this version lacks. Trusted by the proof, since it reads the struct as
 * bytes. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == TNEFI_FINE ==> size >= first;
    ensures \result != TNEFI_FINE ==>
        (size < first || size > first + TNEFI_STRUCT_GROWTH) && \result == 0
        || known <= \result < size; */
size_t tnefi_base_struct_wrong(const void *s, size_t size, size_t first, size_t known);

/* The rest of this part is not for files that are proved, since they are about memory without a type.
 *
 * The field at an offset; NULL: TNEFI_FINE. */
const void *tnefi_base_field(const void *s, size_t at);

/* The field of a struct that cannot be read; to none was a field appended so far. A struct that is not
 * there (NULL) is not wrong. */
#define TNEFI_STRUCT_FIELD(s) ((s) == NULL ? NULL : \
    tnefi_base_field((s), tnefi_base_struct_wrong((s), (s)->size, sizeof *(s), sizeof *(s))))

/* What a check returns for a configuration that is |given|, or need not be, and whose first wrong field
 * is |wrong| (NULL: none is). *|field|, if |field| is not NULL, gets |wrong|. */
tnef_status tnefi_base_checked(int given, const void *wrong, const void **field);

/* Fills the caller's struct at |out| from the |known| bytes of a complete one: the first bytes, as
 * many as its |size|, which is its first field, has room for; that is set to how many they are. So a
 * program that was compiled with another version gets the fields that it knows. Nothing if not even
 * |size| fits. Not for files that are proved, since it writes the struct as bytes. */
void tnefi_base_fill(void *out, const void *from, uint32_t known);

#endif
