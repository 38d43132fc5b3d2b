/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_MAIL_H
#define TNEFI_CONVERT_MAIL_H
/* MIME (RFC 5322, RFC 2045, RFC 2046). */

#include "convert/targets.h"
#include "convert/who.h"

#define MAIL_DEPTH (TNEF_DEPTH_CEILING + 1u)
#define MAIL_IDS   256u        /* addresses of inline parts that the HTML of a message may have   */
#define MAIL_PLACES 64u        /* of these, locations of attachments                              */
#define MAIL_ID    255u        /* bytes of one                                                    */

/* What is in a text: by this its encoding is chosen. */
struct tnefi_convert_counts {
    uint64_t bytes, high;      /* all, and those above 7F                                         */
    uint32_t line;             /* bytes in the line so far                                        */
    uint8_t last, start;       /* the last byte; what the line begins with, see mail_text.c       */
    int is_hard;               /* something that cannot stand in a line of mail as it is          */
};

/* An address of an inline part, and the attachment that has it. */
struct tnefi_convert_cid {
    uint64_t hash;
    size_t owner;              /* SIZE_MAX: none yet                                              */
    int is_shown;              /* it was found in the HTML                                        */
};

/* The three kinds of multiparts, from the outside to the inside. */
enum { MIXED, RELATED, ALTERNATIVE, MULTIPARTS };

/* What is due for a message. */
enum tnefi_convert_phase {
    PHASE_HEADERS, PHASE_SEALED, PHASE_SCAN_CALENDAR, PHASE_SCAN_TEXT, PHASE_SCAN_HTML, PHASE_OPEN,
    PHASE_TEXT, PHASE_HTML,
    PHASE_CALENDAR, PHASE_INLINE, PHASE_REPORT, PHASE_ATTACHED, PHASE_ORIGINAL, PHASE_INVITE, PHASE_CARD,
    PHASE_CLOSE,
    PHASE_ITEM_SCAN, PHASE_ITEM /* of a message that may be written as a file                      */
};

/* What the second line writer is used for. */
enum tnefi_convert_tap { TNEFI_CONVERT_TAP_NONE, TNEFI_CONVERT_TAP_COUNT, TNEFI_CONVERT_TAP_ENCODE };

/* A message that is written now. */
struct tnefi_convert_frame {
    const tnef_message *m;
    enum tnefi_convert_phase phase;
    int has_text, has_html, has_calendar, has_card;
    enum tnefi_convert_sort seal; /* SIGNED or OPAQUE, if that is all that is written; else NOTE     */
    const tnef_stored *sealed; /* that                                                           */
    enum tnefi_convert_method method; /* of the calendar                                            */
    int has[MULTIPARTS], begun[MULTIPARTS];
    uint32_t boundary[MULTIPARTS];
    uint32_t row;              /* of the table of fields                                          */
    const tnef_attachment *item; /* the attachment that it is, if it may be written as a file     */
    size_t at;                 /* of the attachments                                              */
    const tnef_attachment *picture; /* of the contact; NULL: none                                  */
    tnef_body_choice text, html;
    struct tnefi_convert_counts text_counts, html_counts, special_counts;
    uint32_t places, ids;      /* locations come first                                            */
    struct tnefi_convert_cid id[MAIL_IDS];
};

struct tnefi_convert_mail {
    uint32_t depth;            /* frames; the last one is written                                 */
    uint32_t boundaries;
    enum tnefi_convert_tap tap;
    struct tnefi_lines outer;  /* the line writer of the mail, while another one is used          */
    tnef_encode *encode;       /* of the part; a card has one of its own for what is in it        */
    _Alignas(max_align_t) unsigned char encode_memory[TNEF_ENCODE_SIZE_MAX];
    uint32_t matched;          /* letters of "cid:", or more: an address is read                  */
    uint32_t id_len;
    uint8_t id[MAIL_ID];
    uint8_t quote;             /* what is read of an attribute: see mail_cid.c                    */
    uint32_t value_len;
    uint8_t value[MAIL_ID + 1u];
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
/* Writes somebody; without an address that is a group of nobody (RFC 6854). |last|: nobody follows. */
void tnefi_convert_put_person(struct tnef_convert *c, struct tnefi_lines *l, tnef_string name,
                              const struct tnefi_lines_span *address, int last);

/* around.c: the people of the mail around the message that is written; NULL: there is none, or it is not
 * known to be that of the message. */
const struct tnefi_convert_people *tnefi_convert_people_around(const struct tnef_convert *c);

/* mail_who.c: fields of people. */
int tnefi_convert_mail_from(struct tnef_convert *c);
int tnefi_convert_mail_sender(struct tnef_convert *c);
int tnefi_convert_mail_to(struct tnef_convert *c);
int tnefi_convert_mail_cc(struct tnef_convert *c);

/* mail_reply.c */
int tnefi_convert_mail_reply_to(struct tnef_convert *c);

/* mail_receipt.c */
int tnefi_convert_mail_receipt(struct tnef_convert *c);
int tnefi_convert_mail_return(struct tnef_convert *c);

/* mail_text.c: which bodies are written, what is in one, and itself. */
void tnefi_convert_mail_choose(struct tnef_convert *c);
/* Whether it has text that is not made of another body that is written, too. */
int tnefi_convert_has_own_text(const struct tnefi_convert_frame *f);
/* A body that is text of the library's own. */
int tnefi_convert_mail_line(struct tnef_convert *c, const char *text);
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

/* mail_inner.c: a calendar or a card as a part. Lines that are made go to |mode|: begin makes the job look as
 * it does at the beginning of a writing of the message of the frame; when a step is DONE, the outer line
 * writer is there again. */
void tnefi_convert_inner_begin(struct tnef_convert *c, enum tnefi_convert_tap mode);
int tnefi_convert_inner_step(struct tnef_convert *c);
int tnefi_convert_mail_scan_calendar(struct tnef_convert *c);
int tnefi_convert_mail_calendar(struct tnef_convert *c);
int tnefi_convert_mail_card(struct tnef_convert *c);

/* mail_item.c: a message in a message that is a file: an entry of a calendar or a card. Whether it may be
 * one; finds out whether it can be written so; writes it. */
int tnefi_convert_is_item(const struct tnef_convert *c, const tnef_attachment *a);
int tnefi_convert_mail_scan_item(struct tnef_convert *c);
int tnefi_convert_mail_item(struct tnef_convert *c);
/* An invitation once more as a file, for programs that look for one. */
int tnefi_convert_has_invite(const struct tnef_convert *c, const struct tnefi_convert_frame *f);
int tnefi_convert_mail_invite(struct tnef_convert *c);

/* mail_smime.c: whether the message is signed or enciphered mail, and that. */
void tnefi_convert_find_sealed(struct tnef_convert *c);
int tnefi_convert_mail_sealed(struct tnef_convert *c);

/* mail_report.c: what a report tells to programs; its parameter, or NULL if the message is no report. */
int tnefi_convert_mail_report(struct tnef_convert *c);
const char *tnefi_convert_report_type(const tnef_message *m);
/* The text of a report that has none: a line. NULL: it is no report. */
const char *tnefi_convert_report_line(const tnef_message *m);

/* mail_cid.c: addresses of inline parts in HTML, from its beginning. */
void tnefi_convert_cid_begin(struct tnefi_convert_mail *mail);
void tnefi_convert_cid_feed(struct tnefi_convert_mail *mail, const uint8_t *p, size_t n);
void tnefi_convert_cid_own(struct tnefi_convert_frame *f);
int tnefi_convert_is_inline(const struct tnefi_convert_frame *f, size_t index);

/* mail_part.c: an attachment; AGAIN while there is more of it. A message in it becomes the next frame. */
int tnefi_convert_mail_part(struct tnef_convert *c, size_t index);
/* Notes that an attachment has contents that are not written, since other readers may choose one of these:
 * all but the placeholder of a message, and the same bytes once more. */
void tnefi_convert_note_others(struct tnef_convert *c, const tnef_attachment *a);

/* How a part is told; |end| is added to its name. */
struct tnefi_convert_part_head {
    const char *type, *charset, *encoding, *end;
    int is_inline;
};

/* mail_part_head.c: what stands before the contents of a file, but for the empty line. */
void tnefi_convert_part_head(struct tnef_convert *c, const tnef_part *p,
                             const struct tnefi_convert_part_head *h);
/* The same of a part that is made here and has such a name, from its boundary on up to the contents, which go
 * to the encoder. |charset| may be NULL. */
void tnefi_convert_made_head(struct tnef_convert *c, const char *type, const char *charset, const char *name);
/* The same of a file that is a message, or made of one. */
void tnefi_convert_message_head(struct tnef_convert *c, const tnef_part *p);
void tnefi_convert_item_head(struct tnef_convert *c, const tnef_part *p, const char *type, const char *end);

/* mail_type.c: the type of a file, which is that of the part if that can be used. */
const char *tnefi_convert_type_of(const tnef_part *p);

/* mail.c: a message becomes the next frame. */
void tnefi_convert_push(struct tnef_convert *c, const tnef_message *m);

/* mail_multi.c: a multipart begins, if the message has it; a part of it does; it ends. */
void tnefi_convert_open_multipart(struct tnef_convert *c, int multipart);
void tnefi_convert_delimit(struct tnef_convert *c, int multipart);
void tnefi_convert_close_multipart(struct tnef_convert *c, int multipart);

#endif
