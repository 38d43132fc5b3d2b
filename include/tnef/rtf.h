/* SPDX-License-Identifier: MIT */
#ifndef TNEF_RTF_H
#define TNEF_RTF_H
/* RTF to HTML or text ([MS-OXRTFEX], RTF 1.9.1): bytes in, UTF-8 out.
 *
 * Mail carries three kinds of RTF: HTML in disguise (\fromhtml1), plain text in disguise
 * (\fromtext), and RTF that is meant. The first two are given back as they were written; the third
 * is converted. The kind is known after the first words of the document.
 *
 * RTF is pushed in pieces of any size, what comes out goes to a sink. Memory is fixed, and groups
 * nest to any depth, without recursion. The input is read as RTF readers read it: what makes no sense
 * to them is passed over, and told by tnef_rtf_found().
 *
 * HTML out of \fromhtml1 is the sender's, with scripts and remote content: a program that shows it
 * must make it harmless first. It says in itself that it is UTF-8, to whoever reads it, and no other
 * charset. In the simple HTML that is made of other RTF there is neither; its links are the sender's.
 *
 * Work, in bytes touched (every byte and every entry of a table that a loop looks at): at most 128 for
 * a byte of RTF, 64 for a call, and 1 MiB for the converters of a reader (see <tnef/text.h>). The
 * worst RTF known is one of paragraphs of one character in every form, made into HTML: 77 for a byte.
 */

#include <tnef/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Findings ----------------------------------------------------------------------------- */

/* What kind of RTF it is. */
enum tnef_rtf_kind {
    TNEF_RTF_UNKNOWN = 0,        /* not known yet                                                 */
    TNEF_RTF_RICH = 0xA1,        /* RTF that is meant                                             */
    TNEF_RTF_FROM_HTML = 0xA2,   /* encapsulated HTML: \fromhtml1                                 */
    TNEF_RTF_FROM_TEXT = 0xA3    /* encapsulated plain text: \fromtext                            */
};

/* What was found: bits of tnef_rtf_info.flags. Only TNEF_RTF_CUT changes the result of finish. */
#define TNEF_RTF_CUT        0x0001u  /* the input ends before the brace that closes the document:
                                      * TNEF_E_TRUNCATED                                          */
#define TNEF_RTF_TRAILING   0x0002u  /* more than CR, LF, NUL and blanks follows that brace; it is
                                      * ignored                                                   */
#define TNEF_RTF_DEEP       0x0004u  /* more than TNEF_RTF_DEPTH groups in each other that differ: in
                                      * those beyond, and where they end, form, code page and what is
                                      * left out may not be what was meant. All text is there, and
                                      * perhaps some that should not be                           */
#define TNEF_RTF_DAMAGED    0x0008u  /* text that is not valid in its code page: U+FFFD stands
                                      * there                                                     */
#define TNEF_RTF_CODEPAGE   0x0010u  /* a code page that is unknown, refused, or cannot be one of
                                      * RTF (UTF-16): read as 1252; or read as the nearest one    */
#define TNEF_RTF_FONTS      0x0020u  /* more fonts than TNEF_RTF_FONTS_MAX: text in the others is
                                      * read in the code page of the document                     */
#define TNEF_RTF_LINK       0x0040u  /* a link whose address has control characters, or in HTML one
                                      * that is not http, https, ftp or mailto; or that is too long
                                      * (its address has more than some 2,040 bytes as HTML, or
                                      * 4,080 with those of the links around; or the instruction of
                                      * its field has 4,096), or is in more than 3 others: only its
                                      * text is given. Or what follows the '#' of its address is
                                      * too long, or cannot be in one, and is left out; or in HTML
                                      * text after a link in it has no address: see
                                      * TNEF_RTF_GROWTH                                           */

typedef struct tnef_rtf_info {
    uint32_t size;               /* in: sizeof(tnef_rtf_info); out: the bytes that were filled    */
    uint32_t flags;              /* TNEF_RTF_CUT ...                                              */
    uint32_t kind;               /* TNEF_RTF_RICH, ...                                            */
    uint32_t output;             /* what is made of it: TNEF_RTF_HTML or TNEF_RTF_TEXT, or
                                  * TNEF_RTF_AUTO while |kind| is unknown                         */
    uint32_t codepage;           /* of the document: \ansicpg, \mac, ...                          */
    uint32_t deepest;            /* groups in groups                                              */
    uint32_t placeholders;       /* \objattph: places of attachments. The first is that of the
                                  * attachment with the lowest rendering position, and so on      */
    uint32_t reserved;           /* 0                                                             */
    uint64_t input;              /* bytes taken                                                   */
    uint64_t bytes;              /* of output made                                                */
} tnef_rtf_info;

/* ---- Configuration ------------------------------------------------------------------------ */

/* What is wanted. */
enum tnef_rtf_output {
    TNEF_RTF_AUTO = 0,           /* what was encapsulated; of RTF that is meant: text             */
    TNEF_RTF_HTML = 0xB1,        /* HTML; of encapsulated text or RTF that is meant a simple one  */
    TNEF_RTF_TEXT = 0xB2         /* text; of encapsulated HTML that of the RTF around it, in which
                                  * character references stay: <tnef/html.h> makes text of the
                                  * HTML, and <tnef/body.h> does both                             */
};

/* The simple HTML is a whole document in UTF-8 and always well formed; nothing in the RTF becomes
 * markup. It has paragraphs (<div>), line breaks, bold, italic, underlined, struck, raised and
 * lowered text, colour but for white, size, and links to http, https, ftp and mailto. Items are
 * those paragraphs before which RTF itself says what to write there: <ul> for bullets, <ol> with
 * the number of each for numbers with a point, else <ul style="list-style:none"> with what was
 * written; lists in lists go by indent. Rows of tables are paragraphs, cells are told apart by
 * tabulators. The place of the N-th attachment is
 *
 *     <span class="attachment">[attachment N]</span>
 *
 * and no text can make that. It is nothing in encapsulated HTML, which has pictures of its own.
 *
 * A link around a picture, or around nothing, has its address as its text.
 *
 * In text paragraphs, rows and line breaks end with CR LF, a link is its text and " <address>" unless
 * they are the same, or "<address>" if it has no text, the marks of lists are there as the RTF says
 * them, cells are told apart by tabulators, and of RTF that is meant "[attachment N]" stands for an
 * attachment. The address may be any, such as file://server/run.exe, \\server\share or javascript:x,
 * with blanks in it: text does nothing by itself, and a filter wants to see it. A program that makes
 * links of it must choose which.
 *
 * Text of a link in a link belongs to the inner one in HTML, which has no links in links, and to both
 * in text. A field that is no link is part of the link around it. */

#define TNEF_RTF_DEPTH     256u  /* groups in each other whose form is kept, where each differs from
                                  * the one around it. Those that are like it do not count: they
                                  * nest to any depth. Deepest seen: 12                           */
#define TNEF_RTF_FONTS_MAX 768u  /* fonts of another code page than the document's                */

/* Output bytes for one input byte at most, and beside them: head and end of the simple HTML.
 *
 * A byte of text gives 5 at most ("&amp;"; 6 in an address, or with "utf-8" before it). Dear is
 * only a character that opens or closes tags: 5 for itself, 13 for <div>, </div> and CR LF, 29 to
 * close </span></sup></s></u></i></b> and 64 to open them with color and size: 111. For it to be
 * dear, something must have changed since the one before: by a control symbol (2 bytes: a backslash
 * at the end of a line is \par), a control word (2), or a group with one ({\i}: 4, and dear twice).
 * So it takes 3 bytes: 37 for one. An item takes 11 bytes more ({\pntext }), and gives 75 more; the
 * place of an attachment takes 9 and gives 55; a link takes more than 20, and gives 15 beside its
 * address, which it gives twice if it has no text. A link in another one takes 35 at least, and after
 * it the address of the other one is given again if it has 512 at most. */
#define TNEF_RTF_GROWTH    64u
#define TNEF_RTF_BASE      256u

typedef struct tnef_rtf_config {
    uint32_t size;               /* sizeof(tnef_rtf_config)                                       */
    uint32_t want;               /* TNEF_RTF_AUTO, TNEF_RTF_HTML, TNEF_RTF_TEXT                   */
    tnef_sink_fn sink;           /* gets UTF-8; not NULL                                          */
    void *user;                  /* first argument of sink                                        */
    uint64_t max_output;         /* bytes of output [64 MiB]. Memory does not depend on it        */
    tnef_text *text;             /* a conversion of the caller's, which was begun and stays until
                                  * tnef_rtf_free(). It is used for all text, and what it has
                                  * opened of iconv serves the next reader, too. NULL: one of the
                                  * reader's own                                                  */
} tnef_rtf_config;

/* ---- Reader ------------------------------------------------------------------------------- */

typedef struct tnef_rtf tnef_rtf;

/* The bytes that tnef_rtf_init() needs. It never exceeds TNEF_RTF_SIZE_MAX for any version with the
 * same SONAME, so that static memory can be declared. */
#define TNEF_RTF_SIZE_MAX 65536u
TNEF_API size_t tnef_rtf_size(void);

/* Whether a reader can have this configuration, and if not, the field that is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong: too small a size, a field that is not known
 * and not 0, an unknown |want|, no sink, a limit above 2^62. NULL is refused. */
TNEF_API tnef_status tnef_rtf_check(const tnef_rtf_config *cfg, const void **field);

/* Makes a reader in the caller's memory, which must be aligned for any object and stay where it is.
 * |cfg| is copied. tnef_rtf_free() must be called in the end: text of other code pages than those
 * that are built in needs iconv, which holds memory of its own; see <tnef/text.h>.
 *
 * TNEF_OK          *|out| is the reader.
 * TNEF_E_ARGUMENT  |len| is less than tnef_rtf_size(), |mem| is NULL or not aligned, or |cfg| is
 *                  wrong: tnef_rtf_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_rtf_init(tnef_rtf **out, void *mem, size_t len,
                                   const tnef_rtf_config *cfg);

/* The same in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_rtf_free() returns. Besides the above:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_rtf_new(tnef_rtf **out, const tnef_rtf_config *cfg,
                                  const tnef_allocator *alloc);

/* Ends a reader. NULL is allowed. */
TNEF_API void tnef_rtf_free(tnef_rtf *rtf);

/* Makes the reader as new, with the same configuration, for another input.
 *
 * TNEF_E_STATE     called from inside the sink. */
TNEF_API tnef_status tnef_rtf_reset(tnef_rtf *rtf);

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
 * TNEF_E_RTF           the input does not begin with "{\rtf", white space apart.
 * TNEF_E_LIMIT_OUTPUT  max_output was reached; the output up to there was delivered.
 * TNEF_E_MEMORY        iconv had no memory.
 *
 * From TNEF_STOPPED on these are permanent: every further call repeats them, but a call of feed after
 * one of finish returns TNEF_E_STATE. */
TNEF_API tnef_status tnef_rtf_feed(tnef_rtf *rtf, const void *buf, size_t len, size_t *taken);

/* Declares the end of the input: writes what is still held and closes what is open. May be called
 * again.
 *
 * TNEF_OK              complete.
 * TNEF_PAUSED          the sink paused; call again.
 * TNEF_E_STATE         called from inside the sink.
 * TNEF_E_TRUNCATED     the input ended before the document; what was there was delivered. Also of
 *                      an input that ends before it can be told from RTF.
 * otherwise            as feed. */
TNEF_API tnef_status tnef_rtf_finish(tnef_rtf *rtf);

/* What is wrong and where: what finish would return now, and its context. Truncation is known only
 * after finish. |out->size| must be set. LIMIT_OUTPUT: |limit| is max_output. */
TNEF_API void tnef_rtf_error(const tnef_rtf *rtf, tnef_error *out);

/* What was found so far. |out->size| must be set. */
TNEF_API void tnef_rtf_found(const tnef_rtf *rtf, tnef_rtf_info *out);

#ifdef __cplusplus
}
#endif
#endif
