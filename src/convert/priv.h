/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_PRIV_H
#define TNEFI_CONVERT_PRIV_H
/* The inside of the converter.
 *
 *     life.c      the public face: life, feeding
 *     write.c     the public face: writing
 *     store.c     contents: pages of memory, then the caller's spool
 *     out.c       text that waits for the sink
 *     body.c      bodies of the message that is written
 *     keys.c      the properties that are wanted, and their values
 *     class.c     message classes
 *     when.c      dates and times as text
 *     who.c       addresses that can be used;  mailbox.c those in a header;  around.c those of a mail around
 *     card*.c     vCard;  group.c a distribution list
 *     cal*.c      iCalendar
 *     mail*.c     MIME: mail.c a message; _multi its multiparts; _head, _field, _date, _ids, _list, _who,
 *                 _reply, _people, _receipt its fields; _text, _beside, _original its texts; _part, _type,
 *                 _cid, _item its attachments; _inner calendars and cards; _report, _delivery, _status,
 *                 _notify reports; _smime, _signed, _envelope signed and enciphered mail
 *     unwrap*.c   mail in which streams are
 *
 * What is written is made in steps. A step is called when nothing waits for the sink, and puts some text into
 * |out|, a property or a few KiB of a content, never all of it. So a pause needs no more than that text, and
 * what a step has to remember is in the job. */

#include <tnef/blobs.h>
#include <tnef/convert.h>
#include <tnef/encode.h>
#include <tnef/message.h>
#include <tnef/text.h>

#include "convert/class.h"
#include "convert/event.h"
#include "convert/keys.h"
#include "lines/lines.h"
#include "message/message.h"

#include <stddef.h>

#define PAGE_SIZE  16384u      /* bytes of a page of the store                                    */
#define STEP_BYTES 4096u       /* about as many bytes of a content are written in a step          */
#define HELD_BYTES 256u        /* white space at the end of a text that may be dropped            */

/* Text that waits for the sink. */
struct tnefi_convert_out {
    char *p;                   /* NULL: no memory was taken yet                                   */
    size_t from, len, room;
};

/* The body that is written now. */
struct tnefi_convert_text {
    const char *name;          /* of its property, which is written before the first byte         */
    uint32_t how;              /* TNEFI_LINES_TEXT                                                */
    uint32_t held_len;
    int begun;                 /* the name is written                                             */
    uint8_t held[HELD_BYTES];  /* white space after which nothing came yet                        */
};

/* Text that stands beside the message in the mail around it, whose reader of HTML sees the message only. */
struct tnefi_convert_plain {
    void *user;
    /* Gets the plain text of the message, if it has some of its own. */
    void (*see)(void *user, const void *p, size_t n);
    /* The next bytes of a part that stands in the place of text that is made of HTML: from |from| on, which
     * is less than |end|. NULL: they cannot be read, and |user| knows why. */
    const uint8_t *(*read)(void *user, uint64_t from, uint64_t end, size_t *n);
    uint64_t from, end;        /* of that part, header and body                                   */
    int was_read;
};

/* People whom the mail around the message names: what a message knows of them may be their names only. */
struct tnefi_convert_people {
    void *user;
    /* The next one in To, or in Cc, from |*at| on, which is 0 at first. |*out| stays until the next call. 0:
     * there is none; -1: they cannot be read, and |user| knows why. */
    int (*next)(void *user, int is_cc, uint64_t *at, tnef_person *out);
    tnef_person from, to;      /* the first one; without address: nobody                          */
    int is_cut;                /* To or Cc has more than is looked at                             */
};

/* The mail in which the message is written. */
struct tnefi_convert_outer {
    uint32_t boundaries;       /* the number of the last boundary that is taken                   */
    int is_part;               /* of a multipart: no field is written but Content-*               */
    uint32_t has;              /* fields that the mail has: bits of tnefi_convert_field_bit()     */
    struct tnefi_convert_plain *plain; /* NULL: none                                              */
    const struct tnefi_convert_people *people; /* NULL: it is not known whose mail it is          */
};

/* One writing. */
struct tnefi_convert_job {
    int active;                /* it was begun and has not ended                                  */
    uint32_t kind;
    uint32_t left_out;
    tnef_error error;
    tnef_convert_options options;
    uint64_t output;           /* bytes that the sink took                                        */
    const tnef_message *message; /* what is converted                                             */
    const struct tnefi_convert_outer *outer; /* NULL: it is written for itself                   */
    const tnef_message *bodies_of; /* whose bodies the collector has; NULL: none                  */
    int is_delivering;         /* a body is, and the delivery was paused                          */
    int ended;                 /* no step is left                                                 */
    int without_method;        /* a calendar is a file: it is not sent to anybody                 */

    /* Where it stands: the row of a table of properties, what of it, and how far. */
    uint32_t component, row, inside, item;
    uint64_t at;
    struct tnefi_convert_text text;
    struct tnefi_convert_event event;
};

/* What a reset clears. */
struct tnefi_convert_live {
    tnef_error fatal;          /* of feeding                                                      */
    tnef_status status;        /* of the stream                                                   */
    uint64_t top;              /* bytes that are kept                                             */
    uint64_t output;
    int stream_ended, finished, busy, writing;
    struct tnefi_convert_job job;
};

struct tnefi_convert_mail;

struct tnef_convert {
    tnef_allocator alloc;
    tnef_spool spool;          /* its functions are NULL: there is none                           */
    tnef_charset_hook charsets; /* its size is 0: iconv                                           */
    uint64_t max_spool, max_output;
    uint32_t max_memory;
    uint32_t pages;
    size_t size;
    struct tnefi_message_tree *tree;
    tnef_bodies *bodies;
    tnef_encode *value;        /* of a value in a card, in |value_memory|: the card may be encoded */
    struct tnefi_convert_series *series; /* of the job; NULL: it needs none                         */
    struct tnefi_convert_mail *mail; /* of the job; NULL: it writes none                            */
    struct tnefi_convert_out out;
    struct tnefi_lines lines;
    struct tnefi_convert_live live;
    _Alignas(max_align_t) unsigned char value_memory[TNEF_ENCODE_SIZE_MAX];
    uint8_t *page[];           /* NULL: not taken yet                                             */
};

/* What a step answers: call it again, or go on with what comes after it. */
enum { DONE = 0, AGAIN = 1 };

/* life.c: the first field of a spool that is wrong, or NULL; there may be none. */
const void *tnefi_convert_wrong_spool(const tnef_spool *spool);
/* Notes a failure, of the writing if there is one, else for good; the first counts. Returns
 * |status|. */
tnef_status tnefi_convert_fail(struct tnef_convert *c, tnef_status status, int user_code);
/* Whether all is well with the writing. */
int tnefi_convert_well(const struct tnef_convert *c);
void tnefi_convert_leave_out(struct tnef_convert *c, uint32_t what);

/* write.c: the first option that is wrong, or NULL. */
const void *tnefi_convert_wrong_option(const tnef_convert_options *o);
void tnefi_convert_end_job(struct tnef_convert *c);
/* As tnef_convert_write() writes mail, but inside of another one. |outer| must stay until it has ended. */
tnef_status tnefi_convert_write_inside(struct tnef_convert *c, const tnef_convert_options *options,
                                       const struct tnefi_convert_outer *outer, tnef_sink_fn sink,
                                       void *user);

/* Begins a conversion of text with the converters that |c| has. */
void tnefi_convert_text_init(const struct tnef_convert *c, tnef_text *text, uint32_t codepage);
/* The key of the mail to which the stream belonged (PidTagTnefCorrelationKey). */
tnef_bytes tnefi_convert_correlation(const struct tnef_convert *c);

/* store.c: keep has the type tnefi_message_keep_fn. */
int tnefi_convert_keep(void *user, const void *data, size_t len, uint64_t after, uint64_t *at, size_t *done);
tnef_status tnefi_convert_read(struct tnef_convert *c, uint64_t at, void *to, size_t n);
void tnefi_convert_store_free(struct tnef_convert *c);
/* The stored bytes of the content that was chosen; NULL: there is none. */
const tnef_stored *tnefi_convert_chosen(const tnef_attachment *a);

/* mail_field.c: which field of mail this is, as a bit; 0: none that is written. */
#define TNEFI_CONVERT_FIELD_VERSION (UINT32_C(1) << 23)
uint32_t tnefi_convert_field_bit(const char *name, size_t len);

/* out.c: the sink of everything that makes text; |user| is the converter. */
tnef_status tnefi_convert_put(void *user, const void *buf, size_t len, size_t *taken);
void tnefi_convert_out_free(struct tnef_convert *c);
/* The length of a string that the library made. */
size_t tnefi_convert_length(const char *s);
/* Whether two strings that the library made are the same. */
int tnefi_convert_is(const char *a, const char *b);
/* Whole lines of the library's own, between items. */
void tnefi_convert_put_word(struct tnef_convert *c, const char *word);

/* Items of the line writer: whatever it says is noted as a failure. */
struct tnefi_lines *tnefi_convert_item(struct tnef_convert *c);
void tnefi_convert_item_end(struct tnef_convert *c);

/* body.c: the body of a message in a form. Returns 1, and *|choice|. */
int tnefi_convert_choose(struct tnef_convert *c, const tnef_message *m, uint32_t form,
                         tnef_body_choice *choice);
/* Hands the next bytes of that body to |sink|, which answers TNEF_PAUSED if it wants no more in this step. */
int tnefi_convert_deliver(struct tnef_convert *c, const tnef_body_choice *choice, tnef_sink_fn sink);
/* Writes the body of a message in a form as a property, without white space at its end; nothing, if there is
 * no more than that. Uses |inside| of the job. */
int tnefi_convert_text_property(struct tnef_convert *c, const tnef_message *m, uint32_t form,
                                const char *name);

#endif
