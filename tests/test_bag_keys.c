/* SPDX-License-Identifier: MIT */

/* The list of what is wanted: which keys can be, and that each is found. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/bag.h>
#include <tnef/message.h>
#include <tnef/mapi.h>

#include "bag_sample.h"
#include "writer.h"

static const uint8_t appointment[16] = TNEF_PSETID_APPOINTMENT_BYTES;
static const uint8_t strings[16] = TNEF_PS_PUBLIC_STRINGS_BYTES;

/* What tnef_reader_new() says of a list; the size must agree. */
static tnef_status made(const tnef_bag_config *bag)
{
    const tnef_reader_config cfg = {.size = sizeof cfg, .bag = bag};
    tnef_reader *r = NULL;
    tnef_status status = tnef_reader_new(&r, &cfg, NULL);

    assert_int_equal(tnef_reader_size(&cfg) != 0, status == TNEF_OK);
    assert_int_equal(r != NULL, status == TNEF_OK);
    tnef_reader_free(r);
    return status;
}

static tnef_status made_of(const tnef_bag_key *keys, uint32_t count)
{
    const tnef_bag_config bag = {.size = sizeof bag, .count = count, .wanted = keys};

    return made(&bag);
}

static void one(uint32_t number, const uint8_t *guid, const char *name, tnef_status expected)
{
    const tnef_bag_key key = {guid, name, number};

    assert_int_equal(made_of(&key, 1), expected);
}

static void bag_keys_that_cannot_be_are_refused(void **state)
{
    (void)state;
    one(0, NULL, NULL, TNEF_E_ARGUMENT);
    one(1, NULL, NULL, TNEF_OK);
    one(0x7FFF, NULL, NULL, TNEF_OK);
    one(0x8000, NULL, NULL, TNEF_E_ARGUMENT);
    one(0xFFFF, NULL, NULL, TNEF_E_ARGUMENT);
    one(0x00010000, NULL, NULL, TNEF_OK);               /* a tag */
    one(0x7FFF101F, NULL, NULL, TNEF_OK);
    one(0x80000003, NULL, NULL, TNEF_E_ARGUMENT);
    one(0x37, NULL, "name", TNEF_E_ARGUMENT);
    one(0, NULL, "name", TNEF_E_ARGUMENT);
    one(0, strings, NULL, TNEF_OK);                      /* LID 0 */
    one(UINT32_MAX, strings, NULL, TNEF_OK);
    one(0, strings, "name", TNEF_OK);
    one(0, strings, "", TNEF_OK);
    one(1, strings, "name", TNEF_E_ARGUMENT);
}

static void bag_keys_names_are_utf8(void **state)
{
    static const char *const bad[] = {
        "\x80", "\xC1\x80", "\xC3", "\xC3\x61", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF0\x9F\x98", "\xF5\x80\x80\x80", "\xFF"
    };
    static const char *const good[] = {
        "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        one(0, strings, bad[i], TNEF_E_ARGUMENT);
    }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        one(0, strings, good[i], TNEF_OK);
    }
}

static void bag_keys_names_have_255_units(void **state)
{
    char name[4 * 256 + 1];

    (void)state;
    memset(name, 'n', sizeof name);
    name[255] = '\0';
    one(0, strings, name, TNEF_OK);
    name[255] = 'n';
    name[256] = '\0';
    one(0, strings, name, TNEF_E_ARGUMENT);
    for (size_t i = 0; i < 127; i++) {                   /* 254 units */
        memcpy(name + 4 * i, "\xF0\x9F\x98\x80", 4);
    }
    name[508] = 'n';
    name[509] = '\0';
    one(0, strings, name, TNEF_OK);
    memcpy(name + 508, "\xF0\x9F\x98\x80", 5);
    one(0, strings, name, TNEF_E_ARGUMENT);
}

static void bag_keys_configuration_is_checked(void **state)
{
    static tnef_bag_key many[TNEF_BAG_CEILING + 1];
    tnef_bag_config bag = {.size = sizeof bag, .count = TNEF_BAG_CEILING, .wanted = many};

    (void)state;
    for (uint32_t i = 0; i <= TNEF_BAG_CEILING; i++) {
        many[i].number = i + 1;
    }
    assert_int_equal(made(&bag), TNEF_OK);
    bag.count = TNEF_BAG_CEILING + 1;
    assert_int_equal(made(&bag), TNEF_E_ARGUMENT);
    bag.count = UINT32_MAX;
    assert_int_equal(made(&bag), TNEF_E_ARGUMENT);
    bag.count = 1;
    bag.wanted = NULL;
    assert_int_equal(made(&bag), TNEF_E_ARGUMENT);
    bag.count = 0;
    assert_int_equal(made(&bag), TNEF_OK);
    bag.size = sizeof bag - 1;
    assert_int_equal(made(&bag), TNEF_E_ARGUMENT);
    bag.size = 0;
    assert_int_equal(made(&bag), TNEF_E_ARGUMENT);
    bag.size = sizeof bag;
    assert_int_equal(made(&bag), TNEF_OK);
}

/* ---- Finding ------------------------------------------------------------------------------ */

static tnef_message *load(struct tw *w, const tnef_bag_config *bag)
{
    const tnef_reader_config cfg = {.size = sizeof cfg, .bag = bag};
    tnef_message *m = NULL;
    size_t len;
    uint8_t *buf = tw_take(w, &len);

    assert_int_equal(tnef_message_load(&m, buf, len, &cfg, NULL), TNEF_OK);
    free(buf);
    assert_non_null(m);
    return m;
}

static int64_t number(const tnef_bag_item *item)
{
    int64_t n;

    return tnef_bag_number(item, 0, &n) ? n : -1;
}

/* Every |step|th of a full list is in the stream, in another order; all are asked for. */
static void all_are_found(uint32_t step)
{
    static char names[TNEF_BAG_CEILING][16];
    static tnef_bag_key keys[TNEF_BAG_CEILING];
    tnef_bag_config bag = {.size = sizeof bag, .count = TNEF_BAG_CEILING, .wanted = keys};
    tnef_message *m;
    struct tw w;

    for (uint32_t i = 0; i < TNEF_BAG_CEILING; i++) {
        (void)snprintf(names[i], sizeof names[i], "name-%u", i);
        keys[i].guid = i % 3 == 0 ? NULL : i % 3 == 1 ? appointment : strings;
        keys[i].name = i % 3 == 2 ? names[i] : NULL;
        keys[i].number = i % 3 == 2 ? 0 : i + 1;
    }
    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    for (uint32_t k = TNEF_BAG_CEILING; k > 0; k--) {
        uint32_t i = (k * 7u) % TNEF_BAG_CEILING;

        if (i % step != 0) {
            continue;
        }
        if (i % 3 == 1) {
            tw_named_id(&w, TW_PSETID_APPOINTMENT, i + 1);
        } else if (i % 3 == 2) {
            tw_named_string(&w, TW_PS_PUBLIC_STRINGS, names[i]);
        }
        tw_prop_i4(&w, (uint16_t)(i % 3 == 0 ? i + 1 : 0x8000), (int32_t)i);
    }
    tw_attr_props_end(&w);
    m = load(&w, &bag);
    assert_int_equal(tnef_bag_count(m->info->bag), (TNEF_BAG_CEILING + step - 1) / step);
    for (uint32_t i = 0; i < TNEF_BAG_CEILING; i++) {
        const tnef_bag_item *item = tnef_bag_get(m->info->bag, i);

        assert_ptr_equal(item, tnef_bag_find(m->info->bag, &keys[i]));
        assert_int_equal(number(item), i % step == 0 ? (int)i : -1);
        if (item != NULL) {
            assert_int_equal(item->wanted, i);
            assert_ptr_equal(item, tnef_bag_at(m->info->bag, i / step));
        }
    }
    tnef_message_free(m);
}

static void bag_keys_each_of_a_full_list_is_found(void **state)
{
    (void)state;
    all_are_found(1);
    all_are_found(2);
    all_are_found(63);
    all_are_found(64);
    all_are_found(1000);
}

static void bag_keys_may_be_given_twice(void **state)
{
    static const uint8_t again[16] = TNEF_PS_PUBLIC_STRINGS_BYTES;
    static const tnef_bag_key keys[] = {
        TNEF_BAG_ID(0x6801), TNEF_BAG_NAME(strings, "X-Name"), TNEF_BAG_ID(0x68010003),
        TNEF_BAG_LID(appointment, 0x8208), TNEF_BAG_NAME(again, "x-nAME"), TNEF_BAG_ID(0x6801),
    };
    static const tnef_bag_key other = TNEF_BAG_ID(0x6802);
    tnef_bag_config bag = {.size = sizeof bag, .count = 6, .wanted = keys};
    const tnef_bag *b;
    tnef_message *m;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    tw_prop_i4(&w, 0x6801, 5);
    tw_named_string(&w, TW_PS_PUBLIC_STRINGS, "X-NAME");
    tw_prop_i4(&w, 0x8000, 6);
    tw_attr_props_end(&w);
    m = load(&w, &bag);
    b = m->info->bag;
    assert_int_equal(tnef_bag_count(b), 2);
    assert_int_equal(number(tnef_bag_get(b, 0)), 5);
    assert_int_equal(tnef_bag_get(b, 5)->wanted, 0);
    assert_ptr_equal(tnef_bag_get(b, 0), tnef_bag_get(b, 2));
    assert_ptr_equal(tnef_bag_get(b, 0), tnef_bag_get(b, 5));
    assert_int_equal(number(tnef_bag_get(b, 1)), 6);
    assert_ptr_equal(tnef_bag_get(b, 1), tnef_bag_get(b, 4));
    assert_ptr_equal(tnef_bag_get(b, 1), tnef_bag_find(b, &keys[4]));
    assert_null(tnef_bag_get(b, 3));
    assert_null(tnef_bag_get(b, 6));
    assert_null(tnef_bag_get(b, UINT32_MAX));
    assert_null(tnef_bag_find(b, &other));
    tnef_message_free(m);
}

static void bag_keys_are_copied(void **state)
{
    char name[] = "Keywords";
    uint8_t guid[16] = TNEF_PS_PUBLIC_STRINGS_BYTES;
    tnef_bag_key key = {guid, name, 0};
    tnef_bag_config bag = {.size = sizeof bag, .count = 1, .wanted = &key};
    tnef_reader_config cfg = {.size = sizeof cfg, .bag = &bag};
    tnef_message *m = NULL;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    assert_int_equal(tnef_message_load(&m, buf, len, &cfg, NULL), TNEF_OK);
    memset(buf, 0, len);
    free(buf);
    memset(name, 'x', sizeof name - 1);
    memset(guid, 0, sizeof guid);
    memset(&bag, 0xFF, sizeof bag);
    assert_null(tnef_bag_find(m->info->bag, &key));
    assert_string_equal(tnef_bag_string(tnef_bag_get(m->info->bag, 0), 1).text, "A,B");
    tnef_message_free(m);
}

/* A name in another plane, one that is too long for anybody, and an empty one. */
static void bag_keys_odd_names_of_the_stream(void **state)
{
    static const tnef_bag_key keys[] = {
        TNEF_BAG_NAME(strings, "\xF0\x9F\x98\x80\xE2\x82\xAC"), TNEF_BAG_NAME(strings, ""),
        TNEF_BAG_NAME(strings, "nnnnnnnn"),
    };
    tnef_bag_config bag = {.size = sizeof bag, .count = 3, .wanted = keys};
    tnef_reader_config cfg = {.size = sizeof cfg, .bag = &bag};
    char name[400];
    tnef_message *m;
    struct tw w;
    size_t len;
    uint8_t *buf;

    (void)state;
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    tw_named_string(&w, TW_PS_PUBLIC_STRINGS, "\xF0\x9F\x98\x80\xE2\x82\xAC");
    tw_prop_i4(&w, 0x8000, 6);
    tw_named_string(&w, TW_PS_PUBLIC_STRINGS, name);
    tw_prop_i4(&w, 0x8001, 7);
    tw_named_string(&w, TW_PS_PUBLIC_STRINGS, "");
    tw_prop_i4(&w, 0x8001, 8);
    tw_attr_props_end(&w);
    buf = tw_take(&w, &len);
    assert_int_equal(tnef_message_load(&m, buf, len, &cfg, NULL), TNEF_E_LIMIT_NAME);
    free(buf);
    assert_int_equal(number(tnef_bag_get(m->info->bag, 0)), 6);
    assert_int_equal(number(tnef_bag_get(m->info->bag, 1)), 8);
    assert_int_equal(tnef_bag_count(m->info->bag), 2);
    tnef_message_free(m);
}

static void bag_keys_nothing_is_found_in_nothing(void **state)
{
    static const tnef_bag_key key = TNEF_BAG_ID(0x37);
    int64_t n = 1;
    uint64_t u = 1;
    double d = 1;

    (void)state;
    assert_int_equal(tnef_bag_count(NULL), 0);
    assert_null(tnef_bag_at(NULL, 0));
    assert_null(tnef_bag_get(NULL, 0));
    assert_null(tnef_bag_find(NULL, &key));
    assert_null(tnef_bag_string(NULL, 0).text);
    assert_int_equal(tnef_bag_time(NULL, 0).flags, 0);
    assert_int_equal(tnef_bag_number(NULL, 0, &n), 0);
    assert_int_equal(n, 0);
    n = 1;
    assert_int_equal(tnef_bag_currency(NULL, 0, &n), 0);
    assert_int_equal(n, 0);
    assert_int_equal(tnef_bag_real(NULL, 0, &d), 0);
    assert_true(d == 0);
    assert_int_equal(tnef_bag_bits(NULL, 0, &u), 0);
    assert_int_equal(u, 0);
    assert_null(tnef_bag_guid(NULL, 0));
    assert_null(tnef_bag_bytes(NULL, 0).data);
    assert_int_equal(tnef_bag_flags(NULL, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bag_keys_that_cannot_be_are_refused),
        cmocka_unit_test(bag_keys_names_are_utf8),
        cmocka_unit_test(bag_keys_names_have_255_units),
        cmocka_unit_test(bag_keys_configuration_is_checked),
        cmocka_unit_test(bag_keys_each_of_a_full_list_is_found),
        cmocka_unit_test(bag_keys_may_be_given_twice),
        cmocka_unit_test(bag_keys_are_copied),
        cmocka_unit_test(bag_keys_odd_names_of_the_stream),
        cmocka_unit_test(bag_keys_nothing_is_found_in_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
