/* SPDX-License-Identifier: MIT */

#include "mail_writer.h"

#include "recipes.h"
#include "transfer_writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void mail_free(struct mail *m)
{
    free(m->p);
    m->p = NULL;
    m->len = m->cap = 0;
}

void mail_bytes(struct mail *m, const void *p, size_t len)
{
    if (m->cap - m->len < len) {
        size_t cap = 2u * (m->len + len) + 256u;
        uint8_t *grown = realloc(m->p, cap);

        if (grown == NULL) {
            fputs("out of memory\n", stderr);
            exit(1);
        }
        m->p = grown;
        m->cap = cap;
    }
    if (len > 0)
        memcpy(m->p + m->len, p, len);
    m->len += len;
}

void mail_repeat(struct mail *m, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++)
        mail_text(m, text);
}

const uint8_t *mail_tnef(size_t *len)
{
    static uint8_t stream[1024];
    static size_t stream_len;

    if (stream_len == 0) {
        struct tw w;
        uint8_t *made;

        tw_init(&w);
        tw_head(&w);
        recipe_file(&w);
        made = tw_take(&w, &stream_len);
        if (made == NULL || stream_len + 2u > sizeof stream) {
            fputs("no stream\n", stderr);
            exit(1);
        }
        memcpy(stream, made, stream_len);
        free(made);
        while (stream_len % 3u != 1u) {         /* filler at the end is harmless */
            stream[stream_len] = 0;
            stream_len++;
        }
    }
    *len = stream_len;
    return stream;
}

static void encoded(struct mail *m, char how)
{
    const char *eol = m->eol != NULL ? m->eol : "\r\n";
    size_t len = m->tnef_len;
    const uint8_t *tnef = m->tnef != NULL ? m->tnef : mail_tnef(&len);
    uint8_t *out = malloc(TRANSFER_ROOM(len));
    size_t n = 0;

    if (out == NULL)
        exit(1);
    switch (how) {
    case 'B': n = transfer_base64(out, tnef, len, 76, eol); break;
    case 'L': n = transfer_base64(out, tnef, len, 0, ""); break;
    case '1': n = transfer_base64(out, tnef, len, 1, eol); break;
    case 'N':
        n = transfer_base64(out, tnef, len, 76, "\n");
        while (n > 0 && (out[n - 1] == '=' || out[n - 1] == '\n'))
            n--;
        break;
    case 'Q': n = transfer_qp(out, tnef, len, false, false, eol); break;
    case 'q': n = transfer_qp(out, tnef, len, false, true, eol); break;
    default:  n = transfer_uu(out, tnef, len, 45, '`', "winmail.dat", eol); break;
    }
    mail_bytes(m, out, n);
    free(out);
}

void mail_text(struct mail *m, const char *text)
{
    const char *eol = m->eol != NULL ? m->eol : "\r\n";
    size_t len = m->tnef_len;
    const uint8_t *tnef = m->tnef != NULL ? m->tnef : mail_tnef(&len);

    for (const char *t = text; *t != 0; t++) {
        if (*t == '\n') {
            mail_bytes(m, eol, strlen(eol));
            continue;
        }
        if (*t != '$' || t[1] == 0) {
            mail_bytes(m, t, 1);
            continue;
        }
        t++;
        switch (*t) {
        case 'H':
            mail_text(m, "From: a@example.org\nTo: b@example.org\nSubject: test\n"
                         "MIME-Version: 1.0\n");
            break;
        case 'R': mail_bytes(m, tnef, len); break;
        case 'b':
            for (size_t i = 0; i < m->n; i++)
                mail_bytes(m, "b", 1);
            break;
        case '0': mail_bytes(m, "", 1); break;
        case '8': mail_bytes(m, "\xE9", 1); break;
        case '$': mail_bytes(m, "$", 1); break;
        default:  encoded(m, *t); break;
        }
    }
}
