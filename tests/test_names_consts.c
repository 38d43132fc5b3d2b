/* SPDX-License-Identifier: MIT */
/* Every constant of mapi.h against the name that the library gives to its number. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <string.h>

#include <tnef/mapi.h>

#include "names_lists.h"
#include "names/priv.h"

/* Whether |constant| without |prefix| is |name| without |start|, but for case and
 * underscores. */
static int same_name(const char *constant, const char *prefix, const char *name,
                     const char *start)
{
    size_t skip = strlen(prefix);

    if (name == NULL || strncmp(constant, prefix, skip) != 0)
        return 0;
    constant += skip;
    skip = strlen(start);
    if (strncmp(name, start, skip) != 0)
        return 0;
    name += skip;
    for (;;) {
        while (*constant == '_')
            constant++;
        while (*name == '_')
            name++;
        if (toupper((unsigned char)*constant) != toupper((unsigned char)*name))
            return 0;
        if (*constant == '\0')
            return 1;
        constant++;
        name++;
    }
}

#define ASSERT_SAME(constant, prefix, name, start)                                  \
    do {                                                                            \
        if (!same_name(constant, prefix, name, start))                              \
            fail_msg("%s is named %s", constant, (name) != NULL ? (name) : "NULL"); \
    } while (0)

static void unit_attrs_named_as_constants(void **state)
{
    static const struct {
        const char *constant;
        uint32_t id;
    } all[] = {
#define ROW(c) { #c, c },
        ALL_ATTS(ROW)
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        ASSERT_SAME(all[i].constant, "TNEF_ATT_", tnef_attr_name(all[i].id), "att");
    assert_string_equal(tnef_attr_name(TNEF_ATT_ORIGINAL_MESSAGE_CLASS_ALT),
                        "attOriginalMessageClass");
}

static void unit_props_named_as_constants(void **state)
{
    static const struct {
        const char *constant;
        uint16_t id;
    } all[] = {
        ALL_PIDS(ROW)
    };
    size_t tags;
    const struct tnefi_names_tag_name *by_type = tnefi_names_tag_names(&tags);

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const char *name = tnef_prop_name(all[i].id);
        for (size_t j = 0; j < tags; j++)
            if (by_type[j].id == all[i].id &&
                same_name(all[i].constant, "TNEF_PID_", by_type[j].name, "PidTag"))
                name = by_type[j].name;
        ASSERT_SAME(all[i].constant, "TNEF_PID_", name, "PidTag");
    }
}

static void unit_props_undocumented_have_no_name(void **state)
{
    static const uint16_t all[] = {
#define ID(c) c,
        ALL_UNDOCUMENTED_PIDS(ID)
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_null(tnef_prop_name(all[i]));
}

static void unit_types_named_as_constants(void **state)
{
    static const struct {
        const char *constant;
        uint16_t type;
    } all[] = {
        ALL_PTYPS(ROW)
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        ASSERT_SAME(all[i].constant, "TNEF_PTYP_", tnef_type_name(all[i].type), "Ptyp");
}

static void unit_named_named_as_constants(void **state)
{
    static const struct {
        const char *constant;
        uint32_t lid, set;
    } all[] = {
#define LID_ROW(c, set) { "TNEF_LID_" #c, TNEF_LID_##c, TNEF_GUID_##set },
        ALL_LIDS(LID_ROW)
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const uint8_t *set = tnef_guid_bytes(all[i].set);
        ASSERT_SAME(all[i].constant, "TNEF_LID_", tnef_named_prop_name(set, all[i].lid),
                    "PidLid");
    }
}

static void unit_guids_named_as_constants(void **state)
{
    static const struct {
        uint8_t bytes[16];
        uint32_t which;
        const char *constant, *name;
    } all[] = {
#define GUID_ROW(id, name) { TNEF_##id##_BYTES, TNEF_GUID_##id, #id, name },
        ALL_GUIDS(GUID_ROW)
    };
    size_t count;

    (void)state;
    (void)tnefi_names_guids(&count);
    assert_int_equal(sizeof all / sizeof all[0], count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(tnef_guid_find(all[i].bytes), all[i].which);
        assert_string_equal(tnef_guid_name(all[i].bytes), all[i].name);
        ASSERT_SAME(all[i].constant, "", all[i].name, "");
    }
}

/* Constants that no name is held against. */
static void unit_plain_numbers(void **state)
{
    static const uint32_t all[][2] = {
        { TNEF_LVL_MESSAGE, 1 }, { TNEF_LVL_ATTACHMENT, 2 },
        { TNEF_ATP_TRIPLES, 0 }, { TNEF_ATP_STRING, 1 }, { TNEF_ATP_TEXT, 2 },
        { TNEF_ATP_DATE, 3 }, { TNEF_ATP_SHORT, 4 }, { TNEF_ATP_LONG, 5 },
        { TNEF_ATP_BYTE, 6 }, { TNEF_ATP_WORD, 7 }, { TNEF_ATP_DWORD, 8 },
        { TNEF_ATP_MAX, 9 },
        { TNEF_PTYP_MV, 0x1000 }, { TNEF_PTYP_MVI, 0x2000 },
        { TNEF_PID_NAMED_FIRST, 0x8000 },
        { TNEF_PID_ATTACH_DISPOSITION, 0x3716 },
        { TNEF_PID_CREATOR_ADDRESS_TYPE, 0x4022 },
        { TNEF_PID_CREATOR_EMAIL_ADDRESS, 0x4023 },
        { TNEF_PID_LAST_MODIFIER_ADDRESS_TYPE, 0x4024 },
        { TNEF_PID_LAST_MODIFIER_EMAIL_ADDRESS, 0x4025 },
        { TNEF_PID_CREATOR_SMTP_ADDRESS, 0x5D0A },
        { TNEF_PID_LAST_MODIFIER_SMTP_ADDRESS, 0x5D0B },
        { TNEF_LID_DAY_OF_WEEK_MASK, 0x0015 },
        { TNEF_LID_DAY_OF_MONTH_MASK, 0x0016 },
        { TNEF_LID_FIRST_DAY_OF_WEEK, 0x0019 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_int_equal(all[i][0], all[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unit_attrs_named_as_constants),
        cmocka_unit_test(unit_props_named_as_constants),
        cmocka_unit_test(unit_props_undocumented_have_no_name),
        cmocka_unit_test(unit_types_named_as_constants),
        cmocka_unit_test(unit_named_named_as_constants),
        cmocka_unit_test(unit_guids_named_as_constants),
        cmocka_unit_test(unit_plain_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
