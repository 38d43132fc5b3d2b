/* SPDX-License-Identifier: MIT */

/* Senders and recipients. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "model_fixture.h"

#define MESSAGE TW_MESSAGE

static void model_address_smtp_first(void **state)
{
    /* flags, one-off provider, version 0, control 0x8000 (Unicode), then three strings */
    static const uint8_t head[24] = {0, 0, 0, 0, 0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19,
                                     0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02, 0, 0, 0, 0x80};
    static const char key[] = "SMTP:KEY@EXAMPLE.ORG";
    static const char *const expected[] = {
        " sender.address=\"column@example.org\" sender.type=\"SMTP\"",
        " sender.address=\"one@example.org\" sender.type=\"SMTP\"",
        " sender.address=\"KEY@EXAMPLE.ORG\" sender.type=\"SMTP\"",
        " sender.address=\"/o=a/cn=b\" sender.type=\"EX\""};
    struct fixture f;

    (void)state;
    for (int first = 0; first < 4; first++) {
        struct tw entry;
        uint8_t *bytes;
        size_t len;

        tw_init(&entry);
        tw_bytes(&entry, head, sizeof head);
        tw_utf16(&entry, "One");
        tw_u16(&entry, 0);
        tw_utf16(&entry, "SMTP");
        tw_u16(&entry, 0);
        tw_utf16(&entry, "one@example.org");
        tw_u16(&entry, 0);
        bytes = tw_take(&entry, &len);
        fixture_begin(&f);
        tw_msg_props_begin(&f.w);
        tw_prop_unicode(&f.w, TW_P_SENDER_NAME, "Name");
        tw_prop_unicode(&f.w, TW_P_SENDER_TYPE, "EX");
        tw_prop_unicode(&f.w, TW_P_SENDER_ADDRESS, "/o=a/cn=b");
        if (first < 3) {
            tw_prop_binary(&f.w, 0x0C1D, key, sizeof key);
        }
        if (first < 2) {
            tw_prop_binary(&f.w, 0x0C19, bytes, len);
        }
        if (first < 1) {
            tw_prop_unicode(&f.w, 0x5D01, "column@example.org");
        }
        tw_attr_props_end(&f.w);
        fixture_run(&f);
        fixture_expect(&f, expected[first]);
        fixture_expect(&f, " sender.name=\"Name\"");
        free(bytes);
        fixture_end(&f);
    }
}

static void model_legacy_addresses_by_class(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_class(&f.w, "IPM.Microsoft Schedule.MtgRespP");
    tw_from(&f.w, "From", "SMTP:from@example.org");
    tw_pair(&f.w, TW_OWNER, "Owner", "SMTP:owner@example.org");
    tw_pair(&f.w, TW_SENT_FOR, "Sent for", "nocolon");
    fixture_run(&f);
    fixture_expect(&f, " sender.name=\"From\" sender.address=\"from@example.org\" sender.type=\"SMTP\"");
    fixture_expect(&f, " from.name=\"Sent for\" from.address=\"nocolon\"");
    fixture_expect(&f, " for.name=\"Owner\" for.address=\"owner@example.org\" for.type=\"SMTP\"");
    fixture_end(&f);

    fixture_begin(&f);
    tw_class(&f.w, "IPM.Microsoft Schedule.MtgReq");
    tw_pair(&f.w, TW_OWNER, "Owner", "EX:/o=x");
    tw_attr_begin(&f.w, MESSAGE, TW_FROM);
    tw_trp_head(&f.w, 4, 40, 30, 30);   /* more than there is */
    tw_zeros(&f.w, 8);
    tw_attr_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, " from.name=\"Owner\" from.address=\"/o=x\" from.type=\"EX\"");
    fixture_expect(&f, "anomaly value ");
    fixture_expect_no(&f, " for.name");
    fixture_end(&f);
}

static void model_recipient_kinds_and_names(void **state)
{
    static const char *const names[] = {"display", "transmittable", "recipient"};
    struct fixture f;

    (void)state;
    fixture_begin(&f);
    tw_rows_begin(&f.w);
    for (uint32_t i = 0; i < 3; i++) {
        tw_row_begin(&f.w);
        tw_prop_u32(&f.w, TW_T_I4, TW_P_RECIPIENT_KIND, 0x90000001u + i);
        tw_prop_unicode(&f.w, TW_P_DISPLAY_NAME, names[0]);
        if (i > 0) {
            tw_prop_unicode(&f.w, 0x3A20, names[1]);
        }
        if (i > 1) {
            tw_prop_unicode(&f.w, 0x5FF6, names[2]);
        }
        tw_prop_unicode(&f.w, TW_P_ADDRESS_TYPE, "EX");
        tw_prop_unicode(&f.w, TW_P_EMAIL_ADDRESS, "/o=x");
        tw_row_end(&f.w);
    }
    tw_row_begin(&f.w);
    tw_row_end(&f.w);
    tw_rows_end(&f.w);
    fixture_run(&f);
    fixture_expect(&f, "row=0 kind=1/90000001 ");
    fixture_expect(&f, "row=1 kind=2/90000002 ");
    fixture_expect(&f, "row=2 kind=3/90000003 ");
    fixture_expect(&f, "row=3 kind=-1/0 ");
    fixture_expect(&f, " r.name=\"display\" r.address=\"/o=x\" r.type=\"EX\"");
    fixture_expect(&f, " recipients=4 ");
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(model_address_smtp_first),
        cmocka_unit_test(model_legacy_addresses_by_class),
        cmocka_unit_test(model_recipient_kinds_and_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
