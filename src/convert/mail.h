/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_MAIL_H
#define TNEFI_CONVERT_MAIL_H
/* MIME (RFC 5322, RFC 2045, RFC 2046). */

#include "convert/targets.h"
#include "convert/who.h"

#define MAIL_DEPTH (TNEF_DEPTH_CEILING + 1u)
#define MAIL_IDS   256u        /* addresses of inline parts that the HTML of a message may have   */
#define MAIL_ID    255u        /* bytes of one                                                    */

/* What is in a text: by this its encoding is chosen. */
struct tnefi_convert_counts {
    uint64_t bytes, high;      /* all, and those above 7F                                         */
    uint32_t line;             /* bytes in the line so far                                        */
    uint8_t last, start;       /* the last byte; what the line begins with, see mail_text.c       */
    int is_hard;               /* something that cannot stand in a line of mail as it is          */
};

/* An address of an inline part that was found, and the attachment that has it. */
struct tnefi_convert_cid {
    uint64_t hash;
    size_t owner;              /* SIZE_MAX: none yet                                              */
};

/* The three kinds of multiparts, from the outside to the inside. */
enum { MIXED, RELATED, ALTERNATIVE, MULTIPARTS };

/* What is due for a message. */
enum tnefi_convert_phase {
    PHASE_HEADERS, PHASE_SEALED, PHASE_SCAN_CALENDAR, PHASE_SCAN_TEXT, PHASE_SCAN_HTML, PHASE_OPEN,
    PHASE_TEXT, PHASE_HTML,
    PHASE_CALENDAR, PHASE_INLINE, PHASE_REPORT, PHASE_ATTACHED, PHASE_ORIGINAL, PHASE_CARD, PHASE_CLOSE
};

/* What the second line writer is used for. */
enum tnefi_convert_tap { TNEFI_CONVERT_TAP_NONE, TNEFI_CONVERT_TAP_COUNT, TNEFI_CONVERT_TAP_ENCODE };

/* A message that is written now. */
struct tnefi_convert_frame {
    const tnef_message *m;
    enum tnefi_convert_phase phase;
    int has_text, has_html, has_calendar, has_card;
    enum tnefi_convert_sort seal; /* SIGNED or OPAQUE, if that is all that is written; else NOTE     */
    enum tnefi_convert_method method; /* of the calendar                                            */
    int has[MULTIPARTS], begun[MULTIPARTS];
    uint32_t boundary[MULTIPARTS];
    uint32_t row;              /* of the table of fields                                          */
    size_t at;                 /* of the attachments                                              */
    tnef_body_choice text, html;
    struct tnefi_convert_counts text_counts, html_counts, special_counts;
    uint32_t ids;
    struct tnefi_convert_cid id[MAIL_IDS];
};

struct tnefi_convert_mail {
    uint32_t depth;            /* frames; the last one is written                                 */
    uint32_t boundaries;
    enum tnefi_convert_tap tap;
    struct tnefi_lines outer;  /* the line writer of the mail, while another one is used          */
    uint32_t matched;          /* letters of "cid:", or more: an address is read                  */
    uint32_t id_len;
    uint8_t id[MAIL_ID];
    struct tnefi_convert_frame frame[MAIL_DEPTH];
};

struct tnefi_convert_frame *tnefi_convert_top(struct tnef_convert *c);
/* Whether the mail is for SMTPUTF8. */
int tnefi_convert_is_utf8(const struct tnef_convert *c);

/* mail_head.c: the next header field. DONE: it was the last. */
int tnefi_convert_mail_fields(struct tnef_convert *c);
/* A field that is one word of the library's own, if it is wanted. */
void tnefi_convert_put_field(struct tnef_convert *c, const char *field, const char *word);

/* mail_field.c: whether a field is written: of a message inside of another mail only what that lacks. */
int tnefi_convert_wants(struct tnef_convert *c, const char *field);

/* mail_date.c, mail_ids.c, mail_list.c: fields of dates, of ids, and for programs. */
void tnefi_convert_put_date(struct tnef_convert *c, const char *field, tnef_time time);
int tnefi_convert_mail_date(struct tnef_convert *c);
int tnefi_convert_mail_dates(struct tnef_convert *c);
int tnefi_convert_mail_id(struct tnef_convert *c);
int tnefi_convert_mail_references(struct tnef_convert *c);
int tnefi_convert_mail_index(struct tnef_convert *c);
int tnefi_convert_mail_suppress(struct tnef_convert *c);
int tnefi_convert_mail_lists(struct tnef_convert *c);
int tnefi_convert_mail_language(struct tnef_convert *c);

/* mail_people.c: the address of somebody, with those that only the options allow. */
void tnefi_convert_mail_person(const struct tnef_convert *c, struct tnefi_convert_who *out,
                               const tnef_person *p);
void tnefi_convert_mail_recipient(const struct tnef_convert *c, struct tnefi_convert_who *out,
                                  const tnef_recipient *r);
int tnefi_convert_same_address(const struct tnefi_lines_span *a, const struct tnefi_lines_span *b);
/* Writes somebody; without an address that is a group of nobody (RFC 6854). |last|: nobody follows. */
void tnefi_convert_put_person(struct tnef_convert *c, struct tnefi_lines *l, tnef_string name,
                              const struct tnefi_lines_span *address, int last);

/* mail_who.c: fields of people. */
int tnefi_convert_mail_from(struct tnef_convert *c);
int tnefi_convert_mail_sender(struct tnef_convert *c);
int tnefi_convert_mail_to(struct tnef_convert *c);
int tnefi_convert_mail_cc(struct tnef_convert *c);
int tnefi_convert_mail_reply_to(struct tnef_convert *c);

/* mail_receipt.c */
int tnefi_convert_mail_receipt(struct tnef_convert *c);
int tnefi_convert_mail_return(struct tnef_convert *c);

/* mail_text.c: which bodies are written, what is in one, and itself. */
void tnefi_convert_mail_choose(struct tnef_convert *c);
/* Whether it has text that is not made of another body. */
int tnefi_convert_has_own_text(const struct tnefi_convert_frame *f);
int tnefi_convert_mail_scan(struct tnef_convert *c, const tnef_body_choice *choice, int is_html);
int tnefi_convert_mail_body(struct tnef_convert *c, const tnef_body_choice *choice,
                            const struct tnefi_convert_counts *n, int is_html);

/* The head of a part of text, and its encoding. */
void tnefi_convert_begin_text(struct tnef_convert *c, const char *type, const struct tnefi_convert_counts *n);
void tnefi_convert_count(struct tnefi_convert_counts *n, const uint8_t *p, size_t len);
/* The encoding of a text, of TNEF_ENCODE_*. */
uint32_t tnefi_convert_encoding_of(const struct tnefi_convert_counts *n);

/* Encoders of contents: what they make goes to the line writer. */
void tnefi_convert_begin_encoding(struct tnef_convert *c, uint32_t kind);
void tnefi_convert_encode(struct tnef_convert *c, const void *p, size_t n);
void tnefi_convert_end_encoding(struct tnef_convert *c);

/* mail_beside.c: whether text of the mail around it is written in the place of text made of HTML; that. */
int tnefi_convert_takes_text(const struct tnef_convert *c);
int tnefi_convert_mail_beside(struct tnef_convert *c);

/* mail_original.c: the header that the message came with, if it is wanted. */
int tnefi_convert_has_original(const struct tnef_convert *c, const struct tnefi_convert_frame *f);
int tnefi_convert_mail_original(struct tnef_convert *c);

/* mail_inner.c: a calendar or a card as a part. */
int tnefi_convert_mail_scan_calendar(struct tnef_convert *c);
int tnefi_convert_mail_calendar(struct tnef_convert *c);
int tnefi_convert_mail_card(struct tnef_convert *c);

/* mail_smime.c: whether the message is signed or enciphered mail, and that. */
void tnefi_convert_find_sealed(struct tnef_convert *c);
int tnefi_convert_mail_sealed(struct tnef_convert *c);

/* mail_report.c: what a report tells to programs; its parameter, or NULL if the message is no report. */
int tnefi_convert_mail_report(struct tnef_convert *c);
const char *tnefi_convert_report_type(const tnef_message *m);

/* mail_cid.c: addresses of inline parts in HTML. */
void tnefi_convert_cid_feed(struct tnefi_convert_mail *mail, const uint8_t *p, size_t n);
void tnefi_convert_cid_own(struct tnefi_convert_frame *f);
int tnefi_convert_is_inline(const struct tnefi_convert_frame *f, size_t index);

/* mail_part.c: an attachment; AGAIN while there is more of it. A message in it becomes the next frame. */
int tnefi_convert_mail_part(struct tnef_convert *c, size_t index);

/* mail_type.c: the type of a file, which is that of the part if that can be used. */
const char *tnefi_convert_type_of(const tnef_part *p);

/* mail.c: a message becomes the next frame; a part of a multipart begins. */
void tnefi_convert_push(struct tnef_convert *c, const tnef_message *m);
void tnefi_convert_delimit(struct tnef_convert *c, int multipart);

#endif
