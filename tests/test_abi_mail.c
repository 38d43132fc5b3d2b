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
} findings[] = {
    { TNEF_SCAN_BARE_LF, 0, "bare_lf" },
    { TNEF_SCAN_BARE_CR, 1, "bare_cr" },
    { TNEF_SCAN_NO_BLANK_LINE, 2, "no_blank_line" },
    { TNEF_SCAN_GARBAGE_LINE, 3, "garbage_line" },
    { TNEF_SCAN_SPACE_COLON, 4, "space_colon" },
    { TNEF_SCAN_FOLDED_TYPE, 5, "folded_type" },
    { TNEF_SCAN_COMMENT, 6, "comment" },
    { TNEF_SCAN_NUL, 7, "nul" },
    { TNEF_SCAN_EIGHT_BIT, 8, "eight_bit" },
    { TNEF_SCAN_FROM_LINE, 9, "from_line" },
    { TNEF_SCAN_LEADING_BLANK, 10, "leading_blank" },
    { TNEF_SCAN_HEADER_END, 11, "header_end" },
    { TNEF_SCAN_LINE_LIMIT, 12, "line_limit" },
    { TNEF_SCAN_HEADER_LIMIT, 13, "header_limit" },
    { TNEF_SCAN_DUPLICATE_TYPE, 14, "duplicate_type" },
    { TNEF_SCAN_DUPLICATE_ENCODING, 15, "duplicate_encoding" },
    { TNEF_SCAN_DUPLICATE_PARAMETER, 16, "duplicate_parameter" },
    { TNEF_SCAN_PARAMETER_SYNTAX, 17, "parameter_syntax" },
    { TNEF_SCAN_PARAMETER_PIECES, 18, "parameter_pieces" },
    { TNEF_SCAN_PARAMETER_EMPTY, 19, "parameter_empty" },
    { TNEF_SCAN_PARAMETER_QUOTE, 20, "parameter_quote" },
    { TNEF_SCAN_PARAMETER_LIMIT, 21, "parameter_limit" },
    { TNEF_SCAN_NAME_BROKEN, 22, "name_broken" },
    { TNEF_SCAN_NAME_DIFFERS, 23, "name_differs" },
    { TNEF_SCAN_NAME_WORD, 24, "name_word" },
    { TNEF_SCAN_NO_BOUNDARY, 25, "no_boundary" },
    { TNEF_SCAN_BOUNDARY_LONG, 26, "boundary_long" },
    { TNEF_SCAN_BOUNDARY_CUT, 27, "boundary_cut" },
    { TNEF_SCAN_BOUNDARY_PREFIX, 28, "boundary_prefix" },
    { TNEF_SCAN_BOUNDARY_JUNK, 29, "boundary_junk" },
    { TNEF_SCAN_BOUNDARY_BLANKS, 30, "boundary_blanks" },
    { TNEF_SCAN_NO_END, 31, "no_end" },
    { TNEF_SCAN_NO_INNER_END, 32, "no_inner_end" },
    { TNEF_SCAN_AFTER_END, 33, "after_end" },
    { TNEF_SCAN_TOO_DEEP, 34, "too_deep" },
    { TNEF_SCAN_TOO_MANY_PARTS, 35, "too_many_parts" },
    { TNEF_SCAN_TOO_MANY_STREAMS, 36, "too_many_streams" },
    { TNEF_SCAN_PREAMBLE, 37, "preamble" },
    { TNEF_SCAN_EPILOGUE, 38, "epilogue" },
    { TNEF_SCAN_ENCODING_UNKNOWN, 39, "encoding_unknown" },
    { TNEF_SCAN_ENCODING_COMPOSITE, 40, "encoding_composite" },
    { TNEF_SCAN_ENCODING_OTHER, 41, "encoding_other" },
    { TNEF_SCAN_TYPE_OTHER, 42, "type_other" },
    { TNEF_SCAN_NO_SIGNATURE, 43, "no_signature" },
    { TNEF_SCAN_BASE64_JUNK, 44, "base64_junk" },
    { TNEF_SCAN_BASE64_PADDING, 45, "base64_padding" },
    { TNEF_SCAN_BASE64_END, 46, "base64_end" },
    { TNEF_SCAN_BASE64_BLANKS, 47, "base64_blanks" },
    { TNEF_SCAN_QP_BAD, 48, "qp_bad" },
    { TNEF_SCAN_QP_LOWER, 49, "qp_lower" },
    { TNEF_SCAN_QP_BLANKS, 50, "qp_blanks" },
    { TNEF_SCAN_UU_BAD, 51, "uu_bad" },
    { TNEF_SCAN_UU_NO_END, 52, "uu_no_end" },
    { TNEF_SCAN_UU_BLOCK, 53, "uu_block" },
    { TNEF_SCAN_STREAM_LIMIT, 54, "stream_limit" },
    { TNEF_SCAN_LINE_LONG, 55, "line_long" },
    { TNEF_SCAN_SHORT, 56, "short" },
};

static void abi_mail_findings_have_their_numbers_and_names(void **state)
{
    (void)state;
    assert_int_equal(sizeof findings / sizeof findings[0], TNEF_SCAN_NUMBER_OF);
    for (size_t i = 0; i < sizeof findings / sizeof findings[0]; i++) {
        assert_int_equal(findings[i].given, findings[i].fixed);
        assert_int_equal(findings[i].fixed, i);
        assert_string_equal(tnef_scan_finding_name((uint32_t)i), findings[i].name);
    }
    assert_string_equal(tnef_scan_finding_name(TNEF_SCAN_NUMBER_OF), "?");
}

static void abi_mail_constants_have_their_numbers(void **state)
{
    (void)state;
    assert_true(tnef_scanner_size(NULL) <= TNEF_SCANNER_SIZE_MAX);
    assert_int_equal(TNEF_SCAN_LEAF, 0xC1);
    assert_int_equal(TNEF_SCAN_MULTIPART, 0xC2);
    assert_int_equal(TNEF_SCAN_MESSAGE, 0xC3);
    assert_int_equal(TNEF_SCAN_UU, 0xC4);
    assert_int_equal(TNEF_SCAN_PRE, 0xC5);
    assert_int_equal(TNEF_SCAN_POST, 0xC6);
    assert_int_equal(TNEF_SCAN_NONE, 0);
    assert_int_equal(TNEF_SCAN_IDENTITY, 0xD1);
    assert_int_equal(TNEF_SCAN_BASE64, 0xD2);
    assert_int_equal(TNEF_SCAN_QP, 0xD3);
    assert_int_equal(TNEF_SCAN_UUENCODE, 0xD4);
    assert_int_equal(TNEF_SCAN_UNKNOWN, 0xD5);
    assert_int_equal(TNEF_SCAN_CLAIMS_TYPE, 1);
    assert_int_equal(TNEF_SCAN_CLAIMS_NAME, 2);
    assert_int_equal(TNEF_SCAN_RAW, 0x1000);
    assert_int_equal(TNEF_SCAN_DECODE, 0x2000);
    assert_int_equal(TNEF_SCAN_FIND, 0);
    assert_int_equal(TNEF_SCAN_STRICT, 0xE1);
    assert_int_equal(TNEF_SCANNER_SIZE_MAX, 196608);
    assert_int_equal(TNEF_SCAN_DEPTH_CEILING, 100);
    assert_int_equal(TNEF_SCAN_PARTS_CEILING, 10000);
    assert_int_equal(TNEF_SCAN_LINE_CEILING, 65536);
    assert_int_equal(TNEF_SCAN_LEVELS, 4);
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
    SIZE(tnef_scan_limits, 64),
    FIELD(tnef_scan_limits, size, 0),
    FIELD(tnef_scan_limits, max_line, 4),
    FIELD(tnef_scan_limits, max_header, 8),
    FIELD(tnef_scan_limits, max_fields, 12),
    FIELD(tnef_scan_limits, max_parameters, 16),
    FIELD(tnef_scan_limits, max_pieces, 20),
    FIELD(tnef_scan_limits, max_depth, 24),
    FIELD(tnef_scan_limits, max_parts, 28),
    FIELD(tnef_scan_limits, max_streams, 32),
    FIELD(tnef_scan_limits, max_levels, 36),
    FIELD(tnef_scan_limits, max_stream, 40),
    FIELD(tnef_scan_limits, max_output, 48),
    FIELD(tnef_scan_limits, max_input, 56),
    SIZE(tnef_scan_part, 112),
    FIELD(tnef_scan_part, path, 0),
    FIELD(tnef_scan_part, kind, 8),
    FIELD(tnef_scan_part, number, 12),
    FIELD(tnef_scan_part, depth, 16),
    FIELD(tnef_scan_part, level, 20),
    FIELD(tnef_scan_part, claims, 24),
    FIELD(tnef_scan_part, declared, 28),
    FIELD(tnef_scan_part, found, 32),
    FIELD(tnef_scan_part, shown, 36),
    FIELD(tnef_scan_part, head, 40),
    FIELD(tnef_scan_part, body, 48),
    FIELD(tnef_scan_part, end, 56),
    FIELD(tnef_scan_part, size, 64),
    FIELD(tnef_scan_part, findings, 72),
    FIELD(tnef_scan_part, type, 80),
    FIELD(tnef_scan_part, encoding, 88),
    FIELD(tnef_scan_part, name, 96),
    FIELD(tnef_scan_part, other_name, 104),
    SIZE(tnef_scan_handlers, 40),
    FIELD(tnef_scan_handlers, size, 0),
    FIELD(tnef_scan_handlers, part_begin, 8),
    FIELD(tnef_scan_handlers, found, 16),
    FIELD(tnef_scan_handlers, part_end, 24),
    FIELD(tnef_scan_handlers, sink, 32),
    SIZE(tnef_scanner_config, 72),
    FIELD(tnef_scanner_config, size, 0),
    FIELD(tnef_scanner_config, policy, 4),
    FIELD(tnef_scanner_config, handlers, 8),
    FIELD(tnef_scanner_config, user, 16),
    FIELD(tnef_scanner_config, limits, 24),
    FIELD(tnef_scanner_config, refuse, 32),
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
    FIELD(tnef_mail_config, size, 0),
    FIELD(tnef_mail_config, policy, 4),
    FIELD(tnef_mail_config, handlers, 8),
    FIELD(tnef_mail_config, user, 16),
    FIELD(tnef_mail_config, reader, 24),
    FIELD(tnef_mail_config, limits, 32),
    FIELD(tnef_mail_config, refuse, 40),
    FIELD(tnef_mail_config, descend, 48),
    FIELD(tnef_mail_config, max_inner, 52),
    FIELD(tnef_mail_config, max_inner_bytes, 56),
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
        cmocka_unit_test(abi_mail_findings_have_their_numbers_and_names),
        cmocka_unit_test(abi_mail_constants_have_their_numbers),
#if UINTPTR_MAX == UINT64_MAX
        cmocka_unit_test(abi_mail_structs_have_their_layout),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
