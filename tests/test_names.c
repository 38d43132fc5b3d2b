/* SPDX-License-Identifier: MIT */
/* The tables behind the names of mapi.h; names as the specification prints them; GUIDs as
 * text. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include <tnef/mapi.h>

#include "names/priv.h"

/* ---- Tables ---------------------------------------------------------------------- */

static void unit_attrs_sorted_and_found(void **state)
{
    size_t count;
    const struct tnefi_names_attr_name *table = tnefi_names_attr_names(&count);

    (void)state;
    assert_int_equal(count, 34);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            assert_true(table[i - 1].id < table[i].id);
        assert_string_equal(tnef_attr_name(table[i].id), table[i].name);
    }
}

static void unit_props_sorted_and_found(void **state)
{
    size_t count, next = 0;
    const struct tnefi_names_prop_name *table = tnefi_names_prop_names(&count);

    (void)state;
    assert_true(count > 400);
    for (uint32_t id = 0; id <= 0xFFFF; id++) {
        const char *name = tnef_prop_name((uint16_t)id);
        if (next < count && table[next].id == id)
            assert_ptr_equal(name, table[next++].name);
        else
            assert_null(name);
        if (id >= TNEF_PID_NAMED_FIRST)
            assert_null(name);
    }
    assert_int_equal(next, count);  /* so the table ascends without a double */
}

static void unit_props_names_differ(void **state)
{
    size_t count, tags;
    const struct tnefi_names_prop_name *table = tnefi_names_prop_names(&count);
    const struct tnefi_names_tag_name *by_type = tnefi_names_tag_names(&tags);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(strncmp(table[i].name, "PidTag", 6), 0);
        for (size_t j = i + 1; j < count; j++)
            assert_string_not_equal(table[i].name, table[j].name);
        for (size_t j = 0; j < tags; j++)
            assert_string_not_equal(table[i].name, by_type[j].name);
    }
}

#define TAG(id, type, name) assert_string_equal(tnef_prop_tag_name(id, type), name)

static void unit_tags_sorted_and_found(void **state)
{
    size_t count;
    const struct tnefi_names_tag_name *table = tnefi_names_tag_names(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            assert_true(((uint32_t)table[i - 1].id << 16 | table[i - 1].type) <
                        ((uint32_t)table[i].id << 16 | table[i].type));
        TAG(table[i].id, table[i].type, table[i].name);
        assert_non_null(tnef_prop_name(table[i].id));
    }
}

static void unit_types_sorted_and_found(void **state)
{
    size_t count, next = 0;
    const struct tnefi_names_prop_name *table = tnefi_names_type_names(&count);

    (void)state;
    for (uint32_t type = 0; type <= 0xFFFF; type++) {
        const char *name = tnef_type_name((uint16_t)type);
        if (next < count && table[next].id == type)
            assert_ptr_equal(name, table[next++].name);
        else if ((type & TNEF_PTYP_MVI) == 0)
            assert_null(name);
        else
            assert_ptr_equal(name, tnef_type_name((uint16_t)(type - TNEF_PTYP_MVI)));
    }
    assert_int_equal(next, count);
}

static void unit_types_multiple_named_after_single(void **state)
{
    size_t count;
    const struct tnefi_names_prop_name *table = tnefi_names_type_names(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        const char *single;
        if ((table[i].id & TNEF_PTYP_MV) == 0)
            continue;
        single = tnef_type_name((uint16_t)(table[i].id - TNEF_PTYP_MV));
        assert_non_null(single);
        assert_int_equal(strncmp(table[i].name, "PtypMultiple", 12), 0);
        assert_string_equal(table[i].name + 12, single + 4);
    }
}

static void unit_guids_sorted_and_found(void **state)
{
    size_t count;
    const struct tnefi_names_guid *table = tnefi_names_guids(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            assert_true(memcmp(table[i - 1].bytes, table[i].bytes, 16) < 0);
        assert_int_equal(tnef_guid_find(table[i].bytes), table[i].which);
        assert_ptr_equal(tnef_guid_bytes(table[i].which), table[i].bytes);
        assert_string_equal(tnef_guid_name(table[i].bytes), table[i].name);
    }
    for (uint32_t which = 1; which <= count; which++)
        assert_non_null(tnef_guid_bytes(which));
    assert_null(tnef_guid_bytes((uint32_t)count + 1));
}

static void unit_named_sorted_and_found(void **state)
{
    size_t count, sets, next = 0;
    const struct tnefi_names_named_name *table = tnefi_names_named_names(&count);

    (void)state;
    (void)tnefi_names_guids(&sets);
    for (uint32_t set = 1; set <= sets; set++) {
        for (uint32_t lid = 0; lid <= 0xFFFF; lid++) {
            const char *name = tnef_named_prop_name(tnef_guid_bytes(set), lid);
            if (next < count && table[next].set == set && table[next].lid == lid)
                assert_ptr_equal(name, table[next++].name);
            else
                assert_null(name);
        }
    }
    assert_int_equal(next, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(strncmp(table[i].name, "PidLid", 6), 0);
}

/* ---- Numbers and names as the specification prints them -------------------------- */

static void unit_attrs_spot(void **state)
{
    (void)state;
    assert_string_equal(tnef_attr_name(0x00018004), "attSubject");
    assert_string_equal(tnef_attr_name(0x00089006), "attTnefVersion");
    assert_string_equal(tnef_attr_name(0x00069002), "attAttachRendData");
    assert_string_equal(tnef_attr_name(0x00030006), "attDateStart");
    assert_string_equal(tnef_attr_name(0x00070006), "attOriginalMessageClass");
    assert_string_equal(tnef_attr_name(0x00070600), "attOriginalMessageClass");
    assert_string_equal(tnef_attr_name(0x00000000), "attNull");
    assert_int_equal(TNEF_ATT_TYPE(TNEF_ATT_PRIORITY), TNEF_ATP_SHORT);
    assert_int_equal(TNEF_ATT_NUMBER(TNEF_ATT_PRIORITY), 0x800D);
}

static void unit_attrs_unknown_null(void **state)
{
    (void)state;
    assert_null(tnef_attr_name(0x00008004));  /* the number of attSubject with type 0 */
    assert_null(tnef_attr_name(0x00000001));
    assert_null(tnef_attr_name(0x00089007));
    assert_null(tnef_attr_name(0xFFFFFFFF));
}

static void unit_props_spot(void **state)
{
    static const struct {
        uint16_t id;
        const char *name;
    } spots[] = {
        { 0x001A, "PidTagMessageClass" },
        { 0x0037, "PidTagSubject" },
        { 0x0039, "PidTagClientSubmitTime" },
        { 0x0042, "PidTagSentRepresentingName" },
        { 0x0064, "PidTagSentRepresentingAddressType" },
        { 0x0077, "PidTagReceivedRepresentingAddressType" },
        { 0x007F, "PidTagTnefCorrelationKey" },
        { 0x0C15, "PidTagRecipientType" },
        { 0x0C1A, "PidTagSenderName" },
        { 0x0C1F, "PidTagSenderEmailAddress" },
        { 0x0C20, "PidTagNonDeliveryReportStatusCode" },
        { 0x0E07, "PidTagMessageFlags" },
        { 0x0FFF, "PidTagEntryId" },
        { 0x1000, "PidTagBody" },
        { 0x1009, "PidTagRtfCompressed" },
        { 0x1035, "PidTagInternetMessageId" },
        { 0x3007, "PidTagCreationTime" },
        { 0x3705, "PidTagAttachMethod" },
        { 0x3707, "PidTagAttachLongFilename" },
        { 0x3712, "PidTagAttachContentId" },
        { 0x39FE, "PidTagSmtpAddress" },
        { 0x3A11, "PidTagSurname" },
        { 0x3A64, "PidTagOtherAddressPostOfficeBox" },
        { 0x3FDE, "PidTagInternetCodepage" },
        { 0x3FFD, "PidTagMessageCodepage" },
        { 0x5D01, "PidTagSenderSmtpAddress" },
        { 0x5FFF, "PidTagRecipientTrackStatus" },
        { 0x6820, "PidTagReportingMessageTransferAgent" },
        { 0x7FFE, "PidTagAttachmentHidden" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof spots / sizeof spots[0]; i++) {
        assert_string_equal(tnef_prop_name(spots[i].id), spots[i].name);
        assert_string_equal(tnef_prop_tag_name(spots[i].id, 0x001F), spots[i].name);
    }
}

static void unit_tags_type_decides(void **state)
{
    (void)state;
    TAG(0x3701, 0x0102, "PidTagAttachDataBinary");
    TAG(0x3701, 0x000D, "PidTagAttachDataObject");
    TAG(0x3701, 0x200D, "PidTagAttachDataObject");
    assert_string_equal(tnef_prop_name(0x3701), "PidTagAttachDataBinary");
    TAG(0x1013, 0x0102, "PidTagHtml");
    TAG(0x1013, 0x001E, "PidTagBodyHtml");
    TAG(0x1013, 0x001F, "PidTagBodyHtml");
    TAG(0x1013, 0x101F, "PidTagHtml");
    TAG(0x0E08, 0x0003, "PidTagMessageSize");
    TAG(0x0E08, 0x0014, "PidTagMessageSizeExtended");
    TAG(0x3A1B, 0x001F, "PidTagBusiness2TelephoneNumber");
    TAG(0x3A1B, 0x101E, "PidTagBusiness2TelephoneNumbers");
    TAG(0x3A2F, 0x301F, "PidTagHome2TelephoneNumbers");
}

static void unit_tags_unknown_null(void **state)
{
    (void)state;
    assert_null(tnef_prop_tag_name(0x0000, 0x001F));
    assert_null(tnef_prop_tag_name(0x4022, 0x001F));
    assert_null(tnef_prop_tag_name(0x8000, 0x001F));
    assert_null(tnef_prop_tag_name(0xFFFF, 0xFFFF));
}

static void unit_types_spot(void **state)
{
    (void)state;
    assert_string_equal(tnef_type_name(0x0003), "PtypInteger32");
    assert_string_equal(tnef_type_name(0x000B), "PtypBoolean");
    assert_string_equal(tnef_type_name(0x001E), "PtypString8");
    assert_string_equal(tnef_type_name(0x101E), "PtypMultipleString8");
    assert_string_equal(tnef_type_name(0x301E), "PtypMultipleString8");
    assert_string_equal(tnef_type_name(0x1102), "PtypMultipleBinary");
    assert_null(tnef_type_name(0x1001));
    assert_null(tnef_type_name(0x100B));
    assert_null(tnef_type_name(0x100D));
    assert_null(tnef_type_name(0x0008));
    assert_null(tnef_type_name(0xFFFF));
}

/* The bytes are those of format descriptions, not of mapi.h. */
static const uint8_t appointment[16] = {
    0x02, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00,
    0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46
};
static const uint8_t address[16] = {
    0x04, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00,
    0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46
};
static const uint8_t common[16] = {
    0x08, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00,
    0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46
};
static const uint8_t meeting[16] = {
    0x90, 0xDA, 0xD8, 0x6E, 0x0B, 0x45, 0x1B, 0x10,
    0x98, 0xDA, 0x00, 0xAA, 0x00, 0x3F, 0x13, 0x05
};
static const uint8_t imessage[16] = {
    0x07, 0x03, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00,
    0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46
};
static const uint8_t unknown[16] = {
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07,
    0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0xFF
};

#define NAMED(set, lid, name) assert_string_equal(tnef_named_prop_name(set, lid), name)

static void unit_named_spot(void **state)
{
    (void)state;
    NAMED(appointment, 0x820D, "PidLidAppointmentStartWhole");
    NAMED(appointment, 0x8233, "PidLidTimeZoneStruct");
    NAMED(meeting, 0x0003, "PidLidGlobalObjectId");
    NAMED(common, 0x8506, "PidLidPrivate");
    NAMED(address, 0x8083, "PidLidEmail1EmailAddress");
    /* one number, two sets */
    NAMED(common, 0x8045, "PidLidPromptSendUpdate");
    NAMED(address, 0x8045, "PidLidWorkAddressStreet");
}

static void unit_named_unknown_null(void **state)
{
    (void)state;
    assert_null(tnef_named_prop_name(unknown, 0x820D));
    assert_null(tnef_named_prop_name(common, 0x820D));
    assert_null(tnef_named_prop_name(common, 0));
    assert_null(tnef_named_prop_name(common, 0x00018506));  /* not 0x8506 */
    assert_null(tnef_named_prop_name(common, 0xFFFFFFFF));
    assert_null(tnef_named_prop_name(NULL, 0x8506));
}

static void unit_guids_spot(void **state)
{
    (void)state;
    assert_string_equal(tnef_guid_name(appointment), "PSETID_Appointment");
    assert_string_equal(tnef_guid_name(meeting), "PSETID_Meeting");
    assert_string_equal(tnef_guid_name(imessage), "IID_IMessage");
    assert_int_equal(tnef_guid_find(imessage), TNEF_GUID_IID_IMESSAGE);
    assert_memory_equal(tnef_guid_bytes(TNEF_GUID_PSETID_COMMON), common, 16);
    assert_null(tnef_guid_name(unknown));
    assert_int_equal(tnef_guid_find(unknown), TNEF_GUID_UNKNOWN);
    assert_null(tnef_guid_name(NULL));
    assert_int_equal(tnef_guid_find(NULL), TNEF_GUID_UNKNOWN);
    assert_null(tnef_guid_bytes(TNEF_GUID_UNKNOWN));
    assert_null(tnef_guid_bytes(0xFFFFFFFF));
}

static void unit_guids_one_byte_off_unknown(void **state)
{
    size_t count;
    const struct tnefi_names_guid *table = tnefi_names_guids(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (size_t at = 8; at < 16; at++) {
            uint8_t guid[16];
            memcpy(guid, table[i].bytes, 16);
            guid[at] ^= 0x20;
            assert_int_equal(tnef_guid_find(guid), TNEF_GUID_UNKNOWN);
            assert_null(tnef_guid_name(guid));
        }
    }
}

static void unit_guid_format_text(void **state)
{
    char out[38];

    (void)state;
    memset(out, '#', sizeof out);
    tnef_guid_format(meeting, out);
    assert_string_equal(out, "6ed8da90-450b-101b-98da-00aa003f1305");
    assert_int_equal(out[37], '#');  /* 36 characters, a NUL, no more */
    tnef_guid_format(common, out);
    assert_string_equal(out, "00062008-0000-0000-c000-000000000046");
    tnef_guid_format(unknown, out);
    assert_string_equal(out, "03020100-0504-0706-0809-0a0b0c0d0eff");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unit_attrs_sorted_and_found),
        cmocka_unit_test(unit_props_sorted_and_found),
        cmocka_unit_test(unit_props_names_differ),
        cmocka_unit_test(unit_tags_sorted_and_found),
        cmocka_unit_test(unit_types_sorted_and_found),
        cmocka_unit_test(unit_types_multiple_named_after_single),
        cmocka_unit_test(unit_guids_sorted_and_found),
        cmocka_unit_test(unit_named_sorted_and_found),
        cmocka_unit_test(unit_attrs_spot),
        cmocka_unit_test(unit_attrs_unknown_null),
        cmocka_unit_test(unit_props_spot),
        cmocka_unit_test(unit_tags_type_decides),
        cmocka_unit_test(unit_tags_unknown_null),
        cmocka_unit_test(unit_types_spot),
        cmocka_unit_test(unit_named_spot),
        cmocka_unit_test(unit_named_unknown_null),
        cmocka_unit_test(unit_guids_spot),
        cmocka_unit_test(unit_guids_one_byte_off_unknown),
        cmocka_unit_test(unit_guid_format_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
