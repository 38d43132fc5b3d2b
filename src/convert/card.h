/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_CARD_H
#define TNEFI_CONVERT_CARD_H
/* vCard 3.0 (RFC 2426) and 4.0 (RFC 6350). */

#include "convert/targets.h"

/* Whether the card is of version 4. */
int tnefi_convert_is_card_4(const struct tnef_convert *c);
const struct tnef_bag *tnefi_convert_job_bag(const struct tnef_convert *c);

/* Whether text is left of a string when it is cleaned. */
int tnefi_convert_says(tnef_string s);

/* Writes a property whose name, with parameters, is the library's own: "NAME:text". Nothing if there is no
 * text. */
void tnefi_convert_card_line(struct tnef_convert *c, const char *name, tnef_string value);
/* The same with the name of version 3 or that of version 4. */
void tnefi_convert_card_either(struct tnef_convert *c, const char *name_3, const char *name_4,
                               tnef_string value);

/* Writes the keywords of an item. */
int tnefi_convert_put_categories(struct tnef_convert *c, const struct tnef_bag *bag);

/* Rows that both a contact and a distribution list have. */
int tnefi_convert_card_categories(struct tnef_convert *c);
int tnefi_convert_card_note(struct tnef_convert *c);
int tnefi_convert_card_uid(struct tnef_convert *c);
int tnefi_convert_card_rev(struct tnef_convert *c);
int tnefi_convert_card_end(struct tnef_convert *c);

/* card_reach.c: where somebody can be reached. */
int tnefi_convert_card_mail(struct tnef_convert *c);
int tnefi_convert_card_phones(struct tnef_convert *c);
int tnefi_convert_card_places(struct tnef_convert *c);
int tnefi_convert_card_links(struct tnef_convert *c);
/* Whether a string begins with a name of a scheme and a colon, and has more. */
int tnefi_convert_has_scheme(tnef_string s, const char *scheme);
/* The address of the e-mail slot |slot|, 0 to 2. */
struct tnefi_convert_who;
void tnefi_convert_card_slot(struct tnef_convert *c, uint32_t slot, struct tnefi_convert_who *who);

/* card_data.c: the attachment that is the picture of a contact, or NULL. */
const tnef_attachment *tnefi_convert_find_picture(const tnef_message *m);
int tnefi_convert_card_days(struct tnef_convert *c);
int tnefi_convert_card_picture(struct tnef_convert *c);
int tnefi_convert_card_keys(struct tnef_convert *c);

/* card_people.c */
int tnefi_convert_card_family(struct tnef_convert *c);
int tnefi_convert_card_own(struct tnef_convert *c);

#endif
