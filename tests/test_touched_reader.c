/* SPDX-License-Identifier: MIT */

/* Bytes touched by a reader, and by tnef_message_load(), on the worst inputs known. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/message.h>

#include "touched.h"
#include "writer.h"

/* Fewer of anything than its limit: what is passed over is cheap. */
#define SIZE (140u << 10)

static const uint8_t ps_mapi[16] = {0x28, 0x03, 0x02, 0, 0, 0, 0, 0,
                                    0xC0, 0, 0, 0, 0, 0, 0, 0x46};
static char long_text[60001];

/* ---- Inputs ------------------------------------------------------------------------------- */

static void empty_rows(struct tw *w)
{
    tw_rows_begin(w);
    while (w->len < SIZE) {
        tw_row_begin(w);
        tw_row_end(w);
    }
    tw_rows_end(w);
}

static void small_rows(struct tw *w)
{
    tw_rows_begin(w);
    while (w->len < SIZE) {
        tw_row_begin(w);
        tw_prop_i4(w, TW_P_RECIPIENT_KIND, 1);
        tw_row_end(w);
    }
    tw_rows_end(w);
}

static void rows_of_names(struct tw *w)
{
    tw_rows_begin(w);
    while (w->len < SIZE) {
        tw_row_begin(w);
        tw_prop_str8(w, TW_P_DISPLAY_NAME, "'a@b'");
        tw_prop_str8(w, 0x5FF6, "A <a@b>");
        tw_prop_str8(w, 0x3A20, "/o=x");
        tw_prop_str8(w, TW_P_EMAIL_ADDRESS, "/o=y");
        tw_prop_str8(w, TW_P_ADDRESS_TYPE, "EX");
        tw_row_end(w);
    }
    tw_rows_end(w);
}

static void empty_attachments(struct tw *w)
{
    while (w->len < SIZE)
        tw_attr(w, TW_ATTACHMENT, TW_REND, "", 0);
}

static void attachments(struct tw *w)
{
    while (w->len < SIZE)
        tw_rend_file(w);
}

/* attAttachRendData in four bytes, at the level of the message and with a checksum that is wrong: each
 * begins an attachment. Found by scripts/worst. */
static void misplaced_attachments(struct tw *w)
{
    while (w->len < SIZE) {
        tw_attr_begin(w, TW_MESSAGE, 0x00089002);
        tw_u32(w, 0);
        tw_attr_checksum(w, 0x5353);
        tw_attr_end(w);
    }
}

static void empty_messages(struct tw *w)
{
    while (w->len < SIZE) {
        tw_attr_begin(w, TW_ATTACHMENT, TW_ATTACH_PROPS);
        tw_props_begin(w);
        for (int i = 0; i < 100; i++) {
            tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
            tw_stream(w, TW_KEY);
            tw_object_end(w);
        }
        tw_props_end(w);
        tw_attr_end(w);
    }
}

static void deep_messages(struct tw *w)
{
    size_t depth = 0;

    for (; depth < 15; depth++)
        tw_embedded_begin(w, "x");
    empty_messages(w);
    for (; depth > 0; depth--)
        tw_embedded_end(w);
}

/* Text in the innermost of many messages without a code page of their own. */
static void deep_text(struct tw *w)
{
    size_t depth = 0;

    for (; depth < 15; depth++)
        tw_embedded_begin(w, "x");
    while (w->len < SIZE) {
        tw_rend_file(w);
        tw_attach_props_begin(w);
        tw_prop_str8(w, TW_P_ATTACH_LONG_NAME, "\xE4");
        tw_prop_str8(w, TW_P_CONTENT_ID, "\xE4");
        tw_attr_props_end(w);
    }
    for (; depth > 0; depth--)
        tw_embedded_end(w);
}

static void repeated_properties(struct tw *w)
{
    tw_msg_props_begin(w);
    while (w->len < SIZE)
        tw_prop_str8(w, TW_P_SUBJECT, "a");
    tw_attr_props_end(w);
}

static void named_properties(struct tw *w)
{
    tw_msg_props_begin(w);
    while (w->len < SIZE) {
        tw_named_id(w, TW_PSETID_COMMON, 0x8517);
        tw_prop_time(w, 0x8000, 1);
        tw_named_id(w, ps_mapi, 0x0037);
        tw_prop_str8(w, 0x8001, "a");
    }
    tw_attr_props_end(w);
}

static void repeated_names(struct tw *w)
{
    while (w->len < SIZE) {
        tw_rend_file(w);
        tw_attach_props_begin(w);
        for (int i = 0; i < 12; i++) {
            char name[600];

            memset(name, 'a', sizeof name - 1u);
            name[sizeof name - 1u] = '\0';
            name[sizeof name - 2u] = (char)('a' + i);
            tw_prop_str8(w, TW_P_ATTACH_LONG_NAME, name);
        }
        tw_attr_props_end(w);
    }
}

static void long_strings(struct tw *w)
{
    memset(long_text, '<', sizeof long_text - 1u);
    while (w->len < SIZE) {
        tw_rows_begin(w);
        tw_row_begin(w);
        tw_prop_str8(w, TW_P_DISPLAY_NAME, long_text);
        tw_prop_str8(w, 0x5FF6, long_text);
        tw_prop_str8(w, 0x3A20, long_text);
        tw_row_end(w);
        tw_rows_end(w);
    }
}

/* Escape sequences that ISO-2022-JP does not have: the dearest text known. */
static void converted(struct tw *w)
{
    static const char dear[] = "\x1B$\x1B$\x1B$\x1B$\x1B$\x1B$\x1B$\x1B$"
                               "\x1B$\x1B$\x1B$\x1B$\x1B$\x1B$\x1B$\x1B$";

    char text[1001] = "";

    for (size_t i = 0; i < sizeof text - 1u; i++)
        text[i] = dear[i % 32u];
    w->len = 0;              /* the first code page is the one that holds */
    tw_stream(w, TW_KEY);
    tw_codepage(w, 50220, 0);
    while (w->len < SIZE) {
        tw_attr_string(w, TW_MESSAGE, TW_SUBJECT, text);
        tw_rend_file(w);
        tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, text);
        tw_attach_props_begin(w);
        tw_prop_str8(w, TW_P_ATTACH_LONG_NAME, text);
        tw_attr_props_end(w);
        tw_rows_begin(w);
        tw_row_begin(w);
        tw_prop_str8(w, TW_P_DISPLAY_NAME, text);
        tw_prop_str8(w, 0x5FF6, text);
        tw_prop_str8(w, 0x3A20, text);
        tw_row_end(w);
        tw_rows_end(w);
    }
}

static void bodies(struct tw *w)
{
    tw_msg_props_begin(w);
    while (w->len < SIZE)
        tw_prop_bytes(w, TW_T_STR8, TW_P_BODY, "", 0);
    tw_attr_props_end(w);
}

static void values_of_content(struct tw *w)
{
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_values_begin(w, TW_T_MV | TW_T_I2, TW_P_ATTACH_DATA);
    while (w->len < SIZE)
        tw_value_u16(w, 1);
    tw_values_end(w);
    tw_attr_props_end(w);
}

static void stray_contents(struct tw *w)
{
    tw_msg_props_begin(w);
    while (w->len < SIZE)
        tw_prop_bytes(w, TW_T_BINARY, TW_P_ATTACH_DATA, "x", 1);
    tw_attr_props_end(w);
}

static void remainders(struct tw *w)
{
    while (w->len < SIZE) {
        tw_attr_begin(w, TW_MESSAGE, TW_PROPS);
        tw_u32(w, 0);
        tw_u8(w, 'x');
        tw_attr_end(w);
    }
}

static void trailing(struct tw *w)
{
    tw_fill(w, 'x', SIZE);
}

static void one_content(struct tw *w)
{
    char *data = calloc(1, SIZE);

    assert_non_null(data);
    tw_attachment(w, "a.bin", data, SIZE);
    free(data);
}

struct input {
    const char *name;
    void (*write)(struct tw *w);
};

static const struct input inputs[] = {
    { "empty rows", empty_rows },
    { "small rows", small_rows },
    { "rows of names", rows_of_names },
    { "empty attachments", empty_attachments },
    { "attachments", attachments },
    { "misplaced attachments", misplaced_attachments },
    { "empty messages", empty_messages },
    { "deep messages", deep_messages },
    { "deep text", deep_text },
    { "repeated properties", repeated_properties },
    { "named properties", named_properties },
    { "repeated names", repeated_names },
    { "long strings", long_strings },
    { "converted", converted },
    { "bodies", bodies },
    { "values of a content", values_of_content },
    { "stray contents", stray_contents },
    { "remainders", remainders },
    { "trailing bytes", trailing },
    { "one content", one_content },
};

/* ---- Runs --------------------------------------------------------------------------------- */

static uint8_t *build(const struct input *in, size_t *len)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    in->write(&w);
    return tw_take(&w, len);
}

static void check(const char *name, size_t piece, uint64_t touched, size_t len, uint64_t calls)
{
    if (getenv("TNEF_TOUCHED_SHOW") != NULL) {
        print_message("%-20s %6zu: %6.2f\n", name, piece,
                      (double)touched / (double)(len + calls));
    }
    if (!touched_within("reader", touched, len, calls)) {
        print_error("%s in pieces of %zu\n", name, piece);
        fail();
    }
}

/* Handlers of everything: descriptions are made for those that ask. */
static int on_message(void *user, const tnef_message_info *m)
{
    (void)user;
    (void)m;
    return TNEF_CONTINUE;
}

static int on_recipient(void *user, const tnef_recipient *r)
{
    (void)user;
    (void)r;
    return TNEF_CONTINUE;
}

static int on_part(void *user, const tnef_part *p)
{
    (void)user;
    (void)p;
    return TNEF_CONTINUE;
}

static int on_content(void *user, const tnef_part *p, const tnef_content *c)
{
    (void)user;
    (void)p;
    (void)c;
    return TNEF_CONTINUE;
}

static int on_data(void *user, const tnef_part *p, const tnef_content *c, const void *data, size_t len)
{
    (void)user;
    (void)p;
    (void)c;
    (void)data;
    (void)len;
    return TNEF_CONTINUE;
}

static int on_event(void *user, const tnef_event *ev)
{
    (void)user;
    (void)ev;
    return TNEF_CONTINUE;
}

static const tnef_reader_handlers all_handlers = {
    .size = sizeof all_handlers, .message_begin = on_message, .message_end = on_message,
    .recipient = on_recipient, .part_begin = on_part, .content_begin = on_content,
    .part_data = on_data, .content_end = on_content, .part_end = on_part, .property = on_event,
    .anomaly = on_event,
};

static void in_pieces(const tnef_reader_handlers *handlers)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .flags = TNEF_DESCEND_DATA,
                              .handlers = handlers};
    tnef_reader *r;

    if (!touched_counts()) {
        skip();
    }
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        size_t len;
        uint8_t *buf = build(&inputs[i], &len);

        for (size_t k = 0; k < TOUCHED_PIECES; k++) {
            size_t piece = touched_pieces[k] != 0 ? touched_pieces[k] : len;
            uint64_t before = touched_now(), calls = 1;

            assert_int_equal(tnef_reader_reset(r), TNEF_OK);
            for (size_t at = 0; at < len; at += piece, calls++) {
                (void)tnef_reader_feed(r, buf + at, piece < len - at ? piece : len - at, NULL);
            }
            (void)tnef_reader_finish(r);
            check(inputs[i].name, touched_pieces[k], touched_now() - before, len, calls);
        }
        free(buf);
    }
    tnef_reader_free(r);
}

static void touched_in_pieces(void **state)
{
    (void)state;
    in_pieces(NULL);
}

static void touched_with_handlers(void **state)
{
    (void)state;
    in_pieces(&all_handlers);
}

static void touched_by_loading(void **state)
{
    (void)state;
    if (!touched_counts()) {
        skip();
    }
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        tnef_message *m = NULL;
        size_t len;
        uint8_t *buf = build(&inputs[i], &len);
        uint64_t before = touched_now();

        (void)tnef_message_load(&m, buf, len, NULL, NULL);
        check(inputs[i].name, 1u << 20, touched_now() - before, len, 1);
        tnef_message_free(m);
        free(buf);
    }
}

/* A row costs what it keeps: of one that keeps nothing nothing is cleared (3 for a byte; 77 if it is). */
static void rows_that_keep_nothing_cost_little(void **state)
{
    const struct tnef_reader_config cfg = {.size = sizeof cfg};
    tnef_reader *r;

    (void)state;
    if (!touched_counts()) {
        skip();
    }
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        if (inputs[i].write == empty_rows) {
            size_t len;
            uint8_t *buf = build(&inputs[i], &len);
            uint64_t before = touched_now();

            (void)tnef_reader_feed(r, buf, len, NULL);
            (void)tnef_reader_finish(r);
            assert_true(touched_now() - before < 8 * len);
            free(buf);
        }
    }
    tnef_reader_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(touched_in_pieces),
        cmocka_unit_test(touched_with_handlers),
        cmocka_unit_test(touched_by_loading),
        cmocka_unit_test(rows_that_keep_nothing_cost_little),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
