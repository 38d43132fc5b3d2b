/* SPDX-License-Identifier: MIT */

/* Converters and bad input: strings that look like structure in every property, broken structures, limits,
 * misuse, a spool that fails. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"
#include "kept_output.h"

#define EVIL "x\r\nEND:VEVENT\r\nBcc: evil@example.com\r\n\r\n--=_T1_--\r\n;,:\"\\^=?UTF-8?Q?a?=\x1B"

/* ---- Strings ------------------------------------------------------------------------------- */

static void evil_people(struct tw *w)
{
    tw_rows_begin(w);
    tw_recipient(w, 1, EVIL, "SMTP", "a@b.example\r\nBcc: x@y.example", NULL);
    tw_recipient(w, 2, "Bob" EVIL, "SMTP", "bob@example.com", NULL);
    tw_rows_end(w);
}

static void evil_item(struct tw *w, const char *message_class)
{
    static const char *const keywords[2] = { EVIL, "b" };
    static const uint32_t texts[] = { 0x8208, 0x8234, 0x8209 };
    static const uint32_t contact[] = { 0x8005, 0x8083, 0x8045, 0x8046, 0x801B,
                                        0x8062, 0x802B, 0x8053, 0x802C, 0x804F };
    static const uint16_t ids[] = { 0x3001, 0x3A06, 0x3A11, 0x3A16, 0x3A17, 0x3A08, 0x3A51, 0x3A48, 0x1035,
                                    0x1042, 0x1039, 0x0070, 0x6820, 0x0080, 0x0081, 0x0074, 0x5D05,
                                    0x1043, 0x1044, 0x1045, 0x402A, 0x402B, 0x007D };

    cw_begin(w, message_class);
    tw_prop_unicode(w, TW_P_SUBJECT, EVIL);
    tw_prop_unicode(w, TW_P_BODY, "Text.\r\n");
    tw_prop_bool(w, 0x0029, 1);
    tw_prop_bool(w, 0x0023, 1);
    tw_prop_binary(w, 0x0071, EVIL, sizeof EVIL - 1);
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_representing(w, EVIL, "ann@example.com\r\nX: y");
    cw_sender(w, EVIL, "bob@example.com");
    cw_date(w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 4, 14, 0, 0));
    cw_keywords(w, keywords, 2);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        cw_text(w, TW_PSETID_APPOINTMENT, texts[i], EVIL);
    for (size_t i = 0; i < sizeof contact / sizeof contact[0]; i++)
        cw_text(w, CW_ADDRESS, contact[i], EVIL);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        tw_prop_unicode(w, ids[i], EVIL);
    cw_end(w);
    evil_people(w);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, EVIL, sizeof EVIL - 1);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, EVIL);
    tw_prop_unicode(w, TW_P_ATTACH_MIME, "a/b\r\nX: y");
    tw_prop_unicode(w, TW_P_CONTENT_ID, "a>\r\nX: y");
    tw_prop_unicode(w, TW_P_CONTENT_LOCATION, EVIL);
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, EVIL);
    tw_attr_props_end(w);
}

/* No line begins with what the strings would make a line of. */
static void expect_no_line(const char *text, const char *line)
{
    char sought[64];

    snprintf(sought, sizeof sought, "\n%s", line);
    if (strstr(text, sought) != NULL)
        fail_msg("a line is %s in\n%s", line, text);
}

static size_t count_of(const char *text, const char *what)
{
    size_t n = 0;

    for (const char *p = strstr(text, what); p != NULL; p = strstr(p + 1, what))
        n++;
    return n;
}

static void strings_stay_strings(void **state)
{
    static const tnef_convert_options options[2] = {
        { .size = sizeof options[0] },
        { .size = sizeof options[0],
          .flags = TNEF_CONVERT_RETURN_RECEIPT | TNEF_CONVERT_UTF8 | TNEF_CONVERT_RAW_NAMES,
          .imcea_domain = "gateway.example" },
    };
    static const char *const classes[] = { "IPM.Note", "IPM.Schedule.Meeting.Request",
                                           "IPM.Schedule.Meeting.Resp.Pos",
                                           "IPM.Appointment", "IPM.Contact", "IPM.DistList", "IPM.Task",
                                           "IPM.Activity", "IPM.StickyNote", "REPORT.IPM.Note.NDR",
                                           "REPORT.IPM.Note.IPNRN", "IPM.Note.SMIME", "IPM.TaskRequest",
                                           "IPM.Note.SMIME.MultipartSigned" };

    (void)state;
    for (size_t i = 0; i < 2u * (sizeof classes / sizeof classes[0]); i++) {
        for (uint32_t kind = TNEF_CONVERT_CALENDAR; kind <= TNEF_CONVERT_MAIL; kind++) {
            struct tw w;
            char *text;

            evil_item(&w, classes[i / 2u]);
            text = cw_convert(&w, kind, &options[i % 2u], NULL);
            if (text == NULL) {
                assert_int_not_equal(kind, TNEF_CONVERT_MAIL);
                continue;
            }
            expect_no_line(text, "Bcc:");
            expect_no_line(text, "X: y");
            assert_null(strchr(text, 0x1B));
            if (kind != TNEF_CONVERT_MAIL)
                assert_true(count_of(text, "\nEND:VEVENT\r\n") <= 1);
            assert_true(count_of(text, "\n--=_T1_--\r\n") <= 1);
            free(text);
        }
    }
}

/* ---- Limits and failures ------------------------------------------------------------------- */

static uint8_t *note_of(size_t body, size_t *len)
{
    char *text = malloc(body + 1);
    struct tw w;
    uint8_t *buf;

    assert_non_null(text);
    memset(text, 'a', body);
    text[body] = '\0';
    cw_begin(&w, "IPM.Note");
    tw_prop_str8(&w, TW_P_BODY, text);
    cw_end(&w);
    buf = tw_take(&w, len);
    tw_free(&w);
    free(text);
    return buf;
}

struct broken_spool {
    int writes, reads;           /* until it fails; 0: never                                      */
    uint8_t bytes[100000];
};

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct broken_spool *s = user;

    if (s->writes > 0 && --s->writes == 0)
        return 11;
    assert_true(offset + len <= sizeof s->bytes);
    memcpy(s->bytes + offset, buf, len);
    return 0;
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct broken_spool *s = user;

    if (s->reads > 0 && --s->reads == 0)
        return 12;
    memcpy(buf, s->bytes + offset, len);
    return 0;
}

static tnef_status convert(const tnef_convert_config *cfg, const uint8_t *buf, size_t len,
                           struct kept_output *out, uint32_t *left_out, int32_t *user_code)
{
    tnef_error error = { .size = sizeof error };
    tnef_convert *c;
    tnef_status status = tnef_convert_new(&c, cfg, NULL);

    kept_begin(out, TAKES_ALL);
    assert_int_equal(status, TNEF_OK);
    status = tnef_convert_feed(c, buf, len, NULL);
    if (status == TNEF_OK)
        status = tnef_convert_finish(c);
    if (status == TNEF_OK)
        status = tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, kept_sink, out);
    tnef_convert_error(c, &error);
    assert_int_equal(error.status, status);
    *user_code = error.user_code;
    *left_out = tnef_convert_left_out(c);
    tnef_convert_free(c);
    return status;
}

static void memory_and_spool(void **state)
{
    static struct broken_spool spool;
    const tnef_spool s = { .size = sizeof s, .write = spool_write, .read = spool_read, .user = &spool };
    tnef_convert_config cfg = { .size = sizeof cfg };
    struct kept_output whole, out;
    uint32_t left_out;
    int32_t code;
    size_t len;
    uint8_t *buf = note_of(50000, &len);

    (void)state;
    assert_int_equal(convert(NULL, buf, len, &whole, &left_out, &code), TNEF_OK);
    assert_int_equal(left_out, TNEF_CONVERT_NO_DATE);
    /* All of it has room, and one byte more would not: the text and its NUL. */
    cfg.max_memory = 50001;
    assert_int_equal(convert(&cfg, buf, len, &out, &left_out, &code), TNEF_OK);
    assert_int_equal(left_out, TNEF_CONVERT_NO_DATE);
    assert_string_equal(out.out, whole.out);
    free(out.out);
    cfg.max_memory = 50000;
    assert_int_equal(convert(&cfg, buf, len, &out, &left_out, &code), TNEF_OK);
    assert_int_equal(left_out, TNEF_CONVERT_NO_DATE | TNEF_CONVERT_TRUNCATED);
    free(out.out);
    /* The same with a spool. */
    cfg.spool = &s;
    cfg.max_memory = 1000;
    assert_int_equal(convert(&cfg, buf, len, &out, &left_out, &code), TNEF_OK);
    assert_string_equal(out.out, whole.out);
    free(out.out);
    cfg.max_spool = 10000;
    assert_int_equal(convert(&cfg, buf, len, &out, &left_out, &code), TNEF_OK);
    assert_int_equal(left_out, TNEF_CONVERT_NO_DATE | TNEF_CONVERT_TRUNCATED);
    free(out.out);
    cfg.max_spool = 0;
    spool.writes = 1;
    assert_int_equal(convert(&cfg, buf, len, &out, &left_out, &code), TNEF_E_CALLBACK);
    assert_int_equal(code, 11);
    free(out.out);
    spool.writes = 0;
    spool.reads = 1;
    assert_int_equal(convert(&cfg, buf, len, &out, &left_out, &code), TNEF_E_CALLBACK);
    assert_int_equal(code, 12);
    free(out.out);
    spool.reads = 0;
    free(whole.out);
    free(buf);
}

static void max_tree(void **state)
{
    tnef_convert_config cfg = { .size = sizeof cfg, .max_tree = 1 };
    struct tnef_convert_info info = { .size = sizeof info };
    tnef_convert *c;
    size_t len;
    uint8_t *buf = note_of(10, &len);

    (void)state;
    assert_int_equal(tnef_convert_new(&c, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_feed(c, buf, len, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    assert_int_equal(tnef_convert_kinds(c), 0);
    tnef_convert_info(c, &info);
    assert_int_equal(info.status, TNEF_E_LIMIT_MEMORY);
    tnef_convert_free(c);
    free(buf);
}

static void recipients(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        struct tw w;
        uint32_t left_out;
        char *text;

        cw_begin(&w, "IPM.Note");
        cw_end(&w);
        tw_rows_begin(&w);
        for (int i = 0; i < (int)TNEF_CONVERT_PEOPLE_MAX + more; i++)
            tw_recipient(&w, 1, "a", "SMTP", "a@b.example", NULL);
        tw_rows_end(&w);
        text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, &left_out);
        assert_non_null(text);
        assert_int_equal(count_of(text, "<a@b.example>"), TNEF_CONVERT_PEOPLE_MAX);
        assert_int_equal(left_out & TNEF_CONVERT_PEOPLE, more ? TNEF_CONVERT_PEOPLE : 0);
        free(text);
    }
}

/* A daily series of which the first |n| days after the first one are left out. */
static char *series_of(uint32_t n, uint32_t *left_out)
{
    uint8_t *blob = malloc(200 + 4 * (size_t)n);
    size_t len, head = cw_bytes("043004300a20 0000 0000 ~ a0050000 ~ 23200000 0a000000 ~", blob, 200);
    struct tw b, w;

    tw_init(&b);
    tw_bytes(&b, blob, head);
    free(blob);
    tw_u32(&b, n);
    for (uint32_t i = 0; i < n; i++)
        tw_u32(&b, 0x0D440720u + 1440u * (i + 1u));
    tw_u32(&b, 0);
    tw_u32(&b, 0x0D440720u);
    tw_u32(&b, 0x5AE980DFu);
    tw_u32(&b, 0x3006);
    tw_u32(&b, 0x3009);
    tw_u32(&b, 540);
    tw_u32(&b, 570);
    tw_u16(&b, 0);
    tw_u32(&b, 0);
    tw_u32(&b, 0);
    blob = tw_take(&b, &len);
    cw_begin(&w, "IPM.Appointment");
    cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 1, 9, 0, 0));
    cw_blob(&w, TW_PSETID_APPOINTMENT, 0x8216, blob, len);
    cw_end(&w);
    free(blob);
    return cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, left_out);
}

static void left_out_days(void **state)
{
    uint32_t left_out;
    char *text = series_of(10000, &left_out);

    (void)state;
    assert_int_equal(left_out & TNEF_CONVERT_NO_RULE, 0);
    assert_non_null(strstr(text, "RRULE:FREQ=DAILY\r\n"));
    assert_non_null(strstr(text, "EXDATE:20240302T090000,20240303T090000,"));
    free(text);
    text = series_of(10001, &left_out);
    assert_int_equal(left_out & TNEF_CONVERT_NO_RULE, TNEF_CONVERT_NO_RULE);
    assert_null(strstr(text, "RRULE"));
    assert_null(strstr(text, "EXDATE"));
    free(text);
}

static void members(void **state)
{
    uint8_t entry[512];
    const size_t len = cw_one_off(entry, "a", "SMTP", "a@b.example");

    (void)state;
    for (uint32_t more = 0; more < 2; more++) {
        struct tw w;
        uint32_t left_out;
        char *text;

        cw_begin(&w, "IPM.DistList");
        tw_named_id(&w, CW_ADDRESS, 0x8054);
        tw_values_begin(&w, TW_T_BINARY | TW_T_MV, 0x8000);
        for (uint32_t i = 0; i < TNEF_CONVERT_MEMBERS_MAX + more; i++)
            tw_value(&w, entry, len);
        tw_values_end(&w);
        cw_end(&w);
        text = cw_convert(&w, TNEF_CONVERT_CARD, NULL, &left_out);
        assert_int_equal(count_of(text, "MEMBER:"), TNEF_CONVERT_MEMBERS_MAX);
        assert_int_equal(left_out, more ? TNEF_CONVERT_MEMBERS : 0);
        free(text);
    }
}

static void configurations(void **state)
{
    const tnef_convert_config good = { .size = sizeof good };
    const tnef_spool half = { .size = sizeof half, .write = spool_write }, other = { .size = sizeof other,
                                                                                     .read = spool_read };
    const void *field;
    tnef_convert_config c = good;

    (void)state;
    assert_int_equal(tnef_convert_check(NULL, &field), TNEF_OK);
    assert_int_equal(tnef_convert_check(&good, &field), TNEF_OK);
    assert_null(field);
    assert_true(tnef_convert_size(&good) > 0);
#define WRONG(at, value) \
    do { \
        tnef_convert *made; \
        c = good; \
        c.at = (value); \
        assert_int_equal(tnef_convert_check(&c, &field), TNEF_E_ARGUMENT); \
        assert_int_equal(tnef_convert_new(&made, &c, NULL), TNEF_E_ARGUMENT); \
        assert_null(made); \
        assert_int_equal(tnef_convert_size(&c), 0); \
    } while (0)
    WRONG(size, 4);
    assert_ptr_equal(field, &c.size);
    WRONG(flags, 1);
    assert_ptr_equal(field, &c.flags);
    WRONG(max_tree, (UINT64_C(1) << 62) + 1u);
    assert_ptr_equal(field, &c.max_tree);
    WRONG(max_spool, (UINT64_C(1) << 62) + 1u);
    assert_ptr_equal(field, &c.max_spool);
    WRONG(max_output, (UINT64_C(1) << 62) + 1u);
    assert_ptr_equal(field, &c.max_output);
    WRONG(max_memory, TNEF_BODIES_MEMORY_CEILING + 1u);
    assert_ptr_equal(field, &c.max_memory);
    WRONG(max_bodies, TNEF_BODIES_MEMORY_CEILING + 1u);
    assert_ptr_equal(field, &c.max_bodies);
    WRONG(spool, &half);
    assert_ptr_equal(field, &half.read);
    WRONG(spool, &other);
    assert_ptr_equal(field, &other.write);
}

static void misuse(void **state)
{
    tnef_convert_options options = { .size = sizeof options };
    struct kept_output out;
    tnef_convert *c;
    size_t len;
    uint8_t *buf = note_of(10, &len);

    (void)state;
    kept_begin(&out, TAKES_ALL);
    assert_int_equal(tnef_convert_new(&c, NULL, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, kept_sink, &out), TNEF_E_STATE);
    assert_int_equal(tnef_convert_kinds(c), 0);
    assert_int_equal(tnef_convert_feed(c, buf, len, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    assert_int_equal(tnef_convert_kinds(c), TNEF_CONVERT_BIT(TNEF_CONVERT_MAIL));
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, NULL, &out), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_CARD, NULL, kept_sink, &out), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_convert_write(c, 0, NULL, kept_sink, &out), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_convert_write(c, 4, NULL, kept_sink, &out), TNEF_E_ARGUMENT);
    options.card_version = 2;
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, &options, kept_sink, &out), TNEF_E_ARGUMENT);
    options.card_version = 0;
    options.flags = 0x8000;
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, &options, kept_sink, &out), TNEF_E_ARGUMENT);
    assert_int_equal(out.len, 0);
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, kept_sink, &out), TNEF_OK);
    assert_true(out.len > 0);
    assert_int_equal(tnef_convert_feed(c, buf, len, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_convert_reset(c), TNEF_OK);
    assert_int_equal(tnef_convert_feed(c, NULL, 1, NULL), TNEF_E_ARGUMENT);
    tnef_convert_free(c);
    tnef_convert_free(NULL);
    free(out.out);
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_stay_strings), cmocka_unit_test(memory_and_spool),
        cmocka_unit_test(max_tree),             cmocka_unit_test(recipients),
        cmocka_unit_test(left_out_days),        cmocka_unit_test(members),
        cmocka_unit_test(configurations),       cmocka_unit_test(misuse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
