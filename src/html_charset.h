/* SPDX-License-Identifier: MIT */
#ifndef TNEF_HTML_CHARSET_H
#define TNEF_HTML_CHARSET_H
/* HTML says in itself how it is encoded: <meta charset=...>, <meta http-equiv=Content-Type
 * content="text/html; charset=...">, <?xml encoding="..."?>. When it has become UTF-8, those must
 * say so. A filter: bytes in, bytes out, with the value replaced. */

#include <stddef.h>
#include <stdint.h>

struct tnefi_html_charset {
    uint8_t where;
    uint8_t matched;             /* letters of the word that is looked for                        */
    uint8_t xml;
};

/* Output bytes for one input byte at most. */
#define HTML_CHARSET_GROWTH 6u

void tnefi_html_charset_begin(struct tnefi_html_charset *f);

/* One byte; how many bytes were written to |out|, which has room for HTML_CHARSET_GROWTH. */
size_t tnefi_html_charset_byte(struct tnefi_html_charset *f, uint8_t byte, uint8_t *out);

#endif
