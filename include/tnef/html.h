/* SPDX-License-Identifier: MIT */
#ifndef TNEF_HTML_H
#define TNEF_HTML_H
/* HTML to text: bytes in, UTF-8 out.
 *
 * Take this to show HTML of mail, or to search it, where no browser is wanted. HTML of mail is
 * hostile: it may hold scripts, and names of pictures that tell its sender who has read it. Text
 * made of it holds neither, but it is still the sender's: a program that shows it decides what it
 * makes of addresses and of characters that change the direction of writing. For the body of a
 * message take <tnef/bodies.h>, which finds out what the HTML is encoded in and has this reader
 * inside. To keep HTML as HTML nothing here helps: that needs a sanitizer.
 *
 * Example:
 *
 *     static tnef_status put(void *file, const void *buf, size_t len, size_t *taken)
 *     {
 *         (void)taken;
 *         return fwrite(buf, 1, len, file) == len ? TNEF_OK : TNEF_STOPPED;
 *     }
 *
 *     tnef_status html_to_text(const void *buf, size_t len, FILE *out)
 *     {
 *         tnef_html_config cfg = { .size = sizeof cfg, .sink = put, .user = out };
 *         tnef_html *html;
 *         tnef_status status = tnef_html_new(&html, &cfg, NULL);
 *
 *         if (status != TNEF_OK)
 *             return status;
 *         status = tnef_html_feed(html, buf, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_html_finish(html);
 *         tnef_html_free(html);
 *         return status;
 *     }
 *
 * Life. tnef_html_new() or tnef_html_init() makes a reader, tnef_html_feed() takes pieces of any
 * size, tnef_html_finish() says that there are no more, tnef_html_free() ends it; tnef_html_reset()
 * makes it ready for the next input in between. The sink is called from inside of feed and finish.
 * It may call tnef_html_info(), tnef_html_anomalies() and tnef_html_error() on this reader; feed,
 * finish and reset return TNEF_E_STATE there, and free is forbidden. Readers share nothing unless
 * they were given the same tnef_text, so each may have its own thread; one reader belongs to one
 * thread at a time.
 *
 * Memory is fixed, elements nest without recursion, and no stack of open elements is kept except
 * what lists need.
 *
 * HTML is read as the tokenizer of the HTML standard reads it (13.2.5): tags, attributes, comments,
 * scripts and character references end where browsers end them, whatever is wrong. No input is an
 * error, and nothing in it is run, loaded or asked for.
 *
 * What is left out: tags, comments, <!DOCTYPE> and what looks like them; what is in <script>,
 * <style>, <title>, <iframe>, <noembed> and <noframes>; control characters. Text that a style or an
 * attribute hides is kept, since what is hidden in one program is seen in another; so is what is
 * in <template> and <noscript>. (<tnef/rtf.h> leaves out what RTF hides.)
 *
 * What the text looks like:
 *
 * - Lines end with CR LF, the last one too. White space becomes one blank, and is dropped at the
 *   ends of lines, except in <pre>, <listing>, <xmp>, <textarea> and <plaintext>. A no-break space
 *   is a blank that stays.
 * - Blocks are lines of their own. Around paragraphs, headings, lists, quotations and <pre> there
 *   is a blank line; not around paragraphs whose class begins with "Mso", since Outlook has none
 *   there. Of more than two blank lines two remain, except in <pre>.
 * - Rows of tables are lines, with a tabulator between cells; a cell that has lines of its own goes
 *   on below. Empty cells at the end of a row are dropped.
 * - Items of lists have "- " or their number ("1. ") before them, and are indented by two blanks
 *   for each list that the list is in, up to TNEF_HTML_LISTS.
 * - Lines of quotations have ">" before them, once for each quotation up to TNEF_HTML_QUOTES, and a
 *   blank.
 * - The address of a link follows its text: "text <https://example.org/>". It is given whatever its
 *   scheme is, since text runs nothing and the reader must see where a link goes; but not where the
 *   text is the address, and not if it is longer than TNEF_HTML_URL_MAX. <area> is a link whose
 *   text is its alt.
 * - A picture is its alt, up to 512 bytes: "[alt]". <hr> is a line of ten "-". <q> gives quotation
 *   marks.
 * - Character references are decoded: all 2,231 names of the standard, with and without their
 *   semicolon where it says so, and numbers, of which 128 to 159 mean what they mean in code page
 *   1252.
 *
 * It differs from browsers in that <svg> and <math> are read as HTML, and styles are not looked at.
 *
 * Work. At most 16 KiB + 64 for each byte of input + 64 for each call are the bytes touched. The
 * worst HTML known touches 29 for a byte: lines of one letter in <pre>, in lists in quotations,
 * where 14 bytes are made of each. Text in a code page that a converter reads costs at most 128 for
 * each byte besides, and opening the converter is not in these figures: see <tnef/text.h>.
 */

#include <tnef/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What is known ------------------------------------------------------------------------ */

/* What tnef_html_info() tells. May grow at the end. */
struct tnef_html_info {
    uint32_t size;               /* in: sizeof(struct tnef_html_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t codepage;           /* the code page that the input is read in                       */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of TNEF_HTML_A_* that were met            */
    uint64_t input;              /* bytes taken                                                   */
    uint64_t output;             /* bytes of output made                                          */
};

/* ---- Configuration ------------------------------------------------------------------------ */

#define TNEF_HTML_QUOTES  8u     /* quotations in quotations that are shown                       */
#define TNEF_HTML_LISTS   8u     /* lists in lists that are shown                                 */
#define TNEF_HTML_URL_MAX 2048u  /* bytes of the address of a link                                */

/* The text of |n| bytes has at most TNEF_HTML_BASE + TNEF_HTML_GROWTH * n bytes. The most is made
 * of lines of <pre> in lists in quotations: two bytes, "x" and a line end, give a line end, 8 ">"
 * and a blank, 16 blanks and "x"; an item of a list has a number besides, but its tag is longer
 * ("<li>x"). */
#define TNEF_HTML_GROWTH  16u
#define TNEF_HTML_BASE    64u

typedef struct tnef_html_config {
    uint32_t size;               /* sizeof(tnef_html_config)                                      */
    uint32_t codepage;           /* of the HTML, as in <tnef/text.h>; 0: UTF-8. What the HTML
                                  * declares itself is not looked at: see <tnef/bodies.h>         */
    tnef_sink_fn sink;           /* gets UTF-8; not NULL                                          */
    void *user;                  /* first argument of sink                                        */
    uint64_t max_output;         /* whole: bytes of output [64 MiB]. Memory does not depend on it */
    tnef_text *text;             /* a conversion of the caller's, which was begun and stays until
                                  * tnef_html_free(), so that the next reader finds the converters
                                  * that this one opened. NULL: the reader has its own            */
    const tnef_charset_hook *charsets; /* converters of |text| if it is NULL; copied; NULL: iconv */
} tnef_html_config;

/* ---- Reader ------------------------------------------------------------------------------- */

typedef struct tnef_html tnef_html;

/* Returns the bytes that tnef_html_init() needs. They never exceed TNEF_HTML_SIZE_MAX for any
 * version with the same SONAME, so that static memory can be declared. */
#define TNEF_HTML_SIZE_MAX 32768u
TNEF_API size_t tnef_html_size(void);

/* Tells whether a reader can have this configuration, and if not, which field is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong: too small a size, a field that this version
 * does not know and that is not 0, no sink, a limit above 2^62. Of a charset hook a function can be
 * missing. NULL is refused. */
TNEF_API tnef_status tnef_html_check(const tnef_html_config *cfg, const void **field);

/* Makes a reader in the caller's memory, which must be aligned for any object and stay where it is.
 * |cfg| is copied. tnef_html_free() must be called in the end: code pages that are not built in
 * need a converter, which holds memory of its own; see <tnef/text.h>.
 *
 * TNEF_OK          *|out| is the reader.
 * TNEF_E_ARGUMENT  |len| is less than tnef_html_size(), |mem| is NULL or not aligned, or |cfg| is
 *                  wrong: tnef_html_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_html_init(tnef_html **out, void *mem, size_t len,
                                    const tnef_html_config *cfg);

/* Makes a reader in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_html_free() returns. The statuses are those of tnef_html_init(), and:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_html_new(tnef_html **out, const tnef_html_config *cfg,
                                   const tnef_allocator *alloc);

/* Ends a reader. NULL is allowed. */
TNEF_API void tnef_html_free(tnef_html *html);

/* Makes the reader as new, with the same configuration, for another input. Converters that were
 * opened stay open.
 *
 * TNEF_OK          the reader is ready.
 * TNEF_E_STATE     called from inside the sink. */
TNEF_API tnef_status tnef_html_reset(tnef_html *html);

/* Hands the reader the next bytes of the input.
 *
 * The sink is called from inside this call. |buf| may be freed or reused afterwards. |len| may be 0
 * (|buf| may then be NULL), which delivers what a pause held back. Any split of the input into
 * calls gives the same output, though cut differently, and the same anomalies. |taken| may be NULL;
 * it is set on every return.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_PAUSED          the sink paused. *|taken| bytes were taken; call again with the rest, even
 *                      if no bytes are left.
 * TNEF_STOPPED         the sink wants no more, now or earlier.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside the sink, or after finish began.
 * TNEF_E_CALLBACK      the sink failed.
 * TNEF_E_LIMIT_OUTPUT  max_output was reached; the output up to there was delivered.
 * TNEF_E_MEMORY        a converter had no memory.
 *
 * From TNEF_STOPPED on these are permanent: every further call repeats them, but a call of feed
 * after one of finish returns TNEF_E_STATE. */
TNEF_API tnef_status tnef_html_feed(tnef_html *html, const void *buf, size_t len, size_t *taken);

/* Declares the end of the input. Writes what is still held, and ends the last line. May be called
 * again.
 *
 * TNEF_OK              complete.
 * TNEF_PAUSED          the sink paused; call again.
 * TNEF_E_STATE         called from inside the sink.
 * otherwise            as feed. */
TNEF_API tnef_status tnef_html_finish(tnef_html *html);

/* Tells what is wrong and where. The status is what finish would return now. |out->size| must be
 * set. With TNEF_E_LIMIT_OUTPUT, |limit| is max_output, |found| is one more, and |offset| counts in
 * the output, since text is made of many bytes at once. */
TNEF_API void tnef_html_error(const tnef_html *html, tnef_error *out);

/* Tells what is known so far. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_html_info(const tnef_html *html, struct tnef_html_info *out);

/* Returns 1 if the anomaly |code| (TNEF_HTML_A_*) was met, else 0. Anomalies of HTML are not
 * counted. */
TNEF_API uint64_t tnef_html_anomalies(const tnef_html *html, uint32_t code);

#ifdef __cplusplus
}
#endif
#endif
