/* SPDX-License-Identifier: MIT */
/* libtnef's readers of RTF and of HTML, and what they are given: paragraphs as Outlook writes them. */

#include "bench.h"
#include "mail_writer.h"

#include <tnef/html.h>
#include <tnef/rtf.h>

#include <string.h>

static tnef_status count(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)taken;
    *(uint64_t *)user += len;
    return TNEF_OK;
}

uint64_t bench_rtf(const uint8_t *in, size_t len)
{
    uint64_t out = 0;
    const tnef_rtf_config cfg = { .size = sizeof cfg, .sink = count, .user = &out,
                                  .max_output = UINT64_C(1) << 40 };
    tnef_rtf *r;

    if (tnef_rtf_new(&r, &cfg, NULL) != TNEF_OK)
        return 0;
    for (size_t i = 0; i < len; i += BENCH_PIECE)
        (void)tnef_rtf_feed(r, in + i, len - i < BENCH_PIECE ? len - i : BENCH_PIECE, NULL);
    if (tnef_rtf_finish(r) != TNEF_OK)
        out = 0;
    tnef_rtf_free(r);
    return out;
}

uint64_t bench_html(const uint8_t *in, size_t len)
{
    uint64_t out = 0;
    const tnef_html_config cfg = { .size = sizeof cfg, .sink = count, .user = &out,
                                   .max_output = UINT64_C(1) << 40 };
    tnef_html *h;

    if (tnef_html_new(&h, &cfg, NULL) != TNEF_OK)
        return 0;
    for (size_t i = 0; i < len; i += BENCH_PIECE)
        (void)tnef_html_feed(h, in + i, len - i < BENCH_PIECE ? len - i : BENCH_PIECE, NULL);
    if (tnef_html_finish(h) != TNEF_OK)
        out = 0;
    tnef_html_free(h);
    return out;
}

static void add(struct mail *m, const char *s)
{
    mail_bytes(m, s, strlen(s));
}

static void repeat(struct mail *m, const char *s, size_t size)
{
    while (m->len < size)
        add(m, s);
}

void bench_make_rtf(struct mail *m, size_t size)
{
    add(m, "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}"
           "{\\*\\htmltag34 <body>}\r\n");
    repeat(m, "{\\*\\htmltag64 <p class=MsoNormal style=\"margin-bottom:12.0pt\">}\\htmlrtf {\\htmlrtf0\r\n"
              "{\\*\\htmltag148 <span lang=EN-US style='font-family:\"Arial\",sans-serif'>}\\htmlrtf {\\f0"
              "\\htmlrtf0 The report of the last meeting is ready, and you find it in the attachment;"
              " please tell \\'c9mile if anything is missing.{\\*\\htmltag156 </span>}\\htmlrtf }"
              "\\htmlrtf0\r\n"
              "\\htmlrtf\\par}\\htmlrtf0\r\n{\\*\\htmltag72 </p>}\r\n", size);
    add(m, "{\\*\\htmltag58 </body>}}");
}

void bench_make_html(struct mail *m, size_t size)
{
    add(m, "<html><head><style>p.MsoNormal { margin: 0cm }</style></head><body>\r\n");
    repeat(m, "<p class=MsoNormal style=\"margin-bottom:12.0pt\"><span lang=EN-US"
              " style='font-family:\"Arial\",sans-serif'>The report of the last meeting is ready, and you\r\n"
              "find it in the <b>attachment</b>; please tell &Eacute;mile if anything is missing:"
              " <a href=\"https://www.example.com/reports?year=2026&amp;month=11\">all reports</a>."
              "</span></p>\r\n", size);
    add(m, "</body></html>\r\n");
}
