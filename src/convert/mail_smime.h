/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_MAIL_SMIME_H
#define TNEFI_CONVERT_MAIL_SMIME_H
/* Signed and enciphered mail. */

#include "convert/mail.h"

/* mail_signed.c: finds the field with the type in a header block, the boundary in it, and where the body
 * begins. 0: it is no signed entity. */
int tnefi_convert_find_signed(const char *head, size_t n, struct tnefi_lines_span *field,
                              struct tnefi_lines_span *boundary, size_t *body);
/* What is in the bytes that are to be written as they are: in mail of 7 bits only such may stand that have no
 * other, no line that is too long, and none that looks like one of ours. And a line of the body must
 * look like one of theirs: without it a boundary of the mail around it could be taken for theirs. */
int tnefi_convert_can_stand(struct tnef_convert *c, const tnef_stored *s,
                            const struct tnefi_lines_span *boundary, size_t body);
/* Writes the field out of the header block; then, step by step, the body. */
int tnefi_convert_begin_signed(struct tnef_convert *c, const char *head, size_t n);
int tnefi_convert_mail_signed(struct tnef_convert *c, const tnef_stored *s);

/* mail_envelope.c */
int tnefi_convert_mail_envelope(struct tnef_convert *c, const tnef_stored *s);

#endif
