/* SPDX-License-Identifier: MIT */

#include "scan_cases.h"

#include "transfer_writer.h"

#include <stdlib.h>
#include <string.h>

const struct scan_case *const scan_tables[SCAN_TABLES] = { scan_cases_1, scan_cases_2,
                                                           scan_cases_3, scan_cases_4,
                                                           scan_cases_corners };

#define INNER_BODY \
    "--c\nContent-Type: text/plain\n\nhello\n--c\n" \
    "Content-Type: application/ms-tnef; name=winmail.dat\n" \
    "Content-Transfer-Encoding: base64\n\n$B--c--\n"
#define INNER_CUT \
    "words\n--b\nContent-Type: text/plain\n\nhello\n--b\n" \
    "Content-Type: application/ms-tnef; name=winmail.dat\n" \
    "Content-Transfer-Encoding: base64\n\n$B"
#define INNER_TEXT "hello\nbe\n$Ubegin no block\n$Ubye\n"
#define INNER_MESSAGE "$HContent-Type: multipart/mixed; boundary=c\n\n" INNER_BODY

/* The head of AppleSingle with one entry, that of the data fork; what stands before that; and the stream. */
static void add_apple(struct mail *m, const char *gap)
{
    struct mail before = { 0 };
    size_t at;

    mail_text(&before, gap);
    at = 38u + before.len;
    {
        const uint8_t head[38] = { 0, 5, 22, 0, 0, 2, [25] = 1, [29] = 1, [32] = (uint8_t)(at / 256u),
                                   [33] = (uint8_t)(at % 256u) };

        mail_bytes(m, head, sizeof head);
    }
    mail_bytes(m, before.p, before.len);
    mail_text(m, "$R");
    mail_free(&before);
}

static void add_inner(struct mail *m, int how)
{
    struct mail in = { 0 };
    uint8_t *out;
    size_t n;

    if (how >= 6 && how <= 8)
        add_apple(&in, how == 8 ? "x\n$U\ny" : "x\nbegin 9\n");
    else
        mail_text(&in, how == 3 ? INNER_BODY : how == 9 ? INNER_CUT : how >= 4 ? INNER_TEXT : INNER_MESSAGE);
    out = malloc(TRANSFER_ROOM(in.len));
    if (out == NULL)
        abort();
    if (how == 2 || how == 5 || how == 7)
        n = transfer_qp(out, in.p, in.len, true, false, "\r\n");
    else
        n = transfer_base64(out, in.p, in.len, 76, "\r\n");
    mail_bytes(m, out, n);
    free(out);
    mail_free(&in);
}

void scan_case_mail(struct mail *m, const struct scan_case *c)
{
    const char *e = c->inner != 0 ? strstr(c->text, "$E") : NULL;
    char *head;

    memset(m, 0, sizeof *m);
    m->n = c->n;
    m->eol = c->eol;
    if (e == NULL) {
        mail_text(m, c->text);
        return;
    }
    head = malloc((size_t)(e - c->text) + 1u);
    if (head == NULL)
        abort();
    memcpy(head, c->text, (size_t)(e - c->text));
    head[e - c->text] = 0;
    mail_text(m, head);
    free(head);
    add_inner(m, c->inner);
    mail_text(m, e + 2);
}
