/* SPDX-License-Identifier: MIT */

/* What programs were compiled with: numbers, sizes and offsets. A table here is changed by adding
 * to it, never otherwise while the SONAME stays. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/decoder.h>
#include <tnef/html.h>
#include <tnef/json.h>
#include <tnef/lzfu.h>
#include <tnef/rtf.h>
#include <tnef/text.h>
#include <tnef/bodies.h>
#include <tnef/message.h>
#include <tnef/encode.h>
#include <tnef/transfer.h>

#include <stdio.h>
#include <string.h>

/* ---- Numbers ------------------------------------------------------------------------------- */

struct number {
    int32_t given, fixed;
    const char *name;
};

static const struct number statuses[] = {
    { TNEF_OK, 0, "TNEF_OK" },
    { TNEF_PAUSED, 1, "TNEF_PAUSED" },
    { TNEF_STOPPED, 2, "TNEF_STOPPED" },
    { TNEF_E_ARGUMENT, -1, "TNEF_E_ARGUMENT" },
    { TNEF_E_STATE, -2, "TNEF_E_STATE" },
    { TNEF_E_MEMORY, -3, "TNEF_E_MEMORY" },
    { TNEF_E_CALLBACK, -4, "TNEF_E_CALLBACK" },
    { TNEF_E_SIGNATURE, -16, "TNEF_E_SIGNATURE" },
    { TNEF_E_TRUNCATED, -17, "TNEF_E_TRUNCATED" },
    { TNEF_E_OVERRUN, -18, "TNEF_E_OVERRUN" },
    { TNEF_E_TYPE, -19, "TNEF_E_TYPE" },
    { TNEF_E_ANOMALY, -20, "TNEF_E_ANOMALY" },
    { TNEF_E_TRAILING, -21, "TNEF_E_TRAILING" },
    { TNEF_E_NAME, -22, "TNEF_E_NAME" },
    { TNEF_E_NESTED, -23, "TNEF_E_NESTED" },
    { TNEF_E_COMPRESSION, -24, "TNEF_E_COMPRESSION" },
    { TNEF_E_SIZE, -25, "TNEF_E_SIZE" },
    { TNEF_E_RTF, -26, "TNEF_E_RTF" },
    { TNEF_E_LIMIT_INPUT, -64, "TNEF_E_LIMIT_INPUT" },
    { TNEF_E_LIMIT_DEPTH, -65, "TNEF_E_LIMIT_DEPTH" },
    { TNEF_E_LIMIT_ATTRIBUTES, -66, "TNEF_E_LIMIT_ATTRIBUTES" },
    { TNEF_E_LIMIT_LENGTH, -67, "TNEF_E_LIMIT_LENGTH" },
    { TNEF_E_LIMIT_EVENTS, -68, "TNEF_E_LIMIT_EVENTS" },
    { TNEF_E_LIMIT_PROPERTIES, -69, "TNEF_E_LIMIT_PROPERTIES" },
    { TNEF_E_LIMIT_VALUES, -70, "TNEF_E_LIMIT_VALUES" },
    { TNEF_E_LIMIT_ROWS, -71, "TNEF_E_LIMIT_ROWS" },
    { TNEF_E_LIMIT_NAME, -72, "TNEF_E_LIMIT_NAME" },
    { TNEF_E_LIMIT_OUTPUT, -73, "TNEF_E_LIMIT_OUTPUT" },
    { TNEF_E_LIMIT_MEMORY, -74, "TNEF_E_LIMIT_MEMORY" },
    { TNEF_E_LIMIT_ATTACHMENTS, -75, "TNEF_E_LIMIT_ATTACHMENTS" },
    { TNEF_E_LIMIT_BOUNDARY, -81, "TNEF_E_LIMIT_BOUNDARY" },
    { TNEF_E_LIMIT_TOTAL, -82, "TNEF_E_LIMIT_TOTAL" },
    { TNEF_E_LIMIT_PARAMETERS, -80, "TNEF_E_LIMIT_PARAMETERS" },
    { TNEF_E_LIMIT_STREAMS, -79, "TNEF_E_LIMIT_STREAMS" },
    { TNEF_E_LIMIT_PARTS, -78, "TNEF_E_LIMIT_PARTS" },
    { TNEF_E_LIMIT_HEADER, -77, "TNEF_E_LIMIT_HEADER" },
    { TNEF_E_AMBIGUOUS, -28, "TNEF_E_AMBIGUOUS" },
};

static const struct number anomalies[] = {
    { TNEF_A_CHECKSUM, 0, "checksum" },
    { TNEF_A_VERSION, 1, "version" },
    { TNEF_A_LEVEL, 2, "level" },
    { TNEF_A_DUPLICATE, 3, "duplicate" },
    { TNEF_A_PADDING, 4, "padding" },
    { TNEF_A_UNTERMINATED, 5, "unterminated" },
    { TNEF_A_TRAILING, 6, "trailing" },
    { TNEF_A_ORDER, 7, "order" },
    { TNEF_A_ATTR_LENGTH, 8, "attribute_length" },
    { TNEF_A_ZERO_LENGTH, 9, "zero_length" },
    { TNEF_A_ATTR_TYPE, 10, "attribute_type" },
    { TNEF_A_DATE, 11, "date" },
    { TNEF_A_VALUE, 12, "value" },
    { TNEF_A_CODEPAGE, 13, "codepage" },
    { TNEF_A_TEXT, 14, "text" },
    { TNEF_A_COUNT, 15, "count" },
    { TNEF_A_OVERRUN, 16, "overrun" },
    { TNEF_A_TRUNCATED, 17, "truncated" },
    { TNEF_A_TYPE, 18, "type" },
    { TNEF_A_NAME_KIND, 19, "name_kind" },
    { TNEF_A_OBJECT, 20, "object" },
    { TNEF_A_SIGNATURE, 21, "signature" },
    { TNEF_A_REMAINDER, 22, "remainder" },
    { TNEF_A_RESYNC, 23, "resync" },
    { TNEF_A_LIMIT, 24, "limit" },
    { TNEF_A_CONTENT, 25, "content" },
};

/* Those of the objects that have few: band by band. */
static const struct number few[] = {
    { TNEF_LZFU_A_NO_END, 192, "no_end" },
    { TNEF_LZFU_A_CUT_REFERENCE, 193, "cut_reference" },
    { TNEF_LZFU_A_AFTER_END, 194, "after_end" },
    { TNEF_LZFU_A_BAD_REFERENCE, 195, "bad_reference" },
    { TNEF_LZFU_A_BAD_CRC, 196, "bad_crc" },
    { TNEF_LZFU_A_STORED_CRC, 197, "stored_crc" },
    { TNEF_LZFU_A_RAW_SIZE, 198, "raw_size" },
    { TNEF_LZFU_A_CUT, 199, "cut" },
    { TNEF_LZFU_A_TAIL, 200, "tail" },
    { TNEF_LZFU_A_COMP_SIZE, 201, "comp_size" },
    { TNEF_RTF_A_CUT, 256, "cut" },
    { TNEF_RTF_A_TRAILING, 257, "trailing" },
    { TNEF_RTF_A_DEEP, 258, "deep" },
    { TNEF_RTF_A_DAMAGED, 259, "damaged" },
    { TNEF_RTF_A_CODEPAGE, 260, "codepage" },
    { TNEF_RTF_A_FONTS, 261, "fonts" },
    { TNEF_RTF_A_LINK, 262, "link" },
    { TNEF_HTML_A_DAMAGED, 320, "damaged" },
    { TNEF_HTML_A_CODEPAGE, 321, "codepage" },
    { TNEF_HTML_A_LINK, 322, "link" },
    { TNEF_HTML_A_SCRIPT, 323, "script" },
    { TNEF_HTML_A_CUT, 324, "cut" },
    { TNEF_HTML_A_CONTROL, 325, "control" },
    { TNEF_TEXT_A_UNKNOWN, 384, "unknown" },
    { TNEF_TEXT_A_REFUSED, 385, "refused" },
    { TNEF_TEXT_A_DAMAGED, 386, "damaged" },
    { TNEF_TEXT_A_CUT, 387, "cut" },
    { TNEF_TEXT_A_GUESSED, 388, "guessed" },
    { TNEF_TEXT_A_NEAREST, 389, "nearest" },
    { TNEF_BODIES_A_DAMAGED, 448, "damaged" },
    { TNEF_BODIES_A_CODEPAGE, 449, "codepage" },
    { TNEF_BODIES_A_DEEP, 450, "deep" },
    { TNEF_BODIES_A_FONTS, 451, "fonts" },
    { TNEF_BODIES_A_LINK, 452, "link" },
    { TNEF_BODIES_A_TRAILING, 453, "trailing" },
    { TNEF_BODIES_A_SCRIPT, 454, "script" },
    { TNEF_BODIES_A_CONTROL, 455, "control" },
    { TNEF_BODIES_A_NOT_UTF8, 456, "not_utf8" },
};
static const struct number few_ends[] = {
    { TNEF_LZFU_A_END, 202, "" }, { TNEF_RTF_A_END, 263, "" }, { TNEF_HTML_A_END, 326, "" },
    { TNEF_TEXT_A_END, 390, "" }, { TNEF_BODIES_A_END, 457, "" },
};

static const struct number events[] = {
    { TNEF_EV_STREAM_BEGIN, 1, "stream_begin" },
    { TNEF_EV_STREAM_END, 2, "stream_end" },
    { TNEF_EV_ATTR_BEGIN, 3, "attr_begin" },
    { TNEF_EV_ATTR_END, 4, "attr_end" },
    { TNEF_EV_ROW_BEGIN, 5, "row_begin" },
    { TNEF_EV_ROW_END, 6, "row_end" },
    { TNEF_EV_PROP_BEGIN, 7, "prop_begin" },
    { TNEF_EV_PROP_END, 8, "prop_end" },
    { TNEF_EV_VALUE_BEGIN, 9, "value_begin" },
    { TNEF_EV_VALUE_END, 10, "value_end" },
    { TNEF_EV_DATA, 11, "data" },
    { TNEF_EV_ANOMALY, 12, "anomaly" },
};

static const struct number answers[] = {
    { TNEF_CONTINUE, 0, "" }, { TNEF_SKIP, 0x101, "" }, { TNEF_PAUSE, 0x102, "" },
    { TNEF_STOP, 0x103, "" },
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* A table without gaps could be a count; this one has them, so a name must be known exactly where
 * the table says so. */
static void abi_statuses_have_their_numbers_and_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(statuses); i++) {
        assert_int_equal(statuses[i].given, statuses[i].fixed);
        assert_string_equal(tnef_status_name(statuses[i].fixed), statuses[i].name);
        assert_string_not_equal(tnef_status_text(statuses[i].fixed), "unknown status");
    }
    for (int32_t s = -200; s <= 200; s++) {
        size_t i = 0;

        while (i < COUNT(statuses) && statuses[i].fixed != s)
            i++;
        if (i < COUNT(statuses))
            continue;
        assert_string_equal(tnef_status_name(s), "TNEF_?");
        assert_string_equal(tnef_status_text(s), "unknown status");
    }
    assert_string_equal(tnef_status_name(INT32_MIN), "TNEF_?");
    assert_string_equal(tnef_status_text(INT32_MAX), "unknown status");
}

static void abi_statuses_lie_in_their_bands(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(statuses); i++) {
        int32_t s = statuses[i].fixed;
        int limit = strncmp(statuses[i].name, "TNEF_E_LIMIT_", 13) == 0;

        assert_int_equal(TNEF_IS_LIMIT(s), limit);
        assert_int_equal(TNEF_IS_MALFORMED(s), s < -15 && !limit);
    }
    assert_true(!TNEF_IS_MALFORMED(-15) && TNEF_IS_MALFORMED(-16) && TNEF_IS_MALFORMED(-63));
    assert_true(!TNEF_IS_MALFORMED(-64) && TNEF_IS_LIMIT(-64) && TNEF_IS_LIMIT(-95));
    assert_true(!TNEF_IS_LIMIT(-63) && !TNEF_IS_LIMIT(-96));
}

static void abi_anomalies_have_their_numbers_and_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(anomalies); i++) {
        assert_int_equal(anomalies[i].given, anomalies[i].fixed);
        assert_int_equal(anomalies[i].fixed, i);
        assert_string_equal(tnef_anomaly_name((uint32_t)i), anomalies[i].name);
    }
    assert_int_equal(COUNT(anomalies), TNEF_A_END);
    assert_string_equal(tnef_anomaly_name(TNEF_A_END), "?");
    assert_string_equal(tnef_anomaly_name(UINT32_MAX), "?");
    assert_string_equal(tnef_anomaly_name(8u * 64u), "?");
    for (size_t i = 0; i < COUNT(few); i++) {
        assert_int_equal(few[i].given, few[i].fixed);
        assert_string_equal(tnef_anomaly_name((uint32_t)few[i].fixed), few[i].name);
    }
    for (size_t i = 0; i < COUNT(few_ends); i++) {
        assert_int_equal(few_ends[i].given, few_ends[i].fixed);
        assert_string_equal(tnef_anomaly_name((uint32_t)few_ends[i].fixed), "?");
    }
    assert_true(TNEF_ANOMALY_BIT(TNEF_A_CHECKSUM) == 1 && TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK) == 64);
}

static void abi_events_have_their_numbers_and_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(events); i++) {
        assert_int_equal(events[i].given, events[i].fixed);
        assert_int_equal(events[i].fixed, i + 1u);
        assert_string_equal(tnef_event_name((uint32_t)i + 1u), events[i].name);
    }
    assert_string_equal(tnef_event_name(0), "?");
    assert_string_equal(tnef_event_name((uint32_t)COUNT(events) + 1u), "?");
    assert_string_equal(tnef_event_name(UINT32_MAX), "?");
}

static void abi_answers_flags_and_constants_have_their_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(answers); i++)
        assert_int_equal(answers[i].given, answers[i].fixed);
    assert_int_equal(TNEF_F_COMPUTED, 0x001);
    assert_int_equal(TNEF_F_INCOMPLETE, 0x002);
    assert_int_equal(TNEF_F_SKIPPED, 0x004);
    assert_int_equal(TNEF_F_REMAINDER, 0x008);
    assert_int_equal(TNEF_F_TRAILING, 0x010);
    assert_int_equal(TNEF_F_RAW, 0x020);
    assert_int_equal(TNEF_F_OPAQUE, 0x040);
    assert_int_equal(TNEF_F_NESTED, 0x080);
    assert_int_equal(TNEF_F_NAMED, 0x100);
    assert_int_equal(TNEF_F_NAME_CUT, 0x200);
    assert_int_equal(TNEF_F_MULTI, 0x400);
    assert_int_equal(TNEF_RESYNC, 1);
    assert_int_equal(TNEF_RAW_NESTED, 2);
    assert_int_equal(TNEF_DESCEND_DATA, 4);
    assert_true(TNEF_FATAL_ALL == UINT64_MAX);
    assert_int_equal(TNEF_NAME_SIZE, 512);
    assert_int_equal(TNEF_DEPTH_CEILING, 32);
    assert_int_equal(TNEF_DECODER_SIZE_MAX, 12288);
    assert_int_equal(TNEF_EVENTS_BASE, 64);
    assert_int_equal(TNEF_EVENTS_PER_BYTE, 4);
}

static void abi_compressed_rtf_has_its_numbers(void **state)
{
    static const uint32_t flags[] = {
        TNEF_LZFU_HEADER, TNEF_LZFU_STORED, TNEF_LZFU_PLAIN, TNEF_LZFU_END,
    };

    (void)state;
    for (size_t i = 0; i < COUNT(flags); i++)
        assert_int_equal(flags[i], 1u << i);
    assert_int_equal(TNEF_LZFU_TYPE_COMPRESSED, 0x75465A4C);
    assert_int_equal(TNEF_LZFU_TYPE_STORED, 0x414C454D);
    assert_int_equal(TNEF_LZFU_SIZE_MAX, 9216);
    assert_int_equal(TNEF_LZFU_GROWTH, 8);
    assert_int_equal(TNEF_LZFU_CALLS_BASE, 2);
}

static void abi_rtf_html_and_text_have_their_numbers(void **state)
{
    (void)state;
    assert_true(TNEF_RTF_UNKNOWN == 0 && TNEF_RTF_RICH == 0xA1);
    assert_true(TNEF_RTF_FROM_HTML == 0xA2 && TNEF_RTF_FROM_TEXT == 0xA3);
    assert_true(TNEF_RTF_AUTO == 0 && TNEF_RTF_HTML == 0xB1 && TNEF_RTF_TEXT == 0xB2);
    assert_int_equal(TNEF_RTF_SIZE_MAX, 65536);
    assert_int_equal(TNEF_RTF_GROWTH, 64);
    assert_int_equal(TNEF_RTF_BASE, 256);
    assert_int_equal(TNEF_RTF_DEPTH, 256);
    assert_int_equal(TNEF_RTF_FONTS_MAX, 768);
    assert_int_equal(TNEF_HTML_SIZE_MAX, 32768);
    assert_int_equal(TNEF_HTML_GROWTH, 16);
    assert_int_equal(TNEF_HTML_BASE, 64);
    assert_true(TNEF_HTML_QUOTES == 8 && TNEF_HTML_LISTS == 8 && TNEF_HTML_URL_MAX == 2048);
    assert_true(TNEF_TEXT_ROOM == 8 && TNEF_TEXT_GROWTH == 3 && TNEF_TEXT_CONVERTERS == 16);
}

static void abi_version_is_said_alike_as_number_and_text(void **state)
{
    uint32_t v = tnef_version();
    char text[32];

    (void)state;
    assert_int_equal(v, TNEF_VERSION_NUMBER);
    (void)snprintf(text, sizeof text, "%u.%u.%u", (unsigned)(v >> 16), (unsigned)(v >> 8 & 0xFFu),
                   (unsigned)(v & 0xFFu));
    assert_string_equal(tnef_version_string(), text);
}

/* ---- Layout -------------------------------------------------------------------------------- */

static void abi_size_is_the_first_field_and_of_32_bits(void **state)
{
    (void)state;
    assert_true(offsetof(tnef_decoder_config, size) == 0 && sizeof((tnef_decoder_config){ 0 }.size) == 4);
    assert_true(offsetof(tnef_decoder_limits, size) == 0 && sizeof((tnef_decoder_limits){ 0 }.size) == 4);
    assert_true(offsetof(tnef_error, size) == 0 && sizeof((tnef_error){ 0 }.size) == 4);
    assert_true(offsetof(tnef_reader_handlers, size) == 0 && sizeof((tnef_reader_handlers){ 0 }.size) == 4);
    assert_true(offsetof(tnef_reader_limits, size) == 0
                && sizeof((tnef_reader_limits){ 0 }.size) == 4);
    assert_true(offsetof(tnef_reader_config, size) == 0
                && sizeof((tnef_reader_config){ 0 }.size) == 4);
    assert_true(offsetof(tnef_lzfu_config, size) == 0
                && sizeof((tnef_lzfu_config){ 0 }.size) == 4);
    assert_true(offsetof(struct tnef_lzfu_info, size) == 0 && sizeof((struct tnef_lzfu_info){ 0 }.size) == 4);
    assert_true(offsetof(tnef_rtf_config, size) == 0 && sizeof((tnef_rtf_config){ 0 }.size) == 4);
    assert_true(offsetof(struct tnef_rtf_info, size) == 0 && sizeof((struct tnef_rtf_info){ 0 }.size) == 4);
    assert_true(offsetof(tnef_html_config, size) == 0
                && sizeof((tnef_html_config){ 0 }.size) == 4);
    assert_true(offsetof(struct tnef_html_info, size) == 0 && sizeof((struct tnef_html_info){ 0 }.size) == 4);
    assert_int_equal(sizeof(tnef_status), 4);
}

#if UINTPTR_MAX == UINT64_MAX
#define SIZE(type, size) { #type, sizeof(type), size }
#define FIELD(type, field, offset) { #type "." #field, offsetof(type, field), offset }

static const struct {
    const char *name;
    size_t given, fixed;
} layout[] = {
    SIZE(tnef_decoder_limits, 56),
    SIZE(tnef_event, 152),
    SIZE(tnef_decoder_config, 48),
    SIZE(tnef_allocator, 24),
    SIZE(tnef_error, 56),
    SIZE(tnef_rtf_config, 48),
    SIZE(struct tnef_rtf_info, 48),
    SIZE(tnef_html_config, 48),
    SIZE(struct tnef_html_info, 32),
    SIZE(tnef_text, 224),
    SIZE(tnef_charset_hook, 40),
    SIZE(tnef_lzfu_config, 40),
    SIZE(struct tnef_lzfu_info, 72),
    SIZE(struct tnef_transfer_info, 72),
    SIZE(tnef_encode_config, 40),
    SIZE(struct tnef_encode_info, 24),
    SIZE(struct tnef_bodies_info, 40),
    SIZE(struct tnef_decoder_info, 40),
    SIZE(struct tnef_reader_info, 40),
    SIZE(tnef_json_config, 56),
    SIZE(struct tnef_json_info, 40),
    FIELD(tnef_decoder_limits, size, 0),
    FIELD(tnef_decoder_limits, max_depth, 4),
    FIELD(tnef_decoder_limits, max_input, 8),
    FIELD(tnef_decoder_limits, max_output, 16),
    FIELD(tnef_decoder_limits, max_events, 24),
    FIELD(tnef_decoder_limits, max_length, 32),
    FIELD(tnef_decoder_limits, max_attributes, 36),
    FIELD(tnef_decoder_limits, max_properties, 40),
    FIELD(tnef_decoder_limits, max_values, 44),
    FIELD(tnef_decoder_limits, max_rows, 48),
    FIELD(tnef_decoder_limits, max_anomalies, 52),
    FIELD(tnef_event, type, 0),
    FIELD(tnef_event, flags, 4),
    FIELD(tnef_event, depth, 8),
    FIELD(tnef_event, status, 12),
    FIELD(tnef_event, offset, 16),
    FIELD(tnef_event, attr, 24),
    FIELD(tnef_event, level, 28),
    FIELD(tnef_event, row, 32),
    FIELD(tnef_event, prop_id, 36),
    FIELD(tnef_event, prop_type, 38),
    FIELD(tnef_event, value, 40),
    FIELD(tnef_event, key, 44),
    FIELD(tnef_event, count, 48),
    FIELD(tnef_event, length, 56),
    FIELD(tnef_event, guid, 64),
    FIELD(tnef_event, name_id, 72),
    FIELD(tnef_event, name_len, 76),
    FIELD(tnef_event, name, 80),
    FIELD(tnef_event, iid, 88),
    FIELD(tnef_event, data, 96),
    FIELD(tnef_event, len, 104),
    FIELD(tnef_event, left, 112),
    FIELD(tnef_event, number, 120),
    FIELD(tnef_event, code, 128),
    FIELD(tnef_event, expected, 136),
    FIELD(tnef_event, found, 144),
    FIELD(tnef_decoder_config, size, 0),
    FIELD(tnef_decoder_config, flags, 4),
    FIELD(tnef_decoder_config, on_event, 8),
    FIELD(tnef_decoder_config, user, 16),
    FIELD(tnef_decoder_config, limits, 24),
    FIELD(tnef_decoder_config, interest, 32),
    FIELD(tnef_decoder_config, fatal, 40),
    FIELD(tnef_allocator, alloc, 0),
    FIELD(tnef_allocator, release, 8),
    FIELD(tnef_allocator, user, 16),
    FIELD(tnef_error, size, 0),
    FIELD(tnef_error, status, 4),
    FIELD(tnef_error, offset, 8),
    FIELD(tnef_error, limit, 16),
    FIELD(tnef_error, found, 24),
    FIELD(tnef_error, depth, 32),
    FIELD(tnef_error, attr, 36),
    FIELD(tnef_error, prop, 40),
    FIELD(tnef_error, code, 44),
    FIELD(tnef_error, user_code, 48), FIELD(tnef_error, reserved, 52),
    FIELD(tnef_rtf_config, size, 0),
    FIELD(tnef_rtf_config, want, 4),
    FIELD(tnef_rtf_config, sink, 8),
    FIELD(tnef_rtf_config, user, 16),
    FIELD(tnef_rtf_config, max_output, 24),
    FIELD(tnef_rtf_config, text, 32),
    FIELD(tnef_rtf_config, charsets, 40),
    FIELD(struct tnef_rtf_info, size, 0),
    FIELD(struct tnef_rtf_info, kind, 4),
    FIELD(struct tnef_rtf_info, anomalies, 8),
    FIELD(struct tnef_rtf_info, input, 16),
    FIELD(struct tnef_rtf_info, output, 24),
    FIELD(struct tnef_rtf_info, form, 32),
    FIELD(struct tnef_rtf_info, codepage, 36),
    FIELD(struct tnef_rtf_info, deepest, 40),
    FIELD(struct tnef_rtf_info, placeholders, 44),
    FIELD(tnef_html_config, size, 0),
    FIELD(tnef_html_config, codepage, 4),
    FIELD(tnef_html_config, sink, 8),
    FIELD(tnef_html_config, user, 16),
    FIELD(tnef_html_config, max_output, 24),
    FIELD(tnef_html_config, text, 32),
    FIELD(tnef_html_config, charsets, 40),
    FIELD(struct tnef_html_info, size, 0),
    FIELD(struct tnef_html_info, codepage, 4),
    FIELD(struct tnef_html_info, anomalies, 8),
    FIELD(struct tnef_html_info, input, 16),
    FIELD(struct tnef_html_info, output, 24),
    FIELD(tnef_text, anomalies, 0),
    FIELD(tnef_text, codepage, 16),
    FIELD(tnef_text, damaged, 8),
    FIELD(tnef_text, asked, 20),
    FIELD(tnef_charset_hook, size, 0),
    FIELD(tnef_charset_hook, open, 8),
    FIELD(tnef_charset_hook, convert, 16),
    FIELD(tnef_charset_hook, close, 24),
    FIELD(tnef_charset_hook, user, 32),
    FIELD(tnef_lzfu_config, size, 0),
    FIELD(tnef_lzfu_config, flags, 4),
    FIELD(tnef_lzfu_config, sink, 8),
    FIELD(tnef_lzfu_config, user, 16),
    FIELD(tnef_lzfu_config, max_output, 24),
    FIELD(tnef_lzfu_config, max_input, 32),
    FIELD(struct tnef_lzfu_info, size, 0),
    FIELD(struct tnef_lzfu_info, flags, 4),
    FIELD(struct tnef_lzfu_info, anomalies, 8),
    FIELD(struct tnef_lzfu_info, input, 16),
    FIELD(struct tnef_lzfu_info, output, 24),
    FIELD(struct tnef_lzfu_info, comp_size, 32),
    FIELD(struct tnef_lzfu_info, raw_size, 36),
    FIELD(struct tnef_lzfu_info, comp_type, 40),
    FIELD(struct tnef_lzfu_info, crc, 44),
    FIELD(struct tnef_lzfu_info, crc_computed, 48),
    FIELD(struct tnef_lzfu_info, reserved, 52),
    FIELD(struct tnef_lzfu_info, after_end, 56),
    FIELD(struct tnef_lzfu_info, tail, 64),
    FIELD(struct tnef_decoder_info, size, 0),
    FIELD(struct tnef_decoder_info, depth, 4),
    FIELD(struct tnef_decoder_info, anomalies, 8),
    FIELD(struct tnef_decoder_info, input, 16),
    FIELD(struct tnef_decoder_info, output, 24),
    FIELD(struct tnef_decoder_info, events, 32),
    FIELD(struct tnef_reader_info, size, 0),
    FIELD(struct tnef_reader_info, depth, 4),
    FIELD(struct tnef_reader_info, anomalies, 8),
    FIELD(struct tnef_reader_info, input, 16),
    FIELD(struct tnef_reader_info, output, 24),
    FIELD(struct tnef_reader_info, events, 32),
    FIELD(tnef_json_config, size, 0),
    FIELD(tnef_json_config, flags, 4),
    FIELD(tnef_json_config, sink, 8),
    FIELD(tnef_json_config, user, 16),
    FIELD(tnef_json_config, max_output, 24),
    FIELD(tnef_json_config, decoder_limits, 32),
    FIELD(tnef_json_config, limits, 40),
    FIELD(tnef_json_config, charsets, 48),
    FIELD(struct tnef_json_info, size, 0),
    FIELD(struct tnef_json_info, status, 4),
    FIELD(struct tnef_json_info, anomalies, 8),
    FIELD(struct tnef_json_info, input, 16),
    FIELD(struct tnef_json_info, output, 24),
    FIELD(struct tnef_json_info, held, 32),
    FIELD(tnef_encode_config, size, 0),
    FIELD(tnef_encode_config, kind, 4),
    FIELD(tnef_encode_config, sink, 8),
    FIELD(tnef_encode_config, user, 16),
    FIELD(tnef_encode_config, max_input, 24),
    FIELD(tnef_encode_config, max_output, 32),
    FIELD(struct tnef_encode_info, size, 0),
    FIELD(struct tnef_encode_info, kind, 4),
    FIELD(struct tnef_encode_info, input, 8),
    FIELD(struct tnef_encode_info, output, 16),
    FIELD(struct tnef_transfer_info, size, 0),
    FIELD(struct tnef_transfer_info, kind, 4),
    FIELD(struct tnef_transfer_info, anomalies, 8),
    FIELD(struct tnef_transfer_info, input, 16),
    FIELD(struct tnef_transfer_info, output, 24),
    FIELD(struct tnef_transfer_info, first_offset, 32),
    FIELD(struct tnef_transfer_info, first_code, 40),
    FIELD(struct tnef_transfer_info, blocks, 44),
    FIELD(struct tnef_transfer_info, mode, 48),
    FIELD(struct tnef_transfer_info, reserved, 52),
    FIELD(struct tnef_transfer_info, name, 56),
    FIELD(struct tnef_transfer_info, name_len, 64),
    FIELD(struct tnef_bodies_info, size, 0),
    FIELD(struct tnef_bodies_info, count, 4),
    FIELD(struct tnef_bodies_info, anomalies, 8),
    FIELD(struct tnef_bodies_info, input, 16),
    FIELD(struct tnef_bodies_info, output, 24),
    FIELD(struct tnef_bodies_info, passed, 32),
};

static void abi_layout_is_as_it_was(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(layout); i++)
        if (layout[i].given != layout[i].fixed)
            fail_msg("%s: %zu, was %zu", layout[i].name, layout[i].given, layout[i].fixed);
}
#else
static void abi_layout_is_as_it_was(void **state)
{
    (void)state;
    skip();                 /* the table is that of 64-bit pointers */
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abi_statuses_have_their_numbers_and_names),
        cmocka_unit_test(abi_statuses_lie_in_their_bands),
        cmocka_unit_test(abi_anomalies_have_their_numbers_and_names),
        cmocka_unit_test(abi_events_have_their_numbers_and_names),
        cmocka_unit_test(abi_answers_flags_and_constants_have_their_numbers),
        cmocka_unit_test(abi_compressed_rtf_has_its_numbers),
        cmocka_unit_test(abi_rtf_html_and_text_have_their_numbers),
        cmocka_unit_test(abi_version_is_said_alike_as_number_and_text),
        cmocka_unit_test(abi_size_is_the_first_field_and_of_32_bits),
        cmocka_unit_test(abi_layout_is_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
