/* SPDX-License-Identifier: MIT */

/* Functions on values: numbers, text, dates, compressed RTF, and what is printed. */

#define _POSIX_C_SOURCE 200809L

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../ytnef.h"
#include "writer.h"

static void numbers(void **state)
{
    BYTE b[] = {1, 2, 3, 4, 5, 6, 7, 8};

    (void)state;
    assert_int_equal(SwapWord(b, 2), 0x0201);
    assert_int_equal(SwapWord(b, 1), 1);
    assert_int_equal(SwapWord(b, 8), 0x0201);
    assert_int_equal(SwapDWord(b, 4), 0x04030201);
    assert_int_equal(SwapDWord(b, 3), 0x030201);
    assert_true(SwapDDWord(b, 8) == 0x0807060504030201ull);
    assert_true(SwapDDWord(b, 100) == 0x0807060504030201ull);
    assert_int_equal(SwapDWord(b, 0), 0);
    assert_int_equal(SwapDWord(b, -1), 0);
}

static void utf8(void **state)
{
    char *text = to_utf8(8, (char[]){'a', 0, (char)0x3D, (char)0xD8, 0, (char)0xDE, (char)0xAC, 0x20});

    (void)state;
    assert_string_equal(text, "a\xF0\x9F\x98\x80\xE2\x82\xAC");
    free(text);
    text = to_utf8(3, (char[]){'a', 0, 'b'});
    assert_string_equal(text, "a");
    free(text);
    text = to_utf8(0, NULL);
    assert_string_equal(text, "");
    free(text);
    assert_null(to_utf8(SIZE_MAX, NULL));
}

/* The days of five years, of the year 10000, and the last moment of all. */
static void dates(void **state)
{
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const unsigned years[] = {1601, 1900, 2000, 2024, 2100};
    dtr d;

    (void)state;
    for (size_t y = 0; y < sizeof years / sizeof years[0]; y++) {
        unsigned year = years[y], before = year - 1;
        uint64_t day = (uint64_t)(year - 1601) * 365 + (before / 4 - 1600 / 4) - (before / 100 - 1600 / 100)
            + (before / 400 - 1600 / 400);

        for (unsigned month = 1; month <= 12; month++) {
            unsigned leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

            for (unsigned n = 1; n <= days[month - 1] + (month == 2 ? leap : 0); n++, day++) {
                uint64_t time = (day * 86400 + 3661) * 10000000;
                BYTE b[8];

                for (unsigned i = 0; i < 8; i++) {
                    b[i] = (BYTE)(time >> (8 * i));
                }
                assert_int_equal(MAPISysTimetoDTR(b, &d), 0);
                assert_int_equal(d.wYear, year);
                assert_int_equal(d.wMonth, month);
                assert_int_equal(d.wDay, n);
                assert_int_equal(d.wHour * 10000 + d.wMinute * 100 + d.wSecond, 10101);
                assert_int_equal(d.wDayOfWeek, (day + 1) % 7);
            }
        }
    }
    assert_int_equal(MAPISysTimetoDTR((BYTE[]){255, 255, 255, 255, 255, 255, 255, 255}, &d), 0);
    assert_int_equal(d.wYear, 60056);
    assert_int_equal(d.wMonth, 5);
    assert_int_equal(d.wDay, 28);
}

/* ---- Compressed RTF ---------------------------------------------------------------------------- */

static void rtf(void **state)
{
    static const char text[] = "{\\rtf1\\ansi hello hello hello hello\\par}";
    BYTE stored[16 + sizeof text] = {0};
    variableLength v = {stored, 16 + (int)sizeof text - 1};
    BYTE *out;
    int size = -1;

    (void)state;
    stored[0] = sizeof text - 1 + 12;
    stored[4] = sizeof text - 1;
    memcpy(stored + 8, "MELA", 4);
    memcpy(stored + 16, text, sizeof text - 1);
    assert_int_equal(IsCompressedRTF(&v), 1);
    out = DecompressRTF(&v, &size);
    assert_int_equal(size, sizeof text - 1);
    assert_string_equal((char *)out, text);
    free(out);

    v.size = 15;
    assert_int_equal(IsCompressedRTF(&v), 0);
    assert_null(DecompressRTF(&v, &size));
    assert_int_equal(size, 0);
    v.size = -1;
    assert_null(DecompressRTF(&v, &size));
    assert_null(DecompressRTF(&(variableLength){NULL, 0}, &size));
    assert_int_equal(IsCompressedRTF(&(variableLength){NULL, 0}), 0);
    stored[8] = 'X';
    v.size = 30;
    assert_int_equal(IsCompressedRTF(&v), 0);
    assert_null(DecompressRTF(&v, &size));
}

/* A reference repeats a byte 17 times: 8 of them for 17 bytes. What would be more than 64 MiB is refused. */
static void bomb(void **state)
{
    const size_t runs = 520000, len = 16 + runs * 17;
    BYTE *data = malloc(len);
    variableLength v = {data, (int)len};
    int size = -1;

    (void)state;
    assert_non_null(data);
    memset(data, 0, len);
    for (unsigned i = 0; i < 4; i++) {
        data[i] = (BYTE)((len - 4) >> (8 * i));
    }
    memset(data + 4, 0x7F, 4);
    memcpy(data + 8, "LZFu", 4);
    for (size_t i = 0; i < runs; i++) {
        data[16 + i * 17] = 0xFF;
        for (size_t k = 0; k < 8; k++) {
            /* A reference to the place that is written next would be the end. */
            data[16 + i * 17 + 2 + 2 * k] = (207 + (i * 8 + k) * 17) % 4096 == 0 ? 0x1F : 0x0F;
        }
    }
    assert_null(DecompressRTF(&v, &size));
    assert_int_equal(size, 0);
    free(data);
}

/* ---- Printing ---------------------------------------------------------------------------------- */

static FILE *file;
static int kept;

static void print_to_file(void)
{
    fflush(stdout);
    file = tmpfile();
    assert_non_null(file);
    kept = dup(1);
    assert_true(dup2(fileno(file), 1) == 1);
}

static char buf[4096];

static void read_back(void)
{
    size_t n;

    fflush(stdout);
    assert_true(dup2(kept, 1) == 1);
    (void)close(kept);
    rewind(file);
    n = fread(buf, 1, sizeof buf - 1, file);
    buf[n] = '\0';
    (void)fclose(file);
}

static void assert_printed(const char *expected)
{
    read_back();
    assert_string_equal(buf, expected);
}

static void printed_dates(void **state)
{
    (void)state;
    print_to_file();
    TNEFPrintDate((dtr){2021, 12, 31, 13, 1, 2, 5});
    TNEFPrintDate((dtr){2021, 1, 1, 12, 1, 2, 0});
    TNEFPrintDate((dtr){2021, 13, 99, 99, 99, 99, 7});
    TNEFPrintDate((dtr){0});
    assert_printed("Friday December 31, 2021 1:01:02 pm" "Sunday January 1, 2021 12:01:02 pm"
                   "99, 2021 3:99:99 pm" "Sunday 0, 0 0:00:00 am");
}

static void printed_properties(void **state)
{
    struct tw w;
    uint8_t *data;
    size_t len;
    TNEFStruct t;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    tw_prop_i4(&w, TW_P_IMPORTANCE, -3);
    tw_prop_i2(&w, 0x6701, -2);
    tw_prop_bool(&w, TW_P_RTF_IN_SYNC, 1);
    tw_prop_time(&w, TW_P_SUBMIT_TIME, 132000000000000000ull);
    tw_prop_str8(&w, 0x6702, "a\x1B[2Jb");
    tw_prop_binary(&w, 0x6703, "ab\0\xFFz", 5);
    tw_prop_guid(&w, 0x6704, TW_IID_MESSAGE);
    tw_prop_r8(&w, 0x67FF, 1.5);
    tw_prop_null(&w, 0x6706);
    tw_named_string(&w, TW_PS_PUBLIC_STRINGS, "Keywords");
    tw_values_begin(&w, TW_T_MV | TW_T_STR8, 0x8001);
    tw_value_str8(&w, "x");
    tw_value_str8(&w, "");
    tw_values_end(&w);
    tw_attr_props_end(&w);
    data = tw_take(&w, &len);
    TNEFInitialize(&t);
    print_to_file();
    assert_int_equal(TNEFParseMemory(data, (long)len, &t), 0);
    MAPIPrint(&t.MapiProperties);
    assert_printed(
        "   #0: Type: [  LONG   ]  Code: [PR_IMPORTANCE]\n    Size: 4    Value: -3\n"
        "   #1: Type: [   I2    ]  Code: [0x6701]\n    Size: 2    Value: -2\n"
        "   #2: Type: [ BOOLEAN ]  Code: [PR_RTF_IN_SYNC]\n    Size: 4    Value: True\n"
        "   #3: Type: [SYS TIME ]  Code: [PR_CLIENT_SUBMIT_TIME]\n    Size: 8    Value: Wednesday April 17, "
        "2019 6:40:00 pm [HEX:  00 00 5a f6 4c f5 d4 01] (132000000000000000)\n"
        "   #4: Type: [ STRING8 ]  Code: [0x6702]\n    Size: 7    Value: [a.[2Jb]\n"
        "   #5: Type: [ BINARY  ]  Code: [0x6703]\n    Size: 5    Value: [ab..z]\n"
        "   #6: Type: [OLE GUID ]  Code: [0x6704]\n    Size: 16    Value: [HEX:  07 03 02 00 00 00 00 00 c0 "
        "00 00 00 00 00 00 46]\n"
        "   #7: Type: [ DOUBLE  ]  Code: [0x67ff]\n    Size: 8    Value: [HEX:  00 00 00 00 00 00 f8 3f]\n"
        "   #8: Type: [  NULL   ]  Code: [0x6706]\n"
        "   #9: Type: [ STRING8 ]  Code: [UD:x8001]\n    Name: Keywords\n"
        "    [0/2] Size: 2    Value: [x]\n    [1/2] Size: 1    Value: []\n");
    TNEFFree(&t);
    free(data);
}

/* Every type has a label of nine columns, and compressed RTF is shown. */
static void printed_types(void **state)
{
    static const ULONG types[] = {PT_UNSPECIFIED, PT_NULL, PT_I2, PT_LONG, PT_R4, PT_DOUBLE, PT_CURRENCY,
                                  PT_APPTIME, PT_ERROR, PT_BOOLEAN, PT_OBJECT, PT_I8, PT_STRING8, PT_UNICODE,
                                  PT_SYSTIME, PT_CLSID, PT_BINARY, 0x7777};
    BYTE stored[32] = {18, 0, 0, 0, 6, 0, 0, 0, 'M', 'E', 'L', 'A', 0, 0, 0, 0,
                       '{', '\\', 'r', 't', 'f', '}'};
    variableLength value = {stored, 22}, none = {NULL, 0};
    MAPIProperty prop = {.count = 1, .data = &value};
    MAPIProps all = {1, &prop};

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        prop.id = PROP_TAG(types[i], 0x6701);
        prop.data = &none;
        print_to_file();
        MAPIPrint(&all);
        read_back();
        assert_memory_equal(buf, "   #0: Type: [", 14);
        assert_string_equal(buf + 23, "]  Code: [0x6701]\n    Size: 0    Value: []\n");
    }
    prop.id = PROP_TAG(PT_BINARY, 0x6701);
    prop.data = &value;
    print_to_file();
    MAPIPrint(&all);
    assert_printed("   #0: Type: [ BINARY  ]  Code: [0x6701]\n    Size: 22    Detected Compressed RTF. "
                   "Decompressed text follows\n-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-\n{\\rtf}\n"
                   "-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(utf8),
        cmocka_unit_test(dates),
        cmocka_unit_test(rtf),
        cmocka_unit_test(bomb),
        cmocka_unit_test(printed_dates),
        cmocka_unit_test(printed_properties),
        cmocka_unit_test(printed_types),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
