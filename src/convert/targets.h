/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_TARGETS_H
#define TNEFI_CONVERT_TARGETS_H
/* What can be made of a message, and the first step of each. */

#include "convert/priv.h"

struct tnefi_convert_class tnefi_convert_class_of(const tnef_message *m);

/* The kinds that a message gives: bits. */
uint32_t tnefi_convert_targets(const tnef_message *m);

/* Makes the next piece of what is written. DONE: there is none. */
int tnefi_convert_step(struct tnef_convert *c);

/* card.c, group.c, cal.c, mail.c: steps of their kinds, for the message of the job. */
int tnefi_convert_card_step(struct tnef_convert *c);
int tnefi_convert_group_step(struct tnef_convert *c);
int tnefi_convert_calendar_step(struct tnef_convert *c);
int tnefi_convert_mail_step(struct tnef_convert *c);

/* A row of a table of properties writes one of them: AGAIN if it is to be called again, when it finds
 * |inside| and |item| of the job as it left them; they are 0 at the first time. */
typedef int (*tnefi_convert_row)(struct tnef_convert *c);

/* Calls the row that is due, and moves on when it is done. DONE: it was the last of |count| rows. */
int tnefi_convert_row_step(struct tnef_convert *c, const tnefi_convert_row *rows, uint32_t count);

#endif
