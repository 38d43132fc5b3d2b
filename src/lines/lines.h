/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_LINES_LINES_H
#define TNEFI_LINES_LINES_H
/* The writer of folded lines: header fields of mail (RFC 5322), and the content lines of iCalendar
 * (RFC 5545) and vCard (RFC 6350).
 *
 * Strings of a message are hostile. Each function for a value has one way of writing it in which nothing
 * of the value can be taken for structure: no line break, and none of the characters that mean something
 * in that place. Values are UTF-8, valid or not: what is not becomes U+FFFD. All are cleaned as they go
 * by:
 *
 *   - CR LF, CR, LF, U+0085, U+2028 and U+2029 are one line break each;
 *   - NUL, the other controls (C0 but TAB, 7F, C1) and U+FEFF are dropped; noncharacters become U+FFFD;
 *   - in one line (header fields, parameters, TNEFI_LINES_ONE_LINE) a row of line breaks, TABs and blanks
 *     that has a line break or TAB is one blank, and blanks at both ends are dropped;
 *   - in addresses and message ids controls of direction (bidi) are no valid character.
 *
 * Items, and how a pause is resumed
 * ---------------------------------
 * The writer has a small buffer and a sink, which may pause at any byte. So that code that writes need not
 * know where it stood, output is made of *items*, each a sequence of calls between tnefi_lines_begin() and
 * tnefi_lines_end():
 *
 *     static tnef_status put_organizer(struct tnefi_lines *l, const struct person *who)
 *     {
 *         tnefi_lines_begin(l);
 *         tnefi_lines_raw(l, "ORGANIZER");
 *         if (who->name_len > 0) {
 *             tnefi_lines_raw(l, ";CN=");
 *             tnefi_lines_value(l, TNEFI_LINES_PARAM | TNEFI_LINES_ONE_LINE, who->name, who->name_len);
 *         }
 *         tnefi_lines_raw(l, ":");
 *         tnefi_lines_value(l, TNEFI_LINES_CAL_ADDRESS, who->address, who->address_len);
 *         tnefi_lines_crlf(l);
 *         return tnefi_lines_end(l);
 *     }
 *
 * If end returns TNEF_PAUSED, the item is not complete: **the same calls are made again, with the same
 * arguments**, from begin to end. Calls that were complete do nothing the second time, the one that was
 * interrupted goes on where it was, and those after it are made. After TNEF_OK the next item begins. So
 * the caller keeps one number: which item it is in. An item may be of any length; a call that is only
 * passed over costs a few instructions, so one item for each line, or for each recipient of a long field,
 * is right. After the last item comes tnefi_lines_flush().
 *
 * No function but end and flush returns a status: after a pause or a failure the rest of the item does
 * nothing.
 *
 * Content that comes in pieces (a body that the collector delivers) goes through tnefi_lines_feed(), which
 * has the shape of a sink; bytes that are made elsewhere (an encoder, a text of its own) through
 * tnefi_lines_sink() or tnefi_lines_folded_sink(). These three are used between items, not in them.
 */

#include <tnef/base.h>

/* Largest lines, in octets without CR LF. */
#define TNEFI_LINES_CONTENT 75u   /* content lines: RFC 5545, 3.1; RFC 6350, 3.2                           */
#define TNEFI_LINES_HEADER  78u   /* header fields, where there is a blank to fold at: RFC 5322, 2.1.1     */
#define TNEFI_LINES_HARD    998u  /* header fields, always; what makes one longer is cut                   */
#define TNEFI_LINES_WORD    75u   /* an encoded word: RFC 2047, 2                                          */
#define TNEFI_LINES_CODED   76u   /* a line that has one                                                   */

/* How tnefi_lines_value() and tnefi_lines_feed() write a value. */
enum {
    /* TEXT of iCalendar and vCard, and a component of a structured value of vCard: "\" "," and ";" with a
     * "\" before them, a line break as "\n". */
    TNEFI_LINES_TEXT = 1,

    /* The value of a parameter, with the quotes around it (RFC 6868): "^" as "^^", a quote as "^'", a line
     * break as "^n". */
    TNEFI_LINES_PARAM = 2,

    /* "mailto:" and an address: all but ALPHA DIGIT -._~!$'*+@ as %HH. */
    TNEFI_LINES_CAL_ADDRESS = 3,

    /* A URI: what no URI may hold (blanks, quotes, <>\^`{|}, controls, bytes above 7E) as %HH; a % stays. */
    TNEFI_LINES_URI = 4,

    /* Of TEXT and PARAM: with the line breaks of one line, see above. The others are always of one line. */
    TNEFI_LINES_ONE_LINE = 0x100
};

#define TNEFI_LINES_BUFFER 512u

/* How far a value is read. */
struct tnefi_lines_place {
    size_t at;                 /* bytes that were read                                              */
    size_t gap;                /* blanks that stand for white space that was read                   */
    uint32_t begun;            /* a character came that is no white space                           */
};

/* The fields are the writer's own. */
struct tnefi_lines {
    tnef_sink_fn sink;
    void *user;
    uint64_t max_output;
    uint64_t output;           /* bytes written to the buffer, or past it                           */
    tnef_status failed;        /* TNEF_OK, or what is permanent                                     */
    int32_t user_code;
    uint32_t flags;
    uint32_t from, to;         /* buf[from .. to - 1] is to be given                                */
    uint32_t seen, passed;     /* calls of the item so far; calls of it that are complete           */
    uint32_t column;           /* octets in the line                                                */
    uint32_t first;            /* of a header field: nothing stands after its name yet              */
    uint32_t phase;            /* of the call that is interrupted; 0: it has not begun              */
    uint32_t form;             /* how the value of that call is written                             */
    uint32_t word, bits;       /* octets in the encoded word; base64: bits that wait                */
    uint32_t coded;            /* an encoded word stands in the line                                */
    uint32_t used;             /* octets of the parameter                                           */
    uint32_t paused;           /* the sink did                                                      */
    uint32_t cr, carried;      /* pieces: the last byte was CR; bytes of a character that is cut    */
    struct tnefi_lines_place place;
    uint8_t carry[8];
    uint8_t buf[TNEFI_LINES_BUFFER];
};

/* Flags of tnefi_lines_init(). */
#define TNEFI_LINES_UTF8 1u    /* header fields may hold UTF-8 (RFC 6532): no encoded words, no RFC 2231 */

/* Begins an output. |max_output|: 0 means no limit. Nothing has to be freed; a copy goes on by itself. */
void tnefi_lines_init(struct tnefi_lines *l, tnef_sink_fn sink, void *user, uint64_t max_output,
                      uint32_t flags);

/* Begins an item, or the same item again after a pause. */
void tnefi_lines_begin(struct tnefi_lines *l);

/* Ends it.
 *
 * TNEF_OK              it is written; part of it may be in the buffer still.
 * TNEF_PAUSED          the sink paused: make the same calls again later.
 * TNEF_STOPPED, TNEF_E_CALLBACK, TNEF_E_LIMIT_OUTPUT  permanent. |failed| and |user_code| tell it, too. */
tnef_status tnefi_lines_end(struct tnefi_lines *l);

/* Gives the sink what is in the buffer. Returns as end does; after TNEF_PAUSED call it again. */
tnef_status tnefi_lines_flush(struct tnefi_lines *l);

/* ---- Content lines: folded at TNEFI_LINES_CONTENT octets, never inside of a character -------- */

/* Writes a text of the caller's own, a string of printable ASCII: names, signs, constants. */
void tnefi_lines_raw(struct tnefi_lines *l, const char *text);

/* The same for |n| bytes of printable ASCII. Others are dropped, so that a mistake breaks no line. */
void tnefi_lines_bytes(struct tnefi_lines *l, const void *p, size_t n);

/* Writes a value in one of the ways above. |p| may be NULL if |n| is 0. */
void tnefi_lines_value(struct tnefi_lines *l, uint32_t how, const void *p, size_t n);

/* Writes bytes as hexadecimal digits in upper case, and a number in decimal. */
void tnefi_lines_hex(struct tnefi_lines *l, const void *p, size_t n);
void tnefi_lines_number(struct tnefi_lines *l, uint64_t number);

/* Ends the line, of both kinds. */
void tnefi_lines_crlf(struct tnefi_lines *l);

/* ---- Content that comes in pieces ------------------------------------------------------------ */

/* Writes the next piece of a value, as tnefi_lines_value() would if it got all of them at once; |how| is
 * TNEFI_LINES_TEXT, and the same for all pieces. It has the contract of a sink: TNEF_PAUSED with *|taken|,
 * and is then called with the rest. At the end of the value, |n| is 0 and |p| is NULL: what waits is
 * written (a character that is not complete as U+FFFD); TNEF_PAUSED then means to call so again. Other
 * statuses as those of end. */
tnef_status tnefi_lines_feed(struct tnefi_lines *l, uint32_t how, const void *p, size_t n, size_t *taken);

/* A sink whose user is a struct tnefi_lines: passes bytes on as they are, after what is in the buffer.
 * Lines are those of the bytes: afterwards a line begins. */
tnef_status tnefi_lines_sink(void *lines, const void *buf, size_t len, size_t *taken);

/* Another: passes printable ASCII on, folded as a content line is: TNEF_ENCODE_BASE64_BARE in a property. */
tnef_status tnefi_lines_folded_sink(void *lines, const void *buf, size_t len, size_t *taken);

/* ---- Header fields --------------------------------------------------------------------------- */

/* What is written after a name is words. Before each of them is a blank, or a line break and a blank if
 * the word would not fit. |after| is what stands directly after the word, or NULL: "," or ";" or ":;", a
 * string of the caller's own. */

/* Begins a field: writes |name| (a token of at most 64 bytes) and ":". The field ends with
 * tnefi_lines_crlf(). */
void tnefi_lines_header(struct tnefi_lines *l, const char *name);

/* Writes a word of the caller's own, of printable ASCII without blanks, of 990 bytes at most; others are
 * dropped. */
void tnefi_lines_word(struct tnefi_lines *l, const char *word, const char *after);
void tnefi_lines_word_bytes(struct tnefi_lines *l, const void *p, size_t n, const char *after);

/* Writes unstructured text, such as a subject: as it is, if it is printable ASCII without "=?" and no word
 * of it is too long for a line; otherwise as encoded words (RFC 2047). Of these, Q is taken unless it is
 * more than a third longer than B for the whole value. |n| must not change between calls; a value of
 * nothing writes nothing. */
void tnefi_lines_text(struct tnefi_lines *l, const void *p, size_t n);

/* Writes a phrase, such as the name of a person: atoms and single blanks as they are, otherwise a quoted
 * string, and encoded words where it is not printable ASCII, has "=?", or has a word that is too long.
 * Nothing is written as "". */
void tnefi_lines_phrase(struct tnefi_lines *l, const void *p, size_t n, const char *after);

/* Writes "<address>". |p| and |n| are what tnefi_lines_find_address() found. */
void tnefi_lines_address(struct tnefi_lines *l, const void *p, size_t n, const char *after);

/* Writes "<id>". |p| and |n| are what tnefi_lines_find_msg_id() found; blanks in them are left out. All else
 * is written as it is, also what looks like an encoded word, since a thread is found by the bytes of its ids;
 * so a line with one may be longer than TNEFI_LINES_CODED. */
void tnefi_lines_msg_id(struct tnefi_lines *l, const void *p, size_t n, const char *after);

/* Writes a parameter: n=token, n="quoted", or n*=UTF-8''%.. (RFC 2231), never in several pieces. A value
 * that would make it longer than 900 bytes is cut after a character. */
void tnefi_lines_param(struct tnefi_lines *l, const char *name, const void *p, size_t n, const char *after);

/* Writes a parameter, n=token, n="quoted", or n="=?UTF-8?Q?..?=" for readers that do not know RFC 2231. */
void tnefi_lines_param_word(struct tnefi_lines *l, const char *name, const void *p, size_t n,
                            const char *after);

/* ---- What can be asked of strings, without a writer ------------------------------------------ */

/* A piece of a string. |p| is NULL if there is none. */
struct tnefi_lines_span {
    const uint8_t *p;
    size_t n;
};

/* The SMTP address that a string is, without blanks at its ends, a pair of <> and a "mailto:" or "SMTP:"
 * before it, if it can be used: a local part of 1 to 64 octets, "@", a domain of 1 to 255; 320 octets at
 * most; local part a dot-atom or a quoted string, domain a dot-atom or a [literal]; no controls, blanks
 * or "=?" (an encoded word), and no <>()[],;:\" outside of the quotes. With |utf8| (RFC 6531) valid UTF-8
 * but controls of direction is allowed in both. */
struct tnefi_lines_span tnefi_lines_find_address(const void *p, size_t n, int utf8);

/* The next message id in a string, from *|at| on, which is moved behind it. An id is what stands between <
 * and >, or the whole string if it has neither; printable ASCII without < and >, with blanks that are left
 * out, 1 to 990 octets. Strings that have other characters outside of <> have ids, too: those are passed
 * over. What is no id is passed over. */
struct tnefi_lines_span tnefi_lines_find_msg_id(const void *p, size_t n, size_t *at);

/* Whether a string is a token of MIME (RFC 2045, 5.1), of 1 to |most| octets. */
_Bool tnefi_lines_is_token(const void *p, size_t n, size_t most);

/* Writes a string as it is cleaned for one line, cut after a character where |room| ends. Returns the
 * length. With |strict| controls of direction and quotes are dropped, too (names of time zones, files). */
size_t tnefi_lines_clean(char *out, size_t room, const void *p, size_t n, int strict);

#endif
