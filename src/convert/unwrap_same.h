/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_UNWRAP_SAME_H
#define TNEFI_CONVERT_UNWRAP_SAME_H
/* Compares plain text beside a stream with that of the message. */

#include "convert/unwrap.h"

struct tnefi_convert_unwrap_same {
    struct tnef_unwrap *u;
    struct tnefi_convert_unwrap_plain part;
    uint64_t at;               /* of the mail                                                     */
    tnef_transfer *transfer;   /* in |memory|                                                     */
    tnef_text converter;
    size_t raw_at, raw_len, text_at, text_len;
    int held;                  /* a byte that was read, or none                                   */
    int has_begun;             /* of the part: something came that is no white space              */
    int is_in_text, is_blank;  /* of the message: the same; white space came last                 */
    int was_seen, differs;
    uint8_t raw[256];
    char text[1024];
    _Alignas(max_align_t) unsigned char memory[TNEF_TRANSFER_SIZE_MAX];
};

/* |plain| gets what the converter calls. */
void tnefi_convert_unwrap_same_begin(struct tnefi_convert_unwrap_same *s, struct tnef_unwrap *u,
                                     const struct tnefi_convert_unwrap_plain *part, uint32_t codepage,
                                     struct tnefi_convert_plain *plain);
/* Whether the message has text of its own, and the part has the same. */
int tnefi_convert_unwrap_same_end(struct tnefi_convert_unwrap_same *s);

#endif
