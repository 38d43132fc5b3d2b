/* SPDX-License-Identifier: MIT */

/* What programs that read mail were compiled with: numbers, sizes and offsets. A table here is
 * changed by adding to it, never otherwise while the SONAME stays. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/mail.h>

static const struct {
    uint32_t given, fixed;
    const char *name;
} anomalies[] = {
    { TNEF_SCANNER_A_BARE_LF, 128, "bare_lf" },
    { TNEF_SCANNER_A_BARE_CR, 129, "bare_cr" },
    { TNEF_SCANNER_A_NO_BLANK_LINE, 130, "no_blank_line" },
    { TNEF_SCANNER_A_GARBAGE_LINE, 131, "garbage_line" },
    { TNEF_SCANNER_A_SPACE_COLON, 132, "space_colon" },
    { TNEF_SCANNER_A_FOLDED_TYPE, 133, "folded_type" },
    { TNEF_SCANNER_A_COMMENT, 134, "comment" },
    { TNEF_SCANNER_A_NUL, 135, "nul" },
    { TNEF_SCANNER_A_EIGHT_BIT, 136, "eight_bit" },
    { TNEF_SCANNER_A_FROM_LINE, 137, "from_line" },
    { TNEF_SCANNER_A_LEADING_BLANK, 138, "leading_blank" },
    { TNEF_SCANNER_A_HEADER_END, 139, "header_end" },
    { TNEF_SCANNER_A_LINE_LIMIT, 140, "line_limit" },
    { TNEF_SCANNER_A_HEADER_LIMIT, 141, "header_limit" },
    { TNEF_SCANNER_A_DUPLICATE_TYPE, 142, "duplicate_type" },
    { TNEF_SCANNER_A_DUPLICATE_ENCODING, 143, "duplicate_encoding" },
    { TNEF_SCANNER_A_DUPLICATE_PARAMETER, 144, "duplicate_parameter" },
    { TNEF_SCANNER_A_PARAMETER_SYNTAX, 145, "parameter_syntax" },
    { TNEF_SCANNER_A_PARAMETER_PIECES, 146, "parameter_pieces" },
    { TNEF_SCANNER_A_PARAMETER_EMPTY, 147, "parameter_empty" },
    { TNEF_SCANNER_A_PARAMETER_QUOTE, 148, "parameter_quote" },
    { TNEF_SCANNER_A_PARAMETER_LIMIT, 149, "parameter_limit" },
    { TNEF_SCANNER_A_NAME_BROKEN, 150, "name_broken" },
    { TNEF_SCANNER_A_NAME_DIFFERS, 151, "name_differs" },
    { TNEF_SCANNER_A_NAME_WORD, 152, "name_word" },
    { TNEF_SCANNER_A_NO_BOUNDARY, 153, "no_boundary" },
    { TNEF_SCANNER_A_BOUNDARY_LONG, 154, "boundary_long" },
    { TNEF_SCANNER_A_BOUNDARY_CUT, 155, "boundary_cut" },
    { TNEF_SCANNER_A_BOUNDARY_PREFIX, 156, "boundary_prefix" },
    { TNEF_SCANNER_A_BOUNDARY_JUNK, 157, "boundary_junk" },
    { TNEF_SCANNER_A_BOUNDARY_BLANKS, 158, "boundary_blanks" },
    { TNEF_SCANNER_A_NO_END, 159, "no_end" },
    { TNEF_SCANNER_A_NO_INNER_END, 160, "no_inner_end" },
    { TNEF_SCANNER_A_AFTER_END, 161, "after_end" },
    { TNEF_SCANNER_A_TOO_DEEP, 162, "too_deep" },
    { TNEF_SCANNER_A_TOO_MANY_PARTS, 163, "too_many_parts" },
    { TNEF_SCANNER_A_TOO_MANY_STREAMS, 164, "too_many_streams" },
    { TNEF_SCANNER_A_PREAMBLE, 165, "preamble" },
    { TNEF_SCANNER_A_EPILOGUE, 166, "epilogue" },
    { TNEF_SCANNER_A_ENCODING_UNKNOWN, 167, "encoding_unknown" },
    { TNEF_SCANNER_A_ENCODING_COMPOSITE, 168, "encoding_composite" },
    { TNEF_SCANNER_A_ENCODING_OTHER, 169, "encoding_other" },
    { TNEF_SCANNER_A_TYPE_OTHER, 170, "type_other" },
    { TNEF_SCANNER_A_NO_SIGNATURE, 171, "no_signature" },
    { TNEF_SCANNER_A_BASE64_JUNK, 172, "base64_junk" },
    { TNEF_SCANNER_A_BASE64_PADDING, 173, "base64_padding" },
    { TNEF_SCANNER_A_BASE64_END, 174, "base64_end" },
    { TNEF_SCANNER_A_BASE64_BLANKS, 175, "base64_blanks" },
    { TNEF_SCANNER_A_QP_BAD, 176, "qp_bad" },
    { TNEF_SCANNER_A_QP_LOWER, 177, "qp_lower" },
    { TNEF_SCANNER_A_QP_BLANKS, 178, "qp_blanks" },
    { TNEF_SCANNER_A_UU_BAD, 179, "uu_bad" },
    { TNEF_SCANNER_A_UU_NO_END, 180, "uu_no_end" },
    { TNEF_SCANNER_A_UU_BLOCK, 181, "uu_block" },
    { TNEF_SCANNER_A_STREAM_LIMIT, 182, "stream_limit" },
    { TNEF_SCANNER_A_LINE_LONG, 183, "line_long" },
    { TNEF_SCANNER_A_SHORT, 184, "short" },
    { TNEF_SCANNER_A_BOUNDARY_OTHER, 185, "boundary_other" },
    { TNEF_SCANNER_A_UTF16, 186, "utf16" },
    { TNEF_SCANNER_A_STREAM_IN_TEXT, 187, "stream_in_text" },
    { TNEF_SCANNER_A_BASE64_TWICE, 188, "base64_twice" },
    { TNEF_SCANNER_A_APPLE_HEAD, 189, "apple_head" },
    { TNEF_SCANNER_A_MAIL_AS_FILE, 190, "mail_as_file" },
};

static void abi_mail_anomalies_have_their_numbers_and_names(void **state)
{
    (void)state;
    assert_int_equal(sizeof anomalies / sizeof anomalies[0],
                     TNEF_SCANNER_A_END - TNEF_SCANNER_A_BARE_LF);
    for (size_t i = 0; i < sizeof anomalies / sizeof anomalies[0]; i++) {
        assert_int_equal(anomalies[i].given, anomalies[i].fixed);
        assert_int_equal(anomalies[i].fixed, TNEF_SCANNER_A_BARE_LF + i);
        assert_string_equal(tnef_anomaly_name(TNEF_SCANNER_A_BARE_LF + (uint32_t)i), anomalies[i].name);
    }
    assert_string_equal(tnef_anomaly_name(TNEF_SCANNER_A_END), "?");
}

static void abi_mail_constants_have_their_numbers(void **state)
{
    (void)state;
    assert_true(tnef_scanner_size(NULL) <= TNEF_SCANNER_SIZE_MAX);
    assert_int_equal(TNEF_SCANNER_LEAF, 0xC1);
    assert_int_equal(TNEF_SCANNER_MULTIPART, 0xC2);
    assert_int_equal(TNEF_SCANNER_MESSAGE, 0xC3);
    assert_int_equal(TNEF_SCANNER_UU, 0xC4);
    assert_int_equal(TNEF_SCANNER_PRE, 0xC5);
    assert_int_equal(TNEF_SCANNER_POST, 0xC6);
    assert_int_equal(TNEF_SCANNER_NONE, 0);
    assert_int_equal(TNEF_SCANNER_IDENTITY, 0xD1);
    assert_int_equal(TNEF_SCANNER_BASE64, 0xD2);
    assert_int_equal(TNEF_SCANNER_QP, 0xD3);
    assert_int_equal(TNEF_SCANNER_UUENCODE, 0xD4);
    assert_int_equal(TNEF_SCANNER_UNKNOWN, 0xD5);
    assert_int_equal(TNEF_SCANNER_CLAIMS_TYPE, 1);
    assert_int_equal(TNEF_SCANNER_CLAIMS_NAME, 2);
    assert_int_equal(TNEF_SCANNER_RAW, 0x1000);
    assert_int_equal(TNEF_SCANNER_DECODE, 0x2000);
    assert_int_equal(TNEF_SCANNER_FIND, 0);
    assert_int_equal(TNEF_SCANNER_STRICT, 0xE1);
    assert_int_equal(TNEF_SCANNER_SIZE_MAX, 196608);
    assert_int_equal(TNEF_SCANNER_DEPTH_CEILING, 100);
    assert_int_equal(TNEF_SCANNER_PARTS_CEILING, 10000);
    assert_int_equal(TNEF_SCANNER_LINE_CEILING, 65536);
    assert_int_equal(TNEF_SCANNER_LEVELS, 4);
    assert_int_equal(TNEF_MAIL_DESCEND_FIND, 0);
    assert_int_equal(TNEF_MAIL_DESCEND_NEVER, 0xF1);
    assert_int_equal(TNEF_MAIL_DESCEND_ALWAYS, 0xF2);
    assert_int_equal(TNEF_MAIL_INNER_CEILING, 8);
}

#if UINTPTR_MAX == UINT64_MAX
#define SIZE(type, size) { #type, sizeof(type), size }
#define FIELD(type, field, offset) { #type "." #field, offsetof(type, field), offset }

static const struct {
    const char *name;
    size_t given, fixed;
} layout[] = {
    SIZE(tnef_scanner_limits, 64),
    FIELD(tnef_scanner_limits, size, 0),
    FIELD(tnef_scanner_limits, max_line, 4),
    FIELD(tnef_scanner_limits, max_header, 8),
    FIELD(tnef_scanner_limits, max_fields, 12),
    FIELD(tnef_scanner_limits, max_parameters, 16),
    FIELD(tnef_scanner_limits, max_pieces, 20),
    FIELD(tnef_scanner_limits, max_depth, 24),
    FIELD(tnef_scanner_limits, max_parts, 28),
    FIELD(tnef_scanner_limits, max_streams, 32),
    FIELD(tnef_scanner_limits, max_levels, 36),
    FIELD(tnef_scanner_limits, max_stream, 40),
    FIELD(tnef_scanner_limits, max_output, 48),
    FIELD(tnef_scanner_limits, max_input, 56),
    SIZE(tnef_scanner_part, 112),
    FIELD(tnef_scanner_part, path, 0),
    FIELD(tnef_scanner_part, kind, 8),
    FIELD(tnef_scanner_part, number, 12),
    FIELD(tnef_scanner_part, depth, 16),
    FIELD(tnef_scanner_part, level, 20),
    FIELD(tnef_scanner_part, claims, 24),
    FIELD(tnef_scanner_part, declared, 28),
    FIELD(tnef_scanner_part, found, 32),
    FIELD(tnef_scanner_part, shown, 36),
    FIELD(tnef_scanner_part, head, 40),
    FIELD(tnef_scanner_part, body, 48),
    FIELD(tnef_scanner_part, end, 56),
    FIELD(tnef_scanner_part, size, 64),
    FIELD(tnef_scanner_part, anomalies, 72),
    FIELD(tnef_scanner_part, type, 80),
    FIELD(tnef_scanner_part, encoding, 88),
    FIELD(tnef_scanner_part, name, 96),
    FIELD(tnef_scanner_part, other_name, 104),
    SIZE(tnef_scanner_handlers, 40),
    FIELD(tnef_scanner_handlers, size, 0),
    FIELD(tnef_scanner_handlers, part_begin, 8),
    FIELD(tnef_scanner_handlers, found, 16),
    FIELD(tnef_scanner_handlers, part_end, 24),
    FIELD(tnef_scanner_handlers, sink, 32),
    SIZE(tnef_scanner_config, 72),
    FIELD(tnef_scanner_config, size, 0),
    FIELD(tnef_scanner_config, policy, 4),
    FIELD(tnef_scanner_config, handlers, 8),
    FIELD(tnef_scanner_config, user, 16),
    FIELD(tnef_scanner_config, limits, 24),
    FIELD(tnef_scanner_config, fatal, 32),
    FIELD(tnef_scanner_config, magic, 40),
    FIELD(tnef_scanner_config, magic_len, 48),
    FIELD(tnef_scanner_config, reserved, 52),
    FIELD(tnef_scanner_config, types, 56),
    FIELD(tnef_scanner_config, names, 64),
    SIZE(tnef_mail_stream, 48),
    FIELD(tnef_mail_stream, number, 0),
    FIELD(tnef_mail_stream, part, 8),
    FIELD(tnef_mail_stream, status, 16),
    FIELD(tnef_mail_stream, error, 24),
    FIELD(tnef_mail_stream, size, 32),
    FIELD(tnef_mail_stream, inner, 40),
    SIZE(tnef_mail_inner, 48),
    FIELD(tnef_mail_inner, number, 0),
    FIELD(tnef_mail_inner, depth, 4),
    FIELD(tnef_mail_inner, stream, 8),
    FIELD(tnef_mail_inner, message, 12),
    FIELD(tnef_mail_inner, part, 16),
    FIELD(tnef_mail_inner, content, 20),
    FIELD(tnef_mail_inner, status, 24),
    FIELD(tnef_mail_inner, error, 32),
    FIELD(tnef_mail_inner, size, 40),
    SIZE(tnef_mail_handlers, 56),
    FIELD(tnef_mail_handlers, size, 0),
    FIELD(tnef_mail_handlers, stream_begin, 8),
    FIELD(tnef_mail_handlers, stream_end, 16),
    FIELD(tnef_mail_handlers, part_begin, 24),
    FIELD(tnef_mail_handlers, part_end, 32),
    FIELD(tnef_mail_handlers, mail_begin, 40),
    FIELD(tnef_mail_handlers, mail_end, 48),
    SIZE(tnef_mail_config, 64),
    SIZE(struct tnef_scanner_info, 32),
    SIZE(struct tnef_mail_info, 32),
    FIELD(tnef_mail_config, size, 0),
    FIELD(tnef_mail_config, policy, 4),
    FIELD(tnef_mail_config, handlers, 8),
    FIELD(tnef_mail_config, user, 16),
    FIELD(tnef_mail_config, reader, 24),
    FIELD(tnef_mail_config, scanner_limits, 32),
    FIELD(tnef_mail_config, fatal, 40),
    FIELD(tnef_mail_config, descend, 48),
    FIELD(tnef_mail_config, max_inner, 52),
    FIELD(tnef_mail_config, max_inner_bytes, 56),
    FIELD(struct tnef_scanner_info, size, 0),
    FIELD(struct tnef_scanner_info, reserved, 4),
    FIELD(struct tnef_scanner_info, anomalies, 8),
    FIELD(struct tnef_scanner_info, input, 16),
    FIELD(struct tnef_scanner_info, output, 24),
    FIELD(struct tnef_mail_info, size, 0),
    FIELD(struct tnef_mail_info, streams, 4),
    FIELD(struct tnef_mail_info, anomalies, 8),
    FIELD(struct tnef_mail_info, input, 16),
    FIELD(struct tnef_mail_info, output, 24),
};

static void abi_mail_structs_have_their_layout(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof layout / sizeof layout[0]; i++)
        if (layout[i].given != layout[i].fixed)
            fail_msg("%s: %zu instead of %zu", layout[i].name, layout[i].given, layout[i].fixed);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abi_mail_anomalies_have_their_numbers_and_names),
        cmocka_unit_test(abi_mail_constants_have_their_numbers),
#if UINTPTR_MAX == UINT64_MAX
        cmocka_unit_test(abi_mail_structs_have_their_layout),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
