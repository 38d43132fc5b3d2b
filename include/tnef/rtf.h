/* SPDX-License-Identifier: MIT */
#ifndef TNEF_RTF_H
#define TNEF_RTF_H
/* RTF to HTML or text ([MS-OXRTFEX], RTF 1.9.1): bytes in, UTF-8 out.
 *
 * Mail carries three kinds of RTF: HTML in disguise (\fromhtml1), plain text in disguise
 * (\fromtext), and RTF that was written as RTF. The first two are given back as they were written;
 * the third is converted. The kind is known after the first words of the document.
 *
 * Take this when you have RTF that is not compressed. PidTagRtfCompressed is: put <tnef/lzfu.h>
 * before it, which also passes on RTF that was stored without compression. For the body of a
 * message take <tnef/bodies.h>, which builds that chain and chooses among the bodies. Text of HTML
 * that is disguised as RTF needs one station more, <tnef/html.h>; <tnef/bodies.h> has that, too.
 *
 * Example:
 *
 *     static tnef_status put(void *file, const void *buf, size_t len, size_t *taken)
 *     {
 *         (void)taken;
 *         return fwrite(buf, 1, len, file) == len ? TNEF_OK : TNEF_STOPPED;
 *     }
 *
 *     tnef_status rtf_to_html(const void *buf, size_t len, FILE *out)
 *     {
 *         tnef_rtf_config cfg = { .size = sizeof cfg, .want = TNEF_RTF_HTML, .sink = put,
 *                                 .user = out };
 *         tnef_rtf *rtf;
 *         tnef_status status = tnef_rtf_new(&rtf, &cfg, NULL);
 *
 *         if (status != TNEF_OK)
 *             return status;
 *         status = tnef_rtf_feed(rtf, buf, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_rtf_finish(rtf);
 *         tnef_rtf_free(rtf);
 *         return status;
 *     }
 *
 * Life. tnef_rtf_new() or tnef_rtf_init() makes a reader, tnef_rtf_feed() takes pieces of any size,
 * tnef_rtf_finish() says that there are no more, tnef_rtf_free() ends it; tnef_rtf_reset() makes it
 * ready for the next input in between. The sink is called from inside of feed and finish. It may
 * call tnef_rtf_info(), tnef_rtf_anomalies() and tnef_rtf_error() on this reader; feed, finish and
 * reset return TNEF_E_STATE there, and free is forbidden. Readers share nothing unless they were
 * given the same tnef_text, so each may have its own thread; one reader belongs to one thread at a
 * time.
 *
 * Memory is fixed, and groups nest to any depth, without recursion. The input is read as RTF
 * readers read it: what makes no sense to them is passed over, and reported by tnef_rtf_info().
 * Text that \v hides is left out, while <tnef/html.h> keeps what HTML hides. Encapsulated HTML that
 * is wanted as HTML is given back whatever \v says.
 *
 * HTML out of \fromhtml1 is the sender's, with scripts and remote content: a program that shows it
 * must make it harmless first. Whatever charset it declared, it declares UTF-8 now, to every reader
 * of HTML. The simple HTML that is made of other RTF has no scripts and no remote content; its
 * links are the sender's.
 *
 * Work, in bytes touched (every byte and every entry of a table that a loop looks at): at most 128
 * for a byte of RTF, 64 for a call, and 1 MiB for the converters of a reader (see <tnef/text.h>).
 * The worst RTF known is encapsulated text in Big5, of first bytes that have no second: 78 for a
 * byte.
 */

#include <tnef/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What is known ----------------------------------------------------------------------- */

/* What kind of RTF it is. */
enum tnef_rtf_kind {
    TNEF_RTF_UNKNOWN = 0,        /* not known yet                                                 */
    TNEF_RTF_RICH = 0xA1,        /* RTF that was written as RTF                                   */
    TNEF_RTF_FROM_HTML = 0xA2,   /* encapsulated HTML: \fromhtml1                                 */
    TNEF_RTF_FROM_TEXT = 0xA3    /* encapsulated plain text: \fromtext                            */
};

/* What tnef_rtf_info() tells. May grow at the end. */
struct tnef_rtf_info {
    uint32_t size;               /* in: sizeof(struct tnef_rtf_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t kind;               /* TNEF_RTF_RICH, ...                                            */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of TNEF_RTF_A_* that were met             */
    uint64_t input;              /* bytes taken                                                   */
    uint64_t output;             /* bytes of output made                                          */
    uint32_t form;               /* of the output: TNEF_RTF_HTML or TNEF_RTF_TEXT, or
                                  * TNEF_RTF_AUTO while |kind| is unknown                         */
    uint32_t codepage;           /* of the document: \ansicpg, \mac, ...                          */
    uint32_t deepest;            /* the most groups that were open at once                        */
    uint32_t placeholders;       /* \objattph: places of attachments. The first belongs to the
                                  * attachment with the lowest rendering position, and so on      */
};

/* ---- Configuration ------------------------------------------------------------------------ */

/* The form that is wanted. */
enum tnef_rtf_output {
    TNEF_RTF_AUTO = 0,           /* what was encapsulated; text if nothing was                    */
    TNEF_RTF_HTML = 0xB1,        /* the encapsulated HTML, or a simple HTML made of the others    */
    TNEF_RTF_TEXT = 0xB2         /* text. Of encapsulated HTML it is the text of the RTF around
                                  * the tags, in which character references stay as they are; for
                                  * the text that a browser shows, ask for HTML and give that to
                                  * <tnef/html.h>, or take <tnef/bodies.h>                        */
};

/* The simple HTML is a whole document in UTF-8 and always well formed; nothing in the RTF becomes
 * markup. It has paragraphs (<div>), line breaks, bold, italic, underlined, struck, raised and
 * lowered text, colour except white, size, and links to http, https, ftp and mailto. A paragraph is
 * an item of a list if the RTF says what to write before it: <ul> for bullets, <ol> with the number
 * of each item for numbers with a point, else <ul style="list-style:none"> with what the RTF says.
 * An item that is indented deeper begins a list in the list. Rows of tables are paragraphs, with a
 * tabulator between cells. The place of the N-th attachment is
 *
 *     <span class="attachment">[attachment N]</span>
 *
 * which no text of the sender can imitate. Encapsulated HTML has pictures of its own, so nothing is
 * written there.
 *
 * A link around a picture, or around nothing, has its address as its text.
 *
 * In text, paragraphs, rows and line breaks end with CR LF. A link is its text and " <address>"
 * unless they are the same, or "<address>" if it has no text. Numbers and bullets of lists stand
 * there as the RTF gives them, and a tabulator stands between cells. In RTF that was written as
 * RTF, "[attachment N]" stands for an attachment. Any address is given, such as
 * file://server/run.exe, \\server\share or javascript:x, with its blanks: text does nothing by
 * itself, and a filter wants to see it. A program that makes links of them must choose which.
 *
 * Text of a link in a link belongs to the inner one in HTML, which has no links in links, and to
 * both in text. A field that is not a link is part of the link around it. */

#define TNEF_RTF_DEPTH     256u  /* groups in each other whose form is remembered. Only groups
                                  * that differ from the one around them count; the others nest to
                                  * any depth. Deepest seen: 12                                   */
#define TNEF_RTF_FONTS_MAX 768u  /* fonts whose code page is not the document's                   */

/* The output of |n| bytes has at most TNEF_RTF_BASE + TNEF_RTF_GROWTH * n bytes. The base is for
 * the head and the end of the simple HTML.
 *
 * Why 64 is enough: a byte of text gives at most 5 ("&amp;"), or 6 in an address or with "utf-8"
 * before it. Only a character that opens or closes tags gives more: 5 for itself, 13 for <div>,
 * </div> and CR LF, 29 to close </span></sup></s></u></i></b> and 64 to open them with color and
 * size, 111 in all. But tags change only if something changed since the character before: by a
 * control symbol (2 bytes: a backslash at the end of a line is \par), a control word (2), or a
 * group with one ({\i}: 4 bytes that change them twice). So those 111 take 3 bytes of input, which
 * is 37 for each. An item takes 11 bytes more ({\pntext }) and gives 75 more; the place of an
 * attachment takes 9 and gives 55; a link takes more than 20 and gives 15 besides its address,
 * which is given twice if the link has no text. A link in another one takes at least 35, and after
 * it the address of the other one is given again, if that has at most 512 bytes. */
#define TNEF_RTF_GROWTH    64u
#define TNEF_RTF_BASE      256u

typedef struct tnef_rtf_config {
    uint32_t size;               /* sizeof(tnef_rtf_config)                                       */
    uint32_t want;               /* TNEF_RTF_AUTO, TNEF_RTF_HTML, TNEF_RTF_TEXT                   */
    tnef_sink_fn sink;           /* gets UTF-8; not NULL                                          */
    void *user;                  /* first argument of sink                                        */
    uint64_t max_output;         /* whole: bytes of output [64 MiB]. Memory does not depend on it */
    tnef_text *text;             /* a conversion of the caller's, which was begun and stays until
                                  * tnef_rtf_free(). It is used for all text, so that the next
                                  * reader finds the converters that this one opened. NULL: the
                                  * reader has its own                                            */
    const tnef_charset_hook *charsets; /* converters of |text| if it is NULL; copied; NULL: iconv */
} tnef_rtf_config;

/* ---- Reader ------------------------------------------------------------------------------- */

typedef struct tnef_rtf tnef_rtf;

/* Returns the bytes that tnef_rtf_init() needs. They never exceed TNEF_RTF_SIZE_MAX for any version
 * with the same SONAME, so that static memory can be declared. */
#define TNEF_RTF_SIZE_MAX 65536u
TNEF_API size_t tnef_rtf_size(void);

/* Tells whether a reader can have this configuration, and if not, which field is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong: too small a size, a field that this version
 * does not know and that is not 0, an unknown |want|, no sink, a limit above 2^62. Of a charset
 * hook a function can be missing. NULL is refused. */
TNEF_API tnef_status tnef_rtf_check(const tnef_rtf_config *cfg, const void **field);

/* Makes a reader in the caller's memory, which must be aligned for any object and stay where it is.
 * |cfg| is copied. tnef_rtf_free() must be called in the end: text of other code pages than those
 * that are built in needs a converter, which holds memory of its own; see <tnef/text.h>.
 *
 * TNEF_OK          *|out| is the reader.
 * TNEF_E_ARGUMENT  |len| is less than tnef_rtf_size(), |mem| is NULL or not aligned, or |cfg| is
 *                  wrong: tnef_rtf_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_rtf_init(tnef_rtf **out, void *mem, size_t len,
                                   const tnef_rtf_config *cfg);

/* Makes a reader in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_rtf_free() returns. The statuses are those of tnef_rtf_init(), and:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_rtf_new(tnef_rtf **out, const tnef_rtf_config *cfg,
                                  const tnef_allocator *alloc);

/* Ends a reader. NULL is allowed. */
TNEF_API void tnef_rtf_free(tnef_rtf *rtf);

/* Makes the reader as new, with the same configuration, for another input. Converters that were
 * opened stay open.
 *
 * TNEF_OK          the reader is ready.
 * TNEF_E_STATE     called from inside the sink. */
TNEF_API tnef_status tnef_rtf_reset(tnef_rtf *rtf);

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
 * TNEF_E_RTF           the input does not begin with "{\rtf", white space apart.
 * TNEF_E_LIMIT_OUTPUT  max_output was reached; the output up to there was delivered.
 * TNEF_E_MEMORY        a converter had no memory.
 *
 * From TNEF_STOPPED on these are permanent: every further call repeats them, but a call of feed
 * after one of finish returns TNEF_E_STATE. */
TNEF_API tnef_status tnef_rtf_feed(tnef_rtf *rtf, const void *buf, size_t len, size_t *taken);

/* Declares the end of the input. Writes what is still held and closes what is open. May be called
 * again.
 *
 * TNEF_OK              complete.
 * TNEF_PAUSED          the sink paused; call again.
 * TNEF_E_STATE         called from inside the sink.
 * TNEF_E_TRUNCATED     the input ended before the document; what was there was delivered. An
 *                      input that ends before it is known to be RTF gives this, too.
 * otherwise            as feed. */
TNEF_API tnef_status tnef_rtf_finish(tnef_rtf *rtf);

/* Tells what is wrong and where. The status is what finish would return now; truncation is known
 * only after finish. |out->size| must be set. With TNEF_E_LIMIT_OUTPUT, |limit| is max_output. */
TNEF_API void tnef_rtf_error(const tnef_rtf *rtf, tnef_error *out);

/* Tells what is known so far. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_rtf_info(const tnef_rtf *rtf, struct tnef_rtf_info *out);

/* Returns 1 if the anomaly |code| (TNEF_RTF_A_*) was met, else 0. Anomalies of RTF are not
 * counted. */
TNEF_API uint64_t tnef_rtf_anomalies(const tnef_rtf *rtf, uint32_t code);

#ifdef __cplusplus
}
#endif
#endif
