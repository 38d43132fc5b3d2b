/* SPDX-License-Identifier: MIT */
/* Header fields of ids: which mail it is, and which ones it answers (RFC 5322, 3.6.4). */

#include "convert/mail.h"

#include "base/touch.h"

#define REFERENCES_MAX 100u
#define INDEX_MAX      1000u /* bytes of the place in a conversation                         */
#define INDEX_WORD     45u   /* of these in one word                                         */

static size_t count_visible(const void *p, size_t n)
{
    const uint8_t *bytes = p;
    size_t visible = 0;

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        visible += bytes[i] > ' ';
    return visible;
}

/* An id must stand alone. */
int tnefi_convert_mail_id(struct tnef_convert *c)
{
    const tnef_string s = tnefi_convert_top(c)->m->info->message_id;
    size_t at = 0;
    struct tnefi_lines_span id = tnefi_lines_find_msg_id(s.text, s.len, &at);
    struct tnefi_lines *l;
    size_t visible;

    if (id.p == NULL)
        return DONE;
    visible = count_visible(id.p, id.n);
    if (count_visible(s.text, s.len) != visible && count_visible(s.text, s.len) != visible + 2u)
        return DONE;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Message-ID");
    tnefi_lines_msg_id(l, id.p, id.n, NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}

static uint32_t count_ids(tnef_string s)
{
    uint32_t n = 0;
    size_t at = 0;

    while (tnefi_lines_find_msg_id(s.text, s.len, &at).p != NULL)
        n++;
    return n;
}

/* The first and the last ones, if there are too many. */
static void write_ids(struct tnef_convert *c, const char *field, tnef_string s)
{
    const uint32_t count = count_ids(s);
    struct tnefi_lines *l;
    size_t at = 0;

    if (count == 0 || !tnefi_convert_wants(c, field))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, field);
    for (uint32_t i = 0; i < count; i++) {
        struct tnefi_lines_span id = tnefi_lines_find_msg_id(s.text, s.len, &at);

        if (i == 0 || count - i < REFERENCES_MAX)
            tnefi_lines_msg_id(l, id.p, id.n, NULL);
    }
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

int tnefi_convert_mail_references(struct tnef_convert *c)
{
    write_ids(c, "In-Reply-To", tnefi_convert_top(c)->m->info->in_reply_to);
    write_ids(c, "References", tnefi_convert_top(c)->m->info->references);
    return DONE;
}

/* ---- The place in a conversation ----------------------------------------------------------- */

/* Base64 of |n| bytes. Returns the length. */
static size_t put_base64(char *out, const uint8_t *p, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t len = 0;

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i += 3u) {
        const uint32_t second = n - i > 1u ? p[i + 1u] : 0u, third = n - i > 2u ? p[i + 2u] : 0u;
        const uint32_t bits = (uint32_t)p[i] << 16 | second << 8 | third;

        out[len++] = digits[bits >> 18];
        out[len++] = digits[bits >> 12 & 63u];
        out[len++] = n - i > 1u ? digits[bits >> 6 & 63u] : '=';
        out[len++] = n - i > 2u ? digits[bits & 63u] : '=';
    }
    return len;
}

/* PidTagConversationIndex is 22 bytes and 5 for each answer. Readers pass over blanks in it. */
int tnefi_convert_mail_index(struct tnef_convert *c)
{
    const tnef_bytes b =
        tnefi_convert_bytes(tnefi_convert_top(c)->m->info->bag, TNEFI_CONVERT_CONVERSATION_INDEX);
    struct tnefi_lines *l;

    if (b.data == NULL || b.len == 0 || b.len > INDEX_MAX)
        return DONE;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "Thread-Index");
    for (size_t at = 0; at < b.len; at += INDEX_WORD) {
        char word[INDEX_WORD / 3u * 4u];
        const size_t n = b.len - at < INDEX_WORD ? b.len - at : INDEX_WORD;

        tnefi_lines_word_bytes(l, word, put_base64(word, b.data + at, n), NULL);
    }
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}
