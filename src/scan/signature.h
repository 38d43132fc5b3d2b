/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_SIGNATURE_H
#define TNEFI_SCAN_SIGNATURE_H
/* What a decoded body begins with: an object of its own, which knows a magic, and nothing of parts. It is
 * given the bytes in pieces, looks at each once, and at those of a field name once more, and keeps those that
 * may have to be read again. See signature.c and signature_mail.c for what is recognised. */

#include <stddef.h>
#include <stdint.h>

#define SIGNATURE_MAGIC 8u       /* bytes of a magic at most */
#define SIGNATURE_SEEN  1024u    /* bytes that decide on base64 or mail */

/* What may stand before the fields of a mail, and how many that a letter has tell one. */
#define SIGNATURE_LEAD    64u    /* bytes of line ends, blank lines and a number */
#define SIGNATURE_FROM    256u   /* of a "From " line */
#define SIGNATURE_LETTERS 3u

/* What a body shows. SHOWN_OPEN: it is not decided. */
enum tnefi_scan_shown { SHOWN_OPEN, SHOWN_NOTHING, SHOWN_STREAM, SHOWN_BASE64, SHOWN_MAIL };

/* What is looked for beside SHOWN_STREAM: a sum. */
#define SIGNATURE_BASE64 1u
#define SIGNATURE_MAIL   2u

/* Where the matcher is in what may be mail. */
enum {
    MAIL_START, MAIL_BOM, MAIL_BOM_END, MAIL_NUMBER, MAIL_NUMBER_END, MAIL_LINES, MAIL_INDENT, MAIL_NAME,
    MAIL_BLANKS, MAIL_FROM, MAIL_FROM_LINE, MAIL_VALUE, MAIL_CR, MAIL_FIELD
};

/* Counts have other types than flags and bytes, since the prover keeps a memory for each type. */
struct tnefi_scan_signature {
    uint32_t raw_len, apple_len, base64_len;        /* bytes of the magic that were matched */
    uint32_t apple_at;       /* bytes of the Apple head, and up to the data fork, that were passed */
    uint32_t entries, field, id, data;              /* of that head; |data|: where the fork begins, or 0 */
    uint32_t acc, bits;      /* base64: what is no byte yet */
    uint32_t lead;           /* bytes of line ends, blank lines and a number */
    uint32_t line;           /* bytes of the "From " line */
    uint32_t letters;        /* fields that were passed, and that a letter has */
    uint32_t name_at;        /* where the field name begins in |seen| */
    uint32_t seen_len;
    uint16_t shown;          /* SHOWN_* */
    uint16_t raw_open, apple_open, base64_open, mail_open;  /* it may still be this */
    uint16_t mail;           /* MAIL_* */
    uint16_t fields;         /* a field was passed */
    uint16_t apple;          /* the stream stands after an Apple head */
    uint8_t seen[SIGNATURE_SEEN];    /* what was looked at, while it may be base64 or mail */
};

/* ---- Contracts ------------------------------------------------------------------------------ */

#define S_TOTAL terminates \true; exits \false

/* What holds as long as nothing is decided, with a magic of |len| bytes. */
#define S_OK(m, len) \
    ((m)->raw_len < (len) && (m)->apple_len < (len) && (m)->base64_len < (len) \
    && (m)->seen_len <= SIGNATURE_SEEN && (m)->name_at <= (m)->seen_len && (m)->entries <= 16 \
    && ((m)->apple_at > 25 ==> 1 <= (m)->entries) \
    && (m)->apple_at <= 65536 && (m)->data <= 65536 \
    && (m)->lead <= SIGNATURE_LEAD && (m)->line <= SIGNATURE_FROM && (m)->letters < SIGNATURE_LETTERS \
    && (m)->acc < 64 && (m)->bits <= 6 && (m)->bits % 2 == 0)

#define S_MAGIC(m, magic, len) \
    (1 <= (len) <= SIGNATURE_MAGIC && \valid_read((magic) + (0 .. (len) - 1)) \
    && \separated(m, (magic) + (0 .. (len) - 1)))

#define S_MAIL \
  requires \valid(m) && 1 <= m->seen_len <= SIGNATURE_SEEN && m->name_at <= m->seen_len; \
  requires m->lead <= SIGNATURE_LEAD && m->line <= SIGNATURE_FROM && m->letters < SIGNATURE_LETTERS; \
  S_TOTAL; \
  assigns m->mail, m->mail_open, m->lead, m->line, m->name_at, m->letters, m->fields, m->shown; \
  ensures m->name_at <= m->seen_len && m->lead <= SIGNATURE_LEAD && m->line <= SIGNATURE_FROM; \
  ensures m->letters < SIGNATURE_LETTERS

/* ---- Functions ------------------------------------------------------------------------------ */

/* Begins a body. |what|: SIGNATURE_*. */
/*@ requires \valid(m);
    S_TOTAL;
    assigns *m;
    ensures S_OK(m, 1) && m->shown == SHOWN_OPEN; */
void tnefi_scan_signature_begin(struct tnefi_scan_signature *m, unsigned what);

/* Looks at |n| bytes, as long as it is not decided what the body shows, which is put into |*shown|. The magic
 * has 1 to SIGNATURE_MAGIC bytes, and is the same in all calls for one body. Returns how many bytes were
 * looked at: the last one is that which decided. Of a stream these are its signature, with the Apple head
 * that stands before it; of base64 and mail they, and those of the calls before, are in |seen|, so that they
 * can be read again. At the end of a body that is still SHOWN_OPEN there is nothing. */
/*@ requires \valid(m) && S_MAGIC(m, magic, magic_len) && \valid(shown) && \separated(m, shown);
    requires n > 0 ==> \valid_read(p + (0 .. n - 1)) && \separated(m, p + (0 .. n - 1));
    requires \separated(shown, magic + (0 .. magic_len - 1)) && \separated(shown, p + (0 .. n - 1));
    requires m->shown == SHOWN_OPEN ==> S_OK(m, magic_len);
    S_TOTAL;
    assigns *m, *shown;
    ensures \result <= n;
    ensures m->shown == SHOWN_OPEN ==> S_OK(m, magic_len) && \result == n; */
size_t tnefi_scan_signature_feed(struct tnefi_scan_signature *m, const uint8_t *magic, uint32_t magic_len,
                                 const uint8_t *p, size_t n, enum tnefi_scan_shown *shown);

/* signature_mail.c: the byte is the last one of |seen|. It may show a mail, or that this is not a mail. */
/*@ S_MAIL; */
void tnefi_scan_signature_mail(struct tnefi_scan_signature *m, uint8_t b);

#endif
