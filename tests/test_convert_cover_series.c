/* SPDX-License-Identifier: MIT */

/* Corners of series: in UTC and of whole days, instances with a message of their own, the first days of
 * all. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "meeting_maker.h"

#define REQUEST "IPM.Schedule.Meeting.Request"

/* A zone without an offset and without daylight saving time. */
#define UTC_STRUCT "~~~~~~~~~~~~"

/* The id of a meeting with a day in it. */
#define DAY_ID(day) "040000008200e00074c5b7101a82e008 " day " ~~~~ 10000000 00112233445566778899aabbccddeeff"

/* Every second week on Tuesday and Thursday until a day. */
#define TWO_DAYS \
    "043004300b2001~00000002~00000014000000212000000400000001~~000000a01d440da077440d06300000093000001c0200" \
    "003a02~~~"

static void series_in_utc(void **state)
{
    struct mm_meeting m = mm_request();
    uint32_t left_out;
    char *text;

    (void)state;
    m.is_series = 1;
    m.zone_struct = UTC_STRUCT;
    m.zone_text = "UTC";
    m.series = TWO_DAYS;
    text = mm_calendar(&m, &left_out);
    cw_has(text, "DTSTART:20240325T133000Z\r\n");
    cw_has(text, ";UNTIL=20240321T090000Z;");
    assert_int_equal(left_out, 0);
    free(text);
    m.series = MM_MONDAYS;
    text = mm_calendar(&m, &left_out);
    cw_has(text, "EXDATE:20240311T090000Z\r\n");
    assert_int_equal(left_out, 0);
    free(text);
}

static void series_of_days(void **state)
{
    struct mm_meeting m = mm_request();
    char *text;

    (void)state;
    m.is_series = 1;
    m.zone_struct = MM_EASTERN_STRUCT;
    m.series = TWO_DAYS;
    m.all_day = 2;
    text = mm_calendar(&m, NULL);
    cw_has(text, ";UNTIL=20240321;");
    cw_has(text, "DTSTART;VALUE=DATE:20240325\r\n");
    free(text);
}

/* A series of which one day has a message of its own. */
static void attached_instance(const char *zone, const char *zone_text, const char *place)
{
    struct mm_meeting m = mm_request(), own = { .message_class = REQUEST, .body = "Mine.", .place = place };
    struct tw w;
    char *text;

    own.message_class = "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}";
    m.message_class = "IPM.Appointment";
    m.is_series = 1;
    m.zone_struct = zone;
    m.zone_text = zone_text;
    m.series = MM_MONDAYS;
    m.place = "Office";
    mm_make(&w, &m);
    mm_attach(&w, &own, cw_time(2024, 3, 18, 13, 0, 0));
    text = cw_calendar(&w, NULL, NULL);
    assert_int_equal(strstr(text, "DESCRIPTION:Mine.\r\n") != NULL, zone != NULL);
    cw_has(text, "LOCATION:Caf\u00E9\r\n");
    free(text);
}

static void attached_instances(void **state)
{
    (void)state;
    attached_instance(MM_EASTERN_STRUCT, NULL, NULL);
    attached_instance(UTC_STRUCT, "UTC", "Elsewhere");
    attached_instance(NULL, NULL, NULL);
}

/* The pattern of a daily series from a day on, in minutes since 1601, until another one. */
static void daily(struct tw *b, uint32_t from, uint32_t until, uint16_t instances)
{
    for (size_t i = 0; i < 2; i++)
        tw_u16(b, 0x3004);
    tw_u16(b, 0x200A);
    tw_zeros(b, 8);
    tw_u32(b, 1440);
    tw_u32(b, 0);
    tw_u32(b, 0x2021);
    tw_u32(b, 10);
    tw_u32(b, 0);
    for (int twice = 0; twice < 2; twice++) {
        tw_u32(b, instances);
        for (uint32_t i = 0; i < instances; i++)
            tw_u32(b, from + 1440u * (i + 1u));
    }
    tw_u32(b, from);
    tw_u32(b, until);
    tw_u32(b, 0x3006);
    tw_u32(b, 0x3008);
    tw_u32(b, 540);
    tw_u32(b, 570);
    tw_u16(b, instances);
    for (uint32_t i = 0; i < instances; i++) {
        tw_u32(b, from + 1440u * (i + 1u) + 600u);
        tw_u32(b, from + 1440u * (i + 1u) + 630u);
        tw_u32(b, from + 1440u * (i + 1u) + 540u);
        tw_u16(b, 0);
    }
    tw_zeros(b, 8u + 4u * instances);
}

/* An instance of which the series tells only when it is has its place from its message, if there is one. */
static void places_of_instances(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct mm_meeting m = mm_request(), own = { .place = i == 0 ? "Elsewhere" : NULL };
        uint8_t *blob;
        struct tw b, w;
        size_t len;
        char *text;

        tw_init(&b);
        daily(&b, 0x0D440720u, 0x0D440720u + 14400u, 1);
        blob = tw_take(&b, &len);
        tw_free(&b);
        own.message_class = "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}";
        m.zone_struct = MM_EASTERN_STRUCT;
        m.place = "Office";
        m.is_series = 1;
        cw_begin(&w, REQUEST);
        mm_props(&w, &m);
        cw_blob(&w, TW_PSETID_APPOINTMENT, 0x8216, blob, len);
        cw_end(&w);
        if (i < 2)
            mm_attach(&w, &own, cw_time(2024, 3, 2, 14, 0, 0));
        text = cw_calendar(&w, NULL, NULL);
        cw_has(text, "LOCATION:Office\r\n");
        assert_int_equal(strstr(text, "LOCATION:Elsewhere\r\n") != NULL, i == 0);
        free(blob);
        free(text);
    }
}

/* Days of the first year: east of Greenwich they begin before all that can be told in UTC. */
static void first_days_of_all(void **state)
{
    struct mm_meeting m = mm_request();
    uint8_t *blob;
    struct tw b, w;
    size_t len;
    char *text;

    (void)state;
    m.id = DAY_ID("06410101");
    m.zone = MM_EUROPE;
    text = mm_calendar(&m, NULL);
    cw_lacks(text, "RECURRENCE-ID");
    free(text);
    m = mm_request();
    tw_init(&b);
    daily(&b, 1440, 1440, 0);
    blob = tw_take(&b, &len);
    tw_free(&b);
    m.is_series = 1;
    m.zone_struct = "a8fdffff ~~ 0000" "~~~~" "0000" "~~~~"; /* ten hours */
    cw_begin(&w, REQUEST);
    mm_props(&w, &m);
    cw_blob(&w, TW_PSETID_APPOINTMENT, 0x8216, blob, len);
    cw_end(&w);
    text = cw_calendar(&w, NULL, NULL);
    cw_has(text, "UNTIL=16010101T230000Z\r\n");
    free(blob);
    free(text);
}

/* A long text is not said again of each instance. */
static void long_text(void **state)
{
    char *body = malloc(70001);
    uint32_t left_out;

    (void)state;
    assert_non_null(body);
    for (size_t len = 65536; len <= 70000; len += 70000 - 65536) {
        struct mm_meeting m = mm_request();
        char *text, *first;

        memset(body, 'x', len);
        body[len] = '\0';
        m.is_series = 1;
        m.zone_struct = MM_EASTERN_STRUCT;
        m.series = MM_MONDAYS;
        m.body = body;
        text = mm_calendar(&m, &left_out);
        first = strstr(text, "DESCRIPTION:x");
        assert_non_null(first);
        assert_int_equal(strstr(first + 1, "DESCRIPTION:x") != NULL, len < 70000 / 2);
        free(text);
    }
    free(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_of_instances),
        cmocka_unit_test(first_days_of_all),
        cmocka_unit_test(series_in_utc),
        cmocka_unit_test(series_of_days),
        cmocka_unit_test(attached_instances),
        cmocka_unit_test(long_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
