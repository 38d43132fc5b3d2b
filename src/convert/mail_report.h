/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_MAIL_REPORT_H
#define TNEFI_CONVERT_MAIL_REPORT_H
/* The part of a report that programs read. */

#include "convert/mail.h"

#define TNEFI_CONVERT_STATUS 16u /* bytes of a status                                             */

/* mail_report.c: its head, with the type that it has for SMTPUTF8; a field of words, one with text, and one
 * with an address. */
void tnefi_convert_report_head(struct tnef_convert *c, const char *type, const char *global);
void tnefi_convert_report_words(struct tnef_convert *c, const char *field, const char *word, const void *p,
                                size_t n);
void tnefi_convert_report_text(struct tnef_convert *c, const char *field, const char *word, tnef_string s);
void tnefi_convert_report_address(struct tnef_convert *c, const char *field,
                                  const struct tnefi_lines_span *address);

/* mail_delivery.c, mail_notify.c: the part. */
int tnefi_convert_mail_delivery(struct tnef_convert *c);
int tnefi_convert_mail_notification(struct tnef_convert *c);

/* mail_status.c: where the status stands in a text "<mta #x.y.z type;text>"; 0: nowhere. */
size_t tnefi_convert_find_status(tnef_string s, size_t *len);
/* Writes the status of somebody. Returns the length. */
size_t tnefi_convert_report_status(const tnef_recipient *r, enum tnefi_convert_detail detail,
                                   char out[TNEFI_CONVERT_STATUS]);

#endif
