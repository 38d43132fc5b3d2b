/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_WHO_H
#define TNEFI_CONVERT_WHO_H
/* Addresses that mail can be sent to, and text in binary structures. */

#include "convert/priv.h"

#define WHO_ROOM 1024u         /* of an address that is made: SMTP has 320 octets at most         */

/* An address that can be used: in the tree, or in |made|. */
struct tnefi_convert_who {
    struct tnefi_lines_span span;       /* |p| is NULL: there is none                             */
    char made[WHO_ROOM];
};

/* The SMTP address of a person or recipient, of which the model gives the best address and its type. */
void tnefi_convert_find_person(struct tnefi_convert_who *out, const tnef_person *p);
void tnefi_convert_find_recipient(struct tnefi_convert_who *out, const tnef_recipient *r);

/* The same of an entry id that is a one-off; |name| (NULL: not wanted) gets its name, at most WHO_ROOM -
 * 1 bytes. */
void tnefi_convert_find_entry(struct tnef_convert *c, struct tnefi_convert_who *out, const tnef_entryid *id,
                              char *name);
void tnefi_convert_find_entry_bytes(struct tnef_convert *c, struct tnefi_convert_who *out, tnef_bytes id,
                                    char *name);

/* Whether two addresses are the same, whatever the case of their letters. */
int tnefi_convert_same_address(const struct tnefi_lines_span *a, const struct tnefi_lines_span *b);

/* Writes text of a structure as UTF-8, cut after a character where |room| ends; a NUL follows it. 8-bit
 * text is in the code page of the message. Returns the length. */
size_t tnefi_convert_blob_text(struct tnef_convert *c, const tnef_blob_text *text, char *out, size_t room);

/* A string without white space at its ends. */
tnef_string tnefi_convert_trim(const char *p, size_t n);
/* Takes "Name (address)", "Name <address>" and "address" apart, around which there may be '', as Outlook
 * writes addresses that it knows no name for; |address->p| is NULL if it has no address. */
void tnefi_convert_take_apart(tnef_string *name, struct tnefi_lines_span *address);

#endif
