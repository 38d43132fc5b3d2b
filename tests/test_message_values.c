/* SPDX-License-Identifier: MIT */

/* Values out of the many places in which they can be: people, times, subjects, code pages. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/message.h>

#include "model_fixture.h"

static const uint8_t psetid_task[16] = {0x03, 0x20, 0x06, 0, 0, 0, 0, 0,
                                        0xC0, 0, 0, 0, 0, 0, 0, 0x46};
static const uint8_t exchange_entry[] =
    "\0\0\0\0\xDC\xA7\x40\xC8\xC0\x42\x10\x1A\xB4\xB9\x08\x00\x2B\x2F\xE1\x82"
    "\x01\0\0\0\0\0\0\0/o=A/cn=entry";
static const uint8_t one_off_entry[] =
    "\0\0\0\0\x81\x2B\x1F\xA4\xBE\xA3\x10\x19\x9D\x6E\x00\xDD\x01\x0F\x54\x02"
    "\0\0\0\0One Off\0SMTP\0one@off.test";

/* ---- People ------------------------------------------------------------------------------- */

struct row {
    const char *display, *recipient, *transmittable, *type, *email, *smtp, *key;
    int entry;                    /* 1: EX in 0FFF, 2: one-off in 0FFF, 3 and 4: in 5FF7           */
    const char *want;
};

static void put(struct tw *w, uint16_t id, const char *text)
{
    if (text != NULL) {
        tw_prop_unicode(w, id, text);
    }
}

static void put_entry(struct tw *w, int entry)
{
    uint16_t id = entry > 2 ? 0x5FF7 : 0x0FFF;

    if (entry == 1 || entry == 3) {
        tw_prop_binary(w, id, exchange_entry, sizeof exchange_entry);
    } else if (entry != 0) {
        tw_prop_binary(w, id, one_off_entry, sizeof one_off_entry);
    }
}

static void people_in_rows(void **state)
{
    static const struct row rows[] = {
        {.display = "Anna Berg", .recipient = "/o=X/cn=anna", .type = "EX", .email = "/o=X/cn=anna",
         .want = "r.name=\"Anna Berg\" r.address=\"/o=X/cn=anna\" r.type=\"EX\""},
        {.display = "/O=X/CN=ANNA", .recipient = "Anna", .type = "EX", .email = "/o=X/cn=anna",
         .want = "r.name=\"Anna\" r.address=\"/o=X/cn=anna\" r.type=\"EX\""},
        {.display = "/ou=other", .transmittable = "Anna", .type = "EX", .email = "/o=X",
         .want = "r.name=\"Anna\" "},
        {.display = "Post", .transmittable = "n@x.test", .type = "EX", .email = "/O=M/CN=NKN",
         .want = "r.name=\"Post\" r.address=\"n@x.test\" r.type=\"SMTP\""},
        {.display = "'N@X.test'", .recipient = "N", .type = "SMTP", .email = "n@x.test",
         .want = "r.name=\"N\" r.address=\"n@x.test\""},
        {.display = "n@x.test", .type = "SMTP", .email = "n@x.test",
         .want = "r.name=\"n@x.test\" r.address=\"n@x.test\""},
        {.display = "", .recipient = "Anna <a@x.test>", .type = "EX", .email = "/o=X",
         .want = "r.name=\"Anna\" r.address=\"a@x.test\" r.type=\"SMTP\""},
        {.recipient = "\"Berg, Anna\" <a@x.test>", .smtp = "b@x.test",
         .want = "r.name=\"Berg, Anna\" r.address=\"b@x.test\" r.type=\"SMTP\""},
        {.display = "a@other.test", .type = "SMTP", .email = "a@x.test",
         .want = "r.name=\"a@other.test\" r.address=\"a@x.test\""},
        {.display = "/o=A", .type = "EX", .email = "/o=A",
         .want = "r.name=\"/o=A\" r.address=\"/o=A\" r.type=\"EX\""},
        {.smtp = "a@x.test", .want = "r.name=\"a@x.test\" r.address=\"a@x.test\""},
        {.display = "A", .entry = 1, .want = "r.address=\"/o=A/cn=entry\" r.type=\"EX\""},
        {.display = "A", .entry = 3, .want = "r.address=\"/o=A/cn=entry\" r.type=\"EX\""},
        {.entry = 2, .want = "r.name=\"One Off\" r.address=\"one@off.test\" r.type=\"SMTP\""},
        {.display = "A", .entry = 4, .want = "r.name=\"A\" r.address=\"one@off.test\""},
        {.display = "A", .key = "EX:/O=A", .want = "r.address=\"/O=A\" r.type=\"EX\""},
        {.display = "A", .entry = 1, .key = "SMTP:A@X", .want = "r.address=\"A@X\" r.type=\"SMTP\""},
        {.display = "A", .email = "a@x.test", .transmittable = "b@x.test",
         .want = "r.name=\"A\" r.address=\"a@x.test\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;

        fixture_begin(&f);
        tw_rows_begin(&f.w);
        tw_row_begin(&f.w);
        put(&f.w, TW_P_DISPLAY_NAME, rows[i].display);
        put(&f.w, 0x5FF6, rows[i].recipient);
        put(&f.w, 0x3A20, rows[i].transmittable);
        put(&f.w, TW_P_ADDRESS_TYPE, rows[i].type);
        put(&f.w, TW_P_EMAIL_ADDRESS, rows[i].email);
        put(&f.w, TW_P_SMTP_ADDRESS, rows[i].smtp);
        put_entry(&f.w, rows[i].entry);
        if (rows[i].key != NULL) {
            tw_prop_binary(&f.w, 0x300B, rows[i].key, strlen(rows[i].key) + 1);
        }
        tw_row_end(&f.w);
        tw_row_begin(&f.w);
        tw_row_end(&f.w);
        tw_rows_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, rows[i].want);
        fixture_end(&f);
    }
}

static tnef_person person(const char *name, const char *address)
{
    tnef_person p;

    memset(&p, 0, sizeof p);
    p.name.text = name;
    p.name.len = name != NULL ? strlen(name) : 0;
    p.address.text = address;
    p.address.len = address != NULL ? strlen(address) : 0;
    return p;
}

static void people_from_and_sender(void **state)
{
    tnef_message_info m;

    (void)state;
    memset(&m, 0, sizeof m);
    m.sender = person("Secretary", "sec@x.test");
    assert_ptr_equal(tnef_message_from(&m), &m.sender);
    assert_null(tnef_message_sender(&m));
    m.representing = person("Boss", "boss@x.test");
    assert_ptr_equal(tnef_message_from(&m), &m.representing);
    assert_ptr_equal(tnef_message_sender(&m), &m.sender);
    m.representing = person("S.", "SEC@x.test");
    assert_null(tnef_message_sender(&m));
    m.representing = person("SECRETARY", NULL);
    assert_null(tnef_message_sender(&m));
    m.representing = person("Boss", NULL);
    assert_ptr_equal(tnef_message_sender(&m), &m.sender);
    m.sender = person(NULL, NULL);
    assert_null(tnef_message_sender(&m));
    m.representing = person("", "");
    assert_ptr_equal(tnef_message_from(&m), &m.sender);
}

/* An X.500 name is no name of a sender either. */
static void people_senders(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_unicode(&f.w, TW_P_SENDER_NAME, "/o=X/cn=a");
    tw_prop_unicode(&f.w, 0x5D01, "a@x.test");
    tw_prop_unicode(&f.w, TW_P_FROM_NAME, "B <b@x.test>");
    tw_prop_binary(&f.w, 0x003F, one_off_entry, sizeof one_off_entry);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " sender.name=\"a@x.test\" sender.address=\"a@x.test\"");
    fixture_expect(&f, " from.name=\"B\" from.address=\"b@x.test\" from.type=\"SMTP\"");
    fixture_expect(&f, " by.name=\"One Off\" by.address=\"one@off.test\"");
    fixture_end(&f);
}

/* ---- Times -------------------------------------------------------------------------------- */

#define SECONDS(n) ((UINT64_C(11644473600) + (n)) * 10000000u)

enum { PROPERTY = 1, APPOINTMENT = 2, COMMON = 4, TASK = 8, ATTRIBUTE = 16 };

static void time_of_start_and_end(void **state)
{
    static const struct {
        int there;
        int task;
        const char *start, *end;
    } cases[] = {
        {APPOINTMENT, 0, "start=100.0000000 ", "end=101.0000000 "},
        {APPOINTMENT | COMMON | TASK, 0, "start=100.0000000 ", "end=101.0000000 "},
        {PROPERTY | APPOINTMENT | COMMON, 0, "start=10.0000000 ", "end=11.0000000 "},
        {COMMON | TASK, 0, "start=200.0000000 ", "end=201.0000000 "},
        {COMMON | ATTRIBUTE, 0, "start=200.0000000 ", "end=201.0000000 "},
        {TASK, 0, "start=300.0000000? ", "end=301.0000000? "},
        {COMMON | TASK, 1, "start=300.0000000? ", "end=301.0000000? "},
        {COMMON, 1, "start=200.0000000 ", "end=201.0000000 "},
        {ATTRIBUTE, 1, "start=946684800.0000000? ", "end=946684800.0000000? "},
        {ATTRIBUTE | TASK, 0, "start=946684800.0000000? ", "end=946684800.0000000? "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct tw_date date = {2000, 1, 1, 0, 0, 0, 6};
        int there = cases[i].there;
        struct fixture f;

        fixture_begin(&f);
        tw_class(&f.w, cases[i].task ? "IPM.TaskRequest" : "IPM.Appointment");
        if ((there & ATTRIBUTE) != 0) {
            tw_attr_date(&f.w, TW_MESSAGE, TW_DATE_START, date);
            tw_attr_date(&f.w, TW_MESSAGE, TW_DATE_END, date);
        }
        tw_msg_props_begin(&f.w);
        for (uint32_t k = 0; k < 2; k++) {
            if ((there & TASK) != 0) {
                tw_named_id(&f.w, psetid_task, 0x8104 + k);
                tw_prop_time(&f.w, 0x8000, SECONDS(300 + k));
            }
            if ((there & COMMON) != 0) {
                tw_named_id(&f.w, TW_PSETID_COMMON, 0x8516 + k);
                tw_prop_time(&f.w, 0x8001, SECONDS(200 + k));
            }
            if ((there & APPOINTMENT) != 0) {
                tw_named_id(&f.w, TW_PSETID_APPOINTMENT, 0x820D + k);
                tw_prop_time(&f.w, 0x8002, SECONDS(100 + k));
            }
            if ((there & PROPERTY) != 0) {
                tw_prop_time(&f.w, (uint16_t)(0x0060 + k), SECONDS(10 + k));
            }
            /* The same numbers in other sets are something else. */
            tw_named_id(&f.w, TW_PS_PUBLIC_STRINGS, 0x820D + k);
            tw_prop_time(&f.w, 0x8003, SECONDS(1));
        }
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, cases[i].start);
        fixture_expect(&f, cases[i].end);
        fixture_end(&f);
    }
}

/* ---- Subjects ----------------------------------------------------------------------------- */

static void subject_without_marker(void **state)
{
    static const uint16_t ids[] = {TW_P_SUBJECT, TW_P_SUBJECT_PREFIX, TW_P_NORMALIZED_SUBJECT,
                                   0x0070};
    static const char *const keys[] = {"subject", "prefix", "normalized", "topic"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct fixture f;
        char want[40];

        fixture_begin(&f);
        tw_msg_props_begin(&f.w);
        tw_prop_unicode(&f.w, ids[i], "\x01\tRecall: the plan");
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        (void)snprintf(want, sizeof want, " %s=\"Recall: the plan\"", keys[i]);
        fixture_expect(&f, want);
        fixture_expect_no(&f, "\\01");
        fixture_end(&f);
    }
}

/* The answer to a message without a subject has nothing but a prefix. */
static void subject_of_prefix(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_msg_props_begin(&f.w);
    tw_prop_unicode(&f.w, TW_P_SUBJECT_PREFIX, "RE: ");
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " subject=\"RE: \"");
    fixture_expect_no(&f, "normalized=\"RE");
    fixture_end(&f);
}

/* ---- Text --------------------------------------------------------------------------------- */

#define UMLAUTS "\xC3\xA4.txt"    /* UTF-8; in 1252 an A with tilde and a currency sign             */

static void text_without_oem_codepage(void **state)
{
    static const struct {
        uint32_t oem, message, internet, configured;
        const char *title, *want;
        uint32_t page;
    } cases[] = {
        {0, 1253, 1251, 0, "\xE0.doc", "\xCE\xB0.doc", 1253},
        {0, 0, 1251, 1252, "\xE0.doc", "\xD0\xB0.doc", 1251},
        {0, 1200, 1251, 0, "\xE0.doc", "\xD0\xB0.doc", 1251},
        {0, 20127, 0, 1251, "\xE0.doc", "\xD0\xB0.doc", 1251},
        {0, 0, 20127, 0, "\xE4.doc", "\xC3\xA4.doc", 1252},
        {20127, 1253, 0, 0, "\xE0.doc", "\xCE\xB0.doc", 1253},
        {20127, 0, 1251, 0, "\xE0.doc", "\xD0\xB0.doc", 1251},
        {0, 0, 0, 1251, "\xE0.doc", "\xD0\xB0.doc", 1251},
        {1252, 936, 936, 936, "\xE4.doc", "\xC3\xA4.doc", 1252},
        {0, 65001, 0, 0, UMLAUTS, UMLAUTS, 65001},
        {65001, 0, 0, 0, "\xE4.doc", "\xC3\xA4.doc", 65001},
        {0, 0, 65001, 0, "\xE4.doc", "\xC3\xA4.doc", 65001},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int before = 0; before < 2; before++) {
            struct fixture f;
            char want[40];

            fixture_begin(&f);
            fixture_bare(&f);
            f.cfg.codepage = cases[i].configured;
            if (cases[i].oem != 0) {
                tw_codepage(&f.w, cases[i].oem, 0);
            }
            if (before == 0) {
                tw_attachment(&f.w, cases[i].title, "x", 1);
            }
            tw_msg_props_begin(&f.w);
            tw_prop_i4(&f.w, TW_P_MESSAGE_CODEPAGE, (int32_t)cases[i].message);
            tw_prop_i4(&f.w, TW_P_INTERNET_CODEPAGE, (int32_t)cases[i].internet);
            tw_attr_props_end(&f.w);
            if (before == 1) {
                tw_attachment(&f.w, cases[i].title, "x", 1);
            }
            fixture_run(&f);
            (void)snprintf(want, sizeof want, " title=\"%s\"", cases[i].want);
            fixture_expect(&f, want);
            (void)snprintf(want, sizeof want, " text_cp=%u ", (unsigned)cases[i].page);
            fixture_expect(&f, want);
            fixture_end(&f);
        }
    }
}

/* US-ASCII says what is ASCII, and nothing of what is not: that is said. */
static void text_that_is_no_us_ascii(void **state)
{
    (void)state;
    for (int is_ascii = 0; is_ascii < 2; is_ascii++) {
        struct fixture f;

        fixture_begin(&f);
        fixture_bare(&f);
        tw_codepage(&f.w, 20127, 0);
        tw_msg_props_begin(&f.w);
        tw_prop_str8(&f.w, TW_P_SUBJECT, is_ascii ? "cafe" : "caf\xE9");
        tw_prop_i4(&f.w, TW_P_INTERNET_CODEPAGE, 1252);
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, is_ascii ? " subject=\"cafe\"" : " subject=\"caf\xC3\xA9\"");
        if (is_ascii)
            fixture_expect_no(&f, "anomaly codepage ");
        else
            fixture_expect(&f, "anomaly codepage ");
        fixture_end(&f);
    }
}

/* Text that is not the UTF-8 that it claims to be is said; half a character at its end is not. */
static void text_that_is_no_utf8(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    fixture_bare(&f);
    tw_codepage(&f.w, 65001, 0);
    tw_msg_props_begin(&f.w);
    tw_prop_str8(&f.w, TW_P_SUBJECT, "caf\xE9!");
    tw_prop_str8(&f.w, 0x0070, UMLAUTS);
    tw_attr_props_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " subject=\"caf\xC3\xA9!\"");
    fixture_expect(&f, " topic=\"" UMLAUTS "\"");
    fixture_expect(&f, "anomaly codepage ");
    fixture_expect(&f, "found=65001 ");
    fixture_end(&f);
}

/* The PtypString, whichever comes first, in every scope. */
static void text_unicode_beats_8_bit(void **state)
{
    (void)state;
    for (int first = 0; first < 2; first++) {
        struct fixture f;

        fixture_begin(&f);
        tw_msg_props_begin(&f.w);
        for (int k = 0; k < 2; k++) {
            if (k == first) {
                tw_prop_unicode(&f.w, TW_P_SUBJECT, "\xD0\xA2");
            } else {
                tw_prop_str8(&f.w, TW_P_SUBJECT, "?");
            }
        }
        tw_attr_props_end(&f.w);
        tw_rows_begin(&f.w);
        tw_row_begin(&f.w);
        for (int k = 0; k < 2; k++) {
            if (k == first) {
                tw_prop_unicode(&f.w, TW_P_DISPLAY_NAME, "\xD0\xA2");
            } else {
                tw_prop_str8(&f.w, TW_P_DISPLAY_NAME, "?");
            }
        }
        tw_row_end(&f.w);
        tw_rows_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, " subject=\"\xD0\xA2\"");
        fixture_expect(&f, " r.name=\"\xD0\xA2\"");
        fixture_expect(&f, "duplicate 2\n");
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_in_rows),
        cmocka_unit_test(people_from_and_sender),
        cmocka_unit_test(people_senders),
        cmocka_unit_test(time_of_start_and_end),
        cmocka_unit_test(subject_without_marker),
        cmocka_unit_test(subject_of_prefix),
        cmocka_unit_test(text_without_oem_codepage),
        cmocka_unit_test(text_that_is_no_us_ascii),
        cmocka_unit_test(text_that_is_no_utf8),
        cmocka_unit_test(text_unicode_beats_8_bit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
