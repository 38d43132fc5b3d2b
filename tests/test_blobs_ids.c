/* SPDX-License-Identifier: MIT */

/* Identity of meetings, entry ids, lists of them, search keys and conversations: whole, cut at every byte,
 * and with sizes and counts that claim too much. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/blobs.h>

#include "blob_writer.h"

#include <stdlib.h>
#include <string.h>

static struct blob blob;

static const uint8_t one_off[16] = { 0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19,
                                     0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02 };
static const uint8_t exchange[16] = { 0xDC, 0xA7, 0x40, 0xC8, 0xC0, 0x42, 0x10, 0x1A,
                                      0xB4, 0xB9, 0x08, 0x00, 0x2B, 0x2F, 0xE1, 0x82 };
static const uint8_t wrapper[16] = { 0xC0, 0x91, 0xAD, 0xD3, 0x51, 0x9D, 0xCF, 0x11,
                                     0xA4, 0xA9, 0x00, 0xAA, 0x00, 0x47, 0xFA, 0xA4 };
static const uint8_t contact[16] = { 0xFE, 0x42, 0xAA, 0x0A, 0x18, 0xC7, 0x1A, 0x10,
                                     0xE8, 0x85, 0x0B, 0x65, 0x1C, 0x24, 0x00, 0x00 };
static const uint8_t goid[16] = { 0x04, 0x00, 0x00, 0x00, 0x82, 0x00, 0xE0, 0x00,
                                  0x74, 0xC5, 0xB7, 0x10, 0x1A, 0x82, 0xE0, 0x08 };

static int is_text(tnef_blob_text t, const char *bytes, size_t len, uint32_t codepage)
{
    return t.data != NULL && t.len == len && t.codepage == codepage && memcmp(t.data, bytes, len) == 0;
}

static int is_ascii(tnef_blob_text t, const char *text)
{
    return is_text(t, text, strlen(text), TNEF_BLOB_8BIT);
}

/* ---- Identity of meetings -------------------------------------------------------------------- */

static void write_goid(const char *data, size_t len)
{
    blob.len = 0;
    blob_bytes(&blob, goid, 16);
    blob_u8(&blob, 0x07);            /* year 2024, big-endian       */
    blob_u8(&blob, 0xE8);
    blob_u8(&blob, 3);
    blob_u8(&blob, 19);
    blob_u64(&blob, UINT64_C(0x01da76d8b0148800));
    blob_zeros(&blob, 8);
    blob_u32(&blob, (uint32_t)len);
    blob_bytes(&blob, data, len);
}

static void goid_parts(void **state)
{
    char hex[200];
    tnef_goid g;

    (void)state;
    write_goid("\x11\x22", 2);
    assert_int_equal(tnef_goid_read(blob.data, blob.len, &g), TNEF_OK);
    assert_int_equal(g.flags, TNEF_GOID_KNOWN | TNEF_GOID_DATE);
    assert_true(g.year == 2024 && g.month == 3 && g.day == 19);
    assert_int_equal(g.created, UINT64_C(0x01da76d8b0148800));
    assert_int_equal(g.content.len, 2);
    assert_null(g.uid.data);
    assert_int_equal(tnef_goid_hex(&g, hex, sizeof hex), 84);
    assert_memory_equal(hex, "040000008200E00074C5B7101A82E008" "00000000" "008814B0D876DA01"
                             "0000000000000000" "02000000" "1122", 84);
    memset(hex, 'x', sizeof hex);
    assert_int_equal(tnef_goid_hex(&g, hex, 83), 84);
    assert_int_equal(hex[0], 'x');
    for (size_t len = 0; len < blob.len; len++) {
        uint8_t *copy = blob_copy(&blob, len);

        assert_int_equal(tnef_goid_read(copy, len, &g), len < 40 ? TNEF_E_TRUNCATED : TNEF_E_OVERRUN);
        assert_true(g.fault <= len);
        assert_null(g.content.data);
        assert_int_equal(tnef_goid_hex(&g, hex, sizeof hex), 2 * len);
        if (len >= 20)
            assert_memory_equal(hex + 32, "07E80313", 8); /* what is broken stays as it is   */
        free(copy);
    }
    blob.data[0] = 5;
    assert_int_equal(tnef_goid_read(blob.data, blob.len, &g), TNEF_E_TYPE);
    assert_int_equal(g.flags, 0);
    g.len = SIZE_MAX;
    assert_int_equal(tnef_goid_hex(&g, hex, sizeof hex), SIZE_MAX);
}

static void goid_clean(void **state)
{
    tnef_goid g;

    (void)state;
    write_goid("", 0);
    for (size_t i = 16; i < 20; i++) {
        for (size_t k = 16; k < 20; k++)
            blob.data[k] = k == i;
        assert_int_equal(tnef_goid_read(blob.data, blob.len, &g), TNEF_OK);
        assert_int_equal(g.flags, TNEF_GOID_KNOWN | TNEF_GOID_DATE);
    }
    blob.data[19] = 0;
    assert_int_equal(tnef_goid_read(blob.data, blob.len, &g), TNEF_OK);
    assert_int_equal(g.flags, TNEF_GOID_KNOWN);
    blob_set32(&blob, 36, 0xFFFFFFFF);
    assert_int_equal(tnef_goid_read(blob.data, blob.len, &g), TNEF_E_OVERRUN);
    assert_int_equal(g.fault, 36);
}

static void goid_vcal(void **state)
{
    static const char uid[] = "vCal-Uid\1\0\0\0abc@example.org";
    tnef_goid g;

    (void)state;
    write_goid(uid, sizeof uid);                   /* with its NUL                     */
    assert_int_equal(tnef_goid_read(blob.data, blob.len, &g), TNEF_OK);
    assert_int_equal(g.flags & TNEF_GOID_VCAL, TNEF_GOID_VCAL);
    assert_int_equal(g.uid.len, 15);
    assert_memory_equal(g.uid.data, "abc@example.org", 15);
    write_goid(uid, sizeof uid - 1);               /* without it                       */
    assert_int_equal(tnef_goid_read(blob.data, blob.len, &g), TNEF_OK);
    assert_int_equal(g.uid.len, 15);
    write_goid(uid, 12);
    assert_int_equal(tnef_goid_read(blob.data, blob.len, &g), TNEF_OK);
    assert_true(g.uid.data != NULL && g.uid.len == 0);
    write_goid(uid, 11);
    assert_int_equal(tnef_goid_read(blob.data, blob.len, &g), TNEF_OK);
    assert_null(g.uid.data);
    write_goid("vCal-Uid\2\0\0\0abc", 15);
    assert_int_equal(tnef_goid_read(blob.data, blob.len, &g), TNEF_OK);
    assert_null(g.uid.data);
}

/* ---- Entry ids ------------------------------------------------------------------------------- */

static void write_id(const uint8_t *provider)
{
    blob_u32(&blob, 0);
    blob_bytes(&blob, provider, 16);
}

static void write_one_off(const char *name, const char *type, const char *address, int wide)
{
    void (*const put)(struct blob *, const char *) = wide ? blob_wide : blob_ascii;

    write_id(one_off);
    blob_u16(&blob, 0);
    blob_u16(&blob, wide ? 0x9001 : 0x0001);
    put(&blob, name);
    blob_zeros(&blob, wide ? 2 : 1);
    put(&blob, type);
    blob_zeros(&blob, wide ? 2 : 1);
    put(&blob, address);
    blob_zeros(&blob, wide ? 2 : 1);
}

static void cut_everywhere(void)
{
    tnef_entryid id;

    for (size_t len = 0; len < blob.len; len++) {
        uint8_t *copy = blob_copy(&blob, len);

        assert_int_not_equal(tnef_entryid_read(copy, len, &id), TNEF_OK);
        assert_null(id.address.data);
        assert_true(id.fault <= len);
        free(copy);
    }
}

static void entryid_one_off(void **state)
{
    tnef_entryid id;

    (void)state;
    blob.len = 0;
    write_one_off("Cyd", "SMTP", "cyd@example.org", 0);
    assert_int_equal(tnef_entryid_read(blob.data, blob.len, &id), TNEF_OK);
    assert_int_equal(id.kind, TNEF_ENTRYID_ONE_OFF);
    assert_true(is_ascii(id.name, "Cyd") && is_ascii(id.type, "SMTP"));
    assert_true(is_ascii(id.address, "cyd@example.org"));
    cut_everywhere();
    blob.len = 0;
    write_one_off("\xC5", "SMTP", "a@b", 1);
    assert_int_equal(tnef_entryid_read(blob.data, blob.len, &id), TNEF_OK);
    assert_true(is_text(id.name, "\xC5", 2, TNEF_BLOB_UTF16));
    assert_true(is_text(id.address, "a\0@\0b", 6, TNEF_BLOB_UTF16));
    cut_everywhere();
}

static void entryid_others(void **state)
{
    tnef_entryid id;

    (void)state;
    blob.len = 0;
    write_id(exchange);
    blob_u32(&blob, 1);
    blob_u32(&blob, 6);
    blob_ascii(&blob, "/o=Ex/cn=z");
    blob_u8(&blob, 0);
    assert_int_equal(tnef_entryid_read(blob.data, blob.len, &id), TNEF_OK);
    assert_int_equal(id.kind, TNEF_ENTRYID_EX);
    assert_int_equal(id.object, 6);
    assert_true(is_ascii(id.address, "/o=Ex/cn=z"));
    cut_everywhere();
    blob.len = 0;
    write_id(contact);
    blob_u32(&blob, 3);
    blob_u32(&blob, 4);
    blob_u32(&blob, 2);
    blob_u32(&blob, 3);
    blob_ascii(&blob, "abc");
    assert_int_equal(tnef_entryid_read(blob.data, blob.len, &id), TNEF_OK);
    assert_true(id.kind == TNEF_ENTRYID_CONTACT && id.object == 4 && id.index == 2 && id.content.len == 3);
    blob_set32(&blob, 32, 4);
    assert_int_equal(tnef_entryid_read(blob.data, blob.len, &id), TNEF_E_OVERRUN);
    assert_int_equal(id.fault, 32);
    blob.len = 0;
    write_id(goid);
    assert_int_equal(tnef_entryid_read(blob.data, blob.len, &id), TNEF_OK);
    assert_int_equal(id.kind, TNEF_ENTRYID_UNKNOWN);
}

static void entryid_wrapped(void **state)
{
    tnef_entryid id;

    (void)state;
    blob.len = 0;
    write_id(wrapper);
    blob_u8(&blob, 0x30);
    write_one_off("Cyd", "SMTP", "c@d", 0);
    assert_int_equal(tnef_entryid_read(blob.data, blob.len, &id), TNEF_OK);
    assert_int_equal(id.kind, TNEF_ENTRYID_ONE_OFF);
    assert_int_equal(id.flags, TNEF_ENTRYID_IN_WRAPPER);
    assert_int_equal(id.wrapper, 0x30);
    assert_true(is_ascii(id.address, "c@d"));
    cut_everywhere();
    blob.len = 0;                                           /* a wrapper in a wrapper          */
    write_id(wrapper);
    blob_u8(&blob, 0xB5);
    write_id(wrapper);
    blob_u8(&blob, 0xB5);
    write_one_off("Cyd", "SMTP", "c@d", 0);
    assert_int_equal(tnef_entryid_read(blob.data, blob.len, &id), TNEF_OK);
    assert_int_equal(id.kind, TNEF_ENTRYID_WRAPPED);
    assert_int_equal(id.content.len, blob.len - 21);
    assert_null(id.address.data);
    blob.len = 0;                                           /* the id of a message             */
    write_id(wrapper);
    blob_u8(&blob, 0xC3);
    write_id(goid);
    blob_ascii(&blob, "abcd");
    assert_int_equal(tnef_entryid_read(blob.data, blob.len, &id), TNEF_OK);
    assert_int_equal(id.kind, TNEF_ENTRYID_WRAPPED);
    assert_int_equal(id.content.len, 24);
}

static void searchkeys(void **state)
{
    static const struct {
        const char *key, *type, *address;
    } keys[] = {
        { "SMTP:BOB@EXAMPLE.COM", "SMTP", "BOB@EXAMPLE.COM" }, { "EX:/O=A:B", "EX", "/O=A:B" },
        { "A:B", "A", "B" },                                   { "SMTP:", NULL, NULL },
        { ":B", NULL, NULL },                                  { "SMTP", NULL, NULL },
        { "", NULL, NULL },                                    { ":", NULL, NULL },
    };
    tnef_blob_text type, address;

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        for (uint32_t nul = 0; nul < 2; nul++) {
            uint8_t *copy;

            blob.len = 0;
            blob_ascii(&blob, keys[i].key);
            if (nul == 1)
                blob_bytes(&blob, "\0:X", 3);
            copy = blob_copy(&blob, blob.len);
            assert_int_equal(tnef_searchkey_read(copy, blob.len, &type, &address), keys[i].type != NULL);
            if (keys[i].type != NULL)
                assert_true(is_ascii(type, keys[i].type) && is_ascii(address, keys[i].address));
            else
                assert_true(type.data == NULL && address.data == NULL);
            free(copy);
        }
}

/* ---- Lists ----------------------------------------------------------------------------------- */

static void write_list(uint32_t last_filler)
{
    blob.len = 0;
    blob_u32(&blob, 3);
    blob_u32(&blob, 0);
    blob_u32(&blob, 5);
    blob_ascii(&blob, "hello");
    blob_zeros(&blob, 3);
    blob_u32(&blob, 0);
    blob_u32(&blob, 6);
    blob_ascii(&blob, "worlds");
    blob_zeros(&blob, last_filler);
    blob_set32(&blob, 4, (uint32_t)blob.len - 8);
}

static uint32_t count_entries(size_t len, tnef_status begins, tnef_status ends)
{
    uint8_t *copy = blob_copy(&blob, len);
    tnef_entrylist list;
    tnef_bytes entry;
    uint32_t n = 0;

    assert_int_equal(tnef_entrylist_read(copy, len, &list), begins);
    while (tnef_entrylist_next(&list, &entry)) {
        static const char *const words[] = { "hello", "", "worlds" };

        assert_true(n < 3 && entry.data != NULL && entry.len == strlen(words[n]));
        assert_memory_equal(entry.data, words[n], entry.len);
        n++;
    }
    assert_null(entry.data);
    assert_int_equal(list.status, ends);
    assert_int_equal(list.index, n);
    assert_int_equal(tnef_entrylist_next(&list, &entry), 0);
    free(copy);
    return n;
}

static void list_entries(void **state)
{
    (void)state;
    for (uint32_t filler = 0; filler <= 2; filler++) {
        write_list(filler);
        assert_int_equal(count_entries(blob.len, TNEF_OK, TNEF_OK), 3);
    }
    write_list(2);
    for (size_t len = 0; len < blob.len; len++) {
        uint32_t there = len < 17 ? 0 : len < 24 ? 1 : len < 34 ? 2 : 3;
        tnef_status begins = len < 8 ? TNEF_E_TRUNCATED : TNEF_E_OVERRUN;
        int in_size = len < 12 || (len >= 17 && len < 24) || (len >= 24 && len < 28);
        tnef_status ends = in_size ? TNEF_E_TRUNCATED : TNEF_E_OVERRUN;

        assert_int_equal(count_entries(len, begins, ends), there);
    }
    blob_set32(&blob, 0, 4);                                /* one more than there are         */
    assert_int_equal(count_entries(blob.len, TNEF_OK, TNEF_E_TRUNCATED), 3);
    blob_set32(&blob, 0, 7);
    assert_int_equal(count_entries(blob.len, TNEF_OK, TNEF_E_TRUNCATED), 3);
    blob_set32(&blob, 0, 8);                                /* no room for that many           */
    assert_int_equal(count_entries(blob.len, TNEF_E_OVERRUN, TNEF_E_TRUNCATED), 3);
    blob_set32(&blob, 0, 0xFFFFFFFF);
    assert_int_equal(count_entries(blob.len, TNEF_E_OVERRUN, TNEF_E_TRUNCATED), 3);
    blob_set32(&blob, 0, 2);
    assert_int_equal(count_entries(blob.len, TNEF_OK, TNEF_OK), 2);
}

static void write_counted(const char *text)
{
    blob_u32(&blob, (uint32_t)strlen(text));
    blob_ascii(&blob, text);
}

static void write_members(uint32_t n)
{
    blob.len = 0;
    blob_u16(&blob, 1);              /* StreamVersion               */
    blob_u16(&blob, 0);
    blob_u32(&blob, 15);             /* BuildVersion                */
    blob_u32(&blob, 0);              /* DistListStreamFlags         */
    blob_u32(&blob, n);              /* CountOfEntries              */
    blob_zeros(&blob, 12);           /* totals                      */
    write_counted("entry");
    write_counted("one-off");
    write_counted("");
    write_counted("");
    write_counted("");
    write_counted("x");
}

static void list_members(void **state)
{
    tnef_members members;
    tnef_member member;

    (void)state;
    write_members(2);
    for (size_t len = 0; len <= blob.len; len++) {
        uint8_t *copy = blob_copy(&blob, len);
        uint32_t n = 0;

        assert_int_equal(tnef_members_read(copy, len, &members), len < 28 ? TNEF_E_TRUNCATED : TNEF_OK);
        while (tnef_members_next(&members, &member)) {
            assert_int_equal(member.entry.len, n == 0 ? 5 : 0);
            assert_int_equal(member.one_off.len, n == 0 ? 7 : 0);
            assert_int_equal(member.extra.len, n == 0 ? 0 : 1);
            n++;
        }
        assert_int_equal(n, len == blob.len ? 2 : len >= 52 ? 1 : 0);
        assert_int_equal(members.status == TNEF_OK, len == blob.len);
        assert_int_equal(tnef_members_next(&members, &member), 0);
        free(copy);
    }
    blob_set32(&blob, 28, 0xFFFFFFFF);
    assert_int_equal(tnef_members_read(blob.data, blob.len, &members), TNEF_OK);
    assert_int_equal(tnef_members_next(&members, &member), 0);
    assert_int_equal(members.status, TNEF_E_OVERRUN);
    assert_int_equal(members.fault, 28);
    members.index = 0;                                      /* a place that there is not       */
    members.announced = 5;
    members.at = SIZE_MAX;
    assert_int_equal(tnef_members_next(&members, &member), 0);
    blob.data[0] = 2;
    assert_int_equal(tnef_members_read(blob.data, blob.len, &members), TNEF_E_TYPE);
}

static void list_member_address(void **state)
{
    tnef_member member = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
    tnef_entryid id;

    (void)state;
    assert_int_equal(tnef_member_read(&member, &id), 0);
    blob.len = 0;
    write_one_off("Ann", "SMTP", "ann@example.com", 0);
    member.entry.data = blob.data;
    member.entry.len = blob.len;
    assert_int_equal(tnef_member_read(&member, &id), 1);
    assert_true(is_ascii(id.name, "Ann"));
    write_one_off("Bob", "SMTP", "", 0);
    member.one_off.data = blob.data + member.entry.len;
    member.one_off.len = blob.len - member.entry.len;
    assert_int_equal(tnef_member_read(&member, &id), 1);
    assert_true(is_ascii(id.name, "Ann"));
    blob.len = member.entry.len;
    write_one_off("Bob", "SMTP", "b", 0);
    member.one_off.len = blob.len - member.entry.len;
    assert_int_equal(tnef_member_read(&member, &id), 1);
    assert_true(is_ascii(id.name, "Bob"));
}

/* ---- Conversations --------------------------------------------------------------------------- */

static void conversations(void **state)
{
    tnef_conversation c;
    uint64_t ticks;

    (void)state;
    blob.len = 0;
    blob_bytes(&blob, "\x01\xCE\xFF\x36\x14\x35", 6);
    blob_ascii(&blob, "0123456789abcdef");
    blob_bytes(&blob, "\0\0\0\1\x50", 5);
    blob_bytes(&blob, "\x80\0\0\2\x60", 5);
    for (size_t len = 0; len <= blob.len; len++) {
        uint8_t *copy = blob_copy(&blob, len);
        int whole = len == 22 || len == 27 || len == 32;

        assert_int_equal(tnef_conversation_read(copy, len, &c), whole ? TNEF_OK : TNEF_E_TRUNCATED);
        assert_int_equal(c.replies, len < 22 ? 0 : (len - 22) / 5);
        assert_int_equal(c.begun, len < 22 ? 0 : UINT64_C(0x01CEFF3614350000));
        assert_int_equal(c.guid.len, len < 22 ? 0 : 16);
        assert_int_equal(tnef_conversation_reply(&c, c.replies, &ticks), 0);
        free(copy);
    }
    assert_int_equal(tnef_conversation_read(blob.data, blob.len, &c), TNEF_OK);
    assert_int_equal(tnef_conversation_reply(&c, 0, &ticks), 1);
    assert_int_equal(ticks, c.begun + (1u << 18));
    assert_int_equal(tnef_conversation_reply(&c, 1, &ticks), 1);
    assert_int_equal(ticks, c.begun + (2u << 23));
    c.begun = UINT64_MAX;
    assert_int_equal(tnef_conversation_reply(&c, 1, &ticks), 0);
    memcpy(blob.data, "\x01\x01\xD5\x7D\xF8\x5E", 6);       /* the other form                  */
    assert_int_equal(tnef_conversation_read(blob.data, blob.len, &c), TNEF_OK);
    assert_int_equal(c.begun, UINT64_C(0x01D57DF85E000000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goid_parts),      cmocka_unit_test(goid_clean),
        cmocka_unit_test(goid_vcal),       cmocka_unit_test(entryid_one_off),
        cmocka_unit_test(entryid_others),  cmocka_unit_test(entryid_wrapped),
        cmocka_unit_test(searchkeys),      cmocka_unit_test(list_entries),
        cmocka_unit_test(list_members),    cmocka_unit_test(list_member_address),
        cmocka_unit_test(conversations),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
