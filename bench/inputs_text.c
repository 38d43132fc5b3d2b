/* SPDX-License-Identifier: MIT */
/* Compressed RTF, RTF and HTML. */
#include "bench.h"

#include "inputs_real.h"
#include "lzfu_writer.h"

#include <stdlib.h>

/* The n-th word of a text without end: letters, of lengths as words have. */
static size_t word(char *out, size_t n)
{
    uint32_t x = (uint32_t)n * 2654435761u;
    size_t len = 2u + (x >> 28) % 9u;

    for (size_t i = 0; i < len; i++) {
        x = x * 1664525u + 1013904223u;
        out[i] = (char)('a' + (x >> 24) % 26u);
    }
    return len;
}

/* HTML as mail programs write it: paragraphs with classes, some links, few entities. */
static void write_html(struct mail *m, size_t size)
{
    static const char begin[] = "<html><head><style>p.MsoNormal {margin:0cm; font-size:11.0pt;}</style>"
                                "</head><body>\r\n";
    char text[16];

    mail_bytes(m, begin, sizeof begin - 1u);
    for (size_t i = 0; m->len < size; i++) {
        if (i % 40u == 0)
            mail_text(m, "<p class=\"MsoNormal\"><span style=\"font-family:Calibri\">");
        mail_bytes(m, text, word(text, i % 997u));
        if (i % 131u == 17u)
            mail_text(m, " <a href=\"https://example.org/a?b=1&amp;c=2\">here</a>&nbsp;");
        mail_text(m, i % 40u == 39u ? "</span></p>\n" : i % 12u == 11u ? "\n" : " ");
    }
    mail_text(m, "</body></html>\n");
}

static void html(struct mail *m, size_t size)
{
    size_t begun = bench_record_begin(m);

    write_html(m, size);
    bench_record_end(m, begun);
}

/* The same HTML as RTF, as Outlook encapsulates it ([MS-OXRTFEX] 2.1): a group for each tag, text as
 * it is. */
static void rtf_of_html(struct mail *m, size_t size)
{
    static const char begin[] = "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0"
                                "{\\fonttbl{\\f0\\fswiss Arial;}}\r\n{\\colortbl\\red0\\green0\\blue0;}\r\n"
                                "\\uc1\\pard\\plain\\deftab360 \\f0\\fs24 ";
    struct mail text = { 0 };
    int in_tag = 0;

    write_html(&text, size);
    mail_bytes(m, begin, sizeof begin - 1u);
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '<')
            mail_bytes(m, "\r\n{\\*\\htmltag84 ", 16u);
        if (text.p[i] == '\n')
            mail_bytes(m, "\r\n\\par ", 7u);
        else if (text.p[i] == '{' || text.p[i] == '}')
            mail_bytes(m, text.p[i] == '{' ? "\\{" : "\\}", 2u);
        else if (text.p[i] != '\r')
            mail_bytes(m, text.p + i, 1u);
        in_tag = text.p[i] == '<' || (in_tag && text.p[i] != '>');
        if (text.p[i] == '>' && !in_tag)
            mail_bytes(m, "}", 1u);
    }
    mail_bytes(m, "}", 1u);
    mail_free(&text);
}

static void rtf(struct mail *m, size_t size)
{
    size_t begun = bench_record_begin(m);

    rtf_of_html(m, size);
    bench_record_end(m, begun);
}

static void compressed(struct mail *m, const char *text, size_t len)
{
    struct lzfu_writer *w = malloc(sizeof *w);
    struct lzfu_header h;

    if (w == NULL)
        exit(1);
    lzfu_writer_init(w);
    lzfu_text(w, text, len);
    lzfu_end(w);
    h = lzfu_header_coded(w);
    lzfu_put_header(w, &h);
    bench_record(m, w->bytes, w->len);
    lzfu_writer_free(w);
    free(w);
}

static void lzfu_rtf(struct mail *m, size_t size)
{
    struct mail text = { 0 };

    rtf_of_html(&text, size);
    compressed(m, (const char *)text.p, text.len);
    mail_free(&text);
}

static void lzfu_words(struct mail *m, size_t size)
{
    struct mail text = { 0 };
    char one[16];

    for (size_t i = 0; text.len < size; i++) {
        mail_bytes(&text, one, word(one, i));
        mail_bytes(&text, " ", 1);
    }
    compressed(m, (const char *)text.p, text.len);
    mail_free(&text);
}

const struct bench_input bench_inputs_text[] = {
    { "real compressed RTF", "bytes", 1u << 20, 0, bench_real_rtf },
    { "compressed RTF", "bytes of HTML in it", 8u << 20, 1u << 18, lzfu_rtf },
    { "compressed words", "bytes of text in it", 8u << 20, 1u << 18, lzfu_words },
    { "RTF", "bytes of HTML in it", 8u << 20, 1u << 18, rtf },
    { "HTML", "bytes", 8u << 20, 1u << 18, html },
    { NULL, NULL, 0, 0, NULL },
};
