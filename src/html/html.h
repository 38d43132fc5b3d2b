/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_HTML_HTML_H
#define TNEFI_HTML_HTML_H
/* What this room offers to higher ones: a filter that makes HTML declare UTF-8.
 *
 * HTML says in itself how it is encoded: <meta charset=...>, <meta http-equiv=Content-Type
 * content="text/html; charset=...">, <?xml encoding="..."?>. When it has become UTF-8, those must say so to
 * every reader. The filter takes bytes and writes bytes, with the value replaced.
 *
 * Readers differ. A browser looks twice: its prescan knows comments but not <script> or <title>, its parser
 * the other way round; some drop NULs, and some take all controls for blanks. So no reader is imitated.
 * Every <meta is taken for a tag, wherever it stands, and all those readings are followed at once, each
 * through the attributes as the HTML standard tells them apart (13.2.5.32 to 39; "get an attribute" of the
 * prescan, 13.2.3.2, is the same). Where one of them comes to a charset, its value becomes "utf-8".
 *
 * Readings in the same state are one, so all that is kept is a set of states. It goes by what is written,
 * not by what came, so what holds for it holds for the output. "charset=" is also changed where it declares
 * nothing, in the content of a <meta> that is not a content type, because what says that it is one may come
 * after it.
 *
 * Work: at most 64 + 32 for each byte of input are the bytes touched: 17 for itself, and 80 for "utf-8",
 * which needs the eight bytes of "charset=" before it. */

#include <stddef.h>
#include <stdint.h>

struct tnefi_html_charset {
    uint32_t states;             /* of the readings of <meta: bits, see charset.c                 */
    uint32_t number;             /* of a character reference                                      */
    uint8_t tag;                 /* letters of "<meta" or "<?xml"                                 */
    uint8_t tag_is_xml;
    uint8_t xml;                 /* the reading of <?xml                                          */
    uint8_t encoding;            /* letters of "encoding" in it                                   */
    uint8_t charset;             /* letters of "charset" in the value of |content|                */
    uint8_t reference;           /* how far a character reference in it has come                  */
    uint8_t drop;                /* the old value goes by, and is dropped                         */
    uint8_t quote;               /* the quotation mark around it, which is dropped too, or 0      */
    uint8_t semicolon;           /* a semicolon ends it                                           */
};

/* The most output bytes for one input byte. */
#define HTML_CHARSET_GROWTH 6u

void tnefi_html_charset_begin(struct tnefi_html_charset *f);

/* Takes one byte. Returns how many bytes were written to |out|, which has room for HTML_CHARSET_GROWTH. */
size_t tnefi_html_charset_byte(struct tnefi_html_charset *f, uint8_t byte, uint8_t *out);

/* Takes bytes that are written as they are, as far as that is known without looking at each: text, and the
 * beginnings of tags other than those that matter. Returns how many of |n|. */
size_t tnefi_html_charset_same(struct tnefi_html_charset *f, const uint8_t *p, size_t n);

#endif
