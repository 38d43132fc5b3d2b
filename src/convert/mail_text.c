/* SPDX-License-Identifier: MIT */
/* Bodies in mail. Each is decoded twice: once to see what is in it, by which its encoding is chosen, and
 * once to be written. So nothing of it has to be kept. */

#include "convert/mail.h"

#include "base/touch.h"

#define LINE_MAX 78u /* of a line that is not encoded                                   */

/* |start| of the counts: how many letters of "From " the line is, or one of these, of which the latter two
 * are a line of one byte. */
#define OTHER_START 16u
#define ONE_DASH    17u
#define ONE_DOT     18u

/* Of every body text can be made: there is no HTML without it. */
void tnefi_convert_mail_choose(struct tnef_convert *c)
{
    struct tnefi_convert_frame *f = tnefi_convert_top(c);
    tnef_body_choice best;

    if (!tnefi_convert_choose(c, f->m, TNEF_BODY_BEST, &best))
        return;
    f->has_text = tnefi_convert_choose(c, f->m, TNEF_BODY_TEXT, &f->text);
    if (best.form != TNEF_BODY_TEXT)
        f->has_html = tnefi_convert_choose(c, f->m, TNEF_BODY_HTML, &f->html);
}

int tnefi_convert_has_own_text(const struct tnefi_convert_frame *f)
{
    return f->text.source == TNEF_BODY_FROM_PROPERTY || !f->has_html;
}

/* ---- What is in it ------------------------------------------------------------------------- */

static void count_start(struct tnefi_convert_counts *n, uint8_t b)
{
    static const uint8_t from[5] = { 'F', 'r', 'o', 'm', ' ' };

    if (n->line == 0 && b == '-') {
        n->start = ONE_DASH;
    } else if (n->line == 0 && b == '.') {
        n->start = ONE_DOT;
    } else if (n->start < 5u && b == from[n->start]) {
        n->start++;
        n->is_hard |= n->start == 5u;
    } else {
        n->is_hard |= n->start == ONE_DASH && b == '-';
        n->start = OTHER_START;
    }
}

/* What a line must not end with. */
static int ends_badly(const struct tnefi_convert_counts *n)
{
    return n->last == ' ' || n->last == '\t' || n->last == '\r' || n->start == ONE_DOT;
}

static void count_byte(struct tnefi_convert_counts *n, uint8_t b)
{
    n->bytes++;
    n->high += b >= 0x80u;
    n->is_hard |= (b < ' ' && b != '\t' && b != '\r' && b != '\n') || b == 0x7Fu;
    n->is_hard |= (n->last == '\r') != (b == '\n');
    if (b == '\r') {
        n->is_hard |= ends_badly(n);
    } else if (b == '\n') {
        n->line = 0;
        n->start = 0;
    } else {
        count_start(n, b);
        n->line++;
        n->is_hard |= n->line > LINE_MAX;
    }
    n->last = b;
}

void tnefi_convert_count(struct tnefi_convert_counts *n, const uint8_t *p, size_t len)
{
    TNEFI_TOUCH(len);
    for (size_t i = 0; i < len; i++)
        count_byte(n, p[i]);
}

static tnef_status text_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_convert *c = user;

    (void)taken;
    tnefi_convert_count(&tnefi_convert_top(c)->text_counts, buf, len);
    if (c->mail->depth == 1u && tnefi_convert_has_own_text(tnefi_convert_top(c)) && c->live.job.outer != NULL
        && c->live.job.outer->plain != NULL && c->live.job.outer->plain->see != NULL)
        c->live.job.outer->plain->see(c->live.job.outer->plain->user, buf, len);
    return TNEF_OK;
}

static tnef_status html_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_convert *c = user;

    (void)taken;
    tnefi_convert_count(&tnefi_convert_top(c)->html_counts, buf, len);
    tnefi_convert_cid_feed(c->mail, buf, len);
    return TNEF_OK;
}

int tnefi_convert_mail_scan(struct tnef_convert *c, const tnef_body_choice *choice, int is_html)
{
    if (!is_html)
        return tnefi_convert_deliver(c, choice, text_sink);
    tnefi_convert_cid_begin(c->mail);
    return tnefi_convert_deliver(c, choice, html_sink);
}

/* ---- Writing ------------------------------------------------------------------------------- */

uint32_t tnefi_convert_encoding_of(const struct tnefi_convert_counts *n)
{
    if (n->high == 0 && !n->is_hard && (n->last == '\n' || !ends_badly(n)))
        return TNEF_ENCODE_IDENTITY;
    return n->high * 6u <= n->bytes ? TNEF_ENCODE_QUOTED_PRINTABLE : TNEF_ENCODE_BASE64;
}

/* Encoded bytes go to the line writer of the mail, also while another one makes what is encoded. */
static tnef_status encoded_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_convert *c = user;

    return tnefi_lines_sink(c->mail->tap == TNEFI_CONVERT_TAP_ENCODE ? &c->mail->outer : &c->lines, buf, len,
                            taken);
}

void tnefi_convert_begin_encoding(struct tnef_convert *c, uint32_t kind)
{
    const tnef_encode_config cfg = { .size = sizeof cfg, .kind = kind, .sink = encoded_sink, .user = c };

    (void)tnef_encode_init(&c->mail->encode, c->mail->encode_memory, sizeof c->mail->encode_memory, &cfg);
}

void tnefi_convert_encode(struct tnef_convert *c, const void *p, size_t n)
{
    if (tnef_encode_feed(c->mail->encode, p, n, NULL) != TNEF_OK)
        (void)tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
}

void tnefi_convert_end_encoding(struct tnef_convert *c)
{
    if (tnef_encode_finish(c->mail->encode) != TNEF_OK)
        (void)tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
}

void tnefi_convert_begin_text(struct tnef_convert *c, const char *type, const struct tnefi_convert_counts *n)
{
    const uint32_t encoding = tnefi_convert_encoding_of(n);
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_header(l, "Content-Type");
    tnefi_lines_word(l, type, ";");
    tnefi_lines_word(l, n->high == 0 ? "charset=us-ascii" : "charset=utf-8", NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Transfer-Encoding");
    tnefi_lines_word(l,
                     encoding == TNEF_ENCODE_IDENTITY ? "7bit"
                     : encoding == TNEF_ENCODE_BASE64 ? "base64"
                                                      : "quoted-printable",
                     NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    tnefi_convert_put_word(c, "\r\n");
    tnefi_convert_begin_encoding(c, encoding);
}

int tnefi_convert_mail_line(struct tnef_convert *c, const char *text)
{
    const struct tnefi_convert_counts none = { .bytes = 0 };

    tnefi_convert_delimit(c, ALTERNATIVE);
    tnefi_convert_begin_text(c, "text/plain", &none);
    tnefi_convert_encode(c, text, tnefi_convert_length(text));
    tnefi_convert_end_encoding(c);
    return DONE;
}

static tnef_status body_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_convert *c = user;
    const size_t n = len < STEP_BYTES ? len : STEP_BYTES;

    if (!tnefi_convert_well(c))
        return TNEF_STOPPED;
    if (c->out.len >= STEP_BYTES) {
        *taken = 0;
        return TNEF_PAUSED;
    }
    tnefi_convert_encode(c, buf, n);
    *taken = n;
    return n < len ? TNEF_PAUSED : TNEF_OK;
}

int tnefi_convert_mail_body(struct tnef_convert *c, const tnef_body_choice *choice,
                            const struct tnefi_convert_counts *n, int is_html)
{
    if (c->live.job.inside == 0) {
        tnefi_convert_delimit(c, ALTERNATIVE);
        tnefi_convert_begin_text(c, is_html ? "text/html" : "text/plain", n);
        c->live.job.inside = 1;
    }
    if (choice != NULL && tnefi_convert_deliver(c, choice, body_sink) == AGAIN)
        return AGAIN;
    if (!tnefi_convert_well(c))
        return DONE;
    if (!is_html && n->bytes > 0 && n->last != '\n')
        tnefi_convert_encode(c, "\r\n", 2);
    tnefi_convert_end_encoding(c);
    return DONE;
}
