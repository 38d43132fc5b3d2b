/* SPDX-License-Identifier: MIT */
#ifndef TNEF_HTML_H
#define TNEF_HTML_H
/* HTML to text: bytes in, UTF-8 out.
 *
 * HTML is read as the HTML standard says that it is taken apart: tags, attributes, comments, scripts
 * and character references end where browsers end them, whatever is wrong. No HTML is an error, and
 * nothing in it is run, loaded or asked for. HTML of mail is hostile: it may hold scripts, and names
 * of pictures that tell its sender who has read it. Text made of it holds neither, but it is still
 * the sender's: a program that shows it decides what it makes of addresses and of characters that
 * change the direction of writing.
 *
 * HTML is pushed in pieces of any size, what comes out goes to a sink. Memory is fixed, elements
 * nest without recursion, and nothing that is open is kept on a stack but what lists need.
 *
 * What is left out: tags, comments, <!DOCTYPE> and what looks like them; what is in <script>,
 * <style>, <title>, <iframe>, <noembed> and <noframes>; control characters. Text that a style or an
 * attribute hides is there, since what is hidden in one program is seen in another; so is what is
 * in <template> and <noscript>.
 *
 * What there is:
 *
 * - Lines end with CR LF, the last one too. White space is one blank, at the ends of lines none, but
 *   in <pre>, <listing>, <xmp>, <textarea> and <plaintext>. A no-break space is a blank that stays.
 * - Blocks are lines of their own. Around paragraphs, headings, lists, quotations and <pre> there is
 *   a blank line; not around paragraphs whose class begins with "Mso", since Outlook has none there.
 *   Of more than two blank lines two remain, but in <pre>.
 * - Rows of tables are lines, and cells are told apart by tabulators; a cell that has lines of its
 *   own goes on below. What is empty at the end of a row is dropped.
 * - Items of lists have "- " or their number ("1. ") before them, and are indented by two blanks for
 *   each list that the list is in, up to TNEF_HTML_LISTS.
 * - Lines of quotations have ">" before them, once for each quotation up to TNEF_HTML_QUOTES, and a
 *   blank.
 * - Of links the address follows the text: "text <https://example.org/>". It is given whatever its
 *   scheme, since text runs nothing and who reads it must see where a link goes; but not where the
 *   text says it already, and not if it is longer than TNEF_HTML_URL_MAX. <area> is a link with its alt as text.
 * - Of a picture its alt, up to 512 bytes: "[alt]". <hr> is a line of ten "-". <q> gives quotation marks.
 * - Character references are decoded: all 2,231 names of the standard, with and without their
 *   semicolon where it says so, and numbers, of which 128 to 159 mean what they mean in 1252.
 *
 * Where this differs from browsers: <svg> and <math> are read as HTML, and styles are not looked at.
 *
 * Work. Bytes touched are at most 16 KiB + 64 for each byte of input + 64 for each call. The largest
 * known is 29 for a byte: lines of one letter in <pre>, in lists in quotations, where 14 bytes are
 * made of each. Opening a converter counts besides, see <tnef/text.h>.
 */

#include <tnef/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Findings ----------------------------------------------------------------------------- */

/* What was found: bits of tnef_html_info.flags. None of them changes the result. */
#define TNEF_HTML_DAMAGED   0x0001u  /* text that is not valid in its code page: U+FFFD stands
                                      * there                                                     */
#define TNEF_HTML_CODEPAGE  0x0002u  /* the code page is unknown or refused: read as 1252         */
#define TNEF_HTML_LINK      0x0004u  /* a link with an address that is too long: only its text is
                                      * given                                                     */
#define TNEF_HTML_SCRIPT    0x0008u  /* there is a <script>                                       */
#define TNEF_HTML_CUT       0x0010u  /* the input ends inside of a tag or a comment, or in an
                                      * element that is left out: what it held is left out        */
#define TNEF_HTML_CONTROL   0x0020u  /* control characters other than NUL were left out           */

typedef struct tnef_html_info {
    uint32_t size;               /* in: sizeof(tnef_html_info); out: the bytes that were filled   */
    uint32_t flags;              /* TNEF_HTML_*                                                   */
    uint32_t codepage;           /* what the input is read as                                     */
    uint32_t reserved;           /* 0                                                             */
    uint64_t input;              /* bytes taken                                                   */
    uint64_t bytes;              /* of output made                                                */
} tnef_html_info;

/* ---- Configuration ------------------------------------------------------------------------ */

#define TNEF_HTML_QUOTES  8u     /* quotations in quotations that are shown                       */
#define TNEF_HTML_LISTS   8u     /* lists in lists that are shown                                 */
#define TNEF_HTML_URL_MAX 2048u  /* bytes of the address of a link                                */

/* Output bytes for one input byte at most, and beside them. The dearest are lines of <pre> in lists
 * in quotations: two bytes, "x" and a line end, give a line end, 8 ">" and a blank, 16 blanks and
 * "x"; and of those items of lists, which have a number besides ("<li>x"). */
#define TNEF_HTML_GROWTH  16u
#define TNEF_HTML_BASE    64u

typedef struct tnef_html_config {
    uint32_t size;               /* sizeof(tnef_html_config)                                      */
    uint32_t codepage;           /* what the HTML is in, as in <tnef/text.h>; 0: UTF-8. What it
                                  * declares itself is not looked at: see <tnef/body.h>           */
    tnef_sink_fn sink;           /* gets UTF-8; not NULL                                          */
    void *user;                  /* first argument of sink                                        */
    uint64_t max_output;         /* bytes of output [64 MiB]. Memory does not depend on it        */
    tnef_text *text;             /* a conversion of the caller's, which was begun and stays until
                                  * tnef_html_free(): what it has opened of iconv serves the next
                                  * reader, too. NULL: one of the reader's own                    */
} tnef_html_config;

/* ---- Reader ------------------------------------------------------------------------------- */

typedef struct tnef_html tnef_html;

/* The bytes that tnef_html_init() needs. It never exceeds TNEF_HTML_SIZE_MAX for any version with
 * the same SONAME, so that static memory can be declared. */
#define TNEF_HTML_SIZE_MAX 32768u
TNEF_API size_t tnef_html_size(void);

/* Whether a reader can have this configuration, and if not, the field that is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong: too small a size, a field that is not known
 * and not 0, no sink, a limit above 2^62. NULL is refused. */
TNEF_API tnef_status tnef_html_check(const tnef_html_config *cfg, const void **field);

/* Makes a reader in the caller's memory, which must be aligned for any object and stay where it is.
 * |cfg| is copied. tnef_html_free() must be called in the end: code pages that are not built in need
 * iconv, which holds memory of its own; see <tnef/text.h>.
 *
 * TNEF_OK          *|out| is the reader.
 * TNEF_E_ARGUMENT  |len| is less than tnef_html_size(), |mem| is NULL or not aligned, or |cfg| is
 *                  wrong: tnef_html_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_html_init(tnef_html **out, void *mem, size_t len,
                                    const tnef_html_config *cfg);

/* The same in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_html_free() returns. Besides the above:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_html_new(tnef_html **out, const tnef_html_config *cfg,
                                   const tnef_allocator *alloc);

/* Ends a reader. NULL is allowed. */
TNEF_API void tnef_html_free(tnef_html *html);

/* Makes the reader as new, with the same configuration, for another input.
 *
 * TNEF_E_STATE     called from inside the sink. */
TNEF_API tnef_status tnef_html_reset(tnef_html *html);

/* Hands the reader the next bytes of the input.
 *
 * The sink is called from inside this call. |buf| may be freed or reused afterwards. |len| may be 0
 * (|buf| may then be NULL): this delivers what a pause held back. Any split of the input into calls
 * gives the same output, though cut differently, and the same findings. |taken| may be NULL; it is
 * set on every return.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_PAUSED          the sink paused. *|taken| bytes were taken; call again with the rest, even
 *                      if nothing rests.
 * TNEF_STOPPED         the sink wants no more, now or earlier.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside the sink, or after finish began.
 * TNEF_E_CALLBACK      the sink failed.
 * TNEF_E_LIMIT_OUTPUT  max_output was reached; the output up to there was delivered.
 * TNEF_E_MEMORY        iconv had no memory.
 *
 * From TNEF_STOPPED on these are permanent: every further call repeats them, but a call of feed after
 * one of finish returns TNEF_E_STATE. */
TNEF_API tnef_status tnef_html_feed(tnef_html *html, const void *buf, size_t len, size_t *taken);

/* Declares the end of the input: writes what is still held, and ends the last line. May be called
 * again.
 *
 * TNEF_OK              complete.
 * TNEF_PAUSED          the sink paused; call again.
 * TNEF_E_STATE         called from inside the sink.
 * otherwise            as feed. */
TNEF_API tnef_status tnef_html_finish(tnef_html *html);

/* What is wrong and where, as finish would return it now. |out->size| must be set. LIMIT_OUTPUT:
 * |limit| is max_output, |found| one more, and |offset| that in the output, since text is made of many
 * bytes at once. */
TNEF_API void tnef_html_error(const tnef_html *html, tnef_error *out);

/* What was found so far. |out->size| must be set. */
TNEF_API void tnef_html_found(const tnef_html *html, tnef_html_info *out);

#ifdef __cplusplus
}
#endif
#endif
