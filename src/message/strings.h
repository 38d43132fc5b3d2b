/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_STRINGS_H
#define TNEFI_MESSAGE_STRINGS_H
/* Values as what people read: text in UTF-8, hex, times. */

#include "message/state.h"

/* ---- codepage.c: the code page of 8-bit text -------------------------------------------------- */

#define US_ASCII 20127u
#define UTF8     65001u
#define UTF16    1200u

/* Whether it is one of the code pages that mail has most. In them ASCII is itself. */
static inline int tnefi_message_codepage_usual(uint32_t codepage)
{
    return (codepage >= 1250u && codepage <= 1258u) || codepage == UTF8;
}

/* Whether 8-bit text can be read in a code page. Nothing is searched for the usual ones. US-ASCII does not
 * tell what bytes above 127 are. */
int tnefi_message_codepage_known(uint32_t codepage);

/* Tells the code page of 8-bit text of a level. *|given| becomes what its message names first; 0: it
 * names none. */
uint32_t tnefi_message_codepage(const struct tnef_reader *r, const struct tnefi_message_layer *l,
                                uint32_t *given);

/* ---- convert.c: text by the converter ---------------------------------------------------------- */

/* Text in any code page. |given| is the code page that the message names, if it is not UTF-16. */
tnef_string tnefi_message_converted(struct tnef_reader *r, struct tnefi_message_layer *l,
                                    struct tnefi_message_arena *arena, const uint8_t *bytes, size_t len,
                                    uint16_t type, uint32_t codepage, uint32_t given);

/* Reports, once in a message, that its code page does not tell what its text is. */
void tnefi_message_report_codepage(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t given);

/* ---- text.c, forms.c: values as UTF-8, hex and times ------------------------------------------ */

/* Tells the code page that tnef_text takes for it. */
uint32_t tnefi_message_codepage_used(struct tnef_reader *r, const struct tnefi_message_layer *l);

void tnefi_message_text_end(struct tnef_reader *r);

/* Makes text of bytes, in the arena: of those before the first NUL, as of a property of |type|. */
tnef_string tnefi_message_text(struct tnef_reader *r, struct tnefi_message_layer *l,
                               struct tnefi_message_arena *arena, const uint8_t *bytes, size_t len,
                               uint16_t type);

/* The text of a value that is kept; absent if none is. */
tnef_string tnefi_message_kept_there(struct tnef_reader *r, struct tnefi_message_layer *l,
                                     struct tnefi_message_arena *arena, const struct tnefi_message_kept *k);

static inline tnef_string tnefi_message_kept_text(struct tnef_reader *r, struct tnefi_message_layer *l,
                                                  struct tnefi_message_arena *arena,
                                                  const struct tnefi_message_kept *k)
{
    const tnef_string absent = { NULL, 0 };

    return k->rank != KEPT_NONE ? tnefi_message_kept_there(r, l, arena, k) : absent;
}

/* The same, of a value whose bytes nobody needs after this. */
tnef_string tnefi_message_kept_squeezed(struct tnef_reader *r, struct tnefi_message_layer *l,
                                        struct tnefi_message_arena *arena, struct tnefi_message_kept *k);

static inline tnef_string tnefi_message_last_text(struct tnef_reader *r, struct tnefi_message_layer *l,
                                                  struct tnefi_message_arena *arena,
                                                  struct tnefi_message_kept *k)
{
    const tnef_string absent = { NULL, 0 };

    return k->rank != KEPT_NONE ? tnefi_message_kept_squeezed(r, l, arena, k) : absent;
}

/* Takes room for a string and its NUL, which is set. NULL: the reader fails, or memory lacks, which is
 * noted. */
char *tnefi_message_text_room(struct tnef_reader *r, struct tnefi_message_arena *arena, size_t len);

/* Joins two strings in a new one. |b| may be NULL if |len| is 0. */
tnef_string tnefi_message_join(struct tnef_reader *r, struct tnefi_message_arena *arena, tnef_string a,
                               const char *b, size_t len);
tnef_string tnefi_message_hex(struct tnef_reader *r, struct tnefi_message_arena *arena,
                              const struct tnefi_message_kept *k);

/* Writes |number|, which is from 1 to a little more than 32 bits can say. Returns how many digits it has. */
#define TNEFI_DECIMAL_SIZE 10u
size_t tnefi_message_decimal(char out[TNEFI_DECIMAL_SIZE], uint64_t number);

tnef_time tnefi_message_time(struct tnef_reader *r, const struct tnefi_message_kept *k);

/* Copies "type/subtype" if |raw| begins with one that is valid by RFC 2045; else the result is absent. */
tnef_string tnefi_message_mime_type(struct tnef_reader *r, struct tnefi_message_arena *arena,
                                    tnef_string raw);

/* Whether two strings are the same, ignoring the case of ASCII letters. tnefi_message_alike() is in
 * sender.c. */
int tnefi_message_same(tnef_string a, const char *b);
int tnefi_message_alike(tnef_string a, tnef_string b);

#endif
