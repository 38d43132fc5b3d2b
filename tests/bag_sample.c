/* SPDX-License-Identifier: MIT */

#include "bag_sample.h"

#include <tnef/mapi.h>

static const uint8_t appointment[16] = TNEF_PSETID_APPOINTMENT_BYTES;
static const uint8_t strings[16] = TNEF_PS_PUBLIC_STRINGS_BYTES;

const tnef_bag_key bag_sample_keys[BS_COUNT] = {
    TNEF_BAG_ID(TW_P_SUBJECT),
    TNEF_BAG_LID(appointment, 0x8208),
    TNEF_BAG_LID(appointment, 0x820D),
    TNEF_BAG_NAME(strings, "Keywords"),
    TNEF_BAG_ID(0x6801),
    TNEF_BAG_ID(0x6802),
    TNEF_BAG_ID(0x6803),
    TNEF_BAG_ID(TW_P_DISPLAY_NAME),
    TNEF_BAG_ID(TW_P_ATTACH_NAME),
    TNEF_BAG_ID(TW_P_ATTACH_DATA),
    TNEF_BAG_ID(TW_P_EMAIL_ADDRESS),
};

const tnef_bag_config bag_sample_config = {
    .size = sizeof bag_sample_config, .count = BS_COUNT, .wanted = bag_sample_keys};

static void properties(struct tw *w)
{
    tw_msg_props_begin(w);
    tw_named_id(w, TW_PSETID_APPOINTMENT, 0x8208);
    tw_prop_str8(w, 0x8001, "Caf\xE9");
    tw_named_id(w, TW_PSETID_APPOINTMENT, 0x820D);
    tw_prop_time(w, 0x8002, UINT64_C(0x01DA76D8B0148800));
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, "keywords");
    tw_values_begin(w, TW_T_UNICODE | TW_T_MV, 0x8003);
    tw_value_unicode(w, "Red");
    tw_value_unicode(w, "A,B");
    tw_values_end(w);
    tw_values_begin(w, TW_T_I4 | TW_T_MV, 0x6801);
    for (uint32_t i = 0; i < 10; i++) {
        tw_value_u32(w, i * 1000u);
    }
    tw_values_end(w);
    tw_prop_binary(w, 0x6802, "\x01\x02\x03\x04\x05", 5);
    tw_prop_guid(w, 0x6803, TW_PSETID_COMMON);
    tw_prop_i4(w, 0x6804, 1);                            /* not wanted */
    tw_attr_props_end(w);
}

uint8_t *bag_sample(size_t *len)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_subject(&w, "Gr\xFC\xDF" "e");
    tw_rows_begin(&w);
    tw_recipient(&w, 1, "Ann", "SMTP", "ann@example.com", NULL);
    tw_recipient(&w, 2, "Bob", "SMTP", "bob@example.com", "bob@example.com");
    tw_rows_end(&w);
    properties(&w);
    tw_rend_file(&w);
    tw_attr_string(&w, TW_ATTACHMENT, TW_TITLE, "plan.txt");
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, "abcdef", 6);
    tw_attach_props_begin(&w);
    tw_prop_unicode(&w, TW_P_DISPLAY_NAME, "Pl\xC3\xA4ne");
    tw_attr_props_end(&w);
    tw_embedded_begin(&w, "inner");
    tw_codepage(&w, 1251, 0);
    tw_subject(&w, "\xCF\xF0\xE8\xE2\xE5\xF2");
    properties(&w);
    tw_embedded_end(&w);
    return tw_take(&w, len);
}
