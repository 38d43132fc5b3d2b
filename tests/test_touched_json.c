/* SPDX-License-Identifier: MIT */

/* Work of the writer of JSON: bytes touched are within the bound of json.h, on inputs of which much JSON is
 * made, however they are cut. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/json.h>

#include "lzfu_writer.h"
#include "touched.h"
#include "writer.h"

static void rows(struct tw *w, size_t size)
{
    tw_rows_begin(w);
    while (w->len < size) {
        tw_row_begin(w);
        tw_row_end(w);
    }
    tw_rows_end(w);
}

static void attachments(struct tw *w, size_t size)
{
    while (w->len < size)
        tw_attr_u32(w, TW_ATTACHMENT, TW_REND, 1);
}

static void messages(struct tw *w, size_t size)
{
    while (w->len < size) {
        tw_embedded_begin(w, "");
        tw_embedded_end(w);
    }
}

/* Each text is put into that of the message around it, and as many levels of these as there may be. */
static void nested(struct tw *w, size_t size)
{
    while (w->len < size) {
        for (int i = 0; i < 16; i++)
            tw_embedded_begin(w, "");
        for (int i = 0; i < 16; i++)
            tw_embedded_end(w);
    }
}

/* Many contents that are messages, of one attachment. */
static void contents(struct tw *w, size_t size)
{
    tw_rend_file(w);
    tw_attach_props_begin(w);
    while (w->len < size) {
        tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
        tw_stream(w, TW_KEY);
        tw_object_end(w);
    }
    tw_attr_props_end(w);
}

static void names(struct tw *w, size_t size, const char *name)
{
    while (w->len < size) {
        tw_attr_u32(w, TW_ATTACHMENT, TW_REND, 1);
        tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, name);
    }
}

static void escaped_names(struct tw *w, size_t size)
{
    names(w, size, "\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17");
}

static void long_names(struct tw *w, size_t size)
{
    names(w, size, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
}

static void hidden_names(struct tw *w, size_t size)
{
    while (w->len < size) {
        tw_attr_u32(w, TW_ATTACHMENT, TW_REND, 1);
        tw_attach_props_begin(w);
        tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME,
                        "\xE2\x80\xAE\xE2\x80\xAE\xE2\x80\xAE\xE2\x80\xAE\xE2\x80\xAE\xE2\x80\xAE"
                        "\xF3\xA0\x80\x81\xF3\xA0\x80\x81\xF3\xA0\x80\x81\xF3\xA0\x80\x81");
        tw_attr_props_end(w);
    }
}

/* First bytes of Big5 that have no second: the dearest text known. */
static void converted_names(struct tw *w, size_t size)
{
    w->len = 0;              /* the first code page is the one that holds */
    tw_stream(w, TW_KEY);
    tw_codepage(w, 950, 0);
    names(w, size, "\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81"
                   "\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81");
}

static void bodies(struct tw *w, size_t size)
{
    tw_msg_props_begin(w);
    while (w->len < size)
        tw_prop_str8(w, TW_P_BODY, "");
    tw_attr_props_end(w);
}

/* A body of RTF that is compressed to an eighth. */
static void compressed(struct tw *w, size_t size)
{
    struct lzfu_writer rtf;
    struct lzfu_header header;
    size_t len = size * 8u;
    char *text = malloc(len);

    assert_non_null(text);
    memcpy(text, "{\\rtf1  ", 8);
    for (size_t i = 8; i + 1u < len; i += 2u)
        memcpy(text + i, "{}", 2);
    lzfu_writer_init(&rtf);
    lzfu_text(&rtf, text, len / 2u * 2u);
    lzfu_end(&rtf);
    header = lzfu_header_coded(&rtf);
    lzfu_put_header(&rtf, &header);
    free(text);
    tw_msg_props_begin(w);
    tw_prop_bytes(w, TW_T_BINARY, TW_P_RTF, rtf.bytes, rtf.len);
    tw_attr_props_end(w);
    lzfu_writer_free(&rtf);
}

static void anomalies(struct tw *w, size_t size)
{
    tw_checksum_bias(w, 1);
    while (w->len < size)
        tw_attr(w, TW_MESSAGE, TW_UNKNOWN, "", 0);
}

static const struct {
    const char *name;
    void (*write)(struct tw *w, size_t size);
} inputs[] = {
    { "rows", rows }, { "attachments", attachments }, { "messages", messages }, { "nested", nested },
    { "contents", contents }, { "escaped names", escaped_names }, { "long names", long_names },
    { "hidden names", hidden_names }, { "converted names", converted_names }, { "bodies", bodies },
    { "compressed", compressed }, { "anomalies", anomalies },
};
#define INPUTS (sizeof inputs / sizeof inputs[0])

static uint8_t *build(size_t i, size_t size, size_t *len)
{
    struct tw w;
    uint8_t *buf;

    tw_init(&w);
    tw_head(&w);
    inputs[i].write(&w, size);
    buf = tw_take(&w, len);
    tw_free(&w);
    return buf;
}

static tnef_status nowhere(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)taken;
    *(uint64_t *)user += len;
    return TNEF_OK;
}

static uint64_t work(const uint8_t *buf, size_t len, size_t piece, uint64_t *calls, uint64_t *made)
{
    const tnef_decoder_limits all = { .size = sizeof all, .max_attributes = UINT32_MAX,
                                      .max_properties = UINT32_MAX, .max_rows = UINT32_MAX };
    const tnef_json_config cfg = { .size = sizeof cfg, .sink = nowhere, .user = made,
                                   .decoder_limits = &all };
    uint64_t before = touched_now();
    tnef_json *json;

    piece = piece != 0 ? piece : len;
    *made = 0;
    *calls = 1;
    assert_int_equal(tnef_json_new(&json, &cfg, NULL), TNEF_OK);
    for (size_t at = 0; at < len; at += piece, ++*calls)
        assert_int_equal(tnef_json_feed(json, buf + at, len - at < piece ? len - at : piece, NULL),
                         TNEF_OK);
    assert_int_equal(tnef_json_finish(json), TNEF_OK);
    tnef_json_free(json);
    return touched_now() - before;
}

static void json_touches_no_more(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < INPUTS; i++) {
        size_t len;
        uint8_t *buf = build(i, 140u << 10, &len);

        for (size_t k = 0; k < TOUCHED_PIECES; k++) {
            uint64_t calls, made;
            uint64_t touched = work(buf, len, touched_pieces[k], &calls, &made);

            if (k == 0)
                print_message("%-16s %6.2f for a byte, %6.2f bytes made\n", inputs[i].name,
                              (double)touched / (double)len, (double)made / (double)len);
            if (!touched_within("json", touched, len, calls))
                fail_msg("%s", inputs[i].name);
        }
        free(buf);
    }
}

/* Four times as much takes four times as long, and what is added is within the bound by itself. */
static void json_is_linear(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < INPUTS; i++) {
        uint64_t calls, made, small, large;
        size_t len, few;
        uint8_t *buf = build(i, 36u << 10, &few);

        small = work(buf, few, 0, &calls, &made);
        free(buf);
        buf = build(i, 144u << 10, &len);
        large = work(buf, len, 0, &calls, &made);
        free(buf);
        assert_true(large <= small * 4 + small / 4);
        assert_true(touched_grows_within("json", large - small, len - few, 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_touches_no_more),
        cmocka_unit_test(json_is_linear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
