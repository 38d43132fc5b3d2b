/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_MAILBOX_H
#define TNEFI_CONVERT_MAILBOX_H
/* Reads somebody out of a list of addresses in a header field (RFC 5322, 3.4), byte by byte. */

#include <tnef/reader.h>

#include <stddef.h>
#include <stdint.h>

#define TNEFI_CONVERT_MAILBOX 324u /* bytes of a name, and of an address with its brackets          */

struct tnefi_convert_mailbox {
    size_t name_len, address_len;
    uint32_t comments;         /* that are open                                                   */
    uint8_t last;              /* of the name                                                     */
    int is_quoted, is_escaped, is_angle; /* where the next byte stands                            */
    int had_quotes, had_angle; /* of these, what was there                                        */
    int is_blank;              /* blanks came, after which nothing came yet                       */
    int name_is_odd, is_wrong; /* it is encoded or too long; there is no telling whose it is      */
    char name[TNEFI_CONVERT_MAILBOX];
    char address[TNEFI_CONVERT_MAILBOX];
};

void tnefi_convert_mailbox_begin(struct tnefi_convert_mailbox *m);
/* Takes a byte. Returns whether it ended the mailbox. */
int tnefi_convert_mailbox_feed(struct tnefi_convert_mailbox *m, uint8_t b);
/* Who it is, when it has ended. 0: nobody whom mail can be sent to. The strings are those of |m|. */
int tnefi_convert_mailbox_end(const struct tnefi_convert_mailbox *m, tnef_person *out);

#endif
